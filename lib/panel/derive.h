/* What the steps that compute share: sums of cells, rates from their parts. */
#ifndef MKBA_I_PANEL_DERIVE_H
#define MKBA_I_PANEL_DERIVE_H

#include "base/text.h"
#include "panel/cell.h"
#include "panel/model.h"

/* A sum of cells, in the order in which they are added. All zero is one of none. */
typedef struct mkba_i_sum {
    mkba_i_cell cell;
    size_t n;                /* cells added */
    size_t missing;          /* of these without a figure */
    mkba_cell_status reason; /* of what is missing, the one that says most */
} mkba_i_sum;

/* Adds share x cell. A cell without a figure takes the figure of the sum away, or with `left_out` is only counted. */
void mkba_i_sum_add(mkba_i_sum *sum, mkba_i_cell cell, double share, bool left_out);
/* What it came to: absent when nothing was added that has a figure. */
mkba_i_cell mkba_i_sum_cell(const mkba_i_sum *sum);

/* per x numerator / denominator; undefined where the denominator is zero. */
mkba_i_cell mkba_i_rate_cell(mkba_i_cell numerator, mkba_i_cell denominator, double per);

/* The parts of a rate by position; false when they are not known, or not in the panel, or rates themselves. */
bool mkba_i_rate_parts(const mkba_panel *panel, const mkba_indicator *rate, size_t *numerator, size_t *denominator);

mkba_i_cell mkba_i_panel_get(const mkba_panel *panel, size_t indicator, size_t area, size_t period);
/* MKBA_ERROR_EVALUATION for a value that is not finite. The source of the cell is none: it is derived. */
mkba_status mkba_i_panel_put(mkba_panel *panel, size_t indicator, size_t area, size_t period, mkba_i_cell cell,
                             mkba_error *error);

/* Notes how the last indicator was made; `how` is dropped. */
mkba_status mkba_i_panel_note_made(mkba_panel *panel, const char *step, mkba_i_text *how, mkba_error *error);

/* A copy with one indicator more, the last, as described. MKBA_ERROR_ARGUMENT when the panel has its name. */
mkba_status mkba_i_panel_add_indicator(const mkba_panel *panel, const mkba_indicator *added, mkba_panel **out,
                                       mkba_error *error);

#endif
