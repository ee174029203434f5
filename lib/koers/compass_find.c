/* What to know before a compass is believed. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "koers/compass_model.h"
#include "koers/moment.h"

/* Whether a score lies below its mark; `surely` when the whole of its interval does, or it has none. */
static bool is_behind(const mkba_i_score *score, bool *surely)
{
    *surely = score->made && score->has_mark && score->of.of.upper < score->mark;
    return score->made && score->has_mark && score->of.of.at < score->mark;
}

/* The code of a period in words, by language. */
static void say_code(const char *code, char said[2][MKBA_I_SAID])
{
    mkba_i_period period;

    said[0][0] = said[1][0] = '\0';
    for (int k = 0; k < 2 && mkba_i_period_parse_given(code, &period); k++)
        mkba_i_period_say(&period, (mkba_language) k, said[k]);
}

/* ---- indicators ----------------------------------------------------------------------------------------------------- */

static mkba_status find_figure(mkba_compass *compass, const mkba_i_standing *s, mkba_error *error)
{
    const char *name = s->indicator->name;
    char period[MKBA_I_PERIOD_TEXT], age[MKBA_I_NUMBER_TEXT], leeftijd[MKBA_I_SAID];
    mkba_status status = MKBA_OK;

    if (!s->measured)
        return mkba_i_say_both(&compass->said, error, "not-measured", false, NULL, NULL, name, "it has no figure%s%.0s",
                               "er is geen cijfer%.0s%s", s->figure == NULL ? "" : " after the nulmeting",
                               s->figure == NULL ? "" : " na de nulmeting");
    mkba_i_period_print(&s->figure->period, period);
    mkba_i_say_decimals(s->age, 1, true, leeftijd);
    if (s->value.basis == MKBA_I_BY_FIGURE)
        status = mkba_i_say_both(
            &compass->said, error, "no-interval", false, NULL, period, name,
            "the figure has no interval: it is judged by itself, and how sure that is cannot be told",
            "het cijfer heeft geen interval: het wordt op zichzelf beoordeeld, en hoe zeker dat is, is niet te zeggen");
    if (status == MKBA_OK && s->age > MKBA_I_OLD)
        status = mkba_i_say_both(&compass->said, error, "old-figure", true, NULL, period, name,
                                 "the last figure is %s%.0s years old", "het laatste cijfer is %.0s%s jaar oud",
                                 mkba_i_number_say(round(10 * s->age) / 10, age), leeftijd);
    return status;
}

static mkba_status say_part(mkba_compass *compass, const mkba_i_standing *s, const mkba_i_compass_comparison *against,
                            mkba_error *error)
{
    char since[2][MKBA_I_SAID];
    bool better = against->judgement == MKBA_I_BETTER;

    say_code(against->period, since);
    return mkba_i_say_both(
        &compass->said, error, "part-interval", true, NULL, against->period, s->indicator->name,
        "that it became %s since %s%.0s%.0s rests on the interval of one of the two figures: how "
        "sure the other is was not told, so the change is less sure than it seems",
        "dat het%.0s sinds %.0s%s %s is geworden rust op het interval van één van beide cijfers: "
        "hoe zeker het andere is, is niet gezegd, en dus is de verandering minder zeker dan zij lijkt",
        better ? "better" : "worse", since[MKBA_LANGUAGE_EN], since[MKBA_LANGUAGE_NL], better ? "beter" : "slechter");
}

/* A change that is said by the error of one of its two figures alone; said once of the same earlier figure. */
static mkba_status find_part(mkba_compass *compass, const mkba_i_standing *s, mkba_error *error)
{
    const mkba_i_compass_comparison *start = &s->against[MKBA_I_SINCE_START], *year = &s->against[MKBA_I_YEAR_BEFORE];
    mkba_status status = MKBA_OK;

    for (mkba_i_against i = MKBA_I_SINCE_START; i <= MKBA_I_YEAR_BEFORE && status == MKBA_OK; i++) {
        const mkba_i_compass_comparison *against = &s->against[i];
        bool again = against == year && start->made && strcmp(start->period, year->period) == 0;

        if (!again && against->made && against->difference.basis == MKBA_I_BY_PART &&
            (against->judgement == MKBA_I_BETTER || against->judgement == MKBA_I_WORSE))
            status = say_part(compass, s, against, error);
    }
    return status;
}

static mkba_status find_score(mkba_compass *compass, size_t i, mkba_error *error)
{
    const mkba_i_standing *s = &compass->standings[i];
    const mkba_i_score *score = mkba_i_compass_score(compass, i);

    if (!s->measured || score->made)
        return MKBA_OK;
    return mkba_i_say_both(&compass->said, error, "no-score", false, NULL, NULL, s->indicator->name,
                           "it has no score on the scale %s: %s",
                           "er is geen score op de schaal %s; waarom staat in de tabel scores%.0s",
                           mkba_compass_scale_name(compass->scale), score->note);
}

static mkba_status find_peers(mkba_compass *compass, const mkba_i_standing *s, mkba_error *error)
{
    char period[MKBA_I_PERIOD_TEXT], compared[2][MKBA_I_SAID], last[2][MKBA_I_SAID];

    if (compass->n_peers == 0 || s->indicator->panel_indicator == NULL)
        return MKBA_OK;
    if (!s->peers.made)
        return mkba_i_say_both(&compass->said, error, "peers-not-compared", true, NULL, NULL, s->indicator->name, "%s",
                               "niet vergeleken met de vergelijkbare gebieden; waarom staat in de tabel peers%.0s",
                               s->peers.note);
    if (s->peers.n_without > 0) {
        mkba_status status =
            mkba_i_say_both(&compass->said, error, "peers-without-figure", false, NULL, s->peers.period,
                            s->indicator->name, "%zu of the %zu peers have no figure and are left out",
                            "%zu van de %zu vergelijkbare gebieden hebben geen cijfer en doen niet mee",
                            s->peers.n_without, compass->n_peers);
        if (status != MKBA_OK)
            return status;
    }
    if (s->figure == NULL)
        return MKBA_OK;
    mkba_i_period_print(&s->figure->period, period);
    if (strcmp(period, s->peers.period) == 0)
        return MKBA_OK;
    say_code(s->peers.period, compared);
    say_code(period, last);
    return mkba_i_say_both(&compass->said, error, "peers-other-period", false, NULL, s->peers.period,
                           s->indicator->name, "peers are compared in %s%.0s, the last figure is of %s%.0s",
                           "vergelijkbare gebieden zijn vergeleken in %.0s%s, het laatste cijfer is van %.0s%s",
                           compared[MKBA_LANGUAGE_EN], compared[MKBA_LANGUAGE_NL], last[MKBA_LANGUAGE_EN],
                           last[MKBA_LANGUAGE_NL]);
}

/* ---- opgaven -------------------------------------------------------------------------------------------------------- */

static mkba_status find_weights(mkba_compass *compass, const mkba_i_thermometer *t, mkba_error *error)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    char part[MKBA_I_NUMBER_TEXT], deel[MKBA_I_SAID];
    mkba_status status = MKBA_OK;

    mkba_i_say_decimals(100 * t->weight_not_scored, 1, true, deel);

    if (t->n_weighed == 0)
        return mkba_i_say_both(
            &compass->said, error, "no-weights", false, NULL, NULL, NULL,
            "opgave \"%.100s\" has no weights: there is no figure for it, only for indicators (%zu)",
            "opgave \"%.100s\" heeft geen gewichten: er is geen cijfer voor, alleen voor indicatoren (%zu)",
            t->opgave->name, t->n);
    if (t->n_scored < t->n_weighed)
        status = mkba_i_say_both(&compass->said, error, "weight-not-scored", true, NULL, NULL, NULL,
                                 "of opgave \"%.100s\" %s%.0s %% of the weight has no score",
                                 "van opgave \"%.100s\" heeft %.0s%s %% van het gewicht geen score", t->opgave->name,
                                 mkba_i_number_say(round(1000 * t->weight_not_scored) / 10, part), deel);
    for (size_t i = t->n_weighed; i < t->n && status == MKBA_OK; i++)
        status = mkba_i_say_both(
            &compass->said, error, "not-weighted", false, NULL, NULL,
            model->indicator_names.items[t->degrees[i].indicator],
            "it leads to goals of opgave \"%.100s\", whose weights leave it out",
            "de indicator leidt naar doelen van opgave \"%.100s\", waarvan de gewichten hem weglaten", t->opgave->name);
    return status;
}

/* Of whole and part how far they are, and where the plan is. */
static mkba_status say_compensated(mkba_compass *compass, const mkba_i_thermometer *t, const mkba_i_standing *s,
                                   const mkba_i_score *score, bool surely, mkba_error *error)
{
    const double figures[] = {t->score.of.at, t->mark, score->of.of.at, score->mark};
    char said[4][MKBA_I_NUMBER_TEXT], gezegd[4][MKBA_I_SAID];

    for (int k = 0; k < 4; k++) {
        mkba_i_number_say(round(1000 * figures[k]) / 1000, said[k]);
        mkba_i_say_decimals(figures[k], 3, true, gezegd[k]);
    }
    return mkba_i_say_both(
        &compass->said, error, "compensated", surely, NULL, NULL, s->indicator->name,
        "opgave \"%.100s\" as a whole (%s%.0s) is at or past its mark (%s%.0s), and hides that this indicator "
        "(%s%.0s) is "
        "behind its own (%s%.0s)%s%.0s",
        "opgave \"%.100s\" als geheel (%.0s%s) ligt op of voorbij haar merk (%.0s%s), en verbergt dat deze indicator "
        "(%.0s%s) achterblijft bij het zijne (%.0s%s)%.0s%s",
        t->opgave->name, said[0], gezegd[0], said[1], gezegd[1], said[2], gezegd[2], said[3], gezegd[3],
        surely ? "" : "; its interval does not leave out that it is not",
        surely ? "" : "; het interval sluit niet uit dat dit niet zo is");
}

/* A good whole that hides a bad part. */
static mkba_status find_compensated(mkba_compass *compass, const mkba_i_thermometer *t, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    if (t->n_scored < 2 || !t->has_mark || t->score.of.at < t->mark)
        return MKBA_OK;
    for (size_t i = 0; i < t->n_weighed && status == MKBA_OK; i++) {
        const mkba_i_score *score = mkba_i_compass_score(compass, t->degrees[i].indicator);
        bool surely;

        if (is_behind(score, &surely))
            status = say_compensated(compass, t, &compass->standings[t->degrees[i].indicator], score, surely, error);
    }
    return status;
}

/* ---- yardsticks ----------------------------------------------------------------------------------------------------- */

static mkba_status find_empty(mkba_compass *compass, bool residents, size_t criterion, const char *word,
                              mkba_error *error)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);

    for (size_t i = 0; i < model->indicator_names.n; i++)
        if ((residents ? model->indicators[i].criterion : model->indicators[i].result_area) == criterion)
            return MKBA_OK;
    return mkba_i_say_both(&compass->said, error, "criterion-empty", false, NULL, NULL, NULL,
                           "no indicator is of the %s%.0s \"%s\"", "geen indicator hoort bij het %.0s%s \"%s\"",
                           residents ? "criterion" : "result area", residents ? "criterium" : "resultaatgebied", word);
}

static mkba_status find_yardsticks(mkba_compass *compass, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < MKBA_I_LENGTH(mkba_i_criterion_words) && status == MKBA_OK; i++)
        status = find_empty(compass, true, i, mkba_i_criterion_words[i], error);
    for (size_t i = 0; i < MKBA_I_LENGTH(mkba_i_result_area_words) && status == MKBA_OK; i++)
        status = find_empty(compass, false, i, mkba_i_result_area_words[i], error);
    return status;
}

mkba_status mkba_i_compass_find(mkba_compass *compass, mkba_error *error)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    mkba_status status = find_yardsticks(compass, error);

    for (size_t i = 0; i < model->indicator_names.n && status == MKBA_OK; i++) {
        const mkba_i_indicator *indicator = &model->indicators[i];

        status = find_figure(compass, &compass->standings[i], error);
        if (status == MKBA_OK)
            status = find_part(compass, &compass->standings[i], error);
        if (status == MKBA_OK)
            status = find_score(compass, i, error);
        if (status == MKBA_OK)
            status = find_peers(compass, &compass->standings[i], error);
        if (status == MKBA_OK && indicator->criterion == MKBA_I_NONE && indicator->result_area == MKBA_I_NONE)
            status = mkba_i_say_both(
                &compass->said, error, "no-yardstick", false, NULL, NULL, indicator->name,
                "it is of no criterion and of no result area, so it is on no yardstick",
                "de indicator hoort bij geen criterium en geen resultaatgebied, en staat dus op geen maatlat");
    }
    for (size_t i = 0; i < model->opgave_names.n && status == MKBA_OK; i++) {
        status = find_weights(compass, &compass->thermometers[i], error);
        if (status == MKBA_OK)
            status = find_compensated(compass, &compass->thermometers[i], error);
    }
    return status;
}
