// A moderator hides another country's post for the time being; its source learns why, keeps it, and gets it back.
import { lookAt } from './look.ts';
import { expect, languages, test, words, type Language } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const topic = 'Controlled deliveries';

test('a moderator hides a post with a reason, its source reads it, and it comes back', async ({ officer }) => {
  const body = 'The driver is called Peter and lives in Dover.';
  const reason = 'It names the driver.';
  const writer = await officer('officer1.gb');
  const path = await openThread(writer, 'en', topic, 'Which crossing was used', 'Does anybody know?');
  await answer(writer, 'en', writer.getByRole('article').first(), body);
  const own = writer.getByRole('article').filter({ hasText: body });
  const reader = await officer('officer2.ke', path);
  const read = reader.getByRole('article').filter({ hasText: body });
  await expect(read).toBeVisible();
  await expectLive(reader, 'en');
  await expectLive(writer, 'en');
  await expect(read.getByRole('button', { name: en('hiding.act') })).toHaveCount(0);

  const moderator = await officer('moderator.ke', path);
  const seen = moderator.getByRole('article').filter({ hasText: body });
  await expect(seen.getByRole('button', { name: en('recall.act') })).toHaveCount(0);
  await seen.getByRole('button', { name: en('hiding.act') }).click();
  const dialog = moderator.getByRole('dialog', { name: en('hiding.title') });
  await expect(dialog).toContainText(en('hiding.effect_told'));
  await dialog.getByRole('button', { name: en('hiding.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const why = dialog.getByLabel(en('hiding.reason'), { exact: true });
  await why.fill(reason);
  await moderator.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await seen.getByRole('button', { name: en('hiding.act') }).click();
  await expect(why).toHaveValue(reason); // closing it loses nothing
  await moderator.context().setOffline(true);
  await dialog.getByRole('button', { name: en('hiding.act') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(why).toHaveValue(reason);
  await expect(read).toBeVisible();
  await moderator.context().setOffline(false);
  await dialog.getByRole('button', { name: en('hiding.act') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(read).toHaveCount(0); // without a reload
  await expect(seen).toContainText(en('state.hidden'));
  await expect(seen).toContainText(reason);
  await expect(own).toContainText(reason);
  await expect(own.getByRole('button', { name: en('hiding.unhide') })).toHaveCount(0);

  const coordinator = await officer('coordinator.gb', '/notifications');
  await expect(coordinator.getByRole('main')).toContainText(en('notifications.post_hidden'));
  await coordinator.goto('/contributions?show=hidden');
  const kept = coordinator.getByRole('article').filter({ hasText: body });
  await expect(kept).toContainText(reason);
  await expect(kept.getByRole('button', { name: en('hiding.unhide') })).toHaveCount(0);

  // Among all that is hidden, where a moderator looks for what he may show again.
  await moderator.goto('/moderation');
  await moderator.getByRole('link', { name: en('hidden.title') }).first().click();
  await expect(moderator.getByRole('heading', { level: 1, name: en('hidden.title') })).toBeVisible();
  const listed = moderator.getByRole('article').filter({ hasText: body });
  await expect(listed).toContainText(reason);
  await expect(listed.getByRole('link', { name: 'Which crossing was used' })).toBeVisible();
  await lookAt(moderator, 'en', 'hidden-posts');
  await listed.getByRole('button', { name: en('hiding.unhide') }).click();
  const again = moderator.getByRole('dialog', { name: en('hiding.unhide_title') });
  await again.getByLabel(en('hiding.reason'), { exact: true }).fill('The bureau has confirmed that the name is invented.');
  await again.getByRole('button', { name: en('hiding.unhide') }).click();
  await expect(listed).toContainText(en('hidden.shown'));
  await expect(listed.getByRole('button', { name: en('hiding.unhide') })).toHaveCount(0);
  await moderator.goto(path);
  await expect(seen.getByRole('button', { name: en('hiding.act') })).toBeVisible();
  await expect(seen).not.toContainText(en('state.hidden'));
  await reader.goto(path);
  await expect(read).toBeVisible();
});

test('a coordinator hides what his bureau has written, and shows it again, among its contributions', async ({ officer }) => {
  const body = 'The seal number ends in seven.';
  const writer = await officer('officer2.gb');
  const path = await openThread(writer, 'en', topic, 'How seals are numbered', body);
  const coordinator = await officer('coordinator.gb', '/contributions');
  const own = coordinator.getByRole('article').filter({ hasText: body });
  await own.getByRole('button', { name: en('hiding.act') }).click();
  const hide = coordinator.getByRole('dialog', { name: en('hiding.title') });
  await hide.getByLabel(en('hiding.reason'), { exact: true }).fill('Until the seals are changed.');
  await hide.getByRole('button', { name: en('hiding.act') }).click();
  await expect(own).toContainText(en('state.hidden'));
  await expect(own).toContainText('Until the seals are changed.');
  const stranger = await officer('officer1.ke', path);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
  await own.getByRole('button', { name: en('hiding.unhide') }).click();
  const show = coordinator.getByRole('dialog', { name: en('hiding.unhide_title') });
  await show.getByLabel(en('hiding.reason'), { exact: true }).fill('They are changed.');
  await show.getByRole('button', { name: en('hiding.unhide') }).click();
  await expect(own.getByRole('button', { name: en('hiding.act') })).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole('article').filter({ hasText: body })).toBeVisible();
});

const coordinators: Record<Language, string> = { ar: 'coordinator.eg', en: 'coordinator.ke', es: 'coordinator.es', fr: 'coordinator.fr' };

for (const language of languages)
  test(`the screens of hiding are in order in ${language}`, async ({ officer }) => {
    test.slow(); // each looked over by axe-core, at two widths
    const page = await officer(coordinators[language], '/contributions?show=published');
    const first = page.getByRole('article').first();
    await first.getByRole('button', { name: words(language, 'hiding.act') }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await lookAt(page, language, 'open-hiding');
    await dialog.getByLabel(words(language, 'hiding.reason'), { exact: true }).fill('…');
    await dialog.getByRole('button', { name: words(language, 'hiding.act') }).click();
    await expect(first).toContainText(words(language, 'state.hidden'));
    await page.goto('/contributions?show=hidden');
    await expect(page.getByRole('group', { name: words(language, 'state.hidden') }).first()).toBeVisible();
    await lookAt(page, language, 'contributions-hidden');
    const compliance = await officer('compliance.ipsg');
    await compliance.request.patch('/api/v1/me', { data: { language }, headers: { Origin: new URL(page.url()).origin } });
    await compliance.goto('/hidden-posts');
    await expect(compliance.getByRole('heading', { level: 1 })).toHaveText(words(language, 'hidden.title'));
    await expect(compliance.getByText(words(language, 'hidden.empty'))).toBeVisible();
    await lookAt(compliance, language, 'hidden-posts');
    await compliance.request.patch('/api/v1/me', { data: { language: 'en' }, headers: { Origin: new URL(page.url()).origin } });
  });
