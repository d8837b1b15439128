#include "auth/audit_checkpoint.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "auth/audit_checkpoint_sql.hpp"

namespace auth {
namespace {

constexpr std::string_view kChain = "chain ";
constexpr std::string_view kTime = "time ";

std::string encode_digest(base::Digest const& digest) {
  return encode_base64({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

std::optional<base::Digest> parse_digest(std::string_view text) {
  auto const bytes = decode_base64(text);
  base::Digest digest;
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::memcpy(digest.data(), bytes->data(), digest.size());
  return digest;
}

std::optional<std::int64_t> parse_size(std::string_view text) {
  std::int64_t size = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
  bool const is_plain = failure == std::errc{} && end == text.data() + text.size() && size > 0 &&
                        text.front() != '0' && text.front() != '-';
  return is_plain ? std::optional(size) : std::nullopt;
}

}  // namespace

std::string encode_checkpoint(Checkpoint const& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + encode_digest(checkpoint.root) +
         "\n" + std::string(kChain) + encode_digest(checkpoint.last_leaf) + "\n" + std::string(kTime) +
         base::format_rfc3339(checkpoint.at) + "\n";
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
  std::array<std::string_view, 5> lines;
  for (std::string_view& line : lines) {
    auto const end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (!text.empty() || !lines[3].starts_with(kChain) || !lines[4].starts_with(kTime)) return std::nullopt;
  auto const size = parse_size(lines[1]);
  auto const root = parse_digest(lines[2]);
  auto const last_leaf = parse_digest(lines[3].substr(kChain.size()));
  auto const at = base::parse_rfc3339(lines[4].substr(kTime.size()));
  if (lines[0].empty() || !size || !root || !last_leaf || !at) return std::nullopt;
  return Checkpoint{std::string(lines[0]), *size, *root, *last_leaf, *at};
}

std::string make_audit_origin(base::Random& random) {
  return "colloquium/" + base::to_string(base::make_public_id(random));
}

std::optional<std::string> find_audit_origin(storage::ReadTx& tx) {
  auto const keys = load_audit_keys(tx);
  return keys.empty() ? std::nullopt : std::optional(keys.front().name);
}

base::PublicId public_id_of(NoteKey const& key) {
  base::Digest const digest = base::sha256(key.bytes);
  base::PublicId id;
  std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

void register_audit_key(storage::WriteTx& tx, NoteKey const& key, base::Timestamp now) {
  if (!insert_audit_key(tx, key, now)) return;
  append_audit(tx, {.at = now,
                    .event = AuditEvent::audit_key_created,
                    .object = {AuditObjectKind::audit_log, public_id_of(key)}});
}

std::optional<Checkpoint> make_checkpoint(storage::WriteTx& tx, NoteSigner const& signer,
                                          base::Timestamp now) {
  AuditHead const head = load_audit_head(tx);
  if (head.size() == 0 || head.size() == select_newest_checkpoint_size(tx)) return std::nullopt;
  Checkpoint checkpoint{signer.key().name, head.size(), head.frontier.root(), head.last_leaf, now};
  std::string const text = encode_checkpoint(checkpoint);
  insert_checkpoint(tx, checkpoint.size, now, text + "\n" + encode_signature_line(signer.sign(text, now)));
  return checkpoint;
}

std::optional<CheckpointNote> find_newest_checkpoint(storage::ReadTx& tx) {
  return find_checkpoint(tx, select_newest_checkpoint_size(tx));
}

}  // namespace auth
