// What the address line does to an audience: pure steps, so that tests can hold them.
import type { Audience, NewAudience } from '../api/types';

type Base = NewAudience['base'];

/** What an answer may keep by saying nothing: the audience of a post that is narrower than its thread; null of one that is not. */
export function narrower(audience: Audience): NewAudience | null {
  const { base, organisations, minus } = audience;
  if (base === 'inherit' && minus.length === 0) return null;
  return { base, ...(organisations.length > 0 && { organisations }), ...(minus.length > 0 && { minus }) };
}

export function with_base(audience: NewAudience, base: Base, own: string): NewAudience {
  if (base === 'only') return { base, organisations: [own] };
  return audience.minus?.length && base !== 'own' ? { base, minus: audience.minus } : { base };
}

/** Naming somebody turns "everybody" into "only"; the writer's own organisation always stays among the readers. */
export function with_reader(audience: NewAudience, id: string, own: string): NewAudience {
  const named = audience.base === 'only' ? (audience.organisations ?? []) : [];
  const minus = (audience.minus ?? []).filter((one) => one !== id);
  return { base: 'only', organisations: [...new Set([own, ...named, id])], ...(minus.length > 0 && { minus }) };
}

/** Taking away never widens: the last reader taken away leaves the writer's own organisation. */
export function without_reader(audience: NewAudience, id: string, own: string): NewAudience {
  const left = (audience.organisations ?? []).filter((one) => one !== id);
  return { ...audience, organisations: left.length > 0 ? left : [own] };
}

export function with_exception(audience: NewAudience, id: string): NewAudience {
  return { ...audience, minus: [...new Set([...(audience.minus ?? []), id])] };
}

export function without_exception(audience: NewAudience, id: string): NewAudience {
  const { minus = [], ...rest } = audience;
  const left = minus.filter((one) => one !== id);
  return left.length > 0 ? { ...rest, minus: left } : rest;
}
