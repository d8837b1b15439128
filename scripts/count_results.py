#!/usr/bin/env python3
"""count_results.py KIND REPORT: prints how many tests passed and failed in a JSON report.

KIND is gtest, vitest or playwright. A test that was skipped counts as neither.
"""
import json
import sys


def gtest(report):
    tests = [test for suite in report["testsuites"] for test in suite["testsuite"]]
    ran = [test for test in tests if test["status"] == "RUN" and test.get("result") != "SKIPPED"]
    failed = sum(1 for test in ran if test.get("failures"))
    return len(ran) - failed, failed


def vitest(report):
    # A file that does not even load has no tests in it and is a failed suite.
    unloaded = sum(1 for file in report["testResults"] if file["status"] == "failed" and not file["assertionResults"])
    return report["numPassedTests"], report["numFailedTests"] + unloaded


def playwright(report):
    stats = report["stats"]
    return stats["expected"] + stats["flaky"], stats["unexpected"] + len(report.get("errors", []))


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        print(*{"gtest": gtest, "vitest": vitest, "playwright": playwright}[kind](json.load(file)))
