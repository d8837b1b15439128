// A quote is a reference: it shows what its source says to those who may read it, and goes where the source goes.
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { addressTo, answer, expectLive, expectWritten, openThread, post, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);
const article = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text }).last();
const quoteIn = (post: Locator): Locator => post.getByRole('figure', { name: en('quote.label') });

/** Selects these words of a post, as a reader does. */
async function select(post: Locator, wanted: string): Promise<void> {
  await post.locator('.prose p').first().evaluate((paragraph, chosen) => {
    const text = paragraph.firstChild as Text;
    const at = text.data.indexOf(chosen);
    getSelection()!.setBaseAndExtent(text, at, text, at + chosen.length);
  }, wanted);
}

test('what is selected in a post is quoted, says when its source has changed, and goes with it', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const brazilian = await officer('officer1.br');
  const thread = await openThread(british, 'en', 'Firearms', 'Marking at import', 'Who marks a frame without a number?');
  await answer(british, 'en', british.getByRole('article').first(), 'The importer marks it within a month.');

  await kenyan.goto(thread);
  await select(article(kenyan, 'The importer'), 'importer marks it');
  await kenyan.getByRole('button', { name: en('quote.selection') }).click();
  await expectWritten(kenyan, 'en', /^\[quote:[0-9a-z]{26}@1:4-21\]\n\n$/);
  await expect(textOf(kenyan, 'en')).toBeFocused();
  // The keyboard does the same, into the answer that is being written.
  await kenyan.keyboard.type('And who pays?');
  await select(kenyan.getByRole('article').first(), 'a frame');
  await kenyan.evaluate(() => (document.activeElement as HTMLElement).blur());
  await kenyan.keyboard.press('q');
  await expectWritten(kenyan, 'en', /And who pays\?\n\n\[quote:[0-9a-z]{26}@1:10-17\]\n\n$/);
  await kenyan.getByRole('button', { name: en('composer.preview') }).click();
  await expect(kenyan.getByRole('form').getByText('importer marks it')).toBeVisible();
  await post(kenyan, 'en');
  const quoting = article(kenyan, 'And who pays?');
  await expect(quoteIn(quoting)).toHaveCount(2);

  await brazilian.goto(thread);
  await expectLive(brazilian, 'es');
  const seen = article(brazilian, 'And who pays?');
  await expect(seen.getByRole('figure').first()).toContainText('importer marks it');
  await lookAt(brazilian, 'es', 'quote');

  // The source is edited: the quote stays what it was and says so.
  const source = article(british, 'The importer');
  await source.getByRole('button', { name: en('post.edit'), exact: true }).click();
  await textOf(british, 'en').fill('The dealer marks it.');
  await british.getByRole('button', { name: en('composer.save_edit') }).click();
  await expect(seen.getByText(words('es', 'quote.source_changed'))).toBeVisible();
  await expect(seen.getByRole('figure').first()).toContainText('importer marks it');

  // It is withdrawn: the quote goes from the open page, and nothing says why.
  await article(british, 'The dealer').getByRole('button', { name: en('post.withdraw') }).click();
  await expect(seen.getByText(words('es', 'quote.unavailable'))).toBeVisible({ timeout: 20_000 });
  await expect(brazilian.getByText('importer marks it')).toHaveCount(0);
  await expect(seen.getByRole('figure').first()).toContainText('a frame');
});

test('a quote that would go further than its source keeps the text and offers what can be done', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const thread = await openThread(british, 'en', 'Firearms', 'A register of frames', 'Who may ask it?');
  await british.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await addressTo(british, 'en', 'Kenya');
  await textOf(british, 'en').fill('The two of us alone, for now.');
  await post(british, 'en');
  await expect(article(british, 'The two of us')).toBeVisible();

  await kenyan.goto(thread);
  await kenyan.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(kenyan, 'en').fill('I would tell everybody:');
  await article(kenyan, 'The two of us').getByRole('button', { name: en('post.quote') }).click();
  await expectWritten(kenyan, 'en', /^I would tell everybody:\n\n\[quote:/);
  await post(kenyan, 'en');
  const choices = kenyan.getByRole('alert').filter({ hasText: en('quote.wider_title') });
  await expect(choices).toBeVisible();
  await expect(choices.getByRole('link', { name: en('quote.open') })).toHaveAttribute('href', new RegExp(thread));
  await expectWritten(kenyan, 'en', /^I would tell everybody:\n\n\[quote:/);
  await lookAt(kenyan, 'en', 'quote_wider');

  await choices.getByRole('button', { name: en('quote.narrow_here') }).click();
  await expect(kenyan.getByRole('form').getByText('2 bureaus will read this.')).toBeVisible();
  await post(kenyan, 'en');
  const narrow = article(kenyan, 'I would tell everybody:');
  await expect(quoteIn(narrow)).toContainText('The two of us alone');
  await expect(narrow.getByRole('button', { name: 'only for 2 of the 196 bureaus of the thread' })).toBeVisible();

  // Or without it, to all.
  await kenyan.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(kenyan, 'en').fill('For all to read.');
  await article(kenyan, 'The two of us').getByRole('button', { name: en('post.quote') }).click();
  await post(kenyan, 'en');
  await choices.getByRole('button', { name: 'Leave the quote out' }).click();
  await expectWritten(kenyan, 'en', /^For all to read\.\s*$/);
  await post(kenyan, 'en');
  await expect(article(kenyan, 'For all to read.')).toBeVisible();
});

test('a quote stands in Arabic as it stands in any language', async ({ officer }) => {
  const egyptian = await officer('officer1.eg');
  await openThread(egyptian, 'ar', 'المساعدة القانونية المتبادلة', 'نقل الشهود', 'تشترط المادة رضا الشخص قبل نقله.');
  await egyptian.getByRole('article').first().getByRole('button', { name: words('ar', 'post.quote') }).click();
  await expectWritten(egyptian, 'ar', /^\[quote:.*:0-32\]/);
  await egyptian.keyboard.type('أوافق.');
  await post(egyptian, 'ar');
  await expect(egyptian.getByRole('figure')).toContainText('تشترط المادة رضا الشخص قبل نقله.');
  await lookAt(egyptian, 'ar', 'quote');
});
