#!/usr/bin/env python3
"""Who may include whom: the order of the rooms (docs/architecture.md). Prints every include that breaks it."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent

# A room may use itself and these.
rooms = {
    "base": [],
    "settings": ["base"],
    "sql": ["base"],
    "documents": ["base"],
    "jobs": ["base", "sql"],
    "web": ["base", "jobs"],
    "audit": ["base", "sql", "jobs", "web"],
    "modules": ["base", "settings", "sql", "documents", "jobs", "web", "audit"],
    "program": ["base", "settings", "sql", "documents", "jobs", "web", "audit", "modules"],
}
# A module may use itself and those before it; reports may read all.
modules = ["accounts", "parameters", "customers", "duplicates", "consents", "profile", "events", "orders", "bookings",
           "payments", "selections", "merges", "imports", "mailing", "telephony", "reports", "privacy"]
# A library that stays in one place: header -> files that may include it.
libraries = {
    r"sqlite3\.h": r"src/sql/sqlite_connection\.hpp",
    r"libpq-fe\.h": r"src/sql/postgresql(_\w+)?\.[ch]pp|tests/support/databases\.cpp",
    r"phonenumbers/.*": r"src/base/phone\.cpp",
    r"boost/.*": r"src/web/.*|tests/.*|fuzz/.*",
    r"xlsxwriter\.h": r"src/documents/.*",
    r"zip\.h": r"src/documents/.*",
    r"expat\.h": r"src/documents/.*",
    r"CLI/.*": r"src/main\.cpp|src/main/.*|src/[^/]*\.[ch]pp|src/settings/.*|src/program/.*|src/modules/.*_commands?\.[ch]pp|tests/support/typed_command\.hpp|bench/.*",
    r"toml\+\+/.*": r"src/settings/.*",
}
problems = []


def complain(path, number, what):
    problems.append(f"{path.relative_to(root)}:{number}: {what}")


def check_own(path, number, included):
    parts = path.relative_to(root / "src").parts
    if len(parts) == 1 or path.stem.endswith("_test"):
        return  # main knows everything; a test may look at everything
    room, target = parts[0], included.split("/")[0]
    if target not in rooms or room not in rooms:
        return
    if target != room and target not in rooms[room]:
        complain(path, number, f"{room}/ must not know {target}/")
    if room == target == "modules":
        mine, theirs = parts[1], included.split("/")[1]
        for name in (mine, theirs):
            if name not in modules:
                complain(path, number, f"{name} is not in the order of the modules (tools/check_includes.py)")
                return
        if mine != "reports" and modules.index(theirs) > modules.index(mine):
            complain(path, number, f"module {mine} must not know {theirs}, which comes after it")


def check_library(path, number, included):
    for header, places in libraries.items():
        if re.fullmatch(header, included) and not re.fullmatch(places, str(path.relative_to(root))):
            complain(path, number, f"<{included}> stays in {places}")


def check_browser():
    """ui/parts knows no business, so no module either."""
    for path in sorted((root / "ui" / "parts").rglob("*.ts*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.search(r"""from ['"](?:\.\./)+(modules)/""", line)
            if found and not path.stem.endswith("_test"):
                complain(path, number, f"ui/parts must not know ui/{found[1]}")


for folder in ("src", "tests", "bench", "fuzz"):
    for path in sorted((root / folder).rglob("*.[ch]pp")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := re.match(r'\s*#include\s*"([^"]+)"', line):
                if folder == "src":
                    check_own(path, number, found[1])
            elif found := re.match(r"\s*#include\s*<([^>]+)>", line):
                check_library(path, number, found[1])
check_browser()
print("\n".join(problems) if problems else "includes: every file uses only what stands below it")
sys.exit(1 if problems else 0)
