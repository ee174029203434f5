"""The example of a tender: its case, its weights from the network, what the program says."""

import json
import re
import subprocess
import sys

import pytest
from conftest import ROOT, differences, oracle

import mkba

FOLDER = ROOT / "examples" / "tender"
CASE = FOLDER / "tender.json"


@pytest.fixture(scope="module")
def said():
    done = subprocess.run([sys.executable, FOLDER / "tender.py"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("scenario", [None, "b_vindt_geen_mensen"])
def test_the_case_has_the_figures_of_the_independent_computation(scenario):
    expected = oracle()[0].appraise(json.loads(CASE.read_text("utf-8")), scenario)
    assert differences(mkba.Case.read(CASE).appraise(scenario).to_dict(), expected) == []


def test_what_is_synthetic_says_so():
    document = json.loads(CASE.read_text("utf-8"))
    assert "synthetisch" in document["title"] and "verzonnen" in document["description"]
    real = {name for name, of in document["parameters"].items() if of["evidence"] != "illustratief"}
    assert real == {"tarief_begeleiding", "mantelzorg_tarief", "qaly_waarde"}
    assert all("verzonnen" in of["source"] for name, of in document["parameters"].items() if name not in real)


def test_the_weights_are_those_of_the_network(said):
    """Of the paths from buurtcirkels: over mantelzorg 0.7 x 0.5 x 0.4 to buurt and x 0.2 to thuis wonen, over langer
    zelfstandig 0.7 x 0.15 x 0.5 to thuis wonen and x 0.3 to betaalbaar."""
    paths = {"Buurten dragen elkaar": 0.14, "Inwoners redden zich langer thuis": 0.07 + 0.0525, "Betaalbare ondersteuning": 0.0315}
    found = dict(re.findall(r"^  (\S.*?) +weight +(\d+)%", said, re.MULTILINE))
    assert found == {goal: f"{100 * share / sum(paths.values()):.0f}" for goal, share in paths.items()}


def test_the_bids_stand_beside_each_other_with_their_uncertainty(said):
    bids = {bid: [int(low), int(mean), int(high)] for bid, mean, low, high in re.findall(
        r"^  ([AB]): costs \d+, benefits minus costs (\S+) \(from (\S+) to (\S+)\)", said, re.MULTILINE)}  # fmt: skip
    assert set(bids) == {"A", "B"}
    assert all(low < 0 < high and low < mean < high for low, mean, high in bids.values())
    assert bids["B"][2] - bids["B"][0] > bids["A"][2] - bids["A"][0]  # the larger bid is the less certain one
    assert re.search(r"B is the better with a chance of \d\d%", said)
    assert "In no figure: Saamhorigheid in de kernen." in said


def test_the_better_bid_turns_at_the_break_even(said):
    turn, promised = map(float, re.search(r"from an effect of (\S+)% of the inflow; it promises (\S+)%", said).groups())
    case = mkba.Case.read(CASE)
    for effect, better in (((turn - 0.1) / 100, "aanbod_a"), ((turn + 0.1) / 100, "aanbod_b")):
        npv = case.with_parameters(effect_b=effect).appraise().npv
        assert max(npv, key=npv.get) == better
    assert promised == 3.5


def test_the_benefits_at_the_goals_are_no_more_than_those_of_the_bid(said):
    for bid, alternative in (("A", "aanbod_a"), ("B", "aanbod_b")):
        line = re.search(rf"^  {bid}: Buurten.*$", said, re.MULTILINE).group()
        total = sum(map(int, re.findall(r" (\d+)(?:,|$)", line)))
        summary = mkba.Case.read(CASE).appraise().summary().set_index("alternative")
        assert 0 < total <= summary.loc[alternative, "pv_benefits"] / 1e3 + 2
