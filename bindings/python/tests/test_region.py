"""The synthetic region: its script makes the files that are there, and what its README calls true is in them."""

import csv
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

FOLDER = ROOT / "examples" / "region"
NAMES = sorted(path.name for path in FOLDER.glob("*.csv"))


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def make():
    """The script as a module of its own, so that a test may change its truth."""
    spec = importlib.util.spec_from_file_location("make_region", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_files_to_the_byte(tmp_path):
    subprocess.run([sys.executable, FOLDER / "make.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES and len(NAMES) == 7
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def region_costs(make, year):
    every = [make.costs(m, year) for m in make.MUNICIPALITIES if m.in_region]
    return {tv: sum(each[tv] for each in every) for tv in make.TAAKVELDEN}


def test_the_effect_is_what_the_readme_says(make):
    found = [region_costs(make, year) for year in make.YEARS]
    make.FROM = make.YEARS[-1] + 2  # nothing ever happens; users of the year after the last count too
    without = [region_costs(make, year) for year in make.YEARS]
    for year, real, null in zip(make.YEARS, found, without):
        youth = [each["6.72"] + each["6.82"] for each in (real, null)]
        if year < 2022:
            assert real == null
            continue
        assert youth[0] / youth[1] == pytest.approx(0.94, abs=2e-3)  # the noise of counts shrinks with them
        assert real["6.2"] - null["6.2"] == pytest.approx(0.4 * (youth[1] - youth[0]), rel=0.05)
        assert [real[tv] for tv in ("6.1", "6.6", "6.71")] == [null[tv] for tv in ("6.1", "6.6", "6.71")]


def test_no_municipality_can_be_taken_for_a_real_one():
    assert {row["gm_code"][:3] for row in rows("gemeenten")} == {"GM9"}
    assert all(re.fullmatch(r"Voorbeeld-\d\d", row["gemeente"]) for row in rows("gemeenten"))
    assert len({row["gm_code"] for row in rows("gemeenten") if row["jaar"] == "2024"}) == 60


def costs_of(code, year):
    (row,) = [row for row in rows("kosten") if (row["gm_code"], row["jaar"]) == (code, str(year))]
    return {key: value for key, value in row.items() if key.startswith("lasten")}


def test_what_is_wrong_on_purpose_is_in_the_files():
    assert costs_of("GM9002", 2023) == costs_of("GM9002", 2022) != costs_of("GM9002", 2021)
    assert costs_of("GM9023", 2018) == costs_of("GM9023", 2017)
    shifted = [float(costs_of("GM9003", year)["lasten_tv_6.82"]) / (float(costs_of("GM9003", year)["lasten_tv_6.82"])
               + float(costs_of("GM9003", year)["lasten_tv_6.72"])) for year in (2020, 2021, 2023)]  # fmt: skip
    assert shifted[0] < 0.3 < 0.95 < min(shifted[1:])
    assert set(costs_of("GM9031", 2020).values()) == {""}


def test_counts_are_rounded_and_small_ones_suppressed():
    counts = [value for row in rows("gebruik") for value in list(row.values())[3:]]
    assert 50 < counts.count(".") < 500
    assert all(value == "." or (int(value) % 5 == 0 and int(value) > 5) for value in counts)


def test_the_merged_municipality_goes_on_where_its_parts_ended():
    size = {(row["gm_code"], row["jaar"]): int(row["inwoners"]) for row in rows("kenmerken")}
    before = size["GM9061", "2018"] + size["GM9062", "2018"]
    assert size["GM9060", "2019"] == pytest.approx(before, rel=0.01)
    assert ("GM9060", "2018") not in size and ("GM9061", "2019") not in size


def test_the_package_brings_the_files():
    import mkba

    brought = sorted(path.name for path in Path(mkba.example_region()).glob("*.csv"))
    assert brought == NAMES
    assert all((Path(mkba.example_region()) / name).read_bytes() == (FOLDER / name).read_bytes() for name in NAMES)
