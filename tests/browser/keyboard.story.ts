// Everything that matters can be done without a pointer, and one always sees where one is.
import type { Page } from '@playwright/test';
import { demoPassword } from './forum.ts';
import { expectFocusSeen, tabTo } from './keys.ts';
import { expect, test, words } from './story.ts';
import { ask, textOf, type Thread, type Topic } from './talk.ts';

const en = (key: string): string => words('en', key);

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post ?? null);

async function discussionWithNews(page: Page): Promise<{ topic: Topic; thread: Thread }> {
  const { items: topics } = await ask<{ items: Topic[] }>(page, '/topics?limit=100');
  for (const topic of topics.filter((one) => one.unread > 0)) {
    const { items } = await ask<{ items: (Thread & { unread: number })[] }>(page, `/topics/${topic.id}/threads`);
    const thread = items.find((one) => one.unread > 0 && one.posts > 3 && one.posts < 20);
    if (thread) return { topic, thread };
  }
  throw new Error('this reader has read everything');
}

test('an officer signs in, reads and answers by keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  await page.goto('/');
  await tabTo(page, page.getByLabel(en('sign_in.username')));
  await keyboard.type('officer1.ph');
  await tabTo(page, page.getByLabel(en('sign_in.password')));
  await keyboard.type(demoPassword);
  await keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: en('topics.title') })).toBeVisible();
  const { topic, thread } = await discussionWithNews(page);
  await tabTo(page, page.getByRole('main').getByRole('link', { name: topic.title }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: topic.title })).toBeFocused();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: thread.title }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: thread.title })).toBeFocused();

  type Item = { id: string; unread: boolean };
  const { items: posts } = await ask<{ items: Item[] }>(page, `/threads/${thread.id}/posts`);
  await keyboard.press('n');
  const unread = posts.findIndex((one) => one.unread);
  expect(await focused(page)).toBe(posts[unread]!.id);
  await expectFocusSeen(page);
  while ((await focused(page)) !== posts[0]!.id) await keyboard.press('k');
  await keyboard.press('j');
  expect(await focused(page)).toBe(posts[1]!.id);
  await expectFocusSeen(page);
  await keyboard.press('j');
  await keyboard.press('k');
  expect(await focused(page)).toBe(posts[1]!.id);

  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: en('keys.title') });
  await expect(help).toBeVisible();
  await keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  expect(await focused(page), 'the focus returns to the post').toBe(posts[1]!.id);

  await keyboard.press('r');
  await expect(textOf(page, 'en')).toBeFocused();
  await expectFocusSeen(page);
  await keyboard.type('Written without a pointer; ');
  await keyboard.press('Control+b');
  await keyboard.type('jkn');
  await keyboard.press('Control+Enter');
  const answer = page.getByRole('article').filter({ hasText: 'Written without a pointer' });
  await expect(answer).toBeFocused();
  await expect(answer.locator('strong', { hasText: 'jkn' })).toBeVisible();

  await keyboard.press('g');
  await keyboard.press('n');
  await expect(page.getByRole('heading', { level: 1, name: en('notifications.title') })).toBeFocused();
  await keyboard.press('g');
  await keyboard.press('t');
  await expect(page.getByRole('heading', { level: 1, name: en('topics.title') })).toBeFocused();
});

test('single keys can be switched off', async ({ officer }) => {
  const page = await officer('officer2.ph', '/settings');
  await page.getByRole('checkbox', { name: en('settings.single_keys') }).uncheck();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: en('settings.title') })).toBeVisible();
});
