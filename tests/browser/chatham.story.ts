// Under the Chatham House Rule everybody reads what was said, and nobody but the bureau that said it whose it is.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { ask, expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };
const title = 'Where an informant is paid';
/** How the author, his function and his bureau are called, in every language of these readers. */
const whose = /Okeke|Chidinma|Abuja|Nigeria|نيجيريا|أبوجا|Nigéria|>NG</i;

/** What stands on the screen, with what is said of it to those who do not see it; and what the server has sent for it. */
async function expectNobodyNamed(page: Page, sent: string[]): Promise<void> {
  await expect(page.getByRole('main')).toContainText(title);
  expect(await page.getByRole('main').innerHTML(), page.url()).not.toMatch(whose);
  for (const one of sent) expect(one, page.url()).not.toMatch(whose);
}

test('of what is said under the Chatham House Rule nobody but its own bureau learns whose it is', async ({ officer }) => {
  test.slow(); // five people, and many screens
  const reader = await officer('officer1.jp');
  const topic = await topicNamed(reader, 'Smuggling of migrants');
  const follow = (level: 'all' | 'none') =>
    reader.request.put(`/api/v1/topics/${topic.id}/subscription`, { data: { as: 'me', level }, headers: same });
  expect((await follow('all')).status()).toBe(200);

  const writer = await officer('officer1.ng');
  const me = await ask<{ id: string; name: string }>(writer, '/me');
  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByText('Caveats, use and dates', { exact: true }).first().click();
  await writer.getByLabel(en('composer.attribution')).selectOption({ label: en('attribution.chatham') });
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill('In a tearoom, with a countersigned voucher.');
  await writer.getByRole('button', { name: en('composer.post'), exact: true }).click();
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const path = new URL(writer.url()).pathname;
  const own = writer.getByRole('article').first();
  await expect(own).toContainText(me.name);
  await expect(own).toContainText(en('post.chatham_own'));
  await own.getByRole('button', { name: en('post.edit') }).click();
  await textOf(writer, 'en').fill('In a tearoom, with a countersigned voucher and a witness.');
  await writer.getByRole('button', { name: en('composer.save_edit') }).click();
  await expect(own).toContainText('and a witness');
  const post = (await own.getAttribute('data-post'))!;

  // Whatever a reader opens: nowhere is it said, and nowhere was it sent.
  const sent: string[] = [];
  reader.on('response', (answer) => {
    const asked = new URL(answer.url()).pathname;
    if (/\/api\/v1\/(threads|posts|notifications|search)/.test(asked)) void answer.text().then((text) => sent.push(text), () => {});
  });
  await reader.goto('/notifications');
  await expectNobodyNamed(reader, sent);
  await reader.getByRole('main').getByRole('link').filter({ hasText: title }).first().click();
  const read = reader.getByRole('article').first();
  await expect(read).toContainText('and a witness');
  await expect(read).toContainText(en('post.chatham'));
  await expectLive(reader, 'en');
  await expectNobodyNamed(reader, sent);
  await read.getByRole('button', { name: en('cite.act'), exact: true }).click();
  const citing = reader.getByRole('dialog', { name: en('cite.title') });
  await expect(citing.getByRole('textbox')).toHaveValue(new RegExp(en('cite.unnamed')));
  expect(await citing.getByRole('textbox').inputValue()).not.toMatch(whose);
  await reader.keyboard.press('Escape');
  await reader.goto(`${path}/posts/${post}/revisions`);
  await expect(reader.getByText('and a witness').first()).toBeVisible();
  expect(await reader.getByRole('main').innerHTML()).not.toMatch(whose);
  await reader.goto('/search?q=countersigned');
  await expectNobodyNamed(reader, sent);
  for (const asked of ['countersigned by:okeke', 'countersigned country:ng']) {
    await reader.goto(`/search?q=${encodeURIComponent(asked)}`);
    await expect(reader.getByText(en('search.none'))).toBeVisible();
  }
  await reader.goto(`/topics/${topic.id}`);
  const row = reader.getByRole('listitem').filter({ hasText: title });
  await expect(row).toBeVisible();
  expect(await row.innerHTML()).not.toMatch(whose);
  await reader.goto(`/people/${me.id}`);
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(reader.getByRole('main')).not.toContainText(title);
  for (const one of sent) expect(one).not.toContain(me.id);

  // A quote of it says no more, and neither does an answer to it.
  const quoted = await reader.request.post(`/api/v1${path}/posts`, {
    data: { parent_id: post, body: `[quote:${post}@2:0-12]\n\nWho countersigns?`, language: 'en' }, headers: same,
  });
  expect(quoted.status()).toBe(201);
  await reader.goto(path);
  await expect(reader.getByRole('figure')).toContainText(en('post.chatham'));
  await expectNobodyNamed(reader, sent);
  expect((await follow('none')).status()).toBe(200);

  // Its own bureau sees whose it is.
  const coordinator = await officer('coordinator.ng', path);
  await expect(coordinator.getByRole('article').first()).toContainText(me.name);
  await expect(coordinator.getByRole('article').first()).toContainText(en('post.chatham_own'));
});

const readers: Record<Language, string> = { ar: 'officer1.jo', en: 'officer2.jp', es: 'officer1.mx', fr: 'officer1.sn' };

for (const language of languages)
  test(`a thread of which nobody is named is in order in ${language}`, async ({ officer }) => {
    const writer = await officer('officer1.ng');
    const { id } = await topicNamed(writer, 'Smuggling of migrants');
    const data = { title: `${title} (${language})`, body: 'In a tearoom.', language: 'en', marking: { attribution: 'chatham' } };
    const opened = await writer.request.post(`/api/v1/topics/${id}/threads`, { data, headers: same });
    const { thread } = (await opened.json()) as { thread: { id: string } };
    const reader = await officer(readers[language], `/threads/${thread.id}`);
    await expect(reader.getByRole('article')).toContainText(words(language, 'post.chatham'));
    await expectNobodyNamed(reader, []);
    await lookAt(reader, language, 'chatham');
  });
