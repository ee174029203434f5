"""The command line: what it prints where, and how it ends."""

import csv
import io
import json
import os
import signal
import struct
import subprocess
import sys

import pytest
from conftest import ROOT

import mkba

PYTHON = [sys.executable, "-m", "mkba"]


def run(*arguments, stdin=None, **environment):
    return subprocess.run([*PYTHON, *map(str, arguments)], capture_output=True, input=stdin,
                          env={**os.environ, **environment})  # fmt: skip


@pytest.fixture
def path(case, tmp_path):
    case.write(tmp_path / "zaak.json")
    return tmp_path / "zaak.json"


def ends(done, status, *words):
    """A refusal: its status, one sentence on stderr, nothing on stdout."""
    message = done.stderr.decode(errors="replace")
    assert done.returncode == status, message
    assert done.stdout == b"" and "Traceback" not in message
    assert status == 2 or (message.startswith("mkba: ") and message.count("\n") == 1)
    for word in words:
        assert word in message, message


# ---- results ---------------------------------------------------------------------------------------------------

def test_simulate(case, path):
    arguments = ("simulate", path, "--draws", 500, "--seed", 3, "--plan", "lhs")
    asked = {"draws": 500, "seed": 3, "plan": "lhs"}
    done = run(*arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == case.simulate(**asked).to_json() == run(*arguments, "--threads", 1, "--format",
                                                                            "json").stdout.decode()  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--years", "--table", "years", "--format",
                                               "csv").stdout.decode())))  # fmt: skip
    assert rows == [{key: str(value) for key, value in row.items()}
                    for row in csv.DictReader(io.StringIO(case.simulate(**asked, years=True).table("years").to_csv()))]  # fmt: skip
    assert "p_positive" in run(*arguments).stdout.decode()
    ends(run(*arguments, "--table", "years"), 1, "years")
    ends(run(*arguments, "--table", "draws", "--format", "json"), 2)
    replicated = run("simulate", path, "--plan", "sobol", "--draws", 512, "--replicates", 8, "--format", "json").stdout
    assert replicated.decode() == case.simulate(512, plan="sobol", replicates=8).to_json()
    ends(run("simulate", path, "--draws", 512, "--replicates", 8), 1, "plans lhs and sobol")
    ends(run("simulate", path, "--draws", 0), 2)



def test_json_is_the_library_s(path, case):
    for options in ([], ["--threads", "4"], ["--scenario", "laag"]):
        scenario = "laag" if "laag" in options else None
        done = run("appraise", path, "--format", "json", *options)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == case.appraise(scenario).to_json().encode()


@pytest.mark.parametrize("view", ["summary", "lines", "years", "actors", "streams", "budget", "amounts", "findings",
                                  "irr", "payback", "incremental"])  # fmt: skip
def test_csv_and_table_of_every_view(view, path, case):
    done = run("appraise", path, "--format", "csv", "--table", view)
    assert done.stdout == case.appraise().to_csv(view).encode() and done.returncode == 0
    header, *rows = csv.reader(io.StringIO(done.stdout.decode(), newline=""))
    table = run("appraise", path, "--table", view).stdout.decode()
    for name in header:
        assert name in table
    for row in rows:
        assert not row[0] or row[0] in table


RESULTS = {
    "scenarios": ([], lambda case: case.compare_scenarios()),
    "sensitivity": (["--method", "set", "--scenario", "laag", "--rate", "0.02", "--no-timing"],
                    lambda case: case.sensitivity("laag", rate=0.02, timing=False)),
    "explain": (["--line", "hulp", "--year", "2027", "--alternative", "plan", "--scenario", "laag"],
                lambda case: case.appraise("laag").explain("hulp", 2027, "plan")),
}  # fmt: skip


@pytest.mark.parametrize("command", RESULTS)
def test_what_ifs_and_explanations(command, path, case):
    options, expected = RESULTS[command]
    done = run(command, path, *options, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = json.loads(done.stdout)
    frame = expected(case)
    assert [list(row) for row in rows] == [list(frame.columns)] * len(frame)
    value = "value" if command == "explain" else "npv"
    assert [row[value] for row in rows] == frame[value].tolist()
    header, *lines = csv.reader(io.StringIO(run(command, path, *options, "--format", "csv").stdout.decode(), newline=""))
    assert header == list(frame.columns) and len(lines) == len(frame)
    shown = run(command, path, *options).stdout.decode()
    assert all(name in shown for name in header[:4])


METHODS = {
    "tornado": (["--low", "0.1"], lambda case: case.tornado(low=0.1)),
    "break-even": (["--parameter", "effect_wmo"], lambda case: case.break_even("effect_wmo")),
    "two-way": (["--parameter", "effect_wmo", "--parameter", "effect_jeugd", "--steps", "3"],
                lambda case: case.two_way("effect_wmo", "effect_jeugd", steps=3)),
    "joint": ([], lambda case: case.joint_break_even()),
    "evsi": (["--parameter", "effect_jeugd", "--parameter", "effect_wmo", "--prior-sizes", "90,40", "--sizes", "50,200", "--draws",
              "200", "--plan", "lhs"],
             lambda case: case.evsi([90, 40], [50, 200], ["effect_jeugd", "effect_wmo"], draws=200, plan="lhs")),
    "acceptability": (["--parameter", "qaly_waarde", "--values", "0,5e4,1e5", "--draws", "200", "--seed", "7", "--scenario", "laag"],
                      lambda case: case.acceptability("qaly_waarde", [0, 5e4, 1e5], draws=200, seed=7, scenario="laag")),
}  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_methods_of_sensitivity_are_those_of_python(method):
    options, expected = METHODS[method]
    done = run("sensitivity", ROOT / "examples" / "gebiedsteams.json", "--method", method, *options, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    frame = expected(mkba.example())
    rows = json.loads(done.stdout)
    assert len(rows) == len(frame) and list(rows[0]) == list(frame.columns)
    for column in frame.select_dtypes("number"):
        assert [row[column] for row in rows] == [None if value != value else value for value in frame[column]]


def test_what_ifs_refuse(path):
    ends(run("explain", path, "--line", "hulpje", "--alternative", "plan"), 1, "hulpje", 'did you mean "hulp"')
    ends(run("explain", path), 1, "plan, groot")
    ends(run("sensitivity", path, "--rate", "2"), 1, "rate")
    ends(run("sensitivity", path, "--method", "whirlwind"), 2, "tornado")
    ends(run("sensitivity", path, "--method", "two-way"), 2, "--parameter twice")
    ends(run("sensitivity", path, "--method", "tornado", "--bounds", "x=1"), 2, "NAME=LOW,HIGH")
    evsi, acceptability = (["sensitivity", path, "--method", method] for method in ("evsi", "acceptability"))
    ends(run(*evsi, "--sizes", "10"), 2, "needs --prior-sizes")
    ends(run(*evsi, "--prior-sizes", "9"), 2, "needs --sizes")
    ends(run(*evsi, "--prior-sizes", "9", "--sizes", "10,many"), 2, "--sizes is a number", "10,many")
    example = ROOT / "examples" / "gebiedsteams.json"
    ends(run("sensitivity", example, *evsi[2:], "--prior-sizes", "9,9", "--sizes", "10"), 1, "prior_sizes")
    ends(run(*acceptability, "--values", "1"), 2, "--parameter once")
    ends(run(*acceptability, "--parameter", "x"), 2, "needs --values")
    ends(run(*acceptability, "--parameter", "x", "--values", ""), 2, "--values is a number")
    ends(run(*acceptability, "--parameter", "x", "--values", "1"), 1, "x")


# An option that its method does not heed, and the methods with which it goes.
STRAY = [
    ("set", ["--actor", "gemeente"], "tornado, two-way, break-even, joint"),
    ("sobol", ["--actor", "gemeente"], "tornado, two-way, break-even, joint"),
    ("joint", ["--measure", "bcr"], "tornado"),
    ("joint", ["--bounds", "x=0,1"], "tornado, break-even"),
    ("two-way", ["--bounds", "x=0,1"], "tornado, break-even"),
    ("tornado", ["--alternative", "plan"], "two-way, break-even, joint"),
    ("evppi", ["--against", "plan"], "two-way, break-even, joint"),
    ("tornado", ["--parameter", "x"], "two-way, break-even, joint, evppi, evsi, acceptability"),
    ("set", ["--parameter", "x"], "two-way, break-even, joint, evppi, evsi, acceptability"),
    ("break-even", ["--low", "0.05"], "tornado"),  # also when it is what it would be
    ("tornado", ["--rate", "0.02"], "set"),
    ("joint", ["--no-timing"], "set"),
    ("joint", ["--draws", "10"], "break-even, sobol, importance, evpi, evppi, evsi, acceptability"),
    ("break-even", ["--plan", "lhs"], "sobol, importance, evpi, evppi, evsi, acceptability"),
    ("evpi", ["--together"], "evppi"),
    ("tornado", ["--relative"], "joint"),
    ("tornado", ["--steps", "3"], "two-way"),
    ("evppi", ["--sizes", "3"], "evsi"),
    ("acceptability", ["--prior-sizes", "3"], "evsi"),
    ("evsi", ["--values", "3"], "acceptability"),
    ("evsi", ["--together"], "evppi"),
]


@pytest.mark.parametrize(("method", "options", "methods"), STRAY)
def test_an_option_that_its_method_does_not_heed_is_refused(method, options, methods, path):
    done = run("sensitivity", path, "--method", method, *options)
    ends(done, 2, options[0], f"--method {method}, but with {methods}\n")


@pytest.mark.parametrize("options", [
    ["simulate", "--draws", "0"], ["simulate", "--draws", 2**40 + 1], ["simulate", "--draws", 10**23],
    ["simulate", "--seed", 2**64], ["simulate", "--seed", "-1"],
    *(["sensitivity", "--method", method, "--draws", draws] for method in ("break-even", "sobol") for draws in (-3, 0, 10**23)),
    ["sensitivity", "--method", "sobol", "--seed", 2**64], ["sensitivity", "--method", "two-way", "--steps", -1],
])  # fmt: skip
def test_numbers_out_of_range_name_the_limit(options, path):
    limits = {"--draws": f"1<=x<={2**40}", "--seed": f"0<=x<={2**64 - 1}", "--steps": "2<=x<=200"}
    ends(run(*options, path), 2, options[-2], limits[options[-2]])


def test_csv_gives_lines(path, case):
    assert run("appraise", path, "--format", "csv").stdout == case.appraise().to_csv("lines").encode()


def test_table_says_what_figures_leave_out(path, case):
    done = run("appraise", path)
    text = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    parts = ["Kléin geval", "gemeente", "baat", "PM, not in the figures: cohesie", "richtlijn", "advies"]
    for part in (*parts, "Provisional: the rates of NL-2026", f"{case.appraise().npv['plan']:,.0f}"):
        assert part in text
    assert "(laag)" in run("appraise", path, "--scenario", "laag").stdout.decode()
    assert "payback" in text and not any(detail in text for detail in ("irr_roots", "payback_year", "discounted_payback"))


def test_standard_input(path, case):
    text = path.read_bytes()
    assert run("appraise", "-", "--format", "json", stdin=text).stdout == case.appraise().to_json().encode()
    assert run("check", "-", stdin=text).returncode == 0
    ends(run("appraise", "-", stdin=b'{"format": 1}'), 1, "mkba: -:1:")


def test_check(path, document, tmp_path):
    done = run("check", path, "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and {"id", "severity", "place", "line", "column", "message", "source"} == set(found[0])
    assert "pm" in run("check", path).stdout.decode()
    document["lines"][0]["kind"] = "kosten"
    wrong = tmp_path / "fout.json"
    wrong.write_text(json.dumps(document), "utf-8")
    for options in ([], ["--format", "json"]):
        done = run("check", wrong, *options)
        assert done.returncode == 1 and b"/lines/0/kind" in done.stdout and done.stderr == b""
    assert json.loads(done.stdout)[0]["severity"] == "error"


@pytest.mark.parametrize("command", ["schemes", "indices"])
def test_catalog(command):
    frame = getattr(mkba.catalog, command)()
    rows = json.loads(run(command, "--format", "json").stdout)
    assert [list(row.values())[:2] for row in rows] == frame.iloc[:, :2].values.tolist()
    table = list(csv.reader(io.StringIO(run(command, "--format", "csv").stdout.decode(), newline="")))
    assert table[0] == list(frame.columns) and len(table) == len(frame) + 1
    assert str(frame.iloc[0, 0]) in run(command).stdout.decode()


def test_version_and_help():
    assert run("--version").stdout.decode().split() == ["mkba,", "version", mkba.__version__]
    for arguments in (["--help"], ["appraise", "--help"], ["check", "-h"]):
        done = run(*arguments)
        assert done.returncode == 0 and b"Usage" in done.stdout


def test_the_script_is_installed():
    script = os.path.join(os.path.dirname(sys.executable), "mkba")
    if not os.path.exists(script):
        pytest.skip("the package is not installed, it is used from a build folder")
    assert subprocess.run([script, "--version"], capture_output=True).returncode == 0


def test_pandas_and_numpy_stay_away(path):
    program = (
        "import sys; from mkba import cli; sys.argv = ['mkba', 'appraise', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "assert not {'numpy', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, stdout=subprocess.DEVNULL)


# ---- refusals --------------------------------------------------------------------------------------------------


def test_input_that_is_refused(path, document, tmp_path):
    ends(run("appraise", tmp_path / "geen.json"), 1, "geen.json", "opened")
    ends(run("appraise", tmp_path), 1)
    ends(run("check", tmp_path / "geen.json"), 1)
    ends(run("appraise", path, "--scenario", "hoog"), 1, "hoog")
    document["lines"][1]["value"] = "hulp.change * ur"
    wrong = tmp_path / "fout.json"
    wrong.write_text(json.dumps(document, indent=1), "utf-8")
    ends(run("appraise", wrong), 1, f"{wrong}:", "/lines/1/value")
    wrong.write_text('{"format":\n  }')
    ends(run("appraise", wrong), 1, f"{wrong}:2:3: ")


@pytest.mark.parametrize("arguments", [
    [], ["onbekend"], ["appraise"], ["appraise", "a", "b"], ["appraise", "a", "--format", "xml"],
    ["appraise", "--table", "x", "a"], ["appraise", "a", "--threads", "-1"],
    ["appraise", "a", "--format", "json", "--table", "lines"], ["check", "a", "--format", "csv"],
])  # fmt: skip
def test_usage(arguments):
    ends(run(*arguments), 2)


def test_a_case_cannot_command_the_terminal(document, tmp_path):
    document["title"] = "\x1b]0;x\x07 \x9b2J"
    document["lines"][3]["title"] = "[bold]\x1b[2J"
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), "utf-8")
    text = run("appraise", path).stdout.decode()
    assert not {"\x1b", "\x07", "\x9b"} & set(text) and "[bold]" in text
    document["lines"][0]["kind"] = "\x1b[2J"
    path.write_text(json.dumps(document), "utf-8")
    assert b"\x1b" not in run("appraise", path).stderr + run("check", path).stdout


# ---- surroundings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("environment", [
    {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"}, {"TERM": "dumb"}, {"COLUMNS": "20"},
])  # fmt: skip
def test_encodings(environment, path, case):
    done = run("appraise", path, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"in geval" in done.stdout and b"gemeente" in done.stdout
    done = run("appraise", path, "--format", "json", **environment)
    assert done.stdout == case.appraise().to_json().encode()
    ends(run("appraise", path, "--scenario", "één", **environment), 1)


def test_a_reader_that_leaves(path):
    for options in (["--format", "json"], ["--format", "csv", "--table", "amounts"], []):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([*PYTHON, "appraise", str(path), *options], stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_disk_that_is_full(path):
    for options in (["--format", "json"], []):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*PYTHON, "appraise", str(path), *options], stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 3 and done.stderr.count(b"\n") == 1 and b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_streams(closed, path):
    command = f'exec "$@" {closed}>&-'
    arguments = ["-"] if closed == 0 else [str(path)]
    done = subprocess.run(["sh", "-c", command, "sh", *PYTHON, "appraise", *arguments, "--format", "json"],
                          capture_output=True, stdin=subprocess.DEVNULL)  # fmt: skip
    assert done.returncode == {0: 1, 1: 3, 2: 0}[closed]
    assert b"Traceback" not in done.stderr


def test_control_c_is_quiet():
    def heed_control_c():  # a job in the background of a shell ignores it, and its children would too
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = subprocess.Popen([*PYTHON, "appraise", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, preexec_fn=heed_control_c)  # fmt: skip
    process.stdin.write(b" " * 10**6)  # more than a pipe holds: it reads its input now
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"") and err.strip() == b""


def on_a_terminal(columns, *arguments):
    """What a terminal of so many columns is sent."""
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
    process = subprocess.Popen([*PYTHON, *arguments], stdout=theirs, stdin=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    sent = b""
    try:
        while piece := os.read(ours, 65536):
            sent += piece
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return sent.decode()


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_no_digit_is_cut_off_in_a_narrow_terminal(columns, tmp_path):
    mkba.example().write(tmp_path / "gebiedsteams.json")
    sent = on_a_terminal(columns, "appraise", str(tmp_path / "gebiedsteams.json"))
    assert all(figure in sent for figure in ("11,847,791", "14,365,223", "2,517,432", "-5,048,428", "288,110"))


# ---- catalog ---------------------------------------------------------------------------------------------------

OWN_SCHEMES = "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source\nPeel,2026,,standard,0,0.03,secondary,GR\n"
OWN_INDICES = "index,year,level,status,source\nloon,2024,1,definitive,CAO\n"


def own_files(folder):
    (folder / "schemes.csv").write_text(OWN_SCHEMES)
    (folder / "indices.csv").write_text(OWN_INDICES)
    return ["--schemes", str(folder / "schemes.csv"), "--indices", str(folder / "indices.csv")]


def said(*arguments):
    return run(*arguments).stdout.decode()


def test_own_schemes_and_indices(tmp_path):
    own = own_files(tmp_path)
    document = mkba.example().to_dict() | {"discount": "Peel"}
    path = tmp_path / "case.json"
    path.write_text(json.dumps(document))
    assert run("appraise", path).returncode == 1
    appraised = json.loads(said("appraise", path, "--format", "json", *own))
    document["discount"] = {"rate": 0.03}
    npv = mkba.Case(document).appraise().npv["teams"]
    assert appraised["teams"]["npv"] == npv
    assert "scheme-secondary" in said("check", path, *own)
    assert said("schemes", "--format", "csv", *own[:2]).endswith("Peel,standard,2026,,0,0.03,secondary,GR\n")
    assert "loon" in said("indices", *own[2:])
    (tmp_path / "schemes.csv").write_text(OWN_SCHEMES.replace("0.03", "3"))
    refused = run("check", path, *own)
    assert refused.returncode == 1 and f"{tmp_path / 'schemes.csv'}:2:23: rate must be" in refused.stderr.decode()


def test_prices_and_classifications():
    prices = json.loads(said("prices", "nursing", "INTENSIVE", "--format", "json"))
    assert [price["eur_2022"] for price in prices] == [2727]
    assert "2,727" in said("prices", "intensive")
    assert len(said("prices", "--format", "csv").splitlines()) == 161
    assert "6.60" in said("classifications", "taakvelden")
    assert json.loads(said("classifications", "tariff_unit", "--format", "json"))[0]["code"] == "01"
    assert len(json.loads(said("classifications", "--format", "json"))) == 10
    refused = run("classifications", "tarief_unit")
    assert refused.returncode == 1 and 'did you mean "tariff_unit"?' in refused.stderr.decode()
