/* libmkba, compare: what members of a region could learn from each other, in euros.
 *
 * Written as a part of the public header mkba/compare.h, to move there with the bindings. */
#ifndef MKBA_I_COMPARE_LEARNING_H
#define MKBA_I_COMPARE_LEARNING_H

#include <mkba/base.h>

#include <mkba/panel.h>

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
    size_t n_region;
    const char *const *peers;  ///< the reference is that of these areas instead of the region's own; NULL is the region
    size_t n_peers;
    const char *indicator;    ///< costs, a flow of money; or a rate of them whose parts are known
    const char *denominator;  ///< inhabitants, young people; NULL is that of the rate
    const char *period;       ///< "2021"
    mkba_learning_reference reference;
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
 *  reference), potential (in the unit of the costs), share (of the member's costs, per cent), note. Members without a
 *  figure have no potential, and are in no total. Values are costs per one of the denominator, or x of a rate's `per`.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name; MKBA_ERROR_PANEL for costs that are no money or of unknown kind, a rate
 *          whose parts are not known, a denominator that is not above 0, fewer than two members of the reference with
 *          figures; MKBA_ERROR_ARGUMENT; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_panel_learning_potential(const mkba_panel *panel,
                                                                const mkba_learning_options *options,
                                                                mkba_table **table, mkba_error *error);

#endif
