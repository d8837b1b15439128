#include "forum/forget_person.hpp"

namespace forum {
namespace {

// subscriber_kind 1 is a person.
storage::Statement const kSubscriptions(
    "forget_person.subscriptions",
    "DELETE FROM subscription WHERE subscriber_kind = 1 AND subscriber_id = $1");
storage::Statement const kInbox("forget_person.inbox",
                                "DELETE FROM inbox WHERE subscriber_kind = 1 AND subscriber_id = $1");
storage::Statement const kReadNotifications("forget_person.read_notifications",
                                            "DELETE FROM notification_read WHERE user_id = $1");
// What awaits its release does not call him any more.
storage::Statement const kMentions(
    "forget_person.mentions",
    "UPDATE mention SET is_told = 1 WHERE subscriber_kind = 1 AND subscriber_id = $1 AND is_told = 0");
storage::Statement const kDrafts("forget_person.drafts", "DELETE FROM draft WHERE user_id = $1");
storage::Statement const kBookmarks("forget_person.bookmarks", "DELETE FROM bookmark WHERE user_id = $1");
storage::Statement const kSavedSearches("forget_person.saved_searches",
                                        "DELETE FROM saved_search WHERE user_id = $1");
// What was noted about him as an officer of that organisation. Notes about a post that does not name him go
// when they were kept long enough, as those about anybody: gone with him, they would tell whose posts these
// are. Attribution 0 names the person.
storage::Statement const kAuthorNotes(
    "forget_person.author_notes",
    "DELETE FROM author_note WHERE author_id = $1 AND EXISTS (SELECT 1 FROM post p"
    " WHERE p.id = author_note.post_id AND p.attribution = 0)");
storage::Statement const kUploads("forget_person.uploads",
                                  "DELETE FROM attachment WHERE uploader_id = $1 AND post_id IS NULL");

}  // namespace

void forget_person(storage::WriteTx& tx, auth::UserId user) {
  for (auto const* statement : {&kSubscriptions, &kInbox, &kReadNotifications, &kMentions, &kDrafts,
                                &kBookmarks, &kSavedSearches, &kAuthorNotes, &kUploads})
    tx.execute(*statement, user);
}

}  // namespace forum
