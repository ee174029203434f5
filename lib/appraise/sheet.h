/* Filling a table from an appraisal, a row at a time: what all views share. */
#ifndef MKBA_I_APPRAISE_SHEET_H
#define MKBA_I_APPRAISE_SHEET_H

#include "appraise/appraisal.h"
#include "base/table.h"
#include "base/text.h"

/* A column, for lists of them. */
#define MKBA_I_TEXT(name)                                                                                              \
  {                                                                                                                    \
    name, MKBA_COLUMN_TEXT, NULL                                                                                       \
  }
#define MKBA_I_YEAR(name)                                                                                              \
  {                                                                                                                    \
    name, MKBA_COLUMN_INTEGER, "jaar"                                                                                  \
  }
#define MKBA_I_EURO(name)                                                                                              \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "EUR"                                                                                      \
  }
#define MKBA_I_REAL(name, unit)                                                                                        \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, unit                                                                                       \
  }
#define MKBA_I_COUNT(name)                                                                                             \
  {                                                                                                                    \
    name, MKBA_COLUMN_INTEGER, "1"                                                                                     \
  }
#define MKBA_I_FLAG(name)                                                                                              \
  {                                                                                                                    \
    name, MKBA_COLUMN_BOOLEAN, NULL                                                                                    \
  }

typedef struct mkba_i_sheet {
    const mkba_appraisal *appraisal;
    const mkba_i_plan *plan;
    mkba_table *table;
    mkba_i_row row;
    int year; /* of the row, counted from the first year */
} mkba_i_sheet;

mkba_status mkba_i_sheet_start(mkba_i_sheet *sheet, const mkba_appraisal *appraisal, const char *name,
                               const mkba_i_column *columns, size_t n_columns, size_t n_rows, mkba_error *error);
/* Hands out the table, or frees it and says what went wrong. */
mkba_status mkba_i_sheet_finish(mkba_i_sheet *sheet, mkba_table **table);

void mkba_i_cell_figure(mkba_i_sheet *sheet, mkba_i_node node);
void mkba_i_cell_optional(mkba_i_sheet *sheet, mkba_i_node node, bool there);
/* A number that may not be there. */
void mkba_i_cell_maybe(mkba_i_sheet *sheet, double value, bool there);
/* A sum that no figure of the program is: it may be too large where they are not. `what` says in the message what it
 * is a sum of; NULL: the lines of the row's year. */
void mkba_i_cell_sum(mkba_i_sheet *sheet, double sum, const char *what);
void mkba_i_cell_year(mkba_i_sheet *sheet, size_t year);
void mkba_i_cell_alternative(mkba_i_sheet *sheet, const mkba_i_outcome *outcome);
void mkba_i_cell_actor(mkba_i_sheet *sheet, size_t actor);

#endif
