// A bureau says what awaits its release, and who stands in for its coordinators.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'Reading a seized phone abroad';
const later = 'A phone that was lent';

test('a bureau lets every post wait, and the officer who stands in releases it', async ({ officer }) => {
  const coordinator = await officer('coordinator.in', '/bureau/release');
  await coordinator.getByRole('radio', { name: en('release_rule.always') }).check();
  await coordinator.getByRole('spinbutton', { name: en('policy.deadline') }).fill('0');
  await coordinator.getByRole('button', { name: en('common.save') }).click();
  await expect(coordinator.getByText(en('policy.saved'))).toHaveCount(0); // the browser itself says what is wrong
  await coordinator.getByRole('spinbutton', { name: en('policy.deadline') }).fill('24');
  const substitutes = coordinator.getByRole('combobox', { name: en('policy.substitute') });
  const second = await officer('officer2.in');
  const name = await second.evaluate(async () => ((await (await fetch('/api/v1/me')).json()) as { name: string }).name);
  const option = substitutes.getByRole('option', { name });
  await substitutes.selectOption((await option.getAttribute('value'))!);
  await coordinator.getByRole('button', { name: en('common.save') }).click();
  await expect(coordinator.getByText(en('policy.saved'))).toBeVisible();

  const writer = await officer('officer1.in');
  const topic = await topicNamed(writer, 'Electronic evidence');
  await writer.goto(`/topics/${topic.id}/new`);
  await expect(writer.getByText(en('composer.awaits_release'))).toBeVisible();
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill('Under which article do you ask?');
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await expect(writer.getByRole('article')).toContainText(en('state.awaiting_release'));
  await expectLive(writer, 'en');

  await second.goto('/release-queue');
  await second.getByRole('article').filter({ hasText: title }).getByRole('button', { name: en('post.release') }).click();
  const dialog = second.getByRole('dialog', { name: en('post.release') });
  await dialog.getByLabel(en('post.release_reason')).fill('Nothing but a question.');
  await dialog.getByRole('button', { name: en('post.release') }).click();
  await expect(writer.getByText(en('state.awaiting_release'))).toHaveCount(0);

  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(later);
  await textOf(writer, 'en').fill('And if it is the suspect’s?');
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await expect(writer.getByRole('article')).toContainText(en('state.awaiting_release'));
  await second.goto('/release-queue');
  await expect(second.getByRole('article').filter({ hasText: later })).toBeVisible();
  await expectLive(second, 'en');
  await coordinator.getByRole('radio', { name: en('release_rule.restricted_and_above') }).check();
  await substitutes.selectOption('');
  await coordinator.getByRole('button', { name: en('common.save') }).click();
  await expect(coordinator.getByText(en('policy.saved'))).toBeVisible();

  // He who stood in loses at once what waits; it is still the coordinator's to decide.
  await expect(second.getByText(later)).toHaveCount(0);
  await expect(second.getByRole('link', { name: en('nav.release_queue') })).toHaveCount(0);
  await coordinator.goto('/release-queue');
  await expect(coordinator.getByRole('article').filter({ hasText: later })).toBeVisible();
});

test('a coordinator who is the only one is told what to do about his own texts', async ({ officer }) => {
  test.slow(); // the notice is looked over in every language
  const coordinator = await officer('coordinator.jp');
  const topic = await topicNamed(coordinator, 'Electronic evidence');
  const status = await coordinator.evaluate(
    async (path) =>
      (
        await fetch(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ title: 'Keys of a shared account', body: 'Who has asked for them?', marking: { level: 'restricted' } }),
        })
      ).status,
    `/api/v1/topics/${topic.id}/threads`,
  );
  expect(status).toBe(201);
  for (const language of [...languages.filter((one) => one !== 'en'), 'en'] as const) {
    await coordinator.evaluate(
      (language) => fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ language }) }),
      language,
    );
    await coordinator.goto('/release-queue');
    await expect(coordinator.getByRole('link', { name: words(language, 'release.name_substitute') })).toBeVisible();
    await lookAt(coordinator, language, 'release-queue-alone');
  }

  await coordinator.getByRole('link', { name: en('release.name_substitute') }).click();
  await coordinator.getByRole('combobox', { name: en('policy.substitute') }).selectOption({ index: 1 });
  await coordinator.getByRole('button', { name: en('common.save') }).click();
  await expect(coordinator.getByText(en('policy.saved'))).toBeVisible();
  await coordinator.goto('/release-queue');
  await expect(coordinator.getByText(en('release.empty'))).toBeVisible();
  await expect(coordinator.getByRole('link', { name: en('release.name_substitute') })).toHaveCount(0);
});

const coordinators: Record<Language, string> = { ar: 'coordinator.eg', en: 'coordinator.ke', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages)
  test(`the screen of the release policy is in order in ${language}`, async ({ officer }) => {
    const page = await officer(coordinators[language], '/bureau/release');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'policy.title'));
    await lookAt(page, language, 'release-policy');
  });
