// Every limit of the live stream, by name, with its default. Checked by the floor that reads the settings;
// immutable once the hub has started.
#pragma once

#include <chrono>
#include <cstddef>

namespace server::live {

struct LiveSettings {
  // What a connection may ask.
  std::size_t watched_topics = 100;     // on screen at once: above, 4400
  std::size_t watched_threads = 100;    // the same
  std::size_t frame_bytes = 16 * 1024;  // from the client; two full lists of ids take 6 kB: above, 4400
  std::size_t frames_per_window = 30;   // from the client within frame_window: above, 1008
  std::chrono::milliseconds frame_window{10'000};

  // Rights. They are loaded again when the policy moves, and this often for what lapses by the clock alone
  // (vetting, grants, the session itself). A connection whose rights could not be confirmed for
  // `unconfirmed_limit` is closed with 1013: no answer is not a yes.
  std::chrono::milliseconds revalidate_every{30'000};
  std::chrono::milliseconds unconfirmed_limit{55'000};

  // The tail. Commits of this process wake it; `poll_every` is for those of other processes (tools).
  std::chrono::milliseconds poll_every{1'000};
  int tail_events = 64;            // read at once, and handed to the I/O threads at once
  std::size_t ring_events = 4096;  // kept in memory for connections that come back

  // A connection that comes back hears of everything it may read until it has said what is on screen, or
  // until this has passed: the watch set of the connection before it is not known here.
  std::chrono::milliseconds first_watch_within{10'000};

  // Reads for connections: opening, coming back, new watch sets, rights.
  std::size_t refreshed_at_once = 128;  // connections that share one read
  std::size_t replayed_at_once = 16;    // of them, those that are told their past from the database

  // A long past is sent in pieces, so that it stays within the queue of the network floor
  // (NetworkSettings::stream_queue_frames).
  std::size_t replayed_frames_at_once = 256;
  std::chrono::milliseconds replay_pause{20};
  std::chrono::milliseconds replay_stall_limit{30'000};  // of a peer that takes nothing of it: 1013
};

}  // namespace server::live
