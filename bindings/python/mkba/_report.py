"""A report to send to a council: one HTML file with its pictures inside, that asks nothing of a network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from . import _documents
from ._errors import ArgumentError
from ._made import must_be

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._case import Case
    from ._compare import Comparison
    from ._koers import Koers
    from ._panel import Panel
    from ._plots import Language


class Report:
    """A report as one HTML text. Made by ``report``; in a notebook it shows itself."""

    __slots__ = ("_html",)

    def __init__(self, html: str) -> None:
        self._html = html

    @property
    def html(self) -> str:
        """The whole page: pictures and style are in it."""
        return self._html

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes it as UTF-8. An existing file is replaced at once or not at all.

        Raises:
            FileError: the file cannot be written.
        """
        _documents.write(path, self.html)

    def __repr__(self) -> str:
        return f"<mkba.Report of {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        from html import escape

        return f'<iframe srcdoc="{escape(self.html)}" width="100%" height="900"></iframe>'


def report(
    case: Case | None = None,
    *,
    koers: Koers | None = None,
    panel: Panel | None = None,
    comparisons: Iterable[Comparison] = (),
    alternative: str | None = None,
    scenario: str | None = None,
    draws: int = 4000,
    seed: int = 1,
    language: Language = "nl",
) -> Report:
    """A report to send to a council: of a Koers one page that tells how it goes, then what the case says, how the region
    stands beside others, and where every figure comes from. The same documents give the same bytes.

    Args:
        case: None is the case that the Koers names.
        koers: its page comes first.
        panel: where the Koers finds figures of its indicators; None is the one that it names, if it names one.
        comparisons: as ``Panel.compare`` makes them; a part of the report each.
        alternative: of which the euros of the Koers are; None is that of the Koers, or the only one of the case.
        scenario: of the case.
        draws, seed: of the uncertain parameters.
        language: ``nl`` or ``en``, of the words of the report. Those of the documents are left as they are.

    Raises:
        ArgumentError: neither a case nor a Koers that names one, several alternatives and none chosen, another language.
        UnknownNameError: an alternative, scenario or line that is not there. EvaluationError: as for ``Case.appraise``.
        ModuleNotFoundError: jinja2, matplotlib or igraph is not installed. TypeError: a case, Koers, panel or comparison
            that is none.

    >>> import mkba
    >>> made = mkba.report(mkba.example(), draws=200)
    >>> "Sterke gebiedsteams" in made.html, "<script" in made.html
    (True, False)
    """
    from ._case import Case
    from ._compare import Comparison
    from ._koers import Koers
    from ._panel import Panel

    comparisons = list(comparisons)
    for name, one, wanted in (("case", case, Case), ("koers", koers, Koers), ("panel", panel, Panel)):
        if one is not None:
            must_be(name, one, wanted)
    for at, comparison in enumerate(comparisons):
        must_be(f"comparisons[{at}]", comparison, Comparison)
    if case is None:
        if koers is None:
            raise ArgumentError("a report needs a case, or a Koers that names one", status="argument", where="case")
        case = koers.case()
    return made(case, koers, panel, comparisons, (), alternative, scenario, draws, seed, language)


def made(
    case: Case, koers: Koers | None, panel: Panel | None, comparisons: Iterable[Comparison], refused: Iterable[str],
    alternative: str | None, scenario: str | None, draws: int, seed: int, language: str,
) -> Report:  # fmt: skip
    """As ``report``; ``refused`` says why some comparisons are not there."""
    from . import _plots, _report_case, _report_koers, _report_panel
    from ._report_text import Text

    text = Text(language)
    environment = _environment()
    links: Any = koers.table("links").to_pandas().iloc[0] if koers is not None else {}
    figures = _report_case.Figures(case, scenario or _given(links, "scenario"), draws, seed)
    page = None
    if koers is not None:
        if panel is None and _given(links, "panel"):
            panel = koers.panel()
        of = _plots.alternative_of(figures.appraisal.alternatives, alternative or _given(links, "alternative"), "the case has")
        page = _report_koers.part(koers, figures, panel, of, text)
    html: str = environment.get_template("report.html").render(
        language=language, say=text.say, title=case.title if koers is None else koers.title, koers=page,
        case=_report_case.part(figures, text, "case"), comparisons=_report_panel.parts(comparisons, refused, text),
        account=_account(figures, koers, panel, text),
    )  # fmt: skip
    return Report(html)


def _given(links: Any, name: str) -> str | None:
    value = links[name] if name in links else None
    return value if isinstance(value, str) else None


def _account(figures: Any, koers: Koers | None, panel: Panel | None, text: Any) -> list[str]:
    """What is needed to make the report again, and to find where a figure comes from."""
    from . import __version__

    say, about = text.say, figures.simulation.about().iloc[0]
    made = [say["account_library"].format(version=__version__, draws=text.number(figures.draws, 0), seed=figures.seed,
                                          plan=about["plan"]),
            say["account_case"].format(title=figures.case.title, fingerprint=about["fingerprint"])]  # fmt: skip
    if koers is not None:
        made.append(say["account_koers"].format(title=koers.title))
    if panel is not None:
        counts = panel.indicators()[["measured", "provisional", "suspect", "suppressed", "not_delivered"]].sum()
        marks = {str(name): text.number(float(count), 0) for name, count in counts.to_dict().items()}
        periods = panel.periods
        made.append(say["account_panel"].format(areas=text.number(len(panel.areas()), 0), first=periods[0], last=periods[-1]))
        made.append(say["account_marks"].format(**marks))
    return made


def _environment() -> Any:
    """Everything that a template is given is escaped, but for the pictures, which are made here."""
    try:
        import jinja2
        import markupsafe
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("jinja2", "markupsafe"):
            raise
        raise ModuleNotFoundError("reports need jinja2: pip install 'mkba[report]'", name="jinja2") from None
    from ._report_text import TEMPLATES

    made = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    made.globals["css"] = markupsafe.Markup((TEMPLATES / "report.css").read_text("utf-8"))
    return made
