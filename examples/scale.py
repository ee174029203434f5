"""At which scale is a task best organised, and who pays? Three tasks, eleven municipalities.

    python examples/scale.py

All figures are made up: they show what the questions are, not what the answers are for anybody.
"""

import mkba

# Young people with specialist care, clients of the access, and contracts: a year, made up.
SIZES = {"Noord": 31, "Oost": 19, "Zuid": 24, "West": 12, "Midden": 88, "Beek": 16, "Berg": 9, "Dal": 14, "Heide": 22,
         "Ven": 11, "Stad": 240}  # fmt: skip
GROUPS = {name: "stad" if name in ("Stad", "Midden") else "noord" if i < 5 else "zuid" for i, name in enumerate(SIZES)}
TASKS = {
    "specialist youth care": (10, 400.0, {
        "local": {"fixed": 900e3, "unit_cost": 21e3, "coordination": 0, "quality": 6.0, "distance": 5, "groups": "alone"},
        "subregional": {"fixed": 1100e3, "unit_cost": 24e3, "elasticity": 0.97, "coordination": 25e3, "quality": 7.0,
                        "distance": 15, "groups": GROUPS},
        "regional": {"fixed": 1500e3, "unit_cost": 24e3, "elasticity": 0.97, "coordination": 40e3, "quality": 7.4,
                     "distance": 30},
        "national": {"fixed": 12e6, "unit_cost": 24e3, "elasticity": 0.97, "coordination": 15e3, "quality": 7.5,
                     "distance": 90, "other_volume": 40000, "other_partners": 331},
    }),
    "access": (60, 25.0, {
        "local": {"fixed": 60e3, "unit_cost": 900, "quality": 7.5, "distance": 2, "groups": "alone"},
        "subregional": {"fixed": 110e3, "unit_cost": 950, "elasticity": 0.99, "coordination": 30e3, "quality": 6.9,
                        "distance": 12, "groups": GROUPS},
        "regional": {"fixed": 200e3, "unit_cost": 950, "elasticity": 0.99, "coordination": 45e3, "quality": 6.4,
                     "distance": 28},
    }),
    "procurement": (1, 0.0, {
        "local": {"fixed": 240e3, "unit_cost": 2200, "quality": 6, "distance": 0, "groups": "alone"},
        "subregional": {"fixed": 300e3, "unit_cost": 2300, "elasticity": 0.95, "coordination": 12e3, "quality": 7,
                        "distance": 0, "groups": GROUPS},
        "regional": {"fixed": 380e3, "unit_cost": 2300, "elasticity": 0.95, "coordination": 15e3, "quality": 7,
                     "distance": 0},
    }),
}  # fmt: skip


def show(name, per_size, quality_value, levels):
    volumes = {member: per_size * size for member, size in SIZES.items()}
    task = mkba.scale.options(volumes, levels, title=name, quality_value=quality_value, source="made up")
    frame = task.frame()
    print(f"\n{name}: {sum(volumes.values()):.0f} a year")
    print(frame[["level", "cost_per_client", "quality", "distance", "efficient"]].round(1).to_string(index=False))
    for level, npv in task.case().appraise().npv.items():
        print(f"  {level} against local: net present value {npv / 1e6:.1f} million euros")
    return task


def share(task, level):
    """Who pays at a level: keys beside the Shapley value."""
    game = task.game(level)
    keys = game.keys({"per client": {name: SIZES[name] for name in game.players}})
    print(f"\nwho pays, {level}: {len(game.players)} municipalities")
    print(keys.summary()[["key", "in_core", "leaving", "worst"]].to_string(index=False))
    sizes = game.sizes()
    adding = sizes[sizes["adds"]]["size"]
    print(f"a coalition adds value from {adding.min()} to {adding.max()} members")


def main():
    tasks = {name: show(name, *given) for name, given in TASKS.items()}
    share(tasks["specialist youth care"], "regional")


if __name__ == "__main__":
    main()
