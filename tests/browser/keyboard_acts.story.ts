// Releasing, addressing, narrowing, quoting, sealing, finding, keeping, flagging and moderating without a pointer.
import type { Page } from '@playwright/test';
import { press, tabTo } from './keys.ts';
import { expect, test, words } from './story.ts';
import { expectWritten, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };
const title = 'Who opens the sealed crate';

/** From post to post, until the one with these words has the focus. */
async function stepTo(page: Page, text: string): Promise<void> {
  const there = page.locator('article:focus').filter({ hasText: text });
  await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(there).toHaveCount(1, { timeout: 300 });
  }).toPass();
}

test('a post is addressed and released by keyboard alone', async ({ officer }) => {
  const writer = await officer('officer2.ng');
  const { id } = await topicNamed(writer, 'Controlled deliveries');
  await writer.goto(`/topics/${id}/new`);
  const to = writer.getByRole('combobox', { name: en('composer.to_label') });
  const option = writer.getByRole('option').filter({ visible: true });
  const address = writer.getByRole('group', { name: en('composer.address') });
  await tabTo(writer, to);
  for (const country of ['Kenya', 'Brazil']) {
    await writer.keyboard.type(country);
    await expect(option.first()).toContainText(country);
    await writer.keyboard.press('Enter');
    await expect(option).toHaveCount(0);
  }
  await expect(address).toContainText('Brasília');
  await writer.keyboard.press('Backspace'); // not to them, after all
  await expect(address).not.toContainText('Brasília');
  await expect(address).toContainText('Nairobi');
  await expect(to).toBeFocused();
  await tabTo(writer, writer.getByLabel(en('composer.level'), { exact: true }));
  await writer.keyboard.press('ArrowDown');
  await tabTo(writer, writer.getByRole('textbox', { name: en('composer.title'), exact: true }));
  await writer.keyboard.type(title);
  await tabTo(writer, textOf(writer, 'en'));
  await writer.keyboard.type('Two of us do.');
  await writer.keyboard.press('Control+Enter');
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeFocused();
  await expect(writer.getByText('coordinator decides by')).toBeVisible();

  const coordinator = await officer('coordinator.ng', '/release-queue');
  const waiting = coordinator.getByRole('article').filter({ hasText: title });
  await press(coordinator, waiting.getByRole('button', { name: en('post.release') }));
  const releasing = coordinator.getByRole('dialog', { name: en('post.release') });
  await tabTo(coordinator, releasing.getByLabel(en('post.release_reason')));
  await coordinator.keyboard.type('Method only.');
  await press(coordinator, releasing.getByRole('button', { name: en('post.release') }));
  await expect(waiting).toHaveCount(0);
  await expect(coordinator.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a post is quoted, sealed, narrowed, hidden and shown again by keyboard alone', async ({ officer }) => {
  test.slow(); // three people, from button to button
  const writer = await officer('officer1.ng');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const data = { title: `${title}, and who looks on`, body: 'Who does?', language: 'en' };
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, { data, headers: same });
  const { thread } = (await opened.json()) as { thread: { id: string } };
  const path = `/threads/${thread.id}`;
  await writer.goto(path);
  await expect(writer.getByRole('article')).toBeVisible();
  await writer.keyboard.press('r');
  await expect(textOf(writer, 'en')).toBeFocused();
  await writer.keyboard.type('The customs officer looks on.');
  await writer.keyboard.press('Control+Enter');
  const own = writer.getByRole('article').filter({ hasText: 'The customs officer' });
  await expect(own).toBeFocused();
  await press(writer, own.getByRole('button', { name: en('seal.ask') }));
  await expect(own.getByText(en('seal.asked'))).toBeVisible();

  const moderator = await officer('moderator.ke', path);
  await stepTo(moderator, 'The customs officer');
  await moderator.keyboard.press('q');
  await expectWritten(moderator, 'en', /^\[quote:/);
  await moderator.keyboard.type('And at night?');
  await moderator.keyboard.press('Control+Enter');
  const quoting = moderator.getByRole('article').filter({ hasText: 'And at night?' });
  await expect(quoting).toBeFocused();
  await expect(quoting.getByRole('figure')).toContainText('The customs officer looks on.');

  const coordinator = await officer('coordinator.ng', '/bureau/seals');
  const request = coordinator.getByRole('article').filter({ hasText: 'The customs officer' });
  await press(coordinator, request.getByRole('button', { name: en('seal.sign') }));
  await press(coordinator, coordinator.getByRole('dialog').getByRole('button', { name: en('seal.sign') }));
  await expect(request.getByText(en('seals.signed'))).toBeVisible();
  await expect(coordinator.locator('main :focus')).toHaveCount(1);

  await press(writer, own.getByRole('button', { name: en('narrow.open'), exact: true }));
  const narrowing = writer.getByRole('dialog', { name: en('narrow.title_post') });
  await press(writer, narrowing.getByRole('button', { name: en('composer.except') }));
  await tabTo(writer, narrowing.getByRole('combobox', { name: en('composer.not_label') }));
  await writer.keyboard.type('Brazil');
  await expect(narrowing.getByRole('option').filter({ visible: true }).first()).toContainText('Brasília');
  await writer.keyboard.press('Enter');
  await expect(narrowing).toContainText('lose it at once');
  await press(writer, narrowing.getByRole('button', { name: en('narrow.act') }));
  await expect(narrowing).toHaveCount(0);
  await expect(own.getByRole('button', { name: 'only for 195 of the 196 bureaus of the thread' })).toBeVisible();

  await moderator.goto(path);
  const seen = moderator.getByRole('article').filter({ hasText: 'The customs officer' }).filter({ hasNot: moderator.getByRole('figure') });
  await expect(seen).toBeVisible();
  for (const [button, name] of [['hiding.act', 'hiding.title'], ['hiding.unhide', 'hiding.unhide_title']] as const) {
    await press(moderator, seen.getByRole('button', { name: en(button), exact: true }));
    const dialog = moderator.getByRole('dialog', { name: en(name) });
    await tabTo(moderator, dialog.getByRole('textbox'));
    await moderator.keyboard.type('It names an office.');
    await press(moderator, dialog.getByRole('button', { name: en(button) }));
    await expect(dialog).toHaveCount(0);
    await expect(moderator.locator('main :focus')).toHaveCount(1); // what was pressed is gone: the focus is not
  }
  await expect(seen.getByRole('button', { name: en('hiding.act'), exact: true })).toBeVisible();
  await expect(seen).not.toContainText(en('state.hidden'));
});

test('a post is found, kept and flagged, and its flag answered, by keyboard alone', async ({ officer }) => {
  test.slow();
  const writer = await officer('officer1.ng');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const data = { title: 'Light signals at a frontier', body: 'Were heliographs lawful evidence?', language: 'en' };
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, { data, headers: same });
  expect(opened.status()).toBe(201);

  const reader = await officer('officer2.au');
  await reader.keyboard.press('/');
  await expect(reader.getByRole('banner').getByRole('combobox', { name: en('search.field') })).toBeFocused();
  await reader.keyboard.type('heliograph');
  await reader.keyboard.press('Enter');
  await press(reader, reader.getByRole('main').getByRole('link', { name: data.title }));
  const found = reader.locator('article:focus').filter({ hasText: data.body });
  await expect(found).toBeVisible();
  await reader.keyboard.press('b');
  const keeping = reader.getByRole('dialog', { name: en('bookmarks.dialog') });
  await tabTo(reader, keeping.getByRole('textbox', { name: en('bookmarks.note') }));
  await reader.keyboard.type('For the magistrate');
  await press(reader, keeping.getByRole('button', { name: en('bookmarks.keep'), exact: true }));
  await expect(keeping).toHaveCount(0);
  await expect(found, 'the focus returns to the post').toBeVisible();

  await press(reader, reader.getByRole('article').getByRole('button', { name: en('flag.act'), exact: true }));
  const flagging = reader.getByRole('dialog', { name: en('flag.title') });
  await tabTo(reader, flagging.getByRole('radio', { name: en('flag_reason.off_subject') }));
  await reader.keyboard.press('ArrowDown');
  await expect(flagging.getByRole('radio', { name: en('flag_reason.personal_data') })).toBeChecked();
  await press(reader, flagging.getByRole('button', { name: en('flag.send') }));
  await expect(flagging.getByRole('status')).toContainText(en('flag_reason.personal_data'));
  await reader.keyboard.press('Escape');
  await expect(reader.getByRole('button', { name: en('flag.act'), exact: true })).toBeFocused();

  await reader.keyboard.press('g');
  await reader.keyboard.press('b');
  await expect(reader.getByRole('heading', { level: 1, name: en('bookmarks.title') })).toBeFocused();
  const kept = reader.getByRole('article').filter({ hasText: 'For the magistrate' });
  await press(reader, kept.getByRole('button', { name: en('bookmarks.remove') }));
  await press(reader, reader.getByRole('button', { name: en('common.undo') }));
  await expect(kept).toBeVisible();
  await expect(reader.locator('main :focus')).toHaveCount(1);

  const moderator = await officer('moderator.ke', '/moderation');
  await press(moderator, moderator.getByRole('list', { name: en('moderation.list') }).getByRole('link', { name: data.title }));
  const flagged = moderator.getByRole('article').filter({ hasText: data.body });
  await press(moderator, flagged.getByRole('button', { name: en('moderation.take') }));
  await expect(flagged.getByRole('status').first()).toContainText(en('flag_state.mine'));
  await tabTo(moderator, flagged.getByLabel(en('moderation.reply'), { exact: true }));
  await moderator.keyboard.type('Nobody is named in it.');
  await press(moderator, flagged.getByRole('button', { name: en('moderation.decline'), exact: true }));
  await expect(flagged.getByRole('status').first()).toContainText(en('flag_state.declined'));
  await expect(moderator.locator('main :focus')).toHaveCount(1);

  await press(moderator, flagged.getByRole('link', { name: data.title }));
  await expect(moderator.locator('article:focus')).toBeVisible();
  await press(moderator, moderator.getByRole('button', { name: en('order.open') }));
  const order = moderator.getByRole('dialog', { name: en('order.title') });
  await tabTo(moderator, order.getByRole('radio', { name: en('order_act.close') }));
  await moderator.keyboard.press('ArrowDown');
  const lock = order.getByRole('radio', { name: en('order_act.lock') });
  for (let i = 0; i < 8 && !(await lock.isChecked()); i += 1) await moderator.keyboard.press('ArrowDown');
  await expect(lock).toBeChecked();
  await tabTo(moderator, order.getByLabel(en('order.reason'), { exact: true }));
  await moderator.keyboard.type('It is answered elsewhere.');
  await press(moderator, order.getByRole('button', { name: en('order_act.lock') }));
  await expect(order).toHaveCount(0);
  await expect(moderator.locator('main :focus')).toHaveCount(1);
});
