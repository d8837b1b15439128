#include "server/api/export_document.hpp"

#include <algorithm>
#include <string_view>

#include "files/store.hpp"
#include "forum/html_text.hpp"
#include "server/api/export_words.hpp"

namespace server::api {
namespace {

constexpr std::string_view kStyle =
    "body{max-width:48rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}"
    "article{margin-top:1.5rem;border-top:1px solid}"
    ".marking{margin:0 0 1rem;padding:.3rem .6rem;border:2px solid}"
    ".marking li{display:inline}.marking li+li::before{content:' · '}.marking ul{margin:0;padding:0}"
    ".cite{font-size:.875rem}pre,table{overflow:auto}";

// Text on its way into HTML.
std::string escaped(std::string_view text) {
  std::string html;
  forum::append_escaped(html, text);
  return html;
}

std::string bdi(std::string_view text) {
  return "<bdi>" + escaped(text) + "</bdi>";
}

// The day and the minute, UTC: a file is read in every country.
std::string moment(base::Timestamp at) {
  auto text = base::format_rfc3339(at).substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return bdi(text + " UTC");
}
std::string day(base::Timestamp at) {
  return bdi(base::format_rfc3339(at).substr(0, 10));
}

void write_marking(std::string& html, ExportWords const& words, auth::Marking const& marking) {
  auto const item = [&](std::string const& text) { html += "<li>" + text + "</li>"; };
  html += "<section class=\"marking\" aria-label=\"" + escaped(words.marking) + "\"><ul>";
  item("<strong>" + escaped(words.levels.at(static_cast<std::size_t>(marking.level))) + "</strong>");
  for (auto const caveat :
       {auth::Caveat::h1, auth::Caveat::h2, auth::Caveat::h3, auth::Caveat::display_only}) {
    if (marking.caveats.has(caveat)) item(bdi(caveat_words(words, marking, caveat)));
  }
  item(escaped(words.legal_uses.at(static_cast<std::size_t>(marking.legal_use))));
  item(escaped(words.attributions.at(static_cast<std::size_t>(marking.attribution))));
  if (marking.review_on) item(escaped(words.review_on) + " " + day(*marking.review_on));
  if (marking.expires_on) item(escaped(words.expires_on) + " " + day(*marking.expires_on));
  html += "</ul></section>\n";
}

std::string speaker(forum::Post const& post) {
  std::string text;
  if (post.author) {
    text += bdi(post.author->name);
    if (!post.author->function.empty()) text += ", " + bdi(post.author->function);
  }
  if (post.source) {
    if (!text.empty()) text += ", ";
    text += bdi(post.source->name);
    if (post.source->country) text += " [" + bdi(*post.source->country) + "]";
  }
  return text;
}

// A quote stands under the rule of its own source, so the file names what is quoted and does not hold it.
std::string with_quotes_named(std::string html) {
  constexpr std::string_view kOpen = "<blockquote cite=\"";
  constexpr std::string_view kClose = "\"></blockquote>";
  for (auto at = html.find(kOpen); at != std::string::npos; at = html.find(kOpen, at + 1)) {
    auto const begin = at + kOpen.size();
    auto const end = html.find('"', begin);
    if (html.compare(end, kClose.size(), kClose) != 0) continue;
    auto const cite = html.substr(begin, end - begin);
    html.replace(end, kClose.size(), "\"><p>[" + cite + "]</p></blockquote>");
  }
  return html;
}

// Footnotes are numbered in each post; the file holds many.
std::string with_notes_of(std::string html, std::string const& post) {
  for (std::string_view const open : {"href=\"#fn", "id=\"fn"}) {
    for (auto at = html.find(open); at != std::string::npos;
         at = html.find(open, at + open.size() + post.size()))
      html.insert(at + open.size() - 2, post + "-");
  }
  return html;
}

// It stays the same for ever: the id and the version name one text.
void write_citation(std::string& html, ExportWords const& words, forum::Thread const& thread,
                    forum::Post const& post) {
  auto const who = speaker(post);
  html += "<p class=\"cite\">" + escaped(words.cite_as) + ": ";
  if (!who.empty()) html += who + ", ";
  html += "«" + bdi(thread.title) + "», Colloquium, " + moment(post.created_at) + ", " +
          bdi("/threads/" + base::to_string(post.thread) + "/posts/" + base::to_string(post.public_id)) +
          ", " + escaped(words.version) + " " + std::to_string(post.version);
  if (post.seal && post.seal->covers_text)
    html += ", " + escaped(words.sealed) + " " + day(post.seal->signed_at);
  html += "</p>\n";
}

// A file stands under the rule of its post when it is fetched, so this one names it and does not hold it.
void write_files(std::string& html, ExportWords const& words, std::vector<forum::Attachment> const& files) {
  if (files.empty()) return;
  html += "<p class=\"cite\">" + escaped(words.files) + ":</p><ul class=\"cite\">";
  for (auto const& file : files) {
    html += "<li>" + bdi(file.name);
    if (file.sha256 != base::Digest{}) html += " " + bdi(files::to_hex(file.sha256));
    html += "</li>";
  }
  html += "</ul>\n";
}

void write_post(std::string& html, ExportWords const& words, forum::Thread const& thread,
                forum::ExportedPost const& exported) {
  auto const& post = exported.post;
  if (exported.is_withheld) {
    html += "<article><p><strong>" + escaped(words.withheld) + "</strong></p></article>\n";
    return;
  }
  html += "<article id=\"" + base::to_string(post.public_id) + "\">\n";
  write_marking(html, words, post.marking);
  if (auto const who = speaker(post); !who.empty())
    html += "<p>" + escaped(words.source) + ": " + who + "</p>\n";
  html += "<p>" + escaped(words.written) + " " + moment(post.created_at);
  if (post.edited_at) html += ", " + escaped(words.edited) + " " + moment(*post.edited_at);
  html += "</p>\n";
  if (post.seal) {
    html += "<p><strong>" + escaped(post.seal->covers_text ? words.sealed : words.formerly_sealed) +
            "</strong> " + moment(post.seal->signed_at) + "</p>\n";
  }
  if (post.state != auth::State::published)
    html += "<p><strong>" + escaped(words.unpublished) + "</strong></p>\n";
  html += "<div dir=\"auto\" lang=\"" + std::string(auth::to_string(post.language)) + "\">" +
          with_notes_of(with_quotes_named(post.html.text), base::to_string(post.public_id)) + "</div>\n";
  write_files(html, words, post.attachments);
  write_citation(html, words, thread, post);
  html += "</article>\n";
}

// Of the file as a whole: what is strictest of all that is in it.
auth::Marking strictest(forum::Exported const& exported) {
  auto marking = exported.thread.marking;
  for (auto const& [post, is_withheld] : exported.posts) {
    if (is_withheld) continue;
    marking.level = std::max(marking.level, post.marking.level);
    marking.caveats.bits = static_cast<std::uint8_t>(marking.caveats.bits | post.marking.caveats.bits);
    if (!marking.caveat_text) marking.caveat_text = post.marking.caveat_text;
    marking.legal_use = std::min(marking.legal_use, post.marking.legal_use);
    marking.attribution = std::max(marking.attribution, post.marking.attribution);
  }
  return marking;
}

}  // namespace

std::string write_export(forum::Exported const& exported, Exporter const& exporter) {
  auto const& words = export_words(exporter.language);
  auto const& thread = exported.thread;
  auto const marking = strictest(exported);
  bool const from_right = exporter.language == auth::Language::ar;
  std::string html = "<!doctype html>\n<html lang=\"" + std::string(auth::to_string(exporter.language)) +
                     "\" dir=\"" + (from_right ? "rtl" : "ltr") + "\">\n<head><meta charset=\"utf-8\">" +
                     "<title>" + escaped(words.levels.at(static_cast<std::size_t>(marking.level))) + " · " +
                     escaped(thread.title) + "</title><style>" + std::string(kStyle) +
                     "</style></head>\n<body>\n";
  write_marking(html, words, marking);
  html += "<h1 dir=\"auto\">" + escaped(thread.title) + "</h1>\n";
  for (auto const& post : exported.posts) write_post(html, words, thread, post);
  html += "<footer><p>" + escaped(words.exported_by) + " " + bdi(exporter.name) + ", " +
          bdi(exporter.organisation) + ", " + moment(exporter.at) + "</p>\n";
  write_marking(html, words, marking);
  html += "</footer>\n</body>\n</html>\n";
  return html;
}

}  // namespace server::api
