/* Payback as a table. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"
#include "money/flows.h"
#include "money/npv.h"
#include "money/payback.h"

static const mkba_i_column columns[] = {
    {"flow", MKBA_COLUMN_INTEGER, NULL},   {"kind", MKBA_COLUMN_TEXT, NULL},
    {"tau", MKBA_COLUMN_REAL, "jaar"},     {"interpolated", MKBA_COLUMN_REAL, "jaar"},
    {"direction", MKBA_COLUMN_TEXT, NULL}, {"is_payback", MKBA_COLUMN_BOOLEAN, NULL},
};

typedef struct line {
    size_t flow;
    bool none; /* else a crossing */
    bool never_negative;
    mkba_i_crossing crossing;
} line;

typedef struct worker {
    const mkba_flows *flows;
    double *tau;
    double *factors;
    double *one; /* a flow, discounted */
    line *lines;
    size_t n;
    size_t capacity;
    mkba_error *error;
} worker;

static mkba_status add(worker *w, line added)
{
    void *items = w->lines;
    if (!mkba_i_grow(&items, &w->capacity, w->n + 1, sizeof added)) {
        return mkba_i_fail_memory(w->error);
    }
    w->lines = items;
    w->lines[w->n++] = added;
    return MKBA_OK;
}

static mkba_status fail_place(worker *w, size_t i, mkba_status status)
{
    if (w->error != NULL && status == MKBA_ERROR_ARGUMENT) {
        snprintf(w->error->where, sizeof w->error->where, "flows[%zu]", i);
    }
    return status;
}

static mkba_status pay_back(worker *w, size_t i)
{
    mkba_i_crossing *items = NULL;
    size_t n = 0;
    bool paid = false;
    for (size_t k = 0; k < w->flows->n_periods; k++) {
        w->one[k] = mkba_i_flow_value(w->flows, i, k) * w->factors[k];
    }
    mkba_status status = mkba_i_payback(w->tau, w->one, w->flows->n_periods, &items, &n, &paid, w->error);
    if (status != MKBA_OK) {
        return fail_place(w, i, status);
    }
    bool never_negative = n == 1 && items[0].up && !(w->one[0] < 0.0);
    for (size_t c = 0; c < n && status == MKBA_OK; c++) {
        status = add(w, (line){.flow = i, .never_negative = never_negative, .crossing = items[c]});
    }
    if (status == MKBA_OK && !paid) {
        status = add(w, (line){.flow = i, .none = true});
    }
    free(items);
    return status;
}

static void write_line(mkba_i_row *row, const line *l)
{
    mkba_i_row_integer(row, (int64_t) l->flow);
    mkba_i_row_text(row, l->none ? "none" : l->never_negative ? "never_negative" : "crossing");
    if (l->none) {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
    } else {
        mkba_i_row_real(row, l->crossing.tau);
        mkba_i_row_real(row, l->crossing.interpolated);
        mkba_i_row_text(row, l->crossing.up ? "up" : "down");
    }
    mkba_i_row_boolean(row, !l->none && l->crossing.is_payback);
    mkba_i_row_next(row);
}

static mkba_status make_table(const worker *w, mkba_table **out)
{
    mkba_table *table = NULL;
    mkba_status status =
        mkba_i_table_new("payback", columns, sizeof columns / sizeof columns[0], w->n, &table, w->error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(table, w->error);
    for (size_t i = 0; i < w->n; i++) {
        write_line(&row, &w->lines[i]);
    }
    return mkba_i_row_hand_out(&row, out);
}

/* Times and factors; without segments nothing is discounted. */
static mkba_status prepare(worker *w, const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau)
{
    size_t n = w->flows->n_periods;
    mkba_status status = mkba_i_flows_check_values(w->flows, w->error);
    if (status == MKBA_OK) {
        static const mkba_segment flat = {0.0, 0.0};
        bool simple = n_segments == 0;
        status =
            mkba_i_tau_factors(simple ? &flat : segments, simple ? 1 : n_segments, tau, n_tau, n, w->factors, w->error);
    }
    for (size_t k = 0; k < n && status == MKBA_OK; k++) {
        w->tau[k] = mkba_i_tau_at(tau, k);
    }
    return status;
}

mkba_status mkba_payback(const mkba_segment *segments, size_t n_segments, const double *tau, size_t n_tau,
                         const mkba_flows *flows, mkba_table **table, mkba_error *error)
{
    worker w = {.flows = flows, .error = error};
    mkba_status status = mkba_i_flows_check(flows, error);
    if (status != MKBA_OK) {
        return status;
    }
    if (table == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "table", "table is NULL");
    }
    size_t n = flows->n_periods;
    w.tau = n > SIZE_MAX / sizeof(double) / 3 ? NULL : malloc(3 * n * sizeof(double));
    if (w.tau == NULL) {
        return mkba_i_fail_memory(error);
    }
    w.factors = w.tau + n;
    w.one = w.factors + n;
    status = prepare(&w, segments, n_segments, tau, n_tau);
    for (size_t i = 0; i < flows->n_flows && status == MKBA_OK; i++) {
        status = pay_back(&w, i);
    }
    status = status == MKBA_OK ? make_table(&w, table) : status;
    free(w.tau);
    free(w.lines);
    return status;
}
