#!/usr/bin/env python3
"""Turns the JSON Schema of a case into a C file that hands it out.

    embed_schema.py SCHEMA.json OUT.c

The bytes stand as numbers: a literal of this length is beyond what C promises to take.
"""
import json
import sys


def main(schema, out):
    with open(schema, "rb") as file:
        text = file.read()
    json.loads(text)  # what is no JSON ends the build here
    rows = [", ".join(map(str, text[i:i + 24])) + "," for i in range(0, len(text), 24)]
    lines = ["/* Made by lib/case/embed_schema.py of lib/case/data/mkba-case-1.schema.json: change that, not this. */",
             "#include <mkba/case.h>", "", "static const char schema[] = {", *rows, "0};", "",
             "const char *mkba_case_schema(void)", "{", "    return schema;", "}", ""]
    with open(out, "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines))


main(*sys.argv[1:])
