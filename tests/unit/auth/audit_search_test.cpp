// The search of the audit log: page by page, slice by slice.
#include <set>

#include "auth/audit_log_sql.hpp"
#include "tests/unit/auth/audit_viewing.hpp"

namespace auth {
namespace {

using enum AuditView;

TEST_F(AuditViews, pages_follow_each_other_without_gap_or_repetition) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  for (int i = 0; i < 5; ++i) {
    auto const at = world.now;
    for (int j = 0; j < 5; ++j) {
      AuditRecord record = world.make_record();
      record.at = at;  // several at once
      world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
    }
  }
  std::vector<std::int64_t> numbers;
  for (AuditLine const& line : lines(auditor, everything, {}, 4)) numbers.push_back(line.number.value());
  EXPECT_EQ(numbers.size(), 26U);
  EXPECT_EQ(std::set(numbers.begin(), numbers.end()).size(), 26U);
}

// The blocks and indexes against the plain way: look at every record.
TEST_F(AuditViews, find_in_a_long_log_exactly_what_a_look_at_every_record_finds) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  auto const coordinator = somebody(Role::coordinator, france);
  std::vector<base::PublicId> people(6), threads(9);
  for (auto& id : people) id = world.make_id();
  for (auto& id : threads) id = world.make_id();
  std::vector<AuditRecord> all;
  for (int i = 0; i < 900; ++i) {
    AuditRecord record = world.make_record();
    if (i % 7 == 0) record.at -= std::chrono::seconds(i % 5 * 10);  // not quite in order
    if (i % 11 == 0) record.event = i % 2 ? AuditEvent::post_edited : AuditEvent::session_opened;
    if (i % 13 == 0) record.case_number = "case";
    record.actor = {people[static_cast<std::size_t>(i * i) % 6], i % 3 ? fr : ke, Role::contributor};
    record.object.id = threads[static_cast<std::size_t>(i * 5) % 9];
    record.sources = {i % 2 ? ke : i % 5 ? below : fr};
    all.push_back(record);
  }
  // Some in rows, some in packs, short and long, that begin anywhere in a block.
  std::size_t written = 0;
  for (std::size_t const together : {20UL, 1UL, 7UL, 1UL, 1UL, 300UL, 2UL, 513UL, 1UL, 100UL}) {
    auto const some = std::span(all).subspan(written, std::min(together, all.size() - written));
    world.write([&](storage::WriteTx& tx) {
      together == 1 ? void(append_audit(tx, some.front())) : append_audit_all(tx, some);
    });
    written += some.size();
  }
  ASSERT_EQ(written, all.size());

  auto const middle = all[450].at;
  for (AuditFilter const& filter :
       {AuditFilter{}, AuditFilter{.actor = people[1]}, AuditFilter{.object = threads[4]},
        AuditFilter{.object = all[3].parts.front()}, AuditFilter{.source = fr},
        AuditFilter{.case_number = "case"}, AuditFilter{.source = ke, .case_number = "case"},
        AuditFilter{.from = middle}, AuditFilter{.until = middle},
        AuditFilter{.kind = AuditKind::alteration, .from = middle},
        AuditFilter{.event = AuditEvent::object_viewed, .actor = people[1], .object = threads[4]},
        AuditFilter{.actor = world.make_id()},
        AuditFilter{.from = middle, .until = middle + std::chrono::seconds(60)}}) {
    auto const fits = [&](AuditRecord const& r) {
      bool const is_act = kind_of(r.event) != AuditKind::consultation;
      return (!filter.kind || kind_of(r.event) == filter.kind) &&
             (!filter.event || r.event == filter.event) && (!filter.actor || r.actor.user == filter.actor) &&
             (!filter.object || r.object.id == filter.object ||
              (!is_act && r.parts.front() == *filter.object)) &&
             (!filter.source || r.sources.front() == *filter.source) &&
             (!filter.case_number || r.case_number == filter.case_number) &&
             (!filter.from || r.at >= *filter.from) && (!filter.until || r.at < *filter.until);
    };
    Records expected;
    std::copy_if(all.rbegin(), all.rend(), std::back_inserter(expected), fits);
    // At once, and block by block.
    for (AuditEffort const effort : {AuditEffort{}, AuditEffort{1, 1}, AuditEffort{3, 300}}) {
      Records found;
      for (AuditLine const& line : lines(auditor, everything, filter, 40, effort)) {
        if (line.number != 1) found.push_back(line.record);  // 1 is that of the key
      }
      EXPECT_EQ(found, expected);
    }
  }
  std::size_t own = 0;
  for (AuditRecord const& record : all) {
    bool const is_content = kind_of(record.event) <= AuditKind::erasure;
    if (is_content && record.sources.front() != ke) ++own;
  }
  EXPECT_EQ(lines(coordinator, contributions, {}, 33).size(), own);
  EXPECT_EQ(lines(coordinator, contributions, {}, 33, {1, 1}).size(), own);
}

TEST_F(AuditViews, are_searched_in_slices_where_what_is_asked_for_is_rare) {
  auto const auditor = somebody(Role::auditor, unit_organisation);
  auto wanted = world.make_record();
  wanted.event = AuditEvent::revisions_viewed;
  std::vector<AuditRecord> all{wanted};
  for (int i = 0; i < 5 * kAuditBlockSize; ++i) all.push_back(world.make_record());
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, all); });
  AuditFilter const filter{.event = AuditEvent::revisions_viewed};
  slices = 0;
  EXPECT_EQ(load(auditor, everything, filter).value().lines.size(), 1U);
  EXPECT_EQ(slices, 1) << "a short log at once";
  slices = 0;
  EXPECT_EQ(load(auditor, everything, filter, {}, 1, {}, {1024, kAuditBlockSize}).value().lines.size(), 1U);
  EXPECT_EQ(slices, 6) << "a block at a time";
  slices = 0;
  EXPECT_EQ(load(auditor, everything, filter, {}, 1, {}, {2, 5000}).value().lines.size(), 1U);
  EXPECT_EQ(slices, 3) << "two at a time";
}

}  // namespace
}  // namespace auth
