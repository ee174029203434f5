/** @file
 *  libmkba, effect: how sure a synthetic control is: placebos in space and in time, without one donor at a time, conformal
 *  intervals, and what effect could have been found at all. The conventions are those of mkba/base.h. */
#ifndef MKBA_EFFECT_PLACEBO_H
#define MKBA_EFFECT_PLACEBO_H

#include <mkba/effect_synthetic.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What areas are ranked by. */
typedef enum mkba_placebo_statistic {
    /** The ratio where the fit before the start of every area is above the floor of noise, else the standardised gap. */
    MKBA_PLACEBO_AUTO = 0,
    /** The root mean squared gap from the start on over that before it (Abadie, Diamond and Hainmueller, Journal of the
     *  American Statistical Association 105, 2010); one-sided only the gaps of that sign count after the start (Abadie, Journal
     *  of Economic Literature 59, 2021). */
    MKBA_PLACEBO_RATIO = 1,
    /** The mean gap from the start on over the noise of an area of its population: the root of A + B / population, fitted to
     *  the squared mean gaps of the donors (Ferman and Pinto, Review of Economics and Statistics 101, 2019); of A where the
     *  synthetic control has no population. */
    MKBA_PLACEBO_STANDARDISED = 2
} mkba_placebo_statistic;

/** "auto", "ratio", "standardised"; "unknown statistic" for a number that is none. */
MKBA_API const char *mkba_placebo_statistic_name(mkba_placebo_statistic statistic);
/** The statistic of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_placebo_statistic_from_name(const char *name, mkba_placebo_statistic *statistic,
                                                                   mkba_error *error);

/** Which effects are looked for; to be chosen before looking at the outcome. */
typedef enum mkba_placebo_side {
    MKBA_PLACEBO_TWO_SIDED = 0,  ///< of either sign
    MKBA_PLACEBO_DECREASE = 1,   ///< below what would have happened otherwise
    MKBA_PLACEBO_INCREASE = 2    ///< above it
} mkba_placebo_side;

/** "two-sided", "decrease", "increase"; "unknown side" for a number that is none. */
MKBA_API const char *mkba_placebo_side_name(mkba_placebo_side side);
/** The side of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_placebo_side_from_name(const char *name, mkba_placebo_side *side,
                                                              mkba_error *error);

/** What is done. Fill with mkba_placebo_options_init, then set what differs. */
typedef struct mkba_placebo_options {
    size_t size;                       ///< set by the initialiser; lets the struct grow
    mkba_placebo_statistic statistic;  ///< auto
    mkba_placebo_side side;            ///< two-sided
    double level;                      ///< of intervals, above 0 and below 1; a test rejects at 1 - level; 0.9
    double power;         ///< with which an effect is to be found to count as detectable, above 0 and below 1; 0.8
    double noise;         ///< standard deviation that booking gives a gap, in the unit of the outcome, 0 or above; 0
    bool in_time;         ///< placebos in time too; true
    bool leave_one_out;   ///< without each donor that has weight too; true
    bool conformal;       ///< conformal inference too; true
    size_t least_before;  ///< periods that a placebo in time needs before its start, 2 or more; 3
    size_t threads;       ///< 1; 0: as many as there are. Changes no figure
} mkba_placebo_options;

/** Fills the options with the defaults; a library that is newer or older than the caller fills what both know. */
MKBA_API void mkba_placebo_options_init_size(mkba_placebo_options *options, size_t size);
/** The same, for the struct as the caller was compiled with. */
#define mkba_placebo_options_init(options) mkba_placebo_options_init_size((options), sizeof(mkba_placebo_options))

/** What placebos say of a synthetic control. Immutable; holds nothing of it. */
typedef struct mkba_placebo mkba_placebo;

/** How sure a synthetic control is, by what the same method finds where nothing happened.
 *
 *  In space: each donor is fitted by the other donors, the treated never among them, in the same way and over the same periods.
 *  The treated is ranked among them: p is the share of all areas, itself among them, whose statistic is as large or larger, so a
 *  multiple of 1 / areas; ties count against us. It is exact where areas are exchangeable but for their size. The interval are
 *  the effects, the same in each period, that the test does not reject (Firpo and Possebom, Journal of Causal Inference 6,
 *  2018).
 *
 *  The ratio means nothing where the fit before is as exact as the figures themselves. The floor of noise of a gap is the
 *  root of rounding^2 / 6 + noise^2, or 1e-9 of the largest figure when that is more; rounding is the largest power of ten that
 *  all figures of the outcome are multiples of (1e-6 to 1e6; none: 0), and 1/6 bounds the variance of an own figure and of a
 *  weighted mean of figures rounded so.
 *
 *  Detectable: every donor in turn is taken for treated, with its gaps in units of its own noise times that of the treated; the
 *  smallest effect, the same in each period, that the test rejects at 1 - level among the other donors, in a share `power` of
 *  them. No figure of the treated from the start on is looked at.
 *
 *  In time: the same method with a start before the start, the periods from the start on left out; predictors that look at
 *  periods from that start on are left out too. Without one donor: the treated without each donor that has weight, in turn.
 *
 *  Conformal (Chernozhukov, Wuthrich and Zhu, Journal of the American Statistical Association 116, 2021): the outcomes of the
 *  treated less a supposed effect are fitted over all periods; p is the share of the shifts of the residuals in a circle that make
 *  those from the start on as large. Of all periods for no effect anywhere; per period with that period and those before the
 *  start, inverted to an interval. A p is a multiple of 1 / periods, so with n periods before the start no interval of a level
 *  above 1 - 1 / (n + 1) exists. The fit is by outcomes, with the form (and its lambda), intercept and ridge of the synthetic
 *  control; where that has predictors, which are means over periods before the start and so change places with none, by plain
 *  weights. Exact where residuals are exchangeable; the fit must not be exact.
 *
 *  @param[out] out  to be freed with mkba_placebo_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for options out of range; MKBA_ERROR_PANEL where fewer than three donors leave nothing to
 *          rank, no donor can be fitted, the ratio is asked for where a fit is not above the floor, or no placebo has a gap;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_synthetic_placebo(const mkba_synthetic *synthetic,
                                                         const mkba_placebo_options *options, mkba_placebo **out,
                                                         mkba_error *error);
/** Frees placebos. NULL is allowed. */
MKBA_API void mkba_placebo_free(mkba_placebo *placebo);

/** The tables of placebos. */
typedef enum mkba_placebo_view {
    /** A row: treated, indicator, statistic and why, side, value (of the treated), rank, areas, p, att, std_error, low, high,
     *  level, rmspe_before, floor, rounding, detectable, power, without_low and without_high (the mean gap without a donor),
     *  conformal_p and conformal_grid. */
    MKBA_PLACEBO_SUMMARY = 0,
    /** Per area, the treated first: rmspe_before, rmspe_after, ratio (missing below the floor), att, noise, value, rank, and of
     *  those left out the reason. */
    MKBA_PLACEBO_AREAS = 1,
    /** Per area and period: after (from the start on), gap. */
    MKBA_PLACEBO_GAPS = 2,
    /** Per period from the start on, of the treated: gap, p, low and high by placebos in space; without_low and without_high;
     *  conformal_p, conformal_low and conformal_high. */
    MKBA_PLACEBO_PERIODS = 3,
    /** Per start before the start: periods_before, periods_after, rmspe_before, rmspe_after, ratio, att, or the reason why not.
     */
    MKBA_PLACEBO_TIME = 4,
    /** Per donor with weight: weight, and without it rmspe_before, att. */
    MKBA_PLACEBO_WITHOUT = 5,
    /** Per effect: with which power it is detected, as a decrease, as an increase, and for the side chosen. */
    MKBA_PLACEBO_POWER = 6,
    /** What to know before believing it: id, severity (warning or note), area, period, text. docs/effect.md has the ids. */
    MKBA_PLACEBO_FINDINGS = 7
} mkba_placebo_view;

/** "summary", "areas", "gaps", "periods", "time", "without", "power", "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_placebo_view_name(mkba_placebo_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_placebo_view_from_name(const char *name, mkba_placebo_view *view,
                                                              mkba_error *error);
/** A table of placebos, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_placebo_table(const mkba_placebo *placebo, mkba_placebo_view view,
                                                     mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
