"""The command line ``mkba``. Results go to stdout, messages to stderr.

Exit status: 0 done, 1 the input is refused, 2 wrong usage, 3 a fault of ours or of the system. Each module ``_cli_*`` has the
commands of a subject.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

import click

from . import _cli_case, _cli_catalog, _cli_effect, _cli_koers, _cli_panel, _cli_report, _cli_sensitivity
from ._cli_shared import ReaderLeft, mkba, say
from ._errors import InternalError, MkbaError

# With these the commands are made.
__all__ = ["_cli_case", "_cli_catalog", "_cli_effect", "_cli_koers", "_cli_panel", "_cli_report", "_cli_sensitivity", "main", "mkba"]


def main() -> NoReturn:
    """Runs the command line and leaves with its exit status."""
    try:
        status = mkba.main(standalone_mode=False)
    except click.ClickException as error:  # wrong usage
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except ReaderLeft:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 0
    except InternalError as error:
        status = say(f"{error}; please report this", 3)
    except MkbaError as error:
        status = say(str(error), 1)
    except MemoryError:
        status = say("there is not enough memory", 3)
    except OSError as error:
        status = say(f"the output cannot be written: {os.strerror(error.errno or errno.EIO)}", 3)
    except ModuleNotFoundError as error:  # of an extra
        status = say(str(error), 3)
    except Exception as error:
        status = say(f"{type(error).__name__}: {error}; please report this", 3)
    sys.exit(status)
