// A published post that takes a release takes it again when it is changed: nobody but its source knows before.
import { expect, expectAccessible, test, words } from './story.ts';
import { expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'Seized vessels and their crews';
const same = { 'Sec-Fetch-Site': 'same-origin' };

test('a change of a released post awaits release, comes back, and goes out', async ({ officer }) => {
  const writer = await officer('officer1.ng');
  const coordinator = await officer('coordinator.ng');
  const reader = await officer('officer1.au');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, {
    data: { title, body: 'The crew stays on board.', language: 'en', marking: { level: 'restricted' } },
    headers: same,
  });
  const { thread, post } = (await opened.json()) as { thread: { id: string }; post: { id: string } };
  const released = await coordinator.request.post(`/api/v1/posts/${post.id}/release`, { data: { reason: 'Checked.' }, headers: same });
  expect(released.status()).toBe(200);

  // The writer is told before he sends it, and sees it beside what everybody reads.
  await reader.goto(`/threads/${thread.id}`);
  await expectLive(reader, 'en');
  await writer.goto(`/threads/${thread.id}`);
  await expectLive(writer, 'en');
  await writer.getByRole('button', { name: en('post.edit'), exact: true }).click();
  await expect(writer.getByText('Your change will await release')).toBeVisible();
  await textOf(writer, 'en').fill('The crew is landed at Lagos.');
  await expectAccessible(writer);
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  const notice = writer.getByRole('group', { name: en('pending.title') });
  await expect(notice).toContainText(en('pending.yours'));
  await expect(writer.getByText('The crew stays on board.').first()).toBeVisible();
  await notice.getByText(en('pending.show')).click();
  await expect(notice.locator('ins').first()).toBeVisible();
  await expect(notice).toContainText('landed at Lagos');
  await expectAccessible(writer);
  await expect(reader.getByText('The crew stays on board.')).toBeVisible();

  // The coordinator sees what it would change, and returns it.
  await coordinator.goto('/release-queue');
  const waiting = coordinator.getByRole('article').filter({ hasText: title });
  await expect(waiting).toContainText(en('pending.kind'));
  await expect(waiting.locator('del').first()).toBeVisible();
  await expect(waiting).toContainText('Lagos');
  await expectAccessible(coordinator);
  await waiting.getByRole('button', { name: en('release.return') }).click();
  const returning = coordinator.getByRole('dialog', { name: en('release.return') });
  await returning.getByLabel(en('release.return_reason')).fill('Name no port.');
  await returning.getByRole('button', { name: en('release.return') }).click();
  await expect(returning).toHaveCount(0);
  await expect(waiting).toHaveCount(0);

  // It comes back with its text; the writer goes on from there and submits it again.
  await expect(notice).toContainText('Name no port.');
  await notice.getByRole('button', { name: en('pending.edit') }).click();
  await expect(textOf(writer, 'en')).toContainText('Lagos');
  await textOf(writer, 'en').fill('The crew is landed.');
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await notice.getByRole('button', { name: en('release.submit') }).click();
  await expect(notice).toContainText('A coordinator decides by');

  // Out: the page that another bureau has open follows by itself.
  await expect(waiting).toContainText('The crew is landed.');
  await waiting.getByRole('button', { name: en('post.release') }).click();
  const releasing = coordinator.getByRole('dialog', { name: en('post.release') });
  await expect(releasing.locator('ins').first()).toBeVisible();
  await expect(releasing).toContainText(/RESTRICTED · .*bureaus/);
  await releasing.getByLabel(en('post.release_reason')).fill('Method only.');
  await releasing.getByRole('button', { name: en('post.release') }).click();
  await expect(releasing).toHaveCount(0);
  await expect(reader.getByText('The crew is landed.')).toBeVisible();
  await expect(writer.getByText('The crew is landed.').first()).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('a change is taken back, in Arabic on a phone, and its text is kept', async ({ officer }) => {
  const writer = await officer('officer2.ng');
  const coordinator = await officer('coordinator.ng');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, {
    data: { title: `${title}: insurers`, body: 'As it was.', language: 'en', marking: { level: 'restricted' } },
    headers: same,
  });
  const { thread, post } = (await opened.json()) as { thread: { id: string }; post: { id: string } };
  await coordinator.request.post(`/api/v1/posts/${post.id}/release`, { data: { reason: 'Checked.' }, headers: same });
  const revised = await writer.request.patch(`/api/v1/posts/${post.id}`, { data: { version: 1, body: 'As it should be.' }, headers: same });
  expect(revised.status()).toBe(200);

  await writer.setViewportSize({ width: 320, height: 640 });
  await writer.request.patch('/api/v1/me', { data: { language: 'ar' }, headers: same });
  await writer.goto(`/threads/${thread.id}`);
  const notice = writer.getByRole('group', { name: words('ar', 'pending.title') });
  await notice.getByText(words('ar', 'pending.show')).click();
  await expect(notice).toContainText('As it should be.');
  const overflow = await writer.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(writer);
  await notice.getByRole('button', { name: words('ar', 'pending.withdraw') }).click();
  await expect(notice).toHaveCount(0);
  const draft = await writer.request.get(`/api/v1/drafts/edit.${post.id}`);
  expect(((await draft.json()) as { body: string }).body).toBe('As it should be.');
  await writer.request.delete(`/api/v1/drafts/edit.${post.id}`, { headers: same });
});
