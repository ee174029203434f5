# Do costs and use rise less than in comparable municipalities? On the synthetic region, of which the truth is known: no
# figure here is of a real municipality (examples/region/README.md).
#
#     Rscript examples/benchmark.R

library(mkba)

folder <- mkba_example_region()
region <- c("GM9001", "GM9002", "GM9003", "GM9004", "GM9005")
taakvelden <- paste0("lasten_tv_", c("6.1", "6.2", "6.6", "6.71", "6.72", "6.82"))

# Files as they come, onto the map of 2024, with what looks wrong declared.
panel <- mkba_panel(file.path(folder, "kosten.csv"), "wide", provisional = "2024")
for (file in c("kenmerken.csv", "gebruik.csv", "kwaliteit.csv")) {
  panel <- mkba_panel_joined(panel, mkba_panel(file.path(folder, file), "wide"))
}
suspects <- mkba_panel_suspects(panel, taakvelden)
panel <- mkba_panel_with_suspects(panel, suspects[suspects$rule == "copied_return", ])
kinds <- list(inwoners = "stock", inwoners_0_17 = "stock", inwoners_65plus = "stock",
              huishoudens = "stock", huishoudens_laag_inkomen = "stock",
              jeugd_gebruikers = list(kind = "flow", rounding = 5),
              jeugd_ervaring_n = "flow", jeugd_ervaring_tevreden = "flow")
kinds[taakvelden] <- list(list(kind = "flow", unit = "1000 euro"))
panel <- do.call(mkba_panel_described, c(list(panel), kinds))
crosswalk <- mkba_crosswalk(file.path(folder, "herindelingen.csv"), file.path(folder, "gemeenten.csv"))
panel <- mkba_panel_merged(panel, crosswalk, 2024)
panel <- mkba_panel_total(panel, "wmo", c("lasten_tv_6.6", "lasten_tv_6.71"))
panel <- mkba_panel_total(panel, "jeugd", c("lasten_tv_6.72", "lasten_tv_6.82"))
panel <- mkba_panel_rate(panel, "oud_pct", "inwoners_65plus", "inwoners", 100)
panel <- mkba_panel_rate(panel, "arm_pct", "huishoudens_laag_inkomen", "huishoudens", 100)

# Peers by what municipalities were like before; growth beside them and the nation, whole, parts and waterbed.
peers <- mkba_peers(panel, region, by = c("omgevingsadressendichtheid", "oud_pct", "arm_pct"), year = 2020,
                    missing = "drops area")
comparison <- mkba_compare(panel, region, c("wmo", "jeugd"), c(2021, 2024), peers, waterbed = "lasten_tv_6.2",
                           region_name = "Voorbeeldregio (synthetic)", policy_date = 2022)
figures <- summary(comparison)
figures <- figures[!startsWith(figures$indicator, "lasten_tv"), ]
print(figures[c("indicator", "group", "level_from", "level_to", "index", "difference")], digits = 4, row.names = FALSE)

# What it consists of: fewer children with support (truth: 4 % fewer), each of them cheaper (2.1 %).
made <- mkba_decomposition(panel, region, "jeugd", "jeugd_gebruikers", "inwoners", c(2021, 2024),
                           target = "inwoners_0_17", peers = peers)
print(made[made$group != "nation", c("group", "factor", "growth", "points")], digits = 2, row.names = FALSE)

# Cheaper, and how good? The worst stands first (truth: 8 points fewer are content).
overview <- mkba_overview(panel, region, 2024, peers = peers, items = list(
  list(domain = "jeugd", aspect = "cost", indicator = "jeugd", denominator = "inwoners_0_17", per = 1000,
       better = "lower"),
  list(domain = "jeugd", aspect = "quality", indicator = "jeugd_ervaring_tevreden", denominator = "jeugd_ervaring_n",
       statistic = "proportion", per = 100, better = "higher")
))
print(overview[c("aspect", "indicator", "region", "peers", "verdict_peers")], digits = 3, row.names = FALSE)

# What to know before believing it, the warnings first.
findings <- mkba_comparison_table(comparison, "findings")
findings <- findings[!duplicated(findings$text), ]
writeLines(paste0(findings$severity, ": ", findings$text)[order(findings$severity != "warning")])
