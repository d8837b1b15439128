// Worked example 4: a quote that would go too far. The officer asks its source, whose coordinator agrees; then it goes out.
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words, type Language } from './story.ts';
import { addressTo, expectWritten, openThread, post, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);
const article = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text }).last();
const reason = 'Everybody there meets these registers.';

/** A thread of a British officer's, and his answer in it for this country alone. */
async function answerFor(british: Page, title: string, country: string): Promise<string> {
  const thread = await openThread(british, 'en', 'Firearms', title, 'Who may ask it?');
  await british.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await addressTo(british, 'en', country);
  await textOf(british, 'en').fill('Between us, for now.');
  await post(british, 'en');
  await expect(article(british, 'Between us')).toBeVisible();
  return thread;
}

/** Quotes it for everybody, and is refused. */
async function quoteForAll(page: Page, language: Language, text: string): Promise<Locator> {
  const say = (key: string) => words(language, key);
  await page.getByRole('article').first().getByRole('button', { name: say('post.reply'), exact: true }).click();
  await textOf(page, language).fill(text);
  await article(page, 'Between us').getByRole('button', { name: say('post.quote') }).click();
  await expectWritten(page, language, /\[quote:/);
  await post(page, language);
  const choices = page.getByRole('alert').filter({ hasText: say('quote.wider_title') });
  await expect(choices.getByRole('button', { name: say('quote.ask_source') })).toBeVisible();
  return choices;
}

test('whoever is refused a quote asks its source, hears what it decides, and posts what he has written', async ({ officer }) => {
  test.slow(); // three people, and screens looked over by axe-core
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const thread = await answerFor(british, 'A register of barrels', 'Kenya');
  await kenyan.goto(thread);
  const choices = await quoteForAll(kenyan, 'en', 'All should know:');

  await choices.getByRole('button', { name: en('quote.ask_source') }).click();
  const dialog = kenyan.getByRole('dialog', { name: en('quote.ask_title') });
  const ask = dialog.getByRole('button', { name: en('widen.ask'), exact: true });
  await ask.click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const why = dialog.getByLabel(en('proposal.reason'), { exact: true });
  await why.fill(reason);
  await kenyan.context().setOffline(true);
  await ask.click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await kenyan.context().setOffline(false);
  await lookAt(kenyan, 'en', 'ask-source');
  // Closing it by mistake loses nothing.
  await kenyan.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await choices.getByRole('button', { name: en('quote.ask_source') }).click();
  await expect(why).toHaveValue(reason);
  await ask.click();
  await expect(choices.getByRole('status')).toHaveText(en('quote.asked'));
  await expectWritten(kenyan, 'en', /^All should know:\n\n\[quote:/);

  const coordinator = await officer('coordinator.gb');
  await coordinator.getByRole('link', { name: /^Widenings/ }).first().click();
  const question = coordinator.getByRole('article').filter({ hasText: reason });
  await expect(question).toContainText('Between us, for now.');
  await expect(question).toContainText('Otieno Kamau');
  await expect(question).toContainText('Kenya');
  await expect(question.getByRole('definition').filter({ hasText: 'A register of barrels' }).getByRole('link')).toHaveAttribute('href', thread);
  await lookAt(coordinator, 'en', 'ask-source-consent');
  await question.getByLabel(en('widenings.answer'), { exact: true }).fill('Let them all have it.');
  await question.getByRole('button', { name: en('widenings.consent') }).click();
  await expect(question).toContainText(en('outcome.approved'));

  const readers = await officer('officer1.ke', '/notifications');
  await expect(readers.getByRole('link').filter({ hasText: en('notifications.widening_granted') }).first()).toBeVisible();
  await readers.goto('/contributions');
  await readers.getByText(en('widen.mine')).click();
  await expect(readers.getByText('Let them all have it.')).toBeVisible();
  await lookAt(readers, 'en', 'ask-source-mine');

  await post(kenyan, 'en');
  await expect(article(kenyan, 'All should know:').getByRole('figure', { name: en('quote.label') })).toContainText('Between us');
});

test('the source is asked in Arabic, and the asking is taken back', async ({ officer }) => {
  const ar = (key: string): string => words('ar', key);
  const thread = await answerFor(await officer('officer1.gb'), 'A register of stocks', 'Egypt');
  const egyptian = await officer('officer1.eg', thread);
  const choices = await quoteForAll(egyptian, 'ar', 'ليعلم الجميع:');
  await choices.getByRole('button', { name: ar('quote.ask_source') }).click();
  const dialog = egyptian.getByRole('dialog', { name: ar('quote.ask_title') });
  await dialog.getByLabel(ar('proposal.reason'), { exact: true }).fill('يحتاج إليه الجميع.');
  await lookAt(egyptian, 'ar', 'ask-source');
  await dialog.getByRole('button', { name: ar('widen.ask'), exact: true }).click();
  await expect(choices.getByRole('status')).toHaveText(ar('quote.asked'));
  await lookAt(egyptian, 'ar', 'ask-source-asked');
  await choices.getByRole('button').last().click(); // without the quote
  await expectWritten(egyptian, 'ar', /^ليعلم الجميع:\s*$/);
  await post(egyptian, 'ar');
  await expect(article(egyptian, 'ليعلم الجميع:')).toBeVisible();

  await egyptian.goto('/contributions');
  await egyptian.getByText(ar('widen.mine')).click();
  await egyptian.getByRole('listitem').filter({ hasText: 'يحتاج إليه الجميع.' }).getByRole('button', { name: ar('proposal.withdraw') }).click();
  await expect(egyptian.getByRole('listitem').filter({ hasText: 'يحتاج إليه الجميع.' })).toContainText(ar('outcome.withdrawn'));
});
