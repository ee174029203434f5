"""An independent reference evaluator of cases in the format `mkba-case/1`.

Computed naively and literally from the specification (docstrings quote the rule they implement), in decimals of
50 digits, with the standard library only. Nothing here knows the C library; the tests hold one against the other.

    appraise(case, scenario=None)   the appraisal, in the shape of reference/expected-*.json
    means(case)                     the means of the distributions of a case
    Refused                         the case is refused: `message` and `where`

On the command line: python3 mkba_oracle.py CASE.json [SCENARIO]
"""

import json
import os
import sys
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import oracle_correlations  # noqa: E402
import oracle_means  # noqa: E402
import oracle_streams  # noqa: E402
from oracle_expression import (  # noqa: E402
    Refused,
    check_unit,
    evaluate,
    nearest,
    number,
    parse,
    power,
    symbols,
    unit,
    whole,
)
from oracle_money import Indices, read_discount, read_timing  # noqa: E402
from oracle_parameters import SCENARIO_WORDS, Parameters, check_keys, read_expression  # noqa: E402
from oracle_streams import Profile, Stream  # noqa: E402

FACTS = os.environ.get("MKBA_FACTS") or str(Path(__file__).resolve().parents[2] / "lib" / "catalog" / "data")

TOP_KEYS = {
    "$schema", "format", "title", "description", "region", "base_year", "years", "price_year", "price_basis", "timing",
    "discount", "indices", "alternatives", "lines", "actors", "parameters", "streams", "overlap", "scenarios",
    "correlations",
}  # fmt: skip
LINE_KEYS = {
    "id", "kind", "title", "alternative", "value", "payer", "receiver", "from", "to", "once", "ramp_up", "decay",
    "decay_from", "growth", "timing", "discount", "overlap", "cash", "cashable", "effect_is", "unit", "volume",
    "source", "evidence", "note",
}  # fmt: skip
PAYER_OF = {"cost", "transfer"}
RECEIVER_OF = {"benefit", "transfer", "pm"}
ZERO = Decimal(0)


# ------------------------------------------------------------------------- scenarios


def in_scenario(case, name):
    """(case, {parameter: number}) under a scenario: '{"effect": 0.02}', or '{"parameters", "discount", "timing",
    "years"}' ('with one of them no other key stands beside'). 'An unknown name is an error.'"""
    scenarios = case.get("scenarios", {})
    for each, given in scenarios.items():
        _check_scenario(case, given, f"/scenarios/{each}")
    if name is None:
        return case, {}
    if name not in scenarios:
        raise Refused(f"unknown scenario '{name}'{nearest(name, scenarios)}", "/scenarios")
    given, where = scenarios[name], f"/scenarios/{name}"
    is_long = any(word in given for word in SCENARIO_WORDS)
    values = given.get("parameters", {}) if is_long else given
    top = {key: given[key] for key in ("discount", "timing", "years") if is_long and key in given}
    return {**case, **top}, {key: number(value, f"{where}/{key}") for key, value in values.items()}


def _check_scenario(case, given, where):
    is_long = any(word in given for word in SCENARIO_WORDS)
    if is_long:
        check_keys(given, SCENARIO_WORDS, where)
    for name in given.get("parameters", {}) if is_long else given:
        if name not in case.get("parameters", {}):
            raise Refused(f"unknown parameter '{name}'{nearest(name, case.get('parameters', {}))}", f"{where}/{name}")


# ----------------------------------------------------------------------------- actors


def read_shares(given, where):
    """'an actor, or {"actor": share} with shares (numbers) summing to 1 within 1e-9; default `maatschappij`'."""
    if given is None:
        return {"maatschappij": Decimal(1)}
    if isinstance(given, str):
        return {given: Decimal(1)}
    if not isinstance(given, dict):
        raise Refused("an actor, or actors with shares, is expected", where)
    shares = {actor: number(share, f"{where}/{actor}") for actor, share in given.items()}
    if abs(sum(shares.values()) - 1) > Decimal("1e-9"):
        raise Refused(f"the shares sum to {sum(shares.values())}, not 1", where)
    return shares


@dataclass
class Cashable:
    """'part (a number) of a positive amount received, after overlap, that its receiver can really take out of the
    budget, and from which year; default all, at once; a negative amount counts fully'."""

    share: Decimal = Decimal(1)
    first: int | None = None

    def of(self, amount, year):
        if amount < 0:
            return amount
        return amount * self.share if self.first is None or year >= self.first else ZERO


def read_cashable(given, where):
    if given is None:
        return Cashable()
    check_keys(given, {"share", "from"}, where)
    first = whole(given["from"], f"{where}/from") if "from" in given else None
    return Cashable(number(given.get("share", 1), f"{where}/share"), first)


# ------------------------------------------------------------------------------ lines


@dataclass
class Account:
    """What counts in one alternative: a line that holds there, or the effect on a stream."""

    name: str
    kind: str
    amounts: dict  # year -> undiscounted, before overlap and then after
    payer: dict
    receiver: dict
    timing: Decimal
    discount: object
    overlap: str | None
    cash: bool
    cashable: Cashable


class Line:
    """A cost, benefit, transfer or pm line as given, its expressions read and checked."""

    def __init__(self, given, case, where):
        check_keys(given, LINE_KEYS, where)
        self.given, self.where, self.parameters = given, where, case.parameters
        self.name, self.kind = given.get("id"), given.get("kind")
        if not isinstance(self.name, str) or not self.name:
            raise Refused("a line needs an id", where)
        if self.kind not in PAYER_OF | RECEIVER_OF:
            raise Refused(f"kind is cost, benefit, transfer or pm, not {self.kind!r}", f"{where}/kind")
        for key, kinds in (("payer", PAYER_OF), ("receiver", RECEIVER_OF)):
            if key in given and self.kind not in kinds:
                raise Refused(f"a {self.kind} line has no {key}", f"{where}/{key}")
        self.alternatives = self._alternatives(case)
        self.payer = read_shares(given.get("payer"), f"{where}/payer") if self.kind in PAYER_OF else {}
        self.receiver = read_shares(given.get("receiver"), f"{where}/receiver") if self.kind in RECEIVER_OF else {}
        if (self.kind == "pm") == ("value" in given):
            raise Refused("value is required, and refused for pm", f"{where}/value")
        if self.kind != "pm":
            self._read_amount(case)
        if "volume" in given:
            self._tree(case, "volume", None)

    def _alternatives(self, case):
        """'name or list, not the nulalternatief; default: every policy alternative'."""
        given = self.given.get("alternative", list(case.policies))
        names = [given] if isinstance(given, str) else given
        for name in names:
            if name not in case.policies:
                known = nearest(str(name), case.policies)
                raise Refused(f"'{name}' is no policy alternative{known}", f"{self.where}/alternative")
        return names

    def _read_amount(self, case):
        given, where = self.given, self.where
        once = given.get("once", False)
        self.profile = Profile(given, case.years, self.parameters, where, once)
        self.growth = self.parameters.constant(given.get("growth", 0), f"{where}/growth")
        self.timing = read_timing(given["timing"], f"{where}/timing") if "timing" in given else case.timing
        self.discount = case.discount
        if "discount" in given:
            self.discount = read_discount(given["discount"], self.parameters, FACTS, f"{where}/discount")
        self.overlap = case.overlap_group(given, where)
        self.cash = given.get("cash", self.kind != "benefit")  # 'default true for cost, transfer and streams'
        self.cashable = read_cashable(given.get("cashable"), f"{where}/cashable")
        # "A line's expression must come out in EUR/jaar (in EUR or EUR/jaar when once)"
        wanted = [unit("EUR/jaar"), unit("EUR")] if once else [unit("EUR/jaar")]
        self.tree = self._tree(case, "value", wanted)

    def _tree(self, case, key, wanted):
        """An expression over parameters and streams, its names and unit checked."""
        where = f"{self.where}/{key}"
        tree = read_expression(self.given[key], where)
        for symbol in symbols(tree):
            if symbol.kind == "name":
                self.parameters.known(symbol, where)
                continue
            stream, member = symbol.value
            if stream not in case.streams:
                raise Refused(f"unknown stream '{stream}'{nearest(stream, case.streams)}", where)
            if member not in ("clients", "cost", "change"):
                raise Refused(f"a stream has clients, cost and change, not '{member}'", where)
        check_unit(tree, self._unit, wanted, where)
        return tree

    def _unit(self, symbol):
        """'`stream.clients` and `stream.change` are in client, `stream.cost` in EUR/jaar'."""
        if symbol.kind == "name":
            return self.parameters.unit(symbol.value)
        return unit("EUR/jaar" if symbol.value[1] == "cost" else "client")

    def amount(self, year, base_year, here, null):
        """'Amount in year y = value(y) x ramp_up(y) x decay(y) x growth(y) inside [from, to], else 0'. `here` and
        `null` are the streams in the alternative at hand and in the nulalternatief."""
        if not self.profile.holds(year):
            return ZERO
        place = f"{self.where}/value, line '{self.name}', {year}"
        value = evaluate(self.tree, lambda symbol: self._symbol(symbol, year, here, null), place)
        growth = power(1 + self.growth, Decimal(year - base_year), "growth", place)
        return value * self.profile.factor(year) * growth

    def _symbol(self, symbol, year, here, null):
        """The value of a parameter, or of a stream: mean clients, cost, or mean clients minus those in the null."""
        if symbol.kind == "name":
            return self.parameters.value(symbol.value, year)
        stream, member = symbol.value
        if member == "cost":
            return here[stream][year].cost
        mean = here[stream][year].mean
        return mean if member == "clients" else mean - null[stream][year].mean

    def account(self, case, here, null):
        amounts = {year: self.amount(year, case.base_year, here, null) for year in case.years}
        return Account(
            self.name, self.kind, amounts, self.payer, self.receiver, self.timing, self.discount, self.overlap,
            self.cash, self.cashable,
        )  # fmt: skip


# ------------------------------------------------------------------------------- case


class Case:
    """A case under one scenario, read and checked."""

    def __init__(self, given, scenario=None):
        check_keys(given, TOP_KEYS, "")
        _check_top(given)
        given, replaced = in_scenario(given, scenario)
        self.base_year = whole(given["base_year"], "/base_year")
        self.years = _read_years(given["years"])
        self.timing = read_timing(given.get("timing", "begin"), "/timing")
        self._read_alternatives(given["alternatives"])
        indices = Indices(given.get("indices", {}), FACTS)
        self.parameters = Parameters(given, self.years, replaced, indices)
        self.discount = read_discount(given["discount"], self.parameters, FACTS, "/discount")
        self._read_overlap(given.get("overlap", {}))
        self._read_streams(given.get("streams", {}))
        self._read_lines(given["lines"])
        for i, each in enumerate(given.get("correlations", [])):
            for name in each.get("parameters", []):
                self.parameters.known(parse(name), f"/correlations/{i}/parameters")
        oracle_correlations.check(given.get("correlations", []), given.get("parameters", {}))

    def _read_alternatives(self, given):
        """'exactly one is the nulalternatief'."""
        for name, each in given.items():
            check_keys(each, {"title", "null"}, f"/alternatives/{name}")
        nulls = [name for name, each in given.items() if each.get("null")]
        if len(nulls) != 1:
            raise Refused(f"exactly one alternative is the nulalternatief, not {len(nulls)}", "/alternatives")
        self.alternatives = given
        self.null = nulls[0]
        self.policies = [name for name in given if name != self.null]

    def _read_overlap(self, given):
        """'"overlap": {"group": {"alpha": 0.5}}', alpha in [0, 1]."""
        self.alphas = {}
        for group, each in given.items():
            where = f"/overlap/{group}/alpha"
            check_keys(each, {"alpha"}, f"/overlap/{group}")
            if "alpha" not in each:
                raise Refused("alpha is missing", where)
            self.alphas[group] = self.parameters.constant(each["alpha"], where)
            if not 0 <= self.alphas[group] <= 1:
                raise Refused(f"alpha {self.alphas[group]} is outside [0, 1]", where)

    def overlap_group(self, given, where):
        """The declared group of a line or stream, or None."""
        group = given.get("overlap")
        if group is not None and group not in self.alphas:
            raise Refused(f"unknown overlap group '{group}'{nearest(group, self.alphas)}", f"{where}/overlap")
        return group

    def _read_streams(self, given):
        self.given_streams = given
        self.streams = {
            name: Stream(name, each, given, self.parameters, self.alternatives, f"/streams/{name}")
            for name, each in given.items()
        }

    def _read_lines(self, given):
        """'`id` (unique, no stream's name)'."""
        self.lines = [Line(each, self, f"/lines/{i}") for i, each in enumerate(given)]
        seen = set(self.streams)
        for i, line in enumerate(self.lines):
            if line.name in seen:
                raise Refused(f"'{line.name}' is the name of two lines, or of a stream", f"/lines/{i}/id")
            seen.add(line.name)

    def stream_account(self, name, here, null):
        """'cost in the nulalternatief minus cost in the alternative, is a benefit line with the stream's name,
        received by the stream's `payer`, under the case's timing and discount'."""
        given, where = self.given_streams[name], f"/streams/{name}"
        amounts = {year: null[name][year].cost - here[name][year].cost for year in self.years}
        return Account(
            name, "benefit", amounts, {}, read_shares(given.get("payer"), f"{where}/payer"), self.timing,
            self.discount, self.overlap_group(given, where), given.get("cash", True),
            read_cashable(given.get("cashable"), f"{where}/cashable"),
        )  # fmt: skip


def _check_top(given):
    for key in ("format", "title", "base_year", "years", "price_year", "discount", "alternatives", "lines"):
        if key not in given:
            raise Refused(f"'{key}' is missing", f"/{key}")
    if given["format"] != "mkba-case/1":
        raise Refused(f"format is mkba-case/1, not {given['format']!r}", "/format")
    if given.get("price_basis", "market") not in ("market", "factor"):
        raise Refused(f"price_basis is market or factor, not {given['price_basis']!r}", "/price_basis")
    if not isinstance(given.get("$schema", ""), str):
        raise Refused(f"$schema is a text, not {given['$schema']!r}", "/$schema")
    whole(given["price_year"], "/price_year")
    for name, each in given.get("actors", {}).items():
        check_keys(each, {"title", "public"}, f"/actors/{name}")


def _read_years(given):
    """'[first, last], both counted; ... at most 200 years'."""
    first, last = (whole(year, "/years") for year in given)
    if not first <= last < first + 200:
        raise Refused(f"years are [first, last], 1 to 200 of them, not {given}", "/years")
    return list(range(first, last + 1))


# -------------------------------------------------------------------------- appraisal


def apply_overlap(accounts, alphas, years):
    """'per alternative and year, among the undiscounted amounts of all lines of the group that hold there, of
    whatever kind, the largest in absolute value (the first listed of equals, equal within 1e-12 relative) counts
    fully, each other times alpha'."""
    for group, alpha in alphas.items():
        members = [account for account in accounts if account.overlap == group]
        for year in years:
            if members:
                _overlap_in_year(members, alpha, year)


def _overlap_in_year(members, alpha, year):
    largest = max(abs(account.amounts[year]) for account in members)
    limit = largest * (1 - Decimal("1e-12"))
    dominant = next(account for account in members if abs(account.amounts[year]) >= limit)
    for account in members:
        if account is not dominant:
            account.amounts[year] *= alpha


class Appraisal:
    """The result tables of one policy alternative."""

    def __init__(self, case, alternative, null):
        self.case, self.years = case, case.years
        here = oracle_streams.run(case.streams, alternative, case.years)
        self.accounts = [
            line.account(case, here, null) for line in case.lines if self._holds(line, alternative, money=True)
        ]
        self.accounts += [case.stream_account(name, here, null) for name in case.streams]
        apply_overlap(self.accounts, case.alphas, case.years)
        self.pvs = {account.name: self._pv(account) for account in self.accounts}
        self.clients = {name: {str(y): here[name][y].mean for y in case.years} for name in case.streams}
        self.pm = [line.name for line in case.lines if self._holds(line, alternative, money=False)]

    @staticmethod
    def _holds(line, alternative, money):
        return alternative in line.alternatives and (line.kind != "pm") == money

    def tau(self, year, timing):
        """'tau = y - base_year + 0, 1/2, 1'."""
        return Decimal(year - self.case.base_year) + timing

    def _pv(self, account):
        """The amounts after overlap, discounted under the timing and discount of the line."""
        factors = {y: account.discount.factor(self.tau(y, account.timing)) for y in self.years}
        return sum((account.amounts[y] * factors[y] for y in self.years), ZERO)

    def result(self):
        costs, benefits = (
            sum((self.pvs[a.name] for a in self.accounts if a.kind == kind), ZERO) for kind in ("cost", "benefit")
        )
        annuity = sum((self.case.discount.factor(self.tau(y, self.case.timing)) for y in self.years), ZERO)
        return {
            "pv_costs": costs,
            "pv_benefits": benefits,
            "npv": benefits - costs,
            "bcr": benefits / costs if costs > 0 else None,  # 'null when pv_costs <= 0'
            "annual_equivalent": (benefits - costs) / annuity,
            "lines": {a.name: self._line(a) for a in self.accounts},
            "actors": self._actors(),
            "net_by_year": {str(y): self._net(y) for y in self.years},
            "clients": self.clients,
            "budget": self._budget(),
            "pm": self.pm,
        }

    def _line(self, account):
        return {"kind": account.kind, "undiscounted": sum(account.amounts.values(), ZERO), "pv": self.pvs[account.name]}

    def _net(self, year):
        """'undiscounted benefits - costs'."""
        sign = {"benefit": 1, "cost": -1, "transfer": 0}
        return sum((sign[a.kind] * a.amounts[year] for a in self.accounts), ZERO)

    def _actors(self):
        """'a transfer is a cost to its payer and a benefit to its receiver'."""
        table = {}
        for account in self.accounts:
            pv = self.pvs[account.name]
            for key, shares in (("pv_costs", account.payer), ("pv_benefits", account.receiver)):
                for actor, share in shares.items():
                    table.setdefault(actor, {"pv_costs": ZERO, "pv_benefits": ZERO})[key] += share * pv
        for row in table.values():
            row["net"] = row["pv_benefits"] - row["pv_costs"]
        return table

    def _budget(self):
        """'minus cash costs and transfers paid, plus cash benefits and transfers received times what is cashable;
        every actor named by a cash line or stream, every year, zeros included'."""
        table = {}
        for account in self.accounts:
            if not account.cash:
                continue
            for actor in (*account.payer, *account.receiver):
                table.setdefault(actor, dict.fromkeys(map(str, self.years), ZERO))
            for year in self.years:
                amount = account.amounts[year]
                for actor, share in account.payer.items():
                    table[actor][str(year)] -= share * amount
                for actor, share in account.receiver.items():
                    table[actor][str(year)] += share * account.cashable.of(amount, year)
        return table


def appraise_exact(case, scenario=None, digits=50):
    """The appraisal in decimals of so many digits."""
    context = Context(prec=digits, traps=[InvalidOperation, DivisionByZero, Overflow])
    with localcontext(context):
        read = Case(case, scenario)
        null = oracle_streams.run(read.streams, read.null, read.years)
        return {name: Appraisal(read, name, null).result() for name in read.policies}


def _rounded(result):
    """Decimals as the nearest floats."""
    if isinstance(result, dict):
        return {key: _rounded(value) for key, value in result.items()}
    if isinstance(result, list):
        return [_rounded(value) for value in result]
    return float(result) + 0.0 if isinstance(result, Decimal) else result  # no -0.0


def appraise(case, scenario=None):
    """The appraisal of a case (as read from JSON) under a scenario, in the shape of reference/expected-*.json."""
    return _rounded(appraise_exact(case, scenario))


def means(case):
    """{parameter: mean of its distribution (or factor) after truncation, in its own unit and price year}."""
    result = {}
    for name, given in case.get("parameters", {}).items():
        for key in ("distribution", "factor"):
            if isinstance(given, dict) and key in given:
                result[name] = float(oracle_means.mean(given[key], f"/parameters/{name}/{key}"))
    return result


def read(path):
    """A case from a file, its numbers as written."""
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Decimal)


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(json.dumps(appraise(read(arguments[0]), *arguments[1:]), indent=1))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
