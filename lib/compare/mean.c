/* Means and medians of samples: see proportion.h. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/table.h"
#include "compare/arrays.h"
#include "compare/interval.h"
#include "compare/mean.h"
#include "stat/order.h"
#include "stat/quantile.h"

#define MOST_VALUES ((size_t) 1000 * 1000)
#define LEAST_DF 1e-3 /* of Student's t */
#define MOST_DF 1e10

/* ---- means ----------------------------------------------------------------------------------------------- */

double mkba_i_mean_error(double sd, double n, double population, double design_effect)
{
    double rest = population > 0 ? fmax(1 - n / population, 0) : 1;

    return sd / sqrt(n / design_effect) * sqrt(rest);
}

bool mkba_i_mean_interval(double mean, double sd, double n, double population, const mkba_interval_options *options,
                          mkba_i_bounds *out)
{
    double reach = mkba_i_mean_error(sd, n, population, options->design_effect);
    bool whole = population > 0 && population <= n;

    *out = (mkba_i_bounds){mean, mean, mean};
    if (whole)
        return true;
    if (!(n - 1 >= LEAST_DF))
        return false;
    reach *= mkba_i_student_quantile((1 + options->level) / 2, fmin(n - 1, MOST_DF));
    *out = (mkba_i_bounds){mean, mean - reach, mean + reach};
    return true;
}

static mkba_status check_means(const mkba_i_array *arrays, size_t n_arrays, mkba_error *error)
{
    mkba_status status = mkba_i_arrays_check(arrays, n_arrays, error);

    for (size_t i = 0; status == MKBA_OK && n_arrays > 3 && i < arrays[0].n; i++)
        if (arrays[3].values[i] < arrays[2].values[i])
            status = mkba_i_element_fail("population", i, "a population is at least the sample out of it",
                                         arrays[3].values[i], error);
    return status;
}

static mkba_status write_mean(mkba_i_row *row, size_t i, const mkba_i_array *arrays, bool known,
                              const mkba_interval_options *options)
{
    double mean = arrays[0].values[i], n = arrays[2].values[i], population = known ? arrays[3].values[i] : 0;
    mkba_i_bounds made = {0};
    bool has = mkba_i_mean_interval(mean, arrays[1].values[i], n, population, options, &made);

    if (!isfinite(made.lower) || !isfinite(made.upper))
        return mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, "means",
                           "the interval of means[%zu] is beyond the range of a double", i);
    mkba_i_row_real(row, mean);
    mkba_i_row_real(row, arrays[1].values[i]);
    mkba_i_row_real(row, n);
    if (has) {
        mkba_i_row_real(row, made.lower);
        mkba_i_row_real(row, made.upper);
    } else {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
    }
    mkba_i_row_boolean(row, n < options->small && !(population > 0 && population <= n));
    mkba_i_row_next(row);
    return row->status;
}

mkba_status mkba_mean_interval(const double *means, size_t n_means, const double *sds, size_t n_sds,
                               const double *sizes, size_t n_sizes, const double *population, size_t n_population,
                               const mkba_interval_options *options, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"mean", MKBA_COLUMN_REAL, NULL},  {"sd", MKBA_COLUMN_REAL, NULL},
                                            {"n", MKBA_COLUMN_REAL, "1"},      {"lower", MKBA_COLUMN_REAL, NULL},
                                            {"upper", MKBA_COLUMN_REAL, NULL}, {"small", MKBA_COLUMN_BOOLEAN, NULL}};
    const mkba_i_array arrays[] = {
        {"means", means, n_means, -HUGE_VAL, false, "a mean is a finite number"},
        {"sds", sds, n_sds, 0, false, "a standard deviation is a finite number, at least 0"},
        {"sizes", sizes, n_sizes, 1, false, "the size of a sample is a finite number, at least 1"},
        {"population", population, n_population, 0, true, "a population is a finite number above 0"}};
    bool known = population != NULL || n_population > 0;
    mkba_interval_options taken;
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_interval_options(options, &taken, error);
    if (status == MKBA_OK)
        status = check_means(arrays, known ? 4 : 3, error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("means", columns, sizeof columns / sizeof *columns, n_means, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; status == MKBA_OK && i < n_means; i++)
        status = write_mean(&row, i, arrays, known, &taken);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- medians --------------------------------------------------------------------------------------------- */

/* The largest k for which 1 - 2 P(B < k) >= level, B binomial(n, 1/2); 0 when there is none. */
static size_t rank_of(size_t n, double level, double *coverage)
{
    size_t low = 0, high = n / 2 + 1; /* low holds, high does not: P(B < n / 2 + 1) >= 1/2 */

    while (high - low > 1) {
        size_t k = low + (high - low) / 2;
        double covered = 1 - 2 * mkba_i_binomial_cdf((double) k - 1, (double) n, 0.5);
        if (covered >= level)
            low = k;
        else
            high = k;
    }
    *coverage = low > 0 ? 1 - 2 * mkba_i_binomial_cdf((double) low - 1, (double) n, 0.5) : 0;
    return low;
}

static mkba_status check_values(const double *values, size_t n_values, double level, mkba_error *error)
{
    const mkba_i_array array = {"values", values, n_values, -HUGE_VAL, false, "a value is a finite number"};
    char text[MKBA_I_NUMBER_TEXT];

    if (!(level > 0.5 && level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level",
                           "level is above 0.5 and below 1, such as 0.95; it is %s", mkba_i_number_say(level, text));
    if (n_values == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "values", "a median needs at least one value");
    if (n_values > MOST_VALUES)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "values", "%zu values are more than the %zu that are read",
                           n_values, MOST_VALUES);
    return mkba_i_arrays_check(&array, 1, error);
}

static mkba_status write_median(const double *sorted, size_t n, double level, mkba_table *made, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(made, error);
    double coverage = 0;
    size_t k = rank_of(n, level, &coverage);

    mkba_i_row_integer(&row, (int64_t) n);
    mkba_i_row_real(&row, mkba_i_quantile_sorted(sorted, n, 0.5));
    if (k > 0) {
        mkba_i_row_real(&row, sorted[k - 1]);
        mkba_i_row_real(&row, sorted[n - k]);
        mkba_i_row_real(&row, coverage);
    } else {
        mkba_i_row_missing(&row);
        mkba_i_row_missing(&row);
        mkba_i_row_missing(&row);
    }
    mkba_interval_options options;
    mkba_interval_options_init(&options);
    mkba_i_row_boolean(&row, (double) n < options.small);
    mkba_i_row_next(&row);
    return row.status;
}

mkba_status mkba_median_interval(const double *values, size_t n_values, double level, mkba_table **table,
                                 mkba_error *error)
{
    static const mkba_i_column columns[] = {{"n", MKBA_COLUMN_INTEGER, "1"},     {"median", MKBA_COLUMN_REAL, NULL},
                                            {"lower", MKBA_COLUMN_REAL, NULL},   {"upper", MKBA_COLUMN_REAL, NULL},
                                            {"coverage", MKBA_COLUMN_REAL, "1"}, {"small", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *made = NULL;
    double *sorted = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(values), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = check_values(values, n_values, level, error);
    if (status != MKBA_OK)
        return status;
    sorted = malloc(n_values * sizeof *sorted);
    status = sorted == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    if (status == MKBA_OK)
        status = mkba_i_table_new("median", columns, sizeof columns / sizeof *columns, 1, &made, error);
    if (status == MKBA_OK) {
        memcpy(sorted, values, n_values * sizeof *sorted);
        mkba_i_sort(sorted, n_values);
        status = write_median(sorted, n_values, level, made, error);
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    free(sorted);
    return status;
}
