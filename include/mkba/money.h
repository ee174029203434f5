/** @file
 *  libmkba, money: discounting, cash flows, annuities, units. */
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

/* ---- cash flows ------------------------------------------------------------------------------------------ */

/** Many cash flows of equal length: the amount of flow i in period k is
 *  values[i * flow_stride + k * period_stride]. Nothing is copied or owned. */
typedef struct mkba_flows {
    const double *values;     ///< finite amounts; income above 0, expenses below
    size_t n_flows;           ///< may be 0: then there are no results
    size_t n_periods;         ///< at least 1
    ptrdiff_t flow_stride;    ///< elements from a flow to the next; may be 0 or negative
    ptrdiff_t period_stride;  ///< elements from a period to the next; may be 0 or negative
} mkba_flows;

/** Net present value of each flow: sum over its periods of amount x D(tau), D as in mkba_segments_factor.
 *
 *  The order of the sum does not depend on strides: the even periods and the odd ones apart, then both.
 *
 *  @param segments  n_segments of them; one is a flat rate; those of a named scheme: mkba_catalog_scheme
 *  @param tau       n_tau == n_periods times in years, ascending; NULL with n_tau 0 is 0, 1, 2, ...
 *  @param[out] out  n_out == n_flows net present values; may overlap with the flows
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT naming the element ("flows[3][2]", "tau[1]", "segments[0].rate"), or the
 *          flow whose value is beyond the range of a double ("flows[3]"); MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_npv(const mkba_segment *segments, size_t n_segments, const double *tau,
                                           size_t n_tau, const mkba_flows *flows, double *out, size_t n_out,
                                           mkba_error *error);

/** Internal rates of return: every real rate r > -1 at which sum over k of amount_k (1 + r)^-(k step) is zero.
 *
 *  Columns: flow (from 0), kind, rate, low, high. low <= rate <= high. Kinds:
 *  - root: one simple root, certified: it is the only one in low..high. Widths are those that the signs of the
 *    value, with a running error bound (Higham 2002, algorithm 5.1), can show: a few units in the last place
 *    where the flow determines the rate well.
 *  - multiple: within low..high the value cannot be told from zero, so that there may be no root (they are
 *    missed by rounding), one, or several. Not told from zero: |value| <= 1.01 (2 n_periods + 4) 2^-53
 *    x the sum of |amount_k| (1 + r)^-(k step), which covers amounts that were rounded to doubles. `rate` is
 *    where the value is nearest to zero.
 *  - none: no root, certified. - every: all amounts are 0, any rate is a root. Both without rate, low, high.
 *  A flow has a row for each root, ascending, or one row. A rate nearer to -1 than a double can tell is given as
 *  the smallest double above -1, with low = -1.
 *
 *  Method: Descartes' rule of signs; one change of sign is one root, by Newton's iteration; more are isolated by
 *  halving intervals on which bounds of value and derivative show no root, or one.
 *
 *  @param step        years between periods, finite and above 0: 1 for years, 0.5 for half years
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT: an amount ("flows[3][2]") that is not finite, or more than a factor
 *          2^1000 smaller than the largest of its flow, or a rate beyond the range of a double ("flows[3]");
 *          MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_irr(const mkba_flows *flows, double step, mkba_table **table, mkba_error *error);

/** Modified internal rate of return of each flow, periods 0, 1, ..., n:
 *  (FV of income at reinvest_rate in period n / -PV of expenses at finance_rate)^(1/n) - 1.
 *  Source: Microsoft Excel, MIRR; numpy-financial 1.0, mirr.
 *
 *  @param[out] out  n_out == n_flows rates
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT: a flow of fewer than two periods, or without both income and expenses
 *          ("flows[3]": it has no such rate), what is not finite, a rate not above -1, a result beyond the range
 *          of a double; MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_mirr(const mkba_flows *flows, double finance_rate, double reinvest_rate,
                                            double *out, size_t n_out, mkba_error *error);

/** Payback: where the cumulative (discounted) balance of each flow crosses zero.
 *
 *  Columns: flow (from 0), kind, tau, interpolated, direction, is_payback. Kinds: crossing: the balance becomes
 *  >= 0 (direction `up`) or < 0 (`down`) at tau, or, the amount of that period spread evenly since the period
 *  before, at `interpolated`; never_negative: one row, paid back at the first tau; none: a last row of a flow whose
 *  balance ends below 0: it is never paid back (tau, interpolated, direction missing). Payback is the first tau
 *  after which the balance stays >= 0 (docs/case-format.md): is_payback. A balance of k + 1 flows counts as >= 0 when
 *  it is not below 0 by more than rounding can make it, (k + 8) 2^-53 times the sum of their sizes: -1 and ten times
 *  0.1 is paid back.
 *
 *  @param segments    as in mkba_npv; n_segments 0 for the simple payback, not discounted
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT as in mkba_npv; MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_payback(const mkba_segment *segments, size_t n_segments, const double *tau,
                                               size_t n_tau, const mkba_flows *flows, mkba_table **table,
                                               mkba_error *error);

/* ---- annuities and depreciation -------------------------------------------------------------------------- */

/** Where in the year an amount falls. */
typedef enum mkba_timing {
    MKBA_TIMING_BEGIN = 0,  ///< year t (from 0) at tau = t
    MKBA_TIMING_MID = 1,    ///< at t + 1/2
    MKBA_TIMING_END = 2     ///< at t + 1
} mkba_timing;

/** "begin", "mid", "end"; "unknown timing" for a number that is none. */
MKBA_API const char *mkba_timing_name(mkba_timing timing);
/** @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_timing_from_name(const char *name, mkba_timing *timing, mkba_error *error);

/** Annuity factors: the present value of 1 in each of so many years, sum over t = 0 ... years - 1 of D(t + offset),
 *  offset 0, 1/2 or 1 by the timing.
 *
 *  @param years     n_years whole numbers from 0 to 100 000
 *  @param[out] out  n_out == n_years factors
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT ("years[2]", "segments[0].rate", ...), also for a factor beyond the range of
 *          a double; MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_annuity(const mkba_segment *segments, size_t n_segments, mkba_timing timing,
                                               const double *years, size_t n_years, double *out, size_t n_out,
                                               mkba_error *error);

/** The yearly amount of which so many years have a present value: pv / annuity factor.
 *
 *  @param years            whole, 1 to 100 000
 *  @param[out] equivalent  per year, in the unit of pv
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT as in mkba_annuity, and for a result beyond the range of a double;
 *          MKBA_ERROR_MEMORY
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_annual_equivalent(double pv, const mkba_segment *segments, size_t n_segments,
                                                         mkba_timing timing, int years, double *equivalent,
                                                         mkba_error *error);

/** The yearly cost of equipment, depreciation and interest together:
 *  k = (V - R / (1 + i)^n) / a, a = (1 - (1 + i)^-n) / i, or n when i is 0.
 *  Source: Kostenhandleiding (Zorginstituut Nederland): methodology of costing research, equipment.
 *
 *  @param value        V, purchase (replacement) value, finite, at least 0
 *  @param residual     R, value at the end, from 0 to V
 *  @param years        n, life in whole years, 1 to 100 000
 *  @param rate         i, per year, above -1
 *  @param[out] yearly  k
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT naming the parameter, or for a result beyond the range of a double
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_equipment_annuity(double value, double residual, int years, double rate,
                                                         double *yearly, mkba_error *error);

/** How a thing loses its value. */
typedef enum mkba_depreciation_method {
    MKBA_DEPRECIATION_LINEAR = 0,  ///< the same depreciation every year, interest falls
    MKBA_DEPRECIATION_ANNUITY = 1  ///< the same total every year (mkba_equipment_annuity), depreciation grows
} mkba_depreciation_method;

/** "linear", "annuity"; "unknown method" for a number that is none. */
MKBA_API const char *mkba_depreciation_method_name(mkba_depreciation_method method);
/** @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_depreciation_method_from_name(const char *name, mkba_depreciation_method *method,
                                                                     mkba_error *error);

/** The years of a thing: columns year (1 ... n), depreciation, interest (rate x book value at the begin of the year),
 *  total (both), book_value (at the end). Parameters and statuses as in mkba_equipment_annuity; also
 *  MKBA_ERROR_MEMORY.
 *  @param[out] table  to be freed with mkba_table_free
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_depreciation(double value, double residual, int years, double rate,
                                                    mkba_depreciation_method method, mkba_table **table,
                                                    mkba_error *error);

/* ---- time value of money --------------------------------------------------------------------------------- */

/** The future value that solves the time value of money, the equation of the five functions from here on:
 *
 *  future_value + present_value (1 + rate)^n + payment (1 + rate w) ((1 + rate)^n - 1) / rate = 0, with w = 1 when
 *  payments fall at the begin of a period and 0 at its end; at rate 0 the last term is payment n. What is received is
 *  above 0, what is paid below. Source: OpenDocument v1.2 part 2, 6.12; numpy-financial 1.0.
 *  All: numbers finite, rate above -1, n_periods at least 0, timing begin or end.
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT naming the parameter; MKBA_ERROR_EVALUATION when there is no such value, or
 *          none within the range of a double
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_future_value(double rate, double n_periods, double payment, double present_value,
                                                    mkba_timing timing, double *value, mkba_error *error);
/** The present value; equation, ranges and statuses as in mkba_future_value. */
MKBA_API MKBA_CHECKED mkba_status mkba_present_value(double rate, double n_periods, double payment, double future_value,
                                                     mkba_timing timing, double *value, mkba_error *error);
/** The payment per period, n_periods above 0; the rest as in mkba_future_value. */
MKBA_API MKBA_CHECKED mkba_status mkba_payment(double rate, double n_periods, double present_value, double future_value,
                                               mkba_timing timing, double *value, mkba_error *error);
/** The number of periods, not necessarily whole; the rest as in mkba_future_value. */
MKBA_API MKBA_CHECKED mkba_status mkba_periods(double rate, double payment, double present_value, double future_value,
                                               mkba_timing timing, double *value, mkba_error *error);
/** The rate per period, n_periods whole, 1 to 100 000: the one root of the cash flow (mkba_irr). MKBA_ERROR_EVALUATION
 *  when it has none, or more than one; also MKBA_ERROR_MEMORY; the rest as in mkba_future_value. */
MKBA_API MKBA_CHECKED mkba_status mkba_rate(double n_periods, double payment, double present_value, double future_value,
                                            mkba_timing timing, double *value, mkba_error *error);

/* ---- units ----------------------------------------------------------------------------------------------- */

/** A value in another unit: units are products of symbols ("EUR/uur", "uur/client/jaar"); known are 60 minuut = 1 uur,
 *  1 dagdeel = 4 uur, 1 week = 7 etmaal, 12 maand = 1 jaar, 1 % = 0.01 (docs/case-format.md, "Units").
 *
 *  @param[out] converted  the value in `to_unit`
 *  @return MKBA_OK; MKBA_ERROR_UNIT when a unit cannot be read, or the two do not agree (both sides are shown);
 *          MKBA_ERROR_ARGUMENT
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_convert_unit(double value, const char *from_unit, const char *to_unit,
                                                    double *converted, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
