#include "base/hash.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <sodium.h>

namespace base {
namespace {

unsigned char const* octets(void const* bytes) {
  return static_cast<unsigned char const*>(bytes);
}

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// OpenSSL's, which uses the processor's instructions for it: four times libsodium's speed over a kilobyte.
// What it needs for a digest is kept for each thread, since making it costs more than hashing a record.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::runtime_error("OpenSSL has no SHA-256");
  }

  Digest hash(std::span<std::byte const> bytes) {
    Digest digest;
    if (EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) != 1 ||
        EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) != 1) {
      throw std::runtime_error("SHA-256 cannot be computed");
    }
    return digest;
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

Digest sha256(std::span<std::byte const> bytes) {
  thread_local Sha256 sha;
  return sha.hash(bytes);
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
