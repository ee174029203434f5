/* Periods, areas and figures that a difference-in-differences is made of, and what is refused of them. */
#include "base/exact.h"

#include <stdio.h>

#include "compare/shared_sides.h"
#include "effect/block.h"
#include "effect/did_model.h"
#include "panel/derive.h"

/* ---- periods --------------------------------------------------------------------------------------------- */

static mkba_status find_periods(mkba_i_did_study *s)
{
    mkba_status status =
        mkba_i_window_make(s->panel, s->options->first, s->options->last, &s->made->arena, &s->window, s->error);

    if (status != MKBA_OK)
        return status;
    s->made->n_periods = s->n_periods = s->window.n;
    s->made->periods = s->window.names;
    return MKBA_OK;
}

/* When each of the treated starts; the donors never do. */
static mkba_status find_starts(mkba_i_did_study *s, size_t *starts)
{
    const mkba_did_options *o = s->options;
    mkba_status status = MKBA_OK;

    s->first_start = SIZE_MAX;
    for (size_t i = 0; i < s->parties.n; i++)
        starts[i] = MKBA_I_NONE;
    for (size_t i = 0; status == MKBA_OK && i < s->n_treated; i++) {
        char where[64];
        snprintf(where, sizeof where, "starts[%zu]", i);
        status = o->starts == NULL
                     ? mkba_i_window_start(s->panel, &s->window, o->start, "start", &starts[i], s->error)
                     : mkba_i_window_start(s->panel, &s->window, o->starts[i], where, &starts[i], s->error);
        s->first_start = starts[i] < s->first_start ? starts[i] : s->first_start;
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
            mkba_cell_status status = mkba_i_panel_get(panel, indicator, area, s->window.first + t).status;
            suspect = donor && c == 0 && status == MKBA_CELL_SUSPECT;
            found = suspect || !mkba_cell_has_value(status);
            if (found)
                *why = mkba_i_arena_format(&s->made->arena, "%s of %.100s in %s (%s)",
                                           suspect ? "a figure" : "no figure", panel->indicators[indicator].name,
                                           s->made->periods[t], mkba_cell_status_name(status));
        }
    }
    if (!found && population != MKBA_I_NONE) {
        mkba_i_cell cell = mkba_i_panel_get(panel, population, area, s->window.first + s->first_start - 1);
        found = !mkba_cell_has_value(cell.status) || !(cell.value > 0);
        if (found)
            *why = mkba_i_arena_format(&s->made->arena, "no %.100s above 0 in %s", panel->indicators[population].name,
                                       s->made->periods[s->first_start - 1]);
    }
    return found && *why == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

/* What of an area's outcome is not final, or distrusted. */
static const char *doubts(mkba_i_did_study *s, size_t area, bool treated)
{
    size_t suspect = 0, provisional = 0;

    for (size_t t = 0; t < s->n_periods; t++) {
        mkba_cell_status status = mkba_i_panel_get(s->panel, s->outcome, area, s->window.first + t).status;
        suspect += status == MKBA_CELL_SUSPECT;
        provisional += status == MKBA_CELL_PROVISIONAL;
    }
    s->n_suspect += suspect;
    s->n_provisional[treated ? 0 : 1] += provisional;
    if (suspect == 0 && provisional == 0)
        return "";
    return mkba_i_arena_format(&s->made->arena, "%zu suspect, %zu provisional figures", suspect, provisional);
}

static bool any_figure(const mkba_i_did_study *s)
{
    for (size_t i = 0; i < s->parties.n; i++)
        for (size_t t = 0; t < s->n_periods; t++)
            if (mkba_cell_has_value(
                    mkba_i_panel_get(s->panel, s->outcome, s->parties.areas[i], s->window.first + t).status))
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
    if (status == MKBA_OK)
        status = mkba_i_say_provisional(s->n_provisional[0], s->n_provisional[1], &s->made->said, s->error);
    return status;
}

/* Copies the codes, names and notes of areas; those that lack figures go to the end. */
static mkba_status sort_areas(mkba_i_did_study *s, const size_t *starts, size_t population)
{
    mkba_did *made = s->made;
    size_t n_out = 0;

    for (size_t i = 0; i < s->parties.n; i++) {
        const mkba_i_area *area = &s->panel->areas[s->parties.areas[i]];
        const char *lacks = NULL;
        size_t at = s->parties.areas[i];
        mkba_status status = find_lacking(s, at, i >= s->n_treated, population, &lacks);
        if (status != MKBA_OK)
            return status;
        mkba_i_did_area kept = {.code = mkba_i_arena_format(&made->arena, "%s", area->code),
                                .name = mkba_i_arena_format(&made->arena, "%s", area->name),
                                .note = lacks == NULL ? doubts(s, at, i < s->n_treated) : lacks,
                                .start = starts[i],
                                .population = NAN,
                                .weight = NAN,
                                .left_out = lacks != NULL};
        if (kept.code == NULL || kept.name == NULL || kept.note == NULL)
            return mkba_i_fail_memory(s->error);
        if (lacks != NULL && i < s->n_treated)
            return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "treated",
                               "\"%.60s\" has %.200s: take it out, or choose periods", area->code, lacks);
        if (lacks != NULL) {
            made->areas[s->parties.n - ++n_out] = kept;
            continue;
        }
        s->area_at[s->n] = s->parties.areas[i];
        s->start[s->n] = starts[i];
        made->areas[s->n++] = kept;
    }
    /* They were put in from the end: turn them into the order of the others. */
    for (size_t i = 0; i < n_out / 2; i++) {
        mkba_i_did_area swapped = made->areas[s->n + i];
        made->areas[s->n + i] = made->areas[s->parties.n - 1 - i];
        made->areas[s->parties.n - 1 - i] = swapped;
    }
    made->n_areas = s->parties.n;
    made->n = s->n;
    made->n_treated = s->n_treated;
    return say_areas(s, n_out, s->parties.n - s->n_treated);
}

static mkba_status check_donors(const mkba_i_did_study *s)
{
    size_t named = s->parties.n - s->n_treated, left = s->n - s->n_treated;

    if (named == 0)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "treated",
                           "all areas are treated: effects need areas that are not, as donors");
    if (left < 2)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "donors",
                           "%zu of %zu donors have all figures: with fewer than two nothing says what chance makes",
                           left, named);
    if (left >= MKBA_I_FEW_TREATED || s->n_treated < MKBA_I_FEW_TREATED)
        return MKBA_OK;
    return mkba_i_say(
        &s->made->said, s->error, "few_donors", true, NULL, NULL, NULL,
        "%zu donors: errors that learn the noise of donors from so few are too small (cr1, jackknife, wild, and "
        "those of group-time effects); CR2 with its degrees of freedom allows for it",
        left);
}

static mkba_status find_areas(mkba_i_did_study *s, size_t population)
{
    const mkba_did_options *o = s->options;
    size_t *starts;
    mkba_status status = mkba_i_parties_find(s->panel, o->treated, o->n_treated, o->donors, o->n_donors, &s->work,
                                             &s->parties, s->error);

    if (status != MKBA_OK)
        return status;
    s->n_treated = s->parties.n_treated;
    starts = mkba_i_arena_new(&s->work, s->parties.n, sizeof *starts);
    s->area_at = mkba_i_arena_new(&s->work, s->parties.n, sizeof *s->area_at);
    s->start = mkba_i_arena_new(&s->work, s->parties.n, sizeof *s->start);
    s->made->areas = mkba_i_arena_new(&s->made->arena, s->parties.n, sizeof *s->made->areas);
    if (starts == NULL || s->area_at == NULL || s->start == NULL || s->made->areas == NULL)
        return mkba_i_fail_memory(s->error);
    status = find_starts(s, starts);
    if (status == MKBA_OK && !any_figure(s))
        status = mkba_i_fail(s->error, MKBA_ERROR_PANEL, "indicator",
                             "no area has a figure of \"%.100s\" in these periods", o->indicator);
    if (status == MKBA_OK)
        status = sort_areas(s, starts, population);
    return status == MKBA_OK ? check_donors(s) : status;
}

static double *copy_values(mkba_i_did_study *s, size_t indicator)
{
    double *values = mkba_i_arena_new(&s->work, s->n * s->n_periods, sizeof *values);

    for (size_t i = 0; values != NULL && i < s->n; i++)
        for (size_t t = 0; t < s->n_periods; t++)
            values[i * s->n_periods + t] =
                mkba_i_panel_get(s->panel, indicator, s->area_at[i], s->window.first + t).value;
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

/* Errors are sums of squares. */
static mkba_status check_squares(const mkba_i_did_study *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n * s->n_periods; i++)
        sum += s->values[i] * s->values[i];
    return isfinite(sum)
               ? MKBA_OK
               : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicator",
                             "the squares of \"%.100s\" are beyond the range of a double", s->options->indicator);
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
                mkba_i_panel_get(s->panel, population, s->area_at[i], s->window.first + s->first_start - 1).value;
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
        status = check_squares(s);
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
        status = mkba_i_breaks_check(&panel->indicators[s->outcome], panel->periods[s->window.first].year,
                                     panel->periods[s->window.first + s->n_periods - 1].year, "indicator", s->error);
    if (status == MKBA_OK)
        status = find_areas(s, population);
    if (status != MKBA_OK)
        return status;
    s->made->unit = mkba_i_arena_format(&s->made->arena, "%s", panel->indicators[s->outcome].unit);
    return s->made->unit == NULL ? mkba_i_fail_memory(s->error) : take_figures(s, population);
}
