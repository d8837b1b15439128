#include "forum/attachments.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "forum/attachment_rows.hpp"
#include "forum/contributions.hpp"
#include "forum/fields.hpp"
#include "forum/release_store.hpp"
#include "forum/search_index.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using base::FieldCode;

bool is_for_display_only(auth::Marking const& marking) {
  return marking.caveats.has(auth::Caveat::display_only);
}

bool may_know_of(auth::Viewer const& viewer, Attachment const& attachment) {
  return attachment.level <= viewer.highest_level;
}

bool can_be_attached(FileState state) {
  return state == FileState::ready || state == FileState::held;
}

auth::Level level_of(PostPlace const& post) {
  return std::max(post.marking.level, post.thread.marking.level);
}

// What the source has contributed, and may have lost where it stands; and what waits for compliance's check.
std::optional<PostPlace> find_elsewhere(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& post) {
  if (auto place = find_contributed_place(tx, viewer, post)) return place;
  bool const checks = judge(viewer, auth::Action::check_release, {}) == auth::Verdict::allowed;
  return checks ? find_place_in_check(tx, viewer, post) : std::nullopt;
}

void check_name(std::string_view name, Limits const& limits, FieldErrors& errors) {
  auto const note = [&](FieldCode code) { errors.push_back({"/name", code}); };
  if (base::trimmed(name).empty()) return note(FieldCode::empty);
  if (base::count_characters(name) > limits.attachments.name_characters) return note(FieldCode::too_long);
  if (auto const unfit = base::unfit_for_line(name)) return note(*unfit);
  // A name, and no way to somewhere.
  if (name.find_first_of("/\\") != std::string_view::npos) note(FieldCode::malformed);
}

Upload with_end(Upload upload, Limits const& limits) {
  upload.ends_at += limits.attachments.unattached_kept;
  return upload;
}

}  // namespace

std::string_view to_string(FileState state) {
  switch (state) {
    case FileState::receiving:
      return "receiving";
    case FileState::checking:
      return "checking";
    case FileState::ready:
      return "ready";
    case FileState::held:
      return "held";
    case FileState::refused:
      break;
  }
  return "refused";
}

base::Result<Upload> create_upload(storage::WriteTx& tx, auth::Viewer const& viewer, NewUpload const& upload,
                                   Moment const& moment) {
  if (auto const verdict = require(viewer, auth::Action::post, {}); !verdict) return verdict.error();
  auto const& limits = moment.limits.attachments;
  FieldErrors errors;
  check_name(upload.name, moment.limits, errors);
  if (upload.size <= 0 || upload.size > limits.file_bytes)
    errors.push_back({"/size", FieldCode::out_of_range});
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (upload.level) {
    if (auto const fits = check_level(*upload.level, auth::Level::open, viewer); !fits) return fits.error();
  }
  auto const stored = count_stored(tx, viewer);
  if (stored.person_bytes + upload.size > limits.person_bytes ||
      stored.organisation_bytes + upload.size > limits.organisation_bytes ||
      stored.unattached >= static_cast<std::int64_t>(limits.unattached_per_person)) {
    return ErrorCode::quota_exceeded;
  }
  auto const id = base::make_public_id(moment.random);
  auto named = upload;
  named.name = base::trimmed(upload.name);
  insert_upload(tx, viewer, id, named);
  return load_upload(tx, viewer, id, moment.limits);
}

std::vector<Upload> load_uploads(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  auto uploads = select_uploads(tx, viewer);
  for (auto& upload : uploads) upload = with_end(std::move(upload), limits);
  return uploads;
}

base::Result<Upload> load_upload(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& upload, Limits const& limits) {
  auto found = select_upload(tx, viewer, upload);
  if (!found) return ErrorCode::not_found;
  return with_end(*std::move(found), limits);
}

base::Result<void> check_piece(Upload const& upload, std::int64_t offset, std::size_t bytes) {
  if (upload.attachment.state != FileState::receiving || offset != upload.received)
    return base::Error(ErrorCode::state_conflict, "other bytes are expected: ask for the offset");
  if (static_cast<std::int64_t>(bytes) > upload.announced - offset)
    return base::invalid_field("", FieldCode::too_long);
  return {};
}

base::Result<Upload> advance_upload(storage::WriteTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& upload, std::int64_t offset, std::size_t bytes,
                                    Limits const& limits) {
  auto const found = select_upload(tx, viewer, upload);
  if (!found) return ErrorCode::not_found;
  if (!add_received(tx, found->attachment.id, offset, static_cast<std::int64_t>(bytes)))
    return ErrorCode::state_conflict;
  return load_upload(tx, viewer, upload, limits);
}

base::Result<void> delete_upload(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& upload) {
  auto const found = select_upload(tx, viewer, upload);
  if (!found) return ErrorCode::not_found;
  delete_upload_row(tx, found->attachment.id);
  return {};
}

base::Result<AttachmentPlan> plan_attachments(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::optional<PostId> post,
                                              std::vector<base::PublicId> const& asked,
                                              Limits const& limits) {
  if (asked.size() > limits.attachments.in_post)
    return base::invalid_field("/attachments", FieldCode::too_many);
  auto const present = post ? select_attachments(tx, *post) : std::vector<Attachment>();
  AttachmentPlan plan;
  FieldErrors errors;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto const pointer = "/attachments/" + std::to_string(i);
    auto const kept = std::ranges::find(present, asked[i], &Attachment::public_id);
    if (kept != present.end() && may_know_of(viewer, *kept)) {
      plan.list.push_back(kept->id);
      continue;
    }
    auto const upload = select_upload(tx, viewer, asked[i]);
    if (!upload) {
      errors.push_back({pointer, FieldCode::unknown_upload});
    } else if (!can_be_attached(upload->attachment.state)) {
      errors.push_back({pointer, FieldCode::not_ready});
    } else {
      plan.list.push_back(upload->attachment.id);
      plan.level = std::max(plan.level, upload->attachment.level);
    }
  }
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  // Nobody takes away what he does not know of.
  for (auto const& one : present) {
    if (!may_know_of(viewer, one)) plan.list.push_back(one.id);
  }
  plan.changes = !std::ranges::equal(plan.list, present, {}, {}, &Attachment::id);
  return plan;
}

void attach(storage::WriteTx& tx, PostId post, int version, AttachmentPlan const& plan) {
  if (!plan.changes) return;
  for (auto const& former : select_attachments(tx, post)) {
    if (std::ranges::find(plan.list, former.id) == plan.list.end()) end_attachment(tx, former.id, version);
  }
  for (std::size_t i = 0; i < plan.list.size(); ++i)
    place_attachment(tx, plan.list[i], post, static_cast<int>(i), version);
  count_attachments(tx, post);
  index_post(tx, post);
}

std::vector<Attachment> attachments_for(auth::Viewer const& viewer, std::vector<Attachment> const& all) {
  std::vector<Attachment> known;
  std::ranges::copy_if(all, std::back_inserter(known),
                       [&](Attachment const& one) { return may_know_of(viewer, one); });
  return known;
}

std::vector<Attachment> load_attachments_of(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            PostPlace const& post, int version) {
  auto all = select_attachments_of(tx, post.id, version);
  for (auto& one : all) one.level = std::max(one.level, level_of(post));
  return attachments_for(viewer, all);
}

base::Result<FoundAttachment> find_attachment(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& attachment) {
  auto row = select_attached(tx, attachment);
  if (!row) return ErrorCode::not_found;
  auto post = find_post_place(tx, viewer, row->post);
  bool const reads_thread = post.has_value();
  if (!post) post = find_elsewhere(tx, viewer, row->post);
  if (!post) return ErrorCode::not_found;
  // How the thread is marked would tell of it who has lost it.
  auto const level = reads_thread ? level_of(*post) : post->marking.level;
  bool const is_display_only =
      is_for_display_only(post->marking) || (reads_thread && is_for_display_only(post->thread.marking));
  row->attachment.level = std::max(row->attachment.level, level);
  if (!may_know_of(viewer, row->attachment)) return ErrorCode::not_found;
  auto origin = origin_of(tx, *post);
  origin.level = row->attachment.level;
  return FoundAttachment{std::move(row->attachment), *std::move(post), origin, is_display_only};
}

base::Result<FoundAttachment> take_attachment(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& attachment) {
  auto found = find_attachment(tx, viewer, attachment);
  if (!found) return found;
  if (found->is_display_only) return ErrorCode::display_only;
  if (found->attachment.state != FileState::ready) return ErrorCode::held_back;
  return found;
}

}  // namespace forum
