#include "forum/mention_offers.hpp"

#include <algorithm>

#include "forum/audience_summary.hpp"
#include "forum/mention_offer_rows.hpp"
#include "forum/places.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

using base::ErrorCode;

base::Result<WritingReaders> find_editing_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const& thread = place->thread;
  auto const level = std::max(place->marking.level, thread.marking.level);
  if (judge_edit(viewer, target_of(*place), place->state, level) == auth::Verdict::refused)
    return ErrorCode::not_permitted;
  return WritingReaders{
      readers_of_new(tx, {thread.topic.audience, thread.audience, place->audience}, level, thread.topic.id),
      thread.id, place->id};
}

// What was typed, in the forms in which it is looked for.
class Typed {
 public:
  explicit Typed(std::string_view text) : words_(words_of(text)) {
    constexpr std::string_view kBureau = "bureau";
    for (char const c : text) prefix_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    auto const colon = prefix_.find(':');
    if (std::string_view(prefix_).substr(0, colon) == kBureau && colon != std::string::npos) {
      code_ = prefix_.substr(colon + 1);
      asks_for_bureau_ = true;
    }
  }

  bool is_empty() const { return prefix_.empty(); }
  bool fits(PersonRow const& person) const {
    if (asks_for_bureau_) return false;
    return person.username.starts_with(prefix_) || begins_words_of(person.person.name);
  }
  bool fits(auth::Organisation const& bureau) const {
    if (asks_for_bureau_ && code_.empty()) return true;
    std::string code = bureau.country.value_or("");
    std::ranges::transform(code, code.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (asks_for_bureau_) return code.starts_with(code_);
    return !prefix_.empty() && (code == prefix_ || begins_words_of(bureau.name));
  }

 private:
  // Each word that was typed begins one of the name's.
  bool begins_words_of(std::string_view name) const {
    if (words_.empty()) return prefix_.empty();
    auto const of_name = words_of(name);
    return std::ranges::all_of(words_, [&](Word const& typed) {
      return std::ranges::any_of(of_name,
                                 [&](Word const& word) { return word.text.starts_with(typed.text); });
    });
  }

  std::vector<Word> words_;
  std::string prefix_;
  std::string code_;
  bool asks_for_bureau_ = false;
};

// Takes people until there are enough, each once.
class Takers {
 public:
  Takers(storage::ReadTx& tx, auth::Viewer const& viewer, Readership const& readers, Typed const& typed,
         std::size_t most)
      : tx_(tx), viewer_(viewer), readers_(readers), typed_(typed), most_(most) {}

  // False where there are enough.
  bool take(PersonRow&& row) {
    if (taken_.size() == most_) return false;
    bool const is_there = std::ranges::find(taken_, row.user, &PersonRow::user) != taken_.end();
    if (is_there || !std::ranges::binary_search(readers_.organisations, row.organisation) ||
        !typed_.fits(row) || !may_be_mentioned(tx_, viewer_, row.user, readers_)) {
      return true;
    }
    taken_.push_back(std::move(row));
    return taken_.size() < most_;
  }

  std::vector<OfferedPerson> people() && {
    std::vector<OfferedPerson> people;
    for (auto& row : taken_) {
      people.push_back({std::move(row.username), std::move(row.person),
                        auth::load_organisation(tx_, row.organisation, viewer_.language)});
    }
    return people;
  }

 private:
  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  Readership const& readers_;
  Typed const& typed_;
  std::size_t most_;
  std::vector<PersonRow> taken_;
};

std::vector<auth::Organisation> offered_bureaus(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                Readership const& readers, Typed const& typed,
                                                std::size_t most) {
  std::vector<auth::Organisation> bureaus;
  if (typed.is_empty()) return bureaus;
  for (auto& organisation : auth::load_organisations(tx, readers.organisations, viewer.language)) {
    if (bureaus.size() == most) break;
    if (organisation.kind == auth::OrganisationKind::ncb && typed.fits(organisation) &&
        bureau_may_be_mentioned(tx, organisation.id, readers)) {
      bureaus.push_back(std::move(organisation));
    }
  }
  return bureaus;
}

}  // namespace

base::Result<WritingReaders> find_writing_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  Writing const& writing) {
  if (writing.post) return find_editing_readers(tx, viewer, *writing.post);
  auto found = writing.topic ? find_new_thread_readers(tx, viewer, *writing.topic, writing.audience)
                             : find_new_reply_readers(tx, viewer, writing.thread.value(), writing.parent,
                                                      writing.audience);
  if (!found) return found.error();
  auto const level = std::max(found->level, writing.level.value_or(auth::Level::open));
  if (auto const verdict = require(viewer, posting_at(level), found->target); !verdict)
    return verdict.error();
  WritingReaders writers{{std::move(found->readers), level, found->topic}, std::nullopt, std::nullopt};
  if (writing.thread) writers.thread = find_thread_place(tx, viewer, *writing.thread).value().id;
  return writers;
}

base::Result<OfferedMentions> offer_mentions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             Writing const& writing, std::string_view typed_text,
                                             Limits const& limits) {
  auto const found = find_writing_readers(tx, viewer, writing);
  if (!found) return found.error();
  Typed const typed(typed_text);
  Takers takers(tx, viewer, found->readers, typed, limits.mentions_offered);
  auto const take = [&](PersonRow&& row) { return takers.take(std::move(row)); };
  if (found->thread) each_person_in(tx, viewer, *found->thread, found->readers.topic, take);
  if (!typed.is_empty()) each_person(tx, viewer, take);
  return OfferedMentions{std::move(takers).people(),
                         offered_bureaus(tx, viewer, found->readers, typed, limits.mentions_offered)};
}

}  // namespace forum
