"""Draws docs/gebiedsteams.svg, the picture in the README, from the example case. Needs the package mkba and matplotlib.

    python3 docs/gebiedsteams.py
"""

from itertools import accumulate
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "mkba", "font.size": 10, "font.family": "sans-serif",
                            "axes.spines.top": False, "axes.spines.right": False})

import matplotlib.pyplot as plt  # noqa: E402  (after the backend is chosen)

import mkba  # noqa: E402

PAYS, GAINS, NET = "#b5523b", "#3b7a57", "#1f2d3a"
MILLION = 1e6


def draw_actors(axes, actors):
    names = [title or name for name, title in zip(actors["actor"], actors["title"])]
    rows = range(len(names))
    axes.barh(rows, -actors["pv_costs"] / MILLION, color=PAYS, label="betaalt")
    axes.barh(rows, actors["pv_benefits"] / MILLION, color=GAINS, label="ontvangt")
    axes.plot(actors["net"] / MILLION, rows, "D", color=NET, label="saldo")
    axes.set_yticks(rows, names)
    axes.invert_yaxis()
    axes.axvline(0, color=NET, linewidth=0.8)
    axes.set_xlabel("contante waarde, mln euro (prijspeil 2024)")
    axes.set_title("Wie betaalt, wie ontvangt", loc="left")
    axes.legend(frameon=False, loc="lower right")


def draw_years(axes, case):
    for scenario, label, style in ((None, "basis", "-"), ("laag", "effect laag", ":"), ("hoog", "effect hoog", "--")):
        years = case.appraise(scenario=scenario).years()
        balance = [value / MILLION for value in accumulate(years["pv_net"])]
        axes.plot(years["year"], balance, style, color=NET, label=label)
        axes.annotate(f"{label}: {balance[-1]:+.1f}".replace(".", ","), (years["year"].iloc[-1], balance[-1]),
                      xytext=(4, 0), textcoords="offset points", va="center")
    axes.axhline(0, color=NET, linewidth=0.8)
    axes.set_xlim(years["year"].iloc[0], years["year"].iloc[-1] + 3)
    axes.set_xticks(years["year"][::3])
    axes.yaxis.set_major_locator(plt.MaxNLocator(integer=True))
    axes.set_ylabel("opgeteld saldo, mln euro")
    axes.set_title("Wanneer het zich terugverdient", loc="left")


def main():
    case = mkba.example()
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), width_ratios=(1.15, 1), layout="constrained")
    draw_actors(left, case.appraise().actors())
    draw_years(right, case)
    figure.suptitle(f"{case.title}: voorbeeld, deels illustratieve cijfers", x=0.01, ha="left", fontweight="bold")
    figure.savefig(Path(__file__).with_suffix(".svg"), metadata={"Date": None})


if __name__ == "__main__":
    main()
