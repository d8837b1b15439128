// A thread of two thousand posts is read to its end by keyboard, page by page, and found again by page numbers.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { ask, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const kPosts = 2000;
const kOnPage = 50;
const kPages = kPosts / kOnPage;

const numbered = (page: number): RegExp => new RegExp(`^Page ${page}(,|$)`);

type Made = { id: string };

/** Answers, written by several officers at once: every tenth begins a branch of its own. */
async function fill(writers: Page[], thread: string, origin: string): Promise<void> {
  const { items } = await ask<{ items: Made[] }>(writers[0]!, `${thread}/posts`);
  const first = items[0]!.id;
  let made = 1;
  await Promise.all(
    writers.map(async (writer) => {
      let above = first;
      for (let i = 0; made < kPosts; i += 1) {
        made += 1;
        const parent = i % 10 === 0 ? first : above;
        const data = { body: `Point ${made} of the long discussion.`, parent_id: parent };
        const headers = { origin };
        // Whoever writes so fast is asked to wait a moment.
        await expect(async () => {
          const answer = await writer.request.post(`/api/v1${thread}/posts`, { data, headers });
          expect(answer.status()).toBe(201);
          above = ((await answer.json()) as Made).id;
        }).toPass();
      }
    }),
  );
}

test('two thousand posts are read to the end by keyboard', async ({ officer, forum }) => {
  test.setTimeout(900_000);
  const names = ['officer1.gb', 'officer1.ke', 'officer1.fr', 'officer1.br'];
  const writers: Page[] = [];
  for (const name of names) writers.push(await officer(name));
  const path = await openThread(writers[0]!, 'en', 'Firearms', 'A very long discussion', 'What is settled?');
  // Nobody looks on while it is written.
  for (const writer of writers) await writer.goto('about:blank');
  await fill(writers, path, forum.url);

  const reader = await officer('officer2.au');
  await reader.goto(path);
  await expectLive(reader, 'en');
  const pages = reader.getByRole('navigation', { name: en('thread.pages') });
  await expect(pages.getByRole('link', { name: numbered(1) })).toHaveAttribute('aria-current', 'page');
  await expect(pages.getByRole('link', { name: numbered(kPages) })).toBeVisible();
  await lookAt(reader, 'en', 'long-thread');

  // All but the last two pages are read already; the rest one by one.
  const { items } = await ask<{ items: { after: string; unread: number }[] }>(reader, `${path}/pages?limit=${kOnPage}`);
  expect(items).toHaveLength(kPages);
  for (const { after } of [{ after: '' }, ...items.slice(1, -2)]) {
    const page = await ask<{ items: Made[] }>(reader, `${path}/posts?limit=${kOnPage}&after=${encodeURIComponent(after)}`);
    const answer = await reader.request.post(`/api/v1${path}/read`, {
      data: { posts: page.items.map(({ id }) => id) },
      headers: { origin: new URL(reader.url()).origin },
    });
    expect(answer.status()).toBe(200);
  }
  await reader.reload();
  await expectLive(reader, 'en');
  await reader.keyboard.press('n');
  await expect(pages.getByRole('link', { name: numbered(kPages - 1) })).toHaveAttribute('aria-current', 'page');
  const left = async (): Promise<number> => (await ask<{ unread: number }>(reader, path)).unread;
  // What was read is told to the server in batches, and a page takes a moment: the key is pressed until nothing is left.
  await expect(async () => {
    await reader.keyboard.press('n');
    expect(await left()).toBe(0);
  }).toPass({ intervals: [150], timeout: 300_000 });
  await expect(pages.getByRole('link', { name: numbered(kPages) })).toHaveAttribute('aria-current', 'page');

  // Only what is unread, of which nothing is left; and the number leads back to the beginning.
  await reader.keyboard.press('o');
  await expect(reader.getByText(en('thread.nothing_unread'))).toBeVisible();
  await reader.getByRole('button', { name: en('thread.only_unread') }).click();
  await pages.getByRole('link', { name: 'Page 1', exact: true }).click();
  await expect(reader.getByRole('article').first()).toContainText('What is settled?');

  // By branches: into the first, down, up again, and past it; what is folded stays so.
  await reader.keyboard.press('j');
  await reader.keyboard.press('j');
  const focused = reader.locator('[data-post]:focus');
  const branch = await focused.getAttribute('data-post');
  await reader.keyboard.press('j');
  await expect(focused).toHaveAttribute('data-parent', branch!);
  await reader.keyboard.press('p');
  await expect(focused).toHaveAttribute('data-post', branch!);
  await reader.keyboard.press('c');
  await expect(reader.locator(`[data-parent="${branch}"]`)).toHaveCount(0);
  await reader.keyboard.press('s');
  await expect(focused).not.toHaveAttribute('data-post', branch!);
  await reader.reload();
  await expect(reader.locator(`[data-post="${branch}"]`)).toBeVisible();
  await expect(reader.locator(`[data-parent="${branch}"]`)).toHaveCount(0);
});
