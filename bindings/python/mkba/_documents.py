"""Documents on their way to and from the C library: dicts to JSON text, files to bytes, text to files."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from ._errors import ArgumentError, CaseError, LimitError, file_error

if TYPE_CHECKING:
    import pandas

Path: TypeAlias = str | bytes | os.PathLike[str] | os.PathLike[bytes]
Rows: TypeAlias = Union[str, bytes, "os.PathLike[str]", "pandas.DataFrame"]  # CSV text, its path, or a frame

# The library refuses more than 64 levels and 64 MiB, in its own words; here we only stop what has no end.
_DEEPEST = 100
MOST_BYTES = 64 * 1024 * 1024 + 1
_WIDEST = 1100  # bits of a whole number: more than a double can hold


def as_text(document: Mapping[Any, Any] | str | bytes | bytearray | memoryview) -> str | bytes:
    """A document as the JSON text that the library reads."""
    if isinstance(document, (str, bytes)):
        return document
    if isinstance(document, (bytearray, memoryview)):
        return bytes(document)
    if isinstance(document, Mapping):
        return fragment(document, "", indent=2) + "\n"
    raise TypeError(f"a document is a dict or JSON text, not {type(document).__name__}; a file is read by the method read")


def fragment(value: Any, where: str, indent: int | None = None) -> str:
    """A value that stands at a JSON pointer, as JSON text."""
    import json

    return json.dumps(_plain(value, where, 0), ensure_ascii=False, allow_nan=False, indent=indent)


def canonical(text: str) -> Any:
    """What a document says, whatever its layout, the order of its keys and the way its numbers are written: a value that
    can be hashed."""
    import json

    return _canonical(json.loads(text.removeprefix("\ufeff"), parse_int=float))  # as the library reads them


def _canonical(value: Any) -> Any:
    """Lists and words carry what they are, so that true is not 1 and a list no object."""
    if isinstance(value, dict):
        return frozenset((key, _canonical(item)) for key, item in value.items())
    if isinstance(value, list):
        return "list", *map(_canonical, value)
    return value if isinstance(value, (str, float)) else ("word", value)


def looks_like_text(given: str) -> bool:
    """Whether a str is a document rather than the name of one: a document begins with a brace."""
    return given.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "") or "\n" in given


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file; no more than the library needs to see that it is too large."""
    try:
        with open(path, "rb") as file:
            return file.read(most)
    except OSError as error:
        raise file_error(error, os.fspath(path)) from None


def rows_path(rows: object) -> str | os.PathLike[str] | None:
    """The path when rows are given as one; a str with a line break is text."""
    if isinstance(rows, str):
        return None if "\n" in rows or "\r" in rows else rows
    return rows if isinstance(rows, os.PathLike) else None


def rows_text(rows: Rows, years: Iterable[str]) -> str | bytes:
    """Rows that are no path as CSV text. The columns `years` are whole, though pandas makes floats of them where one is
    missing."""
    if isinstance(rows, (str, bytes)):
        return rows
    if isinstance(rows, os.PathLike) or not hasattr(rows, "to_csv"):
        raise TypeError(f"rows must be CSV text, a path or a DataFrame, not {type(rows).__name__}")
    floats = [name for name in years if name in rows and rows[name].dtype.kind == "f"]
    try:
        text: str = rows.assign(**{name: rows[name].astype("Int64") for name in floats}).to_csv(index=False)
    except (TypeError, ValueError):
        raise ArgumentError("a year is a whole number", status="argument", where=", ".join(floats)) from None
    return text


def write(path: Path, text: str) -> None:
    """Writes a file so that a reader sees the old or the new one, never half of it.

    Devices, pipes and folders are refused, as mkba_case_write does: a rename would put a plain file in their place.
    """
    name = os.fsdecode(path)
    target = os.path.realpath(name)
    if os.path.exists(target) and not os.path.isfile(target):
        reason = "what is there is no regular file"
        code = errno.EISDIR if os.path.isdir(target) else errno.EINVAL
        raise file_error(OSError(code, reason), name, f"the file cannot be written: {reason}")
    folder, base = os.path.split(target)
    new = os.path.join(folder, f".{base[:200]}.{os.urandom(4).hex()}.new")
    try:
        with open(new, "xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            os.chmod(new, os.stat(target).st_mode & 0o7777)
        os.replace(new, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(new)
        if isinstance(error, OSError):
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise file_error(error, name, f"the file cannot be written: {reason}") from None
        raise


# ---- values of a dict ------------------------------------------------------------------------------------------


def _plain(value: Any, where: str, depth: int) -> Any:
    """A value as json can write it: numpy and pandas values, tuples and years as keys become what JSON has."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int):
        return _whole(value, where)
    if isinstance(value, float):
        return _finite(value, where)
    if depth > _DEEPEST:
        raise LimitError("the document is too deep, or holds itself", status="limit", where=where[:400])
    if isinstance(value, Mapping):
        return _object(value, where, depth)
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{where}/{i}", depth + 1) for i, item in enumerate(value)]
    if hasattr(value, "to_dict") and getattr(value, "ndim", 0) == 1:  # a pandas Series: by its index
        return _object(value.to_dict(), where, depth)
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return _plain(value.tolist(), where, depth + 1)
    if hasattr(type(value), "__index__"):
        return _whole(int(value), where)
    if hasattr(type(value), "__float__"):
        return _finite(float(value), where)
    raise _refused(f"a value of type {type(value).__name__} has no place in a case", where)


def _object(value: Mapping[Any, Any], where: str, depth: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, item in value.items():
        name = _key(key, where)
        here = pointer(where, name)
        if name in made:
            raise _refused(f'the key "{name}" is there twice, as a text and as a number', here)
        made[name] = _plain(item, here, depth + 1)
    return made


def pointer(where: str, key: str) -> str:
    """The JSON pointer of a key of what stands at another."""
    return f"{where}/{key.replace('~', '~0').replace('/', '~1')}"


def _key(key: Any, where: str) -> str:
    if isinstance(key, str):
        return _text(key, where)
    if hasattr(type(key), "__index__") and not isinstance(key, bool):
        return str(_whole(int(key), where))
    if isinstance(key, float) and key.is_integer():  # a year that went through a float column
        return str(_whole(int(key), where))
    raise _refused(f"a key must be a text or a year, not {type(key).__name__}", where)


def _text(value: str, where: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _refused("the text has a lone surrogate, which is no character", where) from None
    return value


def _whole(value: int, where: str) -> int:
    if value.bit_length() > _WIDEST:
        raise _refused("the number is beyond the range of a double", where)
    return value


def _finite(value: float, where: str) -> float:
    if value - value != 0.0:
        raise _refused(f"{value!r} is no number that a case can hold", where)
    return value


def _refused(message: str, where: str) -> CaseError:
    return CaseError(message, status="case", where=where)
