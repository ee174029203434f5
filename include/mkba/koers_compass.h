/** @file
 *  libmkba, koers: the Koerskompas and the opgavethermometer. Where each indicator stands against its norm, its planned path,
 *  its target, comparable areas and its own past; how the two yardsticks look; how warm each opgave is; and numbers, picture
 *  and words of an indicator together. docs/koers.md has every formula and rule. */
#ifndef MKBA_KOERS_COMPASS_H
#define MKBA_KOERS_COMPASS_H

#include <mkba/base.h>
#include <mkba/effect.h>
#include <mkba/koers.h>
#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The common scale on which indicators are set beside each other. Each is linear in the figure, never cut off: below the
 *  start is below 0, past the goal above 1. Better is always higher, whatever the direction. */
typedef enum mkba_compass_scale {
    MKBA_COMPASS_SCALE_TARGET =
        0,  ///< part of the way from the nulmeting to the last target; its mark is the planned path
    MKBA_COMPASS_SCALE_NORM = 1,  ///< part of the way from the nulmeting to the norm; its mark is the planned path
    MKBA_COMPASS_SCALE_PERCENTILE = 2,  ///< the part of the comparable areas that do worse; its mark is 1/2
    MKBA_COMPASS_SCALE_Z = 3  ///< standard deviations better than the mean of the comparable areas; its mark is 0
} mkba_compass_scale;

/** "target", "norm", "percentile", "z"; "unknown scale" for a number that is none. */
MKBA_API const char *mkba_compass_scale_name(mkba_compass_scale scale);
/** The scale of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_compass_scale_from_name(const char *name, mkba_compass_scale *scale,
                                                               mkba_error *error);

/** How to look. Fill with mkba_compass_options_init, then set what differs. */
typedef struct mkba_compass_options {
    size_t size;        ///< set by the initialiser; lets the struct grow
    const char *as_of;  ///< figures of periods that have ended with this one: "2025", "2025HJ01"; NULL (default): all
    double level;       ///< of intervals and of verdicts, above 0.5 and below 1; 0.95
    mkba_compass_scale scale;  ///< of the thermometer and the compass; target
    /** Codes of comparable areas in the panel, each once; NULL (default): none, or by `peers_by`. */
    const char *const *peers;
    size_t n_peers;  ///< how many
    /** Characteristics by which mkba_panel_peers chooses the nearest to the areas of the Koers; not together with `peers`.
     *  No indicator of the Koers may be one. */
    const char *const *peers_by;
    size_t n_peers_by;       ///< how many
    const char *peers_year;  ///< the period of the characteristics; NULL is the only one that the panel has
    size_t peers_k;          ///< how many peers, at least 2; 15
    /** The indicator of the panel by which counts are divided before areas are compared, such as inhabitants; NULL (default):
     *  counts are not compared. */
    const char *population;
} mkba_compass_options;

/** What mkba_compass_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_compass_options_init_size(mkba_compass_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_compass_options_init(options) mkba_compass_options_init_size((options), sizeof(mkba_compass_options))

/** Compass and thermometer of a Koers at a moment. Immutable; holds nothing of the panel; may be shared between threads. */
typedef struct mkba_compass mkba_compass;

/** Looks where a Koers stands. One object, because the thermometer weighs the scores of the compass.
 *
 *  Figures. Those of the region as a whole: of the document (measurements without area) and, with a panel, of `panel` of the indicator: of each period
 *  the first of measurement, nulmeting, panel. The last one whose period has ended at `as_of` counts. An interval of another
 *  level is taken to `level` by the quantiles of the normal distribution, on each side.
 *
 *  Verdicts. Norm, planned path (at the time of the figure) and last target: `met` when the whole interval is on the good
 *  side or at the value, `not met` when it is on the other, else `cannot be said`; so either is wrong with probability (1 -
 *  level) / 2 at most, the interval being right. Own past: `better` or `worse` when the interval of the difference leaves
 *  out 0. Peers: `better` or `worse` when the interval of the percentile leaves out 1/2. A figure without an interval is
 *  judged by itself, and `basis` says so.
 *
 *  Differences and weighted sums of independent figures have the interval of Zou and Donner (Statistics in Medicine 27, 2008,
 *  1693-1702; of two proportions that of Newcombe, Statistics in Medicine 17, 1998, 873-890): value - sqrt(sum of w^2
 *  (reach of each downward)^2), and upward so.
 *
 *  Scores: see mkba_compass_scale; distance to a reference and z-scores are those of the OECD and JRC Handbook on
 *  Constructing Composite Indicators (2008), step 5. Nulmeting, norm and target are agreed numbers there, without error. An
 *  indicator whose goal is not better than its nulmeting has no score on that scale.
 *
 *  Peers, in one period of the panel, the last that has the figure of the region and has ended at `as_of`: a rate is per x
 *  sum of numerators / sum of denominators over the areas of the indicator, a count 1000 x sum / sum of `population`, and so
 *  it is of each peer. Rounding that the panel knows is carried as the least and the most that it leaves. The percentile has
 *  Wilson's interval, the peers being taken as a sample of comparable areas; the rank is among these peers. z has the large-sample variance 1 / n + z^2 / (2 (n - 1)) of normal figures.
 *
 *  Thermometer: sum of weight x score over the indicators that `weights` of the opgave names. Without weights there is none,
 *  and with weight that has no score there is no `score`, but `score_scored`, the weighted mean of what has one, beside the
 *  weight that has none.
 *
 *  @param koers     is held until the compass is freed
 *  @param panel     NULL: only the document; not held
 *  @param options   NULL for the defaults
 *  @param[out] out  to be freed with mkba_compass_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for an indicator or area that the panel does not have; MKBA_ERROR_ARGUMENT for options
 *          out of range or that contradict each other, peers without a panel, a peer that is an area of the Koers or comes
 *          twice; of `peers_by` as mkba_panel_peers; MKBA_ERROR_EVALUATION for figures beyond the range of a double;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_compass(const mkba_koers *koers, const mkba_panel *panel,
                                                     const mkba_compass_options *options, mkba_compass **out,
                                                     mkba_error *error);
/** Frees a compass; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_compass_free(mkba_compass *compass);

/** The tables of a compass. What is not known is missing. `basis` is what an interval rests on: "interval" (every figure has
 *  one), "part" (some have: it is too narrow), "figure" (none has: judged by the figures alone). `score`, `low`, `high` and
 *  `mark` are on the scale of the options. Sentences, rules and findings are in the
 *  language that is asked for; notes are English. */
typedef enum mkba_compass_view {
    /** Per indicator: indicator, title, unit, direction, yardstick (residents, administrative), criterion (of the residents,
     *  or result area), phase, scale_level (buurt to land), period, time (years), value, low, high, origin (measurement,
     *  start, panel), source, age (years from its period's end to `as_of`, or to the end of the last figure of all), norm,
     *  plan, target, since_start, since_year_before and peers (verdicts), score, score_low, score_high, mark, n_words
     *  (quotes and stories), sentence. */
    MKBA_COMPASS_INDICATORS = 0,
    /** Per indicator and what it is held against (norm, plan, target, start, year before, peers): indicator, against,
     *  unit, period (of what it is held against, of the plan that of the figure), reference (of peers their median), difference
     *  (figure - reference), low, high, verdict, basis, note (why there is none). Of peers the figure is that of the view
     *  peers. */
    MKBA_COMPASS_COMPARISONS = 1,
    /** Per indicator and scale: indicator, scale, used (whether it is that of the options), score, low, high, mark, basis,
     *  note (why there is none). */
    MKBA_COMPASS_SCORES = 2,
    /** Per indicator with a panel: indicator, compared (what is), unit, period, value, low, high (of the region, by
     *  rounding), n (peers with a figure), n_without, lowest, q1, median, q3, highest, rank (1 is best, of the region among the peers with itself; a tie
     *  counts half), rank_low, rank_high, percentile (part of the peers that does worse), percentile_low, percentile_high, z
     *  (better is higher), z_low, z_high, verdict, note. Quartiles are of type 7. */
    MKBA_COMPASS_PEERS = 3,
    /** The compass rose. Per criterion of the residents and per result area: yardstick, criterion, n (indicators), n_measured
     *  (with a figure after the nulmeting), n_scored, lowest, lowest_low, lowest_high, lowest_mark, lowest_indicator, highest,
     *  highest_low, highest_high, highest_mark, highest_indicator, norm_met, norm_not_met, plan_met, plan_not_met, n_words.
     *  There is no average: the format has weights of opgaven only. */
    MKBA_COMPASS_YARDSTICKS = 4,
    /** The same per phase of the inwonersreis and criterion of the residents, and those of no phase in rows of their own:
     *  phase before criterion. */
    MKBA_COMPASS_PHASES = 5,
    /** Per opgave: opgave, title, scale, score, score_scored, low, high (of score_scored), mark (of what is scored, by the
     *  same weights), ahead and behind (score_scored - mark = ahead - behind: the sums of what is above and below its own
     *  mark), lowest, lowest_indicator, highest, highest_indicator, n (indicators with a weight), n_scored, weight_scored,
     *  weight_not_scored, basis, sentence, note. */
    MKBA_COMPASS_THERMOMETER = 6,
    /** Per opgave and indicator, those that it weighs and those that lead to its goals without a weight: opgave, indicator,
     *  title, weight, score, low, high, mark, contribution (weight x score), basis, note. */
    MKBA_COMPASS_WEIGHTS = 7,
    /** Data, plaatje, praatje: everything of an indicator together, in this order: indicator, title, unit, part, kind, period,
     *  time, value, low, high, text, source, area. Part `data` has the sentence and the last figure; `plaatje` what to draw:
     *  kinds figure (with interval), planned (the points between which the path is straight), norm (one row, without a time);
     *  `praatje` quote and story. */
    MKBA_COMPASS_TOGETHER = 8,
    /** Each rule with its numbers: id, text (in the language), source. */
    MKBA_COMPASS_RULES = 9,
    /** What to know before believing it: id, severity, area, period, indicator, text. docs/koers.md lists the ids. */
    MKBA_COMPASS_FINDINGS = 10
} mkba_compass_view;

/** "indicators", "comparisons", "scores", "peers", "yardsticks", "phases", "thermometer", "weights", "together", "rules" or
 *  "findings"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_compass_view_name(mkba_compass_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_compass_view_from_name(const char *name, mkba_compass_view *view,
                                                              mkba_error *error);

/** A table of a compass.
 *  @param language    of sentences and rules
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view or the language; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_compass_table(const mkba_compass *compass, mkba_compass_view view,
                                                     mkba_language language, mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
