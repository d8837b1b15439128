// Arabic is written from right to left, what is cited in Latin letters stays in its order, and numbers take their six forms.
import { expect, test } from './story.ts';
import { openThread, topicNamed } from './talk.ts';

const citation = 'UNTOC, Article 18(10)';
const title = 'نقل المحتجزين للإدلاء بالشهادة';

test('the page runs from right to left and citations from left to right', async ({ officer }) => {
  const page = await officer('officer1.eg');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  const body = `تشترط المادة رضا الشخص (${citation}) قبل نقله.\n\n- أولا\n\n> Consent first.\n\n\`\`\`\nif (a < b)\n\`\`\``;
  await openThread(page, 'ar', 'المساعدة القانونية المتبادلة', title, body);
  const paragraph = page.getByRole('article').getByText('تشترط المادة');
  const places = await paragraph.evaluate((one, wanted) => {
    const text = one.firstChild as Text;
    const at = text.data.indexOf(wanted);
    return Array.from(wanted, (_, i) => {
      const range = document.createRange();
      range.setStart(text, at + i);
      range.setEnd(text, at + i + 1);
      return range.getBoundingClientRect().left;
    });
  }, citation);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(await paragraph.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
  const direction = (what: string) => page.getByRole('article').locator(what).evaluate((one) => getComputedStyle(one).direction);
  expect(await direction('.prose ul')).toBe('rtl');
  expect(await direction('blockquote')).toBe('ltr');
  expect(await direction('pre')).toBe('ltr');

  // The marking stands at the reader's right hand, beside the first letters.
  const sides = await page.getByRole('article').evaluate((one) => {
    const { borderRightWidth, borderLeftWidth } = getComputedStyle(one);
    return [parseFloat(borderRightWidth), parseFloat(borderLeftWidth)];
  });
  expect(sides[0]!).toBeGreaterThan(sides[1]!);
});

test('counts take the form that the number asks for', async ({ officer }) => {
  const page = await officer('officer1.jo');
  const { id } = await topicNamed(page, 'المساعدة القانونية المتبادلة');
  let bureaus = 0;
  await page.route('**/api/v1/audience/summary', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), bureaus, excluded_bureaus: 0 } });
  });
  const forms: [number, string][] = [
    [0, 'لن يقرأ هذا أي مكتب.'],
    [1, 'سيقرأ هذا مكتب واحد.'],
    [2, 'سيقرأ هذا مكتبان.'],
    [3, 'ستقرأ هذا 3 مكاتب.'],
    [11, 'سيقرأ هذا 11 مكتبًا.'],
    [100, 'سيقرأ هذا 100 مكتب.'],
  ];
  for (const [count, sentence] of forms) {
    bureaus = count;
    await page.goto(`/topics/${id}/new`);
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
  }
});

test('dates name the month in Arabic and count in Latin digits', async ({ officer }) => {
  const page = await officer('officer1.tn');
  const date = /^\d{1,2} \p{Script=Arabic}+ \d{4}/u;
  const old = page.getByRole('main').locator('time').filter({ hasText: date });
  await expect(old.first()).toBeVisible();
  await expect(old.first()).toHaveAttribute('title', /\d{4}.*\d{1,2}:\d{2}/);
});
