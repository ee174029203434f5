/* What a comparison shows: the indicators asked for, the parts of their totals, and each with the waterbed set. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "compare/growth_model.h"
#include "panel/derive.h"
#include "panel/euros.h"

/* Totals of totals deeper than this are no real ones, but a circle. */
#define DEEPEST 16

static const mkba_indicator *known(const mkba_i_compare *c, size_t indicator)
{
    return &c->panel->indicators[indicator];
}

static size_t find(const mkba_i_compare *c, const char *name)
{
    return mkba_i_roll_find(&c->panel->indicator_names, name);
}

static bool adds_up(const mkba_indicator *indicator)
{
    return indicator->kind == MKBA_INDICATOR_FLOW || indicator->kind == MKBA_INDICATOR_STOCK;
}

/* ---- what is refused ------------------------------------------------------------------------------------- */

/* Does `what` for an indicator and for all that it is the sum of; stops at the first that is not MKBA_OK. */
typedef mkba_status visit(mkba_i_compare *c, size_t indicator, const void *what);
static mkba_status walk(mkba_i_compare *c, size_t indicator, visit *each, const void *what, int depth)
{
    const mkba_indicator *it = known(c, indicator);
    mkba_status status = each(c, indicator, what);

    for (size_t i = 0; status == MKBA_OK && depth < DEEPEST && i < it->n_parts; i++) {
        size_t part = find(c, it->parts[i]);
        if (part != MKBA_I_NONE)
            status = walk(c, part, each, what, depth + 1);
    }
    return status;
}

/* The break that refuses between the years, NULL when there is none. */
static const mkba_break *refusing(const mkba_i_compare *c, const mkba_indicator *it)
{
    for (size_t b = 0; b < it->n_breaks; b++)
        if (it->breaks[b].refuse && it->breaks[b].year > c->options->first && it->breaks[b].year <= c->options->last)
            return &it->breaks[b];
    return NULL;
}

static mkba_status check_breaks(mkba_i_compare *c, size_t indicator, const void *what)
{
    const mkba_indicator *it = known(c, indicator);
    const mkba_break *found = refusing(c, it);

    if (found == NULL)
        return MKBA_OK;
    return mkba_i_fail(c->error, MKBA_ERROR_PANEL, what,
                       "\"%.100s\" cannot be compared from %d to %d: %d is the first year of another series (%.200s); "
                       "take years on one side of it",
                       it->name, c->options->first, c->options->last, found->year,
                       found->note == NULL ? "no reason given" : found->note);
}

static mkba_status check_centre(mkba_i_compare *c, size_t indicator, const void *what)
{
    const char *taakveld = mkba_i_taakveld_of(known(c, indicator)->name);

    if (c->options->centre_regions || taakveld == NULL || strncmp(taakveld, "6.81", 4) != 0)
        return MKBA_OK;
    return mkba_i_fail(c->error, MKBA_ERROR_PANEL, what,
                       "\"%.100s\" is paid by the centre municipality for a whole region, so it says nothing of single "
                       "municipalities: leave it out, or say that the areas are whole centre regions",
                       known(c, indicator)->name);
}

/* Indicators that differ at the end: refused, with what is known of both. */
static mkba_status check_end(mkba_i_compare *c, size_t i)
{
    const mkba_compare_options *o = c->options;
    size_t start = 0, end = 0;
    mkba_status status;

    if (o->indicators_at_end == NULL || strcmp(o->indicators_at_end[i], o->indicators[i]) == 0)
        return MKBA_OK;
    status = mkba_i_panel_find_indicator(c->panel, o->indicators[i], "indicators", &start, c->error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_indicator(c->panel, o->indicators_at_end[i], "indicators_at_end", &end, c->error);
    if (status != MKBA_OK)
        return status;
    return mkba_i_fail(
        c->error, MKBA_ERROR_PANEL, "indicators_at_end",
        "\"%.100s\" in %d and \"%.100s\" in %d count different things: what lies between them is a change "
        "of definition, not growth; compare years in which one indicator has figures",
        known(c, start)->name, o->first, known(c, end)->name, o->last);
}

/* ---- measures -------------------------------------------------------------------------------------------- */

static mkba_i_measure *add(mkba_i_compare *c, const mkba_i_measure *measure)
{
    mkba_comparison *made = c->made;
    void *list = made->measures;
    mkba_i_measure *added;

    if (!mkba_i_grow(&list, &made->measure_capacity, made->n_measures + 1, sizeof *made->measures))
        return NULL;
    made->measures = list;
    added = &made->measures[made->n_measures];
    *added = *measure;
    if (measure->name == NULL || measure->unit == NULL || measure->amount_unit == NULL || measure->ups == NULL)
        return NULL;
    made->n_measures++;
    return added;
}

/* The unit of a level: that of a rate, or "1000 euro per 1 inwoners" from its parts. */
static const char *unit_of(mkba_i_compare *c, const mkba_indicator *rate, const mkba_indicator *up, size_t down,
                           double per)
{
    char number[MKBA_I_NUMBER_TEXT];

    if (rate != NULL && rate->unit[0] != '\0')
        return mkba_i_compare_text(c->made, "%s", rate->unit);
    if (down == MKBA_I_NONE)
        return mkba_i_compare_text(c->made, "%s", up->unit);
    mkba_i_number_print(per, number);
    return mkba_i_compare_text(c->made, "%s x %s / %s", number, up->unit[0] == '\0' ? up->name : up->unit,
                               known(c, down)->name);
}

/* A measure whose numerator is the sum of `ups`. */
static mkba_status add_measure(mkba_i_compare *c, const mkba_i_measure *like, const char *name, const size_t *ups,
                               size_t n_ups)
{
    const mkba_indicator *up = known(c, ups[0]);
    mkba_i_measure m = *like;
    double euros = mkba_i_euros_of(up->unit);

    m.name = mkba_i_compare_text(c->made, "%s", name);
    m.ups = mkba_i_arena_new(&c->made->arena, n_ups, sizeof *m.ups);
    m.n_ups = n_ups;
    m.money = euros > 0;
    m.amount_factor = m.money ? euros : 1;
    m.amount_unit = mkba_i_compare_text(c->made, "%s", m.money ? "EUR" : up->unit);
    if (m.ups != NULL)
        memcpy(m.ups, ups, n_ups * sizeof *ups);
    return add(c, &m) == NULL ? mkba_i_fail_memory(c->error) : MKBA_OK;
}

/* ---- parts ----------------------------------------------------------------------------------------------- */

/* The rate that divides this numerator as `like` does, by its name; else the name of the numerator. */
static const char *name_of_part(const mkba_i_compare *c, size_t part, const mkba_i_measure *like)
{
    for (size_t i = 0; like->down != MKBA_I_NONE && i < c->panel->n_indicators; i++) {
        size_t up = 0, down = 0;
        const mkba_indicator *it = known(c, i);
        if (it->kind == MKBA_INDICATOR_RATE && it->per == like->per && mkba_i_rate_parts(c->panel, it, &up, &down) &&
            up == part && down == like->down)
            return it->name;
    }
    return known(c, part)->name;
}

static bool has_part(const mkba_i_compare *c, size_t asked, size_t part)
{
    for (size_t m = asked; m < c->made->n_measures; m++)
        if (c->made->measures[m].asked == asked && c->made->measures[m].n_ups == 1 &&
            c->made->measures[m].ups[0] == part)
            return true;
    return false;
}

/* All that a total is the sum of, whole before part; one that is not in the panel is said. */
static mkba_status add_parts(mkba_i_compare *c, size_t asked, size_t total, int depth)
{
    const mkba_indicator *it = known(c, total);
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && depth < DEEPEST && i < it->n_parts; i++) {
        size_t part = find(c, it->parts[i]);
        if (part == MKBA_I_NONE) {
            status = mkba_i_say(&c->made->said, c->error, "part_not_shown", true, NULL, NULL, it->parts[i],
                                "it is part of %s and is not in the panel: how it grew cannot be seen", it->name);
            continue;
        }
        if (has_part(c, asked, part))
            continue;
        mkba_i_measure like = c->made->measures[asked];
        like.role = MKBA_I_PART;
        status = add_measure(c, &like, name_of_part(c, part, &like), &part, 1);
        if (status == MKBA_OK)
            status = add_parts(c, asked, part, depth + 1);
    }
    return status;
}

/* ---- waterbed -------------------------------------------------------------------------------------------- */

static mkba_status is_other(mkba_i_compare *c, size_t indicator, const void *what)
{
    (void) c;
    return indicator == *(const size_t *) what ? MKBA_ERROR_CANCELLED : MKBA_OK;
}

static bool contains(mkba_i_compare *c, size_t total, size_t part)
{
    return walk(c, total, is_other, &part, 0) != MKBA_OK;
}

/* A taakveld that adds up and has the kind and unit of the numerator. */
static bool is_bed(mkba_i_compare *c, size_t indicator, size_t numerator, const char *wanted)
{
    const mkba_indicator *it = known(c, indicator), *up = known(c, numerator);
    const char *taakveld = mkba_i_taakveld_of(it->name);

    return taakveld != NULL && strcmp(taakveld, wanted) == 0 && adds_up(it) && it->kind == up->kind &&
           strcmp(it->unit, up->unit) == 0;
}

/* The indicators to add, into `beds`; those named, or those found. */
static mkba_status find_beds(mkba_i_compare *c, size_t numerator, size_t *beds, size_t *n)
{
    const mkba_compare_options *o = c->options;
    const mkba_indicator *up = known(c, numerator);
    mkba_status status = MKBA_OK;

    *n = 0;
    for (int bed = 0; o->n_waterbed == 0 && bed < 2; bed++)
        for (size_t i = 0, before = *n; *n == before && i < c->panel->n_indicators; i++)
            if (is_bed(c, i, numerator, bed == 0 ? "6.1" : "6.2") && !contains(c, numerator, i))
                beds[(*n)++] = i;
    for (size_t i = 0; i < o->n_waterbed; i++) {
        size_t at = 0;
        status = mkba_i_panel_find_indicator(c->panel, o->waterbed[i], "waterbed", &at, c->error);
        if (status != MKBA_OK)
            return status;
        if (!adds_up(known(c, at)) || known(c, at)->kind != up->kind || strcmp(known(c, at)->unit, up->unit) != 0)
            return mkba_i_fail(
                c->error, MKBA_ERROR_PANEL, "waterbed",
                "\"%.100s\" (%s, \"%.40s\") cannot be added to \"%.100s\" (%s, \"%.40s\"): kinds and units "
                "must be the same; describe it first",
                known(c, at)->name, mkba_indicator_kind_name(known(c, at)->kind), known(c, at)->unit, up->name,
                mkba_indicator_kind_name(up->kind), up->unit);
        status = walk(c, at, check_centre, "waterbed", 0);
        if (status == MKBA_OK)
            status = walk(c, at, check_breaks, "waterbed", 0);
        if (status == MKBA_OK && !contains(c, numerator, at))
            beds[(*n)++] = at;
    }
    return status;
}

/* The numerator with some of the beds, by name "rate + bed + bed". */
static mkba_status add_bed(mkba_i_compare *c, size_t asked, size_t *ups, size_t n_beds)
{
    mkba_i_measure like = c->made->measures[asked];
    mkba_i_text name = {0};
    mkba_status status;

    mkba_i_text_add(&name, like.name);
    for (size_t i = 0; i < n_beds; i++) {
        mkba_i_text_add(&name, " + ");
        mkba_i_text_add(&name, known(c, ups[1 + i])->name);
    }
    like.role = MKBA_I_WATERBED;
    status = name.failed ? mkba_i_fail_memory(c->error) : add_measure(c, &like, name.data, ups, 1 + n_beds);
    mkba_i_text_drop(&name);
    return status;
}

static mkba_status add_beds(mkba_i_compare *c, size_t asked)
{
    size_t n = 0, numerator = c->made->measures[asked].ups[0];
    size_t *beds = calloc(c->options->n_waterbed + 2, sizeof *beds),
           *ups = calloc(c->options->n_waterbed + 3, sizeof *ups);
    mkba_status status = beds == NULL || ups == NULL ? mkba_i_fail_memory(c->error) : find_beds(c, numerator, beds, &n);

    if (status == MKBA_OK && n == 0)
        status =
            mkba_i_say(&c->made->said, c->error, "waterbed_absent", true, NULL, NULL, c->made->measures[asked].name,
                       "no waterbed set is shown: costs that moved to taakveld 6.1 or 6.2 (area teams) cannot "
                       "be seen; name the indicators, of the kind and unit of the numerator");
    for (size_t i = 0; status == MKBA_OK && n > 1 && i < n; i++) {
        ups[0] = numerator;
        ups[1] = beds[i];
        status = add_bed(c, asked, ups, 1);
    }
    if (status == MKBA_OK && n > 0) {
        ups[0] = numerator;
        memcpy(ups + 1, beds, n * sizeof *beds);
        status = add_bed(c, asked, ups, n);
    }
    free(beds);
    free(ups);
    return status;
}

/* ---- what is asked for ------------------------------------------------------------------------------------ */

/* Why an indicator cannot be added up over areas. */
static mkba_status refuse_kind(mkba_i_compare *c, const mkba_indicator *it)
{
    const char *const parts[] = {it->numerator, it->denominator};

    if (it->kind != MKBA_INDICATOR_RATE)
        return mkba_i_fail(
            c->error, MKBA_ERROR_PANEL, "indicators",
            "\"%.100s\" is of kind %s and cannot be added up over areas: describe it as flow, stock, or rate "
            "of what",
            it->name, mkba_indicator_kind_name(it->kind));
    for (size_t i = 0; it->numerator != NULL && i < 2; i++) {
        size_t at = find(c, parts[i]);
        if (at == MKBA_I_NONE)
            return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "indicators",
                               "\"%.100s\" is compared by its parts, and \"%.100s\" is not in the panel", it->name,
                               parts[i]);
        if (!adds_up(known(c, at)))
            return mkba_i_fail(
                c->error, MKBA_ERROR_PANEL, "indicators",
                "\"%.100s\" of \"%.100s\" is of kind %s and does not add up: describe it as flow or stock", parts[i],
                it->name, mkba_indicator_kind_name(known(c, at)->kind));
    }
    return mkba_i_fail(
        c->error, MKBA_ERROR_PANEL, "indicators",
        "\"%.100s\" is a rate of which numerator and denominator are not known: describe them, or compute it "
        "from its parts; a mean of rates is no rate of the region",
        it->name);
}

static mkba_status add_asked(mkba_i_compare *c, const char *name, size_t *asked)
{
    size_t at = 0, up = 0, down = MKBA_I_NONE;
    mkba_status status = mkba_i_panel_find_indicator(c->panel, name, "indicators", &at, c->error);
    const mkba_indicator *it = status == MKBA_OK ? known(c, at) : NULL;
    bool rate;

    if (status != MKBA_OK)
        return status;
    rate = it->kind == MKBA_INDICATOR_RATE && mkba_i_rate_parts(c->panel, it, &up, &down);
    if (!rate && !adds_up(it))
        return refuse_kind(c, it);
    if (!rate)
        up = at;
    mkba_i_measure m = {.role = MKBA_I_ASKED, .down = down, .per = rate ? it->per : 1, .asked = c->made->n_measures};
    *asked = m.asked;
    status = walk(c, at, check_breaks, "indicators", 0);
    if (status == MKBA_OK)
        status = walk(c, up, check_breaks, "indicators", 0);
    if (status == MKBA_OK && rate)
        status = walk(c, down, check_breaks, "indicators", 0);
    if (status == MKBA_OK)
        status = walk(c, up, check_centre, "indicators", 0);
    if (status != MKBA_OK)
        return status;
    m.unit = unit_of(c, rate ? it : NULL, known(c, up), down, m.per);
    return add_measure(c, &m, it->name, &up, 1);
}

static mkba_status check_twice(const mkba_i_compare *c, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(c->options->indicators[j], c->options->indicators[i]) == 0)
            return mkba_i_fail(c->error, MKBA_ERROR_ARGUMENT, "indicators", "\"%.100s\" comes twice",
                               c->options->indicators[i]);
    return MKBA_OK;
}

mkba_status mkba_i_compare_measures(mkba_i_compare *c)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < c->options->n_indicators; i++) {
        size_t asked = 0;
        status = check_twice(c, i);
        if (status == MKBA_OK)
            status = check_end(c, i);
        if (status == MKBA_OK)
            status = add_asked(c, c->options->indicators[i], &asked);
        if (status == MKBA_OK)
            status = add_parts(c, asked, c->made->measures[asked].ups[0], 0);
        if (status == MKBA_OK)
            status = add_beds(c, asked);
    }
    return status;
}
