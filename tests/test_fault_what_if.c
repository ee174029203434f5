/* Every allocation of a what-if analysis fails once: the call answers MKBA_ERROR_MEMORY, leaves its output as it was and loses
 * nothing. */
#include <stdlib.h>

#include <mkba/uncertain_what_if.h>

#include <check.h>

#include "fault.h"
#include "run_suite.h"
#include "support.h"

static mkba_case *mkba, *failing;

static int answer(mkba_status status, mkba_table *table)
{
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return MKBA_OK;
}

static int tornado(mkba_error *error)
{
    static const mkba_bounds bounds[] = {{"last", 1000, 1200}};
    mkba_tornado_options options;
    mkba_table *table = NULL;
    mkba_tornado_options_init(&options);
    options.bounds = bounds;
    options.n_bounds = 1;
    mkba_status status = mkba_case_tornado(mkba, &options, &table, error);
    return answer(status, table);
}

static int two_way(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_case_two_way(mkba, "vraag", "sterkte", NULL, &table, error);
    return answer(status, table);
}

static int break_even(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_case_break_even(mkba, "vraag", NULL, &table, error);
    return answer(status, table);
}

/* log(x) is not there at the lower end of the range of x: that becomes a row. */
static int break_even_that_fails(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_case_break_even(failing, NULL, NULL, &table, error);
    return answer(status, table);
}

static int break_even_of_means(mkba_error *error)
{
    mkba_break_even_options options;
    mkba_table *table = NULL;
    mkba_break_even_options_init(&options);
    options.draws = 4;
    options.actor = "rijk";
    options.against = "balk";
    mkba_status status = mkba_case_break_even(mkba, "golf", &options, &table, error);
    return answer(status, table);
}

static int joint(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_case_joint_break_even(mkba, NULL, &table, error);
    return answer(status, table);
}

START_TEST(what_ifs)
{
    static fault_scenario *const scenarios[] = {
        tornado, two_way, break_even, break_even_that_fails, break_even_of_means, joint};
    static const char text[] =
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2026], \"price_year\": 2026, "
        "\"discount\": {\"rate\": 0}, \"alternatives\": {\"n\": {\"null\": true}, \"p\": {}}, "
        "\"parameters\": {\"x\": {\"distribution\": {\"uniform\": [-1, 3]}}, \"y\": {\"distribution\": {\"uniform\": [0, 4]}}}, "
        "\"lines\": [{\"id\": \"b\", \"kind\": \"benefit\", \"value\": \"log(x) + y\"}]}";
    mkba = support_case("../uncertain/what_if");
    failing = support_parse(text);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        fault_sweep(scenarios[i]);
    mkba_case_free(mkba);
    mkba_case_free(failing);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("what if, allocations that fail");
    TCase *fault = tcase_create("fault");
    tcase_add_test(fault, what_ifs);
    suite_add_tcase(suite, fault);
    return run_suite(suite);
}
