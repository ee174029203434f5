"""What is made of the appraisals of some cases, from the independent evaluator in decimals (tests/oracle): returns,
payback, alternatives against each other, scenarios, the sensitivity set.

    python3 make_results.py            writes results.json
    python3 make_results.py --check    says whether it differs; nothing is written
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "cases"
sys.path[:0] = [str(HERE.parents[1] / "oracle"), str(CASES)]

import mkba_oracle  # noqa: E402
import oracle_results  # noqa: E402
from make_expected import text_of  # noqa: E402

# With several timings, own discounts, overlap, transfers, one year, many alternatives, a balance that turns.
NAMES = [
    "alles", "overlap-gelijk", "rentewissel", "verschuiven", "verzilveren", "voor-basisjaar", "willekeurig-0007",
    "willekeurig-0130", "willekeurig-0148", "willekeurig-0167", "willekeurig-0183", "tegenover-elkaar", "keerpunten",
]  # fmt: skip


def main():
    made = text_of({name: oracle_results.results(mkba_oracle.read(CASES / f"{name}.json")) for name in NAMES})
    path = HERE / "results.json"
    if "--check" not in sys.argv:
        path.write_text(made, encoding="utf-8")
        return 0
    if path.read_text(encoding="utf-8") == made:
        return 0
    print(f"{path.name} differs: run make_results.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
