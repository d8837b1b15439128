import { describe, expect, it, vi } from 'vitest';
import {
  narrower,
  with_base,
  with_excepted_group,
  with_exception,
  with_group,
  with_reader,
  without_excepted_group,
  without_exception,
  without_group,
  without_reader,
} from './audience_edit';
import { forget_drafts_of_others, keep_local, newer_draft, type LocalDraft } from './local_drafts';
import { apply_tool, has_form, link_to_thread } from './markdown_edit';
import { difference } from './text_surface';
import { search_organisations } from './organisation_search';
import type { Organisation } from '../api/types';

describe('the toolbar', () => {
  it('marks and unmarks the selection', () => {
    const bold = apply_tool('bold', { text: 'a word', from: 2, to: 6 });
    expect(bold).toEqual({ text: 'a **word**', from: 4, to: 8 });
    expect(apply_tool('bold', bold)).toEqual({ text: 'a word', from: 2, to: 6 });
  });

  it('prefixes whole lines and takes the prefix back', () => {
    const list = apply_tool('list', { text: 'one\ntwo', from: 1, to: 5 });
    expect(list.text).toBe('- one\n- two');
    expect(apply_tool('list', list).text).toBe('one\ntwo');
  });

  it('makes a link with the address selected', () => {
    const link = apply_tool('link', { text: 'UNTOC', from: 0, to: 5 });
    expect(link.text).toBe('[UNTOC](https://)');
    expect(link.text.slice(link.from, link.to)).toBe('https://');
  });

  it('makes a pasted address of the forum a link that needs no host', () => {
    const path = `/threads/${'0123456789'.repeat(3).slice(0, 26)}`;
    const here = (pasted: string, text = 'See ', from = 4) => link_to_thread(pasted, 'https://forum.example', { text, from, to: text.length })?.text;
    expect(here(`https://forum.example${path}`)).toBe(`See [${path}](${path})`);
    expect(here(`https://forum.example${path}`, 'See there', 4)).toBe(`See [there](${path})`);
    expect(here(`https://elsewhere.example${path}`)).toBeUndefined();
    expect(here('https://forum.example/topics')).toBeUndefined();
  });

  it('numbers whole lines and takes the numbers back', () => {
    const list = apply_tool('ordered', { text: 'one\ntwo', from: 0, to: 7 });
    expect(list.text).toBe('1. one\n2. two');
    expect(apply_tool('ordered', list).text).toBe('one\ntwo');
  });

  it('begins with the first line where the caret stands before everything', () => {
    expect(apply_tool('list', { text: '\none', from: 0, to: 0 }).text).toBe('- \none');
  });

  it('makes an empty table below the paragraph, with the caret in its first cell', () => {
    const made = apply_tool('table', { text: 'Laws:', from: 5, to: 5 });
    expect(made.text).toBe('Laws:\n\n|  |  |\n| --- | --- |\n|  |  |\n\n');
    expect(made.text.slice(0, made.from)).toBe('Laws:\n\n| ');
  });

  it('makes a table of what a spreadsheet copies', () => {
    const cells = 'Country\tLaw\nKenya\tAct 9|10';
    expect(apply_tool('table', { text: cells, from: 0, to: cells.length }).text).toBe('| Country | Law |\n| --- | --- |\n| Kenya | Act 9\\|10 |\n\n');
  });

  it('puts a footnote at the end, with the next number', () => {
    const first = apply_tool('footnote', { text: 'As ruled. More.', from: 9, to: 9 });
    expect(first.text).toBe('As ruled.[^1] More.\n\n[^1]: ');
    expect(first.from).toBe(first.text.length);
    const text = 'As ruled.[^1] More.\n\n[^1]: Court.';
    expect(apply_tool('footnote', { text, from: 19, to: 19 }).text).toBe('As ruled.[^1] More.[^2]\n\n[^1]: Court.\n[^2]: ');
  });

  it('takes as Markdown only what says more than its words', () => {
    expect(has_form('<meta><p>Plain <span style="color:red">words</span></p>')).toBe(false);
    expect(has_form('<p>An <b>important</b> word</p>')).toBe(true);
    expect(has_form("<p style='mso-list:l0 level1 lfo1'>x</p>")).toBe(true);
  });

  it('replaces no more than what has changed', () => {
    expect(difference('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, text: '2' });
    expect(difference('aa', 'aaa')).toEqual({ from: 2, to: 2, text: 'a' });
    expect(difference('same', 'same')).toEqual({ from: 4, to: 4, text: '' });
  });

  it('fences code of several lines', () => {
    expect(apply_tool('code', { text: 'a\nb', from: 0, to: 3 }).text).toBe('```\na\nb\n```');
  });
});

describe('the address line', () => {
  it('knows a post that is narrower than its thread by its audience', () => {
    const told = { base: 'inherit' as const, organisations: [], minus: [], bureaus: 34 };
    expect(narrower(told)).toBeNull();
    expect(narrower({ ...told, minus: ['es'] })).toEqual({ base: 'inherit', minus: ['es'] });
    expect(narrower({ ...told, base: 'only', organisations: ['fr', 'ke'] })).toEqual({ base: 'only', organisations: ['fr', 'ke'] });
    expect(narrower({ ...told, base: 'own' })).toEqual({ base: 'own' });
  });

  it('keeps the own organisation among those who are named', () => {
    expect(with_reader({ base: 'inherit' }, 'ke', 'fr')).toEqual({ base: 'only', organisations: ['fr', 'ke'] });
  });

  it('never widens by taking a reader away', () => {
    const both = { base: 'only' as const, organisations: ['fr', 'ke'] };
    expect(without_reader(both, 'ke', 'fr')).toEqual({ base: 'only', organisations: ['fr'] });
    expect(without_reader({ base: 'only', organisations: ['fr'] }, 'fr', 'fr')).toEqual({ base: 'only', organisations: ['fr'] });
  });

  it('keeps who is excluded when somebody else is named', () => {
    const audience = { base: 'only' as const, organisations: ['fr', 'ke', 'br'], minus: ['br'] };
    expect(with_reader(audience, 'es', 'fr')).toEqual({ base: 'only', organisations: ['fr', 'ke', 'br', 'es'], minus: ['br'] });
    expect(with_reader(audience, 'br', 'fr')).toEqual({ base: 'only', organisations: ['fr', 'ke', 'br'] });
  });

  it('keeps exceptions when the base changes', () => {
    const audience = with_exception({ base: 'inherit' }, 'br');
    expect(with_base(audience, 'all_members', 'fr')).toEqual({ base: 'all_members', minus: ['br'] });
    expect(without_exception(audience, 'br')).toEqual({ base: 'inherit' });
    expect(with_base(audience, 'own', 'fr')).toEqual({ base: 'own' });
  });

  it('names groups beside organisations, and never without the own one', () => {
    const one = with_group({ base: 'inherit' }, 'south', 'fr');
    expect(one).toEqual({ base: 'only', organisations: ['fr'], groups: ['south'] });
    expect(with_reader(one, 'ke', 'fr')).toEqual({ base: 'only', organisations: ['fr', 'ke'], groups: ['south'] });
    expect(without_group(one, 'south', 'fr')).toEqual({ base: 'only', organisations: ['fr'] });
  });

  it('leaves groups out until they are named', () => {
    const without = with_excepted_group({ base: 'all_members' }, 'south');
    expect(without).toEqual({ base: 'all_members', minus_groups: ['south'] });
    expect(with_base(without, 'inherit', 'fr')).toEqual({ base: 'inherit', minus_groups: ['south'] });
    expect(with_group(without, 'south', 'fr')).toEqual({ base: 'only', organisations: ['fr'], groups: ['south'] });
    expect(without_excepted_group(without, 'south')).toEqual({ base: 'all_members' });
  });
});

describe('the search for organisations', () => {
  const organisation = (id: string, country: string, name: string): Organisation => ({ id, kind: 'ncb', name, country, city: null });
  const all = [
    organisation('1', 'CI', 'BCN Abidjan'),
    organisation('2', 'CR', 'BCN San José'),
    organisation('3', 'EG', 'المكتب المركزي الوطني القاهرة'),
  ];
  const find = (words: string, countries: Record<string, string>) => search_organisations(all, words, countries, 8).map((one) => one.id);
  const french = { CI: 'Côte d’Ivoire', CR: 'Costa Rica', EG: 'Égypte' };

  it('finds countries without accents and case', () => {
    expect(find('cote', french)).toEqual(['1']);
    expect(find('EGYPTE', french)).toEqual(['3']);
  });

  it('finds by ISO code first', () => {
    expect(find('cr', french)).toEqual(['2']);
  });

  it('finds Arabic names without hamza', () => {
    expect(find('الاردن', { ...french, EG: 'الأردن' })).toEqual(['3']);
  });

  it('finds nothing for nothing', () => {
    expect(find('  ', french)).toEqual([]);
  });
});

describe('of two drafts', () => {
  const local: LocalDraft = { user: 'u', saved_at: '2026-11-21T10:00:00.000Z', text: { body: 'here' } };

  it('the later one is taken', () => {
    expect(newer_draft({ saved_at: '2026-11-21T09:00:00.000Z' }, local)).toBe('local');
    expect(newer_draft({ saved_at: '2026-11-21T11:00:00.000Z' }, local)).toBe('server');
    expect(newer_draft(null, local)).toBe('local');
    expect(newer_draft(null, null)).toBe('none');
  });

  it('leaves nothing of another person at this browser', () => {
    const methods = {
      getItem(this: Record<string, string>, key: string) {
        return this[key] ?? null;
      },
      setItem(this: Record<string, string>, key: string, value: string) {
        this[key] = value;
      },
      removeItem(this: Record<string, string>, key: string) {
        delete this[key];
      },
    };
    const storage = Object.assign(Object.create(methods), { 'colloquium.theme': 'dark' });
    vi.stubGlobal('localStorage', storage);
    const draft = (user: string): LocalDraft => ({ user, saved_at: '2026-11-21T10:00:00.000Z', text: { body: 'x' } as LocalDraft['text'] });
    keep_local('thread.a', draft('me'));
    keep_local('thread.b', draft('somebody'));
    forget_drafts_of_others('me');
    expect(Object.keys(storage).sort()).toEqual(['colloquium.draft.thread.a', 'colloquium.theme']);
    vi.unstubAllGlobals();
  });
});
