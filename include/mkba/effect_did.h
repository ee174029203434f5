/** @file
 *  libmkba, effect: difference-in-differences. What changed in treated areas beside what changed in areas that were not,
 *  under the assumption that without the treatment both would have changed alike (parallel trends). Two-way, staggered
 *  adoption, event study with a test of the years before and its power, and how far the assumption may fail before the
 *  conclusion is lost. The conventions are those of mkba/base.h. */
#ifndef MKBA_EFFECT_DID_H
#define MKBA_EFFECT_DID_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How effects are estimated. */
typedef enum mkba_did_method {
    /** One start for all: the change from the mean of the periods before the start, treated minus donors; with
     *  covariates the least squares Y(i,t) = a(i) + l(t) + X(i)' b(t) + effect(t) D(i) over all areas. */
    MKBA_DID_TWO_WAY = 0,
    /** Group-time effects of Callaway and Sant'Anna (Journal of Econometrics 225, 2021): each start is compared with
     *  areas that are not treated yet, never with areas that already are. */
    MKBA_DID_GROUP_TIME = 1
} mkba_did_method;

/** "two-way", "group-time"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_did_method_name(mkba_did_method method);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_method_from_name(const char *name, mkba_did_method *method,
                                                            mkba_error *error);

/** With whom a group is compared (group-time). */
typedef enum mkba_did_control {
    MKBA_DID_NEVER_TREATED = 0,   ///< the donors
    MKBA_DID_NOT_YET_TREATED = 1  ///< the donors, and treated areas before their start
} mkba_did_control;

/** "never-treated", "not-yet-treated"; "unknown control" for a number that is none. */
MKBA_API const char *mkba_did_control_name(mkba_did_control control);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_control_from_name(const char *name, mkba_did_control *control,
                                                             mkba_error *error);

/** The period with which periods before the start are compared (group-time; an event study always takes universal). */
typedef enum mkba_did_base {
    MKBA_DID_VARYING = 0,   ///< the one just before each
    MKBA_DID_UNIVERSAL = 1  ///< the last before the start
} mkba_did_base;

/** "varying", "universal"; "unknown base" for a number that is none. */
MKBA_API const char *mkba_did_base_name(mkba_did_base base);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_base_from_name(const char *name, mkba_did_base *base, mkba_error *error);

/** How covariates are used (group-time). */
typedef enum mkba_did_adjustment {
    MKBA_DID_DOUBLY_ROBUST = 0,  ///< by regression and by a logit of being treated: one of the two has to be right
    MKBA_DID_REGRESSION = 1      ///< by a regression over the controls
} mkba_did_adjustment;

/** "doubly-robust", "regression"; "unknown adjustment" for a number that is none. */
MKBA_API const char *mkba_did_adjustment_name(mkba_did_adjustment adjustment);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_adjustment_from_name(const char *name, mkba_did_adjustment *adjustment,
                                                                mkba_error *error);

/** How sure an effect is. With fewer than five treated areas only placebo inference is offered: the other errors learn
 *  the noise of the treated from the treated, and with so few of them they are far too small (MacKinnon and Webb, Journal
 *  of Applied Econometrics 32, 2017). */
typedef enum mkba_did_inference {
    MKBA_DID_INFERENCE_AUTO = 0,       ///< clustered with five treated areas or more, else placebo
    MKBA_DID_INFERENCE_PLACEBO = 1,    ///< areas change places, noise scaled by population
    MKBA_DID_INFERENCE_CLUSTERED = 2,  ///< by area: CR2 with the degrees of freedom of Bell and McCaffrey; group-time:
                                       ///< influence functions
    MKBA_DID_INFERENCE_CR1 = 3,        ///< two-way: by area, with the factor areas / (areas - coefficients)
    MKBA_DID_INFERENCE_JACKKNIFE = 4,  ///< two-way: CR3, each area left out once
    MKBA_DID_INFERENCE_WILD = 5        ///< two-way: wild cluster bootstrap, null imposed, weights of Webb
} mkba_did_inference;

/** "auto", "placebo", "clustered", "cr1", "jackknife", "wild"; "unknown inference" for a number that is none. */
MKBA_API const char *mkba_did_inference_name(mkba_did_inference inference);
/** The value of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_inference_from_name(const char *name, mkba_did_inference *inference,
                                                               mkba_error *error);

/** What to estimate. Fill with mkba_did_options_init, then set indicator, treated, and start or starts. */
typedef struct mkba_did_options {
    size_t size;                 ///< set by the initialiser; lets the struct grow
    const char *indicator;       ///< the outcome
    const char *const *treated;  ///< codes of the treated areas, each once; a region made by mkba_panel_region is one
    size_t n_treated;            ///< how many, at least one
    const char *start;           ///< the first treated period of all of them; NULL with starts
    const char *const *starts;   ///< the first treated period of each treated area; NULL with start
    size_t n_starts;             ///< as many as treated, or 0
    const char *const *donors;   ///< codes of the areas compared with; NULL: all others that hold no others
    size_t n_donors;             ///< how many
    const char *first;           ///< the first period used; NULL is that of the panel
    const char *last;            ///< the last
    /** Indicators on which the trend may depend: their figures in the last period before the start (group-time: in the
     *  earlier of the two periods compared). Figures from after the start are not used, because the treatment may have
     *  changed them. */
    const char *const *covariates;
    size_t n_covariates;             ///< how many
    const char *population;          ///< indicator by which noise is scaled, in the last period before the first start
    bool weighted;                   ///< areas weigh by population, else all the same
    mkba_did_method method;          ///< two-way
    mkba_did_control control;        ///< never-treated
    mkba_did_base base;              ///< varying
    mkba_did_adjustment adjustment;  ///< doubly-robust
    mkba_did_inference inference;    ///< auto
    double level;                    ///< of the intervals, above 0 and below 1; 0.95
    size_t replicates;               ///< placebos drawn of more than one treated area, or bootstrap, 99 to 100000; 1999
                                     ///< (group-time: all placings where there are no more than this)
    uint64_t seed;                   ///< 1
} mkba_did_options;

/** Fills the first `size` bytes of options with the defaults; use mkba_did_options_init. */
MKBA_API void mkba_did_options_init_size(mkba_did_options *options, size_t size);
/** Fills options with the defaults. */
#define mkba_did_options_init(options) mkba_did_options_init_size((options), sizeof(mkba_did_options))

/** Effects estimated by difference-in-differences. Immutable; holds nothing of the panel. */
typedef struct mkba_did mkba_did;

/** Estimates the effect of a treatment on the treated areas (ATT) by difference-in-differences.
 *
 *  Areas must have a figure in every period: a donor that lacks one, or has a suspect one, is left
 *  out and named; a treated area that lacks one is refused.
 *
 *  Two-way. The effect in period t is d(t) = sum over areas of w(i) (Y(i,t) - mean of Y(i) before the start), w being the
 *  weights with which least squares of anything on [1, D, X] has the coefficient of D: the two-way fixed effects
 *  regression of a balanced panel (with X, when given, times period). The overall effect is the mean of d(t) over the
 *  periods from the start on. Clustered errors of that regression are those of the regression over areas: CR1, CR2 and
 *  CR3 become HC1, HC2 and HC3, the last times sqrt((n - 1) / n), as a jackknife of n areas has it (Bell and McCaffrey,
 *  Survey Methodology 28, 2002; Imbens and Kolesar, Review of Economics
 *  and Statistics 98, 2016; MacKinnon, Nielsen and Webb, Journal of Applied Econometrics 38, 2023). Wild: Cameron,
 *  Gelbach and Miller, same review 90, 2008, with the six weights of Webb; its interval are the effects that it does not
 *  reject.
 *
 *  Placebo. Under a supposed effect, what is left of all areas (regressed on [1, X], divided by its leverage and by the
 *  noise that areas of its population have) changes places between treated and others; p is the share of the placings,
 *  the true one among them, whose effect is as large in size. Of one treated area all placings are counted, so p is a
 *  multiple of 1 / areas; of more `replicates` are drawn. Noise is A + B / population, A and B from the squares of what is
 *  left (Ferman and Pinto, Review of Economics and Statistics 101, 2019); without a population the same for all, and then
 *  P(p <= a) <= a whatever the distribution, when areas are exchangeable. The interval are the effects with p above
 *  1 - level; with fewer than 1 / (1 - level) areas there is none. Its standard error is that of the same noise.
 *
 *  Group-time. ATT(g, t) of those that start in g, with its influence function (Sant'Anna and Zhao, Journal of
 *  Econometrics 219, 2020): analytic errors, normal intervals. Aggregates: simple (all from the start on, by group size),
 *  group (mean over periods), calendar, dynamic (by periods since the start), each with its overall effect.
 *
 *  Placebos of group-time effects. ATT(g, t) without covariates, or with adjustment regression, is a sum of shares x
 *  changes of areas, and a mean of such effects is one too: m = sum over effects e and areas i of w(e, i) c(e, i). The
 *  shares, and so the pattern of starts and who is compared with whom, stay with the places; what is left of the changes
 *  under a supposed effect (regressed on [1, X], over the root of 1 - leverage) changes places as above, all the years of
 *  an area together. Without covariates and population that is to give the starts to other areas and estimate everything
 *  again by the same rule. Places are changed between the areas of the groups that m is of and those that these are compared
 *  with; others have no part in it. All placings are counted where there are no more than `replicates`, else as many are
 *  drawn. The supposed effect is the same from each start on, so p says how rare m is when there is no effect at all, and
 *  an interval holds under effects that are alike; of a period before the start it is one of that period, and what is found
 *  from the start of other groups on is taken off first. Noise is A + B / population, fitted to the squares that donors
 *  have for the shares of each group, summed over groups. Standard error: sum over areas of w(., i)' S w(., i), S being the
 *  covariance of what is left of the donors' changes, scaled by noise. Doubly robust effects with covariates are refused: a
 *  logit of being treated does not hold with few treated, nor in every placing.
 *
 *  @param[out] out  to be freed with mkba_did_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name that the panel does not have; MKBA_ERROR_ARGUMENT for options out of
 *          range, areas that come twice, a donor that is treated; MKBA_ERROR_PANEL for what cannot be estimated: no
 *          period before the start or none from it on, a treated area without a figure, fewer than two donors, an outcome
 *          that is the same everywhere, covariates of which one follows from others (it is named), several starts with
 *          two-way, an inference or adjustment that so few treated areas do not bear (with what to use instead);
 *          MKBA_ERROR_EVALUATION for figures beyond the range of a double; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_did(const mkba_panel *panel, const mkba_did_options *options,
                                                 mkba_did **out, mkba_error *error);

/** The effect per period relative to the start, before it too, where it should be zero: event study.
 *
 *  The last period before the start is the reference (event -1). Two-way: the difference with the reference, treated minus
 *  donors; several starts need group-time, of which it gives the dynamic aggregates with a universal base. The overall
 *  effect is the mean of the events from 0 on. MKBA_DID_TESTS says whether the events before the start differ from zero
 *  together, and how likely that test would have been to see a linear trend large enough to explain the overall effect.
 *  Two-way errors are CR2, those of group-time influence functions; by placebo (with few treated areas always) they are
 *  the noise of the donors, and p of the test is a rank among placebos: of the distance of all events before the start from
 *  zero, in units of their covariance over placings.
 *
 *  Takes time in proportion to areas x periods (x groups); statuses and options as mkba_panel_did. At least two periods
 *  must come before a start, else there is nothing to test. Inference auto, placebo or clustered. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_event_study(const mkba_panel *panel, const mkba_did_options *options,
                                                         mkba_did **out, mkba_error *error);

/** Frees it; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_did_free(mkba_did *did);

/** The tables of an estimate. A figure that is not known is missing. */
typedef enum mkba_did_view {
    /** The overall effect, a row per way to judge it: inference, chosen, estimate, std_error, statistic, df, p, low, high,
     *  areas, treated, note (of one that is refused the reason). */
    MKBA_DID_SUMMARY = 0,
    /** A row per effect: group (the start; missing where groups are pooled), period (missing where pooled), event (periods
     *  since the start, 0 the first treated), estimate, std_error, p, low, high, treated, controls (areas). */
    MKBA_DID_EFFECTS = 1,
    /** Group-time: aggregation (simple, group, calendar, dynamic), at (start, period or event; missing: overall), estimate,
     *  std_error, p, low, high. */
    MKBA_DID_AGGREGATES = 2,
    /** Event study: test, value, df, p, note. Tests: pretrend (Wald statistic of the events before the reference),
     *  trend_explains (slope per period of the line whose mean over the events from 0 on is the overall effect),
     *  power_trend (probability that the test rejects such a line), slope_half, slope_80 (slopes that it rejects with
     *  probability 0.5 and 0.8; Roth, American Economic Review: Insights 4, 2022). */
    MKBA_DID_TESTS = 3,
    /** A row per area: area, name, role (treated, donor, left out), start, population, weight (of the overall effect,
     *  two-way), note. */
    MKBA_DID_AREAS = 4,
    /** What to know before believing it: id, severity (warning or note), text. The ids are listed in docs/effect.md. */
    MKBA_DID_FINDINGS = 5
} mkba_did_view;

/** "summary", "effects", "aggregates", "tests", "areas", "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_did_view_name(mkba_did_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_did_view_from_name(const char *name, mkba_did_view *view, mkba_error *error);
/** A table of an estimate, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_did_table(const mkba_did *did, mkba_did_view view, mkba_table **table,
                                                 mkba_error *error);

/** How far trends may have differed before the conclusion of an event study is lost: bounds on relative magnitudes.
 *
 *  From one period to the next, treated and donors may drift apart after the start by at most `magnitude` times the
 *  largest such drift before it (Rambachan and Roth, Review of Economic Studies 90, 2023, the set of relative magnitudes).
 *  With b the estimates, d(r) their steps before the start (the last to the reference, 0) and c = sum over s from 0 on of
 *  |sum of the weights of events from s on|, the overall effect then lies in [b - M c max |d|, b + M c max |d|]: the
 *  identified set. The interval is valid at `level` whichever step is the largest and whatever its sign: it is the union,
 *  over steps and signs, of intervals around both ends of the set that the step makes, each end with its own standard
 *  error and half of 1 - level. It is wider than the interval of the authors, and needs no simulation; with magnitude 0 it
 *  is the usual one.
 *
 *  Columns: what (magnitude; breakdown_set and breakdown_interval: the smallest magnitude at which the set, the interval
 *  holds 0; 0: it does already; missing: none does), magnitude, set_low, set_high, low, high, holds_zero (the interval).
 *
 *  By placebo (with fewer than five treated areas always) the covariance is that of the donors' noise, taken for normal.
 *
 *  @param did          an event study
 *  @param magnitudes   from 0 to 1e6; NULL is 0, 0.5, 1, 1.5, 2
 *  @param n_magnitudes how many
 *  @param level        of the interval, above 0 and below 1
 *  @param[out] table   to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for what is no event study, and numbers out of range; MKBA_ERROR_MEMORY.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_did_sensitivity(const mkba_did *did, const double *magnitudes,
                                                       size_t n_magnitudes, double level, mkba_table **table,
                                                       mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
