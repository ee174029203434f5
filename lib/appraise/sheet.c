#include "appraise/sheet.h"

#include <math.h>

mkba_status mkba_i_sheet_start(mkba_i_sheet *sheet, const mkba_appraisal *appraisal, const char *name,
                               const mkba_i_column *columns, size_t n_columns, size_t n_rows, mkba_error *error)
{
    mkba_status status;

    *sheet = (mkba_i_sheet){.appraisal = appraisal, .plan = &appraisal->plan};
    status = mkba_i_table_new(name, columns, n_columns, n_rows, &sheet->table, error);
    if (status == MKBA_OK)
        sheet->row = mkba_i_row_start(sheet->table, error);
    return status;
}

mkba_status mkba_i_sheet_finish(mkba_i_sheet *sheet, mkba_table **table)
{
    return mkba_i_row_hand_out(&sheet->row, table);
}

void mkba_i_cell_figure(mkba_i_sheet *sheet, mkba_i_node node)
{
    mkba_i_row_real(&sheet->row, mkba_i_figure(sheet->appraisal, node));
}

void mkba_i_cell_optional(mkba_i_sheet *sheet, mkba_i_node node, bool there)
{
    if (there)
        mkba_i_cell_figure(sheet, node);
    else
        mkba_i_row_missing(&sheet->row);
}

void mkba_i_cell_maybe(mkba_i_sheet *sheet, double value, bool there)
{
    if (there)
        mkba_i_row_real(&sheet->row, value + 0.0); /* -0 + 0 is 0 */
    else
        mkba_i_row_missing(&sheet->row);
}

void mkba_i_cell_sum(mkba_i_sheet *sheet, double sum, const char *what)
{
    if (isfinite(sum))
        mkba_i_row_real(&sheet->row, sum + 0.0);
    else if (sheet->row.status == MKBA_OK && what != NULL)
        sheet->row.status = mkba_i_fail(sheet->row.error, MKBA_ERROR_EVALUATION, "", "%s is too large", what);
    else if (sheet->row.status == MKBA_OK)
        sheet->row.status =
            mkba_i_fail(sheet->row.error, MKBA_ERROR_EVALUATION, "", "a sum over the lines of %d is too large",
                        sheet->plan->settings.first + sheet->year);
}

void mkba_i_cell_year(mkba_i_sheet *sheet, size_t year)
{
    sheet->year = (int) year;
    mkba_i_row_integer(&sheet->row, sheet->plan->settings.first + sheet->year);
}

void mkba_i_cell_alternative(mkba_i_sheet *sheet, const mkba_i_outcome *outcome)
{
    mkba_i_row_text(&sheet->row, mkba_i_outcome_name(sheet->appraisal, outcome));
}

void mkba_i_cell_actor(mkba_i_sheet *sheet, size_t actor)
{
    mkba_i_row_text(&sheet->row, sheet->plan->model->actors[actor].name);
}
