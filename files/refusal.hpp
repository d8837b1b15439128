// Why a file is not taken. The names are part of the API: stable once shipped, and worded by the client in
// four languages.
#pragma once

#include <string_view>

namespace files {

enum class Refusal {
  none,
  damaged,            // other bytes than were announced, or not what its kind of file has to be
  type_not_allowed,   // by its content: not on the list
  type_differs,       // its name says another type than its content
  mixed_types,        // one file that is two: what one reader takes for a text is a program to another
  archive_too_large,  // unpacked it would be many times as large, or has too many parts
  archive_locked,     // encrypted: nobody can look into it
  active_content,     // macros
  image_too_large,    // more pixels than are taken
  malware
};

constexpr std::string_view to_string(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return "";
    case Refusal::damaged:
      return "damaged";
    case Refusal::type_not_allowed:
      return "type_not_allowed";
    case Refusal::type_differs:
      return "type_differs";
    case Refusal::mixed_types:
      return "mixed_types";
    case Refusal::archive_too_large:
      return "archive_too_large";
    case Refusal::archive_locked:
      return "archive_locked";
    case Refusal::active_content:
      return "active_content";
    case Refusal::image_too_large:
      return "image_too_large";
    case Refusal::malware:
      return "malware";
  }
  return "damaged";
}

}  // namespace files
