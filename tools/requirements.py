#!/usr/bin/env python3
"""Which test proves which requirement. Usage: requirements.py FOLDER-OF-RESULTS OUT
Joins docs/requirements.txt (id TAB requirement), the tests that name an id, the results of ./test and tools/mutations.txt,
and writes the table. A test names an id in its name (T_020 or T020 where a name cannot hold a hyphen) or in a comment
directly above. An id is "passed" only when its tests passed and a mutation names it, "tested" without a mutation;
docs/requirements-waiting.txt (id TAB for what) names those whose consumer does not exist yet: they wait, whatever is tested."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from test_results import read_results  # noqa: E402

root = pathlib.Path(__file__).resolve().parent.parent
an_id = re.compile(r"(?<![A-Za-z0-9])([JT])[-_]?(\d{3})(?!\d)")
cpp_test = re.compile(r"^\s*TEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)")
js_test = re.compile(r"""^\s*(?:test|it|journey|describe)(?:\.\w+)*\(\s*(['"`])(.*?)\1""")
skipped = {"node_modules", "dist", "compiled"}


def ids_in(text):
    return {f"{kind}-{number}" for kind, number in an_id.findall(text)}


def tests_in(path):
    """(ids, name) of the tests of a file."""
    above = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := cpp_test.match(line):
            yield above | ids_in(found[2].replace("_", " ")) | ids_in(found[2]), f"{found[1]}.{found[2]}"
            above = set()
        elif found := js_test.match(line):
            yield above | ids_in(found[2]), found[2]
            above = set()
        elif line.lstrip().startswith(("//", "*", "/*")):
            above |= ids_in(line)
        else:
            above = set()


def test_files():
    places = ("src", ["*_test.cpp"]), ("tests", ["*.cpp", "*.mjs", "*.ts"]), ("ui", ["*_test.ts", "*_test.tsx"])
    for folder, patterns in places:
        for pattern in patterns:
            for path in sorted((root / folder).rglob(pattern)):
                if not skipped & set(path.parts):
                    yield path


def outcome(name, results):
    """passed, failed or not run; of a test with several engines or parameters all must have passed."""
    states = {r["state"] for r in results
              if (r["name"] + "/").startswith(name + "/") or r["name"].endswith(name) or name + " > " in r["name"]}
    return "failed" if "failed" in states else "passed" if "passed" in states else "not run"


def pairs(name):
    lines = (root / "docs" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


def mutated():
    """Ids that a mutation switches off."""
    heads = re.findall(r"^\[(.*)\]$", (root / "tools" / "mutations.txt").read_text(encoding="utf-8"), flags=re.M)
    return ids_in(" ".join(heads))


def state_of(tests, results, has_mutation, waits):
    """failed, not run, passed, tested (no mutation), waits for …, none."""
    states = [outcome(name, results) for name, _ in tests]
    state = next((each for each in ("failed", "not run", "passed") if each in states), "none")
    if state in ("failed", "not run"):
        return state
    if waits:
        return f"waits for {waits}"
    return "tested" if state == "passed" and not has_mutation else state


def main():
    results = read_results(sys.argv[1])
    waiting, mutations = pairs("requirements-waiting.txt"), mutated()
    proofs = {}
    for path in test_files():
        for ids, name in tests_in(path):
            for each in ids:
                proofs.setdefault(each, []).append((name, str(path.relative_to(root))))
    lines, proven, tested, known = [], 0, 0, set()
    for each, requirement in pairs("requirements.txt").items():
        known.add(each)
        tests = proofs.get(each, [])
        state = state_of(tests, results, each in mutations, waiting.get(each))
        proven += state == "passed"
        tested += state == "tested"
        named = "<br>".join(f"`{name}` ({path})" for name, path in tests)
        words = requirement.replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {each} | {words} | {named} | {state} |")
    unknown = sorted(set(proofs) - known)
    head = ["# Requirements and the tests that prove them", "",
            "Written by `./test` (tools/requirements.py); not to be edited. The test of a requirement fails when its rule",
            "is switched off: tools/mutations.txt lists such switches, `tools/mutate` tries them (bench/results/mutations.md).",
            "*passed*: its tests passed, and a mutation of its rule is known. *tested*: its tests passed, no mutation yet.",
            "*waits*: what would use it does not exist yet.", "",
            f"{proven} of {len(lines)} requirements are proved, {tested} more have tests that pass.", "",
            "| id | requirement | tests | result |", "|---|---|---|---|"]
    pathlib.Path(sys.argv[2]).write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    if unknown:
        sys.exit("tests name requirements that docs/requirements.txt does not have: " + ", ".join(unknown))


if __name__ == "__main__":
    main()
