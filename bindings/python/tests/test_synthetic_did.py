"""Synthetic difference-in-differences: against the two-way regression with its weights, what is refused, plots."""

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
    ],
)
def test_what_bears_no_estimate_is_refused(panel, changes, error, said):
    with pytest.raises(error, match=said):
        panel.synthetic_did(**{"treated": "GM0001", "indicator": "kosten", "start": START, **changes})


def test_tables_are_for_anybody(panel):
    made = panel.synthetic_did("GM0001", "kosten", START)
    for view in ("path", "areas", "placebos", "summary", "findings"):
        assert len(made.table(view).to_csv().splitlines()) > 1
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
