// The flags of posts, for whoever has to look at them: the queue, and what is done about a case.
#include "forum/flag_cases.hpp"
#include "server/api/encode_flags.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"
#include "server/api/parse_flags.hpp"

namespace server::api {
namespace {

void show_case(Shown& shown, forum::FlagCase const& flag_case) {
  shown.add(flag_case.origin);
  if (flag_case.post) shown.add(flag_case.post->quotes);
  if (flag_case.thread) shown.add(flag_case.thread->origin);
}

template <class Parsed>
using Act = base::Result<forum::FlagCase> (*)(storage::WriteTx&, auth::Viewer const&, base::PublicId const&,
                                              Parsed const&, forum::Moment const&);

template <class Parsed>
Answer act_on(Call const& call, base::Result<Parsed> (*parse)(http::Request const&), Act<Parsed> act) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse(call.request);
  if (!wish) co_return wish.error();
  auto const done = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto flag_case = act(tx, viewer, *id, *wish, moment);
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (flag_case) show_case(shown, *flag_case);
        return flag_case;
      });
  if (!done) co_return done.error();
  co_return json_response(200, *done, encode_flag_case);
}

struct Seen {
  int version = 0;
};
base::Result<Seen> parse_seen(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Seen const seen{parse_version(root)};
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return seen;
}

struct Note {
  std::string text;
};
base::Result<Note> parse_note(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Note note{parse_flag_words(root, "text")};
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return note;
}

}  // namespace

Answer list_flag_cases(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("state", forum::parse_flag_case_filter).value_or(forum::FlagCaseFilter::open);
  auto const page = parse_page(query, call, to_string(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto cases = forum::load_flag_cases(tx, viewer, filter, page);
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (cases) {
      for (auto const& flag_case : cases->items) show_case(shown, flag_case);
    }
    return cases;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, to_string(filter));
  co_return json_response(200, encode_page(found->items, next, encode_flag_case));
}

Answer take_flag_case(Call const& call) {
  return act_on<Seen>(
      call, parse_seen,
      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, Seen const& seen,
         forum::Moment const&) { return forum::take_flag_case(tx, viewer, id, seen.version); });
}

Answer put_back_flag_case(Call const& call) {
  return act_on<Seen>(
      call, parse_seen,
      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id, Seen const& seen,
         forum::Moment const&) { return forum::put_back_flag_case(tx, viewer, id, seen.version); });
}

Answer note_on_flag_case(Call const& call) {
  return act_on<Note>(call, parse_note,
                      [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                         Note const& note, forum::Moment const& moment) {
                        return forum::note_on_flag_case(tx, viewer, id, note.text, moment);
                      });
}

Answer decide_flag_case(Call const& call) {
  return act_on<AskedVerdict>(call, parse_flag_verdict,
                              [](storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                                 AskedVerdict const& asked, forum::Moment const&) {
                                return forum::decide_flag_case(tx, viewer, id, asked.verdict());
                              });
}

}  // namespace server::api
