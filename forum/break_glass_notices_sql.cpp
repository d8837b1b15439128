#include "auth/policy.hpp"
#include "forum/break_glass_notices.hpp"
#include "forum/columns.hpp"
#include "forum/whole_list.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Of the bureau $1; $2 is the reader's language.
std::string notices(std::string_view condition) {
  return "SELECT n.id, n.public_id, g.case_number, u.id, u.public_id, u.name, u.function, n.told_at, "
         "n.seen_at, " +
         organisation_columns("o", "$2") +
         " FROM break_glass_notice n JOIN break_glass g ON g.id = n.break_glass_id JOIN users u ON u.id = "
         "g.asked_by"
         " JOIN organisation o ON o.id = u.organisation_id WHERE n.bureau_id = $1" +
         std::string(condition);
}

Statement const kSelect("break_glass_notice.select",
                        notices(" ORDER BY n.seen_at IS NOT NULL, n.id DESC LIMIT 1000"));
Statement const kFind("break_glass_notice.find", notices(" AND n.public_id = $3"));
Statement const kPosts(
    "break_glass_notice.posts",
    "SELECT p.public_id FROM break_glass_notice n JOIN break_glass_post s"
    " ON s.break_glass_id = n.break_glass_id JOIN post p ON p.id = s.post_id"
    " JOIN organisation o ON o.id = p.source_id"
    " WHERE n.id = $1 AND COALESCE(o.parent_id, o.id) = n.bureau_id ORDER BY s.shown_at, p.id");
Statement const kConfirm("break_glass_notice.confirm",
                         "UPDATE break_glass_notice SET seen_by = $2, seen_at = $3 WHERE id = $1"
                         " AND seen_at IS NULL");
Statement const kCount("break_glass_notice.count",
                       "SELECT COUNT(*) FROM (SELECT 1 FROM break_glass_notice n WHERE n.bureau_id = $1"
                       " AND n.seen_at IS NULL LIMIT $2) x");

GlassNotice read_notice(Row const& row) {
  GlassNotice notice;
  notice.key = row.integer(0);
  notice.public_id = row.public_id(1);
  notice.case_number = row.text(2);
  notice.read_by = {row.id<auth::UserTag>(3), row.public_id(4), std::string(row.text(5)),
                    std::string(row.text(6))};
  notice.told_at = row.time(7);
  notice.seen_at = row.optional_time(8);
  int column = 9;
  notice.organisation = read_organisation(row, column);
  return notice;
}

void add_posts(storage::ReadTx& tx, GlassNotice& notice) {
  tx.each(kPosts, [&](Row const& row) { notice.posts.push_back(row.public_id(0)); }, notice.key);
}

bool confirms(auth::Viewer const& viewer) {
  auth::Target target;
  target.source = viewer.coordinated;
  return viewer.coordinated &&
         judge(viewer, auth::Action::confirm_break_glass, target) == auth::Verdict::allowed;
}

}  // namespace

base::Result<Page<GlassNotice>> load_glass_notices(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   PageRequest const& page) {
  if (!confirms(viewer)) return base::ErrorCode::not_permitted;
  std::vector<GlassNotice> all;
  tx.each(
      kSelect, [&](Row const& row) { all.push_back(read_notice(row)); }, *viewer.coordinated,
      to_string(viewer.language));
  auto found = cut_page(std::move(all), page, [](GlassNotice const& notice) {
    return newest_first_key(notice.seen_at.has_value(), notice.key);
  });
  for (auto& notice : found.items) add_posts(tx, notice);
  return found;
}

base::Result<GlassNotice> confirm_glass_notice(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& id) {
  if (!confirms(viewer)) return base::ErrorCode::not_found;
  auto const find = [&] {
    return tx.one(kFind, read_notice, *viewer.coordinated, to_string(viewer.language), id);
  };
  auto notice = find();
  if (!notice) return base::ErrorCode::not_found;
  tx.execute(kConfirm, notice->key, viewer.user, viewer.now);
  notice = find();
  add_posts(tx, *notice);
  return *std::move(notice);
}

std::optional<int> count_glass_notices(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       Limits const& limits) {
  if (!confirms(viewer)) return std::nullopt;
  return tx.one(
      kCount, [](Row const& row) { return static_cast<int>(row.integer(0)); }, *viewer.coordinated,
      limits.unread_shown);
}

}  // namespace forum
