// The kinds of file that are taken, and how each is told by its content.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace files {

enum class Family { text, pdf, office, jpeg, png, webp };

struct Kind {
  Family family;
  std::string_view type;  // as MIME has it
  std::string_view extension;
  // Of an office document: the part that every one of its kind has, or the text of its part `mimetype`.
  std::string_view mark;
};

std::span<Kind const> kinds();

// What libmagic takes the bytes for, as MIME has it.
std::string type_by_content(std::string_view bytes);

// Behind the last dot, in lower case.
std::string extension_of(std::string_view name);

}  // namespace files
