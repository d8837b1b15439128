// The whole way of a marked text: its source lets it go, takes it from one, sees who had opened it, and the record of all that is proved.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test, words } from './story.ts';
import { addressTo, expectLive, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const program = process.env.PROGRAM_UNDER_TEST ?? resolve(import.meta.dirname, '../../build/release/colloquium');
const title = 'Payments to a source who is abroad';
const body = 'The Treasury asked in which currency it was paid.';

test('a source releases to two bureaus, takes it from one of them, and the record of it is proved', async ({ officer, forum }) => {
  test.slow(); // six people, each in a browser of his own
  const writer = await officer('officer1.gb');
  const coordinator = await officer('coordinator.gb');
  const keeps = await officer('officer1.fr'); // who reads the screen in French
  const loses = await officer('officer1.ke');
  const readers = [{ reader: keeps, language: 'fr' }, { reader: loses, language: 'en' }] as const;
  const topic = await topicNamed(writer, 'Controlled deliveries');

  // RESTRICTED, for three bureaus.
  await writer.goto(`/topics/${topic.id}/new`);
  await writer.getByLabel(en('composer.level'), { exact: true }).selectOption({ label: en('level.restricted') });
  await addressTo(writer, 'en', 'France', 'Kenya');
  await expect(writer.getByText(/^3 bureaus will read this/)).toBeVisible();
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill(title);
  await textOf(writer, 'en').fill(body);
  await writer.getByRole('button', { name: en('composer.send_for_release') }).click();
  await expect(writer.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const path = new URL(writer.url()).pathname;
  for (const { reader, language } of readers) {
    await reader.goto(path);
    await expect(reader.getByRole('heading', { level: 1, name: words(language, 'not_found.title') })).toBeVisible();
  }

  // The coordinator lets it go; the two others open it.
  await coordinator.goto('/release-queue');
  const waiting = coordinator.getByRole('article').filter({ hasText: title });
  await waiting.getByRole('button', { name: en('post.release') }).click();
  const releasing = coordinator.getByRole('dialog', { name: en('post.release') });
  await expect(releasing).toContainText(/RESTRICTED · .*3 bureaus/);
  await releasing.getByLabel(en('post.release_reason')).fill('Method only.');
  await releasing.getByRole('button', { name: en('post.release') }).click();
  await expect(releasing).toHaveCount(0);
  for (const { reader, language } of readers) {
    await reader.goto(`/topics/${topic.id}`);
    await reader.getByRole('link', { name: title }).click();
    await expect(reader.getByRole('article').filter({ hasText: body })).toBeVisible();
    await expectLive(reader, language);
  }

  // The source takes it from one of them, who has it on screen.
  await writer.getByRole('button', { name: en('narrow.open_thread') }).click();
  const narrowing = writer.getByRole('dialog', { name: en('narrow.title_thread') });
  await narrowing.getByRole('button', { name: /^Remove .*Nairobi/ }).click();
  await expect(narrowing).toContainText('1 organisation loses it at once');
  await expect(narrowing.getByRole('listitem').filter({ hasText: 'Nairobi' })).toBeVisible();
  await narrowing.getByRole('button', { name: en('narrow.act') }).click();
  await expect(narrowing).toHaveCount(0);
  await expect(loses.getByText(body)).toHaveCount(0); // without a reload
  await expect(loses.getByText(title)).toHaveCount(0);
  await expect(loses.getByRole('heading', { level: 1, name: en('not_found.title') })).toBeVisible();
  await expect(keeps.getByRole('article').filter({ hasText: body })).toBeVisible();
  await expect(writer.getByRole('button', { name: /readable by 2 bureaus/ }).first()).toBeVisible();

  // Which bureaus had opened it, and not which officer of theirs.
  await coordinator.goto(path);
  const own = await coordinator.getByRole('article').getAttribute('data-post');
  await coordinator.goto(`/audit?view=contributions&event=object.viewed&object=${own}`);
  const opened = coordinator.getByRole('table').getByRole('row');
  await expect(opened.filter({ hasText: 'Nairobi' }).first()).toBeVisible();
  await expect(opened.filter({ hasText: 'Paris' }).first()).toBeVisible();
  for (const { reader } of readers) {
    const { name } = (await (await reader.request.get('/api/v1/me')).json()) as { name: string };
    await expect(coordinator.getByRole('table').getByText(name)).toHaveCount(0);
  }

  // The auditor follows it through the record, and proves the record.
  const auditor = await officer('auditor.ipsg');
  for (const event of ['thread.created', 'audience.narrowed', 'object.viewed']) {
    await auditor.goto(`/audit?view=everything&event=${event}&object=${path.split('/')[2]}`);
    const records = auditor.getByRole('table').getByRole('row');
    await expect(records.filter({ hasText: en(`audit_event.${event}`) }).first()).toBeVisible();
  }
  const run = (...args: string[]): string => execFileSync(program, ['audit', ...args], { encoding: 'utf8' });
  run('checkpoint', '--data', forum.data);
  await auditor.getByRole('button', { name: en('witness.download') }).click();
  const downloading = auditor.waitForEvent('download');
  await auditor.getByRole('button', { name: en('witness.save') }).click();
  const checkpoint = join(forum.data, 'of-the-auditor.txt');
  await (await downloading).saveAs(checkpoint);
  expect(run('verify', '--data', forum.data, '--checkpoint', checkpoint)).toContain('sound');
});
