// The content files below config/: member countries, their bureaus, and the demo. Read with all that is wrong
// named by file and place; they are ours, but a typing error in them must not become a puzzle.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "auth/organisations.hpp"

namespace server::app {

// Throws std::runtime_error with the file's name.
boost::json::value read_json(std::filesystem::path const& file);

// Members of an object, with an exception that names what is missing.
std::string text_of(boost::json::value const& object, std::string_view name);
std::string text_or(boost::json::value const& object, std::string_view name, std::string_view otherwise);
auth::Names names_of(boost::json::value const& object, std::string_view name);
std::vector<std::string> texts_of(boost::json::value const& object, std::string_view name);

// Makes the bureaus of all member countries that have none yet, and gives these.
std::vector<auth::OrganisationId> add_bureaus(storage::WriteTx& tx, std::filesystem::path const& content,
                                              base::Random& random);

}  // namespace server::app
