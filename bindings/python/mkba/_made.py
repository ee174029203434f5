"""What results have in common, whatever they are of."""

from __future__ import annotations

from typing import Any, ClassVar, Self


class Made:
    """A result that only the library makes: not by calling its class, and not from a pickle. Immutable: its own copy."""

    __slots__ = ()
    _who_makes_it: ClassVar[str]
    _what_to_keep: ClassVar[str]

    def __init__(self) -> None:
        raise TypeError(self._who_makes_it)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError(self._what_to_keep)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self
