"""The Python and the commands on README and guide run, and the guide's Python gives what the guide says."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mkba
from mkba import cli

ROOT = Path(__file__).resolve().parents[3]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/guide.md")}


def blocks(page, language):
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)
    assert found
    return found


def commands():
    """Lines of shell that call the command; those that install are tried by tests/run."""
    for page in PAGES:
        for block in blocks(page, "sh"):
            yield from (re.sub(r" +#.*", "", line) for line in block.splitlines() if line.startswith("mkba "))


def test_the_guide_gives_what_it_says():
    example = doctest.DocTestParser().get_doctest("\n".join(blocks("docs/guide.md", "python")), {}, "guide", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    said = []
    runner.run(example, out=said.append)
    assert (runner.failures, "".join(said)) == (0, "") and runner.tries > 20


KINDS = (
    mkba.Case, mkba.Appraisal, mkba.Catalog, mkba.Panel, mkba.Peers, mkba.Comparison, mkba.Crosswalk, mkba.Did, mkba.Funnel,
    mkba.Simulation,
)


def test_the_guide_names_all_there_is():
    functions = [name for name in mkba.__all__ if name[0].islower() and callable(getattr(mkba, name))]
    names = [*functions, *mkba.catalog.__all__, *(f"mkba {name}" for name in cli.mkba.commands)]
    names += [name for kind in KINDS for name in vars(kind) if name[0] != "_"]
    table = PAGES["docs/guide.md"].partition("## A case")[0]
    assert [name for name in names if not re.search(rf"\b{name}\b", table)] == []


def test_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    for block in blocks("README.md", "python"):
        exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("line", list(commands()))
def test_commands_run(line):
    program = f"'{sys.executable}' -m mkba"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(re.sub(r"^mkba\b", lambda _: program, line), shell=True, cwd=ROOT, env=environment,
                          capture_output=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"") and (done.stdout or " -o " in line)
