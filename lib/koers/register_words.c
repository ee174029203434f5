/* Why an indicator has its status, and the rules, in two languages. A name in braces is replaced: see word_of. */
#include "base/exact.h"

#include <stdio.h>
#include <string.h>

#include "koers/moment.h"
#include "koers/register_model.h"

#define LANGUAGES 2

static const struct rule {
    const char *id;
    mkba_i_status status;
    const char *rule[LANGUAGES], *why[LANGUAGES];
} RULES[MKBA_I_STATUS_RULES] = {
    {"no-target",
     MKBA_I_CANNOT_BE_SAID,
     {"Without a target there is nothing to be on course for.",
      "Zonder streefwaarde is er niets om op koers te liggen."},
     {"There is no target.", "Er is geen streefwaarde."}},
    {"not-measured",
     MKBA_I_CANNOT_BE_SAID,
     {"Without a figure since the nulmeting nothing is said; not measured is not zero.",
      "Zonder cijfer sinds de nulmeting wordt niets gezegd; niet gemeten is niet nul."},
     {"There is no figure since the nulmeting.", "Er is geen cijfer sinds de nulmeting."}},
    {"reached",
     MKBA_I_REACHED,
     {"The target is met by the last figure with probability {certainty} or more, given its measurement error; a figure "
      "without one is taken as it is.",
      "Het laatste cijfer haalt de streefwaarde met kans {certainty} of meer, gegeven zijn meetfout; een cijfer zonder "
      "meetfout geldt zoals het is."},
     {"The last figure, {last} of {last_period}, meets the target of {target_year}, {target}, {sure}.",
      "Het laatste cijfer, {last} van {last_period}, haalt de streefwaarde van {target_year}, {target}, {sure}."}},
    {"missed",
     MKBA_I_MISSED,
     {"The last figure stands at the middle of the year of the last target or later, and meets it with probability "
      "{uncertainty} or less; a figure without a measurement error is taken as it is.",
      "Het laatste cijfer staat op het midden van het jaar van de laatste streefwaarde of later, en haalt haar met kans "
      "{uncertainty} of minder; een cijfer zonder meetfout geldt zoals het is."},
     {"The last figure, {last} of {last_period}, does not meet the target of {target_year}, {target}, {sure}.",
      "Het laatste cijfer, {last} van {last_period}, haalt de streefwaarde van {target_year}, {target}, niet, {sure}."}},
    {"no-line",
     MKBA_I_CANNOT_BE_SAID,
     {"One figure has no direction: a forecast needs two, of different times.",
      "Eén cijfer heeft geen richting: een prognose vraagt er twee, van verschillende tijden."},
     {"From {n} figures, the nulmeting included, no line can be drawn to {target_year}.",
      "Door {n} cijfers, de nulmeting meegeteld, is geen lijn naar {target_year} te trekken."}},
    {"no-spread",
     MKBA_I_CANNOT_BE_SAID,
     {"Two figures, or figures exactly on a line, do not show by how much a figure misses; without measurement errors a "
      "forecast has no interval, and nothing is said.",
      "Twee cijfers, of cijfers precies op een lijn, laten niet zien hoeveel een cijfer ernaast zit; zonder meetfouten heeft "
      "een prognose geen interval, en wordt niets gezegd."},
     {"The line through {n} figures comes to {forecast} in {target_year}, target {target}; by how much it may miss is not "
      "known.",
      "De lijn door {n} cijfers komt in {target_year} op {forecast}, streefwaarde {target}; hoeveel zij ernaast kan zitten "
      "is niet bekend."}},
    {"on-course",
     MKBA_I_ON_COURSE,
     {"A figure of the year of the next target meets it with probability {certainty} or more, by the forecast.",
      "Een cijfer van het jaar van de volgende streefwaarde haalt haar volgens de prognose met kans {certainty} of meer."},
     {"The forecast for {target_year} is {forecast} ({low} to {high}), target {target}: met with probability {chance}.",
      "De prognose voor {target_year} is {forecast} ({low} tot {high}), streefwaarde {target}: gehaald met kans {chance}."}},
    {"behind",
     MKBA_I_BEHIND,
     {"A figure of the year of the next target meets it with probability {uncertainty} or less, by the forecast.",
      "Een cijfer van het jaar van de volgende streefwaarde haalt haar volgens de prognose met kans {uncertainty} of "
      "minder."},
     {"The forecast for {target_year} is {forecast} ({low} to {high}), target {target}: met with probability {chance} only.",
      "De prognose voor {target_year} is {forecast} ({low} tot {high}), streefwaarde {target}: maar met kans {chance} "
      "gehaald."}},
    {"undecided",
     MKBA_I_CANNOT_BE_SAID,
     {"The probability that the target is met lies between {uncertainty} and {certainty}.",
      "De kans dat de streefwaarde wordt gehaald ligt tussen {uncertainty} en {certainty}."},
     {"The target of {target_year}, {target}, is met with probability {undecided}: too uncertain to say.",
      "De streefwaarde van {target_year}, {target}, wordt gehaald met kans {undecided}: te onzeker om iets te zeggen."}}};

const char *mkba_i_status_rule_name(mkba_i_status_rule rule)
{
    return RULES[rule].id;
}

/* ---- words in sentences ----------------------------------------------------------------------------------------------- */

/* Whose sentence it is: of a rule, `judged` is NULL. */
typedef struct subject {
    const mkba_register *made;
    const mkba_i_judged *judged;
    mkba_language language;
} subject;

/* Two decimals; what is no certainty is not rounded to one. */
static void say_chance(double chance, bool dutch, char room[MKBA_I_SAID])
{
    bool above = chance > 0.995 && chance < 1, below = chance < 0.005 && chance > 0;
    char number[MKBA_I_SAID];

    mkba_i_say_decimals(above ? 0.99 : below ? 0.01 : chance, 2, dutch, number);
    snprintf(room, MKBA_I_SAID, "%s%.100s", above ? "> " : below ? "< " : "", number);
}

/* Of a target that is not decided: as above, and what the rounding would set on a limit stands beside it. */
static void say_undecided(double chance, double certainty, bool dutch, char room[MKBA_I_SAID])
{
    static const char *const beside[][LANGUAGES] = {{"just below ", "net onder "}, {"just above ", "net boven "}};
    const double limits[] = {certainty, 1 - certainty};
    char number[MKBA_I_SAID], limit[MKBA_I_SAID];

    say_chance(chance, dutch, number);
    for (size_t i = 0; i < MKBA_I_LENGTH(limits); i++) {
        say_chance(limits[i], dutch, limit);
        if (strcmp(number, limit) == 0) {
            snprintf(room, MKBA_I_SAID, "%s%.100s", beside[i][dutch], number);
            return;
        }
    }
    mkba_i_copy_text(room, MKBA_I_SAID, number);
}

/* How sure the last figure is: without a measurement error there is no probability to speak of. */
static void say_sure(const mkba_i_judged *judged, bool dutch, char room[MKBA_I_SAID])
{
    static const char *const bare[LANGUAGES] = {"taken as it is: its measurement error is not known",
                                                "genomen zoals het is: de meetfout is niet bekend"};
    char chance[MKBA_I_SAID];

    if (!(mkba_i_point_error(judged->last) > 0)) {
        snprintf(room, MKBA_I_SAID, "%s", bare[dutch]);
        return;
    }
    say_chance(judged->status == MKBA_I_MISSED ? 1 - judged->chance : judged->chance, dutch, chance);
    snprintf(room, MKBA_I_SAID, dutch ? "met kans %.100s" : "with probability %.100s", chance);
}

/* What stands for a name in braces. */
static const char *word_of(const void *context, const char *name, size_t length, char room[MKBA_I_SAID])
{
    const subject *about = context;
    const mkba_i_judged none = {.last = NULL}, *of = about->judged == NULL ? &none : about->judged;
    double certainty = about->made->options.certainty;
    bool dutch = about->language == MKBA_LANGUAGE_NL;
    const struct {
        const char *name;
        enum { VALUE, CHANCE, COUNT } form;
        double value;
    } words[] = {{"certainty", CHANCE, certainty},
                 {"uncertainty", CHANCE, 1 - certainty},
                 {"chance", CHANCE, of->chance},
                 {"last", VALUE, of->last == NULL ? 0 : of->last->value},
                 {"target", VALUE, of->target == NULL ? 0 : of->target->level},
                 {"target_year", COUNT, of->target == NULL ? 0 : of->target->year},
                 {"forecast", VALUE, of->then.value},
                 {"low", VALUE, of->then.low},
                 {"high", VALUE, of->then.high},
                 {"n", COUNT, (double) (of->series.n - of->first)}};

    if (mkba_i_is_word(name, length, "last_period") && of->last != NULL)
        mkba_i_period_say(&of->last->period, about->language, room);
    if (mkba_i_is_word(name, length, "sure") && of->last != NULL)
        say_sure(of, dutch, room);
    if (mkba_i_is_word(name, length, "undecided"))
        say_undecided(of->chance, certainty, dutch, room);
    for (size_t i = 0; i < MKBA_I_LENGTH(words); i++) {
        if (!mkba_i_is_word(name, length, words[i].name))
            continue;
        if (words[i].form == VALUE)
            mkba_i_say_amount(words[i].value, 1, NULL, dutch, room);
        else if (words[i].form == CHANCE)
            say_chance(words[i].value, dutch, room);
        else
            snprintf(room, MKBA_I_SAID, "%.0f", words[i].value); /* also of years: not in groups */
    }
    return room;
}

void mkba_i_status_say(const mkba_register *made, size_t indicator, mkba_language language, mkba_i_text *to)
{
    const subject about = {made, &made->judged[indicator], language};

    mkba_i_say_filled(RULES[about.judged->rule].why[language], word_of, &about, to);
}

/* ---- the rules --------------------------------------------------------------------------------------------------------- */

mkba_status mkba_i_register_table_rules(const mkba_register *made, mkba_language language, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"rule", MKBA_COLUMN_TEXT, NULL}, {"status", MKBA_COLUMN_TEXT, NULL}, {"text", MKBA_COLUMN_TEXT, NULL}};
    const subject about = {made, NULL, language};
    mkba_table *filled = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("rules", COLUMNS, MKBA_I_LENGTH(COLUMNS), MKBA_I_STATUS_RULES, &filled, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(filled, error);
    for (size_t i = 0; i < MKBA_I_STATUS_RULES; i++) {
        mkba_i_text text = {.data = NULL};

        mkba_i_say_filled(RULES[i].rule[language], word_of, &about, &text);
        mkba_i_row_text(&row, RULES[i].id);
        mkba_i_row_text(&row, mkba_i_status_words[RULES[i].status]);
        mkba_i_row_list(&row, &text);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}
