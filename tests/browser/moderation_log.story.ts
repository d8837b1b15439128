// What a moderator does to somebody else's thread has a reason, is told to its author, can be taken back at once or from the log,
// and stands in the log of the topic.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { expectLive, openThread, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a moderator gives a reason, takes an act back, and the author reads what was done and why', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Tobacco products', 'Which seals on cartons', 'Which ones?');
  const moderator = await officer('moderator.ke');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.goto(path);
  await expectLive(moderator, 'en');

  // Without a reason nothing is done, and nothing is lost.
  await moderator.getByRole('button', { name: en('thread.lock'), exact: true }).click();
  const dialog = moderator.getByRole('dialog', { name: en('order.title') });
  await expect(dialog.getByRole('radio', { name: en('order_act.lock'), exact: true })).toBeChecked();
  await dialog.getByRole('button', { name: en('order_act.lock'), exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It goes in circles.');
  await dialog.getByRole('button', { name: en('order_act.lock'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const bar = moderator.getByRole('complementary', { name: en('undo.label') });
  await expect(bar).toContainText(en('undo_done.lock'));
  await expect(moderator.getByText(en('thread.locked'))).toBeVisible();
  await bar.getByRole('button', { name: en('common.undo') }).click();
  await expect(bar).toContainText(en('undo.done'));
  await expect(moderator.getByText(en('thread.locked'))).toHaveCount(0);
  await bar.getByRole('button', { name: en('common.close') }).click();
  await expect(bar).toHaveCount(0);

  // Into another topic, and back.
  const wildlife = await topicNamed(moderator, 'Wildlife and forest crime');
  await moderator.getByRole('button', { name: en('order.open') }).click();
  await dialog.getByRole('radio', { name: en('order_act.move') }).check();
  await dialog.getByLabel(en('order.topic'), { exact: true }).selectOption(wildlife.id);
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It is about permits.');
  await dialog.getByRole('button', { name: en('order_act.move') }).click();
  await expect(dialog).toHaveCount(0);
  const here = moderator.getByRole('navigation', { name: en('thread.where') });
  await expect(here.getByRole('link').last()).toHaveAttribute('href', `/topics/${wildlife.id}`);
  await bar.getByRole('button', { name: en('common.undo') }).click();
  await expect(here.getByRole('link').last()).toHaveText('Tobacco products');

  await moderator.getByRole('button', { name: en('thread.pin'), exact: true }).click();
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('Everybody asks this.');
  await dialog.getByRole('button', { name: en('order_act.pin'), exact: true }).click();
  await expect(dialog).toHaveCount(0);

  // Its author is told of each, and reads the reasons without a name.
  await writer.goto('/notifications');
  for (const notice of ['locked', 'unlocked', 'moved', 'pinned']) await expect(writer.getByRole('main')).toContainText(en(`notifications.thread_${notice}`));
  await writer.setViewportSize({ width: 1440, height: 900 });
  await writer.goto(path);
  await writer.getByRole('button', { name: en('modlog.of_thread') }).click();
  const log = writer.getByRole('dialog', { name: en('modlog.of_thread') });
  await expect(log).toContainText('It goes in circles.');
  await expect(log).toContainText(en('role.topic_moderator'));
  await expect(log.getByText('Kamau')).toHaveCount(0);
  await expect(log.getByRole('button', { name: en('modlog_undo.unpin') })).toHaveCount(0);
  await lookAt(writer, 'en', 'open-thread-log');

  // The log of the topic, from which the last act is taken back.
  await moderator.getByRole('link', { name: 'Tobacco products' }).last().click();
  await moderator.getByRole('link', { name: en('modlog.title') }).click();
  await expect(moderator.getByRole('heading', { level: 1, name: en('modlog.title') })).toBeVisible();
  const acts = moderator.getByRole('article');
  await expect(acts.first()).toContainText(en('audit_event.thread.pinned'));
  await moderator.getByLabel(en('modlog.what')).selectOption('thread.locked');
  await expect(acts.first()).toContainText('It goes in circles.');
  await expect(moderator.getByText(en('audit_event.thread.pinned'), { exact: true }).and(moderator.locator('strong'))).toHaveCount(0);
  await moderator.goBack();
  await acts.first().getByRole('button', { name: en('modlog_undo.unpin') }).click();
  await acts.first().getByLabel(en('order.reason'), { exact: true }).fill('Not any more.');
  await acts.first().getByRole('button', { name: en('modlog_undo.unpin') }).click();
  await expect(acts.first()).toContainText(en('audit_event.thread.unpinned'));
  await expect(acts.first()).toContainText('Not any more.');
});

test('nobody else finds the moderation log of a topic', async ({ officer }) => {
  const page = await officer('officer1.es');
  const { id } = await topicNamed(page, 'Productos de tabaco');
  await page.goto(`/topics/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: words('es', 'modlog.title') })).toHaveCount(0);
  await page.goto(`/topics/${id}/moderation`);
  await expect(page.getByRole('heading', { level: 1, name: words('es', 'not_found.title') })).toBeVisible();
});

for (const language of languages)
  test(`the screens of the moderation log are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const page = await officer('moderator.ke');
    const speak = (to: string) => page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    const topic = await topicNamed(page, 'Tobacco products');
    const author = await officer('officer1.gb');
    const path = await openThread(author, 'en', topic.title, `Stamps of duty, ${language}`, 'Which ones?');
    await speak(language);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await page.getByRole('button', { name: words(language, 'order.open') }).click();
    const dialog = page.getByRole('dialog', { name: words(language, 'order.title') });
    await dialog.getByRole('radio', { name: words(language, 'order_act.move') }).check();
    await lookAt(page, language, 'moving-a-thread');
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole('radio', { name: words(language, 'order_act.lock'), exact: true }).check();
    await dialog.getByLabel(words(language, 'order.reason'), { exact: true }).fill('…');
    await dialog.getByRole('button', { name: words(language, 'order_act.lock'), exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('complementary', { name: words(language, 'undo.label') })).toBeVisible();
    await lookAt(page, language, 'act-to-take-back');
    await page.goto(`/topics/${topic.id}/moderation`);
    await expect(page.getByRole('heading', { level: 1, name: words(language, 'modlog.title') })).toBeVisible();
    await lookAt(page, language, 'moderation-log');
    await speak('en');
  });
