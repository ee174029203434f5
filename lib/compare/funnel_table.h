/* A funnel: areas in, tables out. */
#ifndef MKBA_I_COMPARE_FUNNEL_TABLE_H
#define MKBA_I_COMPARE_FUNNEL_TABLE_H

#include "compare/spread.h"

/* An area, or only a pair of numbers. */
typedef struct mkba_i_funnel_area {
    const char *code; /* NULL of a pair of numbers */
    const char *name;
    mkba_cell_status cell;
    double observed;
    double size;
    bool counts; /* it has figures */
} mkba_i_funnel_area;

typedef struct mkba_i_funnel {
    mkba_i_spread spread; /* options set; the rest is estimated */
    mkba_i_funnel_area *areas;
    size_t n_areas;
    double rounding; /* of the counts; 0 where it is not known */
    bool labelled;   /* of a panel: tables have its columns */
} mkba_i_funnel;

/* The largest count and size: what the distributions are computed for. */
#define MKBA_I_FUNNEL_MOST 1e9

/* Sets the target, estimates the spread, makes the table. Observed and sizes are checked. */
mkba_status mkba_i_funnel_view(mkba_i_funnel *funnel, mkba_funnel_view view, mkba_table **table, mkba_error *error);

#endif
