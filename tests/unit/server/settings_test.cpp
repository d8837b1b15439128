#include "server/app/settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace server::app {
namespace {

std::filesystem::path write_file(std::string const& text) {
  auto const file = std::filesystem::path(::testing::TempDir()) / "settings_test.toml";
  std::ofstream(file) << text;
  return file;
}

std::string problems_of(std::string const& text, Flags const& flags = {}) {
  try {
    load_settings(write_file(text), flags);
  } catch (SettingsError const& error) {
    return error.what();
  }
  return "";
}

TEST(Settings, take_their_defaults_from_the_structs_of_their_modules) {
  auto const settings = load_settings(std::nullopt, {});
  EXPECT_EQ(settings.network.head_bytes, 16U * 1024);
  EXPECT_EQ(settings.network.body_bytes, 1024U * 1024);
  EXPECT_EQ(settings.storage.path, std::filesystem::path("data/colloquium.db"));
}

TEST(Settings, of_the_file_that_we_ship_are_the_defaults) {
  auto const file = std::filesystem::path(COLLOQUIUM_SOURCE_DIR) / "config/colloquium.toml";
  EXPECT_NO_THROW(load_settings(file, {}));
  std::ifstream in(file);
  std::string shipped;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    shipped += line.substr(0, line.find("  #")) + "\n";
  }
  std::string described = describe_settings();
  for (auto blank = described.find("\n\n"); blank != std::string::npos; blank = described.find("\n\n")) {
    described.erase(blank, 1);
  }
  EXPECT_EQ(shipped, described);
}

TEST(Settings, of_the_environment_win_over_the_file_and_flags_over_both) {
  auto const file = write_file("[server]\nport = 1111\n");
  EXPECT_EQ(load_settings(file, {}).network.port, 1111);
  ::setenv("COLLOQUIUM_SERVER_PORT", "2222", 1);
  EXPECT_EQ(load_settings(file, {}).network.port, 2222);
  EXPECT_EQ(load_settings(file, {{"server.port", "3333"}}).network.port, 3333);
  ::unsetenv("COLLOQUIUM_SERVER_PORT");
}

TEST(Settings, are_marked_each_by_its_name_and_a_secret_only_as_set) {
  Settings settings;
  auto const before = mark_settings(settings);
  settings.forum.release_undo = std::chrono::milliseconds(1);
  auto const after = mark_settings(settings);
  ASSERT_EQ(before.size(), after.size());
  for (auto const& [name, digest] : before)
    EXPECT_EQ(digest == after.at(name), name != "forum.release_undo_ms") << name;
  settings.mail.password = "one";
  auto const one = mark_settings(settings);
  EXPECT_NE(one.at("mail.password"), after.at("mail.password"));
  settings.mail.password = "another";
  EXPECT_EQ(mark_settings(settings).at("mail.password"), one.at("mail.password"));
}

TEST(Settings, are_refused_with_everything_that_is_wrong_at_once) {
  auto const problems = problems_of("[server]\nport = 70000\nprot = 1\n[forum]\nbody_bytes = \"much\"\n");
  EXPECT_NE(problems.find("server.port"), std::string::npos) << problems;
  EXPECT_NE(problems.find("server.prot"), std::string::npos) << problems;
  EXPECT_NE(problems.find("forum.body_bytes"), std::string::npos) << problems;
}

TEST(Settings, that_are_no_toml_are_refused_with_the_place) {
  EXPECT_NE(problems_of("[server\nport = 1\n").find("settings_test.toml"), std::string::npos);
}

TEST(Settings, of_demo_mode_refuse_every_address_but_loopback) {
  for (char const* const address : {"0.0.0.0", "192.0.2.1", "::", "128.0.0.1"}) {
    EXPECT_NE(problems_of("", {{"server.demo", "true"}, {"server.address", address}}), "") << address;
  }
  for (char const* const address : {"127.0.0.1", "127.9.9.9", "::1"}) {
    EXPECT_EQ(problems_of("", {{"server.demo", "true"}, {"server.address", address}}), "") << address;
  }
}

TEST(Settings, of_sign_ins_never_ask_for_less_at_a_higher_level) {
  EXPECT_EQ(problems_of("[sessions]\nrestricted_needs = \"two_factors\"\n"), "");
  EXPECT_NE(
      problems_of("[sessions]\nofficial_use_only_needs = \"strong\"\nrestricted_needs = \"password\"\n"), "");
  EXPECT_NE(problems_of("[sessions]\nconfidential_needs = \"password\"\n"), "");
  EXPECT_NE(problems_of("[sessions]\nrestricted_needs = \"a smile\"\n"), "");
}

TEST(Settings, name_an_unknown_variable_of_the_environment) {
  ::setenv("COLLOQUIUM_SERVER_PROT", "1", 1);
  auto const problems = problems_of("");
  ::unsetenv("COLLOQUIUM_SERVER_PROT");
  EXPECT_NE(problems.find("COLLOQUIUM_SERVER_PROT"), std::string::npos) << problems;
}

class MailSettings : public testing::Test {
 protected:
  std::string with(std::string const& more) {
    return problems_of(
        "[mail]\nfrom = \"forum@colloquium.example\"\nlink = \"https://forum.example\"\n"
        "server = \"smtp.colloquium.example:587\"\n" +
        more);
  }
  std::string with_server(std::string const& server, std::string const& more = "") {
    return problems_of(
        "[mail]\nfrom = \"forum@colloquium.example\"\nlink = \"https://forum.example\"\nserver = \"" +
        server + "\"\n" + more);
  }
};

TEST_F(MailSettings, name_a_server_that_is_talked_to_in_tls_unless_it_is_this_machine) {
  EXPECT_EQ(with(""), "");
  EXPECT_EQ(with("security = \"tls\"\n"), "");
  EXPECT_NE(with("security = \"none\"\n"), "");
  EXPECT_EQ(with_server("127.0.0.1:25", "security = \"none\"\n"), "");
  EXPECT_EQ(with_server("[::1]:25", "security = \"none\"\n"), "");
  EXPECT_EQ(with_server("localhost:25", "security = \"none\"\n"), "");
  for (auto const* const bad : {"smtp.example", "smtp.example:", "smtp.example:0", ":25", "smtp://example:25",
                                "smtp.example:25/x", "a b:25", "::1:25"})
    EXPECT_NE(with_server(bad), "") << bad;
}

TEST_F(MailSettings, say_from_whom_and_where_to) {
  EXPECT_NE(problems_of("[mail]\nserver = \"smtp.example:587\"\n"), "");
  EXPECT_NE(
      problems_of(
          "[mail]\nserver = \"smtp.example:587\"\nfrom = \"a@b.example\"\nlink = \"http://forum.example\"\n"),
      "");
  EXPECT_NE(problems_of("[mail]\nserver = \"smtp.example:587\"\nfrom = \"a@b.example\"\nlink = "
                        "\"https://forum.example/?to=\"\n"),
            "");
  EXPECT_NE(with("from_name = \"A\\nBcc: c@d.example\"\n"), "");
  EXPECT_EQ(problems_of(""), "") << "or there is no mail";
}

TEST_F(MailSettings, have_their_password_in_the_environment_or_in_a_file) {
  EXPECT_NE(with("user = \"forum\"\n"), "") << "no password";
  ::setenv("COLLOQUIUM_MAIL_PASSWORD", "secret", 1);
  EXPECT_EQ(with("user = \"forum\"\n"), "");
  EXPECT_NE(with(""), "") << "no user";
  ::unsetenv("COLLOQUIUM_MAIL_PASSWORD");
  auto const file = std::filesystem::path(::testing::TempDir()) / "mail-password";
  std::ofstream(file) << "from the file\n";
  std::string const text =
      "[mail]\nserver = \"smtp.example:587\"\nfrom = \"a@b.example\"\n"
      "link = \"https://forum.example\"\nuser = \"forum\"\npassword_file = \"" +
      file.string() + "\"\n";
  EXPECT_EQ(load_settings(write_file(text), {}).mail.password, "from the file");
  std::filesystem::remove(file);
  EXPECT_NE(problems_of(text), "");
}

TEST_F(MailSettings, of_the_demo_stay_on_this_machine) {
  auto const demo = [&](std::string const& server) {
    return problems_of(
        "[server]\ndemo = true\n[mail]\nfrom = \"a@b.example\"\nlink = \"https://127.0.0.1:8443\"\nserver = "
        "\"" +
        server + "\"\n");
  };
  EXPECT_EQ(demo("127.0.0.1:2525"), "");
  EXPECT_NE(demo("smtp.example:587"), "");
}

}  // namespace
}  // namespace server::app
