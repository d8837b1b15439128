// Who did what: everybody reads his own trail, the auditor the whole record, and bureaus vouch for it with keys of their own.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';

const en = (key: string): string => words('en', key);
const program = process.env.PROGRAM_UNDER_TEST ?? resolve(import.meta.dirname, '../../build/release/colloquium');

const records = (page: Page): Locator => page.getByRole('table').getByRole('row');

async function speak(page: Page, language: Language): Promise<void> {
  const status = await page.evaluate(
    async (chosen) =>
      (
        await fetch('/api/v1/me', {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ language: chosen }),
        })
      ).status,
    language,
  );
  expect(status).toBe(200);
}

/** Something that the log tells of: a coordinator changes what awaits release. */
async function changePolicy(page: Page, rule: string): Promise<void> {
  await page.goto('/bureau/release');
  await page.getByRole('radio', { name: en(`release_rule.${rule}`) }).check();
  await page.getByRole('button', { name: en('common.save') }).click();
  await expect(page.getByText(en('policy.saved'))).toBeVisible();
}

test('somebody finds what he did, and the auditor finds him and takes the records along', async ({ officer }) => {
  const coordinator = await officer('coordinator.ke');
  await changePolicy(coordinator, 'always');
  await changePolicy(coordinator, 'restricted_and_above');
  await coordinator.goto('/settings');
  await coordinator.getByRole('link', { name: en('audit.my_trail') }).click();
  await expect(coordinator.getByRole('heading', { level: 1, name: en('audit.my_trail') })).toBeFocused();
  await expect(coordinator.getByRole('columnheader', { name: en('audit.reason') })).toBeVisible();
  const own = records(coordinator).filter({ hasText: en('audit_event.release_policy.changed') });
  await expect(own.first()).toBeVisible();
  const { name } = (await (await coordinator.request.get('/api/v1/me')).json()) as { name: string };

  const auditor = await officer('auditor.ipsg');
  await auditor.getByRole('navigation', { name: en('nav.account') }).getByRole('link', { name: en('audit.title') }).click();
  await expect(auditor.getByRole('heading', { level: 1, name: en('audit.title') })).toBeFocused();
  await auditor.getByRole('combobox', { name: en('audit.kind') }).selectOption('authority');
  await auditor.getByRole('combobox', { name: en('audit.event') }).selectOption('release_policy.changed');
  await auditor.getByRole('button', { name: en('audit.apply') }).click();
  await expect(auditor).toHaveURL(/kind=authority&event=release_policy\.changed/);
  await expect(records(auditor).filter({ hasText: name }).first()).toBeVisible();
  await auditor.reload(); // filters are in the address
  await expect(auditor.getByRole('combobox', { name: en('audit.event') })).toHaveValue('release_policy.changed');
  await records(auditor).filter({ hasText: name }).first().getByRole('link', { name }).click();
  await expect(auditor).toHaveURL(/actor=/);
  await expect(records(auditor).nth(1)).toContainText(name);

  const downloading = auditor.waitForEvent('download');
  await auditor.getByRole('button', { name: en('audit.export') }).click();
  const lines = readFileSync(await (await downloading).path(), 'utf8').trim().split('\n');
  const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events.length).toBeGreaterThan(1);
  expect(new Set(events)).toEqual(new Set(['release_policy.changed']));

  // Both looks and the export stand in the auditor's own trail.
  await auditor.goto('/audit');
  for (const event of ['audit.viewed', 'audit.exported'])
    await expect(records(auditor).filter({ hasText: en(`audit_event.${event}`) }).first()).toBeVisible();
  await auditor.goBack();
  await expect(auditor).toHaveURL(/actor=/);
});

test('what was chosen is kept when a source is, and what lay in its way is named', async ({ officer }) => {
  const auditor = await officer('auditor.ipsg', '/audit?view=everything');
  const kind = auditor.getByRole('combobox', { name: en('audit.kind') });
  const event = auditor.getByRole('combobox', { name: en('audit.event') });
  await kind.selectOption('alteration');
  await event.selectOption('recall.acknowledged');
  await event.selectOption('release.undone');
  await auditor.getByRole('textbox', { name: en('audit.case') }).fill('2026/17');
  const source = auditor.getByRole('combobox', { name: en('audit.source') });
  await source.fill('Kenya');
  await auditor.getByRole('listbox').getByRole('option').first().click();
  await expect(auditor).toHaveURL(/kind=alteration&event=release\.undone&case_number=2026%2F17&source=/);
  await auditor.getByRole('textbox', { name: en('audit.case') }).fill('2026/18');
  await auditor.getByRole('link', { name: /^Remove the filter: source/ }).click();
  await expect(auditor).toHaveURL(/event=release\.undone&case_number=2026%2F18$/);

  // Whoever was refused is nobody whom the platform knows.
  const refused = await auditor.evaluate(
    async () =>
      (
        await fetch('/api/v1/session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ username: 'officer1.ke', password: 'not the one he has' }),
        })
      ).status,
  );
  expect(refused).toBe(401);
  await auditor.goto('/audit?view=everything&event=session.refused');
  await expect(records(auditor).nth(1)).toContainText(en('audit.unknown_actor'));
  await expect(records(auditor).filter({ hasText: en('audit.platform') })).toHaveCount(0);
});

test('an export that the server cuts goes on part by part, and says why where it does not', async ({ officer }) => {
  const auditor = await officer('auditor.ipsg', '/audit?view=everything&case_number=12%2F26');
  const asked: URLSearchParams[] = [];
  let refused = true;
  await auditor.route('**/api/v1/audit/export?*', async (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    if (query.has('after') && refused) {
      refused = false;
      return route.fulfill({
        status: 429,
        headers: { 'Retry-After': '20' },
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 429, code: 'too_many_requests', errors: [] }),
      });
    }
    const link: Record<string, string> = query.has('after') ? {} : { Link: '<?view=everything&case_number=12%2F26&after=k%2B1>; rel="next"' };
    return route.fulfill({ status: 200, headers: link, contentType: 'application/x-ndjson', body: '{"event":"audit.viewed"}\n' });
  });
  const save = async (key: string): Promise<string> => {
    const downloading = auditor.waitForEvent('download');
    await auditor.getByRole('button', { name: en(key) }).click();
    return (await downloading).suggestedFilename();
  };
  expect(await save('audit.export')).toBe('audit-1.jsonl');
  await expect(auditor.getByText(/It is not the whole/)).toBeVisible();
  await auditor.getByRole('button', { name: en('audit.export_next') }).click();
  await expect(auditor.getByRole('alert')).toContainText('20 seconds');
  await lookAt(auditor, 'en', 'audit-export-refused');
  expect(await save('common.try_again')).toBe('audit-2.jsonl');
  await expect(auditor.getByText('Saved as a whole, in 2 files.')).toBeVisible();
  await expect(auditor.getByRole('alert')).toHaveCount(0);
  expect(asked.map((query) => [query.get('case_number'), query.get('after')])).toEqual([
    ['12/26', null],
    ['12/26', 'k+1'],
    ['12/26', 'k+1'],
  ]);
});

test('the log of others is not there for somebody without the office', async ({ officer }) => {
  const page = await officer('officer2.ke', '/audit?view=everything');
  await expect(page.getByText(en('audit.not_yours'))).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: en('audit.views') })).toHaveCount(0);
  await page.goto('/audit?case_number=none');
  await expect(page.getByText(en('audit.empty_filtered'))).toBeVisible();
});

test('witnesses that could not be fetched are asked for again, and a second press registers nobody twice', async ({ officer }) => {
  const administrator = await officer('admin.ipsg');
  await administrator.route('**/api/v1/audit/witnesses?limit=100', (route) => route.abort());
  await administrator.goto('/audit?view=configuration');
  const panel = administrator.getByRole('region', { name: en('witness.title') });
  await expect(panel.getByRole('alert')).toContainText(en('error.offline'));
  await administrator.unroute('**/api/v1/audit/witnesses?limit=100');
  await panel.getByRole('button', { name: en('common.try_again') }).click();
  await panel.getByRole('button', { name: en('witness.register') }).click();
  const form = administrator.getByRole('form', { name: en('witness.register') });
  let asked = 0;
  await administrator.route('**/api/v1/audit/witnesses', async (route) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await form.getByRole('textbox', { name: en('witness.key') }).fill('not a key');
  await form.getByRole('button', { name: en('witness.register') }).dblclick();
  await expect(form.getByText(en('invalid.malformed'))).toBeVisible();
  expect(asked).toBe(1);
});

test('a bureau becomes a witness, co-signs a checkpoint and hands it in', async ({ officer, forum }) => {
  const key = join(forum.data, 'witness.key');
  const run = (...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' });
  const publicKey = run('audit', 'witness-key', 'bureau.ke/witness', key).trim();

  const administrator = await officer('admin.ipsg', '/audit?view=configuration');
  await administrator.getByRole('button', { name: en('witness.register') }).click();
  const form = administrator.getByRole('form', { name: en('witness.register') });
  await form.getByRole('combobox').fill('Kenya');
  await form.getByRole('listbox').getByRole('option').first().click();
  await form.getByRole('textbox', { name: en('witness.key') }).fill('not a key');
  await form.getByRole('button', { name: en('witness.register') }).click();
  await expect(form.getByText(en('invalid.malformed'))).toBeVisible();
  await form.getByRole('textbox', { name: en('witness.key') }).fill(publicKey);
  await form.getByRole('button', { name: en('witness.register') }).click();
  await expect(administrator.getByText(publicKey)).toBeVisible();

  run('audit', 'checkpoint', '--data', forum.data);
  const coordinator = await officer('coordinator.ke', '/audit?view=contributions');
  await coordinator.getByRole('button', { name: en('witness.download') }).click();
  const downloading = coordinator.waitForEvent('download');
  await coordinator.getByRole('button', { name: en('witness.save') }).click();
  const file = join(forum.data, 'checkpoint.txt');
  await (await downloading).saveAs(file);
  const note = coordinator.getByRole('textbox', { name: en('witness.note') });
  await note.fill(readFileSync(file, 'utf8'));
  await coordinator.getByRole('button', { name: en('witness.upload') }).click();
  await expect(coordinator.getByText(en('cosignature.unknown_value'))).toBeVisible();
  await expect(note).not.toHaveValue(''); // nothing typed is lost
  const cosigned = run('audit', 'cosign', '--key', key, file);
  await note.fill(cosigned);
  await coordinator.getByRole('button', { name: en('witness.upload') }).click();
  await expect(coordinator.getByText(en('witness.kept'))).toBeVisible();
});

const coordinators: Record<Language, string> = { ar: 'coordinator.eg', en: 'coordinator.au', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages)
  test(`the screens of the audit log are in order in ${language}`, async ({ officer }) => {
    test.slow(); // three screens at two widths, each looked over by axe-core
    const auditor = await officer('auditor.ipsg');
    await speak(auditor, language);
    await auditor.goto('/audit?view=everything');
    await expect(auditor.getByRole('heading', { level: 1, name: words(language, 'audit.title') })).toBeVisible();
    await expect(records(auditor).nth(1)).toBeVisible();
    await lookAt(auditor, language, 'audit-everything');
    await auditor.goto('/audit?view=everything&case_number=none');
    await expect(auditor.getByText(words(language, 'audit.empty_filtered'))).toBeVisible();
    await lookAt(auditor, language, 'audit-empty');
    const coordinator = await officer(coordinators[language], '/audit?view=contributions');
    await expect(coordinator.getByRole('heading', { level: 2, name: words(language, 'witness.title') })).toBeVisible();
    await lookAt(coordinator, language, 'audit-contributions');
    await speak(auditor, 'en');
  });
