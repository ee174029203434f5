/* base/number.h. The expected values of data/json/numbers.tsv come from exact arithmetic with fractions. */
#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/file.h"
#include "base/number.h"
#include "run_suite.h"

static mkba_i_number_status parse(const char *text, double *value)
{
    return mkba_i_number_parse(text, strlen(text), value);
}

static uint64_t bits(double value)
{
    uint64_t pattern;
    memcpy(&pattern, &value, sizeof pattern);
    return pattern;
}

static double from_bits(uint64_t pattern)
{
    double value;
    memcpy(&value, &pattern, sizeof value);
    return value;
}

/* A generator of 64 random bits: splitmix64. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* How many random numbers are tried; fewer where every step is slow, as under valgrind. */
static long rounds(void)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS");
    return wanted == NULL ? 1000000 : atol(wanted);
}

/* Whether a locale that writes a decimal comma could be set; a test without one says that it was skipped. */
static bool set_comma(const char *test)
{
    if (setlocale(LC_ALL, "nl_NL.UTF-8") != NULL && strcmp(localeconv()->decimal_point, ",") == 0)
        return true;
    printf("# SKIP %s: there is no locale nl_NL.UTF-8 here\n", test);
    return false;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

START_TEST(what_is_no_number_is_malformed)
{
    static const char *const refused[] = {"",    "-",    "+1",       "--1",   ".",     "-.", "e5",    ".e5",     "1e",
                                          "1e+", "1e-",  "1.2.3",    "1,5",   " 1",    "1 ", "1_000", "0x10",    "nan",
                                          "inf", "-inf", "infinity", "1e5.5", "1e5e5", "1f", "1.5-",  "\xD9\xA1"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        double value = 42;
        if (parse(refused[i], &value) != MKBA_I_NUMBER_MALFORMED || value != 42)
            ck_abort_msg("\"%s\"", refused[i]);
    }
}
END_TEST

START_TEST(all_forms_of_a_number_are_read)
{
    static const struct {
        const char *text;
        double value;
    } forms[] = {{"0", 0},
                 {"5", 5},
                 {"5.", 5},
                 {".5", 0.5},
                 {"-.5", -0.5},
                 {"-5.", -5},
                 {"007", 7},
                 {"1.25e3", 1250},
                 {"1.25E+3", 1250},
                 {"1.25e-2", 0.0125},
                 {"5.e2", 500},
                 {".5e2", 50},
                 {"1e0005", 1e5},
                 {"0e999999999999999", 0},
                 {"0.000e-99999999999999", 0},
                 {"1e-99999999999999999999999", 0},
                 {"12345678901234567890", 12345678901234567890.0}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        double value = 42;
        if (parse(forms[i].text, &value) != MKBA_I_NUMBER_OK || value != forms[i].value)
            ck_abort_msg("%s", forms[i].text);
    }
}
END_TEST

START_TEST(minus_zero_keeps_its_sign)
{
    double value = 42;
    ck_assert_int_eq(parse("-0", &value), MKBA_I_NUMBER_OK);
    ck_assert(value == 0 && signbit(value));
    ck_assert_int_eq(parse("-0.0e5", &value), MKBA_I_NUMBER_OK);
    ck_assert(value == 0 && signbit(value));
    ck_assert_int_eq(parse("-1e-400", &value), MKBA_I_NUMBER_OK);
    ck_assert(value == 0 && signbit(value));
}
END_TEST

START_TEST(a_number_beyond_the_doubles_is_too_large)
{
    static const char *const large[] = {"1.7976931348623159e308",    "1e309",     "-1e309",  "1e400",
                                        "1e99999999999999999999999", "0.001e312", "-9e99999"};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        double value = 42;
        if (parse(large[i], &value) != MKBA_I_NUMBER_TOO_LARGE || value != 42)
            ck_abort_msg("%s", large[i]);
    }
}
END_TEST

START_TEST(long_numbers_are_read_up_to_the_limit)
{
    char text[MKBA_I_NUMBER_LONGEST + 2];
    double value = 42;
    memset(text, '0', sizeof text);
    text[1] = '.';
    text[MKBA_I_NUMBER_LONGEST - 1] = '7';
    ck_assert_int_eq(mkba_i_number_parse(text, MKBA_I_NUMBER_LONGEST, &value), MKBA_I_NUMBER_OK);
    ck_assert_double_eq(value, 0);
    text[0] = '3';
    ck_assert_int_eq(mkba_i_number_parse(text, MKBA_I_NUMBER_LONGEST, &value), MKBA_I_NUMBER_OK);
    ck_assert_double_eq(value, 3);
    ck_assert_int_eq(mkba_i_number_parse(text, MKBA_I_NUMBER_LONGEST + 1, &value), MKBA_I_NUMBER_TOO_LONG);
    memset(text, '9', sizeof text);
    ck_assert_int_eq(mkba_i_number_parse(text, MKBA_I_NUMBER_LONGEST, &value), MKBA_I_NUMBER_TOO_LARGE);
    memcpy(text + MKBA_I_NUMBER_LONGEST - 5, "e-990", 5);
    ck_assert_int_eq(mkba_i_number_parse(text, MKBA_I_NUMBER_LONGEST, &value), MKBA_I_NUMBER_OK);
    ck_assert_double_eq(value, 1e5);
}
END_TEST

START_TEST(a_number_needs_no_closing_nul)
{
    char *exact = malloc(3);
    double value = 0;
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, "1.5", 3);
    ck_assert_int_eq(mkba_i_number_parse(exact, 3, &value), MKBA_I_NUMBER_OK);
    ck_assert_double_eq(value, 1.5);
    ck_assert_int_eq(mkba_i_number_parse(exact, 1, &value), MKBA_I_NUMBER_OK);
    ck_assert_double_eq(value, 1);
    ck_assert_int_eq(mkba_i_number_parse(exact, 0, &value), MKBA_I_NUMBER_MALFORMED);
    free(exact);
}
END_TEST

START_TEST(a_decimal_comma_is_read_where_it_is_meant)
{
    static const struct {
        const char *text;
        double value;
    } read[] = {{"0", 0}, {"-13,25", -13.25}, {"0,1", 0.1}, {"1,5e3", 1500}, {"641700", 641700}};
    static const char *const refused[] = {"", "1.5", "1,5,0", ",", "1.000,5", "-"};
    char text[MKBA_I_NUMBER_LONGEST + 1];
    double value = 42;
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        ck_assert_int_eq(mkba_i_number_parse_comma(read[i].text, strlen(read[i].text), &value), MKBA_I_NUMBER_OK);
        ck_assert_double_eq(value, read[i].value);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        ck_assert_int_eq(mkba_i_number_parse_comma(refused[i], strlen(refused[i]), &value), MKBA_I_NUMBER_MALFORMED);
    memset(text, '0', sizeof text);
    ck_assert_int_eq(mkba_i_number_parse_comma(text, sizeof text, &value), MKBA_I_NUMBER_TOO_LONG);
}
END_TEST

START_TEST(a_span_ends_where_the_number_does)
{
    static const struct {
        const char *text;
        size_t span;
    } spans[] = {{"", 0},      {"x", 0},     {".", 0},    {"-1", 0},    {"1", 1},   {"12abc", 2},
                 {"1.5.2", 3}, {".5)", 2},   {"5.*2", 2}, {"2e", 1},    {"2e+", 1}, {"2e+3+4", 4},
                 {"2E-03", 5}, {"2euro", 1}, {"5.e3", 4}, {"1 000", 1}, {".e3", 0}, {"1e5.5", 3}};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (mkba_i_number_span(spans[i].text, strlen(spans[i].text)) != spans[i].span)
            ck_abort_msg("%s", spans[i].text);
    ck_assert_uint_eq(mkba_i_number_span("1234", 2), 2);
    ck_assert_uint_eq(mkba_i_number_span("1.5", 2), 2);
    ck_assert_uint_eq(mkba_i_number_span("1e5", 2), 1);
    ck_assert_uint_eq(mkba_i_number_span("1e+5", 3), 1);
}
END_TEST

static size_t check_hard_cases(void)
{
    char path[4096], *table = NULL, *line;
    const char *data = getenv("MKBA_TEST_DATA");
    size_t length = 0, n = 0;
    mkba_error error;
    snprintf(path, sizeof path, "%s/json/numbers.tsv", data == NULL ? "tests/data" : data);
    if (mkba_i_file_read(path, SIZE_MAX, &table, &length, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", path, error.message);
    for (line = table; *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t number = strcspn(line, "\t");
        double value = 0;
        if (*line == '#')
            continue;
        mkba_i_number_status status = mkba_i_number_parse(line, number, &value);
        const char *expected = line + number + 1;
        bool too_large = strncmp(expected, "too-large", 9) == 0;
        if (too_large ? status != MKBA_I_NUMBER_TOO_LARGE
                      : status != MKBA_I_NUMBER_OK || bits(value) != strtoull(expected, NULL, 16))
            ck_abort_msg("%.*s: status %d, bits %016" PRIX64, (int) number, line, (int) status, bits(value));
        n++;
    }
    free(table);
    return n;
}

START_TEST(hard_cases_are_rounded_correctly)
{
    ck_assert_uint_gt(check_hard_cases(), 500);
}
END_TEST

START_TEST(hard_cases_are_rounded_correctly_where_the_comma_is_decimal)
{
    if (!set_comma("hard cases"))
        return;
    ck_assert_uint_gt(check_hard_cases(), 500);
}
END_TEST

/* Around the whole numbers that a double holds exactly, and anywhere else. */
START_TEST(short_decimals_are_read_as_the_c_library_reads_them)
{
    uint64_t state = 20211201;
    for (long i = 0; i < rounds(); i++) {
        uint64_t random = next_random(&state);
        uint64_t whole = i % 4 == 0 ? (UINT64_C(1) << 53) - 50 + random % 100 : random >> 10 >> random % 54;
        char digits[24], text[32];
        size_t n = (size_t) snprintf(digits, sizeof digits, "%" PRIu64, whole);
        size_t point = (size_t) (next_random(&state) % (n + 1));
        snprintf(text, sizeof text, "%s%.*s.%s", i % 2 == 0 ? "-" : "", (int) point, digits, digits + point);
        double value = 42;
        if (parse(text, &value) != MKBA_I_NUMBER_OK || bits(value) != bits(strtod(text, NULL)))
            ck_abort_msg("%s", text);
    }
}
END_TEST

/* ---- printing -------------------------------------------------------------------------------------------- */

START_TEST(numbers_are_printed_plainly)
{
    static const struct {
        double value;
        const char *text;
    } printed[] = {{0, "0"},
                   {-0.0, "-0"},
                   {1, "1"},
                   {-3470, "-3470"},
                   {0.1, "0.1"},
                   {0.1 + 0.2, "0.30000000000000004"},
                   {1e21, "1e+21"},
                   {1e-7, "1e-07"},
                   {1.0 / 3, "0.3333333333333333"},
                   {DBL_MAX, "1.7976931348623157e+308"},
                   {-DBL_MIN, "-2.2250738585072014e-308"},
                   {5e-324, "4.94065645841247e-324"},
                   {9007199254740992, "9007199254740992"},
                   {HUGE_VAL, "inf"},
                   {-HUGE_VAL, "-inf"}};
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        char text[MKBA_I_NUMBER_TEXT];
        size_t length = mkba_i_number_print(printed[i].value, text);
        ck_assert_str_eq(text, printed[i].text);
        ck_assert_uint_eq(length, strlen(text));
    }
    char text[MKBA_I_NUMBER_TEXT];
    mkba_i_number_print((double) NAN, text);
    ck_assert_str_eq(text, "nan");
}
END_TEST

static void check_round_trip(double value)
{
    char text[MKBA_I_NUMBER_TEXT];
    double back = 0;
    size_t length = mkba_i_number_print(value, text);
    if (mkba_i_number_parse(text, length, &back) != MKBA_I_NUMBER_OK || bits(back) != bits(value))
        ck_abort_msg("%a was printed as %s", value, text);
}

static void check_round_trips(long n)
{
    uint64_t state = 20240527;
    for (long i = 0; i < n; i++) {
        double value = from_bits(next_random(&state));
        if (isfinite(value))
            check_round_trip(value);
    }
}

START_TEST(a_million_random_bit_patterns_read_back_as_they_were)
{
    check_round_trips(rounds());
}
END_TEST

START_TEST(random_bit_patterns_read_back_where_the_comma_is_decimal)
{
    char text[MKBA_I_NUMBER_TEXT];
    if (!set_comma("round trip"))
        return;
    mkba_i_number_print(-1234.5, text);
    ck_assert_str_eq(text, "-1234.5");
    check_round_trips(rounds() / 10);
}
END_TEST

START_TEST(the_edges_of_the_doubles_read_back)
{
    for (int exponent = 0; exponent < 2047; exponent++)
        for (int step = -1; step <= 1; step++) {
            uint64_t pattern = ((uint64_t) exponent << 52) + (uint64_t) (exponent == 0 && step < 0 ? 1 : step);
            check_round_trip(from_bits(pattern));
            check_round_trip(-from_bits(pattern));
        }
}
END_TEST

/* The same by the C library alone, in the locale "C". */
static void print_plainly(double value, char text[64])
{
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(text, 64, "%.*g", precision, value);
        if (strtod(text, NULL) == value)
            return;
    }
}

START_TEST(the_fewest_of_15_to_17_digits_are_printed)
{
    uint64_t state = 7;
    for (long i = 0; i < rounds() / 10; i++) {
        double value = from_bits(next_random(&state));
        /* Half of them as figures are: few decimals, of moderate size. */
        if (i % 2 == 0)
            value = (double) (int64_t) (next_random(&state) % 2000000000u) / 1000 - 1e6;
        char text[MKBA_I_NUMBER_TEXT], plain[64];
        if (!isfinite(value))
            continue;
        mkba_i_number_print(value, text);
        print_plainly(value, plain);
        if (strcmp(text, plain) != 0)
            ck_abort_msg("%s, not %s", text, plain);
    }
}
END_TEST

static void reset_locale(void)
{
    setlocale(LC_ALL, "C");
}

int main(void)
{
    Suite *suite = suite_create("base number");
    TCase *reading = tcase_create("reading");
    tcase_add_checked_fixture(reading, NULL, reset_locale);
    tcase_add_test(reading, what_is_no_number_is_malformed);
    tcase_add_test(reading, all_forms_of_a_number_are_read);
    tcase_add_test(reading, minus_zero_keeps_its_sign);
    tcase_add_test(reading, a_number_beyond_the_doubles_is_too_large);
    tcase_add_test(reading, long_numbers_are_read_up_to_the_limit);
    tcase_add_test(reading, a_number_needs_no_closing_nul);
    tcase_add_test(reading, a_decimal_comma_is_read_where_it_is_meant);
    tcase_add_test(reading, a_span_ends_where_the_number_does);
    tcase_add_test(reading, hard_cases_are_rounded_correctly);
    tcase_add_test(reading, short_decimals_are_read_as_the_c_library_reads_them);
    tcase_add_test(reading, hard_cases_are_rounded_correctly_where_the_comma_is_decimal);
    suite_add_tcase(suite, reading);
    TCase *printing = tcase_create("printing");
    tcase_add_checked_fixture(printing, NULL, reset_locale);
    tcase_set_timeout(printing, 120);
    tcase_add_test(printing, numbers_are_printed_plainly);
    tcase_add_test(printing, a_million_random_bit_patterns_read_back_as_they_were);
    tcase_add_test(printing, random_bit_patterns_read_back_where_the_comma_is_decimal);
    tcase_add_test(printing, the_edges_of_the_doubles_read_back);
    tcase_add_test(printing, the_fewest_of_15_to_17_digits_are_printed);
    suite_add_tcase(suite, printing);
    return run_suite(suite);
}
