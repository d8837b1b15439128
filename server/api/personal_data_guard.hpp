// The question before a text goes out that seems to hold data of a person (forum/personal_data.hpp). Screens
// ask for it with every text; a program that has nobody to ask posts without it.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/viewer.hpp"
#include "forum/moment.hpp"
#include "server/http/json_body.hpp"

namespace server::api {

// `ask`: refuse the text, and say what was found. `confirmed`: whoever posts has seen it. `reported`: the
// data-protection officer of his organisation is to look at it, too.
enum class PersonalDataSaid { ask, confirmed, reported };

// "personal_data" of a body.
std::optional<PersonalDataSaid> parse_personal_data(http::ObjectReader& object);

// Error: personal_data, with each place in each of the texts, which are named by their pointers.
base::Result<void> check_personal_data(
    std::vector<std::pair<std::string_view, std::string_view>> const& texts,
    std::optional<PersonalDataSaid> said);

}  // namespace server::api
