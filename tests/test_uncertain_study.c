/* A case as a function of its uncertain parameters: which there are, how they are drawn, what comes out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/number.h"
#include "run_suite.h"
#include "support.h"
#include "uncertain/study.h"

enum { DRAWS = 200 };

static mkba_case *mkba;

static void set_up(void)
{
    mkba = support_case("alles");
}

static void tear_down(void)
{
    mkba_case_free(mkba);
}

/* A study of everything, and a space for it. */
typedef struct made {
    mkba_i_study *study;
    mkba_i_study_space *space;
} made;

static made make(const mkba_case *of, const char *scenario, const bool *is_free)
{
    mkba_i_study_setup setup = {.free = is_free,
                                .plan = MKBA_I_PLAN_RANDOM,
                                .seed = 7,
                                .draws = 100000,
                                .what = MKBA_I_STUDY_ALL,
                                .variant = mkba_i_variant_best()};
    made m = {NULL, NULL};
    mkba_error error = {.status = MKBA_OK};

    ck_assert_int_eq(mkba_i_case_scenario(of, scenario, &setup.scenario, NULL), MKBA_OK);
    ck_assert_msg(mkba_i_study_make(of, &setup, &m.study, &error) == MKBA_OK, "%s", error.message);
    ck_assert_int_eq(mkba_i_study_space_make(m.study, DRAWS, &m.space, NULL), MKBA_OK);
    return m;
}

static void drop(made *m)
{
    mkba_i_study_space_free(m->space);
    mkba_i_study_free(m->study);
}

static const char *name_of(const made *m, size_t k)
{
    size_t position;

    return mkba_i_study_parameter(m->study, k, &position)->name;
}

/* The place of a parameter in the study; how many there are when it is not there. */
static size_t place_of(const made *m, const char *name)
{
    size_t k = 0;

    while (k < mkba_i_study_n_parameters(m->study) && strcmp(name_of(m, k), name) != 0)
        k++;
    return k;
}

static const double *draws_of(const made *m, const char *name)
{
    ck_assert_uint_lt(place_of(m, name), mkba_i_study_n_parameters(m->study));
    return mkba_i_study_values(m->space, place_of(m, name));
}

static const double *const *run(made *m, size_t n)
{
    const double *const *quantities = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_msg(mkba_i_study_run(m->study, m->space, 0, n, &quantities, &error) == MKBA_OK, "%s", error.message);
    return quantities;
}

static size_t quantity_of(const made *m, mkba_i_measure measure, const char *alternative)
{
    for (size_t q = 0; q < mkba_i_study_n_quantities(m->study); q++)
        if (mkba_i_study_quantity(m->study, q)->measure == measure &&
            strcmp(mkba_i_study_quantity(m->study, q)->alternative, alternative) == 0)
            return q;
    ck_abort_msg("there is no such quantity of %s", alternative);
    return 0;
}

/* ---- which parameters ------------------------------------------------------------------------------------ */

START_TEST(parameters_are_those_that_figures_hang_on)
{
    static const char *const NAMES[] = {"pad", "waarde", "effect", "kans", "budget"};
    made m = make(mkba, NULL, NULL);

    ck_assert_uint_eq(mkba_i_study_n_parameters(m.study), 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert_uint_lt(place_of(&m, NAMES[i]), 5);
    ck_assert(mkba_i_study_is_correlated(m.study, place_of(&m, "kans")));
    ck_assert(!mkba_i_study_is_correlated(m.study, place_of(&m, "budget")));
    ck_assert_ptr_null(mkba_i_study_distribution(m.study, place_of(&m, "pad")));
    ck_assert_ptr_nonnull(mkba_i_study_distribution(m.study, place_of(&m, "waarde")));
    drop(&m);
}
END_TEST

START_TEST(means_are_what_an_appraisal_takes)
{
    made m = make(mkba, NULL, NULL);
    const double *means = mkba_i_study_means(m.study);

    ck_assert_double_eq(means[place_of(&m, "effect")], 0.1);
    ck_assert_double_eq(means[place_of(&m, "budget")], 90.0);
    ck_assert_double_eq_tol(means[place_of(&m, "waarde")], 1.0, 1e-12); /* of the factor */
    ck_assert_double_eq_tol(means[place_of(&m, "kans")], 0.3, 1e-4);    /* truncated far out, to both sides */
    ck_assert_double_eq(means[place_of(&m, "pad")], -1.0);              /* the series itself */
    drop(&m);
}
END_TEST

START_TEST(what_a_scenario_gives_is_not_drawn_and_leaves_the_others_as_they_are)
{
    made m = make(mkba, NULL, NULL), under = make(mkba, "laag", NULL);

    ck_assert_uint_eq(place_of(&under, "effect"), mkba_i_study_n_parameters(under.study));
    ck_assert(!mkba_i_study_is_correlated(under.study, place_of(&under, "kans")));
    mkba_i_study_sample(m.study, m.space, 0, DRAWS);
    mkba_i_study_sample(under.study, under.space, 0, DRAWS);
    ck_assert_mem_eq(draws_of(&m, "kans"), draws_of(&under, "kans"), DRAWS * sizeof(double));
    ck_assert_mem_eq(draws_of(&m, "pad"), draws_of(&under, "pad"), DRAWS * sizeof(double));
    drop(&m);
    drop(&under);
}
END_TEST

START_TEST(another_parameter_changes_no_draw)
{
    mkba_draft *draft = NULL;
    mkba_case *more = NULL;
    char *text;
    made m = make(mkba, NULL, NULL), of_more;

    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    support_set(draft, "/parameters/extra", "{\"distribution\": {\"uniform\": [0, 1]}, \"unit\": \"EUR/jaar\"}");
    support_set(draft, "/lines/-", "{\"id\": \"meer\", \"kind\": \"cost\", \"value\": \"extra\"}");
    support_set(draft, "/lines/0/id", "\"anders\"");
    text = support_finish(draft);
    more = support_parse(text);
    of_more = make(more, NULL, NULL);
    ck_assert_uint_eq(mkba_i_study_n_parameters(of_more.study), 6);
    mkba_i_study_sample(m.study, m.space, 0, DRAWS);
    mkba_i_study_sample(of_more.study, of_more.space, 0, DRAWS);
    for (size_t k = 0; k < mkba_i_study_n_parameters(m.study); k++)
        ck_assert_mem_eq(mkba_i_study_values(m.space, k), draws_of(&of_more, name_of(&m, k)), DRAWS * sizeof(double));
    drop(&m);
    drop(&of_more);
    mkba_case_free(more);
    mkba_text_free(text);
}
END_TEST

/* ---- draws ----------------------------------------------------------------------------------------------- */

START_TEST(draws_do_not_depend_on_how_they_are_asked_for)
{
    made all = make(mkba, NULL, NULL), part = make(mkba, NULL, NULL);
    size_t first = 0, sizes[] = {1, 7, 64, DRAWS - 72};

    mkba_i_study_sample(all.study, all.space, 1000, DRAWS);
    for (size_t i = 0; i < 4; first += sizes[i++]) {
        mkba_i_study_sample(part.study, part.space, 1000 + first, sizes[i]);
        for (size_t k = 0; k < mkba_i_study_n_parameters(all.study); k++)
            ck_assert_mem_eq(mkba_i_study_values(all.space, k) + first, mkba_i_study_values(part.space, k),
                             sizes[i] * sizeof(double));
    }
    drop(&all);
    drop(&part);
}
END_TEST

START_TEST(rows_of_joint_draws_are_drawn_whole_and_all_of_them)
{
    made m = make(mkba, NULL, NULL);
    size_t seen[2] = {0, 0};
    const double *rows;

    mkba_i_study_sample(m.study, m.space, 0, DRAWS);
    rows = draws_of(&m, "pad");
    for (size_t d = 0; d < DRAWS; d++) {
        ck_assert(rows[d] == 0.0 || rows[d] == 1.0);
        seen[(size_t) rows[d]]++;
    }
    ck_assert_uint_gt(seen[0], DRAWS / 3);
    ck_assert_uint_gt(seen[1], DRAWS / 3);
    drop(&m);
}
END_TEST

/* ---- what comes out -------------------------------------------------------------------------------------- */

START_TEST(at_the_means_a_study_is_the_appraisal)
{
    static const char *const SCENARIOS[] = {NULL, "laag", "lang"};

    for (size_t s = 0; s < 3; s++) {
        mkba_appraisal *appraisal = support_appraise(mkba, SCENARIOS[s]);
        made m = make(mkba, SCENARIOS[s], NULL);
        const double *const *quantities;
        double npv = 0.0;

        mkba_i_study_set_means(m.study, m.space, 5);
        quantities = run(&m, 5);
        for (size_t q = 0; q < mkba_i_study_n_quantities(m.study); q++)
            ck_assert_double_eq(quantities[q][4] + 0.0, mkba_i_study_point(m.study, q));
        for (size_t a = 0; a < mkba_appraisal_n_alternatives(appraisal); a++) {
            const char *alternative = mkba_appraisal_alternative(appraisal, a);

            ck_assert_int_eq(mkba_appraisal_npv(appraisal, alternative, &npv, NULL), MKBA_OK);
            ck_assert_double_eq(quantities[quantity_of(&m, MKBA_I_MEASURE_NPV, alternative)][0], npv);
        }
        drop(&m);
        mkba_appraisal_free(appraisal);
    }
}
END_TEST

/* A parameter's document as it is in one draw: nothing of it is uncertain any more. */
static void settle(mkba_draft *draft, const mkba_i_parameter *parameter, double drawn)
{
    char pointer[200], json[400], number[MKBA_I_NUMBER_TEXT];
    size_t at = 0;

    snprintf(pointer, sizeof pointer, "/parameters/%s/%s", parameter->name,
             parameter->draws != NULL    ? "draws"
             : parameter->factor != NULL ? "factor"
                                         : "distribution");
    support_set(draft, pointer, NULL);
    if (parameter->kind == MKBA_I_ONE_VALUE) {
        snprintf(pointer, sizeof pointer, "/parameters/%s/value", parameter->name);
        mkba_i_number_print(drawn, number);
        support_set(draft, pointer, number);
        return;
    }
    for (size_t y = 0; y < parameter->n_years; y++) {
        double value = parameter->draws != NULL ? parameter->draws[(size_t) drawn * parameter->n_years + y]
                                                : parameter->series[y] * drawn;

        mkba_i_number_print(value, number);
        at += (size_t) snprintf(json + at, sizeof json - at, "%s\"%d\": %s", y == 0 ? "{" : ", ",
                                parameter->first_year + (int) y, number);
    }
    snprintf(json + at, sizeof json - at, "}");
    snprintf(pointer, sizeof pointer, "/parameters/%s/series", parameter->name);
    support_set(draft, pointer, json);
}

/* The case in which every uncertain parameter has the value of one draw. */
static mkba_case *case_of_draw(const made *m, size_t d)
{
    mkba_draft *draft = NULL;
    mkba_case *settled;
    char *text;
    size_t position;

    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    support_set(draft, "/correlations", NULL);
    for (size_t k = 0; k < mkba_i_study_n_parameters(m->study); k++)
        settle(draft, mkba_i_study_parameter(m->study, k, &position), mkba_i_study_values(m->space, k)[d]);
    text = support_finish(draft);
    settled = support_parse(text);
    mkba_text_free(text);
    return settled;
}

static void check_figure(const made *m, const double *const *quantities, const cJSON *result, size_t q, size_t d)
{
    static const char *const PATHS[] = {
        [MKBA_I_MEASURE_NPV] = "npv",
        [MKBA_I_MEASURE_PV_COSTS] = "pv_costs",
        [MKBA_I_MEASURE_PV_BENEFITS] = "pv_benefits",
        [MKBA_I_MEASURE_BCR] = "bcr",
        [MKBA_I_MEASURE_ANNUAL_EQUIVALENT] = "annual_equivalent",
        [MKBA_I_MEASURE_ACTOR_COSTS] = "actors/%s/pv_costs",
        [MKBA_I_MEASURE_ACTOR_BENEFITS] = "actors/%s/pv_benefits",
        [MKBA_I_MEASURE_ACTOR_NET] = "actors/%s/net",
        [MKBA_I_MEASURE_STREAM_EFFECT] = "lines/%s/pv",
        [MKBA_I_MEASURE_YEAR_NET] = "net_by_year",
        [MKBA_I_MEASURE_CLIENTS] = "clients/%s",
    };
    const mkba_i_quantity *quantity = mkba_i_study_quantity(m->study, q);
    char name[200], pointer[300];
    const cJSON *item;

    if (quantity->measure == MKBA_I_MEASURE_ADDED_NPV || strcmp(quantity->alternative, "nul") == 0)
        return;
    snprintf(name, sizeof name, PATHS[quantity->measure], quantity->name);
    if (quantity->year == 0)
        snprintf(pointer, sizeof pointer, "/%s/%s", quantity->alternative, name);
    else
        snprintf(pointer, sizeof pointer, "/%s/%s/%d", quantity->alternative, name, quantity->year);
    item = support_at(result, pointer);
    ck_assert_msg(item != NULL, "%s", pointer);
    ck_assert_msg(fabs(item->valuedouble - quantities[q][d]) <= 1e-9 + 1e-11 * fabs(quantities[q][d]), "%s of draw %zu",
                  pointer, d);
}

START_TEST(a_draw_is_the_appraisal_of_a_case_with_its_values)
{
    made m = make(mkba, NULL, NULL);
    const double *const *quantities;

    mkba_i_study_sample(m.study, m.space, 0, 20);
    quantities = run(&m, 20);
    for (size_t d = 0; d < 20; d++) {
        mkba_case *settled = case_of_draw(&m, d);
        mkba_appraisal *appraisal = support_appraise(settled, NULL);
        mkba_i_json *result = support_result(appraisal);

        for (size_t q = 0; q < mkba_i_study_n_quantities(m.study); q++)
            check_figure(&m, quantities, mkba_i_json_root(result), q, d);
        mkba_i_json_free(result);
        mkba_appraisal_free(appraisal);
        mkba_case_free(settled);
    }
    drop(&m);
}
END_TEST

START_TEST(differences_are_those_of_net_present_values)
{
    made m = make(mkba, NULL, NULL);
    const double *const *quantities;
    size_t plan = quantity_of(&m, MKBA_I_MEASURE_NPV, "plan"), klein = quantity_of(&m, MKBA_I_MEASURE_NPV, "klein");
    size_t added = quantity_of(&m, MKBA_I_MEASURE_ADDED_NPV, "klein");

    ck_assert_str_eq(mkba_i_study_quantity(m.study, added)->name, "plan");
    mkba_i_study_sample(m.study, m.space, 0, DRAWS);
    quantities = run(&m, DRAWS);
    for (size_t d = 0; d < DRAWS; d++)
        ck_assert_double_eq(quantities[added][d], quantities[klein][d] - quantities[plan][d]);
    drop(&m);
}
END_TEST

/* Parameters that the case gives one value, a series and an expression, each set free. */
START_TEST(a_free_parameter_can_be_set_whatever_it_is)
{
    static const char *const NAMES[] = {"tarief", "inwoners", "jaarkosten", "effect"};
    static const double VALUES[] = {1.3, 19000.0, 4000.0, 0.2};
    const mkba_i_model *model = &mkba->model;

    for (size_t i = 0; i < 4; i++) {
        bool *is_free = calloc(model->parameter_names.n, sizeof *is_free);
        size_t position = mkba_i_names_find(&model->parameter_names, NAMES[i], strlen(NAMES[i])), k;
        mkba_case *changed = NULL;
        mkba_appraisal *appraisal;
        double npv = 0.0;
        made m;

        is_free[position] = true;
        m = make(mkba, NULL, is_free);
        k = place_of(&m, NAMES[i]);
        mkba_i_study_set_means(m.study, m.space, 1);
        mkba_i_study_values(m.space, k)[0] = VALUES[i];
        ck_assert_int_eq(mkba_case_with_parameters(mkba, &NAMES[i], 1, &VALUES[i], 1, &changed, NULL), MKBA_OK);
        appraisal = support_appraise(changed, NULL);
        ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
        ck_assert_double_eq_tol(run(&m, 1)[quantity_of(&m, MKBA_I_MEASURE_NPV, "plan")][0], npv, 1e-12 * fabs(npv));
        drop(&m);
        free(is_free);
        mkba_appraisal_free(appraisal);
        mkba_case_free(changed);
    }
}
END_TEST

START_TEST(a_draw_without_an_outcome_is_named)
{
    mkba_draft *draft = NULL;
    mkba_case *wild;
    mkba_error error = {.status = MKBA_OK};
    const double *const *quantities = NULL;
    const double *draws;
    char *text, expected[100];
    size_t d = 0;
    made m;

    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    support_set(draft, "/parameters/uitstroom",
                "{\"value\": 0.5, \"distribution\": {\"uniform\": [0, 1.02]}, \"unit\": \"1/jaar\"}");
    support_set(draft, "/streams/hulp/outflow", "\"uitstroom\"");
    text = support_finish(draft);
    wild = support_parse(text);
    m = make(wild, NULL, NULL);
    mkba_i_study_sample(m.study, m.space, 50, DRAWS);
    draws = draws_of(&m, "uitstroom");
    while (d < DRAWS && draws[d] * 1.05 <= 1.0) /* the plan multiplies it */
        d++;
    ck_assert_uint_lt(d, DRAWS);
    ck_assert_int_eq(mkba_i_study_run(m.study, m.space, 50, DRAWS, &quantities, &error), MKBA_ERROR_EVALUATION);
    snprintf(expected, sizeof expected, "stream \"hulp\" in \"plan\", 2026, draw %zu: its outflow is ", 50 + d + 1);
    ck_assert_msg(strncmp(error.message, expected, strlen(expected)) == 0, "%s", error.message);
    ck_assert_ptr_null(quantities);
    drop(&m);
    mkba_case_free(wild);
    mkba_text_free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain_study");
    TCase *tcase = tcase_create("study");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, parameters_are_those_that_figures_hang_on);
    tcase_add_test(tcase, means_are_what_an_appraisal_takes);
    tcase_add_test(tcase, what_a_scenario_gives_is_not_drawn_and_leaves_the_others_as_they_are);
    tcase_add_test(tcase, another_parameter_changes_no_draw);
    tcase_add_test(tcase, draws_do_not_depend_on_how_they_are_asked_for);
    tcase_add_test(tcase, rows_of_joint_draws_are_drawn_whole_and_all_of_them);
    tcase_add_test(tcase, at_the_means_a_study_is_the_appraisal);
    tcase_add_test(tcase, a_draw_is_the_appraisal_of_a_case_with_its_values);
    tcase_add_test(tcase, differences_are_those_of_net_present_values);
    tcase_add_test(tcase, a_free_parameter_can_be_set_whatever_it_is);
    tcase_add_test(tcase, a_draw_without_an_outcome_is_named);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
