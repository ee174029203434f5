/* Verdicts and checks in words, of both languages in one table. A name in braces is replaced: see word_of. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/say.h"
#include "effect/effect_words.h"
#include "panel/euros.h"

#define LANGUAGES 2

/* ---- the words ------------------------------------------------------------------------------------------------------ */

typedef enum form { VALUE, COUNT, TENTH, SHARE, CHANCE } form;

static const struct words {
    const char *id;
    mkba_i_weight weight;
    form form;                      /* of figure and limit */
    const char *said[3][LANGUAGES]; /* by outcome: passed, failed, not possible; "" says nothing */
} WORDS[MKBA_I_CHECKS] = {
    {"before",
     MKBA_I_REFUSES,
     COUNT,
     {{"There are {figure} periods before {start}.", "Er zijn {figure} perioden vóór {start}."},
      {"There is only one period before {start}: whether {region} and the others moved alike cannot be seen.",
       "Er is maar één periode vóór {start}: of {region} en de andere gelijk opgingen is niet te zien."},
      {"There is no period before {start}: the figures begin when the policy was there already, and nothing says what "
       "would have happened without it.",
       "Er is geen periode vóór {start}: de cijfers beginnen toen het beleid er al was, en niets zegt wat er zonder dat "
       "beleid was gebeurd."}}},
    {"fit",
     MKBA_I_REFUSES,
     VALUE,
     {{"Before the start the comparison misses {region} by {figure}, no more than it misses other areas by (up to {limit}).",
       "Vóór de start zit de vergelijking er bij {region} {figure} naast, niet meer dan bij andere gebieden (tot {limit})."},
      {"Before the start the comparison misses {region} by {figure}, more than it misses nearly all other areas ({limit}): "
       "it does not resemble {region}.",
       "Vóór de start zit de vergelijking er bij {region} {figure} naast, meer dan bij bijna alle andere gebieden "
       "({limit}): zij lijkt niet op {region}."},
      {"The comparison follows {region} exactly before the start: there are so many donors that it can do so by chance, "
       "and that says nothing of how it would have gone on.",
       "De vergelijking volgt {region} vóór de start precies: er zijn zoveel donoren dat dat door toeval kan, en dat zegt "
       "niets over hoe het verder was gegaan."}}},
    {"range",
     MKBA_I_REFUSES,
     VALUE,
     {{"No weights that fit equally well leave an effect of another sign ({figure} to {limit}).",
       "Geen gewichten die even goed passen laten een effect met een ander teken over ({figure} tot {limit})."},
      {"Weights that fit equally well leave an effect anywhere from {figure} to {limit}: which sign it has is chance.",
       "Gewichten die even goed passen laten een effect over van {figure} tot {limit}: welk teken het heeft is toeval."},
      {"How far weights that fit equally well move the effect cannot be told.",
       "Hoe ver gewichten die even goed passen het effect verschuiven is niet te zeggen."}}},
    {"trend",
     MKBA_I_REFUSES,
     CHANCE,
     {{"Before the start {region} and its donors did not move visibly apart (p {figure}).",
       "Vóór de start liepen {region} en de donoren niet zichtbaar uiteen (p {figure})."},
      {"Already before the start {region} and its donors moved apart (p {figure}): that they would have gone on alike is "
       "not credible.",
       "Al vóór de start liepen {region} en de donoren uiteen (p {figure}): dat zij daarna gelijk op waren gegaan is niet "
       "geloofwaardig."},
      {"Whether {region} and its donors moved alike before the start cannot be tested.",
       "Of {region} en de donoren vóór de start gelijk opgingen is niet te toetsen."}}},
    {"trend_power",
     MKBA_I_TELLS,
     SHARE,
     {{"A trend that explains the whole difference would have been seen before the start with probability {figure}.",
       "Een trend die het hele verschil verklaart was vóór de start met kans {figure} gezien."},
      {"A trend that explains the whole difference would have been seen before the start with probability {figure} only: "
       "that none was seen proves little.",
       "Een trend die het hele verschil verklaart was vóór de start maar met kans {figure} gezien: dat er geen is gezien "
       "bewijst weinig."},
      {"", ""}}},
    {"in_time",
     MKBA_I_REFUSES,
     CHANCE,
     {{"With a start before the true one no effect is found (p {figure}), as it should be.",
       "Met een start vóór de echte wordt geen effect gevonden (p {figure}), zoals het hoort."},
      {"An effect is found with a start before the true one too (p {figure}), when there was nothing: the method finds "
       "what is not there.",
       "Ook met een start vóór de echte wordt een effect gevonden (p {figure}), toen er niets was: de methode vindt wat er "
       "niet is."},
      {"There are too few periods or donors to try a start before the true one.",
       "Er zijn te weinig perioden of donoren om een start vóór de echte te proberen."}}},
    {"donors",
     MKBA_I_WEAKENS,
     TENTH,
     {{"The comparison rests on as much as {figure} equal donors.",
       "De vergelijking rust op zoveel als {figure} gelijke donoren."},
      {"The comparison rests on as little as {figure} equal donors: what happened to one of them can make the effect.",
       "De vergelijking rust op niet meer dan {figure} gelijke donoren: wat één daarvan overkwam kan het effect maken."},
      {"", ""}}},
    {"one_out",
     MKBA_I_WEAKENS,
     VALUE,
     {{"Leaving out any one donor moves the effect by {figure} at most, within the standard error of {limit}.",
       "Weglaten van één van de donoren verschuift het effect hoogstens {figure}, binnen de standaardfout van {limit}."},
      {"Leaving out one donor moves the effect by {figure}, more than the standard error of {limit}.",
       "Weglaten van één donor verschuift het effect {figure}, meer dan de standaardfout van {limit}."},
      {"There are too few donors to leave one out.", "Er zijn te weinig donoren om er één weg te laten."}}},
    {"placebo",
     MKBA_I_WEAKENS,
     CHANCE,
     {{"A difference as large as this is found where nothing happened with probability {figure}, no more than {limit}.",
       "Een verschil zo groot als dit komt waar niets gebeurde voor met kans {figure}, niet meer dan {limit}."},
      {"A difference as large as this is found where nothing happened too, with probability {figure}: above {limit} it "
       "counts as chance.",
       "Een verschil zo groot als dit komt ook voor waar niets gebeurde, met kans {figure}: boven {limit} geldt dat als "
       "toeval."},
      {"With so few donors no difference, however large, can be told from chance: p goes in steps of {figure}, and should "
       "be at most {limit}.",
       "Met zo weinig donoren is geen enkel verschil van toeval te onderscheiden: p gaat in stappen van {figure}, en moet "
       "hoogstens {limit} zijn."}}},
    {"detectable",
     MKBA_I_TELLS,
     VALUE,
     {{"An effect of {figure} would have been found with probability 80 %; the estimate is {limit}.",
       "Een effect van {figure} was met kans 80 % gevonden; de schatting is {limit}."},
      {"Only an effect of {figure} or more would have been found with probability 80 %; the estimate is {limit}.",
       "Pas een effect van {figure} of meer was met kans 80 % gevonden; de schatting is {limit}."},
      {"What could be found at all cannot be told.", "Wat er überhaupt gevonden kon worden is niet te zeggen."}}},
    {"noise",
     MKBA_I_TELLS,
     SHARE,
     {{"The figures of one area go up or down by {limit} from one period to the next beside those of all (median), without any policy; this "
       "effect is {figure}.",
       "De cijfers van één gebied gaan van de ene periode op de andere {limit} op of neer naast die van alle (mediaan), zonder enig beleid; dit "
       "effect is {figure}."},
      {"The figures of one area go up or down by {limit} from one period to the next beside those of all (median), without any policy: that "
       "hides an effect of {figure} in one area and one period.",
       "De cijfers van één gebied gaan van de ene periode op de andere {limit} op of neer naast die van alle (mediaan), zonder enig beleid: dat "
       "verbergt een effect van {figure} in één gebied en één periode."},
      {"How far the figures of one area move without any policy cannot be told.",
       "Hoe ver de cijfers van één gebied zonder beleid bewegen is niet te zeggen."}}},
    {"suspects",
     MKBA_I_WEAKENS,
     COUNT,
     {{"No figure of {region} that counts looks wrong.", "Geen cijfer van {region} dat meetelt lijkt onjuist."},
      {"{figure} returns or figures of {region} look wrong (copied, or with a jump): the findings name them. The estimate "
       "rests on them.",
       "{figure} opgaven of cijfers van {region} lijken onjuist (gekopieerd, of met een sprong): de bevindingen noemen ze. "
       "De schatting rust erop."},
      {"", ""}}},
    {"breaks",
     MKBA_I_WEAKENS,
     COUNT,
     {{"No change of definition is known in these periods.", "In deze perioden is geen andere definitie bekend."},
      {"The definition of the figure changed in these periods ({figure} times).",
       "De definitie van het cijfer veranderde in deze perioden ({figure} keer)."},
      {"", ""}}}};

static const char *const VERDICT[3][LANGUAGES] = {
    {"The figures support an effect. From {start} to {last} {indicator} of {region} was on average {size} {lower} than it "
     "would have been without the policy by this comparison ({percent}; {level} interval from {low} to {high}).",
     "De cijfers ondersteunen een effect. Van {start} tot en met {last} was {indicator} van {region} gemiddeld {size} "
     "{lower} dan volgens deze vergelijking zonder het beleid ({percent}; interval van {level}: {low} tot {high})."},
    {"An effect is not shown. From {start} to {last} {indicator} of {region} was on average {size} {lower} than it would "
     "have been by the comparison ({percent}); that can be chance, or rests on too little.",
     "Een effect is niet aangetoond. Van {start} tot en met {last} was {indicator} van {region} gemiddeld {size} {lower} "
     "dan volgens de vergelijking zonder het beleid ({percent}); dat kan toeval zijn, of rust op te weinig."},
    {"No causal claim can be made of {indicator} of {region} from {start} to {last}.",
     "Over {indicator} van {region} van {start} tot en met {last} kan geen uitspraak over oorzaak worden gedaan."}};
static const char *const HIDDEN[LANGUAGES] = {
    " There may be an effect, hidden by noise: to be seen it would have to be at least {detectable} on average "
    "({detectable_percent}).",
    " Er kan een effect zijn dat in de ruis verborgen is: om gezien te worden moet het gemiddeld minstens {detectable} zijn "
    "({detectable_percent})."};
static const char *const AGAINST[LANGUAGES] = {" What speaks against it:", " Wat ertegen spreekt:"};
static const char *const LOWER[LANGUAGES] = {"lower", "lager"}, *const HIGHER[LANGUAGES] = {"higher", "hoger"};

/* ---- numbers ---------------------------------------------------------------------------------------------------------- */

static void say_form(const mkba_effect *effect, form as, double value, mkba_language language, char text[MKBA_I_SAID])
{
    bool dutch = language == MKBA_LANGUAGE_NL;

    if (as == VALUE)
        mkba_i_say_figure(value, effect->unit, dutch, text);
    else if (as == SHARE)
        mkba_i_say_share(value, 1, dutch, text);
    else
        mkba_i_say_decimals(value, as == COUNT ? 0 : as == TENTH ? 1 : 3, dutch, text);
}

/* ---- sentences ----------------------------------------------------------------------------------------------------------- */

static double share_of(const mkba_effect *effect, double value)
{
    return value / fabs(effect->counterfactual_mean);
}

/* What a sentence is about. */
typedef struct saying {
    const mkba_effect *effect;
    mkba_language language;
    const struct words *of; /* with check, or NULL */
    const mkba_i_check *check;
} saying;

static const char *word_of(const void *context, const char *name, size_t length, char text[MKBA_I_SAID])
{
    const saying *s = context;
    const mkba_effect *effect = s->effect;
    const struct words *of = s->of;
    const mkba_i_check *check = s->check;
    mkba_language language = s->language;
    const struct {
        const char *name;
        form form;
        double value;
    } numbers[] = {{"figure", of == NULL ? VALUE : of->form, check == NULL ? 0 : check->figure},
                   {"limit", of == NULL ? VALUE : of->form, check == NULL ? 0 : check->limit},
                   {"size", VALUE, fabs(effect->estimate)},
                   {"donors", COUNT, (double) effect->n_donors},
                   {"before", COUNT, (double) effect->n_before},
                   {"level", SHARE, effect->level},
                   {"low", VALUE, effect->interval_low},
                   {"high", VALUE, effect->interval_high},
                   {"detectable", VALUE, effect->detectable},
                   {"percent", SHARE, share_of(effect, effect->estimate)},
                   {"detectable_percent", SHARE, share_of(effect, effect->detectable)}};
    const struct {
        const char *name, *text;
    } texts[] = {{"region", effect->name},
                 {"indicator", effect->indicator},
                 {"start", effect->start},
                 {"last", effect->last},
                 {"lower", effect->estimate < 0 ? LOWER[language] : HIGHER[language]}};

    for (size_t i = 0; i < MKBA_I_LENGTH(texts); i++)
        if (mkba_i_is_word(name, length, texts[i].name))
            return texts[i].text;
    text[0] = '\0';
    for (size_t i = 0; i < MKBA_I_LENGTH(numbers); i++)
        if (mkba_i_is_word(name, length, numbers[i].name) && isfinite(numbers[i].value))
            say_form(effect, numbers[i].form, numbers[i].value, language, text);
    return text;
}

static void say(const mkba_effect *effect, const char *sentence, mkba_language language, const struct words *of,
                const mkba_i_check *check, mkba_i_text *to)
{
    const saying context = {effect, language, of, check};

    mkba_i_say_filled(sentence, word_of, &context, to);
}

void mkba_i_effect_sentence(const mkba_effect *effect, const char *sentence, mkba_language language, mkba_i_text *to)
{
    say(effect, sentence, language, NULL, NULL, to);
}

void mkba_i_check_say(const mkba_effect *effect, mkba_i_check_id id, mkba_language language, mkba_i_text *to)
{
    const mkba_i_check *check = &effect->checks[id];

    say(effect, WORDS[id].said[check->outcome][language], language, &WORDS[id], check, to);
}

const char *mkba_i_check_name(mkba_i_check_id id)
{
    return WORDS[id].id;
}

mkba_i_weight mkba_i_check_weight(mkba_i_check_id id)
{
    return WORDS[id].weight;
}

const char *mkba_i_check_unit(const mkba_effect *effect, mkba_i_check_id id)
{
    return WORDS[id].form == VALUE ? effect->unit : "";
}

/* ---- the verdict ------------------------------------------------------------------------------------------------------------ */

/* The sentences of checks of a weight that did not pass; that of noise comes last, whatever it says. */
static void say_against(const mkba_effect *effect, mkba_i_weight weight, mkba_language language, bool *begun,
                        mkba_i_text *to)
{
    for (size_t i = 0; i < MKBA_I_CHECKS; i++) {
        const mkba_i_check *check = &effect->checks[i];
        if (!check->made || check->outcome == MKBA_I_PASSED || WORDS[i].weight != weight || i == MKBA_I_CHECK_NOISE ||
            WORDS[i].said[check->outcome][language][0] == '\0')
            continue;
        if (!*begun && effect->verdict != MKBA_VERDICT_REFUSED)
            mkba_i_text_add(to, AGAINST[language]);
        *begun = true;
        mkba_i_text_add(to, " ");
        mkba_i_check_say(effect, (mkba_i_check_id) i, language, to);
    }
}

mkba_status mkba_i_language_check(mkba_language language, mkba_error *error)
{
    return (size_t) language < LANGUAGES
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "language", "%d is no language that verdicts are written in",
                             (int) language);
}

mkba_status mkba_effect_text(const mkba_effect *effect, mkba_language language, char **text, mkba_error *error)
{
    mkba_i_text made = {0};
    bool begun = false;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(effect), MKBA_I_GIVEN(text));

    if (status == MKBA_OK)
        status = mkba_i_language_check(language, error);
    if (status != MKBA_OK)
        return status;
    say(effect, VERDICT[effect->verdict][language], language, NULL, NULL, &made);
    if (effect->verdict == MKBA_VERDICT_NOT_SHOWN && !isnan(effect->detectable))
        say(effect, HIDDEN[language], language, NULL, NULL, &made);
    say_against(effect, MKBA_I_REFUSES, language, &begun, &made);
    say_against(effect, MKBA_I_WEAKENS, language, &begun, &made);
    if (effect->verdict != MKBA_VERDICT_REFUSED)
        say_against(effect, MKBA_I_TELLS, language, &begun, &made);
    if (effect->checks[MKBA_I_CHECK_NOISE].made) {
        mkba_i_text_add(&made, " ");
        mkba_i_check_say(effect, MKBA_I_CHECK_NOISE, language, &made);
    }
    char *taken = mkba_i_text_take(&made);
    if (taken == NULL)
        return mkba_i_fail_memory(error);
    *text = taken;
    return MKBA_OK;
}
