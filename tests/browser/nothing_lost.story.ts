// Whatever happens to browser, session, server or disk: the words that somebody typed are there.
import type { Page } from '@playwright/test';
import { demoPassword } from './forum.ts';
import { expect, test, words } from './story.ts';
import { addressTo, ask, expectLive, expectWritten, openThread, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = (page: Page) => page.getByRole('textbox', { name: en('composer.title'), exact: true });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^\s*saved \d/ });

async function beginThread(page: Page): Promise<string> {
  const { id } = await topicNamed(page, 'Firearms');
  await page.goto(`/topics/${id}/new`);
  await expectLive(page, 'en');
  await expect(textOf(page, 'en')).toBeVisible();
  return id;
}

/** Posted once: the topic holds one thread of that title. */
async function expectPostedOnce(page: Page, topic: string, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const { items } = await ask<{ items: { title: string }[] }>(page, `/topics/${topic}/threads?limit=100`);
  expect(items.filter((one) => one.title === name)).toHaveLength(1);
}

test('words, title and readers survive a reload and a closed window', async ({ officer }) => {
  // He leaves a draft behind: nobody else of these stories.
  let page = await officer('officer2.in');
  await beginThread(page);
  await addressTo(page, 'en', 'Japan');
  await title(page).fill('Deactivation certificates');
  await textOf(page, 'en').fill('Which mark do your courts take as proof?');
  await expect(saved(page)).toBeVisible();

  await page.reload();
  await expectWritten(page, 'en', 'Which mark do your courts take as proof?');
  await expect(title(page)).toHaveValue('Deactivation certificates');
  await expect(page.getByRole('group', { name: en('composer.address') }).getByText('JP', { exact: true })).toBeVisible();
  await expect(page.getByText(en('draft.restored'))).toBeVisible();

  // Closed in the middle of a word: no time for a save.
  await textOf(page, 'en').pressSequentially(' And who keeps the reg');
  const context = page.context();
  const address = page.url();
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
  page = await context.newPage();
  await page.goto(address);
  await expectWritten(page, 'en', 'Which mark do your courts take as proof? And who keeps the reg');
});

test('an answer begun in a thread is there after a reload, and posted once', async ({ officer }) => {
  const page = await officer('officer1.ca');
  await openThread(page, 'fr', 'Armes à feu', 'Deactivated and back again', 'How often do you see it?');
  const reply = page.getByRole('button', { name: words('fr', 'post.reply'), exact: true });
  await reply.click();
  await textOf(page, 'fr').fill('Twice a year, from the same workshop.');
  await page.reload();
  await expectWritten(page, 'fr', 'Twice a year, from the same workshop.');

  // The answer to the first attempt is lost on the way; the second makes no second post.
  await page.route('**/api/v1/threads/*/posts', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await post(page, 'fr');
  await expect(page.getByRole('alert')).toHaveText(words('fr', 'error.offline'));
  await post(page, 'fr');
  await expect(page.getByRole('article').filter({ hasText: 'the same workshop' })).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(textOf(page, 'fr')).toHaveCount(0);
});

test('a session that ends asks to sign in over the page, and the words go on', async ({ officer, forum }) => {
  const page = await officer('officer1.au');
  const topic = await beginThread(page);
  await title(page).fill('Tracing requests without a serial number');
  await textOf(page, 'en').fill('What else do you search by');
  expect((await page.request.delete('/api/v1/session', { headers: { Origin: forum.url } })).status()).toBe(204);

  const dialog = page.getByRole('dialog', { name: en('sign_in.ended_title') });
  await dialog.getByLabel(en('sign_in.username')).fill('officer1.au');
  await dialog.getByLabel(en('sign_in.password')).fill(demoPassword);
  await dialog.getByRole('button', { name: en('sign_in.submit') }).click();
  await expect(dialog).toHaveCount(0);
  await expectWritten(page, 'en', 'What else do you search by');
  await expectLive(page, 'en');
  await textOf(page, 'en').press('End');
  await textOf(page, 'en').pressSequentially(', in practice?');
  await expect(saved(page)).toBeVisible();
  await post(page, 'en');
  await expectPostedOnce(page, topic, 'Tracing requests without a serial number');
});

test('a server that is away is told, and what was typed meanwhile is saved when it is back', async ({ officer, forum }) => {
  const page = await officer('officer1.in');
  const topic = await beginThread(page);
  await forum.kill();
  await title(page).fill('Parts sent by post');
  await textOf(page, 'en').fill('Barrel and frame travel apart.');
  await expect(page.getByRole('status').filter({ hasText: en('draft.kept_here') })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(en('connection.offline'), { timeout: 30_000 });
  await post(page, 'en');
  await expect(page.getByRole('alert')).toHaveText(en('error.offline'));
  await expectWritten(page, 'en', 'Barrel and frame travel apart.');

  await forum.run();
  await expect(saved(page)).toBeVisible({ timeout: 20_000 });
  await expectLive(page, 'en');
  await post(page, 'en');
  await expectPostedOnce(page, topic, 'Parts sent by post');
});

test('a full disk is told, and the words stay until there is room', async ({ officer, forum }) => {
  const page = await officer('officer1.ng');
  const topic = await beginThread(page);
  await forum.pause();
  forum.compact();
  await forum.run({ COLLOQUIUM_STORAGE_MAX_PAGES: '1' });
  const long = 'Every sentence counts. '.repeat(4000);
  await title(page).fill('A long analysis');
  await textOf(page, 'en').fill(long);
  await expect(page.getByRole('status').filter({ hasText: en('draft.server_full') })).toBeVisible({ timeout: 30_000 });
  await post(page, 'en');
  await expect(page.getByRole('alert')).toHaveText(en('error.storage_full'));
  await expectWritten(page, 'en', long);

  // Even a reload on a full disk brings them back: this browser keeps them.
  await page.reload();
  await expectWritten(page, 'en', long);
  await forum.pause();
  await forum.run();
  await expect(saved(page)).toBeVisible({ timeout: 30_000 });
  await post(page, 'en');
  await expectPostedOnce(page, topic, 'A long analysis');
});
