/* Need adjustment: the coefficients, and how sure they are. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/expected_model.h"
#include "stat/count_model.h"
#include "stat/ridge.h"
#include "stat/robust.h"

/* ---- what cannot be fitted -------------------------------------------------------------------------------- */

static void add_name(mkba_i_text *text, const mkba_i_expected *e, size_t column, bool first)
{
    mkba_i_text_format(text, "%s\"%.60s\"", first ? "" : ", ",
                       column < e->n_constants ? "the constant"
                                               : mkba_i_expected_factor(e, column - e->n_constants)->name);
}

/* Says which factor follows from which. */
static mkba_status refuse_dependent(const mkba_i_expected *e, const mkba_i_least_squares *fit)
{
    mkba_i_text others = {.data = NULL};
    char period[MKBA_I_PERIOD_TEXT];
    bool any = false;
    mkba_status status;

    if (fit->dependent < e->n_constants)
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "periods", "no area of the fit has all figures in %s",
                           mkba_i_expected_period(e, e->periods[fit->dependent], period));
    for (size_t j = 0; j < fit->dependent; j++)
        if (fit->combination[j] != 0) {
            add_name(&others, e, j, !any);
            any = true;
        }
    char *text = mkba_i_text_take(&others);
    if (text == NULL)
        return mkba_i_fail_memory(e->error);
    status = mkba_i_fail(e->error, MKBA_ERROR_PANEL, "factors",
                         "\"%.100s\" follows from %.300s: leave one of them out, or use ridge",
                         mkba_i_expected_factor(e, fit->dependent - e->n_constants)->name, any ? text : "the constant");
    mkba_text_free(text);
    return status;
}

/* What a fit of stat answers, as what the panel has to do with it. */
static mkba_status say(const mkba_i_expected *e, mkba_status status, const mkba_i_least_squares *fit)
{
    char why[200];

    if (status == MKBA_ERROR_ARGUMENT)
        return refuse_dependent(e, fit);
    if (status != MKBA_ERROR_EVALUATION || e->error == NULL)
        return status;
    mkba_i_copy_text(why, sizeof why, e->error->message);
    return mkba_i_fail(e->error, status, "factors", "\"%.100s\" cannot be explained: %s", e->options.indicator, why);
}

/* ---- the methods ------------------------------------------------------------------------------------------ */

static mkba_status fit_least_squares(mkba_i_expected *e)
{
    e->fit = e->base;
    e->variance = e->fit.rss / (double) (e->n - e->p);
    return MKBA_OK;
}

static mkba_status fit_robust(mkba_i_expected *e, const mkba_i_design *design)
{
    mkba_i_psi psi = e->options.method == MKBA_EXPECTED_HUBER ? MKBA_I_PSI_HUBER : MKBA_I_PSI_BISQUARE;
    mkba_i_robust made;
    mkba_status status = mkba_i_robust_fit(&e->arena, design, psi, MKBA_I_EXPECTED_TOLERANCE, &made, e->error);

    if (status ==
        MKBA_ERROR_ARGUMENT) /* the factors do not depend on each other, but those of the areas that are left do */
        return mkba_i_fail(e->error, MKBA_ERROR_EVALUATION, "method",
                           "among the areas that are no outliers factors follow from each other: use ols or huber");
    if (status != MKBA_OK)
        return say(e, status, &e->base);
    e->fit = made.fit;
    e->robust = made.weights;
    e->covariance = made.covariance;
    e->scale = made.scale;
    e->variance = made.scale * made.scale;
    e->iterations = made.iterations;
    e->converged = made.converged;
    return MKBA_OK;
}

static mkba_status fit_ridge(mkba_i_expected *e, const mkba_i_design *design)
{
    static const mkba_i_penalty choices[] = {MKBA_I_PENALTY_GCV, MKBA_I_PENALTY_LOO, MKBA_I_PENALTY_GIVEN};
    mkba_i_ridge made = {.penalty = 0};
    mkba_status status = mkba_i_ridge_fit(&e->arena, design, e->n_constants, choices[e->options.penalty_by],
                                          e->options.penalty, MKBA_I_EXPECTED_TOLERANCE, &made, e->error);

    if (status != MKBA_OK)
        return say(e, status, &made.fit);
    e->fit = made.fit;
    e->penalty = made.penalty;
    e->edf = made.edf;
    e->df = (double) e->n - made.edf;
    e->variance = made.fit.rss / e->df;
    e->at_edge = made.at_edge;
    return MKBA_OK;
}

static mkba_status fit_counts(mkba_i_expected *e, const mkba_i_design *design)
{
    mkba_i_count_model made = {.theta = 0};
    mkba_status status = mkba_i_count_fit(&e->arena, design, e->exposure, e->options.method == MKBA_EXPECTED_NEGBIN,
                                          MKBA_I_EXPECTED_TOLERANCE, &made, e->error);

    if (status != MKBA_OK)
        return say(e, status, &made.fit);
    e->fit = made.fit;
    e->means = made.means;
    e->deviance = made.deviance;
    e->pearson = made.pearson;
    e->dispersion = made.pearson / (double) (e->n - e->p);
    e->theta = made.theta;
    e->theta_error = made.theta_error;
    e->size = e->options.method == MKBA_EXPECTED_NEGBIN ? mkba_i_count_theta(design->y, made.means, e->n, e->p) : NAN;
    e->overdispersion = made.overdispersion;
    e->log_likelihood = made.log_likelihood;
    e->iterations = made.iterations;
    e->converged = made.converged;
    e->variance = 1;
    return MKBA_OK;
}

static mkba_status fit_method(mkba_i_expected *e, const mkba_i_design *design)
{
    switch (e->options.method) {
    case MKBA_EXPECTED_HUBER:
    case MKBA_EXPECTED_BISQUARE: return fit_robust(e, design);
    case MKBA_EXPECTED_RIDGE: return fit_ridge(e, design);
    case MKBA_EXPECTED_POISSON:
    case MKBA_EXPECTED_NEGBIN: return fit_counts(e, design);
    default: return fit_least_squares(e);
    }
}

/* ---- how sure they are ------------------------------------------------------------------------------------ */

/* The errors asked for, or the default of the method. */
static mkba_i_errors choose_errors(const mkba_i_expected *e)
{
    mkba_expected_method method = e->options.method;

    switch (e->options.errors) {
    case MKBA_EXPECTED_ERRORS_CLASSICAL: return MKBA_I_ERRORS_CLASSICAL;
    case MKBA_EXPECTED_ERRORS_HC1: return MKBA_I_ERRORS_HC1;
    case MKBA_EXPECTED_ERRORS_HC2: return MKBA_I_ERRORS_HC2;
    case MKBA_EXPECTED_ERRORS_HC3: return MKBA_I_ERRORS_HC3;
    case MKBA_EXPECTED_ERRORS_CLUSTERED: return MKBA_I_ERRORS_CLUSTERED;
    default: break;
    }
    if (method == MKBA_EXPECTED_HUBER || method == MKBA_EXPECTED_BISQUARE || method == MKBA_EXPECTED_RIDGE)
        return MKBA_I_ERRORS_CLASSICAL;
    return e->n_periods > 1 ? MKBA_I_ERRORS_CLUSTERED : MKBA_I_ERRORS_HC3;
}

static mkba_status find_covariance(mkba_i_expected *e)
{
    mkba_i_clusters clusters = {e->clusters, e->n_areas};
    size_t row = 0;
    mkba_status status;

    if (e->covariance != NULL) /* of M-estimators */
        return MKBA_OK;
    e->covariance = mkba_i_arena_new(&e->arena, e->p * e->p, sizeof *e->covariance);
    if (e->covariance == NULL)
        return mkba_i_fail_memory(e->error);
    status = mkba_i_covariance(&e->fit, e->errors, e->variance, &clusters, e->covariance, &row, e->error);
    if (status == MKBA_ERROR_ARGUMENT && e->errors == MKBA_I_ERRORS_CLUSTERED)
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "errors", "clustered errors need two areas at least");
    if (status == MKBA_ERROR_ARGUMENT)
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "errors",
                           "%.50s alone decides a coefficient: leave out the factor that only it has, or use errors "
                           "hc1 or classical",
                           e->rows[e->fitted[row]].code);
    return status;
}

/* R^2 of least squares, around the weighted mean. */
static void find_r2(mkba_i_expected *e)
{
    double sum = 0, weight = 0, squares = 0, n = (double) e->n;

    if (e->options.method != MKBA_EXPECTED_OLS && e->options.method != MKBA_EXPECTED_WLS)
        return;
    for (size_t i = 0; i < e->n; i++) {
        double w = e->w == NULL ? 1 : e->w[i];
        sum += w * e->y[i];
        weight += w;
    }
    for (size_t i = 0; i < e->n; i++)
        squares += (e->w == NULL ? 1 : e->w[i]) * (e->y[i] - sum / weight) * (e->y[i] - sum / weight);
    if (!(squares > 0))
        return;
    e->r2 = 1 - e->fit.rss / squares;
    e->adjusted_r2 = 1 - (1 - e->r2) * (n - 1) / (n - (double) e->p);
}

static mkba_status check_spread(const mkba_i_expected *e)
{
    double least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < e->n; i++) {
        least = fmin(least, e->y[i]);
        most = fmax(most, e->y[i]);
    }
    if (!(most > least))
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is the same in all areas: there is nothing to explain", e->options.indicator);
    return MKBA_OK;
}

mkba_status mkba_i_expected_fit(mkba_i_expected *e)
{
    mkba_i_design design = {.n = e->n, .p = e->p, .x = e->x, .y = e->y, .weights = e->counts ? NULL : e->w};
    bool ridge = e->options.method == MKBA_EXPECTED_RIDGE;
    mkba_status status = check_spread(e);

    e->r2 = e->adjusted_r2 = e->scale = e->penalty = e->edf = e->deviance = e->pearson = e->dispersion = NAN;
    e->theta = e->theta_error = e->overdispersion = e->log_likelihood = NAN;
    e->converged = true;
    e->df = (double) e->n - (double) e->p;
    e->errors = choose_errors(e);
    if (status == MKBA_OK)
        status = mkba_i_least_squares_new(&e->arena, e->n, e->p, &e->base, e->error);
    if (status == MKBA_OK) { /* ridge goes on without */
        status = mkba_i_least_squares_fit(&design, MKBA_I_EXPECTED_TOLERANCE, &e->base, ridge ? NULL : e->error);
        e->has_base = status == MKBA_OK;
        status = e->has_base || ridge ? MKBA_OK : say(e, status, &e->base);
    }
    if (status == MKBA_OK)
        status = fit_method(e, &design);
    if (status == MKBA_OK)
        status = find_covariance(e);
    if (status == MKBA_OK && e->errors == MKBA_I_ERRORS_CLUSTERED)
        e->df = (double) e->n_areas - 1;
    if (status == MKBA_OK)
        find_r2(e);
    return status;
}
