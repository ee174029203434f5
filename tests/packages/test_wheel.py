"""The wheel that brings its C libraries: what is in it, what it shows, for which systems it is."""

import json
import platform
import re
import subprocess

import pytest
from conftest import ROOT

SOURCES = ROOT / "bindings" / "python" / "mkba"
SYSTEM = re.compile(r"(libc|libm|libdl|libpthread|librt)\.so\.\d+|ld-linux.*")  # every Linux of the level has these


def extension(folder):
    found = list((folder / "mkba").glob("_raw.*.so"))
    assert len(found) == 1, found
    return found[0]


def libraries(folder):
    return sorted((folder / "mkba.libs").glob("*"))


def symbols(library, *options):
    listing = subprocess.run(["nm", "-D", "--format=posix", *options, str(library)], check=True,
                             capture_output=True, text=True)  # fmt: skip
    return {line.split()[0].split("@")[0] for line in listing.stdout.splitlines()}


def needed(library):
    listing = subprocess.run(["readelf", "-d", str(library)], check=True, capture_output=True, text=True)
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", listing.stdout))


def metadata(folder):
    return next(folder.glob("mkba-*.dist-info"))


def test_every_file_of_the_package_and_no_other(unpacked):
    sources = {f"mkba/{path.name}" for path in SOURCES.iterdir() if path.is_file() and path.name != "meson.build"}
    assert {"mkba/py.typed", "mkba/_raw.pyi", "mkba/cli.py"} <= sources
    sources |= {f"mkba/templates/{path.name}" for path in (SOURCES / "templates").iterdir() if path.name != "meson.build"}
    sources |= {"mkba/gebiedsteams.json", f"mkba/{extension(unpacked).name}"}
    region = {f"mkba/region/{path.name}" for path in (ROOT / "examples" / "region").glob("*.csv")}
    assert len(region) == 7
    sources |= region | {"mkba/koers/koers.json"}
    here = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    ours = {path for path in here if path.split("/")[0] == "mkba"}
    rest = {path.split("/")[0] for path in here - ours}
    assert ours == sources
    assert rest == {"mkba.libs", metadata(unpacked).name}


def test_the_extension_shows_one_symbol(unpacked):
    assert symbols(extension(unpacked), "--defined-only") == {"PyInit__raw"}


def test_what_it_needs_is_inside_or_on_every_system(unpacked):
    brought = {path.name for path in libraries(unpacked)}
    assert any(name.startswith("libcjson-") for name in brought)
    for library in [extension(unpacked), *libraries(unpacked)]:
        assert {name for name in needed(library) - brought if not SYSTEM.fullmatch(name)} == set(), library
    assert not SYSTEM.fullmatch("libgsl.so.27")


def test_gsl_is_inside_when_it_is_called_and_only_then(unpacked):
    allowed = (ROOT / "lib" / "stat" / "gsl-allowed.txt").read_text("utf-8").splitlines()
    called = any(line.strip() and not line.startswith("#") for line in allowed)
    assert any(path.name.startswith("libgsl-") for path in libraries(unpacked)) == called


def test_licences_travel_with_what_they_are_of(unpacked):
    folder = metadata(unpacked) / "licenses"
    notice = (folder / "NOTICE").read_text("utf-8")
    assert (folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert (folder / "LICENSE").read_text("utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE")
    assert "Permission is hereby granted, free of charge" in notice
    for library in libraries(unpacked):
        assert re.search(rf"^(.*\W)?{re.escape(library.name.split('-')[0])}\b.*:", notice, re.MULTILINE), library.name
    headers = (metadata(unpacked) / "METADATA").read_text("utf-8")
    assert "License-Expression: GPL-3.0-or-later" in headers
    assert {"License-File: LICENSE", "License-File: NOTICE"} <= set(headers.splitlines())
    assert (metadata(unpacked) / "sboms" / "auditwheel.cdx.json").is_file()


def test_later_pythons_have_all_that_it_calls(wheel):
    """One wheel for every Python from 3.11 on: no more than the stable ABI of that version."""
    python = ROOT / "build" / "tools" / "bin" / "python"
    done = subprocess.run([str(python), "-m", "abi3audit", "--strict", "--report", str(wheel)],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (extension,) = next(iter(json.loads(done.stdout)["specs"].values()))["wheel"]
    found = extension["result"]
    assert (found["baseline"], found["is_abi3"], found["is_abi3_baseline_compatible"]) == ("3.11", True, True)


def test_the_level_and_the_pythons_are_those_that_the_page_states(wheel):
    release = platform.freedesktop_os_release()
    if (release["ID"], release.get("VERSION_ID")) != ("debian", "12"):
        pytest.skip("docs/packages.md states the level of a wheel built on Debian 12")
    page = (ROOT / "docs" / "packages.md").read_text("utf-8")
    name = re.fullmatch(r"mkba-[\d.]+-(\w+)-(\w+)-(manylinux_\d+_\d+)_(\w+)\.whl", wheel.name)
    assert name, wheel.name
    assert set(re.findall(r"manylinux_\d+_\d+", page)) == {name.group(3)}
    assert f"`{name.group(1)}-{name.group(2)}`" in page
