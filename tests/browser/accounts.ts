// What security officers do with accounts, and how an officer gets in with the code that he was handed.
import { expect, type Locator, type Page } from '@playwright/test';
import { words, type Language } from './story.ts';

type Level = 'confidential' | 'official_use_only' | 'public' | 'restricted';

export const newPassword = 'a long enough password';

/** The act on the account of this name; the others have the same words. */
export const actOn = (page: Page, language: Language, key: string, name: string): Locator =>
  page.getByRole('button', { name: `${words(language, key)}: ${name}`, exact: true });

/** Answers the code that is handed over. Without a clearance, the account keeps its own. */
export async function vet(page: Page, language: Language, name: string, clearance?: Level): Promise<string> {
  await actOn(page, language, 'accounts.vet', name).click();
  const dialog = page.getByRole('dialog');
  if (clearance) await dialog.getByLabel(words(language, 'accounts.clearance_label')).selectOption(clearance);
  await dialog.getByRole('button', { name: words(language, 'accounts.vet'), exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await actOn(page, language, 'accounts.give_code', name).click();
  const code = page.getByRole('article').filter({ hasText: name }).locator('code');
  await expect(code).toHaveText(/^[0-9a-z]{26}$/);
  return (await code.textContent())!;
}

/** Makes a password of the code, and signs in with it. */
export async function setPassword(page: Page, language: Language, username: string, code: string): Promise<void> {
  const say = (key: string): string => words(language, key);
  await page.goto('/');
  await page.getByRole('button', { name: say('set_password.have') }).click();
  await page.getByLabel(say('sign_in.username')).fill(username);
  await page.getByLabel(say('set_password.code')).fill(code);
  await page.getByLabel(say('set_password.password')).fill(newPassword);
  await page.getByRole('button', { name: say('set_password.submit') }).click();
  await expect(page.getByText(say('set_password.done'))).toBeVisible();
  await page.getByLabel(say('sign_in.username')).fill(username);
  await page.getByLabel(say('sign_in.password')).fill(newPassword);
  await page.getByRole('button', { name: say('sign_in.submit') }).click();
  await expect(page.getByLabel(say('sign_in.password'))).toHaveCount(0);
}
