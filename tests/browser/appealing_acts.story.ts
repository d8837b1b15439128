// An author appeals against what moderation did to his thread, and a third person undoes it.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Wildlife and forest crime';

test('a lock is appealed against and taken back by a third person', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which hardwoods are listed', 'Which ones?');
  const moderator = await officer('moderator.ke', path);
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.getByRole('button', { name: en('thread.lock'), exact: true }).click();
  const order = moderator.getByRole('dialog', { name: en('order.title') });
  await order.getByLabel(en('order.reason'), { exact: true }).fill('It goes in circles.');
  await order.getByRole('button', { name: en('order_act.lock'), exact: true }).click();
  await expect(order).toHaveCount(0);
  // Who has done it has nothing to appeal against.
  await moderator.getByRole('button', { name: en('modlog.of_thread') }).click();
  await expect(moderator.getByRole('dialog', { name: en('modlog.of_thread') })).toContainText('It goes in circles.');
  await expect(moderator.getByRole('button', { name: en('act_appeal_act.locked') })).toHaveCount(0);

  await writer.setViewportSize({ width: 1440, height: 900 });
  await writer.goto(path);
  await writer.getByRole('button', { name: en('modlog.of_thread') }).click();
  const log = writer.getByRole('dialog', { name: en('modlog.of_thread') });
  await log.getByRole('button', { name: en('act_appeal_act.locked') }).click();
  await log.getByRole('button', { name: en('appeal.act'), exact: true }).click();
  await expect(log.getByText(en('invalid.empty'))).toBeVisible();
  await log.getByLabel(en('act_appeal_reason.locked'), { exact: true }).fill('Nobody has answered yet.');
  await lookAt(writer, 'en', 'appeal-against-a-lock');
  await writer.setViewportSize({ width: 1440, height: 900 });
  await log.getByRole('button', { name: en('appeal.act'), exact: true }).click();
  await expect(log.getByRole('group', { name: en('act_appeal.one') })).toContainText(en('act_appeal_state.open'));
  await expect(log.getByRole('button', { name: en('act_appeal_act.locked') })).toHaveCount(0);

  const third = await officer('unit2.ipsg', '/moderation/act-appeals');
  const heard = third.getByRole('article').filter({ hasText: 'Which hardwoods are listed' });
  await expect(heard).toContainText('It goes in circles.');
  await expect(heard).toContainText('Nobody has answered yet.');
  await heard.getByRole('button', { name: en('act_appeals.grant') }).click();
  await expect(heard.getByText(en('invalid.empty'))).toBeVisible();
  await heard.getByLabel(en('appeals.verdict'), { exact: true }).fill('The author is right.');
  await heard.getByRole('button', { name: en('act_appeals.grant') }).click();
  await expect(heard).toContainText(en('act_appeal_state.granted'));

  await writer.goto('/notifications');
  await expect(writer.getByRole('main')).toContainText(en('notifications.act_appeal_granted'));
  await writer.goto(path);
  await expect(writer.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(writer.getByText(en('thread.locked'))).toHaveCount(0);
  await writer.getByRole('button', { name: en('modlog.of_thread') }).click();
  await expect(log.getByRole('group', { name: en('act_appeal.one') })).toContainText('The author is right.');
  await moderator.goto('/notifications');
  await expect(moderator.getByRole('main')).toContainText(en('notifications.own_act_undone'));
});

for (const language of languages)
  test(`the screen of appeals against acts is in order in ${language}`, async ({ officer }) => {
    const page = await officer('unit2.ipsg');
    const writer = await officer('officer1.gb');
    const path = await openThread(writer, 'en', topic, `Listed hardwoods, ${language}`, 'Which ones?');
    const moderator = await officer('moderator.ke');
    const at = (who: typeof page) => ({ headers: { Origin: new URL(who.url()).origin } });
    await moderator.request.patch(`/api/v1${path}`, { ...at(moderator), data: { version: 1, locked: true, reason: 'It goes in circles.' } });
    await writer.request.post(`/api/v1${path}/appeals`, { ...at(writer), data: { act: 'locked', version: 2, reason: 'It does not.' } });
    await page.request.patch('/api/v1/me', { ...at(page), data: { language } });
    await page.goto('/moderation/act-appeals');
    await expect(page.getByRole('heading', { level: 1, name: words(language, 'act_appeals.tab') })).toBeVisible();
    await expect(page.getByText(`Listed hardwoods, ${language}`)).toBeVisible();
    await lookAt(page, language, 'act-appeals');
    await page.request.patch('/api/v1/me', { ...at(page), data: { language: 'en' } });
  });
