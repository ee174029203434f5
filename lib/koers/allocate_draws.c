/* Draws of lines over the network: by the same shares as the amounts, as real numbers. */
#include "base/exact.h"

#include "koers/allocate.h"

#include <math.h>
#include <string.h>

#include "stat/order.h"

size_t mkba_i_allocation_rows(const mkba_i_allocation *allocation, mkba_allocation_view view)
{
    const mkba_i_koers_model *model = allocation->model;

    switch (view) {
    case MKBA_ALLOCATION_OPGAVEN: return model->opgave_names.n + 2;
    case MKBA_ALLOCATION_PROGRAMMES: return model->programme_names.n + 2;
    case MKBA_ALLOCATION_NODES: return 2 * model->node_names.n;
    default: return 0;
    }
}

size_t mkba_i_allocation_row(const mkba_i_allocation *allocation, size_t node, bool upward)
{
    const mkba_i_din_node *of = &allocation->model->nodes[node];
    size_t group = upward ? of->opgave : of->programme;

    if (group != MKBA_I_NONE)
        return group;
    return upward ? allocation->model->opgave_names.n : allocation->model->programme_names.n;
}

double mkba_i_allocation_pass(const mkba_i_koers_model *model, size_t node, bool upward, double *amounts)
{
    const mkba_i_network *network = &model->network;
    const size_t *begin = upward ? network->up_begin : network->down_begin;
    double sum = 0, amount = amounts[node];

    for (size_t k = begin[node]; k < begin[node + 1]; k++) {
        const mkba_i_edge *edge = &model->edges[upward ? network->up[k] : network->down[k]];

        sum += upward ? edge->split : edge->share;
    }
    for (size_t k = begin[node]; k < begin[node + 1]; k++) {
        const mkba_i_edge *edge = &model->edges[upward ? network->up[k] : network->down[k]];
        double part = upward ? edge->split : edge->share;

        amounts[upward ? edge->to : edge->from] += amount * (sum < 1 - MKBA_I_KOERS_SLACK ? part : part / sum);
    }
    return sum < 1 - MKBA_I_KOERS_SLACK ? amount * (1 - sum) : 0;
}

double mkba_i_allocation_link(const mkba_i_allocation *allocation, size_t draw, double *linked)
{
    const mkba_i_koers_model *model = allocation->model;
    double rest = 0;

    for (size_t i = 0; i < allocation->lines.n; i++) {
        double share = allocation->line_linked[i];

        rest += share < 1 - MKBA_I_KOERS_SLACK ? (1 - share) * allocation->drawn[i * allocation->n_draws + draw] : 0;
    }
    for (size_t node = 0; node < model->node_names.n; node++) {
        linked[node] = 0;
        for (size_t i = 0; i < model->nodes[node].n_lines; i++) {
            const mkba_i_portion *portion = &model->nodes[node].lines[i];
            size_t line = mkba_i_roll_find_near(&allocation->lines, i, portion->name, strlen(portion->name));
            double share = portion->share, all = allocation->line_linked[line];

            linked[node] += allocation->drawn[line * allocation->n_draws + draw] *
                            (all < 1 - MKBA_I_KOERS_SLACK ? share : share / all);
        }
    }
    return rest;
}

/* One draw over the network, into its place in each row. */
static void flow_draw(const mkba_i_allocation *allocation, bool upward, bool groups, size_t draw, double rest,
                      double *amounts, double *rows)
{
    const mkba_i_koers_model *model = allocation->model;
    size_t n = model->node_names.n, n_draws = allocation->n_draws;
    size_t last = upward ? model->opgave_names.n : model->programme_names.n;

    for (size_t i = 0; i < n; i++) {
        size_t node = model->network.order[upward ? i : n - 1 - i];
        double reached = amounts[node], kept = mkba_i_allocation_pass(model, node, upward, amounts);

        if (groups)
            rows[mkba_i_allocation_row(allocation, node, upward) * n_draws + draw] += kept;
        else
            rows[(upward ? node : n + node) * n_draws + draw] = reached;
    }
    if (groups)
        rows[(last + 1) * n_draws + draw] = rest;
}

double *mkba_i_allocation_draws(mkba_i_allocation *allocation, mkba_allocation_view view)
{
    size_t n = allocation->model->node_names.n;
    double *rows = mkba_i_arena_new(&allocation->arena, mkba_i_allocation_rows(allocation, view) * allocation->n_draws,
                                    sizeof *rows);
    double *amounts = mkba_i_arena_new(&allocation->arena, n, sizeof *amounts);
    bool groups = view != MKBA_ALLOCATION_NODES;

    if (rows == NULL || amounts == NULL)
        return NULL;
    for (size_t draw = 0; draw < allocation->n_draws; draw++) {
        if (view != MKBA_ALLOCATION_PROGRAMMES) {
            double rest = mkba_i_allocation_link(allocation, draw, amounts);

            flow_draw(allocation, true, groups, draw, rest, amounts, rows);
        }
        if (view != MKBA_ALLOCATION_OPGAVEN) {
            double rest = mkba_i_allocation_link(allocation, draw, amounts);

            flow_draw(allocation, false, groups, draw, rest, amounts, rows);
        }
    }
    return rows;
}

mkba_i_spread_of mkba_i_allocation_spread(const mkba_i_allocation *allocation, double *draws)
{
    size_t n = allocation->n_draws, above = 0;
    double mean = 0, squares = 0;
    mkba_i_spread_of made;

    for (size_t i = 0; i < n; i++) {
        mean += draws[i] / (double) n;
        above += draws[i] > 0;
    }
    for (size_t i = 0; i < n; i++)
        squares += (draws[i] - mean) * (draws[i] - mean) / (double) (n > 1 ? n - 1 : 1);
    made = (mkba_i_spread_of){.mean = mean, .sd = sqrt(squares), .positive = (double) above / (double) n};
    made.low = mkba_i_quantile(draws, n, (1 - allocation->level) / 2);
    made.high = mkba_i_quantile(draws, n, (1 + allocation->level) / 2);
    return made;
}
