"""Counterfactuals beside what the package registry offers: synthetic control (scipy, pysyncon, mlsynth), event studies
and group-time effects (pyfixest, linearmodels, diff-diff, csdid). A fast wrong optimum is no peer, so losses stand beside
times."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from measure import compare, growth, heading, seconds
from scipy.optimize import nnls

import mkba

SHARED = Path(os.environ.get("MKBA_SHARED", Path(__file__).parents[2] / "shared"))
REAL = SHARED / "reference/causal/prop99_smoking.csv"

START = 1989
PREDICTORS = [("lnincome", 1980, 1988), ("retprice", 1980, 1988), ("age15to24", 1980, 1988), ("beer", 1984, 1988),
              ("cigsale", 1975, 1975), ("cigsale", 1980, 1980), ("cigsale", 1988, 1988)]  # fmt: skip


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Peers print and warn."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def said(text: str) -> None:
    print(f"    {text}")


# ---- Proposition 99 -----------------------------------------------------------------------------------------


def made_states() -> pd.DataFrame:
    """The shape of Proposition 99: 39 states, 1970 to 2000, four predictors."""
    rng = np.random.default_rng(20260201)
    factors = np.cumsum(rng.normal(-0.5, 3, (31, 3)), axis=0)
    made = []
    for i in range(39):
        sales = 110 + 25 * rng.normal() + factors @ rng.normal(1, 0.7, 3) + rng.normal(0, 2, 31)
        made.append(pd.DataFrame({
            "state": f"State {i:02d}", "year": range(1970, 2001), "cigsale": sales,
            "lnincome": 9.5 + 0.02 * np.arange(31) + 0.1 * rng.normal(), "beer": 23 + 4 * rng.normal(),
            "age15to24": 0.18 + 0.01 * rng.normal(), "retprice": 40 + 4 * np.arange(31) + 5 * rng.normal(),
        }))  # fmt: skip
    return pd.concat(made, ignore_index=True)


def states() -> tuple[pd.DataFrame, str, str]:
    if REAL.exists():
        return pd.read_csv(REAL), "California", "Proposition 99"
    print(f"{REAL} is not there: figures of the same shape, made by chance, are used")
    return made_states(), "State 00", "made states"


def by_nnls(before: Any, treated: int) -> float:
    """Outcome only; a heavy row makes the weights sum to 1. The sum of squares before the start."""
    y, others = before[:, treated], np.delete(before, treated, axis=1)
    heavy = 1e3 * np.abs(before).max()
    weights, _ = nnls(np.vstack([others, np.full(others.shape[1], heavy)]), np.append(y, heavy))
    return float(((y - others @ (weights / weights.sum())) ** 2).sum())


def of_all(panel: mkba.Panel, areas: list[str], indicator: str, start: int) -> list[float]:
    return [panel.synthetic_control(area, indicator, start).summary()["squares"][0] for area in areas]


def outcome_only(frame: pd.DataFrame, name: str) -> None:
    panel = mkba.Panel.read(frame, "wide", area="state", period="year", name="")
    wide = frame.pivot(index="year", columns="state", values="cigsale")
    names, before = list(wide.columns), wide[wide.index < START].to_numpy()
    ours, theirs = of_all(panel, names, "cigsale", START), [by_nnls(before, i) for i in range(len(names))]
    worst = max(theirs[i] / ours[i] - 1 for i in range(len(names)))
    assert all(ours[i] <= theirs[i] * (1 + 1e-9) for i in range(len(names)))
    compare(f"{name}: outcome only, all {len(names)} (scipy nnls)", lambda: fit_all(panel, names, "cigsale", START),
            lambda: [by_nnls(before, i) for i in range(len(names))])  # fmt: skip
    said(f"squares are nowhere above those of nnls, which are up to {worst:.1e} higher; ours tell the range too")


def fit_all(panel: mkba.Panel, areas: list[str], indicator: str, start: int) -> None:
    for area in areas:
        panel.synthetic_control(area, indicator, start)


# ---- with predictors ----------------------------------------------------------------------------------------


PREDICTOR = tuple[str, int, int]


def matched(frame: pd.DataFrame) -> pd.DataFrame:
    """A row per predictor, a column per state."""
    rows = [frame[frame["year"].between(first, last)].groupby("state")[indicator].mean()
            for indicator, first, last in PREDICTORS]  # fmt: skip
    return pd.DataFrame(rows, index=[f"{indicator} {first}" for indicator, first, _ in PREDICTORS])


def by_pysyncon(frame: pd.DataFrame, treated: str) -> float:
    from pysyncon import Synth

    x = matched(frame)
    z = frame.pivot(index="year", columns="state", values="cigsale").loc[: START - 1]
    others = [state for state in x.columns if state != treated]
    with quiet():
        fit = Synth()
        fit.fit(X0=x[others], X1=x[treated], Z0=z[others], Z1=z[treated])
    return float(((z[treated] - z[others] @ fit.W) ** 2).mean())


def by_mlsynth(frame: pd.DataFrame, treated: str, predictors: Sequence[PREDICTOR] = PREDICTORS, start: int = START) -> float:
    from mlsynth import VanillaSC

    df = frame.assign(treated=((frame["state"] == treated) & (frame["year"] >= start)).astype(int))
    windows = {}
    for position, (indicator, first, last) in enumerate(predictors):
        df[f"p{position}"] = df[indicator]
        windows[f"p{position}"] = (first, last)
    with quiet():
        fit = VanillaSC({"df": df, "outcome": "cigsale", "treat": "treated", "unitid": "state", "time": "year",
                         "covariates": list(windows), "covariate_windows": windows, "backend": "mscmt",
                         "inference": False, "display_graphs": False}).fit()  # fmt: skip
    z = frame.pivot(index="year", columns="state", values="cigsale").loc[: start - 1]
    weights = pd.Series(fit.weights.donor_weights)
    return float(((z[treated] - z[weights.index] @ weights) ** 2).mean())


def loss(panel: mkba.Panel, area: str) -> float:
    made = panel.synthetic_control(area, "cigsale", START, predictors=PREDICTORS).summary()
    return float(made["squares"][0] / made["periods_before"][0])


def with_predictors(frame: pd.DataFrame, treated: str, name: str) -> None:
    panel = mkba.Panel.read(frame, "wide", area="state", period="year", name="")
    ours = loss(panel, treated)
    for peer, work, pairs in (("mlsynth", by_mlsynth, 3), ("pysyncon", by_pysyncon, 1)):
        found: list[float] = []
        compare(f"{name}: with predictors, one fit ({peer})", lambda: loss(panel, treated),
                lambda: found.append(work(frame, treated)), pairs=pairs)  # fmt: skip
        said(f"loss {ours:.6f}, {peer} {found[-1]:.6f}" + (" (not the optimum)" if found[-1] > ours + 1e-4 else ""))
    in_their_place(panel, frame, treated, f"{name}: with predictors", every=13)


def placebos(panel: mkba.Panel, treated: str, start: int, predictors: Sequence[PREDICTOR]) -> pd.DataFrame:
    """Every donor in the place of the treated, fitted by the other donors."""
    made = panel.synthetic_control(treated, "cigsale", start, predictors=predictors)
    return made.placebo(in_time=False, leave_one_out=False, conformal=False).areas()


def in_their_place(panel: mkba.Panel, frame: pd.DataFrame, treated: str, name: str, *, every: int,
                   predictors: Sequence[PREDICTOR] = PREDICTORS, start: int = START) -> None:  # fmt: skip
    """All placebos with predictors; those of mlsynth on one donor in so many, which are scaled. It takes minutes."""
    made: list[pd.DataFrame] = []
    spent = seconds(lambda: made.append(placebos(panel, treated, start, predictors)))
    losses = made[0].set_index("area").query("not treated")["rmspe_before"] ** 2
    sample, others = list(losses.index[::every]), frame[frame["state"] != treated]
    theirs: list[float] = []
    peer = sum(seconds(lambda: theirs.append(by_mlsynth(others, donor, predictors, start))) for donor in sample)
    peer *= len(losses) / len(sample)
    print(f"{name}, {len(losses)} placebos: {spent:.2f} s; mlsynth {peer:.1f} s (scaled from {len(sample)}), "
          f"{peer / spent:.0f} x")  # fmt: skip
    said("losses: " + "; ".join(f"{donor} {losses[donor]:.4f} against {other:.4f}" for donor, other in zip(sample, theirs)))


# ---- municipalities -----------------------------------------------------------------------------------------


def municipalities(n: int, years: int = 8) -> pd.DataFrame:
    """Costs per inhabitant, made by chance."""
    rng = np.random.default_rng(20260202)
    steps = 0.06 + 0.05 * rng.standard_t(3, (n, years))
    costs = np.exp(6 + 0.25 * rng.normal(size=(n, 1)) + np.cumsum(steps, axis=1))
    return pd.DataFrame({"gm_code": np.repeat([f"GM{i:04d}" for i in range(n)], years),
                         "jaar": np.tile(np.arange(2017, 2017 + years), n), "kosten": costs.ravel()})  # fmt: skip


def many_donors() -> None:
    frame = municipalities(342)
    panel = mkba.Panel.read(frame, "wide", name="")
    wide = frame.pivot(index="jaar", columns="gm_code", values="kosten")
    names, before = list(wide.columns), wide[wide.index < 2022].to_numpy()
    compare("342 municipalities x 8, outcome only (scipy nnls)", lambda: fit_all(panel, names, "kosten", 2022),
            lambda: [by_nnls(before, i) for i in range(len(names))])  # fmt: skip
    said("one fit of many; ours tells how far the gap may go over all of them")


def characterised() -> tuple[pd.DataFrame, list[PREDICTOR]]:
    """A region and 342 municipalities, made by chance: costs over 8 years, of which the level depends on ten characteristics.
    The names of columns are those of Proposition 99."""
    rng = np.random.default_rng(20260204)
    n, years = 343, np.arange(2017, 2025)
    own = rng.normal(size=(n, 1, 10)) + 0.1 * rng.normal(size=(n, len(years), 10))
    costs = 500 + 100 * rng.normal(size=(n, 1)) + 30 * own.mean(axis=1).sum(axis=1, keepdims=True)
    costs = costs + (20 + 5 * rng.normal(size=(n, 1))) * np.arange(len(years)) + 40 * rng.normal(size=(n, len(years)))
    frame = pd.DataFrame({"state": np.repeat(["Region"] + [f"GM{i:04d}" for i in range(1, n)], len(years)),
                          "year": np.tile(years, n), "cigsale": costs.ravel()})  # fmt: skip
    for k in range(10):
        frame[f"x{k}"] = own[:, :, k].ravel()
    return frame, [(f"x{k}", 2017, 2021) for k in range(10)]


def placebos_of_a_region() -> None:
    frame, predictors = characterised()
    panel = mkba.Panel.read(frame, "wide", area="state", period="year", name="")
    wide = frame.pivot(index="year", columns="state", values="cigsale").drop(columns="Region")
    before = wide[wide.index < 2022].to_numpy()
    compare("region, 342 placebos, outcome only (scipy nnls)", lambda: placebos(panel, "Region", 2022, ()),
            lambda: [by_nnls(before, i) for i in range(wide.shape[1])])  # fmt: skip
    in_their_place(panel, frame, "Region", "region, 8 years, ten predictors", every=171, predictors=predictors, start=2022)


# ---- synthetic difference-in-differences --------------------------------------------------------------------


def synthetic_did(frame: pd.DataFrame, treated: str, name: str) -> None:
    from diff_diff import SyntheticDiD
    from mlsynth import SDID

    panel = mkba.Panel.read(frame, "wide", area="state", period="year", name="")
    df = frame.assign(unit=(frame["state"] == treated).astype(int))
    df["policy"] = ((df["unit"] == 1) & (df["year"] >= START)).astype(int)

    def ours(inference: Literal["none", "placebo"]) -> float:
        made = panel.synthetic_did(treated, "cigsale", START, inference=inference, replicates=200).summary()
        return float(made["estimate"][0])

    def by_diff_diff() -> float:
        with quiet():
            peer = SyntheticDiD(variance_method="placebo", n_bootstrap=200, seed=1)
            return float(peer.fit(df, "cigsale", "unit", "state", "year", list(range(START, 2001))).att)

    def by_mlsynth() -> float:
        with quiet():
            peer = SDID({"df": df, "outcome": "cigsale", "treat": "policy", "unitid": "state", "time": "year", "B": 200,
                         "display_graphs": False})  # fmt: skip
            return float(peer.fit().effects.att)

    own = ours("none")
    for peer, work in (("diff-diff", by_diff_diff), ("mlsynth", by_mlsynth)):
        found: list[float] = []
        compare(f"{name}: synthetic did, placebos ({peer})", lambda: ours("placebo"), lambda: found.append(work()), pairs=1)
        said(f"effect {own:.6f}, {peer} {found[-1]:.6f}")
    spent = sorted(seconds(lambda: ours("none")) for _ in range(15))[7]
    said(f"the estimate alone takes {1e3 * spent:.2f} ms")


# ---- event studies and group-time effects -------------------------------------------------------------------

TREATED, FROM = 300, 2016


def cells(areas: int, years: int = 10) -> pd.DataFrame:
    rng = np.random.default_rng(20260203)
    y = rng.normal(size=(areas, 1)) + 0.1 * np.arange(years) + np.cumsum(rng.normal(size=(areas, years)), axis=1)
    return pd.DataFrame({"unit": np.repeat(np.arange(areas), years), "year": np.tile(np.arange(2010, 2010 + years), areas),
                         "y": y.ravel()})  # fmt: skip


def panel_of(frame: pd.DataFrame) -> mkba.Panel:
    codes = frame["unit"].map("A{:05d}".format)
    return mkba.Panel.read(frame.assign(unit=codes), "wide", area="unit", period="year", name="")


def codes_of(units: range) -> list[str]:
    return [f"A{i:05d}" for i in units]


def event_studies() -> None:
    import linearmodels
    import pyfixest
    from diff_diff import MultiPeriodDiD

    frame = cells(3000)
    treated = codes_of(range(TREATED))
    panel = panel_of(frame)
    frame["treated"] = (frame["unit"] < TREATED).astype(int)
    dummies = [f"e{year}" for year in range(2010, 2020) if year != FROM - 1]
    for name in dummies:
        frame[name] = ((frame["year"] == int(name[1:])) & (frame["treated"] == 1)).astype(float)
    indexed = frame.set_index(["unit", "year"])

    def ours() -> mkba.Did:
        return panel.event_study(treated, "y", start=FROM)

    def by_pyfixest() -> Any:
        return pyfixest.feols("y ~ " + " + ".join(dummies) + " | unit + year", frame, vcov={"CRV1": "unit"}).coef()

    def by_linearmodels() -> Any:
        model = linearmodels.PanelOLS(indexed["y"], indexed[dummies], entity_effects=True, time_effects=True)
        return model.fit(cov_type="clustered", cluster_entity=True).params

    def by_diff_diff() -> Any:
        with quiet():
            return MultiPeriodDiD(cluster="unit").fit(frame, "y", "treated", "year", list(range(FROM, 2020)),
                                                      reference_period=FROM - 1, unit="unit", absorb=["unit"])  # fmt: skip

    effects = ours().effects()
    known = effects[effects["event"] != -1]["estimate"].to_numpy()
    assert np.allclose(known, by_pyfixest().to_numpy(), rtol=1e-5, atol=1e-6), (known, by_pyfixest())
    assert np.allclose(known, by_linearmodels().to_numpy(), rtol=1e-6, atol=1e-8)
    for peer, work in (("pyfixest", by_pyfixest), ("linearmodels", by_linearmodels), ("diff-diff", by_diff_diff)):
        compare(f"event study, 3,000 x 10 ({peer})", ours, work)
    said("ours: errors CR2 with their degrees of freedom, test of the years before, its power; peers: CR1")


def group_time() -> None:
    from csdid.att_gt import ATTgt
    from diff_diff import CallawaySantAnna

    frame = cells(500, 6)
    starts = {unit: 2012 + unit % 3 for unit in range(200)}
    frame["first"] = frame["unit"].map(starts).fillna(0).astype(int)
    panel, treated = panel_of(frame), {f"A{unit:05d}": start for unit, start in starts.items()}

    def ours() -> mkba.Did:
        return panel.did(treated, "y")

    def by_csdid() -> Any:
        with quiet():
            made = ATTgt(yname="y", gname="first", idname="unit", tname="year", xformla="y~1", data=frame)
            return made.fit(est_method="reg", bstrap=False).aggte(typec="simple", bstrap=False, cband=False)

    def by_diff_diff() -> Any:
        with quiet():
            return CallawaySantAnna(estimation_method="reg").fit(frame, "y", "unit", "year", "first")

    simple = ours().aggregates().query("aggregation == 'simple'")["estimate"].iloc[0]
    assert abs(simple - by_csdid().atte["overall_att"]) < 1e-8
    assert abs(simple - by_diff_diff().overall_att) < 1e-8
    compare("group-time, 500 x 6, three starts (csdid)", ours, by_csdid, pairs=3)
    compare("group-time, 500 x 6, three starts (diff-diff)", ours, by_diff_diff, pairs=3)


# ---- how time grows -----------------------------------------------------------------------------------------


def fit_with(areas: int, years: int) -> Callable[[], Any]:
    panel = mkba.Panel.read(municipalities(areas, years), "wide", name="")
    return lambda: [panel.synthetic_control("GM0000", "kosten", 2017 + years - 3) for _ in range(5)]


def study_with(areas: int) -> Callable[[], Any]:
    panel = panel_of(cells(areas))
    return lambda: panel.event_study(codes_of(range(areas // 10)), "y", start=FROM)


def placings(replicates: int) -> Callable[[], Any]:
    panel = panel_of(cells(300))
    return lambda: panel.did(codes_of(range(3)), "y", start=FROM, inference="placebo", replicates=replicates)


def main() -> None:
    heading()
    frame, treated, name = states()
    outcome_only(frame, name)
    with_predictors(frame, treated, name)
    synthetic_did(frame, treated, name)
    many_donors()
    placebos_of_a_region()
    event_studies()
    group_time()
    print()
    growth("synthetic control, 5 fits, per area of 8 years", lambda n: fit_with(n, 8), [50, 100, 200, 400])
    growth("synthetic control, 5 fits of 50, per year", lambda n: fit_with(50, n), [10, 20, 40, 80])
    growth("event study, per area of 10 years", study_with, [300, 1000, 3000, 10000])
    growth("placebo of 3 among 300, per replicate", placings, [500, 2000, 8000])


if __name__ == "__main__":
    main()
