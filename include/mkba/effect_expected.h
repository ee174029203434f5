/** @file
 *  libmkba, effect: need adjustment: what an indicator of an area is expected to be, given the need of its inhabitants.
 *  The conventions are those of mkba/base.h. */
#ifndef MKBA_EFFECT_EXPECTED_H
#define MKBA_EFFECT_EXPECTED_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How what is expected is estimated from the factors. */
typedef enum mkba_expected_method {
    MKBA_EXPECTED_OLS = 0,    ///< least squares, all areas alike
    MKBA_EXPECTED_WLS = 1,    ///< least squares with `weights`: an error has a variance in proportion to 1 / weight
    MKBA_EXPECTED_HUBER = 2,  ///< M-estimator: outlying areas pull less (Huber, Robust Statistics, 1981; k = 1.345)
    MKBA_EXPECTED_BISQUARE =
        3,                      ///< M-estimator of Tukey: far outliers do not pull at all (c = 4.685, from Huber's fit)
    MKBA_EXPECTED_RIDGE = 4,    ///< least squares with a penalty on coefficients, for factors that go together
    MKBA_EXPECTED_POISSON = 5,  ///< counts: population x exp(factors), Poisson (quasi-Poisson for intervals)
    MKBA_EXPECTED_NEGBIN = 6    ///< counts: the same, negative binomial with variance mean + mean^2 / theta
} mkba_expected_method;

/** "ols", "wls", "huber", "bisquare", "ridge", "poisson", "negbin"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_expected_method_name(mkba_expected_method method);
/** The method of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_expected_method_from_name(const char *name, mkba_expected_method *method,
                                                                 mkba_error *error);

/** How sure the coefficients are. */
typedef enum mkba_expected_errors {
    /** Clustered by area with several periods, else hc3; with huber, bisquare and ridge their own (classical). */
    MKBA_EXPECTED_ERRORS_DEFAULT = 0,
    MKBA_EXPECTED_ERRORS_CLASSICAL = 1,  ///< those of the model: equal variance, or that of the counts
    MKBA_EXPECTED_ERRORS_HC1 = 2,        ///< whatever the variances (White 1980), times n / (n - p)
    MKBA_EXPECTED_ERRORS_HC2 = 3,        ///< each square by 1 / (1 - leverage) (MacKinnon and White 1985)
    MKBA_EXPECTED_ERRORS_HC3 = 4,        ///< each by 1 / (1 - leverage)^2: the safest of small samples
    MKBA_EXPECTED_ERRORS_CLUSTERED = 5   ///< an area's periods together (CR1, Student's t with areas - 1)
} mkba_expected_errors;

/** "default", "classical", "hc1", "hc2", "hc3", "clustered"; "unknown errors" for a number that is none. */
MKBA_API const char *mkba_expected_errors_name(mkba_expected_errors errors);
/** The errors of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_expected_errors_from_name(const char *name, mkba_expected_errors *errors,
                                                                 mkba_error *error);

/** How the penalty of ridge is chosen. */
typedef enum mkba_expected_penalty {
    MKBA_EXPECTED_PENALTY_GCV = 0,   ///< generalised cross-validation (Golub, Heath and Wahba 1979)
    MKBA_EXPECTED_PENALTY_LOO = 1,   ///< each area-period left out in turn
    MKBA_EXPECTED_PENALTY_GIVEN = 2  ///< `penalty`
} mkba_expected_penalty;

/** "gcv", "loo", "given"; "unknown choice" for a number that is none. */
MKBA_API const char *mkba_expected_penalty_name(mkba_expected_penalty penalty);
/** The choice of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_expected_penalty_from_name(const char *name, mkba_expected_penalty *penalty,
                                                                  mkba_error *error);

/** What to expect, of whom, from what. Fill with mkba_expected_options_init, then set region, indicator and factors. */
typedef struct mkba_expected_options {
    size_t size;                 ///< set by the initialiser; lets the struct grow
    const char *const *region;   ///< codes of the area or areas that ask, each once; see mkba_panel_expected
    size_t n_region;             ///< how many, at least one
    const char *region_name;     ///< of the members together; NULL is "region"
    const char *indicator;       ///< what is explained: a figure per inhabitant, or with the count methods a count
    const char *const *factors;  ///< indicators of need, each once, none of them the one explained
    size_t n_factors;            ///< how many, at least one
    /** Of the indicator; NULL is the only one of the panel. Several: each gets a level of its own. */
    const char *const *periods;
    size_t n_periods;             ///< how many
    const char *start;            ///< with one period: explains the growth since this one, in per cent; NULL: the level
    const char *factor_period;    ///< of the factors; NULL: that of the figure, for growth the one where it starts
    mkba_expected_method method;  ///< ols by default
    mkba_expected_errors errors;  ///< see mkba_expected_errors
    const char *weights;  ///< indicator by which areas weigh; wls needs it, huber, bisquare and ridge may have it
    /** Indicator of the inhabitants: the exposure of counts, which need it; for the others it adds up the members of a
     *  region. NULL is `weights`. */
    const char *population;
    mkba_expected_penalty penalty_by;  ///< how the penalty of ridge is chosen; gcv by default
    double penalty;            ///< when it is given: added to each squared singular value of the standardised factors
    const char *const *areas;  ///< who may be in the fit, by code; NULL: all areas of the kind of the region
    size_t n_areas;            ///< how many
    bool include_region;       ///< the region takes part in the fit; false by default: it is compared with others only
    double level;              ///< of the intervals, above 0.5 and below 1; 0.95
} mkba_expected_options;

/** What mkba_expected_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_expected_options_init_size(mkba_expected_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_expected_options_init(options) mkba_expected_options_init_size((options), sizeof(mkba_expected_options))

/** What areas are expected to have, and what they have. Immutable; holds nothing of the panel. */
typedef struct mkba_expectation mkba_expectation;

/** Need adjustment: an indicator explained by factors over many areas, and a region's figure beside what areas of its need
 *  have. Descriptive: what the factors do not explain is not the effect of a policy.
 *
 *  Fit. value = constant + factors x coefficients, with several periods a constant for each; counts: value = population x
 *  exp(the same). By Householder QR; M-estimators and counts by iteration, the statuses of which are in the summary. Areas
 *  are, unless named, those of the kind of the region's first code (GM0743: all GM), no regions made of others, not the
 *  nation. The region, whatever it is made of, and whoever is made of it, is not in the fit. An area that lacks a figure in
 *  a period is left out in that period, and MKBA_EXPECTATION_AREAS says why.
 *
 *  Region. Each code gets a row per period, and several together another: the mean of figures, weighted by `population`, of
 *  counts the sum; without a population there is none. A region made by mkba_panel_region is one code: its factors must have
 *  figures, so rates need their parts described. It is refused when it has none.
 *
 *  Prediction interval: for one new area of these factors, so both what is not known of the coefficients and how far areas
 *  lie from what is expected of them: expected -+ t sqrt(x' V x + s^2 / weight), weight relative to its mean; V by
 *  `errors`, t with n - p degrees of freedom (clustered: areas - 1). Ridge: V = s^2 (X'WX + penalty)^-1, which allows for the
 *  bias of shrinking (Wahba, Journal of the Royal Statistical Society B 45, 1983), df n - sum of leverages. M-estimators: s
 *  is the MAD of the residuals / 0.6745. Counts: the quantiles of a negative binomial of the same mean and variance; Poisson
 *  with variance mean x max(1, Pearson's chi-squared / (n - p)). An area of the fit is expected without itself, by its leverage:
 *  exactly for least squares and for ridge at its penalty, one step of iteration away from it for the others; so a region and
 *  the areas it is compared with are judged alike.
 *
 *  Takes time in proportion to areas x periods x factors^2.
 *
 *  @param[out] out  to be freed with mkba_expectation_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for options that contradict each other;
 *          MKBA_ERROR_PANEL for what cannot be explained: fewer areas than coefficients + 2, factors of which one follows from
 *          others (they are named; not with ridge), a factor that is the indicator or one of its parts, a member of the region
 *          without a figure, a break that refuses between the periods, counts below 0, not whole or in euros, population or
 *          weights not above 0; MKBA_ERROR_EVALUATION for fits beyond the range of a double, or that do not exist;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_expected(const mkba_panel *panel, const mkba_expected_options *options,
                                                      mkba_expectation **out, mkba_error *error);
/** Frees an expectation; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_expectation_free(mkba_expectation *expectation);

/** The tables of an expectation. `low` and `high` are the prediction interval; `position` is above, below or within it;
 *  difference is observed - expected, ratio observed / expected (missing of growth). */
typedef enum mkba_expectation_view {
    /** A row per period and code of the region, and of all together: area, name, period, observed, expected, difference,
     *  ratio, low, high, mean_low, mean_high (the interval of the expectation itself), position, leverage (x'(X'WX)^-1 x
     *  times the weight: how far its factors lie from those of the others), extrapolates (beyond 3 p / n, or a factor beyond
     *  the range of the others). */
    MKBA_EXPECTATION_REGION = 0,
    /** A row per constant and factor: term, unit, estimate, error, statistic, low, high, vif (variance inflation, by
     *  least squares without the region; missing of constants), least, most (the range of the factor in the fit). Of counts the
     *  estimate is that of a logarithm, and rate_ratio, rate_ratio_low, rate_ratio_high its exponent per unit of the factor. */
    MKBA_EXPECTATION_COEFFICIENTS = 1,
    /** A row per area and period: area, name, period, role (fit, region, left out), observed, expected, difference, ratio,
     *  low, high, position, size (population or weight), leverage, studentised (its residual by the spread of the others),
     *  cook, dffits, weight (the robust one), flag (leverage: above 3 p / n; outlier: studentised beyond 3; influence: Cook's
     *  distance above 1 or DFFITS beyond 2 sqrt(p / n), Belsley, Kuh and Welsch 1980; several with commas), reason (why it is
     *  left out). What a method does not have is missing. */
    MKBA_EXPECTATION_AREAS = 2,
    /** One row: indicator, method, errors, n (area-periods), areas, periods, left_out, p (coefficients), df, r2,
     *  adjusted_r2 (of ols and wls), sd (of residuals, at the mean weight), scale (robust), penalty, edf (ridge: sum of
     *  leverages), deviance, pearson, dispersion (pearson / (n - p)), theta, theta_error, overdispersion and its p (one-sided test
     *  of Poisson: Dean and Lawless 1989), log_likelihood, iterations, converged. */
    MKBA_EXPECTATION_SUMMARY = 3,
    /** What to know before believing it: id, severity (warning or note), area, period, indicator, text. The ids are
     *  listed in docs/effect.md. */
    MKBA_EXPECTATION_FINDINGS = 4
} mkba_expectation_view;

/** "region", "coefficients", "areas", "summary", "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_expectation_view_name(mkba_expectation_view view);
/** The view of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_expectation_view_from_name(const char *name, mkba_expectation_view *view,
                                                                  mkba_error *error);
/** A table of an expectation, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_expectation_table(const mkba_expectation *expectation,
                                                         mkba_expectation_view view, mkba_table **table,
                                                         mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
