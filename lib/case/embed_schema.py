#!/usr/bin/env python3
"""Turns the JSON Schema of a document (a case, a Koers) into a C file that hands it out, by mkba_DOCUMENT_schema.

    embed_schema.py SCHEMA.json DOCUMENT OUT.c

The bytes stand as numbers: a literal of this length is beyond what C promises to take.
"""
import json
import sys


def main(schema, document, out):
    with open(schema, "rb") as file:
        text = file.read()
    json.loads(text)  # what is no JSON ends the build here
    rows = [", ".join(map(str, text[i:i + 24])) + "," for i in range(0, len(text), 24)]
    lines = [f"/* Made by lib/case/embed_schema.py of lib/{document}/data/mkba-{document}-1.schema.json: change that, not this. */",
             f"#include <mkba/{document}.h>", "", "static const char schema[] = {", *rows, "0};", "",
             f"const char *mkba_{document}_schema(void)", "{", "    return schema;", "}", ""]
    with open(out, "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines))


main(*sys.argv[1:])
