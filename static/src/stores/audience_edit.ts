// What the address line does to an audience: pure steps, so that tests can hold them.
import type { Audience, NewAudience } from '../api/types';

type Base = NewAudience['base'];

/** What an answer may keep by saying nothing: the audience of a post that is narrower than its thread; null of one that is not. */
export function narrower(audience: Audience): NewAudience | null {
  const { base, organisations, minus } = audience;
  if (base === 'inherit' && minus.length === 0) return null;
  return { base, ...(organisations.length > 0 && { organisations }), ...(minus.length > 0 && { minus }) };
}

/** Without the lists that name nobody: what is not said is not sent. */
function without_empty(audience: NewAudience): NewAudience {
  const { base, ...lists } = audience;
  return { base, ...Object.fromEntries(Object.entries(lists).filter(([, ids]) => ids.length > 0)) };
}

function added(ids: string[] | undefined, id: string): string[] {
  return [...new Set([...(ids ?? []), id])];
}

function removed(ids: string[] | undefined, id: string): string[] {
  return (ids ?? []).filter((one) => one !== id);
}

export function with_base(audience: NewAudience, base: Base, own: string): NewAudience {
  if (base === 'only') return { base, organisations: [own] };
  if (base === 'own') return { base };
  return without_empty({ base, minus: audience.minus ?? [], minus_groups: audience.minus_groups ?? [] });
}

/** Naming somebody turns "everybody" into "only"; the writer's own organisation always stays among the readers. */
function with_named(audience: NewAudience, own: string): NewAudience {
  const { organisations = [], groups = [] } = audience.base === 'only' ? audience : {};
  const { minus = [], minus_groups = [] } = audience;
  return { base: 'only', organisations: [...new Set([own, ...organisations])], groups, minus, minus_groups };
}

export function with_reader(audience: NewAudience, id: string, own: string): NewAudience {
  const named = with_named(audience, own);
  return without_empty({ ...named, organisations: added(named.organisations, id), minus: removed(named.minus, id) });
}

export function with_group(audience: NewAudience, id: string, own: string): NewAudience {
  const named = with_named(audience, own);
  return without_empty({ ...named, groups: added(named.groups, id), minus_groups: removed(named.minus_groups, id) });
}

/** Taking away never widens: the last reader taken away leaves the writer's own organisation. */
export function without_reader(audience: NewAudience, id: string, own: string): NewAudience {
  const left = removed(audience.organisations, id);
  return { ...audience, organisations: left.length > 0 ? left : [own] };
}

export function without_group(audience: NewAudience, id: string, own: string): NewAudience {
  return without_empty(with_named({ ...audience, groups: removed(audience.groups, id) }, own));
}

export function with_exception(audience: NewAudience, id: string): NewAudience {
  return { ...audience, minus: added(audience.minus, id) };
}

export function without_exception(audience: NewAudience, id: string): NewAudience {
  return without_empty({ ...audience, minus: removed(audience.minus, id) });
}

export function with_excepted_group(audience: NewAudience, id: string): NewAudience {
  return { ...audience, minus_groups: added(audience.minus_groups, id) };
}

export function without_excepted_group(audience: NewAudience, id: string): NewAudience {
  return without_empty({ ...audience, minus_groups: removed(audience.minus_groups, id) });
}
