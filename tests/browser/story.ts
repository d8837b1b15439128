// What every story begins with: a forum, and officers who are signed in, each in a browser of his own.
import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { demoPassword, Forum } from './forum.ts';

export { expect };

export type Language = 'ar' | 'en' | 'es' | 'fr';
export const languages: Language[] = ['ar', 'en', 'es', 'fr'];

const messages = Object.fromEntries(
  languages.map((language) => {
    const file = join(import.meta.dirname, `../../static/src/messages/${language}.json`);
    return [language, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>];
  }),
) as Record<Language, Record<string, string>>;

/** The client's own words for a key, for messages without arguments: stories stay true when a word is polished. */
export function words(language: Language, key: string): string {
  const text = messages[language][key];
  if (text === undefined || text.includes('{')) throw new Error(`no plain words for ${key} in ${language}`);
  return text;
}

export async function signIn(page: Page, username: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Password')).toHaveCount(0);
}

/** Fails with what axe-core finds wrong on the screen as it is now; with `rules`, by these alone. The story goes on. */
export async function expectAccessible(page: Page, screen = page.url(), rules?: string[]): Promise<void> {
  // There are no frames: one pass within the page itself is enough.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.target).join(', ')}`);
  expect.soft(found, screen).toEqual([]);
}

/** What this officer reads in; none without a session or a server. The next story meets him as this one did. */
async function language(page: Page): Promise<string | undefined> {
  const answer = await page.request.get('/api/v1/me').catch(() => undefined);
  return answer?.ok() ? ((await answer.json()) as { language: string }).language : undefined;
}

/** What every officer of a failed story had before him: the report that Playwright keeps shows one page alone. */
async function tellScreens(contexts: BrowserContext[]): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    const screen = await page.locator('body').innerText({ timeout: 2_000 }).catch((error: Error) => error.message);
    console.error(`on screen at ${new URL(page.url()).pathname}:\n${screen.replace(/\s*\n\s*/g, '\n').slice(0, 1_500)}`);
  }
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

  baseURL: async ({ forum }, use) => use(forum.url),

  officer: async ({ browser, forum, contextOptions }, use, story) => {
    const contexts: BrowserContext[] = [];
    const spoken = new Map<Page, string | undefined>();
    await use(async (username, path) => {
      const context = await browser.newContext({
        ...contextOptions, baseURL: forum.url, ignoreHTTPSErrors: true, locale: 'en-GB',
      });
      contexts.push(context);
      const page = await context.newPage();
      await signIn(page, username, path);
      spoken.set(page, await language(page));
      return page;
    });
    if (story.status !== story.expectedStatus) {
      await tellScreens(contexts);
      console.error(`the server's log ends with:\n${forum.log()}`);
    }
    for (const [page, wanted] of spoken) {
      if (wanted === undefined || page.isClosed()) continue;
      const now = await language(page);
      if (now === undefined || now === wanted) continue;
      await page.request.patch('/api/v1/me', { data: { language: wanted }, headers: { Origin: forum.url } });
    }
    for (const context of contexts) await context.close();
  },
});
