/* The cells of own schemes and indices. Every refusal has the row, the column and what would be right. */
#include "catalog/read_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2199
#define LONGEST_NAME 64
#define LONGEST_TEXT 400
#define MOST_ROWS 10000

const char *mkba_i_own_cell(const mkba_i_own *s, size_t row, size_t column)
{
    return mkba_i_csv_text(s->csv, row, s->at[column]);
}

mkba_status mkba_i_own_fail(const mkba_i_own *s, size_t row, size_t column, const char *message)
{
    char quote[64];
    mkba_i_copy_text(quote, sizeof quote, mkba_i_own_cell(s, row, column));
    return mkba_i_csv_fail(s->csv, row, s->at[column], s->error, MKBA_ERROR_CASE, "%s %s; it is \"%s\"",
                           mkba_i_csv_text(s->csv, 0, s->at[column]), message, quote);
}

mkba_status mkba_i_own_fail_row(const mkba_i_own *s, size_t row, const char *message)
{
    return mkba_i_csv_fail(s->csv, row, s->at[0], s->error, MKBA_ERROR_CASE, "%s", message);
}

/* ---- the first row --------------------------------------------------------------------------------------- */

/* Finds each column in the first row. */
static bool find_columns(mkba_i_own *s, const char *const *columns, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n && s->csv->n_rows > 0; i++) {
        for (size_t k = 0; k < s->csv->n_columns; k++) {
            if (strcmp(mkba_i_csv_text(s->csv, 0, k), columns[i]) == 0) {
                s->at[i] = k;
                found++;
                break;
            }
        }
    }
    return found == n && s->csv->n_columns == n; /* so that none is there twice */
}

mkba_status mkba_i_own_columns(mkba_i_own *s, const char *const *columns, size_t n)
{
    char list[256] = "";
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", i > 0 ? "," : "", columns[i]);
    }
    if (!find_columns(s, columns, n)) {
        mkba_i_fail(s->error, MKBA_ERROR_CASE, "row 1", "the first row must name the columns %s", list);
        if (s->error != NULL) {
            s->error->line = s->error->column = 1;
        }
        return MKBA_ERROR_CASE;
    }
    if (s->csv->n_rows == 1) {
        return mkba_i_own_fail_row(s, 0, "there is no row beneath the first: leave the file out, or fill it");
    }
    if (s->csv->n_rows > MOST_ROWS) {
        return mkba_i_csv_fail(s->csv, MOST_ROWS, s->at[0], s->error, MKBA_ERROR_LIMIT, "at most %d rows are read",
                               MOST_ROWS);
    }
    return MKBA_OK;
}

/* ---- cells ----------------------------------------------------------------------------------------------- */

static bool is_name_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '-';
}

mkba_status mkba_i_own_name(const mkba_i_own *s, size_t row, size_t column, const char **name)
{
    const char *text = mkba_i_own_cell(s, row, column);
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if (!is_name_byte(text[i])) {
            return mkba_i_own_fail(s, row, column, "must be letters, digits, _ and -");
        }
    }
    if (length == 0 || length > LONGEST_NAME) {
        return mkba_i_own_fail(s, row, column, "must be a name of 1 to 64 characters");
    }
    *name = text;
    return MKBA_OK;
}

mkba_status mkba_i_own_text(const mkba_i_own *s, size_t row, size_t column, const char **text)
{
    const char *given = mkba_i_own_cell(s, row, column);
    size_t length = strlen(given);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char) given[i] < 32 || given[i] == 127) {
            return mkba_i_own_fail(s, row, column, "must have no line end, tab or other control character");
        }
    }
    if (length == 0 || given[0] == ' ' || given[length - 1] == ' ') {
        return mkba_i_own_fail(s, row, column, "must be filled, without blanks around it");
    }
    if (length > LONGEST_TEXT) {
        return mkba_i_own_fail(s, row, column, "must be of at most 400 bytes");
    }
    *text = mkba_i_arena_text(&s->catalog->arena, given, length);
    return *text == NULL ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

mkba_status mkba_i_own_year(const mkba_i_own *s, size_t row, size_t column, int *year)
{
    const char *text = mkba_i_own_cell(s, row, column);
    bool digits = strlen(text) == 4 && strspn(text, "0123456789") == 4;
    int value = digits ? (int) strtol(text, NULL, 10) : 0;
    if (value < FIRST_YEAR || value > LAST_YEAR) {
        return mkba_i_own_fail(s, row, column, "must be a year from 1900 to 2199");
    }
    *year = value;
    return MKBA_OK;
}

mkba_status mkba_i_own_number(const mkba_i_own *s, size_t row, size_t column, double *number)
{
    const char *text = mkba_i_own_cell(s, row, column);
    if (mkba_i_number_parse(text, strlen(text), number) != MKBA_I_NUMBER_OK) {
        return mkba_i_own_fail(s, row, column, "must be a number with a decimal point");
    }
    return MKBA_OK;
}

mkba_status mkba_i_own_word(const mkba_i_own *s, size_t row, size_t column, const char *const *words, size_t n,
                            const char *message, size_t *position)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(mkba_i_own_cell(s, row, column), words[i]) == 0) {
            *position = i;
            return MKBA_OK;
        }
    }
    return mkba_i_own_fail(s, row, column, message);
}
