// What leaves the forum says how it must be handled, on every page; what is for display only does not leave it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { answer, ask, openThread, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };
const secret = 'The clerk who keeps the keys is called heliotrope.';

test('a thread is taken along as a file, printed with its markings, and without what is for display only', async ({ officer }) => {
  const page = await officer('officer1.gb');
  await openThread(page, 'en', 'Controlled deliveries', 'What may be taken along', 'This may.');
  const first = page.getByRole('article').first();
  await first.getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(page, 'en').fill(secret);
  await page.locator('summary').filter({ hasText: en('composer.caveats_legend') }).click();
  await page.getByLabel(en('caveat.display_only')).check();
  await page.getByRole('button', { name: en('composer.post'), exact: true }).click();
  const shown = page.getByRole('article').filter({ hasText: secret });
  await expect(shown).toContainText(en('caveat.display_only'));
  await expect(shown.getByRole('button', { name: en('export.post') })).toHaveCount(0);
  await answer(page, 'en', first, 'This too.');

  const download = page.waitForEvent('download');
  await page.getByRole('complementary').getByRole('button', { name: en('export.thread') }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain('FOR OFFICIAL USE ONLY');
  expect(file).toContain('This too.');
  expect(file).toContain('A post marked DISPLAY ONLY is not exported.');
  expect(file).not.toContain('heliotrope');
  await expect(page.getByText(en('export.saved'))).toBeVisible();

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(en('print.withheld'))).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  const running = page.locator('.running');
  await expect(running).toContainText('FOR OFFICIAL USE ONLY');
  expect(await running.evaluate((one) => getComputedStyle(one).display)).toBe('table-header-group');
  // Each post says how it is cited, also the one whose text is not there.
  for (const article of await page.getByRole('article').all()) {
    const id = await article.getAttribute('data-post');
    await expect(article).toContainText(`/posts/${id} [FOR OFFICIAL USE ONLY`);
    await expect(article).toContainText(/“What may be taken along”, post of .* 2026, version 1\. Colloquium, https:/);
  }
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByText(secret)).toBeVisible();
  await expect(page.getByText('version 1. Colloquium')).toHaveCount(0);
});

/** What stands on each sheet, read from the file that the browser would send to a printer. */
async function sheets(page: Page): Promise<string[]> {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ format: 'A4' }), encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

test('a long thread is printed whole, with the strictest markings at the head of every sheet', async ({ officer }) => {
  test.slow(); // sixty posts are written first
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Controlled deliveries', 'A long list of harbours', 'Which harbours ask for a paper?');
  const { items } = await ask<{ items: { id: string }[] }>(writer, `${path}/posts`);
  await writer.goto('about:blank');
  for (let i = 1; i < 60; i += 1) {
    const data = { body: `Harbour number ${i} does.`, parent_id: items[0]!.id, marking: { caveats: i === 59 ? ['H2'] : [] } };
    // Whoever writes so fast is asked to wait a moment.
    await expect(async () => {
      const answer = await writer.request.post(`/api/v1${path}/posts`, { data, headers: same });
      expect(answer.status()).toBe(201);
    }).toPass();
  }
  const page = await officer('officer2.gb');
  await page.addInitScript(() => {
    window.print = () => void (document.documentElement.dataset.printed = 'yes'); // no printer here: the page stays as it was sent to it
  });
  await page.goto(path);
  await expect(page.getByRole('article')).toHaveCount(50);

  await expect(page.getByText(en('print.one_page'))).toBeAttached();
  await page.waitForLoadState('networkidle');

  // Printed from the browser's menu it is the page on screen, and says so.
  const part = await sheets(page);
  expect(part.join('')).toContain(en('print.one_page').slice(0, 38));
  expect(part.join('')).not.toContain('Harbour number 58');

  // What is slow can be given up; what fails is tried again.
  await page.route('**/posts?*', (route) => route.abort());
  await page.keyboard.press('Control+p');
  const dialog = page.getByRole('dialog', { name: en('print.whole') });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await lookAt(page, 'en', 'open-print');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('complementary').getByRole('button', { name: en('print.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await page.unroute('**/posts?*');
  await dialog.getByRole('button', { name: en('common.try_again') }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
  await expect(dialog).toHaveCount(0);

  const whole = await sheets(page);
  expect(whole.length).toBeGreaterThan(5);
  for (const sheet of whole) expect(sheet.trimStart()).toMatch(/^FOR OFFICIAL USE ONLY\s*·\s*H2: /);
  const text = whole.join('').replace(/\s+/g, ' ');
  for (let i = 1; i < 60; i += 1) expect(text.split(`Harbour number ${i} does.`)).toHaveLength(2);
  expect(text.match(/version 1\. Colloquium, https:/g)).toHaveLength(60);
  expect(text).not.toContain(en('print.one_page').slice(0, 38));
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.getByRole('article')).toHaveCount(50);
  await expect(page.locator('article')).toHaveCount(50);
});

test('what is for display only is printed nowhere', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const { organisation } = await ask<{ organisation: { id: string } }>(writer, '/me');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const open = async (title: string, audience?: object) => {
    const marking = { level: 'official_use_only', caveats: ['display_only'] };
    const data = { title, body: secret, language: 'en', marking, ...(audience && { audience }) };
    const answer = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, { data, headers: same });
    expect(answer.status()).toBe(201);
    return (await answer.json()) as { thread: { id: string }; post: { id: string } };
  };
  const send = async (page: Page, path: string, data: object) => {
    const answer = await page.request.post(`/api/v1${path}`, { data, headers: same });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer;
  };
  const shown = await open('Who keeps the keys');
  const own = await open('Who else keeps them', { base: 'only', organisations: [organisation.id] });
  await send(writer, `/posts/${shown.post.id}/erasure`, { version: 1, reason: 'It names somebody.' });
  await send(writer, `/threads/${shown.thread.id}/widening`, { version: 1, reason: 'For all to see.', marking: { level: 'public' } });
  const quoting = await send(writer, `/topics/${topic.id}/threads`, {
    title: 'Of keys', body: `[quote:${shown.post.id}@1:0-40]\n\nIs that so?`, language: 'en',
  });
  const { thread } = (await quoting.json()) as { thread: { id: string } };
  const compliance = await officer('compliance.ipsg');
  const glass = await send(compliance, '/break-glass', { object_id: own.thread.id, case_number: 'C 2026/77', reason: 'A court asks.' });
  const { id } = (await glass.json()) as { id: string };
  await send(await officer('admin.ipsg'), `/break-glass/${id}/decision`, { decision: 'approve' });

  const coordinator = await officer('coordinator.gb');
  const withheld = en('print.withheld');
  const elsewhere = en('print.open_post');
  for (const [page, path, words] of [
    [coordinator, '/bureau/erasures', elsewhere],
    [coordinator, '/bureau/widenings', withheld],
    [compliance, `/break-glass/${id}`, elsewhere],
    [writer, `/threads/${thread.id}`, withheld],
    [writer, '/search?q=heliotrope', withheld],
    [writer, '/contributions', withheld],
  ] as const) {
    await page.goto(path);
    const seen = page.getByText('The clerk who keeps the keys').filter({ visible: true });
    await expect(seen.first(), path).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(seen, path).toHaveCount(0);
    await expect(page.getByText(words).first(), path).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
    await expect(seen.first(), path).toBeVisible();
  }
});
