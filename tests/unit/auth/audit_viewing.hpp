// Somebody of each role and a small audit log, for the tests of who reads what of it.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "auth/audit_views.hpp"
#include "tests/unit/auth/audit_world.hpp"

namespace auth {

class AuditViews : public testing::Test {
 protected:
  AuditViews()
      : france(world.add_bureau("FR")),
        kenya(world.add_bureau("KE")),
        below_france(world.add_below(france, OrganisationKind::national_entity)),
        unit_organisation(world.add_apart(OrganisationKind::secretariat)),
        fr(world.public_id(france)),
        ke(world.public_id(kenya)),
        below(world.public_id(below_france)) {}

  Viewer somebody(Role role, OrganisationId organisation) {
    auto const user = world.add_user("user" + std::to_string(++people), organisation);
    world.grant(user, role, organisation);
    return world.viewer(user);
  }
  AuditActor actor_from(base::PublicId const& organisation) {
    return {world.make_id(), organisation, Role::contributor};
  }
  // Gives the record as it was appended.
  AuditRecord log(AuditEvent event, AuditActor const& actor, PublicIds sources) {
    AuditRecord record = world.make_record();
    record.event = event;
    record.actor = actor;
    std::ranges::sort(sources);
    record.sources = std::move(sources);
    world.write([&](storage::WriteTx& tx) { append_audit(tx, record); });
    return record;
  }
  // A page, in as many slices as the effort asks for. What the records are about has gone out, where the
  // scope says nothing of that.
  base::Result<AuditPage> load(Viewer const& viewer, AuditView view, AuditFilter const& filter = {},
                               AuditScope scope = {}, int limit = 100, AuditPage page = {},
                               AuditEffort const& effort = {}) {
    if (!scope.went_out) scope.went_out = [](base::PublicId const&) { return true; };
    while (!page.is_whole) {
      ++slices;
      auto const searched = world.read([&](storage::ReadTx& tx) {
        return search_audit(tx, viewer, view, filter, limit, scope, page, effort);
      });
      if (!searched) return searched.error();
    }
    return page;
  }
  std::vector<AuditRecord> records(Viewer const& viewer, AuditView view, AuditFilter const& filter = {},
                                   AuditScope const& scope = {}) {
    std::vector<AuditRecord> found;
    auto const page = load(viewer, view, filter, scope);
    EXPECT_FALSE(page.value().next);
    for (AuditLine const& line : page->lines) found.push_back(line.record);
    return found;
  }
  // All pages, one after the other.
  std::vector<AuditLine> lines(Viewer const& viewer, AuditView view, AuditFilter const& filter, int limit,
                               AuditEffort const& effort = {}) {
    std::vector<AuditLine> all;
    std::optional<AuditPosition> after;
    do {
      auto page = load(viewer, view, filter, {}, limit, {.after = after}, effort).value();
      EXPECT_TRUE(std::ssize(page.lines) == limit || !page.next) << "no page is short but the last";
      std::ranges::move(page.lines, std::back_inserter(all));
      after = page.next;
    } while (after);
    return all;
  }
  // What is shown of a page to whom it shows no more than that his posts were on it.
  static AuditRecord own_part(AuditRecord record, PublicIds sources) {
    record.actor.user.reset();
    record.object.id.reset();
    record.topic.reset();
    record.level.reset();
    record.parts.clear();
    std::ranges::sort(sources);
    record.sources = std::move(sources);
    return record;
  }
  static AuditScope reads_everything() {
    return {{}, [](AuditObject const&) { return true; }, {}};
  }

  using Records = std::vector<AuditRecord>;
  int people = 0;
  int slices = 0;
  AuditWorld world;
  OrganisationId france, kenya, below_france, unit_organisation;
  base::PublicId fr, ke, below;
};

}  // namespace auth
