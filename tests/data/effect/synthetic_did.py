"""Synthetic difference-in-differences of made panels, computed in 40 digits by another way than the library's.

Run: python3 synthetic_did.py > synthetic_did.json (needs numpy, mpmath). Weights: quadratic programmes by a dense active set
on the matrix of the normal equations; that they are the optimum is asserted from the conditions of Karush, Kuhn and Tucker,
in 40 digits. What the weights of periods minimise has the tiny ridge of the authors; the library has none, which moves the
estimate by less than 1e-10 here.
"""

import json

import mpmath as mp
import numpy as np

mp.mp.dps = 40


def simplex(a, b, ridge, intercept):
    """Weights that minimise |a w - b|^2 + ridge |w|^2, after taking means off where there is an intercept."""
    rows, n = a.rows, a.cols
    if intercept:
        means = [mp.fsum(a[i, j] for i in range(rows)) / rows for j in range(n)]
        a = mp.matrix([[a[i, j] - means[j] for j in range(n)] for i in range(rows)])
        b = b - mp.matrix([mp.fsum(b) / rows] * rows)
    h = a.T * a + ridge * mp.eye(n)
    f = a.T * b
    inside = [0]
    w = mp.matrix(n, 1)
    w[0] = 1
    while True:
        while True:
            k = len(inside)
            system = mp.matrix(k + 1, k + 1)
            side = mp.matrix(k + 1, 1)
            for r, i in enumerate(inside):
                for c, j in enumerate(inside):
                    system[r, c] = h[i, j]
                system[r, k] = system[k, r] = 1
                side[r] = f[i]
            side[k] = 1
            solved = mp.lu_solve(system, side)
            if min(solved[r] for r in range(k)) > 0:
                for r, i in enumerate(inside):
                    w[i] = solved[r]
                break
            share, worst = min((w[i] / (w[i] - solved[r]), r) for r, i in enumerate(inside) if solved[r] <= 0)
            for r, i in enumerate(inside):
                w[i] += share * (solved[r] - w[i])
            w[inside.pop(worst)] = 0
        slope = h * w - f
        level = mp.fsum(w[i] * slope[i] for i in range(n))
        best = min(range(n), key=lambda i: slope[i])
        if slope[best] >= level - mp.mpf(10) ** -25:
            assert abs(mp.fsum(w) - 1) < mp.mpf(10) ** -30 and min(w) >= 0
            return w
        inside.append(best)


def exact(x):
    return x if isinstance(x, mp.mpf) else mp.mpf(repr(x))


def parts(values, n_treated, n_before):
    donors = [[exact(x) for x in row] for row in values[n_treated:]]
    treated = [[exact(x) for x in row] for row in values[:n_treated]]
    mean = [mp.fsum(row[t] for row in treated) / n_treated for t in range(len(values[0]))]
    changes = [row[t] - row[t - 1] for row in donors for t in range(1, n_before)]
    centre = mp.fsum(changes) / len(changes)
    noise = mp.sqrt(mp.fsum((x - centre) ** 2 for x in changes) / (len(changes) - 1)) if len(changes) > 1 else mp.mpf(0)
    return donors, mean, noise


def weights(donors, mean, n_before, noise, zeta, form):
    n, n_periods = len(donors), len(mean)
    a = mp.matrix([[donors[j][t] for j in range(n)] for t in range(n_before)])
    after = mp.matrix([mp.fsum(row[n_before:]) / (n_periods - n_before) for row in donors])
    if form == "did":
        return [mp.mpf(1) / n] * n, [mp.mpf(1) / n_before] * n_before
    tiny = (noise * mp.mpf(10) ** -6) ** 2
    if form == "synthetic-control":
        return list(simplex(a, mp.matrix(mean[:n_before]), tiny * n_before, False)), [mp.mpf(0)] * n_before
    units = simplex(a, mp.matrix(mean[:n_before]), zeta**2 * n_before, True)
    return list(units), list(simplex(a.T, after, tiny * n, True))


def gaps(donors, mean, units, periods):
    gap = [m - mp.fsum(u * row[t] for u, row in zip(units, donors)) for t, m in enumerate(mean)]
    constant = mp.fsum(l * g for l, g in zip(periods, gap))
    return [g - constant for g in gap]


def effect(donors, mean, units, periods):
    after = gaps(donors, mean, units, periods)[len(periods):]
    return mp.fsum(after) / len(after)


def jackknife(values, n_treated, n_before, units, periods):
    found = []
    for out in range(len(values)):
        kept = [row for i, row in enumerate(values) if i != out]
        treated = n_treated - (out < n_treated)
        donors, mean, _ = parts(kept, treated, n_before)
        left = [u for i, u in enumerate(units) if i + n_treated != out]
        found.append(effect(donors, mean, [u / mp.fsum(left) for u in left], periods))
    n = len(found)
    centre = mp.fsum(found) / n
    return mp.sqrt(mp.mpf(n - 1) / n * mp.fsum((x - centre) ** 2 for x in found))


def placebo(donors, estimate, n_before, noise, zeta, form, sizes):
    found = []
    for j, own in enumerate(donors):
        others = donors[:j] + donors[j + 1:]
        found.append(effect(others, own, *weights(others, own, n_before, noise, zeta, form)))
    n = len(found)
    if sizes is not None:
        centre = mp.fsum(found) / n
        inverse = [1 / mp.mpf(s) for s in sizes]
        design = mp.matrix([[1, x] for x in inverse[1:]])
        squares = mp.matrix([(x - centre) ** 2 for x in found])
        flat, slope = mp.lu_solve(design.T * design, design.T * squares)
        if slope < 0:
            flat, slope = mp.fsum(squares) / n, mp.mpf(0)
        elif flat < 0:
            flat, slope = mp.mpf(0), (design.T * squares)[1] / (design.T * design)[1, 1]
        found = [x * mp.sqrt((flat + slope * inverse[0]) / (flat + slope * i)) for x, i in zip(found, inverse[1:])]
    centre = mp.fsum(found) / n
    sizes_of = sorted((abs(x) for x in found), reverse=True)
    return {"std_error": float(mp.sqrt(mp.fsum((x - centre) ** 2 for x in found) / n)),
            "p": float((1 + sum(x >= abs(estimate) for x in sizes_of)) / mp.mpf(n + 1)),
            "half_80": float(sizes_of[int(0.2 * (n + 1) + 1e-9) - 1])}


def case(seed, n_donors, n_treated, n_before, n_after, form, sized=False):
    make = np.random.default_rng(seed)
    n, n_periods = n_donors + n_treated, n_before + n_after
    level, loading = make.normal(100, 10, (n, 1)), make.normal(1, 0.5, (n, 2))
    common = np.cumsum(make.normal(0, 3, (2, n_periods)), 1)
    sizes = [int(s) for s in make.integers(1000, 90000, n)]
    chance = make.normal(0, 1, (n, n_periods)) * (np.sqrt(20000 / np.array(sizes))[:, None] if sized else 1)
    values = [[round(float(x), 2) for x in row] for row in level + loading @ common + chance]
    donors, mean, noise = parts(values, n_treated, n_before)
    zeta = mp.sqrt(mp.sqrt(n_treated * n_after)) * noise
    units, periods = weights(donors, mean, n_before, noise, zeta, form)
    estimate = effect(donors, mean, units, periods)
    made = {"form": form, "treated": n_treated, "before": n_before, "values": values,
            "estimate": float(estimate), "gaps": [float(g) for g in gaps(donors, mean, units, periods)],
            "areas": [float(u) for u in units], "periods": [float(p) for p in periods]}
    if sized:
        made["sizes"] = sizes
    if n_treated == 1:
        made["placebo"] = placebo(donors, estimate, n_before, noise, zeta, form, sizes if sized else None)
    if n_treated >= 5:
        made["jackknife"] = float(jackknife(values, n_treated, n_before, units, periods))
    return made


if __name__ == "__main__":
    cases = [case(1, 12, 1, 8, 3, "synthetic-did"), case(2, 20, 1, 5, 2, "synthetic-did", True),
             case(3, 9, 1, 12, 4, "synthetic-control"), case(4, 10, 1, 4, 2, "did"),
             case(5, 15, 6, 7, 3, "synthetic-did"), case(6, 14, 5, 6, 1, "did"),
             case(7, 30, 3, 4, 3, "synthetic-did"), case(8, 6, 2, 20, 5, "synthetic-did"),
             case(9, 5, 1, 2, 1, "synthetic-did"), case(10, 9, 7, 11, 2, "synthetic-control")]
    print("{\n\"about\": \"made and computed by synthetic_did.py\",\n\"cases\": [")
    print(",\n".join(json.dumps(c) for c in cases))
    print("]\n}")
