// The files of posts. That one was handed out is in the log before a byte of it leaves, as with an export.
#include "forum/attachments.hpp"
#include "forum/disclosures.hpp"
#include "server/api/byte_range.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/file_stream.hpp"

namespace server::api {
namespace {

using Find = base::Result<forum::FoundAttachment> (*)(storage::ReadTx&, auth::Viewer const&,
                                                      base::PublicId const&);

struct HandedOut {
  forum::FoundAttachment found;
  auth::AuditRecord record;  // of the export
};

auth::AuditRecord record_of(auth::Viewer const& viewer, forum::FoundAttachment const& found) {
  Shown taken;
  taken.open({auth::AuditObjectKind::post, found.post.public_id}, auth::AuditEvent::object_exported);
  taken.in_topic(found.post.thread.topic.public_id);
  taken.add(found.origin);
  auto record = std::move(taken).take_records(viewer).front();
  record.parts = {found.attachment.public_id};
  record.recipients = {viewer.organisation_public_id};
  return record;
}

boost::asio::awaitable<base::Result<HandedOut>> show_attachment(Call const& call, Find find) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  co_return co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<HandedOut> {
        auto found = find(tx, viewer, *id);
        if (!found) return found.error();
        shown.open({auth::AuditObjectKind::post, found->post.public_id});
        shown.in_topic(found->post.thread.topic.public_id);
        shown.add(found->origin);
        auto record = record_of(viewer, *found);
        return HandedOut{*std::move(found), std::move(record)};
      });
}

// RFC 8187, and for programs of before it a name in ASCII.
std::string disposition(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string plain;
  std::string encoded;
  for (char const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '-' || c == '_';
    plain += is_plain ? c : '_';
    if (is_plain) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 15U];
    }
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

// Whatever a browser makes of it, it makes in a box without scripts, origin or network.
http::Headers file_headers(std::string_view type) {
  return {{"content-type", type},
          {"content-security-policy", "sandbox; default-src 'none'"},
          {"cache-control", "no-store"}};
}

std::string etag_of(forum::Attachment const& attachment) {
  return "\"" + files::to_hex(attachment.sha256) + "\"";
}

RangeAsked range_of(http::Request const& request, forum::Attachment const& attachment) {
  auto const condition = request.headers.find("if-range");
  bool const is_same = !condition || *condition == etag_of(attachment);
  return parse_range(is_same ? request.headers.find("range") : std::nullopt, attachment.size);
}

}  // namespace

Answer download_attachment(Call const& call) {
  auto handed = co_await show_attachment(call, forum::take_attachment);
  if (!handed) co_return handed.error();
  auto const& attachment = handed->found.attachment;
  auto const [kind, range] = range_of(call.request, attachment);
  if (kind == RangeAsked::Kind::beyond) {
    co_return http::Response{
        416, {{"content-range", "bytes */" + std::to_string(attachment.size)}}, http::Body{}};
  }
  auto const logged = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        auth::append_audit(tx, handed->record);
        forum::record_export(tx, handed->found.post.id, viewer.organisation, viewer.now);
        return {};
      });
  if (!logged) co_return logged.error();
  http::Response response{200, file_headers("application/octet-stream"), http::Body{}};
  response.headers.append("content-disposition", disposition(attachment.name));
  response.headers.append("accept-ranges", "bytes");
  response.headers.append("etag", etag_of(attachment));
  if (kind == RangeAsked::Kind::part) {
    response.status = 206;
    response.headers.append("content-range", "bytes " + std::to_string(range.begin) + "-" +
                                                 std::to_string(range.end - 1) + "/" +
                                                 std::to_string(attachment.size));
  }
  response.body = http::Body(
      std::make_shared<FileStream>(call.services.attachments, attachment.sha256, range.begin, range.end),
      static_cast<std::size_t>(range.end - range.begin));
  co_return response;
}

Answer get_thumbnail(Call const& call) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  auto const shown = co_await show_attachment(call, forum::find_attachment);
  if (!shown) co_return shown.error();
  auto const& attachment = shown->found.attachment;
  if (attachment.state != forum::FileState::ready) co_return base::ErrorCode::held_back;
  if (!attachment.thumbnail) co_return base::ErrorCode::not_found;
  auto const& desk = call.services.attachments;
  auto bytes = co_await desk.disk.run([&] { return desk.store.read(*attachment.thumbnail, 0, kMostBytes); });
  if (!bytes) co_return bytes.error();
  co_return http::Response{200, file_headers("image/jpeg"), *std::move(bytes)};
}

}  // namespace server::api
