/* Columns that the clients of CBS add to a table: see read.h.
 * Sources: cbs_add_label_columns, cbs_add_date_column and cbs_add_unit_column of cbsodataR (OData v3);
 * cbs4_add_label_columns, cbs4_add_date_column and cbs4_add_unit_column (OData v4). */
#include <string.h>

#include "panel/read.h"

/* The column of which the name, with `ending` behind it, is that of this one; MKBA_I_NONE when there is none. */
static size_t column_before(const mkba_i_grid *grid, size_t column, const char *ending)
{
    const char *name = grid->names[column];
    size_t length = strlen(name), end = strlen(ending);

    if (length <= end || strcmp(name + length - end, ending) != 0)
        return MKBA_I_NONE;
    for (size_t i = 0; i < grid->n_columns; i++)
        if (i != column && strlen(grid->names[i]) == length - end && memcmp(grid->names[i], name, length - end) == 0)
            return i;
    return MKBA_I_NONE;
}

/* The column whose label, or of the period whose date, this one is. */
static size_t column_said_again(const mkba_i_intake *intake, const mkba_i_keys *keys, size_t column)
{
    static const char *const labels[] = {"_label", "Label"};
    static const char *const dates[] = {"_date", "_Date", "_freq", "_numeric"};
    size_t of = MKBA_I_NONE;

    for (size_t i = 0; of == MKBA_I_NONE && i < sizeof labels / sizeof *labels; i++)
        of = column_before(&intake->grid, column, labels[i]);
    if (of != MKBA_I_NONE)
        return of;
    for (size_t i = 0; of == MKBA_I_NONE && i < sizeof dates / sizeof *dates; i++)
        of = column_before(&intake->grid, column, dates[i]);
    return of == keys->period ? of : MKBA_I_NONE;
}

mkba_status mkba_i_intake_labels(mkba_i_intake *intake, mkba_i_keys *keys)
{
    mkba_i_grid *grid = &intake->grid;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++) {
        size_t of = intake->used[i] ? MKBA_I_NONE : column_said_again(intake, keys, i);
        if (of == MKBA_I_NONE)
            continue;
        intake->used[i] = true;
        if (of == keys->area && keys->name == MKBA_I_NONE) {
            keys->name = i;
            status = mkba_i_grid_need_text(grid, i, intake->error);
        } else {
            status = mkba_i_builder_note(
                &intake->builder, NULL, NULL, grid->names[i], grid->n_rows,
                "this column repeats another, as label of its codes or date of its periods: left out", intake->error);
        }
    }
    return status;
}

mkba_status mkba_i_intake_units(mkba_i_intake *intake, mkba_i_topics *topics)
{
    mkba_i_grid *grid = &intake->grid;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < grid->n_columns; i++) {
        size_t topic = intake->used[i] ? MKBA_I_NONE : column_before(grid, i, "_unit");
        if (topic == MKBA_I_NONE)
            continue;
        intake->used[i] = true;
        topics->units[topic] = i;
        status = mkba_i_grid_need_text(grid, i, intake->error);
    }
    return status;
}
