// Every screen in every language, light and dark, wide and on a small phone: axe-core finds nothing, nothing scrolls sideways.
// With SCREENSHOTS=1 each is also kept in build/screenshots, for human eyes.
import type { Page } from '@playwright/test';
import { lookAt, sizes } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { addressTo, ask, expectLive, textOf, type Post, type Thread, type Topic } from './talk.ts';

const readers: Record<Language, string> = { ar: 'officer1.eg', en: 'officer1.ke', es: 'officer1.es', fr: 'officer1.fr' };
const texts: Record<Language, string> = {
  ar: '## سؤال\n\nهل يكفي **أمر قاض** وفق المادة 18 من اتفاقية UNTOC؟\n\n- نعم، إن كان معللا\n- ولا يكفي طلب الشرطة',
  en: '## Question\n\nIs a **judicial order** under UNTOC article 18 enough?\n\n- Yes, where it gives reasons\n- A police request is not',
  es: '## Pregunta\n\n¿Basta una **orden judicial** según el artículo 18 de la UNTOC?\n\n- Sí, si está motivada\n- La petición policial no basta',
  fr: '## Question\n\nUne **ordonnance judiciaire** au titre de l’article 18 de la CTO suffit-elle ?\n\n- Oui, si elle est motivée\n- La demande policière ne suffit pas',
};

/** A discussion of some length, in the reader's language where there is one. */
async function discussion(page: Page, language: Language): Promise<{ topic: Topic; thread: Thread }> {
  const { items: topics } = await ask<{ items: Topic[] }>(page, '/topics?limit=100');
  let found: { topic: Topic; thread: Thread } | undefined;
  for (const topic of topics) {
    const { items } = await ask<{ items: (Thread & { language: Language })[] }>(page, `/topics/${topic.id}/threads`);
    const thread = items.find((one) => one.posts >= 6 && one.posts <= 20 && one.language === language);
    if (thread && thread.posts > (found?.thread.posts ?? 0)) found = { topic, thread };
  }
  if (!found) throw new Error(`no discussion in ${language}`);
  return found;
}

for (const language of languages)
  test(`every screen is in order in ${language}`, async ({ browser, officer }) => {
    test.slow(); // a dozen screens at two widths, each looked over by axe-core: a minute on two quiet cores
    const stranger = await browser.newPage({ locale: language });
    await stranger.goto('/');
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(words(language, 'sign_in.title'));
    await lookAt(stranger, language, 'sign-in');
    await stranger.close();

    const page = await officer(readers[language]);
    await expectLive(page, language);
    await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
    await lookAt(page, language, 'topics');

    const { topic, thread } = await discussion(page, language);
    await page.goto(`/topics/${topic.id}`);
    await expect(page.getByRole('list', { name: words(language, 'threads.label') })).toBeVisible();
    await lookAt(page, language, 'threads');

    await page.goto(`/threads/${thread.id}`);
    await expect(page.getByRole('heading', { level: 1, name: thread.title })).toBeVisible();
    await lookAt(page, language, 'thread');

    await page.getByRole('button', { name: words(language, 'post.reply'), exact: true }).first().click();
    await textOf(page, language).fill(texts[language]);
    await lookAt(page, language, 'reply');
    await page.getByRole('button', { name: words(language, 'composer.preview'), exact: true }).click();
    await expect(page.getByRole('region', { name: words(language, 'composer.preview') }).locator('strong')).toBeVisible();
    await lookAt(page, language, 'reply-preview');

    const { items } = await ask<{ items: Post[] }>(page, `/threads/${thread.id}/posts`);
    await page.goto(`/threads/${thread.id}/posts/${items[0]!.id}/revisions`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, 'revisions.title'));
    await lookAt(page, language, 'revisions');

    await page.goto(`/topics/${topic.id}/new`);
    await textOf(page, language).fill(texts[language]);
    await expect(page.getByRole('region', { name: words(language, 'composer.preview') }).locator('strong')).toBeVisible();
    await lookAt(page, language, 'new-thread');

    for (const [path, key] of [
      ['notifications', 'notifications.title'],
      ['settings', 'settings.title'],
      ['threads/nothing', 'not_found.title'],
    ] as const) {
      await page.goto(`/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, key));
      await lookAt(page, language, path.replace('/', '-'));
    }
  });

// Others than those above, who have left drafts behind.
for (const [language, reader] of [['ar', 'officer2.eg'], ['en', 'officer2.ke']] as const)
  test(`what opens over a screen is in order in ${language}`, async ({ officer }) => {
    const page = await officer(reader);
    const { topic, thread } = await discussion(page, language);
    await page.goto(`/threads/${thread.id}`);
    await expectLive(page, language);
    const dialog = page.getByRole('dialog');

    await page.getByRole('button', { name: /196/ }).first().click();
    await expect(dialog.getByRole('listitem').first()).toBeVisible();
    await lookAt(page, language, 'open-readers');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await page.keyboard.press('?');
    await expect(dialog).toBeVisible();
    await lookAt(page, language, 'open-keys');
    await page.keyboard.press('Escape');

    await page.locator('[popovertarget=notifications]').click();
    await expect(page.locator('#notifications')).toBeVisible();
    await lookAt(page, language, 'open-notifications');
    await page.keyboard.press('Escape');

    await page.setViewportSize(sizes[1]!);
    await page.getByRole('button', { name: words(language, 'nav.menu') }).click();
    await expect(page.locator('#menu')).toBeVisible();
    await lookAt(page, language, 'open-menu');

    await page.goto(`/topics/${topic.id}/new`);
    await page.locator('summary').click();
    await page.getByRole('checkbox').nth(2).check();
    await addressTo(page, language, 'KE');
    await page.getByRole('button', { name: words(language, 'composer.except') }).click();
    await page.getByRole('combobox', { name: words(language, 'composer.not_label') }).fill('a');
    await expect(page.getByRole('option').first()).toBeVisible();
    await lookAt(page, language, 'open-picker');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words(language, 'composer.post'), exact: true }).click();
    await expect(textOf(page, language)).toHaveAttribute('aria-invalid', 'true');
    await lookAt(page, language, 'open-errors');
  });
