#include "auth/audit_record.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "auth/named.hpp"
#include "base/text.hpp"

namespace auth {
namespace {

constexpr char kVersion = 1;
constexpr int kEventsOfAKind = 100;
constexpr int kFirstOfModeration = 251;
constexpr int kLastOfModeration = 299;

constexpr auto kKinds = std::to_array<Named<AuditKind>>({
    {AuditKind::collection, "collection"},
    {AuditKind::alteration, "alteration"},
    {AuditKind::consultation, "consultation"},
    {AuditKind::disclosure, "disclosure"},
    {AuditKind::combination, "combination"},
    {AuditKind::erasure, "erasure"},
    {AuditKind::access, "access"},
    {AuditKind::authority, "authority"},
    {AuditKind::compliance, "compliance"},
    {AuditKind::configuration, "configuration"},
});

constexpr auto kEvents = std::to_array<Named<AuditEvent>>({
    {AuditEvent::thread_created, "thread.created"},
    {AuditEvent::post_created, "post.created"},
    {AuditEvent::reaction_given, "reaction.given"},
    {AuditEvent::thread_edited, "thread.edited"},
    {AuditEvent::post_edited, "post.edited"},
    {AuditEvent::post_submitted, "post.submitted"},
    {AuditEvent::post_returned, "post.returned"},
    {AuditEvent::post_withdrawn, "post.withdrawn"},
    {AuditEvent::level_raised, "level.raised"},
    {AuditEvent::level_lowered, "level.lowered"},
    {AuditEvent::audience_narrowed, "audience.narrowed"},
    {AuditEvent::release_undone, "release.undone"},
    {AuditEvent::recall_acknowledged, "recall.acknowledged"},
    {AuditEvent::thread_labelled, "thread.labelled"},
    {AuditEvent::revision_withdrawn, "revision.withdrawn"},
    {AuditEvent::post_flagged, "post.flagged"},
    {AuditEvent::flag_withdrawn, "flag.withdrawn"},
    {AuditEvent::flags_taken, "flags.taken"},
    {AuditEvent::flags_put_back, "flags.put_back"},
    {AuditEvent::flags_noted, "flags.noted"},
    {AuditEvent::flags_settled, "flags.settled"},
    {AuditEvent::flags_declined, "flags.declined"},
    {AuditEvent::post_appealed, "post.appealed"},
    {AuditEvent::act_appealed, "act.appealed"},
    {AuditEvent::answer_accepted, "answer.accepted"},
    {AuditEvent::acceptance_withdrawn, "acceptance.withdrawn"},
    {AuditEvent::reaction_withdrawn, "reaction.withdrawn"},
    {AuditEvent::warning_upheld, "warning.upheld"},
    {AuditEvent::seal_asked, "seal.asked"},
    {AuditEvent::seal_taken_back, "seal.taken_back"},
    {AuditEvent::seal_signed, "seal.signed"},
    {AuditEvent::seal_refused, "seal.refused"},
    {AuditEvent::seal_withdrawn, "seal.withdrawn"},
    {AuditEvent::author_noted, "author.noted"},
    {AuditEvent::author_warned, "author.warned"},
    {AuditEvent::author_note_removed, "author_note.removed"},
    {AuditEvent::warning_appealed, "warning.appealed"},
    {AuditEvent::warning_lifted, "warning.lifted"},
    {AuditEvent::thread_locked, "thread.locked"},
    {AuditEvent::thread_unlocked, "thread.unlocked"},
    {AuditEvent::thread_pinned, "thread.pinned"},
    {AuditEvent::thread_unpinned, "thread.unpinned"},
    {AuditEvent::thread_moved, "thread.moved"},
    {AuditEvent::post_hidden, "post.hidden"},
    {AuditEvent::post_shown, "post.shown"},
    {AuditEvent::appeal_granted, "appeal.granted"},
    {AuditEvent::appeal_refused, "appeal.refused"},
    {AuditEvent::act_appeal_granted, "act_appeal.granted"},
    {AuditEvent::act_appeal_refused, "act_appeal.refused"},
    {AuditEvent::thread_retitled, "thread.retitled"},
    {AuditEvent::thread_relabelled, "thread.relabelled"},
    {AuditEvent::thread_slowed, "thread.slowed"},
    {AuditEvent::thread_unslowed, "thread.unslowed"},
    {AuditEvent::object_viewed, "object.viewed"},
    {AuditEvent::revisions_viewed, "revisions.viewed"},
    {AuditEvent::contributions_viewed, "contributions.viewed"},
    {AuditEvent::search_run, "search.run"},
    {AuditEvent::audit_viewed, "audit.viewed"},
    {AuditEvent::post_released, "post.released"},
    {AuditEvent::audience_widened, "audience.widened"},
    {AuditEvent::object_exported, "object.exported"},
    {AuditEvent::audit_exported, "audit.exported"},
    {AuditEvent::threads_merged, "threads.merged"},
    {AuditEvent::thread_split, "thread.split"},
    {AuditEvent::post_erased, "post.erased"},
    {AuditEvent::thread_erased, "thread.erased"},
    {AuditEvent::revision_redacted, "revision.redacted"},
    {AuditEvent::session_opened, "session.opened"},
    {AuditEvent::session_refused, "session.refused"},
    {AuditEvent::session_closed, "session.closed"},
    {AuditEvent::account_created, "account.created"},
    {AuditEvent::account_changed, "account.changed"},
    {AuditEvent::account_vetted, "account.vetted"},
    {AuditEvent::account_transferred, "account.transferred"},
    {AuditEvent::password_changed, "password.changed"},
    {AuditEvent::grant_given, "grant.given"},
    {AuditEvent::grant_withdrawn, "grant.withdrawn"},
    {AuditEvent::deny_list_changed, "deny_list.changed"},
    {AuditEvent::setup_code_given, "setup_code.given"},
    {AuditEvent::release_policy_changed, "release_policy.changed"},
    {AuditEvent::group_created, "group.created"},
    {AuditEvent::group_changed, "group.changed"},
    {AuditEvent::group_retired, "group.retired"},
    {AuditEvent::tag_listed, "tag.listed"},
    {AuditEvent::tag_renamed, "tag.renamed"},
    {AuditEvent::tag_retired, "tag.retired"},
    {AuditEvent::mail_address_changed, "mail_address.changed"},
    {AuditEvent::status_proposed, "status.proposed"},
    {AuditEvent::status_changed, "status.changed"},
    {AuditEvent::release_checked, "release.checked"},
    {AuditEvent::break_glass_opened, "break_glass.opened"},
    {AuditEvent::break_glass_ended, "break_glass.ended"},
    {AuditEvent::erasure_ordered, "erasure.ordered"},
    {AuditEvent::organisation_created, "organisation.created"},
    {AuditEvent::topic_created, "topic.created"},
    {AuditEvent::settings_changed, "settings.changed"},
    {AuditEvent::database_restored, "database.restored"},
    {AuditEvent::audit_key_created, "audit_key.created"},
    {AuditEvent::witness_registered, "witness.registered"},
    {AuditEvent::witness_retired, "witness.retired"},
});

constexpr auto kObjectKinds = std::to_array<Named<AuditObjectKind>>({
    {AuditObjectKind::none, ""},
    {AuditObjectKind::topic, "topic"},
    {AuditObjectKind::thread, "thread"},
    {AuditObjectKind::post, "post"},
    {AuditObjectKind::account, "account"},
    {AuditObjectKind::organisation, "organisation"},
    {AuditObjectKind::audience, "audience"},
    {AuditObjectKind::audit_log, "audit_log"},
    {AuditObjectKind::platform, "platform"},
});

// Numbers are big-endian, texts and lists begin with their length: no two records share their bytes.
class Encoder {
 public:
  explicit Encoder(std::string& bytes) : bytes_(bytes) {}

  void number(std::uint64_t value, std::size_t octets) {
    std::array<char, 8> big_endian{};
    for (std::size_t i = octets; i > 0; value >>= 8) big_endian[--i] = static_cast<char>(value & 0xff);
    bytes_.append(big_endian.data(), octets);
  }
  void digest(base::Digest const& digest) {
    bytes_.append(reinterpret_cast<char const*>(digest.data()), digest.size());
  }
  void short_text(std::string_view text) {
    number(text.size(), 1);
    bytes_.append(text);
  }
  void long_text(std::string_view text) {
    number(text.size(), 4);
    bytes_.append(text);
  }
  void id(base::PublicId const& id) {
    bytes_.append(reinterpret_cast<char const*>(id.bytes.data()), id.bytes.size());
  }
  void optional_id(std::optional<base::PublicId> const& maybe) {
    number(maybe ? 1 : 0, 1);
    if (maybe) id(*maybe);
  }
  void ids(PublicIds const& list) {
    static_assert(sizeof(base::PublicId) == base::PublicId::kSize);
    number(list.size(), 4);
    bytes_.append(reinterpret_cast<char const*>(list.data()), list.size() * base::PublicId::kSize);
  }

 private:
  std::string& bytes_;
};

void check_list(PublicIds const& list) {
  bool const is_set = std::ranges::adjacent_find(list, std::greater_equal<>{}) == list.end();
  if (list.size() > kMostAuditIds || !is_set) {
    throw std::invalid_argument("a list of an audit record is too long, out of order or names one twice");
  }
}

}  // namespace

AuditKind kind_of(AuditEvent event) {
  return static_cast<AuditKind>(static_cast<int>(event) / kEventsOfAKind);
}

bool is_moderation(AuditEvent event) {
  int const number = static_cast<int>(event);
  return (number >= kFirstOfModeration && number <= kLastOfModeration) ||
         kind_of(event) == AuditKind::combination;
}

std::string_view to_string(AuditKind kind) {
  return name_of(kKinds, kind);
}
std::string_view to_string(AuditEvent event) {
  return name_of(kEvents, event);
}
std::string_view to_string(AuditObjectKind kind) {
  return name_of(kObjectKinds, kind);
}
std::optional<AuditKind> parse_audit_kind(std::string_view name) {
  return value_of(kKinds, name);
}
std::optional<AuditEvent> parse_audit_event(std::string_view name) {
  return value_of(kEvents, name);
}
std::optional<AuditObjectKind> parse_audit_object_kind(std::string_view name) {
  return value_of(kObjectKinds, name);
}

std::optional<AuditEvent> find_audit_event(std::int64_t number) {
  for (auto const& entry : kEvents) {
    if (static_cast<std::int64_t>(entry.value) == number) return entry.value;
  }
  return std::nullopt;
}

std::optional<AuditObjectKind> find_audit_object_kind(std::int64_t number) {
  for (auto const& entry : kObjectKinds) {
    if (static_cast<std::int64_t>(entry.value) == number) return entry.value;
  }
  return std::nullopt;
}

void check_audit_record(AuditRecord const& record) {
  bool const is_fit = base::is_utf8(record.reason) && !base::unfit_for_body(record.reason) &&
                      base::count_characters(record.reason) <= kMostReasonCharacters &&
                      base::is_utf8(record.case_number) && !base::unfit_for_line(record.case_number) &&
                      base::count_characters(record.case_number) <= kMostCaseNumberCharacters;
  if (!is_fit) throw std::invalid_argument("a reason or case number is not fit for the audit log");
  check_list(record.sources);
  check_list(record.recipients);
  check_list(record.parts);
}

void encode_audit_record(std::string& bytes, std::int64_t number, base::Digest const& previous,
                         AuditRecord const& record) {
  Encoder out(bytes);
  bytes.push_back(kVersion);
  out.number(static_cast<std::uint64_t>(number), 8);
  out.digest(previous);
  out.number(static_cast<std::uint64_t>(base::to_milliseconds(record.at)), 8);
  out.short_text(to_string(record.event));
  out.optional_id(record.actor.user);
  out.optional_id(record.actor.organisation);
  out.short_text(record.actor.role ? to_string(*record.actor.role) : std::string_view{});
  out.short_text(to_string(record.object.kind));
  out.optional_id(record.object.id);
  out.optional_id(record.topic);
  out.short_text(record.level ? to_string(*record.level) : std::string_view{});
  out.optional_id(record.approved_by);
  out.long_text(record.reason);
  out.long_text(record.case_number);
  out.ids(record.sources);
  out.ids(record.recipients);
  out.ids(record.parts);
}

}  // namespace auth
