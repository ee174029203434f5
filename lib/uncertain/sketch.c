/* A sketch: see sketch.h. */
#include "uncertain/sketch.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"

#include "base/memory.h"

#define HALF (MKBA_I_SKETCH_PAGES / 2)

void mkba_i_sketch_free(mkba_i_sketch *sketch)
{
    free(sketch->pages);
}

/* ---- counting -------------------------------------------------------------------------------------------- */

uint64_t *mkba_i_sketch_page(mkba_i_sketch *sketch, size_t sign_and_exponent)
{
    if (sketch->places[sign_and_exponent] == 0) {
        if (!mkba_i_grow((void **) &sketch->pages, &sketch->capacity, sketch->n_pages + 1, sizeof *sketch->pages))
            return NULL;
        memset(sketch->pages[sketch->n_pages], 0, sizeof *sketch->pages);
        sketch->places[sign_and_exponent] = (uint16_t) ++sketch->n_pages;
    }
    return sketch->pages[sketch->places[sign_and_exponent] - 1];
}

static uint64_t bin_of(double number)
{
    return mkba_i_bits_of(number) >> MKBA_I_SKETCH_SHIFT;
}

/* Takes back what was added, so that a failure leaves nothing. */
static void take_back(mkba_i_sketch *sketch, const double *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t bin = bin_of(numbers[i]);
        sketch->pages[sketch->places[bin / MKBA_I_SKETCH_BINS] - 1][bin % MKBA_I_SKETCH_BINS]--;
    }
}

bool mkba_i_sketch_add(mkba_i_sketch *sketch, const double *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t bin = bin_of(numbers[i]), page = bin / MKBA_I_SKETCH_BINS;
        if (sketch->places[page] == 0 && mkba_i_sketch_page(sketch, page) == NULL) {
            take_back(sketch, numbers, i);
            return false;
        }
        sketch->pages[sketch->places[page] - 1][bin % MKBA_I_SKETCH_BINS]++;
    }
    return true;
}

bool mkba_i_sketch_merge(mkba_i_sketch *into, const mkba_i_sketch *from)
{
    for (size_t i = 0; i < MKBA_I_SKETCH_PAGES; i++)
        if (from->places[i] != 0 && mkba_i_sketch_page(into, i) == NULL)
            return false;
    for (size_t i = 0; i < MKBA_I_SKETCH_PAGES; i++)
        if (from->places[i] != 0)
            for (size_t j = 0; j < MKBA_I_SKETCH_BINS; j++)
                into->pages[into->places[i] - 1][j] += from->pages[from->places[i] - 1][j];
    return true;
}

/* ---- looking --------------------------------------------------------------------------------------------- */

size_t mkba_i_sketch_nth(size_t n)
{
    return n < HALF ? MKBA_I_SKETCH_PAGES - 1 - n : n - HALF;
}

/* The lowest size of a bin, without its sign; beyond the largest double it is that. */
static double edge(uint64_t bin)
{
    double value = mkba_i_double_of((bin % ((uint64_t) HALF * MKBA_I_SKETCH_BINS)) << MKBA_I_SKETCH_SHIFT);

    return value > DBL_MAX ? DBL_MAX : value;
}

static mkba_i_bin describe(uint64_t bin, uint64_t before, uint64_t count)
{
    uint64_t size = bin % ((uint64_t) HALF * MKBA_I_SKETCH_BINS);
    if (size == bin)
        return (mkba_i_bin){edge(size), edge(size + 1), before, count};
    return (mkba_i_bin){-edge(size + 1), -edge(size), before, count};
}

static uint64_t total_of(const uint64_t *counts)
{
    uint64_t total = 0;
    for (size_t i = 0; i < MKBA_I_SKETCH_BINS; i++)
        total += counts[i];
    return total;
}

/* Looks through the nth page for the bin that is sought, or that has the rank. */
static mkba_i_bin look(const uint64_t *counts, size_t n, uint64_t before, uint64_t sought, uint64_t rank)
{
    mkba_i_bin found = {0};
    for (size_t i = 0; i < MKBA_I_SKETCH_BINS; i++) {
        size_t place = n < HALF ? MKBA_I_SKETCH_BINS - 1 - i : i;
        uint64_t bin = mkba_i_sketch_nth(n) * MKBA_I_SKETCH_BINS + place;
        found = describe(bin, before, counts[place]);
        if (bin == sought || rank - before < counts[place])
            break;
        before += counts[place];
    }
    return found;
}

static const uint64_t NOTHING[MKBA_I_SKETCH_BINS];

static mkba_i_bin walk(const mkba_i_sketch *sketch, uint64_t sought, uint64_t rank)
{
    uint64_t before = 0;
    for (size_t n = 0; n < MKBA_I_SKETCH_PAGES; n++) {
        size_t page = mkba_i_sketch_nth(n);
        const uint64_t *counts = sketch->places[page] == 0 ? NOTHING : sketch->pages[sketch->places[page] - 1];
        uint64_t total = counts == NOTHING ? 0 : total_of(counts);
        if (sought / MKBA_I_SKETCH_BINS == page || rank - before < total)
            return look(counts, n, before, sought, rank);
        before += total;
    }
    return (mkba_i_bin){0};
}

mkba_i_bin mkba_i_sketch_at_rank(const mkba_i_sketch *sketch, uint64_t rank)
{
    return walk(sketch, UINT64_MAX, rank);
}

mkba_i_bin mkba_i_sketch_at(const mkba_i_sketch *sketch, double number)
{
    return walk(sketch, bin_of(number), UINT64_MAX);
}

void mkba_i_sketch_each(const mkba_i_sketch *sketch, mkba_i_sketch_visit *visit, void *context)
{
    uint64_t before = 0;
    for (size_t n = 0; n < MKBA_I_SKETCH_PAGES; n++) {
        size_t page = mkba_i_sketch_nth(n);
        for (size_t i = 0; sketch->places[page] != 0 && i < MKBA_I_SKETCH_BINS; i++) {
            size_t place = n < HALF ? MKBA_I_SKETCH_BINS - 1 - i : i;
            uint64_t count = sketch->pages[sketch->places[page] - 1][place];
            mkba_i_bin bin = describe(page * MKBA_I_SKETCH_BINS + place, before, count);
            if (count > 0)
                visit(context, &bin);
            before += count;
        }
    }
}
