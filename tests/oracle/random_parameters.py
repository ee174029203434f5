"""Random parameters and expressions for `random_case`: values of every form, in units that agree."""

from dataclasses import dataclass


@dataclass
class Kind:
    """A sort of quantity: its range in base units, and units with their factor to the base unit."""

    name: str
    low: float
    high: float
    units: tuple
    money: bool = False
    most: float = 1e12  # no value, draw or mean may come above this


KINDS = {
    kind.name: kind
    for kind in (
        Kind("budget", 2e3, 3e5, 4 * (("EUR/jaar", 1), ("EUR/maand", 12)) + (("EUR*jaar^-1", 1),), money=True),
        Kind("investering", 5e3, 8e5, (("EUR", 1),), money=True),
        Kind("tarief", 20, 90, (("EUR/uur", 1), ("EUR/minuut", 60), ("EUR/dagdeel", 0.25)), money=True),
        Kind("uren", 5, 100, (("uur/client/jaar", 1), ("minuut/client/jaar", 1 / 60), ("dagdeel/client/jaar", 4),
                              ("uur/client/maand", 12), ("uur/jaar/client", 1))),
        Kind("uren_traject", 2, 40, (("uur/client", 1), ("minuut/client", 1 / 60), ("dagdeel/client", 4))),
        Kind("jaarkosten", 200, 6000, (("EUR/client/jaar", 1), ("EUR/client/maand", 12), ("EUR/jaar/client", 1)),
             money=True),
        Kind("trajectkosten", 100, 4000, (("EUR/client", 1),), money=True),
        Kind("clienten", 5, 400, (("client", 1),)),
        Kind("aanmeldingen", 5, 150, (("client/jaar", 1), ("client/maand", 12))),
        Kind("uitstroom", 0.05, 0.7, (("1/jaar", 1), ("1/maand", 12), ("%/jaar", 0.01)), most=0.95),
        Kind("dagen", 5, 100, (("etmaal/client/jaar", 1), ("week/client/jaar", 7))),
        Kind("dagprijs", 20, 200, (("EUR/etmaal", 1), ("EUR/week", 1 / 7)), money=True),
        Kind("formatie", 0.5, 12, (("fte", 1),)),
        Kind("loonkosten", 5e4, 9e4, (("EUR/fte/jaar", 1), ("EUR/fte/maand", 12)), money=True),
        Kind("qaly_winst", 0.005, 0.05, (("qaly/client/jaar", 1),)),
        Kind("qaly_waarde", 2e4, 8e4, (("EUR/qaly", 1),), money=True),
        Kind("inwoners", 500, 4e4, (("inwoner", 1), ("huishouden", 1), ("jeugdige", 1))),
        Kind("instroom", 0.5, 40, (("promille/jaar", 1), ("promille/maand", 12))),
        Kind("aandeel", 0.02, 0.5, (("1", 1), ("%", 0.01)), most=0.9),
        Kind("voet", 0.001, 0.05, (("1/jaar", 1), ("%/jaar", 0.01)), most=0.09),
        Kind("los", 0.3, 4, ()),  # never a unit
    )
}  # fmt: skip

DISTRIBUTIONS = (
    "normal", "lognormal", "uniform", "triangular", "pert", "beta", "gamma", "poisson", "binomial", "discrete",
    "empirical", "ci90 normal", "ci90 lognormal",
)  # fmt: skip


def shortened(value, digits=5):
    """A float of so many significant digits."""
    return float(f"{value:.{digits}g}")


class Parameters:
    """Makes the parameters of one case on demand, and expressions of them."""

    def __init__(self, random, first, last, price_year, indices):
        self.random = random
        self.first, self.last = first, last
        self.price_year = price_year
        self.indices = indices  # name -> years it has
        self.made = {}
        self.ranges = {}  # name -> (low, high) in the parameter's own unit
        self.pool = {}  # kind -> [(name, constant over the years)]
        self.without_unit = random.choice([0, 0, 0, 0.1, 0.5, 1])
        self.rate_unit = random.choice([("1/jaar", "%/jaar"), ("1/jaar",), ()])

    def chance(self, probability):
        return self.random.random() < probability

    # ------------------------------------------------------------------- one parameter

    def get(self, kind, constant=False, low=None, high=None):
        """The name of a parameter of a kind, made before or new; a constant one holds all years."""
        known = [name for name, fixed in self.pool.get(kind, []) if fixed or not constant]
        if known and low is None and self.chance(0.5):
            return self.random.choice(known)
        if low is None and self.chance(0.15) and len(self.made) < 40:
            text = self._derived(kind, constant)
            if text:
                return self._add(kind, {"value": text}, constant, KINDS[kind].low, KINDS[kind].high)
        return self._plain(KINDS[kind], constant, low or KINDS[kind].low, high or KINDS[kind].high)

    def _add(self, kind, given, constant, low, high):
        name = f"{kind}_{len(self.made)}"
        if self.chance(0.05):
            name = "_" + name
        self.made[name] = given
        self.ranges[name] = (low, high)
        if kind != "instroom":
            self.pool.setdefault(kind, []).append((name, constant))
        return name

    def _derived(self, kind, constant):
        """The expression of a derived parameter, or None."""
        get = lambda other: self.get(other, constant)  # noqa: E731
        texts = {
            "jaarkosten": lambda: f"{get('uren')} * {get('tarief')}",
            "trajectkosten": lambda: f"{get('uren_traject')}*{get('tarief')} + {get('trajectkosten')} / 2",
            "budget": lambda: f"{get('clienten')} * {get('jaarkosten')}",
            "clienten": lambda: f"({get('clienten')} + {get('clienten')}) * 0.5",
            "aandeel": lambda: f"{get('aandeel')} * (1 - {get('aandeel')})",
            "inwoners": lambda: f"{get('inwoners')} * {self.literal(0.8, 1.1)}",
            "voet": lambda: f"min({get('voet')}, {get('voet')})",
            "uren": lambda: f"max(0, {get('uren')})",
            "los": lambda: f"sqrt(1 + {get('los')}^2) / (1 + {get('los')})",
        }
        return texts[kind]() if kind in texts else None

    def _plain(self, kind, constant, low, high):
        """A parameter that is no expression."""
        unit, scale = self._unit(kind)
        low, high, most = low / scale, high / scale, kind.most / scale
        value = shortened(self.random.uniform(low, high), self.random.choice([3, 5, 9]))
        if value > 20 and self.chance(0.3):
            value = round(value)
        form = self.random.random()
        fixed = True
        if form < 0.2 and unit is None:
            given = value
        elif form < 0.3 and not constant:
            given, fixed = self._series(value, most), False
        else:
            given = self._with_distribution(value, most)
        if isinstance(given, dict):
            self._decorate(given, unit, kind.money)
        return self._add(kind.name, given, fixed, low, high)

    def _unit(self, kind):
        if kind.name == "voet":
            units = [(u, 0.01 if u.startswith("%") else 1) for u in self.rate_unit]
        else:
            units = [] if self.chance(self.without_unit) else kind.units
        return self.random.choice(units) if units else (None, 1)

    def _decorate(self, given, unit, money):
        """Unit, price year, VAT and texts."""
        if unit is not None:
            given["unit"] = unit
        if money:
            self._price(given)
            if self.chance(0.25):
                given["vat"] = self.random.choice(["incl", "excl"])
                given["vat_rate"] = self.random.choice([0.21, 0.09, 0])
        texts = {"source": "Kostenhandleiding 2024, € 1", "evidence": "aanname", "note": "zo'n \"bedrag\""}
        for key, text in texts.items():
            if self.chance(0.1):
                given[key] = text

    def _price(self, given):
        """A price year, with an index that has it and the case's."""
        usable = [name for name, years in self.indices.items() if self.price_year in years]
        draw = self.random.random()
        if draw < 0.15:
            given["price_year"] = self.price_year
        elif draw < 0.75 and usable:
            index = self.random.choice(usable)
            given["price_year"] = self.random.choice(self.indices[index])
            if index != "cpi" or self.chance(0.5):
                given["index"] = index

    def _series(self, value, most):
        """A value per year, that may begin after and end before the case, or lie outside it."""
        start = self.first + self.random.randint(-3, 4)
        years = [start + i for i in range(self.random.randint(1, min(self.last - self.first, 25) + 4))]
        levels = [min(shortened(value * self.random.uniform(0.85, 1.2)), most) for _ in years]
        pairs = [(str(year), level) for year, level in zip(years, levels)]
        if self.chance(0.2):
            self.random.shuffle(pairs)
        given = {"series": dict(pairs)}
        if self.chance(0.25):
            given["factor"] = self.distribution(1.0, 1.05)
        elif self.chance(0.2):
            given["draws"] = [[shortened(x * self.random.uniform(0.9, 1.1)) for x in levels] for _ in range(3)]
            given["origin"] = {"panel": "voorbeeld", "method": "sc", "region": "GM0743", "seed": 7}
        return given

    def _with_distribution(self, value, most):
        """A value, a distribution, or both."""
        draw = self.random.random()
        if draw < 0.6:
            return {"value": value}
        given = {"distribution": self.distribution(value, most)}
        return {"value": value, **given} if draw < 0.7 else given

    # ------------------------------------------------------------------- distributions

    def distribution(self, value, most):
        """A distribution around a positive value, below `most`, perhaps truncated."""
        kind = self.random.choice(DISTRIBUTIONS)
        if kind in ("poisson", "binomial") and value < 2:
            kind = "pert"
        low, high = shortened(value * self.random.uniform(0.6, 0.95)), shortened(value * self.random.uniform(1.05, 1.4))
        high = min(high, most)
        low = min(low, shortened(value * 0.9), high * 0.9)
        value = min(value, (low + high) / 2)
        result = self._around(kind, value, low, high)
        if self.chance(0.4):
            wide = 0.3 * value if kind in ("poisson", "binomial") else 0
            result["truncate"] = self._limits(kind, value, low, high, wide)
        return result

    def _around(self, kind, value, low, high):
        sd = shortened(value * self.random.uniform(0.02, 0.4))
        if kind in ("normal", "lognormal", "gamma"):
            return {kind: {"mean": value, "sd": sd}}
        if kind == "uniform":
            return {kind: [low, high]}
        if kind in ("triangular", "pert"):
            mode = self.random.choice([low, high, value, value, value])
            return {kind: [low, mode, high]}
        if kind == "beta":
            shape = {"alpha": self.random.choice([0.5, 2, 9.5]), "beta": self.random.choice([0.7, 1, 12])}
            return {kind: shape if high <= 1 and self.chance(0.2) else {**shape, "min": low, "max": high}}
        if kind == "poisson":
            return {kind: {"mean": value}}
        if kind == "binomial":
            return {kind: {"n": round(2 * value), "p": self.random.choice([0.5, 0.45, 0.35])}}
        if kind == "discrete":
            return {kind: {"values": [low, value, high], "weights": [1, self.random.randint(1, 5), 0.5]}}
        if kind == "empirical":
            return {kind: [shortened(self.random.uniform(low, high)) for _ in range(7)] + [value]}
        return {"ci90": [low, high], "shape": kind.split()[1]}

    def _limits(self, kind, value, low, high, wide):
        if kind in ("discrete", "empirical"):
            return [shortened(value * 0.97), shortened(high * 1.5)]
        if kind == "beta":  # inside 0..1 as well as low..high, with or without cutting
            return [low * self.random.choice([0.5, 1]), shortened(0.5 * (low + high))] if high > 1 else [0, high]
        first = shortened(self.random.uniform(low, value) - wide, 4)
        last = shortened(self.random.uniform(value, high) * 1.01 + wide, 4)
        return [first, last] if first < last else [low, high]

    # --------------------------------------------------------------------- expressions

    def literal(self, low, high):
        """A number as text, in one of the forms of the grammar."""
        value = shortened(self.random.uniform(low, high), 3)
        form = self.random.random()
        if form < 0.15:
            return f"{value:.3e}"
        if form < 0.25 and 0 < value < 1:
            return f"{value:.4f}"[1:]
        if form < 0.4:
            return str(max(1, round(value)))
        return f"{value:g}"

    def pure(self, depth=2):
        """A pure number, positive and of order one, as an expression of shares and numbers."""
        share = lambda: self.get("aandeel")  # noqa: E731
        inner = lambda: self.pure(depth - 1) if depth > 0 else share()  # noqa: E731
        forms = [
            share,
            lambda: f"(1 - {share()})",
            lambda: self.literal(0.3, 3),
            lambda: f"exp(-{share()})",
            lambda: f"log(2 + {inner()})",
            lambda: f"sqrt({inner()})",
            lambda: f"({inner()})^{self.literal(0.4, 1.5)}",
            lambda: f"(1 + {share()})^-{self.random.choice(['1', '2', '0.5'])}",
            lambda: f"2^-{self.random.choice(['1', '2'])}^2",
            lambda: f"min({inner()}, {inner()}, 0.9)",
            lambda: f"max({inner()},{inner()})",
            lambda: f"abs(-{inner()})",
            lambda: f"(({inner()} + {inner()})/ (1+{share()}))",
            lambda: f"(1 + {share()}^2)^({share()} - 1)",
            lambda: f"abs(-2^2 + {share()}) / 3",
            lambda: "(0^0 + (-2)^2 / 4)",
            lambda: f"(1 - (-{share()})^3)",
            lambda: f"(2 * -{share()} + 1.5)",
        ]
        return self.random.choice(forms)()

    def yearly(self, depth, streams=()):
        """An expression in EUR/jaar."""
        if depth <= 0 or self.chance(0.35):
            return self._yearly_atom(streams)
        inner = lambda: self.yearly(depth - 1, streams)  # noqa: E731
        forms = [
            lambda: f"({inner()} + {inner()})",
            lambda: f"({inner()} - {inner()})",
            lambda: f"{inner()} * {self.pure()}",
            lambda: f"{self.pure()}*({inner()})",
            lambda: f"({inner()}) / ({self.pure()} + 0.5)",
            lambda: f"-({inner()})",
            lambda: f"min({inner()}, {inner()})",
            lambda: f"max(0, {inner()})",
            lambda: f"max({inner()}, {inner()}, -{self.get('budget')})",
            lambda: f"(0 + abs({inner()}))",
            lambda: f"sqrt({self.get('budget')}^2 + ({self._yearly_atom(())})^2)",
            lambda: f"{self.get('budget')}^2 / ({self.get('budget')} + {self.get('budget')})",
            lambda: f"sqrt({self.get('budget')} * {self.get('budget')})",
        ]
        return self.random.choice(forms)()

    def _yearly_atom(self, streams):
        get = self.get
        forms = [
            lambda: get("budget"),
            lambda: get("budget"),
            lambda: f"{get('clienten')} * {get('jaarkosten')}",
            lambda: f"{get('clienten')}*{get('uren')}*{get('tarief')}",
            lambda: f"{get('dagen')} * {get('clienten')} * {get('dagprijs')}",
            lambda: f"{get('formatie')} * {get('loonkosten')}",
            lambda: f"{get('clienten')} * {get('qaly_winst')} * {get('qaly_waarde')}",
        ]
        if streams:
            stream = self.random.choice(streams)
            forms += 2 * [
                lambda: f"-{stream}.change * {get('jaarkosten')}",
                lambda: f"{stream}.change * {get('uren')} * {get('tarief')}",
                lambda: f"{stream}.cost * {get('aandeel')}",
                lambda: f"{stream}.clients * {get('jaarkosten')} * ({stream}.change / ({stream}.clients + 1 * "
                f"{get('clienten')}))",
            ]
        return self.random.choice(forms)()

    def wild(self, depth=3):
        """An expression of parameters without unit, which is not checked: any function of positive numbers."""
        if depth <= 0:
            return self.get("los") if self.chance(0.7) else self.literal(0.2, 5)
        a, b = self.wild(depth - 1), self.wild(depth - 1)
        return self.random.choice([
            f"({a} + {b})", f"{a} * {b}", f"({a}) / (0.5 + {b})", f"({a})^0.5", f"(1 + {a})^-2", f"log(1.5 + {a})",
            f"exp(-({a}) / 10)", f"sqrt({a} + {b})", f"abs({a} - {b}) + 0.1", f"min({a}, {b}, 7)", f"max({a}, {b})",
            f"(1.1)^min({a}, 5)", f"({a} + {b})^(1/3)",
        ])  # fmt: skip

    def rate(self, low=-0.01, high=0.06):
        """A rate or growth: a number, or an expression of parameters that hold all years."""
        if self.chance(0.5):
            return shortened(self.random.uniform(low, high), 3)
        name = self.get("voet", constant=True)
        forms = [name, f"{name} / 2", f"1.5 * {name}", f"max(0, {name})", f"min({name}, {self.get('voet', True)})"]
        if low < 0:
            forms.append(f"-{name} / 10")
        if not self.rate_unit:
            forms.append(f"0.002 + {name}^1.5")
        return self.random.choice(forms)

    def fraction(self):
        """A decay or alpha: a number in [0, 1], or an expression of shares that hold all years."""
        if self.chance(0.5):
            return self.random.choice([0, 0.05, 0.1, 0.25, 0.5, 1, shortened(self.random.random(), 2)])
        name = self.get("aandeel", constant=True)
        return self.random.choice([name, f"1 - {name}", f"{name} / 2", f"min({name}, 0.5)"])
