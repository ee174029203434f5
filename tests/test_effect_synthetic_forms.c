/* Penalised and augmented synthetic control: made panels against another computation (data/effect/synthetic_forms.py), and what
 * is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_synthetic.h>

#include "base/json.h"
#include "effects.h"
#include "panel.h"
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

static double number(const cJSON *from, const char *name)
{
    return cJSON_GetObjectItem(from, name)->valuedouble;
}

static mkba_panel *made_panel(const cJSON *entry)
{
    const cJSON *row, *value;
    char *text = calloc(20000, 1), *end = text;
    int unit = 0;
    ck_assert_ptr_nonnull(text);
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(entry, "values"))
    {
        int period = 0;
        cJSON_ArrayForEach(value, row) end +=
            sprintf(end, "U%02d,,%d,y,%.10g,,\n", unit, 2000 + period++, value->valuedouble);
        unit++;
    }
    mkba_panel *panel = panel_tidy(text);
    free(text);
    return panel;
}

static void expect_case(const cJSON *entry)
{
    mkba_panel *panel = made_panel(entry);
    mkba_synthetic_options options;
    const cJSON *weight;
    char start[24];
    size_t row = 0;
    sprintf(start, "%d", 2000 + (int) number(entry, "before"));
    mkba_synthetic_options_init(&options);
    options.indicator = "y";
    options.treated = "U00";
    options.start = start;
    options.intercept = cJSON_IsTrue(cJSON_GetObjectItem(entry, "intercept"));
    options.penalty = number(entry, "asked");
    ck_assert_int_eq(
        mkba_synthetic_form_from_name(cJSON_GetObjectItem(entry, "form")->valuestring, &options.form, NULL), MKBA_OK);
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *weights = table_of(made, MKBA_SYNTHETIC_WEIGHTS), *summary = table_of(made, MKBA_SYNTHETIC_SUMMARY);
    support_expect(summary, 0, "penalty", number(entry, "penalty"), 1e-9 * number(entry, "penalty"));
    cJSON_ArrayForEach(weight, cJSON_GetObjectItem(entry, "weights"))
        support_expect(weights, row++, "weight", weight->valuedouble, 1e-8);
    support_expect(summary, 0, "att", number(entry, "att"), 1e-8);
    support_expect(summary, 0, "squares", number(entry, "squares"), 1e-8);
    support_expect(summary, 0, "negative", number(entry, "negative"), 1e-8);
    ck_assert(finds(made, "extrapolates") == (number(entry, "negative") < 0));
    mkba_table_free(weights);
    mkba_table_free(summary);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}

START_TEST(made_panels_give_what_another_computation_gives)
{
    char *text = support_data("effect/synthetic_forms.json", NULL);
    mkba_i_json *data = support_json(text);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(mkba_i_json_root(data), "cases")) expect_case(entry);
    mkba_i_json_free(data);
    free(text);
}
END_TEST

/* One period before the start, T at 1.5: A (0), D (3), C (2) and B (1) mix in many ways; those nearest are B and C. */
static const char LINE[] = "T,,2016,x,1.5,,\nT,,2017,x,3,,\nA,,2016,x,0,,\nA,,2017,x,0,,\nB,,2016,x,1,,\n"
                           "B,,2017,x,1,,\nC,,2016,x,2,,\nC,,2017,x,4,,\nD,,2016,x,3,,\nD,,2017,x,9,,\n"
                           "T,,2016,z,1,,\nA,,2016,z,0,,\nB,,2016,z,1,,\nC,,2016,z,2,,\nD,,2016,z,4,,\n";

static mkba_synthetic_options on_line(mkba_synthetic_form form, double penalty)
{
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "T";
    options.start = "2017";
    options.form = form;
    options.penalty = penalty;
    return options;
}

START_TEST(a_penalty_makes_one_of_many_weights_that_fit_equally_well)
{
    mkba_panel *panel = panel_tidy(LINE);
    mkba_synthetic_options options = on_line(MKBA_SYNTHETIC_PENALISED, 1e-6);
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *weights = table_of(made, MKBA_SYNTHETIC_WEIGHTS), *path = table_of(made, MKBA_SYNTHETIC_PATH);
    support_expect(weights, 1, "weight", 0.5, 1e-12);
    support_expect(weights, 2, "weight", 0.5, 1e-12);
    support_expect(path, 1, "gap", 0.5, 1e-12);
    support_expect(path, 1, "gap_low", 0.5, 1e-12);
    support_expect(path, 1, "gap_high", 0.5, 1e-12);
    mkba_table_free(weights);
    mkba_table_free(path);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(predictors_are_penalised_with_their_v)
{
    static const mkba_predictor both[] = {{"x", "2016", NULL}, {"z", "2016", NULL}};
    static const double v[] = {1, 0};
    mkba_panel *panel = panel_tidy(LINE);
    mkba_synthetic_options options = on_line(MKBA_SYNTHETIC_PENALISED, 1e-3);
    options.predictors = both;
    options.n_predictors = 2;
    options.v = MKBA_SYNTHETIC_V_GIVEN;
    options.given_v = v;
    options.n_given_v = 2;
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *weights = table_of(made, MKBA_SYNTHETIC_WEIGHTS);
    support_expect(weights, 1, "weight", 0.5, 1e-12);
    support_expect(weights, 2, "weight", 0.5, 1e-12);
    mkba_table_free(weights);
    mkba_synthetic_free(made);
    options.v = MKBA_SYNTHETIC_V_OPTIMISED;
    options.n_given_v = 0;
    options.given_v = NULL;
    options.penalty = -1;
    options.starts = 2;
    made = effects_synthetic(panel, &options); /* the penalty is chosen for the V of the plain form */
    mkba_table *summary = table_of(made, MKBA_SYNTHETIC_SUMMARY);
    ck_assert(support_real(summary, 0, "penalty") >= 1e-4);
    mkba_table_free(summary);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* T lies 100 above: weights of augmented synthetic control sum to 1 all the same, and a small penalty fits exactly. */
START_TEST(augmented_weights_sum_to_one_and_fit_what_no_mean_reaches)
{
    mkba_panel *panel = panel_tidy("T,,2015,x,101,,\nT,,2016,x,103,,\nT,,2017,x,105,,\n"
                                   "B,,2015,x,1,,\nB,,2016,x,3,,\nB,,2017,x,6,,\n"
                                   "C,,2015,x,9,,\nC,,2016,x,1,,\nC,,2017,x,0,,\n"
                                   "D,,2015,x,4,,\nD,,2016,x,5,,\nD,,2017,x,7,,\n");
    mkba_synthetic_options options = on_line(MKBA_SYNTHETIC_AUGMENTED, 1e-9);
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_table *weights = table_of(made, MKBA_SYNTHETIC_WEIGHTS), *summary = table_of(made, MKBA_SYNTHETIC_SUMMARY);
    double sum = 0;
    for (size_t row = 0; row < 3; row++)
        sum += support_real(weights, row, "weight");
    ck_assert_double_eq_tol(sum, 1, 1e-9);
    support_expect(summary, 0, "rmspe_before", 0, 1e-6);
    ck_assert(finds(made, "extrapolates") && !finds(made, "outside_donors"));
    mkba_table_free(weights);
    mkba_table_free(summary);
    mkba_synthetic_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* S and T are half of B and half of C before 2019; C, in their place, would be one of the donors of T alone. */
static const char TWO[] = "S,,2016,x,2,,\nS,,2017,x,4,,\nS,,2018,x,3,,\nS,,2019,x,9,,\nS,,2020,x,8,,\n"
                          "T,,2016,x,2,,\nT,,2017,x,4,,\nT,,2018,x,3,,\nT,,2019,x,10,,\n"
                          "B,,2016,x,1,,\nB,,2017,x,6,,\nB,,2018,x,2,,\nB,,2019,x,4,,\nB,,2020,x,6,,\n"
                          "C,,2016,x,3,,\nC,,2017,x,2,,\nC,,2018,x,4,,\nC,,2019,x,8,,\nC,,2020,x,4,,\n"
                          "D,,2016,x,9,,\nD,,2017,x,9,,\nD,,2018,x,0,,\nD,,2019,x,1,,\nD,,2020,x,2,,\n";

START_TEST(several_treated_have_each_their_own_and_a_mean)
{
    static const char *const treated[] = {"S", "T"}, *const donors[] = {"T", "B", "C"};
    mkba_panel *panel = panel_tidy(TWO);
    mkba_synthetic_options options = on_line(MKBA_SYNTHETIC_PLAIN, -1);
    mkba_table *table = NULL;
    mkba_error error;
    options.treated = NULL;
    options.start = "2019";
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, &options, treated, 2, &table, &error), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3 * 6);
    support_expect(table, 3, "gap", 3, 1e-12);  /* S in 2019 */
    support_expect(table, 5, "gap", 3, 1e-12);  /* S, the mean: 3 and 3 */
    support_expect(table, 11, "gap", 4, 1e-12); /* T, which lacks 2020 */
    ck_assert(support_missing(table, 12, "treated") && support_missing(table, 17, "period"));
    support_expect(table, 15, "gap", 3.5, 1e-12);
    support_expect(table, 15, "gap_low", 3.5, 1e-12);
    ck_assert(support_missing(table, 16, "gap"));
    support_expect(table, 17, "gap", 3.5, 1e-12);
    mkba_table_free(table);
    table = NULL;
    options.donors = donors;
    options.n_donors = 3;
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, &options, treated, 2, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "donors");
    options.treated = "S";
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, &options, treated, 2, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "treated");
    ck_assert_int_eq(mkba_panel_synthetic_controls(NULL, &options, treated, 2, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, NULL, treated, 2, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, &options, NULL, 2, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_synthetic_controls(panel, &options, treated, 2, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_panel_free(panel);
}
END_TEST

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
    static const mkba_predictor one[] = {{"x", "2016", NULL}};
    mkba_panel *panel = panel_tidy(LINE);
    mkba_synthetic_options o = on_line((mkba_synthetic_form) 3, -1);
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "form", "no form 3");
    o = on_line(MKBA_SYNTHETIC_PENALISED, NAN);
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "penalty", "0 or above");
    o = on_line(MKBA_SYNTHETIC_PLAIN, 1);
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "penalty", "choose form");
    o = on_line(MKBA_SYNTHETIC_PENALISED, 1), o.ridge = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "ridge", "plain form only");
    o = on_line(MKBA_SYNTHETIC_AUGMENTED, 0);
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "penalty", "above 0");
    o = on_line(MKBA_SYNTHETIC_AUGMENTED, 1), o.predictors = one, o.n_predictors = 1;
    expect_refused(panel, &o, MKBA_ERROR_ARGUMENT, "predictors", "leave predictors out");
    o = on_line(MKBA_SYNTHETIC_AUGMENTED, -1);
    expect_refused(panel, &o, MKBA_ERROR_PANEL, "penalty", "one period before the start");
    mkba_panel_free(panel);
}
END_TEST

START_TEST(forms_have_names)
{
    mkba_synthetic_form form;
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(mkba_synthetic_form_from_name(mkba_synthetic_form_name((mkba_synthetic_form) i), &form, NULL),
                         MKBA_OK);
        ck_assert_int_eq(form, i);
    }
    ck_assert_int_eq(mkba_synthetic_form_from_name("fancy", &form, NULL), MKBA_ERROR_UNKNOWN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forms of synthetic control");
    TCase *all = tcase_create("all");
    tcase_add_test(all, made_panels_give_what_another_computation_gives);
    tcase_add_test(all, a_penalty_makes_one_of_many_weights_that_fit_equally_well);
    tcase_add_test(all, predictors_are_penalised_with_their_v);
    tcase_add_test(all, augmented_weights_sum_to_one_and_fit_what_no_mean_reaches);
    tcase_add_test(all, several_treated_have_each_their_own_and_a_mean);
    tcase_add_test(all, what_makes_no_sense_is_refused_with_its_place);
    tcase_add_test(all, forms_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
