"""Makes distribution_quantiles.csv: quantiles and standard deviations of distributions, by mpmath.

    python3 distribution_quantiles.py > distribution_quantiles.csv

Fifty digits count; the work is done in more. Parameters and probabilities are doubles and taken as such, to the last bit.
Some shapes are chosen, at the ends of what is allowed, others drawn with a fixed seed. Incomplete functions where mpmath
has them, quadrature of the density where they do not converge (large shapes).
"""
import random
import sys

from mpmath import mp, mpf

DIGITS = 50
mp.dps = 70
P = (1e-12, 1e-9, 1e-6, 1e-3, 0.05, 0.3, 0.5, 0.75, 0.95, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12)
FEW = (1e-12, 1e-3, 0.5, 0.95, 1 - 1e-12)
LARGE = 3000


def by_halving(reaches, low, high):
    """The smallest whole number that reaches."""
    while low < high:
        middle = (low + high) // 2
        if reaches(middle):
            high = middle
        else:
            low = middle + 1
    return low


class Continuous:
    """A density over v, log-concave; x(v) the value. Cumulated is the density over v."""
    low, high = -mp.inf, mp.inf

    def tail(self, v, upper):
        raise NotImplementedError

    def truncate(self, low, high):
        self.least, self.most = self.v(low), self.v(high)
        self.below = self.tail(self.least, False) if self.least > -mp.inf else mpf(0)
        self.above = self.tail(self.most, True) if self.most < mp.inf else mpf(0)
        inside = self.tail(self.most, False) if self.most < mp.inf else mpf(1)
        self.mass = inside - self.below if inside < 0.9 else 1 - self.above - self.below
        if self.below > 0.9:
            self.mass = self.tail(self.least, True) - self.above

    below = above = mpf(0)
    mass = mpf(1)
    least, most = -mp.inf, mp.inf

    def quantile(self, p):
        """Newton on the logarithm of the smaller tail, which is concave: from the far side it does not overshoot."""
        lower, upper = self.below + p * self.mass, self.above + (1 - p) * self.mass
        use_upper = upper < lower
        goal = upper if use_upper else lower
        v = self.start(goal, use_upper)
        for step in range(200):
            tail = self.tail(v, use_upper)
            change = mp.log(tail / goal) * tail / self.density(v)
            v += change if use_upper else -change
            if abs(change) < mpf(10) ** -30 * self.unit():
                return self.x(v)
        raise ArithmeticError("no convergence")

    def start(self, goal, upper):
        """Far out enough that less than the goal is left."""
        step, v = self.unit(), mpf(0)
        with mp.workdps(20):
            while self.tail(v, upper) > goal:
                v += step if upper else -step
                step *= 1.5
            return +v


class Normal(Continuous):
    def __init__(self, mean, sd, *_):
        self.mean, self.sd = mean, sd

    def v(self, x):
        return (x - self.mean) / self.sd

    def x(self, v):
        return self.mean + self.sd * v

    def unit(self):
        return mpf(1)

    def density(self, v):
        return mp.npdf(v)

    def tail(self, v, upper):
        return mp.erfc((v if upper else -v) / mp.sqrt(2)) / 2

    def spread(self):
        if self.mass == 1:
            return self.sd
        return self.sd * mp.sqrt(deviation(self.density, self.least, self.most))


class Lognormal(Normal):
    def __init__(self, mean, sd, *_):
        self.all_sd = sd
        self.s = mp.sqrt(mp.log1p((sd / mean) ** 2))
        self.mu = mp.log(mean) - self.s ** 2 / 2

    def v(self, x):
        return (mp.log(x) - self.mu) / self.s if x > 0 else -mp.inf

    def x(self, v):
        return mp.exp(self.mu + self.s * v)

    def spread(self):
        if self.mass == 1:
            return self.all_sd
        phi = lambda v: mp.erfc(-v / mp.sqrt(2)) / 2
        moment = lambda k: mp.exp(k * self.mu + (k * self.s) ** 2 / 2) * (
            phi(self.most - k * self.s) - phi(self.least - k * self.s)) / self.mass
        return mp.sqrt(moment(2) - moment(1) ** 2)


def integral(density, start, end, scale):
    """From `start` towards `end`, in pieces of half a scale, until nothing is left."""
    scale /= 2
    total, at, step = mpf(0), mpf(start), scale if end > start else -scale
    while True:
        to = at + step
        last = (to >= end) if step > 0 else (to <= end)
        piece = mp.quad(density, [at, end if last else to], method='gauss-legendre')
        total += abs(piece)
        if last or abs(piece) < total * mpf(10) ** -55:
            return total
        at = to


def deviation(density, low, high):
    """The variance of v."""
    pieces = [low + (high - low) * i / 8 for i in range(9)] if high - low < 40 else None
    if pieces is None:
        low, high = max(low, mpf(-30)), min(high, mpf(30))
        pieces = [low + (high - low) * i / 40 for i in range(41)]
    quad = lambda f: mp.quad(f, pieces, method='gauss-legendre')
    mass = quad(density)
    mean = quad(lambda v: v * density(v)) / mass
    return quad(lambda v: (v - mean) ** 2 * density(v)) / mass


class Gamma(Continuous):
    def __init__(self, mean, sd, *_):
        self.a, self.scale, self.all_sd = (mean / sd) ** 2, sd ** 2 / mean, sd

    def v(self, x):
        return mp.log(x / self.scale / self.a) if x > 0 else -mp.inf

    def x(self, v):
        return self.scale * self.a * mp.exp(v)

    def unit(self):
        return min(1 / mp.sqrt(self.a), mpf(1))

    def density(self, v):
        x = self.a * mp.exp(v)
        return mp.exp(self.a * mp.log(x) - x - mp.loggamma(self.a))

    def tail(self, v, upper):
        if self.a > LARGE:
            scale = self.unit() / max(1, abs(v) / self.unit())
            one = integral(self.density, v, v + 1 if v > 0 else v - 1, scale)
            return one if upper == (v > 0) else 1 - one
        x = self.a * mp.exp(v)
        if x > self.a + 60:
            above = mp.gammainc(self.a, x, mp.inf, regularized=True)
            return above if upper else 1 - above
        with mp.workdps(mp.dps + 50):
            total, term, n = mpf(1), mpf(1), 1
            while term > mpf(10) ** -mp.dps * total:
                term *= x / (self.a + n)
                total += term
                n += 1
            lower = mp.exp(self.a * mp.log(x) - x - mp.loggamma(self.a + 1)) * total
            return 1 - lower if upper else lower

    def spread(self):
        if self.mass == 1:
            return self.all_sd
        x, y = (self.a * mp.exp(v) for v in (self.least, self.most))
        moment = lambda k: self.scale ** k * mp.gammainc(self.a + k, x, y) / mp.gammainc(self.a, x, y)
        return mp.sqrt(moment(2) - moment(1) ** 2)


class Beta(Continuous):
    def __init__(self, a, b, lo, hi, *_):
        self.a, self.b, self.lo, self.hi = a, b, lo, hi

    def v(self, x):
        if x <= self.lo or x >= self.hi:
            return -mp.inf if x <= self.lo else mp.inf
        return mp.log((x - self.lo) / (self.hi - x) * self.b / self.a)

    def parts(self, v):
        odds = mp.exp(v) * self.a / self.b
        return odds / (1 + odds), 1 / (1 + odds)

    def x(self, v):
        x, y = self.parts(v)
        return self.lo + (self.hi - self.lo) * x

    def unit(self):
        return mp.sqrt(1 / self.a + 1 / self.b)

    def density(self, v):
        x, y = self.parts(v)
        return mp.exp(self.a * mp.log(x) + self.b * mp.log(y) - self.log_beta)

    def tail(self, v, upper):
        a, b = self.a, self.b
        self.log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        if min(a, b) > LARGE:
            scale = self.unit() / max(1, abs(v) / self.unit())
            one = integral(self.density, v, v + 1 if v > 0 else v - 1, scale)
            return one if upper == (v > 0) else 1 - one
        x, y = self.parts(v)
        by_upper = y < 0.1 or (upper and x >= 0.1)  # by the smaller of x and y, which has its digits
        one = mp.betainc(b, a, 0, y, regularized=True) if by_upper else mp.betainc(a, b, 0, x, regularized=True)
        return one if by_upper == upper else 1 - one

    def spread(self):
        a, b = self.a, self.b
        if self.mass == 1:
            return (self.hi - self.lo) * mp.sqrt(a * b / (a + b + 1)) / (a + b)
        x = self.parts(self.least)[0] if self.least > -mp.inf else mpf(0)
        y = self.parts(self.most)[0] if self.most < mp.inf else mpf(1)
        moment = lambda k: mp.betainc(a + k, b, x, y) / mp.betainc(a, b, x, y)
        return (self.hi - self.lo) * mp.sqrt(moment(2) - moment(1) ** 2)


class Pert(Beta):
    def __init__(self, lo, mode, hi, *_):
        super().__init__(1 + 4 * (mode - lo) / (hi - lo), 1 + 4 * (hi - mode) / (hi - lo), lo, hi)


class Uniform:
    def __init__(self, lo, hi, *_):
        self.least, self.most = lo, hi

    def truncate(self, low, high):
        self.least, self.most = max(self.least, low), min(self.most, high)

    def quantile(self, p):
        return self.least + p * (self.most - self.least)

    def spread(self):
        return (self.most - self.least) / mp.sqrt(12)


class Triangular:
    def __init__(self, lo, mode, hi, *_):
        self.lo, self.mode, self.hi = lo, mode, hi
        self.least, self.most = lo, hi

    def truncate(self, low, high):
        self.least, self.most = max(self.lo, low), min(self.hi, high)

    def cdf(self, x):
        if x <= self.mode and self.mode > self.lo:
            return (x - self.lo) ** 2 / (self.hi - self.lo) / (self.mode - self.lo)
        return 1 - ((self.hi - x) ** 2 / (self.hi - self.lo) / (self.hi - self.mode) if x < self.hi else 0)

    def quantile(self, p):
        below = self.cdf(self.least)
        goal = below + p * (self.cdf(self.most) - below)
        if goal <= (self.mode - self.lo) / (self.hi - self.lo):
            return self.lo + mp.sqrt(goal * (self.hi - self.lo) * (self.mode - self.lo))
        return self.hi - mp.sqrt((1 - goal) * (self.hi - self.lo) * (self.hi - self.mode))

    def spread(self):
        """Antiderivatives of the density times powers of x."""
        def piece(x, y, start, width, sign, k):
            if not x < y:
                return mpf(0)
            part = lambda t: sign * (t ** (k + 2) / (k + 2) - start * t ** (k + 1) / (k + 1)) / width
            return part(y) - part(x)
        def moment(k):
            return (piece(self.least, min(self.mode, self.most), self.lo, self.mode - self.lo, 1, k) +
                    piece(max(self.mode, self.least), self.most, self.hi, self.hi - self.mode, -1, k))
        return mp.sqrt(moment(2) / moment(0) - (moment(1) / moment(0)) ** 2)


class Counts:
    """Sums of probabilities around the mean, to where nothing is left."""
    def terms(self, mode, last):
        with mp.workdps(90):
            top = self.log_probability(mode)
            self.probabilities = {mode: mp.exp(top)}
            for step in (1, -1):
                k, term = mode, mp.exp(top)
                while 0 <= k + step <= last and term > mpf(10) ** -75:
                    term = term * self.rise(k) if step > 0 else term / self.rise(k - 1)
                    k += step
                    self.probabilities[k] = term

    def truncate(self, low, high):
        self.probabilities = {k: p for k, p in self.probabilities.items() if low <= k <= high}

    def quantile(self, p):
        whole = mp.fsum(self.probabilities.values())
        total = mpf(0)
        for k in sorted(self.probabilities):
            total += self.probabilities[k]
            if total >= p * whole:
                return mpf(k)

    def spread(self):
        whole = mp.fsum(self.probabilities.values())
        mean = mp.fsum(k * p for k, p in self.probabilities.items()) / whole
        return mp.sqrt(mp.fsum((k - mean) ** 2 * p for k, p in self.probabilities.items()) / whole)


class Poisson(Counts):
    def __init__(self, mean, *_):
        self.mean = mean
        self.terms(int(mean), mp.inf)

    def log_probability(self, k):
        return k * mp.log(self.mean) - self.mean - mp.loggamma(k + 1)

    def rise(self, k):
        return self.mean / (k + 1)


class Binomial(Counts):
    def __init__(self, n, p, *_):
        self.n, self.p = int(n), p
        self.terms(min(int((n + 1) * p), int(n)), int(n))

    def log_probability(self, k):
        n, p = self.n, self.p
        return (mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + (k * mp.log(p) if k else 0) +
                ((n - k) * mp.log1p(-p) if k < n else 0))

    def rise(self, k):
        return (self.n - k) * self.p / (1 - self.p) / (k + 1)


CASES = [
    (Normal, (0, 1), None, P), (Normal, (3470, 350), None, P), (Normal, (1e15, 1e-3), None, FEW),
    (Normal, (0, 1e-300), None, FEW), (Normal, (0, 1), (-1, 2), P), (Normal, (0, 1), (5, 7), P),
    (Normal, (0, 1), (-1e6, -7), P), (Normal, (0, 1), (-1e-9, 1e-9), P), (Normal, (5, 1), (-1e-3, 1e-3), P),
    (Normal, (100, 15), (0, 1e9), P), (Normal, (0, 1), (1, 1.000001), P), (Normal, (0, 1), (0, 4e-3), P),
    (Lognormal, (7, 2), None, P), (Lognormal, (1, 1e12), None, P), (Lognormal, (1, 1e-7), None, P),
    (Lognormal, (5, 20), (5000, 5001), P), (Lognormal, (5, 20), (0, 1), P), (Lognormal, (1000, 1), (1006, 1007), P),
    (Lognormal, (1, 1e12), (1, 1e30), P),
    (Uniform, (0, 10), None, P), (Uniform, (-1e9, 2e9), (-1, 1.5), P),
    (Triangular, (0, 3, 10), None, P), (Triangular, (0, 0, 10), None, P), (Triangular, (-5, 10, 10), None, P),
    (Triangular, (0, 3, 10), (2, 5), P), (Triangular, (0, 3, 10), (9.999, 12), P), (Triangular, (0, 3, 10), (3, 4), FEW),
    (Triangular, (0, 3, 10), (1, 1.000001), FEW), (Triangular, (0, 3, 10), (1, 2), FEW),
    (Pert, (0, 3, 10), None, P), (Pert, (0, 0, 10), None, P), (Pert, (-10, 10, 10), None, P), (Pert, (0, 3, 10), (2, 5), P),
    (Pert, (-10, -9, 0), (-0.1, 5), P), (Pert, (1000, 1250, 2000), (1100, 1200), P), (Pert, (-1, 0, 1), (-1e-9, 1e-9), P),
    (Beta, (2, 3, 0, 1), None, P), (Beta, (0.5, 0.5, 0, 1), None, P), (Beta, (0.5, 0.5, -1, 1), None, P),
    (Beta, (20, 30, 100, 200), None, P), (Beta, (300, 2, 0, 1), None, P), (Beta, (0.01, 0.01, 0, 1), None, P),
    (Beta, (1e-9, 3, 0, 1), None, P), (Beta, (3, 1e-9, -1, 0), None, P), (Beta, (1e-9, 0.01, 0, 1), None, P),
    (Beta, (1e6, 3e6, 0, 1), None, FEW), (Beta, (1e15, 1e15, -1, 1), None, FEW), (Beta, (2e14, 1e15, -1, 5), None, FEW),
    (Beta, (1e15, 5, 0, 1), None, FEW), (Beta, (1e-9, 50, 0, 1), None, FEW), (Beta, (0.3, 1e4, 0, 1), None, P),
    (Beta, (2, 3, 0, 1), (0.2, 0.7), P), (Beta, (0.5, 0.5, 0, 1), (0, 1e-6), P), (Beta, (0.6, 0.5, -1, 0), (-1e-10, 0), P),
    (Beta, (20, 30, 0, 1), (0.8, 1), P), (Beta, (2, 3, -1, 1), (-1e-9, 2e-9), P), (Beta, (0.01, 0.02, 0, 1), (0.4, 0.6), P),
    (Beta, (1e-9, 2, 0, 1), (0.1, 1), P), (Beta, (1e-3, 0.02, -1, 1), (-1e-5, 1e-4), P),
    (Gamma, (10, 3), None, P), (Gamma, (1, 1), None, P), (Gamma, (1, 10), None, P), (Gamma, (1, 1000), None, P),
    (Gamma, (1, 1e12), None, FEW), (Gamma, (1000, 0.1), None, FEW), (Gamma, (1, 1e-7), None, FEW), (Gamma, (5, 0.1), None, FEW),
    (Gamma, (10, 2), (0, 3), P), (Gamma, (10, 2), (22, 1e9), P), (Gamma, (1, 1000), (0.5, 5000), P),
    (Gamma, (10, 2), (9.999999, 10), P), (Gamma, (5, 1e6), (1, 2e12), P), (Gamma, (1, 1e10), (1e-9, 1), P),
    (Poisson, (0.001,), None, P), (Poisson, (3,), None, P), (Poisson, (0.5,), None, P), (Poisson, (1e4,), None, FEW),
    (Poisson, (3,), (18, 40), P), (Poisson, (1e4,), (10500, 10600), P), (Poisson, (12.5,), (3, 13), P),
    (Binomial, (10, 0.3), None, P), (Binomial, (10000, 0.02), None, FEW), (Binomial, (500, 0.999), (400, 495), P),
    (Binomial, (1, 0.5), None, FEW), (Binomial, (25, 0.96), None, P), (Binomial, (10000, 0.02), (0, 150), P),
]


def drawn(seed):
    """Shapes and truncations as they may come, three of each family that has a shape."""
    draw = random.Random(seed)
    size = lambda low, high: float(f"{10 ** draw.uniform(low, high):.6g}")
    for _ in range(3):
        yield Lognormal, (size(-3, 6), size(-3, 6)), None, FEW
        yield Gamma, (size(0, 3), size(0, 3)), None, FEW
        yield Beta, (size(-1, 2.5), size(-1, 2.5), -size(-1, 3), size(-1, 3)), None, FEW
        lo, mode, hi = sorted(size(-2, 4) for _ in range(3))
        yield Pert, (lo, mode, hi), None, FEW
        yield Triangular, (lo, mode, hi), (lo + (mode - lo) * draw.random(), mode + (hi - mode) * draw.random()), FEW
        mean, sd = size(0, 2), size(0, 2)
        low = max(float(f"{mean + sd * draw.uniform(-3, 3):.6g}"), 0)
        yield Gamma, (mean, sd), (low, low + sd * draw.random()), FEW
        yield Lognormal, (mean, sd), (low, low + sd * draw.random()), FEW
        yield Normal, (mean, sd), (low, low + sd * draw.random()), FEW
        a, b = size(-1, 2), size(-1, 2)
        low = draw.random()
        yield Beta, (a, b, 0, 1), (low, low + (1 - low) * draw.random()), FEW


print("family,a,b,c,d,low,high,p,quantile,sd", flush=True)
for family, numbers, truncation, probabilities in CASES + list(drawn(20)):
    exact = [mpf(float(x)) for x in numbers]
    mp.dps = 150 if truncation else 70
    d = family(*exact)
    if truncation:
        d.truncate(mpf(float(truncation[0])), mpf(float(truncation[1])))
    sd = mp.nstr(d.spread(), DIGITS)
    padded = [repr(float(x)) for x in numbers] + ["0"] * (4 - len(numbers))
    ends = [repr(float(x)) for x in truncation] if truncation else ["", ""]
    print(f"{family.__name__} {numbers} {truncation}", file=sys.stderr, flush=True)
    for p in probabilities:
        print(",".join([family.__name__.lower()] + padded + ends + [repr(p), mp.nstr(d.quantile(mpf(p)), DIGITS), sd]),
              flush=True)
