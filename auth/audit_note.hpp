// Signed notes: a text with signature lines below it, in the format of https://c2sp.org/signed-note, so that
// outside tools (Go's golang.org/x/mod/sumdb/note, the witnesses of transparency logs) read and write the
// same. Ed25519 throughout; a witness signs after https://c2sp.org/tlog-cosignature, with the time in it.
// Values; safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"

namespace auth {

// The signature types of the format, by their numbers.
enum class NoteAlgorithm : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

using KeyBytes = std::array<std::byte, 32>;
using KeyHint = std::array<std::byte, 4>;

// A public key under a name: "<name>+<hint, in hex>+<base64 of type and key>".
struct NoteKey {
  std::string name;
  NoteAlgorithm algorithm = NoteAlgorithm::ed25519;
  KeyBytes bytes{};

  // The first four bytes of SHA-256(name, line end, type, key): finds the line to verify, proves nothing.
  KeyHint hint() const;
  bool operator==(NoteKey const&) const = default;
};
std::string to_string(NoteKey const& key);
std::optional<NoteKey> parse_note_key(std::string_view text);

struct NoteSignature {
  std::string name;
  KeyHint hint{};
  std::string bytes;  // as the algorithm has it: 64 bytes, or 8 of time and 64
};

struct SignedNote {
  std::string text;  // with its last line end: exactly what is signed
  std::vector<NoteSignature> signatures;
};
constexpr std::size_t kMostNoteBytes = 64 * 1024;
constexpr std::size_t kMostNoteSignatures = 100;
// Nothing for what is not a note to the letter, or too long.
std::optional<SignedNote> parse_signed_note(std::string_view note);
// "— name base64\n"
std::string encode_signature_line(NoteSignature const& signature);

// What the note's signatures say of one key.
struct Verified {
  enum class Outcome {
    absent,  // no line of this key
    forged,  // a line of this key that it did not sign
    right
  } outcome = Outcome::absent;
  std::optional<base::Timestamp> signed_at;  // of a cosignature
};
Verified verify(SignedNote const& note, NoteKey const& key);

// A secret key; the file form is that of Go's note package, "PRIVATE+KEY+<name>+<hint>+<base64 of type and
// seed>".
class NoteSigner {
 public:
  NoteSigner(std::string name, NoteAlgorithm algorithm, KeyBytes const& seed);
  static NoteSigner make(std::string name, NoteAlgorithm algorithm, base::Random& random);
  static std::optional<NoteSigner> parse(std::string_view text);

  NoteKey const& key() const { return key_; }
  std::string secret_text() const;
  // The time is signed by a cosignature, and left out by others.
  NoteSignature sign(std::string_view text, base::Timestamp now) const;

 private:
  NoteKey key_;
  KeyBytes seed_;
  std::array<unsigned char, 64> secret_;
};

std::string encode_base64(std::string_view bytes);
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace auth
