// What an answer shows of what officers wrote, on its way into the audit log as a consultation.
#pragma once

#include <optional>
#include <vector>

#include "auth/audit_record.hpp"
#include "auth/viewer.hpp"
#include "base/error.hpp"
#include "forum/origin.hpp"
#include "forum/quote.hpp"

namespace server::api {

class Shown {
 public:
  Shown();

  // The viewer opens an object: what is shown of it is recorded at every level.
  void open(auth::AuditObject const& object, auth::AuditEvent event = auth::AuditEvent::object_viewed);
  // Titles in a list, below an object or of the whole platform: recorded from RESTRICTED on, where no byte
  // may leave before its record. Those below are not: who has them on screen has not opened anything yet.
  void list(auth::AuditObject const& below);
  void in_topic(base::PublicId const& topic) { record_.topic = topic; }

  void add(forum::Origin const& origin);
  // Whoever is shown a quote consults the post that it comes from: a record of its own for each such post. It
  // may be of another source than what is opened here, who is told nothing of that.
  void add(std::vector<forum::Quote> const& quotes);
  // open() and add() for one thread or post.
  void open_one(auth::AuditObjectKind kind, forum::Origin const& origin);

  // None where nothing was shown that is recorded.
  std::vector<auth::AuditRecord> take_records(auth::Viewer const& viewer) &&;

 private:
  std::optional<auth::AuditRecord> take_record(auth::Viewer const& viewer);

  auth::AuditRecord record_;
  std::vector<forum::Origin> quoted_;
  auth::Level lowest_ = auth::Level::open;  // that is recorded
};

// The post that an act answers with, shown.
template <class Post>
base::Result<Post> showing_post(base::Result<Post> post, Shown& shown) {
  if (post) {
    shown.open_one(auth::AuditObjectKind::post, post->origin);
    shown.add(post->quotes);
  }
  return post;
}

}  // namespace server::api
