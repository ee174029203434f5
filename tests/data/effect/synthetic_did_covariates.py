"""Synthetic difference-in-differences with covariates in made panels, computed in 40 digits as synthetic_did_starts.py computes
those without.

Run: python3 synthetic_did_covariates.py > synthetic_did_covariates.json (needs numpy, mpmath). The coefficients are those of a
regression with a dummy for each area and each period, by normal equations in 40 digits, over the cells that are not treated
and have every figure (Kranz 2022). Areas left out, and donors in the place of the treated, have coefficients of their own.
"""

import json

import mpmath as mp
import numpy as np

from synthetic_did import exact
from synthetic_did_starts import cohorts, events, kept, one_start, whole


def coefficients(values, covariates, units, starts):
    """`starts` has those of the units that are treated."""
    cells = [(i, t) for i in units for t in range(len(values[0]))
             if t < starts.get(i, len(values[0])) and values[i][t] is not None]
    k = len(covariates)
    rows = [[exact(x[i][t]) for x in covariates] + [mp.mpf(i == j) for j in units]
            + [mp.mpf(t == s) for s in range(1, len(values[0]))] for i, t in cells]
    width = len(rows[0])
    gram = mp.matrix(width, width)
    side = mp.matrix(width, 1)
    for row, (i, t) in zip(rows, cells):
        there = [c for c in range(width) if row[c] != 0]
        for a in there:
            side[a] += row[a] * exact(values[i][t])
            for b in there:
                gram[a, b] += row[a] * row[b]
    solved = mp.lu_solve(gram, side)
    return [solved[c] for c in range(k)]


def adjusted(values, covariates, beta):
    return [[None if y is None else exact(y) - mp.fsum(b * exact(x[i][t]) for b, x in zip(beta, covariates))
             for t, y in enumerate(row)] for i, row in enumerate(values)]


def jackknife(values, covariates, made, groups, donors, starts):
    found = []
    n = len(values)
    for out in range(n):
        beta = coefficients(values, covariates, [i for i in range(n) if i != out], starts)
        own = adjusted(values, covariates, beta)
        sums = []
        for one, (_, treated, periods) in zip(made, groups):
            left = [i for i in treated if i != out]
            if left:
                sums.append(kept(one, [[v[t] for t in periods] for v in own], left, donors, out))
        found.append(mp.fsum(c * e for e, c in sums) / sum(c for _, c in sums))
    centre = mp.fsum(found) / n
    return float(mp.sqrt(mp.mpf(n - 1) / n * mp.fsum((x - centre) ** 2 for x in found)))


def placebos(values, covariates, made, groups, donors, form):
    found = []
    (start, _, periods), like = groups[0], made[0]["like"]
    for placed in donors:
        own = adjusted(values, covariates, coefficients(values, covariates, donors, {placed: start}))
        again = one_start(own, [placed], [j for j in donors if j != placed], periods, start, form, like)
        found.append({"units": [placed], "effect": float(again["effect"])})
    return found


def case(seed, n_donors, starts, n_periods, n_covariates, form, lacking=(), lacking_covariate=()):
    make = np.random.default_rng(seed)
    n = n_donors + len(starts)
    level, loading = make.normal(100, 10, (n, 1)), make.normal(1, 0.5, (n, 2))
    common = np.cumsum(make.normal(0, 3, (2, n_periods)), 1)
    covariates = [level / (c + 1) + np.cumsum(make.normal(0, 2, (n, n_periods)), 1) for c in range(n_covariates)]
    covariates = [[[round(float(v), 2) for v in row] for row in x] for x in covariates]
    chance = make.normal(0, 1, (n, n_periods)) + sum((c + 1.5) * np.array(x) for c, x in enumerate(covariates))
    values = [[round(float(x), 2) for x in row] for row in level + loading @ common + chance]
    given = [[None if (i, t) in lacking else y for t, y in enumerate(row)] for i, row in enumerate(values)]
    shown = [[[None if c == 0 and (i, t) in lacking_covariate else y for t, y in enumerate(row)]
              for i, row in enumerate(x)] for c, x in enumerate(covariates)]
    whole_cells = [[None if (i, t) in (*lacking, *lacking_covariate) else y for t, y in enumerate(row)]
                   for i, row in enumerate(values)]
    donors = list(range(len(starts), n))
    beta = coefficients(whole_cells, covariates, range(n), dict(enumerate(starts)))
    own = adjusted(whole_cells, covariates, beta)
    groups = list(cohorts(starts, n_periods, own))
    made = [one_start(own, treated, donors, periods, start, form) for start, treated, periods in groups]
    entry = {"form": form, "starts": starts, "values": given, "covariates": shown, "estimate": float(whole(made)),
             "coefficients": [float(b) for b in beta],
             "by_start": [{"start": start, "treated": one["treated"], "estimate": float(one["effect"]),
                           "weight": float(mp.mpf(one["cells"]) / sum(o["cells"] for o in made)),
                           "gaps": [float(g) for g in one["gaps"]], "areas": [float(u) for u in one["units"]],
                           "periods": [float(x) for x in one["lambdas"]]}
                          for one, (start, _, _) in zip(made, groups)],
             "events": events(made, groups, n_periods)}
    if len(starts) >= 5:
        entry["jackknife"] = jackknife(whole_cells, covariates, made, groups, donors, dict(enumerate(starts)))
    if len(starts) == 1:
        entry["placebos"] = placebos(whole_cells, covariates, made, groups, donors, form)
    return entry


if __name__ == "__main__":
    cases = [case(31, 10, [6], 9, 1, "synthetic-did"),
             case(32, 12, [6, 4, 6], 10, 2, "synthetic-did", lacking=[(1, 2)], lacking_covariate=[(0, 1), (2, 8)]),
             case(33, 9, [4, 5, 5, 6, 5], 8, 2, "synthetic-did"), case(34, 8, [5], 8, 2, "synthetic-control"),
             case(35, 8, [4, 4, 5], 7, 1, "did")]
    print("{\n\"about\": \"made and computed by synthetic_did_covariates.py\",\n\"cases\": [")
    print(",\n".join(json.dumps(c) for c in cases))
    print("]\n}")
