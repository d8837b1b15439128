// An officer finds what colleagues have written, in any language and with any signs, and nothing that is not for him.
import { lookAt } from './look.ts';
import { expect, expectAccessible, languages, test, words } from './story.ts';
import { answer, openThread, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);

test('an Arabic search finds a text written with other diacritics', async ({ officer }) => {
  const writer = await officer('officer1.eg');
  const body = 'تُنَظِّمُ الاتفاقيةُ مُصَادَرَةَ العائداتِ واستردادَ الأَصـــولِ.';
  const path = await openThread(writer, 'ar', 'المساعدة القانونية المتبادلة', 'سؤال عن العائدات', body);

  const reader = await officer('officer1.jo');
  const field = reader.getByRole('banner').getByRole('combobox', { name: words('ar', 'search.field') });
  await field.fill('مصادره العائدات');
  await field.press('Enter');
  await expect(reader.getByRole('heading', { level: 1, name: words('ar', 'search.title') })).toBeVisible();
  const hit = reader.getByRole('article').filter({ hasText: 'سؤال عن العائدات' });
  await expect(hit.locator('mark').filter({ hasText: 'مُصَادَرَةَ' })).toBeVisible();
  await expectAccessible(reader);
  await hit.getByRole('link').click();
  await expect(reader.getByRole('heading', { level: 1, name: 'سؤال عن العائدات' })).toBeVisible();
  expect(new URL(reader.url()).pathname).toContain(path);
  await reader.goBack();
  await expect(hit).toBeVisible();
});

test('a word is found in its other forms by the keyboard alone, and operators narrow it', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  await openThread(writer, 'en', 'Controlled deliveries', 'Markers in the consignment', 'Which **beacons** were lawful?');
  await answer(writer, 'en', writer.getByRole('article').first(), 'A beacon needs a warrant with us.');

  const page = await officer('officer1.ke');
  await page.locator('main').focus();
  await page.keyboard.press('/');
  // What is offered meanwhile comes from what is on this reader's screens anyway: topics, countries, operators.
  const typed = page.getByRole('banner').getByRole('combobox');
  await page.keyboard.type('topic:controlled');
  await expect(typed.locator('xpath=following-sibling::datalist').locator('option')).toHaveAttribute('value', 'topic:"Controlled deliveries"');
  await typed.fill('');
  await page.keyboard.type('Beacon');
  await page.keyboard.press('Enter');
  const hits = page.getByRole('main').getByRole('article');
  await expect(hits).toHaveCount(2);
  await expect(page.getByText('2 results', { exact: true })).toBeVisible();
  await expect(hits.last().locator('mark')).toHaveText('beacons');
  await expect(page).toHaveTitle(new RegExp(en('search.title')));

  const field = page.getByRole('main').getByRole('combobox');
  await field.fill('"a warrant" country:gb -lawful');
  await field.press('Enter');
  await expect(hits).toHaveCount(1);
  await expect(page.getByRole('main').getByRole('combobox')).toHaveValue('"a warrant" country:gb -lawful');
  await hits.getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').filter({ hasText: 'A beacon needs a warrant' })).toBeInViewport();
});

test('a post is found by its file, its kind and its tag, which are offered as they are typed', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  await openThread(writer, 'en', 'Controlled deliveries', 'A form for the carrier', 'Who fills it in?');
  await writer.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await textOf(writer, 'en').fill('Ours is here.');
  await writer
    .locator('input[type=file]')
    .setInputFiles({ name: 'Carrier_declaration.txt', mimeType: 'text/plain', buffer: Buffer.from('I declare nothing.') });
  const files = writer.getByRole('group', { name: en('attachments.title') });
  await expect(files.getByRole('listitem').filter({ hasText: 'Carrier_declaration.txt' })).toContainText(en('attachments.ready'), { timeout: 20_000 });
  await writer.getByRole('button', { name: en('composer.post'), exact: true }).click();
  await expect(writer.getByRole('article').filter({ hasText: 'Ours is here.' })).toContainText('Carrier_declaration.txt');

  const page = await officer('officer1.ke', '/search?q=declarations+has:attachment');
  const hit = page.getByRole('main').getByRole('article');
  await expect(hit).toHaveCount(1);
  await expect(hit.locator('mark')).toHaveText('declaration');
  await expect(hit).toContainText('Carrier_declaration.txt');
  await lookAt(page, 'en', 'search-file');

  const field = page.getByRole('main').getByRole('combobox');
  const offered = field.locator('xpath=following-sibling::datalist').locator('option');
  await field.fill('tag:"free zo');
  await expect(offered.first()).toHaveAttribute('value', 'tag:"free zones"');
  await field.fill('kind:ques');
  await expect(offered).toHaveAttribute('value', 'kind:question');
  await field.fill('carrier kind:question');
  await field.press('Enter');
  await expect(page.getByText(en('search.none'))).toBeVisible();
});

test('what is hidden is not found, what is mistyped is explained, and nothing typed is lost', async ({ officer }) => {
  const page = await officer('officer1.ke', '/search');
  await expect(page.getByText(en('search.help_words'))).toBeVisible();
  const field = page.getByRole('main').getByRole('combobox');
  await field.fill('colour:red beacon');
  await field.press('Enter');
  await expect(page.getByText('There is no “colour:”')).toBeVisible();
  await expect(field).toHaveValue('colour:red beacon');
  await expectAccessible(page);
  await field.fill('zzyzx-is-nowhere');
  await field.press('Enter');
  await expect(page.getByText(en('search.none'))).toBeVisible();
  await page.context().setOffline(true);
  await field.fill('beacon');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('main').getByRole('combobox')).toHaveValue('beacon');
  await page.context().setOffline(false);
});

test('what is more than a page is counted for its reader, up to a hundred', async ({ officer }) => {
  const page = await officer('officer1.ke', '/search?q=language:en');
  const counted = await page.request.get('/api/v1/search/count?q=language:en');
  const { count, is_more } = (await counted.json()) as { count: number; is_more: boolean };
  expect(count).toBeGreaterThan(20);
  const said = is_more ? `More than ${String(count)} results` : `${String(count)} results`;
  await expect(page.getByRole('main').getByText(said, { exact: true })).toBeVisible();
});

const people = { ar: 'officer1.eg', en: 'officer1.gb', es: 'officer1.es', fr: 'officer1.fr' };
for (const language of languages) {
  test(`the search looks right in ${language}`, async ({ officer }) => {
    const page = await officer(people[language], '/search?q=UNTOC');
    await expect(page.getByRole('main').getByRole('article').first()).toBeVisible();
    await page.getByText(words(language, 'search.help'), { exact: true }).click();
    await lookAt(page, language, 'search');
  });
}
