"""The picture of a doelen-inspanningennetwerk: where its parts stand, what is drawn, what is refused."""

import subprocess
import sys

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import mkba

matplotlib = pytest.importorskip("matplotlib")
pytest.importorskip("igraph")
matplotlib.use("agg")

from matplotlib import pyplot  # noqa: E402  (after the backend is chosen)

from mkba import _network_layout, _plot_network  # noqa: E402

EXAMPLE = ROOT / "examples" / "koers" / "koers.json"
LEVELS = ("inspanning", "vermogen", "baat", "doel")


@pytest.fixture(autouse=True)
def no_figure_is_left():
    yield
    pyplot.close("all")


@pytest.fixture(scope="module")
def koers():
    return mkba.Koers.read(EXAMPLE)


@st.composite
def networks(draw):
    """Koersen of any shape: nodes in an order of levels, edges from earlier to later ones."""
    levels = sorted(draw(st.lists(st.integers(0, 3), min_size=0, max_size=14)))
    pairs = [(a, b) for b in range(len(levels)) for a in range(b)]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)) if pairs else []
    nodes = {f"n{i}": {"level": LEVELS[level], "title": f"n{i}"} for i, level in enumerate(levels)}
    for node in nodes.values():
        if node["level"] in ("doel", "inspanning") and draw(st.booleans()):
            node["opgave" if node["level"] == "doel" else "programme"] = "x"
    return mkba.Koers({
        "format": "mkba-koers/1", "title": "t", "opgaven": {"x": {"title": "opgave"}}, "programmes": {"x": {"title": "programma"}},
        "nodes": nodes, "edges": [{"from": f"n{a}", "to": f"n{b}", "share": 0.05} for a, b in edges],
    })  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_part_has_a_place_of_its_own_and_lines_lead_to_the_right(koers):
    made = _network_layout.laid_out(koers)
    assert len(made.boxes) == len(koers.nodes()) + 2
    places = [(box.column, round(box.row, 6)) for box in made.boxes]
    for line in made.lines:
        begin, end = made.boxes[line.begin].column, made.boxes[line.end].column
        assert begin < end and len(line.rows) == end - begin - 1
        places += [(column, round(row, 6)) for column, row in enumerate(line.rows, begin + 1)]
    columns = {}
    for column, row in sorted(places):
        assert row - columns.get(column, -1e9) >= 1 - 1e-6  # boxes, and lines that pass, at least a row apart
        columns[column] = row
    for kind, first, last in made.columns:
        assert {box.column for box in made.boxes if box.kind == kind} <= set(range(first, last + 1))


def crossings(made, rows):
    """Pairs of lines between the same columns that cross, when boxes stand at these rows."""
    ends = [(line.begin, line.end) for line in made.lines if not line.rows]
    return sum((rows[a] - rows[c]) * (rows[b] - rows[d]) < 0 for i, (a, b) in enumerate(ends) for c, d in ends[:i]
               if made.boxes[a].column == made.boxes[c].column)  # fmt: skip


def test_fewer_lines_cross_than_in_the_order_of_the_document(koers):
    made = _network_layout.laid_out(koers)
    assert crossings(made, [box.row for box in made.boxes]) < crossings(made, list(range(len(made.boxes))))


def test_where_no_line_need_cross_none_does():
    """Three chains, each level in another order."""
    names = [f"{level}{i}" for level, order in zip(LEVELS, ("012", "120", "201", "021")) for i in order]
    koers = mkba.Koers({"format": "mkba-koers/1", "title": "t", "opgaven": {},
                        "nodes": {name: {"level": name[:-1], "title": name} for name in names},
                        "edges": [{"from": f"{a}{i}", "to": f"{b}{i}", "share": 1} for a, b in zip(LEVELS, LEVELS[1:])
                                  for i in range(3)]})  # fmt: skip
    made = _network_layout.laid_out(koers)
    assert crossings(made, list(range(12))) > 0 == crossings(made, [box.row for box in made.boxes])


def test_all_that_the_koers_names_is_written(koers):
    axes = koers.din().plot(language="nl")
    shown = {text.get_text().replace("\n", " ") for text in axes.texts}
    assert set(koers.nodes()["title"]) | set(koers.opgaven()["title"]) | set(koers.programmes()["title"]) <= shown
    assert {"programma's", "inspanningen", "vermogens", "baten", "doelen", "opgaven", "60%", "15%"} <= shown
    assert axes.get_title(loc="left") == koers.title


def test_a_line_is_as_thick_as_its_share(koers):
    axes = koers.din().plot()
    lines = [patch for patch in axes.patches if patch.get_gid() == "mkba-share"]
    drawn = sorted(line.get_linewidth() for line in lines)
    assert drawn == pytest.approx(sorted(0.5 + 5 * koers.edges()["share"]))
    belongs = [patch for patch in axes.patches if patch.get_gid() == "mkba-belongs"]
    assert len(belongs) == 4 + 6  # efforts of a programme, goals of an opgave


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_it_is_written_as_a_file(koers, tmp_path, form):
    path = tmp_path / f"din.{form}"
    koers.din().plot().figure.savefig(path)
    assert path.stat().st_size > 5000


def test_what_a_document_says_is_text_and_no_formula(tmp_path):
    koers = mkba.Koers({"format": "mkba-koers/1", "title": "$\\frac{", "opgaven": {"a": {"title": "<script>$x^$"}},
                        "nodes": {"a": {"level": "doel", "title": "100% & $\\bad$ ", "opgave": "a"},
                                  "b": {"level": "baat", "title": ""}}})  # fmt: skip
    koers.din().plot().figure.savefig(tmp_path / "din.svg")
    assert "<script>" not in (tmp_path / "din.svg").read_text("utf-8")


def test_a_long_title_is_cut_after_three_lines():
    short = _plot_network._short("een titel die maar doorgaat " * 10, 21)
    assert short.count("\n") == 2 and short.endswith("…")


def test_what_is_too_large_is_refused():
    nodes = {f"n{i}": {"level": "doel", "title": "x"} for i in range(301)}
    koers = mkba.Koers({"format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": nodes})
    with pytest.raises(mkba.LimitError, match=r"301.*Din\.dot"):
        koers.din().plot()
    with pytest.raises(mkba.ArgumentError, match="language"):
        mkba.Koers.read(EXAMPLE).din().plot(language="de")


def test_without_igraph_it_says_what_to_install():
    program = (f"import sys; sys.modules['igraph'] = None\nimport mkba\nmkba.Koers.read({str(EXAMPLE)!r}).din().plot()")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={"MPLBACKEND": "agg", "PYTHONPATH": ":".join(sys.path)})
    assert done.stderr.endswith("ModuleNotFoundError: pictures of a network need igraph: pip install 'mkba[plot]'\n")


# ---- where a Koers stands -------------------------------------------------------------------------------------------


def test_a_thermometer_has_its_score_interval_and_plan_and_says_where_there_is_none(koers):
    thermometer = koers.thermometer()
    axes, frame = thermometer.plot(language="nl"), thermometer.frame()
    scored = frame.dropna(subset=["score_scored"])
    bars = [bar.get_width() for bar in axes.patches if bar.get_gid() == "mkba-score"]
    assert bars == scored["score_scored"].tolist()
    drawn = [segment[:, 0].tolist() for lines in axes.collections if lines.get_gid() == "mkba-interval" for segment in lines.get_segments()]
    assert drawn == scored[["low", "high"]].values.tolist()
    assert [text.get_text() for text in axes.texts].count("geen cijfer") == len(frame) - len(scored) == 3


def test_a_petal_is_filled_to_the_lowest_score(koers):
    table = koers.compass().yardsticks()
    axes = koers.compass().plot(language="nl")
    petals = sorted(patch.r for patch in axes.patches if patch.get_gid() == "mkba-lowest")
    assert petals == pytest.approx(sorted(table["lowest"].dropna().clip(0)))
    shown = {text.get_text().replace("\n", " ") for text in axes.texts}
    assert set(table["criterion"]) | {"inwoners", "bestuur"} <= shown


def test_a_path_has_what_was_planned_measured_and_is_expected(koers):
    register = koers.benefits()
    axes, paths = register.plot("op_eigen_kracht"), register.paths().query("indicator == 'op_eigen_kracht'")
    for kind in ("planned", "realised", "forecast"):
        line = next(line for line in axes.lines if line.get_gid() == f"mkba-{kind}")
        assert list(line.get_ydata()) == paths[paths["kind"] == kind]["value"].tolist()
    with pytest.raises(mkba.UnknownNameError, match="op_eigen_kracht"):
        register.plot("eigen")
