/* The rows of an overview: made, put in order, written. */
#ifndef MKBA_I_COMPARE_OVERVIEW_ROWS_H
#define MKBA_I_COMPARE_OVERVIEW_ROWS_H

#include "compare/standing.h"

/* What comes of a comparison; the numbers are the order, the worst last. */
typedef enum mkba_i_verdict {
    MKBA_I_BETTER = 1,
    MKBA_I_EQUAL = 2,
    MKBA_I_UNCLEAR = 3,
    MKBA_I_HIGHER = 4,
    MKBA_I_LOWER = 5,
    MKBA_I_ABSENT = 6,
    MKBA_I_WORSE = 7
} mkba_i_verdict;

/* Region against peers, or against the nation. */
typedef struct mkba_i_versus {
    mkba_i_verdict verdict;
    mkba_i_bounds difference;
    bool interval;
    double badness; /* difference over the reference, above 0 where it is worse */
} mkba_i_versus;

typedef struct mkba_i_overview_row {
    const char *domain;
    mkba_aspect aspect;
    const mkba_i_item *item; /* NULL: the aspect is absent */
    mkba_i_standing of[MKBA_I_SIDES];
    mkba_i_versus peers, nation;
    size_t worse_peers;
    int severity;
    double badness;
    size_t order; /* as given */
    int domain_severity;
    double domain_badness;
    size_t domain_order;
} mkba_i_overview_row;

typedef struct mkba_i_overview {
    mkba_i_stand stand;
    mkba_overview_options options;
    mkba_i_item *items; /* heap */
    mkba_i_sides sides;
    mkba_i_overview_row *rows; /* heap, with room for three an item */
    size_t n_rows;
} mkba_i_overview;

/* Makes the rows and puts them in order. */
mkba_status mkba_i_overview_rows(mkba_i_overview *overview);
mkba_status mkba_i_overview_table(const mkba_i_overview *overview, mkba_table **table);

#endif
