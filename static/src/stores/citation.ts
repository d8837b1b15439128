// How a post is cited: by whom, where, what, when, in which version, under which address, with which marking.
import type { Post } from '../api/types';
import { format_date } from '../i18n/format';
import { t } from '../i18n/i18n.svelte';
import { caveat_text, level_name } from '../i18n/markings';
import { href } from './routes';

export function citation(post: Post, title: string): string {
  // As far as its attribution lets this reader say by whom: the server has left the rest out.
  const names_source = post.marking.attribution !== 'chatham' && post.source !== null;
  const names_author = post.marking.attribution === 'person' && post.author !== null;
  const by = [names_author ? post.author?.name : null, names_source ? post.source?.name : null].filter(Boolean).join(', ');
  const text = t('cite.text', {
    by: by || t('cite.unnamed'),
    title,
    date: format_date(post.edited_at ?? post.created_at),
    number: String(post.version),
    link: location.origin + href.post(post.thread_id, post.id),
    marking: [level_name(post.marking.level), ...post.marking.caveats.map((one) => caveat_text(one, post.marking.caveat_text))].join('; '),
  });
  return post.seal?.covers === 'this_text' ? `${text} ${t('cite.sealed', { date: format_date(post.seal.signed_at) })}` : text;
}
