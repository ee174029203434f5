/* The thermometer of each opgave: the scores of its indicators, weighed by the weights of the document. */
#include "base/exact.h"

#include <math.h>

#include "koers/compass_model.h"
#include "stat/total.h"

/* ---- its indicators ------------------------------------------------------------------------------------------------ */

/* Nodes that lead to a goal of an opgave, the goals too. */
static void reach(const mkba_i_koers_model *model, size_t opgave, bool *reached)
{
    const mkba_i_network *network = &model->network;

    for (size_t i = model->node_names.n; i-- > 0;) {
        size_t node = network->order[i];

        reached[node] = model->nodes[node].opgave == opgave;
        for (size_t k = network->up_begin[node]; k < network->up_begin[node + 1] && !reached[node]; k++)
            reached[node] = reached[model->edges[network->up[k]].to];
    }
}

static void mark_indicators(const mkba_i_koers_model *model, const bool *reached, bool *of_opgave)
{
    for (size_t i = 0; i < model->indicator_names.n; i++)
        of_opgave[i] = false;
    for (size_t i = 0; i < model->node_names.n; i++)
        for (size_t k = 0; reached[i] && k < model->nodes[i].n_indicators; k++)
            of_opgave[model->nodes[i].indicators[k]] = true;
}

/* Those with a weight, then those that lead to a goal without one. */
static bool gather(mkba_compass *compass, mkba_i_thermometer *t, bool *of_opgave)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    size_t n = t->opgave->n_weights;

    for (size_t i = 0; i < t->opgave->n_weights; i++)
        of_opgave[t->opgave->weights[i].indicator] = false;
    for (size_t i = 0; i < model->indicator_names.n; i++)
        n += of_opgave[i];
    t->degrees = mkba_i_arena_new(&compass->arena, n, sizeof *t->degrees);
    if (t->degrees == NULL)
        return false;
    for (size_t i = 0; i < t->opgave->n_weights; i++)
        t->degrees[t->n++] = (mkba_i_degree){t->opgave->weights[i].indicator, t->opgave->weights[i].share};
    t->n_weighed = t->n;
    for (size_t i = 0; i < model->indicator_names.n; i++)
        if (of_opgave[i])
            t->degrees[t->n++] = (mkba_i_degree){i, 0};
    return true;
}

/* ---- the figure ----------------------------------------------------------------------------------------------------- */

static double value_of(mkba_i_total total)
{
    return total.sum + total.rest;
}

/* Sums over what is scored. `of` are score, mark, ahead, behind, and the squares of the reaches down and up. */
typedef struct sums {
    mkba_i_total weight, without, score, mark, ahead, behind, below, above;
    size_t n, with_error, marked;
} sums;

static void add(sums *s, const mkba_i_score *score, double weight)
{
    const mkba_i_bounds *of = &score->of.of;
    double below = weight * (of->at - of->lower), above = weight * (of->upper - of->at);

    mkba_i_total_add(&s->weight, weight);
    mkba_i_total_add(&s->score, weight * of->at);
    mkba_i_total_add(&s->below, below * below);
    mkba_i_total_add(&s->above, above * above);
    s->n++;
    s->with_error += score->of.basis == MKBA_I_BY_INTERVAL;
    s->marked += score->has_mark;
    if (score->has_mark) {
        mkba_i_total_add(&s->mark, weight * score->mark);
        mkba_i_total_add(of->at > score->mark ? &s->ahead : &s->behind, weight * fabs(of->at - score->mark));
    }
}

static void weigh(const mkba_compass *compass, mkba_i_thermometer *t)
{
    sums s = {0};
    double scored, at;

    for (size_t i = 0; i < t->n_weighed; i++) {
        const mkba_i_score *score = mkba_i_compass_score(compass, t->degrees[i].indicator);

        if (score->made)
            add(&s, score, t->degrees[i].weight);
        else
            mkba_i_total_add(&s.without, t->degrees[i].weight);
    }
    t->n_scored = s.n;
    t->weight_scored = scored = value_of(s.weight);
    t->weight_not_scored = value_of(s.without);
    if (s.n == 0) {
        t->note = t->n_weighed == 0 ? "the opgave has no weights" : "none of the indicators with a weight has a score";
        return;
    }
    at = value_of(s.score) / scored;
    t->score.of = (mkba_i_bounds){at, at - sqrt(value_of(s.below)) / scored, at + sqrt(value_of(s.above)) / scored};
    t->score.basis = s.with_error == s.n ? MKBA_I_BY_INTERVAL : s.with_error > 0 ? MKBA_I_BY_PART : MKBA_I_BY_FIGURE;
    t->has_mark = s.marked == s.n;
    t->mark = value_of(s.mark) / scored;
    t->ahead = value_of(s.ahead) / scored;
    t->behind = value_of(s.behind) / scored;
    t->has_mark = t->has_mark && isfinite(t->mark) && isfinite(t->ahead) && isfinite(t->behind);
    if (t->n_scored < t->n_weighed)
        t->note = "part of the weight has no score: score_scored is the mean of what has one";
    if (!mkba_i_reading_is_finite(&t->score)) {
        t->n_scored = 0;
        t->note = "the weighted score is beyond the range of numbers";
    }
}

/* Of those with a weight, or without weights of all. */
static void spread(const mkba_compass *compass, mkba_i_thermometer *t)
{
    size_t n = t->n_weighed > 0 ? t->n_weighed : t->n;

    t->lowest = t->highest = MKBA_I_NONE;
    for (size_t i = 0; i < n; i++) {
        size_t indicator = t->degrees[i].indicator;
        const mkba_i_score *score = mkba_i_compass_score(compass, indicator);

        if (!score->made)
            continue;
        if (t->lowest == MKBA_I_NONE || score->of.of.at < mkba_i_compass_score(compass, t->lowest)->of.of.at)
            t->lowest = indicator;
        if (t->highest == MKBA_I_NONE || score->of.of.at > mkba_i_compass_score(compass, t->highest)->of.of.at)
            t->highest = indicator;
    }
}

mkba_status mkba_i_thermometers_make(mkba_compass *compass, mkba_error *error)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    mkba_i_arena work = {NULL};
    bool *reached = mkba_i_arena_new(&work, model->node_names.n, sizeof *reached);
    bool *of_opgave = mkba_i_arena_new(&work, model->indicator_names.n, sizeof *of_opgave);
    bool enough = reached != NULL && of_opgave != NULL;

    compass->thermometers = mkba_i_arena_new(&compass->arena, model->opgave_names.n, sizeof *compass->thermometers);
    enough = enough && compass->thermometers != NULL;
    for (size_t i = 0; i < model->opgave_names.n && enough; i++) {
        mkba_i_thermometer *t = &compass->thermometers[i];

        t->opgave = &model->opgaven[i];
        reach(model, i, reached);
        mark_indicators(model, reached, of_opgave);
        enough = gather(compass, t, of_opgave);
        if (enough) {
            weigh(compass, t);
            spread(compass, t);
        }
    }
    mkba_i_arena_free(&work);
    return enough ? MKBA_OK : mkba_i_fail_memory(error);
}
