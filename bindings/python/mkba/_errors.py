"""The errors of the library as exceptions: one class per kind, each also the builtin that fits it."""

from __future__ import annotations

import errno
import os
from typing import Any


class MkbaError(Exception):
    """Whatever the library refuses or cannot do. Base class of all its errors.

    Attributes:
        message: one sentence: what is wrong, and what would be right.
        status: the name of the C status, such as ``"case"`` or ``"unit"``.
        where: JSON pointer (``"/lines/2/value"``), or the name of an argument; ``""`` when there is none.
        line, column: place in the text, from 1, the column in bytes; None when there is none.
        source: the file as it was given; ``""`` when the input was no file.
    """

    def __init__(
        self,
        message: str,
        *,
        status: str = "internal",
        where: str = "",
        line: int | None = None,
        column: int | None = None,
        source: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.where = where
        self.line = line
        self.column = column
        self.source = source

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source or 'line'}:{self.line}:{self.column}"
        pointer = f" (at {self.where})" if self.where.startswith("/") else ""
        return f"{place}: {self.message}{pointer}" if place else f"{self.message}{pointer}"

    def __reduce__(self) -> tuple[Any, ...]:
        # OSError would pickle its own arguments only.
        return _restored, (type(self), self.message, dict(self.__dict__), getattr(self, "errno", None))


class ArgumentError(MkbaError, ValueError):
    """An argument is outside what the function takes."""


class UnknownNameError(MkbaError, LookupError):
    """A name (scheme, index, scenario, parameter, table) that does not exist; the message names the nearest."""


class CaseError(MkbaError, ValueError):
    """A case is refused: no strict JSON, or a rule of the case format is broken."""


class UnitError(CaseError):
    """Units in a case do not agree; the message shows both sides."""


class EvaluationError(CaseError, ArithmeticError):
    """A figure of a case has no value: division by zero, logarithm of zero, overflow."""


class UnknownNameInCaseError(CaseError, UnknownNameError):
    """A case uses a name that does not exist."""


class LimitError(CaseError):
    """A case is deeper or larger than the library reads."""


class FileError(MkbaError, OSError):
    """A file cannot be opened, read or written."""


class MissingFileError(FileError, FileNotFoundError):
    """A file is not there."""


class FileAccessError(FileError, PermissionError):
    """A file may not be opened."""


class PanelError(MkbaError, ValueError):
    """A panel is refused."""


class KoersError(MkbaError, ValueError):
    """A Koers is refused: a rule of its format is broken."""


class ConvergenceError(MkbaError, ArithmeticError):
    """An iteration found no answer."""


class Cancelled(MkbaError, RuntimeError):
    """The caller's own callback stopped the call."""


class UnsupportedError(MkbaError, NotImplementedError):
    """The library was built without the part that does it, such as GLPK."""


class InternalError(MkbaError, RuntimeError):
    """A fault of the library itself: please report it."""


for _name, _class in list(globals().items()):
    if isinstance(_class, type) and issubclass(_class, MkbaError):
        _class.__module__ = "mkba"  # where users find it

_CLASSES: dict[str, type[MkbaError]] = {
    "argument": ArgumentError,
    "cancelled": Cancelled,
    "case": CaseError,
    "evaluation": EvaluationError,
    "file": FileError,
    "koers": KoersError,
    "limit": LimitError,
    "panel": PanelError,
    "syntax": CaseError,
    "unit": UnitError,
    "unknown": UnknownNameError,
    "unsupported": UnsupportedError,
}


def from_status(status: str, message: str, where: str, line: int, column: int, source: str) -> MkbaError:
    """The exception for a status of the library; called from C."""
    kind = _CLASSES.get(status, InternalError)
    if kind is UnknownNameError and line > 0:
        kind = UnknownNameInCaseError
    return kind(message, status=status, where=where, line=line or None, column=column or None, source=source)


def file_error(error: OSError, path: str | bytes, message: str | None = None) -> FileError:
    """The same failure as a FileError, with the errno and file name of an OSError."""
    kind: type[FileError] = FileError
    if isinstance(error, FileNotFoundError):
        kind = MissingFileError
    elif isinstance(error, PermissionError):
        kind = FileAccessError
    text = message or f"the file cannot be opened: {os.strerror(error.errno or errno.EIO)}"
    made = kind(text, status="file", source=os.fsdecode(path))
    made.errno, made.strerror, made.filename = error.errno, error.strerror, os.fsdecode(path)
    return made


def why_unreadable(path: str | bytes) -> OSError:
    """The system's reason why a file could not be read."""
    try:
        os.close(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except OSError as error:
        return error
    code = errno.EISDIR if os.path.isdir(path) else errno.EIO
    return OSError(code, os.strerror(code))


def _restored(kind: type[MkbaError], message: str, state: dict[str, Any], code: int | None) -> MkbaError:
    made = kind(message)
    made.__dict__.update(state)
    if isinstance(made, OSError):
        made.errno, made.filename = code, made.source
    return made
