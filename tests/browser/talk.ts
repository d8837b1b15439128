// What people do in the forum again and again, by the names that the screen gives to things.
import { expect, type Locator, type Page } from '@playwright/test';
import { words, type Language } from './story.ts';

/** The line lives: what others write now arrives. It may take a while after an absence, by design. */
export async function expectLive(page: Page, language: Language): Promise<void> {
  const sign = page.getByRole('banner').getByText(words(language, 'connection.live'), { exact: true });
  await expect(sign).toBeAttached({ timeout: 30_000 });
}

/** Asks the API as the person at this browser. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1${path}`);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** All items of a list, page by page. */
export async function all<T>(page: Page, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const part: { items: T[]; next: string | null } = await ask(page, `${path}?limit=100${next && `&after=${next}`}`);
    items.push(...part.items);
    next = part.next;
  }
  return items;
}

export type Topic = { id: string; title: string; unread: number; threads: number };
export type Thread = { id: string; title: string; posts: number };
export type Post = { id: string; thread_id: string; depth: number; body: string };

export async function topicNamed(page: Page, title: string): Promise<Topic> {
  const { items } = await ask<{ items: Topic[] }>(page, '/topics?limit=100');
  const topic = items.find((one) => one.title === title);
  if (!topic) throw new Error(`${title} is no topic of this reader`);
  return topic;
}

export async function threadNamed(page: Page, topic: string, title: string): Promise<Thread> {
  const { id } = await topicNamed(page, topic);
  const { items } = await ask<{ items: Thread[] }>(page, `/topics/${id}/threads?limit=100`);
  const thread = items.find((one) => one.title.includes(title));
  if (!thread) throw new Error(`${title} is no thread of this reader`);
  return thread;
}

/** Chips of the address line. */
export async function addressTo(page: Page, language: Language, ...countries: string[]): Promise<void> {
  const name = words(language, 'composer.to_label');
  for (const country of countries) {
    await page.getByRole('combobox', { name }).fill(country);
    await page.getByRole('listbox', { name }).getByRole('option').first().click();
  }
}

export const textOf = (page: Page, language: Language): Locator =>
  page.getByRole('textbox', { name: words(language, 'composer.text'), exact: true });

/** What stands in the text area, or in the editor that has taken its place. */
async function written(page: Page, language: Language): Promise<string> {
  const text = textOf(page, language);
  const shown = await text.evaluate((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value;
    if (field.querySelector('.cm-gap, .cm-line > [contenteditable="false"]')) return null;
    return [...field.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
  });
  if (shown !== null) return shown;
  // Of a long text only what is in sight is on the page: all of it goes to the clipboard.
  await text.press('ControlOrMeta+A');
  return text.evaluate((field) => {
    const data = new DataTransfer();
    field.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData('text/plain');
  });
}

export async function expectWritten(page: Page, language: Language, wanted: string | RegExp): Promise<void> {
  const text = expect.poll(() => written(page, language));
  await (typeof wanted === 'string' ? text.toBe(wanted) : text.toMatch(wanted));
}

/** Pastes at the end of the text, as a browser would. */
export async function paste(page: Page, language: Language, clipboard: Record<string, string>): Promise<void> {
  await textOf(page, language).press('ControlOrMeta+End');
  await textOf(page, language).evaluate((field, clipboard) => {
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(clipboard)) data.setData(type, text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, clipboard);
}

export async function post(page: Page, language: Language): Promise<void> {
  await page.getByRole('button', { name: words(language, 'composer.post'), exact: true }).click();
}

/** Opens a thread to everybody in the topic and answers where it stands. */
export async function openThread(page: Page, language: Language, topic: string, title: string, body: string): Promise<string> {
  const { id } = await topicNamed(page, topic);
  await page.goto(`/topics/${id}/new`);
  await page.getByRole('textbox', { name: words(language, 'composer.title'), exact: true }).fill(title);
  await textOf(page, language).fill(body);
  await post(page, language);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Answers a post of the thread on screen through its own button. */
export async function answer(page: Page, language: Language, to: Locator, body: string): Promise<void> {
  await to.getByRole('button', { name: words(language, 'post.reply'), exact: true }).click();
  await textOf(page, language).fill(body);
  await post(page, language);
  await expect(page.getByRole('article').filter({ hasText: body })).toBeVisible();
}

/** Where something stands in the window, to the pixel. */
export async function placeOf(element: Locator): Promise<number> {
  return element.evaluate((one) => Math.round(one.getBoundingClientRect().top));
}
