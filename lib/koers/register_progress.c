/* Progress of nodes by their own indicators, and carried over the network: see docs/koers.md. */
#include "base/exact.h"

#include "koers/register_model.h"

/* ---- of a node itself ------------------------------------------------------------------------------------------------ */

/* The mean of what is measured of its indicators, each alike. Ends are means of ends: as if all errors go one way. */
static void take_own(const mkba_register *made, const mkba_i_din_node *node, mkba_i_progress *progress)
{
    mkba_i_estimate own = {.between = true}, planned = {.there = true};

    for (size_t i = 0; i < node->n_indicators; i++) {
        const mkba_i_judged *judged = &made->judged[node->indicators[i]];

        if (!judged->progress.there)
            continue;
        progress->n_measured++;
        own.value += judged->progress.value;
        own.low += judged->progress.low;
        own.high += judged->progress.high;
        own.between = own.between && judged->progress.between;
        progress->deviation += judged->deviation;
        planned.there = planned.there && judged->planned_progress.there;
        planned.value += judged->planned_progress.value;
    }
    if (progress->n_measured == 0)
        return;
    own.there = true;
    own.value /= (double) progress->n_measured;
    own.low /= (double) progress->n_measured;
    own.high /= (double) progress->n_measured;
    planned.value /= (double) progress->n_measured;
    progress->deviation = own.between ? progress->deviation / (double) progress->n_measured : 0;
    progress->own = own;
    progress->planned = planned;
}

/* ---- over the network ------------------------------------------------------------------------------------------------- */

/* What a node brings to the next: progress times the part of it that is measured. */
typedef struct brought {
    double value, low, high, measured;
    bool between;
} brought;

static brought of_node(const mkba_i_progress *progress, const mkba_i_estimate *carried, double measured)
{
    const mkba_i_estimate *from = progress->own.there ? &progress->own : carried;
    double part = progress->own.there ? 1 : measured;

    return (brought){.value = part * from->value,
                     .low = part * from->low,
                     .high = part * from->high,
                     .measured = part,
                     .between = part == 0 || from->between};
}

/* Carries progress one way: upward by shares into `below`, downward by splits into `above`. A node that is measured itself
 * brings its own figure; one that is not, what reached it. What is not measured brings nothing, and counts for nothing. */
static void carry(mkba_register *made, bool upward)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_network *network = &model->network;
    const size_t *begin = upward ? network->down_begin : network->up_begin;
    size_t n = model->node_names.n;

    for (size_t i = 0; i < n; i++) {
        size_t node = network->order[upward ? i : n - 1 - i];
        mkba_i_progress *progress = &made->progress[node];
        mkba_i_estimate *to = upward ? &progress->below : &progress->above;
        brought sum = {.between = true};

        for (size_t k = begin[node]; k < begin[node + 1]; k++) {
            const mkba_i_edge *edge = &model->edges[upward ? network->down[k] : network->up[k]];
            const mkba_i_progress *next = &made->progress[upward ? edge->from : edge->to];
            brought part = of_node(next, upward ? &next->below : &next->above,
                                   upward ? next->below_measured : next->above_measured);
            double weight = upward ? edge->share : edge->split;

            sum.value += weight * part.value;
            sum.low += weight * part.low;
            sum.high += weight * part.high;
            sum.measured += weight * part.measured;
            sum.between = sum.between && part.between;
        }
        if (sum.measured > 0)
            *to = (mkba_i_estimate){.there = true,
                                    .between = sum.between,
                                    .value = sum.value / sum.measured,
                                    .low = sum.low / sum.measured,
                                    .high = sum.high / sum.measured};
        /* rounding may take a sum above 1 */
        *(upward ? &progress->below_measured : &progress->above_measured) = sum.measured > 1 ? 1 : sum.measured;
    }
}

mkba_status mkba_i_register_progress(mkba_register *made, mkba_error *error)
{
    const mkba_i_koers_model *model = &made->koers->model;

    made->progress = mkba_i_arena_new(&made->arena, model->node_names.n, sizeof *made->progress);
    if (made->progress == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < model->node_names.n; i++)
        take_own(made, &model->nodes[i], &made->progress[i]);
    carry(made, true);
    carry(made, false);
    return MKBA_OK;
}

/* ---- the table ----------------------------------------------------------------------------------------------------------- */

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

static void add_node(const mkba_register *made, size_t position, mkba_i_row *row)
{
    const mkba_i_din_node *node = &made->koers->model.nodes[position];
    const mkba_i_progress *progress = &made->progress[position];

    mkba_i_row_text(row, "node");
    mkba_i_row_text(row, node->name);
    mkba_i_row_text(row, mkba_i_din_words[node->level]);
    mkba_i_row_text(row, node->title);
    mkba_i_row_integer(row, (int64_t) node->n_indicators);
    mkba_i_row_integer(row, (int64_t) progress->n_measured);
    mkba_i_row_register(row, &progress->own);
    mkba_i_row_register(row, &progress->below);
    mkba_i_row_real(row, progress->below_measured);
    mkba_i_row_register(row, &progress->above);
    mkba_i_row_real(row, progress->above_measured);
    mkba_i_row_next(row);
}

/* The mean of its doelen, each alike, and how far they lie apart. */
static void add_opgave(const mkba_register *made, size_t position, mkba_i_row *row)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_estimate none = {.there = false};
    mkba_i_estimate mean = {.there = false};
    size_t n = 0, measured = 0;

    for (size_t i = 0; i < model->node_names.n; i++) {
        const mkba_i_progress *progress = &made->progress[i];
        const mkba_i_estimate *of = progress->own.there ? &progress->own : &progress->below;

        n += model->nodes[i].opgave == position;
        if (model->nodes[i].opgave != position || !of->there)
            continue;
        measured++;
        mean.low = mean.there && mean.low < of->value ? mean.low : of->value;
        mean.high = mean.there && mean.high > of->value ? mean.high : of->value;
        mean.value += of->value;
        mean.between = mean.there; /* of two or more */
        mean.there = true;
    }
    if (measured > 0)
        mean.value /= (double) measured;
    mkba_i_row_text(row, "opgave");
    mkba_i_row_text(row, model->opgaven[position].name);
    mkba_i_row_text(row, NULL);
    mkba_i_row_text(row, model->opgaven[position].title);
    mkba_i_row_integer(row, 0);
    mkba_i_row_integer(row, 0);
    mkba_i_row_register(row, &none);
    mkba_i_row_register(row, &mean);
    mkba_i_row_real(row, n == 0 ? 0 : (double) measured / (double) n);
    mkba_i_row_register(row, &none);
    mkba_i_row_real(row, 0);
    mkba_i_row_next(row);
}

mkba_status mkba_i_register_table_progress(const mkba_register *made, mkba_language language, mkba_table **table,
                                           mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"kind", TEXT, NULL},
                                            {"name", TEXT, NULL},
                                            {"level", TEXT, NULL},
                                            {"title", TEXT, NULL},
                                            {"n_indicators", INTEGER, NULL},
                                            {"n_measured", INTEGER, NULL},
                                            {"own", REAL, "1"},
                                            {"own_low", REAL, "1"},
                                            {"own_high", REAL, "1"},
                                            {"below", REAL, "1"},
                                            {"below_low", REAL, "1"},
                                            {"below_high", REAL, "1"},
                                            {"below_measured", REAL, "1"},
                                            {"above", REAL, "1"},
                                            {"above_low", REAL, "1"},
                                            {"above_high", REAL, "1"},
                                            {"above_measured", REAL, "1"}};
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("progress", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                          model->node_names.n + model->opgave_names.n, &filled, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < model->node_names.n; i++)
        add_node(made, i, &row);
    for (size_t i = 0; i < model->opgave_names.n; i++)
        add_opgave(made, i, &row);
    return mkba_i_row_hand_out(&row, table);
}
