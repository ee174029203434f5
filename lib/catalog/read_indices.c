/* Own price indices. */
#include <string.h>

#include "catalog/read_own.h"

enum { INDEX, YEAR, LEVEL, STATUS, INDEX_SOURCE, N_INDEX_COLUMNS };

static const char *const INDEX_COLUMNS[] = {"index", "year", "level", "status", "source"};
static const char *const STATUSES[] = {"definitive", "provisional"};

/* The indices under way: room for as many as there are rows. */
typedef struct indices {
    mkba_i_index_data *items; /* of the parent, then own ones */
    size_t n, n_shipped;
    mkba_i_level *levels; /* a row each */
    const char **sources;
} indices;

static mkba_status read_level(const mkba_i_own *s, size_t row, const char **name, mkba_i_level *level,
                              const char **from)
{
    size_t position = 0;
    mkba_status status = mkba_i_own_name(s, row, INDEX, name);
    if (status == MKBA_OK) {
        status = mkba_i_own_year(s, row, YEAR, &level->year);
    }
    if (status == MKBA_OK) {
        status = mkba_i_own_number(s, row, LEVEL, &level->level);
    }
    if (status == MKBA_OK && !(level->level >= 1e-6 && level->level <= 1e6)) {
        return mkba_i_own_fail(s, row, LEVEL, "must be from 0.000001 to 1000000");
    }
    if (status == MKBA_OK) {
        status = mkba_i_own_word(s, row, STATUS, STATUSES, 2, "must be definitive or provisional", &position);
        level->provisional = position == 1;
    }
    return status == MKBA_OK ? mkba_i_own_text(s, row, INDEX_SOURCE, from) : status;
}

static mkba_status start_index(const mkba_i_own *s, size_t row, const char *name, indices *all)
{
    mkba_i_index_data *made = &all->items[all->n];
    for (size_t i = all->n_shipped; i < all->n; i++) {
        if (strcmp(all->items[i].index.name, name) == 0) {
            return mkba_i_own_fail_row(s, row, "the years of one index must stand together");
        }
    }
    if (mkba_i_catalog_index(s->catalog->parent, name) != NULL) {
        return mkba_i_own_fail(s, row, INDEX, "must be a new name: an index of the catalog is not replaced");
    }
    if (all->n == MKBA_I_CATALOG_MOST) {
        return mkba_i_csv_fail(s->csv, row, s->at[0], s->error, MKBA_ERROR_LIMIT, "a catalog holds at most %d indices",
                               MKBA_I_CATALOG_MOST);
    }
    made->index.name = mkba_i_arena_text(&s->catalog->arena, name, strlen(name));
    if (made->index.name == NULL) {
        return mkba_i_fail_memory(s->error);
    }
    made->index.source = all->sources[row - 1];
    made->index.levels = &all->levels[row - 1];
    made->sources = &all->sources[row - 1];
    all->n++;
    return MKBA_OK;
}

static mkba_status add_level(const mkba_i_own *s, size_t row, indices *all)
{
    const char *name = NULL;
    mkba_status status = read_level(s, row, &name, &all->levels[row - 1], &all->sources[row - 1]);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_index *last = all->n > all->n_shipped ? &all->items[all->n - 1].index : NULL;
    if (last == NULL || strcmp(last->name, name) != 0) {
        status = start_index(s, row, name, all);
    } else if (all->levels[row - 1].year <= all->levels[row - 2].year) {
        status = mkba_i_own_fail(s, row, YEAR, "must be later than that of the row before");
    }
    if (status == MKBA_OK) {
        all->items[all->n - 1].index.n_levels++;
    }
    return status;
}

mkba_status mkba_i_catalog_add_indices(mkba_catalog *catalog, const mkba_i_csv *csv, mkba_error *error)
{
    mkba_i_own s = {csv, catalog, error, {0}};
    mkba_i_content *content = &catalog->content;
    indices all = {.n = content->n_indices, .n_shipped = content->n_indices};
    mkba_status status = mkba_i_own_columns(&s, INDEX_COLUMNS, N_INDEX_COLUMNS);
    if (status != MKBA_OK) {
        return status;
    }
    all.items = mkba_i_arena_new(&catalog->arena, content->n_indices + csv->n_rows, sizeof *all.items);
    all.levels = mkba_i_arena_new(&catalog->arena, csv->n_rows, sizeof *all.levels);
    all.sources = mkba_i_arena_new(&catalog->arena, csv->n_rows, sizeof *all.sources);
    if (all.items == NULL || all.levels == NULL || all.sources == NULL) {
        return mkba_i_fail_memory(error);
    }
    memcpy(all.items, content->indices, content->n_indices * sizeof *all.items);
    for (size_t row = 1; row < csv->n_rows && status == MKBA_OK; row++) {
        status = add_level(&s, row, &all);
    }
    content->indices = all.items;
    content->n_indices = all.n;
    return status;
}
