// A moderator closes a thread with a summary and opens it again, merges it into another and takes that back.
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Wildlife and forest crime';

async function openDialog(page: Page, language: Language): Promise<Locator> {
  await page.getByRole('button', { name: words(language, 'order.open') }).click();
  const dialog = page.getByRole('dialog', { name: words(language, 'order.title') });
  await expect(dialog).toBeVisible();
  return dialog;
}

const why = (dialog: Locator, language: Language): Locator => dialog.getByLabel(words(language, 'order.reason'), { exact: true });

async function act(dialog: Locator, language: Language, what: string): Promise<void> {
  await dialog.getByRole('button', { name: words(language, what === 'merge' ? 'order.propose' : `order_act.${what}`) }).click();
}

/** The second person, of another country than who proposed it. */
async function approve(page: Page, language: Language, thread: string): Promise<void> {
  await page.goto('/moderation/proposals');
  const proposal = page.getByRole('article').filter({ hasText: thread });
  await proposal.getByRole('button', { name: words(language, 'proposal.approve') }).click();
  await expect(proposal.getByText(words(language, 'invalid.empty'))).toBeVisible();
  await proposal.getByLabel(words(language, 'appeals.verdict'), { exact: true }).fill('They ask for the same.');
  await proposal.getByRole('button', { name: words(language, 'proposal.approve') }).click();
  await expect(proposal).toContainText(words(language, 'outcome.approved'));
}

test('a thread is closed with a summary and opened again, merged into another and separated', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const other = await openThread(writer, 'en', topic, 'Which permits for ivory', 'Which ones?');
  const path = await openThread(writer, 'en', topic, 'Permits for ivory, again', 'Does anybody know?');
  const reader = await officer('officer1.ke', path);
  await expectLive(reader, 'en');
  const reply = reader.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true });
  await expect(reply).toBeVisible();
  await expect(reader.getByRole('button', { name: en('order.open') })).toHaveCount(0);

  const moderator = await officer('moderator.ke');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.goto(path);
  let dialog = await openDialog(moderator, 'en');
  await act(dialog, 'en', 'close');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(en('order.summary'), { exact: true }).fill('Article 16 is enough.');
  await moderator.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  dialog = await openDialog(moderator, 'en');
  await expect(dialog.getByLabel(en('order.summary'), { exact: true })).toHaveValue('Article 16 is enough.');
  await why(dialog, 'en').fill('Answered.');
  await act(dialog, 'en', 'close');
  await expect(dialog).toHaveCount(0);
  // Without a reload.
  await expect(reader.getByRole('region', { name: en('order.summary') })).toContainText('Article 16 is enough.');
  await expect(reply).toHaveCount(0);
  await writer.goto('/notifications');
  await expect(writer.getByRole('main')).toContainText(en('notifications.thread_closed'));

  dialog = await openDialog(moderator, 'en');
  await dialog.getByRole('radio', { name: en('order_act.reopen') }).check();
  await why(dialog, 'en').fill('There is news.');
  await act(dialog, 'en', 'reopen');
  await expect(dialog).toHaveCount(0);
  await expect(reader.getByRole('region', { name: en('order.summary') })).toHaveCount(0);
  await expect(reply).toBeVisible();

  dialog = await openDialog(moderator, 'en');
  await dialog.getByRole('radio', { name: en('order_act.merge') }).check();
  await why(dialog, 'en').fill('One question.');
  const into = dialog.getByLabel(en('order.into'), { exact: true });
  await into.fill('the other one');
  await act(dialog, 'en', 'merge');
  await expect(dialog).toContainText(en('order.no_thread'));
  await into.fill(path);
  await act(dialog, 'en', 'merge');
  await expect(dialog).toContainText(en('order.same_thread'));
  await into.fill(new URL(other, moderator.url()).href);
  await act(dialog, 'en', 'merge');
  await expect(dialog).toHaveCount(0);
  // It waits for somebody of another country.
  await expect(moderator.getByRole('complementary', { name: en('undo.label') })).toContainText(en('undo_done.propose'));
  await expect(reply).toBeVisible();
  await moderator.goto('/moderation/proposals');
  const own = moderator.getByRole('article').filter({ hasText: 'Permits for ivory, again' });
  await expect(own).toContainText(en('proposal.waits'));
  await expect(own.getByRole('button', { name: en('proposal.approve') })).toHaveCount(0);
  await approve(await officer('unit2.ipsg'), 'en', 'Permits for ivory, again');
  // Who proposed it hears of it, and reads why.
  await moderator.goto('/notifications');
  await moderator.getByRole('main').getByRole('link').filter({ hasText: en('notifications.proposal_approved') }).filter({ hasText: 'Permits for ivory, again' }).click();
  await expect(moderator.getByRole('article').filter({ hasText: 'Permits for ivory, again' })).toContainText('They ask for the same.');
  await moderator.goto(path);
  await expect(reply).toHaveCount(0);
  await reader.getByText(en('order.leads_to')).getByRole('link', { name: 'Which permits for ivory' }).click();
  await expect(reader.getByRole('region', { name: en('order.merged_here') }).getByRole('link', { name: 'Permits for ivory, again' })).toBeVisible();
  await expect(moderator.getByRole('button', { name: en('thread.unlock') })).toHaveCount(0);

  dialog = await openDialog(moderator, 'en');
  await why(dialog, 'en').fill('They ask for different things.');
  await act(dialog, 'en', 'separate');
  await expect(dialog).toHaveCount(0);
  await reader.goto(path);
  await expect(reply).toBeVisible();
  await expect(reader.getByText(en('order.leads_to'))).toHaveCount(0);
});

for (const language of languages)
  test(`the screens of closing and merging are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const page = await officer('moderator.ke');
    const speak = (language: Language) =>
      page.request.patch('/api/v1/me', { data: { language }, headers: { Origin: new URL(page.url()).origin } });
    await page.setViewportSize({ width: 1440, height: 900 });
    const other = await openThread(page, 'en', topic, `Where elephants cross, ${language}`, 'Where?');
    const path = await openThread(page, 'en', topic, `Elephants at the border, ${language}`, 'Where do they?');
    await speak(language);
    await page.goto(path);
    let dialog = await openDialog(page, language);
    await lookAt(page, language, 'closing');
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByLabel(words(language, 'order.summary'), { exact: true }).fill('At the river, in the dry months.');
    await why(dialog, language).fill('…');
    await act(dialog, language, 'close');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('region', { name: words(language, 'order.summary') })).toBeVisible();
    dialog = await openDialog(page, language);
    await dialog.getByRole('radio', { name: words(language, 'order_act.merge') }).check();
    await lookAt(page, language, 'merging');
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByLabel(words(language, 'order.into'), { exact: true }).fill(other);
    await why(dialog, language).fill('…');
    await act(dialog, language, 'merge');
    await expect(dialog).toHaveCount(0);
    await page.goto('/moderation/proposals');
    await expect(page.getByRole('article').filter({ hasText: `Elephants at the border, ${language}` })).toBeVisible();
    await lookAt(page, language, 'order-proposals');
    await page.setViewportSize({ width: 1440, height: 900 });
    await approve(await officer('unit2.ipsg'), 'en', `Elephants at the border, ${language}`);
    await page.goto(path);
    await expect(page.getByText(words(language, 'order.leads_to'))).toBeVisible();
    await lookAt(page, language, 'merged-thread');
    await page.goto(other);
    await expect(page.getByRole('region', { name: words(language, 'order.merged_here') })).toBeVisible();
    await lookAt(page, language, 'merged-into');
    await speak('en');
  });
