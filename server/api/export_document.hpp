// An exported thread or post as one file of HTML that stands by itself: its markings first, at the head and
// at every post, then the text, and how to cite it.
#pragma once

#include <string>

#include "auth/organisations.hpp"
#include "auth/viewer.hpp"
#include "forum/exporting.hpp"

namespace server::api {

struct Exporter {
  std::string name;
  std::string organisation;
  auth::Language language = auth::Language::en;
  base::Timestamp at;
};

std::string write_export(forum::Exported const& exported, Exporter const& exporter);

}  // namespace server::api
