"""What the cases in this folder must give, from the independent evaluator in decimals (tests/oracle).

    python3 make_expected.py            expected-NAME.json of every NAME.json, names.inc, and the random cases themselves
    python3 make_expected.py --check    says what differs; nothing is written

expected-NAME.json holds the appraisal of the case as it stands under "" and that of each scenario under its name.
Cases called willekeurig-SEED come from tests/oracle/random_case.py, all others were written by hand.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "oracle"))

import mkba_oracle  # noqa: E402
from random_case import random_case  # noqa: E402

SEEDS = [7, 37, 43, 45, 61, 93, 98, 130, 148, 167, 183, 191]


def text_of(value):
    """JSON with the innermost objects and lists on a line of their own where they fit."""
    return _pretty(value, 0) + "\n"


def _pretty(value, depth):
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or 2 * depth + len(line) <= 118:
        return line
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {_pretty(item, depth + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + "  " * depth + "}"
    return "[\n" + ",\n".join(inner + _pretty(item, depth + 1) for item in value) + "\n" + "  " * depth + "]"


def expected(case):
    return {name or "": mkba_oracle.appraise(case, name) for name in (None, *case.get("scenarios", {}))}


def files():
    """(path, text) of everything that is made here."""
    cases = {f"willekeurig-{seed:04}": random_case(seed) for seed in SEEDS}
    for name, case in cases.items():
        yield HERE / f"{name}.json", text_of(case)
    for path in sorted(HERE.glob("*.json")):
        if not path.name.startswith(("expected-", "willekeurig-")):
            cases[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    for name, case in cases.items():
        yield HERE / f"expected-{name}.json", text_of(expected(case))
    yield HERE / "names.inc", "".join(f'"{name}",\n' for name in sorted(cases))


def main():
    made = list(files())
    if "--check" not in sys.argv:
        for path, text in made:
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in made if not path.is_file() or path.read_text(encoding="utf-8") != text]
    print("\n".join(stale) or "all is as it should be")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
