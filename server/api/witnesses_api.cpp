// Checkpoints of the audit log and the bureaus that co-sign them as witnesses.
#include "auth/audit_witness.hpp"
#include "auth/policy.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using auth::Action;

constexpr std::size_t kKeyBytes = 512;

bool may(auth::Viewer const& viewer, Action action, auth::Target const& target = {}) {
  return auth::judge(viewer, action, target) == auth::Verdict::allowed;
}

// As the witness that works for his organisation; nothing where it has none, or he may not act for it.
bool may_as_witness(storage::ReadTx& tx, auth::Viewer const& viewer, Action action) {
  auth::Target own;
  own.source = viewer.organisation;
  return may(viewer, action, own) && auth::has_witness(tx, viewer.organisation);
}

struct Known {
  auth::WitnessedBy witness;
  auth::Organisation organisation;
};

struct KnownWitnesses {
  std::vector<Known> items;
  bool may_register = false;
  bool may_read_checkpoint = false;
  bool may_cosign = false;
};

base::Result<KnownWitnesses> load_known(storage::ReadTx& tx, auth::Viewer const& viewer) {
  if (!may(viewer, Action::read_witnesses)) return base::Error(base::ErrorCode::not_permitted);
  KnownWitnesses known;
  for (auth::WitnessedBy& witness : auth::load_witnessed(tx)) {
    auto const organisation = auth::find_organisation(tx, witness.witness.organisation);
    if (!organisation) continue;
    known.items.push_back({std::move(witness), auth::load_organisation(tx, *organisation, viewer.language)});
  }
  known.may_register = may(viewer, Action::register_witness);
  known.may_cosign = may_as_witness(tx, viewer, Action::cosign);
  known.may_read_checkpoint =
      may(viewer, Action::read_checkpoint) || may_as_witness(tx, viewer, Action::read_checkpoint);
  return known;
}

void encode_witness(http::JsonWriter& json, Known const& known) {
  auth::Witness const& witness = known.witness.witness;
  json.begin_object();
  json.field("id", auth::public_id_of(witness.key));
  json.key("organisation");
  encode_organisation(json, known.organisation);
  json.field("key", auth::to_string(witness.key));
  json.field("registered_at", witness.registered_at);
  json.field("retired_at", witness.retired_at);
  json.field("cosigned_at", known.witness.cosigned_at);
  json.end_object();
}

http::Response witnesses_response(int status, KnownWitnesses const& known,
                                  std::optional<std::string> const& next = std::nullopt) {
  return json_response(status, encode_page(known.items, next, encode_witness, [&](http::JsonWriter& json) {
                         json.key("may");
                         json.begin_array();
                         if (known.may_register) json.value("register");
                         if (known.may_read_checkpoint) json.value("read_checkpoint");
                         if (known.may_cosign) json.value("cosign");
                         json.end_array();
                       }));
}

base::Result<std::string> parse_note(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto note = root.text("note", http::Presence::required).value_or("");
  if (note.size() > auth::kMostNoteBytes) {
    root.note("note", base::FieldCode::too_long);
  } else if (root.has("note") && !auth::parse_signed_note(note)) {
    root.note("note", note.empty() ? base::FieldCode::empty : base::FieldCode::malformed);
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return note;
}

struct NewWitness {
  base::PublicId organisation;
  std::string key;
};

base::Result<NewWitness> parse_witness(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  NewWitness witness;
  witness.organisation = root.id("organisation_id", http::Presence::required).value_or(base::PublicId{});
  witness.key = root.text("key", http::Presence::required).value_or("");
  if (witness.key.size() > kKeyBytes) {
    root.note("key", base::FieldCode::too_long);
  } else if (root.has("key") && !auth::parse_note_key(witness.key)) {
    root.note("key", base::FieldCode::malformed);
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return witness;
}

auth::AuditActor administrator(auth::Viewer const& viewer) {
  return auth::actor_of(viewer, auth::Role::administrator);
}

}  // namespace

Answer get_checkpoint(Call const& call) {
  auto const found = co_await call.read(
      [](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<auth::CheckpointNote> {
        if (!may(viewer, Action::read_checkpoint) && !may_as_witness(tx, viewer, Action::read_checkpoint))
          return base::Error(base::ErrorCode::not_permitted);
        auto note = auth::find_newest_checkpoint(tx);
        if (!note) return base::Error(base::ErrorCode::not_found);
        return *std::move(note);
      });
  if (!found) co_return found.error();
  co_return http::Response{200,
                           {{"content-type", "text/plain; charset=utf-8"},
                            {"content-disposition", "attachment; filename=\"checkpoint.txt\""}},
                           found->note};
}

Answer add_cosignature(Call const& call) {
  auto const note = parse_note(call);
  if (!note) co_return note.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer,
          forum::Moment const&) -> base::Result<std::int64_t> {
        if (!may_as_witness(tx, viewer, Action::cosign)) return base::Error(base::ErrorCode::not_permitted);
        return auth::add_cosignature(tx, viewer.organisation_public_id, *note, viewer.now);
      },
      [](std::int64_t size) {
        std::string body;
        http::JsonWriter json(body);
        json.begin_object();
        json.field("size", size);
        json.end_object();
        return json_response(201, std::move(body));
      });
}

Answer list_witnesses(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto known = co_await call.read(load_known);
  if (!known) co_return known.error();
  auto found = forum::cut_page(std::move(known->items), page, [](Known const& one) {
    return forum::oldest_first_key(one.witness.witness.id.value);
  });
  known->items = std::move(found.items);
  co_return witnesses_response(200, *known, seal_page_cursor(call, found.next));
}

Answer register_witness(Call const& call) {
  auto const asked = parse_witness(call);
  if (!asked) co_return asked.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer,
          forum::Moment const&) -> base::Result<KnownWitnesses> {
        if (!may(viewer, Action::register_witness)) return base::Error(base::ErrorCode::not_permitted);
        if (!auth::find_organisation(tx, asked->organisation))
          return base::invalid_field("/organisation_id", base::FieldCode::unknown_organisation);
        auto const done =
            auth::register_witness(tx, administrator(viewer), asked->organisation, asked->key, viewer.now);
        if (!done) return done.error();
        return load_known(tx, viewer);
      },
      [](KnownWitnesses const& known) { return witnesses_response(201, known); });
}

Answer retire_witness(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const known = co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                             forum::Moment const&) -> base::Result<KnownWitnesses> {
    auto const witness = may(viewer, Action::read_witnesses) ? auth::find_witness(tx, *id) : std::nullopt;
    if (!witness) return base::Error(base::ErrorCode::not_found);
    if (!may(viewer, Action::register_witness)) return base::Error(base::ErrorCode::not_permitted);
    auto const done = auth::retire_witness(tx, administrator(viewer), *witness, viewer.now);
    if (!done) return done.error();
    return load_known(tx, viewer);
  });
  if (!known) co_return known.error();
  co_return witnesses_response(200, *known);
}

}  // namespace server::api
