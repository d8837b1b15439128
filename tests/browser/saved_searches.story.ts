// An officer keeps a search, and hears of a new post that it finds.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { openThread } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a search is saved, tells of a new post of somebody else, and is renamed and removed', async ({ officer }) => {
  const page = await officer('officer1.ke', '/search?q=quillwort');
  await page.getByText(en('saved.save'), { exact: true }).click();
  await page.getByRole('textbox', { name: en('saved.name') }).fill('Of quillworts');
  await page.getByRole('checkbox', { name: en('saved.tells') }).check();
  await page.getByRole('main').getByRole('button', { name: en('common.save') }).click();
  await expect(page.getByText(en('saved.done'))).toBeVisible();

  const writer = await officer('officer1.gb');
  await openThread(writer, 'en', 'Controlled deliveries', 'Marsh plants', 'Which quillwort is protected?');
  await expect
    .poll(async () => {
      const answer = await page.request.get('/api/v1/notifications?limit=100');
      const { items } = (await answer.json()) as { items: { type: string; title: string }[] };
      return items.find((one) => one.title === 'Marsh plants')?.type;
    }, { timeout: 20_000 })
    .toBe('post.found');
  await page.goto('/notifications');
  await page.getByRole('main').getByRole('link').filter({ hasText: en('notifications.post_found') }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Marsh plants' })).toBeVisible();

  await page.goto('/saved-searches');
  const saved = page.getByRole('main').getByRole('article');
  await expect(saved).toContainText('Of quillworts');
  await lookAt(page, 'en', 'saved-searches');
  await saved.getByRole('button', { name: en('saved.rename') }).click();
  await saved.getByRole('textbox', { name: en('saved.name') }).fill('Quillworts');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('link', { name: 'Quillworts', exact: true })).toBeVisible();
  await saved.getByRole('checkbox').uncheck();
  await saved.getByRole('link', { name: 'Quillworts', exact: true }).click();
  await expect(page.getByRole('main').getByRole('article').filter({ hasText: 'Marsh plants' })).toBeVisible();
  await page.goto('/saved-searches');
  await expect(saved.getByRole('checkbox')).not.toBeChecked();
  await saved.getByRole('button', { name: en('saved.remove') }).click();
  await page.getByRole('button', { name: en('common.undo') }).click();
  await expect(saved).toHaveCount(1);
});

const people = { ar: 'officer1.eg', en: 'officer1.gb', es: 'officer1.es', fr: 'officer1.fr' };
for (const language of languages) {
  test(`saving a search looks right in ${language}`, async ({ officer }) => {
    const page = await officer(people[language], '/search?q=UNTOC');
    await page.getByText(words(language, 'saved.save'), { exact: true }).click();
    await lookAt(page, language, 'save-search');
  });
}
