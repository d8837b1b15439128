// Compliance reads one thread that is not for it, by a case number and a second person; its source is told.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { addressTo, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const body = 'The sealed parcel stands in the second store.';
const reason = 'The court asks for the file.';

test('compliance reads by break-glass what a second person has approved, and the source sees it', async ({ officer }) => {
  test.slow(); // four people, three screens each looked over by axe-core
  const writer = await officer('officer1.ke');
  const { id } = await topicNamed(writer, 'Controlled deliveries');
  await writer.goto(`/topics/${id}/new`);
  await addressTo(writer, 'en', 'Brazil');
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill('Where the parcel stands');
  await textOf(writer, 'en').fill(body);
  await post(writer, 'en');
  await expect(writer.getByRole('heading', { level: 1, name: 'Where the parcel stands' })).toBeVisible();
  const link = writer.url();

  const compliance = await officer('compliance.ipsg', '/break-glass');
  const object = compliance.getByLabel(en('glass.object'), { exact: true });
  const why = compliance.getByLabel(en('proposal.reason'), { exact: true });
  await object.fill(link);
  await why.fill(reason);
  await compliance.getByRole('button', { name: en('glass.ask') }).click();
  await expect(compliance.getByText(en('invalid.empty'))).toBeVisible();
  await expect(why).toHaveValue(reason);
  await compliance.getByLabel(en('glass.case_number'), { exact: true }).fill('C 2026/13');
  await compliance.getByRole('button', { name: en('glass.ask') }).click();
  const own = compliance.getByRole('article').filter({ hasText: 'C 2026/13' });
  await expect(own).toContainText(en('glass_state.asked'));
  await expect(own.getByRole('button', { name: en('proposal.approve') })).toHaveCount(0);

  const second = await officer('admin.ipsg', '/break-glass');
  const asked = second.getByRole('article').filter({ hasText: 'C 2026/13' });
  await expect(asked).toContainText(reason);
  await asked.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(asked).toContainText(en('glass_state.open'));
  await expect(second.getByRole('region', { name: en('glass.banner') })).toHaveCount(0);

  await compliance.reload();
  const banner = compliance.getByRole('region', { name: en('glass.banner') });
  await expect(banner).toContainText('60 minutes left');
  await lookAt(compliance, 'en', 'break-glass');
  await banner.getByRole('link', { name: en('glass.read') }).click();
  await expect(compliance.getByText(body)).toBeVisible();
  await lookAt(compliance, 'en', 'break-glass-reading');
  await compliance.goto('/settings');
  await expect(banner).toBeVisible(); // on every screen

  const coordinator = await officer('coordinator.ke');
  await coordinator.getByRole('link', { name: /^Read by break-glass/ }).click();
  const notice = coordinator.getByRole('article').filter({ hasText: 'C 2026/13' });
  await expect(notice).toContainText('1 post of your bureau was read.');
  await lookAt(coordinator, 'en', 'break-glass-notices');
  await notice.getByRole('button', { name: en('glass.seen') }).click();
  await expect(notice.getByRole('button')).toHaveCount(0);

  await compliance.goBack();
  await expect(compliance.getByText(body)).toBeVisible();
  await banner.getByRole('button', { name: en('glass.end') }).click();
  await expect(banner).toHaveCount(0);
  await expect(compliance.getByText(body)).toHaveCount(0);
  await expect(compliance.getByText(en('glass.over'))).toBeVisible();
});

for (const language of languages.filter((one): one is Exclude<Language, 'en'> => one !== 'en'))
  test(`the screen of break-glass is in order in ${language}`, async ({ officer }) => {
    test.slow();
    const page = await officer('auditor.ipsg');
    await page.evaluate(
      (language) => fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ language }) }),
      language,
    );
    await page.goto('/break-glass');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'glass.title'));
    await lookAt(page, language, 'break-glass');
  });
