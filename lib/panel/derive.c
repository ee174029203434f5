/* What the steps that compute share: see derive.h. */
#include "base/exact.h"

#include <math.h>

#include "panel/derive.h"

void mkba_i_sum_add(mkba_i_sum *sum, mkba_i_cell cell, double share, bool left_out)
{
    bool has_value = mkba_cell_has_value(cell.status), first = sum->n == sum->missing;

    sum->n++;
    if (!has_value) {
        sum->reason = sum->missing == 0 ? cell.status : mkba_i_cell_combine(sum->reason, cell.status);
        sum->missing++;
        if (left_out)
            return;
    }
    sum->cell.status = first && (left_out || sum->n == 1) ? mkba_i_cell_derived(cell.status)
                                                          : mkba_i_cell_combine(sum->cell.status, cell.status);
    sum->cell.value = mkba_cell_has_value(sum->cell.status) ? sum->cell.value + share * cell.value : 0;
}

mkba_i_cell mkba_i_sum_cell(const mkba_i_sum *sum)
{
    return sum->n > sum->missing ? sum->cell : (mkba_i_cell){0, sum->reason};
}

mkba_i_cell mkba_i_rate_cell(mkba_i_cell numerator, mkba_i_cell denominator, double per)
{
    mkba_i_cell rate = {0, mkba_i_cell_combine(numerator.status, denominator.status)};

    if (!mkba_cell_has_value(rate.status))
        return rate;
    if (denominator.value == 0)
        return (mkba_i_cell){0, MKBA_CELL_UNDEFINED};
    rate.value = per * numerator.value / denominator.value;
    return rate;
}

bool mkba_i_rate_parts(const mkba_panel *panel, const mkba_indicator *rate, size_t *numerator, size_t *denominator)
{
    if (rate->numerator == NULL || rate->denominator == NULL)
        return false;
    *numerator = mkba_i_roll_find(&panel->indicator_names, rate->numerator);
    *denominator = mkba_i_roll_find(&panel->indicator_names, rate->denominator);
    if (*numerator == MKBA_I_NONE || *denominator == MKBA_I_NONE)
        return false;
    mkba_indicator_kind up = panel->indicators[*numerator].kind, down = panel->indicators[*denominator].kind;
    return (up == MKBA_INDICATOR_FLOW || up == MKBA_INDICATOR_STOCK) &&
           (down == MKBA_INDICATOR_FLOW || down == MKBA_INDICATOR_STOCK);
}

mkba_i_cell mkba_i_panel_get(const mkba_panel *panel, size_t indicator, size_t area, size_t period)
{
    size_t at = mkba_i_cell_at(panel, indicator, area, period);

    return (mkba_i_cell){panel->values[at], (mkba_cell_status) panel->statuses[at]};
}

mkba_status mkba_i_panel_put(mkba_panel *panel, size_t indicator, size_t area, size_t period, mkba_i_cell cell,
                             mkba_error *error)
{
    size_t at = mkba_i_cell_at(panel, indicator, area, period);
    char text[MKBA_I_PERIOD_TEXT];

    if (!isfinite(cell.value)) {
        mkba_i_period_print(&panel->periods[period], text);
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "%.60s, %s, %.100s: beyond the range of a number",
                           panel->areas[area].code, text, panel->indicators[indicator].name);
    }
    panel->values[at] = cell.value == 0 ? 0 : cell.value; /* no minus zero */
    panel->statuses[at] = (unsigned char) cell.status;
    panel->cell_sources[at] = 0;
    return MKBA_OK;
}

mkba_status mkba_i_panel_note_made(mkba_panel *panel, const char *step, mkba_i_text *how, mkba_error *error)
{
    const char *name = panel->indicators[panel->n_indicators - 1].name;
    size_t n_cells = panel->n_areas * panel->n_periods;
    bool ok = !how->failed && mkba_i_panel_note(panel, step, NULL, NULL, name, n_cells, how->data);

    mkba_i_text_drop(how);
    return ok ? MKBA_OK : mkba_i_fail_memory(error);
}

mkba_status mkba_i_panel_add_indicator(const mkba_panel *panel, const mkba_indicator *added, mkba_panel **out,
                                       mkba_error *error)
{
    mkba_i_plan plan = {
        .n_areas = panel->n_areas, .n_periods = panel->n_periods, .n_indicators = panel->n_indicators + 1};
    mkba_panel *made = NULL;
    mkba_status status;

    if (mkba_i_roll_find(&panel->indicator_names, added->name) != MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicator", "the panel has an indicator \"%.100s\" already",
                           added->name);
    status = mkba_i_panel_copy(panel, &plan, &made, error);
    if (status != MKBA_OK)
        return status;
    if (!mkba_i_panel_set_indicator(made, panel->n_indicators, added)) {
        mkba_panel_free(made);
        return mkba_i_fail_memory(error);
    }
    *out = made;
    return MKBA_OK;
}
