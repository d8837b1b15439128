#include "forum/attachment_rows.hpp"
#include "forum/post_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kColumns[] =
    "SELECT a.id, a.public_id, a.name, a.type, a.size, a.sha256, a.level, a.state, a.refusal, a.scanned,"
    " a.thumbnail";
constexpr int kColumnCount = 11;

Statement const kPersonBytes("attachment.person_bytes",
                             "SELECT COALESCE(SUM(size), 0) FROM attachment WHERE uploader_id = $1");
Statement const kOrganisationBytes(
    "attachment.organisation_bytes",
    "SELECT COALESCE(SUM(size), 0) FROM attachment WHERE organisation_id = $1");
Statement const kUnattached("attachment.unattached",
                            "SELECT COUNT(*) FROM attachment WHERE uploader_id = $1 AND post_id IS NULL");

Statement const kInsert("attachment.insert",
                        "INSERT INTO attachment (public_id, uploader_id, organisation_id, context, name,"
                        " level, announced, received, announced_sha256, state, refusal, type, size, scanned,"
                        " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0, '', '', $7, 0, $9)");
std::string upload_columns() {
  return std::string(kColumns) + ", a.announced, a.received, a.context, a.created_at FROM attachment a";
}
Statement const kUpload("attachment.upload",
                        upload_columns() +
                            " WHERE a.public_id = $1 AND a.uploader_id = $2 AND a.post_id IS NULL");
Statement const kUploads("attachment.uploads",
                         upload_columns() + " WHERE a.uploader_id = $1 AND a.post_id IS NULL ORDER BY a.id");
Statement const kAddReceived("attachment.add_received",
                             "UPDATE attachment SET received = received + $3,"
                             " state = CASE WHEN received + $3 = announced THEN 1 ELSE 0 END"
                             " WHERE id = $1 AND received = $2 AND state = 0 AND received + $3 <= announced");
Statement const kDeleteUpload("attachment.delete_upload",
                              "DELETE FROM attachment WHERE id = $1 AND post_id IS NULL");

Statement const kOfPost("attachment.of_post",
                        std::string(kColumns) +
                            " FROM attachment a WHERE a.post_id = $1 AND a.end_version IS NULL"
                            " ORDER BY a.place");
Statement const kOfVersion("attachment.of_version",
                           std::string(kColumns) +
                               " FROM attachment a WHERE a.post_id = $1 AND a.first_version <= $2"
                               " AND (a.end_version IS NULL OR a.end_version > $2) ORDER BY a.place, a.id");
Statement const kEnd("attachment.end", "UPDATE attachment SET end_version = $2 WHERE id = $1");
Statement const kPlace("attachment.place",
                       "UPDATE attachment SET place = $3,"
                       " first_version = CASE WHEN post_id IS NULL THEN $4 ELSE first_version END,"
                       " post_id = $2 WHERE id = $1");
Statement const kCount("attachment.count",
                       "UPDATE post SET attachments = (SELECT COUNT(*) FROM attachment a"
                       " WHERE a.post_id = $1 AND a.end_version IS NULL) WHERE id = $1");

Statement const kAttached(
    "attachment.attached",
    std::string(kColumns) +
        ", p.public_id FROM attachment a JOIN post p ON p.id = a.post_id WHERE a.public_id = $1"
        " AND (a.end_version IS NULL OR a.end_version > " +
        released_version("a.post_id") + ")");

Statement const kForget("attachment.forget", "DELETE FROM attachment WHERE post_id = $1");

Attachment read_attachment(Row const& row) {
  Attachment attachment;
  attachment.id = row.id<AttachmentTag>(0);
  attachment.public_id = row.public_id(1);
  attachment.name = row.text(2);
  attachment.type = row.text(3);
  attachment.size = row.integer(4);
  attachment.sha256 = row.optional_digest(5).value_or(base::Digest{});
  attachment.level = static_cast<auth::Level>(row.integer(6));
  attachment.state = static_cast<FileState>(row.integer(7));
  attachment.refusal = row.text(8);
  attachment.scanned = row.boolean(9);
  attachment.thumbnail = row.optional_digest(10);
  return attachment;
}

Upload read_upload(Row const& row) {
  Upload upload{read_attachment(row), 0, 0, {}, {}};
  upload.announced = row.integer(kColumnCount);
  upload.received = row.integer(kColumnCount + 1);
  upload.context = row.text(kColumnCount + 2);
  upload.ends_at = row.time(kColumnCount + 3);
  return upload;
}

}  // namespace

Stored count_stored(storage::ReadTx& tx, auth::Viewer const& viewer) {
  auto const number = [](Row const& row) { return row.integer(0); };
  return {tx.one(kPersonBytes, number, viewer.user).value_or(0),
          tx.one(kOrganisationBytes, number, viewer.organisation).value_or(0),
          tx.one(kUnattached, number, viewer.user).value_or(0)};
}

void insert_upload(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                   NewUpload const& upload) {
  tx.execute(kInsert, id, viewer.user, viewer.organisation, upload.context, upload.name,
             static_cast<int>(upload.level.value_or(auth::Level::open)), upload.size, upload.sha256,
             viewer.now);
}

std::optional<Upload> select_upload(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& upload) {
  return tx.one(kUpload, read_upload, upload, viewer.user);
}

std::vector<Upload> select_uploads(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::vector<Upload> uploads;
  tx.each(kUploads, [&](Row const& row) { uploads.push_back(read_upload(row)); }, viewer.user);
  return uploads;
}

bool add_received(storage::WriteTx& tx, AttachmentId upload, std::int64_t offset, std::int64_t bytes) {
  return tx.execute(kAddReceived, upload, offset, bytes) == 1;
}

void delete_upload_row(storage::WriteTx& tx, AttachmentId upload) {
  tx.execute(kDeleteUpload, upload);
}

std::vector<Attachment> select_attachments(storage::ReadTx& tx, PostId post) {
  std::vector<Attachment> attachments;
  tx.each(kOfPost, [&](Row const& row) { attachments.push_back(read_attachment(row)); }, post);
  return attachments;
}

std::vector<Attachment> select_attachments_of(storage::ReadTx& tx, PostId post, int version) {
  std::vector<Attachment> attachments;
  tx.each(kOfVersion, [&](Row const& row) { attachments.push_back(read_attachment(row)); }, post, version);
  return attachments;
}

void end_attachment(storage::WriteTx& tx, AttachmentId attachment, int version) {
  tx.execute(kEnd, attachment, version);
}

void place_attachment(storage::WriteTx& tx, AttachmentId attachment, PostId post, int place, int version) {
  tx.execute(kPlace, attachment, post, place, version);
}

void count_attachments(storage::WriteTx& tx, PostId post) {
  tx.execute(kCount, post);
}

std::optional<AttachedRow> select_attached(storage::ReadTx& tx, base::PublicId const& attachment) {
  return tx.one(
      kAttached,
      [](Row const& row) { return AttachedRow{read_attachment(row), row.public_id(kColumnCount)}; },
      attachment);
}

void forget_attachments(storage::WriteTx& tx, PostId post) {
  tx.execute(kForget, post);
  count_attachments(tx, post);
}

}  // namespace forum
