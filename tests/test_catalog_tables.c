/* mkba_catalog_table, _scheme, _index, _price, _code, _mapping. The files of lib/catalog/data are read anew by the CSV
 * reader and held against the tables; tests/structure/embed.py holds the files against where they come from. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/csv_read.h"
#include "base/number.h"
#include "run_suite.h"
#include "support.h"

/* ---- tables against files -------------------------------------------------------------------------------- */

static mkba_table *table_of(mkba_catalog_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_catalog_table(NULL, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert_str_eq(mkba_table_name(table), mkba_catalog_view_name(view));
    return table;
}

static mkba_i_csv file_of(const char *name)
{
    char path[1000];
    size_t length = 0;
    mkba_i_csv csv;
    snprintf(path, sizeof path, "%s/../../lib/catalog/data/%s", getenv("MKBA_TEST_DATA"), name);
    char *text = support_file(path, &length);
    ck_assert_msg(text != NULL, "%s", path);
    ck_assert_int_eq(mkba_i_csv_read(text, length, ',', &csv, NULL), MKBA_OK);
    free(text);
    return csv;
}

/* Whether a value of a table is what a cell says; an empty cell is a missing value. */
static void check_cell(const mkba_table *table, size_t row, const char *column, const char *cell)
{
    size_t at = support_column(table, column);
    double number = NAN;
    if (*cell == '\0') {
        ck_assert(mkba_table_is_missing(table, row, at));
        return;
    }
    switch (mkba_table_column_type(table, at)) {
    case MKBA_COLUMN_TEXT: ck_assert_str_eq(support_text(table, row, column), cell); return;
    case MKBA_COLUMN_INTEGER: number = (double) support_integer(table, row, column); break;
    case MKBA_COLUMN_REAL:
    case MKBA_COLUMN_BOOLEAN: number = support_real(table, row, column); break;
    }
    ck_assert_double_eq(number, strtod(cell, NULL));
}

/* The rows of a file stand in the table from `first`; a column of the file may have another name there. */
static void check_file(const mkba_table *table, size_t first, const char *name, size_t n, const char *from,
                       const char *to)
{
    mkba_i_csv csv = file_of(name);
    ck_assert_uint_eq(csv.n_rows, n + 1);
    for (size_t row = 1; row < csv.n_rows; row++)
        for (size_t k = 0; k < csv.n_columns; k++) {
            const char *column = mkba_i_csv_text(&csv, 0, k);
            check_cell(table, first + row - 1, strcmp(column, from) == 0 ? to : column, mkba_i_csv_text(&csv, row, k));
        }
    mkba_i_csv_free(&csv);
}

START_TEST(every_cell_of_the_files_is_in_its_table)
{
    static const struct {
        mkba_catalog_view view;
        const char *file;
        size_t first, n, rows;
    } cases[] = {
        {MKBA_CATALOG_SCHEMES, "discount_schemes.csv", 0, 23, 23},
        {MKBA_CATALOG_PRICES, "reference_prices_costing_manual_2024.csv", 0, 160, 160},
        {MKBA_CATALOG_VALUES, "values.csv", 0, 3, 3},
        {MKBA_CATALOG_CLASSIFICATIONS, "classifications.csv", 0, 10, 10},
        {MKBA_CATALOG_TAAKVELDEN, "taakvelden.csv", 0, 52, 52},
        {MKBA_CATALOG_CODES, "cbs_codes.csv", 0, 33, 39},
        {MKBA_CATALOG_CODES, "tariff_units.csv", 33, 6, 39},
        {MKBA_CATALOG_NOTES, "notes.csv", 0, 5, 5},
        {MKBA_CATALOG_BREAKS, "breaks.csv", 0, 7, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_table *table = table_of(cases[i].view);
        ck_assert_uint_eq(mkba_table_n_rows(table), cases[i].rows);
        check_file(table, cases[i].first, cases[i].file, cases[i].n, "kind", "classification");
        mkba_table_free(table);
    }
}
END_TEST

/* CBS 83131NED: 1.038 from 2022 to 2023 and 1.073 to 2024. */
START_TEST(prices_of_2023_and_2024_are_those_of_2022_times_the_cpi)
{
    mkba_table *table = table_of(MKBA_CATALOG_PRICES);
    for (size_t i = 0; i < mkba_table_n_rows(table); i++) {
        double price = support_real(table, i, "eur_2022"), converted = 0.0;
        ck_assert_double_gt(price, 0.0);
        ck_assert_double_eq_tol(support_real(table, i, "eur_2023"), price * 1.038, 1e-9 * price);
        ck_assert_double_eq_tol(support_real(table, i, "eur_2024"), price * 1.073, 1e-9 * price);
        ck_assert_int_eq(mkba_convert_price(NULL, price, "cpi", 2022, 2024, &converted, NULL), MKBA_OK);
        ck_assert_double_eq_tol(support_real(table, i, "eur_2024"), converted, 1e-9 * price);
        ck_assert_str_eq(support_text(table, i, "evidence"), "secondary");
        ck_assert_int_eq(support_integer(table, i, "vintage"), 2024);
        ck_assert_ptr_nonnull(strstr(support_text(table, i, "source"), "tatooheene"));
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(values_and_classifications_have_vintage_evidence_and_source)
{
    mkba_table *table = table_of(MKBA_CATALOG_VALUES);
    static const double values[] = {50000.0, 100000.0, 80000.0};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq(support_real(table, i, "value"), values[i]);
        ck_assert_str_eq(support_text(table, i, "unit"), "EUR/QALY");
        ck_assert_str_eq(support_text(table, i, "evidence"), "unconfirmed");
    }
    mkba_table_free(table);
    table = table_of(MKBA_CATALOG_CLASSIFICATIONS);
    static const int64_t counts[] = {10, 20, 22, 5, 5, 7, 4, 6, 6, 6};
    for (size_t i = 0; i < mkba_table_n_rows(table); i++) {
        ck_assert_int_eq(support_integer(table, i, "codes"), counts[i]);
        ck_assert_uint_gt(strlen(support_text(table, i, "source")), 2);
    }
    mkba_table_free(table);
}
END_TEST

START_TEST(views_have_names)
{
    mkba_catalog_view view = MKBA_CATALOG_SCHEMES;
    mkba_error error;
    for (int i = 0; i < 9; i++) {
        ck_assert_int_eq(mkba_catalog_view_from_name(mkba_catalog_view_name((mkba_catalog_view) i), &view, NULL),
                         MKBA_OK);
        ck_assert_int_eq(view, i);
    }
    ck_assert_str_eq(mkba_catalog_view_name((mkba_catalog_view) 9), "unknown view");
    ck_assert_int_eq(mkba_catalog_view_from_name("price", &view, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"prices\"?"));
    ck_assert_int_eq(mkba_catalog_view_from_name(NULL, &view, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_catalog_view_from_name("prices", NULL, &error), MKBA_ERROR_ARGUMENT);
}
END_TEST

START_TEST(table_errors)
{
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_catalog_table(NULL, MKBA_CATALOG_NOTES, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_catalog_table(NULL, (mkba_catalog_view) 9, &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error.where, "view");
    ck_assert_int_eq(mkba_catalog_scheme(NULL, NULL, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "scheme");
    ck_assert_int_eq(mkba_catalog_scheme(NULL, "NL-2062", &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_catalog_index(NULL, "cpi", NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_catalog_index(NULL, "cpy", &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(table);
}
END_TEST

/* ---- by name --------------------------------------------------------------------------------------------- */

START_TEST(a_scheme_and_an_index_come_with_their_sources)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_scheme(NULL, "NL-2026", &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    ck_assert_double_eq(support_real(table, 1, "rate"), 0.018);
    ck_assert_str_eq(support_text(table, 1, "evidence"), "secondary");
    mkba_table_free(table);
    ck_assert_int_eq(mkba_catalog_index(NULL, "ova_ppc", &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 4);
    ck_assert_str_eq(support_text(table, 3, "source"), "VNG indexatie Jeugdwet en Wmo 2025");
    mkba_table_free(table);
}
END_TEST

START_TEST(nl_2026_is_in_force_in_2026_and_no_scheme_before_2009)
{
    const char *name = "untouched";
    mkba_error error;
    ck_assert_int_eq(mkba_catalog_scheme_in_force(NULL, 2008, &name, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "year");
    ck_assert_str_eq(name, "untouched");
    ck_assert_int_eq(mkba_catalog_scheme_in_force(NULL, 2026, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_catalog_scheme_in_force(NULL, 2026, &name, NULL), MKBA_OK);
    ck_assert_str_eq(name, "NL-2026");
    ck_assert_int_eq(mkba_catalog_scheme_in_force(NULL, 2025, &name, NULL), MKBA_OK);
    ck_assert_str_eq(name, "NL-2021");
}
END_TEST

/* Dutch Costing Manual 2024, table of nursing days: EUR 537 in prices of 2022. */
START_TEST(a_price_is_found_by_id_and_year)
{
    double price = 0.0;
    ck_assert_int_eq(mkba_catalog_price(NULL, "nursingday_excl_personnel", 2022, &price, NULL), MKBA_OK);
    ck_assert_double_eq(price, 537.0);
    ck_assert_int_eq(mkba_catalog_price(NULL, "nursingday_excl_personnel", 2024, &price, NULL), MKBA_OK);
    ck_assert_double_eq(price, 576.201);
}
END_TEST

static size_t count_prices(const char *words)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_find_prices(NULL, words, &table, NULL), MKBA_OK);
    size_t n = mkba_table_n_rows(table);
    mkba_table_free(table);
    return n;
}

/* Counted with grep in the file. */
START_TEST(prices_are_found_by_words)
{
    ck_assert_uint_eq(count_prices(""), 160);
    ck_assert_uint_eq(count_prices("  "), 160);
    ck_assert_uint_eq(count_prices("nursing DAY"), 9);
    ck_assert_uint_eq(count_prices("home care"), 9);
    ck_assert_uint_eq(count_prices("nursing no-such-word"), 0);
}
END_TEST

START_TEST(price_errors)
{
    double price = 42.0;
    mkba_error error;
    ck_assert_int_eq(mkba_catalog_price(NULL, "nursingday_exclpersonnel", 2022, &price, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error.where, "id");
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"nursingday_excl_personnel\"?"));
    ck_assert_int_eq(mkba_catalog_price(NULL, "nursingday_excl_personnel", 2021, &price, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "price_year");
    ck_assert_ptr_nonnull(strstr(error.message, "2022, 2023, 2024, not 2021"));
    ck_assert_ptr_nonnull(strstr(error.message, "mkba_convert_price"));
    ck_assert_int_eq(mkba_catalog_price(NULL, NULL, 2022, &price, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_catalog_price(NULL, "x", 2022, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_double_eq(price, 42.0);
    ck_assert_int_eq(mkba_catalog_find_prices(NULL, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "words");
}
END_TEST

/* ---- codes ----------------------------------------------------------------------------------------------- */

static void check_code(const char *classification, int vintage, const char *code, const char *column, const char *label)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_catalog_code(NULL, classification, vintage, code, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    ck_assert_str_eq(support_text(table, 0, "code"), code);
    ck_assert_str_eq(support_text(table, 0, column), label);
    mkba_table_free(table);
}

START_TEST(codes_are_text_and_of_a_vintage)
{
    check_code("taakvelden", 2025, "6.60", "name", "Hulpmiddelen en diensten (Wmo)");
    check_code("taakvelden", 2017, "6.6", "name", "Maatwerkvoorzieningen (Wmo)");
    check_code("taakvelden", 2017, "6.2", "name", "Wijkteams");
    check_code("taakvelden", 2023, "6.2", "name", "Toegang en eerstelijnsvoorzieningen");
    check_code("tariff_unit", 0, "04", "label", "uur");
    check_code("region", 0, "GM1652", "label", "Gemert-Bakel");
    check_code("sign", 0, ".", "note", "suppressed");
    check_code("break", 0, "wmo-2020", "note", "refuse growth across");
}
END_TEST

static void check_no_code(const char *classification, int vintage, const char *code, mkba_status status,
                          const char *where, const char *part)
{
    mkba_table *table = NULL;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_catalog_code(NULL, classification, vintage, code, &table, &error), status);
    ck_assert_str_eq(error.where, where);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_ptr_null(table);
}

START_TEST(without_a_code_the_whole_list_is_given)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_code(NULL, "taakvelden", 2025, NULL, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 22);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_catalog_code(NULL, "break", 0, NULL, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 6);
    mkba_table_free(table);
}
END_TEST

START_TEST(code_errors)
{
    check_no_code("taakvelden", 2025, "6.6", MKBA_ERROR_UNKNOWN, "code",
                  "did you mean \"6.60\"?; the list of 2017 has it");
    check_no_code("taakvelden", 2017, "6.60", MKBA_ERROR_UNKNOWN, "code", "the list of 2025 has it");
    check_no_code("tariff_unit", 0, "4", MKBA_ERROR_UNKNOWN, "code", "there is no code \"4\" in the list tariff_unit");
    check_no_code("taakveld", 2025, "6.60", MKBA_ERROR_UNKNOWN, "classification", "did you mean \"taakvelden\"?");
    check_no_code("taakvelden", 0, "6.60", MKBA_ERROR_ARGUMENT, "vintage", "give one of 2017, 2023, 2025");
    check_no_code("taakvelden", 2024, "6.60", MKBA_ERROR_ARGUMENT, "vintage", "not 2024");
    check_no_code("region", 2024, "GM0743", MKBA_ERROR_ARGUMENT, "vintage", "no vintages: give 0");
    check_no_code(NULL, 0, "x", MKBA_ERROR_ARGUMENT, "classification", "NULL");
    ck_assert_int_eq(mkba_catalog_code(NULL, "region", 0, "GM0743", NULL, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

/* Rows as "to_code mapping one_to_one note"; - where missing. */
static void check_mapping(const char *code, int vintage, int to_vintage, const char *const *rows, size_t n)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_catalog_mapping(NULL, code, vintage, to_vintage, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    ck_assert_uint_eq(mkba_table_n_rows(table), n);
    for (size_t i = 0; i < n; i++) {
        const char *to = support_text(table, i, "to_code"), *mapping = support_text(table, i, "mapping");
        const char *note = support_text(table, i, "note");
        char found[600];
        snprintf(found, sizeof found, "%s|%s|%d|%s", to == NULL ? "-" : to, mapping == NULL ? "-" : mapping,
                 (int) mkba_table_integers(table, support_column(table, "one_to_one"))[i], note == NULL ? "-" : note);
        ck_assert_str_eq(found, rows[i]);
        ck_assert_str_eq(support_text(table, i, "code"), code);
        ck_assert_int_eq(support_integer(table, i, "to_vintage"), to_vintage);
    }
    mkba_table_free(table);
}

#define UNSAID                                                                                                         \
  "-|-|0|no mapping is listed: it is unchanged, or what it held has gone to taakvelden that cannot be mapped"

/* What is in taakvelden.csv, by hand. */
START_TEST(a_taakveld_is_followed_forward_and_back_and_what_is_not_one_to_one_is_said)
{
    static const char *const split[] = {"6.71a|n:1|0|4 taakvelden of 2023 follow from 6.71 of 2017",
                                        "6.71b|n:1|0|4 taakvelden of 2023 follow from 6.71 of 2017",
                                        "6.71c|n:1|0|4 taakvelden of 2023 follow from 6.71 of 2017",
                                        "6.71d|n:1|0|4 taakvelden of 2023 follow from 6.71 of 2017"};
    static const char *const pgb[] = {"6.711|not 1:1 (PGB moved to 6.791)|0|-"};
    static const char *const back[] = {"6.71|n:1|0|4 taakvelden of 2023 follow from 6.71 of 2017"};
    static const char *const same[] = {"6.811|1:1|1|-"};
    static const char *const renamed[] = {"6.2|renamed|1|-"};
    static const char *const aids[] = {"6.60|1:1|1|-"};
    static const char *const fresh[] = {"-|new|0|-"};
    static const char *const unmappable[] = {"-|not mappable|0|-"};
    static const char *const unsaid[] = {UNSAID};
    check_mapping("6.71", 2017, 2023, split, 4);
    check_mapping("6.71a", 2023, 2025, pgb, 1);
    check_mapping("6.71a", 2023, 2017, back, 1);
    check_mapping("6.81a", 2023, 2025, same, 1);
    check_mapping("6.2", 2017, 2023, renamed, 1);
    check_mapping("6.6", 2023, 2025, aids, 1);
    check_mapping("6.791", 2025, 2023, fresh, 1);
    check_mapping("6.751", 2025, 2023, unmappable, 1);
    check_mapping("6.1", 2017, 2023, unsaid, 1);
    check_mapping("6.72b", 2023, 2025, unsaid, 1);
}
END_TEST

/* A list that holds only what changed leaves the names of the others where they were. */
START_TEST(names_of_both_sides_are_given)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_mapping(NULL, "6.60", 2025, 2023, &table, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(table, 0, "name"), "Hulpmiddelen en diensten (Wmo)");
    ck_assert_str_eq(support_text(table, 0, "to_code"), "6.6");
    ck_assert_str_eq(support_text(table, 0, "to_name"), "Maatwerkvoorzieningen (Wmo)");
    mkba_table_free(table);
}
END_TEST

static void check_no_mapping(const char *code, int vintage, int to_vintage, mkba_status status, const char *where,
                             const char *part)
{
    mkba_table *table = NULL;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_catalog_mapping(NULL, code, vintage, to_vintage, &table, &error), status);
    ck_assert_str_eq(error.where, where);
    ck_assert_msg(strstr(error.message, part) != NULL, "%s", error.message);
    ck_assert_ptr_null(table);
}

START_TEST(mapping_errors)
{
    check_no_mapping("6.71", 2017, 2025, MKBA_ERROR_ARGUMENT, "to_vintage", "not from 2017 to 2025");
    check_no_mapping("6.71", 2017, 2017, MKBA_ERROR_ARGUMENT, "to_vintage", "the vintage before or after");
    check_no_mapping("6.71", 2018, 2023, MKBA_ERROR_ARGUMENT, "vintage", "not 2018");
    check_no_mapping("6.71", 2017, 2024, MKBA_ERROR_ARGUMENT, "to_vintage", "not 2024");
    check_no_mapping("6.71a", 2017, 2023, MKBA_ERROR_UNKNOWN, "code",
                     "did you mean \"6.71\"?; the list of 2023 has it");
    check_no_mapping(NULL, 2017, 2023, MKBA_ERROR_ARGUMENT, "code", "NULL");
    ck_assert_int_eq(mkba_catalog_mapping(NULL, "6.71", 2017, 2023, NULL, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog tables");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, every_cell_of_the_files_is_in_its_table);
    tcase_add_test(tables, prices_of_2023_and_2024_are_those_of_2022_times_the_cpi);
    tcase_add_test(tables, values_and_classifications_have_vintage_evidence_and_source);
    tcase_add_test(tables, views_have_names);
    tcase_add_test(tables, table_errors);
    suite_add_tcase(suite, tables);
    TCase *names = tcase_create("by name");
    tcase_add_test(names, a_scheme_and_an_index_come_with_their_sources);
    tcase_add_test(names, nl_2026_is_in_force_in_2026_and_no_scheme_before_2009);
    tcase_add_test(names, a_price_is_found_by_id_and_year);
    tcase_add_test(names, prices_are_found_by_words);
    tcase_add_test(names, price_errors);
    suite_add_tcase(suite, names);
    TCase *codes = tcase_create("codes");
    tcase_add_test(codes, codes_are_text_and_of_a_vintage);
    tcase_add_test(codes, without_a_code_the_whole_list_is_given);
    tcase_add_test(codes, code_errors);
    tcase_add_test(codes, a_taakveld_is_followed_forward_and_back_and_what_is_not_one_to_one_is_said);
    tcase_add_test(codes, names_of_both_sides_are_given);
    tcase_add_test(codes, mapping_errors);
    suite_add_tcase(suite, codes);
    return run_suite(suite);
}
