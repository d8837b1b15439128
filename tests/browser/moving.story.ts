// Threads that are moved or are gone leave the lists and screens where they stood, while somebody looks.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
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

test('a move that takes readers away waits for a second moderator of another country', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Customs cooperation', 'Seals on bonded goods', 'Which seals?');
  const moderator = await officer('moderator.ke');
  const tobacco = await topicNamed(moderator, 'Tobacco products');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.goto(path);
  await moderator.getByRole('button', { name: en('order.open') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('order.title') });
  await dialog.getByRole('radio', { name: en('order_act.move') }).check();
  await dialog.getByLabel(en('order.topic'), { exact: true }).selectOption(tobacco.id);
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It is about tobacco.');
  await dialog.getByRole('button', { name: en('order_act.move') }).click();
  // What he has written stays, and he is told what it takes.
  await expect(dialog.getByText(en('order.takes_readers'))).toBeVisible();
  await expect(dialog.getByLabel(en('order.reason'), { exact: true })).toHaveValue('It is about tobacco.');
  await lookAt(moderator, 'en', 'move-by-two');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByRole('button', { name: en('order.propose') }).click();
  await expect(dialog).toHaveCount(0);
  const here = moderator.getByRole('navigation', { name: en('thread.where') });
  await expect(here.getByRole('link').last()).toHaveText('Customs cooperation');

  const second = await officer('unit2.ipsg', '/moderation/proposals');
  const proposal = second.getByRole('article').filter({ hasText: 'Seals on bonded goods' });
  await proposal.getByLabel(en('appeals.verdict'), { exact: true }).fill('So it is.');
  await proposal.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(proposal).toContainText(en('outcome.approved'));
  await moderator.reload();
  await expect(here.getByRole('link').last()).toHaveText('Tobacco products');
  await writer.goto('/notifications');
  await expect(writer.getByRole('main')).toContainText(en('notifications.thread_moved'));
});
