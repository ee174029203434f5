/* Allocations that fail while draws are tallied, merged, written and read. */
#include <stdlib.h>

#include <check.h>

#include "fault.h"
#include "run_suite.h"
#include "uncertain/tally_bytes.h"

static const double draws[] = {1, -2, 3e5, 4e-5, 0, 1e100, -1e-100, 7};

static mkba_status tally_of(double factor, mkba_i_tally **out, mkba_error *error)
{
    double x[sizeof draws / sizeof *draws];
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++)
        x[i] = draws[i] * factor;
    mkba_status status = mkba_i_tally_make(0.5, out, error);
    return status == MKBA_OK ? mkba_i_tally_add(*out, x, sizeof x / sizeof *x, MKBA_I_VARIANT_PLAIN, error) : status;
}

static int add_and_merge(mkba_error *error)
{
    mkba_i_tally *a = NULL, *b = NULL;
    mkba_status status = tally_of(1, &a, error);
    if (status == MKBA_OK)
        status = tally_of(1e9, &b, error);
    if (status == MKBA_OK)
        status = mkba_i_tally_merge(a, b, error);
    mkba_i_tally_free(a);
    mkba_i_tally_free(b);
    return (int) status;
}

static int write_and_read(mkba_error *error)
{
    mkba_i_tally *tally = NULL, *again = NULL;
    mkba_i_bytes bytes = {0};
    mkba_i_byte_reader reader;
    unsigned char *made = NULL;
    size_t n = 42;
    bool touched = false;
    mkba_status status = tally_of(1, &tally, error);
    if (status == MKBA_OK) {
        mkba_i_bytes_begin(&bytes, "a tally.", 1);
        mkba_i_tally_write(tally, &bytes);
        status = mkba_i_bytes_seal(&bytes, &made, &n, error);
        touched = status != MKBA_OK && (made != NULL || n != 42);
    }
    if (status == MKBA_OK)
        status = mkba_i_bytes_open(made, n, "a tally.", 1, "a tally", &reader, error);
    if (status == MKBA_OK)
        status = mkba_i_tally_read(&reader, &again, error);
    touched = touched || (status != MKBA_OK && again != NULL);
    mkba_i_tally_free(tally);
    mkba_i_tally_free(again);
    free(made);
    return touched ? -1 : (int) status;
}

START_TEST(tallying_and_merging_survive)
{
    fault_sweep(add_and_merge);
}
END_TEST

START_TEST(writing_and_reading_survive)
{
    fault_sweep(write_and_read);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("allocation failures of tallies");
    TCase *tally = tcase_create("tally");
    tcase_add_test(tally, tallying_and_merging_survive);
    tcase_add_test(tally, writing_and_reading_survive);
    suite_add_tcase(suite, tally);
    return run_suite(suite);
}
