/* How every test program of Check ends. */
#ifndef MKBA_TESTS_RUN_SUITE_H
#define MKBA_TESTS_RUN_SUITE_H

#include <stdlib.h>

#include <check.h>

/* Runs a suite, as the environment asks, and frees it. Gives what main returns. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
