/* Every allocation of reading and tabulating a Koers fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as
 * they were and loses nothing. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/koers.h>

#include "fault.h"
#include "support.h"

static char *text; /* heap */

static int read_it(mkba_error *error)
{
    mkba_koers *koers = NULL;
    mkba_status status = mkba_koers_parse(text, strlen(text), &koers, error);
    if (status != MKBA_OK)
        return koers == NULL ? (int) status : -1;
    mkba_koers_free(koers);
    return (int) status;
}

static int check_it(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_koers_check(text, strlen(text), &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

static mkba_koers *koers;
static mkba_koers_view view;

static int tabulate(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_koers_table(koers, view, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

START_TEST(reading)
{
    text = support_data("koers/base.json", NULL);
    fault_sweep(read_it);
    fault_sweep(check_it);
    free(text);
}
END_TEST

/* An error message needs memory too: that of a circle is the longest. */
START_TEST(refusing)
{
    static const char circle[] =
        "{\"format\": \"mkba-koers/1\", \"title\": 1, \"opgaven\": {}, \"nodes\": {\"a\": {\"level\": \"baat\", "
        "\"title\": \"a\"}, \"b\": {\"level\": \"baat\", \"title\": \"b\"}}, \"edges\": [{\"from\": \"a\", \"to\": \"b\", "
        "\"share\": 1}, {\"from\": \"b\", \"to\": \"a\", \"share\": 1}]}";
    text = malloc(sizeof circle);
    ck_assert_ptr_nonnull(text);
    memcpy(text, circle, sizeof circle);
    fault_sweep(check_it);
    free(text);
}
END_TEST

START_TEST(every_table)
{
    text = support_data("koers/base.json", NULL);
    ck_assert_int_eq(mkba_koers_parse(text, strlen(text), &koers, NULL), MKBA_OK);
    for (int wanted = MKBA_KOERS_LINKS; wanted <= MKBA_KOERS_FINDINGS; wanted++) {
        view = (mkba_koers_view) wanted;
        fault_sweep(tabulate);
    }
    mkba_koers_free(koers);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault koers");
    TCase *cases = tcase_create("koers");
    tcase_add_test(cases, reading);
    tcase_add_test(cases, refusing);
    tcase_add_test(cases, every_table);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
