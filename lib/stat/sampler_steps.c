/* Counts and listed values, so that a draw is a look into a table: see sampler_parts.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stat/sampler_parts.h"
#include "stat/steps.h"
#include "stat/total.h"

/* Cells of an octave: at most 2^8. */
#define MOST_BITS 8

/* Beyond all v: where a half ends. */
#define NEVER 2.0

/* Of one half, from its end inward. */
typedef struct half {
    double *thresholds;
    double *values;
    size_t n;
} half;

typedef struct cells {
    double *first;
    size_t n;
    size_t capacity;
    size_t most; /* places of one cell */
} cells;

/* ---- thresholds -------------------------------------------------------------------------------------------- */

/* The largest v of which v times all is at most the part (strictly: less). */
static double threshold(mkba_i_total part, mkba_i_total all, bool strictly)
{
    double v = (part.sum + part.rest) / (all.sum + all.rest);
    while (v > 0.0 && !mkba_i_total_reaches(part, v, all, strictly)) {
        v = nextafter(v, 0.0);
    }
    while (v < 1.0 && mkba_i_total_reaches(part, nextafter(v, 2.0), all, strictly)) {
        v = nextafter(v, 2.0);
    }
    return v;
}

/* Values that are found below 2^-53 never are drawn, those beyond 1/2 belong to the other half. */
static void fill_half(half *made, const mkba_i_weighted *list, mkba_i_total all, bool upper)
{
    mkba_i_total part = {0.0, 0.0};
    double last = 0.0;
    for (size_t i = 0; i < list->n && last < 0.5; i++) {
        size_t at = upper ? list->n - 1 - i : i;
        mkba_i_total_add(&part, list->weights[at]);
        last = i + 1 < list->n ? threshold(part, all, upper) : NEVER;
        if (last >= 0x1p-53) {
            made->thresholds[made->n] = last >= 0.5 ? NEVER : last;
            made->values[made->n] = list->values[at];
            made->n++;
        }
    }
}

/* ---- cells ------------------------------------------------------------------------------------------------- */

/* How many thresholds, from `from` on, lie below v. */
static size_t count_below(const half *h, size_t from, double v)
{
    while (from < h->n && h->thresholds[from] < v) {
        from++;
    }
    return from;
}

/* The most thresholds of one cell when an octave is cut into 2^bits. */
static size_t most_of_cell(const half *h, size_t from, double start, int bits)
{
    size_t most = 0;
    for (size_t i = 0; i < (size_t) 1 << bits; i++) {
        size_t to = count_below(h, from, start + start * ldexp((double) (i + 1), -bits));
        most = to - from > most ? to - from : most;
        from = to;
    }
    return most;
}

static mkba_status add_octave(cells *made, const half *h, size_t *from, double start, int *bits, mkba_error *error)
{
    void *first = made->first;
    *bits = 0;
    while (*bits < MOST_BITS && most_of_cell(h, *from, start, *bits) > 1) {
        ++*bits;
    }
    size_t n = (size_t) 1 << *bits;
    bool grown = mkba_i_grow(&first, &made->capacity, made->n + n, sizeof *made->first);
    made->first = first;
    if (!grown) {
        return mkba_i_fail_memory(error);
    }
    size_t most = most_of_cell(h, *from, start, *bits);
    made->most = most > made->most ? most : made->most;
    for (size_t i = 0; i < n; i++) {
        int64_t place = (int64_t) *from;
        memcpy(&made->first[made->n++], &place, sizeof place);
        *from = count_below(h, *from, start + start * ldexp((double) (i + 1), -*bits));
    }
    return MKBA_OK;
}

static mkba_status add_half(cells *made, const half *h, mkba_i_guide *guide, bool upper, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    size_t from = 0;
    for (int k = 0; k < MKBA_I_OCTAVES && status == MKBA_OK; k++) {
        int bits;
        size_t cell = made->n;
        status = add_octave(made, h, &from, ldexp(1.0, k - 53), &bits, error);
        uint64_t entry = (uint64_t) cell << 6 | (uint64_t) (52 - bits);
        memcpy(&guide->entries[k + (upper ? MKBA_I_HALF : 0)], &entry, sizeof entry);
    }
    return status;
}

/* ---- both halves behind each other ------------------------------------------------------------------------- */

/* A search looks up to 2^steps places ahead: so far the end of each half is repeated. */
static mkba_status assemble(mkba_i_steps *steps, const half halves[2], size_t first_upper_cell, const cells *made,
                            mkba_error *error)
{
    while (((size_t) 1 << steps->steps) - 1 < made->most) {
        steps->steps++;
    }
    size_t ahead = (size_t) 1 << steps->steps;
    size_t n = halves[0].n + halves[1].n + 2 * ahead;
    steps->thresholds = malloc(n * sizeof *steps->thresholds);
    steps->values = malloc(n * sizeof *steps->values);
    if (steps->thresholds == NULL || steps->values == NULL) {
        return mkba_i_fail_memory(error);
    }
    size_t at = 0;
    for (int i = 0; i < 2; i++) {
        for (size_t j = 0; j < halves[i].n + ahead; j++, at++) {
            size_t from = j < halves[i].n ? j : halves[i].n - 1;
            steps->thresholds[at] = j < halves[i].n ? halves[i].thresholds[from] : NEVER;
            steps->values[at] = halves[i].values[from];
        }
    }
    for (size_t i = first_upper_cell; i < made->n; i++) {
        int64_t place;
        memcpy(&place, &made->first[i], sizeof place);
        place += (int64_t) (halves[0].n + ahead);
        memcpy(&made->first[i], &place, sizeof place);
    }
    return MKBA_OK;
}

static mkba_status list(mkba_i_sampler *sampler, const mkba_i_weighted *of, double *space, mkba_error *error)
{
    half halves[2] = {{space, space + of->n, 0}, {space + 2 * of->n, space + 3 * of->n, 0}};
    cells made = {.first = NULL};
    mkba_i_total all = {0.0, 0.0};
    for (size_t i = 0; i < of->n; i++) {
        mkba_i_total_add(&all, of->weights[i]);
    }
    fill_half(&halves[0], of, all, false);
    fill_half(&halves[1], of, all, true);
    mkba_status status = add_half(&made, &halves[0], &sampler->guide, false, error);
    size_t first_upper_cell = made.n;
    if (status == MKBA_OK) {
        status = add_half(&made, &halves[1], &sampler->guide, true, error);
    }
    sampler->steps.first = made.first;
    return status == MKBA_OK ? assemble(&sampler->steps, halves, first_upper_cell, &made, error) : status;
}

mkba_status mkba_i_sampler_list_steps(mkba_i_sampler *sampler, const mkba_i_distribution *distribution,
                                      mkba_error *error)
{
    mkba_i_weighted of = {.n = 0};
    mkba_status status = mkba_i_weighted_make(distribution, &of, error);
    if (status != MKBA_OK) {
        return status;
    }
    double *space = malloc(4 * of.n * sizeof *space);
    status = space != NULL ? list(sampler, &of, space, error) : mkba_i_fail_memory(error);
    free(space);
    mkba_i_weighted_free(&of);
    return status;
}
