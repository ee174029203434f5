"""spread.tsv: h, (1 - e^-h) / h and (h - 1 + e^-h) / h^2 for hazards from 1e-300 to 1e300, with mpmath, as the nearest
doubles.

    python3 make_spread.py
"""

from pathlib import Path

from mpmath import exp, mp, mpf

mp.dps = 1000  # the terms cancel to twice the digits of h

HAZARDS = [
    "1e-300", "1e-200", "1e-160", "1e-100", "1e-30", "1e-16", "1e-12", "1e-9", "1e-8", "3e-6", "1e-5", "1e-4", "0.001", "0.01", "0.05",
    "0.1", "0.2", "0.25", "0.3", "0.4", "0.45", "0.49", "0.4999999999999999", "0.5", "0.5000000000000001", "0.51", "0.6", "0.7", "0.8",
    "0.9", "1", "1.1", "1.5", "2", "2.4", "3", "5", "10", "12", "20", "36", "37", "40", "45", "100", "300", "700", "745", "750", "1e4", "1e10",
    "1e100", "1e154", "1e155", "1e200", "1e300",
]  # fmt: skip


def main():
    lines = ["# h, spread, linger: see make_spread.py"]
    for text in HAZARDS:
        h = mpf(float(text))
        stays = exp(-h) if h < 10000 else mpf(0)
        spread, linger = (1 - stays) / h, (h - 1 + stays) / h**2
        lines.append(f"{float(h)!r}\t{float(spread)!r}\t{float(linger)!r}")
    Path(__file__).with_name("spread.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
