/* Synthetic control: Proposition 99 against what others published and computed (in $MKBA_SHARED/reference/causal), the Peel on
 * the real panel, small panels by hand, and what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_synthetic.h>

#include "base/memory.h"
#include "effects.h"
#include "panel.h"
#include "peel.h"
#include "prop99.h"
#include "run_suite.h"
#include "support.h"

static mkba_table *table_of(const mkba_synthetic *made, mkba_synthetic_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_synthetic_table(made, view, &table, NULL), MKBA_OK);
    return table;
}

static bool finds(const mkba_synthetic *made, const char *id)
{
    return support_finds(table_of(made, MKBA_SYNTHETIC_FINDINGS), id);
}

static double summary(const mkba_synthetic *made, const char *column)
{
    return support_first(table_of(made, MKBA_SYNTHETIC_SUMMARY), column);
}

static double weight(const mkba_synthetic *made, const char *donor)
{
    mkba_table *table = table_of(made, MKBA_SYNTHETIC_WEIGHTS);
    double found = support_real(table, support_row(table, "donor", donor), "weight");
    mkba_table_free(table);
    return found;
}

/* ---- Proposition 99 ---------------------------------------------------------------------------------------- */

/* published.json, prop99_outcome_only_exact */
START_TEST(california_is_fitted_by_its_outcomes)
{
    static const struct {
        const char *state;
        double weight;
    } known[] = {{"Utah", 0.393908024},        {"Montana", 0.231839951},       {"Nevada", 0.204922584},
                 {"Connecticut", 0.109089624}, {"New Hampshire", 0.045429046}, {"Colorado", 0.01481077}};
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_california();
    mkba_synthetic *made = effects_synthetic(panel, &options);
    ck_assert_double_eq_tol(summary(made, "squares"), 52.12957126, 1e-8);
    ck_assert_double_eq_tol(summary(made, "att"), -19.51362976, 1e-8);
    ck_assert_double_eq_tol(summary(made, "rmspe_after") / summary(made, "rmspe_before"), 12.43996889, 1e-8);
    ck_assert_double_eq_tol(summary(made, "att_low"), -19.51362976, 1e-8); /* no other weights */
    ck_assert_double_eq_tol(summary(made, "att_high"), -19.51362976, 1e-8);
    for (size_t i = 0; i < MKBA_I_LENGTH(known); i++)
        ck_assert_double_eq_tol(weight(made, known[i].state), known[i].weight, 1e-8);
    ck_assert(finds(made, "many_donors") && !finds(made, "exact_fit") && !finds(made, "either_sign"));
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* oracle_prop99_fixed_v.json: given V the weights are unique. */
START_TEST(given_v_the_weights_are_the_known_ones)
{
    static const double v[] = {0.0005834245430553, 0.03117411706307, 0.003366973309658, 0.01243230685396,
                               0.4925227702446,    0.3917451413745,  0.06817526661122};
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_of_2010();
    options.v = MKBA_SYNTHETIC_V_GIVEN;
    options.given_v = v;
    options.n_given_v = MKBA_I_LENGTH(v);
    mkba_synthetic *made = effects_synthetic(panel, &options);
    ck_assert_double_eq_tol(weight(made, "Utah"), 0.34335249, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Nevada"), 0.23575404, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Montana"), 0.18284733, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Colorado"), 0.17513975, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Connecticut"), 0.06290639, 1e-6);
    ck_assert_double_eq_tol(summary(made, "squares") / 19, 3.193285827303, 1e-6);
    ck_assert_double_eq_tol(summary(made, "att"), -18.711955935577, 1e-6);
    mkba_table *path = table_of(made, MKBA_SYNTHETIC_PATH), *balance = table_of(made, MKBA_SYNTHETIC_PREDICTORS);
    support_expect(path, support_row(path, "period", "2000"), "gap", -25.428415443628, 1e-6);
    support_expect(balance, 0, "treated", 10.076558642917, 1e-11);
    support_expect(balance, 3, "treated", 24.280000305176, 1e-11);
    support_expect(balance, 6, "treated", 90.099998474121, 1e-11);
    mkba_table_free(path);
    mkba_table_free(balance);
    mkba_synthetic_free(made);
    static const double equal[] = {1, 1, 1, 1, 1, 1, 1};
    options.given_v = equal;
    made = effects_synthetic(panel, &options);
    ck_assert_double_eq_tol(summary(made, "squares") / 19, 34.892956881059, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Colorado"), 0.62562394, 1e-6);
    ck_assert_double_eq_tol(weight(made, "Texas"), 0.0645721, 1e-6);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* published.json, prop99_adh2010, mscmt_optimum: the best loss of the packages. */
START_TEST(with_the_predictors_of_2010_no_package_fits_better)
{
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_of_2010();
    for (uint64_t seed = 1; seed <= 20; seed++) {
        options.seed = seed;
        mkba_synthetic *made = effects_synthetic(panel, &options);
        ck_assert(summary(made, "squares") / 19 < 3.0767);
        ck_assert_double_eq_tol(summary(made, "att"), -18.981601, 1e-3);
        ck_assert_double_eq_tol(weight(made, "Utah"), 0.335071, 1e-3);
        mkba_synthetic_free(made);
    }
    options.v = MKBA_SYNTHETIC_V_REGRESSION;
    mkba_synthetic *made = effects_synthetic(panel, &options);
    ck_assert(summary(made, "squares") / 19 > 3.0766);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* ---- the Peel ---------------------------------------------------------------------------------------------- */

START_TEST(the_outcomes_of_the_peel_are_fitted_exactly_in_endlessly_many_ways)
{
    static const struct {
        const char *year;
        double low, high;
    } known[] = {{"2022", -223, 226}, {"2023", -288, 102}, {"2024", -331, 119}};
    mkba_panel *panel = NULL, *areas = peel_panel();
    if (areas == NULL)
        return;
    ck_assert_int_eq(mkba_panel_region(areas, "PEEL", "Peel", PEEL, PEEL_N, MKBA_MISSING_SPREADS, &panel, NULL),
                     MKBA_OK);
    mkba_panel_free(areas);
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "beide";
    options.treated = "PEEL";
    options.start = "2022";
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *path = table_of(made, MKBA_SYNTHETIC_PATH);
    for (size_t i = 0; i < 3; i++) {
        size_t row = support_row(path, "period", known[i].year);
        printf("# %s: %g from %g to %g\n", known[i].year, support_real(path, row, "gap"),
               support_real(path, row, "gap_low"), support_real(path, row, "gap_high"));
    }
    for (size_t i = 0; i < 3; i++) {
        size_t row = support_row(path, "period", known[i].year);
        support_expect(path, row, "gap_low", known[i].low, 0.51);
        support_expect(path, row, "gap_high", known[i].high, 0.51);
    }
    ck_assert(finds(made, "many_donors") && finds(made, "exact_fit") && finds(made, "either_sign"));
    mkba_table_free(path);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* ---- by hand ----------------------------------------------------------------------------------------------- */

/* T is half of B and half of C before 2019; D goes its own way. */
static const char SMALL[] = "T,,2016,x,2,,\nT,,2017,x,4,,\nT,,2018,x,3,,\nT,,2019,x,10,,\nT,,2020,x,20,,\n"
                            "B,,2016,x,1,,\nB,,2017,x,6,,\nB,,2018,x,2,,\nB,,2019,x,4,,\nB,,2020,x,6,,\n"
                            "C,,2016,x,3,,\nC,,2017,x,2,,\nC,,2018,x,4,,\nC,,2019,x,8,,\nC,,2020,x,4,,\n"
                            "D,,2016,x,9,,\nD,,2017,x,9,,\nD,,2018,x,0,,\nD,,2019,x,1,,\nD,,2020,x,2,,\n";

static mkba_synthetic_options small(void)
{
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "T";
    options.start = "2019";
    return options;
}

START_TEST(a_gap_is_what_was_observed_less_the_weighted_mean)
{
    mkba_panel *panel = panel_tidy(SMALL);
    mkba_synthetic_options options = small();
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_panel_free(panel); /* nothing of it is held */
    mkba_table *path = table_of(made, MKBA_SYNTHETIC_PATH), *all = table_of(made, MKBA_SYNTHETIC_SUMMARY);
    ck_assert_double_eq_tol(weight(made, "B"), 0.5, 1e-14);
    ck_assert_double_eq_tol(weight(made, "D"), 0, 1e-14);
    support_expect(path, 3, "synthetic", 6, 1e-13);
    support_expect(path, 3, "gap", 4, 1e-13);
    support_expect(path, 4, "gap", 15, 1e-13);
    support_expect(path, 4, "gap_low", 15, 1e-12);
    ck_assert_int_eq(support_integer(path, 2, "after"), 0);
    ck_assert_int_eq(support_integer(path, 3, "after"), 1);
    support_expect(all, 0, "att", 9.5, 1e-13);
    support_expect(all, 0, "rmspe_after", sqrt((16 + 225) / 2.), 1e-13);
    ck_assert_int_eq(support_integer(all, 0, "periods_before"), 3);
    ck_assert_int_eq(support_integer(all, 0, "donors"), 3);
    ck_assert(finds(made, "exact_fit"));
    mkba_table_free(path);
    mkba_table_free(all);
    mkba_synthetic_free(made);
}
END_TEST

/* T and C are B and D but for a constant: with an intercept all of the weight may be anywhere on the line of C and B. */
START_TEST(an_intercept_takes_a_constant_difference_away)
{
    mkba_panel *panel = panel_tidy("T,,2016,x,101,,\nT,,2017,x,103,,\nT,,2018,x,105,,\n"
                                   "B,,2016,x,1,,\nB,,2017,x,3,,\nB,,2018,x,6,,\n"
                                   "C,,2016,x,9,,\nC,,2017,x,1,,\nC,,2018,x,0,,\n");
    mkba_synthetic_options options = small();
    options.start = "2018";
    mkba_synthetic *plain = effects_synthetic(panel, &options);
    options.intercept = true;
    mkba_synthetic *made = effects_synthetic(panel, &options);
    ck_assert(finds(plain, "outside_donors") && !finds(made, "outside_donors"));
    ck_assert_double_eq_tol(summary(made, "intercept"), 100, 1e-12);
    ck_assert_double_eq_tol(weight(made, "B"), 1, 1e-14);
    ck_assert_double_eq_tol(summary(made, "att"), -1, 1e-12);
    ck_assert_double_eq_tol(summary(made, "att_high"), -1, 1e-12);
    mkba_synthetic_free(plain);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* One period before, donors 0, 1, 2, 3 and T 1.5: after it they are 0, 1, 4, 9, so the mean is from 2.5 to 4.5. */
START_TEST(the_range_is_that_of_all_weights_that_fit_equally_well)
{
    mkba_panel *panel = panel_tidy("T,,2016,x,1.5,,\nT,,2017,x,3,,\nA,,2016,x,0,,\nA,,2017,x,0,,\nB,,2016,x,1,,\n"
                                   "B,,2017,x,1,,\nC,,2016,x,2,,\nC,,2017,x,4,,\nD,,2016,x,3,,\nD,,2017,x,9,,\n");
    mkba_synthetic_options options = small();
    options.start = "2017";
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *path = table_of(made, MKBA_SYNTHETIC_PATH);
    ck_assert_double_eq_tol(weight(made, "A"), 0.25, 1e-14); /* of minimum norm */
    support_expect(path, 1, "gap", 3 - 3.5, 1e-12);
    support_expect(path, 1, "gap_low", 3 - 4.5, 1e-12);
    support_expect(path, 1, "gap_high", 3 - 2.5, 1e-12);
    ck_assert(finds(made, "either_sign"));
    mkba_table_free(path);
    mkba_synthetic_free(made);
    options.ridge = 1e6;
    made = effects_synthetic(panel, &options);
    ck_assert_double_eq_tol(weight(made, "D"), 0.25, 1e-6);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_is_missing_of_the_treated_does_not_count_and_donors_that_lack_are_named)
{
    mkba_panel *panel = panel_tidy("T,,2016,x,2,,\nT,,2018,x,3,,\nT,,2019,x,10,,\n"
                                   "B,,2016,x,1,,\nB,,2017,x,60,,\nB,,2018,x,2,,\nB,,2019,x,4,,\nB,,2020,x,6,,\n"
                                   "C,,2016,x,3,,\nC,,2017,x,2,,\nC,,2018,x,4,,\nC,,2019,x,8,,\nC,,2020,x,4,,\n"
                                   "D,,2016,x,9,,\nD,,2017,x,9,,\nD,,2018,x,0,,\nD,,2019,x,.,,\nD,,2020,x,2,,\n");
    mkba_synthetic_options options = small();
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *path = table_of(made, MKBA_SYNTHETIC_PATH), *weights = table_of(made, MKBA_SYNTHETIC_WEIGHTS);
    ck_assert(support_missing(path, 1, "gap") && !support_missing(path, 1, "synthetic"));
    ck_assert(support_missing(path, 4, "gap") && support_missing(path, 4, "gap_low"));
    ck_assert_double_eq_tol(summary(made, "att"), 4, 1e-12);
    ck_assert_str_eq(support_text(weights, support_row(weights, "donor", "D"), "left_out"), "x of 2019 suppressed");
    ck_assert(finds(made, "no_figure") && finds(made, "left_out"));
    mkba_table_free(path);
    mkba_table_free(weights);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const mkba_synthetic_options *options, mkba_status status,
                           const char *where, const char *says)
{
    mkba_synthetic *made = NULL;
    mkba_error error;
    support_refused(mkba_panel_synthetic_control(panel, options, &made, &error), status, &error, where, says);
    ck_assert_ptr_null(made);
}

START_TEST(what_makes_no_sense_is_refused_with_its_place)
{
    static const mkba_predictor late[] = {{"x", "2018", "2019"}}, none[] = {{NULL, "2018", NULL}},
                                unknown[] = {{"y", "2018", NULL}}, back[] = {{"x", "2018", "2017"}},
                                same[] = {{"same", "2016", NULL}}, lacking[] = {{"few", "2016", NULL}};
    static const double v[] = {-1}, zero[] = {0};
    char text[1000];
    snprintf(text, sizeof text, "%s%s", SMALL,
             "T,,2016,same,1,,\nB,,2016,same,1,,\nC,,2016,same,1,,\nD,,2016,same,1,,\nB,,2016,few,1,,\n");
    mkba_panel *panel = panel_tidy(text);
    const mkba_synthetic_options usual = small();
    mkba_synthetic_options o = usual;
    mkba_table *table = NULL;

    o.treated = NULL;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "treated", "NULL");
    o = usual, o.start = "2016";
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "start", "without a period before the start");
    o = usual, o.ridge = -1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "ridge", "0 or above");
    o = usual, o.starts = 1001;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "starts", "take 1 to");
    o = usual, o.n_predictors = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "predictors", "at most 60");
    o.predictors = late;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "predictors", "treated already");
    o.predictors = none;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "predictors", "needs an indicator");
    o.predictors = unknown;
    expect_refused(panel, &o, MKBA_ERROR_UNKNOWN, "predictors", "\"y\"");
    o.predictors = back;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "predictors", "end before they begin");
    o.predictors = same;
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "predictors", "the same in every area");
    o.predictors = lacking;
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "predictors", "\"T\" has no figure of \"few\"");
    o.predictors = late, o.intercept = true;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "intercept", "no intercept");
    o.intercept = false, o.v = MKBA_SYNTHETIC_V_GIVEN;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "given_v", "one per predictor");
    o.given_v = v, o.n_given_v = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "given_v[0]", "0 or above");
    o.given_v = zero;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "given_v", "at least one predictor must count");
    o.v = MKBA_SYNTHETIC_V_OPTIMISED;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "given_v", "choose v");
    o.v = (mkba_synthetic_v) 7;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "v", "no way");

    mkba_synthetic *made = effects_synthetic(panel, &usual);
    ck_assert_int_eq(mkba_panel_synthetic_control(NULL, &usual, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_control(panel, NULL, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_control(panel, &usual, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_synthetic_table(made, (mkba_synthetic_view) 9, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_synthetic_table(NULL, MKBA_SYNTHETIC_PATH, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_synthetic_table(made, MKBA_SYNTHETIC_PATH, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_synthetic_free(made);
    mkba_synthetic_free(NULL);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(views_and_ways_have_names)
{
    mkba_synthetic_view view;
    mkba_synthetic_v way;
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(mkba_synthetic_view_from_name(mkba_synthetic_view_name((mkba_synthetic_view) i), &view, NULL),
                         MKBA_OK);
        ck_assert_int_eq(view, i);
    }
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(mkba_synthetic_v_from_name(mkba_synthetic_v_name((mkba_synthetic_v) i), &way, NULL), MKBA_OK);
        ck_assert_int_eq(way, i);
    }
    ck_assert_int_eq(mkba_synthetic_view_from_name("paths", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_synthetic_v_from_name("best", &way, NULL), MKBA_ERROR_UNKNOWN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("synthetic control");
    TCase *all = tcase_create("all");
    tcase_add_test(all, california_is_fitted_by_its_outcomes);
    tcase_add_test(all, given_v_the_weights_are_the_known_ones);
    tcase_add_test(all, with_the_predictors_of_2010_no_package_fits_better);
    tcase_add_test(all, the_outcomes_of_the_peel_are_fitted_exactly_in_endlessly_many_ways);
    tcase_add_test(all, a_gap_is_what_was_observed_less_the_weighted_mean);
    tcase_add_test(all, an_intercept_takes_a_constant_difference_away);
    tcase_add_test(all, the_range_is_that_of_all_weights_that_fit_equally_well);
    tcase_add_test(all, what_is_missing_of_the_treated_does_not_count_and_donors_that_lack_are_named);
    tcase_add_test(all, what_makes_no_sense_is_refused_with_its_place);
    tcase_add_test(all, views_and_ways_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
