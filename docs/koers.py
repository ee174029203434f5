"""Draws docs/koers.svg, the third picture in the README, from the example Koers. Needs the package mkba with its plots
(pip install 'mkba[plot]').

    python3 docs/koers.py [OUT.svg]
"""

import sys
from pathlib import Path

import matplotlib

import mkba

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "mkba"  # the same bytes each time


def main(out):
    axes = mkba.example_koers().din().plot(language="nl")
    axes.figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_suffix(".svg"))
