"""Makes tails.csv: both tails of distributions at points, by mpmath.

    python3 tails.py > tails.csv

Twenty-five digits count; the work is done in eighty. Arguments are doubles and taken as such, to the last bit. Where
the incomplete functions of mpmath do not converge (large shapes), densities are integrated.
"""
from mpmath import mp, mpf

mp.dps = 80


def integral(density, start, end, scale):
    """From `start` towards `end`, in pieces of half a scale, until nothing is left. By Gauss-Legendre: the tanh-sinh rule
    that is mpmath's default stops at eleven digits of these."""
    scale /= 2
    total, at, step = mpf(0), mpf(start), scale if end > start else -scale
    while True:
        to = at + step
        last = (to >= end) if step > 0 else (to <= end)
        piece = mp.quad(density, [at, end if last else to], method='gauss-legendre')
        total += abs(piece)
        if last or abs(piece) < total * mpf(10) ** -30:
            return total
        at = to


def normal(x, _a, _b):
    return mp.erfc(-x / mp.sqrt(2)) / 2, mp.erfc(x / mp.sqrt(2)) / 2


def gamma(x, a, _b):
    return mp.gammainc(a, 0, x, regularized=True), mp.gammainc(a, x, mp.inf, regularized=True)


def gamma_large(x, a, _b):
    density = lambda t: mp.exp((a - 1) * mp.log(t) - t - mp.loggamma(a))
    scale = mp.sqrt(a) / max(1, abs(x - a) / mp.sqrt(a))
    if x < a:
        lower = integral(density, x, mpf(0), scale)
        return lower, 1 - lower
    upper = integral(density, x, mpf(10) ** 30, scale)
    return 1 - upper, upper


def beta(x, a, b):
    """Of a tiny x 1 - x has not digits enough, of another the difference of two functions has not."""
    upper = mp.betainc(a, b, x, 1, regularized=True) if x < 1e-9 else mp.betainc(b, a, 0, 1 - x, regularized=True)
    return mp.betainc(a, b, 0, x, regularized=True), upper


def beta_large(x, a, b):
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    density = lambda t: mp.exp((a - 1) * mp.log(t) + (b - 1) * mp.log(1 - t) - log_beta)
    sd = mp.sqrt(a * b / (a + b + 1)) / (a + b)
    scale = sd / max(1, abs(x - a / (a + b)) / sd)
    if x < a / (a + b):
        lower = integral(density, x, mpf(0), scale)
        return lower, 1 - lower
    upper = integral(density, x, mpf(1), scale)
    return 1 - upper, upper


def student(t, df, _b):
    """By integration of the density where it is not far out."""
    log_c = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(df * mp.pi) / 2
    x = df / (df + t * t)
    tail = mp.betainc(df / 2, mpf(1) / 2, 0, x, regularized=True) / 2 if df < 1e4 else integral(
        lambda s: mp.exp(log_c - (df + 1) / 2 * mp.log1p(s * s / df)), abs(t), mpf(10) ** 30, mpf(1) / max(1, abs(t)))
    return (1 - tail, tail) if t > 0 else (tail, 1 - tail)


def chi_squared(x, df, _b):
    return gamma(x / 2, df / 2, None)


def poisson(k, mean, _b):
    """Sums of probabilities, k a whole number."""
    term = lambda i: mp.exp(i * mp.log(mean) - mean - mp.loggamma(i + 1))
    lower = mp.fsum(term(i) for i in range(int(k) + 1))
    upper, i = mpf(0), int(k) + 1
    while True:
        more = term(i)
        upper += more
        if i > mean and more < upper * mpf(10) ** -30:
            return lower, upper
        i += 1


def binomial(k, n, p):
    term = lambda i: mp.binomial(int(n), i) * p ** i * (1 - p) ** (int(n) - i)
    return (mp.fsum(term(i) for i in range(int(k) + 1)),
            mp.fsum(term(i) for i in range(int(k) + 1, int(n) + 1)))


ROWS = [(normal, x, 0, 0) for x in (0, 1e-300, 1e-9, 0.3, 0.675, 1, 1.2815515655446004, 1.96, 2.5, 4, 5.1, 7.3, 9.99,
                                    13.1, 17.7, 23.3, 29.9, 35.1, 37.4)]
ROWS += [(normal, -x, 0, 0) for x in (1e-9, 0.3, 1.96, 5.1, 8.5, 23.3, 37.4)]

for a in (1e-24, 1e-9, 1e-3, 0.05, 0.3, 0.5, 1, 1.7, 3, 10, 15.9, 16.1, 97.3, 1000.5, 9999.0):
    for factor in (1e-9, 0.01, 0.3, 0.8, 0.97, 1, 1.04, 1.2, 1.6, 4):
        ROWS.append((gamma, a * factor, a, 0))
for a, points in ((1e-24, (1e-200, 1e-5, 0.5, 3, 50)), (1e-3, (1e-300, 1e-20, 0.1, 0.9, 2, 30)), (0.05, (1e-5, 1.0, 30)),
                  (0.5, (1e-12, 0.9, 1.49, 1.51, 20, 300, 690)), (3, (1e-90, 1e-5, 60, 500, 700)), (10, (1e-25, 0.1, 90))):
    ROWS += [(gamma, x, a, 0) for x in points]
for a in (10001.0, 123456.7, 1e9, 1e14):
    for sds in (-37, -20, -6, -2, -0.5, -1e-3, 1e-3, 0.5, 2, 6, 20, 37):
        ROWS.append((gamma_large, a + sds * a ** 0.5, a, 0))
ROWS += [(gamma_large, x * 2e4, 2e4, 0) for x in (0.895, 0.905, 1.095, 1.105)]

ROWS += [(chi_squared, x, df, 0) for x, df in ((3.84, 1), (0.001, 1), (18.3, 10), (3.9, 10), (124.3, 100), (400.0, 350),
                                               (250.0, 350), (7.0, 3.5))]

for a, b in ((1e-9, 1e-9), (1e-9, 3), (0.01, 20), (0.5, 0.5), (1, 1), (0.5, 5), (2, 3), (1, 100), (30, 70.5), (350, 2),
             (500, 800), (9000, 40)):
    for x in (1e-300, 1e-12, 1e-3, 0.07, 0.3, 0.41, 0.5, 0.77, 0.98, 0.999999):
        ROWS.append((beta, x, a, b))
for a, b in ((12000.0, 15000.0), (1e6, 3e4), (2e4, 1e9), (1e9, 1e9), (4e14, 1e15)):
    for sds in (-36, -20, -6, -2, -0.5, 1e-3, 0.5, 2, 6, 20, 36):
        m = a / (a + b)
        ROWS.append((beta_large, m + sds * (m * (1 - m) / (a + b + 1)) ** 0.5, a, b))

for df in (0.5, 1, 2, 3.7, 10, 30, 349, 5000.0, 1e6, 1e10):
    for t in (1e-9, 0.1, 0.7, 1, 1.7, 2.3, 5, 12, 35):
        ROWS.append((student, t if df != 30 else -t, df, 0))
ROWS += [(student, t, df, 0) for t, df in ((1e3, 1), (1e20, 1), (1e20, 0.5), (1e6, 10), (300.0, 30), (1e100, 2), (1e186, 1),
                                            (1e290, 0.01))]

ROWS += [(poisson, k, mean, 0) for k, mean in ((0, 0.1), (0, 5), (3, 5), (5, 5), (9, 5), (40, 5), (90, 100), (130, 100),
                                               (250, 100), (1000, 1100), (3000, 2800))]
ROWS += [(binomial, k, n, p) for k, n, p in ((0, 10, 0.3), (3, 10, 0.3), (9, 10, 0.3), (4, 10, 0.999), (20, 350, 0.02),
                                             (7, 350, 0.02), (340, 350, 0.9), (900, 2000, 0.5), (1100, 2000, 0.5))]

print("distribution,x,a,b,lower,upper")
for of, x, a, b in ROWS:
    lower, upper = of(mpf(x), mpf(a), mpf(b))
    print(of.__name__.removesuffix("_large"), repr(float(x)), repr(float(a)), repr(float(b)), mp.nstr(lower, 25),
          mp.nstr(upper, 25), sep=",", flush=True)
