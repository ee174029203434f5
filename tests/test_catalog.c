/* mkba/catalog.h, catalog/schemes.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/catalog.h>

#include "catalog/schemes.h"
#include "run_suite.h"

static void assert_near(double value, double expected, double relative)
{
    ck_assert_msg(fabs(value - expected) <= relative * fabs(expected), "%.17g is not %.17g", value, expected);
}

/* ---- discount schemes ------------------------------------------------------------------------------------ */

static double factor_of(const char *scheme, double tau)
{
    double factor = -1.0;
    mkba_error error;
    mkba_status status = mkba_discount_factor(NULL, scheme, &tau, 1, &factor, 1, &error);
    ck_assert_msg(status == MKBA_OK, "%s", status == MKBA_OK ? "" : error.message);
    return factor;
}

/* The sum of factors of the years 1 to n. */
static double annuity(const char *scheme, int n)
{
    double sum = 0.0;
    for (int t = 1; t <= n; t++) {
        sum += factor_of(scheme, t);
    }
    return sum;
}

static double computed(const char *kind, const char *scheme, int n)
{
    static const double effects[] = {0.98, 0.82, 0.79};
    double sum = 0.0;
    if (strcmp(kind, "factor") == 0) {
        return factor_of(scheme, n);
    }
    if (strcmp(kind, "annuity") == 0) {
        return annuity(scheme, n);
    }
    for (int t = 0; t <= n; t++) {
        sum += effects[t] * factor_of(scheme, t);
    }
    return sum;
}

START_TEST(factors_and_annuities_are_the_published_ones)
{
    char path[1024];
    char kind[32];
    char scheme[32];
    double value;
    int n;
    int decimals;
    size_t rows = 0;
    char line[512];
    const char *data = getenv("MKBA_TEST_DATA");
    snprintf(path, sizeof path, "%s/published_discount.csv", data != NULL ? data : "data");
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%31[^,],%31[^,],%d,%lf,%d,", kind, scheme, &n, &value, &decimals) == 5) {
            double tolerance = 0.5000001 * pow(10.0, -decimals);
            ck_assert_msg(fabs(computed(kind, scheme, n) - value) <= tolerance, "%s", line);
            rows++;
        }
    }
    fclose(file);
    ck_assert_uint_eq(rows, 51);
}
END_TEST

/* 1.028^-35 1.018^-0.5, in forty decimals. */
START_TEST(a_scheme_holds_between_whole_years_and_before_the_base_year)
{
    assert_near(factor_of("NL-2026", 35.5), 0.3770223516036572350853654389, 1e-14);
    assert_near(factor_of("NL-2026", -1.0), 1.028, 1e-15);
    ck_assert_double_eq(factor_of("NL-2026/standard", 12.0), factor_of("NL-2026", 12.0));
    assert_near(factor_of("NL-HTA-2024/costs", 1.0), 1.0 / 1.03, 1e-15);
}
END_TEST

static const mkba_i_scheme *scheme_of(const char *name)
{
    const mkba_i_scheme *scheme = NULL;
    ck_assert_int_eq(mkba_i_catalog_scheme(NULL, name, &scheme, NULL), MKBA_OK);
    return scheme;
}

START_TEST(a_scheme_is_as_good_as_its_weakest_segment)
{
    const mkba_i_scheme *scheme = scheme_of("NL-2026");
    ck_assert_str_eq(scheme->evidence, "secondary");
    ck_assert_uint_eq(scheme->n_segments, 2);
    ck_assert_double_eq(scheme->segments[1].from, 35.0);
    ck_assert_double_eq(scheme->segments[1].rate, 0.018);
    ck_assert_int_eq(scheme->applies_from, 2026);
    ck_assert_int_eq(scheme->applies_to, 0);
    ck_assert_str_eq(scheme_of("NL-2021")->evidence, "official");
    ck_assert_str_eq(scheme_of("NL-2016")->evidence, "unconfirmed");
    ck_assert_str_eq(scheme_of("UK-GB-2022/health")->part, "health");
}
END_TEST

START_TEST(every_year_since_2009_has_its_scheme)
{
    static const struct {
        int year;
        const char *name;
    } cases[] = {
        {2009, "NL-2009"}, {2015, "NL-2009"}, {2016, "NL-2016"}, {2020, "NL-2016"},
        {2021, "NL-2021"}, {2025, "NL-2021"}, {2026, "NL-2026"}, {2040, "NL-2026"},
    };
    ck_assert_ptr_null(mkba_i_catalog_scheme_in_force(NULL, 2008));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_str_eq(mkba_i_catalog_scheme_in_force(NULL, cases[i].year)->name, cases[i].name);
        ck_assert_str_eq(mkba_i_catalog_scheme_in_force(NULL, cases[i].year)->part, "standard");
    }
}
END_TEST

static void assert_unknown(const char *scheme, const char *part)
{
    double tau = 1.0;
    double out = 42.0;
    mkba_error error = {0};
    const mkba_i_scheme *found = NULL;
    ck_assert_int_eq(mkba_discount_factor(NULL, scheme, &tau, 1, &out, 1, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error.where, "scheme");
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_double_eq(out, 42.0);
    ck_assert_int_eq(mkba_i_catalog_scheme(NULL, scheme, &found, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(found);
}

START_TEST(an_unknown_scheme_names_the_nearest_or_the_parts)
{
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_unknown("NL-2062", "did you mean \"NL-2026\"?");
    assert_unknown("nl-2026", "did you mean \"NL-2026\"?");
    assert_unknown("NL-202", "\"NL-202\"");
    assert_unknown("", "the catalog has NL-2009, NL-2016, NL-2021, NL-2026, NL-HTA-2024, UK-GB-2022");
    assert_unknown("/standard", "there is no discount scheme");
    assert_unknown(text, "there is no discount scheme");
    assert_unknown("NL-HTA-2024", "has no part \"standard\"");
    assert_unknown("NL-HTA-2024", "it has \"NL-HTA-2024/costs\", \"NL-HTA-2024/effects\"");
    assert_unknown("NL-HTA-2024/effect", "did you mean \"effects\"?");
    assert_unknown("NL-2026/", "has no part \"\"");
    assert_unknown("NL-2026/standard/x", "has no part \"standard/x\"");
}
END_TEST

START_TEST(discount_factor_errors)
{
    double tau[] = {1.0, NAN};
    double out[] = {42.0, 42.0};
    mkba_error error = {0};
    ck_assert_int_eq(mkba_discount_factor(NULL, NULL, tau, 1, out, 1, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "scheme");
    ck_assert_int_eq(mkba_discount_factor(NULL, "NL-2026", tau, 2, out, 2, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "tau[1]");
    ck_assert_int_eq(mkba_discount_factor(NULL, "NL-2026", tau, 1, out, 2, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
    ck_assert_int_eq(mkba_discount_factor(NULL, "NL-2026", NULL, 1, out, 1, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_discount_factor(NULL, "NL-2026", tau, 1, NULL, 1, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_double_eq(out[0], 42.0);
    ck_assert_int_eq(mkba_discount_factor(NULL, "NL-2026", NULL, 0, NULL, 0, NULL), MKBA_OK);
}
END_TEST

/* ---- price indices --------------------------------------------------------------------------------------- */

static double converted(double amount, const char *index, int from, int to)
{
    double result = -1.0;
    mkba_error error;
    ck_assert_int_eq(mkba_convert_price(NULL, amount, index, from, to, &result, &error), MKBA_OK);
    return result;
}

/* CBS 83131NED: 2012 to 2024 is 1.357, 2021 is 1.18, 2023 is 1.033; 2022 to 2024 is 1.073, and not
 * 1.038 x 1.033 = 1.072254. */
START_TEST(the_cpi_is_levels_and_not_a_chain)
{
    assert_near(converted(1000.0, "cpi", 2012, 2024), 1357.0, 1e-15);
    assert_near(converted(1000.0, "cpi", 2022, 2024), 1073.0, 1e-15);
    assert_near(converted(1000.0, "cpi", 2021, 2023), 1142.303969022265246853824, 1e-15);
    assert_near(converted(1000.0, "cpi", 2024, 2015), 767.4597083653108211818880, 1e-15);
    ck_assert_double_eq(converted(12.34, "cpi", 2019, 2019), 12.34);
    ck_assert_double_eq(converted(-0.0, "cpi", 2019, 2020), 0.0);
}
END_TEST

/* VNG: 6.43 and 5.71 per cent definitive, then 3.94 per cent provisional. */
START_TEST(ova_ppc_chains_the_definitive_percentages)
{
    assert_near(converted(1.0, "ova_ppc", 2022, 2023), 1.0643, 1e-15);
    assert_near(converted(1.0, "ova_ppc", 2022, 2024), 1.12507153, 1e-15);
    assert_near(converted(1.0, "ova_ppc", 2022, 2025), 1.169399348282, 1e-15);
    assert_near(converted(1.0, "ova_ppc", 2024, 2023), 1.0 / 1.0571, 1e-15);
    const mkba_i_index *index = mkba_i_catalog_index(NULL, "ova_ppc");
    ck_assert(!mkba_i_index_level(index, 2024)->provisional);
    ck_assert(mkba_i_index_level(index, 2025)->provisional);
}
END_TEST

START_TEST(indices_are_found_by_name_and_by_position)
{
    ck_assert_str_eq(mkba_i_catalog_index(NULL, "cpi")->name, "cpi");
    ck_assert_ptr_null(mkba_i_catalog_index(NULL, "CPI"));
    ck_assert_ptr_null(mkba_i_catalog_index(NULL, ""));
    ck_assert_str_eq(mkba_i_catalog_index_at(NULL, 0)->name, "cpi");
    ck_assert_str_eq(mkba_i_catalog_index_at(NULL, 1)->name, "ova_ppc");
    ck_assert_ptr_null(mkba_i_catalog_index_at(NULL, 2));
    for (size_t i = 0; mkba_i_catalog_index_at(NULL, i) != NULL; i++) {
        const mkba_i_index *index = mkba_i_catalog_index_at(NULL, i);
        ck_assert_uint_gt(strlen(index->source), 10);
        for (size_t k = 0; k < index->n_levels; k++) {
            ck_assert_double_gt(index->levels[k].level, 0.0);
            ck_assert(k == 0 || index->levels[k].year == index->levels[k - 1].year + 1);
        }
    }
}
END_TEST

static void assert_not_converted(double amount, const char *index, int from, int to, mkba_status expected,
                                 const char *where, const char *part)
{
    double result = 42.0;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_convert_price(NULL, amount, index, from, to, &result, &error), expected);
    ck_assert_str_eq(error.where, where);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_double_eq(result, 42.0);
    ck_assert_int_eq(mkba_convert_price(NULL, amount, index, from, to, &result, NULL), expected);
}

START_TEST(convert_price_errors)
{
    mkba_error error = {0};
    assert_not_converted(1.0, "cpi", 2011, 2024, MKBA_ERROR_ARGUMENT, "from_year", "2011: it holds 2012 to 2024");
    assert_not_converted(1.0, "cpi", 2012, 2025, MKBA_ERROR_ARGUMENT, "to_year", "2025: it holds 2012 to 2024");
    assert_not_converted(NAN, "cpi", 2012, 2024, MKBA_ERROR_ARGUMENT, "amount", "finite");
    assert_not_converted(-INFINITY, "cpi", 2012, 2024, MKBA_ERROR_ARGUMENT, "amount", "finite");
    assert_not_converted(1.7e308, "cpi", 2012, 2024, MKBA_ERROR_ARGUMENT, "amount", "beyond the range");
    assert_not_converted(1.0, NULL, 2012, 2024, MKBA_ERROR_ARGUMENT, "index", "NULL");
    assert_not_converted(1.0, "CPI", 2012, 2024, MKBA_ERROR_UNKNOWN, "index", "did you mean \"cpi\"?");
    assert_not_converted(1.0, "ova-ppc", 2022, 2024, MKBA_ERROR_UNKNOWN, "index", "did you mean \"ova_ppc\"?");
    assert_not_converted(1.0, "loonvoet", 2022, 2024, MKBA_ERROR_UNKNOWN, "index", "the catalog has cpi, ova_ppc");
    ck_assert_int_eq(mkba_convert_price(NULL, 1.0, "cpi", 2012, 2024, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "converted");
}
END_TEST

/* ---- tables ---------------------------------------------------------------------------------------------- */

static void assert_columns(const mkba_table *table, const char *const *names, size_t n)
{
    ck_assert_uint_eq(mkba_table_n_columns(table), n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(mkba_table_column_name(table, i), names[i]);
    }
}

START_TEST(the_schemes_are_a_table_with_a_row_per_segment)
{
    static const char *const names[] = {"scheme",   "part", "applies_from", "applies_to",
                                        "from_tau", "rate", "evidence",     "source"};
    mkba_table *table = NULL;
    size_t row = 0;
    ck_assert_int_eq(mkba_catalog_table(NULL, MKBA_CATALOG_SCHEMES, &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "schemes");
    assert_columns(table, names, 8);
    ck_assert_uint_eq(mkba_table_n_rows(table), 23);
    while (strcmp(mkba_table_texts(table, 0)[row], "NL-2026") != 0) {
        row++;
    }
    ck_assert_str_eq(mkba_table_texts(table, 1)[row + 1], "standard");
    ck_assert_int_eq(mkba_table_integers(table, 2)[row + 1], 2026);
    ck_assert(mkba_table_is_missing(table, row + 1, 3));
    ck_assert_double_eq(mkba_table_reals(table, 4)[row + 1], 35.0);
    ck_assert_double_eq(mkba_table_reals(table, 5)[row + 1], 0.018);
    ck_assert_str_eq(mkba_table_texts(table, 6)[row + 1], "secondary");
    ck_assert_ptr_nonnull(strstr(mkba_table_texts(table, 7)[row + 1], "forward rate after year 35"));
    ck_assert_int_eq(mkba_table_integers(table, 3)[0], 2015);
    mkba_table_free(table);
}
END_TEST

START_TEST(the_indices_are_a_table_with_a_row_per_year)
{
    static const char *const names[] = {"index", "year", "level", "status", "source"};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_table(NULL, MKBA_CATALOG_INDICES, &table, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_table_name(table), "indices");
    assert_columns(table, names, 5);
    ck_assert_uint_eq(mkba_table_n_rows(table), 17);
    ck_assert_str_eq(mkba_table_texts(table, 0)[0], "cpi");
    ck_assert_int_eq(mkba_table_integers(table, 1)[12], 2024);
    ck_assert_double_eq(mkba_table_reals(table, 2)[12], 1.0);
    ck_assert_double_eq(mkba_table_reals(table, 2)[0], 1.0 / 1.357);
    ck_assert_str_eq(mkba_table_texts(table, 3)[15], "definitive");
    ck_assert_str_eq(mkba_table_texts(table, 3)[16], "provisional");
    ck_assert_str_eq(mkba_table_texts(table, 4)[16], "VNG indexatie Jeugdwet en Wmo 2025");
    mkba_table_free(table);
}
END_TEST

START_TEST(table_errors)
{
    mkba_error error = {0};
    ck_assert_int_eq(mkba_catalog_table(NULL, MKBA_CATALOG_SCHEMES, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_catalog_table(NULL, MKBA_CATALOG_INDICES, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog");
    TCase *schemes = tcase_create("discount schemes");
    tcase_add_test(schemes, factors_and_annuities_are_the_published_ones);
    tcase_add_test(schemes, a_scheme_holds_between_whole_years_and_before_the_base_year);
    tcase_add_test(schemes, a_scheme_is_as_good_as_its_weakest_segment);
    tcase_add_test(schemes, every_year_since_2009_has_its_scheme);
    tcase_add_test(schemes, an_unknown_scheme_names_the_nearest_or_the_parts);
    tcase_add_test(schemes, discount_factor_errors);
    suite_add_tcase(suite, schemes);
    TCase *indices = tcase_create("price indices");
    tcase_add_test(indices, the_cpi_is_levels_and_not_a_chain);
    tcase_add_test(indices, ova_ppc_chains_the_definitive_percentages);
    tcase_add_test(indices, indices_are_found_by_name_and_by_position);
    tcase_add_test(indices, convert_price_errors);
    suite_add_tcase(suite, indices);
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, the_schemes_are_a_table_with_a_row_per_segment);
    tcase_add_test(tables, the_indices_are_a_table_with_a_row_per_year);
    tcase_add_test(tables, table_errors);
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
