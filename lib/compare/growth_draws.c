/* The replicates: peers drawn anew, figures drawn from what the source rounded or suppressed. Draw i of a stream is a
 * function of seed, name and i only, so nothing depends on the order in which the work is done. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/growth_model.h"
#include "stat/quantile.h"
#include "stat/random.h"

/* Of more figures than this the rounding of their sum is drawn as one normal deviate. */
#define FEW 12

/* Columns are the numerators of the years, then their denominators. */
typedef struct drawing {
    const mkba_comparison *comparison;
    mkba_i_measure *measure;
    mkba_i_group group;
    size_t n, n_columns;
    double *values, *offs;  /* area by column; 0 where an area is not counted */
    double *sums, *squares; /* per column: weighted sums, and sums of the squares of weight x off */
    double *weights;        /* per area: how often it is drawn */
    uint32_t *chosen;
    bool sampled, rounded;
    mkba_i_random areas, rounding;
} drawing;

static void gather(drawing *d)
{
    const mkba_comparison *comparison = d->comparison;
    size_t n_years = comparison->n_years;

    for (size_t a = 0; a < comparison->n_areas; a++) {
        double *value = &d->values[d->n * d->n_columns], *off = &d->offs[d->n * d->n_columns];
        if (!d->measure->takes[d->group][a])
            continue;
        for (size_t y = 0; y < n_years; y++) {
            const mkba_i_figure *figure = mkba_i_figure_at(comparison, d->measure, a, y);
            if (!mkba_i_is_counted(comparison, d->measure, d->group, a, y))
                continue;
            value[y] = figure->up;
            value[n_years + y] = figure->down;
            off[y] = figure->up_off;
            off[n_years + y] = figure->down_off;
            d->rounded = d->rounded || figure->up_off > 0 || figure->down_off > 0;
        }
        d->n++;
    }
    d->sampled = d->group == MKBA_I_PEERS && d->n > 1;
}

static void draw_areas(drawing *d, size_t replicate)
{
    memset(d->weights, 0, d->n * sizeof *d->weights);
    mkba_i_random_below_all(&d->areas, (uint64_t) replicate * d->n, (uint32_t) d->n, d->chosen, d->n);
    for (size_t i = 0; i < d->n; i++)
        d->weights[d->chosen[i]] += 1;
}

static void add_up(drawing *d)
{
    size_t n_columns = d->n_columns;

    memset(d->sums, 0, n_columns * sizeof *d->sums);
    memset(d->squares, 0, n_columns * sizeof *d->squares);
    for (size_t i = 0; i < d->n; i++) {
        const double *restrict value = &d->values[i * n_columns], *restrict off = &d->offs[i * n_columns];
        double weight = d->weights[i], *restrict sums = d->sums, *restrict squares = d->squares;
        if (weight == 0)
            continue;
        for (size_t k = 0; k < n_columns; k++)
            sums[k] += weight * value[k];
        for (size_t k = 0; d->rounded && k < n_columns; k++)
            squares[k] += weight * off[k] * (weight * off[k]);
    }
}

/* By how much the rounding of a column moves its sum. */
static double rounding(const drawing *d, size_t replicate, size_t column)
{
    double moved = 0;

    if (!d->rounded || d->squares[column] == 0)
        return 0;
    if (d->n > FEW)
        return sqrt(d->squares[column] / 3) * mkba_i_normal_quantile(mkba_i_random_uniform(
                                                  &d->rounding, (uint64_t) replicate * d->n_columns + column));
    for (size_t i = 0; i < d->n; i++) {
        uint64_t draw = ((uint64_t) replicate * d->n + i) * d->n_columns + column;
        moved +=
            d->weights[i] * d->offs[i * d->n_columns + column] * (2 * mkba_i_random_uniform(&d->rounding, draw) - 1);
    }
    return moved;
}

static void draw_levels(const drawing *d, size_t replicate)
{
    size_t n_years = d->comparison->n_years, n = d->comparison->options.replicates;
    double *to = d->measure->draws[d->group];

    for (size_t y = 0; y < n_years; y++) {
        double up = d->sums[y] + rounding(d, replicate, y);
        double down = d->sums[n_years + y] + rounding(d, replicate, n_years + y);
        if (d->measure->down == MKBA_I_NONE)
            down = 1;
        to[y * n + replicate] = d->measure->counts[y] && down > 0 ? d->measure->per * up / down : NAN;
    }
}

static bool make_room(drawing *d)
{
    size_t n = d->comparison->n_areas + 1, n_columns = d->n_columns;

    d->values = calloc(n * n_columns, sizeof *d->values);
    d->offs = calloc(n * n_columns, sizeof *d->offs);
    d->sums = calloc(n_columns, sizeof *d->sums);
    d->squares = calloc(n_columns, sizeof *d->squares);
    d->weights = calloc(n, sizeof *d->weights);
    d->chosen = calloc(n, sizeof *d->chosen);
    return d->values != NULL && d->offs != NULL && d->sums != NULL && d->squares != NULL && d->weights != NULL &&
           d->chosen != NULL;
}

static void free_room(drawing *d)
{
    free(d->values);
    free(d->offs);
    free(d->sums);
    free(d->squares);
    free(d->weights);
    free(d->chosen);
}

/* False when memory is short. */
static bool draw(drawing *d)
{
    size_t n = d->comparison->options.replicates;

    if (!make_room(d))
        return false;
    gather(d);
    if (!d->sampled && !d->rounded)
        return true;
    d->measure->draws[d->group] = malloc(n * d->comparison->n_years * sizeof *d->measure->draws[d->group]);
    if (d->measure->draws[d->group] == NULL)
        return false;
    for (size_t i = 0; i < d->n; i++)
        d->weights[i] = 1;
    if (!d->sampled)
        add_up(d);
    for (size_t r = 0; r < n; r++) {
        if (d->sampled) {
            draw_areas(d, r);
            add_up(d);
        }
        draw_levels(d, r);
    }
    return true;
}

/* A stream of rounding for each indicator and group; the peers are drawn alike for all indicators. */
mkba_status mkba_i_compare_draws(mkba_i_compare *c)
{
    mkba_comparison *made = c->made;

    for (size_t m = 0; m < made->n_measures; m++)
        for (int g = 0; g < MKBA_I_GROUPS && made->measures[m].shown; g++) {
            mkba_i_measure *measure = &made->measures[m];
            const char *name =
                mkba_i_compare_text(made, "rounding %s %s", mkba_i_group_name((mkba_i_group) g), measure->name);
            if (name == NULL)
                return mkba_i_fail_memory(c->error);
            drawing d = {.comparison = made,
                         .measure = measure,
                         .group = (mkba_i_group) g,
                         .n_columns = 2 * made->n_years,
                         .areas = mkba_i_random_stream(made->options.seed, "peers"),
                         .rounding = mkba_i_random_stream(made->options.seed, name)};
            bool drawn = draw(&d);
            free_room(&d);
            if (!drawn)
                return mkba_i_fail_memory(c->error);
        }
    return MKBA_OK;
}
