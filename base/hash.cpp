#include "base/hash.hpp"

#include <stdexcept>

#include <sodium.h>

namespace base {
namespace {

unsigned char const* octets(void const* bytes) {
  return static_cast<unsigned char const*>(bytes);
}

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Digest sha256(std::span<std::byte const> bytes) {
  Digest digest;
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), octets(bytes.data()), bytes.size());
  return digest;
}

Digest sha256(std::string_view text) {
  return sha256(std::as_bytes(std::span{text}));
}

std::string encode_base64url(std::span<std::byte const> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes.data()), bytes.size(), kVariant);
  text.pop_back();  // libsodium counts and writes a terminating zero
  return text;
}

std::optional<std::string> decode_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

Sealer::Sealer(Key const& key) : key_(key) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

std::string Sealer::seal(std::string_view purpose, std::string_view value, Random& random) const {
  std::string box(kNonceSize + value.size() + kTagSize, '\0');
  random.fill(std::as_writable_bytes(std::span{box}.first(kNonceSize)));
  auto* const out = reinterpret_cast<unsigned char*>(box.data());
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceSize, nullptr, octets(value.data()), value.size(),
                                             octets(purpose.data()), purpose.size(), nullptr, out,
                                             octets(key_.data()));
  return encode_base64url(std::as_bytes(std::span{box}));
}

std::optional<std::string> Sealer::open(std::string_view purpose, std::string_view sealed) const {
  auto const box = decode_base64url(sealed);
  if (!box || box->size() < kNonceSize + kTagSize) return std::nullopt;
  std::string value(box->size() - kNonceSize - kTagSize, '\0');
  auto const* const in = octets(box->data());
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<unsigned char*>(value.data()), nullptr, nullptr, in + kNonceSize,
          box->size() - kNonceSize, octets(purpose.data()), purpose.size(), in, octets(key_.data())) != 0) {
    return std::nullopt;
  }
  return value;
}

}  // namespace base
