"""Means of the distributions of the case format after truncation, to some fifty digits.

'a missing `value` is the mean of the distribution after truncation'. Truncation keeps lo <= x <= hi and scales
the rest up to 1. Only series of positive terms are used; where a difference of two of them cancels, it is
computed again with as many digits more.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

from oracle_expression import Refused, number, whole

DIGITS = 60  # significant digits asked of every difference
MOST_DIGITS = 4000  # a truncation that needs more leaves less than 1e-3900 of the distribution


def mean(distribution, where=""):
    """The mean of a distribution object of the format, `truncate` included, as a Decimal of about 50 digits."""
    if not isinstance(distribution, dict):
        raise Refused("a distribution is an object", where)
    kinds = [key for key in distribution if key not in ("truncate", "shape")]
    if len(kinds) != 1 or kinds[0] not in MEANS:
        raise Refused(f"one distribution is expected, not {', '.join(kinds) or 'none'}", where)
    limits = distribution.get("truncate")
    if limits is not None:
        limits = tuple(number(x, where) for x in limits)
        if len(limits) != 2 or limits[0] >= limits[1]:
            raise Refused("truncate is [lo, hi] with lo < hi", where)
    with localcontext(prec=DIGITS):
        given = distribution[kinds[0]]
        if kinds[0] == "ci90":
            return _ci90(given, distribution.get("shape"), limits, where)
        return MEANS[kinds[0]](given, limits, where)


def _numbers(given, keys, where, **defaults):
    """The named numbers of a distribution."""
    if not isinstance(given, dict) or not set(given) <= set(keys):
        raise Refused(f"the keys {', '.join(keys)} are expected", where)
    missing = [key for key in keys if key not in given and key not in defaults]
    if missing:
        raise Refused(f"{missing[0]} is missing", where)
    return [number(given.get(key, defaults.get(key)), where) for key in keys]


def _ascending(given, where, strict):
    """The numbers of a list that must ascend; its ends differ."""
    values = [number(x, where) for x in given]
    if values != sorted(values) or values[0] == values[-1] or (strict and len(values) != 2):
        raise Refused("the numbers must ascend", where)
    return values


def _empty(where):
    return Refused("the truncation leaves nothing of the distribution", where)


def _difference(function, low, high, where):
    """function(high) - function(low) with DIGITS significant digits, however much cancels."""
    digits = DIGITS + 20
    while digits <= MOST_DIGITS:
        with localcontext(prec=digits):
            upper = function(high)
            result = upper - function(low)
            if result != 0 and upper.adjusted() - result.adjusted() + DIGITS + 15 <= digits:
                return result
        digits *= 2
    raise _empty(where)


# ---------------------------------------------------------------- normal, lognormal


def _pi():
    """Pi by Machin: 16 arctan(1/5) - 4 arctan(1/239)."""

    def arctan_inverse(n):
        term, total, k = Decimal(1) / n, Decimal(0), 0
        while total + term != total:
            total += (term if k % 2 == 0 else -term) / (2 * k + 1)
            term /= n * n
            k += 1
        return total

    return 16 * arctan_inverse(5) - 4 * arctan_inverse(239)


def _half_normal(x):
    """Integral from 0 to x of exp(-t^2 / 2): exp(-x^2/2) sum x^(2n+1) / (1 3 5 ... (2n+1)), odd in x."""
    term = total = abs(x)
    n = 1
    while total + term != total:
        term = term * x * x / (2 * n + 1)
        total += term
        n += 1
    total *= (-x * x / 2).exp()
    return total if x >= 0 else -total


def _normal_mass(low, high, where):
    """Integral of exp(-t^2 / 2) over [low, high], ends far out in the tails cut off."""
    nearest_zero = max(low, min(high, Decimal(0)))
    reach = abs(nearest_zero) + 25
    if abs(nearest_zero) > 60:
        raise _empty(where)
    return _difference(_half_normal, max(low, -reach), min(high, reach), where)


def z95():
    """The 95 % quantile of the standard normal, by Newton's method."""
    with localcontext(prec=DIGITS + 10):
        z = Decimal("1.6448536269514722")
        wanted = Decimal("0.45") * (2 * _pi()).sqrt()
        for _ in range(4):
            z -= (_half_normal(z) - wanted) * (z * z / 2).exp()
        return +z


def _normal(mu, sd, limits, where):
    """mu + sd (phi(a) - phi(b)) / (Phi(b) - Phi(a))."""
    if sd <= 0:
        raise Refused("sd must be positive", where)
    if limits is None:
        return mu
    low, high = ((x - mu) / sd for x in limits)
    mass = _normal_mass(low, high, where)
    with localcontext(prec=4 * DIGITS):
        moment = (-low * low / 2).exp() - (-high * high / 2).exp()
    return mu + sd * moment / mass


def _lognormal(mu, sigma, limits, where):
    """exp(mu + sigma^2 / 2) (Phi(b - sigma) - Phi(a - sigma)) / (Phi(b) - Phi(a))."""
    if sigma <= 0:
        raise Refused("sd must be positive", where)
    expected = (mu + sigma * sigma / 2).exp()
    if limits is None:
        return expected
    if limits[1] <= 0:
        raise _empty(where)
    high = (limits[1].ln() - mu) / sigma
    low = (limits[0].ln() - mu) / sigma if limits[0] > 0 else min(high, Decimal(0)) - 30
    return expected * _normal_mass(low - sigma, high - sigma, where) / _normal_mass(low, high, where)


def _normal_given(given, limits, where):
    mu, sd = _numbers(given, ("mean", "sd"), where)
    return _normal(mu, sd, limits, where)


def _lognormal_given(given, limits, where):
    """'{"lognormal": {"mean", "sd"}} (of the variable itself)'."""
    expected, sd = _numbers(given, ("mean", "sd"), where)
    if expected <= 0 or sd <= 0:
        raise Refused("mean and sd must be positive", where)
    variance = (1 + (sd / expected) ** 2).ln()
    return _lognormal(expected.ln() - variance / 2, variance.sqrt(), limits, where)


def _ci90(given, shape, limits, where):
    """'{"ci90": [lo, hi], "shape": "normal" | "lognormal"}': the 5 % and the 95 % quantile."""
    low, high = _ascending(given, where, strict=True)
    if shape == "normal":
        return _normal((low + high) / 2, (high - low) / 2 / z95(), limits, where)
    if shape != "lognormal" or low <= 0:
        raise Refused("ci90 has shape normal, or lognormal with positive ends", where)
    low, high = low.ln(), high.ln()
    return _lognormal((low + high) / 2, (high - low) / 2 / z95(), limits, where)


# ------------------------------------------------------------- uniform and triangular


def _overlap_of(low, high, limits, where):
    """[low, high] cut to the limits."""
    if limits is None:
        return low, high
    first, last = max(low, limits[0]), min(high, limits[1])
    if first >= last:
        raise _empty(where)
    return first, last


def _uniform(given, limits, where):
    low, high = _overlap_of(*_ascending(given, where, strict=True), limits, where)
    return (low + high) / 2


def _moments_of_ramp(zero, top, first, last):
    """Integrals of f and x f over [first, last], f linear from 0 at `zero` to 1 at `top`."""
    t1, t2 = first - zero, last - zero
    mass = (t2**2 - t1**2) / 2 / (top - zero)
    return mass, ((t2**3 - t1**3) / 3) / (top - zero) + zero * mass


def _triangular(given, limits, where):
    """Exact, in fractions: two linear pieces."""
    low, mode, high = _low_mode_high(given, where)
    first, last = _overlap_of(low, high, limits, where)
    low, mode, high, first, last = (Fraction(x) for x in (low, mode, high, first, last))
    mass = moment = Fraction(0)
    if first < min(mode, last):
        mass, moment = _moments_of_ramp(low, mode, first, min(mode, last))
    if last > max(mode, first):
        more, much = _moments_of_ramp(high, mode, max(mode, first), last)
        mass, moment = mass + more, moment + much
    result = moment / mass
    return Decimal(result.numerator) / Decimal(result.denominator)


def _low_mode_high(given, where):
    values = _ascending(given, where, strict=False)
    if len(values) != 3:
        raise Refused("[lo, mode, hi] is expected", where)
    return values


# ------------------------------------------------------------------- beta and gamma


def _incomplete_beta(a, b):
    """x -> integral from 0 to x of t^(a-1) (1-t)^(b-1): x^a (1-x)^b / a sum (a+b)_n / (a+1)_n x^n."""

    def integral(x):
        if x == 0:
            return Decimal(0)
        term = total = Decimal(1)
        n = 0
        while total + term != total:
            term = term * x * (a + b + n) / (a + 1 + n)
            total += term
            n += 1
        return total * x**a * (1 - x) ** b / a

    return integral


def _beta_integral(a, b, low, high, where):
    """Integral of t^(a-1) (1-t)^(b-1) over [low, high], from the nearest end on both sides of 1/2."""
    half, total = Decimal("0.5"), Decimal(0)
    if low < half:
        total += _difference(_incomplete_beta(a, b), low, min(high, half), where)
    if high > half:
        total += _difference(_incomplete_beta(b, a), 1 - high, 1 - max(low, half), where)
    return total


def _beta(a, b, low, high, limits, where):
    """Beta(a, b) stretched over [low, high]."""
    if a <= 0 or b <= 0 or low >= high:
        raise Refused("alpha and beta must be positive and min below max", where)
    if limits is None:
        return low + (high - low) * a / (a + b)
    first, last = ((x - low) / (high - low) for x in _overlap_of(low, high, limits, where))
    share = _beta_integral(a + 1, b, first, last, where) / _beta_integral(a, b, first, last, where)
    return low + (high - low) * share


def _beta_given(given, limits, where):
    """'(min 0, max 1 by default)'."""
    return _beta(*_numbers(given, ("alpha", "beta", "min", "max"), where, min=0, max=1), limits, where)


def _pert(given, limits, where):
    """'(beta-PERT, lambda 4)': alpha = 1 + 4 (mode - lo) / (hi - lo), beta = 1 + 4 (hi - mode) / (hi - lo)."""
    low, mode, high = _low_mode_high(given, where)
    if limits is None:
        return (low + 4 * mode + high) / 6
    a = 1 + 4 * (mode - low) / (high - low)
    return _beta(a, 6 - a, low, high, limits, where)


def _incomplete_gamma(a):
    """x -> integral from 0 to x of t^(a-1) exp(-t): x^a exp(-x) sum x^n / (a (a+1) ... (a+n))."""

    def integral(x):
        if x == 0:
            return Decimal(0)
        term = total = 1 / a
        n = 1
        while total + term != total:
            term = term * x / (a + n)
            total += term
            n += 1
        return total * x**a * (-x).exp()

    return integral


def _gamma_given(given, limits, where):
    """Gamma with shape (mean / sd)^2 and scale sd^2 / mean."""
    expected, sd = _numbers(given, ("mean", "sd"), where)
    if expected <= 0 or sd <= 0:
        raise Refused("mean and sd must be positive", where)
    if limits is None:
        return expected
    if limits[1] <= 0:
        raise _empty(where)
    shape, scale = (expected / sd) ** 2, sd**2 / expected
    low, high = max(limits[0], Decimal(0)) / scale, limits[1] / scale
    high = min(high, max(low, shape + 1) + 30 * (shape + 1).sqrt() + 300)  # beyond: less than 1e-100 of what is kept
    moment = _difference(_incomplete_gamma(shape + 1), low, high, where)
    return scale * moment / _difference(_incomplete_gamma(shape), low, high, where)


# -------------------------------------------------------------------------- discrete


def _mean_of_counts(up, mode, largest, limits, where):
    """Mean over whole k in the limits (both ends kept), `up(k)` = p(k + 1) / p(k), summed outward from the mode."""
    first = max(0, int(limits[0].to_integral_value(ROUND_CEILING)))
    last = int(limits[1].to_integral_value(ROUND_FLOOR))
    last = last if largest is None else min(last, largest)
    if first > last:
        raise _empty(where)
    start = max(first, min(mode, last))
    weight = total = Decimal(1)
    moment = Decimal(start)
    for k in range(start, last):
        weight *= up(k)
        total, moment = total + weight, moment + weight * (k + 1)
        if weight * (k + 1) < moment * Decimal("1e-70"):
            break
    weight = Decimal(1)
    for k in range(start - 1, first - 1, -1):
        weight /= up(k)
        total, moment = total + weight, moment + weight * k
        if weight < total * Decimal("1e-70"):
            break
    return moment / total


def _poisson(given, limits, where):
    (expected,) = _numbers(given, ("mean",), where)
    if expected <= 0:
        raise Refused("mean must be positive", where)
    if limits is None:
        return expected
    return _mean_of_counts(lambda k: expected / (k + 1), int(expected), None, limits, where)


def _binomial(given, limits, where):
    whole(given.get("n"), where)
    n, p = _numbers(given, ("n", "p"), where)
    if n < 0 or not 0 <= p <= 1:
        raise Refused("n must be a whole number and p a probability", where)
    if limits is None:
        return n * p
    if p in (0, 1):
        if not limits[0] <= n * p <= limits[1]:
            raise _empty(where)
        return n * p
    odds = p / (1 - p)
    return _mean_of_counts(lambda k: (n - k) / (k + 1) * odds, int((n + 1) * p), int(n), limits, where)


def _weighted(values, weights, limits, where):
    """Mean of the values in the limits (both ends kept) by weight."""
    if len(values) != len(weights) or not values or any(w < 0 for w in weights):
        raise Refused("as many weights as values, none negative, are expected", where)
    kept = [(v, w) for v, w in zip(values, weights) if limits is None or limits[0] <= v <= limits[1]]
    total = sum(w for _, w in kept)
    if not kept or total == 0:
        raise _empty(where)
    return sum(v * w for v, w in kept) / total


def _discrete(given, limits, where):
    if not isinstance(given, dict) or set(given) != {"values", "weights"}:
        raise Refused("values and weights are expected", where)
    values, weights = ([number(x, where) for x in given[key]] for key in ("values", "weights"))
    return _weighted(values, weights, limits, where)


def _empirical(given, limits, where):
    values = [number(x, where) for x in given]
    return _weighted(values, [Decimal(1)] * len(values), limits, where)


MEANS = {
    "normal": _normal_given,
    "lognormal": _lognormal_given,
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
    "beta": _beta_given,
    "gamma": _gamma_given,
    "poisson": _poisson,
    "binomial": _binomial,
    "discrete": _discrete,
    "empirical": _empirical,
    "ci90": _ci90,
}
