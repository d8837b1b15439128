#include "auth/audit_contents.hpp"

#include <cstring>
#include <stdexcept>

namespace auth {
namespace {

// Whoever can write the database chose these bytes: every length is looked at before it is believed. After
// the first thing that cannot be, all that is read is empty.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  bool is_at_the_end() const { return is_fit_ && rest_.empty(); }

  std::uint64_t number(std::size_t octets) {
    std::uint64_t value = 0;
    for (char const octet : take(octets)) value = value << 8 | static_cast<unsigned char>(octet);
    return value;
  }
  base::Digest digest() {
    base::Digest digest{};
    copy_to(&digest, sizeof digest);
    return digest;
  }
  std::string_view short_text() { return take(number(1)); }
  std::string_view long_text() { return take(number(4)); }
  // What a name that has to be there stands for.
  template <class Parse>
  auto name(Parse parse) {
    auto const value = parse(short_text());
    is_fit_ = is_fit_ && value;
    return value;
  }
  template <class Parse>
  auto optional_name(Parse parse) {
    auto const text = short_text();
    auto value = parse(text);
    is_fit_ = is_fit_ && (value || text.empty());
    if (text.empty()) value.reset();
    return value;
  }
  std::optional<base::PublicId> optional_id() {
    auto const count = number(1);
    is_fit_ = is_fit_ && count <= 1;
    if (!is_fit_ || count == 0) return std::nullopt;
    base::PublicId id;
    copy_to(&id, sizeof id);
    return id;
  }
  PublicIds ids() {
    auto const count = number(4);
    is_fit_ = is_fit_ && count <= kMostAuditIds && count * base::PublicId::kSize <= rest_.size();
    if (!is_fit_) return {};
    PublicIds list(count);
    copy_to(list.data(), count * base::PublicId::kSize);
    return list;
  }

 private:
  std::string_view take(std::size_t size) {
    is_fit_ = is_fit_ && size <= rest_.size();
    if (!is_fit_) return {};
    auto const taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  void copy_to(void* place, std::size_t size) {
    auto const taken = take(size);
    if (!taken.empty()) std::memcpy(place, taken.data(), taken.size());
  }

  std::string_view rest_;
  bool is_fit_ = true;
};

}  // namespace

std::optional<AuditContents> decode_audit_contents(std::string_view bytes) {
  Decoder in(bytes);
  AuditContents contents{.previous = in.digest(), .record = {.at = {}, .event = {}}};
  AuditRecord& record = contents.record;
  record.at = base::from_milliseconds(static_cast<std::int64_t>(in.number(8)));
  auto const event = in.name(parse_audit_event);
  record.actor.user = in.optional_id();
  record.actor.organisation = in.optional_id();
  record.actor.role = in.optional_name(parse_role);
  auto const object_kind = in.name(parse_audit_object_kind);
  record.object.id = in.optional_id();
  record.topic = in.optional_id();
  record.level = in.optional_name(parse_level);
  record.approved_by = in.optional_id();
  record.reason = in.long_text();
  record.case_number = in.long_text();
  record.sources = in.ids();
  record.recipients = in.ids();
  record.parts = in.ids();
  if (!in.is_at_the_end()) return std::nullopt;
  record.event = *event;
  record.object.kind = *object_kind;
  try {
    check_audit_record(record);
  } catch (std::invalid_argument const&) {
    return std::nullopt;
  }
  return contents;
}

}  // namespace auth
