// A post is edited, its versions are read, it is withdrawn: everybody who looks at it sees it happen.
import { expect, test, words } from './story.ts';
import { answer, expectLive, openThread } from './talk.ts';

const en = (key: string): string => words('en', key);

test('others see a post change and go while they read', async ({ officer }) => {
  const writer = await officer('officer1.ke');
  const reader = await officer('officer1.gb');
  const thread = await openThread(writer, 'en', 'Wildlife and forest crime', 'Ivory in transit', 'Seize at the first port.');
  await answer(writer, 'en', writer.getByRole('article').first(), 'A remark made in haste.');
  await reader.goto(thread);
  await expectLive(reader, 'en');
  await expect(reader.getByRole('article')).toHaveCount(2);

  const first = writer.getByRole('article').first();
  await first.getByRole('button', { name: en('post.edit') }).click();
  await writer.getByRole('textbox', { name: en('composer.text'), exact: true }).fill('Seize at the **last** port.');
  await writer.getByRole('button', { name: en('composer.save_edit') }).click();
  await expect(first).toContainText('Seize at the last port.');

  const seen = reader.getByRole('article').first();
  await expect(seen).toContainText('Seize at the last port.');
  await seen.getByRole('link', { name: en('post.edited') }).click();
  const versions = reader.getByRole('main').getByRole('listitem').filter({ has: reader.getByRole('heading', { level: 2 }) });
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText('Seize at the last port.');
  await expect(versions.first()).toContainText(en('revisions.current'));
  await expect(versions.last()).toContainText('Seize at the first port.');
  await reader.getByRole('link', { name: en('revisions.back') }).click();
  await expect(reader.getByRole('article')).toHaveCount(2);

  const hasty = writer.getByRole('article').filter({ hasText: 'made in haste' });
  await hasty.getByRole('button', { name: en('post.withdraw') }).click();
  await hasty.getByRole('button', { name: en('common.undo') }).click();
  await expect(hasty.getByRole('button', { name: en('post.withdraw') })).toBeVisible();
  await expect(reader.getByText('made in haste')).toBeVisible();
  await hasty.getByRole('button', { name: en('post.withdraw') }).click();
  await expect(reader.getByText('made in haste')).toHaveCount(0, { timeout: 20_000 });
  await expect(writer.getByText('made in haste')).toHaveCount(0);
  await expect(reader.getByRole('article')).toHaveCount(1);

  // With its question the thread goes: the reader stands before the page of what does not exist.
  await writer.getByRole('button', { name: en('post.withdraw') }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'), { timeout: 20_000 });
});
