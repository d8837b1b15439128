// What the dialog of narrowing has chosen, and what of it is asked of the server: pure steps, so that tests can hold them.
import type { Narrowable, Narrower } from '../api/calls';
import type { Audience, Contribution, Marking, NewAudience, NewMarking, Post, Thread } from '../api/types';

/** What is narrowed. `place` asks who would lose it; null in a thread that the bureau has lost. */
export type Narrowed = {
  kind: 'thread' | 'post';
  version: number;
  marking: Marking;
  audience: Audience | null;
  place: Narrowable | null;
};
export type Narrowing = { marking: NewMarking; audience: NewAudience };

export function of_thread(thread: Thread): Narrowed {
  const { version, marking, audience } = thread;
  return { kind: 'thread', version, marking, audience, place: { narrowed_thread_id: thread.id } };
}

/** A first post goes with its thread: who reads that is who reads it. */
export function of_post(post: Post | Contribution, thread: Thread | null = null): Narrowed {
  const { version, marking } = post;
  const is_first = thread !== null && post.parent_id === null;
  return {
    kind: is_first ? 'thread' : 'post',
    version,
    marking,
    audience: is_first ? thread.audience : post.audience,
    place: post.thread_id ? { narrowed_post_id: post.id } : null,
  };
}

/** The chosen things as they are before anything is chosen. */
export function untouched(what: Narrowed): Narrowing {
  const { level, caveats, caveat_text, legal_use, attribution, review_on, expires_on } = what.marking;
  const { base, organisations, minus } = what.audience ?? { base: 'inherit' as const, organisations: [], minus: [] };
  return {
    marking: {
      level,
      caveats,
      ...(caveat_text && { caveat_text }),
      legal_use,
      attribution,
      ...(review_on && { review_on }),
      ...(expires_on && { expires_on }),
    },
    audience: { base, ...(organisations.length > 0 && { organisations }), ...(minus.length > 0 && { minus }) },
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from what holds; null where nothing does. */
export function asked_of(what: Narrowed, narrowing: Narrowing): Narrower | null {
  const now = untouched(what);
  const marking = Object.fromEntries(
    Object.entries(narrowing.marking).filter(([field, value]) => !same(value, now.marking[field as keyof NewMarking])),
  ) as NewMarking;
  const asked: Narrower = {
    ...(Object.keys(marking).length > 0 && { marking }),
    ...(!same(narrowing.audience, now.audience) && { audience: narrowing.audience }),
  };
  return asked.marking || asked.audience ? asked : null;
}
