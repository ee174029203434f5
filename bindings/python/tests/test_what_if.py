"""Scenarios side by side, the sensitivity set, alternatives against each other, returns: against what else the library
says of the same thing, and against the independent evaluator."""

import pandas as pd
import pytest
from conftest import ROOT, oracle
from hypothesis import given
from test_properties import SEEDS, random_document, scale_of, thorough

import mkba

# ---- scenarios -------------------------------------------------------------------------------------------------


def check_scenarios(case):
    table = case.compare_scenarios()
    rows = iter(table.to_dict("records"))
    base = case.appraise().npv
    for scenario in (None, *case.scenarios):
        appraisal = case.appraise(scenario)
        for summary in appraisal.summary().to_dict("records"):
            row = next(rows)
            assert (pd.isna(row["scenario"]) and scenario is None) or row["scenario"] == scenario
            for key in ("alternative", "pv_costs", "pv_benefits", "npv", "bcr", "annual_equivalent", "irr", "payback"):
                assert row[key] == summary[key] or (pd.isna(row[key]) and pd.isna(summary[key]))
            assert row["npv_difference"] == row["npv"] - base[row["alternative"]]
    assert next(rows, None) is None


def test_the_scenarios_of_a_case(case):
    check_scenarios(case)


@pytest.mark.slow
@thorough
@given(SEEDS)
def test_a_row_is_the_appraisal_under_the_scenario(seed):
    check_scenarios(mkba.Case(random_document(seed)))


# ---- sensitivity -----------------------------------------------------------------------------------------------


def test_the_set(case):
    table = case.sensitivity()
    assert list(table.columns) == ["group", "variant", "what", "alternative", "pv_costs", "pv_benefits", "npv", "bcr",
                                   "npv_difference", "sign_changed"]  # fmt: skip
    assert table.attrs["units"]["npv"] == "EUR" and table["sign_changed"].dtype == bool
    named = table[table["alternative"] == "plan"].set_index(["group", "variant"])["what"].to_dict()
    assert named == {
        ("base", "base"): "the case as it stands",
        ("discount rate", "lower"): "every discount rate 1 percentage point lower, those of lines too",
        ("discount rate", "higher"): "every discount rate 1 percentage point higher, those of lines too",
        ("horizon", "shorter"): "2026 to 2027: 2 years instead of 4",
        ("horizon", "longer"): "2026 to 2031: 6 years instead of 4",
        ("effect", "lower"): "all benefits, those of streams too, times 0.75",
        ("effect", "higher"): "all benefits, those of streams too, times 1.25",
        ("price", "lower"): "all costs times 0.9",
        ("price", "higher"): "all costs times 1.1",
        ("timing", "begin"): "flows at timing begin instead of mid; a line with a timing of its own keeps it",
        ("timing", "end"): "flows at timing end instead of mid; a line with a timing of its own keeps it",
    }


def test_options(case):
    table = case.sensitivity("laag", rate=0.007, shorter=0, longer=1, effect=0, price=0, timing=False)
    assert table["group"].unique().tolist() == ["base", "discount rate"]
    assert table["what"].iloc[0] == 'the scenario "laag"'
    assert table["what"].iloc[-1].startswith("every discount rate 0.7 percentage point higher")
    assert table["npv"].iloc[0] == case.appraise("laag").npv["plan"]
    for change, name in (({"rate": -1}, "rate"), ({"effect": 2}, "effect"), ({"longer": 0.5}, "longer")):
        with pytest.raises(mkba.ArgumentError) as raised:
            case.sensitivity(**change)
        assert raised.value.where == name
    with pytest.raises(mkba.UnknownNameError):
        case.sensitivity("laah")
    with pytest.raises(TypeError):
        case.sensitivity(rate="a lot")


def test_one_year_has_no_shorter_horizon(document):
    document["years"] = [2026, 2026]
    table = mkba.Case(document).sensitivity()
    assert set(table.loc[table["group"] == "horizon", "variant"]) == {"longer"}


def test_no_more_than_two_hundred_years(document):
    document["years"] = [2026, 2215]
    what = mkba.Case(document).sensitivity().set_index(["group", "variant"])["what"]
    assert what["horizon", "longer"].iloc[0] == "2026 to 2225: 200 years instead of 190"


@pytest.mark.slow
@thorough
@given(SEEDS)
def test_effect_and_price_scale_the_summary(seed):
    case = mkba.Case(random_document(seed))
    table = case.sensitivity(rate=0, shorter=0, longer=1, timing=False).set_index(["group", "variant", "alternative"])
    for name, outcome in case.appraise().to_dict().items():
        for group, key, other, share in (("effect", "pv_benefits", "pv_costs", 0.25), ("price", "pv_costs", "pv_benefits", 0.1)):  # fmt: skip
            for variant, sign in (("lower", -1), ("higher", 1)):
                row = table.loc[(group, variant, name)]
                assert row[key] == (1 + sign * share) * outcome[key] and row[other] == outcome[other]
                assert row["npv"] == row["pv_benefits"] - row["pv_costs"]
                assert row["sign_changed"] == ((row["npv"] > 0) != (outcome["npv"] > 0) or (row["npv"] < 0) != (outcome["npv"] < 0))  # fmt: skip


# ---- alternatives against each other, budgets, actors ----------------------------------------------------------


@pytest.mark.slow
@thorough
@given(SEEDS)
def test_the_best_alternative_is_efficient(seed):
    """Of the efficient ones the last that is worth its increment has the highest npv of all."""
    table = mkba.Case(random_document(seed)).appraise().incremental()
    efficient = table[table["status"] == "efficient"]
    assert efficient["pv_benefits"].is_monotonic_increasing and efficient["pv_costs"].is_monotonic_increasing
    ratios = efficient["incremental_bcr"].iloc[1:]
    assert ratios.is_monotonic_decreasing
    best = efficient.iloc[(ratios >= 1).sum()]
    npv = table["pv_benefits"] - table["pv_costs"]
    assert best["pv_benefits"] - best["pv_costs"] >= npv.max() - 1e-9 * (1 + npv.abs().max())


@pytest.mark.slow
@thorough
@given(SEEDS)
def test_actors_and_budgets_hang_together(seed):
    appraisal = mkba.Case(random_document(seed)).appraise()
    outcomes, budget, actors = appraisal.to_dict(), appraisal.budget(), appraisal.actors()
    assert (budget["cash"] == budget["cashable"] - budget["paid"]).all()
    assert ((budget["cashable"] <= budget["received"] + 1e-6) | (budget["received"] <= 0)).all()
    for name, outcome in outcomes.items():
        near = 1e-10 * scale_of(outcome)
        mine = actors[actors["alternative"] == name]
        transfers = sum(line["pv"] for line in outcome["lines"].values() if line["kind"] == "transfer")
        assert abs(mine["net"].sum() - outcome["npv"]) <= near
        assert abs(mine["pv_paid"].sum() - transfers) <= near and abs(mine["pv_received"].sum() - transfers) <= near
        assert abs((mine["pv_costs"] - mine["pv_paid"]).sum() - outcome["pv_costs"]) <= near


# ---- a line in two halves --------------------------------------------------------------------------------------

BY_LINE = {"lines", "amounts", "findings"}


def compared(before, after, keys, scale):
    merged = before.merge(after, on=keys, how="outer", suffixes=("", "_after"), indicator=True)
    assert (merged["_merge"] == "both").all()
    for column in before.columns:
        if column in keys or before[column].dtype != float:
            continue
        gap = (merged[column] - merged[f"{column}_after"]).abs()
        assert (gap.fillna(0) <= 1e-9 * scale).all(), column


@pytest.mark.slow
@thorough
@given(SEEDS)
def test_splitting_a_line_changes_no_view(seed):
    """Outside overlap groups: totals, years, actors, budgets, streams, scenarios, sensitivity."""
    document = random_document(seed)
    position = next((i for i, line in enumerate(document["lines"]) if line["kind"] != "pm" and "overlap" not in line), None)
    if position is None:
        return
    line = document["lines"][position]
    halves = [{**line, "value": f"0.5 * ({line['value']})", "id": f"{line['id']}{i}"} for i in (1, 2)]
    if isinstance(line["value"], (int, float)):
        halves = [{**half, "value": line["value"] / 2} for half in halves]
    changed = {**document, "lines": [*document["lines"][:position], *halves, *document["lines"][position + 1 :]]}
    cases = [mkba.Case(each) for each in (document, changed)]
    before, after = (case.appraise() for case in cases)
    scale = sum(scale_of(outcome) for outcome in before.to_dict().values())
    for view, keys in (("years", ["alternative", "year"]), ("actors", ["alternative", "actor"]),
                       ("budget", ["alternative", "actor", "year"]), ("streams", ["alternative", "stream", "year"])):  # fmt: skip
        compared(getattr(before, view)(), getattr(after, view)(), keys, scale)
    totals = ["alternative", "pv_costs", "pv_benefits", "npv"]
    compared(before.summary()[totals], after.summary()[totals], ["alternative"], scale)
    one, two = (case.sensitivity()[["group", "variant", *totals]] for case in cases)
    compared(one, two, ["group", "variant", "alternative"], 10 * scale)


# ---- against the independent evaluator -------------------------------------------------------------------------


@pytest.mark.slow
def test_the_example_is_the_oracle_s():
    oracle()
    import mkba_oracle
    import oracle_results

    path = ROOT / "examples" / "gebiedsteams.json"
    expected = oracle_results.results(mkba_oracle.read(path))
    appraisal = mkba.Case.read(path).appraise()
    row = appraisal.summary().iloc[0]
    assert row["irr"] == pytest.approx(expected["irr"]["teams"][0], rel=1e-10)
    assert row["payback"] == expected["payback"]["teams"]["simple"]
    for figure in mkba.Case.read(path).sensitivity().itertuples():
        wanted = expected["sensitivity"][f"{figure.group} {figure.variant}"]["teams"]
        assert figure.npv == pytest.approx(wanted["npv"], abs=1e-6, rel=1e-10)
