/* The characteristics of a search: by name, at a period, with a weight, and none of them an outcome. See peers_search.h. */
#include "compare/peers_search.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "compare/shared_outcome.h"

/* ---- period ---------------------------------------------------------------------------------------------- */

static mkba_status find_period(mkba_i_search *search)
{
    const mkba_panel *panel = search->panel;
    const char *period = search->options->year;

    if (period != NULL)
        return mkba_i_panel_find_period(panel, period, "year", &search->period, search->error);
    if (panel->n_periods != 1)
        return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "year",
                           "say of which period the indicators are: the panel has %zu", panel->n_periods);
    search->period = 0;
    return MKBA_OK;
}

/* Characteristics are those from before the comparison: later ones may follow from what is compared. */
static mkba_status check_before(const mkba_i_search *search)
{
    const char *before = search->options->before;
    const mkba_i_period *at = &search->panel->periods[search->period];
    char text[MKBA_I_PERIOD_TEXT];
    mkba_i_period begin;
    bool provisional;

    if (before == NULL)
        return MKBA_OK;
    if (!mkba_i_period_parse(before, &begin, &provisional) || provisional || begin.kind != at->kind)
        return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "before", "\"%.60s\" is no period of kind %s", before,
                           mkba_period_kind_name(at->kind));
    if (mkba_i_period_compare(at, &begin) < 0)
        return MKBA_OK;
    mkba_i_period_print(at, text);
    return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "year",
                       "characteristics of %s are not from before %.60s, when the comparison begins: take an earlier "
                       "period",
                       text, before);
}

/* ---- outcomes -------------------------------------------------------------------------------------------- */

static mkba_status check_outcome(const mkba_i_search *search, const char *name)
{
    const mkba_panel *panel = search->panel;
    size_t outcome = 0;
    mkba_status status = mkba_i_panel_find_indicator(panel, name, "outcomes", &outcome, search->error);

    for (size_t i = 0; status == MKBA_OK && i < search->n_traits; i++) {
        const mkba_i_variable *by = &search->traits[i].is;
        const char *how = by->attribute != NULL ? NULL : mkba_i_outcome_relation(panel, &panel->indicators[by->indicator], name);
        if (how != NULL)
            status = mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "by",
                                 "\"%.100s\" %s the outcome \"%.100s\": peers are chosen by what is not compared",
                                 by->name, how, name);
    }
    return status;
}

/* ---- weights --------------------------------------------------------------------------------------------- */

static mkba_status check_weight(const mkba_i_search *search, size_t i)
{
    double weight = search->options->weights[i];
    char text[MKBA_I_NUMBER_TEXT];

    if (!(isfinite(weight) && weight >= 0))
        return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "weights",
                           "the weight of \"%.100s\" must be a number of 0 or above, not %s", search->traits[i].is.name,
                           mkba_i_number_say(weight, text));
    if (search->options->method == MKBA_PEERS_MAHALANOBIS && weight != 0 && weight != 1)
        return mkba_i_fail(
            search->error, MKBA_ERROR_ARGUMENT, "weights",
            "the weight of \"%.100s\" is %s: with mahalanobis, which is the same on every scale, it is 0 "
            "or 1",
            search->traits[i].is.name, mkba_i_number_say(weight, text));
    return MKBA_OK;
}

static mkba_status take_weights(mkba_i_search *search)
{
    const mkba_peers_options *options = search->options;

    if (options->n_weights > 0 && (options->weights == NULL || options->n_weights != options->n_by))
        return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "weights",
                           "%zu weights for %zu characteristics: one each",
                           options->weights == NULL ? 0 : options->n_weights, options->n_by);
    for (size_t i = 0; i < search->n_traits; i++) {
        mkba_i_trait *trait = &search->traits[i];
        mkba_status status = options->n_weights > 0 ? check_weight(search, i) : MKBA_OK;
        if (status != MKBA_OK)
            return status;
        trait->weight = options->n_weights > 0 ? options->weights[i] : 1;
        trait->used = trait->weight > 0;
        trait->note = trait->used ? "" : "its weight is 0";
    }
    return MKBA_OK;
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status find_names(mkba_i_search *search)
{
    const mkba_peers_options *options = search->options;

    search->n_traits = options->n_by;
    search->traits = mkba_i_arena_new(&search->arena, search->n_traits, sizeof *search->traits);
    search->used = mkba_i_arena_new(&search->arena, search->n_traits, sizeof *search->used);
    if (search->traits == NULL || search->used == NULL)
        return mkba_i_fail_memory(search->error);
    for (size_t i = 0; i < options->n_by; i++) {
        mkba_i_variable *variable = &search->traits[i].is;
        mkba_status status = mkba_i_variable_find(search->panel, options->by[i], "by", variable, search->error);
        if (status != MKBA_OK)
            return status;
        for (size_t j = 0; j < i; j++)
            if (strcmp(search->traits[j].is.name, variable->name) == 0)
                return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "by", "\"%.100s\" comes twice", variable->name);
        if (mkba_i_search_measures(search) && mkba_i_variable_is_text(variable))
            return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "by",
                               "\"%.100s\" is an attribute of texts, which has no distances: use the method class",
                               variable->name);
    }
    return MKBA_OK;
}

mkba_status mkba_i_search_find_traits(mkba_i_search *search)
{
    mkba_status status = find_names(search);
    bool indicators = false;

    for (size_t i = 0; status == MKBA_OK && i < search->n_traits; i++)
        indicators = indicators || search->traits[i].is.attribute == NULL;
    search->period = MKBA_I_NONE;
    if (status == MKBA_OK && indicators)
        status = find_period(search);
    if (status == MKBA_OK && indicators)
        status = check_before(search);
    for (size_t i = 0; status == MKBA_OK && i < search->options->n_outcomes; i++)
        status = check_outcome(search, search->options->outcomes[i]);
    return status == MKBA_OK ? take_weights(search) : status;
}
