#include "server/net/transport.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace server::net {
namespace {

IoResult received(ssize_t count, std::string& failure) {
  if (count > 0) return {IoStatus::done, static_cast<std::size_t>(count)};
  if (count == 0) return {IoStatus::closed};
  if (errno == EAGAIN || errno == EINTR) return {IoStatus::want_read};
  failure = ::strerrorname_np(errno);
  return {IoStatus::failed};
}

}  // namespace

IoResult Transport::try_discard(std::span<char> scratch) {
  return received(::recv(socket_.native_handle(), scratch.data(), scratch.size(), 0), failure_);
}

IoResult PlainTransport::try_read(std::span<char> into) {
  return received(::recv(socket().native_handle(), into.data(), into.size(), 0), failure_);
}

IoResult PlainTransport::try_write(std::string_view bytes, bool more) {
  ssize_t const sent =
      ::send(socket().native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | (more ? MSG_MORE : 0));
  if (sent >= 0) return {IoStatus::done, static_cast<std::size_t>(sent)};
  if (errno == EAGAIN || errno == EINTR) return {IoStatus::want_write};
  failure_ = ::strerrorname_np(errno);
  return {IoStatus::failed};
}

void PlainTransport::end_sending() {
  boost::system::error_code ignored;
  socket().shutdown(Socket::shutdown_send, ignored);
}

}  // namespace server::net
