/* Funnels of arrays and of panels; documented in mkba/compare_service.h. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/funnel_options.h"
#include "compare/funnel_table.h"
#include "compare/shared_arrays.h"
#include "compare/shared_codes.h"
#include "compare/shared_sides.h"

/* ---- arrays ---------------------------------------------------------------------------------------------- */

static mkba_status check_pairs(const double *observed, size_t n_observed, const double *sizes, size_t n_sizes,
                               const mkba_funnel_options *options, mkba_error *error)
{
    const mkba_i_array arrays[] = {
        {"observed", observed, n_observed, 0, false, "a count is a finite number, at least 0"},
        {"sizes", sizes, n_sizes, 0, true, "a size is a finite number above 0"}};
    mkba_status status = mkba_i_arrays_check(arrays, 2, error);

    if (status == MKBA_OK && n_observed == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "observed", "a funnel needs at least one count");
    for (size_t i = 0; status == MKBA_OK && i < n_observed; i++) {
        if (observed[i] > MKBA_I_FUNNEL_MOST)
            status = mkba_i_element_fail("observed", i, "a count is at most 1e9", observed[i], error);
        else if (options->family == MKBA_FUNNEL_BINOMIAL && sizes[i] > MKBA_I_FUNNEL_MOST)
            status = mkba_i_element_fail("sizes", i, "a size is at most 1e9", sizes[i], error);
        else if (options->family == MKBA_FUNNEL_BINOMIAL && observed[i] > sizes[i])
            status = mkba_i_element_fail("observed", i, "a count is at most its size", observed[i], error);
    }
    return status;
}

mkba_status mkba_funnel(const double *observed, size_t n_observed, const double *sizes, size_t n_sizes,
                        const mkba_funnel_options *options, mkba_funnel_view view, mkba_table **table,
                        mkba_error *error)
{
    mkba_i_funnel funnel = {.n_areas = n_observed};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(observed), MKBA_I_GIVEN(sizes), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_funnel_options(options, &funnel.spread.options, error);
    if (status == MKBA_OK)
        status = check_pairs(observed, n_observed, sizes, n_sizes, &funnel.spread.options, error);
    if (status != MKBA_OK)
        return status;
    funnel.areas = calloc(n_observed, sizeof *funnel.areas);
    if (funnel.areas == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < n_observed; i++)
        funnel.areas[i] = (mkba_i_funnel_area){.observed = observed[i], .size = sizes[i], .counts = true};
    status = mkba_i_funnel_view(&funnel, view, table, error);
    free(funnel.areas);
    return status;
}

/* ---- panels ---------------------------------------------------------------------------------------------- */

/* Where in a panel the counts and sizes are. */
typedef struct place {
    const mkba_panel *panel;
    size_t observed, size, period;
} place;

/* The indicators of a rate, its `per` where the options say none. */
static mkba_status take_parts(place *at, mkba_funnel_options *options, mkba_error *error)
{
    const mkba_indicator *known = &at->panel->indicators[at->observed];
    size_t numerator = 0, denominator = 0;

    if (known->kind != MKBA_INDICATOR_RATE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "denominator",
                           "\"%.100s\" is no rate: give `expected` or `denominator`", known->name);
    if (!mkba_i_rate_parts(at->panel, known, &numerator, &denominator))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "the limits of \"%.100s\" need its counts: its numerator and denominator are not known, or "
                           "not in the panel",
                           known->name);
    options->per = options->per != 1 ? options->per : known->per;
    at->observed = numerator;
    at->size = denominator;
    return MKBA_OK;
}

static mkba_status find_place(const mkba_panel *panel, const char *indicator, const char *period,
                              mkba_funnel_options *options, place *at, mkba_error *error)
{
    const char *size = options->expected != NULL ? options->expected : options->denominator;
    mkba_status status = mkba_i_panel_find_indicator(panel, indicator, "indicator", &at->observed, error);

    at->panel = panel;
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(panel, period, "period", &at->period, error);
    if (status == MKBA_OK && options->expected != NULL && options->denominator != NULL)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "expected", "give `expected` or `denominator`, not both");
    if (status == MKBA_OK && size != NULL)
        status = mkba_i_panel_find_indicator(panel, size, options->expected != NULL ? "expected" : "denominator",
                                             &at->size, error);
    else if (status == MKBA_OK)
        status = take_parts(at, options, error);
    if (status != MKBA_OK)
        return status;
    if (options->expected != NULL && !(options->target > 0))
        options->target = 1;
    if (panel->indicators[at->observed].kind == MKBA_INDICATOR_RATE)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is a rate: a funnel is of counts, such as its numerator",
                           panel->indicators[at->observed].name);
    if (mkba_i_is_money(panel->indicators[at->observed].unit))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is in %.50s: euros are no counts, chance does not spread them as it spreads "
                           "people",
                           panel->indicators[at->observed].name, panel->indicators[at->observed].unit);
    return MKBA_OK;
}

static mkba_status read_area(const place *at, size_t area, const mkba_funnel_options *options, mkba_i_funnel_area *out,
                             mkba_error *error)
{
    const mkba_i_area *known = &at->panel->areas[area];
    mkba_i_cell observed = mkba_i_panel_get(at->panel, at->observed, area, at->period);
    mkba_i_cell size = mkba_i_panel_get(at->panel, at->size, area, at->period);
    bool has = mkba_cell_has_value(observed.status) && mkba_cell_has_value(size.status);
    bool binomial = options->family == MKBA_FUNNEL_BINOMIAL;

    *out = (mkba_i_funnel_area){known->code, known->name, observed.status, observed.value, size.value, has};
    if (!has) {
        out->cell = mkba_i_cell_combine(observed.status, size.status);
        return MKBA_OK;
    }
    if (observed.value < 0 || observed.value > MKBA_I_FUNNEL_MOST || (binomial && observed.value > size.value))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "the count of %.50s is not between 0 and %s: it cannot be a count out of that", known->code,
                           binomial ? "its size" : "1e9");
    if (!(size.value > 0) || (binomial && size.value > MKBA_I_FUNNEL_MOST))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "denominator", "the size of %.50s is not above 0, or above 1e9",
                           known->code);
    return MKBA_OK;
}

/* The position of the ith area to compare; one that comes twice is refused. */
static mkba_status area_at(const mkba_panel *panel, const mkba_funnel_options *options, size_t i, size_t *area,
                           mkba_error *error)
{
    mkba_status status = MKBA_OK;

    *area = i;
    if (options->areas != NULL)
        status = mkba_i_panel_find_area(panel, options->areas[i], "areas", area, error);
    for (size_t k = 0; status == MKBA_OK && options->areas != NULL && k < i; k++)
        if (strcmp(options->areas[k], options->areas[i]) == 0)
            status = mkba_i_fail(error, MKBA_ERROR_PANEL, "areas", "%.50s is named twice", options->areas[i]);
    return status;
}

static mkba_status read_areas(const place *at, mkba_i_funnel *funnel, mkba_error *error)
{
    const mkba_funnel_options *options = &funnel->spread.options;
    size_t n = options->areas == NULL ? at->panel->n_areas : options->n_areas;
    bool any = false;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        mkba_i_funnel_area *next = &funnel->areas[funnel->n_areas];
        size_t area = 0;
        status = area_at(at->panel, options, i, &area, error);
        if (status != MKBA_OK || (options->areas == NULL && mkba_i_holds_others(&at->panel->areas[area])))
            continue;
        status = read_area(at, area, options, next, error);
        any = any || next->counts;
        funnel->n_areas++;
    }
    if (status == MKBA_OK && !any)
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator", "no area has figures of \"%.100s\" and its size",
                             at->panel->indicators[at->observed].name);
    return status;
}

mkba_status mkba_panel_funnel(const mkba_panel *panel, const char *indicator, const char *period,
                              const mkba_funnel_options *options, mkba_funnel_view view, mkba_table **table,
                              mkba_error *error)
{
    mkba_i_funnel funnel = {.labelled = true};
    place at = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(indicator), MKBA_I_GIVEN(period),
                                            MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_funnel_options(options, &funnel.spread.options, error);
    if (status == MKBA_OK)
        status = find_place(panel, indicator, period, &funnel.spread.options, &at, error);
    if (status != MKBA_OK)
        return status;
    funnel.rounding = panel->indicators[at.observed].rounding;
    funnel.areas = calloc(panel->n_areas + funnel.spread.options.n_areas + 1, sizeof *funnel.areas);
    if (funnel.areas == NULL)
        return mkba_i_fail_memory(error);
    status = read_areas(&at, &funnel, error);
    if (status == MKBA_OK)
        status = mkba_i_funnel_view(&funnel, view, table, error);
    free(funnel.areas);
    return status;
}
