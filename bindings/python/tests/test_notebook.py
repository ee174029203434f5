"""The walk through the question of the Peel: as a program, as a notebook, on synthetic and on real figures."""

import csv
import importlib.util
import json
import re
import subprocess
import sys

import pytest
from conftest import ROOT, SHARED

import mkba

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")

EXAMPLES = ROOT / "examples"
PROGRAM = (EXAMPLES / "peel.py").read_text("utf-8")
REAL = SHARED / "data" / "gemeenten"
MEMBERS = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]

spec = importlib.util.spec_from_file_location("notebook", ROOT / "docs" / "notebook.py")
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)


@pytest.fixture(scope="module")
def kept():
    return json.loads((EXAMPLES / "peel.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def made():
    """The cells of the notebook, run on the synthetic region without Jupyter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MKBA_GEMEENTEN", raising=False)
        patch.setattr(sys, "argv", ["peel.py"])
        return notebook.notebook(PROGRAM)


def said(cell):
    return ["".join(output["text"]) for output in cell.get("outputs", []) if output["output_type"] == "stream"]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def test_the_notebook_is_the_program(kept):
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in kept["cells"]] == notebook.cells(PROGRAM)
    assert (kept["nbformat"], kept["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in kept["cells"]}) == len(kept["cells"]) > 20


def test_its_output_is_what_the_cells_give(kept, made):
    for before, after in zip(kept["cells"], made["cells"], strict=True):
        assert said(before) == said(after), "".join(before["source"])
        assert pictures(before) == pictures(after)
    assert sum(map(pictures, made["cells"])) >= 4


def test_what_is_synthetic_says_so(made):
    first = next(cell for cell in made["cells"] if cell["cell_type"] == "code")
    assert "synthetic" in said(first)[0]
    assert "Peel" not in "".join("".join(said(cell)) for cell in made["cells"])


def run(*arguments):
    return subprocess.run([sys.executable, EXAMPLES / "peel.py", *arguments], capture_output=True, text=True)


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == (f"{tmp_path} is no folder with iv3_jaarrekening_2017_2024.csv; leave it out to use the "
                           "synthetic region\n")  # fmt: skip


@pytest.fixture(scope="module")
def benchmark():
    """What examples/benchmark.py prints, and its names."""
    import contextlib
    import io
    import runpy

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        names = runpy.run_path(str(EXAMPLES / "benchmark.py"))
    return said.getvalue(), names


def test_the_benchmark_finds_the_effect_that_was_put_in(benchmark):
    _, names = benchmark
    growth = names["summary"].query("indicator == 'jeugd'").set_index("group")["index"]
    assert growth["region"] / growth["peers"] == pytest.approx(0.94, abs=0.02)
    factors = names["made"].query("group in ['region', 'peers']").set_index(["group", "factor"])["multiplier"]
    assert factors["region", "volume"] / factors["peers", "volume"] == pytest.approx(0.96, abs=0.02)
    assert factors["region", "price"] / factors["peers", "price"] == pytest.approx(0.94 / 0.96, abs=0.02)


def test_the_benchmark_shows_what_stands_against_it(benchmark):
    said, names = benchmark
    assert "synthetic" in said and "the return is that of the year before" in said
    quality = names["overview"].query("aspect == 'quality'")
    assert quality["verdict_peers"].tolist() == ["worse", "worse"]
    assert names["overview"]["aspect"].tolist()[:2] == ["quality", "quality"]  # the worst stands first


def test_nothing_is_called_avoided():
    assert not re.search(r"avoid|vermeden", PROGRAM + (EXAMPLES / "benchmark.py").read_text("utf-8"))


# ---- on the real figures ------------------------------------------------------------------------------------------

needs_real = pytest.mark.skipif(not (REAL / "paneel_breed_2017_2024.csv").exists(),
                                reason="no real figures; MKBA_SHARED says where they are")  # fmt: skip


@needs_real
def test_the_walk_is_made_on_the_real_figures():
    done = run(REAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Peel" in done.stdout and "synthetic" not in done.stdout


@pytest.fixture(scope="module")
def per_inhabitant():
    """Euros per inhabitant, added up here from the file: (areas, parts, year)."""
    with (REAL / "paneel_breed_2017_2024.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lasten_wmo_voorzieningen"]]

    def level(parts, year, of=lambda code: True):
        chosen = [row for row in rows if int(row["jaar"]) == year and of(row["gm_code"])]
        euros = sum(float(row[f"lasten_{part}"]) for row in chosen for part in parts)
        return 1000 * euros / sum(float(row["inwoners"]) for row in chosen)

    return level


WHOLE = ["wmo_voorzieningen", "jeugd_voorzieningen"]
TEXT = " ".join(text.replace("\n", " ") for kind, text in notebook.cells(PROGRAM) if kind == "markdown")


def peel(code):
    return code in MEMBERS


def index(level, parts, first, last, of=lambda code: True):
    return 100 * level(parts, last, of) / level(parts, first, of)


TEAMS = [*WHOLE, "tv_6.2"]
CLAIMS = [
    (r"from (\d+\.\d) to (\d+\.\d) euros between 2017 and 2021",
     lambda level: [level(WHOLE, 2017, peel), level(WHOLE, 2021, peel)]),
    (r"index (\d+\.\d) against (\d+\.\d) nationally",
     lambda level: [index(level, WHOLE, 2017, 2021, peel), index(level, WHOLE, 2017, 2021)]),
    (r"all youth\*\* \(index (\d+\.\d) against (\d+\.\d)\)",
     lambda level: [index(level, WHOLE[1:], 2017, 2021, peel), index(level, WHOLE[1:], 2017, 2021)]),
    (r"rose more\*\* \((\d+\.\d) against (\d+\.\d), and to 2022 (\d+\.\d) against (\d+\.\d)\)",
     lambda level: [index(level, WHOLE[:1], 2017, last, *of) for last in (2021, 2022) for of in ([peel], [])]),
    (r"index of 2021 is (\d+\.\d) against (\d+\.\d)",
     lambda level: [index(level, TEAMS, 2017, 2021, peel), index(level, TEAMS, 2017, 2021)]),
    (r"whole rose (\d+\.\d) % in the Peel and (\d+\.\d) %",
     lambda level: [index(level, WHOLE, 2021, 2024, peel) - 100, index(level, WHOLE, 2021, 2024) - 100]),
    (r"began (\d+) % below the national level \((\d+\.\d) against (\d+\.\d) euros\)",
     lambda level: [100 - 100 * level(WHOLE, 2017, peel) / level(WHOLE, 2017), level(WHOLE, 2017, peel),
                    level(WHOLE, 2017)]),
    (r"without Asten, the index of 2021 is (\d+\.\d)",
     lambda level: [index(level, WHOLE, 2017, 2021, lambda code: peel(code) and code != "GM0743")]),
]  # fmt: skip


@needs_real
@pytest.mark.parametrize("pattern, computed", CLAIMS, ids=range(len(CLAIMS)))
def test_what_the_text_says_of_the_peel_is_in_the_files(per_inhabitant, pattern, computed):
    found = re.search(pattern, TEXT)
    assert found, pattern
    expected = computed(per_inhabitant)
    assert list(found.groups()) == [f"{value:.{len(text.partition('.')[2])}f}" for value, text in
                                    zip(expected, found.groups(), strict=True)]  # fmt: skip


def test_every_figure_of_the_text_is_one_of_these():
    left = re.sub(r"CC BY 4\.0|\b6\.\d+", "", TEXT)
    for pattern, _ in CLAIMS:
        left = re.sub(pattern, "", left)
    assert re.findall(r"\d+\.\d+", left) == []


def test_the_vignette_says_the_same_of_the_peel():
    page = (ROOT / "bindings" / "r" / "pkg" / "vignettes" / "peel.Rmd").read_text("utf-8")
    prose = re.sub(r"^```.*?^```$|\b6\.\d+", "", page, flags=re.MULTILINE | re.DOTALL)
    figures = re.findall(r"\d+\.\d+", prose)
    assert len(figures) > 10 and set(figures) <= set(re.findall(r"\d+\.\d+", TEXT))
    assert not re.search(r"avoid|vermeden", page)
