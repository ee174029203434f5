/* Characteristics of areas: see variable.h. */
#include "compare/variable.h"

#include <string.h>

static const mkba_i_attribute *find_attribute(const mkba_panel *panel, const char *name)
{
    for (size_t i = 0; i < panel->n_attributes; i++)
        if (strcmp(panel->attributes[i].name, name) == 0)
            return &panel->attributes[i];
    return NULL;
}

mkba_status mkba_i_variable_find(const mkba_panel *panel, const char *name, const char *where, mkba_i_variable *out,
                                 mkba_error *error)
{
    const mkba_i_attribute *attribute = name == NULL ? NULL : find_attribute(panel, name);
    mkba_i_variable found = {.attribute = attribute};

    if (attribute == NULL) {
        mkba_status status = mkba_i_panel_find_indicator(panel, name, where, &found.indicator, error);
        if (status != MKBA_OK)
            return status;
        found.name = panel->indicators[found.indicator].name;
        found.unit = panel->indicators[found.indicator].unit;
    } else {
        if (mkba_i_roll_find(&panel->indicator_names, name) != MKBA_I_NONE)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                               "\"%.100s\" is both an indicator and an attribute: give the attribute another name",
                               name);
        found.name = attribute->name;
        found.unit = attribute->unit;
    }
    *out = found;
    return MKBA_OK;
}

bool mkba_i_variable_is_text(const mkba_i_variable *variable)
{
    return variable->attribute != NULL && variable->attribute->texts != NULL;
}

mkba_i_cell mkba_i_variable_cell(const mkba_panel *panel, const mkba_i_variable *variable, size_t area, size_t period)
{
    const mkba_i_attribute *attribute = variable->attribute;
    mkba_i_cell cell = {0, MKBA_CELL_ABSENT};

    if (attribute == NULL) {
        size_t at = mkba_i_cell_at(panel, variable->indicator, area, period);
        cell.value = panel->values[at];
        cell.status = (mkba_cell_status) panel->statuses[at];
    } else if (attribute->present[area]) {
        cell.value = attribute->texts == NULL ? attribute->numbers[area] : 0;
        cell.status = MKBA_CELL_MEASURED;
    }
    return cell;
}

bool mkba_i_variable_same(const mkba_panel *panel, const mkba_i_variable *variable, size_t a, size_t b, size_t period)
{
    if (mkba_i_variable_is_text(variable))
        return strcmp(variable->attribute->texts[a], variable->attribute->texts[b]) == 0;
    return mkba_i_variable_cell(panel, variable, a, period).value ==
           mkba_i_variable_cell(panel, variable, b, period).value;
}
