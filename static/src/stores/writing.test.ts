import { describe, expect, it, vi } from 'vitest';
import { narrower, with_base, with_exception, with_reader, without_exception, without_reader } from './audience_edit';
import { forget_drafts_of_others, keep_local, newer_draft, type LocalDraft } from './local_drafts';
import { apply_tool, link_to_thread } from './markdown_edit';
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
