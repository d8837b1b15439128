#include "server/http/compression.hpp"

#include <stdexcept>
#include <zlib.h>

namespace server::http {

std::string gzip(std::string_view bytes) {
  constexpr int kGzipWindow = 15 + 16;  // zlib's sign for a gzip frame
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot start");
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int const end = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (end != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return out;
}

void compress(Response& response, Request const& request) {
  response.headers.append("vary", "Accept-Encoding");
  auto const accepted = request.headers.find("accept-encoding");
  if (!accepted || accepted->find("gzip") == std::string_view::npos) return;
  if (response.body.size() < kLeastWorthCompressing) return;
  response.body = gzip(response.body.view());
  response.headers.append("content-encoding", "gzip");
}

}  // namespace server::http
