// What a source is shown of what was done to its posts, and that what is hidden from it cannot be asked for.
#include <array>

#include "tests/unit/auth/audit_viewing.hpp"

namespace auth {
namespace {

using enum AuditView;

TEST_F(AuditViews, contributions_show_which_bureau_opened_ones_posts_but_not_which_officer) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const by_kenya = log(AuditEvent::object_viewed, actor_from(ke), {fr});
  auto const by_own = log(AuditEvent::object_viewed, actor_from(below), {below});
  log(AuditEvent::object_viewed, actor_from(ke), {ke});
  log(AuditEvent::session_opened, actor_from(fr), {fr});
  auto own = own_part(by_own, {below});
  own.actor.user = by_own.actor.user;
  EXPECT_EQ(records(coordinator, contributions), (Records{own, own_part(by_kenya, {fr})}));
}

TEST_F(AuditViews, a_page_looks_the_same_whether_others_posts_stood_on_it_or_not) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const unit_id = world.public_id(unit_organisation);
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  AuditRecord alone = world.make_record();
  alone.sources = {fr};
  AuditRecord mixed = alone;
  mixed.sources = {fr, below, ke, unit_id};
  std::ranges::sort(mixed.sources);
  mixed.parts.push_back(world.make_id());
  std::ranges::sort(mixed.parts);
  mixed.level = Level::confidential;
  AuditRecord of_unit = alone;
  of_unit.sources = {unit_id};
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, std::array{alone, mixed, of_unit}); });
  EXPECT_EQ(records(coordinator, contributions),
            (Records{own_part(mixed, {fr, below}), own_part(alone, {fr})}))
      << "once, though two sources are his";
  auto const seen = own_part(alone, {unit_id});
  EXPECT_EQ(records(officer, unit), (Records{seen, seen}));
}

TEST_F(AuditViews, a_page_is_found_by_ones_own_post_and_by_no_others) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  auto const unit_id = world.public_id(unit_organisation);
  base::PublicId const own = world.make_id(), foreign = world.make_id();
  AuditScope scope = reads_everything();
  scope.is_contributed = [&](base::PublicId const& post) { return post == own; };
  for (auto const event : {AuditEvent::object_viewed, AuditEvent::threads_merged}) {
    AuditRecord mixed = world.make_record();
    mixed.event = event;
    mixed.sources = {fr, ke, unit_id};
    std::ranges::sort(mixed.sources);
    mixed.parts = {std::min(own, foreign), std::max(own, foreign)};
    world.write([&](storage::WriteTx& tx) { append_audit(tx, mixed); });
    for (auto const& [viewer, view] : {std::pair(coordinator, contributions), std::pair(officer, unit)}) {
      EXPECT_EQ(records(viewer, view, {.object = foreign}, scope), Records{});
      EXPECT_EQ(records(viewer, view, {.object = mixed.object.id}, scope).size(), 1U)
          << "the page is shown, and so may be asked for";
    }
  }
  AuditRecord alone = world.make_record();
  alone.sources = {fr};
  alone.parts = {own};
  world.write([&](storage::WriteTx& tx) { append_audit(tx, alone); });
  EXPECT_EQ(records(coordinator, contributions, {.object = own}, scope).size(), 2U)
      << "alone and beside another's";
  EXPECT_EQ(records(officer, unit, {.object = own}, scope).size(), 1U);
  EXPECT_EQ(records(coordinator, contributions, {.object = own}), Records{}) << "whose it is, is not known";
  EXPECT_EQ(records(somebody(Role::auditor, unit_organisation), everything, {.object = foreign}).size(), 1U);
}

TEST_F(AuditViews, contributions_name_no_place_that_one_does_not_read) {
  auto const coordinator = somebody(Role::coordinator, france);
  AuditRecord page = world.make_record();
  page.sources = {fr};
  AuditRecord post = world.make_record();
  post.event = AuditEvent::post_withdrawn;
  post.object.kind = AuditObjectKind::post;
  post.parts.clear();
  post.sources = {fr};
  post.reason = "Mine.";
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, std::array{page, post}); });
  auto lost = own_part(post, {fr});
  lost.object.id = post.object.id;
  EXPECT_EQ(records(coordinator, contributions), (Records{lost, own_part(page, {fr})}));
  EXPECT_EQ(records(coordinator, contributions, {.object = page.object.id}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.object = post.object.id}), Records{lost});

  int asked = 0;
  AuditScope scope;
  scope.may_read = [&](AuditObject const& object) {
    ++asked;
    return object.id != post.topic;
  };
  auto read_page = own_part(page, {fr});
  read_page.object = page.object;
  read_page.topic = page.topic;
  auto read_post = lost;
  read_post.level = post.level;
  EXPECT_EQ(records(coordinator, contributions, {}, scope), (Records{read_post, read_page}))
      << "but the topic, which he does not read";
  EXPECT_EQ(asked, 4);
  world.write([&](storage::WriteTx& tx) { append_audit_all(tx, std::array{page, post}); });
  asked = 0;
  EXPECT_EQ(records(coordinator, contributions, {}, scope).size(), 4U);
  EXPECT_EQ(asked, 4) << "once for each";
}

TEST_F(AuditViews, contributions_leave_out_an_organisation_below_that_denies_the_bureau) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const mixed = log(AuditEvent::object_viewed, actor_from(below), {fr, below});
  auto const of_below = log(AuditEvent::object_viewed, actor_from(ke), {below});
  auto const edited = log(AuditEvent::post_edited, actor_from(below), {below});
  EXPECT_EQ(records(coordinator, contributions).size(), 3U);
  world.write([&](storage::WriteTx& tx) { set_deny_list(tx, below_france, {france}); });
  EXPECT_EQ(records(coordinator, contributions), Records{own_part(mixed, {fr})})
      << "nor who of that organisation looked";
  EXPECT_EQ(records(coordinator, contributions, {.source = below}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.actor = mixed.actor.user}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.actor = edited.actor.user}), Records{});
}

TEST_F(AuditViews, contributions_and_unit_are_capped_by_what_one_may_read_but_pages_are_not) {
  auto const unit_id = world.public_id(unit_organisation);
  auto coordinator = somebody(Role::coordinator, france);
  auto officer = somebody(Role::unit_officer, unit_organisation);
  auto const record = [&](AuditEvent event, AuditObjectKind kind, std::optional<Level> level) {
    AuditRecord made = world.make_record();
    made.event = event;
    made.object.kind = kind;
    made.level = level;
    made.sources = {std::min(fr, unit_id), std::max(fr, unit_id)};
    if (kind == AuditObjectKind::post) made.parts.clear();
    world.write([&](storage::WriteTx& tx) { append_audit(tx, made); });
  };
  record(AuditEvent::post_edited, AuditObjectKind::post, Level::confidential);
  record(AuditEvent::revisions_viewed, AuditObjectKind::post, Level::confidential);
  record(AuditEvent::object_viewed, AuditObjectKind::thread, Level::confidential);
  record(AuditEvent::post_edited, AuditObjectKind::post, Level::restricted);
  record(AuditEvent::thread_edited, AuditObjectKind::thread, std::nullopt);
  for (auto const& [viewer, view] : {std::pair(&coordinator, contributions), std::pair(&officer, unit)}) {
    EXPECT_EQ(records(*viewer, view).size(), 5U);
    viewer->ceiling = static_cast<int>(Level::restricted);
    EXPECT_EQ(records(*viewer, view).size(), 3U);
    viewer->ceiling = kReadsNothing;
    EXPECT_EQ(records(*viewer, view).size(), 2U);
  }
}

TEST_F(AuditViews, unit_shows_what_awaits_release_to_who_may_know_of_it) {
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  auto const unit_id = world.public_id(unit_organisation);
  base::PublicId const own = world.make_id(), of_a_colleague = world.make_id();
  auto const record = [&](AuditEvent event, base::PublicId const& post) {
    AuditRecord made = world.make_record();
    made.event = event;
    made.object = {AuditObjectKind::post, post};
    made.parts.clear();
    made.sources = {unit_id};
    made.reason = "It names a witness.";
    world.write([&](storage::WriteTx& tx) { append_audit(tx, made); });
  };
  for (auto const event :
       {AuditEvent::post_submitted, AuditEvent::post_returned, AuditEvent::revision_withdrawn}) {
    record(event, own);
    record(event, of_a_colleague);
  }
  record(AuditEvent::post_edited, of_a_colleague);
  AuditScope scope = reads_everything();
  scope.reads_before_release = [&](base::PublicId const& post) { return post == own; };
  EXPECT_EQ(records(officer, unit, {}, scope).size(), 4U);
  EXPECT_EQ(records(officer, unit, {.object = own}, scope).size(), 3U);
  EXPECT_EQ(records(officer, unit, {.object = of_a_colleague}, scope).size(), 1U)
      << "what was done in the open";
  EXPECT_EQ(records(officer, unit, {.event = AuditEvent::post_returned}, scope).size(), 1U);
  EXPECT_EQ(records(officer, unit).size(), 1U) << "where nobody says whose it is";
}

TEST_F(AuditViews, unit_shows_what_never_went_out_to_its_author_and_who_may_know_of_it) {
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  auto const unit_id = world.public_id(unit_organisation);
  base::PublicId const out = world.make_id(), waiting = world.make_id(), told = world.make_id();
  auto const record = [&](AuditEvent event, base::PublicId const& post, AuditActor const& actor) {
    AuditRecord made = world.make_record();
    made.event = event;
    made.actor = actor;
    made.object = {AuditObjectKind::post, post};
    made.parts.clear();
    if (event == AuditEvent::thread_created) {
      made.object = {AuditObjectKind::thread, world.make_id()};
      made.parts = {post};
    }
    made.sources = {unit_id};
    world.write([&](storage::WriteTx& tx) { append_audit(tx, made); });
  };
  for (auto const event : {AuditEvent::thread_created, AuditEvent::post_created, AuditEvent::post_edited,
                           AuditEvent::post_withdrawn}) {
    for (auto const& post : {out, waiting, told}) record(event, post, actor_from(unit_id));
    record(event, waiting, {officer.public_id, unit_id, Role::unit_officer});
  }
  AuditScope scope = reads_everything();
  scope.went_out = [&](base::PublicId const& post) { return post == out; };
  scope.reads_before_release = [&](base::PublicId const& post) { return post == told; };
  EXPECT_EQ(records(officer, unit, {}, scope).size(), 12U);
  EXPECT_EQ(records(officer, unit, {.object = waiting}, scope).size(), 3U) << "his own acts";
  EXPECT_EQ(records(officer, unit, {.event = AuditEvent::thread_created}, scope).size(), 3U);
}

TEST_F(AuditViews, what_contributions_hide_cannot_be_asked_for) {
  auto const coordinator = somebody(Role::coordinator, france);
  auto const foreign = log(AuditEvent::object_viewed, actor_from(ke), {fr, ke});
  auto const own = log(AuditEvent::object_viewed, actor_from(fr), {fr});
  EXPECT_EQ(records(coordinator, contributions, {.actor = foreign.actor.user}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.actor = own.actor.user}).size(), 1U);
  EXPECT_EQ(records(coordinator, contributions, {.source = ke}), Records{});
  EXPECT_EQ(records(coordinator, contributions, {.source = fr}).size(), 2U);
}

TEST_F(AuditViews, unit_shows_nothing_of_decisions_about_it_nor_of_its_accounts) {
  auto const unit_id = world.public_id(unit_organisation);
  auto const officer = somebody(Role::unit_officer, unit_organisation);
  for (auto const event :
       {AuditEvent::status_proposed, AuditEvent::status_changed, AuditEvent::deny_list_changed,
        AuditEvent::session_opened, AuditEvent::account_changed, AuditEvent::settings_changed})
    log(event, actor_from(unit_id), {unit_id});
  EXPECT_EQ(records(officer, unit), Records{});
  EXPECT_EQ(records(officer, unit, {.kind = AuditKind::compliance}), Records{});
}

}  // namespace
}  // namespace auth
