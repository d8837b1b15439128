// What waits for the viewer's own act, in numbers: for the navigation, which asks again and again and shows
// nothing of what waits.
#include "forum/act_appeals.hpp"
#include "forum/appeals.hpp"
#include "forum/author_notes.hpp"
#include "forum/break_glass_notices.hpp"
#include "forum/contributions.hpp"
#include "forum/erasures.hpp"
#include "forum/flag_cases.hpp"
#include "forum/order_proposals.hpp"
#include "forum/recall_requests.hpp"
#include "forum/release_queue.hpp"
#include "forum/seals.hpp"
#include "forum/warning_appeals.hpp"
#include "forum/widening_consent.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

struct Duties {
  std::optional<int> releases;
  std::optional<int> recalls;
  std::optional<int> consents;
  std::optional<int> reviews;
  std::optional<int> break_glass;
  std::optional<int> erasures;
  std::optional<int> flags;
  std::optional<int> flag_answers;
  std::optional<int> appeals;
  std::optional<int> seals;
  std::optional<int> order_proposals;
  std::optional<int> warning_appeals;
  std::optional<int> act_appeals;
  int warnings = 0;
};

}  // namespace

Answer get_duties(Call const& call) {
  auto const duties =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Duties> {
        auto const& limits = call.services.settings.forum;
        return Duties{
            forum::count_release_queue(tx, viewer, limits),
            forum::count_recall_requests(tx, viewer, limits),
            forum::count_consents(tx, viewer, limits),
            forum::count_reviews(tx, viewer, limits),
            forum::count_glass_notices(tx, viewer, limits),
            forum::count_erasures(tx, viewer),
            forum::count_flag_cases(tx, viewer, limits),
            forum::count_flag_answers(tx, viewer, limits),
            forum::count_appeals(tx, viewer, limits),
            forum::count_seal_requests(tx, viewer, limits),
            forum::count_order_proposals(tx, viewer, limits),
            forum::count_warning_appeals(tx, viewer, call.services.settings.moderation, limits.unread_shown),
            forum::count_act_appeals(tx, viewer, limits),
            forum::count_warnings(tx, viewer, call.services.settings.moderation, limits.unread_shown)};
      });
  if (!duties) co_return duties.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("releases", duties->releases);
  json.field("recalls", duties->recalls);
  json.field("consents", duties->consents);
  json.field("reviews", duties->reviews);
  json.field("break_glass", duties->break_glass);
  json.field("erasures", duties->erasures);
  json.field("flags", duties->flags);
  json.field("flag_answers", duties->flag_answers);
  json.field("appeals", duties->appeals);
  json.field("seals", duties->seals);
  json.field("order_proposals", duties->order_proposals);
  json.field("warning_appeals", duties->warning_appeals);
  json.field("act_appeals", duties->act_appeals);
  json.field("warnings", duties->warnings);
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace server::api
