/* The views of an appraisal as tables, each by the subject of its rows. */
#ifndef MKBA_I_APPRAISE_TABLES_H
#define MKBA_I_APPRAISE_TABLES_H

#include "appraise/appraisal.h"

typedef mkba_status mkba_i_table_maker(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error);

mkba_i_table_maker mkba_i_table_summary, mkba_i_table_actors;                     /* table_totals.c */
mkba_i_table_maker mkba_i_table_lines, mkba_i_table_amounts;                      /* table_lines.c */
mkba_i_table_maker mkba_i_table_years, mkba_i_table_budget, mkba_i_table_streams; /* table_years.c */
mkba_i_table_maker mkba_i_table_irr, mkba_i_table_payback;                        /* table_returns.c */
mkba_i_table_maker mkba_i_table_incremental;                                      /* incremental.c */

#endif
