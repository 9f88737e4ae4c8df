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
    "lists": ["base", "sql", "documents", "jobs", "web", "audit"],
    "modules": ["base", "settings", "sql", "documents", "jobs", "web", "audit", "lists"],
    "program": ["base", "settings", "sql", "documents", "jobs", "web", "audit", "lists", "modules"],
}
# A module may use itself and those before it; reports may read all.
modules = ["accounts", "parameters", "till", "customers", "duplicates", "consents", "profile", "events", "orders", "renewals",
           "cancellations", "bookings", "history", "selections", "mailing", "tickets", "admission", "papers", "payments", "bonus", "books",
           "merges", "imports",
           "telephony", "reports", "privacy"]
# A library that stays in one place: header -> files that may include it.
libraries = {
    r"sqlite3\.h": r"src/sql/sqlite_connection\.hpp",
    r"libpq-fe\.h": r"src/sql/postgresql(_\w+)?\.[ch]pp|tests/support/databases\.cpp",
    r"phonenumbers/.*": r"src/base/phone(_test)?\.cpp",
    r"boost/.*": r"src/web/.*|tests/.*|fuzz/.*",
    r"xlsxwriter\.h": r"src/documents/.*",
    r"zip\.h": r"src/documents/.*",
    r"curl/.*": r"src/modules/(mailing/(smtp|sms_gateway)|telephony/dial_out)\.cpp",
    r"expat\.h": r"src/documents/.*",
    r"qrencode\.h": r"src/documents/qr_code\.cpp",
    r"CLI/.*": r"src/main\.cpp|src/main/.*|src/[^/]*\.[ch]pp|src/settings/.*|src/program/.*|src/modules/.*_commands?\.[ch]pp|src/lists/report_command\.cpp|tests/support/typed_command\.hpp|bench/.*",
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


# The browser part, from below: a room may use itself and those before it. Some files of the shell know words and keys
# only, and stand below the parts; what lies beside the rooms (router, App) knows everything.
browser_rooms = ["compiled", "api", "words", "parts", "shell", "lists", "forms", "modules"]
words_of_shell = ["language", "words", "keys", "shown_key", "typed_ahead", "useKeys"]
# A module may use those before it; what one needs of a later one is handed in (router.tsx).
browser_modules = ["accounts", "audit", "settings", "consents", "events", "admission", "tickets", "till", "counter", "renewals", "orders", "bookings", "payments",
                   "telephony", "books", "reports", "saved_lists", "selections", "duplicates",
                   "imports", "merges", "customers", "search"]


def browser_place(path):
    """Room and module of a file of the browser part; None for what knows everything."""
    parts = path.relative_to(root / "ui").parts
    if len(parts) == 1:
        return None
    room = "words" if parts[0] == "shell" and path.stem in words_of_shell else parts[0]
    return room, parts[1] if room == "modules" else ""


def check_import(path, number, target):
    mine, theirs = browser_place(path), browser_place(target)
    if mine is None:
        return
    if theirs is None:
        complain(path, number, f"ui/{mine[0]} must not know {target.name}, which knows everything")
        return
    (room, module), (other_room, other_module) = mine, theirs
    if room not in browser_rooms or other_room not in browser_rooms:
        complain(path, number, f"ui/{other_room} is not in the order of the rooms (tools/check_includes.py)")
    elif browser_rooms.index(other_room) > browser_rooms.index(room):
        complain(path, number, f"ui/{room} must not know ui/{other_room}, which stands above it")
    elif room == other_room == "modules" and module != other_module:
        unknown = [name for name in (module, other_module) if name not in browser_modules]
        if unknown:
            complain(path, number, f"{unknown[0]} is not in the order of the browser's modules (tools/check_includes.py)")
        elif browser_modules.index(other_module) > browser_modules.index(module):
            complain(path, number, f"ui module {module} must not know {other_module}, which comes after it")


def check_browser():
    skipped = {"node_modules", "dist", "scripts"}
    for path in sorted((root / "ui").rglob("*.ts*")):
        if skipped & set(path.relative_to(root / "ui").parts) or path.stem.endswith("_test"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in re.finditer(r"""(?:from|import\()\s*['"](\.{1,2}/[^'"]+)""", line):
                target = (path.parent / found[1]).resolve()
                if (root / "ui") in target.parents:
                    check_import(path, number, target)


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
