// Who opened a post: found in the log once, and what comes later by itself.
#include "auth/audit_openers.hpp"

#include <gtest/gtest.h>

#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

class AuditOpeners : public testing::Test {
 protected:
  AuditRecord opening(std::vector<base::PublicId> const& parts) {
    AuditRecord record = world.make_record();
    record.event = AuditEvent::object_viewed;
    record.at = published;
    record.parts = parts;
    return record;
  }
  void append(std::vector<AuditRecord> const& records) {
    world.write([&](storage::WriteTx& tx) { append_audit_all(tx, records); });
  }
  Openers search(Openers openers, base::Timestamp since) {
    world.read([&](storage::ReadTx& tx) { search_openers(tx, post, since, openers); });
    return openers;
  }
  static Opener opener_of(AuditRecord const& record) {
    return {record.actor.organisation.value(), record.actor.user.value()};
  }

  AuditWorld world;
  base::PublicId const post = world.make_id();
  base::Timestamp const published = world.now;
};

TEST_F(AuditOpeners, are_found_alone_and_on_a_page_and_each_once) {
  auto const page = opening({post});
  auto alone = opening({});
  alone.object = {AuditObjectKind::post, post};
  auto again = page;
  auto const other = opening({world.make_id()});
  append({page, alone, again, other});
  auto const found = search({}, published);
  EXPECT_EQ(found.people, (std::set<Opener>{opener_of(page), opener_of(alone)}));
  EXPECT_EQ(found.searched_to, world.size());
}

TEST_F(AuditOpeners, are_looked_for_once_through_however_many_records) {
  auto const first = opening({post});
  append({first});
  std::vector<AuditRecord> others;
  for (int i = 0; i < 700; ++i) others.push_back(opening({world.make_id()}));
  append(others);
  auto found = search({}, published);
  EXPECT_EQ(found.people, std::set<Opener>{opener_of(first)});

  auto const late = opening({post});
  append({late});
  found.people.clear();
  found = search(found, published);
  EXPECT_EQ(found.people, std::set<Opener>{opener_of(late)}) << "the first was found before";
  EXPECT_EQ(search(found, published).people, found.people);
}

TEST_F(AuditOpeners, are_those_since_the_post_was_published) {
  auto early = opening({post});
  early.at = published - std::chrono::hours{1};
  auto const later = opening({post});
  append({early, later});
  EXPECT_EQ(search({}, published).people, std::set<Opener>{opener_of(later)});
  EXPECT_EQ(search({}, early.at).people.size(), 2U);
}

}  // namespace
}  // namespace auth
