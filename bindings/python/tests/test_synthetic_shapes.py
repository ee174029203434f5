"""Synthetic control with predictors on panels of other shapes than that of Proposition 99: sixteen donors, ten periods, fourteen
predictors of scales that differ by 1e7, with windows of their own, shares that add up to 100, missing cells. What is said to be
the optimum is checked by its conditions, computed here, or found by scipy."""

import numpy as np
import pandas as pd
import pytest

import mkba

FIRST = 1960
SCALES = 10.0 ** np.arange(-3, 5)


def study(seed, donors=16, before=10, after=3, factors=4, planted=False):
    """Regions by a factor model. `planted`: the outcomes of the first are those of its weights for a V that nobody tells."""
    draw = np.random.default_rng(seed)
    n, years = donors + 1, np.arange(FIRST, FIRST + before + after)
    loads = draw.gamma(2, 1, (n, factors))
    outcome = 50 + 10 * loads @ np.cumsum(draw.normal(0.3, 1, (factors, len(years))), axis=1) + draw.normal(0, 2, (n, len(years)))
    own = loads @ draw.normal(size=(factors, 14)) + 0.4 * draw.normal(size=(n, 14))
    cells = own[:, None, :] + 0.2 * draw.normal(size=(n, len(years), 14))
    shares = np.exp(0.5 * cells[:, :, :6])
    cells = np.concatenate([100 * shares / shares.sum(axis=2, keepdims=True), cells[:, :, 6:] * SCALES], axis=2)
    kept = cells.copy()
    kept[draw.random(cells.shape) < 0.3] = np.nan
    kept[:, before - 1] = cells[:, before - 1]  # no window without a figure
    names = [f"x{k}" for k in range(14)]
    windows = [(name, FIRST + int(draw.integers(0, before - 1)), FIRST + before - 1) for name in names[:-1]]
    windows.append((names[-1], FIRST + before - 1, FIRST + before - 1))
    codes = [f"GM{i:04d}" for i in range(n)]
    frame = pd.DataFrame({"gm_code": np.repeat(codes, len(years)), "jaar": np.tile(years, n), "y": outcome.ravel()})
    frame[names] = kept.reshape(-1, 14)
    if planted:
        v = 10.0 ** draw.uniform(-4, 0, len(windows))
        weights = best_weights(matched(frame, windows), v)
        frame.loc[frame["gm_code"] == codes[0], "y"] = weights @ outcome[1:]
    return frame, windows


def matched(frame, windows):
    """What is matched: a row per predictor, a column per region, in standard deviations, the mean of what is there."""
    rows = [frame[frame["jaar"].between(first, last)].groupby("gm_code")[name].mean() for name, first, last in windows]
    rows = pd.DataFrame(rows).to_numpy()
    return rows / rows.std(axis=1, ddof=1, keepdims=True)


def best_weights(x, v):
    """By nonnegative least squares with a heavy row for the sum; then exactly, over those with weight."""
    optimize = pytest.importorskip("scipy.optimize")
    rows = np.sqrt(v)[:, None] * (x[:, 1:] - x[:, :1])
    heavy = 1e4 * np.abs(rows).max()
    start, _ = optimize.nnls(np.vstack([rows, np.full(rows.shape[1], heavy)]), np.append(np.zeros(len(rows)), heavy))
    has = np.flatnonzero(start > 1e-9)
    some = rows[:, has]
    others = np.linalg.lstsq(some[:, :-1] - some[:, -1:], -some[:, -1], rcond=None)[0]
    weights = np.zeros(rows.shape[1])
    weights[has] = np.append(others, 1 - others.sum())
    return weights


def off_optimum(x, v, weights):
    """By how much the conditions of the optimum fail, as a share of the scale: w'g - min g, of the gradient g."""
    off = x[:, 1:] - x[:, :1]
    slopes = off.T @ (v * (off @ weights))
    return (weights @ slopes - slopes.min()) / (v @ off**2).max()


def fit(frame, windows, **options):
    panel = mkba.Panel.read(frame, "wide", name="")
    last = max(end for _, _, end in windows)
    made = panel.synthetic_control("GM0000", "y", last + 1, predictors=windows, **options)
    return made, made.weights()["weight"].to_numpy(), made.predictors()["v"].to_numpy()


def loss_of(frame, weights, last):
    wide = frame[frame["jaar"] <= last].pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    return float(((wide[:, 0] - wide[:, 1:] @ weights) ** 2).mean())


@pytest.mark.parametrize("seed", range(4))
def test_of_a_given_v_the_weights_are_the_best(seed):
    frame, windows = study(seed)
    x = matched(frame, windows)
    for v in (np.ones(len(windows)), 10.0 ** np.random.default_rng(seed).uniform(-6, 0, len(windows))):
        made, weights, told = fit(frame, windows, v="given", given_v=list(v))
        assert told == pytest.approx(v / v.sum(), rel=1e-12)
        assert weights.min() >= 0 and weights.sum() == pytest.approx(1, abs=1e-12)
        assert off_optimum(x, v, weights) < 1e-9
        assert weights == pytest.approx(best_weights(x, v), abs=1e-6)
        means = made.predictors()[["treated", "synthetic"]].to_numpy()
        raw = x * np.abs(means[:, :1] / x[:, :1])  # treated as told, in figures again
        assert raw[:, 1:] @ weights == pytest.approx(means[:, 1], rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_v_by_regression_is_that_of_its_definition(seed):
    frame, windows = study(seed, donors=25)
    x = matched(frame, windows)
    _, weights, v = fit(frame, windows, v="regression")
    wide = frame[frame["jaar"] <= windows[-1][2]].pivot(index="gm_code", columns="jaar", values="y").to_numpy()
    slopes = np.linalg.lstsq(np.column_stack([np.ones(x.shape[1]), x.T]), wide, rcond=None)[0][1:]
    wanted = (slopes**2).sum(axis=1)
    assert v == pytest.approx(wanted / wanted.sum(), rel=1e-6)
    assert off_optimum(x, v, weights) < 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_a_v_that_fits_without_error_is_found(seed):
    frame, windows = study(seed, planted=True)
    made, weights, _ = fit(frame, windows)
    scale = frame["y"].var()
    assert made.summary()["squares"].iloc[0] / 10 < 1e-9 * scale
    assert "exact_fit" in set(made.findings()["id"])


@pytest.mark.parametrize(("seed", "donors"), [(0, 16), (1, 16), (2, 50), (3, 50), (4, 150)])
def test_where_the_weights_that_are_best_by_outcomes_are_those_of_a_v_it_is_found(seed, donors):
    """What the treated is off is at right angles to all that weights can change: so no weights at all fit better."""
    frame, windows = study(seed, donors=donors, before=donors + 10, planted=True)
    wide = frame.pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    before = donors + 10
    others = wide[:before, 2:] - wide[:before, 1:2]
    off = np.random.default_rng(seed).normal(0, 3, before)
    off -= others @ np.linalg.lstsq(others, off, rcond=None)[0]
    frame.loc[frame["gm_code"] == "GM0000", "y"] = wide[:, 0] + np.append(off, np.zeros(3))
    made, _, _ = fit(frame, windows)
    assert made.summary()["squares"].iloc[0] == pytest.approx((off**2).sum(), rel=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_no_v_that_a_global_search_finds_fits_better(seed):
    optimize = pytest.importorskip("scipy.optimize")
    frame, windows = study(seed, donors=12, before=12)
    windows = windows[3:8]
    x = matched(frame, windows)
    made, weights, v = fit(frame, windows)
    ours = made.summary()["squares"].iloc[0] / 12
    assert ours == pytest.approx(loss_of(frame, weights, FIRST + 11), rel=1e-9)
    assert off_optimum(x, v, weights) < 1e-9
    peer = optimize.differential_evolution(lambda logs: loss_of_v(frame, x, 10.0**logs, FIRST + 11), [(-8, 0)] * len(windows),
                                           popsize=20, maxiter=150, seed=seed, polish=True)  # fmt: skip
    assert ours <= peer.fun * (1 + 1e-6)


def loss_of_v(frame, x, v, last):
    if "wide" not in frame.attrs:
        frame.attrs["wide"] = frame[frame["jaar"] <= last].pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    wide = frame.attrs["wide"]
    return float(((wide[:, 0] - wide[:, 1:] @ best_weights(x, v)) ** 2).mean())


# ---- how studies are said -----------------------------------------------------------------------------------


def test_v_of_a_window_serves_a_longer_path():
    """The Basque study: V by the outcomes of ten years, the path from the beginning."""
    frame, windows = study(1, before=16, after=2)
    windows = [(name, max(first, FIRST + 6), last) for name, first, last in windows]
    whole = (FIRST + 6, FIRST + 17)
    found, weights, v = fit(frame, windows, years=whole)
    assert found.summary()["periods_before"].iloc[0] == 10
    longer, same, _ = fit(frame, windows, v="given", given_v=list(v))
    assert same == pytest.approx(weights, abs=1e-9)
    path = longer.frame()
    assert path["period"].tolist() == [str(year) for year in range(FIRST, FIRST + 18)]
    wide = frame.pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    assert path["synthetic"].to_numpy() == pytest.approx(wide[:, 1:] @ weights, rel=1e-9)


def test_v_of_a_training_window_is_kept_for_the_next():
    """The study of the German reunification: predictors of the first half with outcomes of the second give V; with it weights by
    predictors of the second half."""
    frame, windows = study(2, before=20, after=4)
    names = [name for name, _, _ in windows]
    early = [(name, FIRST + 2, FIRST + 9) for name in names]
    late = [(name, FIRST + 10, FIRST + 19) for name in names]
    panel = mkba.Panel.read(frame, "wide", name="")
    trained = panel.synthetic_control("GM0000", "y", FIRST + 20, predictors=early, years=(FIRST + 10, FIRST + 23))
    weights, v = trained.weights()["weight"].to_numpy(), trained.predictors()["v"].to_numpy()
    x = matched(frame, early)
    assert off_optimum(x, v, weights) < 1e-9
    wide = frame.pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    gaps = (wide[:, 0] - wide[:, 1:] @ weights)[10:20]
    assert trained.summary()["squares"].iloc[0] == pytest.approx((gaps**2).sum(), rel=1e-9)
    for other in (np.ones(len(names)), 10.0 ** np.random.default_rng(2).uniform(-4, 0, len(names))):
        there = wide[10:20, 0] - wide[10:20, 1:] @ best_weights(x, other)
        assert (gaps**2).sum() <= (there**2).sum() * (1 + 1e-9)
    made, final, kept = fit(frame, late, v="given", given_v=list(v))
    assert kept == pytest.approx(v, rel=1e-12)
    assert off_optimum(matched(frame, late), v, final) < 1e-9
    assert made.summary()["periods_before"].iloc[0] == 20


def test_placebos_are_the_fits_of_donors_by_each_other():
    frame, windows = study(3)
    v = 10.0 ** np.random.default_rng(3).uniform(-3, 0, len(windows))
    made, _, _ = fit(frame, windows, v="given", given_v=list(v))
    placebo = made.placebo(in_time=False, leave_one_out=False, conformal=False, statistic="ratio")
    areas = placebo.areas().set_index("area")
    wide = frame.pivot(index="jaar", columns="gm_code", values="y")
    ratios = {}
    for code in wide.columns:
        kept = [code] + [other for other in wide.columns if other not in (code, "GM0000")]
        x = matched(frame, windows)[:, [wide.columns.get_loc(one) for one in kept]]
        gaps = (wide[code] - wide[kept[1:]] @ best_weights(x, v)).to_numpy()
        before, after = np.sqrt((gaps[:10] ** 2).mean()), np.sqrt((gaps[10:] ** 2).mean())
        assert areas.loc[code, "rmspe_before"] == pytest.approx(before, rel=1e-5)
        ratios[code] = after / before
    rank = sum(ratio >= ratios["GM0000"] for ratio in ratios.values())
    assert placebo.summary()["rank"].iloc[0] == rank
    assert placebo.summary()["p"].iloc[0] == pytest.approx(rank / len(ratios))


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.parametrize("options", [{}, {"intercept": True}, {"ridge": 5.0}, {"form": "penalised", "penalty": 0.3}])
def test_by_outcomes_weights_meet_the_conditions_of_their_form(outside, options):
    frame, _ = study(5, donors=30, before=10)
    if outside:
        frame.loc[frame["gm_code"] == "GM0000", "y"] += 4 * frame["y"].std()
    wide = frame.pivot(index="jaar", columns="gm_code", values="y").to_numpy()[:10]
    made = mkba.Panel.read(frame, "wide", name="").synthetic_control("GM0000", "y", FIRST + 10, **options)
    weights = made.weights()["weight"].to_numpy()
    off = wide[:, 1:] - wide[:, :1]
    if "intercept" in options:
        off = off - off.mean(axis=0)
        assert made.summary()["intercept"].iloc[0] == pytest.approx((wide[:, 0] - wide[:, 1:] @ weights).mean())
    slopes = off.T @ (off @ weights) + options.get("ridge", 0) * weights + options.get("penalty", 0) / 2 * (off**2).sum(axis=0)
    assert weights.min() >= 0 and weights.sum() == pytest.approx(1, abs=1e-12)
    assert weights @ slopes - slopes.min() < 1e-9 * (off**2).sum(axis=0).max()
    assert ("outside_donors" in set(made.findings()["id"])) == (outside and "intercept" not in options)


@pytest.mark.parametrize(("donors", "before"), [(16, 10), (16, 30), (50, 8)])
def test_weights_of_synthetic_did_meet_their_conditions(donors, before):
    """Areas: simplex, a constant, ridge z^2 T; periods: simplex, a constant (Arkhangelsky and others 2021, 4 to 6)."""
    frame, _ = study(7, donors=donors, before=before, after=4)
    wide = frame.pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    made = mkba.Panel.read(frame, "wide", name="").synthetic_did("GM0000", "y", FIRST + before, inference="none")
    areas = made.areas().set_index("area")["weight"].drop("GM0000").to_numpy()
    periods = made.frame()["weight"].to_numpy()[:before]
    noise = 4**0.25 * np.diff(wide[:before, 1:], axis=0).std(ddof=1)
    own = wide[:before, 1:] - wide[:before, :1]
    own = own - own.mean(axis=0)
    slopes = own.T @ (own @ areas) + noise**2 * before * areas
    assert areas @ slopes - slopes.min() < 1e-9 * (own**2).sum(axis=0).max()
    other = wide[:before, 1:] - wide[before:, 1:].mean(axis=0)
    other = other - other.mean(axis=1, keepdims=True)
    slopes = other @ (other.T @ periods)
    assert periods @ slopes - slopes.min() < 1e-9 * (other**2).sum(axis=1).max()
    steps = wide[before:].mean(axis=0) - periods @ wide[:before]
    assert made.summary()["estimate"].iloc[0] == pytest.approx(steps[0] - steps[1:] @ areas, rel=1e-9)
