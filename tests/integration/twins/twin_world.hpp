// One of two forums to which the same happens, but for what is hidden from whoever compares them: the server,
// everybody's session, and the names that the story gives to what it makes. Used by the test's thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "auth/users.hpp"
#include "tests/integration/twins/twin_server.hpp"
#include "tests/support/api_client.hpp"

namespace tests::twins {

using boost::json::object;
using support::ApiAnswer;
using support::ApiClient;

struct KnownPost {
  std::string thread;
  std::string id;
};

// Everything there is to ask for, hidden or not, in the order in which it was made.
struct Objects {
  std::vector<std::string> organisations;
  std::vector<std::string> proposals;
  std::vector<std::string> accounts;
  std::vector<std::string> recall_requests;
  std::vector<std::string> groups;
  std::vector<std::string> saved_searches;
  std::vector<std::string> widenings;
  std::vector<std::string> consents;
  std::vector<std::string> break_glass;
  std::vector<std::string> glass_notices;
  std::vector<std::string> listed_tags;
  std::vector<std::string> topics;
  std::vector<std::string> threads;
  std::vector<KnownPost> posts;
  std::vector<std::string> attachments;  // and uploads
  std::vector<std::string> flag_cases;
  std::vector<std::string> appeals;
  std::vector<std::string> author_notes;  // and warnings
  std::vector<std::string> warning_appeals;
};

// He reads nothing but what he is invited to.
inline constexpr std::string_view kGuest = "guest.br";

class TwinWorld {
 public:
  TwinWorld();

  TwinServer& server() { return server_; }
  ApiClient& as(std::string_view username);
  // The token of a session of his that was signed in with a password alone.
  std::string weak_session(std::string_view username);
  std::string organisation(std::string_view name) const;  // public id
  auth::OrganisationId organisation_key(std::string_view name) const;
  std::string topic(std::string_view name) const;
  std::string guest();  // the id of his account

  // What the story does. Each throws where it is refused: the story takes for granted what it tells.
  void open(std::string const& name, std::string_view who, std::string_view topic, object more = {});
  void reply(std::string const& name, std::string_view who, std::string const& thread, object more = {});
  // The same, below this post.
  void answer(std::string const& name, std::string_view who, std::string const& post, object more = {});
  void patch_thread(std::string_view who, std::string const& thread, object change);
  void get(std::string_view who, std::string const& path);
  void put(std::string_view who, std::string const& path, object const& body);
  void post(std::string_view who, std::string const& path, object const& body);
  void withdraw(std::string_view who, std::string const& post);
  // Off its thread, into one of this name.
  void split(std::string const& name, std::string_view who, std::string const& post);
  // After somebody has read it, whose coordinator is asked to confirm.
  void recall(std::string_view who, std::string const& post, std::string_view reader,
              std::string_view coordinator);
  // Asks that the thread be shown to these too; the source's coordinator is asked.
  void ask_widening(std::string_view who, std::string const& thread, object const& audience,
                    std::string_view coordinator);
  // To the newest that he is asked.
  void consent(std::string_view coordinator);
  void nominate(std::string_view who, std::string_view username);
  void make_group(std::string_view who, std::string const& name,
                  std::initializer_list<std::string_view> members);
  // Asked, approved and read; the coordinator of the source is told.
  void break_glass(std::string_view who, std::string_view second, std::string const& post,
                   std::string_view coordinator);
  void propose(std::string_view who, std::string const& path, object const& body);
  object only(std::initializer_list<std::string_view> organisations) const;

  // By the names of the story.
  std::string const& thread(std::string const& name) const { return threads_.at(name); }
  KnownPost const& post(std::string const& name) const { return posts_.at(name); }

  Objects objects;

 private:
  void remember(ForumWorld& world);
  void sign_in_all();

  std::map<std::string, base::PublicId, std::less<>> organisations_;
  std::map<std::string, auth::OrganisationId, std::less<>> organisation_keys_;
  std::map<std::string, base::PublicId, std::less<>> topics_;
  std::map<std::string, std::string> threads_;
  std::map<std::string, KnownPost> posts_;
  TwinServer server_;
  std::map<std::string, ApiClient, std::less<>> clients_;
};

}  // namespace tests::twins
