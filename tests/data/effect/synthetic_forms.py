"""Penalised and augmented synthetic controls of made panels, by trying every set of donors.

Run: python3 synthetic_forms.py > synthetic_forms.json (needs numpy). The optimum over the simplex has at most one donor more
than there are rows; of every such set the equations of Lagrange are solved, and the set is taken whose weights are above 0 and
which no donor outside would improve. Written from the formulas of mkba/effect_synthetic.h, without a look at the library."""

import itertools
import json

import numpy as np


def optimum(x, target, linear):
    """Minimise |x w - target|^2 + linear'w over the simplex."""
    rows, n = x.shape
    scale = max(((x - target[:, None]) ** 2).sum(0).max(), linear.max())
    best = None
    for size in range(1, min(n, rows + 1) + 1):
        for chosen in itertools.combinations(range(n), size):
            own = x[:, chosen]
            system = np.block([[2 * own.T @ own, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
            if np.linalg.cond(system) > 1e13:
                continue
            w = np.linalg.solve(system, np.append(2 * own.T @ target - linear[list(chosen)], 1))[:size]
            if w.min() < 0:
                continue
            slopes = 2 * x.T @ (own @ w - target) + linear
            gap = slopes[list(chosen)] @ w - slopes.min()
            if best is None or gap < best[0]:
                full = np.zeros(n)
                full[list(chosen)] = w
                best = (gap, full)
    assert best[0] < 1e-9 * scale, best[0] / scale
    return best[1]


def matched(values, before, intercept):
    x = np.array(values)
    return x - x[:, :before].mean(1, keepdims=True) * intercept


def penalised(x, target, penalty):
    return optimum(x, target, penalty * ((x - target[:, None]) ** 2).sum(0))


def augmented(x, target, penalty):
    w = optimum(x, target, np.zeros(x.shape[1]))
    centred = x - x.mean(1, keepdims=True)
    return w + centred.T @ np.linalg.solve(centred @ centred.T + penalty * np.eye(len(target)), target - x @ w)


def choose_penalised(m, before):
    grid = [10 ** (i / 3 - 4) for i in range(19)]
    errors = np.zeros(len(grid))
    for i in range(1, len(m)):
        others = [j for j in range(1, len(m)) if j != i]
        for g, penalty in enumerate(grid):
            w = penalised(m[others, :before].T, m[i, :before], penalty)
            errors[g] += ((m[i, before:] - w @ m[others, before:]) ** 2).sum()
    return grid[int(np.argmin(errors))]


def choose_augmented(values, before, intercept):
    m = matched(values, before, intercept)
    x = m[1:, :before]
    trace = ((x - x.mean(0)) ** 2).sum()
    grid = [trace * 1e-8 ** (i / 19) for i in range(20)]
    errors = np.zeros((before, 20))
    for out in range(before):
        kept = [t for t in range(before) if t != out]
        part = np.array(values)
        part = part - part[:, kept].mean(1, keepdims=True) * intercept
        for g, penalty in enumerate(grid):
            w = augmented(part[1:, kept].T, part[0, kept], penalty)
            errors[out, g] = (part[0, out] - w @ part[1:, out]) ** 2
    means = errors.mean(0)
    best = int(np.argmin(means))
    bound = means[best] + errors[:, best].std(ddof=1) / np.sqrt(before)
    return next(grid[g] for g in range(20) if means[g] <= bound)


def case(seed, n, before, after, form, penalty, intercept=False):
    make = np.random.default_rng(seed)
    level = make.normal(100, 8, (n, 1))
    values = level + make.normal(1, 0.5, (n, 2)) @ np.cumsum(make.normal(0, 3, (2, before + after)), 1)
    values = [[round(float(x), 2) for x in row] for row in values + make.normal(0, 1, values.shape)]
    m = matched(values, before, intercept)
    made = {"form": form, "before": before, "intercept": intercept, "asked": penalty, "values": values}
    if penalty < 0:
        penalty = (choose_penalised(m, before) if form == "penalised"
                   else choose_augmented(values, before, intercept))  # fmt: skip
    w = (penalised if form == "penalised" else augmented)(m[1:, :before].T, m[0, :before], penalty)
    gaps = m[0] - w @ m[1:]
    return {**made, "penalty": float(penalty), "weights": w.tolist(), "att": float(gaps[before:].mean()),
            "squares": float((gaps[:before] ** 2).sum()), "negative": float(w[w < 0].sum())}  # fmt: skip


if __name__ == "__main__":
    cases = [case(1, 9, 3, 2, "penalised", 0.1), case(2, 9, 4, 2, "penalised", 1e-3), case(3, 8, 4, 3, "penalised", 30.0),
             case(4, 9, 3, 2, "penalised", 0.5, True), case(5, 8, 3, 2, "penalised", -1),
             case(6, 8, 4, 2, "penalised", -1, True), case(7, 6, 8, 2, "penalised", 0.0),
             case(8, 9, 4, 2, "augmented", 50.0), case(9, 7, 9, 3, "augmented", 1.0, True),
             case(10, 7, 8, 2, "augmented", -1), case(11, 7, 9, 2, "augmented", -1, True)]  # fmt: skip
    print('{\n"about": "made and computed by synthetic_forms.py",\n"cases": [')
    print(",\n".join(json.dumps(one) for one in cases))
    print("]\n}")
