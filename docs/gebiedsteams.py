"""Draws docs/gebiedsteams.svg, the picture in the README, from the example case. Needs the package mkba with its plots
(pip install 'mkba[plot]').

    python3 docs/gebiedsteams.py [OUT.svg]
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "mkba"  # the same bytes each time

import matplotlib.pyplot as plt  # noqa: E402  (after the backend is chosen)

import mkba  # noqa: E402


def main(out):
    case = mkba.example()
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), width_ratios=(1.15, 1), layout="constrained")
    case.appraise().plot("actors", ax=left, language="nl")
    for scenario, label in ((None, "basis"), ("laag", "effect laag"), ("hoog", "effect hoog")):
        case.appraise(scenario=scenario).plot("years", ax=right, language="nl", label=label)
    figure.suptitle(f"{case.title}: voorbeeld, deels illustratieve cijfers", x=0.01, ha="left")
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_suffix(".svg"))
