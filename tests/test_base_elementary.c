/* base/elementary.h: values, special cases, and the same bits for one number as for several in every variant. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/elementary.h"
#include "run_suite.h"
#include "support.h"

#define MKBA_I_BODY "elementary_lanes_body.h"
#include "base/lanes_each.h"

typedef void (*block)(const double *x, const double *y, double *out, size_t n);
typedef double (*one)(double x);

static const struct {
    const char *name;
    one scalar;       /* NULL: pow */
    block blocks[3];  /* by variant; none: there are no lanes of it */
    double most_ulps; /* as the header says */
} functions[] = {
#if MKBA_I_LANES_X86
#  define BLOCKS(f)                                                                                                    \
    {                                                                                                                  \
      each_##f##_plain, each_##f##_avx2, each_##f##_avx512                                                             \
    }
#else
#  define BLOCKS(f)                                                                                                    \
    {                                                                                                                  \
      each_##f##_plain, NULL, NULL                                                                                     \
    }
#endif
    {"exp", mkba_i_exp, BLOCKS(exp), 1},
    {"expm1", mkba_i_expm1, BLOCKS(expm1), 1},
    {"log", mkba_i_log, BLOCKS(log), 1},
    {"log1p", mkba_i_log1p, BLOCKS(log1p), 1},
    {"pow", NULL, BLOCKS(pow), 1},
    {"erf", mkba_i_erf, {NULL, NULL, NULL}, 2},
    {"erfc", mkba_i_erfc, {NULL, NULL, NULL}, 5},
    {"sin", mkba_i_sin, {NULL, NULL, NULL}, 1},
    {"asin", mkba_i_asin, {NULL, NULL, NULL}, 1},
};

enum { FUNCTIONS = sizeof functions / sizeof functions[0], WITH_LANES = 5, MANY = 20000 };

static double value_of(size_t f, double x, double y)
{
    return functions[f].scalar != NULL ? functions[f].scalar(x) : mkba_i_pow(x, y);
}

/* NaN are the same whatever they carry. */
static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* ---- against figures of others --------------------------------------------------------------------------------- */

/* A row of a table: the function, then numbers. */
static bool next_row(char **text, char line[160], size_t *f, double *v, size_t n)
{
    char *end = strchr(*text, '\n');
    if (end == NULL)
        return false;
    snprintf(line, 160, "%.*s", (int) (end - *text), *text);
    char *at = strchr(*text, ',');
    for (*f = 0; *f < FUNCTIONS; (*f)++)
        if (strncmp(*text, functions[*f].name, (size_t) (at - *text)) == 0 && functions[*f].name[at - *text] == '\0')
            break;
    ck_assert_msg(*f < FUNCTIONS, "no function: %s", line);
    for (size_t i = 0; i < n; i++)
        v[i] = strtod(at + 1, &at);
    ck_assert_msg(at == end, "not read: %s", line);
    *text = end + 1;
    return true;
}

/* tests/data/elementary.py made the figures, by mpmath with sixty digits. */
START_TEST(values_are_within_the_ulps_that_are_promised)
{
    char *whole = support_data("elementary.csv", NULL), *text = strchr(whole, '\n') + 1, line[160];
    size_t f, n = 0;
    for (double v[4]; next_row(&text, line, &f, v, 4); n++) {
        int exponent;
        frexp(v[2], &exponent);
        double got = value_of(f, v[0], v[1]);
        double ulps = ldexp(got - v[2], exponent < -1021 ? 1074 : 53 - exponent) - v[3];
        ck_assert_msg(fabs(ulps) <= functions[f].most_ulps, "%s: %a, %.2f ulps off", line, got, ulps);
    }
    ck_assert_uint_eq(n, 1600);
    free(whole);
}
END_TEST

START_TEST(special_cases_are_those_of_annex_f)
{
    char *whole = support_data("elementary_special.csv", NULL), *text = strchr(whole, '\n') + 1, line[160];
    size_t f, n = 0;
    for (double v[3]; next_row(&text, line, &f, v, 3); n++) {
        double got = value_of(f, v[0], v[1]);
        ck_assert_msg(same(got, v[2]), "%s: got %a", line, got);
    }
    ck_assert_uint_gt(n, 120);
    free(whole);
}
END_TEST

START_TEST(whole_powers_that_are_doubles_are_exact)
{
    for (int base = 2; base < 100; base++) {
        double product = 1;
        for (int power = 0; product * base < 0x1p53; power++, product *= base)
            ck_assert_msg(mkba_i_pow(base, power) == product, "%d^%d is %.17g", base, power, mkba_i_pow(base, power));
    }
}
END_TEST

/* ---- lanes ----------------------------------------------------------------------------------------------------- */

static uint64_t scrambled(uint64_t i)
{
    uint64_t bits = (i + 1) * UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
    return bits ^ (bits >> 31);
}

/* Numbers of every kind: any bits at all, of moderate size, near 1, small whole ones. */
static double number_at(uint64_t i, unsigned kind)
{
    uint64_t bits = scrambled(i);
    double any, part = (double) (bits >> 11) * 0x1p-53;
    memcpy(&any, &bits, sizeof any);
    switch (kind % 4) {
    case 0: return any;
    case 1: return 1500.0 * part - 750.0;
    case 2: return 1.0 + ldexp(part - 0.5, -(int) (bits & 63));
    default: return floor(20.0 * part) - 10.0;
    }
}

START_TEST(lanes_give_the_bits_of_one_number_in_every_variant)
{
    static double x[MANY], y[MANY], got[MANY];
    for (size_t i = 0; i < MANY; i++) {
        x[i] = number_at(2 * i, (unsigned) i);
        y[i] = number_at(2 * i + 1, (unsigned) i / 4);
    }
    for (mkba_i_variant variant = MKBA_I_VARIANT_PLAIN; variant < MKBA_I_VARIANTS; variant++) {
        if (!mkba_i_variant_runs(variant))
            continue;
        functions[_i].blocks[variant](x, y, got, MANY);
        for (size_t i = 0; i < MANY; i++) {
            double expected = value_of((size_t) _i, x[i], y[i]);
            if (!same(got[i], expected))
                ck_abort_msg("%s, %s of %a, %a: %a, alone %a", mkba_i_variant_name(variant), functions[_i].name, x[i],
                             y[i], got[i], expected);
        }
    }
}
END_TEST

/* A checksum of the bits, made by the plain variant on x86-64: other processors and compilers must agree. */
START_TEST(bits_are_those_that_every_processor_gives)
{
    uint64_t sum = 0;
    for (size_t f = 0; f < FUNCTIONS; f++) {
        for (uint64_t i = 0; i < MANY; i++) {
            uint64_t bits;
            double made = value_of(f, number_at(2 * i, (unsigned) i), number_at(2 * i + 1, (unsigned) i / 4));
            memcpy(&bits, &made, sizeof bits);
            sum = scrambled(sum ^ (isnan(made) ? 0 : bits));
        }
    }
    ck_assert_msg(sum == UINT64_C(0x01ae5d172ec04874), "0x%016llx", (unsigned long long) sum);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base elementary");
    TCase *values = tcase_create("values");
    tcase_add_test(values, values_are_within_the_ulps_that_are_promised);
    tcase_add_test(values, special_cases_are_those_of_annex_f);
    tcase_add_test(values, whole_powers_that_are_doubles_are_exact);
    suite_add_tcase(suite, values);
    TCase *bits = tcase_create("bits");
    tcase_add_loop_test(bits, lanes_give_the_bits_of_one_number_in_every_variant, 0, WITH_LANES);
    tcase_add_test(bits, bits_are_those_that_every_processor_gives);
    suite_add_tcase(suite, bits);
    return run_suite(suite);
}
