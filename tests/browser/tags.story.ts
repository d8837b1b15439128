// A question is filed under tags while it is written, found under them by others, and filed anew by a moderator.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { addressTo, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a question is asked under tags, and found by them by those who may read it', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const spanish = await officer('officer1.es');
  const { id } = await topicNamed(british, 'Tobacco products');
  const ask = async (title: string, ...readers: string[]) => {
    await british.goto(`/topics/${id}/new`);
    await british.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
    if (readers.length > 0) await addressTo(british, 'en', ...readers);
    await british.getByLabel(en('kind.label')).selectOption('question');
    const tags = british.getByRole('combobox', { name: en('tags.label') });
    await tags.fill('Free zo');
    await british.getByRole('option', { name: 'Free zones' }).click();
    await tags.fill('Crystal palace');
    await tags.press('Enter');
    await textOf(british, 'en').fill('Which permits?');
  };
  await ask('Which permits in a zone?');
  await lookAt(british, 'en', 'new-thread-tags');
  // What was chosen is kept with the words.
  await british.reload();
  await expect(british.getByLabel(en('kind.label'))).toHaveValue('question');
  await expect(british.getByText('Crystal palace')).toBeVisible();
  await post(british, 'en');
  await expect(british.getByRole('heading', { level: 1, name: 'Which permits in a zone?' })).toBeVisible();
  await ask('Between us two', 'Kenya');
  await post(british, 'en');
  await expect(british.getByRole('heading', { level: 1, name: 'Between us two' })).toBeVisible();

  // Two for one reader, one for another, everywhere.
  await kenyan.goto('/tags?tag=crystal+palace');
  await expect(kenyan.getByRole('list', { name: en('threads.label') }).getByRole('listitem')).toHaveCount(2);
  await spanish.goto('/tags?tag=crystal+palace');
  await expect(spanish.getByRole('list', { name: words('es', 'threads.label') }).getByRole('listitem')).toHaveCount(1);
  await expect(spanish.getByText('Between us two')).toHaveCount(0);
  await spanish.getByRole('link', { name: 'Zonas francas' }).click();
  await expect(spanish.getByRole('heading', { level: 1 })).toContainText('Zonas francas');
  await kenyan.goto(`/topics/${id}`);
  await kenyan.getByRole('link', { name: en('kinds.question'), exact: true }).click();
  await expect(kenyan.getByText('Which permits in a zone?')).toBeVisible();
  await lookAt(kenyan, 'en', 'threads-by-kind');

  // The topic's moderator files it elsewhere.
  const moderator = await officer('moderator.ke');
  await moderator.setViewportSize({ width: 1440, height: 900 });
  await moderator.goto('/tags?tag=crystal+palace');
  await moderator.getByRole('link', { name: 'Which permits in a zone?' }).click();
  await moderator.getByRole('button', { name: en('tags.edit_thread') }).click();
  const dialog = moderator.getByRole('dialog');
  await dialog.getByLabel(en('kind.label')).selectOption('case_study');
  await dialog.getByRole('button', { name: 'Remove crystal palace' }).click();
  await dialog.getByRole('button', { name: en('common.save') }).click();
  // It is somebody else's thread: why?
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel(en('order.reason'), { exact: true }).fill('It tells of a case.');
  await dialog.getByRole('button', { name: en('common.save') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(moderator.getByText(en('kind.case_study'), { exact: true })).toBeVisible();
  await spanish.goto('/tags?tag=crystal+palace');
  await expect(spanish.getByText(words('es', 'tags.empty'))).toBeVisible();
});

test('an officer of a unit looks after the list of tags', async ({ officer }) => {
  const unit = await officer('unit.ipsg');
  await unit.goto('/bureau/tags');
  await unit.getByRole('button', { name: en('tags.add') }).click();
  const dialog = unit.getByRole('dialog');
  const fields = dialog.getByRole('textbox');
  for (const [i, name] of ['مزادات', 'Auctions', 'Subastas', 'Enchères'].entries()) await fields.nth(i).fill(name);
  await dialog.getByRole('button', { name: en('common.save') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(unit.getByRole('link', { name: 'Auctions' })).toBeVisible();
  await lookAt(unit, 'en', 'listed-tags');
});

for (const language of languages)
  test(`the tags are in order in ${language}`, async ({ officer }) => {
    const reader = await officer({ ar: 'officer1.eg', en: 'officer1.ke', es: 'officer1.es', fr: 'officer1.fr' }[language]);
    await reader.goto('/tags');
    await expect(reader.getByRole('heading', { level: 1, name: words(language, 'tags.all') })).toBeVisible();
    await lookAt(reader, language, 'tags');
    await reader.goto('/tags?tag=costs');
    await expect(reader.getByRole('list', { name: words(language, 'threads.label') })).toBeVisible();
    await lookAt(reader, language, 'tag');
  });
