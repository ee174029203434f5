/* Predictors of a synthetic control: means over periods, in standard deviations. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "effect/synthetic_model.h"
#include "panel/derive.h"

typedef struct predictor {
    size_t indicator, first, last; /* in the panel */
} predictor;

typedef struct maker {
    mkba_synthetic *made;
    const mkba_panel *panel;
    const mkba_synthetic_options *options;
    predictor *of; /* per predictor */
    double *values;
    mkba_error *error;
} maker;

static mkba_status find_one(maker *m, size_t k)
{
    const mkba_predictor *asked = &m->options->predictors[k];
    const mkba_i_block *block = &m->made->block;
    char where[40] = "predictors";
    mkba_status status =
        asked->indicator == NULL || asked->first == NULL
            ? mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, where, "a predictor needs an indicator and its first period")
            : mkba_i_panel_find_indicator(m->panel, asked->indicator, where, &m->of[k].indicator, m->error);

    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(m->panel, asked->first, where, &m->of[k].first, m->error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(m->panel, asked->last == NULL ? asked->first : asked->last, where,
                                          &m->of[k].last, m->error);
    if (status == MKBA_OK && m->of[k].first > m->of[k].last)
        status = mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, where, "the periods of \"%.100s\" end before they begin",
                             asked->indicator);
    if (status == MKBA_OK && m->of[k].last >= block->at_periods[block->n_before])
        status = mkba_i_fail(m->error, MKBA_ERROR_ARGUMENT, where,
                             "\"%.100s\" is averaged over periods that are treated already: end before %s",
                             asked->indicator, block->periods[block->n_before]);
    return status;
}

/* NAN where there is no figure in any of the periods. */
static double mean_of(const maker *m, size_t k, size_t unit)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t p = m->of[k].first; p <= m->of[k].last; p++) {
        mkba_i_cell cell = mkba_i_panel_get(m->panel, m->of[k].indicator, m->made->block.areas[unit], p);
        if (mkba_cell_has_value(cell.status)) {
            sum += cell.value;
            n++;
        }
    }
    return n > 0 ? sum / (double) n : NAN;
}

static mkba_status keep_donors(maker *m)
{
    mkba_synthetic *made = m->made;
    size_t k_n = m->options->n_predictors, n = 0;

    for (size_t j = 0; j < made->n_donors; j++) {
        size_t lacks = k_n, unit = made->donors[j];
        for (size_t k = k_n; k-- > 0;)
            lacks = isnan(m->values[unit * k_n + k]) ? k : lacks;
        if (lacks == k_n)
            made->donors[n++] = unit;
        else
            made->lacking[made->n_lacking++] = (mkba_i_left_out){.code = made->block.codes[unit],
                                                                 .name = made->block.names[unit],
                                                                 .indicator = made->predictor_names[lacks],
                                                                 .period = made->predictor_firsts[lacks]};
    }
    made->n_donors = n;
    if (n < 2)
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "predictors",
                           "%zu of the donors have every predictor: at least two are needed", n);
    return MKBA_OK;
}

static mkba_status scale(maker *m, size_t k)
{
    mkba_synthetic *made = m->made;
    size_t k_n = m->options->n_predictors, n = made->n_donors + 1;
    double mean = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++)
        mean += m->values[(i == 0 ? 0 : made->donors[i - 1]) * k_n + k] / (double) n;
    for (size_t i = 0; i < n; i++) {
        double off = m->values[(i == 0 ? 0 : made->donors[i - 1]) * k_n + k] - mean;
        squares += off * off;
    }
    made->spreads[k] = sqrt(squares / (double) (n - 1));
    if (!isfinite(made->spreads[k]))
        return mkba_i_fail(m->error, MKBA_ERROR_EVALUATION, "predictors",
                           "the figures of \"%.100s\" are too large to be squared", made->predictor_names[k]);
    if (!(made->spreads[k] > 1e-14 * fabs(mean)))
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "predictors",
                           "\"%.100s\" is the same in every area: nothing can be matched on it",
                           made->predictor_names[k]);
    for (size_t u = 0; u < made->block.n_units; u++)
        m->values[u * k_n + k] /= made->spreads[k];
    return MKBA_OK;
}

static const char *keep(maker *m, const char *text)
{
    return mkba_i_arena_text(&m->made->arena, text, strlen(text));
}

static mkba_status make_room(maker *m)
{
    mkba_synthetic *made = m->made;
    mkba_i_arena *arena = &made->arena;
    size_t k_n = m->options->n_predictors;

    m->of = mkba_i_arena_new(arena, k_n, sizeof *m->of);
    m->values = mkba_i_arena_new(arena, made->block.n_units * k_n, sizeof *m->values);
    made->spreads = mkba_i_arena_new(arena, k_n, sizeof *made->spreads);
    made->lacking = mkba_i_arena_new(arena, made->n_donors, sizeof *made->lacking);
    made->predictor_ends = mkba_i_arena_new(arena, k_n, sizeof *made->predictor_ends);
    made->predictor_names = mkba_i_arena_new(arena, k_n, sizeof *made->predictor_names);
    made->predictor_firsts = mkba_i_arena_new(arena, k_n, sizeof *made->predictor_firsts);
    made->predictor_lasts = mkba_i_arena_new(arena, k_n, sizeof *made->predictor_lasts);
    return m->of != NULL && m->values != NULL && made->spreads != NULL && made->lacking != NULL &&
                   made->predictor_ends != NULL && made->predictor_names != NULL && made->predictor_firsts != NULL &&
                   made->predictor_lasts != NULL
               ? MKBA_OK
               : mkba_i_fail_memory(m->error);
}

static mkba_status gather(maker *m, size_t k)
{
    mkba_synthetic *made = m->made;
    char text[MKBA_I_PERIOD_TEXT];

    made->predictor_ends[k] = m->of[k].last;
    made->predictor_names[k] = keep(m, m->options->predictors[k].indicator);
    mkba_i_period_print(&m->panel->periods[m->of[k].first], text);
    made->predictor_firsts[k] = keep(m, text);
    mkba_i_period_print(&m->panel->periods[m->of[k].last], text);
    made->predictor_lasts[k] = keep(m, text);
    if (made->predictor_names[k] == NULL || made->predictor_firsts[k] == NULL || made->predictor_lasts[k] == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t u = 0; u < made->block.n_units; u++)
        m->values[u * m->options->n_predictors + k] = mean_of(m, k, u);
    if (isnan(m->values[k]))
        return mkba_i_fail(m->error, MKBA_ERROR_PANEL, "predictors",
                           "\"%.60s\" has no figure of \"%.100s\" from %s to %s", made->block.codes[0],
                           made->predictor_names[k], made->predictor_firsts[k], made->predictor_lasts[k]);
    return MKBA_OK;
}

mkba_status mkba_i_synthetic_predictors(mkba_synthetic *made, const mkba_panel *panel,
                                        const mkba_synthetic_options *options, mkba_error *error)
{
    maker m = {.made = made, .panel = panel, .options = options, .error = error};
    mkba_status status = MKBA_OK;

    if (options->n_predictors == 0)
        return MKBA_OK;
    status = make_room(&m);
    for (size_t k = 0; status == MKBA_OK && k < options->n_predictors; k++)
        status = find_one(&m, k);
    for (size_t k = 0; status == MKBA_OK && k < options->n_predictors; k++)
        status = gather(&m, k);
    if (status == MKBA_OK)
        status = keep_donors(&m);
    for (size_t k = 0; status == MKBA_OK && k < options->n_predictors; k++)
        status = scale(&m, k);
    made->task.predictors = m.values;
    made->task.n_predictors = options->n_predictors;
    return status;
}
