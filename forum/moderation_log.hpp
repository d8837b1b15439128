// What was done to keep order in a topic, or in one thread: who did what to which thread or post, when and
// why. It is read from the audit log, which alone keeps it, and through the read rule: an act on what the
// viewer may not read is not there for him, in no page and by no filter.
#pragma once

#include <optional>
#include <string>

#include "auth/audit_record.hpp"
#include "auth/organisations.hpp"
#include "forum/former_labels.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"

namespace forum {

// The act that takes another back.
enum class Reversal {
  lock,
  unlock,
  pin,
  unpin,
  move_back,
  reopen,
  separate,
  unhide,
  unslow,
  retitle,
  relabel
};

struct Moderator {
  base::PublicId user;
  std::optional<std::string> name;  // nothing where the account was erased
  std::optional<auth::Organisation> organisation;
};

struct ModerationAct {
  auth::AuditEvent event;
  base::Timestamp at;
  std::string reason;                // empty where none was given
  std::optional<auth::Role> office;  // by which it was done
  // For who keeps order in the topic; nobody where attribution hides whose coordinator it was.
  std::optional<Moderator> by;
  Origin thread;
  std::string title;
  std::optional<Origin> post;          // where it was done to a post
  std::optional<base::PublicId> from;  // the topic that a thread came from, where the viewer reads that
  std::optional<Reversal> undo;        // where the act still stands and the viewer may take it back
  std::optional<FormerLabels> former;  // which retitling or relabelling it takes back brings again
  int version = 0;                     // of the post where it is about one, else of the thread
};

struct ModerationFilter {
  std::optional<auth::AuditEvent> event = {};
  std::optional<base::PublicId> moderator = {};
};

// The newest first. Errors of both: not_found, invalid_query.

// For who keeps order in the topic; not_permitted for others.
base::Result<Page<ModerationAct>> load_topic_moderation(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& topic,
                                                        ModerationFilter const& filter,
                                                        PageRequest const& page);
// Also for the author of the thread and the coordinators of its source, who are told the office that has
// acted and never the person. Of what was done to the thread as a whole.
base::Result<Page<ModerationAct>> load_thread_moderation(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                         base::PublicId const& thread,
                                                         PageRequest const& page);

}  // namespace forum
