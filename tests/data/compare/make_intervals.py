#!/usr/bin/env python3
"""Makes intervals.json: intervals around proportions, means, medians and funnel limits by mpmath with 40 digits, each
from the defining equation, not from the formula that the library uses."""

import json
import sys

from mpmath import betainc, binomial, findroot, gammainc, log, mp, mpf, quad, sqrt, gamma, pi

mp.dps = 40


def bisect(f, low, high):
    """The root of a rising or falling f between low and high."""
    low, high = mpf(low), mpf(high)
    sign = f(low) > 0
    for _ in range(160):
        middle = (low + high) / 2
        if (f(middle) > 0) == sign:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def normal_quantile(p):
    from mpmath import erfc
    return bisect(lambda z: erfc(-z / sqrt(2)) / 2 - p, -40, 40)


def binomial_upper(x, n, p):
    """P(X >= x) of whole x and n."""
    return sum(binomial(n, k) * p**k * (1 - p) ** (n - k) for k in range(int(x), int(n) + 1))


def wilson(x, n, z):
    """Both p for which |x / n - p| is z standard errors at p."""
    estimate = x / n
    off = lambda p: (estimate - p) ** 2 - z * z * p * (1 - p) / n
    return (mpf(0) if x == 0 else bisect(off, 0, estimate)), (mpf(1) if x == n else bisect(off, estimate, 1))


def wilson_corrected(x, n, z):
    """The same with half a success less far: |x / n - p| - 1 / (2 n)."""
    estimate, half = x / n, 1 / (2 * n)
    below = lambda p: (estimate - half - p) - z * sqrt(p * (1 - p) / n)
    above = lambda p: (p - estimate - half) - z * sqrt(p * (1 - p) / n)
    return (mpf(0) if x == 0 else bisect(below, 0, estimate)), (mpf(1) if x == n else bisect(above, estimate, 1))


def clopper_pearson(x, n, tail):
    low = mpf(0) if x == 0 else bisect(lambda p: binomial_upper(x, n, p) - tail, 0, 1)
    high = mpf(1) if x == n else bisect(lambda p: 1 - binomial_upper(x + 1, n, p) - tail, 0, 1)
    return low, high


def jeffreys(x, n, tail):
    cdf = lambda p: betainc(x + mpf(1) / 2, n - x + mpf(1) / 2, 0, p, regularized=True)
    low = mpf(0) if x == 0 else bisect(lambda p: cdf(p) - tail, 0, 1)
    high = mpf(1) if x == n else bisect(lambda p: cdf(p) - (1 - tail), 0, 1)
    return low, high


def agresti_coull(x, n, z):
    more, middle = n + z * z, (x + z * z / 2) / (n + z * z)
    reach = z * sqrt(middle * (1 - middle) / more)
    return max(middle - reach, mpf(0)), min(middle + reach, mpf(1))


def student_quantile(p, df):
    density = lambda t: gamma((df + 1) / 2) / sqrt(df * pi) / gamma(df / 2) * (1 + t * t / df) ** (-(df + 1) / 2)
    return bisect(lambda t: quad(density, [0, t / 2, t]) - (p - mpf(1) / 2), 0, 200)


def poisson_cdf(k, mean):
    return gammainc(k + 1, mean, regularized=True)


def binomial_cdf(k, n, p):
    return 1 - binomial_upper(k + 1, n, p) if k < n else mpf(1)


def interpolated(cdf, q):
    """(r - a): Spiegelhalter 2005, A.1.1."""
    r = 0
    while cdf(r) < q:
        r += 1
    before = cdf(r - 1) if r > 0 else mpf(0)
    return max(r - (cdf(r) - q) / (cdf(r) - before), mpf(0))


def proportions():
    made = []
    for x, n in [(0, 20), (1, 29), (3, 7), (15, 148), (81, 263), (20, 20), (5, 12), (130, 1000)]:
        for level in ["0.9", "0.95", "0.99"]:
            x, n = mpf(x), mpf(n)
            tail = (1 - mpf(level)) / 2
            z = -normal_quantile(tail)
            for method, limits in [("wilson", wilson(x, n, z)), ("wilson-corrected", wilson_corrected(x, n, z)),
                                   ("clopper-pearson", clopper_pearson(x, n, tail)),
                                   ("jeffreys", jeffreys(x, n, tail)), ("agresti-coull", agresti_coull(x, n, z))]:
                made.append({"successes": float(x), "trials": float(n), "level": float(level), "method": method,
                             "lower": float(limits[0]), "upper": float(limits[1])})
    return made


def means():
    made = []
    for mean, sd, n, population, level in [(7.4, 1.2, 31, 0, "0.95"), (42, 30, 6, 0, "0.9"), (42, 30, 6, 25, "0.95"),
                                           (-3, 0.5, 2, 0, "0.99"), (100, 15, 400, 1000, "0.95")]:
        t = student_quantile((1 + mpf(level)) / 2, mpf(n) - 1)
        error = mpf(sd) / sqrt(mpf(n)) * (sqrt(1 - mpf(n) / population) if population else 1)
        made.append({"mean": mean, "sd": sd, "n": n, "population": population, "level": float(level),
                     "lower": float(mean - t * error), "upper": float(mean + t * error)})
    return made


def funnels():
    made = []
    for size, target, coverage in [(15, 1, "0.95"), (15, 1, "0.998"), (2.5, 1, "0.95"), (800, 0.07, "0.95"),
                                   (0.4, 1, "0.95"), (300, 1, "0.998")]:
        q, e = (1 - mpf(coverage)) / 2, mpf(size) * mpf(str(target))
        upper = bisect(lambda m: poisson_cdf_real(m, e + 1) - (1 - q), 0, 4 * e + 60)
        lower = bisect(lambda m: poisson_cdf_real(m, e) - q, 0, 4 * e + 60)
        made.append({"family": "poisson", "limits": "interval", "size": size, "target": target,
                     "coverage": float(coverage), "lower": float(lower / size), "upper": float(upper / size)})
        cdf = lambda k: poisson_cdf(mpf(k), e)
        made.append({"family": "poisson", "limits": "quantile", "size": size, "target": target,
                     "coverage": float(coverage), "lower": float(interpolated(cdf, q) / size),
                     "upper": float(interpolated(cdf, 1 - q) / size)})
    for n, target, coverage in [(40, 0.3, "0.95"), (12, 0.9, "0.998"), (200, 0.05, "0.95")]:
        q, p, e = (1 - mpf(coverage)) / 2, mpf(str(target)), n * mpf(str(target))
        beta = lambda a, b, r: bisect(lambda at: betainc(a, b, 0, at, regularized=True) - r, 0, 1)
        made.append({"family": "binomial", "limits": "interval", "size": n, "target": target,
                     "coverage": float(coverage), "lower": float(beta(e, n - e + 1, q)),
                     "upper": float(beta(e + 1, n - e, 1 - q))})
        cdf = lambda k: binomial_cdf(k, n, p)
        made.append({"family": "binomial", "limits": "quantile", "size": n, "target": target,
                     "coverage": float(coverage), "lower": float(interpolated(cdf, q) / n),
                     "upper": float(interpolated(cdf, 1 - q) / n)})
    return made


def poisson_cdf_real(mean, shape):
    """P(gamma(shape) <= mean)."""
    return gammainc(shape, 0, mean, regularized=True)


def pooled():
    """Two years by hand, chi-squared with one degree of freedom: its upper tail is erfc(sqrt(x / 2))."""
    from mpmath import erfc
    made = []
    for x, n in [((40, 60), (50, 90)), ((9, 2), (10, 10))]:
        p = mpf(sum(x)) / sum(n)
        chi = sum(k * (mpf(s) / k - p) ** 2 / (p * (1 - p)) for s, k in zip(x, n))
        made.append({"successes": x, "trials": n, "chi_squared": float(chi), "p_value": float(erfc(sqrt(chi / 2))),
                     "i_squared": float(max(0, (chi - 1) / chi)),
                     "wilson": [float(v) for v in wilson(mpf(sum(x)), mpf(sum(n)), -normal_quantile(mpf("0.025")))]})
    return made


def main():
    made = {"source": "make_intervals.py, mpmath, 40 digits", "proportions": proportions(), "means": means(),
            "funnels": funnels(), "pooled": pooled()}
    json.dump(made, sys.stdout, indent=1)
    print()


main()
