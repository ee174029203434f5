"""What the parts of a report share: its words, amounts as people read them, pictures that stand in a page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from . import _plots

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

TEMPLATES = Path(__file__).parent / "templates"
SVG = "{http://www.w3.org/2000/svg}"
PERIOD = re.compile(r"(\d{4})(HJ|KW|MM)(\d\d)")  # of a panel; a year and a date are said as they are
PARTS = {"HJ": "half_year", "KW": "quarter", "MM": "month"}
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


class Text:
    """The words of a language, and numbers as it writes them."""

    def __init__(self, language: str) -> None:
        both = json.loads((TEMPLATES / "words.json").read_text("utf-8"))
        self.say = _plots.words(language, both)
        self.language: Any = language  # one of those that words() knows

    def number(self, value: float, digits: int | None = None, *, signed: bool = False) -> str:
        """With as many digits as it has, at most four that count, when they are not given."""
        if digits is None:
            digits = next((d for d in range(6) if abs(value - round(value, d)) <= 5e-5 * abs(value)), 6)
        return _plots.number(value, self.language, digits, signed=signed)

    def euros(self, value: float, *, signed: bool = False) -> str:
        """In millions from half a million on, in thousands from ten thousand on."""
        size, unit, digits = _unit(value)
        return self.say[unit].format(self.number(value / size, digits, signed=signed))

    def margin(self, low: float, high: float) -> str:
        """An interval in one unit, that of its larger end."""
        size, unit, digits = _unit(max(abs(low), abs(high)))
        ends = self.number(low / size, digits), self.number(high / size, digits)
        return self.say["certain"] if low == high else self.say[unit].format(self.say["from_to"].format(*ends))

    def chance(self, p: float) -> str:
        """A probability as a count of calculations."""
        if p > 0.99:
            return self.say["more_than_99"]
        return self.say["less_than_1"] if p < 0.01 else self.say["n_of_100"].format(self.number(100 * p, 0))

    def period(self, code: str) -> str:
        """As people say it: 2025HJ01 is half-year 1 of 2025."""
        found = PERIOD.fullmatch(code)
        return self.say[PARTS[found[2]]].format(part=int(found[3]), year=found[1]) if found else code

    def listed(self, things: list[str], most: int = 99) -> str:
        shown = ", ".join(things[:most])
        return shown if len(things) <= most else f"{shown}, …"


def _unit(value: float) -> tuple[float, str, int]:
    if abs(value) >= 5e5:
        return 1e6, "mln", 1
    return (1e3, "thousand", 0) if abs(value) >= 1e4 else (1.0, "euro", 0)


class Picture(NamedTuple):
    svg: Any  # markupsafe.Markup
    caption: str = ""


def picture(name: str, alt: str, size: tuple[float, float], draw: Callable[[Axes], object]) -> Any:
    """What `draw` draws, as SVG inside a page: text stays text, and documents cannot make it anything else."""
    import io
    import warnings

    import matplotlib
    from markupsafe import Markup
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": name, "text.parse_math": False, "font.size": 8.5,
                "font.family": ["sans-serif"], "axes.titlesize": 10}  # fmt: skip
    written = io.BytesIO()
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # names so long that they leave no room for what is drawn
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.subplots())
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return Markup(inline(written.getvalue(), name, alt))


def inline(svg: bytes, name: str, alt: str) -> str:
    """An SVG file as a part of a page: only drawing, ids that are of this picture alone, words for who cannot see it."""
    ElementTree.register_namespace("", SVG[1:-1])
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(NO_XML.sub("", svg.decode()))  # control characters of a document are no XML
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}metadata", f"{SVG}style", f"{SVG}script"):
                parent.remove(child)
    used = _used_ids(root)
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "id" and value not in used:
                del element.attrib[key]
            elif key == "id":
                element.set(key, f"{name}-{value}")
            elif key.endswith("href") and value.startswith("#"):
                element.set(key, f"#{name}-{value[1:]}")
            elif value.startswith("url(#"):
                element.set(key, f"url(#{name}-{value[5:]}")
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.set("width", "100%")
    root.set("role", "img")
    root.set("aria-label", alt)
    return ElementTree.tostring(root, encoding="unicode")


def _used_ids(root: ElementTree.Element) -> set[str]:
    """Ids that something refers to."""
    used = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.endswith("href") and value.startswith("#"):
                used.add(value[1:])
            elif value.startswith("url(#"):
                used.add(value[5:-1])
    return used


def scale(values: list[float]) -> Callable[[float], float]:
    """Places from 3 to 197 for values, 0 among them."""
    low, high = min(0.0, *values), max(0.0, *values)
    return lambda value: round(3 + 194 * (value - low) / ((high - low) or 1.0), 2)
