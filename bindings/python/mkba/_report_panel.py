"""The part of a report that sets a region beside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import MkbaError
from ._report_text import Picture, picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._case import Case
    from ._compare import Comparison
    from ._koers import Koers
    from ._panel import Panel
    from ._report_text import Text


def parts(comparisons: Iterable[Comparison], refused: Iterable[str], text: Text) -> list[dict[str, Any]]:
    """What the template `panel.html` shows; what could not be compared is said."""
    made = [part(each, text, f"panel-{i}") for i, each in enumerate(comparisons)]
    why = list(refused)
    return [*made, {"title": "", "picture": None, "findings": why}] if why else made


def part(comparison: Comparison, text: Text, name: str) -> dict[str, Any]:
    """What the template `panel.html` shows of one comparison."""
    table = comparison.summary()
    indicator = table["indicator"].iloc[0]
    rows = table[table["indicator"] == indicator].to_dict("records")
    said = ", ".join(f"{text.say[row['group']]} {text.number(row['index'], 1)}" for row in rows)
    drawn = picture(name, text.say["compare_alt"].format(said), (7.2, 2.8),
                    lambda ax: comparison.plot(ax=ax, language=text.language))  # fmt: skip
    return {"title": indicator, "picture": Picture(drawn), "from": str(rows[0]["from"]), "to": str(rows[0]["to"]),
            "rows": [_row(row, text) for row in rows],
            "findings": [f"{text.say[each['severity']]}: {each['text']}" for each in comparison.findings().to_dict("records")]}  # fmt: skip


def _row(row: dict[Any, Any], text: Text) -> dict[str, str]:
    def of(name: str, unit: str = "") -> str:
        value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
        if value is None or value != value:
            return ""
        shown = text.number(value, 1, signed=True) + unit
        between = text.say["from_to"].format(text.number(low, 1), text.number(high, 1)) if low == low and low is not None else ""
        return f"{shown} ({between})" if between else shown

    return {"group": text.say[row["group"]], "from": text.number(row["level_from"]), "to": text.number(row["level_to"]),
            "growth": of("growth", "%"), "difference": of("difference")}  # fmt: skip


def comparisons(
    panel: Panel, case: Case, koers: Koers | None, indicators: Iterable[str], text: Text, options: dict[str, Any]
) -> tuple[list[Comparison], list[str]]:
    """Comparisons of these indicators, else of what the Koers names in the panel and of the taakvelden of the case; and why
    others could not be compared."""
    region = options.pop("region", None) or (koers and koers.to_dict().get("region")) or case.to_dict().get("region", [])
    years = options.pop("years", None)
    if options.get("per") is None:
        options["per"] = "inwoners" if "inwoners" in panel.indicators()["indicator"].tolist() else None
    made, refused = [], []
    for indicator in list(indicators) or _named(panel, case, koers):
        try:
            made.append(panel.compare(region, indicator.split("+"), years or _years(panel, indicator.split("+")[0]), **options))
        except MkbaError as error:
            refused.append(text.say["no_comparison"].format(f"{indicator}: {error.message}"))
    if not made and not refused:
        refused.append(text.say["nothing_to_compare"])
    return made, refused


def _named(panel: Panel, case: Case, koers: Koers | None) -> list[str]:
    there = panel.indicators()["indicator"].tolist()
    of_koers = koers.to_dict().get("indicators", {}).values() if koers is not None else ()
    wanted = [each["panel"]["indicator"] for each in of_koers if "panel" in each]
    fields = [stream.get("taakveld", "") for stream in case.to_dict().get("streams", {}).values()]
    wanted += [name for name in there for field in fields if field and name.endswith(f"_{field}")]
    return [name for name in dict.fromkeys(wanted) if name in there]


def _years(panel: Panel, indicator: str) -> tuple[int, int]:
    """The first and last year with a figure."""
    cells = panel.selected(indicators=[indicator]).frame().dropna(subset=["value"])
    years = sorted(int(period) for period in cells["period"].unique() if str(period).isdigit())
    return (years[0], years[-1]) if years else (0, 0)
