/* Each rule of case/findings.c: tests/data/findings/table.json edits a base about which nothing is to be said, so that
 * the rule fires at a place, and so that it just does not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "case/findings.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_json *table, *base;

static void set_up(void)
{
    char *text = support_data("findings/table.json", NULL);
    table = support_json(text);
    free(text);
    text = support_data("findings/base.json", NULL);
    base = support_json(text);
    free(text);
}

static void tear_down(void)
{
    mkba_i_json_free(table);
    mkba_i_json_free(base);
}

static bool says(const cJSON *words, const char *message)
{
    const cJSON *word;
    cJSON_ArrayForEach(word, words) if (strstr(message, word->valuestring) == NULL) return false;
    return true;
}

static bool is_listed(const cJSON *list, const char *text)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (strcmp(item->valuestring, text) == 0) return true;
    return false;
}

/* The rows of a rule, and how many of them are at the place and say the words. No other rule but those in `also`. */
static void check_fires(const char *rule, const cJSON *edit)
{
    char *text = support_edited(base, edit);
    mkba_table *rows = support_check(text);
    const char *where = cJSON_GetObjectItemCaseSensitive(edit, "where")->valuestring;
    const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(edit, "rows");
    size_t n = 0, right = 0;
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++) {
        if (strcmp(support_text(rows, i, "id"), rule) == 0) {
            n++;
            right += strcmp(support_text(rows, i, "place"), where) == 0 &&
                     says(cJSON_GetObjectItemCaseSensitive(edit, "says"), support_text(rows, i, "message"));
            ck_assert_str_eq(support_text(rows, i, "severity"), mkba_i_rule_of(rule)->severity);
            ck_assert_str_eq(support_text(rows, i, "source"), mkba_i_rule_of(rule)->source);
            ck_assert_int_gt(support_integer(rows, i, "line"), 0);
        } else if (!is_listed(cJSON_GetObjectItemCaseSensitive(edit, "also"), support_text(rows, i, "id"))) {
            ck_abort_msg("%s at %s: also %s: %s", rule, where, support_text(rows, i, "id"),
                         support_text(rows, i, "message"));
        }
    }
    if (right == 0 || (wanted != NULL && n != (size_t) wanted->valuedouble))
        ck_abort_msg("%s at %s: %zu rows, %zu of them right, in %s", rule, where, n, right, text);
    mkba_table_free(rows);
    mkba_text_free(text);
}

static void check_quiet(const char *rule, const cJSON *edit)
{
    char *text = support_edited(base, edit);
    mkba_table *rows = support_check(text);
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++)
        if (strcmp(support_text(rows, i, "id"), rule) == 0 || strcmp(support_text(rows, i, "severity"), "error") == 0)
            ck_abort_msg("%s should be quiet: %s, in %s", rule, support_text(rows, i, "message"), text);
    mkba_table_free(rows);
    mkba_text_free(text);
}

START_TEST(nothing_is_said_of_the_base)
{
    mkba_table *rows = support_check(mkba_i_json_text(base));
    ck_assert_uint_eq(mkba_table_n_rows(rows), 0);
    mkba_table_free(rows);
}
END_TEST

START_TEST(each_rule_fires_where_it_should_and_only_there)
{
    const cJSON *entry, *edit;
    cJSON_ArrayForEach(entry, mkba_i_json_root(table))
    {
        const char *rule = cJSON_GetObjectItemCaseSensitive(entry, "rule")->valuestring;
        cJSON_ArrayForEach(edit, cJSON_GetObjectItemCaseSensitive(entry, "fires")) check_fires(rule, edit);
        cJSON_ArrayForEach(edit, cJSON_GetObjectItemCaseSensitive(entry, "quiet")) check_quiet(rule, edit);
    }
}
END_TEST

START_TEST(every_rule_is_in_the_table)
{
    const mkba_i_rule *rule;
    size_t n = 0;
    for (; (rule = mkba_i_rule_at(n)) != NULL && !rule->of_simulation; n++) {
        const cJSON *entry = cJSON_GetArrayItem(mkba_i_json_root(table), (int) n);
        ck_assert_ptr_eq(mkba_i_rule_of(rule->id), rule);
        ck_assert(strcmp(rule->severity, "richtlijn") == 0 || strcmp(rule->severity, "advies") == 0);
        ck_assert_uint_gt(strlen(rule->source), 0);
        ck_assert_ptr_nonnull(entry);
        ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(entry, "rule")->valuestring, rule->id);
    }
    ck_assert_int_eq(cJSON_GetArraySize(mkba_i_json_root(table)), (int) n);
    ck_assert_ptr_null(mkba_i_rule_of("no-such-rule"));
}
END_TEST

/* ---- docs/findings.md ------------------------------------------------------------------------------------ */

/* The cells of a row of the page: id, severity, when, source. */
typedef struct row {
    char id[80], severity[80], when[600], source[200];
} row;

/* Reads the next line that begins with "| `"; answers where to look further, NULL after the last. */
static const char *next_row(const char *text, row *read)
{
    const char *at = strstr(text, "\n| `");
    return at != NULL && sscanf(at, "\n| `%79[^`]` | %79[a-z] | %599[^|]| %199[^|]|", read->id, read->severity,
                                read->when, read->source) == 4
               ? at + 1
               : NULL;
}

START_TEST(the_page_lists_exactly_the_rules)
{
    char path[1000];
    const char *folder = getenv("MKBA_TEST_DATA");
    size_t n = 0;
    row read;
    snprintf(path, sizeof path, "%s/../../docs/findings.md", folder == NULL ? "tests/data" : folder);
    char *text = support_file(path, NULL);
    if (text == NULL) {
        printf("# SKIP docs/findings.md: the page is not there\n");
        return;
    }
    for (const char *at = text; (at = next_row(at, &read)) != NULL; n++) {
        ck_assert_ptr_nonnull(mkba_i_rule_at(n));
        ck_assert_str_eq(read.id, mkba_i_rule_at(n)->id);
        ck_assert_str_eq(read.severity, mkba_i_rule_at(n)->severity);
        read.source[strlen(read.source) - 1] = '\0'; /* the blank before the bar */
        ck_assert_str_eq(read.source, mkba_i_rule_at(n)->source);
    }
    ck_assert_ptr_null(mkba_i_rule_at(n));
    free(text);
}
END_TEST

/* ---- scenarios, order ------------------------------------------------------------------------------------ */

static mkba_table *findings_of(const char *text, const char *scenario)
{
    mkba_case *mkba = support_parse(text);
    mkba_table *rows = NULL;
    ck_assert_int_eq(mkba_case_findings(mkba, scenario, &rows, NULL), MKBA_OK);
    mkba_case_free(mkba);
    return rows;
}

static size_t count(const mkba_table *rows, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++)
        n += strcmp(support_text(rows, i, "id"), rule) == 0;
    return n;
}

static void check_count(const char *text, const char *scenario, const char *rule, size_t expected)
{
    mkba_table *rows = findings_of(text, scenario);
    ck_assert_msg(count(rows, rule) == expected, "%s, %s: %zu", rule, scenario == NULL ? "" : scenario,
                  count(rows, rule));
    mkba_table_free(rows);
}

START_TEST(a_scenario_has_findings_of_its_own)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    support_set(draft, "/timing", NULL);
    support_set(draft, "/parameters/inzet/value", NULL);
    support_set(
        draft, "/scenarios",
        "{\"lang\": {\"years\": [2024, 2028]}, \"vast\": {\"inzet\": 900, \"clienten\": 50},"
        "\"mid\": {\"timing\": \"mid\"}, \"oud\": {\"discount\": \"NL-2009\"}, \"leeg\": {\"years\": [2026, 2026]}}");
    support_set(draft, "/lines/0/from", "2027");
    char *text = support_finish(draft);
    check_count(text, NULL, "timing-assumed", 1);
    check_count(text, "mid", "timing-assumed", 0);
    check_count(text, NULL, "mean-as-value", 1);
    check_count(text, "vast", "mean-as-value", 0);
    check_count(text, NULL, "series-extended", 0);
    check_count(text, "lang", "series-extended", 2);
    check_count(text, "vast", "series-extended", 0);
    check_count(text, "oud", "scheme-vintage", 1);
    check_count(text, "leeg", "line-outside-years", 1);
    mkba_text_free(text);
}
END_TEST

START_TEST(richtlijnen_come_before_advice_and_each_in_the_order_of_the_document)
{
    char *text = support_data("cases/alles.json", NULL);
    mkba_table *rows = support_check(text);
    bool advice = false;
    int64_t line = 0;
    for (size_t i = 0; i < mkba_table_n_rows(rows); i++) {
        bool is_advice = strcmp(support_text(rows, i, "severity"), "advies") == 0;
        ck_assert(is_advice || !advice);
        advice = is_advice;
        if (strcmp(support_text(rows, i, "id"), "unit-missing") == 0) {
            ck_assert_int_gt(support_integer(rows, i, "line"), line);
            line = support_integer(rows, i, "line");
        }
    }
    ck_assert(advice);
    mkba_table_free(rows);
    free(text);
}
END_TEST

START_TEST(findings_and_the_view_of_an_appraisal_are_one_list)
{
    mkba_case *mkba = support_case("alles");
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_table *tables[2] = {NULL, support_table(appraisal, MKBA_VIEW_FINDINGS)};
    char *csv[2];
    ck_assert_int_eq(mkba_case_findings(mkba, NULL, &tables[0], NULL), MKBA_OK);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(mkba_table_csv(tables[i], &csv[i], NULL), MKBA_OK);
        mkba_table_free(tables[i]);
    }
    ck_assert_str_eq(csv[0], csv[1]);
    mkba_text_free(csv[0]);
    mkba_text_free(csv[1]);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}
END_TEST

/* Checking lists the findings of the case in their order, and among them those of discounts that scenarios bring. */
START_TEST(a_check_adds_the_schemes_that_scenarios_bring)
{
    char *text = support_data("cases/alles.json", NULL);
    mkba_table *all = support_check(text), *own = findings_of(text, NULL);
    size_t next = 0, brought = 0;
    for (size_t i = 0; i < mkba_table_n_rows(all); i++) {
        if (strncmp(support_text(all, i, "place"), "/scenarios/", 11) == 0) {
            ck_assert_ptr_eq(strstr(support_text(all, i, "id"), "scheme-"), support_text(all, i, "id"));
            brought++;
            continue;
        }
        ck_assert_str_eq(support_text(all, i, "message"), support_text(own, next, "message"));
        next++;
    }
    ck_assert_uint_eq(next, mkba_table_n_rows(own));
    ck_assert_uint_gt(brought, 0);
    mkba_table_free(all);
    mkba_table_free(own);
    free(text);
}
END_TEST

/* ---- many ------------------------------------------------------------------------------------------------ */

/* As many lines as one wants on the change of one stream, all for one receiver: one finding each, not one per pair. */
START_TEST(a_thousand_double_counts_are_a_thousand_findings)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    for (int i = 0; i < 1000; i++) {
        char line[200];
        snprintf(line, sizeof line,
                 "{\"id\": \"l%d\", \"kind\": \"benefit\", \"value\": \"-hulp.change * waarde\","
                 "\"receiver\": \"inwoner\"}",
                 i);
        support_set(draft, "/lines/-", line);
    }
    char *text = support_finish(draft);
    check_count(text, NULL, "double-count", 1000);
    mkba_text_free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case findings");
    TCase *rules = tcase_create("rules");
    tcase_add_checked_fixture(rules, set_up, tear_down);
    tcase_add_test(rules, nothing_is_said_of_the_base);
    tcase_add_test(rules, each_rule_fires_where_it_should_and_only_there);
    tcase_add_test(rules, every_rule_is_in_the_table);
    tcase_add_test(rules, the_page_lists_exactly_the_rules);
    tcase_add_test(rules, a_scenario_has_findings_of_its_own);
    tcase_add_test(rules, richtlijnen_come_before_advice_and_each_in_the_order_of_the_document);
    tcase_add_test(rules, findings_and_the_view_of_an_appraisal_are_one_list);
    tcase_add_test(rules, a_check_adds_the_schemes_that_scenarios_bring);
    tcase_add_test(rules, a_thousand_double_counts_are_a_thousand_findings);
    suite_add_tcase(suite, rules);
    return run_suite(suite);
}
