// Whoever answers a post that is for few begins with these few, is told so, and widens only knowingly.
import { expect, test, words } from './story.ts';
import { addressTo, expectLive, openThread, post, textOf } from './talk.ts';

const en = (key: string): string => words('en', key);

test('an answer is as narrow as the post it answers, unless its writer says otherwise', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  const brazilian = await officer('officer1.br');
  const thread = await openThread(british, 'en', 'Firearms', 'Serial numbers on frames', 'Who keeps the register?');
  const to_all = await british.getByRole('main').getByRole('group', { name: en('marking.label') }).first().getByRole('button').innerText();

  await british.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await addressTo(british, 'en', 'Kenya');
  await textOf(british, 'en').fill('Between the two of us.');
  await post(british, 'en');
  await expect(british.getByRole('article').filter({ hasText: 'Between the two of us.' })).toBeVisible();

  await brazilian.goto(thread);
  await expectLive(brazilian, 'es');
  await kenyan.goto(thread);
  const narrow = kenyan.getByRole('article').filter({ hasText: 'Between the two of us.' });
  await narrow.getByRole('button', { name: en('post.reply'), exact: true }).click();
  const composer = kenyan.getByRole('form', { name: en('composer.reply') });
  await expect(composer.getByText(en('audience.answered'), { exact: true }).first()).toBeVisible();
  await expect(composer.getByText('2 bureaus will read this.')).toBeVisible();
  await textOf(kenyan, 'en').fill('And between us it stays.');
  await post(kenyan, 'en');
  const answer = kenyan.getByRole('article').filter({ hasText: 'And between us it stays.' });
  await expect(answer.getByRole('button', { name: /^only for 2 of the/ })).toBeVisible();

  await narrow.getByRole('button', { name: en('post.reply'), exact: true }).click();
  await kenyan.getByRole('combobox', { name: en('composer.to_label') }).click();
  await kenyan.getByRole('option', { name: en('audience.inherit_thread') }).click();
  await expect(composer.getByText('repeat nothing from it')).toBeVisible();
  await textOf(kenyan, 'en').fill('What may be told to all.');
  await post(kenyan, 'en');
  const wide = kenyan.getByRole('article').filter({ hasText: 'What may be told to all.' });
  await expect(wide.getByRole('button', { name: to_all })).toBeVisible();

  // Who reads the thread alone hears of the wide answer, and of nothing else.
  await brazilian.getByRole('button', { name: '1 respuesta nueva' }).click();
  await expect(brazilian.getByText('What may be told to all.')).toBeVisible();
  await expect(brazilian.getByRole('article')).toHaveCount(2);
  await expect(brazilian.getByText('between us')).toHaveCount(0);
});
