"""Two-way difference-in-differences of a small panel, the long way: the whole regression with a dummy per area and per
period, its clustered errors from the whole matrices, jackknife by fitting anew, placebos by moving the treatment.

Usage: two_way.py > two_way.json

Needs numpy and scipy. Written from the formulas of mkba/effect_did.h, without a look at the library."""

import json

import numpy as np
from scipy import optimize, stats

PERIODS = [2017, 2018, 2019, 2020, 2021, 2022]
START = 2020


def make(n_treated, n, seed):
    rng = np.random.default_rng(seed)
    population = np.round(np.exp(rng.normal(10, 0.8, n)))
    x = np.round(rng.normal(50, 10, n), 1)
    base = rng.normal(100, 15, n)
    y = np.empty((n, len(PERIODS)))
    for i in range(n):
        noise = rng.normal(0, 2 + 30000 / population[i], len(PERIODS))
        y[i] = base[i] + 0.05 * x[i] * np.arange(len(PERIODS)) + np.cumsum(noise) / 2 + noise
        if i < n_treated:
            y[i, 3:] -= 5
    return np.round(y, 2), x, population


def design(n, n_treated, x, posts):
    """Columns: a dummy per area, per period but the first, x times period, and the treated in each post period (or in all)."""
    t = len(PERIODS)
    rows = []
    for i in range(n):
        for p in range(t):
            area = np.eye(n)[i]
            period = np.eye(t)[p][1:]
            treated = float(i < n_treated) * np.array([float(p == q) for q in range(3, t)] if posts
                                                      else [float(p >= 3)])
            trend = period * x[i] if x is not None else []
            rows.append(np.concatenate([area, period, trend, treated]))
    return np.array(rows)


def root_inverse(a):
    values, vectors = np.linalg.eigh(a)
    keep = values > 1e-10
    return (vectors[:, keep] / np.sqrt(values[keep])) @ vectors[:, keep].T


def fit(y, n_treated, x, weight):
    """Overall effect (the mean over post periods of a saturated regression) and its errors."""
    n, t = y.shape
    w = np.repeat(np.sqrt(weight), t)
    z = design(n, n_treated, x, True) * w[:, None]
    v = y.ravel() * w
    coefficients = np.linalg.lstsq(z, v, rcond=None)[0]
    effects = coefficients[-3:]
    pick = np.zeros(z.shape[1])
    pick[-3:] = 1 / 3
    bread = np.linalg.pinv(z.T @ z)
    rest = v - z @ coefficients
    hat = z @ bread @ z.T
    scores = {"cr0": 0.0, "cr2": 0.0}
    vectors = []
    for i in range(n):
        at = slice(i * t, i * t + t)
        adjust = root_inverse(np.eye(t) - hat[at, at])
        scores["cr0"] += (pick @ bread @ z[at].T @ rest[at]) ** 2
        scores["cr2"] += (pick @ bread @ z[at].T @ adjust @ rest[at]) ** 2
        vectors.append((np.eye(n * t) - hat)[at].T @ adjust @ z[at] @ bread @ pick)
    omega = np.array(vectors) @ np.array(vectors).T
    df = np.trace(omega) ** 2 / np.trace(omega @ omega)
    k = 2 if x is None else 3
    left = []
    for i in range(n):
        keep = [j for j in range(n) if j != i]
        again = design(n - 1, n_treated - (i < n_treated), None if x is None else x[keep], True)
        root = np.repeat(np.sqrt(weight[keep]), t)
        left.append(np.linalg.lstsq(again * root[:, None], y[keep].ravel() * root, rcond=None)[0][-3:].mean())
    estimate = effects.mean()
    return {"effects": effects.tolist(), "overall": estimate, "cr1": np.sqrt(scores["cr0"] * n / (n - k)),
            "cr2": np.sqrt(scores["cr2"]), "df": df,
            "jackknife": np.sqrt((n - 1) / n * np.sum((np.array(left) - estimate) ** 2))}


def events(y, n_treated, x):
    """The same regression with the treated in every period but the last before the start: coefficients, their CR2
    covariance, and the tests of those before."""
    n, t = y.shape
    wanted = [p for p in range(t) if p != 2]
    z = design(n, n_treated, x, False)[:, :-1]
    z = np.column_stack([z] + [[float(i < n_treated and p == q) for i in range(n) for p in range(t)] for q in wanted])
    bread = np.linalg.pinv(z.T @ z)
    coefficients = bread @ z.T @ y.ravel()
    rest = y.ravel() - z @ coefficients
    hat = z @ bread @ z.T
    covariance = np.zeros((5, 5))
    for i in range(n):
        at = slice(i * t, i * t + t)
        score = (bread @ z[at].T @ root_inverse(np.eye(t) - hat[at, at]) @ rest[at])[-5:]
        covariance += np.outer(score, score)
    effects, before = coefficients[-5:], covariance[:2, :2]
    df = fit(y, n_treated, x, np.ones(n))["df"]
    wald = effects[:2] @ np.linalg.solve(before, effects[:2])
    limit = stats.f.ppf(0.95, 2, df - 1)
    slope = effects[2:].mean() / 2
    line = np.array([-2.0, -1.0])
    steep = line @ np.linalg.solve(before, line)

    def slope_at(power):
        return float(np.sqrt(optimize.brentq(lambda v: stats.ncf.sf(limit, 2, df - 1, v) - power, 1e-9, 1e4) / steep))

    return {"effects": effects.tolist(), "std_errors": np.sqrt(np.diag(covariance)).tolist(),
            "pretrend": wald, "p": stats.f.sf(wald * (df - 1) / (2 * df), 2, df - 1), "trend_explains": slope,
            "power_trend": stats.ncf.sf(limit, 2, df - 1, slope ** 2 * steep), "slope_half": slope_at(0.5),
            "slope_80": slope_at(0.8), "sensitivity": sensitivity(effects, covariance, df, 0.9)}


def identified(effects, magnitude):
    """The least and the greatest overall effect when drifts after the start are at most magnitude times the largest before:
    by a linear programme for each drift and sign that could be the largest. Events -3, -2, (-1), 0, 1, 2."""
    before = np.array([effects[0], effects[1], 0.0])
    ends = []
    for r in range(2):
        for sign in (-1, 1):
            largest = sign * (before[r + 1] - before[r])
            if any(abs(d) > largest + 1e-12 for d in np.diff(before)):
                continue
            steps = np.array([[1, 0, 0], [-1, 1, 0], [0, -1, 1]], dtype=float)
            bound = np.full(6, magnitude * largest)
            for way in (1, -1):
                found = optimize.linprog(way * np.ones(3) / 3, np.vstack([steps, -steps]), bound, bounds=[(None, None)] * 3)
                ends.append(np.mean(effects[2:]) - way * found.fun)
    return min(ends), max(ends)


def robust(effects, covariance, df, magnitude, level):
    """The union over drifts and signs of intervals around both ends, from the whole covariance."""
    critical = stats.t.ppf(1 - (1 - level) / 2, df)
    mean = np.array([0, 0, 1, 1, 1]) / 3
    low, high = [], []
    for drift in (np.array([-1.0, 1, 0, 0, 0]), np.array([0, -1.0, 0, 0, 0])):
        for sign in (-1, 1):
            bottom, top = mean - magnitude * 2 * sign * drift, mean + magnitude * 2 * sign * drift
            ends = (bottom @ effects - critical * np.sqrt(bottom @ covariance @ bottom),
                    top @ effects + critical * np.sqrt(top @ covariance @ top))
            if ends[0] <= ends[1]:
                low.append(ends[0])
                high.append(ends[1])
    return min(low), max(high)


def sensitivity(effects, covariance, df, level):
    rows = []
    for magnitude in (0, 0.25, 1, 3):
        rows.append([magnitude, *identified(effects, magnitude), *robust(effects, covariance, df, magnitude, level)])
    mean, largest = np.mean(effects[2:]), max(abs(effects[1] - effects[0]), abs(effects[1]))
    broken = optimize.brentq(lambda m: robust(effects, covariance, df, m, 0.1)[1], 0, 5)
    return {"rows": rows, "breakdown_set": abs(mean) / (2 * largest), "breakdown_interval_10": broken}


def placebo(y):
    """p of one treated area: the others in its place, all with the same noise."""
    change = y[:, 3:].mean(1) - y[:, :3].mean(1)
    effects = [abs(c - np.delete(change, i).mean()) for i, c in enumerate(change)]
    return float(np.mean([e >= effects[0] * (1 - 1e-9) for e in effects]))


def lines(y, x, population):
    out = []
    for i in range(len(y)):
        for p, year in enumerate(PERIODS):
            for name, value in (("y", y[i, p]), ("x", x[i]), ("pop", population[i])):
                out.append(f"A{i:02d},,{year},{name},{float(value)!r},,")
    return out


def placebo_by_population(y, population):
    """The same, when the variance of an area is A + B / population."""
    change = y[:, 3:].mean(1) - y[:, :3].mean(1)
    n = len(change)
    donors = change[1:] - change[1:].mean()
    squares, x = donors ** 2 / (1 - 1 / (n - 1)), 1 / population[1:]
    both = optimize.nnls(np.column_stack([np.ones(n - 1), x / x.max()]), squares)[0]
    scale = np.sqrt((both[0] + both[1] / x.max() / population) * (1 - 1 / n))
    share = np.full(n, -1 / (n - 1))
    share[0] = 1
    rest = (change - change.mean()) / scale
    effects = []
    for i in range(n):
        moved = rest.copy()
        moved[[0, i]] = moved[[i, 0]]
        effects.append(abs(np.sum(share * scale * moved)))
    return float(np.mean([e >= effects[0] * (1 - 1e-9) for e in effects]))


def placebo_of_several(y, n_treated, draws):
    """p of several, all with the same noise, by shuffling who is treated."""
    rng = np.random.default_rng(5)
    change = y[:, 3:].mean(1) - y[:, :3].mean(1)
    found = abs(change[:n_treated].mean() - change[n_treated:].mean())
    larger = 0
    for _ in range(draws):
        moved = rng.permutation(change)
        larger += abs(moved[:n_treated].mean() - moved[n_treated:].mean()) >= found * (1 - 1e-9)
    return larger / draws


def wild(y, n_treated, draws):
    """p of the wild cluster bootstrap of the whole regression of one effect for all post periods, null imposed."""
    rng = np.random.default_rng(6)
    n, t = y.shape
    z = design(n, n_treated, None, False)
    bread, pick = np.linalg.pinv(z.T @ z), np.eye(z.shape[1])[-1]
    null = z[:, :-1]
    fitted = null @ np.linalg.lstsq(null, y.ravel(), rcond=None)[0]
    rest = y.ravel() - fitted

    def t_of(v):
        left = v - z @ (bread @ (z.T @ v))
        scores = (z @ bread @ pick)[:, None] * left.reshape(n * t, -1)
        return (pick @ bread @ z.T @ v).ravel() / np.sqrt((scores.reshape(n, t, -1).sum(1) ** 2).sum(0))

    points = np.sqrt([1.5, 1, 0.5])
    signs = rng.choice(np.concatenate([points, -points]), (n, draws))
    drawn = fitted[:, None] + rest[:, None] * np.repeat(signs, t, axis=0)
    return float(np.mean(np.abs(t_of(drawn)) >= abs(t_of(y.ravel()[:, None]))))


def main():
    y, x, population = make(6, 20, 7)
    runs = [dict(covariates=[], weighted=False, **fit(y, 6, None, np.ones(20))),
            dict(covariates=["x"], weighted=False, **fit(y, 6, x, np.ones(20))),
            dict(covariates=["x"], weighted=True, **fit(y, 6, x, population))]
    alone, x1, p1 = make(1, 30, 11)
    print(json.dumps({"about": "made and computed by two_way.py", "start": str(START), "treated": 6,
                      "lines": lines(y, x, population), "runs": runs, "events": events(y, 6, None),
                      "p_wild": wild(y, 6, 20000), "p_placebo": placebo_of_several(y, 6, 20000),
                      "events_x": events(y, 6, x),
                      "alone": {"lines": lines(alone, x1, p1), "p": placebo(alone),
                                "p_population": placebo_by_population(alone, p1)}}, indent=0))


main()
