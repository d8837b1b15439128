// What somebody has chosen for himself holds the next time too, on another machine as well.
import { demoPassword } from './forum.ts';
import { expect, test, words } from './story.ts';

test('language and colours follow the person', async ({ officer }) => {
  const page = await officer('officer2.au', '/settings');
  await page.getByRole('radio', { name: words('en', 'settings.theme_dark') }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'العربية' }).check();
  await expect(page.getByRole('heading', { level: 1, name: words('ar', 'settings.title') })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'العربية' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // The same browser speaks his language at the door.
  await page.getByRole('banner').getByRole('button', { name: words('ar', 'nav.sign_out') }).click();
  await expect(page.getByRole('heading', { level: 1, name: words('ar', 'sign_in.title') })).toBeVisible();
  await page.getByLabel(words('ar', 'sign_in.username')).fill('officer2.au');
  await page.getByLabel(words('ar', 'sign_in.password')).fill(demoPassword);
  await page.getByRole('button', { name: words('ar', 'sign_in.submit') }).click();
  await expect(page.getByRole('heading', { level: 1, name: words('ar', 'topics.title') })).toBeVisible();

  // Another browser knows it once he is inside.
  const other = await officer('officer2.au');
  await expect(other.getByRole('heading', { level: 1, name: words('ar', 'topics.title') })).toBeVisible();
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a language chosen at the door holds inside', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Español' }).click();
  await page.getByLabel(words('es', 'sign_in.username')).fill('officer2.ca');
  await page.getByLabel(words('es', 'sign_in.password')).fill(demoPassword);
  await page.getByRole('button', { name: words('es', 'sign_in.submit') }).click();
  await expect(page.getByRole('heading', { level: 1, name: words('es', 'topics.title') })).toBeVisible();
});
