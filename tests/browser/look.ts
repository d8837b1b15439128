// A screen as a stern eye sees it. With SCREENSHOTS=1 each is also kept in build/screenshots, for human eyes.
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, type Language } from './story.ts';

export const sizes = [
  { name: '1280', width: 1280, height: 800 },
  { name: '320', width: 320, height: 640 },
];

/** Looked over in every light and width; the others say the same in other words, and are on a small phone. */
const thorough: Language[] = ['ar', 'en'];

/** Light and dark, wide and on a small phone: axe-core finds nothing, nothing scrolls sideways. */
export async function lookAt(page: Page, language: Language, screen: string): Promise<void> {
  for (const { name, ...size } of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const what = `${screen}-${language}-${name}-${colorScheme}`;
      if (process.env.SCREENSHOTS)
        await page.screenshot({ path: join(import.meta.dirname, '../../build/screenshots', `${what}.png`), animations: 'disabled' });
      if (!thorough.includes(language) && what !== `${screen}-${language}-320-light`) continue;
      // Colours are all that the dark adds: what stands where was judged in the light.
      await expectAccessible(page, what, colorScheme === 'dark' ? ['color-contrast'] : undefined);
    }
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect.soft(sideways, `${screen}-${language}-${name} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize(sizes[0]!);
  await page.emulateMedia({ colorScheme: 'light' });
}
