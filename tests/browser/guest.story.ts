// A coordinator invites a guest to one thread; the guest reads it and nothing else, and loses it at once.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, ask, expectLive, openThread, type Topic } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'What a comparative study found about entrapment';

test('a guest reads the thread that he is invited to, writes nothing, and loses it at once', async ({ officer }) => {
  test.slow(); // three people, two screens each looked over by axe-core
  const writer = await officer('officer1.ke');
  const path = await openThread(writer, 'en', 'Controlled deliveries', title, 'Which courts accept it?');
  await answer(writer, 'en', writer.getByRole('article').first(), 'Two of nine.');
  await expect(writer.getByRole('button', { name: en('guests.open') })).toHaveCount(0);

  const guest = await officer('guest.ke');
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(en('invitations.title'));
  await expect(guest.getByText(en('invitations.empty'))).toBeVisible();
  await guest.goto(path);
  await expect(guest.getByText('Which courts accept it?')).toHaveCount(0);

  const coordinator = await officer('coordinator.ke', path);
  await coordinator.getByRole('button', { name: en('guests.open') }).first().click();
  const dialog = coordinator.getByRole('dialog', { name: en('guests.title') });
  const until = dialog.getByLabel(en('guests.until'), { exact: true });
  await until.fill('2020-01-01');
  await dialog.getByRole('button', { name: en('guests.invite') }).click();
  await expect(dialog.getByText(en('invalid.out_of_range'))).toBeVisible();
  await expect(until).toHaveValue('2020-01-01');
  const soon = new Date(Date.now() + 7 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await until.fill(soon);
  await dialog.getByRole('button', { name: en('guests.invite') }).click();
  await expect(dialog.getByRole('listitem')).toContainText('Achieng Odhiambo');
  await lookAt(coordinator, 'en', 'open-guests');

  for (const language of [...languages.filter((one) => one !== 'en'), 'en'] as const) {
    await guest.evaluate(
      (language) => fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ language }) }),
      language,
    );
    await guest.goto('/');
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(words(language, 'invitations.title'));
    await lookAt(guest, language, 'invitations');
  }
  await guest.getByRole('link', { name: title }).click();
  await expect(guest.getByText('Two of nine.')).toBeVisible();
  await expect(guest.getByRole('button', { name: en('post.reply'), exact: true })).toHaveCount(0);
  await expectLive(guest, 'en');
  // It has stayed open while the window was narrower.
  await dialog.getByRole('button', { name: en('guests.end') }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(0);
  await expect(guest.getByText('Two of nine.')).toHaveCount(0); // without a reload
});

const coordinators: Record<Exclude<Language, 'en'>, string> = { ar: 'coordinator.eg', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages.filter((one) => one !== 'en'))
  test(`the dialog of guests is in order in ${language}`, async ({ officer }) => {
    test.slow();
    const page = await officer(coordinators[language as Exclude<Language, 'en'>]);
    const { items } = await ask<{ items: Topic[] }>(page, '/topics?limit=100');
    await openThread(page, language, items[0]!.title, 'Guests?', 'Who is invited?');
    await page.getByRole('button', { name: words(language, 'guests.open') }).first().click();
    await expect(page.getByText(words(language, 'guests.none'))).toBeVisible();
    await lookAt(page, language, 'open-guests');
  });
