// A source takes back what it wrote; whoever has it on screen loses it at once, and his bureau confirms.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'Who keeps the register of informants';
const body = 'The register of the eastern region is kept by one clerk.';
const reason = 'It names who keeps it.';

test('a source recalls a reply, its reader loses it at once, and his bureau confirms', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Controlled deliveries', title, 'Is there one at all?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const reader = await officer('officer1.ke', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expect(read).toBeVisible();
  await expectLive(reader, 'en');

  const own = writer.getByRole('article').filter({ hasText: body });
  await own.getByRole('button', { name: en('recall.act') }).click();
  const dialog = writer.getByRole('dialog', { name: en('recall.title') });
  await expect(dialog).toContainText(en('recall.effect_asked'));
  await dialog.getByRole('button', { name: en('recall.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const why = dialog.getByLabel(en('recall.reason'), { exact: true });
  await why.fill(reason);
  await writer.context().setOffline(true);
  await dialog.getByRole('button', { name: en('recall.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(why).toHaveValue(reason);
  await expect(read).toBeVisible();
  await writer.context().setOffline(false);
  await dialog.getByRole('button', { name: en('recall.act') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(own).toHaveCount(0);
  await expect(read).toHaveCount(0); // without a reload

  const coordinator = await officer('coordinator.ke');
  await coordinator.getByRole('link', { name: /^Recalls/ }).click();
  const request = coordinator.getByRole('article').filter({ hasText: reason });
  await expect(request).toContainText(title);
  await request.getByRole('button', { name: en('recalls.confirm') }).click();
  await expect(request.getByRole('button')).toHaveCount(0);
  await expect(request).toContainText('confirmed on');

  await writer.goto('/contributions');
  await writer.getByRole('link', { name: en('contributions.withdrawn'), exact: true }).click();
  const kept = writer.getByRole('article').filter({ hasText: body });
  await expect(kept).toContainText(en('state.withdrawn'));
  await kept.locator('summary').click();
  await expect(kept.getByRole('listitem').filter({ hasText: 'Nairobi' })).toContainText('confirmed on');
});

const officers: Record<Language, string> = { ar: 'coordinator.eg', en: 'coordinator.ke', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages)
  test(`the screens of contributions and recalls are in order in ${language}`, async ({ officer }) => {
    test.slow(); // four screens at two widths, each looked over by axe-core
    const page = await officer(officers[language], '/contributions');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'contributions.title'));
    await lookAt(page, language, 'contributions');
    await page.getByRole('button', { name: words(language, 'recall.act') }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAt(page, language, 'open-recall');
    await page.keyboard.press('Escape');
    await page.goto('/contributions?show=withdrawn');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'contributions.title'));
    await lookAt(page, language, 'contributions-withdrawn');
    await page.goto('/bureau/recalls');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'recalls.title'));
    await lookAt(page, language, 'recalls');
  });
