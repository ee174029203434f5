/* Reading indicators, and what was measured of them. */
#include "koers/reader.h"

#include <math.h>
#include <string.h>

/* ---- indicators ---------------------------------------------------------------------------------------------- */

static const char *const KEYS[] = {"title",     "direction", "definition", "source",      "unit",
                                   "frequency", "note",      "norm",       "start",       "targets",
                                   "scale",     "phase",     "criterion",  "result_area", "panel"};

static bool read_start(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_indicator *indicator)
{
    static const char *const START_KEYS[] = {"period", "value"};

    if (item == NULL)
        return true;
    if (!mkba_i_read_object(&reader->base, item, "a start", START_KEYS, MKBA_I_LENGTH(START_KEYS)))
        return false;
    indicator->has_start = true;
    return mkba_i_need(&reader->base, item, "period", "a start") &&
           mkba_i_need(&reader->base, item, "value", "a start") &&
           mkba_i_read_period(reader, mkba_i_member(item, "period"), &indicator->start_period) &&
           mkba_i_read_number(&reader->base, mkba_i_member(item, "value"), &indicator->start);
}

static bool read_areas(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_indicator *indicator)
{
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(&reader->base, item, NULL))
        return false;
    indicator->areas = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *indicator->areas);
    if (indicator->areas == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = mkba_i_read_text(&reader->base, child, &indicator->areas[indicator->n_areas++]) && ok;
    return ok;
}

static bool read_panel(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_indicator *indicator)
{
    static const char *const PANEL_KEYS[] = {"indicator", "areas"};

    return item == NULL ||
           (mkba_i_read_object(&reader->base, item, "panel", PANEL_KEYS, MKBA_I_LENGTH(PANEL_KEYS)) &&
            mkba_i_need(&reader->base, item, "indicator", "panel") &&
            mkba_i_read_text(&reader->base, mkba_i_member(item, "indicator"), &indicator->panel_indicator) &&
            read_areas(reader, mkba_i_member(item, "areas"), indicator));
}

/* Where an indicator stands: its words. */
static bool read_place_in_koers(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_indicator *indicator)
{
    const cJSON *criterion = mkba_i_member(item, "criterion"), *area = mkba_i_member(item, "result_area");
    mkba_i_reader *base = &reader->base;
    bool ok = mkba_i_read_choice(base, mkba_i_member(item, "scale"), mkba_i_scale_words,
                                 MKBA_I_LENGTH(mkba_i_scale_words), &indicator->scale);

    ok = mkba_i_read_choice(base, mkba_i_member(item, "phase"), mkba_i_phase_words, MKBA_I_LENGTH(mkba_i_phase_words),
                            &indicator->phase) &&
         ok;
    ok = mkba_i_read_choice(base, criterion, mkba_i_criterion_words, MKBA_I_LENGTH(mkba_i_criterion_words),
                            &indicator->criterion) &&
         ok;
    ok = mkba_i_read_choice(base, area, mkba_i_result_area_words, MKBA_I_LENGTH(mkba_i_result_area_words),
                            &indicator->result_area) &&
         ok;
    if (criterion != NULL && area != NULL)
        ok = mkba_i_refuse(base, area, MKBA_ERROR_KOERS,
                           "an indicator stands on one of the two yardsticks: \"criterion\" or \"result_area\"");
    return ok;
}

static bool read_indicator(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_indicator *indicator)
{
    static const char *const DIRECTIONS[] = {"up", "down"};
    const mkba_i_text_key texts[] = {{"title", &indicator->title},         {"definition", &indicator->definition},
                                     {"source", &indicator->source},       {"unit", &indicator->unit},
                                     {"frequency", &indicator->frequency}, {"note", &indicator->note}};
    const cJSON *norm = mkba_i_member(item, "norm");
    size_t direction = 0;
    bool ok = mkba_i_read_place(&reader->base, item, &indicator->place) &&
              mkba_i_read_object(&reader->base, item, "an indicator", KEYS, MKBA_I_LENGTH(KEYS));

    indicator->scale = indicator->phase = indicator->criterion = indicator->result_area = MKBA_I_NONE;
    if (!cJSON_IsObject(item))
        return false;
    ok = mkba_i_need(&reader->base, item, "title", "an indicator") && ok;
    ok = mkba_i_need(&reader->base, item, "direction", "an indicator") && ok;
    ok = mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
    ok = mkba_i_read_choice(&reader->base, mkba_i_member(item, "direction"), DIRECTIONS, 2, &direction) && ok;
    indicator->down = direction == 1;
    indicator->has_norm = norm != NULL;
    ok = mkba_i_read_number(&reader->base, norm, &indicator->norm) && ok;
    ok = read_start(reader, mkba_i_member(item, "start"), indicator) && ok;
    ok = mkba_i_read_yearlies(reader, mkba_i_member(item, "targets"), "targets", -INFINITY, &indicator->targets) && ok;
    ok = read_place_in_koers(reader, item, indicator) && ok;
    return read_panel(reader, mkba_i_member(item, "panel"), indicator) && ok;
}

bool mkba_i_read_indicators(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    bool ok = true;
    size_t i = 0;

    model->indicators = mkba_i_make(&reader->base, model->indicator_names.n, sizeof *model->indicators);
    if (model->indicators == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->indicators[i].name = model->indicator_names.items[i];
        ok = read_indicator(reader, child, &model->indicators[i]) && ok;
    }
    return ok;
}

/* ---- measurements -------------------------------------------------------------------------------------------- */

static const char *const MEASUREMENT_KEYS[] = {"indicator", "period", "kind", "value", "low",    "high",
                                               "level",     "n",      "text", "area",  "source", "note"};
static const char *const OF_FIGURES[] = {"value", "low", "high", "level", "n"}, *const OF_WORDS[] = {"text"};

static bool read_interval(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_measurement *measurement)
{
    const cJSON *low = mkba_i_member(item, "low"), *high = mkba_i_member(item, "high");
    const cJSON *level = mkba_i_member(item, "level");
    mkba_i_reader *base = &reader->base;

    measurement->level = 0.95;
    measurement->has_interval = low != NULL && high != NULL;
    if (!mkba_i_read_number(base, low, &measurement->low) || !mkba_i_read_number(base, high, &measurement->high) ||
        !mkba_i_read_number(base, level, &measurement->level))
        return false;
    if ((low == NULL) != (high == NULL))
        return mkba_i_refuse(base, low == NULL ? high : low, MKBA_ERROR_KOERS,
                             "an interval has both \"low\" and \"high\"");
    if (level != NULL && !measurement->has_interval)
        return mkba_i_refuse(base, level, MKBA_ERROR_KOERS, "a level belongs to an interval: \"low\" and \"high\"");
    if (!(measurement->level > 0 && measurement->level < 1))
        return mkba_i_refuse_number(base, level, "the level of an interval lies between 0 and 1", measurement->level);
    if (measurement->has_interval && measurement->low > measurement->value)
        return mkba_i_refuse_number(base, low, "the low end of an interval is not above its value", measurement->low);
    if (measurement->has_interval && measurement->high < measurement->value)
        return mkba_i_refuse_number(base, high, "the high end of an interval is not below its value",
                                    measurement->high);
    return true;
}

static bool read_figure(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_measurement *measurement)
{
    const cJSON *n = mkba_i_member(item, "n");
    double count = 1;
    bool ok = mkba_i_refuse_keys(reader, item, OF_WORDS, MKBA_I_LENGTH(OF_WORDS), "words are a quote or a story");

    ok = mkba_i_need(&reader->base, item, "value", "a figure") && ok;
    ok = mkba_i_read_number(&reader->base, mkba_i_member(item, "value"), &measurement->value) && ok;
    ok = mkba_i_read_number(&reader->base, n, &count) && ok;
    if (!(count >= 1 && count <= 1e15) || count != floor(count))
        ok = mkba_i_refuse_number(&reader->base, n, "n is a whole number from 1", count);
    else if (n != NULL)
        measurement->n = (int64_t) count;
    return ok && read_interval(reader, item, measurement);
}

static bool read_words(mkba_i_koers_reader *reader, const cJSON *item)
{
    const char *what = "a quote or story";
    bool ok = mkba_i_refuse_keys(reader, item, OF_FIGURES, MKBA_I_LENGTH(OF_FIGURES), "a quote or story is no figure");

    ok = mkba_i_need(&reader->base, item, "text", what) && ok;
    return mkba_i_need(&reader->base, item, "source", what) && ok;
}

static bool read_measurement(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_measurement *measurement)
{
    const mkba_i_text_key texts[] = {{"text", &measurement->text},
                                     {"area", &measurement->area},
                                     {"source", &measurement->source},
                                     {"note", &measurement->note}};
    size_t kind = MKBA_I_FIGURE;
    bool ok =
        mkba_i_read_place(&reader->base, item, &measurement->place) &&
        mkba_i_read_object(&reader->base, item, "a measurement", MEASUREMENT_KEYS, MKBA_I_LENGTH(MEASUREMENT_KEYS));

    measurement->indicator = MKBA_I_NONE;
    if (!cJSON_IsObject(item))
        return false;
    ok = mkba_i_need(&reader->base, item, "indicator", "a measurement") && ok;
    ok = mkba_i_need(&reader->base, item, "period", "a measurement") && ok;
    ok = mkba_i_read_reference(reader, mkba_i_member(item, "indicator"), &reader->model->indicator_names, "indicator",
                               &measurement->indicator) &&
         ok;
    ok = mkba_i_read_period(reader, mkba_i_member(item, "period"), &measurement->period) && ok;
    ok = mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
    if (!mkba_i_read_choice(&reader->base, mkba_i_member(item, "kind"), mkba_i_measurement_words,
                            MKBA_I_LENGTH(mkba_i_measurement_words), &kind))
        return false;
    measurement->kind = (mkba_i_measurement_kind) kind;
    return (kind == MKBA_I_FIGURE ? read_figure(reader, item, measurement) : read_words(reader, item)) && ok;
}

/* Refuses a second figure of an indicator, period and area. */
static bool check_twice(mkba_i_koers_reader *reader, const mkba_i_measurement *measurement, mkba_i_roll *seen)
{
    const char *area = measurement->area == NULL ? "" : measurement->area;
    char period[MKBA_I_PERIOD_TEXT];
    const char *key;

    if (measurement->kind != MKBA_I_FIGURE)
        return true;
    mkba_i_period_print(&measurement->period, period);
    key = mkba_i_arena_format(reader->base.arena, "%zu %s %s", measurement->indicator, period, area);
    if (key == NULL)
        return mkba_i_no_memory(&reader->base);
    if (mkba_i_roll_find(seen, key) != MKBA_I_NONE)
        return mkba_i_refuse_at(&reader->base, &measurement->place, MKBA_ERROR_KOERS,
                                "\"%.100s\" has a second figure of %s%s%.60s: an indicator, period and area have one",
                                reader->model->indicator_names.items[measurement->indicator], period,
                                measurement->area == NULL ? "" : " in ", area);
    return mkba_i_roll_add(seen, key) || mkba_i_no_memory(&reader->base);
}

bool mkba_i_read_measurements(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    mkba_i_roll seen = {.n = 0};
    bool ok = true;

    if (item != NULL && !mkba_i_read_array(&reader->base, item, "measurements"))
        return false;
    model->measurements = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *model->measurements);
    if (model->measurements == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next) {
        mkba_i_measurement *measurement = &model->measurements[model->n_measurements++];

        ok = read_measurement(reader, child, measurement) && check_twice(reader, measurement, &seen) && ok;
    }
    mkba_i_roll_free(&seen);
    return ok;
}
