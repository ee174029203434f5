"""Makes iv3_noise.json: how costs of Wmo and youth care per inhabitant change from year to year in Dutch municipalities,
in a few figures, and the parameters of a model that makes panels like them (tests/made_costs.c is the model in C).

    python3 iv3_noise.py FOLDER > iv3_noise.json

FOLDER has paneel_breed_2017_2024.csv (Iv3 jaarrekeningen and inhabitants of CBS, CC BY 4.0, through third parties) and
gemeente_ggd_provincie_2020.csv. Of the data only the summary figures below are kept. Needs numpy and pandas.

Areas: those with a figure in all eight years. x: the change of the logarithm less the median of the year.

The model. log y(i,t) = level(i) + growth(t) + walk(i,t) + s(i) transitory(i,t) + booking(i,t). The walk adds
s(i) (sqrt(1 - regional) e(i,t) + sqrt(regional) e(region,t)) each year; e is Student's t with df degrees of freedom, so
is the transitory part, times `transitory`. s(i)^2 = even + small x 20,000 / population. With probability `booked` a
year has a booking, normal with standard deviation `booking`, that is gone the next year. With probability `copied` a
year repeats the euros of the year before. Regions are of fourteen areas (25 GGD regions).

The parameters are fitted by simulated moments: each is moved until the moment beside it is that of the data.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

PARTS = {"wmo": ["lasten_wmo_voorzieningen"], "jeugd": ["lasten_jeugd_voorzieningen"]}
PARTS["both"] = PARTS["wmo"] + PARTS["jeugd"]
REGION, WORLDS, ROUNDS = 14, 60, 40
BIG = 0.25  # a change that somebody would ask about


def changes(levels):
    x = np.diff(levels, axis=1)
    return x - np.median(x, axis=0)


def between_regions(x, region):
    """The share of the variance of clipped changes that lies between regions (analysis of variance per year)."""
    x = np.clip(x, -0.2, 0.2)
    keep = region >= 0
    x, (_, region, sizes) = x[keep], np.unique(region[keep], return_inverse=True, return_counts=True)
    k, n = len(sizes), len(x)
    means = np.stack([np.bincount(region, x[:, t]) / sizes for t in range(x.shape[1])], axis=1)
    between = (sizes[:, None] * (means - x.mean(axis=0)) ** 2).sum() / (k - 1)
    within = ((x - means[region]) ** 2).sum() / (n - k)
    return (between - within) / (between + (n / k - 1) * within)


def moments(levels, population, region):
    x = changes(levels)
    size = np.abs(x)
    median = np.median(size)
    clipped = np.clip(x, -4 * median, 4 * median)
    order = np.argsort(population, kind="stable")
    fifth = len(order) // 5
    big = size[:, :-1] > BIG
    return {
        "median": median,
        **{f"q{q}": np.quantile(size, q / 100) for q in (75, 90, 95, 99)},
        "lag1": np.corrcoef(clipped[:, 1:].ravel(), clipped[:, :-1].ravel())[0, 1],
        "lag2": np.corrcoef(clipped[:, 2:].ravel(), clipped[:, :-2].ravel())[0, 1],
        "small_large": np.median(size[order[:fifth]]) / np.median(size[order[-fifth:]]),
        "big": (size > BIG).mean(),
        "turned": np.mean(-x[:, 1:][big] / x[:, :-1][big] > 0.5),
        "regional": between_regions(x, region),
    }


def student(rng, df, shape):
    """Bailey's polar method (Mathematics of Computation 62, 1994)."""
    return np.sqrt(df * (rng.random(shape) ** (-2 / df) - 1)) * np.cos(2 * np.pi * rng.random(shape))


def make(p, n, years, rng):
    population = np.exp(p["population_mean"] + p["population_sd"] * rng.standard_normal(n))
    region = np.arange(n) // REGION
    scale = np.sqrt(p["even"] + p["small"] * 20000 / population)[:, None]
    shared = student(rng, p["df"], (region[-1] + 1, years))[region]
    step = np.sqrt(1 - p["regional"]) * student(rng, p["df"], (n, years)) + np.sqrt(p["regional"]) * shared
    levels = p["level_sd"] * rng.standard_normal((n, 1)) + np.cumsum(scale * step, axis=1)
    levels += np.concatenate([[0], np.cumsum(p["growth"])])
    levels += scale * p["transitory"] * student(rng, p["df"], (n, years))
    levels += np.where(rng.random((n, years)) < p["booked"], p["booking"] * rng.standard_normal((n, years)), 0)
    copied = rng.random((n, years)) < p["copied"]
    for t in range(1, years):
        levels[:, t] = np.where(copied[:, t], levels[:, t - 1], levels[:, t])
    return levels, population, region


def simulated(p, n, years):
    made = [moments(*make(p, n, years, np.random.default_rng(seed))) for seed in range(WORLDS)]
    return {key: float(np.mean([each[key] for each in made])) for key in made[0]}


def fit(real, p, n, years):
    for _ in range(ROUNDS):
        made = simulated(p, n, years)
        scale = (real["median"] / made["median"]) ** 2
        ratio = (real["small_large"] / made["small_large"]) ** 1.5
        p["even"], p["small"] = p["even"] * scale, p["small"] * scale * ratio
        p["df"] = np.clip(p["df"] * ((made["q95"] / made["median"]) / (real["q95"] / real["median"])) ** 1.2, 1.5, 30)
        p["transitory"] = np.clip(p["transitory"] * np.exp(3 * (made["lag1"] - real["lag1"])), 0.05, 2)
        p["booked"] = np.clip(p["booked"] + 0.02 * (real["turned"] - made["turned"]), 0, 0.05)
        p["regional"] = np.clip(p["regional"] + 0.7 * (real["regional"] - made["regional"]), 0, 0.5)
    return simulated(p, n, years)


def study(folder, parts, regions, flags):
    d = pd.read_csv(folder / "paneel_breed_2017_2024.csv")
    d["y"] = 1000 * d[parts].sum(axis=1, min_count=len(parts)) / d["inwoners"]
    wide = d.pivot(index="gm_code", columns="jaar", values="y").dropna()
    wide = wide[(wide > 0).all(axis=1)]
    levels = np.log(wide.to_numpy())
    population = d.pivot(index="gm_code", columns="jaar", values="inwoners").loc[wide.index, 2021].to_numpy()
    region = regions.reindex(wide.index).fillna(-1).astype(int).to_numpy()
    real = moments(levels, population, region)
    x, n, years = changes(levels), *levels.shape
    turned = (np.abs(x[:, :-1]) > BIG) & (-x[:, 1:] * np.sign(x[:, :-1]) > 0.5 * np.abs(x[:, :-1]))
    p = {
        "growth": [round(float(g), 4) for g in np.median(np.diff(levels, axis=1), axis=0)],
        "level_mean": float(levels[:, 0].mean()), "level_sd": float(levels.mean(axis=1).std()),
        "population_mean": float(np.log(population).mean()), "population_sd": float(np.log(population).std()),
        "copied": int((flags["vlag"] == "kopie_vorig_jaar").sum()) / len(d),
        "booking": float(np.sqrt((x[:, :-1][turned] ** 2).mean())),
        "even": real["median"] ** 2 / 2, "small": real["median"] ** 2 / 4, "df": 3.0, "transitory": 0.4, "booked": 0.005,
        "regional": real["regional"],
    }  # fmt: skip
    made = fit(real, p, n, years)
    rounded = lambda of: {k: v if isinstance(v, list) else float(f"{v:.4g}") for k, v in of.items()}  # noqa: E731
    return {"areas": n, "years": years, "real": rounded(real), "made": rounded(made), "parameters": rounded(p)}


def main(folder):
    regions = pd.read_csv(folder / "gemeente_ggd_provincie_2020.csv").set_index("gm_code")["ggd_code"]
    regions = pd.Series(pd.factorize(regions)[0], regions.index)
    flags = pd.read_csv(folder / "iv3_kwaliteitsvlaggen.csv").query("verslagsoort == 'jaarrekening'")
    document = {
        "about": "Made by iv3_noise.py, which says what the figures are. Summary figures of Iv3 jaarrekeningen 2017-2024 "
                 "and inhabitants (CBS, CC BY 4.0, through third parties); none of the data is here.",
        "outcomes": {name: study(folder, parts, regions, flags) for name, parts in PARTS.items()},
    }  # fmt: skip
    print(json.dumps(document, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
