// A moderator asks for time between two answers of one person: it is told before somebody types, and what he writes too early is kept.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { expectLive, expectWritten, openThread, post, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Tobacco products';

test('slow mode is told before typing, keeps what is written too early, and ends', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Where machines are sold', 'Where?');
  const moderator = await officer('moderator.ke');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.goto(path);
  const reader = await officer('officer1.ke', path);
  await expectLive(reader, 'en');

  await moderator.getByRole('button', { name: en('order.open') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('order.title') });
  await dialog.getByRole('radio', { name: en('order_act.slow') }).check();
  await dialog.getByLabel(en('order.pause'), { exact: true }).selectOption('600');
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It runs hot.');
  await dialog.getByRole('button', { name: en('order_act.slow') }).click();
  await expect(dialog).toHaveCount(0);

  const pause = 'Slow mode: time between two of your answers: 10 minutes.';
  const reply = reader.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true });
  await reader.reload();
  await reply.click();
  await expect(reader.getByText(pause)).toBeVisible();
  await textOf(reader, 'en').fill('At fairs.');
  await post(reader, 'en');
  await expect(reader.getByRole('article').filter({ hasText: 'At fairs.' })).toBeVisible();
  await reply.click();
  await expect(reader.getByText('You can post again in 10 minutes.', { exact: true })).toBeVisible();
  await textOf(reader, 'en').fill('And at auctions.');
  await post(reader, 'en');
  await expect(reader.getByText('This thread is in slow mode. You can post again in 10 minutes; your text is kept.')).toBeVisible();
  await expectWritten(reader, 'en', 'And at auctions.');

  // It is taken back at once, and what he wrote goes out.
  await moderator.getByRole('complementary', { name: en('undo.label') }).getByRole('button', { name: en('common.undo') }).click();
  await expect(moderator.getByRole('complementary', { name: en('undo.label') })).toContainText(en('undo.done'));
  await expect(reader.getByText(pause)).toHaveCount(0);
  await post(reader, 'en');
  await expect(reader.getByRole('article').filter({ hasText: 'And at auctions.' })).toBeVisible();
});

for (const language of languages)
  test(`slow mode is in order in ${language}`, async ({ officer }) => {
    test.slow(); // looked over by axe-core, at two widths
    const page = await officer('moderator.ke');
    const speak = (to: string) => page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    const author = await officer('officer1.gb');
    const path = await openThread(author, 'en', topic, `Who sells filters, ${language}`, 'Who?');
    await speak(language);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await page.getByRole('button', { name: words(language, 'order.open') }).click();
    const dialog = page.getByRole('dialog', { name: words(language, 'order.title') });
    await dialog.getByRole('radio', { name: words(language, 'order_act.slow') }).check();
    await lookAt(page, language, 'slow-mode');
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByLabel(words(language, 'order.reason'), { exact: true }).fill('…');
    await dialog.getByRole('button', { name: words(language, 'order_act.slow') }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'post.reply'), exact: true }).click();
    await expect(page.getByText(words(language, 'slow.exempt'))).toBeVisible();
    await lookAt(page, language, 'slow-mode-composer');
    await speak('en');
  });
