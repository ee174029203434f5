/* A Gaussian copula: see copula.h. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/number.h"
#include "stat/copula.h"
#include "stat/linear.h"
#include "stat/sampler.h"

#define PI_SIXTH 0x1.0c152382d7366p-1

/* What is not above this is not positive definite. */
#define SMALLEST_EIGENVALUE 1e-9

struct mkba_i_copula {
    size_t k;
    mkba_i_variant variant;
    mkba_i_sampler *normal;
    double factor[]; /* k x k, lower triangle */
};

#define MKBA_I_BODY "stat/copula_body.h"
#include "base/lanes_each.h"

/* ---- whether it can be --------------------------------------------------------------------------------------------- */

/* The names whose part in an eigenvector is at least half of the largest, as far as they fit. */
static void name_heaviest(const double *vector, size_t k, const char *const *names, char *text, size_t size)
{
    double largest = 0.0;
    size_t length = 0;
    for (size_t i = 0; i < k; i++) {
        largest = fabs(vector[i]) > largest ? fabs(vector[i]) : largest;
    }
    for (size_t i = 0; i < k; i++) {
        if (fabs(vector[i]) >= largest / 2.0) {
            char one[80];
            int written = snprintf(one, sizeof one, "%s\"%.60s\"", length == 0 ? "" : ", ", names[i]);
            if (length + (size_t) written + sizeof ", ..." > size) {
                memcpy(text + length, ", ...", sizeof ", ...");
                return;
            }
            memcpy(text + length, one, (size_t) written + 1);
            length += (size_t) written;
        }
    }
}

static mkba_status say_indefinite(double value, const double *vector, size_t k, const char *const *names,
                                  bool as_normals, mkba_error *error)
{
    char number[MKBA_I_NUMBER_TEXT], heaviest[250];
    name_heaviest(vector, k, names, heaviest, sizeof heaviest);
    value = round(value * 1e6) / 1e6 + 0.0; /* no minus zero */
    return mkba_i_fail(
        error, MKBA_ERROR_CASE, "",
        "correlations like these cannot be together: the matrix%s is not positive definite, its smallest "
        "eigenvalue is %s and not above 0; weaken those of %s",
        as_normals ? ", made one of normal variables (2 sin(pi r / 6))," : "", mkba_i_number_say(value, number),
        heaviest);
}

static void to_normals(const double *rank, size_t k, double *normals)
{
    for (size_t i = 0; i < k * k; i++) {
        normals[i] = i % (k + 1) == 0 ? 1.0 : 2.0 * mkba_i_sin(rank[i] * PI_SIXTH);
    }
}

/* Where the matrix is at fault as it stands, it is that which is said. */
static mkba_status refuse(const double *rank, size_t k, const char *const *names, mkba_error *error)
{
    double *vector = calloc(k, (2 * k + 1) * sizeof *vector);
    if (vector == NULL) {
        return mkba_i_fail_memory(error);
    }
    double *normals = vector + k;
    double *work = normals + k * k;
    double value = 0.0;
    mkba_i_smallest_eigenvalue(rank, k, work, &value, vector);
    bool as_normals = value > SMALLEST_EIGENVALUE;
    if (as_normals) {
        to_normals(rank, k, normals);
        mkba_i_smallest_eigenvalue(normals, k, work, &value, vector);
    }
    mkba_status status = say_indefinite(value, vector, k, names, as_normals, error);
    free(vector);
    return status;
}

mkba_status mkba_i_copula_check(const double *rank, size_t k, const char *const *names, mkba_error *error)
{
    double *factor = calloc(k, k * sizeof *factor);
    if (factor == NULL) {
        return mkba_i_fail_memory(error);
    }
    to_normals(rank, k, factor);
    mkba_status status = mkba_i_cholesky(factor, k, NULL, NULL);
    free(factor);
    return status == MKBA_OK ? MKBA_OK : refuse(rank, k, names, error);
}

/* ---- making and using one ------------------------------------------------------------------------------------------ */

mkba_status mkba_i_copula_make(const double *rank, size_t k, const char *const *names, mkba_i_variant variant,
                               mkba_i_copula **out, mkba_error *error)
{
    static const mkba_i_distribution NORMAL = {.family = MKBA_I_NORMAL, .a = 0.0, .b = 1.0};
    mkba_status status = MKBA_ERROR_MEMORY;
    mkba_i_copula *copula = calloc(1, sizeof *copula + k * k * sizeof copula->factor[0]);
    if (copula == NULL) {
        return mkba_i_fail_memory(error);
    }
    copula->k = k;
    copula->variant = variant;
    to_normals(rank, k, copula->factor);
    if (mkba_i_cholesky(copula->factor, k, NULL, NULL) == MKBA_OK) {
        status = mkba_i_sampler_make(&NORMAL, variant, &copula->normal, error);
    } else {
        status = refuse(rank, k, names, error);
    }
    if (status == MKBA_OK) {
        *out = copula;
    } else {
        mkba_i_copula_free(copula);
    }
    return status;
}

void mkba_i_copula_free(mkba_i_copula *copula)
{
    if (copula != NULL) {
        mkba_i_sampler_free(copula->normal);
        free(copula);
    }
}

void mkba_i_copula_apply(const mkba_i_copula *copula, double *const *u, size_t n)
{
    for (size_t j = 0; j < copula->k; j++) {
        mkba_i_sampler_draws(copula->normal, u[j], u[j], n);
    }
    for (size_t row = copula->k; row-- > 0;) { /* the last first: those before it still are normal numbers */
        MKBA_I_LANES_PICK(copula->variant, mix)(copula->factor + row * copula->k, row, u, n);
    }
}
