// Of encode.hpp: who is signed in, and what the screens may offer him apart from any object.
#include "auth/audit_views.hpp"
#include "auth/policy.hpp"
#include "forum/flag_cases.hpp"
#include "forum/hidden_posts.hpp"
#include "server/api/encode.hpp"

namespace server::api {

using http::JsonWriter;

void encode_me(JsonWriter& json, auth::Me const& me) {
  auth::Viewer const& viewer = me.viewer;
  json.begin_object();
  json.field("id", viewer.public_id);
  json.field("username", viewer.username);
  json.field("name", viewer.name);
  json.field("function", viewer.function);
  json.key("organisation");
  encode_organisation(json, me.organisation);
  json.key("bureau");
  encode_organisation(json, me.bureau);
  json.key("roles");
  json.begin_array();
  for (auth::Role const role : viewer.roles) json.value(auth::to_string(role));
  json.end_array();
  json.field("clearance", auth::to_string(viewer.clearance));
  json.field("sign_in_allows", auth::to_string(viewer.sign_in_allows));
  json.field("language", auth::to_string(viewer.language));
  json.field("theme", auth::to_string(me.theme));
  json.field("single_keys", me.single_keys);
  json.key("may");
  json.begin_array();
  if (auth::judge(viewer, auth::Action::subscribe_bureau, {}) == auth::Verdict::allowed)
    json.value("subscribe_bureau");
  auto const posting = auth::judge(viewer, auth::Action::post, {});
  if (posting != auth::Verdict::refused) json.value("contribute");
  if (posting == auth::Verdict::allowed) json.value("publish");
  if (viewer.coordinated) json.value("release");
  if (auth::judge(viewer, auth::Action::check_release, {}) == auth::Verdict::allowed) json.value("check");
  auth::Target coordinated;
  coordinated.source = viewer.coordinated;
  if (auth::judge(viewer, auth::Action::read_release_policy, coordinated) == auth::Verdict::allowed)
    json.value("read_release_policy");
  if (auth::judge(viewer, auth::Action::confirm_recalls, coordinated) == auth::Verdict::allowed)
    json.value("confirm_recalls");
  if (auth::judge(viewer, auth::Action::consent_widening, coordinated) == auth::Verdict::allowed)
    json.value("consent_widening");
  if (auth::judge(viewer, auth::Action::sign_seal, coordinated) == auth::Verdict::allowed)
    json.value("sign_seal");
  auth::Target own;
  own.source = viewer.organisation;
  if (auth::judge(viewer, auth::Action::read_deny_list, own) == auth::Verdict::allowed)
    json.value("read_deny_list");
  if (auth::judge(viewer, auth::Action::manage_groups, own) == auth::Verdict::allowed)
    json.value("manage_groups");
  if (auth::judge(viewer, auth::Action::manage_tags, {}) == auth::Verdict::allowed) json.value("manage_tags");
  if (auth::judge(viewer, auth::Action::confirm_break_glass, coordinated) == auth::Verdict::allowed)
    json.value("confirm_break_glass");
  if (auth::judge(viewer, auth::Action::ask_break_glass, {}) == auth::Verdict::allowed)
    json.value("ask_break_glass");
  if (auth::judge(viewer, auth::Action::read_erasures, coordinated) == auth::Verdict::allowed ||
      auth::judge(viewer, auth::Action::read_erasure_orders, {}) == auth::Verdict::allowed)
    json.value("read_erasures");
  if (auth::judge(viewer, auth::Action::read_statuses, {}) == auth::Verdict::allowed)
    json.value("read_statuses");
  auto about_first = own;
  about_first.is_first_officer = true;
  if (auth::judge(viewer, auth::Action::read_accounts, about_first) == auth::Verdict::allowed)
    json.value("read_accounts");
  if (auth::judge(viewer, auth::Action::read_witnesses, {}) == auth::Verdict::allowed)
    json.value("read_witnesses");
  if (auth::judge(viewer, auth::Action::flag, {}) == auth::Verdict::allowed) json.value("flag");
  if (forum::reviews_flags(viewer)) json.value("review_flags");
  if (forum::decides_on_hidden(viewer)) json.value("read_hidden");
  json.end_array();
  json.key("audit_views");
  json.begin_array();
  for (auth::AuditView const view : auth::views_of(viewer)) json.value(auth::to_string(view));
  json.end_array();
  json.end_object();
}

}  // namespace server::api
