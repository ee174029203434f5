"""Explanations: doing what the numbers say gives the value, and the last values are the figures."""

import math
import re

import pytest
from conftest import ROOT, oracle

import mkba

FUNCTIONS = {"min": min, "max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs}
NAMES = {"alles", "omloop", "overlap-gelijk", "prijzen", "factorprijzen", "profiel", "rentewissel", "uitdrukkingen",
         "verschuiven", "verwachting", "voor-basisjaar", "willekeurig-0043", "willekeurig-0130", "willekeurig-0183"}
CASES = [pytest.param(ROOT / "tests" / "data" / "cases" / f"{name}.json", id=name) for name in sorted(NAMES)]


NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def follow(numbers):
    """What the numbers say: arithmetic, and nothing else."""
    assert set(re.findall(r"[a-z_]+", NUMBER.sub("", numbers))) <= set(FUNCTIONS), numbers
    python = NUMBER.sub(lambda text: repr(float(text[0])), numbers).replace("^", "**")
    return eval(f"({python})", {"__builtins__": {}}, FUNCTIONS)


def size_of(numbers):
    """The largest number in it: terms may cancel."""
    return max((abs(float(text)) for text in NUMBER.findall(numbers)), default=0.0)


def check_steps(steps):
    for step in steps.itertuples():
        near = 1e-12 * max(abs(step.value), size_of(step.numbers), 1e-3)
        assert abs(follow(step.numbers) - step.value) <= near, (step.kind, step.name, step.formula, step.numbers)


def asked(appraisal):
    """(alternative, line, year) of all there is to ask of lines in years."""
    amounts = appraisal.amounts()
    return zip(amounts["alternative"], amounts["line"], amounts["year"].tolist())


@pytest.mark.parametrize("path", CASES)
def test_following_the_numbers_gives_the_value(path):
    appraisal = mkba.Case.read(path).appraise()
    amounts = appraisal.amounts().set_index(["alternative", "line", "year"])
    for alternative, line, year in list(asked(appraisal))[:60]:
        steps = appraisal.explain(line, year, alternative)
        check_steps(steps)
        row = amounts.loc[(alternative, line, year)]
        last = steps.set_index("kind")["value"]
        assert last["pv"] == row["pv"] and last["discount factor"] == row["discount_factor"]
        counted = last["overlap"] if "overlap" in last.index else last["amount"]
        assert counted == row["amount"]


@pytest.mark.parametrize("path", CASES)
def test_explained_totals_are_the_figures(path):
    case = mkba.Case.read(path)
    for scenario in (None, *case.scenarios[:2]):
        appraisal = case.appraise(scenario)
        for alternative, outcome in appraisal.to_dict().items():
            steps = appraisal.explain(alternative=alternative)
            check_steps(steps)
            totals = steps[steps["kind"] == "total"].set_index("name")["value"]
            for key in ("pv_costs", "pv_benefits", "npv", "bcr", "annual_equivalent"):
                assert totals.get(key) == outcome[key]
            shown = steps[steps["depth"] == 1].set_index("name")["value"]
            assert shown.to_dict() == {name: line["pv"] for name, line in outcome["lines"].items()}
            for line, figures in list(outcome["lines"].items())[:4]:
                years = appraisal.explain(line, alternative=alternative)
                check_steps(years)
                sums = years.set_index("name")["value"]
                assert (sums["pv"], sums["undiscounted"]) == (figures["pv"], figures["undiscounted"])
            for year, net in list(outcome["net_by_year"].items())[:4]:
                lines = appraisal.explain(year=int(year), alternative=alternative)
                check_steps(lines)
                assert lines["value"].iloc[-1] == net


def test_a_parameter_is_followed_from_what_was_given(case):
    """In tests/data/cases/prijzen.json: index, VAT and units."""
    document = case.to_dict()
    document["parameters"]["tarief"] = {"value": 1, "unit": "EUR/minuut", "price_year": 2022, "vat": "excl", "vat_rate": 0.21,
                                        "source": "contract"}  # fmt: skip
    steps = mkba.Case(document).appraise().explain("hulp", 2027, "plan")
    given, used = (row for row in steps[steps["name"] == "tarief"].itertuples())
    assert (given.kind, given.value, given.unit, given.source) == ("given", 1, "EUR/minuut", "contract")
    assert given.formula == "given, prices of 2022, excl. VAT" and given.place == "/parameters/tarief"
    assert used.formula == "given * unit factor * cpi(2024) / cpi(2022) * (1 + vat_rate)"
    assert used.numbers.startswith("1 * 60 * 1 / 0.9319") and used.unit == "EUR/uur"
    assert used.value == pytest.approx(60 * 1.073 * 1.21, rel=1e-12)
    assert used.depth < given.depth


def test_a_scenario_is_named(case):
    steps = case.appraise("laag").explain("hulp", 2027, "plan")
    assert "scenario laag" in steps.loc[steps["name"] == "effect", "formula"].tolist()


def test_each_parameter_is_shown_once(case):
    steps = case.appraise().explain("hulp", 2028, "plan")
    shown = steps.loc[steps["kind"] == "parameter", "name"].tolist()
    assert sorted(shown) == ["effect", "tarief", "uren"]


def test_overlap_says_who_is_dominant():
    appraisal = mkba.Case.read(ROOT / "tests/data/cases/overlap-gelijk.json").appraise()
    group = [row for row in asked(appraisal)][0]
    found = [steps for steps in (appraisal.explain(line, group[2], group[0]) for name, line, year in asked(appraisal)
                                 if (name, year) == (group[0], group[2])) if "overlap" in set(steps["kind"])]  # fmt: skip
    assert found
    for steps in found:
        kinds = steps["kind"].tolist()
        assert kinds.count("overlap, dominant") == 1 and kinds.count("overlap") == 1


def test_a_long_chain_of_parameters(document):
    """Parts stand before the whole, however deep."""
    chain = {f"p{i}": {"value": f"p{i - 1} * 1"} for i in range(1, 3000)}
    document["parameters"] |= {"p0": {"value": 7, "unit": "EUR/jaar"}, **chain}
    document["lines"] += [{"id": "keten", "kind": "cost", "value": "p2999", "payer": "GR"}]
    steps = mkba.Case(document).appraise().explain("keten", 2026, "plan")
    names = [name for name in steps["name"] if name.startswith("p") and name != "plan"]
    assert names[:3] == ["p0", "p0", "p1"] and names[-1] == "p2999"
    assert steps["value"].iloc[0] == 7


REFUSED = [
    ({"line": "bat"}, mkba.UnknownNameError, "line", 'did you mean "baat"?'),
    ({"line": "cohesie"}, mkba.UnknownNameError, "line", "pro memorie"),
    ({"year": 2031}, mkba.ArgumentError, "year", "2026 to 2029"),
    ({"year": 0}, mkba.ArgumentError, "year", "no year"),
    ({"alternative": "plam"}, mkba.UnknownNameError, "alternative", 'did you mean "plan"?'),
    ({"alternative": None}, mkba.ArgumentError, "alternative", "one of: plan, groot"),
    ({"line": 3}, TypeError, None, "line"),
    ({"year": "2027"}, TypeError, None, "year must be a whole number"),
]


@pytest.mark.parametrize("change, error, where, says", REFUSED)
def test_what_is_refused(case, change, error, where, says):
    with pytest.raises(error) as raised:
        case.appraise().explain(**{"line": "baat", "year": 2027, "alternative": "plan", **change})
    assert says in str(raised.value)
    assert where is None or raised.value.where == where


@pytest.mark.slow
def test_random_cases_are_followed():
    for seed in range(12):
        appraisal = mkba.Case(oracle()[1].random_case(seed)).appraise()
        for alternative, line, year in list(asked(appraisal))[::7][:40]:
            check_steps(appraisal.explain(line, year, alternative))
        for alternative in appraisal.alternatives:
            check_steps(appraisal.explain(alternative=alternative))
