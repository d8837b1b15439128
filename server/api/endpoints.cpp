#include "server/api/endpoints.hpp"

#include <array>

namespace server::api {
namespace {

using enum http::Method;
using enum Access;

constexpr Endpoint kEndpoints[] = {
    {post, "/session", "create_session", anyone, 10, create_session},
    {delete_, "/session", "delete_session", anyone, 1, delete_session},
    {post, "/session/password", "set_password", anyone, 10, set_password},
    {get, "/me", "get_me", signed_in, 1, get_me},
    {patch, "/me", "edit_me", signed_in, 2, edit_me},
    {get, "/duties", "get_duties", signed_in, 1, get_duties},
    {get, "/organisations", "list_organisations", signed_in, 2, list_organisations},

    {get, "/organisations/{organisation_id}/deny-list", "get_deny_list", signed_in, 2, get_deny_list},
    {post, "/organisations/{organisation_id}/deny-list/proposals", "propose_deny_change", signed_in, 5,
     propose_deny_change},
    {get, "/groups", "list_groups", signed_in, 2, list_groups},
    {post, "/groups", "create_group", signed_in, 5, create_group},
    {put, "/groups/{group_id}", "edit_group", signed_in, 5, edit_group},
    {delete_, "/groups/{group_id}", "retire_group", signed_in, 5, retire_group},
    {get, "/tags", "list_tags", signed_in, 2, list_tags},
    {get, "/threads", "list_tagged_threads", signed_in, 2, list_tagged_threads},
    {get, "/listed-tags", "list_listed_tags", signed_in, 2, list_listed_tags},
    {post, "/listed-tags", "add_tag", signed_in, 5, add_tag},
    {put, "/listed-tags/{listed_tag_id}", "rename_tag", signed_in, 5, rename_tag},
    {delete_, "/listed-tags/{listed_tag_id}", "retire_tag", signed_in, 5, retire_tag},
    {get, "/statuses", "list_statuses", signed_in, 2, list_statuses},
    {post, "/organisations/{organisation_id}/status/proposals", "propose_status", signed_in, 5,
     propose_status},
    {post, "/proposals/{proposal_id}/decision", "decide_proposal", signed_in, 5, decide_proposal},
    {delete_, "/proposals/{proposal_id}", "withdraw_proposal", signed_in, 5, withdraw_proposal},

    {get, "/break-glass", "list_break_glass", signed_in, 2, list_break_glass},
    {post, "/break-glass", "ask_break_glass", signed_in, 10, ask_break_glass},
    {post, "/break-glass/{break_glass_id}/decision", "decide_break_glass", signed_in, 5, decide_break_glass},
    {delete_, "/break-glass/{break_glass_id}", "end_break_glass", signed_in, 5, end_break_glass},
    {get, "/break-glass/{break_glass_id}/posts", "read_break_glass", signed_in, 5, read_break_glass},
    {get, "/break-glass-notices", "list_break_glass_notices", signed_in, 2, list_break_glass_notices},
    {post, "/break-glass-notices/{notice_id}/seen", "confirm_break_glass_notice", signed_in, 5,
     confirm_break_glass_notice},

    {get, "/accounts", "list_accounts", signed_in, 2, list_accounts},
    {post, "/accounts", "nominate_account", signed_in, 5, nominate_account},
    {post, "/accounts/{account_id}/vetting", "vet_account", signed_in, 5, vet_account},
    {post, "/accounts/{account_id}/state", "change_account_state", signed_in, 5, change_account_state},
    {post, "/accounts/{account_id}/transfer", "transfer_account", signed_in, 5, transfer_account},
    {post, "/accounts/{account_id}/setup-code", "give_setup_code", signed_in, 5, give_setup_code},

    {get, "/audit", "list_audit", signed_in, 5, list_audit},
    {get, "/audit/export", "export_audit", signed_in, 50, export_audit},
    {get, "/audit/checkpoint", "get_checkpoint", signed_in, 2, get_checkpoint},
    {post, "/audit/cosignatures", "add_cosignature", signed_in, 10, add_cosignature},
    {get, "/audit/witnesses", "list_witnesses", signed_in, 2, list_witnesses},
    {post, "/audit/witnesses", "register_witness", signed_in, 10, register_witness},
    {delete_, "/audit/witnesses/{witness_id}", "retire_witness", signed_in, 5, retire_witness},

    {get, "/topics", "list_topics", signed_in, 2, list_topics},
    {get, "/topics/{topic_id}", "get_topic", signed_in, 1, get_topic},
    {get, "/topics/{topic_id}/threads", "list_threads", signed_in, 2, list_threads},
    {post, "/topics/{topic_id}/threads", "create_thread", signed_in, 5, create_thread},
    {put, "/topics/{topic_id}/subscription", "subscribe_topic", signed_in, 2, subscribe_topic},
    {post, "/topics/{topic_id}/read", "read_topic", signed_in, 2, read_topic},

    {get, "/threads/{thread_id}", "get_thread", signed_in, 1, get_thread},
    {patch, "/threads/{thread_id}", "edit_thread", signed_in, 5, edit_thread},
    {get, "/threads/{thread_id}/posts", "list_posts", signed_in, 1, list_posts},
    {post, "/threads/{thread_id}/posts", "create_reply", signed_in, 5, create_reply},
    {put, "/threads/{thread_id}/subscription", "subscribe_thread", signed_in, 2, subscribe_thread},
    {post, "/threads/{thread_id}/read", "read_posts", signed_in, 1, read_posts},
    {get, "/threads/{thread_id}/links", "get_thread_links", signed_in, 2, get_thread_links},
    {get, "/threads/{thread_id}/order", "get_thread_order", signed_in, 2, get_thread_order},
    {post, "/threads/{thread_id}/close", "close_thread", signed_in, 5, close_thread},
    {post, "/threads/{thread_id}/reopen", "reopen_thread", signed_in, 5, reopen_thread},
    {post, "/threads/{thread_id}/merge", "merge_thread", signed_in, 5, merge_thread},
    {post, "/threads/{thread_id}/separate", "separate_thread", signed_in, 5, separate_thread},
    {get, "/threads/{thread_id}/audience", "get_thread_audience", signed_in, 2, get_thread_audience},
    {get, "/threads/{thread_id}/guests", "list_guests", signed_in, 2, list_guests},
    {put, "/threads/{thread_id}/guests/{account_id}", "invite_guest", signed_in, 5, invite_guest},
    {delete_, "/threads/{thread_id}/guests/{account_id}", "end_invitation", signed_in, 5, end_invitation},
    {get, "/invitations", "list_invitations", signed_in, 2, list_invitations},

    {get, "/threads/{thread_id}/export", "export_thread", signed_in, 20, export_thread},
    {get, "/posts/{post_id}/export", "export_post", signed_in, 10, export_post},
    {get, "/threads/{thread_id}/audience/why", "trace_thread_reader", signed_in, 2, trace_thread_reader},

    {get, "/posts/{post_id}", "get_post", signed_in, 1, get_post},
    {patch, "/posts/{post_id}", "edit_post", signed_in, 5, edit_post},
    {delete_, "/posts/{post_id}", "withdraw_post", signed_in, 5, withdraw_post},
    {get, "/posts/{post_id}/revisions", "list_revisions", signed_in, 2, list_revisions},
    {get, "/posts/{post_id}/audience", "get_post_audience", signed_in, 2, get_post_audience},
    {get, "/posts/{post_id}/disclosures", "get_disclosures", signed_in, 2, get_disclosures},
    {get, "/posts/{post_id}/audience/why", "trace_post_reader", signed_in, 2, trace_post_reader},

    {get, "/uploads", "list_uploads", signed_in, 1, list_uploads},
    {post, "/uploads", "create_upload", signed_in, 5, create_upload},
    {get, "/uploads/{upload_id}", "get_upload", signed_in, 1, get_upload},
    {patch, "/uploads/{upload_id}", "continue_upload", signed_in, 2, continue_upload},
    {delete_, "/uploads/{upload_id}", "delete_upload", signed_in, 2, delete_upload},
    {get, "/attachments/{attachment_id}/content", "download_attachment", signed_in, 5, download_attachment},
    {get, "/attachments/{attachment_id}/thumbnail", "get_thumbnail", signed_in, 1, get_thumbnail},

    {get, "/release-queue", "list_release_queue", signed_in, 2, list_release_queue},
    {get, "/release-policy", "get_release_policy", signed_in, 1, get_release_policy},
    {put, "/release-policy", "set_release_policy", signed_in, 5, set_release_policy},
    {get, "/posts/{post_id}/release", "get_release", signed_in, 1, get_release},
    {post, "/posts/{post_id}/release", "release_post", signed_in, 5, release_post},
    {post, "/posts/{post_id}/release/undo", "undo_release", signed_in, 5, undo_release},
    {post, "/posts/{post_id}/return", "return_post", signed_in, 5, return_post},
    {post, "/posts/{post_id}/check", "check_post", signed_in, 5, check_post},
    {post, "/posts/{post_id}/submit", "submit_post", signed_in, 5, submit_post},

    {post, "/posts/{post_id}/widening", "ask_post_widening", signed_in, 5, ask_post_widening},
    {post, "/threads/{thread_id}/widening", "ask_thread_widening", signed_in, 5, ask_thread_widening},
    {get, "/widenings", "list_widenings", signed_in, 2, list_widenings},
    {delete_, "/widenings/{widening_id}", "withdraw_widening", signed_in, 5, withdraw_widening},
    {get, "/consents", "list_consents", signed_in, 5, list_consents},
    {post, "/consents/{consent_id}/decision", "decide_consent", signed_in, 10, decide_consent},

    {get, "/contributions", "list_contributions", signed_in, 2, list_contributions},
    {patch, "/contributions/{post_id}", "narrow_contribution", signed_in, 5, narrow_contribution},
    {get, "/posts/{post_id}/recall", "get_recall", signed_in, 1, get_recall},
    {post, "/posts/{post_id}/recall", "recall_post", signed_in, 10, recall_post},
    {get, "/hidden-posts", "list_hidden_posts", signed_in, 2, list_hidden_posts},
    {get, "/posts/{post_id}/hiding", "get_hiding", signed_in, 1, get_hiding},
    {post, "/posts/{post_id}/hide", "hide_post", signed_in, 5, hide_post},
    {post, "/posts/{post_id}/unhide", "unhide_post", signed_in, 5, unhide_post},
    {post, "/posts/{post_id}/erasure", "ask_erasure", signed_in, 5, ask_erasure},
    {get, "/erasures", "list_erasures", signed_in, 2, list_erasures},
    {post, "/erasure-orders", "order_erasure", signed_in, 5, order_erasure},
    {get, "/recall-requests", "list_recall_requests", signed_in, 2, list_recall_requests},
    {post, "/recall-requests/{request_id}/acknowledge", "acknowledge_recall", signed_in, 5,
     acknowledge_recall},

    {get, "/search", "search", signed_in, 5, search},
    {get, "/search/authors", "offer_authors", signed_in, 5, offer_authors},
    {get, "/saved-searches", "list_saved_searches", signed_in, 2, list_saved_searches},
    {post, "/saved-searches", "save_search", signed_in, 5, save_search},
    {patch, "/saved-searches/{search_id}", "edit_saved_search", signed_in, 2, edit_saved_search},
    {delete_, "/saved-searches/{search_id}", "remove_saved_search", signed_in, 2, remove_saved_search},
    {get, "/bookmarks", "list_bookmarks", signed_in, 2, list_bookmarks},
    {put, "/posts/{post_id}/bookmark", "keep_bookmark", signed_in, 2, keep_bookmark},
    {delete_, "/posts/{post_id}/bookmark", "remove_bookmark", signed_in, 2, remove_bookmark},

    {get, "/notifications", "list_notifications", signed_in, 1, list_notifications},
    {post, "/notifications/read", "read_notifications", signed_in, 2, read_notifications},

    {get, "/drafts", "list_drafts", signed_in, 1, list_drafts},
    {get, "/drafts/{context}", "get_draft", signed_in, 1, get_draft},
    {put, "/drafts/{context}", "save_draft", signed_in, 2, save_draft},
    {get, "/drafts/{context}/versions", "list_draft_versions", signed_in, 2, list_draft_versions},
    {delete_, "/drafts/{context}", "delete_draft", signed_in, 2, delete_draft},
    {post, "/preview", "preview", signed_in, 2, preview},
    {post, "/mentions", "offer_mentions", signed_in, 2, offer_mentions},
    {post, "/audience/summary", "summarise_audience", signed_in, 2, summarise_audience},

    {get, "/openapi.yaml", "get_openapi", anyone, 2, get_openapi},
};

}  // namespace

std::span<Endpoint const> endpoints() {
  return kEndpoints;
}

}  // namespace server::api
