/* Reference prices: by id and year, and by words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "catalog/catalog.h"

#define QUOTE_TEXT 64

static mkba_status fail_null(const char *where, mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is NULL", where);
}

/* ---- by id and year -------------------------------------------------------------------------------------- */

#define YEAR_PREFIX "eur_"

static mkba_status fail_id(const mkba_i_data_table *prices, const char *id, mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    mkba_i_nearest nearest = mkba_i_nearest_start(id);
    for (size_t i = 0; i < prices->n_rows; i++) {
        mkba_i_nearest_try(&nearest, mkba_i_data_cell(prices, i, "id"));
    }
    mkba_i_copy_text(quote, sizeof quote, id);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "id", "there is no reference price \"%s\"%s", quote, hint);
}

static mkba_status fail_price_year(const mkba_i_data_table *prices, int year, mkba_error *error)
{
    char held[128] = "";
    for (size_t i = 0; i < prices->n_columns; i++) {
        if (strncmp(prices->columns[i].name, YEAR_PREFIX, strlen(YEAR_PREFIX)) == 0) {
            size_t length = strlen(held);
            snprintf(held + length, sizeof held - length, "%s%s", length > 0 ? ", " : "",
                     prices->columns[i].name + strlen(YEAR_PREFIX));
        }
    }
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "price_year",
                       "the reference prices are of the price years %s, not %d: take one of these, and convert it "
                       "with mkba_convert_price",
                       held, year);
}

mkba_status mkba_catalog_price(const mkba_catalog *catalog, const char *id, int price_year, double *price,
                               mkba_error *error)
{
    const mkba_i_data_table *prices = mkba_i_catalog_data(MKBA_CATALOG_PRICES);
    char column[32];
    size_t row = 0;
    (void) catalog; /* every catalog has the shipped prices */
    if (id == NULL || price == NULL) {
        return fail_null(id == NULL ? "id" : "price", error);
    }
    while (row < prices->n_rows && strcmp(mkba_i_data_cell(prices, row, "id"), id) != 0) {
        row++;
    }
    if (row == prices->n_rows) {
        return fail_id(prices, id, error);
    }
    snprintf(column, sizeof column, YEAR_PREFIX "%d", price_year);
    const char *text = mkba_i_data_cell(prices, row, column);
    if (text == NULL) {
        return fail_price_year(prices, price_year, error);
    }
    if (mkba_i_number_parse(text, strlen(text), price) != MKBA_I_NUMBER_OK) {
        return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "id", "the price %s is no number: please report this", id);
    }
    return MKBA_OK;
}

/* ---- by words -------------------------------------------------------------------------------------------- */

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char) (byte - 'A' + 'a') : byte;
}

/* Whether a text contains `length` bytes of a word; a and A are alike. */
static bool contains(const char *text, const char *word, size_t length)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < length && lower(text[i]) == lower(word[i])) {
            i++;
        }
        if (i == length) {
            return true;
        }
    }
    return false;
}

/* Whether each word stands in a text of the row. */
static bool has_words(const mkba_i_data_table *data, size_t row, const char *words)
{
    static const char *const columns[] = {"id", "domain", "category", "unit"};
    for (const char *word = words + strspn(words, " "); *word != '\0'; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        bool found = false;
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            found = found || contains(mkba_i_data_cell(data, row, columns[i]), word, length);
        }
        if (!found) {
            return false;
        }
        word += length;
    }
    return true;
}

mkba_status mkba_catalog_find_prices(const mkba_catalog *catalog, const char *words, mkba_table **table,
                                     mkba_error *error)
{
    const mkba_i_data_table *prices = mkba_i_catalog_data(MKBA_CATALOG_PRICES);
    (void) catalog; /* every catalog has the shipped prices */
    if (words == NULL || table == NULL) {
        return fail_null(words == NULL ? "words" : "table", error);
    }
    bool *wanted = calloc(prices->n_rows, sizeof *wanted);
    if (wanted == NULL) {
        return mkba_i_fail_memory(error);
    }
    for (size_t i = 0; i < prices->n_rows; i++) {
        wanted[i] = has_words(prices, i, words);
    }
    mkba_status status = mkba_i_data_to_table(prices, wanted, table, error);
    free(wanted);
    return status;
}
