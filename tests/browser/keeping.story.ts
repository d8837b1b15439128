// An officer keeps posts for himself, with notes, and finds them again.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { all, ask, expectWritten, openThread, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a post is kept with a note by the keyboard, found by it, and goes with the right to read it', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const address = await openThread(writer, 'en', 'Controlled deliveries', 'Kept for the hearing', 'The *third* paragraph decides.');

  const page = await officer('officer1.ke', address);
  const article = page.getByRole('article').first();
  await expect(article).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog');
  const note = dialog.getByRole('textbox', { name: en('bookmarks.note') });
  await note.fill('Quote it to the magistrate');
  await lookAt(page, 'en', 'bookmark-dialog');
  // Closing it loses nothing.
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await article.getByRole('button', { name: en('bookmarks.keep'), exact: true }).click();
  await expect(note).toHaveValue('Quote it to the magistrate');
  await dialog.getByRole('button', { name: en('bookmarks.keep'), exact: true }).click();
  await expect(dialog).toHaveCount(0);

  await page.locator('main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { level: 1, name: en('bookmarks.title') })).toBeVisible();
  const kept = page.getByRole('main').getByRole('article');
  await expect(kept.filter({ hasText: 'Quote it to the magistrate' })).toHaveCount(1);
  await page.getByRole('searchbox', { name: en('bookmarks.search') }).fill('nowhere-to-be-found');
  await page.keyboard.press('Enter');
  await expect(page.getByText(en('bookmarks.none'))).toBeVisible();
  await page.getByRole('searchbox', { name: en('bookmarks.search') }).fill('magistr');
  await page.keyboard.press('Enter');
  await expect(kept).toHaveCount(1);
  await lookAt(page, 'en', 'bookmarks');
  await kept.getByRole('button', { name: en('bookmarks.edit') }).click();
  await note.fill('Quoted');
  await dialog.getByRole('button', { name: en('common.save') }).click();
  await page.goto('/bookmarks?q=quoted');
  await expect(kept).toHaveCount(1);

  // Removing can be taken back.
  await kept.getByRole('button', { name: en('bookmarks.remove') }).click();
  await page.getByRole('button', { name: en('common.undo') }).click();
  await expect(kept).toHaveCount(1);

  // Its writer narrows it: it is here no more.
  const { version } = await ask<{ version: number }>(writer, address);
  const organisations = await all<{ id: string; country: string; kind: string }>(writer, '/organisations');
  const own = organisations.find((one) => one.country === 'GB' && one.kind === 'ncb')!;
  const done = await writer.request.patch(`/api/v1${address}`, {
    headers: { Origin: new URL(writer.url()).origin },
    data: { version, audience: { base: 'only', organisations: [own.id] } },
  });
  expect(done.status()).toBe(200);
  await page.reload();
  await expect(page.getByText(en('bookmarks.none'))).toBeVisible();
});

const people = { ar: 'officer1.eg', en: 'officer1.gb', es: 'officer1.es', fr: 'officer1.fr' };
for (const language of languages) {
  test(`bookmarks look right in ${language}`, async ({ officer }) => {
    const page = await officer(people[language], '/search?q=UNTOC');
    await page.getByRole('main').getByRole('article').first().getByRole('link').first().click();
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'bookmarks.keep'), exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: words(language, 'bookmarks.keep'), exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.goto('/bookmarks');
    await expect(page.getByRole('main').getByRole('article').first()).toBeVisible();
    await lookAt(page, language, 'bookmarks');
  });
}

test('drafts are found again, brought back as they were, and kept when their place is lost', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const address = await openThread(writer, 'en', 'Controlled deliveries', 'Where drafts go', 'Who answers?');
  const page = await officer('officer1.ke', address);
  await page.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  const first = `We hold that ${'a warrant is needed, and '.repeat(8)}no less.`;
  await textOf(page, 'en').fill(first);
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/drafts/'));
  await saved;
  const again = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/drafts/'));
  await textOf(page, 'en').fill('Never mind.');
  await again;

  await page.goto('/drafts');
  const draft = page.getByRole('main').getByRole('article').filter({ hasText: 'Where drafts go' });
  await expect(draft).toContainText('Never mind.');
  await lookAt(page, 'en', 'drafts');
  await draft.getByRole('button', { name: en('drafts.versions') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: en('drafts.words') })).toHaveValue(first);
  await lookAt(page, 'en', 'draft-versions');
  await dialog.getByRole('button', { name: en('drafts.restore') }).click();
  await expect(draft).toContainText('We hold that');
  await draft.getByRole('button', { name: en('drafts.go_on') }).click();
  await expectWritten(page, 'en', first);

  // Its place is taken from him: the title is gone, his words are not.
  const { version } = await ask<{ version: number }>(writer, address);
  const organisations = await all<{ id: string; country: string; kind: string }>(writer, '/organisations');
  const own = organisations.find((one) => one.country === 'GB' && one.kind === 'ncb')!;
  const done = await writer.request.patch(`/api/v1${address}`, {
    headers: { Origin: new URL(writer.url()).origin },
    data: { version, audience: { base: 'only', organisations: [own.id] } },
  });
  expect(done.status()).toBe(200);
  await page.goto('/drafts');
  const lost = page.getByRole('main').getByRole('article').filter({ hasText: en('quote.unavailable') });
  await expect(lost.getByRole('textbox', { name: en('drafts.words') })).toHaveValue(first);
  await expect(page.getByText('Where drafts go')).toHaveCount(0);
  await lost.getByRole('button', { name: en('composer.discard') }).click();
  await page.getByRole('button', { name: en('common.undo') }).click();
  await expect(lost).toHaveCount(1);
});

for (const language of languages) {
  test(`drafts look right in ${language}`, async ({ officer }) => {
    const page = await officer(people[language], '/search?q=UNTOC');
    await page.getByRole('main').getByRole('article').first().getByRole('link').first().click();
    await page.getByRole('article').first().getByRole('button', { name: words(language, 'post.reply'), exact: true }).click();
    await textOf(page, language).fill('…');
    await page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/drafts/'));
    await page.goto('/drafts');
    await expect(page.getByRole('main').getByRole('article').first()).toBeVisible();
    await lookAt(page, language, 'drafts');
  });
}
