/* Euros of a register: what was spent for which benefit, and what it brings, to the cent. */
#include "base/exact.h"

#include <math.h>

#include "koers/allocate.h"
#include "koers/register_model.h"

#define MOST_NUMBERS ((size_t) 1 << 26)

/* What a run over the network needs. */
typedef struct rooms {
    int64_t *cents;
    double *reals;
    bool *flags;
    mkba_i_cents_room parts;
} rooms;

/* ---- to the first benefit ---------------------------------------------------------------------------------------------- */

/* Amounts go up by split and stay at the first baat that they reach: into the same field of each row. */
static void flow_cents(mkba_register *made, int64_t *amounts, const mkba_i_cents_room *room, size_t field)
{
    const mkba_i_koers_model *model = &made->koers->model;
    size_t n = model->node_names.n;

    for (size_t i = 0; i < n; i++) {
        size_t node = model->network.order[i];
        bool stays = model->nodes[node].level == MKBA_I_BAAT;
        mkba_i_costs *row = &made->costs[stays ? node : n];

        *(int64_t *) ((char *) row + field) +=
            stays ? amounts[node] : mkba_i_cents_pass(model, node, true, amounts, room);
    }
}

static double sum_until(const mkba_i_yearlies *years, double moment)
{
    double sum = 0;

    for (size_t i = 0; i < years->n; i++)
        sum += years->items[i].year + 1.0 <= moment ? years->items[i].level : 0;
    return sum;
}

/* What efforts spent, should have spent, and may spend. */
static mkba_status take_efforts(mkba_register *made, const rooms *in, mkba_error *error)
{
    static const size_t FIELDS[] = {offsetof(mkba_i_costs, spent), offsetof(mkba_i_costs, due),
                                    offsetof(mkba_i_costs, budget)};
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_status status = MKBA_OK;

    for (size_t f = 0; f < MKBA_I_LENGTH(FIELDS) && status == MKBA_OK; f++) {
        double total = 0;

        for (size_t i = 0; i < model->node_names.n && status == MKBA_OK; i++) {
            const mkba_i_din_node *node = &model->nodes[i];

            status = mkba_i_cents_of(sum_until(f == 0 ? &node->spent : &node->budget, f == 2 ? INFINITY : made->moment),
                                     node->place.where, node->name, &in->cents[i], &total, error);
        }
        if (status == MKBA_OK)
            flow_cents(made, in->cents, &in->parts, FIELDS[f]);
    }
    return status;
}

/* ---- draws ------------------------------------------------------------------------------------------------------------------ */

/* `amounts` has room for all nodes. */
static void flow_draws(const mkba_register *made, const mkba_i_allocation *allocation, double *amounts, double *draws)
{
    const mkba_i_koers_model *model = &made->koers->model;
    size_t n = model->node_names.n;

    for (size_t d = 0; d < allocation->n_draws; d++) {
        mkba_i_allocation_link(allocation, d, amounts);
        for (size_t i = 0; i < n; i++)
            if (model->nodes[model->network.order[i]].level != MKBA_I_BAAT)
                mkba_i_allocation_pass(model, model->network.order[i], true, amounts);
        for (size_t i = 0, row = 0; i < n; i++)
            if (model->nodes[i].level == MKBA_I_BAAT)
                draws[row++ * allocation->n_draws + d] = amounts[i];
    }
}

/* Which baten a line of a kind reaches: what none does is not valued, which is not the same as worth 0. Streams are benefits
 * too. */
static void mark_valued(mkba_register *made, const mkba_case *mkba, const mkba_i_allocation *allocation,
                        mkba_i_kind kind, bool *reached)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_network *network = &model->network;

    for (size_t i = 0; i < model->node_names.n; i++) {
        reached[i] = false;
        for (size_t k = 0; k < model->nodes[i].n_lines; k++) {
            size_t line = mkba_i_roll_find(&allocation->lines, model->nodes[i].lines[k].name);
            mkba_i_kind of = line < mkba->model.n_lines ? mkba->model.lines[line].kind : MKBA_I_KIND_BENEFIT;

            reached[i] = reached[i] || of == kind;
        }
    }
    for (size_t i = 0; i < model->node_names.n; i++) {
        size_t node = network->order[i];

        if (model->nodes[node].level != MKBA_I_BAAT && reached[node])
            for (size_t k = network->up_begin[node]; k < network->up_begin[node + 1]; k++)
                reached[model->edges[network->up[k]].to] = true;
    }
    for (size_t i = 0; i < model->node_names.n; i++)
        *(kind == MKBA_I_KIND_BENEFIT ? &made->ratios[i].benefit : &made->ratios[i].cost) =
            (mkba_i_estimate){.there = reached[i]};
}

/* Benefits or costs of the case's lines: present values to the cent, and draws. */
static mkba_status take_case(mkba_register *made, const mkba_case *mkba, mkba_i_kind kind, const rooms *in,
                             double *draws, mkba_error *error)
{
    size_t field = kind == MKBA_I_KIND_BENEFIT ? offsetof(mkba_i_costs, benefit) : offsetof(mkba_i_costs, cost);
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_i_allocation allocation = {.n_draws = 0};
    mkba_allocation_options options;
    mkba_status status;

    mkba_allocation_options_init(&options);
    options.alternative = made->options.alternative;
    options.scenario = made->options.scenario;
    options.of = kind == MKBA_I_KIND_BENEFIT ? MKBA_ALLOCATION_BENEFITS : MKBA_ALLOCATION_COSTS;
    options.draws = made->options.draws;
    options.seed = made->options.seed;
    options.level = made->options.level;
    status = mkba_i_allocation_of_case(made->koers, mkba, &options, &allocation, error);
    if (status == MKBA_OK) {
        for (size_t i = 0; i < model->node_names.n; i++)
            in->cents[i] = allocation.linked[i];
        flow_cents(made, in->cents, &in->parts, field);
        for (size_t i = 0; i < allocation.lines.n; i++)
            *(int64_t *) ((char *) &made->costs[model->node_names.n + 1] + field) += allocation.line_rest[i];
        flow_draws(made, &allocation, in->reals, draws);
        mark_valued(made, mkba, &allocation, kind, in->flags);
    }
    mkba_i_allocation_free(&allocation);
    return status;
}

/* ---- the whole -------------------------------------------------------------------------------------------------------------------- */

static mkba_status take_euros(mkba_register *made, const mkba_case *mkba, const rooms *in, mkba_i_arena *arena,
                              mkba_error *error)
{
    const mkba_i_koers_model *model = &made->koers->model;
    size_t n_benefits = 0, n_draws = (size_t) made->options.draws;
    mkba_i_register_draws all;
    mkba_status status;

    for (size_t i = 0; i < model->node_names.n; i++)
        n_benefits += model->nodes[i].level == MKBA_I_BAAT;
    if (n_draws > 0 && 2 * n_benefits + 1 > MOST_NUMBERS / n_draws)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "draws", "%zu draws of %zu baten are more than is kept", n_draws,
                           n_benefits);
    all = (mkba_i_register_draws){.n = n_draws,
                                  .benefits = mkba_i_arena_new(arena, n_benefits * n_draws, sizeof *all.benefits),
                                  .costs = mkba_i_arena_new(arena, n_benefits * n_draws, sizeof *all.costs),
                                  .work = mkba_i_arena_new(arena, n_draws, sizeof *all.work)};
    if (all.benefits == NULL || all.costs == NULL || all.work == NULL)
        return mkba_i_fail_memory(error);
    status = take_case(made, mkba, MKBA_I_KIND_BENEFIT, in, all.benefits, error);
    if (status == MKBA_OK)
        status = take_case(made, mkba, MKBA_I_KIND_COST, in, all.costs, error);
    if (status == MKBA_OK)
        mkba_i_register_ratios(made, &all);
    return status;
}

mkba_status mkba_i_register_costs(mkba_register *made, const mkba_case *mkba, mkba_error *error)
{
    size_t n = made->koers->model.node_names.n;
    mkba_i_arena arena = {NULL};
    rooms in = {.cents = mkba_i_arena_new(&arena, n, sizeof *in.cents),
                .reals = mkba_i_arena_new(&arena, n, sizeof *in.reals),
                .flags = mkba_i_arena_new(&arena, n, sizeof *in.flags)};
    mkba_status status = MKBA_OK;

    made->has_case = mkba != NULL;
    made->costs = mkba_i_arena_new(&made->arena, n + 2, sizeof *made->costs);
    made->ratios = mkba_i_arena_new(&made->arena, n, sizeof *made->ratios);
    if (in.cents == NULL || in.reals == NULL || in.flags == NULL || made->costs == NULL || made->ratios == NULL ||
        !mkba_i_cents_room_make(&arena, n, &in.parts))
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = take_efforts(made, &in, error);
    if (status == MKBA_OK && mkba != NULL)
        status = take_euros(made, mkba, &in, &arena, error);
    mkba_i_arena_free(&arena);
    return status;
}
