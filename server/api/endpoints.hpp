// The whole API on one screen: endpoints.cpp. An endpoint is a row; who may call it and what it costs are
// columns that cannot be left out. server/openapi.yaml describes the same rows, and a test holds the two
// together.
#pragma once

#include <span>
#include <string_view>

#include "server/api/call.hpp"
#include "server/http/message.hpp"

namespace server::api {

enum class Access {
  anyone,    // works without a session
  signed_in  // 401 without one, before anything else is looked at
};

struct Endpoint {
  http::Method method;
  std::string_view path;  // below /api/v1
  std::string_view name;  // the operationId in openapi.yaml; also the name in metrics and the log
  Access access;
  double cost;  // units of the rate limit: 1 is reading one thing
  Answer (*handler)(Call const& call);
};

std::span<Endpoint const> endpoints();

Answer create_session(Call const& call);
Answer delete_session(Call const& call);
Answer set_password(Call const& call);
Answer get_me(Call const& call);
Answer edit_me(Call const& call);
Answer get_mail(Call const& call);
Answer choose_mail(Call const& call);
Answer set_mail_address(Call const& call);
Answer delete_mail_address(Call const& call);
Answer confirm_mail_address(Call const& call);
Answer get_duties(Call const& call);
Answer list_organisations(Call const& call);
Answer get_deny_list(Call const& call);
Answer propose_deny_change(Call const& call);
Answer list_tags(Call const& call);
Answer list_tagged_threads(Call const& call);
Answer list_listed_tags(Call const& call);
Answer add_tag(Call const& call);
Answer rename_tag(Call const& call);
Answer retire_tag(Call const& call);
Answer list_statuses(Call const& call);
Answer propose_status(Call const& call);
Answer let_in_organisation(Call const& call);
Answer decide_proposal(Call const& call);
Answer withdraw_proposal(Call const& call);
Answer list_break_glass(Call const& call);
Answer ask_break_glass(Call const& call);
Answer decide_break_glass(Call const& call);
Answer end_break_glass(Call const& call);
Answer read_break_glass(Call const& call);
Answer list_break_glass_notices(Call const& call);
Answer confirm_break_glass_notice(Call const& call);
Answer list_accounts(Call const& call);
Answer nominate_account(Call const& call);
Answer vet_account(Call const& call);
Answer change_account_state(Call const& call);
Answer transfer_account(Call const& call);
Answer give_setup_code(Call const& call);
Answer list_audit(Call const& call);
Answer export_audit(Call const& call);
Answer get_checkpoint(Call const& call);
Answer add_cosignature(Call const& call);
Answer list_witnesses(Call const& call);
Answer register_witness(Call const& call);
Answer retire_witness(Call const& call);
Answer list_topics(Call const& call);
Answer get_topic(Call const& call);
Answer list_threads(Call const& call);
Answer create_thread(Call const& call);
Answer get_thread(Call const& call);
Answer edit_thread(Call const& call);
Answer accept_answer(Call const& call);
Answer withdraw_acceptance(Call const& call);
Answer give_reaction(Call const& call);
Answer withdraw_reaction(Call const& call);
Answer list_thread_pages(Call const& call);
Answer list_topic_moderation(Call const& call);
Answer list_thread_moderation(Call const& call);
Answer set_slow_mode(Call const& call);
Answer get_thread_order(Call const& call);
Answer close_thread(Call const& call);
Answer reopen_thread(Call const& call);
Answer propose_order(Call const& call);
Answer list_order_proposals(Call const& call);
Answer propose_flag_verdict(Call const& call);
Answer decide_order(Call const& call);
Answer withdraw_order(Call const& call);
Answer separate_thread(Call const& call);
Answer list_posts(Call const& call);
Answer create_reply(Call const& call);
Answer get_post(Call const& call);
Answer edit_post(Call const& call);
Answer withdraw_post(Call const& call);
Answer create_upload(Call const& call);
Answer list_uploads(Call const& call);
Answer get_upload(Call const& call);
Answer continue_upload(Call const& call);
Answer delete_upload(Call const& call);
Answer download_attachment(Call const& call);
Answer get_thumbnail(Call const& call);
Answer list_release_queue(Call const& call);
Answer get_release_policy(Call const& call);
Answer set_release_policy(Call const& call);
Answer get_release(Call const& call);
Answer release_post(Call const& call);
Answer undo_release(Call const& call);
Answer return_post(Call const& call);
Answer check_post(Call const& call);
Answer submit_post(Call const& call);
Answer get_pending_revision(Call const& call);
Answer withdraw_pending_revision(Call const& call);
Answer redact_revision(Call const& call);
Answer search(Call const& call);
Answer count_search(Call const& call);
Answer offer_authors(Call const& call);

Answer list_bookmarks(Call const& call);
Answer keep_bookmark(Call const& call);
Answer remove_bookmark(Call const& call);

Answer list_saved_searches(Call const& call);
Answer save_search(Call const& call);
Answer edit_saved_search(Call const& call);
Answer remove_saved_search(Call const& call);

Answer list_draft_versions(Call const& call);

Answer ask_post_widening(Call const& call);
Answer ask_thread_widening(Call const& call);
Answer list_widenings(Call const& call);
Answer withdraw_widening(Call const& call);
Answer list_consents(Call const& call);
Answer decide_consent(Call const& call);
Answer list_contributions(Call const& call);
Answer export_thread(Call const& call);
Answer export_post(Call const& call);
Answer narrow_contribution(Call const& call);
Answer get_recall(Call const& call);
Answer recall_post(Call const& call);
Answer list_hidden_posts(Call const& call);
Answer get_hiding(Call const& call);
Answer hide_post(Call const& call);
Answer unhide_post(Call const& call);
Answer flag_post(Call const& call);
Answer get_flag(Call const& call);
Answer withdraw_flag(Call const& call);
Answer list_flags(Call const& call);
Answer see_flag_answers(Call const& call);
Answer get_appeal(Call const& call);
Answer appeal_hiding(Call const& call);
Answer list_appeals(Call const& call);
Answer decide_appeal(Call const& call);
Answer list_flag_cases(Call const& call);
Answer take_flag_case(Call const& call);
Answer put_back_flag_case(Call const& call);
Answer note_on_flag_case(Call const& call);
Answer decide_flag_case(Call const& call);
Answer write_author_note(Call const& call);
Answer remove_author_note(Call const& call);
Answer list_author_notes(Call const& call);
Answer list_warnings(Call const& call);
Answer see_warnings(Call const& call);
Answer appeal_warning(Call const& call);
Answer list_warning_appeals(Call const& call);
Answer decide_warning_appeal(Call const& call);
Answer list_thread_appeals(Call const& call);
Answer appeal_act(Call const& call);
Answer list_act_appeals(Call const& call);
Answer decide_act_appeal(Call const& call);
Answer get_moderation_activity(Call const& call);
Answer get_person(Call const& call);
Answer list_person_posts(Call const& call);
Answer list_seals(Call const& call);
Answer ask_seal(Call const& call);
Answer take_back_seal_request(Call const& call);
Answer decide_seal(Call const& call);
Answer withdraw_seal(Call const& call);
Answer list_seal_requests(Call const& call);
Answer list_erasures(Call const& call);
Answer ask_erasure(Call const& call);
Answer order_erasure(Call const& call);
Answer list_recall_requests(Call const& call);
Answer acknowledge_recall(Call const& call);
Answer list_revisions(Call const& call);
Answer subscribe_topic(Call const& call);
Answer subscribe_thread(Call const& call);
Answer list_guests(Call const& call);
Answer invite_guest(Call const& call);
Answer end_invitation(Call const& call);
Answer list_invitations(Call const& call);
Answer read_topic(Call const& call);
Answer read_posts(Call const& call);
Answer get_thread_links(Call const& call);
Answer check_link(Call const& call);
Answer get_thread_audience(Call const& call);
Answer get_post_audience(Call const& call);
Answer trace_thread_reader(Call const& call);
Answer trace_post_reader(Call const& call);
Answer list_groups(Call const& call);
Answer create_group(Call const& call);
Answer edit_group(Call const& call);
Answer retire_group(Call const& call);
Answer get_disclosures(Call const& call);
Answer summarise_audience(Call const& call);
Answer list_notifications(Call const& call);
Answer read_notifications(Call const& call);
Answer list_drafts(Call const& call);
Answer get_draft(Call const& call);
Answer save_draft(Call const& call);
Answer delete_draft(Call const& call);
Answer preview(Call const& call);
Answer offer_mentions(Call const& call);
Answer get_openapi(Call const& call);

}  // namespace server::api
