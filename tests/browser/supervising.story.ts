// A supervised organisation goes on writing: compliance passes or returns what it submits, and reads nothing else of it.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const es = (key: string): string => words('es', key);
const title = 'Quién sella los contenedores';

async function propose(compliance: Page, status: 'active' | 'supervised', reason: string): Promise<void> {
  await compliance.goto('/administration');
  await compliance.getByRole('textbox', { name: en('status.search') }).fill('Colombia');
  await compliance.getByRole('main').locator('li').getByRole('button').first().click();
  const form = compliance.getByRole('dialog');
  await form.getByRole('radio', { name: new RegExp(en(`organisation_status.${status}_hint`)) }).check();
  await form.getByRole('button', { name: en('proposal.send') }).click();
  await expect(form.getByText(en('invalid.empty')).first()).toBeVisible(); // nothing without the decision and why
  await form.getByRole('textbox', { name: en('proposal.reference') }).fill('Decision 31 of 2026');
  await form.getByRole('textbox', { name: en('proposal.reason') }).fill(reason);
  await form.getByRole('button', { name: en('proposal.send') }).click();
  await expect(form).toHaveCount(0);
}

async function approve(administrator: Page, reason: string): Promise<void> {
  await administrator.goto('/administration');
  const proposal = administrator.getByRole('article').filter({ hasText: reason });
  await proposal.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(proposal.getByText(en('outcome.approved'))).toBeVisible();
}

/** Decides about what waits, with a reason. */
async function decide(page: Page, say: typeof en, act: string, reason: string): Promise<void> {
  const item = page.getByRole('article').filter({ hasText: title });
  await item.getByRole('button', { name: say(act) }).click();
  const dialog = page.getByRole('dialog', { name: say(act) });
  await dialog.getByRole('button', { name: say(act) }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: say(act) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(item).toHaveCount(0);
}

test('what a supervised organisation submits is passed or returned by compliance before it goes anywhere', async ({ officer }) => {
  test.setTimeout(360_000); // six people, and the queue in four languages
  const compliance = await officer('compliance.ipsg');
  const administrator = await officer('admin.ipsg');
  await propose(compliance, 'supervised', 'Until the review of May is over.');
  await approve(administrator, 'Until the review of May is over.');

  // An ordinary post waits; nobody else sees it.
  const writer = await officer('officer1.co');
  const topic = await topicNamed(writer, 'Cooperación aduanera');
  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByRole('textbox', { name: es('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'es').fill('En Cartagena los sella la naviera López.');
  await writer.getByRole('button', { name: es('composer.send_for_release') }).click();
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const path = new URL(writer.url()).pathname;
  await expect(writer.getByRole('article')).toContainText(es('release.waits_for_compliance'));
  await expectLive(writer, 'es');
  const reader = await officer('officer1.mx', path);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(es('not_found.title'));
  const coordinator = await officer('coordinator.co', '/release-queue');
  await expect(coordinator.getByText(es('release.empty'))).toBeVisible();

  // Compliance reads what waits, in its marking, and by no other way.
  await compliance.goto(path);
  await expect(compliance.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
  await compliance.goto('/release-queue');
  const waiting = compliance.getByRole('article').filter({ hasText: title });
  await expect(compliance.getByText(en('release.intro_check'))).toBeVisible();
  await expect(waiting.getByRole('group', { name: en('marking.label') })).toContainText(en('level.official_use_only'));
  await expect(waiting).toContainText('naviera López');
  await expect(waiting.getByRole('link', { name: title })).toHaveCount(0);
  for (const language of languages) {
    const say = (key: string): string => words(language, key);
    const told = await compliance.request.patch('/api/v1/me', { data: { language }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(told.status()).toBe(200);
    await compliance.reload();
    await expect(compliance.getByText(say('release.intro_check'))).toBeVisible();
    await lookAt(compliance, language, 'compliance-queue');
    await waiting.getByRole('button', { name: say('release.check') }).click();
    await expect(compliance.getByRole('dialog', { name: say('release.check') })).toBeVisible();
    await lookAt(compliance, language, 'open-compliance-check');
    await compliance.keyboard.press('Escape');
  }
  await compliance.request.patch('/api/v1/me', { data: { language: 'en' }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  await compliance.reload();

  // Returned with a reason, mended, submitted again, passed: at the ordinary level it is out then.
  await decide(compliance, en, 'release.return', 'It names a company.');
  await expect(writer.getByText('It names a company.')).toBeVisible(); // without a reload
  await writer.getByRole('button', { name: es('post.edit') }).click();
  await textOf(writer, 'es').fill('En Cartagena los sella la naviera.');
  await writer.getByRole('button', { name: es('composer.save_edit') }).click();
  await writer.getByRole('button', { name: es('release.submit') }).click();
  await expect(writer.getByText(es('release.waits_for_compliance'))).toBeVisible();
  await compliance.reload(); // by itself it is asked for every half minute: the line tells compliance nothing
  await expect(waiting.locator('del').first()).toBeVisible();
  await decide(compliance, en, 'release.check', 'Nobody is named.');
  await expect(writer.getByText(es('release.waits_for_compliance'))).toHaveCount(0);
  await reader.reload();
  await expect(reader.getByRole('article').filter({ hasText: 'los sella la naviera.' })).toBeVisible();

  // At RESTRICTED the organisation's own coordinator comes after compliance.
  await writer.getByRole('article').first().getByRole('button', { name: es('post.reply'), exact: true }).click();
  await writer.getByLabel(es('composer.level'), { exact: true }).selectOption({ label: es('level.restricted') });
  await textOf(writer, 'es').fill('Los nocturnos los sella la aduana.');
  await writer.getByRole('button', { name: es('composer.send_for_release') }).click();
  await expect(writer.getByText(es('release.waits_for_compliance'))).toBeVisible();
  await compliance.reload();
  await expect(waiting).toContainText('nocturnos');
  await decide(compliance, en, 'release.check', 'Method only.');
  const submitted = coordinator.getByRole('article').filter({ hasText: 'nocturnos' });
  await expect(submitted).toBeVisible(); // without a reload
  await expect(reader.getByText('nocturnos')).toHaveCount(0);
  await decide(coordinator, es, 'post.release', 'Solo el método.');
  await reader.reload();
  await expect(reader.getByRole('article').filter({ hasText: 'nocturnos' })).toBeVisible();

  // What is written when it is over waits for nobody.
  await propose(compliance, 'active', 'The review is closed.');
  await approve(administrator, 'The review is closed.');
  await writer.goto(`/topics/${topic.id}/new`);
  await expect(writer.getByRole('button', { name: es('composer.post'), exact: true })).toBeVisible();
});
