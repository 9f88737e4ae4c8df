#!/usr/bin/env python3
"""Adds up the results of a test run. Usage: test_results.py FOLDER
FOLDER holds JUnit files (*.xml) of GoogleTest, vitest and node, and checks.tsv (name TAB passed|failed TAB what was
said). Prints every failure and, last, `N passed, N failed`; exit code 1 when anything failed, or nothing ran. A test that
ran on one engine only counts as failed, and so does a file that cannot be read: a program that crashed. What is in
NAME.again.xml was tried a second time and takes the place of its first result in NAME.xml; it is told as such.

test_results.py --failed FILE: names of the failed tests in one JUnit file as node's patterns, a line each.
test_results.py --failed-filter FILE: the same as one filter of GoogleTest; an empty line when nothing failed."""
import pathlib
import re
import sys
import xml.etree.ElementTree


def result(name, state, said, file="", line=""):
    return {"name": name, "state": state, "said": said, "file": file, "line": line, "again": False}


def state_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.get("result") in ("skipped", "suppressed") or case.get("status") == "notrun"
    return "skipped" if skipped or case.find("skipped") is not None else "passed"


def read_junit(path):
    # What a failed journey said may be coloured for a terminal; XML has no such characters.
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", path.read_text(encoding="utf-8", errors="replace"))
    for case in xml.etree.ElementTree.fromstring(text.encode("utf-8")).iter("testcase"):
        suite = case.get("classname") or ""
        title = case.get("name").replace("&quot;", '"')  # node's reporter escapes a quotation mark twice
        name = title if suite in ("", "test") else f"{suite}.{title}"
        problem = case.find("failure") if case.find("failure") is not None else case.find("error")
        said = "" if problem is None else (problem.get("message") or problem.text or "")
        yield result(name, state_of(case), said, case.get("file") or "", case.get("line") or "")


def with_second_attempts(results, path):
    second = {each["name"] for each in read_junit(path) if each["state"] == "passed"} if path.exists() else set()
    for each in results:
        if each["state"] == "failed" and each["name"] in second:
            each.update(state="passed", again=True)
    return results


def read_results(folder):
    """All results as a list of {name, file, line, state, said}."""
    results = []
    for path in sorted(pathlib.Path(folder).glob("*.xml")):
        if path.name.endswith(".again.xml"):
            continue
        try:
            results += with_second_attempts(list(read_junit(path)), path.with_suffix(".again.xml"))
        except xml.etree.ElementTree.ParseError as error:
            results.append(result(path.name, "failed", f"no whole result: {error}"))
    checks = pathlib.Path(folder) / "checks.tsv"
    for line in checks.read_text(encoding="utf-8").splitlines() if checks.exists() else []:
        name, state, *said = line.split("\t")
        results.append(result(name, state, " ".join(said)))
    return results


def one_sided(results):
    """Tests that ran on one engine and not on the other."""
    names = [r["name"].rsplit("/", 1) for r in results if "/" in r["name"] and r["state"] != "skipped"]
    ran = {engine: {name for name, last in names if last == engine} for engine in ("sqlite", "postgresql")}
    for engine, other in (("sqlite", "postgresql"), ("postgresql", "sqlite")):
        for name in sorted(ran[engine] - ran[other]):
            yield result(f"{name}/{other}", "failed", f"ran on {engine} only")


def print_failed(path):
    for each in read_junit(pathlib.Path(path)):
        if each["state"] == "failed":
            print(f"^{re.escape(each['name'])}$")


def print_failed_filter(path):
    print(":".join(f"*{each['name']}" for each in read_junit(pathlib.Path(path)) if each["state"] == "failed"))


def main():
    if sys.argv[1] == "--failed":
        return print_failed(sys.argv[2])
    if sys.argv[1] == "--failed-filter":
        return print_failed_filter(sys.argv[2])
    results = read_results(sys.argv[1])
    results += one_sided(results)
    count = {state: sum(r["state"] == state for r in results) for state in ("passed", "failed", "skipped")}
    for each in results:
        if each["state"] == "passed" and each["again"]:
            print(f"PASSED AT THE SECOND ATTEMPT {each['name']}\n       " + each["said"].strip()[:500].replace("\n", "\n       "))
        if each["state"] == "failed":
            place = f" ({each['file']}:{each['line']})" if each["file"] else ""
            print(f"FAILED {each['name']}{place}\n       " + each["said"].strip()[:2000].replace("\n", "\n       "))
    if count["skipped"]:
        print(f"{count['skipped']} skipped: " + ", ".join(r["name"] for r in results if r["state"] == "skipped"))
    print(f"{count['passed']} passed, {count['failed']} failed")
    sys.exit(0 if count["passed"] and not count["failed"] else 1)


if __name__ == "__main__":
    main()
