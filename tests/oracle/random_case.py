"""Random valid cases that together exercise the whole format `mkba-case/1`.

    random_case(seed)    a case as plain dicts, lists, floats, ints and texts; the same for the same seed

Every case is accepted by the oracle, in each of its scenarios, and is well conditioned: evaluated with 16 digits it
agrees with 50 digits far within the tolerance of the reference cases, so a sound evaluator in doubles must too.
"""

import random

import mkba_oracle
from random_parameters import Parameters, shortened

ACTORS = ["gemeente", "GR", "rijk", "inwoner", "mantelzorger", "zorgverzekeraar", "werkgever", "corporatie"]
SCHEMES = [
    "NL-2026", "NL-2026", "NL-2021", "NL-2009", "NL-2009/irreversible", "NL-2016", "NL-2021/fixed_sunk_costs",
    "NL-HTA-2024/effects", "NL-HTA-2024/costs", "NL-2026/standard", "UK-GB-2022", "UK-GB-2022/health",
]  # fmt: skip
TIMINGS = ["begin", "mid", "end"]
HAZARDS = [0, 1e-9, 1e-7, 3e-6, 1e-4, 0.02, 0.4, 1, 2.4, 12, 45]
DIGITS = 16


class Maker:
    """Makes one case, which may turn out to be refused."""

    def __init__(self, source):
        self.random = source
        self.streams = {}
        self.flows = []
        self._years()
        self.price_year = source.choice([2012, 2018, 2021, 2022, 2022, 2023, 2023, 2024, 2024, 2024, 2025, 2027])
        self._indices()
        self.parameters = Parameters(source, self.first, self.last, self.price_year, self.index_years)
        self.policies = [f"beleid_{i}" for i in range(source.choice([1, 1, 2, 2, 3]))]
        self.actors = source.sample(ACTORS, source.randint(2, 6))

    def chance(self, probability):
        return self.random.random() < probability

    def _years(self):
        """Years of 1 to 60, with the base year inside, before or after."""
        self.base = self.random.randint(2014, 2030)
        self.first = self.base + self.random.choice([0, 0, 0, 0, 1, 3, 10, -1, -4, -9])
        length = self.random.choice([1, 2, 3, 5, 5, 8, 8, 10, 12, 20, 40, 60])
        self.last = self.first + length - 1
        if self.chance(0.08):
            self.base = self.last + self.random.randint(1, 6)

    def _indices(self):
        """Own indices and the years every index has."""
        self.index_years = {"cpi": list(range(2012, 2025)), "ova_ppc": [2022, 2023, 2024, 2025]}
        self.indices = {}
        for name in ("loonindex", "bouw_2")[: self.random.choice([0, 0, 1, 2])]:
            years = list(range(self.random.randint(2010, 2022), self.random.randint(2024, 2031)))
            level, levels = self.random.choice([1.0, 100, 87.3]), {}
            for year in years:
                levels[str(year)] = shortened(level)
                level *= self.random.uniform(0.99, 1.08)
            self.indices[name], self.index_years[name] = levels, years

    # ---------------------------------------------------------------------------- case

    def make(self):
        alternatives = {"nul": {"null": True, "title": "Nulalternatief"}}
        for name in self.policies:
            alternatives[name] = {"title": name.replace("_", " ")} if self.chance(0.5) else {}
        if self.chance(0.2):  # the nulalternatief need not come first
            alternatives = dict(reversed(alternatives.items()))
        case = {
            "format": "mkba-case/1", "title": "Willekeurig geval é", "base_year": self.base,
            "years": [self.first, self.last], "price_year": self.price_year, "discount": self._discount(),
        }  # fmt: skip
        self._top(case)
        self._make_overlap()
        self._make_streams()
        lines = self._lines()
        scenarios = self._scenarios()
        case.update(alternatives=alternatives, lines=lines)
        for key, part in (
            ("indices", self.indices), ("overlap", self.overlap), ("streams", self.streams),
            ("parameters", self.parameters.made), ("scenarios", scenarios), ("correlations", self._correlations()),
        ):  # fmt: skip
            if part or self.chance(0.2):
                case[key] = part
        return case

    def _top(self, case):
        if self.chance(0.7):
            case["timing"] = self.random.choice(TIMINGS)
        if self.chance(0.6):
            case["price_basis"] = self.random.choice(["market", "factor"])
        if self.chance(0.2):
            case["description"] = "Alleen om te toetsen."
            case["region"] = ["GM0743", "GM0762"]
        if self.chance(0.3):
            case["actors"] = {a: {"title": a.title(), "public": self.chance(0.5)} for a in self.actors}

    def _discount(self):
        draw = self.random.random()
        if draw < 0.4:
            return self.random.choice(SCHEMES)
        if draw < 0.7:
            return {"rate": self.parameters.rate(-0.005)}
        starts = [0] + sorted(self.random.sample([0.5, 1, 2.25, 3.5, 7, 10.75, 20, 35], self.random.randint(0, 3)))
        return {"segments": [{"from": start, "rate": self.parameters.rate(-0.005)} for start in starts]}

    def _shares(self):
        """An actor, or actors with shares that sum to 1."""
        if self.chance(0.6):
            return self.random.choice(self.actors)
        names = self.random.sample(self.actors, min(len(self.actors), self.random.randint(2, 3)))
        cut = self.random.choice([0.5, 0.25, 0.6, 1 / 3, 0.123])
        return {names[0]: cut, names[1]: 1 - cut} if len(names) == 2 else dict(zip(names, (cut, 0.2, 0.8 - cut)))

    def _cashable(self):
        result = {}
        if self.chance(0.7):
            result["share"] = self.random.choice([0, 0.25, 0.6, 1])
        if self.chance(0.6):
            result["from"] = self.random.randint(self.first - 1, self.last + 1)
        return result or {"share": 0.5}

    def _make_overlap(self):
        self.overlap = {}
        for name in ("groep_a", "groep_b")[: self.random.choice([0, 0, 1, 1, 2])]:
            self.overlap[name] = {"alpha": self.parameters.fraction()}

    def _profile(self, given, longest=1.0, early=True):
        """from, to, ramp_up and decay, each or not."""
        first = self.first
        if self.chance(0.5):
            first = self.random.randint(self.first - (3 if early else 0), self.last)
            given["from"] = first
        if self.chance(0.3):
            given["to"] = self.random.randint(max(first, self.first), self.last + (1 if self.chance(0.1) else 0))
        if self.chance(0.35):
            steps = self.random.randint(1, 4)
            given["ramp_up"] = [shortened(self.random.uniform(0, longest), 2) for _ in range(steps)]
        if self.chance(0.3):
            given["decay"] = self.parameters.fraction()
            if self.chance(0.4):
                given["decay_from"] = self.random.randint(first - 1, self.last)

    # -------------------------------------------------------------------------- streams

    def _make_streams(self):
        names = self.random.sample(["wmo_hulp", "jeugdhulp", "licht", "dagbesteding", "s5"], self.random.choice(
            [0, 1, 2, 3, 3, 4, 5]))  # fmt: skip
        paths = [name for name in names if self.chance(0.2)]
        self.flows = [name for name in names if name not in paths]
        for name in names:
            self.streams[name] = self._path() if name in paths else self._flow()
            self._stream_texts(self.streams[name])
        for name in names:
            changes = {p: self._change(name) for p in self.policies if self.chance(0.7)}
            if changes:
                self.streams[name]["changes"] = changes

    def _stream_texts(self, given):
        if self.chance(0.3):
            given.update(title="Voorziening", domain=self.random.choice(["wmo", "jeugd"]), taakveld="6.71b")
            given["cbs"] = "A019506"
        if self.chance(0.85):
            given["payer"] = self._shares()
        if self.chance(0.15):
            given["cash"] = self.chance(0.5)
        if self.chance(0.3):
            given["cashable"] = self._cashable()
        if self.overlap and self.chance(0.4):
            given["overlap"] = self.random.choice(list(self.overlap))

    def _path(self):
        get = self.parameters.get
        path = self.random.choice([get("clienten"), f"{get('clienten')} * (1 - {get('aandeel')})", 85.5])
        return {"path": path, "unit_cost": self._unit_cost(False)}

    def _unit_cost(self, users):
        get = self.parameters.get
        if users:
            forms = [lambda: get("trajectkosten"), lambda: f"{get('uren_traject')} * {get('tarief')}"]
        else:
            forms = [lambda: get("jaarkosten"), lambda: f"{get('uren')}*{get('tarief')}",
                     lambda: f"{get('dagen')} * {get('dagprijs')} + {get('jaarkosten')} / 2"]  # fmt: skip
        forms += [lambda: 1250, lambda: f"{get('los')} * 300", lambda: "2^3 * 100 - 50"]
        return self.random.choice(forms)()

    def _flow(self):
        """A stream with a stock, in balance to begin with, more or less."""
        get, given = self.parameters.get, {}
        stock = self.random.choice([0, 20, 60, 150, 400, 900])
        continuous = self.chance(0.45)
        outflow = self.random.choice(HAZARDS if continuous else [0, 1, 0.1, 0.24, 0.5, 0.8])
        yearly = max(stock, 30) * min(max(outflow, 0.1), 3) * self.random.uniform(0.7, 1.3)
        given["stock"] = self.random.choice([stock, stock + 0.5, get("clienten"), f"{get('clienten')} * 2"])
        self._inflow(given, yearly)
        given["outflow"] = self.random.choice([outflow, outflow, get("uitstroom"), f"{get('uitstroom')} / 2"])
        if continuous or self.chance(0.2):
            given["turnover"] = "continuous" if continuous else "discrete"
        users = self.chance(0.35)
        if users:
            given["cost_basis"] = "users"
        given["unit_cost"] = self._unit_cost(users)
        return given

    def _inflow(self, given, yearly):
        """Per 1000 of a population, or clients a year."""
        get = self.parameters.get
        if self.chance(0.55):
            given["population"] = self.random.choice([get("inwoners"), 4200, f"{get('inwoners')} * 0.25"])
            rate = shortened(yearly / 6, 3)
            per_mille = get("instroom", low=rate * 0.5, high=rate)
            given["inflow"] = self.random.choice([per_mille, rate, f"{per_mille} * (1 - {get('aandeel')})"])
        else:
            coming = get("aanmeldingen")
            given["inflow"] = self.random.choice([shortened(yearly), coming, f"{coming} + {get('aanmeldingen')} / 4"])

    def _multiplier(self, at_most_one=False):
        """The m of a change: a number or an expression around 1."""
        share = self.parameters.get("aandeel")
        forms = [f"1 - {share}", 0.9, "0.95", f"exp(-{share})", f"1 - {share} * {share}", share, 0.5]
        if not at_most_one:
            forms += [1.1, f"1 + {share} / 2", f"(1 + {share})^0.5", 1]
        return self.random.choice(forms)

    def _change(self, name):
        given = {}
        flow = name in self.flows
        for key in ("inflow", "outflow", "unit_cost") if flow else ("clients", "unit_cost"):
            if self.chance(0.45):
                given[key] = self._multiplier(at_most_one=key == "outflow")
        others = [other for other in self.flows if other != name]
        if flow and others and self.chance(0.6):
            shifts = [self._shift(others) for _ in range(self.random.choice([1, 1, 2, 3]))]
            given["shift"] = shifts[0] if len(shifts) == 1 and self.chance(0.6) else shifts
        self._profile(given)
        return given

    def _shift(self, others):
        share = self.parameters.get("aandeel")
        shift = {"to": self.random.choice(others)}
        shift["share"] = self.random.choice([0, 0.1, 0.2, 0.35, share, f"{share} / 3", f"{share} * {share}"])
        of = self.random.choice(["inflow", "stock", "stock", None])
        return {**shift, "of": of} if of else shift

    # ---------------------------------------------------------------------------- lines

    def _lines(self):
        kinds = self.random.choices(["cost", "benefit", "transfer", "pm"], [4, 5, 2, 1], k=self.random.randint(1, 8))
        lines = [self._line(f"regel_{i}", kind) for i, kind in enumerate(kinds)]
        if self.overlap and self.chance(0.5):
            lines += self._tie(len(lines))
        if self.chance(0.1):
            lines[0]["id"] = "Regel één/~ \"1\""
        return lines

    def _tie(self, at):
        """Two or three lines of one group that are equal in absolute value, written differently."""
        amount, group = self.parameters.get("budget"), self.random.choice(list(self.overlap))
        texts = self.random.sample([f"3 * {amount}", f"{amount} + {amount} + {amount}", f"-3 * {amount}"], 2)
        kinds = self.random.choices(["benefit", "benefit", "cost"], k=2)
        return [
            {"id": f"gelijk_{at + i}", "kind": kind, "value": text, "overlap": group}
            for i, (kind, text) in enumerate(zip(kinds, texts))
        ]

    def _line(self, name, kind):
        given = {"id": name, "kind": kind}
        if self.chance(0.35):
            given["alternative"] = self.random.choice([
                self.random.choice(self.policies), self.random.sample(self.policies, self.random.randint(
                    1, len(self.policies)))])  # fmt: skip
        for key, kinds in (("payer", ("cost", "transfer")), ("receiver", ("benefit", "transfer", "pm"))):
            if kind in kinds and self.chance(0.85):
                given[key] = self._shares()
        if kind != "pm":
            self._amount(given)
        self._line_texts(given)
        return given

    def _amount(self, given):
        """Value, profile, growth, timing, discount, overlap, cash."""
        once = self.chance(0.2)
        given["value"] = self._value(once)
        self._profile(given, longest=1.2)
        if once:
            given["once"] = True
            given.pop("to", None)
        if self.chance(0.25):
            given["growth"] = self.parameters.rate()
        if self.chance(0.2):
            given["timing"] = self.random.choice(TIMINGS)
        if self.chance(0.2):
            given["discount"] = self._discount()
        if self.overlap and self.chance(0.5):
            given["overlap"] = self.random.choice(list(self.overlap))
        if self.chance(0.35):
            given["cash"] = self.chance(0.7)
        if self.chance(0.3):
            given["cashable"] = self._cashable()

    def _value(self, once):
        """A number or an expression in EUR/jaar (or EUR)."""
        draw = self.random.random()
        if draw < 0.08:
            return self.random.choice([1000, 12500.5, -4000, 0, 1e5])
        if draw < 0.14:
            return self.random.choice(["3 * 4e3", "-(2 + 3)^2 * 1e3", "max(1, 2) * .5e4", "10000/3 + 2^0.5", "0"])
        if draw < 0.26:
            return f"1000 * ({self.parameters.wild()})"
        if once and draw < 0.7:
            amount = self.parameters.get("investering")
            return self.random.choice([amount, f"{amount} * {self.parameters.pure()}", f"-{amount} / 3"])
        text = self.parameters.yearly(3, list(self.streams))
        return text if self.chance(0.7) else f"  {text.replace(' ', '')} "

    def _line_texts(self, given):
        if self.chance(0.1):
            given.update(title="Een regel", source="Kostenhandleiding 2024", evidence="aanname", note="let op")
        if given["kind"] == "benefit" and self.chance(0.15):
            given["effect_is"] = self.random.choice(["net", "gross"])
        if self.chance(0.1):
            given["unit"] = "client"
            given["volume"] = self.parameters.get("clienten")
            if self.streams:
                given["volume"] = f"{self.random.choice(list(self.streams))}.change"

    # ------------------------------------------------------------ scenarios, correlations

    def _scenario_values(self):
        ranges = self.parameters.ranges
        names = self.random.sample(sorted(ranges), min(len(ranges), self.random.randint(1, 4)))
        # a number for a series times a factor is avoided: the specification does not say what becomes of the factor
        made = self.parameters.made
        names = [name for name in names if not isinstance(made[name], dict) or "factor" not in made[name]]
        return {name: shortened(self.random.uniform(*ranges[name])) for name in names}

    def _scenarios(self):
        result = {}
        for name in ("laag", "hoog", "anders")[: self.random.randint(0, 3)]:
            values = self._scenario_values()
            result[name] = values if values and self.chance(0.5) else self._long_scenario(values)
        return result

    def _long_scenario(self, values):
        given = {}
        if self.chance(0.6):
            given["parameters"] = values
        if self.chance(0.5):
            given["discount"] = self._discount()
        if self.chance(0.4):
            given["timing"] = self.random.choice(TIMINGS)
        if self.chance(0.5) or not given:
            first = self.first + self.random.randint(-2, 3)
            given["years"] = [first, max(first, self.last + self.random.randint(-3, 2))]
        return given

    def _correlations(self):
        """Groups of two or three parameters that have a distribution."""
        names = [n for n, given in self.parameters.made.items() if isinstance(given, dict) and "distribution" in given]
        if len(names) < 2 or self.chance(0.6):
            return []
        group = self.random.sample(names, min(len(names), 3))
        rho = self.random.choice([0.5, 0.2, -0.3])
        return [{"parameters": group, "matrix": [[1 if i == j else rho for j in group] for i in group]}]


# ------------------------------------------------------------------------------ accepted


def close(a, b, tolerance=0.2):
    """Two exact appraisals agree within a part of the tolerance of the reference cases (`where` decides which)."""
    if isinstance(a, dict):
        return set(a) == set(b) and all(
            close(a[k], b[k], tolerance * (1e-3 if k in ("clients", "bcr") else 1)) for k in a
        )
    if isinstance(a, (list, str)) or a is None or b is None:
        return a == b
    return abs(a - b) <= tolerance * max(1e-10 * abs(float(a)), 1e-6)


def accepted(case):
    """The oracle takes the case under every scenario, and 16 digits give what 50 digits give."""
    for scenario in (None, *case.get("scenarios", {})):
        try:
            exact = mkba_oracle.appraise_exact(case, scenario)
            rough = mkba_oracle.appraise_exact(case, scenario, digits=DIGITS)
        except mkba_oracle.Refused:
            return False
        if not close(exact, rough):
            return False
    return True


def attempt(seed, number):
    """The case of one attempt, accepted or not."""
    return Maker(random.Random(f"{seed}/{number}")).make()


def random_case(seed):
    """A valid case; the same for the same seed."""
    for number in range(100):
        case = attempt(seed, number)
        if accepted(case):
            return case
    raise RuntimeError(f"no valid case from seed {seed} in 100 attempts")
