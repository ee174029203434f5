/* Who is compared with whom: see parties.h. */
#include "effect/parties.h"

#include "base/error.h"
#include "base/roll.h"
#include "compare/shared_codes.h"
#include "compare/shared_sides.h"
#include "panel/members.h"

typedef struct finder {
    const mkba_panel *panel;
    mkba_i_roll treated, donors; /* codes, with all that they hold */
    mkba_i_parties *made;
    mkba_error *error;
} finder;

static mkba_status take_treated(finder *f, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t area = 0;
        mkba_status status = mkba_i_area_take_named(f->panel, codes[i], "treated", &f->treated, &area, f->error);
        if (status != MKBA_OK)
            return status;
        f->made->areas[f->made->n++] = area;
    }
    f->made->n_treated = n;
    return MKBA_OK;
}

static mkba_status take_named_donors(finder *f, const char *const *codes, size_t n, bool *wanted)
{
    for (size_t i = 0; i < n; i++) {
        const char *shared;
        size_t area = 0;
        mkba_status status = mkba_i_area_take_named(f->panel, codes[i], "donors", &f->donors, &area, f->error);
        if (status != MKBA_OK)
            return status;
        shared = mkba_i_area_taken(&f->treated, &f->panel->areas[area]);
        if (shared != NULL)
            return mkba_i_fail(f->error, MKBA_ERROR_ARGUMENT, "donors",
                               "\"%.60s\" is treated: a donor must not be, nor be part of what is", shared);
        wanted[area] = true;
    }
    return MKBA_OK;
}

/* All that are not treated: of the sort of the first treated area where codes have one, no sums of others. */
static void take_other_donors(const finder *f, const char *first, bool *wanted)
{
    const char *sort = mkba_i_nation_sort(f->panel, first);

    for (size_t a = 0; a < f->panel->n_areas; a++)
        wanted[a] = mkba_i_is_of_nation(&f->panel->areas[a], sort) &&
                    mkba_i_area_taken(&f->treated, &f->panel->areas[a]) == NULL;
}

mkba_status mkba_i_parties_find(const mkba_panel *panel, const char *const *treated, size_t n_treated,
                                const char *const *donors, size_t n_donors, mkba_i_arena *arena, mkba_i_parties *out,
                                mkba_error *error)
{
    mkba_i_parties made = {.n = 0};
    finder f = {.panel = panel, .made = &made, .error = error};
    mkba_status status = mkba_i_check_list(treated, n_treated, "treated", error);

    if (status == MKBA_OK)
        status = mkba_i_check_list(donors, n_donors, "donors", error);
    if (status == MKBA_OK && n_treated == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "treated", "name at least one treated area");
    if (status != MKBA_OK)
        return status;
    /* Areas that are named differ, or are refused before the list is full. */
    bool *wanted = mkba_i_arena_new(arena, panel->n_areas, sizeof *wanted);
    const size_t *order = mkba_i_areas_by_code(arena, panel);
    made.areas = mkba_i_arena_new(arena, panel->n_areas + 1, sizeof *made.areas);
    if (wanted == NULL || order == NULL || made.areas == NULL)
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = take_treated(&f, treated, n_treated);
    if (status == MKBA_OK && donors != NULL)
        status = take_named_donors(&f, donors, n_donors, wanted);
    else if (status == MKBA_OK)
        take_other_donors(&f, treated[0], wanted);
    for (size_t a = 0; status == MKBA_OK && a < panel->n_areas; a++)
        if (wanted[order[a]])
            made.areas[made.n++] = order[a];
    mkba_i_roll_free(&f.treated);
    mkba_i_roll_free(&f.donors);
    if (status == MKBA_OK)
        *out = made;
    return status;
}

mkba_status mkba_i_check_starts(const char *start, const char *const *starts, size_t n_starts, size_t n_treated,
                                mkba_error *error)
{
    if ((start == NULL) == (starts == NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "start",
                           "give the first treated period as start, or of each treated area one in starts");
    if (starts != NULL && n_starts != n_treated)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "starts", "%zu starts of %zu treated areas: give each one",
                           n_starts, n_treated);
    return mkba_i_check_list(starts, starts == NULL ? 0 : n_starts, "starts", error);
}
