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

/** Where the reader stands: at which post, on which page. */
const place = (reader: Page): Promise<{ post: string | null; page: number }> =>
  reader.evaluate(() => ({
    post: document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post ?? null,
    page: parseInt(document.querySelector('main nav a[aria-current=page]')?.textContent ?? '0', 10),
  }));

/** Presses the key for the next unread post until there is none. Answers the pages in the order in which they were read. */
async function readToTheEnd(reader: Page): Promise<number[]> {
  const turned: number[] = [];
  let before: string | null = null;
  for (;;) {
    await reader.keyboard.press('n');
    let now = await place(reader);
    if (now.post === before && now.page === kPages) return turned;
    // Below the last post of a page the key turns it, which takes a moment.
    if (now.post === before || now.post === null) {
      await expect.poll(async () => [null, before].includes((await place(reader)).post), { intervals: [20], timeout: 30_000 }).toBe(false);
      now = await place(reader);
    }
    // The numbers of the pages come a moment after their posts.
    if (now.page > 0 && now.page !== turned.at(-1)) turned.push(now.page);
    before = now.post;
  }
}

test('two thousand posts are read to the end by keyboard', async ({ officer, forum }) => {
  test.setTimeout(1_200_000); // a key for each post: two minutes on quiet cores, many more beside compilers
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

  // From unread post to unread post, and at the end of each page on to the next: to the last one.
  const turned = await readToTheEnd(reader);
  expect(turned).toEqual(Array.from({ length: kPages }, (_, i) => i + 1));
  await expect.poll(async () => (await ask<{ unread: number }>(reader, path)).unread).toBe(0);

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
