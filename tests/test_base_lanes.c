/* base/lanes.h: every variant that this processor has gives the same bits. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"

#define MKBA_I_BODY "lanes_body.h"
#include "base/lanes_each.h"

typedef void (*each)(const double *x, double *out, size_t n);

#define ALL(f) MKBA_I_LANES_PICK(variant, f)

enum { MANY = 40000 };

/* A number per i of every kind: any bits at all, of moderate size, whole and half, near 1. */
static double number_at(uint64_t i)
{
    uint64_t bits = (i + 1) * UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
    bits ^= bits >> 31;
    double any, part = (double) (bits >> 11) * 0x1p-53;
    memcpy(&any, &bits, sizeof any);
    switch (i % 4) {
    case 0: return any;
    case 1: return 1500.0 * part - 750.0;
    case 2: return floor(4000.0 * part) * 0.5 - 1000.0;
    default: return 1.0 + ldexp(part - 0.5, -(int) (bits & 63));
    }
}

/* NaN are the same whatever they carry. */
static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static each function_of(mkba_i_variant variant, int which)
{
    switch (which) {
    case 0: return ALL(each_exp);
    case 1: return ALL(each_log);
    case 2: return ALL(each_floor);
    case 3: return ALL(each_sqrt);
    case 4: return ALL(each_rounded);
    case 5: return ALL(each_size);
    case 6: return ALL(each_product_sum);
    case 7: return ALL(each_least);
    case 8: return ALL(each_greatest);
    default: return ALL(each_chosen);
    }
}

START_TEST(every_variant_gives_the_same_bits)
{
    double *x = malloc(MANY * sizeof *x), *expected = malloc(MANY * sizeof *x), *got = malloc(MANY * sizeof *x);
    for (size_t i = 0; i < MANY; i++)
        x[i] = number_at(i);
    function_of(MKBA_I_VARIANT_PLAIN, _i)(x, expected, MANY);
    for (mkba_i_variant variant = MKBA_I_VARIANT_PLAIN; variant < MKBA_I_VARIANTS; variant++) {
        if (!mkba_i_variant_runs(variant))
            continue;
        for (size_t n = MANY - MKBA_I_LANES_MOST; n <= MANY; n++) { /* blocks that end inside a vector */
            memset(got, 0, MANY * sizeof *got);
            function_of(variant, _i)(x, got, n);
            size_t i = 0;
            while (i < n && same(got[i], expected[i]))
                i++;
            ck_assert_msg(i == n, "%s, x = %a: %a, not %a", mkba_i_variant_name(variant), x[i % MANY], got[i % MANY],
                          expected[i % MANY]);
            while (i < MANY && got[i] == 0.0)
                i++;
            ck_assert_msg(i == MANY, "%s writes beyond its block", mkba_i_variant_name(variant));
        }
    }
    free(x);
    free(expected);
    free(got);
}
END_TEST

/* What the operations must give, by C's own. */
START_TEST(operations_are_those_of_c)
{
    for (mkba_i_variant variant = MKBA_I_VARIANT_PLAIN; variant < MKBA_I_VARIANTS; variant++) {
        if (!mkba_i_variant_runs(variant))
            continue;
        for (uint64_t i = 0; i < MANY / 10; i++) {
            double x = number_at(i), got;
            ALL(each_floor)(&x, &got, 1);
            ck_assert_msg(same(got, floor(x)), "floor %a: %a", x, got);
            ALL(each_sqrt)(&x, &got, 1);
            ck_assert_msg(same(got, sqrt(x)), "sqrt %a: %a", x, got);
            ALL(each_size)(&x, &got, 1);
            ck_assert_msg(same(got, -fabs(x)), "-|%a|: %a", x, got);
            ALL(each_least)(&x, &got, 1);
            ck_assert_msg(same(got, x < 0.25 ? x : 0.25), "the less of %a: %a", x, got);
            ALL(each_greatest)(&x, &got, 1);
            ck_assert_msg(same(got, -0.25 > x ? -0.25 : x), "the more of %a: %a", x, got);
            ALL(each_chosen)(&x, &got, 1);
            ck_assert_msg(same(got, x > 0.5 ? 2.0 : x), "chosen %a: %a", x, got);
            if (fabs(x) < 0x1p51) {
                ALL(each_rounded)(&x, &got, 1);
                ck_assert_msg(got == nearbyint(x), "rounded %a: %a", x, got);
            }
        }
    }
}
END_TEST

START_TEST(lanes_are_gathered_and_asked)
{
    double x[MKBA_I_LANES_MOST] = {3, 1, 7, 0, 2, 6, 5, 4}, got[MKBA_I_LANES_MOST];
    for (mkba_i_variant variant = MKBA_I_VARIANT_PLAIN; variant < MKBA_I_VARIANTS; variant++) {
        if (!mkba_i_variant_runs(variant))
            continue;
        ALL(each_gathered)(x, got, MKBA_I_LANES_MOST);
        for (size_t i = 0; i < MKBA_I_LANES_MOST; i++)
            ck_assert_double_eq(got[i], x[(size_t) x[i]]);
        ck_assert(ALL(any_above)(x, 2.0));
        ck_assert(!ALL(any_above)(x, 7.0));
    }
}
END_TEST

/* ---- choosing -------------------------------------------------------------------------------------------------- */

START_TEST(the_best_variant_runs_and_has_a_name_that_leads_to_it)
{
    mkba_i_variant found = MKBA_I_VARIANT_PLAIN;
    ck_assert(mkba_i_variant_runs(MKBA_I_VARIANT_PLAIN));
    ck_assert(mkba_i_variant_runs(mkba_i_variant_best()));
    for (mkba_i_variant wider = mkba_i_variant_best() + 1; wider < MKBA_I_VARIANTS; wider++)
        ck_assert(!mkba_i_variant_runs(wider));
    ck_assert_int_eq(mkba_i_variant_from_name(mkba_i_variant_name(mkba_i_variant_best()), "variant", &found, NULL), 0);
    ck_assert_int_eq(found, mkba_i_variant_best());
}
END_TEST

START_TEST(a_name_that_is_none_is_refused_with_the_nearest)
{
    mkba_i_variant found = MKBA_I_VARIANT_AVX2;
    mkba_error error;
    ck_assert_int_eq(mkba_i_variant_from_name("axv2", "variant", &found, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(found, MKBA_I_VARIANT_AVX2);
    ck_assert_str_eq(error.where, "variant");
    ck_assert_ptr_nonnull(strstr(error.message, "avx2"));
    ck_assert_int_eq(mkba_i_variant_from_name(NULL, "variant", &found, &error), MKBA_ERROR_ARGUMENT);
}
END_TEST

START_TEST(a_variant_that_the_processor_lacks_is_refused)
{
    for (mkba_i_variant variant = MKBA_I_VARIANT_PLAIN; variant < MKBA_I_VARIANTS; variant++) {
        mkba_i_variant found = MKBA_I_VARIANT_PLAIN;
        mkba_error error;
        mkba_status status = mkba_i_variant_from_name(mkba_i_variant_name(variant), "variant", &found, &error);
        ck_assert_int_eq(status, mkba_i_variant_runs(variant) ? MKBA_OK : MKBA_ERROR_ARGUMENT);
        ck_assert_int_eq(found, status == MKBA_OK ? variant : MKBA_I_VARIANT_PLAIN);
        ck_assert(status == MKBA_OK || strstr(error.message, mkba_i_variant_name(variant)) != NULL);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base lanes");
    TCase *bits = tcase_create("bits");
    tcase_add_loop_test(bits, every_variant_gives_the_same_bits, 0, 10);
    tcase_add_test(bits, operations_are_those_of_c);
    tcase_add_test(bits, lanes_are_gathered_and_asked);
    suite_add_tcase(suite, bits);
    TCase *choosing = tcase_create("choosing");
    tcase_add_test(choosing, the_best_variant_runs_and_has_a_name_that_leads_to_it);
    tcase_add_test(choosing, a_name_that_is_none_is_refused_with_the_nearest);
    tcase_add_test(choosing, a_variant_that_the_processor_lacks_is_refused);
    suite_add_tcase(suite, choosing);
    return run_suite(suite);
}
