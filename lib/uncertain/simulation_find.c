/* The figure that is meant, by the words for it. */
#include "uncertain/simulation.h"

#include <string.h>

#include "base/options.h"
#include "base/text.h"

/* By mkba_i_measure: the word, and what else says which figure it is. */
typedef struct words {
    const char *name;
    bool actor, stream, compared, year;
} words;

static const words MEASURES[] = {
    {"npv", false, false, false, false},
    {"pv_costs", false, false, false, false},
    {"pv_benefits", false, false, false, false},
    {"bcr", false, false, false, false},
    {"annual_equivalent", false, false, false, false},
    {"npv", false, false, true, false},
    {"pv_costs", true, false, false, false},
    {"pv_benefits", true, false, false, false},
    {"net", true, false, false, false},
    {"effect", false, true, false, false},
    {"net", false, false, false, true},
    {"clients", false, true, false, true},
};

const char *mkba_i_measure_name(mkba_i_measure wanted)
{
    return MEASURES[wanted].name;
}

const char *mkba_i_measure_option(mkba_i_measure wanted)
{
    return MEASURES[wanted].year       ? (MEASURES[wanted].stream ? "years and streams" : "years")
           : MEASURES[wanted].stream   ? "streams"
           : MEASURES[wanted].compared ? "a second policy alternative in the case"
                                       : "actors";
}

void mkba_simulated_init_size(mkba_simulated *of, size_t size)
{
    mkba_i_options_init(of, size, NULL, sizeof *of);
}

/* ---- finding --------------------------------------------------------------------------------------------- */

/* The alternative that is meant when none is named: the only one there is a npv of. */
static const char *only_alternative(const mkba_simulation *simulation)
{
    const char *only = NULL;

    for (size_t q = 0; q < simulation->n_quantities; q++) {
        if (simulation->quantities[q].measure != MKBA_I_MEASURE_NPV)
            continue;
        if (only != NULL)
            return NULL;
        only = simulation->quantities[q].alternative;
    }
    return only;
}

/* The measure of this word, for what else was said; MKBA_I_LENGTH(MEASURES) when none. */
static size_t measure_of(const mkba_simulated *of)
{
    for (size_t i = 0; i < MKBA_I_LENGTH(MEASURES); i++)
        if (strcmp(MEASURES[i].name, of->measure) == 0 && MEASURES[i].actor == (of->actor != NULL) &&
            MEASURES[i].stream == (of->stream != NULL) && MEASURES[i].compared == (of->compared_with != NULL) &&
            MEASURES[i].year == (of->year != 0))
            return i;
    return MKBA_I_LENGTH(MEASURES);
}

static mkba_status refuse_measure(const mkba_simulated *of, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(of->measure);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < MKBA_I_LENGTH(MEASURES); i++) {
        if (strcmp(MEASURES[i].name, of->measure) == 0)
            return mkba_i_fail(
                error, MKBA_ERROR_ARGUMENT, "measure",
                "\"%s\" does not go with what else is given: npv, pv_costs, pv_benefits, bcr and "
                "annual_equivalent are of an alternative (npv also compared_with another); pv_costs, "
                "pv_benefits and net of an actor; effect of a stream; net of a year; clients of a stream "
                "in a year",
                of->measure);
        mkba_i_nearest_try(&nearest, MEASURES[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "measure",
                       "\"%.60s\" is no measure: it is npv, pv_costs, pv_benefits, bcr, annual_equivalent, net, effect "
                       "or clients%s",
                       of->measure, hint);
}

/* A field that says which figure is meant: its name, what was given, and what a quantity has there. */
typedef struct field {
    const char *name, *given;
    bool of_alternative;
} field;

/* Says of the first of these fields, none of whose values is as given among quantities of a measure, what is there. */
static mkba_status refuse_value(const mkba_simulation *simulation, size_t measure, const field *given,
                                mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(given->given);
    char hint[MKBA_I_HINT];

    for (size_t q = 0; q < simulation->n_quantities; q++) {
        const mkba_i_quantity *quantity = &simulation->quantities[q];

        if ((size_t) quantity->measure == measure)
            mkba_i_nearest_try(&nearest, given->of_alternative ? quantity->alternative : quantity->name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, given->name, "there is no %s \"%.100s\" of which %s is simulated%s",
                       given->name, given->given, MEASURES[measure].name, hint);
}

static bool is_there(const mkba_simulation *simulation, size_t measure)
{
    for (size_t q = 0; q < simulation->n_quantities; q++)
        if ((size_t) simulation->quantities[q].measure == measure)
            return true;
    return false;
}

static bool fits(const mkba_i_quantity *quantity, const field *alternative, const field *name, int year)
{
    return strcmp(quantity->alternative, alternative->given) == 0 && quantity->year == year &&
           (name->given == NULL || strcmp(quantity->name, name->given) == 0);
}

/* Why no quantity fits: which field to blame. */
static mkba_status refuse(const mkba_simulation *simulation, size_t measure, const field *alternative,
                          const field *name, int year, mkba_error *error)
{
    bool has_alternative = false, has_name = name->given == NULL;

    for (size_t q = 0; q < simulation->n_quantities; q++) {
        const mkba_i_quantity *quantity = &simulation->quantities[q];

        if ((size_t) quantity->measure != measure || strcmp(quantity->alternative, alternative->given) != 0)
            continue;
        has_alternative = true;
        has_name = has_name || strcmp(quantity->name, name->given) == 0;
    }
    if (!has_alternative)
        return refuse_value(simulation, measure, alternative, error);
    if (!has_name)
        return refuse_value(simulation, measure, name, error);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "year", "%d is no year that is counted", year);
}

static mkba_status find(const mkba_simulation *simulation, size_t measure, const mkba_simulated *of, size_t *found,
                        mkba_error *error)
{
    field alternative = {"alternative", of->alternative, true};
    field name = {of->actor != NULL    ? "actor"
                  : of->stream != NULL ? "stream"
                                       : "compared_with",
                  of->actor != NULL    ? of->actor
                  : of->stream != NULL ? of->stream
                                       : of->compared_with,
                  false};

    for (size_t q = 0; q < simulation->n_quantities; q++)
        if ((size_t) simulation->quantities[q].measure == measure &&
            fits(&simulation->quantities[q], &alternative, &name, of->year)) {
            *found = q;
            return MKBA_OK;
        }
    return refuse(simulation, measure, &alternative, &name, of->year, error);
}

mkba_status mkba_i_simulation_find(const mkba_simulation *simulation, const mkba_simulated *of, size_t *quantity,
                                   mkba_error *error)
{
    mkba_simulated taken = {.measure = NULL};
    size_t measure;
    mkba_status status = mkba_i_options_take(of, &taken, sizeof taken, "mkba_simulated_init", error);

    if (status != MKBA_OK)
        return status;
    if (taken.measure == NULL)
        taken.measure = "npv";
    measure = measure_of(&taken);
    if (measure == MKBA_I_LENGTH(MEASURES))
        return refuse_measure(&taken, error);
    if (!is_there(simulation, measure))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "measure", "%s was not simulated: ask for it with %s",
                           MEASURES[measure].name, mkba_i_measure_option((mkba_i_measure) measure));
    if (taken.alternative == NULL)
        taken.alternative = only_alternative(simulation);
    if (taken.alternative == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "alternative",
                           "alternative must be given: the case has more than one policy alternative");
    if (taken.compared_with != NULL && strcmp(taken.compared_with, taken.alternative) == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "compared_with",
                           "compared_with must be another alternative than \"%.100s\"", taken.alternative);
    return find(simulation, measure, &taken, quantity, error);
}
