/* Quarters and months as years. */
#include "base/exact.h"

#include <string.h>

#include "base/choice.h"
#include "panel/derive.h"

typedef enum when { WHEN_BEGIN, WHEN_END, WHEN_MEAN } when;

typedef struct yearly {
    const mkba_panel *from;
    mkba_panel *to;
    size_t parts; /* of a year: 2, 4, 12 */
    when stock;
    mkba_error *error;
} yearly;

/* The cell of a part of a year, from 1; absent when the panel has no such period. */
static mkba_i_cell part_of(const yearly *y, size_t indicator, size_t area, size_t year, size_t part)
{
    mkba_i_period period = {mkba_panel_period_kind(y->from), y->to->periods[year].year, (int) part};
    size_t at = mkba_i_panel_period_at(y->from, &period);

    return at == MKBA_I_NONE ? (mkba_i_cell){0, MKBA_CELL_ABSENT} : mkba_i_panel_get(y->from, indicator, area, at);
}

static mkba_i_cell add_up(const yearly *y, size_t indicator, size_t area, size_t year)
{
    mkba_i_sum sum = {.n = 0};

    for (size_t part = 1; part <= y->parts; part++)
        mkba_i_sum_add(&sum, part_of(y, indicator, area, year, part), 1, false);
    return mkba_i_sum_cell(&sum);
}

static mkba_i_cell stock_of(const yearly *y, size_t indicator, size_t area, size_t year)
{
    mkba_i_cell cell;

    if (y->stock == WHEN_MEAN) {
        cell = add_up(y, indicator, area, year);
        cell.value /= (double) y->parts;
        return cell;
    }
    cell = part_of(y, indicator, area, year, y->stock == WHEN_BEGIN ? 1 : y->parts);
    cell.status = mkba_i_cell_derived(cell.status);
    return cell;
}

static mkba_i_cell year_of(const yearly *y, size_t indicator, size_t area, size_t year)
{
    const mkba_indicator *known = &y->from->indicators[indicator];
    size_t up = 0, down = 0;

    if (known->kind == MKBA_INDICATOR_FLOW)
        return add_up(y, indicator, area, year);
    if (known->kind == MKBA_INDICATOR_STOCK)
        return stock_of(y, indicator, area, year);
    if (known->kind == MKBA_INDICATOR_RATE && mkba_i_rate_parts(y->from, known, &up, &down))
        return mkba_i_rate_cell(year_of(y, up, area, year), year_of(y, down, area, year), known->per);
    return (mkba_i_cell){0, MKBA_CELL_UNDEFINED};
}

static mkba_status fill(const yearly *y)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < y->to->n_indicators; i++)
        for (size_t a = 0; status == MKBA_OK && a < y->to->n_areas; a++)
            for (size_t p = 0; status == MKBA_OK && p < y->to->n_periods; p++)
                status = mkba_i_panel_put(y->to, i, a, p, year_of(y, i, a, p), y->error);
    return status;
}

static mkba_status note(const yearly *y)
{
    static const char *const stocks[] = {"the stock of its first period", "the stock of its last period",
                                         "the mean of the stocks of its periods"};
    size_t n = y->to->n_areas * y->to->n_periods, up = 0, down = 0;
    bool ok = true;

    for (size_t i = 0; ok && i < y->to->n_indicators; i++) {
        const mkba_indicator *known = &y->from->indicators[i];
        const char *how = "undefined: its kind is not known, or the parts of a rate are not: describe it first";
        if (known->kind == MKBA_INDICATOR_FLOW)
            how = "a year is the sum of its periods, where all are there";
        else if (known->kind == MKBA_INDICATOR_STOCK)
            how = stocks[y->stock];
        else if (known->kind == MKBA_INDICATOR_RATE && mkba_i_rate_parts(y->from, known, &up, &down))
            how = "computed anew from the years of its parts";
        ok = mkba_i_panel_note(y->to, "yearly", NULL, NULL, known->name, n, how);
    }
    return ok ? MKBA_OK : mkba_i_fail_memory(y->error);
}

/* A panel of the years in which the other has a period, and all else of it but its cells. */
static mkba_status make(yearly *y)
{
    const mkba_panel *from = y->from;
    size_t n = 0;
    mkba_status status;
    bool ok = true;

    for (size_t p = 0; p < from->n_periods; p++)
        n += p == 0 || from->periods[p].year != from->periods[p - 1].year;
    status = mkba_i_panel_new(from->n_areas, n, from->n_indicators, &y->to, y->error);
    if (status != MKBA_OK)
        return status;
    n = 0;
    for (size_t p = 0; p < from->n_periods; p++)
        if (p == 0 || from->periods[p].year != from->periods[p - 1].year)
            y->to->periods[n++] = (mkba_i_period){MKBA_PERIOD_YEAR, from->periods[p].year, 0};
    for (size_t a = 0; ok && a < from->n_areas; a++)
        ok = mkba_i_panel_set_area(y->to, a, from->areas[a].code, from->areas[a].name);
    for (size_t i = 0; ok && i < from->n_indicators; i++)
        ok = mkba_i_panel_set_indicator(y->to, i, &from->indicators[i]);
    ok = ok && mkba_i_panel_take_notes(y->to, from) && mkba_i_panel_take_attributes(y->to, from);
    return ok ? MKBA_OK : mkba_i_fail_memory(y->error);
}

static mkba_status check(yearly *y, const char *stock, const char *half_years)
{
    static const char *const words[] = {"begin", "end", "mean"}, *const halves[] = {"refused", "add up"};
    mkba_period_kind kind = mkba_panel_period_kind(y->from);
    size_t chosen = 0, add_up_halves = 0;
    mkba_status status = stock == NULL ? MKBA_OK : mkba_i_choose(stock, words, 3, "stock", &chosen, y->error);

    if (status == MKBA_OK && half_years != NULL)
        status = mkba_i_choose(half_years, halves, 2, "half_years", &add_up_halves, y->error);
    if (status != MKBA_OK)
        return status;
    y->stock = (when) chosen;
    y->parts = kind == MKBA_PERIOD_HALF_YEAR ? 2 : kind == MKBA_PERIOD_QUARTER ? 4 : kind == MKBA_PERIOD_MONTH ? 12 : 0;
    if (y->parts == 0)
        return mkba_i_fail(y->error, MKBA_ERROR_PANEL, "panel", "periods of kind %s do not make a year",
                           mkba_period_kind_name(kind));
    if (y->parts == 2 && add_up_halves == 0)
        return mkba_i_fail(
            y->error, MKBA_ERROR_PANEL, "half_years",
            "half-years do not add up to the year: who was there in both is counted twice; say \"add up\" when "
            "the source allows it");
    for (size_t i = 0; stock == NULL && i < y->from->n_indicators; i++)
        if (y->from->indicators[i].kind == MKBA_INDICATOR_STOCK)
            return mkba_i_fail(y->error, MKBA_ERROR_ARGUMENT, "stock",
                               "\"%.100s\" is a stock: say whether its year is its begin, its end or its mean",
                               y->from->indicators[i].name);
    return MKBA_OK;
}

mkba_status mkba_panel_yearly(const mkba_panel *panel, const char *stock, const char *half_years, mkba_panel **out,
                              mkba_error *error)
{
    yearly y = {.from = panel, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = check(&y, stock, half_years);
    if (status == MKBA_OK)
        status = make(&y);
    if (status == MKBA_OK)
        status = fill(&y);
    if (status == MKBA_OK)
        status = note(&y);
    if (status != MKBA_OK)
        mkba_panel_free(y.to);
    else
        *out = y.to;
    return status;
}
