// A file that belongs to a post, as its readers are told of it. The bytes stand in the store
// (files/store.hpp) under their hash; the level may be above the post's, and never counts below it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/marking.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "forum/ids.hpp"

namespace forum {

// The numbers are those of the database.
enum class FileState {
  receiving = 0,  // not all of its bytes are there
  checking = 1,
  ready = 2,
  held = 3,    // all is well but that nobody has scanned it for malware yet: it is handed to nobody
  refused = 4  // gone; `refusal` says why
};
std::string_view to_string(FileState state);

struct Attachment {
  AttachmentId id;
  base::PublicId public_id;
  std::string name;
  std::string type;                       // of its content, as MIME has it; empty before that was found out
  std::int64_t size = 0;                  // of what is handed out
  base::Digest sha256{};                  // of that; zeros before it was stored
  auth::Level level = auth::Level::open;  // its own: raised over the post's, or as low as can be
  FileState state = FileState::receiving;
  std::string refusal;   // where it was refused after all: a name of files::Refusal
  bool scanned = false;  // for malware, and none was found
  std::optional<base::Digest> thumbnail;

  bool operator==(Attachment const&) const = default;
};

}  // namespace forum
