/** @file
 *  libmkba, compare: how good, how small, how much: proportions and means of samples, funnel limits, what growth of costs
 *  consists of, learning potential, and use, cost and quality side by side. The conventions are those of mkba/base.h. */
#ifndef MKBA_COMPARE_SERVICE_H
#define MKBA_COMPARE_SERVICE_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- proportions, means, medians of samples -------------------------------------------------------------- */

/** How an interval around a proportion x / n is made. The interval of a normal distribution (Wald) is not among them:
 *  in small samples it covers far less than it says (Brown, Cai and DasGupta 2001). */
typedef enum mkba_interval_method {
    MKBA_INTERVAL_WILSON = 0,            ///< score interval, Wilson 1927
    MKBA_INTERVAL_WILSON_CORRECTED = 1,  ///< the same with a correction for continuity: Newcombe 1998, method 4
    MKBA_INTERVAL_CLOPPER_PEARSON = 2,   ///< exact, from the binomial distribution; never too narrow, so often wide
    MKBA_INTERVAL_JEFFREYS = 3,          ///< quantiles of beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n
    MKBA_INTERVAL_AGRESTI_COULL = 4      ///< normal after z^2 / 2 successes and failures more, cut at 0 and 1
} mkba_interval_method;

/** "wilson", "wilson-corrected", "clopper-pearson", "jeffreys", "agresti-coull"; "unknown method" for a number that is
 *  none. */
MKBA_API const char *mkba_interval_method_name(mkba_interval_method method);
/** The method of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_interval_method_from_name(const char *name, mkba_interval_method *method,
                                                                 mkba_error *error);

/** How intervals are made. Fill with mkba_interval_options_init, then set what differs. */
typedef struct mkba_interval_options {
    size_t size;                  ///< set by the initialiser; lets the struct grow
    mkba_interval_method method;  ///< of proportions; Wilson
    double level;                 ///< coverage, above 0.5 and below 1; 0.95
    double design_effect;         ///< n counts as n / design_effect: weights, clusters; above 0; 1
    double small;                 ///< a sample of fewer than this is flagged; 30
} mkba_interval_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_interval_options). */
MKBA_API void mkba_interval_options_init_size(mkba_interval_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_interval_options_init(options) mkba_interval_options_init_size((options), sizeof(mkba_interval_options))

/** Intervals around proportions, a row each: successes, trials, proportion, lower, upper, effective (the sample size
 *  that counts), small (boolean).
 *
 *  The effective size is n / design_effect, and of a sample without replacement out of N clients times
 *  (N - 1) / (N - n): the finite population correction. A whole population has no interval but its value. `small` is
 *  n below options.small, or fewer than five successes or failures. Sources: Brown, Cai and DasGupta, Statistical
 *  Science 16 (2001) 101; Newcombe, Statistics in Medicine 17 (1998) 857; for effective sizes Korn and Graubard, Survey
 *  Methodology 24 (1998) 193. The correction takes those who answered for a random part of the clients; that those who
 *  did not answer differ is not in any interval.
 *
 *  @param successes   x, 0 to its n; not whole where answers were weighted
 *  @param trials      n, above 0, as many as successes
 *  @param population  N of each, at least n, and above 1 where it is more; n_population 0 (NULL) where it is not known
 *  @param options     NULL for the defaults
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("successes[2]"); MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_interval(const double *successes, size_t n_successes,
                                                           const double *trials, size_t n_trials,
                                                           const double *population, size_t n_population,
                                                           const mkba_interval_options *options, mkba_table **table,
                                                           mkba_error *error);

/** Differences between independent proportions, a row each: first, second (the proportions), difference (first -
 *  second), lower, upper, small (one of the two is).
 *
 *  Newcombe's hybrid of the two intervals l..u: difference - sqrt((p1 - l1)^2 + (u2 - p2)^2) and difference +
 *  sqrt((u1 - p1)^2 + (p2 - l2)^2). With Wilson's it is his method 10, with Wilson's corrected method 11. Source:
 *  Newcombe, Statistics in Medicine 17 (1998) 873. Parameters, options and statuses as in mkba_proportion_interval. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_difference(const double *successes, size_t n_successes,
                                                             const double *trials, size_t n_trials,
                                                             const double *other_successes, size_t n_other_successes,
                                                             const double *other_trials, size_t n_other_trials,
                                                             const mkba_interval_options *options, mkba_table **table,
                                                             mkba_error *error);

/** One proportion out of samples of several years (or groups), one row: samples, successes, trials, proportion, lower,
 *  upper, effective, small, chi_squared, df, p_value, i_squared.
 *
 *  The proportion p is the sum of successes over the sum of trials n, its effective size (sum of n)^2 / sum of (n^2 /
 *  effective size). The samples are held against each other as samples out of an endless population: chi_squared = sum
 *  of n / design_effect x (p_i - p)^2 / (p (1 - p)) with df = samples - 1, its p_value, and i_squared = max(0, (chi_squared - df) / chi_squared), the share of the
 *  differences that chance does not explain (Higgins and Thompson, Statistics in Medicine 21 (2002) 1539). Where the
 *  p_value is small (0.1 is usual) the years differ, and one figure for all of them hides a change. Of one sample, and
 *  where all or none succeeded, df or chi_squared is 0, p_value 1 and i_squared 0.
 *  Parameters, options and statuses as in mkba_proportion_interval; at least one sample. */
MKBA_API MKBA_CHECKED mkba_status mkba_proportion_pooled(const double *successes, size_t n_successes,
                                                         const double *trials, size_t n_trials,
                                                         const double *population, size_t n_population,
                                                         const mkba_interval_options *options, mkba_table **table,
                                                         mkba_error *error);

/** The size of an unweighted sample that is as precise as a weighted one: (sum of w)^2 / sum of w^2 (Kish 1965). n
 *  divided by it is the design effect of the weights.
 *  @param weights  finite, at least 0, not all 0; at least one
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_effective_size(const double *weights, size_t n_weights, double *effective,
                                                      mkba_error *error);

/** Intervals around means of samples, such as waiting times or marks, a row each: mean, sd, n, lower, upper, small.
 *
 *  mean -+ t(n - 1) sd / sqrt(n), times sqrt(1 - n / N) for a sample out of N (Cochran 1977, 2.6); n counts as n /
 *  design_effect. A sample of one has no interval: lower and upper are missing.
 *
 *  @param means       finite
 *  @param sds         of the sample (divisor n - 1), at least 0
 *  @param sizes       n, at least 1
 *  @param population  N of each, at least n; n_population 0 (NULL) where it is not known
 *  @param options     NULL for the defaults; `method` does not count
 *  @return as mkba_proportion_interval; MKBA_ERROR_EVALUATION for a limit beyond the range of a double */
MKBA_API MKBA_CHECKED mkba_status mkba_mean_interval(const double *means, size_t n_means, const double *sds,
                                                     size_t n_sds, const double *sizes, size_t n_sizes,
                                                     const double *population, size_t n_population,
                                                     const mkba_interval_options *options, mkba_table **table,
                                                     mkba_error *error);

/** The median of a sample, and an interval of two of its values, one row: n, median, lower, upper, coverage, small.
 *
 *  lower is the kth smallest value and upper the kth largest, k the largest whole number for which
 *  1 - 2 P(B < k) >= level, B binomial(n, 1/2); that is the coverage, whatever the distribution (Conover 1999, 3.2). A
 *  sample too small for it (at 0.95 fewer than 6) has no interval: lower, upper and coverage are missing.
 *
 *  @param values  finite, at least one, at most a million, in any order
 *  @param level   coverage, above 0.5 and below 1
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_median_interval(const double *values, size_t n_values, double level,
                                                       mkba_table **table, mkba_error *error);

/* ---- funnel ---------------------------------------------------------------------------------------------- */

/** Which chance the limits carry. */
typedef enum mkba_funnel_family {
    MKBA_FUNNEL_POISSON = 0,  ///< counts over what is expected, or over inhabitants
    MKBA_FUNNEL_BINOMIAL = 1  ///< so many out of so many
} mkba_funnel_family;

/** How exact limits are made, with E expected and tail probability q. */
typedef enum mkba_funnel_limits {
    /** The quantiles of the count itself, interpolated: (r - a) / E, r the smallest count with F(r) >= q and a = (F(r) -
     *  q) / (F(r) - F(r - 1)), at least 0: Spiegelhalter, Statistics in Medicine 24 (2005) 1185, A.1.1. */
    MKBA_FUNNEL_QUANTILE = 0,
    /** The interval around a count of E: gamma quantiles q of shape E and 1 - q of shape E + 1, over E; beta quantiles of
     *  the binomial. As FunnelPlotR has it: smooth, but too narrow below where little is expected: a count of 0 is always
     *  beyond the lower limit, also where chance often gives it. */
    MKBA_FUNNEL_INTERVAL = 1
} mkba_funnel_limits;

/** What is done about more spread than chance gives: phi = mean of z^2 over I areas, above 1. */
typedef enum mkba_overdispersion {
    MKBA_OVERDISPERSION_NONE = 0,            ///< exact limits; phi and tau_squared are only reported
    MKBA_OVERDISPERSION_MULTIPLICATIVE = 1,  ///< every standard error times sqrt(phi)
    MKBA_OVERDISPERSION_ADDITIVE = 2         ///< every standard error becomes sqrt(s^2 + tau^2): random effects
} mkba_overdispersion;

/** The scale on which z-scores and limits with over-dispersion are made. */
typedef enum mkba_funnel_scale {
    MKBA_FUNNEL_LOG = 0,      ///< log of the ratio, s = 1 / sqrt(E); of a proportion the logit
    MKBA_FUNNEL_ROOT = 1,     ///< its square root, s = 1 / (2 sqrt(E)); of a proportion its arcsine
    MKBA_FUNNEL_IDENTITY = 2  ///< itself
} mkba_funnel_scale;

/** What is done with extreme z-scores before phi and tau_squared are estimated. */
typedef enum mkba_funnel_trim {
    MKBA_FUNNEL_WINSORISE = 0,  ///< those beyond the quantiles `share` and 1 - `share` become these
    MKBA_FUNNEL_TRUNCATE = 1    ///< they are left out, those at the quantiles too
} mkba_funnel_trim;

/** What a funnel hands out. */
typedef enum mkba_funnel_view {
    MKBA_FUNNEL_AREAS = 0,   ///< a row per area
    MKBA_FUNNEL_CURVE = 1,   ///< limits over a range of sizes, to draw
    MKBA_FUNNEL_SUMMARY = 2  ///< one row: what was estimated, how many are beyond the limits
} mkba_funnel_view;

/** "poisson", "binomial"; "unknown family" for a number that is none. */
MKBA_API const char *mkba_funnel_family_name(mkba_funnel_family family);
/** The family of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel_family_from_name(const char *name, mkba_funnel_family *family,
                                                               mkba_error *error);
/** "quantile", "interval"; "unknown limits" for a number that is none. */
MKBA_API const char *mkba_funnel_limits_name(mkba_funnel_limits limits);
/** The limits of a name. @return as mkba_funnel_family_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel_limits_from_name(const char *name, mkba_funnel_limits *limits,
                                                               mkba_error *error);
/** "none", "multiplicative", "additive"; "unknown overdispersion" for a number that is none. */
MKBA_API const char *mkba_overdispersion_name(mkba_overdispersion overdispersion);
/** The over-dispersion of a name. @return as mkba_funnel_family_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_overdispersion_from_name(const char *name, mkba_overdispersion *overdispersion,
                                                                mkba_error *error);
/** "log", "root", "identity"; "unknown scale" for a number that is none. */
MKBA_API const char *mkba_funnel_scale_name(mkba_funnel_scale scale);
/** The scale of a name. @return as mkba_funnel_family_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel_scale_from_name(const char *name, mkba_funnel_scale *scale,
                                                              mkba_error *error);
/** "winsorise", "truncate"; "unknown trim" for a number that is none. */
MKBA_API const char *mkba_funnel_trim_name(mkba_funnel_trim trim);
/** The trim of a name. @return as mkba_funnel_family_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel_trim_from_name(const char *name, mkba_funnel_trim *trim,
                                                             mkba_error *error);
/** "areas", "curve", "summary"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_funnel_view_name(mkba_funnel_view view);
/** The view of a name. @return as mkba_funnel_family_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel_view_from_name(const char *name, mkba_funnel_view *view,
                                                             mkba_error *error);

/** How a funnel is made. Fill with mkba_funnel_options_init, then set what differs. */
typedef struct mkba_funnel_options {
    size_t size;                         ///< set by the initialiser; lets the struct grow
    mkba_funnel_family family;           ///< what chance does: counts, or so many out of so many
    mkba_funnel_limits limits;           ///< how limits follow from it
    mkba_overdispersion overdispersion;  ///< what is done with more spread than chance gives
    mkba_funnel_scale scale;             ///< on which z is made
    mkba_funnel_trim trim;               ///< what is done with extreme z where spread is measured
    double share;                        ///< of areas to trim at either end, at least 0 and below 0.5; 0.1
    double target;             ///< above 0, of the binomial below 1; 0 is the sum of observed over that of the sizes
    double warning;            ///< coverage of the inner limits, above 0.5 and below 1; 0.95
    double alarm;              ///< of the outer ones, above `warning`; 0.998
    double per;                ///< figures are per so many; above 0; 1
    size_t points;             ///< of the curve, 2 to 10,000; 200
    const char *expected;      ///< of a panel: the indicator that is expected; its target is 1
    const char *denominator;   ///< of a panel: inhabitants, clients; NULL with `expected` NULL: that of a rate
    const char *const *areas;  ///< of a panel: the areas to compare; NULL: see mkba_panel_funnel
    size_t n_areas;            ///< how many
} mkba_funnel_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_funnel_options). */
MKBA_API void mkba_funnel_options_init_size(mkba_funnel_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_funnel_options_init(options) mkba_funnel_options_init_size((options), sizeof(mkba_funnel_options))

/** Observed counts against what chance allows around a target, in funnel limits.
 *
 *  The size of an area is what its count is out of: expected (with target 1), inhabitants, clients. Its figure is per x
 *  observed / size, its E target x size. z is the distance from the target in standard errors, on `scale`, of a count
 *  of 0 (and of all) as if it were half a count off. phi = mean of z^2, after `trim`; tau_squared = max(0, (I phi - (I -
 *  1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2, I the areas that count (DerSimonian and Laird 1986). Limits with
 *  over-dispersion are made only where there is any (phi above 1, tau_squared above 0); else they are the exact ones.
 *  Sources: Spiegelhalter, Statistics in Medicine 24 (2005) 1185; Spiegelhalter, Quality and Safety in Health Care 14
 *  (2005) 347.
 *
 *  Views:
 *  - areas: observed, denominator (the size), expected (E), value, ratio (observed / E), z, z_adjusted (with the
 *    over-dispersion of the limits), lower_warning, upper_warning, lower_alarm, upper_alarm (of value), status: in,
 *    warning or alarm (beyond that limit), side: above, below, or missing.
 *  - curve: denominator, expected, target (of value), and the four limits; equal steps of sqrt(E).
 *  - summary: n, target, phi, tau_squared, limits (which they are: exact, multiplicative, additive), n_warning and
 *    n_alarm (beyond the limits), by_chance_warning and by_chance_alarm (how many that would be by chance alone).
 *
 *  @param observed    finite, at least 0; of the binomial at most its size
 *  @param sizes       finite, above 0, as many as observed; at least one
 *  @param options     NULL for the defaults; `expected`, `denominator` and `areas` do not count
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place; MKBA_ERROR_EVALUATION when nothing was observed and no target is
 *          given, or a limit is beyond the range of a double; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_funnel(const double *observed, size_t n_observed, const double *sizes,
                                              size_t n_sizes, const mkba_funnel_options *options, mkba_funnel_view view,
                                              mkba_table **table, mkba_error *error);

/** The same of an indicator of a panel in one period. Of a rate whose parts are known, the numerator is observed, the
 *  denominator the size and `per` that of the rate, unless the options say otherwise. Euros are refused: they are no
 *  counts, and their spread is not that of counts.
 *
 *  Areas that are not named are all but regions made by mkba_panel_region and the nation (codes NL, NL01, ...): these
 *  hold the others.
 *
 *  The table of areas has area and name before the columns of mkba_funnel, then cell (the status of the figure:
 *  measured, suppressed, ...) and rounding_decides: the status could be another within half the rounding unit of the
 *  source. An area without a figure has a row that says why and counts nowhere; the summary has n_missing.
 *
 *  @param indicator  counts, or a rate whose parts are known
 *  @param period     "2021"
 *  @return as mkba_funnel; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL for euros, a rate without its parts, a count
 *          below 0, one above its size, a size of 0, when no area has figures, or an area that is named twice */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_funnel(const mkba_panel *panel, const char *indicator, const char *period,
                                                    const mkba_funnel_options *options, mkba_funnel_view view,
                                                    mkba_table **table, mkba_error *error);

/* ---- decomposition --------------------------------------------------------------------------------------- */

/** What a change of a sum of products consists of, factor by factor, without a residual: LMDI-I, the logarithmic mean
 *  Divisia index.
 *
 *  The sum is V = sum over items of the product of their factors. Of factor k the contribution (additive) is sum over
 *  items of L(v1, v0) ln(x1 / x0), and the multiplier exp(sum over items of L(v1, v0) / L(V1, V0) ln(x1 / x0)), with L(a,
 *  b) = (a - b) / (ln a - ln b), L(a, a) = a. Contributions add up to V1 - V0, multipliers multiply to V1 / V0. A row per
 *  factor and one of the total: factor (from 1; missing for the total), contribution, multiplier.
 *  Source: Ang, Energy Policy 33 (2005) 867.
 *
 *  @param start      of each item its factors one after another: n_start = items x n_factors numbers above 0
 *  @param end        the same at the end
 *  @param n_factors  at least one
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT with the place ("start[3]"), also where the lengths do not fit;
 *          MKBA_ERROR_EVALUATION for a figure beyond the range of a double; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_lmdi(const double *start, size_t n_start, const double *end, size_t n_end,
                                            int n_factors, mkba_table **table, mkba_error *error);

/** What to decompose. Fill with mkba_decomposition_options_init, then set region, costs, users, population, from, to. */
typedef struct mkba_decomposition_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the area or areas that ask, each once
    size_t n_region;            ///< how many
    const char *const *peers;   ///< codes of the comparable areas; NULL is none
    size_t n_peers;             ///< how many
    const char *nation;  ///< an area that stands for the nation; NULL: the sum of all areas of the kind of the region
    const char *costs;   ///< a flow of money
    const char *users;   ///< persons with the provision, a flow or a stock
    const char *target;  ///< persons for whom it is meant, a stock, such as those below 18; NULL: all inhabitants
    const char *population;  ///< inhabitants, a stock
    const char *from;        ///< first period compared, "2017"
    const char *to;          ///< last period compared
    mkba_missing missing;    ///< a member of the region without a figure: refused, or left out of both periods
} mkba_decomposition_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_decomposition_options). */
MKBA_API void mkba_decomposition_options_init_size(mkba_decomposition_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_decomposition_options_init(options)                                                                       \
  mkba_decomposition_options_init_size((options), sizeof(mkba_decomposition_options))

/** The growth of costs as that of four factors: costs = population (inhabitants) x demography (target population per
 *  inhabitant) x volume (users per member of the target population) x price (costs per user); without a target population
 *  three. By LMDI-I (mkba_lmdi), so without a residual. Sums over the areas of a group, which are the same in both
 *  periods.
 *
 *  A row per group (region, peers, nation) and factor, then their total: group, factor, start, end (of the factor; of
 *  the total the costs), unit, growth (per cent), contribution (in the unit of costs), points (percentage points of the
 *  growth of costs), multiplier, n_areas, n_missing (areas left out, because a figure is missing in either period), note.
 *  Peers and nation leave such areas out; a group of which none is left has rows without figures.
 *
 *  This says what costs consist of, not why they grew: a longer or heavier provision is price as much as a higher tariff.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL where the definitions do not match: the kind of an
 *          indicator is not known or another than it has to be, a rate in place of a count, costs that are no money, a
 *          known break between the periods, a member without a figure, a figure that is not above 0;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_decomposition(const mkba_panel *panel,
                                                           const mkba_decomposition_options *options,
                                                           mkba_table **table, mkba_error *error);

/* ---- learning potential (leerpotentieel) ----------------------------------------------------------------- */

/** The level that members above it are held against. */
typedef enum mkba_learning_reference {
    MKBA_LEARNING_MEAN = 0,           ///< sum of numerators over sum of denominators
    MKBA_LEARNING_MEDIAN = 1,         ///< median of the members' levels
    MKBA_LEARNING_BEST_QUARTILE = 2,  ///< first quartile of the members' levels (type 7 of Hyndman and Fan 1996)
    MKBA_LEARNING_BEST = 3            ///< the lowest of the members' levels
} mkba_learning_reference;

/** "mean", "median", "best-quartile", "best"; "unknown reference" for a number that is none. */
MKBA_API const char *mkba_learning_reference_name(mkba_learning_reference reference);
/** The reference of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_learning_reference_from_name(const char *name,
                                                                    mkba_learning_reference *reference,
                                                                    mkba_error *error);

/** What to look at. Fill with mkba_learning_options_init, then set region, indicator and period. */
typedef struct mkba_learning_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the members, each once; at least two, or one with peers
    size_t n_region;            ///< how many
    const char *const *peers;  ///< the reference is that of these areas instead of the region's own; NULL is the region
    size_t n_peers;            ///< how many
    const char *indicator;     ///< costs, a flow of money; or a rate of them whose parts are known
    const char *denominator;   ///< inhabitants, young people; NULL is that of the rate
    const char *period;        ///< "2021"
    mkba_learning_reference reference;  ///< what members above it are held against
} mkba_learning_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_learning_options). */
MKBA_API void mkba_learning_options_init_size(mkba_learning_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_learning_options_init(options) mkba_learning_options_init_size((options), sizeof(mkba_learning_options))

/** What it would come to if members whose costs per unit lie above a reference had that reference: (level - reference) x
 *  denominator of each, 0 for the others, and the sum.
 *
 *  This is arithmetic, no forecast of savings: the level is not adjusted for need (age, health, income), and nothing says
 *  that the difference can be influenced. Below the reference is no proof of doing well. The last row says so.
 *
 *  A row per member, highest potential first, then the total: area, name, status (of the figure; of the total: how many
 *  members have none), numerator, denominator, value (per unit of denominator), reference, difference (value -
 *  reference), potential (in EUR, from "1000 euro", "mln euro" and the like), share (of the member's costs, per cent), note. Members without a
 *  figure have no potential, and are in no total. Values are costs per one of the denominator, or x of a rate's `per`.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL for costs that are no money, of a
 *          unit that does not say how many euros one is, or of unknown kind, a rate
 *          whose parts are not known, a denominator that is not above 0, fewer than two members of the reference with
 *          figures; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_learning_potential(const mkba_panel *panel,
                                                                const mkba_learning_options *options,
                                                                mkba_table **table, mkba_error *error);

/* ---- overview of use, cost and quality -------------------------------------------------------------------- */

/** What an indicator tells of a domain. */
typedef enum mkba_aspect {
    MKBA_ASPECT_USE = 0,     ///< how many use it
    MKBA_ASPECT_COST = 1,    ///< what it costs
    MKBA_ASPECT_QUALITY = 2  ///< how good it is: experience of clients, waiting times
} mkba_aspect;

/** Which way is better. It has to be said: nothing has a direction of itself. */
typedef enum mkba_better {
    MKBA_BETTER_NOT_SAID = 0,  ///< refused
    MKBA_BETTER_HIGHER = 1,    ///< such as the share of satisfied clients
    MKBA_BETTER_LOWER = 2,     ///< such as costs, waiting times
    MKBA_BETTER_NEITHER = 3    ///< neither of itself, such as the use of a light provision
} mkba_better;

/** How the figure of a group of areas follows from theirs. */
typedef enum mkba_statistic {
    MKBA_STATISTIC_RATE = 0,        ///< per x sum of indicator / sum of denominator: everybody was counted
    MKBA_STATISTIC_PROPORTION = 1,  ///< per x so many out of those who answered: a sample
    MKBA_STATISTIC_MEAN = 2         ///< mean of the areas' means, by their numbers of clients or answers
} mkba_statistic;

/** "use", "cost", "quality"; "unknown aspect" for a number that is none. */
MKBA_API const char *mkba_aspect_name(mkba_aspect aspect);
/** The aspect of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_aspect_from_name(const char *name, mkba_aspect *aspect, mkba_error *error);
/** "not said", "higher", "lower", "neither"; "unknown better" for a number that is none. */
MKBA_API const char *mkba_better_name(mkba_better better);
/** The direction of a name. @return as mkba_aspect_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_better_from_name(const char *name, mkba_better *better, mkba_error *error);
/** "rate", "proportion", "mean"; "unknown statistic" for a number that is none. */
MKBA_API const char *mkba_statistic_name(mkba_statistic statistic);
/** The statistic of a name. @return as mkba_aspect_from_name */
MKBA_API MKBA_CHECKED mkba_status mkba_statistic_from_name(const char *name, mkba_statistic *statistic,
                                                           mkba_error *error);

/** One figure of the overview. All zero but the names that a rate needs is a rate per 1. */
typedef struct mkba_overview_item {
    const char *domain;        ///< such as "wmo"
    const char *indicator;     ///< of the panel: counts or amounts; of a mean the means
    const char *denominator;   ///< of a rate NULL where the indicator is one; else how many answered
    const char *population;    ///< of a sample: the clients out of whom; NULL where they are not known
    const char *sd;            ///< of a mean: its standard deviation; NULL where it is not known
    mkba_aspect aspect;        ///< use, cost or quality
    mkba_better better;        ///< which way is better; it has to be said
    mkba_statistic statistic;  ///< whether everybody was counted, or a sample asked
    double per;                ///< of a rate or proportion: 100 for per cent; 0 is that of the rate, or 1
} mkba_overview_item;

/** What to look at. Fill with mkba_overview_options_init, then set region, period and items. */
typedef struct mkba_overview_options {
    size_t size;                      ///< set by the initialiser; lets the struct grow
    const char *const *region;        ///< codes of the area or areas that ask, each once
    size_t n_region;                  ///< how many
    const char *const *peers;         ///< codes of the comparable areas; NULL is none
    size_t n_peers;                   ///< how many
    const char *nation;               ///< an area that stands for the nation; NULL: all areas of the kind of the region
    const char *period;               ///< "2021"
    const mkba_overview_item *items;  ///< the figures, one or more
    size_t n_items;                   ///< how many
    mkba_missing missing;         ///< a member of the region without a figure: the region has none, or it is left out
    mkba_interval_method method;  ///< of proportions; Wilson
    double level;                 ///< of intervals, above 0.5 and below 1; 0.95
    double design_effect;         ///< of the samples; 1
    double small;                 ///< a sample of fewer than this is flagged; 30
} mkba_overview_options;

/** Fills options with what they are without saying; `size` is sizeof(mkba_overview_options). */
MKBA_API void mkba_overview_options_init_size(mkba_overview_options *options, size_t size);
/** The same with the size of the caller's headers. */
#define mkba_overview_options_init(options) mkba_overview_options_init_size((options), sizeof(mkba_overview_options))

/** Use, cost and quality of each domain, for a region, its peers and the nation, so that no poor figure hides behind a
 *  good one: a domain of which anything is given has at least one row of each of the three, absent ones too; there is no
 *  score over rows; the worst domain stands first, and in it its worst row.
 *
 *  Figures. Rates are sums over sums. Proportions and means of several areas weigh each area by its clients (population)
 *  where these are known, else by its answers; with W the weights (sum 1), a proportion is sum of W p and its effective
 *  size 1 / sum of (W^2 / effective size); a mean has variance sum of W^2 se^2 with degrees of freedom by Satterthwaite.
 *  Intervals of proportions as in mkba_proportion_interval, of means by Student's t. Differences are region - reference:
 *  of proportions by Newcombe, of means by Welch; rates have no interval, because everybody was counted. The region is
 *  part of a nation that is the sum of areas; its difference is taken as if it were not, which makes it a little wide.
 *
 *  Verdicts: better, worse (of samples: the interval of the difference leaves out 0), unclear (it holds 0), equal, higher
 *  or lower (where neither is better), absent. A mean without sd is judged by its sign alone, and the note says so.
 *
 *  Order: rows are worse (5), absent (4), unclear, higher or lower (3), equal (2), better (1), by the worst of the
 *  verdicts against peers and nation, absent counting only when there is no other; then by the difference in per cent of
 *  the reference, the worst first. A domain stands where its first row does.
 *
 *  Columns: domain, aspect, indicator, statistic, unit, better, period, region, region_lower, region_upper, peers,
 *  peers_lower, peers_upper, difference_peers, difference_peers_lower, difference_peers_upper, verdict_peers, nation,
 *  nation_lower, nation_upper, difference_nation, difference_nation_lower, difference_nation_upper, verdict_nation,
 *  worse_peers (how many peers are worse, of those with a figure), n_peers (with a figure), peers_missing, n_region,
 *  region_missing, n_nation, nation_missing, answers (of the region, in a sample), small, note.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT with the place ("items[2].better") for options out
 *          of range, a direction that is not said, an item that comes twice; MKBA_ERROR_PANEL for an indicator of unknown
 *          kind, a rate whose parts are not known, money as use or no money as cost, more successes than answers or more
 *          answers than clients; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_overview(const mkba_panel *panel, const mkba_overview_options *options,
                                                      mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
