// Every limit of the network floor, by name, with its default. Checked by the floor that reads the settings;
// immutable once the server has started.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace server::net {

struct NetworkSettings {
  // Where.
  std::string address = "127.0.0.1";  // of the public TLS listener
  std::uint16_t port = 8443;          // 0 lets the system choose: see Server::port()
  std::uint16_t operator_port = 0;    // of the plain listener on 127.0.0.1; 0 lets the system choose
  std::string certificate_file;       // PEM, leaf first, then its chain
  std::string private_key_file;       // PEM
  std::size_t io_threads = 1;         // one io_context each; a small part of the cores is enough

  // How much.
  std::size_t head_bytes = 16UL * 1024;                       // request line and header fields: above, 431
  std::size_t header_fields = 100;                            // above, 431
  std::size_t body_bytes = 1024UL * 1024;                     // above, 413
  std::size_t bodies_bytes_per_thread = 128UL * 1024 * 1024;  // all bodies being read or handled; above, 503
  std::size_t max_connections = 8192;                         // above, a new one is closed at once
  std::size_t max_connections_per_address =
      256;                         // one IPv4 address or one IPv6 /64; a bureau may sit behind one
  std::size_t max_pipelined = 16;  // answered in a row from what is read, then the others' turn
  int listen_backlog = 1024;

  // How long. Each is for the whole of the thing, not for each byte: a slow sender gains nothing by dripping.
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds head_timeout{10'000};   // from its first byte to its last: 408
  std::chrono::milliseconds body_timeout{60'000};   // from the end of the head: 408
  std::chrono::milliseconds idle_timeout{75'000};   // between requests: closed without a word
  std::chrono::milliseconds write_timeout{30'000};  // for an answer, and longer for a long one:
  std::size_t slowest_write_rate = 8UL * 1024;      // bytes a second that a reader must manage beyond that
  std::chrono::milliseconds linger_timeout{
      2'000};                                   // to let the peer read the error before the connection ends
  std::chrono::milliseconds timer_step{100};    // how exactly all of these are kept
  std::chrono::milliseconds accept_pause{500};  // after the machine ran out of descriptors

  // Streams.
  std::size_t stream_message_bytes = 64UL * 1024;  // from the peer; above, 1009
  std::size_t stream_queue_bytes = 1024UL * 1024;  // waiting for the peer; above, 1013
  std::size_t stream_queue_frames = 1024;          // the same, in frames
  std::chrono::milliseconds ping_interval{30'000};
  std::chrono::milliseconds stream_idle_timeout{75'000};  // without a pong or anything else from the peer
  std::chrono::milliseconds stream_close_timeout{5'000};  // for the peer's answer to a close frame
};

}  // namespace server::net
