// What somebody who keeps order may not do alone: proposing it, and who decides.
#include "forum/flag_proposals.hpp"
#include "forum/order_proposals.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"
#include "server/api/parse_flags.hpp"
#include "server/api/parse_labels.hpp"
#include "server/api/personal_data_guard.hpp"

namespace server::api {
namespace {

using http::JsonWriter;
using http::Presence;

// What is longer than any setting allows reads as no number.
constexpr std::int64_t kMostPauseSeconds = 604'800;

struct Asked {
  forum::OrderStep step = forum::OrderStep::lock;
  std::string reason;
  int version = 0;
  std::string summary;
  std::optional<base::PublicId> into;
  std::optional<base::PublicId> topic;
  std::chrono::seconds pause{};

  forum::WantedLabels labels;

  forum::NewOrderProposal proposal() const {
    return {step, reason, version, summary, into, topic, pause, labels};
  }
};

base::Result<Asked> parse_asked(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Asked asked;
  asked.step = root.choice("act", Presence::required, forum::parse_order_step).value_or(asked.step);
  asked.reason = parse_reason(root);
  asked.version = parse_version(root);
  if (asked.step == forum::OrderStep::close) asked.summary = parse_summary(root);
  if (asked.step == forum::OrderStep::merge) asked.into = root.id("into", Presence::required);
  if (asked.step == forum::OrderStep::move) asked.topic = root.id("topic_id", Presence::required);
  if (asked.step == forum::OrderStep::slow) {
    asked.pause =
        std::chrono::seconds(root.integer("seconds", Presence::required, 0, kMostPauseSeconds).value_or(0));
  }
  std::optional<PersonalDataSaid> said;
  if (asked.step == forum::OrderStep::relabel) {
    asked.labels = {root.text("title", Presence::optional),
                    root.choice("kind", Presence::optional, forum::parse_thread_kind), parse_tags(root)};
    said = parse_personal_data(root);
  }
  // That is proposed where the flags are.
  if (asked.step == forum::OrderStep::answer_flags) root.note("act", base::FieldCode::unknown_value);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (asked.labels.title) {
    if (auto const passed = check_personal_data({{"/title", *asked.labels.title}}, said); !passed)
      return passed.error();
  }
  return asked;
}

void encode_place(JsonWriter& json, std::string_view name, forum::ProposedPlace const& place) {
  json.key(name);
  json.begin_object();
  json.field("id", place.origin.object);
  json.field("title", place.title);
  json.field("level", auth::to_string(place.origin.level));
  json.end_object();
}

void encode_person(JsonWriter& json, std::string_view name, std::optional<forum::Author> const& person) {
  json.key(name);
  if (!person) return json.value(nullptr);
  json.begin_object();
  json.field("id", person->public_id);
  json.field("name", person->name);
  json.end_object();
}

void encode_labels(JsonWriter& json, std::optional<forum::WantedLabels> const& labels) {
  json.key("labels");
  if (!labels) return json.value(nullptr);
  json.begin_object();
  json.field("title", labels->title);
  json.field("kind", labels->kind ? std::optional(forum::to_string(*labels->kind)) : std::nullopt);
  json.key("tags");
  if (labels->tags) {
    json.begin_array();
    for (auto const& tag : *labels->tags) json.value(tag);
    json.end_array();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

void encode_verdict(JsonWriter& json, std::optional<forum::WantedVerdict> const& verdict) {
  json.key("verdict");
  if (!verdict) return json.value(nullptr);
  json.begin_object();
  json.field("flag_case_id", verdict->flag_case);
  json.field("post_id", verdict->post);
  json.field("outcome", forum::to_string(verdict->outcome));
  json.field("reply", verdict->reply);
  json.end_object();
}

void encode_proposal(JsonWriter& json, forum::OrderProposal const& proposal) {
  json.begin_object();
  json.field("id", proposal.public_id);
  json.field("act", forum::to_string(proposal.step));
  json.field("outcome", auth::to_string(proposal.outcome));
  encode_place(json, "thread", proposal.thread);
  if (proposal.into) {
    encode_place(json, "into", *proposal.into);
  } else {
    json.key("into");
    json.value(nullptr);
  }
  json.field("topic_id", proposal.topic);
  json.field("reason", proposal.reason);
  json.field("summary",
             proposal.summary.empty() ? std::nullopt : std::optional<std::string_view>(proposal.summary));
  json.field("seconds", static_cast<std::int64_t>(proposal.pause.count()));
  encode_labels(json, proposal.labels);
  encode_verdict(json, proposal.verdict);
  encode_person(json, "proposed_by", proposal.proposed_by);
  json.key("proposed_for");
  encode_organisation(json, proposal.proposed_for);
  json.field("proposed_at", proposal.proposed_at);
  json.field("expires_at", proposal.expires_at);
  encode_person(json, "decided_by", proposal.decided_by);
  json.field("decided_at", proposal.decided_at);
  json.field("decision",
             proposal.decision.empty() ? std::nullopt : std::optional<std::string_view>(proposal.decision));
  json.key("may");
  json.begin_array();
  if (proposal.may_decide) json.value("decide");
  if (proposal.may_withdraw) json.value("withdraw");
  json.end_array();
  json.end_object();
}

void show(Shown& shown, forum::OrderProposal const& proposal) {
  shown.add(proposal.thread.origin);
  if (proposal.into) shown.add(proposal.into->origin);
}

// `propose` is one of the two ways to; asked again, the proposal is read again.
template <class Propose>
Answer create_proposal(Call const& call, Propose propose) {
  using Proposal = base::Result<forum::OrderProposal>;
  auto const showing = [](Proposal proposal, Shown& shown) {
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (proposal) show(shown, *proposal);
    return proposal;
  };
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing(propose(tx, viewer, moment), shown);
      },
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, base::PublicId const& made,
          Shown& shown) {
        auto found = forum::load_order_proposal(tx, viewer, made);
        return showing(found ? Proposal(*std::move(found)) : Proposal(base::ErrorCode::not_found), shown);
      },
      [](forum::OrderProposal const& proposal) { return json_response(201, proposal, encode_proposal); });
}

}  // namespace

Answer propose_order(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_asked(call);
  if (!asked) co_return asked.error();
  co_return co_await create_proposal(
      call, [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::propose_order(tx, viewer, *id, asked->proposal(), moment);
      });
}

Answer propose_flag_verdict(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_flag_verdict(call.request);
  if (!asked) co_return asked.error();
  co_return co_await create_proposal(
      call, [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::propose_flag_verdict(tx, viewer, *id, asked->verdict(), moment);
      });
}

Answer list_order_proposals(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("state", forum::parse_order_proposal_filter).value_or(forum::OrderProposalFilter::open);
  auto const list = forum::to_string(filter);
  auto const page = parse_page(query, call, list);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_order_proposals(tx, viewer, filter, page);
    // The reasons are about what officers wrote.
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (loaded) {
      for (auto const& one : loaded->items) show(shown, one);
    }
    return loaded;
  });
  if (!found) co_return found.error();
  co_return json_response(
      200, encode_page(found->items, seal_page_cursor(call, found->next, list), encode_proposal));
}

Answer decide_order(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto body = http::JsonBody::parse(call.request);
  if (!body) co_return body.error();
  auto root = body->root();
  auto const decision = root.choice("decision", Presence::required, auth::parse_decision);
  auto const reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) co_return checked.error();
  auto const decided = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto done = forum::decide_order(tx, viewer, *id, {*decision, reason}, moment);
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (done) show(shown, *done);
        return done;
      });
  if (!decided) co_return decided.error();
  co_return json_response(200, *decided, encode_proposal);
}

Answer withdraw_order(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::withdraw_order(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
