/* Effects by each form of synthetic control, and without the periods in which a figure of the region looks wrong. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_placebo.h>

#include "base/memory.h"
#include "effects.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define DONORS 12
static const mkba_predictor PREDICTORS[] = {{"x", "2001", "2002"}, {"x", "2004", NULL}, {"z", "2003", NULL}};

/* The panel of effects.h with z, which D03 lacks. */
static mkba_panel *with_traits(void)
{
    mkba_panel *x = effects_panel(DONORS, 8, 2005, -4, 2), *both = NULL;
    char text[1000], *end = text;
    for (int area = 0; area <= DONORS; area++) {
        char code[8] = "T";
        if (area > 0)
            snprintf(code, sizeof code, "D%02d", area);
        if (area != 3)
            end += sprintf(end, "%s,,2003,z,%d,,\n", code, (area * 7) % 11);
    }
    mkba_panel *z = panel_tidy(text);
    ck_assert_int_eq(mkba_panel_joined(x, z, &both, NULL), MKBA_OK);
    mkba_panel_free(x);
    mkba_panel_free(z);
    return both;
}

static mkba_synthetic *alone(const mkba_panel *panel, const mkba_effect_options *o)
{
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = o->indicator;
    options.treated = o->region[0];
    options.start = o->start;
    options.form = o->form;
    options.penalty = o->penalty;
    options.intercept = o->intercept;
    options.predictors = o->predictors;
    options.n_predictors = o->n_predictors;
    return effects_synthetic(panel, &options);
}

static mkba_table *summary_of(const mkba_synthetic *synthetic)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_synthetic_table(synthetic, MKBA_SYNTHETIC_SUMMARY, &table, NULL), MKBA_OK);
    return table;
}

/* Estimate, range and p of the effect are those of the synthetic control and its placebos. */
static void expect_the_same(const mkba_panel *panel, const mkba_effect_options *options)
{
    mkba_effect *effect = effects_make(panel, options);
    mkba_synthetic *synthetic = alone(panel, options);
    mkba_placebo *placebo = NULL;
    mkba_table *summary = summary_of(synthetic), *placebos = NULL,
               *weights = effects_table(effect, MKBA_EFFECT_WEIGHTS), *own = NULL;
    ck_assert_double_eq_tol(effects_figure(effect, "estimate"), support_real(summary, 0, "att"), 1e-9);
    ck_assert_int_eq(mkba_synthetic_placebo(synthetic, NULL, &placebo, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_placebo_table(placebo, MKBA_PLACEBO_SUMMARY, &placebos, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_synthetic_table(synthetic, MKBA_SYNTHETIC_WEIGHTS, &own, NULL), MKBA_OK);
    ck_assert_double_eq_tol(effects_figure(effect, "p"), support_real(placebos, 0, "p"), 1e-12);
    ck_assert_double_eq_tol(effects_figure(effect, "std_error"), support_real(placebos, 0, "std_error"), 1e-9);
    for (size_t row = 0; row < 3; row++)
        ck_assert_double_eq_tol(support_real(weights, row, "weight"), support_real(own, row, "weight"), 1e-9);
    mkba_table_free(own);
    mkba_table_free(weights);
    mkba_table_free(placebos);
    mkba_table_free(summary);
    mkba_placebo_free(placebo);
    mkba_synthetic_free(synthetic);
    mkba_effect_free(effect);
}

START_TEST(every_form_is_that_of_the_synthetic_control)
{
    static const struct {
        mkba_synthetic_form form;
        double penalty;
        bool intercept;
        size_t n_predictors;
    } made[] = {{MKBA_SYNTHETIC_PLAIN, -1, true, 0},      {MKBA_SYNTHETIC_PENALISED, -1, false, 0},
                {MKBA_SYNTHETIC_PENALISED, 0.2, true, 0}, {MKBA_SYNTHETIC_AUGMENTED, -1, false, 0},
                {MKBA_SYNTHETIC_AUGMENTED, 50, true, 0},  {MKBA_SYNTHETIC_PLAIN, -1, false, 2},
                {MKBA_SYNTHETIC_PENALISED, 0.1, false, 2}};
    mkba_panel *panel = effects_panel(DONORS, 8, 2005, -4, 2);
    for (size_t i = 0; i < MKBA_I_LENGTH(made); i++) {
        mkba_effect_options options = effects_options("2005");
        options.method = MKBA_EFFECT_SC;
        options.form = made[i].form;
        options.penalty = made[i].penalty;
        options.intercept = made[i].intercept;
        options.predictors = made[i].n_predictors > 0 ? PREDICTORS : NULL;
        options.n_predictors = made[i].n_predictors;
        expect_the_same(panel, &options);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_donor_without_a_predictor_is_left_out_with_the_reason)
{
    mkba_panel *panel = with_traits();
    mkba_effect_options options = effects_options("2005");
    options.method = MKBA_EFFECT_SC;
    options.predictors = PREDICTORS;
    options.n_predictors = 3;
    mkba_effect *effect = effects_make(panel, &options);
    mkba_synthetic *synthetic = alone(panel, &options);
    mkba_table *weights = effects_table(effect, MKBA_EFFECT_WEIGHTS), *summary = summary_of(synthetic);
    ck_assert_uint_eq(mkba_table_n_rows(weights), DONORS);
    ck_assert_str_eq(support_text(weights, DONORS - 1, "donor"), "D03");
    ck_assert_str_eq(support_text(weights, DONORS - 1, "left_out"), "z of 2003 is not there");
    ck_assert_double_eq_tol(effects_figure(effect, "estimate"), support_real(summary, 0, "att"), 1e-9);
    mkba_table_free(weights);
    ck_assert_int_eq(mkba_effect_table(effect, MKBA_EFFECT_WEIGHTS, MKBA_LANGUAGE_NL, &weights, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(weights, DONORS - 1, "left_out"), "z van 2003 ontbreekt");
    mkba_table_free(summary);
    mkba_table_free(weights);
    mkba_synthetic_free(synthetic);
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

/* With a start in 2004, the third of five periods before it, only the first predictor is known. */
START_TEST(a_start_that_never_was_leaves_out_predictors_that_come_after_it)
{
    mkba_panel *panel = effects_panel(30, 8, 2005, -4, 2);
    mkba_effect_options options = effects_options("2005");
    options.method = MKBA_EFFECT_SC;
    options.predictors = PREDICTORS + 1;
    options.n_predictors = 1;
    mkba_effect *late = effects_make(panel, &options);
    options.predictors = PREDICTORS;
    options.n_predictors = 2;
    mkba_effect *both = effects_make(panel, &options);
    mkba_table *checks = effects_table(late, MKBA_EFFECT_CHECKS);
    ck_assert_str_eq(support_text(checks, support_row(checks, "id", "in_time"), "outcome"), "not possible");
    mkba_table_free(checks);
    checks = effects_table(both, MKBA_EFFECT_CHECKS);
    ck_assert_str_ne(support_text(checks, support_row(checks, "id", "in_time"), "outcome"), "not possible");
    mkba_table_free(checks);
    mkba_effect_free(late);
    mkba_effect_free(both);
    mkba_panel_free(panel);
}
END_TEST

/* ---- figures that look wrong ------------------------------------------------------------------------------------ */

static mkba_panel *with_suspects(const char *const *years, size_t n)
{
    static const char *const areas[] = {"T", "T"}, *const indicators[] = {"x", "x"};
    mkba_panel *panel = effects_panel(19, 8, 2005, -20, 1), *made = NULL;
    ck_assert_int_eq(mkba_panel_with_suspects(panel, areas, years, indicators, n, NULL, &made, NULL), MKBA_OK);
    mkba_panel_free(panel);
    return made;
}

START_TEST(suspect_periods_of_the_region_weaken_the_verdict_or_are_left_out)
{
    static const char *const years[] = {"2003", "2006"};
    mkba_panel *panel = with_suspects(years, 2);
    mkba_effect_options options = effects_options("2005");
    mkba_effect *kept = effects_make(panel, &options);
    effects_expect(kept, MKBA_VERDICT_NOT_SHOWN, "look wrong", "lijken onjuist");
    options.leave_out_suspects = true;
    mkba_effect *left = effects_make(panel, &options);
    effects_expect(left, MKBA_VERDICT_SUPPORTED, "support an effect", "ondersteunen een effect");
    ck_assert(effects_finds(left, "left_out_period") && effects_finds(left, "suspect"));
    ck_assert(!effects_finds(kept, "left_out_period"));
    mkba_table *draws = effects_table(left, MKBA_EFFECT_DRAWS), *path = effects_table(left, MKBA_EFFECT_PATH);
    ck_assert_uint_eq(mkba_table_n_columns(draws), 3); /* 2005 and 2007 */
    ck_assert(support_missing(path, 3, "observed") && support_missing(path, 6, "gap"));
    mkba_table_free(draws);
    mkba_table_free(path);
    mkba_effect_free(kept);
    mkba_effect_free(left);
    mkba_panel_free(panel);
}
END_TEST

/* The same as a panel in which the figure is not there. */
START_TEST(a_period_left_out_counts_for_nobody)
{
    static const char *const years[] = {"2003"};
    mkba_panel *suspect = with_suspects(years, 1);
    char *text = calloc(1, 20 * 8 * 40);
    ck_assert_ptr_nonnull(text);
    for (size_t area = 0, used = 0; area < 20; area++)
        for (size_t year = 0; year < 8; year++)
            if (strcmp(mkba_panel_area_code(suspect, area), "T") != 0 || year != 3)
                used += (size_t) sprintf(text + used, "%s,,%d,x,%.17g,,\n", mkba_panel_area_code(suspect, area),
                                         2000 + (int) year, mkba_panel_values(suspect, 0, area)[year]);
    mkba_panel *without = panel_tidy(text);
    for (int method = MKBA_EFFECT_SC; method <= MKBA_EFFECT_SDID; method++) {
        mkba_effect_options options = effects_options("2005");
        options.method = (mkba_effect_method) method;
        mkba_effect *expected = effects_make(without, &options);
        options.leave_out_suspects = true;
        mkba_effect *made = effects_make(suspect, &options);
        ck_assert_double_eq_tol(effects_figure(made, "estimate"), effects_figure(expected, "estimate"), 1e-10);
        ck_assert_double_eq_tol(effects_figure(made, "std_error"), effects_figure(expected, "std_error"), 1e-10);
        mkba_effect_free(made);
        mkba_effect_free(expected);
    }
    free(text);
    mkba_panel_free(without);
    mkba_panel_free(suspect);
}
END_TEST

/* ---- what is refused -------------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const mkba_effect_options *options, const char *where,
                           const char *says)
{
    mkba_effect *made = NULL;
    mkba_error error;
    mkba_status found = mkba_panel_effect(panel, options, &made, &error);
    if (found != MKBA_ERROR_ARGUMENT || strcmp(error.where, where) != 0 || strstr(error.message, says) == NULL)
        ck_abort_msg("%s: %s: %s", mkba_status_name(found), found == MKBA_OK ? "" : error.where,
                     found == MKBA_OK ? "OK" : error.message);
    ck_assert_ptr_null(made);
}

START_TEST(what_goes_with_one_method_is_refused_with_others)
{
    mkba_panel *panel = effects_panel(DONORS, 8, 2005, 5, 2);
    const mkba_effect_options usual = effects_options("2005");
    mkba_effect_options o = usual;
    o.form = MKBA_SYNTHETIC_PENALISED;
    expect_refused(panel, &o, "form", "method sc");
    o = usual, o.penalty = 0.5;
    expect_refused(panel, &o, "penalty", "method sc");
    o = usual, o.penalty = NAN;
    expect_refused(panel, &o, "penalty", "method sc");
    o = usual, o.intercept = true;
    expect_refused(panel, &o, "intercept", "method sc");
    o = usual, o.predictors = PREDICTORS, o.n_predictors = 1;
    expect_refused(panel, &o, "predictors", "method sc");
    o = usual, o.leave_out_suspects = true, o.method = MKBA_EFFECT_DID;
    expect_refused(panel, &o, "leave_out_suspects", "needs every figure");
    o = usual, o.method = MKBA_EFFECT_SC, o.penalty = 0.5;
    expect_refused(panel, &o, "penalty", "choose form");
    o = usual, o.method = MKBA_EFFECT_SC, o.form = (mkba_synthetic_form) 7;
    expect_refused(panel, &o, "form", "no form 7");
    o = usual, o.method = MKBA_EFFECT_SC, o.intercept = true, o.predictors = PREDICTORS, o.n_predictors = 1;
    expect_refused(panel, &o, "intercept", "no intercept");
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effects by synthetic control");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_form_is_that_of_the_synthetic_control);
    tcase_add_test(all, a_donor_without_a_predictor_is_left_out_with_the_reason);
    tcase_add_test(all, a_start_that_never_was_leaves_out_predictors_that_come_after_it);
    tcase_add_test(all, suspect_periods_of_the_region_weaken_the_verdict_or_are_left_out);
    tcase_add_test(all, a_period_left_out_counts_for_nobody);
    tcase_add_test(all, what_goes_with_one_method_is_refused_with_others);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
