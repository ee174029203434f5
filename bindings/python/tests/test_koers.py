"""The Koers: its document, its schema, its network, and euros over it."""

import copy
import json
import pickle
import random
import subprocess
import sys
from fractions import Fraction

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import mkba

DATA = ROOT / "tests" / "data" / "koers"
BASE = json.loads((DATA / "base.json").read_text("utf-8"))
REFUSED = json.loads((DATA / "refused.json").read_text("utf-8"))
EXAMPLE = ROOT / "examples" / "koers" / "koers.json"
# What only the reader can tell: names that refer to one another, sums, circles, order, periods in words.
READER_ONLY = {
    "weights-unknown", "weights-sum", "weights-almost", "programme-opgave-unknown", "node-indicator-unknown",
    "node-line-sum", "node-opgave-unknown", "effort-programme-unknown", "effort-reversed", "edge-from-unknown",
    "edge-to-unknown", "edge-itself", "edge-twice", "edge-downward", "edge-shares-sum", "edge-splits-sum",
    "edge-splits-some", "edge-circle-two", "edge-circle-three", "indicator-start-period", "measurement-indicator-unknown",
    "measurement-period-words", "measurement-low-above", "measurement-high-below", "measurement-twice",
    "measurement-twice-in-area",
}  # fmt: skip


def edited(entry):
    koers, changes = mkba.Koers(BASE), entry.get("set", {})
    return koers.edited({**changes, **{pointer: None for pointer in entry.get("remove", [])}})


# ---- the document ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", REFUSED, ids=lambda entry: entry["id"])
def test_a_broken_rule_is_an_error_with_its_place(entry):
    with pytest.raises(mkba.KoersError) as raised:
        edited(entry)
    assert raised.value.where == entry["where"]
    assert all(words in raised.value.message for words in entry["says"])
    assert raised.value.line is None  # in a text that nobody sees


def test_a_document_is_given_back():
    text = (DATA / "base.json").read_text("utf-8")
    koers = mkba.Koers(text)
    assert koers.text == text
    assert koers.to_dict() == BASE
    assert koers == mkba.Koers(BASE) == pickle.loads(pickle.dumps(koers)) == copy.deepcopy(koers)
    assert hash(koers) == hash(mkba.Koers(BASE))
    assert koers != mkba.Koers(BASE | {"title": "Anders"})
    assert koers != "text"


def test_a_file_is_read_and_written(tmp_path):
    koers = mkba.Koers.read(EXAMPLE)
    koers.write(tmp_path / "koers.json")
    assert mkba.Koers.read(tmp_path / "koers.json") == koers
    assert (tmp_path / "koers.json").read_bytes() == EXAMPLE.read_bytes()
    (tmp_path / "wrong.json").write_text('{"format": "mkba-koers/1",\n "titel": 1}', "utf-8")
    with pytest.raises(mkba.KoersError) as raised:
        mkba.Koers.read(tmp_path / "wrong.json")
    assert raised.value.source.endswith("wrong.json")
    assert len(mkba.Koers.check(tmp_path / "wrong.json")) == 4


def test_tables_are_frames():
    koers = mkba.Koers(BASE)
    rows = json.loads((DATA / "tables.json").read_text("utf-8"))
    for view in ("opgaven", "programmes", "nodes", "edges", "profiles", "indicators", "measurements"):
        frame = getattr(koers, view)()
        assert len(frame) == len(rows[view])
        for i, row in enumerate(rows[view]):
            for column, value in row.items():
                assert frame[column][i] == value, (view, i, column)
    with pytest.raises(mkba.UnknownNameError, match="opgaven"):
        koers.table("opgave")
    assert "profile-incomplete" in koers.findings()["id"].tolist()
    assert set(koers.findings()["severity"]) <= {"richtlijn", "advies"}


def test_the_example_lacks_only_a_valuation_and_reads_what_it_names():
    koers = mkba.Koers.read(EXAMPLE)
    assert koers.findings()[["id", "place"]].values.tolist() == [["profile-incomplete", "/nodes/sturing"]]  # no euros
    assert koers.case().title == mkba.example().title
    assert "jeugd_gebruikers" in koers.panel().indicators()["indicator"].tolist()
    with pytest.raises(mkba.ArgumentError, match="names no case"):
        mkba.Koers({"format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": {}}).case()


# ---- the schema --------------------------------------------------------------------------------------------------


def test_the_schema_takes_what_the_reader_takes_and_refuses_what_it_can_tell():
    jsonschema = pytest.importorskip("jsonschema")
    schema = mkba.koers_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(BASE)
    validator.validate(json.loads(EXAMPLE.read_text("utf-8")))
    for entry in REFUSED:
        document = copy.deepcopy(BASE)
        for pointer, value in entry.get("set", {}).items():
            *path, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
            parent = document
            for step in path:
                parent = parent[int(step)] if isinstance(parent, list) else parent.setdefault(step, {})
            if isinstance(parent, list) and (last == "-" or int(last) == len(parent)):
                parent.append(value)
            else:
                parent[int(last) if isinstance(parent, list) else last] = copy.deepcopy(value)
        for pointer in entry.get("remove", []):
            *path, last = pointer.split("/")[1:]
            parent = document
            for step in path:
                parent = parent[int(step) if isinstance(parent, list) else step]
            del parent[int(last) if isinstance(parent, list) else last]
        assert validator.is_valid(document) == (entry["id"] in READER_ONLY), entry["id"]


# ---- the network -------------------------------------------------------------------------------------------------


def test_walks_and_contributions():
    din = mkba.Koers(BASE).din()
    table = din.contributions()
    assert table.groupby("node")["contribution"].sum().round(12).eq(1).all()
    assert table.loc[(table["effort"] == "training") & (table["node"] == "gewoon"), "contribution"].item() == pytest.approx(0.219)
    assert din.hoe("samen")["node"].tolist()[-1] == "samen"
    assert din.waartoe("loket").set_index("node")["contribution"]["samen"] == pytest.approx(0.15)
    assert din.stop("loket").set_index("node")["unsupported"]["toegang"]
    with pytest.raises(mkba.UnknownNameError, match='did you mean "loket"'):
        din.hoe("loke")
    with pytest.raises(mkba.ArgumentError, match="only an inspanning"):
        din.stop("samen")
    assert din.dot().startswith("digraph din {")


def cents(frame, column="euros"):
    return sum(Fraction(round(value * 100)) for value in frame[column])


@st.composite
def networks(draw):
    """Any network: levels in order, edges upward, shares that sum to at most 1, lines anywhere."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    levels = sorted(chance.choices(["inspanning", "vermogen", "baat", "doel"], k=draw(st.integers(1, 14))),
                    key=["inspanning", "vermogen", "baat", "doel"].index)  # fmt: skip
    nodes, edges, left = {}, [], {"a": 1.0, "b": 1.0}
    for i, level in enumerate(levels):
        nodes[f"n{i}"] = node = {"level": level, "title": "t"}
        if level in ("doel", "inspanning") and chance.random() < 0.7:
            node["opgave" if level == "doel" else "programme"] = "x"
        lines = {name: chance.random() * rest for name, rest in left.items() if chance.random() < 0.6 and rest > 1e-6}
        node["lines"] = {name: share for name, share in lines.items() if share > 0}
        for name, share in node["lines"].items():
            left[name] -= share
        rest = chance.choice([1.0, chance.random()])
        below = [k for k in range(i) if chance.random() < 0.5]
        for k in below:
            share = rest / len(below)
            if share > 0:
                edges.append({"from": f"n{k}", "to": f"n{i}", "share": share})
    chance.shuffle(edges)
    return {"format": "mkba-koers/1", "title": "t", "opgaven": {"x": {"title": "x"}}, "programmes": {"x": {"title": "x"}},
            "nodes": nodes, "edges": edges}  # fmt: skip


EUROS = st.floats(-1e10, 1e10, allow_nan=False)


@settings(max_examples=150, deadline=None)
@given(networks(), EUROS, EUROS)
def test_allocation_adds_up_whatever_the_shape(document, a, b):
    din = mkba.Koers(document).din()
    lines = din.allocate({"a": a, "b": b}, "lines")
    total = cents(lines)
    assert cents(din.allocate({"a": a, "b": b})) == total
    assert cents(din.allocate({"a": a, "b": b}, "programmes")) == total
    nodes = din.allocate({"a": a, "b": b}, "nodes")
    assert cents(nodes, "kept_upward") == cents(nodes, "linked") == cents(nodes, "kept_downward")
    assert cents(nodes, "linked") + cents(lines, "not_linked") == total


@settings(max_examples=50, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_taking_a_node_out_and_putting_it_back_changes_nothing(document, chance):
    koers = mkba.Koers(document)
    name = chance.choice(list(document["nodes"]))
    touching = [i for i, edge in enumerate(document["edges"]) if name in (edge["from"], edge["to"])]
    without = koers.edited({f"/edges/{i}": None for i in reversed(touching)} | {f"/nodes/{name}": None})
    assert name not in without.nodes()["node"].tolist()
    again = without.edited({f"/nodes/{name}": document["nodes"][name], "/edges": document["edges"]})
    assert again == koers
    before, after = (each.din().contributions().sort_values(["effort", "node"]).reset_index(drop=True) for each in (koers, again))
    assert before.round(12).equals(after.round(12))
    euros = {"a": 1234.56, "b": -7.0}
    assert cents(again.din().allocate(euros)) == cents(koers.din().allocate(euros))


def test_a_case_is_allocated_with_its_draws():
    koers = mkba.Koers.read(EXAMPLE)
    case, din = koers.case(), koers.din()
    table = din.allocate()
    assert float(cents(table)) / 100 == pytest.approx(case.appraise().npv["teams"], abs=0.1)
    assert table["mean"].isna().all()
    drawn = din.allocate(case, "opgaven", draws=500, seed=3)
    assert drawn["euros"].equals(table["euros"])
    mean = case.simulate(draws=500, seed=3).summary().query("measure == 'npv'")["mean"].item()
    assert drawn["mean"].sum() == pytest.approx(mean, rel=1e-9)
    assert (drawn["low"] <= drawn["high"]).all()
    costs = din.allocate(case, "programmes", of="costs")
    assert costs.set_index("programme")["euros"]["teams"] > 0


@pytest.mark.parametrize(("arguments", "error", "where"), [
    ({"case": {"hulp": 1}}, mkba.UnknownNameError, "lines"),
    ({"case": {"hulp": float("nan"), "pad": 1, "inzet": 1}}, mkba.ArgumentError, "amounts"),
    ({"case": {"hulp": 1e15, "pad": 1, "inzet": 1}}, mkba.LimitError, "amounts"),
    ({"case": {"hulp": 1, "pad": 1, "inzet": 1}, "view": "opgave"}, mkba.UnknownNameError, "view"),
    ({"case": {"hulp": 1, "pad": 1, "inzet": 1}, "draws": 10}, mkba.ArgumentError, "draws"),
    ({"case": {"hulp": 1, "pad": 1, "inzet": 1}, "of": "costs"}, mkba.ArgumentError, "of"),
    ({"case": mkba.example()}, mkba.UnknownNameError, "alternative"),
    ({"case": mkba.example(), "alternative": "teams"}, mkba.UnknownNameError, "/nodes/minder/lines/hulp"),
    ({"case": mkba.example(), "alternative": "teams", "scenario": "x"}, mkba.UnknownNameError, "scenario"),
    ({"case": mkba.example(), "alternative": "teams", "draws": -1}, mkba.ArgumentError, "draws"),
    ({"case": mkba.example(), "alternative": "teams", "level": 1.0}, mkba.ArgumentError, "level"),
    ({"case": mkba.example(), "alternative": "teams", "of": "nett"}, mkba.UnknownNameError, "of"),
])  # fmt: skip
def test_what_cannot_be_allocated_is_refused(arguments, error, where):
    with pytest.raises(error) as raised:
        mkba.Koers(BASE).din().allocate(**arguments)
    assert where in raised.value.where


@pytest.mark.parametrize("given", [[1], 3, {"hulp": "x"}, {"hulp": None}])
def test_what_is_no_case_and_no_euros_is_refused_in_words(given):
    with pytest.raises(TypeError, match="euros per line"):
        mkba.Koers(BASE).din().allocate(given)


def test_what_is_no_document_is_refused_in_words():
    with pytest.raises(TypeError, match="a document is a dict or JSON text, not int"):
        mkba.Koers(3)


@pytest.mark.parametrize("view", ["opgaven", "findings", "contributions", "euros", "euros-programmes"])
def test_the_command_prints_what_the_library_says(view):
    done = subprocess.run([sys.executable, "-m", "mkba", "koers", str(EXAMPLE), "--table", view, "--format", "json"], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    koers = mkba.Koers.read(EXAMPLE)
    table = {"contributions": lambda: koers.din().contributions(), "euros": lambda: koers.din().allocate(),
             "euros-programmes": lambda: koers.din().allocate(view="programmes")}.get(view, lambda: koers.table(view).to_pandas())()  # fmt: skip
    rows = json.loads(done.stdout)
    assert [list(row) for row in rows] == [list(table.columns)] * len(table)
    if view.startswith("euros"):
        assert [row["euros"] for row in rows] == table["euros"].tolist()


def test_the_command_refuses_with_the_place(tmp_path):
    path = tmp_path / "koers.json"
    path.write_text(json.dumps(BASE | {"opgave": 1}), "utf-8")
    done = subprocess.run([sys.executable, "-m", "mkba", "koers", str(path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "/opgave" in done.stderr and done.stdout == ""
