/* mkba/money.h, money/index.h, money/unit.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/money.h>

#include "money/discount.h"
#include "money/index.h"
#include "money/unit.h"
#include "run_suite.h"

static double factor_of(const mkba_segment *segments, size_t n, double tau)
{
    double factor = -1.0;
    mkba_error error;
    ck_assert_int_eq(mkba_segments_factor(segments, n, &tau, 1, &factor, 1, &error), MKBA_OK);
    return factor;
}

static double constant_factor(double rate, double tau)
{
    return factor_of(&(mkba_segment){0.0, rate}, 1, tau);
}

static void assert_near(double value, double expected, double relative)
{
    ck_assert_msg(fabs(value - expected) <= relative * fabs(expected), "%.17g is not %.17g", value, expected);
}

/* ---- discounting ----------------------------------------------------------------------------------------- */

/* By hand: 1.1^-2.5 = 1 / (1.21 sqrt(1.1)), 1.05^-1.5 = 1 / (1.05 sqrt(1.05)), in forty decimals. */
START_TEST(segments_may_start_in_the_middle_of_a_year)
{
    static const mkba_segment segments[] = {{0.0, 0.10}, {2.5, 0.05}};
    assert_near(factor_of(segments, 2, 2.0), 1.0 / 1.21, 1e-15);
    assert_near(factor_of(segments, 2, 2.5), 0.78798561094677051, 1e-15);
    assert_near(factor_of(segments, 2, 4.0), 0.73237639543366459, 1e-15);
    ck_assert_double_eq(factor_of(segments, 2, 0.0), 1.0);
}
END_TEST

START_TEST(before_the_base_year_the_first_rate_compounds_upward)
{
    static const mkba_segment segments[] = {{0.0, 0.10}, {2.5, 0.05}};
    assert_near(factor_of(segments, 2, -1.0), 1.1, 1e-15);
    assert_near(factor_of(segments, 2, -2.0), 1.21, 1e-15);
    assert_near(factor_of(segments, 2, -0.5), 1.0488088481701516, 1e-15);
}
END_TEST

START_TEST(a_rate_of_zero_or_below_is_a_rate)
{
    ck_assert_double_eq(constant_factor(0.0, 50.0), 1.0);
    assert_near(constant_factor(-0.5, 1.0), 2.0, 1e-15);
    assert_near(constant_factor(-0.5, -3.0), 0.125, 1e-15);
}
END_TEST

START_TEST(many_times_are_many_factors)
{
    static const mkba_segment segment = {0.0, 0.25};
    static const double tau[] = {0.0, 1.0, -1.0, 2.0};
    static const double expected[] = {1.0, 0.8, 1.25, 0.64};
    double out[4];
    ck_assert_int_eq(mkba_segments_factor(&segment, 1, tau, 4, out, 4, NULL), MKBA_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_near(out[i], expected[i], 1e-15);
    }
    ck_assert_int_eq(mkba_segments_factor(&segment, 1, NULL, 0, NULL, 0, NULL), MKBA_OK);
}
END_TEST

static void assert_segments_refused(const mkba_segment *segments, size_t n, const char *where)
{
    double tau = 1.0;
    double out = 42.0;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_segments_factor(segments, n, &tau, 1, &out, 1, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(error.status, MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, where);
    ck_assert_uint_gt(strlen(error.message), 10);
    ck_assert_double_eq(out, 42.0);
    ck_assert_int_eq(mkba_segments_factor(segments, n, &tau, 1, &out, 1, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_i_segments_check(segments, n, NULL), MKBA_ERROR_ARGUMENT);
}

START_TEST(segments_errors)
{
    assert_segments_refused(NULL, 1, "segments");
    assert_segments_refused(&(mkba_segment){0.0, 0.1}, 0, "segments");
    assert_segments_refused(&(mkba_segment){1.0, 0.1}, 1, "segments[0].from");
    assert_segments_refused(&(mkba_segment){NAN, 0.1}, 1, "segments[0].from");
    assert_segments_refused((mkba_segment[]){{0.0, 0.1}, {INFINITY, 0.1}}, 2, "segments[1].from");
    assert_segments_refused((mkba_segment[]){{0.0, 0.1}, {NAN, 0.1}}, 2, "segments[1].from");
    assert_segments_refused((mkba_segment[]){{0.0, 0.1}, {0.0, 0.1}}, 2, "segments[1].from");
    assert_segments_refused((mkba_segment[]){{0.0, 0.1}, {5.0, 0.1}, {4.0, 0.1}}, 3, "segments[2].from");
    assert_segments_refused((mkba_segment[]){{0.0, 0.1}, {5.0, -1.0}}, 2, "segments[1].rate");
    assert_segments_refused(&(mkba_segment){0.0, NAN}, 1, "segments[0].rate");
    assert_segments_refused(&(mkba_segment){0.0, INFINITY}, 1, "segments[0].rate");
}
END_TEST

static void assert_times_refused(double rate, const double *tau, size_t n_tau, size_t n_out, const char *where)
{
    mkba_segment segment = {0.0, rate};
    double out[4] = {42.0, 42.0, 42.0, 42.0};
    mkba_error error = {0};
    ck_assert_int_eq(mkba_segments_factor(&segment, 1, tau, n_tau, out, n_out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, where);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq(out[i], 42.0);
    }
}

START_TEST(times_errors)
{
    double out = 0.0;
    mkba_error error = {0};
    assert_times_refused(0.1, (double[]){1.0, 2.0, 3.0, NAN}, 4, 4, "tau[3]");
    assert_times_refused(0.1, (double[]){1.0, INFINITY}, 2, 2, "tau[1]");
    assert_times_refused(0.1, (double[]){1.0, -1e5}, 2, 2, "tau[1]");
    assert_times_refused(0.1, (double[]){1e5}, 1, 1, "tau[0]");
    assert_times_refused(-0.9, (double[]){1.0, 2.0, 1e5}, 3, 3, "tau[2]");
    assert_times_refused(0.1, (double[]){1.0, 2.0}, 2, 1, "out");
    assert_times_refused(0.1, NULL, 1, 1, "tau");
    ck_assert_int_eq(mkba_segments_factor(&(mkba_segment){0.0, 0.1}, 1, &out, 1, NULL, 1, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
}
END_TEST

/* ---- indices --------------------------------------------------------------------------------------------- */

static const mkba_i_level levels[] = {{2020, 80.0, false}, {2021, 100.0, false}, {2024, 125.0, true}};
static const mkba_i_index holed = {"eigen", NULL, levels, 3};
static const mkba_i_index full = {"vol", "bron", levels, 2};
static const mkba_i_index empty = {"leeg", NULL, NULL, 0};

START_TEST(a_level_is_found_or_not)
{
    ck_assert_double_eq(mkba_i_index_level(&holed, 2020)->level, 80.0);
    ck_assert_double_eq(mkba_i_index_level(&holed, 2021)->level, 100.0);
    ck_assert(mkba_i_index_level(&holed, 2024)->provisional);
    ck_assert_ptr_null(mkba_i_index_level(&holed, 2019));
    ck_assert_ptr_null(mkba_i_index_level(&holed, 2022));
    ck_assert_ptr_null(mkba_i_index_level(&holed, 2025));
    ck_assert_ptr_null(mkba_i_index_level(&empty, 2020));
}
END_TEST

START_TEST(a_ratio_is_level_over_level)
{
    double ratio = 0.0;
    ck_assert_int_eq(mkba_i_index_ratio(&holed, 2020, 2021, &ratio, NULL), MKBA_OK);
    ck_assert_double_eq(ratio, 1.25);
    ck_assert_int_eq(mkba_i_index_ratio(&holed, 2024, 2020, &ratio, NULL), MKBA_OK);
    ck_assert_double_eq(ratio, 0.64);
    ck_assert_int_eq(mkba_i_index_ratio(&holed, 2020, 2020, &ratio, NULL), MKBA_OK);
    ck_assert_double_eq(ratio, 1.0);
}
END_TEST

static void assert_ratio_refused(const mkba_i_index *index, int from, int to, const char *part)
{
    double ratio = 42.0;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_i_index_ratio(index, from, to, &ratio, &error), MKBA_ERROR_CASE);
    ck_assert_double_eq(ratio, 42.0);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_int_eq(mkba_i_index_ratio(index, from, to, &ratio, NULL), MKBA_ERROR_CASE);
}

START_TEST(a_year_outside_an_index_shows_the_entry_to_add)
{
    static const mkba_i_level extreme[] = {{2020, 1e-300, false}, {2021, 1e300, false}};
    mkba_i_index steep = {"steil", NULL, extreme, 2};
    assert_ratio_refused(&full, 2020, 2026, "\"vol\" does not have the year 2026 (it holds 2020 to 2021)");
    assert_ratio_refused(&full, 2020, 2026, "\"indices\": {\"vol\": {\"2021\": 100, \"2026\": ...}}");
    assert_ratio_refused(&full, 2015, 2020, "\"indices\": {\"vol\": {\"2015\": ..., \"2020\": 100}}");
    assert_ratio_refused(&holed, 2022, 2020, "2020 to 2024, not every year");
    assert_ratio_refused(&empty, 2022, 2020, "it holds no year");
    assert_ratio_refused(&steep, 2020, 2021, "between 2020 and 2021");
    assert_ratio_refused(&steep, 2021, 2020, "between 2021 and 2020");
}
END_TEST

/* ---- units ----------------------------------------------------------------------------------------------- */

static mkba_i_unit unit_of(const char *text)
{
    mkba_i_unit unit;
    mkba_i_scale scale;
    mkba_error error;
    mkba_status status = mkba_i_unit_parse(text, &unit, &scale, &error);
    ck_assert_msg(status == MKBA_OK, "%s", status == MKBA_OK ? "" : error.message);
    return unit;
}

static void assert_prints(const mkba_i_unit *unit, const char *expected)
{
    char text[MKBA_I_UNIT_TEXT];
    mkba_i_unit_print(unit, text);
    ck_assert_str_eq(text, expected);
}

START_TEST(units_are_read_into_their_canonical_form)
{
    static const struct {
        const char *text;
        const char *canonical;
        double multiply;
        double divide;
    } cases[] = {
        {"EUR/uur", "EUR/uur", 1, 1},
        {"uur/client/jaar", "uur/client/jaar", 1, 1},
        {"1", "1", 1, 1},
        {"EUR", "EUR", 1, 1},
        {"1/jaar", "1/jaar", 1, 1},
        {"client^2", "client^2", 1, 1},
        {"client^-1", "1/client", 1, 1},
        {"1/client^2", "1/client^2", 1, 1},
        {"1/client^-2", "client^2", 1, 1},
        {"  EUR  / uur\t* client ^ -1 ", "EUR/client/uur", 1, 1},
        {"EUR\xC2\xA0/ uur", "EUR/uur", 1, 1},
        {"client/client", "1", 1, 1},
        {"a/b*c", "a*c/b", 1, 1},
        {"jaar*EUR", "EUR*jaar", 1, 1},
        {"promille/jaar", "promille/jaar", 1, 1},
        {"uur*1", "uur", 1, 1},
        {"ge\xC3\xAFndiceerd/jaar", "ge\xC3\xAFndiceerd/jaar", 1, 1},
        {"x_1", "x_1", 1, 1},
        {"\xC2\xB5g/\xE2\xB1\xA5", "\xC2\xB5g/\xE2\xB1\xA5", 1, 1},
        {"m\xC2\xAA\xC2\xBA", "m\xC2\xAA\xC2\xBA", 1, 1},
        {"_", "_", 1, 1},
        {"EUR/minuut", "EUR/uur", 60, 1},
        {"minuut", "uur", 1, 60},
        {"EUR/maand", "EUR/jaar", 12, 1},
        {"EUR/dagdeel", "EUR/uur", 1, 4},
        {"dagdeel/week", "uur/etmaal", 4, 7},
        {"week", "etmaal", 7, 1},
        {"%", "1", 1, 100},
        {"%/jaar", "1/jaar", 1, 100},
        {"%/maand", "1/jaar", 12, 100},
        {"%^2", "1", 1, 10000},
        {"EUR/%", "EUR", 100, 1},
        {"minuut^2", "uur^2", 1, 3600},
        {"1/minuut^2", "1/uur^2", 3600, 1},
        {"minuut/minuut", "1", 1, 1},
        {"minuut/uur", "1", 1, 60},
        {"dagdeel*uur", "uur^2", 4, 1},
        {"a^99", "a^99", 1, 1},
        {"a*b*c*d*e*f*g*h", "a*b*c*d*e*f*g*h", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_i_unit unit;
        mkba_i_scale scale;
        ck_assert_int_eq(mkba_i_unit_parse(cases[i].text, &unit, &scale, NULL), MKBA_OK);
        assert_prints(&unit, cases[i].canonical);
        ck_assert_double_eq(scale.multiply, cases[i].multiply);
        ck_assert_double_eq(scale.divide, cases[i].divide);
    }
}
END_TEST

START_TEST(a_scale_keeps_whole_numbers_whole)
{
    ck_assert_double_eq(mkba_i_scale_apply((mkba_i_scale){1.0, 12.0}, 36.0), 3.0);
    ck_assert_double_eq(mkba_i_scale_apply((mkba_i_scale){60.0, 1.0}, 0.5), 30.0);
    ck_assert_double_eq(mkba_i_scale_apply((mkba_i_scale){4.0, 7.0}, 7.0), 4.0);
}
END_TEST

START_TEST(a_malformed_unit_is_told_what_is_wrong_and_where)
{
    static const struct {
        const char *text;
        const char *what;
        int character;
    } cases[] = {
        {"", "a symbol is missing", 1},
        {"   ", "a symbol is missing", 4},
        {"EUR/", "a symbol is missing", 5},
        {"/jaar", "missing before \"/\"", 1},
        {"*jaar", "missing before \"*\"", 1},
        {"^2", "missing before \"^\"", 1},
        {"EUR//uur", "missing before \"/\"", 5},
        {"EUR/*uur", "missing before \"*\"", 5},
        {"EUR/(client*jaar)", "no parentheses", 5},
        {"EUR)", "no parentheses", 4},
        {"EUR[", "symbols are letters", 4},
        {"EUR per uur", "stands * or /", 5},
        {"%jaar", "stands * or /", 2},
        {"EUR 1", "stands * or /", 5},
        {"client^", "whole number", 8},
        {"client^x", "whole number", 8},
        {"client^1.5", "whole number", 9},
        {"client^1,5", "whole number", 9},
        {"client^0", "from 1 to 99", 8},
        {"client^100", "from 1 to 99", 8},
        {"client^-100", "from 1 to 99", 9},
        {"client^12345678901234567890", "from 1 to 99", 8},
        {"client^2^2", "stands once", 9},
        {"1^2", "stands once", 2},
        {"1000/jaar", "of numbers only 1", 1},
        {"2", "of numbers only 1", 1},
        {"1.5", "of numbers only 1", 1},
        {"1,5", "of numbers only 1", 1},
        {"12", "of numbers only 1", 1},
        {"1a", "of numbers only 1", 1},
        {"uur/7", "of numbers only 1", 5},
        {"\xE2\x82\xAC/uur", "write EUR", 1},
        {"m\xC2\xB2", "write a power as ^2", 2},
        {"m\xC2\xB3", "^3", 2},
        {"\xE2\x80\xB0", "write promille", 1},
        {"a\xC2\xB7"
         "b",
         "product with *", 2},
        {"a\xC3\x97"
         "b",
         "product with *", 2},
        {"EUR-uur", "symbols are letters", 4},
        {"EUR,uur", "symbols are letters", 4},
        {"a\xC3\xB7"
         "b",
         "symbols are", 2},
        {"\xC3\xAF\xC3\xAF\xC3\xAF/?", "symbols are letters", 5},
        {"\xE2\x9C\x93", "symbols are letters", 1},
        {"abcdefghijklmnopqrstuvwxyzabcdef", "at most 31 bytes", 1},
        {"a*b*c*d*e*f*g*h*i", "at most 8 symbols", 17},
        {"a^99*a", "at most 8 symbols", 6},
        {"1/a^99/a", "at most 8 symbols", 8},
        {"minuut^99*uur", "too large to convert", 1},
        {"%^99*maand^99*minuut^99", "too large to convert", 1},
        {"1/%^99/maand^99/minuut^99", "too large to convert", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mkba_i_unit unit = {.n = 42};
        mkba_i_scale scale = {42.0, 42.0};
        mkba_error error = {0};
        char place[32];
        snprintf(place, sizeof place, "(character %d)", cases[i].character);
        ck_assert_msg(mkba_i_unit_parse(cases[i].text, &unit, &scale, &error) == MKBA_ERROR_UNIT, "%s", cases[i].text);
        ck_assert_msg(strstr(error.message, cases[i].what) != NULL && strstr(error.message, place) != NULL, "%s: %s",
                      cases[i].text, error.message);
        ck_assert_str_eq(error.where, "");
        ck_assert_uint_eq(unit.n, 42);
        ck_assert_double_eq(scale.multiply, 42.0);
        ck_assert_int_eq(mkba_i_unit_parse(cases[i].text, &unit, &scale, NULL), MKBA_ERROR_UNIT);
    }
}
END_TEST

START_TEST(a_unit_that_is_no_utf_8_or_too_long_is_refused)
{
    mkba_i_unit unit;
    mkba_i_scale scale;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_i_unit_parse("EUR/\xFFuur", &unit, &scale, &error), MKBA_ERROR_UNIT);
    ck_assert_ptr_nonnull(strstr(error.message, "byte 5 is not UTF-8"));
    ck_assert_int_eq(mkba_i_unit_parse("\xE2\x82", &unit, &scale, &error), MKBA_ERROR_UNIT);
    char text[1102];
    memset(text, ' ', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert_int_eq(mkba_i_unit_parse(text, &unit, &scale, &error), MKBA_ERROR_UNIT);
    ck_assert_ptr_nonnull(strstr(error.message, "longer than 1000 bytes"));
}
END_TEST

START_TEST(units_multiply_and_divide)
{
    mkba_i_unit tariff = unit_of("EUR/uur");
    mkba_i_unit use = unit_of("uur/client/jaar");
    mkba_i_unit clients = unit_of("client");
    mkba_i_unit out;
    ck_assert(mkba_i_unit_multiply(&tariff, &use, 1, &out));
    assert_prints(&out, "EUR/client/jaar");
    ck_assert(mkba_i_unit_multiply(&out, &clients, 1, &out));
    assert_prints(&out, "EUR/jaar");
    ck_assert(mkba_i_unit_multiply(&clients, &tariff, -1, &out));
    assert_prints(&out, "client*uur/EUR");
    ck_assert(mkba_i_unit_multiply(&tariff, &tariff, -1, &out));
    ck_assert(mkba_i_unit_is_number(&out));
}
END_TEST

START_TEST(a_product_that_does_not_fit_is_refused)
{
    mkba_i_unit eight = unit_of("a*b*c*d*e*f*g*h");
    mkba_i_unit other = unit_of("z");
    mkba_i_unit swap = unit_of("z/a");
    mkba_i_unit high = unit_of("a^99");
    mkba_i_unit out = other;
    ck_assert(!mkba_i_unit_multiply(&eight, &other, 1, &out));
    ck_assert(!mkba_i_unit_multiply(&eight, &high, 1, &out));
    ck_assert(mkba_i_unit_equal(&out, &other));
    ck_assert(mkba_i_unit_multiply(&eight, &swap, 1, &out));
    assert_prints(&out, "b*c*d*e*f*g*h*z");
}
END_TEST

START_TEST(units_have_powers_and_roots)
{
    mkba_i_unit speed = unit_of("EUR^2/uur^4");
    mkba_i_unit out;
    ck_assert(mkba_i_unit_raise(&speed, 3, &out));
    assert_prints(&out, "EUR^6/uur^12");
    ck_assert(mkba_i_unit_raise(&speed, -1, &out));
    assert_prints(&out, "uur^4/EUR^2");
    ck_assert(mkba_i_unit_raise(&speed, 0, &out));
    assert_prints(&out, "1");
    ck_assert(mkba_i_unit_root(&speed, &out));
    assert_prints(&out, "EUR/uur^2");
    ck_assert(!mkba_i_unit_root(&out, &out));
    assert_prints(&out, "EUR/uur^2");
    ck_assert(!mkba_i_unit_raise(&speed, 25, &out));
    ck_assert(!mkba_i_unit_raise(&speed, 50, &out));
    ck_assert(!mkba_i_unit_raise(&speed, -2147483647 - 1, &out));
    assert_prints(&out, "EUR/uur^2");
}
END_TEST

START_TEST(units_are_compared_by_symbol_and_power)
{
    mkba_i_unit a = unit_of("EUR/jaar");
    mkba_i_unit b = unit_of("EUR/maand");
    mkba_i_unit c = unit_of("EUR/uur");
    mkba_i_unit d = unit_of("EUR/jaar^2");
    mkba_i_unit e = unit_of("EUR");
    mkba_i_unit number = unit_of("1");
    ck_assert(mkba_i_unit_equal(&a, &b));
    ck_assert(!mkba_i_unit_equal(&a, &c));
    ck_assert(!mkba_i_unit_equal(&a, &d));
    ck_assert(!mkba_i_unit_equal(&a, &e));
    ck_assert(mkba_i_unit_is_number(&number));
    ck_assert(!mkba_i_unit_is_number(&e));
    ck_assert_int_eq(mkba_i_unit_power_of(&d, "jaar"), -2);
    ck_assert_int_eq(mkba_i_unit_power_of(&d, "uur"), 0);
    ck_assert_int_eq(mkba_i_unit_power_of(&d, "client"), 0);
}
END_TEST

START_TEST(the_longest_unit_can_be_printed)
{
    char text[MKBA_I_UNIT_TEXT];
    char written[512] = "";
    for (int i = 0; i < MKBA_I_UNIT_SYMBOLS; i++) {
        char symbol[64];
        snprintf(symbol, sizeof symbol, "%s%c234567890123456789012345678901^99", i > 0 ? "*" : "", 'a' + i);
        strcat(written, symbol);
    }
    mkba_i_unit unit = unit_of(written);
    mkba_i_unit_print(&unit, text);
    ck_assert_str_eq(text, written);
    ck_assert(mkba_i_unit_raise(&unit, -1, &unit));
    mkba_i_unit_print(&unit, text);
    ck_assert_uint_eq(strlen(text), strlen(written) + 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("money");
    TCase *discounting = tcase_create("discounting");
    tcase_add_test(discounting, segments_may_start_in_the_middle_of_a_year);
    tcase_add_test(discounting, before_the_base_year_the_first_rate_compounds_upward);
    tcase_add_test(discounting, a_rate_of_zero_or_below_is_a_rate);
    tcase_add_test(discounting, many_times_are_many_factors);
    tcase_add_test(discounting, segments_errors);
    tcase_add_test(discounting, times_errors);
    suite_add_tcase(suite, discounting);
    TCase *indices = tcase_create("indices");
    tcase_add_test(indices, a_level_is_found_or_not);
    tcase_add_test(indices, a_ratio_is_level_over_level);
    tcase_add_test(indices, a_year_outside_an_index_shows_the_entry_to_add);
    suite_add_tcase(suite, indices);
    TCase *units = tcase_create("units");
    tcase_add_test(units, units_are_read_into_their_canonical_form);
    tcase_add_test(units, a_scale_keeps_whole_numbers_whole);
    tcase_add_test(units, a_malformed_unit_is_told_what_is_wrong_and_where);
    tcase_add_test(units, a_unit_that_is_no_utf_8_or_too_long_is_refused);
    tcase_add_test(units, units_multiply_and_divide);
    tcase_add_test(units, a_product_that_does_not_fit_is_refused);
    tcase_add_test(units, units_have_powers_and_roots);
    tcase_add_test(units, units_are_compared_by_symbol_and_power);
    tcase_add_test(units, the_longest_unit_can_be_printed);
    suite_add_tcase(suite, units);
    return run_suite(suite);
}
