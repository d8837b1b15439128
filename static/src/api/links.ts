// The Link header of RFC 8288, as far as our server writes it. Pure, so that a test can hold it to the letter.

/** With what to ask the same address for what follows; null where nothing does. */
export function next_query(header: string | null): Record<string, string> | null {
  const query = /<[^>?]*\?([^>]*)>\s*;\s*rel="?next"?/.exec(header ?? '')?.[1];
  return query ? Object.fromEntries(new URLSearchParams(query)) : null;
}
