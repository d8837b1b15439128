// Fills an empty forum with the demo, through the same operations that officers use, in the order of time.
#pragma once

#include <string>
#include <unordered_map>

#include "base/random.hpp"
#include "forum/ids.hpp"
#include "forum/limits.hpp"
#include "server/app/demo_content.hpp"
#include "storage/transaction.hpp"

namespace server::app {

class DemoForum {
 public:
  DemoForum(storage::WriteTx& tx, DemoContent const& content, base::Timestamp now, base::Random& random);

  void add_organisations();
  void add_people(std::string const& password_hash);
  void add_topics();
  void add_tags();
  void add_subscriptions();
  // All threads and posts; what is older than a few days counts as read by everybody.
  void add_discussions();

  int posts() const { return posts_; }

 private:
  struct Step;  // one thread or post, at its time

  auth::OrganisationId organisation(std::string const& name) const;
  base::PublicId public_id(std::string const& organisation_name) const;
  auth::Viewer viewer(std::string const& username, base::Timestamp at) const;
  auth::NewAudience audience(DemoAudience const& asked) const;
  void apply(Step const& step);
  void release_if_needed(base::PublicId const& post, bool awaits, std::string const& author,
                         base::Timestamp at);
  void pin(DemoThread const& thread, base::PublicId const& id, base::Timestamp at);

  storage::WriteTx& tx_;
  DemoContent const& content_;
  base::Timestamp now_;
  base::Random& random_;
  forum::Limits limits_;
  std::unordered_map<std::string, auth::OrganisationId> organisations_;  // by key; bureaus by country code
  std::unordered_map<std::string, base::PublicId> topics_;               // by key
  std::unordered_map<std::string, forum::TopicId> topic_keys_;
  std::unordered_map<std::string, base::PublicId> threads_;   // by topic/key
  std::unordered_map<std::string, base::PublicId> post_ids_;  // by topic/thread/post
  int posts_ = 0;
};

}  // namespace server::app
