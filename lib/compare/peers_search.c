/* A search for peers: its options, and who may be one. See peers_search.h. */
#include "compare/peers_search.h"

#include <string.h>

#include "base/options.h"
#include "compare/shared_codes.h"
#include "panel/members.h"

#define DEFAULT_K 15
#define OPTIONS_MOST 4096

/* ---- options --------------------------------------------------------------------------------------------- */

void mkba_peers_options_init_size(mkba_peers_options *options, size_t size)
{
    mkba_peers_options made = {.k = DEFAULT_K};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_lists(const mkba_peers_options *options, mkba_error *error)
{
    mkba_status status = mkba_i_check_list(options->by, options->n_by, "by", error);

    if (status == MKBA_OK)
        status = mkba_i_check_list(options->candidates, options->n_candidates, "candidates", error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(options->exclude, options->n_exclude, "exclude", error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(options->outcomes, options->n_outcomes, "outcomes", error);
    return status;
}

static mkba_status check_choices(const mkba_peers_options *options, mkba_error *error)
{
    bool distances = options->method == MKBA_PEERS_EUCLIDEAN || options->method == MKBA_PEERS_MAHALANOBIS;

    if ((unsigned) options->method > (unsigned) MKBA_PEERS_LIST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "%d is no method", (int) options->method);
    if ((unsigned) options->scaling > (unsigned) MKBA_SCALING_ROBUST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "scaling", "%d is no scaling", (int) options->scaling);
    if ((unsigned) options->missing > (unsigned) MKBA_PEERS_MISSING_DROPS_VARIABLE)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "missing", "%d is no way to treat what is missing",
                           (int) options->missing);
    if (options->scaling == MKBA_SCALING_ROBUST && options->method != MKBA_PEERS_EUCLIDEAN)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "scaling",
                           "robust scaling goes with the method euclidean: %s does not depend on a scale",
                           mkba_peers_method_name(options->method));
    if (!distances && (options->n_weights > 0 || options->as_one))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, options->as_one ? "as_one" : "weights",
                           "a %s has no distances: weights and as_one go with the methods euclidean and mahalanobis",
                           mkba_peers_method_name(options->method));
    if (distances && options->k == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "k", "k, the number of peers, is at least 1");
    return MKBA_OK;
}

static mkba_status check_combination(const mkba_peers_options *options, mkba_error *error)
{
    bool list = options->method == MKBA_PEERS_LIST;

    if (list && options->n_by > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "by",
                           "a list is not chosen by characteristics: leave out `by`, or choose another method");
    if (list && options->candidates == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "candidates", "the method list takes its peers as candidates");
    if (!list && options->n_by == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "by",
                           "name at least one indicator or attribute by which areas are compared");
    if (options->candidates != NULL && options->prefix != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "prefix", "give candidates or a prefix, one of the two");
    return MKBA_OK;
}

mkba_status mkba_i_peers_take_options(const mkba_peers_options *given, mkba_peers_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_peers_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_peers_options_init", error);
    if (status == MKBA_OK)
        status = check_lists(taken, error);
    if (status == MKBA_OK)
        status = check_choices(taken, error);
    if (status == MKBA_OK)
        status = check_combination(taken, error);
    return status;
}

bool mkba_i_search_measures(const mkba_i_search *search)
{
    return search->options->method == MKBA_PEERS_EUCLIDEAN || search->options->method == MKBA_PEERS_MAHALANOBIS;
}

/* ---- order ----------------------------------------------------------------------------------------------- */

static bool sort_areas(mkba_i_search *search)
{
    size_t n = search->panel->n_areas;

    search->order = mkba_i_areas_by_code(&search->arena, search->panel);
    search->entrants = mkba_i_arena_new(&search->arena, n, sizeof *search->entrants);
    search->members = mkba_i_arena_new(&search->arena, n, sizeof *search->members);
    if (search->order == NULL || search->entrants == NULL || search->members == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        search->entrants[i].note = "";
    return true;
}

const char *mkba_i_search_keep(mkba_i_search *search, mkba_i_text *text)
{
    const char *kept =
        text->failed ? NULL : mkba_i_arena_text(&search->arena, text->length == 0 ? "" : text->data, text->length);

    mkba_i_text_drop(text);
    return kept;
}

/* ---- who may be a peer ----------------------------------------------------------------------------------- */

/* `taken`: the codes of the members, and of all that these hold. */
static mkba_status mark_members(mkba_i_search *search, const char *const *region, size_t n_region, mkba_i_roll *taken)
{
    for (size_t i = 0; i < n_region; i++) {
        size_t area = 0;
        mkba_status status = mkba_i_area_take_named(search->panel, region[i], "region", taken, &area, search->error);
        if (status != MKBA_OK)
            return status;
        search->entrants[area].role = MKBA_I_ROLE_REGION;
    }
    return MKBA_OK;
}

static mkba_status find_members(mkba_i_search *search, const char *const *region, size_t n_region)
{
    mkba_i_roll taken = {.n = 0};
    mkba_status status = mark_members(search, region, n_region, &taken);

    for (size_t i = 0; status == MKBA_OK && i < search->panel->n_areas; i++) {
        size_t area = search->order[i];
        if (search->entrants[area].role == MKBA_I_ROLE_REGION)
            search->members[search->n_members++] = area;
        else if (n_region > 0)
            search->entrants[area].within = mkba_i_area_taken(&taken, &search->panel->areas[area]) != NULL;
    }
    mkba_i_roll_free(&taken);
    return status;
}

/* Why an area that the region is made of, or that is made of a member, is no candidate. */
#define SHARES "in the region, or made of a member of it"

/* The two capitals that all members have; NULL when they have none, or several. */
static const char *common_sort(const mkba_i_search *search)
{
    const char *sort = NULL;

    for (size_t i = 0; i < search->n_members; i++) {
        const char *code = search->panel->areas[search->members[i]].code;
        if (!mkba_i_is_cbs_code(code) || (sort != NULL && strncmp(sort, code, 2) != 0))
            return NULL;
        sort = code;
    }
    return sort;
}

/* Why an area that nobody named is no candidate, NULL when it is one. */
static const char *why_not(const mkba_i_search *search, const mkba_i_area *area, const char *sort)
{
    const char *prefix = search->options->prefix;

    if (mkba_i_is_made(area))
        return "a region made of others";
    if (prefix != NULL)
        return strncmp(area->code, prefix, strlen(prefix)) == 0 ? NULL : "another prefix";
    if (mkba_i_is_nation(area->code))
        return "the nation";
    return sort == NULL || (mkba_i_is_cbs_code(area->code) && strncmp(area->code, sort, 2) == 0)
               ? NULL
               : "another sort of area";
}

static void take_candidates(mkba_i_search *search)
{
    const char *sort = common_sort(search);

    for (size_t i = 0; i < search->panel->n_areas; i++) {
        mkba_i_entrant *entrant = &search->entrants[i];
        const char *why = why_not(search, &search->panel->areas[i], sort);
        if (entrant->role == MKBA_I_ROLE_REGION)
            continue;
        why = why == NULL && entrant->within ? SHARES : why;
        entrant->role = why == NULL ? MKBA_I_ROLE_CANDIDATE : MKBA_I_ROLE_OTHER;
        entrant->note = why == NULL ? "" : why;
    }
}

static mkba_status take_named_candidates(mkba_i_search *search)
{
    const mkba_peers_options *options = search->options;

    for (size_t i = 0; i < options->n_candidates; i++) {
        size_t area = 0;
        mkba_status status =
            mkba_i_panel_find_area(search->panel, options->candidates[i], "candidates", &area, search->error);
        if (status != MKBA_OK)
            return status;
        if (search->entrants[area].role == MKBA_I_ROLE_CANDIDATE)
            return mkba_i_fail(search->error, MKBA_ERROR_ARGUMENT, "candidates", "\"%.60s\" comes twice",
                               options->candidates[i]);
        if (search->entrants[area].role != MKBA_I_ROLE_REGION && !search->entrants[area].within)
            search->entrants[area].role = MKBA_I_ROLE_CANDIDATE;
    }
    for (size_t i = 0; i < search->panel->n_areas; i++)
        if (search->entrants[i].role == MKBA_I_ROLE_OTHER)
            search->entrants[i].note = search->entrants[i].within ? SHARES : "not among the candidates named";
    return MKBA_OK;
}

static mkba_status exclude(mkba_i_search *search)
{
    const mkba_peers_options *options = search->options;

    for (size_t i = 0; i < options->n_exclude; i++) {
        size_t area = 0;
        mkba_status status =
            mkba_i_panel_find_area(search->panel, options->exclude[i], "exclude", &area, search->error);
        if (status != MKBA_OK)
            return status;
        if (search->entrants[area].role == MKBA_I_ROLE_CANDIDATE)
            search->entrants[area].role = MKBA_I_ROLE_EXCLUDED;
    }
    return MKBA_OK;
}

mkba_status mkba_i_search_start(mkba_i_search *search, const mkba_panel *panel, const char *const *region,
                                size_t n_region, const mkba_peers_options *options, mkba_error *error)
{
    mkba_status status;

    search->panel = panel;
    search->options = options;
    search->error = error;
    if (!sort_areas(search))
        return mkba_i_fail_memory(error);
    status = find_members(search, region, n_region);
    if (status == MKBA_OK && options->candidates != NULL)
        status = take_named_candidates(search);
    else if (status == MKBA_OK)
        take_candidates(search);
    if (status == MKBA_OK)
        status = exclude(search);
    if (status == MKBA_OK)
        status = mkba_i_search_find_traits(search);
    return status;
}

void mkba_i_search_free(mkba_i_search *search)
{
    mkba_i_arena_free(&search->arena);
}
