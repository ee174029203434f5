/** @file
 *  libmkba, compare: which areas are comparable, and what is different between them. The conventions are those of
 *  mkba/base.h. */
#ifndef MKBA_COMPARE_H
#define MKBA_COMPARE_H

#include <mkba/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- peers -------------------------------------------------------------------------------------------------- */

/** How figures of different units are made comparable. */
typedef enum mkba_scaling {
    MKBA_SCALING_ZSCORE = 0,  ///< (x - mean) / sd, the sd with n - 1
    MKBA_SCALING_ROBUST = 1   ///< (x - median) / MAD, the MAD being median |x - median|, without a factor
} mkba_scaling;

/** "zscore", "robust"; "unknown scaling" for a number that is none. */
MKBA_API const char *mkba_scaling_name(mkba_scaling scaling);
/** The scaling of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_scaling_from_name(const char *name, mkba_scaling *scaling, mkba_error *error);

/** How far each area is from the middle of all, per period: a row for each cell that is not absent, sorted by indicator,
 *  period, area: area, name, period, indicator, value, status, centre, spread, score. Centre and spread are mean and sd
 *  (n - 1), or median and MAD without a factor, as OFLOG has them (Office for Local Government, Local Authority Data
 *  Explorer, 2023). They are of all areas with a figure but regions made by mkba_panel_region and the nation (codes NL,
 *  NL01, ...), which get a score and count for nothing. A score is missing where the value is, and where the spread is 0
 *  or there are not two areas.
 *
 *  @param indicators  NULL is all
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for an indicator; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION for figures whose
 *          mean or score is beyond the range of a double; MKBA_ERROR_LIMIT for more than ten million rows;
 *          MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_scores(const mkba_panel *panel, const char *const *indicators,
                                                    size_t n_indicators, mkba_scaling scaling, mkba_table **table,
                                                    mkba_error *error);

/** The panel with one attribute more: the class of each area by an indicator at a period, such as size classes by
 *  inhabitants. With bounds 20000 and 50000 the classes are "below 20000", "20000 to 50000" (the lower bound is in it)
 *  and "50000 and more". An area without a figure has no class. Replaces an attribute of that name.
 *
 *  @param bounds  ascending, at least one
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the indicator or the period; MKBA_ERROR_ARGUMENT for bounds that do not
 *          ascend or are not finite, or an attribute with the name of an indicator; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_classified(const mkba_panel *panel, const char *attribute,
                                                        const char *indicator, const char *period, const double *bounds,
                                                        size_t n_bounds, mkba_panel **out, mkba_error *error);

/** Areas comparable to a region, how near they are, and why. Immutable; it may outlive its panel. */
typedef struct mkba_peers mkba_peers;

/** What makes an area a peer. */
typedef enum mkba_peers_method {
    MKBA_PEERS_EUCLIDEAN = 0,    ///< the k nearest: sqrt(sum of weight x difference^2), differences standardised
    MKBA_PEERS_MAHALANOBIS = 1,  ///< the k nearest: sqrt(d' S^-1 d), S the covariance: what varies together counts once
    MKBA_PEERS_CLASS = 2,        ///< all that are in the class of a member of the region, by each of `by`
    MKBA_PEERS_LIST = 3          ///< the candidates that are named, as they are
} mkba_peers_method;

/** "euclidean", "mahalanobis", "class", "list"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_peers_method_name(mkba_peers_method method);
/** The method of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_peers_method_from_name(const char *name, mkba_peers_method *method,
                                                              mkba_error *error);

/** What is done where a characteristic has no figure. A member of the region is never left out. */
typedef enum mkba_peers_missing {
    MKBA_PEERS_MISSING_REFUSED = 0,        ///< refused, and the cells are named
    MKBA_PEERS_MISSING_DROPS_AREA = 1,     ///< the candidate is left out, and the candidates say so
    MKBA_PEERS_MISSING_DROPS_VARIABLE = 2  ///< the variable is left out for all, and the variables say so
} mkba_peers_missing;

/** "refused", "drops area", "drops variable"; "unknown choice" for a number that is none. */
MKBA_API const char *mkba_peers_missing_name(mkba_peers_missing missing);
/** The choice of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_peers_missing_from_name(const char *name, mkba_peers_missing *missing,
                                                               mkba_error *error);

/** How to choose peers. Fill with mkba_peers_options_init, then set what differs. */
typedef struct mkba_peers_options {
    size_t size;               ///< set by the initialiser; lets the struct grow
    mkba_peers_method method;  ///< euclidean by default
    /** The characteristics: indicators, or attributes of areas (for distances those of numbers), each once. */
    const char *const *by;
    size_t n_by;           ///< how many; none with a list
    const char *year;      ///< the period of the indicators: "2017"; NULL is the only one that the panel has
    const char *before;    ///< the period in which the comparison begins: `year` must lie before it; NULL asks nothing
    size_t k;              ///< how many of the nearest; 15 by default, as CIPFA has it
    mkba_scaling scaling;  ///< euclidean: zscore by default
    /** Weights as long as `by`, none below 0; NULL is 1 each. 0 leaves the variable out. With mahalanobis, which is the
     *  same on every scale, 0 or 1. */
    const double *weights;
    size_t n_weights;            ///< n_by, or 0 when there are none
    mkba_peers_missing missing;  ///< refused by default
    /** A region of several members as one area, sum over sum by mkba_panel_region, which needs to know the kind of each
     *  indicator. By default (false) the distance of a candidate is the mean of its distances to the members. */
    bool as_one;
    const char *const *candidates;  ///< who may be a peer, by code; NULL: see mkba_panel_peers
    size_t n_candidates;            ///< how many
    const char *prefix;             ///< with candidates NULL: those whose code begins so ("GM")
    const char *const *exclude;     ///< codes of areas that shall be no peers; they keep a distance
    size_t n_exclude;               ///< how many
    const char *const *outcomes;    ///< the indicators that are going to be compared: never among the characteristics
    size_t n_outcomes;              ///< how many
} mkba_peers_options;

/** What mkba_peers_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_peers_options_init_size(mkba_peers_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_peers_options_init(options) mkba_peers_options_init_size((options), sizeof(mkba_peers_options))

/** The peers of a region.
 *
 *  Nearest: each characteristic is standardised over all candidates and members of the region that have every figure,
 *  the excluded too, so that an exclusion changes no distance of others. Distances are rebased so that the farthest
 *  candidate is 1 (the recipe of the CIPFA Nearest Neighbours Model: standardise, weight, Euclidean distance, rebase,
 *  15 nearest). Distances that are equal in their first 12 digits are ranked by code, and said to be tied. Mahalanobis, Proc. Nat. Inst. Sci. India 2
 *  (1936) 49-55; the covariance, with n - 1, is that of the same areas.
 *
 *  A region of several members: by default the mean over the members of the distances to each. The members are areas of
 *  the same sort as the candidates; their sum is not: five municipalities of 20000 inhabitants would look like a town of
 *  100000.
 *
 *  Candidates are, unless named: areas that are no member, no region made by mkba_panel_region, not the nation (codes
 *  NL, NL01, ...), and, where the members have codes of two capitals and figures (GM0743), those with the same two. An
 *  area of which the panel has no cell in the period, such as a municipality of another year, is none, named or not,
 *  and neither is one that a region made by mkba_panel_region shares with the members: what it holds, or it itself.
 *
 *  A characteristic is refused when it is an outcome, is divided by one, or counts what makes one: a numerator, a part
 *  of a total, another rate or total of these. A denominator of an outcome, such as inhabitants, may be one.
 *
 *  @param region    codes of the members, each once; one that is a region made by mkba_panel_region stands for itself
 *  @param options   `by` is needed, but for a list
 *  @param[out] out  to be freed with mkba_peers_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_ARGUMENT for options that contradict each other, a period
 *          that is not before the comparison, a k above the number of candidates; MKBA_ERROR_PANEL for a figure that is
 *          missing (the cells are named), a characteristic that is the same everywhere or whose MAD is 0, characteristics
 *          of which one follows from the others (they are named), no candidate; MKBA_ERROR_EVALUATION for figures beyond
 *          the range of a double; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_peers(const mkba_panel *panel, const char *const *region, size_t n_region,
                                                   const mkba_peers_options *options, mkba_peers **out,
                                                   mkba_error *error);

/** Frees peers; tables that were made of it live on. NULL is allowed. */
MKBA_API void mkba_peers_free(mkba_peers *peers);

/** How many peers there are; 0 for NULL. */
MKBA_API size_t mkba_peers_n(const mkba_peers *peers);
/** The codes of the peers, nearest first (of a class or list in order of code), mkba_peers_n long; owned by the peers. */
MKBA_API const char *const *mkba_peers_codes(const mkba_peers *peers);

/** The tables of peers. */
typedef enum mkba_peers_view {
    /** A row per peer, nearest first: rank, area, name, distance, rebased, tied (another candidate is as far), stays (in
     *  how many of the sets of `stability` it is too), note (figures that are provisional or suspect). Of a class or a
     *  list only area, name and note. */
    MKBA_PEERS_VIEW_PEERS = 0,
    /** A row per area of the panel, by rank, then by code: area, name, status (peer, candidate, excluded, missing: a
     *  figure is; region: it is a member; other: no candidate), rank, distance, rebased, tied, note (which figures are
     *  missing, provisional or suspect; why it is no candidate; of a class which it is in). */
    MKBA_PEERS_VIEW_CANDIDATES = 1,
    /** Why is this one near: a row per peer and variable: rank, area, name, variable, unit, value, region (the mean of
     *  its members' values, or the value of the region as one), difference (mean of the standardised differences with
     *  the members), weight, share (of the squared distances to the members, added up). With mahalanobis the share of
     *  variable j is d_j (S^-1 d)_j / d' S^-1 d, which adds up to 1 too; it is below 0 where a difference, given the
     *  others, makes the area nearer. No rows of a class or list. */
    MKBA_PEERS_VIEW_PROFILE = 2,
    /** Leave one variable out: a row per variable: without, remain (peers that stay), k, leave and come (codes). The
     *  areas are the same as before. No rows of a class or list, or of one variable. */
    MKBA_PEERS_VIEW_STABILITY = 3,
    /** A row per characteristic: variable, unit, period (missing of an attribute), used, weight, n (areas with a figure,
     *  of all that could take part), missing, provisional, suspect, centre, spread (of the areas that took part), region
     *  (as in `profile`), note (why it is not used). */
    MKBA_PEERS_VIEW_VARIABLES = 4
} mkba_peers_view;

/** "peers", "candidates", "profile", "stability", "variables"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_peers_view_name(mkba_peers_view view);
/** The view of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_peers_view_from_name(const char *name, mkba_peers_view *view, mkba_error *error);

/** A table of the peers, to be freed by the caller with mkba_table_free.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_peers_table(const mkba_peers *peers, mkba_peers_view view, mkba_table **table,
                                                   mkba_error *error);

/** The k nearest of every candidate among the others, as mkba_panel_peers finds them of each alone: a row per area and
 *  peer: area, name, rank, peer, peer_name, distance, rebased (per area), sorted by area, rank. Who is excluded is
 *  nobody's peer, and has peers.
 *
 *  Takes time in proportion to areas^2 x variables.
 *
 *  @param options  method euclidean or mahalanobis; as_one has no meaning here and is refused
 *  @return as mkba_panel_peers; MKBA_ERROR_LIMIT for more than ten million rows. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_all_peers(const mkba_panel *panel, const mkba_peers_options *options,
                                                       mkba_table **table, mkba_error *error);

/* ---- growth ------------------------------------------------------------------------------------------------ */

/** What to compare. Fill with mkba_compare_options_init, then set region, indicators, first and last. */
typedef struct mkba_compare_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const char *const *region;  ///< codes of the area or areas that ask, each once
    size_t n_region;            ///< how many, at least one
    const char *region_name;    ///< NULL is "region"
    /** Rates of which numerator and denominator are known and in the panel, or flows and stocks. Where a numerator is a
     *  total that knows its parts, the parts are shown too: nobody can show the whole alone. */
    const char *const *indicators;
    size_t n_indicators;  ///< how many, at least one
    /** The indicators that have to be the same at the end: NULL, or as many names as `indicators`. One that differs is
     *  refused with the reason: a change of definition is no growth. */
    const char *const *indicators_at_end;
    int first;                 ///< the first year compared
    int last;                  ///< the last
    const char *const *peers;  ///< codes of the comparable areas; NULL is none
    size_t n_peers;            ///< how many
    const char *nation;  ///< an area that stands for the nation; NULL: the sum of all areas of the kind of the region
    /** The indicators to which costs may have moved, such as taakveld 6.1 and 6.2: each numerator is shown with each of
     *  these added, and with all of them. NULL looks for indicators whose name ends in taakveld 6.1 or 6.2. */
    const char *const *waterbed;
    size_t n_waterbed;        ///< how many
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
 *  flow or stock it is the sum. The index of a year is 100 x level / level in `first`.
 *
 *  Which areas. A year counts for an indicator when the region has its figure; it must have those of `first` and `last`.
 *  Peers must have every year that counts, else they are left out. The nation is, in each year, all areas that have a
 *  figure in it, on the map of that year: those whose code begins with the letters of the first code of the region (GM,
 *  when that is a region made by mkba_panel_region and codes have the form of CBS), never such a region or a nation among
 *  them. The same areas in every year are a variant, and for a flow or stock the rule. MKBA_COMPARISON_AREAS names all that
 *  were left out. Parts of a total are taken over the areas that have the total.
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
    /** Per indicator and group: level at first and last, growth, index at last; difference of the region's growth with
     *  that of the group, in percentage points; how many areas. */
    MKBA_COMPARISON_SUMMARY = 0,
    /** Per indicator, group and year: level, index (first year = 100), numerator, denominator, areas. */
    MKBA_COMPARISON_YEARS = 1,
    /** Per indicator, group and each pair of years: growth, cagr (compound, per year), log_linear (least squares of
     *  log level on year over the years from start to end, exp(slope) - 1, per year), difference. */
    MKBA_COMPARISON_GROWTH = 2,
    /** Per indicator, reference and measure (growth, level at `last`): rank of the region among the areas of the
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
    /** Per indicator and area of the region, of the peers and of the nation: takes_part, level at first and last and
     *  growth of the area alone, suspect (some figure of it is, or its return is copied or zero), and the reason why it
     *  does not take part, or (of the nation) not in every year. */
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
