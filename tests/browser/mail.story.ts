// Somebody has news by mail: an address, the code that came there, how often; and the mail says nothing of what is new.
import { lookAt } from './look.ts';
import { MailSink, type SunkMail } from './mail_sink.ts';
import { expect, languages, test, words } from './story.ts';
import { openThread } from './talk.ts';

const en = (key: string): string => words('en', key);
const names = { ar: 'العربية', en: 'English', es: 'Español', fr: 'Français' };

test('an officer confirms an address, chooses how often, and is called back without a word of what is new', async ({ officer, forum }) => {
  test.slow(); // the server starts again, and the screen is looked at in four languages
  const sink = await MailSink.start();
  const mailed = async (count: number): Promise<SunkMail> => {
    await expect.poll(() => sink.mails.length).toBe(count);
    return sink.mails.at(-1)!;
  };

  const reader = await officer('officer1.ng', '/settings');
  await expect(reader.getByText(en('mail.none'))).toBeVisible();
  await forum.pause();
  await forum.run({
    COLLOQUIUM_MAIL_SERVER: sink.address,
    COLLOQUIUM_MAIL_SECURITY: 'none',
    COLLOQUIUM_MAIL_FROM: 'forum@colloquium.example',
    COLLOQUIUM_MAIL_LINK: forum.url,
    COLLOQUIUM_MAIL_LOOK_MS: '50',
    COLLOQUIUM_MAIL_GATHER_MS: '100',
  });
  await reader.reload();

  // What is no address stays in the field, to be mended.
  const address = reader.getByLabel(en('mail.address'));
  await address.fill('officer1');
  await reader.getByRole('button', { name: en('mail.send_code') }).click();
  await expect(reader.getByText(en('invalid.malformed'))).toBeVisible();
  await expect(address).toHaveValue('officer1');
  await lookAt(reader, 'en', 'mail-address');
  await address.fill('officer1@bureau.example');
  await reader.getByRole('button', { name: en('mail.send_code') }).click();

  const confirmation = await mailed(1);
  expect(confirmation.to).toBe('officer1@bureau.example');
  const code = /^\d{8}$/m.exec(confirmation.text)![0];
  const field = reader.getByLabel(en('mail.code'), { exact: true });
  await expect(field).toBeFocused();
  await field.fill('1234');
  await reader.getByRole('button', { name: en('mail.confirm') }).click();
  await expect(reader.getByText(en('mail.wrong_code'))).toBeVisible();
  await lookAt(reader, 'en', 'mail-code');
  await field.fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await reader.getByRole('button', { name: en('mail.confirm') }).click();
  await expect(reader.getByText('officer1@bureau.example')).toBeVisible();
  await expect(reader.getByRole('radio', { name: en('mail_frequency.never') })).toBeFocused();
  await reader.getByRole('radio', { name: 'At once' }).check();
  await reader.reload();
  await expect(reader.getByRole('radio', { name: 'At once' })).toBeChecked();

  for (const language of languages) {
    await reader.getByRole('radio', { name: names[language] }).check();
    await expect(reader.getByRole('heading', { name: words(language, 'mail.title') })).toBeVisible();
    await lookAt(reader, language, 'mail');
  }
  await reader.getByRole('radio', { name: names.ar }).check();
  await expect(reader.getByRole('heading', { name: words('ar', 'mail.title') })).toBeVisible();

  const author = await officer('officer2.ng');
  await openThread(author, 'en', 'Tobacco products', 'Heliotrope stamps', 'Does @officer1.ng know them?');
  const digest = await mailed(2);
  expect(digest.subject).toBe('نشاط جديد في Colloquium');
  for (const told of ['Heliotrope', 'Tobacco', 'officer2', 'Nigeria', 'NCB'])
    expect(`${digest.subject} ${digest.text} ${digest.raw}`).not.toContain(`${told} `);

  // Its link leads to what is new, for who is signed in.
  const link = /https:\S+\/notifications/.exec(digest.text)![0];
  await reader.goto(link);
  await expect(reader.getByRole('main').getByText('Heliotrope stamps')).toBeVisible();

  await reader.goto('/settings');
  await reader.getByRole('button', { name: words('ar', 'mail.remove') }).click();
  await expect(reader.getByLabel(words('ar', 'mail.address'))).toBeFocused();
  sink.stop();
  await forum.pause();
  await forum.run();
});
