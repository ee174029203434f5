/* A simulation as tables of figures: which views there are, and a row per figure. */
#include "uncertain/simulation.h"

#include <math.h>

#include "base/choice.h"
#include "uncertain/simulation_views.h"

/* By mkba_simulation_view. */
static const char *const NAMES[] = {"summary", "incremental", "actors", "streams", "years",
                                    "clients", "parameters",  "draws",  "about",   "findings"};

MKBA_I_CHOICE(mkba_simulation_view, NAMES, "view", "view")

/* ---- which figures -------------------------------------------------------------------------------------- */

/* What says which figure a row is of, beside the alternative. */
typedef enum key { KEY_NONE, KEY_COMPARED, KEY_ACTOR, KEY_STREAM, KEY_YEAR, KEY_STREAM_YEAR } key;

typedef struct figures {
    key key;
    bool has_measure; /* a column says which measure */
    const char *unit; /* of the figures; NULL where it differs */
    mkba_i_measure first, last;
} figures;

/* By mkba_simulation_view, as far as they are of figures. */
static const figures FIGURES[] = {
    {KEY_NONE, true, NULL, MKBA_I_MEASURE_NPV, MKBA_I_MEASURE_ANNUAL_EQUIVALENT},
    {KEY_COMPARED, false, "EUR", MKBA_I_MEASURE_ADDED_NPV, MKBA_I_MEASURE_ADDED_NPV},
    {KEY_ACTOR, true, "EUR", MKBA_I_MEASURE_ACTOR_COSTS, MKBA_I_MEASURE_ACTOR_NET},
    {KEY_STREAM, false, "EUR", MKBA_I_MEASURE_STREAM_EFFECT, MKBA_I_MEASURE_STREAM_EFFECT},
    {KEY_YEAR, false, "EUR", MKBA_I_MEASURE_YEAR_NET, MKBA_I_MEASURE_YEAR_NET},
    {KEY_STREAM_YEAR, false, "client", MKBA_I_MEASURE_CLIENTS, MKBA_I_MEASURE_CLIENTS},
};

static bool is_of(const figures *f, const mkba_i_quantity *quantity)
{
    return quantity->measure >= f->first && quantity->measure <= f->last;
}

static size_t count(const mkba_simulation *simulation, const figures *f)
{
    size_t n = 0;

    for (size_t q = 0; q < simulation->n_quantities; q++)
        n += is_of(f, &simulation->quantities[q]);
    return n;
}

/* ---- columns --------------------------------------------------------------------------------------------- */

enum { COLUMNS_MOST = 24 };

static size_t set_keys(const figures *f, mkba_i_column *columns)
{
    static const char *const TEXT_KEYS[] = {
        [KEY_COMPARED] = "compared_with", [KEY_ACTOR] = "actor", [KEY_STREAM] = "stream", [KEY_STREAM_YEAR] = "stream"};
    size_t n = 0;

    columns[n++] = (mkba_i_column){"alternative", MKBA_COLUMN_TEXT, NULL};
    if (f->key != KEY_NONE && f->key != KEY_YEAR)
        columns[n++] = (mkba_i_column){TEXT_KEYS[f->key], MKBA_COLUMN_TEXT, NULL};
    if (f->key == KEY_YEAR || f->key == KEY_STREAM_YEAR)
        columns[n++] = (mkba_i_column){"year", MKBA_COLUMN_INTEGER, "jaar"};
    if (f->has_measure)
        columns[n++] = (mkba_i_column){"measure", MKBA_COLUMN_TEXT, NULL};
    return n;
}

static size_t set_columns(const figures *f, mkba_i_column columns[COLUMNS_MOST])
{
    static const char *const REALS[] = {"q05", "q25", "q50", "q75", "q95", "most", "quantile_error"};
    size_t n = set_keys(f, columns);

    columns[n++] = (mkba_i_column){"point", MKBA_COLUMN_REAL, f->unit};
    columns[n++] = (mkba_i_column){"mean", MKBA_COLUMN_REAL, f->unit};
    columns[n++] = (mkba_i_column){"sd", MKBA_COLUMN_REAL, f->unit};
    columns[n++] = (mkba_i_column){"se", MKBA_COLUMN_REAL, f->unit};
    columns[n++] = (mkba_i_column){"se_is", MKBA_COLUMN_TEXT, NULL};
    columns[n++] = (mkba_i_column){"least", MKBA_COLUMN_REAL, f->unit};
    for (size_t i = 0; i < MKBA_I_LENGTH(REALS); i++)
        columns[n++] = (mkba_i_column){REALS[i], MKBA_COLUMN_REAL, f->unit};
    columns[n++] = (mkba_i_column){"p_positive", MKBA_COLUMN_REAL, "1"};
    columns[n++] = (mkba_i_column){"n", MKBA_COLUMN_INTEGER, "1"};
    return n;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void write_keys(mkba_i_row *row, const figures *f, const mkba_i_quantity *quantity)
{
    mkba_i_row_text(row, quantity->alternative);
    if (f->key != KEY_NONE && f->key != KEY_YEAR)
        mkba_i_row_text(row, quantity->name);
    if (f->key == KEY_YEAR || f->key == KEY_STREAM_YEAR)
        mkba_i_row_integer(row, quantity->year);
    if (f->has_measure)
        mkba_i_row_text(row, mkba_i_measure_name(quantity->measure));
}

static void write_row(mkba_i_row *row, const mkba_simulation *simulation, size_t q, const mkba_i_statistics *s)
{
    double point = simulation->points[q];
    bool some = s->n > 0;

    mkba_i_row_real_if(row, point, !isnan(point));
    mkba_i_row_real_if(row, s->mean, some);
    mkba_i_row_real_if(row, s->sd, s->has_sd);
    mkba_i_row_real_if(row, s->chance.se, s->has_sd);
    mkba_i_row_text(row, s->chance.is);
    mkba_i_row_real_if(row, s->least, some);
    for (size_t i = 0; i < MKBA_I_QUANTILES; i++)
        mkba_i_row_real_if(row, s->quantiles[i], some);
    mkba_i_row_real_if(row, s->most, some);
    mkba_i_row_real_if(row, s->quantile_error, some);
    mkba_i_row_real_if(row, s->p_positive, some);
    mkba_i_row_integer(row, (int64_t) s->n);
    mkba_i_row_next(row);
}

static mkba_status table_figures(const mkba_simulation *simulation, mkba_simulation_view view, mkba_table **table,
                                 mkba_error *error)
{
    const figures *f = &FIGURES[view];
    mkba_i_column columns[COLUMNS_MOST];
    size_t n_columns = set_columns(f, columns);
    mkba_table *made = NULL;
    mkba_i_statistics statistics;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new(NAMES[view], columns, n_columns, count(simulation, f), &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t q = 0; q < simulation->n_quantities && row.status == MKBA_OK; q++) {
        if (!is_of(f, &simulation->quantities[q]))
            continue;
        row.status = mkba_i_statistics_make(simulation, q, &statistics, error);
        if (row.status != MKBA_OK)
            break;
        write_keys(&row, f, &simulation->quantities[q]);
        write_row(&row, simulation, q, &statistics);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- the views ------------------------------------------------------------------------------------------- */

/* Why there is nothing in a view of figures: nobody asked for it. */
static mkba_status check_asked(const mkba_simulation *simulation, mkba_simulation_view view, mkba_error *error)
{
    static const unsigned NEEDS[] = {[MKBA_SIMULATION_ACTORS] = MKBA_I_STUDY_ACTORS,
                                     [MKBA_SIMULATION_STREAMS] = MKBA_I_STUDY_STREAMS,
                                     [MKBA_SIMULATION_YEARS] = MKBA_I_STUDY_YEARS,
                                     [MKBA_SIMULATION_CLIENTS] = MKBA_I_STUDY_YEARS | MKBA_I_STUDY_STREAMS};
    unsigned needs = (size_t) view < MKBA_I_LENGTH(NEEDS) ? NEEDS[view] : 0;

    if ((simulation->what & needs) == needs)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view", "%s were not simulated: ask for it with %s", NAMES[view],
                       mkba_i_measure_option(FIGURES[view].first));
}

mkba_status mkba_simulation_table(const mkba_simulation *simulation, mkba_simulation_view view, mkba_table **table,
                                  mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(NAMES))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a simulation", (int) view);
    status = check_asked(simulation, view, error);
    if (status != MKBA_OK)
        return status;
    switch (view) {
    case MKBA_SIMULATION_PARAMETERS: return mkba_i_view_parameters(simulation, table, error);
    case MKBA_SIMULATION_DRAWS: return mkba_i_view_draws(simulation, table, error);
    case MKBA_SIMULATION_ABOUT: return mkba_i_view_about(simulation, table, error);
    case MKBA_SIMULATION_FINDINGS: return mkba_i_view_findings(simulation, table, error);
    default: return table_figures(simulation, view, table, error);
    }
}
