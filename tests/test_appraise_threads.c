/* One case appraised by many threads at once, outlived by its appraisals, and under a locale with a decimal comma: the
 * same bytes each time. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <pthread.h>

#include "run_suite.h"
#include "support.h"

enum { N_THREADS = 8, N_VIEWS = MKBA_VIEW_FINDINGS + 1 };

/* Everything that can be had of an appraisal, as one text. */
static char *all_of(const mkba_appraisal *appraisal)
{
    mkba_i_text all = {0};
    char *text = NULL;
    if (mkba_appraisal_json(appraisal, &text, NULL) != MKBA_OK)
        return NULL;
    mkba_i_text_add(&all, text);
    mkba_text_free(text);
    for (int view = 0; view < N_VIEWS; view++) {
        mkba_table *table = NULL;
        if (mkba_appraisal_table(appraisal, (mkba_view) view, &table, NULL) != MKBA_OK ||
            mkba_table_csv(table, &text, NULL) != MKBA_OK)
            return NULL;
        mkba_i_text_add(&all, text);
        mkba_text_free(text);
        mkba_table_free(table);
    }
    return mkba_i_text_take(&all);
}

/* Without Check, whose assertions are for the main thread; NULL when something goes wrong. */
static char *appraise_all(const mkba_case *mkba, const char *scenario)
{
    mkba_appraise_options options;
    mkba_appraisal *appraisal = NULL;
    mkba_appraise_options_init(&options);
    options.scenario = scenario;
    if (mkba_case_appraise(mkba, &options, &appraisal, NULL) != MKBA_OK)
        return NULL;
    char *text = all_of(appraisal);
    mkba_appraisal_free(appraisal);
    return text;
}

/* ---- threads --------------------------------------------------------------------------------------------- */

static const char *const scenarios[] = {NULL, "laag", "lang"};

typedef struct work {
    const mkba_case *mkba;
    size_t rounds;
    char *texts[3]; /* per scenario, of the last round */
    bool same;
} work;

static void *appraise_often(void *context)
{
    work *w = context;
    w->same = true;
    for (size_t i = 0; i < w->rounds; i++)
        for (size_t j = 0; j < 3; j++) {
            char *text = appraise_all(w->mkba, scenarios[j]);
            w->same = w->same && text != NULL && (w->texts[j] == NULL || strcmp(text, w->texts[j]) == 0);
            free(w->texts[j]);
            w->texts[j] = text;
        }
    return NULL;
}

START_TEST(threads_that_share_a_case_get_the_same_bytes)
{
    mkba_case *mkba = support_case("alles");
    pthread_t threads[N_THREADS];
    work works[N_THREADS];
    char *expected[3];
    for (size_t j = 0; j < 3; j++)
        ck_assert_ptr_nonnull(expected[j] = appraise_all(mkba, scenarios[j]));
    for (size_t i = 0; i < N_THREADS; i++) {
        works[i] = (work){.mkba = mkba, .rounds = 10};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, appraise_often, &works[i]), 0);
    }
    for (size_t i = 0; i < N_THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < N_THREADS; i++)
        for (size_t j = 0; j < 3; j++) {
            ck_assert(works[i].same);
            ck_assert_str_eq(works[i].texts[j], expected[j]);
            free(works[i].texts[j]);
        }
    for (size_t j = 0; j < 3; j++)
        free(expected[j]);
    mkba_case_free(mkba);
}
END_TEST

static void *free_appraisal(void *context)
{
    mkba_appraisal_free(context);
    return NULL;
}

START_TEST(a_case_may_be_freed_before_its_appraisals_in_any_thread)
{
    mkba_case *mkba = support_case("alles");
    mkba_appraisal *appraisals[N_THREADS];
    pthread_t threads[N_THREADS];
    for (size_t i = 0; i < N_THREADS; i++)
        appraisals[i] = support_appraise(mkba, scenarios[i % 3]);
    mkba_case_free(mkba);
    char *first = all_of(appraisals[0]), *third = all_of(appraisals[3]);
    ck_assert_ptr_nonnull(first);
    ck_assert_str_eq(first, third);
    free(first);
    free(third);
    for (size_t i = 0; i < N_THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, free_appraisal, appraisals[i]), 0);
    for (size_t i = 0; i < N_THREADS; i++)
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
}
END_TEST

/* ---- locale ---------------------------------------------------------------------------------------------- */

static bool set_comma(const char *test)
{
    if (setlocale(LC_ALL, "nl_NL.UTF-8") != NULL && strcmp(localeconv()->decimal_point, ",") == 0)
        return true;
    printf("# SKIP %s: there is no locale nl_NL.UTF-8 here\n", test);
    return false;
}

static void leave_comma(void)
{
    setlocale(LC_ALL, "C");
}

START_TEST(the_locale_changes_no_byte)
{
    if (!set_comma("the locale changes no byte"))
        return;
    leave_comma();
    char *file = support_data("cases/alles.json", NULL);
    mkba_case *plain = support_parse(file);
    char *expected = appraise_all(plain, "lang"), *texts[3];
    ck_assert(set_comma(""));
    texts[0] = appraise_all(plain, "lang"); /* read before, appraised under it */
    mkba_case *comma = support_parse(file);
    texts[1] = appraise_all(comma, "lang");
    leave_comma();
    texts[2] = appraise_all(comma, "lang"); /* read under it, appraised after */
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(texts[i], expected);
        free(texts[i]);
    }
    free(expected);
    free(file);
    mkba_case_free(plain);
    mkba_case_free(comma);
}
END_TEST

START_TEST(nor_a_case_with_other_values)
{
    static const char *const names[] = {"effect", "jaarkosten"};
    static const double values[] = {0.1234567890123, 5000.5};
    mkba_case *mkba = support_case("alles"), *plain = NULL, *comma = NULL;
    if (!set_comma("nor a case with other values"))
        return;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 2, values, 2, &comma, NULL), MKBA_OK);
    leave_comma();
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 2, values, 2, &plain, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_case_text(plain), mkba_case_text(comma));
    ck_assert_ptr_nonnull(strstr(mkba_case_text(comma), "0.1234567890123"));
    mkba_case_free(plain);
    mkba_case_free(comma);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(nor_a_message)
{
    static const char text[] =
        "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2026], \"price_year\": 2024,"
        "\"discount\": {\"rate\": 0}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}},"
        "\"lines\": [{\"id\": \"a\", \"kind\": \"cost\", \"value\": \"sqrt(0.5 - 2.75)\"}]}";
    mkba_appraisal *appraisal = NULL;
    mkba_error error;
    if (!set_comma("nor a message"))
        return;
    mkba_case *mkba = support_parse(text);
    ck_assert_int_eq(mkba_case_appraise(mkba, NULL, &appraisal, &error), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_nonnull(strstr(error.message, "the root is of -2.25"));
    mkba_case_free(mkba);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise threads");
    TCase *threads = tcase_create("threads");
    tcase_add_test(threads, threads_that_share_a_case_get_the_same_bytes);
    tcase_add_test(threads, a_case_may_be_freed_before_its_appraisals_in_any_thread);
    suite_add_tcase(suite, threads);
    TCase *locale = tcase_create("locale");
    tcase_add_checked_fixture(locale, NULL, leave_comma);
    tcase_add_test(locale, the_locale_changes_no_byte);
    tcase_add_test(locale, nor_a_case_with_other_values);
    tcase_add_test(locale, nor_a_message);
    suite_add_tcase(suite, locale);
    return run_suite(suite);
}
