// Creates, each done once: who asks the same again under the same Idempotency-Key is answered the same, and
// nothing is made twice. Every operation that answers 201 goes through one of the two functions here; a test
// holds them to it.
//
// A repeated answer tells nothing that may not be read any more. What shows what officers wrote is read
// again, under the rule of now, and logged again as a consultation (create_shown). Every other answer is kept
// as it was (create) and given again while whoever asks holds the same offices; it is sealed with a key that
// comes from the Idempotency-Key and the request, so that the database alone opens none: a one-time code is
// among them.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "forum/repeated_requests.hpp"
#include "server/api/call.hpp"

namespace server::api {

// What a request is remembered by.
class RepeatableCall {
 public:
  // Nothing where the request has no key; invalid_query where that is malformed.
  static base::Result<std::optional<RepeatableCall>> of(Call const& call);

  forum::RepeatableRequest const& request() const { return request_; }

  std::string seal(http::Response const& response, auth::Viewer const& viewer, base::Random& random) const;
  // idempotency_conflict where the viewer's offices have changed since.
  base::Result<http::Response> open(forum::WhatCame const& came, auth::Viewer const& viewer) const;

 private:
  RepeatableCall(forum::RepeatableRequest const& request, base::Sealer const& sealer)
      : request_(request), sealer_(sealer) {}

  forum::RepeatableRequest request_;
  base::Sealer sealer_;
};

// make: (storage::WriteTx&, auth::Viewer const&, forum::Moment const&) -> base::Result<T>
// respond: (T const&) -> http::Response, on the database's thread where the request has a key
template <class Make, class Respond>
Answer create(Call const& call, Make make, Respond respond) {
  auto const asked = RepeatableCall::of(call);
  if (!asked) co_return asked.error();
  auto const& once = *asked;
  if (!once) {
    auto const made = co_await call.write(std::move(make));
    if (!made) co_return made.error();
    co_return respond(*made);
  }
  co_return co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                    forum::Moment const& moment) -> base::Result<http::Response> {
    auto const came = forum::find_repeated(tx, viewer, once->request(), moment.limits);
    if (!came) return came.error();
    if (*came) return once->open(**came, viewer);
    auto const made = make(tx, viewer, moment);
    if (!made) return made.error();
    auto response = respond(*made);
    forum::remember_request(tx, viewer, once->request(), once->seal(response, viewer, moment.random),
                            moment.limits);
    return response;
  });
}

// What a create is read again by.
template <class Made>
base::PublicId const& made_id(Made const& made) {
  if constexpr (requires { made.public_id; }) {
    return made.public_id;
  } else {
    return made.post.public_id;
  }
}

// make: (storage::WriteTx&, auth::Viewer const&, forum::Moment const&, Shown&) -> base::Result<T>
// again: (storage::WriteTx&, auth::Viewer const&, forum::Moment const&, base::PublicId const& made, Shown&)
//   -> base::Result<T>, for who asks once more
// respond: (T const&) -> http::Response
template <class Make, class Again, class Respond>
Answer create_shown(Call const& call, Make make, Again again, Respond respond) {
  using Result =
      std::invoke_result_t<Make&, storage::WriteTx&, auth::Viewer const&, forum::Moment const&, Shown&>;
  auto const asked = RepeatableCall::of(call);
  if (!asked) co_return asked.error();
  auto const& once = *asked;
  auto const made = co_await call.show_written([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                                   forum::Moment const& moment, Shown& shown) -> Result {
    if (!once) return make(tx, viewer, moment, shown);
    auto const came = forum::find_repeated(tx, viewer, once->request(), moment.limits);
    if (!came) return came.error();
    if (*came) return again(tx, viewer, moment, std::get<base::PublicId>(**came), shown);
    auto result = make(tx, viewer, moment, shown);
    if (result) forum::remember_request(tx, viewer, once->request(), made_id(*result), moment.limits);
    return result;
  });
  if (!made) co_return made.error();
  co_return respond(*made);
}

}  // namespace server::api
