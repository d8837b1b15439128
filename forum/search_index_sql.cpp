#include <vector>

#include "forum/columns.hpp"
#include "forum/search_index.hpp"
#include "forum/search_places.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// The words of a withdrawn post are in no index.
Statement const kSelectText("search.select_text",
                            "SELECT p.html, p.language, t.title, t.language, p.parent_id, p.thread_id,"
                            " p.source_id, p.author_id, p.created_at, p.attachments FROM post p"
                            " JOIN thread t ON t.id = p.thread_id WHERE p.id = $1 AND p.state <> 4");
Statement const kSelectFirst("search.select_first",
                             "SELECT p.id FROM post p WHERE p.thread_id = $1 AND p.path = $2");
Statement const kSelectFiles(
    "search.select_files",
    "SELECT a.name, a.level FROM attachment a WHERE a.post_id = $1 AND a.end_version IS NULL"
    " ORDER BY a.place");
Statement const kDelete("search.delete", "DELETE FROM search_index WHERE rowid = $1");
Statement const kInsert("search.insert",
                        "INSERT INTO search_index (rowid, title, title_stems, body, stems, places)"
                        " VALUES ($1, $2, $3, $4, $5, $6)");
Statement const kSettle("search.settle", "DELETE FROM search_due WHERE post_id = $1");
Statement const kSelectDue("search.select_due",
                           "SELECT d.post_id FROM search_due d ORDER BY d.post_id LIMIT $1");

// Pages that are rewritten at once: some milliseconds of the writer's time.
constexpr int kPagesAtOnce = 200;
Statement const kLeaveResidue("search.leave_residue",
                              "UPDATE search_residue SET is_left = 1 WHERE id = 1 AND is_left = 0");
Statement const kHasResidue("search.has_residue",
                            "SELECT 1 FROM search_residue WHERE id = 1 AND is_left = 1");
Statement const kForgetResidue("search.forget_residue", "UPDATE search_residue SET is_left = 0 WHERE id = 1");
// A negative number merges all segments into one, step by step.
Statement const kMerge("search.merge", "INSERT INTO search_index (search_index, rank) VALUES ('merge', -$1)");
Statement const kIsInParts("search.is_in_parts",
                           "SELECT 1 WHERE (SELECT MIN(segid) FROM search_index_idx)"
                           " < (SELECT MAX(segid) FROM search_index_idx)");

struct Words {
  std::string plain;
  std::string stems;
};

struct Entry {
  Words title;
  Words body;
  SearchPlaces places;
  auth::Language language = auth::Language::en;
  bool has_files = false;
};

void add_words(Entry& entry, std::string_view text, auth::Language language, bool is_title) {
  each_word(text, [&](Word&& word) {
    auto const& stem = stem_of(word.text, language);
    entry.body.plain.append(1, kTextSign).append(word.text).push_back(' ');
    entry.body.stems.append(stem).push_back(' ');
    if (is_title) {
      entry.title.plain.append(1, kTitleSign).append(word.text).push_back(' ');
      entry.title.stems.append(1, kTitleStemSign).append(stem).push_back(' ');
    }
    return true;
  });
}

Entry read_entry(Row const& row) {
  int column = 0;
  auto const text = plain_text(row.text(column++));
  auto const language = read_language(row, column);
  std::string const title(row.text(column++));
  auto const language_of_title = read_language(row, column);
  Entry entry;
  if (row.is_null(column++)) {
    add_words(entry, title, language_of_title, true);
    entry.body.plain.append(kGap).push_back(' ');
  }
  add_words(entry, text, language, false);
  entry.places = {.thread = row.id<ThreadTag>(column),
                  .source = row.id<auth::OrganisationTag>(column + 1),
                  .author = row.id<auth::UserTag>(column + 2),
                  .language = std::string(to_string(language)),
                  .created_at = row.time(column + 3),
                  .files = {}};
  entry.language = language;
  entry.has_files = row.integer(column + 4) > 0;
  return entry;
}

void add_file_for(Entry& entry, std::string_view name, auth::Level reader) {
  entry.body.plain.append(kGap).push_back(' ');
  each_word(name, [&](Word&& word) {
    entry.body.plain.append(file_sign(reader)).append(word.text).push_back(' ');
    entry.body.stems.append(file_stem_sign(reader)).append(stem_of(word.text, entry.language)).push_back(' ');
    return true;
  });
}

void add_file(Entry& entry, std::string_view name, auth::Level level) {
  entry.places.files.push_back(level);
  if (level == auth::Level::open) return add_file_for(entry, name, level);
  for (int reader = static_cast<int>(level); reader <= static_cast<int>(auth::Level::confidential); ++reader)
    add_file_for(entry, name, static_cast<auth::Level>(reader));
}

}  // namespace

void index_post(storage::WriteTx& tx, PostId post) {
  if (tx.execute(kDelete, post) > 0) tx.execute(kLeaveResidue);
  if (auto entry = tx.one(kSelectText, read_entry, post)) {
    if (entry->has_files) {
      tx.each(
          kSelectFiles,
          [&](Row const& row) { add_file(*entry, row.text(0), static_cast<auth::Level>(row.integer(1))); },
          post);
    }
    tx.execute(kInsert, post, entry->title.plain, entry->title.stems, entry->body.plain, entry->body.stems,
               words_of_places(entry->places));
  }
  tx.execute(kSettle, post);
}

void index_title(storage::WriteTx& tx, ThreadId thread) {
  auto const first =
      tx.one(kSelectFirst, [](Row const& row) { return row.id<PostTag>(0); }, thread, text_as_bytes(""));
  if (first) index_post(tx, *first);
}

int index_due(storage::WriteTx& tx, int limit) {
  std::vector<PostId> due;
  tx.each(kSelectDue, [&](Row const& row) { due.push_back(row.id<PostTag>(0)); }, limit);
  for (auto const post : due) index_post(tx, post);
  return static_cast<int>(due.size());
}

bool clean_index(storage::WriteTx& tx) {
  auto const any = [](Row const&) { return true; };
  if (!tx.one(kHasResidue, any)) return false;
  tx.execute(kMerge, kPagesAtOnce);
  if (!tx.one(kIsInParts, any)) tx.execute(kForgetResidue);
  return true;
}

}  // namespace forum
