/* The nearest of every area at once. */
#include "base/exact.h"

#include <math.h>

#include "base/table.h"
#include "compare/peers_search.h"

#define MOST_ROWS ((size_t) 10 * 1000 * 1000)

/* Of one area: the place in the space, the distances of the others, the nearest. */
typedef struct row_work {
    double *place, *distances, *coarse;
    size_t *nearest;
} row_work;

static double farthest_of(const double *distances, size_t n, size_t except)
{
    double farthest = 0;

    for (size_t i = 0; i < n; i++)
        if (i != except && distances[i] > farthest)
            farthest = distances[i];
    return farthest;
}

static void write_peer(mkba_i_row *row, const mkba_i_search *search, size_t point, size_t rank, size_t peer,
                       double distance, double farthest)
{
    const mkba_i_area *area = &search->panel->areas[search->areas[point]];
    const mkba_i_area *other = &search->panel->areas[search->areas[peer]];

    mkba_i_row_text(row, area->code);
    mkba_i_row_text(row, area->name);
    mkba_i_row_integer(row, (int64_t) rank);
    mkba_i_row_text(row, other->code);
    mkba_i_row_text(row, other->name);
    mkba_i_row_real(row, distance);
    mkba_i_row_real(row, farthest > 0 ? distance / farthest : 0);
    mkba_i_row_next(row);
}

/* The rows of one area. False when it is beyond the range of a double how far another is. */
static bool write_area(mkba_i_row *row, const mkba_i_search *search, const row_work *work, size_t point)
{
    const mkba_i_standardised *points = &search->points;
    size_t n = 0;
    double farthest;

    for (size_t v = 0; v < search->n_used; v++)
        work->place[v] = search->space.x[v * points->stride + point];
    mkba_i_space_distances(&search->space, work->place, work->distances);
    farthest = farthest_of(work->distances, points->n, point);
    if (!isfinite(farthest))
        return false;
    mkba_i_coarsen(work->distances, points->n, work->coarse);
    mkba_i_nearest_points(search, work->coarse, point, search->options->k, work->nearest, &n);
    for (size_t i = 0; i < n; i++)
        write_peer(row, search, point, i + 1, work->nearest[i], work->distances[work->nearest[i]], farthest);
    return true;
}

static mkba_status write_all(mkba_i_search *search, mkba_table *made, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(made, error);
    row_work work = {mkba_i_arena_new(&search->arena, search->n_used, sizeof(double)),
                     mkba_i_arena_new(&search->arena, search->points.stride, sizeof(double)),
                     mkba_i_arena_new(&search->arena, search->points.stride, sizeof(double)),
                     mkba_i_arena_new(&search->arena, search->options->k, sizeof(size_t))};

    if (work.place == NULL || work.distances == NULL || work.coarse == NULL || work.nearest == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; row.status == MKBA_OK && i < search->points.n; i++)
        if (!write_area(&row, search, &work, i))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "by", "a distance is beyond the range of a double");
    return row.status;
}

/* Every area must have k others. */
static mkba_status check_number(const mkba_i_search *search, mkba_error *error)
{
    size_t n = 0, k = search->options->k;

    for (size_t i = 0; i < search->points.n; i++)
        n += search->entrants[search->areas[i]].role == MKBA_I_ROLE_CANDIDATE;
    if (k > n - 1)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "k", "k is %zu, and only %zu other areas may be peers", k,
                           n - 1);
    if (k > MOST_ROWS / search->points.n)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "k", "%zu peers of %zu areas are more than %zu rows", k,
                           search->points.n, MOST_ROWS);
    return MKBA_OK;
}

static mkba_status make(mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},      {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"rank", MKBA_COLUMN_INTEGER, "1"},    {"peer", MKBA_COLUMN_TEXT, NULL},
                                            {"peer_name", MKBA_COLUMN_TEXT, NULL}, {"distance", MKBA_COLUMN_REAL, "1"},
                                            {"rebased", MKBA_COLUMN_REAL, "1"}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("peers", columns, sizeof columns / sizeof *columns,
                                          search->points.n * search->options->k, &made, error);

    if (status == MKBA_OK)
        status = write_all(search, made, error);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_panel_all_peers(const mkba_panel *panel, const mkba_peers_options *options, mkba_table **table,
                                 mkba_error *error)
{
    mkba_i_search search = {.panel = panel};
    mkba_peers_options taken;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_peers_take_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_search_start(&search, panel, NULL, 0, &taken, error);
    if (status == MKBA_OK && (!mkba_i_search_measures(&search) || taken.as_one))
        status =
            mkba_i_fail(error, MKBA_ERROR_ARGUMENT, taken.as_one ? "as_one" : "method",
                        "the peers of all areas, each for itself, are found by distance: euclidean or mahalanobis");
    if (status == MKBA_OK)
        status = mkba_i_search_gather(&search);
    if (status == MKBA_OK)
        status = mkba_i_search_place(&search);
    if (status == MKBA_OK)
        status = check_number(&search, error);
    if (status == MKBA_OK)
        status = make(&search, table, error);
    mkba_i_search_free(&search);
    return status;
}
