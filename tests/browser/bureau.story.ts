// What bureaus, compliance and administrators decide by two people: accounts, statuses; and how their screens look.
import type { Page } from '@playwright/test';
import { actOn, setPassword, vet } from './accounts.ts';
import { lookAt } from './look.ts';
import { expect, expectAccessible, languages, test, words, type Language } from './story.ts';
import { expectLive } from './talk.ts';

const en = (key: string): string => words('en', key);

async function nominate(page: Page, name: string, username: string): Promise<void> {
  await page.getByRole('button', { name: en('accounts.nominate') }).click();
  await page.getByRole('textbox', { name: en('accounts.name'), exact: true }).fill(name);
  await page.getByRole('textbox', { name: en('sign_in.username'), exact: true }).fill(username);
  await page.getByRole('textbox', { name: en('accounts.function'), exact: true }).fill('Legal counsel');
}

test('a coordinator nominates, the security officer vets and hands over a code, and a new officer signs in', async ({ browser, officer }) => {
  const coordinator = await officer('coordinator.ca', '/bureau/accounts');
  await nominate(coordinator, 'Noor Fairweather', 'Not a name');
  const send = coordinator.getByRole('form').getByRole('button', { name: en('accounts.nominate') });
  await send.click();
  await expect(coordinator.getByText(en('invalid.malformed'))).toBeVisible();
  await coordinator.getByRole('textbox', { name: en('sign_in.username'), exact: true }).fill('officer7.ca');
  await send.click();
  await expect(coordinator.getByRole('heading', { name: en('accounts.pending') })).toBeVisible();
  await expect(actOn(coordinator, 'en', 'accounts.vet', 'Noor Fairweather')).toHaveCount(0);
  await expectAccessible(coordinator);

  const security = await officer('security.ca', '/bureau/accounts');
  const code = await vet(security, 'en', 'Noor Fairweather');
  await expectAccessible(security);
  const stranger = await browser.newPage({ locale: 'en-GB' });
  await setPassword(stranger, 'en', 'officer7.ca', code);
  await expectLive(stranger, 'en');

  // Locked in the middle of it: the page says so, and what is behind the door stays there.
  await actOn(security, 'en', 'account_act.lock', 'Noor Fairweather').click();
  const dialog = security.getByRole('dialog');
  await dialog.getByRole('textbox', { name: en('proposal.reason') }).fill('A lost device.');
  await dialog.getByRole('button', { name: en('account_act.lock'), exact: true }).click();
  await expect(actOn(security, 'en', 'account_act.unlock', 'Noor Fairweather')).toBeVisible();
  await expect(stranger.getByRole('dialog', { name: en('sign_in.ended_title') })).toBeVisible({ timeout: 30_000 });
  await stranger.close();
});

test('two administrators let in the first security officer of an organisation, and lose sight of him', async ({ browser, officer }) => {
  const name = 'Otávio Lemos';
  const first = await officer('admin.ipsg', '/administration/accounts');
  await expect(first.getByText(en('accounts.empty'))).toBeVisible();
  await nominate(first, name, 'security');
  const organisation = first.getByRole('combobox', { name: en('accounts.organisation') });
  await organisation.fill('Paulo');
  await first.getByRole('listbox').getByRole('option').first().click();
  await first.getByRole('form').getByRole('button', { name: en('accounts.nominate') }).click();
  await expect(first.getByRole('heading', { name: en('accounts.pending') })).toBeVisible();
  await expect(actOn(first, 'en', 'accounts.vet', name)).toHaveCount(0);

  const second = await officer('admin2.ipsg', '/administration/accounts');
  const code = await vet(second, 'en', name);
  await expect(second.getByText('security.br1')).toBeVisible();
  const stranger = await browser.newPage({ locale: 'en-GB' });
  await setPassword(stranger, 'en', 'security.br1', code);
  await stranger.goto('/bureau/accounts');
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(en('accounts.title'));
  await second.reload();
  await expect(second.getByText(en('accounts.empty'))).toBeVisible();
  await stranger.close();
});

async function proposeStatus(page: Page, country: string, hint: string, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: en('status.search') }).fill(country);
  await page.getByRole('main').locator('li').getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(hint) }).check();
  await dialog.getByRole('textbox', { name: en('proposal.reference') }).fill('Decision 12 of 2026');
  await dialog.getByRole('textbox', { name: en('proposal.reason') }).fill(reason);
  await dialog.getByRole('button', { name: en('proposal.send') }).click();
  await expect(page.getByText(en('proposal.waits'))).toBeVisible();
}

test('compliance proposes to suspend an organisation, an administrator approves, and its officers are out at once', async ({ officer }) => {
  const inside = await officer('officer2.co');
  await expectLive(inside, 'es');
  const compliance = await officer('compliance.ipsg', '/administration');
  await proposeStatus(compliance, 'Colombia', en('organisation_status.suspended_hint'), 'Until the review is over.');
  const administrator = await officer('admin.ipsg', '/administration');
  await administrator.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(administrator.getByText(en('outcome.approved'))).toHaveCount(1);
  await expect(inside.getByRole('dialog', { name: words('es', 'sign_in.ended_title') })).toBeVisible({ timeout: 30_000 });

  await compliance.reload();
  await proposeStatus(compliance, 'Colombia', en('organisation_status.active_hint'), 'The review is over.');
  await administrator.reload();
  await administrator.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(administrator.getByText(en('outcome.approved'))).toHaveCount(2);
  await officer('officer2.co');
});

test('an administrator lets an organisation in, and it works when compliance has proposed that and he approved', async ({ officer }) => {
  const administrator = await officer('admin.ipsg', '/administration');
  await administrator.getByRole('button', { name: en('letting_in.begin') }).click();
  const dialog = administrator.getByRole('dialog', { name: en('letting_in.title') });
  const country = dialog.getByRole('combobox', { name: en('letting_in.country') });
  await dialog.getByRole('textbox', { name: en('letting_in.city') }).fill('Marseille');
  for (const name of ['Arabic', 'English', 'Spanish', 'French']) await dialog.getByRole('textbox', { name }).fill('Harbour authority');
  await country.selectOption('FR');
  await dialog.getByRole('button', { name: en('letting_in.send') }).click();
  await expect(dialog.getByText(en('letting_in.country_taken'))).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: en('letting_in.city') })).toHaveValue('Marseille');
  await dialog.getByRole('combobox', { name: en('letting_in.kind') }).selectOption('national_entity');
  await dialog.getByRole('button', { name: en('letting_in.send') }).click();
  await expect(dialog).toHaveCount(0);
  const row = administrator.getByRole('main').locator('li').filter({ hasText: 'Harbour authority' });
  await expect(row).toContainText(en('organisation_status.suspended'));

  const compliance = await officer('compliance.ipsg', '/administration');
  await proposeStatus(compliance, 'Harbour', en('organisation_status.active_hint'), 'It has joined.');
  await administrator.reload();
  await expect(administrator.getByText('It has joined.')).toBeVisible();
  await expect(administrator.getByRole('button', { name: en('proposal.approve') })).toHaveCount(0);
  const second = await officer('admin2.ipsg', '/administration');
  await second.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(second.getByText(en('outcome.approved')).first()).toBeVisible();
  await administrator.reload();
  await expect(row).toContainText(en('organisation_status.active'));
});

// Whose language it is; the offices of the Secretariat speak the one that they choose.
const coordinators: Record<Language, string> = { ar: 'coordinator.ma', en: 'coordinator.ng', es: 'coordinator.mx', fr: 'coordinator.sn' };
const security: Record<Language, string> = { ar: 'security.ma', en: 'security.ng', es: 'security.mx', fr: 'security.sn' };

async function speak(page: Page, language: Language): Promise<void> {
  const status = await page.evaluate(
    async (wanted) =>
      (await fetch('/api/v1/me', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ language: wanted }) })).status,
    language,
  );
  expect(status).toBe(200);
  await page.reload();
  await expect(page.locator(`html[lang=${language}]`)).toBeAttached();
}

async function titled(page: Page, language: Language, key: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words(language, key));
}

for (const language of languages)
  test(`the screens of bureaus and of the administration are in order in ${language}`, async ({ officer }) => {
    test.slow(); // axe-core looks over each screen three times: a minute on two quiet cores
    // What opens over a screen is looked at in two languages: the one from the right and the one from the left.
    const all = language === 'ar' || language === 'en';
    const coordinator = await officer(coordinators[language], '/bureau/deny-list');
    await speak(coordinator, language);
    await titled(coordinator, language, 'deny.title');
    await coordinator.getByRole('button', { name: words(language, 'deny.propose') }).click();
    await coordinator.getByRole('combobox', { name: words(language, 'deny.add') }).fill('PH');
    await coordinator.getByRole('listbox').getByRole('option').first().click();
    await coordinator.getByRole('button', { name: words(language, 'proposal.send') }).click();
    await expect(coordinator.getByText(words(language, 'invalid.empty'))).toBeVisible();
    if (all) await lookAt(coordinator, language, 'bureau-deny-form');
    await coordinator.getByRole('textbox', { name: words(language, 'proposal.reason') }).fill('Ref. 12/2026: UNTOC 18(19).');
    await coordinator.getByRole('button', { name: words(language, 'proposal.send') }).click();
    await expect(coordinator.getByText(words(language, 'proposal.waits'))).toBeVisible();
    await lookAt(coordinator, language, 'bureau-deny-list');
    await coordinator.getByRole('button', { name: words(language, 'proposal.withdraw') }).click();
    await expect(coordinator.getByText(words(language, 'outcome.withdrawn'))).toBeVisible();

    await coordinator.goto('/bureau/accounts');
    await coordinator.getByRole('button', { name: words(language, 'accounts.nominate') }).click();
    await expect(coordinator.getByText(words(language, 'accounts.username_hint'))).toBeVisible();
    await lookAt(coordinator, language, 'bureau-nominate');

    const guard = await officer(security[language], '/bureau/accounts');
    await speak(guard, language);
    await titled(guard, language, 'accounts.title');
    await lookAt(guard, language, 'bureau-accounts');
    for (const [key, what] of [['accounts.renew', 'vet'], ['account_act.transfer', 'transfer']] as const) {
      if (!all) break;
      await guard.getByRole('button', { name: new RegExp(`^${words(language, key)}: `) }).first().click();
      await expect(guard.getByRole('dialog')).toBeVisible();
      await lookAt(guard, language, `bureau-${what}`);
      await guard.keyboard.press('Escape');
    }

    const compliance = await officer('compliance.ipsg', '/administration');
    await speak(compliance, language);
    await titled(compliance, language, 'administration.title');
    await compliance.getByRole('textbox', { name: words(language, 'status.search') }).fill('BR');
    await lookAt(compliance, language, 'administration');
    if (all) {
      await compliance.getByRole('main').locator('li').getByRole('button').first().click();
      await expect(compliance.getByRole('dialog')).toBeVisible();
      await lookAt(compliance, language, 'administration-status');
    }

    const letting = await officer('admin.ipsg', '/administration');
    await speak(letting, language);
    await letting.getByRole('button', { name: words(language, 'letting_in.begin') }).click();
    await expect(letting.getByRole('dialog')).toBeVisible();
    await lookAt(letting, language, 'administration-letting-in');

    const administrator = await officer('admin2.ipsg', '/administration/accounts');
    await speak(administrator, language);
    await titled(administrator, language, 'accounts.title');
    await administrator.getByRole('button', { name: words(language, 'accounts.nominate') }).click();
    await lookAt(administrator, language, 'administration-nominate');
  });
