// What follows the path of a look, for the cases of twin_cases.cpp: filters, pages, and names of what is
// hidden.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/api/sample_calls.hpp"
#include "tests/integration/twins/twins.hpp"

namespace tests::twins {

using Queries = std::vector<std::string>;

Queries by_twos(Twins& twins, api::Place const& place);
Queries of_threads(Twins& twins, api::Place const& place);
Queries of_links(Twins& twins, api::Place const& place);
Queries of_consents(Twins& twins, api::Place const& place);
Queries of_notifications(Twins& twins, api::Place const& place);
Queries of_contributions(Twins& twins, api::Place const& place);
Queries of_search(Twins& twins, api::Place const& place);
Queries of_audit(Twins& twins, api::Place const& place);
Queries of_export(Twins& twins, api::Place const& place);
Queries of_traces(Twins& twins, api::Place const& place);
Queries of_posts(Twins& twins, api::Place const& place);

}  // namespace tests::twins
