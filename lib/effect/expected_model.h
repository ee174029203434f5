/* Need adjustment: what the steps that make an expectation share. See mkba/effect_expected.h for what it means. */
#ifndef MKBA_I_EFFECT_EXPECTED_MODEL_H
#define MKBA_I_EFFECT_EXPECTED_MODEL_H

#include <mkba/effect_expected.h>

#include "base/table.h"
#include "base/text.h"
#include "compare/shared_said.h"
#include "panel/model.h"
#include "stat/least_squares.h"

/* An area in a period, or (`code` NULL) the members of the region together. Figures that there are not are NAN. */
typedef struct mkba_i_expected_row {
    const char *code, *name;
    const char *reason;  /* why it is left out; NULL */
    size_t area, period; /* the period of the list of options */
    bool of_region;      /* named as region */
    bool in_fit;
    size_t cluster;
    mkba_cell_status status; /* of all that was looked at */
    const double *x;         /* p: constants, then factors */
    double value, weight, population;
    double expected, low, high, mean_low, mean_high;
    double spread; /* the variance of an area around what is expected of it; of counts that around the mean */
    double leverage, studentised, cook, dffits, robust;
} mkba_i_expected_row;

/* A finding. */
typedef struct mkba_i_expected {
    mkba_i_arena arena;
    const mkba_panel *panel;
    mkba_expected_options options;
    mkba_error *error;

    /* names, by position in the panel; MKBA_I_NONE is none */
    size_t outcome, weights, population;
    size_t *factors;
    size_t *periods, n_periods;
    size_t start, factor_period;
    bool counts; /* Poisson or negative binomial */
    bool growth;

    /* areas by periods */
    mkba_i_expected_row *rows;
    size_t n_rows, n_left_out;
    size_t p, n_constants;

    /* the fit */
    size_t *fitted; /* rows in it */
    size_t n, n_areas;
    double *x, *y, *w, *exposure; /* w: relative to their mean; NULL without weights */
    size_t *clusters;
    double mean_weight;
    mkba_i_errors errors;
    bool has_base;
    mkba_i_least_squares base; /* by least squares, whatever the method: for the inflation of variances */
    mkba_i_least_squares fit;  /* of the method */
    const double *robust;      /* weights of M-estimators, per row of the fit; NULL */
    const double *means;       /* of counts */
    double *covariance;        /* of the coefficients */
    double variance, df;       /* s^2, and of t for intervals */
    double r2, adjusted_r2, scale, penalty, edf, deviance, pearson, dispersion, theta, theta_error, overdispersion,
        log_likelihood;
    double size;       /* of a negative binomial: the theta of areas around what is expected; see mkba_i_count_theta */
    size_t iterations; /* 0: none were needed */
    bool converged, at_edge;

    mkba_i_said_list said;
} mkba_i_expected;

/* ---- the steps, in this order ----------------------------------------------------------------------------- */

/* expected_gather.c: names; areas with their figures; the design. */
mkba_status mkba_i_expected_gather(mkba_i_expected *e);
/* expected_fit.c: the coefficients, and how sure they are. */
mkba_status mkba_i_expected_fit(mkba_i_expected *e);
/* expected_predict.c: what is expected of each row, and of the region. */
mkba_status mkba_i_expected_predict(mkba_i_expected *e);
/* expected_findings.c */
mkba_status mkba_i_expected_judge(mkba_i_expected *e);
/* expected_tables.c */
mkba_status mkba_i_expected_table(const mkba_i_expected *e, mkba_expectation_view view, mkba_table **table,
                                  mkba_error *error);

/* ---- what they share -------------------------------------------------------------------------------------- */

#define MKBA_I_EXPECTED_LEAST_SPARE 2 /* so many more area-periods than coefficients at least */
#define MKBA_I_EXPECTED_TOLERANCE 1e-7

/* Whether the members of a region can be taken together. */
static inline bool mkba_i_expected_adds_up(const mkba_i_expected *e)
{
    const mkba_indicator *known = &e->panel->indicators[e->outcome];

    if (e->options.n_region < 2 || e->population == MKBA_I_NONE || e->growth)
        return false;
    if (e->counts || known->kind == MKBA_INDICATOR_UNKNOWN)
        return true;
    return known->kind == MKBA_INDICATOR_RATE && known->denominator != NULL &&
           mkba_i_roll_find(&e->panel->indicator_names, known->denominator) == e->population;
}

/* The position of a factor among the columns. */
static inline size_t mkba_i_expected_column(const mkba_i_expected *e, size_t factor)
{
    return e->n_constants + factor;
}

static inline const mkba_indicator *mkba_i_expected_factor(const mkba_i_expected *e, size_t factor)
{
    return &e->panel->indicators[e->factors[factor]];
}

/* "2021", in `text`; NULL of MKBA_I_NONE. */
const char *mkba_i_expected_period(const mkba_i_expected *e, size_t period, char text[MKBA_I_PERIOD_TEXT]);

/* Whether the factors of a row lie beyond those of the fit: the first that does, or MKBA_I_NONE; `by_leverage` tells
 * whether its leverage is above 3 p / n. */
size_t mkba_i_expected_beyond(const mkba_i_expected *e, const mkba_i_expected_row *row, bool *by_leverage);

/* The range of a factor in the fit. */
void mkba_i_expected_range(const mkba_i_expected *e, size_t factor, double *least, double *most);

/* The variance inflation of a factor; NAN when it cannot be told. */
double mkba_i_expected_inflation(const mkba_i_expected *e, size_t factor);

/* Rows in the region view: those of the region, and its totals, which stand after all others. */
static inline bool mkba_i_expected_is_total(const mkba_i_expected_row *row)
{
    return row->code == NULL;
}

#endif
