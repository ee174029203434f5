/* Rates that come as bare figures: recognised by name, believed only when every figure agrees. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "panel/derive.h"

#define USUAL_DENOMINATOR "inwoners"
/* A step above 1 is believed of so many figures: of few it may be chance. */
#define FIGURES_OF_A_STEP 10

/* A rate by its name. */
typedef struct guess {
    size_t rate, numerator, denominator;
    double per;
} guess;

/* The cells that have all three, held against per x numerator / denominator. */
typedef struct verdict {
    double per;
    size_t n_agree, n_disagree;
    bool tells; /* one of them does not agree with a numerator of zero, as figures near zero do with anything */
    size_t area, period; /* of the first that disagrees */
} verdict;

/* ---- what is rounded how ----------------------------------------------------------------------------------- */

static bool is_multiple(double value, double step)
{
    double times = value / step;
    return fabs(times - round(times)) <= 1e-9 * (1 + fabs(times));
}

static bool all_multiples(const mkba_panel *panel, size_t indicator, double step, size_t *n)
{
    size_t first = mkba_i_cell_at(panel, indicator, 0, 0), n_cells = panel->n_areas * panel->n_periods;

    *n = 0;
    for (size_t at = first; at < first + n_cells; at++) {
        if (!mkba_cell_has_value((mkba_cell_status) panel->statuses[at]))
            continue;
        if (!is_multiple(panel->values[at], step))
            return false;
        *n += panel->values[at] != 0;
    }
    return true;
}

/* The unit to which the figures seem to be rounded: what the panel says, else the largest of which all are multiples;
 * 0 when they are not rounded. */
static double step_of(const mkba_panel *panel, size_t indicator, bool above_one)
{
    static const double steps[] = {1000, 100, 10, 5, 1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001};
    size_t n = 0;

    if (panel->indicators[indicator].rounding > 0)
        return panel->indicators[indicator].rounding;
    for (size_t i = above_one ? 0 : 4; i < sizeof steps / sizeof *steps; i++)
        if (all_multiples(panel, indicator, steps[i], &n) && (steps[i] <= 1 || n >= FIGURES_OF_A_STEP))
            return steps[i];
    return 0;
}

/* ---- names ------------------------------------------------------------------------------------------------- */

/* Whether a word means the denominator: "inwoners", or one of it, "inwoner". */
static bool means(const char *word, const char *denominator)
{
    size_t length = strlen(denominator), given = strlen(word);

    return strcmp(word, denominator) == 0 ||
           (length > 2 && given == length - 1 && strncmp(word, denominator, given) == 0 &&
            (denominator[given] == 's' || denominator[given] == 'n'));
}

/* What follows "_per_": "1000", "inwoner", "1000_inwoners". 0 when it is none of these. */
static double read_per(const char *text, const char *denominator)
{
    size_t digits = strspn(text, "0123456789");
    double per = 1;

    if (digits > 0 && (mkba_i_number_parse(text, digits, &per) != MKBA_I_NUMBER_OK ||
                       !(per == 100 || per == 1000 || per == 10000 || per == 100000)))
        return 0;
    if (text[digits] == '\0')
        return digits > 0 ? per : 0;
    if (digits > 0 && text[digits++] != '_')
        return 0;
    return means(text + digits, denominator) ? per : 0;
}

/* The indicator whose name is `head` and then the first bytes of `name`. */
static size_t find_named(const mkba_panel *panel, const char *head, const char *name, size_t length)
{
    for (size_t i = 0; i < panel->n_indicators; i++) {
        const char *candidate = panel->indicators[i].name;
        size_t before = strlen(head);
        if (strncmp(candidate, head, before) == 0 && strncmp(candidate + before, name, length) == 0 &&
            candidate[before + length] == '\0')
            return i;
    }
    return MKBA_I_NONE;
}

/* N_per_inwoner, N_per_1000, N_per_1000_inwoners; aandeel_X of bevolking_X, in per cent. */
static bool read_name(const mkba_panel *panel, size_t indicator, const char *denominator, guess *found)
{
    static const char share[] = "aandeel_", between[] = "_per_";
    const char *name = panel->indicators[indicator].name, *at = NULL;

    for (const char *next = strstr(name, between); next != NULL; next = strstr(next + 1, between))
        at = next;
    if (at != NULL) {
        found->per = read_per(at + strlen(between), denominator);
        found->numerator = found->per > 0 ? find_named(panel, "", name, (size_t) (at - name)) : MKBA_I_NONE;
    } else if (strncmp(name, share, strlen(share)) == 0) {
        const char *of = name + strlen(share);
        found->per = 100;
        found->numerator = find_named(panel, "bevolking_", of, strlen(of));
    } else {
        return false;
    }
    found->rate = indicator;
    return found->numerator != MKBA_I_NONE && found->numerator != found->denominator;
}

/* ---- figures ----------------------------------------------------------------------------------------------- */

/* Whether the rate can be that of the other two, each within half of what it is rounded to. */
static bool agrees(const double values[3], const double steps[3], double per)
{
    double rate = values[0], numerator = values[1], denominator = values[2];
    double slack = steps[0] / 2, up = steps[1] / 2, down = steps[2] / 2;
    double exact = per * numerator / denominator;
    double most = denominator - down > 0
                      ? per * (fabs(numerator) + up) / (denominator - down) - per * fabs(numerator) / denominator
                      : INFINITY;

    return denominator > 0 && fabs(rate - exact) <= (slack + most) * (1 + 1e-9) + 1e-12 * fabs(exact);
}

static verdict hold_against(const mkba_panel *panel, const guess *of, const double steps[3], double per)
{
    const size_t indicators[3] = {of->rate, of->numerator, of->denominator};
    verdict found = {.per = per};

    for (size_t a = 0; a < panel->n_areas; a++)
        for (size_t p = 0; p < panel->n_periods; p++) {
            double values[3];
            size_t n = 0;
            for (size_t i = 0; i < 3; i++) {
                mkba_i_cell cell = mkba_i_panel_get(panel, indicators[i], a, p);
                values[i] = cell.value;
                n += mkba_cell_has_value(cell.status);
            }
            if (n < 3)
                continue;
            if (agrees(values, steps, per)) {
                found.n_agree++;
                values[1] = 0;
                found.tells = found.tells || !agrees(values, steps, per);
                continue;
            }
            if (found.n_disagree++ == 0) {
                found.area = a;
                found.period = p;
            }
        }
    return found;
}

/* Of a numerator as it is and one in thousands, the one with which more cells agree; *both when both do, throughout. */
static verdict judge(const mkba_panel *panel, const guess *of, bool *both)
{
    const double steps[3] = {step_of(panel, of->rate, false), step_of(panel, of->numerator, true),
                             step_of(panel, of->denominator, true)};
    verdict plain = hold_against(panel, of, steps, of->per);
    verdict thousands = hold_against(panel, of, steps, 1000 * of->per);

    *both = plain.n_disagree == 0 && thousands.n_disagree == 0;
    return thousands.n_agree > plain.n_agree ? thousands : plain;
}

/* ---- what is made of it ------------------------------------------------------------------------------------ */

static bool says_euros(const mkba_indicator *indicator)
{
    static const char *const heads[] = {"lasten", "baten", "kosten", "saldo", "uitgaven"};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(indicator->name, heads[i], strlen(heads[i])) == 0)
            return true;
    return strstr(indicator->name, "euro") != NULL || strstr(indicator->unit, "euro") != NULL ||
           strstr(indicator->unit, "EUR") != NULL;
}

static bool note_kind(mkba_panel *panel, const char *name, mkba_indicator_kind kind, const char *why)
{
    char text[160];

    snprintf(text, sizeof text, "taken for a %s: %s", mkba_indicator_kind_name(kind), why);
    return mkba_i_panel_note(panel, "recognised", NULL, NULL, name, panel->n_areas * panel->n_periods, text);
}

static bool note_left(mkba_panel *panel, const guess *of, const verdict *found, bool both)
{
    const mkba_indicator *rate = &panel->indicators[of->rate];
    const char *numerator = panel->indicators[of->numerator].name;
    const char *denominator = panel->indicators[of->denominator].name;
    char value[MKBA_I_NUMBER_TEXT], exact[MKBA_I_NUMBER_TEXT], period[MKBA_I_PERIOD_TEXT], per[MKBA_I_NUMBER_TEXT];
    char text[480];

    if (found->n_disagree == 0) {
        snprintf(text, sizeof text, "left as it is: no cell with %.100s and %.100s tells %s", numerator, denominator,
                 both && found->n_agree > 0 ? "units from thousands" : "whether it is a rate of them");
        return mkba_i_panel_note(panel, "recognised", NULL, NULL, rate->name, found->n_agree, text);
    }
    mkba_i_cell cell = mkba_i_panel_get(panel, of->rate, found->area, found->period);
    double up = mkba_i_panel_get(panel, of->numerator, found->area, found->period).value;
    double down = mkba_i_panel_get(panel, of->denominator, found->area, found->period).value;
    mkba_i_period_print(&panel->periods[found->period], period);
    snprintf(text, sizeof text,
             "left as it is: %s here is not %s x %.100s / %.100s, %s, within what they are rounded to",
             mkba_i_number_say(cell.value, value), mkba_i_number_say(found->per, per), numerator, denominator,
             mkba_i_number_say(found->per * up / down, exact));
    return mkba_i_panel_note(panel, "recognised", panel->areas[found->area].code, period, rate->name, found->n_disagree,
                             text);
}

static bool note_taken(mkba_panel *panel, const guess *of, const verdict *found)
{
    mkba_i_text text = {0};
    bool ok;

    mkba_i_text_number(&text, found->per);
    mkba_i_text_format(&text, " x %s / %s: so it is in every cell that has all three%s",
                       panel->indicators[of->numerator].name, panel->indicators[of->denominator].name,
                       found->per == of->per ? "" : "; the numerator is in thousands");
    ok = !text.failed && mkba_i_panel_note(panel, "recognised", NULL, NULL, panel->indicators[of->rate].name,
                                           found->n_agree, text.data);
    mkba_i_text_drop(&text);
    return ok;
}

/* Says what a rate and its parts are; notes what was not known before. */
static bool take(mkba_panel *made, mkba_indicator *known, const guess *of, const verdict *found)
{
    mkba_indicator *up = &known[of->numerator], *down = &known[of->denominator], *rate = &known[of->rate];
    bool ok = note_taken(made, of, found);

    if (up->kind == MKBA_INDICATOR_UNKNOWN) {
        bool euros = says_euros(up);
        up->kind = euros ? MKBA_INDICATOR_FLOW : MKBA_INDICATOR_STOCK;
        ok = ok && note_kind(made, up->name, up->kind,
                             euros ? "its name or unit says euros"
                                   : "it is a count; whether over a period or at a moment is not known");
    }
    if (down->kind == MKBA_INDICATOR_UNKNOWN) {
        down->kind = MKBA_INDICATOR_STOCK;
        ok = ok && note_kind(made, down->name, down->kind, "others are divided by it");
    }
    rate->kind = MKBA_INDICATOR_RATE;
    rate->numerator = up->name;
    rate->denominator = down->name;
    rate->per = found->per;
    return ok;
}

static bool may_be_rate(const mkba_indicator *indicator)
{
    return indicator->numerator == NULL &&
           (indicator->kind == MKBA_INDICATOR_UNKNOWN || indicator->kind == MKBA_INDICATOR_RATE);
}

/* The notes go to `made`, a copy; what is known of the indicators to `known`. */
static bool recognise(mkba_panel *made, mkba_indicator *known, size_t denominator)
{
    bool ok = true;

    for (size_t i = 0; ok && i < made->n_indicators; i++) {
        guess of = {.denominator = denominator};
        bool both = false;
        if (!may_be_rate(&made->indicators[i]) || !read_name(made, i, made->indicators[denominator].name, &of) ||
            made->indicators[of.numerator].kind == MKBA_INDICATOR_RATE)
            continue;
        verdict found = judge(made, &of, &both);
        if (found.n_disagree == 0 && found.tells && !both)
            ok = take(made, known, &of, &found);
        else
            ok = note_left(made, &of, &found, both);
    }
    return ok;
}

static mkba_status make(const mkba_panel *panel, size_t denominator, mkba_panel **out, mkba_error *error)
{
    mkba_panel *noted = NULL;
    mkba_indicator *known = calloc(panel->n_indicators + 1, sizeof *known);
    mkba_status status = known == NULL ? mkba_i_fail_memory(error) : mkba_i_panel_copy_all(panel, &noted, error);

    if (status == MKBA_OK) {
        memcpy(known, noted->indicators, noted->n_indicators * sizeof *known);
        status = recognise(noted, known, denominator) ? MKBA_OK : mkba_i_fail_memory(error);
    }
    if (status == MKBA_OK)
        status = mkba_panel_described(noted, known, noted->n_indicators, out, error);
    mkba_panel_free(noted);
    free(known);
    return status;
}

mkba_status mkba_panel_recognised(const mkba_panel *panel, const char *denominator, mkba_panel **out, mkba_error *error)
{
    const char *name = denominator == NULL ? USUAL_DENOMINATOR : denominator;
    size_t at = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && denominator == NULL && mkba_i_roll_find(&panel->indicator_names, name) == MKBA_I_NONE)
        return mkba_i_panel_copy_all(panel, out, error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_indicator(panel, name, "denominator", &at, error);
    if (status == MKBA_OK && panel->indicators[at].kind == MKBA_INDICATOR_RATE)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "denominator", "\"%.100s\" is itself a rate", name);
    return status == MKBA_OK ? make(panel, at, out, error) : status;
}
