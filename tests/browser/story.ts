// What every story begins with: a forum, and officers who are signed in, each in a browser of his own.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { demoPassword, Forum } from './forum.ts';

export { expect };

export async function signIn(page: Page, forum: Forum, username: string, path = '/'): Promise<void> {
  await page.goto(forum.url + path);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Password')).toHaveCount(0);
}

/** Fails with what axe-core finds wrong on the screen as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.target).join(', ')}`);
  expect(found).toEqual([]);
}

export const test = base.extend<{ officer: (username: string, path?: string) => Promise<Page> }, { forum: Forum }>({
  forum: [
    async ({}, use) => {
      const forum = await Forum.start();
      await use(forum);
      await forum.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  officer: async ({ browser, forum, contextOptions }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (username, path) => {
      const context = await browser.newContext({ ...contextOptions, ignoreHTTPSErrors: true, locale: 'en-GB' });
      contexts.push(context);
      const page = await context.newPage();
      await signIn(page, forum, username, path);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});
