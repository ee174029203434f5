"""Makes a notebook of a program, and runs it: Jupyter is not needed.

    python3 docs/notebook.py examples/peel.py examples/peel.ipynb

The program is the one source. Its cells begin with a line `# %%`, those of text with `# %% [markdown]` and `# ` before
each line (the percent format, which editors and jupytext know). What cells print, and the figures that they leave open,
become their output. Needs the package mkba with its plots (pip install 'mkba[plot]').
"""

import base64
import contextlib
import io
import json
import sys
from pathlib import Path

MARK = "# %%"


def cells(program):
    """(kind, text) of each cell: kind is "markdown" or "code". What stands before the first one is its docstring."""
    made = []
    for part in ("\n" + program).split("\n" + MARK)[1:]:
        head, _, body = part.partition("\n")
        if head.strip() == "[markdown]":
            body = "\n".join(line.removeprefix("#").removeprefix(" ") for line in body.splitlines())
        made.append(("markdown" if head.strip() == "[markdown]" else "code", body.strip("\n")))
    return [(kind, text) for kind, text in made if text]


def run(text, names):
    """What a cell gives: its printed text, and its figures as PNG."""
    from matplotlib import pyplot

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(text, "<cell>", "exec"), names)
    outputs = []
    if said.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": lines(said.getvalue())})
    for number in pyplot.get_fignums():
        png = io.BytesIO()
        pyplot.figure(number).savefig(png, format="png", dpi=80, metadata={"Software": None})
        data = {"image/png": base64.b64encode(png.getvalue()).decode()}
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    pyplot.close("all")
    return outputs


def lines(text):
    return text.splitlines(keepends=True)


def notebook(program):
    """The program as a notebook with its output, in nbformat 4.5."""
    from matplotlib import pyplot

    pyplot.close("all")  # what somebody else left open is no figure of the first cell
    names, made = {"__name__": "__main__"}, []
    for position, (kind, text) in enumerate(cells(program)):
        cell = {"cell_type": kind, "id": f"cell-{position}", "metadata": {}, "source": lines(text)}
        if kind == "code":
            count = sum(each["cell_type"] == "code" for each in made) + 1
            cell |= {"execution_count": count, "outputs": run(text, names)}
        made.append(cell)
    return {
        "cells": made,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def main(source, out):
    import matplotlib

    matplotlib.use("agg")
    sys.argv = [source]  # the program, without arguments
    made = notebook(Path(source).read_text(encoding="utf-8"))
    Path(out).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
