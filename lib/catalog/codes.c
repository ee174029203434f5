/* Looking up codes, and how taakvelden follow from one another. Codes are text: 6.60 is not 6.6. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/catalog.h"

#define TAAKVELDEN "taakvelden"
#define HELD_TEXT 128

/* Equal texts; NULL is equal to nothing. */
static bool is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static int vintage_of(const mkba_i_data_table *data, size_t row)
{
    const char *text = mkba_i_data_cell(data, row, "vintage");
    return text == NULL ? 0 : (int) strtol(text, NULL, 10); /* four digits: embed_read.py sees to it */
}

/* ---- classifications ------------------------------------------------------------------------------------- */

static mkba_status fail_classification(const char *name, mkba_error *error)
{
    const mkba_i_data_table *all = mkba_i_catalog_data(MKBA_CATALOG_CLASSIFICATIONS);
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];
    for (size_t i = 0; i < all->n_rows; i++) {
        mkba_i_nearest_try(&nearest, mkba_i_data_cell(all, i, "classification"));
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "classification", "there is no classification \"%.100s\"%s", name,
                       hint);
}

/* The vintages of a classification, "2017, 2023, 2025"; "" when it has none. */
static void list_vintages(const char *classification, char held[HELD_TEXT])
{
    const mkba_i_data_table *all = mkba_i_catalog_data(MKBA_CATALOG_CLASSIFICATIONS);
    held[0] = '\0';
    for (size_t i = 0; i < all->n_rows; i++) {
        const char *vintage = mkba_i_data_cell(all, i, "vintage");
        size_t length = strlen(held);
        if (is_same(mkba_i_data_cell(all, i, "classification"), classification) && vintage != NULL) {
            snprintf(held + length, HELD_TEXT - length, "%s%s", length > 0 ? ", " : "", vintage);
        }
    }
}

/* Whether the classification exists in this vintage; 0 is that of one that has no vintages. */
static mkba_status check_vintage(const char *classification, int vintage, const char *where, mkba_error *error)
{
    const mkba_i_data_table *all = mkba_i_catalog_data(MKBA_CATALOG_CLASSIFICATIONS);
    char held[HELD_TEXT];
    bool known = false;
    for (size_t i = 0; i < all->n_rows; i++) {
        if (is_same(mkba_i_data_cell(all, i, "classification"), classification)) {
            known = true;
            if (vintage_of(all, i) == vintage) {
                return MKBA_OK;
            }
        }
    }
    if (!known) {
        return fail_classification(classification, error);
    }
    list_vintages(classification, held);
    if (held[0] == '\0') {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s has no vintages: give 0, not %d", classification,
                           vintage);
    }
    if (vintage == 0) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s has vintages: give one of %s", classification, held);
    }
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s has the vintages %s, and not %d", classification, held,
                       vintage);
}

/* ---- one code -------------------------------------------------------------------------------------------- */

static bool is_of(const mkba_i_data_table *data, size_t row, const char *classification, int vintage)
{
    return vintage != 0 ? vintage_of(data, row) == vintage
                        : is_same(mkba_i_data_cell(data, row, "classification"), classification);
}

static mkba_status fail_code(const mkba_i_data_table *data, const char *classification, int vintage, const char *code,
                             mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(code);
    char hint[MKBA_I_HINT];
    char elsewhere[64] = "";
    char year[16] = "";
    for (size_t i = 0; i < data->n_rows; i++) {
        const char *candidate = mkba_i_data_cell(data, i, "code");
        if (is_of(data, i, classification, vintage)) {
            mkba_i_nearest_try(&nearest, candidate);
        } else if (vintage != 0 && is_same(candidate, code)) {
            snprintf(elsewhere, sizeof elsewhere, "; the list of %d has it", vintage_of(data, i));
        }
    }
    if (vintage != 0) {
        snprintf(year, sizeof year, " of %d", vintage);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "code", "there is no code \"%.100s\" in the list %s%s%s%s", code,
                       classification, year, hint, elsewhere);
}

mkba_status mkba_catalog_code(const mkba_catalog *catalog, const char *classification, int vintage, const char *code,
                              mkba_table **table, mkba_error *error)
{
    const mkba_i_data_table *data;
    bool *wanted;
    bool found = false;
    (void) catalog; /* every catalog has the shipped classifications */
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(classification), MKBA_I_GIVEN(table));
    if (status != MKBA_OK) {
        return status;
    }
    status = check_vintage(classification, vintage, "vintage", error);
    if (status != MKBA_OK) {
        return status;
    }
    data = mkba_i_catalog_data(vintage != 0 ? MKBA_CATALOG_TAAKVELDEN : MKBA_CATALOG_CODES);
    wanted = calloc(data->n_rows, sizeof *wanted);
    if (wanted == NULL) {
        return mkba_i_fail_memory(error);
    }
    for (size_t i = 0; i < data->n_rows; i++) {
        wanted[i] = is_of(data, i, classification, vintage) &&
                    (code == NULL || is_same(mkba_i_data_cell(data, i, "code"), code));
        found = found || wanted[i];
    }
    status = found ? mkba_i_data_to_table(data, wanted, table, error)
                   : fail_code(data, classification, vintage, code, error);
    free(wanted);
    return status;
}

/* ---- from one vintage to the next ------------------------------------------------------------------------ */

/* A taakveld in two vintages that follow one another. */
typedef struct step {
    const mkba_i_data_table *data;
    const char *code;
    int vintage, to_vintage;
} step;

#define NO_ROW ((size_t) -1)

/* Where a code of a vintage is listed: there, or, as the lists hold only what changed, in the latest one before. */
static size_t find_listed(const mkba_i_data_table *data, const char *code, int vintage)
{
    size_t found = NO_ROW;
    for (size_t i = 0; i < data->n_rows; i++) {
        if (vintage_of(data, i) <= vintage && is_same(mkba_i_data_cell(data, i, "code"), code)) {
            found = i; /* vintages ascend */
        }
    }
    return found;
}

/* How many codes of a vintage are mapped to a code of the one before. */
static size_t count_mapped(const mkba_i_data_table *data, const char *code, int vintage)
{
    size_t n = 0;
    for (size_t i = 0; i < data->n_rows; i++) {
        n += vintage_of(data, i) == vintage && is_same(mkba_i_data_cell(data, i, "maps_to_prev"), code);
    }
    return n;
}

static mkba_status check_neighbours(const step *s, mkba_error *error)
{
    int low = s->vintage < s->to_vintage ? s->vintage : s->to_vintage;
    int high = s->vintage < s->to_vintage ? s->to_vintage : s->vintage;
    bool apart = low == high;
    char held[HELD_TEXT];
    for (size_t i = 0; i < s->data->n_rows; i++) {
        apart = apart || (low < vintage_of(s->data, i) && vintage_of(s->data, i) < high);
    }
    if (!apart) {
        return MKBA_OK;
    }
    list_vintages(TAAKVELDEN, held);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "to_vintage",
                       "taakvelden are mapped to the vintage before or after, of %s, and not from %d to %d: go step "
                       "by step",
                       held, s->vintage, s->to_vintage);
}

/* A row of the result: the code beside that of the other vintage, which may be missing. `newer` is the row that has
 * the mapping, NO_ROW when none has. */
static void write_step(mkba_i_row *row, const step *s, size_t newer)
{
    const mkba_i_data_table *data = s->data;
    const char *older = newer == NO_ROW ? NULL : mkba_i_data_cell(data, newer, "maps_to_prev");
    const char *mapping = newer == NO_ROW ? NULL : mkba_i_data_cell(data, newer, "mapping");
    bool forward = s->to_vintage > s->vintage;
    const char *to = forward && newer != NO_ROW ? mkba_i_data_cell(data, newer, "code") : older;
    size_t to_row = to == NULL ? NO_ROW : find_listed(data, to, s->to_vintage);
    size_t n = older == NULL ? 0 : count_mapped(data, older, forward ? s->to_vintage : s->vintage);
    char note[MKBA_ERROR_TEXT] = "";

    if (n > 1) {
        snprintf(note, sizeof note, "%zu taakvelden of %d follow from %s of %d", n,
                 forward ? s->to_vintage : s->vintage, older, forward ? s->vintage : s->to_vintage);
    } else if (newer == NO_ROW) {
        snprintf(note, sizeof note,
                 "no mapping is listed: it is unchanged, or what it held has gone to taakvelden that cannot be mapped");
    }
    mkba_i_row_text(row, s->code);
    mkba_i_row_integer(row, s->vintage);
    mkba_i_row_text(row, mkba_i_data_cell(data, find_listed(data, s->code, s->vintage), "name"));
    mkba_i_row_text(row, to);
    mkba_i_row_integer(row, s->to_vintage);
    mkba_i_row_text(row, to_row == NO_ROW ? NULL : mkba_i_data_cell(data, to_row, "name"));
    mkba_i_row_text(row, mapping);
    mkba_i_row_boolean(row, n == 1 && (is_same(mapping, "1:1") || is_same(mapping, "renamed")));
    mkba_i_row_text(row, note[0] == '\0' ? NULL : note);
    mkba_i_row_next(row);
}

static void write_steps(mkba_i_row *row, const step *s, size_t n)
{
    size_t listed = find_listed(s->data, s->code, s->vintage);
    if (s->to_vintage < s->vintage) {
        write_step(row, s, vintage_of(s->data, listed) == s->vintage ? listed : NO_ROW);
        return;
    }
    for (size_t i = 0; i < s->data->n_rows; i++) {
        if (vintage_of(s->data, i) == s->to_vintage && is_same(mkba_i_data_cell(s->data, i, "maps_to_prev"), s->code)) {
            write_step(row, s, i);
        }
    }
    if (n == 0) {
        write_step(row, s, NO_ROW);
    }
}

static mkba_status tabulate_steps(const step *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"code", MKBA_COLUMN_TEXT, NULL},          {"vintage", MKBA_COLUMN_INTEGER, NULL},
        {"name", MKBA_COLUMN_TEXT, NULL},          {"to_code", MKBA_COLUMN_TEXT, NULL},
        {"to_vintage", MKBA_COLUMN_INTEGER, NULL}, {"to_name", MKBA_COLUMN_TEXT, NULL},
        {"mapping", MKBA_COLUMN_TEXT, NULL},       {"one_to_one", MKBA_COLUMN_BOOLEAN, NULL},
        {"note", MKBA_COLUMN_TEXT, NULL},
    };
    size_t n = s->to_vintage > s->vintage ? count_mapped(s->data, s->code, s->to_vintage) : 1;
    mkba_table *made;
    mkba_status status =
        mkba_i_table_new("mapping", columns, sizeof columns / sizeof columns[0], n == 0 ? 1 : n, &made, error);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_row row = mkba_i_row_start(made, error);
    write_steps(&row, s, n);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_catalog_mapping(const mkba_catalog *catalog, const char *code, int vintage, int to_vintage,
                                 mkba_table **table, mkba_error *error)
{
    step s = {mkba_i_catalog_data(MKBA_CATALOG_TAAKVELDEN), code, vintage, to_vintage};
    (void) catalog; /* every catalog has the shipped taakvelden */
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(code), MKBA_I_GIVEN(table));
    if (status != MKBA_OK) {
        return status;
    }
    status = check_vintage(TAAKVELDEN, vintage, "vintage", error);
    if (status == MKBA_OK) {
        status = check_vintage(TAAKVELDEN, to_vintage, "to_vintage", error);
    }
    if (status == MKBA_OK) {
        status = check_neighbours(&s, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    if (find_listed(s.data, code, vintage) == NO_ROW) {
        return fail_code(s.data, TAAKVELDEN, vintage, code, error);
    }
    return tabulate_steps(&s, table, error);
}
