/* Penalised cubic B-splines: see spline.h. */
#include "base/exact.h"

#include "uncertain/spline.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/linear.h"
#include "stat/order.h"

#define ORDER 4 /* cubic: so many splines at a point */
#define MOST_PIECES 20
#define PER_PIECE 10 /* draws, at least */
#define MOST_SPLINES (MOST_PIECES + ORDER - 1)
#define WEIGHTS 33      /* of the penalty that are tried */
#define COST 1.4        /* of a degree of freedom */
#define NO_PENALTY 1e-9 /* what is always added, so that equations can be solved */

struct mkba_i_spline {
    size_t n;
    size_t m; /* splines */
    double knots[MOST_PIECES + 2 * ORDER];
    double normal[MOST_SPLINES * MOST_SPLINES]; /* B'B */
    double penalty[MOST_SPLINES * MOST_SPLINES];
    double freedom[WEIGHTS]; /* degrees of freedom under each weight */
    double weights[WEIGHTS];
    double *splines;      /* heap: ORDER values of each of n */
    unsigned char *first; /* heap: the first of them */
};

/* ---- knots ----------------------------------------------------------------------------------------------- */

/* Pieces between quantiles, the ends ORDER times; false when there is only one value. */
static bool place_knots(mkba_i_spline *spline, const double *sorted, size_t n)
{
    size_t wanted = n / PER_PIECE < MOST_PIECES ? n / PER_PIECE : MOST_PIECES, pieces = 0;
    double *inner = spline->knots + ORDER - 1;

    inner[0] = sorted[0];
    for (size_t p = 1; p < wanted; p++) {
        double at = mkba_i_quantile_sorted(sorted, n, (double) p / (double) wanted);
        if (at > inner[pieces] && at < sorted[n - 1])
            inner[++pieces] = at;
    }
    if (!(sorted[n - 1] > inner[pieces]))
        return false;
    inner[++pieces] = sorted[n - 1];
    for (size_t i = 1; i < ORDER; i++) {
        spline->knots[ORDER - 1 - i] = inner[0];
        inner[pieces + i] = sorted[n - 1];
    }
    spline->m = pieces + ORDER - 1;
    return true;
}

/* ---- splines --------------------------------------------------------------------------------------------- */

/* The piece of x: knots[piece] <= x < knots[piece + 1], the last closed. */
static size_t piece_of(const mkba_i_spline *spline, double x)
{
    size_t low = ORDER - 1, high = spline->m;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (x < spline->knots[middle])
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* The ORDER splines that are not 0 at x (de Boor 1978, chapter X, algorithm BSPLVB). */
static size_t evaluate(const mkba_i_spline *spline, double x, double values[ORDER])
{
    size_t piece = piece_of(spline, x);
    const double *knot = spline->knots + piece;
    double right[ORDER], left[ORDER];

    values[0] = 1;
    for (size_t j = 1; j < ORDER; j++) {
        double saved = 0;
        right[j] = knot[j] - x;
        left[j] = x - *(knot + 1 - j);
        for (size_t r = 0; r < j; r++) {
            double term = values[r] / (right[r + 1] + left[j - r]);
            values[r] = saved + right[r + 1] * term;
            saved = left[j - r] * term;
        }
        values[j] = saved;
    }
    return piece - (ORDER - 1);
}

static void fill_splines(mkba_i_spline *spline, const double *x)
{
    size_t m = spline->m;

    for (size_t i = 0; i < spline->n; i++) {
        double *values = spline->splines + i * ORDER;
        size_t first = evaluate(spline, x[i], values);
        spline->first[i] = (unsigned char) first;
        for (size_t a = 0; a < ORDER; a++)
            for (size_t b = 0; b <= a; b++)
                spline->normal[(first + a) * m + first + b] += values[a] * values[b];
    }
}

/* ---- penalty --------------------------------------------------------------------------------------------- */

/* Row r of second differences: of coefficients c_r, c_r+1, c_r+2, zero where they are a straight line over the averages
 * of three knots (Greville), and in the size of differences of equal knots. */
static void difference_row(const mkba_i_spline *spline, size_t r, double row[3])
{
    const double *t = spline->knots + r;
    double before = (t[4] - t[1]) / 3, after = (t[5] - t[2]) / 3, mean = (before + after) / 2;

    row[0] = mean / before;
    row[2] = mean / after;
    row[1] = -row[0] - row[2];
}

static void fill_penalty(mkba_i_spline *spline)
{
    size_t m = spline->m;

    for (size_t r = 0; r + 2 < m; r++) {
        double row[3];
        difference_row(spline, r, row);
        for (size_t a = 0; a < 3; a++)
            for (size_t b = 0; b <= a; b++)
                spline->penalty[(r + a) * m + r + b] += row[a] * row[b];
    }
}

static double trace(const double *matrix, size_t m)
{
    double sum = 0;

    for (size_t i = 0; i < m; i++)
        sum += matrix[i * m + i];
    return sum;
}

/* The factor of B'B + weight P (lower triangles), with a trifle on the diagonal where values are too few for splines. */
static mkba_status factorise(const mkba_i_spline *spline, double weight, double *factor, mkba_error *error)
{
    size_t m = spline->m;
    double trifle = NO_PENALTY * trace(spline->normal, m) / (double) m;

    for (size_t i = 0; i < m * m; i++)
        factor[i] = spline->normal[i] + weight * spline->penalty[i];
    for (size_t i = 0; i < m; i++)
        factor[i * m + i] += trifle;
    return mkba_i_cholesky(factor, m, NULL, error);
}

/* trace((B'B + weight P)^-1 B'B) */
static double freedom_of(const mkba_i_spline *spline, const double *factor)
{
    size_t m = spline->m;
    double column[MOST_SPLINES], sum = 0;

    for (size_t j = 0; j < m; j++) {
        for (size_t i = 0; i < m; i++)
            column[i] = i >= j ? spline->normal[i * m + j] : spline->normal[j * m + i];
        mkba_i_cholesky_solve(factor, m, column);
        sum += column[j];
    }
    return sum;
}

/* Weights by which the penalty goes from next to nothing to a straight line. */
static mkba_status weigh(mkba_i_spline *spline, mkba_error *error)
{
    double factor[MOST_SPLINES * MOST_SPLINES];
    double scale = trace(spline->normal, spline->m) / trace(spline->penalty, spline->m) * 1e-6;
    mkba_status status = MKBA_OK;

    for (size_t w = 0; status == MKBA_OK && w < WEIGHTS; w++, scale *= 2.5) {
        spline->weights[w] = scale;
        status = factorise(spline, scale, factor, error);
        if (status == MKBA_OK)
            spline->freedom[w] = freedom_of(spline, factor);
    }
    return status;
}

/* ---- making ---------------------------------------------------------------------------------------------- */

void mkba_i_spline_free(mkba_i_spline *spline)
{
    if (spline == NULL)
        return;
    free(spline->splines);
    free(spline->first);
    free(spline);
}

mkba_status mkba_i_spline_make(const double *x, size_t n, mkba_i_spline **out, mkba_error *error)
{
    mkba_i_spline *made = calloc(1, sizeof *made);
    double *sorted = malloc(n * sizeof *sorted);
    mkba_status status = made == NULL || sorted == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK) {
        made->n = n;
        made->splines = n > SIZE_MAX / ORDER / sizeof(double) ? NULL : malloc(n * ORDER * sizeof(double));
        made->first = malloc(n);
        if (made->splines == NULL || made->first == NULL)
            status = mkba_i_fail_memory(error);
    }
    if (status == MKBA_OK) {
        memcpy(sorted, x, n * sizeof *sorted);
        mkba_i_sort(sorted, n);
        if (!place_knots(made, sorted, n) || !isfinite(sorted[n - 1] - sorted[0]))
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "x", "the draws do not vary");
    }
    if (status == MKBA_OK) {
        fill_splines(made, x);
        fill_penalty(made);
        status = weigh(made, error);
    }
    free(sorted);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_i_spline_free(made);
    return status;
}

/* ---- fitting --------------------------------------------------------------------------------------------- */

/* What a fit solves. */
typedef struct fit {
    double mean;                /* of y */
    double square;              /* sum of (y - mean)^2 */
    double right[MOST_SPLINES]; /* B'(y - mean) */
    double factor[MOST_SPLINES * MOST_SPLINES];
    double coefficients[MOST_SPLINES];
} fit;

static void start_fit(const mkba_i_spline *spline, const double *y, fit *at)
{
    double sum = 0;

    for (size_t i = 0; i < spline->n; i++)
        sum += y[i] - y[0];
    at->mean = y[0] + sum / (double) spline->n;
    for (size_t i = 0; i < spline->n; i++) {
        const double *values = spline->splines + i * ORDER;
        double *right = at->right + spline->first[i], off = y[i] - at->mean;
        at->square += off * off;
        for (size_t a = 0; a < ORDER; a++)
            right[a] += values[a] * off;
    }
}

/* Coefficients under a weight; the sum of squares that they leave. */
static mkba_status solve(const mkba_i_spline *spline, double weight, fit *at, double *left, mkba_error *error)
{
    size_t m = spline->m;
    double explained = 0;
    mkba_status status = factorise(spline, weight, at->factor, error);

    if (status != MKBA_OK)
        return status;
    memcpy(at->coefficients, at->right, sizeof at->right);
    mkba_i_cholesky_solve(at->factor, m, at->coefficients);
    for (size_t i = 0; i < m; i++) {
        double product = 0;
        for (size_t j = 0; j < m; j++)
            product += (i >= j ? spline->normal[i * m + j] : spline->normal[j * m + i]) * at->coefficients[j];
        explained += at->coefficients[i] * (2 * at->right[i] - product);
    }
    *left = fmax(0, at->square - explained);
    return MKBA_OK;
}

/* The variance of what the curve leaves, over the degrees of freedom that are left. */
static double spread_of(double left, size_t n, double freedom)
{
    return left / fmax((double) n - freedom, 1);
}

/* The weight with the least generalised cross-validation. */
static mkba_status choose(const mkba_i_spline *spline, fit *at, double *variance, mkba_error *error)
{
    double least = HUGE_VAL, left = 0;
    size_t best = WEIGHTS - 1;
    mkba_status status = MKBA_OK;

    for (size_t w = 0; status == MKBA_OK && w < WEIGHTS; w++) {
        double rest = (double) spline->n - COST * spline->freedom[w], criterion;
        status = solve(spline, spline->weights[w], at, &left, error);
        criterion = rest > 0 ? left / (rest * rest) : HUGE_VAL;
        if (status == MKBA_OK && criterion <= least) {
            least = criterion;
            best = w;
        }
    }
    if (status == MKBA_OK)
        status = solve(spline, spline->weights[best], at, &left, error);
    if (status == MKBA_OK)
        *variance = spread_of(left, spline->n, spline->freedom[best]);
    return status;
}

/* sqrt(variance b' (B'B + weight P)^-1 b), b the splines at the ith x: Wahba's interval of a curve. */
static double point_error(const mkba_i_spline *spline, const double *inverse, double variance, size_t i)
{
    const double *values = spline->splines + i * ORDER;
    size_t first = spline->first[i], m = spline->m;
    double sum = 0;

    for (size_t a = 0; a < ORDER; a++)
        for (size_t b = 0; b < ORDER; b++)
            sum += values[a] * inverse[(first + a) * m + first + b] * values[b];
    return sqrt(fmax(0, variance * sum));
}

static void fill_errors(const mkba_i_spline *spline, const fit *at, double variance, double *errors)
{
    double inverse[MOST_SPLINES * MOST_SPLINES] = {0};

    for (size_t j = 0; j < spline->m; j++) {
        inverse[j * spline->m + j] = 1;
        mkba_i_cholesky_solve(at->factor, spline->m, inverse + j * spline->m);
    }
    for (size_t i = 0; i < spline->n; i++)
        errors[i] = point_error(spline, inverse, variance, i);
}

mkba_status mkba_i_spline_fit(const mkba_i_spline *spline, const double *y, double *fitted, double *errors,
                              mkba_error *error)
{
    fit at = {0};
    double variance = 0;
    mkba_status status;

    start_fit(spline, y, &at);
    status = choose(spline, &at, &variance, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < spline->n; i++) {
        const double *values = spline->splines + i * ORDER, *c = at.coefficients + spline->first[i];
        fitted[i] = at.mean + (values[0] * c[0] + values[1] * c[1] + values[2] * c[2] + values[3] * c[3]);
    }
    if (errors != NULL)
        fill_errors(spline, &at, variance, errors);
    return MKBA_OK;
}
