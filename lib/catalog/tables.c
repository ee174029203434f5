/* The catalog as tables. */
#include <string.h>

#include "base/choice.h"
#include "base/number.h"
#include "catalog/catalog.h"

/* ---- names of the views ---------------------------------------------------------------------------------- */

static const char *const NAMES[] = {"schemes",    "indices", "prices", "values", "classifications",
                                    "taakvelden", "codes",   "notes",  "breaks"};

MKBA_I_CHOICE(mkba_catalog_view, NAMES, "view", "view")

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

/* ---- schemes --------------------------------------------------------------------------------------------- */

static void write_scheme(mkba_i_row *row, const mkba_i_scheme *scheme)
{
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
        mkba_i_row_text(row, scheme->notes[i].evidence);
        mkba_i_row_text(row, scheme->notes[i].source);
        mkba_i_row_next(row);
    }
}

static mkba_status tabulate_schemes(const mkba_i_scheme *schemes, size_t n, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"scheme", MKBA_COLUMN_TEXT, NULL},          {"part", MKBA_COLUMN_TEXT, NULL},
        {"applies_from", MKBA_COLUMN_INTEGER, NULL}, {"applies_to", MKBA_COLUMN_INTEGER, NULL},
        {"from_tau", MKBA_COLUMN_REAL, "jaar"},      {"rate", MKBA_COLUMN_REAL, "1/jaar"},
        {"evidence", MKBA_COLUMN_TEXT, NULL},        {"source", MKBA_COLUMN_TEXT, NULL},
    };
    mkba_table *made;
    size_t n_segments = 0;
    for (size_t i = 0; i < n; i++) {
        n_segments += schemes[i].n_segments;
    }
    mkba_status status =
        mkba_i_table_new("schemes", columns, sizeof columns / sizeof columns[0], n_segments, &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        write_scheme(&row, &schemes[i]);
    }
    return finish(row.status, made, table);
}

/* ---- indices --------------------------------------------------------------------------------------------- */

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

static mkba_status tabulate_indices(const mkba_i_index_data *indices, size_t n, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"index", MKBA_COLUMN_TEXT, NULL},  {"year", MKBA_COLUMN_INTEGER, NULL}, {"level", MKBA_COLUMN_REAL, "1"},
        {"status", MKBA_COLUMN_TEXT, NULL}, {"source", MKBA_COLUMN_TEXT, NULL},
    };
    mkba_table *made;
    size_t n_levels = 0;
    for (size_t i = 0; i < n; i++) {
        n_levels += indices[i].index.n_levels;
    }
    mkba_status status =
        mkba_i_table_new("indices", columns, sizeof columns / sizeof columns[0], n_levels, &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        write_index(&row, &indices[i]);
    }
    return finish(row.status, made, table);
}

/* ---- what is only looked up ------------------------------------------------------------------------------ */

const mkba_i_data_table *mkba_i_catalog_data(mkba_catalog_view view)
{
    return &mkba_i_data_tables[view - MKBA_CATALOG_PRICES];
}

const char *mkba_i_data_cell(const mkba_i_data_table *data, size_t row, const char *column)
{
    for (size_t i = 0; i < data->n_columns; i++) {
        if (strcmp(data->columns[i].name, column) == 0) {
            return data->cells[row * data->n_columns + i];
        }
    }
    return NULL;
}

static void write_cell(mkba_i_row *row, mkba_column_type type, const char *text)
{
    double number = 0.0;
    if (text == NULL) {
        mkba_i_row_missing(row);
    } else if (type == MKBA_COLUMN_TEXT) {
        mkba_i_row_text(row, text);
    } else if (mkba_i_number_parse(text, strlen(text), &number) != MKBA_I_NUMBER_OK) {
        row->status = mkba_i_fail(row->error, MKBA_ERROR_INTERNAL, "",
                                  "the catalog has \"%s\" where a number should "
                                  "be: please report this",
                                  text);
    } else if (type == MKBA_COLUMN_INTEGER) {
        mkba_i_row_integer(row, (int64_t) number);
    } else {
        mkba_i_row_real(row, number);
    }
}

mkba_status mkba_i_data_to_table(const mkba_i_data_table *data, const bool *wanted, mkba_table **table,
                                 mkba_error *error)
{
    mkba_table *made;
    size_t n = 0;
    for (size_t i = 0; i < data->n_rows; i++) {
        n += wanted == NULL || wanted[i];
    }
    mkba_status status = mkba_i_table_new(data->name, data->columns, data->n_columns, n, &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < data->n_rows; i++) {
        if (wanted != NULL && !wanted[i]) {
            continue;
        }
        for (size_t k = 0; k < data->n_columns; k++) {
            write_cell(&row, data->columns[k].type, data->cells[i * data->n_columns + k]);
        }
        mkba_i_row_next(&row);
    }
    return finish(row.status, made, table);
}

/* ---- the public calls ------------------------------------------------------------------------------------ */

mkba_status mkba_catalog_table(const mkba_catalog *catalog, mkba_catalog_view view, mkba_table **table,
                               mkba_error *error)
{
    const mkba_i_content *content = mkba_i_catalog_content(catalog);
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));
    if (status != MKBA_OK) {
        return status;
    }
    if ((size_t) view >= MKBA_I_LENGTH(NAMES)) {
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of the catalog", (int) view);
    }
    if (view == MKBA_CATALOG_SCHEMES) {
        return tabulate_schemes(content->schemes, content->n_schemes, table, error);
    }
    if (view == MKBA_CATALOG_INDICES) {
        return tabulate_indices(content->indices, content->n_indices, table, error);
    }
    return mkba_i_data_to_table(mkba_i_catalog_data(view), NULL, table, error);
}

mkba_status mkba_catalog_scheme(const mkba_catalog *catalog, const char *scheme, mkba_table **table, mkba_error *error)
{
    const mkba_i_scheme *found;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(scheme), MKBA_I_GIVEN(table));
    if (status == MKBA_OK) {
        status = mkba_i_catalog_scheme(catalog, scheme, &found, error);
    }
    return status == MKBA_OK ? tabulate_schemes(found, 1, table, error) : status;
}

mkba_status mkba_catalog_index(const mkba_catalog *catalog, const char *index, mkba_table **table, mkba_error *error)
{
    const mkba_i_index_data *found;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(index), MKBA_I_GIVEN(table));
    if (status == MKBA_OK) {
        status = mkba_i_catalog_need_index(catalog, index, &found, error);
    }
    return status == MKBA_OK ? tabulate_indices(found, 1, table, error) : status;
}
