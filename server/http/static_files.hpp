// The browser client's files, read once at the start and served from memory, compressed ahead of time by its
// build. Immutable afterwards; safe from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http/message.hpp"

namespace server::http {

class StaticFiles {
 public:
  // Throws std::runtime_error where the folder has no index.html.
  explicit StaticFiles(std::filesystem::path const& folder);

  // Files below /assets/ have a hash in their names and are cached for ever. Any other path that names no
  // file is a screen of the client and gets index.html, the same for every path.
  Response answer(Request const& request) const;

 private:
  struct Form {
    std::shared_ptr<std::string const> bytes;
    std::string etag;
  };
  struct File {
    std::string type;
    std::string cache_control;
    Form plain;
    Form gzip;
    Form brotli;
  };

  std::unordered_map<std::string, File> files_;  // by path: "/index.html", "/assets/app-1f3c.js"
};

}  // namespace server::http
