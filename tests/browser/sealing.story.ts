// A question is answered by two countries; one answer is accepted, and sealed as the official position of its bureau.
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words, type Language } from './story.ts';
import { answer, expectLive, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const article = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text }).last();
const official = (language: Language): string => words(language, 'post.official_position');

test('a question is answered by two countries, accepted, and sealed as official position', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const egyptian = await officer('officer1.eg');
  const { id } = await topicNamed(british, 'Firearms');
  await british.goto(`/topics/${id}/new`);
  await british.getByRole('textbox', { name: en('composer.title'), exact: true }).fill('May a dealer keep a deactivated frame?');
  await british.getByLabel(en('kind.label')).selectOption('question');
  await textOf(british, 'en').fill('Ours may, with a certificate.');
  await post(british, 'en');
  await expect(british.getByRole('heading', { level: 1, name: 'May a dealer keep a deactivated frame?' })).toBeVisible();
  const thread = new URL(british.url()).pathname;

  await kenyan.goto(thread);
  await answer(kenyan, 'en', kenyan.getByRole('article').first(), 'Here a dealer surrenders every frame.');
  await egyptian.goto(thread);
  await answer(egyptian, 'ar', egyptian.getByRole('article').first(), 'A court decides it here.');
  await expectLive(egyptian, 'ar');
  await british.goto(thread);
  await expectLive(british, 'en');
  const best = article(british, 'surrenders every frame');
  await best.getByRole('button', { name: en('post.accept') }).click();
  await expect(best.getByText(en('post.accepted'), { exact: true })).toBeVisible();
  await expect(best.getByText(en('post.personal_opinion'))).toBeVisible();

  // Its author asks; nobody else sees that, and he does not sign it himself.
  const own = article(kenyan, 'surrenders every frame');
  await own.getByRole('button', { name: en('seal.ask') }).click();
  await expect(own.getByText(en('seal.asked'))).toBeVisible();
  await expect(own.getByRole('button', { name: en('seal.sign') })).toHaveCount(0);
  await expect(article(egyptian, 'surrenders every frame').getByText(words('ar', 'seal.asked'))).toHaveCount(0);

  const coordinator = await officer('coordinator.ke');
  await coordinator.getByRole('link', { name: new RegExp(`^${en('seals.title')}`) }).first().click();
  await expect(coordinator.getByRole('heading', { level: 1, name: en('seals.title') })).toBeVisible();
  const request = coordinator.getByRole('article').filter({ hasText: 'surrenders every frame' });
  await lookAt(coordinator, 'en', 'seal-requests');
  await request.getByRole('button', { name: en('seal.sign') }).click();
  const dialog = coordinator.getByRole('dialog', { name: en('seal.sign') });
  await expect(dialog).toContainText(en('seal.sign_effect_text'));
  await lookAt(coordinator, 'en', 'open-seal');
  await dialog.getByRole('button', { name: en('seal.sign') }).click();
  await expect(request.getByText(en('seals.signed'))).toBeVisible();

  // Everybody who has it open sees it, without a reload.
  await expect(best).toContainText(official('en'));
  await expect(best.getByText(en('post.personal_opinion'))).toHaveCount(0);
  await expect(article(egyptian, 'surrenders every frame')).toContainText(official('ar'));
  await lookAt(british, 'en', 'sealed-answer');
  await lookAt(egyptian, 'ar', 'sealed-answer');

  // Another text is not what was signed.
  await own.getByRole('button', { name: en('post.edit'), exact: true }).click();
  await textOf(kenyan, 'en').fill('Here a dealer surrenders every frame within a month.');
  await kenyan.getByRole('button', { name: en('composer.save_edit') }).click();
  await expect(best).toContainText('an earlier text');
  await expect(best.getByText(en('post.personal_opinion'))).toBeVisible();
  await own.getByRole('button', { name: en('seal.ask') }).click();
  await coordinator.goto(thread);
  const theirs = article(coordinator, 'surrenders every frame');
  await theirs.getByRole('button', { name: en('seal.sign') }).click();
  await coordinator.getByRole('dialog').getByRole('button', { name: en('seal.sign') }).click();
  await expect(best).toContainText(official('en'));

  await best.getByRole('button', { name: en('seal.history') }).click();
  await expect(british.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
  await lookAt(british, 'en', 'open-seal-history');
  await british.keyboard.press('Escape');

  // Taken back, with the reason in its history for all readers.
  await theirs.getByRole('button', { name: en('seal.withdraw') }).click();
  const withdrawal = coordinator.getByRole('dialog', { name: en('seal.withdraw') });
  await withdrawal.getByRole('button', { name: en('seal.withdraw') }).click();
  await expect(withdrawal.getByRole('alert')).toBeVisible();
  await withdrawal.getByLabel(en('seal.reason'), { exact: true }).fill('The act of 2026 says otherwise.');
  await withdrawal.getByRole('button', { name: en('seal.withdraw') }).click();
  await expect(best.getByText(official('en'))).toHaveCount(0);

  // Who wrote it: the way from a name to a person.
  await best.getByRole('heading', { level: 2 }).getByRole('link').first().click();
  await expect(british.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(british.getByRole('article').filter({ hasText: 'surrenders every frame within a month' })).toBeVisible();
  await lookAt(british, 'en', 'person');
});
