#include <stdexcept>

#include "forum/columns.hpp"

namespace forum {
namespace {

std::string join(std::string_view alias, std::initializer_list<std::string_view> names) {
  std::string text;
  for (auto const name : names) {
    if (!text.empty()) text += ", ";
    text.append(alias).append(".").append(name);
  }
  return text;
}

}  // namespace

std::string marking_columns(std::string_view alias) {
  return join(alias,
              {"level", "caveats", "caveat_text", "legal_use", "attribution", "review_on", "expires_on"});
}

std::string marking_columns_in(std::string_view post, std::string_view thread) {
  auto const display_only = std::to_string(static_cast<int>(auth::Caveat::display_only));
  auto const bound =
      std::string(post) + ".caveats | (" + std::string(thread) + ".caveats & " + display_only + ")";
  return join(post, {"level"}) + ", " + bound + ", " +
         join(post, {"caveat_text", "legal_use", "attribution", "review_on", "expires_on"});
}

auth::Marking read_marking(storage::Row const& row, int& column) {
  auth::Marking marking;
  marking.level = static_cast<auth::Level>(row.integer(column++));
  marking.caveats.bits = static_cast<std::uint8_t>(row.integer(column++));
  marking.caveat_text = row.optional_text(column++);
  marking.legal_use = static_cast<auth::LegalUse>(row.integer(column++));
  marking.attribution = static_cast<auth::Attribution>(row.integer(column++));
  marking.review_on = row.optional_time(column++);
  marking.expires_on = row.optional_time(column++);
  return marking;
}

std::string organisation_columns(std::string_view alias, std::string_view language) {
  std::string const o(alias);
  return join(alias, {"id", "public_id", "kind", "country", "city"}) + ", CASE " + std::string(language) +
         " WHEN 'ar' THEN " + o + ".name_ar WHEN 'es' THEN " + o + ".name_es WHEN 'fr' THEN " + o +
         ".name_fr ELSE " + o + ".name_en END";
}

auth::Organisation read_organisation(storage::Row const& row, int& column) {
  auth::Organisation organisation;
  organisation.id = row.id<auth::OrganisationTag>(column++);
  organisation.public_id = row.public_id(column++);
  auto const kind = auth::parse_organisation_kind(row.text(column++));
  if (!kind) throw std::logic_error("an organisation of unknown kind is stored");
  organisation.kind = *kind;
  organisation.country = row.optional_text(column++);
  organisation.city = row.optional_text(column++);
  organisation.name = row.text(column++);
  return organisation;
}

std::string author_columns(std::string_view alias) {
  return join(alias, {"public_id", "name", "function"});
}

Author read_author(storage::Row const& row, int& column) {
  Author author;
  author.public_id = row.public_id(column++);
  author.name = row.text(column++);
  author.function = row.text(column++);
  return author;
}

auth::Language read_language(storage::Row const& row, int& column) {
  auto const language = auth::parse_language(row.text(column++));
  if (!language) throw std::logic_error("an unknown language is stored");
  return *language;
}

std::string_view bytes_as_text(std::span<std::byte const> bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::span<std::byte const> text_as_bytes(std::string_view text) {
  return {reinterpret_cast<std::byte const*>(text.data()), text.size()};
}

}  // namespace forum
