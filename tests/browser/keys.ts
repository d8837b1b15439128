// A person without a pointer: from one thing to the next with Tab, always seeing where he is.
import { expect, type Locator, type Page } from '@playwright/test';

/** What has the focus shows it: by an outline or a ring. */
export async function expectFocusSeen(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    // Behind the last thing of a dialog, or of the page, the focus is at the browser's own controls for one step.
    if (document.activeElement === document.body) return 'seen';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement!);
    const seen = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    return seen ? 'seen' : document.activeElement!.outerHTML.slice(0, 120);
  });
  expect(focus).toBe('seen');
}

export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press('Tab');
    await expectFocusSeen(page);
    if (await target.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`no way by keyboard to ${target}`);
}

/** Goes there and presses it. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
