"""Peers: the CIPFA recipe against numpy step by step, classes, lists, what is refused, plots, the command."""

import io
import json
from pathlib import Path

import numpy as np
import pandas
import pytest

import mkba
from conftest import SHARED
from test_cli import ends, run

PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
BY = ["inwoners", "dichtheid", "ouderen", "inkomen"]
N = 60


def made_up(seed=3):
    """Characteristics of made-up areas: code, then a column per characteristic."""
    draw = np.random.default_rng(seed)
    size = draw.lognormal(10, 0.8, N)
    frame = pandas.DataFrame(
        {
            "gm_code": [f"GM{i:04d}" for i in range(N)],
            "jaar": 2017,
            "inwoners": size.round(),
            "dichtheid": (size / 40 * draw.lognormal(0, 0.4, N)).round(1),
            "ouderen": draw.normal(20, 3, N).round(1),
            "inkomen": draw.normal(25, 2, N).round(2),
        }
    )
    return frame.sample(frac=1, random_state=seed)


@pytest.fixture(scope="module")
def frame():
    return made_up()


@pytest.fixture(scope="module")
def panel(frame):
    return mkba.Panel.read(frame, name="")


def cipfa(frame, members, by, weights=None, k=15):
    """The recipe of the CIPFA Nearest Neighbours Model, one step after the other."""
    figures = frame.set_index("gm_code")[by].sort_index()
    standardised = (figures - figures.mean()) / figures.std(ddof=1)
    weighted = np.ones(len(by)) if weights is None else np.asarray(weights)
    to_each = [np.sqrt((weighted * (standardised - standardised.loc[m]) ** 2).sum(axis=1)) for m in members]
    distance = sum(to_each) / len(members)
    distance = distance.drop(members)
    rebased = distance / distance.max()
    return pandas.DataFrame({"distance": distance, "rebased": rebased}).sort_values("distance").head(k)


@pytest.mark.parametrize("members", [["GM0007"], ["GM0003", "GM0041", "GM0022"]])
@pytest.mark.parametrize("weights", [None, [1, 0.5, 2, 3]])
def test_the_recipe_of_cipfa_step_by_step(panel, frame, members, weights):
    expected = cipfa(frame, members, BY, weights)
    peers = panel.peers(members, BY, 2017, weights=weights)
    found = peers.frame()
    assert peers.codes == tuple(expected.index) == tuple(found["area"]) == tuple(peers)
    assert len(peers) == 15
    assert found["rank"].tolist() == list(range(1, 16))
    np.testing.assert_allclose(found["distance"], expected["distance"], rtol=1e-12)
    np.testing.assert_allclose(found["rebased"], expected["rebased"], rtol=1e-12)


def test_mahalanobis_is_that_of_the_inverse_covariance(panel, frame):
    figures = frame.set_index("gm_code")[BY].sort_index()
    inverse = np.linalg.inv(np.cov(figures.to_numpy(), rowvar=False))
    apart = (figures - figures.loc["GM0007"]).to_numpy()
    distance = pandas.Series(np.sqrt(np.einsum("ij,jk,ik->i", apart, inverse, apart)), figures.index)
    expected = distance.drop("GM0007").sort_values().head(10)
    peers = panel.peers("GM0007", BY, 2017, k=10, method="mahalanobis")
    assert peers.codes == tuple(expected.index)
    np.testing.assert_allclose(peers.frame()["distance"], expected, rtol=1e-11)
    shares = peers.profile().groupby("area")["share"].sum()
    np.testing.assert_allclose(shares, 1, rtol=1e-12)


def test_why_one_is_near(panel, frame):
    peers = panel.peers("GM0007", BY, 2017, k=3)
    figures = frame.set_index("gm_code")[BY]
    near = peers.codes[0]
    profile = peers.profile(near).set_index("variable")
    z = ((figures.loc[near] - figures.loc["GM0007"]) / figures.std(ddof=1)).loc[BY]
    np.testing.assert_allclose(profile["difference"], z, rtol=1e-12)
    np.testing.assert_allclose(profile["share"], z**2 / (z**2).sum(), rtol=1e-12)
    np.testing.assert_allclose(profile["value"], figures.loc[near])
    np.testing.assert_allclose(profile["region"], figures.loc["GM0007"])
    with pytest.raises(mkba.ArgumentError, match="none of the peers"):
        peers.profile("GM0007")


def test_stability_leaves_one_variable_out_at_a_time(panel, frame):
    peers = panel.peers("GM0007", BY, 2017, k=8)
    stability = peers.stability().set_index("without")
    stays = dict.fromkeys(peers, 0)
    for name in BY:
        others = [other for other in BY if other != name]
        then = set(cipfa(frame, ["GM0007"], others, k=8).index)
        row = stability.loc[name]
        assert row["remain"] == len(then & set(peers)) == 8 - len(set(peers) - then)
        assert set(filter(None, row["leave"].split(", "))) == set(peers) - then
        assert set(filter(None, row["come"].split(", "))) == then - set(peers)
        for code in then & set(peers):
            stays[code] += 1
    assert dict(zip(peers.frame()["area"], peers.frame()["stays"])) == stays


def test_the_peers_of_all_are_those_of_each(panel):
    everyone = panel.all_peers(BY, 2017, k=4, exclude=["GM0001"])
    assert len(everyone) == 4 * N
    assert "GM0001" not in set(everyone["peer"])
    for area in ("GM0000", "GM0007", "GM0059"):
        one = panel.peers(area, BY, 2017, k=4, exclude="GM0001").frame()
        rows = everyone[everyone["area"] == area]
        assert rows["peer"].tolist() == one["area"].tolist()
        assert rows["distance"].tolist() == one["distance"].tolist()
        assert rows["rebased"].tolist() == one["rebased"].tolist()


def test_robust_scores_are_medians_and_mads(panel, frame):
    scores = panel.scores("inwoners", "robust").set_index("area")["score"]
    values = frame.set_index("gm_code")["inwoners"]
    apart = values - values.median()
    np.testing.assert_allclose(scores.sort_index(), (apart / apart.abs().median()).sort_index(), rtol=1e-13)
    robust = panel.peers("GM0007", BY, 2017, scaling="robust").variables()
    assert robust["centre"][0] == values.median()


def test_classes_of_size_and_lists(panel, frame):
    sized = panel.classified("grootte", "inwoners", 2017, [20000, 50000])
    peers = sized.peers("GM0007", by="grootte", method="class")
    size = frame.set_index("gm_code")["inwoners"]
    bounds = [0, 20000, 50000, np.inf]
    classes = pandas.cut(size, bounds, right=False)
    same = classes[classes == classes["GM0007"]].index.drop("GM0007")
    assert peers.codes == tuple(sorted(same))
    assert peers.method == "class" and peers.region == ("GM0007",)
    assert peers.frame()["distance"].isna().all()
    fixed = panel.peers("GM0007", method="list", candidates=["GM0009", "GM0002"])
    assert fixed.codes == ("GM0002", "GM0009")
    with pytest.raises(mkba.ArgumentError, match="no distances"):
        fixed.plot()


def test_what_is_missing_is_refused_until_said(frame):
    holed = frame.copy()
    holed.loc[holed["gm_code"] == "GM0011", "inkomen"] = np.nan
    panel = mkba.Panel.read(holed, name="")
    with pytest.raises(mkba.PanelError, match=r"GM0011 inkomen \(absent\)"):
        panel.peers("GM0007", BY, 2017)
    without = panel.peers("GM0007", BY, 2017, missing="drops area").candidates().set_index("area")
    assert without.loc["GM0011", ["status", "note"]].tolist() == ["missing", "inkomen absent"]
    used = panel.peers("GM0007", BY, 2017, missing="drops variable").variables().set_index("variable")["used"]
    assert used.to_dict() == {"inwoners": True, "dichtheid": True, "ouderen": True, "inkomen": False}


@pytest.mark.parametrize(
    ("arguments", "error", "place"),
    [
        ({"by": "inwoner"}, mkba.UnknownNameError, "by"),
        ({"by": []}, mkba.ArgumentError, "by"),
        ({"by": BY, "year": 2018}, mkba.UnknownNameError, "year"),
        ({"by": BY, "method": "cosine"}, mkba.UnknownNameError, "method"),
        ({"by": BY, "scaling": "minmax"}, mkba.UnknownNameError, "scaling"),
        ({"by": BY, "missing": "zero"}, mkba.UnknownNameError, "missing"),
        ({"by": BY, "k": N}, mkba.ArgumentError, "k"),
        ({"by": BY, "before": 2017}, mkba.ArgumentError, "year"),
        ({"by": BY, "outcomes": "inkomen"}, mkba.ArgumentError, "by"),
        ({"by": BY, "weights": {"inkom": 2}}, mkba.ArgumentError, "weights"),
        ({"by": BY, "weights": [1]}, mkba.ArgumentError, "weights"),
        ({"by": BY, "exclude": "GM9999"}, mkba.UnknownNameError, "exclude"),
        ({"by": BY, "region": []}, mkba.ArgumentError, "region"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(panel, arguments, error, place):
    with pytest.raises(error) as refused:
        panel.peers(**{"region": "GM0007", **arguments})
    assert refused.value.where == place


def test_types_are_refused_by_name(panel):
    for arguments in ({"k": "5"}, {"k": True}, {"as_one": 1}, {"weights": 3}, {"by": 4}):
        with pytest.raises(TypeError):
            panel.peers(**{"region": "GM0007", "by": BY, **arguments})
    with pytest.raises(TypeError):
        mkba.Peers()
    with pytest.raises(mkba.ArgumentError, match="ascend"):
        panel.classified("k", "inwoners", 2017, [5, 4])
    with pytest.raises(mkba.UnknownNameError):
        panel.scores("inwoner")


def test_peers_outlive_their_panel_and_show_themselves(frame):
    peers = mkba.Panel.read(frame, name="").peers("GM0007", BY, 2017, k=3, weights={"inkomen": 2})
    assert peers.variables()["weight"].tolist() == [1, 1, 1, 2]
    assert repr(peers).startswith("<mkba.Peers of GM0007: GM")
    assert "<table" in peers._repr_html_()
    assert peers[0] in peers and "GM0007" not in peers
    assert {view: len(peers.table(view)) for view in ("peers", "candidates", "profile", "stability", "variables")} == {
        "peers": 3, "candidates": N, "profile": 12, "stability": 4, "variables": 4}  # fmt: skip
    with pytest.raises(mkba.UnknownNameError):
        peers.table("peer")


# ---- pictures ----------------------------------------------------------------------------------------------------


def test_the_pictures_show_every_peer(panel):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    peers = panel.peers("GM0007", BY, 2017, k=6)
    axes = peers.plot()
    labels = [label.get_text().split()[0] for label in axes.get_yticklabels()][:6]
    assert labels == list(peers)
    (dots,) = [line for line in axes.lines if line.get_gid() == "mkba-peers"]
    assert dots.get_xdata().tolist() == peers.frame()["rebased"].tolist()
    axes = peers.plot("profile", language="nl")
    (image,) = axes.images
    assert image.get_array().ravel().tolist() == peers.profile()["difference"].tolist()
    for wrong in ({"view": "map"}, {"language": "fr"}):
        with pytest.raises(mkba.MkbaError):
            peers.plot(**wrong)
    pyplot.close("all")


# ---- the command -------------------------------------------------------------------------------------------------


@pytest.fixture
def file(frame, tmp_path):
    path = tmp_path / "panel.csv"
    frame.assign(gemeente="Naam " + frame["gm_code"]).to_csv(path, index=False)
    return str(path)


ARGUMENTS = ["--region", "GM0003,GM0041", "--year", "2017", "--by", "inwoners,ouderen", "-k", "4"]


def test_the_command_prints_code_name_distance_and_rank(file, panel):
    done = run("peers", file, *ARGUMENTS, "--format", "csv")
    assert done.returncode == 0
    printed = pandas.read_csv(io.BytesIO(done.stdout))
    expected = panel.peers(["GM0003", "GM0041"], ["inwoners", "ouderen"], 2017, k=4).frame()
    assert list(printed.columns) == ["code", "name", "distance", "rank"]
    assert printed["code"].tolist() == expected["area"].tolist()
    assert printed["distance"].tolist() == expected["rebased"].tolist()
    assert printed["rank"].tolist() == [1, 2, 3, 4]
    assert printed["name"][0] == "Naam " + printed["code"][0]
    assert done.stderr.decode() == f"mkba: {file} is read as wide\n"


def test_json_has_the_same_bytes_for_the_same_input(file):
    first, second = (run("peers", file, *ARGUMENTS, "--format", "json").stdout for _ in range(2))
    assert first == second
    rows = json.loads(first)
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]
    shown = run("peers", file, *ARGUMENTS, "--input", "wide")
    assert all(row["code"] in shown.stdout.decode() for row in rows)
    assert shown.stderr == b""
    weighed = run("peers", file, *ARGUMENTS, "--format", "json", "--weights", "ouderen=0", "--table", "profile")
    assert {row["variable"] for row in json.loads(weighed.stdout)} == {"inwoners"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--year", "2018"], 1, "no period"),
        (["--by", "inwoners,oudere"], 1, "oudere"),
        (["--region", "GM9"], 1, "GM9"),
        (["-k", "99"], 1, "only 58"),
        (["--outcomes", "inwoners"], 1, "outcome"),
        (["--method", "cosine"], 2, "cosine"),
        (["-k", "0"], 2, "0"),
        (["--weights", "inwoners"], 2, "weights"),
        (["--input", "xlsx"], 2, "xlsx"),
    ],
)
def test_the_command_says_what_is_wrong(file, arguments, status, said):
    ends(run("peers", file, "--input", "wide", *ARGUMENTS, *arguments), status, said)


def test_the_command_reads_only_what_it_is_asked_for(file):
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    flagged = [lines[0] + ",vlag", *(line + ",kopie" for line in lines[1:])]
    Path(file).write_text("\n".join(flagged) + "\n", encoding="utf-8")
    assert run("peers", file, *ARGUMENTS, "--format", "csv").returncode == 0


# ---- the Peel ----------------------------------------------------------------------------------------------------

PEEL_BY = ["inwoners", "omgevingsadressendichtheid", "pct_65plus", "pct_0_14", "inkomen_per_inwoner [1000 euro]",
           "laag_inkomen_hh_pct", "koopwoningen_pct", "gem_huishoudensgrootte", "corporatiewoningen_pct"]  # fmt: skip


def test_peers_of_the_peel_by_characteristics_of_2017():
    path = SHARED / "data" / "gemeenten" / "kenmerken.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    panel = mkba.Panel.read(path, split_units=True)
    peers = panel.peers(PEEL, PEEL_BY, 2017, missing="drops area", before=2018)
    rows = pandas.read_csv(path)
    rows = rows[rows["jaar"] == 2017]
    name = rows["indicator"].where(rows["indicator"] != "inkomen_per_inwoner", rows["indicator"] + " [" + rows["eenheid"] + "]")
    wide = rows.assign(indicator=name).pivot(index="gm_code", columns="indicator", values="waarde")[PEEL_BY].dropna()
    expected = cipfa(wide.reset_index(), PEEL, PEEL_BY)
    assert peers.codes == tuple(expected.index)
    np.testing.assert_allclose(peers.frame()["rebased"], expected["rebased"], rtol=1e-11)
    assert len(wide) == 305 and "GM1894" in peers  # Peel en Maas, next door
