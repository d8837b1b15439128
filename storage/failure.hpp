// The engine said no where a domain operation did not expect it: a bug, or a broken or full disk.
#pragma once

#include <stdexcept>
#include <string>

namespace storage {

class EngineFailure : public std::runtime_error {
 public:
  enum class Reason {
    constraint,  // a rule of the schema was broken: a bug in the statement or in the check before it
    full,        // no room, or the disk does not take the bytes
    busy,        // another process holds the database longer than the busy timeout
    other
  };

  EngineFailure(Reason reason, std::string const& what) : std::runtime_error(what), reason_(reason) {}

  Reason reason() const { return reason_; }

 private:
  Reason reason_;
};

}  // namespace storage
