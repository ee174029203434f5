"""What every public function refuses: class, status and place, never the sentence. And what the classes are."""

import copy
import pickle

import numpy as np
import pytest
from conftest import small

import mkba
from mkba import _errors, _raw


def refused(kind, status, where, call, *arguments, **keywords):
    with pytest.raises(kind) as caught:
        call(*arguments, **keywords)
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.where) == (status, where)
    assert error.message and "\n" not in error.message
    return error


def without(*keys):
    document = small()
    for key in keys:
        del document[key]
    return document


def with_(path, value):
    document = small()
    *parents, last = path.strip("/").split("/")
    place = document
    for key in parents:
        place = place[int(key) if isinstance(place, list) else key]
    place[int(last) if isinstance(place, list) else last] = value
    return document


# ---- Case ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document, kind, status, where", [
    ({}, mkba.CaseError, "case", ""),
    (without("title"), mkba.CaseError, "case", ""),
    (with_("/titel", "x"), mkba.CaseError, "case", "/titel"),
    (with_("/format", "mkba-case/9"), mkba.CaseError, "case", "/format"),
    (with_("/lines/0/kind", "kosten"), mkba.CaseError, "case", "/lines/0/kind"),
    (with_("/lines/1/value", "1 +"), mkba.CaseError, "case", "/lines/1/value"),
    (with_("/years", [2029, 2026]), mkba.CaseError, "case", "/years"),
    (with_("/parameters/tarief/unit", "EUR/minuut"), None, None, None),
    (with_("/parameters/tarief/unit", "EUR/client"), mkba.UnitError, "unit", "/streams/hulp/unit_cost"),
    (with_("/parameters/tarief/unit", "EUR//uur"), mkba.UnitError, "unit", "/parameters/tarief/unit"),
    (with_("/discount", "NL-2025"), mkba.UnknownNameInCaseError, "unknown", "/discount"),
    (with_("/lines/0/note", float("nan")), mkba.CaseError, "case", "/lines/0/note"),
    (with_("/parameters/uren/value", -np.inf), mkba.CaseError, "case", "/parameters/uren/value"),
    (with_("/lines/0/ramp_up", np.array([1.0, np.nan])), mkba.CaseError, "case", "/lines/0/ramp_up/1"),
    (with_("/parameters/uren", {1, 2}), mkba.CaseError, "case", "/parameters/uren"),
    (with_("/parameters/inzet/series", {2026: 1, "2026": 2}), mkba.CaseError, "case", "/parameters/inzet/series/2026"),
    (with_("/parameters/inzet/series", {2026.5: 1}), mkba.CaseError, "case", "/parameters/inzet/series"),
    (with_("/parameters", {None: 1}), mkba.CaseError, "case", "/parameters"),
    (with_("/a~b", {"c/d": 1j}), mkba.CaseError, "case", "/a~0b/c~1d"),
    ("", mkba.CaseError, "syntax", ""),
    ("[]", mkba.CaseError, "case", ""),
    ('{"a": 01}', mkba.CaseError, "syntax", "/a"),
    ('{"a": 1, "a": 2}', mkba.CaseError, "syntax", "/a"),
    (b'{"a": "\xff"}', mkba.CaseError, "syntax", "/a"),
    ('{"a": "\ud800"}', mkba.ArgumentError, "argument", "text"),
    ("[" * 100, mkba.LimitError, "limit", ""),
])  # fmt: skip
def test_case_errors(document, kind, status, where):
    if kind is None:
        mkba.Case(document)
        return
    with pytest.raises(kind) as caught:
        mkba.Case(document)
    error = caught.value
    assert type(error) is kind and error.status == status and error.source == ""
    assert error.where == where or isinstance(document, (str, bytes))
    assert (error.line is None) == (isinstance(document, dict) or status == "argument")


@pytest.mark.parametrize("document", [None, 3, 1.5, ["a"], object(), small])
def test_case_type_errors(document):
    with pytest.raises(TypeError):
        mkba.Case(document)


def test_case_places():
    error = refused(mkba.CaseError, "case", "/titel", mkba.Case, '{\n  "titel": 1,\n "format": "mkba-case/1"}')
    assert (error.line, error.column) == (2, 12)
    assert str(error).startswith("line:2:12: ") and str(error).endswith("(at /titel)")


# ---- files -----------------------------------------------------------------------------------------------------


def test_read_errors(tmp_path):
    missing = tmp_path / "geen.json"
    error = refused(mkba.MissingFileError, "file", "", mkba.Case.read, missing)
    assert (error.errno, error.filename, error.source) == (2, str(missing), str(missing))
    assert isinstance(error, FileNotFoundError)
    assert refused(mkba.FileError, "file", "", mkba.Case.read, tmp_path).errno == 21
    refused(mkba.ArgumentError, "argument", "path", mkba.Case.read, "a\0b")
    assert refused(mkba.FileError, "file", "", mkba.Case.read, "x" * 5000).errno == 36
    for path in (None, 3, 1.5, ["a"]):
        with pytest.raises(TypeError):
            mkba.Case.read(path)
    with (tmp_path / "a.json").open("w") as file, pytest.raises(TypeError):
        mkba.Case.read(file)


def test_read_of_a_refused_case(tmp_path):
    path = tmp_path / "fout é.json"
    path.write_text('{"format": "mkba-case/1",\n "titel": 1}', "utf-8")
    error = refused(mkba.CaseError, "case", "/titel", mkba.Case.read, path)
    assert (error.source, error.line) == (str(path), 2)
    assert str(error).startswith(f"{path}:2:")


def test_read_of_a_name_that_is_no_utf8(tmp_path):
    path = bytes(tmp_path) + b"/\xff.json"
    error = refused(mkba.MissingFileError, "file", "", mkba.Case.read, path)
    assert error.source.encode("utf-8", "surrogateescape") == path


def test_write_errors(case, tmp_path):
    refused(mkba.MissingFileError, "file", "", case.write, tmp_path / "geen" / "a.json")
    (tmp_path / "map").mkdir()
    error = refused(mkba.FileError, "file", "", case.write, tmp_path / "map")
    assert error.errno == 21 and not list(tmp_path.glob(".*"))
    with pytest.raises(TypeError):
        case.write(3)


# ---- a case's methods ------------------------------------------------------------------------------------------


def test_findings_errors(case):
    refused(mkba.UnknownNameError, "unknown", "scenario", case.findings, "lag")
    refused(mkba.UnknownNameError, "unknown", "scenario", case.findings, "")
    refused(mkba.ArgumentError, "argument", "scenario", case.findings, "laag\0")
    refused(mkba.ArgumentError, "argument", "scenario", case.findings, "\ud800")
    with pytest.raises(TypeError):
        case.findings(3)


def test_with_parameters_errors(case):
    refused(mkba.UnknownNameError, "unknown", "efect", case.with_parameters, efect=1)
    refused(mkba.ArgumentError, "argument", "effect", case.with_parameters, effect=float("nan"))
    refused(mkba.ArgumentError, "argument", "effect", case.with_parameters, effect=np.inf)
    refused(mkba.ArgumentError, "argument", "effect", case.with_parameters, effect=10**400)
    refused(mkba.ArgumentError, "argument", "names", case.with_parameters, **{"ef\0fect": 1})
    for value in ("1", None, [1], 1j):
        with pytest.raises(TypeError, match="effect"):
            case.with_parameters(effect=value)


def test_appraise_errors(case):
    refused(mkba.UnknownNameError, "unknown", "scenario", case.appraise, "hoog")
    refused(mkba.ArgumentError, "argument", "scenario", case.appraise, scenario="a\0b")
    with pytest.raises(TypeError):
        case.appraise(1)


def test_appraise_evaluation_errors(document):
    document["lines"][0]["value"] = "inzet / (effect - 0.02)"
    case = mkba.Case(document)
    assert case.appraise().npv
    error = refused(mkba.EvaluationError, "evaluation", "/lines/0/value", case.appraise, "laag")
    assert isinstance(error, ArithmeticError) and isinstance(error, ValueError)


def test_check_errors(tmp_path):
    refused(mkba.MissingFileError, "file", "", mkba.check, str(tmp_path / "geen.json"))
    refused(mkba.FileError, "file", "", mkba.check, tmp_path)
    refused(mkba.CaseError, "case", "/a", mkba.check, {"a": float("nan")})
    for given in (None, 3, [1]):
        with pytest.raises(TypeError):
            mkba.check(given)


# ---- an appraisal's methods ------------------------------------------------------------------------------------


def test_budget_errors(case):
    appraisal = case.appraise()
    refused(mkba.UnknownNameError, "unknown", "actor", appraisal.budget, "gemente")
    refused(mkba.UnknownNameError, "unknown", "actor", appraisal.budget, 3)
    refused(mkba.ArgumentError, "argument", "year", appraisal.budget, year=2025)
    refused(mkba.ArgumentError, "argument", "year", appraisal.budget, year="2026")


def test_to_csv_errors(case):
    appraisal = case.appraise()
    refused(mkba.UnknownNameError, "unknown", "view", appraisal.to_csv, "regels")
    refused(mkba.ArgumentError, "argument", "view", appraisal.to_csv, "li\0nes")
    with pytest.raises(TypeError):
        appraisal.to_csv(None)


# ---- discounting and prices ------------------------------------------------------------------------------------


def test_discount_factor_errors():
    factor = mkba.discount_factor
    refused(mkba.UnknownNameError, "unknown", "scheme", factor, "NL-2025", 1)
    refused(mkba.ArgumentError, "argument", "scheme", factor, "NL-2021\0", 1)
    refused(mkba.ArgumentError, "argument", "tau[0]", factor, "NL-2021", float("nan"))
    refused(mkba.ArgumentError, "argument", "tau[2]", factor, "NL-2021", [0, 1, np.inf])
    refused(mkba.ArgumentError, "argument", "tau", factor, "NL-2021", 10**400)
    refused(mkba.ArgumentError, "argument", "segments", factor, [], 1)
    refused(mkba.ArgumentError, "argument", "segments", factor, [{"from": 0, "rat": 1}], 1)
    refused(mkba.ArgumentError, "argument", "segments[0].from", factor, [(1, 0.02)], 1)
    refused(mkba.ArgumentError, "argument", "segments[1].from", factor, [(0, 0.02), (0, 0.01)], 1)
    refused(mkba.ArgumentError, "argument", "segments[1].rate", factor, [(0, 0.02), (5, -1)], 1)
    refused(mkba.ArgumentError, "argument", "rate", factor, [(0, 10**400)], 1)
    for tau in ("1", None, [None], ["1"], [1j], object(), np.array(["2026"], "datetime64[Y]")):
        with pytest.raises(TypeError):
            factor("NL-2021", tau)
    for scheme in (None, 3, [1], [(0,)], [(0, 1, 2)], [(0, "x")], [object()], ["ab"]):
        with pytest.raises(TypeError):
            factor(scheme, 1)


def test_convert_price_errors():
    def convert(amount=1, from_year=2022, to_year=2024, index="cpi"):
        return mkba.convert_price(amount, from_year=from_year, to_year=to_year, index=index)

    refused(mkba.UnknownNameError, "unknown", "index", convert, index="cip")
    refused(mkba.ArgumentError, "argument", "to_year", convert, to_year=2030)
    refused(mkba.ArgumentError, "argument", "from_year", convert, from_year=1900)
    refused(mkba.ArgumentError, "argument", "from_year", convert, from_year=2**40)
    refused(mkba.ArgumentError, "argument", "from_year", convert, from_year=-(10**30))
    refused(mkba.ArgumentError, "argument", "amount", convert, float("nan"))
    refused(mkba.ArgumentError, "argument", "amount", convert, 10**400)
    refused(mkba.ArgumentError, "argument", "index", convert, index="c\0pi")
    for keywords in ({"amount": "1"}, {"amount": None}, {"from_year": 2022.0}, {"to_year": "2024"}, {"index": None}):
        with pytest.raises(TypeError):
            convert(**keywords)
    with pytest.raises(TypeError):
        mkba.convert_price(1, 2022, 2024)


# ---- the classes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind, builtin", [
    (mkba.ArgumentError, ValueError), (mkba.UnknownNameError, LookupError), (mkba.CaseError, ValueError),
    (mkba.UnitError, mkba.CaseError), (mkba.EvaluationError, mkba.CaseError), (mkba.EvaluationError, ArithmeticError),
    (mkba.UnknownNameInCaseError, mkba.CaseError), (mkba.UnknownNameInCaseError, LookupError),
    (mkba.LimitError, mkba.CaseError), (mkba.FileError, OSError), (mkba.MissingFileError, FileNotFoundError),
    (mkba.FileAccessError, PermissionError), (mkba.PanelError, ValueError), (mkba.ConvergenceError, ArithmeticError),
    (mkba.Cancelled, RuntimeError), (mkba.InternalError, RuntimeError),
])  # fmt: skip
def test_classes(kind, builtin):
    assert issubclass(kind, builtin) and issubclass(kind, mkba.MkbaError)
    error = kind("zin", status="x", where="/a", line=3, column=4, source="b.json")
    assert str(error) == "b.json:3:4: zin (at /a)"
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is kind and vars(other) == vars(error) and str(other) == str(error)


def test_a_pickled_file_error_keeps_its_errno(tmp_path):
    with pytest.raises(mkba.MissingFileError) as caught:
        mkba.Case.read(tmp_path / "geen")
    other = pickle.loads(pickle.dumps(caught.value))
    assert (other.errno, other.filename) == (caught.value.errno, caught.value.filename)


@pytest.mark.parametrize("status, kind", [
    ("internal", mkba.InternalError), ("cancelled", mkba.Cancelled), ("panel", mkba.PanelError), ("koers", mkba.KoersError),
    ("something new", mkba.InternalError),
])  # fmt: skip
def test_statuses_that_no_test_can_provoke(status, kind):
    assert type(_errors.from_status(status, "zin", "", 0, 0, "")) is kind


def test_access_refused():
    error = _errors.file_error(PermissionError(13, "Permission denied"), "a.json")
    assert type(error) is mkba.FileAccessError and (error.errno, error.source) == (13, "a.json")


# ---- the raw layer ---------------------------------------------------------------------------------------------


def test_raw_refuses_what_is_no_handle(case):
    appraisal = case.appraise()._handle
    for wrong in (None, 3, object(), "x", appraisal):
        with pytest.raises(TypeError):
            _raw.case_text(wrong)
    with pytest.raises(TypeError):
        _raw.appraisal_json(case._handle)
    with pytest.raises(TypeError):
        _raw.table_columns(case._handle)


def test_raw_refuses_other_buffers():
    good = np.zeros(2)
    for wrong in ([1.0], np.zeros((2, 2)), np.zeros(2, np.float32), np.zeros(2, ">f8"), np.zeros(4)[::2], b"12345678"):
        with pytest.raises((TypeError, ValueError, BufferError)):
            _raw.discount_factor(None, "NL-2021", wrong, good)
    good.setflags(write=False)
    with pytest.raises((TypeError, ValueError, BufferError)):
        _raw.discount_factor(None, "NL-2021", np.zeros(2), good)
    with pytest.raises(mkba.ArgumentError):
        _raw.discount_factor(None, "NL-2021", np.zeros(2), np.zeros(3))
    with pytest.raises(mkba.ArgumentError):
        _raw.case_with_parameters(mkba.Case(small())._handle, ["effect"], np.zeros(2))
    with pytest.raises(TypeError):
        _raw.case_with_parameters(mkba.Case(small())._handle, ["effect", 3], np.zeros(2))


# ---- numbers that C cannot hold, and what is no number ----------------------------------------------------------

TOO_MUCH = [
    *((name, lambda case, name=name, value=value: case.simulate(**{name: value}))
      for name in ("draws", "seed", "first", "count", "threads", "block") for value in (10**30, -1)),
    *((name, lambda case, name=name, value=value: case.break_even(**{name: value}))
      for name in ("draws", "seed") for value in (10**30, -1)),
    ("threads", lambda case: case.evpi(draws=10, threads=10**20)),
    ("resamples", lambda case: case.sobol(draws=10, resamples=10**30)),
    ("resamples", lambda case: mkba.sobol_indices([1.0, 2, 3, 4, 6, 5], 1, resamples=-1)),
    ("steps", lambda case: case.two_way("effect_wmo", "effect_jeugd", steps=10**30)),
    ("year", lambda case: case.simulate(draws=10).quantile(0.5, year=10**30)),
    ("rate", lambda case: case.sensitivity(rate=10**400)),
]


@pytest.mark.parametrize(("where", "call"), TOO_MUCH)
def test_a_number_that_c_cannot_hold_is_refused_by_its_name(where, call):
    refused(mkba.ArgumentError, "argument", where, call, mkba.example())


@pytest.mark.parametrize(("sentence", "call"), [
    ("p must be a number, not str", lambda case: case.simulate(draws=10).quantile("a")),
    ("p must be a number, not NoneType", lambda case: case.simulate(draws=10).quantile(None)),
    ("above must be a number, not str", lambda case: case.simulate(draws=10).probability("a")),
    ("precision must be a number, not list", lambda case: case.simulate(draws=10).convergence([1])),
    ("draws must be a whole number", lambda case: case.simulate("a")),
    ("threads must be a whole number", lambda case: case.evpi(draws=10, threads=1.5)),
    ("low must be a number", lambda case: case.tornado(low="a")),
    ("effect must be a number, not str", lambda case: case.sensitivity(effect="a")),
    ("level must be a number", lambda case: mkba.evpi([[1.0, 2], [3, 2]], level="a")),
])  # fmt: skip
def test_what_is_no_number_is_refused_by_its_name(sentence, call):
    with pytest.raises(TypeError, match=f"^{sentence}"):
        call(mkba.example())
