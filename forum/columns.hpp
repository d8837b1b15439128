// How the rows of this floor become values: lists of columns for statements, and what reads them. Each list
// and its reader go together; a reader moves `column` past what it read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "auth/viewer.hpp"
#include "forum/posts.hpp"
#include "storage/row.hpp"

namespace forum {

std::string marking_columns(std::string_view alias);
// The same of a post that stands by itself, out of its thread: what the thread is for DISPLAY ONLY binds it
// there too.
std::string marking_columns_in(std::string_view post, std::string_view thread);
auth::Marking read_marking(storage::Row const& row, int& column);

// `language` is the SQL expression for the reader's language.
std::string organisation_columns(std::string_view alias, std::string_view language);
constexpr int kOrganisationColumns = 6;
auth::Organisation read_organisation(storage::Row const& row, int& column);

std::string author_columns(std::string_view alias);
constexpr int kAuthorColumns = 3;
Author read_author(storage::Row const& row, int& column);

auth::Language read_language(storage::Row const& row, int& column);

// A blob as text, and text as a blob: reply paths.
std::string_view bytes_as_text(std::span<std::byte const> bytes);
std::span<std::byte const> text_as_bytes(std::string_view text);

}  // namespace forum
