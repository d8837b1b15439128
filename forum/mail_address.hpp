// What is taken for a mail address.
#pragma once

#include <string_view>

namespace forum {

constexpr std::size_t kMailAddressCharacters = 254;  // RFC 5321, 4.5.3.1.3, without the brackets

// name@domain in ASCII, of the characters of RFC 5321's Dot-string and Domain, with a dot in the domain. No
// quoted names, comments or addresses of machines, which nobody has; so nothing in it can end a line or a
// header.
bool is_mail_address(std::string_view text);

}  // namespace forum
