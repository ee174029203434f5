"""Streams of a panel, from the counts into the case whose nulalternatief reproduces them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import mkba

pytest.importorskip("pandas")

FIGURES = """gm_code,jaar,stand,instroom,uitstroom,gebruikers,inwoners,lasten
A,2019,,,,,9900,700
A,2020,200,60,47,260,10000,410
A,2021,210,50,71,258,10100,500
A,2022,190,66,40,257,10200,520
A,2023,215,,,,10300,
B,2019,,,,,4900,300
B,2020,100,31,26,131,5000,205
B,2021,105,24,30,129,5050,240
B,2022,100,30,22,130,5100,260
B,2023,108,,,,5150,
"""
KINDS = {"stand": "stock", "instroom": "flow", "uitstroom": "flow", "gebruikers": "flow", "inwoners": "stock",
         "lasten": {"kind": "flow", "unit": "1000 euro"}}  # fmt: skip
BASE = {"name": "wmo", "cost": "lasten"}


@pytest.fixture(scope="module")
def panel():
    return mkba.Panel.read(FIGURES, name="").described(KINDS)


def appraised(stream, **rest):
    """The streams of a case of the years of the stream, in which nothing but the stream happens."""
    years = sorted({int(year) for year in stream.years()["year"]})
    case = mkba.Case(
        title="Calibratie", base_year=years[0], price_year=2024, years=[years[0], years[-1]], discount="NL-2026",
        alternatives={"nul": {"null": True}, "beleid": {}},
        lines=[{"id": "niets", "kind": "cost", "value": 0, "payer": "gemeente"}], **{**stream.to_dict(), **rest})  # fmt: skip
    table = case.appraise().streams()
    return table[table["alternative"] == "nul"].set_index("year")


def expect_reproduced(stream, table):
    years = stream.years().pivot(index="year", columns="quantity", values="estimated")
    for year in years.index:
        for quantity, column in (("begin", "begin"), ("inflow", "inflow"), ("outflow", "outflow"), ("end", "end"),
                                 ("mean", "mean"), ("users", "users"), ("cost", "cost")):  # fmt: skip
            assert table.loc[year, column] == pytest.approx(years.loc[year, quantity], rel=1e-13, abs=1e-9)


WAYS = [
    {"stock": "stand", "stock_at": "begin", "inflow": "instroom"},
    {"stock": "stand", "stock_at": "begin", "inflow": "instroom", "population": "inwoners"},
    {"stock": "stand", "stock_at": "begin", "outflow": "uitstroom", "population": "inwoners"},
    {"stock": "stand", "stock_at": "begin", "users": "gebruikers", "cost_basis": "users"},
    {"stock": "stand", "stock_at": "begin", "inflow": "instroom", "outflow": "uitstroom", "users": "gebruikers"},
    {"stock": "stand", "stock_at": "begin", "inflow": "instroom", "turnover": "continuous", "population": "inwoners"},
    {"stock": "stand", "stock_at": "begin", "users": "gebruikers", "turnover": "continuous"},
    {"users": "gebruikers", "assumed_outflow": 0.25, "population": "inwoners"},
    {"users": "gebruikers", "assumed_outflow": 0.5, "turnover": "continuous"},
    {"stock": "stand", "stock_at": "end", "assumed_outflow": 0.2},
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(str(value) for value in way.values()))
@pytest.mark.parametrize("rates", ["per-year", "constant"])
def test_the_nulalternatief_of_a_case_is_the_stream(panel, way, rates):
    stream = panel.stream(["A", "B"], rates=rates, **BASE, **way)
    expect_reproduced(stream, appraised(stream))


def test_the_case_reproduces_what_was_observed(panel):
    stream = panel.stream(["A", "B"], stock="stand", stock_at="begin", inflow="instroom", population="inwoners", **BASE)
    table = appraised(stream)
    assert list(table.index) == [2020, 2021, 2022]
    assert table["begin"].tolist() == pytest.approx([300, 315, 290], rel=1e-13)
    assert table["inflow"].tolist() == pytest.approx([91, 74, 96], rel=1e-13)
    assert table["end"].tolist() == pytest.approx([315, 290, 323], rel=1e-13)
    assert table["cost"].tolist() == pytest.approx([615e3, 740e3, 780e3], rel=1e-13)


def test_what_is_observed_beside_it_has_a_residual(panel):
    stream = panel.stream("A", stock="stand", stock_at="begin", inflow="instroom", outflow="uitstroom", users="gebruikers",
                          **BASE)  # fmt: skip
    rows = stream.years().set_index(["year", "quantity"])
    assert rows.loc[(2020, "outflow"), ["observed", "estimated", "residual"]].tolist() == [47, 50, -3]
    assert rows.loc[(2021, "users"), "residual"] == -2
    findings = stream.findings()
    assert {"residual", "implied", "prices", "definition"} <= set(findings["id"])
    assert set(findings["severity"]) == {"richtlijn", "advies"}


def test_prices_of_one_year_go_into_the_case(panel):
    stream = panel.deflated("lasten_2024", "lasten", 2024).stream(
        "A", name="wmo", cost="lasten_2024", stock="stand", stock_at="begin", inflow="instroom")
    assert stream.parameters["wmo_unit_cost"]["price_year"] == 2024
    assert "prices" not in set(stream.findings()["id"])
    expect_reproduced(stream, appraised(stream))


def test_a_stream_is_an_object_like_others(panel):
    stream = panel.stream("A", stock="stand", stock_at="begin", inflow="instroom", source="CBS", **BASE)
    assert repr(stream) == "<mkba.Stream wmo of A, 2020 to 2022>"
    assert (stream.name, stream.area) == ("wmo", "A")
    stream.parameters.clear()
    assert stream.parameters["wmo_inflow"]["source"] == "CBS"
    assert stream.parameters["wmo_inflow"]["origin"]["region"] == "A"
    assert json.loads(json.dumps(stream.to_dict())) == stream.to_dict()
    with pytest.raises(TypeError, match=r"Panel\.stream"):
        mkba.Stream()


REFUSED = [
    ({"stock": "gebruikers", "stock_at": "begin"}, mkba.PanelError, "stock", "are not the clients at a moment"),
    ({"users": "stand", "stock": "inwoners", "stock_at": "end"}, mkba.PanelError, "users", "are not the users in a year"),
    ({"stock": "stand", "inflow": "instroom"}, mkba.ArgumentError, "stock_at", "begin or at the end"),
    ({"stock": "stand", "stock_at": "middle"}, mkba.UnknownNameError, "stock_at", "begin or end"),
    ({"stok": "stand"}, mkba.UnknownNameError, "stok", 'did you mean "stock"'),
    ({"users": "gebruikers"}, mkba.PanelError, "stock", "assumed_outflow"),
    ({"cost": None, "users": "gebruikers"}, mkba.ArgumentError, "cost", "a stream has costs"),
    ({"name": "W M O", "users": "gebruikers"}, mkba.ArgumentError, "name", "a-z"),
    ({"first": 2019, "last": 2020, "users": "gebruikers", "assumed_outflow": 0.2}, mkba.PanelError, "stock", "2019"),
]


@pytest.mark.parametrize(("options", "kind", "where", "words"), REFUSED)
def test_what_makes_no_stream_is_refused(panel, options, kind, where, words):
    with pytest.raises(kind, match=words) as refused:
        panel.stream("A", **{**BASE, **options})
    assert refused.value.where == where


def test_an_area_must_be_known_or_the_only_one(panel):
    with pytest.raises(mkba.ArgumentError, match="2 areas"):
        panel.stream(users="gebruikers", assumed_outflow=0.2, **BASE)
    with pytest.raises(mkba.UnknownNameError):
        panel.stream("C", users="gebruikers", assumed_outflow=0.2, **BASE)
    with pytest.raises(mkba.UnknownNameError):
        panel.stream(["A", "C"], users="gebruikers", assumed_outflow=0.2, **BASE)


# ---- breaks, and real figures ---------------------------------------------------------------------------------


def test_breaks_of_the_catalog_are_given_by_name():
    panel = mkba.Panel.read("gm_code,jaar,wmo_clienten,x\nA,2019,5,5\nA,2022,9,9\n", name="").with_breaks()
    breaks = panel.breaks()
    assert set(breaks["indicator"]) == {"wmo_clienten"}
    assert breaks.set_index("year")["action"].to_dict() == {2019: "warn", 2020: "warn", 2021: "refuse"}
    assert breaks.set_index("year")["areas"].to_dict() == {2019: 0, 2020: 1, 2021: 1}
    one = panel.with_breaks("iv3-2025", "x").breaks()
    assert one[one["indicator"] == "x"]["year"].tolist() == [2025]
    with pytest.raises(mkba.UnknownNameError, match="wmo-2020"):
        panel.with_breaks("wmo-2021x")


def test_years_across_a_break_make_no_stream():
    text = "gm_code,jaar,wmo_clienten,lasten\nA,2020,50,5\nA,2021,60,6\nA,2022,62,6\n"
    panel = mkba.Panel.read(text, name="").described({"wmo_clienten": "flow", "lasten": "flow"}).with_breaks()
    options = {"name": "wmo", "users": "wmo_clienten", "cost": "lasten", "cost_in": 1000, "assumed_outflow": 0.3}
    with pytest.raises(mkba.PanelError, match=r"2021 .*arrangements were counted"):
        panel.stream(**options)
    assert len(panel.stream(first=2021, last=2022, **options).years()) == 2 * 9


def test_quarters_and_months_become_years():
    text = "gm_code,jaar,instroom,stand\nA,2020KW01,1,10\nA,2020KW02,2,20\nA,2020KW03,3,30\nA,2020KW04,4,40\nA,2021KW01,5,50\n"
    panel = mkba.Panel.read(text, name="").described({"instroom": "flow", "stand": "stock"})
    assert panel.yearly("end").cell("A", 2020, "instroom") == (10, "derived")
    assert panel.yearly("end").cell("A", 2021, "instroom") == (None, "absent")
    assert [panel.yearly(stock).cell("A", 2020, "stand").value for stock in ("begin", "end", "mean")] == [10, 40, 25]
    with pytest.raises(mkba.ArgumentError, match="begin, its end or its mean"):
        panel.yearly()
    halves = mkba.Panel.read("gm_code,jaar,x\nA,2020HJ01,1\nA,2020HJ02,2\n", name="").described({"x": "flow"})
    assert halves.yearly(half_years="add up").cell("A", 2020, "x").value == 3
    with pytest.raises(mkba.PanelError, match="counted twice"):
        halves.yearly()


PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]


def test_youth_care_of_the_peel_as_a_stream():
    """Jongeren met jeugdzorg in a year, 2021 to 2023, and the costs of Iv3: users and costs come back exactly."""
    shared = Path(os.environ.get("MKBA_SHARED", Path(__file__).parents[3] / ".." / "shared"))
    path = shared / "data" / "gemeenten" / "paneel_breed_2017_2024.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    users, cost = "jeugdzorg_natura_jongeren", "lasten_jeugd_voorzieningen"
    panel = mkba.Panel.read(path).recognised().described({
        users: {"kind": "flow", "rounding": 5}, cost: {"kind": "flow", "unit": "1000 euro"}})  # fmt: skip
    stream = panel.selected(periods=[2021, 2022, 2023]).stream(
        PEEL, name="jeugd", users=users, population="inwoners", cost=cost, assumed_outflow=0.4, domain="jeugd")
    rows = stream.years().set_index(["year", "quantity"])
    cells = panel.frame().query("area in @PEEL").groupby(["period", "indicator"])["value"].sum()
    for year in (2021, 2022, 2023):
        assert rows.loc[(year, "users"), "estimated"] == pytest.approx(cells[str(year), users], rel=1e-13)
        assert rows.loc[(year, "cost"), "estimated"] == pytest.approx(1000 * cells[str(year), cost], rel=1e-13)
    assert {"assumed_outflow", "assumed_stock"} <= set(stream.findings()["id"])
    expect_reproduced(stream, appraised(stream))
