"""The page for a council member: a Koers on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plot_koers, _plot_network, _report_text
from ._report_case import kinds
from ._report_text import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas
    from matplotlib.axes import Axes

    from ._compass import Compass
    from ._koers import Koers
    from ._panel import Panel
    from ._register import Register
    from ._report_case import Figures
    from ._report_text import Text

MOST_QUOTES, MOST_INDICATORS, LEVEL = 3, 2, 0.9
VERDICTS = {"met": "plan_met", "not met": "plan_not_met", "cannot be said": "plan_unsaid"}


def part(koers: Koers, figures: Figures, panel: Panel | None, alternative: str, text: Text) -> dict[str, Any]:
    """What the template `koers.html` shows."""
    actors = figures.actors(alternative)
    quotes = _quotes(koers, text)
    compass = koers.compass(panel, level=LEVEL)
    register = koers.benefits(panel, figures.case, level=LEVEL, alternative=alternative, scenario=figures.scenario,
                              draws=figures.draws, seed=figures.seed)  # fmt: skip
    return {
        "title": koers.title,
        "description": koers.to_dict().get("description", ""),
        "lead": _verdict(figures, alternative, text),
        "counts": _counts(koers, figures, text),
        "tiles": _tiles(figures, alternative, text),
        "opgaven": _opgaven(koers, compass, figures, alternative, text),
        "reading": text.say["opgave_reading"],
        "actors": [{**each, "amount": text.euros(each["value"], signed=True), "alt": _alt(each, text)} for each in actors],
        "scale": _report_text.scale([each[end] for each in actors for end in ("value", "low", "high")]),
        "compass": _rose(compass, text),
        "quotes": quotes[:MOST_QUOTES],
        "more_quotes": text.say["more_quotes"].format(len(quotes) - MOST_QUOTES) if len(quotes) > MOST_QUOTES else "",
        "cannot": _cannot(koers, compass, figures, panel, alternative, text),
        "network": _network(koers, text),
        "sources": _sources(koers, figures, text),
        "findings": [*koers.findings()["message"], *_found(koers, compass, text), *_found(koers, register, text)],
        "rules": [*compass.rules(text.language)["text"], *register.rules(text.language)["text"]],
        "ratios": _ratios(register, text),
        "going": _going(compass, register, text),
        "next": register.next(text.language)[["title", "text"]].to_dict("records"),
    }


# ---- what it is, what it costs and yields ---------------------------------------------------------------------------


def _counts(koers: Koers, figures: Figures, text: Text) -> str:
    nodes = koers.nodes()
    efforts = nodes[nodes["level"] == "inspanning"]
    return text.say["lead_counts"].format(
        opgaven=len(koers.opgaven()), programmes=len(koers.programmes()), efforts=len(efforts),
        running=int((efforts["state"] == "running").sum()), title=figures.case.title,
    )  # fmt: skip


def _verdict(figures: Figures, alternative: str, text: Text) -> str:
    first, last = figures.years()
    net = figures.appraisal.npv[alternative]
    return text.say["lead_case"].format(
        first=first, last=last, size=text.euros(abs(net)), verb=text.say["above" if net >= 0 else "below"],
        chance=text.chance(figures.drawn(alternative)["p_positive"]),
    )  # fmt: skip


def _tiles(figures: Figures, alternative: str, text: Text) -> list[dict[str, str]]:
    row: Any = figures.appraisal.summary().set_index("alternative").loc[alternative]
    made = []
    for name, measure in (("costs", "pv_costs"), ("benefits", "pv_benefits"), ("net", "npv")):
        drawn = figures.drawn(alternative, measure)
        margin = text.margin(drawn["q05"], drawn["q95"])
        made.append({"name": text.say[name], "amount": text.euros(row[measure], signed=measure == "npv"),
                     "margin": margin if drawn["q05"] == drawn["q95"] else text.say["in_ninety"].format(margin)})  # fmt: skip
    return made


def _alt(each: dict[str, Any], text: Text) -> str:
    return text.say["bar_alt"].format(title=each["title"], amount=text.euros(each["value"], signed=True),
                                      margin=text.margin(each["low"], each["high"]))  # fmt: skip


# ---- opgaven --------------------------------------------------------------------------------------------------------


def _opgaven(koers: Koers, compass: Compass, figures: Figures, alternative: str, text: Text) -> list[dict[str, Any]]:
    nodes = koers.nodes()
    euros = koers.din().allocate(figures.case, alternative=alternative, scenario=figures.scenario, draws=figures.draws,
                                 seed=figures.seed).set_index("opgave")  # fmt: skip
    thermometer = compass.thermometer()
    warm: Any = thermometer.frame().set_index("opgave")
    rows, weights = compass.indicators().set_index("indicator"), thermometer.weights()
    made = []
    for each in koers.opgaven().to_dict("records"):
        row = euros.loc[each["opgave"]]
        score = warm.loc[each["opgave"]]
        none = row["euros"] == 0 and row["low"] == 0 == row["high"]
        made.append({
            "title": each["title"],
            "goals": "; ".join(nodes.loc[nodes["opgave"] == each["opgave"], "title"]),
            **_thermometer(score, text), "words": _indicators(rows, weights.loc[weights["opgave"] == each["opgave"], "indicator"], text),
            "euros": text.say["no_euros"] if none else text.euros(row["euros"], signed=True),
            "margin": text.say["not_reached"] if none else text.margin(row["low"], row["high"]),
        })  # fmt: skip
    return made


def _thermometer(score: Any, text: Text) -> dict[str, Any]:
    """Places in a box that runs from 20 (the nulmeting) to 180 (the last target), and the same in words."""
    if not _plot_koers.has(score["score_scored"]):
        return {"thermometer": None, "why": text.say["no_weights"]}

    def place(value: float) -> float | None:
        return round(min(max(20 + 160 * value, 2.0), 198.0), 2) if _plot_koers.has(value) else None

    names = {"at": "score_scored", "low": "low", "high": "high", "mark": "mark"}
    said = {name: text.number(100 * score[column], 0) if _plot_koers.has(score[column]) else "–" for name, column in names.items()}
    sentence = text.say["score" if _plot_koers.has(score["low"]) else "score_bare"].format(**said)
    places = {name: place(score[column]) for name, column in names.items()}
    return {"thermometer": places, "score": sentence, "alt": f"{score['title']}: {sentence}"}


def _indicators(rows: Any, names: Iterable[str], text: Text) -> str:
    """The last figure of the indicators of an opgave, and whether they are on course."""
    made = []
    for name in names:
        row = rows.loc[name]
        if row["origin"] not in ("measurement", "panel"):
            made.append(f"{row['title']}: {text.say['not_measured']}")
            continue
        unit = row["unit"] if row["unit"] == "%" else ""
        made.append(text.say["indicator_now"].format(
            title=row["title"], value=text.number(row["value"]) + unit, period=text.period(row["period"]),
            plan=text.say[VERDICTS.get(row["plan"], "plan_none")]))  # fmt: skip
    rest = [text.say["more"].format(len(made) - MOST_INDICATORS)] if len(made) > MOST_INDICATORS else []
    return "; ".join([*made[:MOST_INDICATORS], *rest]) + "." if made else text.say["no_indicator"]


def _rose(compass: Compass, text: Text) -> Any:
    table = compass.yardsticks()
    said = ", ".join(f"{row['criterion']} " + (f"{text.number(100 * row['lowest'], 0)}%" if _plot_koers.has(row["lowest"])
                                               else text.say["not_measured"]) for row in table.to_dict("records"))  # fmt: skip
    return picture("koers-compass", text.say["compass_alt"].format(said), (3.1, 2.15),
                   lambda ax: _plot_koers.compass(table, ax, text.language, alone=False))  # fmt: skip


def _going(compass: Compass, register: Register, text: Text) -> list[dict[str, Any]]:
    """Data, plaatje, praatje of each indicator."""
    together = compass.together(text.language)
    paths = register.paths()
    why = register.indicators(text.language).set_index("indicator")["why"]
    made = []
    for i, row in enumerate(compass.indicators(text.language).to_dict("records")):
        mine, drawn = paths[paths["indicator"] == row["indicator"]], None
        if (mine["kind"] != "norm").any():
            alt = text.say["path_alt"].format(title=row["title"], sentence=row["sentence"])
            drawn = picture(f"koers-path-{i}", alt, (3.5, 2.1), _path_of(mine, text.language))
        said = together[(together["indicator"] == row["indicator"]) & (together["part"] == "praatje")].to_dict("records")
        made.append({"title": row["title"], "sentence": row["sentence"].partition(": ")[2] or row["sentence"], "why": why.get(row["indicator"], ""),
                     "picture": drawn,
                     "quotes": [{"text": each["text"], "source": f"{each['source']}, {text.period(each['period'])}"} for each in said]})  # fmt: skip
    return made


def _ratios(register: Register, text: Text) -> list[dict[str, str]]:
    """What each baat cost so far, and brings per euro; none where no baat has euros."""
    rows = register.benefits()
    if not (rows[["spent", "budget"]].to_numpy().any() or rows["per_cost_euro"].notna().any()):
        return []
    return [{"title": row["title"], "spent": text.euros(row["spent"]), "budget": text.say["of_budget"].format(text.euros(row["budget"])),
             "per_cost": _ratio(row, "per_cost_euro", text), "per_spent": _ratio(row, "per_spent_euro", text)}
            for row in rows.to_dict("records")]  # fmt: skip


def _ratio(row: dict[Any, Any], name: str, text: Text) -> str:
    value, low, high = (row[name + end] for end in ("", "_low", "_high"))
    if not _plot_koers.has(value):
        return "–"
    ends = text.say["from_to"].format(text.number(low, 2), text.number(high, 2)) if _plot_koers.has(low) else ""
    return text.number(value, 2) + (f" ({ends})" if ends else "")


def _path_of(points: pandas.DataFrame, language: str) -> Callable[[Axes], object]:
    return lambda ax: _plot_koers.path(points, None, ax, language)


# ---- words ----------------------------------------------------------------------------------------------------------


def _found(koers: Koers, of: Compass | Register, text: Text) -> list[str]:
    """Findings, those of an indicator by its title."""
    titles = dict(zip(*(koers.indicators()[column] for column in ("indicator", "title")), strict=True))
    return [f"{titles[each['indicator']]}: {each['text']}" if each["indicator"] in titles else each["text"]
            for each in of.findings(text.language).to_dict("records")]  # fmt: skip


def _quotes(koers: Koers, text: Text) -> list[dict[str, str]]:
    measured = koers.measurements()
    titles = koers.indicators().set_index("indicator")["title"]
    return [{"text": each["text"], "source": text.say["quote_about"].format(
                source=each["source"], period=text.period(each["period"]), indicator=titles[each["indicator"]])}
            for each in measured[measured["kind"] != "figure"].to_dict("records")]  # fmt: skip


def _cannot(koers: Koers, compass: Compass, figures: Figures, panel: Panel | None, alternative: str, text: Text) -> list[str]:
    """What the figures leave open, the largest first."""
    say = text.say
    made = [say["cannot_cause"], say["cannot_shares"]]
    counted = figures.evidence(say)
    weak = counted.copy()
    weak.pop("waargenomen", None)
    if weak:
        made.append(say["cannot_evidence"].format(n=sum(weak.values()), all=sum(counted.values()), kinds=kinds(weak, text)))
    here, there = figures.document.get("region", []), koers.to_dict().get("region", [])
    if here and there and set(here) != set(there):
        made.append(say["cannot_region"].format(case=text.listed(here, 2), koers=text.listed(there, 2)))
    made += _unmeasured(compass, text)
    yardsticks = compass.yardsticks()
    empty = yardsticks.loc[yardsticks["n_measured"] == 0, "criterion"].tolist()
    if empty:
        made.append(say["cannot_empty"].format(", ".join(empty)))
    if figures.pm():
        made.append(say["cannot_pm"].format(", ".join(figures.pm())))
    rest = koers.din().allocate(figures.case, alternative=alternative, scenario=figures.scenario).query("kind == 'not linked'")
    if rest["euros"].iloc[0] != 0:
        made.append(say["cannot_not_linked"].format(text.euros(rest["euros"].iloc[0], signed=True)))
    if panel is not None:
        made += _provisional(koers, panel, text)
    return made


def _unmeasured(compass: Compass, text: Text) -> list[str]:
    """By the figures that the compass judges, those of a panel among them."""
    rows = compass.indicators()
    measured = rows["origin"].isin(["measurement", "panel"])
    without, bare = rows.loc[~measured, "title"], rows.loc[measured & rows["low"].isna(), "title"]
    made = [text.say["cannot_unmeasured"].format(", ".join(without))] if len(without) else []
    return [*made, text.say["cannot_no_interval"].format(", ".join(bare))] if len(bare) else made


def _provisional(koers: Koers, panel: Panel, text: Text) -> list[str]:
    """Cells of the panel that the Koers looks at and that are not final."""
    made = set()
    for each in koers.to_dict().get("indicators", {}).values():
        if "panel" in each:
            cells = panel.selected(indicators=[each["panel"]["indicator"]]).frame()
            areas = each["panel"].get("areas") or koers.to_dict().get("region", [])
            found = cells[cells["area"].isin(areas) & (cells["status"] == "provisional")]
            made |= {f"{each['title']} {text.period(period)}" for period in found["period"]}
    return [text.say["cannot_provisional"].format(text.listed(sorted(made), 6))] if made else []


# ---- pictures and sources -------------------------------------------------------------------------------------------


def _network(koers: Koers, text: Text) -> Any:
    nodes = koers.nodes()
    most = int(nodes["level"].value_counts().max()) if len(nodes) else 1
    return picture("koers-network", text.say["network_alt"].format(nodes=len(nodes)), (7.35, max(1.5, 0.3 * most + 0.3)),
                   lambda ax: _plot_network.network(koers, ax, text.language, _plot_network.SMALL))  # fmt: skip


def _sources(koers: Koers, figures: Figures, text: Text) -> str:
    first, last = figures.years()
    document = figures.document
    sources = dict.fromkeys(source for source in [*koers.indicators()["source"], *koers.measurements()["source"]]
                            if isinstance(source, str))  # fmt: skip
    discount = document["discount"] if isinstance(document["discount"], str) else text.say["discount_own"]
    return text.say["sources_koers"].format(
        first=first, last=last, base=document["base_year"], price=document["price_year"], discount=discount,
        draws=text.number(figures.draws, 0), seed=figures.seed, figures=text.listed(list(sources), 6),
    )  # fmt: skip
