"""Reads the CSV files of the catalog and refuses what makes no sense, with file and row.

Numbers keep their decimal text. A table is a Table; schemes and indices, which the library computes with, have a
shape of their own: see read_schemes and read_indices.
"""
import csv
import os
import re
from collections import namedtuple
from decimal import Decimal

EVIDENCE = ("official", "secondary", "unconfirmed")  # from strong to weak
CPI_SOURCE = "CBS StatLine 83131NED, consumer price index (CC BY 4.0)"
OVA_PPC_SOURCE = "VNG indexatie Jeugdwet en Wmo (90% OVA + 10% PPC)"
PRICES_SOURCE = "Dutch Costing Manual 2024, as collected in the R package tatooheene 1.0.0 (MIT)"
YEARS = range(1900, 2200)

# columns: (name, type, unit), with type text, integer or real; rows: texts, None where missing
Table = namedtuple("Table", "name columns rows")
# levels: (year, level as a C expression, provisional, source)
Index = namedtuple("Index", "name source levels")


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

    def optional(self, column):
        """A text, or None for an empty cell."""
        return self.text(column) if self.cells[column] else None

    def name(self, column):
        value = self.text(column)
        if not re.fullmatch(r"[A-Za-z0-9_-]+", value):
            self.refuse(f"{column} is letters, digits, _ and -: {value!r}")
        return value

    def choice(self, column, words):
        value = self.text(column)
        if value not in words:
            self.refuse(f"{column} is one of {', '.join(words)}: {value!r}")
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


def refuse_twice(row, key, seen):
    if key in seen:
        row.refuse(f"{' '.join(map(str, key))} stands twice")
    seen.add(key)


# ---- discount schemes ----------------------------------------------------------------------------------------

SCHEME_COLUMNS = ["scheme", "applies_from", "applies_to", "part", "from_tau", "rate", "evidence", "source"]


def read_segment(row):
    segment = {
        "key": (row.name("scheme"), row.name("part")),
        "applies": (row.year("applies_from"), row.year("applies_to", 0)),
        "from": row.number("from_tau", 0, 1000),
        "rate": row.number("rate", -0.2, 0.2),
        "evidence": row.choice("evidence", EVIDENCE),
        "source": row.text("source"),
    }
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


# ---- price indices -------------------------------------------------------------------------------------------

CPI_COLUMNS = ["from", "to", "factor", "factor_to_2024"]
OVA_PPC_COLUMNS = ["year", "ova_provisional", "ppc_provisional", "weighted_provisional", "ova_definitive",
                   "ppc_definitive", "weighted_definitive", "advised_next_year", "source"]


def c_real(text):
    return text if "." in text else text + ".0"


def read_cpi(directory):
    """The rule: level = 1 / factor_to_2024, 2024 = 1."""
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
    return Index("cpi", CPI_SOURCE, levels + [(2024, "1.0", False, CPI_SOURCE)])


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
    return Index("ova_ppc", OVA_PPC_SOURCE, levels)


def read_indices(directory):
    return [read_cpi(directory), read_ova_ppc(directory)]


# ---- tables --------------------------------------------------------------------------------------------------

def texts(*names):
    return [(name, "text", "") for name in names]


PRICE_FACTORS = {"eur_2022": "1", "eur_2023": "1.038", "eur_2024": "1.073"}


def read_prices(directory):
    """The rule: 2023 and 2024 are 2022 times the CPI factor."""
    years = list(PRICE_FACTORS)
    seen, rows = set(), []
    for row in read(directory, "reference_prices_costing_manual_2024.csv", ["domain", "category", "unit", "id"] + years):
        refuse_twice(row, (row.name("id"),), seen)
        prices = [row.number(year, 0.01, 1e6) for year in years]
        for year, price in zip(years, prices):
            if abs(Decimal(prices[0]) * Decimal(PRICE_FACTORS[year]) - Decimal(price)) > Decimal("0.0005"):
                row.refuse(f"{year} is {years[0]} x {PRICE_FACTORS[year]}: {price}")
        rows.append([row.name("id"), row.text("domain"), row.text("category"), row.text("unit"), *prices, "2024",
                     "secondary", PRICES_SOURCE])
    columns = texts("id", "domain", "category", "unit") + [(year, "real", "EUR") for year in years]
    return Table("prices", columns + [("vintage", "integer", "")] + texts("evidence", "source"), rows)


def read_values(directory):
    seen, rows = set(), []
    for row in read(directory, "values.csv", ["id", "label", "value", "unit", "vintage", "evidence", "source", "note"]):
        refuse_twice(row, (row.name("id"),), seen)
        rows.append([row.name("id"), row.text("label"), row.number("value", 0, 1e9), row.text("unit"),
                     str(row.year("vintage")), row.choice("evidence", EVIDENCE), row.text("source"),
                     row.optional("note")])
    return Table("values", texts("id", "label") + [("value", "real", "")] + texts("unit")
                 + [("vintage", "integer", "")] + texts("evidence", "source", "note"), rows)


TAAKVELD_COLUMNS = ["vintage", "code", "name", "domain", "parent", "maps_to_prev", "mapping"]


def read_taakvelden(directory):
    """A code maps to one of a vintage before its own, or says that it does not."""
    seen, rows = set(), []
    for row in read(directory, "taakvelden.csv", TAAKVELD_COLUMNS):
        vintage, code = str(row.year("vintage")), row.text("code")
        if not re.fullmatch(r"6\.[0-9]{1,3}[a-z]?", code):
            row.refuse(f"code is that of a taakveld of the social domain: {code!r}")
        if rows and vintage < rows[-1][0]:
            row.refuse("the vintages ascend")
        before = {known[1] for known in rows if known[0] < vintage}
        mapped, mapping = row.optional("maps_to_prev"), row.optional("mapping")
        if mapped is not None and mapped not in before:
            row.refuse(f"maps_to_prev is a code of a vintage before: {mapped!r}")
        if (mapping is None) != (not before) or (mapped is None and mapping not in (None, "not mappable", "new")):
            row.refuse("mapping says how the code follows from the vintage before: new, not mappable, or from which")
        refuse_twice(row, (vintage, code), seen)
        rows.append([vintage, code, row.text("name"), row.choice("domain", ("sociaal", "wmo", "jeugd")),
                     row.optional("parent"), mapped, mapping])
    return Table("taakvelden", [("vintage", "integer", "")] + texts(*TAAKVELD_COLUMNS[1:]), rows)


def read_codes(directory):
    seen, rows = set(), []
    for file in ("cbs_codes.csv", "tariff_units.csv"):
        for row in read(directory, file, ["kind", "code", "label", "note"]):
            refuse_twice(row, (row.name("kind"), row.text("code")), seen)
            rows.append([row.name("kind"), row.text("code"), row.text("label"), row.optional("note")])
    return Table("codes", texts("classification", "code", "label", "note"), rows)


def read_classifications(directory, taakvelden, codes):
    """A row per classification and vintage, with the number of its codes; none is left out, none is empty."""
    held = [("taakvelden", row[0]) for row in taakvelden.rows] + [(row[0], None) for row in codes.rows]
    seen, rows = set(), []
    for row in read(directory, "classifications.csv", ["classification", "vintage", "title", "evidence", "source", "note"]):
        vintage = row.year("vintage", 0)
        key = (row.name("classification"), str(vintage) if vintage else None)
        if key not in held:
            row.refuse(f"there are no codes of {' '.join(filter(None, key))}")
        refuse_twice(row, key, seen)
        rows.append([*key, str(held.count(key)), row.text("title"), row.choice("evidence", EVIDENCE),
                     row.text("source"), row.optional("note")])
    for key in held:
        if key not in seen:
            raise Refused(f"classifications.csv: {' '.join(filter(None, key))} is not there")
    return Table("classifications", texts("classification") + [("vintage", "integer", ""), ("codes", "integer", "")]
                 + texts("title", "evidence", "source", "note"), rows)


def read_notes(directory):
    rows = [[row.name("about"), row.text("note"), row.choice("evidence", EVIDENCE), row.text("source")]
            for row in read(directory, "notes.csv", ["about", "note", "evidence", "source"])]
    return Table("notes", texts("about", "note", "evidence", "source"), rows)


def read_breaks(directory):
    """A break of the years of a series, and how the names of the indicators begin that it holds for."""
    names = ["code", "year", "action", "indicators", "note", "evidence", "source"]
    seen, rows = set(), []
    for row in read(directory, "breaks.csv", names):
        refuse_twice(row, (row.name("code"),), seen)
        if row.text("indicators").split() != row.text("indicators").split(" "):
            row.refuse("indicators are apart by one blank")
        rows.append([row.name("code"), str(row.year("year")), row.choice("action", ("refuse", "warn")),
                     row.text("indicators"), row.text("note"), row.choice("evidence", EVIDENCE), row.text("source")])
    return Table("breaks", texts("code") + [("year", "integer", "")]
                 + texts("action", "indicators", "note", "evidence", "source"), rows)


def read_tables(directory):
    """In the order of mkba_catalog_view, after schemes and indices."""
    taakvelden, codes = read_taakvelden(directory), read_codes(directory)
    return [read_prices(directory), read_values(directory), read_classifications(directory, taakvelden, codes),
            taakvelden, codes, read_notes(directory), read_breaks(directory)]
