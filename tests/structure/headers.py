"""Every public header compiles alone, as C11 and as C++17, without a warning; also as a host that compiles the
core into itself sees it (MKBA_STATIC).

Usage: headers.py ROOT CC... [-- CXX...]

Tried: money.h without its include of base.h, and with a member called class (C++); both are found.
"""

import subprocess
import sys
from pathlib import Path

import tap

STRICT = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only"]


def compile_text(compiler, language, text, include, *options):
    """The complaints of the compiler, as lines."""
    result = subprocess.run([*compiler, *STRICT, f"-I{include}", *options, "-x", language, "-"],
                            input=text, capture_output=True, text=True)
    return [] if result.returncode == 0 else (result.stderr.splitlines() or ["the compiler failed"])


def main():
    arguments = sys.argv[1:]
    root, compiler, plus = Path(arguments[0]), arguments[1:], []
    if "--" in compiler:
        at = compiler.index("--")
        compiler, plus = compiler[:at], compiler[at + 1:]
    include = root / "include"
    headers = sorted(path.name for path in include.glob("mkba/*.h"))
    tap.check("there are public headers", [] if "mkba.h" in headers else ["mkba/mkba.h is not there"])
    for header in headers:
        text = f"#include <mkba/{header}>\n#include <mkba/{header}>\ntypedef int mkba_test_not_empty;\n"
        tap.check(f"{header} as C11", compile_text(compiler, "c", text, include, "-std=c11"))
        tap.check(f"{header} as C11 with MKBA_STATIC",
                  compile_text(compiler, "c", text, include, "-std=c11", "-DMKBA_STATIC"))
        if plus:
            tap.check(f"{header} as C++17", compile_text(plus, "c++", text, include, "-std=c++17"))
        else:
            tap.skip(f"{header} as C++17", "no C++ compiler is there")
    tap.check_finds("a header that needs another one", compile_text(
        compiler, "c", "mkba_status mkba_version(void);\n", include, "-std=c11"))
    tap.check_finds("an unused parameter", compile_text(
        compiler, "c", "#include <mkba/mkba.h>\nstatic inline int f(int a) { return 1; }\n", include, "-std=c11"))
    tap.done()


main()
