/* Thermometers and the rules of a compass in words: as compass_words.c. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/say.h"
#include "koers/compass_tables.h"
#include "koers/moment.h"
#include "stat/quantile.h"

#define LANGUAGES 2

/* ---- thermometers ----------------------------------------------------------------------------------------------------- */

/* By scale. */
static const char *const SCORE[MKBA_I_SCALES][LANGUAGES] = {
    {"{title}: {score} of the way to the targets{range}", "{title}: {score} van de weg naar de streefwaarden{range}"},
    {"{title}: {score} of the way to the norms{range}", "{title}: {score} van de weg naar de normen{range}"},
    {"{title}: better than {score} of comparable areas{range}",
     "{title}: beter dan {score} van de vergelijkbare gebieden{range}"},
    {"{title}: {score} standard deviations better than comparable areas{range}",
     "{title}: {score} standaarddeviaties beter dan vergelijkbare gebieden{range}"}};
static const char *const PLANNED[LANGUAGES] = {"; planned was {mark}", "; gepland was {mark}"};
static const char *const SPREAD[LANGUAGES] = {". From {lowest} ({lowest_title}) to {highest} ({highest_title}).",
                                              ". Van {lowest} ({lowest_title}) tot {highest} ({highest_title})."};
static const char *const PARTLY[LANGUAGES] = {
    " Of {without} of the weight there is no score: the figure is of the rest.",
    " Van {without} van het gewicht is er geen score: het cijfer is van de rest."};
static const char *const NO_WEIGHTS[LANGUAGES] = {
    "{title}: no figure, because nobody said how its indicators weigh.",
    "{title}: geen cijfer, want niemand heeft gezegd hoe de indicatoren wegen."};
static const char *const NO_SCORE[LANGUAGES] = {
    "{title}: no figure, because none of its weighed indicators has a score.",
    "{title}: geen cijfer, want geen van de gewogen indicatoren heeft een score."};

typedef struct saying {
    const mkba_compass *compass;
    const mkba_i_thermometer *thermometer; /* or NULL */
    mkba_language language;
} saying;

static void say_score(const saying *s, double value, char room[MKBA_I_SAID])
{
    if (s->compass->scale == MKBA_COMPASS_SCALE_Z)
        mkba_i_say_decimals(value, 2, s->language == MKBA_LANGUAGE_NL, room);
    else
        mkba_i_say_share(value, 0, s->language == MKBA_LANGUAGE_NL, room);
}

static const char *thermometer_word(const void *context, const char *name, size_t length, char room[MKBA_I_SAID])
{
    const saying *s = context;
    const mkba_i_thermometer *t = s->thermometer;
    const mkba_i_koers_model *model = mkba_i_compass_model(s->compass);
    const struct {
        const char *name;
        size_t indicator;
    } ends[] = {{"lowest", t->lowest}, {"highest", t->highest}};
    char low[MKBA_I_SAID], high[MKBA_I_SAID];

    if (mkba_i_is_word(name, length, "title"))
        return t->opgave->title;
    for (size_t i = 0; i < MKBA_I_LENGTH(ends); i++)
        if (mkba_i_is_word(name, length, ends[i].name))
            say_score(s, mkba_i_compass_score(s->compass, ends[i].indicator)->of.of.at, room);
    if (mkba_i_is_word(name, length, "lowest_title"))
        return model->indicators[t->lowest].title;
    if (mkba_i_is_word(name, length, "highest_title"))
        return model->indicators[t->highest].title;
    if (mkba_i_is_word(name, length, "score"))
        say_score(s, t->score.of.at, room);
    if (mkba_i_is_word(name, length, "mark"))
        say_score(s, t->mark, room);
    if (mkba_i_is_word(name, length, "without"))
        mkba_i_say_share(t->weight_not_scored, 0, s->language == MKBA_LANGUAGE_NL, room);
    if (mkba_i_is_word(name, length, "range") && t->score.basis != MKBA_I_BY_FIGURE) {
        say_score(s, t->score.of.lower, low);
        say_score(s, t->score.of.upper, high);
        snprintf(room, MKBA_I_SAID, s->language == MKBA_LANGUAGE_NL ? " (%.180s tot %.180s)" : " (%.180s to %.180s)",
                 low, high);
    }
    return room;
}

void mkba_i_thermometer_say(const mkba_compass *compass, size_t opgave, mkba_language language, mkba_i_text *to)
{
    const mkba_i_thermometer *t = &compass->thermometers[opgave];
    const saying context = {compass, t, language};
    bool planned = compass->scale == MKBA_COMPASS_SCALE_TARGET || compass->scale == MKBA_COMPASS_SCALE_NORM;

    if (t->n_scored == 0) {
        mkba_i_say_filled(t->n_weighed == 0 ? NO_WEIGHTS[language] : NO_SCORE[language], thermometer_word, &context,
                          to);
        return;
    }
    mkba_i_say_filled(SCORE[compass->scale][language], thermometer_word, &context, to);
    if (t->has_mark && planned)
        mkba_i_say_filled(PLANNED[language], thermometer_word, &context, to);
    mkba_i_say_filled(t->n_scored > 1 ? SPREAD[language] : ".", thermometer_word, &context, to);
    if (t->n_scored < t->n_weighed)
        mkba_i_say_filled(PARTLY[language], thermometer_word, &context, to);
}

/* ---- rules -------------------------------------------------------------------------------------------------------------- */

static const struct rule {
    const char *id;
    const char *said[LANGUAGES];
    const char *source;
} RULES[] = {
    {"figure",
     {"The last figure whose period has ended at the moment counts{moment}. Of each period measurements go before the "
      "nulmeting, and that before the panel. Older than {old} years is a finding.",
      "Het laatste cijfer waarvan de periode op het moment voorbij is telt{moment}. Van elke periode gaan metingen voor de "
      "nulmeting, en die voor het paneel. Ouder dan {old} jaar is een bevinding."},
     NULL},
    {"interval",
     {"Intervals are of level {level}. One of another level is taken to it by the quantiles of the normal distribution, on "
      "each side.",
      "Intervallen hebben niveau {level}. Een van een ander niveau is daarnaar omgerekend met de kwantielen van de normale "
      "verdeling, aan elke kant."},
     NULL},
    {"norm",
     {"Met: the whole interval is at the norm or on the good side of it. Not met: it is wholly on the other side. Else it "
      "cannot be said. Either is wrong with probability {risk} at most, the interval being right. Without an interval the "
      "figure alone decides, and basis says so. Planned path and target go by the same rule.",
      "Gehaald: het hele interval ligt op de norm of aan de goede kant ervan. Niet gehaald: het ligt er geheel aan de andere "
      "kant. Anders is het niet te zeggen. Beide zijn met kans {risk} of minder onjuist, als het interval juist is. Zonder "
      "interval beslist het cijfer alleen, en basis zegt dat. Voor geplande weg en streefwaarde geldt dezelfde regel."},
     NULL},
    {"past",
     {"Better or worse: the interval of the difference with the earlier figure leaves out 0. The figures are taken as "
      "independent; where the error of one is not known the interval is too narrow, and basis says part.",
      "Beter of slechter: het interval van het verschil met het eerdere cijfer laat 0 buiten. De cijfers gelden als "
      "onafhankelijk; is de fout van één van beide niet bekend, dan is het interval te smal, en zegt basis part."},
     "Newcombe, Statistics in Medicine 17 (1998) 873-890; Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702"},
    {"peers",
     {"Better or worse than most: the interval of the part of the {n} peers that does worse leaves out one half. The peers are "
      "taken as a sample of comparable areas; the rank is among these peers only, and moves by rounding only.",
      "Beter of slechter dan de meeste: het interval van het deel van de {n} vergelijkbare gebieden dat het slechter doet laat "
      "de helft buiten. Zij gelden als steekproef van vergelijkbare gebieden; de rang is die onder deze gebieden alleen, en "
      "verschuift alleen door afronding."},
     "Wilson, Journal of the American Statistical Association 22 (1927) 209-212"},
    {"score-target",
     {"(figure - nulmeting) / (last target - nulmeting). Nulmeting and target are agreed numbers, without error. The mark is "
      "the planned path at the time of the figure. Below 0 is worse than the nulmeting, above 1 past the target: nothing is cut off.",
      "(cijfer - nulmeting) / (laatste streefwaarde - nulmeting). Nulmeting en streefwaarde zijn afgesproken getallen, zonder "
      "fout. Het merk is de geplande weg op de tijd van het cijfer. Onder 0 is slechter dan de nulmeting, boven 1 voorbij de "
      "streefwaarde: er wordt niets afgekapt."},
     "OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5: distance to a reference"},
    {"score-norm",
     {"(figure - nulmeting) / (norm - nulmeting), as score-target.",
      "(cijfer - nulmeting) / (norm - nulmeting), zoals score-target."},
     "OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5: distance to a reference"},
    {"score-percentile",
     {"The part of the peers that does worse, a tie for half. The mark is one half.",
      "Het deel van de vergelijkbare gebieden dat het slechter doet, gelijk voor de helft. Het merk is de helft."},
     "Wilson, Journal of the American Statistical Association 22 (1927) 209-212"},
    {"score-z",
     {"Standard deviations better than the mean of the peers, with variance 1/n + z^2 / (2 (n - 1)): large samples of normal "
      "figures. The mark is 0.",
      "Standaarddeviaties beter dan het gemiddelde van de vergelijkbare gebieden, met variantie 1/n + z^2 / (2 (n - 1)): grote "
      "steekproeven van normale cijfers. Het merk is 0."},
     "OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5: z-scores"},
    {"thermometer",
     {"The sum of weight x score, on the scale {scale}; the weights are those of the document. Without weights there is no "
      "figure. Weight without a score is shown: score is then missing, and score_scored the weighted mean of the rest. Its "
      "interval takes the errors of indicators as independent.",
      "De som van gewicht x score, op de schaal {scale}; de gewichten zijn die van het document. Zonder gewichten is er geen "
      "cijfer. Gewicht zonder score wordt getoond: score ontbreekt dan, en score_scored is het gewogen gemiddelde van de rest. "
      "Het interval neemt de fouten van indicatoren als onafhankelijk."},
     "Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702"},
    {"compensation",
     {"A weighted mean lets good make up for bad. score_scored - mark = ahead - behind shows how much; an opgave at or past "
      "its mark with an indicator behind its own is a finding.",
      "In een gewogen gemiddelde maakt goed slecht goed. score_scored - mark = ahead - behind toont hoeveel; een opgave op of "
      "voorbij haar merk met een indicator die achterblijft is een bevinding."},
     "OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 6: compensability"},
    {"yardsticks",
     {"Per criterion and result area the lowest and the highest score, and how many are measured. There is no average: nobody "
      "stated weights.",
      "Per criterium en resultaatgebied de laagste en de hoogste score, en hoeveel er zijn gemeten. Er is geen gemiddelde: "
      "niemand heeft gewichten gegeven."},
     NULL}};

static const char *rule_word(const void *context, const char *name, size_t length, char room[MKBA_I_SAID])
{
    const saying *s = context;
    bool dutch = s->language == MKBA_LANGUAGE_NL;
    char period[MKBA_I_SAID];

    if (mkba_i_is_word(name, length, "level"))
        mkba_i_say_amount(s->compass->level, 1, NULL, dutch, room);
    if (mkba_i_is_word(name, length, "risk"))
        mkba_i_say_amount((1 - s->compass->level) / 2, 1, NULL, dutch, room);
    if (mkba_i_is_word(name, length, "old"))
        mkba_i_say_decimals(MKBA_I_OLD, 0, dutch, room);
    if (mkba_i_is_word(name, length, "n"))
        snprintf(room, MKBA_I_SAID, "%zu", s->compass->n_peers);
    if (mkba_i_is_word(name, length, "scale"))
        return mkba_compass_scale_name(s->compass->scale);
    if (mkba_i_is_word(name, length, "moment") && isfinite(s->compass->until)) {
        mkba_i_period_say(&s->compass->as_of, s->language, period);
        snprintf(room, MKBA_I_SAID, dutch ? " (einde van %.100s)" : " (the end of %.100s)", period);
    }
    return room;
}

mkba_status mkba_i_compass_table_rules(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                       mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"id", MKBA_COLUMN_TEXT, NULL}, {"text", MKBA_COLUMN_TEXT, NULL}, {"source", MKBA_COLUMN_TEXT, NULL}};
    const saying context = {compass, NULL, language};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("rules", COLUMNS, MKBA_I_LENGTH(COLUMNS), MKBA_I_LENGTH(RULES), &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < MKBA_I_LENGTH(RULES); i++) {
        mkba_i_text text = {0};

        mkba_i_say_filled(RULES[i].said[language], rule_word, &context, &text);
        mkba_i_row_text(&row, RULES[i].id);
        mkba_i_row_list(&row, &text);
        mkba_i_row_text(&row, RULES[i].source);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}
