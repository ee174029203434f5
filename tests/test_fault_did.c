/* Every allocation of difference-in-differences fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they
 * were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include "did.h"
#include "fault.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static mkba_panel *panel;
static mkba_did_options options;
static bool events;
static const char *const codes[] = {"A00", "A01", "A02", "A03", "A04", "A05"}, *const x[] = {"x"};
static const char *const starts[] = {"2019", "2019", "2020", "2020", "2020", "2021"};

static int tables(const mkba_did *did, mkba_error *error)
{
    int status = MKBA_OK;
    for (int view = 0; status == MKBA_OK && view <= MKBA_DID_FINDINGS; view++) {
        mkba_table *table = NULL;
        status = (int) mkba_did_table(did, (mkba_did_view) view, &table, error);
        if (status != MKBA_OK && table != NULL)
            return -1;
        mkba_table_free(table);
    }
    return status;
}

static int run(mkba_error *error)
{
    mkba_did *made = NULL;
    mkba_status status =
        events ? mkba_panel_event_study(panel, &options, &made, error) : mkba_panel_did(panel, &options, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table *table = NULL;
    int answer = tables(made, error);
    if (answer == MKBA_OK && events)
        answer = (int) mkba_did_sensitivity(made, NULL, 0, 0.95, &table, error);
    if (answer != MKBA_OK && table != NULL)
        answer = -1;
    mkba_table_free(table);
    mkba_did_free(made);
    return answer;
}

START_TEST(every_way_to_estimate)
{
    static const size_t treated[] = {1, 6, 6, 3};
    char *text = support_data("effect/two_way.json", NULL);
    mkba_i_json *json = support_json(text);
    mkba_panel *bare = did_panel(support_at(mkba_i_json_root(json), "/lines"));
    ck_assert_int_eq(mkba_panel_with_suspects(bare, (const char *const[]){"A00", "A19"},
                                              (const char *const[]){"2018", "2018"}, (const char *const[]){"y", "y"}, 2,
                                              NULL, &panel, NULL),
                     MKBA_OK);
    mkba_panel_free(bare);
    mkba_i_json_free(json);
    free(text);
    for (int way = 0; way < 8; way++) {
        events = way >= 4;
        mkba_did_options_init(&options);
        options.indicator = "y";
        options.treated = codes;
        options.n_treated = treated[way % 4];
        options.covariates = x;
        options.n_covariates = 1;
        options.population = "pop";
        options.replicates = 99;
        options.level = 0.9;
        if (way % 4 >= 2) {
            options.method = MKBA_DID_GROUP_TIME;
            options.adjustment = way % 4 == 2 ? MKBA_DID_DOUBLY_ROBUST : MKBA_DID_REGRESSION;
            options.starts = way % 4 == 2 ? starts : starts + 1;
            options.n_starts = options.n_treated;
        } else {
            options.start = "2020";
        }
        fault_sweep(run);
    }
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("did without memory");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 600);
    tcase_add_test(tests, every_way_to_estimate);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
