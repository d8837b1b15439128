// A source marks, narrows and looks again at what it wrote; who loses it loses it at once, and sees no gap.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, expectLive, openThread, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const body = 'The seals of the second container were broken in Dover.';

test('an officer marks what he writes in every part, and the banner says it in words', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const { id } = await topicNamed(writer, 'Controlled deliveries');
  await writer.goto(`/topics/${id}/new`);
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill('Markings in every part');
  await textOf(writer, 'en').fill('How long may it be kept?');
  await writer.locator('summary').filter({ hasText: en('composer.caveats_legend') }).click();
  await writer.getByRole('checkbox', { name: /^H1/ }).check();
  await writer.getByLabel(en('composer.legal_use')).selectOption('cite_freely');
  await writer.getByLabel(en('composer.attribution')).selectOption('country');
  await writer.getByLabel(en('composer.review_on')).fill('2031-01-15');
  await post(writer, 'en');
  // What contradicts itself is said beside it, and nothing that was chosen is lost.
  await expect(writer.getByRole('alert').filter({ hasText: en('invalid.contradicts') })).toBeVisible();
  await writer.getByLabel(en('composer.legal_use')).selectOption('cite_with_consent');
  await post(writer, 'en');
  await expect(writer.getByRole('heading', { level: 1, name: 'Markings in every part' })).toBeVisible();
  const banner = writer.getByRole('main').getByRole('group', { name: en('marking.label') }).first();
  for (const part of ['H1: ', en('legal_use.cite_with_consent'), en('attribution.country'), 'to be reviewed on 15 January 2031'])
    await expect(banner).toContainText(part);
});

test('a post is taken from a bureau at once, and from its open page', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Controlled deliveries', 'Which seals were broken', 'Which of them?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const reader = await officer('officer1.ke', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expect(read).toBeVisible();
  await answer(reader, 'en', read, 'They were whole when they left us.');
  await expectLive(reader, 'en');

  const own = writer.getByRole('article').filter({ hasText: body });
  await own.getByRole('button', { name: en('narrow.open'), exact: true }).click();
  const dialog = writer.getByRole('dialog', { name: en('narrow.title_post') });
  await expect(dialog).toContainText(en('narrow.nothing'));
  await dialog.getByRole('button', { name: en('composer.except') }).click();
  await dialog.getByRole('combobox', { name: en('composer.not_label') }).fill('Kenya');
  await dialog.getByRole('listbox').getByRole('option').first().click();
  await expect(dialog).toContainText('lose it at once');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Nairobi' })).toBeVisible();
  await expect(read).toBeVisible();

  // Nothing that was chosen is lost where the line is down, the dialog is closed, or the window gets narrower.
  await writer.context().setOffline(true);
  await dialog.getByRole('button', { name: en('narrow.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await writer.context().setOffline(false);
  await dialog.getByRole('button', { name: en('common.close') }).click();
  await own.getByRole('button', { name: en('narrow.open'), exact: true }).click();
  await writer.setViewportSize({ width: 700, height: 800 });
  await expect(dialog).toContainText('lose it at once');
  await dialog.getByRole('button', { name: en('narrow.act') }).click();
  await expect(dialog).toHaveCount(0);

  await expect(read).toHaveCount(0); // without a reload
  await expect(reader.getByRole('article')).toHaveCount(2);
  await expect(own.getByRole('button', { name: /^only for \d+ of the \d+ bureaus of the thread$/ })).toBeVisible();
  await writer.setViewportSize({ width: 1280, height: 800 });

  await writer.getByRole('button', { name: en('narrow.open_thread') }).click();
  const of_thread = writer.getByRole('dialog', { name: en('narrow.title_thread') });
  await of_thread.getByLabel(en('composer.level'), { exact: true }).selectOption('restricted');
  await expect(of_thread).toContainText('Whoever is not cleared for RESTRICTED');
  await of_thread.getByRole('button', { name: en('narrow.act') }).click();
  await expect(of_thread).toHaveCount(0);
  await expect(writer.getByRole('main').getByRole('group', { name: en('marking.label') }).first()).toContainText('RESTRICTED');
});

for (const language of languages) {
  test(`the dialog of narrowing and the banner look right in ${language}`, async ({ officer }) => {
    const page = await officer('officer2.gb');
    await openThread(page, 'en', 'Controlled deliveries', `What is narrowed (${language})`, 'A text.');
    await page.request.patch('/api/v1/me', { data: { language }, headers: { Origin: new URL(page.url()).origin } });
    await page.reload();
    const say = (key: string): string => words(language as Language, key);
    await page.getByRole('article').first().getByRole('button', { name: say('narrow.open'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: say('narrow.title_thread') });
    await dialog.locator('summary').click();
    await dialog.getByRole('checkbox', { name: /^H1/ }).check();
    await lookAt(page, language, 'narrowing');
    await dialog.getByRole('button', { name: say('narrow.act') }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('group', { name: say('marking.label') }).first()).toContainText('H1');
    await page.request.patch('/api/v1/me', { data: { language: 'en' }, headers: { Origin: new URL(page.url()).origin } });
  });
}
