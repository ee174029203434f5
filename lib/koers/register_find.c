/* What to know before a register is believed. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/say.h"
#include "koers/register_model.h"

typedef struct finder {
    mkba_register *made;
    mkba_error *error;
} finder;

/* A number as it is said in each language. */
static void say_in_both(double value, int decimals, char said[2][MKBA_I_SAID])
{
    mkba_i_say_decimals(value, decimals, false, said[MKBA_LANGUAGE_EN]);
    mkba_i_say_decimals(value, decimals, true, said[MKBA_LANGUAGE_NL]);
}

/* ---- of an indicator -------------------------------------------------------------------------------------------------- */

/* A forecast further ahead than the figures reach back. */
static mkba_status find_far(const finder *f, const char *name, const mkba_i_judged *judged)
{
    const mkba_i_point *first = &judged->series.points[judged->first];
    char ahead[2][MKBA_I_SAID], back[2][MKBA_I_SAID];
    double horizon, reach;

    if (judged->last == NULL || judged->then.basis == MKBA_I_NO_LINE)
        return MKBA_OK;
    horizon = judged->target->year + 0.5 - judged->last->time;
    reach = judged->last->time - first->time;
    if (horizon <= reach)
        return MKBA_OK;
    say_in_both(horizon, 1, ahead);
    say_in_both(reach, 1, back);
    return mkba_i_say_both(
        &f->made->said, f->error, "forecast-far", true, NULL, NULL, name,
        "the forecast looks %s%.0s years ahead on figures of %s%.0s years: its interval holds if the "
        "line stays straight",
        "de prognose kijkt %.0s%s jaar vooruit op cijfers van %.0s%s jaar: haar interval klopt als de "
        "lijn recht blijft",
        ahead[0], ahead[1], back[0], back[1]);
}

/* The year of the target is over, and the last figure is from before it: what came of it was not measured. */
static mkba_status find_past(const finder *f, const char *name, const mkba_i_judged *judged)
{
    if (judged->last == NULL || judged->target == NULL || judged->target->year + 1 > f->made->moment ||
        judged->last->time >= judged->target->year + 0.5)
        return MKBA_OK;
    return mkba_i_say_both(
        &f->made->said, f->error, "target-past", true, NULL, NULL, name,
        "the year of its target, %d, is over and the last figure is from before it: its status is what was "
        "expected, not what came of it",
        "het jaar van de streefwaarde, %d, is voorbij en het laatste cijfer is van daarvoor: de status zegt wat werd "
        "verwacht, niet wat ervan kwam",
        judged->target->year);
}

/* A share of a hundred that leaves 0 to 100. */
static mkba_status find_beyond(const finder *f, const mkba_i_indicator *indicator, const mkba_i_judged *judged)
{
    bool between = judged->then.basis >= MKBA_I_BY_ERRORS;

    if (judged->then.basis == MKBA_I_NO_LINE || indicator->unit == NULL || strcmp(indicator->unit, "%") != 0 ||
        ((between ? judged->then.low : judged->then.value) >= 0 &&
         (between ? judged->then.high : judged->then.value) <= 100))
        return MKBA_OK;
    return mkba_i_say_both(
        &f->made->said, f->error, "forecast-beyond", true, NULL, NULL, indicator->name,
        "the forecast or its interval leaves 0 to 100 %%, which no figure can: the figures say too little",
        "de prognose of haar interval komt buiten 0 tot 100 %%, wat geen cijfer kan: de cijfers zeggen te weinig");
}

static mkba_status find_in_indicator(const finder *f, size_t position)
{
    const mkba_i_indicator *indicator = &f->made->koers->model.indicators[position];
    const mkba_i_judged *judged = &f->made->judged[position];
    mkba_status status = MKBA_OK;

    if (judged->forecast.line && judged->forecast.assumed && judged->last != NULL)
        status = mkba_i_say_both(
            &f->made->said, f->error, "error-assumed", false, NULL, NULL, indicator->name,
            "some of its figures, the nulmeting among them, have no measurement error: the largest of the "
            "others stands for it",
            "sommige cijfers, de nulmeting inbegrepen, hebben geen meetfout: de grootste van de andere staat ervoor");
    if (status == MKBA_OK)
        status = find_far(f, indicator->name, judged);
    if (status == MKBA_OK)
        status = find_past(f, indicator->name, judged);
    if (status == MKBA_OK)
        status = find_beyond(f, indicator, judged);
    if (status == MKBA_OK && judged->last != NULL && judged->end != NULL && indicator->has_start &&
        !judged->progress.there)
        status = mkba_i_say_both(
            &f->made->said, f->error, "target-against-direction", true, NULL, NULL, indicator->name,
            "its last target lies at its nulmeting, or on the wrong side of it: there is no part of the "
            "way",
            "de laatste streefwaarde ligt op de nulmeting, of aan de verkeerde kant ervan: er is geen deel van de weg");
    if (status == MKBA_OK && indicator->frequency != NULL && judged->frequency == 0)
        status = mkba_i_say_both(&f->made->said, f->error, "frequency-unknown", false, NULL, NULL, indicator->name,
                                 "when a figure is due cannot be read from the frequency \"%.100s\"",
                                 "wanneer een cijfer moet komen is niet te lezen uit de meetfrequentie \"%.100s\"",
                                 indicator->frequency);
    return status;
}

/* ---- of euros ------------------------------------------------------------------------------------------------------------ */

static double spent_later(const mkba_register *made)
{
    const mkba_i_koers_model *model = &made->koers->model;
    double sum = 0;

    for (size_t i = 0; i < model->node_names.n; i++)
        for (size_t k = 0; k < model->nodes[i].spent.n; k++)
            if (model->nodes[i].spent.items[k].year + 1.0 > made->moment)
                sum += model->nodes[i].spent.items[k].level;
    return sum;
}

static mkba_status find_in_euros(const finder *f)
{
    const mkba_i_koers_model *model = &f->made->koers->model;
    const mkba_i_costs *elsewhere = &f->made->costs[model->node_names.n];
    double later = spent_later(f->made);
    char spent[2][MKBA_I_SAID], lost[2][MKBA_I_SAID];
    mkba_status status = MKBA_OK;

    say_in_both(later, 2, spent);
    say_in_both((double) elsewhere->spent / 100, 2, lost);
    if (later > 0)
        status =
            mkba_i_say_both(&f->made->said, f->error, "spent-later", false, NULL, NULL, NULL,
                            "EUR %s%.0s that efforts spent in years that end after the moment is not counted",
                            "EUR %.0s%s, besteed door inspanningen in jaren die na het moment eindigen, telt niet mee",
                            spent[0], spent[1]);
    if (status == MKBA_OK && elsewhere->spent > 0)
        status =
            mkba_i_say_both(&f->made->said, f->error, "spent-elsewhere", true, NULL, NULL, NULL,
                            "EUR %s%.0s was spent that by the splits reaches no baat",
                            "EUR %.0s%s is besteed aan wat volgens de verdeling bij geen baat komt", lost[0], lost[1]);
    for (size_t i = 0; i < model->node_names.n && status == MKBA_OK; i++)
        if (f->made->costs[i].cost > 0 && !f->made->ratios[i].per_cost.there)
            status = mkba_i_say_both(&f->made->said, f->error, "ratio-undefined", true, NULL, NULL, NULL,
                                     "in some draws \"%.100s\" costs nothing: there is no benefit per euro of cost",
                                     "in sommige trekkingen kost \"%.100s\" niets: er is geen baat per euro kosten",
                                     model->nodes[i].name);
    if (status == MKBA_OK && f->made->has_case)
        status = mkba_i_say_both(
            &f->made->said, f->error, "euros-of-two-kinds", false, NULL, NULL, NULL,
            "benefits are present values over all years of the case, spent and budget euros as the Koers "
            "has them; what is realised assumes that benefits come in proportion to the part of the way",
            "baten zijn contante waarden over alle jaren van de analyse, besteding en begroting euro's zoals de "
            "Koers ze heeft; wat gerealiseerd is neemt aan dat baten komen naar het deel van de weg");
    return status;
}

mkba_status mkba_i_register_find(mkba_register *made, mkba_error *error)
{
    const finder f = {.made = made, .error = error};
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < made->koers->model.indicator_names.n && status == MKBA_OK; i++)
        if (made->judged[i].n_nodes > 0)
            status = find_in_indicator(&f, i);
    return status == MKBA_OK ? find_in_euros(&f) : status;
}

mkba_status mkba_i_register_table_findings(const mkba_register *made, mkba_language language, mkba_table **table,
                                           mkba_error *error)
{
    unsigned about = MKBA_I_SAID_PERIOD | MKBA_I_SAID_INDICATOR;

    return mkba_i_said_table(&made->said, language == MKBA_LANGUAGE_NL ? about | MKBA_I_SAID_DUTCH : about, table,
                             error);
}
