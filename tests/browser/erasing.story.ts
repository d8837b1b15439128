// An author asks that what he wrote be erased, a coordinator approves; compliance orders, an administrator carries it out.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, ask, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';
const reason = 'It names a witness.';

/** Asks for the erasure of this contribution, through its own button. */
async function askFor(page: Page, language: Language, body: string): Promise<void> {
  await page.goto('/contributions');
  const own = page.getByRole('article').filter({ hasText: body });
  await own.getByRole('button', { name: words(language, 'erasure.ask') }).click();
  const dialog = page.getByRole('dialog', { name: words(language, 'erasure.title') });
  await dialog.getByLabel(words(language, 'proposal.reason')).fill(reason);
  await dialog.getByRole('button', { name: words(language, 'erasure.ask') }).click();
  await expect(dialog).toHaveCount(0);
}

test('an author asks, a coordinator approves, and the text is gone from every screen', async ({ officer }) => {
  const body = 'The informant is the clerk of the harbour.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Who told the harbour police', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const reader = await officer('officer1.ke', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expect(read).toBeVisible();
  await expectLive(reader, 'en');

  await writer.goto('/contributions');
  const own = writer.getByRole('article').filter({ hasText: body });
  await own.getByRole('button', { name: en('erasure.ask') }).click();
  const dialog = writer.getByRole('dialog', { name: en('erasure.title') });
  await expect(dialog).toContainText(en('erasure.effect_second'));
  await dialog.getByRole('button', { name: en('erasure.ask') }).click();
  await expect(dialog.locator('.field-error')).toBeVisible();
  const why = dialog.getByLabel(en('proposal.reason'));
  await why.fill(reason);
  await writer.context().setOffline(true);
  await dialog.getByRole('button', { name: en('erasure.ask') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(why).toHaveValue(reason);
  await writer.context().setOffline(false);
  await dialog.getByRole('button', { name: en('erasure.ask') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(own.getByRole('button', { name: en('erasure.ask') })).toHaveCount(0);
  await own.getByRole('button', { name: en('proposal.withdraw') }).click(); // he thinks better of it, and then again
  await expect(own.getByRole('button', { name: en('proposal.withdraw') })).toHaveCount(0);
  await askFor(writer, 'en', body);
  await expect(own.getByRole('button', { name: en('proposal.withdraw') })).toBeVisible();
  await expect(read).toBeVisible();

  const coordinator = await officer('coordinator.gb');
  await coordinator.getByRole('link', { name: /^Erasures/ }).click();
  // The one that was taken back stands below it.
  const approve = coordinator.getByRole('button', { name: en('proposal.approve') });
  const asked = coordinator.getByRole('article').filter({ hasText: body }).filter({ has: approve });
  await expect(asked).toContainText(reason);
  await asked.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(asked).toHaveCount(0);
  await expect(coordinator.getByRole('main')).toContainText(en('erasures.gone'));
  await expect(read).toHaveCount(0); // without a reload

  await writer.goto('/contributions?show=withdrawn');
  const stone = writer.getByRole('article').filter({ hasText: reason });
  await expect(stone).toContainText(en('state.erased'));
  await expect(stone).not.toContainText(body);
});

test('compliance orders an erasure, an administrator carries it out, and neither sees the post', async ({ officer }) => {
  const body = 'The second informant is his brother.';
  const writer = await officer('officer2.gb');
  await openThread(writer, 'en', topic, 'And who else told them', body);
  const { items } = await ask<{ items: { id: string; body: string }[] }>(writer, '/contributions');
  const { id } = items.find((one) => one.body === body)!;

  const compliance = await officer('compliance.ipsg', '/administration/erasures');
  for (const post of [id, '7'.repeat(26)]) {
    await compliance.getByRole('button', { name: en('erasures.order') }).click();
    const dialog = compliance.getByRole('dialog', { name: en('erasures.order') });
    await dialog.getByLabel(en('erasures.post')).fill(post);
    await dialog.getByLabel(en('proposal.reference')).fill('D 2026/7');
    await dialog.getByLabel(en('proposal.reason'), { exact: false }).fill('A court has decided so.');
    await dialog.getByRole('button', { name: en('proposal.send') }).click();
    await expect(dialog).toHaveCount(0);
    await expect(compliance.getByRole('article').filter({ hasText: post })).toBeVisible();
  }
  const administrator = await officer('admin.ipsg', '/administration/erasures');
  for (const post of ['7'.repeat(26), id]) {
    const order = administrator.getByRole('article').filter({ hasText: post });
    await expect(order).not.toContainText(body);
    await order.getByRole('button', { name: en('proposal.approve') }).click();
    await expect(order).toContainText(en('outcome.approved'));
  }
  await writer.goto('/contributions?show=withdrawn');
  await expect(writer.getByRole('article').filter({ hasText: 'D 2026/7' })).toContainText('A court has decided so.');
});

const officers: Record<Language, [string, string]> = {
  ar: ['officer1.eg', 'coordinator.eg'], en: ['officer1.ke', 'coordinator.ke'], es: ['officer1.es', 'coordinator.es'], fr: ['officer1.fr', 'coordinator.fr'],
};

for (const language of languages)
  test(`the screens of erasing are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const [author, coordinator] = officers[language];
    const writer = await officer(author);
    const { items } = await ask<{ items: { body: string; may: string[] }[] }>(writer, '/contributions?limit=25');
    const { body } = items.find((one) => one.may.includes('erase') && /^[\p{L}\p{M} ,]{20}/u.test(one.body))!;
    await askFor(writer, language, body.slice(0, 20));
    const page = await officer(coordinator, '/bureau/erasures');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'erasures.title'));
    await expect(page.getByRole('article').filter({ hasText: reason })).toBeVisible();
    await lookAt(page, language, 'erasures');
    await page.goto('/contributions');
    await page.getByRole('button', { name: words(language, 'erasure.ask') }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAt(page, language, 'open-erasure');
  });
