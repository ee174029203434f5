/* Learning potential; documented in mkba/compare_service.h. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/options.h"
#include "base/table.h"
#include "compare/shared_sides.h"
#include "panel/euros.h"
#include "stat/order.h"

static const char *const references[] = {"mean", "median", "best-quartile", "best"};

#define WARNING "arithmetic, no forecast of savings: not adjusted for need, and not every difference can be influenced"

MKBA_I_CHOICE(mkba_learning_reference, references, "reference", "reference")

void mkba_learning_options_init_size(mkba_learning_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

/* A member, as a row. */
typedef struct member {
    size_t area;
    const char *code; /* so that the order of the input changes nothing */
    mkba_i_cell up, down;
    double value, potential;
    bool counts;
} member;

typedef struct learning {
    const mkba_panel *panel;
    mkba_learning_options options;
    size_t parts[2]; /* numerator, denominator */
    size_t period;
    double per;
    double euros; /* of one of the costs */
    mkba_i_sides sides;
    member *members; /* heap: of the region */
    double reference;
} learning;

/* ---- what is asked --------------------------------------------------------------------------------------- */

static mkba_status find_parts(learning *l, mkba_error *error)
{
    const mkba_panel *panel = l->panel;
    mkba_status status = mkba_i_panel_find_indicator(panel, l->options.indicator, "indicator", &l->parts[0], error);
    const mkba_indicator *known;

    if (status != MKBA_OK)
        return status;
    known = &panel->indicators[l->parts[0]];
    l->per = 1;
    if (known->kind == MKBA_INDICATOR_RATE) {
        if (l->options.denominator != NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "denominator", "\"%.100s\" is a rate, which has its own",
                               known->name);
        l->per = known->per;
        if (!mkba_i_rate_parts(panel, known, &l->parts[0], &l->parts[1]))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                               "numerator and denominator of \"%.100s\" are not known, or not in the panel",
                               known->name);
        return MKBA_OK;
    }
    if (l->options.denominator == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "denominator",
                           "\"%.100s\" is no rate: give the denominator, such as inhabitants", known->name);
    return mkba_i_panel_find_indicator(panel, l->options.denominator, "denominator", &l->parts[1], error);
}

static mkba_status check_parts(learning *l, mkba_error *error)
{
    const mkba_indicator *costs = &l->panel->indicators[l->parts[0]], *per = &l->panel->indicators[l->parts[1]];

    if (!mkba_i_is_money(costs->unit))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator", "\"%.100s\" is in \"%.50s\", which is no money",
                           costs->name, costs->unit);
    l->euros = mkba_i_euros_of(costs->unit);
    if (!(l->euros > 0))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is in \"%.50s\", which does not say how many euros one is: describe its unit as "
                           "\"euro\", \"1000 euro\" or \"mln euro\"",
                           costs->name, costs->unit);
    if (costs->kind != MKBA_INDICATOR_FLOW)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "indicator",
                           "the kind of \"%.100s\" is %s, and costs are a flow: describe it first", costs->name,
                           mkba_indicator_kind_name(costs->kind));
    if (per->kind != MKBA_INDICATOR_FLOW && per->kind != MKBA_INDICATOR_STOCK)
        return mkba_i_fail(
            error, MKBA_ERROR_PANEL, "denominator",
            "the kind of \"%.100s\" is %s, and it has to add up, as a stock or a flow: describe it first", per->name,
            mkba_indicator_kind_name(per->kind));
    return MKBA_OK;
}

static mkba_status find_all(learning *l, mkba_error *error)
{
    const mkba_learning_options *o = &l->options;
    const mkba_i_asked asked = {o->region, o->n_region, o->peers, o->n_peers, NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"indicator", o->indicator}, {"period", o->period});

    if (status == MKBA_OK && (size_t) o->reference >= MKBA_I_LENGTH(references))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "reference", "there is no reference %d", (int) o->reference);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(l->panel, o->period, "period", &l->period, error);
    if (status == MKBA_OK)
        status = find_parts(l, error);
    if (status == MKBA_OK)
        status = check_parts(l, error);
    if (status == MKBA_OK)
        status = mkba_i_sides_find(l->panel, &asked, &l->sides, error);
    return status;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

static mkba_status read_member(const learning *l, size_t area, member *out, mkba_error *error)
{
    *out = (member){.area = area,
                    .code = l->panel->areas[area].code,
                    .up = mkba_i_panel_get(l->panel, l->parts[0], area, l->period),
                    .down = mkba_i_panel_get(l->panel, l->parts[1], area, l->period)};
    out->counts = mkba_cell_has_value(out->up.status) && mkba_cell_has_value(out->down.status);
    if (!out->counts)
        return MKBA_OK;
    if (!(out->down.value > 0))
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "denominator", "\"%.100s\" of %.50s is not above 0",
                           l->panel->indicators[l->parts[1]].name, l->panel->areas[area].code);
    out->value = l->per * (out->up.value / out->down.value);
    if (!isfinite(out->value))
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "indicator",
                           "the level of %.50s is beyond the range of a double", l->panel->areas[area].code);
    return MKBA_OK;
}

/* The level of those that are compared with: their values, ascending, and sums. */
static mkba_status find_reference(learning *l, double *values, mkba_error *error)
{
    const mkba_i_side *side = &l->sides.of[l->options.n_peers > 0 && l->options.peers != NULL ? 1 : 0];
    double up = 0, down = 0;
    size_t n = 0, least = side == &l->sides.of[0] ? 2 : 1;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < side->n; i++) {
        member m;
        status = read_member(l, side->areas[i], &m, error);
        if (status != MKBA_OK || !m.counts)
            continue;
        up += m.up.value;
        down += m.down.value;
        values[n++] = m.value;
    }
    if (status == MKBA_OK && n < least)
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, side->name,
                             "%zu of %zu areas of the %s have figures, too few to learn from", n, side->n, side->name);
    if (status != MKBA_OK)
        return status;
    mkba_i_sort(values, n);
    switch (l->options.reference) {
    case MKBA_LEARNING_MEAN: l->reference = l->per * (up / down); break;
    case MKBA_LEARNING_MEDIAN: l->reference = mkba_i_quantile_sorted(values, n, 0.5); break;
    case MKBA_LEARNING_BEST_QUARTILE: l->reference = mkba_i_quantile_sorted(values, n, 0.25); break;
    case MKBA_LEARNING_BEST: l->reference = values[0]; break;
    }
    return isfinite(l->reference) ? MKBA_OK
                                  : mkba_i_fail(error, MKBA_ERROR_EVALUATION, "reference",
                                                "the reference is beyond the range of a double");
}

static int by_potential(const void *a, const void *b)
{
    const member *one = a, *other = b;

    if (one->counts != other->counts)
        return one->counts ? -1 : 1;
    if (one->potential != other->potential)
        return one->potential > other->potential ? -1 : 1;
    if (one->value != other->value)
        return one->value > other->value ? -1 : 1;
    return strcmp(one->code, other->code);
}

static mkba_status read_region(learning *l, mkba_error *error)
{
    const mkba_i_side *side = &l->sides.of[0];
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < side->n; i++) {
        member *m = &l->members[i];
        status = read_member(l, side->areas[i], m, error);
        if (status == MKBA_OK && m->counts)
            m->potential = fmax(m->value - l->reference, 0) / l->per * m->down.value * l->euros;
    }
    qsort(l->members, side->n, sizeof *l->members, by_potential);
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static void write_figures(const learning *l, const member *m, mkba_i_row *row)
{
    mkba_i_row_real(row, m->up.value);
    mkba_i_row_real(row, m->down.value);
    mkba_i_row_real(row, m->value);
    mkba_i_row_real(row, l->reference);
    mkba_i_row_real(row, m->value - l->reference);
    mkba_i_row_real(row, m->potential);
    if (m->up.value > 0)
        mkba_i_row_real(row, 100 * m->potential / (m->up.value * l->euros));
    else
        mkba_i_row_missing(row);
}

static void write_member(const learning *l, const member *m, mkba_i_row *row)
{
    const mkba_i_area *area = &l->panel->areas[m->area];
    mkba_cell_status both = mkba_i_cell_combine(m->up.status, m->down.status);

    mkba_i_row_text(row, area->code);
    mkba_i_row_text(row, area->name);
    mkba_i_row_text(row, mkba_cell_status_name(m->up.status == m->down.status ? m->up.status : both));
    if (m->counts)
        write_figures(l, m, row);
    for (size_t i = 0; !m->counts && i < 7; i++)
        mkba_i_row_missing(row);
    mkba_i_row_text(row, m->counts ? "" : "no figure: in no total");
    mkba_i_row_next(row);
}

static void write_total(const learning *l, mkba_i_row *row)
{
    member total = {.counts = true};
    size_t missing = 0;
    char status[64];

    for (size_t i = 0; i < l->sides.of[0].n; i++) {
        const member *m = &l->members[i];
        missing += !m->counts;
        if (!m->counts)
            continue;
        total.up.value += m->up.value;
        total.down.value += m->down.value;
        total.potential += m->potential;
    }
    snprintf(status, sizeof status, "%zu of %zu members without a figure", missing, l->sides.of[0].n);
    total.value = total.down.value > 0 ? l->per * (total.up.value / total.down.value) : 0;
    mkba_i_row_text(row, NULL);
    mkba_i_row_text(row, "total");
    mkba_i_row_text(row, missing > 0 ? status : "derived");
    if (missing < l->sides.of[0].n)
        write_figures(l, &total, row);
    for (size_t i = 0; missing == l->sides.of[0].n && i < 7; i++)
        mkba_i_row_missing(row);
    mkba_i_row_text(row, WARNING);
    mkba_i_row_next(row);
}

static mkba_status make_table(const learning *l, mkba_table **table, mkba_error *error)
{
    const char *money = l->panel->indicators[l->parts[0]].unit;
    const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},
                                     {"name", MKBA_COLUMN_TEXT, NULL},
                                     {"status", MKBA_COLUMN_TEXT, NULL},
                                     {"numerator", MKBA_COLUMN_REAL, money},
                                     {"denominator", MKBA_COLUMN_REAL, l->panel->indicators[l->parts[1]].unit},
                                     {"value", MKBA_COLUMN_REAL, NULL},
                                     {"reference", MKBA_COLUMN_REAL, NULL},
                                     {"difference", MKBA_COLUMN_REAL, NULL},
                                     {"potential", MKBA_COLUMN_REAL, "EUR"},
                                     {"share", MKBA_COLUMN_REAL, "%"},
                                     {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("learning potential", columns, sizeof columns / sizeof *columns,
                                          l->sides.of[0].n + 1, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < l->sides.of[0].n; i++)
        write_member(l, &l->members[i], &row);
    write_total(l, &row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status compute(learning *l, mkba_table **table, mkba_error *error)
{
    double *values = calloc(l->sides.of[0].n + l->sides.of[1].n + 1, sizeof *values);
    mkba_status status;

    l->members = calloc(l->sides.of[0].n, sizeof *l->members);
    status = values == NULL || l->members == NULL ? mkba_i_fail_memory(error) : find_reference(l, values, error);
    if (status == MKBA_OK)
        status = read_region(l, error);
    if (status == MKBA_OK)
        status = make_table(l, table, error);
    free(values);
    free(l->members);
    return status;
}

mkba_status mkba_panel_learning_potential(const mkba_panel *panel, const mkba_learning_options *options,
                                          mkba_table **table, mkba_error *error)
{
    learning l = {.panel = panel};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    mkba_learning_options_init(&l.options);
    status = mkba_i_options_take(options, &l.options, sizeof l.options, "mkba_learning_options_init", error);
    if (status == MKBA_OK)
        status = find_all(&l, error);
    if (status == MKBA_OK)
        status = compute(&l, table, error);
    mkba_i_sides_free(&l.sides);
    return status;
}
