// What somebody may not read takes no name away: a tag and a group of the same name are his to make, and nothing tells him of theirs.
import { expect, test, words, type Language } from './story.ts';
import { addressTo, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const es = (key: string): string => words('es', key);
const name = 'Heliodor';

type Typist = Parameters<typeof post>[0];

async function askUnderTag(page: Typist, language: Language, topic: string, title: string, ...readers: string[]): Promise<void> {
  await page.goto(`/topics/${topic}/new`);
  await page.getByRole('textbox', { name: words(language, 'composer.title'), exact: true }).fill(title);
  if (readers.length > 0) await addressTo(page, language, ...readers);
  const tags = page.getByRole('combobox', { name: words(language, 'tags.label') });
  const looked = page.waitForResponse((answer) => answer.url().includes('/api/v1/tags?') && answer.url().includes('Helio'));
  await tags.fill(name);
  const { items } = (await (await looked).json()) as { items: unknown[] };
  expect(items, 'what is offered').toEqual([]);
  await expect(page.getByRole('option', { name: new RegExp(name, 'i') })).toHaveCount(0);
  await tags.press('Enter');
  await textOf(page, language).fill('…');
  await post(page, language);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

test('a tag of the name of a hidden one is made, and counts what its reader may read', async ({ officer }) => {
  const british = await officer('officer2.gb');
  const { id } = await topicNamed(british, 'Cultural property');
  await askUnderTag(british, 'en', id, 'Whose are the amphorae', 'Kenya');

  const spanish = await officer('officer1.mx');
  await askUnderTag(spanish, 'es', id, 'De quién son las ánforas');
  await spanish.goto('/tags?tag=heliodor');
  await expect(spanish.getByRole('list', { name: es('threads.label') }).getByRole('listitem')).toHaveCount(1);
  const kenyan = await officer('officer2.ke', '/tags?tag=heliodor');
  await expect(kenyan.getByRole('list', { name: en('threads.label') }).getByRole('listitem')).toHaveCount(2);
});

test('a group of the name of another bureau’s is made, and taken only among one’s own', async ({ officer }) => {
  for (const [username, language] of [['coordinator.ng', 'en'], ['coordinator.mx', 'es']] as const) {
    const say = (key: string): string => words(language, key);
    const coordinator = await officer(username, '/bureau/groups');
    await expect(coordinator.getByText(name)).toHaveCount(0);
    const sheet = coordinator.getByRole('dialog');
    const save = async (): Promise<void> => {
      await coordinator.getByRole('button', { name: say('groups.new') }).click();
      await sheet.getByRole('textbox', { name: say('groups.name') }).fill(name);
      await sheet.getByRole('combobox', { name: say('groups.add_member') }).fill('br');
      await coordinator.getByRole('option').first().click();
      await sheet.getByRole('button', { name: say('common.save') }).click();
    };
    await save();
    await expect(sheet).toHaveCount(0);
    await expect(coordinator.getByRole('article').filter({ hasText: name })).toHaveCount(1);
    await save();
    await expect(sheet.getByText(say('invalid.taken'))).toBeVisible();
    await sheet.getByRole('button', { name: say('common.cancel') }).click();
  }
});
