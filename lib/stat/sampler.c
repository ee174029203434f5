/* A distribution made ready for drawing: see sampler.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "stat/sampler.h"
#include "stat/sampler_parts.h"

#define MKBA_I_BODY "stat/sampler_body.h"
#include "base/lanes_each.h"

/* The rounding of closed forms. */
#define CLOSED_FORM_BOUND 1e-14

static mkba_status make_curve(mkba_i_sampler *sampler, const mkba_i_distribution *distribution, mkba_error *error)
{
    double sd;
    double mean = 0.0;
    mkba_i_law law = mkba_i_law_of(distribution);
    mkba_status status = mkba_i_distribution_sd(distribution, &sd, error);
    if (status == MKBA_OK) {
        status = mkba_i_distribution_mean(distribution, &mean, error);
    }
    sampler->kind = MKBA_I_SAMPLER_CURVE;
    sampler->least = law.least;
    sampler->most = law.most;
    /* Of heavy tails the standard deviation is far above most values: their mean is to be right, too. */
    bool heavy = law.kind == MKBA_I_LAW_LOGNORMAL || law.kind == MKBA_I_LAW_GAMMA;
    double unit = heavy ? fmin(sd, mean) : sd;
    return status == MKBA_OK ? mkba_i_sampler_draw_curve(sampler, &law, unit, error) : status;
}

static void make_straight(mkba_i_sampler *sampler, const mkba_i_distribution *d)
{
    sampler->straight = mkba_i_straight_of(d);
    sampler->least = sampler->straight.low;
    sampler->most = sampler->straight.high;
    sampler->bound = CLOSED_FORM_BOUND;
    if (d->family == MKBA_I_UNIFORM) {
        sampler->kind = MKBA_I_SAMPLER_UNIFORM;
    } else if (sampler->straight.left.start == 0.0 && sampler->straight.right.start == 0.0) {
        sampler->kind = MKBA_I_SAMPLER_TRIANGLE;
    } else {
        sampler->kind = MKBA_I_SAMPLER_STRAIGHT;
    }
}

static mkba_status fill(mkba_i_sampler *sampler, const mkba_i_distribution *d, mkba_error *error)
{
    switch (d->family) {
    case MKBA_I_UNIFORM:
    case MKBA_I_TRIANGULAR: make_straight(sampler, d); return MKBA_OK;
    case MKBA_I_POISSON:
    case MKBA_I_BINOMIAL:
    case MKBA_I_DISCRETE:
    case MKBA_I_EMPIRICAL: sampler->kind = MKBA_I_SAMPLER_STEPS; return mkba_i_sampler_list_steps(sampler, d, error);
    default: return make_curve(sampler, d, error);
    }
}

mkba_status mkba_i_sampler_make(const mkba_i_distribution *distribution, mkba_i_variant variant, mkba_i_sampler **out,
                                mkba_error *error)
{
    mkba_i_sampler *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return mkba_i_fail_memory(error);
    }
    made->variant = variant;
    mkba_status status = fill(made, distribution, error);
    if (status == MKBA_OK) {
        *out = made;
    } else {
        mkba_i_sampler_free(made);
    }
    return status;
}

void mkba_i_sampler_free(mkba_i_sampler *sampler)
{
    if (sampler != NULL) {
        free(sampler->curve.rows);
        free(sampler->steps.first);
        free(sampler->steps.thresholds);
        free(sampler->steps.values);
        free(sampler);
    }
}

void mkba_i_sampler_draws(const mkba_i_sampler *sampler, const double *u, double *out, size_t n)
{
    switch (sampler->kind) {
    case MKBA_I_SAMPLER_UNIFORM: MKBA_I_LANES_PICK(sampler->variant, draw_uniform)(sampler, u, out, n); return;
    case MKBA_I_SAMPLER_TRIANGLE: MKBA_I_LANES_PICK(sampler->variant, draw_triangle)(sampler, u, out, n); return;
    case MKBA_I_SAMPLER_STRAIGHT: MKBA_I_LANES_PICK(sampler->variant, draw_straight)(sampler, u, out, n); return;
    case MKBA_I_SAMPLER_CURVE: MKBA_I_LANES_PICK(sampler->variant, draw_curve)(sampler, u, out, n); return;
    case MKBA_I_SAMPLER_STEPS: MKBA_I_LANES_PICK(sampler->variant, draw_steps)(sampler, u, out, n); return;
    }
}

double mkba_i_sampler_bound(const mkba_i_sampler *sampler)
{
    return sampler->bound;
}
