"""The start of a fresh process that imports the package, beside that of one that imports what the package does without
until a table is made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from measure import compare, heading


def process(program: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", program], check=True)


heading()
compare("a process: import mkba / nothing", process("import mkba"), process(""))
compare("a process: import mkba / import numpy", process("import mkba"), process("import numpy"))
compare("a process: import mkba / import pandas", process("import mkba"), process("import pandas"))
