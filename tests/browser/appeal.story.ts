// A post is flagged, hidden, appealed and restored: by a third person.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

test('a post is flagged, hidden, appealed and restored', async ({ officer }) => {
  test.slow(); // five people
  const body = 'The warehouse is the one beside the old mill.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which warehouse it was', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const own = writer.getByRole('article').filter({ hasText: body });
  const reader = await officer('officer1.au', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expectLive(reader, 'en');
  await read.getByRole('button', { name: en('flag.act'), exact: true }).click();
  const flag = reader.getByRole('dialog', { name: en('flag.title') });
  await flag.getByRole('radio', { name: en('flag_reason.level_too_low') }).check();
  await flag.getByRole('button', { name: en('flag.send') }).click();
  await expect(flag.getByRole('status')).toBeVisible();
  await reader.keyboard.press('Escape');

  const moderator = await officer('moderator.ke', '/moderation');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.getByRole('list', { name: en('moderation.list') }).getByRole('link', { name: 'Which warehouse it was' }).click();
  const found = moderator.getByRole('article').filter({ hasText: body });
  await found.getByRole('button', { name: en('hiding.act'), exact: true }).click();
  const hide = moderator.getByRole('dialog', { name: en('hiding.title') });
  await hide.getByLabel(en('hiding.reason'), { exact: true }).fill('The place could be recognised.');
  await hide.getByRole('button', { name: en('hiding.act') }).click();
  await expect(read).toHaveCount(0);
  await expect(found).toContainText(en('state.hidden'));
  await found.getByLabel(en('moderation.reply'), { exact: true }).fill('Thank you.');
  await found.getByRole('button', { name: en('moderation.settle'), exact: true }).click();
  await expect(found.getByRole('status')).toContainText(en('flag_state.settled'));

  await writer.goto(path);
  await own.getByRole('button', { name: en('appeal.act'), exact: true }).click();
  const dialog = writer.getByRole('dialog', { name: en('appeal.title') });
  await dialog.getByRole('button', { name: en('appeal.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(en('appeal.reason'), { exact: true }).fill('There are a dozen mills.');
  await dialog.getByRole('button', { name: en('appeal.act') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(own.getByRole('group', { name: en('appeal.title') })).toContainText(en('appeal_state.open'));

  await moderator.goto('/moderation/appeals');
  const not_his = moderator.getByRole('article').filter({ hasText: 'There are a dozen mills.' });
  await expect(not_his).toContainText(en('appeals.not_yours'));
  const third = await officer('unit2.ipsg', '/moderation/appeals');
  const heard = third.getByRole('article').filter({ hasText: 'There are a dozen mills.' });
  await expect(heard).toContainText('The place could be recognised.');
  await heard.getByRole('button', { name: en('appeals.grant') }).click();
  await expect(heard.getByRole('alert')).toBeVisible();
  await heard.getByLabel(en('appeals.verdict'), { exact: true }).fill('Nobody could tell which.');
  await heard.getByRole('button', { name: en('appeals.grant') }).click();
  await expect(heard.getByRole('status')).toContainText(en('appeal_state.granted'));
  await reader.goto(path);
  await expect(read).toBeVisible();
  await writer.goto('/notifications');
  await expect(writer.getByRole('main')).toContainText(en('notifications.appeal_granted'));
});

for (const language of languages)
  test(`the screens of appeals are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const writer = await officer('officer1.gb');
    const path = await openThread(writer, 'en', topic, `Sheds near the port, ${language}`, 'Which are used?');
    const moderator = await officer('moderator.ke', path);
    await moderator.getByRole('article').first().getByRole('button', { name: en('hiding.act'), exact: true }).click();
    await moderator.getByRole('dialog').getByLabel(en('hiding.reason'), { exact: true }).fill(`For now, ${language}.`);
    await moderator.getByRole('dialog').getByRole('button', { name: en('hiding.act') }).click();
    await expect(moderator.getByRole('dialog')).toHaveCount(0);
    const origin = { Origin: new URL(moderator.url()).origin };
    const speak = (page: typeof writer, to: string) => page.request.patch('/api/v1/me', { data: { language: to }, headers: origin });
    await speak(writer, language);
    await writer.goto(path);
    await writer.getByRole('article').first().getByRole('button', { name: words(language, 'appeal.act'), exact: true }).click();
    await expect(writer.getByRole('dialog')).toBeVisible();
    await lookAt(writer, language, 'appealing');
    await writer.getByRole('dialog').getByLabel(words(language, 'appeal.reason'), { exact: true }).fill('…');
    await writer.getByRole('dialog').getByRole('button', { name: words(language, 'appeal.act') }).click();
    await expect(writer.getByRole('group', { name: words(language, 'appeal.title') })).toBeVisible();
    await speak(writer, 'en');
    const third = await officer('unit2.ipsg');
    await speak(third, language);
    await third.goto('/moderation/appeals');
    // Whoever does not read what is hidden is not told the title either.
    await expect(third.getByRole('article').filter({ hasText: `For now, ${language}.` })).toBeVisible();
    await lookAt(third, language, 'appeals');
    await speak(third, 'en');
  });
