// How tests upload and attach a file.
#pragma once

#include <thread>

#include "tests/integration/api/api_test.hpp"
#include "tests/support/sample_files.hpp"

namespace tests::api {

inline ApiAnswer announce(ApiClient& who, std::string const& name, std::size_t size, object more = {}) {
  more["name"] = name;
  more["size"] = size;
  return who.post("/uploads", more);
}

inline ApiAnswer send_piece(ApiClient& who, std::string const& upload, std::size_t offset,
                            std::string_view bytes) {
  return who.call("PATCH", "/uploads/" + upload,
                  {{"sec-fetch-site", "same-origin"},
                   {"content-type", "application/offset+octet-stream"},
                   {"upload-offset", std::to_string(offset)}},
                  bytes);
}

// When its check is over.
inline ApiAnswer wait_for_check(ApiClient& who, std::string const& upload) {
  for (int i = 0; i < 400; ++i) {
    auto answer = expect_status(200, who.get("/uploads/" + upload));
    if (answer.text_at("/state") != "checking") return answer;
    std::this_thread::sleep_for(25ms);
  }
  throw std::runtime_error("the check of an upload does not end");
}

inline ApiAnswer upload(ApiClient& who, std::string const& name, std::string_view bytes, object more = {}) {
  auto const id = expect_status(201, announce(who, name, bytes.size(), std::move(more))).text_at("/id");
  constexpr std::size_t kPiece = 512UL * 1024;
  for (std::size_t at = 0; at < bytes.size(); at += kPiece)
    expect_status(200, send_piece(who, id, at, bytes.substr(at, kPiece)));
  return wait_for_check(who, id);
}

// Its id, ready to be attached.
inline std::string upload_pdf(ApiClient& who, std::string const& says = "Statute", object more = {}) {
  auto const done = upload(who, "statute.pdf", support::sample_pdf(says), std::move(more));
  if (done.text_at("/state") != "ready") throw std::runtime_error("not ready: " + done.text);
  return done.text_at("/id");
}

}  // namespace tests::api
