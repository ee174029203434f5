/* Small cases whose figures others published: tests/data/published/cases.json, each with its source. An expected
 * figure is a pointer into the result of the alternative, with the figure and how far printing may have rounded it. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

static double figure(const cJSON *entry, const mkba_i_json *result, const char *pointer)
{
    const cJSON *outcome = cJSON_GetObjectItemCaseSensitive(
        mkba_i_json_root(result), cJSON_GetObjectItemCaseSensitive(entry, "alternative")->valuestring);
    const cJSON *item = support_at(outcome, pointer);
    ck_assert_msg(cJSON_IsNumber(item), "%s is no number", pointer);
    return item->valuedouble;
}

static void check_entry(const cJSON *entry)
{
    char *text = support_print(cJSON_GetObjectItemCaseSensitive(entry, "case"));
    mkba_case *mkba = support_parse(text);
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_i_json *result = support_result(appraisal);
    const cJSON *expected;
    cJSON_ArrayForEach(expected, cJSON_GetObjectItemCaseSensitive(entry, "expected"))
    {
        double found = figure(entry, result, expected->string);
        double published = cJSON_GetArrayItem(expected, 0)->valuedouble;
        ck_assert_msg(fabs(found - published) <= cJSON_GetArrayItem(expected, 1)->valuedouble,
                      "%s: %s is %.10g, not %.10g", cJSON_GetObjectItemCaseSensitive(entry, "source")->valuestring,
                      expected->string, found, published);
    }
    mkba_i_json_free(result);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
    mkba_text_free(text);
}

START_TEST(figures_of_cases_are_the_published_ones)
{
    char *text = support_data("published/cases.json", NULL);
    mkba_i_json *entries = support_json(text);
    const cJSON *entry;
    int n = 0;
    cJSON_ArrayForEach(entry, mkba_i_json_root(entries))
    {
        check_entry(entry);
        n++;
    }
    ck_assert_int_eq(n, 9);
    mkba_i_json_free(entries);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("published cases");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, figures_of_cases_are_the_published_ones);
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
