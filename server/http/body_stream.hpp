// A body that is too large to be held in memory: asked for piece by piece, each when the one before has left.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/error.hpp"

namespace server::http {

// Owned by the answer; used on the connection's I/O thread, which it must not block.
class BodyStream {
 public:
  virtual ~BodyStream() = default;

  // The next piece; never empty before the end. After an error the connection is cut, so that nobody takes a
  // part for the whole.
  virtual boost::asio::awaitable<base::Result<std::string>> next() = 0;
};

}  // namespace server::http
