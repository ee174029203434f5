"""Plots: what is drawn and written, on which axes, and that nothing of the user's is changed."""

import json
import subprocess
import sys

import numpy as np
import pandas
import pytest
from conftest import ROOT, small

import mkba
from mkba import _plots

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")

from matplotlib import pyplot  # noqa: E402  (after the backend is chosen)


@pytest.fixture(autouse=True)
def no_figure_is_left():
    before = matplotlib.rcParams.copy()
    yield
    assert matplotlib.rcParams == before
    pyplot.close("all")


def texts(ax):
    """All that is written on the axes, by looking at what is drawn."""
    return [found.get_text() for found in ax.findobj(matplotlib.text.Text) if found.get_text()]


def one_alternative():
    document = small()
    del document["alternatives"]["groot"]
    for stream in document["streams"].values():
        stream["changes"].pop("groot", None)
    document["streams"]["licht"].pop("changes")
    return mkba.Case(document)


@pytest.fixture(scope="module")
def appraisal():
    return one_alternative().appraise()


# ---- who pays and gains -------------------------------------------------------------------------------------------


def test_bars_are_what_each_actor_pays_and_gains(appraisal):
    ax = appraisal.plot()
    table = appraisal.actors()
    pays, gains = ax.containers
    assert [-bar.get_width() for bar in pays] == table["pv_costs"].tolist()
    assert [bar.get_width() for bar in gains] == table["pv_benefits"].tolist()
    assert {bar.get_facecolor() for bar in pays}.isdisjoint({bar.get_facecolor() for bar in gains})
    assert [label.get_text() for label in ax.get_yticklabels()] == table["actor"].tolist()
    marks = next(line for line in ax.lines if line.get_marker() == "D")
    assert list(marks.get_xdata()) == table["net"].tolist()


def test_the_net_of_each_actor_is_written_beside_its_bar(appraisal):
    ax = appraisal.plot()
    said = texts(ax)
    for net in appraisal.actors()["net"]:
        assert f"◆ {net:+,.0f}".replace("-", "−") in said


def test_unit_price_level_and_what_has_no_amount_are_said(appraisal):
    said = texts(appraisal.plot())
    assert "◆ net; present value, euros (price level 2024)" in said
    assert "Pro memorie, in no figure: cohesie." in said
    dutch = texts(mkba.example().appraise().plot(language="nl"))
    assert "◆ saldo; contante waarde, mln euro (prijspeil 2024)" in dutch and "◆ +7,3" in dutch
    assert {"Wie betaalt, wie baat heeft", "betaalt", "ontvangt"} <= set(dutch)


# ---- the balance over the years -----------------------------------------------------------------------------------


def test_the_balance_is_a_line_labelled_at_its_end(appraisal):
    ax = appraisal.plot("years")
    (line,) = [line for line in ax.lines if line.get_label() == "plan"]
    table = appraisal.years()
    assert list(line.get_xdata()) == table["year"].tolist()
    assert list(line.get_ydata()) == table["cumulative_pv_net"].tolist()
    end = table["cumulative_pv_net"].iloc[-1]
    label = next(text for text in ax.texts if text.get_text() == f"plan {end:+,.0f}".replace("-", "−"))
    assert label.xy == (2029, end) and label.get_color() == line.get_color()


def test_scenarios_share_axes_each_with_a_line_a_colour_and_a_label(case):
    figure, ax = pyplot.subplots()
    for scenario in (None, "laag", "duur"):
        assert case.appraise(scenario).plot("years", alternative="plan", ax=ax, label=scenario or "basis") is ax
    lines = [line for line in ax.lines if line.get_gid() == "mkba-balance"]
    assert len({line.get_color() for line in lines}) == 3
    assert [text.partition(" ")[0] for text in map(matplotlib.text.Text.get_text, ax.texts)
            if text.partition(" ")[0] in ("basis", "laag", "duur")] == ["basis", "laag", "duur"]  # fmt: skip
    assert texts(ax).count("Pro memorie, in no figure: cohesie.") == 1


def test_all_alternatives_are_drawn_unless_one_is_named(case):
    names = [line.get_label() for line in case.appraise().plot("years").lines]
    assert [name for name in names if name in ("plan", "groot")] == ["plan", "groot"]
    assert "groot" not in [line.get_label() for line in case.appraise().plot("years", alternative="plan").lines]


# ---- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options, error, where", [
    ({}, mkba.ArgumentError, "alternative"),
    ({"view": "jaren"}, mkba.UnknownNameError, "view"),
    ({"view": "years", "alternative": "klein"}, mkba.UnknownNameError, "alternative"),
    ({"view": "years", "language": "de"}, mkba.ArgumentError, "language"),
])  # fmt: skip
def test_refused(case, options, error, where):
    with pytest.raises(error) as caught:
        case.appraise().plot(**options)
    assert caught.value.where == where and pyplot.get_fignums() == []


def test_without_matplotlib_one_sentence_says_what_to_install():
    program = ("import sys; sys.modules['matplotlib'] = None\n"
               "import mkba\n"
               "try: mkba.example().appraise().plot()\n"
               "except ModuleNotFoundError as error: print(error)")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("plots need matplotlib: pip install 'mkba[plot]'\n", "")


# ---- the parts ----------------------------------------------------------------------------------------------------


def boxes(labels):
    """Where labels stand when the figure is drawn."""
    figure, ax = pyplot.subplots(layout="constrained")
    ax.plot([0, 1], [0, 100])
    _plots.label_ends(ax, [_plots.Label(1, y, text, "black") for y, text in labels])
    figure.canvas.draw()
    drawn = {text.get_text(): text.get_window_extent() for text in ax.texts}
    return [drawn[text] for _, text in labels]


def test_labels_do_not_overlap_and_keep_their_order():
    found = boxes([(50, "midden"), (50.5, "hoger"), (49.5, "lager"), (90, "ver")])
    middle, higher, lower, far = found
    assert lower.y1 <= middle.y0 and middle.y1 <= higher.y0 and higher.y1 <= far.y0


def test_a_label_that_is_alone_stands_at_its_point():
    figure, ax = pyplot.subplots()
    ax.plot([0, 1], [0, 100])
    _plots.label_ends(ax, [_plots.Label(1, 40, "hier", "black")])
    assert ax.texts[0].xyann == (6, 0)


@pytest.mark.parametrize("places", [[], [3.0], [5.0, 5.0, 5.0], [9.0, 1.0, 1.5, 9.1, 30.0]])
def test_places_are_spread_by_the_gap_around_their_mean(places):
    moved = _plots.spread(places, 2.0)
    order = sorted(moved)
    assert all(after - before >= 2 - 1e-12 for before, after in zip(order, order[1:]))
    assert sum(moved) == pytest.approx(sum(places))


def test_region_peers_and_nation_differ_in_lightness_too():
    def lightness(colour):
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                 for part in matplotlib.colors.to_rgb(colour)]  # fmt: skip
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts))

    region, peers, nation = map(lightness, (_plots.REGION, _plots.PEERS, _plots.NATION))
    contrast = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in ((region, peers), (region, nation))]
    assert min(contrast) > 1.5 and (1.05 / (lightness(_plots.PEERS_TEXT) + 0.05)) > 4.5  # WCAG 2.1, 1.4.3


@pytest.mark.parametrize("scale, limits, text", [(1e6, (0, 3e6), "0.5"), (1.0, (0, 40), "20"), (1e3, (0, 4e5), "200")])
def test_numbers_of_an_axis_have_the_decimals_that_its_steps_need(scale, limits, text):
    figure, ax = pyplot.subplots()
    ax.set_ylim(*limits)
    _plots.ticks(ax.yaxis, "en", scale=scale)
    figure.canvas.draw()
    assert text in [label.get_text() for label in ax.get_yticklabels()]


def test_a_logarithmic_axis_has_few_numbers_and_no_powers():
    figure, ax = pyplot.subplots()
    ax.set_xscale("log")
    ax.set_xlim(900, 60000)
    _plots.ticks(ax.xaxis, "nl")
    figure.canvas.draw()
    shown = [label.get_text() for label in ax.get_xticklabels(which="both") if 0 < label.get_position()[0]]
    assert {"1.000", "2.000", "5.000", "10.000", "50.000"} <= set(shown) and not any("^" in text for text in shown)


# ---- names are no formulas ----------------------------------------------------------------------------------------

NAME = "$5 a $6_x"  # two dollars make matplotlib read what is between them as a formula


def plots_of_a_panel():
    draw = np.random.default_rng(12)
    level = 100 + np.cumsum(draw.normal(2, 1, 8)) + draw.uniform(-5, 5, (20, 1)) + draw.normal(0, 2, (20, 8))
    rows = pandas.DataFrame([(f"GM{i:04d}", f"{NAME}{i}", 2010 + t, name, value, "", "") for i in range(20) for t in range(8)
                             for name, value in (("$kosten$", level[i, t]), ("inwoners", 1000.0 * (i + 1)))],
                            columns=["gm_code", "gemeente", "jaar", "indicator", "waarde", "eenheid", "bron"])  # fmt: skip
    panel = mkba.Panel.read(rows)
    effect = panel.effect(indicator="$kosten$", region="GM0000", start=2015)
    control = panel.synthetic_control(treated="GM0000", indicator="$kosten$", start=2015)
    both = panel.synthetic_did(treated="GM0000", indicator="$kosten$", start=2015)
    peers = panel.peers("GM0000", ["inwoners"], year=2010)
    return [lambda: effect.plot("path"), lambda: effect.plot("weights"), lambda: control.plot("path"),
            lambda: control.placebo().plot("ranks"), lambda: both.plot("areas"), lambda: peers.plot(), lambda: peers.plot("profile")]  # fmt: skip


def plots_of_a_case():
    case = mkba.Case(json.dumps(small()).replace('"inwoner"', json.dumps(NAME)))
    one, drawn = case.appraise(), case.simulate(draws=100, years=True)
    return [lambda: one.plot(alternative="plan"), lambda: one.plot("years", label=NAME),
            lambda: drawn.plot("actors", alternative="plan")]  # fmt: skip


def plots_of_players():
    game = mkba.scale.Game([NAME, f"{NAME}b"], [0, 3, 4, 5])
    return [game.plot, lambda: game.keys(nucleolus=False).plot()]


def plots_of_a_koers():
    text = (ROOT / "examples" / "koers" / "koers.json").read_text("utf-8")
    document = json.loads(text)
    for kind in ("nodes", "indicators", "opgaven"):
        for each in document[kind].values():
            each["title"] = NAME
    koers = mkba.Koers(document)
    return [koers.compass().plot, koers.thermometer().plot, koers.benefits().plot, koers.din().plot]


@pytest.mark.parametrize("plots", [plots_of_a_panel, plots_of_a_case, plots_of_players, plots_of_a_koers])
def test_a_name_with_dollars_is_written_as_it_is(plots):
    seen = 0
    for plot in plots():
        ax = plot()
        ax.figure.canvas.draw()
        for found in ax.findobj(matplotlib.text.Text):
            if "$" in found.get_text():
                assert not found.get_parse_math(), found.get_text()
                seen += 1
    assert seen > 3


@pytest.mark.parametrize("name", ["gebiedsteams", "benchmark", "koers"])
def test_the_pictures_of_the_readme_are_what_their_scripts_draw(tmp_path, name):
    out = tmp_path / "out.svg"
    subprocess.run([sys.executable, ROOT / "docs" / f"{name}.py", out], check=True)
    drawn, kept = (matplotlib_texts(path) for path in (out, ROOT / "docs" / f"{name}.svg"))
    assert drawn == kept and len(drawn) > 20


def matplotlib_texts(path):
    """The texts of an SVG that matplotlib wrote, which stand in comments beside their glyphs."""
    import re

    return re.findall(r"<!-- (.*?) -->", path.read_text("utf-8"))
