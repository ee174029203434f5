/* The smallest joint change: against figures worked out elsewhere; the derivatives that it is sought by. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/uncertain_what_if.h>

#include "run_suite.h"
#include "support.h"
#include "uncertain/what_if.h"

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

static void near(double found, double expected, double relative)
{
    ck_assert_double_le(fabs(found - expected), relative * fabs(expected));
}

/* ---- the smallest joint change --------------------------------------------------------------------------- */

/* The logarithm of 1e-310 has a slope that no double holds: no way to look for a 0, but the outcome is what it is, and the
 * parameters are in the order of the case, whatever was found of the alternative before. */
START_TEST(without_slopes_the_outcome_is_there_and_no_point)
{
    static const char *const both[] = {"klein", "bedrag"};
    mkba_joint_options options;
    mkba_case *steep = support_case("../uncertain/steep");
    mkba_table *table = NULL;
    mkba_error error;
    mkba_joint_options_init(&options);
    options.parameters = both;
    options.n_parameters = 2;
    options.relative = true;
    good(mkba_case_joint_break_even(steep, &options, &table, &error), &error);
    ck_assert_str_eq(support_text(table, 2, "found"), "none");
    ck_assert_str_eq(support_text(table, 2, "parameter"), "klein");
    near(support_real(table, 2, "outcome"), 5 - 310 * log(10), 1e-9);
    ck_assert(support_missing(table, 2, "break_even"));
    mkba_table_free(table);
    mkba_case_free(steep);
}
END_TEST

START_TEST(the_nearest_point_of_a_product_is_that_of_the_multiplier)
{
    char *text = support_data("uncertain/joint.tsv", NULL), *end = strchr(text, '\n');
    double z[2] = {strtod(end, &end), strtod(end, &end)}, distance = strtod(end, &end);
    mkba_joint_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_joint_options_init(&options);
    options.alternative = "balk";
    good(mkba_case_joint_break_even(what_if, &options, &table, &error), &error);
    near(support_real(table, 0, "z"), z[0], 1e-7);
    near(support_real(table, 1, "z"), z[1], 1e-7);
    near(support_real(table, 0, "distance"), distance, 1e-10);
    near(support_real(table, 0, "break_even") * support_real(table, 1, "break_even"), 1140, 1e-9);
    mkba_table_free(table);
    free(text);
}
END_TEST

/* Of a plane the distance is the outcome over the length of the gradient: 912 / 54 / 3.8 of one parameter alone. */
START_TEST(what_is_linear_has_one_nearest_point)
{
    static const char *const one[] = {"sterkte"}, *const value[] = {"last"};
    mkba_joint_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_joint_options_init(&options);
    options.alternative = "balk";
    options.parameters = one;
    options.n_parameters = 1;
    good(mkba_case_joint_break_even(what_if, &options, &table, &error), &error);
    ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    near(support_real(table, 0, "distance"), 912 / 54.0 / 3.8, 1e-12);
    near(support_real(table, 0, "z"), -912 / 54.0 / 3.8, 1e-12);
    mkba_table_free(table);
    options.parameters = value;
    options.relative = true;
    good(mkba_case_joint_break_even(what_if, &options, &table, &error), &error);
    near(support_real(table, 0, "z"), 0.8, 1e-12); /* from 1140 to 2052 */
    mkba_table_free(table);
}
END_TEST

/* ---- derivatives -------------------------------------------------------------------------- */

/* Central differences of every input of a case with streams, continuous turnover, overlap and growth. */
START_TEST(derivatives_are_those_of_differences)
{
    static const char *const names[] = {"alles", "omloop", "../appraise/hoist"};
    for (size_t c = 0; c < sizeof names / sizeof *names; c++) {
        mkba_case *mkba = support_case(names[c]);
        mkba_i_plan plan;
        ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
        const mkba_i_program *program = &plan.program;
        double *values = calloc(program->n, sizeof *values), *adjoints = calloc(program->n, sizeof *adjoints);
        double *gradient = calloc(program->n_inputs + 1, sizeof *gradient);
        mkba_i_node npv = plan.outcomes[0].npv;
        ck_assert_int_eq(mkba_i_program_run(program, program->inputs, values, NULL), MKBA_OK);
        double size = fabs(values[npv]);
        mkba_i_gradient(program, values, npv, adjoints, gradient);
        for (size_t i = 0; i < program->n_inputs; i++) {
            double x = program->inputs[i], step = 1e-5 * (fabs(x) + 1e-3), at[2];
            for (int k = 0; k < 2; k++) {
                program->inputs[i] = x + (k == 0 ? -step : step);
                ck_assert_int_eq(mkba_i_program_run(program, program->inputs, values, NULL), MKBA_OK);
                at[k] = values[npv];
            }
            program->inputs[i] = x;
            double slope = (at[1] - at[0]) / (2 * step);
            if (fabs(slope - gradient[i]) > 1e-6 * fabs(slope) + 1e-9 * size / step)
                ck_abort_msg("%s, input %zu: %.12g and not %.12g", names[c], i, gradient[i], slope);
        }
        free(values);
        free(adjoints);
        free(gradient);
        mkba_i_plan_free(&plan);
        mkba_case_free(mkba);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain joint");
    TCase *all = tcase_create("joint");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, the_nearest_point_of_a_product_is_that_of_the_multiplier);
    tcase_add_test(all, without_slopes_the_outcome_is_there_and_no_point);
    tcase_add_test(all, what_is_linear_has_one_nearest_point);
    tcase_add_test(all, derivatives_are_those_of_differences);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
