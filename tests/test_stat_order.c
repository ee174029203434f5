/* stat/order.h. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/order.h"
#include "stat/random.h"

static int compare(const void *a, const void *b)
{
    double x = *(const double *) a;
    double y = *(const double *) b;
    return (x > y) - (x < y);
}

typedef double (*pattern)(size_t i, size_t n);

static double rising(size_t i, size_t n)
{
    (void) n;
    return (double) i;
}

static double falling(size_t i, size_t n)
{
    return (double) (n - i);
}

static double equal(size_t i, size_t n)
{
    (void) i, (void) n;
    return 1.0;
}

static double few(size_t i, size_t n)
{
    (void) n;
    return (double) (i * 7919 % 5) - 2.0;
}

static double pipe(size_t i, size_t n)
{
    return (double) (i < n / 2 ? i : n - i);
}

static double scattered(size_t i, size_t n)
{
    mkba_i_random stream = mkba_i_random_stream(n, "scattered");
    return mkba_i_random_uniform(&stream, i) - 0.5;
}

/* Quicksort with the median of the first, the middle and the last halves these badly (Musser, 1997). */
static double killer(size_t i, size_t n)
{
    size_t half = n / 2;
    if (i >= half) {
        return 2.0 * (double) (i - half) + 2.0;
    }
    return i % 2 == 0 ? (double) i + 1.0 : (double) (half + i);
}

static const pattern patterns[] = {rising, falling, equal, few, pipe, scattered, killer};
#define N_PATTERNS (sizeof patterns / sizeof patterns[0])

enum { MOST = 3000 };

START_TEST(sorting_agrees_with_that_of_the_c_library)
{
    static double ours[MOST], theirs[MOST];
    for (size_t p = 0; p < N_PATTERNS; p++) {
        for (size_t n = 0; n <= MOST; n = n < 70 ? n + 1 : n * 3 / 2) {
            for (size_t i = 0; i < n; i++) {
                ours[i] = theirs[i] = patterns[p](i, n);
            }
            mkba_i_sort(ours, n);
            qsort(theirs, n, sizeof *theirs, compare);
            ck_assert_int_eq(memcmp(ours, theirs, n * sizeof *ours), 0);
        }
    }
}
END_TEST

START_TEST(infinite_values_are_sorted_too)
{
    double values[] = {INFINITY, -DBL_MAX, 0.0, -INFINITY, DBL_MAX};
    const double sorted[] = {-INFINITY, -DBL_MAX, 0.0, DBL_MAX, INFINITY};
    mkba_i_sort(values, 5);
    ck_assert_mem_eq(values, sorted, sizeof sorted);
}
END_TEST

START_TEST(a_median_is_the_middle_of_the_sorted_values)
{
    static double values[MOST], sorted[MOST];
    for (size_t p = 0; p < N_PATTERNS; p++) {
        for (size_t n = 1; n <= MOST; n = n < 70 ? n + 1 : n * 3 / 2) {
            for (size_t i = 0; i < n; i++) {
                values[i] = sorted[i] = patterns[p](i, n);
            }
            qsort(sorted, n, sizeof *sorted, compare);
            double expected = n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
            ck_assert_double_eq(mkba_i_median(values, n), expected);
            qsort(values, n, sizeof *values, compare);
            ck_assert_int_eq(memcmp(values, sorted, n * sizeof *values), 0);
        }
    }
}
END_TEST

START_TEST(a_median_of_the_largest_numbers_does_not_overflow)
{
    double values[] = {DBL_MAX, DBL_MAX};
    ck_assert_double_eq(mkba_i_median(values, 2), DBL_MAX);
}
END_TEST

START_TEST(a_quantile_of_any_order_is_that_of_the_sorted_values)
{
    for (size_t p = 0; p < N_PATTERNS; p++) {
        for (size_t n = 1; n < MOST; n += 37) {
            double values[MOST], sorted[MOST];
            for (double at = 0.0; at <= 1.0; at += 0.125) {
                for (size_t i = 0; i < n; i++) {
                    values[i] = sorted[i] = patterns[p](i, n);
                }
                qsort(sorted, n, sizeof *sorted, compare);
                ck_assert_double_eq(mkba_i_quantile(values, n, at), mkba_i_quantile_sorted(sorted, n, at));
                qsort(values, n, sizeof *values, compare);
                ck_assert_int_eq(memcmp(values, sorted, n * sizeof *values), 0);
            }
        }
    }
}
END_TEST

/* The manual of R: mad(c(1:9)) is 2.9652 = 1.4826 x 2. */
START_TEST(the_median_absolute_deviation_is_that_of_the_manual_of_r)
{
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double work[9];
    ck_assert_double_eq(mkba_i_mad(values, 9, 5.0, work), 2.0);
}
END_TEST

/* The manuals of R (quantile(x <- 1:10), type 7) and numpy (percentile of 10, 7, 4, 3, 2, 1). */
START_TEST(quantiles_are_those_of_the_manuals)
{
    const double ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const double six[] = {1, 2, 3, 4, 7, 10};
    ck_assert_double_eq(mkba_i_quantile_sorted(ten, 10, 0.25), 3.25);
    ck_assert_double_eq(mkba_i_quantile_sorted(ten, 10, 0.5), 5.5);
    ck_assert_double_eq(mkba_i_quantile_sorted(ten, 10, 0.75), 7.75);
    ck_assert_double_eq(mkba_i_quantile_sorted(six, 6, 0.5), 3.5);
}
END_TEST

START_TEST(quantiles_at_the_ends_are_the_ends)
{
    const double values[] = {-DBL_MAX, 0.1, DBL_MAX};
    const double infinite[] = {-INFINITY, 3.0, INFINITY};
    ck_assert_double_eq(mkba_i_quantile_sorted(values, 3, 0.0), -DBL_MAX);
    ck_assert_double_eq(mkba_i_quantile_sorted(values, 3, 1.0), DBL_MAX);
    ck_assert_double_eq(mkba_i_quantile_sorted(values, 1, 0.7), -DBL_MAX);
    ck_assert_double_eq(mkba_i_quantile_sorted(infinite, 3, 0.5), 3.0);
    ck_assert_double_eq(mkba_i_quantile_sorted(infinite, 3, 1.0), INFINITY);
}
END_TEST

START_TEST(quantiles_rise_with_p_and_do_not_overflow)
{
    const double values[] = {-DBL_MAX, DBL_MAX, DBL_MAX};
    const double near[] = {0.1, 0.1, 0.1 + 1e-17, 0.30000000000000004, 0.3000000000000001};
    double before[2] = {-INFINITY, -INFINITY};
    for (double p = 0.0; p <= 1.0; p += 1.0 / 4096.0) {
        double now[2] = {mkba_i_quantile_sorted(values, 3, p), mkba_i_quantile_sorted(near, 5, p)};
        ck_assert(isfinite(now[0]) && now[0] >= before[0] && now[1] >= before[1]);
        memcpy(before, now, sizeof now);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stat_order");
    TCase *all = tcase_create("order");
    tcase_add_test(all, sorting_agrees_with_that_of_the_c_library);
    tcase_add_test(all, infinite_values_are_sorted_too);
    tcase_add_test(all, a_median_is_the_middle_of_the_sorted_values);
    tcase_add_test(all, a_quantile_of_any_order_is_that_of_the_sorted_values);
    tcase_add_test(all, a_median_of_the_largest_numbers_does_not_overflow);
    tcase_add_test(all, the_median_absolute_deviation_is_that_of_the_manual_of_r);
    tcase_add_test(all, quantiles_are_those_of_the_manuals);
    tcase_add_test(all, quantiles_at_the_ends_are_the_ends);
    tcase_add_test(all, quantiles_rise_with_p_and_do_not_overflow);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
