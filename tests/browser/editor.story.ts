// The editor takes the place of the plain text area when it is loaded, and does no more than that: nothing typed is lost on the way.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { expectWritten, paste, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = (page: Page) => page.getByRole('textbox', { name: en('composer.title'), exact: true });
const tool = (page: Page, key: string) => page.getByRole('group', { name: en('composer.toolbar') }).getByRole('button', { name: en(key), exact: true });
const rich = (page: Page) => page.locator('.cm-editor');

async function beginThread(page: Page, name: string): Promise<void> {
  const { id } = await topicNamed(page, 'Firearms');
  await page.goto(`/topics/${id}/new`);
  await title(page).fill(name);
}

test('what is typed while the editor loads goes on in it, at the same place', async ({ officer }) => {
  const page = await officer('officer1.gb');
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/assets/editor-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await beginThread(page, 'A slow line');
  await textOf(page, 'en').pressSequentially('One three');
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowLeft');
  await expect(rich(page)).toHaveCount(0);
  release();
  await expect(rich(page)).toBeVisible();
  await expect(textOf(page, 'en')).toBeFocused();
  await page.keyboard.type('two ');
  await expectWritten(page, 'en', 'One two three');
  await tool(page, 'composer.ordered').click();
  await expectWritten(page, 'en', '1. One two three');
  await page.keyboard.press('ControlOrMeta+z');
  await expectWritten(page, 'en', 'One two three');
  await post(page, 'en');
  await expect(page.getByRole('article').getByText('One two three')).toBeVisible();
});

test('where the editor can not be loaded the text area does the same', async ({ officer }) => {
  const page = await officer('officer1.ke');
  await page.route('**/assets/editor-*.js', (route) => route.abort());
  await beginThread(page, 'A plain field');
  await textOf(page, 'en').fill('Seize');
  await textOf(page, 'en').press('ControlOrMeta+a');
  await textOf(page, 'en').press('ControlOrMeta+b');
  await expectWritten(page, 'en', '**Seize**');
  await paste(page, 'en', { 'text/html': '<p>and <i>sell</i></p>', 'text/plain': 'and sell' });
  await expectWritten(page, 'en', '**Seize**and *sell*');
  await expect(rich(page)).toHaveCount(0);
  await post(page, 'en');
  await expect(page.getByRole('article').getByRole('strong')).toHaveText('Seize');
});

test('a paste from a word processor comes as Markdown, and links that lead nowhere are shown before it is posted', async ({ officer }) => {
  const page = await officer('officer1.in');
  await page.setViewportSize({ width: 1440, height: 1000 });
  await beginThread(page, 'From a word processor');
  await expect(rich(page)).toBeVisible();
  await paste(page, 'en', {
    'text/html': '<h2>Facts</h2><p class=MsoNormal>The <b>frame</b>, see <a href="https://example.org/a">the act</a>.</p><ul><li>one</li><li>two</li></ul>',
    'text/plain': 'Facts The frame',
  });
  await expectWritten(page, 'en', '## Facts\n\nThe **frame**, see [the act](https://example.org/a).\n\n- one\n- two');
  await expect(page.getByRole('region', { name: en('composer.preview') }).getByRole('heading', { name: 'Facts' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type(`See [this](www.example.org) and [that](/threads/${'0'.repeat(26)}).`);
  await page.keyboard.press('Enter');
  await page.keyboard.type('مرحبا بكم');
  await post(page, 'en');
  const notice = page.getByRole('alert').filter({ hasText: 'www.example.org' });
  await expect(notice.getByRole('listitem')).toHaveCount(2);
  await expect(notice).toContainText(en('links.fault_unknown'));
  await expect(page.locator('.cm-wrong')).toHaveCount(2);
  await lookAt(page, 'en', 'link_faults');
  const direction = (text: string) => page.locator('.cm-line').filter({ hasText: text }).evaluate((line) => getComputedStyle(line).direction);
  expect(await direction('مرحبا')).toBe('rtl');
  expect(await direction('See [this')).toBe('ltr');

  // Mended where it stands; the other may stay, if the writer says so once more.
  await notice.getByRole('listitem').first().getByRole('button', { name: en('links.show_place') }).click();
  await page.keyboard.type('](https://www.example.org)');
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(1);
  await post(page, 'en');
  await post(page, 'en');
  await expect(page.getByRole('heading', { level: 1, name: 'From a word processor' })).toBeVisible();
});

test('the preview stands beside the text or not, as it was left', async ({ officer }) => {
  const page = await officer('officer1.fr');
  await page.setViewportSize({ width: 1440, height: 900 });
  const fr = (key: string) => words('fr', key);
  const { id } = await topicNamed(page, 'Armes à feu');
  await page.goto(`/topics/${id}/new`);
  const preview = page.getByRole('region', { name: fr('composer.preview') });
  await expect(preview).toBeVisible();
  await page.getByRole('button', { name: fr('composer.preview_beside') }).click();
  await expect(preview).toBeHidden();
  await page.reload();
  await expect(textOf(page, 'fr')).toBeVisible();
  await expect(preview).toBeHidden();
  await page.getByRole('button', { name: fr('composer.preview_beside') }).click();
  await expect(preview).toBeVisible();
});

test('a table and a footnote stand in the post, and the way to the note and back is a key each', async ({ officer }) => {
  const page = await officer('officer1.jp');
  await beginThread(page, 'Tables and notes');
  await textOf(page, 'en').fill('As ruled[^1] here.\n\n| Law | Year |\n| --- | --: |\n| POCA | 2009 |\n\n[^1]: Court of Appeal.');
  await post(page, 'en');
  const article = page.getByRole('article').first();
  await expect(article.getByRole('cell', { name: '2009' })).toHaveCSS('text-align', 'end');
  await article.getByRole('link', { name: '1', exact: true }).press('Enter');
  await expect(article.getByRole('listitem').filter({ hasText: 'Court of Appeal.' })).toBeFocused();
  await article.getByRole('link', { name: en('prose.note_back') }).press('Enter');
  await expect(article.getByRole('link', { name: '1', exact: true })).toBeFocused();
  await lookAt(page, 'en', 'table_and_note');
});
