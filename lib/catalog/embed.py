#!/usr/bin/env python3
"""Turns the CSV files of the catalog into one C file of constants.

    embed.py DATA_DIR OUT.c

Numbers keep their decimal text, so that the compiler, or the library's own parser, rounds them. Same input, same
bytes. What makes no sense is refused with file and row: see embed_read.py.
"""
import sys

from embed_read import EVIDENCE, Refused, c_real, read_indices, read_schemes, read_tables


def c_text(text):
    """A C string literal: octal for what is not printable ASCII (three digits, so that none can follow), and for
    the question mark, which could start a trigraph."""
    def escape(byte):
        if byte in b'"\\':
            return "\\" + chr(byte)
        return chr(byte) if 32 <= byte < 127 and byte != 63 else f"\\{byte:03o}"
    return "NULL" if text is None else '"' + "".join(escape(byte) for byte in text.encode()) + '"'


def write_schemes(parts):
    segments = [segment for part in parts for segment in part]
    yield "static const mkba_segment segments[] = {"
    for s in segments:
        yield f"    {{{c_real(s['from'])}, {c_real(s['rate'])}}},"
    yield "};"
    yield ""
    yield "static const mkba_i_segment_note notes[] = {"
    for s in segments:
        yield f"    {{{c_text(s['evidence'])}, {c_text(s['source'])}}},"
    yield "};"
    yield ""
    yield "static const mkba_i_scheme schemes[] = {"
    first = 0
    for part in parts:
        s = part[0]
        weakest = max((segment["evidence"] for segment in part), key=EVIDENCE.index)
        yield f"    {{{c_text(s['key'][0])}, {c_text(s['key'][1])}, {s['applies'][0]}, {s['applies'][1]},"
        yield f"     {c_text(weakest)}, {c_text(s['source'])},"
        yield f"     &segments[{first}], &notes[{first}], {len(part)}}},"
        first += len(part)
    yield "};"


def write_indices(indices):
    for index in indices:
        yield f"static const mkba_i_level {index.name}_levels[] = {{"
        for year, level, provisional, _ in index.levels:
            yield f"    {{{year}, {level}, {'true' if provisional else 'false'}}},"
        yield "};"
        yield f"static const char *const {index.name}_sources[] = {{"
        for level in index.levels:
            yield f"    {c_text(level[3])},"
        yield "};"
    yield ""
    yield "static const mkba_i_index_data indices[] = {"
    for index in indices:
        yield (f"    {{{{{c_text(index.name)}, {c_text(index.source)}, {index.name}_levels, {len(index.levels)}}}, "
               f"{index.name}_sources}},")
    yield "};"


def write_table(table):
    yield f"static const mkba_i_column {table.name}_columns[] = {{"
    for name, kind, unit in table.columns:
        yield f"    {{{c_text(name)}, MKBA_COLUMN_{kind.upper()}, {c_text(unit)}}},"
    yield "};"
    yield f"static const char *const {table.name}_cells[] = {{"
    for row in table.rows:
        yield f"    {', '.join(map(c_text, row))},"
    yield "};"
    yield ""


def write_tables(tables):
    for table in tables:
        yield from write_table(table)
    yield "const mkba_i_data_table mkba_i_data_tables[] = {"
    for table in tables:
        yield (f"    {{{c_text(table.name)}, {table.name}_columns, {len(table.columns)}, {table.name}_cells, "
               f"{len(table.rows)}}},")
    yield "};"
    yield f"const size_t mkba_i_data_n_tables = {len(tables)};"


def generate(directory):
    schemes, indices = read_schemes(directory), read_indices(directory)
    yield "/* Made by lib/catalog/embed.py of lib/catalog/data/ *.csv: change those, not this. */"
    yield '#include "catalog/data.h"'
    yield ""
    yield from write_schemes(schemes)
    yield ""
    yield from write_indices(indices)
    yield ""
    yield f"const mkba_i_content mkba_i_data_content = {{schemes, {len(schemes)}, indices, {len(indices)}}};"
    yield ""
    yield from write_tables(read_tables(directory))


def main(arguments):
    if len(arguments) != 2:
        print("usage: embed.py DATA_DIR OUT.c", file=sys.stderr)
        return 2
    try:
        text = "\n".join(generate(arguments[0])) + "\n"
        with open(arguments[1], "w", encoding="ascii", newline="\n") as out:
            out.write(text)
    except (Refused, OSError) as error:
        print(f"embed.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
