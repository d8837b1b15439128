#include "forum/audience_summary.hpp"

#include <algorithm>
#include <tuple>

#include "forum/audiences.hpp"
#include "forum/narrowing.hpp"

namespace forum {
namespace {

using Organisations = std::vector<auth::Organisation>;

int bureaus_among(Organisations const& organisations) {
  return static_cast<int>(
      std::ranges::count(organisations, auth::OrganisationKind::ncb, &auth::Organisation::kind));
}

// By country code, kind, name; those without a country last.
Organisations load_sorted(storage::ReadTx& tx, std::vector<auth::OrganisationId> const& ids,
                          auth::Language language) {
  auto organisations = auth::load_organisations(tx, ids, language);
  std::ranges::sort(organisations, {}, [](auth::Organisation const& organisation) {
    return std::tuple(!organisation.country, organisation.country.value_or(""), organisation.kind,
                      organisation.name);
  });
  return organisations;
}

using Keys = std::vector<auth::OrganisationId>;

AudienceSummary summarise(storage::ReadTx& tx, auth::Viewer const& viewer, Keys const& readers,
                          Keys const& around) {
  Keys excluded;
  std::ranges::set_difference(around, readers, std::back_inserter(excluded));
  AudienceSummary summary;
  summary.organisations = load_sorted(tx, readers, viewer.language);
  summary.excluded = load_sorted(tx, excluded, viewer.language);
  summary.bureaus = bureaus_among(summary.organisations);
  summary.excluded_bureaus = bureaus_among(summary.excluded);
  return summary;
}

base::Result<AudienceSummary> summarise_narrowing(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  PostPlace const& place,
                                                  std::optional<auth::NewAudience> const& audience) {
  auto const readers = present_readers(place);
  auto const left = resolve_narrowed(tx, readers, audience.value_or(auth::NewAudience{}), viewer);
  if (!left) return left.error();
  auto around = readers.enclosing;
  around.push_back(readers.audience);
  return summarise(tx, viewer, *left, auth::members_of_all(tx, around));
}

}  // namespace

Readers as_readers(storage::ReadTx& tx, std::vector<auth::OrganisationId> const& organisations,
                   auth::Language language) {
  Readers readers;
  readers.organisations = load_sorted(tx, organisations, language);
  readers.bureaus = bureaus_among(readers.organisations);
  return readers;
}

namespace {

Readers load_readers(storage::ReadTx& tx, auth::Viewer const& viewer, auth::Target const& target,
                     std::vector<auth::AudienceId> const& audiences) {
  auto readers = as_readers(tx, auth::members_of_all(tx, audiences), viewer.language);
  readers.may_ask_why = judge(viewer, auth::Action::trace_readers, target) == auth::Verdict::allowed;
  return readers;
}

}  // namespace

base::Result<ReadersToBe> find_new_thread_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& topic,
                                                  std::optional<auth::NewAudience> const& audience) {
  auto const place = find_topic_place(tx, viewer, topic);
  if (!place) return base::ErrorCode::not_found;
  if (viewer.is_guest()) return base::ErrorCode::not_permitted;
  auto readers =
      resolve_within(tx, viewer, audience.value_or(auth::NewAudience{}), {place->audience}, place->unit());
  if (!readers) return readers.error();
  return ReadersToBe{*std::move(readers), auth::members_of_all(tx, {place->audience}), place->id,
                     target_of(*place), place->level};
}

base::Result<ReadersToBe> find_new_reply_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& thread,
                                                 std::optional<base::PublicId> const& parent,
                                                 std::optional<auth::NewAudience> const& audience) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  auto const answered = parent ? find_post_place(tx, viewer, *parent) : std::nullopt;
  if (parent && (!answered || answered->thread.id != place->id)) return base::ErrorCode::not_found;
  if (viewer.is_guest()) return base::ErrorCode::not_permitted;

  std::vector<auth::AudienceId> const enclosing{place->topic.audience, place->audience};
  ReadersToBe found{
      {}, auth::members_of_all(tx, enclosing), place->topic.id, target_in(*place), place->marking.level};
  if (answered) found.level = std::max(found.level, answered->marking.level);
  if (!audience && answered) {
    found.readers = auth::members_of_all(tx, {place->topic.audience, place->audience, answered->audience});
    return found;
  }
  // The first post is for all who read the thread.
  auto readers =
      resolve_within(tx, viewer, audience.value_or(auth::NewAudience{}), enclosing, place->topic.unit());
  if (!readers) return readers.error();
  found.readers = *std::move(readers);
  return found;
}

base::Result<AudienceSummary> summarise_new_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   base::PublicId const& topic,
                                                   std::optional<auth::NewAudience> const& audience) {
  auto const found = find_new_thread_readers(tx, viewer, topic, audience);
  if (!found) return found.error();
  return summarise(tx, viewer, found->readers, found->around);
}

base::Result<AudienceSummary> summarise_new_reply(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& thread,
                                                  std::optional<base::PublicId> const& parent,
                                                  std::optional<auth::NewAudience> const& audience) {
  auto const found = find_new_reply_readers(tx, viewer, thread, parent, audience);
  if (!found) return found.error();
  return summarise(tx, viewer, found->readers, found->around);
}

base::Result<AudienceSummary> summarise_narrowed_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& thread,
                                                        std::optional<auth::NewAudience> const& audience) {
  auto const place = find_first_post_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  return summarise_narrowing(tx, viewer, *place, audience);
}

base::Result<AudienceSummary> summarise_narrowed_post(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                      base::PublicId const& post,
                                                      std::optional<auth::NewAudience> const& audience) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  return summarise_narrowing(tx, viewer, *place, audience);
}

base::Result<Readers> load_thread_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  return load_readers(tx, viewer, target_of(*place), {place->topic.audience, place->audience});
}

base::Result<Readers> load_post_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  return load_readers(tx, viewer, target_of(*place),
                      {place->thread.topic.audience, place->thread.audience, place->audience});
}

}  // namespace forum
