/* The growth of a region against its peers and the nation: what must not change it, and
 * what is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/text.h"
#include "growth.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* All views as one text. */
static char *all_views(const mkba_comparison *comparison)
{
    mkba_i_text text = {0};
    for (int v = MKBA_COMPARISON_SUMMARY; v <= (int) MKBA_COMPARISON_FINDINGS; v++) {
        mkba_table *table = growth_view(comparison, (mkba_comparison_view) v);
        char *csv = NULL;
        ck_assert_int_eq(mkba_table_csv(table, &csv, NULL), MKBA_OK);
        mkba_i_text_add(&text, csv);
        mkba_text_free(csv);
        mkba_table_free(table);
    }
    ck_assert(!text.failed);
    return mkba_i_text_take(&text);
}

/* ---- what must not change it ----------------------------------------------------------------------------- */

#define N_MADE 30

/* Made-up areas; `order` is their order in the text, money is multiplied by `scale`, and with `split` the first is two
 * areas with half of all each. */
static mkba_panel *made_up(bool backwards, double scale, bool split)
{
    mkba_i_text lines = {0};
    for (int i = 0; i < N_MADE; i++) {
        int a = backwards ? N_MADE - 1 - i : i;
        for (int y = 2018; y <= 2022; y++) {
            double cost = scale * 2 * (1000 + (a * 7919 + y * 104729) % 997 + 40 * (y - 2018)),
                   people = 2.0 * (500 + a * 37);
            for (int half = 0; half < (split && a == 0 ? 2 : 1); half++) {
                double share = split && a == 0 ? 0.5 : 1;
                mkba_i_text_format(&lines, "M%02d%s,,%d,kosten,", a, half == 0 ? "" : "x", y);
                mkba_i_text_number(&lines, share * cost);
                mkba_i_text_format(&lines, ",euro,\nM%02d%s,,%d,inwoners,", a, half == 0 ? "" : "x", y);
                mkba_i_text_number(&lines, share * people);
                mkba_i_text_add(&lines, ",,\n");
            }
        }
    }
    mkba_i_text_add(&lines, "M00,,2018,per_hoofd,5,,\n");
    mkba_panel *panel = growth_per_head(lines.data, 10 * scale);
    mkba_i_text_drop(&lines);
    return panel;
}

static const char *const MADE_REGION[] = {"M00", "M03", "M07", "M00x"};
static const char *const MADE_PEERS[] = {"M01", "M02", "M04", "M05", "M06", "M08", "M09", "M10",
                                         "M11", "M12", "M13", "M14", "M15", "M16", "M17"};

static char *views_of(mkba_panel *panel, const mkba_compare_options *options)
{
    mkba_comparison *comparison = growth_compare(panel, options);
    char *text = all_views(comparison);
    mkba_comparison_free(comparison);
    return text;
}

START_TEST(the_order_of_areas_changes_nothing_and_the_seed_only_intervals)
{
    static const char *const region[] = {"M07", "M00", "M03"};
    const char *backwards[LENGTH(MADE_PEERS)];
    mkba_panel *one = made_up(false, 1, false), *other = made_up(true, 1, false);
    for (size_t i = 0; i < LENGTH(MADE_PEERS); i++)
        backwards[i] = MADE_PEERS[LENGTH(MADE_PEERS) - 1 - i];
    mkba_compare_options options = growth_options(MADE_REGION, 3, MADE_PEERS, LENGTH(MADE_PEERS), 2018, 2022);
    char *first = views_of(one, &options), *second;
    options.region = region;
    options.peers = backwards;
    second = views_of(other, &options);
    ck_assert_msg(strcmp(first, second) == 0, "the order of areas changes the views");
    mkba_text_free(second);
    options.seed = 2;
    second = views_of(other, &options);
    ck_assert_msg(strcmp(first, second) != 0, "the seed changes nothing");
    mkba_text_free(first);
    mkba_text_free(second);
    mkba_panel_free(one);
    mkba_panel_free(other);
}
END_TEST

START_TEST(scaling_money_scales_levels_and_no_index)
{
    mkba_panel *one = made_up(false, 1, false), *other = made_up(false, 1000, false);
    mkba_compare_options options = growth_options(MADE_REGION, 3, MADE_PEERS, LENGTH(MADE_PEERS), 2018, 2022);
    mkba_comparison *small = growth_compare(one, &options), *large = growth_compare(other, &options);
    mkba_table *a = growth_view(small, MKBA_COMPARISON_YEARS), *b = growth_view(large, MKBA_COMPARISON_YEARS);
    for (size_t row = 0; row < mkba_table_n_rows(a); row++) {
        growth_expect(b, row, "level", 1000 * support_real(a, row, "level"));
        growth_expect(b, row, "level_low", 1000 * support_real(a, row, "level_low"));
        growth_expect(b, row, "index", support_real(a, row, "index"));
        if (!support_missing(a, row, "index_low"))
            growth_expect(b, row, "index_low", support_real(a, row, "index_low"));
    }
    mkba_table_free(a);
    mkba_table_free(b);
    mkba_comparison_free(small);
    mkba_comparison_free(large);
    mkba_panel_free(one);
    mkba_panel_free(other);
}
END_TEST

START_TEST(a_region_that_is_the_nation_does_not_differ_from_it)
{
    const char *all[N_MADE];
    char codes[N_MADE][8];
    mkba_panel *panel = made_up(false, 1, false);
    for (int a = 0; a < N_MADE; a++) {
        snprintf(codes[a], sizeof codes[a], "M%02d", a);
        all[a] = codes[a];
    }
    mkba_compare_options options = growth_options(all, N_MADE, NULL, 0, 2018, 2022);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *growth = growth_view(comparison, MKBA_COMPARISON_GROWTH);
    size_t n = 0;
    for (size_t row = 0; row < mkba_table_n_rows(growth); row++) {
        if (support_missing(growth, row, "difference"))
            continue;
        ck_assert_double_eq(support_real(growth, row, "difference"), 0);
        n++;
    }
    ck_assert_uint_eq(n, 10);
    mkba_table_free(growth);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(splitting_a_municipality_changes_no_sum)
{
    mkba_panel *one = made_up(false, 1, false), *other = made_up(false, 1, true);
    mkba_compare_options options = growth_options(MADE_REGION, 3, MADE_PEERS, LENGTH(MADE_PEERS), 2018, 2022);
    mkba_comparison *whole = growth_compare(one, &options);
    options.n_region = 4;
    mkba_comparison *split = growth_compare(other, &options);
    mkba_table *a = growth_view(whole, MKBA_COMPARISON_YEARS), *b = growth_view(split, MKBA_COMPARISON_YEARS);
    ck_assert_uint_eq(mkba_table_n_rows(a), mkba_table_n_rows(b));
    for (size_t row = 0; row < mkba_table_n_rows(a); row++) {
        ck_assert_double_eq(support_real(a, row, "level"), support_real(b, row, "level"));
        ck_assert_double_eq(support_real(a, row, "numerator"), support_real(b, row, "numerator"));
    }
    mkba_table_free(a);
    mkba_table_free(b);
    mkba_comparison_free(whole);
    mkba_comparison_free(split);
    mkba_panel_free(one);
    mkba_panel_free(other);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static size_t list_of(const cJSON *options, const char *key, const char *list[PANEL_LIST])
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(options, key);
    size_t n = 0;
    for (const cJSON *item = items == NULL ? NULL : items->child; item != NULL; item = item->next)
        list[n++] = item->valuestring;
    return n;
}

static void read_number(const cJSON *from, const char *key, double *to)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, key);
    if (item != NULL)
        *to = item->valuedouble;
}

static void read_list(const cJSON *from, const char *key, const char *list[PANEL_LIST], const char *const **to,
                      size_t *n)
{
    size_t found = list_of(from, key, list);
    if (cJSON_HasObjectItem(from, key)) {
        *to = list;
        *n = found;
    }
}

static void read_options(const cJSON *from, const char *lists[5][PANEL_LIST], mkba_compare_options *to)
{
    double year_from = to->first, year_to = to->last, replicates = (double) to->replicates;
    size_t at_end = 0;
    const cJSON *nation = cJSON_GetObjectItemCaseSensitive(from, "nation");
    const cJSON *date = cJSON_GetObjectItemCaseSensitive(from, "policy_date");
    read_list(from, "region", lists[0], &to->region, &to->n_region);
    read_list(from, "indicators", lists[1], &to->indicators, &to->n_indicators);
    read_list(from, "peers", lists[2], &to->peers, &to->n_peers);
    read_list(from, "waterbed", lists[3], &to->waterbed, &to->n_waterbed);
    read_list(from, "indicators_at_end", lists[4], &to->indicators_at_end, &at_end);
    read_number(from, "first", &year_from);
    read_number(from, "last", &year_to);
    read_number(from, "replicates", &replicates);
    read_number(from, "level", &to->level);
    read_number(from, "suppressed_most", &to->suppressed_most);
    read_number(from, "start_difference", &to->start_difference);
    to->first = (int) year_from;
    to->last = (int) year_to;
    to->replicates = (size_t) replicates;
    to->nation = nation == NULL ? to->nation : nation->valuestring;
    to->policy_date = date == NULL ? to->policy_date : date->valuestring;
    to->missing = cJSON_HasObjectItem(from, "missing") ? MKBA_MISSING_LEFT_OUT : to->missing;
}

static mkba_panel *panel_of_table(const cJSON *table)
{
    static const char *const kinds[] = {"unknown", "flow", "stock", "rate"};
    mkba_i_text lines = {0};
    mkba_indicator known[20];
    mkba_break breaks[20];
    size_t n = 0;
    for (const cJSON *line = cJSON_GetObjectItem(table, "lines")->child; line != NULL; line = line->next)
        mkba_i_text_format(&lines, "%s\n", line->valuestring);
    for (const cJSON *one = cJSON_GetObjectItem(table, "described")->child; one != NULL; one = one->next, n++) {
        const cJSON *up = cJSON_GetObjectItem(one, "numerator"), *down = cJSON_GetObjectItem(one, "denominator");
        const cJSON *broken = cJSON_GetObjectItem(one, "break");
        known[n] = (mkba_indicator){.name = cJSON_GetObjectItem(one, "name")->valuestring,
                                    .numerator = up == NULL ? NULL : up->valuestring,
                                    .denominator = down == NULL ? NULL : down->valuestring};
        read_number(one, "per", &known[n].per);
        for (int k = 0; k < 4; k++)
            if (strcmp(cJSON_GetObjectItem(one, "kind")->valuestring, kinds[k]) == 0)
                known[n].kind = (mkba_indicator_kind) k;
        if (broken != NULL) {
            breaks[n] = (mkba_break){(int) broken->valuedouble, true, cJSON_GetObjectItem(one, "note")->valuestring};
            known[n].breaks = &breaks[n];
            known[n].n_breaks = 1;
        }
    }
    mkba_panel *panel = panel_said(panel_tidy(lines.data), known, n);
    mkba_i_text_drop(&lines);
    return panel;
}

START_TEST(what_cannot_be_compared_is_refused_with_the_reason)
{
    char *bytes = support_data("compare/growth_refused.json", NULL);
    mkba_i_json *json = support_json(bytes);
    const cJSON *table = mkba_i_json_root(json);
    mkba_panel *panel = panel_of_table(table);
    free(bytes);
    for (const cJSON *one = cJSON_GetObjectItem(table, "cases")->child; one != NULL; one = one->next) {
        const char *lists[5][PANEL_LIST], *changed[5][PANEL_LIST],
            *name = cJSON_GetObjectItem(one, "name")->valuestring;
        mkba_compare_options options;
        mkba_comparison *made = NULL;
        mkba_error error;
        mkba_compare_options_init(&options);
        read_options(cJSON_GetObjectItem(table, "options"), lists, &options);
        mkba_comparison_free(growth_compare(panel, &options)); /* accepted as they are */
        read_options(cJSON_GetObjectItem(one, "options"), changed, &options);
        mkba_status status = mkba_panel_compare(panel, &options, &made, &error);
        if (strcmp(mkba_status_name(status), cJSON_GetObjectItem(one, "status")->valuestring) != 0 ||
            strcmp(error.where, cJSON_GetObjectItem(one, "where")->valuestring) != 0 ||
            strstr(error.message, cJSON_GetObjectItem(one, "says")->valuestring) == NULL || made != NULL)
            ck_abort_msg("%s: %s, at %s: %s", name, mkba_status_name(status), error.where, error.message);
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(taakveld_681_is_compared_when_areas_are_centre_regions)
{
    static const char *const a[] = {"A"}, *const indicator[] = {"lasten_tv_6.81"};
    static const mkba_indicator flow = {.name = "lasten_tv_6.81", .kind = MKBA_INDICATOR_FLOW};
    mkba_panel *panel = panel_said(panel_tidy("A,,2020,lasten_tv_6.81,4,,\nA,,2021,lasten_tv_6.81,5,,\n"), &flow, 1);
    mkba_compare_options options = growth_options(a, 1, NULL, 0, 2020, 2021);
    mkba_comparison *comparison = NULL;
    options.indicators = indicator;
    ck_assert_int_eq(mkba_panel_compare(panel, &options, &comparison, NULL), MKBA_ERROR_PANEL);
    options.centre_regions = true;
    comparison = growth_compare(panel, &options);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

static const char FEW[] = "A,,2020,kosten,1,,\nA,,2022,kosten,2,,\nB,,2020,kosten,1,,\nB,,2022,kosten,2,,\n"
                          "C,,2020,kosten,1,,\nC,,2022,kosten,2,,\nD,,2020,kosten,1,,\nD,,2022,kosten,2,,\n"
                          "A,,2020,inwoners,1,,\nA,,2022,inwoners,2,,\nB,,2020,inwoners,1,,\nB,,2022,inwoners,2,,\n"
                          "C,,2020,inwoners,1,,\nC,,2022,inwoners,2,,\nD,,2020,inwoners,1,,\nD,,2022,inwoners,2,,\n"
                          "A,,2020,per_hoofd,1,,\n";
static const char *const AB[] = {"A", "B"}, *const CD[] = {"C", "D"};

START_TEST(arguments)
{
    mkba_panel *panel = growth_per_head(FEW, 0);
    mkba_compare_options options = growth_options(AB, 2, CD, 2, 2020, 2022);
    mkba_comparison *comparison = NULL;
    mkba_table *table = NULL;
    mkba_comparison_view found;
    ck_assert_int_eq(mkba_panel_compare(NULL, &options, &comparison, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_compare(panel, NULL, &comparison, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_compare(panel, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    options.size = 0;
    ck_assert_int_eq(mkba_panel_compare(panel, &options, &comparison, NULL), MKBA_ERROR_ARGUMENT);
    mkba_panel *months = panel_tidy("A,,2020MM01,kosten,1,,\n");
    options = growth_options(AB, 1, NULL, 0, 2020, 2022);
    ck_assert_int_eq(mkba_panel_compare(months, &options, &comparison, NULL), MKBA_ERROR_PANEL);
    ck_assert_ptr_null(comparison);
    options = growth_options(AB, 2, CD, 2, 2020, 2022);
    comparison = growth_compare(panel, &options);
    ck_assert_int_eq(mkba_comparison_table(NULL, MKBA_COMPARISON_SUMMARY, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_comparison_table(comparison, MKBA_COMPARISON_SUMMARY, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_comparison_table(comparison, (mkba_comparison_view) 99, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(table);
    for (int v = 0; v <= (int) MKBA_COMPARISON_FINDINGS; v++) {
        const char *name = mkba_comparison_view_name((mkba_comparison_view) v);
        ck_assert_int_eq(mkba_comparison_view_from_name(name, &found, NULL), MKBA_OK);
        ck_assert_int_eq((int) found, v);
    }
    ck_assert_str_eq(mkba_comparison_view_name((mkba_comparison_view) 99), "unknown view");
    ck_assert_int_eq(mkba_comparison_view_from_name("sumary", &found, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_comparison_view_from_name(NULL, &found, NULL), MKBA_ERROR_ARGUMENT);
    mkba_compare_options_init(NULL);
    mkba_comparison_free(NULL);
    mkba_comparison_free(comparison);
    mkba_panel_free(months);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(the_nation_holds_no_region_made_of_its_areas)
{
    static const char *const members[] = {"A", "B"}, *const made[] = {"R"};
    mkba_panel *panel = NULL, *plain = growth_per_head("A,,2017,kosten,10,,\nA,,2021,kosten,20,,\n"
                                                       "B,,2017,kosten,10,,\nB,,2021,kosten,20,,\n"
                                                       "C,,2017,kosten,20,,\nC,,2021,kosten,20,,\n"
                                                       "NL,,2017,kosten,40,,\nNL,,2021,kosten,60,,\n"
                                                       "A,,2017,inwoners,1,,\nA,,2021,inwoners,1,,\n"
                                                       "B,,2017,inwoners,1,,\nB,,2021,inwoners,1,,\n"
                                                       "C,,2017,inwoners,2,,\nC,,2021,inwoners,2,,\n"
                                                       "NL,,2017,inwoners,4,,\nNL,,2021,inwoners,4,,\n"
                                                       "A,,2017,per_hoofd,10000,,\n",
                                                       0);
    ck_assert_int_eq(mkba_panel_region(plain, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    for (size_t i = 0; i < 2; i++) { /* its members ask, or it asks itself */
        mkba_compare_options options = growth_options(i == 0 ? members : made, 2 - i, NULL, 0, 2017, 2021);
        mkba_comparison *comparison = growth_compare(panel, &options);
        mkba_table *summary = growth_view(comparison, MKBA_COMPARISON_SUMMARY);
        size_t nation = GROWTH_ROW(summary, "group", "nation");
        growth_expect(summary, nation, "growth", 50);
        ck_assert_int_eq(support_integer(summary, nation, "areas_to"), 3);
        mkba_table_free(summary);
        mkba_comparison_free(comparison);
    }
    mkba_panel_free(panel);
    mkba_panel_free(plain);
}
END_TEST

/* A, B, and R made of both; C and D. Costs per head grow by 100, 0, 50; 10 and 20 %. */
static mkba_panel *with_region(void)
{
    static const char *const members[] = {"A", "B"};
    mkba_panel *panel = NULL, *plain = growth_per_head("A,,2017,kosten,10,,\nA,,2021,kosten,20,,\n"
                                                       "B,,2017,kosten,10,,\nB,,2021,kosten,10,,\n"
                                                       "C,,2017,kosten,10,,\nC,,2021,kosten,11,,\n"
                                                       "D,,2017,kosten,10,,\nD,,2021,kosten,12,,\n"
                                                       "A,,2017,inwoners,1,,\nA,,2021,inwoners,1,,\n"
                                                       "B,,2017,inwoners,1,,\nB,,2021,inwoners,1,,\n"
                                                       "C,,2017,inwoners,1,,\nC,,2021,inwoners,1,,\n"
                                                       "D,,2017,inwoners,1,,\nD,,2021,inwoners,1,,\n"
                                                       "A,,2017,per_hoofd,10000,,\n",
                                                       0);
    ck_assert_int_eq(mkba_panel_region(plain, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    mkba_panel_free(plain);
    return panel;
}

START_TEST(what_a_made_region_holds_is_not_ranked_beside_it)
{
    static const char *const made[] = {"R"};
    mkba_panel *panel = with_region();
    mkba_compare_options options = growth_options(made, 1, NULL, 0, 2017, 2021);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *ranks = growth_view(comparison, MKBA_COMPARISON_RANKS);
    size_t row = GROWTH_ROW(ranks, "reference", "nation", "measure", "growth");
    ck_assert_int_eq(support_integer(ranks, row, "out_of"), 3); /* R, C, D: not A with its 100 % */
    growth_expect(ranks, row, "percentile", 100);
    mkba_table_free(ranks);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(an_area_is_in_a_made_region_or_beside_it)
{
    static const struct {
        const char *region[2], *peers[2];
        const char *where, *says;
    } cases[] = {{{"R"}, {"C", "A"}, "peers", "\"A\" is in the region itself"},
                 {{"A"}, {"R"}, "peers", "\"R\" is made of \"A\", which is in the region itself"},
                 {{"R", "A"}, {"C"}, "region", "\"A\" comes twice"},
                 {{"C"}, {"A", "R"}, "peers", "\"R\" is made of \"A\", which comes twice"}};
    static const char *const kept[] = {"R", "A", "C"};
    mkba_panel *whole = with_region(), *part = NULL, *panel = NULL, *other = panel_tidy("E,,2017,kosten,1,,\n");
    ck_assert_int_eq(mkba_panel_selected(whole, kept, 3, NULL, 0, NULL, 0, &part, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_joined(other, part, &panel, NULL), MKBA_OK); /* what R holds goes along */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_compare_options options = growth_options(cases[i].region, cases[i].region[1] == NULL ? 1 : 2,
                                                      cases[i].peers, cases[i].peers[1] == NULL ? 1 : 2, 2017, 2021);
        mkba_comparison *comparison = NULL;
        mkba_error error;
        ck_assert_int_eq(mkba_panel_compare(panel, &options, &comparison, &error), MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, cases[i].where);
        ck_assert_str_eq(error.message, cases[i].says);
    }
    mkba_panel_free(whole);
    mkba_panel_free(part);
    mkba_panel_free(panel);
    mkba_panel_free(other);
}
END_TEST

START_TEST(an_area_that_divides_by_nothing_has_no_rank)
{
    static const char *const region[] = {"A"}, *const peers[] = {"B", "C", "D"};
    mkba_panel *panel = growth_per_head("A,,2017,kosten,10,,\nA,,2021,kosten,20,,\n"
                                        "B,,2017,kosten,10,,\nB,,2021,kosten,11,,\n"
                                        "C,,2017,kosten,10,,\nC,,2021,kosten,12,,\n"
                                        "D,,2017,kosten,10,,\nD,,2021,kosten,0,,\n"
                                        "A,,2017,inwoners,1,,\nA,,2021,inwoners,1,,\n"
                                        "B,,2017,inwoners,1,,\nB,,2021,inwoners,1,,\n"
                                        "C,,2017,inwoners,1,,\nC,,2021,inwoners,1,,\n"
                                        "D,,2017,inwoners,1,,\nD,,2021,inwoners,0,,\n"
                                        "A,,2017,per_hoofd,10000,,\n",
                                        0);
    mkba_compare_options options = growth_options(region, 1, peers, 3, 2017, 2021);
    mkba_comparison *comparison = growth_compare(panel, &options);
    mkba_table *ranks = growth_view(comparison, MKBA_COMPARISON_RANKS);
    for (int i = 0; i < 2; i++) {
        size_t row = GROWTH_ROW(ranks, "reference", "peers", "measure", i == 0 ? "growth" : "level");
        growth_expect(ranks, row, "rank", 3);
        ck_assert_int_eq(support_integer(ranks, row, "out_of"), 3);
        growth_expect(ranks, row, "percentile", 100);
    }
    mkba_table_free(ranks);
    mkba_comparison_free(comparison);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare, rules of growth");
    TCase *properties = tcase_create("properties");
    tcase_add_test(properties, the_order_of_areas_changes_nothing_and_the_seed_only_intervals);
    tcase_add_test(properties, scaling_money_scales_levels_and_no_index);
    tcase_add_test(properties, a_region_that_is_the_nation_does_not_differ_from_it);
    tcase_add_test(properties, splitting_a_municipality_changes_no_sum);
    tcase_add_test(properties, the_nation_holds_no_region_made_of_its_areas);
    tcase_add_test(properties, what_a_made_region_holds_is_not_ranked_beside_it);
    tcase_add_test(properties, an_area_is_in_a_made_region_or_beside_it);
    tcase_add_test(properties, an_area_that_divides_by_nothing_has_no_rank);
    suite_add_tcase(suite, properties);
    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, what_cannot_be_compared_is_refused_with_the_reason);
    tcase_add_test(refused, taakveld_681_is_compared_when_areas_are_centre_regions);
    tcase_add_test(refused, arguments);
    suite_add_tcase(suite, refused);
    return run_suite(suite);
}
