"""Files of the repository: how long they are, whether the build knows them, whether versions agree.

Usage: sources.py ROOT VERSION SOURCE...

VERSION and the SOURCEs are what meson.build has.

Tried: lib/base/text.c with 600 empty lines more, a new lib/base/forgotten.c and tests/test_forgotten.c, another
MKBA_VERSION_PATCH; each is found.
"""

import re
import sys
import tomllib
from pathlib import Path

import tap

LONGEST = 600
WIDEST_EXAMPLE = 100  # of a help page of R: R CMD check notes what its manual would cut off
CODE = ["lib", "include", "bindings", "examples", "tests", "benchmarks"]


def too_long(files):
    for file, text in files:
        n = text.count("\n")
        if n > LONGEST:
            yield f"{file} has {n} lines, {LONGEST} is the most"


def code_files(root):
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.[chi]")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def too_wide(pages):
    for page, text in pages:
        examples = text.partition("\\examples{")[2].partition("\n}\n")[0]
        yield from (f"{page}: {line}" for line in examples.splitlines() if len(line) > WIDEST_EXAMPLE)


def help_pages(root):
    for path in sorted((root / "bindings/r/pkg/man").glob("*.Rd")):
        yield path.name, path.read_text(encoding="utf-8")


def unlisted(present, listed):
    yield from (f"{file} is not listed in a meson.build" for file in sorted(present - listed))


def named(build_file, pattern):
    """What a meson.build names in quotes: the group of the pattern."""
    return set(re.findall(f"'{pattern}'", build_file.read_text(encoding="utf-8")))


def version_of_header(text):
    return ".".join(re.search(rf"#define MKBA_VERSION_{part} (\d+)", text).group(1)
                    for part in ("MAJOR", "MINOR", "PATCH"))


def version_of_pyproject(text):
    """None when it is left to meson-python, which reads meson.build."""
    project = tomllib.loads(text)["project"]
    return None if "version" in project.get("dynamic", []) else project["version"]


def version_of_r(text):
    return re.search(r"^Version:\s*(\S+)", text, re.MULTILINE).group(1)


def versions(root):
    """(file, version) of every file that states one."""
    readers = [("include/mkba/base.h", version_of_header), ("pyproject.toml", version_of_pyproject)]
    readers += [(path.relative_to(root).as_posix(), version_of_r) for path in root.glob("bindings/r/**/DESCRIPTION")]
    for file, read in readers:
        if (root / file).is_file():
            yield file, read((root / file).read_text(encoding="utf-8"))


def disagreements(version, stated):
    return [f"{file} says {other}, meson.build {version}" for file, other in stated if other not in (None, version)]


def main():
    root, version = Path(sys.argv[1]).resolve(), sys.argv[2]
    listed = {Path(file).resolve() for file in sys.argv[3:]}
    tap.check(f"no C file has more than {LONGEST} lines", too_long(code_files(root)))
    tap.check(f"no example of a help page has a line of more than {WIDEST_EXAMPLE} characters", too_wide(help_pages(root)))
    sources = {path.resolve() for path in root.glob("lib/*/*.c")}
    tap.check("the build knows every source of lib", unlisted(sources, listed))
    tests = {path.stem for path in root.glob("tests/test_*.c")}
    tap.check("the build knows every C test", unlisted(tests, named(root / "tests/meson.build", r"(test_\w+)")))
    headers = {path.name for path in root.glob("include/mkba/*.h")}
    tap.check("every public header is installed",
              unlisted(headers, named(root / "include/meson.build", r"mkba/(\w+\.h)")))
    stated = list(versions(root))
    tap.check("base.h states a version", [] if stated and stated[0][0].endswith("base.h") else [str(stated)])
    tap.check("versions agree", disagreements(version, stated))

    tap.check_finds("a file that is too long", too_long([("a.c", "\n" * (LONGEST + 1))]))
    tap.check_finds("an example that is too wide", too_wide([("a.Rd", "\\examples{\n" + "x" * 101 + "\n}\n")]))
    tap.check_finds("a source that is not listed", unlisted({Path("a.c"), Path("b.c")}, {Path("a.c")}))
    tap.check_finds("another version in base.h", disagreements("0.1.0", [("base.h", version_of_header(
        "#define MKBA_VERSION_MAJOR 0\n#define MKBA_VERSION_MINOR 1\n#define MKBA_VERSION_PATCH 1\n"))]))
    tap.check_finds("another version in pyproject.toml", disagreements("0.1.0", [
        ("pyproject.toml", version_of_pyproject('[project]\nname = "mkba"\nversion = "0.2"\n'))]))
    tap.check_finds("another version in DESCRIPTION", disagreements("0.1.0", [("DESCRIPTION", version_of_r(
        "Package: mkba\nVersion: 0.1.0.9000\n"))]))
    tap.done()


main()
