// Uploading, in pieces that each fit into a request: whoever is cut off asks how far he came and goes on from
// there. After the IETF's draft of resumable uploads, with JSON for an answer.
#include <charconv>

#include "base/text.hpp"
#include "forum/attachments.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode_attachments.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

constexpr std::string_view kPieceType = "application/offset+octet-stream";
constexpr std::size_t kContextBytes = 64;

base::Result<forum::NewUpload> parse_new_upload(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::NewUpload upload;
  upload.name = root.text("name", http::Presence::required).value_or("");
  upload.size =
      root.integer("size", http::Presence::required, 1, call.services.settings.forum.attachments.file_bytes)
          .value_or(0);
  upload.sha256 = root.choice("sha256", http::Presence::optional, files::parse_hex);
  upload.level = root.choice("level", http::Presence::optional, auth::parse_level);
  upload.context = root.text("context", http::Presence::optional).value_or("");
  if (upload.context.size() > kContextBytes) root.note("context", base::FieldCode::too_long);
  if (auto const unfit = base::unfit_for_line(upload.context)) root.note("context", *unfit);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return upload;
}

base::Result<std::int64_t> parse_offset(Call const& call) {
  auto const type = call.request.headers.find("content-type");
  if (!type || *type != kPieceType) return base::ErrorCode::unsupported_media_type;
  auto const text = call.request.headers.find("upload-offset");
  std::int64_t offset = 0;
  bool good = text.has_value();
  if (good) {
    auto const parsed = std::from_chars(text->data(), text->data() + text->size(), offset);
    good = parsed.ec == std::errc() && parsed.ptr == text->data() + text->size() && offset >= 0;
  }
  if (!good) {
    return base::Error{base::ErrorCode::invalid_query, {{"Upload-Offset", base::FieldCode::malformed}}};
  }
  if (call.request.body.empty()) return base::invalid_field("", base::FieldCode::empty);
  return offset;
}

}  // namespace

Answer create_upload(Call const& call) {
  auto const wish = parse_new_upload(call);
  if (!wish) co_return wish.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::create_upload(tx, viewer, *wish, moment);
      },
      [](forum::Upload const& upload) {
        auto response = json_response(201, upload, encode_upload);
        response.headers.append("location",
                                "/api/v1/uploads/" + base::to_string(upload.attachment.public_id));
        return response;
      });
}

Answer list_uploads(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Uploads = forum::Page<forum::Upload>;
  auto const in_order = [](forum::Upload const& upload) {
    return forum::oldest_first_key(upload.attachment.id.value);
  };
  auto const uploads =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Uploads> {
        return forum::cut_page(forum::load_uploads(tx, viewer, call.services.settings.forum), page, in_order);
      });
  if (!uploads) co_return uploads.error();
  co_return json_response(200,
                          encode_page(uploads->items, seal_page_cursor(call, uploads->next), encode_upload));
}

Answer get_upload(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const upload = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_upload(tx, viewer, *id, call.services.settings.forum);
  });
  if (!upload) co_return upload.error();
  co_return json_response(200, *upload, encode_upload);
}

Answer continue_upload(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const offset = parse_offset(call);
  if (!offset) co_return offset.error();
  auto const& piece = call.request.body;
  auto const expected =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<void> {
        auto const upload = forum::load_upload(tx, viewer, *id, call.services.settings.forum);
        if (!upload) return upload.error();
        return forum::check_piece(*upload, *offset, piece.size());
      });
  if (!expected) co_return expected.error();
  auto const& desk = call.services.attachments;
  auto const written = co_await desk.disk.run([&] {
    desk.store.write(*id, *offset, piece);
    return true;
  });
  if (!written) co_return written.error();
  auto const upload =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::advance_upload(tx, viewer, *id, *offset, piece.size(), moment.limits);
      });
  if (!upload) co_return upload.error();
  if (upload->attachment.state == forum::FileState::checking) desk.wake();
  co_return json_response(200, *upload, encode_upload);
}

Answer delete_upload(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::delete_upload(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
