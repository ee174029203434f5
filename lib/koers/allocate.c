/* Amounts of lines over the network, in cents of which none is lost. */
#include "base/exact.h"

#include "koers/allocate.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"

static const char *const VIEWS[] = {"opgaven", "programmes", "nodes", "lines"};
MKBA_I_CHOICE(mkba_allocation_view, VIEWS, "view", "view")

/* ---- whole numbers over parts -------------------------------------------------------------------------------------- */

/* The part with the largest remainder, the first of equals; remainders that were served are below 0. */
static size_t largest(const double *remainders, size_t n)
{
    size_t best = 0;

    for (size_t i = 1; i < n; i++)
        if (remainders[i] > remainders[best])
            best = i;
    return best;
}

/* Divides an amount that is not negative over n parts in proportion to weights that sum to at most 1, and a rest, parts[n]:
 * floors, then one each by the largest remainder. The n + 1 parts sum to the amount. `remainders` has room for them all. */
static void divide(int64_t amount, const double *weights, size_t n, int64_t *parts, double *remainders)
{
    double sum = 0, whole = (double) amount;
    int64_t left = amount;

    for (size_t i = 0; i < n; i++)
        sum += weights[i];
    for (size_t i = 0; i <= n; i++) {
        double weight = i < n ? weights[i] : sum < 1 - MKBA_I_KOERS_SLACK ? 1 - sum : 0;
        double quota = sum < 1 - MKBA_I_KOERS_SLACK ? whole * weight : whole * (weight / sum);

        parts[i] = (int64_t) floor(quota);
        remainders[i] = weight > 0 ? quota - floor(quota) : -1;
        left -= parts[i];
    }
    for (; left > 0; left--) {
        size_t i = largest(remainders, n + 1);

        parts[i]++;
        remainders[i] -= 1;
    }
    for (size_t i = 0; left < 0; i = i == n ? 0 : i + 1) /* of an amount so large that a quota is rounded up */
        if (parts[i] > 0) {
            parts[i]--;
            left++;
        }
}

static void divide_signed(int64_t amount, const double *weights, size_t n, int64_t *parts, double *remainders)
{
    divide(amount < 0 ? -amount : amount, weights, n, parts, remainders);
    for (size_t i = 0; amount < 0 && i <= n; i++)
        parts[i] = -parts[i];
}

/* ---- over the network ---------------------------------------------------------------------------------------------- */

bool mkba_i_cents_room_make(mkba_i_arena *arena, size_t parts, mkba_i_cents_room *out)
{
    out->weights = mkba_i_arena_new(arena, parts + 1, sizeof *out->weights);
    out->remainders = mkba_i_arena_new(arena, parts + 1, sizeof *out->remainders);
    out->parts = mkba_i_arena_new(arena, parts + 1, sizeof *out->parts);
    return out->weights != NULL && out->remainders != NULL && out->parts != NULL;
}

int64_t mkba_i_cents_pass(const mkba_i_koers_model *model, size_t node, bool upward, int64_t *amounts,
                          const mkba_i_cents_room *in)
{
    const mkba_i_network *network = &model->network;
    const size_t *begin = upward ? network->up_begin : network->down_begin;
    const size_t *edges = upward ? network->up : network->down;
    size_t count = begin[node + 1] - begin[node];

    for (size_t k = 0; k < count; k++) {
        const mkba_i_edge *edge = &model->edges[edges[begin[node] + k]];

        in->weights[k] = upward ? edge->split : edge->share;
    }
    divide_signed(amounts[node], in->weights, count, in->parts, in->remainders);
    for (size_t k = 0; k < count; k++) {
        const mkba_i_edge *edge = &model->edges[edges[begin[node] + k]];

        amounts[upward ? edge->to : edge->from] += in->parts[k];
    }
    return in->parts[count];
}

/* The amounts move on in the order of the network: what reaches a node is divided over its edges and what it keeps. */
static void flow(mkba_i_allocation *allocation, bool upward, const mkba_i_cents_room *in)
{
    const mkba_i_koers_model *model = allocation->model;
    int64_t *amounts = upward ? allocation->up : allocation->down;
    int64_t *kept = upward ? allocation->kept_up : allocation->kept_down;
    size_t n = model->node_names.n;

    memcpy(amounts, allocation->linked, n * sizeof *amounts);
    for (size_t i = 0; i < n; i++) {
        size_t node = model->network.order[upward ? i : n - 1 - i];

        kept[node] = mkba_i_cents_pass(model, node, upward, amounts, in);
    }
}

/* ---- making ---------------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_cents_of(double amount, const char *where, const char *line, int64_t *cents, double *total,
                            mkba_error *error)
{
    char number[MKBA_I_NUMBER_TEXT];

    if (!isfinite(amount))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                           "the amount of \"%.100s\" is a finite number; here it is %s", line,
                           mkba_i_number_say(amount, number));
    *total += fabs(amount) * 100;
    if (!(*total <= MKBA_I_MOST_CENTS))
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, where,
                           "with \"%.100s\", %s EUR, amounts pass the 9e13 EUR up to which cents are exact", line,
                           mkba_i_number_say(amount, number));
    *cents = (int64_t) (amount < 0 ? -floor(0.5 - amount * 100) : floor(0.5 + amount * 100));
    return MKBA_OK;
}

static mkba_status take_lines(mkba_i_allocation *allocation, const char *const *lines, size_t n, mkba_error *error)
{
    double total = 0;

    for (size_t i = 0; i < n; i++) {
        mkba_status status =
            mkba_i_cents_of(allocation->amounts[i], "amounts", lines[i], &allocation->line_cents[i], &total, error);

        if (status != MKBA_OK)
            return status;
        if (mkba_i_roll_find(&allocation->lines, lines[i]) != MKBA_I_NONE)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "lines", "\"%.100s\" comes twice", lines[i]);
        if (!mkba_i_roll_add(&allocation->lines, lines[i]))
            return mkba_i_fail_memory(error);
    }
    return MKBA_OK;
}

static mkba_status unknown_line(const mkba_i_allocation *allocation, const mkba_i_portion *portion, bool in_koers,
                                mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(portion->name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < allocation->lines.n; i++)
        mkba_i_nearest_try(&nearest, allocation->lines.items[i]);
    mkba_i_nearest_hint(&nearest, hint);
    mkba_i_fail(error, MKBA_ERROR_UNKNOWN, in_koers ? portion->place.where : "lines",
                "the Koers is linked to \"%.100s\", which is not among the lines%s", portion->name, hint);
    if (in_koers && error != NULL) {
        error->line = portion->place.line;
        error->column = portion->place.column;
    }
    return MKBA_ERROR_UNKNOWN;
}

/* Portions of nodes by line, as lists in the order of the document: `first` of a line and `next` of a portion are
 * positions + 1, 0 is the end. */
typedef struct links {
    size_t *first, *next, *owners;
    const mkba_i_portion **portions;
} links;

static mkba_status check_links(const mkba_i_allocation *allocation, bool in_koers, mkba_error *error)
{
    const mkba_i_koers_model *model = allocation->model;

    for (size_t node = 0; node < model->node_names.n; node++)
        for (size_t i = 0; i < model->nodes[node].n_lines; i++)
            if (mkba_i_roll_find(&allocation->lines, model->nodes[node].lines[i].name) == MKBA_I_NONE)
                return unknown_line(allocation, &model->nodes[node].lines[i], in_koers, error);
    return MKBA_OK;
}

/* From the last node to the first, so that each list begins with the first. */
static void gather_links(const mkba_i_allocation *allocation, links *all)
{
    const mkba_i_koers_model *model = allocation->model;
    size_t n = 0;

    for (size_t node = model->node_names.n; node > 0; node--)
        for (size_t i = 0; i < model->nodes[node - 1].n_lines; i++) {
            const mkba_i_portion *portion = &model->nodes[node - 1].lines[i];
            size_t line = mkba_i_roll_find(&allocation->lines, portion->name);

            all->portions[n] = portion;
            all->owners[n] = node - 1;
            all->next[n] = all->first[line];
            all->first[line] = ++n;
        }
}

/* A line over the nodes that have a share of it, in the order of the document. */
static void link_line(mkba_i_allocation *allocation, size_t line, const links *all, const mkba_i_cents_room *in)
{
    size_t count = 0;

    for (size_t at = all->first[line]; at != 0; at = all->next[at - 1]) {
        in->weights[count] = all->portions[at - 1]->share;
        allocation->line_linked[line] += in->weights[count++];
    }
    divide_signed(allocation->line_cents[line], in->weights, count, in->parts, in->remainders);
    count = 0;
    for (size_t at = all->first[line]; at != 0; at = all->next[at - 1])
        allocation->linked[all->owners[at - 1]] += in->parts[count++];
    allocation->line_rest[line] = in->parts[count];
}

mkba_status mkba_i_allocation_make(mkba_i_allocation *allocation, const mkba_koers *koers, const char *const *lines,
                                   size_t n_lines, const double *amounts, bool in_koers, mkba_error *error)
{
    const mkba_i_koers_model *model = &koers->model;
    mkba_i_arena *arena = &allocation->arena;
    size_t n = model->node_names.n, n_portions = 0;
    int64_t *cents = mkba_i_arena_new(arena, 2 * n_lines + 5 * n, sizeof *cents);
    mkba_i_cents_room in = {.parts = NULL};
    links all;
    mkba_status status;

    for (size_t i = 0; i < n; i++)
        n_portions += model->nodes[i].n_lines;
    all = (links){.first = mkba_i_arena_new(arena, n_lines, sizeof *all.first),
                  .next = mkba_i_arena_new(arena, n_portions, sizeof *all.next),
                  .owners = mkba_i_arena_new(arena, n_portions, sizeof *all.owners),
                  .portions = mkba_i_arena_new(arena, n_portions, sizeof *all.portions)};
    allocation->line_linked = mkba_i_arena_new(arena, n_lines, sizeof *allocation->line_linked);
    if (cents == NULL || all.first == NULL || all.next == NULL || all.owners == NULL || all.portions == NULL ||
        allocation->line_linked == NULL || !mkba_i_cents_room_make(arena, n, &in))
        return mkba_i_fail_memory(error);
    allocation->model = model;
    allocation->amounts = amounts;
    allocation->line_cents = cents;
    allocation->line_rest = cents + n_lines;
    allocation->linked = cents + 2 * n_lines;
    allocation->up = allocation->linked + n;
    allocation->kept_up = allocation->up + n;
    allocation->down = allocation->kept_up + n;
    allocation->kept_down = allocation->down + n;
    status = take_lines(allocation, lines, n_lines, error);
    if (status == MKBA_OK)
        status = check_links(allocation, in_koers, error);
    if (status != MKBA_OK)
        return status;
    gather_links(allocation, &all);
    for (size_t i = 0; i < n_lines; i++)
        link_line(allocation, i, &all, &in);
    flow(allocation, true, &in);
    flow(allocation, false, &in);
    return MKBA_OK;
}

void mkba_i_allocation_free(mkba_i_allocation *allocation)
{
    mkba_i_roll_free(&allocation->lines);
    mkba_i_arena_free(&allocation->arena);
}

/* ---- from outside ------------------------------------------------------------------------------------------------------ */

mkba_status mkba_koers_allocate(const mkba_koers *koers, const char *const *lines, size_t n_lines,
                                const double *amounts, size_t n_amounts, mkba_allocation_view view, mkba_table **table,
                                mkba_error *error)
{
    mkba_i_allocation allocation = {.n_draws = 0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_check_list(lines, n_lines, "lines", error);
    if (status == MKBA_OK && n_amounts != n_lines)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "amounts", "each of the %zu lines has an amount, not %zu",
                             n_lines, n_amounts);
    if (status == MKBA_OK && amounts == NULL && n_amounts > 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "amounts", "amounts must not be NULL");
    if (status != MKBA_OK)
        return status;
    status = mkba_i_allocation_make(&allocation, koers, lines, n_lines, amounts, false, error);
    if (status == MKBA_OK)
        status = mkba_i_allocation_table(&allocation, view, table, error);
    mkba_i_allocation_free(&allocation);
    return status;
}
