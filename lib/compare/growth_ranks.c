/* Where the region stands among the areas of a reference, taken one by one. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "compare/growth_model.h"
#include "stat/random.h"

/* The areas of a reference beside the region: their figures at start and end, and the region's. */
typedef struct ranking {
    const mkba_comparison *comparison;
    const mkba_i_measure *measure;
    mkba_i_group group;
    bool growth; /* by growth, or by level at the end */
    size_t n;
    mkba_i_random areas, rounding;
} ranking;

/* Whether an area has a level of its own in a year: one that divides by nothing counts in sums only. */
static bool has_level(const ranking *r, size_t area, size_t year)
{
    return mkba_i_is_counted(r->comparison, r->measure, r->group, area, year) &&
           mkba_i_figure_at(r->comparison, r->measure, area, year)->down > 0;
}

/* Whether an area can be ranked. One of the region, or of those it was made of, is not ranked beside the region. */
static bool is_ranked(const ranking *r, size_t area)
{
    const mkba_comparison *comparison = r->comparison;

    if (comparison->areas[area].within || !has_level(r, area, comparison->last))
        return false;
    return !r->growth || (has_level(r, area, comparison->first) &&
                          mkba_i_figure_at(comparison, r->measure, area, comparison->first)->up > 0);
}

/* The level of one area, its rounding drawn unless it is the point. */
static double level_of(const ranking *r, size_t area, size_t year, size_t replicate)
{
    const mkba_i_figure *f = mkba_i_figure_at(r->comparison, r->measure, area, year);
    uint64_t draw = 2 * (((uint64_t) replicate * r->comparison->n_areas + area) * r->comparison->n_years + year);
    double up = f->up, down = f->down;

    if (replicate != MKBA_I_POINT && f->up_off > 0)
        up += f->up_off * (2 * mkba_i_random_uniform(&r->rounding, draw) - 1);
    if (replicate != MKBA_I_POINT && f->down_off > 0)
        down += f->down_off * (2 * mkba_i_random_uniform(&r->rounding, draw + 1) - 1);
    return r->measure->per * up / down;
}

static double value_of(const ranking *r, size_t area, size_t replicate)
{
    double end = level_of(r, area, r->comparison->last, replicate);

    return r->growth ? end / level_of(r, area, r->comparison->first, replicate) : end;
}

static double value_of_region(const ranking *r, size_t replicate)
{
    mkba_i_statistic s = {.comparison = r->comparison, .measure = r->measure};
    double end = mkba_i_level_drawn(&s, MKBA_I_REGION, r->comparison->last, replicate);

    double start = mkba_i_level_drawn(&s, MKBA_I_REGION, r->comparison->first, replicate);

    if (!r->growth)
        return end;
    return start > 0 ? end / start : NAN;
}

/* 1 below, 1/2 at, 0 above the region. */
static double below(double value, double region)
{
    return value < region ? 1 : value > region ? 0 : 0.5;
}

/* How many of the areas are below the region. */
static double count_below(const ranking *r, const size_t *ranked)
{
    double region = value_of_region(r, MKBA_I_POINT), n = 0;

    for (size_t i = 0; i < r->n; i++)
        n += below(value_of(r, ranked[i], MKBA_I_POINT), region);
    return n;
}

static bool is_rounded(const ranking *r, const size_t *ranked)
{
    for (size_t i = 0; i < r->n; i++)
        if (mkba_i_figure_at(r->comparison, r->measure, ranked[i], r->comparison->last)->up_off > 0)
            return true;
    return r->measure->draws[MKBA_I_REGION] != NULL;
}

/* The least and the most that the value of an area can be by its rounding. */
static void range_of(const ranking *r, size_t area, double *least, double *most)
{
    const mkba_i_figure *end = mkba_i_figure_at(r->comparison, r->measure, area, r->comparison->last);
    const mkba_i_figure *start = mkba_i_figure_at(r->comparison, r->measure, area, r->comparison->first);
    double up[2] = {end->up - end->up_off, end->up + end->up_off};
    double down[2] = {end->down - end->down_off, end->down + end->down_off};

    if (r->growth) {
        double level[2] = {(start->up - start->up_off) / (start->down + start->down_off),
                           (start->up + start->up_off) / (start->down - start->down_off)};
        down[0] *= level[0];
        down[1] *= level[1];
    }
    if (end->up_off == 0 && end->down_off == 0 && start->up_off == 0 && start->down_off == 0) {
        *least = *most = value_of(r, area, MKBA_I_POINT); /* so that a tie stays one */
        return;
    }
    *least = down[0] > 0 ? INFINITY : -INFINITY;
    *most = -*least;
    for (int i = 0; down[0] > 0 && i < 4; i++) {
        double value = up[i / 2] / down[i % 2] * (r->growth ? 1 : r->measure->per);
        *least = fmin(*least, value);
        *most = fmax(*most, value);
    }
}

static void range_of_region(const ranking *r, double *least, double *most)
{
    *least = *most = value_of_region(r, MKBA_I_POINT);
    for (size_t i = 0; r->measure->draws[MKBA_I_REGION] != NULL && i < r->comparison->options.replicates; i++) {
        double value = value_of_region(r, i);
        *least = fmin(*least, value);
        *most = fmax(*most, value);
    }
}

/* What is below the region whatever its rounding is 1, what is not 0, NAN what is to be drawn each time. */
static void settle(const ranking *r, const size_t *ranked, double *settled)
{
    double least, most, low, high;

    range_of_region(r, &low, &high);
    for (size_t i = 0; i < r->n; i++) {
        range_of(r, ranked[i], &least, &most);
        settled[i] = least == most && low == high ? below(least, low) : most < low ? 1 : least > high ? 0 : NAN;
    }
}

static void draw(mkba_i_writer *w, const ranking *r, const size_t *ranked)
{
    double *settled = w->settled;
    uint32_t *chosen = w->chosen;

    settle(r, ranked, settled);
    for (size_t i = 0; i < r->n; i++)
        chosen[i] = (uint32_t) i;
    for (size_t k = 0; k < w->comparison->options.replicates; k++) {
        double n = 0;
        if (r->group == MKBA_I_PEERS)
            mkba_i_random_below_all(&r->areas, (uint64_t) k * r->n, (uint32_t) r->n, chosen, r->n);
        for (size_t i = 0; i < r->n; i++) {
            double known = settled[chosen[i]];
            n += isnan(known) ? below(value_of(r, ranked[chosen[i]], k), value_of_region(r, k)) : known;
        }
        w->work[k] = n;
    }
}

static mkba_i_estimate estimate(mkba_i_writer *w, const ranking *r, const size_t *ranked)
{
    mkba_i_estimate made = {count_below(r, ranked), NAN, NAN};

    if ((r->group != MKBA_I_PEERS || r->n < 2) && !is_rounded(r, ranked))
        return made;
    draw(w, r, ranked);
    mkba_i_interval(w->comparison, w->work, &made);
    return made;
}

static mkba_i_estimate linear(mkba_i_estimate e, double factor, double plus)
{
    return (mkba_i_estimate){e.value * factor + plus, e.low * factor + plus, e.high * factor + plus};
}

static void write_row(mkba_i_writer *w, const ranking *r, const size_t *ranked)
{
    mkba_i_estimate n_below = estimate(w, r, ranked);

    mkba_i_row_measure(w->row, w->comparison, r->measure);
    mkba_i_row_text(w->row, mkba_i_group_name(r->group));
    mkba_i_row_text(w->row, r->growth ? "growth" : "level");
    mkba_i_row_maybe(w->row,
                     r->growth ? 100 * (value_of_region(r, MKBA_I_POINT) - 1) : value_of_region(r, MKBA_I_POINT));
    mkba_i_row_estimate(w->row, linear(n_below, 1, 1));
    mkba_i_row_integer(w->row, (int64_t) r->n + 1);
    mkba_i_row_estimate(w->row, linear(n_below, 100 / (double) r->n, 0));
    mkba_i_row_next(w->row);
}

static void write_ranking(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g, bool growth)
{
    const mkba_comparison *comparison = w->comparison;
    ranking r = {.comparison = comparison,
                 .measure = m,
                 .group = g,
                 .growth = growth,
                 .areas = mkba_i_random_stream(comparison->options.seed, "peers"),
                 .rounding = mkba_i_random_stream(comparison->options.seed, "ranks")};

    for (size_t a = 0; a < comparison->n_areas; a++)
        if (is_ranked(&r, a))
            w->list[r.n++] = a;
    if (r.n > 0 && isfinite(value_of_region(&r, MKBA_I_POINT)) && mkba_i_writer_row(w))
        write_row(w, &r, w->list);
}

static void write_rows(mkba_i_writer *w)
{
    for (size_t i = 0; i < w->comparison->n_measures; i++) {
        const mkba_i_measure *m = &w->comparison->measures[i];
        for (int g = MKBA_I_PEERS; m->shown && g < MKBA_I_GROUPS; g++) {
            write_ranking(w, m, (mkba_i_group) g, true);
            if (m->down != MKBA_I_NONE)
                write_ranking(w, m, (mkba_i_group) g, false);
        }
    }
}

mkba_status mkba_i_compare_ranks(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_MEASURE_COLUMNS,
                                            {"reference", MKBA_COLUMN_TEXT, NULL},
                                            {"measure", MKBA_COLUMN_TEXT, NULL},
                                            {"value", MKBA_COLUMN_REAL, NULL},
                                            {"rank", MKBA_COLUMN_REAL, NULL},
                                            {"rank_low", MKBA_COLUMN_REAL, NULL},
                                            {"rank_high", MKBA_COLUMN_REAL, NULL},
                                            {"out_of", MKBA_COLUMN_INTEGER, NULL},
                                            {"percentile", MKBA_COLUMN_REAL, "%"},
                                            {"percentile_low", MKBA_COLUMN_REAL, "%"},
                                            {"percentile_high", MKBA_COLUMN_REAL, "%"}};
    return mkba_i_write_table(comparison, "ranks", columns, MKBA_I_LENGTH(columns), write_rows, table, error);
}
