/** @file
 *  libmkba, money: discounting. Prices and units are converted inside a case (case.h). */
#ifndef MKBA_MONEY_H
#define MKBA_MONEY_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stretch of a discount scheme: from `from` years after the base year the (forward) yearly rate holds. */
typedef struct mkba_segment {
    double from;  ///< years after the base year; the first is 0, they ascend, need not be whole
    double rate;  ///< per year, above -1; 0.028 is 2.8 %
} mkba_segment;

/** Discount factors of a scheme given as segments.
 *
 *  D(tau) is the product over segments of (1 + rate)^-(length of [0, tau] inside the segment); for
 *  tau < 0 the first rate compounds upward, (1 + r)^-tau. Source: forward (declining) rates as in the
 *  HM Treasury Green Book 2022, annex A6, table 7; docs/how-a-figure-comes-about.md.
 *
 *  @param segments  n_segments of them, at least one
 *  @param tau       n_tau times in years from the base year, finite, not necessarily whole
 *  @param[out] out  n_out == n_tau factors
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT naming the element: no segment, first `from` not 0, not
 *          ascending, a rate not above -1, a number that is not finite, lengths that differ, or a
 *          factor beyond the range of a double
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_segments_factor(const mkba_segment *segments, size_t n_segments,
                                                       const double *tau, size_t n_tau, double *out, size_t n_out,
                                                       mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
