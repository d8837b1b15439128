#include "server/live/frames.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace server::live {
namespace {

namespace json = boost::json;

constexpr std::size_t kTimeSize = 24;
// The longest event frame: its cursor (64), three ids, time and names.
constexpr std::size_t kUsualFrame = 288;

// Cursors, ids, times and type names hold no character that JSON would have to escape.
class Text {
 public:
  explicit Text(std::string_view cursor) {
    text_.reserve(kUsualFrame);
    text_.append(R"({"cursor":")").append(cursor).append(1, '"');
  }

  Text& add(std::string_view name, std::string_view value) {
    begin(name);
    text_.append(value).append(1, '"');
    return *this;
  }
  Text& add(std::string_view name, base::PublicId const& id) {
    begin(name);
    std::size_t const at = text_.size();
    text_.resize(at + base::PublicId::kTextSize);
    base::to_chars(id, text_.data() + at);
    text_.append(1, '"');
    return *this;
  }
  Text& add(std::string_view name, base::Timestamp time) {
    begin(name);
    std::size_t const at = text_.size();
    text_.resize(at + kTimeSize);
    base::format_rfc3339_to(time, text_.data() + at);
    text_.append(1, '"');
    return *this;
  }
  Frame finish() {
    text_.append(1, '}');
    return std::make_shared<std::string const>(std::move(text_));
  }

 private:
  void begin(std::string_view name) { text_.append(R"(,")").append(name).append(R"(":")"); }

  std::string text_;
};

Frame encode_place(std::string_view type, std::string_view cursor) {
  std::string text = R"({"type":")";
  text.append(type).append(R"(","cursor":")").append(cursor).append(R"("})");
  return std::make_shared<std::string const>(std::move(text));
}

Frame encode_thread(std::string_view type, forum::WatchedThread const& thread, std::string_view cursor,
                    base::Timestamp at) {
  return Text(cursor)
      .add("type", type)
      .add("topic_id", thread.topic_public_id)
      .add("thread_id", thread.public_id)
      .add("at", at)
      .finish();
}

Frame encode_event(forum::Event const& event, std::string_view type, std::string_view cursor,
                   base::PublicId const& topic) {
  Text text(cursor);
  text.add("type", type).add("topic_id", topic).add("thread_id", event.thread_public_id);
  if (event.post_public_id) text.add("post_id", *event.post_public_id);
  return text.add("at", event.at).finish();
}

// Ids, ascending, each once; false where the value is no list of texts, or too long a one.
bool read_ids(json::value const& value, std::size_t limit, std::vector<base::PublicId>& ids) {
  auto const* const list = value.if_array();
  if (!list || list->size() > limit) return false;
  ids.reserve(list->size());
  for (json::value const& item : *list) {
    auto const* const text = item.if_string();
    if (!text) return false;
    if (auto const id = base::parse_public_id({text->data(), text->size()})) ids.push_back(*id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return true;
}

}  // namespace

Frame encode_hello(std::string_view cursor) {
  return encode_place("hello", cursor);
}

Frame encode_resumed() {
  static Frame const frame = std::make_shared<std::string const>(R"({"type":"resumed"})");
  return frame;
}

Frame encode_reset(std::string_view cursor) {
  return encode_place("reset", cursor);
}

Frame encode_gone(forum::WatchedTopic const& topic, std::string_view cursor, base::Timestamp at) {
  return Text(cursor).add("type", "topic.gone").add("topic_id", topic.public_id).add("at", at).finish();
}

Frame encode_gone(forum::WatchedThread const& thread, std::string_view cursor, base::Timestamp at) {
  return encode_thread("thread.gone", thread, cursor, at);
}

Frame encode_gone(forum::WatchedThread const& thread, base::PublicId const& post, std::string_view cursor,
                  base::Timestamp at) {
  return Text(cursor)
      .add("type", "post.gone")
      .add("topic_id", thread.topic_public_id)
      .add("thread_id", thread.public_id)
      .add("post_id", post)
      .add("at", at)
      .finish();
}

Frame encode_changed(forum::WatchedThread const& thread, std::string_view cursor, base::Timestamp at) {
  return encode_thread("thread.changed", thread, cursor, at);
}

std::shared_ptr<Published const> publish(std::shared_ptr<forum::Event const> event,
                                         CursorSealer const& cursors) {
  std::string const cursor = cursors.seal(event->id);
  bool const is_thread = event->object == forum::EventObject::thread;
  auto const& topic = event->topic_public_id;
  auto published = std::make_shared<Published>();
  published->created = encode_event(*event, is_thread ? "thread.created" : "post.created", cursor, topic);
  published->changed = encode_event(*event, is_thread ? "thread.changed" : "post.changed", cursor, topic);
  // Whoever lost a thread because it moved must not learn where to.
  published->gone = encode_event(*event, is_thread ? "thread.gone" : "post.gone", cursor,
                                 event->before ? event->topic_before_public_id : topic);
  if (event->is_news || !event->noticed_users.empty() || !event->noticed_bureaus.empty()) {
    // Another frame may follow, which moves on.
    auto const moves = event->circle == forum::EventCircle::noticed ? 0 : 1;
    published->notification =
        encode_event(*event, "notification", cursors.seal(forum::EventId{event->id.value - moves}), topic);
  }
  published->event = std::move(event);
  return published;
}

std::optional<Watch> parse_watch(std::string_view text, LiveSettings const& settings) {
  if (text.size() > settings.frame_bytes) return std::nullopt;
  std::array<unsigned char, 4096> buffer;
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::parse_options options;
  options.max_depth = 2;  // an object that holds lists
  json::error_code error;
  json::value const frame = json::parse({text.data(), text.size()}, error, &memory, options);
  if (error || !frame.is_object()) return std::nullopt;

  Watch watch;
  bool is_watch = false;
  for (auto const& [key, value] : frame.get_object()) {
    std::string_view const name{key.data(), key.size()};
    bool fits = false;
    if (name == "type") {
      fits = is_watch = value.is_string() && value.get_string() == "watch";
    } else if (name == "topics") {
      fits = read_ids(value, settings.watched_topics, watch.topics);
    } else if (name == "threads") {
      fits = read_ids(value, settings.watched_threads, watch.threads);
    }
    if (!fits) return std::nullopt;
  }
  if (!is_watch) return std::nullopt;
  return watch;
}

}  // namespace server::live
