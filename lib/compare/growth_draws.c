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

/* Columns are added up so many at a time, to stay in registers. */
#define BLOCK 8

/* Columns are the numerators of the years, then their denominators, then nothing up to a multiple of BLOCK. */
typedef struct drawing {
    const mkba_comparison *comparison;
    mkba_i_measure *measure;
    mkba_i_group group;
    size_t n, n_columns;
    double *values,
        *squares;         /* area by column: figures, and the squares of how far they may be off; 0 if not counted */
    double *alike;        /* per column: the square that all areas share */
    double *sums, *moved; /* per column, of a replicate: weighted sums of figures, and of squares */
    double *weights, *squared; /* per area: how often it is drawn; the square of it */
    uint32_t *chosen;
    bool sampled, rounded, is_alike; /* all areas of a column may be off by as much */
    bool fresh;                      /* draws its own areas, not those of the drawing before it */
    mkba_i_random areas, rounding;
} drawing;

static void gather_area(drawing *d, size_t area)
{
    const mkba_comparison *comparison = d->comparison;
    double *value = &d->values[d->n * d->n_columns], *square = &d->squares[d->n * d->n_columns];
    size_t n_years = comparison->n_years;

    for (size_t y = 0; y < n_years; y++) {
        const mkba_i_figure *figure = mkba_i_figure_at(comparison, d->measure, area, y);
        if (!mkba_i_is_counted(comparison, d->measure, d->group, area, y))
            continue;
        value[y] = figure->up;
        value[n_years + y] = figure->down;
        square[y] = figure->up_off * figure->up_off;
        square[n_years + y] = figure->down_off * figure->down_off;
    }
    for (size_t k = 0; k < d->n_columns; k++) {
        d->rounded = d->rounded || square[k] > 0;
        d->is_alike = d->is_alike && (d->n == 0 || square[k] == d->alike[k]);
        d->alike[k] = square[k];
    }
    d->n++;
}

/* sums[k] = the sum over areas of weight x value. */
static void add_up(const double *restrict weights, const double *restrict values, size_t n, size_t n_columns,
                   double *restrict sums)
{
    for (size_t first = 0; first < n_columns; first += BLOCK) {
        double block[BLOCK] = {0};
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < BLOCK; k++)
                block[k] += weights[i] * values[i * n_columns + first + k];
        memcpy(sums + first, block, sizeof block);
    }
}

static void draw_areas(const drawing *d, size_t replicate)
{
    memset(d->weights, 0, d->n * sizeof *d->weights);
    mkba_i_random_below_all(&d->areas, (uint64_t) replicate * d->n, (uint32_t) d->n, d->chosen, d->n);
    for (size_t i = 0; i < d->n; i++)
        d->weights[d->chosen[i]] += 1;
    for (size_t i = 0; i < d->n; i++)
        d->squared[i] = d->weights[i] * d->weights[i];
}

static void add_all(const drawing *d)
{
    double all = 0;

    add_up(d->weights, d->values, d->n, d->n_columns, d->sums);
    if (d->rounded && !d->is_alike)
        add_up(d->squared, d->squares, d->n, d->n_columns, d->moved);
    for (size_t i = 0; d->is_alike && i < d->n; i++)
        all += d->squared[i];
    for (size_t k = 0; d->is_alike && k < d->n_columns; k++)
        d->moved[k] = all * d->alike[k];
}

/* By how much the rounding of a column moves its sum. */
static double rounding(const drawing *d, size_t replicate, size_t column)
{
    double moved = 0;

    if (!d->rounded || d->moved[column] == 0)
        return 0;
    if (d->n > FEW)
        return sqrt(d->moved[column] / 3) * mkba_i_normal_quantile(mkba_i_random_uniform(
                                                &d->rounding, (uint64_t) replicate * d->n_columns + column));
    for (size_t i = 0; i < d->n; i++) {
        uint64_t draw = ((uint64_t) replicate * d->n + i) * d->n_columns + column;
        double square = d->squares[i * d->n_columns + column];
        if (square > 0 && d->weights[i] > 0)
            moved += d->weights[i] * sqrt(square) * (2 * mkba_i_random_uniform(&d->rounding, draw) - 1);
    }
    return moved;
}

static void draw_levels(const drawing *d, size_t replicate)
{
    size_t n_years = d->comparison->n_years, n = d->comparison->options.replicates;
    double *to = d->measure->draws[d->group];

    for (size_t y = 0; y < n_years; y++) {
        if (!d->measure->counts[y]) {
            to[y * n + replicate] = NAN;
            continue;
        }
        double up = d->sums[y] + rounding(d, replicate, y);
        double down = d->sums[n_years + y] + rounding(d, replicate, n_years + y);
        if (d->measure->down == MKBA_I_NONE)
            down = 1;
        to[y * n + replicate] = down > 0 ? d->measure->per * up / down : NAN;
    }
}

/* ---- one for each measure -------------------------------------------------------------------------------- */

static bool make_room(drawing *d)
{
    size_t n = d->comparison->n_of[d->group] + 1, n_columns = d->n_columns;

    d->values = calloc(n * n_columns, sizeof *d->values);
    d->squares = calloc(n * n_columns, sizeof *d->squares);
    d->alike = calloc(n_columns, sizeof *d->alike);
    d->sums = calloc(n_columns, sizeof *d->sums);
    d->moved = calloc(n_columns, sizeof *d->moved);
    d->weights = calloc(n, sizeof *d->weights);
    d->squared = calloc(n, sizeof *d->squared);
    d->chosen = calloc(n, sizeof *d->chosen);
    return d->values != NULL && d->squares != NULL && d->alike != NULL && d->sums != NULL && d->moved != NULL &&
           d->weights != NULL && d->squared != NULL && d->chosen != NULL;
}

static void free_room(drawing *d)
{
    free(d->values);
    free(d->squares);
    free(d->alike);
    free(d->sums);
    free(d->moved);
    free(d->weights);
    free(d->squared);
    free(d->chosen);
}

/* Whether the areas are those of another drawing. */
static bool same_areas(const drawing *d, const drawing *other)
{
    size_t n = d->comparison->n_areas;
    return memcmp(d->measure->takes[d->group], other->measure->takes[d->group], n * sizeof(bool)) == 0;
}

/* Reads the figures; room for the levels where something of them is uncertain. A stream of rounding for each measure and
 * group; the peers are drawn alike for all measures. MKBA_ERROR_MEMORY. */
static bool prepare(drawing *d, mkba_comparison *made, mkba_i_measure *measure, mkba_i_group group)
{
    const char *name = mkba_i_compare_text(made, "rounding %s %s", mkba_i_group_name(group), measure->name);
    size_t n = made->options.replicates, n_years = made->n_years;

    *d = (drawing){.comparison = made,
                   .measure = measure,
                   .group = group,
                   .n_columns = (2 * n_years + BLOCK - 1) / BLOCK * BLOCK,
                   .is_alike = true,
                   .areas = mkba_i_random_stream(made->options.seed, "peers")};
    if (name == NULL || !make_room(d))
        return false;
    d->rounding = mkba_i_random_stream(made->options.seed, name);
    for (size_t a = 0; measure->shown && a < made->n_areas; a++)
        if (measure->takes[group][a])
            gather_area(d, a);
    d->sampled = group == MKBA_I_PEERS && d->n > 1;
    if (!d->sampled && !d->rounded)
        return true;
    for (size_t i = 0; i < d->n; i++)
        d->weights[i] = d->squared[i] = 1;
    add_all(d);
    measure->draws[group] = malloc(n * n_years * sizeof *measure->draws[group]);
    return measure->draws[group] != NULL;
}

/* Replicate by replicate, so that areas drawn once serve all measures that have them. */
static void draw(drawing *drawings, size_t n, size_t n_replicates)
{
    for (size_t r = 0; r < n_replicates; r++) {
        const drawing *last = NULL;
        for (size_t m = 0; m < n; m++) {
            const drawing *d = &drawings[m];
            if (d->measure->draws[d->group] == NULL)
                continue;
            if (d->sampled && d->fresh)
                draw_areas(d, r);
            else if (d->sampled) {
                memcpy(d->weights, last->weights, d->n * sizeof *d->weights);
                memcpy(d->squared, last->squared, d->n * sizeof *d->squared);
            }
            if (d->sampled)
                add_all(d);
            draw_levels(d, r);
            last = d;
        }
    }
}

static mkba_status draw_group(mkba_i_compare *c, mkba_i_group group, drawing *drawings)
{
    size_t n = c->made->n_measures, prepared = 0;
    const drawing *last = NULL;
    mkba_status status = MKBA_OK;

    for (; status == MKBA_OK && prepared < n; prepared++) {
        drawing *d = &drawings[prepared];
        if (!prepare(d, c->made, &c->made->measures[prepared], group))
            status = mkba_i_fail_memory(c->error);
        d->fresh = last == NULL || !same_areas(d, last);
        if (d->measure->draws[group] != NULL)
            last = d;
    }
    if (status == MKBA_OK)
        draw(drawings, n, c->made->options.replicates);
    for (size_t m = 0; m < prepared; m++)
        free_room(&drawings[m]);
    return status;
}

mkba_status mkba_i_compare_draws(mkba_i_compare *c)
{
    drawing *drawings = calloc(c->made->n_measures + 1, sizeof *drawings);
    mkba_status status = drawings == NULL ? mkba_i_fail_memory(c->error) : MKBA_OK;

    for (int g = 0; status == MKBA_OK && g < MKBA_I_GROUPS; g++)
        status = draw_group(c, (mkba_i_group) g, drawings);
    free(drawings);
    return status;
}
