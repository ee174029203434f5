/* Figures in time: see series.h. */
#include "base/exact.h"

#include "koers/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "panel/model.h"

#define REGION "(region of the Koers)" /* the code of a sum of areas */

const char *const mkba_i_origin_words[3] = {"measurement", "start", "panel"};

/* What all of it needs. */
typedef struct maker {
    const mkba_i_koers_model *model;
    const mkba_panel *panel;
    const char *area;
    mkba_i_said_list *said;
    mkba_error *error;
} maker;

/* ---- of a panel ------------------------------------------------------------------------------------------------- */

/* An error of the panel, at its place in the Koers. */
static mkba_status place_error(const maker *m, const mkba_i_indicator *indicator, const char *key, mkba_status status)
{
    if (m->error != NULL && status != MKBA_ERROR_MEMORY) {
        snprintf(m->error->where, sizeof m->error->where, "%.150s/panel%s", indicator->place.where, key);
        m->error->line = indicator->place.line;
        m->error->column = indicator->place.column;
    }
    return status;
}

/* Adds the figures of an area of a panel; `gaps` are periods without one. */
static mkba_status take_cells(const maker *m, const mkba_panel *panel, size_t at, size_t area,
                              const mkba_i_indicator *indicator, mkba_i_series *series)
{
    size_t gaps = 0, suspects = 0;
    mkba_status status = MKBA_OK;

    for (size_t p = 0; p < panel->n_periods; p++) {
        size_t cell = mkba_i_cell_at(panel, at, area, p);
        mkba_cell_status of = (mkba_cell_status) panel->statuses[cell];

        if (of == MKBA_CELL_SUSPECT)
            suspects++;
        else if (!mkba_cell_has_value(of))
            gaps++;
        else
            series->points[series->n++] = (mkba_i_point){.period = panel->periods[p],
                                                         .value = panel->values[cell],
                                                         .origin = MKBA_I_PANEL,
                                                         .provisional = of == MKBA_CELL_PROVISIONAL,
                                                         .source = indicator->panel_indicator,
                                                         .measurement = MKBA_I_NONE};
    }
    if (suspects > 0)
        status = mkba_i_say_both(m->said, m->error, "panel-suspect", true, m->area, NULL, indicator->name,
                                 "%zu figures of \"%.100s\" in the panel are suspect and left out",
                                 "%zu cijfers van \"%.100s\" in het paneel zijn verdacht en doen niet mee", suspects,
                                 indicator->panel_indicator);
    if (gaps > 0 && status == MKBA_OK)
        status = mkba_i_say_both(m->said, m->error, "panel-gaps", false, m->area, NULL, indicator->name,
                                 "in %zu of its %zu periods the panel has no figure of \"%.100s\"%s%.0s",
                                 "in %zu van zijn %zu perioden heeft het paneel geen cijfer van \"%.100s\"%.0s%s", gaps,
                                 panel->n_periods, indicator->panel_indicator,
                                 m->area == NULL ? " for all areas together" : "",
                                 m->area == NULL ? " voor alle gebieden samen" : "");
    return status;
}

/* Whether the panel knows how its indicator adds up over areas. */
static bool adds_up(const mkba_panel *panel, size_t at)
{
    const mkba_indicator *known = &panel->indicators[at];

    if (known->kind != MKBA_INDICATOR_RATE)
        return known->kind != MKBA_INDICATOR_UNKNOWN;
    return known->numerator != NULL && known->denominator != NULL &&
           mkba_i_roll_find(&panel->indicator_names, known->numerator) != MKBA_I_NONE &&
           mkba_i_roll_find(&panel->indicator_names, known->denominator) != MKBA_I_NONE;
}

/* The areas of an indicator as one, in a panel of what is needed for it: its last area. */
static mkba_status add_areas(const maker *m, size_t at, const char *const *areas, size_t n_areas, mkba_panel **out)
{
    const mkba_indicator *known = &m->panel->indicators[at];
    const char *const needed[] = {known->name, known->numerator, known->denominator};
    mkba_panel *part = NULL;
    mkba_status status = mkba_panel_selected(m->panel, areas, n_areas, NULL, 0, needed,
                                             known->kind == MKBA_INDICATOR_RATE ? 3 : 1, &part, m->error);

    if (status == MKBA_OK)
        status = mkba_panel_region(part, REGION, NULL, areas, n_areas, MKBA_MISSING_SPREADS, out, m->error);
    mkba_panel_free(part);
    return status;
}

static mkba_status take_region(const maker *m, size_t at, const mkba_i_indicator *indicator, mkba_i_series *series)
{
    const char *const *areas = indicator->n_areas > 0 ? indicator->areas : m->model->region;
    size_t n_areas = indicator->n_areas > 0 ? indicator->n_areas : m->model->n_region, area = 0;
    mkba_panel *added = NULL;
    mkba_status status;

    if (n_areas == 0 && m->panel->n_areas != 1)
        return mkba_i_say_both(
            m->said, m->error, "panel-without-areas", true, NULL, NULL, indicator->name,
            "neither \"panel\" of the indicator nor \"region\" of the Koers says which of the %zu areas of "
            "the panel count",
            "noch \"panel\" van de indicator noch \"region\" van de Koers zegt welke van de %zu gebieden van het "
            "paneel tellen",
            m->panel->n_areas);
    if (n_areas == 1) {
        status = mkba_i_panel_find_area(m->panel, areas[0], "areas", &area, m->error);
        if (status != MKBA_OK)
            return place_error(m, indicator, "/areas", status);
    }
    if (n_areas <= 1)
        return take_cells(m, m->panel, at, area, indicator, series);
    if (!adds_up(m->panel, at))
        return mkba_i_say_both(
            m->said, m->error, "panel-not-added", true, NULL, NULL, indicator->name,
            "\"%.100s\" is not added up over %zu areas: the panel does not say whether it is a flow or a "
            "stock, or of what it is a rate",
            "\"%.100s\" is niet opgeteld over %zu gebieden: het paneel zegt niet of het een stroom of een stand is, "
            "of waarvan het een verhouding is",
            indicator->panel_indicator, n_areas);
    status = add_areas(m, at, areas, n_areas, &added);
    if (status != MKBA_OK)
        return place_error(m, indicator, "/areas", status);
    status = take_cells(m, added, 0, added->n_areas - 1, indicator, series);
    mkba_panel_free(added);
    return status;
}

static mkba_status take_panel(const maker *m, const mkba_i_indicator *indicator, mkba_i_series *series)
{
    size_t at = 0, area;
    mkba_status status;

    if (m->panel == NULL || indicator->panel_indicator == NULL)
        return MKBA_OK;
    status = mkba_i_panel_find_indicator(m->panel, indicator->panel_indicator, "indicator", &at, m->error);
    if (status != MKBA_OK)
        return place_error(m, indicator, "/indicator", status);
    if (m->area == NULL)
        return take_region(m, at, indicator, series);
    area = mkba_i_roll_find(&m->panel->area_codes, m->area);
    return area == MKBA_I_NONE ? MKBA_OK : take_cells(m, m->panel, at, area, indicator, series);
}

/* ---- of the document -------------------------------------------------------------------------------------------- */

static bool is_of(const mkba_i_measurement *measurement, const char *area)
{
    if (measurement->kind != MKBA_I_FIGURE || (measurement->area == NULL) != (area == NULL))
        return false;
    return area == NULL || strcmp(measurement->area, area) == 0;
}

static mkba_i_point point_of(const mkba_i_measurement *measurement, size_t position)
{
    return (mkba_i_point){.period = measurement->period,
                          .value = measurement->value,
                          .has_interval = measurement->has_interval,
                          .low = measurement->low,
                          .high = measurement->high,
                          .level = measurement->level,
                          .origin = MKBA_I_MEASURED,
                          .source = measurement->source,
                          .measurement = position};
}

/* Room for all that an indicator may have. */
static bool make_room(const maker *m, mkba_i_arena *arena, mkba_i_series *all)
{
    const mkba_i_koers_model *model = m->model;

    for (size_t i = 0; i < model->n_measurements; i++)
        all[model->measurements[i].indicator].n += is_of(&model->measurements[i], m->area);
    for (size_t i = 0; i < model->indicator_names.n; i++) {
        bool in_panel = m->panel != NULL && model->indicators[i].panel_indicator != NULL;

        all[i].points =
            mkba_i_arena_new(arena, all[i].n + 1 + (in_panel ? m->panel->n_periods : 0), sizeof *all[i].points);
        if (all[i].points == NULL)
            return false;
        all[i].n = 0;
    }
    return true;
}

static void take_document(const maker *m, mkba_i_series *all)
{
    const mkba_i_koers_model *model = m->model;

    for (size_t i = 0; i < model->n_measurements; i++)
        if (is_of(&model->measurements[i], m->area)) {
            mkba_i_series *series = &all[model->measurements[i].indicator];

            series->points[series->n++] = point_of(&model->measurements[i], i);
        }
    for (size_t i = 0; m->area == NULL && i < model->indicator_names.n; i++)
        if (model->indicators[i].has_start)
            all[i].points[all[i].n++] = (mkba_i_point){.period = model->indicators[i].start_period,
                                                       .value = model->indicators[i].start,
                                                       .origin = MKBA_I_START,
                                                       .source = model->indicators[i].source,
                                                       .measurement = MKBA_I_NONE};
}

/* ---- together ---------------------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    const mkba_i_point *one = a, *other = b;

    if (one->time != other->time)
        return one->time < other->time ? -1 : 1;
    if (one->period.kind != other->period.kind)
        return one->period.kind < other->period.kind ? -1 : 1;
    if (one->period.part != other->period.part)
        return one->period.part < other->period.part ? -1 : 1;
    return (int) one->origin - (int) other->origin;
}

static bool is_same_period(const mkba_i_period *a, const mkba_i_period *b)
{
    return a->kind == b->kind && mkba_i_period_compare(a, b) == 0;
}

static const char *with_comma(double value, char text[MKBA_I_NUMBER_TEXT])
{
    char *point;

    mkba_i_number_say(value, text);
    point = strchr(text, '.');
    if (point != NULL)
        *point = ',';
    return text;
}

static mkba_status say_differ(const maker *m, const mkba_i_indicator *indicator, const mkba_i_point *kept,
                              const mkba_i_point *dropped)
{
    static const char *const dutch[] = {"de meting", "de nulmeting", "het paneel"};
    char period[MKBA_I_PERIOD_TEXT], one[MKBA_I_NUMBER_TEXT], other[MKBA_I_NUMBER_TEXT];
    char een[MKBA_I_NUMBER_TEXT], ander[MKBA_I_NUMBER_TEXT];

    if (fabs(kept->value - dropped->value) <= 1e-12 * fabs(kept->value))
        return MKBA_OK;
    mkba_i_period_print(&kept->period, period);
    return mkba_i_say_both(m->said, m->error, "figures-differ", true, m->area, period, indicator->name,
                           "the %s%.0s says %s%.0s, the %s%.0s %s%.0s: the first counts",
                           "volgens %.0s%s is het %.0s%s, volgens %.0s%s %.0s%s: het eerste telt",
                           mkba_i_origin_words[kept->origin], dutch[kept->origin], mkba_i_number_say(kept->value, one),
                           with_comma(kept->value, een), mkba_i_origin_words[dropped->origin], dutch[dropped->origin],
                           mkba_i_number_say(dropped->value, other), with_comma(dropped->value, ander));
}

/* In order of time, of each period the first that counts. */
static mkba_status order(const maker *m, const mkba_i_indicator *indicator, mkba_i_series *series)
{
    size_t n = 0;
    bool mixed = false;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < series->n; i++)
        series->points[i].time = mkba_i_period_middle(&series->points[i].period);
    qsort(series->points, series->n, sizeof *series->points, by_time);
    for (size_t i = 0; i < series->n && status == MKBA_OK; i++) {
        mixed = mixed || series->points[i].period.kind != series->points[0].period.kind;
        if (n > 0 && is_same_period(&series->points[n - 1].period, &series->points[i].period))
            status = say_differ(m, indicator, &series->points[n - 1], &series->points[i]);
        else
            series->points[n++] = series->points[i];
    }
    series->n = n;
    if (mixed && status == MKBA_OK)
        status = mkba_i_say_both(
            m->said, m->error, "periods-mixed", true, m->area, NULL, indicator->name,
            "its figures are of periods of several kinds, and are set beside each other as they are",
            "de cijfers zijn van perioden van verschillende soort, en staan naast elkaar zoals zij zijn");
    return status;
}

mkba_status mkba_i_series_make(const mkba_koers *koers, const mkba_panel *panel, const char *area, mkba_i_arena *arena,
                               mkba_i_said_list *said, mkba_i_series **out, mkba_error *error)
{
    const mkba_i_koers_model *model = &koers->model;
    const maker m = {.model = model, .panel = panel, .area = area, .said = said, .error = error};
    mkba_i_series *all = mkba_i_arena_new(arena, model->indicator_names.n, sizeof *all);
    mkba_status status = MKBA_OK;

    if (all == NULL || !make_room(&m, arena, all))
        return mkba_i_fail_memory(error);
    take_document(&m, all);
    for (size_t i = 0; i < model->indicator_names.n && status == MKBA_OK; i++) {
        status = take_panel(&m, &model->indicators[i], &all[i]);
        if (status == MKBA_OK)
            status = order(&m, &model->indicators[i], &all[i]);
    }
    if (status == MKBA_OK)
        *out = all;
    return status;
}

void mkba_i_series_until(mkba_i_series *series, double moment)
{
    size_t n = 0;

    for (size_t i = 0; i < series->n; i++)
        if (mkba_i_period_end(&series->points[i].period) <= moment)
            series->points[n++] = series->points[i];
    series->n = n;
}

/* ---- the plan ----------------------------------------------------------------------------------------------------- */

bool mkba_i_planned(const mkba_i_indicator *indicator, double time, double *value)
{
    bool begun = indicator->has_start, aimed = false;
    double from = begun ? mkba_i_period_middle(&indicator->start_period) : 0, level = indicator->start;

    if (begun && time < from)
        return false;
    for (size_t i = 0; i < indicator->targets.n; i++) {
        double to = indicator->targets.items[i].year + 0.5, target = indicator->targets.items[i].level;

        if (begun && to <= from)
            continue; /* from before the nulmeting */
        if (time < to && !begun)
            return false;
        if (time < to) { /* so written that no difference goes beyond the range of a double */
            *value = level * ((to - time) / (to - from)) + target * ((time - from) / (to - from));
            return true;
        }
        begun = aimed = true;
        from = to;
        level = target;
    }
    if (aimed)
        *value = level;
    return aimed;
}
