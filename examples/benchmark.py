"""Do costs and use rise less than in comparable municipalities? On the synthetic region, of which the truth is known.

    python3 examples/benchmark.py

No figure here is of a real municipality: examples/region/README.md says what was put in. examples/peel.py walks the
same question in full, on real figures where these are at hand.
"""

from pathlib import Path

import mkba

FOLDER = Path(mkba.example_region())
REGION = ["GM9001", "GM9002", "GM9003", "GM9004", "GM9005"]
TAAKVELDEN = [f"lasten_tv_{code}" for code in ("6.1", "6.2", "6.6", "6.71", "6.72", "6.82")]


# Files as they come, onto the map of 2024, with what looks wrong declared.
panel = mkba.Panel.read(FOLDER / "kosten.csv", "wide", provisional=[2024])
for name in ("kenmerken", "gebruik", "kwaliteit"):
    panel = panel.joined(mkba.Panel.read(FOLDER / f"{name}.csv", "wide"))
suspects = panel.suspects(TAAKVELDEN)
panel = panel.with_suspects(suspects[suspects["rule"] == "copied_return"])
panel = panel.described({
    **dict.fromkeys(TAAKVELDEN, {"kind": "flow", "unit": "1000 euro"}),
    **dict.fromkeys(["inwoners", "inwoners_0_17", "inwoners_65plus", "huishoudens", "eenoudergezinnen",
                     "huishoudens_laag_inkomen"], "stock"),
    **dict.fromkeys(["jeugd_beginstand", "jeugd_eindstand"], {"kind": "stock", "rounding": 5, "unit": "client"}),
    **dict.fromkeys(["wmo_clienten", "jeugd_gebruikers", "jeugd_instroom", "jeugd_uitstroom"],
                    {"kind": "flow", "rounding": 5, "unit": "client"}),
    **dict.fromkeys(["wmo_ervaring_n", "wmo_ervaring_tevreden", "jeugd_ervaring_n", "jeugd_ervaring_tevreden",
                     "jeugd_gestart", "jeugd_wachtdagen"], "flow"),
})  # fmt: skip
panel = panel.merged(mkba.Crosswalk(FOLDER / "herindelingen.csv", FOLDER / "gemeenten.csv"), 2024)
panel = panel.total("wmo", ["lasten_tv_6.6", "lasten_tv_6.71"]).total("jeugd", ["lasten_tv_6.72", "lasten_tv_6.82"])
panel = panel.rate("oud_pct", "inwoners_65plus", "inwoners", 100)
panel = panel.rate("arm_pct", "huishoudens_laag_inkomen", "huishoudens", 100)

# Peers by what municipalities were like before; growth beside them and the nation, whole, parts and waterbed.
peers = panel.peers(REGION, by=["omgevingsadressendichtheid", "oud_pct", "arm_pct"], year=2020, missing="drops area")
comparison = panel.compare(REGION, ["wmo", "jeugd"], (2021, 2024), peers, region_name="Voorbeeldregio (synthetic)",
                           waterbed=["lasten_tv_6.2"], policy_date=2022)  # fmt: skip
print(comparison)
summary = comparison.summary()
columns = ["indicator", "group", "level_from", "level_to", "index", "difference"]
print(summary.loc[~summary["indicator"].str.match("lasten_tv"), columns].round(1).to_string(index=False, na_rep=""))

# What it consists of: fewer children with support (truth: 4 % fewer), each of them cheaper (2.1 %).
made = panel.decomposition(REGION, "jeugd", "jeugd_gebruikers", "inwoners", (2021, 2024), target="inwoners_0_17",
                           peers=peers)  # fmt: skip
print(made[made["group"] != "nation"][["group", "factor", "growth", "points"]].round(1).to_string(index=False))

# Cheaper, and how good? The worst stands first (truth: 8 points fewer are content, 20 % longer waits).
overview = panel.overview(REGION, 2024, [
    {"domain": "jeugd", "aspect": "use", "indicator": "jeugd_gebruikers", "denominator": "inwoners_0_17", "per": 1000,
     "better": "neither"},
    {"domain": "jeugd", "aspect": "cost", "indicator": "jeugd", "denominator": "inwoners_0_17", "per": 1000,
     "better": "lower"},
    {"domain": "jeugd", "aspect": "quality", "indicator": "jeugd_ervaring_tevreden", "denominator": "jeugd_ervaring_n",
     "statistic": "proportion", "per": 100, "better": "higher"},
    {"domain": "jeugd", "aspect": "quality", "indicator": "jeugd_wachtdagen", "denominator": "jeugd_gestart",
     "better": "lower"},
], peers=peers)  # fmt: skip
columns = ["aspect", "indicator", "region", "peers", "verdict_peers"]
print(overview[columns].round(1).to_string(index=False))

# What to know before believing it, the warnings first.
findings = comparison.findings().drop_duplicates("text").sort_values("severity", ascending=False, kind="stable")
print("\n".join(findings["severity"] + ": " + findings["text"]))

# The provision as a stream of a case, which reproduces the years that were observed.
stream = panel.stream(REGION, name="jeugdhulp", cost="jeugd", stock="jeugd_beginstand", stock_at="begin",
                      inflow="jeugd_instroom", outflow="jeugd_uitstroom", users="jeugd_gebruikers",
                      population="inwoners_0_17", turnover="continuous", first=2021, last=2023)  # fmt: skip
print(stream.years().query("quantity in ['begin', 'mean', 'unit_cost']")
      [["year", "quantity", "observed", "estimated", "origin"]].round(1).to_string(index=False))  # fmt: skip
