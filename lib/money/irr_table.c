/* Internal rates of return as a table. */
#include <math.h>
#include <stdlib.h>

#include "base/table.h"
#include "money/flows.h"
#include "money/irr.h"

static const mkba_i_column columns[] = {
    {"flow", MKBA_COLUMN_INTEGER, NULL}, {"kind", MKBA_COLUMN_TEXT, NULL},     {"rate", MKBA_COLUMN_REAL, "1/jaar"},
    {"low", MKBA_COLUMN_REAL, "1/jaar"}, {"high", MKBA_COLUMN_REAL, "1/jaar"},
};

static void write_root(mkba_i_row *row, size_t flow, const mkba_i_root *root)
{
    mkba_i_row_integer(row, (int64_t) flow);
    mkba_i_row_text(row, root->multiple ? "multiple" : "root");
    mkba_i_row_real(row, root->rate);
    mkba_i_row_real(row, root->low);
    mkba_i_row_real(row, root->high);
    mkba_i_row_next(row);
}

static void write_without(mkba_i_row *row, size_t flow, bool every)
{
    mkba_i_row_integer(row, (int64_t) flow);
    mkba_i_row_text(row, every ? "every" : "none");
    mkba_i_row_missing(row);
    mkba_i_row_missing(row);
    mkba_i_row_missing(row);
    mkba_i_row_next(row);
}

static mkba_status make_table(const mkba_i_irr_flow *found, size_t n_flows, const mkba_i_root *roots, mkba_table **out,
                              mkba_error *error)
{
    size_t n_rows = 0;
    mkba_table *table = NULL;
    for (size_t i = 0; i < n_flows; i++) {
        n_rows += found[i].n > 0 ? found[i].n : 1;
    }
    mkba_status status = mkba_i_table_new("irr", columns, sizeof columns / sizeof columns[0], n_rows, &table, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(table, error);
    for (size_t i = 0; i < n_flows; i++) {
        for (size_t r = 0; r < found[i].n; r++) {
            write_root(&row, i, &roots[found[i].first + r]);
        }
        if (found[i].n == 0) {
            write_without(&row, i, found[i].every);
        }
    }
    return mkba_i_row_hand_out(&row, out);
}

static mkba_status check(const mkba_flows *flows, double step, mkba_table *const *table, mkba_error *error)
{
    mkba_status status = mkba_i_flows_check(flows, error);
    if (status != MKBA_OK) {
        return status;
    }
    if (!isfinite(step) || step <= 0.0) {
        return mkba_i_fail_value("step", "step is the years between two periods, finite and above 0", step, error);
    }
    return MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));
}

mkba_status mkba_irr(const mkba_flows *flows, double step, mkba_table **table, mkba_error *error)
{
    mkba_i_root *roots = NULL;
    size_t n_roots = 0;
    mkba_status status = check(flows, step, table, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_irr_flow *found = calloc(flows->n_flows + 1, sizeof *found);
    if (found == NULL) {
        return mkba_i_fail_memory(error);
    }
    status = mkba_i_irr_many(flows, step, found, &roots, &n_roots, error);
    if (status == MKBA_OK) {
        status = make_table(found, flows->n_flows, roots, table, error);
    }
    free(roots);
    free(found);
    return status;
}
