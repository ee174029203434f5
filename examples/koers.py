# # A Koers: from goals to efforts, and how it goes
#
# Five municipalities that do not exist steer by five *opgaven*. One document says what leads to what, what is measured of
# it, and which lines of an appraisal stand for it. This walk reads it, asks it questions, and makes the page that goes to a
# council. **Everything here is synthetic**: shares, targets, measurements and words are made up, the panel is the synthetic
# region, and the case is the example of the gebiedsteams.

# %%
from pathlib import Path

import mkba

here = next(folder for folder in (Path("examples"), Path()) if (folder / "koers" / "koers.json").exists())
koers = mkba.Koers.read(here / "koers" / "koers.json")
case, panel = koers.case(), koers.panel()
print(f"The Koers below is synthetic: {koers!r}")

# %% [markdown]
# ## What leads to what
#
# The doelen-inspanningennetwerk, from left to right. Lines are as thick as the share of what they lead to that is due to
# where they come from. Shares are judgements: whoever disagrees changes one and looks again.

# %%
axes = koers.din().plot(language="nl")
print(koers.findings()[["id", "place"]].to_string(index=False))

# %% [markdown]
# "Waartoe?" walks up from an effort, "hoe?" down from a goal; `stop` says what falls away with an effort.

# %%
print(koers.din().waartoe("buurtcirkels")[["title", "level", "contribution"]].round(2).to_string(index=False))
stopped = koers.din().stop("formatie")
print(stopped[stopped["level"] == "doel"][["title", "lost", "left"]].round(2).to_string(index=False))

# %% [markdown]
# ## Euros over the network
#
# The euros of the case go to the opgaven by the network, to the cent, and with the margins of the case. What the margins do
# not hold is the uncertainty of the shares.

# %%
euros = koers.din().allocate(case, draws=2000)
print(euros[["title", "euros", "low", "high"]].dropna().round(-3).to_string(index=False))

# %% [markdown]
# ## How it goes
#
# The compass has two yardsticks and no average: nobody said how its criteria weigh. A thermometer is there only where an
# opgave has weights. What is not measured is dashed.

# %%
compass = koers.compass(panel)
axes = compass.plot(language="nl")
axes = compass.thermometer().plot(language="nl")
print(compass.indicators()[["title", "period", "value", "plan", "since_start"]].to_string(index=False))

# %% [markdown]
# ## What is to come
#
# The register sets what was planned beside what was measured, carries it on with an interval, and says which rule each
# status rests on, and what to measure next.

# %%
register = koers.benefits(panel, case)
axes = register.plot("jeugd_met_hulp", language="nl")
print(register.text())
print(register.next()[["rank", "title", "reason"]].to_string(index=False))

# %% [markdown]
# ## The page for a council
#
# One page in Dutch, followed by the account: what the case says, on what it hangs, where each figure comes from. It is one
# file, without scripts and without anything from elsewhere: `report.write("rapport.html")`, or `mkba report`.

# %%
report = mkba.report(case, koers=koers, panel=panel)
print("It says of itself what cannot be said:", "Wat niet gezegd kan worden" in report.html)
