/* A compass in words, of both languages in one table. A name in braces is replaced: see the words_of functions. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/say.h"
#include "koers/compass_model.h"
#include "koers/moment.h"
#include "panel/euros.h"

#define LANGUAGES 2

/* ---- indicators: the words ------------------------------------------------------------------------------------------ */

static const char *const FIGURE[LANGUAGES] = {"{title}: {value} in {period}{range}.",
                                              "{title}: {value} in {period}{range}."};
static const char *const NO_FIGURE[LANGUAGES] = {"{title}: not measured.", "{title}: niet gemeten."};
static const char *const NOT_SINCE[LANGUAGES] = {" It was not measured after the nulmeting.",
                                                 " Na de nulmeting is niet gemeten."};
static const char *const NO_INTERVAL[LANGUAGES] = {
    " The figure has no interval: how sure this is cannot be told.",
    " Het cijfer heeft geen interval: hoe zeker dit is, is niet te zeggen."};
static const char *const WAY[LANGUAGES] = {
    " Of the way from {start} to {target} it has covered {score}{score_range}; {mark} was planned.",
    " Van de weg van {start} naar {target} is {score} afgelegd{score_range}; gepland was {mark}."};

#define CHANGE_WORDS                                                                                                   \
  {                                                                                                                    \
    [MKBA_I_BETTER] = {" Since {since} it became better ({change}).",                                                  \
                       " Sinds {since} is het beter geworden ({change})."},                                            \
    [MKBA_I_WORSE] = {" Since {since} it became worse ({change}).",                                                    \
                      " Sinds {since} is het slechter geworden ({change})."},                                          \
    [MKBA_I_EQUAL] = {" Since {since} it is the same.", " Sinds {since} is het gelijk gebleven."},                     \
    [MKBA_I_CANNOT_BE_SAID] = {                                                                                        \
        " Whether it changed since {since} cannot be said ({change}).",                                                \
        " Of het sinds {since} is veranderd is niet te zeggen ({change})."                                             \
    }                                                                                                                  \
  }

/* By what it is held against, the judgement, the language. */
static const char *const JUDGED[MKBA_I_AGAINST][MKBA_I_NOT_JUDGED][LANGUAGES] =
    {[MKBA_I_NORM] = {[MKBA_I_MET] = {" The norm of {reference} is met.", " De norm van {reference} is gehaald."},
                      [MKBA_I_NOT_MET] = {" The norm of {reference} is not met.",
                                          " De norm van {reference} is niet gehaald."},
                      [MKBA_I_CANNOT_BE_SAID] =
                          {" Whether the norm of {reference} is met cannot be said: it lies within the interval.",
                           " Of de norm van {reference} is gehaald is niet te zeggen: zij ligt binnen het interval."}},
     [MKBA_I_PLAN] =
         {[MKBA_I_MET] = {" Planned for then was {reference}: on course.", " Gepland was toen {reference}: op koers."},
          [MKBA_I_NOT_MET] = {" Planned for then was {reference}: behind.",
                              " Gepland was toen {reference}: achter op de planning."},
          [MKBA_I_CANNOT_BE_SAID] = {" Planned for then was {reference}: whether it is on course cannot be said.",
                                     " Gepland was toen {reference}: of het op koers ligt is niet te zeggen."}},
     [MKBA_I_TARGET] =
         {[MKBA_I_MET] = {" The target of {reference} for {since} is reached.",
                          " De streefwaarde van {reference} voor {since} is bereikt."},
          [MKBA_I_NOT_MET] = {" The target of {reference} for {since} is not reached.",
                              " De streefwaarde van {reference} voor {since} is niet bereikt."},
          [MKBA_I_CANNOT_BE_SAID] = {" Whether the target of {reference} for {since} is reached cannot be said.",
                                     " Of de streefwaarde van {reference} voor {since} is bereikt is niet te zeggen."}},
     [MKBA_I_SINCE_START] = CHANGE_WORDS,
     [MKBA_I_YEAR_BEFORE] = CHANGE_WORDS,
     [MKBA_I_AMONG_PEERS] =
         {[MKBA_I_BETTER] =
              {" Better than most comparable areas: of {n} in {since} {percentile} did worse.",
               " Beter dan de meeste vergelijkbare gebieden: van de {n} deed in {since} {percentile} het slechter."},
          [MKBA_I_WORSE] =
              {" Worse than most comparable areas: of {n} in {since} {percentile} did worse.",
               " Slechter dan de meeste vergelijkbare gebieden: van de {n} deed in {since} {percentile} het slechter."},
          [MKBA_I_CANNOT_BE_SAID] = {
              " Of {n} comparable areas in {since} {percentile} did worse: whether it is better or worse "
              "than most cannot be said.",
              " Van {n} vergelijkbare gebieden deed in {since} {percentile} het slechter: of het beter of "
              "slechter dan de meeste is, is niet te zeggen."}}};

/* ---- indicators: numbers -------------------------------------------------------------------------------------------- */

typedef struct saying {
    const mkba_i_standing *standing;
    const mkba_i_compass_comparison *against; /* or NULL */
    mkba_language language;
} saying;

/* With its sign; a difference of per cents is in points. */
static void say_change(const saying *s, char room[MKBA_I_SAID])
{
    static const char *const points[LANGUAGES] = {"percentage points", "procentpunt"};
    const char *unit = s->standing->indicator->unit;
    double change = s->against->difference.of.at;
    char amount[MKBA_I_SAID];

    if (unit != NULL && strcmp(unit, "%") == 0)
        unit = points[s->language];
    mkba_i_say_figure(change, unit, s->language == MKBA_LANGUAGE_NL, amount);
    snprintf(room, MKBA_I_SAID, "%s%.390s", change > 0 ? "+" : "", amount);
}

/* Whether a unit counts in thousands or more, so that it cannot be left out of a range. */
static bool counts(const char *unit)
{
    return unit != NULL && ((unit[0] >= '0' && unit[0] <= '9') || mkba_i_euros_of(unit) > 1);
}

/* Ranges are made of words themselves. */
static const char *say_range(double low, double high, bool share, const saying *s, char room[MKBA_I_SAID])
{
    const char *unit = s->standing->indicator->unit;
    bool dutch = s->language == MKBA_LANGUAGE_NL;
    char one[MKBA_I_SAID], other[MKBA_I_SAID];

    if (share) {
        mkba_i_say_share(low, 0, dutch, one);
        mkba_i_say_share(high, 0, dutch, other);
    } else {
        mkba_i_say_figure(low, counts(unit) ? unit : NULL, dutch, one);
        mkba_i_say_figure(high, unit, dutch, other);
    }
    snprintf(room, MKBA_I_SAID, dutch ? " (%.180s tot %.180s)" : " (%.180s to %.180s)", one, other);
    return room;
}

static const char *number_of(const saying *s, const char *name, size_t length, char room[MKBA_I_SAID])
{
    const mkba_i_indicator *indicator = s->standing->indicator;
    const mkba_i_score *score = &s->standing->scores[MKBA_COMPASS_SCALE_TARGET];
    size_t n_targets = indicator->targets.n;
    bool dutch = s->language == MKBA_LANGUAGE_NL;
    const struct {
        const char *name;
        bool share;
        double value;
    } numbers[] = {{"value", false, s->standing->value.of.at},
                   {"reference", false, s->against == NULL ? 0 : s->against->reference},
                   {"start", false, indicator->start},
                   {"target", false, n_targets == 0 ? 0 : indicator->targets.items[n_targets - 1].level},
                   {"score", true, score->of.of.at},
                   {"mark", true, score->mark},
                   {"percentile", true, s->standing->peers.percentile.at}};

    for (size_t i = 0; i < MKBA_I_LENGTH(numbers); i++)
        if (mkba_i_is_word(name, length, numbers[i].name)) {
            if (numbers[i].share)
                mkba_i_say_share(numbers[i].value, 0, dutch, room);
            else
                mkba_i_say_figure(numbers[i].value, indicator->unit, dutch, room);
        }
    return room;
}

static const char *word_of(const void *context, const char *name, size_t length, char room[MKBA_I_SAID])
{
    const saying *s = context;
    const mkba_i_standing *standing = s->standing;
    const mkba_i_score *score = &standing->scores[MKBA_COMPASS_SCALE_TARGET];
    mkba_i_period since;

    if (mkba_i_is_word(name, length, "title"))
        return standing->indicator->title;
    if (mkba_i_is_word(name, length, "period"))
        mkba_i_period_say(&standing->figure->period, s->language, room);
    if (mkba_i_is_word(name, length, "since") && mkba_i_period_parse_given(s->against->period, &since))
        mkba_i_period_say(&since, s->language, room);
    if (mkba_i_is_word(name, length, "range"))
        return standing->value.basis == MKBA_I_BY_FIGURE
                   ? ""
                   : say_range(standing->value.of.lower, standing->value.of.upper, false, s, room);
    if (mkba_i_is_word(name, length, "score_range"))
        return score->of.basis == MKBA_I_BY_FIGURE ? ""
                                                   : say_range(score->of.of.lower, score->of.of.upper, true, s, room);
    if (mkba_i_is_word(name, length, "n")) {
        snprintf(room, MKBA_I_SAID, "%zu", standing->peers.n);
        return room;
    }
    if (mkba_i_is_word(name, length, "change"))
        say_change(s, room);
    else
        number_of(s, name, length, room);
    return room;
}

/* ---- indicators ------------------------------------------------------------------------------------------------------- */

static void say_against(const mkba_i_standing *standing, mkba_i_against which, mkba_language language, mkba_i_text *to)
{
    const mkba_i_compass_comparison *against = &standing->against[which];
    const saying context = {standing, against, language};

    if (!against->made)
        return;
    /* the nulmeting may be the figure of a year before: that is said once */
    if (which == MKBA_I_YEAR_BEFORE && standing->against[MKBA_I_SINCE_START].made &&
        strcmp(against->period, standing->against[MKBA_I_SINCE_START].period) == 0)
        return;
    mkba_i_say_filled(JUDGED[which][against->judgement][language], word_of, &context, to);
}

void mkba_i_compass_say(const mkba_compass *compass, size_t indicator, mkba_language language, mkba_i_text *to)
{
    const mkba_i_standing *standing = &compass->standings[indicator];
    const mkba_i_score *score = &standing->scores[MKBA_COMPASS_SCALE_TARGET];
    const saying context = {standing, NULL, language};

    mkba_i_say_filled(standing->figure == NULL ? NO_FIGURE[language] : FIGURE[language], word_of, &context, to);
    for (size_t i = 0; i < MKBA_I_AGAINST; i++) {
        say_against(standing, (mkba_i_against) i, language, to);
        if (i == MKBA_I_TARGET && score->made && score->has_mark)
            mkba_i_say_filled(WAY[language], word_of, &context, to);
    }
    if (standing->figure != NULL && !standing->measured)
        mkba_i_say_filled(NOT_SINCE[language], word_of, &context, to);
    else if (standing->figure != NULL && standing->value.basis == MKBA_I_BY_FIGURE)
        mkba_i_say_filled(NO_INTERVAL[language], word_of, &context, to);
}
