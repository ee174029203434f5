#' Net present value and rates of return of cash flows
#'
#' The net present value is the sum over periods of amount times discount factor. Internal rates of return are all rates
#' above -1 at which it is zero.
#'
#' A rate of kind `root` is certified to be the only one in its bracket `low` to `high`. In the bracket of a `multiple` the
#' value cannot be told from zero, so that there may be no root, one, or several: it is at most `1.01 (2 n + 4) 2^-53` of
#' the sum of the discounted amounts in size, `n` the number of periods. `none` is certified too; `every` means that
#' all amounts are 0. The modified rate is `(future value of income at reinvest_rate / -present value of expenses at
#' finance_rate)^(1/n) - 1`, as in spreadsheets.
#'
#' @param rate one yearly rate (`0.0225`), the name of a scheme of [mkba_schemes()], or segments, as in
#'   [mkba_discount_factor()].
#' @param flows amounts, income above 0: a vector is one flow, a matrix or data frame has a flow in each row.
#' @param tau the time of each period in years, ascending; 0, 1, 2, ... when left out.
#' @param step years between periods.
#' @param finance_rate,reinvest_rate yearly rates.
#' @return `mkba_npv()` and `mkba_mirr()`: a number for each flow. `mkba_irr()`: for a vector all rates, ascending
#'   (`numeric(0)` when there is none); for several flows what `mkba_irr_table()` gives: a data frame with the columns
#'   `flow` (from 0), `kind`, `rate`, `low`, `high`.
#' @examples
#' mkba_npv(0.08, c(-40000, 5000, 8000, 12000, 30000))
#' mkba_irr(c(-1000, 2300, -1320))
#' mkba_irr_table(rbind(c(-100, 110), c(-100, -10)))
#' mkba_mirr(c(-100, 50, -60, 70), 0.10, 0.12)
#' @export
mkba_npv <- function(rate, flows, tau = NULL) {
  given <- as_flows(flows)
  raw_mkba_npv(segments_of(rate), as_times(tau), given, n_flows(given))
}

#' @rdname mkba_npv
#' @export
mkba_irr <- function(flows, step = 1) {
  given <- as_flows(flows)
  found <- table_frame(raw_mkba_irr(given, as_number(step, "step")))
  if (is.matrix(given)) return(found)
  if (found$kind[1] == "every") refuse_argument("flows", "amounts that are not all 0: any rate is a rate of return")
  found$rate[found$kind != "none"]
}

#' @rdname mkba_npv
#' @export
mkba_irr_table <- function(flows, step = 1) table_frame(raw_mkba_irr(as_flows(flows), as_number(step, "step")))

#' @rdname mkba_npv
#' @export
mkba_mirr <- function(flows, finance_rate, reinvest_rate) {
  given <- as_flows(flows)
  raw_mkba_mirr(given, as_number(finance_rate, "finance_rate"), as_number(reinvest_rate, "reinvest_rate"),
                n_flows(given))
}

#' Payback
#'
#' The first time after which the cumulative (discounted) balance stays at or above 0.
#'
#' @inheritParams mkba_npv
#' @param rate as in [mkba_npv()]; 0, when left out, is the simple payback.
#' @return `mkba_payback()`: a time for each flow, `NA` when it is never paid back. `mkba_payback_table()`: a data frame of
#'   every crossing of zero with the columns `flow` (from 0), `kind` (`crossing`; `never_negative`; `none`: a last row of a
#'   flow that is never paid back), `tau`, `interpolated` (the amount of the period spread evenly since the period
#'   before), `direction` (`up`, `down`), `is_payback`.
#' @examples
#' mkba_payback(c(-100, 40, 40, 40))
#' mkba_payback_table(c(-100, 40, 40, 40), rate = 0.05)
#' @export
mkba_payback <- function(flows, rate = 0, tau = NULL) {
  given <- as_flows(flows)
  found <- mkba_payback_table(given, rate, tau)
  found <- found[found$is_payback, ]
  found$tau[match(seq_len(n_flows(given)) - 1, found$flow)]
}

#' @rdname mkba_payback
#' @export
mkba_payback_table <- function(flows, rate = 0, tau = NULL) {
  table_frame(raw_mkba_payback(segments_of(rate), as_times(tau), as_flows(flows)))
}

#' Annuities and depreciation
#'
#' The annuity factor is the present value of 1 in each of so many years; the annual equivalent of a present value is
#' that value over the factor. The yearly cost of equipment, depreciation and interest together, is
#' `(V - R / (1 + i)^n) / a` with `a` the annuity factor of `n` years at rate `i`.
#'
#' @inheritParams mkba_npv
#' @param years whole numbers of years.
#' @param timing where in the year amounts fall: `"begin"`, `"mid"` or `"end"`.
#' @param pv a present value.
#' @param value purchase or replacement value.
#' @param residual value at the end, from 0 to `value`.
#' @param method `"linear"`: the same depreciation every year; `"annuity"`: the same total every year.
#' @return A number for each element of `years` (`mkba_annuity()`), one number, or a data frame with the columns `year`,
#'   `depreciation`, `interest` (over the book value at the begin of the year), `total`, `book_value` (at the end).
#'   For `mkba_equipment_annuity()` and `mkba_depreciation()` `rate` is one number.
#' @examples
#' mkba_annuity("NL-2026", c(10, 35))
#' mkba_annual_equivalent(1000, 0.0225, 10)
#' mkba_equipment_annuity(50000, 5000, 10, 0.025)
#' mkba_depreciation(1000, 200, 2, 0.05)
#' @export
mkba_annuity <- function(rate, years, timing = "end") {
  given <- as_doubles(years, "years")
  raw_mkba_annuity(segments_of(rate), as_text(timing, "timing"), given, length(given))
}

#' @rdname mkba_annuity
#' @export
mkba_annual_equivalent <- function(pv, rate, years, timing = "end") {
  raw_mkba_annual_equivalent(as_number(pv, "pv"), segments_of(rate), as_text(timing, "timing"), years)
}

#' @rdname mkba_annuity
#' @export
mkba_equipment_annuity <- function(value, residual, years, rate) {
  raw_mkba_equipment_annuity(as_number(value, "value"), as_number(residual, "residual"), years, as_number(rate, "rate"))
}

#' @rdname mkba_annuity
#' @export
mkba_depreciation <- function(value, residual, years, rate, method = "linear") {
  table_frame(raw_mkba_depreciation(as_number(value, "value"), as_number(residual, "residual"), years,
                                    as_number(rate, "rate"), as_text(method, "method")))
}

#' The time value of money
#'
#' Each function gives one of the five terms of
#' `future_value + present_value (1 + rate)^n + payment (1 + rate w) ((1 + rate)^n - 1) / rate = 0`, with `w` 1 for
#' payments at the begin of a period. What is received is above 0, what is paid below, as in spreadsheets.
#'
#' @param rate per period.
#' @param n_periods number of periods; whole for `mkba_rate()`.
#' @param payment per period.
#' @param present_value,future_value amounts now and at the end.
#' @param timing payments at the `"begin"` or the `"end"` of a period.
#' @return One number. A condition of class `mkba_error_evaluation` when there is none, or (a rate) more than one.
#' @examples
#' mkba_future_value(0.05 / 12, 120, -100, -100)
#' mkba_present_value(0.05 / 12, 120, -100, 15692.93)
#' mkba_payment(0.075 / 12, 180, 200000)
#' mkba_periods(0.07 / 12, -150, 8000)
#' mkba_rate(10, 0, -3500, 10000)
#' @export
mkba_future_value <- function(rate, n_periods, payment, present_value, timing = "end") {
  raw_mkba_future_value(as_number(rate, "rate"), as_number(n_periods, "n_periods"), as_number(payment, "payment"),
                        as_number(present_value, "present_value"), as_text(timing, "timing"))
}

#' @rdname mkba_future_value
#' @export
mkba_present_value <- function(rate, n_periods, payment, future_value = 0, timing = "end") {
  raw_mkba_present_value(as_number(rate, "rate"), as_number(n_periods, "n_periods"), as_number(payment, "payment"),
                         as_number(future_value, "future_value"), as_text(timing, "timing"))
}

#' @rdname mkba_future_value
#' @export
mkba_payment <- function(rate, n_periods, present_value, future_value = 0, timing = "end") {
  raw_mkba_payment(as_number(rate, "rate"), as_number(n_periods, "n_periods"),
                   as_number(present_value, "present_value"), as_number(future_value, "future_value"),
                   as_text(timing, "timing"))
}

#' @rdname mkba_future_value
#' @export
mkba_periods <- function(rate, payment, present_value, future_value = 0, timing = "end") {
  raw_mkba_periods(as_number(rate, "rate"), as_number(payment, "payment"), as_number(present_value, "present_value"),
                   as_number(future_value, "future_value"), as_text(timing, "timing"))
}

#' @rdname mkba_future_value
#' @export
mkba_rate <- function(n_periods, payment, present_value, future_value, timing = "end") {
  raw_mkba_rate(as_number(n_periods, "n_periods"), as_number(payment, "payment"),
                as_number(present_value, "present_value"), as_number(future_value, "future_value"),
                as_text(timing, "timing"))
}

# Doubles: a vector is one flow, a matrix has one in each row.
as_flows <- function(flows) {
  if (is.data.frame(flows)) {
    if (!all(vapply(flows, is.numeric, NA))) refuse_argument("flows", "a data frame of numbers")
    flows <- unname(as.matrix(flows))
  }
  if (!is.numeric(flows) || is.object(flows) || length(dim(flows)) == 1 || length(dim(flows)) > 2) {
    refuse_argument("flows", "a vector or a matrix of numbers")
  }
  if (is.matrix(flows)) matrix(as.double(flows), nrow(flows)) else as.double(flows)
}

n_flows <- function(flows) if (is.matrix(flows)) nrow(flows) else 1

as_times <- function(tau) if (is.null(tau)) NULL else as_doubles(tau, "tau")

# One number; whether it makes sense is for the library to say.
as_number <- function(x, where) {
  if (!is.numeric(x) || is.object(x) || length(x) != 1) refuse_argument(where, "one number")
  as.double(x)
}
