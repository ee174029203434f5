"""What the tests of the packages share: the packages as bindings/python/package.sh made them in build/packages."""

import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "build" / "packages"


def the_one(pattern):
    if not (ROOT / ".git").exists():
        pytest.skip("packages are made of a commit, and this is no git work tree")
    found = list(PACKAGES.glob(pattern))
    assert len(found) == 1, f"{pattern} in {PACKAGES}: {found}"
    return found[0]


@pytest.fixture(scope="session")
def sdist():
    return the_one("mkba-*.tar.gz")


@pytest.fixture(scope="session")
def wheel():
    return the_one("mkba-*manylinux*.whl")


@pytest.fixture(scope="session")
def unpacked(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder
