/* What the tables of a compass share. */
#ifndef MKBA_I_KOERS_COMPASS_TABLES_H
#define MKBA_I_KOERS_COMPASS_TABLES_H

#include "base/table.h"
#include "koers/compass_model.h"

/* Value, low, high; the last two missing where no error is known, each where it is beyond the range of numbers. */
void mkba_i_row_reading(mkba_i_row *row, const mkba_i_reading *reading, bool there);
/* The same of a score, and its mark. */
void mkba_i_row_score(mkba_i_row *row, const mkba_i_score *score);
void mkba_i_row_bounds(mkba_i_row *row, const mkba_i_bounds *bounds, bool there);

mkba_i_compass_table_maker mkba_i_compass_table_indicators, mkba_i_compass_table_comparisons,
    mkba_i_compass_table_scores, mkba_i_compass_table_peers, mkba_i_compass_table_yardsticks,
    mkba_i_compass_table_phases, mkba_i_compass_table_thermometer, mkba_i_compass_table_weights,
    mkba_i_compass_table_together, mkba_i_compass_table_rules;

#endif
