// At RESTRICTED and above a second pair of eyes of the same bureau lets a post go out.
import { expect, test, words } from './story.ts';
import { expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const title = 'Marked notes in a controlled delivery';

test('a coordinator releases what an officer wrote, and readers get it live', async ({ officer }) => {
  const writer = await officer('officer1.gb');
  const coordinator = await officer('coordinator.gb');
  const reader = await officer('officer1.ke');
  const topic = await topicNamed(writer, 'Controlled deliveries');
  await reader.goto(`/topics/${topic.id}`);
  await expectLive(reader, 'en');

  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByLabel(en('composer.level'), { exact: true }).selectOption({ label: en('level.restricted') });
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill('How do you account for the notes that are not recovered?');
  await expect(writer.getByText(en('composer.awaits_release'))).toBeVisible();
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(writer.getByRole('article')).toContainText(en('state.awaiting_release'));
  await expectLive(writer, 'en');

  await coordinator.goto(`/topics/${topic.id}`);
  const waiting = coordinator.getByRole('article').filter({ hasText: title });
  await expect(waiting).toContainText(en('state.awaiting_release'));
  await waiting.getByRole('link', { name: title }).click();
  await coordinator.getByRole('button', { name: en('post.release') }).click();
  const dialog = coordinator.getByRole('dialog', { name: en('post.release') });
  await dialog.getByLabel(en('post.release_reason')).fill('Method only, no case data.');

  // Until this moment nobody else knows.
  await reader.reload();
  await expectLive(reader, 'en');
  await expect(reader.getByText(title)).toHaveCount(0);
  await dialog.getByRole('button', { name: en('post.release') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(coordinator.getByText(en('state.awaiting_release'))).toHaveCount(0);

  await reader.getByRole('button', { name: '1 new thread' }).click();
  await expect(reader.getByRole('link', { name: title })).toBeVisible();
  await expect(writer.getByText(en('state.awaiting_release'))).toHaveCount(0);
});
