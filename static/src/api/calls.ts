// The API on one screen: every call that the client makes, with the shapes of server/openapi.yaml.
import { call, call_part, type Answer, type Query } from './http';
import type {
  Account,
  Accounts,
  AudienceSummary,
  AuditPage,
  Contribution,
  DenyList,
  Draft,
  Duties,
  Erasures,
  Hiding,
  Language,
  List,
  LiveList,
  Me,
  NewAudience,
  NewMarking,
  NotificationPage,
  Organisation,
  OrganisationStatus,
  Post,
  PostPage,
  Proposal,
  ReleasePolicy,
  Readers,
  Recall,
  RecallRequest,
  RecallRequests,
  ReleaseQueuePage,
  ReleaseState,
  Revision,
  Standings,
  SubscriptionLevel,
  Thread,
  Topic,
  Witnesses,
} from './types';

export type Levels = { my_level: SubscriptionLevel; bureau_level: SubscriptionLevel };
export type NewText = { body: string; marking?: NewMarking; audience?: NewAudience; language?: Post['language'] };
export type DraftText = { title?: string } & NewText;
/** About a post that is released, returned, recalled or hidden: why, and the version that was read. */
export type Decision = { reason: string; version: number };
export type Subscriber = 'me' | 'bureau';
/** Where something new would stand; an answer names its post. */
export type Place = { topic_id: string } | { thread_id: string; parent_id: string };

export const api = {
  edit_me: (body: Partial<Pick<Me, 'language' | 'theme' | 'single_keys'>>) => call<Me>('/me', { method: 'PATCH', body }),
  organisations: () => call<List<Organisation>>('/organisations'),

  release_policy: () => call<ReleasePolicy>('/release-policy'),
  set_release_policy: (body: { version: number; rule: ReleasePolicy['rule']; deadline_hours: number; substitute_id: string | null }) =>
    call<ReleasePolicy>('/release-policy', { method: 'PUT', body }),
  deny_list: (organisation: string) => call<DenyList>(`/organisations/${organisation}/deny-list`),
  propose_deny_change: (organisation: string, body: { version: number; add: string[]; remove: string[]; reason: string }) =>
    call<Proposal>(`/organisations/${organisation}/deny-list/proposals`, { method: 'POST', body }),
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

  statuses: () => call<Standings>('/statuses'),
  propose_status: (
    organisation: string,
    body: { version: number; status: OrganisationStatus | null; reference: string; reason: string },
  ) => call<Proposal>(`/organisations/${organisation}/status/proposals`, { method: 'POST', body }),
  decide_proposal: (proposal: string, decision: 'approve' | 'refuse') =>
    call<Proposal>(`/proposals/${proposal}/decision`, { method: 'POST', body: { decision } }),
  withdraw_proposal: (proposal: string) => call<Proposal>(`/proposals/${proposal}`, { method: 'DELETE' }),

  audit: (query: Record<string, string | null>) => call<AuditPage>('/audit', { query: { ...query, limit: 50 } }),
  export_audit: (query: Query) => call_part('/audit/export', query),
  checkpoint: () => call<string>('/audit/checkpoint'),
  witnesses: () => call<Witnesses>('/audit/witnesses'),
  cosign: (note: string) => call<{ size: number }>('/audit/cosignatures', { method: 'POST', body: { note } }),
  register_witness: (body: { organisation_id: string | null; key: string }) =>
    call<Witnesses>('/audit/witnesses', { method: 'POST', body }),
  retire_witness: (id: string) => call<Witnesses>(`/audit/witnesses/${id}`, { method: 'DELETE' }),

  topics: () => call<LiveList<Topic>>('/topics', { query: { limit: 100 } }),
  topic: (id: string) => call<Topic & { cursor: string }>(`/topics/${id}`),
  read_topic: (id: string) => call(`/topics/${id}/read`, { method: 'POST' }),
  threads: (topic: string, filter: string, after: string | null) =>
    call<LiveList<Thread>>(`/topics/${topic}/threads`, { query: { filter, after, limit: 25 } }),
  create_thread: (topic: string, body: NewText & { title: string }, idempotency_key: string) =>
    call<{ thread: Thread; post: Post }>(`/topics/${topic}/threads`, { method: 'POST', body, idempotency_key }),
  subscribe: (what: 'topics' | 'threads', id: string, as: Subscriber, level: SubscriptionLevel) =>
    call<Levels>(`/${what}/${id}/subscription`, { method: 'PUT', body: { as, level } }),

  thread: (id: string) => call<Thread & { cursor: string }>(`/threads/${id}`),
  posts: (thread: string, page: { after?: string | null; around?: string | null }) =>
    call<PostPage>(`/threads/${thread}/posts`, { query: { ...page, limit: 50 } }),
  reply: (thread: string, body: NewText & { parent_id: string | null }, idempotency_key: string) =>
    call<Post>(`/threads/${thread}/posts`, { method: 'POST', body, idempotency_key }),
  edit_thread: (id: string, body: { version: number; pinned?: boolean; locked?: boolean }) =>
    call<Thread>(`/threads/${id}`, { method: 'PATCH', body }),
  read_posts: (thread: string, posts: string[]) =>
    call<{ unread: number }>(`/threads/${thread}/read`, { method: 'POST', body: { posts }, keepalive: true }),

  post: (id: string) => call<Post>(`/posts/${id}`),
  edit_post: (id: string, body: { version: number; body: string }) => call<Post>(`/posts/${id}`, { method: 'PATCH', body }),
  withdraw_post: (id: string) => call(`/posts/${id}`, { method: 'DELETE', keepalive: true }),
  duties: () => call<Duties>('/duties'),
  release_queue: (after: string | null, limit: number) => call<ReleaseQueuePage>('/release-queue', { query: { after, limit } }),
  release_state: (id: string) => call<ReleaseState>(`/posts/${id}/release`),
  release_post: (id: string, body: Decision) => call<Post>(`/posts/${id}/release`, { method: 'POST', body }),
  decide: (id: string, act: 'check' | 'return', body: Decision) => call(`/posts/${id}/${act}`, { method: 'POST', body }),
  contributions: (state: string, after: string | null) =>
    call<List<Contribution>>('/contributions', { query: { state, after, limit: 25 } }),
  recall_post: (id: string, body: Decision) => call<Contribution>(`/posts/${id}/recall`, { method: 'POST', body }),
  recall: (id: string) => call<Recall>(`/posts/${id}/recall`),
  erasures: () => call<Erasures>('/erasures'),
  /** Without an answer where it was done at once. */
  ask_erasure: (id: string, body: Decision) => call<Proposal | undefined>(`/posts/${id}/erasure`, { method: 'POST', body }),
  order_erasure: (body: { post_id: string; reference: string; reason: string }) =>
    call<Proposal>('/erasure-orders', { method: 'POST', body }),
  hiding: (id: string) => call<Hiding>(`/posts/${id}/hiding`),
  hide: (id: string, act: 'hide' | 'unhide', body: Decision) => call(`/posts/${id}/${act}`, { method: 'POST', body }),
  recall_requests: (after: string | null, limit: number) => call<RecallRequests>('/recall-requests', { query: { after, limit } }),
  acknowledge_recall: (request: string) =>
    call<RecallRequest>(`/recall-requests/${request}/acknowledge`, { method: 'POST' }),
  undo_release: (id: string) => call<Post>(`/posts/${id}/release/undo`, { method: 'POST' }),
  submit_post: (id: string, version: number) => call<Post>(`/posts/${id}/submit`, { method: 'POST', body: { version } }),
  revisions: (post: string) => call<List<Revision>>(`/posts/${post}/revisions`, { query: { limit: 100 } }),
  readers: (what: 'threads' | 'posts', id: string): Promise<Answer<Readers>> => call(`/${what}/${id}/audience`),

  notifications: (after: string | null, limit: number) =>
    call<NotificationPage>('/notifications', { query: { after, limit } }),
  read_notifications: (ids: string[] | 'all') =>
    call<{ unread: number }>('/notifications/read', { method: 'POST', body: ids === 'all' ? {} : { ids } }),

  draft: (context: string) => call<Draft>(`/drafts/${context}`),
  save_draft: (context: string, body: DraftText) =>
    // A body over 60 kB may not outlive the page: browsers refuse such a keepalive.
    call<Draft>(`/drafts/${context}`, { method: 'PUT', body, keepalive: body.body.length < 15_000 }),
  delete_draft: (context: string) => call(`/drafts/${context}`, { method: 'DELETE' }),
  preview: (body: string, signal: AbortSignal) =>
    call<{ html: string }>('/preview', { method: 'POST', body: { body }, signal }),
  summarise: (place: Place, audience: NewAudience | null, signal: AbortSignal) =>
    call<AudienceSummary>('/audience/summary', { method: 'POST', body: { ...place, ...(audience && { audience }) }, signal }),
};
