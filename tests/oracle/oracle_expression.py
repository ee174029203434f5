"""Numbers, expressions and units of the case format, at the precision of the current decimal context.

Written from the specification of `mkba-case/1` alone; it shares nothing with the C library.
"""

import difflib
import re
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from fractions import Fraction
from functools import lru_cache

LARGEST = Decimal("1.7976931348623157e308")
FUNCTIONS = {"min": None, "max": None, "exp": 1, "log": 1, "sqrt": 1, "abs": 1}


class Refused(ValueError):
    """The case is refused: a sentence, and the place (a JSON pointer, with year or draw in the sentence)."""

    def __init__(self, message, where=""):
        super().__init__(f"{message} [{where}]" if where else message)
        self.message = message
        self.where = where


def number(value, where=""):
    """A JSON number as a Decimal; a float through its shortest text, as the case was written."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise Refused(f"a number is expected, not {value!r}", where)
    result = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not result.is_finite() or abs(result) > LARGEST:
        raise Refused(f"{value!r} is not a finite number", where)
    return result


def whole(value, where=""):
    """A JSON number that must be whole (a year)."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(f"a whole number is expected, not {value!r}", where)
    return value


def nearest(name, known):
    """'; did you mean x?' where a known name is near, else nothing."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""


# --------------------------------------------------------------------------- parsing


@dataclass(frozen=True)
class Node:
    """A node of a parsed expression; `text` is the sub-expression as written, for messages."""

    kind: str  # number, name, member, neg, call, or one of + - * / ^
    value: object = None
    parts: tuple = field(default=())
    text: str = ""


TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)"
    r"|(?P<operator>[-+*/^(),])"
)


class Parser:
    """Recursive descent over

    sum := term (('+'|'-') term)*        term := unary (('*'|'/') unary)*
    unary := '-' unary | power           power := primary ['^' unary]

    'unary minus (binds looser than ^: -2^2 is -4; ^ is right-associative; 2^-1 and 2 * -3 are allowed)'
    """

    def __init__(self, text):
        self.text = text
        self.tokens = list(self._scan())
        self.at = 0

    def _scan(self):
        place = 0
        while place < len(self.text):
            if self.text[place].isspace():
                place += 1
                continue
            match = TOKEN.match(self.text, place)
            if not match:
                raise Refused(f"unexpected {self.text[place]!r} in expression '{self.text}'")
            yield match.lastgroup, match.group(), match.start(), match.end()
            place = match.end()
        yield "end", "", len(self.text), len(self.text)

    def _next(self):
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _take(self, *operators):
        """Consume one of these operators if it comes next."""
        kind, text = self.tokens[self.at][:2]
        if kind == "operator" and text in operators:
            self.at += 1
            return text
        return None

    def _need(self, operator):
        if not self._take(operator):
            found = self.tokens[self.at][1] or "the end"
            raise Refused(f"'{operator}' expected before {found} in expression '{self.text}'")

    def _node(self, start, kind, value=None, parts=()):
        first, last = self.tokens[start][2], self.tokens[self.at - 1][3]
        return Node(kind, value, tuple(parts), self.text[first:last])

    def parse(self):
        node = self._sum()
        if self.tokens[self.at][0] != "end":
            raise Refused(f"unexpected {self.tokens[self.at][1]!r} in expression '{self.text}'")
        return node

    def _sum(self):
        return self._left(self._term, "+", "-")

    def _term(self):
        return self._left(self._unary, "*", "/")

    def _left(self, part, *operators):
        start = self.at
        node = part()
        while operator := self._take(*operators):
            right = part()
            node = self._node(start, operator, None, (node, right))
        return node

    def _unary(self):
        start = self.at
        if self._take("-"):
            inner = self._unary()
            return self._node(start, "neg", None, (inner,))
        return self._power()

    def _power(self):
        start = self.at
        base = self._primary()
        if self._take("^"):
            exponent = self._unary()
            return self._node(start, "^", None, (base, exponent))
        return base

    def _primary(self):
        start = self.at
        kind, text = self._next()[:2]
        if kind == "number":
            return self._node(start, "number", number(Decimal(text)))
        if kind == "name" and text in FUNCTIONS:
            return self._call(start, text)
        if kind == "name" and "." in text:
            return self._node(start, "member", tuple(text.split(".")))
        if kind == "name":
            return self._node(start, "name", text)
        if text == "(":
            inner = self._sum()
            self._need(")")
            return inner
        raise Refused(f"a value expected before {text or 'the end'} in expression '{self.text}'")

    def _call(self, start, name):
        self._need("(")
        parts = [self._sum()]
        while self._take(","):
            parts.append(self._sum())
        self._need(")")
        wanted = FUNCTIONS[name]
        if (wanted is None and len(parts) < 2) or (wanted is not None and len(parts) != wanted):
            raise Refused(f"{name} does not take {len(parts)} values in expression '{self.text}'")
        return self._node(start, "call", name, parts)


@lru_cache(maxsize=None)
def parse(text):
    """The tree of an expression."""
    return Parser(text).parse()


def symbols(node):
    """Every name and member node in the tree, in order."""
    if node.kind in ("name", "member"):
        yield node
    for part in node.parts:
        yield from symbols(part)


# ------------------------------------------------------------------------ evaluation


def evaluate(node, lookup, where=""):
    """The value of the tree; `lookup` gives the Decimal of a name or member node.

    'Division by zero, log of a number not positive, sqrt of a negative one, a negative base to a power that is
    not whole, 0 to a negative power, and overflow are errors that name line, year and sub-expression (0^0 is 1)'
    """
    if node.kind == "number":
        return node.value
    if node.kind in ("name", "member"):
        return lookup(node)
    values = [evaluate(part, lookup, where) for part in node.parts]
    try:
        result = _apply(node, values, where)
    except DecimalException:
        raise Refused(f"overflow in '{node.text}'", where) from None
    if abs(result) > LARGEST:
        raise Refused(f"overflow in '{node.text}'", where)
    return result


def _apply(node, values, where):
    """One operation on values."""
    kind = node.kind
    if kind == "call":
        return _function(node, values, where)
    if kind == "neg":
        return -values[0]
    left, right = values
    if kind == "+":
        return left + right
    if kind == "-":
        return left - right
    if kind == "*":
        return left * right
    if kind == "/":
        if right == 0:
            raise Refused(f"division by zero in '{node.text}'", where)
        return left / right
    return power(left, right, node.text, where)


def _function(node, values, where):
    """min, max, exp, log, sqrt, abs."""
    name, value = node.value, values[0]
    if name == "min":
        return min(values)
    if name == "max":
        return max(values)
    if name == "abs":
        return abs(value)
    if name == "exp":
        if value > 710:
            raise Refused(f"overflow in '{node.text}'", where)
        return value.exp()
    if name == "log":
        if value <= 0:
            raise Refused(f"log of {value:f}, not positive, in '{node.text}'", where)
        return value.ln()
    if value < 0:
        raise Refused(f"sqrt of {value:f}, negative, in '{node.text}'", where)
    return value.sqrt()


def power(base, exponent, text="", where=""):
    """base ^ exponent with the errors of the specification; 0^0 is 1."""
    if exponent == 0:
        return Decimal(1)
    if base == 0 and exponent < 0:
        raise Refused(f"0 to a negative power in '{text}'", where)
    if base < 0 and exponent != exponent.to_integral_value():
        raise Refused(f"a negative base to a power that is not whole in '{text}'", where)
    return base**exponent


# ----------------------------------------------------------------------------- units

# '60 minuut = 1 uur, 1 dagdeel = 4 uur, 1 week = 7 etmaal, 12 maand = 1 jaar, 1 % = 0.01'
CONVERSIONS = {
    "minuut": (Fraction(1, 60), "uur"),
    "dagdeel": (Fraction(4), "uur"),
    "week": (Fraction(7), "etmaal"),
    "maand": (Fraction(1, 12), "jaar"),
    "%": (Fraction(1, 100), None),
}
ANY = "any unit"  # of the number 0, which 'agrees with every unit'
UNIT_FACTOR = re.compile(r"(1|%|[A-Za-z_][A-Za-z0-9_]*)(?:\^(-?\d+))?$")


def read_unit(text, where=""):
    """'a product of symbols with integer powers': (factor to uur, etmaal, jaar and 1; dict symbol -> power)."""
    if not isinstance(text, str):
        raise Refused(f"a unit is a text, not {text!r}", where)
    factor, powers, sign = Fraction(1), {}, 1
    for piece in re.split(r"([*/])", text):
        piece = piece.strip()
        if piece in ("*", "/"):
            sign = 1 if piece == "*" else -1
            continue
        match = UNIT_FACTOR.match(piece)
        if not match:
            raise Refused(f"unit '{text}' is not a product of symbols with integer powers", where)
        exponent = sign * int(match.group(2) or 1)
        scale, symbol = CONVERSIONS.get(match.group(1), (Fraction(1), match.group(1)))
        factor *= scale**exponent
        if symbol not in (None, "1"):
            powers[symbol] = powers.get(symbol, 0) + exponent
    return factor, {s: n for s, n in powers.items() if n}


def unit(text):
    """The powers of a unit that is already in base symbols."""
    return read_unit(text)[1]


def show(powers):
    """A unit as text."""
    if powers == ANY:
        return ANY
    above = [s if n == 1 else f"{s}^{n}" for s, n in powers.items() if n > 0]
    below = [s if n == -1 else f"{s}^{-n}" for s, n in powers.items() if n < 0]
    return "/".join(["*".join(above) or "1"] + below)


def times(left, right, sign=1):
    """The unit of a product (sign 1) or quotient (sign -1); 0 in it is a pure number."""
    result = {} if left == ANY else dict(left)
    for symbol, exponent in ({} if right == ANY else right).items():
        result[symbol] = result.get(symbol, 0) + sign * exponent
    return {s: n for s, n in result.items() if n}


def unit_of(node, lookup, where=""):
    """The unit of a tree; `lookup` gives the powers of a name or member node. Refused where two sides differ."""
    if node.kind == "number":
        return ANY if node.value == 0 else {}
    if node.kind in ("name", "member"):
        return lookup(node)
    units = [unit_of(part, lookup, where) for part in node.parts]
    if node.kind == "neg" or (node.kind == "call" and node.value == "abs"):
        return units[0]
    if node.kind in ("+", "-") or (node.kind == "call" and node.value in ("min", "max")):
        return _common(node, units, where)
    if node.kind in ("*", "/"):
        return times(units[0], units[1], 1 if node.kind == "*" else -1)
    if node.kind == "^":
        return _unit_of_power(node, units, where)
    if node.value == "sqrt":
        return _scaled(node, units[0], Fraction(1, 2), where)
    return _pure(node, units[0], where)  # exp, log


def _common(node, units, where):
    """The one unit of the sides of a sum, min or max."""
    result = ANY
    for other in units:
        if result == ANY:
            result = other
        elif other not in (ANY, result):
            raise Refused(f"{show(result)} and {show(other)} do not agree in '{node.text}'", where)
    return result


def _pure(node, powers, where):
    if powers not in (ANY, {}):
        raise Refused(f"a pure number is expected, not {show(powers)}, in '{node.text}'", where)
    return {}


def _scaled(node, powers, factor, where):
    """Every power times factor; they must stay whole."""
    result = {s: n * factor for s, n in ({} if powers == ANY else powers).items()}
    if any(n.denominator != 1 for n in result.values()):
        raise Refused(f"{show(powers)} has no such root or power in '{node.text}'", where)
    return {s: int(n) for s, n in result.items() if n}


def _unit_of_power(node, units, where):
    """A pure base stays pure; a base with a unit takes an exponent without symbols."""
    base, exponent = node.parts
    _pure(node, units[1], where)
    if units[0] in (ANY, {}):
        return {}
    if any(symbols(exponent)):
        raise Refused(f"{show(units[0])} to a power that is no fixed number in '{node.text}'", where)
    return _scaled(node, units[0], Fraction(evaluate(exponent, None, where)), where)


def check_unit(node, lookup, wanted, where=""):
    """The unit of an expression, or None where it is not checked.

    'an expression without symbols counts as being in the unit wanted. If a parameter in an expression has no
    unit, that expression is not checked; if all have one and they do not agree, it is an error that shows both
    sides.' `wanted` is a list of units (powers), or None where every unit is right.
    """
    used = list(symbols(node))
    if not used or any(lookup(symbol) is None for symbol in used):
        return None
    result = unit_of(node, lookup, where)
    if wanted is not None and result != ANY and result not in wanted:
        expected = " or ".join(show(powers) for powers in wanted)
        raise Refused(f"'{node.text}' is in {show(result)}, but must be in {expected}", where)
    return result
