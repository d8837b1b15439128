// Threads that are moved or are gone leave the lists and screens where they stood, while somebody looks.
import type { Page } from '@playwright/test';
import { expect, test, words } from './story.ts';
import { expectLive, openThread, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);

/** Acts as the moderator at this browser, where the client has no control for it. */
async function change(page: Page, thread: string, edit: Record<string, unknown>): Promise<void> {
  const status = await page.evaluate(
    async ([path, words]) => {
      const { version } = await (await fetch(path!)).json();
      const body = JSON.stringify({ version, ...JSON.parse(words!) });
      const answer = await fetch(path!, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body });
      return answer.status;
    },
    [`/api/v1${thread}`, JSON.stringify(edit)],
  );
  expect(status).toBe(200);
}

test('a thread that moves to another topic leaves the old list and joins the new one', async ({ officer }) => {
  const moderator = await officer('moderator.ke');
  const at_old = await officer('officer1.gb');
  const at_new = await officer('officer2.gb');
  const reading = await officer('officer1.es');
  const wildlife = await topicNamed(moderator, 'Wildlife and forest crime');
  const tobacco = await topicNamed(moderator, 'Tobacco products');
  const thread = await openThread(moderator, 'en', wildlife.title, 'Leaves in a container', 'Which leaves?');

  await at_old.goto(`/topics/${wildlife.id}`);
  await expectLive(at_old, 'en');
  await expect(at_old.getByRole('link', { name: 'Leaves in a container' })).toBeVisible();
  await at_new.goto(`/topics/${tobacco.id}`);
  await expectLive(at_new, 'en');
  await reading.goto(thread);
  await expectLive(reading, 'es');

  await change(moderator, thread, { topic_id: tobacco.id });
  await expect(at_old.getByRole('link', { name: 'Leaves in a container' })).toHaveCount(0, { timeout: 20_000 });
  await at_new.getByRole('button', { name: '1 new thread' }).click();
  await expect(at_new.getByRole('link', { name: 'Leaves in a container' })).toBeVisible();
  const here = reading.getByRole('navigation', { name: words('es', 'thread.where') });
  await expect(here.getByRole('link').last()).toHaveAttribute('href', `/topics/${tobacco.id}`);
});

test('a thread that is narrowed is gone at once for those who are left out', async ({ officer }) => {
  const moderator = await officer('moderator.ke');
  const reading = await officer('officer1.gb');
  const listing = await officer('officer2.gb');
  const wildlife = await topicNamed(moderator, 'Wildlife and forest crime');
  const thread = await openThread(moderator, 'en', wildlife.title, 'For our own eyes soon', 'A question.');
  await reading.goto(thread);
  await expectLive(reading, 'en');
  await listing.goto(`/topics/${wildlife.id}`);
  await expectLive(listing, 'en');
  await expect(listing.getByText('For our own eyes soon')).toBeVisible();

  await change(moderator, thread, { audience: { base: 'own' } });
  await expect(reading.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'), { timeout: 20_000 });
  await expect(reading.getByText('For our own eyes soon')).toHaveCount(0);
  await expect(listing.getByText('For our own eyes soon')).toHaveCount(0, { timeout: 20_000 });
});
