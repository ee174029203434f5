/* The cash-flow measures of mkba/money.h: what holds whatever the figures are. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/money.h>

#include "money/irr.h"
#include "money/payback.h"
#include "run_suite.h"
#include "support.h"

static const mkba_segment five = {0.0, 0.05};

static mkba_flows rows(const double *values, size_t n_flows, size_t n_periods)
{
    return (mkba_flows){values, n_flows, n_periods, (ptrdiff_t) n_periods, 1};
}

static mkba_table *irr_of(const double *values, size_t n_flows, size_t n_periods)
{
    mkba_flows flows = rows(values, n_flows, n_periods);
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_irr(&flows, 1.0, &table, NULL), MKBA_OK);
    return table;
}

static double uniform(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return (double) (*state >> 8) / 16777216.0;
}

/* ---- net present value --------------------------------------------------------------------------------------- */

START_TEST(npv_has_the_same_bits_whatever_the_strides)
{
    enum { FLOWS = 70, PERIODS = 31 };
    static double by_row[FLOWS * PERIODS], by_column[FLOWS * PERIODS], backwards[FLOWS * PERIODS];
    double plain[FLOWS], turned[FLOWS], reversed[FLOWS], single;
    unsigned state = 1;
    for (size_t i = 0; i < FLOWS; i++) {
        for (size_t k = 0; k < PERIODS; k++) {
            double value = uniform(&state) - 0.4;
            by_row[i * PERIODS + k] = value;
            by_column[k * FLOWS + i] = value;
            backwards[(FLOWS - 1 - i) * PERIODS + (PERIODS - 1 - k)] = value;
        }
    }
    mkba_flows a = rows(by_row, FLOWS, PERIODS);
    mkba_flows b = {by_column, FLOWS, PERIODS, 1, FLOWS};
    mkba_flows c = {backwards + FLOWS * PERIODS - 1, FLOWS, PERIODS, -PERIODS, -1};
    ck_assert_int_eq(mkba_npv(&five, 1, NULL, 0, &a, plain, FLOWS, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_npv(&five, 1, NULL, 0, &b, turned, FLOWS, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_npv(&five, 1, NULL, 0, &c, reversed, FLOWS, NULL), MKBA_OK);
    ck_assert_mem_eq(plain, turned, sizeof plain);
    ck_assert_mem_eq(plain, reversed, sizeof plain);
    for (size_t i = 0; i < FLOWS; i++) {
        mkba_flows one = rows(by_row + i * PERIODS, 1, PERIODS);
        ck_assert_int_eq(mkba_npv(&five, 1, NULL, 0, &one, &single, 1, NULL), MKBA_OK);
        ck_assert_double_eq(single, plain[i]);
    }
}
END_TEST

/* 100 / 1.05 + 100 / 1.1025, and a zero stride repeats one amount. */
START_TEST(a_stride_of_zero_repeats_an_amount)
{
    double amount = 100.0;
    double out[2];
    mkba_flows flows = {&amount, 2, 3, 0, 0};
    double tau[] = {0.0, 1.0, 2.0};
    ck_assert_int_eq(mkba_npv(&five, 1, tau, 3, &flows, out, 2, NULL), MKBA_OK);
    ck_assert_double_eq_tol(out[0], 100.0 + 100.0 / 1.05 + 100.0 / 1.1025, 1e-12);
    ck_assert_double_eq(out[0], out[1]);
}
END_TEST

START_TEST(no_flows_give_no_results)
{
    mkba_flows none = {NULL, 0, 3, 3, 1};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_npv(&five, 1, NULL, 0, &none, NULL, 0, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_mirr(&none, 0.1, 0.1, NULL, 0, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_irr(&none, 1.0, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 0);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_payback(NULL, 0, NULL, 0, &none, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 0);
    mkba_table_free(table);
}
END_TEST

/* ---- rates of return ----------------------------------------------------------------------------------------- */

START_TEST(a_double_root_is_flagged_and_no_root_is_certified)
{
    /* (1 - 1.1 x)^2; a little above it; zero; a root at 0; and -1 + x^2, of which only x = 1 counts. */
    static const double values[] = {-100, 220, -121, -100, 220, -121.0001, 0, 0, 0, 0, -5, 5, -100, 0, 100};
    static const char *const kinds[] = {"multiple", "none", "every", "root", "root"};
    static const double rates[] = {0.1, 0, 0, 0, 0};
    mkba_table *table = irr_of(values, 5, 3);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    for (size_t row = 0; row < 5; row++) {
        ck_assert_int_eq(support_integer(table, row, "flow"), (int64_t) row);
        ck_assert_str_eq(support_text(table, row, "kind"), kinds[row]);
        bool without = row == 1 || row == 2;
        ck_assert_int_eq(mkba_table_is_missing(table, row, 2), without);
        if (!without) {
            ck_assert_double_eq_tol(support_real(table, row, "rate"), rates[row], 1e-12);
            ck_assert_double_le(support_real(table, row, "low"), support_real(table, row, "rate"));
            ck_assert_double_ge(support_real(table, row, "high"), support_real(table, row, "rate"));
        }
    }
    mkba_table_free(table);
}
END_TEST

/* The same flow alone, among others, and from the internal face: the same bits. */
START_TEST(a_flow_s_rates_do_not_depend_on_its_neighbours)
{
    enum { FLOWS = 37, PERIODS = 12 };
    double values[FLOWS * PERIODS];
    unsigned state = 7;
    for (size_t i = 0; i < FLOWS * PERIODS; i++) {
        values[i] = i % PERIODS == 0 || (i / PERIODS % 5 == 0 && i % PERIODS == 11) ? -4.0 : uniform(&state);
    }
    mkba_table *all = irr_of(values, FLOWS, PERIODS);
    size_t row = 0;
    for (size_t i = 0; i < FLOWS; i++) {
        mkba_i_roots roots = {0};
        mkba_table *one = irr_of(values + i * PERIODS, 1, PERIODS);
        ck_assert_int_eq(mkba_i_irr(values + i * PERIODS, PERIODS, 1.0, &roots, NULL), MKBA_OK);
        for (size_t r = 0; r < mkba_table_n_rows(one); r++, row++) {
            ck_assert_str_eq(support_text(one, r, "kind"), support_text(all, row, "kind"));
            ck_assert_double_eq(support_real(one, r, "rate"), support_real(all, row, "rate"));
            ck_assert(roots.n == 0 || roots.items[r].rate == support_real(one, r, "rate"));
        }
        mkba_i_roots_free(&roots);
        mkba_table_free(one);
    }
    ck_assert_uint_eq(row, mkba_table_n_rows(all));
    mkba_table_free(all);
}
END_TEST

START_TEST(size_does_not_matter)
{
    static const double scales[] = {1e-300, 1e-290, 1e-100, 1.0, 1e100, 1e300};
    for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
        double values[] = {-1000 * scales[s], 2300 * scales[s], -1320 * scales[s], -1 * scales[s], 1.1 * scales[s], 0};
        mkba_table *table = irr_of(values, 2, 3);
        ck_assert_uint_eq(mkba_table_n_rows(table), 3);
        ck_assert_double_eq_tol(support_real(table, 0, "rate"), 0.1, 1e-12);
        ck_assert_double_eq_tol(support_real(table, 1, "rate"), 0.2, 1e-12);
        ck_assert_double_eq_tol(support_real(table, 2, "rate"), 0.1, 1e-14);
        mkba_table_free(table);
    }
}
END_TEST

/* -1 + 1e-200 x is zero at x = 1e200, so r = 1e-200 - 1; -1e-200 + x at r = 1e200. */
START_TEST(rates_near_minus_one_and_very_large_ones_are_found)
{
    static const double values[] = {-1, 1e-200, -1e-200, 1};
    mkba_table *table = irr_of(values, 2, 2);
    ck_assert_double_eq(support_real(table, 0, "rate"), -1.0 + DBL_EPSILON / 2.0);
    ck_assert_double_eq(support_real(table, 0, "low"), -1.0);
    ck_assert_double_eq_tol(support_real(table, 1, "rate"), 1e200, 1e186);
    mkba_table_free(table);
}
END_TEST

/* 1.1 = (1.21)^(1 / 2): half years. */
START_TEST(a_step_of_half_a_year_gives_rates_per_year)
{
    static const double flow[] = {-100, 0, 110, 0};
    static const double half[] = {-100, 110};
    mkba_i_roots roots = {0};
    ck_assert_int_eq(mkba_i_irr(flow, 4, 0.5, &roots, NULL), MKBA_OK);
    ck_assert_uint_eq(roots.n, 1);
    ck_assert_double_eq_tol(roots.items[0].rate, 0.1, 1e-14);
    mkba_i_roots_free(&roots);
    ck_assert_int_eq(mkba_i_irr(half, 2, 0.5, &roots, NULL), MKBA_OK);
    ck_assert_double_eq_tol(roots.items[0].rate, 0.21, 1e-14);
    ck_assert(roots.items[0].low <= roots.items[0].rate && roots.items[0].rate <= roots.items[0].high);
    mkba_i_roots_free(&roots);
}
END_TEST

/* -(1 - x^10000)^2: 0 at a rate of 0 and nowhere else. A power of 1.0625 is beyond the range of a double here. */
START_TEST(so_many_periods_make_no_rates)
{
    enum { N = 20001 };
    double *values = calloc(N, sizeof *values);
    ck_assert_ptr_nonnull(values);
    values[0] = values[N - 1] = -1.0;
    values[N / 2] = 2.0;
    mkba_table *table = irr_of(values, 1, N);
    ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    ck_assert_str_eq(support_text(table, 0, "kind"), "multiple");
    ck_assert_double_eq_tol(support_real(table, 0, "rate"), 0.0, 1e-9);
    ck_assert(support_real(table, 0, "high") - support_real(table, 0, "low") < 1e-6);
    mkba_table_free(table);
    free(values);
}
END_TEST

START_TEST(an_empty_or_zero_flow_has_every_rate)
{
    double zeros[2] = {0.0, -0.0};
    mkba_i_roots roots = {0};
    ck_assert_int_eq(mkba_i_irr(NULL, 0, 1.0, &roots, NULL), MKBA_OK);
    ck_assert(roots.every && roots.n == 0);
    mkba_i_roots_free(&roots);
    ck_assert_int_eq(mkba_i_irr(zeros, 2, 1.0, &roots, NULL), MKBA_OK);
    ck_assert(roots.every && roots.n == 0);
    mkba_i_roots_free(&roots);
}
END_TEST

/* ---- payback ------------------------------------------------------------------------------------------------- */

/* Balances -100, 50, -10, 10; the flow of a period spread evenly since the one before. */
START_TEST(every_crossing_is_listed_and_one_is_the_payback)
{
    static const double values[] = {-100, 150, -60, 20, 10, -5, 5, 0, -10, 5, 4, 0};
    static const char *const kinds[] = {"crossing", "crossing", "crossing", "never_negative", "none"};
    static const double interpolated[] = {2.0 / 3.0, 1.0 + 5.0 / 6.0, 2.5, 0.0};
    mkba_flows flows = rows(values, 3, 4);
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_payback(NULL, 0, NULL, 0, &flows, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    for (size_t row = 0; row < 5; row++) {
        ck_assert_str_eq(support_text(table, row, "kind"), kinds[row]);
        if (row < 4) {
            ck_assert_double_eq_tol(support_real(table, row, "interpolated"), interpolated[row], 1e-15);
            ck_assert_str_eq(support_text(table, row, "direction"), row == 1 ? "down" : "up");
        }
        ck_assert_int_eq(mkba_table_integers(table, 5)[row], row == 2 || row == 3);
    }
    ck_assert(mkba_table_is_missing(table, 4, 2) && mkba_table_is_missing(table, 4, 4));
    mkba_table_free(table);
}
END_TEST

/* In doubles the last balance is -1.1e-16. */
START_TEST(a_balance_that_only_rounding_takes_below_zero_is_paid_back)
{
    const double tau[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const double just[] = {-1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    const double short_of[] = {-1.000001, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    const double huge[] = {-1e308, -0.5e308, 1e308, 0.25e308};
    mkba_i_crossing *items = NULL;
    size_t n = 0;
    bool paid = false;
    ck_assert_int_eq(mkba_i_payback(tau, just, 11, &items, &n, &paid, NULL), MKBA_OK);
    ck_assert(paid && n == 1 && items[0].tau == 10.0);
    free(items);
    ck_assert_int_eq(mkba_i_payback(tau, short_of, 11, &items, &n, &paid, NULL), MKBA_OK);
    ck_assert(!paid && n == 0);
    free(items);
    ck_assert_int_eq(mkba_i_payback(tau, huge, 4, &items, &n, &paid, NULL), MKBA_OK);
    ck_assert(!paid && n == 0);
    free(items);
}
END_TEST

/* Half of the smallest double is 0. */
START_TEST(the_smallest_amounts_cross_zero_at_a_moment)
{
    const double tau[] = {0, 1};
    const double least[] = {-0x1p-1074, 0x1p-1073};
    mkba_i_crossing *items = NULL;
    size_t n = 0;
    bool paid = false;
    ck_assert_int_eq(mkba_i_payback(tau, least, 2, &items, &n, &paid, NULL), MKBA_OK);
    ck_assert(paid && n == 1 && items[0].tau == 1.0 && items[0].interpolated == 0.5);
    free(items);
}
END_TEST

START_TEST(an_empty_flow_has_no_payback)
{
    mkba_i_crossing *items = NULL;
    size_t n = 42;
    bool paid = true;
    ck_assert_int_eq(mkba_i_payback(NULL, NULL, 0, &items, &n, &paid, NULL), MKBA_OK);
    ck_assert(n == 0 && !paid);
    free(items);
}
END_TEST

/* ---- annuities, depreciation, names ---------------------------------------------------------------------------- */

START_TEST(depreciation_ends_at_the_residual_value_and_totals_agree)
{
    double yearly = 0.0;
    ck_assert_int_eq(mkba_equipment_annuity(50000, 5000, 10, 0.025, &yearly, NULL), MKBA_OK);
    for (int method = 0; method < 2; method++) {
        mkba_table *table = NULL;
        double lost = 0.0;
        ck_assert_int_eq(mkba_depreciation(50000, 5000, 10, 0.025, (mkba_depreciation_method) method, &table, NULL),
                         MKBA_OK);
        ck_assert_uint_eq(mkba_table_n_rows(table), 10);
        for (size_t row = 0; row < 10; row++) {
            double depreciation = support_real(table, row, "depreciation");
            double total = support_real(table, row, "total");
            lost += depreciation;
            ck_assert_double_eq_tol(support_real(table, row, "interest"), total - depreciation, 1e-9);
            ck_assert_double_eq_tol(support_real(table, row, "book_value"), 50000 - lost, 1e-9);
            ck_assert_double_eq_tol(method == 0 ? depreciation : total, method == 0 ? 4500.0 : yearly, 1e-9);
        }
        ck_assert_double_eq(support_real(table, 9, "book_value"), 5000.0);
        mkba_table_free(table);
    }
    ck_assert_int_eq(mkba_equipment_annuity(100, 0, 4, 0.0, &yearly, NULL), MKBA_OK);
    ck_assert_double_eq(yearly, 25.0);
}
END_TEST

START_TEST(a_yearly_amount_has_its_present_value_again)
{
    double years = 12;
    double factor = 0.0;
    double yearly = 0.0;
    for (int timing = 0; timing < 3; timing++) {
        ck_assert_int_eq(mkba_annuity(&five, 1, (mkba_timing) timing, &years, 1, &factor, 1, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_annual_equivalent(1000, &five, 1, (mkba_timing) timing, 12, &yearly, NULL), MKBA_OK);
        ck_assert_double_eq_tol(yearly * factor, 1000.0, 1e-9);
        double end = (1 - pow(1.05, -12)) / 0.05;
        ck_assert_double_eq_tol(factor, end * pow(1.05, timing == 0 ? 1 : timing == 1 ? 0.5 : 0), 1e-12);
    }
}
END_TEST

START_TEST(enums_have_names_both_ways)
{
    static const char *const timings[] = {"begin", "mid", "end"};
    static const char *const methods[] = {"linear", "annuity"};
    for (int i = 0; i < 3; i++) {
        mkba_timing timing;
        ck_assert_str_eq(mkba_timing_name((mkba_timing) i), timings[i]);
        ck_assert_int_eq(mkba_timing_from_name(timings[i], &timing, NULL), MKBA_OK);
        ck_assert_int_eq((int) timing, i);
    }
    for (int i = 0; i < 2; i++) {
        mkba_depreciation_method method;
        ck_assert_str_eq(mkba_depreciation_method_name((mkba_depreciation_method) i), methods[i]);
        ck_assert_int_eq(mkba_depreciation_method_from_name(methods[i], &method, NULL), MKBA_OK);
        ck_assert_int_eq((int) method, i);
    }
    ck_assert_str_eq(mkba_timing_name((mkba_timing) 3), "unknown timing");
    ck_assert_str_eq(mkba_depreciation_method_name((mkba_depreciation_method) 2), "unknown method");
}
END_TEST

/* ---- time value and units -------------------------------------------------------------------------------------- */

START_TEST(each_term_follows_from_the_others)
{
    for (int begin = 0; begin < 2; begin++) {
        mkba_timing timing = begin ? MKBA_TIMING_BEGIN : MKBA_TIMING_END;
        double fv = 0, back = 0;
        ck_assert_int_eq(mkba_future_value(0.04, 9, -100, -500, timing, &fv, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_present_value(0.04, 9, -100, fv, timing, &back, NULL), MKBA_OK);
        ck_assert_double_eq_tol(back, -500, 1e-10);
        ck_assert_int_eq(mkba_payment(0.04, 9, -500, fv, timing, &back, NULL), MKBA_OK);
        ck_assert_double_eq_tol(back, -100, 1e-10);
        ck_assert_int_eq(mkba_periods(0.04, -100, -500, fv, timing, &back, NULL), MKBA_OK);
        ck_assert_double_eq_tol(back, 9, 1e-12);
        ck_assert_int_eq(mkba_rate(9, -100, -500, fv, timing, &back, NULL), MKBA_OK);
        ck_assert_double_eq_tol(back, 0.04, 1e-13);
        ck_assert_int_eq(mkba_future_value(0.0, 9, -100, -500, timing, &fv, NULL), MKBA_OK);
        ck_assert_double_eq(fv, 1400.0);
    }
}
END_TEST

/* Depreciation is 1.5 times that of the year before, the last (1 - 0) 0.5 / (1.5 - 1.5^-199) = 1 / 3. */
START_TEST(depreciation_of_an_annuity_keeps_its_digits_over_many_years)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_depreciation(1, 0, 200, 0.5, MKBA_DEPRECIATION_ANNUITY, &table, NULL), MKBA_OK);
    ck_assert_double_eq_tol(support_real(table, 199, "depreciation"), 1.0 / 3.0, 1e-13);
    ck_assert_double_eq_tol(support_real(table, 198, "depreciation"), 2.0 / 9.0, 1e-13);
    ck_assert_double_eq_tol(support_real(table, 198, "book_value"), 1.0 / 3.0, 1e-13);
    ck_assert_double_eq(support_real(table, 199, "book_value"), 0.0);
    mkba_table_free(table);
}
END_TEST

/* -100 a period takes 1000 to -500 in 15 periods without interest; with so little, to a billionth, too. mpmath, 400
 * digits: log((-100 - 500 r) / (-100 + 1000 r)) / log(1 + r) is 15 + 45 r at these. */
START_TEST(a_small_rate_leaves_the_number_of_periods)
{
    static const double rates[] = {1e-10, 1e-12, 1e-17, 1e-300, -1e-12};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double n = 0;
        ck_assert_int_eq(mkba_periods(rates[i], -100, 1000, 500, MKBA_TIMING_END, &n, NULL), MKBA_OK);
        ck_assert_double_eq_tol(n, 15.0 + 45.0 * rates[i], 1e-13);
    }
}
END_TEST

START_TEST(units_that_agree_are_converted)
{
    static const struct {
        const char *from, *to;
        double value, expected;
    } cases[] = {{"EUR/uur", "EUR/minuut", 90, 1.5},
                 {"minuut/week", "uur/etmaal", 420, 1},
                 {"%", "1", 12, 0.12},
                 {"EUR/maand", "EUR/jaar", 100, 1200},
                 {"EUR*client", "client*EUR", 0.1, 0.1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double converted = 0.0;
        ck_assert_int_eq(mkba_convert_unit(cases[i].value, cases[i].from, cases[i].to, &converted, NULL), MKBA_OK);
        ck_assert_double_eq(converted, cases[i].expected);
    }
}
END_TEST

/* ---- NULL ------------------------------------------------------------------------------------------------------ */

#define ASSERT_NULL_REFUSED(call, place)                                                                               \
  do {                                                                                                                 \
    mkba_error error = {0};                                                                                            \
    ck_assert_int_eq((call), MKBA_ERROR_ARGUMENT);                                                                     \
    ck_assert_str_eq(error.where, place);                                                                              \
  } while (0)

START_TEST(null_is_an_argument_error)
{
    double amount = -1.0, out = 0.0;
    mkba_flows one = rows(&amount, 1, 1);
    mkba_flows without = rows(NULL, 1, 1);
    mkba_table *table = NULL;
    ASSERT_NULL_REFUSED(mkba_npv(&five, 1, NULL, 0, NULL, &out, 1, &error), "flows");
    ASSERT_NULL_REFUSED(mkba_npv(&five, 1, NULL, 0, &without, &out, 1, &error), "flows");
    ASSERT_NULL_REFUSED(mkba_npv(&five, 1, NULL, 0, &one, NULL, 1, &error), "out");
    ASSERT_NULL_REFUSED(mkba_npv(&five, 1, NULL, 1, &one, &out, 1, &error), "tau");
    ASSERT_NULL_REFUSED(mkba_npv(&five, 1, &amount, 0, &one, &out, 1, &error), "tau");
    ASSERT_NULL_REFUSED(mkba_npv(NULL, 1, NULL, 0, &one, &out, 1, &error), "segments");
    ASSERT_NULL_REFUSED(mkba_irr(NULL, 1.0, &table, &error), "flows");
    ASSERT_NULL_REFUSED(mkba_irr(&one, 1.0, NULL, &error), "table");
    ASSERT_NULL_REFUSED(mkba_mirr(NULL, 0.1, 0.1, &out, 1, &error), "flows");
    ASSERT_NULL_REFUSED(mkba_payback(NULL, 0, NULL, 0, NULL, &table, &error), "flows");
    ASSERT_NULL_REFUSED(mkba_payback(NULL, 0, NULL, 0, &one, NULL, &error), "table");
    ASSERT_NULL_REFUSED(mkba_annuity(&five, 1, MKBA_TIMING_END, NULL, 1, &out, 1, &error), "years");
    ASSERT_NULL_REFUSED(mkba_annuity(&five, 1, MKBA_TIMING_END, &out, 1, NULL, 1, &error), "out");
    ASSERT_NULL_REFUSED(mkba_annuity(&five, 1, MKBA_TIMING_END, &out, 1, &out, 2, &error), "out");
    ASSERT_NULL_REFUSED(mkba_annuity(&five, 1, (mkba_timing) 9, &out, 1, &out, 1, &error), "timing");
    ASSERT_NULL_REFUSED(mkba_annual_equivalent(1, &five, 1, MKBA_TIMING_END, 1, NULL, &error), "equivalent");
    ASSERT_NULL_REFUSED(mkba_equipment_annuity(1, 0, 1, 0, NULL, &error), "yearly");
    ASSERT_NULL_REFUSED(mkba_depreciation(1, 0, 1, 0, MKBA_DEPRECIATION_LINEAR, NULL, &error), "table");
    ASSERT_NULL_REFUSED(mkba_depreciation(1, 0, 1, 0, (mkba_depreciation_method) 9, &table, &error), "method");
    ASSERT_NULL_REFUSED(mkba_future_value(0, 1, 1, 1, MKBA_TIMING_END, NULL, &error), "value");
    ASSERT_NULL_REFUSED(mkba_timing_from_name(NULL, &(mkba_timing){MKBA_TIMING_END}, &error), "name");
    ASSERT_NULL_REFUSED(mkba_timing_from_name("end", NULL, &error), "timing");
    ASSERT_NULL_REFUSED(mkba_depreciation_method_from_name("linear", NULL, &error), "method");
    ASSERT_NULL_REFUSED(mkba_convert_unit(1, NULL, "1", &out, &error), "from_unit");
    ASSERT_NULL_REFUSED(mkba_convert_unit(1, "1", NULL, &out, &error), "to_unit");
    ASSERT_NULL_REFUSED(mkba_convert_unit(1, "1", "1", NULL, &error), "converted");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cash flows");
    TCase *flows = tcase_create("flows");
    tcase_add_test(flows, npv_has_the_same_bits_whatever_the_strides);
    tcase_add_test(flows, a_stride_of_zero_repeats_an_amount);
    tcase_add_test(flows, no_flows_give_no_results);
    tcase_add_test(flows, a_double_root_is_flagged_and_no_root_is_certified);
    tcase_add_test(flows, a_flow_s_rates_do_not_depend_on_its_neighbours);
    tcase_add_test(flows, size_does_not_matter);
    tcase_add_test(flows, rates_near_minus_one_and_very_large_ones_are_found);
    tcase_add_test(flows, a_step_of_half_a_year_gives_rates_per_year);
    tcase_add_test(flows, so_many_periods_make_no_rates);
    tcase_add_test(flows, an_empty_or_zero_flow_has_every_rate);
    tcase_add_test(flows, a_balance_that_only_rounding_takes_below_zero_is_paid_back);
    tcase_add_test(flows, every_crossing_is_listed_and_one_is_the_payback);
    tcase_add_test(flows, the_smallest_amounts_cross_zero_at_a_moment);
    tcase_add_test(flows, an_empty_flow_has_no_payback);
    suite_add_tcase(suite, flows);
    TCase *others = tcase_create("annuities, time value, units");
    tcase_add_test(others, depreciation_ends_at_the_residual_value_and_totals_agree);
    tcase_add_test(others, a_yearly_amount_has_its_present_value_again);
    tcase_add_test(others, enums_have_names_both_ways);
    tcase_add_test(others, each_term_follows_from_the_others);
    tcase_add_test(others, depreciation_of_an_annuity_keeps_its_digits_over_many_years);
    tcase_add_test(others, a_small_rate_leaves_the_number_of_periods);
    tcase_add_test(others, units_that_agree_are_converted);
    tcase_add_test(others, null_is_an_argument_error);
    suite_add_tcase(suite, others);
    return run_suite(suite);
}
