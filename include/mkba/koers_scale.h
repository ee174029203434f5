/** @file
 *  libmkba, koers: at which scale (goedschaligheid). One task organised alone, in the Peel, in the region or nationally: what
 *  each level costs and gives, and how far it is from the resident. The conventions are those of mkba/base.h. */
#ifndef MKBA_KOERS_SCALE_H
#define MKBA_KOERS_SCALE_H

#include <mkba/koers_coalition.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A level at which the task can be organised. A frozen struct: it never grows. At a level the members form coalitions; one
 *  of them costs, a year,
 *
 *      C(S) = fixed + unit_cost x V(S)^elasticity + coordination x (|S| - 1)
 *
 *  Partners from outside count in V and |S|, and bear the costs with the members in proportion to volume. */
typedef struct mkba_scale_level {
    const char *name;           ///< of letters a to z, digits and _, as a parameter of a case: "peel"
    const char *title;          ///< NULL is the name
    double fixed;               ///< EUR a year per coalition, at least 0
    double unit_cost;           ///< EUR a year for a volume of 1, at least 0
    double elasticity;          ///< from 0 to 4; 1 is no effect of scale
    double coordination;        ///< EUR a year for each partner but the first, at least 0
    double quality;             ///< in points of a scale of the caller; more is better
    double distance;            ///< to the resident, in whatever unit the caller has; at least 0, less is nearer
    bool alone;                 ///< each member on its own
    const char *const *groups;  ///< the coalition of each member, by name; NULL: all in one, or alone
    size_t n_groups;            ///< as many as members, or 0
    double other_volume;        ///< of partners from outside, in each coalition; at least 0
    size_t other_partners;      ///< how many these are; 0 when other_volume is
} mkba_scale_level;

/** A task and its levels. Fill with mkba_scale_options_init, then set members, volumes and levels. */
typedef struct mkba_scale_options {
    size_t size;                     ///< set by the initialiser; lets the struct grow
    const char *title;               ///< of the task; NULL is "task"
    const char *const *members;      ///< names, each once; 1 to 1000
    size_t n_members;                ///< how many
    const double *volumes;           ///< of each member, above 0: clients a year
    size_t n_volumes;                ///< as many
    const mkba_scale_level *levels;  ///< names that differ; 1 to 50
    size_t n_levels;                 ///< how many
    /** What a point of quality is worth, in EUR a year for a volume of 1. 0, the default, gives quality no price: it is then
     *  an axis of its own. */
    double quality_value;
    const char *null_level;  ///< with which the others are compared in a case; NULL is the first
    int first_year;          ///< of a case, and its base year; 2026 by default
    int last_year;           ///< 2035 by default
    int price_year;          ///< of all amounts; 2024 by default
    const char *discount;    ///< a scheme of the catalog; NULL is "NL-2026"
    const char *source;      ///< of the figures, for the parameters of a case; NULL is none
} mkba_scale_options;

/** What mkba_scale_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_scale_options_init_size(mkba_scale_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_scale_options_init(options) mkba_scale_options_init_size((options), sizeof(mkba_scale_options))

/** The tables of a task. */
typedef enum mkba_scale_view {
    /** A row per level: level, title, coalitions (how many the members form), partners (in the largest, from outside too),
     *  cost (of the members together, EUR a year), fixed, volume_cost, coordination (its parts), cost_per_client, quality,
     *  quality_worth (quality_value x quality x volume; missing without a price), public_value (quality_worth - cost, or
     *  - cost), distance, efficient, dominated_by (the first that is no worse in anything and better in something). What
     *  counts is public value and distance; without a price of quality also quality. Distance is never in euros. */
    MKBA_SCALE_LEVELS = 0,
    /** A row per level and coalition: level, coalition, members, volume (with that from outside), partners, cost (of all
     *  partners), cost_of_members, cost_per_client. */
    MKBA_SCALE_COALITIONS = 1,
    /** Where two levels cost the same: a row per pair and crossing, first, second, factor (by which the volume of every
     *  member is multiplied, from 0.001 to 1000), volume (of all members then), below and above (which is cheaper on either
     *  side). A pair that does not cross has one row without a factor. Crossings are looked for at 4096 steps of a
     *  logarithmic grid: two that lie within one step, 0.34 per cent, are not seen. */
    MKBA_SCALE_BREAK_EVEN = 2
} mkba_scale_view;

/** "levels", "coalitions", "break-even"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_scale_view_name(mkba_scale_view view);
/** The view of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_scale_view_from_name(const char *name, mkba_scale_view *view, mkba_error *error);

/** The levels of a task as a table.
 *  @param options  members, volumes and levels are needed
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT (`where` is "members[1]", "volumes[2]", "levels[0]/fixed"); MKBA_ERROR_LIMIT for more
 *          than 1000 members or 50 levels; MKBA_ERROR_EVALUATION for a cost beyond 1e100; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_scale_table(const mkba_scale_options *options, mkba_scale_view view,
                                                   mkba_table **table, mkba_error *error);

/** The levels as a case, `mkba-case/1`: the null level is the nulalternatief, every other an alternative, so that net present
 *  values, uncertainty and everything else come from the appraisal. In each policy alternative: its costs, the costs of the
 *  null level that it avoids as a benefit, and, where quality has a price, the worth of the difference in quality. Every
 *  figure is a parameter (volume_1, ..., fixed_peel, unit_cost_peel, elasticity_peel, coordination_peel, quality_peel,
 *  quality_value), so each may be given a distribution. Distance is in no line.
 *
 *  @param[out] text  NUL-terminated, to be freed with mkba_text_free
 *  @return as mkba_scale_table; MKBA_ERROR_UNKNOWN for a null_level that is none; MKBA_ERROR_ARGUMENT for a single level or
 *          years that are none */
MKBA_API MKBA_CHECKED mkba_status mkba_scale_case(const mkba_scale_options *options, char **text, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
