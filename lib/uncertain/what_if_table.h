/* What the tables of what-if analyses share. */
#ifndef MKBA_I_UNCERTAIN_WHAT_IF_TABLE_H
#define MKBA_I_UNCERTAIN_WHAT_IF_TABLE_H

#include "base/table.h"
#include "uncertain/what_if.h"

/* Alternative, parameter, unit and deterministic value: how every row but those of a two-way table begins. */
void mkba_i_what_if_row(mkba_i_row *row, const mkba_i_what_if *w, size_t target, size_t axis);
#define MKBA_I_WHAT_IF_COLUMNS                                                                                         \
  {"alternative", MKBA_COLUMN_TEXT, NULL}, {"parameter", MKBA_COLUMN_TEXT, NULL}, {"unit", MKBA_COLUMN_TEXT, NULL},    \
  {                                                                                                                    \
    "value", MKBA_COLUMN_REAL, NULL                                                                                    \
  }

#endif
