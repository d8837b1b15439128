#include "files/scanner.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_scanner.hpp"

namespace tests::files {
namespace {

using namespace std::chrono_literals;
using ::files::Scanner;
using ::files::Verdict;

TEST(FileScanner, tells_malware_from_what_is_clean) {
  support::FakeScanner there;
  Scanner const scanner({.address = there.address(), .patience = 5s});
  EXPECT_EQ(scanner.scan("A statute."), Verdict::clean);
  EXPECT_EQ(scanner.scan(std::string(300'000, 'x')), Verdict::clean);
  EXPECT_EQ(scanner.scan(support::sample_virus()), Verdict::malware);
  EXPECT_EQ(scanner.scan(std::string(200'000, 'x') + support::sample_virus()), Verdict::malware);
}

TEST(FileScanner, does_not_know_where_nobody_answers) {
  std::string address;
  {
    support::FakeScanner gone;
    address = gone.address();
  }
  EXPECT_EQ(Scanner({.address = address, .patience = 1s}).scan("x"), Verdict::unknown);
  EXPECT_EQ(Scanner({.address = "unix:/nowhere/clamd.ctl", .patience = 1s}).scan("x"), Verdict::unknown);
  EXPECT_EQ(Scanner({}).scan("x"), Verdict::unknown);
}

TEST(FileScanner, is_on_this_machine) {
  EXPECT_TRUE(::files::is_scanner_address("127.0.0.1:3310"));
  EXPECT_TRUE(::files::is_scanner_address("unix:/run/clamav/clamd.ctl"));
  EXPECT_FALSE(::files::is_scanner_address("10.0.0.1:3310"));
  EXPECT_FALSE(::files::is_scanner_address("127.0.0.1"));
  EXPECT_FALSE(::files::is_scanner_address("unix:"));
}

}  // namespace
}  // namespace tests::files
