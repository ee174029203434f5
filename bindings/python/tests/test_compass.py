"""Compass and thermometer in Python: figures against numpy and scipy, options as they cross, errors by their class."""

import copy
import json
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import mkba

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "koers"
OTHERS = [f"GM{code}" for code in range(9003, 9009)]
# per municipality users and inhabitants in 2024
FIGURES = {"GM9001": (200, 8000), "GM9002": (100, 2000), "GM9003": (20, 1000), "GM9004": (50, 2000), "GM9005": (40, 1000),
           "GM9006": (30, 1000), "GM9007": (None, 1000), "GM9008": (35, 1000)}  # fmt: skip


@pytest.fixture
def koers():
    return mkba.Koers.read(DATA / "compass.json")


@pytest.fixture
def panel():
    rows = [f"{code},2024,{'' if users is None else users},{people}" for code, (users, people) in FIGURES.items()]
    read = mkba.Panel.read("gm_code,jaar,gebruik,inwoners\n" + "\n".join(rows) + "\n", format="wide", name="")
    return read.described({"gebruik": {"kind": "stock"}, "inwoners": {"kind": "stock"}})


def last_figures(document):
    """Per indicator its last figure of the document."""
    found = {}
    for one in document["measurements"]:
        if one.get("kind", "figure") == "figure":
            key = str(one["period"])
            if one["indicator"] not in found or key > str(found[one["indicator"]]["period"]):
                found[one["indicator"]] = one
    return found


def to_level(one, level):
    """The interval of a figure at another level."""
    if "low" not in one:
        return None
    factor = stats.norm.ppf((1 + level) / 2) / stats.norm.ppf((1 + one.get("level", 0.95)) / 2)
    return one["value"] - factor * (one["value"] - one["low"]), one["value"] + factor * (one["high"] - one["value"])


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_scores_and_thermometer_are_those_of_numpy(koers, level):
    document = koers.to_dict()
    figures = last_figures(document)
    table = koers.compass(level=level).indicators().set_index("indicator")
    scores = {}
    for name in ("hulp", "eigen", "buurt"):
        one, indicator = figures[name], document["indicators"][name]
        start, goal = indicator["start"]["value"], indicator["targets"][max(indicator["targets"])]
        years = np.array([indicator["start"]["period"], *map(int, indicator["targets"])]) + 0.5
        planned = np.interp(one["period"] + 0.5, years, [start, *indicator["targets"].values()])
        bounds = to_level(one, level)
        ends = [np.nan] * 2 if bounds is None else sorted((x - start) / (goal - start) for x in bounds)
        scores[name] = np.array([(one["value"] - start) / (goal - start), *ends])
        np.testing.assert_allclose(
            table.loc[name, ["score", "score_low", "score_high"]].astype(float), scores[name], rtol=1e-12)  # fmt: skip
        assert table.loc[name, "mark"] == pytest.approx((planned - start) / (goal - start), rel=1e-12)
    row = koers.thermometer(level=level).frame().set_index("opgave").loc["normaliseren"]
    weights = document["opgaven"]["normaliseren"]["weights"]
    mean = sum(w * scores[name][0] for name, w in weights.items())
    down = np.sqrt(sum((w * (scores[name][0] - scores[name][1])) ** 2 for name, w in weights.items()))
    up = np.sqrt(sum((w * (scores[name][2] - scores[name][0])) ** 2 for name, w in weights.items()))
    np.testing.assert_allclose(row[["score", "low", "high"]].astype(float), [mean, mean - down, mean + up], rtol=1e-12)


def test_with_a_normal_error_of_each_the_interval_of_the_weighted_score_covers_as_often_as_it_says(koers):
    """The thermometer against a simulation: its reach is 1.96 standard deviations of the weighted score."""
    generator = np.random.default_rng(1)
    sd = {"hulp": 12 / 1.959964, "eigen": 3.8 / 1.959964}
    drawn = (0.6 * (generator.normal(3240, sd["hulp"], 400_000) - 3340) / -440
             + 0.4 * (generator.normal(47.5, sd["eigen"], 400_000) - 44) / 12)  # fmt: skip
    row = koers.thermometer().frame().iloc[0]
    np.testing.assert_allclose(np.quantile(drawn, [0.025, 0.975]), [row["low"], row["high"]], atol=0.0015)


def test_peers_are_those_of_numpy_and_scipy(koers, panel):
    row = koers.compass(panel, peers=OTHERS, population="inwoners", level=0.9).peers().iloc[0]
    others = np.array([1000 * FIGURES[code][0] / FIGURES[code][1] for code in OTHERS if FIGURES[code][0] is not None])
    region = 1000 * 300 / 10000
    assert row["value"] == region
    np.testing.assert_array_equal(
        row[["lowest", "q1", "median", "q3", "highest"]].astype(float), np.quantile(others, [0, 0.25, 0.5, 0.75, 1]))  # fmt: skip
    worse, better = (others > region).sum(), (others < region).sum()
    low = stats.binomtest(int(worse), len(others)).proportion_ci(0.9, method="wilson").low
    high = stats.binomtest(int(len(others) - better), len(others)).proportion_ci(0.9, method="wilson").high
    np.testing.assert_allclose(
        row[["percentile_low", "percentile_high"]].astype(float), [low, high], rtol=1e-9)  # fmt: skip
    assert row["z"] == pytest.approx(-(region - others.mean()) / others.std(ddof=1))


def test_peers_may_be_those_that_were_found(koers, panel):
    found = panel.peers(["GM9001", "GM9002"], "inwoners", year=2024, k=2, outcomes="gebruik")
    given = koers.compass(panel, peers=found, population="inwoners").peers()
    chosen = koers.compass(panel, peers_by="inwoners", peers_year=2024, peers_k=2, population="inwoners").peers()
    pd.testing.assert_frame_equal(given, chosen)
    assert given["n"].tolist() == [2]


def test_every_view_is_a_method_and_every_text_in_two_languages(koers):
    compass, thermometer = koers.compass(), koers.thermometer()
    for view in ("indicators", "comparisons", "scores", "peers", "yardsticks", "phases", "together", "rules", "findings"):
        pd.testing.assert_frame_equal(getattr(compass, view)(), compass.table(view).to_pandas())
    for view, method in (("thermometer", "frame"), ("weights", "weights"), ("rules", "rules"), ("findings", "findings")):
        pd.testing.assert_frame_equal(getattr(thermometer, method)(), thermometer.table(view).to_pandas())
    pd.testing.assert_frame_equal(compass.thermometer().frame(), thermometer.frame())
    assert compass.text().splitlines()[0].startswith("Jeugdigen met hulp: 3,240 client in 2024 (3,228 to 3,252 client).")
    assert "De norm van 2.900 client is niet gehaald." in compass.text("nl")
    assert thermometer.text("nl").splitlines()[1].startswith("Bevlogen samenwerking: 14 % van de weg naar de streefwaarden")
    assert repr(compass) == "<mkba.Compass of 7 indicators, 5 measured>"
    assert repr(thermometer) == "<mkba.Thermometer of 3 opgaven, 2 with a figure>"
    for language in ("en", "nl"):
        rules = compass.rules(language).set_index("id")["text"]
        assert ("0.025" if language == "en" else "0,025") in rules["norm"].replace("0.0250", "0.025").replace("0,0250", "0,025")
        assert not rules.str.contains("{", regex=False).any()


def test_as_of_takes_a_year_or_a_period(koers):
    for period in (2024, "2024", "2024JJ00"):
        table = koers.compass(as_of=period).indicators().set_index("indicator")
        assert table.loc["eigen", "period"] == "2024"


def test_every_finding_is_in_the_docs(koers, panel):
    docs = (ROOT / "docs" / "koers.md").read_text(encoding="utf-8")
    found = pd.concat([koers.compass(panel, peers=OTHERS, as_of=2028).findings(), koers.thermometer().findings()])
    assert len(set(found["id"])) > 8
    for id_ in set(found["id"]):
        assert f"`{id_}`" in docs


def test_refusals_have_their_class_and_place(koers, panel):
    for options, kind, where in (
        ({"peers": ["GM9001"]}, mkba.ArgumentError, "peers"), ({"peers": ["GM1"]}, mkba.UnknownNameError, "peers"),
        ({"peers": OTHERS, "peers_by": "inwoners"}, mkba.ArgumentError, "peers_by"),
        ({"peers_year": 2024}, mkba.ArgumentError, "peers_year"), ({"level": 0.2}, mkba.ArgumentError, "level"),
        ({"as_of": "toen"}, mkba.ArgumentError, "as_of"), ({"scale": "ster"}, mkba.UnknownNameError, "scale"),
        ({"population": "n"}, mkba.UnknownNameError, "population"),
    ):  # fmt: skip
        with pytest.raises(kind) as caught:
            koers.compass(panel, **options)
        assert caught.value.where == where
        with pytest.raises(kind):
            koers.thermometer(panel, **options)
    with pytest.raises(mkba.ArgumentError, match="panel"):
        koers.compass(peers=OTHERS)
    for k in (0, 1):
        with pytest.raises(mkba.ArgumentError, match="at least 2 peers") as caught:
            koers.compass(peers_k=k)
        assert caught.value.where == "peers_k"
    for look in (koers.compass, koers.thermometer):
        with pytest.raises(TypeError, match="panel must be a Panel, not int"):
            look(3)
        with pytest.raises(TypeError, match="pears"):
            look(pears=OTHERS)
    with pytest.raises(mkba.UnknownNameError, match="thermometer"):
        koers.compass().table("thermometr")
    with pytest.raises(mkba.UnknownNameError, match="language"):
        koers.compass().indicators("fr")
    with pytest.raises(TypeError):
        mkba.Compass()
    with pytest.raises(TypeError, match="keep"):
        pickle.dumps(koers.thermometer())
    compass = koers.compass()
    assert copy.copy(compass) is compass and copy.deepcopy(compass) is compass


def test_the_command_shows_compass_and_thermometer(koers, tmp_path):
    from click.testing import CliRunner

    from mkba.cli import mkba as command

    def run(*arguments):
        done = CliRunner().invoke(command, ["koers", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    example = str(ROOT / "examples" / "koers" / "koers.json")
    rows = json.loads(run(example, "--show", "thermometer", "--format", "json"))
    assert [row["opgave"] for row in rows] == ["normaliseren", "bevlogen", "zakelijk", "datagedreven", "werkgever"]
    # 5 the wrong way of 205, 3.5 of 12
    assert rows[0]["score"] == pytest.approx(-0.6 * 5 / 205 + 0.4 * 3.5 / 12)
    counted = json.loads(run(example, "--show", "compass-together", "--counts", "jeugd_gebruikers", "--format", "json"))
    figures = [row for row in counted if row["indicator"] == "jeugd_met_hulp" and row["kind"] == "figure"]
    assert {row["source"] for row in figures} == {"synthetisch", "synthetische regio", "jeugd_gebruikers"}
    assert "op koers" in run(str(DATA / "compass.json"), "--show", "compass", "--format", "csv")
    assert "on course" in run(str(DATA / "compass.json"), "--show", "compass", "--language", "en", "--format", "csv")
    assert "peers" in run(example, "--show", "compass-comparisons", "--as-of", "2024")


def test_the_nulmeting_is_not_held_against_its_own_plan():
    koers = mkba.Koers({
        "format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": {},
        "indicators": {"x": {"title": "x", "direction": "up", "criterion": "maatwerk", "start": {"period": 2023, "value": 40},
                             "targets": {"2027": 52}}},
    })  # fmt: skip
    compass = koers.compass()
    plan = compass.comparisons().query("against == 'plan'").iloc[0]
    assert pd.isna(plan["verdict"]) and plan["note"] == "there is no figure after the nulmeting"
    assert compass.yardsticks().set_index("criterion").loc["maatwerk", ["plan_met", "plan_not_met"]].tolist() == [0, 0]
    assert "on course" not in compass.text() and "not measured after the nulmeting" in compass.text()
