// Who keeps order notes something about an author, and warns him; the author hears why, and never through whom.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

test('a moderator notes something about an author, warns him, and takes the note back', async ({ officer }) => {
  const body = 'Has anybody seen the match last night?';
  const asker = await officer('officer1.ke');
  const path = await openThread(asker, 'en', topic, 'Which customs seal is meant', 'Does anybody know?');
  const writer = await officer('officer1.gb', path);
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  await expect(writer.getByRole('button', { name: en('notes.act') })).toHaveCount(0);

  const moderator = await officer('moderator.ke', path);
  const post = moderator.getByRole('article').filter({ hasText: body });
  await post.getByRole('button', { name: en('notes.act') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('notes.write') });
  await dialog.getByRole('button', { name: en('notes.keep') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const text = () => dialog.getByRole('textbox');
  await text().fill('Leaves the subject now and then.');
  await moderator.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await post.getByRole('button', { name: en('notes.act') }).click();
  await expect(text()).toHaveValue('Leaves the subject now and then.'); // closing it loses nothing
  await moderator.context().setOffline(true);
  await dialog.getByRole('button', { name: en('notes.keep') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(text()).toHaveValue('Leaves the subject now and then.');
  await moderator.context().setOffline(false);
  await dialog.getByRole('button', { name: en('notes.keep') }).click();
  await expect(dialog.getByRole('status')).not.toBeEmpty();
  await dialog.getByRole('button', { name: en('common.close') }).last().click();

  await post.getByRole('button', { name: en('notes.act') }).click();
  await dialog.getByRole('radio', { name: en('notes.warning') }).check();
  await text().fill('Please stay with the subject.');
  await dialog.getByRole('button', { name: en('notes.warn') }).click();
  await expect(dialog.getByRole('status')).not.toBeEmpty();
  await dialog.getByRole('link').click();
  await expect(moderator.getByRole('heading', { level: 1 })).toHaveText(en('notes.title'));
  const note = moderator.getByRole('article').filter({ hasText: 'Leaves the subject now and then.' });
  await expect(moderator.getByRole('article').filter({ hasText: 'Please stay with the subject.' })).toBeVisible();
  await note.getByRole('button', { name: en('notes.remove') }).click();
  await expect(note).toHaveCount(0);

  await writer.reload();
  await writer.goto('/warnings');
  await expect(writer.getByRole('heading', { level: 1 })).toHaveText(en('warnings.title'));
  const told = writer.getByRole('article').filter({ hasText: 'Please stay with the subject.' });
  await expect(told).toContainText(en('flags.new'));
  await expect(told).toContainText('Which customs seal is meant');
  await expect(writer.getByRole('main')).not.toContainText('oderator');
  await expect(writer.getByRole('main')).not.toContainText('Leaves the subject');
  // He appeals, once; somebody of a third country decides, and he reads why without a reload.
  await expectLive(writer, 'en');
  await told.getByRole('button', { name: en('appeal.act') }).click();
  const appeal = writer.getByRole('dialog', { name: en('warning_appeal.title') });
  await appeal.getByRole('button', { name: en('appeal.act') }).click();
  await expect(appeal.getByRole('alert')).toBeVisible();
  await appeal.getByRole('textbox').fill('The match was the cover of the delivery.');
  await writer.keyboard.press('Escape');
  await expect(appeal).toHaveCount(0);
  await told.getByRole('button', { name: en('appeal.act') }).click();
  await expect(appeal.getByRole('textbox')).toHaveValue('The match was the cover of the delivery.'); // closing it loses nothing
  await appeal.getByRole('button', { name: en('appeal.act') }).click();
  await expect(appeal).toHaveCount(0);
  await expect(told).toContainText(en('warning_appeal_state.open'));
  await expect(told.getByRole('button', { name: en('appeal.act') })).toHaveCount(0);
  await moderator.goto('/moderation/warnings');
  const own = moderator.getByRole('article').filter({ hasText: 'Which customs seal is meant' });
  await expect(own).toContainText(en('warning_appeals.not_yours'));
  const third = await officer('unit2.ipsg', '/moderation/warnings');
  const heard = third.getByRole('article').filter({ hasText: 'Which customs seal is meant' });
  await expect(heard).toContainText('The match was the cover of the delivery.');
  await heard.getByRole('button', { name: en('warning_appeals.lift') }).click();
  await expect(heard.getByText(en('invalid.empty'))).toBeVisible();
  await lookAt(third, 'en', 'warning-appeals');
  await heard.getByLabel(en('appeals.verdict'), { exact: true }).fill('So it was.');
  await heard.getByRole('button', { name: en('warning_appeals.lift') }).click();
  await expect(heard).toContainText(en('warning_appeal_state.lifted'));
  await expect(told).toContainText('So it was.');
  await expect(writer.getByRole('main')).not.toContainText('oderator');
  await moderator.goto('/notifications');
  await moderator.getByRole('main').getByRole('link').filter({ hasText: en('notifications.own_warning_lifted') }).first().click();
  await expect(moderator.getByRole('article').filter({ hasText: 'So it was.' })).toBeVisible();
  await writer.goto('/notifications');
  await expect(writer.getByRole('main')).toContainText(en('notifications.warned'));
  await expect(writer.getByRole('main')).toContainText(en('notifications.warning_lifted'));
  await writer.goto('/warnings');
  await told.getByRole('link').click();
  await expect(writer.getByRole('article').filter({ hasText: body })).toBeVisible();
  await writer.goto('/moderation/notes');
  await expect(writer.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
});

for (const language of languages)
  test(`notes and warnings are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const writer = await officer('officer1.gb');
    const path = await openThread(writer, 'en', topic, `Stamps of customs, ${language}`, 'Which are used?');
    const page = await officer('moderator.ke');
    const speak = (page: Page, to: string) =>
      page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    await speak(page, language);
    await page.goto(path);
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'notes.act') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: words(language, 'notes.warning') }).check();
    await dialog.getByRole('textbox').fill('Stay with the subject.');
    await lookAt(page, language, 'author-note');
    await dialog.getByRole('button', { name: words(language, 'notes.warn') }).click();
    await expect(dialog.getByRole('status')).not.toBeEmpty();
    await page.goto('/moderation/notes');
    await expect(page.getByRole('article').first()).toBeVisible();
    await lookAt(page, language, 'author-notes');
    await speak(page, 'en');
    await speak(writer, language);
    await writer.goto('/warnings');
    await expect(writer.getByRole('article').first()).toBeVisible();
    await lookAt(writer, language, 'warnings');
    const told = writer.getByRole('article').filter({ hasText: `Stamps of customs, ${language}` });
    await told.getByRole('button', { name: words(language, 'appeal.act') }).click();
    await writer.getByRole('dialog').getByRole('textbox').fill('…');
    await lookAt(writer, language, 'warning-appeal');
    await writer.getByRole('dialog').getByRole('button', { name: words(language, 'appeal.act') }).click();
    await expect(told).toContainText(words(language, 'warning_appeal_state.open'));
    await speak(page, language);
    await page.goto('/moderation/warnings');
    await expect(page.getByRole('article').filter({ hasText: `Stamps of customs, ${language}` })).toBeVisible();
    await lookAt(page, language, 'warning-appeals');
    await speak(page, 'en');
  });
