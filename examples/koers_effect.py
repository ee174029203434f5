# # Did the Koers bend the curve?
#
# "Rises less than in comparable municipalities" is a comparison; [peel.ipynb](peel.ipynb) makes it. "The Koers saved so
# much" is a claim about what would have happened otherwise, which nobody has seen. This notebook asks what the figures
# bear of that claim: with the methods there are, with what speaks against each, and up to the point where the answer is
# that they do not tell.
#
# **Two data sets.** With the folder of real open figures (argument or variable `MKBA_GEMEENTEN`) every output is of
# the Peel, where the Koers dates from June 2021, so that 2022 is its first full year. Without it, as in the copy that
# comes with the library, every output is of a *synthetic* region: sixty municipalities that do not exist. Five of them
# got an effect in 2022: youth care costs them 6 % less, Wmo the same. So there one can see whether the methods find
# what is there, and they are not told.

# %%
import os
import statistics
import sys
import textwrap
from pathlib import Path

import mkba

folder = os.environ.get("MKBA_GEMEENTEN") or (sys.argv[1] if len(sys.argv) == 2 else None)
real = folder is not None
if real and not Path(folder, "iv3_jaarrekening_2017_2024.csv").exists():
    sys.exit(f"{folder} is no folder with iv3_jaarrekening_2017_2024.csv; leave it out to use the synthetic region")

if real:
    name, members = "Peel", ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
    factors = ["aandeel_65plus", "aandeel_0_14", "omgevingsadressendichtheid", "inkomen_per_inwoner"]
else:
    name, members = "Voorbeeldregio (synthetic)", ["GM9001", "GM9002", "GM9003", "GM9004", "GM9005"]
    factors = ["aandeel_65plus", "aandeel_0_17", "omgevingsadressendichtheid", "laag_inkomen_hh_pct"]
    folder = mkba.example_region()
first, start, last = 2017, 2022, 2024
print(f"The figures below are of {name}, {first} to {last}; the policy starts in {start}.")

# %% [markdown]
# ## The panel
#
# Costs of Wmo and youth care per inhabitant, on the map of 2024. Before anything is estimated: which returns look
# wrong? Copies of the year before are marked as suspect. No donor with such a figure takes part; of the region itself
# they stay, and every result says that it rests on them.

# %%
WMO, YOUTH = ["lasten_tv_6.6", "lasten_tv_6.71"], ["lasten_tv_6.72", "lasten_tv_6.82"]
domains = {"wmo": "lasten_wmo_voorzieningen", "jeugd": "lasten_jeugd_voorzieningen", "wmo en jeugd": "lasten"}
wmo, youth = domains["wmo"], domains["jeugd"]
if real:
    costs = mkba.Panel.read(Path(folder, "iv3_jaarrekening_2017_2024.csv"), "tidy",
                            indicators=[*WMO, *YOUTH, wmo, youth])  # fmt: skip
    people = mkba.Panel.read(Path(folder, "paneel_breed_2017_2024.csv"), "wide", indicators=["inwoners", *factors])
    changes = "herindelingen_2015_2026.csv", "gemeenten_per_jaar_2015_2026.csv"
else:
    costs = mkba.Panel.read(Path(folder, "kosten.csv"), "wide", provisional=[2024])
    people = mkba.Panel.read(Path(folder, "kenmerken.csv"), "wide")
    changes = "herindelingen.csv", "gemeenten.csv"
panel = costs.joined(people)

copied = panel.suspects([*WMO, *YOUTH]).query("rule == 'copied_return'")
panel = panel.with_suspects(copied)
if real:  # sums of taakvelden that are in the file: those of a copied return are copies too
    returns = copied.drop_duplicates(["area", "period"]).itertuples()
    panel = panel.with_suspects([(each.area, each.period, sum_) for each in returns for sum_ in (wmo, youth)],
                                "copied_return")  # fmt: skip
print(copied.drop_duplicates(["area", "period"])[["name", "period", "rule"]].to_string(index=False))

kinds = {code: {"kind": "flow", "unit": "1000 euro"} for code in costs.indicators()["indicator"]}
counted = people.indicators()["indicator"]
kinds |= {each: "stock" for each in counted if each.startswith(("inwoners", "huishoudens", "eenoudergezinnen"))}
panel = panel.described(kinds).merged(mkba.Crosswalk(*(Path(folder, file) for file in changes)), 2024)
if not real:
    panel = panel.total(wmo, WMO).total(youth, YOUTH)
    for share, part, whole in (("aandeel_65plus", "inwoners_65plus", "inwoners"),
                               ("aandeel_0_17", "inwoners_0_17", "inwoners"),
                               ("laag_inkomen_hh_pct", "huishoudens_laag_inkomen", "huishoudens")):  # fmt: skip
        panel = panel.rate(share, part, whole, 100, "%")
panel = panel.total("lasten", [wmo, youth])
for domain, amount in domains.items():
    panel = panel.rate(domain, amount, "inwoners", 1000, "euro per inwoner")
print(panel)

# %% [markdown]
# ## How much could be seen at all?
#
# This question comes first, because its answer does not depend on what happened after the start. Costs of one
# municipality go up and down by some per cents a year beside those of all, without any policy. An effect smaller than
# what such noise makes of three years cannot be told from it. `detectable` is the smallest mean effect that would have
# been found with a probability of 80 %.
#
# Who is compared with whom is settled here too, before anyone looks: the nineteen municipalities that were most like
# the region in the year before the start, by age, density, income and size, never by their costs. Other choices follow
# below.


# %%
PEERS = {"peers_by": [*factors, "inwoners"], "peers_year": start - 1}


def judged(domain, **options):
    """The effect on costs per inhabitant of a domain, as the library makes it."""
    return panel.effect(members, domain, start, years=(first, last), population="inwoners", name=name, **options)


effects = {domain: judged(domain, **PEERS) for domain in domains}
for domain, effect in effects.items():
    one = effect.summary().iloc[0]
    print(f"{domain:13} noise {one['noise']:.1f} % a year; detectable from {one['detectable']:.0f} euro per inhabitant, "
          f"{100 * one['detectable'] / one['counterfactual']:.0f} % of costs")  # fmt: skip

# %% [markdown]
# ## Need
#
# Costs rise faster where people age or incomes are low. So the first question is what growth from 2021 to 2024 one
# would expect of municipalities with such inhabitants. This is still a comparison: what the factors do not explain may
# be policy, and may be anything else.

# %%
expected = panel.expected(members, "wmo en jeugd", factors, years=last, start=start - 1, factor_year=start - 1)
columns = ["name", "observed", "expected", "low", "high", "position"]
print(expected.frame()[columns].round(1).to_string(index=False))

# %% [markdown]
# ## Difference-in-differences
#
# The region and the others before the start, and after it. It is an effect only if both would have changed alike. The
# years before can speak against that, so they are tested; the test is worth as much as its power, which stands beside
# it. `breakdown` says how large a drift apart, as a multiple of the largest seen before the start, is enough to lose
# the conclusion: 0 means that there is none to lose.

# %%
region = panel.region(name, members)
studies = {domain: region.event_study(name, domain, start=start, years=(first, last), population="inwoners", level=0.9)
           for domain in domains}  # fmt: skip
for domain, study in studies.items():
    one, tests = study.summary().iloc[0], study.tests().set_index("test")
    bounds = study.sensitivity([1], level=0.9).set_index("what")
    print(f"{domain:13} {one['estimate']:+.0f} euro against {start - 1} ({one['low']:+.0f} to {one['high']:+.0f}), p {one['p']:.2f}; years "
          f"before: p {tests.loc['pretrend', 'p']:.2f}, power {tests.loc['power_trend', 'value']:.2f}; breakdown "
          f"{bounds.loc['breakdown_interval', 'magnitude']:.1f}")  # fmt: skip

# %%
studies["jeugd"].plot()

# %% [markdown]
# Did the curve bend? Then the points from the start on leave the line on which those before it lie. So here is that
# line, drawn on, beside what was found. Where the two are alike the region was already falling behind, or catching up,
# and went on.

# %%
for domain, study in studies.items():
    found = study.effects()
    before, after = found[found["event"] < 0], found[found["event"] >= 0]
    line = statistics.linear_regression(before["event"], before["estimate"])
    drawn = line.intercept + line.slope * after["event"]
    print(f"{domain:13} {line.slope:+.0f} euro a year before the start; drawn on it would be {drawn.mean():+.0f} on average "
          f"from {start} on, found is {after['estimate'].mean():+.0f}")  # fmt: skip

# %% [markdown]
# ## Synthetic control
#
# A weighted mean of donors that ran like the region before the start. With five years before it and hundreds of
# donors, or fifty, endlessly many weights do that equally well, and each says something else of the years after. The
# library takes one, and tells how far all of them go. **Where that range holds zero, the sign is chance.**

# %%
control = region.synthetic_control(name, "wmo en jeugd", start, years=(first, last))
path = control.frame().query("after")
print(path[["period", "observed", "synthetic", "gap", "gap_low", "gap_high"]].round(0).to_string(index=False))

# %%
control.plot("gap")

# %% [markdown]
# ## The verdict
#
# One call estimates, judges and says it in words that a council can read, in English or in Dutch. First each domain on
# its own, then everything that was looked at for youth care. An effect counts as shown only when it is larger than nine
# in ten of the differences that the same method finds where nothing happened, and when nothing else speaks against it.
# *Refused* is stronger than *not shown*: then the comparison itself is not to be trusted, for instance because it finds
# an effect in a year before the policy.

# %%
for effect in effects.values():
    print(textwrap.fill(effect.text("nl"), 110), end="\n\n")

# %%
for check in effects["jeugd"].checks().itertuples():
    print(textwrap.fill(f"{check.outcome:13} {check.text} ({check.counts})", 110, subsequent_indent=" " * 14))

# %%
effects["jeugd"].plot("gap")

# %% [markdown]
# ## Other choices
#
# Who is compared with whom is a choice, and so is the method. If the answer depends on it, that is part of the answer.
# So here are all of them, not the best one. Whoever looks eighteen times at one in ten sees something by chance: a
# single low p is a reason to look further, no proof.

# %%
choices = {
    "19 peers": [{"method": method, **PEERS} for method in ("auto", "did", "sc")],
    "all municipalities": [{"method": method} for method in ("auto", "did", "sc")],
}
every = {}
print(f"{'':41}{'effect':>8}{'p':>7}  verdict")
for domain in domains:
    for choice, ways in choices.items():
        for options in ways:
            one = judged(domain, **options).summary().iloc[0]
            every[f"{domain}, {choice}, {one['method']}"] = one["verdict"]
            print(f"{list(every)[-1]:41}{one['per_cent']:+7.1f}%{one['p']:7.2f}  {one['verdict']}")

# %% [markdown]
# ## What happened before the figures begin
#
# Of a policy that was there before the first figure there is no "before". The joint arrangement of the Peel dates from
# 2017, the year in which the series begins: nothing in these files says what would have happened without it. That is
# no weak estimate, it is none, and the library refuses it.

# %%
refused = panel.effect(members, "wmo en jeugd", first, years=(first, start - 1), name=name)
print(textwrap.fill(refused.text("nl"), 110))

# %% [markdown]
# ## Into a social cost-benefit analysis
#
# A calculation may use an estimate that is not shown, or refused, if it says so: what would the policy be worth **if
# this estimate were its effect**? It goes in with all its uncertainty, as a path over the years with joint draws, so
# that years which go wrong together stay together. The case keeps where it came from, and its findings tell the verdict
# to whoever reads it. Here the difference in youth care per inhabitant and year, times inhabitants. What comes out is
# no second test: whether there is an effect at all, the verdict judges.

# %%
people_there = sum(panel.cell(code, last, "inwoners").value for code in members)
case = mkba.Case(
    title=f"Jeugd, {name}", base_year=start, price_year=start, years=(start, last), discount={"rate": 0.0225},
    alternatives={"nul": {"null": True}, "koers": {}},
    parameters={"verschil": 0, "inwoners": {"value": float(people_there), "unit": "inwoner"}},
    lines=[{"id": "minder_jeugdhulp", "kind": "benefit", "value": "-verschil * inwoners", "receiver": "gemeente"}],
)  # fmt: skip
case = case.with_effect(effects["jeugd"], "verschil", role="gap", unit="EUR/inwoner/jaar")
came = case.to_dict()["parameters"]["verschil"]
print(f"From {came['origin']['method']}, verdict \"{came['origin']['verdict']}\": {len(came['draws'])} joint draws of "
      f"{len(came['series'])} years.")  # fmt: skip
for finding in case.findings().query("id == 'effect-not-shown'").itertuples():
    print(textwrap.fill(f"{finding.severity}: {finding.message}", 110))
balance = case.simulate(draws=20_000, seed=1).summary().query("measure == 'npv'").iloc[0]
print(f"Net present value {balance['mean'] / 1e6:.1f} million euros; nine in ten draws from {balance['q05'] / 1e6:.1f} to "
      f"{balance['q95'] / 1e6:.1f} million.")  # fmt: skip

# %% [markdown]
# ## What this cannot say
#
# - **No effect was found is not: there is no effect.** Look at what was detectable. A saving of some per cents in five
#   municipalities drowns in the noise of one, whatever the method.
# - A region that begins low gains fewer euros when all grow by the same per cents. In euros per inhabitant that looks
#   like a saving; part of every minus sign above is this, where the region began below the others.
# - A saving that is found need not be the policy's: tariffs, one large client, another way of booking and a merger
#   look the same.
# - Costs are not quality, nor what residents think, nor what moved to other budgets.
# - More years after the start help little, because noise stays where it came; the years before the start are gone.
#   Figures per client, or per quarter, would help.
# - The tests take a region for as noisy as a municipality of its size. It is calmer, so they say "not seen" too often;
#   taken as five municipalities, which share shocks, too seldom. docs/effect.md shows by how much.

# %%
said = "; ".join(f"{domain} {effect.verdict}" for domain, effect in effects.items())
print(f"{name}, {start} to {last}: {said}.")
