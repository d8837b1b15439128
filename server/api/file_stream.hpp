// A stored file on its way out, read from the disk piece by piece.
#pragma once

#include <algorithm>
#include <cstdint>

#include "server/api/services.hpp"
#include "server/http/body_stream.hpp"

namespace server::api {

class FileStream final : public http::BodyStream {
 public:
  // The bytes from `begin` to before `end`.
  FileStream(AttachmentDesk const& desk, base::Digest const& file, std::int64_t begin, std::int64_t end)
      : desk_(desk), file_(file), at_(begin), end_(end) {}

  boost::asio::awaitable<base::Result<std::string>> next() override {
    auto const size = static_cast<std::size_t>(std::min(end_ - at_, kPieceBytes));
    auto piece = co_await desk_.disk.run([this, size] { return desk_.store.read(file_, at_, size); });
    if (piece) at_ += static_cast<std::int64_t>(piece->size());
    co_return piece;
  }

 private:
  static constexpr std::int64_t kPieceBytes = 256LL * 1024;

  AttachmentDesk const& desk_;
  base::Digest file_;
  std::int64_t at_;
  std::int64_t end_;
};

}  // namespace server::api
