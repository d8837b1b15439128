#!/usr/bin/env python3
"""count_results.py KIND REPORT: prints how many tests passed and failed in a JSON report, then a line for each that failed
and for each that passed only when it was tried once more.

KIND is gtest, vitest or playwright. A test that was skipped counts as neither.
"""
import json
import re
import sys


def first_line(text):
    """Without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip().split("\n", 1)[0][:200]


def gtest(report):
    tests = [(suite["name"], test) for suite in report["testsuites"] for test in suite["testsuite"]]
    ran = [(suite, test) for suite, test in tests if test["status"] == "RUN" and test.get("result") != "SKIPPED"]
    failed = [(f"{suite}.{test['name']}", test["failures"][0]["failure"]) for suite, test in ran if test.get("failures")]
    return len(ran) - len(failed), len(failed), [f"failed: {name}: {first_line(why)}" for name, why in failed]


def vitest(report):
    # A file that does not even load has no tests in it and is a failed suite.
    unloaded = [file for file in report["testResults"] if file["status"] == "failed" and not file["assertionResults"]]
    tests = [test for file in report["testResults"] for test in file["assertionResults"] if test["status"] == "failed"]
    told = [f"failed: {file['name']}: {first_line(file['message'])}" for file in unloaded]
    told += [f"failed: {test['fullName']}: {first_line(test['failureMessages'][0])}" for test in tests]
    return report["numPassedTests"], report["numFailedTests"] + len(unloaded), told


def playwright(report):
    def specs(suite):
        yield from suite.get("specs", [])
        for inner in suite.get("suites", []):
            yield from specs(inner)

    told = []
    for suite in report["suites"]:
        for spec in specs(suite):
            for test in spec["tests"]:
                if test["status"] not in ("unexpected", "flaky"):
                    continue
                why = [error["message"] for result in test["results"] for error in result.get("errors", [])]
                verdict = "failed" if test["status"] == "unexpected" else "passed at the second attempt"
                told.append(f"{verdict}: {spec['file']}:{spec['line']} {spec['title']}: {' | '.join(map(first_line, why))}")
    stats = report["stats"]
    told += [f"failed: {first_line(error['message'])}" for error in report.get("errors", [])]
    return stats["expected"] + stats["flaky"], stats["unexpected"] + len(report.get("errors", [])), told


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        passed, failed, told = {"gtest": gtest, "vitest": vitest, "playwright": playwright}[kind](json.load(file))
    print(passed, failed)
    print(*told, sep="\n")
