"""Makes neighbours.json: peers of a made-up panel, by numpy, step by step as the documents describe it.

    python3 neighbours.py > neighbours.json

Written from docs/compare.md alone: standardise over all that take part, weight, measure, average over the members of
the region, rebase, rank; Mahalanobis by the inverse of the covariance of the figures themselves, where the library works
with a factor of the correlations.
"""
import json
import random

import numpy as np

NAMES = ["huizen", "ouderen", "dichtheid", "inkomen"]
CODES = [f"GM{n:04d}" for n in (9007, 9003, 9001, 9012, 9005, 9010, 9002, 9009, 9004, 9011, 9006, 9008)]
MEMBERS = ["GM9003", "GM9010"]


def figures():
    draw = random.Random(20260401)
    rows = []
    for _ in CODES:
        size = draw.gauss(0, 1)
        rows.append([round(20000 + 6000 * size + 4000 * draw.gauss(0, 1)), round(20 + 3 * draw.gauss(0, 1), 1),
                     round(800 + 300 * size + 200 * draw.gauss(0, 1)), round(25 + 2 * draw.gauss(0, 1), 2)])
    return np.array(rows)


def standardised(x, scaling):
    if scaling == "robust":
        centre = np.median(x, axis=0)
        return (x - centre) / np.median(abs(x - centre), axis=0)
    return (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)


def euclidean(x, members, weights=None, scaling="zscore"):
    z = standardised(x, scaling)
    w = np.ones(x.shape[1]) if weights is None else np.array(weights)
    squares = np.array([w * (z - z[m]) ** 2 for m in members])  # member, area, variable
    return squares, z


def mahalanobis(x, members):
    inverse = np.linalg.inv(np.cov(x, rowvar=False))
    squares = np.array([(x - x[m]) * ((x - x[m]) @ inverse) for m in members])
    return squares, standardised(x, "zscore")


def peers(squares, z, members, k, excluded=()):
    distances = np.sqrt(squares.sum(axis=2)).mean(axis=0)
    others = [i for i in range(len(CODES)) if i not in members]
    rebased = distances / max(distances[i] for i in others)
    ranked = sorted((i for i in others if CODES[i] not in excluded), key=lambda i: (distances[i], CODES[i]))[:k]
    rows = []
    for i in ranked:
        parts = squares[:, i, :].sum(axis=0)
        rows.append({"area": CODES[i], "distance": distances[i], "rebased": rebased[i],
                     "share": list(parts / parts.sum()),
                     "difference": list(np.mean([z[i] - z[m] for m in members], axis=0))})
    return rows


def without(measure, x, members, k):
    """By variable, the codes of the k nearest when it is left out."""
    sets = []
    for v in range(x.shape[1]):
        squares, z = measure(np.delete(x, v, axis=1), members)
        sets.append([row["area"] for row in peers(squares, z, members, k)])
    return sets


def main():
    x = figures()
    at = [CODES.index(code) for code in MEMBERS]
    one = [CODES.index("GM9001")]
    cases = []

    def add(name, members, measured, measure=None, k=4, excluded=(), **options):
        squares, z = measured
        case = {"name": name, "region": [CODES[m] for m in members], "options": {"by": NAMES, "k": k, **options},
                "peers": peers(squares, z, members, k, excluded)}
        if measure is not None:
            case["without"] = without(measure, x, members, k)
        cases.append(case)

    add("one area", one, euclidean(x, one), euclidean)
    add("the mean over two members", at, euclidean(x, at), euclidean)
    add("weights", at, euclidean(x, at, [1, 2.5, 0.25, 4]), weights=[1, 2.5, 0.25, 4])
    add("robust", at, euclidean(x, at, scaling="robust"), lambda x, m: euclidean(x, m, scaling="robust"),
        scaling="robust")
    add("mahalanobis", at, mahalanobis(x, at), mahalanobis, method="mahalanobis")
    first = peers(*euclidean(x, at), at, 1)[0]["area"]
    add("without the nearest", at, euclidean(x, at), excluded=[first], exclude=[first])
    rows = [f"{code},,2017,{name},{value!r},,\n" for code, row in zip(CODES, x.tolist()) for name, value in zip(NAMES, row)]
    print(json.dumps({"text": "".join(rows), "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
