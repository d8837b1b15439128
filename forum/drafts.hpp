// Drafts: what somebody is writing, kept on the server so that it survives his browser. One for each person
// and place. A draft outlives the right to read its place: it is the writer's own text.
#pragma once

#include <optional>
#include <string>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/moment.hpp"
#include "forum/page.hpp"

namespace forum {

struct DraftContext {
  enum class Kind {
    topic,
    thread,
    reply,
    edit
  } kind;  // a new thread in it, an answer to it (thread, post), an edit of it
  base::PublicId object;
};
// "topic.<id>", "thread.<id>", "reply.<id>", "edit.<id>".
std::optional<DraftContext> parse_draft_context(std::string_view text);
std::string to_string(DraftContext const& context);

struct Draft {
  DraftContext context;
  std::optional<std::string> title;
  std::string body;
  std::optional<std::string> marking;   // as the client sent it: checked JSON
  std::optional<std::string> audience;  // as the client sent it: checked JSON
  std::optional<auth::Language> language;
  base::Timestamp saved_at;
};

base::Result<Page<Draft>> load_drafts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      PageRequest const& page);
base::Result<Draft> load_draft(storage::ReadTx& tx, auth::Viewer const& viewer, DraftContext const& context);
// A new draft needs a place that the viewer may read (not_found); an existing one is saved on whatever became
// of it. invalid_body with pointers for text that does not fit; too_many_requests past
// Limits::drafts_per_person.
base::Result<Draft> save_draft(storage::WriteTx& tx, auth::Viewer const& viewer, Draft const& draft,
                               Limits const& limits);
void delete_draft(storage::WriteTx& tx, auth::Viewer const& viewer, DraftContext const& context);

}  // namespace forum
