/* appraise/compile_present.c and the powers and inputs of a program: what does not differ between draws or years costs
 * nothing per year, and sums made so are the plain sums. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "appraise/appraisal.h"
#include "run_suite.h"
#include "support.h"

static const char *const names[] = {
#include "data/cases/names.inc"
    "../appraise/hoist"};
enum { N_NAMES = sizeof names / sizeof *names };

/* ---- powers and geometric series ------------------------------------------------------------------------- */

static mkba_i_program program;

static void set_up(void)
{
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_TOTAL, .what = "total", .place = {"", 0, 0}};
    program = (mkba_i_program){.n = 0};
    mkba_i_program_origin(&program, &origin);
}

static void tear_down(void)
{
    mkba_i_program_free(&program);
}

static double value_of(mkba_i_node node)
{
    double *values = calloc(program.n, sizeof *values);
    mkba_error error;
    ck_assert_ptr_nonnull(values);
    if (mkba_i_program_run(&program, program.inputs, values, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    double value = values[node];
    free(values);
    return value;
}

/* Each step of the doubling rounds a power that is a part of the sum: at most n half units in all. */
START_TEST(geometric_series_are_those_of_rational_arithmetic)
{
    char *text = support_data("appraise/geometric.tsv", NULL);
    size_t n_lines = 0;
    for (char *line = strchr(text, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n'), n_lines++) {
        char *end = line;
        double ratio = strtod(end, &end), n = strtod(end, &end), expected = strtod(end, &end);
        double found = value_of(mkba_i_geometric(&program, mkba_i_input(&program, ratio), (size_t) n));
        if (fabs(found - expected) > 1.2e-16 * n * expected)
            ck_abort_msg("%g terms of %.17g are %.17g, not %.17g", n, ratio, found, expected);
        tear_down();
        set_up();
    }
    ck_assert_uint_gt(n_lines, 300);
    free(text);
}
END_TEST

START_TEST(one_and_two_terms_and_ratio_one_need_no_series)
{
    mkba_i_node a = mkba_i_input(&program, 0.5), one = mkba_i_constant(&program, 1);
    ck_assert_uint_eq(mkba_i_geometric(&program, a, 1), one);
    ck_assert_double_eq(value_of(mkba_i_geometric(&program, a, 2)), 1.5);
    ck_assert_uint_eq(mkba_i_geometric(&program, one, 40), mkba_i_constant(&program, 40));
}
END_TEST

START_TEST(a_power_alone_costs_about_twice_the_logarithm_and_all_of_them_one_each)
{
    mkba_i_node a = mkba_i_input(&program, 1.01);
    size_t before = program.n;
    mkba_i_power(&program, a, 1000);
    ck_assert_uint_le(program.n - before, 2 * 10);
    tear_down();
    set_up();
    a = mkba_i_input(&program, 1.01);
    before = program.n;
    for (int k = 1; k <= 1000; k++)
        mkba_i_power(&program, a, k);
    ck_assert_uint_eq(program.n - before, 999);
}
END_TEST

START_TEST(powers_are_right)
{
    mkba_i_node a = mkba_i_input(&program, 1.03), two = mkba_i_input(&program, 2);
    ck_assert_double_eq(value_of(mkba_i_power(&program, two, 10)), 1024);
    ck_assert_double_eq(value_of(mkba_i_power(&program, two, -3)), 0.125);
    ck_assert_double_eq(value_of(mkba_i_power(&program, two, 0)), 1);
    for (int k = -401; k <= 401; k++) { /* halves too */
        double expected = pow(1.03, k / 2.0), found = value_of(mkba_i_power(&program, a, k / 2.0));
        ck_assert_double_le(fabs(found - expected), 5e-14 * expected);
    }
    ck_assert_double_eq_tol(value_of(mkba_i_power(&program, a, 1.75)), pow(1.03, 1.75), 1e-15);
    ck_assert_double_eq(value_of(mkba_i_power(&program, mkba_i_input(&program, 0), 3)), 0);
}
END_TEST

START_TEST(a_power_that_is_too_large_is_named)
{
    mkba_i_node a = mkba_i_input(&program, 1e200);
    double values[8];
    mkba_error error;
    mkba_i_power(&program, a, 2);
    ck_assert_int_eq(mkba_i_program_run(&program, program.inputs, values, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_nonnull(strstr(error.message, "1e+200 to the power 2 is too large"));
}
END_TEST

/* ---- sums over years ------------------------------------------------------------------------------------- */

typedef struct sums {
    long double sum, size;
} sums;

static void add(sums *s, long double term)
{
    s->sum += term;
    s->size += fabsl(term);
}

static void check_close(const char *name, const char *what, double found, const sums *plain)
{
    if (fabsl((long double) found - plain->sum) > 1e-12L * plain->size)
        ck_abort_msg("%s, %s: %.17g and not %.17Lg", name, what, found, plain->sum);
}

/* The totals of a run against sums over years of what the run has per year. */
static void check_sums(const char *name, const mkba_i_plan *plan, const double *values)
{
    for (size_t i = 0; i < plan->n_outcomes; i++) {
        const mkba_i_outcome *outcome = &plan->outcomes[i];
        sums annuity = {0, 0};
        for (size_t year = 0; year < plan->n_years; year++)
            add(&annuity, values[plan->discounting.factors[year]]);
        check_close(name, "annuity", values[outcome->annuity], &annuity);
        for (size_t j = 0; j < outcome->n_entries; j++) {
            const mkba_i_entry *entry = &outcome->entries[j];
            sums undiscounted = {0, 0}, pv = {0, 0};
            for (size_t year = 0; year < plan->n_years; year++) {
                long double amount = values[entry->amounts[year]];
                add(&undiscounted, amount);
                add(&pv, amount * values[entry->discounting->factors[year]]);
            }
            check_close(name, entry->name, values[entry->undiscounted], &undiscounted);
            check_close(name, entry->name, values[entry->pv], &pv);
        }
    }
}

/* Runs a case at its deterministic values, and at others: inputs are moved by up to 8 %, each by its own part. */
static void check_case(const char *name, const mkba_case *mkba, const mkba_i_setup *setup)
{
    mkba_i_plan plan;
    mkba_error error;
    ck_assert_int_eq(mkba_i_plan_make(mkba, setup, &plan, NULL), MKBA_OK);
    double *values = calloc(plan.program.n, sizeof *values),
           *inputs = calloc(plan.program.n_inputs + 1, sizeof *inputs);
    for (int draw = 0; draw < 4; draw++) {
        for (size_t i = 0; i < plan.program.n_inputs; i++)
            inputs[i] = plan.program.inputs[i] *
                        (1 + 0.08 * draw / 3 * sin((double) (3 * draw) + (double) plan.inputs[i].parameter));
        if (mkba_i_program_run(&plan.program, inputs, values, &error) == MKBA_OK)
            check_sums(name, &plan, values);
        else
            ck_assert_msg(draw > 0, "%s: %s", name, error.message); /* others may lie outside what is allowed */
    }
    free(values);
    free(inputs);
    mkba_i_plan_free(&plan);
}

START_TEST(sums_are_the_plain_sums_in_every_case)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        mkba_case *mkba = support_case(names[i]);
        check_case(names[i], mkba, NULL);
        for (size_t j = 0; j < mkba_case_n_scenarios(mkba); j++) {
            mkba_i_setup setup = mkba_i_setup_of(mkba, &mkba->model.scenarios[j]);
            check_case(names[i], mkba, &setup);
        }
        mkba_case_free(mkba);
    }
}
END_TEST

/* The case of hoist.json with some of it replaced. */
static mkba_case *edited(const char *const pairs[][2], size_t n)
{
    char *text = support_data("appraise/hoist.json", NULL);
    mkba_draft *draft = support_draft(text);
    for (size_t i = 0; i < n; i++)
        support_set(draft, pairs[i][0], pairs[i][1]);
    char *finished = support_finish(draft);
    mkba_case *mkba = support_parse(finished);
    mkba_text_free(finished);
    free(text);
    return mkba;
}

START_TEST(and_under_every_discounting)
{
    static const char *const changes[][2] = {
        {"/discount", "{\"rate\": \"rente\"}"},
        {"/discount", "{\"rate\": 0}"},
        {"/discount", "{\"rate\": -0.02}"},
        {"/discount", "\"NL-2026\""},
        {"/discount", "{\"segments\": [{\"from\": 0, \"rate\": \"rente\"}, {\"from\": 4, \"rate\": 0.01}]}"},
        {"/discount", "{\"segments\": [{\"from\": 0, \"rate\": 0.03}, {\"from\": 3.25, \"rate\": \"rente\"}]}"},
        {"/timing", "\"begin\""},
        {"/timing", "\"end\""},
        {"/base_year", "2030"},
        {"/base_year", "2010"},
        {"/lines/0/growth", "0"},
        {"/lines/0/growth", "-0.5"},
        {"/lines/2/decay", "0"},
        {"/lines/2/decay", "1"},
        {"/lines/2/decay", "\"rente\""},
        {"/years", "[2026, 2026]"},
        {"/years", "[2028, 2125]"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        mkba_case *mkba = edited(&changes[i], 1);
        check_case(changes[i][1], mkba, NULL);
        mkba_case_free(mkba);
    }
}
END_TEST

/* With growth the largest differs between years; without, one weight holds in all. */
START_TEST(and_in_overlap_groups)
{
    static const char *const groups[][2][2] = {
        {{"/lines/0/overlap", "\"groep\""}, {"/lines/2/overlap", "\"groep\""}},
        {{"/lines/3/overlap", "\"groep\""}, {"/lines/7/overlap", "\"groep\""}},
        {{"/lines/4/overlap", "\"groep\""}, {"/lines/8/overlap", "\"groep\""}},
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        mkba_case *mkba = edited(groups[i], 2);
        check_case(groups[i][0][0], mkba, NULL);
        mkba_case_free(mkba);
    }
}
END_TEST

/* ---- what a run costs ------------------------------------------------------------------------------------ */

/* How many operations that depend on an input the nodes need. */
static size_t count_uncertain(const mkba_i_program *of, const mkba_i_node *nodes, size_t n)
{
    bool *needed = calloc(of->n, sizeof *needed);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        needed[nodes[i]] = true;
    for (size_t i = of->n; i-- > 0;) {
        const mkba_i_operation *operation = &of->operations[i];
        const uint32_t operands[] = {operation->a, operation->b, operation->c};
        if (!needed[i])
            continue;
        count += operation->is_uncertain;
        for (size_t j = 0; j < mkba_i_arity(operation->op); j++)
            needed[operands[j]] = true;
    }
    free(needed);
    return count;
}

/* Of one line of hoist.json, over this many years: its pv, and what every run checks. */
static void count_line(const char *pointer_of_others[], size_t n_others, int years, size_t *pv, size_t *checks)
{
    char text[32];
    char *base = support_data("appraise/hoist.json", NULL);
    mkba_draft *draft = support_draft(base);
    snprintf(text, sizeof text, "[2026, %d]", 2025 + years);
    support_set(draft, "/years", text);
    for (size_t i = 0; i < n_others; i++)
        support_set(draft, pointer_of_others[i], NULL);
    char *finished = support_finish(draft);
    mkba_case *mkba = support_parse(finished);
    mkba_i_plan plan;
    ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
    *pv = count_uncertain(&plan.program, &plan.outcomes[0].npv, 1);
    *checks = count_uncertain(&plan.program, plan.checks, plan.n_checks);
    mkba_i_plan_free(&plan);
    mkba_case_free(mkba);
    mkba_text_free(finished);
    free(base);
}

START_TEST(constant_growth_and_decay_cost_the_same_over_ten_and_a_hundred_years)
{
    const char *others[] = {"/lines/7", "/lines/6", "/lines/5", "/lines/4"};
    size_t ten, hundred, two_hundred, checks_of_ten, checks_of_hundred, checks_of_two_hundred;
    count_line(others, 4, 10, &ten, &checks_of_ten);
    count_line(others, 4, 100, &hundred, &checks_of_hundred);
    count_line(others, 4, 200, &two_hundred, &checks_of_two_hundred);
    ck_assert_uint_eq(hundred, ten);
    ck_assert_uint_eq(two_hundred, ten);
    ck_assert_uint_le(ten, 70);
    /* The last discount factor is checked: a power by doubling. */
    ck_assert_uint_le(checks_of_hundred, checks_of_ten + 8);
    ck_assert_uint_le(checks_of_two_hundred, checks_of_ten + 10);
}
END_TEST

static size_t count_npv(const mkba_case *mkba)
{
    mkba_i_plan plan;
    ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
    size_t n = count_uncertain(&plan.program, &plan.outcomes[0].npv, 1);
    mkba_i_plan_free(&plan);
    return n;
}

START_TEST(lines_of_one_pace_share_their_weights)
{
    static const char *const more[][2] = {
        {"/lines/-", "{\"id\": \"nog een\", \"kind\": \"benefit\", \"value\": \"prijs^2\", \"growth\": \"groei\"}"}};
    mkba_case *without = edited(NULL, 0), *with = edited(more, 1);
    /* its square, times the weights, added to the benefits */
    ck_assert_uint_eq(count_npv(with), count_npv(without) + 3);
    mkba_case_free(without);
    mkba_case_free(with);
}
END_TEST

START_TEST(what_a_certain_rate_and_growth_do_to_the_years_costs_nothing)
{
    static const char *const certain[][2] = {{"/discount", "{\"rate\": 0.02}"},
                                             {"/lines/0/growth", "0.01"},
                                             {"/lines/8", NULL},
                                             {"/lines/7", NULL},
                                             {"/lines/6", NULL},
                                             {"/lines/5", NULL},
                                             {"/lines/3", NULL},
                                             {"/lines/2", NULL},
                                             {"/lines/1", NULL}};
    mkba_case *mkba = edited(certain, sizeof certain / sizeof *certain);
    /* prijs, aantal; 3 * aantal * prijs * weights; aantal * prijs * weights of a series; their sum */
    ck_assert_uint_eq(count_npv(mkba), 2 + 3 + 2 + 1);
    mkba_case_free(mkba);
}
END_TEST

/* ---- checks ---------------------------------------------------------------------------------------------- */

START_TEST(every_check_is_listed_but_of_discount_factors_between_others)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        mkba_case *mkba = support_case(names[i]);
        mkba_i_plan plan;
        ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
        bool *listed = calloc(plan.program.n, sizeof *listed);
        for (size_t j = 0; j < plan.n_checks; j++)
            listed[plan.checks[j]] = true;
        for (size_t j = 0; j < plan.program.n; j++) {
            const mkba_i_operation *operation = &plan.program.operations[j];
            bool is_factor = strcmp(plan.program.origins[operation->origin].what, "factor") == 0;
            if (operation->op >= MKBA_I_OP_WITHIN && !is_factor)
                ck_assert_msg(listed[j], "%s: %s", names[i], plan.program.origins[operation->origin].what);
        }
        for (size_t year = 0; year < plan.n_years; year += plan.n_years - 1) {
            mkba_i_node factor = plan.discounting.factors[year];
            ck_assert(listed[factor] || mkba_i_is_constant(&plan.program, factor, 1.0));
            if (plan.n_years == 1)
                break;
        }
        free(listed);
        mkba_i_plan_free(&plan);
        mkba_case_free(mkba);
    }
}
END_TEST

/* ---- inputs ---------------------------------------------------------------------------------------------- */

static size_t position_of(const mkba_case *mkba, const char *name)
{
    const mkba_i_model *model = &mkba->model;
    for (size_t i = 0; i < model->parameter_names.n; i++)
        if (strcmp(model->parameters[i].name, name) == 0)
            return i;
    ck_abort_msg("no parameter %s", name);
}

static size_t count_inputs(const mkba_i_plan *plan, size_t parameter, mkba_i_input_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->program.n_inputs; i++)
        n += plan->inputs[i].parameter == parameter && plan->inputs[i].kind == kind;
    return n;
}

START_TEST(each_input_says_what_it_is)
{
    mkba_case *mkba = edited(NULL, 0);
    mkba_i_plan plan;
    ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
    ck_assert_uint_eq(plan.program.n_inputs, 5 + 1 + 3);
    ck_assert_uint_eq(count_inputs(&plan, position_of(mkba, "prijs"), MKBA_I_INPUT_VALUE), 1);
    ck_assert_uint_eq(count_inputs(&plan, position_of(mkba, "golf"), MKBA_I_INPUT_FACTOR), 1);
    /* ten years, but three columns: the last holds on */
    ck_assert_uint_eq(count_inputs(&plan, position_of(mkba, "samen"), MKBA_I_INPUT_ROW), 3);
    for (size_t i = 0; i < plan.program.n_inputs; i++)
        if (plan.inputs[i].kind == MKBA_I_INPUT_ROW)
            ck_assert_double_eq(plan.program.inputs[i], (double) plan.inputs[i].column + 1);
    mkba_i_plan_free(&plan);
    mkba_case_free(mkba);
}
END_TEST

/* The npv of hoist.json with one parameter free, at a value, or with the parameter itself so. */
static double npv_free(const mkba_case *mkba, const char *name, double value)
{
    bool free_of[16] = {false};
    mkba_i_setup setup = mkba_i_setup_of(mkba, NULL);
    mkba_i_plan plan;
    size_t parameter = position_of(mkba, name);
    free_of[parameter] = true;
    setup.free = free_of;
    ck_assert_int_eq(mkba_i_plan_make(mkba, &setup, &plan, NULL), MKBA_OK);
    ck_assert_uint_eq(count_inputs(&plan, parameter, MKBA_I_INPUT_VALUE), 1);
    ck_assert_uint_eq(count_inputs(&plan, parameter, MKBA_I_INPUT_FACTOR), 0);
    ck_assert_uint_eq(count_inputs(&plan, parameter, MKBA_I_INPUT_ROW), 0);
    for (size_t i = 0; i < plan.program.n_inputs; i++)
        if (plan.inputs[i].parameter == parameter)
            plan.program.inputs[i] = value;
    double *values = calloc(plan.program.n, sizeof *values);
    ck_assert_int_eq(mkba_i_program_run(&plan.program, plan.program.inputs, values, NULL), MKBA_OK);
    double npv = values[plan.outcomes[0].npv];
    free(values);
    mkba_i_plan_free(&plan);
    return npv;
}

START_TEST(a_free_parameter_is_one_number_for_all_years_whatever_it_was)
{
    static const char *const free_names[] = {"prijs", "verloop", "samen", "golf", "afgeleid", "rente"};
    for (size_t i = 0; i < sizeof free_names / sizeof *free_names; i++) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/parameters/%s", free_names[i]);
        const char *const to[][2] = {{pointer, "0.0625"}};
        mkba_case *mkba = edited(NULL, 0), *fixed = edited(to, 1);
        mkba_appraisal *expected = support_appraise(fixed, NULL);
        double npv;
        ck_assert_int_eq(mkba_appraisal_npv(expected, "plan", &npv, NULL), MKBA_OK);
        ck_assert_double_eq_tol(npv_free(mkba, free_names[i], 0.0625), npv, 1e-12 * fabs(npv));
        mkba_appraisal_free(expected);
        mkba_case_free(fixed);
        mkba_case_free(mkba);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise hoist");
    TCase *powers = tcase_create("powers");
    tcase_add_checked_fixture(powers, set_up, tear_down);
    tcase_add_test(powers, geometric_series_are_those_of_rational_arithmetic);
    tcase_add_test(powers, one_and_two_terms_and_ratio_one_need_no_series);
    tcase_add_test(powers, a_power_alone_costs_about_twice_the_logarithm_and_all_of_them_one_each);
    tcase_add_test(powers, powers_are_right);
    tcase_add_test(powers, a_power_that_is_too_large_is_named);
    suite_add_tcase(suite, powers);
    TCase *totals = tcase_create("sums");
    tcase_add_test(totals, sums_are_the_plain_sums_in_every_case);
    tcase_add_test(totals, and_under_every_discounting);
    tcase_add_test(totals, and_in_overlap_groups);
    suite_add_tcase(suite, totals);
    TCase *cost = tcase_create("cost");
    tcase_add_test(cost, constant_growth_and_decay_cost_the_same_over_ten_and_a_hundred_years);
    tcase_add_test(cost, lines_of_one_pace_share_their_weights);
    tcase_add_test(cost, what_a_certain_rate_and_growth_do_to_the_years_costs_nothing);
    suite_add_tcase(suite, cost);
    TCase *inputs = tcase_create("inputs and checks");
    tcase_add_test(inputs, every_check_is_listed_but_of_discount_factors_between_others);
    tcase_add_test(inputs, each_input_says_what_it_is);
    tcase_add_test(inputs, a_free_parameter_is_one_number_for_all_years_whatever_it_was);
    suite_add_tcase(suite, inputs);
    return run_suite(suite);
}
