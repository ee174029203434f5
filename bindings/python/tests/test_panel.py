"""Panels: the texts of tests/data/panel from text and frame, what holds for any panel, and what is refused."""

import copy
import csv
import io
import json
import math
import pickle
import re
import typing
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import mkba
from mkba._panel_read import PanelOptions

DATA = ROOT / "tests" / "data" / "panel"
HEADER = "gm_code,gemeente,jaar,indicator,waarde,eenheid,bron"
ROWS = [("GM0743", "Asten", 2021, "clienten", 10), ("GM0762", "Deurne", 2021, "clienten", 40),
        ("GM0743", "Asten", 2022, "clienten", 12), ("GM0762", "Deurne", 2022, "clienten", None),
        ("GM0743", "Asten", 2021, "inwoners", 1000), ("GM0762", "Deurne", 2021, "inwoners", 3000),
        ("GM0743", "Asten", 2022, "inwoners", 1100), ("GM0762", "Deurne", 2022, "inwoners", 3000)]  # fmt: skip
TEXT = "\n".join([HEADER, *(f"{c},{n},{y},{i},{'.' if v is None else v},," for c, n, y, i, v in ROWS), ""])
KNOWN = {"clienten": "flow", "inwoners": "stock"}


def tables(name):
    return [pytest.param(each, id=each["name"]) for each in json.loads((DATA / f"{name}.json").read_text("utf-8"))]


def text_of(item):
    text = item["text"] if isinstance(item["text"], str) else "".join(f"{line}\n" for line in item["text"])
    return text.encode("latin-1" if item["options"].get("encoding") == "latin1" else "utf-8")


@pytest.fixture
def panel():
    return mkba.Panel.read(TEXT).described(KNOWN)


def same(a, b):
    return a.frame().equals(b.frame()) and a.areas().equals(b.areas()) and a.indicators().equals(b.indicators())


# ---- reading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", tables("accepted"))
def test_texts_are_read_as_in_c(item):
    panel = mkba.Panel.read(text_of(item), item["format"], **item["options"])
    for area, period, indicator, value, status in item["cells"]:
        found = panel.cell(area, period, indicator)
        assert found.status == status
        assert found.value == value or (found.value is None and value == 0)
    assert any(item["format"] in note for note in panel.notes()["note"])


@pytest.mark.parametrize("item", tables("refused"))
def test_texts_are_refused_as_in_c(item):
    kind = {"unknown": mkba.UnknownNameError, "panel": mkba.PanelError, "syntax": mkba.PanelError,
            "argument": mkba.ArgumentError, "limit": mkba.LimitError}[item["status"]]  # fmt: skip
    with pytest.raises(kind) as caught:
        mkba.Panel.read(text_of(item), item["format"], **item["options"])
    assert type(caught.value) is kind
    assert item["message"] in caught.value.message
    assert item.get("line") in (None, caught.value.line)


def test_path_text_bytes_and_frames_give_one_panel(panel, tmp_path):
    polars, pyarrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    file = tmp_path / "paneel.csv"
    file.write_text(TEXT, "utf-8")
    frame = pd.read_csv(file, dtype={"waarde": str}, keep_default_na=False)
    rows = frame.to_dict("records")
    indexed = frame.set_index(["gm_code", "jaar"])
    sources = [file, str(file), TEXT.encode(), bytearray(TEXT.encode()), frame, rows, indexed,
               polars.from_pandas(frame), pyarrow.Table.from_pandas(frame), mkba.Table.from_arrow(frame)]  # fmt: skip
    for source in sources:
        assert same(mkba.Panel.read(source).described(KNOWN), panel), type(source)
        assert same(mkba.Panel.read(source, "tidy").described(KNOWN), panel), type(source)


def test_a_frame_that_pandas_wrote_with_its_index_is_read(panel):
    text = pd.read_csv(io.StringIO(TEXT), dtype=str, keep_default_na=False).to_csv()
    assert same(mkba.Panel.read(pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)).described(KNOWN), panel)


def test_latin1_and_semicolons_are_found_out():
    text = "gm_code;gemeente;jaar;inwoners\nGM1900;Súdwest-Fryslân;2021;89999\n".encode("latin-1")
    panel = mkba.Panel.read(text)
    assert panel.codes == {"GM1900": "Súdwest-Fryslân"} and panel.cell("GM1900", 2021, "inwoners").value == 89999


def test_what_frame_gives_is_read_back(panel):
    for again in (mkba.Panel.read(panel.frame()), mkba.Panel.read(panel.table()), mkba.Panel.read(panel.table().to_csv())):
        assert same(again.described(KNOWN), panel)
        assert again.cell("GM0762", 2022, "clienten") == (None, "suppressed")


def test_options_take_lists_and_single_names():
    read = mkba.Panel.read
    whole = read(TEXT)
    assert read(TEXT, indicators="clienten").indicators()["indicator"].tolist() == ["clienten"]
    assert same(read(TEXT, indicators=("clienten", "inwoners")), whole)
    assert same(read(TEXT, skipped=["inwoners"]), read(TEXT, indicators="clienten"))
    text = "ID,Soort,RegioS,Clienten_1\n0,a,GM1,5\n1,b,GM1,6\n"
    for chosen in ({"Soort": "b"}, "Soort=b", ["Soort=b"]):
        assert read(text, "odata3-typed", chosen=chosen, fixed_period=2021).cell("GM1", 2021, "Clienten").value == 6
    with pytest.raises(mkba.UnknownNameError, match='did you mean "encoding"'):
        read(TEXT, encodin="utf-8")
    with pytest.raises(TypeError, match="separator must be one character"):
        read(TEXT, separator=";;")


def test_the_typed_options_are_those_of_the_library():
    body = (ROOT / "include/mkba/panel.h").read_text("utf-8")
    body = body.partition("typedef struct mkba_panel_options {")[2].partition("\n}")[0]
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", body, flags=re.DOTALL)
    fields = {name for name in re.findall(r"(\w+);", code) if name != "size" and not name.startswith("n_")}
    assert set(typing.get_type_hints(PanelOptions)) == fields and len(fields) > 20


@pytest.mark.parametrize(("data", "kind"), [
    (3, TypeError), (None, TypeError), ([], TypeError), ({"a": 1}, TypeError), ("nergens.csv", mkba.MissingFileError),
    ("", mkba.FileError), (b"", mkba.UnknownNameError), ("a,b\n1,2\n", mkba.UnknownNameError),
    (pd.DataFrame({"a": [1]}), mkba.UnknownNameError), (".", mkba.FileError),
])  # fmt: skip
def test_what_is_no_panel_is_refused(data, kind):
    with pytest.raises(kind):
        mkba.Panel.read(data)


def test_an_error_names_the_file(tmp_path):
    file = tmp_path / "fout.csv"
    file.write_text(f"{HEADER}\nA,Noord,2020,x,veel,,\n", "utf-8")
    for format in (None, "tidy"):
        with pytest.raises(mkba.PanelError) as caught:
            mkba.Panel.read(file, format)
        assert (caught.value.source, caught.value.line, caught.value.where) == (str(file), 2, "row 2, waarde")


# ---- looking at it ------------------------------------------------------------------------------------------


def test_a_panel_shows_what_it_has(panel):
    assert (panel.periods, panel.period_kind, panel.codes) == (("2021", "2022"), "year", {"GM0743": "Asten", "GM0762": "Deurne"})
    assert len(panel) == len(panel.frame()) == 8
    assert panel.frame().columns.tolist() == ["area", "name", "period", "indicator", "value", "status", "unit", "source"]
    assert panel.cell("GM0743", "2022", "clienten") == (12, "measured")
    assert math.isnan(panel.frame().set_index(["area", "period", "indicator"]).loc[("GM0762", "2022", "clienten"), "value"])
    assert repr(panel) == "<mkba.Panel of 2 areas, 2 years (2021 to 2022), 2 indicators>"
    assert "<table" in panel._repr_html_() and "clienten" in panel._repr_html_()
    assert len(panel.selected(areas="GM0743", periods=2021)) == 2
    assert bool(panel.selected(indicators=[])) and len(panel.selected(indicators=[])) == 0


def test_a_panel_is_its_own_copy_and_is_not_pickled(panel):
    assert copy.copy(panel) is panel and copy.deepcopy(panel) is panel
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(panel)
    with pytest.raises(TypeError, match=r"Panel\.read"):
        mkba.Panel()


def test_threads_read_and_derive_at_once(panel):
    def work(_):
        made = mkba.Panel.read(TEXT.encode()).described(KNOWN).rate("r", "clienten", "inwoners")
        return made.region("R", list(made.codes), missing="left out").frame()

    expected = work(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(frame.equals(expected) for frame in pool.map(work, range(100)))


def test_polars_takes_a_panel_as_it_is(panel):
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(panel).height == len(panel)


# ---- making others ------------------------------------------------------------------------------------------


def test_a_region_is_sum_over_sum(panel):
    made = panel.rate("per_1000", "clienten", "inwoners", unit="per 1000").region("Peel", list(panel.codes), code="P")
    assert made.cell("P", 2021, "clienten") == (50, "derived")
    assert made.cell("P", 2021, "per_1000") == (12.5, "derived")
    assert made.cell("P", 2022, "per_1000") == (None, "suppressed")
    assert made.codes["P"] == "Peel"
    left = panel.rate("per_1000", "clienten", "inwoners").region("Peel", list(panel.codes), missing="left out")
    assert left.cell("Peel", 2022, "per_1000") == (12 * 1000 / 1100, "derived")
    assert left.notes()["note"].str.contains("left out").any()


def test_totals_prices_attributes_and_joins(panel):
    euros = mkba.Panel.read(f"{HEADER}\nGM0743,Asten,2022,wmo,100,EUR,\nGM0743,Asten,2022,jeugd,50,EUR,\n")
    euros = euros.described({"wmo": "flow", "jeugd": "flow"}).total("samen", ["wmo", "jeugd"])
    assert euros.cell("GM0743", 2022, "samen") == (150, "derived")
    deflated = euros.deflated("samen_2024", "samen", 2024)
    assert deflated.cell("GM0743", 2022, "samen_2024").value == pytest.approx(mkba.convert_price(150, from_year=2022, to_year=2024))
    joined = panel.joined(euros)
    assert len(joined) == len(panel) + 3
    with pytest.raises(mkba.PanelError):
        joined.joined(panel)
    known = panel.with_attribute("provincie", {"GM0743": "Noord-Brabant", "GM0762": None})
    known = known.with_attribute("klasse", pd.Series({"GM0743": 3, "GM0762": 2.5}), unit="1-5").areas()
    assert known["provincie"].tolist()[0] == "Noord-Brabant" and pd.isna(known["provincie"][1])
    assert known["klasse"].tolist() == [3.0, 2.5] and known.attrs["units"] == {"klasse": "1-5"}


def test_bare_rates_are_recognised():
    text = "gm_code,gemeente,jaar,inwoners,clienten,clienten_per_1000\nA,,2021,1000,10,10\nB,,2021,3000,40,13.3\n"
    panel = mkba.Panel.read(text).recognised().region("R", ["A", "B"])
    assert panel.cell("R", 2021, "clienten_per_1000").value == 12.5


STEPS = "jaar_ingang,oud_code,oud_naam,nieuw_code,nieuw_naam,aandeel_adressen,soort\n" \
        "2022,GM0743,Asten,GM9,Samen,1,samenvoeging\n2022,GM0762,Deurne,GM9,Samen,1,samenvoeging\n"  # fmt: skip
AREAS = "jaar,gm_code,gemeente\n2021,GM0743,Asten\n2021,GM0762,Deurne\n2022,GM9,Samen\n"


def test_a_crosswalk_merges(panel, tmp_path):
    past = panel.selected(periods=2021)
    file = tmp_path / "stappen.csv"
    file.write_text(STEPS, "utf-8")
    frames = pd.read_csv(io.StringIO(STEPS)), pd.read_csv(io.StringIO(AREAS))
    walks = [mkba.Crosswalk(STEPS, AREAS), mkba.Crosswalk(file, AREAS.encode()), mkba.Crosswalk(*frames)]
    for walk in [*walks, pickle.loads(pickle.dumps(walks[1]))]:
        merged = past.merged(walk, 2022)
        assert (merged.codes, merged.cell("GM9", 2021, "clienten")) == ({"GM9": "Samen"}, (50, "derived"))
    with pytest.raises(mkba.PanelError):
        panel.merged(walks[0], 2022)  # Asten is not on the map of 2022
    assert panel.merged(walks[0], 2022, map_year=2021).cell("GM9", 2022, "inwoners").value == 4100
    with pytest.raises(mkba.PanelError) as caught:
        mkba.Crosswalk(file, "jaar,gm_code,gemeente\n2021,GM0743,Asten\n2022,GM9,Samen\n")
    assert caught.value.source == str(file)


def test_a_taakveld_of_2017_goes_on():
    rows = "".join(f"A,,2023,lasten_tv_6.71{part},{value},1000 euro,\n" for part, value in zip("abcd", (1, 2, 3, 4)))
    panel = mkba.Panel.read(f"{HEADER}\nA,,2022,lasten_tv_6.71,9,1000 euro,\n{rows}")
    panel = panel.described({name: "flow" for name in panel.indicators()["indicator"]})
    made = panel.taakveld("wmo", "6.71")
    assert [made.cell("A", year, "wmo").value for year in (2022, 2023)] == [9, 10]


def test_suspects_are_declared_by_who_agrees():
    rows = "".join(f"A,Noord,{year},{name},{value},1000 euro,\n" for year in (2020, 2021)
                   for name, value in (("x", 3), ("y", 4), ("z", 5)))  # fmt: skip
    panel = mkba.Panel.read(f"{HEADER}\n{rows}")
    found = panel.suspects()
    assert found["rule"].tolist() == ["copied_return"] * 3
    assert len(panel.suspects(least=4)) == 0 and len(panel.suspects("x", least=1)) == 1
    said = panel.with_suspects(found)
    assert said.cell("A", 2021, "x") == (3, "suspect") and panel.cell("A", 2021, "x") == (3, "measured")
    assert said.notes()["note"].tolist()[1:] == ["copied_return"] * 3
    by_hand = panel.with_suspects([("A", 2021, "x"), ("A", "2021", "x")], reason="dubbel geboekt")
    assert by_hand.notes()["note"].tolist()[1:] == ["dubbel geboekt"]
    assert same(panel.with_suspects([]), panel)


# ---- what is refused ----------------------------------------------------------------------------------------

CALLS = [
    (lambda p: p.cell("GM0744", 2021, "clienten"), mkba.UnknownNameError, "area"),
    (lambda p: p.cell("GM0743", 2019, "clienten"), mkba.UnknownNameError, "period"),
    (lambda p: p.cell("GM0743", "2021-13", "clienten"), mkba.ArgumentError, "period"),
    (lambda p: p.cell("GM0743", 2021, "client"), mkba.UnknownNameError, "indicator"),
    (lambda p: p.described({"client": "flow"}), mkba.UnknownNameError, "indicators"),
    (lambda p: p.described({"clienten": "flo"}), mkba.UnknownNameError, "kind"),
    (lambda p: p.described({"clienten": {"soort": 1}}), mkba.UnknownNameError, "soort"),
    (lambda p: p.described({"clienten": {"kind": "rate", "numerator": "x"}}), mkba.ArgumentError, "indicators"),
    (lambda p: p.recognised("x"), mkba.UnknownNameError, "denominator"),
    (lambda p: p.with_attribute("k", {"GM1": 1}), mkba.UnknownNameError, "codes"),
    (lambda p: p.with_attribute("k", {"GM0743": math.inf}), mkba.ArgumentError, "numbers"),
    (lambda p: p.selected(areas=["GM0743", "GM0743"]), mkba.ArgumentError, "areas"),
    (lambda p: p.selected(indicators="x"), mkba.UnknownNameError, "indicators"),
    (lambda p: p.region("R", ["GM1"]), mkba.UnknownNameError, "members"),
    (lambda p: p.region("R", []), mkba.ArgumentError, "members"),
    (lambda p: p.region("R", ["GM0743"], code="GM0762"), mkba.ArgumentError, "code"),
    (lambda p: p.region("R", ["GM0743"], missing="weg"), mkba.UnknownNameError, "missing"),
    (lambda p: p.total("t", ["clienten", "inwoners"]), mkba.PanelError, "parts"),
    (lambda p: p.rate("r", "clienten", "inwoners", per=0), mkba.ArgumentError, "per"),
    (lambda p: p.deflated("d", "clienten", 2024, index="loon"), mkba.UnknownNameError, "index"),
    (lambda p: p.merged(mkba.Crosswalk(STEPS, AREAS), 2019), mkba.ArgumentError, "year"),
    (lambda p: p.merged(mkba.Crosswalk(STEPS, AREAS), 2022, map_year=0), mkba.ArgumentError, "map_year"),
    (lambda p: p.taakveld("t", "9.99"), mkba.UnknownNameError, "code"),
    (lambda p: p.suspects("x"), mkba.UnknownNameError, "indicators"),
    (lambda p: p.suspects(jump=-1), mkba.ArgumentError, "options"),
    (lambda p: p.with_suspects([("GM0762", 2022, "clienten")]), mkba.PanelError, ""),
    (lambda p: p.with_suspects(pd.DataFrame({"gebied": ["GM0762"], "period": [2022]})), mkba.ArgumentError, "cells"),
    (lambda p: mkba.Crosswalk("jaar\n1\n", AREAS), mkba.UnknownNameError, ""),
]


@pytest.mark.parametrize(("call", "kind", "where"), CALLS)
def test_refusals_name_their_argument(panel, call, kind, where):
    with pytest.raises(kind) as caught:
        call(panel)
    assert type(caught.value) is kind and caught.value.where.startswith(where)
    assert caught.value.message and "\n" not in caught.value.message


@pytest.mark.parametrize("call", [
    lambda p: p.joined(None), lambda p: p.merged(STEPS, 2022), lambda p: p.cell(743, 2021, "clienten"),
    lambda p: p.cell("GM0743", 2021.0, "clienten"), lambda p: p.total("t", 3), lambda p: p.described({"clienten": 3}),
    lambda p: p.with_attribute("k", {"GM0743": [1]}), lambda p: p.suspects(least=2.5), lambda p: p.deflated("a", "b", "c"),
    lambda p: p.described({"clienten": {"kind": "flow", "breaks": "2020"}}), lambda p: mkba.Crosswalk(3, AREAS),
])  # fmt: skip
def test_arguments_of_another_type_are_a_type_error(panel, call):
    with pytest.raises(TypeError):
        call(panel)


@pytest.mark.parametrize("given", [["clienten"], "clienten", None, 3])
def test_what_is_said_of_several_is_a_dict(panel, given):
    with pytest.raises(TypeError, match="^indicators: a dict is expected, not "):
        panel.described(given)
    with pytest.raises(TypeError, match="^values: a dict is expected, not "):
        panel.with_attribute("k", given)


# ---- what holds for any panel -------------------------------------------------------------------------------

figures = st.one_of(st.none(), st.integers(0, 10**6), st.floats(-1e9, 1e9).map(lambda x: round(x, 3) + 0.0))
cells = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(2017, 2020), st.sampled_from(["a", "b"])), figures, min_size=1, max_size=25
)
many = settings(deadline=None, derandomize=True, max_examples=60)


def lines_of(chosen):
    return [(f"GM{area:04}", str(year), name, "." if value is None else repr(value))
            for (area, year, name), value in chosen.items()]  # fmt: skip


def as_csv(lines):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("gm_code", "jaar", "indicator", "waarde"), *lines])
    return mkba.Panel.read(text.getvalue(), name="", unit="", bron="")


def cells_of(panel):
    frame = panel.frame()
    return {(row.area, row.period, row.indicator): (None if math.isnan(row.value) else row.value, row.status)
            for row in frame.itertuples()}  # fmt: skip


@many
@given(cells, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chosen, random):
    lines = lines_of(chosen)
    expected = cells_of(as_csv(lines))
    random.shuffle(lines)
    assert cells_of(as_csv(lines)) == expected


@many
@given(cells)
def test_a_frame_gives_what_its_text_gives(chosen):
    lines = lines_of(chosen)
    texts = pd.DataFrame(lines, columns=["gm_code", "jaar", "indicator", "waarde"])
    expected = cells_of(as_csv(lines))
    assert cells_of(mkba.Panel.read(texts, name="", unit="", bron="")) == expected
    figures_only = texts[texts["waarde"] != "."].astype({"waarde": float, "jaar": int})
    if len(figures_only) > 0:
        found = cells_of(mkba.Panel.read(figures_only, name="", unit="", bron=""))
        assert found == {key: cell for key, cell in expected.items() if cell[0] is not None}


@many
@given(cells)
def test_a_region_is_the_sum_of_its_members(chosen):
    panel = as_csv(lines_of(chosen))
    kinds = {name: "flow" for name in panel.indicators()["indicator"]}
    made = panel.described(kinds).region("R", list(panel.codes), missing="left out")
    for name in kinds:
        for year in panel.periods:
            values = [value for (_, y, n), value in chosen.items() if (str(y), n) == (year, name) and value is not None]
            found = made.cell("R", year, name).value
            assert (found is None) == (not values)
            assert found is None or found == pytest.approx(math.fsum(values), rel=1e-12, abs=1e-6)
