// A reader flags a post; a moderator takes the case, hides the post and answers; the reader is told, and nobody else.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { answer, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

test('a reader flags a post, a moderator decides, and the reader hears what became of it', async ({ officer }) => {
  const body = 'The courier is called Paul and lives in Leeds.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Who carries the parcels', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const own = writer.getByRole('article').filter({ hasText: body });
  await expect(own.getByRole('button', { name: en('flag.act'), exact: true })).toHaveCount(0);

  const reader = await officer('officer1.au', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await read.getByRole('button', { name: en('flag.act'), exact: true }).click();
  const dialog = reader.getByRole('dialog', { name: en('flag.title') });
  await dialog.getByRole('radio', { name: en('flag_reason.other') }).check();
  await dialog.getByRole('button', { name: en('flag.send') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog).not.toContainText(en('neutrality.reminder'));
  await dialog.getByRole('radio', { name: en('flag_reason.neutrality') }).check();
  await expect(dialog.getByRole('status')).toHaveText(en('neutrality.reminder'));
  await dialog.getByRole('radio', { name: en('flag_reason.other') }).check();
  const text = dialog.getByLabel(en('flag.text'), { exact: true });
  await text.fill('He is named.');
  await reader.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await read.getByRole('button', { name: en('flag.act'), exact: true }).click();
  await expect(text).toHaveValue('He is named.'); // closing it loses nothing
  await dialog.getByRole('radio', { name: en('flag_reason.personal_data') }).check();
  await reader.context().setOffline(true);
  await dialog.getByRole('button', { name: en('flag.send') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(text).toHaveValue('He is named.');
  await reader.context().setOffline(false);
  await dialog.getByRole('button', { name: en('flag.send') }).click();
  await expect(dialog.getByRole('status')).toContainText(en('flag_reason.personal_data'));
  await dialog.getByRole('button', { name: en('flag.take_back') }).click();
  await expect(text).toHaveValue('He is named.');
  await dialog.getByRole('radio', { name: en('flag_reason.personal_data') }).check();
  await dialog.getByRole('button', { name: en('flag.send') }).click();
  await expect(dialog.getByRole('status')).toContainText(en('flag_reason.personal_data'));
  await reader.keyboard.press('Escape');

  const moderator = await officer('moderator.ke', '/moderation');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.getByRole('list', { name: en('moderation.list') }).getByRole('link', { name: 'Who carries the parcels' }).click();
  const found = moderator.getByRole('article').filter({ hasText: body });
  await expect(found).toContainText('He is named.');
  await found.getByRole('button', { name: en('moderation.take') }).click();
  await expect(found.getByRole('status')).toContainText(en('flag_state.mine'));
  await found.getByLabel(en('moderation.note'), { exact: true }).fill('The bureau was called.');
  await found.getByRole('button', { name: en('moderation.keep_note') }).click();
  await expect(found.getByRole('region', { name: en('moderation.notes') })).toContainText('The bureau was called.');
  await found.getByRole('button', { name: en('hiding.act'), exact: true }).click();
  const hide = moderator.getByRole('dialog', { name: en('hiding.title') });
  await hide.getByLabel(en('hiding.reason'), { exact: true }).fill('It names the courier.');
  await hide.getByRole('button', { name: en('hiding.act') }).click();
  await expect(hide).toHaveCount(0);
  await expect(found).toContainText(en('state.hidden'));
  await found.getByRole('button', { name: en('moderation.settle'), exact: true }).click();
  await expect(found.getByRole('alert')).toBeVisible();
  await found.getByLabel(en('moderation.reply'), { exact: true }).fill('It is hidden until the name is gone.');
  await found.getByRole('button', { name: en('moderation.settle'), exact: true }).click();
  await expect(found.getByRole('status')).toContainText(en('flag_state.settled'));
  await moderator.getByRole('link', { name: en('moderation.past'), exact: true }).click();
  await expect(moderator.getByRole('list', { name: en('moderation.list') })).toContainText('Who carries the parcels');

  await reader.reload();
  await reader.goto('/flags');
  const told = reader.getByRole('article').filter({ hasText: 'Who carries the parcels' });
  await expect(told).toContainText('It is hidden until the name is gone.');
  await expect(told).toContainText(en('flags.new'));
  await expect(told).toContainText(en('flags.gone'));
  await expect(told).not.toContainText('oderator');
});

test('a moderator whose own country is a party proposes an answer and another title, and somebody of another country decides', async ({ officer }) => {
  const body = 'Ours is the only port that looks.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which ports look', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const reader = await officer('officer1.ke', path);
  await reader.getByRole('article').filter({ hasText: body }).getByRole('button', { name: en('flag.act'), exact: true }).click();
  const dialog = reader.getByRole('dialog', { name: en('flag.title') });
  await dialog.getByRole('radio', { name: en('flag_reason.off_subject') }).check();
  await dialog.getByRole('button', { name: en('flag.send') }).click();
  await expect(dialog.getByRole('status')).toContainText(en('flag_reason.off_subject'));

  const moderator = await officer('moderator.ke', path);
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.getByRole('button', { name: en('tags.edit_thread') }).click();
  const labels = moderator.getByRole('dialog', { name: en('tags.edit_thread') });
  await expect(labels).toContainText(en('order.takes_another'));
  await labels.getByLabel(en('composer.title'), { exact: true }).fill('Which ports look into containers');
  await labels.getByLabel(en('order.reason'), { exact: true }).fill('Nobody finds it.');
  await labels.getByRole('button', { name: en('order.propose') }).click();
  await expect(labels).toHaveCount(0);

  await moderator.goto('/moderation');
  await moderator.getByRole('list', { name: en('moderation.list') }).getByRole('link', { name: 'Which ports look' }).click();
  const found = moderator.getByRole('article').filter({ hasText: body });
  await found.getByRole('button', { name: en('moderation.propose_decline') }).click();
  await expect(found.getByRole('alert')).toBeVisible();
  await found.getByLabel(en('moderation.reply'), { exact: true }).fill('It is what was asked.');
  await found.getByRole('button', { name: en('moderation.propose_decline') }).click();
  await expect(found.getByRole('status').filter({ hasText: en('undo_done.propose') })).toBeVisible();

  const second = await officer('unit2.ipsg', '/moderation/proposals');
  for (const words_of of ['It is what was asked.', 'Which ports look into containers']) {
    const proposal = second.getByRole('article').filter({ hasText: words_of });
    await expect(proposal).toBeVisible();
    await proposal.getByLabel(en('appeals.verdict'), { exact: true }).fill('So it is.');
    if (words_of.startsWith('It')) await lookAt(second, 'en', 'proposed-answer');
    await proposal.getByRole('button', { name: en('proposal.approve') }).click();
    await expect(proposal).toContainText(en('outcome.approved'));
  }
  await reader.goto('/flags');
  await expect(reader.getByRole('article').filter({ hasText: 'Which ports look into containers' })).toContainText('It is what was asked.');
});

for (const language of languages)
  test(`the screens of flags are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const writer = await officer('officer1.gb');
    const path = await openThread(writer, 'en', topic, `Seals of lorries, ${language}`, 'Which are used?');
    const page = await officer('moderator.ke');
    const speak = (to: string) =>
      page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    const reader = await officer('officer2.ke', path);
    await reader.getByRole('article').first().getByRole('button', { name: en('flag.act'), exact: true }).click();
    await reader.getByRole('dialog').getByRole('button', { name: en('flag.send') }).click();
    await expect(reader.getByRole('dialog').getByRole('status')).toBeVisible();
    await speak(language);
    await page.goto(path);
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'flag.act'), exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('button', { name: words(language, 'flag.send') })).toBeVisible();
    await page.getByRole('dialog').getByRole('radio', { name: words(language, 'flag_reason.neutrality') }).check();
    await lookAt(page, language, 'flagging');
    await page.getByRole('dialog').getByRole('button', { name: words(language, 'flag.send') }).click();
    await expect(page.getByRole('dialog').getByRole('status')).toBeVisible();
    await page.goto('/flags');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'flags.title'));
    await lookAt(page, language, 'flags');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/moderation');
    await expect(page.getByRole('list', { name: words(language, 'moderation.list') })).toBeVisible();
    await page.getByRole('list', { name: words(language, 'moderation.list') }).getByRole('link', { name: `Seals of lorries, ${language}` }).click();
    await expect(page.getByRole('heading', { level: 2, name: `Seals of lorries, ${language}` })).toBeVisible();
    await lookAt(page, language, 'moderation');
    await speak('en');
  });
