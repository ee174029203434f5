/* The growth of a region against its peers and the nation: figures by hand, who takes part, intervals that are known
 * exactly. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/text.h"
#include "growth.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* ---- figures by hand ------------------------------------------------------------------------------------- */

/* Region A + B: 30 000 / 300 = 100, 36 000 / 300 = 120, 60 000 / 400 = 150. Peers C + D: 40 000 / 400 = 100, 110, 120.
 * Nation: all four. */
static const char BY_HAND[] =
    "A,Aa,2020,kosten,10,1000 euro,\nA,Aa,2021,kosten,12,1000 euro,\nA,Aa,2022,kosten,20,1000 euro,\n"
    "B,Be,2020,kosten,20,1000 euro,\nB,Be,2021,kosten,24,1000 euro,\nB,Be,2022,kosten,40,1000 euro,\n"
    "C,Ce,2020,kosten,10,1000 euro,\nC,Ce,2021,kosten,10,1000 euro,\nC,Ce,2022,kosten,10,1000 euro,\n"
    "D,De,2020,kosten,30,1000 euro,\nD,De,2021,kosten,34,1000 euro,\nD,De,2022,kosten,38,1000 euro,\n"
    "A,Aa,2020,inwoners,100,,\nA,Aa,2021,inwoners,100,,\nA,Aa,2022,inwoners,150,,\n"
    "B,Be,2020,inwoners,200,,\nB,Be,2021,inwoners,200,,\nB,Be,2022,inwoners,250,,\n"
    "C,Ce,2020,inwoners,100,,\nC,Ce,2021,inwoners,100,,\nC,Ce,2022,inwoners,100,,\n"
    "D,De,2020,inwoners,300,,\nD,De,2021,inwoners,300,,\nD,De,2022,inwoners,300,,\n"
    "A,Aa,2020,per_hoofd,100,,\n";
static const char *const AB[] = {"A", "B"}, *const CD[] = {"C", "D"};

START_TEST(levels_growth_and_differences_by_hand)
{
    mkba_panel *panel = growth_per_head(BY_HAND, 0);
    mkba_compare_options options = growth_options(AB, 2, CD, 2, 2020, 2022);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t region = GROWTH_ROW(summary, "group", "region"), peers = GROWTH_ROW(summary, "group", "peers");
    size_t nation = GROWTH_ROW(summary, "group", "nation");
    growth_expect(summary, region, "level_from", 100);
    growth_expect(summary, region, "level_to", 150);
    growth_expect(summary, region, "growth", 50);
    growth_expect(summary, region, "index", 150);
    growth_expect(summary, peers, "growth", 20);
    growth_expect(summary, peers, "difference", 30);
    growth_expect(summary, nation, "level_to", 1000.0 * 108 / 800);
    growth_expect(summary, nation, "growth", 35);
    growth_expect(summary, nation, "difference", 15);
    ck_assert(support_missing(summary, region, "difference"));
    ck_assert(support_missing(summary, region, "growth_low"));
    ck_assert(support_missing(summary, nation, "growth_low"));
    ck_assert_int_eq(support_integer(summary, nation, "areas_to"), 4);
    mkba_table *differences = growth_view(comparison, MKBA_COMPARISON_DIFFERENCES);
    size_t index = GROWTH_ROW(differences, "year", "2022", "reference", "nation", "method", "index");
    growth_expect(differences, index, "expected", 135);
    growth_expect(differences, index, "difference", 15);
    growth_expect(differences, index, "percent", 100.0 * 15 / 135);
    growth_expect(differences, index, "amount", 15.0 * 400); /* EUR per head x heads */
    ck_assert_str_eq(support_text(differences, index, "amount_unit"), "EUR");
    size_t level = GROWTH_ROW(differences, "year", "2021", "reference", "peers", "method", "level");
    growth_expect(differences, level, "expected", 110);
    growth_expect(differences, level, "amount", 10.0 * 300);
    mkba_table_free(differences);
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* Slope of log(100, 120, 150) over three years: (log 150 - log 100) / 2. */
START_TEST(every_pair_of_years_by_hand)
{
    mkba_panel *panel = growth_per_head(BY_HAND, 0);
    mkba_compare_options options = growth_options(AB, 2, CD, 2, 2020, 2022);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *growth = growth_view(comparison, MKBA_COMPARISON_GROWTH);
    size_t row = GROWTH_ROW(growth, "group", "region", "start", "2020", "end", "2022");
    ck_assert_uint_eq(mkba_table_n_rows(growth), 9);
    growth_expect(growth, row, "growth", 50);
    growth_expect(growth, row, "cagr", 100 * (sqrt(1.5) - 1));
    growth_expect(growth, row, "log_linear", 100 * (exp((log(150) - log(100)) / 2) - 1));
    row = GROWTH_ROW(growth, "group", "peers", "start", "2021", "end", "2022");
    growth_expect(growth, row, "growth", 100.0 / 11);
    growth_expect(growth, row, "difference", 25 - 100.0 / 11);
    mkba_table_free(growth);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* Growth of C is 0 %, of D 80/300; levels of 2022: C 100, D 380/3. */
START_TEST(ranks_by_hand)
{
    mkba_panel *panel = growth_per_head(BY_HAND, 0);
    mkba_compare_options options = growth_options(CD, 1, AB, 2, 2020, 2022); /* C against A (+33 %) and B (+60 %) */
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *ranks = growth_view(comparison, MKBA_COMPARISON_RANKS);
    size_t row = GROWTH_ROW(ranks, "reference", "nation", "measure", "growth");
    growth_expect(ranks, row, "rank", 1);
    growth_expect(ranks, row, "percentile", 0);
    ck_assert_int_eq(support_integer(ranks, row, "out_of"), 4);
    mkba_table_free(ranks);
    mkba_comparison_free(comparison);
    options = growth_options(AB + 1, 1, CD, 2, 2020, 2022); /* B: level 160, +60 %; above both */
    comparison = growth_compare(panel, &options);
    ranks = growth_view(comparison, MKBA_COMPARISON_RANKS);
    row = GROWTH_ROW(ranks, "reference", "peers", "measure", "level");
    growth_expect(ranks, row, "value", 160);
    growth_expect(ranks, row, "rank", 3);
    growth_expect(ranks, row, "percentile", 100);
    growth_expect(ranks, row, "rank_low", 3); /* above each, however they are drawn */
    mkba_table_free(ranks);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_total_shows_its_parts_and_a_rate_the_waterbed)
{
    static const mkba_indicator known[] = {{.name = "lasten_wmo", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "lasten_jeugd", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "lasten_tv_6.1", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "lasten_tv_6.2", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}};
    static const char *const parts[] = {"lasten_wmo", "lasten_jeugd"}, *const a[] = {"A"}, *const b[] = {"B"};
    mkba_panel *said = panel_said(
        panel_tidy("A,,2020,lasten_wmo,10,euro,\nA,,2021,lasten_wmo,15,euro,\nB,,2020,lasten_wmo,10,euro,\n"
                   "B,,2021,lasten_wmo,11,euro,\nA,,2020,lasten_jeugd,30,euro,\nA,,2021,lasten_jeugd,25,euro,\n"
                   "B,,2020,lasten_jeugd,30,euro,\nB,,2021,lasten_jeugd,36,euro,\nA,,2020,lasten_tv_6.2,4,euro,\n"
                   "A,,2021,lasten_tv_6.2,9,euro,\nB,,2020,lasten_tv_6.2,4,euro,\nB,,2021,lasten_tv_6.2,4,euro,\n"
                   "A,,2020,lasten_tv_6.1,1,euro,\nA,,2021,lasten_tv_6.1,1,euro,\nB,,2020,lasten_tv_6.1,1,euro,\n"
                   "B,,2021,lasten_tv_6.1,1,euro,\nA,,2020,inwoners,10,,\nA,,2021,inwoners,10,,\n"
                   "B,,2020,inwoners,10,,\nB,,2021,inwoners,10,,\n"),
        known, LENGTH(known));
    mkba_panel *total = NULL, *panel = NULL;
    ck_assert_int_eq(mkba_panel_total(said, "lasten", parts, 2, &total, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_rate(total, "per_hoofd", "lasten", "inwoners", 1, "euro per inwoner", &panel, NULL),
                     MKBA_OK);
    mkba_compare_options options = growth_options(a, 1, b, 1, 2020, 2021);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    ck_assert_uint_eq(mkba_table_n_rows(summary), 3 * 6);
    growth_expect(summary, GROWTH_ROW(summary, "indicator", "per_hoofd", "group", "peers"), "difference", 0 - 17.5);
    size_t wmo = GROWTH_ROW(summary, "indicator", "lasten_wmo", "group", "peers");
    growth_expect(summary, wmo, "difference", 50 - 10);
    ck_assert_str_eq(support_text(summary, wmo, "role"), "part");
    ck_assert_str_eq(support_text(summary, wmo, "of"), "per_hoofd");
    size_t bed = GROWTH_ROW(summary, "indicator", "per_hoofd + lasten_tv_6.2", "group", "region");
    ck_assert_str_eq(support_text(summary, bed, "role"), "waterbed");
    growth_expect(summary, bed, "growth", 100.0 * (49.0 / 44 - 1));
    bed = GROWTH_ROW(summary, "indicator", "per_hoofd + lasten_tv_6.1 + lasten_tv_6.2", "group", "peers");
    growth_expect(summary, bed, "growth", 100.0 * (52.0 / 45 - 1));
    ck_assert(growth_said_so(comparison, "part_opposite", "40.0 percentage points more than that of the peers"));
    ck_assert(!growth_said_so(comparison, "waterbed_absent", ""));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
    mkba_panel_free(total);
    /* Without them in the panel it is said that they are not shown. */
    static const char *const some[] = {"lasten_wmo", "lasten_jeugd", "inwoners"};
    mkba_panel *few = NULL;
    ck_assert_int_eq(mkba_panel_selected(said, NULL, 0, NULL, 0, some, 3, &few, NULL), MKBA_OK);
    options.indicators = parts;
    comparison = growth_compare(few, &options);
    ck_assert(growth_said_so(comparison, "waterbed_absent", "6.2"));
    ck_assert(growth_said_so(comparison, "not_per_inhabitant", "population"));
    mkba_comparison_free(comparison);
    mkba_panel_free(few);
    mkba_panel_free(said);
}
END_TEST

/* ---- who takes part -------------------------------------------------------------------------------------- */

/* B has nothing in 2021 (a gap of the region), C nothing in 2022 (a merger), E is new in 2021. */
static const char GAPS[] = "GM01,,2020,kosten,10,,\nGM01,,2021,kosten,11,,\nGM01,,2022,kosten,12,,\n"
                           "GM02,,2020,kosten,10,,\nGM02,,2021,kosten,.,,\nGM02,,2022,kosten,15,,\n"
                           "GM03,,2020,kosten,10,,\nGM03,,2021,kosten,10,,\n"
                           "GM04,,2020,kosten,20,,\nGM04,,2021,kosten,.,,\nGM04,,2022,kosten,22,,\n"
                           "GM05,,2021,kosten,50,,\nGM05,,2022,kosten,60,,\nGM06,,2022,kosten,.,,\n"
                           "NL01,,2020,kosten,70,,\nNL01,,2021,kosten,75,,\nNL01,,2022,kosten,84,,\n"
                           "GM01,,2020,inwoners,1,,\nGM01,,2021,inwoners,1,,\nGM01,,2022,inwoners,1,,\n"
                           "GM02,,2020,inwoners,1,,\nGM02,,2021,inwoners,1,,\nGM02,,2022,inwoners,1,,\n"
                           "GM03,,2020,inwoners,1,,\nGM03,,2021,inwoners,1,,\n"
                           "GM04,,2020,inwoners,1,,\nGM04,,2021,inwoners,1,,\nGM04,,2022,inwoners,1,,\n"
                           "GM05,,2021,inwoners,4,,\nGM05,,2022,inwoners,4,,\nGM06,,2022,inwoners,1,,\n"
                           "NL01,,2020,inwoners,7,,\nNL01,,2021,inwoners,7,,\nNL01,,2022,inwoners,7,,\n"
                           "GM01,,2020,per_hoofd,1,,\n";
static const char *const REGION[] = {"GM01", "GM02", "GM06"}, *const PEERS[] = {"GM03", "GM04"};

START_TEST(who_lacks_a_figure_is_left_out_and_named)
{
    mkba_panel *panel = growth_per_head(GAPS, 0);
    mkba_compare_options options = growth_options(REGION, 2, PEERS, 2, 2020, 2022);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY),
               *areas = growth_view(comparison, MKBA_COMPARISON_AREAS);
    growth_expect(summary, GROWTH_ROW(summary, "group", "region"), "growth", 35);
    growth_expect(summary, GROWTH_ROW(summary, "group", "peers"), "growth",
                  10); /* GM04 alone: its gap is that of the region */
    growth_expect(summary, GROWTH_ROW(summary, "group", "nation"), "level_from",
                  1000.0 * 50 / 4); /* NL01 is no municipality */
    growth_expect(summary, GROWTH_ROW(summary, "group", "nation"), "level_to", 1000.0 * 109 / 7);
    size_t row = GROWTH_ROW(areas, "group", "peers", "area", "GM03");
    ck_assert_int_eq(support_integer(areas, row, "takes_part"), 0);
    ck_assert_str_eq(support_text(areas, row, "reason"),
                     "no figure in 2022 (absent); ends after 2021: merged or renamed?");
    row = GROWTH_ROW(areas, "group", "nation", "area", "GM05");
    ck_assert_int_eq(support_integer(areas, row, "takes_part"), 1);
    ck_assert_ptr_nonnull(strstr(support_text(areas, row, "reason"), "begins in 2021: made by a merger or renamed?"));
    ck_assert(growth_said_so(comparison, "gap_year", "the region has no figure"));
    ck_assert(growth_said_so(comparison, "peers_left_out", "1 of 2 peers lack a figure"));
    ck_assert(growth_said_so(comparison, "few_peers", "with 1 peers"));
    mkba_table_free(areas);
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    options.n_region = 3; /* GM06 has no figure at all */
    options.missing = MKBA_MISSING_LEFT_OUT;
    options.nation = "NL01";
    comparison = growth_compare(panel, &options);
    summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    growth_expect(summary, GROWTH_ROW(summary, "group", "region"), "growth", 35);
    ck_assert_int_eq(support_integer(summary, GROWTH_ROW(summary, "group", "region"), "areas_to"), 2);
    growth_expect(summary, GROWTH_ROW(summary, "group", "nation"), "growth", 20);
    ck_assert(growth_said_so(comparison, "missing_member",
                             "left out of the region: no figure in 2020 (absent), 2022 (suppressed)"));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(sums_are_compared_over_the_same_areas)
{
    static const char *const costs[] = {"kosten"};
    mkba_panel *panel = growth_per_head(GAPS, 0);
    mkba_compare_options options = growth_options(REGION, 2, NULL, 0, 2020, 2022);
    options.indicators = costs;
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t nation = GROWTH_ROW(summary, "group", "nation");
    growth_expect(summary, nation, "level_from", 40); /* GM01, GM02, GM04 */
    growth_expect(summary, nation, "level_to", 49);
    ck_assert_int_eq(support_integer(summary, nation, "areas_from"), 3);
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* A region made of two areas is in the panel beside them: it is not one of the areas of the nation. */
START_TEST(the_nation_counts_no_area_twice)
{
    static const char *const members[] = {"A", "B"}, *const asks[] = {"Regio"};
    mkba_panel *panel =
        growth_per_head("A,,2020,kosten,10,,\nA,,2021,kosten,20,,\nB,,2020,kosten,30,,\nB,,2021,kosten,40,,\n"
                        "C,,2020,kosten,50,,\nC,,2021,kosten,60,,\nC,,2021,per_hoofd,1,,\n"
                        "A,,2020,inwoners,1,,\nA,,2021,inwoners,1,,\nB,,2020,inwoners,1,,\n"
                        "B,,2021,inwoners,1,,\nC,,2020,inwoners,1,,\nC,,2021,inwoners,1,,\n",
                        0);
    mkba_panel *with_region = NULL, *only = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "Regio", "Regio", members, 2, MKBA_MISSING_SPREADS, &with_region, NULL),
                     MKBA_OK);
    mkba_compare_options options = growth_options(asks, 1, NULL, 0, 2020, 2021);
    mkba_comparison *comparison = growth_compare(with_region, &options), *none = NULL;
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t nation = GROWTH_ROW(summary, "group", "nation", "indicator", "per_hoofd");
    growth_expect(summary, nation, "level_from", 30000); /* (10 + 30 + 50) / 3, per 1000 */
    growth_expect(summary, nation, "level_to", 40000);
    ck_assert_int_eq(support_integer(summary, nation, "areas_from"), 3);
    mkba_error error;
    ck_assert_int_eq(mkba_panel_selected(with_region, asks, 1, NULL, 0, NULL, 0, &only, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_compare(only, &options, &none, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "nation");
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(only);
    mkba_panel_free(with_region);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_is_suspect_provisional_or_broken_is_said)
{
    static const char *const areas[] = {"B", "C"}, *const periods[] = {"2021", "2021"},
                             *const cells[] = {"kosten", "kosten"};
    static const mkba_break changed = {2022, false, "another tariff"};
    const mkba_indicator costs = {.name = "kosten", .kind = MKBA_INDICATOR_FLOW, .breaks = &changed, .n_breaks = 1};
    mkba_panel *panel = panel_said(growth_per_head(BY_HAND, 0), &costs, 1), *suspect = NULL;
    mkba_compare_options options = growth_options(AB, 2, CD, 2, 2020, 2022);
    ck_assert_int_eq(mkba_panel_with_suspects(panel, areas, periods, cells, 2, "said", &suspect, NULL), MKBA_OK);
    options.policy_date = "2023";
    mkba_comparison *comparison = growth_compare(suspect, &options);
    ck_assert(growth_said_so(comparison, "suspect_cell", "declared suspect"));
    ck_assert(growth_said_so(comparison, "suspect_cells", "1 figures of the peers"));
    ck_assert(growth_said_so(comparison, "break", "another tariff"));
    ck_assert(growth_said_so(comparison, "policy_after_end", "nothing of this can come from it"));
    ck_assert(growth_said_so(comparison, "jump", "kosten"));
    mkba_table *variants = growth_view(comparison, MKBA_COMPARISON_VARIANTS);
    growth_expect(variants, GROWTH_ROW(variants, "variant", "without suspect members", "group", "region"), "growth",
                  100 / 3.0); /* A */
    growth_expect(variants, GROWTH_ROW(variants, "variant", "without suspect members", "group", "peers"), "growth", 20);
    growth_expect(variants, GROWTH_ROW(variants, "variant", "without suspect peers", "group", "peers"), "growth",
                  80 / 3.0); /* D */
    mkba_table_free(variants);
    mkba_comparison_free(comparison);
    mkba_panel_free(suspect);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_start_of_zero_has_no_growth)
{
    static const char *const a[] = {"A"};
    mkba_panel *panel =
        growth_per_head("A,,2020,kosten,0,,\nA,,2021,kosten,5,,\nB,,2020,kosten,4,,\nB,,2021,kosten,5,,\n"
                        "A,,2020,inwoners,5,,\nA,,2021,inwoners,5,,\nB,,2020,inwoners,4,,\nB,,2021,inwoners,5,,\n"
                        "A,,2020,per_hoofd,5,,\n",
                        0);
    mkba_compare_options options = growth_options(a, 1, NULL, 0, 2020, 2021);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    ck_assert(support_missing(summary, GROWTH_ROW(summary, "group", "region"), "growth"));
    ck_assert(!support_missing(summary, GROWTH_ROW(summary, "group", "nation"), "growth"));
    ck_assert(growth_said_so(comparison, "no_growth", "the region in 2020 is not above 0"));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* ---- intervals that are known exactly --------------------------------------------------------------------- */

/* Two peers are drawn as CC, CD, DC or DD: one in four is either alone, so the interval goes from the growth of C
 * (0 %) to that of D (80/3 %), and the difference from 50 - 80/3 to 50. */
START_TEST(the_interval_of_two_peers_goes_from_one_to_the_other)
{
    mkba_panel *panel = growth_per_head(BY_HAND, 0);
    mkba_compare_options options = growth_options(AB, 2, CD, 2, 2020, 2022);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t peers = GROWTH_ROW(summary, "group", "peers");
    growth_expect(summary, peers, "growth_low", 0);
    growth_expect(summary, peers, "growth_high", 80 / 3.0);
    growth_expect(summary, peers, "difference_low", 50 - 80 / 3.0);
    growth_expect(summary, peers, "difference_high", 50);
    growth_expect(summary, peers, "index_high", 100 + 80 / 3.0);
    ck_assert(support_missing(summary, GROWTH_ROW(summary, "group", "nation"), "difference_low"));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

/* A figure that was rounded to 4 lies within 2 of it, evenly: its interval of 95 % is 1.9 to either side. Of the sum of
 * 20 such the standard deviation is 4 sqrt(20 / 12). With 2000 replicates an end is known to about 3 %. */
START_TEST(rounding_makes_an_interval_of_region_and_nation)
{
    mkba_i_text lines = {0};
    for (int a = 0; a < 20; a++)
        for (int y = 2020; y < 2022; y++)
            mkba_i_text_format(&lines, "A%02d,,%d,kosten,1000,,\nA%02d,,%d,inwoners,1000,,\n", a, y, a, y);
    mkba_i_text_add(&lines, "A00,,2020,per_hoofd,5,,\n");
    static const char *const a[] = {"A00"};
    mkba_panel *panel = growth_per_head(lines.data, 4);
    mkba_compare_options options = growth_options(a, 1, NULL, 0, 2020, 2021);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t region = GROWTH_ROW(summary, "group", "region"), nation = GROWTH_ROW(summary, "group", "nation");
    double half = (support_real(summary, region, "level_to_high") - support_real(summary, region, "level_to_low")) / 2;
    ck_assert_double_eq_tol(half, 1.9, 0.06);
    half = (support_real(summary, nation, "level_to_high") - support_real(summary, nation, "level_to_low")) / 2;
    ck_assert_double_eq_tol(half, 1.959964 * 4 * sqrt(20 / 12.0) / 20, 0.03);
    ck_assert(!growth_said_so(comparison, "rounding_unknown", ""));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
    mkba_i_text_drop(&lines);
}
END_TEST

/* A suppressed figure counts as any from 0 to 7, evenly: 3.5, with an interval of 95 % from 0.175 to 6.825. */
START_TEST(a_suppressed_figure_is_between_zero_and_the_bound)
{
    static const char *const a[] = {"A"};
    mkba_panel *panel =
        growth_per_head("A,,2020,kosten,10,,\nA,,2021,kosten,.,,\nB,,2020,kosten,10,,\nB,,2021,kosten,15,,\n"
                        "A,,2020,inwoners,1000,,\nA,,2021,inwoners,1000,,\nB,,2020,inwoners,1000,,\n"
                        "B,,2021,inwoners,1000,,\nA,,2020,per_hoofd,5,,\n",
                        5);
    mkba_compare_options options = growth_options(a, 1, NULL, 0, 2020, 2021);
    mkba_comparison *comparison = NULL;
    ck_assert_int_eq(mkba_panel_compare(panel, &options, &comparison, NULL), MKBA_ERROR_PANEL);
    options.suppressed_most = 7;
    comparison = growth_compare(panel, &options);
    mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
    size_t region = GROWTH_ROW(summary, "group", "region");
    growth_expect(summary, region, "level_to", 3.5);
    ck_assert_double_eq_tol(support_real(summary, region, "level_to_low"), 0.175, 0.1);
    ck_assert_double_eq_tol(support_real(summary, region, "level_to_high"), 6.825, 0.1);
    ck_assert(growth_said_so(comparison, "suppressed", "1 figures of the region"));
    mkba_table_free(summary);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare, growth");
    TCase *figures = tcase_create("figures");
    tcase_add_test(figures, levels_growth_and_differences_by_hand);
    tcase_add_test(figures, every_pair_of_years_by_hand);
    tcase_add_test(figures, ranks_by_hand);
    tcase_add_test(figures, a_total_shows_its_parts_and_a_rate_the_waterbed);
    tcase_add_test(figures, who_lacks_a_figure_is_left_out_and_named);
    tcase_add_test(figures, sums_are_compared_over_the_same_areas);
    tcase_add_test(figures, the_nation_counts_no_area_twice);
    tcase_add_test(figures, what_is_suspect_provisional_or_broken_is_said);
    tcase_add_test(figures, a_start_of_zero_has_no_growth);
    suite_add_tcase(suite, figures);
    TCase *intervals = tcase_create("intervals");
    tcase_add_test(intervals, the_interval_of_two_peers_goes_from_one_to_the_other);
    tcase_add_test(intervals, rounding_makes_an_interval_of_region_and_nation);
    tcase_add_test(intervals, a_suppressed_figure_is_between_zero_and_the_bound);
    suite_add_tcase(suite, intervals);
    return run_suite(suite);
}
