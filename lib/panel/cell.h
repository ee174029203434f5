/* Cells: what the signs of a source mean, and what becomes of statuses when cells are combined. */
#ifndef MKBA_I_PANEL_CELL_H
#define MKBA_I_PANEL_CELL_H

#include <mkba/panel.h>

#include "base/error.h"

/* A figure or the reason why there is none; the value is 0 where the status has none. */
typedef struct mkba_i_cell {
    double value;
    mkba_cell_status status;
} mkba_i_cell;

/* How a source writes its cells. */
typedef struct mkba_i_signs {
    char decimal;             /* '.' or ',' */
    mkba_cell_status nothing; /* an empty cell */
    mkba_cell_status blank;   /* a cell of blanks only */
    bool iv3;                 /* -99998 is: not delivered */
    bool pdok;                /* below -99990 is: no figure */
} mkba_i_signs;

/* Reads a cell: a number, blanks around it passed over, or a sign ("." is suppressed). NULL is nothing. False when it
 * is neither: then `reason` is why, such as "is no number". */
bool mkba_i_cell_read(const char *text, const mkba_i_signs *signs, mkba_i_cell *cell, const char **reason);

/* The same of a number: false for one that is no figure in this source. */
bool mkba_i_cell_number(double value, const mkba_i_signs *signs, mkba_i_cell *cell, const char **reason);

/* What a figure computed from two cells is: without a value as soon as one has none, with the reason that says most
 * (not delivered, suppressed, undefined, impossible, absent); else suspect, provisional or derived, the first that one
 * of them is. */
mkba_cell_status mkba_i_cell_combine(mkba_cell_status a, mkba_cell_status b);
/* The same of one cell. */
mkba_cell_status mkba_i_cell_derived(mkba_cell_status from);

#endif
