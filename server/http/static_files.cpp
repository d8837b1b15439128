#include "server/http/static_files.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/hash.hpp"
#include "server/http/query.hpp"
#include "server/http/security.hpp"

namespace server::http {
namespace {

constexpr std::string_view kIndex = "/index.html";

std::string_view type_of(std::filesystem::path const& file) {
  struct Type {
    std::string_view extension;
    std::string_view type;
  };
  static constexpr std::array kTypes{
      Type{".html", "text/html; charset=utf-8"},
      Type{".js", "text/javascript; charset=utf-8"},
      Type{".css", "text/css; charset=utf-8"},
      Type{".json", "application/json"},
      Type{".svg", "image/svg+xml"},
      Type{".png", "image/png"},
      Type{".ico", "image/x-icon"},
      Type{".woff2", "font/woff2"},
      Type{".webmanifest", "application/manifest+json"},
      Type{".txt", "text/plain; charset=utf-8"},
  };
  std::string const extension = file.extension().string();
  for (Type const& type : kTypes) {
    if (type.extension == extension) return type.type;
  }
  return "application/octet-stream";
}

std::string read_file(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return bytes.str();
}

bool accepts(Request const& request, std::string_view coding) {
  auto const accepted = request.headers.find("accept-encoding");
  if (!accepted) return false;
  std::string_view rest = *accepted;
  while (!rest.empty()) {
    auto const end = rest.find(',');
    std::string_view item = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (item.starts_with(' ')) item.remove_prefix(1);
    std::string_view const name = item.substr(0, item.find(';'));
    if (name == coding)
      return item.find("q=0") == std::string_view::npos || item.find("q=0.") != std::string_view::npos;
  }
  return false;
}

}  // namespace

StaticFiles::StaticFiles(std::filesystem::path const& folder) {
  auto const load = [](std::filesystem::path const& path) {
    Form form;
    if (!std::filesystem::exists(path)) return form;
    form.bytes = std::make_shared<std::string const>(read_file(path));
    base::Digest const digest = base::sha256(*form.bytes);
    form.etag = "\"" + base::encode_base64url(std::span<std::byte const>{digest}.first(12)) + "\"";
    return form;
  };
  if (std::filesystem::is_directory(folder)) {
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
      std::filesystem::path const& path = entry.path();
      if (!entry.is_regular_file() || path.extension() == ".br" || path.extension() == ".gz") continue;
      std::string const name = "/" + path.lexically_relative(folder).generic_string();
      bool const is_hashed = name.starts_with("/assets/");
      files_[name] =
          File{std::string(type_of(path)), is_hashed ? "public, max-age=31536000, immutable" : "no-cache",
               load(path), load(path.string() + ".gz"), load(path.string() + ".br")};
    }
  }
  if (!files_.contains(std::string(kIndex))) {
    throw std::runtime_error("no index.html in " + folder.string() +
                             ": build the client first (scripts/build)");
  }
}

Response StaticFiles::answer(Request const& request) const {
  auto const path = decode_percent(request.path);
  auto found = path ? files_.find(*path) : files_.end();
  bool const is_asset = path && path->starts_with("/assets/");
  if (found == files_.end() && !is_asset) found = files_.find(std::string(kIndex));
  if (found == files_.end()) {
    Response missing{
        404, {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}}, "Not found\n"};
    protect_page(missing);
    return missing;
  }

  File const& file = found->second;
  Form const* form = &file.plain;
  std::string_view coding;
  if (file.brotli.bytes && accepts(request, "br")) {
    form = &file.brotli;
    coding = "br";
  } else if (file.gzip.bytes && accepts(request, "gzip")) {
    form = &file.gzip;
    coding = "gzip";
  }
  Response response{200,
                    {{"content-type", file.type},
                     {"cache-control", file.cache_control},
                     {"vary", "Accept-Encoding"},
                     {"etag", form->etag}},
                    {}};
  protect_page(response);
  if (auto const known = request.headers.find("if-none-match"); known && *known == form->etag) {
    response.status = 304;
    return response;
  }
  if (!coding.empty()) response.headers.append("content-encoding", coding);
  response.body = form->bytes;
  return response;
}

}  // namespace server::http
