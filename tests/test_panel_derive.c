/* Regions, totals, rates, prices and mergers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/catalog.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define PEEL                                                                                                           \
  {                                                                                                                    \
    "GM0743", "GM0762", "GM1652", "GM1659", "GM0847"                                                                   \
  }

static bool has_note(const mkba_panel *panel, const char *piece)
{
    mkba_table *table = NULL;
    bool found = false;
    ck_assert_int_eq(mkba_panel_notes(panel, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        found = found || strstr(support_text(table, row, "note"), piece) != NULL;
    mkba_table_free(table);
    return found;
}

/* ---- regions --------------------------------------------------------------------------------------------- */

/* Clients and inhabitants of three areas; that of C is secret. Rate by hand: 1000 x (10 + 30) / (100 + 1000). */
static mkba_panel *three_areas(void)
{
    static const mkba_indicator known[] = {{.name = "clienten", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "per_1000",
                                            .kind = MKBA_INDICATOR_RATE,
                                            .numerator = "clienten",
                                            .denominator = "inwoners",
                                            .per = 1000},
                                           {.name = "score", .kind = MKBA_INDICATOR_RATE}};
    return panel_said(
        panel_tidy("A,,2020,clienten,10,,\nA,,2020,inwoners,100,,\nA,,2020,per_1000,100,,\nA,,2020,score,7,,\n"
                   "B,,2020,clienten,30,,\nB,,2020,inwoners,1000,,\nB,,2020,per_1000,30,,\nB,,2020,score,8,,\n"
                   "C,,2020,clienten,.,,\nC,,2020,inwoners,500,,\nA,,2020,anders,1,,\nB,,2020,anders,1,,\n"),
        known, 4);
}

START_TEST(a_region_is_numerators_over_denominators_not_a_mean)
{
    static const char *const members[] = {"A", "B"};
    mkba_panel *panel = three_areas(), *region = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "R", "Regio", members, 2, MKBA_MISSING_SPREADS, &region, NULL), MKBA_OK);
    panel_expect(region, "R", "2020", "clienten", 40, "derived");
    panel_expect(region, "R", "2020", "inwoners", 1100, "derived");
    panel_expect(region, "R", "2020", "per_1000", 1000.0 * 40 / 1100, "derived");
    panel_expect(region, "R", "2020", "score", 0, "undefined");
    panel_expect(region, "R", "2020", "anders", 0, "undefined");
    panel_expect(region, "A", "2020", "clienten", 10, "measured");
    ck_assert(has_note(region, "describe it first") && has_note(region, "numerator and denominator are not known"));
    ck_assert_str_eq(mkba_panel_area_name(region, 3), "Regio");
    mkba_panel_free(region);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_missing_member_spreads_or_is_left_out_of_both_parts)
{
    static const char *const members[] = {"A", "B", "C"};
    mkba_panel *panel = three_areas(), *spread = NULL, *rest = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 3, MKBA_MISSING_SPREADS, &spread, NULL), MKBA_OK);
    panel_expect(spread, "R", "2020", "clienten", 0, "suppressed");
    panel_expect(spread, "R", "2020", "per_1000", 0, "suppressed");
    panel_expect(spread, "R", "2020", "inwoners", 1600, "derived");
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 3, MKBA_MISSING_LEFT_OUT, &rest, NULL), MKBA_OK);
    panel_expect(rest, "R", "2020", "clienten", 40, "derived");
    panel_expect(rest, "R", "2020", "per_1000", 1000.0 * 40 / 1100, "derived"); /* not / 1600 */
    ck_assert(has_note(rest, "1 of 3 members have no figure and are left out (suppressed)"));
    mkba_panel_free(spread);
    mkba_panel_free(rest);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_region_that_cannot_be_is_refused)
{
    static const char *const members[] = {"A", "A"}, *const unknown[] = {"D"};
    mkba_panel *panel = three_areas(), *no = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 0, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_region(panel, "B", NULL, members, 1, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_region(panel, "", NULL, members, 1, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 1, (mkba_missing) 5, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, unknown, 1, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_UNKNOWN);
    static const char *const both[] = {"A", "S"};
    mkba_panel *within = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_region(panel, "S", NULL, both, 1, MKBA_MISSING_SPREADS, &within, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(within, "R", NULL, both, 2, MKBA_MISSING_SPREADS, &no, &error),
                     MKBA_ERROR_ARGUMENT); /* A would count twice */
    ck_assert_str_eq(error.message, "\"A\" comes twice");
    mkba_panel_free(within);
    ck_assert_int_eq(mkba_panel_region(NULL, "R", NULL, unknown, 1, MKBA_MISSING_SPREADS, &no, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_sum_beyond_numbers_is_refused)
{
    static const char *const members[] = {"A", "B"};
    static const mkba_indicator known = {.name = "x", .kind = MKBA_INDICATOR_FLOW};
    mkba_panel *panel = panel_said(panel_tidy("A,,2020,x,1.7e308,,\nB,,2020,x,1.7e308,,\n"), &known, 1), *no = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &no, &error),
                     MKBA_ERROR_EVALUATION);
    ck_assert_ptr_nonnull(strstr(error.message, "R, 2020, x"));
    ck_assert_ptr_null(no);
    mkba_panel_free(panel);
}
END_TEST

/* ---- totals and rates ------------------------------------------------------------------------------------ */

START_TEST(a_total_adds_what_adds_up)
{
    static const mkba_indicator known[] = {{.name = "a", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "b", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "c", .kind = MKBA_INDICATOR_STOCK},
                                           {.name = "d", .kind = MKBA_INDICATOR_FLOW}};
    static const char *const parts[] = {"a", "b"}, *const kinds[] = {"a", "c"}, *const units[] = {"a", "d"};
    static const char *const unknown[] = {"e"}, *const twice[] = {"a", "a"};
    mkba_panel *panel =
        panel_said(panel_tidy("A,,2020,a,1,euro,\nA,,2020,b,2,euro,\nA,,2020,c,4,euro,\nA,,2020,d,8,x,\n"
                              "A,,2021,a,1,euro,\nA,,2021,b,.,euro,\nA,,2020,e,8,x,\nA,,2022,a,-1,euro,\n"),
                   known, 4);
    mkba_panel *total = NULL, *no = NULL;
    ck_assert_int_eq(mkba_panel_total(panel, "som", parts, 2, &total, NULL), MKBA_OK);
    panel_expect(total, "A", "2020", "som", 3, "derived");
    panel_expect(total, "A", "2021", "som", 0, "suppressed");
    panel_expect(total, "A", "2022", "som", 0, "absent");
    ck_assert(has_note(total, "sum of a, b"));
    ck_assert_str_eq(mkba_panel_indicator(total, 5)->unit, "euro");
    ck_assert_int_eq(mkba_panel_indicator(total, 5)->kind, MKBA_INDICATOR_FLOW);
    ck_assert_uint_eq(mkba_panel_indicator(total, 5)->n_parts, 2);
    ck_assert_str_eq(mkba_panel_indicator(total, 5)->parts[1], "b");
    ck_assert_int_eq(mkba_panel_total(panel, "som", kinds, 2, &no, NULL), MKBA_ERROR_PANEL);
    ck_assert_int_eq(mkba_panel_total(panel, "som", units, 2, &no, NULL), MKBA_ERROR_PANEL);
    ck_assert_int_eq(mkba_panel_total(panel, "som", unknown, 1, &no, NULL), MKBA_ERROR_PANEL);
    ck_assert_int_eq(mkba_panel_total(panel, "som", twice, 2, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_total(panel, "a", parts, 2, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_total(panel, "som", parts, 0, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(total);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_rate_divides_cell_by_cell)
{
    mkba_panel *panel =
        panel_tidy("A,,2020,n,3,,\nA,,2020,d,200,,\nA,,2021,n,3,,\nA,,2021,d,0,,\nA,,2022*,n,3,,\nA,,2022,d,100,,\n");
    mkba_panel *rate = NULL, *no = NULL;
    ck_assert_int_eq(mkba_panel_rate(panel, "r", "n", "d", 1000, "per 1000", &rate, NULL), MKBA_OK);
    panel_expect(rate, "A", "2020", "r", 15, "derived");
    panel_expect(rate, "A", "2021", "r", 0, "undefined");
    panel_expect(rate, "A", "2022", "r", 30, "provisional");
    ck_assert(has_note(rate, "1000 x n / d"));
    ck_assert_int_eq(mkba_panel_rate(rate, "q", "r", "d", 1, NULL, &no, NULL), MKBA_ERROR_PANEL);
    ck_assert_int_eq(mkba_panel_rate(panel, "r", "n", "d", 0, NULL, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_rate(panel, "r", "n", "x", 1, NULL, &no, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_rate(panel, "n", "n", "d", 1, NULL, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(rate);
    mkba_panel_free(panel);
}
END_TEST

/* CBS 83131NED: prices of 2023 are 1.033 times higher in 2024. */
START_TEST(prices_of_other_years_follow_the_index)
{
    mkba_panel *panel = panel_tidy("A,,2023,x,1000,euro,\nA,,2024,x,1000,euro,\n"), *real = NULL, *no = NULL;
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "reeel", "x", "cpi", 2024, &real, NULL), MKBA_OK);
    panel_expect(real, "A", "2023", "reeel", 1033, "derived");
    panel_expect(real, "A", "2024", "reeel", 1000, "derived");
    ck_assert_str_eq(mkba_panel_indicator(real, 1)->unit, "euro (prijzen 2024)");
    ck_assert(has_note(real, "x in prices of 2024, by the index cpi"));
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "reeel", "x", "cpi", 1900, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "reeel", "x", "geen", 2024, &no, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "reeel", "y", "cpi", 2024, &no, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_deflated(panel, NULL, "", "x", "cpi", 2024, &no, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(real);
    mkba_panel_free(panel);
}
END_TEST

/* ---- mergers --------------------------------------------------------------------------------------------- */

#define STEPS "jaar_ingang,oud_code,oud_naam,nieuw_code,nieuw_naam,aandeel_adressen,soort\n"
#define AREAS "jaar,gm_code,gemeente\n"

static mkba_status crosswalk_of(const char *steps, const char *areas, mkba_crosswalk **made, mkba_error *error)
{
    return mkba_crosswalk_parse(steps, strlen(steps), areas, strlen(areas), made, error);
}

/* In 2021 A goes up in N, B for a quarter in N and for the rest in C; in 2022 N in M. D is not known how. */
static const char steps_text[] =
    STEPS "2021,A,,N,,1.0,samenvoeging\n2021,B,,N,,0.25,splitsing\n2021,B,,C,,0.75,splitsing\n"
          "2022,N,,M,,1,samenvoeging\n2022,D,,M,,,splitsing\n2022,D,,C,,,splitsing\n";
static const char areas_text[] =
    AREAS "2020,A,Aa\n2020,B,Bee\n2020,C,Cee\n2020,D,Dee\n2020,E,Ee\n2021,N,Nieuw\n2021,C,Cee\n2021,D,Dee\n"
          "2021,E,Ee\n2022,M,Meer\n2022,C,Cee\n2022,E,Ee\n";

static mkba_panel *old_map(const char *more)
{
    static const mkba_indicator known[] = {
        {.name = "n", .kind = MKBA_INDICATOR_FLOW},
        {.name = "d", .kind = MKBA_INDICATOR_STOCK},
        {.name = "r", .kind = MKBA_INDICATOR_RATE, .numerator = "n", .denominator = "d", .per = 10}};
    char text[2000];
    snprintf(text, sizeof text,
             "A,Aa,2020,n,1,,\nB,Bee,2020,n,8,,\nC,Cee,2020,n,100,,\nE,Ee,2020,n,7,,\n"
             "A,,2020,d,10,,\nB,,2020,d,40,,\nC,,2020,d,200,,\nE,,2020,d,70,,\nE,,2020,r,1,,\nNL01,,2020,n,1000,,\n%s",
             more);
    return panel_said(panel_tidy(text), known, 3);
}

START_TEST(a_panel_goes_to_a_later_map)
{
    mkba_panel *panel = old_map("D,,2020,n,3,,\n"), *merged = NULL;
    mkba_crosswalk *crosswalk = NULL;
    ck_assert_int_eq(crosswalk_of(steps_text, areas_text, &crosswalk, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2021, 0, &merged, NULL), MKBA_OK);
    panel_expect(merged, "N", "2020", "n", 1 + 0.25 * 8, "derived");
    panel_expect(merged, "N", "2020", "r", 10 * 3.0 / 20, "derived");
    panel_expect(merged, "C", "2020", "n", 106, "derived");
    panel_expect(merged, "E", "2020", "n", 7, "measured");
    panel_expect(merged, "E", "2020", "r", 1, "measured");
    panel_expect(merged, "NL01", "2020", "n", 1000, "measured");
    panel_expect(merged, "D", "2020", "n", 3, "measured");
    ck_assert_uint_eq(mkba_panel_n_areas(merged), 5);
    ck_assert_str_eq(mkba_panel_area_name(merged, 4), "Nieuw");
    mkba_panel_free(merged);
    merged = NULL;
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2022, 0, &merged, NULL), MKBA_OK);
    panel_expect(merged, "M", "2020", "n", 0, "undefined");
    panel_expect(merged, "C", "2020", "n", 0, "undefined");
    panel_expect(merged, "E", "2020", "n", 7, "measured");
    ck_assert(has_note(merged, "a share of a split is not known"));
    mkba_panel_free(merged);
    mkba_panel_free(panel);
    mkba_crosswalk_free(crosswalk);
}
END_TEST

START_TEST(a_part_that_is_missing_makes_no_sum_of_the_rest)
{
    static const char *const without_b[] = {"A", "C", "E", "NL01"};
    mkba_panel *panel = old_map(""), *part = NULL, *merged = NULL;
    mkba_crosswalk *crosswalk = NULL;
    ck_assert_int_eq(mkba_panel_selected(panel, without_b, 4, NULL, 0, NULL, 0, &part, NULL), MKBA_OK);
    ck_assert_int_eq(crosswalk_of(steps_text, areas_text, &crosswalk, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_merged(part, crosswalk, 2021, 0, &merged, NULL), MKBA_OK);
    panel_expect(merged, "N", "2020", "n", 0, "absent");
    panel_expect(merged, "C", "2020", "n", 0, "absent");
    mkba_panel_free(merged);
    mkba_panel_free(part);
    mkba_panel_free(panel);
    mkba_crosswalk_free(crosswalk);
}
END_TEST

START_TEST(what_cannot_be_mapped_is_undefined_or_refused)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,,\nB,,2020,x,2,,\nC,,2020,x,3,,\n"), *merged = NULL;
    mkba_panel *later = panel_tidy("N,,2021,x,1,,\nC,,2021,x,2,,\nE,,2021,x,3,,\n");
    mkba_crosswalk *crosswalk = NULL;
    mkba_error error;
    ck_assert_int_eq(crosswalk_of(steps_text, areas_text, &crosswalk, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2021, 0, &merged, NULL), MKBA_OK);
    panel_expect(merged, "N", "2020", "x", 0, "undefined"); /* its kind is not known */
    ck_assert(has_note(merged, "unknown kind"));
    mkba_panel_free(merged);
    merged = NULL;
    ck_assert_int_eq(mkba_panel_merged(later, crosswalk, 2020, 0, &merged, NULL), MKBA_OK);
    panel_expect(merged, "C", "2021", "x", 0, "undefined");
    panel_expect(merged, "A", "2021", "x", 0, "undefined");
    panel_expect(merged, "E", "2021", "x", 3, "measured");
    ck_assert(has_note(merged, "cannot be taken apart"));
    mkba_panel_free(merged);
    merged = NULL;
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2023, 0, &merged, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2021, 2030, &merged, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_merged(panel, crosswalk, 2022, 2021, &merged, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "not on the map of 2021"));
    ck_assert_int_eq(mkba_panel_merged(panel, NULL, 2022, 2021, &merged, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(merged);
    mkba_panel_free(panel);
    mkba_panel_free(later);
    mkba_crosswalk_free(crosswalk);
}
END_TEST

START_TEST(a_crosswalk_that_contradicts_itself_is_refused)
{
    static const struct {
        const char *steps, *areas, *message;
    } wrong[] = {{STEPS "2021,A,,N,,0.5,s\n", AREAS "2020,A,\n2021,N,\n", "add up to 1"},
                 {STEPS "2021,A,,N,,0.5,s\n2021,A,,O,,,s\n", AREAS "2020,A,\n2021,N,\n2021,O,\n", "add up to 1"},
                 {STEPS "2021,A,,N,,1,s\n", AREAS "2020,A,\n2021,A,\n2021,N,\n", "does not end"},
                 {STEPS "2021,A,,N,,1,s\n", AREAS "2020,A,\n2021,B,\n", "is not there in 2021"},
                 {STEPS "2021,A,,A,,1,s\n", AREAS "2020,A,\n2021,A,\n", "in itself"},
                 {STEPS "2021,A,,N,,1.5,s\n", AREAS "2020,A,\n2021,N,\n", "no share"},
                 {STEPS "20x1,A,,N,,1,s\n", AREAS "2020,A,\n2021,N,\n", "no year"},
                 {STEPS "2021,,,N,,1,s\n", AREAS "2020,A,\n2021,N,\n", "empty"},
                 {STEPS, AREAS "2020,A,\n2021,N,\n", "no step says"},
                 {STEPS, AREAS "2020,A,\n2020,A,\n", "twice"},
                 {STEPS, AREAS "2020,A,\n2022,A,\n", "no area for 2021"},
                 {STEPS, AREAS, "no area"},
                 {"jaar,oud_code\n", AREAS "2020,A,\n", "no column"}};
    mkba_crosswalk *made = NULL;
    mkba_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mkba_status status = crosswalk_of(wrong[i].steps, wrong[i].areas, &made, &error);
        if (status == MKBA_OK || strstr(error.message, wrong[i].message) == NULL)
            ck_abort_msg("%zu: %s", i, status == MKBA_OK ? "" : error.message);
    }
    ck_assert_int_eq(mkba_crosswalk_parse(NULL, 0, "", 0, &made, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "steps");
    ck_assert_ptr_null(made);
}
END_TEST

/* ---- real figures ---------------------------------------------------------------------------------------- */

static char *real_text(const char *name, size_t *length)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/gemeenten/", name);
    char *text = support_file(path, length);
    if (text == NULL)
        printf("# SKIP %s: %s is not there\n", name, path);
    return text;
}

static mkba_panel *real_panel(void)
{
    static const char *const wanted[] = {"inwoners", "lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"};
    static const mkba_indicator known[] = {
        {.name = "inwoners", .unit = "personen", .kind = MKBA_INDICATOR_STOCK},
        {.name = "lasten_wmo_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
        {.name = "lasten_jeugd_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW}};
    static const char *const parts[] = {"lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"};
    mkba_panel_options options;
    mkba_panel *panel = NULL, *total = NULL, *rate = NULL;
    size_t length = 0;
    char *text = real_text("paneel_breed_2017_2024.csv", &length);
    if (text == NULL)
        return NULL;
    mkba_panel_options_init(&options);
    options.indicators = wanted;
    options.n_indicators = 3;
    ck_assert_int_eq(mkba_panel_parse(text, length, MKBA_PANEL_WIDE, &options, &panel, NULL), MKBA_OK);
    free(text);
    panel = panel_said(panel, known, 3);
    ck_assert_int_eq(mkba_panel_total(panel, "lasten", parts, 2, &total, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_rate(total, "per_inwoner", "lasten", "inwoners", 1000, "euro", &rate, NULL), MKBA_OK);
    mkba_panel_free(panel);
    mkba_panel_free(total);
    return rate;
}

/* Euros per inhabitant of provisions Wmo and Jeugd: 375.2 to 429.9 in the Peel, 448.0 to 567.4 in the nation, computed
 * from the same file by another program. */
START_TEST(the_peel_and_the_nation_from_2017_to_2021)
{
    static const char *const peel[] = PEEL;
    mkba_panel *panel = real_panel(), *region = NULL, *nation = NULL;
    if (panel == NULL)
        return;
    size_t n = mkba_panel_n_areas(panel);
    const char **all = malloc(n * sizeof *all);
    ck_assert_ptr_nonnull(all);
    for (size_t i = 0; i < n; i++)
        all[i] = mkba_panel_area_code(panel, i);
    ck_assert_int_eq(mkba_panel_region(panel, "PEEL", "Peel", peel, 5, MKBA_MISSING_SPREADS, &region, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(region, "NL", "Nederland", all, n, MKBA_MISSING_LEFT_OUT, &nation, NULL),
                     MKBA_OK);
    panel_expect(nation, "PEEL", "2017", "per_inwoner", 375.2058103285443, "derived");
    panel_expect(nation, "PEEL", "2021", "per_inwoner", 429.9492012073916, "derived");
    panel_expect(nation, "NL", "2017", "per_inwoner", 448.04120620036633, "derived");
    panel_expect(nation, "NL", "2021", "per_inwoner", 567.3637507320999, "derived");
    free((void *) all);
    mkba_panel_free(panel);
    mkba_panel_free(region);
    mkba_panel_free(nation);
}
END_TEST

/* The real crosswalk. Eemsdelta (GM1979) came of Appingedam, Delfzijl and Loppersum in 2021. */
START_TEST(the_real_crosswalk_goes_to_the_map_of_2024)
{
    mkba_panel *panel = real_panel(), *merged = NULL;
    mkba_crosswalk *crosswalk = NULL;
    size_t n_steps = 0, n_areas = 0;
    char *steps = real_text("herindelingen_2015_2026.csv", &n_steps);
    char *areas = real_text("gemeenten_per_jaar_2015_2026.csv", &n_areas);
    mkba_error error;
    if (panel == NULL || steps == NULL || areas == NULL)
        return;
    if (mkba_crosswalk_parse(steps, n_steps, areas, n_areas, &crosswalk, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    if (mkba_panel_merged(panel, crosswalk, 2024, 0, &merged, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    ck_assert_uint_eq(mkba_panel_n_areas(merged), 342);
    double parts = 0, value = 0;
    static const char *const old[] = {"GM0003", "GM0010", "GM0024"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(mkba_panel_cell(panel, old[i], "2017", "inwoners", &value, NULL, NULL), MKBA_OK);
        parts += value;
    }
    panel_expect(merged, "GM1979", "2017", "inwoners", parts, "derived");
    /* Nobody is lost or counted twice: 17081507 inhabitants, by another program. */
    double everybody = 0;
    for (size_t a = 0; a < 342; a++) {
        ck_assert_int_eq(
            mkba_panel_cell(merged, mkba_panel_area_code(merged, a), "2017", "inwoners", &value, NULL, NULL), MKBA_OK);
        everybody += value;
    }
    ck_assert_double_eq_tol(everybody, 17081507, 1e-6);
    panel_expect(merged, "GM0743", "2017", "inwoners", 16714, "measured");
    free(steps);
    free(areas);
    mkba_panel_free(merged);
    mkba_panel_free(panel);
    mkba_crosswalk_free(crosswalk);
}
END_TEST

/* ---- years ------------------------------------------------------------------------------------------------ */

static mkba_panel *quarters(void)
{
    static const mkba_indicator known[] = {
        {.name = "in", .kind = MKBA_INDICATOR_FLOW},
        {.name = "stand", .kind = MKBA_INDICATOR_STOCK},
        {.name = "r", .kind = MKBA_INDICATOR_RATE, .numerator = "in", .denominator = "stand", .per = 100}};
    return panel_said(panel_tidy("A,,2020KW01,in,1,,\nA,,2020KW02,in,2,,\nA,,2020KW03,in,3,,\nA,,2020KW04,in,4,,\n"
                                 "A,,2020KW01,stand,10,,\nA,,2020KW02,stand,20,,\nA,,2020KW03,stand,30,,\n"
                                 "A,,2020KW04,stand,40,,\nA,,2020KW01,r,7,,\nA,,2020KW01,los,7,,\nA,,2021KW01,in,9,,\n"
                                 "B,,2020KW01,in,1,,\nB,,2020KW02,in,.,,\nB,,2020KW03,in,3,,\nB,,2020KW04,in,4,,\n"),
                      known, 3);
}

START_TEST(complete_quarters_make_years)
{
    mkba_panel *panel = quarters(), *end = NULL, *mean = NULL, *begin = NULL;
    ck_assert_int_eq(mkba_panel_yearly(panel, "end", NULL, &end, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_yearly(panel, "mean", NULL, &mean, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_yearly(panel, "begin", NULL, &begin, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_period_kind(end), MKBA_PERIOD_YEAR);
    panel_expect(end, "A", "2020", "in", 10, "derived");
    panel_expect(end, "B", "2020", "in", 0, "suppressed");
    panel_expect(end, "A", "2021", "in", 0, "absent"); /* one quarter of four */
    panel_expect(end, "A", "2020", "stand", 40, "derived");
    panel_expect(begin, "A", "2020", "stand", 10, "derived");
    panel_expect(mean, "A", "2020", "stand", 25, "derived");
    panel_expect(mean, "A", "2020", "r", 100 * 10 / 25.0, "derived");
    panel_expect(end, "A", "2020", "los", 0, "undefined");
    ck_assert(has_note(end, "describe it first") && has_note(end, "where all are there"));
    mkba_panel_free(begin);
    mkba_panel_free(mean);
    mkba_panel_free(end);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_makes_no_year_is_refused)
{
    mkba_panel *panel = quarters(), *years = panel_tidy("A,,2020,x,1,,\n"), *no = NULL, *sum = NULL;
    static const mkba_indicator flow = {.name = "x", .kind = MKBA_INDICATOR_FLOW};
    mkba_panel *halves = panel_said(panel_tidy("A,,2020HJ01,x,1,,\nA,,2020HJ02,x,2,,\n"), &flow, 1);
    mkba_error error;
    ck_assert_int_eq(mkba_panel_yearly(panel, NULL, NULL, &no, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "stock");
    ck_assert_int_eq(mkba_panel_yearly(panel, "middle", NULL, &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_yearly(panel, "end", "no", &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_yearly(years, NULL, NULL, &no, &error), MKBA_ERROR_PANEL);
    ck_assert_int_eq(mkba_panel_yearly(halves, NULL, NULL, &no, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "half_years");
    ck_assert_int_eq(mkba_panel_yearly(NULL, NULL, NULL, &no, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_yearly(panel, "end", NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_yearly(halves, NULL, "add up", &sum, NULL), MKBA_OK);
    panel_expect(sum, "A", "2020", "x", 3, "derived");
    ck_assert_ptr_null(no);
    mkba_panel_free(sum);
    mkba_panel_free(halves);
    mkba_panel_free(years);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, derived");
    TCase *sums = tcase_create("regions, totals, rates");
    tcase_add_test(sums, a_region_is_numerators_over_denominators_not_a_mean);
    tcase_add_test(sums, a_missing_member_spreads_or_is_left_out_of_both_parts);
    tcase_add_test(sums, a_region_that_cannot_be_is_refused);
    tcase_add_test(sums, a_sum_beyond_numbers_is_refused);
    tcase_add_test(sums, a_total_adds_what_adds_up);
    tcase_add_test(sums, a_rate_divides_cell_by_cell);
    tcase_add_test(sums, prices_of_other_years_follow_the_index);
    suite_add_tcase(suite, sums);
    TCase *mergers = tcase_create("mergers");
    tcase_add_test(mergers, a_panel_goes_to_a_later_map);
    tcase_add_test(mergers, a_part_that_is_missing_makes_no_sum_of_the_rest);
    tcase_add_test(mergers, what_cannot_be_mapped_is_undefined_or_refused);
    tcase_add_test(mergers, a_crosswalk_that_contradicts_itself_is_refused);
    suite_add_tcase(suite, mergers);
    TCase *real = tcase_create("real figures");
    tcase_add_test(real, the_peel_and_the_nation_from_2017_to_2021);
    tcase_add_test(real, the_real_crosswalk_goes_to_the_map_of_2024);
    suite_add_tcase(suite, real);
    TCase *years = tcase_create("years");
    tcase_add_test(years, complete_quarters_make_years);
    tcase_add_test(years, what_makes_no_year_is_refused);
    suite_add_tcase(suite, years);
    return run_suite(suite);
}
