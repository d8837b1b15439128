// A long discussion: addresses of single posts, pages, depth, and a back button that returns to the place.
import { expect, test, words } from './story.ts';
import { ask, expectLive, placeOf, threadNamed, type Post } from './talk.ts';

const en = (key: string): string => words('en', key);
type Page = { items: Post[]; next: string | null };

test('an address of a post leads to it, and back leads to the place before', async ({ officer }) => {
  const page = await officer('officer1.jp');
  const thread = await threadNamed(page, 'Electronic evidence', 'Article 32 in practice');
  expect(thread.posts).toBeGreaterThan(60);
  const posts: Post[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const one: Page = await ask(page, `/threads/${thread.id}/posts?limit=100${after && `&after=${after}`}`);
    posts.push(...one.items);
    after = one.next;
  }
  expect(posts).toHaveLength(thread.posts);
  expect(Math.max(...posts.map((post) => post.depth))).toBeGreaterThanOrEqual(12);

  // By its address: in sight, in focus, below the band.
  const deep = posts.find((post) => post.depth >= 10)!;
  await page.goto(`/threads/${thread.id}/posts/${deep.id}`);
  const target = page.locator(`#post-${deep.id}`);
  await expect(target).toBeFocused();
  await expect(target.locator('time').first()).toBeInViewport();
  const band = await page.getByRole('banner').evaluate((one) => one.getBoundingClientRect().bottom);
  expect(await placeOf(target)).toBeGreaterThanOrEqual(Math.floor(band));

  // So deep it stands flat and says whom it answers; the text column stays wide enough to read.
  const parent = target.getByRole('link', { name: /^in reply to/ });
  await expect(parent).toBeVisible();
  expect((await target.boundingBox())!.width).toBeGreaterThan(400);

  const before = await page.evaluate(() => window.scrollY);
  await parent.click();
  await expect(page).not.toHaveURL(new RegExp(deep.id));
  await expect(page.locator('article:focus')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(deep.id));
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
});

test('the pages of a long thread hold every post once, and back returns to the line', async ({ officer }) => {
  const page = await officer('officer2.jp');
  const thread = await threadNamed(page, 'Electronic evidence', 'Article 32 in practice');
  await page.goto(`/threads/${thread.id}`);
  const seen: string[] = [];
  const later = page.getByRole('link', { name: en('thread.later') });
  const articles = page.getByRole('article');
  for (;;) {
    await expect(articles.first()).toBeVisible();
    seen.push(...(await articles.evaluateAll((all) => all.map((one) => one.id))));
    if ((await later.count()) === 0) break;
    const first = await articles.first().getAttribute('id');
    await later.click();
    await expect(page.locator(`#${first}`)).toHaveCount(0);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(thread.posts);

  await page.getByRole('link', { name: en('thread.earlier') }).click();
  await expect(page.locator(`#${seen.at(-1)}`)).toHaveCount(0);
  const middle = articles.nth(5);
  await middle.scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const id = await middle.getAttribute('id');
  const place = await placeOf(middle);
  await page.getByRole('navigation', { name: en('topics.title') }).getByRole('link', { name: 'Firearms' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Firearms' })).toBeVisible();
  await page.goBack();
  await expect.poll(() => placeOf(page.locator(`#${id}`))).toBe(place);
});

test('topics and notifications are asked for when something happens, and not again and again', async ({ officer }) => {
  const page = await officer('officer1.jp');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.reload();
  await expectLive(page, 'en');
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
  for (let i = 0; i < 50; i += 1) await ask(page, '/me'); // for a while
  for (const path of ['topics', 'notifications'])
    expect(asked.filter((one) => one === `GET /api/v1/${path}`).length, path).toBeLessThan(4);
});
