// Short names for the shapes of server/openapi.yaml, from which src/generated/api.ts is made by the build.
import type { components } from '../generated/api';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Organisation = Schemas['Organisation'];
export type Topic = Schemas['Topic'];
export type Thread = Schemas['Thread'];
export type Post = Schemas['Post'];
export type Revision = Schemas['Revision'];
export type QueueItem = Schemas['QueueItem'];
export type ReleaseState = Schemas['ReleaseState'];
export type Notification = Schemas['Notification'];
export type Contribution = Schemas['Contribution'];
export type Recall = Schemas['Recall'];
export type RecallRequest = Schemas['RecallRequest'];
export type Duties = Schemas['Duties'];
export type Draft = Schemas['Draft'];
export type Marking = Schemas['Marking'];
export type NewMarking = Schemas['NewMarking'];
export type Audience = Schemas['Audience'];
export type NewAudience = Schemas['NewAudience'];
export type SubscriptionLevel = Schemas['SubscriptionLevel'];
export type LevelFrom = Schemas['LevelFrom'];
export type Level = Schemas['Level'];
export type Caveat = Schemas['Caveat'];
export type Language = Schemas['Language'];
export type Account = Schemas['Account'];
export type ReleasePolicy = Schemas['ReleasePolicy'];
export type DenyList = Schemas['DenyList'];
export type Proposal = Schemas['Proposal'];
export type Standing = Schemas['Standing'];
export type OrganisationStatus = Schemas['OrganisationStatus'];
export type AuditView = Schemas['AuditView'];
export type AuditKind = Schemas['AuditKind'];
export type AuditEvent = Schemas['AuditEvent'];
export type AuditItem = Schemas['AuditItem'];
export type Witness = Schemas['Witness'];
export type Witnesses = Schemas['Witnesses'];
export type ErrorCode = Schemas['ErrorCode'];
export type FieldCode = Schemas['FieldCode'];

export type List<T> = { items: T[]; next: string | null };
export type LiveList<T> = List<T> & { cursor: string };
export type PostPage = LiveList<Post> & { previous: string | null };
export type NotificationPage = LiveList<Notification> & { unread: number };
export type ReleaseQueuePage = LiveList<QueueItem> & { waiting: number };
export type RecallRequests = List<RecallRequest> & { waiting: number };
export type Accounts = List<Account> & { may: 'nominate'[] };
export type Standings = List<Standing> & { proposals: Proposal[]; may: 'propose'[] };
export type AuditPage = List<AuditItem> & { export_limit: number };
export type Readers = { bureaus: number; items: Organisation[] };
export type AudienceSummary = {
  bureaus: number;
  excluded_bureaus: number;
  organisations: Organisation[];
  excluded: Organisation[];
};
