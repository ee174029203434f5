"""Appraisals and their tables."""

import csv
import io
import json
import pickle

import numpy as np
import pandas as pd
import pytest
from conftest import small

import mkba
from mkba import _raw, _tables

VIEWS = {
    "summary": ["alternative", "title", "pv_costs", "pv_benefits", "npv", "bcr", "annual_equivalent", "pm",
                "irr", "irr_roots", "payback", "payback_year", "discounted_payback"],
    "lines": ["alternative", "line", "title", "kind", "undiscounted", "pv", "evidence", "source"],
    "years": ["alternative", "year", "costs", "benefits", "net", "pv_costs", "pv_benefits", "pv_net",
              "cumulative_pv_net", "discount_factor"],
    "actors": ["alternative", "actor", "title", "pv_costs", "pv_benefits", "net", "pv_paid", "pv_received"],
    "streams": ["alternative", "stream", "year", "begin", "inflow", "received", "outflow", "end", "mean", "users",
                "cost"],
    "budget": ["alternative", "actor", "year", "cash", "paid", "received", "cashable"],
    "amounts": ["alternative", "line", "kind", "year", "amount", "discount_factor", "pv", "volume", "unit"],
    "findings": ["id", "severity", "place", "line", "column", "message", "source"],
    "irr": ["alternative", "kind", "rate", "low", "high"],
    "payback": ["alternative", "measure", "tau", "interpolated", "direction", "is_payback"],
    "incremental": ["alternative", "compared_with", "pv_costs", "pv_benefits", "costs_added", "benefits_added",
                    "npv_added", "incremental_bcr", "status"],
}  # fmt: skip


@pytest.fixture
def appraisal(case):
    return case.appraise()


@pytest.mark.parametrize("view", VIEWS)
def test_columns_types_and_units(appraisal, view):
    table = getattr(appraisal, view)()
    assert list(table.columns) == VIEWS[view]
    columns = _raw.table_columns(_raw.appraisal_table(appraisal._handle, view))
    assert table.attrs["units"] == {name: unit for name, _, unit, _, _ in columns if unit}
    for name, kind, _, _, missing in columns:
        wanted = {"real": np.float64, "integer": np.int64 if missing is None else pd.Int64Dtype()}.get(kind)
        assert wanted is None or table[name].dtype == wanted
        assert kind != "text" or pd.api.types.is_string_dtype(table[name].dtype) or table[name].dtype == object


def test_units_are_there(appraisal):
    assert appraisal.summary().attrs["units"]["npv"] == "EUR"
    assert appraisal.streams().attrs["units"]["mean"] == "client"
    assert appraisal.budget(actor="GR", year=2027).attrs["units"]["cash"] == "EUR"


@pytest.mark.parametrize("view", VIEWS)
def test_frame_rows_and_csv_agree(appraisal, view):
    frame = getattr(appraisal, view)()
    rows = list(_tables.rows(_raw.appraisal_table(appraisal._handle, view)))
    read = list(csv.reader(io.StringIO(appraisal.to_csv(view), newline="")))
    assert read[0] == list(frame.columns)
    assert len(rows) == len(frame) == len(read) - 1
    for row, found, texts in zip(rows, frame.itertuples(index=False), read[1:]):
        for value, cell, text in zip(row, found, texts):
            if value is None:
                assert pd.isna(cell) and text == ""
            else:
                assert (
                    cell == value and type(value)(text.removeprefix("'") if isinstance(value, str) else text) == value
                )


def test_missing_values(appraisal):
    lines = appraisal.lines().set_index(["alternative", "line"])
    assert np.isnan(lines.loc[("plan", "cohesie"), "pv"])
    assert lines.loc[("plan", "cohesie"), "kind"] == "pm"
    assert pd.isna(lines.loc[("plan", "hulp"), "source"])


def test_no_bcr_without_costs(document):
    document["lines"] = document["lines"][1:]
    appraisal = mkba.Case(document).appraise()
    assert appraisal.bcr == {"plan": None, "groot": None}
    assert appraisal.summary()["bcr"].isna().all()
    assert "-" in repr(appraisal)


def test_npv_bcr_alternatives(appraisal):
    expected = appraisal.to_dict()
    assert appraisal.alternatives == ("plan", "groot")
    assert appraisal.npv == {name: outcome["npv"] for name, outcome in expected.items()}
    assert appraisal.bcr == {name: outcome["bcr"] for name, outcome in expected.items()}
    assert json.loads(appraisal.to_json()) == expected


def test_title_and_scenario(case):
    assert (case.appraise().title, case.appraise().scenario) == ("Kléin geval", None)
    assert case.appraise("laag").scenario == "laag"


def test_budget_filters(appraisal):
    whole = appraisal.budget()
    assert len(appraisal.budget(actor="gemeente")) == 8
    assert len(appraisal.budget(year=2027)) == len(whole) / 4
    one = appraisal.budget(actor="gemeente", year=np.int64(2027))
    assert one["alternative"].tolist() == ["plan", "groot"] and list(one.index) == [0, 1]
    assert one["cash"].tolist() == [
        appraisal.to_dict()[name]["budget"]["gemeente"]["2027"] for name in ("plan", "groot")
    ]


def test_an_appraisal_outlives_its_case():
    appraisal = mkba.Case(small()).appraise()
    assert len(appraisal.findings()) and appraisal.to_json()


def test_a_frame_may_be_changed(appraisal):
    """It owns its memory and is writable."""
    table = appraisal.years()
    table["net"] = table["net"] * 2
    table.loc[0, "costs"] = -1.0
    assert appraisal.years().loc[0, "costs"] != -1.0


def test_text_and_notebook(case):
    appraisal = case.appraise("laag")
    text, html = repr(appraisal), appraisal._repr_html_()
    for part in ("Kléin geval (laag)", "plan", "PM, not in the figures: cohesie", "findings"):
        assert part in text and part in html
    assert f"{appraisal.npv['plan']:,.0f}" in text


def test_notebook_escapes(document):
    document["title"] = "<script>alert(1)</script>"
    document["lines"][3]["id"] = "<b>"
    html = mkba.Case(document).appraise()._repr_html_()
    assert "<script>" not in html and "<b>" not in html


def test_an_appraisal_is_made_again_rather_than_pickled(appraisal):
    with pytest.raises(TypeError):
        pickle.dumps(appraisal)


def test_catalog():
    schemes, indices = mkba.catalog.schemes(), mkba.catalog.indices()
    assert {"scheme", "part", "from_tau", "rate", "evidence", "source"} <= set(schemes.columns)
    assert schemes["rate"].between(-0.02, 0.2).all() and schemes["source"].notna().all()
    cpi = indices[indices["index"] == "cpi"].set_index("year")["level"]
    assert cpi[2024] == 1.0 and cpi.is_monotonic_increasing
