/* Which areas take part and which do not; and what is to be said of a comparison. */
#include "base/exact.h"

#include <math.h>

#include "base/memory.h"
#include "compare/growth_model.h"

/* Of one area; NAN where it does not count. */
static double level_of(const mkba_comparison *comparison, const mkba_i_measure *m, mkba_i_group g, size_t area,
                       size_t year)
{
    const mkba_i_figure *figure = mkba_i_figure_at(comparison, m, area, year);

    if (!mkba_i_is_counted(comparison, m, g, area, year) || !(figure->down > 0))
        return NAN;
    return m->per * figure->up / figure->down;
}

static void write_row(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g, size_t area)
{
    const mkba_comparison *comparison = w->comparison;
    const mkba_i_member *it = &comparison->areas[area];
    double start = level_of(comparison, m, g, area, comparison->first);
    double end = level_of(comparison, m, g, area, comparison->last);

    mkba_i_row_text(w->row, mkba_i_group_name(g));
    mkba_i_row_text(w->row, it->code);
    mkba_i_row_text(w->row, it->name);
    mkba_i_row_text(w->row, m->name);
    mkba_i_row_boolean(w->row, m->takes[g][area]);
    mkba_i_row_maybe(w->row, start);
    mkba_i_row_maybe(w->row, end);
    mkba_i_row_maybe(w->row, start > 0 ? 100 * (end / start - 1) : NAN);
    mkba_i_row_boolean(w->row, it->suspect);
    mkba_i_row_text(w->row, m->reasons[g][area]);
    mkba_i_row_next(w->row);
}

static void write_areas(mkba_i_writer *w)
{
    const mkba_comparison *comparison = w->comparison;

    for (size_t i = 0; i < comparison->n_measures; i++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            for (size_t a = 0; a < comparison->n_areas; a++) {
                const mkba_i_measure *m = &comparison->measures[i];
                if (comparison->areas[a].in[g] && mkba_i_writer_row(w))
                    write_row(w, m, (mkba_i_group) g, a);
            }
}

mkba_status mkba_i_compare_areas(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"group", MKBA_COLUMN_TEXT, NULL},         {"area", MKBA_COLUMN_TEXT, NULL},
        {"name", MKBA_COLUMN_TEXT, NULL},          {"indicator", MKBA_COLUMN_TEXT, NULL},
        {"takes_part", MKBA_COLUMN_BOOLEAN, NULL}, {"level_from", MKBA_COLUMN_REAL, NULL},
        {"level_to", MKBA_COLUMN_REAL, NULL},      {"growth", MKBA_COLUMN_REAL, "%"},
        {"suspect", MKBA_COLUMN_BOOLEAN, NULL},    {"reason", MKBA_COLUMN_TEXT, NULL}};
    return mkba_i_write_table(comparison, "areas", columns, MKBA_I_LENGTH(columns), write_areas, table, error);
}

mkba_status mkba_i_compare_said(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&comparison->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD | MKBA_I_SAID_INDICATOR, table,
                             error);
}
