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


@pytest.mark.slow
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
                                           popsize=10, maxiter=60, seed=seed, polish=True)  # fmt: skip
    assert ours <= peer.fun * (1 + 1e-6)


def loss_of_v(frame, x, v, last):
    if "wide" not in frame.attrs:
        frame.attrs["wide"] = frame[frame["jaar"] <= last].pivot(index="jaar", columns="gm_code", values="y").to_numpy()
    wide = frame.attrs["wide"]
    return float(((wide[:, 0] - wide[:, 1:] @ best_weights(x, v)) ** 2).mean())
