#include "server/net/admission.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace server::net {
namespace {

using boost::asio::ip::make_address;
using Refused = Admission::Refused;

class AdmissionTest : public ::testing::Test {
 protected:
  Refused admit(char const* address) {
    auto decision = admission_.admit(make_address(address));
    if (decision.refused == Refused::no) tickets_.push_back(std::move(decision.ticket));
    return decision.refused;
  }

  boost::asio::io_context home_;
  Admission admission_{home_, 4, 2};
  std::vector<Admission::Ticket> tickets_;
};

TEST_F(AdmissionTest, counts_each_address_and_all) {
  EXPECT_EQ(admit("192.0.2.1"), Refused::no);
  EXPECT_EQ(admit("192.0.2.1"), Refused::no);
  EXPECT_EQ(admit("192.0.2.1"), Refused::address_limit);
  EXPECT_EQ(admit("192.0.2.2"), Refused::no);
  EXPECT_EQ(admit("192.0.2.3"), Refused::no);
  EXPECT_EQ(admit("192.0.2.4"), Refused::total_limit);
}

TEST_F(AdmissionTest, takes_an_ipv6_network_for_one_address) {
  EXPECT_EQ(admit("2001:db8::1"), Refused::no);
  EXPECT_EQ(admit("2001:db8::2"), Refused::no);
  EXPECT_EQ(admit("2001:db8::ffff:3"), Refused::address_limit);
  EXPECT_EQ(admit("2001:db8:0:1::1"), Refused::no);
}

TEST_F(AdmissionTest, takes_ipv4_in_ipv6_clothes_for_ipv4) {
  EXPECT_EQ(admit("192.0.2.1"), Refused::no);
  EXPECT_EQ(admit("::ffff:192.0.2.1"), Refused::no);
  EXPECT_EQ(admit("192.0.2.1"), Refused::address_limit);
  EXPECT_EQ(admit("::ffff:192.0.2.2"), Refused::no);
}

TEST_F(AdmissionTest, counts_down_when_a_ticket_ends) {
  admit("192.0.2.1");
  admit("192.0.2.1");
  tickets_.pop_back();
  home_.run();
  EXPECT_EQ(admission_.open(), 1u);
  EXPECT_EQ(admit("192.0.2.1"), Refused::no);
}

TEST_F(AdmissionTest, counts_a_ticket_that_moves_once) {
  auto decision = admission_.admit(make_address("192.0.2.1"));
  {
    Admission::Ticket const last = std::move(decision.ticket);
  }
  home_.run();
  EXPECT_EQ(admission_.open(), 0u);
}

}  // namespace
}  // namespace server::net
