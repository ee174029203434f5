"""The batenregister in Python: forecasts against scipy, euros and progress over networks of any shape, options as they cross."""

import copy
import json
import pickle
import random
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import mkba

DATA = ROOT / "tests" / "data" / "koers"
EXAMPLE = ROOT / "examples" / "koers" / "koers.json"
LEVELS = ["inspanning", "vermogen", "baat", "doel"]


def one_indicator(figures, target, direction="up"):
    """A Koers of one baat with one indicator: {year: value}, the first of them the nulmeting."""
    (start, value), *rest = figures.items()
    return mkba.Koers({
        "format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": {"b": {"level": "baat", "title": "b", "indicators": ["x"]}},
        "indicators": {"x": {"title": "x", "direction": direction, "start": {"period": start, "value": value}, "targets": target}},
        "measurements": [{"indicator": "x", "period": year, "value": value} for year, value in rest]})  # fmt: skip


# ---- forecasts -------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(2010, 2025), st.floats(-1e3, 1e3).map(lambda x: round(x, 3)), min_size=3, max_size=10),
       st.integers(2026, 2040), st.sampled_from(["up", "down"]), st.floats(0.5, 0.99))  # fmt: skip
def test_a_forecast_is_the_prediction_of_a_straight_line(figures, year, direction, level):
    figures = dict(sorted(figures.items()))
    t, y = np.array(list(figures)) + 0.5, np.array(list(figures.values()))
    n, line = len(t), stats.linregress(t, y)
    at = line.intercept + line.slope * (year + 0.5)
    s2 = ((y - line.intercept - line.slope * t) ** 2).sum() / (n - 2)
    if s2 < 1e-6:
        return
    se = np.sqrt(s2 * (1 + 1 / n + (year + 0.5 - t.mean()) ** 2 / ((t - t.mean()) ** 2).sum()))
    target = round(at + se, 6)
    (row,) = one_indicator(figures, {str(year): target}, direction).benefits(level=level).targets().to_dict("records")
    half = stats.t.ppf((1 + level) / 2, n - 2) * se
    reached = stats.t.cdf((at - target) / se, n - 2)
    scale = 1e-7 * (1 + abs(at) + half)
    assert [row["forecast"], row["low"], row["high"]] == pytest.approx([at, at - half, at + half], abs=scale)
    assert row["p_reached"] == pytest.approx(reached if direction == "up" else 1 - reached, abs=1e-6)


def test_a_drift_goes_on_from_the_last_figure():
    figures = {2020: 10.0, 2022: 14.0, 2023: 13.0, 2025: 20.0}
    (row,) = one_indicator(figures, {"2028": 30}).benefits(method="drift").targets().to_dict("records")
    steps, years = np.array([4.0, -1, 7]), np.array([2.0, 1, 2])
    s2 = ((steps - 2 * years) ** 2 / years).sum() / 2
    half = stats.t.ppf(0.95, 2) * np.sqrt(s2 * (3 + 9 / 5))
    assert [row["forecast"], row["high"]] == pytest.approx([26, 26 + half])


# ---- over the network --------------------------------------------------------------------------------------------------


@st.composite
def networks(draw):
    """Any network, with euros of efforts and indicators of baten and doelen: some measured, some not."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    levels = sorted(chance.choices(LEVELS, k=draw(st.integers(1, 14))), key=LEVELS.index)
    nodes, edges, indicators, measurements = {}, [], {}, []
    for i, level in enumerate(levels):
        nodes[f"n{i}"] = node = {"level": level, "title": "t"}
        if level == "inspanning":
            node["spent"] = {str(year): round(chance.random() * 1e6, 2) for year in range(2020, 2020 + chance.randrange(6))}
            node["budget"] = {str(year): round(chance.random() * 1e6, 2) for year in range(2022, 2022 + chance.randrange(6))}
        elif chance.random() < 0.6:
            indicators[f"i{i}"] = {"title": "t", "direction": "up", "start": {"period": 2020, "value": 0}, "targets": {"2030": 1}}
            node["indicators"] = [f"i{i}"]
            if chance.random() < 0.7:
                measurements.append({"indicator": f"i{i}", "period": 2023, "value": round(chance.random(), 3)})
        below = [k for k in range(i) if chance.random() < 0.5]
        rest = chance.choice([1.0, chance.random()])
        edges += [{"from": f"n{k}", "to": f"n{i}", "share": rest / len(below)} for k in below if rest > 0]
    chance.shuffle(edges)
    return {"format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": nodes, "edges": edges, "indicators": indicators,
            "measurements": measurements}  # fmt: skip


def cents(values):
    return sum(Fraction(round(value * 100)) for value in values)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_costs_add_up_whatever_the_shape(document):
    costs = mkba.Koers(document).benefits(as_of=2023).costs()
    efforts = [node for node in document["nodes"].values() if node["level"] == "inspanning"]
    until = lambda key, last: cents(sum(v for y, v in node[key].items() if int(y) <= last) for node in efforts)  # noqa: E731
    assert cents(costs["spent"]) == until("spent", 2023)
    assert cents(costs["budget_due"]) == until("budget", 2023)
    assert cents(costs["budget"]) == until("budget", 9999)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_progress_is_a_mean_of_what_is_measured(document):
    """Between the least and the most of what is measured below; worked out again by recursion over paths."""
    progress = mkba.Koers(document).benefits().progress().set_index("name")
    own = {name: row["own"] for name, row in progress.iterrows() if row["kind"] == "node" and row["own"] == row["own"]}
    assert set(own) == {name for name, node in document["nodes"].items()
                        if any(m["indicator"] in node.get("indicators", []) for m in document["measurements"])}  # fmt: skip

    def brought(name):
        parts = [(edge["share"], edge["from"]) for edge in document["edges"] if edge["to"] == name]
        found = [(share, (own[u], 1.0) if u in own else brought(u)) for share, u in parts]
        return sum(s * p for s, (p, _) in found), sum(s * m for s, (_, m) in found)

    for name in document["nodes"]:
        value, measured = brought(name)
        row = progress.loc[name]
        assert row["below_measured"] == pytest.approx(min(measured, 1), abs=1e-9)
        if measured > 0:
            assert row["below"] == pytest.approx(value / measured)
            assert min(own.values()) - 1e-9 <= row["below"] <= max(own.values()) + 1e-9
        else:
            assert row["below"] != row["below"]  # not measured is not 0


@given(st.floats(0.001, 0.999).map(lambda x: round(x, 3)))
@settings(max_examples=20, deadline=None)
def test_where_all_shares_are_1_progress_stays_what_it_is(part):
    names = ["e", "v", "b", "d"]
    koers = mkba.Koers({
        "format": "mkba-koers/1", "title": "t", "opgaven": {"o": {"title": "o"}},
        "nodes": {name: {"level": level, "title": "t"} for name, level in zip(names, LEVELS, strict=True)}
        | {"b": {"level": "baat", "title": "t", "indicators": ["x"]}, "d": {"level": "doel", "title": "t", "opgave": "o"}},
        "edges": [{"from": u, "to": v, "share": 1} for u, v in zip(names, names[1:])],
        "indicators": {"x": {"title": "x", "direction": "down", "start": {"period": 2020, "value": 7}, "targets": {"2030": 3}}},
        "measurements": [{"indicator": "x", "period": 2025, "value": 7 - 4 * part}]})  # fmt: skip
    progress = koers.benefits().progress().set_index("name")
    assert progress.loc[["d", "o"], "below"].tolist() == pytest.approx([part, part])
    assert progress.loc[["e", "v"], "above"].tolist() == pytest.approx([part, part])
    assert progress.loc[["d", "o"], "below_measured"].tolist() == [1, 1]


# ---- the example, and what is refused -------------------------------------------------------------------------------------


def test_euros_of_the_example_are_those_of_its_allocation():
    koers = mkba.Koers.read(EXAMPLE)
    case = koers.case()
    register = koers.benefits(case=case, draws=400, seed=5)
    rows = register.benefits().set_index("node")
    nodes = koers.din().allocate(case, "nodes", of="benefits").set_index("node")
    assert rows["benefit"].dropna().to_dict() == nodes.loc[rows["benefit"].dropna().index, "linked"].to_dict()
    drawn = koers.din().allocate(case, "nodes", of="benefits", draws=400, seed=5, level=0.9).set_index("node")
    for name in rows["benefit"].dropna().index:
        assert rows.loc[name, ["benefit_low", "benefit_high"]].tolist() == pytest.approx(
            drawn.loc[name, ["upward_low", "upward_high"]].tolist())  # fmt: skip
    assert rows["per_budget_euro"].dropna().to_dict() == pytest.approx((rows["benefit"] / rows["budget"]).dropna().to_dict())
    assert rows.loc["sturing", ["benefit", "per_budget_euro", "realised"]].isna().all()  # not valued is not 0
    total = koers.din().allocate(case, of="costs")["euros"]
    assert cents(register.costs()["cost"]) == cents(total)


def test_words_are_in_english_and_dutch():
    register = mkba.Koers.read(DATA / "register.json").benefits()
    assert register.text("nl").splitlines()[0] == "no-target: cannot be said. Er is geen streefwaarde."
    assert "0,80" in register.rules("nl")["text"].str.cat() and "0.80" in register.rules()["text"].str.cat()
    assert register.next("nl")["text"].str.startswith(("Spreek", "Meet", "Zoek")).all()
    assert set(register.indicators()["rule"]) == set(register.rules()["rule"])
    assert register.paths()["kind"].isin(["planned", "realised", "forecast", "norm"]).all()


def test_moments_are_years_periods_or_dates():
    koers = mkba.Koers.read(EXAMPLE)
    assert koers.benefits().as_of == 2026
    assert koers.benefits(as_of=2024).as_of == 2025
    assert koers.benefits(as_of="2024KW01").as_of == 2024.25
    assert koers.benefits(as_of=date(2024, 6, 30)).as_of == pytest.approx(2024.5, abs=0.01)
    assert "spent-later" in koers.benefits(as_of=2024).findings()["id"].tolist()


@pytest.mark.parametrize(("options", "kind", "where"), [
    ({"level": 1}, mkba.ArgumentError, "level"), ({"certainty": 0.2}, mkba.ArgumentError, "certainty"),
    ({"method": "holt"}, mkba.UnknownNameError, "method"), ({"draws": -1}, mkba.ArgumentError, "draws"),
    ({"as_of": "toen"}, mkba.ArgumentError, "as_of"), ({"alternative": "x"}, mkba.UnknownNameError, "alternative"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(options, kind, where):
    koers = mkba.Koers.read(EXAMPLE)
    with pytest.raises(kind) as caught:
        koers.benefits(case=koers.case(), **options)
    assert caught.value.where == where


@pytest.mark.parametrize("choice", ["alternative", "scenario"])
def test_a_choice_in_a_case_asks_for_the_case(choice):
    with pytest.raises(mkba.ArgumentError, match=f"{choice} is of a case: give the case too") as caught:
        mkba.Koers.read(EXAMPLE).benefits(**{choice: "nope"})
    assert caught.value.where == choice


@pytest.mark.parametrize(("given", "said"), [
    ({"panel": 3}, "panel must be a Panel, not int"), ({"case": "x"}, "case must be a Case, not str"),
    ({"panel": mkba.Koers({"format": "mkba-koers/1", "title": "", "opgaven": {}, "nodes": {}})}, "panel must be a Panel, not Koers"),
])  # fmt: skip
def test_what_is_no_panel_or_case_is_named(given, said):
    with pytest.raises(TypeError, match=said):
        mkba.Koers.read(EXAMPLE).benefits(**given)


def test_a_register_is_made_by_a_koers_only():
    register = mkba.Koers.read(EXAMPLE).benefits()
    with pytest.raises(mkba.UnknownNameError, match="benefits"):
        register.table("benefit")
    with pytest.raises(mkba.UnknownNameError, match="language"):
        register.rules("fr")
    with pytest.raises(TypeError):
        mkba.Register()
    with pytest.raises(TypeError, match="keep"):
        pickle.dumps(register)
    assert copy.copy(register) is register and copy.deepcopy(register) is register


def test_the_command_shows_the_register():
    from click.testing import CliRunner

    from mkba.cli import mkba as command

    def run(view, *arguments):
        done = CliRunner().invoke(command, ["koers", str(EXAMPLE), "--show", view, *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    rows = json.loads(run("benefits", "--format", "json", "--draws", "50"))
    assert [row["node"] for row in rows] == ["minder_jeugdhulp", "langer_zelfstandig", "mantelzorg_licht", "sturing"]
    assert rows[0]["benefit_low"] < rows[0]["benefit"]
    assert "Meet" in run("benefits-next", "--format", "csv")
    assert "Measure" in run("benefits-next", "--format", "csv", "--language", "en", "--as-of", "2024")
    assert "panel" in run("benefits-paths", "--format", "csv", "--counts", "jeugd_gebruikers")


@pytest.mark.parametrize("name", ["x" + "é" * 200, "xx" + "€" * 150, "😀" * 120 + "é"])
def test_long_names_are_cut_between_characters(name):
    koers = mkba.Koers({
        "format": "mkba-koers/1", "title": name, "opgaven": {name: {"title": name, "weights": {name: 1}}},
        "nodes": {name: {"level": "baat", "title": name, "indicators": [name]}},
        "indicators": {name: {"title": name, "unit": name, "direction": "up", "frequency": name,
                              "start": {"period": 2021, "value": 1}, "targets": {"2030": 5}}},
        "measurements": [{"indicator": name, "period": 2024, "value": 2, "low": 1, "high": 3, "source": name}],
    })  # fmt: skip
    for language in ("en", "nl"):
        assert name in koers.benefits().text(language)
        assert name in koers.compass().text(language)
    assert name[:10] in " ".join(koers.benefits().findings()["text"])
    assert koers.compass().findings()["text"].str.len().min() > 0


@pytest.mark.parametrize("as_of, past", [(2027, True), (2026, False)])
def test_a_target_whose_year_is_over_without_a_figure_is_said(as_of, past):
    koers = mkba.Koers({
        "format": "mkba-koers/1", "title": "t", "opgaven": {},
        "nodes": {"b": {"level": "baat", "title": "b", "indicators": ["x"]}},
        "indicators": {"x": {"title": "x", "direction": "up", "start": {"period": 2021, "value": 40}, "targets": {"2027": 45}}},
        "measurements": [{"indicator": "x", "period": year, "value": value} for year, value in ((2022, 42.2), (2023, 43.9))],
    })  # fmt: skip
    assert ("target-past" in koers.benefits(as_of=as_of).findings()["id"].tolist()) is past
