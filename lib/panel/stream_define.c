/* Streams: the options, and whether the series given count what they are given as. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/options.h"
#include "base/text.h"
#include "panel/euros.h"
#include "panel/stream.h"

static const char *const role_names[MKBA_I_ROLES] = {"stock", "inflow", "outflow", "users", "population", "cost"};

const char *mkba_i_stream_role_name(mkba_i_stream_role role)
{
    return role_names[role];
}

const char *mkba_i_stream_indicator(const mkba_i_stream *stream, mkba_i_stream_role role)
{
    size_t at = stream->indicators[role];
    return at == MKBA_I_NONE ? NULL : stream->panel->indicators[at].name;
}

mkba_status mkba_i_stream_find(mkba_i_stream *stream, const char *id, const char *severity, int year,
                               mkba_i_stream_role role, const char *format, ...)
{
    void *findings = stream->findings;
    char text[600];
    va_list args;
    mkba_i_text kept = {0};

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    mkba_i_text_add(&kept, text);
    if (kept.failed ||
        !mkba_i_grow(&findings, &stream->finding_capacity, stream->n_findings + 1, sizeof *stream->findings)) {
        mkba_i_text_drop(&kept);
        return mkba_i_fail_memory(stream->error);
    }
    stream->findings = findings;
    stream->findings[stream->n_findings++] = (mkba_i_stream_finding){
        id, severity, year, role == MKBA_I_ROLES ? NULL : mkba_i_stream_indicator(stream, role), kept.data};
    return MKBA_OK;
}

/* ---- options ----------------------------------------------------------------------------------------------- */

void mkba_stream_options_init_size(mkba_stream_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

/* One of two words, the first when none is given. */
static mkba_status choose(const mkba_i_stream *stream, const char *given, const char *const words[2], const char *what,
                          bool *second)
{
    size_t at = 0;
    mkba_status status = given == NULL ? MKBA_OK : mkba_i_choose(given, words, 2, what, &at, stream->error);

    *second = at == 1;
    return status;
}

static mkba_status read_words(mkba_i_stream *stream)
{
    static const char *const dates[] = {"begin", "end"}, *const turnovers[] = {"discrete", "continuous"};
    static const char *const bases[] = {"clients", "users"}, *const rates[] = {"per-year", "constant"};
    static const char *const flows[] = {"outflow", "inflow"};
    const mkba_stream_options *options = &stream->options;
    mkba_status status = choose(stream, options->stock_at, dates, "stock_at", &stream->at_end);

    if (status == MKBA_OK)
        status = choose(stream, options->turnover, turnovers, "turnover", &stream->continuous);
    if (status == MKBA_OK)
        status = choose(stream, options->cost_basis, bases, "cost_basis", &stream->per_user);
    if (status == MKBA_OK)
        status = choose(stream, options->rates, rates, "rates", &stream->constant);
    if (status == MKBA_OK)
        status = choose(stream, options->gives_way, flows, "gives_way", &stream->inflow_gives_way);
    return status;
}

static bool is_name(const char *name)
{
    bool ok = name != NULL && ((name[0] >= 'a' && name[0] <= 'z') || name[0] == '_');

    for (const char *c = name; ok && *c != '\0'; c++)
        ok = (*c >= 'a' && *c <= 'z') || *c == '_' || (*c >= '0' && *c <= '9');
    return ok;
}

static mkba_status check_values(const mkba_i_stream *stream)
{
    const mkba_stream_options *options = &stream->options;
    mkba_error *error = stream->error;

    if (!is_name(options->name))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "name",
                           "the name of a stream is of a-z, 0-9 and _, and begins with no digit, such as wmo_hulp");
    if (!(isfinite(options->cost_in) && options->cost_in >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "cost_in",
                           "give the euros in a unit of the cost, such as 1 or 1000");
    if (!(isfinite(options->assumed_outflow) && options->assumed_outflow >= 0) ||
        (!stream->continuous && options->assumed_outflow > 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "assumed_outflow",
                           "an outflow that is assumed is a share per year from 0 to 1, with continuous turnover a "
                           "hazard of at least 0");
    if (options->stock != NULL && options->stock_at == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "stock_at",
                           "say whether the stock is that at the begin or at the end of a year");
    if ((options->first == 0) != (options->last == 0) || options->first > options->last)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "first", "give the first and the last year, or neither");
    return MKBA_OK;
}

/* ---- definitions ------------------------------------------------------------------------------------------- */

static mkba_status fail_kind(const mkba_i_stream *stream, mkba_i_stream_role role, mkba_indicator_kind found)
{
    const char *name = mkba_i_stream_indicator(stream, role);
    const char *why = "its kind is not known: describe it first";

    if (found == MKBA_INDICATOR_RATE)
        why = "it is a rate: give the count itself, because rates of areas do not add up";
    else if (found == MKBA_INDICATOR_FLOW && role == MKBA_I_ROLE_STOCK)
        why = "it is counted over a period, and users in a year are not the clients at a moment: give it as users";
    else if (found == MKBA_INDICATOR_STOCK && role == MKBA_I_ROLE_USERS)
        why =
            "it is counted at a moment, and the clients at a moment are not the users in a year: give it as stock, or "
            "describe it as a flow when it counts who was helped during the year";
    else if (found == MKBA_INDICATOR_STOCK)
        why = "it is counted at a moment; a flow is counted over a year";
    else if (found == MKBA_INDICATOR_FLOW)
        why = "it is counted over a period; a population is counted at a moment";
    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, role_names[role], "\"%.100s\" cannot be the %s: %s", name,
                       role_names[role], why);
}

static mkba_status find_roles(mkba_i_stream *stream)
{
    static const mkba_indicator_kind kinds[MKBA_I_ROLES] = {MKBA_INDICATOR_STOCK, MKBA_INDICATOR_FLOW,
                                                            MKBA_INDICATOR_FLOW,  MKBA_INDICATOR_FLOW,
                                                            MKBA_INDICATOR_STOCK, MKBA_INDICATOR_FLOW};
    const mkba_stream_options *options = &stream->options;
    const char *given[MKBA_I_ROLES] = {options->stock, options->inflow,     options->outflow,
                                       options->users, options->population, options->cost};
    mkba_status status = MKBA_OK;

    for (size_t r = 0; r < MKBA_I_ROLES; r++) {
        stream->indicators[r] = MKBA_I_NONE;
        if (given[r] == NULL)
            continue;
        status =
            mkba_i_panel_find_indicator(stream->panel, given[r], role_names[r], &stream->indicators[r], stream->error);
        if (status != MKBA_OK)
            return status;
        mkba_indicator_kind kind = stream->panel->indicators[stream->indicators[r]].kind;
        if (kind != kinds[r])
            return fail_kind(stream, (mkba_i_stream_role) r, kind);
        for (size_t other = 0; other < r; other++)
            if (stream->indicators[other] == stream->indicators[r])
                return mkba_i_fail(stream->error, MKBA_ERROR_ARGUMENT, role_names[r],
                                   "\"%.100s\" cannot be the %s and the %s", given[r], role_names[other],
                                   role_names[r]);
    }
    return MKBA_OK;
}

/* Persons are counted in one unit, where the units are known. */
static mkba_status check_units(const mkba_i_stream *stream)
{
    const mkba_indicator *first = NULL;

    for (size_t r = 0; r < MKBA_I_ROLE_POPULATION; r++) {
        if (stream->indicators[r] == MKBA_I_NONE)
            continue;
        const mkba_indicator *found = &stream->panel->indicators[stream->indicators[r]];
        if (found->unit[0] == '\0')
            continue;
        if (first != NULL && strcmp(first->unit, found->unit) != 0)
            return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, role_names[r],
                               "\"%.100s\" counts \"%.60s\" and \"%.100s\" \"%.60s\": series of different things make "
                               "no stream; describe them with one unit when they are the same",
                               found->name, found->unit, first->name, first->unit);
        first = found;
    }
    return MKBA_OK;
}

/* The unit says how many euros one is ("1000 euro"), else the options do. */
static mkba_status read_cost(mkba_i_stream *stream)
{
    const mkba_indicator *cost;

    if (stream->indicators[MKBA_I_ROLE_COST] == MKBA_I_NONE)
        return mkba_i_fail(stream->error, MKBA_ERROR_ARGUMENT, "cost",
                           "a stream has costs: name the indicator of the euros, such as lasten_wmo_voorzieningen");
    cost = &stream->panel->indicators[stream->indicators[MKBA_I_ROLE_COST]];
    stream->price_year = mkba_i_price_year_of(cost->unit);
    stream->euros = mkba_i_euros_of(cost->unit);
    if (stream->euros > 0 && stream->options.cost_in > 0 && stream->options.cost_in != stream->euros)
        return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "cost_in", "the unit of \"%.100s\" is \"%.60s\"",
                           cost->name, cost->unit);
    if (stream->options.cost_in > 0)
        stream->euros = stream->options.cost_in;
    if (stream->euros > 0)
        return MKBA_OK;
    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "cost_in",
                       "the unit of \"%.100s\" does not say whether it is in euros or in thousands: give cost_in, 1 or "
                       "1000",
                       cost->name);
}

static mkba_status find_area(mkba_i_stream *stream)
{
    if (stream->options.area != NULL)
        return mkba_i_panel_find_area(stream->panel, stream->options.area, "area", &stream->area, stream->error);
    if (stream->panel->n_areas == 1)
        return MKBA_OK;
    return mkba_i_fail(stream->error, MKBA_ERROR_ARGUMENT, "area",
                       "the panel has %zu areas: name one, such as a region made of several", stream->panel->n_areas);
}

mkba_status mkba_i_stream_define(mkba_i_stream *stream)
{
    mkba_period_kind kind = mkba_panel_period_kind(stream->panel);
    mkba_status status = read_words(stream);

    if (status == MKBA_OK)
        status = check_values(stream);
    if (status == MKBA_OK && kind != MKBA_PERIOD_YEAR)
        status = mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "panel",
                             "a stream is made of years, and the panel has periods of kind %s: add them up to years "
                             "first",
                             mkba_period_kind_name(kind));
    if (status == MKBA_OK)
        status = find_area(stream);
    if (status == MKBA_OK)
        status = find_roles(stream);
    if (status == MKBA_OK)
        status = check_units(stream);
    return status == MKBA_OK ? read_cost(stream) : status;
}
