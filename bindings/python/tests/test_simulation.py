"""Simulations: figures, tables, parts, what stops them."""

import json
import pickle
import threading

import pytest
from conftest import ROOT

import mkba

CASES = ROOT / "tests" / "data"


@pytest.fixture(scope="module")
def case():
    return mkba.Case.read(CASES / "cases" / "alles.json")


@pytest.fixture(scope="module")
def normals():
    return mkba.Case.read(CASES / "uncertain" / "sum.json")


def test_draws_that_agree_leave_doubt(case):
    table = case.simulate(draws=2).convergence().set_index(["measure", "statistic"])
    chances = table.xs("p_positive", level="statistic")
    chances = chances[chances["value"].isin([0, 1])]
    assert len(chances) and (chances["se"] > 0.1).all() and not chances["reached"].any()
    assert (chances["draws_more"] > 0).all()


def test_one_draw_has_values_and_no_standard_error(normals):
    table = normals.simulate(draws=1).convergence()
    assert len(table) == len(normals.simulate(draws=2).convergence())
    assert table[["se", "se_is", "wanted", "reached", "draws_needed", "draws_more"]].isna().all(axis=None)
    assert (table["value"].isna() == (table["statistic"] == "sd")).all()


@pytest.mark.parametrize("plan", ["lhs", "sobol"])
def test_replicates_tell_the_standard_error_of_means(normals, plan):
    # sd 318.839: see tests/test_uncertain_simulation.c
    options = {"draws": 16 * 1024, "plan": plan, "replicates": 16, "keep": True}
    simulation = normals.simulate(**options)
    means = simulation.draws()["p.npv"].to_numpy().reshape(16, 1024).mean(axis=1)
    npv = simulation.summary().set_index("measure").loc["npv"]
    assert npv["se_is"] == "between replicates"
    assert npv["se"] == pytest.approx(means.std(ddof=1) / 4, rel=1e-9)
    assert npv["se"] < 318.839 / 128 / 3
    assert simulation.about()["replicates"].tolist() == [16]
    parts = normals.simulate(**options, count=5000)
    assert (parts.summary()["se_is"] == "upper bound").all()
    assert parts.merge(normals.simulate(**options, first=5000)) == simulation


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"plan": "random", "replicates": 2}, "plans lhs and sobol"),
        ({"plan": "lhs", "replicates": 3}, "100 is none of 3"),
        ({"plan": "lhs", "replicates": 257}, "at most 256"),
    ],
)
def test_replicates_that_cannot_be_are_refused(normals, options, message):
    with pytest.raises(mkba.ArgumentError, match=message) as caught:
        normals.simulate(draws=100, **options)
    assert caught.value.where == "replicates"


def test_what_is_no_simulation_or_number_of_bins_is_refused(normals):
    simulation = normals.simulate(draws=10)
    for bins in (-1, 1001, 10**30):
        with pytest.raises(mkba.ArgumentError, match="bins must be at least 0 and at most 1000") as caught:
            simulation.histogram(bins)
        assert caught.value.where == "bins"
    with pytest.raises(TypeError, match="other must be a Simulation, not NoneType"):
        simulation.merge(None)


def test_a_sum_of_normals_is_what_it_is(normals):
    # sd 318.839: see tests/test_uncertain_simulation.c
    simulation = normals.simulate(draws=100_000, plan="sobol")
    npv = simulation.to_dict()["p"]["npv"]
    assert npv["mean"] == pytest.approx(200, abs=1)
    assert npv["sd"] == pytest.approx(318.839, rel=0.01)
    assert simulation.probability() == pytest.approx(0.73476, abs=0.006)
    assert simulation.quantile(0.05) == pytest.approx(200 - 1.644854 * 318.839, abs=8)


def test_the_same_bits_whatever_the_way(case):
    whole = case.simulate(draws=5000, streams=True, years=True, keep=True)
    for other in (
        case.simulate(draws=5000, streams=True, years=True, keep=True, threads=3),
        case.simulate(draws=5000, streams=True, years=True, keep=True, block=1, variant="plain"),
        case.simulate(draws=5000, first=2500, streams=True, years=True, keep=True).merge(
            case.simulate(draws=5000, count=2500, streams=True, years=True, keep=True)),
    ):  # fmt: skip
        assert other == whole and hash(other) == hash(whole) and other.to_json() == whole.to_json()
    assert whole != case.simulate(draws=5000, seed=2, streams=True, years=True, keep=True)
    assert whole != "a text"


def test_every_language_gives_the_same_text(case):
    expected = (CASES / "uncertain" / "simulated.json").read_text("utf-8")
    assert case.simulate(1000, 7, "lhs", streams=True, years=True).to_json() == expected


def test_bytes_and_pickles(case):
    simulation = case.simulate(draws=100)
    data = simulation.to_bytes()
    assert mkba.Simulation.from_bytes(bytearray(data)) == simulation
    assert pickle.loads(pickle.dumps(simulation)) == simulation
    with pytest.raises(mkba.CaseError):
        mkba.Simulation.from_bytes(data[:-1])
    with pytest.raises(mkba.CaseError):
        mkba.Simulation.from_bytes(b"")
    with pytest.raises(TypeError):
        mkba.Simulation.from_bytes("text")


def test_tables(case):
    simulation = case.simulate(draws=500, streams=True, years=True, keep=True)
    assert list(simulation.incremental()[["alternative", "compared_with"]].iloc[0]) == ["klein", "plan"]
    assert set(simulation.actors()["measure"]) == {"pv_costs", "pv_benefits", "net"}
    assert set(simulation.streams()["stream"]) == {"hulp", "licht", "vast"}
    assert simulation.years()["year"].tolist() == [2026, 2027, 2028] * 2
    assert set(simulation.clients()["alternative"]) == {"nul", "plan", "klein"}
    assert set(simulation.parameters()["parameter"]) == {"pad", "waarde", "effect", "kans", "budget"}
    draws = simulation.draws()
    assert len(draws) == simulation.n_draws == 500
    mean = simulation.summary().set_index(["alternative", "measure"]).loc[("plan", "npv"), "mean"]
    assert draws["plan.npv"].mean() == pytest.approx(mean, rel=1e-12)
    assert simulation.about().loc[0, "plan"] == "random"
    assert simulation.findings().empty
    assert (simulation.summary()["quantile_error"] == 0).all()


def test_figures_by_name(case):
    simulation = case.simulate(draws=1000, streams=True, years=True)
    actors = simulation.actors().set_index(["alternative", "actor", "measure"])
    net = simulation.quantile(0.5, alternative="plan", measure="net", actor="gemeente")
    assert net == actors.loc[("plan", "gemeente", "net"), "q50"]
    assert simulation.quantile(0.5, alternative="plan", measure="clients", stream="hulp", year=2028) > 0
    assert 0 <= simulation.probability(alternative="klein", compared_with="plan") <= 1
    estimate = simulation.quantile_estimate(0.5, alternative="plan")
    assert estimate.value == simulation.quantile(0.5, alternative="plan") and estimate.error_bound > 0
    assert simulation.probability_estimate(alternative="plan").error_bound == 0
    with pytest.raises(mkba.ArgumentError, match="alternative must be given"):
        simulation.quantile(0.5)
    with pytest.raises(mkba.ArgumentError, match='another alternative than "plan"'):
        simulation.probability(alternative="plan", compared_with="plan")
    with pytest.raises(mkba.UnknownNameError, match="gemeente"):
        simulation.quantile(0.5, alternative="plan", measure="net", actor="gemente")
    with pytest.raises(mkba.UnknownNameError, match="measure"):
        simulation.quantile(0.5, alternative="plan", mesure="npv")


@pytest.mark.parametrize(
    ("arguments", "error", "where"),
    [
        ({"draws": 0}, mkba.ArgumentError, "draws"),
        ({"plan": "sobl"}, mkba.UnknownNameError, "plan"),
        ({"variant": "avx3"}, mkba.UnknownNameError, "variant"),
        ({"scenario": "hoog"}, mkba.UnknownNameError, "scenario"),
        ({"first": 10, "draws": 10}, mkba.ArgumentError, "first"),
        ({"draws": 10**9, "keep": True}, mkba.LimitError, "keep"),
    ],
)
def test_what_is_refused(case, arguments, error, where):
    with pytest.raises(error) as caught:
        case.simulate(**arguments)
    assert caught.value.where == where


def test_a_number_of_draws_is_whole(case):
    for draws in (1.5, "many"):
        with pytest.raises(TypeError, match="draws must be a whole number"):
            case.simulate(draws=draws)
    with pytest.raises(mkba.ArgumentError, match="draws must be a whole number, at least 0"):
        case.simulate(draws=-1)


def test_parts_that_do_not_fit(case):
    with pytest.raises(mkba.ArgumentError, match="the same draws"):
        case.simulate(draws=10).merge(case.simulate(draws=10))


def test_progress(normals):
    seen = []
    normals.simulate(draws=200_000, progress=lambda done, total: seen.append((done, total)))
    assert seen and seen[-1][0] == seen[-1][1]
    with pytest.raises(mkba.Cancelled):
        normals.simulate(draws=10**9, progress=lambda done, total: False)
    with pytest.raises(ZeroDivisionError):
        normals.simulate(draws=10**9, progress=lambda done, total: 1 // 0)
    with pytest.raises(TypeError, match="callable"):
        normals.simulate(progress=1)


def test_an_interrupt_stops_it(normals):
    # As Ctrl-C does: a signal that arrives while the library works, in the main thread. A shell that runs the tests in the
    # background has it ignored.
    import _thread
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, _thread.interrupt_main)
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            normals.simulate(draws=10**9)
        timer.join()
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_run_meanwhile(normals):
    # Progress is reported from the calling thread; the counter counts in another, which needs the lock of Python.
    stop, counted = threading.Event(), [0]

    def count():
        while not stop.is_set():
            counted[0] += 1

    other = threading.Thread(target=count)
    other.start()
    normals.simulate(draws=2_000_000, threads=1)
    stop.set()
    other.join()
    assert counted[0] > 1000


def test_json_holds_what_is_needed_to_repeat_it(case):
    about = json.loads(case.simulate(draws=50, seed=2**60, plan="lhs", scenario="laag").to_json())["plan"]["simulation"]
    assert about["seed"] == str(2**60) and about["plan"] == "lhs" and about["draws"] == 50
    assert about["scenario"] == "laag" and about["version"] == mkba.__version__


@pytest.mark.parametrize("view", ["distribution", "actors", "years"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_plots(case, view, language):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    axes = case.simulate(draws=500, years=True).plot(view, alternative="plan", language=language)
    axes.figure.canvas.draw()
    assert axes.get_title(loc="left")
    pyplot.close(axes.figure)


def test_plots_say_what_they_want(case):
    simulation = case.simulate(draws=10)
    with pytest.raises(mkba.ArgumentError, match="plan, klein"):
        simulation.plot()
    with pytest.raises(mkba.UnknownNameError, match="view"):
        simulation.plot("bars", alternative="plan")
    with pytest.raises(mkba.ArgumentError, match="years"):
        simulation.plot("years", alternative="plan")
    with pytest.raises(mkba.UnknownNameError, match="plam"):
        simulation.plot(alternative="plam")
