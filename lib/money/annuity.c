/* Annuity factors, and amounts spread over years by them. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "money/annuity.h"
#include "money/discount.h"
#include "money/flows.h"

static const char *const timings[] = {"begin", "mid", "end"};

MKBA_I_CHOICE(mkba_timing, timings, "timing", "timing")

mkba_status mkba_i_timing_check(mkba_timing timing, mkba_error *error)
{
    return (size_t) timing < MKBA_I_LENGTH(timings) ? MKBA_OK
                                                    : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "timing",
                                                                  "timing is one of mkba_timing, not %d", (int) timing);
}

mkba_status mkba_i_years_check(int years, mkba_error *error)
{
    if (years >= 1 && years <= MKBA_I_MOST_YEARS) {
        return MKBA_OK;
    }
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "years", "years is a whole number from 1 to %d, not %d",
                       MKBA_I_MOST_YEARS, years);
}

/* ---- annuity factors ----------------------------------------------------------------------------------------- */

static mkba_status check_years(const double *years, size_t n_years, double *most, mkba_error *error)
{
    char where[MKBA_I_PLACE_TEXT];
    *most = 0.0;
    for (size_t i = 0; i < n_years; i++) {
        if (!(years[i] >= 0.0 && years[i] <= MKBA_I_MOST_YEARS && years[i] == floor(years[i]))) {
            snprintf(where, sizeof where, "years[%zu]", i);
            return mkba_i_fail_value(where, "years is a whole number from 0 to " MKBA_I_MOST_YEARS_TEXT, years[i],
                                     error);
        }
        *most = years[i] > *most ? years[i] : *most;
    }
    return MKBA_OK;
}

static mkba_status check_arrays(const double *years, size_t n_years, const double *out, size_t n_out, mkba_error *error)
{
    if (n_out != n_years) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "out", "out has room for %zu factors and years has %zu numbers",
                           n_out, n_years);
    }
    return n_years > 0 ? MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(years), MKBA_I_GIVEN(out)) : MKBA_OK;
}

/* sums[n] is the factor of n years. */
static mkba_status add_up(const mkba_segment *segments, size_t n_segments, mkba_timing timing, size_t most,
                          double *sums, mkba_error *error)
{
    double offset = timing == MKBA_TIMING_BEGIN ? 0.0 : timing == MKBA_TIMING_MID ? 0.5 : 1.0;
    sums[0] = 0.0;
    for (size_t t = 0; t < most; t++) {
        sums[t + 1] = sums[t] + mkba_i_segments_factor_at(segments, n_segments, (double) t + offset);
        if (!isfinite(sums[t + 1])) {
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "years",
                               "the annuity factor of %zu years is beyond the range of a double", t + 1);
        }
    }
    return MKBA_OK;
}

mkba_status mkba_annuity(const mkba_segment *segments, size_t n_segments, mkba_timing timing, const double *years,
                         size_t n_years, double *out, size_t n_out, mkba_error *error)
{
    double most = 0.0;
    mkba_status status = mkba_i_segments_check(segments, n_segments, error);
    if (status == MKBA_OK) {
        status = mkba_i_timing_check(timing, error);
    }
    if (status == MKBA_OK) {
        status = check_arrays(years, n_years, out, n_out, error);
    }
    if (status == MKBA_OK) {
        status = check_years(years, n_years, &most, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    double *sums = malloc(((size_t) most + 1) * sizeof *sums);
    if (sums == NULL) {
        return mkba_i_fail_memory(error);
    }
    status = add_up(segments, n_segments, timing, (size_t) most, sums, error);
    for (size_t i = 0; i < n_years && status == MKBA_OK; i++) {
        out[i] = sums[(size_t) years[i]];
    }
    free(sums);
    return status;
}

mkba_status mkba_annual_equivalent(double pv, const mkba_segment *segments, size_t n_segments, mkba_timing timing,
                                   int years, double *equivalent, mkba_error *error)
{
    double factor = 0.0;
    double number = (double) years;
    mkba_status status = mkba_i_finite_check(pv, "pv", error);
    if (status == MKBA_OK) {
        status = mkba_i_years_check(years, error);
    }
    if (status == MKBA_OK) {
        status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(equivalent));
    }
    if (status == MKBA_OK) {
        status = mkba_annuity(segments, n_segments, timing, &number, 1, &factor, 1, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    double result = pv / factor;
    if (!isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "pv", "the annual equivalent is beyond the range of a double");
    }
    *equivalent = result;
    return MKBA_OK;
}
