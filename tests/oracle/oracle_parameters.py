"""The parameters of a case: conversion of unit, price year and VAT; series; derived ones; rates."""

import re
from decimal import Decimal

import oracle_means
from oracle_expression import (
    FUNCTIONS,
    Node,
    Refused,
    check_unit,
    evaluate,
    nearest,
    number,
    parse,
    read_unit,
    symbols,
    unit,
)

KEYS = {
    "value", "series", "draws", "factor", "distribution", "price_year", "index", "vat", "vat_rate", "unit",
    "source", "evidence", "note", "origin", "title",
}  # fmt: skip
NAME = re.compile(r"[a-z_][a-z0-9_]*$")
SCENARIO_WORDS = ("parameters", "discount", "timing", "years")


def check_keys(given, known, where):
    """'Keys not named here are refused by name, with the nearest known key suggested.'"""
    if not isinstance(given, dict):
        raise Refused("an object is expected", where)
    for key in given:
        if key not in known:
            raise Refused(f"unknown key '{key}'{nearest(key, sorted(known))}", f"{where}/{key}")


def read_expression(given, where):
    """A value of the case as a tree: a number, or the text of an expression."""
    if isinstance(given, str):
        try:
            return parse(given)
        except Refused as error:
            raise Refused(error.message, where) from None
    return Node("number", number(given, where), (), str(given))


class Parameters:
    """Values per year, 'in the case's price year and basis' and in uur, etmaal, jaar and 1."""

    def __init__(self, case, years, replaced, indices):
        self.given = case.get("parameters", {})
        self.years = years
        self.replaced = replaced
        self.indices = indices
        self.price_year = case["price_year"]
        self.basis = case.get("price_basis", "market")
        self.values, self.units, self.means, self.factors = {}, {}, {}, {}
        for name, given in self.given.items():
            self._check(name, given)
        for name in self.given:
            self._check_cycle(name, ())
        for name in self.given:
            self.unit(name)
            if not self._is_derived(name):
                self.own(name, years[0])
                self.factors[name] = self._conversion(name)

    # ------------------------------------------------------------------ what is given

    def _check(self, name, given):
        where = f"/parameters/{name}"
        if not NAME.match(name) or name in FUNCTIONS or name in SCENARIO_WORDS:
            raise Refused(f"'{name}' is no name for a parameter", where)
        if not isinstance(given, dict):
            number(given, where)
            return
        check_keys(given, KEYS, where)
        if self._is_derived(name):
            # 'unit, price year and VAT come with what it is made of, so those keys beside it are refused'
            for key in ("unit", "price_year", "index", "vat", "vat_rate", "series", "distribution"):
                if key in given:
                    raise Refused(f"'{key}' beside an expression", f"{where}/{key}")
        if "series" in given and "distribution" in given:
            raise Refused("a parameter has a series or a distribution, not both", where)
        if not {"value", "series", "distribution"} & set(given):
            raise Refused("a parameter needs a value, a series or a distribution", where)
        if "series" in given:
            self._series(given, where)

    def _is_derived(self, name):
        given = self.given[name]
        return isinstance(given, dict) and isinstance(given.get("value"), str)

    def tree(self, name):
        """The expression of a derived parameter."""
        return read_expression(self.given[name]["value"], f"/parameters/{name}/value")

    def _check_cycle(self, name, path):
        if name in path:
            raise Refused(f"cycle: {' -> '.join([*path, name])}", f"/parameters/{name}")
        if self._is_derived(name):
            for symbol in symbols(self.tree(name)):
                self.known(symbol, f"/parameters/{name}/value")
                self._check_cycle(symbol.value, (*path, name))

    def known(self, symbol, where):
        """Refuse a symbol that is no parameter."""
        if symbol.kind == "member":
            raise Refused(f"'{symbol.text}': only parameters may be used here", where)
        if symbol.value not in self.given:
            raise Refused(f"unknown name '{symbol.value}'{nearest(symbol.value, self.given)}", where)

    # ------------------------------------------------------------------------- values

    def value(self, name, year):
        """The value in a year, converted."""
        key = (name, year)
        if key not in self.values:
            self.values[key] = self._value(name, year)
        return self.values[key]

    def _value(self, name, year):
        where = f"/parameters/{name}"
        if self._is_derived(name):
            # 'a scenario's number for it is in converted units and the case's price year and basis'
            if name in self.replaced:
                return self.replaced[name]
            return evaluate(self.tree(name), lambda s: self.value(s.value, year), f"{where}/value, {year}")
        own = self.replaced[name] if name in self.replaced else self.own(name, year)
        return own * self.factors[name]

    def own(self, name, year):
        """The value in the parameter's own unit, price year and VAT basis."""
        given, where = self.given[name], f"/parameters/{name}"
        if not isinstance(given, dict):
            return number(given, where)
        if "series" in given:
            value = self._in_series(self._series(given, where), year)
            return value * self._mean(name, "factor") if "factor" in given else value
        if "value" in given:
            return number(given["value"], f"{where}/value")
        # 'a missing value is the mean of the distribution after truncation, in the parameter's own unit'
        return self._mean(name, "distribution")

    def _mean(self, name, key):
        """The mean of the distribution (or factor) of a parameter, computed once."""
        if name not in self.means:
            self.means[name] = oracle_means.mean(self.given[name][key], f"/parameters/{name}/{key}")
        return self.means[name]

    def _series(self, given, where):
        """A value per year; 'a hole inside is an error'."""
        series = {int(year): number(value, f"{where}/series/{year}") for year, value in given["series"].items()}
        if not series:
            raise Refused("the series is empty", f"{where}/series")
        for year in range(min(series), max(series)):
            if year not in series:
                raise Refused(f"the series has no {year}", f"{where}/series")
        if any(len(row) != len(series) for row in given.get("draws", [])):
            raise Refused("a row of draws has one column per year of the series", f"{where}/draws")
        return series

    @staticmethod
    def _in_series(series, year):
        """'before its first year the first holds, after its last the last'."""
        return series[min(max(year, min(series)), max(series))]

    def _conversion(self, name):
        """The factor from own unit, price year and VAT basis to those of the case."""
        given, where = self.given[name], f"/parameters/{name}"
        if not isinstance(given, dict):
            return Decimal(1)
        factor = Decimal(1)
        if "unit" in given:
            scale, _ = read_unit(given["unit"], f"{where}/unit")
            factor = Decimal(scale.numerator) / Decimal(scale.denominator)
        return factor * self._price_factor(given, where) * self._vat_factor(given, where)

    def _price_factor(self, given, where):
        """'where `price_year` is given and differs from the case's, the value, every year of a series, and every draw
        are multiplied by I(case price_year) / I(price_year)'."""
        year = given.get("price_year", self.price_year)
        if year == self.price_year:
            return Decimal(1)
        return self.indices.factor(given.get("index", "cpi"), year, self.price_year, f"{where}/price_year")

    def _vat_factor(self, given, where):
        """'`excl` under basis `market` is multiplied by 1 + vat_rate, `incl` under `factor` divided by it'."""
        vat = given.get("vat")
        if vat not in (None, "incl", "excl"):
            raise Refused(f"vat is incl or excl, not {vat!r}", f"{where}/vat")
        if (vat, self.basis) not in (("excl", "market"), ("incl", "factor")):
            return Decimal(1)
        if "vat_rate" not in given:
            raise Refused("vat_rate is required to convert", where)
        rate = 1 + number(given["vat_rate"], f"{where}/vat_rate")
        return rate if vat == "excl" else 1 / rate

    # -------------------------------------------------------------------------- units

    def unit(self, name):
        """The powers of the (converted) unit, or None where there is none."""
        if name not in self.units:
            self.units[name] = self._unit(name)
        return self.units[name]

    def _unit(self, name):
        given, where = self.given[name], f"/parameters/{name}"
        if self._is_derived(name):
            return check_unit(self.tree(name), lambda s: self.unit(s.value), None, f"{where}/value")
        if not isinstance(given, dict) or "unit" not in given:
            return None
        return read_unit(given["unit"], f"{where}/unit")[1]

    # -------------------------------------------------------- expressions of parameters

    def check(self, given, wanted, where):
        """The tree of a number or an expression of parameters, its names and unit checked."""
        tree = read_expression(given, where)
        for symbol in symbols(tree):
            self.known(symbol, where)
        check_unit(tree, lambda s: self.unit(s.value), wanted, where)
        return tree

    def evaluate(self, tree, year, where):
        """The value of such a tree in a year."""
        return evaluate(tree, lambda s: self.value(s.value, year), f"{where}, {year}")

    def constant(self, given, where):
        """A rate, growth, decay or alpha: 'it is one number per case and draw, so a symbol whose value differs
        between years is refused there'."""
        tree = self.check(given, [unit("1"), unit("1/jaar")], where)
        for symbol in symbols(tree):
            if len({self.value(symbol.value, year) for year in self.years}) > 1:
                raise Refused(f"'{symbol.value}' differs between years, but one number is needed", where)
        return self.evaluate(tree, self.years[0], where)
