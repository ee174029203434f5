"""Every published figure on money of $MKBA_SHARED/reference/published.json, and that our own copies, which are tested
without it, hold them all."""

import json

import pytest
from conftest import ROOT, SHARED

import mkba

FILE = SHARED / "reference" / "published.json"
PUBLISHED = json.loads(FILE.read_text("utf-8")) if FILE.exists() else None
CASES = json.loads((ROOT / "tests" / "data" / "published" / "cases.json").read_text("utf-8"))
shared = pytest.mark.skipif(PUBLISHED is None, reason="no published figures; MKBA_SHARED says where they are")

SCHEMES = {"greenbook_stpr_standard": "UK-GB-2022", "greenbook_stpr_health": "UK-GB-2022/health"}


def printed(value, decimals):
    """The figure as it was printed."""
    return pytest.approx(value, rel=0, abs=0.5000001 * 10.0**-decimals)


def flow_of(entry):
    return [-10000] + 16 * [327.24625] if entry == "-10000 then 16 x 327.24625" else entry


# ---- our own copies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", CASES, ids=lambda entry: entry["case"]["title"])
def test_a_case_gives_the_published_figures(entry):
    outcome = mkba.Case(entry["case"]).appraise().to_dict()[entry["alternative"]]
    for pointer, (value, tolerance) in entry["expected"].items():
        found = outcome
        for key in pointer.split("/")[1:]:
            found = found[key]
        assert found == pytest.approx(value, rel=0, abs=tolerance), pointer


@shared
def test_the_actor_tables_are_all_there():
    ours = [{key: value for key, (value, _) in entry["expected"].items()} for entry in CASES]
    for row in PUBLISHED["wsipp_actor_tables"]:
        assert {
            "/pv_costs": row["cost"], "/pv_benefits": row["benefits"], "/npv": row["net"], "/bcr": row["bcr"],
            "/actors/taxpayers/pv_benefits": row["taxpayers"], "/actors/taxpayers/pv_costs": row["cost"],
            "/actors/participants/net": row["participants"], "/actors/others/net": row["others"],
            "/actors/indirect/net": row["indirect"],
        } in ours  # fmt: skip


# ---- the file as it is ---------------------------------------------------------------------------------------------


@shared
@pytest.mark.parametrize("section", SCHEMES)
def test_green_book_factors(section):
    for year, value in PUBLISHED[section].items():
        assert mkba.discount_factor(SCHEMES[section], int(year)) == printed(value, 6), year


@shared
def test_dutch_factors_and_annuities():
    sections = PUBLISHED["discount_nl"]
    assert len(sections) == 4
    for name, values in sections.items():
        scheme = "NL-2026" if "NL-2026" in name else "NL-2021"
        for year, value in values.items():
            if name.startswith("annuity"):
                assert mkba.annuity(scheme, int(year), "end") == printed(value, 10), (name, year)
            else:
                assert mkba.discount_factor(scheme, int(year)) == printed(value, 10), (name, year)


@shared
def test_every_rate_of_every_flow():
    for entry in PUBLISHED["irr_all_real_roots_above_minus_1"]:
        assert mkba.irr(flow_of(entry["cf"])) == [printed(root, 8) for root in entry["roots"]], entry


NUMPY_FINANCIAL = {
    "fv(0.05/12,120,-100,-100)": lambda: mkba.future_value(0.05 / 12, 120, -100, -100),
    "pv(0.05/12,120,-100,15692.93)": lambda: mkba.present_value(0.05 / 12, 120, -100, 15692.93),
    "pmt(0.075/12,180,200000)": lambda: mkba.payment(0.075 / 12, 180, 200000, 0),
    "nper(0.07/12,-150,8000)": lambda: mkba.periods(0.07 / 12, -150, 8000, 0),
    "rate(10,0,-3500,10000)": lambda: mkba.rate(10, 0, -3500, 10000),
    "npv(0.08,[-40000,5000,8000,12000,30000])": lambda: mkba.npv(0.08, [-40000, 5000, 8000, 12000, 30000]),
    "mirr([-100,50,-60,70],0.10,0.12)": lambda: mkba.mirr([-100, 50, -60, 70], 0.10, 0.12),
}


@shared
@pytest.mark.parametrize("call", NUMPY_FINANCIAL)
def test_the_examples_of_numpy_financial(call):
    assert NUMPY_FINANCIAL[call]() == pytest.approx(PUBLISHED["numpy_financial"][call], rel=1e-10)


@shared
def test_the_rates_of_numpy_financial_are_among_all():
    rates = {call: rate for call, rate in PUBLISHED["numpy_financial"].items() if call not in NUMPY_FINANCIAL}
    assert len(rates) == 6
    for call, rate in rates.items():
        flow = json.loads(call.removeprefix("irr(").removesuffix(")"))
        decimals = min(10, len(repr(rate).partition(".")[2]))
        assert sum(found == printed(rate, decimals) for found in mkba.irr(flow)) == 1, call


@shared
def test_timing_equipment_and_effects():
    for timing, shift in (("begin", -1), ("mid", -0.5), ("end", 0)):
        worth = -10000 + mkba.npv(0.05, [5000] * 3, [t + shift for t in (1, 2, 3)])
        assert worth == printed(PUBLISHED["timing"][timing], 4)
    thing = PUBLISHED["equipment_annuity"]
    assert mkba.annuity(thing["i"], thing["n"], "end") == printed(thing["a"], 9)
    assert mkba.equipment_annuity(thing["V"], thing["R"], thing["n"], thing["i"]) == printed(thing["k"], 10)
    health = PUBLISHED["hta_effects"]
    assert mkba.npv("NL-HTA-2024/effects", health["effects"], health["t"]) == printed(health["sum"], 6)
