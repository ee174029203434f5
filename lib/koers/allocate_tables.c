/* An allocation as tables. */
#include "base/exact.h"

#include "base/table.h"
#include "koers/allocate.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL

static void add_cents(mkba_i_row *row, int64_t cents)
{
    mkba_i_row_real(row, (double) cents / 100); /* 0 for 0, never -0 */
}

static void add_spread(const mkba_i_allocation *allocation, double *draws, size_t position, mkba_i_row *row)
{
    mkba_i_spread_of spread = {.mean = 0};
    bool there = draws != NULL;

    if (there)
        spread = mkba_i_allocation_spread(allocation, &draws[position * allocation->n_draws]);
    mkba_i_row_real_if(row, spread.mean, there);
    mkba_i_row_real_if(row, spread.sd, there);
    mkba_i_row_real_if(row, spread.low, there);
    mkba_i_row_real_if(row, spread.high, there);
    mkba_i_row_real_if(row, spread.positive, there);
}

/* ---- opgaven and programmes ------------------------------------------------------------------------------------------ */

static mkba_status table_groups(const mkba_i_allocation *allocation, bool upward, double *draws, mkba_table **table,
                                mkba_error *error)
{
    const mkba_i_column columns[] = {{"kind", TEXT, NULL},     {upward ? "opgave" : "programme", TEXT, NULL},
                                     {"title", TEXT, NULL},    {"euros", REAL, "EUR"},
                                     {"mean", REAL, "EUR"},    {"sd", REAL, "EUR"},
                                     {"low", REAL, "EUR"},     {"high", REAL, "EUR"},
                                     {"p_positive", REAL, "1"}};
    const mkba_i_koers_model *model = allocation->model;
    size_t n = upward ? model->opgave_names.n : model->programme_names.n;
    mkba_i_arena arena = {NULL};
    int64_t *sums = mkba_i_arena_new(&arena, n + 2, sizeof *sums);
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = sums == NULL ? mkba_i_fail_memory(error)
                                      : mkba_i_table_new(upward ? "opgaven" : "programmes", columns,
                                                         MKBA_I_LENGTH(columns), n + 2, &made, error);

    if (status == MKBA_OK) {
        for (size_t i = 0; i < model->node_names.n; i++)
            sums[mkba_i_allocation_row(allocation, i, upward)] +=
                upward ? allocation->kept_up[i] : allocation->kept_down[i];
        for (size_t i = 0; i < allocation->lines.n; i++)
            sums[n + 1] += allocation->line_rest[i];
        row = mkba_i_row_start(made, error);
        for (size_t i = 0; i < n + 2; i++) {
            mkba_i_row_text(&row, i == n ? "not allocated" : i > n ? "not linked" : upward ? "opgave" : "programme");
            mkba_i_row_text(&row, i >= n ? NULL : upward ? model->opgaven[i].name : model->programmes[i].name);
            mkba_i_row_text(&row, i >= n ? NULL : upward ? model->opgaven[i].title : model->programmes[i].title);
            add_cents(&row, sums[i]);
            add_spread(allocation, draws, i, &row);
            mkba_i_row_next(&row);
        }
        status = mkba_i_row_hand_out(&row, table);
    }
    mkba_i_arena_free(&arena);
    return status;
}

/* ---- nodes ----------------------------------------------------------------------------------------------------------- */

static void add_ends(const mkba_i_allocation *allocation, double *draws, size_t position, mkba_i_row *row)
{
    mkba_i_spread_of spread = {.mean = 0};

    if (draws != NULL)
        spread = mkba_i_allocation_spread(allocation, &draws[position * allocation->n_draws]);
    mkba_i_row_real_if(row, spread.low, draws != NULL);
    mkba_i_row_real_if(row, spread.high, draws != NULL);
}

static mkba_status table_nodes(const mkba_i_allocation *allocation, double *draws, mkba_table **table,
                               mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"node", TEXT, NULL},           {"level", TEXT, NULL},         {"title", TEXT, NULL},
        {"linked", REAL, "EUR"},        {"upward", REAL, "EUR"},       {"kept_upward", REAL, "EUR"},
        {"upward_low", REAL, "EUR"},    {"upward_high", REAL, "EUR"},  {"downward", REAL, "EUR"},
        {"kept_downward", REAL, "EUR"}, {"downward_low", REAL, "EUR"}, {"downward_high", REAL, "EUR"}};
    const mkba_i_koers_model *model = allocation->model;
    size_t n = model->node_names.n;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("nodes", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        mkba_i_row_text(&row, model->nodes[i].name);
        mkba_i_row_text(&row, mkba_i_din_words[model->nodes[i].level]);
        mkba_i_row_text(&row, model->nodes[i].title);
        add_cents(&row, allocation->linked[i]);
        add_cents(&row, allocation->up[i]);
        add_cents(&row, allocation->kept_up[i]);
        add_ends(allocation, draws, i, &row);
        add_cents(&row, allocation->down[i]);
        add_cents(&row, allocation->kept_down[i]);
        add_ends(allocation, draws, n + i, &row);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- lines ----------------------------------------------------------------------------------------------------------- */

static mkba_status table_lines(const mkba_i_allocation *allocation, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"line", TEXT, NULL},
                                            {"euros", REAL, "EUR"},
                                            {"linked", REAL, "1"},
                                            {"allocated", REAL, "EUR"},
                                            {"not_linked", REAL, "EUR"}};
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("lines", COLUMNS, MKBA_I_LENGTH(COLUMNS), allocation->lines.n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < allocation->lines.n; i++) {
        mkba_i_row_text(&row, allocation->lines.items[i]);
        add_cents(&row, allocation->line_cents[i]);
        mkba_i_row_real(&row, allocation->line_linked[i]);
        add_cents(&row, allocation->line_cents[i] - allocation->line_rest[i]);
        add_cents(&row, allocation->line_rest[i]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_allocation_table(mkba_i_allocation *allocation, mkba_allocation_view view, mkba_table **table,
                                    mkba_error *error)
{
    double *draws = NULL;

    if ((size_t) view > MKBA_ALLOCATION_LINES)
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an allocation", (int) view);
    if (allocation->n_draws > 0 && view != MKBA_ALLOCATION_LINES) {
        draws = mkba_i_allocation_draws(allocation, view);
        if (draws == NULL)
            return mkba_i_fail_memory(error);
    }
    switch (view) {
    case MKBA_ALLOCATION_OPGAVEN: return table_groups(allocation, true, draws, table, error);
    case MKBA_ALLOCATION_PROGRAMMES: return table_groups(allocation, false, draws, table, error);
    case MKBA_ALLOCATION_NODES: return table_nodes(allocation, draws, table, error);
    default: return table_lines(allocation, table, error);
    }
}
