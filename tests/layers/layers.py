"""The house's rules that a compiler does not know (docs/architecture.md), each as a search in one file.

problems(path, text) gives what is wrong with a source file at that path from the project's root.
"""
import re

FLOORS = ["base", "files", "storage", "auth", "forum", "server"]

# The server's parts stand on each other in the same way.
SERVER_PARTS = ["http", "net", "live", "mail", "api", "app"]

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)
BEAST = re.compile(r"\bboost/beast|\bbeast::")
SQL = re.compile(
    r"\b(SELECT\s+[\w$*(]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|UNIQUE|TRIGGER|VIEW|VIRTUAL)\s"
    r"|DROP\s+(TABLE|INDEX)\s|ALTER\s+TABLE\s|PRAGMA\s)"
)
WALL_CLOCK = re.compile(
    r"\bsystem_clock::now\b|\bwall_clock_now\b|\bgettimeofday\b|\bCLOCK_REALTIME\b"
    r"|(?<![\w.>:])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)|\b(?:utc|tai|file)_clock::now\b"
)
# Where a request or a job begins: the clock is read here once and handed down.
MAY_READ_CLOCK = ("base/", "server/api/", "server/app/", "server/http/", "server/live/", "server/net/", "tests/")
# The engine's own housekeeping text, and the schema's history.
MAY_SPEAK_SQL = ("storage/", "tests/unit/storage/")


def without_comments(text):
    """Comments may name what they explain. Strings stay: SQL is in them."""
    pattern = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
    return pattern.sub(lambda match: match.group(0) if match.group(0)[0] in 'R"' else " ", text)


def floor_of(path):
    first = path.split("/")[0]
    return first if first in FLOORS else None


def include_problem(path, included):
    floor, target = floor_of(path), floor_of(included)
    if floor is None or target is None:
        return None
    if FLOORS.index(target) > FLOORS.index(floor):
        return f"includes {included}, which stands on a higher floor"
    if floor == target == "server":
        part, other = (p.split("/")[1] for p in (path, included))
        if part in SERVER_PARTS and other in SERVER_PARTS[SERVER_PARTS.index(part) + 1 :]:
            return f"includes {included}, which stands above server/{part}"
    return None


def problems(path, text):
    found = []
    is_test = path.startswith("tests/")
    code = without_comments(text)
    for included in INCLUDE.findall(code):
        if problem := include_problem(path, included):
            found.append(problem)
        if included == "sqlite3.h" and not path.startswith(("storage/", "tests/unit/storage/", "tests/bench/")):
            found.append("includes sqlite3.h outside storage/")
        if included == "sqlite3.h" and path.endswith(".hpp"):
            found.append("includes sqlite3.h in a header")
    if BEAST.search(code) and not is_test and not (path.startswith("server/net/") and path.endswith(".cpp")):
        found.append("uses Beast outside server/net/*.cpp")
    speaks_sql = path.startswith(MAY_SPEAK_SQL) or path.endswith("_sql.cpp") or "migrations" in path
    if not speaks_sql and not path.startswith("tests/bench/") and (match := SQL.search(code)):
        found.append(f"holds SQL ({match.group(0).strip()} ...) outside *_sql.cpp and migrations")
    if not path.startswith(MAY_READ_CLOCK) and not path.startswith("storage/migration") and WALL_CLOCK.search(code):
        found.append("reads the wall clock: take `now` as an argument")
    return found
