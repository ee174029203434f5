/* Streams: what follows from the flow equation, and what is assumed where it does not suffice.
 *
 * In a year: end = begin + inflow - outflow; users = begin + inflow; the end is the begin of the next year. Of two
 * figures that contradict one another the one that gives way is implied, and the residual shows it. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/elementary.h"
#include "base/number.h"
#include "panel/stream.h"

/* What is known while solving: the stock at the ends of the years, and the flows inside. */
typedef struct flows {
    mkba_i_known inflow, outflow, users;
} flows;

typedef struct work {
    mkba_i_stream *stream;
    mkba_i_known *stocks; /* n + 1: at the begin of each year, and at the end of the last */
    flows *years;         /* n */
    bool users_too;       /* users count also where the inflow was observed */
} work;

static bool put(mkba_i_known *to, double value, mkba_i_known a, mkba_i_known b)
{
    mkba_i_known_set(to, value, a, b);
    return true;
}

/* ---- the flow equation ------------------------------------------------------------------------------------- */

static bool by_users(mkba_i_known *begin, mkba_i_known *end, flows *of)
{
    mkba_i_known users = of->users;

    if (!users.is)
        return false;
    if (begin->is && !of->inflow.is)
        return put(&of->inflow, users.value - begin->value, users, *begin);
    if (of->inflow.is && !begin->is)
        return put(begin, users.value - of->inflow.value, users, of->inflow);
    if (end->is && !of->outflow.is)
        return put(&of->outflow, users.value - end->value, users, *end);
    if (of->outflow.is && !end->is)
        return put(end, users.value - of->outflow.value, users, of->outflow);
    return false;
}

/* The one of the four that is not known. */
static bool by_balance(mkba_i_known *begin, mkba_i_known *end, flows *of)
{
    mkba_i_known *in = &of->inflow, *out = &of->outflow;

    if (begin->is + end->is + in->is + out->is != 3)
        return false;
    if (!end->is)
        return put(end, begin->value + in->value - out->value, mkba_i_known_weaker(*begin, *in), *out);
    if (!begin->is)
        return put(begin, end->value - in->value + out->value, mkba_i_known_weaker(*end, *in), *out);
    if (!out->is)
        return put(out, begin->value + in->value - end->value, mkba_i_known_weaker(*begin, *in), *end);
    return put(in, end->value - begin->value + out->value, mkba_i_known_weaker(*end, *out), *begin);
}

static void propagate(work *w)
{
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; i < w->stream->n; i++) {
            mkba_i_known *begin = &w->stocks[i], *end = &w->stocks[i + 1];
            bool users = w->users_too || !w->stream->years[i].observed[MKBA_I_STREAM_INFLOW].is;
            more = by_balance(begin, end, &w->years[i]) || more;
            more = (users && by_users(begin, end, &w->years[i])) || more;
        }
    }
}

/* What is observed, without what gives way. */
static void start(work *w)
{
    for (size_t i = 0; i < w->stream->n; i++) {
        const mkba_i_known *seen = w->stream->years[i].observed;
        flows *of = &w->years[i];
        *of = (flows){seen[MKBA_I_STREAM_INFLOW], seen[MKBA_I_STREAM_OUTFLOW], seen[MKBA_I_STREAM_USERS]};
        w->stocks[i] = seen[MKBA_I_STREAM_BEGIN];
        w->stocks[i + 1] = seen[MKBA_I_STREAM_END];
        if (!seen[MKBA_I_STREAM_BEGIN].is || !seen[MKBA_I_STREAM_END].is)
            continue;
        if (w->stream->inflow_gives_way && of->outflow.is) {
            of->inflow.is = false;
            of->users.is = false;
        } else if (of->inflow.is || of->users.is) {
            of->outflow.is = false;
        }
    }
}

/* ---- assumptions ------------------------------------------------------------------------------------------- */

static mkba_i_known assumed(double value)
{
    return (mkba_i_known){value, true, MKBA_I_ASSUMED};
}

/* The outflow of the first year in which it is not known and can be had from the rate assumed. */
static bool assume_outflow(work *w)
{
    double rate = w->stream->options.assumed_outflow;
    bool continuous = w->stream->continuous;

    for (size_t i = 0; i < w->stream->n; i++) {
        mkba_i_known *begin = &w->stocks[i], *end = &w->stocks[i + 1], *in = &w->years[i].inflow;
        if (w->years[i].outflow.is || !begin->is)
            continue;
        if (!continuous)
            w->years[i].outflow = assumed(rate * begin->value);
        else if (in->is)
            w->years[i].outflow =
                assumed(begin->value + in->value - mkba_i_stream_end(true, begin->value, in->value, rate));
        else if (end->is)
            *in = assumed((end->value - begin->value * mkba_i_exp(-rate)) / mkba_i_stream_stays(rate));
        else
            continue;
        return true;
    }
    return false;
}

/* Without any stock: as many leave in the first year as come in, begin = users / (1 + rate), the same with continuous
 * turnover. */
static bool assume_stock(work *w)
{
    double rate = w->stream->options.assumed_outflow;
    mkba_i_known users = w->years[0].users, in = w->years[0].inflow;

    if (w->stocks[0].is || !(users.is || in.is))
        return false;
    w->stocks[0] = assumed(users.is ? users.value / (1 + rate) : in.value / rate);
    return true;
}

static bool is_solved(const work *w)
{
    bool ok = w->stocks[0].is;

    for (size_t i = 0; ok && i < w->stream->n; i++)
        ok = w->years[i].inflow.is && w->years[i].outflow.is && w->stocks[i + 1].is;
    return ok;
}

static mkba_status complete(work *w)
{
    mkba_i_stream *stream = w->stream;
    char rate[MKBA_I_NUMBER_TEXT];
    mkba_status status = MKBA_OK;

    propagate(w);
    if (!is_solved(w)) {
        w->users_too = true;
        propagate(w);
    }
    if (is_solved(w))
        return MKBA_OK;
    if (!(stream->options.assumed_outflow > 0))
        return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "stock",
                           "the flow equation leaves the stock of %d open: give the stock at one date, or an "
                           "assumed_outflow",
                           stream->years[0].year);
    mkba_i_number_say(stream->options.assumed_outflow, rate);
    bool known = assume_outflow(w);
    if (!known && assume_stock(w)) {
        known = true;
        status =
            mkba_i_stream_find(stream, "assumed_stock", "richtlijn", stream->years[0].year, MKBA_I_ROLE_USERS,
                               "no stock is known: that at the begin is taken to be the one at which as many leave "
                               "as come in");
    }
    for (propagate(w); known && !is_solved(w); propagate(w))
        known = assume_outflow(w);
    if (status == MKBA_OK && !is_solved(w))
        status = mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "stock",
                             "the flow equation leaves the stock open, also with the outflow that is assumed");
    if (status == MKBA_OK)
        status = mkba_i_stream_find(stream, "assumed_outflow", "richtlijn", 0, MKBA_I_ROLE_OUTFLOW,
                                    "the outflow is no figure: %s per year is assumed where it was needed", rate);
    return status;
}

/* ---- the years --------------------------------------------------------------------------------------------- */

static mkba_status fail_below_zero(const mkba_i_stream *stream, int year, const char *what, double value)
{
    char text[MKBA_I_NUMBER_TEXT];

    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, what,
                       "%d: the flow equation makes the %s %s, below zero: the series do not belong together, or "
                       "another one must give way (gives_way)",
                       year, what, mkba_i_number_say(value, text));
}

/* What is left of a difference of figures near zero is zero. */
static double no_dust(double value, double of)
{
    return fabs(value) <= 1e-12 * fabs(of) ? 0 : value;
}

static mkba_status fill_year(const work *w, size_t i)
{
    static const struct {
        mkba_i_quantity quantity;
        const char *name;
    } parts[] = {{MKBA_I_STREAM_BEGIN, "stock"},
                 {MKBA_I_STREAM_END, "stock"},
                 {MKBA_I_STREAM_INFLOW, "inflow"},
                 {MKBA_I_STREAM_OUTFLOW, "outflow"}};
    mkba_i_stream_year *year = &w->stream->years[i];
    mkba_i_known *to = year->estimated;
    double scale = fabs(w->stocks[i].value) + fabs(w->stocks[i + 1].value);

    to[MKBA_I_STREAM_BEGIN] = w->stocks[i];
    to[MKBA_I_STREAM_END] = w->stocks[i + 1];
    to[MKBA_I_STREAM_INFLOW] = w->years[i].inflow;
    to[MKBA_I_STREAM_OUTFLOW] = w->years[i].outflow;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        mkba_i_known *part = &to[parts[p].quantity];
        part->value = no_dust(part->value, scale);
        if (part->value < 0)
            return fail_below_zero(w->stream, year->year, parts[p].name, part->value);
    }
    return mkba_i_stream_finish(w->stream, year);
}

mkba_status mkba_i_stream_solve(mkba_i_stream *stream)
{
    work w = {.stream = stream,
              .stocks = calloc(stream->n + 1, sizeof *w.stocks),
              .years = calloc(stream->n, sizeof *w.years)};
    mkba_status status = w.stocks == NULL || w.years == NULL ? mkba_i_fail_memory(stream->error) : MKBA_OK;

    if (status == MKBA_OK) {
        start(&w);
        status = complete(&w);
    }
    for (size_t i = 0; status == MKBA_OK && i < stream->n; i++)
        status = fill_year(&w, i);
    if (status == MKBA_OK && stream->constant)
        status = mkba_i_stream_make_constant(stream);
    free(w.stocks);
    free(w.years);
    return status;
}
