/* Ridge regression: see ridge.h. */
#include "base/exact.h"

#include "stat/ridge.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/dot.h"

#define GRID 121
#define LEAST 1e-8
#define MOST 1e4
#define GOLDEN 0.61803398874989484820
#define NARROWINGS 60
#define MOST_SWEEPS 60
#define AT_RIGHT_ANGLES 1e-15

/* The parts: free columns fitted by least squares; what is left of the others is Z = U D V'. */
typedef struct parts {
    size_t n, q, n_free;
    mkba_i_least_squares free; /* of y on the free columns */
    double *across;            /* q x n_free: coefficients of each penalised column on the free ones */
    double *z;                 /* q columns of n: what is left, scaled; then U D, then U */
    double *v;                 /* q columns of q */
    double *d, *spread, *uy;   /* q */
    mkba_error *error;
} parts;

static mkba_status make_room(mkba_i_arena *arena, const mkba_i_design *design, size_t n_free, parts *a)
{
    a->n = design->n;
    a->n_free = n_free;
    a->q = design->p - n_free;
    a->across = mkba_i_arena_new(arena, a->q * n_free, sizeof *a->across);
    a->z = mkba_i_arena_new(arena, a->q * a->n, sizeof *a->z);
    a->v = mkba_i_arena_new(arena, a->q * a->q, sizeof *a->v);
    a->d = mkba_i_arena_new(arena, 3 * a->q, sizeof *a->d);
    if (a->across == NULL || a->z == NULL || a->v == NULL || a->d == NULL)
        return mkba_i_fail_memory(a->error);
    a->spread = a->d + a->q;
    a->uy = a->spread + a->q;
    return mkba_i_least_squares_new(arena, a->n, n_free, &a->free, a->error);
}

/* Takes the free columns out of the others and out of y, which is fitted last. */
static mkba_status take_free_out(mkba_i_arena *arena, const mkba_i_design *d, double tolerance, parts *a,
                                 size_t *dependent)
{
    double *x = mkba_i_arena_new(arena, a->n * a->n_free, sizeof *x);
    double *y = mkba_i_arena_new(arena, a->n, sizeof *y);
    mkba_i_design part = {.n = a->n, .p = a->n_free, .x = x, .y = y, .weights = d->weights};
    mkba_status status = MKBA_OK;

    if (x == NULL || y == NULL)
        return mkba_i_fail_memory(a->error);
    for (size_t i = 0; i < a->n; i++)
        memcpy(x + i * a->n_free, d->x + i * d->p, a->n_free * sizeof *x);
    for (size_t j = 0; status == MKBA_OK && j < a->q; j++) {
        double size = 0;
        for (size_t i = 0; i < a->n; i++) {
            y[i] = d->x[i * d->p + a->n_free + j];
            size += y[i] * y[i] * (d->weights == NULL ? 1 : d->weights[i]);
        }
        status = mkba_i_least_squares_fit(&part, tolerance, &a->free, a->error);
        if (status != MKBA_OK)
            break;
        if (!(sqrt(a->free.rss) > tolerance * sqrt(size))) {
            *dependent = a->n_free + j;
            return mkba_i_fail(a->error, MKBA_ERROR_ARGUMENT, "design", "column %zu follows from those without penalty",
                               *dependent + 1);
        }
        a->spread[j] = sqrt(a->free.rss / (double) a->n);
        memcpy(a->across + j * a->n_free, a->free.beta, a->n_free * sizeof *a->across);
        for (size_t i = 0; i < a->n; i++)
            a->z[j * a->n + i] = a->free.residuals[i] / a->spread[j];
    }
    part.y = d->y;
    if (status == MKBA_OK)
        status = mkba_i_least_squares_fit(&part, tolerance, &a->free, a->error);
    if (status == MKBA_ERROR_ARGUMENT)
        *dependent = a->free.dependent;
    return status;
}

/* Turns columns a and b of a matrix of n rows. */
static void turn(double *a, double *b, size_t n, double cosine, double sine)
{
    for (size_t i = 0; i < n; i++) {
        double left = a[i];
        a[i] = cosine * left - sine * b[i];
        b[i] = sine * left + cosine * b[i];
    }
}

/* Z V = U D by turning pairs of columns until all are at right angles (Hestenes; Golub and Van Loan, 8.6.3). */
static void decompose(parts *a)
{
    bool turned = true;

    for (size_t j = 0; j < a->q; j++)
        a->v[j * a->q + j] = 1;
    for (int sweep = 0; turned && sweep < MOST_SWEEPS; sweep++) {
        turned = false;
        for (size_t j = 0; j < a->q; j++)
            for (size_t k = j + 1; k < a->q; k++) {
                double *left = a->z + j * a->n, *right = a->z + k * a->n;
                double ll = mkba_i_dot(left, left, a->n), rr = mkba_i_dot(right, right, a->n),
                       lr = mkba_i_dot(left, right, a->n);
                if (!(fabs(lr) > AT_RIGHT_ANGLES * sqrt(ll) * sqrt(rr)))
                    continue;
                double zeta = (rr - ll) / (2 * lr);
                double tangent = copysign(1, zeta) / (fabs(zeta) + sqrt(1 + zeta * zeta));
                double cosine = 1 / sqrt(1 + tangent * tangent);
                turn(left, right, a->n, cosine, cosine * tangent);
                turn(a->v + j * a->q, a->v + k * a->q, a->q, cosine, cosine * tangent);
                turned = true;
            }
    }
    for (size_t j = 0; j < a->q; j++) {
        double *column = a->z + j * a->n;
        a->d[j] = sqrt(mkba_i_dot(column, column, a->n));
        for (size_t i = 0; i < a->n; i++)
            column[i] = a->d[j] > 0 ? column[i] / a->d[j] : 0;
        a->uy[j] = mkba_i_dot(column, a->free.residuals, a->n);
    }
}

/* d^2 / (d^2 + penalty): how much of a direction is kept. */
static double kept(const parts *a, size_t j, double penalty)
{
    double square = a->d[j] * a->d[j];
    return square > 0 ? square / (square + penalty) : 0;
}

/* Residuals and leverages at a penalty, and what is told of them. */
static void look(const parts *a, double penalty, mkba_i_ridge *out)
{
    double n = (double) a->n;

    out->penalty = penalty;
    out->edf = out->loo = out->fit.rss = 0;
    for (size_t i = 0; i < a->n; i++) {
        double residual = a->free.residuals[i], leverage = a->free.leverage[i];
        for (size_t j = 0; j < a->q; j++) {
            double u = a->z[j * a->n + i], share = kept(a, j, penalty);
            residual -= u * share * a->uy[j];
            leverage += u * u * share;
        }
        out->fit.residuals[i] = residual;
        out->fit.leverage[i] = fmin(leverage, 1);
        out->fit.rss += residual * residual;
        out->edf += leverage;
        out->loo += residual / (1 - leverage) * (residual / (1 - leverage)) / n;
    }
    out->gcv = n * out->fit.rss / ((n - out->edf) * (n - out->edf));
}

static double worth(const parts *a, mkba_i_penalty choice, double log_penalty, mkba_i_ridge *out)
{
    look(a, mkba_i_exp(log_penalty), out);
    double found = choice == MKBA_I_PENALTY_GCV ? out->gcv : out->loo;
    return isfinite(found) ? found : INFINITY;
}

static double choose(const parts *a, mkba_i_penalty choice, mkba_i_ridge *out)
{
    double largest = 0, least = INFINITY;
    size_t best = 0;

    for (size_t j = 0; j < a->q; j++)
        largest = fmax(largest, a->d[j]);
    double low = mkba_i_log(LEAST * largest * largest), high = mkba_i_log(MOST * largest * largest);
    double step = (high - low) / (GRID - 1);
    for (size_t g = 0; g < GRID; g++) {
        double found = worth(a, choice, low + (double) g * step, out);
        if (found < least) {
            least = found;
            best = g;
        }
    }
    out->at_edge = best == 0 || best == GRID - 1;
    double left = low + ((double) best - 1) * step, right = left + 2 * step;
    if (out->at_edge)
        return mkba_i_exp(low + (double) best * step);
    double inner = right - GOLDEN * (right - left), outer = left + GOLDEN * (right - left);
    double at_inner = worth(a, choice, inner, out), at_outer = worth(a, choice, outer, out);
    for (int i = 0; i < NARROWINGS; i++) {
        bool leftward = at_inner <= at_outer;
        if (leftward) {
            right = outer;
            outer = inner;
            at_outer = at_inner;
            inner = right - GOLDEN * (right - left);
            at_inner = worth(a, choice, inner, out);
        } else {
            left = inner;
            inner = outer;
            at_inner = at_outer;
            outer = left + GOLDEN * (right - left);
            at_outer = worth(a, choice, outer, out);
        }
    }
    return mkba_i_exp(left + (right - left) / 2);
}

/* Back to the units of x: beta of the penalised columns, then of the free ones; the inverse likewise. */
static void find_beta(const parts *a, mkba_i_ridge *out)
{
    size_t p = a->n_free + a->q;

    for (size_t j = 0; j < a->q; j++) {
        double sum = 0;
        for (size_t k = 0; k < a->q; k++)
            if (a->d[k] > 0)
                sum += a->v[k * a->q + j] * kept(a, k, out->penalty) * a->uy[k] / a->d[k];
        out->fit.beta[a->n_free + j] = sum / a->spread[j];
    }
    for (size_t f = 0; f < a->n_free; f++) {
        out->fit.beta[f] = a->free.beta[f];
        for (size_t j = 0; j < a->q; j++)
            out->fit.beta[f] -= a->across[j * a->n_free + f] * out->fit.beta[a->n_free + j];
    }
    for (size_t j = 0; j < a->q; j++)
        for (size_t m = 0; m < a->q; m++) {
            double sum = 0;
            for (size_t k = 0; k < a->q; k++) {
                double square = a->d[k] * a->d[k] + out->penalty;
                sum += square > 0 ? a->v[k * a->q + j] * a->v[k * a->q + m] / square : 0;
            }
            out->fit.inverse[(a->n_free + j) * p + a->n_free + m] = sum / (a->spread[j] * a->spread[m]);
        }
}

/* The rest of the inverse: of the free columns, and of them with the others. */
static void complete_inverse(const parts *a, double *inverse)
{
    size_t f = a->n_free, p = f + a->q;

    for (size_t i = 0; i < f; i++)
        for (size_t j = 0; j < a->q; j++) {
            double sum = 0;
            for (size_t k = 0; k < a->q; k++)
                sum -= a->across[k * f + i] * inverse[(f + k) * p + f + j];
            inverse[i * p + f + j] = inverse[(f + j) * p + i] = sum;
        }
    for (size_t i = 0; i < f; i++)
        for (size_t j = 0; j < f; j++) {
            double sum = a->free.inverse[i * f + j];
            for (size_t k = 0; k < a->q; k++)
                sum -= inverse[i * p + f + k] * a->across[k * f + j];
            inverse[i * p + j] = sum;
        }
}

static mkba_status check(const mkba_i_ridge *made, mkba_error *error)
{
    bool finite = isfinite(made->fit.rss) && isfinite(made->edf);

    for (size_t j = 0; j < made->fit.p; j++)
        finite = finite && isfinite(made->fit.beta[j]) && isfinite(made->fit.inverse[j * made->fit.p + j]);
    return finite ? MKBA_OK
                  : mkba_i_fail(error, MKBA_ERROR_EVALUATION, "design", "the fit is beyond the range of a double");
}

mkba_status mkba_i_ridge_fit(mkba_i_arena *arena, const mkba_i_design *design, size_t n_free, mkba_i_penalty choice,
                             double given, double tolerance, mkba_i_ridge *out, mkba_error *error)
{
    parts a = {.error = error};
    mkba_i_ridge made = {.penalty = given};
    mkba_status status = mkba_i_least_squares_new(arena, design->n, design->p, &made.fit, error);

    if (status == MKBA_OK)
        status = make_room(arena, design, n_free, &a);
    if (status == MKBA_OK && choice == MKBA_I_PENALTY_GIVEN && !(given > 0)) /* then rank counts, and is named */
        status = mkba_i_least_squares_fit(design, tolerance, &made.fit, error);
    if (status == MKBA_OK)
        status = take_free_out(arena, design, tolerance, &a, &made.fit.dependent);
    if (status != MKBA_OK) {
        out->fit = made.fit;
        return status;
    }
    for (size_t i = 0; i < design->n; i++)
        for (size_t j = 0; j < design->p; j++)
            made.fit.rows[i * design->p + j] =
                (design->weights == NULL ? 1 : sqrt(design->weights[i])) * design->x[i * design->p + j];
    decompose(&a);
    double penalty = choice == MKBA_I_PENALTY_GIVEN ? given : choose(&a, choice, &made);
    look(&a, penalty, &made);
    find_beta(&a, &made);
    complete_inverse(&a, made.fit.inverse);
    status = check(&made, error);
    if (status == MKBA_OK)
        *out = made;
    return status;
}
