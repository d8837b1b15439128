// What leaves the forum says how it must be handled, on every page; what is for display only does not leave it.
import { readFileSync } from 'node:fs';
import { expect, test, words } from './story.ts';
import { answer, openThread, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);
const secret = 'The clerk who keeps the keys is called heliotrope.';

test('a thread is taken along as a file, printed with its markings, and without what is for display only', async ({ officer }) => {
  const page = await officer('officer1.gb');
  await openThread(page, 'en', 'Controlled deliveries', 'What may be taken along', 'This may.');
  const first = page.getByRole('article').first();
  await first.getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(page, 'en').fill(secret);
  await page.locator('summary').filter({ hasText: en('composer.caveats_legend') }).click();
  await page.getByLabel(en('caveat.display_only')).check();
  await page.getByRole('button', { name: en('composer.post'), exact: true }).click();
  const shown = page.getByRole('article').filter({ hasText: secret });
  await expect(shown).toContainText(en('caveat.display_only'));
  await expect(shown.getByRole('button', { name: en('export.post') })).toHaveCount(0);
  await answer(page, 'en', first, 'This too.');

  const download = page.waitForEvent('download');
  await page.getByRole('complementary').getByRole('button', { name: en('export.thread') }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain('FOR OFFICIAL USE ONLY');
  expect(file).toContain('This too.');
  expect(file).toContain('A post marked DISPLAY ONLY is not exported.');
  expect(file).not.toContain('heliotrope');
  await expect(page.getByText(en('export.saved'))).toBeVisible();

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(en('print.withheld'))).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  const running = page.locator('.running');
  await expect(running).toContainText('FOR OFFICIAL USE ONLY');
  expect(await running.evaluate((one) => getComputedStyle(one).display)).toBe('table-header-group');
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByText(secret)).toBeVisible();
});
