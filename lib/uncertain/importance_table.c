/* Regression- and rank-based measures of samples that a caller holds, as a table. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "uncertain/importance.h"

#define PLACE_TEXT 64

/* Everything of the measures of one call. */
typedef struct importance {
    mkba_i_columns x; /* those that vary */
    size_t *place;    /* where the caller has them */
    double *y;
    double *work;         /* n */
    mkba_i_linear *plain; /* k of figures, k of ranks */
    mkba_i_linear *ranks;
    double r_squared, rank_r_squared;
} importance;

static void free_importance(importance *made)
{
    free(made->x.values);
    free(made->place);
    free(made->y);
    free(made->work);
    free(made->plain);
}

static mkba_status check_shapes(const mkba_i_columns *x, const double *y, size_t n_y, mkba_error *error)
{
    if (n_y != x->n)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "y",
                           "y has %zu figures for %zu draws of x: one for each is needed", n_y, x->n);
    if (x->n < x->k + 4)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "x",
                           "x has %zu draws of %zu parameters: at least 4 draws more than parameters are needed", x->n,
                           x->k);
    return mkba_i_check_figures("y", y, n_y, error);
}

/* Copies, because columns are scaled and ranked in place. What does not vary takes no part in a regression. */
static mkba_status copy(const mkba_i_columns *x, const double *y, importance *out, mkba_error *error)
{
    size_t n = x->n, k = x->k;

    out->x = (mkba_i_columns){n, 0, malloc(n * k * sizeof(double))};
    out->place = malloc(k * sizeof *out->place);
    out->y = malloc(n * sizeof *out->y);
    out->work = malloc(n * sizeof *out->work);
    out->plain = calloc(2 * k, sizeof *out->plain);
    if (out->x.values == NULL || out->place == NULL || out->y == NULL || out->work == NULL || out->plain == NULL)
        return mkba_i_fail_memory(error);
    out->ranks = out->plain + k;
    for (size_t j = 0; j < k; j++) {
        if (!mkba_i_draws_vary(x->values + j * n, n))
            continue;
        memcpy(out->x.values + out->x.k * n, x->values + j * n, n * sizeof *x->values);
        out->place[out->x.k++] = j;
    }
    memcpy(out->y, y, n * sizeof *y);
    return MKBA_OK;
}

static mkba_status standardise(importance *of, const char *const *names, mkba_error *error)
{
    char where[PLACE_TEXT];

    for (size_t j = 0; j < of->x.k; j++) {
        if (mkba_i_standardise(of->x.values + j * of->x.n, of->x.n))
            continue;
        snprintf(where, sizeof where, "x[][%zu]", of->place[j]);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "the draws of \"%s\" vary too little, or beyond the range of a double: scale them",
                           names[of->place[j]]);
    }
    if (mkba_i_standardise(of->y, of->x.n))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "y",
                       "y does not vary, or beyond the range of a double: there is nothing to explain");
}

static mkba_status measure(importance *of, const char *const *names, bool ranked, mkba_error *error)
{
    size_t pivot = MKBA_I_NO_PIVOT;
    char where[PLACE_TEXT];
    mkba_status status = standardise(of, names, error);

    if (status == MKBA_OK && of->x.k > 0)
        status = mkba_i_linear_measures(&of->x, of->y, ranked ? of->ranks : of->plain,
                                        ranked ? &of->rank_r_squared : &of->r_squared, &pivot, error);
    if (pivot == MKBA_I_NO_PIVOT)
        return status;
    snprintf(where, sizeof where, "x[][%zu]", of->place[pivot]);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                       "the draws of \"%s\"%s follow from those of the parameters before it: leave one of them out",
                       names[of->place[pivot]], ranked ? ", as ranks," : "");
}

static void to_ranks(importance *of)
{
    for (size_t j = 0; j < of->x.k; j++)
        mkba_i_rank(of->x.values + j * of->x.n, of->x.n, of->work);
    mkba_i_rank(of->y, of->x.n, of->work);
}

/* Bonett and Wright, Psychometrika 65 (2000) 23, by the delta method from the scale of Fisher's z; `known` other
 * parameters are held fixed. */
static double rank_error(double r, size_t n, size_t known)
{
    return (1 - r * r) * sqrt((1 + r * r / 2) / ((double) (n - known) - 3));
}

static void write_measures(mkba_i_row *row, const importance *of, size_t j)
{
    const mkba_i_linear *plain = &of->plain[j], *ranks = &of->ranks[j];
    size_t n = of->x.n, k = of->x.k;

    mkba_i_row_real(row, plain->correlation);
    mkba_i_row_real(row, plain->correlation_error);
    mkba_i_row_real(row, plain->coefficient);
    mkba_i_row_real(row, plain->coefficient_error);
    mkba_i_row_real_if(row, plain->partial, plain->has_partial);
    mkba_i_row_real_if(row, plain->partial_error, plain->has_partial);
    mkba_i_row_real(row, ranks->correlation);
    mkba_i_row_real(row, rank_error(ranks->correlation, n, 0));
    mkba_i_row_real_if(row, ranks->partial, ranks->has_partial);
    mkba_i_row_real_if(row, ranks->has_partial ? rank_error(ranks->partial, n, k - 1) : 0, ranks->has_partial);
    mkba_i_row_real(row, plain->tolerance);
}

enum { OF_PARAMETER = 11, COEFFICIENT = 2 }; /* columns of measures before r_squared; the first of the coefficient */

/* With what does not vary nothing goes together; none of the spread of y is due to it. */
static void write_nothing(mkba_i_row *row)
{
    for (int i = 0; i < OF_PARAMETER; i++)
        mkba_i_row_real_if(row, 0, i == COEFFICIENT || i == COEFFICIENT + 1);
}

/* Rows go in the order of the caller's parameters: `next` of those that vary is the next. */
static void write_row(mkba_i_row *row, const importance *of, size_t j, const char *name, size_t *next)
{
    mkba_i_row_text(row, name);
    if (*next < of->x.k && of->place[*next] == j)
        write_measures(row, of, (*next)++);
    else
        write_nothing(row);
    mkba_i_row_real(row, of->r_squared);
    mkba_i_row_real(row, of->rank_r_squared);
    mkba_i_row_next(row);
}

mkba_status mkba_i_importance_table(bool alternatives, size_t n_rows, mkba_table **out, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"alternative", MKBA_COLUMN_TEXT, NULL},  {"parameter", MKBA_COLUMN_TEXT, NULL},
        {"correlation", MKBA_COLUMN_REAL, "1"},   {"correlation_error", MKBA_COLUMN_REAL, "1"},
        {"coefficient", MKBA_COLUMN_REAL, "1"},   {"coefficient_error", MKBA_COLUMN_REAL, "1"},
        {"partial", MKBA_COLUMN_REAL, "1"},       {"partial_error", MKBA_COLUMN_REAL, "1"},
        {"rank", MKBA_COLUMN_REAL, "1"},          {"rank_error", MKBA_COLUMN_REAL, "1"},
        {"partial_rank", MKBA_COLUMN_REAL, "1"},  {"partial_rank_error", MKBA_COLUMN_REAL, "1"},
        {"tolerance", MKBA_COLUMN_REAL, "1"},     {"r_squared", MKBA_COLUMN_REAL, "1"},
        {"rank_r_squared", MKBA_COLUMN_REAL, "1"}};
    size_t skipped = alternatives ? 0 : 1;

    return mkba_i_table_new("importance", columns + skipped, MKBA_I_LENGTH(columns) - skipped, n_rows, out, error);
}

mkba_status mkba_i_importance_write(mkba_i_row *row, const char *alternative, const mkba_i_columns *x, const double *y,
                                    const char *const *names, mkba_error *error)
{
    importance of = {0};
    size_t next = 0;
    mkba_status status = copy(x, y, &of, error);

    if (status == MKBA_OK)
        status = measure(&of, names, false, error);
    if (status == MKBA_OK) {
        to_ranks(&of);
        status = measure(&of, names, true, error);
    }
    for (size_t j = 0; status == MKBA_OK && j < x->k; j++) {
        if (alternative != NULL)
            mkba_i_row_text(row, alternative);
        write_row(row, &of, j, names[j], &next);
        status = row->status;
    }
    free_importance(&of);
    return status;
}

mkba_status mkba_importance(const mkba_samples *x, const double *y, size_t n_y, const char *const *names,
                            size_t n_names, mkba_table **table, mkba_error *error)
{
    mkba_i_columns columns = {0};
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(x), MKBA_I_GIVEN(y), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_check_names("names", names, n_names, x->n_columns, error);
    if (status == MKBA_OK)
        status = mkba_i_columns_gather("x", x, &columns, error);
    if (status == MKBA_OK)
        status = check_shapes(&columns, y, n_y, error);
    if (status == MKBA_OK)
        status = mkba_i_importance_table(false, columns.k, &made, error);
    if (status == MKBA_OK) {
        mkba_i_row row = mkba_i_row_start(made, error);
        status = mkba_i_importance_write(&row, NULL, &columns, y, names, error);
    }
    free(columns.values);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}
