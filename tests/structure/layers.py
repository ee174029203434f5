"""Holds every #include of lib/ and include/mkba against the table of layers.

Usage: layers.py ROOT TABLE

TABLE is a Markdown file; its table has a column per folder that may be included and a row per folder that
includes, with an x where it may. Rules:
- a folder includes itself and what its row allows; a public header mkba/X.h counts as folder X, and so does a part of it, mkba/X_part.h;
- mkba.h includes every public header and is included by none of our own files;
- only base knows the operating system, only stat GSL, only lib/stat/programme.c GLPK, and cJSON is known to our sources but to no public header.

Tried: lib/base/text.c with "case/model.h", lib/money/unit.c with <mkba/case.h>; both are found.
"""

import re
import sys
from pathlib import Path

import tap

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
C11 = set("""assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg
stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype""".split())


def read_table(text):
    """{folder: folders it may include} of the first table whose header begins with an empty cell."""
    table, columns = {}, None
    for line in text.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if columns is None:
            if len(cells) > 1 and not cells[0]:
                columns = cells[1:]
        elif not cells:
            break
        elif set(cells[0]) - set("-: "):
            allowed = {column for column, cell in zip(columns, cells[1:]) if cell == "x"}
            table[cells[0]] = allowed
    for column in columns or []:
        table.setdefault(column, set())
    return table


def folder_of(header):
    """compare of compare.h and of compare_service.h."""
    return header.removesuffix(".h").split("_")[0]


def check_text(table, file, folder, text, root=None):
    """Yields a sentence for each include of a file (of a folder) that the table forbids."""
    for bracket, header in INCLUDE.findall(text):
        parts = header.split("/")
        if parts[0] == "mkba":
            target = folder_of(parts[1])
            if target == "mkba":
                yield f"{file}: <{header}> is for users of the library; include the header that is needed"
                continue
        elif len(parts) == 2 and parts[0] in table:
            target = parts[0]
        elif bracket == '"':
            if root is None or not (root / file).with_name(header).is_file() or "/" in header:
                yield f'{file}: "{header}" is written as folder/name.h'
            continue
        else:
            yield from check_foreign(file, folder, header)
            continue
        if target != folder and target not in table.get(folder, set()):
            yield f"{file}: {folder} may not include {target} ({header})"


def check_foreign(file, folder, header):
    top = header.split("/")[0]
    allowed = (header.removesuffix(".h") in C11
               or (top == "gsl" and folder == "stat")
               or (header == "glpk.h" and file == "lib/stat/programme.c")
               or (top == "cjson" and not file.startswith("include/"))
               or folder == "base" and not file.startswith("include/") and top not in ("gsl", "cjson", "glpk.h"))
    if not allowed:
        yield f"{file}: {folder} may not include <{header}>"


def check_tree(table, root):
    files = sorted(root.glob("lib/*/*.[ch]")) + sorted(root.glob("include/mkba/*.h"))
    for path in files:
        file = path.relative_to(root).as_posix()
        folder = folder_of(path.name) if file.startswith("include/") else path.parent.name
        if file == "include/mkba/mkba.h":
            continue
        if folder not in table:
            yield f"{file}: {folder} is not in the table of layers"
        yield from check_text(table, file, folder, path.read_text(encoding="utf-8"), root)


def check_order(table):
    """A table in which layers look down has no cycle."""
    left = dict(table)
    while left:
        free = {folder for folder, below in left.items() if not below & set(left)}
        if not free:
            yield "these folders include each other in a ring: " + ", ".join(sorted(left))
            return
        left = {folder: below for folder, below in left.items() if folder not in free}


def main():
    root, table_file = Path(sys.argv[1]), Path(sys.argv[2])
    table = read_table(table_file.read_text(encoding="utf-8"))
    tap.check("the table of layers is read", [] if {"base", "stat", "appraise"} <= set(table) else [str(table)])
    tap.check("the layers form no ring", check_order(table))
    tap.check("every include is allowed by the table", check_tree(table, root))

    def finds(name, folder, text):
        tap.check_finds(name, check_text(table, f"lib/{folder}/made_up.c", folder, text))
    finds("an include of a higher layer", "base", '#include "case/model.h"\n')
    finds("a public header of a higher layer", "money", "#include <stdio.h>\n # include <mkba/case.h>\n")
    finds("the umbrella header", "appraise", "#include <mkba/mkba.h>\n")
    finds("a path upward", "base", '#include "../case/model.h"\n')
    finds("the operating system outside base", "case", "#include <unistd.h>\n")
    finds("GSL outside stat", "appraise", "#include <gsl/gsl_cdf.h>\n")
    finds("GLPK outside its file", "stat", "#include <glpk.h>\n")
    tap.check_finds("a ring", check_order({"a": {"b"}, "b": {"a"}, "c": set()}))
    tap.check("self-test: what is allowed is let through", check_text(
        table, "lib/case/made_up.c", "case",
        '#include "base/text.h"\n#include <mkba/money.h>\n#include <cjson/cJSON.h>\n#include <string.h>\n'))
    tap.done()


main()
