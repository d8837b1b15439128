// What is taken for a mail address.
#include "forum/mail_address.hpp"

#include <string>

#include <gtest/gtest.h>

namespace forum {
namespace {

TEST(AMailAddress, is_a_name_and_a_domain) {
  for (auto const* const good :
       {"officer@bureau.example", "first.last+forum@mail.ncb-paris.example", "o'neil@x.ie", "1@2.fr"})
    EXPECT_TRUE(is_mail_address(good)) << good;
}

TEST(AMailAddress, holds_nothing_that_could_end_a_line_or_name_a_second_one) {
  std::vector<std::string> const all{"a@b.example\r\nBcc: c@d.example",
                                     "a@b.example\n",
                                     "a@b.example,c@d.example",
                                     "a@b.example c@d.example",
                                     "<a@b.example>",
                                     "\"a b\"@c.example",
                                     "a@b@c.example",
                                     "a(x)@b.example",
                                     "a@[127.0.0.1]",
                                     "a\\@b.example",
                                     "a;b@c.example",
                                     "a:b@c.example",
                                     std::string("a@b.exa\0mple", 12),
                                     "a@b.example\t"};
  for (auto const& bad : all) EXPECT_FALSE(is_mail_address(bad)) << bad;
}

TEST(AMailAddress, is_nothing_that_no_server_takes) {
  for (std::string const& bad :
       {std::string(), std::string("@b.example"), std::string("a@"), std::string("a@b"),
        std::string("a..b@c.example"), std::string(".a@b.example"), std::string("a.@b.example"),
        std::string("a@b..example"), std::string("a@-b.example"), std::string("a@b-.example"),
        std::string("é@b.example"), std::string("a@bé.example"), std::string(65, 'a') + "@b.example",
        "a@" + std::string(64, 'b') + ".example",
        "a@" + std::string(130, 'b').insert(60, ".") + "." + std::string(130, 'c').insert(60, ".") +
            ".example"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
}

}  // namespace
}  // namespace forum
