#include "server/mail/smtp.hpp"

#include <algorithm>
#include <curl/curl.h>
#include <stdexcept>
#include <string_view>

namespace server::mail {
namespace {

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Upload {
  std::string_view rest;
  bool asked = false;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  upload.asked = true;
  auto const length = std::min(size * count, upload.rest.size());
  std::copy_n(upload.rest.data(), length, to);
  upload.rest.remove_prefix(length);
  return length;
}

// libcurl asks at least once a second.
int ask_whether_to_stop(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool> const*>(stopping)->load() ? 1 : 0;
}

// Replies that say that the server takes nothing from us, whoever it is for: RFC 4954, RFC 3207, RFC 5321.
bool is_about_server(long code) {
  constexpr long kAll[] = {421, 454, 500, 502, 503, 530, 534, 535, 538};
  return std::ranges::find(kAll, code) != std::ranges::end(kAll);
}

Reply judge(CURLcode outcome, long code, bool asked_for_text) {
  Reply reply{.code = static_cast<int>(code), .why = curl_easy_strerror(outcome)};
  if (outcome == CURLE_OK) {
    reply.handover = Handover::taken;
  } else if (asked_for_text && code / 100 == 3) {
    reply.handover = Handover::unsure;
  } else if (code / 100 == 5 && !is_about_server(code) && outcome != CURLE_LOGIN_DENIED) {
    reply.handover = Handover::refused;
  } else {
    reply.is_about_server = code / 100 != 4 || is_about_server(code);
  }
  return reply;
}

}  // namespace

struct SmtpClient::State {
  MailSettings settings;
  std::string url;
  std::unique_ptr<CURL, FreeHandle> handle;
};

SmtpClient::SmtpClient(MailSettings const& settings) : state_(std::make_unique<State>()) {
  static CURLcode const kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  state_->settings = settings;
  // The path is the name with which the client greets.
  state_->url = (settings.security == MailSecurity::tls ? "smtps://" : "smtp://") + settings.server + "/" +
                settings.from.substr(settings.from.rfind('@') + 1);
  state_->handle.reset(curl_easy_init());
  if (kReady != CURLE_OK || !state_->handle) throw std::runtime_error("libcurl cannot be used");
}

SmtpClient::~SmtpClient() = default;

Reply SmtpClient::send(std::string const& to, std::string const& message, std::atomic<bool> const& stopping) {
  CURL* const handle = state_->handle.get();
  MailSettings const& settings = state_->settings;
  Upload upload{message};
  std::unique_ptr<curl_slist, FreeList> const recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  curl_easy_reset(handle);  // keeps the connection
  curl_easy_setopt(handle, CURLOPT_URL, state_->url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
  if (settings.security != MailSecurity::none) {
    curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, settings.ca_file.c_str());
  }
  if (!settings.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, settings.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, ("<" + settings.from + ">").c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_upload);
  curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, ask_whether_to_stop);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stopping);
  CURLcode const outcome = curl_easy_perform(handle);
  long code = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
  return judge(outcome, code, upload.asked);
}

}  // namespace server::mail
