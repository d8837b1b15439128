#!/usr/bin/env python3
"""The house's rules hold in every source file; and the rules themselves tell good from bad."""
import pathlib
import subprocess
import unittest

from layers import problems

ROOT = pathlib.Path(__file__).resolve().parents[2]

GOOD = [
    ("forum/posts.cpp", '#include "auth/viewer.hpp"\n#include "storage/transaction.hpp"\n#include "forum/posts.hpp"'),
    ("auth/users_sql.cpp", 'Statement const kSelect("user.select", "SELECT id FROM user");'),
    ("auth/migrations.cpp", 'R"(CREATE TABLE user (id INTEGER PRIMARY KEY) STRICT)"'),
    ("storage/connection.cpp", "#include <sqlite3.h>\nrun(\"PRAGMA foreign_keys=ON\");"),
    ("server/net/http_connection.cpp", "#include <boost/beast/http.hpp>"),
    ("server/net/listener.hpp", "#include <boost/asio/ip/tcp.hpp>"),
    ("server/api/posts.cpp", '#include "server/http/message.hpp"\n#include "forum/posts.hpp"'),
    ("server/api/api_application.hpp", '#include "server/net/application.hpp"'),
    ("server/app/main.cpp", '#include "server/net/server.hpp"\nauto const now = base::wall_clock_now();'),
    ("base/time.cpp", "std::chrono::system_clock::now()"),
    ("forum/posts.cpp", "// Never SELECT * FROM post here, nor boost/beast; system_clock::now() neither.\nint x;"),
    ("forum/posts.cpp", 'log("select a topic"); auto const t = steady_clock::now(); tx.time(0); row.time(0);'),
]

BAD = [
    ("storage/database.cpp", '#include "auth/viewer.hpp"', "higher floor"),
    ("base/error.hpp", '#include "storage/failure.hpp"', "higher floor"),
    ("auth/policy.cpp", '#include "forum/topics.hpp"', "higher floor"),
    ("forum/posts.cpp", '#include "server/http/message.hpp"', "higher floor"),
    ("server/net/listener.cpp", '#include "server/api/posts.hpp"', "stands above"),
    ("server/http/router.cpp", '#include "server/net/server.hpp"', "stands above"),
    ("server/http/router.cpp", "#include <boost/beast/http.hpp>", "Beast"),
    ("server/net/server.hpp", "#include <boost/beast/core.hpp>", "Beast"),
    ("forum/posts.cpp", 'char const* x = "SELECT id FROM post";', "SQL"),
    ("forum/posts.cpp", 'auto x = R"(\n  INSERT INTO post (id)\n  VALUES ($1))";', "SQL"),
    ("auth/users.cpp", 'x("DELETE FROM user");', "SQL"),
    ("forum/posts_sql.cpp", "#include <sqlite3.h>", "sqlite3.h outside"),
    ("storage/connection.hpp", "#include <sqlite3.h>", "in a header"),
    ("forum/posts.cpp", "auto const now = std::chrono::system_clock::now();", "wall clock"),
    ("auth/sessions.cpp", "auto const now = base::wall_clock_now();", "wall clock"),
    ("auth/sessions.cpp", "auto const now = std::time(nullptr);", "wall clock"),
]


class Rules(unittest.TestCase):
    def test_good_examples_pass(self):
        for path, text in GOOD:
            self.assertEqual(problems(path, text), [], f"{path}: {text}")

    def test_bad_examples_are_found(self):
        for path, text, words in BAD:
            found = problems(path, text)
            self.assertEqual(len(found), 1, f"{path}: {text}: {found}")
            self.assertIn(words, found[0])


class Sources(unittest.TestCase):
    def test_keep_the_rules(self):
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "*.hpp", "*.cpp"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        self.assertTrue(listed)
        found = [
            f"{path}: {problem}"
            for path in listed
            if (ROOT / path).exists()
            for problem in problems(path, (ROOT / path).read_text(encoding="utf-8"))
        ]
        self.assertEqual(found, [], "\n" + "\n".join(found))


if __name__ == "__main__":
    unittest.main()
