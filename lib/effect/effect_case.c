/* An effect as parts of a case: see mkba/effect.h. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/choice.h"
#include "base/json.h"
#include "effect/effect_words.h"
#include "panel/euros.h"
#include "stat/quantile.h"

#define QUANTILES 999

static const char *const SHAPES[] = {"drawn", "normal", "student"};
static const char *const SERIES[] = {"counterfactual", "gap", "observed"};

MKBA_I_CHOICE(mkba_effect_shape, SHAPES, "shape", "shape")
MKBA_I_CHOICE(mkba_effect_series, SERIES, "series", "series")

/* ---- what both have -------------------------------------------------------------------------------------------------- */

/* Whether a unit of a case is of money. */
static bool is_money(const char *unit)
{
    return unit != NULL && strstr(unit, "EUR") != NULL;
}

static mkba_status check(const mkba_effect *e, const char *unit, double factor, mkba_error *error)
{
    double euros = mkba_i_euros_each(e->unit);
    mkba_i_text why = {0};
    mkba_status status;

    if (!(isfinite(factor) && factor != 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "factor",
                           "the factor from the indicator's unit to that of the case is finite and not 0");
    if (is_money(unit) && factor == 1 && euros > 1)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "factor",
                           "the indicator is in \"%.60s\" and the parameter in \"%.60s\": one is %.0f of the other",
                           e->unit, unit, euros);
    if (e->n_after > 0)
        return MKBA_OK;
    mkba_i_check_say(e, MKBA_I_CHECK_BEFORE, MKBA_LANGUAGE_EN, &why);
    status = why.failed ? mkba_i_fail_memory(error)
                        : mkba_i_fail(error, MKBA_ERROR_PANEL, "effect", "there is no estimate to put in a case. %s",
                                      why.data);
    mkba_i_text_drop(&why);
    return status;
}

static void write_label(mkba_i_writer *writer, const char *key, const char *value)
{
    mkba_i_write_key(writer, key);
    mkba_i_write_text(writer, value);
}

/* A number in the unit of the case; one that it cannot hold sticks. */
static void write_number(mkba_i_writer *writer, double number, bool *finite)
{
    *finite = *finite && isfinite(number);
    mkba_i_write_number(writer, number == 0 ? 0.0 : number);
}

static void write_origin(const mkba_effect *e, const char *unit, mkba_i_writer *writer)
{
    mkba_i_text evidence = {0};

    if (unit != NULL)
        write_label(writer, "unit", unit);
    if (is_money(unit) && mkba_i_price_year_of(e->unit) != 0) {
        mkba_i_write_key(writer, "price_year");
        mkba_i_write_integer(writer, mkba_i_price_year_of(e->unit));
    }
    mkba_i_text_format(&evidence, "%s, %zu donors, %zu periods before the start; verdict: %s",
                       mkba_effect_method_name(e->method), e->n_donors, e->n_before, mkba_verdict_name(e->verdict));
    writer->text.failed = writer->text.failed || evidence.failed;
    write_label(writer, "evidence", evidence.data);
    mkba_i_text_drop(&evidence);
    mkba_i_write_key(writer, "origin");
    mkba_i_write_open(writer, '{');
    write_label(writer, "panel", e->indicator);
    write_label(writer, "panel_unit", e->unit);
    write_label(writer, "method", mkba_effect_method_name(e->method));
    write_label(writer, "region", e->codes);
    write_label(writer, "start", e->start);
    write_label(writer, "last", e->last);
    /* A text: a seed may have more digits than a number of JSON keeps everywhere. */
    mkba_i_text_format(&evidence, "%llu", (unsigned long long) e->seed);
    writer->text.failed = writer->text.failed || evidence.failed;
    write_label(writer, "seed", evidence.data);
    mkba_i_text_drop(&evidence);
    write_label(writer, "verdict", mkba_verdict_name(e->verdict));
    mkba_i_write_close(writer, '}');
}

static mkba_status finish(mkba_i_writer *writer, bool finite, char **json, mkba_error *error)
{
    char *text;

    mkba_i_write_close(writer, '}');
    text = mkba_i_text_take(&writer->text);
    if (text == NULL)
        return mkba_i_fail_memory(error);
    if (!finite) {
        mkba_text_free(text);
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "factor", "a figure is beyond the range of a double");
    }
    *json = text;
    return MKBA_OK;
}

/* ---- a distribution ------------------------------------------------------------------------------------------------------ */

static double drawn_mean(const mkba_effect *e, size_t draw)
{
    double sum = 0.0;

    for (size_t k = 0; k < e->n_after; k++)
        sum += e->draws[draw * e->n_after + k];
    return sum / (double) e->n_after;
}

static void write_drawn(const mkba_effect *e, double factor, mkba_i_writer *writer, bool *finite)
{
    mkba_i_write_key(writer, "empirical");
    mkba_i_write_open(writer, '[');
    for (size_t d = 0; d < e->n_draws; d++)
        write_number(writer, factor * drawn_mean(e, d), finite);
    mkba_i_write_close(writer, ']');
}

static void write_normal(const mkba_effect *e, double factor, mkba_i_writer *writer, bool *finite)
{
    mkba_i_write_key(writer, "normal");
    mkba_i_write_open(writer, '{');
    mkba_i_write_key(writer, "mean");
    write_number(writer, factor * e->estimate, finite);
    mkba_i_write_key(writer, "sd");
    write_number(writer, fabs(factor) * e->std_error, finite);
    mkba_i_write_close(writer, '}');
}

static double degrees(const mkba_effect *e)
{
    return isfinite(e->df) ? e->df : (double) e->n_donors - 1;
}

static double student(double df, size_t i)
{
    return mkba_i_student_quantile(((double) i + 0.5) / QUANTILES, df);
}

static void write_student(const mkba_effect *e, double factor, mkba_i_writer *writer, bool *finite)
{
    double df = degrees(e), squares = 0.0, scale;

    for (size_t i = 0; i < QUANTILES; i++)
        squares += student(df, i) * student(df, i) / QUANTILES;
    scale = e->std_error * sqrt(df / (df - 2) / squares);
    mkba_i_write_key(writer, "empirical");
    mkba_i_write_open(writer, '[');
    for (size_t i = 0; i < QUANTILES; i++)
        write_number(writer, factor * (e->estimate + scale * student(df, i)), finite);
    mkba_i_write_close(writer, ']');
}

/* All by mkba_effect_shape. */
static void (*const WRITERS[])(const mkba_effect *e, double factor, mkba_i_writer *writer,
                               bool *finite) = {write_drawn, write_normal, write_student};

mkba_status mkba_effect_distribution(const mkba_effect *effect, mkba_effect_shape shape, const char *unit,
                                     double factor, char **json, mkba_error *error)
{
    mkba_i_writer writer = {.depth = 0};
    bool finite = true;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(effect), MKBA_I_GIVEN(json));

    if (status == MKBA_OK && (size_t) shape >= MKBA_I_LENGTH(SHAPES))
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "shape", "%d is no shape of a distribution", (int) shape);
    if (status == MKBA_OK)
        status = check(effect, unit, factor, error);
    if (status == MKBA_OK && !(effect->std_error > 0))
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, "effect", "the estimate has no standard error");
    if (status == MKBA_OK && shape == MKBA_EFFECT_STUDENT && !(degrees(effect) > 2))
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, "shape",
                             "Student's t with 2 degrees of freedom or less has no variance: take the draws");
    if (status != MKBA_OK)
        return status;
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "value");
    write_number(&writer, factor * effect->estimate, &finite);
    mkba_i_write_key(&writer, "distribution");
    mkba_i_write_open(&writer, '{');
    WRITERS[shape](effect, factor, &writer, &finite);
    mkba_i_write_close(&writer, '}');
    write_origin(effect, unit, &writer);
    return finish(&writer, finite, json, error);
}

/* ---- a path -------------------------------------------------------------------------------------------------------------- */

static bool is_year(const char *period)
{
    return strlen(period) == 4 && strspn(period, "0123456789") == 4;
}

static mkba_status check_years(const mkba_effect *e, mkba_error *error)
{
    for (size_t k = 0; k < e->n_after; k++)
        if (!is_year(e->periods[e->after[k]]))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "effect", "%.40s is no year: a case has years",
                               e->periods[e->after[k]]);
        else if (e->after[k] != e->after[0] + k)
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "effect", "%.40s has no figure: a series has no holes",
                               e->periods[e->after[0] + k]);
    return MKBA_OK;
}

/* What a gap in a period comes to in a series. */
static double of_gap(const mkba_effect *e, mkba_effect_series series, size_t period, double gap)
{
    return series == MKBA_EFFECT_GAP        ? gap
           : series == MKBA_EFFECT_OBSERVED ? e->observed[period]
                                            : e->observed[period] - gap;
}

static void write_draws(const mkba_effect *e, mkba_effect_series series, double factor, mkba_i_writer *writer,
                        bool *finite)
{
    mkba_i_write_key(writer, "draws");
    mkba_i_write_open(writer, '[');
    for (size_t d = 0; d < e->n_draws; d++) {
        mkba_i_write_open(writer, '[');
        for (size_t k = 0; k < e->n_after; k++)
            write_number(writer, factor * of_gap(e, series, e->after[k], e->draws[d * e->n_after + k]), finite);
        mkba_i_write_close(writer, ']');
    }
    mkba_i_write_close(writer, ']');
}

mkba_status mkba_effect_path(const mkba_effect *effect, mkba_effect_series series, const char *unit, double factor,
                             char **json, mkba_error *error)
{
    mkba_i_writer writer = {.depth = 0};
    bool finite = true;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(effect), MKBA_I_GIVEN(json));

    if (status == MKBA_OK && (size_t) series >= MKBA_I_LENGTH(SERIES))
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "series", "%d is no series of an effect", (int) series);
    if (status == MKBA_OK)
        status = check(effect, unit, factor, error);
    if (status == MKBA_OK)
        status = check_years(effect, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_write_open(&writer, '{');
    mkba_i_write_key(&writer, "series");
    mkba_i_write_open(&writer, '{');
    for (size_t k = 0; k < effect->n_after; k++) {
        size_t p = effect->after[k];
        mkba_i_write_key(&writer, effect->periods[p]);
        write_number(&writer, factor * of_gap(effect, series, p, effect->observed[p] - effect->counterfactual[p]),
                     &finite);
    }
    mkba_i_write_close(&writer, '}');
    if (effect->n_draws > 0 && series != MKBA_EFFECT_OBSERVED)
        write_draws(effect, series, factor, &writer, &finite);
    write_origin(effect, unit, &writer);
    return finish(&writer, finite, json, error);
}
