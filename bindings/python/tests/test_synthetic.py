"""Synthetic control: weights against scipy, the range against linear programmes of scipy, what is refused, plots."""

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


def matrices(figures):
    before = figures[YEARS[:BEFORE]].to_numpy()
    return before[0], before[1:].T, figures.to_numpy()


def test_weights_are_those_of_a_general_optimiser(panel, figures):
    optimize = pytest.importorskip("scipy.optimize")
    y, donors, _ = matrices(figures)
    peer = optimize.minimize(lambda w: ((y - donors @ w) ** 2).sum(), np.full(N - 1, 1 / (N - 1)),
                             jac=lambda w: -2 * donors.T @ (y - donors @ w), bounds=[(0, 1)] * (N - 1), method="SLSQP",
                             constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
                             options={"ftol": 1e-15, "maxiter": 1000})  # fmt: skip
    made = panel.synthetic_control("GM0001", "kosten", START)
    weights = made.weights()["weight"].to_numpy()
    assert weights.min() >= 0 and weights.sum() == pytest.approx(1, abs=1e-14)
    squares = float(made.summary()["squares"].iloc[0])
    assert squares == pytest.approx(((y - donors @ weights) ** 2).sum(), rel=1e-10)
    assert squares <= peer.fun * (1 + 1e-9)


def test_the_range_is_that_of_linear_programmes(panel, figures):
    optimize = pytest.importorskip("scipy.optimize")
    y, donors, whole = matrices(figures)
    few = 2  # years before the start: many weights fit them
    made = panel.synthetic_control("GM0001", "kosten", START, years=(START - few, YEARS[-1]))
    path, weights = made.frame(), made.weights()["weight"].to_numpy()
    rows = np.vstack([donors[-few:], np.ones(N - 1)])
    for i, year in enumerate(YEARS[BEFORE:]):
        at = whole[1:, BEFORE + i]
        ends = [sign * optimize.linprog(sign * at, A_eq=rows, b_eq=rows @ weights).fun for sign in (1, -1)]
        row = path[path["period"] == str(year)].iloc[0]
        wanted = (whole[0, BEFORE + i] - ends[1], whole[0, BEFORE + i] - ends[0])
        assert (row["gap_low"], row["gap_high"]) == pytest.approx(wanted, rel=1e-8)
        assert row["gap_low"] - 1e-9 <= row["gap"] <= row["gap_high"] + 1e-9


def test_predictors_are_matched(panel, figures):
    made = panel.synthetic_control("GM0001", "kosten", START, predictors=[("kosten", 2010, 2012), ("kosten", 2015)],
                                   starts=2)  # fmt: skip
    table = made.predictors()
    assert table["treated"].tolist() == pytest.approx([figures.iloc[0, :3].mean(), figures.iloc[0, 5]])
    assert table["v"].sum() == pytest.approx(1)
    outcomes = panel.synthetic_control("GM0001", "kosten", START)
    assert made.summary()["squares"].iloc[0] >= outcomes.summary()["squares"].iloc[0]


def test_augmented_weights_are_those_of_the_ridge_regression(panel, figures):
    y, donors, _ = matrices(figures)
    base = panel.synthetic_control("GM0001", "kosten", START).weights()["weight"].to_numpy()
    made = panel.synthetic_control("GM0001", "kosten", START, form="augmented", penalty=3.0)
    centred = donors - donors.mean(1, keepdims=True)
    wanted = base + centred.T @ np.linalg.solve(centred @ centred.T + 3.0 * np.eye(BEFORE), y - donors @ base)
    np.testing.assert_allclose(made.weights()["weight"], wanted, atol=1e-9)
    assert made.summary()["negative"].iloc[0] == pytest.approx(wanted[wanted < 0].sum())
    assert made.summary()["squares"].iloc[0] <= ((y - donors @ base) ** 2).sum()
    chosen = panel.synthetic_control("GM0001", "kosten", START, form="augmented").summary().iloc[0]
    assert chosen["form"] == "augmented" and chosen["penalty"] > 0


def test_several_treated_are_fitted_each_by_the_same_donors(panel):
    donors = [f"GM{i:04d}" for i in range(3, N + 1)]
    made = panel.synthetic_controls(["GM0001", "GM0002"], "kosten", START)
    each = [panel.synthetic_control(code, "kosten", START, donors) for code in ("GM0001", "GM0002")]
    means = made[made["period"].isna()]
    atts = [float(one.summary()["att"].iloc[0]) for one in each]
    assert means["gap"].tolist() == pytest.approx([*atts, np.mean(atts)])
    np.testing.assert_allclose(made["gap"].to_numpy()[: len(YEARS)], each[0].frame()["gap"])
    np.testing.assert_allclose(made[made["treated"].isna()]["gap"].to_numpy()[:-1],
                               (each[0].frame()["gap"] + each[1].frame()["gap"]) / 2)  # fmt: skip
    with pytest.raises(mkba.ArgumentError, match="must not be"):
        panel.synthetic_controls(["GM0001", "GM0002"], "kosten", START, ["GM0002", "GM0003"])


def test_a_large_penalty_leaves_the_nearest_donor(panel, figures):
    y, donors, _ = matrices(figures)
    made = panel.synthetic_control("GM0001", "kosten", START, form="penalised", penalty=1e6)
    weights = made.weights()["weight"].to_numpy()
    assert weights.argmax() == ((donors - y[:, None]) ** 2).sum(0).argmin() and weights.max() == pytest.approx(1)
    chosen = panel.synthetic_control("GM0001", "kosten", START, form="penalised").summary().iloc[0]
    assert 1e-4 <= chosen["penalty"] <= 100


def test_a_shorter_search_for_v_says_so_unless_starts_are_given():
    draw = np.random.default_rng(5)
    frame = pd.DataFrame([{"gm_code": f"GM{i:04d}", "jaar": year, "k": draw.normal(), "a": draw.normal(), "b": draw.normal()}
                          for i in range(520) for year in range(2018, 2022)])  # fmt: skip
    made = mkba.Panel.read(frame, name="")
    asked = {"predictors": [("a", 2018, 2020), ("b", 2018, 2020)]}
    short = made.synthetic_control("GM0001", "k", 2021, **asked)
    whole = made.synthetic_control("GM0001", "k", 2021, starts=20, **asked)
    assert "short_search" in set(short.findings()["id"])
    assert "short_search" not in set(whole.findings()["id"])
    assert whole.summary()["squares"].iloc[0] <= short.summary()["squares"].iloc[0] * (1 + 1e-12)


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"treated": "GM9999"}, mkba.UnknownNameError, "GM9999"),
        ({"start": 2010}, mkba.PanelError, "without a period before the start"),
        ({"donors": ["GM0002"]}, mkba.PanelError, "at least two"),
        ({"donors": ["GM0001", "GM0002"]}, mkba.ArgumentError, "is treated: a donor must not be"),
        ({"v": "best"}, mkba.UnknownNameError, "optimised"),
        ({"form": "augmented", "penalty": 0}, mkba.ArgumentError, "above 0"),
        ({"penalty": 1}, mkba.ArgumentError, "choose form"),
        ({"rigde": 1}, mkba.UnknownNameError, "ridge"),
        ({"predictors": [("kosten", 2016)]}, mkba.ArgumentError, "treated already"),
    ],
)
def test_what_bears_no_estimate_is_refused(panel, changes, error, said):
    with pytest.raises(error, match=said):
        panel.synthetic_control(**{"treated": "GM0001", "indicator": "kosten", "start": START, **changes})


def test_tables_are_for_anybody(panel):
    made = panel.synthetic_control("GM0001", "kosten", START)
    for view in ("path", "weights", "summary", "findings"):
        assert len(made.table(view).to_csv().splitlines()) > 1
    assert made.start == "2016"
    assert len(made.findings()) > 0
    with pytest.raises(mkba.UnknownNameError, match="path"):
        made.table("paht")
    with pytest.raises(TypeError, match="Panel.synthetic_control"):
        mkba.SyntheticControl()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_plots_show_the_path_and_the_gap(panel, language):
    pytest.importorskip("matplotlib").use("Agg")
    made = panel.synthetic_control("GM0001", "kosten", START)
    frame = made.frame()
    path, gap = made.plot(language=language), made.plot("gap", language=language)
    np.testing.assert_allclose(path.lines[1].get_ydata(), frame["observed"])
    np.testing.assert_allclose(gap.lines[0].get_ydata(), frame["gap"])
    with pytest.raises(mkba.UnknownNameError, match="view"):
        made.plot("pie")
    with pytest.raises(mkba.ArgumentError, match="language"):
        made.plot(language="de")


@pytest.mark.parametrize("options, says", [
    ({"predictors": "x"}, "a predictor is .* not 'x'"), ({"predictors": ["x"]}, "a predictor is .* not 'x'"),
    ({"predictors": [("x", 1, 2, 3)]}, "a predictor is"), ({"years": (2016, 2017, 2018)}, "years is a pair"),
    ({"years": 2017}, "years is a pair"), ({"years": (2016, 2019.5)}, "a period is .* not float: 2019.5"),
])  # fmt: skip
def test_what_is_no_pair_or_period_is_refused_in_one_sentence(options, says):
    panel = mkba.Panel.read("gm_code,jaar,x\nT,2016,1\nT,2017,2\nA,2016,1\nA,2017,2\n", name="")
    with pytest.raises(TypeError, match=says):
        panel.synthetic_control("T", "x", 2017, **options)
    if "years" in options:
        with pytest.raises(TypeError, match=says):
            panel.effect("T", "x", 2017, **options)
