/* A funnel: see funnel_table.h. */
#include "base/exact.h"

#include "compare/funnel_table.h"

#include <math.h>
#include <stdlib.h>

#include "base/table.h"

/* Limits of an area or a point of the curve, of value = per x observed / size. */
typedef struct limits {
    double lower_warning, upper_warning, lower_alarm, upper_alarm;
} limits;

static limits limits_at(const mkba_i_spread *spread, double size)
{
    double per = spread->options.per;
    limits made;

    mkba_i_spread_limits(spread, size, spread->options.warning, &made.lower_warning, &made.upper_warning);
    mkba_i_spread_limits(spread, size, spread->options.alarm, &made.lower_alarm, &made.upper_alarm);
    made.lower_warning *= per;
    made.upper_warning *= per;
    made.lower_alarm *= per;
    made.upper_alarm *= per;
    return made;
}

static bool are_finite(const limits *l)
{
    return isfinite(l->upper_warning) && isfinite(l->upper_alarm);
}

/* 0 in, 1 beyond the warning, 2 beyond the alarm; below 0 when it is below. */
static int beyond(const limits *l, double value)
{
    if (value > l->upper_alarm || value < l->lower_alarm)
        return value > l->upper_alarm ? 2 : -2;
    if (value > l->upper_warning || value < l->lower_warning)
        return value > l->upper_warning ? 1 : -1;
    return 0;
}

static double value_of(const mkba_i_funnel *funnel, double observed, double size)
{
    return funnel->spread.options.per * (observed / size);
}

static void write_limits(mkba_i_row *row, const limits *l)
{
    mkba_i_row_real(row, l->lower_warning);
    mkba_i_row_real(row, l->upper_warning);
    mkba_i_row_real(row, l->lower_alarm);
    mkba_i_row_real(row, l->upper_alarm);
}

/* ---- areas ----------------------------------------------------------------------------------------------- */

static bool rounding_decides(const mkba_i_funnel *funnel, const mkba_i_funnel_area *area, const limits *l)
{
    double half = funnel->rounding / 2;
    int at = beyond(l, value_of(funnel, area->observed, area->size));

    return half > 0 && (beyond(l, value_of(funnel, fmax(area->observed - half, 0), area->size)) != at ||
                        beyond(l, value_of(funnel, area->observed + half, area->size)) != at);
}

static mkba_status write_figures(const mkba_i_funnel *funnel, const mkba_i_funnel_area *area, mkba_i_row *row)
{
    static const char *const words[] = {"in", "warning", "alarm"};
    const mkba_i_spread *spread = &funnel->spread;
    limits made = limits_at(spread, area->size);
    double value = value_of(funnel, area->observed, area->size), expected = spread->target * area->size;
    int side = beyond(&made, value);

    if (!are_finite(&made) || !isfinite(value) || !isfinite(area->observed / expected))
        return mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, "sizes",
                           "the figures of a size so small are beyond the range of a double");
    mkba_i_row_real(row, area->observed);
    mkba_i_row_real(row, area->size);
    mkba_i_row_real(row, expected);
    mkba_i_row_real(row, value);
    mkba_i_row_real(row, area->observed / expected);
    mkba_i_row_real(row, mkba_i_spread_z(spread, area->observed, area->size, true));
    mkba_i_row_real(row, mkba_i_spread_z(spread, area->observed, area->size, false));
    write_limits(row, &made);
    mkba_i_row_text(row, words[abs(side)]);
    mkba_i_row_text(row, side == 0 ? NULL : side > 0 ? "above" : "below");
    if (funnel->labelled) {
        mkba_i_row_text(row, mkba_cell_status_name(area->cell));
        mkba_i_row_boolean(row, rounding_decides(funnel, area, &made));
    }
    return row->status;
}

static void write_missing(const mkba_i_funnel_area *area, mkba_i_row *row)
{
    for (size_t i = 0; i < 13; i++)
        mkba_i_row_missing(row);
    mkba_i_row_text(row, mkba_cell_status_name(area->cell));
    mkba_i_row_missing(row);
}

static mkba_status make_areas(const mkba_i_funnel *funnel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"observed", MKBA_COLUMN_REAL, NULL},
                                            {"denominator", MKBA_COLUMN_REAL, NULL},
                                            {"expected", MKBA_COLUMN_REAL, NULL},
                                            {"value", MKBA_COLUMN_REAL, NULL},
                                            {"ratio", MKBA_COLUMN_REAL, "1"},
                                            {"z", MKBA_COLUMN_REAL, "1"},
                                            {"z_adjusted", MKBA_COLUMN_REAL, "1"},
                                            {"lower_warning", MKBA_COLUMN_REAL, NULL},
                                            {"upper_warning", MKBA_COLUMN_REAL, NULL},
                                            {"lower_alarm", MKBA_COLUMN_REAL, NULL},
                                            {"upper_alarm", MKBA_COLUMN_REAL, NULL},
                                            {"status", MKBA_COLUMN_TEXT, NULL},
                                            {"side", MKBA_COLUMN_TEXT, NULL},
                                            {"cell", MKBA_COLUMN_TEXT, NULL},
                                            {"rounding_decides", MKBA_COLUMN_BOOLEAN, NULL}};
    size_t n_columns = sizeof columns / sizeof *columns;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("funnel", funnel->labelled ? columns : columns + 2,
                                          funnel->labelled ? n_columns : n_columns - 4, funnel->n_areas, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; status == MKBA_OK && i < funnel->n_areas; i++) {
        const mkba_i_funnel_area *area = &funnel->areas[i];
        if (funnel->labelled) {
            mkba_i_row_text(&row, area->code);
            mkba_i_row_text(&row, area->name);
        }
        if (area->counts)
            status = write_figures(funnel, area, &row);
        else
            write_missing(area, &row);
        mkba_i_row_next(&row);
        status = status == MKBA_OK ? row.status : status;
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- curve ----------------------------------------------------------------------------------------------- */

/* From nine tenths of the smallest size to a twentieth beyond the largest. */
static void range_of(const mkba_i_funnel *funnel, double *least, double *most)
{
    *least = HUGE_VAL;
    *most = 0;
    for (size_t i = 0; i < funnel->n_areas; i++) {
        if (!funnel->areas[i].counts)
            continue;
        *least = fmin(*least, funnel->areas[i].size);
        *most = fmax(*most, funnel->areas[i].size);
    }
    *least *= 0.9;
    *most = fmin(*most * 1.05, MKBA_I_FUNNEL_MOST);
}

static mkba_status write_point(const mkba_i_funnel *funnel, double size, mkba_i_row *row)
{
    const mkba_i_spread *spread = &funnel->spread;
    limits made = limits_at(spread, size);

    if (!are_finite(&made))
        return mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, "sizes",
                           "the limits of a size so small are beyond the range of a double");
    mkba_i_row_real(row, size);
    mkba_i_row_real(row, spread->target * size);
    mkba_i_row_real(row, spread->options.per * spread->target);
    write_limits(row, &made);
    mkba_i_row_next(row);
    return row->status;
}

static mkba_status make_curve(const mkba_i_funnel *funnel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"denominator", MKBA_COLUMN_REAL, NULL},   {"expected", MKBA_COLUMN_REAL, NULL},
        {"target", MKBA_COLUMN_REAL, NULL},        {"lower_warning", MKBA_COLUMN_REAL, NULL},
        {"upper_warning", MKBA_COLUMN_REAL, NULL}, {"lower_alarm", MKBA_COLUMN_REAL, NULL},
        {"upper_alarm", MKBA_COLUMN_REAL, NULL}};
    size_t points = funnel->spread.options.points;
    mkba_table *made = NULL;
    double least, most;
    mkba_status status = mkba_i_table_new("curve", columns, sizeof columns / sizeof *columns, points, &made, error);

    if (status != MKBA_OK)
        return status;
    range_of(funnel, &least, &most);
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; status == MKBA_OK && i < points; i++) {
        double share = (double) i / (double) (points - 1);
        double root = sqrt(least) + share * (sqrt(most) - sqrt(least));
        status = write_point(funnel, root * root, &row);
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- summary --------------------------------------------------------------------------------------------- */

static void count_beyond(const mkba_i_funnel *funnel, int64_t *counted, int64_t *warning, int64_t *alarm)
{
    for (size_t i = 0; i < funnel->n_areas; i++) {
        const mkba_i_funnel_area *area = &funnel->areas[i];
        if (!area->counts)
            continue;
        limits made = limits_at(&funnel->spread, area->size);
        int side = abs(beyond(&made, value_of(funnel, area->observed, area->size)));
        *counted += 1;
        *warning += side >= 1;
        *alarm += side >= 2;
    }
}

static mkba_status make_summary(const mkba_i_funnel *funnel, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"n", MKBA_COLUMN_INTEGER, "1"},         {"n_missing", MKBA_COLUMN_INTEGER, "1"},
        {"target", MKBA_COLUMN_REAL, NULL},      {"phi", MKBA_COLUMN_REAL, "1"},
        {"tau_squared", MKBA_COLUMN_REAL, "1"},  {"limits", MKBA_COLUMN_TEXT, NULL},
        {"n_warning", MKBA_COLUMN_INTEGER, "1"}, {"by_chance_warning", MKBA_COLUMN_REAL, "1"},
        {"n_alarm", MKBA_COLUMN_INTEGER, "1"},   {"by_chance_alarm", MKBA_COLUMN_REAL, "1"}};
    const mkba_i_spread *spread = &funnel->spread;
    bool exact = spread->applied == MKBA_OVERDISPERSION_NONE;
    int64_t counted = 0, warning = 0, alarm = 0;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, sizeof columns / sizeof *columns, 1, &made, error);

    if (status != MKBA_OK)
        return status;
    count_beyond(funnel, &counted, &warning, &alarm);
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_integer(&row, counted);
    mkba_i_row_integer(&row, (int64_t) funnel->n_areas - counted);
    mkba_i_row_real(&row, spread->options.per * spread->target);
    mkba_i_row_real(&row, spread->phi);
    mkba_i_row_real(&row, spread->tau_squared);
    mkba_i_row_text(&row, exact ? "exact" : mkba_overdispersion_name(spread->applied));
    mkba_i_row_integer(&row, warning);
    mkba_i_row_real(&row, (1 - spread->options.warning) * (double) counted);
    mkba_i_row_integer(&row, alarm);
    mkba_i_row_real(&row, (1 - spread->options.alarm) * (double) counted);
    mkba_i_row_next(&row);
    if (row.status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return row.status;
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

/* Without a given one: all that was observed over all sizes. */
static mkba_status set_target(mkba_i_spread *spread, const double *observed, const double *sizes, size_t n,
                              mkba_error *error)
{
    double sum = 0, size = 0;

    spread->target = spread->options.target;
    if (spread->target > 0)
        return MKBA_OK;
    for (size_t i = 0; i < n; i++) {
        sum += observed[i];
        size += sizes[i];
    }
    spread->target = sum / size;
    if (spread->target > 0 && (spread->options.family == MKBA_FUNNEL_POISSON || spread->target < 1))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "target",
                       "%s was observed: there is no spread around that; give a target",
                       spread->target > 0 ? "all" : "nothing");
}

/* What the distributions are computed for. */
static mkba_status check_expected(const mkba_i_spread *spread, const double *sizes, size_t n, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        double expected = spread->target * sizes[i];
        if (!(expected >= 1e-9 && expected <= MKBA_I_FUNNEL_MOST))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "target",
                               "target x size is from 1e-9 to 1e9, or there are no limits; of element %zu it is not",
                               i);
    }
    return MKBA_OK;
}

static mkba_status estimate(mkba_i_funnel *funnel, mkba_error *error)
{
    size_t n = 0;
    double *work = calloc(4 * funnel->n_areas + 1, sizeof *work), *observed = work, *sizes;
    mkba_status status;

    if (work == NULL)
        return mkba_i_fail_memory(error);
    sizes = work + funnel->n_areas;
    for (size_t i = 0; i < funnel->n_areas; i++) {
        if (!funnel->areas[i].counts)
            continue;
        observed[n] = funnel->areas[i].observed;
        sizes[n++] = funnel->areas[i].size;
    }
    status = set_target(&funnel->spread, observed, sizes, n, error);
    if (status == MKBA_OK)
        status = check_expected(&funnel->spread, sizes, n, error);
    if (status == MKBA_OK)
        mkba_i_spread_estimate(&funnel->spread, observed, sizes, n, sizes + funnel->n_areas);
    free(work);
    return status;
}

mkba_status mkba_i_funnel_view(mkba_i_funnel *funnel, mkba_funnel_view view, mkba_table **table, mkba_error *error)
{
    mkba_status status = estimate(funnel, error);

    if (status != MKBA_OK)
        return status;
    switch (view) {
    case MKBA_FUNNEL_AREAS: return make_areas(funnel, table, error);
    case MKBA_FUNNEL_CURVE: return make_curve(funnel, table, error);
    case MKBA_FUNNEL_SUMMARY: return make_summary(funnel, table, error);
    }
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view", "a funnel has the views areas, curve and summary");
}
