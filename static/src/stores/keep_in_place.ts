// A list that is asked for again while somebody reads it. Pure, so that a test can hold the order.

/** The newer list, but those of `kept` stand where they stood, as they were. */
export function keep_in_place<Item extends { id: string }>(shown: Item[], newer: Item[], kept: ReadonlySet<string>): Item[] {
  const list = newer.filter((one) => !kept.has(one.id));
  shown.forEach((one, i) => {
    if (kept.has(one.id)) list.splice(i, 0, one);
  });
  return list;
}
