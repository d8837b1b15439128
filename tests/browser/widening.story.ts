// An officer asks that his thread be shown to one bureau more; his coordinator consents, the other source's posts wait for theirs.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { addressTo, answer, expectLive, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'How the cold store was found';
const body = 'By its bill of electricity.';
const foreign = 'Ours was found by its smell.';
const reason = 'Their prosecutor asks for it.';

test('a thread is shown to more by consent, each source for its own, and the source sees to whom it went', async ({ officer }) => {
  test.slow(); // five people, and screens looked over by axe-core
  const writer = await officer('officer1.gb');
  const { id } = await topicNamed(writer, 'Controlled deliveries');
  await writer.goto(`/topics/${id}/new`);
  await addressTo(writer, 'en', 'Kenya');
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill(body);
  await post(writer, 'en');
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const path = new URL(writer.url()).pathname;
  const kenyan = await officer('officer1.ke', path);
  await answer(kenyan, 'en', kenyan.getByRole('article').first(), foreign);

  await writer.getByRole('button', { name: en('widen.act') }).first().click();
  const dialog = writer.getByRole('dialog', { name: en('widen.title_thread') });
  await dialog.getByRole('button', { name: en('widen.ask'), exact: true }).click();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await dialog.getByRole('combobox', { name: en('composer.to_label') }).fill('Australia');
  await dialog.getByRole('listbox').getByRole('option').first().click();
  const why = dialog.getByLabel(en('proposal.reason'), { exact: true });
  await why.fill(reason);
  await writer.context().setOffline(true);
  await dialog.getByRole('button', { name: en('widen.ask'), exact: true }).click();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await expect(why).toHaveValue(reason);
  await writer.context().setOffline(false);
  await lookAt(writer, 'en', 'widening-ask');
  await dialog.getByRole('button', { name: en('widen.ask'), exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText(en('widen.asked'));

  const australian = await officer('officer1.au', `/topics/${id}`);
  await expectLive(australian, 'en');
  await expect(australian.getByText(title)).toHaveCount(0);
  const coordinator = await officer('coordinator.gb');
  await coordinator.getByRole('link', { name: /^Widenings/ }).first().click();
  const question = coordinator.getByRole('article').filter({ hasText: reason });
  await expect(question).toContainText(body);
  await expect(question.getByRole('definition').filter({ hasText: en('level.official_use_only') }).first()).toBeVisible();
  await expect(question).toContainText('Canberra');
  await expect(question).not.toContainText(foreign);
  await lookAt(coordinator, 'en', 'widening-consent');
  await question.getByLabel(en('widenings.answer'), { exact: true }).fill('They shall have it.');
  await question.getByRole('button', { name: en('widenings.consent') }).click();
  await expect(question).toContainText(en('outcome.approved'));

  await australian.goto(path);
  await expect(australian.getByRole('article').filter({ hasText: body })).toBeVisible();
  await expect(australian.getByText(foreign)).toHaveCount(0);
  const other = await officer('coordinator.ke', '/bureau/widenings');
  const turn = other.getByRole('article').filter({ hasText: foreign });
  await expect(turn).not.toContainText(reason);
  await turn.getByLabel(en('widenings.answer'), { exact: true }).fill('So be it.');
  await turn.getByRole('button', { name: en('widenings.consent') }).click();
  await australian.getByRole('button', { name: '1 new reply' }).click(); // without a reload
  await expect(australian.getByRole('article').filter({ hasText: foreign })).toBeVisible();

  await kenyan.getByRole('article').filter({ hasText: foreign }).getByRole('button', { name: en('disclosure.act') }).click();
  const records = kenyan.getByRole('dialog', { name: en('disclosure.title') });
  await expect(records.getByRole('listitem').first()).toContainText(en('disclosure_kind.widened'));
  await records.locator('summary').first().click();
  await expect(records.getByText('Canberra')).toBeVisible();
  await lookAt(kenyan, 'en', 'disclosures');
});

const officers: Record<Language, string> = { ar: 'coordinator.eg', en: 'coordinator.ke', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages)
  test(`the screen of widenings is in order in ${language}`, async ({ officer }) => {
    const page = await officer(officers[language], '/bureau/widenings');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'widenings.title'));
    await lookAt(page, language, 'widenings');
    await page.goto('/contributions');
    await page.getByRole('button', { name: words(language, 'disclosure.act') }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAt(page, language, 'open-disclosures');
  });
