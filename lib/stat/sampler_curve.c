/* The quantile function of a law as polynomials: see sampler_parts.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/memory.h"
#include "stat/sampler_parts.h"

/* Of the error, beside the quantile or the standard deviation, and what is aimed at. */
#define BOUND 1e-9
#define AIM 0.8e-9

#define FLAT 1e-12

/* Cells of an octave: at most 2^14; of all: so that a table stays below two megabytes. */
#define FIRST_BITS 3
#define MOST_BITS 14
#define MOST_CELLS 60000

/* Up to so many bits all octaves get as many cells: 104 times 2^6 rows are 213 kilobytes. */
#define MOST_EVEN_BITS 6

/* Coefficients of a cell while the curve is drawn; they are packed into rows at the end. */
#define TERMS 6

/* The error falls by 2^6 when cells are halved. */
#define ORDER 6.0
#define LOG_2 0.69314718055994531

/* A point and its value, each with its first three derivatives to the probability p of its side, times the powers of p. */
typedef struct knot {
    double p;
    double v[4];
    double y[4];
} knot;

/* The polynomial of seventh degree in s = (p - middle) / width, -1/2 .. 1/2 between two knots. */
typedef struct piece {
    double middle;
    double width; /* 0: there is none yet */
    double a[8];
} piece;

/* How far a half has been drawn: its lowest knot, and v as it runs to there. */
typedef struct front {
    knot knot;
    piece v;
} front;

typedef struct drawing {
    const mkba_i_law *law;
    double unit; /* errors are relative to this, or to the quantile if that is larger */
    bool upper;
    double *terms; /* TERMS of each cell */
    size_t n_cells;
    size_t capacity;
    double bound;
    int most_bits; /* of the octaves so far */
} drawing;

/* ---- quantiles and their derivatives --------------------------------------------------------------------- */

static double sound(double value)
{
    return isfinite(value) ? value : 0.0;
}

static double point_at(const drawing *d, double p, double start)
{
    double rest = 1.0 - p;
    return mkba_i_law_quantile(d->law, d->upper ? rest : p, d->upper ? p : rest, start);
}

static double value_at(const drawing *d, double p, double start)
{
    return mkba_i_law_value(d->law, point_at(d, p, start));
}

/* By the derivatives of v: v' = 1 / D, v'' = -g' v'^2, v''' = (2 g'^2 - g'') v'^3 with D = mkba_i_exp(g) the density of the
 * truncated distribution; then the chain rule. */
static knot knot_at(const drawing *d, double p, double start)
{
    const mkba_i_law *law = d->law;
    double v = point_at(d, p, start);
    double slopes[3];
    mkba_i_law_slopes(law, v, slopes);
    double tilt = mkba_i_law_tilt(law, v);
    double bend = mkba_i_law_bend(law, v);
    double first = sound((d->upper ? -p : p) * law->mass / mkba_i_law_density(law, v));
    double second = -tilt * first * first;
    double third = (2.0 * tilt * tilt - bend) * first * first * first;
    if (v <= law->low || v >= law->high) {
        first = second = third = 0.0;
    }
    knot k = {.p = p, .v = {v, first, second, third}};
    k.y[0] = mkba_i_law_value(law, v);
    k.y[1] = sound(slopes[0] * first);
    k.y[2] = sound(slopes[1] * first * first + slopes[0] * second);
    k.y[3] = sound(slopes[2] * first * first * first + 3.0 * slopes[1] * first * second + slopes[0] * third);
    return k;
}

/* ---- from two knots to a polynomial ---------------------------------------------------------------------- */

/* That which has the values and derivatives of both ends; l and h are its width over the p of each. */
static void join(const double low[4], const double high[4], double l, double h, double a[8])
{
    double first[2] = {l * low[1], h * high[1]};
    double second[2] = {l * l * low[2], h * h * high[2]};
    double third[2] = {l * l * l * low[3], h * h * h * high[3]};
    /* even powers: from the mean of values and second, the difference of first and third derivatives */
    double d1 = 0.5 * (first[1] - first[0]);
    double d3 = 0.5 * (third[1] - third[0]);
    double d2 = 0.5 * (second[1] + second[0]) - 2.0 * d1;
    a[6] = d3 / 6.0 - d2;
    a[4] = 0.5 * d2 - 0.75 * a[6];
    a[2] = d1 - 0.5 * a[4] - 0.1875 * a[6];
    a[0] = 0.5 * low[0] + 0.5 * high[0] - 0.25 * a[2] - 0.0625 * a[4] - 0.015625 * a[6];
    /* odd powers: the other way about */
    double e0 = high[0] - low[0];
    double e1 = 0.5 * (first[1] + first[0]) - e0;
    double e2 = 0.5 * (second[1] - second[0]);
    double e3 = 0.5 * (third[1] + third[0]);
    double f = e2 - 6.0 * e1;
    double g = e3 - 2.0 * e2;
    a[7] = g / 3.0 - f * (10.0 / 3.0);
    a[5] = f - 0.75 * a[7];
    a[3] = 2.0 * e1 - 0.5 * a[5] - 0.1875 * a[7];
    a[1] = e0 - 0.25 * a[3] - 0.0625 * a[5] - 0.015625 * a[7];
}

static piece piece_between(const knot *low, const knot *high)
{
    piece made = {.middle = 0.5 * low->p + 0.5 * high->p, .width = high->p - low->p};
    join(low->v, high->v, made.width / low->p, made.width / high->p, made.a);
    return made;
}

/* Where v will be near, beyond what was drawn: by the polynomial that leads there, at first by the Taylor series. */
static double guess(const front *f, double p)
{
    const double *v = f->knot.v;
    const double *a = f->v.a;
    double t = (p - f->knot.p) / f->knot.p;
    if (f->v.width == 0.0) {
        return v[0] + t * (v[1] + t * (0.5 * v[2] + t * v[3] / 6.0));
    }
    double s = (p - f->v.middle) / f->v.width;
    double sum = a[7];
    for (int k = 6; k >= 0; k--) {
        sum = sum * s + a[k];
    }
    return sum;
}

/* To fifth degree, by the polynomials of Chebyshev that are nearest to the last two powers (Lanczos, Applied Analysis, 1956);
 * returns how far off that is at most. */
static double economise(double a[8])
{
    a[0] += a[6] / 2048.0;
    a[2] -= a[6] * (18.0 / 512.0);
    a[4] += a[6] * (48.0 / 128.0);
    a[1] += a[7] * (7.0 / 4096.0);
    a[3] -= a[7] * (56.0 / 1024.0);
    a[5] += a[7] * (112.0 / 256.0);
    return fabs(a[6]) / 2048.0 + fabs(a[7]) / 8192.0;
}

/* What rounding to the upper half takes at most, s being at most 1/2. */
static double packed_error(const double a[8])
{
    return 0x1p-21 * (fabs(a[2]) / 4.0 + fabs(a[3]) / 8.0 + fabs(a[4]) / 16.0 + fabs(a[5]) / 32.0);
}

/* Writes the terms of a cell; returns the bound of its error, relative to the quantile or the standard deviation. */
static double draw_cell(const drawing *d, const knot *low, const knot *high, const piece *v, double terms[TERMS])
{
    double a[8];
    join(low->y, high->y, v->width / low->p, v->width / high->p, a);
    double joined = fabs(a[0] - value_at(d, v->middle, v->a[0]));
    double dropped = economise(a);
    memcpy(terms, a, TERMS * sizeof *terms);
    double unit = fmax(fmin(fabs(low->y[0]), fabs(high->y[0])), d->unit);
    double error = (1.5 * joined + dropped + packed_error(a)) / unit;
    return isfinite(error) ? error : INFINITY;
}

/* ---- octaves ---------------------------------------------------------------------------------------------- */

/* Cells from p = start to 2 start, 2^bits of them, from the highest down, after those that are there; the front goes with
 * them. Returns the largest error. */
static double draw_octave(const drawing *d, double start, int bits, front *f)
{
    size_t n = (size_t) 1 << bits;
    double worst = 0.0;
    for (size_t i = n; i > 0 && worst <= BOUND * 1e6; i--) {
        double p = start + start * ldexp((double) (i - 1), -bits);
        knot low = knot_at(d, p, guess(f, p));
        f->v = piece_between(&low, &f->knot);
        worst = fmax(worst, draw_cell(d, &low, &f->knot, &f->v, d->terms + TERMS * (d->n_cells + i - 1)));
        f->knot = low;
    }
    return worst;
}

/* Whether nothing happens between two knots: then one cell is the mean of both. */
static bool draw_flat(drawing *d, const knot *low, const knot *high)
{
    double unit = fmax(fmin(fabs(low->y[0]), fabs(high->y[0])), d->unit);
    double error = 0.5 * fabs(high->y[0] - low->y[0]) / unit;
    if (!(error <= FLAT)) {
        return false;
    }
    double *terms = d->terms + TERMS * d->n_cells;
    terms[0] = 0.5 * low->y[0] + 0.5 * high->y[0];
    memset(terms + 1, 0, (TERMS - 1) * sizeof *terms);
    return true;
}

static bool make_room(drawing *d, int bits)
{
    void *terms = d->terms;
    bool made = mkba_i_grow(&terms, &d->capacity, d->n_cells + ((size_t) 1 << bits), TERMS * sizeof *d->terms);
    d->terms = terms;
    return made;
}

/* How many more bits the error asks for (less than none: how many fewer). */
static int more_bits(double error)
{
    return isfinite(error) ? (int) ceil(mkba_i_log(fmax(error, 1e-30) / AIM) / LOG_2 / ORDER) : 2;
}

static mkba_status refuse(mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                       "draws from this distribution cannot be kept within 1e-9 of its quantiles: its values jump, "
                       "because next to nothing lies between its ends; a discrete distribution says the same");
}

static void enter(drawing *d, mkba_i_guide *guide, int k, int bits)
{
    uint64_t entry = (uint64_t) d->n_cells << 6 | (uint64_t) (52 - bits);
    memcpy(&guide->entries[k + (d->upper ? MKBA_I_HALF : 0)], &entry, sizeof entry);
    d->n_cells += (size_t) 1 << bits;
    d->most_bits = bits > d->most_bits ? bits : d->most_bits;
}

/* The octave from 2^(k - 53), as coarse as the bound allows. */
static mkba_status add_octave(drawing *d, int k, int *bits, front *last, mkba_i_guide *guide, mkba_error *error)
{
    double start = ldexp(1.0, k - 53);
    knot end = knot_at(d, start, guess(last, start));
    for (;; ++*bits) {
        if (*bits > MOST_BITS || d->n_cells + ((size_t) 1 << *bits) > MOST_CELLS) {
            return refuse(error);
        }
        if (!make_room(d, *bits)) {
            return mkba_i_fail_memory(error);
        }
        if (draw_flat(d, &end, &last->knot)) {
            enter(d, guide, k, 0);
            *last = (front){.knot = end};
            return MKBA_OK;
        }
        front reached = *last;
        double worst = draw_octave(d, start, *bits, &reached);
        int more = more_bits(worst);
        if (worst <= BOUND) {
            d->bound = fmax(d->bound, worst);
            enter(d, guide, k, *bits);
            *last = reached;
            *bits = *bits + more > 0 ? *bits + (more < 0 ? more : 0) : 0;
            return MKBA_OK;
        }
        *bits += more > 1 ? more - 1 : 0;
    }
}

/* Whether the largest draws are so far from the end of the doubles that nothing overflows on the way to them. */
static bool is_in_range(drawing *d)
{
    d->upper = true;
    double highest = value_at(d, 0x1p-53, NAN);
    d->upper = false;
    return fabs(highest) < 1e300 && fabs(value_at(d, 0x1p-53, NAN)) < 1e300;
}

/* Gives the median, too. */
static mkba_status draw_octaves(drawing *d, mkba_i_guide *guide, double *middle, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    front last[2];
    int bits[2] = {FIRST_BITS, FIRST_BITS};
    if (!is_in_range(d)) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "draws from this distribution would be beyond the range of a double");
    }
    for (int half = 0; half < 2; half++) {
        d->upper = half == 1;
        last[half] = (front){.knot = knot_at(d, 0.5, NAN)};
    }
    *middle = last[0].knot.y[0];
    for (int k = MKBA_I_OCTAVES - 1; k >= 0 && status == MKBA_OK; k--) {
        for (int half = 0; half < 2 && status == MKBA_OK; half++) {
            d->upper = half == 1;
            status = add_octave(d, k, &bits[half], &last[half], guide, error);
        }
    }
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------------------- */

/* The upper halves of the bits of two doubles, rounded to the nearest. */
static double pack(double one, double other)
{
    uint64_t bits[2];
    double both;
    memcpy(&bits[0], &one, sizeof one);
    memcpy(&bits[1], &other, sizeof other);
    bits[0] = (bits[0] + UINT64_C(0x80000000)) & UINT64_C(0xFFFFFFFF00000000);
    bits[0] |= (bits[1] + UINT64_C(0x80000000)) >> 32;
    memcpy(&both, &bits[0], sizeof both);
    return both;
}

static void pack_row(const double terms[TERMS], double row[MKBA_I_ROW])
{
    row[0] = terms[0], row[1] = terms[1];
    row[2] = pack(terms[2], terms[3]);
    row[3] = pack(terms[4], terms[5]);
}

/* The polynomial of part `part` of `parts` of a cell: s = middle + t / parts, by Horner's scheme, term after term. */
static void part_of(const double terms[TERMS], size_t part, size_t parts, double out[TERMS])
{
    double step = 1.0 / (double) parts;
    double middle = ((double) part + 0.5) * step - 0.5;
    double scale = 1.0;
    memcpy(out, terms, TERMS * sizeof *out);
    for (int first = 0; first < TERMS; first++, scale *= step) {
        for (int k = TERMS - 2; k >= first; k--) {
            out[k] += middle * out[k + 1];
        }
        out[first] *= scale;
    }
}

/* Every octave gets 2^bits cells: those that have fewer are cut further. */
static void spread_octave(const drawing *d, uint64_t entry, int bits, double *rows)
{
    int own = 52 - (int) (entry & 63);
    size_t parts = (size_t) 1 << (bits - own);
    const double *terms = d->terms + TERMS * (entry >> 6);
    for (size_t i = 0; i < (size_t) 1 << bits; i++) {
        double cut[TERMS];
        part_of(terms + TERMS * (i / parts), i % parts, parts, cut);
        pack_row(cut, rows + MKBA_I_ROW * i);
    }
}

static void spread(const drawing *d, const mkba_i_guide *guide, double middle, mkba_i_curve *curve)
{
    size_t half = ((size_t) MKBA_I_OCTAVES << d->most_bits) + 1;
    for (size_t side = 0; side < 2; side++) {
        double *rows = curve->rows + MKBA_I_ROW * half * side;
        for (size_t k = 0; k < MKBA_I_OCTAVES; k++) {
            uint64_t entry;
            memcpy(&entry, &guide->entries[k + MKBA_I_HALF * side], sizeof entry);
            spread_octave(d, entry, d->most_bits, rows + MKBA_I_ROW * (k << d->most_bits));
        }
        rows[MKBA_I_ROW * (half - 1)] = middle;
    }
    curve->even = true;
    curve->bits = d->most_bits;
    curve->upper = MKBA_I_ROW * half;
}

static mkba_status fill_rows(const drawing *d, const mkba_i_guide *guide, double middle, mkba_i_curve *curve,
                             mkba_error *error)
{
    bool even = d->most_bits <= MOST_EVEN_BITS;
    curve->n_cells = even ? 2 * (((size_t) MKBA_I_OCTAVES << d->most_bits) + 1) : d->n_cells;
    curve->rows = calloc(curve->n_cells, MKBA_I_ROW * sizeof *curve->rows);
    if (curve->rows == NULL) {
        return mkba_i_fail_memory(error);
    }
    if (even) {
        spread(d, guide, middle, curve);
        return MKBA_OK;
    }
    for (size_t i = 0; i < d->n_cells; i++) {
        pack_row(d->terms + TERMS * i, curve->rows + MKBA_I_ROW * i);
    }
    return MKBA_OK;
}

mkba_status mkba_i_sampler_draw_curve(mkba_i_sampler *sampler, const mkba_i_law *law, double unit, mkba_error *error)
{
    drawing d = {.law = law, .unit = unit};
    double middle = 0.0;
    mkba_status status = draw_octaves(&d, &sampler->guide, &middle, error);
    if (status == MKBA_OK) {
        status = fill_rows(&d, &sampler->guide, middle, &sampler->curve, error);
    }
    sampler->bound = d.bound;
    free(d.terms);
    return status;
}
