// A text that names somebody is shown to its writer once more, marked, before it goes out.
import { lookAt } from './look.ts';
import { expect, expectAccessible, languages, test, words, type Language } from './story.ts';
import { openThread, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';
const text = 'The driver has passport no. X1234567 and +44 20 7946 0000.';

test('a text with personal data is marked, changed or confirmed, and never lost', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  await openThread(writer, 'en', topic, 'How drivers are found', 'Which registers are there?');
  await writer.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(writer, 'en').fill(text);
  await writer.getByRole('button', { name: en('composer.post'), exact: true }).click();
  const asked = writer.getByRole('alert').filter({ hasText: en('personal.title') });
  await expect(asked.locator('mark')).toHaveText(['passport no. X1234567', '+44 20 7946 0000']);
  await expect(asked.getByRole('button', { name: en('personal.post') })).toBeDisabled();
  await expectAccessible(writer);
  await asked.getByRole('button', { name: en('personal.change') }).click();
  await expect(asked).toHaveCount(0);
  await expect(textOf(writer, 'en')).toContainText('X1234567');
  await writer.getByRole('button', { name: en('composer.post'), exact: true }).click();
  await asked.getByRole('checkbox', { name: en('personal.confirm') }).check();
  await asked.getByRole('checkbox', { name: en('personal.report') }).check();
  await asked.getByRole('button', { name: en('personal.post') }).click();
  await expect(writer.getByRole('article').filter({ hasText: 'X1234567' })).toBeVisible();

  const moderator = await officer('moderator.ke', '/moderation');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.getByRole('list', { name: en('moderation.list') }).getByRole('link', { name: 'How drivers are found' }).click();
  await expect(moderator.getByRole('article').filter({ hasText: 'X1234567' })).toContainText(en('flag_reason.personal_data'));
});

test('an officer sends what was found to his data-protection officer, who finds it in his queue, takes it and answers', async ({ officer }) => {
  const fr = (key: string): string => words('fr', key);
  const writer = await officer('officer1.fr');
  await openThread(writer, 'fr', 'Livraisons surveillées', 'Les registres des conducteurs', 'Lesquels existent ?');
  await writer.getByRole('article').first().getByRole('button', { name: fr('post.reply'), exact: true }).click();
  await textOf(writer, 'fr').fill(text);
  await writer.getByRole('button', { name: fr('composer.post'), exact: true }).click();
  const asked = writer.getByRole('alert').filter({ hasText: fr('personal.title') });
  await asked.getByRole('checkbox', { name: fr('personal.confirm') }).check();
  await asked.getByRole('checkbox', { name: fr('personal.report') }).check();
  await asked.getByRole('button', { name: fr('personal.post') }).click();
  await expect(writer.getByRole('article').filter({ hasText: 'X1234567' })).toBeVisible();

  const protector = await officer('protection.fr', '/moderation');
  await protector.setViewportSize({ width: 1440, height: 900 });
  await protector.getByRole('list', { name: fr('moderation.list') }).getByRole('link', { name: 'Les registres des conducteurs' }).click();
  const found = protector.getByRole('article').filter({ hasText: 'X1234567' });
  await expect(found).toContainText(fr('flag_reason.personal_data'));
  await found.getByRole('button', { name: fr('moderation.take') }).click();
  await expect(found.getByRole('status')).toContainText(fr('flag_state.mine'));
  await found.getByLabel(fr('moderation.reply'), { exact: true }).fill('Retirez les deux numéros.');
  await lookAt(protector, 'fr', 'data-protection');
  await found.getByRole('button', { name: fr('moderation.settle'), exact: true }).click();
  await expect(found.getByRole('status')).toContainText(fr('flag_state.settled'));

  await writer.goto('/flags');
  await expect(writer.getByRole('article').filter({ hasText: 'Les registres des conducteurs' })).toContainText('Retirez les deux numéros.');
});

for (const language of languages)
  test(`the question before personal data goes out is in order in ${language}`, async ({ officer }) => {
    test.slow(); // looked over by axe-core, at two widths
    const page = await officer('officer1.gb');
    const speak = (to: Language) =>
      page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    const path = await openThread(page, 'en', topic, `Registers, ${language}`, 'Which are there?');
    await speak(language);
    await page.goto(path);
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'post.reply'), exact: true }).click();
    await textOf(page, language).fill(text);
    await page.getByRole('button', { name: words(language, 'composer.post'), exact: true }).click();
    await expect(page.getByText(words(language, 'personal.title'))).toBeVisible();
    await lookAt(page, language, 'personal-data');
    await speak('en');
  });
