// One request on its way through an endpoint. The only way from here to the database is read() and write(),
// which load the viewer inside the very transaction that the endpoint's work runs in: no endpoint can forget
// to ask who is there.
#pragma once

#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "auth/audit_log.hpp"
#include "auth/viewer.hpp"
#include "forum/moment.hpp"
#include "server/api/services.hpp"
#include "server/api/shown.hpp"
#include "server/http/json_writer.hpp"
#include "server/http/message.hpp"
#include "server/http/route.hpp"

namespace server::api {

struct Call {
  Services& services;
  http::Request const& request;
  http::PathParameters path;
  std::string_view endpoint;  // its name in the table
  base::Timestamp now;
  base::Digest token_hash{};

  // function(storage::ReadTx&, auth::Viewer const&) -> base::Result<T>
  template <class Function>
  auto read(Function function) const {
    return services.database.read([this, function = std::move(function)](storage::ReadTx& tx) mutable {
      return as_viewer(tx, function);
    });
  }

  // function(storage::WriteTx&, auth::Viewer const&, forum::Moment const&) -> base::Result<T>
  template <class Function>
  auto write(Function function) const {
    return services.database.write([this, function = std::move(function)](storage::WriteTx& tx) mutable {
      auto const with_moment = [&](storage::WriteTx& inner, auth::Viewer const& viewer) {
        return function(inner, viewer, forum::Moment{services.random, services.settings.forum});
      };
      return as_viewer(tx, with_moment);
    });
  }

  // As read(), for an answer that shows what officers wrote: who was shown what is logged before it leaves,
  // as Consultations has it. function(storage::ReadTx&, auth::Viewer const&, Shown&) -> base::Result<T>
  template <class Function>
  auto show(Function function) const -> boost::asio::awaitable<
      std::invoke_result_t<Function&, storage::ReadTx&, auth::Viewer const&, Shown&>> {
    std::vector<auth::AuditRecord> records;
    auto found = co_await read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
      Shown shown;
      auto result = function(tx, viewer, shown);
      if (result) records = std::move(shown).take_records(viewer);
      return result;
    });
    for (auto& record : records) {
      auto const logged = co_await services.consultations.record(std::move(record));
      if (!logged) co_return logged.error();
    }
    co_return found;
  }

  // As write(), for an act that answers with what officers wrote: the record is part of the transaction.
  // function(storage::WriteTx&, auth::Viewer const&, forum::Moment const&, Shown&) -> base::Result<T>
  template <class Function>
  auto show_written(Function function) const {
    return write([function = std::move(function)](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                  forum::Moment const& moment) mutable {
      Shown shown;
      auto result = function(tx, viewer, moment, shown);
      if (result) auth::append_audit_all(tx, std::move(shown).take_records(viewer));
      return result;
    });
  }

  // The public id in the path's piece `index`; not_found where it is none: such an object cannot exist.
  base::Result<base::PublicId> path_id(std::size_t index = 0) const;

 private:
  template <class Tx, class Function>
  auto as_viewer(Tx& tx, Function& function) const
      -> std::invoke_result_t<Function&, Tx&, auth::Viewer const&> {
    auto const viewer = auth::load_viewer(tx, token_hash, services.settings.sessions, now, services.accounts);
    if (!viewer) return viewer.error();
    return function(tx, *viewer);
  }
};

using Answer = boost::asio::awaitable<base::Result<http::Response>>;

// An answer with a body that an encode function wrote.
http::Response json_response(int status, std::string body);
// The same of one value.
template <class Value>
http::Response json_response(int status, Value const& value,
                             void (*encode)(http::JsonWriter&, std::type_identity_t<Value> const&)) {
  std::string body;
  http::JsonWriter json(body);
  encode(json, value);
  return json_response(status, std::move(body));
}
http::Response empty_response();  // 204

}  // namespace server::api
