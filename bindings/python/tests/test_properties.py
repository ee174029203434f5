"""What holds for every case: the library is the oracle, and changes that change nothing change nothing."""

import copy
import functools

import pytest
from conftest import differences, oracle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mkba

# Making a case costs a quarter of a second: the oracle evaluates it twice in decimals.
SEEDS = st.integers(0, 10**6)
thorough = settings(deadline=None, derandomize=True, max_examples=40, suppress_health_check=list(HealthCheck))
pytestmark = pytest.mark.slow


@functools.cache
def made(seed):
    return oracle()[1].random_case(seed)


def random_document(seed):
    return copy.deepcopy(made(seed))


def figures(document, scenario=None):
    return mkba.Case(document).appraise(scenario).to_dict()


def scale_of(outcome):
    """What rounding is relative to: the sum of all amounts, which may cancel in a total."""
    return 1.0 + sum(abs(line["undiscounted"]) for line in outcome["lines"].values()) + sum(
        abs(net) for net in outcome["net_by_year"].values())  # fmt: skip


def same_totals(found, expected, times=1.0):
    for name, outcome in expected.items():
        for key in ("pv_costs", "pv_benefits", "npv"):
            assert abs(found[name][key] - times * outcome[key]) <= 1e-10 * abs(times) * scale_of(outcome), (name, key)


@thorough
@given(SEEDS)
def test_the_library_is_the_oracle(seed):
    document = random_document(seed)
    case = mkba.Case(document)
    for scenario in (None, *document.get("scenarios", {})):
        assert differences(case.appraise(scenario).to_dict(), oracle()[0].appraise(document, scenario)) == []


@thorough
@given(SEEDS)
def test_a_document_comes_back(seed):
    document = random_document(seed)
    case = mkba.Case(document)
    assert case.to_dict() == document
    assert mkba.Case(case.to_dict()).appraise().to_json() == case.appraise().to_json()
    assert case.with_parameters().appraise().to_json() == case.appraise().to_json()


@thorough
@given(SEEDS)
def test_actors_add_up(seed):
    """Transfers net to zero; the sum over actors of net is npv."""
    for outcome in figures(random_document(seed)).values():
        net = sum(actor["net"] for actor in outcome["actors"].values())
        paid = sum(actor["pv_costs"] for actor in outcome["actors"].values())
        received = sum(actor["pv_benefits"] for actor in outcome["actors"].values())
        transfers = sum(line["pv"] for line in outcome["lines"].values() if line["kind"] == "transfer")
        near = 1e-10 * scale_of(outcome)
        assert abs(net - outcome["npv"]) <= near
        assert abs(paid - transfers - outcome["pv_costs"]) <= near
        assert abs(received - transfers - outcome["pv_benefits"]) <= near


@thorough
@given(SEEDS)
def test_tables_add_up(seed):
    appraisal = mkba.Case(random_document(seed)).appraise()
    outcomes, years, amounts = appraisal.to_dict(), appraisal.years(), appraisal.amounts()
    for name, outcome in outcomes.items():
        near = 1e-10 * scale_of(outcome)
        mine = years[years["alternative"] == name]
        assert abs(mine["pv_net"].sum() - outcome["npv"]) <= near
        assert abs(mine["cumulative_pv_net"].iloc[-1] - outcome["npv"]) <= near
        mine = amounts[amounts["alternative"] == name].groupby("line")["pv"].sum()
        for line, pv in mine.items():
            assert abs(pv - outcome["lines"][line]["pv"]) <= near


@thorough
@given(SEEDS, st.integers(0, 7))
def test_a_line_in_two_halves(seed, position):
    """Splitting a line outside an overlap group changes no total."""
    document = random_document(seed)
    lines = document["lines"]
    position %= len(lines)
    line = lines[position]
    if line["kind"] == "pm" or "overlap" in line:
        return
    halves = [{**line, "value": f"0.5 * ({line['value']})", "id": f"{line['id']}{i}"} for i in (1, 2)]
    if isinstance(line["value"], (int, float)):
        halves = [{**half, "value": line["value"] / 2} for half in halves]
    changed = {**document, "lines": [*lines[:position], *halves, *lines[position + 1 :]]}
    before, after = figures(document), figures(changed)
    same_totals(after, before)
    for name, outcome in before.items():
        for actor, row in outcome["actors"].items():
            assert abs(after[name]["actors"][actor]["net"] - row["net"]) <= 1e-10 * scale_of(outcome)


@thorough
@given(SEEDS, st.randoms(use_true_random=False))
def test_order_does_not_matter(seed, source):
    """The order of parameters, streams, lines, actors; not of lines in overlap groups, where the first of equals
    dominates."""
    document = random_document(seed)
    changed = copy.deepcopy(document)
    for key in ("parameters", "streams", "actors", "indices", "scenarios"):
        if key in changed:
            items = list(changed[key].items())
            source.shuffle(items)
            changed[key] = dict(items)
    if not any("overlap" in line for line in changed["lines"]):
        source.shuffle(changed["lines"])
    same_totals(figures(changed), figures(document))


@thorough
@given(SEEDS, st.sampled_from([-1, 0.25, 3, 1e3]))
def test_money_scales(seed, k):
    """All money times k: npv times k. (Lines and streams are multiplied, not their parameters, which may be both
    money and not; dominance in overlap goes by absolute value, so it is scaled too.)"""
    document = random_document(seed)
    changed = copy.deepcopy(document)
    for line in changed["lines"]:
        if "value" in line:
            line["value"] = line["value"] * k if isinstance(line["value"], (int, float)) else f"{k} * ({line['value']})"
    for stream in changed.get("streams", {}).values():
        cost = stream["unit_cost"]
        stream["unit_cost"] = cost * k if isinstance(cost, (int, float)) else f"{k} * ({cost})"
    # A line that uses STREAM.cost would be scaled twice.
    if any(
        f"{name}.cost" in str(line.get("value")) for line in changed["lines"] for name in changed.get("streams", {})
    ):
        return
    same_totals(figures(changed), figures(document), k)


@thorough
@given(SEEDS)
def test_a_scenario_is_the_case_with_its_values(seed):
    document = random_document(seed)
    case = mkba.Case(document)
    for name, scenario in document.get("scenarios", {}).items():
        if set(scenario) & {"parameters", "discount", "timing", "years"}:
            continue
        found = case.with_parameters(**scenario).appraise().to_dict()
        assert differences(found, case.appraise(name).to_dict()) == []


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(st.floats(0.01, 60), st.floats(-0.02, 0.2)), max_size=5), st.floats(-0.02, 0.2),
       st.lists(st.floats(0, 150), min_size=1, max_size=8))  # fmt: skip
def test_discount_factors(later, first, times):
    """Multiplicative over adjoining stretches, 1 at 0, and the array is its elements."""
    segments = [(0, first), *sorted({start: rate for start, rate in later}.items())]
    found = mkba.discount_factor(segments, times)
    assert mkba.discount_factor(segments, 0) == 1
    for tau, factor in zip(times, found):
        assert mkba.discount_factor(segments, tau) == factor
        expected = 1.0
        ends = [start for start, _ in segments[1:]] + [float("inf")]
        for (start, rate), end in zip(segments, ends):
            expected *= (1 + rate) ** -max(0.0, min(tau, end) - start)
        assert factor == pytest.approx(expected, rel=1e-12)
