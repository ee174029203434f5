/* Findings and reasons of an effect in Dutch: those of the methods are made in English, with figures that stand in tables. */
#include "base/exact.h"

#include <string.h>

#include "base/table.h"
#include "effect/effect_words.h"

static const struct {
    const char *id, *dutch;
} FOUND[] = {
    {"peers",
     "De donoren zijn de {donors} gebieden die er het meest op lijken naar wat vóór de start bekend was; de uitkomst "
     "speelde bij de keuze geen rol."},
    {"not_chosen",
     "Er zijn geen kenmerken gegeven waarin donoren op de regio lijken (peers_by): zij is vergeleken met alle "
     "gebieden die elk cijfer hebben."},
    {"copied_return", "De opgave is die van de periode ervoor: geen waarneming."},
    {"zero_return", "Elk cijfer van de opgave is nul: geen waarneming."},
    {"jump", "Het cijfer verspringt ten opzichte van de periode ervoor: kijk hoe het geboekt is."},
    {"suspect", "Het cijfer is verdacht verklaard."},
    {"suspect_treated", "Een cijfer van de regio is verdacht verklaard."},
    {"left_out_period",
     "Zoals gevraagd telt de periode voor niemand mee, omdat een cijfer van de regio onjuist lijkt."},
    {"prices",
     "De cijfers zijn in prijzen van elk jaar, zodat verschillen met de prijzen meegroeien, en een case ze voor bedragen "
     "van haar eigen prijsjaar neemt: breng ze eerst naar de prijzen van één jaar."},
    {"region_of_several",
     "De regio is de som van meer gebieden, rustiger dan elk daarvan, en de donoren zijn losse gebieden: een "
     "effect wordt minder vaak gezien dan zou kunnen; maak regio's van evenveel gebieden, en noem die als "
     "donoren."},
    {"no_draws", "Er is geen standaardfout, en dus zijn er geen trekkingen."},
    {"few_treated", "Er zijn minder dan vijf gebieden met het beleid: hoe groot hun ruis is leren alleen placebo's."},
    {"no_interval", "Met zo weinig donoren is op dit niveau geen effect te verwerpen: er is geen interval."},
    {"no_noise", "De donoren veranderen alle gelijk: er is geen ruis om mee te vergelijken."},
    {"one_before", "Er is één periode vóór de start: trends daarvoor zijn niet te zien."},
    {"small_groups", "Cijfers die op minder dan vijf gebieden rusten hebben geen geclusterde fouten."},
    {"no_figure", "De regio heeft in deze periode geen cijfer."},
    {"break", "In deze periode veranderde de definitie van het cijfer."},
    {"short_search",
     "Er zijn veel donoren en voorspellers, zodat minder is geprobeerd om ze te wegen: een betere weging kan "
     "gemist zijn; geef starts, of kies donoren."},
    {"many_donors",
     "Er zijn {donors} donoren tegenover {before} perioden vóór de start: gewichten kunnen het toeval even goed "
     "volgen als wat zonder beleid was gebeurd; kies minder donoren die erop lijken, vóór naar de uitkomst wordt "
     "gekeken."},
    {"exact_fit",
     "De vergelijking volgt de regio vóór de start precies: dat zegt niets over hoe het verder was gegaan, en een "
     "verhouding van fouten erna en ervoor heeft geen betekenis."},
    {"either_sign",
     "Gewichten die even goed passen laten in deze periode een verschil van beide tekens over: de schatting is er "
     "één van vele."},
    {"many_weights",
     "Gewichten die even goed passen laten in deze periode andere verschillen over: de schatting is er één van "
     "vele."},
    {"extrapolates",
     "Sommige gewichten zijn negatief: de vergelijking is geen gemiddelde van donoren, maar gaat erbuiten."},
    {"range_untold", "Hoe ver gewichten die even goed passen het verschil verschuiven is niet te zeggen."},
    {"outside_donors",
     "De regio ligt in deze periode buiten alle donoren: geen gewogen gemiddelde reikt zo ver; een constante "
     "(intercept) laat een vast verschil toe."},
    {"no_ratio",
     "Gebieden zijn geordend naar hun verschil gedeeld door de ruis van een gebied van die grootte: een verhouding "
     "tot de fout vóór de start zegt hier niets."},
    {"larger_elsewhere", "Waar niets gebeurde is het in een of meer gebieden even groot of groter."},
    {"coarse_ranks", "Met zo weinig gebieden verwerpt een toets op dit niveau niets: er is geen interval."},
    {"no_constant_effect",
     "Elk effect dat in elke periode even groot is wordt verworpen: het verschil wisselt te sterk voor één "
     "cijfer."},
    {"suspects_left_out", "Gebieden met een verdacht cijfer doen niet mee: zij zouden ruis laten zien die er niet is."},
    {"not_fitted", "Gebieden waarvan de gewichten niet te zeggen zijn, zijn niet geordend."},
    {"no_population", "Gebieden tellen als even onrustig; kleine zijn onrustiger: geef een bevolking."},
    {"sizes_ignored", "Gebieden tellen als even onrustig; kleine zijn onrustiger: geef een bevolking."},
    {"detectable",
     "Een kleiner effect dan {detectable} zou met een kans onder 80 % gevonden zijn: dat er geen gevonden is zegt "
     "niet dat het er niet is."},
    {"none_detectable", "Met zo weinig gebieden wordt op dit niveau geen effect gevonden, hoe groot ook."},
    {"poor_fit",
     "Vóór de start ging de regio minder gelijk op met haar gewogen donoren dan negen van de tien placebo's."},
    {"one_donor", "Meer dan de helft van het gewicht ligt bij één donor: wat daar vreemd is telt als effect."},
    {"one_period", "Vrijwel alle gewicht ligt bij één periode: wat daarin vreemd is telt als effect."},
};

static const char SDID[] =
    "Synthetic difference-in-differences: {donors} donoren tegenover {before} perioden vóór de start; de "
    "gewichten worden ingehouden, zodat zij de enige zijn en het toeval niet naar wens kunnen volgen, en "
    "een vast verschil telt niet mee.";
static const char DID[] =
    "Difference-in-differences, omdat er meer gebieden met beleid zijn of maar één periode vóór de start: er "
    "worden geen gewichten gekozen, en trends gelden als gelijk.";

const char *mkba_i_effect_status(mkba_cell_status status)
{
    static const char *const names[] = {"niet gegeven",  "gemeten",          "voorlopig",
                                        "berekend",      "verdacht",         "onbekend of geheim",
                                        "niet mogelijk", "niet aangeleverd", "niet te berekenen"};

    return (size_t) status < MKBA_I_LENGTH(names) ? names[status] : "onbekend";
}

/* NULL: only English is there. */
static const char *dutch_of(const mkba_effect *effect, const char *id)
{
    if (strcmp(id, "method") == 0)
        return effect->method == MKBA_EFFECT_SDID ? SDID : DID;
    for (size_t i = 0; i < MKBA_I_LENGTH(FOUND); i++)
        if (strcmp(FOUND[i].id, id) == 0)
            return FOUND[i].dutch;
    return NULL;
}

static bool translate(const mkba_effect *effect, mkba_i_said *said, mkba_i_arena *room)
{
    const char *sentence = dutch_of(effect, said->id);
    mkba_i_text text = {0};
    bool done = true;

    if (sentence == NULL)
        return true;
    mkba_i_effect_sentence(effect, sentence, MKBA_LANGUAGE_NL, &text);
    if (!text.failed)
        said->text = mkba_i_arena_text(room, text.data, text.length);
    done = !text.failed && said->text != NULL;
    mkba_i_text_drop(&text);
    return done;
}

mkba_status mkba_i_effect_found(const mkba_effect *effect, mkba_language language, mkba_table **table,
                                mkba_error *error)
{
    const unsigned about = MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD | MKBA_I_SAID_INDICATOR;
    mkba_i_arena room = {NULL};
    mkba_i_said_list list = {.n = effect->said.n};
    mkba_status status = MKBA_OK;

    if (language == MKBA_LANGUAGE_EN || list.n == 0)
        return mkba_i_said_table(&effect->said, about, table, error);
    list.all = mkba_i_arena_new(&room, list.n, sizeof *list.all);
    if (list.all == NULL)
        status = mkba_i_fail_memory(error);
    else
        memcpy(list.all, effect->said.all, list.n * sizeof *list.all);
    for (size_t i = 0; status == MKBA_OK && i < list.n; i++)
        if (!translate(effect, &list.all[i], &room))
            status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = mkba_i_said_table(&list, about, table, error);
    mkba_i_arena_free(&room);
    return status;
}
