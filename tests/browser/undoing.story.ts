// What moderation does is taken back from the log of the topic, each kind of act by the one that reverses it.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { openThread, topicNamed, type Post, type Thread } from './talk.ts';

const en = (key: string): string => words('en', key);

/** Acts as the officer at this browser, without the screens of other stories. */
async function ask<T>(page: Page, method: 'GET' | 'PATCH' | 'POST' | 'PUT', path: string, data?: Record<string, unknown>): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { Origin: new URL(page.url()).origin } });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  const text = await answer.text();
  return (text ? JSON.parse(text) : null) as T;
}

test('every kind of act is taken back from the log', async ({ officer }) => {
  test.slow();
  const writer = await officer('officer1.gb');
  const moderator = await officer('moderator.ke');
  const second = await officer('unit2.ipsg');
  const topic = await topicNamed(moderator, 'Wildlife and forest crime');
  const elsewhere = await topicNamed(moderator, 'Tobacco products');
  const other = await openThread(writer, 'en', topic.title, 'Where it is merged to', 'There.');

  type Acted = Thread & { version: number };
  const because = async (path: string) => ({ reason: 'To be taken back.', version: (await ask<Acted>(moderator, 'GET', path)).version });
  const edit = (change: Record<string, unknown>) => async (path: string) => void (await ask(moderator, 'PATCH', path, { ...(await because(path)), ...change }));
  const first_post = async (path: string) => `/posts/${(await ask<{ items: Post[] }>(moderator, 'GET', `${path}/posts`)).items[0]!.id}`;
  const acts: [name: string, event: string, undo: string, after: string, act: (path: string) => Promise<void>][] = [
    ['lock', 'thread.locked', 'unlock', 'thread.unlocked', edit({ locked: true })],
    ['unlock', 'thread.unlocked', 'lock', 'thread.locked', async (path) => (await edit({ locked: true })(path), edit({ locked: false })(path))],
    ['pin', 'thread.pinned', 'unpin', 'thread.unpinned', edit({ pinned: true })],
    ['unpin', 'thread.unpinned', 'pin', 'thread.pinned', async (path) => (await edit({ pinned: true })(path), edit({ pinned: false })(path))],
    ['retitle', 'thread.retitled', 'retitle', 'thread.retitled', edit({ title: 'Called otherwise' })],
    ['relabel', 'thread.relabelled', 'relabel', 'thread.relabelled', edit({ tags: ['hardwood'] })],
    ['close', 'thread.locked', 'reopen', 'thread.unlocked', async (path) => void (await ask(moderator, 'POST', `${path}/close`, { ...(await because(path)), summary: 'Done.' }))],
    ['slow', 'thread.slowed', 'unslow', 'thread.unslowed', async (path) => void (await ask(moderator, 'PUT', `${path}/slow-mode`, { ...(await because(path)), seconds: 60 }))],
    ['hide', 'post.hidden', 'unhide', 'post.shown', async (path) => void (await ask(moderator, 'POST', `${await first_post(path)}/hide`, { reason: 'To be taken back.', version: 1 }))],
    [
      'merge',
      'threads.merged',
      'separate',
      'thread.split',
      async (path) => {
        const asked = { ...(await because(path)), act: 'merge', into: other.split('/').pop() };
        const { id } = await ask<{ id: string }>(moderator, 'POST', `${path}/order-proposals`, asked);
        await ask(second, 'POST', `/order-proposals/${id}/decision`, { decision: 'approve', reason: 'So it is.' });
      },
    ],
  ];
  for (const [name, event, undo, after, act] of acts)
    await test.step(name, async () => {
      const title = `Taken back: ${name}`;
      await act(await openThread(writer, 'en', topic.title, title, 'As it was.'));
      await moderator.goto(`/topics/${topic.id}/moderation?event=${event}`);
      const done = moderator.getByRole('article').first();
      await expect(done).toContainText('To be taken back.');
      if (name === 'retitle') {
        await expect(done).toContainText(title);
        await lookAt(moderator, 'en', 'undo-of-a-title');
      }
      await done.getByRole('button', { name: en(`modlog_undo.${undo}`) }).click();
      await done.getByLabel(en('order.reason'), { exact: true }).fill(`Enough: ${name}.`);
      await done.getByRole('button', { name: en(`modlog_undo.${undo}`) }).click();
      // What was done is told where it is now: the filter shows the one kind.
      if (after === event) await expect(moderator.getByText(`Enough: ${name}.`)).toBeVisible();
      else await expect(done.getByRole('button', { name: en(`modlog_undo.${undo}`) })).toHaveCount(0);
      await moderator.goto(`/topics/${topic.id}/moderation?event=${after}`);
      await expect(moderator.getByRole('article').first()).toContainText(`Enough: ${name}.`);
      await expect(moderator.getByRole('article').first()).toContainText(title);
    });

  // A move stands in the log of the topic to which it came.
  const path = await openThread(writer, 'en', topic.title, 'Taken back: move', 'As it was.');
  await edit({ topic_id: elsewhere.id })(path);
  await moderator.goto(`/topics/${elsewhere.id}/moderation?event=thread.moved`);
  const moved = moderator.getByRole('article').first();
  await moved.getByRole('button', { name: en('modlog_undo.move_back') }).click();
  await moved.getByLabel(en('order.reason'), { exact: true }).fill('Enough: move.');
  await moved.getByRole('button', { name: en('modlog_undo.move_back') }).click();
  await expect(moderator.getByText('Enough: move.')).toHaveCount(0);
  await moderator.goto(path);
  await expect(moderator.getByRole('navigation', { name: en('thread.where') }).getByRole('link').last()).toHaveText(topic.title);
});
