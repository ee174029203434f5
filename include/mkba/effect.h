/** @file
 *  libmkba, effect: what leaves the estimates and goes to a council and into a case. The path that was observed beside the
 *  one that is taken for what would have happened otherwise, how sure the difference is, what speaks against it, and a
 *  verdict in words. The conventions are those of mkba/base.h. */
#ifndef MKBA_EFFECT_H
#define MKBA_EFFECT_H

#include <mkba/effect_synthetic.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How what would have happened otherwise is made. */
typedef enum mkba_effect_method {
    /** By the number of periods before the start: see mkba_panel_effect. What was chosen, and why, is a finding. */
    MKBA_EFFECT_AUTO = 0,
    MKBA_EFFECT_DID = 1,  ///< difference-in-differences, mkba_panel_did
    MKBA_EFFECT_SC = 2,   ///< synthetic control, mkba_panel_synthetic_control
    MKBA_EFFECT_SDID = 3  ///< synthetic difference-in-differences, mkba_panel_synthetic_did
} mkba_effect_method;

/** "auto", "did", "sc", "sdid"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_effect_method_name(mkba_effect_method method);
/** The method of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_method_from_name(const char *name, mkba_effect_method *method,
                                                               mkba_error *error);

/** What may be said of an effect. */
typedef enum mkba_verdict {
    MKBA_VERDICT_SUPPORTED = 0,  ///< the figures support an effect: no check speaks against it
    MKBA_VERDICT_NOT_SHOWN = 1,  ///< there may be one, hidden by noise, or resting on too little
    MKBA_VERDICT_REFUSED = 2     ///< no causal claim can be made with these figures
} mkba_verdict;

/** "supported", "not shown", "refused"; "unknown verdict" for a number that is none. */
MKBA_API const char *mkba_verdict_name(mkba_verdict verdict);
/** The verdict of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_verdict_from_name(const char *name, mkba_verdict *verdict, mkba_error *error);

/** The language of a verdict and its checks. */
typedef enum mkba_language {
    MKBA_LANGUAGE_EN = 0,  ///< English
    MKBA_LANGUAGE_NL = 1   ///< Dutch
} mkba_language;

/** "en", "nl"; "unknown language" for a number that is none. */
MKBA_API const char *mkba_language_name(mkba_language language);
/** The language of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_language_from_name(const char *name, mkba_language *language, mkba_error *error);

/** What to estimate. Fill with mkba_effect_options_init, then set indicator, region and start. */
typedef struct mkba_effect_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *indicator;      ///< the outcome
    const char *const *region;  ///< codes of the areas with the policy, each once
    size_t n_region;            ///< how many, at least one
    /** Several areas are treated units of their own, each by its own decision; method did. By default (false) they are one
     *  region with one policy, added up by mkba_panel_region, and one treated unit. */
    bool separate;
    const char *name;           ///< what to call the region; NULL: the names of its areas
    const char *start;          ///< the first period with the policy
    const char *first;          ///< the first period that counts; NULL is that of the panel
    const char *last;           ///< the last
    const char *const *donors;  ///< codes of the areas compared with; NULL: peers, or all of the sort of the region
    size_t n_donors;            ///< how many
    /** Characteristics by which peers are chosen, as in mkba_peers_options: never the outcome. NULL: no peers. */
    const char *const *peers_by;
    size_t n_peers_by;          ///< how many
    const char *peers_year;     ///< their period, before the start; NULL is the last one before it
    size_t peers_k;             ///< how many peers; 19, so that the true placing and two of twenty make a tenth
    const char *population;     ///< an indicator by which noise is scaled: small areas are noisier; NULL: it is not
    mkba_effect_method method;  ///< auto
    double level;               ///< of the intervals, and 1 less that p may be; above 0 and below 1; 0.9
    uint64_t seed;              ///< of draws that are made by chance; 1
    /** Of method sc, as in mkba_synthetic_options: what weights may be, the lambda of that (below 0, the default, it is
     *  chosen), whether a constant difference is allowed for, and what is matched on beside the outcomes. */
    mkba_synthetic_form form;
    double penalty;                    ///< -1
    bool intercept;                    ///< false
    const mkba_predictor *predictors;  ///< each before the start; NULL: the outcomes are matched
    size_t n_predictors;               ///< how many
    /** Periods in which a figure of the region looks wrong are left out, for all: a return that is a copy of the one before
     *  or empty, a figure that was declared suspect, and before the start a jump (after it a jump may be the effect). By
     *  default (false) they count, and weaken the verdict. Not with did, which needs every figure. */
    bool leave_out_suspects;
} mkba_effect_options;

/** Fills the first `size` bytes of options with the defaults; use mkba_effect_options_init. */
MKBA_API void mkba_effect_options_init_size(mkba_effect_options *options, size_t size);
/** Fills options with the defaults. */
#define mkba_effect_options_init(options) mkba_effect_options_init_size((options), sizeof(mkba_effect_options))

/** An effect with its checks and verdict. Immutable; holds nothing of the panel. */
typedef struct mkba_effect mkba_effect;

/** Estimates what a policy did, and judges whether the figures bear it.
 *
 *  Donors. Those that are named; else the `peers_k` nearest by `peers_by` (mkba_panel_peers, in a period before the start,
 *  among the areas that have every figure); else all. A donor that lacks a figure, or has a suspect one, is left out.
 *
 *  Method. `auto` is sdid, whose weights are held back so that they are the only ones; did where there is one period before
 *  the start, or several treated units. Synthetic control is taken when asked for, in any of its forms; over all weights that
 *  fit equally well its range is told, and a range across zero refuses the claim. A donor that lacks a predictor is left out.
 *
 *  How sure. With fewer than five treated units by placebos only: each donor is treated as if it had the policy, by the
 *  other donors, and its gaps are what the method finds where nothing happened. They are scaled by size where there is a
 *  `population` (noise A + B / population). p is the share of all units, the true one among them, that have a statistic as
 *  large; so p is a multiple of 1 / (donors + 1), the `grid`. The interval are the effects that are not rejected at 1 -
 *  level; with fewer donors than that takes there is none. Statistic, p, standard error and interval are those of
 *  mkba_panel_did, of mkba_synthetic_placebo (auto) and of mkba_panel_synthetic_did. With five treated units or more by
 *  clustered errors (CR2) and Student's t.
 *
 *  Joint draws of the gap over the periods from the start on: of placebos the estimated gap plus, and minus, the gaps of
 *  each, all times one factor so that the standard deviation of the mean gap is the standard error; the mean of the draws
 *  is the estimate. Of more than one treated unit 1000, of groups of donors, or by clustered errors of the residuals of
 *  areas times normal numbers and the factor that makes them Student's t.
 *
 *  Detectable: the mean gap that would be rejected with probability 0.8, were it there: the critical gap plus the 0.6
 *  quantile of the size of placebo gaps (with Student's t the sum of its quantiles, times the standard error). The
 *  outcome of the region after the start has no part in it.
 *
 *  A policy for which there is no period before the start is not an error: the verdict is refused, with that reason, and
 *  there is no estimate.
 *
 *  @param[out] out  to be freed with mkba_effect_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for options out of range or that contradict each
 *          other; MKBA_ERROR_PANEL where the panel bears no estimate at all: as mkba_panel_did,
 *          mkba_panel_synthetic_control and mkba_panel_peers; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_effect(const mkba_panel *panel, const mkba_effect_options *options,
                                                    mkba_effect **out, mkba_error *error);
/** Frees an effect; tables and texts that were made of it live on. NULL is allowed. */
MKBA_API void mkba_effect_free(mkba_effect *effect);

/** The verdict; refused for NULL. */
MKBA_API mkba_verdict mkba_effect_verdict(const mkba_effect *effect);
/** The verdict in sentences: what may be said, what speaks against it, and how much the noise of one area hides.
 *  @param[out] text  to be freed with mkba_text_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the language; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_text(const mkba_effect *effect, mkba_language language, char **text,
                                                   mkba_error *error);

/** The tables of an effect. A figure that is not known is missing. */
typedef enum mkba_effect_view {
    /** A row: indicator, unit, region (codes), name, method, start, last, treated (units), donors, periods_before,
     *  periods_after, estimate (mean gap from the start on), std_error, df (missing: placebos), p, grid, low, high, level,
     *  range_low and range_high (of the estimate over weights that fit equally well; synthetic control), counterfactual (mean
     *  without the policy), per_cent (estimate / counterfactual, without its sign), detectable, noise (per cent: median yearly change of one area
     *  beside that of all, before the start), verdict. */
    MKBA_EFFECT_ESTIMATE = 0,
    /** Per period: after (from the start on), observed, counterfactual (without the policy), gap (observed - counterfactual), low and
     *  high of the gap by the draws, range_low and range_high of it. */
    MKBA_EFFECT_PATH = 1,
    /** A row per joint draw of the gap: draw, and a column per period from the start on that has a figure. */
    MKBA_EFFECT_DRAWS = 2,
    /** A row per check: id, outcome (passed, failed, not possible), counts (refuses, weakens, tells: what a failure does to
     *  the verdict), figure, limit, unit, text. docs/effect.md has the ids. */
    MKBA_EFFECT_CHECKS = 3,
    /** A row per donor: donor, name, weight; of those left out the reason (in the language). */
    MKBA_EFFECT_WEIGHTS = 4,
    /** How it was estimated and what to know: id, severity, area, period, text (in the language; in Dutch figures that
     *  tables have are left to them). */
    MKBA_EFFECT_FINDINGS = 5
} mkba_effect_view;

/** "estimate", "path", "draws", "checks", "weights", "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_effect_view_name(mkba_effect_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_view_from_name(const char *name, mkba_effect_view *view,
                                                             mkba_error *error);
/** A table of an effect, to be freed by the caller with mkba_table_free. The language is that of sentences of checks, findings and reasons.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view or the language; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_table(const mkba_effect *effect, mkba_effect_view view,
                                                    mkba_language language, mkba_table **table, mkba_error *error);

/* ---- into a case --------------------------------------------------------------------------------------------- */

/** The shape of a distribution that is made of an effect. */
typedef enum mkba_effect_shape {
    MKBA_EFFECT_DRAWN = 0,   ///< the means of the joint draws, as they are: `empirical`
    MKBA_EFFECT_NORMAL = 1,  ///< normal with the estimate and its standard error
    /** Student's t with the degrees of freedom of the estimate, or donors - 1 of placebos. The format has no t: 999 quantiles
     *  at (i - 1/2) / 999, `empirical`, times one factor that gives them the variance of the t (df above 2). */
    MKBA_EFFECT_STUDENT = 2
} mkba_effect_shape;

/** "drawn", "normal", "student"; "unknown shape" for a number that is none. */
MKBA_API const char *mkba_effect_shape_name(mkba_effect_shape shape);
/** The shape of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_shape_from_name(const char *name, mkba_effect_shape *shape,
                                                              mkba_error *error);

/** Which path of an effect. */
typedef enum mkba_effect_series {
    MKBA_EFFECT_COUNTERFACTUAL = 0,  ///< without the policy, with joint draws: the nulalternatief
    MKBA_EFFECT_GAP = 1,             ///< observed - counterfactual, with joint draws
    MKBA_EFFECT_OBSERVED = 2         ///< as observed; no draws
} mkba_effect_series;

/** "counterfactual", "gap", "observed"; "unknown series" for a number that is none. */
MKBA_API const char *mkba_effect_series_name(mkba_effect_series series);
/** The series of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_series_from_name(const char *name, mkba_effect_series *series,
                                                               mkba_error *error);

/** A parameter of a case (mkba-case/1) with the mean gap per period: value, distribution, unit, evidence, and `origin`
 *  (indicator, method, region, start, last, seed, verdict), which a case keeps and of which it reads the verdict. In EUR it
 *  has the price year that the unit of the indicator says ("euro (prijzen 2020)"). A gap is observed - counterfactual: less
 *  cost is below 0, and a benefit is minus that.
 *  @param unit  of the case, such as "client" or "EUR/inwoner/jaar"; NULL: none is said
 *  @param factor  what one of the indicator's unit is of that unit, such as 1000 for "1000 euro"; finite, not 0, and not 1
 *                 where the indicator is in thousands of euros and the unit in EUR
 *  @param[out] json  to be freed with mkba_text_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the shape; MKBA_ERROR_ARGUMENT; MKBA_ERROR_PANEL where there is no estimate, or no
 *          standard error, with the reason; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_distribution(const mkba_effect *effect, mkba_effect_shape shape,
                                                           const char *unit, double factor, char **json,
                                                           mkba_error *error);
/** A parameter of a case with a path over the years from the start on: series, joint draws (a row per draw), unit,
 *  evidence, origin. An appraisal takes the series; a simulation takes a row, so that years stay together.
 *  @return as mkba_effect_distribution; MKBA_ERROR_PANEL also for periods that are no years, and for a year in between that
 *          has no figure */
MKBA_API MKBA_CHECKED mkba_status mkba_effect_path(const mkba_effect *effect, mkba_effect_series series,
                                                   const char *unit, double factor, char **json, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
