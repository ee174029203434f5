"""The walks of examples/: each a program that is kept as a notebook too."""

import functools
import importlib.util
import json
import subprocess
import sys

import pytest
from conftest import ROOT, SHARED

EXAMPLES = ROOT / "examples"
REAL = SHARED / "data" / "gemeenten"

spec = importlib.util.spec_from_file_location("notebook", ROOT / "docs" / "notebook.py")
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)

needs_real = pytest.mark.skipif(not (REAL / "paneel_breed_2017_2024.csv").exists(),
                                reason="no real figures; MKBA_SHARED says where they are")  # fmt: skip


def program(name):
    return (EXAMPLES / f"{name}.py").read_text("utf-8")


def text(name):
    """The words between the cells of code."""
    return " ".join(text.replace("\n", " ") for kind, text in notebook.cells(program(name)) if kind == "markdown")


def kept(name):
    return json.loads((EXAMPLES / f"{name}.ipynb").read_text("utf-8"))


@functools.cache
def made(name):
    """The notebook with its cells run on the synthetic region, without Jupyter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MKBA_GEMEENTEN", raising=False)
        patch.setattr(sys, "argv", [f"{name}.py"])
        return notebook.notebook(program(name))


def said(cell):
    return ["".join(output["text"]) for output in cell.get("outputs", []) if output["output_type"] == "stream"]


def all_said(name):
    return "".join("".join(said(cell)) for cell in made(name)["cells"])


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def run(name, *arguments):
    return subprocess.run([sys.executable, EXAMPLES / f"{name}.py", *arguments], capture_output=True, text=True)
