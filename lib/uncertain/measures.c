/* What the measures on samples share: see measures.h. */
#include "base/exact.h"

#include "uncertain/measures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/options.h"
#include "base/roll.h"
#include "stat/quantile.h"

#define LEAST_RESAMPLES 20
#define MOST_RESAMPLES 100000
#define PLACE_TEXT 128 /* room for a name and two numbers in brackets */

/* ---- options --------------------------------------------------------------------------------------------- */

static const mkba_measure_options defaults = {.level = 0.95, .seed = 1};

void mkba_measure_options_init_size(mkba_measure_options *options, size_t size)
{
    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

static mkba_status check_options(const mkba_measure_options *options, mkba_error *error)
{
    char text[MKBA_I_NUMBER_TEXT];

    if (!(options->level > 0.5 && options->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level",
                           "level is above 0.5 and below 1, such as 0.95; it is %s",
                           mkba_i_number_say(options->level, text));
    if (options->resamples != 0 && (options->resamples < LEAST_RESAMPLES || options->resamples > MOST_RESAMPLES))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "resamples",
                           "resamples are 0 (the asymptotic formula) or %d to %d; they are %zu", LEAST_RESAMPLES,
                           MOST_RESAMPLES, options->resamples);
    if (options->parameters != NULL && options->n_parameters == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "parameters has no name: give at least one, or leave it out for all");
    return MKBA_OK;
}

mkba_status mkba_i_measure_options(const mkba_measure_options *options, mkba_measure_options *out, mkba_error *error)
{
    mkba_status status;

    *out = defaults;
    status = mkba_i_options_take(options, out, sizeof *out, "mkba_measure_options_init", error);
    return status == MKBA_OK ? check_options(out, error) : status;
}

/* ---- estimates ------------------------------------------------------------------------------------------- */

double mkba_i_measure_reach(double level)
{
    return mkba_i_normal_quantile((1 + level) / 2);
}

mkba_i_measured mkba_i_measured_of(double value, double error, double reach)
{
    return (mkba_i_measured){value, error, value - reach * error, value + reach * error};
}

void mkba_i_row_measured(mkba_i_row *row, const char *what, mkba_i_measured estimate)
{
    bool finite = isfinite(estimate.value) && isfinite(estimate.lower) && isfinite(estimate.upper);

    if (row->status == MKBA_OK && !finite)
        row->status = mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, what, "%s is beyond the range of a double", what);
    mkba_i_row_real(row, estimate.value);
    mkba_i_row_real(row, estimate.error);
    mkba_i_row_real(row, estimate.lower);
    mkba_i_row_real(row, estimate.upper);
}

/* ---- means ----------------------------------------------------------------------------------------------- */

double mkba_i_draws_mean(const double *values, size_t n)
{
    double mean = values[0];

    for (int pass = 0; pass < 2; pass++) { /* a first mean, then what is left of it */
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += values[i] - mean;
        mean += sum / (double) n;
    }
    return mean;
}

double mkba_i_draws_sd(const double *values, size_t n)
{
    double mean = mkba_i_draws_mean(values, n), squares = 0;

    for (size_t i = 0; i < n; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    return sqrt(squares / (double) (n - 1));
}

double mkba_i_draws_error(const double *values, size_t n)
{
    return mkba_i_draws_sd(values, n) / sqrt((double) n);
}

bool mkba_i_draws_vary(const double *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (values[i] != values[0])
            return true;
    return false;
}

/* ---- what a caller gives --------------------------------------------------------------------------------- */

mkba_status mkba_i_check_figures(const char *name, const double *values, size_t n, mkba_error *error)
{
    char where[PLACE_TEXT], number[MKBA_I_NUMBER_TEXT];

    for (size_t i = 0; i < n; i++) {
        if (isfinite(values[i]))
            continue;
        snprintf(where, sizeof where, "%s[%zu]", name, i);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is %s: a finite number is needed", where,
                           mkba_i_number_say(values[i], number));
    }
    return MKBA_OK;
}

static mkba_status check_samples(const char *name, const mkba_samples *samples, mkba_error *error)
{
    if (samples == NULL || samples->values == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s is NULL", name);
    if (samples->n_draws < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s has %zu draws: at least 2 are needed", name,
                           samples->n_draws);
    if (samples->n_columns < 1)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s has no column", name);
    return samples->n_draws > SIZE_MAX / sizeof(double) / samples->n_columns ? mkba_i_fail_memory(error) : MKBA_OK;
}

static mkba_status copy_column(const char *name, const mkba_samples *samples, size_t column, double *to,
                               mkba_error *error)
{
    char where[PLACE_TEXT], number[MKBA_I_NUMBER_TEXT];
    const double *from = samples->values + (ptrdiff_t) column * samples->column_stride;

    for (size_t i = 0; i < samples->n_draws; i++) {
        to[i] = from[(ptrdiff_t) i * samples->draw_stride];
        if (isfinite(to[i]))
            continue;
        snprintf(where, sizeof where, "%s[%zu][%zu]", name, i, column);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is %s: a finite number is needed", where,
                           mkba_i_number_say(to[i], number));
    }
    return MKBA_OK;
}

mkba_status mkba_i_columns_gather(const char *name, const mkba_samples *samples, mkba_i_columns *out, mkba_error *error)
{
    mkba_status status = check_samples(name, samples, error);
    double *values = NULL;

    if (status != MKBA_OK)
        return status;
    values = malloc(samples->n_draws * samples->n_columns * sizeof *values);
    status = values == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    for (size_t j = 0; status == MKBA_OK && j < samples->n_columns; j++)
        status = copy_column(name, samples, j, values + j * samples->n_draws, error);
    if (status == MKBA_OK)
        *out = (mkba_i_columns){samples->n_draws, samples->n_columns, values};
    else
        free(values);
    return status;
}

static mkba_status check_name(const char *what, const char *const *names, size_t i, mkba_i_roll *roll,
                              mkba_error *error)
{
    char where[PLACE_TEXT];

    snprintf(where, sizeof where, "%s[%zu]", what, i);
    if (names[i] == NULL || *names[i] == '\0')
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is empty: a name is needed", where);
    if (mkba_i_roll_find(roll, names[i]) != MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s, \"%s\", is there twice", where, names[i]);
    return mkba_i_roll_add(roll, names[i]) ? MKBA_OK : mkba_i_fail_memory(error);
}

mkba_status mkba_i_check_names(const char *name, const char *const *names, size_t n_names, size_t wanted,
                               mkba_error *error)
{
    mkba_i_roll roll = {0};
    mkba_status status = MKBA_OK;

    if (names == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s is NULL", name);
    if (n_names != wanted)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%zu %s for %zu columns: one for each is needed", n_names,
                           name, wanted);
    for (size_t i = 0; status == MKBA_OK && i < n_names; i++)
        status = check_name(name, names, i, &roll, error);
    mkba_i_roll_free(&roll);
    return status;
}
