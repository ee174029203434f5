/* Reading scenarios: named sets of parameter values, and of the settings they change. */
#include "case/reader.h"

#include <string.h>

static const char *const KEYS[] = {"parameters", "discount", "timing", "years"};

static bool read_override(mkba_i_reader *reader, const cJSON *item, mkba_i_override *override)
{
    const mkba_i_names *names = &reader->model->parameter_names;
    char hint[MKBA_I_HINT];

    override->parameter = mkba_i_names_find(names, item->string, strlen(item->string));
    if (override->parameter == MKBA_I_NONE) {
        mkba_i_hint(reader, names, item->string, hint);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no parameter of this case%s", item->string,
                             hint);
    }
    if (!cJSON_IsNumber(item))
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "a scenario gives \"%.100s\" a number, in the parameter's own unit and price year",
                             item->string);
    return mkba_i_read_number(reader, item, &override->value);
}

static bool read_overrides(mkba_i_reader *reader, const cJSON *item, mkba_i_scenario *scenario)
{
    mkba_i_override *overrides;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_map(reader, item, "a scenario"))
        return false;
    overrides = mkba_i_make(reader, mkba_i_count(item), sizeof *overrides);
    if (overrides == NULL)
        return false;
    scenario->overrides = overrides;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = read_override(reader, child, &overrides[scenario->n_overrides++]) && ok;
    return ok;
}

static bool has_settings(const cJSON *item)
{
    for (size_t i = 0; i < MKBA_I_LENGTH(KEYS); i++)
        if (mkba_i_member(item, KEYS[i]) != NULL)
            return true;
    return false;
}

static bool read_scenario(mkba_i_reader *reader, const cJSON *item, mkba_i_scenario *scenario)
{
    const cJSON *years;
    bool ok;

    if (!mkba_i_read_place(reader, item, &scenario->place) || !mkba_i_read_map(reader, item, "a scenario"))
        return false;
    if (!has_settings(item))
        return read_overrides(reader, item, scenario);
    years = mkba_i_member(item, "years");
    scenario->has_years = years != NULL;
    scenario->has_timing = mkba_i_member(item, "timing") != NULL;
    ok = mkba_i_read_object(reader, item, "a scenario with parameters, discount, timing or years", KEYS,
                            MKBA_I_LENGTH(KEYS));
    ok = read_overrides(reader, mkba_i_member(item, "parameters"), scenario) && ok;
    ok = mkba_i_read_discount(reader, mkba_i_member(item, "discount"), &scenario->discount) && ok;
    ok = mkba_i_read_timing(reader, mkba_i_member(item, "timing"), &scenario->timing) && ok;
    return (years == NULL || mkba_i_read_years(reader, years, &scenario->first, &scenario->last)) && ok;
}

bool mkba_i_read_scenarios(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    size_t i = 0;
    bool ok = true;

    if (model->scenario_names.n > MKBA_I_SCENARIOS)
        return mkba_i_refuse(reader, item, MKBA_ERROR_LIMIT, "a case has at most %d scenarios, not %zu",
                             MKBA_I_SCENARIOS, model->scenario_names.n);
    model->scenarios = mkba_i_make(reader, model->scenario_names.n, sizeof *model->scenarios);
    if (model->scenarios == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->scenarios[i].name = model->scenario_names.items[i];
        ok = read_scenario(reader, child, &model->scenarios[i]) && ok;
    }
    return ok;
}
