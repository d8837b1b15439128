// HTTP requests and responses as plain values: what the network floor hands up and what it gets back.
//
// Owned by whoever holds them; no thread of their own. Names of header fields are kept in lower case, so that
// looking one up is a comparison of bytes. A field is checked when it is put in: nothing that could split a
// message (RFC 9110 section 5.5) ever reaches the wire, whatever a handler was made to echo.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace server::http {

// The methods that reach a handler; all others are refused below.
enum class Method { get, head, post, put, patch, delete_, options };

constexpr std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

// Header fields in the order in which they came; all text stands in one buffer, so that a message of twenty
// fields costs two allocations. Views are good until the next change or move.
class Headers {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  Headers() = default;
  Headers(std::initializer_list<Field> fields) {
    for (Field const& field : fields) append(field.name, field.value);
  }

  // Adds a field beside those of the same name. Throws std::invalid_argument for a name that is no token and
  // for a value with control characters: only a bug brings such a thing here.
  void append(std::string_view name, std::string_view value);
  // Adds fields that were checked when they were put together.
  void append(Headers const& others);
  // Adds a field in place of all of the same name.
  void set(std::string_view name, std::string_view value) {
    remove(name);
    append(name, value);
  }
  void remove(std::string_view name) {
    std::erase_if(entries_, [&](Entry const& entry) { return is_same_name(view(entry).name, name); });
  }
  void clear() {
    text_.clear();
    entries_.clear();
  }

  // The value of the first field of that name (any case).
  std::optional<std::string_view> find(std::string_view name) const {
    for (Entry const& entry : entries_) {
      if (Field const field = view(entry); is_same_name(field.name, name)) return field.value;
    }
    return std::nullopt;
  }
  bool contains(std::string_view name) const { return find(name).has_value(); }
  std::size_t count(std::string_view name) const {
    std::size_t found = 0;
    for (Entry const& entry : entries_) found += is_same_name(view(entry).name, name) ? 1 : 0;
    return found;
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  Field operator[](std::size_t index) const { return view(entries_[index]); }

  class Iterator {
   public:
    using value_type = Field;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(Headers const* headers, std::size_t index) : headers_(headers), index_(index) {}
    Field operator*() const { return (*headers_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return Iterator{headers_, index_++}; }
    bool operator==(Iterator const&) const = default;

   private:
    Headers const* headers_ = nullptr;
    std::size_t index_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, entries_.size()}; }

 private:
  struct Entry {
    std::uint32_t begin;
    std::uint32_t name_size;
    std::uint32_t value_size;
  };

  static constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  static constexpr bool is_token_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
  }
  // `stored` is in lower case already.
  static bool is_same_name(std::string_view stored, std::string_view name) {
    if (stored.size() != name.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (stored[i] != lower(name[i])) return false;
    }
    return true;
  }
  Field view(Entry const& entry) const {
    std::string_view const text = text_;
    return {text.substr(entry.begin, entry.name_size),
            text.substr(entry.begin + entry.name_size, entry.value_size)};
  }

  std::string text_;
  std::vector<Entry> entries_;
};

inline void Headers::append(std::string_view name, std::string_view value) {
  if (name.empty()) throw std::invalid_argument("a header field without a name");
  for (char const c : name) {
    if (!is_token_character(c)) throw std::invalid_argument("a header name that is no token");
  }
  for (char const c : value) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) {
      throw std::invalid_argument("a control character in a header value");
    }
  }
  if (entries_.empty()) {
    text_.reserve(1024);
    entries_.reserve(16);
  }
  entries_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                      static_cast<std::uint32_t>(value.size())});
  for (char const c : name) text_ += lower(c);
  text_ += value;
}

inline void Headers::append(Headers const& others) {
  auto const offset = static_cast<std::uint32_t>(text_.size());
  text_ += others.text_;
  for (Entry const& entry : others.entries_) {
    entries_.push_back({entry.begin + offset, entry.name_size, entry.value_size});
  }
}

struct Request {
  Method method = Method::get;
  std::string target{};  // origin form: "/a%20b?c=d", or "*" for OPTIONS; never empty
  std::string path{};    // the part before '?', still percent-encoded: decode after routing, piece by piece
  std::string query{};   // the part after '?', without it, still percent-encoded
  Headers headers{};     // `host` stands here once, whatever form the target came in
  std::string body{};    // without transfer coding, within the limit
  std::string peer_address{};  // "192.0.2.1" or "2001:db8::1", without port
  std::string request_id{};    // random, 15 characters of base32: what an error answer and the log share
  std::chrono::sys_time<std::chrono::milliseconds> received_at{};  // when the head was complete
};

class BodyStream;

// The bytes of an answer: its own, or shared with others (a static file, one encoding for many readers) and
// then never copied; or a stream (body_stream.hpp) that is asked for them piece by piece while they leave.
class Body {
 public:
  Body() = default;
  Body(std::string text) : bytes_(std::move(text)) {}
  Body(char const* text) : bytes_(std::string{text}) {}
  Body(std::shared_ptr<std::string const> shared) : bytes_(std::move(shared)) {}
  // `size` bytes in all.
  Body(std::shared_ptr<BodyStream> stream, std::size_t size) : bytes_(Streamed{std::move(stream), size}) {}

  // Of a stream nothing.
  std::string_view view() const {
    if (auto const* const own = std::get_if<std::string>(&bytes_)) return *own;
    if (std::holds_alternative<Streamed>(bytes_)) return {};
    auto const& shared = std::get<std::shared_ptr<std::string const>>(bytes_);
    return shared ? std::string_view{*shared} : std::string_view{};
  }
  std::shared_ptr<BodyStream> stream() const {
    auto const* const streamed = std::get_if<Streamed>(&bytes_);
    return streamed ? streamed->source : nullptr;
  }
  std::size_t size() const {
    auto const* const streamed = std::get_if<Streamed>(&bytes_);
    return streamed ? streamed->size : view().size();
  }
  bool empty() const { return size() == 0; }

 private:
  struct Streamed {
    std::shared_ptr<BodyStream> source;
    std::size_t size;
  };
  std::variant<std::string, std::shared_ptr<std::string const>, Streamed> bytes_;
};

// The network floor adds `date`, `content-length` and `connection`; a handler does not set them. For HEAD a
// handler answers as for GET: the body is measured and left out. 204 and 304 go without a body.
struct Response {
  int status = 200;
  Headers headers{};
  Body body{};
};

}  // namespace server::http
