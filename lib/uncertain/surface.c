/* Surfaces: see surface.h. */
#include "base/exact.h"

#include "uncertain/surface.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pair.h"
#include "stat/order.h"

#define HINGES 5
#define KINDS (2 + HINGES) /* of functions of one parameter: itself, its square, hinges */
#define MOST_TERMS 400     /* in the pool, unless there are more parameters */
#define MOST_CHOSEN 60
#define PER_CHOSEN 10  /* draws, at least */
#define COST 3.0       /* degrees of freedom of a function that was searched for */
#define BLOCK 128      /* draws that are worked on together; even */
#define DEPENDENT 1e-8 /* what must be left of a function when those chosen are known */
#define NO_FACTOR (-1)

/* A product of up to three functions of one parameter: kind + KINDS x parameter. */
typedef struct term {
    int factors[3];
} term;

struct mkba_i_surface {
    const mkba_i_columns *x;
    double *knots; /* heap: HINGES per parameter */
    term *terms;   /* heap */
    size_t n_terms, capacity;
    double *means;  /* heap: of terms */
    double *scales; /* heap: 1 / standard deviation, 0 where a term does not vary */
    double *gram;   /* heap: correlations of terms */
};

/* ---- the pool -------------------------------------------------------------------------------------------- */

static void add_term(mkba_i_surface *surface, int a, int b, int c)
{
    surface->terms[surface->n_terms++] = (term){{a, b, c}};
}

static void add_singles(mkba_i_surface *surface, int kinds)
{
    for (int j = 0; j < (int) surface->x->k; j++)
        for (int kind = 0; kind < kinds; kind++)
            add_term(surface, kind + KINDS * j, NO_FACTOR, NO_FACTOR);
}

static void add_pairs(mkba_i_surface *surface, int kinds)
{
    int k = (int) surface->x->k;

    for (int a = 0; a < k; a++)
        for (int b = 0; b < a; b++)
            for (int i = 0; i < kinds; i++)
                for (int j = 0; j < kinds; j++)
                    add_term(surface, i + KINDS * a, j + KINDS * b, NO_FACTOR);
}

static void add_triples(mkba_i_surface *surface)
{
    int k = (int) surface->x->k;

    for (int a = 0; a < k; a++)
        for (int b = 0; b < a; b++)
            for (int c = 0; c < b; c++)
                add_term(surface, KINDS * a, KINDS * b, KINDS * c);
}

/* How many kinds of functions go into products of two, so that the pool stays within its size. */
static int kinds_of_pairs(size_t k, size_t room)
{
    int kinds = KINDS;

    while (kinds > 0 && k * (k - 1) / 2 * (size_t) (kinds * kinds) > room)
        kinds--;
    return kinds;
}

static bool fill_pool(mkba_i_surface *surface)
{
    size_t k = surface->x->k, triples = k * (k - 1) * (k - 2) / 6;
    int singles = k * KINDS <= MOST_TERMS ? KINDS : 1, pairs;

    if (k < 3)
        triples = 0;
    surface->capacity = MOST_TERMS + k;
    surface->terms = malloc(surface->capacity * sizeof *surface->terms);
    if (surface->terms == NULL)
        return false;
    add_singles(surface, singles);
    pairs = surface->n_terms < MOST_TERMS ? kinds_of_pairs(k, MOST_TERMS - surface->n_terms) : 0;
    add_pairs(surface, pairs);
    if (surface->n_terms + triples <= MOST_TERMS)
        add_triples(surface);
    return true;
}

static mkba_status place_knots(mkba_i_surface *surface, mkba_error *error)
{
    const mkba_i_columns *x = surface->x;
    double *sorted = malloc(x->n * sizeof *sorted);

    surface->knots = malloc(x->k * HINGES * sizeof *surface->knots);
    if (sorted == NULL || surface->knots == NULL) {
        free(sorted);
        return mkba_i_fail_memory(error);
    }
    for (size_t j = 0; j < x->k; j++) {
        memcpy(sorted, x->values + j * x->n, x->n * sizeof *sorted);
        mkba_i_sort(sorted, x->n);
        for (size_t h = 0; h < HINGES; h++)
            surface->knots[j * HINGES + h] =
                mkba_i_quantile_sorted(sorted, x->n, (double) (h + 1) / (double) (HINGES + 1));
    }
    free(sorted);
    return MKBA_OK;
}

/* A function of one parameter for draws first .. first + n - 1, multiplied into `to`. */
static void multiply(const mkba_i_surface *surface, int factor, size_t first, size_t n, double *to)
{
    size_t j = (size_t) (factor / KINDS);
    int kind = factor % KINDS;
    const double *x = surface->x->values + j * surface->x->n + first;
    double knot = kind < 2 ? 0 : surface->knots[j * HINGES + (size_t) (kind - 2)];

    for (size_t i = 0; i < n; i++)
        to[i] *= kind == 0 ? x[i] : kind == 1 ? x[i] * x[i] : fmax(0, x[i] - knot);
}

static void evaluate(const mkba_i_surface *surface, const term *one, size_t first, size_t n, double *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = 1;
    for (size_t f = 0; f < 3 && one->factors[f] != NO_FACTOR; f++)
        multiply(surface, one->factors[f], first, n, to);
}

/* ---- correlations of terms ------------------------------------------------------------------------------- */

/* Of BLOCK numbers each. */
static double dot(const double *a, const double *b)
{
    mkba_i_pair even = mkba_i_pair_both(0), odd = even;
    double sums[4];

    for (size_t i = 0; i < BLOCK; i += 4) {
        even = mkba_i_pair_add_product(even, mkba_i_pair_load(a + i), mkba_i_pair_load(b + i));
        odd = mkba_i_pair_add_product(odd, mkba_i_pair_load(a + i + 2), mkba_i_pair_load(b + i + 2));
    }
    mkba_i_pair_store(even, sums);
    mkba_i_pair_store(odd, sums + 2);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* Means and scales of terms. */
static void scale_terms(mkba_i_surface *surface, double *column)
{
    size_t n = surface->x->n;

    for (size_t t = 0; t < surface->n_terms; t++) {
        double sd;
        evaluate(surface, &surface->terms[t], 0, n, column);
        surface->means[t] = mkba_i_draws_mean(column, n);
        sd = mkba_i_draws_sd(column, n) * sqrt((double) (n - 1) / (double) n);
        surface->scales[t] = sd > 0 && isfinite(sd) ? 1 / sd : 0;
    }
}

/* Scaled terms of a block of draws, 0 beyond the last; term t at block + t BLOCK. */
static void fill_block(const mkba_i_surface *surface, const size_t *chosen, size_t n_chosen, size_t first,
                       double *block)
{
    size_t n = surface->x->n - first < BLOCK ? surface->x->n - first : BLOCK;

    for (size_t c = 0; c < n_chosen; c++) {
        size_t t = chosen == NULL ? c : chosen[c];
        double *to = block + c * BLOCK;
        evaluate(surface, &surface->terms[t], first, n, to);
        for (size_t i = 0; i < BLOCK; i++)
            to[i] = i < n ? (to[i] - surface->means[t]) * surface->scales[t] : 0;
    }
}

static void correlate_terms(mkba_i_surface *surface, double *block)
{
    size_t m = surface->n_terms, n = surface->x->n;

    for (size_t first = 0; first < n; first += BLOCK) {
        fill_block(surface, NULL, m, first, block);
        for (size_t a = 0; a < m; a++)
            for (size_t b = 0; b <= a; b++)
                surface->gram[a * m + b] += dot(block + a * BLOCK, block + b * BLOCK) / (double) n;
    }
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < a; b++)
            surface->gram[b * m + a] = surface->gram[a * m + b];
}

void mkba_i_surface_free(mkba_i_surface *surface)
{
    if (surface == NULL)
        return;
    free(surface->knots);
    free(surface->terms);
    free(surface->means);
    free(surface->gram);
    free(surface);
}

mkba_status mkba_i_surface_make(const mkba_i_columns *x, mkba_i_surface **out, mkba_error *error)
{
    mkba_i_surface *made = calloc(1, sizeof *made);
    double *work = NULL;
    mkba_status status = made == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK) {
        made->x = x;
        status = fill_pool(made) ? place_knots(made, error) : mkba_i_fail_memory(error);
    }
    if (status == MKBA_OK) {
        size_t m = made->n_terms, room = x->n > m * BLOCK ? x->n : m * BLOCK;
        made->means = malloc(2 * m * sizeof *made->means);
        made->gram = calloc(m * m, sizeof *made->gram);
        work = malloc(room * sizeof *work);
        status = made->means == NULL || made->gram == NULL || work == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    }
    if (status == MKBA_OK) {
        made->scales = made->means + made->n_terms;
        scale_terms(made, work);
        correlate_terms(made, work);
        *out = made;
    } else {
        mkba_i_surface_free(made);
    }
    free(work);
    return status;
}

/* ---- fitting --------------------------------------------------------------------------------------------- */

/* What the search for terms holds; all of one allocation. */
typedef struct search {
    double mean, left;          /* of y: its mean, and the mean square that is not explained */
    size_t chosen[MOST_CHOSEN]; /* terms, in their order */
    size_t n_chosen;
    double *factor;                /* n_terms x MOST_CHOSEN: of the correlations, a column per chosen term (Cholesky) */
    double *rest;                  /* n_terms: what is left of each term when those chosen are known */
    double *correlation;           /* n_terms: of that with what is left of y */
    double *block;                 /* MOST_CHOSEN x BLOCK, for terms of draws */
    double explained[MOST_CHOSEN]; /* by each chosen one: a correlation with y */
} search;

static bool make_search(const mkba_i_surface *surface, search *out)
{
    size_t m = surface->n_terms;
    double *all = malloc((m * MOST_CHOSEN + 2 * m + MOST_CHOSEN * BLOCK) * sizeof *all);

    if (all == NULL)
        return false;
    *out = (search){.factor = all,
                    .rest = all + m * MOST_CHOSEN,
                    .correlation = all + m * MOST_CHOSEN + m,
                    .block = all + m * MOST_CHOSEN + 2 * m};
    return true;
}

static void start_search(const mkba_i_surface *surface, const double *y, search *at)
{
    size_t n = surface->x->n;

    at->mean = mkba_i_draws_mean(y, n);
    for (size_t i = 0; i < n; i++)
        at->left += (y[i] - at->mean) * (y[i] - at->mean) / (double) n;
    for (size_t t = 0; t < surface->n_terms; t++) {
        at->rest[t] = surface->scales[t] > 0 ? 1 : 0;
        at->correlation[t] = 0;
    }
    for (size_t first = 0; first < n; first += BLOCK) {
        size_t many = n - first < BLOCK ? n - first : BLOCK;
        for (size_t t = 0; t < surface->n_terms; t++) {
            double sum = 0;
            fill_block(surface, &t, 1, first, at->block);
            for (size_t i = 0; i < many; i++)
                sum += at->block[i] * (y[first + i] - at->mean);
            at->correlation[t] += sum / (double) n;
        }
    }
}

/* The term that explains most of what is left; n_terms when none does. */
static size_t best_term(const search *at, size_t n_terms)
{
    size_t best = n_terms;
    double most = 0;

    for (size_t t = 0; t < n_terms; t++) {
        double explains = at->rest[t] > DEPENDENT ? at->correlation[t] * at->correlation[t] / at->rest[t] : 0;
        if (explains > most) {
            most = explains;
            best = t;
        }
    }
    return best;
}

/* Takes a term in: a step of Cholesky's factorisation, with this term as its pivot. */
static void take(const mkba_i_surface *surface, search *at, size_t chosen)
{
    size_t m = surface->n_terms, step = at->n_chosen;
    double root = sqrt(at->rest[chosen]), explains = at->correlation[chosen] / root;

    for (size_t t = 0; t < m; t++) {
        double *row = at->factor + t * MOST_CHOSEN, sum = surface->gram[t * m + chosen];
        for (size_t s = 0; s < step; s++)
            sum -= row[s] * at->factor[chosen * MOST_CHOSEN + s];
        row[step] = sum / root;
    }
    for (size_t t = 0; t < m; t++) {
        double part = at->factor[t * MOST_CHOSEN + step];
        at->rest[t] -= part * part;
        at->correlation[t] -= part * explains;
    }
    at->rest[chosen] = 0;
    at->left = fmax(0, at->left - explains * explains);
    at->explained[step] = explains;
    at->chosen[at->n_chosen++] = chosen;
}

/* Adds terms, and goes back to as many as have the least generalised cross-validation. */
static void choose(const mkba_i_surface *surface, search *at)
{
    size_t n = surface->x->n, most = n / PER_CHOSEN < MOST_CHOSEN ? n / PER_CHOSEN : MOST_CHOSEN, best = 0;
    double least = HUGE_VAL, left = at->left;

    for (size_t step = 0; step <= most; step++) {
        double rest = 1 - (1 + COST * (double) step) / (double) n, criterion = at->left / (rest * rest);
        size_t next;
        if (rest > 0 && criterion < least) {
            least = criterion;
            best = step;
            left = at->left;
        }
        next = best_term(at, surface->n_terms);
        if (step == most || next == surface->n_terms)
            break;
        take(surface, at, next);
    }
    at->n_chosen = best;
    at->left = left;
}

/* Draws first .. of the surface: orthogonal terms q with L q = terms, so that the surface is the mean + explained' q, and
 * the square of its error the variance x (1 + q'q) / n. */
static void evaluate_block(const mkba_i_surface *surface, const search *at, double variance, size_t first,
                           double *fitted, double *errors)
{
    size_t n = surface->x->n - first < BLOCK ? surface->x->n - first : BLOCK;
    double q[MOST_CHOSEN];

    fill_block(surface, at->chosen, at->n_chosen, first, at->block);
    for (size_t i = 0; i < n; i++) {
        double value = at->mean, length = 1;
        for (size_t s = 0; s < at->n_chosen; s++) {
            const double *row = at->factor + at->chosen[s] * MOST_CHOSEN;
            q[s] = at->block[s * BLOCK + i];
            for (size_t r = 0; r < s; r++)
                q[s] -= row[r] * q[r];
            q[s] /= row[s];
            value += at->explained[s] * q[s];
            length += q[s] * q[s];
        }
        fitted[first + i] = value;
        errors[first + i] = sqrt(variance * length / (double) surface->x->n);
    }
}

mkba_status mkba_i_surface_fit(const mkba_i_surface *surface, const double *y, double *fitted, double *errors,
                               mkba_error *error)
{
    search at = {0};
    size_t n = surface->x->n;
    double variance;

    if (!make_search(surface, &at))
        return mkba_i_fail_memory(error);
    start_search(surface, y, &at);
    choose(surface, &at);
    variance = at.left * (double) n / fmax(1, (double) n - 1 - (double) at.n_chosen);
    for (size_t first = 0; first < n; first += BLOCK)
        evaluate_block(surface, &at, variance, first, fitted, errors);
    free(at.factor);
    return MKBA_OK;
}
