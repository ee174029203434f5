#include "uncertain/what_if_table.h"

void mkba_i_what_if_row(mkba_i_row *row, const mkba_i_what_if *w, size_t target, size_t axis)
{
    const mkba_i_axis *of = &w->axes[axis];
    bool is_factor = of->parameter->factor != NULL && of->distribution != NULL;

    mkba_i_row_text(row, w->targets[target].alternative);
    mkba_i_row_text(row, of->parameter->name);
    mkba_i_row_text(row, is_factor ? NULL : mkba_i_case_written_unit(w->mkba, of->parameter->name));
    mkba_i_row_real_if(row, of->value, !of->is_joint);
}
