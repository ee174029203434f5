/* What to know before believing a comparison. The ids are listed in docs/compare.md. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "compare/growth_model.h"
#include "panel/derive.h"

#define FEW_PEERS 10
#define DEEPEST 16

/* ---- areas and years ------------------------------------------------------------------------------------- */

static mkba_status say_nation(mkba_i_compare *c)
{
    const mkba_comparison *made = c->made;
    mkba_status status;

    if (c->options->nation != NULL)
        return mkba_i_say(&c->made->said, c->error, "nation", false, c->options->nation, NULL, NULL,
                          "the nation is one area of the panel");
    status = mkba_i_say(&c->made->said, c->error, "nation", false, NULL, NULL, NULL,
                        "the nation is the sum of %zu areas of the panel, the region among them: each year those "
                        "that have a figure",
                        made->n_of[MKBA_I_NATION]);
    for (size_t i = 0; status == MKBA_OK && i < made->n_measures; i++) {
        const mkba_i_measure *m = &made->measures[i];
        size_t n = 0;
        for (size_t a = 0; a < made->n_areas; a++)
            n += m->reasons[MKBA_I_NATION][a] != NULL;
        if (m->role == MKBA_I_ASKED && n > 0)
            status = mkba_i_say(
                &c->made->said, c->error, "nation_changes", false, NULL, NULL, m->name,
                "%zu areas of the nation lack a figure in some year, by mergers or for other reasons: %zu have one in %d, "
                "%zu in %d; the variant \"nation with every year\" has the same areas throughout",
                n, m->n_of[MKBA_I_NATION][0], made->years[0], m->n_of[MKBA_I_NATION][made->last],
                made->years[made->last]);
    }
    return status;
}

/* Of the peers that do not take part: how many have no figure at an end, as after a merger. */
static mkba_status say_peers_of(mkba_i_compare *c, const mkba_i_measure *m)
{
    const mkba_comparison *made = c->made;
    size_t n_out = 0, n_ends = 0, n_in = 0;
    mkba_status status = MKBA_OK;

    for (size_t a = 0; a < made->n_areas; a++) {
        bool out = made->areas[a].in[MKBA_I_PEERS] && !m->takes[MKBA_I_PEERS][a];
        n_in += m->takes[MKBA_I_PEERS][a];
        n_out += out;
        n_ends += out && (mkba_i_figure_at(made, m, a, 0)->status == MKBA_CELL_ABSENT ||
                          mkba_i_figure_at(made, m, a, made->last)->status == MKBA_CELL_ABSENT);
    }
    if (n_out > 0)
        status = mkba_i_say(&c->made->said, c->error, "peers_left_out", true, NULL, NULL, m->name,
                            "%zu of %zu peers lack a figure in some year and are left out; %zu of them have none in "
                            "%d or in %d, as when areas merge: see the table of areas",
                            n_out, n_out + n_in, n_ends, made->years[0], made->years[made->last]);
    if (status == MKBA_OK && n_in > 0 && n_in < FEW_PEERS)
        status = mkba_i_say(&c->made->said, c->error, "few_peers", true, NULL, NULL, m->name,
                            "with %zu peers the interval of drawing them anew is too narrow", n_in);
    return status;
}

static mkba_status say_peers(mkba_i_compare *c)
{
    mkba_status status = MKBA_OK;

    if (c->options->n_peers == 0)
        return mkba_i_say(&c->made->said, c->error, "no_peers", true, NULL, NULL, NULL,
                          "no peers are named: the nation alone says nothing of comparable areas");
    for (size_t i = 0; status == MKBA_OK && i < c->made->n_measures; i++)
        if (c->made->measures[i].shown && c->made->measures[i].role == MKBA_I_ASKED)
            status = say_peers_of(c, &c->made->measures[i]);
    return status;
}

static mkba_status say_members(mkba_i_compare *c, const mkba_i_measure *m)
{
    char year[MKBA_I_YEAR_TEXT];
    mkba_status status = MKBA_OK;

    for (size_t a = 0; status == MKBA_OK && m->shown && a < c->made->n_areas; a++)
        if (m->reasons[MKBA_I_REGION][a] != NULL)
            status = mkba_i_say(&c->made->said, c->error, "missing_member", true, c->made->areas[a].code, NULL, m->name,
                                "it is left out of the region: %s", m->reasons[MKBA_I_REGION][a]);
    if (status == MKBA_OK && !m->shown)
        status =
            mkba_i_say(&c->made->said, c->error, m->role == MKBA_I_PART ? "part_not_shown" : "waterbed_absent", true,
                       NULL, NULL, m->name, "it cannot be shown: a member of the region has no figure in %d or %d",
                       c->made->years[0], c->made->years[c->made->last]);
    for (size_t y = 0; status == MKBA_OK && m->shown && y < c->made->n_years; y++)
        if (!m->counts[y])
            status = mkba_i_say(&c->made->said, c->error, "gap_year", false, NULL,
                                mkba_i_compare_year(c->made->years[y], year), m->name,
                                "the year is passed over: the region has no figure");
    return status;
}

/* ---- growth ---------------------------------------------------------------------------------------------- */

/* The growth of the region minus that of a reference; NAN where there is none. */
static double difference(const mkba_i_compare *c, const mkba_i_measure *m, mkba_i_group reference)
{
    mkba_i_statistic s = {
        .comparison = c->made, .measure = m, .group = MKBA_I_REGION, .reference = reference, .end = c->made->last};
    return m->shown ? mkba_i_growth_difference(&s, MKBA_I_POINT) : NAN;
}

/* A part, or the whole with the waterbed, that says the opposite of the indicator asked for. */
static mkba_status say_opposite(mkba_i_compare *c, const mkba_i_measure *m, mkba_i_group reference)
{
    const mkba_i_measure *asked = &c->made->measures[m->asked];
    double whole = difference(c, asked, reference), own = difference(c, m, reference);
    char of_whole[MKBA_I_TENTH_TEXT], of_own[MKBA_I_TENTH_TEXT];

    if (m->role == MKBA_I_ASKED || !(whole * own < 0))
        return MKBA_OK;
    mkba_i_compare_tenth(fabs(whole), of_whole);
    mkba_i_compare_tenth(fabs(own), of_own);
    return mkba_i_say(
        &c->made->said, c->error, m->role == MKBA_I_PART ? "part_opposite" : "waterbed_opposite", true, NULL, NULL,
        m->name, "it rises %s percentage points %s than that of the %s, while %s rises %s points %s", of_own,
        own > 0 ? "more" : "less", mkba_i_group_name(reference), asked->name, of_whole, whole > 0 ? "more" : "less");
}

static mkba_status say_start(mkba_i_compare *c, const mkba_i_measure *m, mkba_i_group reference)
{
    double own = m->levels[MKBA_I_REGION][0], other = m->levels[reference][0];
    char per_cent[MKBA_I_TENTH_TEXT];

    if (m->down == MKBA_I_NONE || m->role == MKBA_I_WATERBED || !(other > 0) ||
        fabs(own / other - 1) <= c->options->start_difference)
        return MKBA_OK;
    mkba_i_compare_tenth(100 * fabs(own / other - 1), per_cent);
    return mkba_i_say(&c->made->said, c->error, "start_level", true, NULL, NULL, m->name,
                      "the region starts %s %% %s the %s: the same growth in per cent is another one in euros or "
                      "clients; see the differences by index and by level",
                      per_cent, own > other ? "above" : "below", mkba_i_group_name(reference));
}

static mkba_status say_growth(mkba_i_compare *c, const mkba_i_measure *m)
{
    mkba_status status = MKBA_OK;

    for (int g = 0; status == MKBA_OK && g < MKBA_I_GROUPS; g++)
        if (m->n_of[g][0] > 0 && !(m->levels[g][0] > 0))
            status = mkba_i_say(&c->made->said, c->error, "no_growth", true, NULL, NULL, m->name,
                                "the level of the %s in %d is not above 0, so that its growth is not defined",
                                mkba_i_group_name((mkba_i_group) g), c->made->years[0]);
    for (int g = MKBA_I_PEERS; status == MKBA_OK && g < MKBA_I_GROUPS; g++) {
        status = say_start(c, m, (mkba_i_group) g);
        if (status == MKBA_OK)
            status = say_opposite(c, m, (mkba_i_group) g);
    }
    return status;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

/* How many figures of a status a group has in the years that count. */
static size_t count(const mkba_i_compare *c, const mkba_i_measure *m, mkba_i_group g, mkba_cell_status wanted)
{
    size_t n = 0;

    for (size_t a = 0; a < c->made->n_areas; a++)
        for (size_t y = 0; y < c->made->n_years; y++)
            n += mkba_i_is_counted(c->made, m, g, a, y) && mkba_i_figure_at(c->made, m, a, y)->status == wanted;
    return n;
}

static mkba_status say_suspect_cells(mkba_i_compare *c, const mkba_i_measure *m)
{
    const mkba_comparison *made = c->made;
    char year[MKBA_I_YEAR_TEXT];
    size_t n;
    mkba_status status = MKBA_OK;

    for (size_t a = 0; a < made->n_areas; a++)
        for (size_t y = 0; status == MKBA_OK && y < made->n_years; y++)
            if (mkba_i_is_counted(made, m, MKBA_I_REGION, a, y) &&
                mkba_i_figure_at(made, m, a, y)->status == MKBA_CELL_SUSPECT)
                status = mkba_i_say(&c->made->said, c->error, "suspect_cell", true, made->areas[a].code,
                                    mkba_i_compare_year(made->years[y], year), m->name,
                                    "the figure is declared suspect, and is counted as it is");
    for (int g = MKBA_I_PEERS; status == MKBA_OK && g < MKBA_I_GROUPS; g++) {
        n = count(c, m, (mkba_i_group) g, MKBA_CELL_SUSPECT);
        if (n > 0)
            status = mkba_i_say(&c->made->said, c->error, "suspect_cells", true, NULL, NULL, m->name,
                                "%zu figures of the %s are declared suspect, and are counted as they are", n,
                                mkba_i_group_name((mkba_i_group) g));
    }
    return status;
}

static mkba_status say_assumed(mkba_i_compare *c, const mkba_i_measure *m, mkba_i_group g)
{
    char most[MKBA_I_NUMBER_TEXT];
    size_t n = 0;

    for (size_t a = 0; a < c->made->n_areas; a++)
        for (size_t y = 0; y < c->made->n_years; y++)
            n += mkba_i_is_counted(c->made, m, g, a, y) && mkba_i_figure_at(c->made, m, a, y)->assumed;
    if (n == 0)
        return MKBA_OK;
    mkba_i_number_print(c->options->suppressed_most, most);
    return mkba_i_say(&c->made->said, c->error, "suppressed", true, NULL, NULL, m->name,
                      "%zu figures of the %s are suppressed, or a sum with such: each counts as half of %s, and as "
                      "anything from 0 to %s in the intervals",
                      n, mkba_i_group_name(g), most, most);
}

static mkba_status say_figures(mkba_i_compare *c, const mkba_i_measure *m)
{
    mkba_status status = say_suspect_cells(c, m);

    for (int g = 0; status == MKBA_OK && g < MKBA_I_GROUPS; g++) {
        size_t n = count(c, m, (mkba_i_group) g, MKBA_CELL_PROVISIONAL);
        if (n > 0)
            status = mkba_i_say(&c->made->said, c->error, "provisional", false, NULL, NULL, m->name,
                                "%zu figures of the %s are provisional, or computed from such", n,
                                mkba_i_group_name((mkba_i_group) g));
        if (status == MKBA_OK)
            status = say_assumed(c, m, (mkba_i_group) g);
    }
    if (status == MKBA_OK && m->role == MKBA_I_ASKED && !m->rounded)
        status = mkba_i_say(&c->made->said, c->error, "rounding_unknown", false, NULL, NULL, m->name,
                            "how the source rounded is not known: the intervals do not carry it");
    if (status == MKBA_OK && m->role == MKBA_I_ASKED && m->amount_unit[0] == '\0')
        status = mkba_i_say(&c->made->said, c->error, "unit_unknown", false, NULL, NULL, m->name,
                            "the unit of the numerator is not known: amounts are in that of the source");
    if (status == MKBA_OK && m->role == MKBA_I_ASKED && m->money && strstr(m->unit, "(prijzen") == NULL &&
        strstr(c->panel->indicators[m->ups[0]].unit, "(prijzen") == NULL)
        status = mkba_i_say(&c->made->said, c->error, "current_prices", false, NULL, NULL, m->name,
                            "current prices: growth contains inflation and wage agreements, of region and "
                            "references alike");
    if (status == MKBA_OK && m->role == MKBA_I_ASKED && m->down == MKBA_I_NONE)
        status = mkba_i_say(&c->made->said, c->error, "not_per_inhabitant", true, NULL, NULL, m->name,
                            "sums, not per inhabitant: growth contains that of the population, and the nation is "
                            "that of the areas with every year");
    return status;
}

/* Breaks that warn, of an indicator and of all that it is the sum of. */
static mkba_status say_breaks(mkba_i_compare *c, const mkba_i_measure *m, size_t indicator, int depth)
{
    const mkba_indicator *it = &c->panel->indicators[indicator];
    char year[MKBA_I_YEAR_TEXT];
    mkba_status status = MKBA_OK;

    for (size_t b = 0; status == MKBA_OK && b < it->n_breaks; b++)
        if (it->breaks[b].year > c->options->first && it->breaks[b].year <= c->options->last)
            status =
                mkba_i_say(&c->made->said, c->error, "break", true, NULL, mkba_i_compare_year(it->breaks[b].year, year),
                           it->name, "%s", it->breaks[b].note == NULL ? "the series changes" : it->breaks[b].note);
    for (size_t i = 0; status == MKBA_OK && depth < DEEPEST && i < it->n_parts; i++) {
        size_t part = mkba_i_roll_find(&c->panel->indicator_names, it->parts[i]);
        if (part != MKBA_I_NONE)
            status = say_breaks(c, m, part, depth + 1);
    }
    return status;
}

static mkba_status say_all_breaks(mkba_i_compare *c)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < c->made->n_measures; i++) {
        const mkba_i_measure *m = &c->made->measures[i];
        size_t at = mkba_i_roll_find(&c->panel->indicator_names, m->name);
        if (m->role == MKBA_I_PART)
            continue; /* the whole says it */
        if (status == MKBA_OK && m->role == MKBA_I_ASKED && at != MKBA_I_NONE && at != m->ups[0])
            status = say_breaks(c, m, at, 0);
        for (size_t u = m->role == MKBA_I_WATERBED; status == MKBA_OK && u < m->n_ups; u++)
            status = say_breaks(c, m, m->ups[u], 0);
        if (status == MKBA_OK && m->role == MKBA_I_ASKED && m->down != MKBA_I_NONE)
            status = say_breaks(c, m, m->down, 0);
    }
    return status;
}

/* ---- the policy ------------------------------------------------------------------------------------------ */

static mkba_status say_policy(mkba_i_compare *c)
{
    const char *date = c->options->policy_date;
    mkba_i_period period = {.year = 0};
    bool provisional = false;

    if (date == NULL || !mkba_i_period_parse(date, &period, &provisional))
        return mkba_i_say(&c->made->said, c->error, "policy_date_absent", false, NULL, NULL, NULL,
                          "no date of a policy is given: whether growth lies before or after it is not said");
    if (period.year > c->options->last)
        return mkba_i_say(&c->made->said, c->error, "policy_after_end", true, NULL, date, NULL,
                          "the policy begins after %d: nothing of this can come from it", c->options->last);
    if (period.year > c->options->first)
        return mkba_i_say(&c->made->said, c->error, "policy_after_start", true, NULL, date, NULL,
                          "the policy begins in %d: what happened from %d until then cannot come from it", period.year,
                          c->options->first);
    return MKBA_OK;
}

mkba_status mkba_i_compare_findings(mkba_i_compare *c)
{
    mkba_status status = say_nation(c);

    if (status == MKBA_OK)
        status = say_peers(c);
    for (size_t i = 0; status == MKBA_OK && i < c->made->n_measures; i++) {
        const mkba_i_measure *m = &c->made->measures[i];
        status = say_members(c, m);
        if (status == MKBA_OK && m->shown)
            status = say_growth(c, m);
        if (status == MKBA_OK && m->shown)
            status = say_figures(c, m);
    }
    if (status == MKBA_OK)
        status = say_all_breaks(c);
    return status == MKBA_OK ? say_policy(c) : status;
}
