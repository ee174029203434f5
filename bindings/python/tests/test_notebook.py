"""The walks of examples/ as programs and as notebooks; that through the question of the Peel on real figures too."""

import csv
import re

import pytest
import walks
from conftest import ROOT
from walks import EXAMPLES, REAL, needs_real

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")

MEMBERS = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
TEXT = walks.text("peel")


@pytest.mark.parametrize("name", ["peel", "koers_effect", "koers"])
def test_the_notebook_is_the_program(name):
    kept = walks.kept(name)
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in kept["cells"]] == (
        walks.notebook.cells(walks.program(name))
    )
    assert (kept["nbformat"], kept["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in kept["cells"]}) == len(kept["cells"]) > 10


@pytest.mark.parametrize("name, pictures", [("peel", 4), ("koers_effect", 3), ("koers", 4)])
def test_its_output_is_what_the_cells_give(name, pictures):
    cells = walks.made(name)["cells"]
    for before, after in zip(walks.kept(name)["cells"], cells, strict=True):
        assert walks.said(before) == walks.said(after), "".join(before["source"])
        assert walks.pictures(before) == walks.pictures(after)
    assert sum(map(walks.pictures, cells)) == pictures


@pytest.mark.parametrize("name", ["peel", "koers_effect", "koers"])
def test_what_is_synthetic_says_so(name):
    first = next(cell for cell in walks.made(name)["cells"] if cell["cell_type"] == "code")
    assert "synthetic" in walks.said(first)[0]
    assert "Peel" not in walks.all_said(name)


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    done = walks.run("peel", tmp_path)
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
    assert not re.search(r"avoid|vermeden", walks.program("peel") + (EXAMPLES / "benchmark.py").read_text("utf-8"))


# ---- on the real figures ------------------------------------------------------------------------------------------

@needs_real
def test_the_walk_is_made_on_the_real_figures():
    done = walks.run("peel", REAL)
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
