/* Every allocation of reading and tabulating a Koers fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as
 * they were and loses nothing. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/koers_din.h>
#include <mkba/koers_register.h>

#include "fault.h"
#include "run_suite.h"
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

static int walk_all(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_koers_walk(koers, "gewoon", false, &table, error);
    mkba_table_free(table);
    table = NULL;
    if (status == MKBA_OK)
        status = mkba_koers_contributions(koers, &table, error);
    mkba_table_free(table);
    table = NULL;
    if (status == MKBA_OK)
        status = mkba_koers_stop(koers, "loket", &table, error);
    mkba_table_free(table);
    return (int) status;
}

static int draw_picture(mkba_error *error)
{
    char *picture = NULL;
    mkba_status status = mkba_koers_dot(koers, &picture, error);
    if (status != MKBA_OK)
        return picture == NULL ? (int) status : -1;
    mkba_text_free(picture);
    return (int) status;
}

static int allocate(mkba_error *error)
{
    static const char *const lines[] = {"hulp", "pad", "inzet"};
    static const double amounts[] = {100, 50, -20};
    mkba_table *table = NULL;
    mkba_status status = mkba_koers_allocate(koers, lines, 3, amounts, 3, (mkba_allocation_view) view, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

static mkba_case *mkba;

static int allocate_case(mkba_error *error)
{
    mkba_allocation_options options;
    mkba_table *table = NULL;
    mkba_allocation_options_init(&options);
    options.alternative = "plan";
    options.draws = 3;
    mkba_status status = mkba_koers_allocate_case(koers, mkba, &options, (mkba_allocation_view) view, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

static mkba_panel *panel;
static mkba_register *benefits;

static int register_it(mkba_error *error)
{
    mkba_register_options options;
    mkba_register *out = NULL;
    mkba_register_options_init(&options);
    options.draws = 3;
    mkba_status status = mkba_koers_register(koers, panel, mkba, &options, &out, error);
    if (status != MKBA_OK)
        return out == NULL ? (int) status : -1;
    mkba_register_free(out);
    return (int) status;
}

static int tabulate_register(mkba_error *error)
{
    mkba_table *table = NULL;
    mkba_status status = mkba_register_table(benefits, (mkba_register_view) view, MKBA_LANGUAGE_NL, &table, error);
    if (status != MKBA_OK)
        return table == NULL ? (int) status : -1;
    mkba_table_free(table);
    return (int) status;
}

static mkba_draft *draft;

static int of_draft(mkba_error *error)
{
    mkba_koers *made = NULL;
    mkba_status status = mkba_koers_of_draft(draft, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_koers_free(made);
    return (int) status;
}

static const char CASE[] =
    "{\"format\": \"mkba-case/1\", \"title\": \"t\", \"base_year\": 2026, \"years\": [2026, 2027], \"price_year\": 2024, "
    "\"discount\": {\"rate\": 0.02}, \"alternatives\": {\"nul\": {\"null\": true}, \"plan\": {}}, \"parameters\": {\"p\": "
    "{\"distribution\": {\"normal\": {\"mean\": 5, \"sd\": 1}}}}, \"lines\": [{\"id\": \"hulp\", \"kind\": \"benefit\", "
    "\"value\": \"p\"}, {\"id\": \"inzet\", \"kind\": \"cost\", \"value\": 2}, {\"id\": \"pad\", \"kind\": \"pm\"}]}";

START_TEST(the_network)
{
    text = support_data("koers/base.json", NULL);
    draft = support_draft(text);
    support_set(draft, "/case/scenario", NULL);
    ck_assert_int_eq(mkba_koers_of_draft(draft, &koers, NULL), MKBA_OK);
    mkba = support_parse(CASE);
    fault_sweep(walk_all);
    fault_sweep(draw_picture);
    fault_sweep(of_draft);
    for (int wanted = MKBA_ALLOCATION_OPGAVEN; wanted <= MKBA_ALLOCATION_LINES; wanted++) {
        view = (mkba_koers_view) wanted; /* the number of a view of an allocation */
        fault_sweep(allocate);
        fault_sweep(allocate_case);
    }
    mkba_case_free(mkba);
    mkba_draft_free(draft);
    mkba_koers_free(koers);
    free(text);
}
END_TEST

/* With a panel that has other figures, gaps, and an indicator that adds up. */
START_TEST(the_register)
{
    static const char figures[] = "gm_code,jaar,jeugd_gebruikers\nGM9001,2023,200\nGM9002,2023,290\nGM9001,2024,210\n";
    const mkba_indicator stock = {.name = "jeugd_gebruikers", .kind = MKBA_INDICATOR_STOCK, .per = 1};
    mkba_panel *read = NULL;
    text = support_data("koers/base.json", NULL);
    draft = support_draft(text);
    support_set(draft, "/case/scenario", NULL);
    ck_assert_int_eq(mkba_koers_of_draft(draft, &koers, NULL), MKBA_OK);
    mkba = support_parse(CASE);
    ck_assert_int_eq(mkba_panel_parse(figures, strlen(figures), MKBA_PANEL_WIDE, NULL, &read, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_described(read, &stock, 1, &panel, NULL), MKBA_OK);
    fault_sweep(register_it);
    ck_assert_int_eq(mkba_koers_register(koers, panel, mkba, NULL, &benefits, NULL), MKBA_OK);
    for (int wanted = MKBA_REGISTER_BENEFITS; wanted <= MKBA_REGISTER_FINDINGS; wanted++) {
        view = (mkba_koers_view) wanted; /* the number of a view of a register */
        fault_sweep(tabulate_register);
    }
    mkba_register_free(benefits);
    mkba_panel_free(panel);
    mkba_panel_free(read);
    mkba_case_free(mkba);
    mkba_draft_free(draft);
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
    tcase_add_test(cases, the_network);
    tcase_add_test(cases, the_register);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
