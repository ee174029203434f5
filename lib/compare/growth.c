/* The growth of a region against that of its peers and of the nation: options, areas, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/options.h"
#include "compare/growth_model.h"
#include "compare/shared_codes.h"
#include "panel/members.h"

#define REPLICATES 2000
#define LEAST_REPLICATES 100
#define MOST_REPLICATES 100000
#define LEVEL 0.95
#define START_DIFFERENCE 0.1
#define LAST_YEAR 9999

void mkba_compare_options_init_size(mkba_compare_options *options, size_t size)
{
    mkba_compare_options made = {
        .start_difference = START_DIFFERENCE, .replicates = REPLICATES, .seed = 1, .level = LEVEL};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* ---- what the options may be ----------------------------------------------------------------------------- */

static mkba_status check_numbers(const mkba_compare_options *o, mkba_error *error)
{
    if (o->first < 1 || o->first > LAST_YEAR)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "first", "%d is no year, such as 2017", o->first);
    if (o->last < 1 || o->last > LAST_YEAR)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "last", "%d is no year, such as 2021", o->last);
    if (o->first >= o->last)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "first", "the first year, %d, must be before the last, %d",
                           o->first, o->last);
    if (o->replicates < LEAST_REPLICATES || o->replicates > MOST_REPLICATES)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates", "%zu replicates: take %d to %d", o->replicates,
                           LEAST_REPLICATES, MOST_REPLICATES);
    if (!(o->level > 0 && o->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0 and below 1, such as 0.95");
    if (!(isfinite(o->suppressed_most) && o->suppressed_most >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "suppressed_most",
                           "the most that a suppressed cell can be is 0 or above, such as 7");
    if (!(isfinite(o->start_difference) && o->start_difference >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "start_difference",
                           "the share that start levels may differ is 0 or above, such as 0.1");
    if (o->missing != MKBA_MISSING_SPREADS && o->missing != MKBA_MISSING_LEFT_OUT)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "missing", "%d is no way to treat what is missing",
                           (int) o->missing);
    return MKBA_OK;
}

/* A list that must have something in it. */
static mkba_status check_some(const char *const *list, size_t n, const char *where, mkba_error *error)
{
    if (list == NULL || n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s must have at least one name", where);
    return mkba_i_check_list(list, n, where, error);
}

static mkba_status check_date(const char *date, mkba_error *error)
{
    mkba_i_period period;
    bool provisional = false;

    if (date == NULL || (mkba_i_period_parse(date, &period, &provisional) && !provisional))
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "policy_date",
                       "\"%.60s\" is no date: write 2021, 2021MM06 or 2021-06-01", date);
}

static mkba_status take_options(const mkba_compare_options *given, mkba_compare_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_compare_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_compare_options_init", error);
    if (status == MKBA_OK)
        status = check_some(taken->region, taken->n_region, "region", error);
    if (status == MKBA_OK)
        status = check_some(taken->indicators, taken->n_indicators, "indicators", error);
    if (status == MKBA_OK && taken->indicators_at_end != NULL)
        status = check_some(taken->indicators_at_end, taken->n_indicators, "indicators_at_end", error);
    if (status == MKBA_OK && (taken->peers != NULL || taken->n_peers > 0))
        status = check_some(taken->peers, taken->n_peers, "peers", error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(taken->waterbed, taken->n_waterbed, "waterbed", error);
    if (status == MKBA_OK)
        status = check_date(taken->policy_date, error);
    return status == MKBA_OK ? check_numbers(taken, error) : status;
}

/* ---- years ----------------------------------------------------------------------------------------------- */

static mkba_status find_years(mkba_i_compare *c)
{
    const mkba_panel *panel = c->panel;
    mkba_comparison *made = c->made;
    char text[MKBA_I_YEAR_TEXT];
    size_t at = 0;
    mkba_status status;

    if (mkba_panel_period_kind(panel) != MKBA_PERIOD_YEAR)
        return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "panel",
                           "growth is compared over years; the periods of this panel are of the kind %s",
                           mkba_period_kind_name(mkba_panel_period_kind(panel)));
    status = mkba_i_panel_find_period(panel, mkba_i_compare_year(c->options->first, text), "first", &at, c->error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(panel, mkba_i_compare_year(c->options->last, text), "last", &at, c->error);
    if (status != MKBA_OK)
        return status;
    made->years = mkba_i_arena_new(&made->arena, panel->n_periods, sizeof *made->years);
    made->periods = mkba_i_arena_new(&made->arena, panel->n_periods, sizeof *made->periods);
    if (made->years == NULL || made->periods == NULL)
        return mkba_i_fail_memory(c->error);
    for (size_t p = 0; p < panel->n_periods; p++)
        if (panel->periods[p].year >= c->options->first && panel->periods[p].year <= c->options->last) {
            made->periods[made->n_years] = p;
            made->years[made->n_years++] = panel->periods[p].year;
        }
    made->last = made->n_years - 1;
    return MKBA_OK;
}

/* ---- areas ----------------------------------------------------------------------------------------------- */

/* Per area of the panel its groups; and the codes that the region and the peers take, with all that these hold. */
typedef struct marks {
    bool (*in)[MKBA_I_GROUPS];
    mkba_i_roll region, peers;
} marks;

static mkba_status refuse(mkba_i_compare *c, const char *where, const char *code, const char *shared, const char *why)
{
    return strcmp(code, shared) == 0 ? mkba_i_fail(c->error, MKBA_ERROR_ARGUMENT, where, "\"%.60s\" %s", code, why)
                                     : mkba_i_fail(c->error, MKBA_ERROR_ARGUMENT, where,
                                                   "\"%.60s\" is made of \"%.60s\", which %s", code, shared, why);
}

static mkba_status mark(mkba_i_compare *c, const char *const *codes, size_t n, const char *where, mkba_i_group group,
                        marks *to)
{
    mkba_i_roll *own = group == MKBA_I_PEERS ? &to->peers : &to->region;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n; i++) {
        const char *twice, *of_region;
        size_t at = 0;
        status = mkba_i_panel_find_area(c->panel, codes[i], where, &at, c->error);
        if (status != MKBA_OK)
            return status;
        twice = mkba_i_area_taken(own, &c->panel->areas[at]);
        of_region = mkba_i_area_taken(&to->region, &c->panel->areas[at]);
        if (twice != NULL)
            status = refuse(c, where, codes[i], twice, "comes twice");
        else if (of_region != NULL)
            status = refuse(c, where, codes[i], of_region, "is in the region itself");
        else if (!mkba_i_area_take(own, &c->panel->areas[at]))
            status = mkba_i_fail_memory(c->error);
        to->in[at][group] = true;
    }
    return status;
}

static mkba_status mark_nation(mkba_i_compare *c, marks *to)
{
    const char *sort = mkba_i_nation_sort(c->panel, c->options->region[0]);
    size_t at = 0;
    bool any = false;

    if (c->options->nation != NULL) {
        mkba_status status = mkba_i_panel_find_area(c->panel, c->options->nation, "nation", &at, c->error);
        to->in[at][MKBA_I_NATION] = status == MKBA_OK;
        return status;
    }
    for (size_t a = 0; a < c->panel->n_areas; a++) {
        to->in[a][MKBA_I_NATION] = mkba_i_is_of_nation(&c->panel->areas[a], sort);
        any = any || to->in[a][MKBA_I_NATION];
    }
    if (!any)
        return mkba_i_fail(c->error, MKBA_ERROR_PANEL, "nation",
                           "the panel has only sums of areas: name the one that is the nation");
    return MKBA_OK;
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const mkba_i_member *) a)->code, ((const mkba_i_member *) b)->code);
}

/* In the order of their codes, so that the order of the panel changes nothing. */
static mkba_status keep_areas(mkba_i_compare *c, const marks *from)
{
    mkba_comparison *made = c->made;

    made->areas = mkba_i_arena_new(&made->arena, c->panel->n_areas, sizeof *made->areas);
    if (made->areas == NULL)
        return mkba_i_fail_memory(c->error);
    for (size_t a = 0; a < c->panel->n_areas; a++) {
        const mkba_i_area *area = &c->panel->areas[a];
        mkba_i_member *member = &made->areas[made->n_areas];
        const bool *in = from->in[a];
        if (!in[MKBA_I_REGION] && !in[MKBA_I_PEERS] && !in[MKBA_I_NATION])
            continue;
        *member = (mkba_i_member){.code = mkba_i_compare_text(made, "%s", area->code),
                                  .name = mkba_i_compare_text(made, "%s", area->name),
                                  .at = a,
                                  .within = mkba_i_roll_find(&from->region, area->code) != MKBA_I_NONE};
        if (member->code == NULL || member->name == NULL)
            return mkba_i_fail_memory(c->error);
        for (int g = 0; g < MKBA_I_GROUPS; g++) {
            member->in[g] = in[g];
            made->n_of[g] += in[g];
        }
        made->n_areas++;
    }
    qsort(made->areas, made->n_areas, sizeof *made->areas, by_code);
    return MKBA_OK;
}

static mkba_status find_areas(mkba_i_compare *c)
{
    marks found = {.in = calloc(c->panel->n_areas + 1, sizeof *found.in)};
    mkba_status status = found.in == NULL ? mkba_i_fail_memory(c->error) : MKBA_OK;

    if (status == MKBA_OK)
        status = mark(c, c->options->region, c->options->n_region, "region", MKBA_I_REGION, &found);
    if (status == MKBA_OK)
        status = mark(c, c->options->peers, c->options->n_peers, "peers", MKBA_I_PEERS, &found);
    if (status == MKBA_OK)
        status = mark_nation(c, &found);
    if (status == MKBA_OK)
        status = keep_areas(c, &found);
    mkba_i_roll_free(&found.region);
    mkba_i_roll_free(&found.peers);
    free(found.in);
    return status;
}

/* ---- the object ------------------------------------------------------------------------------------------ */

void mkba_comparison_free(mkba_comparison *comparison)
{
    if (comparison == NULL)
        return;
    for (size_t m = 0; m < comparison->n_measures; m++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            free(comparison->measures[m].draws[g]);
    free(comparison->measures);
    mkba_i_said_free(&comparison->said);
    mkba_i_arena_free(&comparison->arena);
    free(comparison);
}

/* What belongs to the caller. */
static void forget_lists(mkba_compare_options *options)
{
    options->region = options->indicators = options->indicators_at_end = options->peers = options->waterbed = NULL;
    options->region_name = options->nation = options->policy_date = NULL;
}

static mkba_status make(mkba_i_compare *c)
{
    static mkba_status (*const steps[])(mkba_i_compare * c) = {find_years,
                                                               find_areas,
                                                               mkba_i_compare_measures,
                                                               mkba_i_compare_figures,
                                                               mkba_i_compare_draws,
                                                               mkba_i_compare_findings,
                                                               mkba_i_compare_suspects};
    const char *name = c->options->region_name == NULL ? "region" : c->options->region_name;
    mkba_status status = MKBA_OK;

    c->made->options = *c->options;
    c->made->region_name = mkba_i_compare_text(c->made, "%s", name);
    if (c->made->region_name == NULL)
        return mkba_i_fail_memory(c->error);
    for (size_t i = 0; status == MKBA_OK && i < sizeof steps / sizeof *steps; i++)
        status = steps[i](c);
    forget_lists(&c->made->options);
    return status;
}

mkba_status mkba_panel_compare(const mkba_panel *panel, const mkba_compare_options *options, mkba_comparison **out,
                               mkba_error *error)
{
    mkba_compare_options taken;
    mkba_comparison *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    mkba_i_compare c = {panel, &taken, made, error};
    status = make(&c);
    if (status != MKBA_OK)
        mkba_comparison_free(made);
    else
        *out = made;
    return status;
}
