// "Who can read this": the plain answer before posting and beside every marked object.
#pragma once

#include <optional>
#include <vector>

#include "auth/audience.hpp"
#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "forum/ids.hpp"

namespace forum {

// Of something about to be posted, as below: who would read it, and who reads what encloses it, ascending;
// which right posting it takes is asked of `target`; nothing of it is at a lower level than `level`.
struct ReadersToBe {
  std::vector<auth::OrganisationId> readers;
  std::vector<auth::OrganisationId> around;
  auth::TopicScope topic;
  auth::Target target;
  auth::Level level = auth::Level::open;
};
base::Result<ReadersToBe> find_new_thread_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& topic,
                                                  std::optional<auth::NewAudience> const& audience);
base::Result<ReadersToBe> find_new_reply_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& thread,
                                                 std::optional<base::PublicId> const& parent,
                                                 std::optional<auth::NewAudience> const& audience);

struct AudienceSummary {
  int bureaus = 0;           // national bureaus among the readers
  int excluded_bureaus = 0;  // national bureaus that read what encloses it, but not this
  std::vector<auth::Organisation> organisations;
  std::vector<auth::Organisation> excluded;
};

// Of something about to be posted: a thread in the topic, or an answer in the thread to the post (the first
// one where none is named). What is asked means what it means to create_thread and create_reply.
base::Result<AudienceSummary> summarise_new_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   base::PublicId const& topic,
                                                   std::optional<auth::NewAudience> const& audience);
base::Result<AudienceSummary> summarise_new_reply(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& thread,
                                                  std::optional<base::PublicId> const& parent,
                                                  std::optional<auth::NewAudience> const& audience);

// Of what is about to be narrowed, a thread or a post: who would still read it, and, as the excluded, who
// would lose it. Errors: not_found, and those of resolve_narrowed().
base::Result<AudienceSummary> summarise_narrowed_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& thread,
                                                        std::optional<auth::NewAudience> const& audience);
base::Result<AudienceSummary> summarise_narrowed_post(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                      base::PublicId const& post,
                                                      std::optional<auth::NewAudience> const& audience);

// Of what stands already: by country code, kind, name.
struct Readers {
  int bureaus = 0;
  std::vector<auth::Organisation> organisations;
  bool may_ask_why = false;  // reader_trace.hpp
};
Readers as_readers(storage::ReadTx& tx, std::vector<auth::OrganisationId> const& organisations,
                   auth::Language language);
base::Result<Readers> load_thread_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread);
base::Result<Readers> load_post_readers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& post);

}  // namespace forum
