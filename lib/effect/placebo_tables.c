/* Placebos as tables. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/table.h"
#include "effect/placebo_model.h"

static double ratio(const mkba_placebo *m, double before, double after)
{
    return before > m->floor ? after / before : NAN;
}

static mkba_status make_summary(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const char *unit = m->unit;
    const mkba_i_column columns[] = {{"treated", MKBA_COLUMN_TEXT, NULL},
                                     {"indicator", MKBA_COLUMN_TEXT, NULL},
                                     {"statistic", MKBA_COLUMN_TEXT, NULL},
                                     {"why", MKBA_COLUMN_TEXT, NULL},
                                     {"side", MKBA_COLUMN_TEXT, NULL},
                                     {"rank", MKBA_COLUMN_INTEGER, NULL},
                                     {"areas", MKBA_COLUMN_INTEGER, NULL},
                                     {"value", MKBA_COLUMN_REAL, NULL},
                                     {"p", MKBA_COLUMN_REAL, NULL},
                                     {"att", MKBA_COLUMN_REAL, unit},
                                     {"std_error", MKBA_COLUMN_REAL, unit},
                                     {"low", MKBA_COLUMN_REAL, unit},
                                     {"high", MKBA_COLUMN_REAL, unit},
                                     {"level", MKBA_COLUMN_REAL, NULL},
                                     {"rmspe_before", MKBA_COLUMN_REAL, unit},
                                     {"floor", MKBA_COLUMN_REAL, unit},
                                     {"rounding", MKBA_COLUMN_REAL, unit},
                                     {"detectable", MKBA_COLUMN_REAL, unit},
                                     {"power", MKBA_COLUMN_REAL, NULL},
                                     {"without_low", MKBA_COLUMN_REAL, unit},
                                     {"without_high", MKBA_COLUMN_REAL, unit},
                                     {"conformal_p", MKBA_COLUMN_REAL, NULL},
                                     {"conformal_grid", MKBA_COLUMN_REAL, NULL}};
    const mkba_i_placebo_unit *own = &m->units[0];
    const double figures[] = {own->value,     m->overall.p,    own->mean,        m->std_error,
                              m->overall.low, m->overall.high, m->options.level, own->before,
                              m->floor,       m->rounding,     m->detectable,    m->options.power,
                              m->without_low, m->without_high, m->conformal_p,   m->conformal_grid};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, own->code);
    mkba_i_row_text(&row, m->indicator);
    mkba_i_row_text(&row, mkba_placebo_statistic_name(m->statistic));
    mkba_i_row_text(&row, m->why);
    mkba_i_row_text(&row, mkba_placebo_side_name(m->options.side));
    mkba_i_row_integer(&row, (int64_t) own->rank);
    mkba_i_row_integer(&row, (int64_t) m->n_ranked);
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        mkba_i_row_maybe(&row, figures[i]);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_areas(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {
        {"area", MKBA_COLUMN_TEXT, NULL},           {"name", MKBA_COLUMN_TEXT, NULL},
        {"treated", MKBA_COLUMN_BOOLEAN, NULL},     {"rmspe_before", MKBA_COLUMN_REAL, m->unit},
        {"rmspe_after", MKBA_COLUMN_REAL, m->unit}, {"ratio", MKBA_COLUMN_REAL, NULL},
        {"att", MKBA_COLUMN_REAL, m->unit},         {"noise", MKBA_COLUMN_REAL, m->unit},
        {"value", MKBA_COLUMN_REAL, NULL},          {"rank", MKBA_COLUMN_INTEGER, NULL},
        {"left_out", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("areas", columns, MKBA_I_LENGTH(columns), m->n_units, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t u = 0; u < m->n_units; u++) {
        const mkba_i_placebo_unit *unit = &m->units[u];
        const double figures[] = {unit->before, unit->after, ratio(m, unit->before, unit->after),
                                  unit->mean,   unit->scale, unit->value};
        mkba_i_row_text(&row, unit->code);
        mkba_i_row_text(&row, unit->name);
        mkba_i_row_boolean(&row, u == 0);
        for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
            mkba_i_row_maybe(&row, figures[i]);
        if (unit->left_out == NULL)
            mkba_i_row_integer(&row, (int64_t) unit->rank);
        else
            mkba_i_row_missing(&row);
        mkba_i_row_text(&row, unit->left_out == NULL ? "" : unit->left_out);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_gaps(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},
                                     {"period", MKBA_COLUMN_TEXT, NULL},
                                     {"treated", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"after", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"gap", MKBA_COLUMN_REAL, m->unit}};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("gaps", columns, MKBA_I_LENGTH(columns), m->n_units * m->n_periods, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t u = 0; u < m->n_units; u++)
        for (size_t p = 0; p < m->n_periods; p++) {
            mkba_i_row_text(&row, m->units[u].code);
            mkba_i_row_text(&row, m->periods[p]);
            mkba_i_row_boolean(&row, u == 0);
            mkba_i_row_boolean(&row, p >= m->n_before);
            mkba_i_row_maybe(&row, m->gaps[u * m->n_periods + p]);
            mkba_i_row_next(&row);
        }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_periods(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"period", MKBA_COLUMN_TEXT, NULL},
                                     {"gap", MKBA_COLUMN_REAL, m->unit},
                                     {"p", MKBA_COLUMN_REAL, NULL},
                                     {"low", MKBA_COLUMN_REAL, m->unit},
                                     {"high", MKBA_COLUMN_REAL, m->unit},
                                     {"without_low", MKBA_COLUMN_REAL, m->unit},
                                     {"without_high", MKBA_COLUMN_REAL, m->unit},
                                     {"conformal_p", MKBA_COLUMN_REAL, NULL},
                                     {"conformal_low", MKBA_COLUMN_REAL, m->unit},
                                     {"conformal_high", MKBA_COLUMN_REAL, m->unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("periods", columns, MKBA_I_LENGTH(columns), m->n_after, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t t = 0; t < m->n_after; t++) {
        const mkba_i_placebo_period *at = &m->path[t];
        const double figures[] = {at->judged.gap,  at->judged.p,      at->judged.low,
                                  at->judged.high, at->without_low,   at->without_high,
                                  at->conformal_p, at->conformal_low, at->conformal_high};
        mkba_i_row_text(&row, m->periods[at->period]);
        for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
            mkba_i_row_maybe(&row, figures[i]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_time(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"start", MKBA_COLUMN_TEXT, NULL},
                                     {"periods_before", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL},
                                     {"rmspe_before", MKBA_COLUMN_REAL, m->unit},
                                     {"rmspe_after", MKBA_COLUMN_REAL, m->unit},
                                     {"ratio", MKBA_COLUMN_REAL, NULL},
                                     {"att", MKBA_COLUMN_REAL, m->unit},
                                     {"refused", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("time", columns, MKBA_I_LENGTH(columns), m->n_times, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < m->n_times; i++) {
        const mkba_i_placebo_time *at = &m->times[i];
        const double figures[] = {at->before, at->after, ratio(m, at->before, at->after), at->mean};
        mkba_i_row_text(&row, m->periods[at->start]);
        mkba_i_row_integer(&row, (int64_t) at->n_before);
        mkba_i_row_integer(&row, (int64_t) at->n_after);
        for (size_t k = 0; k < MKBA_I_LENGTH(figures); k++)
            mkba_i_row_maybe(&row, figures[k]);
        mkba_i_row_text(&row, at->refused == NULL ? "" : at->refused);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_without(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"donor", MKBA_COLUMN_TEXT, NULL},
                                     {"name", MKBA_COLUMN_TEXT, NULL},
                                     {"weight", MKBA_COLUMN_REAL, NULL},
                                     {"rmspe_before", MKBA_COLUMN_REAL, m->unit},
                                     {"att", MKBA_COLUMN_REAL, m->unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("without", columns, MKBA_I_LENGTH(columns), m->n_without, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < m->n_without; i++) {
        mkba_i_row_text(&row, m->without[i].code);
        mkba_i_row_text(&row, m->without[i].name);
        mkba_i_row_real(&row, m->without[i].weight);
        mkba_i_row_maybe(&row, m->without[i].before);
        mkba_i_row_maybe(&row, m->without[i].mean);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_power(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"effect", MKBA_COLUMN_REAL, m->unit},
                                     {"decrease", MKBA_COLUMN_REAL, NULL},
                                     {"increase", MKBA_COLUMN_REAL, NULL},
                                     {"power", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("power", columns, MKBA_I_LENGTH(columns), m->n_power, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < m->n_power; i++) {
        mkba_i_row_maybe(&row, m->power[i].effect);
        mkba_i_row_real(&row, m->power[i].decrease);
        mkba_i_row_real(&row, m->power[i].increase);
        mkba_i_row_real(&row, m->power[i].either);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_findings(const mkba_placebo *m, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&m->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD, table, error);
}

/* ---- the views by name ------------------------------------------------------------------------------------- */

/* Both by mkba_placebo_view. */
static const char *const NAMES[] = {"summary", "areas", "gaps", "periods", "time", "without", "power", "findings"};
static mkba_status (*const MAKERS[])(const mkba_placebo *m, mkba_table **table, mkba_error *error) = {
    make_summary, make_areas, make_gaps, make_periods, make_time, make_without, make_power, make_findings};

MKBA_I_CHOICE(mkba_placebo_view, NAMES, "view", "view")

mkba_status mkba_placebo_table(const mkba_placebo *placebo, mkba_placebo_view view, mkba_table **table,
                               mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(placebo), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(NAMES))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of placebos", (int) view);
    return MAKERS[view](placebo, table, error);
}
