/* The network as a whole: which edges there may be, what shares sum to, no circles, an order. */
#include "koers/reader.h"

#include <string.h>

#include "base/exact.h"
#include "base/number.h"

/* Whether an edge leads from one node to another one that are both there. */
static bool leads(const mkba_i_edge *edge)
{
    return edge->from != MKBA_I_NONE && edge->to != MKBA_I_NONE && edge->from != edge->to;
}

/* ---- edges at nodes -------------------------------------------------------------------------------------------- */

/* Edges by the node they leave (upward) or enter, in the order of the document. */
static bool gather(mkba_i_koers_reader *reader, bool upward, const size_t **begins, const size_t **edges)
{
    const mkba_i_koers_model *model = reader->model;
    size_t n = model->node_names.n;
    size_t *begin = mkba_i_make(&reader->base, n + 2, sizeof *begin);
    size_t *list = mkba_i_make(&reader->base, model->n_edges, sizeof *list);

    if (begin == NULL || list == NULL)
        return false;
    for (size_t i = 0; i < model->n_edges; i++)
        if (leads(&model->edges[i]))
            begin[(upward ? model->edges[i].from : model->edges[i].to) + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        begin[i] += begin[i - 1];
    for (size_t i = 0; i < model->n_edges; i++) /* begin[node + 1] moves on to where the next node's begin */
        if (leads(&model->edges[i]))
            list[begin[(upward ? model->edges[i].from : model->edges[i].to) + 1]++] = i;
    *begins = begin;
    *edges = list;
    return true;
}

/* ---- single edges ------------------------------------------------------------------------------------------------ */

static bool check_edge(mkba_i_koers_reader *reader, const mkba_i_edge *edge)
{
    const mkba_i_din_node *from, *to;

    if (edge->from == MKBA_I_NONE || edge->to == MKBA_I_NONE)
        return true;
    from = &reader->model->nodes[edge->from];
    to = &reader->model->nodes[edge->to];
    if (from == to)
        return mkba_i_refuse_at(&reader->base, &edge->place, MKBA_ERROR_KOERS,
                                "this edge leads from \"%.100s\" to itself: nothing contributes to itself", from->name);
    if (from->level == MKBA_I_NO_LEVEL || to->level == MKBA_I_NO_LEVEL || from->level <= to->level)
        return true;
    return mkba_i_refuse_at(&reader->base, &edge->place, MKBA_ERROR_KOERS,
                            "this edge leads downward, from \"%.100s\" (%s) to \"%.100s\" (%s): the order is "
                            "inspanning, vermogen, baat, doel",
                            from->name, mkba_i_din_words[from->level], to->name, mkba_i_din_words[to->level]);
}

/* Two edges between the same nodes. `seen` holds, per node, the last node from which an edge to it was seen, plus 1. */
static bool check_twice(mkba_i_koers_reader *reader, size_t node, size_t *seen)
{
    const mkba_i_koers_model *model = reader->model;
    const mkba_i_network *network = &model->network;
    bool ok = true;

    for (size_t i = network->up_begin[node]; i < network->up_begin[node + 1]; i++) {
        const mkba_i_edge *edge = &model->edges[network->up[i]];

        if (seen[edge->to] == node + 1)
            ok = mkba_i_refuse_at(&reader->base, &edge->place, MKBA_ERROR_KOERS,
                                  "a second edge leads from \"%.100s\" to \"%.100s\": give one, with the whole share",
                                  model->nodes[node].name, model->nodes[edge->to].name);
        seen[edge->to] = node + 1;
    }
    return ok;
}

/* ---- sums ---------------------------------------------------------------------------------------------------------- */

static bool refuse_sum(mkba_i_koers_reader *reader, const mkba_i_place *place, const char *what, const char *node,
                       double sum)
{
    char number[MKBA_I_NUMBER_TEXT];

    return mkba_i_refuse_at(&reader->base, place, MKBA_ERROR_KOERS, "the %s \"%.100s\" sum to at most 1, not %s", what,
                            node, mkba_i_number_say(sum, number));
}

/* The place is that of the edge which takes the sum above 1; the sum is the whole. */
static bool check_shares(mkba_i_koers_reader *reader, size_t node)
{
    const mkba_i_koers_model *model = reader->model;
    const mkba_i_network *network = &model->network;
    const mkba_i_place *tips = NULL;
    double sum = 0;

    for (size_t i = network->down_begin[node]; i < network->down_begin[node + 1]; i++) {
        const mkba_i_edge *edge = &model->edges[network->down[i]];

        sum += edge->share;
        if (tips == NULL && sum > 1 + MKBA_I_KOERS_SLACK)
            tips = &edge->share_place;
    }
    return tips == NULL || refuse_sum(reader, tips, "shares into", model->nodes[node].name, sum);
}

/* Splits as given, or in proportion to the shares. */
static bool set_splits(mkba_i_koers_reader *reader, size_t node)
{
    mkba_i_koers_model *model = reader->model;
    const mkba_i_network *network = &model->network;
    size_t n_given = 0, n = network->up_begin[node + 1] - network->up_begin[node];
    const mkba_i_place *tips = NULL;
    const mkba_i_edge *without = NULL;
    double splits = 0, shares = 0;

    for (size_t i = network->up_begin[node]; i < network->up_begin[node + 1]; i++) {
        const mkba_i_edge *edge = &model->edges[network->up[i]];

        shares += edge->share;
        splits += edge->has_split ? edge->split : 0;
        n_given += edge->has_split;
        if (!edge->has_split && without == NULL)
            without = edge;
        if (tips == NULL && splits > 1 + MKBA_I_KOERS_SLACK)
            tips = &edge->split_place;
    }
    if (n_given > 0 && n_given < n)
        return mkba_i_refuse_at(&reader->base, &without->place, MKBA_ERROR_KOERS,
                                "%zu of the %zu edges out of \"%.100s\" have a split and this has none: all have one, "
                                "or none",
                                n_given, n, model->nodes[node].name);
    if (tips != NULL)
        return refuse_sum(reader, tips, "splits out of", model->nodes[node].name, splits);
    for (size_t i = network->up_begin[node]; n_given == 0 && i < network->up_begin[node + 1]; i++)
        model->edges[network->up[i]].split = model->edges[network->up[i]].share / shares;
    return true;
}

/* ---- order and circles ----------------------------------------------------------------------------------------------- */

/* A depth-first walk without recursion: a document may be deep. */
typedef struct walk {
    size_t *next;         /* per node: the next of its edges upward */
    unsigned char *state; /* per node: 0 not seen, 1 on the path, 2 done */
    size_t *path;
    size_t length;
    size_t *order;
    size_t left; /* places of `order` that are not filled, from its beginning */
} walk;

/* "a -> b -> a": the path from `to` to its end, and back. Of long ones the middle is left out. */
static bool refuse_circle(mkba_i_koers_reader *reader, const walk *at, const mkba_i_edge *closing)
{
    const mkba_i_koers_model *model = reader->model;
    mkba_i_text text = {.data = NULL};
    size_t first = at->length;
    bool skipped = false;

    while (at->path[first - 1] != closing->to)
        first--;
    for (size_t i = first - 1; i < at->length; i++) {
        bool shown = i < first + 7 || i + 3 > at->length;

        if (shown)
            mkba_i_text_format(&text, "%.40s -> ", model->nodes[at->path[i]].name);
        else if (!skipped)
            mkba_i_text_add(&text, "... -> ");
        skipped = skipped || !shown;
    }
    mkba_i_text_format(&text, "%.40s", model->nodes[closing->to].name);
    if (text.failed) {
        mkba_i_text_drop(&text);
        return mkba_i_no_memory(&reader->base);
    }
    mkba_i_refuse_at(&reader->base, &closing->place, MKBA_ERROR_KOERS,
                     "this edge closes a circle: %s; what contributes cannot hang on what it contributes to",
                     text.data);
    mkba_i_text_drop(&text);
    return false;
}

static void step_into(walk *at, size_t node)
{
    at->state[node] = 1;
    at->path[at->length++] = node;
}

static bool walk_from(mkba_i_koers_reader *reader, walk *at, size_t start)
{
    const mkba_i_koers_model *model = reader->model;
    const mkba_i_network *network = &model->network;
    bool ok = true;

    step_into(at, start);
    while (at->length > 0) {
        size_t node = at->path[at->length - 1];

        if (at->next[node] == network->up_begin[node + 1]) {
            at->state[node] = 2;
            at->order[--at->left] = node;
            at->length--;
            continue;
        }
        const mkba_i_edge *edge = &model->edges[network->up[at->next[node]++]];
        if (at->state[edge->to] == 0)
            step_into(at, edge->to);
        else if (at->state[edge->to] == 1)
            ok = refuse_circle(reader, at, edge);
    }
    return ok;
}

static bool put_in_order(mkba_i_koers_reader *reader)
{
    mkba_i_koers_model *model = reader->model;
    size_t n = model->node_names.n;
    walk at = {.next = mkba_i_make(&reader->base, n, sizeof *at.next),
               .state = mkba_i_make(&reader->base, n, sizeof *at.state),
               .path = mkba_i_make(&reader->base, n, sizeof *at.path),
               .order = mkba_i_make(&reader->base, n, sizeof *at.order),
               .left = n};
    bool ok = true;

    if (at.next == NULL || at.state == NULL || at.path == NULL || at.order == NULL)
        return false;
    memcpy(at.next, model->network.up_begin, n * sizeof *at.next);
    for (size_t node = n; node > 0; node--) /* from the last, so that the order begins with the first of the document */
        if (at.state[node - 1] == 0)
            ok = walk_from(reader, &at, node - 1) && ok;
    model->network.order = at.order;
    return ok;
}

bool mkba_i_read_network(mkba_i_koers_reader *reader)
{
    mkba_i_koers_model *model = reader->model;
    mkba_i_network *network = &model->network;
    size_t *seen = mkba_i_make(&reader->base, model->node_names.n, sizeof *seen);
    bool ok = true;

    if (seen == NULL || !gather(reader, true, &network->up_begin, &network->up) ||
        !gather(reader, false, &network->down_begin, &network->down))
        return false;
    for (size_t i = 0; i < model->n_edges; i++)
        ok = check_edge(reader, &model->edges[i]) && ok;
    for (size_t node = 0; node < model->node_names.n; node++) {
        ok = check_twice(reader, node, seen) && ok;
        ok = check_shares(reader, node) && ok;
        ok = set_splits(reader, node) && ok;
    }
    return put_in_order(reader) && ok;
}
