// A bureau denies another what is its own: two people decide, and the open page of the denied one loses the posts at once.
import { expect, expectAccessible, test, words } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a coordinator proposes to deny a bureau, the security officer approves, and its page loses the posts', async ({ officer }) => {
  const reader = await officer('officer1.ke');
  const writer = await officer('officer1.au');
  const thread = await openThread(reader, 'en', 'Wildlife and forest crime', 'Chain of custody for ivory', 'Who keeps the seals?');
  await writer.goto(thread);
  await answer(writer, 'en', writer.getByRole('article').first(), 'A remark that Canberra would rather keep.');
  await reader.goto(thread);
  await expectLive(reader, 'en');
  await expect(reader.getByText('rather keep')).toBeVisible();

  const coordinator = await officer('coordinator.au');
  await coordinator.getByRole('link', { name: en('bureau.title') }).first().click();
  await expect(coordinator.getByText(en('deny.empty'))).toBeVisible();
  await coordinator.getByRole('button', { name: en('deny.propose') }).click();
  await coordinator.getByRole('combobox', { name: en('deny.add') }).fill('Kenya');
  await coordinator.getByRole('option', { name: /Kenya/ }).first().click();
  await coordinator.getByRole('button', { name: en('proposal.send') }).click();
  await expect(coordinator.getByText(words('en', 'invalid.empty'))).toBeVisible();
  await coordinator.getByRole('textbox', { name: en('proposal.reason') }).fill('Our papers were passed on.');
  await coordinator.getByRole('button', { name: en('proposal.send') }).click();
  await expect(coordinator.getByText(en('proposal.waits'))).toBeVisible();
  await expect(coordinator.getByRole('button', { name: en('proposal.approve') })).toHaveCount(0);
  await expectAccessible(coordinator);
  await expect(reader.getByText('rather keep')).toBeVisible();

  const security = await officer('security.au', '/bureau/deny-list');
  await expect(security.getByText('Our papers were passed on.')).toBeVisible();
  await security.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(security.getByText(en('outcome.approved'))).toBeVisible();
  await expect(reader.getByText('rather keep')).toHaveCount(0, { timeout: 20_000 });
  await expect(reader.getByText('Who keeps the seals?')).toBeVisible();

  // An officer has no way there, and the address shows him nothing.
  await expect(writer.getByRole('link', { name: en('bureau.title') })).toHaveCount(0);
  await writer.goto('/bureau/deny-list');
  await expect(writer.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));

  // The way back is the same, and leads to where it began.
  await coordinator.reload();
  await coordinator.getByRole('button', { name: en('deny.propose') }).click();
  await coordinator.getByRole('checkbox', { name: /Nairobi/ }).check();
  await coordinator.getByRole('textbox', { name: en('proposal.reason') }).fill('That is settled.');
  await coordinator.getByRole('button', { name: en('proposal.send') }).click();
  await expect(coordinator.getByText(en('proposal.waits'))).toBeVisible();
  await security.reload();
  await security.getByRole('button', { name: en('proposal.approve') }).click();
  await expect(security.getByText(en('deny.empty'))).toBeVisible();
  await reader.reload();
  await expect(reader.getByText('rather keep')).toBeVisible();
});
