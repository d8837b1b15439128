import { describe, expect, it } from 'vitest';
import { href, parse_route } from './routes';

const read = (address: string) => {
  const url = new URL(address, 'https://forum.example');
  return parse_route(url.pathname, url.search);
};

describe('addresses', () => {
  it('lead to the screen that their link meant', () => {
    expect(read(href.topics())).toEqual({ screen: 'topics' });
    expect(read('/')).toEqual({ screen: 'topics' });
    expect(read(href.topic('t1', { show: 'unread', after: 'a b' }))).toEqual({
      screen: 'topic',
      topic: 't1',
      filter: 'unread',
      kind: null,
      tag: null,
      after: 'a b',
    });
    expect(read(href.topic('t1', { kind: 'case_study', tag: 'été & co' }))).toEqual({
      screen: 'topic',
      topic: 't1',
      filter: 'all',
      kind: 'case_study',
      tag: 'été & co',
      after: null,
    });
    expect(read(href.tag('free zones', { kind: 'question', after: 'x' }))).toEqual({
      screen: 'tag',
      tag: 'free zones',
      kind: 'question',
      after: 'x',
    });
    expect(read(href.tags({ after: 'x' }))).toEqual({ screen: 'tags', after: 'x' });
    expect(read(href.new_thread('t1'))).toEqual({ screen: 'new_thread', topic: 't1' });
    expect(read(href.moderation_log('t1', { event: 'thread.locked', after: 'x' }))).toEqual({
      screen: 'moderation_log',
      topic: 't1',
      event: 'thread.locked',
      moderator: null,
      after: 'x',
    });
    expect(read(href.thread('th', { after: 'x' }))).toEqual({ screen: 'thread', thread: 'th', post: null, after: 'x' });
    expect(read(href.post('th', 'p1'))).toEqual({ screen: 'thread', thread: 'th', post: 'p1', after: null });
    expect(read(href.post('th', 'p1', '2.3-4'))).toEqual({ screen: 'thread', thread: 'th', post: 'p1', after: null, passage: '2.3-4' });
    expect(read(href.revisions('th', 'p1'))).toEqual({ screen: 'revisions', thread: 'th', post: 'p1' });
    expect(read(href.notifications())).toEqual({ screen: 'notifications', after: null });
    expect(read(href.moderation())).toEqual({ screen: 'moderation', state: 'open', flag_case: null, after: null });
    expect(read(href.moderation({ show: 'past', case: 'c1', after: 'x' }))).toEqual({ screen: 'moderation', state: 'past', flag_case: 'c1', after: 'x' });
    expect(read(href.appeals({ show: 'past', after: 'x' }))).toEqual({ screen: 'appeals', state: 'past', after: 'x' });
    expect(read(href.flags({ after: 'x' }))).toEqual({ screen: 'flags', after: 'x' });
    expect(read(href.settings())).toEqual({ screen: 'settings' });
    expect(read(href.groups())).toEqual({ screen: 'groups' });
    expect(read(href.search())).toEqual({ screen: 'search', q: '', after: null });
    expect(read(href.search({ q: 'by:me "قانون" & -x', after: 'x' }))).toEqual({ screen: 'search', q: 'by:me "قانون" & -x', after: 'x' });
    expect(read(href.contributions())).toEqual({ screen: 'contributions', state: 'all', after: null });
    expect(read(href.contributions({ show: 'withdrawn', after: 'x' }))).toEqual({
      screen: 'contributions',
      state: 'withdrawn',
      after: 'x',
    });
    expect(read(href.hidden_posts({ after: 'x' }))).toEqual({ screen: 'hidden_posts', after: 'x' });
    expect(read(href.recalls({ after: 'x' }))).toEqual({ screen: 'recalls', after: 'x' });
    expect(read(href.erasures('bureau'))).toEqual({ screen: 'erasures' });
    expect(read(href.erasures('administration'))).toEqual({ screen: 'erasures' });
    expect(read(href.audit('everything', { kind: 'access', from: '2026-02-01', after: 'x' }))).toEqual({
      screen: 'audit',
      view: 'everything',
      filters: { kind: 'access', from: '2026-02-01' },
      after: 'x',
    });
    expect(read(href.break_glass())).toEqual({ screen: 'break_glass' });
    expect(read(href.break_glass_reading('g1', { after: 'x' }))).toEqual({ screen: 'break_glass_reading', id: 'g1', after: 'x' });
    expect(read(href.break_glass_notices())).toEqual({ screen: 'break_glass_notices' });
    expect(read('/audit')).toEqual({ screen: 'audit', view: 'own_trail', filters: {}, after: null });
  });

  it('that mean nothing are not found', () => {
    expect(read('/threads')).toEqual({ screen: 'not_found' });
    expect(read('/threads/a/b')).toEqual({ screen: 'not_found' });
    expect(read('/threads/%3Cscript%3E')).toEqual({ screen: 'not_found' });
  });

  it('may end with a slash', () => {
    expect(read('/settings/')).toEqual({ screen: 'settings' });
  });
});
