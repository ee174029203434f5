/* Indicators, and what was measured of them, as tables. */
#include "base/table.h"
#include "koers/koers.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

static const char *word(const char *const *words, size_t choice)
{
    return choice == MKBA_I_NONE ? NULL : words[choice];
}

static void add_period(const mkba_i_period *period, bool given, mkba_i_row *row)
{
    char text[MKBA_I_PERIOD_TEXT];

    if (given)
        mkba_i_period_print(period, text);
    mkba_i_row_text(row, given ? text : NULL);
}

/* ---- indicators -------------------------------------------------------------------------------------------------- */

static void add_path(const mkba_i_indicator *indicator, mkba_i_row *row)
{
    const mkba_i_level *last = indicator->targets.n == 0 ? NULL : &indicator->targets.items[indicator->targets.n - 1];

    mkba_i_row_real_if(row, indicator->norm, indicator->has_norm);
    add_period(&indicator->start_period, indicator->has_start, row);
    mkba_i_row_real_if(row, indicator->start, indicator->has_start);
    if (last == NULL) {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
        return;
    }
    mkba_i_row_integer(row, last->year);
    mkba_i_row_real_if(row, last->level, true);
}

/* `counts` are figures and words per indicator. */
static void add_indicator(const mkba_i_indicator *indicator, const int64_t counts[2], mkba_i_row *row)
{
    mkba_i_row_text(row, indicator->name);
    mkba_i_row_text(row, indicator->title);
    mkba_i_row_text(row, indicator->definition);
    mkba_i_row_text(row, indicator->unit);
    mkba_i_row_text(row, indicator->down ? "down" : "up");
    add_path(indicator, row);
    mkba_i_row_text(row, word(mkba_i_scale_words, indicator->scale));
    mkba_i_row_text(row, word(mkba_i_phase_words, indicator->phase));
    mkba_i_row_text(row, word(mkba_i_criterion_words, indicator->criterion));
    mkba_i_row_text(row, word(mkba_i_result_area_words, indicator->result_area));
    mkba_i_row_text(row, indicator->panel_indicator);
    mkba_i_row_text(row, indicator->frequency);
    mkba_i_row_integer(row, counts[0]);
    mkba_i_row_integer(row, counts[1]);
    mkba_i_row_text(row, indicator->source);
    mkba_i_row_text(row, indicator->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_koers_table_indicators(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"indicator", TEXT, NULL},    {"title", TEXT, NULL},        {"definition", TEXT, NULL},
        {"unit", TEXT, NULL},         {"direction", TEXT, NULL},    {"norm", REAL, NULL},
        {"start_period", TEXT, NULL}, {"start", REAL, NULL},        {"target_year", INTEGER, "jaar"},
        {"target", REAL, NULL},       {"scale", TEXT, NULL},        {"phase", TEXT, NULL},
        {"criterion", TEXT, NULL},    {"result_area", TEXT, NULL},  {"panel_indicator", TEXT, NULL},
        {"frequency", TEXT, NULL},    {"n_figures", INTEGER, NULL}, {"n_words", INTEGER, NULL},
        {"source", TEXT, NULL},       {"note", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    size_t n = model->indicator_names.n;
    mkba_i_arena arena = {NULL};
    int64_t(*counts)[2] = mkba_i_arena_new(&arena, n, sizeof *counts);
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = counts == NULL
                             ? mkba_i_fail_memory(error)
                             : mkba_i_table_new("indicators", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);

    if (status == MKBA_OK) {
        for (size_t i = 0; i < model->n_measurements; i++)
            counts[model->measurements[i].indicator][model->measurements[i].kind != MKBA_I_FIGURE]++;
        row = mkba_i_row_start(made, error);
        for (size_t i = 0; i < n; i++)
            add_indicator(&model->indicators[i], counts[i], &row);
        status = mkba_i_row_hand_out(&row, table);
    }
    mkba_i_arena_free(&arena);
    return status;
}

/* ---- measurements ------------------------------------------------------------------------------------------------ */

static void add_measurement(const mkba_i_koers_model *model, const mkba_i_measurement *measurement, mkba_i_row *row)
{
    bool figure = measurement->kind == MKBA_I_FIGURE, interval = figure && measurement->has_interval;

    mkba_i_row_text(row, model->indicator_names.items[measurement->indicator]);
    add_period(&measurement->period, true, row);
    mkba_i_row_real(row, mkba_i_period_middle(&measurement->period));
    mkba_i_row_text(row, measurement->area);
    mkba_i_row_text(row, mkba_i_measurement_words[measurement->kind]);
    mkba_i_row_real_if(row, measurement->value, figure);
    mkba_i_row_real_if(row, measurement->low, interval);
    mkba_i_row_real_if(row, measurement->high, interval);
    mkba_i_row_real_if(row, measurement->level, interval);
    if (measurement->n > 0)
        mkba_i_row_integer(row, measurement->n);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, measurement->text);
    mkba_i_row_text(row, measurement->source);
    mkba_i_row_text(row, measurement->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_koers_table_measurements(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL}, {"period", TEXT, NULL}, {"time", REAL, "jaar"},
                                            {"area", TEXT, NULL},      {"kind", TEXT, NULL},   {"value", REAL, NULL},
                                            {"low", REAL, NULL},       {"high", REAL, NULL},   {"level", REAL, "1"},
                                            {"n", INTEGER, NULL},      {"text", TEXT, NULL},   {"source", TEXT, NULL},
                                            {"note", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("measurements", COLUMNS, MKBA_I_LENGTH(COLUMNS), model->n_measurements, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->n_measurements; i++)
        add_measurement(model, &model->measurements[i], &row);
    return mkba_i_row_hand_out(&row, table);
}
