/* Proportions of samples as tables; documented in mkba/compare_service.h. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>

#include "base/table.h"
#include "compare/samples_interval.h"
#include "compare/shared_arrays.h"
#include "stat/quantile.h"

#define LEAST_TRIALS 1e-6

/* The samples of a call. */
typedef struct samples {
    const char *names[3];
    const double *successes, *trials, *population; /* population may be NULL */
    size_t n, n_trials, n_population;
} samples;

static mkba_status check_sample(const samples *given, size_t i, mkba_error *error)
{
    if (given->trials[i] < LEAST_TRIALS)
        return mkba_i_element_fail(given->names[1], i, "trials are at least a millionth", given->trials[i], error);
    if (given->successes[i] > given->trials[i])
        return mkba_i_element_fail(given->names[0], i, "successes are at most the trials", given->successes[i], error);
    if (given->population != NULL && given->population[i] < given->trials[i])
        return mkba_i_element_fail(given->names[2], i, "a population is at least the trials out of it",
                                   given->population[i], error);
    if (given->population != NULL && given->population[i] > given->trials[i] && !(given->population[i] > 1))
        return mkba_i_element_fail(given->names[2], i, "a population out of which a part was asked is above 1",
                                   given->population[i], error);
    return MKBA_OK;
}

static mkba_status check_samples(const samples *given, mkba_error *error)
{
    const mkba_i_array arrays[] = {
        {given->names[0], given->successes, given->n, 0, false, "successes are a finite number, at least 0"},
        {given->names[1], given->trials, given->n_trials, 0, true, "trials are a finite number above 0"},
        {given->names[2], given->population, given->n_population, 0, true, "a population is a finite number above 0"}};
    size_t n_arrays = given->population == NULL && given->n_population == 0 ? 2 : 3;
    mkba_status status = mkba_i_arrays_check(arrays, n_arrays, error);

    for (size_t i = 0; status == MKBA_OK && i < given->n; i++)
        status = check_sample(given, i, error);
    return status;
}

/* How every table of samples begins: what was given is checked, the options taken. */
static mkba_status take(const samples *given, const mkba_interval_options *options, mkba_table **table,
                        mkba_interval_options *taken, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_interval_options(options, taken, error);
    return status == MKBA_OK ? check_samples(given, error) : status;
}

static mkba_i_sample sample_at(const samples *given, size_t i, const mkba_interval_options *options)
{
    mkba_i_sample sample = {given->successes[i], given->trials[i], given->population == NULL ? 0 : given->population[i],
                            0};

    sample.effective = mkba_i_effective(sample.trials, sample.population, options->design_effect);
    return sample;
}

/* An effective size without end, of a whole population, is missing. */
static void write_effective(mkba_i_row *row, double effective)
{
    if (isinf(effective))
        mkba_i_row_missing(row);
    else
        mkba_i_row_real(row, effective);
}

static void write_sample(mkba_i_row *row, const mkba_i_sample *sample, const mkba_interval_options *options)
{
    mkba_i_bounds made = mkba_i_proportion(sample, options);

    mkba_i_row_real(row, sample->successes);
    mkba_i_row_real(row, sample->trials);
    mkba_i_row_real(row, made.at);
    mkba_i_row_real(row, made.lower);
    mkba_i_row_real(row, made.upper);
    write_effective(row, sample->effective);
    mkba_i_row_boolean(row, mkba_i_is_small(sample, options));
}

/* ---- one by one ------------------------------------------------------------------------------------------ */

mkba_status mkba_proportion_interval(const double *successes, size_t n_successes, const double *trials, size_t n_trials,
                                     const double *population, size_t n_population,
                                     const mkba_interval_options *options, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"successes", MKBA_COLUMN_REAL, "1"},  {"trials", MKBA_COLUMN_REAL, "1"},
                                            {"proportion", MKBA_COLUMN_REAL, "1"}, {"lower", MKBA_COLUMN_REAL, "1"},
                                            {"upper", MKBA_COLUMN_REAL, "1"},      {"effective", MKBA_COLUMN_REAL, "1"},
                                            {"small", MKBA_COLUMN_BOOLEAN, NULL}};
    const samples given = {
        {"successes", "trials", "population"}, successes, trials, population, n_successes, n_trials, n_population};
    mkba_interval_options taken;
    mkba_table *made = NULL;
    mkba_status status = take(&given, options, table, &taken, error);

    if (status == MKBA_OK)
        status = mkba_i_table_new("proportions", columns, sizeof columns / sizeof *columns, given.n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < given.n; i++) {
        mkba_i_sample sample = sample_at(&given, i, &taken);
        write_sample(&row, &sample, &taken);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- differences ----------------------------------------------------------------------------------------- */

static void write_difference(mkba_i_row *row, const mkba_i_sample *first, const mkba_i_sample *second,
                             const mkba_interval_options *options)
{
    mkba_i_bounds one = mkba_i_proportion(first, options), other = mkba_i_proportion(second, options);
    mkba_i_bounds difference = mkba_i_difference(&one, &other);

    mkba_i_row_real(row, one.at);
    mkba_i_row_real(row, other.at);
    mkba_i_row_real(row, difference.at);
    mkba_i_row_real(row, difference.lower);
    mkba_i_row_real(row, difference.upper);
    mkba_i_row_boolean(row, mkba_i_is_small(first, options) || mkba_i_is_small(second, options));
    mkba_i_row_next(row);
}

static mkba_status check_second(const samples *first, const samples *second, mkba_error *error)
{
    mkba_status status = check_samples(second, error);

    if (status == MKBA_OK && first->n != second->n)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, second->names[0],
                           "%s has %zu elements and %s has %zu: they must be equal", second->names[0], second->n,
                           first->names[0], first->n);
    return status;
}

mkba_status mkba_proportion_difference(const double *successes, size_t n_successes, const double *trials,
                                       size_t n_trials, const double *other_successes, size_t n_other_successes,
                                       const double *other_trials, size_t n_other_trials,
                                       const mkba_interval_options *options, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"first", MKBA_COLUMN_REAL, "1"}, {"second", MKBA_COLUMN_REAL, "1"}, {"difference", MKBA_COLUMN_REAL, "1"},
        {"lower", MKBA_COLUMN_REAL, "1"}, {"upper", MKBA_COLUMN_REAL, "1"},  {"small", MKBA_COLUMN_BOOLEAN, NULL}};
    const samples first = {{"successes", "trials", "population"}, successes, trials, NULL, n_successes, n_trials, 0};
    const samples second = {{"other_successes", "other_trials", "population"},
                            other_successes,
                            other_trials,
                            NULL,
                            n_other_successes,
                            n_other_trials,
                            0};
    mkba_interval_options taken;
    mkba_table *made = NULL;
    mkba_status status = take(&first, options, table, &taken, error);

    if (status == MKBA_OK)
        status = check_second(&first, &second, error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("differences", columns, sizeof columns / sizeof *columns, first.n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < first.n; i++) {
        mkba_i_sample one = sample_at(&first, i, &taken), other = sample_at(&second, i, &taken);
        write_difference(&row, &one, &other, &taken);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- pooled ---------------------------------------------------------------------------------------------- */

static double chi_squared_of(const samples *given, double p, const mkba_interval_options *options)
{
    double sum = 0;

    if (!(p > 0 && p < 1))
        return 0;
    for (size_t i = 0; i < given->n; i++) {
        double off = given->successes[i] / given->trials[i] - p;
        sum += given->trials[i] / options->design_effect * (off * off / (p * (1 - p)));
    }
    return sum;
}

static void write_heterogeneity(mkba_i_row *row, double chi_squared, double df)
{
    double p_value = df > 0 ? mkba_i_chi_squared_upper(chi_squared, df) : 1;

    mkba_i_row_real(row, chi_squared);
    mkba_i_row_integer(row, (int64_t) df);
    mkba_i_row_real(row, p_value);
    mkba_i_row_real(row, chi_squared > df ? (chi_squared - df) / chi_squared : 0);
}

/* All samples as one: its variance is that of the sum of theirs. */
static mkba_i_sample pool(const samples *given, const mkba_interval_options *options)
{
    mkba_i_sample pooled = {0};
    double variance = 0; /* of the sum of successes, over p (1 - p) */

    for (size_t i = 0; i < given->n; i++) {
        mkba_i_sample sample = sample_at(given, i, options);
        pooled.successes += sample.successes;
        pooled.trials += sample.trials;
        variance += sample.trials / sample.effective * sample.trials;
    }
    pooled.effective = variance > 0 ? pooled.trials / variance * pooled.trials : HUGE_VAL;
    return pooled;
}

mkba_status mkba_proportion_pooled(const double *successes, size_t n_successes, const double *trials, size_t n_trials,
                                   const double *population, size_t n_population, const mkba_interval_options *options,
                                   mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"samples", MKBA_COLUMN_INTEGER, "1"},  {"successes", MKBA_COLUMN_REAL, "1"},
        {"trials", MKBA_COLUMN_REAL, "1"},      {"proportion", MKBA_COLUMN_REAL, "1"},
        {"lower", MKBA_COLUMN_REAL, "1"},       {"upper", MKBA_COLUMN_REAL, "1"},
        {"effective", MKBA_COLUMN_REAL, "1"},   {"small", MKBA_COLUMN_BOOLEAN, NULL},
        {"chi_squared", MKBA_COLUMN_REAL, "1"}, {"df", MKBA_COLUMN_INTEGER, "1"},
        {"p_value", MKBA_COLUMN_REAL, "1"},     {"i_squared", MKBA_COLUMN_REAL, "1"}};
    const samples given = {
        {"successes", "trials", "population"}, successes, trials, population, n_successes, n_trials, n_population};
    mkba_i_sample pooled;
    mkba_interval_options taken;
    mkba_table *made = NULL;
    mkba_status status = take(&given, options, table, &taken, error);

    if (status == MKBA_OK && given.n == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "successes", "there is no sample to pool");
    if (status == MKBA_OK)
        status = mkba_i_table_new("pooled", columns, sizeof columns / sizeof *columns, 1, &made, error);
    if (status != MKBA_OK)
        return status;
    pooled = pool(&given, &taken);
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_integer(&row, (int64_t) given.n);
    write_sample(&row, &pooled, &taken);
    write_heterogeneity(&row, chi_squared_of(&given, pooled.successes / pooled.trials, &taken), (double) given.n - 1);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- weights --------------------------------------------------------------------------------------------- */

mkba_status mkba_effective_size(const double *weights, size_t n_weights, double *effective, mkba_error *error)
{
    const mkba_i_array array = {"weights", weights, n_weights, 0, false, "a weight is a finite number, at least 0"};
    double largest = 0, sum = 0, squares = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(weights), MKBA_I_GIVEN(effective));

    if (status == MKBA_OK)
        status = mkba_i_arrays_check(&array, 1, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < n_weights; i++)
        largest = fmax(largest, weights[i]);
    if (!(largest > 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "weights", "at least one weight is above 0");
    for (size_t i = 0; i < n_weights; i++) { /* as shares of the largest, so that no square overflows */
        sum += weights[i] / largest;
        squares += weights[i] / largest * (weights[i] / largest);
    }
    *effective = sum * sum / squares;
    return MKBA_OK;
}
