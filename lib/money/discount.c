/* Discount factors of forward rates. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>

#include "base/elementary.h"
#include "base/number.h"
#include "money/discount.h"
#include "money/flows.h"

static mkba_status fail_segment(mkba_error *error, size_t i, const char *member, const char *sentence, double value)
{
    char where[MKBA_I_PLACE_TEXT];
    snprintf(where, sizeof where, "segments[%zu].%s", i, member);
    return mkba_i_fail_value(where, sentence, value, error);
}

static mkba_status check_segment(const mkba_segment *segments, size_t i, mkba_error *error)
{
    double from = segments[i].from;
    double rate = segments[i].rate;
    if (i == 0 && !(from == 0.0)) {
        return fail_segment(error, i, "from", "the first segment starts at 0", from);
    }
    if (!isfinite(from)) {
        return fail_segment(error, i, "from", "a segment starts at a finite number of years", from);
    }
    if (i > 0 && from <= segments[i - 1].from) {
        return fail_segment(error, i, "from", "a segment starts after the one before it", from);
    }
    if (!isfinite(rate) || rate <= -1.0) {
        return fail_segment(error, i, "rate", "a rate is a finite number above -1, such as 0.028 for 2.8 %", rate);
    }
    return MKBA_OK;
}

mkba_status mkba_i_segments_check(const mkba_segment *segments, size_t n_segments, mkba_error *error)
{
    if (segments == NULL || n_segments == 0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "segments", "a scheme has at least one segment");
    }
    for (size_t i = 0; i < n_segments; i++) {
        mkba_status status = check_segment(segments, i, error);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return MKBA_OK;
}

/* HM Treasury Green Book 2022, annex A6: D(tau) = product of (1 + r_i)^-(years of [0, tau] in segment i). As a sum
 * of logarithms, because log1p(r) keeps the digits of a small rate that 1 + r rounds off. */
double mkba_i_segments_factor_at(const mkba_segment *segments, size_t n_segments, double tau)
{
    if (tau <= 0.0) {
        return mkba_i_exp(-tau * mkba_i_log1p(segments[0].rate));
    }
    double sum = 0.0;
    for (size_t i = 0; i < n_segments && segments[i].from < tau; i++) {
        double end = i + 1 < n_segments && segments[i + 1].from < tau ? segments[i + 1].from : tau;
        sum += (end - segments[i].from) * mkba_i_log1p(segments[i].rate);
    }
    return mkba_i_exp(-sum);
}

static mkba_status check_arrays(const double *tau, size_t n_tau, const double *out, size_t n_out, mkba_error *error)
{
    if (n_out != n_tau) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "out",
                           "out has room for %zu factors and tau has %zu times: "
                           "they must be equal",
                           n_out, n_tau);
    }
    return n_tau > 0 ? MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(tau), MKBA_I_GIVEN(out)) : MKBA_OK;
}

static mkba_status fail_tau(mkba_error *error, size_t i, double tau)
{
    char where[MKBA_I_PLACE_TEXT];
    char number[MKBA_I_NUMBER_TEXT];
    snprintf(where, sizeof where, "tau[%zu]", i);
    if (!isfinite(tau)) {
        return mkba_i_fail_value(where, "a time is a finite number of years", tau, error);
    }
    mkba_i_number_print(tau, number);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                       "the discount factor %s years from the base year is beyond the range of a double", number);
}

mkba_status mkba_segments_factor(const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau,
                                 double *out, size_t n_out, mkba_error *error)
{
    mkba_status status = mkba_i_segments_check(segments, n_segments, error);
    if (status == MKBA_OK) {
        status = check_arrays(tau, n_tau, out, n_out, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    /* Two rounds, so that on failure `out` is as it was. */
    for (size_t i = 0; i < n_tau; i++) {
        double factor = isfinite(tau[i]) ? mkba_i_segments_factor_at(segments, n_segments, tau[i]) : 0.0;
        if (!isfinite(factor) || factor == 0.0) {
            return fail_tau(error, i, tau[i]);
        }
    }
    for (size_t i = 0; i < n_tau; i++) {
        out[i] = mkba_i_segments_factor_at(segments, n_segments, tau[i]);
    }
    return MKBA_OK;
}
