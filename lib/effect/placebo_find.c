/* What to know before believing placebos. The ids are in docs/effect.md. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "effect/placebo_model.h"

#define NAMES 5 /* of areas in a sentence */

/* Of three digits that matter. */
static const char *say(double value, char text[MKBA_I_NUMBER_TEXT])
{
    double unit = 1e-15;

    while (unit * 1000.0 <= fabs(value))
        unit *= 10.0;
    value = unit < 1.0 ? floor(value * (1.0 / unit) + 0.5) / (1.0 / unit) : floor(value / unit + 0.5) * unit;
    mkba_i_number_say(value, text);
    return text;
}

static mkba_status tell(mkba_i_placebo_maker *m, const char *id, bool warning, const char *text)
{
    return mkba_i_say(&m->made->said, m->error, id, warning, m->made->units[0].code, NULL, NULL, "%s", text);
}

/* The first few codes for which `counts` holds, and how many there are. */
static size_t list_codes(const mkba_placebo *made, bool (*counts)(const mkba_placebo *made, size_t u), char *text,
                         size_t size)
{
    size_t n = 0;

    text[0] = '\0';
    for (size_t u = 1; u < made->n_units; u++)
        if (counts(made, u)) {
            size_t length = strlen(text);
            if (n < NAMES)
                snprintf(text + length, size - length, "%s%.60s", n > 0 ? ", " : "", made->units[u].code);
            n++;
        }
    if (n > NAMES)
        snprintf(text + strlen(text), size - strlen(text), " and %zu more", n - NAMES);
    return n;
}

static bool is_larger(const mkba_placebo *made, size_t u)
{
    return made->units[u].left_out == NULL && made->units[u].value >= made->units[0].value;
}

static bool is_left_out(const mkba_placebo *made, size_t u)
{
    return made->units[u].left_out != NULL;
}

/* ---- in space ---------------------------------------------------------------------------------------------- */

static mkba_status find_ranks(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    char text[700], codes[400];
    size_t larger = list_codes(made, is_larger, codes, sizeof codes);
    mkba_status status = MKBA_OK;

    if (made->options.statistic == MKBA_PLACEBO_AUTO && made->statistic == MKBA_PLACEBO_STANDARDISED) {
        snprintf(text, sizeof text, "%s: areas are ranked by the standardised gap, as a ratio to it means nothing",
                 made->why);
        status = tell(m, "no_ratio", true, text);
    }
    if (status == MKBA_OK && larger > 0) {
        snprintf(text, sizeof text,
                 "where nothing happened, the statistic is as large or larger in %zu of %zu areas: %s", larger,
                 made->n_ranked - 1, codes);
        status = tell(m, "larger_elsewhere", false, text);
    }
    if (status == MKBA_OK && mkba_i_placebo_allowed(made->options.level, made->n_ranked) == 0) {
        snprintf(text, sizeof text,
                 "among %zu areas no p is below 1/%zu: a test at this level rejects nothing, and there is no interval",
                 made->n_ranked, made->n_ranked);
        status = tell(m, "coarse_ranks", true, text);
    }
    if (status == MKBA_OK && made->overall.low > made->overall.high)
        status =
            tell(m, "no_constant_effect", true,
                 "every effect that is the same in each period is rejected: the gap varies too much for one figure");
    return status;
}

static mkba_status find_areas(mkba_i_placebo_maker *m)
{
    const mkba_i_block *block = &m->from->block;
    mkba_placebo *made = m->made;
    char text[700], codes[400];
    size_t suspects = 0, unfitted = list_codes(made, is_left_out, codes, sizeof codes);
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < block->n_left_out; i++)
        suspects += block->left_out[i].status == MKBA_CELL_SUSPECT;
    if (suspects > 0) {
        snprintf(
            text, sizeof text,
            "%zu areas take no part as a figure is suspect (a copied return, a jump): they would have made noise that is "
            "none",
            suspects);
        status = tell(m, "suspects_left_out", false, text);
    }
    if (status == MKBA_OK && unfitted > 0) {
        snprintf(text, sizeof text, "not ranked, as their weights cannot be told: %s", codes);
        status = tell(m, "not_fitted", true, text);
    }
    if (status == MKBA_OK && made->statistic == MKBA_PLACEBO_STANDARDISED && block->population == NULL)
        status = tell(m, "no_population", true,
                      "areas count as equally noisy: small ones are noisier; give the synthetic control a population");
    return status;
}

static mkba_status find_detectable(mkba_i_placebo_maker *m)
{
    mkba_placebo *made = m->made;
    char text[700], effect[MKBA_I_NUMBER_TEXT], power[MKBA_I_NUMBER_TEXT];

    if (isnan(made->detectable))
        return tell(m, "none_detectable", true,
                    "with so few areas no effect, however large, is detected at this level");
    say(made->detectable, effect);
    say(100.0 * made->options.power, power);
    snprintf(
        text, sizeof text,
        "an effect below %s (%s, in each period) is detected with a probability below %s per cent: that none is found "
        "does not say that there is none",
        effect, made->unit[0] != '\0' ? made->unit : "in the unit of the outcome", power);
    return tell(m, "detectable", false, text);
}

/* ---- the others -------------------------------------------------------------------------------------------- */

static mkba_status find_time(mkba_i_placebo_maker *m)
{
    const mkba_placebo *made = m->made;
    size_t n = 0;

    for (size_t i = 0; i < made->n_times; i++)
        n += made->times[i].refused == NULL;
    if (!made->options.in_time || n > 0)
        return MKBA_OK;
    return tell(m, "no_time", true, "too few periods before the start for a placebo in time");
}

static mkba_status find_without(mkba_i_placebo_maker *m)
{
    const mkba_placebo *made = m->made;
    char text[700], low[MKBA_I_NUMBER_TEXT], high[MKBA_I_NUMBER_TEXT];

    if (!(made->without_low <= 0.0 && made->without_high >= 0.0))
        return MKBA_OK;
    say(made->without_low, low);
    say(made->without_high, high);
    snprintf(text, sizeof text, "without one donor the mean gap goes from %s to %s: its sign depends on single donors",
             low, high);
    return tell(m, "one_donor", true, text);
}

/* With predictors conformal figures come from a fit of their own. */
static mkba_status find_other_fit(mkba_i_placebo_maker *m)
{
    if (!m->made->options.conformal || m->task.n_predictors == 0)
        return MKBA_OK;
    return tell(
        m, "plain_conformal", false,
        "conformal figures are of plain weights by outcomes: predictors are means over periods before the start, which "
        "cannot change places with those from it on");
}

static mkba_status find_conformal(mkba_i_placebo_maker *m)
{
    const mkba_placebo *made = m->made;
    size_t n = m->from->n_before + 1;
    char text[700], most[MKBA_I_NUMBER_TEXT];

    if (!made->options.conformal)
        return MKBA_OK;
    if (!(m->from->rmspe_before > made->floor))
        return tell(m, "no_conformal", true,
                    "the fit before the start is as exact as the figures are: there are no residuals to compare with");
    if (mkba_i_placebo_allowed(made->options.level, n) > 0)
        return MKBA_OK;
    snprintf(
        text, sizeof text,
        "with %zu periods before the start a conformal p is a multiple of 1/%zu: intervals of more than %s per cent "
        "cannot be had",
        n - 1, n, say(100.0 * (1.0 - 1.0 / (double) n), most));
    return tell(m, "coarse_periods", true, text);
}

mkba_status mkba_i_placebo_find(mkba_i_placebo_maker *m)
{
    static mkba_status (*const FINDERS[])(mkba_i_placebo_maker * m) = {
        find_ranks, find_areas, find_detectable, find_time, find_without, find_other_fit, find_conformal};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < MKBA_I_LENGTH(FINDERS); i++)
        status = FINDERS[i](m);
    return status;
}
