// A moderator splits a branch off into a thread of its own; who reads along loses it and is led there; it goes back.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

test('a branch is split off, found at its old address too, and put back', async ({ officer }) => {
  const body = 'And who pays for the storage?';
  const below = 'The port does.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which seals hold', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const own = writer.getByRole('article').filter({ hasText: body });
  await answer(writer, 'en', own, below);
  const reader = await officer('officer2.ke', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expect(read).toBeVisible();
  await expectLive(reader, 'en');
  await expect(read.getByRole('button', { name: en('split.open') })).toHaveCount(0);
  const old = await read.getByTitle(en('post.permalink')).getAttribute('href');

  const moderator = await officer('moderator.ke', path);
  const seen = moderator.getByRole('article').filter({ hasText: body });
  await expect(moderator.getByRole('article').first().getByRole('button', { name: en('split.open') })).toHaveCount(0);
  await seen.getByRole('button', { name: en('split.open') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('split.title') });
  await expect(dialog).toContainText(en('split.effect_readers'));
  await dialog.getByRole('button', { name: en('split.act') }).click();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await dialog.getByLabel(en('split.thread_title'), { exact: true }).fill('Who pays for storage');
  await dialog.getByLabel(en('split.note'), { exact: true }).fill('Asked beside another question.');
  await moderator.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await seen.getByRole('button', { name: en('split.open') }).click();
  await expect(dialog.getByLabel(en('split.thread_title'), { exact: true })).toHaveValue('Who pays for storage'); // closing it loses nothing
  const why = dialog.getByLabel(en('order.reason'), { exact: true });
  await why.fill('It is about money.');
  await moderator.context().setOffline(true);
  await dialog.getByRole('button', { name: en('split.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(why).toHaveValue('It is about money.');
  await moderator.context().setOffline(false);
  await why.press('Tab');
  await moderator.keyboard.press('Enter');
  await expect(moderator.getByRole('heading', { level: 1, name: 'Who pays for storage' })).toBeVisible();
  await expect(moderator.getByRole('main')).toContainText(en('split.opening'));
  await expect(moderator.getByRole('main')).toContainText('Asked beside another question.');
  await expect(moderator.getByRole('article').filter({ hasText: below })).toBeVisible();
  await moderator.setViewportSize({ width: 1440, height: 900 });

  // Without a reload: gone from the page, and a line leads on.
  await expect(read).toHaveCount(0);
  await reader.getByRole('link', { name: 'Who pays for storage' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'Who pays for storage' })).toBeVisible();
  await expect(reader.getByRole('link', { name: 'Which seals hold' })).toBeVisible();
  await reader.goto(old!);
  await expect(reader.getByRole('heading', { level: 1, name: 'Who pays for storage' })).toBeVisible();
  await expect(read).toBeVisible();
  await expectLive(reader, 'en');

  const told = await officer('officer1.gb', '/notifications');
  await expect(told.getByRole('main')).toContainText(en('notifications.branch_split'));

  await moderator.getByRole('button', { name: en('order.open') }).click();
  const order = moderator.getByRole('dialog', { name: en('order.title') });
  await order.getByLabel(en('order_act.rejoin'), { exact: true }).check();
  await expect(order).toContainText(en('order_effect.rejoin'));
  await order.getByLabel(en('order.reason'), { exact: true }).fill('It belongs there after all.');
  await order.getByRole('button', { name: en('order_act.rejoin') }).click();
  await expect(moderator.getByRole('heading', { level: 1, name: 'Which seals hold' })).toBeVisible();
  await expect(seen).toBeVisible();
  await expect(moderator.getByRole('article').filter({ hasText: below })).toBeVisible();
  await expect(reader.getByRole('heading', { level: 1, name: 'Who pays for storage' })).toHaveCount(0);
});

test('whoever wrote the top of a branch appeals against the split from where the thread begins', async ({ officer }) => {
  const body = 'And who pays for the storage of it?';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which seals hold longest', 'Does anybody know?');
  const other = await officer('officer1.au', path);
  await answer(other, 'en', other.getByRole('article').first(), body);
  const moderator = await officer('moderator.ke', path);
  await moderator.getByRole('article').filter({ hasText: body }).getByRole('button', { name: en('split.open') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('split.title') });
  await dialog.getByLabel(en('split.thread_title'), { exact: true }).fill('Who pays for it');
  await dialog.getByLabel(en('split.note'), { exact: true }).fill('Asked beside another question.');
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It is about money.');
  await dialog.getByRole('button', { name: en('split.act') }).click();
  await expect(moderator.getByRole('heading', { level: 1, name: 'Who pays for it' })).toBeVisible();
  await expect(moderator.getByRole('button', { name: en('act_appeal.title') })).toHaveCount(0);

  await other.goto(new URL(moderator.url()).pathname);
  const open = other.getByRole('button', { name: en('act_appeal.title') });
  await open.press('Enter');
  const appeals = other.getByRole('dialog', { name: en('act_appeal.title') });
  await appeals.getByRole('button', { name: en('act_appeal_act.split') }).press('Enter');
  await appeals.getByLabel(en('act_appeal_reason.split'), { exact: true }).fill('It belongs to the question.');
  await lookAt(other, 'en', 'appeal-against-a-split');
  await appeals.getByRole('button', { name: en('appeal.act'), exact: true }).press('Enter');
  await expect(appeals).toContainText(en('act_appeal_state.open'));
  await other.reload();
  await open.click();
  await expect(appeals).toContainText('It belongs to the question.');
});

for (const language of languages) {
  test(`in ${language} it is plain what splitting does, and where a branch has gone`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const said = (key: string): string => words(language, key);
    const name = `Split in ${language}`;
    const body = `Beside it, in ${language}`;
    const writer = await officer('officer1.gb');
    const path = await openThread(writer, 'en', topic, `Looked at in ${language}`, 'Does anybody know?');
    await answer(writer, 'en', writer.getByRole('article').first(), body);
    const moderator = await officer('moderator.ke');
    await moderator.request.patch('/api/v1/me', { data: { language }, headers: { Origin: new URL(moderator.url()).origin } });
    await moderator.goto(path);
    const post = moderator.getByRole('article').filter({ hasText: body });
    await post.getByRole('button', { name: said('split.open') }).click();
    const dialog = moderator.getByRole('dialog', { name: said('split.title') });
    await expect(dialog).toBeVisible();
    await lookAt(moderator, language, 'split-dialog');
    await dialog.getByLabel(said('split.thread_title'), { exact: true }).fill(name);
    await dialog.getByLabel(said('split.note'), { exact: true }).fill('Another matter.');
    await dialog.getByLabel(said('order.reason'), { exact: true }).fill('Another matter.');
    await dialog.getByRole('button', { name: said('split.act') }).click();
    await expect(moderator.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(moderator.getByText(said('split.opening'))).toBeVisible();
    await lookAt(moderator, language, 'split-thread');
    await moderator.goto(path);
    await expect(moderator.getByRole('link', { name })).toBeVisible();
    await lookAt(moderator, language, 'split-line');
  });
}
