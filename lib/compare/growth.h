/* libmkba, compare: does a region grow less than its peers and than the nation?
 *
 * Written as a public header: it becomes part of include/mkba/compare.h once the bindings have it. */
#ifndef MKBA_I_COMPARE_GROWTH_H
#define MKBA_I_COMPARE_GROWTH_H

#include "panel/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What to compare. Fill with mkba_compare_options_init, then set region, indicators, from and to. */
typedef struct mkba_compare_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the area or areas that ask, each once
    size_t n_region;
    const char *region_name;  ///< NULL is "region"
    /** Rates of which numerator and denominator are known and in the panel, or flows and stocks. Where a numerator is a
     *  total that knows its parts, the parts are shown too: nobody can show the whole alone. */
    const char *const *indicators;
    size_t n_indicators;
    /** The indicators that have to be the same at the end: NULL, or as many names as `indicators`. One that differs is
     *  refused with the reason: a change of definition is no growth. */
    const char *const *indicators_at_end;
    int from, to;             ///< first and last year compared
    const char *const *peers; /**< codes of the comparable areas; NULL is none */
    size_t n_peers;
    const char *nation;  ///< an area that stands for the nation; NULL: the sum of all areas of the kind of the region
    /** The indicators to which costs may have moved, such as taakveld 6.1 and 6.2: each numerator is shown with each of
     *  these added, and with all of them. NULL looks for indicators whose name ends in taakveld 6.1 or 6.2. */
    const char *const *waterbed;
    size_t n_waterbed;
    const char *policy_date;  ///< from when the policy can have worked: "2021", "2021MM06", "2021-06-01"; NULL
    mkba_missing missing;     ///< a member of the region without a figure: refused, or left out of every year
    bool centre_regions;      ///< the areas are whole centre regions, so that taakveld 6.81 may be compared
    double suppressed_most;   ///< a suppressed cell of a rounded indicator is between 0 and this (7); 0: no figure
    double start_difference;  ///< a start level that differs by more than this share is a finding; 0.1
    size_t replicates;        ///< of the bootstrap, 100 to 100000; 2000
    uint64_t seed;            ///< 1
    double level;             ///< of the intervals, above 0 and below 1; 0.95
} mkba_compare_options;

/** Fills the options with the defaults; a library that is newer or older than the caller fills what both know. */
MKBA_API void mkba_compare_options_init_size(mkba_compare_options *options, size_t size);
/** The same, for the struct as the caller was compiled with. */
#define mkba_compare_options_init(options) mkba_compare_options_init_size((options), sizeof(mkba_compare_options))

/** A comparison of a region with its peers and the nation. Immutable; holds nothing of the panel. */
typedef struct mkba_comparison mkba_comparison;

/** Compares the growth of a region with that of its peers and of the nation. Descriptive: a difference with a reference
 *  is never the effect of a policy.
 *
 *  A level is per x (sum of numerators) / (sum of denominators) over the areas of a group, never a mean of rates; of a
 *  flow or stock it is the sum. The index of a year is 100 x level / level in `from`.
 *
 *  Which areas. A year counts for an indicator when the region has its figure; it must have those of `from` and `to`.
 *  Peers must have every year that counts, else they are left out. The nation is, in each year, all areas that have a
 *  figure in it, on the map of that year (those whose code begins with the letters of the first code of the region, GM,
 *  when codes have the form of CBS); the same areas in every year are a variant, and for a flow or stock the rule. MKBA_COMPARISON_AREAS names all
 *  that were left out. Parts of a total are taken over the areas that have the total.
 *
 *  Intervals are percentile intervals (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13) over
 *  replicates, in each of which the peers are drawn anew with replacement, and each figure of an indicator with known
 *  rounding is drawn from the interval that the source rounded, a suppressed one from [0, suppressed_most]. The nation
 *  and the region are no sample: they carry rounding and suppression only, and without known rounding have no interval.
 *  Draws depend on the seed, the code order of the areas and the indicator, not on the order of the panel. In a sum
 *  of more than 12 figures the rounding is drawn as one normal deviate of the same variance.
 *
 *  @param[out] out  to be freed with mkba_comparison_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for an area, indicator or year that the panel does not have; MKBA_ERROR_ARGUMENT
 *          for options out of range, areas that come twice, a peer that is in the region; MKBA_ERROR_PANEL for what
 *          cannot be compared: periods that are no years, an indicator whose parts are not known, a break that refuses
 *          between the years, another indicator at the end, a member without a figure, no peer left, taakveld 6.81 for
 *          single municipalities; MKBA_ERROR_EVALUATION for a level of zero or below at the start, a denominator that
 *          is not above 0; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_compare(const mkba_panel *panel, const mkba_compare_options *options,
                                                     mkba_comparison **out, mkba_error *error);
/** Frees a comparison. NULL is allowed. */
MKBA_API void mkba_comparison_free(mkba_comparison *comparison);

/** The tables of a comparison. `group` is region, peers or nation; `reference` is peers or nation; `role` is indicator
 *  (asked for), part (of its total) or waterbed (with what costs may have moved to), `of` the indicator asked for.
 *  Growth and differences of growth are in per cent and percentage points; _low and _high are the interval, missing
 *  where nothing of it is known. */
typedef enum mkba_comparison_view {
    /** Per indicator and group: level at from and to, growth, index at to; difference of the region's growth with
     *  that of the group, in percentage points; how many areas. */
    MKBA_COMPARISON_SUMMARY = 0,
    /** Per indicator, group and year: level, index (first year = 100), numerator, denominator, areas. */
    MKBA_COMPARISON_YEARS = 1,
    /** Per indicator, group and each pair of years: growth, cagr (compound, per year), log_linear (least squares of
     *  log level on year over the years from start to end, exp(slope) - 1, per year), difference. */
    MKBA_COMPARISON_GROWTH = 2,
    /** Per indicator, reference and measure (growth, level at `to`): rank of the region among the areas of the
     *  reference taken one by one, with itself (1 is lowest; a tie counts half), out of how many, and percentile (share of
     *  the areas below it). The interval is that of drawing the peers anew and of rounding. */
    MKBA_COMPARISON_RANKS = 3,
    /** Per indicator, year, reference and method: `index` expects the region's start level x the reference's index,
     *  `level` the reference's level. Difference = level - expected per unit of the denominator, in per cent of expected,
     *  and as an amount: difference x denominator / per, in EUR for money. A difference, not what was avoided. */
    MKBA_COMPARISON_DIFFERENCES = 4,
    /** Per variant, indicator and group the figures of the summary: as asked; without each member of the region;
     *  without members or peers with suspect figures; with the areas of the nation that have every year. */
    MKBA_COMPARISON_VARIANTS = 5,
    /** Per area of the region, of the peers and of the nation: group, area, name, indicator, taking part or not,
     *  and why not. Areas of the nation have a row only where they do not take part in some year. */
    MKBA_COMPARISON_AREAS = 6,
    /** What to know before believing it: id, severity (warning or note), area, period, indicator, text. The ids are
     *  listed in docs/compare.md. */
    MKBA_COMPARISON_FINDINGS = 7
} mkba_comparison_view;

/** "summary", "years", "growth", ...; "unknown view" for a number that is none. */
MKBA_API const char *mkba_comparison_view_name(mkba_comparison_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_comparison_view_from_name(const char *name, mkba_comparison_view *view,
                                                                 mkba_error *error);
/** A table of a comparison, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_comparison_table(const mkba_comparison *comparison, mkba_comparison_view view,
                                                        mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
