#!/usr/bin/env python3
"""Runs the cases: real take-over files and what must become of them. Usage: run.py [--xml FILE] [NAME…]
NAME is a part of a test's name (C07). Needs build/kartei and the folder of cases beside the project; without it this says so and
passes over everything."""
import argparse
import pathlib
import sys
import time
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import house  # noqa: E402


class Recorded(unittest.TextTestResult):
    """As unittest's own, with a list for the results of ./test."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.cases = []

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        problems = [said for failed, said in self.failures + self.errors if failed is test]
        self.cases.append((test, time.monotonic() - self.began, problems))
        super().stopTest(test)

    def getDescription(self, test):
        return name_of(test)


def name_of(test):
    return "Cases." + test.id().rsplit(".test_", 1)[-1]


def write_junit(path, recorded):
    suite = xml.etree.ElementTree.Element("testsuite", name="Cases")
    for test, seconds, problems in recorded.cases:
        source = pathlib.Path(sys.modules[type(test).__module__].__file__)
        case = xml.etree.ElementTree.SubElement(suite, "testcase", classname="Cases", time=f"{seconds:.2f}",
                                                name=name_of(test).removeprefix("Cases."),
                                                file=f"tests/cases/{source.name}")
        for said in problems:
            xml.etree.ElementTree.SubElement(case, "failure", message=said[-4000:])
    xml.etree.ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--xml", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    wanted = parser.parse_args()
    if not house.CASES.is_dir():
        print(f"Skipped: the cases' files are not there ({house.CASES.name} beside the project).")
        return 0
    loader = unittest.TestLoader()
    if wanted.names:
        loader.testNamePatterns = [f"*{name}*" for name in wanted.names]
    tests = loader.discover(str(pathlib.Path(__file__).parent), pattern="*_cases.py")
    recorded = unittest.TextTestRunner(resultclass=Recorded, verbosity=1).run(tests)
    if wanted.xml:
        write_junit(wanted.xml, recorded)
    return 0 if recorded.wasSuccessful() and recorded.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
