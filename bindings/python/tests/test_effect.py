"""Effects: figures against numpy, verdicts in words, the way into a case, the command line, the real panel of the Peel."""

import json

import numpy as np
import pandas as pd
import pytest
from conftest import SHARED
from test_cli import ends, run

import mkba

N, YEARS, START = 20, list(range(2010, 2018)), 2015
BEFORE = START - YEARS[0]
SEED = 12  # of a panel in which nothing happened before the start that looks like an effect


def frame_of(effect, noise=2.0):
    draw = np.random.default_rng(SEED)
    common = 100 + np.cumsum(draw.normal(2, 1, len(YEARS)))
    walk = common + draw.uniform(-5, 5, (N, 1)) + draw.normal(0, noise, (N, len(YEARS)))
    walk[0] = common + draw.normal(0, noise, len(YEARS))
    walk[0, BEFORE:] += effect
    return pd.DataFrame(walk, index=[f"GM{i:04d}" for i in range(1, N + 1)], columns=YEARS)


def panel_of(figures):
    tidy = figures.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    return mkba.Panel.read(tidy, name="")


@pytest.fixture(scope="module")
def figures():
    return frame_of(-15)


@pytest.fixture(scope="module")
def panel(figures):
    return panel_of(figures)


@pytest.fixture(scope="module")
def case():
    return mkba.Case(
        title="Effect", base_year=2015, price_year=2015, years=(2015, 2017), discount={"rate": 0.03},
        alternatives={"nul": {"null": True}, "plan": {}}, parameters={"clienten": 100, "prijs": 500, "besparing": 0},
        streams={"hulp": {"path": "clienten", "unit_cost": "prijs", "payer": "gemeente"}},
        lines=[{"id": "baat", "kind": "benefit", "value": "-besparing * prijs", "receiver": "gemeente"}],
    )  # fmt: skip


def test_did_and_its_draws_are_those_of_numpy(panel, figures):
    made = panel.effect("GM0001", "kosten", START, method="did")
    values = figures.to_numpy()
    off = values - values[:, :BEFORE].mean(axis=1, keepdims=True)
    gaps = np.array([off[i] - np.delete(off, [0, i], axis=0).mean(axis=0) if i else off[0] - off[1:].mean(axis=0)
                     for i in range(N)])  # fmt: skip
    frame, one = made.frame(), made.summary().iloc[0]
    assert frame["gap"].to_numpy() == pytest.approx(gaps[0], abs=1e-9)
    assert made.estimate == pytest.approx(gaps[0, BEFORE:].mean(), abs=1e-9)
    means = np.abs(gaps[:, BEFORE:].mean(axis=1))
    assert one["p"] == pytest.approx((means >= means[0] * (1 - 1e-9)).mean())
    draws = made.draws().drop(columns="draw").to_numpy()
    errors = draws[: N - 1] - gaps[0, BEFORE:]
    assert errors / errors[0, 0] == pytest.approx(gaps[1:, BEFORE:] / gaps[1, BEFORE], rel=1e-9)
    assert draws.mean(axis=0) == pytest.approx(gaps[0, BEFORE:], abs=1e-9)
    assert draws.mean(axis=1).std() == pytest.approx(one["std_error"], rel=1e-9)


def test_what_can_be_detected_follows_from_the_placebos(panel, figures):
    made = panel.effect("GM0001", "kosten", START, method="did")
    values = figures.to_numpy()
    change = values[:, BEFORE:].mean(axis=1) - values[:, :BEFORE].mean(axis=1)
    sizes = np.sort([abs(change[i] - np.delete(change, [0, i]).mean()) for i in range(1, N)])
    assert made.summary()["detectable"].iloc[0] == pytest.approx(sizes[-2] + np.quantile(sizes, 0.6))


@pytest.mark.parametrize("method", ["auto", "did", "sc", "sdid"])
def test_a_large_effect_is_supported_whatever_the_method(panel, method):
    donors = {"donors": [f"GM{i:04d}" for i in range(2, N + 1)]}
    made = panel.effect("GM0001", "kosten", START, method=method, **donors)
    assert made.estimate == pytest.approx(-15, abs=4)
    assert made.verdict in ("supported", "not shown") and made.summary()["p"].iloc[0] <= 0.1
    assert set(made.checks()["outcome"]) <= {"passed", "failed", "not possible"}
    assert "lower" in made.text() and "lager" in made.text("nl")


def test_nothing_is_not_shown_and_says_how_large_it_would_have_to_be():
    made = panel_of(frame_of(0)).effect("GM0001", "kosten", START)
    detectable = made.summary()["detectable"].iloc[0]
    assert made.verdict == "not shown"
    assert f"at least {detectable:.3g}"[:12] in made.text()
    assert "in de ruis verborgen" in made.text("nl")


@pytest.mark.parametrize(("form", "more"), [
    ("plain", {"predictors": [("kosten", 2011, 2012), ("kosten", 2014)]}), ("penalised", {"penalty": 0.2}),
    ("augmented", {"intercept": True}),
])  # fmt: skip
def test_every_form_of_synthetic_control_is_that_of_its_own_call(panel, form, more):
    made = panel.effect("GM0001", "kosten", START, method="sc", form=form, **more)
    alone = panel.synthetic_control("GM0001", "kosten", START, form=form, **more)
    assert made.frame()["gap"].to_numpy() == pytest.approx(alone.frame()["gap"].to_numpy(), abs=1e-9)
    assert made.summary()["p"].iloc[0] == pytest.approx(alone.placebo().summary()["p"].iloc[0])
    with pytest.raises(mkba.ArgumentError, match="method sc"):
        panel.effect("GM0001", "kosten", START, form=form, **more)


def test_regions_of_as_many_areas_can_be_the_donors():
    draw = np.random.default_rng(SEED)
    rows = [(f"GM{area:04d}", year, 1000.0 * area + 100 * draw.normal(), 100 + area) for area in range(1, 43) for year in YEARS]
    read = mkba.Panel.read(pd.DataFrame(rows, columns=["gm_code", "jaar", "kosten", "inwoners"]), name="")
    panel = read.described({"kosten": "flow", "inwoners": "stock"}).rate("per", "kosten", "inwoners")
    single = panel.effect(["GM0001", "GM0002"], "per", START)
    assert "region_of_several" in single.findings()["id"].tolist()
    pairs = [f"R{at}" for at in range(3, 43, 2)]
    for at, code in zip(range(3, 43, 2), pairs, strict=True):
        panel = panel.region(code, [f"GM{at:04d}", f"GM{at + 1:04d}"])
    made = panel.effect(["GM0001", "GM0002"], "per", START, donors=pairs)
    assert made.weights()["donor"].tolist() == sorted(pairs) and made.summary()["grid"].iloc[0] == pytest.approx(1 / 21)
    assert "region_of_several" not in made.findings()["id"].tolist()


def test_suspect_periods_of_the_region_can_be_left_out(panel):
    suspect = panel.with_suspects([("GM0001", 2012, "kosten")])
    kept = suspect.effect("GM0001", "kosten", START)
    left = suspect.effect("GM0001", "kosten", START, leave_out_suspects=True)
    assert kept.verdict == "not shown" and "left_out_period" in left.findings()["id"].tolist()
    checks = left.checks().set_index("id")["outcome"]
    assert left.findings("nl")["text"].str.contains("telt de periode voor niemand mee").any()
    assert checks["suspects"] == "passed" and pd.isna(left.frame().set_index("period").loc["2012", "gap"])


def test_without_a_period_before_the_start_the_claim_is_refused(panel):
    made = panel.effect("GM0001", "kosten", YEARS[0])
    assert made.verdict == "refused" and made.estimate is None
    assert "There is no period before 2010" in made.text() and "no estimate, refused" in repr(made)
    assert made.draws().empty and made.frame()["observed"].notna().all()
    with pytest.raises(mkba.PanelError, match="no period before"):
        made.as_distribution()
    for view in ("path", "gap", "weights"):
        pytest.importorskip("matplotlib")
        made.plot(view)


def test_peers_are_chosen_before_the_start_and_never_by_the_outcome(figures):
    size = pd.DataFrame({"gm_code": figures.index, "jaar": START - 1, "inwoners": np.arange(1.0, N + 1)})
    tidy = figures.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    both = mkba.Panel.read(tidy.merge(size, how="left", on=["gm_code", "jaar"]), name="")
    made = both.effect("GM0001", "kosten", START, peers_by="inwoners", peers_k=9)
    assert made.weights()["donor"].tolist() == [f"GM{i:04d}" for i in range(2, 11)]
    with pytest.raises(mkba.ArgumentError, match="is the outcome") as told:
        both.effect("GM0001", "kosten", START, peers_by="kosten")
    assert told.value.where == "peers_by"
    with pytest.raises(mkba.ArgumentError) as told:
        both.effect("GM0001", "kosten", START, peers_by="inwoners", peers_year=START)
    assert told.value.where in ("peers_year", "before")


@pytest.mark.parametrize(
    ("change", "error", "where"),
    [({"region": "GM9999"}, mkba.UnknownNameError, "region"), ({"indicator": "q"}, mkba.UnknownNameError, "indicator"),
     ({"level": 1}, mkba.ArgumentError, "level"), ({"method": "scm"}, mkba.UnknownNameError, "method"),
     ({"start": 2030}, mkba.PanelError, "start"), ({"peers_k": 1}, mkba.ArgumentError, "peers_k")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_place(panel, change, error, where):
    given = {"indicator": "kosten", "region": "GM0001", "start": START, **change}
    with pytest.raises(error) as told:
        panel.effect(**given)
    assert told.value.where == where


# ---- into a case -------------------------------------------------------------------------------------------------


def test_a_simulation_takes_the_joint_draws(panel, case):
    made = panel.effect("GM0001", "kosten", START)
    gaps = made.draws().drop(columns="draw").to_numpy()
    npv = -(gaps * 500 / 1.03 ** np.arange(3)).sum(axis=1)
    for changed in (case.with_effect(made, "besparing", role="gap"), case.with_effect(made, "zonder", stream="hulp")):
        assert changed.appraise().npv["plan"] == pytest.approx(npv.mean(), rel=1e-9)
        found = changed.simulate(draws=20_000, seed=3).summary().set_index("measure").loc["npv"]
        assert found["mean"] == pytest.approx(npv.mean(), abs=5 * npv.std() / 20_000**0.5)
        assert found["sd"] == pytest.approx(npv.std(), rel=0.03)
        assert mkba.Case(changed.text) == changed


def test_the_case_keeps_where_it_came_from_and_says_when_the_verdict_was_negative(case):
    panel = panel_of(frame_of(0))
    changed = case.with_panel_effect(panel, "besparing", "GM0001", "kosten", START, use={"shape": "normal"})
    parameter = changed.to_dict()["parameters"]["besparing"]
    assert parameter["origin"]["verdict"] == "not shown" and parameter["origin"]["region"] == "GM0001"
    assert parameter["distribution"]["normal"]["mean"] == pytest.approx(panel.effect("GM0001", "kosten", START).estimate)
    findings = changed.findings().set_index("id")
    assert findings.loc["effect-not-shown", "place"] == "/parameters/besparing"
    assert "effect-not-shown" not in changed.with_parameters(besparing=1).findings()["id"].tolist()
    with pytest.raises(mkba.CaseError, match="supported, not shown or refused"):
        changed.edited({"/parameters/besparing/origin/verdict": "proven"})


def test_parts_of_a_case_are_parameters(panel, case):
    made = panel.effect("GM0001", "kosten", START)
    for shape in ("drawn", "normal", "student"):
        parameter = made.as_distribution(shape, factor=-1)
        mean = mkba.distribution_summary(parameter["distribution"])["mean"]
        assert mean == pytest.approx(-made.estimate)
    assert made.as_path("observed")["series"]["2015"] == pytest.approx(made.frame()["observed"].iloc[BEFORE])
    for call, error in ((lambda: made.as_path("paths"), mkba.UnknownNameError),
                        (lambda: made.as_distribution(factor=0), mkba.ArgumentError),
                        (lambda: case.with_effect(made, "x", role="path"), mkba.ArgumentError),
                        (lambda: case.with_effect(made, "x", stream="hlup"), mkba.UnknownNameError),
                        (lambda: case.with_effect(made, "X"), mkba.CaseError)):  # fmt: skip
        with pytest.raises(error):
            call()


def test_an_effect_is_immutable_and_not_pickled(panel):
    import copy
    import pickle

    made = panel.effect("GM0001", "kosten", START)
    assert copy.deepcopy(made) is made and copy.copy(made) is made
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(made)
    with pytest.raises(TypeError, match=r"Panel\.effect"):
        mkba.Effect()


def test_plots_say_the_verdict(panel):
    pytest.importorskip("matplotlib")
    made = panel.effect("GM0001", "kosten", START)
    for view in ("path", "gap", "weights"):
        for language, word in (("en", "Verdict"), ("nl", "Oordeel")):
            axes = made.plot(view, language=language)
            texts = [text.get_text() for text in axes.figure.findobj(lambda thing: hasattr(thing, "get_text"))]
            assert any(word in text for text in texts)
    with pytest.raises(mkba.UnknownNameError):
        made.plot("paths")


# ---- the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path, figures):
    tidy = figures.stack().rename_axis(["gm_code", "jaar"]).rename("kosten").reset_index()
    tidy["inwoners"] = 1000.0
    tidy.to_csv(tmp_path / "panel.csv", index=False)
    return tmp_path / "panel.csv"


def test_the_command_gives_the_verdict_and_the_tables(path):
    asked = ("effect", path, "--region", "GM0001", "--indicator", "kosten", "--start", START)
    done = run(*asked, "--language", "nl")
    said = done.stdout.decode()
    assert done.returncode == 0 and "gemiddeld" in said and "counterfactual" in said and "placebo" in said
    got = json.loads(run(*asked, "--format", "json").stdout)
    assert set(got) == {"text", "estimate", "path", "checks", "weights", "findings"}
    rows = run(*asked, "--format", "csv", "--table", "weights").stdout.decode().splitlines()
    assert rows[0] == "donor,name,weight,left_out" and len(rows) == N
    ratio = run(*asked, "--per", "inwoners", "--times", "1000", "--format", "csv").stdout.decode()
    assert "kosten per inwoners" in ratio
    assert run(*asked[:-1], YEARS[0]).returncode == 0  # a refused claim is an answer
    sc = run(*asked, "--method", "sc", "--form", "penalised", "--penalty", 0.2, "--predictor", "kosten,2012,2013",
             "--leave-out-suspects", "--language", "nl")  # fmt: skip
    assert sc.returncode == 0 and "gemiddeld" in sc.stdout.decode()
    ends(run(*asked, "--method", "sc", "--predictor", "kosten"), 2, "one period or two")
    ends(run(*asked, "--intercept", "--input", "wide"), 1, "method sc")
    ends(run(*asked[:-1], 2030, "--input", "wide"), 1, "no effect to see yet")
    ends(run(*asked, "--years", "2010"), 2, "two periods")
    ends(run(*asked, "--year", "2012"), 2, "--by")
    several = [*asked[:2], "--region", "GM0001,GM0002", *asked[4:]]
    ends(run(*several), 2, "--per", "--separate")
    assert run(*several, "--separate").returncode == 0
    assert run(*several, "--per", "inwoners", "--population", "inwoners").returncode == 0


# ---- the Peel ------------------------------------------------------------------------------------------------------


PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
TRAITS = ["aandeel_0_14", "aandeel_65plus", "omgevingsadressendichtheid", "inkomen_per_inwoner", "inwoners"]


def test_the_peel_is_not_shown_to_have_bent_the_curve():
    file = SHARED / "data" / "gemeenten" / "paneel_breed_2017_2024.csv"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    costs = ["lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"]
    read = mkba.Panel.read(file, indicators=[*TRAITS, *costs, "lasten_tv_6.1", "lasten_tv_6.2"])
    flows = {name: {"kind": "flow", "unit": "1000 euro"} for name in [*costs, "lasten_tv_6.1", "lasten_tv_6.2"]}
    panel = read.described({"inwoners": "stock", **flows}).rate("wmo", costs[0], "inwoners", per=1000)
    made = panel.effect(PEEL, "wmo", 2022, name="Peel", peers_by=TRAITS, peers_year=2021, population="inwoners")
    assert made.verdict == "not shown" and "hidden by noise" in made.text()
    assert {"copied_return", "peers", "method"} <= set(made.findings()["id"])
    before = panel.effect(PEEL, "wmo", 2017, years=(2017, 2021), name="Peel")
    assert before.verdict == "refused" and "nothing says what would have happened without it" in before.text()
