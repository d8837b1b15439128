#include "forum/listed_tag_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kListed[] =
    "SELECT l.id, l.public_id, l.tag, l.name_ar, l.name_en, l.name_es, l.name_fr, l.version FROM listed_tag l"
    " WHERE l.retired_at IS NULL";

Statement const kSelect("listed_tag.select", std::string(kListed) + " ORDER BY l.tag");
Statement const kFind("listed_tag.find", std::string(kListed) + " AND l.public_id = $1");
Statement const kInsert("listed_tag.insert",
                        "INSERT INTO listed_tag (public_id, tag, name_ar, name_en, name_es, name_fr)"
                        " VALUES ($1, $2, $3, $4, $5, $6)");
Statement const kRename("listed_tag.rename",
                        "UPDATE listed_tag SET name_ar = $2, name_en = $3, name_es = $4, name_fr = $5,"
                        " version = version + 1 WHERE id = $1");
Statement const kRetire("listed_tag.retire", "UPDATE listed_tag SET retired_at = $2 WHERE id = $1");

ListedTag read_listed(Row const& row) {
  return {.id = ListedTagId{row.integer(0)},
          .public_id = row.public_id(1),
          .tag = std::string(row.text(2)),
          .names = {std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                    std::string(row.text(6))},
          .version = static_cast<int>(row.integer(7))};
}

}  // namespace

std::vector<ListedTag> select_listed_tags(storage::ReadTx& tx) {
  std::vector<ListedTag> tags;
  tx.each(kSelect, [&](Row const& row) { tags.push_back(read_listed(row)); });
  return tags;
}

std::optional<ListedTag> find_listed_tag(storage::ReadTx& tx, base::PublicId const& id) {
  return tx.one(kFind, read_listed, id);
}

void insert_listed_tag(storage::WriteTx& tx, base::PublicId const& id, std::string_view tag,
                       auth::Names const& names) {
  tx.execute(kInsert, id, tag, names.ar, names.en, names.es, names.fr);
}

void rename_listed_tag(storage::WriteTx& tx, ListedTagId id, auth::Names const& names) {
  tx.execute(kRename, id, names.ar, names.en, names.es, names.fr);
}

void retire_listed_tag(storage::WriteTx& tx, ListedTagId id, base::Timestamp at) {
  tx.execute(kRetire, id, at);
}

}  // namespace forum
