#!/usr/bin/env python3
"""Adds up the results of a test run. Usage: test_results.py FOLDER
FOLDER holds JUnit files (*.xml) of GoogleTest, vitest and node, and checks.tsv (name TAB passed|failed TAB what was said). Prints every failure and,
last, `N passed, N failed`; exit code 1 when anything failed, or nothing ran. A test that ran on one engine only counts as failed,
and so does a file that cannot be read: a program that crashed."""
import pathlib
import sys
import xml.etree.ElementTree


def state_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.get("result") in ("skipped", "suppressed") or case.get("status") == "notrun" or case.find("skipped") is not None
    return "skipped" if skipped else "passed"


def read_junit(path):
    for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
        suite = case.get("classname") or ""
        name = case.get("name") if suite in ("", "test") else f"{suite}.{case.get('name')}"
        problem = case.find("failure") if case.find("failure") is not None else case.find("error")
        said = "" if problem is None else (problem.get("message") or problem.text or "")
        yield {"name": name, "file": case.get("file") or "", "line": case.get("line") or "", "state": state_of(case), "said": said}


def read_results(folder):
    """All results as a list of {name, file, line, state, said}."""
    results = []
    for path in sorted(pathlib.Path(folder).glob("*.xml")):
        try:
            results += read_junit(path)
        except xml.etree.ElementTree.ParseError as error:
            results.append({"name": path.name, "file": "", "line": "", "state": "failed", "said": f"no whole result: {error}"})
    checks = pathlib.Path(folder) / "checks.tsv"
    for line in checks.read_text(encoding="utf-8").splitlines() if checks.exists() else []:
        name, state, *said = line.split("\t")
        results.append({"name": name, "file": "", "line": "", "state": state, "said": " ".join(said)})
    return results


def one_sided(results):
    """Tests that ran on one engine and not on the other."""
    ran = {engine: {r["name"].rsplit("/", 1)[0] for r in results if r["name"].endswith("/" + engine) and r["state"] != "skipped"}
           for engine in ("sqlite", "postgresql")}
    for engine, other in (("sqlite", "postgresql"), ("postgresql", "sqlite")):
        for name in sorted(ran[engine] - ran[other]):
            yield {"name": f"{name}/{other}", "file": "", "line": "", "state": "failed", "said": f"ran on {engine} only"}


def main():
    results = read_results(sys.argv[1])
    results += one_sided(results)
    count = {state: sum(r["state"] == state for r in results) for state in ("passed", "failed", "skipped")}
    for result in results:
        if result["state"] == "failed":
            place = f" ({result['file']}:{result['line']})" if result["file"] else ""
            print(f"FAILED {result['name']}{place}\n       " + result["said"].strip()[:2000].replace("\n", "\n       "))
    if count["skipped"]:
        print(f"{count['skipped']} skipped: " + ", ".join(r["name"] for r in results if r["state"] == "skipped"))
    print(f"{count['passed']} passed, {count['failed']} failed")
    sys.exit(0 if count["passed"] and not count["failed"] else 1)


if __name__ == "__main__":
    main()
