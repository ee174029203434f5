"""What is made of an appraisal: returns, payback, alternatives against each other, scenarios, the sensitivity set.

Each by its definition in docs/case-format.md ("Results of an appraisal"), naively, in decimals of 50 digits:

    results(document)    {"irr", "payback", "incremental", "scenarios", "sensitivity"} of a case as read from JSON
"""

import copy
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from itertools import combinations

import mkba_oracle
import oracle_streams
from mkba_oracle import ZERO, Appraisal, Case
from oracle_money import Discount

HALF = Decimal("0.5")
SCANNED = 2000  # steps between the lowest and the highest rate in which the value of a flow is looked at
LOWEST, HIGHEST = Decimal("-0.999"), Decimal(10) ** 6


def appraisals(document, scenario=None, edit=None):
    """{alternative: Appraisal} of a case; `edit` changes the case once read."""
    case = Case(document, scenario)
    if edit is not None:
        edit(case)
    null = oracle_streams.run(case.streams, case.null, case.years)
    return {name: Appraisal(case, name, null) for name in case.policies}


# ------------------------------------------------------------------------------ flows


def flows(appraisal):
    """[(tau, amount, discounted)]: per (year, timing), summed over lines after overlap, benefits minus costs, at the
    moments at which a flow may fall, from the first that is not 0."""
    sums, timings = {}, set()
    for account in appraisal.accounts:
        sign = {"cost": -1, "benefit": 1, "transfer": 0}[account.kind]
        for year in appraisal.years:
            amount = sign * account.amounts[year]
            if amount == 0:
                continue
            tau = appraisal.tau(year, account.timing)
            simple, discounted = sums.get(tau, (ZERO, ZERO))
            sums[tau] = (simple + amount, discounted + amount * account.discount.factor(tau))
            timings.add(account.timing)
    first = Decimal(appraisal.years[0] - appraisal.case.base_year)
    moments = [first + k * HALF for k in range(2 * len(appraisal.years) + 1)]
    halves = HALF in timings
    wholes = bool(timings - {HALF})
    moments = [tau for tau in moments if (halves if tau % 1 else wholes)]
    made = [(tau, *sums.get(tau, (ZERO, ZERO))) for tau in moments]
    while made and made[0][1] == 0:
        made.pop(0)
    return made


def value_at(flow, x):
    """The value of a flow at x = (1 + r)^-(1/2), times a power of x that does not move roots."""
    start = flow[0][0]
    return sum((amount * x ** int(2 * (tau - start)) for tau, amount, _ in flow), ZERO)


def irr(flow):
    """The rates from LOWEST to HIGHEST at which the value changes sign, by bisection."""
    if not flow:
        return []
    low, high = (1 + HIGHEST).ln() / -2, (1 + LOWEST).ln() / -2
    found = []
    points = [(low + (high - low) * k / SCANNED).exp() for k in range(SCANNED + 1)]
    values = [value_at(flow, x) for x in points]
    for left, right, a, b in zip(points, points[1:], values, values[1:]):
        if a * b >= 0:
            continue
        for _ in range(100):
            middle = (left + right) / 2
            if value_at(flow, middle) * a > 0:
                left = middle
            else:
                right = middle
        found.append(1 / (left * left) - 1)
    return sorted(found)


def payback(flow, which):
    """'the first tau after which the cumulative balance stays >= 0'; None where it ends below 0."""
    balance, found = ZERO, None
    for each in flow:
        balance += each[which]
        if balance < 0:
            found = None
        elif found is None:
            found = each[0]
    return found


# ------------------------------------------------------------------------ incremental


def is_dominated(one, others):
    """'another one costs no more and yields no less', and is better in one of them or comes before it."""
    return any(
        other["pv_costs"] <= one["pv_costs"] and other["pv_benefits"] >= one["pv_benefits"]
        and ((other["pv_costs"], other["pv_benefits"]) != (one["pv_costs"], one["pv_benefits"])
             or other["position"] < one["position"])
        for other in others if other is not one
    )  # fmt: skip


def is_extendedly_dominated(one, others):
    """'between two others lies a mixture of them that costs no more and yields more'."""
    for a, b in combinations(sorted(others, key=lambda each: each["pv_costs"]), 2):
        if a is one or b is one or not a["pv_costs"] < one["pv_costs"] < b["pv_costs"]:
            continue
        share = (one["pv_costs"] - a["pv_costs"]) / (b["pv_costs"] - a["pv_costs"])
        if a["pv_benefits"] + share * (b["pv_benefits"] - a["pv_benefits"]) > one["pv_benefits"]:
            return True
    return False


def incremental(outcomes, null):
    """Rows by name: status, compared_with, incremental_bcr."""
    options = [{"name": null, "pv_costs": ZERO, "pv_benefits": ZERO, "position": 0}]
    for i, (name, outcome) in enumerate(outcomes.items()):
        options.append({"name": name, "position": i + 1, **{key: outcome[key] for key in ("pv_costs", "pv_benefits")}})
    left = [one for one in options if not is_dominated(one, options)]
    rows, last = {}, None
    for one in sorted(options, key=lambda each: (each["pv_costs"], -each["pv_benefits"], each["position"])):
        status, other = "efficient", last
        if one not in left:
            status = "dominated"
            other = min(
                (each for each in options if is_dominated(one, [each])),
                key=lambda each: (each["pv_costs"], -each["pv_benefits"], each["position"]),
            )
        elif is_extendedly_dominated(one, left):
            status = "extendedly dominated"
        costs = None if other is None else one["pv_costs"] - other["pv_costs"]
        benefits = None if other is None else one["pv_benefits"] - other["pv_benefits"]
        rows[one["name"]] = {
            "status": status,
            "compared_with": None if other is None else other["name"],
            "npv_added": None if other is None else benefits - costs,
            "incremental_bcr": benefits / costs if costs else None,
        }
        if status == "efficient":
            last = one
    return rows


# ------------------------------------------------------------------- scenarios, sensitivity


def head(appraisal):
    result = appraisal.result()
    return {key: result[key] for key in ("pv_costs", "pv_benefits", "npv", "bcr", "annual_equivalent")}


def scenarios(document):
    """{scenario ("" as it stands): {alternative: figures}}."""
    return {
        name: {
            alternative: {**head(each), "payback": payback(flows(each), 1)}
            for alternative, each in appraisals(document, name or None).items()
        }
        for name in ("", *document.get("scenarios", {}))
    }


def shift_rates(shift):
    """'every segment shifted, also of lines with a discount of their own'."""

    def shifted(discount):
        return Discount([(start, rate + shift) for start, rate in discount.segments])

    def edit(case):
        case.discount = shifted(case.discount)
        for line in case.lines:
            if line.kind != "pm":
                line.discount = shifted(line.discount)

    return edit


def scaled(appraisal, kind, factor):
    """The head of an appraisal in which all amounts of a kind, after overlap, are multiplied."""
    changed = copy.copy(appraisal)
    changed.accounts = [copy.copy(account) for account in appraisal.accounts]
    for account in changed.accounts:
        if account.kind == kind:
            account.amounts = {year: factor * amount for year, amount in account.amounts.items()}
    changed.pvs = {account.name: changed._pv(account) for account in changed.accounts}
    return head(changed)


def sensitivity(document):
    """{"group variant": {alternative: figures}} with the default options, of the case as it stands."""
    first, last = document["years"]
    n = last - first + 1
    base = appraisals(document)
    variants = {"base base": base}
    for name, sign in (("lower", -1), ("higher", 1)):
        variants[f"discount rate {name}"] = appraisals(document, edit=shift_rates(sign * Decimal("0.01")))
    for factor in (Decimal("0.5"), Decimal("1.5")):
        years = min(max(int(n * factor + HALF), 1), 200)
        if years != n:
            name = "horizon shorter" if years < n else "horizon longer"
            variants[name] = appraisals({**document, "years": [first, first + years - 1]})
    for timing in ("begin", "mid", "end"):
        if timing != document.get("timing", "begin"):
            variants[f"timing {timing}"] = appraisals({**document, "timing": timing})
    made = {name: {key: head(each) for key, each in variant.items()} for name, variant in variants.items()}
    for group, kind, share in (("effect", "benefit", Decimal("0.25")), ("price", "cost", Decimal("0.1"))):
        for name, sign in (("lower", -1), ("higher", 1)):
            made[f"{group} {name}"] = {key: scaled(each, kind, 1 + sign * share) for key, each in base.items()}
    return made


def results(document):
    """All of it, decimals as the nearest floats."""
    context = Context(prec=50, traps=[InvalidOperation, DivisionByZero, Overflow])
    with localcontext(context):
        made = appraisals(document)
        moments = {name: flows(each) for name, each in made.items()}
        null = next(iter(made.values())).case.null
        found = {
            "irr": {name: irr(each) for name, each in moments.items()},
            "payback": {
                name: {"simple": payback(each, 1), "discounted": payback(each, 2)} for name, each in moments.items()
            },
            "incremental": incremental({name: head(each) for name, each in made.items()}, null),
            "scenarios": scenarios(document),
            "sensitivity": sensitivity(document),
        }
        return mkba_oracle._rounded(found)
