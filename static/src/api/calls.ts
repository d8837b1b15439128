// The API on one screen: every call that the client makes, with the shapes of server/openapi.yaml.
import { call, call_all, call_part, type Answer, type Query } from './http';
import type {
  Account,
  Accounts,
  AppealChance,
  Attachment,
  AudienceSummary,
  AuditPage,
  AuthorNote,
  BreakGlass,
  BreakGlassNotice,
  Consent,
  Bookmark,
  Contribution,
  CountedTag,
  DenyList,
  Disclosure,
  SavedSearch,
  SearchCount,
  Draft,
  DraftPlace,
  DraftVersion,
  Duties,
  Erasures,
  GlassPage,
  Group,
  Guest,
  HiddenPost,
  Flag,
  FlagCase,
  FlagOutcome,
  FlagReason,
  HeardAppeal,
  AppealableAct,
  HeardActAppeal,
  HeardWarning,
  ThreadAppeals,
  Hiding,
  Hit,
  Invitation,
  Language,
  Level,
  List,
  ListedTag,
  ListedTags,
  LiveList,
  MailChoice,
  Me,
  ModerationAct,
  ModerationActivity,
  NewAudience,
  NewMarking,
  NotificationPage,
  OrderProposal,
  OrderStep,
  Organisation,
  OrganisationStatus,
  PendingRevisionText,
  Person,
  PersonalDataSaid,
  Post,
  PostPage,
  Proposal,
  Quote,
  ReleasePolicy,
  Readers,
  ReaderTrace,
  Recall,
  RecallRequest,
  RecallRequests,
  OfferedMention,
  ReleaseQueuePage,
  ReleaseState,
  Revision,
  SealRecord,
  SealRequest,
  NewMember,
  Standing,
  Standings,
  SubscriptionLevel,
  TagNames,
  Thread,
  ReactionKind,
  ThreadKind,
  ThreadLinks,
  ThreadOrder,
  ThreadPageMark,
  Topic,
  Upload,
  Warning,
  Widening,
  Witnesses,
  Writing,
} from './types';

export type Levels = { my_level: SubscriptionLevel; bureau_level: SubscriptionLevel };
/** What a thread is filed under; tags as they were typed. */
export type Labels = { kind: ThreadKind; tags: string[] };
export type NewText = { body: string; marking?: NewMarking; audience?: NewAudience; language?: Post['language']; attachments?: string[]; personal_data?: PersonalDataSaid };
export type DraftText = { title?: string } & Omit<NewText, 'attachments' | 'personal_data'>;
/** About a post that is released, returned, recalled or hidden: why, and the version that was read. */
export type Decision = { reason: string; version: number };
/** What of marking and audience becomes narrower. */
export type Narrower = { marking?: NewMarking; audience?: NewAudience };
/** A reason is what the screen asks for where somebody else's thread is moderated. */
export type ThreadEdit = { version: number; reason?: string; title?: string; personal_data?: PersonalDataSaid; pinned?: boolean; locked?: boolean; topic_id?: string };
export type Subscriber = 'me' | 'bureau';
/** Where something new would stand; an answer names its post. Or what would be narrowed. */
export type Narrowable = { narrowed_thread_id: string } | { narrowed_post_id: string };
export type Place = { topic_id: string } | { thread_id: string; parent_id: string };

/** Of a thread, on one page. */
const kPostsOnPage = 50;

export const api = {
  edit_me: (body: Partial<Pick<Me, 'language' | 'theme' | 'single_keys'>>) => call<Me>('/me', { method: 'PATCH', body }),
  mail: () => call<MailChoice>('/me/mail'),
  choose_mail: (frequency: MailChoice['frequency']) => call<MailChoice>('/me/mail', { method: 'PATCH', body: { frequency } }),
  set_mail_address: (address: string) => call<MailChoice>('/me/mail/address', { method: 'PUT', body: { address } }),
  delete_mail_address: () => call<MailChoice>('/me/mail/address', { method: 'DELETE' }),
  confirm_mail_address: (code: string) => call<MailChoice>('/me/mail/confirmation', { method: 'POST', body: { code } }),
  organisations: () => call<List<Organisation>>('/organisations'),

  release_policy: () => call<ReleasePolicy>('/release-policy'),
  set_release_policy: (body: { version: number; rule: ReleasePolicy['rule']; deadline_hours: number; substitute_id: string | null }) =>
    call<ReleasePolicy>('/release-policy', { method: 'PUT', body }),
  deny_list: (organisation: string) => call<DenyList>(`/organisations/${organisation}/deny-list`),
  propose_deny_change: (organisation: string, body: { version: number; add: string[]; remove: string[]; reason: string }) =>
    call<Proposal>(`/organisations/${organisation}/deny-list/proposals`, { method: 'POST', body }),
  groups: (after: string | null) => call<List<Group>>('/groups', { query: { after, limit: 100 } }),
  create_group: (body: Pick<Group, 'name' | 'members'>) => call<Group>('/groups', { method: 'POST', body }),
  edit_group: (id: string, body: Pick<Group, 'version' | 'name' | 'members'>) => call<Group>(`/groups/${id}`, { method: 'PUT', body }),
  retire_group: (id: string) => call(`/groups/${id}`, { method: 'DELETE' }),
  accounts: (after: string | null, limit: number) => call<Accounts>('/accounts', { query: { after, limit } }),
  nominate: (
    body: Pick<Account, 'username' | 'name' | 'function' | 'clearance'> & {
      role: Account['roles'][number];
      language: Language;
      organisation_id?: string | null;
    },
  ) => call<Account>('/accounts', { method: 'POST', body }),
  vet: (account: string, body: { version: number; vetted_until: string; clearance?: Account['clearance']; function: string }) =>
    call<Account>(`/accounts/${account}/vetting`, { method: 'POST', body }),
  change_account_state: (account: string, body: { version: number; state: 'active' | 'locked' | 'left'; reason: string }) =>
    call<Account>(`/accounts/${account}/state`, { method: 'POST', body }),
  transfer: (account: string, body: { version: number; organisation_id: string | null; reason: string }) =>
    call(`/accounts/${account}/transfer`, { method: 'POST', body }),
  give_setup_code: (account: string) =>
    call<{ code: string; expires_at: string }>(`/accounts/${account}/setup-code`, { method: 'POST' }),
  set_password: (body: { username: string; code: string; password: string }) =>
    call('/session/password', { method: 'POST', body }),

  statuses: () => call_all<Standings>('/statuses'),
  let_in: (body: NewMember) => call<Standing>('/organisations', { method: 'POST', body }),
  propose_status: (
    organisation: string,
    body: { version: number; status: OrganisationStatus | null; reference: string; reason: string },
  ) => call<Proposal>(`/organisations/${organisation}/status/proposals`, { method: 'POST', body }),
  decide_proposal: (proposal: string, decision: 'approve' | 'refuse') =>
    call<Proposal>(`/proposals/${proposal}/decision`, { method: 'POST', body: { decision } }),
  withdraw_proposal: (proposal: string) => call<Proposal>(`/proposals/${proposal}`, { method: 'DELETE' }),

  break_glass: () => call_all<List<BreakGlass>>('/break-glass'),
  ask_break_glass: (body: { object_id: string; case_number: string; reason: string }) =>
    call<BreakGlass>('/break-glass', { method: 'POST', body }),
  decide_break_glass: (id: string, decision: 'approve' | 'refuse') =>
    call<BreakGlass>(`/break-glass/${id}/decision`, { method: 'POST', body: { decision } }),
  end_break_glass: (id: string) => call<BreakGlass>(`/break-glass/${id}`, { method: 'DELETE' }),
  read_break_glass: (id: string, after: string | null) =>
    call<GlassPage>(`/break-glass/${id}/posts`, { query: { after, limit: 25 } }),
  break_glass_notices: () => call_all<List<BreakGlassNotice>>('/break-glass-notices'),
  confirm_break_glass_notice: (id: string) =>
    call<BreakGlassNotice>(`/break-glass-notices/${id}/seen`, { method: 'POST' }),

  audit: (query: Record<string, string | null>) => call<AuditPage>('/audit', { query: { ...query, limit: 50 } }),
  export_audit: (query: Query) => call_part('/audit/export', query),
  checkpoint: () => call<string>('/audit/checkpoint'),
  witnesses: () => call_all<Witnesses>('/audit/witnesses'),
  cosign: (note: string) => call<{ size: number }>('/audit/cosignatures', { method: 'POST', body: { note } }),
  register_witness: (body: { organisation_id: string | null; key: string }) =>
    call<Witnesses>('/audit/witnesses', { method: 'POST', body }),
  retire_witness: (id: string) => call<Witnesses>(`/audit/witnesses/${id}`, { method: 'DELETE' }),

  topics: () => call<LiveList<Topic>>('/topics', { query: { limit: 100 } }),
  topic: (id: string) => call<Topic & { cursor: string }>(`/topics/${id}`),
  read_topic: (id: string) => call(`/topics/${id}/read`, { method: 'POST' }),
  threads: (topic: string, asked: { filter: string; kind: string | null; tag: string | null; after: string | null }) =>
    call<LiveList<Thread>>(`/topics/${topic}/threads`, { query: { ...asked, limit: 25 } }),
  tags: (q: string | null, after: string | null, limit: number) => call<List<CountedTag>>('/tags', { query: { q, after, limit } }),
  tagged_threads: (tag: string, kind: string | null, after: string | null) =>
    call<LiveList<Thread> & { tag: CountedTag }>('/threads', { query: { tag, kind, after, limit: 25 } }),
  listed_tags: () => call_all<ListedTags>('/listed-tags'),
  add_tag: (names: TagNames) => call<ListedTag>('/listed-tags', { method: 'POST', body: { names } }),
  rename_tag: (id: string, body: { version: number; names: TagNames }) =>
    call<ListedTag>(`/listed-tags/${id}`, { method: 'PUT', body }),
  retire_tag: (id: string) => call(`/listed-tags/${id}`, { method: 'DELETE' }),
  create_thread: (topic: string, body: NewText & { title: string } & Labels, idempotency_key: string) =>
    call<{ thread: Thread; post: Post }>(`/topics/${topic}/threads`, { method: 'POST', body, idempotency_key }),
  subscribe: (what: 'topics' | 'threads', id: string, as: Subscriber, level: SubscriptionLevel) =>
    call<Levels>(`/${what}/${id}/subscription`, { method: 'PUT', body: { as, level } }),

  thread: (id: string) => call<Thread & { cursor: string; order: ThreadOrder }>(`/threads/${id}`),
  posts: (thread: string, page: { after?: string | null; around?: string | null }) =>
    call<PostPage>(`/threads/${thread}/posts`, { query: { ...page, limit: kPostsOnPage } }),
  reply: (thread: string, body: NewText & { parent_id: string | null }, idempotency_key: string) =>
    call<Post>(`/threads/${thread}/posts`, { method: 'POST', body, idempotency_key }),
  thread_pages: (thread: string) => call<{ items: ThreadPageMark[] }>(`/threads/${thread}/pages`, { query: { limit: kPostsOnPage } }),
  thread_links: (id: string, signal: AbortSignal) => call<ThreadLinks>(`/threads/${id}/links`, { signal }),
  set_slow_mode: (id: string, body: Decision & { seconds: number }) => call<Thread>(`/threads/${id}/slow-mode`, { method: 'PUT', body }),
  propose_order: (
    id: string,
    body: Decision & { act: OrderStep; summary?: string; into?: string | null; topic_id?: string; seconds?: number; title?: string; personal_data?: PersonalDataSaid } & Partial<Labels>,
  ) =>
    call<OrderProposal>(`/threads/${id}/order-proposals`, { method: 'POST', body }),
  order_proposals: (state: 'open' | 'past', after: string | null) => call<List<OrderProposal>>('/order-proposals', { query: { state, after, limit: 25 } }),
  decide_order: (id: string, body: { decision: 'approve' | 'refuse'; reason: string }) =>
    call<OrderProposal>(`/order-proposals/${id}/decision`, { method: 'POST', body }),
  withdraw_order: (id: string) => call(`/order-proposals/${id}`, { method: 'DELETE' }),
  keep_order: (id: string, act: Exclude<ThreadOrder['may'][number], 'slow' | 'merge' | 'split'>, body: Decision & { summary?: string }) =>
    call<Thread>(`/threads/${id}/${act}`, { method: 'POST', body }),
  export: (what: 'threads' | 'posts', id: string) => call<string>(`/${what}/${id}/export`),
  topic_moderation: (topic: string, asked: { event: string | null; moderator: string | null; after: string | null }) =>
    call<List<ModerationAct>>(`/topics/${topic}/moderation`, { query: { ...asked, limit: 25 } }),
  thread_moderation: (thread: string, after: string | null) => call<List<ModerationAct>>(`/threads/${thread}/moderation`, { query: { after, limit: 25 } }),
  edit_thread: (id: string, body: ThreadEdit & Partial<Labels> & Narrower) =>
    call<Thread>(`/threads/${id}`, { method: 'PATCH', body }),
  guests: (thread: string) => call_all<List<Guest>>(`/threads/${thread}/guests`),
  invite_guest: (thread: string, account: string, until: string) =>
    call<List<Guest>>(`/threads/${thread}/guests/${account}`, { method: 'PUT', body: { until } }),
  end_invitation: (thread: string, account: string) => call(`/threads/${thread}/guests/${account}`, { method: 'DELETE' }),
  invitations: () => call_all<List<Invitation>>('/invitations'),
  read_posts: (thread: string, posts: string[]) =>
    call<{ unread: number }>(`/threads/${thread}/read`, { method: 'POST', body: { posts }, keepalive: true }),

  post: (id: string) => call<Post>(`/posts/${id}`),
  edit_post: (id: string, body: { version: number; pending_version?: number; body: string; attachments?: string[]; personal_data?: PersonalDataSaid }) => call<Post>(`/posts/${id}`, { method: 'PATCH', body }),
  accept_answer: (post: Post) => call<Thread>(`/posts/${post.id}/acceptance`, { method: 'PUT', body: { version: post.version } }),
  withdraw_acceptance: (post: Post) => call<Thread>(`/posts/${post.id}/acceptance`, { method: 'DELETE' }),
  react: (id: string, kind: ReactionKind) => call<Pick<Post, 'reactions'>>(`/posts/${id}/reactions/${kind}`, { method: 'PUT' }),
  withdraw_reaction: (id: string, kind: ReactionKind) => call<Pick<Post, 'reactions'>>(`/posts/${id}/reactions/${kind}`, { method: 'DELETE' }),
  narrow_post: (id: string, body: { version: number } & Narrower) => call<Post>(`/posts/${id}`, { method: 'PATCH', body }),
  narrow_contribution: (id: string, body: { version: number } & Narrower) =>
    call<Contribution>(`/contributions/${id}`, { method: 'PATCH', body }),
  withdraw_post: (id: string) => call(`/posts/${id}`, { method: 'DELETE', keepalive: true }),
  uploads: () => call_all<List<Upload>>('/uploads'),
  create_upload: (body: { name: string; size: number; context: string; level?: Attachment['level'] }) =>
    call<Upload>('/uploads', { method: 'POST', body }),
  upload: (id: string) => call<Upload>(`/uploads/${id}`),
  continue_upload: (id: string, bytes: Blob, offset: number, signal: AbortSignal) =>
    call<Upload>(`/uploads/${id}`, { method: 'PATCH', piece: { bytes, offset }, signal }),
  delete_upload: (id: string) => call(`/uploads/${id}`, { method: 'DELETE' }),
  duties: () => call<Duties>('/duties'),
  release_queue: (after: string | null, limit: number) => call<ReleaseQueuePage>('/release-queue', { query: { after, limit } }),
  release_state: (id: string) => call<ReleaseState>(`/posts/${id}/release`),
  release_post: (id: string, body: Decision) => call<Post>(`/posts/${id}/release`, { method: 'POST', body }),
  decide: (id: string, act: 'check' | 'return', body: Decision) => call(`/posts/${id}/${act}`, { method: 'POST', body }),
  search: (q: string, after: string | null) => call<List<Hit>>('/search', { query: { q, after, limit: 20 } }),
  count_search: (q: string) => call<SearchCount>('/search/count', { query: { q } }),
  search_authors: (q: string) => call<{ items: { name: string }[] }>('/search/authors', { query: { q } }),
  saved_searches: () => call_all<List<SavedSearch>>('/saved-searches'),
  save_search: (body: { name: string; q: string; tells: boolean }) => call<SavedSearch>('/saved-searches', { method: 'POST', body }),
  edit_saved_search: (id: string, body: { name?: string; tells?: boolean }) =>
    call<SavedSearch>(`/saved-searches/${id}`, { method: 'PATCH', body }),
  remove_saved_search: (id: string) => call(`/saved-searches/${id}`, { method: 'DELETE' }),
  bookmarks: (which: { q?: string | null; topic_id?: string | null; post_id?: string | null; after?: string | null }) =>
    call<List<Bookmark>>('/bookmarks', { query: { ...which, limit: 20 } }),
  keep_bookmark: (post: string, note: string) => call(`/posts/${post}/bookmark`, { method: 'PUT', body: { note } }),
  remove_bookmark: (post: string) => call(`/posts/${post}/bookmark`, { method: 'DELETE' }),
  contributions: (state: string, after: string | null) =>
    call<List<Contribution>>('/contributions', { query: { state, after, limit: 25 } }),
  recall_post: (id: string, body: Decision) => call<Contribution>(`/posts/${id}/recall`, { method: 'POST', body }),
  person: (id: string) => call<Person>(`/people/${id}`),
  person_posts: (id: string, after: string | null) => call<List<Hit>>(`/people/${id}/posts`, { query: { after, limit: 20 } }),
  check_link: (thread_id: string, post_id: string | null) => call<{ leads: boolean }>('/links/check', { query: { thread_id, post_id } }),
  ask_seal: (id: string, version: number) => call<Post>(`/posts/${id}/seal`, { method: 'POST', body: { version } }),
  take_back_seal_request: (id: string) => call<Post>(`/posts/${id}/seal`, { method: 'DELETE' }),
  decide_seal: (id: string, body: { decision: 'approve' | 'refuse'; reason?: string; version: number }) =>
    call<Post>(`/posts/${id}/seal/decision`, { method: 'POST', body }),
  withdraw_seal: (id: string, body: Decision) => call<Post>(`/posts/${id}/seal/withdrawal`, { method: 'POST', body }),
  seals: (id: string, after: string | null) => call<List<SealRecord>>(`/posts/${id}/seals`, { query: { after } }),
  seal_requests: (after: string | null) => call<List<SealRequest>>('/seal-requests', { query: { after, limit: 10 } }),
  recall: (id: string) => call<Recall>(`/posts/${id}/recall`),
  erasures: () => call_all<Erasures>('/erasures'),
  /** Without an answer where it was done at once. */
  ask_erasure: (id: string, body: Decision) => call<Proposal | undefined>(`/posts/${id}/erasure`, { method: 'POST', body }),
  order_erasure: (body: { post_id: string; reference: string; reason: string }) =>
    call<Proposal>('/erasure-orders', { method: 'POST', body }),
  hidden_posts: (after: string | null) => call<List<HiddenPost>>('/hidden-posts', { query: { after, limit: 25 } }),
  hiding: (id: string) => call<Hiding>(`/posts/${id}/hiding`),
  hide: (id: string, act: 'hide' | 'unhide', body: Decision) => call(`/posts/${id}/${act}`, { method: 'POST', body }),
  flag: (post: string) => call<Flag>(`/posts/${post}/flag`),
  flag_post: (post: string, body: { reason: FlagReason; text?: string }) => call<Flag>(`/posts/${post}/flag`, { method: 'POST', body }),
  withdraw_flag: (post: string) => call(`/posts/${post}/flag`, { method: 'DELETE' }),
  flags: (after: string | null) => call<List<Flag>>('/flags', { query: { after, limit: 25 } }),
  see_flag_answers: () => call('/flags/seen', { method: 'POST' }),
  write_author_note: (post: string, body: { kind: AuthorNote['kind']; text: string }) =>
    call<AuthorNote>(`/posts/${post}/author-notes`, { method: 'POST', body }),
  author_notes: (author: string | null, after: string | null) => call<List<AuthorNote>>('/author-notes', { query: { author, after, limit: 25 } }),
  remove_author_note: (id: string) => call(`/author-notes/${id}`, { method: 'DELETE' }),
  warnings: (after: string | null) => call<List<Warning>>('/warnings', { query: { after, limit: 25 } }),
  appeal_warning: (id: string, reason: string) => call<Warning>(`/warnings/${id}/appeal`, { method: 'POST', body: { reason } }),
  warning_appeals: (state: 'open' | 'past', after: string | null) =>
    call<List<HeardWarning>>('/warning-appeals', { query: { state, after, limit: 25 } }),
  decide_warning_appeal: (id: string, body: { outcome: 'lifted' | 'upheld'; reason: string }) =>
    call<HeardWarning>(`/warning-appeals/${id}/decision`, { method: 'POST', body }),
  thread_appeals: (thread: string) => call<ThreadAppeals>(`/threads/${thread}/appeals`),
  appeal_act: (thread: string, body: { act: AppealableAct['act']; reason: string; version: number }) =>
    call<ThreadAppeals>(`/threads/${thread}/appeals`, { method: 'POST', body }),
  act_appeals: (state: 'open' | 'past', after: string | null) => call<List<HeardActAppeal>>('/act-appeals', { query: { state, after, limit: 25 } }),
  decide_act_appeal: (id: string, body: { outcome: 'granted' | 'refused'; reason: string }) =>
    call<HeardActAppeal>(`/act-appeals/${id}/decision`, { method: 'POST', body }),
  see_warnings: () => call('/warnings/seen', { method: 'POST' }),
  moderation_activity: () => call<ModerationActivity>('/moderation/activity'),
  flag_cases: (state: 'open' | 'past', after: string | null) => call<List<FlagCase>>('/flag-cases', { query: { state, after, limit: 25 } }),
  appeal: (post: string) => call<AppealChance>(`/posts/${post}/appeal`),
  appeal_hiding: (post: string, body: Decision) => call<AppealChance>(`/posts/${post}/appeal`, { method: 'POST', body }),
  appeals: (state: 'open' | 'past', after: string | null) => call<List<HeardAppeal>>('/appeals', { query: { state, after, limit: 25 } }),
  decide_appeal: (id: string, body: { outcome: 'granted' | 'refused'; reason: string }) =>
    call<HeardAppeal>(`/appeals/${id}/decision`, { method: 'POST', body }),
  hold_flag_case: (id: string, act: 'take' | 'put-back', version: number) =>
    call<FlagCase>(`/flag-cases/${id}/${act}`, { method: 'POST', body: { version } }),
  note_on_flag_case: (id: string, text: string) => call<FlagCase>(`/flag-cases/${id}/notes`, { method: 'POST', body: { text } }),
  propose_flag_verdict: (id: string, body: { outcome: FlagOutcome; reply: string; version: number }) =>
    call<OrderProposal>(`/flag-cases/${id}/proposals`, { method: 'POST', body }),
  decide_flag_case: (id: string, body: { outcome: FlagOutcome; reply: string; version: number }) =>
    call<FlagCase>(`/flag-cases/${id}/decision`, { method: 'POST', body }),
  recall_requests: (after: string | null, limit: number) => call<RecallRequests>('/recall-requests', { query: { after, limit } }),
  acknowledge_recall: (request: string) =>
    call<RecallRequest>(`/recall-requests/${request}/acknowledge`, { method: 'POST' }),
  undo_release: (id: string) => call<Post>(`/posts/${id}/release/undo`, { method: 'POST' }),
  split_post: (id: string, body: Decision & { title: string; kind: ThreadKind; summary: string; personal_data: PersonalDataSaid }) =>
    call<Thread>(`/posts/${id}/split`, { method: 'POST', body }),
  redact_revision: (id: string, body: Decision) => call(`/posts/${id}/redaction`, { method: 'POST', body }),
  pending_revision: (id: string) => call<PendingRevisionText>(`/posts/${id}/pending-revision`),
  withdraw_pending_revision: (id: string) => call(`/posts/${id}/pending-revision`, { method: 'DELETE' }),
  submit_post: (id: string, version: number) => call<Post>(`/posts/${id}/submit`, { method: 'POST', body: { version } }),
  revisions: (post: string, after: string | null) => call<List<Revision>>(`/posts/${post}/revisions`, { query: { after, limit: 25 } }),
  readers: (what: 'threads' | 'posts', id: string): Promise<Answer<Readers>> => call_all<Readers & { next: string | null }>(`/${what}/${id}/audience`),
  trace_reader: (what: 'threads' | 'posts', id: string, organisation: string) =>
    call<ReaderTrace>(`/${what}/${id}/audience/why`, { query: { organisation } }),

  ask_widening: (
    what: 'posts' | 'threads',
    id: string,
    body: { version: number; reason: string; audience?: NewAudience; marking?: { level: Level } },
  ) => call<Widening>(`/${what}/${id}/widening`, { method: 'POST', body }),
  ask_for_quote: (post: string, body: { version: number; reason: string; quoted_in: Writing }) =>
    call<Widening>(`/posts/${post}/widening`, { method: 'POST', body }),
  widenings: (after: string | null) => call<List<Widening>>('/widenings', { query: { after, limit: 25 } }),
  withdraw_widening: (id: string) => call<Widening>(`/widenings/${id}`, { method: 'DELETE' }),
  consents: (state: 'open' | 'past', after: string | null) => call<List<Consent>>('/consents', { query: { state, after, limit: 10 } }),
  decide_consent: (id: string, body: { decision: 'approve' | 'refuse'; reason: string }) =>
    call<Consent>(`/consents/${id}/decision`, { method: 'POST', body }),
  disclosures: (post: string, after: string | null) => call<List<Disclosure>>(`/posts/${post}/disclosures`, { query: { after } }),

  notifications: (after: string | null, limit: number) =>
    call<NotificationPage>('/notifications', { query: { after, limit } }),
  read_notifications: (ids: string[] | 'all') =>
    call<{ unread: number }>('/notifications/read', { method: 'POST', body: ids === 'all' ? {} : { ids } }),

  drafts: (after: string | null) => call<List<Draft> & { places: DraftPlace[] }>('/drafts', { query: { after, limit: 20 } }),
  draft_versions: (context: string, after: string | null) =>
    call<List<DraftVersion>>(`/drafts/${context}/versions`, { query: { after, limit: 20 } }),
  draft: (context: string) => call<Draft>(`/drafts/${context}`),
  save_draft: (context: string, body: DraftText) =>
    // A body over 60 kB may not outlive the page: browsers refuse such a keepalive.
    call<Draft>(`/drafts/${context}`, { method: 'PUT', body, keepalive: body.body.length < 15_000 }),
  delete_draft: (context: string) => call(`/drafts/${context}`, { method: 'DELETE' }),
  preview: (body: string, writing: Writing, signal: AbortSignal) =>
    call<{ html: string; quotes: Quote[] }>('/preview', { method: 'POST', body: { body, writing }, signal }),
  offer_mentions: (q: string, writing: Writing, signal: AbortSignal) =>
    call<{ items: OfferedMention[] }>('/mentions', { method: 'POST', body: { q, writing }, signal }),
  summarise: (place: Place | Narrowable, audience: NewAudience | null, signal: AbortSignal) =>
    call<AudienceSummary>('/audience/summary', { method: 'POST', body: { ...place, ...(audience && { audience }) }, signal }),
};
