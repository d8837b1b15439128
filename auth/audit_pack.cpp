#include "auth/audit_pack.hpp"

#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "auth/audit_contents.hpp"

namespace auth {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kLengthSize = 4;
constexpr std::size_t kLeafSize = sizeof(base::Digest);

void append_length(std::string& bytes, std::size_t length) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(length >> shift & 0xff));
}

std::size_t read_length(std::string_view bytes) {
  std::size_t length = 0;
  for (char const octet : bytes.substr(0, kLengthSize))
    length = length << 8 | static_cast<unsigned char>(octet);
  return length;
}

// The records without their lengths; an empty piece in the place of one that cannot be told.
std::vector<std::string_view> take_apart(std::span<std::byte const> bytes, std::int64_t most) {
  std::string_view rest(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  if (!rest.starts_with(kVersion) || rest.size() == 1) return {{}};
  rest.remove_prefix(1);
  std::vector<std::string_view> pieces;
  while (!rest.empty()) {
    if (std::ssize(pieces) == most) {
      pieces.back() = {};
      break;
    }
    std::size_t const length = rest.size() < kLengthSize ? 0 : read_length(rest);
    if (length < kLeafSize || length > rest.size() - kLengthSize) {
      pieces.emplace_back();
      break;
    }
    pieces.push_back(rest.substr(kLengthSize, length));
    rest.remove_prefix(kLengthSize + length);
  }
  return pieces;
}

std::optional<AuditEntry> read_piece(std::int64_t number, std::string_view piece) {
  if (piece.empty()) return std::nullopt;
  auto contents = decode_audit_contents(piece.substr(0, piece.size() - kLeafSize));
  if (!contents || kind_of(contents->record.event) != AuditKind::consultation) return std::nullopt;
  AuditEntry entry{number, std::move(contents->record), contents->previous, {}};
  std::memcpy(entry.leaf.data(), piece.data() + piece.size() - kLeafSize, kLeafSize);
  return entry;
}

}  // namespace

base::Digest AuditPack::add(std::int64_t number, base::Digest const& previous, AuditRecord const& record) {
  if (is_empty()) {
    first_ = number;
    bytes_.push_back(kVersion);
  }
  hashed_.assign(1, '\0');  // RFC 6962: what begins a leaf
  encode_audit_record(hashed_, number, previous, record);
  auto const leaf = base::sha256(hashed_);
  auto const contents = std::string_view(hashed_).substr(1 + kAuditContentsOffset);
  append_length(bytes_, contents.size() + kLeafSize);
  bytes_.append(contents);
  bytes_.append(reinterpret_cast<char const*>(leaf.data()), kLeafSize);
  return leaf;
}

std::vector<std::optional<AuditEntry>> read_audit_pack(std::int64_t first, std::span<std::byte const> bytes,
                                                       std::int64_t most) {
  auto const pieces = take_apart(bytes, most);
  std::vector<std::optional<AuditEntry>> entries;
  entries.reserve(pieces.size());
  for (std::string_view const piece : pieces) entries.push_back(read_piece(first++, piece));
  return entries;
}

std::optional<AuditEntry> find_in_audit_pack(std::int64_t number, std::int64_t first,
                                             std::span<std::byte const> bytes, std::int64_t most) {
  auto const pieces = take_apart(bytes, most);
  if (number < first || number - first >= std::ssize(pieces)) return std::nullopt;
  auto entry = read_piece(number, pieces[static_cast<std::size_t>(number - first)]);
  if (!entry) throw std::logic_error("a record of the audit log is damaged");
  return entry;
}

}  // namespace auth
