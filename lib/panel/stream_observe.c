/* Streams: which years, and what was observed in them. */
#include "base/exact.h"

#include <stdlib.h>

#include "panel/derive.h"
#include "panel/stream.h"

#define MOST_YEARS 200

static mkba_i_cell cell_of(const mkba_i_stream *stream, mkba_i_stream_role role, int year)
{
    mkba_i_period period = {.kind = MKBA_PERIOD_YEAR, .year = year};
    size_t at = mkba_i_panel_period_at(stream->panel, &period);

    if (at == MKBA_I_NONE || stream->indicators[role] == MKBA_I_NONE)
        return (mkba_i_cell){0, MKBA_CELL_ABSENT};
    return mkba_i_panel_get(stream->panel, stream->indicators[role], stream->area, at);
}

static void take(const mkba_i_stream *stream, mkba_i_stream_role role, int year, double factor, mkba_i_known *to)
{
    mkba_i_cell cell = cell_of(stream, role, year);

    *to = (mkba_i_known){factor * cell.value, mkba_cell_has_value(cell.status), MKBA_I_OBSERVED};
}

static void observe(const mkba_i_stream *stream, int year, mkba_i_stream_year *to)
{
    int before = stream->at_end ? 1 : 0; /* the stock at the end of a year is that at the begin of the next */

    *to = (mkba_i_stream_year){.year = year};
    take(stream, MKBA_I_ROLE_STOCK, year - before, 1, &to->observed[MKBA_I_STREAM_BEGIN]);
    take(stream, MKBA_I_ROLE_STOCK, year + 1 - before, 1, &to->observed[MKBA_I_STREAM_END]);
    take(stream, MKBA_I_ROLE_INFLOW, year, 1, &to->observed[MKBA_I_STREAM_INFLOW]);
    take(stream, MKBA_I_ROLE_OUTFLOW, year, 1, &to->observed[MKBA_I_STREAM_OUTFLOW]);
    take(stream, MKBA_I_ROLE_USERS, year, 1, &to->observed[MKBA_I_STREAM_USERS]);
    take(stream, MKBA_I_ROLE_POPULATION, year, 1, &to->observed[MKBA_I_STREAM_POPULATION]);
    take(stream, MKBA_I_ROLE_COST, year, stream->euros, &to->observed[MKBA_I_STREAM_COST]);
}

/* Whether the figures of a year are enough for it to be part of a stream, alone or beside its neighbours. */
static bool is_enough(const mkba_i_stream *stream, const mkba_i_known *observed)
{
    bool begin = observed[MKBA_I_STREAM_BEGIN].is, end = observed[MKBA_I_STREAM_END].is;
    bool in = observed[MKBA_I_STREAM_INFLOW].is || observed[MKBA_I_STREAM_USERS].is;
    bool out = observed[MKBA_I_STREAM_OUTFLOW].is;

    if (!observed[MKBA_I_STREAM_COST].is ||
        (stream->indicators[MKBA_I_ROLE_POPULATION] != MKBA_I_NONE && !observed[MKBA_I_STREAM_POPULATION].is))
        return false;
    if ((begin && end && (in || out)) || (in && out))
        return true;
    return stream->options.assumed_outflow > 0 && (in || (begin && end));
}

static mkba_status fail_year(const mkba_i_stream *stream, int year)
{
    static const mkba_i_stream_role needed[] = {MKBA_I_ROLE_COST, MKBA_I_ROLE_POPULATION};

    for (size_t i = 0; i < 2; i++) {
        mkba_i_cell cell = cell_of(stream, needed[i], year);
        if (stream->indicators[needed[i]] != MKBA_I_NONE && !mkba_cell_has_value(cell.status))
            return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, mkba_i_stream_role_name(needed[i]),
                               "%d: \"%.100s\" has no figure (%s); give first and last without that year", year,
                               mkba_i_stream_indicator(stream, needed[i]), mkba_cell_status_name(cell.status));
    }
    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "stock",
                       "%d: the flow equation needs more: the stock at both ends of the year with its inflow, outflow "
                       "or users; or users (or inflow) with outflow; or an assumed_outflow",
                       year);
}

/* No year has enough: said of the first that has costs. */
static mkba_status fail_all(const mkba_i_stream *stream)
{
    const mkba_i_period *periods = stream->panel->periods;
    size_t p = 0;

    while (p + 1 < stream->panel->n_periods &&
           !mkba_cell_has_value(cell_of(stream, MKBA_I_ROLE_COST, periods[p].year).status))
        p++;
    return fail_year(stream, periods[p].year);
}

/* The years between the first and the last that have enough; a year between that has not is refused. */
static mkba_status find_years(const mkba_i_stream *stream, int *from, int *to)
{
    mkba_i_stream_year year;
    bool any = false;

    *from = stream->options.first;
    *to = stream->options.last;
    if (*from != 0)
        return MKBA_OK;
    for (size_t p = 0; p < stream->panel->n_periods; p++) {
        observe(stream, stream->panel->periods[p].year, &year);
        if (!is_enough(stream, year.observed))
            continue;
        *from = any ? *from : year.year;
        *to = year.year;
        any = true;
    }
    return any ? MKBA_OK : fail_all(stream);
}

mkba_status mkba_i_stream_observe(mkba_i_stream *stream)
{
    int from = 0, to = 0, first = stream->panel->periods[0].year;
    int last = stream->panel->periods[stream->panel->n_periods - 1].year;
    mkba_status status = find_years(stream, &from, &to);

    if (status != MKBA_OK)
        return status;
    if (from < first || to > last || to - from >= MOST_YEARS)
        return mkba_i_fail(stream->error, MKBA_ERROR_ARGUMENT, "first",
                           "%d to %d are not the years of the panel, %d to %d, or are more than %d", from, to, first,
                           last, MOST_YEARS);
    stream->n = (size_t) (to - from) + 1;
    stream->years = calloc(stream->n, sizeof *stream->years);
    if (stream->years == NULL)
        return mkba_i_fail_memory(stream->error);
    for (size_t i = 0; i < stream->n; i++) {
        observe(stream, from + (int) i, &stream->years[i]);
        if (!is_enough(stream, stream->years[i].observed))
            return fail_year(stream, stream->years[i].year);
    }
    if (stream->options.first == 0 && (from != first || to != last))
        return mkba_i_stream_find(stream, "years", "advies", 0, MKBA_I_ROLES,
                                  "%d to %d of %d to %d: in the other years a figure is missing that is needed", from,
                                  to, first, last);
    return MKBA_OK;
}
