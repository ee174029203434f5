/* The logarithmic mean Divisia index: formulas and source are in mkba/compare_service.h. */
#include "base/exact.h"

#include "compare/decompose_lmdi.h"

#include <math.h>

#include <mkba/compare_service.h>

#include "base/elementary.h"
#include "base/table.h"
#include "compare/shared_arrays.h"

double mkba_i_log_mean(double a, double b)
{
    double relative = (a - b) / b;

    return a == b ? a : b * (relative / mkba_i_log1p(relative));
}

static double product(const double *factors, size_t n)
{
    double made = 1;

    for (size_t k = 0; k < n; k++)
        made *= factors[k];
    return made;
}

/* The change of a sum of products. */
typedef struct change {
    const double *start, *end;
    size_t n_items, n_factors;
    double from, to; /* the sums */
} change;

static mkba_status check_change(change *c, size_t n_start, size_t n_end, mkba_error *error)
{
    const mkba_i_array arrays[] = {{"start", c->start, n_start, 0, true, "a factor is a finite number above 0"},
                                   {"end", c->end, n_end, 0, true, "a factor is a finite number above 0"}};
    mkba_status status = mkba_i_arrays_check(arrays, 2, error);

    if (status != MKBA_OK)
        return status;
    if (c->n_factors == 0 || n_start == 0 || n_start % c->n_factors != 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, c->n_factors == 0 ? "n_factors" : "start",
                           "%zu numbers are not the %zu factors of one or more items", n_start, c->n_factors);
    c->n_items = n_start / c->n_factors;
    for (size_t i = 0; i < c->n_items; i++) {
        double from = product(c->start + i * c->n_factors, c->n_factors);
        double to = product(c->end + i * c->n_factors, c->n_factors);
        if (!(from > 0 && to > 0))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "start",
                               "the product of the factors of item %zu is beyond the range of a double", i);
        c->from += from;
        c->to += to;
    }
    if (isfinite(c->from) && isfinite(c->to))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "start", "the sum is beyond the range of a double");
}

static double contribution_of(const change *c, size_t factor)
{
    double sum = 0;

    for (size_t i = 0; i < c->n_items; i++) {
        const double *from = c->start + i * c->n_factors, *to = c->end + i * c->n_factors;
        double mean = mkba_i_log_mean(product(to, c->n_factors), product(from, c->n_factors));
        sum += mean * (mkba_i_log(to[factor]) - mkba_i_log(from[factor]));
    }
    return sum;
}

static mkba_status write_row(mkba_i_row *row, size_t factor, double contribution, double multiplier)
{
    if (!isfinite(contribution) || !isfinite(multiplier))
        return mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, "end", "a contribution is beyond the range of a double");
    if (factor > 0)
        mkba_i_row_integer(row, (int64_t) factor);
    else
        mkba_i_row_missing(row);
    mkba_i_row_real(row, contribution);
    mkba_i_row_real(row, multiplier);
    mkba_i_row_next(row);
    return row->status;
}

mkba_status mkba_lmdi(const double *start, size_t n_start, const double *end, size_t n_end, int n_factors,
                      mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"factor", MKBA_COLUMN_INTEGER, NULL},
                                            {"contribution", MKBA_COLUMN_REAL, NULL},
                                            {"multiplier", MKBA_COLUMN_REAL, "1"}};
    change c = {.start = start, .end = end, .n_factors = n_factors > 0 ? (size_t) n_factors : 0};
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(start), MKBA_I_GIVEN(end), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = check_change(&c, n_start, n_end, error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("lmdi", columns, sizeof columns / sizeof *columns, c.n_factors + 1, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; status == MKBA_OK && k < c.n_factors; k++) {
        double contribution = contribution_of(&c, k);
        status = write_row(&row, k + 1, contribution, mkba_i_exp(contribution / mkba_i_log_mean(c.to, c.from)));
    }
    if (status == MKBA_OK)
        status = write_row(&row, 0, c.to - c.from, c.to / c.from);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}
