// A coordinator names a group, an officer of his bureau addresses a thread to it, and those who are in it read it: nobody else, and the source can ask why.
import { lookAt } from './look.ts';
import { expect, expectAccessible, languages, test, words } from './story.ts';
import { ask, openThread, post, textOf, topicNamed, type Topic } from './talk.ts';

const en = (key: string): string => words('en', key);

test('a thread is addressed to a group that a coordinator has named', async ({ officer }) => {
  const coordinator = await officer('coordinator.au');
  await coordinator.goto('/bureau/groups');
  await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText(en('groups.title'));
  await expect(coordinator.getByText(en('groups.empty'))).toBeVisible();
  await expectAccessible(coordinator);
  await coordinator.getByRole('button', { name: en('groups.new') }).click();
  const sheet = coordinator.getByRole('dialog');
  await sheet.getByRole('button', { name: en('common.save') }).click();
  await expect(sheet.getByText(en('invalid.empty'))).toBeVisible();
  await sheet.getByRole('textbox', { name: en('groups.name') }).fill('Indian Ocean working party');
  await sheet.getByRole('combobox', { name: en('groups.add_member') }).fill('Kenya');
  await coordinator.getByRole('option', { name: /Kenya/ }).first().click();
  await expectAccessible(coordinator);
  await sheet.getByRole('button', { name: en('common.save') }).click();
  const group = coordinator.getByRole('article').filter({ hasText: 'Indian Ocean working party' });
  await expect(group).toContainText('Kenya');
  await expect(sheet).toHaveCount(0);
  // The same name again is told beside its field, and what was typed stays.
  await coordinator.getByRole('button', { name: en('groups.new') }).click();
  await sheet.getByRole('textbox', { name: en('groups.name') }).fill('Indian Ocean working party');
  await sheet.getByRole('button', { name: en('common.save') }).click();
  await expect(sheet.getByText(en('invalid.taken'))).toBeVisible();
  await expect(sheet.getByRole('textbox', { name: en('groups.name') })).toHaveValue('Indian Ocean working party');
  await sheet.getByRole('button', { name: en('common.cancel') }).click();

  const writer = await officer('officer1.au');
  const { id } = await topicNamed(writer, 'Wildlife and forest crime');
  await writer.goto(`/topics/${id}/new`);
  await writer.getByRole('textbox', { name: en('composer.title'), exact: true }).fill('Shipping lanes');
  await textOf(writer, 'en').fill('For those of us around the ocean.');
  await writer.getByRole('combobox', { name: en('composer.to_label') }).fill('ocean');
  await writer.getByRole('option', { name: /Indian Ocean/ }).click();
  await expect(writer.getByRole('group', { name: en('composer.address') })).toContainText('Indian Ocean working party');
  await expect(writer.getByText('2 bureaus will read this.')).toBeVisible();
  await expectAccessible(writer);
  // A draft keeps the group.
  await writer.reload();
  await expect(writer.getByRole('group', { name: en('composer.address') })).toContainText('Indian Ocean working party');
  await post(writer, 'en');
  await expect(writer.getByRole('heading', { level: 1, name: 'Shipping lanes' })).toBeVisible();
  const thread = new URL(writer.url()).pathname;

  const member = await officer('officer1.ke', thread);
  await expect(member.getByText('around the ocean')).toBeVisible();
  const stranger = await officer('officer1.gb', thread);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
  // Who is in the group finds it too; who is not does not.
  await member.goto(`/topics/${id}/new`);
  await member.getByRole('combobox', { name: en('composer.to_label') }).fill('ocean');
  await expect(member.getByRole('option', { name: /Indian Ocean/ })).toBeVisible();
  await stranger.goto(`/topics/${id}/new`);
  await stranger.getByRole('combobox', { name: en('composer.to_label') }).fill('ocean');
  await expect(stranger.getByText(en('composer.nobody_found'))).toBeVisible();

  // The coordinator of the source asks why; who only reads it cannot.
  await member.goto(thread);
  await member.getByRole('button', { name: 'readable by 2 bureaus' }).first().click();
  await expect(member.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  await expect(member.getByRole('combobox', { name: en('trace.about') })).toHaveCount(0);
  await coordinator.goto(thread);
  await coordinator.getByRole('button', { name: 'readable by 2 bureaus' }).first().click();
  const why = coordinator.getByRole('region', { name: en('trace.title') });
  const about = why.getByRole('combobox', { name: en('trace.about') });
  await about.fill('Kenya');
  await why.getByRole('option', { name: /Kenya/ }).first().click();
  await expect(why.getByText(en('trace.some'))).toBeVisible();
  await expect(why.getByText(en('read_step.deny_list.passes'))).toBeVisible();
  await expect(why.getByText(en('read_step.other_lists.not_told'))).toBeVisible();
  await about.fill('United Kingdom');
  await why.getByRole('option', { name: /United Kingdom/ }).first().click();
  await expect(why.getByText(en('trace.nobody'))).toBeVisible();
  await expect(why.getByText(en('read_step.thread.fails'))).toBeVisible();
  await expectAccessible(coordinator);
  await coordinator.goto('/bureau/groups');

  // Retired, it is found no more, and what was addressed through it is as it was.
  await group.getByRole('button', { name: /Retire/ }).click();
  await group.getByRole('button', { name: en('groups.retire'), exact: true }).click();
  await expect(coordinator.getByText(en('groups.empty'))).toBeVisible();
  await member.goto(thread);
  await expect(member.getByText('around the ocean')).toBeVisible();
  await stranger.goto(thread);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(en('not_found.title'));
});

const coordinators = { ar: 'coordinator.eg', en: 'coordinator.ke', es: 'coordinator.es', fr: 'coordinator.fr' } as const;
const names = { ar: 'فريق عمل المحيط الهندي', en: 'Working party on forged certificates of origin', es: 'Grupo de trabajo del Mediterráneo', fr: 'Convention de Palerme' };

for (const language of languages)
  test(`the groups are in order in ${language}`, async ({ officer }) => {
    const page = await officer(coordinators[language], '/bureau/groups');
    await page.getByRole('button', { name: words(language, 'groups.new') }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox', { name: words(language, 'groups.name') }).fill(names[language]);
    await sheet.getByRole('combobox', { name: words(language, 'groups.add_member') }).fill('br');
    await page.getByRole('listbox').getByRole('option').first().click();
    await lookAt(page, language, 'group-sheet');
    await sheet.getByRole('button', { name: words(language, 'common.save') }).click();
    await expect(page.getByRole('article')).toContainText(names[language]);
    await lookAt(page, language, 'groups');
  });

test('why somebody reads it is in order in ar', async ({ officer }) => {
  const page = await officer('officer1.eg');
  const { items: topics } = await ask<{ items: Topic[] }>(page, '/topics?limit=100');
  await openThread(page, 'ar', topics[0]!.title, 'سؤال عن التسليم المراقب', 'من يقرأ هذا؟');
  await page.getByRole('group', { name: words('ar', 'marking.label') }).first().getByRole('button').click();
  const why = page.getByRole('region', { name: words('ar', 'trace.title') });
  await why.getByRole('combobox', { name: words('ar', 'trace.about') }).fill('ke');
  await why.getByRole('listbox').getByRole('option').first().click();
  await expect(why.getByText(words('ar', 'trace.some'))).toBeVisible();
  await lookAt(page, 'ar', 'open-why');
});
