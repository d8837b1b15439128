// Who keeps order in a topic sees what goes on there: in plots, and the same figures in tables.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

/** The figures of a plot, as the table below it has them. */
async function figures(page: Page, language: Language, title: string) {
  const region = page.getByRole('figure').filter({ hasText: words(language, title) });
  const summary = region.locator('summary');
  if (!(await region.getByRole('table').isVisible())) await summary.click();
  return region.getByRole('table', { name: words(language, title) });
}

test('a moderator sees which questions wait, what is written and who answers', async ({ officer }) => {
  const moderator = await officer('moderator.ke', '/moderation');
  await moderator.getByRole('link', { name: en('activity.title'), exact: true }).click();
  await expect(moderator.getByRole('heading', { level: 1 })).toHaveText(en('activity.title'));
  const load = await figures(moderator, 'en', 'activity.by_week');
  const posts = async () => Number(await load.getByRole('row').last().getByRole('cell').nth(1).textContent());
  const before = await posts();
  expect(await moderator.locator('.plot canvas').count()).toBeGreaterThan(0);

  const writer = await officer('officer1.gb');
  await openThread(writer, 'en', topic, 'Which seal is opened first', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), 'The last one that was set.');
  await moderator.reload();
  await figures(moderator, 'en', 'activity.by_week');
  await expect(async () => expect(await posts()).toBe(before + 2)).toPass();
  await expect(await figures(moderator, 'en', 'activity.by_country')).toContainText('United Kingdom');
  const api = '**/api/v1/moderation/activity';
  await moderator.route(api, (route) => route.abort());
  await moderator.reload();
  const retry = moderator.getByRole('button', { name: en('common.try_again') });
  await expect(retry).toBeVisible();
  await moderator.unroute(api);
  await retry.click();
  await expect(moderator.getByRole('heading', { level: 1 })).toHaveText(en('activity.title'));

  const reader = await officer('officer1.gb', '/moderation/activity');
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
});

for (const language of languages)
  test(`the activity is in order in ${language}`, async ({ officer }) => {
    test.slow(); // looked over by axe-core, at two widths
    const page = await officer('moderator.ke');
    const speak = (to: string) =>
      page.request.patch('/api/v1/me', { data: { language: to }, headers: { Origin: new URL(page.url()).origin } });
    await speak(language);
    await page.goto('/moderation/activity');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'activity.title'));
    await figures(page, language, 'activity.by_week');
    await expect(page.locator('.plot canvas').first()).toBeVisible();
    await lookAt(page, language, 'activity');
    await speak('en');
  });
