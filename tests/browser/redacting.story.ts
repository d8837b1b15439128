// A name that went out by mistake is mended, and its source takes the former text out of the history.
import { expect, expectAccessible, test, words } from './story.ts';
import { lookAt } from './look.ts';
import { topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };

test('a coordinator takes one former text out, and an open history loses it at once', async ({ officer }) => {
  const writer = await officer('officer1.ng');
  const coordinator = await officer('coordinator.ng');
  const reader = await officer('officer1.au');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, {
    data: { title: 'Whom to ask for a berth', body: 'Ask Heliotrope Smith at the quay.', language: 'en' },
    headers: same,
  });
  const { thread, post } = (await opened.json()) as { thread: { id: string }; post: { id: string } };
  const mended = await writer.request.patch(`/api/v1/posts/${post.id}`, { data: { version: 1, body: 'Ask the harbour office.' }, headers: same });
  expect(mended.status()).toBe(200);

  const history = `/threads/${thread.id}/posts/${post.id}/revisions`;
  await reader.goto(history);
  await expect(reader.getByText('Heliotrope')).toHaveCount(2); // the text, and what changed since
  await expect(reader.getByRole('button', { name: en('redaction.act') })).toHaveCount(0);
  await coordinator.goto(history);
  await coordinator.getByRole('button', { name: en('redaction.act') }).click();
  const dialog = coordinator.getByRole('dialog', { name: 'Take the text of version 1 out' });
  await dialog.getByRole('button', { name: en('redaction.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(en('redaction.reason')).fill('It named a person.');
  await lookAt(coordinator, 'en', 'open-redaction');
  await dialog.getByRole('button', { name: en('redaction.act') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(coordinator.getByText('It named a person.')).toBeVisible();
  await expect(coordinator.getByText('Heliotrope')).toHaveCount(0);
  await expectAccessible(coordinator);
  await expect(reader.getByText('It named a person.')).toBeVisible();
  await expect(reader.getByText('Heliotrope')).toHaveCount(0);
  await expect(reader.getByText('Ask the harbour office.')).toBeVisible();
  await expect(reader.getByText('took the text of version 1 out')).toBeVisible();
});
