"""Samples, funnels, decomposition, learning potential and the overview: published figures and the same computed anew."""

import json
import math
import os
import pickle
from pathlib import Path

import numpy as np
import pandas
import pytest

import mkba

SHARED = Path(os.environ.get("MKBA_SHARED") or Path(__file__).parents[4] / "shared")
DATA = Path(__file__).parents[3] / "tests" / "data" / "compare"
PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]


def published(part):
    return json.loads((DATA / "published.json").read_text(encoding="utf-8"))[part]["rows"]


# ---- samples ------------------------------------------------------------------------------------------------


def test_proportions_and_differences_are_those_of_newcombe():
    for row in published("single"):
        made = mkba.proportion_interval(row["successes"], row["trials"], method=row["method"]).iloc[0]
        assert (made["lower"], made["upper"]) == pytest.approx((row["lower"], row["upper"]), abs=0.5001e-4)
    for row in published("difference"):
        made = mkba.proportion_difference(*row["first"], *row["second"], method=row["method"]).iloc[0]
        assert (made["lower"], made["upper"]) == pytest.approx((row["lower"], row["upper"]), abs=0.5001e-4)


def test_wilson_covers_what_it_says():
    """The coverage of the interval is the sum of the probabilities of the samples whose interval holds p."""
    n = 40
    made = mkba.proportion_interval(range(n + 1), [n] * (n + 1), level=0.95)
    for p in np.linspace(0.1, 0.9, 17):
        chance = np.array([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])
        covered = chance[(made["lower"] <= p) & (p <= made["upper"])].sum()
        assert 0.92 < covered < 0.98  # Brown, Cai and DasGupta 2001, figure 5


def test_clients_weights_and_years():
    finite = mkba.proportion_interval(20, 50, 99).iloc[0]
    assert finite["effective"] == pytest.approx(100)
    weights = np.array([1.0, 2.0, 0.5, 3.0])
    assert mkba.effective_size(weights) == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    made = mkba.proportion_pooled([30, 40, 20], [50, 50, 50]).iloc[0]
    expected = sum((x - 30) ** 2 / 30 + (x - 30) ** 2 / 20 for x in (30, 40, 20))
    assert made["chi_squared"] == pytest.approx(expected)
    assert made["p_value"] == pytest.approx(math.exp(-expected / 2))  # two degrees of freedom
    assert made["df"] == 2


def test_means_and_medians():
    made = mkba.mean_interval([7.0, 8.0], [1.5, 2.0], [5, 400]).round(3)
    assert made["lower"].tolist() == pytest.approx([7 - 2.776 * 1.5 / math.sqrt(5), 8 - 1.966 * 0.1], abs=2e-3)
    assert made["small"].tolist() == [True, False]
    made = mkba.median_interval(pandas.Series([5.0, 1.0, 4.0, 2.0, 3.0]))
    assert made["median"].iloc[0] == 3 and math.isnan(made["lower"].iloc[0])


def test_lmdi_takes_rows_arrays_and_frames():
    for row in published("lmdi"):
        start, end = np.reshape(row["start"], (2, 3)), np.reshape(row["end"], (2, 3))
        for given in ((start, end), (start.tolist(), end.tolist()), (pandas.DataFrame(start), pandas.DataFrame(end))):
            made = mkba.lmdi(*given)
            assert made["contribution"].tolist() == pytest.approx([*row["contributions"], row["change"]], abs=1e-7)
    assert mkba.lmdi([2, 3], [4, 3])["multiplier"].tolist() == [2, 1, 2]


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (lambda: mkba.proportion_interval([1, 5], [2, 4]), "successes[1]"),
        (lambda: mkba.proportion_interval(1, 2, level=2), "level"),
        (lambda: mkba.proportion_pooled([], []), "successes"),
        (lambda: mkba.effective_size([-1]), "weights[0]"),
        (lambda: mkba.mean_interval(1, -1, 3), "sds[0]"),
        (lambda: mkba.median_interval([math.nan]), "values[0]"),
        (lambda: mkba.lmdi([1, 0], [1, 1]), "start[1]"),
        (lambda: mkba.lmdi([1, 2], [1]), "end"),
        (lambda: mkba.lmdi([[1, 2], [1]], [1, 2]), "start"),
        (lambda: mkba.funnel([1], [0]), "sizes[0]"),
        (lambda: mkba.proportion_interval(10**400, 1), "successes"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(call, where):
    with pytest.raises(mkba.ArgumentError) as caught:
        call()
    assert caught.value.where == where


def test_what_is_no_number_or_no_name_is_refused():
    with pytest.raises(TypeError, match="successes"):
        mkba.proportion_interval("1", 2)
    with pytest.raises(TypeError, match="values"):
        mkba.median_interval([None])
    with pytest.raises(mkba.UnknownNameError, match="wilson"):
        mkba.proportion_interval(1, 2, method="wilsom")
    with pytest.raises(mkba.UnknownNameError, match="option of a funnel"):
        mkba.funnel([1], [2], levels=0.9)
    with pytest.raises(mkba.EvaluationError, match="nothing was observed"):
        mkba.funnel([0, 0], [1, 1])


# ---- funnels ------------------------------------------------------------------------------------------------


def spiegelhalter(observed, expected, share):
    """phi and tau squared on the log scale, extreme z-scores winsorised: Spiegelhalter 2005, anew in numpy."""
    z = np.sqrt(expected) * np.log(observed / expected)
    low, high = np.quantile(z, [share, 1 - share])
    z = np.clip(z, low, high)
    n, phi = len(z), float((z**2).mean())
    tau = (n * phi - (n - 1)) / (expected.sum() - (expected**2).sum() / expected.sum())
    return phi, max(0.0, float(tau))


def test_overdispersion_is_that_of_spiegelhalter():
    draw = np.random.default_rng(5)
    expected = draw.uniform(20, 900, 80)
    observed = draw.poisson(expected * np.exp(draw.normal(0, 0.2, 80))).astype(float)
    funnel = mkba.funnel(observed, expected, target=1, overdispersion="additive")
    phi, tau = spiegelhalter(observed, expected, 0.1)
    summary = funnel.summary().iloc[0]
    assert (summary["phi"], summary["tau_squared"]) == pytest.approx((phi, tau), rel=1e-12)
    made, error = funnel.frame(), np.sqrt(1 / expected + tau)
    assert made["upper_alarm"].to_numpy() == pytest.approx(np.exp(3.090232306167813 * error), rel=1e-12)
    assert made["z_adjusted"].to_numpy() == pytest.approx(np.log(observed / expected) / error, rel=1e-10)
    beyond = (made["value"] > made["upper_warning"]) | (made["value"] < made["lower_warning"])
    assert (made["status"] != "in").tolist() == beyond.tolist()
    assert summary["n_warning"] == beyond.sum()


def test_limits_are_those_of_funnelplotr():
    path = SHARED / "reference" / "published.json"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    given = json.loads(path.read_text(encoding="utf-8"))["funnelplotr_tests"]
    funnel = mkba.funnel(given["poisson_expected"], given["poisson_expected"], target=1, limits="interval")
    made = funnel.frame()
    for key, column in (("ll95", "lower_warning"), ("ul95", "upper_warning"), ("ll998", "lower_alarm"),
                        ("ul998", "upper_alarm")):  # fmt: skip
        assert made[column].tolist() == pytest.approx(given[key], abs=5.01e-7)
    pair = given["phi_num_denom"]
    summary = mkba.funnel(pair["num"], pair["denom"], target=1, share=0).summary()
    assert summary["phi"].iloc[0] == pytest.approx(pair["phi"], abs=5.01e-7)


def clients():
    text = (
        "gm_code,gemeente,jaar,indicator,waarde,eenheid\nA,Aa,2021,clienten,100,\nA,Aa,2021,inwoners,2000,\n"
        "B,Be,2021,clienten,60,\nB,Be,2021,inwoners,2000,\nC,Ce,2021,clienten,.,\nC,Ce,2021,inwoners,900,\n"
        "D,De,2021,clienten,50,\nD,De,2021,inwoners,1000,\nA,Aa,2021,kosten,7,euro\n"
    )
    return mkba.Panel.read(text, bron="").described({"clienten": "flow", "inwoners": "stock", "kosten": "flow"})


def test_a_panel_s_funnel_reports_who_has_no_figure():
    funnel = clients().funnel("clienten", 2021, "inwoners", per=1000, region="A")
    made = funnel.frame().set_index("area")
    assert made.loc["C", "cell"] == "suppressed" and math.isnan(made.loc["C", "value"])
    assert made.loc[["A", "B", "D"], "value"].tolist() == [50, 30, 50]
    assert funnel.summary()["n_missing"].iloc[0] == 1
    assert len(funnel.curve()) == 200
    assert "of 3" in repr(funnel) and "<table" in funnel._repr_html_()
    assert funnel.table("summary").columns[0] == "n"
    with pytest.raises(mkba.UnknownNameError):
        funnel.table("summaries")


def test_euros_have_no_funnel():
    with pytest.raises(mkba.PanelError, match="euros are no counts"):
        clients().funnel("kosten", 2021, "inwoners")
    with pytest.raises(mkba.ArgumentError, match="not both"):
        clients().funnel("clienten", 2021, "inwoners", expected="inwoners")
    with pytest.raises(TypeError):
        mkba.Funnel()


def test_a_funnel_is_drawn():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    funnel = clients().funnel("clienten", 2021, "inwoners", per=1000, region="A")
    for language, said in (("en", "chance"), ("nl", "toeval")):
        axes = funnel.plot(language=language)
        assert said in axes.get_title(loc="left") or "toevallig" in axes.get_title(loc="left")
        texts = " ".join(text.get_text() for text in axes.texts)
        assert "Aa" in texts and "1" in texts
        pyplot.close(axes.figure)
    figure, axes = pyplot.subplots()
    assert mkba.funnel([3, 4000], [5, 5000], target=1, overdispersion="multiplicative").plot(ax=axes) is axes
    assert axes.get_xscale() == "log"
    pyplot.close(figure)
    with pytest.raises(mkba.ArgumentError):
        funnel.plot(language="de")


# ---- panels -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real():
    path = SHARED / "data" / "gemeenten" / "paneel_breed_2017_2024.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    panel = mkba.Panel.read(path, skipped=["iv3_vlag"])
    return panel.described({
        "lasten_jeugd_voorzieningen": {"kind": "flow", "unit": "1000 euro"}, "inwoners": "stock",
        "lasten_wmo_voorzieningen": {"kind": "flow", "unit": "1000 euro"},
        "jeugdzorg_natura_jongeren": {"kind": "flow", "unit": "personen"}, "bevolking_0_14": "stock",
        "wmo_clienten": {"kind": "flow", "unit": "personen", "rounding": 5}})  # fmt: skip


def frame_of(year):
    given = pandas.read_csv(SHARED / "data" / "gemeenten" / "paneel_breed_2017_2024.csv")
    return given[given["jaar"] == year].set_index("gm_code")


def test_the_growth_of_youth_costs_in_the_peel_anew_in_numpy(real):
    names = ["inwoners", "bevolking_0_14", "jeugdzorg_natura_jongeren", "lasten_jeugd_voorzieningen"]
    made = real.decomposition(PEEL, names[3], names[2], names[0], (2018, 2022), target=names[1])
    first, last = frame_of(2018), frame_of(2022)
    both = first.index[first[names].notna().all(axis=1)].intersection(last.index[last[names].notna().all(axis=1)])
    for group, codes in (("region", PEEL), ("nation", both)):
        rows = made[made["group"] == group].reset_index(drop=True)
        sums = np.array([[year.loc[codes, name].sum() for name in names] for year in (first, last)])
        factors = np.column_stack([sums[:, 0], *(sums[:, i + 1] / sums[:, i] for i in range(3))])
        start, end = sums[:, 3]
        expected = (end - start) / np.log(end / start) * np.log(factors[1] / factors[0])
        assert rows["contribution"].tolist() == pytest.approx([*expected, end - start], rel=1e-9)
        assert rows["points"].iloc[:4].sum() == pytest.approx(rows["growth"].iloc[4])
        assert rows["n_areas"].iloc[0] == len(codes)
    with pytest.raises(mkba.PanelError, match="has no figure"):
        real.decomposition(PEEL, names[3], names[2], names[0], (2017, 2022))


def test_learning_potential_in_the_peel_anew_in_pandas(real):
    given = frame_of(2021).loc[PEEL]
    rate = given["lasten_jeugd_voorzieningen"] / given["inwoners"]
    level = given["lasten_jeugd_voorzieningen"].sum() / given["inwoners"].sum()
    for reference, value in (("mean", level), ("median", rate.median()), ("best-quartile", rate.quantile(0.25)),
                             ("best", rate.min())):  # fmt: skip
        made = real.learning_potential(PEEL, "lasten_jeugd_voorzieningen", 2021, "inwoners", reference=reference)
        expected = ((rate - value).clip(lower=0) * given["inwoners"] * 1000).rename("potential")
        assert made.set_index("area")["potential"][PEEL].tolist() == pytest.approx(expected.tolist())
        assert made["potential"].iloc[-1] == pytest.approx(expected.sum())
        assert "no forecast of savings" in made["note"].iloc[-1]
        assert made["potential"].iloc[:-1].is_monotonic_decreasing


def test_an_overview_shows_what_is_absent_and_the_worst_first(real):
    items = [
        {"domain": "wmo", "aspect": "cost", "indicator": "lasten_wmo_voorzieningen", "denominator": "inwoners",
         "better": "lower"},
        {"domain": "wmo", "aspect": "use", "indicator": "wmo_clienten", "denominator": "inwoners", "better": "neither",
         "per": 1000},
        {"domain": "jeugd", "aspect": "cost", "indicator": "lasten_jeugd_voorzieningen", "denominator": "inwoners",
         "better": "lower"},
    ]  # fmt: skip
    made = real.overview(PEEL, 2021, items)
    given = frame_of(2021)
    assert sorted(zip(made["domain"], made["aspect"])) == sorted(
        (domain, aspect) for domain in ("wmo", "jeugd") for aspect in ("use", "cost", "quality"))  # fmt: skip
    cost = made[(made["domain"] == "wmo") & (made["aspect"] == "cost")].iloc[0]
    assert cost["region"] == pytest.approx(
        given.loc[PEEL, "lasten_wmo_voorzieningen"].sum() / given.loc[PEEL, "inwoners"].sum())  # fmt: skip
    there = given[["lasten_wmo_voorzieningen", "inwoners"]].dropna()
    assert cost["nation"] == pytest.approx(there["lasten_wmo_voorzieningen"].sum() / there["inwoners"].sum())
    order = {"worse": 5, "absent": 4, "unclear": 3, "higher": 3, "lower": 3, "equal": 2, "better": 1}
    for _, rows in made.groupby("domain"):
        ranks = [order[verdict] for verdict in rows["verdict_nation"]]
        assert ranks == sorted(ranks, reverse=True)
    absent = made[made["aspect"] == "quality"]
    assert set(absent["verdict_nation"]) == {"absent"} and absent["note"].str.contains("nothing was given").all()


def test_a_direction_has_to_be_said(real):
    item = {"domain": "wmo", "aspect": "cost", "indicator": "lasten_wmo_voorzieningen", "denominator": "inwoners"}
    with pytest.raises(mkba.ArgumentError) as caught:
        real.overview(PEEL, 2021, [item])
    assert caught.value.where == "items[0].better"
    with pytest.raises(mkba.UnknownNameError):
        real.overview(PEEL, 2021, [{**item, "better": "lowest"}])
    with pytest.raises(mkba.UnknownNameError, match="field of an item"):
        real.overview(PEEL, 2021, [{**item, "direction": "lower"}])


def test_a_funnel_is_not_kept():
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        pickle.dumps(mkba.funnel([1], [2]))
