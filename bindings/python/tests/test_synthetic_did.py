"""Synthetic difference-in-differences: against the two-way regression with its weights, what is refused, plots."""

import itertools

import numpy as np
import pandas as pd
import pytest

import mkba

N, YEARS, START = 12, list(range(2010, 2020)), 2016
BEFORE = START - YEARS[0]


@pytest.fixture(scope="module")
def figures():
    draw = np.random.default_rng(5)
    walk = 100 + draw.normal(0, 3, (N, 1)) + np.cumsum(draw.normal(1, 2, (N, len(YEARS))), axis=1)
    return pd.DataFrame(walk, index=[f"GM{i:04d}" for i in range(1, N + 1)], columns=YEARS)


@pytest.fixture(scope="module")
def panel(figures):
    tidy = figures.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    return mkba.Panel.read(tidy, name="")


def test_the_estimate_is_the_coefficient_of_the_weighted_two_way_regression(panel, figures):
    made = panel.synthetic_did(["GM0001", "GM0002"], "kosten", START)
    areas = made.areas().set_index("area").loc[figures.index, "weight"].to_numpy()
    periods = made.frame()["weight"].fillna(1 / (len(YEARS) - BEFORE)).to_numpy()
    rows = [(i, t) for i in range(N) for t in range(len(YEARS)) if areas[i] * periods[t] > 0]
    x = np.array([[j == i for j in range(N)] + [s == t for s in range(len(YEARS))] + [i < 2 and t >= BEFORE]
                  for i, t in rows], dtype=float)  # fmt: skip
    root = np.sqrt([areas[i] * periods[t] for i, t in rows])
    y = np.array([figures.to_numpy()[i, t] for i, t in rows])
    effect = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0][-1]
    summary = made.summary().iloc[0]
    assert summary["estimate"] == pytest.approx(effect, rel=1e-9)
    assert summary["donors"] == N - 2 and summary["treated"] == 2


def test_placebos_rank_the_effect(panel):
    made = panel.synthetic_did("GM0001", "kosten", START, level=0.8)
    summary, placebos = made.summary().iloc[0], made.placebos()
    effects = placebos[placebos["period"].isna()]["gap"].to_numpy()
    assert len(effects) == N - 1
    assert summary["p"] == pytest.approx((1 + (abs(effects) >= abs(summary["estimate"])).sum()) / N)
    assert summary["std_error"] == pytest.approx(effects.std())
    assert summary["high"] - summary["estimate"] == pytest.approx(np.sort(abs(effects))[-2])
    assert {"few_treated", "sizes_ignored"} <= set(made.findings()["id"])


def test_forms_and_solvers_are_options(panel):
    did = panel.synthetic_did("GM0001", "kosten", START, form="did", inference="none")
    control = panel.synthetic_did("GM0001", "kosten", START, form="synthetic-control", inference="none")
    peer = panel.synthetic_control("GM0001", "kosten", START)
    assert control.summary()["estimate"].iloc[0] == pytest.approx(peer.summary()["att"].iloc[0])
    assert did.frame()["weight"].iloc[0] == pytest.approx(1 / BEFORE)
    assert len(did.placebos()) == 0
    searched = panel.synthetic_did("GM0001", "kosten", START, solver="frank-wolfe", inference="none")
    best = panel.synthetic_did("GM0001", "kosten", START, inference="none")
    assert searched.summary()["estimate"].iloc[0] == pytest.approx(best.summary()["estimate"].iloc[0], abs=0.05)
    assert "not_optimal" in set(searched.findings()["id"])
    five = panel.synthetic_did([f"GM000{i}" for i in range(1, 6)], "kosten", START, inference="jackknife")
    assert five.summary()["std_error"].iloc[0] > 0


STARTS = {"GM0001": 2016, "GM0002": 2014, "GM0003": 2016}


def test_each_start_is_a_weighted_two_way_regression_and_they_count_by_treated_cells(panel, figures):
    made = panel.synthetic_did(STARTS, "kosten", inference="none")
    starts, areas, path = made.starts(), made.areas(), made.frame()
    for _, row in starts.iterrows():
        start = int(row["start"])
        treated = [code for code, own in STARTS.items() if own == start]
        weights = areas[areas["start"] == row["start"]].set_index("area")["weight"]
        before = path[path["start"] == row["start"]].set_index("period")["weight"].fillna(1 / (YEARS[-1] - start + 1))
        rows = [(code, year) for code in weights.index for year in YEARS if weights[code] * before[str(year)] > 0]
        x = np.array([[code == c for c in weights.index] + [year == y for y in YEARS] + [code in treated and year >= start]
                      for code, year in rows], dtype=float)  # fmt: skip
        root = np.sqrt([weights[code] * before[str(year)] for code, year in rows])
        y = np.array([figures.loc[code, year] for code, year in rows])
        effect = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0][-1]
        assert row["estimate"] == pytest.approx(effect, rel=1e-9)
        assert row["weight"] == pytest.approx(len(treated) * (YEARS[-1] - start + 1) / (2 * 4 + 6))
    assert made.summary()["estimate"].iloc[0] == pytest.approx((starts["estimate"] * starts["weight"]).sum(), rel=1e-12)
    assert made.start == "2014" and "2 starts" in repr(made)


def test_events_are_means_over_the_areas_that_are_treated_so_long(panel):
    made = panel.synthetic_did(STARTS, "kosten", level=0.8)
    path, events = made.frame(), made.events()
    gap = {(start, int(period) - int(start)): value
           for start, period, value in zip(path["start"], path["period"], path["gap"])}  # fmt: skip
    for _, row in events.iterrows():
        event = int(row["event"])
        both = [(n, gap[start, event]) for start, n in (("2014", 1), ("2016", 2)) if (start, event) in gap]
        assert row["treated"] == sum(n for n, _ in both)
        assert row["estimate"] == pytest.approx(sum(n * g for n, g in both) / sum(n for n, _ in both), rel=1e-9)
    assert len(events) == 6 and (events["low"] < events["high"]).all()


def test_placebos_of_several_starts_are_scaled_by_who_stands_in_them(figures):
    sizes = {code: 1000 * (1 + 7 * i % 12) ** 2 for i, code in enumerate(figures.index)}
    tidy = figures.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    tidy["inwoners"] = [sizes[code] for code in tidy["gm_code"]]
    sized = mkba.Panel.read(tidy, name="")
    two = {"GM0001": 2016, "GM0002": 2014}
    # Each placebo is the effect of two donors that take the starts of the two: found by asking for theirs.
    others = mkba.Panel.read(tidy[~tidy["gm_code"].isin(list(two))], name="")
    known = {}
    for a, b in itertools.permutations(figures.index[2:], 2):
        one = others.synthetic_did({a: 2016, b: 2014}, "kosten", form="did", inference="none")
        known[one.summary()["estimate"].iloc[0]] = 1 / sizes[a], 1 / sizes[b]
    made = sized.synthetic_did(two, "kosten", population="inwoners", form="did", replicates=500)
    placebos = made.placebos()
    raw = placebos[placebos["period"].isna()].assign(effect=lambda x: x["gap"] / x["scale"])
    effects = np.array(list(known))
    found = [list(known.values())[np.argmin(abs(effects - effect))] for effect in raw["effect"]]
    assert max(np.min(abs(effects - effect)) for effect in raw["effect"]) < 1e-9
    # An area weighs in the mean as long as it is treated: 4 and 6 periods.
    inverse = np.array([(16 * a + 36 * b) / 52 for a, b in found])
    own = (16 / sizes["GM0001"] + 36 / sizes["GM0002"]) / 52
    squares = (raw["effect"].to_numpy() - raw["effect"].mean()) ** 2
    slope, flat = np.polyfit(inverse, squares, 1)
    if slope <= 0:
        slope, flat = 0.0, squares.mean()
    elif flat < 0:
        slope, flat = (inverse * squares).sum() / (inverse**2).sum(), 0.0
    np.testing.assert_allclose(raw["scale"], np.sqrt((flat + slope * own) / (flat + slope * inverse)), rtol=1e-6)


def dummies(y, x, untreated):
    """The coefficients of x in a regression with a dummy per area and per period, over the cells that are not treated."""
    n, years = y.shape
    design, outcome = [], []
    for i in range(n):
        for t in range(years):
            if untreated[i, t]:
                design.append([*(one[i, t] for one in x), *(i == j for j in range(n)), *(t == s for s in range(1, years))])
                outcome.append(y[i, t])
    return np.linalg.lstsq(np.array(design, dtype=float), np.array(outcome), rcond=None)[0][: len(x)]


@pytest.fixture(scope="module")
def adjusted(figures):
    draw = np.random.default_rng(8)
    x = [draw.normal(0, 3, figures.shape) + np.cumsum(draw.normal(0, 1, figures.shape), axis=1) for _ in range(2)]
    y = figures.to_numpy() + 1.5 * x[0] - 0.7 * x[1]
    tidy = pd.concat(
        [pd.DataFrame(values, index=figures.index, columns=YEARS).stack().rename_axis(["gm_code", "jaar"]).rename(name)
         for name, values in (("kosten", y), ("ouderen", x[0]), ("bijstand", x[1]))], axis=1)  # fmt: skip
    return mkba.Panel.read(tidy.reset_index(), name=""), y, x


@pytest.mark.parametrize(("treated", "start"), [("GM0001", START), (STARTS, None)])
def test_covariates_are_taken_off_by_a_regression_with_dummies(adjusted, figures, treated, start):
    panel, y, x = adjusted
    made = panel.synthetic_did(treated, "kosten", start, covariates=["ouderen", "bijstand"], inference="none")
    begins = {"GM0001": START} if isinstance(treated, str) else treated
    untreated = np.array([[year < begins.get(code, 9999) for year in YEARS] for code in figures.index])
    beta = dummies(y, x, untreated)
    np.testing.assert_allclose(made.covariates()["coefficient"], beta, rtol=1e-9)
    rest = pd.DataFrame(y - beta[0] * x[0] - beta[1] * x[1], index=figures.index, columns=YEARS)
    plain = mkba.Panel.read(rest.stack().rename_axis(["gm_code", "jaar"]).rename("rest").reset_index(), name="")
    same = plain.synthetic_did(treated, "rest", start, inference="none")
    assert made.summary()["estimate"].iloc[0] == pytest.approx(same.summary()["estimate"].iloc[0], rel=1e-9)
    # What is observed is the outcome as it is.
    np.testing.assert_allclose(made.frame()["observed"] - made.frame()["counterfactual"], made.frame()["gap"])
    first = [list(figures.index).index(code) for code, own in begins.items() if own == min(begins.values())]
    np.testing.assert_allclose(made.frame()["observed"][: len(YEARS)], y[first].mean(axis=0))
    assert "covariates" in set(made.findings()["id"])


def test_placebos_have_coefficients_of_their_own(adjusted, figures):
    panel, y, x = adjusted
    made = panel.synthetic_did("GM0001", "kosten", START, covariates="ouderen", form="did")
    placebos = made.placebos()
    effects = placebos[placebos["period"].isna()].set_index("area")["gap"]
    donors = list(range(1, N))
    for k in donors:
        untreated = np.array([[i != k or year < START for year in YEARS] for i in donors])
        beta = dummies(y[donors], [x[0][donors]], untreated)
        change = (y - beta[0] * x[0])[:, BEFORE:].mean(axis=1) - (y - beta[0] * x[0])[:, :BEFORE].mean(axis=1)
        others = [i for i in donors if i != k]
        assert effects[figures.index[k]] == pytest.approx(change[k] - change[others].mean(), rel=1e-8)


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"treated": "GM9999"}, mkba.UnknownNameError, "GM9999"),
        ({"start": 2010}, mkba.PanelError, "without a period before the start"),
        ({"donors": ["GM0002"]}, mkba.PanelError, "at least two"),
        ({"donors": ["GM0001", "GM0002"]}, mkba.ArgumentError, "must not be"),
        ({"inference": "jackknife"}, mkba.PanelError, "use placebo"),
        ({"form": "sdid"}, mkba.UnknownNameError, "synthetic-did"),
        ({"levle": 1}, mkba.UnknownNameError, "level"),
        ({"treated": {"GM0001": 2016}}, mkba.ArgumentError, "start must be left out"),
        ({"treated": {"GM0001": 2010}, "start": None}, mkba.PanelError, "starts.0.|without a period before"),
        ({"start": None}, mkba.ArgumentError, "start"),
        ({"covariates": "kosten"}, mkba.ArgumentError, "the outcome itself"),
        ({"covariates": ["ksten"]}, mkba.UnknownNameError, "kosten"),
    ],
)
def test_what_bears_no_estimate_is_refused(panel, changes, error, said):
    with pytest.raises(error, match=said):
        panel.synthetic_did(**{"treated": "GM0001", "indicator": "kosten", "start": START, **changes})


def test_tables_are_for_anybody(panel):
    made = panel.synthetic_did("GM0001", "kosten", START)
    for view in ("path", "areas", "placebos", "summary", "findings", "starts", "events"):
        assert len(made.table(view).to_csv().splitlines()) > 1
    assert len(made.covariates()) == 0
    assert made.start == "2016" and made.indicator == "kosten"
    with pytest.raises(mkba.UnknownNameError, match="path"):
        made.table("paht")
    with pytest.raises(TypeError, match="Panel.synthetic_did"):
        mkba.SyntheticDid()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_plots_show_the_path_the_weights_and_the_placebos(panel, language):
    pytest.importorskip("matplotlib").use("Agg")
    made = panel.synthetic_did("GM0001", "kosten", START)
    frame, areas = made.frame(), made.areas()
    path, weights, placebos = (made.plot(view, language=language) for view in ("path", "areas", "placebos"))
    np.testing.assert_allclose(path.lines[1].get_ydata(), frame["observed"])
    np.testing.assert_allclose(path.lines[0].get_ydata(), frame["counterfactual"])
    donors = areas[areas["role"] == "donor"]["weight"]
    np.testing.assert_allclose(sorted(bar.get_width() for bar in weights.patches), sorted(donors[donors > 0]))
    assert len(placebos.lines) == N - 1 + 2  # the treated, and zero
    with pytest.raises(mkba.UnknownNameError, match="view"):
        made.plot("pie")
    with pytest.raises(mkba.ArgumentError, match="language"):
        made.plot(language="de")
    with pytest.raises(mkba.ArgumentError, match="no placebos"):
        panel.synthetic_did("GM0001", "kosten", START, inference="none").plot("placebos")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_events_have_a_picture_for_any_number_of_starts(panel, language):
    pytest.importorskip("matplotlib").use("Agg")
    for treated, start in ((STARTS, None), ("GM0001", START)):
        made = panel.synthetic_did(treated, "kosten", start, level=0.8)
        axes = made.plot("events", language=language)
        np.testing.assert_allclose(axes.lines[0].get_ydata(), made.events()["estimate"])
    with pytest.raises(mkba.ArgumentError, match="several starts"):
        panel.synthetic_did(STARTS, "kosten").plot("path")
    panel.synthetic_did(STARTS, "kosten", inference="none").plot("events")
