"""What results have in common, whatever they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from . import _raw


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


class Held(Made):
    """A result that is a handle of the library and nothing else."""

    __slots__ = ("__weakref__", "_handle")
    _handle: _raw.Handle

    @classmethod
    def _of(cls, handle: _raw.Handle) -> Self:
        made = cls.__new__(cls)
        made._handle = handle
        return made


def must_be(name: str, given: Any, wanted: type) -> None:
    """Says what an argument must be.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(given, wanted):
        raise TypeError(f"{name} must be a {wanted.__name__}, not {type(given).__name__}")


def handle_of(name: str, given: Any, wanted: type) -> _raw.Handle | None:
    """The handle of an argument that may be None.

    Raises:
        TypeError: it is something else.
    """
    if given is None:
        return None
    must_be(name, given, wanted)
    handle: _raw.Handle = given._handle
    return handle
