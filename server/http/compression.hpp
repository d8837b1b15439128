// gzip (RFC 1952) for answers in which it is safe: those that hold nothing a reader's fellow could have put
// there beside something secret, since lengths would tell (BREACH). docs/decisions/005-compression.md lists
// them.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace server::http {

constexpr std::size_t kLeastWorthCompressing = 1024;  // bytes; below, the frame costs what it saves

std::string gzip(std::string_view bytes);
// Compresses the body where the client accepts it and it is worth it.
void compress(Response& response, Request const& request);

}  // namespace server::http
