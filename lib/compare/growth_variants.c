/* The same with fewer areas: without each member of the region, without those that have suspect figures, with the areas
 * of the nation that have every year. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compare/growth_model.h"

typedef struct variant {
    const char *name, *area; /* the area that is left out, NULL for the others */
    mkba_i_group group;      /* the group of which areas are left out; the others stay as they are */
    const bool *without;     /* per area */
} variant;

static double growth_of(const mkba_comparison *comparison, const variant *v, const mkba_i_measure *m, mkba_i_group g,
                        mkba_i_level *start, mkba_i_level *end)
{
    const bool *without = g == v->group ? v->without : NULL;

    *start = mkba_i_level_of(comparison, m, g, comparison->first, without);
    *end = mkba_i_level_of(comparison, m, g, comparison->last, without);
    return start->level > 0 ? 100 * (end->level / start->level - 1) : NAN;
}

static void write_row(mkba_i_writer *w, const variant *v, const mkba_i_measure *m, mkba_i_group g)
{
    const mkba_comparison *comparison = w->comparison;
    mkba_i_level start, end, own_start, own_end;
    double growth = growth_of(comparison, v, m, g, &start, &end);
    double own = growth_of(comparison, v, m, MKBA_I_REGION, &own_start, &own_end);

    mkba_i_row_text(w->row, v->name);
    mkba_i_row_text(w->row, v->area);
    mkba_i_row_measure(w->row, comparison, m);
    mkba_i_row_text(w->row, mkba_i_group_name(g));
    mkba_i_row_integer(w->row, comparison->years[comparison->first]);
    mkba_i_row_integer(w->row, comparison->years[comparison->last]);
    mkba_i_row_maybe(w->row, start.level);
    mkba_i_row_maybe(w->row, end.level);
    mkba_i_row_maybe(w->row, growth);
    mkba_i_row_maybe(w->row, 100 + growth);
    mkba_i_row_maybe(w->row, g == MKBA_I_REGION ? NAN : own - growth);
    mkba_i_row_integer(w->row, (int64_t) start.n);
    mkba_i_row_integer(w->row, (int64_t) end.n);
    mkba_i_row_next(w->row);
}

static void write_variant(mkba_i_writer *w, const variant *v)
{
    const mkba_comparison *comparison = w->comparison;

    for (size_t m = 0; m < comparison->n_measures; m++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            if (comparison->measures[m].shown && comparison->n_of[g] > 0 && mkba_i_writer_row(w))
                write_row(w, v, &comparison->measures[m], (mkba_i_group) g);
}

/* Marks the areas with suspect figures of some groups; whether there are any, and others. */
static bool mark_suspects(const mkba_comparison *comparison, mkba_i_group group, bool *without)
{
    size_t n = 0;

    memset(without, 0, comparison->n_areas * sizeof *without);
    for (size_t a = 0; a < comparison->n_areas; a++) {
        without[a] = comparison->areas[a].in[group] && comparison->areas[a].suspect;
        n += without[a];
    }
    return n > 0 && n < comparison->n_of[group];
}

/* Areas of the nation that lack some year of some indicator. */
static bool mark_incomplete(const mkba_comparison *comparison, bool *without)
{
    bool any = false;

    memset(without, 0, comparison->n_areas * sizeof *without);
    for (size_t a = 0; a < comparison->n_areas; a++)
        for (size_t i = 0; i < comparison->n_measures; i++) {
            const mkba_i_measure *m = &comparison->measures[i];
            without[a] = without[a] || (m->role == MKBA_I_ASKED && m->reasons[MKBA_I_NATION][a] != NULL);
            any = any || without[a];
        }
    return any;
}

static void write_variants(mkba_i_writer *w)
{
    const mkba_comparison *comparison = w->comparison;
    bool *without = w->marks;

    write_variant(w, &(variant){"as asked", NULL, MKBA_I_REGION, NULL});
    for (size_t a = 0; comparison->n_of[MKBA_I_REGION] > 1 && a < comparison->n_areas; a++) {
        if (!comparison->areas[a].in[MKBA_I_REGION])
            continue;
        memset(without, 0, comparison->n_areas * sizeof *without);
        without[a] = true;
        write_variant(w, &(variant){"without a member", comparison->areas[a].code, MKBA_I_REGION, without});
    }
    if (mark_suspects(comparison, MKBA_I_REGION, without))
        write_variant(w, &(variant){"without suspect members", NULL, MKBA_I_REGION, without});
    if (mark_suspects(comparison, MKBA_I_PEERS, without))
        write_variant(w, &(variant){"without suspect peers", NULL, MKBA_I_PEERS, without});
    if (mark_incomplete(comparison, without))
        write_variant(w, &(variant){"nation with every year", NULL, MKBA_I_NATION, without});
}

mkba_status mkba_i_compare_variants(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"variant", MKBA_COLUMN_TEXT, NULL},
                                            {"without", MKBA_COLUMN_TEXT, NULL},
                                            MKBA_I_MEASURE_COLUMNS,
                                            {"group", MKBA_COLUMN_TEXT, NULL},
                                            {"from", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"to", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"level_from", MKBA_COLUMN_REAL, NULL},
                                            {"level_to", MKBA_COLUMN_REAL, NULL},
                                            {"growth", MKBA_COLUMN_REAL, "%"},
                                            {"index", MKBA_COLUMN_REAL, NULL},
                                            {"difference", MKBA_COLUMN_REAL, "%-point"},
                                            {"areas_from", MKBA_COLUMN_INTEGER, NULL},
                                            {"areas_to", MKBA_COLUMN_INTEGER, NULL}};
    return mkba_i_write_table(comparison, "variants", columns, MKBA_I_LENGTH(columns), write_variants, table, error);
}
