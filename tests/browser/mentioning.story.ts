// Mentions: who may read the text is offered by keyboard and hears of it at once; who may not is not there.
import { expect, test, words } from './story.ts';
import { addressTo, expectLive, expectWritten, openThread, post, textOf } from './talk.ts';
import { lookAt } from './look.ts';

const en = (key: string) => words('en', key);

test('a colleague is called by name with the keyboard alone, and hears of it at once', async ({ officer }) => {
  const british = await officer('officer1.gb');
  const kenyan = await officer('officer1.ke');
  await expectLive(kenyan, 'en');
  const thread = await openThread(british, 'en', 'Firearms', 'Who keeps the register', 'Who does?');
  await british.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  const text = textOf(british, 'en');
  await text.focus();
  await british.keyboard.type('Ask @officer');
  const list = british.getByRole('listbox', { name: en('mentions.list') });
  await expect(list).toBeVisible();
  await british.keyboard.type('1.k');
  await expect(list.getByRole('option').first()).toContainText('@officer1.k');
  await lookAt(british, 'en', 'mention_menu');
  await british.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await british.keyboard.type('e');
  await expect(list.getByRole('option')).toHaveCount(1);
  await british.keyboard.press('Enter');
  await expectWritten(british, 'en', 'Ask @officer1.ke ');
  await british.keyboard.type('and @bureau:ke');
  await expect(list.getByRole('option')).toHaveCount(1);
  await british.keyboard.press('Tab');
  await expectWritten(british, 'en', 'Ask @officer1.ke and @bureau:ke ');
  await british.keyboard.press('Control+Enter');
  const said = british.getByRole('article').filter({ hasText: 'Ask @officer1.ke' });
  await expect(said.locator('.mention')).toHaveCount(2);

  await expect(kenyan.getByRole('button', { name: /Notifications: [1-9]/ })).toBeVisible();
  await kenyan.goto('/notifications');
  await expect(kenyan.getByRole('main').getByText(en('notifications.post_mentioned')).first()).toBeVisible();
  await lookAt(kenyan, 'en', 'mentioned');
  await kenyan.getByRole('link').filter({ hasText: en('notifications.post_mentioned') }).first().click();
  await expect(kenyan).toHaveURL(new RegExp(thread));
  const colleague = await officer('officer2.ke', '/notifications');
  await expect(colleague.getByRole('main').getByText(en('notifications.bureau_mentioned')).first()).toBeVisible();
});

test('somebody who will not read the text is not offered, and his typed name stays text', async ({ officer }) => {
  const british = await officer('officer1.gb');
  await openThread(british, 'en', 'Firearms', 'Between two bureaus', 'For all, so far.');
  await british.getByRole('article').first().getByRole('button', { name: en('post.reply'), exact: true }).click();
  await addressTo(british, 'en', 'Kenya');
  const text = textOf(british, 'en');
  await text.focus();
  await british.keyboard.type('Ask @officer1.ke');
  const list = british.getByRole('listbox', { name: en('mentions.list') });
  await expect(list.getByRole('option')).toHaveCount(1);
  await british.keyboard.press('Enter');
  await british.keyboard.type('or @officer1.br');
  await expect(list).toHaveCount(0);
  await british.keyboard.type(' or @nobody');
  await expect(list).toHaveCount(0);
  await post(british, 'en');
  const said = british.getByRole('article').filter({ hasText: 'or @officer1.br or @nobody' });
  await expect(said.locator('.mention')).toHaveText(['@officer1.ke']);
});

test('names stand from left to right in an Arabic text, and on a phone', async ({ officer }) => {
  const egyptian = await officer('officer1.eg');
  await openThread(egyptian, 'ar', 'المساعدة القانونية المتبادلة', 'من يجيب', 'سؤال قصير.');
  await egyptian.setViewportSize({ width: 320, height: 640 });
  await egyptian.getByRole('article').first().getByRole('button', { name: words('ar', 'post.reply'), exact: true }).click();
  await textOf(egyptian, 'ar').focus();
  await egyptian.keyboard.type('اسأل @officer1');
  const list = egyptian.getByRole('listbox', { name: words('ar', 'mentions.list') });
  await expect(list.getByRole('option').first()).toBeVisible();
  await lookAt(egyptian, 'ar', 'mention_menu_phone');
  await egyptian.keyboard.press('ArrowDown');
  await egyptian.keyboard.press('Enter');
  await expectWritten(egyptian, 'ar', /^اسأل @officer1\.[a-z]{2} $/);
});
