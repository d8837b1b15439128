// Files go along with an answer, over a line that breaks, and another country takes them away and holds them against their hash.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { openThread, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);

/** Large enough for several pieces. */
const statute = Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n% ${'x'.repeat(1_500_000)}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

/** A photograph, as a browser takes it. */
async function photograph(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 400];
    const paint = canvas.getContext('2d')!;
    paint.fillStyle = 'teal';
    paint.fillRect(0, 0, 640, 400);
    paint.fillStyle = 'gold';
    paint.fillRect(80, 60, 200, 120);
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(url.split(',')[1]!, 'base64');
}

test('an officer attaches a statute and a photograph, and another country takes them along', async ({ officer }) => {
  const page = await officer('officer1.gb');
  await openThread(page, 'en', 'Controlled deliveries', 'Which statute applies', 'Which one is it?');
  const address = page.url();
  await page.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(page, 'en').fill('The statute is below, with a photograph of the seal.');

  // The line breaks after the first piece, and comes back.
  let pieces = 0;
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && (pieces += 1) === 2) await route.abort('connectionreset');
    else await route.continue();
  });
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'Statute 5 of 2024.pdf', mimeType: 'application/pdf', buffer: statute });
  const files = page.getByRole('group', { name: en('attachments.title') });
  const row = (name: string) => files.getByRole('listitem').filter({ hasText: name });
  await expect(row('Statute 5 of 2024.pdf')).toContainText(en('attachments.ready'), { timeout: 20_000 });
  expect(pieces).toBeGreaterThan(3);

  await input.setInputFiles({ name: 'program.pdf', mimeType: 'application/pdf', buffer: Buffer.from('Only words.') });
  await expect(row('program.pdf')).toContainText(en('refusal.type_differs'));
  await files.getByRole('button', { name: 'Remove program.pdf' }).click();
  await expect(row('program.pdf')).toHaveCount(0);
  await expect(files.getByRole('button', { name: en('attachments.add') })).toBeFocused();
  await input.setInputFiles({ name: 'seal.jpg', mimeType: 'image/jpeg', buffer: await photograph(page) });
  await expect(row('seal.jpg')).toContainText(en('attachments.ready'));
  await lookAt(page, 'en', 'attaching');

  // What was sent is still there when the page is loaded again.
  await page.waitForTimeout(3500);
  await page.reload();
  await expect(row('Statute 5 of 2024.pdf')).toContainText(en('attachments.ready'));
  await page.getByRole('button', { name: en('composer.post'), exact: true }).click();
  await expect(page.getByRole('article').filter({ hasText: 'The statute is below' })).toContainText('seal.jpg');

  const ar = (key: string): string => words('ar', key);
  const other = await officer('officer1.eg');
  await other.goto(address);
  const shown = other.getByRole('article').filter({ hasText: 'photograph of the seal' });
  await expect(shown.getByText(ar('attachments.not_scanned'))).toHaveCount(2);
  const picture = shown.locator('img');
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(480);
  const hash = createHash('sha256').update(statute).digest('hex');
  await shown.locator('summary').filter({ hasText: hash.slice(0, 12) }).click();
  await expect(shown.locator('details').getByText(hash, { exact: true })).toBeVisible();
  const download = other.waitForEvent('download');
  await shown.getByRole('link', { name: 'Statute 5 of 2024.pdf' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Statute 5 of 2024.pdf');
  expect(createHash('sha256').update(readFileSync(await file.path())).digest('hex')).toBe(hash);
  await lookAt(other, 'ar', 'attached');
});
