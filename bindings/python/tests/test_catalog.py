"""The catalog, own schemes and indices, and cases that use them."""

import csv
import io
import pickle

import numpy as np
import pandas as pd
import pytest
from conftest import SHARED

import mkba

SCHEMES = """scheme,applies_from,applies_to,part,from_tau,rate,evidence,source
Peel-2026,2026,2030,standard,0,0.03,official,"Besluit GR, bijlage"
Peel-2026,2026,2030,standard,10,0.01,unconfirmed,Besluit GR
"""
INDICES = "index,year,level,status,source\nloon,2023,100,definitive,CAO\nloon,2025,110,provisional,CAO\n"
OWN = mkba.Catalog().with_schemes(SCHEMES).with_indices(INDICES)
DOCUMENT = {
    "format": "mkba-case/1", "title": "Eigen", "base_year": 2026, "price_year": 2025, "years": [2026, 2027],
    "discount": "Peel-2026", "alternatives": {"nul": {"null": True}, "plan": {}},
    "parameters": {"tarief": {"value": 1000, "unit": "EUR", "price_year": 2023, "index": "loon"}},
    "lines": [{"id": "inzet", "kind": "cost", "value": "tarief", "payer": "gemeente", "once": True, "from": 2027}],
}  # fmt: skip
NPV = -1000 * 1.1 / 1.03


# ---- what is shipped -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "table", "renamed"), [
    ("reference_prices_costing_manual_2024.csv", mkba.catalog.prices, {}),
    ("taakvelden.csv", mkba.catalog.taakvelden, {}),
    ("discount_schemes.csv", mkba.catalog.schemes, {}),
    ("cbs_codes.csv", lambda: mkba.catalog.codes().iloc[:33], {"kind": "classification"}),
])  # fmt: skip
def test_tables_are_the_facts(file, table, renamed):
    path = SHARED / "facts" / file
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    found = table()
    with open(path, encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert len(found) == len(expected)
    for (_, row), facts in zip(found.iterrows(), expected):
        for column, text in facts.items():
            value = row[renamed.get(column, column)]
            if text == "":
                assert pd.isna(value)
            else:
                assert value == (text if isinstance(value, str) else float(text))


def test_units_are_with_the_prices():
    assert mkba.catalog.prices().attrs["units"] == {"eur_2022": "EUR", "eur_2023": "EUR", "eur_2024": "EUR"}


def test_classifications_have_as_many_codes_as_they_say():
    for _, row in mkba.catalog.classifications().iterrows():
        if row["classification"] == "taakvelden":
            n = (mkba.catalog.taakvelden()["vintage"] == row["vintage"]).sum()
        else:
            n = len(mkba.catalog.codes(row["classification"]))
        assert n == row["codes"]


def test_codes_are_text():
    assert mkba.catalog.code("taakvelden", "6.60", 2025)["name"].item() == "Hulpmiddelen en diensten (Wmo)"
    with pytest.raises(mkba.UnknownNameError, match='did you mean "6.60"'):
        mkba.catalog.code("taakvelden", "6.6", 2025)
    found = mkba.catalog.mapping("6.71a", 2023, 2025).iloc[0]
    assert (found["to_code"], found["mapping"], bool(found["one_to_one"])) == (
        "6.711", "not 1:1 (PGB moved to 6.791)", False)  # fmt: skip


def test_catalog_errors():
    for call, kind, where in [
        (lambda: mkba.catalog.price("nursingday", 2022), mkba.UnknownNameError, "id"),
        (lambda: mkba.catalog.price("nursingday_excl_personnel", 2026), mkba.ArgumentError, "price_year"),
        (lambda: mkba.catalog.scheme("NL-2062"), mkba.UnknownNameError, "scheme"),
        (lambda: mkba.catalog.index("cpy"), mkba.UnknownNameError, "index"),
        (lambda: mkba.catalog.scheme_in_force(1999), mkba.ArgumentError, "year"),
        (lambda: mkba.catalog.codes("regoin"), mkba.UnknownNameError, "classification"),
        (lambda: mkba.catalog.code("taakvelden", "6.60"), mkba.ArgumentError, "vintage"),
        (lambda: mkba.catalog.mapping("6.71", 2017, 2025), mkba.ArgumentError, "to_vintage"),
    ]:
        with pytest.raises(kind) as caught:
            call()
        assert caught.value.where == where
    with pytest.raises(TypeError):
        mkba.catalog.price("nursingday_excl_personnel", 2022.0)
    with pytest.raises(TypeError, match="catalog must be"):
        mkba.catalog.schemes("own.csv")
    assert mkba.catalog.price("nursingday_excl_personnel", np.int64(2022)) == 537


# ---- own schemes and indices -----------------------------------------------------------------------------------


def test_own_schemes_and_indices_are_beside_the_shipped_ones():
    assert mkba.discount_factor("Peel-2026", 12.5, catalog=OWN) == pytest.approx(1.03**-10 * 1.01**-2.5, rel=1e-14)
    assert mkba.discount_factor("NL-2026", [1, 2], catalog=OWN) == pytest.approx([1.028**-1, 1.028**-2], rel=1e-14)
    assert mkba.convert_price(50, from_year=2023, to_year=2025, index="loon", catalog=OWN) == pytest.approx(55)
    assert mkba.catalog.schemes(OWN)["scheme"].iloc[-1] == "Peel-2026"
    assert mkba.catalog.scheme("Peel-2026", OWN)["evidence"].tolist() == ["official", "unconfirmed"]
    assert mkba.catalog.index("loon", OWN)["status"].tolist() == ["definitive", "provisional"]
    assert repr(OWN) == "<mkba.Catalog with Peel-2026, loon>" and repr(mkba.Catalog()) == "<mkba.Catalog>"
    with pytest.raises(mkba.UnknownNameError):
        mkba.discount_factor("Peel-2026", 1)


def test_rows_may_be_text_bytes_file_or_frame(tmp_path):
    path = tmp_path / "schemes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + SCHEMES.replace("\n", "\r\n").encode())
    frame = pd.read_csv(io.StringIO(SCHEMES))
    expected = mkba.catalog.scheme("Peel-2026", OWN)
    for rows in (SCHEMES, SCHEMES.encode(), path, str(path), frame, expected):
        found = mkba.catalog.scheme("Peel-2026", mkba.Catalog().with_schemes(rows))
        pd.testing.assert_frame_equal(found, expected)


def test_a_frame_with_an_open_end_keeps_its_years():
    frame = mkba.catalog.scheme("NL-2026").assign(scheme="X")
    frame["applies_to"] = np.array([np.nan, np.nan])
    again = mkba.catalog.scheme("X", mkba.Catalog().with_schemes(frame))
    assert again["applies_to"].isna().all() and again["applies_from"].tolist() == [2026, 2026]
    frame["applies_to"] = np.array([2027.5, np.nan])
    with pytest.raises(mkba.ArgumentError, match="whole number"):
        mkba.Catalog().with_schemes(frame)


def test_refused_rows_say_where(tmp_path):
    wrong = SCHEMES.replace("0.01", "1")
    with pytest.raises(mkba.CaseError) as caught:
        mkba.Catalog().with_schemes(wrong)
    assert (caught.value.where, caught.value.line, caught.value.column) == ("row 3, rate", 3, 33)
    path = tmp_path / "eigen.csv"
    path.write_text(wrong)
    with pytest.raises(mkba.CaseError) as caught:
        mkba.Catalog().with_schemes(path)
    assert str(caught.value).startswith(f"{path}:3:33: rate must be")
    with pytest.raises(mkba.CaseError) as caught:
        mkba.Catalog().with_schemes(pd.read_csv(io.StringIO(wrong)))
    assert caught.value.line is None and caught.value.where == "row 3, rate"
    with pytest.raises(mkba.CaseError, match="is not replaced"):
        OWN.with_schemes(SCHEMES)
    with pytest.raises(mkba.MissingFileError):
        mkba.Catalog().with_indices("nergens.csv")
    for rows in (5, None, ["a"], {"a": 1}):
        with pytest.raises(TypeError, match="CSV text, a path or a DataFrame"):
            mkba.Catalog().with_schemes(rows)


# ---- cases -----------------------------------------------------------------------------------------------------


def test_a_case_keeps_its_catalog(tmp_path):
    case = mkba.Case(DOCUMENT, catalog=OWN)
    path = tmp_path / "case.json"
    case.write(path)
    assert case.appraise().npv["plan"] == pytest.approx(NPV, rel=1e-14)
    assert case.with_parameters(tarief=2000).appraise().npv["plan"] == pytest.approx(2 * NPV, rel=1e-14)
    assert case.with_parameters(tarief=2000).catalog is OWN
    assert mkba.Case.read(path, catalog=OWN).appraise().npv == case.appraise().npv
    edited = case.edited({"/title": "Anders"})
    assert edited.catalog is OWN and edited.appraise().npv == case.appraise().npv
    assert case == mkba.Case(DOCUMENT, catalog=OWN)
    other = OWN.with_indices(INDICES.replace("loon", "huur"))
    assert case != mkba.Case(DOCUMENT, catalog=other)
    with pytest.raises(mkba.CaseError, match="no price index"):
        mkba.Case.read(path)


def test_a_pickled_case_keeps_its_catalog():
    case = pickle.loads(pickle.dumps(mkba.Case(DOCUMENT, catalog=OWN)))
    assert case.appraise().npv["plan"] == pytest.approx(NPV, rel=1e-14)
    assert repr(case.catalog) == repr(OWN)
    assert pickle.loads(pickle.dumps(mkba.example())).catalog is None


def test_findings_have_the_evidence_of_own_schemes():
    case = mkba.Case(DOCUMENT, catalog=OWN)
    for found in (case.findings(), mkba.check(case), mkba.check(DOCUMENT, catalog=OWN), mkba.check(case.text, catalog=OWN)):
        assert {"scheme-unconfirmed", "index-provisional"} <= set(found["id"])
        assert "error" not in set(found["severity"])
    assert set(mkba.check(DOCUMENT)["place"]) == {"/discount", "/parameters/tarief/index"}
