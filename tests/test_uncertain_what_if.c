/* Tornado, two-way tables and break-even values: against figures worked out elsewhere. What is refused, also of the smallest
 * joint change. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/uncertain_what_if.h>

#include "run_suite.h"
#include "support.h"

static mkba_case *what_if;

static void set_up(void)
{
    what_if = support_case("../uncertain/what_if");
}

static void tear_down(void)
{
    mkba_case_free(what_if);
}

static void good(mkba_status status, const mkba_error *error)
{
    if (status != MKBA_OK)
        ck_abort_msg("%s", error->message);
}

/* The row of a parameter in an alternative, the nth of them. */
static size_t row_of(const mkba_table *table, const char *alternative, const char *parameter, size_t nth)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, "alternative"), alternative) == 0 &&
            strcmp(support_text(table, row, "parameter"), parameter) == 0 && nth-- == 0)
            return row;
    ck_abort_msg("no row of %s in %s", parameter, alternative);
}

static void near(double found, double expected, double relative)
{
    ck_assert_double_le(fabs(found - expected), relative * fabs(expected));
}

/* ---- tornado --------------------------------------------------------------------------------------------- */

/* Normal quantiles at 5 % lie 1.6448536269514722 standard deviations from the mean. */
START_TEST(a_tornado_of_a_product_is_that_by_hand)
{
    mkba_table *table = NULL;
    mkba_error error;
    good(mkba_case_tornado(what_if, NULL, &table, &error), &error);
    size_t first = row_of(table, "balk", "sterkte", 0);
    ck_assert_uint_eq(first, 0);
    ck_assert_str_eq(support_text(table, first, "unit"), "EUR/jaar");
    near(support_real(table, first, "low"), 38 - 1.6448536269514722 * 3.8, 1e-12);
    near(support_real(table, first, "outcome_low"), (38 - 1.6448536269514722 * 3.8) * 54 - 1140, 1e-12);
    near(support_real(table, first, "swing"), 2 * 1.6448536269514722 * 3.8 * 54, 1e-12);
    near(support_real(table, first, "share"), 0.8, 1e-12); /* (3.8 x 54)^2 beside (2.7 x 38)^2 */
    size_t joint = row_of(table, "deel", "samen", 0);
    ck_assert(support_missing(table, joint, "low"));
    near(support_real(table, joint, "outcome_low"), 55 - 2 + 0.2, 1e-12); /* type 7 of 8, 9, 10, 11, 12 at 5 % */
    size_t factor = row_of(table, "deel", "golf", 0);
    near(support_real(table, factor, "value"), 1, 1e-12);
    near(support_real(table, factor, "outcome_high"), 40 + 15 * 1.45 + 10 - 10, 1e-12);
    mkba_table_free(table);
}
END_TEST

START_TEST(bounds_take_the_place_of_quantiles_and_bring_others_in)
{
    static const mkba_bounds bounds[] = {{"last", 1000, 2100}, {"modulus", 50, 60}};
    mkba_tornado_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_tornado_options_init(&options);
    options.bounds = bounds;
    options.n_bounds = 2;
    options.scenario = "sterk";
    good(mkba_case_tornado(what_if, &options, &table, &error), &error);
    ck_assert_uint_eq(row_of(table, "balk", "last", 0), 0);
    ck_assert_double_eq(support_real(table, 0, "outcome"), 50 * 54 - 1140);
    ck_assert_double_eq(support_real(table, 0, "outcome_low"), 50 * 54 - 1000);
    ck_assert_double_eq(support_real(table, row_of(table, "balk", "modulus", 0), "outcome_high"), 50 * 60 - 1140);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) /* the scenario says what it is */
        ck_assert_str_ne(support_text(table, row, "parameter"), "sterkte");
    mkba_table_free(table);
}
END_TEST

START_TEST(a_tornado_of_bcr_says_where_there_is_none)
{
    mkba_tornado_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_tornado_options_init(&options);
    options.measure = "bcr";
    good(mkba_case_tornado(what_if, &options, &table, &error), &error);
    near(support_real(table, row_of(table, "balk", "sterkte", 0), "outcome"), 38.0 * 54 / 1140, 1e-12);
    size_t none = row_of(table, "kromme", "vraag", 0);
    ck_assert(support_missing(table, none, "outcome"));
    ck_assert(support_missing(table, none, "swing"));
    mkba_table_free(table);
}
END_TEST

/* ---- break-even ------------------------------------------------------------------------------------------ */

START_TEST(every_root_of_a_cubic_is_found)
{
    static const double roots[] = {1, 4, 9};
    mkba_table *table = NULL;
    mkba_error error;
    good(mkba_case_break_even(what_if, "vraag", NULL, &table, &error), &error);
    for (size_t i = 0; i < 3; i++) {
        size_t row = row_of(table, "kromme", "vraag", i);
        ck_assert_str_eq(support_text(table, row, "found"), "bracket");
        near(support_real(table, row, "break_even"), roots[i], 1e-15);
        near(support_real(table, row, "probability"), roots[i] / 10, 1e-12);
        ck_assert_double_le(fabs(support_real(table, row, "residual")), 1e-12);
    }
    ck_assert_str_eq(support_text(table, row_of(table, "balk", "vraag", 0), "found"), "no effect");
    size_t none = row_of(table, "deel", "vraag", 0);
    ck_assert_str_eq(support_text(table, none, "found"), "none");
    ck_assert(support_missing(table, none, "break_even"));
    ck_assert_double_eq(support_real(table, none, "outcome_low"), 65);
    ck_assert_double_eq(support_real(table, none, "outcome_high"), 55);
    mkba_table_free(table);
}
END_TEST

START_TEST(what_is_linear_is_solved_wherever_its_root_lies)
{
    static const mkba_bounds bounds[] = {{"aandeel", 0, 1}};
    mkba_break_even_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_break_even_options_init(&options);
    options.bounds = bounds;
    options.n_bounds = 1;
    options.alternative = "deel";
    good(mkba_case_break_even(what_if, NULL, &options, &table, &error), &error);
    size_t row = row_of(table, "deel", "aandeel", 0);
    ck_assert_str_eq(support_text(table, row, "found"), "linear");
    near(support_real(table, row, "break_even"), -0.15, 1e-12);
    ck_assert(support_missing(table, row, "probability"));
    near(support_real(table, row_of(table, "deel", "golf", 0), "break_even"), -40.0 / 15, 1e-12);
    options.against = "balk"; /* 100 a + 15 = 912 */
    mkba_table_free(table);
    good(mkba_case_break_even(what_if, "aandeel", &options, &table, &error), &error);
    near(support_real(table, 0, "break_even"), 8.97, 1e-12);
    options.against = NULL;
    options.actor = "rijk"; /* pays 10 and receives the rest: so it is all of it */
    mkba_table_free(table);
    good(mkba_case_break_even(what_if, "aandeel", &options, &table, &error), &error);
    near(support_real(table, 0, "break_even"), -0.15, 1e-12);
    mkba_table_free(table);
}
END_TEST

/* The product of two independent normals has the mean of the product; min(10, 2 x) of a uniform x has 7.5. */
START_TEST(with_draws_the_outcome_is_a_mean)
{
    mkba_break_even_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_break_even_options_init(&options);
    options.draws = 1 << 14;
    good(mkba_case_break_even(what_if, "aandeel", &options, &table, &error), &error);
    near(support_real(table, row_of(table, "deel", "aandeel", 0), "outcome"), 57.5, 1e-4);
    near(support_real(table, row_of(table, "deel", "aandeel", 0), "break_even"), -0.175, 1e-3);
    near(support_real(table, row_of(table, "kromme", "aandeel", 0), "outcome"), -7.0 - 2.0 / 3, 1e-4);
    mkba_table_free(table);
}
END_TEST

/* Of 100 b and -60, overlapping, the larger counts fully and the other for a: at b = 0.6 that turns about. */
START_TEST(a_jump_is_no_root_and_what_cannot_be_is_said)
{
    static const char text[] =
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2026], \"price_year\": 2026, "
        "\"discount\": {\"rate\": 0.03}, \"alternatives\": {\"n\": {\"null\": true}, \"p\": {}}, \"timing\": \"begin\", "
        "\"parameters\": {\"a\": {\"distribution\": {\"uniform\": [0.1, 0.4]}}, "
        "\"b\": {\"distribution\": {\"uniform\": [0.5, 0.9]}}}, "
        "\"overlap\": {\"g\": {\"alpha\": \"a\"}}, \"lines\": ["
        "{\"id\": \"x\", \"kind\": \"benefit\", \"value\": \"100 * b\", \"overlap\": \"g\"}, "
        "{\"id\": \"y\", \"kind\": \"benefit\", \"value\": -60, \"overlap\": \"g\"}]}";
    mkba_case *mkba = support_parse(text);
    mkba_table *table = NULL;
    mkba_error error;
    good(mkba_case_break_even(mkba, "b", NULL, &table, &error), &error);
    ck_assert_str_eq(support_text(table, 0, "found"), "jump");
    near(support_real(table, 0, "break_even"), 0.6, 1e-11);
    mkba_table_free(table);
    /* 70 - 60 a: and an alpha lies from 0 to 1 */
    good(mkba_case_break_even(mkba, "a", NULL, &table, &error), &error);
    near(support_real(table, 0, "break_even"), 7.0 / 6, 1e-12);
    ck_assert_int_eq(support_integer(table, 0, "possible"), 0);
    ck_assert(support_missing(table, 0, "residual"));
    mkba_table_free(table);
    mkba_case_free(mkba);
}
END_TEST

/* Beside the brief: the switching values of sixty parameters at which the mean of npv is 0. */
START_TEST(the_switching_values_of_the_reference_are_met)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[512];
    snprintf(path, sizeof path, "%s/reference/uncertainty/effects40x20.json", shared == NULL ? "" : shared);
    char *text = support_file(path, NULL);
    if (text == NULL) {
        printf("# SKIP switching values of the reference: MKBA_SHARED names no folder with reference/ in it\n");
        return;
    }
    snprintf(path, sizeof path, "%s/reference/uncertainty/oracle_effects40x20.csv", shared);
    char *oracle = support_file(path, NULL);
    mkba_case *mkba = support_parse(text);
    mkba_break_even_options options;
    mkba_table *table = NULL;
    mkba_error error;
    size_t n = 0;
    mkba_break_even_options_init(&options);
    options.draws = 1 << 13;
    good(mkba_case_break_even(mkba, NULL, &options, &table, &error), &error);
    for (char *line = strchr(oracle, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n'), n++) {
        char name[64], kind[64], last[64];
        double mean, sd, unused;
        ck_assert_int_eq(sscanf(line + 1, "%63[^,],%63[^,],%lf,%lf,%lf,%lf,%lf,%63s", name, kind, &mean, &sd, &unused,
                                &unused, &unused, last),
                         8);
        size_t row = row_of(table, "pakket", name, 0);
        if (strcmp(last, "nan") == 0) {
            ck_assert_str_eq(support_text(table, row, "found"), "none");
            continue;
        }
        double expected = strtod(last, NULL), found = support_real(table, row, "break_even");
        if (fabs(found - expected) > 2e-3 * fabs(expected - mean))
            ck_abort_msg("%s: %.10g and not %.10g", name, found, expected);
    }
    ck_assert_uint_eq(n, 60);
    mkba_table_free(table);
    mkba_case_free(mkba);
    free(oracle);
    free(text);
}
END_TEST

/* ---- two-way --------------------------------------------------------------------------------------------- */

START_TEST(a_two_way_table_shows_the_outcome_and_where_it_turns)
{
    static const double first[] = {20, 30, 40}, second[] = {30, 40, 57};
    mkba_two_way_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_two_way_options_init(&options);
    options.alternative = "balk";
    options.first = first;
    options.second = second;
    options.n_first = options.n_second = 3;
    good(mkba_case_two_way(what_if, "sterkte", "modulus", &options, &table, &error), &error);
    ck_assert_uint_eq(mkba_table_n_rows(table), 9);
    for (size_t row = 0; row < 9; row++) {
        double x = first[row / 3], y = second[row % 3];
        ck_assert_double_eq(support_real(table, row, "first"), x);
        ck_assert_double_eq(support_real(table, row, "second"), y);
        ck_assert_double_eq(support_real(table, row, "outcome"), x * y - 1140);
        bool turns = x * 1140 / x > 0 && y < 57 && x * y < 1140 && x * second[row % 3 + 1] > 1140;
        if (x * y == 1140) /* 20 x 57 */
            ck_assert_double_eq(support_real(table, row, "zero"), y);
        else if (turns)
            near(support_real(table, row, "zero"), 1140 / x, 1e-15);
        else
            ck_assert(support_missing(table, row, "zero"));
    }
    mkba_table_free(table);
    good(mkba_case_two_way(what_if, "sterkte", "modulus", NULL, &table, &error), &error);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3 * 25);
    mkba_table_free(table);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static void check_refused(mkba_status status, const mkba_error *error, mkba_status expected, const char *where,
                          const char *says)
{
    if (status != expected || strcmp(error->where, where) != 0 || strstr(error->message, says) == NULL)
        ck_abort_msg("%d at %s: %s", status, error->where, error->message);
}

START_TEST(what_cannot_move_is_refused)
{
    static const struct {
        const char *parameter;
        mkba_status status;
        const char *where, *says;
    } refused[] = {
        {"sterke", MKBA_ERROR_UNKNOWN, "parameter", "did you mean \"sterkte\""},
        {"afgeleid", MKBA_ERROR_CASE, "/parameters/afgeleid", "worked out from others"},
        {"reeks", MKBA_ERROR_CASE, "/parameters/reeks", "number per year"},
        {"samen", MKBA_ERROR_CASE, "/parameters/samen", "joint draws"},
        {"nul", MKBA_ERROR_ARGUMENT, "bounds", "its value is 0"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        mkba_table *table = NULL;
        mkba_error error;
        mkba_status status = mkba_case_break_even(what_if, refused[i].parameter, NULL, &table, &error);
        check_refused(status, &error, refused[i].status, refused[i].where, refused[i].says);
        ck_assert_ptr_null(table);
    }
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    static const mkba_bounds wrong[] = {{"last", 2, 1}}, twice[] = {{"last", 1, 2}, {"last", 1, 2}},
                             nameless[] = {{NULL, 1, 2}};
    static const double falling[] = {2, 1};
    static const char *const names[] = {"sterkte", "sterkte"}, *const without[] = {"aandeel"}, *const zero[] = {"nul"};
    mkba_table *table = NULL;
    mkba_error error;
    mkba_tornado_options t;
    mkba_tornado_options_init(&t);
    t.low = 0.95;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "high", "below high");
    mkba_tornado_options_init(&t);
    t.measure = "irr";
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_UNKNOWN, "measure", "irr");
    t.measure = "bcr";
    t.actor = "rijk";
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "actor", "no bcr");
    mkba_tornado_options_init(&t);
    t.n_bounds = 1;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "bounds", "NULL");
    t.bounds = wrong;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "bounds", "below");
    t.bounds = nameless;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "bounds", "NULL");
    t.bounds = twice;
    t.n_bounds = 2;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "bounds", "twice");
    mkba_tornado_options_init(&t);
    t.actor = "niemand";
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_UNKNOWN, "actor", "no actor");
    t.actor = NULL;
    t.scenario = "zwak";
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_UNKNOWN, "scenario", "zwak");
    t.size = 1;
    check_refused(mkba_case_tornado(what_if, &t, &table, &error), &error, MKBA_ERROR_ARGUMENT, "options", "init");
    mkba_two_way_options w;
    mkba_two_way_options_init(&w);
    check_refused(mkba_case_two_way(what_if, "vraag", "vraag", &w, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "second", "another");
    check_refused(mkba_case_two_way(what_if, "vraag", "last", &w, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "second", "no distribution");
    w.steps = 1;
    check_refused(mkba_case_two_way(what_if, "vraag", "sterkte", &w, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "steps", "2 to 200");
    mkba_two_way_options_init(&w);
    w.first = falling;
    w.n_first = 2;
    check_refused(mkba_case_two_way(what_if, "vraag", "sterkte", &w, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "first", "ascend");
    w.n_first = 0;
    check_refused(mkba_case_two_way(what_if, "vraag", "sterkte", &w, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "first", "no value");
    w.first = NULL;
    w.alternative = "bal";
    check_refused(mkba_case_two_way(what_if, "vraag", "sterkte", &w, &table, &error), &error, MKBA_ERROR_UNKNOWN,
                  "alternative", "did you mean \"balk\"");
    w.alternative = NULL;
    w.against = "zonder";
    check_refused(mkba_case_two_way(what_if, "vraag", "sterkte", &w, &table, &error), &error, MKBA_ERROR_UNKNOWN,
                  "against", "no policy alternative");
    mkba_break_even_options b;
    mkba_break_even_options_init(&b);
    b.draws = 1000000000;
    check_refused(mkba_case_break_even(what_if, NULL, &b, &table, &error), &error, MKBA_ERROR_ARGUMENT, "draws",
                  "at most");
    mkba_joint_options j;
    mkba_joint_options_init(&j);
    j.n_parameters = 2;
    check_refused(mkba_case_joint_break_even(what_if, &j, &table, &error), &error, MKBA_ERROR_ARGUMENT, "parameters",
                  "NULL");
    j.parameters = names;
    j.n_parameters = 0;
    check_refused(mkba_case_joint_break_even(what_if, &j, &table, &error), &error, MKBA_ERROR_ARGUMENT, "parameters",
                  "at least one");
    j.n_parameters = 2;
    check_refused(mkba_case_joint_break_even(what_if, &j, &table, &error), &error, MKBA_ERROR_ARGUMENT, "parameters",
                  "twice");
    j.parameters = without;
    j.n_parameters = 1;
    check_refused(mkba_case_joint_break_even(what_if, &j, &table, &error), &error, MKBA_ERROR_ARGUMENT, "parameters",
                  "standard deviations");
    j.parameters = zero;
    j.relative = true;
    check_refused(mkba_case_joint_break_even(what_if, &j, &table, &error), &error, MKBA_ERROR_ARGUMENT, "relative",
                  "is 0");
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(nothing_is_an_argument_error)
{
    mkba_table *table = NULL;
    mkba_error error;
    check_refused(mkba_case_tornado(NULL, NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT, "mkba", "NULL");
    check_refused(mkba_case_tornado(what_if, NULL, NULL, &error), &error, MKBA_ERROR_ARGUMENT, "table", "NULL");
    check_refused(mkba_case_two_way(what_if, NULL, "vraag", NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT, "first",
                  "NULL");
    check_refused(mkba_case_two_way(what_if, "vraag", NULL, NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT,
                  "second", "NULL");
    check_refused(mkba_case_break_even(NULL, NULL, NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT, "mkba", "NULL");
    check_refused(mkba_case_break_even(what_if, NULL, NULL, NULL, &error), &error, MKBA_ERROR_ARGUMENT, "table",
                  "NULL");
    check_refused(mkba_case_joint_break_even(NULL, NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT, "mkba", "NULL");
    check_refused(mkba_case_joint_break_even(what_if, NULL, NULL, &error), &error, MKBA_ERROR_ARGUMENT, "table",
                  "NULL");
    ck_assert_int_eq(mkba_case_tornado(NULL, NULL, NULL, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

START_TEST(a_point_that_has_no_outcome_is_named)
{
    static const char text[] =
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2026, "
        "\"discount\": {\"rate\": \"r\"}, \"alternatives\": {\"n\": {\"null\": true}, \"p\": {}}, "
        "\"parameters\": {\"r\": {\"value\": 0.03}}, "
        "\"lines\": [{\"id\": \"x\", \"kind\": \"benefit\", \"value\": 100}]}";
    static const mkba_bounds bounds[] = {{"r", -2, 1}};
    mkba_case *mkba = support_parse(text);
    mkba_tornado_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_tornado_options_init(&options);
    options.bounds = bounds;
    options.n_bounds = 1;
    check_refused(mkba_case_tornado(mkba, &options, &table, &error), &error, MKBA_ERROR_EVALUATION, "/discount",
                  "point \"r = -2\": discount: its rate is -2 and must lie above -1");
    mkba_case_free(mkba);
}
END_TEST

/* x may be below 0, where its logarithm is not; z is always 3. */
START_TEST(what_cannot_be_sought_is_a_row_that_says_why)
{
    static const char text[] =
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2026], \"price_year\": 2026, "
        "\"timing\": \"begin\", \"discount\": {\"rate\": 0}, \"alternatives\": {\"n\": {\"null\": true}, \"p\": {}}, "
        "\"parameters\": {\"x\": {\"distribution\": {\"uniform\": [-1, 3]}}, \"y\": {\"distribution\": {\"uniform\": [0, 4]}}, "
        "\"z\": {\"distribution\": {\"discrete\": {\"values\": [3], \"weights\": [1]}}}}, "
        "\"lines\": [{\"id\": \"b\", \"kind\": \"benefit\", \"value\": \"log(x) + y - z\"}]}";
    mkba_case *mkba = support_parse(text);
    mkba_table *table = NULL;
    mkba_error error;
    good(mkba_case_break_even(mkba, NULL, NULL, &table, &error), &error);
    size_t x = row_of(table, "p", "x", 0), z = row_of(table, "p", "z", 0);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    near(support_real(table, row_of(table, "p", "y", 0), "break_even"), 3, 1e-12); /* log(1) + 3 - 3 */
    ck_assert_str_eq(support_text(table, x, "found"), "failed");
    ck_assert_ptr_nonnull(strstr(support_text(table, x, "why"), "x = -1"));
    near(support_real(table, x, "outcome"), -1, 1e-12);
    near(support_real(table, x, "outcome_high"), log(3) - 1, 1e-12);
    ck_assert(support_missing(table, x, "outcome_low") && support_missing(table, x, "break_even"));
    ck_assert_ptr_nonnull(strstr(support_text(table, z, "why"), "one value"));
    mkba_table_free(table);
    table = NULL;
    check_refused(mkba_case_break_even(mkba, "x", NULL, &table, &error), &error, MKBA_ERROR_EVALUATION,
                  "/lines/0/value", "x = -1");
    check_refused(mkba_case_break_even(mkba, "z", NULL, &table, &error), &error, MKBA_ERROR_ARGUMENT, "bounds",
                  "one value");
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain what if");
    TCase *tables = tcase_create("tables");
    tcase_add_checked_fixture(tables, set_up, tear_down);
    tcase_add_test(tables, a_tornado_of_a_product_is_that_by_hand);
    tcase_add_test(tables, bounds_take_the_place_of_quantiles_and_bring_others_in);
    tcase_add_test(tables, a_tornado_of_bcr_says_where_there_is_none);
    tcase_add_test(tables, every_root_of_a_cubic_is_found);
    tcase_add_test(tables, what_is_linear_is_solved_wherever_its_root_lies);
    tcase_add_test(tables, with_draws_the_outcome_is_a_mean);
    tcase_add_test(tables, a_jump_is_no_root_and_what_cannot_be_is_said);
    tcase_add_test(tables, the_switching_values_of_the_reference_are_met);
    tcase_add_test(tables, a_two_way_table_shows_the_outcome_and_where_it_turns);
    suite_add_tcase(suite, tables);
    TCase *errors = tcase_create("errors");
    tcase_add_checked_fixture(errors, set_up, tear_down);
    tcase_add_test(errors, what_cannot_move_is_refused);
    tcase_add_test(errors, options_out_of_range_are_refused);
    tcase_add_test(errors, nothing_is_an_argument_error);
    tcase_add_test(errors, a_point_that_has_no_outcome_is_named);
    tcase_add_test(errors, what_cannot_be_sought_is_a_row_that_says_why);
    suite_add_tcase(suite, errors);
    return run_suite(suite);
}
