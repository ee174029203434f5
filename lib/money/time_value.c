/* The time value of money: future value, present value, payment, periods, rate. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/number.h"
#include "money/annuity.h"
#include "money/flows.h"
#include "money/irr.h"

typedef struct input {
    const char *name;
    double value;
} input;

static mkba_status check(const input *inputs, size_t n, mkba_timing timing, const double *value, mkba_error *error)
{
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < n && status == MKBA_OK; i++) {
        status = mkba_i_finite_check(inputs[i].value, inputs[i].name, error);
    }
    if (status == MKBA_OK && timing != MKBA_TIMING_BEGIN && timing != MKBA_TIMING_END) {
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "timing",
                             "payments fall at the begin or the end of a period, not at %s", mkba_timing_name(timing));
    }
    return status == MKBA_OK ? MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(value)) : status;
}

/* "no rate settles payment 1, present_value 1, future_value 1" */
static mkba_status fail_unsettled(const char *what, const input *inputs, size_t n, mkba_error *error)
{
    char list[MKBA_ERROR_TEXT] = "";
    char number[MKBA_I_NUMBER_TEXT];
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s %s", i > 0 ? ", " : "", inputs[i].name,
                 mkba_i_number_say(inputs[i].value, number));
    }
    return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "%s %s", what, list);
}

static mkba_status check_periods(double n_periods, bool some, mkba_error *error)
{
    if (n_periods > 0.0 || (n_periods == 0.0 && !some)) {
        return MKBA_OK;
    }
    return mkba_i_fail_value(
        "n_periods", some ? "n_periods is a number above 0" : "n_periods is a number of at least 0", n_periods, error);
}

static mkba_status give(double result, double *value, const char *what, mkba_error *error)
{
    if (!isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "there is no %s within the range of a double", what);
    }
    *value = result;
    return MKBA_OK;
}

/* What 1 per period has grown to: (1 + rate w) ((1 + rate)^n - 1) / rate. */
static double grown(double rate, double n, mkba_timing timing)
{
    double begin = timing == MKBA_TIMING_BEGIN ? 1.0 + rate : 1.0;
    return rate == 0.0 ? n : begin * mkba_i_expm1(n * mkba_i_log1p(rate)) / rate;
}

mkba_status mkba_future_value(double rate, double n_periods, double payment, double present_value, mkba_timing timing,
                              double *value, mkba_error *error)
{
    input inputs[] = {{"n_periods", n_periods}, {"payment", payment}, {"present_value", present_value}};
    mkba_status status = check(inputs, 3, timing, value, error);
    status = status == MKBA_OK ? mkba_i_rate_check(rate, "rate", error) : status;
    status = status == MKBA_OK ? check_periods(n_periods, false, error) : status;
    if (status != MKBA_OK) {
        return status;
    }
    double result =
        -present_value * mkba_i_exp(n_periods * mkba_i_log1p(rate)) - payment * grown(rate, n_periods, timing);
    return give(result, value, "future value", error);
}

mkba_status mkba_present_value(double rate, double n_periods, double payment, double future_value, mkba_timing timing,
                               double *value, mkba_error *error)
{
    input inputs[] = {{"n_periods", n_periods}, {"payment", payment}, {"future_value", future_value}};
    mkba_status status = check(inputs, 3, timing, value, error);
    status = status == MKBA_OK ? mkba_i_rate_check(rate, "rate", error) : status;
    status = status == MKBA_OK ? check_periods(n_periods, false, error) : status;
    if (status != MKBA_OK) {
        return status;
    }
    double shrunk = mkba_i_exp(-n_periods * mkba_i_log1p(rate));
    double begin = timing == MKBA_TIMING_BEGIN ? 1.0 + rate : 1.0;
    double annuity = rate == 0.0 ? n_periods : begin * -mkba_i_expm1(-n_periods * mkba_i_log1p(rate)) / rate;
    return give(-future_value * shrunk - payment * annuity, value, "present value", error);
}

mkba_status mkba_payment(double rate, double n_periods, double present_value, double future_value, mkba_timing timing,
                         double *value, mkba_error *error)
{
    input inputs[] = {{"n_periods", n_periods}, {"present_value", present_value}, {"future_value", future_value}};
    mkba_status status = check(inputs, 3, timing, value, error);
    status = status == MKBA_OK ? mkba_i_rate_check(rate, "rate", error) : status;
    status = status == MKBA_OK ? check_periods(n_periods, true, error) : status;
    if (status != MKBA_OK) {
        return status;
    }
    double growth = mkba_i_exp(n_periods * mkba_i_log1p(rate));
    return give(-(future_value + present_value * growth) / grown(rate, n_periods, timing), value, "payment", error);
}

/* n log(1 + rate): with b = payment (1 + rate w) the log of (b - rate FV) / (b + rate PV), which is near 1 at a small
 * rate: then its distance from 1 is what has to be computed without cancelling. */
static double log_growth(double rate, double payment, double present_value, double future_value, mkba_timing timing)
{
    double paid = timing == MKBA_TIMING_BEGIN ? payment * (1.0 + rate) : payment;
    double start = paid + rate * present_value;
    double more = -rate * (future_value + present_value) / start;
    return fabs(more) < 0.5 ? mkba_i_log1p(more) : mkba_i_log((paid - rate * future_value) / start);
}

mkba_status mkba_periods(double rate, double payment, double present_value, double future_value, mkba_timing timing,
                         double *value, mkba_error *error)
{
    input inputs[] = {{"payment", payment}, {"present_value", present_value}, {"future_value", future_value}};
    mkba_status status = check(inputs, 3, timing, value, error);
    status = status == MKBA_OK ? mkba_i_rate_check(rate, "rate", error) : status;
    if (status != MKBA_OK) {
        return status;
    }
    double result = rate == 0.0 ? -(future_value + present_value) / payment
                                : log_growth(rate, payment, present_value, future_value, timing) / mkba_i_log1p(rate);
    if (result < 0.0) {
        return fail_unsettled("no number of periods settles", inputs, 3, error);
    }
    return give(result, value, "number of periods", error);
}

/* As a cash flow of n + 1 periods. */
static mkba_status solve_rate(size_t n, double payment, double present_value, double future_value, mkba_timing timing,
                              mkba_i_roots *roots, mkba_error *error)
{
    double *flows = malloc((n + 1) * sizeof *flows);
    if (flows == NULL) {
        return mkba_i_fail_memory(error);
    }
    for (size_t k = 0; k <= n; k++) {
        bool paid = timing == MKBA_TIMING_BEGIN ? k < n : k > 0;
        flows[k] = (paid ? payment : 0.0) + (k == 0 ? present_value : 0.0) + (k == n ? future_value : 0.0);
    }
    mkba_status status = mkba_i_irr(flows, n + 1, 1.0, roots, error);
    free(flows);
    if (status == MKBA_ERROR_ARGUMENT) {
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "there is no rate within the range of a double");
    }
    return status;
}

mkba_status mkba_rate(double n_periods, double payment, double present_value, double future_value, mkba_timing timing,
                      double *value, mkba_error *error)
{
    mkba_i_roots roots = {0};
    input inputs[] = {{"payment", payment}, {"present_value", present_value}, {"future_value", future_value}};
    mkba_status status = check(inputs, 3, timing, value, error);
    if (status != MKBA_OK) {
        return status;
    }
    if (!(n_periods >= 1.0 && n_periods <= MKBA_I_MOST_YEARS && n_periods == floor(n_periods))) {
        return mkba_i_fail_value("n_periods", "n_periods is a whole number from 1 to " MKBA_I_MOST_YEARS_TEXT,
                                 n_periods, error);
    }
    status = solve_rate((size_t) n_periods, payment, present_value, future_value, timing, &roots, error);
    if (status == MKBA_OK && roots.n == 1) {
        *value = roots.items[0].rate;
    } else if (status == MKBA_OK) {
        status = fail_unsettled(roots.every    ? "every rate settles"
                                : roots.n == 0 ? "no rate settles"
                                               : "more than one rate settles",
                                inputs, 3, error);
    }
    mkba_i_roots_free(&roots);
    return status;
}
