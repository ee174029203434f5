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


def against_each_other(options):
    """Alternatives of yearly costs and benefits, each the sum of lines, against each other."""
    lines = [
        {"id": f"{kind}-{name}-{i}", "kind": kind, "alternative": name, "value": value}
        for name, amounts in options.items()
        for kind, values in zip(("cost", "benefit"), amounts)
        for i, value in enumerate(values)
    ]
    alternatives = {"nul": {"title": "nul", "null": True}} | {name: {"title": name} for name in options}
    case = mkba.Case(
        {"format": "mkba-case/1", "title": "t", "base_year": 2026, "years": [2026, 2030], "price_year": 2026,
         "discount": {"rate": 0.028}, "alternatives": alternatives, "lines": lines}
    )  # fmt: skip
    return case.appraise().incremental().set_index("alternative")


def test_what_lies_on_one_line_is_efficient():
    """Each yields 1.1 per euro; in doubles the cheapest comes out a unit in the last place below the others."""
    table = against_each_other({"a": ([62.1], [68.31]), "b": ([496.8], [546.48]), "c": ([621.0], [683.1])})
    assert set(table["status"]) == {"efficient"}
    assert table["incremental_bcr"].iloc[1:].tolist() == pytest.approx([1.1, 1.1, 1.1], abs=1e-12)
    less = against_each_other({"a": ([62.1], [68.3099]), "b": ([496.8], [546.48]), "c": ([621.0], [683.1])})
    assert less["status"].to_dict() == {"nul": "efficient", "a": "extendedly dominated", "b": "efficient", "c": "efficient"}  # fmt: skip


def test_equal_alternatives_do_not_differ_by_rounding():
    """0.1 + 0.2 is above 0.3 in doubles: of equals the first in the document is kept."""
    table = against_each_other({"a": ([0.1, 0.2], [0.7, 0.1]), "b": ([0.3], [0.8])})
    assert table["status"].to_dict() == {"nul": "efficient", "a": "efficient", "b": "dominated"}
    assert table.loc["b", ["compared_with", "costs_added", "benefits_added"]].tolist() == ["a", 0.0, 0.0]


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


# ---- one parameter, two, or all of them ------------------------------------------------------------------------


def product():
    return mkba.Case({
        "format": "mkba-case/1", "title": "t", "base_year": 2026, "years": [2026, 2026], "price_year": 2026,
        "timing": "begin", "discount": {"rate": 0.03},
        "parameters": {"a": {"distribution": {"normal": {"mean": 38, "sd": 3.8}}},
                       "b": {"distribution": {"normal": {"mean": 54, "sd": 2.7}}}, "last": {"value": 1140}},
        "alternatives": {"n": {"null": True}, "p": {}},
        "lines": [{"id": "x", "kind": "benefit", "value": "a * b"}, {"id": "y", "kind": "cost", "value": "last"}],
    })  # fmt: skip


def test_a_tornado_of_a_product_is_that_by_hand():
    table = product().tornado(bounds={"last": (1000, 2100)})
    z = 1.6448536269514722
    assert table["parameter"].tolist() == ["last", "a", "b"]
    assert table["swing"].tolist() == pytest.approx([1100, 2 * z * 3.8 * 54, 2 * z * 2.7 * 38], rel=1e-12)
    assert product().tornado(measure="bcr")["outcome"].iloc[0] == pytest.approx(38 * 54 / 1140, rel=1e-12)


def test_break_even_values_a_grid_and_the_nearest_point_of_a_product():
    found = product().break_even()
    assert found["break_even"].tolist() == pytest.approx([1140 / 54, 30], rel=1e-12)
    assert found["found"].tolist() == ["linear", "linear"] and found["possible"].all()
    assert product().break_even("a", draws=4096)["break_even"].iloc[0] == pytest.approx(1140 / 54, rel=1e-3)
    grid = product().two_way("a", "b", {"a": [20, 30], "b": [30, 40, 60]})
    assert grid["outcome"].tolist() == [a * b - 1140 for a in (20, 30) for b in (30, 40, 60)]
    assert grid["zero"].dropna().tolist() == pytest.approx([57, 38], rel=1e-12)
    joint = product().joint_break_even()
    assert joint["distance"].iloc[0] == pytest.approx(4.261350761434608, rel=1e-9)


def test_what_is_no_option_of_these_is_refused():
    with pytest.raises(mkba.ArgumentError, match="two numbers"):
        product().tornado(bounds={"last": (1,)})
    with pytest.raises(mkba.UnknownNameError, match="values are for"):
        product().two_way("a", "b", {"last": [1, 2]})
    with pytest.raises(mkba.UnknownNameError, match="no parameter"):
        product().break_even("c")
    with pytest.raises(mkba.ArgumentError, match="standard deviations"):
        product().joint_break_even(["last"])


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_list_of_no_values_is_not_those_of_the_distribution(name):
    with pytest.raises(mkba.ArgumentError, match=f'"{name}" has no value: give at least one') as caught:
        product().two_way("a", "b", {name: []})
    assert caught.value.where == {"a": "first", "b": "second"}[name]
    assert product().tornado(bounds={}).equals(product().tornado())  # no bounds of their own


def of_two(value, x, y=None):
    """A case whose npv is `value`, an expression of x and y."""
    parameters = {"x": {"distribution": x}} | ({} if y is None else {"y": {"distribution": y}})
    return mkba.Case({
        "format": "mkba-case/1", "title": "t", "base_year": 2026, "years": [2026, 2026], "price_year": 2026,
        "timing": "begin", "discount": {"rate": 0.03}, "parameters": parameters,
        "alternatives": {"n": {"null": True}, "p": {}}, "lines": [{"id": "x", "kind": "benefit", "value": value}],
    })  # fmt: skip


@pytest.mark.parametrize("method", ["break_even", "joint_break_even"])
def test_no_alternative_is_held_against_itself(method):
    with pytest.raises(mkba.ArgumentError, match="the only one") as caught:
        getattr(of_two("x", {"uniform": [0, 1]}), method)(against="p")
    assert caught.value.where == "against"


@pytest.mark.parametrize(("value", "low", "high", "nearest"), [
    ("max(0, x - 60) * 10", 0, 60, 50), ("min(x, 60) - 60", 60, 100, 60), ("max(0, abs(x - 30.5) - 10)", 20.5, 40.5, 40.5),
])  # fmt: skip
def test_a_flat_stretch_of_zeros_is_one_row_with_its_ends(value, low, high, nearest):
    table = of_two(value, {"uniform": [0, 100]}).break_even("x")
    assert table["found"].tolist() == ["flat"]
    assert table[["flat_low", "flat_high", "break_even"]].iloc[0].tolist() == pytest.approx([low, high, nearest], rel=1e-14)


def test_a_stretch_and_a_root_are_two_rows():
    table = of_two("max(0, x - 60) * (x - 80.3)", {"uniform": [0, 100]}).break_even("x")
    assert table["found"].tolist() == ["flat", "bracket"]
    assert table["break_even"].tolist() == pytest.approx([50, 80.3], rel=1e-14)
    assert pd.isna(table["flat_low"].iloc[1])


def test_what_is_zero_all_over_the_range_has_no_effect():
    table = of_two("abs(x) - abs(x)", {"uniform": [0, 100]}).break_even("x")
    assert table["found"].tolist() == ["no effect"] and table["break_even"].isna().all()


@pytest.mark.parametrize(("value", "x", "why", "low"), [
    ("log(x) + y", {"uniform": [-1, 5]}, "x = -1", None),  # at an end of the range
    ("y - (x - 1) ^ 0.5", {"uniform": [0, 4]}, "x = 0", None),
    ("x + y", {"discrete": {"values": [3], "weights": [1]}}, "one value", 3.0),
])  # fmt: skip
def test_a_parameter_that_cannot_be_sought_stops_no_other(value, x, why, low):
    case = of_two(value, x, normal(10, 2))
    table = case.break_even().set_index("parameter")
    assert table["found"]["y"] == "linear" and pd.isna(table["why"]["y"])
    row = table.loc["x"]
    assert row["found"] == "failed" and why in row["why"] and pd.isna(row["break_even"])
    assert pd.isna(row["outcome_low"]) == (low is None)
    with pytest.raises(mkba.MkbaError, match=why):
        case.break_even("x")


def test_a_step_that_cannot_be_appraised_fails_only_where_steps_are_needed():
    """At 5.2, the middle of the range, 1 / (x - 5.2) is not there; the ends and the value are."""
    case = of_two("y + x + 1 / (x - 5.2)", {"beta": {"alpha": 2, "beta": 6, "max": 10.4}}, normal(10, 2))
    table = case.break_even().set_index("parameter")
    assert table["found"].to_dict() == {"x": "failed", "y": "linear"} and "x = 5.2" in table["why"]["x"]
    assert table[["outcome", "outcome_low", "outcome_high"]].notna().all(axis=None)


def normal(mean, sd):
    return {"normal": {"mean": mean, "sd": sd}}


@pytest.mark.parametrize(("value", "relative", "distance"), [
    ("x * y - 10", False, 15**0.5), ("x * y - 1", False, 24**0.5), ("x * y", False, 5), ("x * y - 10", True, 0.6**0.5),
])  # fmt: skip
def test_the_nearest_point_is_no_local_maximum(value, relative, distance):
    """Of (10 + 2a)(5 + b) = k the nearest (a, b) has a + b = -5 and so a^2 + b^2 = 25 - k, for k < 12.5."""
    table = of_two(value, normal(10, 2), normal(5, 1)).joint_break_even(relative=relative)
    assert table["distance"].tolist() == pytest.approx([distance] * 2, rel=1e-12)
    assert (table["angle"] <= 1e-8).all() and (table["found"] == "local").all()


def test_the_nearest_point_is_no_farther_than_any_of_a_grid():
    """The boundary solved for one parameter over a fine grid of the other."""
    case = mkba.example()
    joint = case.joint_break_even(["effect_wmo", "uren_begeleiding"], relative=True).set_index("parameter")
    distance, hours = joint["distance"].iloc[0], joint["value"]["uren_begeleiding"]
    assert (joint["found"] == "local").all()
    values = [hours * (0.6 + 0.004 * i) for i in range(101)] + [joint["break_even"]["uren_begeleiding"]]
    grid = case.two_way("uren_begeleiding", "effect_wmo", {"uren_begeleiding": sorted(values), "effect_wmo": [0.02, 0.09]})
    grid = grid[grid["zero"].notna()]
    away = ((grid["first"] / hours - 1) ** 2 + (grid["zero"] / joint["value"]["effect_wmo"] - 1) ** 2) ** 0.5
    assert away.min() == pytest.approx(distance, rel=1e-9)


def test_all_of_the_example_relative_to_its_values():
    table = mkba.example().joint_break_even(relative=True)
    assert table["distance"].iloc[0] == pytest.approx(0.13951, abs=1e-5) and set(table["found"]) == {"local"}
    assert table.set_index("parameter")["break_even"]["kosten_jeugdhulp"] == pytest.approx(6272.9, abs=0.1)


def test_where_no_change_brings_zero_it_is_said():
    table = of_two("x * x + y * y + 1", normal(10, 2), normal(5, 1)).joint_break_even()
    assert set(table["found"]) == {"none"} and table["break_even"].isna().all()


def test_at_a_kink_the_point_is_an_upper_bound():
    table = of_two("max(x - 6, y - 3)", normal(10, 2), normal(5, 1)).joint_break_even()
    assert table["distance"].iloc[0] == pytest.approx(8**0.5, rel=1e-6) and set(table["found"]) == {"boundary"}


def test_a_sum_has_the_least_point():
    table = of_two("x + y - 5", normal(10, 2), normal(5, 1)).joint_break_even()
    assert set(table["found"]) == {"least"} and table["distance"].iloc[0] == pytest.approx(10 / 5**0.5, rel=1e-12)
def test_bounds_that_are_not_by_parameter_are_refused():
    with pytest.raises(mkba.ArgumentError, match=r"bounds must be \{parameter: \(low, high\)\}, not list") as caught:
        mkba.example().tornado(bounds=[(0, 1)])
    assert caught.value.where == "bounds"
