/* Need adjustment: names, areas with their figures, the design. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "compare/shared_codes.h"
#include "compare/shared_outcome.h"
#include "compare/shared_sides.h"
#include "effect/expected_model.h"
#include "panel/members.h"

/* ---- names ------------------------------------------------------------------------------------------------ */

static mkba_status find_or_none(const mkba_i_expected *e, const char *name, const char *where, size_t *out)
{
    *out = MKBA_I_NONE;
    return name == NULL ? MKBA_OK : mkba_i_panel_find_indicator(e->panel, name, where, out, e->error);
}

static mkba_status find_factors(mkba_i_expected *e)
{
    const mkba_expected_options *o = &e->options;
    mkba_status status = MKBA_OK;

    e->factors = mkba_i_arena_new(&e->arena, o->n_factors, sizeof *e->factors);
    if (e->factors == NULL)
        return mkba_i_fail_memory(e->error);
    for (size_t f = 0; status == MKBA_OK && f < o->n_factors; f++) {
        const char *how = NULL;
        status = mkba_i_panel_find_indicator(e->panel, o->factors[f], "factors", &e->factors[f], e->error);
        if (status != MKBA_OK)
            return status;
        for (size_t g = 0; g < f; g++)
            if (e->factors[g] == e->factors[f])
                return mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "factors", "\"%.100s\" comes twice", o->factors[f]);
        how = mkba_i_outcome_relation(e->panel, mkba_i_expected_factor(e, f), o->indicator);
        if (how != NULL)
            status = mkba_i_fail(e->error, MKBA_ERROR_PANEL, "factors",
                                 "\"%.100s\" %s \"%.100s\", which it is to explain: take what makes people need help",
                                 o->factors[f], how, o->indicator);
    }
    return status;
}

static mkba_status find_period_or_none(const mkba_i_expected *e, const char *text, const char *where, size_t *out)
{
    *out = MKBA_I_NONE;
    return text == NULL ? MKBA_OK : mkba_i_panel_find_period(e->panel, text, where, out, e->error);
}

static mkba_status find_periods(mkba_i_expected *e)
{
    const mkba_expected_options *o = &e->options;
    mkba_status status = find_period_or_none(e, o->start, "start", &e->start);

    e->n_periods = o->periods == NULL ? 1 : o->n_periods;
    e->periods = mkba_i_arena_new(&e->arena, e->n_periods, sizeof *e->periods);
    if (status == MKBA_OK && e->periods == NULL)
        status = mkba_i_fail_memory(e->error);
    if (status == MKBA_OK && o->periods == NULL && e->panel->n_periods != 1)
        status = mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "periods",
                             "say of which periods the indicator is explained: the panel has %zu", e->panel->n_periods);
    for (size_t i = 0; status == MKBA_OK && o->periods != NULL && i < o->n_periods; i++) {
        status = mkba_i_panel_find_period(e->panel, o->periods[i], "periods", &e->periods[i], e->error);
        for (size_t k = 0; status == MKBA_OK && k < i; k++)
            if (e->periods[k] == e->periods[i])
                status = mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "periods", "%.60s comes twice", o->periods[i]);
    }
    e->growth = o->start != NULL;
    if (status == MKBA_OK && e->growth && e->n_periods > 1)
        status = mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "start",
                             "growth is from one period to one other: give one of `periods`, not %zu", e->n_periods);
    if (status == MKBA_OK && e->growth && e->start >= e->periods[0])
        status =
            mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "start", "growth from %.60s on ends later than that", o->start);
    return status == MKBA_OK ? find_period_or_none(e, o->factor_period, "factor_period", &e->factor_period) : status;
}

/* A figure across a break that refuses is another one, in growth and where periods are pooled. */
static mkba_status check_breaks(const mkba_i_expected *e)
{
    int first = e->panel->periods[e->growth ? e->start : e->periods[0]].year, last = first;

    for (size_t i = 0; i < e->n_periods; i++) {
        int year = e->panel->periods[e->periods[i]].year;
        first = year < first ? year : first;
        last = year > last ? year : last;
    }
    return mkba_i_breaks_check(&e->panel->indicators[e->outcome], first, last, "periods", e->error);
}

static mkba_status check_counts(const mkba_i_expected *e)
{
    const mkba_indicator *known = &e->panel->indicators[e->outcome];

    if (!e->counts)
        return MKBA_OK;
    if (e->growth)
        return mkba_i_fail(e->error, MKBA_ERROR_ARGUMENT, "start", "growth is no count: use a method of least squares");
    if (known->kind == MKBA_INDICATOR_RATE)
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is a rate: a count model needs the count, such as its numerator", known->name);
    if (mkba_i_is_money(known->unit))
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "indicator",
                           "\"%.100s\" is in %.50s: euros are no counts; explain them per inhabitant, by wls",
                           known->name, known->unit);
    return MKBA_OK;
}

static mkba_status find_names(mkba_i_expected *e)
{
    const mkba_expected_options *o = &e->options;
    mkba_status status = mkba_i_panel_find_indicator(e->panel, o->indicator, "indicator", &e->outcome, e->error);

    e->counts = o->method == MKBA_EXPECTED_POISSON || o->method == MKBA_EXPECTED_NEGBIN;
    if (status == MKBA_OK)
        status = find_or_none(e, o->weights, "weights", &e->weights);
    if (status == MKBA_OK)
        status = find_or_none(e, o->population, "population", &e->population);
    if (status == MKBA_OK && e->population == MKBA_I_NONE)
        e->population = e->weights;
    if (status == MKBA_OK)
        status = find_factors(e);
    if (status == MKBA_OK)
        status = find_periods(e);
    if (status == MKBA_OK)
        status = check_breaks(e);
    return status == MKBA_OK ? check_counts(e) : status;
}

/* ---- figures ---------------------------------------------------------------------------------------------- */

const char *mkba_i_expected_period(const mkba_i_expected *e, size_t period, char text[MKBA_I_PERIOD_TEXT])
{
    if (period == MKBA_I_NONE)
        return NULL;
    mkba_i_period_print(&e->panel->periods[period], text);
    return text;
}

/* A figure of a row; without one the row gets its reason. False when memory is short. */
static bool take(mkba_i_expected *e, mkba_i_expected_row *row, size_t indicator, size_t period, double *out)
{
    mkba_i_cell cell = mkba_i_panel_get(e->panel, indicator, row->area, period);
    char text[MKBA_I_PERIOD_TEXT];

    *out = NAN;
    if (mkba_cell_has_value(cell.status)) {
        *out = cell.value;
        row->status = row->status == MKBA_CELL_ABSENT ? cell.status : mkba_i_cell_combine(row->status, cell.status);
        return true;
    }
    if (row->reason == NULL)
        row->reason =
            mkba_i_arena_format(&e->arena, "no figure of \"%s\" in %s: %s", e->panel->indicators[indicator].name,
                                mkba_i_expected_period(e, period, text), mkba_cell_status_name(cell.status));
    return row->reason != NULL;
}

/* MKBA_ERROR_PANEL for a figure that cannot be what it is taken for. */
static mkba_status refuse(const mkba_i_expected *e, const mkba_i_expected_row *row, const char *where, size_t indicator,
                          double value, const char *wanted)
{
    char text[MKBA_I_NUMBER_TEXT];

    return mkba_i_fail(e->error, MKBA_ERROR_PANEL, where, "\"%.100s\" of %.50s is %s: %s",
                       e->panel->indicators[indicator].name, row->code, mkba_i_number_say(value, text), wanted);
}

static mkba_status check_row(const mkba_i_expected *e, const mkba_i_expected_row *row)
{
    if (row->reason != NULL)
        return MKBA_OK;
    if (e->weights != MKBA_I_NONE && !(row->weight > 0))
        return refuse(e, row, "weights", e->weights, row->weight, "a weight is above 0");
    if (e->population != MKBA_I_NONE && !(row->population > 0))
        return refuse(e, row, "population", e->population, row->population, "a population is above 0");
    if (e->counts && !(row->value >= 0 && row->value <= 1e9 && row->value == floor(row->value)))
        return refuse(e, row, "indicator", e->outcome, row->value, "a count is a whole number from 0 to 1e9");
    return MKBA_OK;
}

/* The outcome, or its growth in per cent. */
static mkba_status take_value(mkba_i_expected *e, mkba_i_expected_row *row)
{
    double before = NAN;
    bool room = take(e, row, e->outcome, e->periods[row->period], &row->value);

    if (room && e->growth)
        room = take(e, row, e->outcome, e->start, &before);
    if (!room)
        return mkba_i_fail_memory(e->error);
    if (!e->growth || row->reason != NULL)
        return MKBA_OK;
    if (!(before > 0))
        row->reason = "its figure at the start is not above 0: it has no growth";
    else
        row->value = 100 * (row->value / before - 1);
    return MKBA_OK;
}

static mkba_status fill(mkba_i_expected *e, mkba_i_expected_row *row)
{
    size_t start = e->growth ? e->start : e->periods[row->period];
    size_t at = e->factor_period != MKBA_I_NONE ? e->factor_period : start;
    double *x = mkba_i_arena_new(&e->arena, e->p, sizeof *x);
    mkba_status status = x == NULL ? mkba_i_fail_memory(e->error) : take_value(e, row);
    bool room = true;

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < e->n_constants; i++) /* the first period is what others differ from */
        x[i] = i == 0 || i == row->period;
    for (size_t f = 0; room && f < e->options.n_factors; f++)
        room = take(e, row, e->factors[f], at, &x[mkba_i_expected_column(e, f)]);
    row->weight = row->population = NAN;
    if (room && e->weights != MKBA_I_NONE)
        room = take(e, row, e->weights, start, &row->weight);
    if (room && e->population != MKBA_I_NONE)
        room = take(e, row, e->population, start, &row->population);
    row->x = x;
    return room ? check_row(e, row) : mkba_i_fail_memory(e->error);
}

/* ---- areas ------------------------------------------------------------------------------------------------ */

/* Whom the region takes, itself and what it is made of; and per area of the panel whether it is named, and may be fitted. */
typedef struct marks {
    mkba_i_roll taken, fitted;
    bool *named, *candidate;
} marks;

static mkba_status mark_region(mkba_i_expected *e, marks *m)
{
    for (size_t i = 0; i < e->options.n_region; i++) {
        size_t area = 0;
        mkba_status status =
            mkba_i_area_take_named(e->panel, e->options.region[i], "region", &m->taken, &area, e->error);
        if (status != MKBA_OK)
            return status;
        m->named[area] = true;
    }
    return MKBA_OK;
}

static mkba_status mark_named_candidates(mkba_i_expected *e, marks *m)
{
    for (size_t i = 0; i < e->options.n_areas; i++) {
        size_t area = 0;
        mkba_status status =
            mkba_i_area_take_named(e->panel, e->options.areas[i], "areas", &m->fitted, &area, e->error);
        if (status != MKBA_OK)
            return status;
        m->candidate[area] = true;
    }
    return MKBA_OK;
}

static mkba_status mark_areas(mkba_i_expected *e, marks *m)
{
    const char *sort = mkba_i_nation_sort(e->panel, e->options.region[0]);
    mkba_status status = mark_region(e, m);

    if (status == MKBA_OK && e->options.areas != NULL)
        status = mark_named_candidates(e, m);
    for (size_t a = 0; status == MKBA_OK && a < e->panel->n_areas; a++) {
        const mkba_i_area *area = &e->panel->areas[a];
        if (e->options.areas == NULL)
            m->candidate[a] = mkba_i_is_of_nation(area, sort);
        if (!e->options.include_region && mkba_i_area_taken(&m->taken, area) != NULL)
            m->candidate[a] = false;
    }
    return status;
}

/* Whether an area has any figure of what is asked in a period; one of another year's map has none. */
static bool is_there(const mkba_i_expected *e, size_t area, size_t period)
{
    size_t at = e->factor_period != MKBA_I_NONE ? e->factor_period : e->growth ? e->start : e->periods[period];
    bool any = mkba_i_panel_get(e->panel, e->outcome, area, e->periods[period]).status != MKBA_CELL_ABSENT;

    for (size_t f = 0; !any && f < e->options.n_factors; f++)
        any = mkba_i_panel_get(e->panel, e->factors[f], area, at).status != MKBA_CELL_ABSENT;
    return any;
}

/* Every member of the region needs its figures. */
static mkba_status check_member(const mkba_i_expected *e, const mkba_i_expected_row *row)
{
    if (!row->of_region || row->reason == NULL)
        return MKBA_OK;
    return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "region", "%.50s of the region cannot be judged: %.300s", row->code,
                       row->reason);
}

static mkba_status add_rows(mkba_i_expected *e, size_t area, const marks *m, size_t *cluster)
{
    bool any = false;

    for (size_t i = 0; i < e->n_periods; i++) {
        mkba_i_expected_row *row = &e->rows[e->n_rows];
        if (!m->named[area] && !is_there(e, area, i))
            continue;
        *row = (mkba_i_expected_row){.code = e->panel->areas[area].code,
                                     .name = e->panel->areas[area].name,
                                     .area = area,
                                     .period = i,
                                     .of_region = m->named[area],
                                     .cluster = *cluster};
        mkba_status status = fill(e, row);
        if (status == MKBA_OK)
            status = check_member(e, row);
        if (status != MKBA_OK)
            return status;
        row->in_fit = m->candidate[area] && row->reason == NULL;
        any = any || row->in_fit;
        e->n_left_out += row->reason != NULL;
        e->n += row->in_fit;
        e->n_rows++;
    }
    *cluster += any;
    return MKBA_OK;
}

static mkba_status gather_rows(mkba_i_expected *e, const marks *m)
{
    const size_t *order = mkba_i_areas_by_code(&e->arena, e->panel);
    mkba_status status = MKBA_OK;

    /* and a total of the region per period */
    e->rows = mkba_i_arena_new(&e->arena, (e->panel->n_areas + 1) * e->n_periods, sizeof *e->rows);
    if (order == NULL || e->rows == NULL)
        return mkba_i_fail_memory(e->error);
    for (size_t i = 0; status == MKBA_OK && i < e->panel->n_areas; i++)
        if (m->candidate[order[i]] || m->named[order[i]])
            status = add_rows(e, order[i], m, &e->n_areas);
    return status;
}

/* ---- the design ------------------------------------------------------------------------------------------- */

static mkba_status make_design(mkba_i_expected *e)
{
    size_t at = 0;
    double sum = 0;

    if (e->n < e->p + MKBA_I_EXPECTED_LEAST_SPARE)
        return mkba_i_fail(e->error, MKBA_ERROR_PANEL, "factors",
                           "%zu figures with all factors are too few for %zu coefficients: take fewer factors or more "
                           "areas (the cells that are missing may be those of one factor)",
                           e->n, e->p);
    e->fitted = mkba_i_arena_new(&e->arena, e->n, sizeof *e->fitted);
    e->x = mkba_i_arena_new(&e->arena, e->n * e->p, sizeof *e->x);
    e->y = mkba_i_arena_new(&e->arena, e->n, sizeof *e->y);
    e->w = mkba_i_arena_new(&e->arena, e->n, sizeof *e->w);
    e->exposure = mkba_i_arena_new(&e->arena, e->n, sizeof *e->exposure);
    e->clusters = mkba_i_arena_new(&e->arena, e->n, sizeof *e->clusters);
    if (e->fitted == NULL || e->x == NULL || e->y == NULL || e->w == NULL || e->exposure == NULL || e->clusters == NULL)
        return mkba_i_fail_memory(e->error);
    for (size_t r = 0; r < e->n_rows; r++) {
        const mkba_i_expected_row *row = &e->rows[r];
        if (!row->in_fit)
            continue;
        e->fitted[at] = r;
        e->y[at] = row->value;
        e->w[at] = row->weight;
        e->exposure[at] = row->population;
        e->clusters[at] = row->cluster;
        memcpy(e->x + at * e->p, row->x, e->p * sizeof *e->x);
        sum += row->weight;
        at++;
    }
    e->mean_weight = e->weights == MKBA_I_NONE ? 1 : sum / (double) e->n;
    for (size_t i = 0; i < e->n; i++)
        e->w[i] /= e->mean_weight;
    if (e->weights == MKBA_I_NONE)
        e->w = NULL;
    return MKBA_OK;
}

mkba_status mkba_i_expected_gather(mkba_i_expected *e)
{
    marks m = {.named = mkba_i_arena_new(&e->arena, e->panel->n_areas, sizeof *m.named),
               .candidate = mkba_i_arena_new(&e->arena, e->panel->n_areas, sizeof *m.candidate)};
    mkba_status status = m.named == NULL || m.candidate == NULL ? mkba_i_fail_memory(e->error) : find_names(e);

    if (status == MKBA_OK) {
        e->n_constants = e->n_periods;
        e->p = e->n_constants + e->options.n_factors;
        status = mark_areas(e, &m);
    }
    if (status == MKBA_OK)
        status = gather_rows(e, &m);
    if (status == MKBA_OK)
        status = make_design(e);
    mkba_i_roll_free(&m.taken);
    mkba_i_roll_free(&m.fitted);
    return status;
}
