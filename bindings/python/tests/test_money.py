"""Discount factors and price levels, against their formulas."""

import csv
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from conftest import SHARED

import mkba

SEGMENTS = [(0, 0.028), (35, 0.018)]


def factor(segments, tau):
    """D(tau) by its definition."""
    made = 1.0
    starts = [start for start, _ in segments]
    for (start, rate), end in zip(segments, [*starts[1:], float("inf")]):
        made *= (1 + rate) ** -max(0.0, min(tau, end) - start)
    return made if tau >= 0 else (1 + segments[0][1]) ** -tau


@pytest.mark.parametrize("tau", [0, 0.5, 1, 34.999, 35, 35.5, 120, -2.5])
def test_segments(tau):
    assert mkba.discount_factor(SEGMENTS, tau) == pytest.approx(factor(SEGMENTS, tau), rel=1e-14)
    as_dicts = [{"from": start, "rate": rate} for start, rate in SEGMENTS]
    assert mkba.discount_factor(as_dicts, tau) == mkba.discount_factor(SEGMENTS, tau)


def test_schemes_are_their_rows():
    for (name, part), rows in mkba.catalog.schemes().groupby(["scheme", "part"]):
        segments = list(zip(rows["from_tau"], rows["rate"]))
        times = [0, 0.5, 10, 33.3, 80]
        assert mkba.discount_factor(f"{name}/{part}", times).tolist() == mkba.discount_factor(segments, times).tolist()


@pytest.mark.parametrize("tau", [2, 2.0, np.float32(2), np.int64(2), np.array(2), Decimal(2)])
def test_scalars_give_a_float(tau):
    assert type(mkba.discount_factor("NL-2021", tau)) is float
    assert mkba.discount_factor("NL-2021", tau) == pytest.approx(1.0225**-2, rel=1e-15)


@pytest.mark.parametrize("tau", [
    [0, 1, 2], (0, 1, 2), range(3), np.arange(3), np.arange(3, dtype=np.float32), np.arange(3, dtype=">f8"),
    np.arange(6, dtype=float)[::2] / 2, pd.Series([0, 1, 2]), [Decimal(0), 1, 2.0],
])  # fmt: skip
def test_array_likes_give_an_array(tau):
    found = mkba.discount_factor("NL-2021", tau)
    assert isinstance(found, np.ndarray) and found.tolist() == [mkba.discount_factor("NL-2021", t) for t in (0, 1, 2)]


def test_shape_is_kept():
    times = np.linspace(0, 40, 24).reshape(2, 3, 4)
    found = mkba.discount_factor(SEGMENTS, times.transpose())
    assert found.shape == (4, 3, 2) and found[3, 2, 1] == mkba.discount_factor(SEGMENTS, times[1, 2, 3])
    assert mkba.discount_factor(SEGMENTS, np.empty((0, 3))).shape == (0, 3)


def test_inputs_stay():
    times = np.arange(3.0)
    times.setflags(write=False)
    mkba.discount_factor("NL-2021", times)
    assert times.tolist() == [0, 1, 2]


def test_prices_follow_the_published_factors():
    file = SHARED / "facts" / "cpi_83131ned_factors.csv"
    if not file.exists():
        pytest.skip("no facts; MKBA_SHARED says where they are")
    for row in csv.DictReader(file.open(encoding="utf-8")):
        found = mkba.convert_price(1, from_year=int(row["from"]), to_year=2024)
        assert found == pytest.approx(float(row["factor_to_2024"]), rel=1e-14)


def test_prices_both_ways():
    there = mkba.convert_price(np.float32(100), from_year=np.int64(2022), to_year=2024, index="ova_ppc")
    assert there > 100
    assert mkba.convert_price(there, from_year=2024, to_year=2022, index="ova_ppc") == pytest.approx(100, rel=1e-14)


@pytest.mark.parametrize("values", [[64, 18.8], (64, 18.8), np.array([[64], [18.8]]), pd.Series([64, 18.8]), [], [Decimal(64)]])
def test_amounts_and_values_may_be_arrays(values):
    shape = np.shape(values)
    flat = [float(value) for value in np.ravel(values)]
    converted = mkba.convert_price(values, from_year=2022, to_year=2024)
    assert type(converted) is np.ndarray and converted.shape == shape
    assert converted.ravel().tolist() == [mkba.convert_price(value, from_year=2022, to_year=2024) for value in flat]
    found = mkba.convert_unit(values, "EUR/uur", "EUR/minuut")
    assert type(found) is np.ndarray and found.shape == shape
    assert found.ravel() == pytest.approx([value / 60 for value in flat], rel=1e-15)


@pytest.mark.parametrize("value", ["64", None, ["64"], [None], [1j], b"1"])
def test_amounts_and_values_are_numbers(value):
    with pytest.raises(TypeError, match="amount must be numbers"):
        mkba.convert_price(value, from_year=2022, to_year=2024)
    with pytest.raises(TypeError, match="value must be numbers"):
        mkba.convert_unit(value, "uur", "minuut")
