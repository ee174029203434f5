/* Crosswalks of areas: see crosswalk.h. */
#include "base/exact.h"

#include "panel/crosswalk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "panel/grid.h"
#include "panel/period.h"

#define SHARE_TOLERANCE 0.005 /* shares are given with two decimals */

void mkba_crosswalk_free(mkba_crosswalk *crosswalk)
{
    if (crosswalk == NULL)
        return;
    mkba_i_roll_free(&crosswalk->codes);
    mkba_i_arena_free(&crosswalk->arena);
    free(crosswalk);
}

static size_t place_of(const mkba_crosswalk *crosswalk, size_t code, int year)
{
    return (size_t) (year - crosswalk->first_year) * crosswalk->codes.n + code;
}

bool mkba_i_crosswalk_exists(const mkba_crosswalk *crosswalk, size_t code, int year)
{
    return crosswalk->exists[place_of(crosswalk, code, year)];
}

const char *mkba_i_crosswalk_name(const mkba_crosswalk *crosswalk, size_t code, int year)
{
    return crosswalk->names[place_of(crosswalk, code, year)];
}

/* ---- reading --------------------------------------------------------------------------------------------- */

/* A text with its columns; both texts are read before the codes are complete. */
typedef struct source {
    mkba_i_grid grid;
    const char *label;
    size_t year, code, name, to, share;
} source;

static mkba_status find_column(const source *s, const char *name, size_t *column, mkba_error *error)
{
    *column = mkba_i_grid_column(&s->grid, name);
    return *column != MKBA_I_NONE
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_UNKNOWN, s->label, "the header has no column \"%s\"", name);
}

static mkba_status read_year(const source *s, size_t row, int *year, mkba_error *error)
{
    mkba_i_period period;
    bool provisional;

    if (mkba_i_period_parse(mkba_i_grid_text(&s->grid, row, s->year), &period, &provisional) && !provisional &&
        period.kind == MKBA_PERIOD_YEAR) {
        *year = period.year;
        return MKBA_OK;
    }
    return mkba_i_grid_fail(&s->grid, row, s->year, error, MKBA_ERROR_PANEL, "\"%.60s\" is no year",
                            mkba_i_grid_text(&s->grid, row, s->year));
}

static mkba_status read_code(mkba_crosswalk *crosswalk, const source *s, size_t row, size_t column, size_t *code,
                             mkba_error *error)
{
    const char *text = mkba_i_grid_text(&s->grid, row, column), *kept;

    if (text[0] == '\0')
        return mkba_i_grid_fail(&s->grid, row, column, error, MKBA_ERROR_PANEL, "the code of an area is empty");
    *code = mkba_i_roll_find(&crosswalk->codes, text);
    if (*code != MKBA_I_NONE)
        return MKBA_OK;
    kept = mkba_i_arena_text(&crosswalk->arena, text, strlen(text));
    if (kept == NULL || !mkba_i_roll_add(&crosswalk->codes, kept))
        return mkba_i_fail_memory(error);
    *code = crosswalk->codes.n - 1;
    return MKBA_OK;
}

/* All codes and years of the areas first: the table of what exists needs them. */
static mkba_status count_areas(mkba_crosswalk *crosswalk, const source *s, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t row = 0; status == MKBA_OK && row < s->grid.n_rows; row++) {
        size_t code;
        int year = 0;
        status = read_year(s, row, &year, error);
        if (status == MKBA_OK)
            status = read_code(crosswalk, s, row, s->code, &code, error);
        crosswalk->first_year = row == 0 || year < crosswalk->first_year ? year : crosswalk->first_year;
        crosswalk->last_year = row == 0 || year > crosswalk->last_year ? year : crosswalk->last_year;
    }
    if (status == MKBA_OK && s->grid.n_rows == 0)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, s->label, "there is no area");
    return status;
}

static mkba_status fill_areas(mkba_crosswalk *crosswalk, const source *s, mkba_error *error)
{
    size_t n_years = (size_t) (crosswalk->last_year - crosswalk->first_year + 1);
    bool *seen = mkba_i_arena_new(&crosswalk->arena, n_years, sizeof *seen);
    mkba_status status = MKBA_OK;

    crosswalk->exists = mkba_i_arena_new(&crosswalk->arena, n_years * crosswalk->codes.n, sizeof *crosswalk->exists);
    crosswalk->names = mkba_i_arena_new(&crosswalk->arena, n_years * crosswalk->codes.n, sizeof *crosswalk->names);
    if (seen == NULL || crosswalk->exists == NULL || crosswalk->names == NULL)
        return mkba_i_fail_memory(error);
    for (size_t row = 0; status == MKBA_OK && row < s->grid.n_rows; row++) {
        const char *name = mkba_i_grid_text(&s->grid, row, s->name);
        size_t at, code = mkba_i_roll_find(&crosswalk->codes, mkba_i_grid_text(&s->grid, row, s->code));
        int year = 0;
        status = read_year(s, row, &year, error);
        if (status != MKBA_OK)
            return status;
        at = place_of(crosswalk, code, year);
        if (crosswalk->exists[at])
            return mkba_i_grid_fail(&s->grid, row, s->code, error, MKBA_ERROR_PANEL, "this area is listed twice for %d",
                                    year);
        crosswalk->exists[at] = true;
        seen[year - crosswalk->first_year] = true;
        crosswalk->names[at] = mkba_i_arena_text(&crosswalk->arena, name, strlen(name));
        if (crosswalk->names[at] == NULL)
            return mkba_i_fail_memory(error);
    }
    for (size_t i = 0; i < n_years; i++)
        if (!seen[i])
            return mkba_i_fail(error, MKBA_ERROR_PANEL, s->label, "there is no area for %d",
                               crosswalk->first_year + (int) i);
    return status;
}

static mkba_status read_share(const source *s, size_t row, double *share, mkba_error *error)
{
    const char *text = mkba_i_grid_text(&s->grid, row, s->share);

    *share = (double) NAN;
    if (text[0] == '\0')
        return MKBA_OK;
    if (mkba_i_number_parse(text, strlen(text), share) == MKBA_I_NUMBER_OK && *share > 0 && *share <= 1)
        return MKBA_OK;
    return mkba_i_grid_fail(&s->grid, row, s->share, error, MKBA_ERROR_PANEL,
                            "\"%.60s\" is no share above 0 and up to 1", text);
}

/* A step whose year lies inside the years of the areas agrees with them: the old area ends, the new one is there. */
static mkba_status check_step(const mkba_crosswalk *crosswalk, const source *s, size_t row, const mkba_i_step *step,
                              mkba_error *error)
{
    bool inside = step->year > crosswalk->first_year && step->year <= crosswalk->last_year;

    if (step->from == step->to)
        return mkba_i_grid_fail(&s->grid, row, s->to, error, MKBA_ERROR_PANEL, "an area that goes up in itself");
    if (inside && (!mkba_i_crosswalk_exists(crosswalk, step->from, step->year - 1) ||
                   mkba_i_crosswalk_exists(crosswalk, step->from, step->year)))
        return mkba_i_grid_fail(&s->grid, row, s->code, error, MKBA_ERROR_PANEL,
                                "by the list of areas \"%.60s\" does not end on 1 January %d",
                                crosswalk->codes.items[step->from], step->year);
    if (inside && !mkba_i_crosswalk_exists(crosswalk, step->to, step->year))
        return mkba_i_grid_fail(&s->grid, row, s->to, error, MKBA_ERROR_PANEL,
                                "by the list of areas \"%.60s\" is not there in %d", crosswalk->codes.items[step->to],
                                step->year);
    return MKBA_OK;
}

/* Steps in order of year; of one year, in the order of the text. */
static void insert_step(mkba_crosswalk *crosswalk, const mkba_i_step *step)
{
    size_t at = crosswalk->n_steps++;

    for (; at > 0 && crosswalk->steps[at - 1].year > step->year; at--)
        crosswalk->steps[at] = crosswalk->steps[at - 1];
    crosswalk->steps[at] = *step;
}

static mkba_status read_steps(mkba_crosswalk *crosswalk, const source *s, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    crosswalk->steps = mkba_i_arena_new(&crosswalk->arena, s->grid.n_rows, sizeof *crosswalk->steps);
    if (crosswalk->steps == NULL)
        return mkba_i_fail_memory(error);
    for (size_t row = 0; status == MKBA_OK && row < s->grid.n_rows; row++) {
        mkba_i_step step = {.year = 0};
        status = read_year(s, row, &step.year, error);
        step.from = mkba_i_roll_find(&crosswalk->codes, mkba_i_grid_text(&s->grid, row, s->code));
        step.to = mkba_i_roll_find(&crosswalk->codes, mkba_i_grid_text(&s->grid, row, s->to));
        if (status == MKBA_OK)
            status = read_share(s, row, &step.share, error);
        if (status == MKBA_OK)
            status = check_step(crosswalk, s, row, &step, error);
        if (status == MKBA_OK)
            insert_step(crosswalk, &step);
    }
    return status;
}

/* The shares of an area add up to 1, or none is known. NAN makes a sum that is not known. */
static mkba_status check_shares(const mkba_crosswalk *crosswalk, mkba_error *error)
{
    for (size_t i = 0; i < crosswalk->n_steps; i++) {
        const mkba_i_step *step = &crosswalk->steps[i];
        double sum = 0;
        size_t n_unknown = 0, n = 0;
        for (size_t j = 0; j < crosswalk->n_steps; j++)
            if (crosswalk->steps[j].from == step->from && crosswalk->steps[j].year == step->year) {
                bool unknown = isnan(crosswalk->steps[j].share);
                n_unknown += unknown;
                sum += unknown ? 0 : crosswalk->steps[j].share;
                n++;
            }
        if (n_unknown != n && (n_unknown > 0 || fabs(sum - 1) > SHARE_TOLERANCE))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "steps",
                               "the shares of \"%.60s\" in %d do not add up to 1: give all of them, or none",
                               crosswalk->codes.items[step->from], step->year);
    }
    return MKBA_OK;
}

/* After an area has ended there is a step that says where it went; a new one comes from somewhere. */
static mkba_status check_ends(const mkba_crosswalk *crosswalk, mkba_error *error)
{
    for (int year = crosswalk->first_year + 1; year <= crosswalk->last_year; year++)
        for (size_t code = 0; code < crosswalk->codes.n; code++) {
            bool before = mkba_i_crosswalk_exists(crosswalk, code, year - 1);
            bool after = mkba_i_crosswalk_exists(crosswalk, code, year), found = before == after;
            for (size_t i = 0; !found && i < crosswalk->n_steps; i++)
                found = crosswalk->steps[i].year == year &&
                        (before ? crosswalk->steps[i].from : crosswalk->steps[i].to) == code;
            if (!found)
                return mkba_i_fail(error, MKBA_ERROR_PANEL, "steps",
                                   "\"%.60s\" %s on 1 January %d, and no step says %s", crosswalk->codes.items[code],
                                   before ? "ends" : "begins", year, before ? "where it went" : "what it is made of");
        }
    return MKBA_OK;
}

static mkba_status fill(mkba_crosswalk *crosswalk, source *steps, source *areas, mkba_error *error)
{
    mkba_status status = count_areas(crosswalk, areas, error);

    for (size_t row = 0; status == MKBA_OK && row < steps->grid.n_rows; row++) {
        size_t code;
        status = read_code(crosswalk, steps, row, steps->code, &code, error);
        if (status == MKBA_OK)
            status = read_code(crosswalk, steps, row, steps->to, &code, error);
    }
    if (status == MKBA_OK)
        status = fill_areas(crosswalk, areas, error);
    if (status == MKBA_OK)
        status = read_steps(crosswalk, steps, error);
    if (status == MKBA_OK)
        status = check_shares(crosswalk, error);
    return status == MKBA_OK ? check_ends(crosswalk, error) : status;
}

static mkba_status read_sources(source *steps, source *areas, mkba_error *error)
{
    mkba_status status = find_column(steps, "jaar_ingang", &steps->year, error);

    if (status == MKBA_OK)
        status = find_column(steps, "oud_code", &steps->code, error);
    if (status == MKBA_OK)
        status = find_column(steps, "nieuw_code", &steps->to, error);
    if (status == MKBA_OK)
        status = find_column(steps, "aandeel_adressen", &steps->share, error);
    if (status == MKBA_OK)
        status = find_column(areas, "jaar", &areas->year, error);
    if (status == MKBA_OK)
        status = find_column(areas, "gm_code", &areas->code, error);
    return status == MKBA_OK ? find_column(areas, "gemeente", &areas->name, error) : status;
}

mkba_status mkba_crosswalk_parse(const char *steps_text, size_t steps_length, const char *areas_text,
                                 size_t areas_length, mkba_crosswalk **out, mkba_error *error)
{
    source steps = {.label = "steps"}, areas = {.label = "areas"};
    mkba_crosswalk *made = NULL;
    mkba_status status = mkba_i_check_given(
        (const mkba_i_given[]){{"steps", steps_text}, {"areas", areas_text}, {"out", out}, {NULL, NULL}}, error);

    if (status != MKBA_OK)
        return status;
    status = mkba_i_grid_read_csv(&steps.grid, steps_text, steps_length, ',', error);
    if (status == MKBA_OK)
        status = mkba_i_grid_read_csv(&areas.grid, areas_text, areas_length, ',', error);
    if (status == MKBA_OK)
        status = read_sources(&steps, &areas, error);
    made = status == MKBA_OK ? calloc(1, sizeof *made) : NULL;
    if (status == MKBA_OK)
        status = made == NULL ? mkba_i_fail_memory(error) : fill(made, &steps, &areas, error);
    mkba_i_grid_free(&steps.grid);
    mkba_i_grid_free(&areas.grid);
    if (status != MKBA_OK)
        mkba_crosswalk_free(made);
    else
        *out = made;
    return status;
}

/* ---- parts ----------------------------------------------------------------------------------------------- */

typedef struct part_list {
    mkba_i_part *items; /* heap */
    size_t n, capacity;
} part_list;

static bool add_part(part_list *list, size_t code, size_t to, double share)
{
    void *items = list->items;

    for (size_t i = list->n; i > 0 && list->items[i - 1].code == code; i--)
        if (list->items[i - 1].to == to) {
            list->items[i - 1].share += share;
            return true;
        }
    if (!mkba_i_grow(&items, &list->capacity, list->n + 1, sizeof *list->items))
        return false;
    list->items = items;
    list->items[list->n++] = (mkba_i_part){code, to, share};
    return true;
}

/* What becomes of each part on 1 January of a year. */
static bool take_year(const mkba_crosswalk *crosswalk, const part_list *from, int year, part_list *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const mkba_i_part *part = &from->items[i];
        bool moved = false;
        for (size_t s = 0; s < crosswalk->n_steps; s++) {
            const mkba_i_step *step = &crosswalk->steps[s];
            if (step->year != year || step->from != part->to)
                continue;
            moved = true;
            if (!add_part(to, part->code, step->to, part->share * step->share))
                return false;
        }
        if (!moved && !add_part(to, part->code, part->to, part->share))
            return false;
    }
    return true;
}

mkba_status mkba_i_crosswalk_parts(const mkba_crosswalk *crosswalk, int from, int to, mkba_i_arena *arena,
                                   mkba_i_part **parts, size_t *n_parts, mkba_error *error)
{
    part_list now = {0}, next = {0};
    bool ok = true;

    for (size_t code = 0; ok && code < crosswalk->codes.n; code++)
        if (mkba_i_crosswalk_exists(crosswalk, code, from))
            ok = add_part(&now, code, code, 1);
    for (int year = from + 1; ok && year <= to; year++) {
        next = (part_list){0};
        ok = take_year(crosswalk, &now, year, &next);
        free(now.items);
        now = next;
    }
    *parts = ok ? mkba_i_arena_new(arena, now.n, sizeof **parts) : NULL;
    if (*parts != NULL && now.n > 0)
        memcpy(*parts, now.items, now.n * sizeof *now.items);
    *n_parts = now.n;
    free(now.items);
    return *parts == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
}
