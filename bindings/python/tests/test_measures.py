"""Measures of uncertainty: the same as formulas in numpy, and as the reference says; what is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mkba

SHARED = Path(os.environ.get("MKBA_SHARED", Path(__file__).parents[4] / "shared"))


def design_figures():
    rng = np.random.default_rng(3)
    return rng.normal(size=(500, 5)) + rng.normal(size=(500, 1))


def test_indices_are_the_formulas_of_saltelli_and_jansen():
    y = design_figures()
    table = mkba.sobol_indices(y.ravel(), 3)
    a, ab, b = y[:, 0], y[:, 1:4], y[:, 4]
    both = np.concatenate([a, b])
    centred = b - both.mean()
    np.testing.assert_allclose(table["first"], (centred[:, None] * (ab - a[:, None])).mean(0) / both.var(), rtol=1e-12)
    np.testing.assert_allclose(table["total"], ((a[:, None] - ab) ** 2).mean(0) / 2 / both.var(), rtol=1e-12)
    assert table["mean"].iloc[0] == pytest.approx(both.mean())
    assert table["sd"].iloc[0] == pytest.approx(both.std(ddof=1))
    assert list(table["parameter"]) == ["x1", "x2", "x3"]


def test_the_bootstrap_agrees_with_the_asymptotic_error():
    y = design_figures().ravel()
    table, drawn = mkba.sobol_indices(y, 3), mkba.sobol_indices(y, 3, resamples=2000)
    np.testing.assert_allclose(drawn["total_error"], table["total_error"], rtol=0.15)


def test_a_design_repeats_and_serves_salib_s_order():
    design = mkba.sobol_design(["a", "b"], 8, seed=5, plan="lhs")
    assert (design == mkba.sobol_design(["a", "b"], 8, seed=5, plan="lhs")).all()
    rows = design.reshape(8, 4, 2)
    assert (rows[:, 1, 0] == rows[:, 3, 0]).all() and (rows[:, 1, 1] == rows[:, 0, 1]).all()
    assert sorted(np.floor(8 * rows[:, 0, 0])) == list(range(8))


def test_importance_is_a_regression_of_numpy():
    rng = np.random.default_rng(1)
    x = pd.DataFrame({"a": rng.normal(size=300), "b": rng.uniform(size=300)})
    x["b"] += 0.5 * x["a"]
    y = x["a"] - 2 * x["b"] + rng.normal(size=300)
    table = mkba.importance(x, y)
    z, w = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    np.testing.assert_allclose(table["coefficient"], np.linalg.lstsq(z, w, rcond=None)[0], rtol=1e-12)
    np.testing.assert_allclose(table["correlation"], x.corrwith(y), rtol=1e-12)
    np.testing.assert_allclose(table["rank"], x.rank().corrwith(y.rank()), rtol=1e-12)
    assert list(table["parameter"]) == ["a", "b"]


def test_evpi_is_the_mean_of_the_best():
    net = np.random.default_rng(2).normal(size=(1000, 3))
    table = mkba.evpi(pd.DataFrame(net, columns=["a", "b", "c"]))
    assert table["evpi"].iloc[0] == pytest.approx(net.max(1).mean() - net.mean(0).max())
    assert table["best"].iloc[0] == "abc"[net.mean(0).argmax()]


def test_matrices_may_lie_in_memory_as_they_like():
    x, net = np.random.default_rng(2).normal(size=(2, 60, 2))
    plain = mkba.evppi(net, x)
    assert mkba.evppi(np.asfortranarray(net), x[::-1][::-1]).equals(plain)
    assert mkba.evppi(net.tolist(), x.tolist()).equals(plain)


def test_the_vaccine_of_bcea_comes_out():
    draws = SHARED / "reference" / "uncertainty" / "bcea_vaccine.csv"
    if not draws.exists():
        pytest.skip("no reference beside the repository")
    data = pd.read_csv(draws)
    published = json.loads((SHARED / "reference" / "published.json").read_text("utf-8"))["bcea_vaccine"]
    effects, costs = data[["e0", "e1"]], data[["c0", "c1"]].to_numpy()
    table = mkba.acceptability(effects, costs, [float(k) for k in published["EVPI"]], ["status quo", "vaccine"])
    vaccine = table[table["alternative"] == "vaccine"].set_index("threshold")
    for threshold, value in published["EVPI"].items():
        assert vaccine["evpi"][float(threshold)] == pytest.approx(value, abs=6e-7)
    for threshold, value in published["CEAC"].items():
        assert vaccine["p_best"][float(threshold)] == pytest.approx(value)
    assert mkba.icer(effects, costs)["icer"].iloc[1] == pytest.approx(published["ICER"], abs=6e-5)


@pytest.mark.parametrize(
    ("call", "kind", "where"),
    [
        (lambda: mkba.sobol_indices([1, 2, 3], 1), mkba.ArgumentError, "y"),
        (lambda: mkba.sobol_design(0, 4), mkba.ArgumentError, "names"),
        (lambda: mkba.sobol_design(["a"], 4, plan="halton"), mkba.UnknownNameError, "plan"),
        (lambda: mkba.importance([[1], [2]], [1, 2]), mkba.ArgumentError, "x"),
        (lambda: mkba.evpi([[1, float("nan")], [2, 3]]), mkba.ArgumentError, "net[0][1]"),
        (lambda: mkba.evppi(np.ones((30, 2)), 1e307 * np.arange(-15.0, 15)[:, None]), mkba.ArgumentError, "x[][0]"),
        (lambda: mkba.evsi(np.ones(30), np.arange(30.0), 0, 1), mkba.ArgumentError, "prior_sizes[0]"),
        (lambda: mkba.acceptability([[1], [2]], [[1], [2]], 1), mkba.ArgumentError, "effects"),
        (lambda: mkba.icer([], []), mkba.ArgumentError, "effects"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(call, kind, where):
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.where == where


@pytest.mark.parametrize("given", ["text", [["a"]], {"a": [1]}, np.ones((2, 2, 2))])
def test_what_is_no_matrix_is_a_type_error(given):
    with pytest.raises(TypeError):
        mkba.evpi(given)


# ---- of a case ------------------------------------------------------------------------------------------------


def test_a_case_is_measured_as_its_draws_are():
    case = mkba.example()
    once = case.evppi(draws=600, seed=4, threads=1)
    assert once.equals(case.evppi(draws=600, seed=4, threads=2))
    assert not once.equals(case.evppi(draws=600, seed=5))
    assert once["evppi"].max() <= case.evpi(draws=600, seed=4)["evpi"].iloc[0]
    assert set(case.sobol(draws=64)["parameter"]) == set(once["parameter"]) == set(case.importance(draws=100)["parameter"])


def test_knowing_all_together_is_knowing_everything():
    case = mkba.example()
    joint = case.evppi(["effect_jeugd", "effect_wmo"], draws=2000, joint=True)
    assert list(joint["parameter"]) == ["effect_jeugd + effect_wmo"]
    assert joint["evppi"].iloc[0] >= case.evppi(["effect_jeugd"], draws=2000)["evppi"].iloc[0]


def test_a_callable_follows_and_stops():
    calls = []
    mkba.example().evpi(draws=2000, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1][0] == calls[-1][1]
    with pytest.raises(mkba.Cancelled):
        mkba.example().evpi(progress=lambda done, total: False)
    with pytest.raises(ZeroDivisionError):
        mkba.example().sobol(progress=lambda done, total: 1 / 0)
    with pytest.raises(TypeError):
        mkba.example().evpi(progress=3)


@pytest.mark.parametrize(
    ("call", "kind", "where"),
    [
        (lambda case: case.evppi(["effect_wmoo"]), mkba.UnknownNameError, "parameters"),
        (lambda case: case.evppi(["inwoners"]), mkba.ArgumentError, "parameters"),
        (lambda case: case.evpi(draws=1), mkba.ArgumentError, "draws"),
        (lambda case: case.evpi(plan="halton"), mkba.UnknownNameError, "plan"),
        (lambda case: case.sobol(scenario="nergens"), mkba.UnknownNameError, "scenario"),
        (lambda case: case.sobol(resamples=3), mkba.ArgumentError, "resamples"),
        (lambda case: case.importance(draws=8), mkba.ArgumentError, "draws"),
        (lambda case: case.evsi([1, 2], 3, ["effect_wmo"]), mkba.ArgumentError, "prior_sizes"),
        (lambda case: case.acceptability("niets", 1), mkba.UnknownNameError, "parameter"),
        (lambda case: case.acceptability("qaly_waarde", []), mkba.ArgumentError, "values"),
    ],
)
def test_wrong_questions_about_a_case_are_refused(call, kind, where):
    with pytest.raises(kind) as caught:
        call(mkba.example())
    assert caught.value.where == where


def test_pictures_are_drawn_and_other_tables_refused():
    pytest.importorskip("matplotlib").use("Agg")
    case = mkba.example()
    ax = mkba.plot_sobol(case.sobol(draws=64), language="nl", most=3)
    assert len(ax.get_yticklabels()) == 3 and "teams" not in ax.get_title(loc="left")
    assert mkba.plot_evppi(case.evppi(draws=200)).get_title(loc="left")
    table = case.acceptability("qaly_waarde", [0, 1e5], draws=200)
    assert mkba.plot_acceptability(table).get_xlabel() == "qaly_waarde"
    for plot in (mkba.plot_sobol, mkba.plot_evppi, mkba.plot_acceptability):
        with pytest.raises(mkba.ArgumentError):
            plot(case.evpi(draws=50))
    with pytest.raises(mkba.ArgumentError):
        mkba.plot_sobol(case.sobol(draws=64), "nul")


@pytest.mark.parametrize("method", ["sobol", "importance", "evpi", "evppi"])
def test_the_command_gives_what_the_method_gives(method, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(mkba.example().to_dict()), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkba", "sensitivity", str(file), "--method", method, "--draws", "64", "--seed", "3",
         "--format", "json"], capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    expected = getattr(mkba.example(), method)(draws=64, seed=3)
    assert [list(row) for row in rows] == [list(expected.columns)] * len(expected)
    last = expected.columns[-1]
    assert [row[last] for row in rows] == expected[last].tolist()


@pytest.mark.parametrize("draws", [0, -1, 2**40 + 1, 10**30])
@pytest.mark.parametrize("method", ["sobol", "importance", "evpi", "evppi"])
def test_a_number_of_draws_out_of_range_is_refused(method, draws):
    with pytest.raises(mkba.ArgumentError, match="draws must be at least 1") as caught:
        getattr(mkba.example(), method)(draws=draws)
    assert caught.value.where == "draws"


@pytest.mark.parametrize("ask", [
    lambda case: case.evppi([]), lambda case: case.evppi([], joint=True), lambda case: case.evsi(1, 1, []),
    lambda case: case.joint_break_even([]), lambda case: case.evppi(()),
])  # fmt: skip
def test_a_list_of_no_parameters_is_not_all(ask):
    with pytest.raises(mkba.ArgumentError, match="at least one, or leave it out for all") as caught:
        ask(mkba.example())
    assert caught.value.where == "parameters"


@pytest.mark.parametrize("draws", [-1, 0, 10**13, 2**40])
def test_a_design_that_cannot_be_is_refused(draws):
    with pytest.raises(mkba.ArgumentError, match="draws") as caught:
        mkba.sobol_design(2, draws)
    assert caught.value.where == "draws"


def test_a_seed_beyond_64_bits_is_refused():
    for refused in (lambda: mkba.sobol_design(2, 8, 2**64), lambda: mkba.example().evpi(draws=8, seed=-1)):
        with pytest.raises(mkba.ArgumentError, match="seed must be at least 0") as caught:
            refused()
        assert caught.value.where == "seed"


def test_a_parameter_of_one_value_stops_no_other():
    """npv = 40 + 3 x + y, y always 3: all of the variance is of x, and nothing is to be known of y."""
    case = mkba.Case({
        "format": "mkba-case/1", "title": "t", "base_year": 2026, "years": [2026, 2026], "price_year": 2026,
        "timing": "begin", "discount": {"rate": 0.03},
        "parameters": {"x": {"distribution": {"normal": {"mean": 0, "sd": 20}}},
                       "y": {"distribution": {"discrete": {"values": [3], "weights": [1]}}}},
        "alternatives": {"n": {"null": True}, "p": {}},
        "lines": [{"id": "x", "kind": "benefit", "value": "40 + 3 * x + y"}],
    })  # fmt: skip
    evppi = case.evppi(draws=500).set_index("parameter")
    assert evppi["evppi"]["y"] == 0 and evppi["evppi"]["x"] > 0
    assert case.evppi(["y"], draws=500)["evppi"].tolist() == [0]
    assert case.evsi(9, [5, 50], ["y"], draws=500)["evsi"].tolist() == [0, 0]
    importance = case.importance(draws=500).set_index("parameter")
    assert importance["coefficient"].tolist() == pytest.approx([1, 0], abs=1e-12)
    assert importance["rank"].tolist() == pytest.approx([1, np.nan], nan_ok=True)
    assert case.sobol(draws=64).set_index("parameter")["total"]["y"] == 0
