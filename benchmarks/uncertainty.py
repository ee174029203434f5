"""Simulation of a case of forty effects over twenty years with sixty-one uncertain parameters, and what is read from it:
mean, standard deviation, five quantiles and the probability of a positive balance.

The case is `effects40x20.json` of the folder beside the repository (MKBA_SHARED); where it is not, one of the same shape
is made by a seeded function, and the heading says so."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from SALib.analyze import sobol as salib
from measure import PAIRS, compare, growth, heading
from probabilit.distributions import PERT, Lognormal, Normal, Triangular, Uniform
from probabilit.modeling import Add, Constant, Distribution

import mkba

DRAWS = 1_000_000
SAMPLE = 100_000  # of which the time of slow peers is scaled
SMALL_SAMPLE = 10_000  # of slower ones
FIRST, YEARS = 2026, 20
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]
SHARED = Path(os.environ.get("MKBA_SHARED", Path(__file__).parents[2] / "shared"))


def distribution(kind: str, low: float, mid: float, high: float) -> dict[str, Any]:
    """One of six kinds, around `mid`."""
    spread = (high - low) / 4
    return {
        "normal": {"normal": {"mean": mid, "sd": spread}},
        "lognormal": {"lognormal": {"mean": mid, "sd": spread}},
        "uniform": {"uniform": [low, high]},
        "triangular": {"triangular": [low, mid, high]},
        "pert": {"pert": [low, mid, high]},
        "beta": {"beta": {"alpha": 2.5, "beta": 4.0, "min": low, "max": high}},
    }[kind]  # fmt: skip


def made_case(effects: int = 40, years: int = YEARS, profile: bool = True) -> dict[str, Any]:
    """A case of the same shape as effects40x20.json: volume x effect x price x profile, one or two of them uncertain."""
    rng = np.random.default_rng(20260101)
    kinds = ["normal", "lognormal", "triangular", "pert", "beta", "uniform"]
    parameters: dict[str, Any] = {"rate": {"distribution": {"triangular": [0.01, 0.0225, 0.04]}}}
    lines = []
    for i in range(effects):
        factors = [f"{rng.uniform(500, 4000):.6g}"]
        for j, (name, middle) in enumerate([("effect", 0.4), ("price", 3000.0)]):
            if j == 0 or i % 2 == 0:
                parameters[f"e{i:02}_{name}"] = {
                    "distribution": distribution(kinds[(2 * i + j) % 6], 0.6 * middle, middle, 1.7 * middle)}  # fmt: skip
                factors.append(f"e{i:02}_{name}")
            else:
                factors.append(f"{middle:.6g}")
        if profile:
            parameters[f"e{i:02}_profile"] = {
                "series": {str(FIRST + y): round(float(rng.uniform(0.3, 1)), 4) for y in range(years)}}  # fmt: skip
            factors.append(f"e{i:02}_profile")
        kind = "cost" if i % 4 == 0 else "benefit"
        role = {"payer": "municipality"} if kind == "cost" else {"receiver": ["insurer", "citizen", "state"][i % 3]}
        lines.append({"id": f"e{i:02}", "kind": kind, "value": " * ".join(factors), **role})
    return {"format": "mkba-case/1", "title": "Forty effects (made, synthetic)", "base_year": FIRST, "price_year": 2024,
            "years": [FIRST, FIRST + years - 1], "timing": "begin", "discount": {"rate": "rate"},
            "parameters": parameters, "alternatives": {"nul": {"null": True}, "pakket": {}}, "lines": lines}  # fmt: skip


def the_case() -> tuple[dict[str, Any], str]:
    path = SHARED / "reference" / "uncertainty" / "effects40x20.json"
    if path.exists():
        return json.loads(path.read_text("utf-8")), "effects40x20.json"
    return made_case(), "a made case of the same shape (effects40x20.json is not there)"


def only_drawn(case: dict[str, Any]) -> dict[str, Any]:
    """The same parameters in a case that does next to nothing with them: one year, their sum."""
    uncertain = {name: value for name, value in case["parameters"].items() if "distribution" in value}
    line = {"id": "sum", "kind": "benefit", "value": " + ".join(uncertain), "receiver": "x"}
    return {**case, "years": [FIRST, FIRST], "discount": {"rate": 0}, "parameters": uncertain, "lines": [line]}


# ---- the same in numpy ------------------------------------------------------------------------------------------


def draw(rng: np.random.Generator, wanted: dict[str, Any], n: int) -> Any:
    """By numpy's own samplers."""
    ((kind, of),) = wanted.items()
    if kind == "normal":
        return rng.normal(of["mean"], of["sd"], n)
    if kind == "lognormal":
        variance = math.log1p((of["sd"] / of["mean"]) ** 2)
        return rng.lognormal(math.log(of["mean"]) - variance / 2, math.sqrt(variance), n)
    if kind == "uniform":
        return rng.uniform(*of, n)
    if kind == "triangular":
        return rng.triangular(*of, n)
    if kind == "pert":
        low, mode, high = of
        return low + (high - low) * rng.beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), n)
    low, high = of.get("min", 0), of.get("max", 1)
    return low + (high - low) * rng.beta(of["alpha"], of["beta"], n)


class Factored:
    """The case as well as numpy can: what is constant over years is taken out, discount factors by products, the sum over
    years a product of matrices, in chunks that fit in the cache."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.parameters = case["parameters"]
        self.rate = self.parameters["rate"]["distribution"]
        self.constants, self.uncertain, profiles = [], [], []
        for line in case["lines"]:
            constant, names, profile = 1.0 if line["kind"] == "benefit" else -1.0, [], [1.0] * YEARS
            for factor in line["value"].split(" * "):
                if re.fullmatch(r"[\d.e+-]+", factor):
                    constant *= float(factor)
                elif "series" in self.parameters[factor]:
                    profile = [self.parameters[factor]["series"][str(FIRST + y)] for y in range(YEARS)]
                else:
                    names.append(factor)
            self.constants.append(constant)
            self.uncertain.append(names)
            profiles.append(profile)
        self.profiles = np.array(profiles)

    def npv(self, draws: int, chunk: int) -> Any:
        rng = np.random.Generator(np.random.SFC64(1))
        npv = np.empty(draws)
        factors, cores = np.empty((YEARS, chunk)), np.empty((len(self.constants), chunk))
        for start in range(0, draws, chunk):
            n = min(chunk, draws - start)
            step = 1 / (1 + draw(rng, self.rate, n))
            factors[0, :n] = 1
            for year in range(1, YEARS):
                np.multiply(factors[year - 1, :n], step, out=factors[year, :n])
            for i, names in enumerate(self.uncertain):
                cores[i, :n] = self.constants[i]
                for name in names:
                    cores[i, :n] *= draw(rng, self.parameters[name]["distribution"], n)
            present = self.profiles @ factors[:, :n]
            present *= cores[:, :n]
            npv[start : start + n] = present.sum(axis=0)
        return npv

    def figures(self, draws: int, chunk: int) -> tuple[Any, ...]:
        npv = self.npv(draws, chunk)
        return npv.mean(), npv.std(), np.quantile(npv, QUANTILES), (npv > 0).mean()


def best_chunk(peer: Factored) -> int:
    """The chunk that is fastest on this machine."""

    def spent(chunk: int) -> float:
        start = time.process_time()
        peer.figures(SAMPLE, chunk)
        return time.process_time() - start

    return min([1024, 2048, 4096, 8192, 16384, 32768], key=lambda chunk: min(spent(chunk) for _ in range(3)))


# ---- the same in probabilit -------------------------------------------------------------------------------------


def node(wanted: dict[str, Any]) -> Any:
    ((kind, of),) = wanted.items()
    if kind == "normal":
        return Normal(of["mean"], of["sd"])
    if kind == "lognormal":
        return Lognormal(of["mean"], of["sd"])
    if kind == "beta":
        low, high = of.get("min", 0), of.get("max", 1)
        return Distribution("beta", a=of["alpha"], b=of["beta"], loc=low, scale=high - low)
    return {"uniform": Uniform, "triangular": Triangular, "pert": PERT}[kind](*of)


class Graph:
    """The factored case as a graph of probabilit, which samples each of its nodes once."""

    def __init__(self, peer: Factored) -> None:
        step = 1 / (1 + node(peer.rate))
        factors: list[Any] = [Constant(1)]
        for _ in range(1, YEARS):
            factors.append(factors[-1] * step)
        uncertain = {name for names in peer.uncertain for name in names}
        nodes = {name: node(peer.parameters[name]["distribution"]) for name in sorted(uncertain)}
        lines = []
        for constant, names, profile in zip(peer.constants, peer.uncertain, peer.profiles):
            line = constant * Add(*(float(share) * factor for share, factor in zip(profile, factors)))
            for name in names:
                line = line * nodes[name]
            lines.append(line)
        self.npv = Add(*lines)

    def figures(self, draws: int) -> tuple[Any, ...]:
        npv = self.npv.sample(draws, random_state=1, gc_strategy=[])
        return npv.mean(), npv.std(), np.quantile(npv, QUANTILES), (npv > 0).mean()


# ---- ours -------------------------------------------------------------------------------------------------------


def figures(case: mkba.Case, draws: int, **options: Any) -> tuple[Any, ...]:
    simulation = case.simulate(draws=draws, seed=1, **options)
    row = simulation.summary().query("measure == 'npv'").iloc[0]
    return row["mean"], row["sd"], [row[f"q{100 * q:02.0f}"] for q in QUANTILES], simulation.probability()


def wall(work: Any) -> float:
    times = []
    for _ in range(PAIRS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[PAIRS // 2]


# Not ru_maxrss: that begins with what the process that started this one has.
MEMORY = """
import re, sys, mkba
def peak():
    return int(re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1])
case = mkba.Case(sys.stdin.read())
before = peak()
case.simulate(draws=int(sys.argv[1]), seed=1)
print(peak() - before)
"""


def memory(case: dict[str, Any], draws: int) -> float:
    """Mebibytes that a simulation adds to a fresh process."""
    done = subprocess.run([sys.executable, "-c", MEMORY, str(draws)], input=json.dumps(case), check=True, text=True,
                          capture_output=True)  # fmt: skip
    return int(done.stdout) / 1024


def sobol_g(u: Any) -> Any:
    """Sobol's g-function of twenty factors (Saltelli et al., Global Sensitivity Analysis: The Primer, 2008)."""
    a = np.arange(u.shape[1])
    return ((np.abs(4 * u - 2) + a) / (1 + a)).prod(axis=1)


def compare_indices() -> None:
    """First and total order of twenty factors, with intervals from 100 resamples, of figures that both are given."""
    names = [f"x{i}" for i in range(20)]
    y = sobol_g(mkba.sobol_design(names, 4096))
    problem = {"num_vars": 20, "names": names, "bounds": [[0, 1]] * 20}
    ours = partial(mkba.sobol_indices, y, names, resamples=100)
    peer = partial(salib.analyze, problem, y, calc_second_order=False, num_resamples=100)
    assert np.allclose(ours()["total"], peer()["ST"], rtol=1e-8, atol=1e-10)
    compare("Sobol indices, 20 factors, 4096 rows: SALib", ours, peer)


def check(case: mkba.Case, peer: Factored, chunk: int) -> None:
    """The same work: the same figures, but for chance."""
    mean, sd, quantiles, positive = figures(case, DRAWS, threads=1, actors=False)
    mean2, sd2, quantiles2, positive2 = peer.figures(DRAWS, chunk)
    error = sd / math.sqrt(DRAWS)
    assert abs(mean - mean2) < 6 * error and abs(sd - sd2) < 12 * error
    assert np.abs(np.array(quantiles) - quantiles2).max() < 20 * error and abs(positive - positive2) < 6 * 5e-4


def main() -> None:
    given, name = the_case()
    case, peer = mkba.Case(given), Factored(given)
    chunk = best_chunk(peer)
    check(case, peer, chunk)
    print(f"# {name}, {DRAWS} draws; numpy in chunks of {chunk}")
    heading()
    one = partial(case.simulate, draws=DRAWS, seed=1, threads=1, actors=False)
    compare("simulate, npv and its quantiles: numpy, factored", lambda: figures(case, DRAWS, threads=1, actors=False),
            lambda: peer.figures(DRAWS, chunk))  # fmt: skip
    for variant in ("plain", "avx2", "avx512"):
        try:
            case.simulate(draws=10, seed=1, variant=variant)
        except mkba.MkbaError as error:
            print(f"# {error}")
            continue
        compare(f"the same, {variant}", lambda variant=variant: figures(case, DRAWS, threads=1, actors=False, variant=variant),
                lambda: peer.figures(DRAWS, chunk))  # fmt: skip
    graph = Graph(peer)
    mean, sd, *_ = figures(case, DRAWS, actors=False)
    assert abs(graph.figures(SMALL_SAMPLE)[0] - mean) < 6 * sd / math.sqrt(SMALL_SAMPLE)
    compare("the same: probabilit", lambda: figures(case, DRAWS, threads=1, actors=False),
            lambda: graph.figures(SMALL_SAMPLE), scale=DRAWS / SMALL_SAMPLE)  # fmt: skip
    alone = mkba.Case(only_drawn(given))
    compare("drawing alone (the parameters added up)", one, partial(alone.simulate, draws=DRAWS, seed=1, threads=1, actors=False))
    for plan in ("lhs", "sobol"):
        compare(f"plan {plan}, beside plan random", one, partial(one, plan=plan))
    single, double = wall(one), wall(partial(case.simulate, draws=DRAWS, seed=1, threads=2, actors=False))
    print(f"two threads, by the clock: {single * 1e3:.1f} ms and {double * 1e3:.1f} ms, {single / double:.2f} x")
    for draws in (10_000, DRAWS, 10 * DRAWS):
        print(f"memory of {draws} draws: {memory(given, draws):.1f} MiB")
    compare_indices()
    print(f"every EVPPI from 10,000 draws, simulation included: {wall(partial(case.evppi, draws=10_000)) * 1e3:.0f} ms")
    growth("per draw and effect, of 10, 40 and 160 effects",
           lambda n: partial(mkba.Case(made_case(n // SAMPLE)).simulate, draws=SAMPLE, seed=1, threads=1),
           [10 * SAMPLE, 40 * SAMPLE, 160 * SAMPLE])  # fmt: skip
    for years in (10, 20, 100):
        long = mkba.Case(made_case(40, years, profile=False))
        print(f"constant growth over {years} years: "
              f"{wall(partial(long.simulate, draws=SAMPLE, seed=1, threads=1)) / SAMPLE * 1e9:.0f} ns a draw")  # fmt: skip


if __name__ == "__main__":
    main()
