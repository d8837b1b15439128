// What the tests of the worked examples share: one class for all of them, wherever they stand.
#pragma once

#include "tests/integration/api/api_test.hpp"

namespace tests::api {

class WorkedExample : public Api {
 protected:
  ApiClient author = client("officer1.fr");
};

}  // namespace tests::api
