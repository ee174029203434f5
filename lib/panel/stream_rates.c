/* Streams: rates and costs of a year, and constant ones of all years. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/number.h"
#include "panel/stream.h"

double mkba_i_stream_stays(double hazard)
{
    return hazard == 0 ? 1 : -mkba_i_expm1(-hazard) / hazard;
}

double mkba_i_stream_end(bool continuous, double begin, double inflow, double rate)
{
    return continuous ? begin * mkba_i_exp(-rate) + inflow * mkba_i_stream_stays(rate) : begin * (1 - rate) + inflow;
}

double mkba_i_stream_mean(bool continuous, double begin, double inflow, double end, double rate)
{
    if (!continuous)
        return (begin + end) / 2;
    return rate == 0 ? begin + inflow / 2 : (begin - end + inflow) / rate;
}

/* The hazard that leads to the end, by halving: the end falls as it rises. Below 0 when there is none. */
static double hazard_of(double begin, double inflow, double end)
{
    double low = 0, high = 1;

    if (begin + inflow - end <= 0)
        return 0;
    while (high < 1024 && mkba_i_stream_end(true, begin, inflow, high) > end)
        high *= 2;
    if (high >= 1024)
        return -1;
    for (int i = 0; i < 200; i++) {
        double middle = low + (high - low) / 2;
        if (mkba_i_stream_end(true, begin, inflow, middle) > end)
            low = middle;
        else
            high = middle;
    }
    return low + (high - low) / 2;
}

/* ---- a year ------------------------------------------------------------------------------------------------ */

static mkba_status fail_outflow(const mkba_i_stream *stream, int year, double outflow, double begin)
{
    char text[MKBA_I_NUMBER_TEXT], most[MKBA_I_NUMBER_TEXT];

    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "turnover",
                       "%d: an outflow of %s is more than the stock at the begin, %s: care that is shorter than a year "
                       "needs the turnover \"continuous\"",
                       year, mkba_i_number_say(outflow, text), mkba_i_number_say(begin, most));
}

static mkba_status find_rate(const mkba_i_stream *stream, int year, double begin, double inflow, double outflow,
                             double *rate)
{
    if (!stream->continuous && outflow > begin)
        return fail_outflow(stream, year, outflow, begin);
    if (stream->continuous)
        *rate = hazard_of(begin, inflow, begin + inflow - outflow);
    else
        *rate = begin == 0 ? 0 : outflow / begin;
    if (*rate >= 0)
        return MKBA_OK;
    return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "turnover",
                       "%d: nobody is left at the end of the year: no hazard of leaving is that high", year);
}

static mkba_status find_unit_cost(const mkba_i_stream *stream, const mkba_i_stream_year *year, double *cost)
{
    double of = year->estimated[stream->per_user ? MKBA_I_STREAM_USERS : MKBA_I_STREAM_MEAN].value;
    double all = year->observed[MKBA_I_STREAM_COST].value;

    if (of == 0 && all != 0)
        return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "cost", "%d: there are costs and no clients", year->year);
    *cost = of == 0 ? 0 : all / of;
    return MKBA_OK;
}

/* Users, mean, rates and costs of a year whose stocks and flows are set. */
mkba_status mkba_i_stream_finish(const mkba_i_stream *stream, mkba_i_stream_year *year)
{
    mkba_i_known *to = year->estimated;
    mkba_i_known begin = to[MKBA_I_STREAM_BEGIN], in = to[MKBA_I_STREAM_INFLOW], out = to[MKBA_I_STREAM_OUTFLOW];
    mkba_i_known population = year->observed[MKBA_I_STREAM_POPULATION];
    double end = to[MKBA_I_STREAM_END].value, rate = 0, cost = 0;
    mkba_status status = find_rate(stream, year->year, begin.value, in.value, out.value, &rate);

    if (status != MKBA_OK)
        return status;
    to[MKBA_I_STREAM_POPULATION] = population;
    mkba_i_known_set(&to[MKBA_I_STREAM_USERS], begin.value + in.value, begin, in);
    mkba_i_known_set(&to[MKBA_I_STREAM_OUTFLOW_RATE], rate, begin, out);
    mkba_i_known_set(&to[MKBA_I_STREAM_MEAN], mkba_i_stream_mean(stream->continuous, begin.value, in.value, end, rate),
                     mkba_i_known_weaker(begin, in), out);
    if (population.is && !(population.value > 0))
        return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "population", "%d: a population is above zero", year->year);
    if (population.is)
        mkba_i_known_set(&to[MKBA_I_STREAM_INFLOW_RATE], 1000 * in.value / population.value, in, population);
    status = find_unit_cost(stream, year, &cost);
    if (status != MKBA_OK)
        return status;
    mkba_i_known_set(&to[MKBA_I_STREAM_UNIT_COST], cost, mkba_i_known_weaker(begin, in), out);
    mkba_i_known_set(&to[MKBA_I_STREAM_COST],
                     cost * to[stream->per_user ? MKBA_I_STREAM_USERS : MKBA_I_STREAM_MEAN].value,
                     mkba_i_known_weaker(begin, in), out);
    return MKBA_OK;
}

/* ---- constant rates ---------------------------------------------------------------------------------------- */

typedef struct rates {
    double inflow;  /* per 1000 of the population, or per year */
    double outflow; /* share, or hazard */
    double unit_cost;
} rates;

static double total(const mkba_i_stream *stream, mkba_i_quantity quantity)
{
    double sum = 0;

    for (size_t i = 0; i < stream->n; i++)
        sum += stream->years[i].estimated[quantity].value;
    return sum;
}

/* Sums over sums: the least squares in which each year weighs by what its flow is divided by. */
static mkba_status fit(const mkba_i_stream *stream, rates *fitted)
{
    bool population = stream->indicators[MKBA_I_ROLE_POPULATION] != MKBA_I_NONE;
    double exposed = total(stream, stream->continuous ? MKBA_I_STREAM_MEAN : MKBA_I_STREAM_BEGIN);

    if (exposed == 0)
        return mkba_i_fail(stream->error, MKBA_ERROR_PANEL, "rates", "no constant outflow can be had of no clients");
    fitted->inflow = population ? 1000 * total(stream, MKBA_I_STREAM_INFLOW) / total(stream, MKBA_I_STREAM_POPULATION)
                                : total(stream, MKBA_I_STREAM_INFLOW) / (double) stream->n;
    fitted->outflow = total(stream, MKBA_I_STREAM_OUTFLOW) / exposed;
    return MKBA_OK;
}

static void set_fitted(mkba_i_known *to, double value)
{
    *to = (mkba_i_known){value, true, MKBA_I_FITTED};
}

/* The path from the first stock on, by the rates. */
static void run(const mkba_i_stream *stream, const rates *fitted)
{
    double begin = stream->years[0].estimated[MKBA_I_STREAM_BEGIN].value;

    for (size_t i = 0; i < stream->n; i++) {
        mkba_i_known *to = stream->years[i].estimated;
        bool population = to[MKBA_I_STREAM_POPULATION].is;
        double in = population ? fitted->inflow * to[MKBA_I_STREAM_POPULATION].value / 1000 : fitted->inflow;
        double end = mkba_i_stream_end(stream->continuous, begin, in, fitted->outflow);
        if (i > 0)
            set_fitted(&to[MKBA_I_STREAM_BEGIN], begin);
        set_fitted(&to[MKBA_I_STREAM_INFLOW], in);
        set_fitted(&to[MKBA_I_STREAM_END], end);
        set_fitted(&to[MKBA_I_STREAM_OUTFLOW], begin + in - end);
        set_fitted(&to[MKBA_I_STREAM_USERS], begin + in);
        set_fitted(&to[MKBA_I_STREAM_MEAN], mkba_i_stream_mean(stream->continuous, begin, in, end, fitted->outflow));
        set_fitted(&to[MKBA_I_STREAM_OUTFLOW_RATE], fitted->outflow);
        if (population)
            set_fitted(&to[MKBA_I_STREAM_INFLOW_RATE], fitted->inflow);
        begin = end;
    }
}

mkba_status mkba_i_stream_make_constant(mkba_i_stream *stream)
{
    mkba_i_quantity of = stream->per_user ? MKBA_I_STREAM_USERS : MKBA_I_STREAM_MEAN;
    double costs = total(stream, MKBA_I_STREAM_COST);
    rates fitted = {0, 0, 0};
    mkba_status status = fit(stream, &fitted);

    if (status != MKBA_OK)
        return status;
    run(stream, &fitted);
    fitted.unit_cost = costs / total(stream, of); /* so that the sum of the costs is that observed */
    for (size_t i = 0; i < stream->n; i++) {
        mkba_i_known *to = stream->years[i].estimated;
        set_fitted(&to[MKBA_I_STREAM_UNIT_COST], fitted.unit_cost);
        set_fitted(&to[MKBA_I_STREAM_COST], fitted.unit_cost * to[of].value);
    }
    return MKBA_OK;
}
