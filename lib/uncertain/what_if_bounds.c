/* Bounds and probabilities of parameters that move. */
#include "uncertain/what_if.h"

#include <math.h>

#include "base/exact.h"
#include "stat/distribution.h"

static mkba_status check_bounds(const mkba_bounds *bounds, size_t i, mkba_error *error)
{
    if (bounds->parameter == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "the parameter of bounds[%zu] must not be NULL", i);
    if (isfinite(bounds->low) && isfinite(bounds->high) && bounds->low < bounds->high)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds",
                       "the bounds of \"%.100s\" must be finite numbers, the first below the second",
                       bounds->parameter);
}

mkba_status mkba_i_what_if_bounds(const mkba_case *mkba, mkba_i_arena *arena, const mkba_bounds *bounds, size_t n,
                                  const mkba_bounds ***by_position, mkba_error *error)
{
    const mkba_bounds **found = mkba_i_arena_new(arena, mkba->model.parameter_names.n, sizeof *found);

    if (found == NULL)
        return mkba_i_fail_memory(error);
    if (n > 0 && bounds == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "bounds must not be NULL when n_bounds is above 0");
    for (size_t i = 0; i < n; i++) {
        size_t position = 0;
        mkba_status status = check_bounds(&bounds[i], i, error);

        if (status == MKBA_OK)
            status = mkba_i_case_parameter(mkba, bounds[i].parameter, "bounds", &position, error);
        if (status != MKBA_OK)
            return status;
        if (found[position] != NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "\"%.100s\" has bounds twice",
                               bounds[i].parameter);
        found[position] = &bounds[i];
    }
    *by_position = found;
    return MKBA_OK;
}

bool *mkba_i_what_if_bounded(const mkba_case *mkba, mkba_i_arena *arena, const mkba_bounds *const *by_position)
{
    size_t n = mkba->model.parameter_names.n;
    bool *bounded = mkba_i_arena_new(arena, n, sizeof *bounded);

    for (size_t i = 0; bounded != NULL && i < n; i++)
        bounded[i] = by_position[i] != NULL;
    return bounded;
}

/* The largest p whose quantile is at most x, by bisection: quantiles rise with p. */
double mkba_i_what_if_probability(const mkba_i_distribution *distribution, double x)
{
    double low = 0.0, high = 1.0;

    if (x < mkba_i_distribution_quantile(distribution, 0.0))
        return 0.0;
    if (x >= mkba_i_distribution_quantile(distribution, 1.0))
        return 1.0;
    for (int i = 0; i < 60; i++) {
        double middle = low + (high - low) / 2.0;

        if (mkba_i_distribution_quantile(distribution, middle) <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}
