// The statements behind attachments.hpp. Internal to this floor.
#pragma once

#include <vector>

#include "forum/attachments.hpp"

namespace forum {

struct Stored {
  std::int64_t person_bytes = 0;
  std::int64_t organisation_bytes = 0;
  std::int64_t unattached = 0;  // files of the person
};
Stored count_stored(storage::ReadTx& tx, auth::Viewer const& viewer);

void insert_upload(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                   NewUpload const& upload);
std::optional<Upload> select_upload(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& upload);
std::vector<Upload> select_uploads(storage::ReadTx& tx, auth::Viewer const& viewer);
// False where other bytes came first.
bool add_received(storage::WriteTx& tx, AttachmentId upload, std::int64_t offset, std::int64_t bytes);
void delete_upload_row(storage::WriteTx& tx, AttachmentId upload);

// Of the present text, in their order.
std::vector<Attachment> select_attachments(storage::ReadTx& tx, PostId post);
std::vector<Attachment> select_attachments_of(storage::ReadTx& tx, PostId post, int version);
void end_attachment(storage::WriteTx& tx, AttachmentId attachment, int version);
void place_attachment(storage::WriteTx& tx, AttachmentId attachment, PostId post, int place, int version);
void count_attachments(storage::WriteTx& tx, PostId post);

struct AttachedRow {
  Attachment attachment;
  base::PublicId post;
};
// Of a text that the readers of its post are told.
std::optional<AttachedRow> select_attached(storage::ReadTx& tx, base::PublicId const& attachment);

// With the post's text its files go, out of the store too when nothing else uses them.
void forget_attachments(storage::WriteTx& tx, PostId post);

}  // namespace forum
