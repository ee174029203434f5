/* Streams: what is to be said of one, as findings. */
#include "base/exact.h"

#include <math.h>

#include "base/number.h"
#include "panel/stream.h"

static double half_step(const mkba_i_stream *stream, mkba_i_stream_role role)
{
    size_t at = stream->indicators[role];
    return at == MKBA_I_NONE ? 0 : stream->panel->indicators[at].rounding / 2;
}

/* A figure that gave way, held against what the others make of it. */
static mkba_status judge_residual(mkba_i_stream *stream, const mkba_i_stream_year *year, mkba_i_quantity quantity,
                                  mkba_i_stream_role role, double slack)
{
    const mkba_i_known *observed = &year->observed[quantity], *estimated = &year->estimated[quantity];
    char seen[MKBA_I_NUMBER_TEXT], made[MKBA_I_NUMBER_TEXT], room[MKBA_I_NUMBER_TEXT];
    double residual = observed->value - estimated->value;

    if (!observed->is || stream->constant || fabs(residual) <= 1e-9 * (1 + fabs(estimated->value)))
        return MKBA_OK;
    if (fabs(residual) <= slack * (1 + 1e-9))
        return mkba_i_stream_find(stream, "residual_rounding", "advies", year->year, role,
                                  "the %s is %s, the flow equation makes it %s: within what rounding makes, %s",
                                  mkba_i_stream_role_name(role), mkba_i_number_say(observed->value, seen),
                                  mkba_i_number_say(estimated->value, made), mkba_i_number_say(slack, room));
    return mkba_i_stream_find(
        stream, "residual", "richtlijn", year->year, role,
        "the %s is %s, the flow equation makes it %s: more than rounding makes (%s), so the series "
        "do not count the same",
        mkba_i_stream_role_name(role), mkba_i_number_say(observed->value, seen),
        mkba_i_number_say(estimated->value, made), mkba_i_number_say(slack, room));
}

static mkba_status judge_residuals(mkba_i_stream *stream)
{
    double stock = half_step(stream, MKBA_I_ROLE_STOCK), in = half_step(stream, MKBA_I_ROLE_INFLOW);
    double out = half_step(stream, MKBA_I_ROLE_OUTFLOW), users = half_step(stream, MKBA_I_ROLE_USERS);
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < stream->n; i++) {
        const mkba_i_stream_year *year = &stream->years[i];
        double flows = 2 * stock + in + out;
        status = judge_residual(stream, year, MKBA_I_STREAM_INFLOW, MKBA_I_ROLE_INFLOW, flows);
        if (status == MKBA_OK)
            status = judge_residual(stream, year, MKBA_I_STREAM_OUTFLOW, MKBA_I_ROLE_OUTFLOW, flows + users);
        if (status == MKBA_OK)
            status = judge_residual(stream, year, MKBA_I_STREAM_USERS, MKBA_I_ROLE_USERS, stock + in + out + users);
        if (status == MKBA_OK)
            status = judge_residual(stream, year, MKBA_I_STREAM_END, MKBA_I_ROLE_STOCK, flows);
    }
    return status;
}

static mkba_status judge_statuses(mkba_i_stream *stream)
{
    mkba_status status = MKBA_OK;

    for (size_t r = 0; status == MKBA_OK && r < MKBA_I_ROLES; r++)
        for (size_t p = 0; status == MKBA_OK && p < stream->panel->n_periods; p++) {
            int year = stream->panel->periods[p].year;
            bool stock = r == MKBA_I_ROLE_STOCK; /* also at the ends of the years */
            if (stream->indicators[r] == MKBA_I_NONE || year < stream->years[0].year - stock ||
                year > stream->years[stream->n - 1].year + stock)
                continue;
            size_t at = mkba_i_cell_at(stream->panel, stream->indicators[r], stream->area, p);
            mkba_cell_status found = (mkba_cell_status) stream->panel->statuses[at];
            if (found == MKBA_CELL_PROVISIONAL || found == MKBA_CELL_SUSPECT)
                status = mkba_i_stream_find(
                    stream, mkba_cell_status_name(found), found == MKBA_CELL_SUSPECT ? "richtlijn" : "advies", year,
                    (mkba_i_stream_role) r, "the %s is %s", mkba_i_stream_role_name((mkba_i_stream_role) r),
                    mkba_cell_status_name(found));
        }
    return status;
}

/* A break between the first and the last year: one that refuses ends it. */
static mkba_status judge_breaks(mkba_i_stream *stream)
{
    int first = stream->years[0].year, last = stream->years[stream->n - 1].year;
    mkba_status status = MKBA_OK;

    for (size_t r = 0; status == MKBA_OK && r < MKBA_I_ROLES; r++) {
        size_t at = stream->indicators[r];
        for (size_t b = 0; at != MKBA_I_NONE && status == MKBA_OK && b < stream->panel->indicators[at].n_breaks; b++) {
            const mkba_break *found = &stream->panel->indicators[at].breaks[b];
            if (found->year <= first || found->year > last)
                continue;
            if (found->refuse)
                return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, mkba_i_stream_role_name((mkba_i_stream_role) r),
                                   "\"%.100s\" has a break in %d (%.200s): give first and last on one side of it",
                                   stream->panel->indicators[at].name, found->year, found->note);
            status = mkba_i_stream_find(stream, "break", "richtlijn", found->year, (mkba_i_stream_role) r,
                                        "figures on either side are not comparable as they are: %.300s", found->note);
        }
    }
    return status;
}

/* What was not observed but follows, as a rule of all years. */
static mkba_status judge_implied(mkba_i_stream *stream)
{
    static const struct {
        mkba_i_quantity quantity;
        mkba_i_stream_role role;
        const char *how;
    } parts[] = {{MKBA_I_STREAM_INFLOW, MKBA_I_ROLE_INFLOW, "inflow"},
                 {MKBA_I_STREAM_OUTFLOW, MKBA_I_ROLE_OUTFLOW, "outflow"},
                 {MKBA_I_STREAM_BEGIN, MKBA_I_ROLE_STOCK, "stock"}};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && !stream->constant && i < sizeof parts / sizeof *parts; i++) {
        size_t n = 0;
        for (size_t y = 0; y < stream->n; y++)
            n += stream->years[y].estimated[parts[i].quantity].origin == MKBA_I_IMPLIED;
        if (n > 0)
            status = mkba_i_stream_find(stream, "implied", "advies", 0, parts[i].role,
                                        "in %zu of %zu years the %s follows from the other figures", n, stream->n,
                                        parts[i].how);
    }
    return status;
}

static mkba_status judge_fit(mkba_i_stream *stream)
{
    char clients[MKBA_I_NUMBER_TEXT], costs[MKBA_I_NUMBER_TEXT];
    double worst_clients = 0, worst_cost = 0;

    if (!stream->constant)
        return MKBA_OK;
    for (size_t i = 0; i < stream->n; i++) {
        const mkba_i_stream_year *year = &stream->years[i];
        const mkba_i_known *end = &year->observed[MKBA_I_STREAM_END], *cost = &year->observed[MKBA_I_STREAM_COST];
        if (end->is)
            worst_clients = fmax(worst_clients, fabs(end->value - year->estimated[MKBA_I_STREAM_END].value));
        worst_cost = fmax(worst_cost, fabs(cost->value - year->estimated[MKBA_I_STREAM_COST].value));
    }
    return mkba_i_stream_find(
        stream, "fitted", "advies", 0, MKBA_I_ROLES,
        "constant rates do not reproduce each year: they are up to %s clients at the end of a year "
        "and %s euros in a year away",
        mkba_i_number_say(round(10 * worst_clients) / 10, clients), mkba_i_number_say(round(worst_cost), costs));
}

static mkba_status judge_prices(mkba_i_stream *stream)
{
    if (stream->price_year != 0 || stream->n == 1)
        return MKBA_OK;
    return mkba_i_stream_find(
        stream, "prices", "richtlijn", 0, MKBA_I_ROLE_COST,
        "the costs are in prices of each year, so the costs per client rise with prices too: take "
        "the costs to the prices of one year first");
}

mkba_status mkba_i_stream_judge(mkba_i_stream *stream)
{
    static mkba_status (*const judges[])(mkba_i_stream *) = {judge_breaks,  judge_statuses, judge_residuals,
                                                             judge_implied, judge_fit,      judge_prices};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < sizeof judges / sizeof *judges; i++)
        status = judges[i](stream);
    if (status == MKBA_OK)
        status =
            mkba_i_stream_find(stream, "definition", "advies", 0, MKBA_I_ROLE_COST,
                               "a panel cannot tell whether the clients counted are those that these costs are made "
                               "for: check the forms of provision, own contributions, pgb and overhead");
    return status;
}
