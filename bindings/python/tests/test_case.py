"""Cases: made of dicts and text, read, written, changed."""

import copy
import json
import os
import pickle
import subprocess
import sys
from array import array
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import small

import mkba


def test_title_scenarios_text(case, document):
    assert case.title == "Kléin geval"
    assert case.scenarios == ("laag", "duur")
    assert json.loads(case.text) == document
    assert repr(case) == "<mkba.Case 'Kléin geval'>"


@pytest.mark.parametrize("give", [
    dict, json.dumps, lambda d: json.dumps(d).encode(), lambda d: bytearray(json.dumps(d), "utf-8"),
    lambda d: memoryview(json.dumps(d).encode()), lambda d: "\ufeff" + json.dumps(d),
])  # fmt: skip
def test_every_form_of_a_document(give, document):
    case = mkba.Case(give(document))
    assert case.to_dict() == document
    assert case.appraise().to_json() == mkba.Case(document).appraise().to_json()


def test_text_is_kept_byte_for_byte(document, tmp_path):
    text = "\r\n  " + json.dumps(document, indent=3, ensure_ascii=False).replace("0.05", "5.00e-2") + "\n\n"
    case = mkba.Case(text)
    assert case.text == text
    case.write(tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == text.encode()
    assert mkba.Case.read(tmp_path / "a.json").text == text


def test_values_that_python_has_beside_json(document):
    document["years"] = (np.int64(2026), 2029)
    document["base_year"] = np.int32(2026)
    document["parameters"]["uren"]["value"] = np.float32(3)
    document["parameters"]["tarief"]["value"] = Fraction(60)
    document["lines"][0]["ramp_up"] = np.array([0.5, 0.75])
    document["lines"][1]["cash"] = np.bool_(True)
    document["scenarios"]["laag"]["effect"] = np.float64(0.02)
    plain = small()
    plain["lines"][0]["ramp_up"] = [0.5, 0.75]
    plain["lines"][1]["cash"] = True
    assert mkba.Case(document).appraise().to_json() == mkba.Case(plain).appraise().to_json()
    assert mkba.Case(document).to_dict()["lines"][0]["ramp_up"] == [0.5, 0.75]


@pytest.mark.parametrize("series", [
    {2026: 1000, 2027: 1100, 2028: 1200, 2029: 1300},
    {2026.0: 1000, 2027.0: 1100, 2028.0: 1200, 2029.0: 1300},
    pd.Series([1000.0, 1100, 1200, 1300], index=range(2026, 2030)),
    {np.int64(2026): 1000, "2027": 1100, 2028: 1200, 2029: 1300},
])  # fmt: skip
def test_years_as_keys(series, document):
    expected = mkba.Case(document).appraise().to_json()
    document["parameters"]["inzet"]["series"] = series
    assert mkba.Case(document).appraise().to_json() == expected


def test_a_dict_is_not_changed(document):
    before = copy.deepcopy(document)
    mkba.Case(document).appraise()
    assert document == before


# ---- files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [str, Path, os.fsencode])
def test_read_and_write_path_likes(kind, case, tmp_path):
    path = tmp_path / "zaak é.json"
    case.write(kind(path))
    assert mkba.Case.read(kind(path)).text == case.text


def test_write_replaces_whole_and_keeps_the_mode(case, tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o640)
    case.write(path)
    assert path.read_text("utf-8") == case.text
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.json"]


def test_write_through_a_link(case, tmp_path):
    target = tmp_path / "target.json"
    target.write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    case.write(link)
    assert link.is_symlink() and target.read_text("utf-8") == case.text


def test_failed_write_leaves_the_old_file(case, tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(mkba.FileError) as caught:
        case.write(path)
    assert caught.value.errno == 28 and caught.value.source == str(path)
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a.json"]


# ---- other values ----------------------------------------------------------------------------------------------


def test_with_parameters(case):
    other = case.with_parameters(effect=np.float32(0.5), tarief=70)
    assert other.to_dict()["parameters"]["effect"]["value"] == 0.5
    assert case.to_dict()["parameters"]["effect"]["value"] == 0.1
    assert other.appraise().npv != case.appraise().npv
    assert case.with_parameters().appraise().to_json() == case.appraise().to_json()
    assert case.with_parameters(inzet=5).to_dict()["parameters"]["inzet"] == {"unit": "EUR/jaar", "value": 5}


def test_with_parameters_is_the_scenario(case):
    assert case.with_parameters(effect=0.02).appraise().to_json() == case.appraise(scenario="laag").to_json()
    assert case.with_parameters(effect=0.5).appraise("laag").to_json() == case.appraise("laag").to_json()


def test_pickle_and_copy(case):
    for other in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case)):
        assert other.text == case.text
        assert other.appraise().to_json() == case.appraise().to_json()


# ---- findings --------------------------------------------------------------------------------------------------


def test_findings(case):
    found = case.findings()
    assert "pm" in set(found["id"]) and set(found["severity"]) <= {"richtlijn", "advies"}
    assert found[found["id"] == "pm"]["place"].tolist() == ["/lines/3"]
    assert len(case.findings("duur")) < len(found)  # no scheme of the catalog any more


@pytest.mark.parametrize("form", ["dict", "text", "bytes", "path", "name", "case"])
def test_check_takes_every_form(form, document, tmp_path):
    path = tmp_path / "a.json"
    mkba.Case(document).write(path)
    given = {"dict": document, "text": path.read_text("utf-8"), "bytes": path.read_bytes(), "path": path,
             "name": str(path), "case": mkba.Case(document)}[form]  # fmt: skip
    found = mkba.check(given)
    assert "error" not in set(found["severity"]) and "pm" in set(found["id"])


def test_check_names_every_error(document):
    document["lines"][0]["kind"] = "kosten"
    document["lines"][1]["value"] = "hulp.change * onbekend"
    document["titel"] = "x"
    found = mkba.check(document)
    assert set(found["severity"]) == {"error"}
    assert {"/lines/0/kind", "/lines/1/value", "/titel"} <= set(found["place"])


def test_check_of_what_is_no_json():
    found = mkba.check('{"format": ')
    assert found["severity"].tolist() == ["error"] and found["line"].tolist() == [1]


def test_example():
    case = mkba.example()
    assert case.findings() is not None and case.appraise().npv


def test_array_of_reals_is_no_document():
    with pytest.raises(mkba.CaseError):
        mkba.Case(memoryview(array("d", [1.0])))


PIPE = """
import os, sys, threading, mkba
os.mkfifo(sys.argv[1])
writer = threading.Thread(target=lambda: open(sys.argv[1], "w").write(mkba.example().text))
writer.start()
print(mkba.Case.read(sys.argv[1]).title == mkba.example().title)
writer.join()
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_other_threads_run_while_a_file_is_read(tmp_path):
    done = subprocess.run([sys.executable, "-c", PIPE, str(tmp_path / "pipe")], capture_output=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == (b"True", b"")


# ---- parts of a document -----------------------------------------------------------------------------------------


def test_a_case_of_keywords(document):
    parts = {key: value for key, value in document.items() if key != "format"}
    assert mkba.Case(**parts) == mkba.Case(document)
    assert list(mkba.Case(**parts).to_dict()) == list(document)


@pytest.mark.parametrize("form", [dict, json.dumps, lambda d: json.dumps(d).encode()])
def test_keywords_replace_keys_of_a_document(form, document):
    made = mkba.Case(form(document), title="Anders", region=np.array(["GM0743"]))
    assert made.to_dict() == document | {"title": "Anders", "region": ["GM0743"]}


def test_keywords_make_a_text_whole(document):
    rest = {"title": document.pop("title"), "lines": document.pop("lines")}
    assert mkba.Case(json.dumps(document), **rest).to_dict() == document | rest


def test_keywords_that_break_a_rule(document):
    with pytest.raises(mkba.CaseError) as caught:
        mkba.Case(document, timing="noon")
    assert (caught.value.where, caught.value.line) == ("/timing", None)
    with pytest.raises(mkba.CaseError, match="title"):
        mkba.Case()


def test_edited(case):
    made = case.edited({
        "/lines/0/value": np.float64(12.5), "/lines/-": {"id": "nieuw", "kind": "pm"}, "/scenarios/duur": None,
        "/parameters/inzet/series": pd.Series([1.0, 2.0], index=[2026, 2027]), "/actors/a~1b": {"public": True},
        "/overlap/groep/alpha": 0.5,
    })  # fmt: skip
    document = small()
    document["lines"][0]["value"] = 12.5
    document["lines"].append({"id": "nieuw", "kind": "pm"})
    del document["scenarios"]["duur"]
    document["parameters"]["inzet"]["series"] = {"2026": 1.0, "2027": 2.0}
    document["actors"]["a/b"] = {"public": True}
    document["overlap"] = {"groep": {"alpha": 0.5}}
    assert made.to_dict() == document
    assert case.to_dict() == small()
    assert case.edited({}) == case


def test_edited_keeps_the_text_of_other_numbers(document):
    text = json.dumps(document).replace("0.05", "5.00e-2").replace(" 60,", " 60.00,")
    made = mkba.Case(text).edited({"/title": "x"}).text
    assert "5.00e-2" in made and "60.00," in made
    assert list(json.loads(made)) == list(document)


@pytest.mark.parametrize("changes, kind, where", [
    ({"title": "x"}, mkba.ArgumentError, "title"), ({"/a~b": 1}, mkba.ArgumentError, "/a~b"),
    ({"/lines/9": {}}, mkba.ArgumentError, "/lines/9"), ({"/title/x": 1}, mkba.ArgumentError, "/title/x"),
    ({"/titel": None}, mkba.UnknownNameError, "/titel"), ({"/timng": "mid"}, mkba.CaseError, "/timng"),
    ({"/lines/0": {"value": float("nan")}}, mkba.CaseError, "/lines/0/value"), ({"": 3}, mkba.ArgumentError, "pointer"),
    ({"": None}, mkba.ArgumentError, "pointer"), ({"/lines/0/value": [None]}, mkba.CaseError, "/lines/0/value"),
])  # fmt: skip
def test_edits_that_are_refused(changes, kind, where, case):
    with pytest.raises(kind) as caught:
        case.edited(changes)
    assert (caught.value.where, caught.value.line) == (where, None)
    with pytest.raises(TypeError):
        case.edited({3: 1})


# ---- equality ----------------------------------------------------------------------------------------------------


def test_equal_cases_say_the_same(document):
    case = mkba.Case(document)
    turned = {key: document[key] for key in reversed(document)}
    other = mkba.Case("\ufeff" + json.dumps(turned, indent=7).replace(" 60", " 6.0e1").replace("2026,", "2026.0,"))
    assert case == other and hash(case) == hash(other) and len({case, other}) == 1
    assert case != mkba.Case(document, title="Kléin Geval") and case != document and case != case.text


def test_order_of_a_list_and_kind_of_a_value_matter(document):
    case = mkba.Case(document)
    assert case != case.edited({"/lines": list(reversed(document["lines"]))})
    numbers, words = ({"origin": [value]} for value in (1, True))
    made = [case.edited({"/parameters/uren": {"value": 3} | each}) for each in (numbers, words)]
    assert made[0] != made[1]
    assert case.edited({"/parameters/uren/origin": []}) != case.edited({"/parameters/uren/origin": {}})
    assert case.edited({"/parameters/uren/origin": 10**30}) == case.edited({"/parameters/uren/origin": 1e30})
