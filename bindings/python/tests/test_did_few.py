"""Group-time effects of few treated areas: placebos, against all placings counted in numpy with other formulas.

Here an area that takes the place of a treated one is treated from the same start, and everything is estimated again: means of
the group less means of those it may be compared with. In the library what is left under the null changes places beside fixed
shares.
"""

import itertools

import numpy as np
import pytest

import mkba

YEARS = range(2013, 2021)
STARTS = {"A00": 2017, "A01": 2015, "A02": 2018}
N = 12


def outcomes(seed=5, n=N, spread=None):
    random = np.random.default_rng(seed)
    shocks = random.standard_t(4, (n, len(YEARS))) * (1 if spread is None else spread[:, None])
    return random.normal(0, 5, (n, 1)) + np.cumsum(shocks, axis=1)


def panel_of(y, population=None, x=None):
    def column(values, i, t):
        return "" if values is None else f",{values[i] if np.ndim(values) == 1 else values[i, t]:.17g}"

    head = "gm_code,jaar,y" + (",pop" if population is not None else "") + (",x" if x is not None else "")
    lines = [f"A{i:02d},{year},{y[i, t]:.17g}{column(population, i, t)}{column(x, i, t)}"
             for i in range(len(y)) for t, year in enumerate(YEARS)]  # fmt: skip
    return mkba.Panel.read(head + "\n" + "\n".join(lines) + "\n", name="")


def changes(starts, control, base, group, period):
    """The areas of a group, those it is compared with, and the two periods."""
    before = period - 1 if period < group and base == "varying" else group - 1
    own = [i for i, start in enumerate(starts) if start == group]
    others = [i for i, start in enumerate(starts)
              if start is None or control == "not-yet-treated" and start != group and start > max(period, before)]  # fmt: skip
    return own, others, period - 2013, before - 2013


def att(y, starts, control, base, group, period):
    own, others, late, early = changes(starts, control, base, group, period)
    change = y[:, late] - y[:, early]
    return change[own].mean() - change[others].mean()


def figures(starts, base):
    """Per aggregate its groups and periods with their weights; all groups have one area here."""
    groups = sorted(start for start in starts if start is not None)
    first = 2014 if base == "varying" else 2013
    cells = [(g, t) for g in groups for t in range(first, 2021)]
    after = [(g, t) for g, t in cells if t >= g]

    def alike(some):
        return {cell: 1 / len(some) for cell in some}

    def mean(parts):
        return {cell: sum(part.get(cell, 0) for part in parts) / len(parts) for cell in cells}

    made = {("simple", None): alike(after)}
    for name, at, some in [("group", lambda g, t: g, after), ("calendar", lambda g, t: t, after),
                           ("dynamic", lambda g, t: t - g, cells)]:  # fmt: skip
        keys = sorted({at(g, t) for g, t in some})
        rows = {key: alike([(g, t) for g, t in some if at(g, t) == key]) for key in keys}
        made |= {(name, str(key)): row for key, row in rows.items()}
        made[name, None] = mean([row for key, row in rows.items() if name != "dynamic" or key >= 0])
    return made


def used_by(several, starts, control, base):
    """Areas in groups of figures, and those that these are compared with."""
    own, others = set(), set()
    for group, period in {cell for weights in several for cell, weight in weights.items() if weight}:
        some, more, _, _ = changes(starts, control, base, group, period)
        own |= set(some)
        others |= set(more)
    return sorted(own), sorted(others - own)


def figure(weights, y, starts, control, base):
    return sum(w * att(y, starts, control, base, g, t) for (g, t), w in weights.items() if w)


def all_placings(several, y, starts, control, base):
    """Figures in every placing, the true one first: a row per figure."""
    own, others = used_by(several, starts, control, base)
    values = []
    for taken in itertools.permutations(own + others, len(own)):
        # Areas whose place is taken go where a place is free, in any order: all that is left is never treated.
        free = [area for area in own if area not in taken]
        moved = dict(zip(own, taken)) | dict(zip([area for area in taken if area not in own], free))
        paths = y.copy()
        for place, path in moved.items():
            paths[place] = y[path]
        values.append([figure(weights, paths, starts, control, base) for weights in several])
    return np.array(values).T


def p_of(values):
    return np.mean(np.abs(values) >= np.abs(values[0]) * (1 - 1e-9))


def less(y, starts, effect):
    """Without a supposed effect from the start on, or without what is found there."""
    out = y.copy()
    for i, start in enumerate(starts):
        if start is not None:
            found = [effect(start, year) if callable(effect) else effect for year in range(start, 2021)]
            out[i, start - 2013 :] -= found
    return out


def shares_of(weights, starts, control, base):
    """What a figure takes of each area and year, from the figures of panels with a single 1."""
    out = np.zeros((N, len(YEARS)))
    for i in range(N):
        for t in range(len(YEARS)):
            unit = np.zeros_like(out)
            unit[i, t] = 1
            out[i, t] = figure(weights, unit, starts, control, base)
    return out


def row_of(table, aggregation, at):
    rows = table[table["aggregation"] == aggregation]
    return rows[rows["at"].isna() if at is None else rows["at"] == at].iloc[0]


def is_before(aggregation, at):
    return aggregation == "dynamic" and at is not None and int(at) < 0


LIST = [STARTS.get(f"A{i:02d}") for i in range(N)]
BOTH = pytest.mark.parametrize("control", ["never-treated", "not-yet-treated"])


@BOTH
@pytest.mark.parametrize("base", ["universal", "varying"])
def test_aggregates_are_ranks_among_all_placings_estimated_again(control, base):
    y = outcomes()
    table = panel_of(y).did(STARTS, "y", control=control, base=base).aggregates()
    wanted = figures(LIST, base)
    assert len(table) == len(wanted)
    for (aggregation, at), weights in wanted.items():
        row, of = row_of(table, aggregation, at), y
        if is_before(aggregation, at):
            of = less(y, LIST, lambda g, t: att(y, LIST, control, base, g, t))
        values = all_placings([weights], of, LIST, control, base)[0]
        assert row["estimate"] == pytest.approx(values[0], abs=1e-9)
        if at == "-1" and base == "universal":
            assert np.isnan(row["p"]) and np.isnan(row["std_error"])
        else:
            assert row["p"] == pytest.approx(p_of(values), abs=1e-12), (aggregation, at)


@BOTH
def test_effects_are_ranks_among_their_group_and_its_controls(control):
    y = outcomes(6)
    table = panel_of(y).did(STARTS, "y", control=control).effects()
    assert len(table) == 3 * 7
    for row in table.itertuples():
        weights = {(int(row.group), int(row.period)): 1}
        values = all_placings([weights], y, LIST, control, "varying")[0]
        assert row.estimate == pytest.approx(values[0], abs=1e-9)
        assert row.p == pytest.approx(p_of(values), abs=1e-12)
        assert row.p >= 1 / (1 + row.controls) - 1e-12


@BOTH
def test_intervals_are_the_effects_that_are_not_rejected(control):
    y = outcomes(7)
    table = panel_of(y).did(STARTS, "y", control=control, level=0.8).aggregates()
    for aggregation, at in [("simple", None), ("group", None), ("group", "2015"), ("calendar", "2018"), ("dynamic", "2")]:
        weights = figures(LIST, "varying")[aggregation, at]
        row = row_of(table, aggregation, at)
        for end, outwards in [(row["low"], -1), (row["high"], 1)]:
            near = 1e-7 * row["std_error"] * outwards
            inside, outside = (p_of(all_placings([weights], less(y, LIST, end + step), LIST, control, "varying")[0])
                               for step in (-near, near))  # fmt: skip
            assert inside > 0.2 >= outside - 1e-12, (aggregation, at, end)


@BOTH
def test_standard_errors_are_those_of_the_donors_covariance(control):
    """Each area's shares beside the covariance of the donors' years, and the sum over areas."""
    y = outcomes(8)
    donors = np.cov(y[3:].T)
    table = panel_of(y).did(STARTS, "y", control=control, base="universal").aggregates()
    for (aggregation, at), weights in figures(LIST, "universal").items():
        shares = shares_of(weights, LIST, control, "universal")
        error = np.sqrt(np.einsum("it,ts,is->", shares, donors, shares))
        if at != "-1":
            assert row_of(table, aggregation, at)["std_error"] == pytest.approx(error, rel=1e-9), (aggregation, at)


@BOTH
def test_an_event_study_ranks_the_years_before_together(control):
    y = outcomes(9)
    study = panel_of(y).event_study(STARTS, "y", control=control, level=0.8)
    wanted = {int(at): weights for (name, at), weights in figures(LIST, "universal").items() if name == "dynamic" and at}
    effects = study.effects().set_index("event")
    assert effects.index.tolist() == sorted(wanted)
    events = [event for event in sorted(wanted) if event != -1]
    assert effects.loc[events, "p"].notna().all() and effects.loc[events, "low"].notna().sum() == len(events)
    # The test of the years before: what is found from the start on is taken off, then the rank of the distance from zero.
    before = [wanted[event] for event in events if event < 0]
    of = less(y, LIST, lambda g, t: att(y, LIST, control, "universal", g, t))
    values = all_placings(before, of, LIST, control, "universal")
    inverse = np.linalg.inv(values @ values.T / values.shape[1])
    tests = study.tests().set_index("test")
    assert tests.loc["pretrend", "p"] == pytest.approx(p_of(np.einsum("ad,ab,bd->d", values, inverse, values)), abs=1e-12)
    # The covariance of the events, by which the sensitivity goes.
    shares = np.array([shares_of(weights, LIST, control, "universal") for weights in before])
    covariance = np.einsum("ait,ts,bis->ab", shares, np.cov(y[3:].T), shares)
    assert tests.loc["pretrend", "value"] == pytest.approx(values[:, 0] @ np.linalg.solve(covariance, values[:, 0]), rel=1e-8)
    later = effects[effects.index >= 0]["estimate"].mean()
    assert study.summary().loc[0, "estimate"] == pytest.approx(later, abs=1e-9)
    bounds = study.sensitivity([0, 1]).iloc[:2]
    assert (bounds["set_low"] <= later + 1e-9).all() and bounds["low"].is_monotonic_decreasing


# ---- population and covariates: shares and what is left, by matrices ------------------------------------------------------


def on(z, y):
    """What is left of y beside the columns of z, and leverages."""
    hat = z @ np.linalg.solve(z.T @ z, z.T)
    return y - hat @ y, np.diag(hat)


def cell_of(y, x, group, period):
    """Shares of one effect beside never treated areas, what is left under the null, and of donors, each in its own units."""
    own, others, late, early = changes(LIST, "never-treated", "varying", group, period)
    change = y[:, late] - y[:, early]
    z = np.column_stack([np.ones(N)] + ([] if x is None else [x[:, min(late, early)]]))
    shares = np.zeros(N)
    shares[own] = 1 / len(own)
    shares[others] = -(z[own].mean(axis=0) @ np.linalg.solve(z[others].T @ z[others], z[others].T))
    null, leverage = on(z, change)
    left, donors = on(z[others], change[others])
    return shares * np.sqrt(1 - leverage), null / np.sqrt(1 - leverage), shares, left / np.sqrt(1 - donors)


def by_matrices(weights, y, x, population):
    """Estimate, standard error and p of a figure that rests on all groups."""
    cells = [(w, *cell_of(y, x, g, t)) for (g, t), w in weights.items() if w]
    inverse = np.zeros(N) if population is None else 1 / population
    squares = sum(sum(w * share[i] * left for w, _, _, share, left in cells) ** 2 for i in range(3))
    slope, flat = (0, squares.mean()) if population is None else np.polyfit(inverse[3:], squares, 1)
    assert slope >= 0 and flat >= 0
    noise = flat + slope * inverse
    moves = sum(np.outer(w * scaled, null) for w, scaled, null, _, _ in cells) * np.sqrt(noise[:, None] / noise)
    values = []
    for taken in itertools.permutations(range(N), 3):
        path = np.arange(N)
        for place, other in enumerate(taken):  # the same placings, as swaps
            now = int(np.where(path == other)[0][0])
            path[[place, now]] = path[[now, place]]
        values.append(moves[np.arange(N), path].sum())
    ways = np.array([w * share for w, _, _, share, _ in cells])
    second = np.array([left for *_, left in cells])
    own = np.einsum("ai,aj,bj,bi->i", ways, second, second, ways) / squares.sum()
    return values[0], np.sqrt((noise * own).sum()), p_of(np.array(values))


@pytest.mark.parametrize("with_population", [False, True])
@pytest.mark.parametrize("with_covariate", [False, True])
def test_population_and_covariates_are_those_of_matrices(with_population, with_covariate):
    random = np.random.default_rng(3)
    population = np.linspace(10, 120, N)[random.permutation(N)]
    y = outcomes(10, spread=np.sqrt(1 + 300 / population))
    x = random.normal(0, 1, (N, len(YEARS))) + np.arange(N)[:, None] % 5
    y += 0.5 * x
    table = panel_of(y, population, x).did(
        STARTS, "y", population="pop" if with_population else None, covariates="x" if with_covariate else None,
        adjustment="regression").aggregates()  # fmt: skip
    for aggregation in ("simple", "group", "calendar"):
        weights = figures(LIST, "varying")[aggregation, None]
        estimate, error, p = by_matrices(weights, y, x if with_covariate else None, population if with_population else None)
        row = row_of(table, aggregation, None)
        assert row["estimate"] == pytest.approx(estimate, abs=1e-9)
        assert row["std_error"] == pytest.approx(error, rel=1e-9)
        assert row["p"] == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize("treated", [1, 3])
@pytest.mark.parametrize("options", [{}, {"population": "pop"}, {"population": "pop", "weighted": True}])
def test_one_start_is_the_two_way_event_study(treated, options):
    """Without covariates the two methods are one; three of 20 are drawn, and both draw the same."""
    population = np.linspace(10, 120, 20)
    y = outcomes(11, 20, np.sqrt(1 + 300 / population))
    panel, areas = panel_of(y, population), [f"A{i:02d}" for i in range(treated)]
    one, other = (panel.event_study(areas, "y", start=2017, method=method, level=0.8, **options)
                  for method in ("two-way", "group-time"))  # fmt: skip
    for column in ("estimate", "std_error", "p", "low", "high"):
        expected, found = one.effects()[column].tolist(), other.effects()[column].tolist()
        assert found == pytest.approx(expected, rel=1e-8, abs=1e-8, nan_ok=True), column
        expected, found = one.summary()[column][0], other.summary()[column][0]
        assert found == pytest.approx(expected, rel=1e-8, abs=1e-8), column
    tests, others = one.tests().set_index("test"), other.tests().set_index("test")
    # Weighted areas have leverages of their own, which enter the noise of all events together in another order.
    near = 0.02 if "weighted" in options else 1e-6
    assert others["value"].tolist() == pytest.approx(tests["value"].tolist(), rel=near)
    if not options:
        assert others.loc["pretrend", "p"] == tests.loc["pretrend", "p"]
    bounds, those = one.sensitivity(level=0.8), other.sensitivity(level=0.8)
    assert those["low"].tolist() == pytest.approx(bounds["low"].tolist(), rel=near, nan_ok=True)


# ---- what is said ---------------------------------------------------------------------------------------------------------


def test_few_treated_are_said_and_clustered_errors_refused():
    did = panel_of(outcomes(12)).did(STARTS, "y", level=0.99)
    summary = did.summary()
    assert summary["inference"].tolist() == ["placebo", "clustered"] and summary["chosen"].tolist() == [True, False]
    assert np.isnan(summary["std_error"][1]) and "use placebo" in summary["note"][1]
    findings = did.findings().set_index("id")
    assert "name a population" in findings.loc["few_treated", "text"]
    assert "one_before" not in findings.index and "no_interval" not in findings.index
    few = panel_of(outcomes(12)[:6]).did({"A00": 2014, "A01": 2014}, "y", level=0.99).findings()["id"].tolist()
    assert few == ["few_treated", "one_before", "no_interval"]


def test_donors_that_change_alike_say_nothing():
    y = np.round(outcomes(13)[:7])
    y[3:] = np.arange(4)[:, None] + np.arange(len(YEARS)) ** 2
    did = panel_of(y).did(STARTS, "y")
    assert "no_noise" in did.findings()["id"].tolist()
    assert did.aggregates()["p"].isna().all() and did.effects()["low"].isna().all()


def test_placebos_of_more_treated_stand_beside_clustered_errors():
    y, starts = outcomes(14, 60), {f"A{i:02d}": 2015 + i % 3 for i in range(12)}
    panel = panel_of(y)
    did, usual = panel.did(starts, "y", inference="placebo"), panel.did(starts, "y")
    summary = did.summary().set_index("inference")
    assert summary.loc["clustered", "std_error"] == usual.summary()["std_error"][0]
    assert summary.loc["placebo", "std_error"] == pytest.approx(summary.loc["clustered", "std_error"], rel=0.5)
    assert did.effects()["p"].notna().all() and usual.effects()["p"].isna().all()
    assert panel.event_study(starts, "y", inference="placebo").effects().query("event != -1")["p"].notna().all()
    again, other = (panel.did(starts, "y", inference="placebo", seed=seed) for seed in (1, 2))
    assert again.aggregates().equals(did.aggregates()) and not other.aggregates().equals(did.aggregates())


def test_doubly_robust_effects_of_few_are_refused_with_what_to_use():
    x = np.random.default_rng(2).normal(size=(N, len(YEARS)))
    panel = panel_of(outcomes(15), x=x)
    with pytest.raises(mkba.PanelError, match="adjustment regression") as refused:
        panel.did(STARTS, "y", covariates="x")
    assert refused.value.where == "adjustment"
    assert panel.did(STARTS, "y", covariates="x", adjustment="regression").summary()["p"].notna()[0]
