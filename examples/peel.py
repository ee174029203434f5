"""Do costs rise less than in comparable municipalities? The question of the Peelgemeenten, from raw file to conclusion.

    python3 examples/peel.py [FOLDER]

FOLDER holds the open figures of the real municipalities (iv3_jaarrekening_2017_2024.csv, paneel_breed_2017_2024.csv,
herindelingen_2015_2026.csv, gemeenten_per_jaar_2015_2026.csv); the variable MKBA_GEMEENTEN may name it too. Without it
the same walk is made on the synthetic region, and says so. examples/peel.ipynb is made of this file.
"""

# %% [markdown]
# # Do costs rise less than in comparable municipalities?
#
# In December 2021 the social cost-benefit analysis of the Peelgemeenten (Asten, Deurne, Gemert-Bakel, Laarbeek,
# Someren) said: costs of Wmo and youth care rise less in the Peel than in comparable municipalities and than
# nationally. This notebook walks that question from the raw files to a conclusion, and shows what stands beside the
# headline.
#
# **Two data sets.** With the folder of real open figures (argument or variable `MKBA_GEMEENTEN`) every output is of
# the Peel. Without it, as in the copy that comes with the library, every output is of a *synthetic* region: sixty
# municipalities that do not exist, five of which have an effect that is known because it was put in. What the text
# says of the Peel are figures of the real files (CBS, Iv3 jaarrekeningen 2017 to 2024, CC BY 4.0, through third
# parties: not compared with the source); a test holds them against those files.

# %%
import os
import sys
from pathlib import Path

import mkba

folder = os.environ.get("MKBA_GEMEENTEN") or (sys.argv[1] if len(sys.argv) == 2 else None)
real = folder is not None
if real and not Path(folder, "iv3_jaarrekening_2017_2024.csv").exists():
    sys.exit(f"{folder} is no folder with iv3_jaarrekening_2017_2024.csv; leave it out to use the synthetic region")

if real:
    members = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
    name, first, last, policy = "Peel", 2017, 2021, "2021-06-01"  # the Koers dates from June 2021
else:
    folder = mkba.example_region()
    members = ["GM9001", "GM9002", "GM9003", "GM9004", "GM9005"]
    name, first, last, policy = "Voorbeeldregio (synthetic)", 2019, 2024, "2022"
print(f"The figures below are of {name}, {first} to {last}.")

# %% [markdown]
# ## Reading
#
# A panel is area x period x indicator, and each cell has a status: a figure that is missing says why. Files are read
# as they are; what was left out stands in `notes()`.

# %%
TAAKVELDEN = [f"lasten_tv_{code}" for code in ("6.1", "6.2", "6.6", "6.71", "6.72", "6.82")]
if real:
    parts = ["lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"]  # sums of taakvelden, in the file already
    costs = mkba.Panel.read(Path(folder, "iv3_jaarrekening_2017_2024.csv"), "tidy", indicators=[*TAAKVELDEN, *parts])
    traits = ["omgevingsadressendichtheid", "aandeel_65plus", "aandeel_0_14", "inkomen_per_inwoner",
              "laag_inkomen_hh_pct"]  # fmt: skip
    people = mkba.Panel.read(Path(folder, "paneel_breed_2017_2024.csv"), "wide",
                             indicators=["inwoners", "wmo_clienten", "jeugdzorg_natura_jongeren", *traits])  # fmt: skip
    changes = "herindelingen_2015_2026.csv", "gemeenten_per_jaar_2015_2026.csv"
else:
    costs = mkba.Panel.read(Path(folder, "kosten.csv"), "wide", provisional=[2024])
    people = mkba.Panel.read(Path(folder, "kenmerken.csv"), "wide")
    for file in ("gebruik.csv", "kwaliteit.csv"):
        people = people.joined(mkba.Panel.read(Path(folder, file), "wide"))
    changes = "herindelingen.csv", "gemeenten.csv"
    parts = []
panel = costs.joined(people)
crosswalk = mkba.Crosswalk(*(Path(folder, file) for file in changes))
print(panel)

# %% [markdown]
# ## What looks wrong in the returns
#
# Before anything is compared: which returns look wrong? In the Peel the return of **Asten over 2021 copies that of
# 2020** on every taakveld, and 2021 is the last year of the report. **Laarbeek books youth care on 6.82** from 2018 to
# 2022 (96 to 99 %), Asten in 2022 and 2023, so only the sum of the youth taakvelden can be compared. The library lists
# such cells and changes nothing; who agrees declares them suspect, and every result that uses them then says so.

# %%
suspects = panel.suspects(TAAKVELDEN)
shown = suspects[suspects["area"].isin(members) & suspects["rule"].isin(["copied_return", "booking_shift"])]
print(shown[["rule", "name", "period", "indicator", "previous", "value"]].to_string(index=False))

# %%
copied = suspects[suspects["rule"] == "copied_return"]
if real:  # the file has sums of taakvelden beside them: those of a copied return are copies too
    sums = copied.drop_duplicates(["area", "period"])
    cells = [(row.area, row.period, part) for row in sums.itertuples() for part in parts]
    panel = panel.with_suspects(cells, "copied_return")
panel = panel.with_suspects(copied)
counts = panel.indicators().set_index("indicator")
print(counts.loc[[*TAAKVELDEN, *parts], ["measured", "provisional", "suspect"]].to_string())

# %% [markdown]
# ## One map
#
# Municipalities merge: of the 388 of 2017 there are 342 left in 2024. All years go to the map of the last one, with
# the shares of those that were split. What cannot be mapped has no figure, and a note says why: nothing passes for the
# whole that is not.

# %%
kinds = {code: {"kind": "flow", "unit": "1000 euro"} for code in [*TAAKVELDEN, *parts]}
for indicator in people.indicators()["indicator"]:
    if indicator.startswith(("inwoners", "huishoudens", "eenoudergezinnen")) or indicator.endswith("stand"):
        kinds[indicator] = "stock"  # counted at a moment
    elif indicator.startswith(("wmo_clienten", "jeugd")):
        kinds[indicator] = {"kind": "flow", "rounding": 5}  # counted over a year, rounded by the source
    elif indicator.startswith("wmo_"):
        kinds[indicator] = "flow"
panel = panel.described(kinds)
before = panel
panel = panel.merged(crosswalk, 2024)
print(before)
print(panel)
print(panel.notes()["note"][panel.notes()["step"] == "merged"].value_counts().to_string())

# %% [markdown]
# ## Rates, and the whole beside its parts
#
# Euros add up over municipalities, rates do not: a region is the sum of its euros over the sum of its inhabitants. The
# whole (Wmo and youth) knows its two parts, so a comparison of the whole always shows both.

# %%
if not real:
    panel = panel.total("wmo", ["lasten_tv_6.6", "lasten_tv_6.71"]).total("jeugd", ["lasten_tv_6.72", "lasten_tv_6.82"])
    parts = ["wmo", "jeugd"]
    for trait, counted, out_of in (("aandeel_65plus", "inwoners_65plus", "inwoners"),
                                   ("aandeel_0_17", "inwoners_0_17", "inwoners"),
                                   ("laag_inkomen_hh_pct", "huishoudens_laag_inkomen", "huishoudens"),
                                   ("eenouder_hh_pct", "eenoudergezinnen", "huishoudens")):  # fmt: skip
        panel = panel.rate(trait, counted, out_of, 100, "%")
panel = panel.total("wmo_en_jeugd", parts)
panel = panel.rate("wmo_en_jeugd_per_inwoner", "wmo_en_jeugd", "inwoners", 1000, "euro per inwoner")

region = panel.region(name, members)
for year in (first, last):
    print(year, region.cell(name, year, "wmo_en_jeugd_per_inwoner"))

# %% [markdown]
# ## Who is comparable
#
# Peers are chosen on what municipalities were like before the years that are compared, never on what is compared: here
# the fifteen nearest by density of addresses, age, income and low income. Each carries its distance, why it is near,
# and whether it would stay a peer if one characteristic were left out.

# %%
if real:
    traits_year = first  # the figures begin in 2017
else:
    traits = ["omgevingsadressendichtheid", "aandeel_65plus", "aandeel_0_17", "laag_inkomen_hh_pct", "eenouder_hh_pct"]
    traits_year = first - 1
peers = panel.peers(members, by=traits, year=traits_year, k=15, missing="drops area",
                    outcomes=["wmo_en_jeugd_per_inwoner", *parts])  # fmt: skip
print(peers.frame()[["rank", "name", "rebased", "stays"]].round(2).to_string(index=False))
print(peers.stability()[["without", "remain", "k"]].to_string(index=False))

# %%
peers.plot()

# %% [markdown]
# ## The headline, and what it is made of
#
# One call compares the region with its peers and with the nation, for the whole and for each part. In the Peel costs
# per inhabitant rose from 375.2 to 429.9 euros between 2017 and 2021: index 114.6 against 126.6 nationally. Said like
# that it is the headline of the report. But **it is all youth** (index 108.1 against 130.7); **Wmo alone rose more**
# (122.3 against 121.8, and to 2022 132.9 against 123.1). Whoever asks for the whole gets the parts with it.

# %%
comparison = panel.compare(
    members, "wmo_en_jeugd_per_inwoner", (first, last), peers, region_name=name, policy_date=policy,
    waterbed=["lasten_tv_6.1", "lasten_tv_6.2"],
)  # fmt: skip
summary = comparison.summary()
columns = ["indicator", "group", "level_from", "level_to", "index", "difference", "difference_low", "difference_high"]


def show(frame, columns=columns, digits=1):
    """A table for people: rounded, and empty where there is no figure."""
    print(frame[columns].round(digits).to_string(index=False, na_rep=""))


show(summary[summary["indicator"].isin(["wmo_en_jeugd_per_inwoner", *parts])])

# %%
comparison.plot()

# %% [markdown]
# ## The waterbed
#
# Light help by area teams (taakveld 6.2) and in the neighbourhood (6.1) replaces provisions: money that leaves the one
# may turn up in the other. So the same comparison is made with these beside it. In the Peel, with the area teams
# (6.2), the index of 2021 is 110.9 against 125.5.

# %%
show(summary[summary["role"] == "waterbed"])

# %% [markdown]
# ## Every first and last year, and the date of the policy
#
# Which years one chooses decides a lot. The Koers of the Peel dates from **June 2021**: what happened from 2017 to
# 2021 happened before it, and cannot be its result. From 2021 to 2024 costs of the whole rose 11.1 % in the Peel and
# 20.0 % nationally; but the first year of that is the copied return of Asten.

# %%
growth = comparison.growth()
whole = growth[(growth["role"] == "indicator") & (growth["end"] == last)]
print(whole.pivot(index="start", columns="group", values="growth")[["region", "peers", "nation"]].round(1).to_string())

# %% [markdown]
# ## Level, not only growth
#
# The Peel began 16 % below the national level (375.2 against 448.0 euros). Who starts low has less to lose, so the
# difference with each reference is given twice: as if the region had followed the index of the reference, and as the
# distance to its level. Both are differences. Neither says what caused them.

# %%
differences = comparison.differences()
end = differences[(differences["role"] == "indicator") & (differences["year"] == last)]
show(end, ["reference", "method", "level", "expected", "difference", "amount"])

# %% [markdown]
# ## How firm is it?
#
# The same figure without each member, and without what is suspect. In the Peel, without Asten, the index of 2021 is
# 112.2.

# %%
variants = comparison.variants()
own = variants[(variants["role"] == "indicator") & (variants["group"] == "region")]
show(own, ["variant", "without", "level_from", "level_to", "index"])

# %%
comparison.plot("ranking")

# %% [markdown]
# ## What to know before believing it
#
# The findings come with every comparison and cannot be switched off.

# %%
for (severity, rule, text), found in comparison.findings().groupby(["severity", "id", "text"], sort=False):
    where = sorted({" ".join(part for part in row if isinstance(part, str))
                    for row in found[["area", "period", "indicator"]].itertuples(index=False)} - {""})  # fmt: skip
    print(f"{severity:8}{rule}: {text} ({', '.join(where[:3]) or 'all'}{' ...' if len(where) > 3 else ''})")

# %% [markdown]
# ## Small numbers
#
# A small municipality differs from others by chance alone. The funnel shows how far; what lies inside its limits is no
# reason to look for a story.

# %%
if real:
    used, out_of, used_in = "wmo_clienten", "inwoners", 2021
else:
    used, out_of, used_in = "jeugd_gebruikers", "inwoners_0_17", last
funnel = panel.funnel(used, used_in, out_of, per=1000, region=members, overdispersion="additive")
print(funnel.summary().round(2).T.to_string(header=False))
funnel.plot()

# %% [markdown]
# ## Use, cost and quality side by side
#
# Cheaper is no news without the rest: who is helped, and how well? Each domain has a row for each of the three, also
# where nothing is known, and the worst stands first. Of the Peel there are no figures of quality in these files: the
# Koers report has them, and whoever compares costs alone should say so.

# %%
items = [
    {"domain": "wmo", "aspect": "use", "indicator": "wmo_clienten", "denominator": "inwoners", "per": 1000,
     "better": "neither"},
    {"domain": "wmo", "aspect": "cost", "indicator": parts[0], "denominator": "inwoners", "per": 1000,
     "better": "lower"},
    {"domain": "jeugd", "aspect": "use", "indicator": "jeugdzorg_natura_jongeren" if real else "jeugd_gebruikers",
     "denominator": "inwoners" if real else "inwoners_0_17", "per": 1000, "better": "neither"},
    {"domain": "jeugd", "aspect": "cost", "indicator": parts[1], "denominator": "inwoners", "per": 1000,
     "better": "lower"},
]  # fmt: skip
if not real:
    items += [{"domain": domain, "aspect": "quality", "indicator": f"{domain}_ervaring_tevreden", "better": "higher",
               "denominator": f"{domain}_ervaring_n", "statistic": "proportion", "per": 100}
              for domain in ("wmo", "jeugd")]  # fmt: skip
    items.append({"domain": "jeugd", "aspect": "quality", "indicator": "jeugd_wachtdagen", "better": "lower",
                  "denominator": "jeugd_gestart"})  # fmt: skip
overview = panel.overview(members, used_in, items, peers=peers)
show(overview, ["domain", "aspect", "indicator", "region", "peers", "verdict_peers", "nation", "verdict_nation"])

# %% [markdown]
# ## What can be said
#
# Of the Peel, 2017 to 2021, on these files:
#
# - Costs of Wmo and youth care together rose less than nationally, and than in municipalities that were alike in 2017.
# - The difference is youth care. Wmo rose about as much as nationally, and more to 2022.
# - The Peel started lower. In per cent of a low level the same euros are more.
# - One of five returns of the last year is a copy of the year before; without it the rise is smaller still, but that
#   rests on four municipalities.
# - Two municipalities booked youth care on another taakveld for years: only the sum can be read.
# - With the area teams beside it the conclusion stands: the waterbed does not undo it, as far as it is booked there.
# - All of it lies before, or in the year of, the Koers. It is a difference with others. Whether policy made it is
#   another question, which asks for another design, and for figures of what residents think of it.

# %%
end = summary[(summary["role"] == "indicator") & (summary["to"] == last)].set_index("group")
print(f"{name}: costs per inhabitant {end.loc['region', 'growth']:+.1f} % from {first} to {last}, "
      f"{end.loc['peers', 'growth']:+.1f} % in {len(peers)} peers, {end.loc['nation', 'growth']:+.1f} % in the nation.")
print(f"Difference with the peers {end.loc['peers', 'difference']:+.1f} percentage points "
      f"({end.loc['peers', 'difference_low']:+.1f} to {end.loc['peers', 'difference_high']:+.1f}).")
