"""Input that means no good, and amounts of it: an error or an answer, never a crash, never a leak."""

import gc
import json
import random
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from conftest import small

import mkba
from mkba import _raw

TEXT = json.dumps(small())


def outcome(document):
    """The class of the refusal; a case that is taken must also give an appraisal or refuse that."""
    try:
        mkba.Case(document).appraise().to_json()
    except mkba.MkbaError as error:
        assert error.message and error.status
        return type(error)
    return None


@pytest.mark.parametrize("document", [
    "", " ", "\0", "{", "}", "{}", "nul", "null", "NaN", "[NaN]", '{"a": NaN}', '{"a": Infinity}', '{"a": 1e999}',
    "1e400", TEXT + "x", TEXT + "\0", TEXT[:-1], "[" * 10**6, '{"a":' * 10**5, '"' + "\\" * 99,
    TEXT.replace("1000", "1e308"), TEXT.replace("Kl", "\\u0000"), TEXT.replace("Kl", "\\ud800"),
    TEXT.replace("Kl", "\0"), '{"\\ud800": 1}', b"\xff\xfe", b"\xed\xa0\x80", b"", bytes(10**6), TEXT.encode("utf-16"),
    "9" * 10**6, '{"a": ' + "9" * 10**5 + "}",
    TEXT.replace('"uren *', '"' + "(" * 10**5), TEXT.replace("-hulp", "-" * 10**5 + "hulp"),
], ids=len)  # fmt: skip
def test_texts(document):
    assert outcome(document) is not None or document == TEXT.replace("1000", "1e308")


def test_texts_cut_anywhere():
    for end in range(0, len(TEXT), 7):
        assert issubclass(outcome(TEXT[:end]), mkba.CaseError)


@pytest.mark.slow
def test_texts_with_random_damage():
    source = random.Random(1)
    data = TEXT.encode()
    for _ in range(3000):
        damaged = bytearray(data)
        for _ in range(source.randint(1, 4)):
            at = source.randrange(len(damaged))
            damaged[at : at + source.randint(0, 3)] = source.randbytes(source.randint(0, 3))
        outcome(bytes(damaged))


WRONG = [None, True, -1, 1e308, "", "x\0y", "\ud800", [], {}, [[]], {"a": {}}, float("nan"), 10**400, object()]


def places(value, path=()):
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


@pytest.mark.slow
def test_wrong_values_everywhere():
    """Each wrong value in each place of a case: taken or refused with a sentence, nothing else."""
    n = 0
    for path in places(small()):
        if path:
            for wrong in WRONG:
                document = small()
                inside = document
                for key in path[:-1]:
                    inside = inside[key]
                inside[path[-1]] = wrong
                outcome(document)
                n += 1
    assert n > 1000


@pytest.mark.parametrize("name", [None, b"k", 1, float("nan"), ["k"]])
def test_a_name_that_is_no_text(name):
    panel = mkba.Panel.read("gm_code,jaar,k,n\nGM1,2020,1,1\nGM1,2021,2,1\n", name="")
    panel = panel.described({"k": "flow", "n": "stock"})
    for call in (
        lambda: panel.compare("GM1", [name], (2020, 2021), per="n"),
        lambda: panel.compare(["GM1", name], "k", (2020, 2021), per="n"),
        lambda: panel.peers(["GM1"], [name], 2020, 1),
        lambda: panel.total("t", ["k", name]),
    ):
        with pytest.raises(TypeError, match="a name is a str"):
            call()


def test_documents_without_end():
    document = small()
    document["lines"].append(document)
    assert outcome(document) is mkba.LimitError
    deep = []
    for _ in range(10**5):
        deep = [deep]
    document["lines"] = deep
    assert outcome(document) is mkba.LimitError
    inside = document = {}
    for _ in range(80):
        inside["a"] = inside = {}
    assert outcome(document) is mkba.LimitError


def test_a_mapping_that_fails():
    class Broken(dict):
        def items(self):
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        mkba.Case(Broken(a=1))


def test_a_buffer_that_is_closed():
    view = memoryview(b"{}")
    view.release()
    with pytest.raises(ValueError):
        mkba.Case(view)


@pytest.mark.slow
def test_many_lines():
    document = small()
    line = {"kind": "benefit", "value": "-hulp.change * uren * tarief / 1e5", "receiver": "inwoner"}
    document["lines"] = [{**line, "id": f"baat_{i}"} for i in range(10**5)]
    appraisal = mkba.Case(document).appraise()
    one = small()
    one["lines"] = [{**line, "id": "baat", "value": "-hulp.change * uren * tarief"}]
    expected = mkba.Case(one).appraise().npv
    assert appraisal.npv == pytest.approx(expected, rel=1e-10)
    assert len(appraisal.lines()) == 2 * (10**5 + 2)


def test_too_large_a_file(tmp_path):
    path = tmp_path / "groot.json"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(mkba.LimitError):
        mkba.Case.read(path)
    assert mkba.check(path)["severity"].tolist() == ["error"]


# ---- memory ----------------------------------------------------------------------------------------------------


def resident():
    """Bytes that the process holds now."""
    gc.collect()
    return 4096 * int(Path("/proc/self/statm").read_text().split()[1])


def growth(work, rounds=500):
    """By how many bytes the process grew, after a time to settle."""
    for _ in range(rounds // 5):
        work()
    before = resident()
    for _ in range(rounds):
        work()
    return resident() - before


def good():
    appraisal = mkba.Case(TEXT).with_parameters(effect=0.3).appraise("duur")
    assert appraisal.to_json() and appraisal.npv and appraisal.bcr
    for view in ("lines", "amounts", "findings"):
        table = appraisal.table(view)
        assert mkba.Table.from_arrow(table).to_dict() == table.to_dict() and table.__arrow_c_array__()
        table.__arrow_c_schema__()
    _raw.case_check(TEXT, None)
    mkba.discount_factor([(0, 0.02), (5, 0.01)], 3)


def bad():
    for call in (
        lambda: mkba.Case(TEXT.replace("tarief", "tarif", 1)),
        lambda: mkba.Case(TEXT[:-9]),
        lambda: mkba.Case(TEXT).appraise("geen"),
        lambda: mkba.Case(TEXT).appraise().to_csv("geen"),
        lambda: mkba.Case(TEXT).with_parameters(geen=1),
        lambda: mkba.Case.read("geen"),
        lambda: mkba.discount_factor([(0, 0.02), (0, "x")], 3),
        lambda: _raw.case_with_parameters(mkba.Case(TEXT)._handle, ["uren", "\0"], memoryview(b"")),
        lambda: _raw.panel_parse(PANEL, "tidy", {"skipped": ["y", 3]}),
        lambda: _raw.panel_described(PANELS[0], [{"name": "x", "breaks": [{"year": "2020"}]}]),
        lambda: _raw.panel_with_attribute(PANELS[0], "a", None, (["A", "B"], [1])),
        lambda: _raw.panel_with_suspects(PANELS[0], (["A"], ["2021"]), None),
        lambda: mkba.Panel.read(PANEL[:-2]),
    ):
        with pytest.raises((mkba.MkbaError, TypeError, ValueError)):
            call()


def short():
    for call in calls():
        list(each_allocation_fails(call))


PANEL = "gm_code,gemeente,jaar,indicator,waarde,eenheid,bron\nA,,2021,x,1,,\nB,,2021,x,2.5,,\nB,,2022,x,.,,\n"
PANELS = [_raw.panel_parse(PANEL, "tidy", None)]
KEPT = []


def leaking():
    KEPT.append(mkba.Case(TEXT))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc/self/statm")
@pytest.mark.parametrize("work, grows", [("good", False), ("bad", False), ("short", False), ("leaking", True)])
def test_memory_does_not_grow(work, grows):
    """In a process of its own: freed memory of other tests would take up what leaks."""
    if work == "short":
        pytest.importorskip("_testcapi", reason="this Python has no _testcapi")
    program = f"import sys; sys.path[:] = {sys.path!r}; import test_hostile as t; print(t.growth(t.{work}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (int(done.stdout) > 4 * 1024 * 1024) == grows, done.stdout


def there_and_back(table):
    schema, array = _raw.table_export(table)  # Python 3.11 itself leaks the arguments of a call with * that fails
    return _raw.table_import(schema, array, "x")


def calls():
    """Every kind of argument and result, taken and refused."""
    case = _raw.case_parse(TEXT, None)
    appraisal = _raw.case_appraise(case, None)
    lines = _raw.appraisal_table(appraisal, "lines")
    one, out = array("d", [1.0]), array("d", [0.0])
    panel = _raw.panel_described(_raw.panel_parse(PANEL, "tidy", None), [{"name": "x", "kind": "flow"}])
    table, cell = _raw.panel_table(panel), (("A",), ["2021"], ["x"])
    tidy = {"area": "area", "name": "name", "period": "period", "value": "value", "unit": "unit", "bron": "source"}
    return [
        lambda: _raw.panel_parse(PANEL, "tidy", {"skipped": ["y"], "kind": "year", "separator": ",", "split_units": True}),
        lambda: _raw.panel_parse(PANEL, "tidy", {"kin": "year"}),
        lambda: _raw.panel_parse(PANEL, "tidy", {"area_codes": ["A"], "area_names": ["A", "B"]}),
        lambda: _raw.panel_from_table(table, "tidy", tidy), lambda: _raw.panel_detect(PANEL), lambda: _raw.panel_detect("x"),
        lambda: _raw.panel_described(panel, [{"name": "x", "kind": "flow", "breaks": [{"year": 2020, "note": "n"}]}]),
        lambda: _raw.panel_selected(panel, ["A"], None, ["x"]), lambda: _raw.panel_selected(panel, ["Z"], None, None),
        lambda: _raw.panel_with_attribute(panel, "a", None, (["A", "B"], ["x", "y"])),
        lambda: _raw.panel_with_attribute(panel, "a", None, (["A", "B"], [1, 2.5])),
        lambda: _raw.panel_with_suspects(panel, cell, "why"),
        lambda: _raw.panel_suspects(panel, {"indicators": ["x"], "least": 1, "jump": 0.5}),
        lambda: _raw.panel_region(panel, "R", None, ["A", "B"], "left out"), lambda: _raw.panel_period_kind(panel),
        lambda: _raw.panel_cell(panel, "A", "2021", "x"), lambda: _raw.panel_cell(panel, "A", "2021", "z"),
        lambda: _raw.crosswalk_parse("a\n", "b\n"),
        lambda: _raw.case_parse(TEXT, None), lambda: _raw.case_appraise(case, "laag"), lambda: _raw.case_text(case),
        lambda: _raw.case_with_parameters(case, ["uren"], one), lambda: _raw.case_findings(case, None),
        lambda: _raw.appraisal_table(appraisal, "lines"), lambda: _raw.table_columns(lines),
        lambda: _raw.table_csv(lines), lambda: _raw.table_json(lines), lambda: _raw.table_name(lines),
        lambda: _raw.table_export(lines), lambda: _raw.table_export_stream(lines), lambda: _raw.table_schema(lines),
        lambda: _raw.table_import_stream(_raw.table_export_stream(lines), None),
        lambda: there_and_back(lines),
        lambda: _raw.table_of_buffers([("x", "g", b"", b"\1", one, None), ("y", "l", b"", None, one, None)], 1, "x"),
        lambda: _raw.table_of_buffers([("x", "g", b"", None, array("d", [float("inf")]), None)], 1, "x"),
        lambda: _raw.appraisal_json(appraisal), lambda: _raw.appraisal_bcr(appraisal, "plan"),
        lambda: _raw.segments_factor([(0, 0.1), [1, 0.2]], one, out), lambda: _raw.discount_factor(None, "NL-2021", one, out),
        lambda: _raw.convert_price(None, 1.0, "cpi", 2022, 2024), lambda: _raw.case_parse("{", None),
        lambda: _raw.case_read("geen", None),
        lambda: _raw.case_appraise(case, "geen"), lambda: _raw.case_appraise(case, "\0"),
    ]  # fmt: skip


def each_allocation_fails(call):
    """The exceptions of a call in which the first, second, ... allocation of Python fails, till none is left."""
    import _testcapi

    for first in range(10**4):
        _testcapi.set_nomemory(first, first + 1)
        try:
            call()
        except Exception as error:
            _testcapi.remove_mem_hooks()
            if isinstance(error, MemoryError):
                continue
            yield type(error)
        finally:
            _testcapi.remove_mem_hooks()
        return


def test_each_allocation_fails(capfd):
    pytest.importorskip("_testcapi", reason="this Python has no _testcapi")
    for call in calls():
        assert all(issubclass(kind, mkba.MkbaError) for kind in each_allocation_fails(call))
    capfd.readouterr()  # Python prints a note of its own when a bytearray cannot be made
