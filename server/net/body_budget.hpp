// How many bytes of request bodies one I/O thread holds at once. Without it, the limit for one body times the
// limit of connections would be what strangers may make the server keep.
//
// Owned by the IoThread, used on it alone.
#pragma once

#include <cstddef>

namespace server::net {

class BodyBudget {
 public:
  explicit BodyBudget(std::size_t most) : left_(most) {}

  // What one connection holds of it; given back by release() or at the end of the connection.
  class Share {
   public:
    explicit Share(BodyBudget& budget) : budget_(budget) {}
    ~Share() { release(); }
    Share(Share const&) = delete;
    Share& operator=(Share const&) = delete;

    // False where the budget is used up; then nothing was taken.
    bool take(std::size_t bytes) {
      if (bytes > budget_.left_) return false;
      budget_.left_ -= bytes;
      taken_ += bytes;
      return true;
    }
    void release() {
      budget_.left_ += taken_;
      taken_ = 0;
    }

   private:
    BodyBudget& budget_;
    std::size_t taken_ = 0;
  };

 private:
  std::size_t left_;
};

}  // namespace server::net
