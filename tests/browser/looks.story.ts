// Screens and dialogs that other stories look over in one language alone, or not at all: in Arabic and in English axe-core finds
// nothing, and nothing scrolls sideways.
import type { Page } from '@playwright/test';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { openThread } from './talk.ts';

const people = {
  ar: { officer: 'officer1.jo', coordinator: 'coordinator.jo', topic: 'المساعدة القانونية المتبادلة' },
  en: { officer: 'officer2.gb', coordinator: 'coordinator.gb', topic: 'Controlled deliveries' },
} as const;

const titled = (page: Page, title: string) => expect(page.getByRole('heading', { level: 1 })).toHaveText(title);

for (const language of ['ar', 'en'] as const) {
  const say = (key: string): string => words(language, key);
  const { officer: name, coordinator, topic } = people[language];

  test(`what an officer rarely meets is in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const page = await officer(name, '/saved-searches');
    await titled(page, say('saved.title'));
    await lookAt(page, language, 'saved-searches-none');
    await page.goto('/warnings');
    await titled(page, say('warnings.title'));
    await lookAt(page, language, 'warnings-none');

    await openThread(page, language, topic, 'Looks 7', 'UNTOC 18?');
    await page.getByRole('button', { name: say('tags.edit_thread') }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAt(page, language, 'open-labels');
    await page.keyboard.press('Escape');

    await page.route('**/api/v1/threads/**', (route) => route.abort());
    await page.reload();
    await titled(page, say('errors.page_heading'));
    await lookAt(page, language, 'failure');
  });

  test(`what an office rarely meets is in order in ${language}`, async ({ officer }) => {
    test.slow();
    const bureau = await officer(coordinator, '/bureau/break-glass');
    await titled(bureau, say('glass.notices'));
    await lookAt(bureau, language, 'break-glass-notices-none');
    const unit = await officer('unit.ipsg');
    await unit.request.patch('/api/v1/me', { data: { language }, headers: { Origin: new URL(unit.url()).origin } });
    await unit.goto('/bureau/tags');
    await titled(unit, say('tags.list_title'));
    await lookAt(unit, language, 'listed-tags');
    await unit.getByRole('button', { name: say('tags.add') }).click();
    await unit.getByRole('dialog').getByRole('button', { name: say('common.save') }).click();
    await expect(unit.getByRole('dialog').locator('[aria-invalid=true]').first()).toBeVisible();
    await lookAt(unit, language, 'open-listed-tag');
  });

  test(`the door is in order in ${language}, with a code and after an end`, async ({ browser, officer }) => {
    test.slow();
    const stranger = await browser.newPage({ locale: language });
    await stranger.goto('/');
    await stranger.getByRole('button', { name: say('set_password.have') }).click();
    await expect(stranger.getByRole('button', { name: say('set_password.back') })).toBeVisible();
    await lookAt(stranger, language, 'set-password');
    await stranger.close();

    const page = await officer(name);
    await page.context().clearCookies();
    await expect(page.getByRole('dialog', { name: say('sign_in.ended_title') })).toBeVisible({ timeout: 60_000 });
    await lookAt(page, language, 'session-ended');
  });
}
