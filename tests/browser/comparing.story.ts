// What changed between two versions of a post, word by word: the newest against the one before, or any two, by keyboard alone.
import { lookAt } from './look.ts';
import { expect, languages, test, words } from './story.ts';
import { topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };

test('a reader compares two versions of a post, and of one that was taken out nothing is told', async ({ officer }) => {
  test.slow(); // looked over in four languages
  const writer = await officer('officer1.ng');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  const opened = await writer.request.post(`/api/v1/topics/${topic.id}/threads`, {
    data: { title: 'Who signs for the parcel', body: 'The crew stays on board.', language: 'en' },
    headers: same,
  });
  const { thread, post } = (await opened.json()) as { thread: { id: string }; post: { id: string } };
  const bodies = ['The crew is landed at Lagos.', ...Array.from({ length: 25 }, (_, i) => `The crew is landed at berth ${i}.`)];
  for (const [i, body] of bodies.entries()) {
    const edited = await writer.request.patch(`/api/v1/posts/${post.id}`, { data: { version: i + 1, body }, headers: same });
    expect(edited.status()).toBe(200);
  }

  // The newest against the one before, without a question.
  const history = `/threads/${thread.id}/posts/${post.id}/revisions`;
  const reader = await officer('officer1.au', history);
  const compared = reader.getByRole('region', { name: en('revisions.compare') });
  const change = compared.getByRole('region');
  await expect(compared.locator('del')).toHaveText('23.');
  await expect(compared.locator('ins')).toHaveText('24.');
  await expect(compared.getByRole('status')).toHaveText('Words added: 1. Words removed: 1.');
  await expect(compared.getByRole('listitem')).toHaveCount(2);
  await expect(compared.getByRole('listitem').first()).toContainText(/^Version 26, .*NCB Abuja/);

  // Those who hear the page hear where each change begins and ends.
  await expect(change).toContainText(/removed: 23\. end of what was removed\s*added: 24\. end of what was added/);

  // The oldest come when they are asked for; from the keyboard any two are taken.
  await expect(reader.getByRole('heading', { name: 'Version 3', exact: true })).toBeVisible();
  await expect(reader.getByRole('heading', { name: 'Version 2', exact: true })).toHaveCount(0);
  await reader.getByRole('button', { name: en('revisions.earlier') }).press('Enter');
  await expect(reader.getByRole('heading', { name: 'Version 2', exact: true })).toBeFocused();
  await expect(reader.getByRole('button', { name: en('revisions.earlier') })).toHaveCount(0);
  await compared.getByLabel(en('revisions.before')).focus();
  await reader.keyboard.press('End');
  await expect(compared.locator('del')).toHaveText('stays on board.');
  await reader.keyboard.press('Tab');
  await expect(compared.getByLabel(en('revisions.after'))).toBeFocused();
  await reader.keyboard.press('End');
  await expect(compared.locator('ins')).toHaveText('is landed at Lagos.');
  await expect(change.getByRole('heading')).toHaveText('From version 1 to version 2');

  const origin = new URL(reader.url()).origin;
  for (const language of languages) {
    await reader.request.patch('/api/v1/me', { data: { language }, headers: { Origin: origin } });
    await reader.reload();
    await expect(reader.getByRole('region', { name: words(language, 'revisions.compare') }).locator('ins')).toBeVisible();
    await lookAt(reader, language, 'revision-diff');
  }

  // What its source took out cannot be found again by comparing.
  await reader.request.patch('/api/v1/me', { data: { language: 'en' }, headers: { Origin: origin } });
  const coordinator = await officer('coordinator.ng');
  const redacted = await coordinator.request.post(`/api/v1/posts/${post.id}/redaction`, {
    data: { version: 26, reason: 'It named a berth.' },
    headers: same,
  });
  expect(redacted.status()).toBe(204);
  await reader.goto(history);
  await expect(compared.getByRole('status')).toHaveText(/took the text of version 26 out/);
  await expect(compared.locator('ins, del')).toHaveCount(0);
  await expect(reader.getByText('berth 23')).toHaveCount(0);
});
