#include "base/hash.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace {

std::string hex(base::Digest const& digest) {
  std::string text;
  for (auto const byte : digest) {
    text += "0123456789abcdef"[std::to_integer<unsigned>(byte) >> 4];
    text += "0123456789abcdef"[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}

TEST(Sha256, gives_the_published_digests) {
  EXPECT_EQ(hex(base::sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(base::sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Base64url, comes_back_for_every_length) {
  base::SeededRandom random(5);
  for (std::size_t length = 0; length < 70; ++length) {
    std::string bytes(length, '\0');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    auto const text = base::encode_base64url(std::as_bytes(std::span(bytes)));
    EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
    EXPECT_EQ(base::decode_base64url(text), bytes);
  }
}

TEST(Base64url, refuses_everything_else) {
  for (auto const* text : {"a", "====", "QUI=", "Q+==", "a b", "QUJD\n", "QUK", "é"}) {
    EXPECT_EQ(base::decode_base64url(text), std::nullopt) << text;
  }
}

class Sealing : public testing::Test {
 protected:
  static base::Sealer::Key key_of(std::byte fill) {
    base::Sealer::Key key;
    key.fill(fill);
    return key;
  }

  base::SeededRandom random{1};
  base::Sealer sealer{key_of(std::byte{7})};
};

TEST_F(Sealing, opens_what_it_sealed) {
  for (std::string const value : {"", "42", "a\tlonger value"}) {
    EXPECT_EQ(sealer.open("cursor", sealer.seal("cursor", value, random)), value);
  }
}

TEST_F(Sealing, hides_the_value_and_never_repeats_itself) {
  auto const one = sealer.seal("cursor", "1000", random);
  auto const two = sealer.seal("cursor", "1000", random);
  EXPECT_NE(one, two);
  EXPECT_EQ(base::decode_base64url(one)->find("1000"), std::string::npos);
}

TEST_F(Sealing, opens_for_its_purpose_and_its_key_alone) {
  auto const sealed = sealer.seal("cursor", "42", random);
  EXPECT_EQ(sealer.open("page", sealed), std::nullopt);
  EXPECT_EQ(base::Sealer(key_of(std::byte{8})).open("cursor", sealed), std::nullopt);
}

TEST_F(Sealing, notices_any_change) {
  auto const sealed = sealer.seal("cursor", "42", random);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(sealer.open("cursor", changed), std::nullopt) << i;
    EXPECT_EQ(sealer.open("cursor", sealed.substr(0, i)), std::nullopt) << i;
  }
  EXPECT_EQ(sealer.open("cursor", sealed + "A"), std::nullopt);
}

}  // namespace
