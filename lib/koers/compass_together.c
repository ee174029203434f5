/* Data, plaatje, praatje: all of an indicator together, as one table. */
#include "base/exact.h"

#include "koers/compass_tables.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL

/* A row; what is NULL, or not there, is missing. */
typedef struct line {
    const char *part, *kind, *period, *text, *source, *area;
    const double *time;
    mkba_i_reading value;
    bool has_value;
} line;

static void add_line(mkba_i_row *row, const mkba_i_indicator *indicator, const line *l)
{
    mkba_i_row_text(row, indicator->name);
    mkba_i_row_text(row, indicator->title);
    mkba_i_row_text(row, indicator->unit);
    mkba_i_row_text(row, l->part);
    mkba_i_row_text(row, l->kind);
    mkba_i_row_text(row, l->period);
    mkba_i_row_real_if(row, l->time == NULL ? 0 : *l->time, l->time != NULL);
    mkba_i_row_reading(row, &l->value, l->has_value);
    mkba_i_row_text(row, l->text);
    mkba_i_row_text(row, l->source);
    mkba_i_row_text(row, l->area);
    mkba_i_row_next(row);
}

static void add_data(mkba_i_row *row, const mkba_compass *compass, size_t i, mkba_language language)
{
    const mkba_i_standing *s = &compass->standings[i];
    const mkba_i_point *figure = s->figure;
    char period[MKBA_I_PERIOD_TEXT];
    mkba_i_text sentence = {0};

    mkba_i_compass_say(compass, i, language, &sentence);
    if (sentence.failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    if (figure != NULL)
        mkba_i_period_print(&figure->period, period);
    add_line(row, s->indicator,
             &(line){.part = "data",
                     .kind = "sentence",
                     .period = figure == NULL ? NULL : period,
                     .time = figure == NULL ? NULL : &figure->time,
                     .value = s->value,
                     .has_value = figure != NULL,
                     .text = sentence.data,
                     .source = figure == NULL ? NULL : figure->source});
    mkba_i_text_drop(&sentence);
}

static void add_point(mkba_i_row *row, const mkba_i_indicator *indicator, const char *kind, const mkba_i_period *period,
                      const mkba_i_reading *value, const char *source)
{
    char text[MKBA_I_PERIOD_TEXT];
    double time = mkba_i_period_middle(period);

    mkba_i_period_print(period, text);
    add_line(row, indicator,
             &(line){.part = "plaatje",
                     .kind = kind,
                     .period = text,
                     .time = &time,
                     .value = *value,
                     .has_value = true,
                     .source = source});
}

/* The points between which the path is straight: the nulmeting, where it is planned from there, and the targets. */
static void add_planned(mkba_i_row *row, const mkba_i_indicator *indicator)
{
    mkba_i_reading value = mkba_i_reading_exact(indicator->start);
    double begin = indicator->has_start ? mkba_i_period_middle(&indicator->start_period) : 0;

    if (indicator->has_start && indicator->targets.n > 0)
        add_point(row, indicator, "planned", &indicator->start_period, &value, NULL);
    for (size_t i = 0; i < indicator->targets.n; i++) {
        const mkba_i_period year = {.kind = MKBA_PERIOD_YEAR, .year = indicator->targets.items[i].year};

        value = mkba_i_reading_exact(indicator->targets.items[i].level);
        if (!indicator->has_start || mkba_i_period_middle(&year) > begin)
            add_point(row, indicator, "planned", &year, &value, NULL);
    }
}

static void add_picture(mkba_i_row *row, const mkba_compass *compass, const mkba_i_standing *s)
{
    for (size_t i = 0; i < s->series.n; i++) {
        mkba_i_reading value = mkba_i_reading_of(&s->series.points[i], compass->level);

        add_point(row, s->indicator, "figure", &s->series.points[i].period, &value, s->series.points[i].source);
    }
    add_planned(row, s->indicator);
    if (s->indicator->has_norm)
        add_line(row, s->indicator,
                 &(line){.part = "plaatje",
                         .kind = "norm",
                         .value = mkba_i_reading_exact(s->indicator->norm),
                         .has_value = true});
}

/* Quotes and stories of the indicator. */
static void add_words(mkba_i_row *row, const mkba_compass *compass, size_t indicator)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);

    for (size_t i = 0; i < model->n_measurements; i++) {
        const mkba_i_measurement *m = &model->measurements[i];
        char period[MKBA_I_PERIOD_TEXT];
        double time = mkba_i_period_middle(&m->period);

        if (m->indicator != indicator || !mkba_i_compass_has_words(compass, m))
            continue;
        mkba_i_period_print(&m->period, period);
        add_line(row, &model->indicators[indicator],
                 &(line){.part = "praatje",
                         .kind = mkba_i_measurement_words[m->kind],
                         .period = period,
                         .time = &time,
                         .text = m->text,
                         .source = m->source,
                         .area = m->area});
    }
}

static size_t count_rows(const mkba_compass *compass)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    size_t n = 0;

    for (size_t i = 0; i < model->indicator_names.n; i++) {
        const mkba_i_standing *s = &compass->standings[i];
        const mkba_i_indicator *indicator = s->indicator;

        n += 1 + s->series.n + s->n_words + indicator->has_norm;
        n += indicator->has_start && indicator->targets.n > 0;
        for (size_t k = 0; k < indicator->targets.n; k++)
            n += !indicator->has_start ||
                 indicator->targets.items[k].year + 0.5 > mkba_i_period_middle(&indicator->start_period);
    }
    return n;
}

mkba_status mkba_i_compass_table_together(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                          mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL}, {"title", TEXT, NULL}, {"unit", TEXT, NULL},
                                            {"part", TEXT, NULL},      {"kind", TEXT, NULL},  {"period", TEXT, NULL},
                                            {"time", REAL, "jaar"},    {"value", REAL, NULL}, {"low", REAL, NULL},
                                            {"high", REAL, NULL},      {"text", TEXT, NULL},  {"source", TEXT, NULL},
                                            {"area", TEXT, NULL}};
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("together", COLUMNS, MKBA_I_LENGTH(COLUMNS), count_rows(compass), &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->indicator_names.n; i++) {
        add_data(&row, compass, i, language);
        add_picture(&row, compass, &compass->standings[i]);
        add_words(&row, compass, i);
    }
    return mkba_i_row_hand_out(&row, table);
}
