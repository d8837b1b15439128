// A self-signed certificate on P-256 for tests, as files, in a directory of its own that goes with it.
#pragma once

#include <filesystem>
#include <string>

namespace tests::support {

class TestCertificate {
 public:
  TestCertificate();
  ~TestCertificate();
  TestCertificate(TestCertificate const&) = delete;
  TestCertificate& operator=(TestCertificate const&) = delete;

  // Another key and certificate, in the same files.
  void renew();
  // Leaves files that no server can use.
  void spoil();

  std::string certificate_file() const { return (directory_ / "certificate.pem").string(); }
  std::string private_key_file() const { return (directory_ / "key.pem").string(); }

 private:
  std::filesystem::path directory_;
};

}  // namespace tests::support
