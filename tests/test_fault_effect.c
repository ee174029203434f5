/* Every allocation of what estimates an effect fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they
 * were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include <mkba/effect_placebo.h>
#include <mkba/effect_synthetic_did.h>

#include "effect/block.h"
#include "fault.h"
#include "panel.h"
#include "run_suite.h"

static mkba_panel *panel;

static void make_panel(void)
{
    panel = panel_tidy("A,,2017,x,1,,\nA,,2018,x,2,,\nA,,2019,x,4,,\nA,,2018,people,5,,\n"
                       "B,,2017,x,3,,\nB,,2018,x,1,,\nB,,2019,x,3,,\nB,,2018,people,5,,\n"
                       "C,,2017,x,5,,\nC,,2018,x,1,,\nC,,2019,x,3,,\nC,,2018,people,6,,\n"
                       "E,,2017,x,0,,\nE,,2018,x,3,,\nE,,2019,x,4,,\nE,,2018,people,7,,\n"
                       "H,,2017,x,2,,\nH,,2018,x,7,,\nH,,2019,x,1,,\nH,,2018,people,9,,\n"
                       "F,,2017,x,0,,\nF,,2018,x,6,,\nF,,2019,x,1,,\nG,,2017,x,0,,\nG,,2018,x,0,,\nG,,2019,x,9,,\n"
                       "A,,2017,z,1,,\nA,,2018,z,5,,\nA,,2019,z,2,,\n"
                       "B,,2017,z,3,,\nB,,2018,z,1,,\nB,,2019,z,4,,\n"
                       "C,,2017,z,2,,\nC,,2018,z,2,,\nC,,2019,z,9,,\n"
                       "E,,2017,z,7,,\nE,,2018,z,1,,\nE,,2019,z,0,,\n"
                       "H,,2017,z,4,,\nH,,2018,z,8,,\nH,,2019,z,1,,\n"
                       "F,,2017,z,0,,\nF,,2018,z,3,,\nF,,2019,z,5,,\n"
                       "G,,2017,z,6,,\nG,,2018,z,2,,\nG,,2019,z,2,,\n"
                       "D,,2017,x,5,,\nD,,2018,x,7,,\nD,,2018,people,5,,\n");
}

static int blocking(mkba_error *error)
{
    static const char *const treated[] = {"A"};
    const mkba_i_block_request request = {
        .panel = panel, .indicator = "x", .treated = treated, .n_treated = 1, .start = "2019", .population = "people"};
    mkba_i_block block = {0};
    mkba_status status = mkba_i_block_make(&request, &block, error);
    if (status != MKBA_OK)
        return block.codes == NULL ? (int) status : -1;
    mkba_i_block_free(&block);
    return MKBA_OK;
}

static const mkba_predictor PREDICTORS[] = {{"people", "2018", NULL}, {"x", "2017", "2018"}};
static size_t n_predictors;
static mkba_synthetic_form form;
static mkba_synthetic *fitted;
static int wanted; /* a view */

/* With predictors a donor is left out; without them weights that fit equally well are looked through. */
static mkba_status fit(mkba_synthetic **made, mkba_error *error)
{
    mkba_synthetic_options options;

    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "A";
    options.start = "2019";
    options.starts = 2;
    options.predictors = n_predictors > 0 ? PREDICTORS : NULL;
    options.n_predictors = n_predictors;
    options.form = form;
    return mkba_panel_synthetic_control(panel, &options, made, error);
}

static int fitting(mkba_error *error)
{
    mkba_synthetic *made = NULL;
    mkba_status status = fit(&made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_synthetic_free(made);
    return MKBA_OK;
}

static int tabulating(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_synthetic_table(fitted, (mkba_synthetic_view) wanted, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

START_TEST(a_synthetic_control_and_its_tables)
{
    make_panel();
    for (n_predictors = 0; n_predictors <= 1; n_predictors++) {
        fault_sweep(fitting);
        ck_assert_int_eq(fit(&fitted, NULL), MKBA_OK);
        for (int view = 0; view < 5; view++) {
            wanted = view;
            fault_sweep(tabulating);
        }
        mkba_synthetic_free(fitted);
    }
    mkba_panel_free(panel);
}
END_TEST

static mkba_placebo *placed;

static int placing(mkba_error *error)
{
    mkba_placebo *made = NULL;
    mkba_placebo_options options;
    mkba_placebo_options_init(&options);
    options.least_before = 2;
    options.level = 0.6;
    mkba_status status = mkba_synthetic_placebo(fitted, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_placebo_free(made);
    return MKBA_OK;
}

static int tabulating_placebos(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_placebo_table(placed, (mkba_placebo_view) wanted, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

/* Five periods, so that there are placebos in time and residuals. */
static void make_longer(void)
{
    panel =
        panel_tidy("A,,2015,x,9,,\nA,,2016,x,1,,\nA,,2017,x,8,,\nA,,2018,x,2,,\nA,,2019,x,4,,\nA,,2018,people,5,,\n"
                   "B,,2015,x,3,,\nB,,2016,x,1,,\nB,,2017,x,3,,\nB,,2018,x,1,,\nB,,2019,x,3,,\nB,,2018,people,5,,\n"
                   "C,,2015,x,2,,\nC,,2016,x,4,,\nC,,2017,x,5,,\nC,,2018,x,1,,\nC,,2019,x,3,,\nC,,2018,people,6,,\n"
                   "D,,2015,x,1,,\nD,,2016,x,2,,\nD,,2017,x,1,,\nD,,2018,x,4,,\nD,,2019,x,6,,\nD,,2018,people,8,,\n"
                   "E,,2015,x,0,,\nE,,2016,x,3,,\nE,,2017,x,0,,\nE,,2018,x,3,,\nE,,2019,x,4,,\nE,,2018,people,7,,\n");
}

START_TEST(placebos_and_their_tables)
{
    make_longer();
    for (n_predictors = 0; n_predictors <= 1; n_predictors++) {
        ck_assert_int_eq(fit(&fitted, NULL), MKBA_OK);
        fault_sweep(placing);
        ck_assert_int_eq(mkba_synthetic_placebo(fitted, NULL, &placed, NULL), MKBA_OK);
        for (int view = 0; view < 8; view++) {
            wanted = view;
            fault_sweep(tabulating_placebos);
        }
        mkba_placebo_free(placed);
        mkba_synthetic_free(fitted);
    }
    mkba_panel_free(panel);
}
END_TEST

static int fitting_several(mkba_error *error)
{
    static const char *const treated[] = {"A", "B"};
    mkba_synthetic_options options;
    mkba_table *table = NULL;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.start = "2019";
    mkba_status status = mkba_panel_synthetic_controls(panel, &options, treated, 2, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

/* With the penalty to be chosen. */
START_TEST(forms_of_synthetic_control)
{
    make_panel();
    n_predictors = 0;
    for (form = MKBA_SYNTHETIC_PENALISED; form <= MKBA_SYNTHETIC_AUGMENTED; form++)
        fault_sweep(fitting);
    form = MKBA_SYNTHETIC_PLAIN;
    fault_sweep(fitting_several);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_block)
{
    make_panel();
    fault_sweep(blocking);
    mkba_panel_free(panel);
}
END_TEST

/* ---- synthetic difference-in-differences ------------------------------------------------------------------- */

static mkba_synthetic_did_inference judged;
static bool several;  /* starts, with one period before the first */
static bool adjusted; /* by a covariate */
static mkba_synthetic_did *estimated;

static mkba_status estimate(mkba_synthetic_did **made, mkba_error *error)
{
    static const char *const treated[] = {"A", "B", "C", "E", "F"};
    mkba_synthetic_did_options options;

    mkba_synthetic_did_options_init(&options);
    options.indicator = "x";
    options.treated = treated;
    options.n_treated = judged == MKBA_SYNTHETIC_DID_PLACEBO ? 1 : 5;
    options.start = "2019";
    options.inference = judged;
    options.population = judged == MKBA_SYNTHETIC_DID_PLACEBO ? "people" : NULL;
    options.solver = judged == MKBA_SYNTHETIC_DID_NONE ? MKBA_SYNTHETIC_DID_FRANK_WOLFE : MKBA_SYNTHETIC_DID_EXACT;
    static const char *const covariates[] = {"z"};
    options.replicates = 20;
    options.covariates = covariates;
    options.n_covariates = adjusted ? 1 : 0;
    if (several) {
        static const char *const starts[] = {"2019", "2018", "2018", "2019", "2018"};
        options.start = NULL;
        options.starts = starts;
        options.n_treated = options.n_starts = judged == MKBA_SYNTHETIC_DID_PLACEBO ? 2 : 5;
        options.form = MKBA_SYNTHETIC_DID_EQUAL;
        options.population = NULL;
    }
    return mkba_panel_synthetic_did(panel, &options, made, error);
}

static int estimating(mkba_error *error)
{
    mkba_synthetic_did *made = NULL;
    mkba_status status = estimate(&made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_synthetic_did_free(made);
    return MKBA_OK;
}

static int listing(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_synthetic_did_table(estimated, (mkba_synthetic_did_view) wanted, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

START_TEST(a_synthetic_did_and_its_tables)
{
    make_panel();
    for (int way = 0; way < 10; way++) {
        judged = (mkba_synthetic_did_inference) (way % 4);
        several = way >= 4;
        adjusted = way >= 8;
        fault_sweep(estimating);
        ck_assert_int_eq(estimate(&estimated, NULL), MKBA_OK);
        for (int view = 0; view < 8; view++) {
            wanted = view;
            fault_sweep(listing);
        }
        mkba_synthetic_did_free(estimated);
    }
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing allocations of effects");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_block);
    tcase_add_test(all, a_synthetic_control_and_its_tables);
    tcase_add_test(all, forms_of_synthetic_control);
    tcase_add_test(all, a_synthetic_did_and_its_tables);
    tcase_add_test(all, placebos_and_their_tables);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
