/* stat/least_squares.h, robust.h, ridge.h, count_model.h, against certified and published fits and those of R:
 * tests/data/regression.json says where each comes from. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "run_suite.h"
#include "stat/count_model.h"
#include "stat/ridge.h"
#include "stat/robust.h"
#include "support.h"

#define TOLERANCE 1e-11

typedef struct set {
    mkba_i_json *json;
    const cJSON *root;
    mkba_i_arena arena;
    mkba_i_design design;
    double *x, *y, *more;
} set;

static double *list(const cJSON *from, size_t *n)
{
    double *made = calloc((size_t) cJSON_GetArraySize(from) + 1, sizeof *made);
    *n = 0;
    ck_assert_ptr_nonnull(from);
    for (const cJSON *item = from->child; item != NULL; item = item->next)
        made[(*n)++] = item->valuedouble;
    return made;
}

static set open_set(const char *name)
{
    char *text = support_data("regression.json", NULL);
    set made = {.json = support_json(text)};
    free(text);
    made.root = cJSON_GetObjectItemCaseSensitive(mkba_i_json_root(made.json), name);
    ck_assert_ptr_nonnull(made.root);
    made.y = list(support_at(made.root, "/y"), &made.design.n);
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(made.root, "x");
    if (rows != NULL) {
        made.design.p = (size_t) cJSON_GetArraySize(rows->child);
        made.x = calloc(made.design.n * made.design.p, sizeof *made.x);
        size_t at = 0;
        for (const cJSON *row = rows->child; row != NULL; row = row->next)
            for (const cJSON *cell = row->child; cell != NULL; cell = cell->next)
                made.x[at++] = cell->valuedouble;
        ck_assert_uint_eq(at, made.design.n * made.design.p);
    }
    made.more = calloc(made.design.n, sizeof *made.more);
    made.design.x = made.x;
    made.design.y = made.y;
    return made;
}

static void close_set(set *given)
{
    mkba_i_arena_free(&given->arena);
    mkba_i_json_free(given->json);
    free(given->x);
    free(given->y);
    free(given->more);
}

/* Every figure agrees to the tolerance, of its size or, below that, of `least`. */
static void expect(const cJSON *expected, const double *found, double tolerance, double least)
{
    size_t n;
    double *values = list(expected, &n);
    ck_assert_uint_gt(n, 0);
    for (size_t i = 0; i < n; i++)
        if (!(fabs(found[i] - values[i]) <= tolerance * fmax(fabs(values[i]), least)))
            ck_abort_msg("%s[%zu] is %.17g, expected %.17g", expected->string, i, found[i], values[i]);
    free(values);
}

static void roots(const double *covariance, size_t p, double *out)
{
    for (size_t j = 0; j < p; j++)
        out[j] = sqrt(covariance[j * p + j]);
}

static mkba_i_least_squares fitted(set *given, double tolerance)
{
    mkba_i_least_squares fit;
    mkba_error error;
    ck_assert_int_eq(mkba_i_least_squares_new(&given->arena, given->design.n, given->design.p, &fit, &error), MKBA_OK);
    if (mkba_i_least_squares_fit(&given->design, tolerance, &fit, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return fit;
}

static double variance_of(const mkba_i_least_squares *fit)
{
    return fit->rss / (double) (fit->n - fit->p);
}

static void expect_errors(const mkba_i_least_squares *fit, mkba_i_errors errors, double variance,
                          const mkba_i_clusters *clusters, const cJSON *expected, double tolerance)
{
    double covariance[256], found[16];
    mkba_error error;
    ck_assert_uint_le(fit->p, 16);
    ck_assert_int_eq(mkba_i_covariance(fit, errors, variance, clusters, covariance, NULL, &error), MKBA_OK);
    roots(covariance, fit->p, found);
    expect(expected, found, tolerance, 0);
}

/* ---- least squares ---------------------------------------------------------------------------------------- */

START_TEST(longley_agrees_with_the_certified_values)
{
    set longley = open_set("longley");
    mkba_i_least_squares fit = fitted(&longley, 1e-10);
    expect(support_at(longley.root, "/beta"), fit.beta, 1e-10, 0);
    expect_errors(&fit, MKBA_I_ERRORS_CLASSICAL, variance_of(&fit), NULL, support_at(longley.root, "/errors"), 1e-10);
    ck_assert_double_eq_tol(sqrt(variance_of(&fit)) / support_at(longley.root, "/sd")->valuedouble, 1, 1e-11);
    close_set(&longley);
}
END_TEST

/* Of a polynomial of degree ten a column keeps 1e-10 of its length: seven digits are left of sixteen. */
START_TEST(filip_keeps_seven_digits)
{
    set filip = open_set("filip");
    size_t n;
    double *base = list(support_at(filip.root, "/powers_of"), &n);
    filip.design.p = 11;
    filip.design.x = filip.x = calloc(n * 11, sizeof *filip.x);
    for (size_t i = 0; i < n; i++) {
        filip.x[i * 11] = 1;
        for (size_t j = 1; j < 11; j++)
            filip.x[i * 11 + j] = filip.x[i * 11 + j - 1] * base[i];
    }
    mkba_i_least_squares fit = fitted(&filip, 1e-14);
    expect(support_at(filip.root, "/beta"), fit.beta, 1e-7, 0);
    ck_assert_double_eq_tol(sqrt(variance_of(&fit)) / support_at(filip.root, "/sd")->valuedouble, 1, 1e-8);
    free(base);
    close_set(&filip);
}
END_TEST

static void expect_influence(const mkba_i_least_squares *fit, const cJSON *expected)
{
    double found[3][64];
    for (size_t i = 0; i < fit->n; i++) {
        mkba_i_influence one = mkba_i_influence_of(fit->residuals[i], fit->leverage[i], variance_of(fit),
                                                   (double) (fit->n - fit->p), (double) fit->p);
        found[0][i] = one.studentised;
        found[1][i] = one.cook;
        found[2][i] = one.dffits;
    }
    expect(support_at(expected, "/leverage"), fit->leverage, TOLERANCE, 0);
    expect(support_at(expected, "/studentised"), found[0], 1e-10, 0);
    expect(support_at(expected, "/cook"), found[1], 1e-9, 0);
    expect(support_at(expected, "/dffits"), found[2], 1e-10, 0);
}

START_TEST(influence_is_that_of_r)
{
    set loss = open_set("stackloss");
    mkba_i_least_squares fit = fitted(&loss, 1e-7);
    expect(support_at(loss.root, "/beta"), fit.beta, TOLERANCE, 0);
    expect_influence(&fit, loss.root);
    for (size_t i = 0; i < loss.design.n; i++)
        loss.more[i] = (double) (i + 1) / 11;
    loss.design.weights = loss.more;
    fit = fitted(&loss, 1e-7);
    expect(support_at(loss.root, "/weighted/beta"), fit.beta, TOLERANCE, 0);
    expect_errors(&fit, MKBA_I_ERRORS_CLASSICAL, variance_of(&fit), NULL, support_at(loss.root, "/weighted/errors"),
                  TOLERANCE);
    expect_influence(&fit, support_at(loss.root, "/weighted"));
    close_set(&loss);
}
END_TEST

START_TEST(sandwiches_are_those_of_their_formulas)
{
    set loss = open_set("stackloss");
    mkba_i_least_squares fit = fitted(&loss, 1e-7);
    size_t of[21];
    mkba_i_clusters clusters = {of, 5};
    for (size_t i = 0; i < 21; i++)
        of[i] = i % 5;
    expect_errors(&fit, MKBA_I_ERRORS_CLASSICAL, variance_of(&fit), NULL, support_at(loss.root, "/errors"), TOLERANCE);
    expect_errors(&fit, MKBA_I_ERRORS_HC1, 1, NULL, support_at(loss.root, "/hc1"), 1e-9);
    expect_errors(&fit, MKBA_I_ERRORS_HC2, 1, NULL, support_at(loss.root, "/hc2"), 1e-9);
    expect_errors(&fit, MKBA_I_ERRORS_HC3, 1, NULL, support_at(loss.root, "/hc3"), 1e-9);
    expect_errors(&fit, MKBA_I_ERRORS_CLUSTERED, 1, &clusters, support_at(loss.root, "/clustered"), 1e-9);
    close_set(&loss);
}
END_TEST

START_TEST(a_column_that_follows_from_others_is_named_with_them)
{
    double x[6 * 4], y[6] = {1, 3, 2, 5, 4, 6};
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 6, .p = 4, .x = x, .y = y};
    mkba_i_least_squares fit;
    mkba_error error;
    for (size_t i = 0; i < 6; i++) {
        x[4 * i] = 1;
        x[4 * i + 1] = (double) i;
        x[4 * i + 2] = (double) (i * i);
        x[4 * i + 3] = 3 - 2 * x[4 * i + 2];
    }
    ck_assert_int_eq(mkba_i_least_squares_new(&arena, 6, 4, &fit, &error), MKBA_OK);
    ck_assert_int_eq(mkba_i_least_squares_fit(&design, 1e-7, &fit, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_uint_eq(fit.dependent, 3);
    ck_assert_double_eq_tol(fit.combination[0], 3, 1e-12);
    ck_assert(fit.combination[1] == 0);
    ck_assert_double_eq_tol(fit.combination[2], -2, 1e-12);
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(a_row_that_decides_a_coefficient_alone_has_no_hc3)
{
    double x[] = {1, 0, 1, 0, 1, 0, 1, 1}, y[] = {1, 2, 4, 9}, covariance[4];
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 4, .p = 2, .x = x, .y = y};
    mkba_i_clusters one = {(const size_t[]){0, 0, 0, 0}, 1};
    mkba_i_least_squares fit;
    mkba_error error;
    size_t row = 9;
    ck_assert_int_eq(mkba_i_least_squares_new(&arena, 4, 2, &fit, &error), MKBA_OK);
    ck_assert_int_eq(mkba_i_least_squares_fit(&design, 1e-7, &fit, &error), MKBA_OK);
    ck_assert(isnan(mkba_i_influence_of(fit.residuals[3], fit.leverage[3], 1, 2, 2).studentised));
    ck_assert_int_eq(mkba_i_covariance(&fit, MKBA_I_ERRORS_HC3, 1, NULL, covariance, &row, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_uint_eq(row, 3);
    ck_assert_int_eq(mkba_i_covariance(&fit, MKBA_I_ERRORS_CLUSTERED, 1, &one, covariance, NULL, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_i_covariance(&fit, MKBA_I_ERRORS_HC1, 1, NULL, covariance, NULL, &error), MKBA_OK);
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(figures_beyond_a_double_are_refused)
{
    double x[] = {1, 1e200, 1, -1e200, 1, 3e200}, y[] = {1, 2, 3};
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 3, .p = 2, .x = x, .y = y};
    mkba_i_least_squares fit;
    mkba_error error;
    ck_assert_int_eq(mkba_i_least_squares_new(&arena, 3, 2, &fit, &error), MKBA_OK);
    ck_assert_int_eq(mkba_i_least_squares_fit(&design, 1e-7, &fit, &error), MKBA_ERROR_EVALUATION);
    mkba_i_arena_free(&arena);
}
END_TEST

/* ---- robust ----------------------------------------------------------------------------------------------- */

static void expect_robust(set *given, mkba_i_psi psi, const char *pointer)
{
    const cJSON *expected = support_at(given->root, pointer);
    mkba_i_robust made;
    mkba_error error;
    double errors[8];
    if (mkba_i_robust_fit(&given->arena, &given->design, psi, 1e-7, &made, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert(made.converged);
    roots(made.covariance, given->design.p, errors);
    expect(support_at(expected, "/beta"), made.fit.beta, 1e-8, 0);
    expect(support_at(expected, "/errors"), errors, 1e-8, 0);
    ck_assert_double_eq_tol(made.scale / support_at(expected, "/scale")->valuedouble, 1, 1e-8);
    if (cJSON_GetObjectItemCaseSensitive(expected, "manual") != NULL) {
        expect(support_at(expected, "/manual"), made.fit.beta, 5e-4, 0.1);
        expect(support_at(expected, "/manual_errors"), errors, 5e-4, 0.1);
    }
}

START_TEST(m_estimators_are_those_of_mass)
{
    set loss = open_set("stackloss"), phones = open_set("phones");
    expect_robust(&loss, MKBA_I_PSI_HUBER, "/huber");
    expect_robust(&loss, MKBA_I_PSI_BISQUARE, "/bisquare");
    expect_robust(&phones, MKBA_I_PSI_HUBER, "/huber");
    expect_robust(&phones, MKBA_I_PSI_BISQUARE, "/bisquare");
    for (size_t i = 0; i < loss.design.n; i++)
        loss.more[i] = (double) (i + 1) / 11;
    loss.design.weights = loss.more;
    expect_robust(&loss, MKBA_I_PSI_HUBER, "/huber_weighted");
    close_set(&loss);
    close_set(&phones);
}
END_TEST

START_TEST(figures_that_mostly_lie_on_a_line_have_no_scale)
{
    double x[12], y[] = {0, 1, 2, 3, 4, 50};
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 6, .p = 2, .x = x, .y = y};
    mkba_i_robust made;
    mkba_error error;
    for (size_t i = 0; i < 6; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = 0;
    }
    x[1] = 1; /* a row of its own: residual 0 */
    for (size_t i = 1; i < 6; i++)
        y[i] = 7;
    ck_assert_int_eq(mkba_i_robust_fit(&arena, &design, MKBA_I_PSI_HUBER, 1e-7, &made, &error), MKBA_ERROR_EVALUATION);
    mkba_i_arena_free(&arena);
}
END_TEST

/* ---- ridge ------------------------------------------------------------------------------------------------- */

static double number(const set *given, const char *pointer)
{
    return support_at(given->root, pointer)->valuedouble;
}

static mkba_i_ridge ridged(set *given, mkba_i_penalty choice, double penalty)
{
    mkba_i_ridge made;
    mkba_error error;
    if (mkba_i_ridge_fit(&given->arena, &given->design, 1, choice, penalty, 1e-7, &made, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return made;
}

START_TEST(ridge_is_that_of_mass_and_its_penalty_the_best)
{
    set given = open_set("ridge");
    mkba_i_ridge made = ridged(&given, MKBA_I_PENALTY_GIVEN, number(&given, "/penalty"));
    expect(support_at(given.root, "/beta"), made.fit.beta, 1e-9, 0);
    ck_assert_double_eq_tol(made.gcv / number(&given, "/chosen/gcv_at"), 1, 1e-8);
    ck_assert_double_eq_tol(made.loo / number(&given, "/chosen/loo_at"), 1, 1e-8);
    ck_assert_double_eq_tol(made.edf, number(&given, "/chosen/edf_at"), 1e-8);
    made = ridged(&given, MKBA_I_PENALTY_GCV, 0);
    ck_assert_double_eq_tol(made.penalty / number(&given, "/chosen/gcv"), 1, 1e-4); /* a minimum is flat */
    ck_assert_double_eq_tol(made.gcv / number(&given, "/chosen/gcv_value"), 1, 1e-9);
    made = ridged(&given, MKBA_I_PENALTY_LOO, 0);
    ck_assert_double_eq_tol(made.penalty / number(&given, "/chosen/loo"), 1, 1e-4);
    ck_assert_double_eq_tol(made.loo / number(&given, "/chosen/loo_value"), 1, 1e-9);
    close_set(&given);
}
END_TEST

/* Without a penalty all of a fit is that of least squares, free columns or not. */
START_TEST(ridge_without_penalty_is_least_squares)
{
    set given = open_set("stackloss");
    mkba_i_least_squares fit = fitted(&given, 1e-7);
    for (size_t n_free = 1; n_free <= 3; n_free++) {
        mkba_i_ridge made;
        mkba_error error;
        ck_assert_int_eq(
            mkba_i_ridge_fit(&given.arena, &given.design, n_free, MKBA_I_PENALTY_GIVEN, 0, 1e-7, &made, &error),
            MKBA_OK);
        for (size_t j = 0; j < 4; j++) {
            ck_assert_double_eq_tol(made.fit.beta[j] / fit.beta[j], 1, 1e-10);
            for (size_t k = 0; k < 4; k++)
                ck_assert_double_eq_tol(made.fit.inverse[4 * j + k] / fit.inverse[4 * j + k], 1, 1e-9);
        }
        ck_assert_double_eq_tol(made.edf, 4, 1e-11);
        for (size_t i = 0; i < given.design.n; i++) {
            ck_assert_double_eq_tol(made.fit.leverage[i], fit.leverage[i], 1e-11);
            ck_assert_double_eq_tol(made.fit.residuals[i], fit.residuals[i], 1e-9);
        }
    }
    close_set(&given);
}
END_TEST

/* A column twice: each gets half of what one would have with half of the penalty. */
START_TEST(ridge_shares_among_columns_that_are_the_same)
{
    set given = open_set("phones");
    double twice[24 * 3];
    mkba_i_ridge one = ridged(&given, MKBA_I_PENALTY_GIVEN, 1), made;
    mkba_i_design design = given.design;
    mkba_error error;
    for (size_t i = 0; i < 24; i++) {
        twice[3 * i] = 1;
        twice[3 * i + 1] = twice[3 * i + 2] = given.x[2 * i + 1];
    }
    design.p = 3;
    design.x = twice;
    ck_assert_int_eq(mkba_i_ridge_fit(&given.arena, &design, 1, MKBA_I_PENALTY_GIVEN, 2, 1e-7, &made, &error), MKBA_OK);
    ck_assert_double_eq_tol(made.fit.beta[1], one.fit.beta[1] / 2, 1e-12);
    ck_assert_double_eq_tol(made.fit.beta[2], one.fit.beta[1] / 2, 1e-12);
    ck_assert_int_eq(mkba_i_ridge_fit(&given.arena, &design, 1, MKBA_I_PENALTY_GIVEN, 0, 1e-7, &made, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_uint_eq(made.fit.dependent, 2);
    close_set(&given);
}
END_TEST

/* ---- counts ------------------------------------------------------------------------------------------------ */

START_TEST(ship_damage_is_that_of_mccullagh_and_nelder)
{
    set ships = open_set("ships");
    size_t n;
    double *exposure = list(support_at(ships.root, "/exposure"), &n);
    mkba_i_count_model made;
    mkba_error error;
    if (mkba_i_count_fit(&ships.arena, &ships.design, exposure, false, 1e-7, &made, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert(made.converged);
    expect(support_at(ships.root, "/book"), made.fit.beta, 0.0051, 1);
    ck_assert_double_eq_tol(made.deviance, number(&ships, "/book_deviance"), 0.05);
    expect(support_at(ships.root, "/beta"), made.fit.beta, 1e-9, 1);
    expect_errors(&made.fit, MKBA_I_ERRORS_CLASSICAL, 1, NULL, support_at(ships.root, "/errors"), 1e-8);
    expect_errors(&made.fit, MKBA_I_ERRORS_HC1, 1, NULL, support_at(ships.root, "/hc1"), 1e-7);
    expect(support_at(ships.root, "/leverage"), made.fit.leverage, 1e-7, 0.01);
    ck_assert_double_eq_tol(made.deviance, number(&ships, "/deviance"), 1e-9);
    ck_assert_double_eq_tol(made.pearson, number(&ships, "/pearson"), 1e-6);
    ck_assert_double_eq_tol(made.log_likelihood, number(&ships, "/log_likelihood"), 1e-9);
    ck_assert_double_eq_tol(made.overdispersion, number(&ships, "/overdispersion"), 1e-7);
    free(exposure);
    close_set(&ships);
}
END_TEST

START_TEST(absence_from_school_is_that_of_venables_and_ripley)
{
    set quine = open_set("quine");
    mkba_i_count_model made;
    mkba_error error;
    if (mkba_i_count_fit(&quine.arena, &quine.design, NULL, true, 1e-7, &made, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert(made.converged);
    ck_assert_double_eq_tol(made.theta, 1.275, 5e-4);
    ck_assert_double_eq_tol(made.theta, number(&quine, "/theta"), 1e-6);
    ck_assert_double_eq_tol(made.theta_error, number(&quine, "/theta_error"), 1e-6);
    /* theta.mm of MASS 7.3-58.2, of its fit by glm.nb */
    ck_assert_double_eq_tol(mkba_i_count_theta(quine.design.y, made.means, quine.design.n, quine.design.p),
                            1.28728059009051, 1e-6);
    expect(support_at(quine.root, "/beta"), made.fit.beta, 1e-6, 1);
    expect_errors(&made.fit, MKBA_I_ERRORS_CLASSICAL, 1, NULL, support_at(quine.root, "/errors"), 1e-6);
    ck_assert_double_eq_tol(made.deviance, number(&quine, "/deviance"), 1e-4);
    ck_assert_double_eq_tol(made.log_likelihood, number(&quine, "/log_likelihood"), 1e-6);
    close_set(&quine);
}
END_TEST

/* Less spread than Poisson's: the negative binomial is Poisson. */
START_TEST(counts_that_hardly_vary_are_poisson)
{
    double x[10], y[10];
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 10, .p = 1, .x = x, .y = y};
    mkba_i_count_model made;
    mkba_error error;
    for (size_t i = 0; i < 10; i++) {
        x[i] = 1;
        y[i] = 50 + (double) (i % 3);
    }
    ck_assert_int_eq(mkba_i_count_fit(&arena, &design, NULL, true, 1e-7, &made, &error), MKBA_OK);
    ck_assert(isinf(made.theta));
    ck_assert(isinf(mkba_i_count_theta(y, made.means, design.n, design.p)));
    ck_assert_double_eq_tol(made.fit.beta[0], log(50.9), 1e-12);
    ck_assert(made.overdispersion < 0);
    mkba_i_arena_free(&arena);
}
END_TEST

START_TEST(a_factor_that_tells_where_counts_are_0_is_refused)
{
    double x[] = {1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1}, y[] = {3, 4, 5, 0, 0, 0};
    mkba_i_arena arena = {NULL};
    mkba_i_design design = {.n = 6, .p = 2, .x = x, .y = y};
    mkba_i_count_model made;
    mkba_error error;
    ck_assert_int_eq(mkba_i_count_fit(&arena, &design, NULL, false, 1e-7, &made, &error), MKBA_ERROR_EVALUATION);
    y[0] = y[1] = y[2] = 0;
    ck_assert_int_eq(mkba_i_count_fit(&arena, &design, NULL, false, 1e-7, &made, &error), MKBA_ERROR_EVALUATION);
    mkba_i_arena_free(&arena);
}
END_TEST

/* Of qpois and qnbinom of R 4.2.2. */
START_TEST(quantiles_of_counts_are_those_of_r)
{
    static const struct {
        double p, mean, size, expected;
    } cases[] = {{0.025, 12.5, INFINITY, 6}, {0.975, 12.5, INFINITY, 20}, {0.5, 0.1, INFINITY, 0}, {0.025, 12.5, 3, 2},
                 {0.975, 12.5, 3, 32},       {0.999, 5000, 20, 9184},     {0.001, 5000, 20, 2234}, {0.9, 0.5, 0.2, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_double_eq(mkba_i_negative_binomial_quantile(cases[i].p, cases[i].mean, cases[i].size),
                            cases[i].expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_regression");
    TCase *all = tcase_create("regression");
    tcase_add_test(all, longley_agrees_with_the_certified_values);
    tcase_add_test(all, filip_keeps_seven_digits);
    tcase_add_test(all, influence_is_that_of_r);
    tcase_add_test(all, sandwiches_are_those_of_their_formulas);
    tcase_add_test(all, a_column_that_follows_from_others_is_named_with_them);
    tcase_add_test(all, a_row_that_decides_a_coefficient_alone_has_no_hc3);
    tcase_add_test(all, figures_beyond_a_double_are_refused);
    tcase_add_test(all, m_estimators_are_those_of_mass);
    tcase_add_test(all, figures_that_mostly_lie_on_a_line_have_no_scale);
    tcase_add_test(all, ridge_is_that_of_mass_and_its_penalty_the_best);
    tcase_add_test(all, ridge_without_penalty_is_least_squares);
    tcase_add_test(all, ridge_shares_among_columns_that_are_the_same);
    tcase_add_test(all, ship_damage_is_that_of_mccullagh_and_nelder);
    tcase_add_test(all, absence_from_school_is_that_of_venables_and_ripley);
    tcase_add_test(all, counts_that_hardly_vary_are_poisson);
    tcase_add_test(all, a_factor_that_tells_where_counts_are_0_is_refused);
    tcase_add_test(all, quantiles_of_counts_are_those_of_r);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
