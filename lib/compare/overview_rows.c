/* The rows of an overview: see overview_rows.h. */
#include "base/exact.h"

#include "compare/overview_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- one row --------------------------------------------------------------------------------------------- */

static mkba_i_verdict judge(const mkba_i_item *item, const mkba_i_versus *v)
{
    double at = v->difference.at;
    bool sampled = v->interval && item->given->statistic != MKBA_STATISTIC_RATE;

    if (sampled && v->difference.lower <= 0 && v->difference.upper >= 0)
        return v->difference.lower == v->difference.upper ? MKBA_I_EQUAL : MKBA_I_UNCLEAR;
    if (at == 0)
        return MKBA_I_EQUAL;
    if (item->given->better == MKBA_BETTER_NEITHER)
        return at > 0 ? MKBA_I_HIGHER : MKBA_I_LOWER;
    return (at > 0) == (item->given->better == MKBA_BETTER_HIGHER) ? MKBA_I_BETTER : MKBA_I_WORSE;
}

static mkba_i_versus compare(const mkba_i_overview *o, const mkba_i_item *item, const mkba_i_standing *region,
                             const mkba_i_standing *reference)
{
    mkba_i_versus v = {.verdict = MKBA_I_ABSENT};
    double size;

    if (!region->has || !reference->has)
        return v;
    v.difference = mkba_i_stand_difference(&o->stand, item, region, reference, &v.interval);
    v.verdict = judge(item, &v);
    size = fabs(reference->value.at) > 0 ? fabs(reference->value.at) : fabs(region->value.at);
    if (size > 0)
        v.badness = v.difference.at / size * (item->given->better == MKBA_BETTER_HIGHER ? -1 : 1);
    if (item->given->better == MKBA_BETTER_NEITHER)
        v.badness = fabs(v.badness);
    return v;
}

/* Peers one by one: how many are worse than the region. */
static mkba_status count_worse(const mkba_i_overview *o, mkba_i_overview_row *row)
{
    const mkba_i_side *peers = &o->sides.of[1];
    bool higher = row->item->given->better == MKBA_BETTER_HIGHER;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < peers->n; i++) {
        mkba_i_standing one;
        status = mkba_i_stand_of(&o->stand, row->item, &peers->areas[i], 1, true, &one);
        if (status == MKBA_OK && one.has && row->of[0].has)
            row->worse_peers += higher ? one.value.at < row->of[0].value.at : one.value.at > row->of[0].value.at;
    }
    return status;
}

/* The order of verdicts; higher and lower stand beside unclear. */
static int severity_of(mkba_i_verdict verdict)
{
    return verdict == MKBA_I_HIGHER || verdict == MKBA_I_LOWER ? (int) MKBA_I_UNCLEAR : (int) verdict;
}

/* By the worst verdict; an absent one counts only when there is no other. */
static void set_severity(mkba_i_overview_row *row)
{
    const mkba_i_versus *both[] = {&row->peers, &row->nation};

    row->severity = (int) MKBA_I_ABSENT;
    for (size_t i = 0; i < 2; i++) {
        int severity = severity_of(both[i]->verdict);
        bool first = row->severity == (int) MKBA_I_ABSENT;
        if (both[i]->verdict == MKBA_I_ABSENT || (!first && severity < row->severity))
            continue;
        row->badness = first || severity > row->severity ? both[i]->badness : fmax(row->badness, both[i]->badness);
        row->severity = severity;
    }
}

static mkba_status fill_row(const mkba_i_overview *o, mkba_i_overview_row *row)
{
    bool spreads = o->options.missing == MKBA_MISSING_SPREADS;
    mkba_status status = MKBA_OK;

    for (size_t s = 0; status == MKBA_OK && s < MKBA_I_SIDES; s++)
        status = mkba_i_stand_of(&o->stand, row->item, o->sides.of[s].areas, o->sides.of[s].n, s == 0 && spreads,
                                 &row->of[s]);
    if (status == MKBA_OK)
        status = count_worse(o, row);
    row->peers = compare(o, row->item, &row->of[0], &row->of[1]);
    row->nation = compare(o, row->item, &row->of[0], &row->of[2]);
    set_severity(row);
    return status;
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static bool has_aspect(const mkba_i_overview *o, const char *domain, mkba_aspect aspect)
{
    for (size_t i = 0; i < o->options.n_items; i++)
        if (o->options.items[i].aspect == aspect && strcmp(o->options.items[i].domain, domain) == 0)
            return true;
    return false;
}

static bool is_new_domain(const mkba_i_overview *o, size_t item)
{
    for (size_t i = 0; i < item; i++)
        if (strcmp(o->options.items[i].domain, o->options.items[item].domain) == 0)
            return false;
    return true;
}

static void add_absent(mkba_i_overview *o, const char *domain)
{
    static const mkba_aspect aspects[] = {MKBA_ASPECT_USE, MKBA_ASPECT_COST, MKBA_ASPECT_QUALITY};

    for (size_t a = 0; a < sizeof aspects / sizeof *aspects; a++) {
        if (has_aspect(o, domain, aspects[a]))
            continue;
        o->rows[o->n_rows] = (mkba_i_overview_row){.domain = domain,
                                                   .aspect = aspects[a],
                                                   .peers = {.verdict = MKBA_I_ABSENT},
                                                   .nation = {.verdict = MKBA_I_ABSENT},
                                                   .severity = (int) MKBA_I_ABSENT,
                                                   .order = o->n_rows};
        o->n_rows++;
    }
}

static bool is_before(int severity, double badness, int other_severity, double other_badness)
{
    return severity != other_severity ? severity > other_severity : badness > other_badness;
}

/* A domain stands where its worst row does. */
static void set_domains(mkba_i_overview *o)
{
    for (size_t i = 0; i < o->n_rows; i++) {
        mkba_i_overview_row *row = &o->rows[i];
        row->domain_severity = row->severity;
        row->domain_badness = row->badness;
        row->domain_order = row->order;
        for (size_t k = 0; k < o->n_rows; k++) {
            const mkba_i_overview_row *other = &o->rows[k];
            if (strcmp(other->domain, row->domain) != 0)
                continue;
            if (other->order < row->domain_order)
                row->domain_order = other->order;
            if (is_before(other->severity, other->badness, row->domain_severity, row->domain_badness)) {
                row->domain_severity = other->severity;
                row->domain_badness = other->badness;
            }
        }
    }
}

static int by_order(const void *a, const void *b)
{
    const mkba_i_overview_row *one = a, *other = b;

    if (one->domain_severity != other->domain_severity || one->domain_badness != other->domain_badness)
        return is_before(one->domain_severity, one->domain_badness, other->domain_severity, other->domain_badness) ? -1
                                                                                                                   : 1;
    if (one->domain_order != other->domain_order)
        return one->domain_order < other->domain_order ? -1 : 1;
    if (one->severity != other->severity || one->badness != other->badness)
        return is_before(one->severity, one->badness, other->severity, other->badness) ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

mkba_status mkba_i_overview_rows(mkba_i_overview *overview)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < overview->options.n_items; i++) {
        const mkba_i_item *item = &overview->items[i];
        mkba_i_overview_row *row = &overview->rows[overview->n_rows];
        *row = (mkba_i_overview_row){
            .domain = item->given->domain, .aspect = item->given->aspect, .item = item, .order = overview->n_rows};
        overview->n_rows++;
        status = fill_row(overview, row);
        if (status == MKBA_OK && is_new_domain(overview, i))
            add_absent(overview, item->given->domain);
    }
    if (status != MKBA_OK)
        return status;
    set_domains(overview);
    qsort(overview->rows, overview->n_rows, sizeof *overview->rows, by_order);
    return MKBA_OK;
}
