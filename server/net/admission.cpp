#include "server/net/admission.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/dispatch.hpp>

namespace server::net {
namespace {

// Whoever has one IPv6 address has 2^64: a network counts as one. An IPv4 address in IPv6 clothes is IPv4.
boost::asio::ip::address counted_as(boost::asio::ip::address const& address) {
  if (address.is_v4()) return address;
  auto const v6 = address.to_v6();
  if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6);
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return boost::asio::ip::address_v6{bytes};
}

}  // namespace

Admission::Ticket::Ticket(Ticket&& other) noexcept
    : admission_(std::exchange(other.admission_, nullptr)), key_(std::move(other.key_)) {}

Admission::Ticket& Admission::Ticket::operator=(Ticket&& other) noexcept {
  std::swap(admission_, other.admission_);
  std::swap(key_, other.key_);
  return *this;
}

Admission::Ticket::~Ticket() {
  if (admission_ == nullptr || admission_->is_closed_) return;
  boost::asio::dispatch(admission_->home_, [admission = admission_, key = key_] { admission->release(key); });
}

Admission::Admission(boost::asio::io_context& home, std::size_t most, std::size_t most_per_address)
    : home_(home), most_(most), most_per_address_(most_per_address) {}

Admission::Decision Admission::admit(boost::asio::ip::address const& address) {
  if (open_ >= most_) return {Refused::total_limit, {}};
  auto const key = counted_as(address);
  auto const found = per_address_.try_emplace(key, 0).first;
  if (found->second >= most_per_address_) return {Refused::address_limit, {}};
  ++found->second;
  ++open_;
  return {Refused::no, Ticket{*this, key}};
}

void Admission::release(boost::asio::ip::address const& key) {
  --open_;
  auto const found = per_address_.find(key);
  if (--found->second == 0) per_address_.erase(found);
}

}  // namespace server::net
