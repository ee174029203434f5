"""Every field of a struct that a caller fills by name is in its table of bindings/options.h or options_*.h, by the right macro.

Usage: options.py ROOT

The struct of an options parameter must have a table, or stand among those that cross otherwise.

Tried: a field taken out of a table, one that the struct lacks, a list with another count, a choice of another enum,
a new options struct without a table; each is found.
"""

import re
import sys
from pathlib import Path

import tap

# A scenario's name or nothing, a catalog or nothing, a tuple: see the typemaps.
OTHERWISE = {"mkba_appraise_options", "mkba_case_options", "mkba_sensitivity_options"}
# What a lone field of MKBA_FIELD may be: the types that MKBA_FIELD_TYPE knows.
SINGLE = {"const char *", "bool", "double", "int", "size_t", "uint64_t", "char", "const mkba_catalog *"}
LISTS = {"const char *const *", "const double *"}


def structs(text):
    """{struct: {field: type}} of a header."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    return {name: {field: " ".join(kind.split()) for kind, field in
                   re.findall(r"^[ \t]*([\w \t*]+?)(\w+);", body, re.MULTILINE)}
            for body, name in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", text, re.DOTALL)}


def tables(text):
    """{struct: {field: (macro, third and fourth argument)}} of options.h."""
    found = {}
    for struct, body in re.findall(r"mkba_field (\w+)_list\[\] = \{(.*?)\};", text, re.DOTALL):
        rows = re.findall(r"(MKBA_FIELD\w*)\(([^)]*)\)", body)
        found[struct] = {words[1]: (macro, words[0], *words[2:]) for macro, words in
                         ((macro, [word.strip() for word in inside.split(",")]) for macro, inside in rows)}
    return found


def wanted(fields):
    """{field: macro and arguments} that a struct asks for."""
    for field, kind in fields.items():
        if field == "size" or (field.startswith("n_") and field[2:] in fields):
            continue
        if kind in SINGLE:
            yield field, ("MKBA_FIELD",)
        elif kind in LISTS:
            yield field, ("MKBA_FIELD_LIST", f"n_{field}")
        elif kind.endswith("*"):
            yield field, ("MKBA_FIELD_LIST_OF", f"n_{field}", kind.removeprefix("const ").rstrip(" *"))
        else:
            yield field, ("MKBA_FIELD_OF", kind)


def counts(fields, field, count):
    """A list may share the count of another list that has its own."""
    return count in fields and (count == f"n_{field}" or count.removeprefix("n_") in fields)


def differences(struct, fields, table):
    expected = dict(wanted(fields))
    yield from (f"{struct}.{field} is not in bindings/options.h" for field in expected if field not in table)
    yield from (f"bindings/options.h has {struct}.{field}, the struct has not" for field in table if field not in expected)
    for field in expected.keys() & table.keys():
        macro, owner, *rest = table[field]
        good = owner == struct and macro == expected[field][0]
        if good and macro.startswith("MKBA_FIELD_LIST"):
            good = counts(fields, field, rest[0]) and tuple(rest[1:]) == expected[field][2:]
        elif good:
            good = tuple(rest) == expected[field][1:]
        if not good:
            yield f"{struct}.{field} is {table[field]} in bindings/options.h, not {expected[field]}"


def without_table(known, found):
    return [f"{struct} has no table in bindings/options.h" for struct in sorted(known)
            if struct.endswith("_options") and struct not in found and struct not in OTHERWISE]


def main():
    root = Path(sys.argv[1])
    known = {}
    for header in sorted(root.glob("include/mkba/*.h")):
        known |= structs(header.read_text(encoding="utf-8"))
    found = tables("".join(page.read_text(encoding="utf-8") for page in sorted((root / "bindings").glob("options*.h"))))
    tap.check("there are tables", [] if len(found) > 2 else [str(sorted(found))])
    tap.check("every options struct has a table", without_table(known, found))
    for struct, table in found.items():
        tap.check(f"the table of {struct} is its struct", differences(struct, known.get(struct, {}), table))

    sample = structs("typedef struct a_options {\n size_t size; ///< x\n const char *name;\n a_kind kind;\n"
                     " const double *w;\n size_t n_w;\n const a_part *parts;\n size_t n_parts;\n} a_options;\n")
    right = ("static const mkba_field a_options_list[] = {\nMKBA_FIELD(a_options, name),\n"
             "MKBA_FIELD_OF(a_options, kind, a_kind),\nMKBA_FIELD_LIST(a_options, w, n_w),\n"
             "MKBA_FIELD_LIST_OF(a_options, parts, n_parts, a_part),\n};\n")

    def check(text):
        return list(differences("a_options", sample["a_options"], tables(text)["a_options"]))

    tap.check("self-test: a table that is right", check(right))
    tap.check_finds("a field that is left out", check(right.replace("MKBA_FIELD(a_options, name),", "")))
    tap.check_finds("a field too many", check(right.replace("name),", "name), MKBA_FIELD(a_options, more),")))
    tap.check_finds("another enum", check(right.replace("a_kind)", "b_kind)")))
    tap.check_finds("a choice without its enum", check(right.replace("_OF(a_options, kind, a_kind)", "(a_options, kind)")))
    tap.check_finds("another count", check(right.replace("w, n_w", "w, n_v")))
    tap.check_finds("another kind of parts", check(right.replace("a_part)", "b_part)")))
    tap.check_finds("the field of another struct", check(right.replace("(a_options, name)", "(b_options, name)")))
    tap.check_finds("a struct without a table", without_table({"a_options": {}}, {}))
    tap.done()


main()
