/* libmkba, compare: use, cost and quality of every domain side by side.
 *
 * Written as a part of the public header mkba/compare.h, to move there with the bindings. */
#ifndef MKBA_I_COMPARE_OVERVIEW_H
#define MKBA_I_COMPARE_OVERVIEW_H

#include <mkba/base.h>

#include "compare/proportion.h"
#include <mkba/panel.h>

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
    mkba_aspect aspect;
    mkba_better better;
    mkba_statistic statistic;
    double per;  ///< of a rate or proportion: 100 for per cent; 0 is that of the rate, or 1
} mkba_overview_item;

/** What to look at. Fill with mkba_overview_options_init, then set region, period and items. */
typedef struct mkba_overview_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the area or areas that ask, each once
    size_t n_region;
    const char *const *peers;  ///< codes of the comparable areas; NULL is none
    size_t n_peers;
    const char *nation;  ///< an area that stands for the nation; NULL: all areas of the kind of the region
    const char *period;  ///< "2021"
    const mkba_overview_item *items;
    size_t n_items;
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

#endif
