"""Makes truncated_means.csv: probability and mean of truncated distributions, by mpmath.

    python3 truncated_means.py > truncated_means.csv

Forty digits count; the work is done in eighty, so that closed forms may cancel. Parameters are doubles and taken as
such, to the last bit. Closed forms where the library integrates numerically, and the other way about.
"""
from mpmath import mp, mpf

mp.dps = 80


def normal_mass(x, y):
    return (mp.erfc(x / mp.sqrt(2)) - mp.erfc(y / mp.sqrt(2))) / 2


def normal(mean, sd, _c, _d, low, high):
    x, y = (low - mean) / sd, (high - mean) / sd
    mass = normal_mass(x, y)
    return mass, mean + sd * (mp.npdf(x) - mp.npdf(y)) / mass


def lognormal(mean, sd, _c, _d, low, high):
    s = mp.sqrt(mp.log(1 + (sd / mean) ** 2))
    mu = mp.log(mean) - s * s / 2
    x = (mp.log(low) - mu) / s if low > 0 else -mp.inf
    y = (mp.log(high) - mu) / s
    mass = normal_mass(x, y)
    return mass, mean * normal_mass(x - s, y - s) / mass


def uniform(lo, hi, _c, _d, low, high):
    x, y = max(lo, low), min(hi, high)
    return (y - x) / (hi - lo), (x + y) / 2


def triangular(lo, mode, hi, _d, low, high):
    """Antiderivatives of the density, and of x times it, on both sides of the mode."""
    def piece(x, y, start, width, sign):
        if not x < y:
            return mpf(0), mpf(0)
        scale = 2 / (width * (hi - lo))
        mass = sign * scale * ((y - start) ** 2 - (x - start) ** 2) / 2
        moment = sign * scale * ((y ** 3 - x ** 3) / 3 - start * (y ** 2 - x ** 2) / 2)
        return mass, moment
    left = piece(max(lo, low), min(mode, high), lo, mode - lo, 1)
    right = piece(max(mode, low), min(hi, high), hi, hi - mode, -1)
    mass = left[0] + right[0]
    return mass, (left[1] + right[1]) / mass


def beta(alpha, beta_, lo, hi, low, high):
    x, y = (max(low, lo) - lo) / (hi - lo), (min(high, hi) - lo) / (hi - lo)
    mass = mp.betainc(alpha, beta_, x, y)
    moment = mp.betainc(alpha + 1, beta_, x, y)
    return mass / mp.beta(alpha, beta_), lo + (hi - lo) * moment / mass


def pert(lo, mode, hi, _d, low, high):
    return beta(1 + 4 * (mode - lo) / (hi - lo), 1 + 4 * (hi - mode) / (hi - lo), lo, hi, low, high)


def gamma(mean, sd, _c, _d, low, high):
    shape, scale = (mean / sd) ** 2, sd ** 2 / mean
    x, y = max(low, mpf(0)) / scale, high / scale
    mass = mp.gammainc(shape, x, y)
    return mass / mp.gamma(shape), scale * mp.gammainc(shape + 1, x, y) / mass


def integrated(log_density, low, high, sd, peak, end=mp.inf):
    """By quadrature, for shapes so large that the incomplete functions do not converge."""
    def integral(f, x, y):
        n = max(2, int(mp.ceil((y - x) / sd)))
        return mp.quad(f, [x + (y - x) * i / n for i in range(n + 1)])
    top = log_density(peak)
    density = lambda x: mp.exp(log_density(x) - top)
    mass = integral(density, low, high)
    whole = integral(density, peak - 40 * sd, min(peak + 40 * sd, end))
    return mass / whole, integral(lambda x: x * density(x), low, high) / mass


def gamma_large(mean, sd, _c, _d, low, high):
    shape, scale = (mean / sd) ** 2, sd ** 2 / mean
    return integrated(lambda x: (shape - 1) * mp.log(x) - x / scale, low, high, sd, (shape - 1) * scale)


def beta_large(alpha, beta_, _lo, _hi, low, high):
    peak = (alpha - 1) / (alpha + beta_ - 2)
    sd = mp.sqrt(alpha * beta_ / (alpha + beta_ + 1)) / (alpha + beta_)
    return integrated(lambda x: (alpha - 1) * mp.log(x) + (beta_ - 1) * mp.log(1 - x), low, high, sd, peak, 1)


def counted(probability, low, high):
    k = range(int(mp.ceil(low)), int(mp.floor(high)) + 1)
    terms = [probability(i) for i in k]
    mass = mp.fsum(terms)
    return mass, mp.fsum(i * t for i, t in zip(k, terms)) / mass


def poisson(mean, _b, _c, _d, low, high):
    return counted(lambda k: mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1)), low, high)


def binomial(n, p, _c, _d, low, high):
    return counted(lambda k: mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
                                    + k * mp.log(p) + (n - k) * mp.log(1 - p)), low, min(n, high))


FORMULAS = {
    normal: "mean + sd (phi(x) - phi(y)) / (Phi(y) - Phi(x))",
    lognormal: "mean (Phi(y - s) - Phi(x - s)) / (Phi(y) - Phi(x))",
    uniform: "midpoint",
    triangular: "antiderivatives",
    pert: "lo + (hi - lo) B(alpha + 1; x..y) / B(alpha; x..y)",
    beta: "lo + (hi - lo) B(alpha + 1; x..y) / B(alpha; x..y)",
    gamma: "scale Gamma(shape + 1; x..y) / Gamma(shape; x..y)",
    gamma_large: "quadrature of x f over quadrature of f",
    beta_large: "quadrature of x f over quadrature of f",
    poisson: "sum of k p(k) / sum of p(k)",
    binomial: "sum of k p(k) / sum of p(k)",
}

ROWS = [
    (normal, 0, 1, 0, 0, -1, 2),
    (normal, 0, 1, 0, 0, 6, 7),
    (normal, 0, 1, 0, 0, -7, -6),
    (normal, 0, 1, 0, 0, 7, 1e6),
    (normal, 0, 1, 0, 0, -1e6, -7),
    (normal, 100, 15, 0, 0, 0, 1e9),
    (normal, 100, 15, 0, 0, 100, 100.000001),
    (normal, 3470, 350, 0, 0, 0, 5000),
    (normal, -5, 1, 0, 0, 0, 1e-6),
    (normal, 5, 1, 0, 0, -1e-3, 0),
    (normal, 1e-3, 1e3, 0, 0, -1, 1.5),
    (normal, 0, 1e-300, 0, 0, 6e-300, 7e-300),
    (normal, 0, 1, 0, 0, -1e-9, 2e-9),
    (lognormal, 1, 0.5, 0, 0, 0, 1),
    (lognormal, 1, 0.5, 0, 0, 0.5, 3),
    (lognormal, 1000, 1, 0, 0, 1006, 1007),
    (lognormal, 1000, 1e-4, 0, 0, 999.9995, 999.9996),
    (lognormal, 1, 1e12, 0, 0, 0, 1),
    (lognormal, 1, 1e12, 0, 0, 1, 1e30),
    (lognormal, 5, 20, 0, 0, 5000, 5001),
    (lognormal, 5, 20, 0, 0, 1e-5, 2e-5),
    (lognormal, 5, 20, 0, 0, 1.2127, 1.21271),
    (lognormal, 5, 20, 0, 0, 5, 5.00000001),
    (uniform, 0, 10, 0, 0, 2, 20),
    (uniform, -1, 1, 0, 0, -0.25, 0.5),
    (triangular, 0, 3, 10, 0, -5, 2),
    (triangular, 0, 3, 10, 0, 9.999, 12),
    (triangular, 0, 3, 10, 0, 2, 5),
    (triangular, 0, 0, 10, 0, 1, 2),
    (triangular, 0, 10, 10, 0, 0, 1e-4),
    (triangular, 1000, 1300, 1900, 0, 1899.999, 1e6),
    (pert, 0, 3, 10, 0, 2, 5),
    (pert, 0, 3, 10, 0, 9.9, 11),
    (pert, 0, 0, 10, 0, 0, 1),
    (pert, 0, 10, 10, 0, 0, 0.1),
    (pert, 1000, 1250, 2000, 0, 1100, 1200),
    (pert, -10, -9, 0, 0, -0.1, 5),
    (beta, 2, 3, 0, 1, 0.2, 0.7),
    (beta, 0.5, 0.5, 0, 1, 0, 1e-6),
    (beta, 0.5, 0.5, 0, 1, 0.999999, 1),
    (beta, 0.6, 0.5, 0, 1, 0, 1e-10),
    (beta, 0.6, 0.5, -1, 0, -1e-10, 0),
    (beta, 20, 30, 0, 1, 0.8, 1),
    (beta, 20, 30, 0, 1, 0.02, 0.06),
    (beta, 300, 2, 100, 200, 0, 192),
    (beta, 1e-3, 1e-3, 0, 1, 0.4, 0.6),
    (beta, 1e-9, 2, 0, 1, 0.1, 1),
    (beta_large, 1e6, 3e6, 0, 1, 0.251, 0.3),
    (beta_large, 5e14, 1e15, 0, 1, 0.33333333, 0.33333334),
    (beta_large, 1e15, 5, 0, 1, 0.999999999999980, 0.99999999999999),
    (gamma, 1, 1, 0, 0, 0, 1),
    (gamma, 1, 1, 0, 0, 20, 25),
    (gamma, 10, 2, 0, 0, 0, 3),
    (gamma, 10, 2, 0, 0, 22, 1e9),
    (gamma, 10, 2, 0, 0, 9.999999, 10),
    (gamma, 1, 1000, 0, 0, 0.5, 5000),
    (gamma, 1, 1000, 0, 0, -1, 1e-9),
    (gamma, 5, 1e6, 0, 0, 1, 2e12),
    (gamma_large, 1000, 0.1, 0, 0, 1000.1, 1000.2),
    (gamma_large, 1e6, 0.1, 0, 0, 1000000.3, 1000000.7),
    (poisson, 3, 0, 0, 0, 1, 4),
    (poisson, 3, 0, 0, 0, 18, 40),
    (poisson, 0.01, 0, 0, 0, 0.5, 9),
    (poisson, 1e4, 0, 0, 0, 10500, 10600),
    (poisson, 1e6, 0, 0, 0, 994000.5, 1000000),
    (binomial, 10, 0.3, 0, 0, 2, 5),
    (binomial, 10, 0.3, 0, 0, 10, 12),
    (binomial, 10000, 0.02, 0, 0, 0, 150),
    (binomial, 500, 0.999, 0, 0, 400, 495),
]


def main():
    print("family,a,b,c,d,low,high,probability,mean,formula")
    for function, *numbers in ROWS:
        mass, mean = function(*(mpf(float(x)) for x in numbers))
        family = function.__name__.removesuffix("_large")
        print(",".join([family] + [repr(float(x)) for x in numbers] + [mp.nstr(mass, 25), mp.nstr(mean, 40)]
                       + [FORMULAS[function]]))


if __name__ == "__main__":
    main()
