// Dialogs and menus over a thread and over the screens of a coordinator: axe-core finds nothing, nothing scrolls sideways. In English
// the stories that use them look them over; everything is made beforehand here, so that each is only opened in the other languages.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { all, ask, textOf, topicNamed } from './talk.ts';

const same = { 'Sec-Fetch-Site': 'same-origin' };
const statute = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const others = languages.filter((one) => one !== 'en');

type Made = { thread: { id: string; version: number }; post: { id: string } };

/** Does something through the API as the person at this browser. */
async function does<T>(page: Page, method: 'DELETE' | 'PATCH' | 'POST' | 'PUT', path: string, data?: object): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers: same, ...(data && { data }) });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

/** Answers the first post of a thread; tells the answer's id. */
async function answers(page: Page, { thread, post }: Made, body: string): Promise<string> {
  return (await does<{ id: string }>(page, 'POST', `/threads/${thread.id}/posts`, { parent_id: post.id, body })).id;
}

const speak = (page: Page, language: Language): Promise<unknown> => does(page, 'PATCH', '/me', { language });

/** A dialog that one button opens: looked over, and closed again. */
async function lookIn(page: Page, language: Language, button: string, screen: string): Promise<void> {
  await page.getByRole('button', { name: words(language, button), exact: true }).filter({ visible: true }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').locator('.loading')).toHaveCount(0);
  await lookAt(page, language, screen);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('what opens over a thread is in order in other languages than English', async ({ officer }) => {
  test.setTimeout(360_000); // eight screens in three languages
  const writer = await officer('officer1.ph');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const organisations = await all<{ id: string; country: string; kind: string }>(writer, '/organisations');
  const bureaus = organisations.filter((one) => one.kind === 'ncb' && ['PH', 'KE'].includes(one.country)).map(({ id }) => id);
  const text = { body: 'Who weighs the container at the quay, and who writes it down?', language: 'en' };
  const open = await does<Made>(writer, 'POST', `/topics/${topic.id}/threads`, { ...text, title: 'Who weighs the container' });
  const narrow = await does<Made>(writer, 'POST', `/topics/${topic.id}/threads`, {
    ...text, title: 'Who weighs it, between two', audience: { base: 'only', organisations: bureaus },
  });
  const moderator = await officer('moderator.ke');
  await does(moderator, 'PATCH', `/threads/${open.thread.id}`, { version: open.thread.version, pinned: true, reason: 'Everybody asks this.' });
  const coordinator = await officer('coordinator.ph');
  const sealed = await answers(writer, narrow, 'The customs officer does.');
  await does(writer, 'POST', `/posts/${sealed}/seal`, { version: 1 });
  await does(coordinator, 'POST', `/posts/${sealed}/seal/decision`, { decision: 'approve', version: 1 });
  const draft = `/drafts/reply.${open.post.id}`;
  await does(writer, 'PUT', draft, { body: `We hold that ${'a warrant is needed, and '.repeat(8)}no less.` });
  const { id: me } = await ask<{ id: string }>(writer, '/me');

  for (const language of others) {
    const say = (key: string): string => words(language, key);
    await speak(writer, language);
    await does(writer, 'PUT', draft, { body: 'Never mind.' });
    await writer.goto('/drafts');
    await lookIn(writer, language, 'drafts.versions', 'open-draft-versions');

    await writer.goto(`/people/${me}`);
    await expect(writer.getByRole('article').first()).toBeVisible();
    await lookAt(writer, language, 'person');

    await writer.goto(`/threads/${narrow.thread.id}`);
    await lookIn(writer, language, 'seal.history', 'open-seal-history');
    await lookIn(writer, language, 'widen.act', 'open-widening');

    await writer.goto(`/threads/${open.thread.id}`);
    await lookIn(writer, language, 'modlog.of_thread', 'open-thread-log');
    await writer.getByRole('article').first().getByRole('button', { name: say('post.reply'), exact: true }).click();
    await textOf(writer, language).fill('');
    await textOf(writer, language).focus();
    await writer.keyboard.type('@officer1');
    await expect(writer.getByRole('listbox', { name: say('mentions.list') }).getByRole('option').first()).toBeVisible();
    await lookAt(writer, language, 'open-mentions');
    await writer.keyboard.press('Escape');

    // A quote that would go too far, and a file: what the composer says at its longest.
    await textOf(writer, language).fill(`[quote:${narrow.post.id}@1:0-12]\n\nIs that so?`);
    await writer.locator('input[type=file]').setInputFiles({ name: `${language}.pdf`, mimeType: 'application/pdf', buffer: statute });
    await expect(writer.getByRole('group', { name: say('attachments.title') }).getByRole('listitem').last()).toContainText(say('attachments.ready'), { timeout: 20_000 });
    await writer.getByRole('button', { name: say('composer.post'), exact: true }).click();
    await expect(writer.getByRole('alert').filter({ hasText: say('quote.wider_title') })).toBeVisible();
    await lookAt(writer, language, 'open-quote-choices');
    await lookIn(writer, language, 'quote.ask_source', 'open-ask-source');
    await does(writer, 'PUT', draft, { body: `We hold that ${'a warrant is needed, and '.repeat(8)}no less.` });
  }
  await writer.goto('/drafts');
  await does(writer, 'DELETE', draft);
  await speak(writer, 'en');
});

test('what a coordinator decides in is in order in other languages than English', async ({ officer }) => {
  test.setTimeout(360_000); // six screens in three languages
  const writer = await officer('officer1.ph');
  const coordinator = await officer('coordinator.ph');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const made = await does<Made>(writer, 'POST', `/topics/${topic.id}/threads`, { title: 'Who signs at the quay', body: 'Who does?', language: 'en' });
  const answer = await answers(writer, made, 'Ask Mr Santos at the quay.');
  await does(writer, 'PATCH', `/posts/${answer}`, { version: 1, body: 'Ask the harbour office.' });
  await does(writer, 'POST', `/posts/${answer}/seal`, { version: 2 });
  const waiting = await does<Made>(writer, 'POST', `/topics/${topic.id}/threads`, {
    title: 'Who signs by night', body: 'The night watch does.', language: 'en', marking: { level: 'restricted' },
  });

  for (const language of others) {
    await speak(coordinator, language);
    await coordinator.goto('/bureau/seals');
    await expect(coordinator.getByRole('article').first()).toBeVisible();
    await lookAt(coordinator, language, 'seal-requests');
    await lookIn(coordinator, language, 'seal.sign', 'open-seal');
    await coordinator.goto(`/threads/${made.thread.id}/posts/${answer}/revisions`);
    await lookIn(coordinator, language, 'redaction.act', 'open-redaction');
    await coordinator.goto('/release-queue');
    await lookIn(coordinator, language, 'post.release', 'open-release');
    await lookIn(coordinator, language, 'release.return', 'open-return');
  }
  await speak(coordinator, 'en');
  await does(writer, 'DELETE', `/posts/${answer}/seal`);
  await does(coordinator, 'POST', `/posts/${waiting.post.id}/release`, { reason: 'Checked.' });
});
