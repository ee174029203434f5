"""The data of the catalog: whole, from where they say, and embed.py refuses what makes no sense.

Usage: embed.py ROOT SHARED

The files that were collected are held against their SHA-256, and against SHARED/facts where it is there.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

COLLECTED = {
    "cbs_codes.csv": "5e86e802200d011e07b10c15f7ccab3faba556a106bb16e24d32f46c0bdda3e0",
    "cpi_83131ned_factors.csv": "a8559d8bf9547a2c8dcd87d33bfb96ff129091b3ddfc4f29acca901fd42f8fbc",
    "discount_schemes.csv": "53e62031c2a78562d7fe398d7f17f9c14412748804feb6364112e7fd86f874e8",
    "price_index_ova_ppc.csv": "525ca76fd5d1d491c1eb0c477dd786c2b4c86f826481af2f86d2c0e5b068e9aa",
    "reference_prices_costing_manual_2024.csv": "036b20386f3eb12567ed825c1700e012d547a0b26aa019797dcd65765ffea19b",
    "taakvelden.csv": "c3c13ea638d1f3dbd0d5200a8aa274f7df51fb49fb9960bc628bad5012849b69",
}

# file, what is replaced, by what, and what embed.py says
REFUSED = [
    ("discount_schemes.csv", "scheme,applies_from", "scheme,from", "discount_schemes.csv: row 1: the columns are"),
    ("discount_schemes.csv", "NL-2026,2026,,standard,0,", "NL-2026,2026,,standard,1,", "row 9: the first segment starts at 0"),
    ("discount_schemes.csv", "standard,35,0.018", "standard,0,0.018", "row 10: a segment starts after the one before it"),
    ("discount_schemes.csv", "0.028,secondary", "2.8,secondary", "row 9: rate is from -0.2 to 0.2: 2.8"),
    ("discount_schemes.csv", "0.028,secondary", "0.028,likely", "row 9: evidence is one of official"),
    ("discount_schemes.csv", "NL-HTA-2024,2024,,effects", "NL-2026,2026,,standard", "row 12: the segments of NL-2026/standard stand together"),
    ("discount_schemes.csv", "NL-2009,2009,2015,standard", "NL-2009,2009,2008,standard", "row 2: applies_to lies before"),
    ("cpi_83131ned_factors.csv", "2013,2014,", "2014,2015,", "row 3: every row goes from one year to the next"),
    ("cpi_83131ned_factors.csv", "2023,2024,1.033,1.033", "2023,2024,1.033,\"1,033\"", "row 13: factor_to_2024 is a decimal number"),
    ("price_index_ova_ppc.csv", "6.43", "6.34", "row 2: weighted_definitive is 0.9 x"),
    ("reference_prices_costing_manual_2024.csv", "557.406", "557.604", "row 2: eur_2023 is eur_2022 x 1.038"),
    ("reference_prices_costing_manual_2024.csv", "nursingday_incl_personnel", "nursingday_excl_personnel", "row 3: nursingday_excl_personnel stands twice"),
    ("reference_prices_costing_manual_2024.csv", "\"nursingday_incl_personnel\",644", "\"nursingday_incl_personnel\",-644", "row 3: eur_2022 is from"),
    ("taakvelden.csv", "6.711,Huishoudelijke hulp (Wmo),wmo,6.71,6.71a", "6.711,Huishoudelijke hulp (Wmo),wmo,6.71,6.71z", "maps_to_prev is a code of a vintage before: '6.71z'"),
    ("taakvelden.csv", "2025,6.791,PGB Wmo,wmo,,,new", "2025,6.791,PGB Wmo,wmo,,,", "mapping says how the code follows"),
    ("taakvelden.csv", "2025,6.792,", "2025,6.791,", "2025 6.791 stands twice"),
    ("taakvelden.csv", "2025,6.791,", "2017,6.791,", "the vintages ascend"),
    ("taakvelden.csv", "2025,6.60,", "2025,6.60,x,", "row 35: 8 fields, 7 columns"),
    ("taakvelden.csv", ",wmo,6.81,6.81a,1:1", ",zorg,6.81,6.81a,1:1", "domain is one of sociaal, wmo, jeugd"),
    ("cbs_codes.csv", "region,GM0762", "region,GM0743", "row 13: region GM0743 stands twice"),
    ("cbs_codes.csv", "region,GM0743,Asten", "region,GM0743, Asten", "label is empty, or has blanks around it"),
    ("classifications.csv", "tariff_unit,,", "tariff_units,,", "there are no codes of tariff_units"),
    ("tariff_units.csv", "tariff_unit,01", "tarief,01", "classifications.csv: tarief is not there"),
    ("values.csv", "50000,EUR", "50.000.0,EUR", "row 2: value is a decimal number"),
    ("breaks.csv", "2021,refuse,wmo_", "2021,crosswalk,wmo_", "row 2: action is one of refuse, warn"),
    ("breaks.csv", "jeugd-2021,2021", "wmo-2020,2021", "row 3: wmo-2020 stands twice"),
    ("breaks.csv", "wmo_ Wmo,", "wmo_  Wmo,", "row 2: indicators are apart by one blank"),
    ("notes.csv", ",official,VNG", ",,VNG", "row 2: evidence is empty"),
]


def generate(script, data, out):
    return subprocess.run([sys.executable, "-B", str(script), str(data), str(out)], capture_output=True, text=True)


def changed_files(data):
    for file, expected in COLLECTED.items():
        if hashlib.sha256((data / file).read_bytes()).hexdigest() != expected:
            yield f"{file} is not the file that was collected"


def other_facts(data, facts):
    for file in COLLECTED:
        if (data / file).read_bytes() != (facts / file).read_bytes():
            yield f"{file} is not that of {facts}"


def check_refused(script, data, folder, row):
    file, old, new, message = row
    copy = folder / "data"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(data, copy)
    text = (copy / file).read_text(encoding="utf-8")
    if old not in text:
        yield f"{file} has no {old!r} to replace"
        return
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = generate(script, copy, folder / "out.c")
    if ran.returncode != 1 or message not in ran.stderr:
        yield f"{file}, {new!r}: status {ran.returncode}, {ran.stderr.strip()!r} has no {message!r}"


def main():
    root, shared = Path(sys.argv[1]), Path(sys.argv[2])
    script, data = root / "lib/catalog/embed.py", root / "lib/catalog/data"
    tap.check("the files are those that were collected", changed_files(data))
    facts = shared / "facts"
    if facts.is_dir():
        tap.check("the files are those of the facts", other_facts(data, facts))
    else:
        tap.skip("the files are those of the facts", f"{facts} is not there")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        twice = [generate(script, data, folder / f"{i}.c").stderr for i in (1, 2)]
        same = (folder / "1.c").read_bytes() == (folder / "2.c").read_bytes()
        tap.check("the same files give the same C", twice[0] + twice[1] if not same else [])
        for row in REFUSED:
            tap.check(f"embed.py refuses {row[0]} with {row[2]}", check_refused(script, data, folder, row))
        shutil.copytree(data, folder / "less")
        (folder / "less/values.csv").unlink()
        ran = generate(script, folder / "less", folder / "out.c")
        tap.check("embed.py refuses a file that is not there", [] if ran.returncode == 1 and "values.csv" in ran.stderr else [ran.stderr])
        (folder / "less/values.csv").write_bytes(b"id\xff\n")
        ran = generate(script, folder / "less", folder / "out.c")
        tap.check("embed.py refuses what is no UTF-8", [] if ran.returncode == 1 and "values.csv: after row" in ran.stderr else [ran.stderr])
    tap.done()


main()
