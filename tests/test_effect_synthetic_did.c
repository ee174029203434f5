/* Synthetic difference-in-differences: Proposition 99 against what its authors' package gives (in $MKBA_SHARED/reference/causal),
 * made panels against another computation (data/effect/synthetic_did.py), small panels by hand, and what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_synthetic_did.h>

#include "base/memory.h"
#include "did.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static bool finds(const mkba_synthetic_did *made, const char *id)
{
    return support_finds(did_synthetic_view(made, MKBA_SYNTHETIC_DID_FINDINGS), id);
}

static double summary(const mkba_synthetic_did *made, const char *column)
{
    return support_first(did_synthetic_view(made, MKBA_SYNTHETIC_DID_SUMMARY), column);
}

static int64_t count(const mkba_synthetic_did *made, const char *column)
{
    return support_first_integer(did_synthetic_view(made, MKBA_SYNTHETIC_DID_SUMMARY), column);
}

/* ---- Proposition 99 ---------------------------------------------------------------------------------------- */

static const char *const CALIFORNIA[] = {"California"};

static mkba_synthetic_did_options california(mkba_synthetic_did_form form, mkba_synthetic_did_solver solver)
{
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "PacksPerCapita";
    options.treated = CALIFORNIA;
    options.n_treated = 1;
    options.start = "1989";
    options.form = form;
    options.solver = solver;
    return options;
}

static mkba_panel *states(void)
{
    return did_study("prop99_synthdid", "State", "Year", ';');
}

/* published.json, prop99_synthdid_0_0_9: what the package of the authors gives, to the digits printed. */
START_TEST(the_search_of_the_authors_gives_what_their_package_gives)
{
    static const double known[] = {-15.6038278727, -19.6196634709, -27.3491110836};
    mkba_panel *panel = states();
    if (panel == NULL)
        return;
    for (int form = 0; form < 3; form++) {
        mkba_synthetic_did_options options = california((mkba_synthetic_did_form) form, MKBA_SYNTHETIC_DID_FRANK_WOLFE);
        options.inference = MKBA_SYNTHETIC_DID_NONE;
        mkba_synthetic_did *made = did_synthetic(panel, &options);
        ck_assert_double_eq_tol(summary(made, "estimate"), known[form], 1e-9);
        ck_assert(finds(made, "not_optimal") == (form != MKBA_SYNTHETIC_DID_EQUAL));
        mkba_synthetic_did_free(made);
    }
    mkba_panel_free(panel);
}
END_TEST

/* The optimum: -15.6053979163 by an active set in Python; their search stops 0.0016 before it. Time weights and ridge are
 * published.json's. */
START_TEST(the_optimum_is_a_little_beyond_where_the_search_of_the_authors_stops)
{
    mkba_panel *panel = states();
    if (panel == NULL)
        return;
    mkba_synthetic_did_options options = california(MKBA_SYNTHETIC_DID_BOTH, MKBA_SYNTHETIC_DID_EXACT);
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_table *path = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PATH);
    ck_assert_double_eq_tol(summary(made, "estimate"), -15.6053979163, 1e-9);
    ck_assert_double_eq_tol(summary(made, "estimate"), -15.6038278727, 2e-3);
    ck_assert_double_eq_tol(summary(made, "ridge"), 19 * 10.22623 * 10.22623, 1e-3);
    ck_assert_double_le(summary(made, "optimality_areas"), 1e-14);
    ck_assert_double_le(summary(made, "optimality_periods"), 1e-14);
    support_expect(path, did_row(path, "period", "1986"), "weight", .366471, 5e-7);
    support_expect(path, did_row(path, "period", "1987"), "weight", .206453, 5e-7);
    support_expect(path, did_row(path, "period", "1988"), "weight", .427076, 5e-7);
    ck_assert_int_eq(count(made, "periods_used"), 3);
    /* The authors draw 200 of these 38 placebos: 8.4, and 9 times in 10 from 8.3 to 10.4; all of them once: */
    ck_assert_double_eq_tol(summary(made, "std_error"), 9.3711800031, 1e-8);
    ck_assert_int_eq(count(made, "placebos"), 38);
    ck_assert_double_eq_tol(summary(made, "p") / summary(made, "p_step"), 2, 1e-12); /* Rhode Island before it */
    mkba_table_free(path);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(without_a_ridge_or_a_constant_it_is_the_synthetic_control)
{
    mkba_panel *panel = states();
    if (panel == NULL)
        return;
    mkba_synthetic_did_options options = california(MKBA_SYNTHETIC_DID_CONTROL, MKBA_SYNTHETIC_DID_EXACT);
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    ck_assert_double_eq_tol(summary(made, "estimate"), -19.51362976, 1e-7); /* published.json, outcome only */
    ck_assert_double_eq_tol(19 * pow(summary(made, "rmspe_before"), 2), 52.12957126, 1e-6);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* ---- against another computation --------------------------------------------------------------------------- */

static double number(const cJSON *from, const char *name)
{
    return cJSON_GetObjectItem(from, name)->valuedouble;
}

static const char *const FIRST[] = {"U00", "U01", "U02", "U03", "U04", "U05", "U06"};

static mkba_panel *made_panel(const cJSON *entry)
{
    const cJSON *row, *value, *sizes = cJSON_GetObjectItem(entry, "sizes");
    char *text = calloc(20000, 4), *end = text;
    int unit = 0, before = (int) number(entry, "before");
    ck_assert_ptr_nonnull(text);
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(entry, "values"))
    {
        int period = 0;
        cJSON_ArrayForEach(value, row) end +=
            sprintf(end, "U%02d,,%d,y,%.10g,,\n", unit, 2000 + period++, value->valuedouble);
        if (sizes != NULL)
            end += sprintf(end, "U%02d,,%d,size,%.10g,,\n", unit, 1999 + before,
                           cJSON_GetArrayItem(sizes, unit)->valuedouble);
        unit++;
    }
    mkba_panel *panel = panel_tidy(text);
    free(text);
    return panel;
}

static void expect_list(const mkba_table *table, size_t first, const char *column, const cJSON *known, double tolerance)
{
    const cJSON *value;
    cJSON_ArrayForEach(value, known) support_expect(table, first++, column, value->valuedouble, tolerance);
}

static void expect_case(const cJSON *entry)
{
    const cJSON *placebo = cJSON_GetObjectItem(entry, "placebo");
    mkba_panel *panel = made_panel(entry);
    mkba_synthetic_did_options options;
    char start[24];
    mkba_synthetic_did_options_init(&options);
    options.n_treated = (size_t) number(entry, "treated");
    sprintf(start, "%d", 2000 + (int) number(entry, "before"));
    options.indicator = "y";
    options.treated = FIRST;
    options.start = start;
    options.level = 0.8;
    options.population = cJSON_HasObjectItem(entry, "sizes") ? "size" : NULL;
    options.inference = placebo != NULL                           ? MKBA_SYNTHETIC_DID_PLACEBO
                        : cJSON_HasObjectItem(entry, "jackknife") ? MKBA_SYNTHETIC_DID_JACKKNIFE
                                                                  : MKBA_SYNTHETIC_DID_NONE;
    ck_assert_int_eq(
        mkba_synthetic_did_form_from_name(cJSON_GetObjectItem(entry, "form")->valuestring, &options.form, NULL),
        MKBA_OK);
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_table *path = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PATH),
               *areas = did_synthetic_view(made, MKBA_SYNTHETIC_DID_AREAS);
    ck_assert_double_eq_tol(summary(made, "estimate"), number(entry, "estimate"), 1e-9);
    expect_list(path, 0, "gap", cJSON_GetObjectItem(entry, "gaps"), 1e-9);
    expect_list(path, 0, "weight", cJSON_GetObjectItem(entry, "periods"), 1e-9);
    expect_list(areas, options.n_treated, "weight", cJSON_GetObjectItem(entry, "areas"), 1e-9);
    if (placebo != NULL) {
        ck_assert_double_eq_tol(summary(made, "std_error"), number(placebo, "std_error"), 1e-8);
        ck_assert_double_eq_tol(summary(made, "p"), number(placebo, "p"), 1e-14);
        ck_assert_double_eq_tol(summary(made, "high") - summary(made, "estimate"), number(placebo, "half_80"), 1e-8);
        ck_assert_double_eq_tol(summary(made, "estimate") - summary(made, "low"), number(placebo, "half_80"), 1e-8);
    }
    if (cJSON_HasObjectItem(entry, "jackknife"))
        ck_assert_double_eq_tol(summary(made, "std_error"), number(entry, "jackknife"), 1e-8);
    mkba_table_free(path);
    mkba_table_free(areas);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
}

START_TEST(made_panels_give_what_another_computation_gives)
{
    char *text = support_data("effect/synthetic_did.json", NULL);
    mkba_i_json *data = support_json(text);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(mkba_i_json_root(data), "cases")) expect_case(entry);
    mkba_i_json_free(data);
    free(text);
}
END_TEST

/* ---- by hand ----------------------------------------------------------------------------------------------- */

/* A and B rise by 1 and 3 after 2018, the donors by 1 each; F lacks 2019. */
static const char SMALL[] = "A,Aa,2017,y,10,,\nA,,2018,y,12,,\nA,,2019,y,14,,\nA,,2020,y,16,,\n"
                            "B,,2017,y,20,,\nB,,2018,y,22,,\nB,,2019,y,26,,\nB,,2020,y,.,,\n"
                            "C,,2017,y,1,,\nC,,2018,y,3,,\nC,,2019,y,4,,\nC,,2020,y,5,,\n"
                            "D,,2017,y,2,,\nD,,2018,y,4,,\nD,,2019,y,5,,\nD,,2020,y,6,,\n"
                            "E,,2017,y,3,,\nE,,2018,y,5,,\nE,,2019,y,6,,\nE,,2020,y,7,,\n"
                            "F,,2017,y,3,,\nF,,2018,y,5,,\nF,,2019,y,.,,\nF,,2020,y,7,,\n"
                            "G,,2017,y,4,,\nG,,2018,y,6,,\nG,,2019,y,7,,\nG,,2020,y,8,,\n";
static const char *const BOTH[] = {"A", "B"};

START_TEST(the_effect_is_the_mean_change_beside_that_of_the_donors)
{
    mkba_panel *panel = panel_tidy(SMALL);
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "y";
    options.treated = BOTH;
    options.n_treated = 2;
    options.start = "2019";
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_panel_free(panel); /* nothing of it is held */
    mkba_table *path = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PATH),
               *areas = did_synthetic_view(made, MKBA_SYNTHETIC_DID_AREAS);
    mkba_table *placebos = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PLACEBOS);
    ck_assert_double_eq_tol(summary(made, "estimate"), 2, 1e-12); /* 2020 does not count: B has no figure */
    ck_assert_int_eq(count(made, "periods_after"), 1);
    support_expect(path, 2, "observed", 20, 1e-12);
    support_expect(path, 2, "counterfactual", 18, 1e-12);
    ck_assert(support_missing(path, 3, "gap") && support_missing(path, 3, "observed"));
    ck_assert(support_missing(path, 2, "weight"));
    ck_assert_str_eq(support_text(areas, 0, "role"), "treated");
    ck_assert_str_eq(support_text(areas, 0, "name"), "Aa");
    support_expect(areas, 1, "weight", 0.5, 0);
    support_expect(areas, 2, "weight", 0.25, 1e-12);
    ck_assert_str_eq(support_text(areas, did_row(areas, "area", "F"), "role"), "left out");
    ck_assert_str_eq(support_text(areas, did_row(areas, "area", "F"), "note"), "y of 2019 suppressed");
    ck_assert_uint_eq(mkba_table_n_rows(placebos), 200 * 2);
    ck_assert(support_missing(placebos, 0, "area") && support_missing(placebos, 1, "period"));
    support_expect(placebos, 399, "gap", 0, 1e-12);
    ck_assert(finds(made, "no_figure") && finds(made, "left_out") && finds(made, "few_treated") &&
              finds(made, "no_noise") && finds(made, "sizes_ignored"));
    mkba_table_free(path);
    mkba_table_free(areas);
    mkba_table_free(placebos);
    mkba_synthetic_did_free(made);
}
END_TEST

static mkba_synthetic_did *placed(const cJSON *entry, size_t n_treated, mkba_synthetic_did_inference inference,
                                  uint64_t seed)
{
    mkba_panel *panel = made_panel(entry);
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "y";
    options.treated = FIRST;
    options.n_treated = n_treated;
    options.start = "2007";
    options.inference = inference;
    options.seed = seed;
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_panel_free(panel);
    return made;
}

/* The fifth made panel: 6 treated, 15 donors. Of one treated all 20 are placebos, and of 40 draws from two none is another. */
START_TEST(placebos_and_samples_follow_from_the_seed_alone)
{
    char *text = support_data("effect/synthetic_did.json", NULL);
    mkba_i_json *data = support_json(text);
    const cJSON *entry = cJSON_GetArrayItem(cJSON_GetObjectItem(mkba_i_json_root(data), "cases"), 4);
    for (int inference = 0; inference < 4; inference += 3) {
        mkba_synthetic_did *made[3];
        for (size_t i = 0; i < 3; i++)
            made[i] = placed(entry, 6, (mkba_synthetic_did_inference) inference, 1 + i / 2);
        ck_assert_double_eq(summary(made[0], "std_error"), summary(made[1], "std_error"));
        ck_assert_double_ne(summary(made[0], "std_error"), summary(made[2], "std_error"));
        ck_assert_double_eq_tol(summary(made[0], "std_error"), summary(made[2], "std_error"),
                                0.3 * summary(made[0], "std_error"));
        ck_assert_double_eq(summary(made[0], "estimate"), summary(made[2], "estimate"));
        for (size_t i = 0; i < 3; i++)
            mkba_synthetic_did_free(made[i]);
    }
    mkba_synthetic_did *one = placed(entry, 1, MKBA_SYNTHETIC_DID_PLACEBO, 1);
    mkba_table *placebos = did_synthetic_view(one, MKBA_SYNTHETIC_DID_PLACEBOS);
    ck_assert_int_eq(count(one, "placebos"), 20);
    ck_assert_uint_eq(mkba_table_n_rows(placebos), 20 * 4);
    ck_assert_str_eq(support_text(placebos, 0, "area"), "U01");
    double mean = 0;
    for (size_t row = 0; row < 3; row++)
        mean += support_real(placebos, row, "gap") / 3;
    support_expect(placebos, 3, "gap", mean, 1e-12);
    ck_assert(isfinite(summary(one, "low"))); /* 21 placings bear a level of 0.95 */
    mkba_table_free(placebos);
    mkba_synthetic_did_free(one);
    mkba_i_json_free(data);
    free(text);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const cJSON *entry)
{
    const cJSON *from = cJSON_GetObjectItem(entry, "options"), *chosen;
    const char *name = cJSON_GetObjectItem(entry, "name")->valuestring;
    did_options like;
    cJSON *plain = cJSON_Duplicate(from, true);
    cJSON_DeleteItemFromObject(plain, "inference");
    did_options_read(&like, plain);
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = like.options.indicator;
    options.treated = like.options.treated;
    options.n_treated = like.options.n_treated;
    options.donors = like.options.donors;
    options.n_donors = like.options.n_donors;
    options.start = like.options.start;
    options.starts = like.options.starts;
    options.n_starts = like.options.n_starts;
    options.covariates = like.options.covariates;
    options.n_covariates = like.options.n_covariates;
    options.population = like.options.population;
    options.level = like.options.level;
    if ((chosen = cJSON_GetObjectItem(from, "replicates")) != NULL)
        options.replicates = (size_t) chosen->valuedouble;
    if ((chosen = cJSON_GetObjectItem(from, "form")) != NULL)
        options.form = (mkba_synthetic_did_form) (int) chosen->valuedouble;
    if ((chosen = cJSON_GetObjectItem(from, "solver")) != NULL)
        options.solver = (mkba_synthetic_did_solver) (int) chosen->valuedouble;
    chosen = cJSON_GetObjectItem(from, "inference");
    if (cJSON_IsNumber(chosen))
        options.inference = (mkba_synthetic_did_inference) (int) chosen->valuedouble;
    else if (chosen != NULL)
        ck_assert_int_eq(mkba_synthetic_did_inference_from_name(chosen->valuestring, &options.inference, NULL),
                         MKBA_OK);
    mkba_synthetic_did *made = NULL;
    mkba_error error;
    mkba_status status = mkba_panel_synthetic_did(panel, &options, &made, &error);
    ck_assert_msg(status != MKBA_OK, "%s is not refused", name);
    ck_assert_ptr_null(made);
    ck_assert_msg(strcmp(mkba_status_name(status), cJSON_GetObjectItem(entry, "status")->valuestring) == 0 &&
                      strcmp(error.where, cJSON_GetObjectItem(entry, "where")->valuestring) == 0 &&
                      strstr(error.message, cJSON_GetObjectItem(entry, "message")->valuestring) != NULL,
                  "%s: %s: %s: %s", name, mkba_status_name(status), error.where, error.message);
    cJSON_Delete(plain);
}

START_TEST(what_bears_no_estimate_is_refused_with_its_place)
{
    char *text = support_data("effect/synthetic_did_refused.json", NULL);
    mkba_i_json *data = support_json(text);
    mkba_panel *panel = did_panel(cJSON_GetObjectItem(mkba_i_json_root(data), "lines"));
    const cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(mkba_i_json_root(data), "refused")) expect_refused(panel, entry);
    mkba_panel_free(panel);
    mkba_i_json_free(data);
    free(text);
}
END_TEST

START_TEST(pointers_that_are_missing_are_refused)
{
    mkba_panel *panel = panel_tidy(SMALL);
    mkba_synthetic_did_options options;
    mkba_synthetic_did *made = NULL;
    mkba_table *table = NULL;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "y";
    options.treated = BOTH;
    options.n_treated = 1;
    options.start = "2019";
    ck_assert_int_eq(mkba_panel_synthetic_did(NULL, &options, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_did(panel, NULL, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_did(panel, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    options.n_covariates = 1;
    ck_assert_int_eq(mkba_panel_synthetic_did(panel, &options, &made, NULL), MKBA_ERROR_ARGUMENT);
    options.n_covariates = 0;
    made = did_synthetic(panel, &options);
    ck_assert_int_eq(mkba_synthetic_did_table(made, (mkba_synthetic_did_view) 9, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_synthetic_did_table(NULL, MKBA_SYNTHETIC_DID_PATH, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_synthetic_did_table(made, MKBA_SYNTHETIC_DID_PATH, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_synthetic_did_free(made);
    mkba_synthetic_did_free(NULL);
    mkba_panel_free(panel);
}
END_TEST

#define EXPECT_NAMES(type, n)                                                                                          \
  for (int i = 0; i < (n); i++) {                                                                                      \
    type found;                                                                                                        \
    ck_assert_int_eq(type##_from_name(type##_name((type) i), &found, NULL), MKBA_OK);                                  \
    ck_assert_int_eq(found, i);                                                                                        \
    ck_assert_int_eq(type##_from_name("nothing like it", &found, NULL), MKBA_ERROR_UNKNOWN);                           \
  }

START_TEST(views_and_choices_have_names){
    EXPECT_NAMES(mkba_synthetic_did_form, 3) EXPECT_NAMES(mkba_synthetic_did_solver, 2)
        EXPECT_NAMES(mkba_synthetic_did_inference, 4) EXPECT_NAMES(mkba_synthetic_did_view, 8)} END_TEST

    int main(void)
{
    Suite *suite = suite_create("synthetic difference-in-differences");
    TCase *all = tcase_create("all");
    tcase_add_test(all, the_search_of_the_authors_gives_what_their_package_gives);
    tcase_add_test(all, the_optimum_is_a_little_beyond_where_the_search_of_the_authors_stops);
    tcase_add_test(all, without_a_ridge_or_a_constant_it_is_the_synthetic_control);
    tcase_add_test(all, made_panels_give_what_another_computation_gives);
    tcase_add_test(all, the_effect_is_the_mean_change_beside_that_of_the_donors);
    tcase_add_test(all, placebos_and_samples_follow_from_the_seed_alone);
    tcase_add_test(all, what_bears_no_estimate_is_refused_with_its_place);
    tcase_add_test(all, pointers_that_are_missing_are_refused);
    tcase_add_test(all, views_and_choices_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
