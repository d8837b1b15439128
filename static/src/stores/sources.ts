// Whose a post is to the reader: what the screens offer to its author and to the officers of its source. The server decides.
import type { Me, Post } from '../api/types';

type Written = Pick<Post, 'author' | 'source' | 'state'>;

const kOffices = ['coordinator', 'security_officer'] as const;

export function is_officer(me: Me): boolean {
  return kOffices.some((office) => me.roles.includes(office));
}

/** Who may see to whom a post went; what has not gone out yet went to nobody. */
export function may_see_disclosures(me: Me | null, post: Written): boolean {
  if (!me || post.source?.id !== me.organisation.id || post.state === 'awaiting_release' || post.state === 'returned') return false;
  return post.author?.id === me.id || is_officer(me);
}
