/* Paths in time: what is planned, what was realised, what is to come, and the norm; all that a picture needs. */
#include "base/exact.h"

#include <math.h>

#include "koers/register_model.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define MOST_STEPS 200 /* of a forecast */

/* Where points go: counted first, then written. */
typedef struct writer {
    const mkba_register *made;
    const mkba_i_indicator *indicator;
    const mkba_i_judged *judged;
    mkba_i_row *row; /* NULL: only counted */
    size_t n;
} writer;

typedef struct corner {
    const char *kind, *origin;
    double time;
    const mkba_i_period *period; /* or NULL */
    mkba_i_estimate at;
    double level; /* of its interval */
} corner;

static void put(writer *to, const corner *point)
{
    char period[MKBA_I_PERIOD_TEXT];

    to->n++;
    if (to->row == NULL)
        return;
    mkba_i_row_text(to->row, to->indicator->name);
    mkba_i_row_text(to->row, to->indicator->title);
    mkba_i_row_text(to->row, to->indicator->unit);
    mkba_i_row_text(to->row, to->indicator->down ? "down" : "up");
    mkba_i_row_text(to->row, point->kind);
    mkba_i_row_real(to->row, point->time);
    if (point->period != NULL)
        mkba_i_period_print(point->period, period);
    mkba_i_row_text(to->row, point->period == NULL ? NULL : period);
    mkba_i_row_register(to->row, &point->at);
    mkba_i_row_real_if(to->row, point->level, point->at.between);
    mkba_i_row_text(to->row, point->origin);
    mkba_i_row_next(to->row);
}

static void put_planned(writer *to)
{
    const mkba_i_indicator *indicator = to->indicator;
    double start = indicator->has_start ? mkba_i_period_middle(&indicator->start_period) : -INFINITY;

    if (indicator->targets.n > 0 && indicator->has_start)
        put(to, &(corner){.kind = "planned",
                          .origin = "start",
                          .time = start,
                          .period = &indicator->start_period,
                          .at = {.there = true, .value = indicator->start}});
    for (size_t i = 0; i < indicator->targets.n; i++) {
        const mkba_i_level *target = &indicator->targets.items[i];
        const mkba_i_period year = {.kind = MKBA_PERIOD_YEAR, .year = target->year};

        if (target->year + 0.5 > start)
            put(to, &(corner){.kind = "planned",
                              .origin = "target",
                              .time = target->year + 0.5,
                              .period = &year,
                              .at = {.there = true, .value = target->level}});
    }
}

static void put_realised(writer *to)
{
    for (size_t i = 0; i < to->judged->series.n; i++) {
        const mkba_i_point *point = &to->judged->series.points[i];

        put(to, &(corner){.kind = "realised",
                          .origin = mkba_i_origin_words[point->origin],
                          .time = point->time,
                          .period = &point->period,
                          .level = point->level,
                          .at = {true, point->has_interval, point->value, point->low, point->high}});
    }
}

static void put_forecast_at(writer *to, double time)
{
    mkba_i_prediction then = mkba_i_forecast_at(&to->judged->forecast, time, to->made->options.level);

    if (then.basis != MKBA_I_NO_LINE)
        put(to, &(corner){.kind = "forecast",
                          .time = time,
                          .level = to->made->options.level,
                          .at = {true, then.basis >= MKBA_I_BY_ERRORS, then.value, then.low, then.high}});
}

/* From the last figure to the last target, a step a year, and each year that has a target. */
static void put_forecast(writer *to)
{
    const mkba_i_judged *judged = to->judged;
    double end = judged->end == NULL ? 0 : judged->end->year + 0.5, time;

    if (judged->last == NULL || !judged->forecast.line || end <= judged->last->time)
        return;
    put_forecast_at(to, judged->last->time);
    time = floor(judged->last->time - 0.5) + 1.5; /* the next middle of a year */
    for (size_t i = 0; i < MOST_STEPS && time < end; i++, time += 1)
        put_forecast_at(to, time);
    put_forecast_at(to, end);
}

/* From the first of the other points to the last. */
static void put_norm(writer *to)
{
    const mkba_i_indicator *indicator = to->indicator;
    const mkba_i_series *series = &to->judged->series;
    double first = INFINITY, last = -INFINITY;
    mkba_i_estimate norm = {.there = true, .value = indicator->norm};

    if (series->n > 0) {
        first = series->points[0].time;
        last = series->points[series->n - 1].time;
    }
    if (indicator->has_start)
        first = fmin(first, mkba_i_period_middle(&indicator->start_period));
    if (indicator->targets.n > 0) {
        first = fmin(first, indicator->targets.items[0].year + 0.5);
        last = fmax(last, indicator->targets.items[indicator->targets.n - 1].year + 0.5);
    }
    if (!indicator->has_norm || !(first < last))
        return;
    put(to, &(corner){.kind = "norm", .time = first, .at = norm});
    put(to, &(corner){.kind = "norm", .time = last, .at = norm});
}

static size_t write_paths(const mkba_register *made, mkba_i_row *row)
{
    writer to = {.made = made, .row = row};

    for (size_t i = 0; i < made->koers->model.indicator_names.n; i++) {
        to.indicator = &made->koers->model.indicators[i];
        to.judged = &made->judged[i];
        if (to.judged->n_nodes == 0)
            continue;
        put_planned(&to);
        put_realised(&to);
        put_forecast(&to);
        put_norm(&to);
    }
    return to.n;
}

mkba_status mkba_i_register_table_paths(const mkba_register *made, mkba_language language, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL}, {"title", TEXT, NULL}, {"unit", TEXT, NULL},
                                            {"direction", TEXT, NULL}, {"kind", TEXT, NULL},  {"time", REAL, "jaar"},
                                            {"period", TEXT, NULL},    {"value", REAL, NULL}, {"low", REAL, NULL},
                                            {"high", REAL, NULL},      {"level", REAL, "1"},  {"origin", TEXT, NULL}};
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("paths", COLUMNS, MKBA_I_LENGTH(COLUMNS), write_paths(made, NULL), &filled, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    write_paths(made, &row);
    return mkba_i_row_hand_out(&row, table);
}
