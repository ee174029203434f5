/* The catalog as tables. */
#include <mkba/catalog.h>

#include "base/table.h"
#include "catalog/data.h"

static size_t count_segments(void)
{
    size_t n = 0;
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        n += mkba_i_data_schemes[i].n_segments;
    }
    return n;
}

static void write_scheme(mkba_i_row *row, const mkba_i_scheme *scheme)
{
    const mkba_i_segment_note *notes = mkba_i_data_notes + (scheme->segments - mkba_i_data_segments);
    for (size_t i = 0; i < scheme->n_segments; i++) {
        mkba_i_row_text(row, scheme->name);
        mkba_i_row_text(row, scheme->part);
        mkba_i_row_integer(row, scheme->applies_from);
        if (scheme->applies_to == 0) {
            mkba_i_row_missing(row);
        } else {
            mkba_i_row_integer(row, scheme->applies_to);
        }
        mkba_i_row_real(row, scheme->segments[i].from);
        mkba_i_row_real(row, scheme->segments[i].rate);
        mkba_i_row_text(row, notes[i].evidence);
        mkba_i_row_text(row, notes[i].source);
        mkba_i_row_next(row);
    }
}

/* Hands the table out, or frees it when a row went wrong. */
static mkba_status finish(mkba_status status, mkba_table *made, mkba_table **table)
{
    if (status != MKBA_OK) {
        mkba_table_free(made);
        return status;
    }
    *table = made;
    return MKBA_OK;
}

mkba_status mkba_catalog_schemes(mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"scheme", MKBA_COLUMN_TEXT, NULL},          {"part", MKBA_COLUMN_TEXT, NULL},
        {"applies_from", MKBA_COLUMN_INTEGER, NULL}, {"applies_to", MKBA_COLUMN_INTEGER, NULL},
        {"from_tau", MKBA_COLUMN_REAL, "jaar"},      {"rate", MKBA_COLUMN_REAL, "1/jaar"},
        {"evidence", MKBA_COLUMN_TEXT, NULL},        {"source", MKBA_COLUMN_TEXT, NULL},
    };
    mkba_table *made;
    if (table == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "table", "table is NULL");
    }
    mkba_status status =
        mkba_i_table_new("schemes", columns, sizeof columns / sizeof columns[0], count_segments(), &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < mkba_i_data_n_schemes; i++) {
        write_scheme(&row, &mkba_i_data_schemes[i]);
    }
    return finish(row.status, made, table);
}

mkba_status mkba_scheme_segments(const char *scheme, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"from", MKBA_COLUMN_REAL, "jaar"}, {"rate", MKBA_COLUMN_REAL, "1/jaar"}};
    const mkba_i_scheme *found;
    mkba_table *made;
    if (scheme == NULL || table == NULL) {
        const char *name = scheme == NULL ? "scheme" : "table";
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s is NULL", name);
    }
    mkba_status status = mkba_i_catalog_scheme(scheme, &found, error);
    if (status == MKBA_OK) {
        status = mkba_i_table_new("segments", columns, 2, found->n_segments, &made, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < found->n_segments; i++) {
        mkba_i_row_real(&row, found->segments[i].from);
        mkba_i_row_real(&row, found->segments[i].rate);
        mkba_i_row_next(&row);
    }
    return finish(row.status, made, table);
}

static size_t count_levels(void)
{
    size_t n = 0;
    for (size_t i = 0; i < mkba_i_data_n_indices; i++) {
        n += mkba_i_data_indices[i].index.n_levels;
    }
    return n;
}

static void write_index(mkba_i_row *row, const mkba_i_index_data *data)
{
    for (size_t i = 0; i < data->index.n_levels; i++) {
        const mkba_i_level *level = &data->index.levels[i];
        mkba_i_row_text(row, data->index.name);
        mkba_i_row_integer(row, level->year);
        mkba_i_row_real(row, level->level);
        mkba_i_row_text(row, level->provisional ? "provisional" : "definitive");
        mkba_i_row_text(row, data->sources[i]);
        mkba_i_row_next(row);
    }
}

mkba_status mkba_catalog_indices(mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"index", MKBA_COLUMN_TEXT, NULL},  {"year", MKBA_COLUMN_INTEGER, NULL}, {"level", MKBA_COLUMN_REAL, "1"},
        {"status", MKBA_COLUMN_TEXT, NULL}, {"source", MKBA_COLUMN_TEXT, NULL},
    };
    mkba_table *made;
    if (table == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "table", "table is NULL");
    }
    mkba_status status =
        mkba_i_table_new("indices", columns, sizeof columns / sizeof columns[0], count_levels(), &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < mkba_i_data_n_indices; i++) {
        write_index(&row, &mkba_i_data_indices[i]);
    }
    return finish(row.status, made, table);
}
