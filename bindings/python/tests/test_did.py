"""Difference-in-differences as Python sees it; the figures themselves are held in C against those of others."""

import copy
import json
import pickle
from pathlib import Path

import pytest

import mkba

ROOT = Path(__file__).resolve().parents[3]
ROWS = {"A": (1, 2, 9), "B": (2, 3, 4), "C": (4, 6, 7), "D": (3, 4.5, 6)}


def made(rows=ROWS, name="x"):
    lines = [f"{area},{2019 + t},{value}" for area, values in rows.items() for t, value in enumerate(values)]
    return mkba.Panel.read(f"gm_code,jaar,{name}\n" + "\n".join(lines) + "\n", name="")


@pytest.fixture(scope="module")
def small():
    return json.loads((ROOT / "tests/data/effect/two_way.json").read_text())


@pytest.fixture(scope="module")
def panel(small):
    return mkba.Panel.read("gm_code,gemeente,jaar,indicator,waarde,eenheid,bron\n" + "\n".join(small["lines"]) + "\n")


TREATED = [f"A0{i}" for i in range(6)]


@pytest.mark.parametrize("run", range(3))
def test_two_way_is_the_whole_regression(small, panel, run):
    wanted = small["runs"][run]
    population = "pop" if wanted["weighted"] else None
    did = panel.did(TREATED, "y", start=2020, covariates=wanted["covariates"] or None, weighted=wanted["weighted"],
                    population=population)  # fmt: skip
    summary = did.summary().set_index("inference")
    assert summary["chosen"].to_dict() == {name: name == "clustered" for name in summary.index}
    assert did.effects()["estimate"].tolist() == pytest.approx(wanted["effects"], abs=1e-9)
    assert summary.loc["clustered", "std_error"] == pytest.approx(wanted["cr2"], abs=1e-8)
    assert summary.loc["jackknife", "std_error"] == pytest.approx(wanted["jackknife"], abs=1e-8)
    assert (summary["p"] < 1).all() and (summary["low"] < summary["high"]).all()


def test_an_event_study_has_its_tests_and_bounds(small, panel):
    study = panel.event_study(TREATED, "y", start="2020")
    wanted = small["events"]
    effects = study.effects().query("event != -1")
    assert effects["std_error"].tolist() == pytest.approx(wanted["std_errors"], abs=1e-7)
    tests = study.tests().set_index("test")
    assert tests.loc["pretrend", "p"] == pytest.approx(wanted["p"], abs=1e-8)
    assert tests.loc["power_trend", "value"] == pytest.approx(wanted["power_trend"], abs=1e-7)
    bounds = study.sensitivity([0, 0.25, 1, 3], level=0.9)
    rows = bounds[["magnitude", "set_low", "set_high", "low", "high"]].values.tolist()
    for row, expected in zip(rows, wanted["sensitivity"]["rows"]):
        assert row == pytest.approx(expected, abs=1e-6)
    assert len(study.sensitivity()) == 7


def test_starts_are_a_mapping(panel):
    starts = dict(zip(TREATED, [2019, 2019, 2020, 2020, 2020, 2021]))
    did = panel.did(starts, "y", control="not-yet-treated", base="universal", covariates="x", adjustment="regression")
    assert sorted(set(did.effects()["group"])) == ["2019", "2020", "2021"]
    assert list(dict.fromkeys(did.aggregates()["aggregation"])) == ["simple", "group", "calendar", "dynamic"]
    assert did.findings()["id"].tolist() == ["small_groups"]
    with pytest.raises(mkba.ArgumentError, match="start must be left out"):
        panel.did(starts, "y", start=2020)


def test_same_seed_same_bits(panel):
    first, again, other = (panel.did(TREATED[:3], "y", start=2020, seed=seed, replicates=199).summary() for seed in (7, 7, 8))
    assert first.equals(again) and not first.equals(other)


@pytest.mark.parametrize(
    ("kind", "where", "call"),
    [
        (mkba.PanelError, "inference", lambda p: p.did("A", "x", start=2021, inference="wild")),
        (mkba.PanelError, "start", lambda p: p.did("A", "x", start=2019)),
        (mkba.PanelError, "donors", lambda p: p.did("A", "x", start=2021, donors=["B"])),
        (mkba.ArgumentError, "donors", lambda p: p.did("A", "x", start=2021, donors=["A", "B"])),
        (mkba.ArgumentError, "start", lambda p: p.did("A", "x")),
        (mkba.UnknownNameError, "method", lambda p: p.did("A", "x", start=2021, method="two way")),
        (mkba.UnknownNameError, "treated", lambda p: p.did("Q", "x", start=2021)),
        (mkba.PanelError, "start", lambda p: p.event_study("A", "x", start=2020)),
        (mkba.ArgumentError, "did", lambda p: p.did("A", "x", start=2021).sensitivity()),
        (mkba.ArgumentError, "magnitudes[0]", lambda p: p.event_study("A", "x", start=2021).sensitivity([-1])),
        (mkba.UnknownNameError, "view", lambda p: p.did("A", "x", start=2021).table("sumary")),
    ],
)  # fmt: skip
def test_what_is_refused(kind, where, call):
    with pytest.raises(kind) as refused:
        call(made())
    assert refused.value.where == where


def test_an_estimate_shows_itself():
    did = made().did("A", "x", start=2021)
    assert repr(did) == "<mkba.Did of x: 5.58, placebo p 0.25; 1 treated, 3 donors>"
    assert "only placebo inference is offered" in did._repr_html_()
    assert copy.copy(did) is did and copy.deepcopy(did) is did
    assert (did.indicator, did.is_event_study) == ("x", False)
    with pytest.raises(TypeError, match="keep its tables"):
        pickle.dumps(did)
    with pytest.raises(TypeError, match="made by Panel.did"):
        mkba.Did()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_pictures(panel, language):
    pytest.importorskip("matplotlib").use("agg")
    study = panel.event_study(TREATED, "y", start=2020)
    axes = study.plot(language=language)
    points = [line for line in axes.get_lines() if line.get_gid() == "mkba-effect"]
    assert points[0].get_ydata().tolist() == study.effects()["estimate"].tolist()
    assert axes.get_title(loc="left") or axes.texts
    axes = panel.did(TREATED, "y", start=2020).plot(language=language)
    assert [line.get_xdata().tolist() for line in axes.get_lines() if line.get_gid() == "mkba-effect"] == [[2020, 2021, 2022]]
    with pytest.raises(mkba.ArgumentError):
        study.plot(language="de")
