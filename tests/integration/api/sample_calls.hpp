// A call that works for each operation of the document, so that a test can go through all of them: on these
// objects, with this body.
#pragma once

#include <map>
#include <string>

#include "tests/integration/api/api_test.hpp"
#include "tests/integration/api/openapi_document.hpp"

namespace tests::api {

// The objects that a call is about.
struct Place {
  std::string topic;
  std::string thread;
  std::string post;
  std::string context;  // of a draft
  std::string organisation = {};
  std::string proposal = {};
  std::string account = {};
  std::string recall_request = {};
  std::string witness = {};
  std::string group = {};
  std::string widening = {};
  std::string consent = {};
  std::string break_glass = {};
  std::string notice = {};
  std::string listed_tag = {};
  std::string upload = {};
  std::string attachment = {};
  std::string flag_case = {};
  std::string appeal = {};
  std::string saved_search = {};
  std::string author_note = {};  // or a warning
  std::string warning_appeal = {};
};

// Throws for an operation that has no sample yet: add one here.
inline object sample_body(std::string const& operation, Place const& place) {
  static std::map<std::string, object> const kBodies{
      {"create_session", {{"username", "officer2.fr"}, {"password", support::kPassword}}},
      {"edit_me", {{"language", "en"}, {"theme", "light"}, {"single_keys", true}}},
      {"choose_mail", {{"frequency", "daily"}}},
      {"set_mail_address", {{"address", "officer@bureau.example"}}},
      {"confirm_mail_address", {{"code", "12345678"}}},
      {"propose_deny_change",
       {{"version", 1}, {"reason", "A sample."}, {"add", {"00000000000000000000000000"}}}},
      {"propose_status",
       {{"version", 1}, {"status", "supervised"}, {"reference", "D 1"}, {"reason", "A sample."}}},
      {"let_in_organisation",
       {{"kind", "partner"},
        {"names", {{"ar", "معهد"}, {"en", "Institute"}, {"es", "Instituto"}, {"fr", "Institut"}}},
        {"max_level", "public"}}},
      {"decide_proposal", {{"decision", "refuse"}}},
      {"nominate_account",
       {{"username", "sample"},
        {"name", "Sam Ple"},
        {"function", "Analyst"},
        {"role", "contributor"},
        {"clearance", "official_use_only"},
        {"language", "en"}}},
      {"vet_account", {{"version", 1}, {"vetted_until", "2027-01-01T00:00:00.000Z"}}},
      {"change_account_state", {{"version", 1}, {"state", "locked"}, {"reason", "A sample."}}},
      {"transfer_account",
       {{"version", 1}, {"organisation_id", "00000000000000000000000000"}, {"reason", "A sample."}}},
      {"set_password",
       {{"username", "sample.one"},
        {"code", "00000000000000000000000000"},
        {"password", "a long enough password"}}},
      {"add_cosignature", {{"note", "no note"}}},
      {"register_witness", {{"organisation_id", "00000000000000000000000000"}, {"key", "no+key"}}},
      {"create_thread",
       {{"title", "A sample"},
        {"body", "Text."},
        {"language", "en"},
        {"marking",
         {{"level", "official_use_only"}, {"caveats", {"H1"}}, {"legal_use", "cite_with_consent"}}},
        {"audience", {{"base", "all_members"}}}}},
      {"edit_thread", {{"version", 1}, {"title", "Another title"}}},
      {"create_reply", {{"body", "Text."}, {"language", "en"}}},
      {"create_upload", {{"name", "statute.pdf"}, {"size", 1000}}},
      {"edit_post", {{"version", 1}, {"body", "Other text."}}},
      {"narrow_contribution", {{"version", 1}, {"marking", {{"caveats", {"H2"}}}}}},
      {"release_post", {{"reason", "Checked."}}},
      {"set_release_policy", {{"version", 1}, {"rule", "restricted_and_above"}, {"deadline_hours", 72}}},
      {"create_group", {{"name", "A sample"}, {"members", {"00000000000000000000000000"}}}},
      {"edit_group", {{"version", 1}, {"name", "A sample"}, {"members", {"00000000000000000000000000"}}}},
      {"add_tag", {{"names", {{"ar", "a"}, {"en", "a"}, {"es", "a"}, {"fr", "a"}}}}},
      {"rename_tag", {{"version", 1}, {"names", {{"ar", "a"}, {"en", "a"}, {"es", "a"}, {"fr", "a"}}}}},
      {"accept_answer", {{"version", 1}}},
      {"ask_seal", {{"version", 1}}},
      {"decide_seal", {{"decision", "approve"}, {"version", 1}}},
      {"withdraw_seal", {{"reason", "The law has changed."}, {"version", 1}}},
      {"close_thread", {{"reason", "Answered."}, {"version", 1}, {"summary", "It is enough."}}},
      {"reopen_thread", {{"reason", "There is news."}, {"version", 1}}},
      {"propose_order",
       {{"act", "relabel"}, {"reason", "Nobody finds it."}, {"version", 1}, {"title", "Found"}}},
      {"decide_order", {{"decision", "approve"}, {"reason", "So it is."}}},
      {"set_slow_mode", {{"reason", "It runs hot."}, {"version", 1}, {"seconds", 60}}},
      {"separate_thread", {{"reason", "Two questions."}, {"version", 1}}},
      {"rejoin_thread", {{"reason", "One question."}, {"version", 1}}},
      {"split_post",
       {{"reason", "Two questions."},
        {"version", 1},
        {"title", "The other one"},
        {"kind", "question"},
        {"summary", "Asked beside the first."}}},
      {"return_post", {{"reason", "Mend it."}}},
      {"check_post", {{"reason", "Checked."}}},
      {"submit_post", {{"version", 1}}},
      {"recall_post", {{"reason", "A mistake."}}},
      {"redact_revision", {{"reason", "It names a witness."}, {"version", 1}}},
      {"hide_post", {{"reason", "It names a witness."}, {"version", 1}}},
      {"unhide_post", {{"reason", "It was mended."}, {"version", 1}}},
      {"appeal_hiding", {{"reason", "No witness is named."}, {"version", 1}}},
      {"decide_appeal", {{"outcome", "refused"}, {"reason", "One is."}}},
      {"flag_post", {{"reason", "off_subject"}, {"text", "This is about tobacco."}}},
      {"write_author_note", {{"kind", "note"}, {"text", "He was asked to stay with the subject."}}},
      {"appeal_warning", {{"reason", "It is to the point."}}},
      {"appeal_act", {{"act", "locked"}, {"reason", "It is to the point."}, {"version", 1}}},
      {"decide_act_appeal", {{"outcome", "granted"}, {"reason", "He is right."}}},
      {"decide_warning_appeal", {{"outcome", "lifted"}, {"reason", "He is right."}}},
      {"propose_flag_verdict", {{"outcome", "declined"}, {"reply", "It belongs here."}, {"version", 1}}},
      {"take_flag_case", {{"version", 1}}},
      {"put_back_flag_case", {{"version", 1}}},
      {"note_on_flag_case", {{"text", "I have asked the author."}}},
      {"decide_flag_case", {{"outcome", "declined"}, {"reply", "It belongs here."}, {"version", 1}}},
      {"ask_post_widening",
       {{"version", 1}, {"audience", {{"base", "all_members"}}}, {"reason", "They need it."}}},
      {"ask_thread_widening",
       {{"version", 1}, {"marking", {{"level", "public"}}}, {"reason", "They need it."}}},
      {"decide_consent", {{"decision", "refuse"}, {"reason", "Not yet."}}},
      {"ask_break_glass",
       {{"object_id", "00000000000000000000000000"}, {"case_number", "C 1"}, {"reason", "A sample."}}},
      {"decide_break_glass", {{"decision", "refuse"}}},
      {"invite_guest", {{"until", "2027-01-01T00:00:00.000Z"}}},
      {"ask_erasure", {{"reason", "It names a witness."}, {"version", 1}}},
      {"order_erasure",
       {{"post_id", "00000000000000000000000000"}, {"reference", "D 1"}, {"reason", "A sample."}}},
      {"subscribe_topic", {{"as", "me"}, {"level", "none"}}},
      {"subscribe_thread", {{"as", "me"}, {"level", "none"}}},
      {"read_posts", {}},
      {"read_notifications", {}},
      {"save_search", {{"name", "A sample"}, {"q", "article"}, {"tells", false}}},
      {"edit_saved_search", {{"name", "Another"}}},
      {"keep_bookmark", {{"note", "A sample."}}},
      {"save_draft", {{"body", "Half a thought"}, {"title", "Half a title"}, {"language", "en"}}},
      {"preview", {{"body", "*Text.*"}}},
      {"offer_mentions", {{"q", "off"}, {"writing", {{"audience", {{"base", "inherit"}}}}}}},
      {"summarise_audience", {{"audience", {{"base", "inherit"}}}}},
  };
  auto const found = kBodies.find(operation);
  if (found == kBodies.end()) throw std::runtime_error("no sample for " + operation);
  object body = found->second;
  if (operation == "summarise_audience") body["topic_id"] = place.topic;
  if (operation == "offer_mentions") body["writing"].as_object()["topic_id"] = place.topic;
  return body;
}

inline std::string path_for(Operation const& operation, Place const& place) {
  std::string path = operation.path;
  if (operation.id == "search") path += "?q=article";
  if (operation.id == "offer_authors") path += "?q=officer";
  if (operation.id == "check_link") path += "?thread_id=" + place.thread;
  if (operation.id == "list_tagged_threads") path += "?tag=shared";
  static std::string const kReaction = "differs_here";
  for (auto const& [name, value] : {std::pair<std::string, std::string const&>{"{topic_id}", place.topic},
                                    {"{reaction}", kReaction},
                                    {"{thread_id}", place.thread},
                                    {"{post_id}", place.post},
                                    {"{context}", place.context},
                                    {"{organisation_id}", place.organisation},
                                    {"{proposal_id}", place.proposal},
                                    {"{account_id}", place.account},
                                    {"{request_id}", place.recall_request},
                                    {"{witness_id}", place.witness},
                                    {"{group_id}", place.group},
                                    {"{widening_id}", place.widening},
                                    {"{consent_id}", place.consent},
                                    {"{break_glass_id}", place.break_glass},
                                    {"{notice_id}", place.notice},
                                    {"{listed_tag_id}", place.listed_tag},
                                    {"{upload_id}", place.upload},
                                    {"{attachment_id}", place.attachment},
                                    {"{flag_case_id}", place.flag_case},
                                    {"{appeal_id}", place.appeal},
                                    {"{author_note_id}", place.author_note},
                                    {"{warning_id}", place.author_note},
                                    {"{warning_appeal_id}", place.warning_appeal},
                                    {"{search_id}", place.saved_search}}) {
    if (auto const at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
  }
  return path;
}

// The operation on the place, with its sample body where it takes one.
inline ApiAnswer call_sample(OpenapiDocument const& document, Operation const& operation, ApiClient& client,
                             Place const& place) {
  std::string const path = path_for(operation, place);
  if (document.request_schema(operation) == nullptr) return client.call(operation.method, path);
  return client.call_json(operation.method, path, boost::json::serialize(sample_body(operation.id, place)));
}

OpenapiDocument const& document();  // server/openapi.yaml, read once

}  // namespace tests::api
