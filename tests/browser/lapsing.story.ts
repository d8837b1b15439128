// A vetting lapses while its officer writes: he is shut out at once, and his words wait for him until it is renewed.
import { actOn } from './accounts.ts';
import { demoPassword } from './forum.ts';
import { expect, test, words } from './story.ts';
import { ask, expectLive, expectWritten, post, textOf, topicNamed } from './talk.ts';

const fr = (key: string): string => words('fr', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };
const title = 'Délais de garde des scellés';

type Account = { id: string; username: string; name: string; version: number };

test('a vetting that lapses closes every page, and what was being written goes on when it is renewed', async ({ officer }) => {
  test.slow(); // the open line is looked at every half minute
  const writer = await officer('officer2.fr');
  const looking = await officer('officer2.fr');
  const topic = await topicNamed(writer, 'Biens culturels');
  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByRole('textbox', { name: fr('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'fr').fill('Combien de temps les gardez-vous');
  await expect
    .poll(async () => (await ask<{ items: { body: string }[] }>(writer, '/drafts')).items.map(({ body }) => body))
    .toContain('Combien de temps les gardez-vous');
  await expectLive(looking, 'fr');

  // The form takes days: that it lapses within seconds is told to the server.
  const security = await officer('security.fr', '/bureau/accounts');
  const { items } = await ask<{ items: Account[] }>(security, '/accounts?limit=100');
  const account = items.find((one) => one.username === 'officer2.fr')!;
  const soon = new Date(Date.now() + 1_500).toISOString();
  const done = await security.request.post(`/api/v1/accounts/${account.id}/vetting`, {
    data: { version: account.version, vetted_until: soon }, headers: same,
  });
  expect(done.status()).toBe(200);
  await expect.poll(async () => (await writer.request.get('/api/v1/me')).status()).toBe(401);

  // Who writes is told with his next word; who only looks, within the minute.
  await textOf(writer, 'fr').press('ControlOrMeta+End');
  await textOf(writer, 'fr').pressSequentially(', et où ?');
  const ended = writer.getByRole('dialog', { name: fr('sign_in.ended_title') });
  const signIn = async (): Promise<void> => {
    await ended.getByLabel(fr('sign_in.password')).fill(demoPassword);
    await ended.getByRole('button', { name: fr('sign_in.submit') }).click();
  };
  await expect(ended).toBeVisible();
  await signIn();
  await expect(ended.getByRole('alert')).toContainText(fr('error.account_unavailable'));
  await expect(looking.getByRole('dialog', { name: fr('sign_in.ended_title') })).toBeVisible({ timeout: 60_000 });

  await security.reload();
  const item = security.getByRole('article').filter({ hasText: account.name });
  await expect(item.locator('.lapsed')).toBeVisible();
  await actOn(security, 'fr', 'accounts.renew', account.name).click();
  await security.getByRole('dialog').getByRole('button', { name: fr('accounts.renew'), exact: true }).click();
  await expect(security.getByRole('dialog')).toHaveCount(0);
  await expect(item.locator('.lapsed')).toHaveCount(0);

  await signIn();
  await expect(ended).toHaveCount(0);
  await expectWritten(writer, 'fr', 'Combien de temps les gardez-vous, et où ?');
  await writer.reload();
  await expectWritten(writer, 'fr', /^Combien de temps les gardez-vous/);
  await post(writer, 'fr');
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
});
