/* What an effect is estimated from: the figures of one indicator of the treated and of those they are compared with. */
#ifndef MKBA_I_EFFECT_BLOCK_H
#define MKBA_I_EFFECT_BLOCK_H

#include <mkba/panel.h>

#include "base/error.h"
#include "base/memory.h"
#include "compare/shared_said.h"

/* A donor that has not all that is needed. */
typedef struct mkba_i_left_out {
    const char *code, *name;
    const char *indicator, *period; /* of the first cell that keeps it out */
    mkba_cell_status status;        /* of that cell; it has no figure, is suspect, or is a population of 0 or below */
} mkba_i_left_out;

/* What the figures are to be adjusted for: unit by unit, as the outcome. */
typedef struct mkba_i_block_covariate {
    const char *name;
    size_t at;      /* in the panel */
    double *values; /* NAN: no figure, of treated units only */
    unsigned char *statuses;
} mkba_i_block_covariate;

/* Units x periods. Everything is held by the arena, nothing by the panel. */
typedef struct mkba_i_block {
    mkba_i_arena arena;
    const char *indicator, *unit; /* of the figures; "" where the unit is not known */
    size_t n_units, n_treated;    /* treated first, as they were named; then donors by code */
    size_t n_periods, n_before;   /* periods before the first start first */
    size_t *starts;               /* per treated unit the first period that is treated; the least is n_before */
    const char **codes, **names, **periods;
    size_t *areas, *at_periods; /* where they stand in the panel */
    double *values;             /* unit by unit; NAN: no figure, or none of a covariate, of treated units only */
    unsigned char *statuses;    /* mkba_cell_status of the same cells */
    double
        *population; /* per unit, in the last period before the first start; NULL when no indicator was named for it */
    mkba_i_block_covariate *covariates;
    size_t n_covariates;
    mkba_i_left_out *left_out;
    size_t n_left_out;
} mkba_i_block;

typedef struct mkba_i_block_request {
    const mkba_panel *panel;
    const char *indicator;
    const char *const *treated; /* a region made by mkba_panel_region is one unit; its members are no donors */
    size_t n_treated;
    const char *const
        *donors; /* NULL: all that are not treated, no regions, not the nation, of the sort of the treated */
    size_t n_donors;
    const char *start;             /* the first period that is treated; not read with starts */
    const char *const *starts;     /* of each treated unit its own; NULL: start of all */
    const char *first, *last;      /* NULL: those of the panel */
    const char *population;        /* an indicator, or NULL */
    const char *const *covariates; /* indicators of which a cell needs a figure as of the outcome */
    size_t n_covariates;
} mkba_i_block_request;

static inline const double *mkba_i_block_of(const mkba_i_block *block, size_t unit)
{
    return &block->values[unit * block->n_periods];
}

/* A donor takes part when it has every figure from `first` to `last`, none of them suspect, and its population; the
 * others are told in `left_out`. `where` of an error is the field of the request.
 *
 * Statuses of effect/window.h and effect/parties.h. Also MKBA_ERROR_UNKNOWN: an indicator. MKBA_ERROR_PANEL: a treated unit
 * without any figure before or from the start on, or without population; a donor with the figures of a treated unit in every
 * period; fewer than two donors; the same figure everywhere; a break that makes figures before and after it different ones.
 * MKBA_ERROR_MEMORY. Free with mkba_i_block_free. */
mkba_status mkba_i_block_make(const mkba_i_block_request *request, mkba_i_block *out, mkba_error *error);
void mkba_i_block_free(mkba_i_block *block);

/* Says which figures of the treated are suspect or missing, how many are provisional, which known breaks lie between first and last, and how many donors
 * are left out: those of the block, and `n_lacking` of its units. */
mkba_status mkba_i_block_say(const mkba_i_block *block, const mkba_panel *panel, size_t n_lacking,
                             mkba_i_said_list *said, mkba_error *error);

/* The finding of figures that are not final; none says nothing. */
mkba_status mkba_i_say_provisional(size_t n_treated, size_t n_donors, mkba_i_said_list *said, mkba_error *error);

/* Why: "x of 2019 suppressed". */
#define MKBA_I_LEFT_OUT_TEXT 400
void mkba_i_left_out_text(const mkba_i_left_out *out, char text[MKBA_I_LEFT_OUT_TEXT]);

#endif
