#!/usr/bin/env python3
"""Turns the CSV files of the catalog into one C file of constants.

    embed.py DATA_DIR OUT.c

Numbers keep their decimal text, so that the compiler rounds them. Same input, same bytes. What makes no sense
is refused with file and row.
"""
import csv
import os
import re
import sys

EVIDENCE = ("official", "secondary", "unconfirmed")  # from strong to weak
CPI_SOURCE = "CBS StatLine 83131NED, consumer price index (CC BY 4.0)"
OVA_PPC_SOURCE = "VNG indexatie Jeugdwet en Wmo (90% OVA + 10% PPC)"
YEARS = range(1900, 2200)


class Refused(Exception):
    pass


class Row:
    """A row of a file, that knows where it stands."""

    def __init__(self, place, cells):
        self.place = place
        self.cells = cells

    def refuse(self, what):
        raise Refused(f"{self.place}: {what}")

    def text(self, column):
        value = self.cells[column]
        if not value or value != value.strip() or any(ord(c) < 32 for c in value):
            self.refuse(f"{column} is empty, or has blanks around it or control characters: {value!r}")
        return value

    def name(self, column):
        value = self.text(column)
        if not re.fullmatch(r"[A-Za-z0-9_-]+", value):
            self.refuse(f"{column} is letters, digits, _ and -: {value!r}")
        return value

    def year(self, column, default=None):
        value = self.cells[column]
        if value == "" and default is not None:
            return default
        if not re.fullmatch(r"[0-9]{4}", value) or int(value) not in YEARS:
            self.refuse(f"{column} is a year: {value!r}")
        return int(value)

    def number(self, column, low, high):
        """The decimal text of a number from low to high."""
        value = self.cells[column]
        if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", value):
            self.refuse(f"{column} is a decimal number: {value!r}")
        if not low <= float(value) <= high:
            self.refuse(f"{column} is from {low} to {high}: {value}")
        return value


def read(directory, file, columns):
    rows = []
    with open(os.path.join(directory, file), encoding="utf-8", newline="") as stream:
        table = csv.reader(stream, strict=True)
        try:
            if next(table, []) != columns:
                raise Refused(f"{file}: row 1: the columns are {','.join(columns)}")
            for cells in table:
                row = Row(f"{file}: row {table.line_num}", dict(zip(columns, cells)))
                if len(cells) != len(columns):
                    row.refuse(f"{len(cells)} fields, {len(columns)} columns")
                rows.append(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Refused(f"{file}: after row {table.line_num}: {error}") from error
    if not rows:
        raise Refused(f"{file}: no rows")
    return rows


def c_text(text):
    """A C string literal: octal for what is not printable ASCII (three digits, so that none can follow), and for
    the question mark, which could start a trigraph."""
    def escape(byte):
        if byte in b'"\\':
            return "\\" + chr(byte)
        return chr(byte) if 32 <= byte < 127 and byte != 63 else f"\\{byte:03o}"
    return '"' + "".join(escape(byte) for byte in text.encode()) + '"'


def c_real(text):
    return text if "." in text else text + ".0"


# ---- discount schemes ----------------------------------------------------------------------------------------

SCHEME_COLUMNS = ["scheme", "applies_from", "applies_to", "part", "from_tau", "rate", "evidence", "source"]


def read_segment(row):
    segment = {
        "key": (row.name("scheme"), row.name("part")),
        "applies": (row.year("applies_from"), row.year("applies_to", 0)),
        "from": row.number("from_tau", 0, 1000),
        "rate": row.number("rate", -0.2, 0.2),
        "evidence": row.text("evidence"),
        "source": row.text("source"),
    }
    if segment["evidence"] not in EVIDENCE:
        row.refuse(f"evidence is one of {', '.join(EVIDENCE)}: {segment['evidence']!r}")
    if 0 < segment["applies"][1] < segment["applies"][0]:
        row.refuse("applies_to lies before applies_from")
    return segment


def read_schemes(directory):
    """The parts of schemes, in the order of the file, each a list of segments."""
    parts = {}
    last = None
    for row in read(directory, "discount_schemes.csv", SCHEME_COLUMNS):
        segment = read_segment(row)
        key = segment["key"]
        if key != last:
            if key in parts:
                row.refuse(f"the segments of {key[0]}/{key[1]} stand together")
            if float(segment["from"]) != 0:
                row.refuse("the first segment starts at 0")
            parts[key] = []
        elif float(segment["from"]) <= float(parts[key][-1]["from"]):
            row.refuse("a segment starts after the one before it")
        elif segment["applies"] != parts[key][-1]["applies"]:
            row.refuse("the segments of a part apply in the same years")
        parts[key].append(segment)
        last = key
    return list(parts.values())


def write_schemes(parts):
    segments = [segment for part in parts for segment in part]
    yield "const mkba_segment mkba_i_data_segments[] = {"
    for s in segments:
        yield f"    {{{c_real(s['from'])}, {c_real(s['rate'])}}},"
    yield "};"
    yield ""
    yield "const mkba_i_segment_note mkba_i_data_notes[] = {"
    for s in segments:
        yield f"    {{{c_text(s['evidence'])}, {c_text(s['source'])}}},"
    yield "};"
    yield ""
    yield "const mkba_i_scheme mkba_i_data_schemes[] = {"
    first = 0
    for part in parts:
        s = part[0]
        weakest = max((segment["evidence"] for segment in part), key=EVIDENCE.index)
        yield f"    {{{c_text(s['key'][0])}, {c_text(s['key'][1])}, {s['applies'][0]}, {s['applies'][1]},"
        yield f"     {c_text(weakest)}, {c_text(s['source'])},"
        yield f"     &mkba_i_data_segments[{first}], {len(part)}}},"
        first += len(part)
    yield "};"
    yield f"const size_t mkba_i_data_n_schemes = {len(parts)};"


# ---- price indices -------------------------------------------------------------------------------------------

CPI_COLUMNS = ["from", "to", "factor", "factor_to_2024"]
OVA_PPC_COLUMNS = ["year", "ova_provisional", "ppc_provisional", "weighted_provisional", "ova_definitive",
                   "ppc_definitive", "weighted_definitive", "advised_next_year", "source"]


def read_cpi(directory):
    """Year, level as a C expression, provisional, source. The rule: level = 1 / factor_to_2024, 2024 = 1."""
    levels = []
    for row in read(directory, "cpi_83131ned_factors.csv", CPI_COLUMNS):
        year = row.year("from")
        if row.year("to") != year + 1 or (levels and year != levels[-1][0] + 1):
            row.refuse("every row goes from one year to the next, and begins where the one before it ends")
        row.number("factor", 0.8, 1.5)
        factor = row.number("factor_to_2024", 0.1, 10)
        levels.append((year, f"1.0 / {c_real(factor)}", False, CPI_SOURCE))
    if year + 1 != 2024:
        row.refuse("the last row ends in 2024, the year that the factors go to")
    return levels + [(2024, "1.0", False, CPI_SOURCE)]


def weighted(row, kind):
    """The percentage that a year's prices rose; None when the row does not have it."""
    names = [f"{part}_{kind}" for part in ("ova", "ppc", "weighted")]
    if not any(row.cells[name] for name in names):
        return None
    ova, ppc, both = (row.number(name, -20, 50) for name in names)
    if abs(0.9 * float(ova) + 0.1 * float(ppc) - float(both)) > 0.0051:
        row.refuse(f"{names[2]} is 0.9 x {names[0]} + 0.1 x {names[1]}, rounded to two decimals")
    return both


def read_ova_ppc(directory):
    """The chain of weighted percentages, definitive where there is one, else provisional; the year before is 1."""
    levels = []
    for row in read(directory, "price_index_ova_ppc.csv", OVA_PPC_COLUMNS):
        year = row.year("year")
        source = row.text("source")
        if not levels:
            levels.append((year - 1, "1.0", False, source))
        if year != levels[-1][0] + 1:
            row.refuse("the years follow one another")
        definitive, provisional = weighted(row, "definitive"), weighted(row, "provisional")
        percentage = definitive or provisional
        if percentage is None:
            row.refuse("neither a definitive nor a provisional percentage")
        level = f"{levels[-1][1]} * (1.0 + {c_real(percentage)} / 100.0)"
        levels.append((year, level, definitive is None or levels[-1][2], source))
    return levels


def write_index(name, source, levels):
    yield f"static const mkba_i_level {name}_levels[] = {{"
    for year, level, provisional, _ in levels:
        yield f"    {{{year}, {level}, {'true' if provisional else 'false'}}},"
    yield "};"
    yield f"static const char *const {name}_sources[] = {{"
    for level in levels:
        yield f"    {c_text(level[3])},"
    yield "};"
    return f"    {{{{{c_text(name)}, {c_text(source)}, {name}_levels, {len(levels)}}}, {name}_sources}},"


def write_indices(directory):
    cpi = yield from write_index("cpi", CPI_SOURCE, read_cpi(directory))
    ova_ppc = yield from write_index("ova_ppc", OVA_PPC_SOURCE, read_ova_ppc(directory))
    yield ""
    yield "const mkba_i_index_data mkba_i_data_indices[] = {"
    yield cpi
    yield ova_ppc
    yield "};"
    yield "const size_t mkba_i_data_n_indices = 2;"


def generate(directory):
    yield "/* Made by lib/catalog/embed.py of lib/catalog/data/ *.csv: change those, not this. */"
    yield '#include "catalog/data.h"'
    yield ""
    yield from write_schemes(read_schemes(directory))
    yield ""
    yield from write_indices(directory)


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
