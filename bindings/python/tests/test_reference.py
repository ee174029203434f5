"""The reference cases and each of their scenarios, through the package and the command line; and the same bytes
whatever the number of threads, the run, the thread or the locale."""

import json
import locale
import os
import subprocess
import sys
import threading

import pytest
from conftest import ROOT, differences, references

import mkba

REFERENCES = pytest.mark.parametrize("path, scenario, expected", references())


def run(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "mkba", *map(str, arguments)], capture_output=True,
                          env={**os.environ, **environment})  # fmt: skip


@REFERENCES
def test_appraisal_is_the_reference(path, scenario, expected):
    appraisal = mkba.Case.read(path).appraise(scenario)
    assert differences(appraisal.to_dict(), expected) == []
    for name, outcome in expected.items():
        assert differences(appraisal.npv[name], outcome["npv"]) == []
        assert differences(appraisal.bcr[name], outcome["bcr"], "/bcr") == []


@REFERENCES
def test_tables_are_the_reference(path, scenario, expected):
    appraisal = mkba.Case.read(path).appraise(scenario)
    summary = appraisal.summary().set_index("alternative")
    lines = appraisal.lines().set_index(["alternative", "line"])
    actors = appraisal.actors().set_index(["alternative", "actor"])
    years = appraisal.years().set_index(["alternative", "year"])
    streams = appraisal.streams().set_index(["alternative", "stream", "year"])
    budget = appraisal.budget().set_index(["alternative", "actor", "year"])
    n_lines = n_clients = n_budget = 0
    for name, outcome in expected.items():
        for key in ("pv_costs", "pv_benefits", "npv", "annual_equivalent"):
            assert differences(float(summary.loc[name, key]), outcome[key]) == []
        for line, figures in outcome["lines"].items():
            n_lines += 1
            found = lines.loc[(name, line)]
            assert found["kind"] == figures["kind"]
            assert differences(float(found["pv"]), figures["pv"]) == []
            assert differences(float(found["undiscounted"]), figures["undiscounted"]) == []
        for line in outcome["pm"]:
            n_lines += 1
            assert lines.loc[(name, line), "kind"] == "pm"
        for actor, figures in outcome["actors"].items():
            for key, value in figures.items():
                assert differences(float(actors.loc[(name, actor), key]), value) == []
        for year, net in outcome["net_by_year"].items():
            assert differences(float(years.loc[(name, int(year)), "net"]), net) == []
        for stream, clients in outcome["clients"].items():
            for year, mean in clients.items():
                n_clients += 1
                assert differences(float(streams.loc[(name, stream, int(year)), "mean"]), mean, "/clients/") == []
        for actor, cash in outcome["budget"].items():
            for year, amount in cash.items():
                n_budget += 1
                assert differences(float(budget.loc[(name, actor, int(year)), "cash"]), amount) == []
    assert len(lines) == n_lines and len(budget) == n_budget
    if n_clients:
        assert len(streams) == n_clients * (len(expected) + 1) / len(expected)


@REFERENCES
def test_command_line_gives_the_same_bytes(path, scenario, expected):
    options = [] if scenario is None else ["--scenario", scenario]
    bytes_ = mkba.Case.read(path).appraise(scenario).to_json().encode()
    for threads in (0, 1, 3):
        done = run("appraise", path, *options, "--format", "json", "--threads", threads)
        assert (done.returncode, done.stdout, done.stderr) == (0, bytes_, b"")
    assert differences(json.loads(bytes_), expected) == []


@REFERENCES
def test_again_gives_the_same_bytes(path, scenario, expected):
    case = mkba.Case.read(path)
    text = case.appraise(scenario).to_json()
    again = mkba.Case(case.to_dict()).appraise(scenario)
    assert again.to_json() == text
    assert {case.appraise(scenario).to_json() for _ in range(20)} == {text}


@REFERENCES
def test_eight_threads_on_one_case(path, scenario, expected):
    case = mkba.Case.read(path)
    text = case.appraise(scenario).to_json()
    start, found = threading.Barrier(8), []

    def work():
        start.wait()
        for _ in range(10):
            found.append(case.appraise(scenario).to_json())
            assert len(case.findings(scenario)) == len(case.findings(scenario))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80 and set(found) == {text}


# ---- locale ----------------------------------------------------------------------------------------------------


def dutch():
    """The environment in which 1.5 is written 1,5; skips when there is no such locale."""
    folder = os.environ.get("LOCPATH") or str(ROOT / "build" / "locale")
    environment = {"LC_ALL": "nl_NL.UTF-8", "LOCPATH": folder}
    probe = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, env={**os.environ, **environment})
    if done.stdout.strip() != b",":
        pytest.skip("no locale nl_NL.UTF-8; LOCPATH says where locales are")
    return environment


@REFERENCES
def test_dutch_locale_gives_the_same_bytes(path, scenario, expected):
    case = mkba.Case.read(path)
    appraisal = case.appraise(scenario)
    options = [] if scenario is None else ["--scenario", scenario]
    environment = dutch()
    assert run("appraise", path, *options, "--format", "json", **environment).stdout == appraisal.to_json().encode()
    assert run("appraise", path, *options, "--format", "csv", **environment).stdout == appraisal.to_csv().encode()


HOST = """
import locale, sys
locale.setlocale(locale.LC_ALL, "nl_NL.UTF-8")
assert locale.localeconv()["decimal_point"] == ","
import mkba
sys.stdout.buffer.write(mkba.Case.read(sys.argv[1]).appraise().to_json().encode())
assert abs(mkba.discount_factor("NL-2021", 1) * 1.0225 - 1) < 1e-14
assert locale.setlocale(locale.LC_ALL) == "nl_NL.UTF-8"
"""


@REFERENCES
def test_host_that_sets_its_locale(path, scenario, expected):
    done = subprocess.run([sys.executable, "-c", HOST, path], capture_output=True, env={**os.environ, **dutch()})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == mkba.Case.read(path).appraise().to_json().encode()


def test_own_locale_stays(case):
    before = locale.setlocale(locale.LC_ALL)
    case.appraise()
    assert locale.setlocale(locale.LC_ALL) == before
