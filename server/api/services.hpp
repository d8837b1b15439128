// What the endpoints work with. Made once by server/app, which owns everything in it and keeps it alive until
// the network floor has stopped.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "auth/break_glass_limits.hpp"
#include "auth/credentials.hpp"
#include "auth/groups.hpp"
#include "auth/known_accounts.hpp"
#include "auth/proposals.hpp"
#include "auth/sessions.hpp"
#include "auth/throttle.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "files/store.hpp"
#include "forum/keeping_limits.hpp"
#include "forum/limits.hpp"
#include "forum/mail_limits.hpp"
#include "forum/moderation_limits.hpp"
#include "forum/outline_cache.hpp"
#include "forum/search_query.hpp"
#include "server/api/audit_searches.hpp"
#include "server/api/consultations.hpp"
#include "server/api/cpu_pool.hpp"
#include "server/api/session_activity.hpp"
#include "server/http/rate_limit.hpp"
#include "server/http/static_files.hpp"
#include "server/live/cursor.hpp"
#include "server/live/hub.hpp"
#include "storage/database.hpp"

namespace server::api {

struct ApiSettings {
  auth::SessionLimits sessions;
  auth::PasswordCost password_cost;
  forum::Limits forum;
  auth::ProposalLimits proposals;
  auth::GroupLimits groups;
  auth::BreakGlassLimits break_glass;
  std::int64_t exported_records = 10'000;  // of the audit log, in one export
  // Demo mode: loopback only, and sessions count as strong without a second factor.
  bool demo = false;
  forum::SearchLimits search = {};
  forum::KeepingLimits keeping = {};
  forum::ModerationLimits moderation = {};
  std::optional<forum::MailLimits> mail = {};  // nothing where this forum sends no mail
};

// Where the bytes of attachments are.
struct AttachmentDesk {
  files::Store const& store;
  CpuPool& disk;               // threads that may wait for it
  std::function<void()> wake;  // an upload waits for its check
};

struct Services {
  ApiSettings const& settings;
  storage::Database& database;
  live::Hub& hub;
  live::CursorSealer const& live_cursors;
  base::Sealer const& page_cursors;
  base::Random& random;
  CpuPool& cpu;
  auth::SignInThrottle& sign_ins;
  SessionActivity& activity;
  auth::KnownAccounts& accounts;
  Consultations& consultations;
  forum::OutlineCache& outlines;
  http::RateLimiter& rates;
  http::StaticFiles const& client;
  std::string const& openapi;               // the text of server/openapi.yaml
  boost::asio::any_io_executor background;  // for small jobs that no request waits for
  AuditSearches& audit_searches;
  AttachmentDesk const& attachments;
};

}  // namespace server::api
