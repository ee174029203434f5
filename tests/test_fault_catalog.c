/* Every allocation of lib/catalog and of the CSV reader fails once: the call answers MKBA_ERROR_MEMORY, leaves its
 * outputs as they were and loses nothing. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/case.h>

#include "base/csv_read.h"
#include "fault.h"
#include "run_suite.h"

static const char schemes[] = "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source\n"
                              "E,2026,,standard,0,0.02,official,Raad\nE,2026,,standard,9,0.01,official,Raad\n"
                              "F,2026,2027,deel,0,0.02,official,Raad\n";
static const char indices[] = "index,year,level,status,source\ni,2024,1,definitive,Raad\nj,2024,1,provisional,Raad\n";
static const char document[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"price_year\": 2026, \"years\": [2026, 2027],"
    " \"discount\": \"E\", \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
    " \"lines\": [{\"id\": \"inzet\", \"kind\": \"cost\", \"value\": 1000, \"payer\": \"gemeente\"}]}";
static mkba_catalog *catalog;

static void sweep(fault_scenario *run)
{
    ck_assert_int_eq(mkba_catalog_with_schemes(NULL, schemes, strlen(schemes), &catalog, NULL), MKBA_OK);
    fault_sweep(run);
    mkba_catalog_free(catalog);
}

static int read_csv(mkba_error *error)
{
    mkba_i_csv csv = {.n_rows = 7};
    mkba_status status = mkba_i_csv_read(schemes, strlen(schemes), ',', &csv, error);
    if (status != MKBA_OK)
        return csv.n_rows == 7 ? (int) status : -1;
    mkba_i_csv_free(&csv);
    return MKBA_OK;
}

static int finish_catalog(mkba_status status, mkba_catalog **out, mkba_catalog *untouched)
{
    if (status != MKBA_OK)
        return *out == untouched ? (int) status : -1;
    mkba_catalog_free(*out);
    return MKBA_OK;
}

static int add_schemes(mkba_error *error)
{
    mkba_catalog *untouched = (mkba_catalog *) error, *out = untouched;
    return finish_catalog(mkba_catalog_with_schemes(NULL, schemes, strlen(schemes), &out, error), &out, untouched);
}

static int add_indices(mkba_error *error)
{
    mkba_catalog *untouched = (mkba_catalog *) error, *out = untouched;
    return finish_catalog(mkba_catalog_with_indices(catalog, indices, strlen(indices), &out, error), &out, untouched);
}

static int finish_table(mkba_status status, mkba_table **out, mkba_table *untouched)
{
    if (status != MKBA_OK)
        return *out == untouched ? (int) status : -1;
    mkba_table_free(*out);
    return MKBA_OK;
}

static int tabulate(mkba_catalog_view view, mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_table(catalog, view, &out, error), &out, untouched);
}

static int tabulate_schemes(mkba_error *error)
{
    return tabulate(MKBA_CATALOG_SCHEMES, error);
}
static int tabulate_indices(mkba_error *error)
{
    return tabulate(MKBA_CATALOG_INDICES, error);
}
static int tabulate_values(mkba_error *error)
{
    return tabulate(MKBA_CATALOG_VALUES, error);
}

static int find_scheme(mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_scheme(catalog, "E", &out, error), &out, untouched);
}

static int find_index(mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_index(catalog, "cpi", &out, error), &out, untouched);
}

static int find_code(mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_code(catalog, "region", 0, "GM0743", &out, error), &out, untouched);
}

static int find_prices(mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_find_prices(catalog, "home", &out, error), &out, untouched);
}

static int map_code(mkba_error *error)
{
    mkba_table *untouched = (mkba_table *) error, *out = untouched;
    return finish_table(mkba_catalog_mapping(catalog, "6.71", 2017, 2023, &out, error), &out, untouched);
}

static int read_case(mkba_error *error)
{
    mkba_case *untouched = (mkba_case *) error, *out = untouched;
    mkba_case_options options;
    mkba_case_options_init(&options);
    options.catalog = catalog;
    mkba_status status = mkba_case_parse(document, strlen(document), &options, &out, error);
    if (status != MKBA_OK)
        return out == untouched ? (int) status : -1;
    mkba_case_free(out);
    return MKBA_OK;
}

static fault_scenario *const scenarios[] = {read_csv,         add_schemes,     add_indices, tabulate_schemes,
                                            tabulate_indices, tabulate_values, find_scheme, find_index,
                                            find_prices,      find_code,       map_code,    read_case};

START_TEST(a_failed_allocation_loses_nothing)
{
    sweep(scenarios[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault catalog");
    TCase *faults = tcase_create("faults");
    tcase_add_loop_test(faults, a_failed_allocation_loses_nothing, 0, (int) (sizeof scenarios / sizeof *scenarios));
    suite_add_tcase(suite, faults);
    return run_suite(suite);
}
