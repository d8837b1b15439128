// Who may connect: counts open connections, in all and for each address, and says no above the limits.
//
// Owned by Server. The counts live on I/O thread 0, where connections are accepted; a ticket may end on any
// thread and tells thread 0.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>

namespace server::net {

class Admission {
 public:
  enum class Refused { no, total_limit, address_limit };

  Admission(boost::asio::io_context& home, std::size_t most, std::size_t most_per_address);

  // One admitted connection, counted until this is destroyed.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket();

   private:
    friend class Admission;
    Ticket(Admission& admission, boost::asio::ip::address const& key) : admission_(&admission), key_(key) {}

    Admission* admission_ = nullptr;
    boost::asio::ip::address key_;
  };

  struct Decision {
    Refused refused;
    Ticket ticket;
  };

  // On the home thread.
  Decision admit(boost::asio::ip::address const& address);
  std::size_t open() const { return open_; }
  // Once the I/O threads are gone: tickets that are destroyed after this count nowhere.
  void close() { is_closed_ = true; }

 private:
  void release(boost::asio::ip::address const& key);

  boost::asio::io_context& home_;
  std::size_t const most_;
  std::size_t const most_per_address_;
  std::size_t open_ = 0;
  bool is_closed_ = false;
  std::unordered_map<boost::asio::ip::address, std::size_t> per_address_;
};

}  // namespace server::net
