// The events of the audit log by kind, and the kinds by view, for whoever chooses among them. Typed so that the compiler counts:
// an event of the contract that is missing here does not compile.
import type { AuditEvent, AuditKind, AuditView, ModerationEvent } from '../api/types';

const kKindOf: Record<AuditEvent, AuditKind> = {
  'thread.created': 'collection',
  'post.created': 'collection',
  'reaction.given': 'collection',

  'thread.edited': 'alteration',
  'post.edited': 'alteration',
  'post.submitted': 'alteration',
  'post.returned': 'alteration',
  'post.withdrawn': 'alteration',
  'level.raised': 'alteration',
  'level.lowered': 'alteration',
  'audience.narrowed': 'alteration',
  'release.undone': 'alteration',
  'recall.acknowledged': 'alteration',
  'thread.labelled': 'alteration',
  'revision.withdrawn': 'alteration',
  'post.flagged': 'alteration',
  'flag.withdrawn': 'alteration',
  'flags.taken': 'alteration',
  'flags.put_back': 'alteration',
  'flags.noted': 'alteration',
  'flags.settled': 'alteration',
  'flags.declined': 'alteration',
  'post.appealed': 'alteration',
  'act.appealed': 'alteration',
  'appeal.granted': 'alteration',
  'appeal.refused': 'alteration',
  'act_appeal.granted': 'alteration',
  'act_appeal.refused': 'alteration',
  'answer.accepted': 'alteration',
  'acceptance.withdrawn': 'alteration',
  'reaction.withdrawn': 'alteration',
  'seal.asked': 'alteration',
  'seal.taken_back': 'alteration',
  'seal.signed': 'alteration',
  'seal.refused': 'alteration',
  'seal.withdrawn': 'alteration',
  'author.noted': 'alteration',
  'author.warned': 'alteration',
  'author_note.removed': 'alteration',
  'warning.appealed': 'alteration',
  'warning.lifted': 'alteration',
  'warning.upheld': 'alteration',
  'thread.locked': 'alteration',
  'thread.unlocked': 'alteration',
  'thread.pinned': 'alteration',
  'thread.unpinned': 'alteration',
  'thread.moved': 'alteration',
  'post.hidden': 'alteration',
  'post.shown': 'alteration',
  'thread.retitled': 'alteration',
  'thread.relabelled': 'alteration',
  'thread.slowed': 'alteration',
  'thread.unslowed': 'alteration',

  'object.viewed': 'consultation',
  'revisions.viewed': 'consultation',
  'contributions.viewed': 'consultation',
  'search.run': 'consultation',
  'audit.viewed': 'consultation',

  'post.released': 'disclosure',
  'audience.widened': 'disclosure',
  'object.exported': 'disclosure',
  'audit.exported': 'disclosure',

  'threads.merged': 'combination',
  'thread.split': 'combination',

  'post.erased': 'erasure',
  'thread.erased': 'erasure',
  'revision.redacted': 'erasure',

  'session.opened': 'access',
  'session.refused': 'access',
  'session.closed': 'access',

  'account.created': 'authority',
  'account.changed': 'authority',
  'account.vetted': 'authority',
  'account.transferred': 'authority',
  'password.changed': 'authority',
  'grant.given': 'authority',
  'grant.withdrawn': 'authority',
  'deny_list.changed': 'authority',
  'setup_code.given': 'authority',
  'release_policy.changed': 'authority',
  'group.created': 'authority',
  'group.changed': 'authority',
  'group.retired': 'authority',

  'tag.listed': 'authority',
  'tag.renamed': 'authority',
  'tag.retired': 'authority',
  'mail_address.changed': 'authority',
  'status.proposed': 'compliance',
  'status.changed': 'compliance',
  'release.checked': 'compliance',
  'break_glass.opened': 'compliance',
  'break_glass.ended': 'compliance',
  'erasure.ordered': 'compliance',

  'organisation.created': 'configuration',
  'topic.created': 'configuration',
  'settings.changed': 'configuration',
  'database.restored': 'configuration',
  'audit_key.created': 'configuration',
  'witness.registered': 'configuration',
  'witness.retired': 'configuration',
};

const kModeration: Record<ModerationEvent, true> = {
  'thread.locked': true,
  'thread.unlocked': true,
  'thread.pinned': true,
  'thread.unpinned': true,
  'thread.moved': true,
  'thread.retitled': true,
  'thread.relabelled': true,
  'thread.slowed': true,
  'thread.unslowed': true,
  'threads.merged': true,
  'thread.split': true,
  'post.hidden': true,
  'post.shown': true,
  'appeal.granted': true,
  'appeal.refused': true,
  'act_appeal.granted': true,
  'act_appeal.refused': true,
};

/** What the moderation log of a topic holds. */
export const moderation_events = Object.keys(kModeration) as ModerationEvent[];

const kAllKinds = [...new Set(Object.values(kKindOf))];
const kOfObjects: AuditKind[] = ['collection', 'alteration', 'consultation', 'disclosure', 'combination', 'erasure'];

/** The kinds that a view has. The server refuses nothing else: it finds nothing there. */
const kKindsOf: Record<AuditView, AuditKind[]> = {
  own_trail: kAllKinds,
  contributions: kOfObjects,
  accounts: ['access', 'authority'],
  moderation: ['alteration', 'combination'],
  unit: kOfObjects,
  compliance: ['compliance'],
  configuration: ['configuration'],
  everything: kAllKinds,
};

export function kinds_of(view: AuditView): AuditKind[] {
  return kKindsOf[view];
}

export function events_of(kind: AuditKind): AuditEvent[] {
  return (Object.keys(kKindOf) as AuditEvent[]).filter((event) => kKindOf[event] === kind);
}

/** Both as they stand in an address, where anything may stand. */
export function is_of_kind(event: string, kind: string): boolean {
  return (kKindOf as Record<string, string>)[event] === kind;
}
