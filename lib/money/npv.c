/* Net present values, and rates that follow from two of them. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/pair.h"
#include "money/discount.h"
#include "money/flows.h"
#include "money/npv.h"

#define WAYS 2   /* sums over periods that go on side by side */
#define BLOCK 64 /* flows at a time where neighbours in memory are flows, not periods */

mkba_status mkba_i_tau_factors(const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau,
                               size_t n_periods, double *factors, mkba_error *error)
{
    mkba_status status = mkba_i_segments_check(segments, n_segments, error);
    if (status == MKBA_OK) {
        status = mkba_i_tau_check(tau, n_tau, n_periods, error);
    }
    for (size_t k = 0; k < n_periods && status == MKBA_OK; k++) {
        double moment = mkba_i_tau_at(tau, k);
        status = mkba_segments_factor(segments, n_segments, &moment, 1, &factors[k], 1, error);
        if (status != MKBA_OK && error != NULL) {
            snprintf(error->where, sizeof error->where, "tau[%zu]", k);
        }
    }
    return status;
}

/* The last period of an odd number belongs to the even ones, which start from 0. */
static double finish(mkba_i_pair sums, double last)
{
    double both[2];
    memcpy(both, &sums, sizeof both);
    return (both[0] + last) + both[1];
}

/* Four flows whose periods are neighbours in memory. */
static void sum_four(const double *values, ptrdiff_t stride, const double *factors, size_t n, double out[4])
{
    const double *a = values;
    const double *b = a + stride;
    const double *c = b + stride;
    const double *d = c + stride;
    mkba_i_pair sums[4];
    memset(sums, 0, sizeof sums);
    for (size_t k = 0; k + 2 <= n; k += 2) {
        mkba_i_pair factor = mkba_i_pair_load(factors + k);
        sums[0] = mkba_i_pair_add_product(sums[0], mkba_i_pair_load(a + k), factor);
        sums[1] = mkba_i_pair_add_product(sums[1], mkba_i_pair_load(b + k), factor);
        sums[2] = mkba_i_pair_add_product(sums[2], mkba_i_pair_load(c + k), factor);
        sums[3] = mkba_i_pair_add_product(sums[3], mkba_i_pair_load(d + k), factor);
    }
    for (size_t i = 0; i < 4; i++) {
        out[i] =
            finish(sums[i], n % 2 == 1 ? values[(ptrdiff_t) i * stride + (ptrdiff_t) n - 1] * factors[n - 1] : 0.0);
    }
}

/* A flow with any stride. */
static double sum_flow(const double *values, ptrdiff_t stride, const double *factors, size_t n)
{
    double even = 0.0;
    double odd = 0.0;
    for (size_t k = 0; k + 2 <= n; k += 2) {
        even += values[(ptrdiff_t) k * stride] * factors[k];
        odd += values[(ptrdiff_t) (k + 1) * stride] * factors[k + 1];
    }
    return (even + (n % 2 == 1 ? values[(ptrdiff_t) (n - 1) * stride] * factors[n - 1] : 0.0)) + odd;
}

static void sum_flows(const mkba_flows *flows, const double *factors, double *out)
{
    size_t n = flows->n_periods;
    size_t i = 0;
    for (; flows->period_stride == 1 && i + 4 <= flows->n_flows; i += 4) {
        sum_four(flows->values + (ptrdiff_t) i * flows->flow_stride, flows->flow_stride, factors, n, &out[i]);
    }
    for (; i < flows->n_flows; i++) {
        out[i] = sum_flow(flows->values + (ptrdiff_t) i * flows->flow_stride, flows->period_stride, factors, n);
    }
}

/* Neighbours in memory are flows: the same sums in the same order, a block of flows at a time. */
static void sum_block(const mkba_flows *flows, size_t first, size_t n, const double *factors, double *out)
{
    double sums[WAYS][BLOCK] = {{0.0}};
    for (size_t k = 0; k < flows->n_periods; k++) {
        const double *values = flows->values + (ptrdiff_t) first + (ptrdiff_t) k * flows->period_stride;
        double *sum = sums[k % WAYS];
        for (size_t i = 0; i < n; i++) {
            sum[i] += values[i] * factors[k];
        }
    }
    for (size_t i = 0; i < n; i++) {
        out[first + i] = sums[0][i] + sums[1][i];
    }
}

static void sum_all(const mkba_flows *flows, const double *factors, double *out)
{
    if (flows->flow_stride != 1 || flows->period_stride == 1) {
        sum_flows(flows, factors, out);
        return;
    }
    for (size_t first = 0; first < flows->n_flows; first += BLOCK) {
        size_t left = flows->n_flows - first;
        sum_block(flows, first, left < BLOCK ? left : BLOCK, factors, out);
    }
}

/* Whether all are finite: 0 times any other is no number. Four at a time, because an addition waits for the last. */
static bool all_finite(const double *values, size_t n)
{
    double probes[4] = {0.0, 0.0, 0.0, 0.0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        for (size_t w = 0; w < 4; w++) {
            probes[w] += 0.0 * values[i + w];
        }
    }
    for (; i < n; i++) {
        probes[0] += 0.0 * values[i];
    }
    return probes[0] + probes[1] + probes[2] + probes[3] == 0.0;
}

/* An amount that is not finite makes its sum so: the values are looked at only then. */
static mkba_status check_sums(const mkba_flows *flows, const double *sums, mkba_error *error)
{
    char where[MKBA_I_PLACE_TEXT];
    if (all_finite(sums, flows->n_flows)) {
        return MKBA_OK;
    }
    for (size_t i = 0; i < flows->n_flows; i++) {
        if (isfinite(sums[i])) {
            continue;
        }
        mkba_status status = mkba_i_flows_check_values(flows, error);
        if (status != MKBA_OK) {
            return status;
        }
        snprintf(where, sizeof where, "flows[%zu]", i);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "the net present value of flow %zu is beyond the range of a double", i);
    }
    return MKBA_OK;
}

static mkba_status check_out(const mkba_flows *flows, const double *out, size_t n_out, mkba_error *error)
{
    if (n_out != flows->n_flows) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "out", "out has room for %zu values and there are %zu flows",
                           n_out, flows->n_flows);
    }
    return n_out > 0 ? MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(out)) : MKBA_OK;
}

/* Room for the factors and, so that `out` stays as it was on failure, for the sums. */
static double *make_room(const mkba_flows *flows)
{
    size_t n = flows->n_flows;
    size_t most = SIZE_MAX / sizeof(double);
    return n >= most - flows->n_periods ? NULL : malloc((n + flows->n_periods) * sizeof(double));
}

mkba_status mkba_npv(const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau,
                     const mkba_flows *flows, double *out, size_t n_out, mkba_error *error)
{
    mkba_status status = mkba_i_flows_check(flows, error);
    if (status == MKBA_OK) {
        status = check_out(flows, out, n_out, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    double *factors = make_room(flows);
    if (factors == NULL) {
        return mkba_i_fail_memory(error);
    }
    double *sums = factors + flows->n_periods;
    status = mkba_i_tau_factors(segments, n_segments, tau, n_tau, flows->n_periods, factors, error);
    if (status == MKBA_OK) {
        sum_all(flows, factors, sums);
        status = check_sums(flows, sums, error);
    }
    if (status == MKBA_OK && n_out > 0) {
        memcpy(out, sums, n_out * sizeof *out);
    }
    free(factors);
    return status;
}

/* ---- modified internal rate of return -------------------------------------------------------------------- */

static mkba_status mirr_of(const mkba_flows *flows, size_t i, double finance, double reinvest, double *rate,
                           mkba_error *error)
{
    char where[MKBA_I_PLACE_TEXT];
    double income = 0.0;
    double expenses = 0.0;
    double last = (double) (flows->n_periods - 1);
    for (size_t k = 0; k < flows->n_periods; k++) {
        double value = mkba_i_flow_value(flows, i, k);
        income += value > 0.0 ? value * mkba_i_exp((last - (double) k) * mkba_i_log1p(reinvest)) : 0.0;
        expenses -= value < 0.0 ? value * mkba_i_exp(-(double) k * mkba_i_log1p(finance)) : 0.0;
    }
    snprintf(where, sizeof where, "flows[%zu]", i);
    if (income == 0.0 || expenses == 0.0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "flow %zu has no modified rate of return: it takes both income and expenses", i);
    }
    double result = mkba_i_expm1(mkba_i_log(income / expenses) / last);
    if (!isfinite(income) || !isfinite(expenses) || !isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "the modified rate of return of flow %zu is beyond the range of a double", i);
    }
    *rate = result;
    return MKBA_OK;
}

static mkba_status check_mirr(const mkba_flows *flows, double finance, double reinvest, const double *out, size_t n_out,
                              mkba_error *error)
{
    mkba_status status = mkba_i_flows_check(flows, error);
    if (status == MKBA_OK && flows->n_periods < 2) {
        status =
            mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "flows", "a modified rate of return takes two periods or more");
    }
    if (status == MKBA_OK) {
        status = mkba_i_rate_check(finance, "finance_rate", error);
    }
    if (status == MKBA_OK) {
        status = mkba_i_rate_check(reinvest, "reinvest_rate", error);
    }
    if (status == MKBA_OK) {
        status = check_out(flows, out, n_out, error);
    }
    return status == MKBA_OK ? mkba_i_flows_check_values(flows, error) : status;
}

mkba_status mkba_mirr(const mkba_flows *flows, double finance_rate, double reinvest_rate, double *out, size_t n_out,
                      mkba_error *error)
{
    mkba_status status = check_mirr(flows, finance_rate, reinvest_rate, out, n_out, error);
    if (status != MKBA_OK || n_out == 0) {
        return status;
    }
    double *rates = calloc(n_out, sizeof *rates);
    if (rates == NULL) {
        return mkba_i_fail_memory(error);
    }
    for (size_t i = 0; i < n_out && status == MKBA_OK; i++) {
        status = mirr_of(flows, i, finance_rate, reinvest_rate, &rates[i], error);
    }
    if (status == MKBA_OK) {
        memcpy(out, rates, n_out * sizeof *out);
    }
    free(rates);
    return status;
}
