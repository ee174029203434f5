/* Nodes and batenprofielen as tables. */
#include "base/table.h"
#include "base/text.h"
#include "koers/koers.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

void mkba_i_row_list(mkba_i_row *row, mkba_i_text *list)
{
    if (list->failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, list->length == 0 ? NULL : list->data);
    mkba_i_text_drop(list);
}

/* ---- lists as texts --------------------------------------------------------------------------------------------- */

static void list_indicators(const mkba_i_koers_model *model, const mkba_i_din_node *node, mkba_i_row *row)
{
    mkba_i_text list = {.data = NULL};

    for (size_t i = 0; i < node->n_indicators; i++)
        mkba_i_text_format(&list, "%s%s", i == 0 ? "" : "; ", model->indicator_names.items[node->indicators[i]]);
    mkba_i_row_list(row, &list);
}

static void list_lines(const mkba_i_din_node *node, mkba_i_row *row)
{
    mkba_i_text list = {.data = NULL};

    for (size_t i = 0; i < node->n_lines; i++) {
        mkba_i_text_format(&list, "%s%s: ", i == 0 ? "" : "; ", node->lines[i].name);
        mkba_i_text_number(&list, node->lines[i].share);
    }
    mkba_i_row_list(row, &list);
}

/* The nodes next to one, above it or below. */
static void list_next(const mkba_i_koers_model *model, size_t node, bool upward, mkba_i_row *row)
{
    const mkba_i_network *network = &model->network;
    const size_t *begin = upward ? network->up_begin : network->down_begin;
    mkba_i_text list = {.data = NULL};

    for (size_t i = begin[node]; i < begin[node + 1]; i++) {
        const mkba_i_edge *edge = &model->edges[upward ? network->up[i] : network->down[i]];

        mkba_i_text_format(&list, "%s%s: ", i == begin[node] ? "" : "; ",
                           model->nodes[upward ? edge->to : edge->from].name);
        mkba_i_text_number(&list, edge->share);
    }
    mkba_i_row_list(row, &list);
}

static void list_starts(const mkba_i_koers_model *model, const mkba_i_din_node *node, mkba_i_row *row)
{
    mkba_i_text list = {.data = NULL};
    char period[MKBA_I_PERIOD_TEXT];

    for (size_t i = 0; i < node->n_indicators; i++) {
        const mkba_i_indicator *indicator = &model->indicators[node->indicators[i]];

        if (!indicator->has_start)
            continue;
        mkba_i_period_print(&indicator->start_period, period);
        mkba_i_text_format(&list, "%s%s %s: ", list.length == 0 ? "" : "; ", indicator->name, period);
        mkba_i_text_number(&list, indicator->start);
    }
    mkba_i_row_list(row, &list);
}

static void list_targets(const mkba_i_koers_model *model, const mkba_i_din_node *node, mkba_i_row *row)
{
    mkba_i_text list = {.data = NULL};

    for (size_t i = 0; i < node->n_indicators; i++) {
        const mkba_i_indicator *indicator = &model->indicators[node->indicators[i]];

        for (size_t k = 0; k < indicator->targets.n; k++) {
            mkba_i_text_format(&list, "%s%s %d: ", list.length == 0 ? "" : "; ", indicator->name,
                               indicator->targets.items[k].year);
            mkba_i_text_number(&list, indicator->targets.items[k].level);
        }
    }
    mkba_i_row_list(row, &list);
}

/* ---- nodes ------------------------------------------------------------------------------------------------------ */

static void add_sum(const mkba_i_yearlies *years, mkba_i_row *row)
{
    double sum = 0;

    for (size_t i = 0; i < years->n; i++)
        sum += years->items[i].level;
    if (years->n == 0)
        mkba_i_row_missing(row);
    else
        mkba_i_row_maybe(row, sum); /* beyond the range of a double: not shown */
}

static void add_year(bool given, int year, mkba_i_row *row)
{
    if (given)
        mkba_i_row_integer(row, year);
    else
        mkba_i_row_missing(row);
}

static void add_node(const mkba_i_koers_model *model, size_t position, mkba_i_row *row)
{
    const mkba_i_din_node *node = &model->nodes[position];
    const mkba_i_network *network = &model->network;
    bool is_effort = node->level == MKBA_I_INSPANNING;

    mkba_i_row_text(row, node->name);
    mkba_i_row_text(row, mkba_i_din_words[node->level]);
    mkba_i_row_text(row, node->title);
    mkba_i_row_text(row, node->description);
    mkba_i_row_text(row, node->owner);
    mkba_i_row_text(row, node->opgave == MKBA_I_NONE ? NULL : model->opgave_names.items[node->opgave]);
    mkba_i_row_text(row, node->programme == MKBA_I_NONE ? NULL : model->programme_names.items[node->programme]);
    mkba_i_row_text(row, is_effort ? mkba_i_state_words[node->state] : NULL);
    add_year(node->has_from, node->from, row);
    add_year(node->has_to, node->to, row);
    add_sum(&node->budget, row);
    add_sum(&node->spent, row);
    mkba_i_row_integer(row, (int64_t) (network->up_begin[position + 1] - network->up_begin[position]));
    mkba_i_row_integer(row, (int64_t) (network->down_begin[position + 1] - network->down_begin[position]));
    list_indicators(model, node, row);
    list_lines(node, row);
    mkba_i_row_text(row, node->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_koers_table_nodes(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"node", TEXT, NULL},      {"level", TEXT, NULL},     {"title", TEXT, NULL},      {"description", TEXT, NULL},
        {"owner", TEXT, NULL},     {"opgave", TEXT, NULL},    {"programme", TEXT, NULL},  {"state", TEXT, NULL},
        {"from", INTEGER, "jaar"}, {"to", INTEGER, "jaar"},   {"budget", REAL, "EUR"},    {"spent", REAL, "EUR"},
        {"n_up", INTEGER, NULL},   {"n_down", INTEGER, NULL}, {"indicators", TEXT, NULL}, {"lines", TEXT, NULL},
        {"note", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("nodes", COLUMNS, MKBA_I_LENGTH(COLUMNS), model->node_names.n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->node_names.n; i++)
        add_node(model, i, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- batenprofielen ---------------------------------------------------------------------------------------------- */

static void add_profile(const mkba_i_koers_model *model, size_t position, mkba_i_row *row)
{
    const mkba_i_din_node *node = &model->nodes[position];

    mkba_i_row_text(row, node->name);
    mkba_i_row_text(row, node->title);
    mkba_i_row_text(row, node->description);
    mkba_i_row_text(row, node->owner);
    mkba_i_row_text(row, node->profile.recipient);
    list_next(model, position, true, row);
    list_next(model, position, false, row);
    list_indicators(model, node, row);
    list_starts(model, node, row);
    list_targets(model, node, row);
    mkba_i_row_text(row, node->profile.measuring);
    list_lines(node, row);
    mkba_i_row_text(row, node->profile.conditions);
    mkba_i_row_text(row, node->profile.risks);
    mkba_i_row_next(row);
}

mkba_status mkba_i_koers_table_profiles(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"node", TEXT, NULL},       {"name", TEXT, NULL},    {"description", TEXT, NULL},  {"owner", TEXT, NULL},
        {"recipient", TEXT, NULL},  {"goals", TEXT, NULL},   {"capabilities", TEXT, NULL}, {"indicators", TEXT, NULL},
        {"start", TEXT, NULL},      {"targets", TEXT, NULL}, {"measuring", TEXT, NULL},    {"valuation", TEXT, NULL},
        {"conditions", TEXT, NULL}, {"risks", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    size_t n = 0;
    mkba_status status;

    for (size_t i = 0; i < model->node_names.n; i++)
        n += model->nodes[i].level == MKBA_I_BAAT;
    status = mkba_i_table_new("profiles", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->node_names.n; i++)
        if (model->nodes[i].level == MKBA_I_BAAT)
            add_profile(model, i, &row);
    return mkba_i_row_hand_out(&row, table);
}
