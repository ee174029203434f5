"""The growth of a region: levels, growth and intervals against numpy, the Peel, what is refused, plots, the command."""

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import SHARED

import mkba

PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
COSTS = ["lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"]
WHOLE = " + ".join(COSTS) + " per inwoners"
YEARS = range(2017, 2022)
N = 40


def made_up(n=N, seed=7, spread=0.15):
    """Costs of made-up areas that grow by 5 % a year, more or less: area by year."""
    draw = np.random.default_rng(seed)
    people = draw.lognormal(10, 0.5, n).round()
    rate = draw.normal(1.05, spread / len(YEARS), n)
    level = draw.normal(400, 60, n)
    return pd.DataFrame(
        [
            {"gm_code": f"GM{i:04d}", "jaar": year, "inwoners": people[i],
             "wmo": round(people[i] * level[i] * rate[i] ** (year - 2017) * 0.4),
             "jeugd": round(people[i] * level[i] * rate[i] ** (year - 2017) * 0.6)}
            for i in range(n) for year in YEARS
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def frame():
    return made_up()


@pytest.fixture(scope="module")
def panel(frame):
    return mkba.Panel.read(frame, name="")


def codes(first, last):
    return [f"GM{i:04d}" for i in range(first, last)]


REGION, PEERS = codes(0, 3), codes(3, 30)


def level_of(frame, areas, columns):
    part = frame[frame["gm_code"].isin(areas)].groupby("jaar")[[*columns, "inwoners"]].sum()
    return part[columns].sum(axis=1) / part["inwoners"]


@pytest.mark.parametrize("columns", [["wmo", "jeugd"], ["wmo"]])
def test_levels_growth_and_differences_are_those_of_pandas(frame, panel, columns):
    comparison = panel.compare(REGION, columns, (2017, 2021), PEERS)
    years = comparison.years().query("role == 'indicator'")
    groups = {"region": REGION, "peers": PEERS, "nation": codes(0, N)}
    wanted = {group: level_of(frame, areas, columns) for group, areas in groups.items()}
    for group in groups:
        rows = years[years["group"] == group].set_index("year")
        np.testing.assert_allclose(rows["level"], wanted[group], rtol=1e-12)
        np.testing.assert_allclose(rows["index"], 100 * wanted[group] / wanted[group][2017], rtol=1e-12)
    growth = comparison.growth().query("role == 'indicator' and group == 'peers' and start == 2018 and end == 2021").iloc[0]
    levels = wanted["peers"]
    assert growth["cagr"] == pytest.approx(100 * ((levels[2021] / levels[2018]) ** (1 / 3) - 1), rel=1e-12)
    slope = np.polyfit(range(2018, 2022), np.log(levels.loc[2018:2021]), 1)[0]
    assert growth["log_linear"] == pytest.approx(100 * (np.exp(slope) - 1), rel=1e-9)
    differences = comparison.differences().query("role == 'indicator' and year == 2021 and reference == 'peers'")
    expected = {"index": wanted["region"][2017] * levels[2021] / levels[2017], "level": levels[2021]}
    people = frame[(frame["jaar"] == 2021) & frame["gm_code"].isin(REGION)]["inwoners"].sum()
    for row in differences.itertuples():
        assert row.expected == pytest.approx(expected[row.method], rel=1e-12)
        assert row.amount == pytest.approx((wanted["region"][2021] - expected[row.method]) * people, rel=1e-9)


def test_ranks_are_those_of_pandas(frame, panel):
    wide = frame.assign(cost=(frame["wmo"] + frame["jeugd"]) / frame["inwoners"]).pivot(
        index="gm_code", columns="jaar", values="cost")  # fmt: skip
    growth = wide[2021] / wide[2017]
    own = level_of(frame, REGION, ["wmo", "jeugd"])
    ranks = panel.compare(REGION, ["wmo", "jeugd"], (2017, 2021), PEERS).ranks().query("role == 'indicator'")
    row = ranks[(ranks["reference"] == "peers") & (ranks["measure"] == "growth")].iloc[0]
    below = (growth[PEERS] < own[2021] / own[2017]).sum()
    assert (row["rank"], row["out_of"]) == (below + 1, len(PEERS) + 1)
    assert row["percentile"] == pytest.approx(100 * below / len(PEERS))
    assert row["rank_low"] <= row["rank"] <= row["rank_high"]


def bootstrap(frame, areas, columns, own, replicates=20_000, seed=11):
    """Another bootstrap of another generator: quantiles of the growth, and of the difference with it."""
    draw = np.random.default_rng(seed)
    part = frame[frame["gm_code"].isin(areas)].sort_values("gm_code")
    ends = [part[part["jaar"] == year] for year in (2017, 2021)]
    cost = np.array([end[columns].sum(axis=1) for end in ends])
    people = np.array([end["inwoners"] for end in ends])
    chosen = draw.integers(0, len(areas), (replicates, len(areas)))
    levels = cost[:, chosen].sum(axis=2) / people[:, chosen].sum(axis=2)
    growth = 100 * (levels[1] / levels[0] - 1)
    return np.quantile(growth, [0.025, 0.975]), np.quantile(own - growth, [0.025, 0.975])


def test_intervals_are_those_of_another_bootstrap(frame, panel):
    columns = ["wmo", "jeugd"]
    summary = panel.compare(REGION, columns, (2017, 2021), PEERS, replicates=20_000).summary()
    rows = summary[summary["role"] == "indicator"].set_index("group")
    growth, difference = bootstrap(frame, PEERS, columns, rows.loc["region", "growth"])
    width = growth[1] - growth[0]
    found = rows.loc["peers"]
    np.testing.assert_allclose([found["growth_low"], found["growth_high"]], growth, atol=0.02 * width)
    np.testing.assert_allclose([found["difference_low"], found["difference_high"]], difference, atol=0.02 * width)
    assert rows.loc[["region", "nation"], "growth_low"].isna().all()  # a census of unrounded figures


@pytest.mark.slow
def test_the_interval_of_the_peers_covers_nearly_as_often_as_it_says():
    """Peers drawn from many: the growth of all lies in the interval about 95 times in 100, with few peers less often."""
    everyone = made_up(2000, seed=1)
    everyone["gm_code"] = "A" + everyone["gm_code"].str[2:]
    panel = mkba.Panel.read(everyone, name="").described({"wmo": "flow", "inwoners": "stock"})
    known = list(panel.codes)
    truth = level_of(everyone, known, ["wmo"])
    true_growth = 100 * (truth[2021] / truth[2017] - 1)
    draw, hits, tries = np.random.default_rng(5), 0, 300
    for i in range(tries):
        chosen = draw.choice(len(known) - 1, 60, replace=False) + 1
        few = panel.selected([known[0], *(known[j] for j in chosen)])
        summary = few.compare(known[0], "wmo", (2017, 2021), [known[j] for j in chosen], replicates=500, seed=i).summary()
        row = summary[(summary["group"] == "peers") & (summary["role"] == "indicator")].iloc[0]
        hits += row["growth_low"] <= true_growth <= row["growth_high"]
    assert 0.90 <= hits / tries <= 0.98


def test_the_same_seed_gives_the_same_bits(panel):
    first, second, other = (
        panel.compare(REGION, ["wmo", "jeugd"], (2017, 2021), PEERS, seed=seed).table("growth").to_csv()
        for seed in (1, 1, 2)
    )
    assert first == second != other


def test_peers_may_be_codes_or_found_or_looked_for(panel):
    found = panel.peers(REGION, "inwoners", 2017, k=10)
    looked = panel.compare(REGION, "wmo", (2017, 2021), "nearest", by="inwoners", k=10)
    assert looked.peers.codes == found.codes
    tables = [panel.compare(REGION, "wmo", (2017, 2021), peers).table("summary").to_csv() for peers in (found, found.codes)]
    assert tables[0] == tables[1] == looked.table("summary").to_csv()
    with pytest.raises(TypeError, match="'k' goes with peers that are looked for"):
        panel.compare(REGION, "wmo", (2017, 2021), PEERS, k=3)
    with pytest.raises(mkba.ArgumentError, match="wmo"):  # the outcome is no characteristic
        panel.compare(REGION, "wmo", (2017, 2021), "nearest", by=["inwoners", "wmo"])


def test_a_unit_makes_euros_of_thousands(panel):
    plain = panel.compare(REGION, "wmo", (2017, 2021))
    money = panel.compare(REGION, "wmo", (2017, 2021), unit="1000 euro")
    assert "unit_unknown" in set(plain.findings()["id"])
    assert set(money.differences()["amount_unit"]) == {"EUR"}
    np.testing.assert_allclose(money.differences()["amount"], 1000 * plain.differences()["amount"])
    np.testing.assert_allclose(money.summary()["level_from"], 1000 * plain.summary()["level_from"])
    assert set(money.summary()["unit"]) == {"euro per inwoners"}


def test_rates_are_added_up_by_their_parts(panel):
    rates = panel.described({"wmo": "flow", "jeugd": "flow", "inwoners": "stock"})
    for name in ("wmo", "jeugd"):
        rates = rates.rate(f"{name}_pp", name, "inwoners", 100)
    both = rates.compare(REGION, ["wmo_pp", "jeugd_pp"], (2017, 2021))
    whole = panel.compare(REGION, ["wmo", "jeugd"], (2017, 2021))
    np.testing.assert_allclose(both.summary()["growth"], whole.summary()["growth"])
    assert both.summary()["level_from"][0] == pytest.approx(100 * whole.summary()["level_from"][0])
    with pytest.raises(mkba.PanelError, match="is a rate and others are not"):
        rates.compare(REGION, ["wmo_pp", "jeugd"], (2017, 2021))


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"region": "GM9"}, mkba.UnknownNameError, "GM9"),
        ({"region": []}, mkba.ArgumentError, "at least one"),
        ({"indicator": "wmoo"}, mkba.UnknownNameError, "wmoo"),
        ({"years": (2017, 2030)}, mkba.UnknownNameError, "2030"),
        ({"years": (2021, 2017)}, mkba.ArgumentError, "before"),
        ({"years": 2017}, TypeError, "^years: a pair is expected"),
        ({"years": (2017, 2019, 2021)}, TypeError, "^years: a pair is expected"),
        ({"peers": ["GM0000"]}, mkba.ArgumentError, "in the region itself"),
        ({"per": "inwonrs"}, mkba.UnknownNameError, "inwonrs"),
        ({"level": 1.0}, mkba.ArgumentError, "below 1"),
        ({"missing": "guessed"}, mkba.UnknownNameError, "guessed"),
        ({"replicates": 3}, mkba.ArgumentError, "100"),
        ({"policy_date": "juni"}, mkba.ArgumentError, "juni"),
        ({"waterbed": "inwoners"}, mkba.PanelError, "cannot be added"),
        ({"at_end": "jeugd"}, mkba.PanelError, "change of definition, not growth"),
    ],
)
def test_what_cannot_be_compared_is_refused(panel, changes, error, said):
    given = {"region": REGION, "indicator": "wmo", "years": (2017, 2021), **changes}
    if "at_end" in changes:
        given["per"] = None
    with pytest.raises(error, match=said):
        panel.compare(**given)


def test_a_comparison_shows_itself(panel):
    comparison = panel.compare(REGION, ["wmo", "jeugd"], (2017, 2021), PEERS, region_name="<Streek>")
    assert repr(comparison).startswith("<mkba.Comparison of <Streek>, wmo + jeugd per inwoners, 2017-2021: +")
    page = comparison._repr_html_()
    assert "&lt;Streek&gt;" in page
    assert "<Streek>" not in page
    with pytest.raises(mkba.UnknownNameError, match="sumary"):
        comparison.table("sumary")
    with pytest.raises(TypeError):
        mkba.Comparison()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_plots_show_the_region_among_the_others(panel, language):
    pytest.importorskip("matplotlib").use("Agg")
    comparison = panel.compare(REGION, ["wmo", "jeugd"], (2017, 2021), PEERS, region_name="Streek")
    axes = comparison.plot(language=language)
    lines = {line.get_gid(): line.get_ydata() for line in axes.lines if line.get_gid()}
    years = comparison.years().query("role == 'indicator'")
    for group in ("region", "peers", "nation"):
        np.testing.assert_array_equal(lines[f"mkba-{group}"], years[years["group"] == group]["index"])
    ranked = comparison.plot("ranking", language=language)
    assert len(ranked.patches) == len(PEERS) + 1
    assert "Streek" in [label.get_text() for label in ranked.get_yticklabels()]
    with pytest.raises(mkba.UnknownNameError, match="view"):
        comparison.plot("pie")
    with pytest.raises(mkba.UnknownNameError, match="indicator"):
        comparison.plot(indicator="pie")


# ---- the Peel --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def breed():
    path = SHARED / "data" / "gemeenten" / "paneel_breed_2017_2024.csv"
    if not path.exists():
        pytest.skip(f"no {path}; MKBA_SHARED says where the data are")
    return path


def test_the_peel_against_the_nation(breed):
    comparison = mkba.Panel.read(breed).compare(PEEL, COSTS, (2017, 2024), unit="1000 euro", region_name="Peel")
    years = comparison.years().set_index(["indicator", "group", "year"])
    index = {key: round(value, 1) for key, value in years["index"].items()}
    level = {key: round(value, 1) for key, value in years["level"].items()}
    assert [level[WHOLE, "region", y] for y in (2017, 2021)] == [375.2, 429.9]
    assert [level[WHOLE, "nation", y] for y in (2017, 2021)] == [448.0, 567.4]
    for name, year, wanted in ((WHOLE, 2021, (114.6, 126.6)), (WHOLE, 2024, (127.4, 151.9)),
                               ("lasten_jeugd_voorzieningen_per_inwoner", 2021, (108.1, 130.7)),
                               ("lasten_wmo_voorzieningen_per_inwoner", 2021, (122.3, 121.8)),
                               ("lasten_wmo_voorzieningen_per_inwoner", 2022, (132.9, 123.1)),
                               (f"{WHOLE} + lasten_tv_6.2", 2021, (110.9, 125.5))):  # fmt: skip
        assert (index[name, "region", year], index[name, "nation", year]) == wanted


def run(*arguments):
    return subprocess.run([sys.executable, "-m", "mkba", *map(str, arguments)], capture_output=True, check=False)


def test_the_command_answers_the_question_of_the_peel(breed):
    arguments = ["compare", breed, "--region", ",".join(PEEL), "--indicator", "+".join(COSTS), "--years", "2017,2021",
                 "--peers", "nearest", "--by", "aandeel_65plus,omgevingsadressendichtheid", "-k", "20",
                 "--unit", "1000 euro", "--input", "wide"]  # fmt: skip
    shown = run(*arguments)
    assert (shown.returncode, shown.stderr) == (0, b"")
    text = shown.stdout.decode()
    for piece in ("14.6", "26.6", "22.3", "30.7", "copied_return: GM0743 2021", "part_opposite", "waterbed"):
        assert piece in text
    first, second = (run(*arguments, "--format", "json").stdout for _ in range(2))
    assert first == second
    found = json.loads(first)
    assert set(found) == {"summary", "findings"}
    assert {row["group"] for row in found["summary"]} == {"region", "peers", "nation"}
    table = pd.read_csv(io.BytesIO(run(*arguments, "--format", "csv", "--table", "variants").stdout))
    asten = table.query("without == 'GM0743' and group == 'region' and role == 'indicator'")
    assert asten["growth"].round(1).tolist() == [12.2]
    rate = run("compare", breed, "--region", "GM0743", "--indicator", "lasten_jeugd_voorzieningen_per_inwoner",
               "--years", "2017,2021", "--format", "csv")  # fmt: skip
    assert rate.returncode == 0
    refused = run("compare", breed, "--region", "GM0743", "--indicator", "wmo_hbh_clienten_per_1000", "--years", "2019,2021")
    assert refused.returncode == 1
    assert b"no area has a figure in 2021: the series has ended by then" in b" ".join(refused.stderr.split())
    refused = run("compare", breed, "--region", "GM0743", "--indicator", "wmo_hbh_clienten_per_1000", "--years", "2017,2021",
                  "--at-end", "wmo_clienten_per_1000")  # fmt: skip
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"change of definition, not growth" in b" ".join(refused.stderr.split())
    assert run("compare", breed, "--region", "GM0743", "--indicator", "x", "--years", "2017").returncode == 2


@pytest.mark.parametrize("extra", [["--by", "x"], ["--year", "2020"], ["-k", "2"], ["--region", ""], ["--waterbed", ","]])
def test_the_command_ignores_no_option(tmp_path: Path, extra: list[str]) -> None:
    path = tmp_path / "panel.csv"
    path.write_text("gm_code,jaar,x,inwoners\nA,2020,1,1\nA,2021,2,1\nB,2020,3,1\nB,2021,4,1\n")
    asked = ["compare", str(path), "--region", "A", "--indicator", "x", "--years", "2020,2021"]
    assert run(*asked).returncode == 0
    refused = run(*asked, *extra)
    assert (refused.returncode, refused.stdout) == (2, b"")


@pytest.mark.parametrize("years", [(-1, 2021), (2020, 12021), (0, 2021)])
def test_a_year_has_four_digits_at_most(years: tuple[int, int]) -> None:
    panel = mkba.Panel.read("gm_code,jaar,x\nA,2020,1\nA,2021,2\nB,2020,3\nB,2021,4\n", name="").described({"x": "flow"})
    with pytest.raises(mkba.ArgumentError, match="is no year"):
        panel.compare("A", "x", years, per=None)


def test_times_of_a_rate_is_refused() -> None:
    panel = mkba.Panel.read("gm_code,jaar,x,inwoners\nA,2020,1,1\nA,2021,2,1\nB,2020,3,1\nB,2021,4,1\n", name="")
    rated = panel.described({"x": "flow", "inwoners": "stock"}).rate("x_per", "x", "inwoners", 1000)
    with pytest.raises(mkba.ArgumentError, match="is a rate per 1000 already"):
        rated.compare("A", "x_per", (2020, 2021), times=1)
    assert rated.compare("A", "x_per", (2020, 2021), times=1000).indicators == ("x_per",)
