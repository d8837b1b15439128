// The client's side of a WebSocket stream.
#include "tests/support/tls_client.hpp"

namespace tests::support {
namespace {

// The example of RFC 6455 section 1.3: a key and the answer to it.
constexpr std::string_view kStreamKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view kStreamAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
constexpr unsigned char kMask[4] = {0x37, 0xfa, 0x21, 0x3d};

void append_big_endian(std::string& out, std::uint64_t value, int octets) {
  for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8)
    out += static_cast<char>((value >> shift) & 0xff);
}

std::uint64_t read_big_endian(std::string_view octets) {
  std::uint64_t value = 0;
  for (char const c : octets) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

std::uint16_t Frame::close_code() const {
  return payload.size() < 2
             ? 1005
             : static_cast<std::uint16_t>(read_big_endian(std::string_view{payload}.substr(0, 2)));
}

std::string_view Frame::close_reason() const {
  return payload.size() < 2 ? std::string_view{} : std::string_view{payload}.substr(2);
}

HttpAnswer TlsClient::open_stream(std::string_view target, server::http::Headers const& headers) {
  server::http::Headers asked = headers;
  asked.append("connection", "Upgrade");
  asked.append("upgrade", "websocket");
  asked.append("sec-websocket-version", "13");
  asked.append("sec-websocket-key", kStreamKey);
  HttpAnswer answer = request("GET", target, asked);
  if (answer.status == 101 && answer.headers.find("sec-websocket-accept") != kStreamAccept) {
    throw ClientFailure("a wrong accept key");
  }
  return answer;
}

void TlsClient::send_text(std::string_view text) {
  send_frame(Opcode::text, text);
}

void TlsClient::send_frame(Opcode opcode, std::string_view payload, bool final) {
  std::string bytes;
  bytes += static_cast<char>((final ? 0x80 : 0) | static_cast<int>(opcode));
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80 | payload.size());
  } else if (payload.size() < 65536) {
    bytes += static_cast<char>(0x80 | 126);
    append_big_endian(bytes, payload.size(), 2);
  } else {
    bytes += static_cast<char>(0x80 | 127);
    append_big_endian(bytes, payload.size(), 8);
  }
  for (unsigned char const octet : kMask) bytes += static_cast<char>(octet);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    bytes += static_cast<char>(static_cast<unsigned char>(payload[i]) ^ kMask[i % 4]);
  }
  send(bytes);
}

std::optional<Frame> TlsClient::receive_frame() {
  if (input_.empty() && !fill()) return std::nullopt;
  std::string const head = take(2);
  Frame frame;
  frame.final = (head[0] & 0x80) != 0;
  frame.opcode = static_cast<Opcode>(head[0] & 0x0f);
  if ((head[1] & 0x80) != 0) throw ClientFailure("a masked frame from the server");
  std::size_t size = static_cast<unsigned char>(head[1]) & 0x7f;
  if (size == 126) size = read_big_endian(take(2));
  if (size == 127) size = read_big_endian(take(8));
  frame.payload = take(size);
  return frame;
}

std::string TlsClient::receive_text() {
  for (;;) {
    auto frame = receive_frame();
    if (!frame) throw ClientFailure("the connection ended instead of a message");
    if (frame->opcode == Opcode::ping) send_frame(Opcode::pong, frame->payload);
    if (frame->opcode == Opcode::close) {
      throw ClientFailure("closed with " + std::to_string(frame->close_code()) + " instead of a message");
    }
    if (frame->opcode != Opcode::text) continue;
    std::string text = std::move(frame->payload);
    for (bool whole = frame->final; !whole;) {
      frame = receive_frame();
      if (!frame) throw ClientFailure("the connection ended in the middle of a message");
      if (frame->opcode != Opcode::continuation) continue;
      text += frame->payload;
      whole = frame->final;
    }
    return text;
  }
}

Frame TlsClient::receive_close() {
  for (;;) {
    auto frame = receive_frame();
    if (!frame) throw ClientFailure("the connection ended without a close frame");
    if (frame->opcode == Opcode::close) return *frame;
  }
}

}  // namespace tests::support
