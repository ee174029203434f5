"""Draws docs/benchmark.svg, the second picture in the README, from the synthetic region. Needs the package mkba with its
plots (pip install 'mkba[plot]').

    python3 docs/benchmark.py [OUT.svg]
"""

import contextlib
import io
import runpy
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "mkba"  # the same bytes each time

import matplotlib.pyplot as plt  # noqa: E402  (after the backend is chosen)

HERE = Path(__file__).parent


def main(out):
    with contextlib.redirect_stdout(io.StringIO()):
        example = runpy.run_path(str(HERE.parent / "examples" / "benchmark.py"))
    comparison = example["panel"].compare(
        example["REGION"], ["wmo", "jeugd"], (2019, 2024), example["peers"], waterbed="lasten_tv_6.2", policy_date=2022,
        region_name="Voorbeeldregio", name="wmo en jeugd",
    )  # fmt: skip
    figure, axes = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    for ax, indicator, title in zip(axes, ("jeugd", "wmo en jeugd + lasten_tv_6.2"),
                                    ("Jeugd", "Wmo, jeugd en gebiedsteams (6.2) samen")):  # fmt: skip
        comparison.plot(indicator=indicator, ax=ax, language="nl")
        ax.set_title(title, loc="left", fontweight="bold", pad=22)
        for label in ax.texts:  # the nation of this example is not the Netherlands
            label.set_text(label.get_text().replace("Nederland", "alle 60"))
    figure.suptitle("Synthetische regio: vanaf 2022 zijn jeugdkosten 6 % lager; 40 % daarvan gaat naar de gebiedsteams",
                    x=0.01, ha="left")  # fmt: skip
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_suffix(".svg"))
