// A source takes back what it wrote; whoever has it on screen loses it at once, and his bureau confirms.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, ask, expectLive, openThread } from './talk.ts';

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

/** The same person writes on elsewhere. */
async function editElsewhere(page: Page, old: string, body: string): Promise<void> {
  const { items } = await ask<{ items: { id: string; version: number; body: string }[] }>(page, '/contributions');
  const { id, version } = items.find((one) => one.body === old)!;
  const status = await page.evaluate(
    async ([id, text]) =>
      (await fetch(`/api/v1/posts/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: text! })).status,
    [id, JSON.stringify({ version, body })],
  );
  expect(status).toBe(200);
}

test('what has changed is read before it is recalled, the reason is kept, and the list follows by itself', async ({ officer }) => {
  const writer = await officer('officer2.gb');
  const [before, after] = ['Three parcels are under way.', 'Four parcels are under way, one through Dover.'];
  await openThread(writer, 'en', 'Controlled deliveries', 'How many parcels are under way', before);
  await writer.goto('/contributions');
  const own = writer.getByRole('article').filter({ hasText: 'parcels are under way' });
  await expect(own).toContainText(before);
  await editElsewhere(writer, before, after);

  const open = own.getByRole('button', { name: en('recall.act') });
  const dialog = writer.getByRole('dialog', { name: en('recall.title') });
  const why = dialog.getByLabel(en('recall.reason'), { exact: true });
  const recall = dialog.getByRole('button', { name: en('recall.act') });
  await open.click();
  await why.fill(reason);
  await writer.route('**/api/v1/contributions?*', (route) => route.abort());
  await recall.click();
  await expect(dialog.getByRole('alert')).toContainText(en('error.offline'));
  await writer.unroute('**/api/v1/contributions?*');
  await recall.click();
  await expect(dialog.getByRole('alert')).toContainText(en('recall.changed'));
  await expect(dialog).toContainText(after);
  await expect(dialog.getByRole('group', { name: en('marking.label') })).toContainText(en('level.official_use_only'));
  await expect(why).toHaveValue(reason);
  await lookAt(writer, 'en', 'open-recall-changed');
  await writer.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(own).toContainText(after);
  await open.click();
  await expect(why).toHaveValue(reason);

  // What the server answered is shown: the page does not hang on being asked for again.
  await writer.route('**/api/v1/contributions?*', (route) => route.abort());
  await recall.click();
  await expect(dialog).toHaveCount(0);
  await expect(own).toContainText(en('state.withdrawn'));
  await expect(open).toHaveCount(0);
});

test('requests that could not be asked for again stay, with what happened above them', async ({ officer }) => {
  const coordinator = await officer('coordinator.ke');
  await coordinator.clock.install();
  await coordinator.goto('/bureau/recalls');
  const heading = coordinator.getByRole('heading', { level: 1, name: en('recalls.title') });
  await expect(heading).toBeVisible();
  const requests = coordinator.getByRole('article');
  const count = await requests.count();
  await coordinator.route('**/api/v1/recall-requests?limit=25', (route) => route.abort());
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', 'Controlled deliveries', 'A parcel at the border', 'It is blue.');
  const reader = await officer('officer1.ke', path);
  await expect(reader.getByRole('article').filter({ hasText: 'It is blue.' })).toBeVisible();
  await writer.getByRole('article').filter({ hasText: 'It is blue.' }).getByRole('button', { name: en('recall.act') }).click();
  const dialog = writer.getByRole('dialog', { name: en('recall.title') });
  await dialog.getByLabel(en('recall.reason'), { exact: true }).fill('The colour names the sender.');
  await dialog.getByRole('button', { name: en('recall.act') }).click();
  await expect(dialog).toHaveCount(0);
  await coordinator.clock.fastForward('01:01'); // by then the page has asked how many there are
  await expect(coordinator.getByRole('alert')).toContainText(en('error.offline'));
  await expect(heading).toHaveCount(1);
  await expect(requests).toHaveCount(count);
  await coordinator.unroute('**/api/v1/recall-requests?limit=25');
  await coordinator.getByRole('alert').getByRole('button', { name: en('common.try_again') }).click();
  const request = requests.filter({ hasText: 'The colour names the sender.' });
  await expect(request).toBeVisible();
  await expect(coordinator.getByRole('alert')).toHaveCount(0);
  await request.getByRole('button', { name: en('recalls.confirm') }).click();
  await expect(request).toContainText('confirmed on');
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
