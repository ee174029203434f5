"""Placebos of a synthetic control: gaps against fits one by one, ranks by hand, what is refused, plots."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

import mkba

N, YEARS, START = 8, list(range(2010, 2020)), 2017


@pytest.fixture(scope="module")
def panel():
    draw = np.random.default_rng(11)
    walk = 100 + np.cumsum(draw.normal(1, 2, (N, len(YEARS))), axis=1)
    frame = pd.DataFrame(walk, index=[f"GM{i:04d}" for i in range(1, N + 1)], columns=YEARS)
    tidy = frame.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    return mkba.Panel.read(tidy, name="")


@pytest.fixture(scope="module")
def control(panel):
    return panel.synthetic_control("GM0001", "kosten", START)


def test_gaps_are_those_of_fits_one_by_one(panel, control):
    gaps = control.placebo().gaps()
    donors = [f"GM{i:04d}" for i in range(2, N + 1)]
    for donor in donors:
        alone = panel.synthetic_control(donor, "kosten", START, [other for other in donors if other != donor])
        own = gaps[gaps["area"] == donor]["gap"].to_numpy(float)
        assert own == pytest.approx(alone.frame()["gap"].to_numpy(float), abs=1e-9)


def test_ranks_and_limits_follow_from_the_gaps(control):
    made = control.placebo(level=0.7)
    gaps = made.gaps().pivot(index="area", columns="period", values="gap").to_numpy(float)
    before, after = gaps[:, : START - YEARS[0]], gaps[:, START - YEARS[0] :]
    rms = np.sqrt((before**2).mean(1))
    ratios = np.sqrt((after**2).mean(1)) / rms
    row = made.summary().iloc[0]
    assert row["statistic"] == "ratio" and row["value"] == pytest.approx(ratios[0])
    assert row["p"] == pytest.approx((ratios >= ratios[0] * (1 - 1e-9)).mean())
    allowed = int(np.floor(0.3 * N + 1e-9))
    critical = np.sort(ratios[1:])[-allowed]
    centre, spread = after[0].mean(), after[0].var()
    half = critical**2 * rms[0] ** 2 - spread
    assert half > 0
    assert (row["low"], row["high"]) == pytest.approx((centre - half**0.5, centre + half**0.5), rel=1e-6)


def test_without_a_donor_is_a_fit_without_it(panel, control):
    without = control.placebo().without()
    donors = [f"GM{i:04d}" for i in range(2, N + 1)]
    for donor, att in without[["donor", "att"]].itertuples(index=False):
        alone = panel.synthetic_control("GM0001", "kosten", START, [other for other in donors if other != donor])
        assert att == pytest.approx(float(alone.summary()["att"].iloc[0]), abs=1e-9)


def test_a_placebo_in_time_is_a_fit_with_that_start(panel, control):
    row = control.placebo().time().set_index("start").loc["2014"]
    alone = panel.synthetic_control("GM0001", "kosten", 2014, years=(2010, START - 1))
    assert row["att"] == pytest.approx(float(alone.summary()["att"].iloc[0]), abs=1e-9)


def test_what_makes_no_sense_is_refused(panel, control):
    with pytest.raises(mkba.ArgumentError, match="level"):
        control.placebo(level=1)
    with pytest.raises(mkba.UnknownNameError, match="statistic"):
        control.placebo(statistic="rank")
    with pytest.raises(mkba.PanelError, match="at least three"):
        panel.synthetic_control("GM0001", "kosten", START, ["GM0002", "GM0003"]).placebo()
    made = control.placebo()
    with pytest.raises(mkba.UnknownNameError, match="gaps"):
        made.table("gap")
    with pytest.raises(mkba.UnknownNameError, match="view"):
        made.plot("path")
    with pytest.raises(TypeError):
        mkba.Placebos()
    with pytest.raises(TypeError):
        pickle.dumps(made)
    assert copy.deepcopy(made) is made and made.start == "2017"


@pytest.mark.parametrize("view", ["gaps", "ranks", "without", "power"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_pictures(control, view, language):
    pytest.importorskip("matplotlib")
    axes = control.placebo(level=0.7).plot(view, language=language)
    assert axes.lines or axes.collections
