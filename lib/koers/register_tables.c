/* A register as tables: baten, indicators, targets, costs. */
#include "base/exact.h"

#include "koers/register_model.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

void mkba_i_row_register(mkba_i_row *row, const mkba_i_estimate *estimate)
{
    mkba_i_row_real_if(row, estimate->value, estimate->there);
    mkba_i_row_real_if(row, estimate->low, estimate->there && estimate->between);
    mkba_i_row_real_if(row, estimate->high, estimate->there && estimate->between);
}

void mkba_i_row_nodes(mkba_i_row *row, const mkba_i_koers_model *model, size_t indicator)
{
    mkba_i_text list = {.data = NULL};

    for (size_t i = 0; i < model->node_names.n; i++)
        if (mkba_i_node_names(&model->nodes[i], indicator))
            mkba_i_text_format(&list, "%s%s", list.length == 0 ? "" : "; ", model->nodes[i].name);
    mkba_i_row_list(row, &list);
}

static void add_cents(mkba_i_row *row, int64_t cents)
{
    mkba_i_row_real(row, (double) cents / 100); /* 0 for 0, never -0 */
}

static void add_cents_if(mkba_i_row *row, int64_t cents, bool there)
{
    if (there)
        add_cents(row, cents);
    else
        mkba_i_row_missing(row);
}

/* ---- baten ------------------------------------------------------------------------------------------------------------ */

/* That of all its indicators; NULL without any. */
static const char *common_status(const mkba_register *made, const mkba_i_din_node *node)
{
    for (size_t i = 1; i < node->n_indicators; i++)
        if (made->judged[node->indicators[i]].status != made->judged[node->indicators[0]].status)
            return "mixed";
    return node->n_indicators == 0 ? NULL : mkba_i_status_words[made->judged[node->indicators[0]].status];
}

static void add_benefit(const mkba_register *made, size_t position, mkba_i_row *row)
{
    const mkba_i_din_node *node = &made->koers->model.nodes[position];
    const mkba_i_progress *progress = &made->progress[position];
    const mkba_i_costs *costs = &made->costs[position];
    const mkba_i_ratios *ratios = &made->ratios[position];
    const mkba_i_estimate *const estimates[] = {&ratios->benefit,    &ratios->cost,     &ratios->per_cost,
                                                &ratios->per_budget, &ratios->realised, &ratios->per_spent};

    mkba_i_row_text(row, node->name);
    mkba_i_row_text(row, node->title);
    mkba_i_row_text(row, node->owner);
    mkba_i_row_integer(row, (int64_t) node->n_indicators);
    mkba_i_row_integer(row, (int64_t) progress->n_measured);
    mkba_i_row_text(row, common_status(made, node));
    mkba_i_row_register(row, &progress->own);
    mkba_i_row_real_if(row, progress->planned.value, progress->planned.there);
    add_cents(row, costs->spent);
    add_cents(row, costs->due);
    add_cents(row, costs->budget);
    for (size_t i = 0; i < MKBA_I_LENGTH(estimates); i++)
        mkba_i_row_register(row, estimates[i]);
    mkba_i_row_next(row);
}

static size_t count_benefits(const mkba_i_koers_model *model)
{
    size_t n = 0;

    for (size_t i = 0; i < model->node_names.n; i++)
        n += model->nodes[i].level == MKBA_I_BAAT;
    return n;
}

mkba_status mkba_i_register_table_benefits(const mkba_register *made, mkba_language language, mkba_table **table,
                                           mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"node", TEXT, NULL},
                                            {"title", TEXT, NULL},
                                            {"owner", TEXT, NULL},
                                            {"n_indicators", INTEGER, NULL},
                                            {"n_measured", INTEGER, NULL},
                                            {"status", TEXT, NULL},
                                            {"progress", REAL, "1"},
                                            {"progress_low", REAL, "1"},
                                            {"progress_high", REAL, "1"},
                                            {"planned_progress", REAL, "1"},
                                            {"spent", REAL, "EUR"},
                                            {"budget_due", REAL, "EUR"},
                                            {"budget", REAL, "EUR"},
                                            {"benefit", REAL, "EUR"},
                                            {"benefit_low", REAL, "EUR"},
                                            {"benefit_high", REAL, "EUR"},
                                            {"cost", REAL, "EUR"},
                                            {"cost_low", REAL, "EUR"},
                                            {"cost_high", REAL, "EUR"},
                                            {"per_cost_euro", REAL, "1"},
                                            {"per_cost_euro_low", REAL, "1"},
                                            {"per_cost_euro_high", REAL, "1"},
                                            {"per_budget_euro", REAL, "1"},
                                            {"per_budget_euro_low", REAL, "1"},
                                            {"per_budget_euro_high", REAL, "1"},
                                            {"realised", REAL, "EUR"},
                                            {"realised_low", REAL, "EUR"},
                                            {"realised_high", REAL, "EUR"},
                                            {"per_spent_euro", REAL, "1"},
                                            {"per_spent_euro_low", REAL, "1"},
                                            {"per_spent_euro_high", REAL, "1"}};
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("benefits", COLUMNS, MKBA_I_LENGTH(COLUMNS), count_benefits(model), &filled, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < model->node_names.n; i++)
        if (model->nodes[i].level == MKBA_I_BAAT)
            add_benefit(made, i, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- indicators -------------------------------------------------------------------------------------------------------- */

static void add_level(const mkba_i_level *level, mkba_i_row *row)
{
    if (level == NULL) {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
        return;
    }
    mkba_i_row_integer(row, level->year);
    mkba_i_row_real_if(row, level->level, true);
}

static void add_prediction(const mkba_i_prediction *prediction, mkba_i_row *row)
{
    bool between = prediction->basis >= MKBA_I_BY_ERRORS;

    mkba_i_row_real_if(row, prediction->value, prediction->basis != MKBA_I_NO_LINE);
    mkba_i_row_real_if(row, prediction->low, between);
    mkba_i_row_real_if(row, prediction->high, between);
}

static void add_figures(const mkba_i_indicator *indicator, const mkba_i_judged *judged, mkba_i_row *row)
{
    char period[MKBA_I_PERIOD_TEXT];

    mkba_i_row_integer(row, (int64_t) judged->series.n);
    mkba_i_row_real_if(row, indicator->start, indicator->has_start);
    if (judged->last != NULL)
        mkba_i_period_print(&judged->last->period, period);
    mkba_i_row_text(row, judged->last == NULL ? NULL : period);
    mkba_i_row_register(row, &judged->figure);
    mkba_i_row_real_if(row, judged->planned.value, judged->planned.there);
    mkba_i_row_real_if(row, judged->ahead.value, judged->ahead.there);
}

static void add_indicator(const mkba_register *made, size_t position, mkba_language language, mkba_i_row *row)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_indicator *indicator = &model->indicators[position];
    const mkba_i_judged *judged = &made->judged[position];
    mkba_i_text why = {.data = NULL};

    mkba_i_row_text(row, indicator->name);
    mkba_i_row_text(row, indicator->title);
    mkba_i_row_text(row, indicator->unit);
    mkba_i_row_text(row, indicator->down ? "down" : "up");
    mkba_i_row_nodes(row, model, position);
    add_figures(indicator, judged, row);
    add_level(judged->target, row);
    add_prediction(&judged->then, row);
    mkba_i_row_text(row, mkba_i_forecast_words[judged->then.basis]);
    if (judged->forecast.df > 0)
        mkba_i_row_integer(row, (int64_t) judged->forecast.df);
    else
        mkba_i_row_missing(row);
    mkba_i_row_real_if(row, judged->chance, judged->has_chance);
    mkba_i_row_text(row, mkba_i_status_words[judged->status]);
    mkba_i_row_text(row, mkba_i_status_rule_name(judged->rule));
    mkba_i_status_say(made, position, language, &why);
    mkba_i_row_list(row, &why);
    add_level(judged->end, row);
    mkba_i_row_register(row, &judged->gap);
    mkba_i_row_register(row, &judged->progress);
    mkba_i_row_real_if(row, judged->planned_progress.value, judged->planned_progress.there);
    mkba_i_row_next(row);
}

static size_t count_judged(const mkba_register *made)
{
    size_t n = 0;

    for (size_t i = 0; i < made->koers->model.indicator_names.n; i++)
        n += made->judged[i].n_nodes > 0;
    return n;
}

mkba_status mkba_i_register_table_indicators(const mkba_register *made, mkba_language language, mkba_table **table,
                                             mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL},
                                            {"title", TEXT, NULL},
                                            {"unit", TEXT, NULL},
                                            {"direction", TEXT, NULL},
                                            {"nodes", TEXT, NULL},
                                            {"n_figures", INTEGER, NULL},
                                            {"start", REAL, NULL},
                                            {"last_period", TEXT, NULL},
                                            {"last", REAL, NULL},
                                            {"last_low", REAL, NULL},
                                            {"last_high", REAL, NULL},
                                            {"planned", REAL, NULL},
                                            {"ahead", REAL, NULL},
                                            {"target_year", INTEGER, "jaar"},
                                            {"target", REAL, NULL},
                                            {"forecast", REAL, NULL},
                                            {"forecast_low", REAL, NULL},
                                            {"forecast_high", REAL, NULL},
                                            {"basis", TEXT, NULL},
                                            {"df", INTEGER, NULL},
                                            {"p_reached", REAL, "1"},
                                            {"status", TEXT, NULL},
                                            {"rule", TEXT, NULL},
                                            {"why", TEXT, NULL},
                                            {"end_year", INTEGER, "jaar"},
                                            {"end", REAL, NULL},
                                            {"gap", REAL, NULL},
                                            {"gap_low", REAL, NULL},
                                            {"gap_high", REAL, NULL},
                                            {"progress", REAL, "1"},
                                            {"progress_low", REAL, "1"},
                                            {"progress_high", REAL, "1"},
                                            {"planned_progress", REAL, "1"}};
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("indicators", COLUMNS, MKBA_I_LENGTH(COLUMNS), count_judged(made), &filled, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < made->koers->model.indicator_names.n; i++)
        if (made->judged[i].n_nodes > 0)
            add_indicator(made, i, language, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- targets ----------------------------------------------------------------------------------------------------------- */

/* The figure of a year itself, if it is known. */
static const mkba_i_point *figure_of_year(const mkba_i_series *series, int year)
{
    for (size_t i = 0; i < series->n; i++)
        if (series->points[i].period.kind == MKBA_PERIOD_YEAR && series->points[i].period.year == year)
            return &series->points[i];
    return NULL;
}

static void add_target(const mkba_register *made, size_t position, const mkba_i_level *target, mkba_i_row *row)
{
    const mkba_i_indicator *indicator = &made->koers->model.indicators[position];
    const mkba_i_judged *judged = &made->judged[position];
    const mkba_i_point *figure = figure_of_year(&judged->series, target->year);
    double at = target->year + 0.5;
    mkba_i_prediction then = {.basis = MKBA_I_NO_LINE};
    bool ahead = judged->last != NULL && at > judged->last->time;

    if (ahead)
        then = mkba_i_forecast_at(&judged->forecast, at, made->options.level);
    mkba_i_row_text(row, indicator->name);
    mkba_i_row_integer(row, target->year);
    mkba_i_row_real_if(row, target->level, true);
    mkba_i_row_real_if(row, figure == NULL ? 0 : figure->value, figure != NULL);
    add_prediction(&then, row);
    if (then.basis >= MKBA_I_BY_ERRORS)
        mkba_i_row_real(row, mkba_i_forecast_chance(&judged->forecast, at, target->level, indicator->down));
    else
        mkba_i_row_missing(row);
    mkba_i_row_real_if(row, ahead ? at - judged->last->time : 0, ahead);
    mkba_i_row_next(row);
}

mkba_status mkba_i_register_table_targets(const mkba_register *made, mkba_language language, mkba_table **table,
                                          mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"indicator", TEXT, NULL}, {"year", INTEGER, "jaar"}, {"target", REAL, NULL},
        {"figure", REAL, NULL},    {"forecast", REAL, NULL},  {"low", REAL, NULL},
        {"high", REAL, NULL},      {"p_reached", REAL, "1"},  {"horizon", REAL, "jaar"}};
    const mkba_i_koers_model *model = &made->koers->model;
    mkba_table *filled = NULL;
    size_t n = 0;
    mkba_i_row row;
    mkba_status status;

    (void) language;
    for (size_t i = 0; i < model->indicator_names.n; i++)
        n += made->judged[i].n_nodes > 0 ? model->indicators[i].targets.n : 0;
    status = mkba_i_table_new("targets", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &filled, error);
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < model->indicator_names.n; i++)
        for (size_t k = 0; made->judged[i].n_nodes > 0 && k < model->indicators[i].targets.n; k++)
            add_target(made, i, &model->indicators[i].targets.items[k], &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- costs ------------------------------------------------------------------------------------------------------------- */

static void add_costs(const mkba_register *made, size_t position, mkba_i_row *row)
{
    const mkba_i_koers_model *model = &made->koers->model;
    const mkba_i_costs *costs = &made->costs[position];
    size_t n = model->node_names.n;

    mkba_i_row_text(row, position < n ? "baat" : position == n ? "elsewhere" : "not linked");
    mkba_i_row_text(row, position < n ? model->nodes[position].name : NULL);
    mkba_i_row_text(row, position < n ? model->nodes[position].title : NULL);
    add_cents(row, costs->spent);
    add_cents(row, costs->due);
    add_cents(row, costs->budget);
    add_cents_if(row, costs->benefit, made->has_case);
    add_cents_if(row, costs->cost, made->has_case);
    mkba_i_row_next(row);
}

mkba_status mkba_i_register_table_costs(const mkba_register *made, mkba_language language, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"kind", TEXT, NULL},        {"node", TEXT, NULL},    {"title", TEXT, NULL},    {"spent", REAL, "EUR"},
        {"budget_due", REAL, "EUR"}, {"budget", REAL, "EUR"}, {"benefit", REAL, "EUR"}, {"cost", REAL, "EUR"}};
    const mkba_i_koers_model *model = &made->koers->model;
    size_t n = model->node_names.n;
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("costs", COLUMNS, MKBA_I_LENGTH(COLUMNS), count_benefits(model) + 2, &filled, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < n + 2; i++)
        if (i >= n || model->nodes[i].level == MKBA_I_BAAT)
            add_costs(made, i, &row);
    return mkba_i_row_hand_out(&row, table);
}
