#include "auth/audit_note.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <sodium.h>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace auth {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // an em dash and a space begin a signature line
constexpr std::string_view kSecretPrefix = "PRIVATE+KEY+";
constexpr std::size_t kSignatureSize = crypto_sign_ed25519_BYTES;
constexpr std::size_t kTimeSize = 8;

static_assert(sizeof(KeyBytes) == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(sizeof(KeyBytes) == crypto_sign_ed25519_SEEDBYTES);

unsigned char const* octets(void const* bytes) {
  return static_cast<unsigned char const*>(bytes);
}

template <std::size_t kSize>
std::string string_of(std::array<std::byte, kSize> const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::string hex(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), octets(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

// Without spaces and plus signs, which separate; the rest is the key owner's taste.
bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= 200 && base::is_utf8(name) && !base::unfit_for_line(name) &&
         name.find_first_of(" +") == std::string_view::npos && base::trimmed(name) == name;
}

std::optional<NoteAlgorithm> algorithm_of(char type) {
  if (type == static_cast<char>(NoteAlgorithm::ed25519)) return NoteAlgorithm::ed25519;
  if (type == static_cast<char>(NoteAlgorithm::cosignature)) return NoteAlgorithm::cosignature;
  return std::nullopt;
}

// "<name>+<hint>+<base64 of type and 32 bytes>", of public and secret keys alike.
struct KeyText {
  std::string name;
  std::string hint;
  NoteAlgorithm algorithm;
  KeyBytes bytes;
};
std::optional<KeyText> parse_key_text(std::string_view text) {
  auto const first = text.find('+');
  if (first == std::string_view::npos) return std::nullopt;
  auto const second = text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  auto const decoded = decode_base64(text.substr(second + 1));
  if (!decoded || decoded->size() != 1 + sizeof(KeyBytes)) return std::nullopt;
  auto const algorithm = algorithm_of(decoded->front());
  if (!algorithm || !is_key_name(text.substr(0, first))) return std::nullopt;
  KeyText key{std::string(text.substr(0, first)),
              std::string(text.substr(first + 1, second - first - 1)),
              *algorithm,
              {}};
  std::memcpy(key.bytes.data(), decoded->data() + 1, key.bytes.size());
  return key;
}

std::string encode_key_text(NoteKey const& key, KeyBytes const& bytes) {
  return key.name + "+" + hex(string_of(key.hint())) + "+" +
         encode_base64(static_cast<char>(key.algorithm) + string_of(bytes));
}

std::uint64_t seconds_of(base::Timestamp time) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

// What a witness signs: the time, then the note's text.
std::string cosigned_text(std::uint64_t seconds, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(text);
}

std::uint64_t read_seconds(std::string_view bytes) {
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < kTimeSize; ++i) seconds = seconds << 8 | static_cast<unsigned char>(bytes[i]);
  return seconds;
}

std::optional<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  auto const space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  auto const decoded = decode_base64(line.substr(space + 1));
  if (!decoded || decoded->size() <= sizeof(KeyHint)) return std::nullopt;
  NoteSignature signature{std::string(line.substr(0, space)), {}, decoded->substr(sizeof(KeyHint))};
  std::memcpy(signature.hint.data(), decoded->data(), signature.hint.size());
  return signature;
}

bool is_signed(std::string_view text, std::string_view signature, NoteKey const& key) {
  return crypto_sign_ed25519_verify_detached(octets(signature.data()), octets(text.data()), text.size(),
                                             octets(key.bytes.data())) == 0;
}

// The time beyond which milliseconds would overflow: no clock shows it.
constexpr std::uint64_t kLastSecond = 253'402'300'799;  // the year 9999

std::optional<Verified> check(std::string_view text, std::string_view bytes, NoteKey const& key) {
  if (key.algorithm == NoteAlgorithm::ed25519) {
    if (bytes.size() != kSignatureSize || !is_signed(text, bytes, key)) return std::nullopt;
    return Verified{Verified::Outcome::right, std::nullopt};
  }
  if (bytes.size() != kTimeSize + kSignatureSize) return std::nullopt;
  auto const seconds = read_seconds(bytes);
  if (seconds > kLastSecond || !is_signed(cosigned_text(seconds, text), bytes.substr(kTimeSize), key))
    return std::nullopt;
  return Verified{Verified::Outcome::right,
                  base::from_milliseconds(static_cast<std::int64_t>(seconds) * 1000)};
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

KeyHint NoteKey::hint() const {
  base::Digest const digest = base::sha256(name + "\n" + static_cast<char>(algorithm) + string_of(bytes));
  KeyHint hint;
  std::copy_n(digest.begin(), hint.size(), hint.begin());
  return hint;
}

std::string to_string(NoteKey const& key) {
  return encode_key_text(key, key.bytes);
}

std::optional<NoteKey> parse_note_key(std::string_view text) {
  auto const parsed = parse_key_text(text);
  if (!parsed) return std::nullopt;
  NoteKey key{parsed->name, parsed->algorithm, parsed->bytes};
  if (hex(string_of(key.hint())) != parsed->hint) return std::nullopt;
  return key;
}

std::optional<SignedNote> parse_signed_note(std::string_view note) {
  if (note.size() > kMostNoteBytes || !base::is_utf8(note) || !note.ends_with('\n')) return std::nullopt;
  auto const gap = note.rfind("\n\n");
  if (gap == std::string_view::npos) return std::nullopt;
  SignedNote parsed;
  parsed.text = note.substr(0, gap + 1);
  for (auto rest = note.substr(gap + 2); !rest.empty();) {
    auto const end = rest.find('\n');
    auto signature = parse_line(rest.substr(0, end));
    if (!signature || parsed.signatures.size() == kMostNoteSignatures) return std::nullopt;
    parsed.signatures.push_back(std::move(*signature));
    rest.remove_prefix(end + 1);
  }
  if (parsed.signatures.empty()) return std::nullopt;
  return parsed;
}

std::string encode_signature_line(NoteSignature const& signature) {
  return std::string(kDash) + signature.name + " " +
         encode_base64(string_of(signature.hint) + signature.bytes) + "\n";
}

Verified verify(SignedNote const& note, NoteKey const& key) {
  Verified found;
  for (NoteSignature const& signature : note.signatures) {
    if (signature.name != key.name || signature.hint != key.hint()) continue;
    auto const checked = check(note.text, signature.bytes, key);
    if (!checked) return {Verified::Outcome::forged, std::nullopt};
    found = *checked;
  }
  return found;
}

NoteSigner::NoteSigner(std::string name, NoteAlgorithm algorithm, KeyBytes const& seed)
    : key_{std::move(name), algorithm, {}}, seed_(seed) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  if (!is_key_name(key_.name)) throw std::invalid_argument("not the name of a key");
  crypto_sign_ed25519_seed_keypair(reinterpret_cast<unsigned char*>(key_.bytes.data()), secret_.data(),
                                   octets(seed_.data()));
}

NoteSigner NoteSigner::make(std::string name, NoteAlgorithm algorithm, base::Random& random) {
  KeyBytes seed;
  random.fill(seed);
  return {std::move(name), algorithm, seed};
}

std::optional<NoteSigner> NoteSigner::parse(std::string_view text) {
  if (!text.starts_with(kSecretPrefix)) return std::nullopt;
  auto const parsed = parse_key_text(text.substr(kSecretPrefix.size()));
  if (!parsed) return std::nullopt;
  NoteSigner signer(parsed->name, parsed->algorithm, parsed->bytes);
  if (hex(string_of(signer.key().hint())) != parsed->hint) return std::nullopt;
  return signer;
}

std::string NoteSigner::secret_text() const {
  return std::string(kSecretPrefix) + encode_key_text(key_, seed_);
}

NoteSignature NoteSigner::sign(std::string_view text, base::Timestamp now) const {
  std::string bytes;
  std::string to_sign(text);
  if (key_.algorithm == NoteAlgorithm::cosignature) {
    auto const seconds = seconds_of(now);
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(seconds >> shift & 0xff));
    to_sign = cosigned_text(seconds, text);
  }
  std::array<unsigned char, kSignatureSize> signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr, octets(to_sign.data()), to_sign.size(),
                               secret_.data());
  bytes.append(reinterpret_cast<char const*>(signature.data()), signature.size());
  return {key_.name, key_.hint(), bytes};
}

}  // namespace auth
