// Which pages of a long thread are offered by number, and where its unread posts are. Pure.

export type PageMark = { first_id: string; after: string | null; unread: number };

const kAround = 2;

/** The first, the last, those around this one and the nearest with something unread; `null` stands for those between. */
export function numbers_shown(pages: readonly PageMark[], at: number): (number | null)[] {
  const wanted = new Set([0, pages.length - 1]);
  for (let i = at - kAround; i <= at + kAround; i += 1) if (i >= 0 && i < pages.length) wanted.add(i);
  const next = next_with_unread(pages, at);
  if (next !== null) wanted.add(next);
  const sorted = [...wanted].toSorted((a, b) => a - b);
  return sorted.flatMap((page, i) => (i > 0 && page > sorted[i - 1]! + 1 ? [null, page] : [page]));
}

/** The page on screen: the one whose first post is on it. -1 where it is none of them. */
export function page_at(pages: readonly PageMark[], posts: readonly { id: string }[]): number {
  return pages.findIndex(({ first_id }) => posts[0]?.id === first_id);
}

/** The next page with something unread, from the first one again after the last. */
export function next_with_unread(pages: readonly PageMark[], at: number): number | null {
  const ring = [...pages.keys()].map((i) => (at + 1 + i) % pages.length);
  return ring.find((i) => i !== at && pages[i]!.unread > 0) ?? null;
}
