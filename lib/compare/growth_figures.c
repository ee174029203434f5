/* The figures of every measure, the years and areas that count, and its levels. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/growth_model.h"
#include "panel/derive.h"

#define DEEPEST 16

/* ---- a figure -------------------------------------------------------------------------------------------- */

/* A value, the square of how far it may be off, and whether all its rounding is known. */
typedef struct counted {
    double value, off2;
    mkba_cell_status status;
    bool rounded, assumed;
} counted;

static counted count_indicator(const mkba_i_compare *c, size_t indicator, size_t area, size_t period, int depth);

/* The sum of the parts that a total knows; not rounded when it has none, or one is not in the panel. */
static counted count_parts(const mkba_i_compare *c, const mkba_indicator *it, size_t area, size_t period, int depth)
{
    counted sum = {.status = MKBA_CELL_DERIVED, .rounded = it->n_parts > 0 && depth < DEEPEST};

    for (size_t i = 0; sum.rounded && i < it->n_parts; i++) {
        size_t part = mkba_i_roll_find(&c->panel->indicator_names, it->parts[i]);
        if (part == MKBA_I_NONE) {
            sum.rounded = false;
            return sum;
        }
        counted one = count_indicator(c, part, area, period, depth + 1);
        sum.value += one.value;
        sum.off2 += one.off2;
        sum.status = i == 0 ? one.status : mkba_i_cell_combine(sum.status, one.status);
        sum.rounded = sum.rounded && one.rounded;
        sum.assumed = sum.assumed || one.assumed;
    }
    return sum;
}

/* A suppressed figure of a rounded indicator lies between 0 and the bound, when there is one. */
static counted count_indicator(const mkba_i_compare *c, size_t indicator, size_t area, size_t period, int depth)
{
    const mkba_indicator *it = &c->panel->indicators[indicator];
    mkba_i_cell cell = mkba_i_panel_get(c->panel, indicator, area, period);
    double most = c->options->suppressed_most;
    counted one = {cell.value, it->rounding * it->rounding / 4, cell.status, it->rounding > 0, false};

    if (it->rounding == 0 && it->n_parts > 0) {
        counted parts = count_parts(c, it, area, period, depth);
        one.off2 = parts.off2;
        one.rounded = parts.rounded;
        if (cell.status == MKBA_CELL_SUPPRESSED && parts.rounded && mkba_cell_has_value(parts.status))
            return parts;
    }
    if (cell.status == MKBA_CELL_SUPPRESSED && it->rounding > 0 && most > 0)
        return (counted){most / 2, most * most / 4, MKBA_CELL_DERIVED, true, true};
    return one;
}

static mkba_i_figure read_figure(const mkba_i_compare *c, mkba_i_measure *m, size_t area, size_t period)
{
    mkba_i_figure figure = {.down = 1, .status = MKBA_CELL_DERIVED};
    double up_off2 = 0, down_off2 = 0;

    for (size_t i = 0; i < m->n_ups; i++) {
        counted one = count_indicator(c, m->ups[i], area, period, 0);
        figure.up += one.value;
        up_off2 += one.off2;
        figure.status = i == 0 ? one.status : mkba_i_cell_combine(figure.status, one.status);
        figure.assumed = figure.assumed || one.assumed;
        m->rounded = m->rounded && (one.rounded || !mkba_cell_has_value(one.status));
    }
    if (m->down != MKBA_I_NONE) {
        counted one = count_indicator(c, m->down, area, period, 0);
        figure.down = one.value;
        down_off2 = one.off2;
        figure.assumed = figure.assumed || one.assumed;
        figure.status = mkba_i_cell_combine(figure.status, one.status);
    }
    figure.up_off = sqrt(up_off2);
    figure.down_off = sqrt(down_off2);
    figure.there = mkba_cell_has_value(figure.status);
    return figure;
}

/* Those of a part or of a waterbed set only where the indicator asked for has its own. */
static mkba_status read_figures(mkba_i_compare *c, size_t at)
{
    mkba_comparison *made = c->made;
    mkba_i_measure *m = &made->measures[at];
    const mkba_i_measure *asked = &made->measures[m->asked];

    m->rounded = true;
    m->figures = mkba_i_arena_new(&made->arena, made->n_areas * made->n_years, sizeof *m->figures);
    if (m->figures == NULL)
        return mkba_i_fail_memory(c->error);
    for (size_t a = 0; a < made->n_areas; a++)
        for (size_t y = 0; y < made->n_years; y++) {
            mkba_i_figure *to = mkba_i_figure_at(made, m, a, y);
            *to = read_figure(c, m, made->areas[a].at, made->periods[y]);
            if (m->asked != at && !mkba_i_figure_at(made, asked, a, y)->there)
                to->there = false;
            made->areas[a].suspect = made->areas[a].suspect || to->status == MKBA_CELL_SUSPECT;
        }
    return MKBA_OK;
}

/* ---- which years and areas count ------------------------------------------------------------------------- */

/* "no figure in 2019 (absent), 2020 (suppressed)", and what that may mean. */
static const char *why_not(mkba_i_compare *c, const mkba_i_measure *m, size_t area, const bool *years)
{
    mkba_comparison *made = c->made;
    mkba_i_text text = {0};
    char year[MKBA_I_YEAR_TEXT];
    const char *kept;
    size_t first = made->n_years, last = 0, n = 0;

    mkba_i_text_add(&text, "no figure in");
    for (size_t y = 0; y < made->n_years; y++) {
        const mkba_i_figure *figure = mkba_i_figure_at(made, m, area, y);
        if (figure->status != MKBA_CELL_ABSENT) {
            first = first == made->n_years ? y : first;
            last = y;
        }
        if (!years[y] || figure->there)
            continue;
        mkba_i_text_format(&text, "%s %s (%s)", n++ == 0 ? "" : ",", mkba_i_compare_year(made->years[y], year),
                           mkba_cell_has_value(figure->status) ? "not of all parts"
                                                               : mkba_cell_status_name(figure->status));
    }
    if (first < made->n_years && last < made->last)
        mkba_i_text_format(&text, "; ends after %d: merged or renamed?", made->years[last]);
    else if (first < made->n_years && first > 0)
        mkba_i_text_format(&text, "; begins in %d: made by a merger or renamed?", made->years[first]);
    kept = text.failed ? NULL : mkba_i_compare_text(made, "%s", text.data);
    mkba_i_text_drop(&text);
    return kept;
}

static bool has_ends(const mkba_comparison *made, const mkba_i_measure *m, size_t area)
{
    return mkba_i_figure_at(made, m, area, 0)->there && mkba_i_figure_at(made, m, area, made->last)->there;
}

static bool anybody_has(const mkba_comparison *made, const mkba_i_measure *m, size_t year)
{
    for (size_t a = 0; a < made->n_areas; a++)
        if (mkba_i_figure_at(made, m, a, year)->status != MKBA_CELL_ABSENT)
            return true;
    return false;
}

/* A series that nobody has in one of the years compared begins or ends: what a source goes on with is another series. */
static mkba_status check_ends(const mkba_i_compare *c, const mkba_i_measure *m)
{
    const mkba_comparison *made = c->made;
    const size_t ends[] = {0, made->last};

    for (size_t e = 0; e < 2; e++)
        if (!anybody_has(made, m, ends[e]))
            return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "indicators",
                               "\"%.100s\": no area has a figure in %d: the series %s; growth from or to a series of "
                               "another definition is no growth; compare years in which this one has figures",
                               m->name, made->years[ends[e]], e == 0 ? "begins later" : "has ended by then");
    return MKBA_OK;
}

/* The members that take part: all, or with MKBA_MISSING_LEFT_OUT those that have both ends. */
static mkba_status take_region(mkba_i_compare *c, mkba_i_measure *m)
{
    mkba_comparison *made = c->made;
    bool *ends = mkba_i_arena_new(&made->arena, made->n_years, sizeof *ends);
    size_t n = 0;

    if (ends == NULL)
        return mkba_i_fail_memory(c->error);
    ends[0] = ends[made->last] = true;
    if (m->role == MKBA_I_ASKED) {
        mkba_status status = check_ends(c, m);
        if (status != MKBA_OK)
            return status;
    }
    for (size_t a = 0; a < made->n_areas; a++) {
        if (!made->areas[a].in[MKBA_I_REGION])
            continue;
        m->takes[MKBA_I_REGION][a] = has_ends(made, m, a);
        n += m->takes[MKBA_I_REGION][a];
        if (m->takes[MKBA_I_REGION][a])
            continue;
        m->reasons[MKBA_I_REGION][a] = why_not(c, m, a, ends);
        if (m->reasons[MKBA_I_REGION][a] == NULL)
            return mkba_i_fail_memory(c->error);
        if (m->role == MKBA_I_ASKED && c->options->missing == MKBA_MISSING_SPREADS)
            return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "region", "%.60s (%.100s), \"%.100s\": %.200s",
                               made->areas[a].code, made->areas[a].name, m->name, m->reasons[MKBA_I_REGION][a]);
        m->shown = m->shown && c->options->missing == MKBA_MISSING_LEFT_OUT;
    }
    m->shown = m->shown && n > 0;
    if (n == 0 && m->role == MKBA_I_ASKED)
        return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "region",
                           "\"%.100s\": no member of the region has figures in %d and %d", m->name, c->options->first,
                           c->options->last);
    return MKBA_OK;
}

/* A year counts when every member that takes part has its figure. */
static void count_years(mkba_comparison *made, mkba_i_measure *m)
{
    for (size_t y = 0; y < made->n_years; y++) {
        m->counts[y] = m->shown;
        for (size_t a = 0; a < made->n_areas; a++)
            if (m->takes[MKBA_I_REGION][a] && !mkba_i_figure_at(made, m, a, y)->there)
                m->counts[y] = false;
    }
}

static bool has_all(const mkba_comparison *made, const mkba_i_measure *m, size_t area)
{
    for (size_t y = 0; y < made->n_years; y++)
        if (m->counts[y] && !mkba_i_figure_at(made, m, area, y)->there)
            return false;
    return true;
}

/* Peers have every year that counts. So has the nation for a flow or stock, whose sums an area that comes or goes would
 * change; for a rate it is said who has not. */
static mkba_status take_peers(mkba_i_compare *c, mkba_i_measure *m)
{
    mkba_comparison *made = c->made;
    size_t n = 0;

    for (size_t a = 0; m->shown && a < made->n_areas; a++) {
        const mkba_i_member *area = &made->areas[a];
        bool all = has_all(made, m, a);
        m->takes[MKBA_I_PEERS][a] = area->in[MKBA_I_PEERS] && all;
        m->takes[MKBA_I_NATION][a] = area->in[MKBA_I_NATION] && (all || m->down != MKBA_I_NONE);
        n += m->takes[MKBA_I_PEERS][a];
        if (all)
            continue;
        const char *reason = why_not(c, m, a, m->counts);
        if (reason == NULL)
            return mkba_i_fail_memory(c->error);
        for (int g = MKBA_I_PEERS; g < MKBA_I_GROUPS; g++)
            m->reasons[g][a] = area->in[g] ? reason : NULL;
    }
    if (m->shown && made->n_of[MKBA_I_PEERS] > 0 && n == 0 && m->role == MKBA_I_ASKED)
        return mkba_i_fail(
            c->error, MKBA_ERROR_PANEL, "peers",
            "\"%.100s\": none of the %zu peers has a figure in every year from %d to %d in which the region "
            "has one",
            m->name, made->n_of[MKBA_I_PEERS], c->options->first, c->options->last);
    return MKBA_OK;
}

/* ---- levels ---------------------------------------------------------------------------------------------- */

mkba_i_level mkba_i_level_of(const mkba_comparison *comparison, const mkba_i_measure *measure, mkba_i_group group,
                             size_t year, const bool *without)
{
    mkba_i_level level = {.level = NAN};

    for (size_t a = 0; a < comparison->n_areas; a++) {
        const mkba_i_figure *figure = mkba_i_figure_at(comparison, measure, a, year);
        if (!mkba_i_is_counted(comparison, measure, group, a, year) || (without != NULL && without[a]))
            continue;
        level.up += figure->up;
        level.down += figure->down;
        level.n++;
    }
    if (measure->down == MKBA_I_NONE)
        level.down = level.n > 0 ? 1 : 0;
    if (level.down > 0)
        level.level = measure->per * level.up / level.down;
    return level;
}

static mkba_status fill_level(mkba_i_compare *c, mkba_i_measure *m, mkba_i_group g, size_t y)
{
    mkba_i_level level = mkba_i_level_of(c->made, m, g, y, NULL);
    bool wanted = m->counts[y] && level.n > 0;

    m->levels[g][y] = level.level;
    m->ups_of[g][y] = level.up;
    m->downs_of[g][y] = level.down;
    m->n_of[g][y] = level.n;
    if (!wanted || isfinite(level.level))
        return MKBA_OK;
    return mkba_i_fail(c->error, MKBA_ERROR_EVALUATION, mkba_i_group_name(g),
                       level.down > 0 ? "\"%.100s\" of the %s in %d is beyond the range of a double"
                                      : "\"%.100s\" of the %s in %d: the denominator is not above 0",
                       m->name, mkba_i_group_name(g), c->made->years[y]);
}

static mkba_status fill_levels(mkba_i_compare *c, mkba_i_measure *m)
{
    mkba_i_arena *arena = &c->made->arena;
    size_t n = c->made->n_years;
    mkba_status status = MKBA_OK;

    for (int g = 0; g < MKBA_I_GROUPS; g++) {
        m->levels[g] = mkba_i_arena_new(arena, n, sizeof *m->levels[g]);
        m->ups_of[g] = mkba_i_arena_new(arena, n, sizeof *m->ups_of[g]);
        m->downs_of[g] = mkba_i_arena_new(arena, n, sizeof *m->downs_of[g]);
        m->n_of[g] = mkba_i_arena_new(arena, n, sizeof *m->n_of[g]);
        if (m->levels[g] == NULL || m->ups_of[g] == NULL || m->downs_of[g] == NULL || m->n_of[g] == NULL)
            return mkba_i_fail_memory(c->error);
        for (size_t y = 0; status == MKBA_OK && y < n; y++)
            status = fill_level(c, m, (mkba_i_group) g, y);
    }
    return status;
}

static bool make_room(mkba_comparison *made, mkba_i_measure *m)
{
    m->counts = mkba_i_arena_new(&made->arena, made->n_years, sizeof *m->counts);
    bool room = m->counts != NULL;
    for (int g = 0; g < MKBA_I_GROUPS; g++) {
        m->reasons[g] = mkba_i_arena_new(&made->arena, made->n_areas, sizeof *m->reasons[g]);
        m->takes[g] = mkba_i_arena_new(&made->arena, made->n_areas, sizeof *m->takes[g]);
        room = room && m->reasons[g] != NULL && m->takes[g] != NULL;
    }
    return room;
}

mkba_status mkba_i_compare_figures(mkba_i_compare *c)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < c->made->n_measures; i++) {
        mkba_i_measure *m = &c->made->measures[i];
        m->shown = true;
        status = make_room(c->made, m) ? read_figures(c, i) : mkba_i_fail_memory(c->error);
        if (status == MKBA_OK)
            status = take_region(c, m);
        if (status == MKBA_OK) {
            count_years(c->made, m);
            status = take_peers(c, m);
        }
        if (status == MKBA_OK)
            status = fill_levels(c, m);
    }
    return status;
}
