/* One group-time effect: outcome regression, or doubly robust (Sant'Anna and Zhao, Journal of Econometrics 219, 2020,
 * sections 2 and 3; the influence functions are those of their panel estimators). */
#include "base/exact.h"

#include <string.h>

#include "effect/did_groups.h"
#include "stat/logit.h"
#include "stat/orthonormal.h"

/* What one effect is computed from: rows are the areas of the group, then its controls. */
typedef struct cell {
    mkba_i_did_study *study;
    mkba_i_arena room;
    size_t n, n_treated, k, group;
    size_t *who;
    double *z;               /* [1, covariates], k columns */
    double *change, *weight; /* of the outcome between the two periods */
    double *rest;            /* of the change, less what the regression over controls says */
    double *q, *r;           /* of that regression: rows are the controls */
    double *odds;            /* the weight of a control in the mean it stands for; doubly robust */
    double *probability, *information;
    double *vectors[4]; /* k each */
    double *influence;  /* per area of the study */
    double *share;      /* the same; NULL without placebos */
} cell;

/* ---- who and what ---------------------------------------------------------------------------------------- */

bool mkba_i_is_control(const mkba_i_did_study *s, size_t area, size_t group, size_t period, size_t base)
{
    size_t later = period > base ? period : base;

    if (s->start[area] == MKBA_I_NONE)
        return true;
    return s->options->control == MKBA_DID_NOT_YET_TREATED && s->start[area] != group && s->start[area] > later;
}

static mkba_status make_room(mkba_i_did_study *s, cell *c)
{
    size_t n = s->n, k = s->n_covariates + 1;
    double **rooms[] = {&c->change, &c->weight, &c->rest, &c->odds, &c->probability};
    bool made = true;

    c->study = s;
    c->k = k;
    c->who = mkba_i_arena_new(&c->room, n, sizeof *c->who);
    c->z = mkba_i_arena_new(&c->room, n * k, sizeof *c->z);
    c->q = mkba_i_arena_new(&c->room, n * k + 2 * n + k, sizeof *c->q);
    c->r = mkba_i_arena_new(&c->room, k * k, sizeof *c->r);
    c->information = mkba_i_arena_new(&c->room, k * k, sizeof *c->information);
    c->influence = mkba_i_arena_new(&s->work, n, sizeof *c->influence);
    if (s->made->chosen == MKBA_DID_INFERENCE_PLACEBO) {
        c->share = mkba_i_arena_new(&s->work, n, sizeof *c->share);
        made = c->share != NULL;
    }
    for (size_t i = 0; i < MKBA_I_LENGTH(rooms); i++)
        made = (*rooms[i] = mkba_i_arena_new(&c->room, n, sizeof(double))) != NULL && made;
    for (size_t i = 0; i < MKBA_I_LENGTH(c->vectors); i++)
        made = (c->vectors[i] = mkba_i_arena_new(&c->room, k, sizeof(double))) != NULL && made;
    made = made && c->who != NULL && c->z != NULL && c->q != NULL && c->r != NULL && c->information != NULL;
    return made && c->influence != NULL ? MKBA_OK : mkba_i_fail_memory(s->error);
}

static void take_rows(cell *c, size_t group, size_t period, size_t base)
{
    const mkba_i_did_study *s = c->study;
    size_t t = s->n_periods, earlier = base < period ? base : period;

    c->group = group;
    for (size_t i = 0; i < s->n_treated; i++)
        if (s->start[i] == group)
            c->who[c->n++] = i;
    c->n_treated = c->n;
    for (size_t i = 0; i < s->n; i++)
        if (mkba_i_is_control(s, i, group, period, base))
            c->who[c->n++] = i;
    for (size_t i = 0; i < c->n; i++) {
        size_t area = c->who[i];
        c->change[i] = s->values[area * t + period] - s->values[area * t + base];
        c->weight[i] = s->weight[area];
        c->z[i] = 1;
        for (size_t j = 1; j < c->k; j++)
            c->z[j * c->n + i] = s->covariate_values[j - 1][area * t + earlier];
    }
}

/* ---- regression and logit -------------------------------------------------------------------------------- */

static mkba_status fail_dependent(const cell *c, size_t column)
{
    const mkba_i_did_study *s = c->study;

    return mkba_i_fail(
        s->error, MKBA_ERROR_PANEL, "covariates",
        "\"%.100s\" follows from the covariates before it among the controls, or is the same in all: take "
        "it out",
        s->options->covariates[column > 0 ? column - 1 : 0]);
}

/* Of the change over the controls; `rest` of all rows. */
static mkba_status regress(cell *c)
{
    size_t controls = c->n - c->n_treated, dependent = 0;
    double *line = c->odds, *shares = c->vectors[0];

    for (size_t j = 0; j < c->k; j++)
        for (size_t i = 0; i < controls; i++)
            c->q[j * controls + i] = sqrt(c->weight[c->n_treated + i]) * c->z[j * c->n + c->n_treated + i];
    if (controls <= c->k)
        return mkba_i_fail(c->study->error, MKBA_ERROR_PANEL, "covariates",
                           "%zu controls are too few for %zu coefficients: take fewer covariates", controls, c->k);
    if (!mkba_i_orthonormalise(c->q, controls, c->k, c->r, &dependent))
        return fail_dependent(c, dependent);
    for (size_t i = 0; i < controls; i++)
        line[i] = sqrt(c->weight[c->n_treated + i]) * c->change[c->n_treated + i];
    mkba_i_project_off(c->q, controls, c->k, line, shares);
    mkba_i_back_substitute(c->r, c->k, shares);
    for (size_t i = 0; i < c->n; i++) {
        c->rest[i] = c->change[i];
        for (size_t j = 0; j < c->k; j++)
            c->rest[i] -= c->z[j * c->n + i] * shares[j];
    }
    return MKBA_OK;
}

/* Solves R'R x = v in place. */
static void solve(const double *r, size_t k, double *v)
{
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < i; j++)
            v[i] -= r[j * k + i] * v[j];
        v[i] /= r[i * k + i];
    }
    mkba_i_back_substitute(r, k, v);
}

/* The sum of weight x z over rows, over the sum of the weights. */
static void mean_z(const cell *c, size_t from, size_t to, const double *weight, const double *factor, double *mean)
{
    double sum = 0;

    memset(mean, 0, c->k * sizeof *mean);
    for (size_t i = from; i < to; i++) {
        sum += weight[i];
        for (size_t j = 0; j < c->k; j++)
            mean[j] += weight[i] * (factor == NULL ? 1 : factor[i]) * c->z[j * c->n + i];
    }
    for (size_t j = 0; j < c->k; j++)
        mean[j] /= sum;
}

static double along(const cell *c, size_t i, const double *vector)
{
    double sum = 0;

    for (size_t j = 0; j < c->k; j++)
        sum += c->z[j * c->n + i] * vector[j];
    return sum;
}

static double weighted_mean(const double *weight, const double *values, size_t from, size_t to, double *sum)
{
    double all = 0;

    *sum = 0;
    for (size_t i = from; i < to; i++) {
        all += weight[i] * values[i];
        *sum += weight[i];
    }
    return all / *sum;
}

/* The treated less what is expected of them, and with `mean` (of z) what the regression's own chance adds. */
static double regression_effect(cell *c, double *mean)
{
    double sum, effect = weighted_mean(c->weight, c->rest, 0, c->n_treated, &sum);

    for (size_t i = 0; i < c->n_treated; i++)
        c->influence[c->who[i]] = c->weight[i] * (c->rest[i] - effect) / sum;
    mean_z(c, 0, c->n_treated, c->weight, NULL, mean);
    solve(c->r, c->k, mean);
    for (size_t i = c->n_treated; i < c->n; i++)
        c->influence[c->who[i]] = -c->weight[i] * c->rest[i] * along(c, i, mean);
    for (size_t i = 0; c->share != NULL && i < c->n; i++)
        c->share[c->who[i]] = i < c->n_treated ? c->weight[i] / sum : -c->weight[i] * along(c, i, mean);
    return effect;
}

static mkba_status fit_logit(cell *c)
{
    const mkba_i_did_study *s = c->study;
    double *y = c->odds;

    for (size_t i = 0; i < c->n; i++)
        y[i] = i < c->n_treated ? 1 : 0;
    if (mkba_i_logit(c->z, c->n, c->k, y, c->weight, c->probability, c->information, c->vectors[0], c->q) !=
        MKBA_I_LOGIT_FITTED)
        return mkba_i_fail(
            s->error, MKBA_ERROR_PANEL, "covariates",
            "the covariates tell exactly who is treated from %s on: take fewer, or adjustment regression",
            s->made->periods[c->group]);
    for (size_t i = 0; i < c->n; i++)
        c->odds[i] = i < c->n_treated ? 0 : c->weight[i] * c->probability[i] / (1 - c->probability[i]);
    return MKBA_OK;
}

/* Takes off what the controls, weighted to be like the treated, leave beside the regression. */
static mkba_status doubly_robust(cell *c, double *effect)
{
    double *less = c->vectors[2], *chance = c->vectors[3], sum, controls;
    mkba_status status = fit_logit(c);

    if (status != MKBA_OK)
        return status;
    controls = weighted_mean(c->odds, c->rest, c->n_treated, c->n, &sum);
    *effect -= controls;
    mean_z(c, c->n_treated, c->n, c->odds, NULL, less);
    solve(c->r, c->k, less);
    for (size_t i = 0; i < c->n; i++)
        c->change[i] = c->rest[i] - controls;
    mean_z(c, c->n_treated, c->n, c->odds, c->change, chance);
    solve(c->information, c->k, chance);
    for (size_t i = 0; i < c->n; i++) {
        double *influence = &c->influence[c->who[i]], is = i < c->n_treated ? 1 : 0;
        if (i >= c->n_treated)
            *influence += c->weight[i] * c->rest[i] * along(c, i, less) - c->odds[i] * c->change[i] / sum;
        *influence -= c->weight[i] * (is - c->probability[i]) * along(c, i, chance);
    }
    return MKBA_OK;
}

static mkba_status compute(cell *c, double *effect)
{
    const mkba_i_did_study *s = c->study;
    mkba_status status = regress(c);

    if (status != MKBA_OK)
        return status;
    *effect = regression_effect(c, c->vectors[1]);
    return s->n_covariates > 0 && s->options->adjustment == MKBA_DID_DOUBLY_ROBUST ? doubly_robust(c, effect) : MKBA_OK;
}

mkba_status mkba_i_group_effect_make(mkba_i_did_study *s, size_t group, size_t period, size_t base,
                                     mkba_i_group_effect *out)
{
    cell c = {0};
    double effect = 0;
    mkba_status status = make_room(s, &c);

    if (status == MKBA_OK) {
        take_rows(&c, group, period, base);
        status = compute(&c, &effect);
    }
    if (status == MKBA_OK)
        status = mkba_i_did_check(s, effect);
    mkba_i_arena_free(&c.room);
    *out = (mkba_i_group_effect){.group = group,
                                 .period = period,
                                 .base = base,
                                 .effect = {.estimate = effect, .influence = c.influence, .n_treated = c.n_treated},
                                 .share = c.share,
                                 .n_controls = c.n - c.n_treated,
                                 .is_reference = period == base};
    return status;
}
