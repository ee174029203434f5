"""Synthetic difference-in-differences of several starts in made panels, computed in 40 digits as synthetic_did.py computes those
of one.

Run: python3 synthetic_did_starts.py > synthetic_did_starts.json (needs numpy, mpmath). Each start is an estimate of its own,
with the never treated as donors and the periods in which all of its treated have a figure; the mean over them is by treated
cells, areas times periods from the start on. Of placebos all ordered sets of donors are gone through.
"""

import itertools
import json

import mpmath as mp
import numpy as np

from synthetic_did import exact, gaps, parts, weights


def cohorts(starts, n_periods, values):
    """Per start: which are treated, and which periods count."""
    for start in sorted(set(starts)):
        treated = [i for i, own in enumerate(starts) if own == start]
        yield start, treated, [t for t in range(n_periods) if all(values[i][t] is not None for i in treated)]


def one_start(values, treated, donors, periods, start, form, like=None):
    """Gaps in the periods that count. `like` has noise and z of another."""
    n_before = sum(t < start for t in periods)
    rows = [[values[i][t] for t in periods] for i in treated + donors]
    others, mean, noise = parts(rows, len(treated), n_before)
    zeta = mp.sqrt(mp.sqrt(len(treated) * (len(periods) - n_before))) * noise
    noise, zeta = like or (noise, zeta)
    units, lambdas = weights(others, mean, n_before, noise, zeta, form)
    return {"gaps": gaps(others, mean, units, lambdas), "before": n_before, "units": units, "lambdas": lambdas,
            "like": (noise, zeta), "cells": len(treated) * (len(periods) - n_before), "treated": len(treated),
            "effect": mp.fsum(gaps(others, mean, units, lambdas)[n_before:]) / (len(periods) - n_before)}


def whole(made):
    return mp.fsum(one["cells"] * one["effect"] for one in made) / sum(one["cells"] for one in made)


def events(made, groups, n_periods):
    found = []
    for e in range(n_periods - groups[0][0]):
        sums = [(one["treated"], one["gaps"][periods.index(start + e)])
                for one, (start, _, periods) in zip(made, groups) if start + e in periods]
        n = sum(n for n, _ in sums)
        found.append({"treated": n, "estimate": float(mp.fsum(n * g for n, g in sums) / n) if n else None})
    return found


def kept(one, rows, treated, others, out):
    """The effect of a start without a unit, weights as they are."""
    left = [w for w, j in zip(one["units"], others) if j != out]
    units = [w / mp.fsum(left) for w in left]
    mean = [mp.fsum(exact(rows[i][t]) for i in treated) / len(treated) for t in range(len(rows[0]))]
    donors = [[exact(x) for x in rows[j]] for j in others if j != out]
    after = gaps(donors, mean, units, one["lambdas"])[one["before"]:]
    return mp.fsum(after) / len(after), len(treated) * len(after)


def jackknife(values, made, groups, donors, n):
    found = []
    for out in range(n):
        sums = []
        for one, (_, treated, periods) in zip(made, groups):
            left = [i for i in treated if i != out]
            if left:
                rows = [[None if v[t] is None else v[t] for t in periods] for v in values]
                sums.append(kept(one, rows, left, donors, out))
        found.append(mp.fsum(c * e for e, c in sums) / sum(c for _, c in sums))
    centre = mp.fsum(found) / n
    return float(mp.sqrt(mp.mpf(n - 1) / n * mp.fsum((x - centre) ** 2 for x in found)))


def placebos(values, made, groups, donors, n_treated, form):
    found = []
    for placed in itertools.permutations(donors, n_treated):
        others = [j for j in donors if j not in placed]
        again = [one_start(values, [placed[i] for i in treated], others, periods, start, form, one["like"])
                 for one, (start, treated, periods) in zip(made, groups)]
        found.append({"units": placed, "effect": float(whole(again)), "starts": [float(one["effect"]) for one in again]})
    return found


def case(seed, n_donors, starts, n_periods, form, lacking=(), placed=False):
    make = np.random.default_rng(seed)
    n = n_donors + len(starts)
    level, loading = make.normal(100, 10, (n, 1)), make.normal(1, 0.5, (n, 2))
    common = np.cumsum(make.normal(0, 3, (2, n_periods)), 1)
    chance = make.normal(0, 1, (n, n_periods))
    values = [[round(float(x), 2) for x in row] for row in level + loading @ common + chance]
    for i, t in lacking:
        values[i][t] = None
    donors = list(range(len(starts), n))
    groups = list(cohorts(starts, n_periods, values))
    made = [one_start(values, treated, donors, periods, start, form) for start, treated, periods in groups]
    entry = {"form": form, "starts": starts, "values": values, "estimate": float(whole(made)),
             "by_start": [{"start": start, "treated": one["treated"], "estimate": float(one["effect"]),
                           "weight": float(mp.mpf(one["cells"]) / sum(o["cells"] for o in made)),
                           "gaps": [float(g) for g in one["gaps"]], "areas": [float(u) for u in one["units"]],
                           "periods": [float(x) for x in one["lambdas"]]}
                          for one, (start, _, _) in zip(made, groups)],
             "events": events(made, groups, n_periods)}
    if len(starts) >= 5:
        entry["jackknife"] = jackknife(values, made, groups, donors, n)
    if placed:
        entry["placebos"] = placebos(values, made, groups, donors, len(starts), form)
    return entry


if __name__ == "__main__":
    cases = [case(21, 9, [5, 7], 10, "synthetic-did", placed=True),
             case(22, 14, [6, 4, 6, 8], 11, "synthetic-did", lacking=[(1, 2), (0, 7)]),
             case(23, 12, [4, 5, 5, 6, 6, 6, 7], 9, "synthetic-did"),
             case(24, 10, [3, 5, 3], 7, "did"), case(25, 8, [6, 8, 6], 10, "synthetic-control")]
    print("{\n\"about\": \"made and computed by synthetic_did_starts.py\",\n\"cases\": [")
    print(",\n".join(json.dumps(c) for c in cases))
    print("]\n}")
