/* The object: peers found, as tables. */
#include "compare/peers_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/table.h"

#define N_VIEWS (MKBA_PEERS_VIEW_VARIABLES + 1)

/* What was found is kept as its tables, so that nothing points into the panel. */
struct mkba_peers {
    mkba_table *tables[N_VIEWS];
};

static mkba_status search_through(mkba_i_search *search)
{
    mkba_status status = mkba_i_search_gather(search);

    if (status != MKBA_OK)
        return status;
    if (!mkba_i_search_measures(search))
        return mkba_i_search_by_class(search);
    status = mkba_i_search_place(search);
    if (status == MKBA_OK)
        status = mkba_i_search_rank(search);
    return status == MKBA_OK ? mkba_i_search_try_without(search) : status;
}

static mkba_status keep(const mkba_i_search *search, mkba_peers **out, mkba_error *error)
{
    mkba_peers *made = calloc(1, sizeof *made);
    mkba_status status = made == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < N_VIEWS; i++)
        status = mkba_i_peers_make_table(search, (mkba_peers_view) i, &made->tables[i], error);
    if (status != MKBA_OK)
        mkba_peers_free(made);
    else
        *out = made;
    return status;
}

mkba_status mkba_panel_peers(const mkba_panel *panel, const char *const *region, size_t n_region,
                             const mkba_peers_options *options, mkba_peers **out, mkba_error *error)
{
    mkba_i_search search = {.panel = panel};
    mkba_peers_options taken;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(region), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && n_region == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "region", "a region has at least one member");
    if (status == MKBA_OK)
        status = mkba_i_peers_take_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_search_start(&search, panel, region, n_region, &taken, error);
    if (status == MKBA_OK)
        status = search_through(&search);
    if (status == MKBA_OK)
        status = keep(&search, out, error);
    mkba_i_search_free(&search);
    return status;
}

void mkba_peers_free(mkba_peers *peers)
{
    if (peers == NULL)
        return;
    for (size_t i = 0; i < N_VIEWS; i++)
        mkba_table_free(peers->tables[i]);
    free(peers);
}

size_t mkba_peers_n(const mkba_peers *peers)
{
    return peers == NULL ? 0 : mkba_table_n_rows(peers->tables[MKBA_PEERS_VIEW_PEERS]);
}

const char *const *mkba_peers_codes(const mkba_peers *peers)
{
    return peers == NULL ? NULL : mkba_table_texts(peers->tables[MKBA_PEERS_VIEW_PEERS], 1);
}

mkba_status mkba_peers_table(const mkba_peers *peers, mkba_peers_view view, mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(peers), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) view >= N_VIEWS)
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of peers", (int) view);
    if (status == MKBA_OK)
        *table = mkba_i_table_hold(peers->tables[view]);
    return status;
}

/* ---- of others ------------------------------------------------------------------------------------------------------- */

void mkba_i_peers_rename_where(mkba_error *error)
{
    static const char *const names[][2] = {{"by", "peers_by"}, {"year", "peers_year"}, {"k", "peers_k"}};

    for (size_t i = 0; error != NULL && i < MKBA_I_LENGTH(names); i++)
        if (strcmp(error->where, names[i][0]) == 0) {
            mkba_i_copy_text(error->where, sizeof error->where, names[i][1]);
            return;
        }
}
