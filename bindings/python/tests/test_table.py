"""mkba.Table: what it is made of, and that pandas, pyarrow and polars take and give it."""

import csv
import datetime
import gc
import io
import json
import math
import pickle
import subprocess
import sys
import threading
import weakref

import numpy as np
import pandas as pd
import pytest
from test_errors import refused

import mkba
from mkba import _raw
from mkba._cli_case import VIEWS


@pytest.fixture
def appraisal(case):
    return case.appraise()


def table_of(**columns):
    return mkba.Table.from_arrow(pd.DataFrame(columns), name="t")


# ---- the table itself ------------------------------------------------------------------------------------------


def test_a_table_tells_what_it_is(appraisal):
    table = appraisal.table("years")
    frame = appraisal.years()
    assert table.name == "years" and table.columns == tuple(frame.columns) and len(table) == len(frame)
    assert table.units == frame.attrs["units"] and table.units["net"] == "EUR"


@pytest.mark.parametrize("view", VIEWS)
def test_every_form_of_a_view_agrees(appraisal, view):
    table = appraisal.table(view)
    rows = list(table.rows())
    assert [tuple(row.values()) for row in json.loads(table.to_json())] == rows
    assert list(zip(*table.to_dict().values())) == rows and list(table.to_dict()) == list(table.columns)
    pd.testing.assert_frame_equal(table.to_pandas(), getattr(appraisal, view)())
    assert len(list(csv.reader(io.StringIO(table.to_csv(), newline="")))) == len(rows) + 1


def test_no_such_view(appraisal):
    error = refused(mkba.UnknownNameError, "unknown", "view", appraisal.table, "linse")
    assert "lines" in str(error)


def test_it_shows_itself():
    table = table_of(naam=["<b>", None], waarde=[1.5, None])
    assert repr(table).startswith("<mkba.Table 't': 2 rows, 2 columns>\n") and "<b>" in repr(table)
    html = table._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert "<script>" not in mkba.Table.from_arrow(pd.DataFrame(), name="<script>")._repr_html_()


def test_it_is_immutable_and_is_made_again_rather_than_pickled(appraisal):
    table = appraisal.table("lines")
    for name in ("name", "columns", "units", "other"):
        with pytest.raises(AttributeError):
            setattr(table, name, None)
    with pytest.raises(TypeError):
        pickle.dumps(table)
    frame = table.to_pandas()
    frame.loc[:, "pv"] = 0.0
    assert table.to_dict()["pv"] != frame["pv"].tolist()


# ---- pandas, with numpy alone ----------------------------------------------------------------------------------


COLUMNS = [
    (pd.Series(["a", None, "é", ""]), ["a", None, "é", ""]),
    (pd.Series(["a", None, float("nan"), pd.NA], dtype=object), ["a", None, None, None]),
    (pd.Series(["a", None], dtype="string"), ["a", None]),
    (pd.Series(["b", "a", None, "b"], dtype="category"), ["b", "a", None, "b"]),
    (pd.Series([None, None], dtype="category"), [None, None]),
    (pd.Series([], dtype=object), []),
    (pd.Series([1, -(2**63), 2**63 - 1]), [1, -(2**63), 2**63 - 1]),
    (pd.Series([1, 255], dtype="uint8"), [1, 255]),
    (pd.Series([2**63 - 1], dtype="uint64"), [2**63 - 1]),
    (pd.Series([2**53 + 1, None, -1], dtype="Int64"), [2**53 + 1, None, -1]),
    (pd.Series([7, None], dtype="UInt16"), [7, None]),
    (pd.Series([0.1, float("nan"), -0.0, 5e-324]), [0.1, None, -0.0, 5e-324]),
    (pd.Series([0.5, float("nan")], dtype="float32"), [0.5, None]),
    (pd.Series([0.1, None], dtype="Float64"), [0.1, None]),
    (pd.Series([1.0, 2.0, 3.0, 4.0])[::2], [1.0, 3.0]),
    (pd.Series([True, False]), [True, False]),
    (pd.Series([True, None, False] * 5, dtype="boolean"), [True, None, False] * 5),
    (pd.Series(pd.to_datetime(["2026-01-31", None])), ["2026-01-31T00:00:00", None]),
    (pd.Series(pd.to_datetime(["2026-01-31 12:00:00.25"])), ["2026-01-31T12:00:00.250000"]),
    (pd.Series(pd.to_datetime(["2026-07-01 12:00"]).tz_localize("Europe/Amsterdam")), ["2026-07-01T10:00:00Z"]),
]


def values(series, **options):
    return mkba.Table.from_arrow(pd.DataFrame({"x": series}), **options).to_dict()["x"]


def alike(found, expected):
    """Equal, to the bit of a number and to the type; decimals of a time are as many as its unit has."""
    if isinstance(expected, float):
        return isinstance(found, float) and (found, math.copysign(1, found)) == (expected, math.copysign(1, expected))
    if isinstance(expected, str) and "." in expected:
        return found.rstrip("0") == expected.rstrip("0")
    return type(found) is type(expected) and found == expected


@pytest.mark.parametrize("series, expected", COLUMNS, ids=lambda x: str(x.dtype) if isinstance(x, pd.Series) else "")
def test_columns_of_a_dataframe(series, expected):
    found = values(series)
    assert len(found) == len(expected) and all(map(alike, found, expected))


def test_what_is_taken_does_not_hang_on_pyarrow():
    """The same columns in a process in which pyarrow cannot be imported."""
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; sys.modules['pyarrow'] = None\n"
        "import test_table as t\n"
        "for series, expected in t.COLUMNS: t.test_columns_of_a_dataframe(series, expected)\n"
        "t.test_units_go_along()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_index_is_left_out():
    frame = pd.DataFrame({"x": [1, 2]}, index=pd.Index(["a", "b"], name="naam"))
    assert mkba.Table.from_arrow(frame).columns == ("x",)


def test_units_go_along():
    frame = pd.DataFrame({"x": [1.0], "y": ["a"]})
    frame.attrs["units"] = {"x": "EUR/cliënt", "y": "", "z": "jaar"}
    table = mkba.Table.from_arrow(frame)
    assert table.units == {"x": "EUR/cliënt"} and table.to_pandas().attrs["units"] == table.units
    frame.attrs["units"] = "EUR"
    assert mkba.Table.from_arrow(frame).units == {}


def test_the_name_is_given():
    assert table_of(x=[1]).name == "t"
    assert mkba.Table.from_arrow(pd.DataFrame({"x": [1]})).name == ""


@pytest.mark.parametrize("column, words", [
    (pd.Series([1 + 2j]), "complex128"), (pd.to_timedelta(pd.Series([1])), "timedelta64"),
    (pd.Series([1, "a"], dtype=object), "row 0"), (pd.Series(["a", b"b"], dtype=object), "row 1"),
    (pd.Series([None, True], dtype=object), "row 1"), (pd.Series([[1]]), "list"),
    (pd.Series([1, 2], dtype="category"), "int"), (pd.period_range("2026", periods=1, freq="Y").to_series(), "Period"),
    (pd.Series([float("inf")]), "row 0"), (pd.Series([1.0, -np.inf], dtype="Float64"), "row 1"),
    (pd.Series([0, 2**63], dtype="uint64"), "row 1"), (pd.Series(["a\0b"]), "row 0"),
    (pd.Series(["\ud800"], dtype=object), "surrogate"),
])  # fmt: skip
def test_columns_that_are_refused_by_name(column, words):
    error = refused(mkba.ArgumentError, "argument", "kolom", mkba.Table.from_arrow, column.to_frame("kolom"))
    assert words in str(error) and "kolom" in str(error)


def test_names_and_units_that_are_refused():
    taken = ((["a", "a"], "a"), (["a", 2026], "2026"), (["a", "b\0"], "b\0"), (["a", "\udc00"], "\\udc00"))
    for names, where in taken:
        frame = pd.DataFrame([[1, 2]], columns=pd.Index(names, dtype=object))
        refused(mkba.ArgumentError, "argument", where, mkba.Table.from_arrow, frame)
    frame = pd.DataFrame({"x": [1.0]})
    for unit in (3, "EUR\0", "\udc00"):
        frame.attrs["units"] = {"x": unit}
        refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, frame)


def test_what_is_no_data_is_a_type_error():
    for wrong in (None, 3, "text", [1], {"x": [1]}, pd.Series([1])[:0].index.name):
        with pytest.raises(TypeError):
            mkba.Table.from_arrow(wrong)
    with pytest.raises(TypeError):
        mkba.Table.from_arrow(pd.DataFrame({"x": [1]}), name=3)


# ---- the PyCapsule interface -----------------------------------------------------------------------------------


def test_capsules_have_the_names_that_arrow_gives_them(appraisal):
    table = appraisal.table("lines")
    schema, array = table.__arrow_c_array__()
    named = [
        (table.__arrow_c_schema__(), "arrow_schema"), (schema, "arrow_schema"), (array, "arrow_array"),
        (table.__arrow_c_stream__(), "arrow_array_stream"), (appraisal.__arrow_c_stream__(None), "arrow_array_stream"),
    ]  # fmt: skip
    for capsule, name in named:
        assert type(capsule).__name__ == "PyCapsule" and f'"{name}"' in repr(capsule)


def test_a_capsule_is_used_once(appraisal):
    table = appraisal.table("lines")
    stream, (schema, array) = table.__arrow_c_stream__(), table.__arrow_c_array__()
    _raw.table_import_stream(stream, None)
    _raw.table_import(schema, array, None)
    refused(mkba.ArgumentError, "argument", "stream", _raw.table_import_stream, stream, None)
    refused(mkba.ArgumentError, "argument", "schema", _raw.table_import, schema, array, None)


def test_raw_refuses_other_capsules(appraisal):
    table = appraisal.table("lines")
    for wrong in (None, 3, table, table._handle, table.__arrow_c_schema__()):
        with pytest.raises(TypeError):
            _raw.table_import_stream(wrong, None)
        with pytest.raises(TypeError):
            _raw.table_import(table.__arrow_c_schema__(), wrong, None)


def test_raw_refuses_buffers_that_are_too_short():
    eight = b"\0" * 8
    assert _raw.table_n_rows(_raw.table_of_buffers([("x", "g", b"", None, eight, None)], 1, "")) == 1
    for column in (("x", "g", b"", None, eight, None), ("x", "g", b"", b"", eight * 2, None),
                   ("x", "U", b"", None, eight * 2, b"")):  # fmt: skip
        with pytest.raises(ValueError):
            _raw.table_of_buffers([column], 2, "")
    for wrong in (None, [None], [()], [("x", "g", b"", None, 3, None)], [["x", "g", b"", None, eight, None]]):
        with pytest.raises(TypeError):
            _raw.table_of_buffers(wrong, 1, "")
    refused(mkba.ArgumentError, "argument", "x", _raw.table_of_buffers, [("x", "g", b"", None, None, None)], 1, "")


def test_a_producer_without_a_stream_gives_an_array(appraisal):
    table = appraisal.table("lines")

    class Batch:
        def __arrow_c_array__(self, requested_schema=None):
            return table.__arrow_c_array__(requested_schema)

    assert mkba.Table.from_arrow(Batch()).to_dict() == table.to_dict()


def test_exceptions_of_a_producer_go_through():
    class Broken:
        def __arrow_c_stream__(self, requested_schema=None):
            raise RuntimeError("kapot")

    with pytest.raises(RuntimeError, match="kapot"):
        mkba.Table.from_arrow(Broken())


def test_threads_share_a_table(appraisal):
    table, found = appraisal.table("amounts"), []

    def work():
        for _ in range(50):
            found.append(mkba.Table.from_arrow(table).to_json())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {table.to_json()} and len(found) == 200


def test_a_table_is_let_go(appraisal):
    table = appraisal.table("lines")
    reference = weakref.ref(table)
    del table
    gc.collect()
    assert reference() is None


# ---- days, against those of Python -----------------------------------------------------------------------------


def test_every_month_of_ten_thousand_years_is_that_of_python():
    of_year = ((1, 1), (2, 28), (3, 1), (12, 31))
    days = [datetime.date(year, month, day) for year in range(1, 10000) for month, day in of_year]
    seconds = [(day - datetime.date(1970, 1, 1)).days * 86400 for day in days]
    found = values(pd.Series(np.array(seconds, dtype="datetime64[s]")))
    assert found == [f"{day.isoformat()}T00:00:00" for day in days]
