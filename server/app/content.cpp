#include "server/app/content.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include <boost/json/parse.hpp>

namespace server::app {

boost::json::value read_json(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) throw std::runtime_error("cannot read " + file.string());
  boost::json::error_code failure;
  auto value = boost::json::parse(bytes.str(), failure);
  if (failure) throw std::runtime_error(file.string() + ": " + failure.message());
  return value;
}

std::string text_of(boost::json::value const& object, std::string_view name) {
  auto const* const value = object.as_object().if_contains(name);
  if (value == nullptr || !value->is_string()) {
    throw std::runtime_error("a text \"" + std::string(name) + "\" is missing");
  }
  return std::string{std::string_view{value->get_string()}};
}

std::string text_or(boost::json::value const& object, std::string_view name, std::string_view otherwise) {
  auto const* const value = object.as_object().if_contains(name);
  if (value == nullptr || !value->is_string()) return std::string(otherwise);
  return std::string{std::string_view{value->get_string()}};
}

auth::Names names_of(boost::json::value const& object, std::string_view name) {
  boost::json::value const& names = object.as_object().at(name);
  return {text_of(names, "ar"), text_of(names, "en"), text_of(names, "es"), text_of(names, "fr")};
}

std::vector<std::string> texts_of(boost::json::value const& object, std::string_view name) {
  std::vector<std::string> texts;
  auto const* const value = object.as_object().if_contains(name);
  if (value == nullptr || value->is_null()) return texts;
  for (auto const& text : value->as_array()) texts.emplace_back(std::string_view{text.as_string()});
  return texts;
}

std::vector<auth::OrganisationId> add_bureaus(storage::WriteTx& tx, std::filesystem::path const& content,
                                              base::Random& random) {
  auto const seats = read_json(content / "bureaus.json");
  auto const countries = read_json(content / "countries.json");
  std::map<std::string, std::string> cities;
  for (auto const& bureau : seats.at("bureaus").as_array()) {
    cities[text_of(bureau, "country")] = text_of(bureau, "city");
  }
  std::vector<auth::OrganisationId> added;
  for (auto const& country : countries.at("countries").as_array()) {
    std::string const code = text_of(country, "code");
    if (auth::find_bureau(tx, code)) continue;
    auto const city = cities.find(code);
    if (city == cities.end()) throw std::runtime_error("bureaus.json has no city for " + code);
    auth::NewOrganisation bureau;
    bureau.kind = auth::OrganisationKind::ncb;
    bureau.country = code;
    bureau.city = city->second;
    bureau.names = auth::bureau_names(city->second);
    added.push_back(auth::create_organisation(tx, bureau, random));
  }
  return added;
}

}  // namespace server::app
