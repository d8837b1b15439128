// A link from one thread to another is shown at both ends, each to those who may read it.
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { addressTo, expectWritten, openThread, paste, post, textOf, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a thread says which threads link to it, to each reader as far as he may know', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const brazilian = await officer('officer1.br');
  const target = await openThread(british, 'en', 'Firearms', 'Deactivated frames', 'Which standard holds?');
  const origin = new URL(british.url()).origin;

  // An address that is pasted becomes a link of this forum, wherever it runs.
  const { id } = await topicNamed(british, 'Firearms');
  await british.goto(`/topics/${id}/new`);
  await british.getByRole('textbox', { name: en('composer.title'), exact: true }).fill('Between two: frames');
  await addressTo(british, 'en', 'Kenya');
  await textOf(british, 'en').fill('See ');
  await paste(british, 'en', { 'text/plain': `${origin}${target}` });
  await expectWritten(british, 'en', `See [${target}](${target})`);
  await post(british, 'en');
  await expect(british.getByRole('heading', { level: 1, name: 'Between two: frames' })).toBeVisible();
  const narrow = new URL(british.url()).pathname;
  await british.getByRole('article').getByRole('link', { name: target }).click();
  await expect(british.getByRole('heading', { level: 1, name: 'Deactivated frames' })).toBeVisible();

  await kenyan.setViewportSize({ width: 1440, height: 900 });
  await kenyan.goto(target);
  const from = kenyan.getByRole('complementary', { name: en('thread.aside') }).getByRole('region', { name: en('thread.links_from') });
  await expect(from.getByRole('link', { name: 'Between two: frames' })).toHaveAttribute('href', narrow);
  await lookAt(kenyan, 'en', 'linked_from');

  await brazilian.setViewportSize({ width: 1440, height: 900 });
  await brazilian.goto(target);
  await expect(brazilian.getByRole('heading', { level: 1, name: 'Deactivated frames' })).toBeVisible();
  await expect(brazilian.getByRole('complementary', { name: words('es', 'thread.aside') })).toBeVisible();
  await expect(brazilian.getByText('Between two: frames')).toHaveCount(0);
  await expect(brazilian.getByRole('region', { name: words('es', 'thread.links_from') })).toHaveCount(0);
});
