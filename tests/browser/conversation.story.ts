// The whole purpose in one story: three bureaus talk, a fourth finds no trace, and a power cut loses nothing.
import type { Page } from '@playwright/test';
import { expect, test, words } from './story.ts';
import { addressTo, answer, ask, expectLive, placeOf, post, textOf, topicNamed } from './talk.ts';

const title = 'Saisie conservatoire de lots suspects en zone franche';
const question = [
  'Comment vos autorités fondent-elles la saisie conservatoire quand les lots ne font que transiter ?',
  ...Array.from({ length: 30 }, (_, i) => `Point ${i + 1} : quelle base légale, quel délai, quel magistrat ?`),
].join('\n\n');
const reply = 'In Nairobi the court freezes first and hears the owner within fourteen days.';
const second = 'After the restart: the order is renewed once, for the same time.';

/** All that this reader can learn of the forum; cursors are sealed anew at each asking. */
async function allThatIsKnown(page: Page, topic: string): Promise<string> {
  const answers = [
    await ask<object>(page, '/topics?limit=100'),
    await ask<object>(page, `/topics/${topic}`),
    await ask<object>(page, `/topics/${topic}/threads?limit=100`),
    await ask<object>(page, '/notifications?limit=100'),
  ];
  return JSON.stringify(answers, (key, value) => (['cursor', 'next'].includes(key) ? value !== null : value), 1);
}

/** The words on screen, without "3 minutes ago", which change by themselves. */
async function allThatIsSeen(page: Page): Promise<string> {
  return page.getByRole('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('time').forEach((time) => time.remove());
    return copy.textContent;
  });
}

/** What the address shows, without the id that was asked for. */
async function shownAt(page: Page, path: string, id: string): Promise<string> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('es', 'not_found.title'));
  const main = await page.getByRole('main').innerHTML();
  return `${await page.title()} ${main.replaceAll(id, 'ID')}`;
}

async function answeredAt(page: Page, path: string, id: string): Promise<string> {
  const answer = await page.request.get(path);
  return `${answer.status()} ${(await answer.text()).replaceAll(id, 'ID')}`;
}

// Somebody who follows hears within a second: a promise of the forum, not of a machine that stops for breath.
test.describe.configure({ retries: 1 });

test('three bureaus talk, a fourth finds no trace, and nothing is lost when the server dies', async ({ officer, forum }) => {
  const fr = await officer('officer1.fr');
  const ke = await officer('officer1.ke');
  const br = await officer('officer1.br');
  const topic = await topicNamed(fr, 'Médicaments contrefaits');

  const framesToBrazil: string[] = [];
  br.on('websocket', (line) => line.on('framereceived', ({ payload }) => framesToBrazil.push(String(payload))));
  await br.goto(`/topics/${topic.id}`);
  await expectLive(br, 'es');
  const brazilKnew = await allThatIsKnown(br, topic.id);
  const brazilSaw = await allThatIsSeen(br);
  framesToBrazil.length = 0;

  // The Kenyan officer reads something else; the desk of his bureau follows the topic.
  await expectLive(ke, 'en');
  const { unread } = await ask<{ unread: number }>(ke, '/notifications');

  await fr.goto(`/topics/${topic.id}`);
  await fr.getByRole('link', { name: words('fr', 'threads.new') }).click();
  await addressTo(fr, 'fr', 'Kenya', 'Espagne');
  const readers = fr.getByRole('group', { name: words('fr', 'composer.address') });
  for (const code of ['FR', 'KE', 'ES']) await expect(readers.getByText(code, { exact: true })).toBeVisible();
  await fr.getByRole('textbox', { name: words('fr', 'composer.title'), exact: true }).fill(title);
  await textOf(fr, 'fr').fill(question);
  await expect(fr.getByRole('status').filter({ hasText: /^\s*3 bureaux/ })).toBeVisible();
  const created = fr.waitForResponse((one) => one.request().method() === 'POST' && one.url().endsWith('/threads'));
  await post(fr, 'fr');
  expect((await created).status()).toBe(201);
  await ke
    .getByRole('button', { name: `Notifications: ${unread + 1} unread` })
    .waitFor({ state: 'attached', timeout: 1000 });

  await expect(fr.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const thread = new URL(fr.url()).pathname;
  const id = thread.split('/').at(-1)!;
  await expectLive(fr, 'fr');

  await ke.getByRole('button', { name: /^Notifications/ }).click();
  const news = ke.getByRole('region', { name: 'Notifications' }).getByRole('link').filter({ hasText: title });
  await expect(news).toContainText('through the bureau');
  await news.click();
  await expect(ke.getByRole('heading', { level: 1, name: title })).toBeVisible();

  // The French officer reads in the middle of his question when the answer comes.
  const reading = fr.getByText('Point 15 :');
  await reading.scrollIntoViewIfNeeded();
  const place = await placeOf(reading);
  await answer(ke, 'en', ke.getByRole('article').first(), reply);
  const arrived = fr.getByRole('button', { name: '1 nouvelle réponse' });
  await expect(arrived).toBeVisible();
  expect(await placeOf(reading)).toBe(place);
  await expect(fr.getByText(reply)).toHaveCount(0);
  await arrived.click();
  await expect(fr.getByText(reply)).toBeInViewport();

  // Brazil: no count, no list, no address, no frame tells that anything happened.
  expect(await allThatIsKnown(br, topic.id)).toBe(brazilKnew);
  expect(await allThatIsSeen(br)).toBe(brazilSaw);
  expect(framesToBrazil).toEqual([]);
  const posts = await ask<{ items: { id: string }[] }>(fr, `/threads/${id}/posts`);
  const madeUp = '0123456789abcdefghjkmnpqrs'.toUpperCase();
  const secret = posts.items[1]!.id;
  for (const path of ['', `/posts/${secret}`, `/posts/${secret}/revisions`])
    expect(await shownAt(br, `/threads/${id}${path}`, id)).toBe(await shownAt(br, `/threads/${madeUp}${path}`, madeUp));
  for (const [what, one] of [['threads', id], ['posts', secret]] as const)
    for (const path of ['ID', 'ID/posts', 'ID/readers', 'ID/revisions'])
      expect(await answeredAt(br, `/api/v1/${what}/${path.replace('ID', one)}`, one), path).toBe(
        await answeredAt(br, `/api/v1/${what}/${path.replace('ID', madeUp)}`, madeUp),
      );

  await forum.kill();
  for (const [page, language] of [[fr, 'fr'], [ke, 'en']] as const)
    await expect(page.getByRole('banner').getByText(words(language, 'connection.live'), { exact: true })).toHaveCount(0);
  await forum.run();
  await expectLive(fr, 'fr');
  await expectLive(ke, 'en');
  await answer(ke, 'en', ke.getByRole('article').first(), second);
  await fr.getByRole('button', { name: '1 nouvelle réponse' }).click();
  await expect(fr.getByText(second)).toHaveCount(1);
  for (const page of [fr, ke]) {
    await expect(page.getByRole('article')).toHaveCount(3);
    await expect(page.getByText(reply)).toHaveCount(1);
    await page.reload();
    await expect(page.getByRole('article')).toHaveCount(3);
  }
  expect(await allThatIsKnown(br, topic.id)).toBe(brazilKnew);
});
