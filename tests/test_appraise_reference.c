/* Appraisals against results from elsewhere: the reference cases of $MKBA_SHARED, where they are there; those of
 * tests/data/cases, whose results come from an independent evaluator in decimals (make_expected.py); and a few that
 * were worked out by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

static const char *const names[] = {
#include "data/cases/names.inc"
};
enum { N_NAMES = sizeof names / sizeof *names };

static void check_result(const mkba_case *mkba, const char *scenario, const cJSON *expected, const char *name)
{
    char where[MKBA_ERROR_TEXT] = "";
    mkba_appraisal *appraisal = support_appraise(mkba, scenario);
    mkba_i_json *found = support_result(appraisal);
    if (!support_agree(expected, mkba_i_json_root(found), where))
        ck_abort_msg("%s, scenario %s: %s", name, scenario == NULL ? "(none)" : scenario, where);
    mkba_i_json_free(found);
    mkba_appraisal_free(appraisal);
}

/* ---- our own --------------------------------------------------------------------------------------------- */

START_TEST(a_case_gives_what_the_independent_evaluator_gives)
{
    char path[200];
    snprintf(path, sizeof path, "cases/expected-%s.json", names[_i]);
    char *text = support_data(path, NULL);
    mkba_i_json *expected = support_json(text);
    mkba_case *mkba = support_case(names[_i]);
    const cJSON *result;
    ck_assert_int_eq(cJSON_GetArraySize(mkba_i_json_root(expected)), (int) mkba_case_n_scenarios(mkba) + 1);
    cJSON_ArrayForEach(result, mkba_i_json_root(expected))
        check_result(mkba, result->string[0] == '\0' ? NULL : result->string, result, names[_i]);
    mkba_case_free(mkba);
    mkba_i_json_free(expected);
    free(text);
}
END_TEST

/* ---- the reference --------------------------------------------------------------------------------------- */

/* The expected result of a case under a scenario (NULL: none) in the folder, NULL when there is no file of that name. */
static mkba_i_json *read_expected(const char *folder, const char *name, const char *scenario)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/expected-%s%s%s.json", folder, name, scenario == NULL ? "" : ".",
             scenario == NULL ? "" : scenario);
    char *text = support_file(path, NULL);
    mkba_i_json *json = text == NULL ? NULL : support_json(text);
    free(text);
    return json;
}

/* The case as it stands and each of its scenarios that has an expected result; how many there were. */
static size_t check_reference(const char *folder, const char *name)
{
    char path[1000];
    mkba_case *mkba = NULL;
    size_t n = 0;
    snprintf(path, sizeof path, "%s/cases/%s.json", folder, name);
    ck_assert_int_eq(mkba_case_read(path, NULL, &mkba, NULL), MKBA_OK);
    for (size_t i = 0; i <= mkba_case_n_scenarios(mkba); i++) {
        const char *scenario = i == 0 ? NULL : mkba_case_scenario_name(mkba, i - 1);
        mkba_i_json *expected = read_expected(folder, name, scenario);
        if (expected == NULL)
            continue;
        check_result(mkba, scenario, mkba_i_json_root(expected), name);
        mkba_i_json_free(expected);
        n++;
    }
    mkba_case_free(mkba);
    return n;
}

START_TEST(the_reference_cases_come_out)
{
    static const char *const cases[] = {"fft-actoren", "fietsnetwerk",  "gebiedsteams",
                                        "kortdurend",  "lange-horizon", "overlap"};
    const char *shared = getenv("MKBA_SHARED");
    char folder[900];
    size_t n = 0;
    snprintf(folder, sizeof folder, "%s/reference", shared == NULL ? "." : shared);
    mkba_i_json *probe = read_expected(folder, cases[0], NULL);
    if (probe == NULL) {
        printf("# SKIP reference cases: MKBA_SHARED names no folder with reference/ in it\n");
        return;
    }
    mkba_i_json_free(probe);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        n += check_reference(folder, cases[i]);
    ck_assert_uint_eq(n, 11);
}
END_TEST

/* ---- by hand --------------------------------------------------------------------------------------------- */

static mkba_appraisal *appraise_text(const char *text)
{
    mkba_case *mkba = support_parse(text);
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_case_free(mkba); /* the appraisal holds it */
    return appraisal;
}

static double at(const mkba_i_json *json, const char *pointer)
{
    const cJSON *item = support_at(mkba_i_json_root(json), pointer);
    if (!cJSON_IsNumber(item))
        ck_abort_msg("%s is no number", pointer);
    return item->valuedouble;
}

/* At 10 %, flows at the beginning of the year:
 *   costs     100
 *   benefits  60 / 1.1 + 60 / 1.21 = 54.5454... + 49.5867... = 104.132231404958...
 *   npv       4.132231404958..., bcr 1.04132231404958...
 *   D summed  1 + 0.909090... + 0.826446... = 2.735537190082..., annual equivalent 1.510574018126... */
START_TEST(three_years_of_one_cost_and_one_benefit)
{
    mkba_appraisal *appraisal = appraise_text(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2028], \"price_year\": 2024,"
        "\"discount\": {\"rate\": 0.1}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"lines\": ["
        "{\"id\": \"kosten\", \"kind\": \"cost\", \"value\": 100, \"once\": true},"
        "{\"id\": \"baten\", \"kind\": \"benefit\", \"value\": 60, \"from\": 2027}]}");
    double npv = 0, bcr = 0;
    bool defined = false;
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_appraisal_bcr(appraisal, "plan", &bcr, &defined, NULL), MKBA_OK);
    ck_assert_double_eq_tol(npv, 4.132231404958678, 1e-12);
    ck_assert_double_eq_tol(bcr, 1.041322314049587, 1e-14);
    ck_assert(defined);
    mkba_i_json *json = support_result(appraisal);
    ck_assert_double_eq_tol(at(json, "/plan/annual_equivalent"), 1.510574018126888, 1e-12);
    ck_assert_double_eq(at(json, "/plan/net_by_year/2026"), -100);
    ck_assert_double_eq(at(json, "/plan/net_by_year/2028"), 60);
    mkba_i_json_free(json);
    mkba_appraisal_free(appraisal);
}
END_TEST

/* Two years, no discounting, 1000 EUR per client-year. In the nulalternatief
 *   2026: 100 -> 100 * 0.75 + 20 = 95, mean 97.5;   2027: 95 -> 71.25 + 20 = 91.25, mean 93.125
 * and with half the inflow from 2027
 *   2026: the same;                                  2027: 95 -> 71.25 + 10 = 81.25, mean 88.125
 * so that 5 client-years, 5000 EUR, are saved in 2027, of which 60 % can be taken out of the budget. */
START_TEST(two_years_of_one_stream)
{
    mkba_appraisal *appraisal = appraise_text(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2024,"
        "\"discount\": {\"rate\": 0}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"lines\": [],"
        "\"streams\": {\"hulp\": {\"stock\": 100, \"inflow\": 20, \"outflow\": 0.25, \"unit_cost\": 1000, \"payer\": \"g\","
        "\"cashable\": {\"share\": 0.6}, \"changes\": {\"plan\": {\"inflow\": 0.5, \"from\": 2027}}}}}");
    mkba_i_json *json = support_result(appraisal);
    ck_assert_double_eq(at(json, "/plan/clients/hulp/2026"), 97.5);
    ck_assert_double_eq(at(json, "/plan/clients/hulp/2027"), 88.125);
    ck_assert_double_eq(at(json, "/plan/lines/hulp/pv"), 5000);
    ck_assert_double_eq(at(json, "/plan/actors/g/net"), 5000);
    ck_assert_double_eq(at(json, "/plan/budget/g/2026"), 0);
    ck_assert_double_eq(at(json, "/plan/budget/g/2027"), 3000);
    ck_assert(cJSON_IsNull(support_at(mkba_i_json_root(json), "/plan/bcr")));
    mkba_i_json_free(json);
    mkba_appraisal_free(appraisal);
}
END_TEST

/* tau = 1.5 with 2.8 % up to 1 and 1.8 % beyond: 1000 / (1.028 * 1.018^0.5) = 1000 / (1.028 * 1.008959860450...) */
START_TEST(one_amount_across_a_change_of_rate)
{
    mkba_appraisal *appraisal = appraise_text(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2027, 2027], \"price_year\": 2024,"
        "\"timing\": \"mid\", \"discount\": {\"segments\": [{\"from\": 0, \"rate\": 0.028}, {\"from\": 1, \"rate\": 0.018}]},"
        "\"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
        "\"lines\": [{\"id\": \"baat\", \"kind\": \"benefit\", \"value\": 1000}]}");
    double npv = 0;
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    ck_assert_double_eq_tol(npv, 1000 / (1.028 * 1.0089598604503551), 1e-9);
    mkba_appraisal_free(appraisal);
}
END_TEST

/* A series that differs from year to year, of which what is used comes to 0.1 in each. */
START_TEST(what_is_one_number_in_all_years_may_be_a_rate)
{
    mkba_appraisal *appraisal = appraise_text(
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2028], \"price_year\": 2024,"
        "\"parameters\": {\"reeks\": {\"series\": {\"2026\": 1, \"2027\": 2, \"2028\": 3}},"
        "\"rente\": {\"value\": \"min(reeks, 0.1)\"}, \"groei\": {\"value\": \"reeks - reeks\"}},"
        "\"discount\": {\"rate\": \"rente\"}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"lines\": ["
        "{\"id\": \"baten\", \"kind\": \"benefit\", \"value\": 60, \"from\": 2027, \"growth\": \"groei\"}]}");
    double npv = 0;
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    ck_assert_double_eq_tol(npv, 104.13223140495867, 1e-11);
    mkba_appraisal_free(appraisal);
}
END_TEST

/* ---- whatever the order ---------------------------------------------------------------------------------- */

/* Turns the members of an object, or the items of a list, round. */
static void reverse(cJSON *parent)
{
    cJSON *turned = NULL, *last = parent->child;
    for (cJSON *item = parent->child, *next; item != NULL; item = next) {
        next = item->next;
        item->next = turned;
        if (turned != NULL)
            turned->prev = item;
        turned = item;
    }
    if (turned != NULL)
        turned->prev = last;
    parent->child = turned;
}

/* Keys in another order change no figure: only ties of overlap look at the order of lines and streams. */
START_TEST(the_order_of_keys_does_not_matter)
{
    static const char *const objects[] = {"", "/parameters", "/streams", "/alternatives", "/actors", "/scenarios"};
    char *text = support_data("cases/verschuiven.json", NULL);
    mkba_i_json *document = support_json(text);
    cJSON *copy = cJSON_Duplicate(mkba_i_json_root(document), true);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (support_at(copy, objects[i]) != NULL)
            reverse(support_at(copy, objects[i]));
    char *other = support_print(copy);
    mkba_appraisal *first = appraise_text(text), *second = appraise_text(other);
    mkba_i_json *expected = support_result(first), *found = support_result(second);
    char where[MKBA_ERROR_TEXT] = "";
    ck_assert_msg(support_agree(mkba_i_json_root(expected), mkba_i_json_root(found), where), "%s", where);
    mkba_i_json_free(expected);
    mkba_i_json_free(found);
    mkba_appraisal_free(first);
    mkba_appraisal_free(second);
    mkba_text_free(other);
    cJSON_Delete(copy);
    mkba_i_json_free(document);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise reference");
    TCase *own = tcase_create("own");
    tcase_add_loop_test(own, a_case_gives_what_the_independent_evaluator_gives, 0, N_NAMES);
    suite_add_tcase(suite, own);
    TCase *reference = tcase_create("reference");
    tcase_add_test(reference, the_reference_cases_come_out);
    suite_add_tcase(suite, reference);
    TCase *hand = tcase_create("by hand");
    tcase_add_test(hand, three_years_of_one_cost_and_one_benefit);
    tcase_add_test(hand, two_years_of_one_stream);
    tcase_add_test(hand, one_amount_across_a_change_of_rate);
    tcase_add_test(hand, what_is_one_number_in_all_years_may_be_a_rate);
    tcase_add_test(hand, the_order_of_keys_does_not_matter);
    suite_add_tcase(suite, hand);
    return run_suite(suite);
}
