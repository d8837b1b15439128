// The shape of a discussion on one page: posts in reading order become rows with a depth. Pure: no fetching, no screen.

export type TreePost = { id: string; parent_id: string | null };

export type Row<P extends TreePost> = {
  post: P;
  /** Indentation, at most the deepest step; deeper replies stay there and say to whom they answer. */
  depth: number;
  /** True where indentation can't show the parent: too deep, or the parent is on another page. */
  says_parent: boolean;
  /** Replies below this post on this page, all levels. */
  replies: number;
};

/** Posts come depth first; a child follows its parent, if the parent is on this page. */
export function build_rows<P extends TreePost>(posts: readonly P[], deepest: number): Row<P>[] {
  const rows: Row<P>[] = [];
  const by_id = new Map<string, Row<P> & { true_depth: number }>();
  const parents = new Map(posts.map((post) => [post.id, post.parent_id]));
  for (const post of posts) {
    const parent = post.parent_id ? by_id.get(post.parent_id) : undefined;
    const true_depth = parent ? parent.true_depth + 1 : 0;
    // The replies to the opening post are the first level of answers; they are not indented under it.
    const shown = Math.max(0, true_depth - 1);
    const row = {
      post,
      depth: Math.min(shown, deepest),
      says_parent: shown > deepest || (post.parent_id !== null && !parent),
      replies: 0,
      true_depth,
    };
    by_id.set(post.id, row);
    rows.push(row);
    for (let up = post.parent_id; up; up = parents.get(up) ?? null) {
      const above = by_id.get(up);
      if (!above) break;
      above.replies += 1;
    }
  }
  return rows;
}

/** Leaves out what lies under folded posts. */
export function without_folded<P extends TreePost>(rows: readonly Row<P>[], folded: ReadonlySet<string>): Row<P>[] {
  const hidden = new Set<string>();
  return rows.filter(({ post }) => {
    const under = post.parent_id !== null && (folded.has(post.parent_id) || hidden.has(post.parent_id));
    if (under) hidden.add(post.id);
    return !under;
  });
}

/** Puts a new post where reading order wants it: after the last descendant of its parent. Already there: unchanged. */
export function insert_reply<P extends TreePost>(posts: readonly P[], post: P): P[] {
  if (posts.some((other) => other.id === post.id)) return posts.map((other) => (other.id === post.id ? post : other));
  const family = new Set([post.parent_id]);
  let at = posts.findIndex((other) => other.id === post.parent_id);
  if (at < 0) return [...posts, post];
  for (let i = at + 1; i < posts.length; i += 1) {
    const other = posts[i] as P;
    if (!family.has(other.parent_id)) break;
    family.add(other.id);
    at = i;
  }
  return [...posts.slice(0, at + 1), post, ...posts.slice(at + 1)];
}
