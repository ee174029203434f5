"""Provision streams: clients and costs per year in one alternative."""

from dataclasses import dataclass
from decimal import Decimal, getcontext, localcontext

from oracle_expression import Refused, nearest, number, power, unit, whole
from oracle_parameters import check_keys

ONE = Decimal(1)
FLOW_KEYS = {"population", "stock", "inflow", "outflow", "turnover", "cost_basis"}
PATH_KEYS = {"path"}
COMMON_KEYS = {
    "title", "domain", "cbs", "taakveld", "unit_cost", "payer", "cash", "cashable", "overlap", "changes",
    "source", "evidence", "note",
}  # fmt: skip
PROFILE_KEYS = {"from", "to", "ramp_up", "decay", "decay_from"}
NO_COUNT = {"EUR", "uur", "etmaal", "jaar", "promille"}


class Profile:
    """The profile of a line or a change: ramp_up and decay inside [from, to], 0 outside."""

    def __init__(self, given, years, parameters, where, once=False):
        self.first = whole(given["from"], f"{where}/from") if "from" in given else years[0]
        self.last = whole(given["to"], f"{where}/to") if "to" in given else years[-1]
        if once:  # 'true: `to` = `from`'
            self.last = self.first
        if "from" in given and "to" in given and not once and self.last < self.first:
            raise Refused("`to` lies before `from`", f"{where}/to")
        self.ramp = [number(x, f"{where}/ramp_up") for x in given.get("ramp_up", [])]
        self.decay = parameters.constant(given["decay"], f"{where}/decay") if "decay" in given else Decimal(0)
        # 'default `decay_from` = `from` + length of `ramp_up`'
        self.decay_from = self.first + len(self.ramp)
        if "decay_from" in given:
            self.decay_from = whole(given["decay_from"], f"{where}/decay_from")

    def holds(self, year):
        return self.first <= year <= self.last

    def factor(self, year):
        """'numbers: factor k for year from + k, then 1' times '(1 - decay)^(y - decay_from) for y > decay_from'."""
        if not self.holds(year):
            return Decimal(0)
        k = year - self.first
        result = self.ramp[k] if k < len(self.ramp) else ONE
        if year > self.decay_from:
            result *= power(ONE - self.decay, Decimal(year - self.decay_from))
        return result


@dataclass
class Row:
    """One stream in one year."""

    begin: Decimal = Decimal(0)
    inflow: Decimal = Decimal(0)
    moved: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    end: Decimal = Decimal(0)
    mean: Decimal = Decimal(0)
    users: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)


@dataclass
class Shift:
    """One entry of `shift`."""

    to: str
    share: object
    of: str
    where: str


class Change:
    """`changes.ALT` of one stream: multipliers, shifts and their profile."""

    MULTIPLIERS = ("inflow", "outflow", "unit_cost", "clients")

    def __init__(self, given, name, streams, parameters, where):
        is_path = "path" in streams[name]
        own = {"clients", "unit_cost"} if is_path else {"inflow", "outflow", "unit_cost", "shift"}
        check_keys(given, own | PROFILE_KEYS, where)
        self.name, self.where, self.parameters = name, where, parameters
        self.profile = Profile(given, parameters.years, parameters, where)
        self.trees = {
            key: parameters.check(given[key], [unit("1")], f"{where}/{key}") for key in self.MULTIPLIERS if key in given
        }
        shifts = given.get("shift", [])
        shifts = [shifts] if isinstance(shifts, dict) else shifts
        self.shifts = [self._shift(s, streams, f"{where}/shift/{i}") for i, s in enumerate(shifts)]

    def _shift(self, given, streams, where):
        """'{"to": S2, "share": e, "of": "inflow" | "stock"} ..., to other streams that are no path'."""
        check_keys(given, {"to", "share", "of"}, where)
        to, of = given.get("to"), given.get("of", "inflow")
        if to not in streams:
            raise Refused(f"unknown stream {to!r}{nearest(str(to), streams)}", f"{where}/to")
        if "path" in streams[to]:
            raise Refused(f"'{to}' is a path and receives no shift", f"{where}/to")
        if to == self.name:
            raise Refused(f"'{to}' shifts to itself", f"{where}/to")
        if of not in ("inflow", "stock"):
            raise Refused(f"of is inflow or stock, not {of!r}", f"{where}/of")
        if "share" not in given:
            raise Refused("share is missing", where)
        return Shift(to, self.parameters.check(given["share"], [unit("1")], f"{where}/share"), of, f"{where}/share")

    def multiplier(self, key, year):
        """'multiplied by 1 + (m - 1) * p, m the expression given (default 1)'."""
        if key not in self.trees or not self.profile.holds(year):
            return ONE
        m = self.parameters.evaluate(self.trees[key], year, f"{self.where}/{key}")
        return 1 + (m - 1) * self.profile.factor(year)

    def moves(self, of, amount, year):
        """[(stream, amount moved)] of one kind: amount * e * p, with the shares checked before p."""
        if not self.profile.holds(year):
            return []
        shifts = [s for s in self.shifts if s.of == of]
        shares = [self.parameters.evaluate(s.share, year, s.where) for s in shifts]
        if any(e < 0 for e in shares) or sum(shares) > 1:
            raise Refused(f"shares of the {of} must be >= 0 and sum to at most 1 in {year}", self.where)
        p = self.profile.factor(year)
        return [(s.to, amount * e * p) for s, e in zip(shifts, shares)]


class Stream:
    """One stream as given, its expressions read and checked."""

    def __init__(self, name, given, streams, parameters, alternatives, where):
        self.name, self.given, self.where, self.parameters = name, given, where, parameters
        self.is_path = "path" in given
        check_keys(given, COMMON_KEYS | (PATH_KEYS if self.is_path else FLOW_KEYS | PATH_KEYS), where)
        self.turnover = given.get("turnover", "discrete")
        self.basis = given.get("cost_basis", "mean")
        if self.turnover not in ("discrete", "continuous"):
            raise Refused(f"turnover is discrete or continuous, not {self.turnover!r}", f"{where}/turnover")
        if self.basis not in ("mean", "users"):
            raise Refused(f"cost_basis is users, not {self.basis!r}", f"{where}/cost_basis")
        self.trees = {key: self._tree(key, wanted) for key, wanted in self._expressions().items()}
        self.changes = {}
        for alternative, change in given.get("changes", {}).items():
            place = f"{where}/changes/{alternative}"
            if alternative not in alternatives:
                raise Refused(f"unknown alternative '{alternative}'{nearest(alternative, alternatives)}", place)
            if alternatives[alternative].get("null"):
                raise Refused("the nulalternatief has no changes", place)
            self.changes[alternative] = Change(change, name, streams, parameters, place)

    def _expressions(self):
        """The expressions of the stream with the units wanted."""
        cost = "EUR/client" if self.basis == "users" else "EUR/client/jaar"
        if self.is_path:
            return {"path": [unit("client")], "unit_cost": [unit(cost)]}
        result = {
            "stock": [unit("client")],
            "inflow": [unit("client/jaar")],
            "outflow": [unit("1/jaar")],
            "unit_cost": [unit(cost)],
        }
        if "population" in self.given:
            result["inflow"] = [unit("promille/jaar")]
            result["population"] = None
        return result

    def _tree(self, key, wanted):
        place = f"{self.where}/{key}"
        if key not in self.given:
            raise Refused(f"'{key}' is missing", place)
        return self.parameters.check(self.given[key], wanted, place)

    def value(self, key, year):
        return self.parameters.evaluate(self.trees[key], year, f"{self.where}/{key}")

    def inflow(self, year):
        """'I = inflow * population / 1000, or I = inflow when there is no `population`'."""
        result = self.value("inflow", year)
        return result * self.value("population", year) / 1000 if "population" in self.trees else result


def run(streams, alternative, years):
    """{stream: {year: Row}} of one alternative, literally in the steps of the specification."""
    rows = {name: {} for name in streams}
    flows = {name: s for name, s in streams.items() if not s.is_path}
    begins = {name: s.value("stock", years[0]) for name, s in flows.items()}
    for year in years:
        for name, stream in streams.items():
            if stream.is_path:
                rows[name][year] = _path(stream, alternative, year)
        for name, row in _year(flows, begins, alternative, year).items():
            rows[name][year] = row
            begins[name] = row.end  # 'The next year begins with end.'
    return rows


def _multiplier(stream, alternative, key, year):
    change = stream.changes.get(alternative)
    return change.multiplier(key, year) if change else ONE


def _path(stream, alternative, year):
    """'mean = path * (change of `clients`), cost = u * mean'."""
    mean = stream.value("path", year) * _multiplier(stream, alternative, "clients", year)
    cost = stream.value("unit_cost", year) * _multiplier(stream, alternative, "unit_cost", year) * mean
    return Row(mean=mean, cost=cost)


def _year(flows, begins, alternative, year):
    """All streams with a stock in one year; 'all are computed from the values before any is moved'."""
    rows = {
        name: Row(begin=begins[name], inflow=s.inflow(year) * _multiplier(s, alternative, "inflow", year))
        for name, s in flows.items()
    }
    into_stock = dict.fromkeys(flows, Decimal(0))
    from_stock = dict.fromkeys(flows, Decimal(0))
    for name, stream in flows.items():
        change = stream.changes.get(alternative)
        for to, amount in change.moves("stock", rows[name].begin, year) if change else []:
            from_stock[name] += amount
            into_stock[to] += amount
        for to, amount in change.moves("inflow", rows[name].inflow, year) if change else []:
            rows[name].moved += amount
            rows[to].received += amount
    for name, stream in flows.items():
        rows[name].begin = rows[name].begin - from_stock[name] + into_stock[name]
        _turn_over(stream, rows[name], alternative, year)
    return rows


def _turn_over(stream, row, alternative, year):
    """Steps 4 and 5: A = I - moved + received, end, mean, users, cost."""
    arriving = row.inflow - row.moved + row.received
    outflow = stream.value("outflow", year) * _multiplier(stream, alternative, "outflow", year)
    step = _discrete if stream.turnover == "discrete" else _continuous
    row.end, row.mean = step(row.begin, arriving, outflow, f"{stream.where}/outflow, {year}")
    row.users = row.begin + arriving
    counted = row.users if stream.basis == "users" else row.mean
    row.cost = stream.value("unit_cost", year) * _multiplier(stream, alternative, "unit_cost", year) * counted


def _discrete(begin, arriving, outflow, where):
    """'end = begin * (1 - o) + A, mean = (begin + end) / 2; o outside [0, 1] (after changes) is an error'."""
    if not 0 <= outflow <= 1:
        raise Refused(f"outflow {outflow:f} is outside [0, 1]", where)
    end = begin * (1 - outflow) + arriving
    return end, (begin + end) / 2


def _continuous(begin, arriving, hazard, where):
    """'end = begin * e^-h + A * (1 - e^-h) / h, mean = (begin - end + A) / h; for h = 0: end = begin + A,
    mean = begin + A / 2'. For small h the differences cancel: as many digits more are carried."""
    if hazard < 0:
        raise Refused(f"hazard {hazard:f} is negative", where)
    if hazard == 0:
        return begin + arriving, begin + arriving / 2
    with localcontext(prec=getcontext().prec + 10 + 3 * max(0, -hazard.adjusted())):
        stay = (-hazard).exp()
        end = begin * stay + arriving * (1 - stay) / hazard
        mean = (begin - end + arriving) / hazard
    return +end, +mean
