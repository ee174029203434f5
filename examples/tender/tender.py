"""A tender for social work: what the Koers asks for, and two bids as alternatives of one case.

    python examples/tender/tender.py

Everything is synthetic: region, Koers, bidders, prices, effects and marks are made up. It is an example of how the parts
of the library meet in a tender, and no model of one.
"""

from pathlib import Path

import mkba

HERE = Path(__file__).parent
EFFORT = "buurtcirkels"
BIDS = {"aanbod_a": "A", "aanbod_b": "B"}
MARKS = {  # of 10, by assessors who do not exist: how well the plan of a bid serves the goal
    "buurt": {"A": 7, "B": 9},
    "thuis_wonen": {"A": 8, "B": 7},
    "betaalbaar": {"A": 8, "B": 6},
}
DRAWS, SEED = 4000, 2026


def priorities(koers):
    """Goals of what is put out to tender, and their weights: what the network says that the effort contributes to each. They
    are known before a bid is opened."""
    goals = koers.din().waartoe(EFFORT).query("level == 'doel'").set_index("node")
    return goals["title"], goals["contribution"] / goals["contribution"].sum()


def linked(koers, case):
    """The same Koers with the lines of this case in the place of those of the other one."""
    nodes = koers.to_dict()["nodes"]
    changes = {f"/nodes/{name}/lines": None for name, node in nodes.items() if "lines" in node}
    lines = [line["id"] for line in case.to_dict()["lines"]]
    lines_of = {
        "mantelzorg_licht": ("verlichting",),
        "langer_zelfstandig": ("welbevinden", "wmo_begeleiding"),
        EFFORT: ("prijs", "contractbeheer"),
    }
    for node, beginnings in lines_of.items():
        changes[f"/nodes/{node}/lines"] = {line: 1 for line in [*lines, "wmo_begeleiding"] if line.startswith(beginnings)}
    return koers.edited(changes)


def show_priorities(titles, weights):
    marks = {bid: sum(weights[goal] * MARKS[goal][bid] for goal in weights.index) for bid in BIDS.values()}
    print("\nWhat the Koers asks of this effort, and the marks of assessors:")
    for goal, weight in weights.items():
        print(f"  {titles[goal]:36} weight {weight:4.0%}   A {MARKS[goal]['A']:3}   B {MARKS[goal]['B']:3}")
    print(f"  {'together':36} {'':11}   A {marks['A']:.1f}   B {marks['B']:.1f}")


def show_bids(case):
    """What each bid is worth, which is the better, and on what that hangs."""
    simulation = case.simulate(draws=DRAWS, seed=SEED)
    worth = simulation.summary().query("measure == 'npv'").set_index("alternative")
    costs = simulation.summary().query("measure == 'pv_costs'").set_index("alternative")["mean"]
    print("\nAgainst not awarding, present value in thousands of euros, intervals of 90 %:")
    for alternative, bid in BIDS.items():
        one = worth.loc[alternative]
        low, high = one["q05"] / 1e3, one["q95"] / 1e3
        print(f"  {bid}: costs {costs[alternative] / 1e3:.0f}, benefits minus costs {one['mean'] / 1e3:+.0f} "
              f"(from {low:+.0f} to {high:+.0f}), above 0 with a chance of {one['p_positive']:.0%}")  # fmt: skip
    both = simulation.incremental().query("alternative == 'aanbod_b' and compared_with == 'aanbod_a'").iloc[0]
    print(f"  B minus A: {both['mean'] / 1e3:+.0f} (from {both['q05'] / 1e3:+.0f} to {both['q95'] / 1e3:+.0f}); "
          f"B is the better with a chance of {both['p_positive']:.0%}")  # fmt: skip
    turn = case.break_even("effect_b", alternative="aanbod_b", against="aanbod_a").iloc[0]
    print(f"  B is the better from an effect of {turn['break_even']:.1%} of the inflow; it promises {turn['value']:.1%}")


def show_goals(koers, case, titles):
    """For which goals the benefits of each bid count; the network says how they are divided."""
    print("\nBenefits at the goals of the tender, present value in thousands of euros:")
    for alternative, bid in BIDS.items():
        table = linked(koers, case).din().allocate(case, "nodes", alternative=alternative, of="benefits")
        at = table.set_index("node")["kept_upward"] / 1e3
        print(f"  {bid}: " + ", ".join(f"{title} {at[goal]:.0f}" for goal, title in titles.items()))


def main():
    koers = mkba.Koers.read(HERE.parent / "koers" / "koers.json")
    case = mkba.Case.read(HERE / "tender.json")
    titles, weights = priorities(koers)
    print(case.title)
    show_priorities(titles, weights)
    show_bids(case)
    show_goals(koers, case, titles)
    unvalued = ", ".join(line["title"] for line in case.to_dict()["lines"] if line["kind"] == "pm")
    print(f"\nIn no figure: {unvalued}. Marks and euros stand beside each other: adding them up is a choice that no "
          "calculation makes.")  # fmt: skip


if __name__ == "__main__":
    main()
