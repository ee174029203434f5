/* Walks through the network, and what contributes how much to what. */
#include "base/exact.h"

#include "koers/contribute.h"

#include <mkba/koers_din.h>

#include "base/table.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER
#define BOOLEAN MKBA_COLUMN_BOOLEAN
#define MOST_ROWS 10000000

void mkba_i_koers_contribution(const mkba_i_koers_model *model, size_t from, bool upward, double *part)
{
    const mkba_i_network *network = &model->network;
    size_t n = model->node_names.n;

    for (size_t i = 0; i < n; i++)
        part[i] = 0;
    part[from] = 1;
    for (size_t i = 0; i < n; i++) {
        size_t node = network->order[upward ? i : n - 1 - i];
        const size_t *begin = upward ? network->up_begin : network->down_begin;

        if (part[node] == 0)
            continue;
        for (size_t k = begin[node]; k < begin[node + 1]; k++) {
            const mkba_i_edge *edge = &model->edges[upward ? network->up[k] : network->down[k]];

            part[upward ? edge->to : edge->from] += part[node] * edge->share;
        }
    }
    for (size_t i = 0; i < n; i++) /* rounding may take a sum above 1 */
        part[i] = part[i] > 1 ? 1 : part[i];
}

/* ---- walks ------------------------------------------------------------------------------------------------------- */

/* Edges on the shortest path from `from`; MKBA_I_NONE where there is none. */
static void measure(const mkba_i_koers_model *model, size_t from, bool upward, size_t *distance)
{
    const mkba_i_network *network = &model->network;
    const size_t *begin = upward ? network->up_begin : network->down_begin;
    size_t n = model->node_names.n;

    for (size_t i = 0; i < n; i++)
        distance[i] = MKBA_I_NONE;
    distance[from] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t node = network->order[upward ? i : n - 1 - i];

        for (size_t k = begin[node]; distance[node] != MKBA_I_NONE && k < begin[node + 1]; k++) {
            const mkba_i_edge *edge = &model->edges[upward ? network->up[k] : network->down[k]];
            size_t *next = &distance[upward ? edge->to : edge->from];

            if (*next == MKBA_I_NONE || *next > distance[node] + 1)
                *next = distance[node] + 1;
        }
    }
}

static mkba_status walk_table(const mkba_i_koers_model *model, const size_t *distance, const double *part,
                              mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"node", TEXT, NULL},
                                            {"level", TEXT, NULL},
                                            {"title", TEXT, NULL},
                                            {"distance", INTEGER, NULL},
                                            {"contribution", REAL, "1"}};
    mkba_table *made = NULL;
    mkba_i_row row;
    size_t rows = 0;
    mkba_status status;

    for (size_t i = 0; i < model->node_names.n; i++)
        rows += distance[i] != MKBA_I_NONE;
    status = mkba_i_table_new("walk", COLUMNS, MKBA_I_LENGTH(COLUMNS), rows, &made, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->node_names.n; i++) {
        size_t node = model->network.order[i];

        if (distance[node] == MKBA_I_NONE)
            continue;
        mkba_i_row_text(&row, model->nodes[node].name);
        mkba_i_row_text(&row, mkba_i_din_words[model->nodes[node].level]);
        mkba_i_row_text(&row, model->nodes[node].title);
        mkba_i_row_integer(&row, (int64_t) distance[node]);
        mkba_i_row_real(&row, part[node]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_koers_walk(const mkba_koers *koers, const char *node, bool upward, mkba_table **table,
                            mkba_error *error)
{
    mkba_i_arena arena = {NULL};
    size_t from = 0, n, *distance;
    double *part;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(node), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_koers_node(koers, node, "node", &from, error);
    if (status != MKBA_OK)
        return status;
    n = koers->model.node_names.n;
    distance = mkba_i_arena_new(&arena, n, sizeof *distance);
    part = mkba_i_arena_new(&arena, n, sizeof *part);
    if (distance == NULL || part == NULL) {
        status = mkba_i_fail_memory(error);
    } else {
        measure(&koers->model, from, upward, distance);
        mkba_i_koers_contribution(&koers->model, from, upward, part);
        status = walk_table(&koers->model, distance, part, table, error);
    }
    mkba_i_arena_free(&arena);
    return status;
}

/* ---- efforts ------------------------------------------------------------------------------------------------------- */

static bool is_result(const mkba_i_din_node *node)
{
    return node->level == MKBA_I_BAAT || node->level == MKBA_I_DOEL;
}

/* Efforts that another effort contributes to count once: what reaches them comes from below. */
static void add_contribution(const mkba_i_koers_model *model, size_t effort, size_t node, double part, mkba_i_row *row)
{
    const mkba_i_din_node *of = effort == MKBA_I_NONE ? NULL : &model->nodes[effort], *to = &model->nodes[node];

    mkba_i_row_text(row, of == NULL ? NULL : of->name);
    mkba_i_row_text(row,
                    of == NULL || of->programme == MKBA_I_NONE ? NULL : model->programme_names.items[of->programme]);
    mkba_i_row_text(row, to->name);
    mkba_i_row_text(row, mkba_i_din_words[to->level]);
    mkba_i_row_text(row, to->opgave == MKBA_I_NONE ? NULL : model->opgave_names.items[to->opgave]);
    mkba_i_row_real(row, part);
    mkba_i_row_next(row);
}

/* What a node has of itself: the part that no edge from another effort accounts for. */
static double own_part(const mkba_i_koers_model *model, size_t effort)
{
    const mkba_i_network *network = &model->network;
    double own = 1;

    for (size_t k = network->down_begin[effort]; k < network->down_begin[effort + 1]; k++)
        own -= model->edges[network->down[k]].share;
    return own > MKBA_I_KOERS_SLACK ? own : 0;
}

/* Rows of one result: efforts below it in the order of the document, then the rest; counts them where `row` is NULL. */
static size_t add_result(const mkba_i_koers_model *model, size_t node, double *part, mkba_i_row *row)
{
    size_t rows = 1;
    double rest = 1;

    mkba_i_koers_contribution(model, node, false, part);
    for (size_t i = 0; i < model->node_names.n; i++) {
        double of = model->nodes[i].level == MKBA_I_INSPANNING ? part[i] * own_part(model, i) : 0;

        if (!(of > 0))
            continue;
        rows++;
        rest -= of;
        if (row != NULL)
            add_contribution(model, i, node, of, row);
    }
    if (row != NULL)
        add_contribution(model, MKBA_I_NONE, node, rest > MKBA_I_KOERS_SLACK ? rest : 0, row);
    return rows;
}

static mkba_status contributions(const mkba_i_koers_model *model, double *part, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"effort", TEXT, NULL}, {"programme", TEXT, NULL},
                                            {"node", TEXT, NULL},   {"level", TEXT, NULL},
                                            {"opgave", TEXT, NULL}, {"contribution", REAL, "1"}};
    mkba_table *made = NULL;
    mkba_i_row row;
    size_t rows = 0;
    mkba_status status;

    for (size_t i = 0; i < model->node_names.n; i++)
        rows += is_result(&model->nodes[i]) ? add_result(model, i, part, NULL) : 0;
    if (rows > MOST_ROWS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "koers", "there are %zu contributions, more than %d", rows,
                           MOST_ROWS);
    status = mkba_i_table_new("contributions", COLUMNS, MKBA_I_LENGTH(COLUMNS), rows, &made, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->node_names.n; i++)
        if (is_result(&model->nodes[i]))
            add_result(model, i, part, &row);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_koers_contributions(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    mkba_i_arena arena = {NULL};
    double *part;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    part = mkba_i_arena_new(&arena, koers->model.node_names.n, sizeof *part);
    status = part == NULL ? mkba_i_fail_memory(error) : contributions(&koers->model, part, table, error);
    mkba_i_arena_free(&arena);
    return status;
}

/* ---- an effort that stops -------------------------------------------------------------------------------------------- */

/* Whether an effort other than `stopped` leads to each node. */
static void find_supported(const mkba_i_koers_model *model, size_t stopped, bool *supported)
{
    const mkba_i_network *network = &model->network;

    for (size_t i = 0; i < model->node_names.n; i++) {
        size_t node = network->order[i];

        supported[node] = model->nodes[node].level == MKBA_I_INSPANNING && node != stopped;
        for (size_t k = network->down_begin[node]; k < network->down_begin[node + 1] && node != stopped; k++)
            supported[node] = supported[node] || supported[model->edges[network->down[k]].from];
    }
}

/* What all efforts together account for of a node. */
static double all_efforts(const mkba_i_koers_model *model, size_t node, double *part)
{
    double sum = 0;

    mkba_i_koers_contribution(model, node, false, part);
    for (size_t i = 0; i < model->node_names.n; i++)
        if (model->nodes[i].level == MKBA_I_INSPANNING)
            sum += part[i] * own_part(model, i);
    return sum;
}

static mkba_status stop_table(const mkba_i_koers_model *model, size_t effort, const double *lost, const bool *supported,
                              double *part, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"node", TEXT, NULL},          {"level", TEXT, NULL}, {"title", TEXT, NULL},
                                            {"opgave", TEXT, NULL},        {"lost", REAL, "1"},   {"left", REAL, "1"},
                                            {"unsupported", BOOLEAN, NULL}};
    mkba_table *made = NULL;
    mkba_i_row row;
    size_t rows = 0;
    mkba_status status;

    for (size_t i = 0; i < model->node_names.n; i++)
        rows += lost[i] > 0 && i != effort;
    status = mkba_i_table_new("stop", COLUMNS, MKBA_I_LENGTH(COLUMNS), rows, &made, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->node_names.n; i++) {
        size_t node = model->network.order[i];
        const mkba_i_din_node *of = &model->nodes[node];
        double left;

        if (!(lost[node] > 0) || node == effort)
            continue;
        left = all_efforts(model, node, part) - lost[node];
        mkba_i_row_text(&row, of->name);
        mkba_i_row_text(&row, mkba_i_din_words[of->level]);
        mkba_i_row_text(&row, of->title);
        mkba_i_row_text(&row, of->opgave == MKBA_I_NONE ? NULL : model->opgave_names.items[of->opgave]);
        mkba_i_row_real(&row, lost[node]);
        mkba_i_row_real(&row, left > MKBA_I_KOERS_SLACK ? left : 0);
        mkba_i_row_boolean(&row, !supported[node]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_koers_stop(const mkba_koers *koers, const char *effort, mkba_table **table, mkba_error *error)
{
    mkba_i_arena arena = {NULL};
    size_t position = 0, n;
    double *lost, *part;
    bool *supported;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(effort), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_koers_node(koers, effort, "effort", &position, error);
    if (status != MKBA_OK)
        return status;
    if (koers->model.nodes[position].level != MKBA_I_INSPANNING)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "effort", "\"%.100s\" is a %s: only an inspanning can stop",
                           effort, mkba_i_din_words[koers->model.nodes[position].level]);
    n = koers->model.node_names.n;
    lost = mkba_i_arena_new(&arena, n, sizeof *lost);
    part = mkba_i_arena_new(&arena, n, sizeof *part);
    supported = mkba_i_arena_new(&arena, n, sizeof *supported);
    if (lost == NULL || part == NULL || supported == NULL) {
        status = mkba_i_fail_memory(error);
    } else {
        mkba_i_koers_contribution(&koers->model, position, true, lost);
        find_supported(&koers->model, position, supported);
        status = stop_table(&koers->model, position, lost, supported, part, table, error);
    }
    mkba_i_arena_free(&arena);
    return status;
}
