// Two forums that differ only in what one viewer may not read are the same forum to him.
#include <sstream>

#include <gtest/gtest.h>

#include "forum/audience_summary.hpp"
#include "forum/events.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using tests::Ask;
using tests::ForumWorld;

// Names objects by the order in which the test made them: ids are random and differ between the twins.
class Names {
 public:
  void add(base::PublicId const& id, std::string const& name) { names_[id] = name; }
  std::string operator()(base::PublicId const& id) const {
    auto const found = names_.find(id);
    return found == names_.end() ? "?" : found->second;
  }

 private:
  std::map<base::PublicId, std::string> names_;
};

enum class Twin { plain, with_secrets };

struct TwinWorld {
  explicit TwinWorld(Twin twin) : twin(twin) {
    world.write([&](storage::WriteTx& tx) {
      subscribe_topic(tx, world.viewer(tx, "officer1.ke"), world.topic("open"), Subscriber::me,
                      SubscriptionLevel::all)
          .value();
    });
    Ask secret;
    secret.audience = world.only({"fr", "es"});
    auto const hide = [&](auto action) {
      world.now += std::chrono::milliseconds(10);
      if (twin == Twin::with_secrets) action();
    };
    auto const one = open("one", "officer1.fr");
    hide([&] { world.open("officer1.fr", "open", "secret thread", secret); });
    auto const two = open("two", "officer1.br");
    hide([&] { world.reply("officer1.es", one, std::nullopt, secret); });
    auto const a = reply("a", "officer1.fr", one, std::nullopt);
    hide([&] { world.reply("officer1.es", one, a, secret); });
    reply("b", "officer1.fr", one, std::nullopt);
    hide([&] { world.reply("officer1.fr", two, std::nullopt, secret); });
    reply("c", "officer1.br", one, a);
    hide([&] {
      world.reply("officer1.fr", two, std::nullopt, tests::at_level(auth::Level::restricted));
      world.open("officer1.es", "quiet", "waiting", tests::at_level(auth::Level::confidential));
    });
    hide([&] {
      Ask passing;
      passing.marking.expires_on = world.now + std::chrono::milliseconds(1);
      passing.audience = secret.audience;
      world.reply("officer1.es", two, std::nullopt, passing);
    });
    reply("d", "officer1.ke", two, std::nullopt);
  }

  base::PublicId open(std::string const& name, std::string_view who) {
    auto const opened = world.open(who, "open", name, tests::text(name));
    names.add(opened.thread.public_id, name);
    names.add(opened.post.public_id, name + " root");
    posts.push_back(opened.post.public_id);
    threads.push_back(opened.thread.public_id);
    return opened.thread.public_id;
  }
  base::PublicId reply(std::string const& name, std::string_view who, base::PublicId const& thread,
                       std::optional<base::PublicId> parent) {
    auto const id = world.reply(who, thread, parent, tests::text(name)).public_id;
    names.add(id, name);
    posts.push_back(id);
    return id;
  }

  // Everything that the forum tells a viewer.
  std::string told(std::string_view who) {
    std::ostringstream text;
    auto const time = [](base::Timestamp at) { return base::format_rfc3339(at); };
    auto const tell_post = [&](Post const& post) {
      text << names(post.public_id) << " under " << (post.parent ? names(*post.parent) : "nothing") << " at "
           << post.depth << ' ' << post.body << (post.unread ? " unread" : "") << ' ' << post.may.size()
           << ' ' << post.audience.bureaus << '\n';
    };
    for (auto const& topic : world.topics(who)) {
      text << topic.title << ' ' << topic.threads << ' ' << topic.unread << ' '
           << (topic.last_activity ? time(*topic.last_activity) : "never") << '\n';
      PageRequest page{1, std::nullopt};
      do {
        auto const threads_of = world.threads(who, topic.title.substr(6), page).value();
        for (auto const& thread : threads_of.items) {
          text << names(thread.public_id) << ' ' << thread.title << ' ' << thread.posts << ' '
               << thread.unread << ' ' << time(thread.last_activity) << ' ' << thread.audience.bureaus
               << '\n';
        }
        page.after = threads_of.next;
        text << (page.after ? page.after->size() : 0) << '\n';
      } while (page.after);
    }
    for (auto const& id : threads) {
      PageRequest page{2, std::nullopt};
      do {
        auto const posts_of = world.posts(who, id, page).value();
        for (auto const& post : posts_of.items) tell_post(post);
        text << (posts_of.previous ? std::to_string(posts_of.previous->size()) : "first") << '\n';
        page.after = posts_of.next;
      } while (page.after);
    }
    for (auto const& id : posts) {
      tell_post(world.post(who, id).value());
      auto const page = world.posts(who, world.post(who, id)->thread, {2, std::nullopt}, id).value();
      for (auto const& post : page.items) tell_post(post);
    }
    world.read([&](storage::ReadTx& tx) {
      auto const viewer = world.viewer(tx, who);
      auto const news = load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits).value();
      text << news.unread << '\n';
      for (auto const& item : news.page.items) {
        text << names(item.post) << ' ' << time(item.at) << ' ' << item.read << '\n';
      }
      FactSets sets;
      for (auto const& event : load_events(tx, EventId{0}, 1000, sets)) {
        auto const delivery = decide_delivery(viewer, *event);
        if (delivery == Delivery::silence) continue;
        text << static_cast<int>(delivery) << ' ' << names(event->thread_public_id) << ' '
             << names(*event->post_public_id) << ' ' << time(event->at) << '\n';
      }
    });
    return text.str();
  }

  Twin twin;
  ForumWorld world;
  Names names;
  std::vector<base::PublicId> threads;
  std::vector<base::PublicId> posts;
};

TEST(TwinWorlds, are_the_same_to_who_may_not_read_the_difference) {
  TwinWorld plain(Twin::plain);
  TwinWorld secrets(Twin::with_secrets);
  EXPECT_NE(plain.told("officer1.fr"), secrets.told("officer1.fr"));
  for (auto const who : {"officer1.ke", "coordinator.ke", "officer1.br", "unit.ipsg", "moderator.ke"}) {
    EXPECT_EQ(plain.told(who), secrets.told(who)) << who;
  }
}

}  // namespace
}  // namespace forum
