"""What if one parameter moves, two, or all of them: what the methods of a case share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._errors import ArgumentError

Bounds = Mapping[str, Sequence[float]]


def records(bounds: Bounds | None) -> list[dict[str, Any]]:
    """Bounds by parameter as the raw layer takes them.

    Raises:
        ArgumentError: they are not by parameter, or one has not two bounds.
    """
    if bounds is not None and not isinstance(bounds, Mapping):
        message = f"bounds must be {{parameter: (low, high)}}, not {type(bounds).__name__}"
        raise ArgumentError(message, status="argument", where="bounds")
    made = []
    for parameter, pair in (bounds or {}).items():
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise ArgumentError(
                f"the bounds of {parameter!r} must be two numbers: (low, high)", status="argument", where="bounds"
            )
        made.append({"parameter": parameter, "low": pair[0], "high": pair[1]})
    return made
