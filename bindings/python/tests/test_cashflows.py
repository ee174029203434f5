"""Cash flows: against published figures, flows whose rates of return are known, and what must hold of any flow."""

import json
import random
from fractions import Fraction

import irr_flows
import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import mkba

PUBLISHED = json.loads((ROOT / "tests" / "data" / "published" / "cash_flows.json").read_text("utf-8"))
amounts = st.integers(-1000, 1000).map(float)
flow = st.lists(amounts, min_size=1, max_size=12)
rate = st.integers(-50, 300).map(lambda percent: percent / 100)


def published(call):
    return [pytest.param(entry, id=f"{call}-{n}") for n, entry in enumerate(PUBLISHED) if entry["call"] == call]


# ---- published figures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", published("npv"))
def test_npv_is_the_published_one(entry):
    found = mkba.npv(entry["segments"], entry["flows"][0], entry.get("tau"))
    assert found == pytest.approx(entry["expected"][0], rel=0, abs=entry["tolerance"])


@pytest.mark.parametrize("entry", published("irr"))
def test_rates_are_the_published_ones(entry):
    assert mkba.irr(entry["flows"][0]) == pytest.approx(entry["expected"], rel=0, abs=entry["tolerance"])


@pytest.mark.parametrize("entry", published("annuity"))
def test_annuities_are_the_published_ones(entry):
    found = mkba.annuity(entry["segments"], entry["years"], entry["timing"])
    assert found.tolist() == pytest.approx(entry["expected"], rel=0, abs=entry["tolerance"])


@pytest.mark.parametrize("name", ["future_value", "present_value", "payment", "periods", "rate"])
def test_time_value_is_the_published_one(name):
    (entry,) = (entry.values[0] for entry in published(name))
    found = getattr(mkba, name)(*entry["arguments"], timing=entry["timing"])
    assert found == pytest.approx(entry["expected"][0], rel=0, abs=entry["tolerance"])


# ---- flows whose rates are known -----------------------------------------------------------------------------------


def check_rates(rates, flow):
    """Each known rate lies in a bracket; a bracket of kind root holds exactly one."""
    table = mkba.irr_table(flow)
    brackets = [(row.kind, Fraction(row.low), Fraction(row.high)) for row in table.itertuples() if row.kind != "none"]
    for rate in rates:
        assert any(low <= rate <= high for _, low, high in brackets), (rate, flow)
    for kind, low, high in brackets:
        if kind == "root":
            assert sum(low <= rate <= high for rate in rates) == 1, (low, high, flow)
    if not brackets:
        assert not rates
    assert (table["low"].dropna() <= table["rate"].dropna()).all()
    assert (table["rate"].dropna() <= table["high"].dropna()).all()
    return table


@pytest.mark.parametrize("seed", range(6))
def test_every_known_rate_is_found_and_none_invented(seed):
    rng = random.Random(seed)
    for _ in range(60):
        check_rates(*irr_flows.random_flow(rng))


def test_rates_far_enough_apart_are_told_apart():
    rng = random.Random(2026)
    for length in (1, 10, 100, 397):
        rates = [Fraction(n, 10) for n in (-4, 0, 3, 12)]
        table = check_rates(rates, irr_flows.flow(rates, [Fraction(rng.randint(1, 100)) for _ in range(length)]))
        assert table["kind"].tolist() == ["root"] * 4
        assert (table["high"] - table["low"]).max() < 1e-7


@pytest.mark.parametrize("times", [2, 3, 5])
def test_a_multiple_root_is_flagged(times):
    for rate in (Fraction(1, 10), Fraction(0), Fraction(-3, 10), Fraction(5)):
        table = check_rates([rate] * times, irr_flows.flow([rate] * times, [Fraction(7), Fraction(3)]))
        assert table["kind"].tolist() == ["multiple"]
        assert table["rate"][0] == pytest.approx(float(rate), abs=0.02 * (1 + float(rate)))


def test_rates_that_lie_near_each_other():
    """1e-3 apart they are told apart; 1e-12 apart one bracket holds both."""
    near = [Fraction(1, 10), Fraction(1, 10) + Fraction(1, 1000)]
    assert check_rates(near, irr_flows.flow(near, [Fraction(1)]))["kind"].tolist() == ["root", "root"]
    nearer = [Fraction(1, 10), Fraction(1, 10) + Fraction(1, 10**12)]
    assert check_rates(nearer, irr_flows.flow(nearer, [Fraction(1)]))["kind"].tolist() == ["multiple"]


@pytest.mark.slow
def test_many_changes_of_sign():
    """Random flows of 401 periods: as many rates as the companion matrix has positive eigenvalues."""
    rng = np.random.default_rng(20)
    flows = rng.normal(size=(2, 401))
    for one in flows:
        eigenvalues = np.roots(one[::-1])
        positive = eigenvalues[(np.abs(eigenvalues.imag) < 1e-9) & (eigenvalues.real > 0)].real
        assert mkba.irr(one) == pytest.approx(sorted(1 / positive - 1), rel=1e-8, abs=1e-9)


# ---- what holds of any flow ----------------------------------------------------------------------------------------


@given(rate, flow, flow, st.integers(-5, 5))
def test_npv_adds_up_and_scales(rate, one, other, factor):
    n = max(len(one), len(other))
    one, other = (flow + [0.0] * (n - len(flow)) for flow in (one, other))
    parts = [mkba.npv(rate, one), mkba.npv(rate, other)]
    size = mkba.npv(rate, np.abs(one)) + mkba.npv(rate, np.abs(other))
    assert mkba.npv(rate, np.add(one, other)) == pytest.approx(sum(parts), rel=0, abs=1e-13 * size)
    assert mkba.npv(rate, np.multiply(one, factor)) == pytest.approx(factor * parts[0], rel=0, abs=1e-13 * size * 5)


@given(rate, flow, st.integers(0, 11))
def test_splitting_a_flow_changes_nothing(rate, flow, at):
    first = [amount if k < at else 0.0 for k, amount in enumerate(flow)]
    rest = [0.0 if k < at else amount for k, amount in enumerate(flow)]
    size = mkba.npv(rate, np.abs(flow))
    assert mkba.npv(rate, [first, rest]).sum() == pytest.approx(mkba.npv(rate, flow), rel=0, abs=1e-13 * size)


@given(flow)
def test_npv_at_a_rate_of_return_is_zero(flow):
    if not any(flow):
        return
    for row in mkba.irr_table(flow).itertuples():
        if row.kind != "none":
            size = mkba.npv(row.rate, np.abs(flow))
            assert mkba.npv(row.rate, flow) == pytest.approx(0, abs=1e-11 * size)


@given(flow, st.integers(-900, 900))
def test_rates_do_not_depend_on_the_size_of_amounts(flow, exponent):
    if any(flow):
        assert mkba.irr(np.ldexp(flow, exponent)) == mkba.irr(flow) == mkba.irr(np.negative(flow))


@given(flow)
def test_zeros_around_a_flow_change_no_rate(flow):
    if any(flow):
        assert mkba.irr([0.0, *flow, 0.0]) == pytest.approx(mkba.irr(flow), rel=1e-9, abs=1e-7)


@given(flow)
def test_payback_is_where_the_balance_stays_up(flow):
    balance = np.cumsum(flow)
    below = np.flatnonzero(balance < 0)
    first = 0.0 if below.size == 0 else float(below[-1] + 1) if below[-1] + 1 < len(flow) else None
    assert mkba.payback(flow) == first
    assert mkba.payback(flow, rate=0) == mkba.payback(flow, rate=[(0, 0.0)])
    table = mkba.payback_table(flow)
    assert table["is_payback"].sum() == (first is not None)
    crossings = table[table["kind"] == "crossing"]
    assert len(crossings) == np.count_nonzero(np.diff(balance < 0))
    assert (crossings["interpolated"] <= crossings["tau"]).all()


@given(rate, st.integers(1, 40))
def test_annuity_is_the_npv_of_ones(rate, years):
    ones = [1.0] * years
    for timing, offset in (("begin", 0), ("mid", 0.5), ("end", 1)):
        worth = mkba.npv(rate, ones, [t + offset for t in range(years)])
        assert mkba.annuity(rate, years, timing) == pytest.approx(worth, rel=1e-12)
        assert mkba.annual_equivalent(worth, rate, years, timing) == pytest.approx(1, rel=1e-12)


# ---- arguments and results -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flows", [
    [[-100, 60, 60], [-50, 20, 40]], np.array([[-100, 60, 60], [-50, 20, 40]], dtype=np.int32),
    np.asfortranarray([[-100.0, 60, 60], [-50, 20, 40]]), pd.DataFrame([[-100, 60, 60], [-50, 20, 40]]),
    np.array([[40.0, 0, 20, 0, -50], [60, 0, 60, 0, -100]])[::-1, ::-2], np.array([[-100, 60, 60], [-50, 20, 40]], ">f8"),
], ids=["lists", "ints", "columns", "frame", "view", "big-endian"])  # fmt: skip
def test_flows_of_any_kind(flows):
    expected = [mkba.npv(0.05, [-100, 60, 60]), mkba.npv(0.05, [-50, 20, 40])]
    assert mkba.npv(0.05, flows).tolist() == expected
    assert mkba.irr(flows)["flow"].tolist() == [0, 1]
    assert mkba.payback(flows).tolist() == [2.0, 2.0]
    assert mkba.mirr(flows, 0.1, 0.1).tolist() == [mkba.mirr(one, 0.1, 0.1) for one in ([-100, 60, 60], [-50, 20, 40])]


def test_one_flow_gives_plain_numbers():
    for one in ([-100.0, 121], (-100, 121), np.array([-100, 121]), pd.Series([-100, 121])):
        assert type(mkba.npv(0.1, one)) is float
        assert mkba.irr(one) == [pytest.approx(0.21, rel=1e-14)]
        assert mkba.payback(one) == 1.0
    assert mkba.irr([-100, 121], step=2) == [pytest.approx(0.1, rel=1e-14)]


def test_rates_schemes_and_segments():
    flow, tau = [-100.0, 50, 80], [0, 10, 50]
    by_factors = float(np.dot(flow, mkba.discount_factor("NL-2026", tau)))
    assert mkba.npv("NL-2026", flow, tau) == pytest.approx(by_factors, rel=1e-14)
    assert mkba.npv([(0, 0.028), (35, 0.018)], flow, tau) == mkba.npv("NL-2026", flow, tau)
    assert mkba.npv([{"from": 0, "rate": 0.05}], flow, tau) == mkba.npv(0.05, flow, tau)


@pytest.mark.parametrize(("call", "error", "where"), [
    (lambda: mkba.npv("NL-2062", [1]), mkba.UnknownNameError, "scheme"),
    (lambda: mkba.npv(0.1, [1, float("nan")]), mkba.ArgumentError, "flows[0][1]"),
    (lambda: mkba.npv(0.1, [10**400]), mkba.ArgumentError, "flows"),
    (lambda: mkba.npv(0.1, []), mkba.ArgumentError, "flows"),
    (lambda: mkba.npv(0.1, [1, 2], [0]), mkba.ArgumentError, "tau"),
    (lambda: mkba.npv(0.1, [1, 2], []), mkba.ArgumentError, "tau"),
    (lambda: mkba.npv(-1, [1, 2]), mkba.ArgumentError, "segments[0].rate"),
    (lambda: mkba.irr([0, 0]), mkba.ArgumentError, "flows"),
    (lambda: mkba.irr([-1, 2], 0), mkba.ArgumentError, "step"),
    (lambda: mkba.mirr([[-1, 2], [1, 2]], 0.1, 0.1), mkba.ArgumentError, "flows[1]"),
    (lambda: mkba.payback([-1, 2], tau=[1, 1]), mkba.ArgumentError, "tau[1]"),
    (lambda: mkba.annuity(0.1, 1.5), mkba.ArgumentError, "years[0]"),
    (lambda: mkba.annuity(0.1, 5, "ent"), mkba.UnknownNameError, "timing"),
    (lambda: mkba.annual_equivalent(1, 0.1, 0), mkba.ArgumentError, "years"),
    (lambda: mkba.depreciation(1, 0, 5, 0.1, "lineair"), mkba.UnknownNameError, "method"),
    (lambda: mkba.equipment_annuity(1, 2, 5, 0.1), mkba.ArgumentError, "residual"),
    (lambda: mkba.rate(3, 1, 1, 1), mkba.EvaluationError, ""),
    (lambda: mkba.future_value(0.1, 3, 1, 1, "mid"), mkba.ArgumentError, "timing"),
    (lambda: mkba.convert_unit(1, "EUR/uur", "EUR/client"), mkba.UnitError, "to_unit"),
])  # fmt: skip
def test_refusals_say_where(call, error, where):
    with pytest.raises(error) as refused:
        call()
    assert refused.value.where == where and refused.value.message


@pytest.mark.parametrize("flows", ["x", None, [None], ["1"], [[1, 2], [3]], 5, np.zeros((1, 1, 1)), [1j], {}])
def test_what_is_no_flow_is_a_type_error(flows):
    for call in (lambda: mkba.npv(0.1, flows), lambda: mkba.irr(flows), lambda: mkba.payback(flows)):
        with pytest.raises((TypeError, ValueError)):
            call()


@pytest.mark.parametrize("rate", [None, {}, 1j, object()])
def test_what_is_no_rate_is_a_type_error(rate):
    with pytest.raises(TypeError):
        mkba.npv(rate, [1])
