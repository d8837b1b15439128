#include "tests/integration/twins/twin_mail.hpp"

namespace tests::twins {

std::vector<Body> mail_frequencies(Twins&, api::Place const&) {
  return {{{{"frequency", "at_once"}}}, {{{"frequency", "weekly"}}}};
}

std::vector<Body> mail_addresses(Twins&, api::Place const&) {
  return {{{{"address", "officer@bureau.example"}}}, {{{"address", "nowhere"}}}};
}

std::vector<Body> mail_codes(Twins&, api::Place const&) {
  return {{{{"code", "00000000"}}}};
}

}  // namespace tests::twins
