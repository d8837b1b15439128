// Whose a post is to the reader: what the screens offer to its author and to the officers of its source. The server decides.
import type { Me, Post, Thread } from '../api/types';

type Written = Pick<Post, 'author' | 'source' | 'state'> | Pick<Thread, 'author' | 'source' | 'state'>;

const kOffices = ['coordinator', 'security_officer'] as const;

export function is_officer(me: Me): boolean {
  return kOffices.some((office) => me.roles.includes(office));
}

/** Who may see to whom a post went; what has not gone out yet went to nobody. */
export function may_see_disclosures(me: Me | null, post: Written): boolean {
  if (!me || post.source?.id !== me.organisation.id || post.state === 'awaiting_release' || post.state === 'returned') return false;
  return post.author?.id === me.id || is_officer(me);
}

/** Who may ask that it be shown to more: its author, the source's coordinators, and who moderates; its source consents. */
export function may_ask_widening(me: Me | null, object: Written): boolean {
  if (!me || object.state !== 'published') return false;
  if (me.roles.includes('topic_moderator') || me.roles.includes('unit_officer')) return true;
  const is_own = object.source?.id === me.organisation.id;
  return is_own && (object.author?.id === me.id || me.roles.includes('coordinator'));
}
