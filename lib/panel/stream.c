/* Streams: one made of a panel, and its tables. */
#include "base/exact.h"

#include <stdlib.h>
#include <string.h>

#include "base/options.h"
#include "base/table.h"
#include "panel/stream.h"

void mkba_i_stream_free(mkba_i_stream *stream)
{
    for (size_t i = 0; i < stream->n_findings; i++)
        free(stream->findings[i].text);
    free(stream->findings);
    free(stream->years);
    *stream = (mkba_i_stream){.n = 0};
}

const char *mkba_i_origin_name(mkba_i_origin origin)
{
    static const char *const names[] = {"observed", "implied", "assumed", "fitted"};
    return names[origin];
}

mkba_status mkba_i_stream_make(const mkba_panel *panel, const mkba_stream_options *options, mkba_i_stream *stream,
                               mkba_error *error)
{
    mkba_status status;

    *stream = (mkba_i_stream){.panel = panel, .error = error};
    mkba_stream_options_init(&stream->options);
    status = mkba_i_options_take(options, &stream->options, sizeof stream->options, "mkba_stream_options_init", error);
    if (status == MKBA_OK)
        status = mkba_i_stream_define(stream);
    if (status == MKBA_OK)
        status = mkba_i_stream_observe(stream);
    if (status == MKBA_OK)
        status = mkba_i_stream_solve(stream);
    if (status == MKBA_OK)
        status = mkba_i_stream_judge(stream);
    if (status != MKBA_OK)
        mkba_i_stream_free(stream);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

/* A quantity as a row: its name, its unit, and the indicator that it was observed in. */
typedef struct quantity {
    const char *name;
    const char *unit;
    mkba_i_stream_role role; /* MKBA_I_ROLES: none, it is computed */
} quantity;

static quantity quantity_of(const mkba_i_stream *stream, mkba_i_quantity which)
{
    static const quantity all[MKBA_I_STREAM_QUANTITIES] = {{"begin", "client", MKBA_I_ROLE_STOCK},
                                                           {"inflow", "client/jaar", MKBA_I_ROLE_INFLOW},
                                                           {"outflow", "client/jaar", MKBA_I_ROLE_OUTFLOW},
                                                           {"end", "client", MKBA_I_ROLE_STOCK},
                                                           {"mean", "client", MKBA_I_ROLES},
                                                           {"users", "client", MKBA_I_ROLE_USERS},
                                                           {"population", "inwoner", MKBA_I_ROLE_POPULATION},
                                                           {"cost", "EUR/jaar", MKBA_I_ROLE_COST},
                                                           {"inflow_rate", "promille/jaar", MKBA_I_ROLES},
                                                           {"outflow_rate", "1/jaar", MKBA_I_ROLES},
                                                           {"unit_cost", "EUR/client/jaar", MKBA_I_ROLES}};
    quantity found = all[which];

    if (which == MKBA_I_STREAM_UNIT_COST && stream->per_user)
        found.unit = "EUR/client";
    return found;
}

static void write_quantity(const mkba_i_stream *stream, const mkba_i_stream_year *year, mkba_i_quantity which,
                           mkba_i_row *row)
{
    const mkba_i_known *observed = &year->observed[which], *estimated = &year->estimated[which];
    quantity what = quantity_of(stream, which);

    if (!estimated->is)
        return;
    mkba_i_row_text(row, stream->options.name);
    mkba_i_row_text(row, stream->panel->areas[stream->area].code);
    mkba_i_row_integer(row, year->year);
    mkba_i_row_text(row, what.name);
    mkba_i_row_text(row, what.unit);
    if (observed->is)
        mkba_i_row_real(row, observed->value);
    else
        mkba_i_row_missing(row);
    mkba_i_row_real(row, estimated->value);
    if (observed->is)
        mkba_i_row_real(row, observed->value - estimated->value);
    else
        mkba_i_row_missing(row);
    mkba_i_row_text(row, mkba_i_origin_name(estimated->origin));
    mkba_i_row_text(row, what.role == MKBA_I_ROLES ? NULL : mkba_i_stream_indicator(stream, what.role));
    mkba_i_row_next(row);
}

static mkba_status make_years(const mkba_i_stream *stream, mkba_table **table)
{
    static const mkba_i_column columns[] = {
        {"stream", MKBA_COLUMN_TEXT, NULL},    {"area", MKBA_COLUMN_TEXT, NULL},
        {"year", MKBA_COLUMN_INTEGER, NULL},   {"quantity", MKBA_COLUMN_TEXT, NULL},
        {"unit", MKBA_COLUMN_TEXT, NULL},      {"observed", MKBA_COLUMN_REAL, NULL},
        {"estimated", MKBA_COLUMN_REAL, NULL}, {"residual", MKBA_COLUMN_REAL, NULL},
        {"origin", MKBA_COLUMN_TEXT, NULL},    {"indicator", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    size_t per_year = 0;
    mkba_status status;

    for (size_t q = 0; q < MKBA_I_STREAM_QUANTITIES; q++)
        per_year += stream->years[0].estimated[q].is;
    status = mkba_i_table_new("stream", columns, sizeof columns / sizeof *columns, stream->n * per_year, &made,
                              stream->error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, stream->error);
    for (size_t i = 0; i < stream->n; i++)
        for (size_t q = 0; q < MKBA_I_STREAM_QUANTITIES; q++)
            write_quantity(stream, &stream->years[i], (mkba_i_quantity) q, &row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_findings(const mkba_i_stream *stream, mkba_table **table)
{
    static const mkba_i_column columns[] = {{"id", MKBA_COLUMN_TEXT, NULL},
                                            {"severity", MKBA_COLUMN_TEXT, NULL},
                                            {"year", MKBA_COLUMN_INTEGER, NULL},
                                            {"indicator", MKBA_COLUMN_TEXT, NULL},
                                            {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("findings", columns, sizeof columns / sizeof *columns, stream->n_findings,
                                          &made, stream->error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, stream->error);
    for (size_t i = 0; i < stream->n_findings; i++) {
        const mkba_i_stream_finding *finding = &stream->findings[i];
        mkba_i_row_text(&row, finding->id);
        mkba_i_row_text(&row, finding->severity);
        if (finding->year == 0)
            mkba_i_row_missing(&row);
        else
            mkba_i_row_integer(&row, finding->year);
        mkba_i_row_text(&row, finding->indicator);
        mkba_i_row_text(&row, finding->text);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status table_of(const mkba_panel *panel, const mkba_stream_options *options,
                            mkba_status (*make)(const mkba_i_stream *, mkba_table **), mkba_table **table,
                            mkba_error *error)
{
    mkba_i_stream stream;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_stream_make(panel, options, &stream, error);
    if (status != MKBA_OK)
        return status;
    status = make(&stream, table);
    mkba_i_stream_free(&stream);
    return status;
}

mkba_status mkba_panel_stream(const mkba_panel *panel, const mkba_stream_options *options, mkba_table **table,
                              mkba_error *error)
{
    return table_of(panel, options, make_years, table, error);
}

mkba_status mkba_panel_stream_findings(const mkba_panel *panel, const mkba_stream_options *options, mkba_table **table,
                                       mkba_error *error)
{
    return table_of(panel, options, make_findings, table, error);
}
