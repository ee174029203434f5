"""The source package: the last commit, whole, and nothing that was made."""

import re
import subprocess
import tarfile

import pytest
from conftest import ROOT

LARGEST_FILE = 500_000
LARGEST_PACKAGE = 15_000_000
MADE = re.compile(r"(^|/)(build|dist|__pycache__|\.mesonpy[^/]*|[^/]*\.egg-info)/|\.(o|a|so|pyc|whl|Rcheck|log)$")


@pytest.fixture(scope="module")
def files(sdist):
    """Path within the package -> size."""
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    top = sdist.name.removesuffix(".tar.gz") + "/"
    assert all(member.name.startswith(top) and (member.isfile() or member.isdir()) for member in members)
    return {member.name.removeprefix(top): member.size for member in members if member.isfile()}


def committed():
    listing = subprocess.run(["git", "ls-tree", "-r", "--name-only", "-z", "HEAD"], cwd=ROOT, check=True,
                             capture_output=True, text=True)  # fmt: skip
    return set(listing.stdout.split("\0")) - {""}


def test_it_holds_what_is_committed_and_its_metadata(files):
    assert set(files) == committed() | {"PKG-INFO"}


@pytest.mark.parametrize("path", ["LICENSE", "NOTICE", "README.md", "pyproject.toml", "meson.build", "bindings/mkba.i",
                                  "lib/catalog/data/discount_schemes.csv", "lib/catalog/embed.py", "lib/mkba.map",
                                  "bindings/r/stage.sh", "examples/gebiedsteams.json", "tests/run", ".ci/tools.txt"])  # fmt: skip
def test_what_a_build_needs_is_there(files, path):
    assert files[path] > 0


def test_nothing_that_was_made(files):
    assert [path for path in files if MADE.search(path)] == []
    assert MADE.search("build/gcc/build.ninja") and MADE.search("lib/base/text.o") and not MADE.search("tests/build.md")


def test_no_file_is_huge(files):
    assert {path: size for path, size in files.items() if size > LARGEST_FILE} == {}
    assert sum(files.values()) < LARGEST_PACKAGE
