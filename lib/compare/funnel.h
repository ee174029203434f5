/* libmkba, compare: funnel limits for small numbers.
 *
 * Written as a part of the public header mkba/compare.h, to move there with the bindings. */
#ifndef MKBA_I_COMPARE_FUNNEL_H
#define MKBA_I_COMPARE_FUNNEL_H

#include <mkba/base.h>

#include <mkba/panel.h>

/* ---- funnel ---------------------------------------------------------------------------------------------- */

/** Which chance the limits carry. */
typedef enum mkba_funnel_family {
    MKBA_FUNNEL_POISSON = 0,  ///< counts over what is expected, or over inhabitants
    MKBA_FUNNEL_BINOMIAL = 1  ///< so many out of so many
} mkba_funnel_family;

/** How exact limits are made, with E expected and tail probability q. */
typedef enum mkba_funnel_limits {
    /** The interval around a count of E: gamma quantiles q of shape E and 1 - q of shape E + 1, over E; beta quantiles of
     *  the binomial. Smooth; a little wide above and narrow below. As FunnelPlotR has it. */
    MKBA_FUNNEL_INTERVAL = 0,
    /** The quantiles of the count itself, interpolated: (r - a) / E, r the smallest count with F(r) >= q and a = (F(r) -
     *  q) / (F(r) - F(r - 1)): Spiegelhalter, Statistics in Medicine 24 (2005) 1185, A.1.1. */
    MKBA_FUNNEL_QUANTILE = 1
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
/** "interval", "quantile"; "unknown limits" for a number that is none. */
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
    size_t size;  ///< set by the initialiser; lets the struct grow
    mkba_funnel_family family;
    mkba_funnel_limits limits;
    mkba_overdispersion overdispersion;
    mkba_funnel_scale scale;
    mkba_funnel_trim trim;
    double share;              ///< of areas to trim at either end, at least 0 and below 0.5; 0.1
    double target;             ///< above 0, of the binomial below 1; 0 is the sum of observed over that of the sizes
    double warning;            ///< coverage of the inner limits, above 0.5 and below 1; 0.95
    double alarm;              ///< of the outer ones, above `warning`; 0.998
    double per;                ///< figures are per so many; above 0; 1
    size_t points;             ///< of the curve, 2 to 10,000; 200
    const char *expected;      ///< of a panel: the indicator that is expected; its target is 1
    const char *denominator;   ///< of a panel: inhabitants, clients; NULL with `expected` NULL: that of a rate
    const char *const *areas;  ///< of a panel: the areas to compare; NULL is all
    size_t n_areas;
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
                                              size_t n_sizes, const mkba_funnel_options *options,
                                              mkba_funnel_view view, mkba_table **table, mkba_error *error);

/** The same of an indicator of a panel in one period. Of a rate whose parts are known, the numerator is observed, the
 *  denominator the size and `per` that of the rate, unless the options say otherwise. Euros are refused: they are no
 *  counts, and their spread is not that of counts.
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

#endif
