"""Tables to and from pyarrow and polars, which say what is right: their own values are what ours are held against."""

import datetime
import decimal

import pytest
from test_errors import refused

import mkba
from mkba._cli_case import VIEWS


@pytest.fixture
def pa():
    return pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture
def pl():
    return pytest.importorskip("polars", reason="polars is not installed")


@pytest.fixture
def appraisal(case):
    return case.appraise()


def column(data):
    return mkba.Table.from_arrow(data).to_dict()["x"]


# ---- pyarrow ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_pyarrow_reads_what_we_have(pa, appraisal, view):
    ours = appraisal.table(view)
    theirs = pa.table(ours)
    theirs.validate(full=True)
    assert theirs.to_pydict() == ours.to_dict()
    found = {field.name: field.metadata[b"unit"].decode() for field in theirs.schema if field.metadata}
    assert found == ours.units == {f.name: f.metadata[b"unit"].decode() for f in pa.schema(ours) if f.metadata}
    batch = pa.record_batch(ours)
    batch.validate(full=True)
    assert batch.to_pydict() == ours.to_dict()


@pytest.mark.parametrize("view", VIEWS)
def test_what_goes_to_pyarrow_comes_back_the_same(pa, appraisal, view):
    ours = appraisal.table(view)
    for back in (mkba.Table.from_arrow(pa.table(ours)), mkba.Table.from_arrow(pa.record_batch(ours))):
        assert (back.to_json(), back.units, back.columns) == (ours.to_json(), ours.units, ours.columns)


def test_an_appraisal_is_its_lines(pa, appraisal):
    assert pa.table(appraisal).to_pydict() == appraisal.table("lines").to_dict()


def test_numbers_are_not_copied_and_outlive_the_table(pa, appraisal):
    table = appraisal.table("lines")
    first, second = pa.table(table)["pv"].chunk(0), pa.table(table)["pv"].chunk(0)
    assert first.buffers()[1].address == second.buffers()[1].address
    expected = table.to_dict()["pv"]
    del table, appraisal, second
    assert first.to_pylist() == expected


TYPES = """int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 bool_ string large_string
string_view null date32 date64""".split()
PLAIN = {"i": [0, 1, None, 127], "u": [0, 1, None, 255], "f": [0.5, -1.5, None, 1024.0], "b": [True, None, False, True],
         "s": ["", "é€", None, "een tekst die langer is dan een view"], "l": ["", "é€", None, "x" * 100],
         "n": [None] * 4, "d": [datetime.date(2026, 1, 31), datetime.date(1, 1, 1), None, datetime.date(9999, 12, 31)]}


@pytest.mark.parametrize("length", [4, 1, 0, 40])
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_pyarrow(pa, kind, length):
    given = (PLAIN[kind[0]] * 10)[:length]
    array = pa.array(given, type=getattr(pa, kind)())
    expected = [v.isoformat() if isinstance(v, datetime.date) else v for v in given]
    assert column(pa.table({"x": array})) == expected
    for start in range(0, length, 3):  # slices begin in the middle of a byte of bits
        sliced = pa.table({"x": array}).slice(start, 7)
        assert column(sliced) == expected[start : start + 7]
        assert column(pa.RecordBatch.from_arrays([array.slice(start, 7)], ["x"])) == expected[start : start + 7]


def test_a_struct_array_that_is_sliced(pa):
    whole = pa.StructArray.from_arrays([pa.array([1, None, 3, 4]), pa.array(["a", "b", None, "d"])], ["x", "y"])
    assert list(mkba.Table.from_arrow(whole.slice(1, 2)).rows()) == [(None, "b"), (3, None)]


def test_a_row_that_is_null_as_a_whole(pa):
    rows = pa.array([{"x": 1}, None, {"x": 3}])
    assert "row 1" in str(refused(mkba.ArgumentError, "argument", "array", mkba.Table.from_arrow, rows))
    assert column(rows.slice(2)) == [3]


@pytest.mark.parametrize("unit, n", [("s", 0), ("ms", 3), ("us", 6)])
def test_times_of_pyarrow(pa, unit, n):
    moments = [datetime.datetime(2026, 1, 31, 12, 30), datetime.datetime(1969, 12, 31, 23, 59, 59), None]
    if n:
        moments.append(datetime.datetime(1900, 2, 28, 1, 2, 3, 4000))
    expected = [m and m.isoformat(timespec="milliseconds" if m.microsecond and n == 3 else "auto") for m in moments]
    assert column(pa.table({"x": pa.array(moments, pa.timestamp(unit))})) == expected
    zoned = pa.table({"x": pa.array(moments, pa.timestamp(unit, "Europe/Amsterdam"))})
    assert column(zoned) == [e and e + "Z" for e in expected]


def test_dictionaries(pa):
    words = ["a", None, "b", "a", "c"]
    for index in (pa.int8(), pa.uint16(), pa.int64()):
        for text in (pa.string(), pa.large_string()):
            array = pa.array(words).cast(text).dictionary_encode().cast(pa.dictionary(index, text))
            assert column(pa.table({"x": array})) == words
            assert column(pa.table({"x": array.slice(1, 3)})) == words[1:4]
    with_null = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["a", None]))
    assert column(pa.table({"x": with_null})) == ["a", None, None]


def test_chunks_become_one_table(pa):
    chunks = pa.chunked_array([["a"], [], ["b", None], ["c"] * 1001], pa.string())
    numbers = pa.chunked_array([[1, 2, 3], [4] * 1000, [None]])
    table = mkba.Table.from_arrow(pa.table({"x": chunks, "n": numbers}))
    assert table.to_dict() == {"x": chunks.to_pylist(), "n": numbers.to_pylist()}
    assert column(pa.table({"x": pa.chunked_array([], pa.string())})) == []


def test_a_reader_is_read_to_its_end(pa):
    schema = pa.schema([pa.field("x", pa.int64(), metadata={"unit": "client"})])
    batches = (pa.record_batch([pa.array([i, i + 1])], schema=schema) for i in range(3))  # made while we read
    table = mkba.Table.from_arrow(pa.RecordBatchReader.from_batches(schema, batches))
    assert table.to_dict() == {"x": [0, 1, 1, 2, 2, 3]} and table.units == {"x": "client"}


def test_a_reader_that_fails_is_quoted(pa):
    schema = pa.schema([("x", pa.int64())])

    def batches():
        yield pa.record_batch([pa.array([1])], schema=schema)
        raise RuntimeError("de schijf is vol")

    reader = pa.RecordBatchReader.from_batches(schema, batches())
    assert "de schijf is vol" in str(refused(mkba.ArgumentError, "argument", "stream", mkba.Table.from_arrow, reader))


def test_types_that_are_refused_by_name(pa):
    pairs = pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8()))
    for array, words in (
        (pa.array([[1]]), "list"), (pa.array([{"a": 1}]), "struct"), (pa.array([b"a"]), "binary"), (pairs, "map"),
        (pa.array([decimal.Decimal("1.5")]), "decimal"), (pa.array([datetime.time(1)]), "time"),
        (pa.array([datetime.timedelta(1)]), "duration"), (pa.array([1, 2]).dictionary_encode(), "dictionary"),
    ):  # fmt: skip
        error = refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, pa.table({"x": array}))
        assert words in str(error) and '"x"' in str(error)


def test_values_that_are_refused_by_row(pa):
    for array in (pa.array([1, None, 2**63], pa.uint64()), pa.array([0.0, 1.0, float("inf")]), pa.array(["", "", "\0"]),
                  pa.array([0, 0, 2932897], pa.int32()).cast(pa.date32())):  # fmt: skip
        error = refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, pa.table({"x": array}))
        assert "row 2 " in str(error)
        table = pa.table({"x": pa.chunked_array([array.slice(0, 2), array.slice(2, 1)])})
        error = refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, table)
        assert "row 2 " in str(error)  # of the table, not of the chunk


def test_what_is_no_table_of_unique_names(pa):
    table = pa.table([pa.array([1]), pa.array([2])], names=["x", "x"])
    refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, table)
    refused(mkba.ArgumentError, "argument", "schema", mkba.Table.from_arrow, pa.array([1]))


def test_not_a_number_is_missing(pa):
    assert column(pa.table({"x": pa.array([1.0, float("nan"), None])})) == [1.0, None, None]


def test_columns_of_a_dataframe_that_are_pyarrow_s(pa):
    pd = pytest.importorskip("pandas")
    for kind, given in ((pa.int8(), [1, None]), (pa.string(), ["a", None]), (pa.float32(), [0.5, None]),
                        (pa.bool_(), [True, None])):  # fmt: skip
        assert column(pd.DataFrame({"x": pd.Series(given, dtype=pd.ArrowDtype(kind))})) == given
    moments = pd.Series([datetime.datetime(2026, 1, 31, 12), None], dtype=pd.ArrowDtype(pa.timestamp("us")))
    assert column(pd.DataFrame({"x": moments})) == ["2026-01-31T12:00:00", None]


# ---- polars ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_what_goes_to_polars_comes_back_the_same(pl, appraisal, view):
    ours = appraisal.table(view)
    theirs = pl.DataFrame(ours)
    assert theirs.to_dict(as_series=False) == ours.to_dict()
    assert mkba.Table.from_arrow(theirs).to_json() == ours.to_json()
    assert mkba.Table.from_arrow(theirs[1:]).to_dict() == {name: v[1:] for name, v in ours.to_dict().items()}


def test_types_of_polars(pl):
    frame = pl.DataFrame({
        "text": ["a", None, "een tekst die langer is dan een view"], "whole": [1, None, -3],
        "small": pl.Series([1, None, 3], dtype=pl.UInt8), "real": [0.1, None, float("nan")],
        "flag": [True, None, False],
        "word": pl.Series(["b", None, "b"], dtype=pl.Categorical), "none": [None, None, None],
        "choice": pl.Series(["b", None, "a"], dtype=pl.Enum(["a", "b"])),
        "day": [datetime.date(2026, 1, 31), None, datetime.date(1969, 7, 20)],
    })  # fmt: skip
    expected = frame.with_columns(pl.col("word", "choice").cast(pl.String)).to_dict(as_series=False)
    expected["real"][2] = None
    expected["day"] = [day and day.isoformat() for day in expected["day"]]
    assert mkba.Table.from_arrow(frame).to_dict() == expected
    for n in (0, 1):
        assert len(mkba.Table.from_arrow(frame.head(n))) == n
    both = pl.concat([frame, frame], rechunk=False)
    assert mkba.Table.from_arrow(both).to_dict() == {name: v * 2 for name, v in expected.items()}


def test_types_of_polars_that_are_refused(pl):
    for series, words in ((pl.Series([[1]]), "list"), (pl.Series([{"a": 1}]), "struct"), (pl.Series([b"a"]), "binary"),
                          (pl.Series([decimal.Decimal("1.5")]), "decimal")):  # fmt: skip
        error = refused(mkba.ArgumentError, "argument", "x", mkba.Table.from_arrow, pl.DataFrame({"x": series}))
        assert words in str(error)
