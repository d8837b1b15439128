#include "server/app/settings.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <sstream>

#include "forum/page.hpp"
#include "server/app/mail_checks.hpp"
#include "server/app/setting_sources.hpp"

namespace server::app {
namespace {

std::string joined(std::vector<std::string> const& problems) {
  std::string text = "the settings cannot be used:";
  for (std::string const& problem : problems) text += "\n  " + problem;
  return text;
}

// The whole list of settings: section, key, where it goes, bounds. `config/colloquium.toml` explains each.
void read_all(SettingSources& from, Settings& s) {
  from.section("server");
  from.text("address", s.network.address);
  from.number("port", s.network.port, 0, 65535);
  from.number("operator_port", s.network.operator_port, 0, 65535);
  from.text("certificate_file", s.network.certificate_file);
  from.text("private_key_file", s.network.private_key_file);
  from.path("data", s.data);
  from.path("client", s.client);
  from.boolean("demo", s.demo);
  from.choice("log", s.log,
              {{"debug", base::LogLevel::debug},
               {"info", base::LogLevel::info},
               {"warning", base::LogLevel::warning},
               {"error", base::LogLevel::error}});
  from.number("io_threads", s.network.io_threads, 1, 256);
  from.number("cpu_threads", s.cpu_threads, 1, 256);
  from.number("cpu_queue", s.cpu_queue, 1, 100'000);
  from.milliseconds("drain_ms", s.drain, 0, 600'000);
  from.milliseconds("upkeep_ms", s.upkeep_every, 100, 3'600'000);

  from.section("limits");
  from.number("head_bytes", s.network.head_bytes, 1024, 1 << 20);
  from.number("header_fields", s.network.header_fields, 8, 1000);
  from.number("body_bytes", s.network.body_bytes, 1024, 64 << 20);
  from.number("max_connections", s.network.max_connections, 1, 1'000'000);
  from.number("max_connections_per_address", s.network.max_connections_per_address, 1, 1'000'000);
  from.number("max_pipelined", s.network.max_pipelined, 1, 1000);
  from.milliseconds("handshake_ms", s.network.handshake_timeout, 100, 600'000);
  from.milliseconds("head_ms", s.network.head_timeout, 100, 600'000);
  from.milliseconds("body_ms", s.network.body_timeout, 100, 3'600'000);
  from.milliseconds("idle_ms", s.network.idle_timeout, 100, 3'600'000);
  from.milliseconds("write_ms", s.network.write_timeout, 100, 3'600'000);
  from.real("units_per_second", s.rates.units_per_second, 0.01, 1e9);
  from.real("burst", s.rates.burst, 1, 1e9);
  from.real("signed_out_units_per_second", s.rates.signed_out_units_per_second, 0.01, 1e9);
  from.real("signed_out_burst", s.rates.signed_out_burst, 10, 1e9);

  from.section("storage");
  from.number("readers", s.storage.readers, 1, 64);
  from.number("write_queue_limit", s.storage.write_queue_limit, 1, 1'000'000);
  from.number("read_queue_limit", s.storage.read_queue_limit, 1, 1'000'000);
  from.number("batch_limit", s.storage.batch_limit, 1, 10'000);
  from.number("cache_kib", s.storage.cache_kib, 256, 64 << 20);
  from.number("mmap_bytes", s.storage.mmap_bytes, 0, std::int64_t{1} << 40);
  from.number("max_pages", s.storage.max_pages, 0, std::int64_t{1} << 32);

  from.section("sessions");
  from.milliseconds("idle_ms", s.sessions.idle, 1'000, 86'400'000);
  from.milliseconds("absolute_ms", s.sessions.absolute, 1'000, 30LL * 86'400'000);
  auto const assurance = [&](std::string_view key, auth::Assurance& needed) {
    from.choice(key, needed,
                {{"password", auth::Assurance::password},
                 {"two_factors", auth::Assurance::two_factors},
                 {"strong", auth::Assurance::strong}});
  };
  assurance("official_use_only_needs", s.sessions.needed.official_use_only);
  assurance("restricted_needs", s.sessions.needed.restricted);
  assurance("confidential_needs", s.sessions.needed.confidential);

  from.section("sign_in");
  from.number("failures_per_account", s.sign_in.failures_per_account, 1, 1'000'000);
  from.number("failures_per_address", s.sign_in.failures_per_address, 1, 1'000'000);
  from.milliseconds("recovery_ms", s.sign_in.recovery, 100, 86'400'000);
  from.number("password_operations", s.password.operations, 1, 100);
  from.number("password_memory_bytes", s.password.memory_bytes, std::size_t{8} << 20, std::size_t{4} << 30);

  from.section("forum");
  from.number("title_characters", s.forum.title_characters, 1, 200);
  from.number("body_bytes", s.forum.body_bytes, 1, 200'000);
  from.number("tags_per_thread", s.forum.tags_per_thread, 0, 50);
  from.number("tag_characters", s.forum.tag_characters, 1, 40);
  from.number("listed_tags", s.forum.listed_tags, 0, 10'000);
  from.number("quotes_in_post", s.forum.quotes_in_post, 0, 100);
  from.number("quote_characters", s.forum.quote_characters, 1, 20'000);
  from.number("mentions_in_post", s.forum.mentions_in_post, 0, 1000);
  from.number("mentions_offered", s.forum.mentions_offered, 1, 50);
  from.number("flags_per_hour", s.forum.flags_per_hour, 0, 1000);
  from.number("notes_on_flags", s.forum.notes_on_flags, 1, 1000);
  from.milliseconds("slow_mode_longest_ms", s.forum.slow_mode_longest, 60'000, 604'800'000);
  from.number("order_proposals_per_person", s.forum.order_proposals_per_person, 1, 1000);
  from.number("reply_depth", s.forum.reply_depth, 1, 1000);
  from.number("drafts_per_person", s.forum.drafts_per_person, 1, 100'000);
  from.milliseconds("release_undo_ms", s.forum.release_undo, 0, 3'600'000);
  from.milliseconds("release_reminder_ms", s.forum.release_reminder, 1'000, 30LL * 86'400'000);
  from.number("outlines_bytes", s.forum.outlines_bytes, 0, std::size_t{1} << 40);
  from.number("outline_bytes", s.forum.outline_bytes, 0, forum::kPageBytes);
  from.number("outlined_posts", s.forum.outlined_posts, 0, 100'000);
  from.number("groups_in_audience", s.forum.groups_in_audience, 1, 1000);
  from.number("exported_posts", s.forum.exported_posts, 1, 100'000);
  from.number("exported_bytes", s.forum.exported_bytes, 1, std::size_t{1} << 30);
  from.number("replayed_events", s.forum.replayed_events, 1, 1'000'000);

  from.section("attachments");
  auto& attachments = s.forum.attachments;
  from.number("in_post", attachments.in_post, 0, 100);
  from.number("file_bytes", attachments.file_bytes, 1, std::int64_t{1} << 30);
  from.number("person_bytes", attachments.person_bytes, 1, std::int64_t{1} << 50);
  from.number("organisation_bytes", attachments.organisation_bytes, 1, std::int64_t{1} << 50);
  from.number("unattached_per_person", attachments.unattached_per_person, 1, 10'000);
  from.number("name_characters", attachments.name_characters, 1, 200);
  from.milliseconds("unattached_kept_ms", attachments.unattached_kept, 60'000, 30LL * 86'400'000);
  from.number("archive_entries", s.attachments.inspection.archive_entries, 1, 1'000'000);
  from.number("archive_bytes", s.attachments.inspection.archive_bytes, 1, std::int64_t{1} << 40);
  from.number("archive_ratio", s.attachments.inspection.archive_ratio, 1, 1'000'000);
  from.number("image_pixels", s.attachments.inspection.image_pixels, 1, 1'000'000'000);
  from.number("thumbnail_pixels", s.attachments.inspection.thumbnail_pixels, 16, 2'000);
  from.text("scanner", s.attachments.scanner.address);
  from.milliseconds("scanner_ms", s.attachments.scanner.patience, 100, 600'000);
  from.milliseconds("rescan_ms", s.attachments.rescan_every, 100, 86'400'000);
  from.choice("unscanned", s.attachments.unscanned, {{"hold", Unscanned::hold}, {"serve", Unscanned::serve}});

  from.section("search");
  from.number("characters", s.search.characters, 1, 4000);
  from.number("words", s.search.words, 1, 200);
  from.number("counted", s.search.counted, 1, 10'000);

  from.section("keeping");
  from.number("bookmarks", s.keeping.bookmarks, 1, 100'000);
  from.number("note_characters", s.keeping.note_characters, 1, 10'000);
  from.number("saved_searches", s.keeping.saved_searches, 1, 1000);
  from.number("told_searches", s.keeping.told_searches, 0, 100);
  from.number("name_characters", s.keeping.name_characters, 1, 200);
  from.number("draft_versions", s.keeping.draft_versions, 0, 1000);

  from.section("moderation");
  from.number("activity_weeks", s.moderation.activity_weeks, 1, 53);
  from.number("activity_question_days", s.moderation.activity_question_days, 1, 3660);
  from.number("activity_posts", s.moderation.activity_posts, 1, 1'000'000);
  from.number("activity_questions", s.moderation.activity_questions, 0, 100);
  from.number("split_posts", s.moderation.split_posts, 1, 100'000);
  from.number("notes_per_hour", s.moderation.notes_per_hour, 1, 10'000);
  auto kept_days = s.moderation.notes_kept.count();
  from.number("notes_kept_days", kept_days, 1, 3660);
  s.moderation.notes_kept = std::chrono::days(kept_days);

  from.section("proposals");
  from.number("open_per_organisation", s.proposals.open_per_organisation, 1, 1000);
  from.number("open_per_person", s.proposals.open_per_person, 1, 1000);
  from.number("posts_in_widening", s.proposals.posts_in_widening, 1, 5000);

  from.section("groups");
  from.number("per_organisation", s.groups.per_organisation, 1, 10'000);
  from.number("members", s.groups.members, 1, 5'000);
  from.number("name_characters", s.groups.name_characters, 1, 200);

  from.section("break_glass");
  from.milliseconds("open_ms", s.break_glass.open, 1'000, 86'400'000);
  from.number("asked_per_person", s.break_glass.asked_per_person, 1, 1000);

  from.section("audit");
  from.path("key_file", s.audit_key_file);
  from.milliseconds("flush_ms", s.consultations.flush_every, 1, 1'000);
  from.number("batch", s.consultations.batch, 1, 10'000);
  from.number("most_waiting", s.consultations.most_waiting, 1, 1'000'000);
  from.number("exported_records", s.exported_records, 1, 100'000);
  from.number("searches_at_once", s.audit_searches, 0, 64);

  from.section("live");
  from.number("ring_events", s.live.ring_events, 1, 1'000'000);
  from.milliseconds("ping_ms", s.network.ping_interval, 1'000, 600'000);
  from.milliseconds("idle_ms", s.network.stream_idle_timeout, 1'000, 3'600'000);
  from.milliseconds("revalidate_ms", s.live.revalidate_every, 1'000, 60'000);
  from.number("queue_bytes", s.network.stream_queue_bytes, 4096, 1 << 30);
  from.number("queue_frames", s.network.stream_queue_frames, 16, 1'000'000);

  from.section("mail");
  from.text("server", s.mail.server);
  from.choice("security", s.mail.security,
              {{"starttls", mail::MailSecurity::starttls},
               {"tls", mail::MailSecurity::tls},
               {"none", mail::MailSecurity::none}});
  from.path("ca_file", s.mail.ca_file);
  from.text("user", s.mail.user);
  from.text("password", s.mail.password);
  from.path("password_file", s.mail.password_file);
  from.text("from", s.mail.from);
  from.text("from_name", s.mail.from_name);
  from.text("link", s.mail.link);
  from.milliseconds("timeout_ms", s.mail.timeout, 100, 600'000);
  from.milliseconds("look_ms", s.mail.look_every, 10, 600'000);
  from.number("batch", s.mail_limits.batch, 1, 10'000);
  from.number("attempts", s.mail_limits.attempts, 1, 100);
  from.milliseconds("retry_ms", s.mail_limits.retry, 10, 86'400'000);
  from.milliseconds("retry_most_ms", s.mail_limits.retry_most, 10, 86'400'000);
  from.milliseconds("gather_ms", s.mail_limits.gather, 0, 3'600'000);
  from.milliseconds("window_ms", s.mail_limits.window, 0, 86'400'000);
  from.milliseconds("confirmation_ms", s.mail_limits.confirmation, 1'000, 30LL * 86'400'000);
  from.number("confirmations_per_day", s.mail_limits.confirmations_per_day, 1, 1000);
  from.number("wrong_codes", s.mail_limits.wrong_codes, 1, 100);
}

// What the settings are before anybody sets one: the description has each as it was asked for.
std::string described(Settings settings) {
  SettingSources sources(std::nullopt, {});
  read_all(sources, settings);
  return sources.description();
}

// What no single value shows.
void check_together(Settings const& s, SettingSources& from) {
  if (s.demo && !is_loopback(s.network.address)) {
    from.problem("server.demo: the demo listens on loopback only, and server.address is " +
                 s.network.address);
  }
  in6_addr any{};
  if (inet_pton(AF_INET, s.network.address.c_str(), &any) != 1 &&
      inet_pton(AF_INET6, s.network.address.c_str(), &any) != 1) {
    from.problem("server.address: not an IP address: " + s.network.address);
  }
  auto const& scanner = s.attachments.scanner.address;
  if (!scanner.empty() && !files::is_scanner_address(scanner)) {
    from.problem("attachments.scanner: neither unix:PATH nor an IPv4 address of this machine with a port: " +
                 scanner);
  }
  if (s.sessions.idle > s.sessions.absolute)
    from.problem("sessions.idle_ms is longer than sessions.absolute_ms");
  auth::NeededAssurance const& needed = s.sessions.needed;
  if (needed.official_use_only > needed.restricted || needed.restricted > needed.confidential)
    from.problem("sessions: a level needs no weaker sign-in than a level below it");
}

}  // namespace

bool is_loopback(std::string const& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  return address == "::1";
}

SettingsError::SettingsError(std::vector<std::string> problems) : std::runtime_error(joined(problems)) {}

Settings load_settings(std::optional<std::filesystem::path> const& file, Flags const& flags) {
  SettingSources sources(file, flags);
  Settings settings;
  read_all(sources, settings);
  sources.finish();
  check_together(settings, sources);
  complete_mail(settings, sources);
  if (!sources.problems().empty()) throw SettingsError(sources.problems());

  settings.storage.path = settings.data / "colloquium.db";
  if (settings.network.certificate_file.empty()) {
    settings.network.certificate_file = (settings.data / "certificate.pem").string();
  }
  if (settings.network.private_key_file.empty()) {
    settings.network.private_key_file = (settings.data / "private-key.pem").string();
  }
  if (settings.audit_key_file.empty()) settings.audit_key_file = settings.data / "audit-key";
  return settings;
}

std::string describe_settings() {
  return described({});
}

auth::SettingMarks mark_settings(Settings const& settings) {
  Settings told = settings;
  if (!told.mail.password.empty()) told.mail.password = "set";
  auth::SettingMarks marks;
  std::istringstream lines(described(told));
  std::string section;
  for (std::string line; std::getline(lines, line);) {
    auto const equals = line.find(" = ");
    if (line.starts_with("[")) {
      section = line.substr(1, line.size() - 2);
    } else if (equals != std::string::npos) {
      marks.emplace(section + "." + line.substr(0, equals), base::sha256(line.substr(equals)));
    }
  }
  return marks;
}

}  // namespace server::app
