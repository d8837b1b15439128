// The addresses of the client and what they show. Pure, so that tests can hold links and screens together.
export type Route =
  | { screen: 'topics' }
  | { screen: 'topic'; topic: string; filter: 'all' | 'unread'; kind: ThreadKind | null; tag: string | null; after: string | null }
  | { screen: 'tags'; after: string | null }
  | { screen: 'tag'; tag: string; kind: ThreadKind | null; after: string | null }
  | { screen: 'new_thread'; topic: string }
  | { screen: 'moderation_log'; topic: string; event: string | null; moderator: string | null; after: string | null }
  | { screen: 'thread'; thread: string; post: string | null; after: string | null; passage?: string }
  | { screen: 'revisions'; thread: string; post: string }
  | { screen: 'notifications'; after: string | null }
  | { screen: 'release_queue'; after: string | null }
  | { screen: 'search'; q: string; after: string | null }
  | { screen: 'bookmarks'; q: string; topic: string | null; after: string | null }
  | { screen: 'saved_searches' }
  | { screen: 'drafts'; after: string | null }
  | { screen: 'contributions'; state: ContributionState; after: string | null }
  | { screen: 'settings' }
  | { screen: 'deny_list' }
  | { screen: 'groups' }
  | { screen: 'listed_tags' }
  | { screen: 'release_policy' }
  | { screen: 'recalls'; after: string | null }
  | { screen: 'seals'; after: string | null }
  | { screen: 'person'; person: string; after: string | null }
  | { screen: 'hidden_posts'; after: string | null }
  | { screen: 'moderation'; state: 'open' | 'past'; flag_case: string | null; after: string | null }
  | { screen: 'activity' }
  | { screen: 'appeals'; state: 'open' | 'past'; after: string | null }
  | { screen: 'warning_appeals'; state: 'open' | 'past'; after: string | null }
  | { screen: 'act_appeals'; state: 'open' | 'past'; after: string | null }
  | { screen: 'order_proposals'; state: 'open' | 'past'; after: string | null }
  | { screen: 'author_notes'; author: string | null; after: string | null }
  | { screen: 'warnings'; after: string | null }
  | { screen: 'flags'; after: string | null }
  | { screen: 'widenings'; state: 'open' | 'past'; after: string | null }
  | { screen: 'accounts'; after: string | null }
  | { screen: 'statuses' }
  | { screen: 'break_glass' }
  | { screen: 'break_glass_reading'; id: string; after: string | null }
  | { screen: 'break_glass_notices' }
  | { screen: 'erasures' }
  | { screen: 'audit'; view: string; filters: AuditFilters; after: string | null }
  | { screen: 'not_found' };

export const thread_kinds = ['question', 'analysis', 'case_study', 'announcement'] as const;
export type ThreadKind = (typeof thread_kinds)[number];

export const contribution_states = ['all', 'published', 'awaiting', 'hidden', 'withdrawn', 'to_review'] as const;
export type ContributionState = (typeof contribution_states)[number];

/** Of the audit log, as they stand in the address: days as YYYY-MM-DD, everything else as the API takes it. */
const kAuditFilters = ['kind', 'event', 'actor', 'source', 'object', 'case_number', 'from', 'until'] as const;
export type AuditFilters = Partial<Record<(typeof kAuditFilters)[number], string>>;

const kId = '([0-9A-Za-z_-]{1,64})';
const patterns: [RegExp, (ids: string[], query: URLSearchParams) => Route][] = [
  [/^\/(?:topics)?$/, () => ({ screen: 'topics' })],
  [
    new RegExp(`^/topics/${kId}$`),
    ([topic = ''], query) => ({
      screen: 'topic',
      topic,
      filter: query.get('show') === 'unread' ? 'unread' : 'all',
      kind: kind(query),
      tag: query.get('tag')?.trim() || null,
      ...page(query),
    }),
  ],
  [
    /^\/tags$/,
    (_, query) => {
      const tag = query.get('tag')?.trim();
      return tag ? { screen: 'tag', tag, kind: kind(query), ...page(query) } : { screen: 'tags', ...page(query) };
    },
  ],
  [new RegExp(`^/topics/${kId}/new$`), ([topic = '']) => ({ screen: 'new_thread', topic })],
  [
    new RegExp(`^/topics/${kId}/moderation$`),
    ([topic = ''], query) => ({
      screen: 'moderation_log',
      topic,
      event: query.get('event'),
      moderator: query.get('moderator'),
      ...page(query),
    }),
  ],
  [
    new RegExp(`^/threads/${kId}(?:/posts/${kId})?$`),
    ([thread = '', post], query) => {
      const passage = query.get('passage');
      return { screen: 'thread', thread, post: post ?? null, ...page(query), ...(post && passage ? { passage } : {}) };
    },
  ],
  [
    new RegExp(`^/threads/${kId}/posts/${kId}/revisions$`),
    ([thread = '', post = '']) => ({ screen: 'revisions', thread, post }),
  ],
  [/^\/notifications$/, (_, query) => ({ screen: 'notifications', ...page(query) })],
  [/^\/release-queue$/, (_, query) => ({ screen: 'release_queue', ...page(query) })],
  [/^\/search$/, (_, query) => ({ screen: 'search', q: query.get('q')?.trim() ?? '', ...page(query) })],
  [
    /^\/bookmarks$/,
    (_, query) => ({ screen: 'bookmarks', q: query.get('q')?.trim() ?? '', topic: query.get('topic'), ...page(query) }),
  ],
  [/^\/saved-searches$/, () => ({ screen: 'saved_searches' })],
  [/^\/drafts$/, (_, query) => ({ screen: 'drafts', ...page(query) })],
  [
    /^\/contributions$/,
    (_, query) => ({
      screen: 'contributions',
      state: contribution_states.find((state) => state === query.get('show')) ?? 'all',
      ...page(query),
    }),
  ],
  [/^\/hidden-posts$/, (_, query) => ({ screen: 'hidden_posts', ...page(query) })],
  [
    /^\/moderation$/,
    (_, query) => ({
      screen: 'moderation',
      state: query.get('show') === 'past' ? 'past' : 'open',
      flag_case: query.get('case'),
      ...page(query),
    }),
  ],
  [
    /^\/moderation\/appeals$/,
    (_, query) => ({ screen: 'appeals', state: query.get('show') === 'past' ? 'past' : 'open', ...page(query) }),
  ],
  [
    /^\/moderation\/proposals$/,
    (_, query) => ({ screen: 'order_proposals', state: query.get('show') === 'past' ? 'past' : 'open', ...page(query) }),
  ],
  [
    /^\/moderation\/act-appeals$/,
    (_, query) => ({ screen: 'act_appeals', state: query.get('show') === 'past' ? 'past' : 'open', ...page(query) }),
  ],
  [/^\/moderation\/activity$/, () => ({ screen: 'activity' })],
  [/^\/moderation\/notes$/, (_, query) => ({ screen: 'author_notes', author: query.get('author'), ...page(query) })],
  [
    /^\/moderation\/warnings$/,
    (_, query) => ({ screen: 'warning_appeals', state: query.get('show') === 'past' ? 'past' : 'open', ...page(query) }),
  ],
  [/^\/warnings$/, (_, query) => ({ screen: 'warnings', ...page(query) })],
  [/^\/flags$/, (_, query) => ({ screen: 'flags', ...page(query) })],
  [/^\/settings$/, () => ({ screen: 'settings' })],
  [/^\/bureau\/deny-list$/, () => ({ screen: 'deny_list' })],
  [/^\/bureau\/groups$/, () => ({ screen: 'groups' })],
  [/^\/bureau\/tags$/, () => ({ screen: 'listed_tags' })],
  [/^\/bureau\/release$/, () => ({ screen: 'release_policy' })],
  [/^\/bureau\/recalls$/, (_, query) => ({ screen: 'recalls', ...page(query) })],
  [new RegExp(`^/people/${kId}$`), ([person = ''], query) => ({ screen: 'person', person, ...page(query) })],
  [/^\/bureau\/seals$/, (_, query) => ({ screen: 'seals', ...page(query) })],
  [
    /^\/bureau\/widenings$/,
    (_, query) => ({ screen: 'widenings', state: query.get('show') === 'past' ? 'past' : 'open', ...page(query) }),
  ],
  [/^\/(?:bureau|administration)\/accounts$/, (_, query) => ({ screen: 'accounts', ...page(query) })],
  [/^\/(?:bureau|administration)\/erasures$/, () => ({ screen: 'erasures' })],
  [/^\/administration$/, () => ({ screen: 'statuses' })],
  [/^\/break-glass$/, () => ({ screen: 'break_glass' })],
  [
    new RegExp(`^/break-glass/${kId}$`),
    ([id = ''], query) => ({ screen: 'break_glass_reading', id, ...page(query) }),
  ],
  [/^\/bureau\/break-glass$/, () => ({ screen: 'break_glass_notices' })],
  [
    /^\/audit$/,
    (_, query) => ({ screen: 'audit', view: query.get('view') ?? 'own_trail', filters: audit_filters(query), ...page(query) }),
  ],
];

function page(query: URLSearchParams): { after: string | null } {
  return { after: query.get('after') };
}

function kind(query: URLSearchParams): ThreadKind | null {
  return thread_kinds.find((one) => one === query.get('kind')) ?? null;
}

function audit_filters(query: URLSearchParams): AuditFilters {
  return Object.fromEntries(kAuditFilters.map((name) => [name, query.get(name)]).filter(([, value]) => value));
}

export function parse_route(path: string, search: string): Route {
  const query = new URLSearchParams(search);
  for (const [pattern, build] of patterns) {
    const match = pattern.exec(path.length > 1 ? path.replace(/\/$/, '') : path);
    if (match) return build(match.slice(1), query);
  }
  return { screen: 'not_found' };
}

function with_query(path: string, query: Record<string, string | null | undefined>): string {
  const present = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return present.length > 0 ? `${path}?${new URLSearchParams(present)}` : path;
}

type Page = { after?: string | null };

export const href = {
  topics: () => '/topics',
  topic: (id: string, page: Page & { show?: 'unread' | null; kind?: ThreadKind | null; tag?: string | null } = {}) =>
    with_query(`/topics/${id}`, page),
  moderation_log: (topic: string, page: Page & { event?: string | null; moderator?: string | null } = {}) =>
    with_query(`/topics/${topic}/moderation`, page),
  tags: (page: Page = {}) => with_query('/tags', page),
  tag: (tag: string, page: Page & { kind?: ThreadKind | null } = {}) => with_query('/tags', { tag, ...page }),
  new_thread: (topic: string) => `/topics/${topic}/new`,
  thread: (id: string, page: Page = {}) => with_query(`/threads/${id}`, page),
  post: (thread: string, post: string, passage: string | null = null) => with_query(`/threads/${thread}/posts/${post}`, { passage }),
  revisions: (thread: string, post: string) => `/threads/${thread}/posts/${post}/revisions`,
  notifications: (page: Page = {}) => with_query('/notifications', page),
  release_queue: (page: Page = {}) => with_query('/release-queue', page),
  search: (page: Page & { q?: string } = {}) => with_query('/search', page),
  bookmarks: (page: Page & { q?: string; topic?: string | null } = {}) => with_query('/bookmarks', page),
  saved_searches: () => '/saved-searches',
  drafts: (page: Page = {}) => with_query('/drafts', page),
  contributions: (page: Page & { show?: ContributionState | null } = {}) => with_query('/contributions', page),
  settings: () => '/settings',
  deny_list: () => '/bureau/deny-list',
  groups: () => '/bureau/groups',
  listed_tags: () => '/bureau/tags',
  release_policy: () => '/bureau/release',
  hidden_posts: (page: Page = {}) => with_query('/hidden-posts', page),
  moderation: (page: Page & { show?: 'past' | null; case?: string | null } = {}) => with_query('/moderation', page),
  appeals: (page: Page & { show?: 'past' | null } = {}) => with_query('/moderation/appeals', page),
  act_appeals: (page: Page & { show?: 'past' | null } = {}) => with_query('/moderation/act-appeals', page),
  warning_appeals: (page: Page & { show?: 'past' | null } = {}) => with_query('/moderation/warnings', page),
  order_proposals: (page: Page & { show?: 'past' | null } = {}) => with_query('/moderation/proposals', page),
  activity: () => '/moderation/activity',
  author_notes: (page: Page & { author?: string | null } = {}) => with_query('/moderation/notes', page),
  warnings: (page: Page = {}) => with_query('/warnings', page),
  flags: (page: Page = {}) => with_query('/flags', page),
  recalls: (page: Page = {}) => with_query('/bureau/recalls', page),
  person: (id: string, page: Page = {}) => with_query(`/people/${id}`, page),
  seals: (page: Page = {}) => with_query('/bureau/seals', page),
  widenings: (page: Page & { show?: 'past' | null } = {}) => with_query('/bureau/widenings', page),
  accounts: (place: 'bureau' | 'administration', page: Page = {}) => with_query(`/${place}/accounts`, page),
  erasures: (place: 'bureau' | 'administration') => `/${place}/erasures`,
  statuses: () => '/administration',
  break_glass: () => '/break-glass',
  break_glass_reading: (id: string, page: Page = {}) => with_query(`/break-glass/${id}`, page),
  break_glass_notices: () => '/bureau/break-glass',
  audit: (view: string, page: Page & AuditFilters = {}) => with_query('/audit', { view, ...page }),
};
