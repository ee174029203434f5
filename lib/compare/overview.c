/* Overview of use, cost and quality; documented in mkba/compare_service.h. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"
#include "compare/overview_rows.h"

#define MOST_ITEMS 1000

static const char *const aspects[] = {"use", "cost", "quality"};
static const char *const betters[] = {"not said", "higher", "lower", "neither"};
static const char *const statistics[] = {"rate", "proportion", "mean"};

MKBA_I_CHOICE(mkba_aspect, aspects, "aspect", "aspect")
MKBA_I_CHOICE(mkba_better, betters, "better", "better")
MKBA_I_CHOICE(mkba_statistic, statistics, "statistic", "statistic")

void mkba_overview_options_init_size(mkba_overview_options *options, size_t size)
{
    mkba_interval_options interval;

    if (options == NULL)
        return;
    mkba_interval_options_init(&interval);
    mkba_overview_options made = {.method = interval.method,
                                  .level = interval.level,
                                  .design_effect = interval.design_effect,
                                  .small = interval.small};
    mkba_i_options_init(options, size, &made, sizeof made);
}

/* ---- what is asked --------------------------------------------------------------------------------------- */

/* MKBA_ERROR_ARGUMENT of a field of an item. */
static mkba_status fail_item(size_t i, const char *field, mkba_status status, const char *sentence, const char *name,
                             mkba_error *error)
{
    char where[64];

    snprintf(where, sizeof where, "items[%zu].%s", i, field);
    return mkba_i_fail(error, status, where, name == NULL ? "%s" : "%s: \"%.100s\"", sentence, name);
}

static mkba_status check_item(const mkba_overview_item *item, size_t i, mkba_error *error)
{
    bool proportion = item->statistic == MKBA_STATISTIC_PROPORTION;

    if (item->domain == NULL || item->domain[0] == '\0')
        return fail_item(i, "domain", MKBA_ERROR_ARGUMENT, "an item has a domain, such as wmo", NULL, error);
    if (item->indicator == NULL)
        return fail_item(i, "indicator", MKBA_ERROR_ARGUMENT, "an item has an indicator", NULL, error);
    if ((size_t) item->aspect >= MKBA_I_LENGTH(aspects) || (size_t) item->statistic >= MKBA_I_LENGTH(statistics))
        return fail_item(i, "aspect", MKBA_ERROR_ARGUMENT,
                         "an aspect is use, cost or quality, a statistic rate, "
                         "proportion or mean",
                         NULL, error);
    if (item->better == MKBA_BETTER_NOT_SAID || (size_t) item->better >= MKBA_I_LENGTH(betters))
        return fail_item(i, "better", MKBA_ERROR_ARGUMENT, "say whether higher, lower or neither is better for",
                         item->indicator, error);
    if (proportion && item->denominator == NULL)
        return fail_item(i, "denominator", MKBA_ERROR_ARGUMENT, "a proportion needs the number of answers",
                         item->indicator, error);
    if (item->sd != NULL && (item->statistic != MKBA_STATISTIC_MEAN || item->denominator == NULL))
        return fail_item(i, "sd", MKBA_ERROR_ARGUMENT,
                         "a standard deviation belongs to a mean whose denominator says how many answered",
                         item->indicator, error);
    if (!isfinite(item->per) || item->per < 0)
        return fail_item(i, "per", MKBA_ERROR_ARGUMENT, "per is above 0, such as 100, or 0 for that of the rate",
                         item->indicator, error);
    return MKBA_OK;
}

static mkba_status find_named(const mkba_panel *panel, const char *name, size_t i, const char *field, size_t *at,
                              mkba_error *error)
{
    char where[64];

    *at = MKBA_I_NONE;
    snprintf(where, sizeof where, "items[%zu].%s", i, field);
    return name == NULL ? MKBA_OK : mkba_i_panel_find_indicator(panel, name, where, at, error);
}

static bool adds_up(const mkba_panel *panel, size_t indicator)
{
    mkba_indicator_kind kind = panel->indicators[indicator].kind;

    return kind == MKBA_INDICATOR_FLOW || kind == MKBA_INDICATOR_STOCK;
}

/* The parts of a rate; what is counted has to add up. */
static mkba_status find_parts(const mkba_panel *panel, mkba_i_item *item, mkba_error *error)
{
    const mkba_indicator *known = &panel->indicators[item->indicator];
    bool rate = item->given->statistic == MKBA_STATISTIC_RATE;

    item->per = item->given->per > 0 ? item->given->per : 1;
    if (item->given->statistic == MKBA_STATISTIC_MEAN)
        return MKBA_OK;
    if (rate && item->denominator == MKBA_I_NONE && known->kind == MKBA_INDICATOR_RATE) {
        item->per = item->given->per > 0 ? item->given->per : known->per;
        if (!mkba_i_rate_parts(panel, known, &item->indicator, &item->denominator))
            return fail_item(item->index, "indicator", MKBA_ERROR_PANEL,
                             "numerator and denominator of this rate are not known, or not in the panel", known->name,
                             error);
    }
    if (item->denominator == MKBA_I_NONE)
        return fail_item(item->index, "denominator", MKBA_ERROR_ARGUMENT, "what is this per?", known->name, error);
    if (!adds_up(panel, item->indicator) || !adds_up(panel, item->denominator))
        return fail_item(
            item->index, "indicator", MKBA_ERROR_PANEL,
            "it has to be known that indicator and denominator add up, as flow or stock: describe them first",
            known->name, error);
    return MKBA_OK;
}

static mkba_status check_money(const mkba_panel *panel, const mkba_i_item *item, mkba_error *error)
{
    bool money = mkba_i_is_money(panel->indicators[item->indicator].unit);

    if (money == (item->given->aspect == MKBA_ASPECT_COST))
        return MKBA_OK;
    return fail_item(item->index, "aspect", MKBA_ERROR_PANEL,
                     money ? "money is cost, not use or quality" : "cost is in money, which this is not",
                     item->given->indicator, error);
}

static mkba_status find_item(const mkba_panel *panel, const mkba_overview_item *given, size_t i, mkba_i_item *item,
                             mkba_error *error)
{
    mkba_status status = check_item(given, i, error);

    *item = (mkba_i_item){.given = given, .index = i};
    if (status == MKBA_OK)
        status = find_named(panel, given->indicator, i, "indicator", &item->indicator, error);
    if (status == MKBA_OK)
        status = find_named(panel, given->denominator, i, "denominator", &item->denominator, error);
    if (status == MKBA_OK)
        status = find_named(panel, given->population, i, "population", &item->population, error);
    if (status == MKBA_OK)
        status = find_named(panel, given->sd, i, "sd", &item->sd, error);
    if (status == MKBA_OK)
        status = find_parts(panel, item, error);
    return status == MKBA_OK ? check_money(panel, item, error) : status;
}

static mkba_status find_items(mkba_i_overview *o, mkba_error *error)
{
    const mkba_overview_options *options = &o->options;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < options->n_items; i++) {
        status = find_item(o->stand.panel, &options->items[i], i, &o->items[i], error);
        for (size_t k = 0; status == MKBA_OK && k < i; k++)
            if (o->items[k].indicator == o->items[i].indicator && o->items[k].denominator == o->items[i].denominator &&
                strcmp(options->items[k].domain, options->items[i].domain) == 0)
                status = fail_item(i, "indicator", MKBA_ERROR_ARGUMENT, "the domain has this figure twice",
                                   options->items[i].indicator, error);
    }
    return status;
}

static mkba_status check_options(mkba_i_overview *o, mkba_error *error)
{
    const mkba_overview_options *options = &o->options;
    mkba_interval_options interval;

    mkba_interval_options_init(&interval);
    interval.method = options->method;
    interval.level = options->level;
    interval.design_effect = options->design_effect;
    interval.small = options->small;
    if (options->period == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "period", "the period is not given");
    if (options->items == NULL || options->n_items == 0 || options->n_items > MOST_ITEMS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "items", "an overview has 1 to %d items", MOST_ITEMS);
    if (options->missing != MKBA_MISSING_SPREADS && options->missing != MKBA_MISSING_LEFT_OUT)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "missing", "there is no way %d to deal with missing figures",
                           (int) options->missing);
    return mkba_i_interval_options(&interval, &o->stand.interval, error);
}

static mkba_status find_all(mkba_i_overview *o, mkba_error *error)
{
    const mkba_overview_options *options = &o->options;
    const mkba_i_asked asked = {options->region, options->n_region, options->peers, options->n_peers, options->nation};
    mkba_status status = check_options(o, error);

    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(o->stand.panel, options->period, "period", &o->stand.period, error);
    if (status != MKBA_OK)
        return status;
    o->items = calloc(options->n_items, sizeof *o->items);
    o->rows = calloc(options->n_items * 3, sizeof *o->rows); /* at most two absent aspects for each */
    if (o->items == NULL || o->rows == NULL)
        return mkba_i_fail_memory(error);
    status = find_items(o, error);
    return status == MKBA_OK ? mkba_i_sides_find(o->stand.panel, &asked, &o->sides, error) : status;
}

mkba_status mkba_panel_overview(const mkba_panel *panel, const mkba_overview_options *options, mkba_table **table,
                                mkba_error *error)
{
    mkba_i_overview o = {.stand = {.panel = panel, .error = error}};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    mkba_overview_options_init(&o.options);
    status = mkba_i_options_take(options, &o.options, sizeof o.options, "mkba_overview_options_init", error);
    if (status == MKBA_OK)
        status = find_all(&o, error);
    if (status == MKBA_OK)
        status = mkba_i_overview_rows(&o);
    if (status == MKBA_OK)
        status = mkba_i_overview_table(&o, table);
    mkba_i_sides_free(&o.sides);
    free(o.items);
    free(o.rows);
    return status;
}
