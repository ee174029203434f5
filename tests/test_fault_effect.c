/* Every allocation of what estimates an effect fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they
 * were and loses nothing. */
#include <stdlib.h>

#include <check.h>

#include "effect/block.h"
#include "fault.h"
#include "panel.h"

static mkba_panel *panel;

static void make_panel(void)
{
    panel = panel_tidy("A,,2017,x,1,,\nA,,2018,x,2,,\nA,,2019,x,4,,\nA,,2018,people,5,,\n"
                       "B,,2017,x,3,,\nB,,2018,x,1,,\nB,,2019,x,3,,\nB,,2018,people,5,,\n"
                       "C,,2017,x,5,,\nC,,2018,x,1,,\nC,,2019,x,3,,\nC,,2018,people,5,,\n"
                       "D,,2017,x,5,,\nD,,2018,x,7,,\nD,,2018,people,5,,\n");
}

static int blocking(mkba_error *error)
{
    static const char *const treated[] = {"A"};
    const mkba_i_block_request request = {
        .panel = panel, .indicator = "x", .treated = treated, .n_treated = 1, .start = "2019", .population = "people"};
    mkba_i_block block = {0};
    mkba_status status = mkba_i_block_make(&request, &block, error);
    if (status != MKBA_OK)
        return block.codes == NULL ? (int) status : -1;
    mkba_i_block_free(&block);
    return MKBA_OK;
}

START_TEST(a_block)
{
    make_panel();
    fault_sweep(blocking);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing allocations of effects");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_block);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
