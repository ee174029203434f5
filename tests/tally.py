"""Adds up what the stages of tests/run counted.

Usage: tally.py stage FOLDER     the line of one stage
       tally.py total FOLDER     what was skipped and the closing line of all stages under FOLDER

A stage's folder holds `status` (its exit status) and JUnit files (*.xml) of meson, pytest or testthat. A stage
without any is one test itself; one that ended badly without saying which test failed is one failure.
In the output of a C test a line `# SKIP reason` turns one passed test of that program into a skipped one.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

NOTE = re.compile(r"^# SKIP (.+)$", re.MULTILINE)


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = Counter()  # by reason

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped.update(other.skipped)

    def __str__(self):
        skipped = self.skipped.total()
        return f"{self.passed} passed, {self.failed} failed" + (f", {skipped} skipped" if skipped else "")


def reason_of(case):
    """Why a test was skipped: in the element itself (pytest, testthat), or in what it printed (meson)."""
    element = case.find("skipped")
    output = case.findtext("system-out") or ""
    printed = re.search(r"1\.\.0 *# *skip\S*\s+(.+)", output, re.IGNORECASE)
    reason = element.get("message") or (element.text or "").strip() or \
        (printed.group(1) if printed else output.strip()) or case.get("name") or "no reason given"
    return reason.removeprefix("Reason: ")


def read_junit(root):
    tally = Tally()
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        for case in cases:
            if case.find("failure") is not None or case.find("error") is not None:
                tally.failed += 1
            elif case.find("skipped") is not None:
                tally.skipped[reason_of(case)] += 1
            else:
                tally.passed += 1
        for reason in NOTE.findall(suite.findtext("system-out") or ""):
            tally.passed -= 1
            tally.skipped[reason] += 1
    return tally


def read_stage(folder):
    tally, files = Tally(), sorted(folder.glob("*.xml"))
    for file in files:
        try:
            tally.add(read_junit(ElementTree.parse(file).getroot()))
        except ElementTree.ParseError:
            tally.failed += 1
    status = folder / "status"
    good = status.is_file() and status.read_text().strip() == "0"
    if not good and tally.failed == 0:
        tally.failed = 1
    elif good and not files:
        tally.passed = 1
    return tally


def main():
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "stage":
        print(read_stage(folder))
        return 0
    total = Tally()
    for stage in sorted(path for path in folder.iterdir() if path.is_dir()):
        total.add(read_stage(stage))
    for reason, n in sorted(total.skipped.items()):
        print(f"skipped: {reason}" + (f" ({n} tests)" if n > 1 else ""))
    print(total)
    return 1 if total.failed or not total.passed else 0


sys.exit(main())
