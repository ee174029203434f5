/* Periods, areas and figures that a difference-in-differences is made of, and what is refused of them. */
#include "base/exact.h"

#include <stdio.h>

#include "compare/shared_codes.h"
#include "compare/shared_sides.h"
#include "effect/did_model.h"
#include "panel/members.h"

/* ---- periods --------------------------------------------------------------------------------------------- */

static mkba_status find_periods(mkba_i_did_study *s)
{
    const mkba_panel *panel = s->panel;
    size_t first = 0, last = panel->n_periods;
    mkba_status status = MKBA_OK;

    if (last == 0)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "panel", "the panel has no periods");
    last--;
    if (s->options->first != NULL)
        status = mkba_i_panel_find_period(panel, s->options->first, "first", &first, s->error);
    if (status == MKBA_OK && s->options->last != NULL)
        status = mkba_i_panel_find_period(panel, s->options->last, "last", &last, s->error);
    if (status != MKBA_OK)
        return status;
    if (first > last)
        return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "first", "the first period must not be after the last");
    s->n_periods = last - first + 1;
    s->at = mkba_i_arena_new(&s->work, s->n_periods, sizeof *s->at);
    s->made->periods = mkba_i_arena_new(&s->made->arena, s->n_periods, sizeof *s->made->periods);
    if (s->at == NULL || s->made->periods == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t t = 0; t < s->n_periods; t++) {
        char text[MKBA_I_PERIOD_TEXT];
        s->at[t] = first + t;
        mkba_i_period_print(&panel->periods[first + t], text);
        s->made->periods[t] = mkba_i_arena_format(&s->made->arena, "%s", text);
        if (s->made->periods[t] == NULL)
            return mkba_i_fail_memory(s->error);
    }
    s->made->n_periods = s->n_periods;
    return MKBA_OK;
}

/* The first period used that is not before a text's; refused where no period is before it, or none from it on. */
static mkba_status find_start(mkba_i_did_study *s, const char *text, const char *where, size_t *start)
{
    const mkba_i_period *periods = s->panel->periods + s->at[0];
    mkba_i_period period;
    bool provisional = false;
    size_t t = 0;

    if (!mkba_i_period_parse(text, &period, &provisional) || provisional)
        return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, where, "\"%.60s\" is no period, such as %s", text,
                           s->made->periods[0]);
    if (period.kind != periods[0].kind)
        return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, where, "\"%.60s\" is no %s, as the periods of the panel are",
                           text, mkba_period_kind_name(periods[0].kind));
    while (t < s->n_periods && mkba_i_period_compare(&periods[t], &period) < 0)
        t++;
    if (t == 0)
        return mkba_i_fail(
            s->error, MKBA_ERROR_PANEL, where,
            "treated from %.60s, and the first period used is %s: without a period before the start there "
            "is nothing to compare with",
            text, s->made->periods[0]);
    if (t == s->n_periods)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, where,
                           "treated from %.60s, and the last period used is %s: there is no effect to see yet", text,
                           s->made->periods[s->n_periods - 1]);
    *start = t;
    return MKBA_OK;
}

/* ---- areas ----------------------------------------------------------------------------------------------- */

/* Areas while they are looked for: those taken, with all that they hold. */
typedef struct taking {
    mkba_i_roll treated, donors;
    size_t *areas, *starts;
    size_t n;
} taking;

static mkba_status take_treated(mkba_i_did_study *s, taking *to)
{
    const mkba_did_options *o = s->options;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < o->n_treated; i++) {
        char where[64];
        const char *twice;
        size_t area = 0;
        status = mkba_i_panel_find_area(s->panel, o->treated[i], "treated", &area, s->error);
        if (status != MKBA_OK)
            break;
        twice = mkba_i_area_taken(&to->treated, &s->panel->areas[area]);
        if (twice != NULL)
            return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "treated", "\"%.60s\" is in it twice", twice);
        if (!mkba_i_area_take(&to->treated, &s->panel->areas[area]))
            return mkba_i_fail_memory(s->error);
        snprintf(where, sizeof where, "starts[%zu]", i);
        to->areas[to->n] = area;
        status = o->starts == NULL ? find_start(s, o->start, "start", &to->starts[to->n])
                                   : find_start(s, o->starts[i], where, &to->starts[to->n]);
        to->n++;
    }
    return status;
}

static mkba_status take_named_donors(mkba_i_did_study *s, taking *to, bool *wanted)
{
    const mkba_did_options *o = s->options;

    for (size_t i = 0; i < o->n_donors; i++) {
        const char *shared;
        size_t area = 0;
        mkba_status status = mkba_i_panel_find_area(s->panel, o->donors[i], "donors", &area, s->error);
        if (status != MKBA_OK)
            return status;
        shared = mkba_i_area_taken(&to->treated, &s->panel->areas[area]);
        if (shared != NULL)
            return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "donors",
                               "\"%.60s\" is treated: a donor must not be, nor be part of what is", shared);
        shared = mkba_i_area_taken(&to->donors, &s->panel->areas[area]);
        if (shared != NULL)
            return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "donors", "\"%.60s\" is in it twice", shared);
        if (!mkba_i_area_take(&to->donors, &s->panel->areas[area]))
            return mkba_i_fail_memory(s->error);
        wanted[area] = true;
    }
    return MKBA_OK;
}

/* All that are not treated: of the sort of the first treated area where codes have one, no sums of others. */
static void take_other_donors(const mkba_i_did_study *s, const taking *to, bool *wanted)
{
    const char *sort = mkba_i_nation_sort(s->panel, s->options->treated[0]);

    for (size_t a = 0; a < s->panel->n_areas; a++)
        wanted[a] = mkba_i_is_of_nation(&s->panel->areas[a], sort) &&
                    mkba_i_area_taken(&to->treated, &s->panel->areas[a]) == NULL;
}

static mkba_status take_donors(mkba_i_did_study *s, taking *to)
{
    bool *wanted = mkba_i_arena_new(&s->work, s->panel->n_areas, sizeof *wanted);
    const size_t *order = mkba_i_areas_by_code(&s->work, s->panel);
    mkba_status status = MKBA_OK;

    if (wanted == NULL || order == NULL)
        return mkba_i_fail_memory(s->error);
    if (s->options->donors != NULL)
        status = take_named_donors(s, to, wanted);
    else
        take_other_donors(s, to, wanted);
    for (size_t a = 0; status == MKBA_OK && a < s->panel->n_areas; a++)
        if (wanted[order[a]]) {
            to->starts[to->n] = MKBA_I_NONE;
            to->areas[to->n++] = order[a];
        }
    return status;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

/* Why an area cannot take part: the first figure that it lacks, or of a donor that somebody distrusts; NULL where nothing
 * speaks against it. MKBA_ERROR_MEMORY. */
static mkba_status find_lacking(mkba_i_did_study *s, size_t area, bool donor, size_t population, const char **why)
{
    const mkba_panel *panel = s->panel;
    bool suspect = false, found = false;

    *why = NULL;
    for (size_t c = 0; !found && c < s->n_covariates + 1; c++) {
        size_t indicator = c == 0 ? s->outcome : s->covariates[c - 1];
        for (size_t t = 0; !found && t < s->n_periods; t++) {
            mkba_cell_status status = mkba_i_panel_get(panel, indicator, area, s->at[t]).status;
            suspect = donor && c == 0 && status == MKBA_CELL_SUSPECT;
            found = suspect || !mkba_cell_has_value(status);
            if (found)
                *why = mkba_i_arena_format(&s->made->arena, "%s of %.100s in %s (%s)",
                                           suspect ? "a figure" : "no figure", panel->indicators[indicator].name,
                                           s->made->periods[t], mkba_cell_status_name(status));
        }
    }
    if (!found && population != MKBA_I_NONE) {
        mkba_i_cell cell = mkba_i_panel_get(panel, population, area, s->at[s->first_start - 1]);
        found = !mkba_cell_has_value(cell.status) || !(cell.value > 0);
        if (found)
            *why = mkba_i_arena_format(&s->made->arena, "no %.100s above 0 in %s", panel->indicators[population].name,
                                       s->made->periods[s->first_start - 1]);
    }
    return found && *why == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

/* What of an area's outcome is not final, or distrusted. */
static const char *doubts(mkba_i_did_study *s, size_t area)
{
    size_t suspect = 0, provisional = 0;

    for (size_t t = 0; t < s->n_periods; t++) {
        mkba_cell_status status = mkba_i_panel_get(s->panel, s->outcome, area, s->at[t]).status;
        suspect += status == MKBA_CELL_SUSPECT;
        provisional += status == MKBA_CELL_PROVISIONAL;
    }
    s->n_suspect += suspect;
    if (suspect == 0 && provisional == 0)
        return "";
    return mkba_i_arena_format(&s->made->arena, "%zu suspect, %zu provisional figures", suspect, provisional);
}

static bool any_figure(const mkba_i_did_study *s, const taking *of)
{
    for (size_t i = 0; i < of->n; i++)
        for (size_t t = 0; t < s->n_periods; t++)
            if (mkba_cell_has_value(mkba_i_panel_get(s->panel, s->outcome, of->areas[i], s->at[t]).status))
                return true;
    return false;
}

static mkba_status say_areas(mkba_i_did_study *s, size_t n_out, size_t n_donors)
{
    mkba_status status = MKBA_OK;

    if (n_out > 0)
        status =
            mkba_i_say(&s->made->said, s->error, "left_out", false, NULL, NULL, NULL,
                       "%zu of %zu donors lack a figure, or have a suspect one, and are left out", n_out, n_donors);
    if (status == MKBA_OK && s->n_suspect > 0)
        status = mkba_i_say(&s->made->said, s->error, "suspect_treated", true, NULL, NULL, NULL,
                            "%zu figures of the treated are suspect", s->n_suspect);
    return status;
}

/* Copies the codes, names and notes of areas; those that lack figures go to the end. */
static mkba_status sort_areas(mkba_i_did_study *s, const taking *from, size_t population)
{
    mkba_did *made = s->made;
    size_t n_out = 0;

    for (size_t i = 0; i < from->n; i++) {
        const mkba_i_area *area = &s->panel->areas[from->areas[i]];
        const char *lacks = NULL;
        mkba_status status = find_lacking(s, from->areas[i], i >= s->n_treated, population, &lacks);
        if (status != MKBA_OK)
            return status;
        mkba_i_did_area kept = {.code = mkba_i_arena_format(&made->arena, "%s", area->code),
                                .name = mkba_i_arena_format(&made->arena, "%s", area->name),
                                .note = lacks == NULL ? doubts(s, from->areas[i]) : lacks,
                                .start = from->starts[i],
                                .population = NAN,
                                .weight = NAN,
                                .left_out = lacks != NULL};
        if (kept.code == NULL || kept.name == NULL || kept.note == NULL)
            return mkba_i_fail_memory(s->error);
        if (lacks != NULL && i < s->n_treated)
            return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "treated",
                               "\"%.60s\" has %.200s: take it out, or choose periods", area->code, lacks);
        if (lacks != NULL) {
            made->areas[from->n - ++n_out] = kept;
            continue;
        }
        s->area_at[s->n] = from->areas[i];
        s->start[s->n] = from->starts[i];
        made->areas[s->n++] = kept;
    }
    /* They were put in from the end: turn them into the order of the others. */
    for (size_t i = 0; i < n_out / 2; i++) {
        mkba_i_did_area swapped = made->areas[s->n + i];
        made->areas[s->n + i] = made->areas[from->n - 1 - i];
        made->areas[from->n - 1 - i] = swapped;
    }
    made->n_areas = from->n;
    made->n = s->n;
    made->n_treated = s->n_treated;
    return say_areas(s, n_out, from->n - s->n_treated);
}

static mkba_status check_donors(mkba_i_did_study *s, const taking *from)
{
    size_t named = from->n - s->n_treated, left = s->n - s->n_treated;

    if (named == 0)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "treated",
                           "all areas are treated: effects need areas that are not, as donors");
    if (left < 2)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "donors",
                           "%zu of %zu donors have all figures: with fewer than two nothing says what chance makes",
                           left, named);
    return MKBA_OK;
}

static mkba_status find_areas(mkba_i_did_study *s, size_t population)
{
    size_t most = s->panel->n_areas + s->options->n_treated;
    taking found = {.areas = mkba_i_arena_new(&s->work, most, sizeof *found.areas),
                    .starts = mkba_i_arena_new(&s->work, most, sizeof *found.starts)};
    mkba_status status;

    s->area_at = mkba_i_arena_new(&s->work, most, sizeof *s->area_at);
    s->start = mkba_i_arena_new(&s->work, most, sizeof *s->start);
    s->made->areas = mkba_i_arena_new(&s->made->arena, most, sizeof *s->made->areas);
    if (found.areas == NULL || found.starts == NULL || s->area_at == NULL || s->start == NULL || s->made->areas == NULL)
        status = mkba_i_fail_memory(s->error);
    else
        status = take_treated(s, &found);
    s->n_treated = found.n;
    s->first_start = SIZE_MAX;
    for (size_t i = 0; i < found.n; i++)
        s->first_start = found.starts[i] < s->first_start ? found.starts[i] : s->first_start;
    if (status == MKBA_OK)
        status = take_donors(s, &found);
    if (status == MKBA_OK && !any_figure(s, &found))
        status = mkba_i_fail(s->error, MKBA_ERROR_PANEL, "indicator",
                             "no area has a figure of \"%.100s\" in these periods", s->options->indicator);
    if (status == MKBA_OK)
        status = sort_areas(s, &found, population);
    if (status == MKBA_OK)
        status = check_donors(s, &found);
    mkba_i_roll_free(&found.treated);
    mkba_i_roll_free(&found.donors);
    return status;
}

static double *copy_values(mkba_i_did_study *s, size_t indicator)
{
    double *values = mkba_i_arena_new(&s->work, s->n * s->n_periods, sizeof *values);

    for (size_t i = 0; values != NULL && i < s->n; i++)
        for (size_t t = 0; t < s->n_periods; t++)
            values[i * s->n_periods + t] = mkba_i_panel_get(s->panel, indicator, s->area_at[i], s->at[t]).value;
    return values;
}

static mkba_status check_varies(const mkba_i_did_study *s)
{
    for (size_t i = 1; i < s->n * s->n_periods; i++)
        if (s->values[i] < s->values[0] || s->values[i] > s->values[0])
            return MKBA_OK;
    return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "indicator",
                       "\"%.100s\" is the same in all areas and periods: there is nothing to explain",
                       s->options->indicator);
}

/* Whether two areas have the same outcome in every period. */
static bool is_same(const mkba_i_did_study *s, size_t a, size_t b)
{
    for (size_t t = 0; t < s->n_periods; t++) {
        double one = s->values[a * s->n_periods + t], other = s->values[b * s->n_periods + t];
        if (one < other || one > other)
            return false;
    }
    return true;
}

/* A donor that is the treated area under another code would hide the effect. */
static mkba_status check_copies(const mkba_i_did_study *s)
{
    for (size_t i = 0; i < s->n_treated; i++)
        for (size_t j = s->n_treated; j < s->n; j++)
            if (is_same(s, i, j))
                return mkba_i_fail(
                    s->error, MKBA_ERROR_PANEL, "donors",
                    "\"%.60s\" has the figures of \"%.60s\" in every period: a donor must be another area",
                    s->made->areas[j].code, s->made->areas[i].code);
    return MKBA_OK;
}

/* Populations, and weights whose mean is 1. */
static mkba_status take_weights(mkba_i_did_study *s, size_t population)
{
    double sum = 0;

    s->weight = mkba_i_arena_new(&s->work, s->n, sizeof *s->weight);
    if (population != MKBA_I_NONE)
        s->population = mkba_i_arena_new(&s->work, s->n, sizeof *s->population);
    if (s->weight == NULL || (population != MKBA_I_NONE && s->population == NULL))
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < s->n; i++) {
        if (population != MKBA_I_NONE)
            s->made->areas[i].population = s->population[i] =
                mkba_i_panel_get(s->panel, population, s->area_at[i], s->at[s->first_start - 1]).value;
        s->weight[i] = s->options->weighted ? s->population[i] : 1;
        sum += s->weight[i];
    }
    for (size_t i = 0; i < s->n; i++)
        s->weight[i] *= (double) s->n / sum;
    return isfinite(sum) ? MKBA_OK
                         : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "population",
                                       "the sum of the populations is beyond the range of a double");
}

static mkba_status take_figures(mkba_i_did_study *s, size_t population)
{
    s->values = copy_values(s, s->outcome);
    s->covariate_values = mkba_i_arena_new(&s->work, s->n_covariates, sizeof *s->covariate_values);
    if (s->values == NULL || s->covariate_values == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t c = 0; c < s->n_covariates; c++) {
        s->covariate_values[c] = copy_values(s, s->covariates[c]);
        if (s->covariate_values[c] == NULL)
            return mkba_i_fail_memory(s->error);
    }
    mkba_status status = check_varies(s);
    if (status == MKBA_OK)
        status = check_copies(s);
    return status == MKBA_OK ? take_weights(s, population) : status;
}

/* ---- indicators ------------------------------------------------------------------------------------------ */

static mkba_status find_indicators(mkba_i_did_study *s, size_t *population)
{
    const mkba_did_options *o = s->options;
    mkba_status status = mkba_i_panel_find_indicator(s->panel, o->indicator, "indicator", &s->outcome, s->error);

    *population = MKBA_I_NONE;
    if (status == MKBA_OK && o->population != NULL)
        status = mkba_i_panel_find_indicator(s->panel, o->population, "population", population, s->error);
    s->n_covariates = o->n_covariates;
    s->covariates = mkba_i_arena_new(&s->work, o->n_covariates, sizeof *s->covariates);
    if (status == MKBA_OK && s->covariates == NULL)
        status = mkba_i_fail_memory(s->error);
    for (size_t c = 0; status == MKBA_OK && c < o->n_covariates; c++) {
        status = mkba_i_panel_find_indicator(s->panel, o->covariates[c], "covariates", &s->covariates[c], s->error);
        if (status == MKBA_OK && s->covariates[c] == s->outcome)
            status = mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "covariates", "\"%.100s\" is the outcome itself",
                                 o->covariates[c]);
    }
    return status;
}

mkba_status mkba_i_did_gather(mkba_i_did_study *s)
{
    const mkba_panel *panel = s->panel;
    size_t population = MKBA_I_NONE;
    mkba_status status = find_indicators(s, &population);

    if (status == MKBA_OK)
        status = find_periods(s);
    if (status == MKBA_OK)
        status = mkba_i_breaks_check(&panel->indicators[s->outcome], panel->periods[s->at[0]].year,
                                     panel->periods[s->at[s->n_periods - 1]].year, "indicator", s->error);
    if (status == MKBA_OK)
        status = find_areas(s, population);
    if (status != MKBA_OK)
        return status;
    s->made->unit = mkba_i_arena_format(&s->made->arena, "%s", panel->indicators[s->outcome].unit);
    return s->made->unit == NULL ? mkba_i_fail_memory(s->error) : take_figures(s, population);
}
