"""What the commands of ``mkba`` share: the group, what they take, what they print."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__, _documents, _panel_read, _raw, _tables
from ._case import Case
from ._catalog import Catalog
from ._errors import FileError, MkbaError
from ._panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ._raw import Column, Handle

FORMATS = ["tidy", "wide", "odata3-untyped", "odata3-typed", "odata4", "statline", "iv3", "pdok"]
DRAWS = click.IntRange(1, 2**40)
SEED = click.IntRange(0, 2**64 - 1)
NARROWEST = 10  # a column of text is not made narrower than this


class ReaderLeft(Exception):
    """Whoever read our output has seen enough. (click would end with status 1.)"""


def say(message: str, status: int) -> int:
    click.echo(f"mkba: {safe(message)}", err=True)
    return status


def safe(text: str) -> str:
    """Text of a case for a terminal, which must not obey what a case says."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


# ---- options -------------------------------------------------------------------------------------------------

CASE = click.argument("case", metavar="CASE.json", type=click.Path(allow_dash=True))


def format_of(*names: str) -> Callable[[Any], Any]:
    return click.option("--format", "form", type=click.Choice(names), default="table", show_default=True)


def own_files(*kinds: str) -> Callable[[Any], Any]:
    """Options for files of own schemes and indices."""

    def decorate(command: Any) -> Any:
        for kind in reversed(kinds):
            text = f"CSV file of own {kind}, with the columns of: mkba {kind} --format csv"
            command = click.option(f"--{kind}", f"own_{kind}", metavar="FILE.csv", type=click.Path(), help=text)(command)
        return command

    return decorate


def catalog_of(own_schemes: str | None = None, own_indices: str | None = None) -> Catalog:
    catalog = Catalog()
    if own_schemes is not None:
        catalog = catalog.with_schemes(Path(own_schemes))
    if own_indices is not None:
        catalog = catalog.with_indices(Path(own_indices))
    return catalog


PANEL = click.argument("panel", metavar="PANEL.csv", type=click.Path(allow_dash=True))


def input_form(command: Any) -> Any:
    text = "The form of the file, see docs/panel.md; without it, the one it seems to have, which is said on stderr."
    return click.option("--input", type=click.Choice(FORMATS), help=text)(command)


@click.group(no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkba")
def mkba() -> None:
    """Social cost-benefit analysis (MKBA) of Dutch municipal provisions."""


def result(name: str, form: str, table: Handle, without: Collection[str] = ()) -> None:
    if form == "csv":
        write(_raw.table_csv(table))
    elif form == "json":
        write(_raw.table_json(table))
    else:
        show(name, table, without)


# ---- input -----------------------------------------------------------------------------------------------------


def read_case(path: str, catalog: Catalog) -> Case:
    if path != "-":
        return Case.read(path, catalog=catalog)
    try:
        return Case(text_of(path), catalog=catalog)
    except MkbaError as error:
        error.source = error.source or "-"
        raise


def text_of(path: str) -> bytes:
    if path != "-":
        return _documents.read(path)
    if sys.stdin is None:
        raise FileError("standard input is closed", status="file", source="-")
    try:
        return sys.stdin.buffer.read(_documents.MOST_BYTES)
    except OSError as error:
        reason = os.strerror(error.errno or errno.EIO)
        raise FileError(f"standard input cannot be read: {reason}", status="file", source="-") from None


def panel_of(path: str, format: str | None, indicators: list[str], also: Collection[str] = ()) -> Panel:
    """A panel of a file, with these indicators only, and those of `also` that it has. What form it seems to have is
    said."""
    text = text_of(path)
    there = [name for name in also if name not in indicators and _panel_read.has_name(text, name)]
    indicators = list(dict.fromkeys([*indicators, *there]))
    options: dict[str, Any] = {}
    with _panel_read.panel_errors(path):
        if format is None:
            format, options = _panel_read.detected(text)
            say(f"{path} is read as {format}", 0)
        return Panel.read(text, format, **{**options, "indicators": indicators})


def words_of(text: str | None) -> list[str] | None:
    """What stands between commas."""
    if text is None:
        return None
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise click.UsageError("an option that takes names has none: leave it out, or give at least one")
    return words


def years_of(text: str) -> tuple[int, int]:
    try:
        first, last = (int(year) for year in text.split(","))
    except ValueError:
        raise click.UsageError(f"--years takes two years, 2017,2021, not {text}") from None
    return first, last


def weights_of(text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    try:
        pairs = [word.split("=") for word in words_of(text) or []]
        return {name.strip(): float(weight) for name, weight in pairs}
    except ValueError:
        raise click.UsageError(f"--weights takes IND=W[,IND=W...], not {text}") from None


# ---- output ----------------------------------------------------------------------------------------------------


def write(text: str, encoding: str = "utf-8") -> None:
    """JSON and CSV are UTF-8 wherever they go, byte for byte; tables are for the terminal at hand."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderLeft from None


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """What tells how far a long call is: a bar on a terminal, nothing elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("simulating", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def terminal() -> Any:
    """On a terminal as wide as it is; in a pipe as wide as the text, so that no line is broken."""
    from rich.console import Console

    wide = sys.stdout is None or not sys.stdout.isatty()
    return Console(width=10_000 if wide else None, highlight=False, markup=False, emoji=False)


def print_rich(thing: Any, **options: Any) -> None:
    """rich lays out, we write: it would end the program itself when the reader has left.

    No digit is cut off: where the terminal is too narrow for the figures, its lines run on.
    """
    from rich.measure import Measurement

    console = terminal()
    if not options:
        console.width = max(console.width, Measurement.get(console, console.options.update(width=10_000), thing).minimum)
    with console.capture() as captured:
        console.print(thing, **options)
    write(captured.get(), console.encoding)


def note(text: str) -> None:
    print_rich("\n".join(map(safe, text.split("\n"))), soft_wrap=True)


def show(title: str, shown: Handle, without: Collection[str] = ()) -> None:
    """A table for the eye, perhaps without some columns: numbers to the right, rounded."""
    from rich.table import Table
    from rich.text import Text

    columns = [column for column in _raw.table_columns(shown) if column[0] not in without]
    table = Table(title=Text(safe(title)), title_justify="left")
    for name, kind, unit, _, _ in columns:
        heading = f"{name}\n[{unit}]" if unit not in ("", "1", "jaar") else name
        if kind in ("text", "boolean"):
            table.add_column(Text(heading), min_width=min(len(name), NARROWEST), overflow="fold")
        else:
            table.add_column(Text(heading), justify="right", no_wrap=True)
    for row in _tables.rows_of_columns(columns):
        table.add_row(*(Text(cell(value, column)) for value, column in zip(row, columns)))
    print_rich(table)


def cell(value: Any, column: Column) -> str:
    _, kind, unit, _, _ = column
    if value is None:
        return ""
    if kind != "real":
        return safe(str(value))
    if unit.startswith("EUR"):
        return f"{value:,.0f}"
    if unit.startswith("%"):
        return f"{value:,.1f}"
    if unit == "client":
        return f"{value:,.1f}"
    return f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:.6g}"
