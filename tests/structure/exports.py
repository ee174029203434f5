"""Public headers, tests/exported-symbols.txt, lib/mkba.map and the built library name the same functions.

Usage: exports.py ROOT LIBRARY.so
       exports.py ROOT --update     writes the list and the map anew from the headers

A public function that appears or disappears is so a visible change of the list.

Tried: a function exported but not declared, declared but not defined, only in the map; each is found.
"""

import re
import subprocess
import sys
from pathlib import Path

import tap

DECLARATION = re.compile(r"^MKBA_API\b[^;{]*?\b(\w+)\s*\(", re.MULTILINE)
MAP_HEAD = """/* What the shared library exports. Written by: python3 tests/structure/exports.py . --update */
MKBA_0 {
    global:
"""
MAP_TAIL = """    local:
        *;
};
"""


def declared(text):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    return set(DECLARATION.findall(text))


def declared_in(root):
    return set().union(*(declared(path.read_text(encoding="utf-8")) for path in root.glob("include/mkba/*.h")))


def mapped(text):
    return set(re.findall(r"^\s+(\w+);", text, re.MULTILINE))


def exported(library):
    """Names that nm gives, without versions and without the names of the versions themselves (type A)."""
    listing = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", str(library)],
                             check=True, capture_output=True, text=True).stdout
    fields = [line.split() for line in listing.splitlines()]
    return {name.split("@")[0] for name, kind, *_ in fields if kind != "A"}


def differences(expected, found, where):
    yield from (f"{name} is not in {where}" for name in sorted(expected - found))
    yield from (f"{name} is in {where} only" for name in sorted(found - expected))


def misnamed(names):
    return (f"{name} does not begin with mkba_" for name in sorted(names)
            if not name.startswith("mkba_") or name.startswith("mkba_i_"))


def update(root, list_file, map_file):
    names = sorted(declared_in(root))
    list_file.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    map_file.write_text(MAP_HEAD + "".join(f"        {name};\n" for name in names) + MAP_TAIL, encoding="utf-8")


def main():
    root, library = Path(sys.argv[1]), sys.argv[2]
    list_file, map_file = root / "tests/exported-symbols.txt", root / "lib/mkba.map"
    if library == "--update":
        return update(root, list_file, map_file)
    names = declared_in(root)
    listed = set(list_file.read_text(encoding="utf-8").split())
    tap.check("the headers declare the functions of the list", differences(listed, names, "include/mkba"))
    tap.check("lib/mkba.map has the functions of the list",
              differences(listed, mapped(map_file.read_text(encoding="utf-8")), "lib/mkba.map"))
    tap.check("the library exports the functions of the list", differences(listed, exported(library), "the library"))
    tap.check("every public name begins with mkba_", misnamed(listed))

    tap.check_finds("a function that the library lacks", differences(listed | {"mkba_more"}, exported(library), "it"))
    tap.check_finds("a function too many", differences(listed - {"mkba_version"}, exported(library), "it"))
    tap.check_finds("an internal name", misnamed({"mkba_i_fail"}))
    sample = ("MKBA_API MKBA_CHECKED mkba_status mkba_a(const char *(*f)(int),\n int b);\n"
              "/* MKBA_API int mkba_b(void); */")
    tap.check("self-test: declarations are read", differences({"mkba_a"}, declared(sample), "the sample"))
    tap.done()


main()
