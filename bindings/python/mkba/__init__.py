"""Social cost-benefit analysis (MKBA) of Dutch municipal provisions.

    >>> import mkba
    >>> case = mkba.example()
    >>> appraisal = case.appraise()
    >>> list(appraisal.npv)
    ['teams']

Tables are pandas DataFrames, or ``mkba.Table`` for whatever else knows Arrow. numpy and pandas are imported when the
first DataFrame is made, not before.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _documents, _raw, _tables, catalog, scale
from ._appraisal import Appraisal
from ._case import Case
from ._cashflows import (
    annual_equivalent,
    annuity,
    depreciation,
    equipment_annuity,
    future_value,
    irr,
    irr_table,
    mirr,
    npv,
    payback,
    payback_table,
    payment,
    periods,
    present_value,
    rate,
)
from ._catalog import Catalog, handle_of
from ._compare import Comparison
from ._compass import Compass, Thermometer
from ._crosswalk import Crosswalk
from ._did import Did
from ._distribution import distribution_quantile, distribution_summary, elicit_distribution, fit_distribution
from ._effect import Effect
from ._errors import (
    ArgumentError,
    Cancelled,
    CaseError,
    ConvergenceError,
    EvaluationError,
    FileAccessError,
    FileError,
    InternalError,
    KoersError,
    LimitError,
    MissingFileError,
    MkbaError,
    PanelError,
    UnitError,
    UnsupportedError,
    UnknownNameError,
    UnknownNameInCaseError,
)
from ._expected import Expectation
from ._funnel import Funnel, funnel
from ._koers import Din, Koers
from ._measures import (
    acceptability,
    evpi,
    evppi,
    evsi,
    icer,
    importance,
    sobol_design,
    sobol_indices,
)
from ._money import convert_price, convert_unit, discount_factor
from ._panel import Cell, Panel
from ._peers import Peers
from ._placebo import Placebos
from ._plot_what_if import plot_tornado, plot_two_way
from ._plot_measures import plot_acceptability, plot_evppi, plot_sobol
from ._register import Register
from ._report import Report, report
from ._samples import (
    effective_size,
    lmdi,
    mean_interval,
    median_interval,
    proportion_difference,
    proportion_interval,
    proportion_pooled,
)
from ._simulation import Simulation
from ._stream import Stream
from ._synthetic import SyntheticControl
from ._synthetic_did import SyntheticDid
from ._tables import Table

if TYPE_CHECKING:
    import pandas

__version__ = _raw.version()

__all__ = [
    "Appraisal",
    "ArgumentError",
    "Cancelled",
    "Case",
    "CaseError",
    "Catalog",
    "Cell",
    "Comparison",
    "Compass",
    "ConvergenceError",
    "Crosswalk",
    "Did",
    "Din",
    "Effect",
    "EvaluationError",
    "Expectation",
    "FileAccessError",
    "FileError",
    "Funnel",
    "InternalError",
    "Koers",
    "KoersError",
    "LimitError",
    "MissingFileError",
    "MkbaError",
    "Panel",
    "PanelError",
    "Peers",
    "Report",
    "Placebos",
    "Register",
    "Simulation",
    "Stream",
    "SyntheticControl",
    "SyntheticDid",
    "Table",
    "Thermometer",
    "UnitError",
    "UnsupportedError",
    "UnknownNameError",
    "UnknownNameInCaseError",
    "__version__",
    "acceptability",
    "annual_equivalent",
    "annuity",
    "case_schema",
    "catalog",
    "check",
    "convert_price",
    "convert_unit",
    "depreciation",
    "discount_factor",
    "distribution_quantile",
    "distribution_summary",
    "elicit_distribution",
    "effective_size",
    "equipment_annuity",
    "evpi",
    "evppi",
    "evsi",
    "example",
    "example_koers",
    "example_region",
    "fit_distribution",
    "funnel",
    "future_value",
    "icer",
    "importance",
    "irr",
    "irr_table",
    "koers_schema",
    "lmdi",
    "mean_interval",
    "median_interval",
    "mirr",
    "npv",
    "payback",
    "payback_table",
    "payment",
    "periods",
    "plot_tornado",
    "plot_two_way",
    "plot_acceptability",
    "plot_evppi",
    "plot_sobol",
    "present_value",
    "proportion_difference",
    "proportion_interval",
    "proportion_pooled",
    "rate",
    "report",
    "scale",
    "sobol_design",
    "sobol_indices",
]


def case_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the format ``mkba-case/1``, for editors and for what writes cases.

    It refuses nothing that ``Case`` takes; expressions, units, names that refer to one another, sums and order only
    ``Case`` checks.

    >>> mkba.case_schema()["title"]
    'mkba-case/1'
    """
    import json

    schema: dict[str, Any] = json.loads(_raw.case_schema())
    return schema


def koers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the format ``mkba-koers/1``, as ``case_schema`` is of a case.

    >>> mkba.koers_schema()["title"]
    'mkba-koers/1'
    """
    import json

    schema: dict[str, Any] = json.loads(_raw.koers_schema())
    return schema


def check(
    case: Case | Mapping[str, Any] | str | bytes | os.PathLike[str], *, catalog: Catalog | None = None
) -> pandas.DataFrame:
    """Everything there is to say of what should be a case: its errors, or, when it has none, the findings of the
    case and of the discount schemes that its scenarios bring, after each of them has been appraised.

    Args:
        case: a dict, JSON text, a path, or a Case. A str that begins with a brace is text, any other a path.
        catalog: where discount schemes and price indices are looked up; None is that of a Case, else the shipped one.

    Returns:
        id, severity (``error``, ``richtlijn``, ``advies``), place (JSON pointer), line, column, message, source.

    Raises:
        FileError: the file cannot be read. A document that is refused raises nothing: it has rows of severity
        ``error``. A dict with what JSON cannot hold (NaN, other types) is a CaseError.

    >>> mkba.check({"format": "mkba-case/1"})["severity"].unique().tolist()
    ['error']
    """
    if isinstance(case, Case):
        return _tables.frame(_raw.case_check(case.text, handle_of(case.catalog if catalog is None else catalog)))
    handle = handle_of(catalog)
    if isinstance(case, os.PathLike) or (isinstance(case, str) and not _documents.looks_like_text(case)):
        return _tables.frame(_raw.case_check(_documents.read(case), handle))
    return _tables.frame(_raw.case_check(_documents.as_text(case), handle))


def example() -> Case:
    """The example that comes with the package: the gebiedsteams of the Peelgemeenten.

    >>> mkba.example()  # doctest: +ELLIPSIS
    <mkba.Case '...'>
    """
    return Case.read(os.path.join(os.path.dirname(__file__), "gebiedsteams.json"))


def example_koers() -> Koers:
    """The Koers that comes with the package: five municipalities that do not exist, linked to ``example()`` and to the
    synthetic region. Shares, targets, measurements and words are made up.

    >>> koers = mkba.example_koers()
    >>> koers.title, koers.case().title == mkba.example().title
    ('Koers van de voorbeeldregio', True)
    """
    return Koers.read(os.path.join(os.path.dirname(__file__), "koers", "koers.json"))


def example_region() -> str:
    """The folder with the files of the synthetic region that comes with the package: 60 municipalities that do not exist,
    2015 to 2024. Five of them, GM9001 to GM9005, have an effect that is known because it was put in: youth costs are 6 %
    less from 2022 on. ``examples/region/README.md`` says what is true, and what is wrong in the files on purpose.

    >>> import os
    >>> "kosten.csv" in os.listdir(mkba.example_region())
    True
    """
    return os.path.join(os.path.dirname(__file__), "region")
