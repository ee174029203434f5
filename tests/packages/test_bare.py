"""The wheel runs where nothing of C is installed but the C library."""

import json
import re
import subprocess
import sys

import bare as bare_system
import pytest
from conftest import ROOT

EXAMPLE = ROOT / "examples" / "gebiedsteams.json"


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory):
    command = bare_system.entry()
    if command is None:
        pytest.skip("neither root nor user namespaces are available: no bare system can be entered")
    system = bare_system.make(tmp_path_factory.mktemp("bare"), wheel, command)
    (system.root / "case.json").write_bytes(EXAMPLE.read_bytes())
    return system


def libraries_of_c(bare):
    """The files of the root that look like a library of C or a program, without the folder of the Python packages."""
    site = bare.inside(bare_system.SITE)
    return sorted(path for path in bare.root.rglob("*") if path.is_file() and site not in path.parents
                  and (re.search(r"\.so(\.|$)", path.name) or path.stat().st_mode & 0o111))  # fmt: skip


def test_nothing_of_c_is_there(bare):
    names = [path.name for path in libraries_of_c(bare)]
    assert any(name.startswith("libc.so") for name in names)
    assert [name for name in names if re.match(r"libgsl|libcjson|libmkba|cc|gcc|clang|ld$|sh$|bash$", name)] == []


def test_the_same_figures_as_outside(bare):
    arguments = ["-m", "mkba", "appraise", "--format", "json"]
    inside = bare.run(*arguments, "/case.json")
    outside = subprocess.run([sys.executable, *arguments, str(EXAMPLE)], check=True, capture_output=True, text=True,
                             cwd="/")  # fmt: skip
    assert (inside.returncode, inside.stderr) == (0, "")
    assert inside.stdout == outside.stdout
    assert json.loads(inside.stdout)


def test_tables_are_made(bare):
    program = "import mkba; print(mkba.example().appraise().actors().shape[0] > 0)"
    done = bare.run("-W", "error", "-c", program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def test_the_command(bare):
    script = bare.inside(bare_system.SITE) / "bin" / "mkba"
    inside = "/" + script.relative_to(bare.root).as_posix()
    assert re.search(r"\d+\.\d+\.\d+$", bare.run(inside, "--version").stdout.strip())
    done = bare.run(inside, "appraise", "/case.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2,517,432" in done.stdout.replace(".", ",")


def test_it_is_the_libraries_of_the_wheel_that_are_used(bare):
    """Without them nothing of the system takes their place."""
    brought = bare.inside(bare_system.SITE) / "mkba.libs"
    aside = brought.with_name("aside")
    brought.rename(aside)
    try:
        done = bare.run("-c", "import mkba")
    finally:
        aside.rename(brought)
    assert done.returncode != 0 and "libcjson" in done.stderr
