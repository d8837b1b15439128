// Files that belong to posts: uploading them, attaching them, and what their readers are told. The bytes are
// the caller's business (files/store.hpp); their check is attachment_checks.hpp.
//
// An upload is its uploader's alone until it is attached; then it is read where its post is, by whoever reads
// its own level. docs/decisions/015-attachments.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/policy.hpp"
#include "forum/attachment.hpp"
#include "forum/limits.hpp"
#include "forum/moment.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

struct NewUpload {
  std::string name;
  std::int64_t size = 0;
  std::optional<base::Digest> sha256;  // of the file as it is sent
  std::optional<auth::Level> level;    // its own, where that is above the post's
  std::string context;                 // for which composer, in the client's words
};

struct Upload {
  Attachment attachment;
  std::int64_t announced = 0;
  std::int64_t received = 0;
  std::string context;
  base::Timestamp ends_at;  // unless it is attached before
};

// Errors: not_permitted (who may not post has nothing to attach to), invalid_body, level_too_high,
// quota_exceeded.
base::Result<Upload> create_upload(storage::WriteTx& tx, auth::Viewer const& viewer, NewUpload const& upload,
                                   Moment const& moment);
// The viewer's own that are not attached; the oldest first.
std::vector<Upload> load_uploads(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);
base::Result<Upload> load_upload(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& upload, Limits const& limits);
// Whether `bytes` may come next: state_conflict where others are expected, invalid_body for more than was
// announced.
base::Result<void> check_piece(Upload const& upload, std::int64_t offset, std::size_t bytes);
// So many bytes more are on disk. The last make it wait for its check.
base::Result<Upload> advance_upload(storage::WriteTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& upload, std::int64_t offset, std::size_t bytes,
                                    Limits const& limits);
base::Result<void> delete_upload(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& upload);

// What a post is going to have, checked.
struct AttachmentPlan {
  std::vector<AttachmentId> list;
  auth::Level level = auth::Level::open;  // the highest of those that are new to the post
  bool changes = false;
};
// `post` has them already, or there is none yet. Errors: invalid_body, the n-th being "/attachments/n":
// too_many, unknown_upload, not_ready.
base::Result<AttachmentPlan> plan_attachments(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              std::optional<PostId> post,
                                              std::vector<base::PublicId> const& asked, Limits const& limits);
// `version` is that of the text to which they belong from now on.
void attach(storage::WriteTx& tx, PostId post, int version, AttachmentPlan const& plan);

// Those that the viewer may know of, of a post that he reads.
std::vector<Attachment> attachments_for(auth::Viewer const& viewer, std::vector<Attachment> const& all);
// Those of the text that a post had in this version.
std::vector<Attachment> load_attachments_of(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            PostPlace const& post, int version);

struct FoundAttachment {
  Attachment attachment;
  PostPlace post;
  Origin origin;  // of the post, at the level of the attachment
  bool is_display_only = false;
};
// Of a text that the post's readers are told; by those readers, by its source, which may have lost where it
// stands, and by compliance while it waits for its check. Errors: not_found.
base::Result<FoundAttachment> find_attachment(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& attachment);
// The same, to take it along. Errors: not_found, display_only, held_back.
base::Result<FoundAttachment> take_attachment(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& attachment);

}  // namespace forum
