"""Coalition games: against fractions over all orders and published games, forms of worths, what is refused, pictures."""

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import mkba

PUBLISHED = json.loads(
    (Path(__file__).parents[3] / "tests/data/games/published.json").read_text("utf-8"))["games"]  # fmt: skip
solves = pytest.mark.skipif(not mkba.scale.can_solve(), reason="built without GLPK")
TVA = PUBLISHED[0]


def game_of(entry):
    return mkba.scale.Game(entry["players"], entry["worths"], kind=entry["kind"])


def over_orders(worths, n):
    """The Shapley value in fractions: what each adds, over all orders."""
    sums = [Fraction(0)] * n
    for order in itertools.permutations(range(n)):
        coalition = 0
        for player in order:
            sums[player] += Fraction(worths[coalition | 1 << player]) - Fraction(worths[coalition])
            coalition |= 1 << player
    return [total / math.factorial(n) for total in sums]


def made_up(n, seed):
    """Whole and broken numbers of very different size."""
    worths = [0.0]
    for s in range(1, 1 << n):
        mixed = (s * 2654435761 + seed * 40503) % 2**32 / 2**32
        worths.append((mixed - 0.3) * 10 ** (s % 7))
    return worths


# ---- the Shapley value -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", range(1, 8))
def test_values_are_those_of_fractions_to_their_bound(n):
    worths = made_up(n, n)
    table = mkba.scale.shapley([f"p{i}" for i in range(n)], worths)
    for exact, amount, bound in zip(over_orders(worths, n), table["amount"], table["bound"]):
        assert abs(Fraction(amount) - exact) <= Fraction(bound)
    total = sum(Fraction(amount) for amount in table["amount"])
    assert abs(total - Fraction(worths[-1])) <= sum(Fraction(bound) for bound in table["bound"])


@pytest.mark.parametrize("entry", [e for e in PUBLISHED if "shapley" in e], ids=lambda e: e["name"])
def test_published_values(entry):
    made = game_of(entry).shapley()
    assert made["amount"].tolist() == pytest.approx(entry["shapley"], abs=entry.get("tolerance", 1e-12))


def test_forms_of_worths_agree():
    names = ["a", "b", "c"]
    listed = [0, 1, 2, 5, 3, 6, 7, 12]
    named = {("a",): 1, "b": 2, ("b", "a"): 5, frozenset("c"): 3, ("a", "c"): 6, ("b", "c"): 7, ("a", "b", "c"): 12}
    sets = {frozenset([key] if isinstance(key, str) else key): worth for key, worth in named.items()}
    for worths in (listed, named, lambda members: sets[frozenset(members)]):
        assert mkba.scale.shapley(names, worths)["amount"].tolist() == pytest.approx([3, 4, 5])


def test_sampled_values_repeat_and_hold_the_exact_ones():
    game = mkba.scale.Game.of_scale({f"g{i}": 10 + i for i in range(12)}, fixed=500, unit_cost=20, elasticity=0.8, coordination=9)
    exact, first = game.shapley(), game.shapley(2000, seed=3, wanted=1)
    again = game.shapley(2000, seed=3, wanted=1, threads=2)
    pd.testing.assert_frame_equal(first, again)
    assert ((first["amount"] - exact["amount"]).abs() <= first["bound"]).all()
    assert first["amount"].sum() == pytest.approx(exact["amount"].sum(), rel=1e-12)
    assert not first["amount"].equals(game.shapley(2000, seed=4)["amount"])
    assert (first["needed"] > 0).all() and exact["needed"].isna().all()


def test_many_municipalities_are_sampled_and_can_be_stopped():
    game = mkba.scale.Game.of_scale({f"GM{i:04d}": 5 + i % 17 for i in range(342)}, fixed=1e6, unit_cost=1e4, elasticity=0.95)
    made = game.shapley(400)
    assert len(made) == 342 and made["amount"].sum() == pytest.approx(1e6 + 1e4 * sum(5 + i % 17 for i in range(342)) ** 0.95)
    with pytest.raises(mkba.LimitError, match="draws"):
        game.shapley()
    with pytest.raises(mkba.Cancelled):
        game.shapley(100_000, progress=lambda done, total: False)


# ---- core, nucleolus -------------------------------------------------------------------------------------------------


@solves
@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda e: e["name"])
def test_published_nucleoli(entry):
    game = game_of(entry)
    made = game.nucleolus()
    assert made.frame()["amount"].tolist() == pytest.approx(entry["nucleolus"], abs=entry.get("tolerance", 1e-12))
    assert made.core_empty == game.core().core_empty == entry["core_empty"]
    assert game.in_core(made.frame()["amount"].tolist()) == (not entry["core_empty"])
    if "epsilon" in entry:
        assert made.epsilon == pytest.approx(entry["epsilon"], abs=1e-12)


@solves
@pytest.mark.parametrize("seed", range(6))
def test_no_allocation_nearby_has_smaller_excesses(seed):
    """The excesses of a nucleolus, sorted, come before those of every other allocation."""
    n = 4
    worths = [0, *(abs(round(value, 2)) for value in made_up(n, seed)[1:])]
    game = mkba.scale.Game(list("abcd"), worths)
    amounts = game.nucleolus().frame()["amount"].tolist()

    def excesses(allocation):
        return game.coalitions(allocation).query("size < 4")["excess"].round(7).tolist()

    best, scale = excesses(amounts), max(worths)
    for i, j in itertools.permutations(range(n), 2):
        for step in (1e-3, 0.1):
            moved = list(amounts)
            moved[i] += step * scale
            moved[j] -= step * scale
            assert excesses(moved) > best


@solves
def test_the_weights_of_an_empty_core_say_why():
    made = mkba.scale.core(["a", "b", "c"], lambda members: float(len(members) > 1), kind="value")
    deciding = made.deciding()
    assert made.core_empty and made.epsilon == pytest.approx(1 / 3)
    assert sorted(deciding["coalition"]) == ["a + b", "a + c", "b + c"]
    assert deciding["weight"].tolist() == pytest.approx([0.5] * 3)
    assert (deciding["weight"] * deciding["worth"]).sum() > 1
    assert repr(made) == "<mkba.scale.Solution, least core: core empty>"


def test_thirteen_players_are_refused():
    game = mkba.scale.Game.of_scale(dict.fromkeys("abcdefghijklm", 1), unit_cost=1)
    with pytest.raises(mkba.LimitError, match="12 players"):
        game.nucleolus()


# ---- who would leave, properties, sizes, keys --------------------------------------------------------------------------


def by_hand(game, worths, n):
    """Properties by comparing everything with everything."""
    all_of = range(1 << n)
    return {
        "monotone": min(worths[s | 1 << i] - worths[s] for s in all_of for i in range(n) if not s >> i & 1),
        "additive together": min(worths[s] + worths[t] - worths[s | t] for s in all_of for t in all_of if s and t and not s & t),
        "convex": min(worths[s] + worths[t] - worths[s | t] - worths[s & t] for s in all_of for t in all_of
                      if bin(s & ~t).count("1") == 1 and bin(t & ~s).count("1") == 1),
        "essential": sum(worths[1 << i] for i in range(n)) - worths[-1],
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_properties_are_those_of_everything_compared(seed):
    worths = made_up(5, seed)
    game = mkba.scale.Game(list("abcde"), worths)
    found = game.properties().set_index("property")["margin"]
    for name, margin in by_hand(game, worths, 5).items():
        assert found[name] == pytest.approx(margin, rel=1e-12)


def test_keys_stand_side_by_side():
    game = game_of(TVA)
    made = game.keys({"per use": {"power": 3, "navigation": 1, "flood control": 2}}, nucleolus=False)
    frame = made.frame()
    assert list(frame["key"].unique()) == ["per use", "equal", "shapley"]
    assert frame.groupby("key")["amount"].sum().tolist() == pytest.approx([412584] * 3)
    assert frame["amount"].iloc[0] == pytest.approx(412584 / 6)
    summary = made.summary().set_index("key")
    assert summary.loc["shapley", "in_core"] and summary.loc["shapley", "from_shapley"] == 0
    leaving = made.leaving()
    assert set(leaving["key"]) == {key for key in summary.index if not summary.loc[key, "in_core"]}
    assert (leaving["excess"] > 0).all()
    assert len(leaving) == summary["leaving"].sum()


def test_amounts_come_by_name_in_order_or_as_series():
    game = game_of(TVA)
    by_name = {"power": 200000.0, "navigation": 112584.0, "flood control": 100000.0}
    one = game.coalitions(by_name)
    pd.testing.assert_frame_equal(one, game.coalitions([112584, 100000, 200000]))
    pd.testing.assert_frame_equal(one, game.coalitions(pd.Series(by_name)))
    assert one["excess"].is_monotonic_decreasing and len(one) == 7


def test_a_coalition_pays_when_its_size_adds():
    game = mkba.scale.Game.of_scale(dict.fromkeys("abcdef", 10), fixed=100, unit_cost=1, coordination=99)
    made = game.sizes()
    assert made["gain"].tolist() == pytest.approx([0, 1, 2, 3, 4, 5])
    assert made["coalitions"].tolist() == [6, 15, 20, 15, 6, 1]
    assert made["adds"].tolist() == [False] + [True] * 5


# ---- refused -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "where"),
    [
        (lambda: mkba.scale.Game(["a", "b"], [0, 1, 2]), mkba.ArgumentError, "worths"),
        (lambda: mkba.scale.Game(["a", "b"], [0, 1, math.nan, 3]), mkba.ArgumentError, "worths[2]"),
        (lambda: mkba.scale.Game(["a", "b"], {"a": 1, "b": 2}), mkba.ArgumentError, "worths"),
        (lambda: mkba.scale.Game(["a", "b"], {"a": 1, "b": 2, "ab": 2}), mkba.UnknownNameError, "players"),
        (lambda: mkba.scale.Game(["a", "a"], [0, 1, 2, 3]), mkba.ArgumentError, "players[1]"),
        (lambda: mkba.scale.Game([], [0]), mkba.ArgumentError, "players"),
        (lambda: mkba.scale.Game([f"p{i}" for i in range(21)], len), mkba.LimitError, "players"),
        (lambda: mkba.scale.Game(["a"], [0, 1], kind="costs"), mkba.UnknownNameError, "kind"),
        (lambda: mkba.scale.Game.of_scale({"a": 0}, unit_cost=1), mkba.ArgumentError, "volumes[0]"),
        (lambda: mkba.scale.Game.of_scale({"a": 1}, unit_cost=1, elasticity=5), mkba.ArgumentError, "elasticity"),
        (lambda: game_of(TVA).shapley(3), mkba.ArgumentError, "draws"),
        (lambda: game_of(TVA).shapley(10, confidence=1), mkba.ArgumentError, "confidence"),
        (lambda: game_of(TVA).coalitions([1, 2]), mkba.ArgumentError, "allocation"),
        (lambda: game_of(TVA).coalitions({"power": 1}), mkba.ArgumentError, "allocation"),
        (lambda: game_of(TVA).coalitions({"energy": 1}), mkba.UnknownNameError, "players"),
        (lambda: game_of(TVA).keys({"equal": [1, 1, 1]}), mkba.ArgumentError, "keys[0]"),
        (lambda: game_of(TVA).keys({"use": [0, 0, 0]}), mkba.ArgumentError, "weights"),
        (lambda: game_of(TVA).keys().table("amount"), mkba.UnknownNameError, "view"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(call, error, where):
    with pytest.raises(error) as caught:
        call()
    assert caught.value.where == where


def test_what_a_function_raises_comes_out():
    with pytest.raises(KeyError):
        mkba.scale.Game(["a", "b"], lambda members: {}[members])


# ---- pictures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "nl"])
def test_pictures(language):
    pytest.importorskip("matplotlib").use("Agg")
    game = game_of(TVA)
    bars = game.plot(language=language)
    widths = sorted(patch.get_width() for patch in bars.patches)
    assert widths == pytest.approx(sorted(TVA["shapley"]), abs=0.5)
    assert game.plot(language=language, draws=100).get_title(loc="left")
    dots = game.keys(nucleolus=False).plot(language=language)
    assert [line.get_gid() for line in dots.lines if line.get_gid() != "mkba-zero"] == ["mkba-key-equal", "mkba-key-shapley"]
    with pytest.raises(mkba.ArgumentError):
        game.plot(language="fr")


# ---- at which scale ---------------------------------------------------------------------------------------------------------

CLIENTS = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 40.0}
LEVELS = {
    "local": {"fixed": 100, "unit_cost": 9, "quality": 6, "distance": 1, "groups": "alone"},
    "pairs": {"fixed": 150, "unit_cost": 10, "elasticity": 0.9, "coordination": 5, "quality": 7, "distance": 4,
              "groups": {"a": "x", "b": "x", "c": "y", "d": "y"}},
    "region": {"title": "De regio", "fixed": 200, "unit_cost": 10, "elasticity": 0.9, "coordination": 30, "quality": 7,
               "distance": 9},
    "nation": {"fixed": 5000, "unit_cost": 9, "coordination": 5, "quality": 7, "distance": 50, "other_volume": 900,
               "other_partners": 96},
}  # fmt: skip
COSTS = [1300, 310 + 10 * (30**0.9 + 70**0.9), 290 + 10 * 100**0.9, 1449.5]


def test_levels_stand_side_by_side():
    made = mkba.scale.options(CLIENTS, LEVELS)
    frame = made.frame()
    assert frame["cost"].tolist() == pytest.approx(COSTS)
    assert frame["efficient"].tolist() == [True, True, True, False]
    assert made.frontier()["level"].tolist() == ["local", "pairs", "region"]
    assert made.coalitions().groupby("level")["cost_of_members"].sum().to_dict() == pytest.approx(
        dict(zip(LEVELS, COSTS)))  # fmt: skip
    assert set(made.break_even().columns) == {"first", "second", "factor", "volume", "below", "above"}
    assert repr(made) == "<mkba.scale.Scale of 4 members, levels local, pairs, region, nation>"


def test_levels_are_alternatives_of_a_case_with_uncertainty():
    made = mkba.scale.options(CLIENTS, LEVELS, quality_value=2, null_level="local", source="verzonnen")
    case = made.case()
    factor = sum(1.028**-t for t in range(10))
    expected = {name: factor * (COSTS[0] - cost + 2 * 1 * 100) for name, cost in zip(list(LEVELS)[1:], COSTS[1:])}
    assert case.appraise().npv == pytest.approx(expected)
    doubtful = case.edited({"/parameters/unit_cost_region/distribution": {"uniform": [8, 12]}})
    spread = doubtful.simulate(400, 1).summary()
    sd = spread[spread["measure"] == "npv"].set_index("alternative")["sd"]
    assert sd["region"] == pytest.approx(factor * 100**0.9 * 4 / math.sqrt(12), rel=0.1)
    assert sd["pairs"] == pytest.approx(0, abs=1e-9)
    assert not [f for f in case.findings()["severity"] if f == "error"]


def test_a_level_is_a_game_over_its_costs():
    made = mkba.scale.options(CLIENTS, LEVELS)
    assert made.game("region").shapley()["amount"].sum() == pytest.approx(COSTS[2])
    assert made.game("pairs", "y").players == ("c", "d")
    for call, where in [(lambda: made.game("peel"), "level"), (lambda: made.game("nation"), "level"),
                        (lambda: made.game("pairs", "z"), "coalition"), (lambda: made.game("region", "z"), "coalition")]:  # fmt: skip
        with pytest.raises(mkba.MkbaError) as caught:
            call()
        assert caught.value.where == where


@pytest.mark.parametrize(
    ("change", "error", "where"),
    [
        ({"fixed": -1}, mkba.ArgumentError, "levels[1]/fixed"),
        ({"elasticity": 5}, mkba.ArgumentError, "levels[1]/elasticity"),
        ({"groups": {"a": "x"}}, mkba.ArgumentError, "groups"),
        ({"groups": "pairs"}, mkba.ArgumentError, "groups"),
        ({"groups": ["x"]}, mkba.ArgumentError, "levels[1]/groups"),
        ({"other_volume": 5}, mkba.ArgumentError, "levels[1]/other_partners"),
        ({"distnce": 5}, mkba.UnknownNameError, "levels"),
    ],
)
def test_levels_that_are_none_are_refused(change, error, where):
    with pytest.raises(error) as caught:
        mkba.scale.options(CLIENTS, LEVELS | {"pairs": LEVELS["pairs"] | change})
    assert caught.value.where == where


def test_tasks_that_are_none_are_refused():
    for call, error, where in [
        (lambda: mkba.scale.options({"a": 0}, LEVELS), mkba.ArgumentError, "volumes[0]"),
        (lambda: mkba.scale.options(CLIENTS, {"De Peel": {}}), mkba.ArgumentError, "levels[0]/name"),
        (lambda: mkba.scale.options(CLIENTS, {}), mkba.ArgumentError, "levels"),
        (lambda: mkba.scale.options(CLIENTS, LEVELS, null_level="locl").case(), mkba.UnknownNameError, "null_level"),
        (lambda: mkba.scale.options(CLIENTS, LEVELS, years=(2030, 2026)).case(), mkba.ArgumentError, "last_year"),
    ]:
        with pytest.raises(error) as caught:
            call()
        assert caught.value.where == where


@pytest.mark.parametrize("price", [0, 2])
def test_the_frontier_is_drawn(price):
    pytest.importorskip("matplotlib").use("Agg")
    axes = mkba.scale.options(CLIENTS, LEVELS, quality_value=price).plot(language="nl")
    line = next(line for line in axes.lines if line.get_gid() == "mkba-frontier")
    assert len(line.get_xdata()) == 3
    assert sum(line.get_gid().startswith("mkba-level-") for line in axes.lines) == 4
