// What an officer submits waits in his coordinators' queue; it may come back, go out, and be taken back.
import { expect, expectAccessible, test, words } from './story.ts';
import { lookAt } from './look.ts';
import { expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'Notes on an undercover purchase';

test('a post is submitted, returned, mended, released, taken back and released again', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const coordinator = await officer('coordinator.gb');
  const reader = await officer('officer1.ke');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const queueLink = coordinator.getByRole('link', { name: /^Release queue/ });
  const unseen = async (): Promise<void> => {
    await reader.reload();
    await expectLive(reader, 'en');
    await expect(reader.getByText(title)).toHaveCount(0);
  };

  await coordinator.goto('/topics');
  await expectLive(coordinator, 'en');
  await expect(queueLink).toHaveAccessibleName('Release queue');
  await reader.goto(`/topics/${topic.id}`);
  await expectLive(reader, 'en');

  // Submitted: the coordinator's number moves by itself.
  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByLabel(en('composer.level'), { exact: true }).selectOption({ label: en('level.restricted') });
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill('The court of Leeds asked for the serial numbers.');
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(writer.getByText('coordinator decides by')).toBeVisible();
  await expectLive(writer, 'en');
  await expect(queueLink).toHaveAccessibleName('Release queue: 1 waits');
  await unseen();

  // Returned with a reason, which must be there.
  await queueLink.click();
  const waiting = coordinator.getByRole('article').filter({ hasText: title });
  await expect(waiting).toContainText('court of Leeds');
  await expectAccessible(coordinator);
  await waiting.getByRole('button', { name: en('release.return') }).click();
  const returning = coordinator.getByRole('dialog', { name: en('release.return') });
  await returning.getByRole('button', { name: en('release.return') }).click();
  await expect(returning.getByRole('alert')).toBeVisible();
  await returning.getByLabel(en('release.return_reason')).fill('Name no court.');
  await returning.getByRole('button', { name: en('release.return') }).click();
  await expect(returning).toHaveCount(0);
  await expect(coordinator.getByText(en('release.empty'))).toBeVisible();
  await expect(queueLink).toHaveAccessibleName('Release queue');
  await unseen();

  // The author sees why, mends, and submits again.
  await expect(writer.getByText('Name no court.')).toBeVisible();
  await expect(writer.getByRole('article')).toContainText(en('state.returned'));
  await expectAccessible(writer);
  await writer.getByRole('button', { name: en('post.edit') }).click();
  await textOf(writer, 'en').fill('A court asked for the serial numbers.');
  await writer.getByRole('button', { name: en('composer.save_edit') }).click();
  await writer.getByRole('button', { name: en('release.submit') }).click();
  await expect(writer.getByText('coordinator decides by')).toBeVisible();
  await expect(queueLink).toHaveAccessibleName('Release queue: 1 waits');
  await unseen();

  // The dialog tells what has changed and who will read it.
  await waiting.getByRole('button', { name: en('post.release') }).click();
  const releasing = coordinator.getByRole('dialog', { name: en('post.release') });
  await expect(releasing.locator('del').first()).toHaveText('The');
  await expect(releasing).toContainText(/RESTRICTED · .*bureaus/);
  await lookAt(coordinator, 'en', 'open-release');
  await releasing.getByLabel(en('post.release_reason')).fill('Method only.');
  await releasing.getByRole('button', { name: en('post.release') }).click();
  await expect(releasing).toHaveCount(0);
  await reader.getByRole('button', { name: '1 new thread' }).click();
  await reader.getByRole('link', { name: title }).click();
  await expect(reader.getByText('A court asked')).toBeVisible();
  await expectLive(reader, 'en');

  // Taken back: gone from the page that another bureau has open.
  await expect(coordinator.getByText(/You can take it back for/)).toBeVisible();
  await expectAccessible(coordinator);
  await coordinator.getByRole('button', { name: en('release.take_back') }).click();
  await expect(coordinator.getByText(en('release.taken_back'))).toBeVisible();
  await expect(reader.getByText('A court asked')).toHaveCount(0);
  await expect(queueLink).toHaveAccessibleName('Release queue: 1 waits');
  await reader.goto(`/topics/${topic.id}`);
  await unseen();

  // And out for good, from the thread itself.
  await waiting.getByRole('link', { name: title }).click();
  await coordinator.getByRole('button', { name: en('post.release') }).click();
  await releasing.getByLabel(en('post.release_reason')).fill('Checked twice.');
  await releasing.getByRole('button', { name: en('post.release') }).click();
  await expect(releasing).toHaveCount(0);
  await expect(coordinator.getByText(en('state.awaiting_release'))).toHaveCount(0);
  await expect(writer.getByText(en('state.awaiting_release'))).toHaveCount(0);
  await reader.getByRole('button', { name: '1 new thread' }).click();
  await expect(reader.getByRole('link', { name: title })).toBeVisible();
});

test('the queue works in Arabic on a phone', async ({ officer }) => {
  const coordinator = await officer('coordinator.jp');
  await coordinator.setViewportSize({ width: 320, height: 640 });
  await coordinator.goto('/release-queue');
  await coordinator.request.patch('/api/v1/me', { data: { language: 'ar' }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  await coordinator.reload();
  await expect(coordinator.getByRole('heading', { level: 1, name: words('ar', 'nav.release_queue') })).toBeVisible();
  const overflow = await coordinator.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(coordinator);
});
