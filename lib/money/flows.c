/* Cash flows: see flows.h. */
#include "money/flows.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/number.h"

/* Elements between the first and the last of n that lie `stride` apart; false when that is beyond memory. */
static bool reach(size_t n, ptrdiff_t stride, size_t *elements)
{
    size_t size = stride < 0 ? (size_t) - (stride + 1) + 1 : (size_t) stride;
    if (n > 1 && size > 0 && n - 1 > (size_t) PTRDIFF_MAX / sizeof(double) / size) {
        return false;
    }
    *elements = n > 1 ? (n - 1) * size : 0;
    return true;
}

mkba_status mkba_i_flows_check(const mkba_flows *flows, mkba_error *error)
{
    size_t down = 0;
    size_t across = 0;
    if (flows == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "flows", "flows is NULL");
    }
    if (flows->n_periods == 0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "flows", "a flow has at least one period; flows has none");
    }
    if (flows->values == NULL && flows->n_flows > 0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "flows", "flows has no values: they are NULL");
    }
    if (!reach(flows->n_flows, flows->flow_stride, &down) || !reach(flows->n_periods, flows->period_stride, &across) ||
        down > (size_t) PTRDIFF_MAX / sizeof(double) - across) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "flows",
                           "%zu flows of %zu periods lie further apart than memory reaches: strides are in elements",
                           flows->n_flows, flows->n_periods);
    }
    return MKBA_OK;
}

mkba_status mkba_i_flows_check_values(const mkba_flows *flows, mkba_error *error)
{
    char where[MKBA_I_PLACE_TEXT];
    for (size_t i = 0; i < flows->n_flows; i++) {
        for (size_t k = 0; k < flows->n_periods; k++) {
            if (!isfinite(mkba_i_flow_value(flows, i, k))) {
                snprintf(where, sizeof where, "flows[%zu][%zu]", i, k);
                return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                                   "an amount is a finite number; that of flow %zu in period %zu is not", i, k);
            }
        }
    }
    return MKBA_OK;
}

static mkba_status fail_tau(size_t k, const char *sentence, double value, mkba_error *error)
{
    char where[MKBA_I_PLACE_TEXT];
    char number[MKBA_I_PLACE_TEXT];
    snprintf(where, sizeof where, "tau[%zu]", k);
    mkba_i_money_print(value, number);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s; it is %s", sentence, number);
}

mkba_status mkba_i_tau_check(const double *tau, size_t n_tau, size_t n_periods, mkba_error *error)
{
    if ((tau == NULL) != (n_tau == 0)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "tau", "times are given with their number, or NULL with 0");
    }
    if (tau != NULL && n_tau != n_periods) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "tau",
                           "tau has %zu times and a flow has %zu periods: they must be equal", n_tau, n_periods);
    }
    for (size_t k = 0; k < n_tau; k++) {
        if (!isfinite(tau[k])) {
            return fail_tau(k, "a time is a finite number of years", tau[k], error);
        }
        if (k > 0 && tau[k] <= tau[k - 1]) {
            return fail_tau(k, "times ascend, each after the one before it", tau[k], error);
        }
    }
    return MKBA_OK;
}

void mkba_i_money_print(double value, char text[MKBA_I_PLACE_TEXT])
{
    if (isfinite(value)) {
        mkba_i_number_print(value, text);
    } else {
        mkba_i_copy_text(text, MKBA_I_PLACE_TEXT, "a number that is not finite");
    }
}

mkba_status mkba_i_finite_check(double value, const char *name, mkba_error *error)
{
    return isfinite(value) ? MKBA_OK
                           : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s must be a finite number", name);
}

mkba_status mkba_i_rate_check(double rate, const char *name, mkba_error *error)
{
    char number[MKBA_I_PLACE_TEXT];
    if (isfinite(rate) && rate > -1.0) {
        return MKBA_OK;
    }
    mkba_i_money_print(rate, number);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name,
                       "%s is a finite number above -1, such as 0.028 for 2.8 %%; it is %s", name, number);
}
