"""The part of a report that is about a case: what comes out, on what it hangs, what goes in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ._plot_what_if import plot_tornado
from ._report_text import Picture, picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

    from ._appraisal import Appraisal
    from ._case import Case
    from ._report_text import Text
    from ._simulation import Simulation

SIZE = (7.2, 2.7)


class Figures:
    """A case with its appraisal and its draws: what both parts of a report take their euros from."""

    def __init__(self, case: Case, scenario: str | None, draws: int, seed: int) -> None:
        self.case = case
        self.appraisal: Appraisal = case.appraise(scenario)
        self.simulation: Simulation = case.simulate(draws=draws, seed=seed, scenario=scenario)
        self.document: dict[str, Any] = case.to_dict()
        self.draws, self.seed, self.scenario = draws, seed, scenario

    def drawn(self, alternative: str, measure: str = "npv") -> pandas.Series[Any]:
        table = self.simulation.summary()
        return table[(table["alternative"] == alternative) & (table["measure"] == measure)].iloc[0]

    def actors(self, alternative: str) -> list[dict[str, Any]]:
        """title, value, low, high of the net of each actor."""
        drawn = self.simulation.actors().query("alternative == @alternative and measure == 'net'").set_index("actor")
        table = self.appraisal.actors()
        return [{"title": each["title"] if isinstance(each["title"], str) else each["actor"], "value": each["net"],
                 "low": drawn["q05"][each["actor"]], "high": drawn["q95"][each["actor"]]}
                for each in table[table["alternative"] == alternative].to_dict("records")]  # fmt: skip

    def years(self) -> tuple[int, int]:
        first, last = self.document["years"]
        return first, last

    def pm(self) -> list[str]:
        return list(self.appraisal._unvalued().values())

    def evidence(self, say: dict[str, str]) -> Counter[str]:
        """How many parameters rest on what; those that are made of others not counted."""
        return Counter(_evidence(each, say) for each in self.document.get("parameters", {}).values() if not _derived(each))


def _derived(parameter: Any) -> bool:
    return isinstance(parameter, dict) and isinstance(parameter.get("value"), str)


def _evidence(parameter: Any, say: dict[str, str]) -> str:
    return str(parameter.get("evidence", say["no_evidence"])) if isinstance(parameter, dict) else say["no_evidence"]


def kinds(counted: Counter[str], text: Text) -> str:
    return ", ".join(f"{text.number(n, 0)} {kind}" for kind, n in counted.most_common())


def part(figures: Figures, text: Text, name: str) -> dict[str, Any]:
    """What the template `case.html` shows."""
    say, document = text.say, figures.document
    first, last = figures.years()
    alternatives = [_alternative(figures, row, text) for row in figures.appraisal.summary().to_dict("records")]
    counted = figures.evidence(say)
    return {
        "title": figures.case.title if figures.scenario is None else f"{figures.case.title} ({figures.scenario})",
        "description": document.get("description", ""),
        "lead": say["lead_alone"].format(first=first, last=last, base=document["base_year"], price=document["price_year"]),
        "alternatives": alternatives,
        "reading": say["case_reading"].format(draws=text.number(figures.draws, 0), seed=figures.seed),
        "pictures": list(_pictures(figures, text, name)),
        "lines": _lines(figures, text),
        "lines_reading": say["lines_reading"],
        "evidence": say["evidence_counts"].format(all=sum(counted.values()), kinds=kinds(counted, text)) if counted else "",
        "parameters": [_parameter(key, each, text) for key, each in document.get("parameters", {}).items()],
        "findings": [{"severity": say[each["severity"]], "message": each["message"], "source": _given(each["source"])}
                     for each in figures.appraisal.findings().to_dict("records")],
    }  # fmt: skip


def _given(value: object) -> str:
    return value if isinstance(value, str) else ""


def _alternative(figures: Figures, row: dict[Any, Any], text: Text) -> dict[str, str]:
    drawn = figures.drawn(row["alternative"])
    return {"title": _given(row["title"]) or row["alternative"], "costs": text.euros(row["pv_costs"]),
            "benefits": text.euros(row["pv_benefits"]), "net": text.euros(row["npv"], signed=True),
            "margin": text.margin(drawn["q05"], drawn["q95"]), "chance": text.number(100 * drawn["p_positive"], 0) + "%",
            "bcr": text.number(row["bcr"], 2) if row["bcr"] == row["bcr"] and row["bcr"] is not None else "–"}  # fmt: skip


def _pictures(figures: Figures, text: Text, name: str) -> Iterable[Picture]:
    """Per alternative who pays and gains; then the years, the distribution, and on what the outcome hangs."""
    language: Any = text.language
    say, appraisal = text.say, figures.appraisal
    for i, alternative in enumerate(appraisal.alternatives):
        actors = figures.actors(alternative)
        said = "; ".join(f"{each['title']} {text.euros(each['value'], signed=True)}" for each in actors)
        yield Picture(picture(f"{name}-actors-{i}", say["actors_alt"].format(said), (SIZE[0], 1.3 + 0.34 * len(actors)),
                              lambda ax: appraisal.plot("actors", alternative=alternative, ax=ax, language=language)),
                      alternative if len(appraisal.alternatives) > 1 else "")  # fmt: skip
    ends = text.listed([f"{name} {text.euros(value, signed=True)}" for name, value in appraisal.npv.items()])
    yield Picture(picture(f"{name}-years", say["years_alt"].format(ends), SIZE,
                          lambda ax: appraisal.plot("years", ax=ax, language=language)))  # fmt: skip
    for i, alternative in enumerate(appraisal.alternatives):
        drawn = figures.drawn(alternative)
        if not drawn["sd"] > 0:
            continue
        said = f"{text.margin(drawn['q05'], drawn['q95'])}. {text.chance(drawn['p_positive'])}"
        yield Picture(picture(f"{name}-distribution-{i}", say["distribution_alt"].format(said), SIZE,
                              lambda ax: figures.simulation.plot(alternative=alternative, ax=ax, language=language)))  # fmt: skip
        table = figures.case.tornado(scenario=figures.scenario)
        table = table[table["alternative"] == alternative].head(8)
        if len(table):
            said = text.listed(table["parameter"].tolist())
            yield Picture(picture(f"{name}-tornado-{i}", say["tornado_alt"].format(said), (SIZE[0], 1.2 + 0.24 * len(table)),
                                  lambda ax: plot_tornado(table, ax=ax, language=language)))  # fmt: skip


def _lines(figures: Figures, text: Text) -> list[dict[str, Any]]:
    """A row per line and stream, a column per alternative."""
    table = figures.appraisal.lines()
    streams = set(figures.document.get("streams", {}))
    rows: dict[str, dict[str, Any]] = {}
    for each in table.to_dict("records"):
        row = rows.setdefault(each["line"], {"title": _given(each["title"]) or each["line"], "kind": each["kind"], "of": {}})
        row["of"][each["alternative"]] = each["pv"]
    made = []
    for line, row in rows.items():
        kind = "stream" if line in streams else row["kind"]
        amounts = [row["of"].get(name) for name in figures.appraisal.alternatives]
        made.append({"title": row["title"], "kind": text.say[f"kind_{kind}"],
                     "amounts": ["–" if value is None or value != value else text.euros(value) for value in amounts]})  # fmt: skip
    return made


def _parameter(name: str, parameter: Any, text: Text) -> dict[str, str]:
    of = parameter if isinstance(parameter, dict) else {"value": parameter}
    value = of.get("value")
    if isinstance(value, str):
        shown = text.say["derived"]
    elif value is None:
        shown = text.say["series"] if "series" in of else text.say["uncertain"]
    else:
        shown = text.number(float(value))
    unit = of.get("unit", "1")
    uncertain = f"; {text.say['uncertain']}" if "distribution" in of or "draws" in of or "factor" in of else ""
    return {"name": name, "value": shown if unit == "1" else f"{shown} {unit}",
            "evidence": _evidence(of, text.say) + uncertain, "source": str(of.get("source", ""))}  # fmt: skip

