/* The object behind mkba_simulation: what was found of a range of draws, without the case. */
#ifndef MKBA_I_UNCERTAIN_SIMULATION_H
#define MKBA_I_UNCERTAIN_SIMULATION_H

#include <mkba/uncertain.h>

#include "base/table.h"
#include "uncertain/replicates.h"
#include "uncertain/study.h"
#include "uncertain/tally.h"

/* The most draws of a simulation, and bytes of draws that are kept. */
#define MKBA_I_DRAWS_MOST (UINT64_C(1) << 40)
#define MKBA_I_KEPT_BYTES (UINT64_C(1) << 31)

/* Draws first .. first + count - 1. */
typedef struct mkba_i_stretch {
    uint64_t first, count;
} mkba_i_stretch;

/* A parameter that was drawn. */
typedef struct mkba_i_drawn {
    const char *name;
    const char *what;         /* "value", "factor" or "joint draws" */
    const char *distribution; /* in words */
    double mean, sd;          /* in its own unit; NaN where there is none */
    bool is_correlated;
} mkba_i_drawn;

struct mkba_simulation {
    mkba_i_arena arena;                     /* texts, and all that is not said to be on the heap */
    const char *title, *scenario, *version; /* scenario: NULL for none */
    uint64_t fingerprint;                   /* of the case under its scenario */
    uint64_t seed, draws;                   /* draws: how many were meant in all */
    mkba_i_draw_plan plan;
    size_t n_replicates; /* parts of the draws meant, of equal length; 1: the whole */
    unsigned what;
    mkba_i_stretch *stretches; /* that are here: ascending, never adjacent */
    size_t n_stretches;
    mkba_i_quantity *quantities;
    double *points; /* per quantity, in an appraisal; NaN where there is none */
    mkba_i_tally **tallies;
    mkba_i_replicate *replicates; /* [quantity * n_replicates + replicate]; NULL where there is one */
    size_t n_quantities;
    mkba_i_drawn *drawn;
    size_t n_drawn;
    double *kept; /* heap: [column * n_draws + draw], NULL where none is kept; columns: drawn, then kept quantities */
    size_t n_columns;
};

/* ---- simulation.c ---------------------------------------------------------------------------------------- */

/* Everything of a study but what was found: tallies are empty, no draw is here, nothing is kept. */
mkba_status mkba_i_simulation_new(const mkba_i_study *study, const mkba_case *mkba, const mkba_i_study_setup *setup,
                                  mkba_simulation **out, mkba_error *error);
/* Another one of the same case, quantities and parameters, in which no draw is; room for n_stretches. */
mkba_status mkba_i_simulation_like(const mkba_simulation *simulation, size_t n_stretches, mkba_simulation **out,
                                   mkba_error *error);
/* Arrays of these lengths, with nothing in them; of length 0: none. False when memory is short. */
bool mkba_i_simulation_make_room(mkba_simulation *simulation, size_t n_quantities, size_t n_drawn, size_t n_stretches);
/* Room for the replicates of n_quantities, which have nothing yet; with one replicate: none. */
bool mkba_i_simulation_make_replicates(mkba_simulation *simulation, size_t n_quantities);
/* Columns of draws that are kept, or would be. */
size_t mkba_i_simulation_n_columns(const mkba_simulation *simulation);
/* Room for the draws that are kept. */
mkba_status mkba_i_simulation_keep(mkba_simulation *simulation, uint64_t n_draws, mkba_error *error);
/* Whether the draws of a quantity are kept, where any are: those of years are not. */
bool mkba_i_quantity_is_kept(const mkba_i_quantity *quantity);
/* Its draws, in the order of their numbers; NULL where they are not kept. */
const double *mkba_i_simulation_kept(const mkba_simulation *simulation, size_t quantity);

/* ---- simulation_find.c ------------------------------------------------------------------------------------ */

const char *mkba_i_measure_name(mkba_i_measure measure);
/* The options of a simulation that ask for it, in words. */
const char *mkba_i_measure_option(mkba_i_measure measure);

/* Which quantity is meant, NULL: npv. MKBA_ERROR_UNKNOWN names the nearest, MKBA_ERROR_ARGUMENT what is missing. */
mkba_status mkba_i_simulation_find(const mkba_simulation *simulation, const mkba_simulated *of, size_t *quantity,
                                   mkba_error *error);

/* ---- simulation_figures.c -------------------------------------------------------------------------------- */

enum { MKBA_I_QUANTILES = 5 };
extern const double MKBA_I_QUANTILES_AT[MKBA_I_QUANTILES]; /* 5, 25, 50, 75 and 95 per cent */

/* How far a figure may be off by chance. */
typedef struct mkba_i_chance {
    double se;
    double width;   /* of a 95 % interval, on either side, in standard errors */
    const char *is; /* `estimate`, `between replicates`, or `upper bound` under a plan that spreads draws evenly */
} mkba_i_chance;

/* Of the draws in which there is a figure; with none all is 0. */
typedef struct mkba_i_statistics {
    uint64_t n;
    double mean, sd, least, most, p_positive;
    mkba_i_chance chance; /* of the mean */
    bool has_sd;          /* there is more than one draw: sd and chance say something */
    double quantiles[MKBA_I_QUANTILES];
    double quantile_error; /* how far the worst of them may lie off */
} mkba_i_statistics;

mkba_status mkba_i_statistics_make(const mkba_simulation *simulation, size_t quantity, mkba_i_statistics *statistics,
                                   mkba_error *error);
/* The figure that is meant, of which there is at least one draw. */
mkba_status mkba_i_simulation_find_drawn(const mkba_simulation *simulation, const mkba_simulated *of, size_t *quantity,
                                         mkba_error *error);
/* A standard error that takes draws for independent. */
mkba_i_chance mkba_i_simulation_chance(const mkba_simulation *simulation, double se);
/* Of the mean, and of the share of draws above 0: between replicates, where all draws that were meant are here. Where these
 * agree to the last bit they leave it to the draws. */
mkba_i_chance mkba_i_simulation_mean_chance(const mkba_simulation *simulation, size_t quantity);
mkba_i_chance mkba_i_simulation_share_chance(const mkba_simulation *simulation, size_t quantity, double share);

#endif
