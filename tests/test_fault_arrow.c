/* Every allocation of lib/arrow fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were
 * and loses nothing. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>
#include <mkba/arrow.h>

#include "base/table.h"
#include "fault.h"
#include "made_arrow.h"
#include "run_suite.h"

static mkba_table *sample(void)
{
    static const mkba_i_column columns[] = {
        {"naam", MKBA_COLUMN_TEXT, NULL}, {"waarde", MKBA_COLUMN_REAL, "EUR"}, {"totaal", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_i_table_new("lines", columns, 3, 2, &table, NULL), MKBA_OK);
    mkba_i_row row = mkba_i_row_start(table, NULL);
    mkba_i_row_text(&row, "naam");
    mkba_i_row_real(&row, 1);
    mkba_i_row_boolean(&row, true);
    ck_assert_int_eq(row.status, MKBA_OK);
    return table;
}

/* A scenario frees what it made; it answers its status, or -1 when an output was touched by a failure. */
typedef int scenario(const mkba_table *table, mkba_error *error);

static int export(const mkba_table *table, mkba_error *error)
{
    struct ArrowSchema schema = {0};
    struct ArrowArray array = {0};
    mkba_status status = mkba_table_export(table, &schema, &array, error);
    bool touched = status != MKBA_OK && (schema.release != NULL || array.release != NULL);
    if (schema.release != NULL)
        schema.release(&schema);
    if (array.release != NULL)
        array.release(&array);
    return touched ? -1 : (int) status;
}

/* The memory error of the stream's own calls comes through as one of the import. */
static int there_and_back(const mkba_table *table, mkba_error *error)
{
    struct ArrowArrayStream stream = {0};
    mkba_table *back = NULL;
    mkba_status status = mkba_table_export_stream(table, &stream, error);
    if (status != MKBA_OK)
        return stream.release == NULL ? (int) status : -1;
    status = mkba_table_import_stream(&stream, "back", &back, error);
    stream.release(&stream);
    bool touched = status != MKBA_OK && back != NULL;
    mkba_table_free(back);
    return touched ? -1 : (int) status;
}

static int import_dictionary(const mkba_table *table, mkba_error *error)
{
    static const int8_t indices[] = {1, 0};
    static const int32_t offsets[] = {0, 1, 2};
    made_arrow made;
    mkba_table *taken = NULL;
    (void) table;
    made_start(&made, 2);
    made_dictionary(made_add(&made, "x", "c", MADE_BUFFERS_OF(NULL, indices)), "u", 2,
                    MADE_BUFFERS_OF(NULL, offsets, "ab"));
    mkba_status status = mkba_table_import(&made.schema, &made.array, "t", &taken, error);
    bool touched = status != MKBA_OK && taken != NULL;
    mkba_table_free(taken);
    return touched ? -1 : (int) status;
}

static void sweep(scenario *run, fault_mode mode)
{
    mkba_table *table = sample();
    size_t n = 1;
    for (; fault_sweeps(n); n++) {
        mkba_error error = {.status = MKBA_OK};
        size_t live = fault_live();
        fault_arm(n, mode);
        int status = run(table, &error);
        fault_disarm();
        mkba_status expected = fault_injected() ? MKBA_ERROR_MEMORY : MKBA_OK;
        if (status != (int) expected || error.status != expected || fault_live() != live)
            ck_abort_msg("allocation %zu: status %d, %zu blocks before and %zu after", n, status, live, fault_live());
    }
    ck_assert_uint_gt(n, 5);
    mkba_table_free(table);
}

static void sweep_both(scenario *run)
{
    if (!fault_works()) {
        printf("# SKIP allocation failures: malloc is not the one of this program here\n");
        return;
    }
    sweep(run, FAULT_ONCE);
    sweep(run, FAULT_ONWARD);
}

START_TEST(exporting_survives)
{
    sweep_both(export);
}
END_TEST

START_TEST(a_stream_there_and_back_survives)
{
    sweep_both(there_and_back);
}
END_TEST

START_TEST(importing_a_dictionary_survives)
{
    sweep_both(import_dictionary);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("allocation failures in arrow");
    TCase *arrow = tcase_create("arrow");
    tcase_add_test(arrow, exporting_survives);
    tcase_add_test(arrow, a_stream_there_and_back_survives);
    tcase_add_test(arrow, importing_a_dictionary_survives);
    suite_add_tcase(suite, arrow);
    return run_suite(suite);
}
