import { expect, expectAccessible, signIn, test } from './story.ts';

test('an officer signs in and sees the topics in his own language', async ({ officer }) => {
  const page = await officer('officer1.fr');
  await expect(page.getByRole('heading', { level: 1, name: 'Thèmes' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Armes à feu' })).toBeVisible();
  await expectAccessible(page);
});

test('a wrong password is told beside the form, without saying what was wrong', async ({ page }) => {
  await page.goto('/');
  await expectAccessible(page);
  for (const username of ['officer1.fr', 'nobody.xx']) {
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  }
  await signIn(page, 'officer1.fr');
});
