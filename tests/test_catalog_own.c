/* Own schemes and indices beside the shipped ones: mkba_catalog_with_schemes, _with_indices, and cases read with them.
 * Tables of refused rows are in data/catalog. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

#define SCHEMES "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source\n"
#define INDICES "index,year,level,status,source\n"

static const char own_schemes[] = SCHEMES "Peel-2026,2026,2030,standard,0,0.03,official,Besluit GR\n"
                                          "Peel-2026,2026,2030,standard,10,0.01,unconfirmed,Besluit GR bijlage\n"
                                          "Peel-2026,2026,2030,zorg,0,0.015,secondary,Besluit GR\n"
                                          "NL-2030,2030,,standard,0,0.02,official,Rapport werkgroep discontovoet\n";
static const char own_indices[] =
    "\xEF\xBB\xBF" INDICES
    "loon,2023,100,definitive,\"Loonindex, gemeente\"\r\nloon,2025,110,provisional,Loonindex\r\nhuur,2024,1,definitive,Huur";

static mkba_catalog *with_schemes(const mkba_catalog *catalog, const char *text)
{
    mkba_catalog *made = NULL;
    mkba_error error;
    if (mkba_catalog_with_schemes(catalog, text, strlen(text), &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

static mkba_catalog *with_both(void)
{
    mkba_catalog *first = with_schemes(NULL, own_schemes), *made = NULL;
    ck_assert_int_eq(mkba_catalog_with_indices(first, own_indices, strlen(own_indices), &made, NULL), MKBA_OK);
    mkba_catalog_free(first); /* the other holds on to it */
    return made;
}

static void assert_near(double value, double expected)
{
    ck_assert_msg(fabs(value - expected) <= 1e-14 * fabs(expected), "%.17g is not %.17g", value, expected);
}

/* ---- using them ------------------------------------------------------------------------------------------ */

/* 1.03^-10 1.01^-2.5, in forty decimals. */
START_TEST(own_schemes_discount_like_shipped_ones)
{
    mkba_catalog *catalog = with_both();
    double tau[] = {1.0, 12.5}, out[2];
    ck_assert_int_eq(mkba_discount_factor(catalog, "Peel-2026", tau, 2, out, 2, NULL), MKBA_OK);
    assert_near(out[0], 1.0 / 1.03);
    assert_near(out[1], 0.7258122912765298841);
    ck_assert_int_eq(mkba_discount_factor(catalog, "Peel-2026/zorg", tau, 1, out, 1, NULL), MKBA_OK);
    assert_near(out[0], 1.0 / 1.015);
    ck_assert_int_eq(mkba_discount_factor(catalog, "NL-2026", tau, 1, out, 1, NULL), MKBA_OK);
    assert_near(out[0], 1.0 / 1.028);
    mkba_catalog_free(catalog);
}
END_TEST

START_TEST(own_indices_convert_like_shipped_ones)
{
    mkba_catalog *catalog = with_both();
    mkba_error error;
    double converted = 42.0;
    ck_assert_int_eq(mkba_convert_price(catalog, 200.0, "loon", 2023, 2025, &converted, NULL), MKBA_OK);
    assert_near(converted, 220.0);
    ck_assert_int_eq(mkba_convert_price(catalog, 1.0, "loon", 2023, 2024, &converted, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "2023 to 2025, not every year"));
    ck_assert_int_eq(mkba_convert_price(catalog, 1.0, "huren", 2024, 2024, &converted, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "the catalog has cpi, ova_ppc, loon, huur"));
    ck_assert_int_eq(mkba_convert_price(NULL, 1.0, "loon", 2023, 2025, &converted, NULL), MKBA_ERROR_UNKNOWN);
    mkba_catalog_free(catalog);
}
END_TEST

START_TEST(own_rows_follow_the_shipped_ones_in_the_tables)
{
    mkba_catalog *catalog = with_both();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_catalog_table(catalog, MKBA_CATALOG_SCHEMES, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 23 + 4);
    ck_assert_str_eq(support_text(table, 24, "scheme"), "Peel-2026");
    ck_assert_str_eq(support_text(table, 24, "evidence"), "unconfirmed");
    ck_assert_str_eq(support_text(table, 24, "source"), "Besluit GR bijlage");
    ck_assert_int_eq(support_integer(table, 24, "applies_to"), 2030);
    ck_assert(mkba_table_is_missing(table, 26, support_column(table, "applies_to")));
    mkba_table_free(table);
    ck_assert_int_eq(mkba_catalog_index(catalog, "loon", &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    ck_assert_str_eq(support_text(table, 0, "source"), "Loonindex, gemeente");
    ck_assert_str_eq(support_text(table, 1, "status"), "provisional");
    mkba_table_free(table);
    mkba_catalog_free(catalog);
}
END_TEST

/* An own scheme called NL-* takes over from its first year; others are never in force by themselves. */
START_TEST(the_scheme_in_force_is_the_latest_dutch_one)
{
    mkba_catalog *catalog = with_both();
    const char *name = NULL;
    ck_assert_int_eq(mkba_catalog_scheme_in_force(catalog, 2029, &name, NULL), MKBA_OK);
    ck_assert_str_eq(name, "NL-2026");
    ck_assert_int_eq(mkba_catalog_scheme_in_force(catalog, 2030, &name, NULL), MKBA_OK);
    ck_assert_str_eq(name, "NL-2030");
    ck_assert_int_eq(mkba_catalog_scheme_in_force(NULL, 2030, &name, NULL), MKBA_OK);
    ck_assert_str_eq(name, "NL-2026");
    mkba_catalog_free(catalog);
}
END_TEST

START_TEST(columns_may_stand_in_any_order)
{
    mkba_catalog *catalog = with_schemes(NULL, "rate,source,scheme,part,from_tau,applies_to,applies_from,evidence\n"
                                               "0.25e-1,Raad,E,standard,0,,2026,official\n");
    double tau = 1.0, out = 0.0;
    mkba_error error;
    ck_assert_int_eq(mkba_discount_factor(catalog, "E", &tau, 1, &out, 1, NULL), MKBA_OK);
    assert_near(out, 1.0 / 1.025);
    mkba_catalog_free(catalog);
    static const char wrong[] = "rate,source,scheme,part,from_tau,applies_to,applies_from,evidence\n"
                                "2.5,Raad,E,standard,0,,2026,official\n";
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, wrong, strlen(wrong), &catalog, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "row 2, rate");
    ck_assert_uint_eq(error.column, 1);
}
END_TEST

/* The shipped files, read as own ones under other names, come out as what is compiled in: two readers, one written
 * in Python for the build and one in C, agree. */
START_TEST(the_shipped_schemes_are_accepted_under_other_names)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/../../lib/catalog/data/discount_schemes.csv", getenv("MKBA_TEST_DATA"));
    char *text = support_file(path, NULL);
    mkba_catalog *catalog;
    mkba_table *table = NULL;
    ck_assert_ptr_nonnull(text);
    for (char *at = text; (at = strchr(at, '\n')) != NULL && at[1] != '\0'; at++)
        at[1] = 'x'; /* NL- and UK- become xL- and xK- */
    catalog = with_schemes(NULL, text);
    ck_assert_int_eq(mkba_catalog_table(catalog, MKBA_CATALOG_SCHEMES, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 46);
    for (size_t i = 0; i < 23; i++) {
        ck_assert_str_eq(support_text(table, i, "scheme") + 1, support_text(table, i + 23, "scheme") + 1);
        ck_assert_str_eq(support_text(table, i, "part"), support_text(table, i + 23, "part"));
        ck_assert_double_eq(support_real(table, i, "from_tau"), support_real(table, i + 23, "from_tau"));
        ck_assert_double_eq(support_real(table, i, "rate"), support_real(table, i + 23, "rate"));
        ck_assert_str_eq(support_text(table, i, "evidence"), support_text(table, i + 23, "evidence"));
        ck_assert_str_eq(support_text(table, i, "source"), support_text(table, i + 23, "source"));
    }
    mkba_table_free(table);
    mkba_catalog_free(catalog);
    free(text);
}
END_TEST

/* ---- refusals -------------------------------------------------------------------------------------------- */

static void check_refused(char *line)
{
    char *fields[7] = {line}, text[2000];
    mkba_error error = {0};
    mkba_catalog *untouched = (mkba_catalog *) &error, *out = untouched;
    for (size_t i = 1; i < 7; i++) {
        fields[i] = strchr(fields[i - 1], '\t');
        ck_assert_ptr_nonnull(fields[i]);
        if (i < 6 || fields[6] != NULL)
            *fields[i]++ = '\0';
    }
    for (char *slash = fields[6]; (slash = strchr(slash, '/')) != NULL;)
        *slash = '\n';
    snprintf(text, sizeof text, "%s%s", line[0] == 'S' ? SCHEMES : INDICES, fields[6]);
    mkba_status status = (line[0] == 'S' ? mkba_catalog_with_schemes
                                         : mkba_catalog_with_indices)(NULL, text, strlen(text), &out, &error);
    ck_assert_msg(strcmp(mkba_status_name(status), fields[1]) == 0, "%s: %s", fields[6], mkba_status_name(status));
    ck_assert_msg(error.line == strtoul(fields[2], NULL, 10) && error.column == strtoul(fields[3], NULL, 10),
                  "%s: %zu:%zu", fields[6], error.line, error.column);
    ck_assert_str_eq(error.where, fields[4]);
    ck_assert_msg(strstr(error.message, fields[5]) != NULL, "%s: %s", fields[6], error.message);
    ck_assert_ptr_eq(out, untouched);
}

START_TEST(rows_that_break_a_rule_are_refused_where_they_do)
{
    char *table = support_data("catalog/refused.tsv", NULL), *next;
    size_t n = 0;
    for (char *line = table; *line != '\0'; line = next) {
        next = line + strcspn(line, "\n");
        if (*next != '\0')
            *next++ = '\0';
        if (*line != '#') {
            check_refused(line);
            n++;
        }
    }
    ck_assert_uint_ge(n, 38);
    free(table);
}
END_TEST

static void assert_first_row(const char *text)
{
    mkba_catalog *out = NULL;
    mkba_error error = {0};
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, text, strlen(text), &out, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.where, "row 1");
    ck_assert_ptr_nonnull(strstr(error.message, "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source"));
    ck_assert_uint_eq(error.line, 1);
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, text, strlen(text), &out, NULL), MKBA_ERROR_CASE);
}

START_TEST(the_first_row_is_the_columns)
{
    assert_first_row("");
    assert_first_row("scheme,rate\nx,1\n");
    assert_first_row("scheme,applies_from,applies_to,part,rate,rate,evidence,source\nE,2026,,s,0,0,official,x\n");
    assert_first_row("E,2026,,standard,0,0.02,official,Raad\n");
}
END_TEST

START_TEST(own_names_are_not_replaced_either_and_there_is_a_most)
{
    mkba_catalog *catalog = with_both(), *out = NULL;
    mkba_error error;
    mkba_i_text text = {NULL, 0, 0, false};
    ck_assert_int_eq(mkba_catalog_with_schemes(catalog, own_schemes, strlen(own_schemes), &out, &error),
                     MKBA_ERROR_CASE);
    ck_assert_ptr_nonnull(strstr(error.message, "is not replaced; it is \"Peel-2026\""));
    mkba_i_text_add(&text, SCHEMES);
    for (int i = 0; i < 1000; i++)
        mkba_i_text_format(&text, "E%d,2026,,standard,0,0.02,official,Raad\n", i);
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, text.data, text.length, &out, &error), MKBA_ERROR_LIMIT);
    mkba_i_text_drop(&text);
    mkba_i_text_add(&text, INDICES);
    for (int i = 0; i < 10000; i++)
        mkba_i_text_format(&text, "i%d,%d,1,definitive,Raad\n", i / 300, 1900 + i % 300);
    mkba_catalog *most = NULL;
    ck_assert_int_eq(mkba_catalog_with_indices(NULL, text.data, text.length, &most, NULL), MKBA_OK);
    mkba_catalog_free(most);
    mkba_i_text_add(&text, "last,2024,1,definitive,Raad\n");
    ck_assert_int_eq(mkba_catalog_with_indices(NULL, text.data, text.length, &out, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "row 10002, index");
    mkba_i_text_drop(&text);
    mkba_catalog_free(catalog);
}
END_TEST

START_TEST(own_errors)
{
    mkba_catalog *out = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, NULL, 0, &out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "text");
    ck_assert_int_eq(mkba_catalog_with_indices(NULL, "", 0, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
    mkba_catalog_free(NULL);
}
END_TEST

/* ---- cases ----------------------------------------------------------------------------------------------- */

/* A case of one cost of 1000 in 2027, with the scheme and a tariff in the own index. */
static const char document[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"Eigen\", \"base_year\": 2026, \"price_year\": 2025, \"years\": [2026, 2027],"
    " \"timing\": \"begin\", \"price_basis\": \"market\", \"discount\": \"Peel-2026\","
    " \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
    " \"parameters\": {\"tarief\": {\"value\": 1000, \"unit\": \"EUR\", \"price_year\": 2023, \"index\": \"loon\"}},"
    " \"lines\": [{\"id\": \"inzet\", \"kind\": \"cost\", \"value\": \"tarief\", \"payer\": \"gemeente\", \"once\": true,"
    " \"from\": 2027}]}";

static mkba_case *parse_with(const mkba_catalog *catalog)
{
    mkba_case_options options;
    mkba_case *mkba = NULL;
    mkba_error error;
    mkba_case_options_init(&options);
    options.catalog = catalog;
    if (mkba_case_parse(document, strlen(document), &options, &mkba, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return mkba;
}

static double npv_of(const mkba_case *mkba)
{
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    double npv = 0.0;
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    mkba_appraisal_free(appraisal);
    return npv;
}

/* 1000 x 110 / 100 / 1.03. The case holds on to the catalog, and so does one made from it. */
START_TEST(a_case_uses_and_holds_its_catalog)
{
    mkba_catalog *catalog = with_both();
    mkba_case *mkba = parse_with(catalog), *other = NULL;
    const char *names[] = {"tarief"};
    double value = 2000.0;
    mkba_catalog_free(catalog);
    assert_near(npv_of(mkba), -1000.0 * 1.1 / 1.03);
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 1, &value, 1, &other, NULL), MKBA_OK);
    mkba_case_free(mkba);
    assert_near(npv_of(other), -2000.0 * 1.1 / 1.03);
    mkba_case_free(other);
}
END_TEST

/* The scheme is as good as its weakest segment, and so the finding says. */
START_TEST(an_own_scheme_brings_its_evidence_to_the_findings)
{
    mkba_catalog *catalog = with_both();
    mkba_case_options options;
    mkba_table *rows = NULL;
    bool unconfirmed = false, provisional = false;
    mkba_case_options_init(&options);
    options.catalog = catalog;
    ck_assert_int_eq(mkba_case_check(document, strlen(document), &options, &rows, NULL), MKBA_OK);
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++) {
        const char *id = support_text(rows, i, "id"), *message = support_text(rows, i, "message");
        ck_assert_str_ne(support_text(rows, i, "severity"), "error");
        ck_assert_str_ne(id, "scheme-vintage");
        unconfirmed = unconfirmed || (strcmp(id, "scheme-unconfirmed") == 0 && strstr(message, "Peel-2026") != NULL &&
                                      strstr(message, "Besluit GR") != NULL);
        provisional = provisional || (strcmp(id, "index-provisional") == 0 && strstr(message, "loon") != NULL);
    }
    ck_assert(unconfirmed);
    ck_assert(provisional);
    mkba_table_free(rows);
    mkba_catalog_free(catalog);
}
END_TEST

START_TEST(without_the_catalog_the_case_is_refused_with_what_there_is)
{
    mkba_table *rows = support_check(document);
    size_t n = 0;
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++) {
        const char *place = support_text(rows, i, "place"), *message = support_text(rows, i, "message");
        n += strcmp(place, "/discount") == 0 && strstr(message, "the catalog has NL-2009") != NULL;
        n += strcmp(place, "/parameters/tarief/index") == 0 && strstr(message, "cpi, ova_ppc") != NULL;
    }
    ck_assert_uint_eq(n, 2);
    mkba_table_free(rows);
}
END_TEST

START_TEST(case_options_errors)
{
    mkba_case_options options = {.size = 1};
    mkba_case *out = NULL;
    mkba_table *rows = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_case_parse(document, strlen(document), &options, &out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "options");
    ck_assert_int_eq(mkba_case_check(document, strlen(document), &options, &rows, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "options");
    ck_assert_ptr_null(out);
    ck_assert_ptr_null(rows);
    mkba_case_options_init_size(NULL, sizeof options);
    mkba_case_options_init(&options);
    ck_assert_uint_eq(options.size, sizeof options);
    ck_assert_ptr_null(options.catalog);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog own");
    TCase *using = tcase_create("using");
    tcase_add_test(using, own_schemes_discount_like_shipped_ones);
    tcase_add_test(using, own_indices_convert_like_shipped_ones);
    tcase_add_test(using, own_rows_follow_the_shipped_ones_in_the_tables);
    tcase_add_test(using, the_scheme_in_force_is_the_latest_dutch_one);
    tcase_add_test(using, columns_may_stand_in_any_order);
    tcase_add_test(using, the_shipped_schemes_are_accepted_under_other_names);
    suite_add_tcase(suite, using);
    TCase *refusals = tcase_create("refusals");
    tcase_add_test(refusals, rows_that_break_a_rule_are_refused_where_they_do);
    tcase_add_test(refusals, the_first_row_is_the_columns);
    tcase_add_test(refusals, own_names_are_not_replaced_either_and_there_is_a_most);
    tcase_add_test(refusals, own_errors);
    suite_add_tcase(suite, refusals);
    TCase *cases = tcase_create("cases");
    tcase_add_test(cases, a_case_uses_and_holds_its_catalog);
    tcase_add_test(cases, an_own_scheme_brings_its_evidence_to_the_findings);
    tcase_add_test(cases, without_the_catalog_the_case_is_refused_with_what_there_is);
    tcase_add_test(cases, case_options_errors);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
