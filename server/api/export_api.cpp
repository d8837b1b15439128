// A thread or a post as a file. That it was taken along is in the log before a byte of it leaves.
#include "auth/users.hpp"
#include "forum/disclosures.hpp"
#include "forum/exporting.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/export_document.hpp"

namespace server::api {
namespace {

struct File {
  std::string html;
  auth::AuditRecord record;          // of the export
  std::vector<forum::PostId> posts;  // that leave with their text
};

// Those that have left with their text.
void show_exported(Shown& shown, forum::Exported const& exported) {
  shown.in_topic(exported.thread.topic);
  shown.add(exported.thread.origin);
  for (auto const& one : exported.posts) {
    if (!one.is_withheld) shown.add(one.post.origin);
  }
}

File make_file(storage::ReadTx& tx, auth::Viewer const& viewer, auth::AuditObject const& object,
               forum::Exported const& exported) {
  Shown taken;
  taken.open(object, auth::AuditEvent::object_exported);
  show_exported(taken, exported);
  auto record = std::move(taken).take_records(viewer).front();
  record.recipients = {viewer.organisation_public_id};
  auto const me = auth::load_me(tx, viewer);
  File file{write_export(exported, {viewer.name, me.organisation.name, viewer.language, viewer.now}),
            std::move(record),
            {}};
  for (auto const& [post, is_withheld] : exported.posts) {
    if (!is_withheld) file.posts.push_back(post.id);
  }
  return file;
}

using Load = base::Result<forum::Exported> (*)(storage::ReadTx&, auth::Viewer const&, base::PublicId const&,
                                               forum::Limits const&);

Answer answer_export(Call const& call, auth::AuditObjectKind kind, Load load) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auth::AuditObject const object{kind, *id};
  auto file = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<File> {
        auto const exported = load(tx, viewer, *id, call.services.settings.forum);
        if (!exported) return exported.error();
        shown.open(object);
        show_exported(shown, *exported);
        return make_file(tx, viewer, object, *exported);
      });
  if (!file) co_return file.error();
  auto const logged = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        auth::append_audit(tx, file->record);
        for (auto const post : file->posts) forum::record_export(tx, post, viewer.organisation, viewer.now);
        return {};
      });
  if (!logged) co_return logged.error();
  co_return http::Response{
      200,
      {{"content-type", "text/html; charset=utf-8"},
       {"content-disposition", "attachment; filename=\"colloquium-" + base::to_string(*id) + ".html\""}},
      std::move(file->html)};
}

}  // namespace

Answer export_thread(Call const& call) {
  return answer_export(call, auth::AuditObjectKind::thread, forum::export_thread);
}

Answer export_post(Call const& call) {
  return answer_export(call, auth::AuditObjectKind::post, forum::export_post);
}

}  // namespace server::api
