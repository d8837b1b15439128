// A question, what two countries answer, which answer is accepted, what readers say of it in a word, and links to its words.
import type { Locator, Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { answer, expectLive, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const article = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text }).last();

async function ask(page: Page, title: string, body: string): Promise<string> {
  const { id } = await topicNamed(page, 'Firearms');
  await page.goto(`/topics/${id}/new`);
  await page.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await page.getByLabel(en('kind.label')).selectOption('question');
  await textOf(page, 'en').fill(body);
  await post(page, 'en');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Selects these words of a post, as a reader does. */
async function select(of: Locator, wanted: string): Promise<void> {
  await of.locator('.prose p').first().evaluate((paragraph, chosen) => {
    const text = paragraph.firstChild as Text;
    const at = text.data.indexOf(chosen);
    getSelection()!.setBaseAndExtent(text, at, text, at + chosen.length);
  }, wanted);
}

test('a question is answered by two countries, and who asked it accepts one', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const egyptian = await officer('officer1.eg');
  const thread = await ask(british, 'Who keeps the register?', 'Of frames without a number?');
  await kenyan.goto(thread);
  await answer(kenyan, 'en', kenyan.getByRole('article').first(), 'The importer keeps it.');
  await egyptian.goto(thread);
  await answer(egyptian, 'ar', egyptian.getByRole('article').first(), 'A court keeps it here.');
  await expectLive(egyptian, 'ar');
  await british.goto(thread);
  await expectLive(british, 'en');

  const best = article(british, 'The importer keeps');
  await best.getByRole('button', { name: en('post.accept') }).click();
  await expect(best.getByText(en('post.accepted'), { exact: true })).toBeVisible();
  // Whoever has it open sees it; the thread's head leads there, the list says so.
  await expect(article(egyptian, 'The importer keeps').getByText(words('ar', 'post.accepted'), { exact: true })).toBeVisible();
  await expect(egyptian.getByRole('button', { name: words('ar', 'post.accept') })).toHaveCount(0);
  await british.getByRole('link', { name: en('post.accepted') }).click();
  await expect(article(british, 'The importer keeps')).toBeFocused();
  await lookAt(british, 'en', 'accepted-answer');
  await lookAt(egyptian, 'ar', 'accepted-answer');
  const { id } = await topicNamed(kenyan, 'Firearms');
  await kenyan.goto(`/topics/${id}`);
  await expect(kenyan.getByRole('article').filter({ hasText: 'Who keeps the register?' }).getByText(en('threads.answered'))).toBeVisible();
  await lookAt(kenyan, 'en', 'threads-answered');

  // Another takes its place, and is taken back.
  await article(british, 'A court keeps').getByRole('button', { name: en('post.accept') }).click();
  await expect(british.getByText(en('post.accepted'), { exact: true }).locator('visible=true')).toHaveCount(2);
  await expect(best.getByText(en('post.accepted'), { exact: true })).toHaveCount(0);
  await article(british, 'A court keeps').getByRole('button', { name: en('post.unaccept') }).click();
  await expect(british.getByText(en('post.accepted'), { exact: true })).toHaveCount(0);
});

test('what a reader says in a word is counted, taken back, and seen by others at once', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const thread = await ask(british, 'Is a permit enough?', 'Ours is.');
  await expectLive(british, 'en');
  await kenyan.goto(thread);
  await expectLive(kenyan, 'en');
  // By keyboard alone.
  await kenyan.keyboard.press('j');
  await kenyan.keyboard.press('a');
  const said = (page: Page): Locator => page.getByRole('article').first().getByRole('group', { name: en('reaction.label') });
  await expect(said(kenyan).getByRole('button', { name: en('reaction.agree') })).toBeFocused();
  await lookAt(kenyan, 'en', 'reactions');
  await kenyan.keyboard.press('Tab');
  await kenyan.keyboard.press('Tab');
  await kenyan.keyboard.press('Enter');
  const differs = said(kenyan).getByRole('button', { name: en('reaction.differs_here') });
  await expect(differs).toHaveAttribute('aria-pressed', 'true');
  await expect(differs).toContainText('1');
  await expect(said(british)).toContainText(en('reaction.differs_here'));
  // Who has written it says nothing of it.
  await expect(said(british).getByRole('button')).toHaveCount(0);
  await said(kenyan).getByRole('button', { name: en('reaction.same_here') }).click();
  await expect(differs).toHaveAttribute('aria-pressed', 'false');
  await said(kenyan).getByRole('button', { name: en('reaction.same_here') }).click();
  await expect(said(british)).toHaveCount(0);
});

test('a link to a passage marks it, and says what it said when the text has changed', async ({ officer, forum }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  await british.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: forum.url });
  const thread = await ask(british, 'Which seal?', 'The court seals the frame within a month.');
  const asked = british.getByRole('article').first();
  await select(asked, 'seals the frame');
  await british.getByRole('button', { name: en('passage.link') }).click();
  await expect(british.getByText(en('passage.linked'))).toBeVisible();
  const link = await british.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`${thread}/posts/[0-9a-z]{26}\\?passage=1\\.10-25$`));

  await kenyan.goto(link);
  await expect(kenyan.getByText(en('passage.marked'))).toBeVisible();
  expect(await kenyan.evaluate(() => [...CSS.highlights.get('passage')!].map(String))).toEqual(['seals the frame']);
  await lookAt(kenyan, 'en', 'passage');

  await asked.getByRole('button', { name: en('post.edit'), exact: true }).click();
  await textOf(british, 'en').fill('Nobody seals anything.');
  await british.getByRole('button', { name: en('composer.save_edit') }).click();
  await expect(kenyan.getByRole('status').getByText('seals the frame')).toBeVisible();
  await kenyan.reload();
  await expect(kenyan.getByRole('status').getByText('seals the frame')).toBeVisible();
  await expect(kenyan.getByRole('link', { name: en('passage.versions') })).toBeVisible();
  await lookAt(kenyan, 'en', 'passage-changed');
});

test('a post is cited by who speaks, where, when and in which version', async ({ officer, forum }) => {
  const british = await officer('officer1.gb');
  const egyptian = await officer('officer1.eg');
  await egyptian.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: forum.url });
  const thread = await ask(british, 'How to cite?', 'Like this.');
  await egyptian.goto(thread);
  await egyptian.getByRole('article').first().getByRole('button', { name: words('ar', 'cite.act'), exact: true }).click();
  await egyptian.getByRole('dialog').getByRole('button', { name: words('ar', 'cite.copy'), exact: true }).click();
  await expect(egyptian.getByText(words('ar', 'copy.done'))).toBeVisible();
  const citation = await egyptian.evaluate(() => navigator.clipboard.readText());
  expect(citation).toContain('How to cite?');
  expect(citation).toMatch(new RegExp(`${forum.url}${thread}/posts/[0-9a-z]{26}`));
  await lookAt(egyptian, 'ar', 'citation');
});
