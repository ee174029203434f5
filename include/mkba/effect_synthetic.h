/** @file
 *  libmkba, effect: what would have happened otherwise, by a weighted mean of others: synthetic control. The conventions
 *  are those of mkba/base.h. */
#ifndef MKBA_EFFECT_SYNTHETIC_H
#define MKBA_EFFECT_SYNTHETIC_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What an area is matched on beside its outcomes: the mean of an indicator over the periods from first to last in which
 *  the area has a figure. The outcome itself in one period is a lagged outcome. */
typedef struct mkba_predictor {
    const char *indicator;  ///< an indicator of the panel
    const char *first;      ///< the first period; it lies before the start
    const char *last;       ///< the last; NULL is `first`
} mkba_predictor;

/** How much each predictor counts (the V of Abadie, Diamond and Hainmueller). */
typedef enum mkba_synthetic_v {
    /** As fits the outcomes before the start best: nested optimisation over the logarithms of V from 1e-8 to 1, by descents from
     *  several starts and from around the best of them, by V and by weights, and by the search of Nelder and Mead from the best
     *  two; the weights of each V are exact. Where the weights that fit the outcomes best are those of a V, that is the first to
     *  be tried, and none is better. Else no search over V can promise the best of all. */
    MKBA_SYNTHETIC_V_OPTIMISED = 0,
    /** By regression of the outcomes before the start on the predictors over all units: V is the sum of squares of the
     *  coefficients of a predictor (Abadie, Diamond and Hainmueller, Journal of Statistical Software 42(13), 2011). */
    MKBA_SYNTHETIC_V_REGRESSION = 1,
    MKBA_SYNTHETIC_V_GIVEN = 2  ///< as the caller says
} mkba_synthetic_v;

/** "optimised", "regression", "given"; "unknown way" for a number that is none. */
MKBA_API const char *mkba_synthetic_v_name(mkba_synthetic_v way);
/** The way of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_v_from_name(const char *name, mkba_synthetic_v *way,
                                                             mkba_error *error);

/** What weights may be, where many of them fit. */
typedef enum mkba_synthetic_form {
    MKBA_SYNTHETIC_PLAIN = 0,  ///< 0 or above, of sum 1
    /** The same, with a penalty on donors that differ from the treated: plus lambda x the sum of w(j) |x - x(j)|^2 (Abadie and
     *  L'Hour, Journal of the American Statistical Association 116, 2021). Few donors have weight, those near the treated;
     *  with a lambda above 0 the weights are unique but for ties. */
    MKBA_SYNTHETIC_PENALISED = 1,
    /** Plain weights w plus X'(X X' + lambda)^-1 (x - X w), the ridge regression of what they leave, X with the mean of the
     *  donors off each row (Ben-Michael, Feller and Rothstein, same journal 116, 2021). The fit is better, weights sum to 1, and
     *  some may be below 0: it extrapolates. Of outcomes only. */
    MKBA_SYNTHETIC_AUGMENTED = 2
} mkba_synthetic_form;

/** "plain", "penalised", "augmented"; "unknown form" for a number that is none. */
MKBA_API const char *mkba_synthetic_form_name(mkba_synthetic_form form);
/** The form of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_form_from_name(const char *name, mkba_synthetic_form *form,
                                                                mkba_error *error);

/** A synthetic control. Fill with mkba_synthetic_options_init, then set what differs. */
typedef struct mkba_synthetic_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *indicator;      ///< the outcome
    const char *treated;        ///< the code of the treated area, which may be a region made by mkba_panel_region
    const char *start;          ///< the first period that is treated
    const char *first;          ///< the first period that counts; NULL is that of the panel
    const char *last;           ///< the last
    const char *const *donors;  ///< codes; NULL: all areas of the sort of the treated, not treated themselves
    size_t n_donors;            ///< how many
    bool intercept;  ///< the synthetic control may differ from the treated by a constant; not with predictors
    double ridge;    ///< lambda of lambda |w|^2, in the square of what is matched; 0 or above; 0
    const mkba_predictor *predictors;  ///< what is matched on; NULL: the outcomes before the start
    size_t n_predictors;               ///< how many
    mkba_synthetic_v v;                ///< optimised by default
    const double *given_v;             ///< with v given: one per predictor, none below 0, one above it
    size_t n_given_v;                  ///< n_predictors, or 0
    /** Of the nested optimisation, 1 to 1000. 0, the default, is 20; with more than 1000 donors x predictors it is fewer, with as much
     *  less searched on from them, so that hundreds of areas can be fitted, and a finding says so. */
    size_t starts;
    uint64_t seed;             ///< of what is by chance: all starts but the first three; 1
    const char *population;    ///< an indicator, by which mkba_synthetic_placebo allows for size; donors need it
    mkba_synthetic_form form;  ///< plain
    /** The lambda of the form; -1. Below 0 it is chosen. Penalised: of 19 from 1e-4 to 100 the one by which donors are
     *  foretold best from the start on, each by the others. Augmented: of 20 from the trace of X X' down to 1e-8 of it the
     *  largest whose mean squared error is within a standard error of the least, periods before the start being foretold
     *  by the others. */
    double penalty;
} mkba_synthetic_options;

/** Fills the options with the defaults; a library that is newer or older than the caller fills what both know. */
MKBA_API void mkba_synthetic_options_init_size(mkba_synthetic_options *options, size_t size);
/** The same, for the struct as the caller was compiled with. */
#define mkba_synthetic_options_init(options) mkba_synthetic_options_init_size((options), sizeof(mkba_synthetic_options))

/** A treated area beside its synthetic control. Immutable; holds nothing of the panel. */
typedef struct mkba_synthetic mkba_synthetic;

/** What would have happened to an area without a policy, as a weighted mean of donors: weights of 0 or above and sum 1, so
 *  nothing is extrapolated (Abadie and Gardeazabal, American Economic Review 93, 2003; Abadie, Diamond and Hainmueller,
 *  Journal of the American Statistical Association 105, 2010).
 *
 *  With y the outcomes of the treated area in the periods before the start in which it has a figure, and Y those of the donors,
 *  the weights minimise |y - a - Y w|^2 + ridge |w|^2, with a = 0 unless there is an intercept (Doudchenko and Imbens, NBER
 *  22791, 2016; Ferman and Pinto, Quantitative Economics 12, 2021). With predictors they minimise (x - X w)'V(x - X w) + ridge
 *  |w|^2, every predictor divided by its standard deviation (n - 1) over the treated and the donors.
 *
 *  The optimum is exact: an active set method, its conditions verified to 1e-10. Where other weights fit as well, those of
 *  minimum norm are taken; and always the least and the greatest gap that weights of the same fit leave is told, in each period
 *  and on average, by linear programmes. Where that range is wide, the point is one of many: the range is the answer.
 *
 *  Forms other than the plain one are for many donors and few periods: see mkba_synthetic_form. What is matched is the same;
 *  V, where it is optimised, is that of the plain form. Of the range only what is unique is told.
 *
 *  A donor takes part when it has every figure of the outcome from first to last, none of them suspect, and every predictor.
 *  The areas of a region that is treated are none.
 *
 *  @param[out] out  to be freed with mkba_synthetic_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for options out of range, a donor that is treated;
 *          MKBA_ERROR_PANEL where the panel bears no estimate: no period before the start or none from it on, fewer than
 *          two donors, no figure of the treated before or after the start, the same figure everywhere, a donor that has the
 *          figures of the treated in every period, a predictor that the treated does not have or that is the same everywhere,
 *          a break; MKBA_ERROR_EVALUATION for figures too large to be squared; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_synthetic_control(const mkba_panel *panel,
                                                               const mkba_synthetic_options *options,
                                                               mkba_synthetic **out, mkba_error *error);
/** Several treated areas, each beside its own synthetic control of the same donors, none of them treated; and their mean.
 *
 *  Columns: treated (missing: the mean over areas), period (missing: the mean over the periods from the start on), after,
 *  observed, synthetic, gap, gap_low, gap_high, and of each area rmspe_before. The range of a mean is the mean of the ranges, as
 *  the weights of areas are free of each other. A mean is missing where one of the areas has no figure. How sure the mean effect
 *  is, mkba_panel_synthetic_did tells (form synthetic-control), which fits the mean of the treated.
 *
 *  @param options      as of mkba_panel_synthetic_control; `treated` stays NULL, the start is that of all
 *  @param treated      codes of the treated areas, each once
 *  @param n_treated    how many, at least one
 *  @param[out] table   to be freed with mkba_table_free
 *  @return as mkba_panel_synthetic_control, for the first area that is refused. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_synthetic_controls(const mkba_panel *panel,
                                                                const mkba_synthetic_options *options,
                                                                const char *const *treated, size_t n_treated,
                                                                mkba_table **table, mkba_error *error);
/** Frees a synthetic control. NULL is allowed. */
MKBA_API void mkba_synthetic_free(mkba_synthetic *synthetic);

/** The tables of a synthetic control. */
typedef enum mkba_synthetic_view {
    /** Per period: after (from the start on), observed, synthetic, gap (observed - synthetic), and the least and the greatest
     *  gap of all weights that fit equally well. */
    MKBA_SYNTHETIC_PATH = 0,
    /** Per donor: weight; of those left out the reason. */
    MKBA_SYNTHETIC_WEIGHTS = 1,
    /** Per predictor: first, last, treated, synthetic, mean of the donors, v (sum 1). Without predictors no rows. */
    MKBA_SYNTHETIC_PREDICTORS = 2,
    /** A row: rmspe_before and rmspe_after (root mean squared gap), squares (sum of squared gaps before), att (mean gap from
     *  the start on) with its range att_low to att_high, intercept, donors, donors_used, left_out, periods_before,
     *  periods_after, form, penalty (lambda), negative (the sum of the weights below 0), unique (no other weights fit equally
     *  well), optimality (how far the conditions of the optimum are from holding, as a share of the scale of the problem). */
    MKBA_SYNTHETIC_SUMMARY = 3,
    /** What to know before believing it: id, severity (warning or note), area, period, text. docs/effect.md has the ids. */
    MKBA_SYNTHETIC_FINDINGS = 4
} mkba_synthetic_view;

/** "path", "weights", "predictors", "summary", "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_synthetic_view_name(mkba_synthetic_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_view_from_name(const char *name, mkba_synthetic_view *view,
                                                                mkba_error *error);
/** A table of a synthetic control, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_table(const mkba_synthetic *synthetic, mkba_synthetic_view view,
                                                       mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
