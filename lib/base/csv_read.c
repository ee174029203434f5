/* Reading CSV. The cells stay where they are in one copy of the text, in which each is closed with a NUL: at least a
 * separator, a line end or the end of the text follows a cell, so that there is always room for it. Quotes that are
 * written twice move the rest of their cell forward. */
#include "base/csv_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

#define MARK "\xEF\xBB\xBF"
#define MARK_LENGTH 3

/* What a byte may be part of: printable ASCII that does not end a cell, in quotes and outside of them. */
#define IN_PLAIN 1
#define IN_QUOTES 2

typedef struct scanner {
    mkba_i_csv csv;
    unsigned char kinds[256];
    char separator;
    bool ragged;
    size_t at;    /* next byte */
    size_t cell;  /* cells of the row so far */
    size_t start; /* where the row begins */
    mkba_error *error;
} scanner;

/* Line and column, from 1, of a byte. */
static void place_of(const char *bytes, size_t offset, size_t *line, size_t *column)
{
    size_t begin = 0;

    *line = 1;
    for (size_t i = 0; i < offset; i++)
        if (bytes[i] == '\n') {
            (*line)++;
            begin = i + 1;
        }
    *column = offset - begin + 1;
}

static mkba_status fail_at(const scanner *s, size_t offset, mkba_status status, const char *message)
{
    char where[64];

    snprintf(where, sizeof where, "row %zu, column %zu", s->csv.n_rows + 1, s->cell + 1);
    mkba_i_fail(s->error, status, where, "%s", message);
    if (s->error != NULL)
        place_of(s->csv.input, offset, &s->error->line, &s->error->column);
    return status;
}

/* ---- cells ----------------------------------------------------------------------------------------------- */

/* How many bytes end a line here; 0 when none do, or the text ends. */
static size_t line_end(const scanner *s)
{
    const char *bytes = s->csv.texts + s->at;

    return *bytes == '\n' ? 1 : *bytes == '\r' && bytes[1] == '\n' ? 2 : 0;
}

static bool is_cell_end(const scanner *s)
{
    return s->csv.texts[s->at] == s->separator || s->at >= s->csv.length || line_end(s) > 0;
}

/* Passes what most cells are made of; the NUL behind the text ends it. */
static void pass_run(scanner *s, unsigned kind)
{
    const unsigned char *byte = (const unsigned char *) s->csv.texts + s->at;

    while (s->kinds[*byte] & kind)
        byte++;
    s->at = (size_t) (byte - (const unsigned char *) s->csv.texts);
}

/* Passes one character. */
static mkba_status pass(scanner *s)
{
    const char *bytes = s->csv.texts + s->at;
    size_t length = mkba_i_utf8_length(bytes, s->csv.length - s->at);

    if (*bytes == '\0')
        return fail_at(s, s->at, MKBA_ERROR_SYNTAX, "a NUL has no place in a CSV text");
    if (length == 0)
        return fail_at(s, s->at, MKBA_ERROR_SYNTAX, "these bytes are not valid UTF-8: save the file as UTF-8");
    s->at += length;
    return MKBA_OK;
}

static mkba_status scan_plain(scanner *s)
{
    mkba_status status = MKBA_OK;

    pass_run(s, IN_PLAIN);
    while (status == MKBA_OK && !is_cell_end(s)) {
        if (s->csv.texts[s->at] == '"')
            return fail_at(s, s->at, MKBA_ERROR_SYNTAX,
                           "a quote inside a cell: put the whole cell in quotes, and write the quote twice");
        if (s->csv.texts[s->at] == '\r')
            return fail_at(s, s->at, MKBA_ERROR_SYNTAX, "a lone carriage return: lines end in LF or CRLF");
        status = pass(s);
        pass_run(s, IN_PLAIN);
    }
    return status;
}

/* Up to the next quote, and over it; what was passed moves forward to `out`, behind what is there already. */
static mkba_status scan_to_quote(scanner *s, size_t opened, size_t *out)
{
    char *texts = s->csv.texts;
    size_t from = s->at;
    mkba_status status = MKBA_OK;

    pass_run(s, IN_QUOTES);
    while (status == MKBA_OK && (texts[s->at] != '"' || s->at >= s->csv.length)) {
        if (s->at >= s->csv.length)
            return fail_at(s, opened, MKBA_ERROR_SYNTAX, "the quote that opens this cell is never closed");
        status = pass(s);
        pass_run(s, IN_QUOTES);
    }
    if (*out != from)
        memmove(texts + *out, texts + from, s->at - from);
    *out += s->at++ - from;
    return status;
}

/* From the opening quote to what follows the closing one. */
static mkba_status scan_quoted(scanner *s, size_t *out)
{
    size_t opened = s->at++;
    mkba_status status;

    *out = s->at;
    status = scan_to_quote(s, opened, out);
    while (status == MKBA_OK && s->csv.texts[s->at] == '"' && s->at < s->csv.length) {
        s->csv.texts[(*out)++] = '"';
        s->at++;
        status = scan_to_quote(s, opened, out);
    }
    if (status == MKBA_OK && !is_cell_end(s))
        return fail_at(s, s->at, MKBA_ERROR_SYNTAX, "after a closing quote comes a separator or the end of the line");
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

/* A cell that begins here, its text still to be read. */
static mkba_status start_cell(scanner *s)
{
    mkba_i_csv *csv = &s->csv;
    size_t n = (s->ragged ? csv->starts[csv->n_rows] : csv->n_rows * csv->n_columns) + s->cell;

    if ((csv->n_rows == 0 || s->ragged) && s->cell >= MKBA_I_CSV_COLUMNS)
        return fail_at(s, s->at, MKBA_ERROR_LIMIT, "the row has more than 10000 cells");
    if (n >= MKBA_I_CSV_CELLS)
        return fail_at(s, s->at, MKBA_ERROR_LIMIT, "the text has more than 16777216 cells");
    if (n >= csv->capacity) {
        void *cells = csv->cells;
        if (!mkba_i_grow(&cells, &csv->capacity, n + 1, sizeof *csv->cells))
            return mkba_i_fail_memory(s->error);
        csv->cells = cells;
    }
    csv->cells[n] = (uint32_t) s->at;
    return MKBA_OK;
}

/* A cell and the separator or line end behind it. */
static mkba_status scan_cell(scanner *s, bool *last)
{
    mkba_status status = start_cell(s);
    size_t end, out;

    if (status != MKBA_OK)
        return status;
    if (s->csv.texts[s->at] == '"') {
        status = scan_quoted(s, &out);
    } else {
        status = scan_plain(s);
        out = s->at;
    }
    end = line_end(s);
    *last = end > 0 || s->at >= s->csv.length;
    s->csv.texts[out] = '\0';
    s->at += *last ? end : 1;
    return status;
}

static mkba_status fail_ragged(scanner *s)
{
    char message[128];

    snprintf(message, sizeof message, "the row has %s than the %zu of the first row",
             s->cell < s->csv.n_columns ? "fewer cells" : "more cells", s->csv.n_columns);
    s->cell = s->cell < s->csv.n_columns ? s->cell : s->csv.n_columns;
    return fail_at(s, s->start, MKBA_ERROR_SYNTAX, message);
}

/* Notes where a row starts, and the next one. */
static mkba_status note_start(scanner *s, size_t row, size_t start)
{
    void *starts = s->csv.starts;

    if (!mkba_i_grow(&starts, &s->csv.start_capacity, row + 1, sizeof *s->csv.starts))
        return mkba_i_fail_memory(s->error);
    s->csv.starts = starts;
    s->csv.starts[row] = start;
    return MKBA_OK;
}

static mkba_status end_row(scanner *s)
{
    mkba_i_csv *csv = &s->csv;

    if (s->ragged) {
        csv->n_columns = s->cell > csv->n_columns ? s->cell : csv->n_columns;
        return note_start(s, csv->n_rows + 1, csv->starts[csv->n_rows] + s->cell);
    }
    if (csv->n_rows > 0 && s->cell != csv->n_columns)
        return fail_ragged(s);
    csv->n_columns = s->cell;
    return MKBA_OK;
}

/* The cells up to the end of the line. */
static mkba_status scan_row(scanner *s)
{
    bool last = false;
    mkba_status status = MKBA_OK;

    s->cell = 0;
    s->start = s->at;
    while (status == MKBA_OK && !last) {
        bool full = !s->ragged && s->csv.n_rows > 0 && s->cell == s->csv.n_columns;
        status = full ? fail_ragged(s) : scan_cell(s, &last);
        s->cell += status == MKBA_OK;
    }
    if (status == MKBA_OK)
        status = end_row(s);
    s->csv.n_rows += status == MKBA_OK;
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

/* The text with a NUL behind it, which ends a run and closes the last cell. */
static mkba_status copy(scanner *s, const char *text, size_t length)
{
    s->csv.texts = malloc(length + 1);
    if (s->csv.texts == NULL)
        return mkba_i_fail_memory(s->error);
    memcpy(s->csv.texts, text, length);
    s->csv.texts[length] = '\0';
    s->csv.input = text;
    s->csv.length = length;
    return MKBA_OK;
}

static void set_kinds(scanner *s)
{
    for (int byte = ' '; byte <= '~'; byte++)
        s->kinds[byte] = byte == '"' ? 0 : byte == s->separator ? IN_QUOTES : IN_PLAIN | IN_QUOTES;
}

static mkba_status read_all(const char *text, size_t length, char separator, bool ragged, mkba_i_csv *csv,
                            mkba_error *error)
{
    scanner s = {.separator = separator, .ragged = ragged, .error = error};
    bool marked = length >= MARK_LENGTH && memcmp(text, MARK, MARK_LENGTH) == 0;
    mkba_status status;

    if (length > MKBA_I_CSV_BYTES)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "", "a CSV text may hold at most 256 MiB");
    set_kinds(&s);
    status = copy(&s, marked ? text + MARK_LENGTH : text, marked ? length - MARK_LENGTH : length);
    if (status == MKBA_OK && ragged)
        status = note_start(&s, 0, 0);
    while (status == MKBA_OK && s.at < s.csv.length)
        status = scan_row(&s);
    if (status != MKBA_OK) {
        mkba_i_csv_free(&s.csv);
        return status;
    }
    *csv = s.csv;
    return MKBA_OK;
}

mkba_status mkba_i_csv_read(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error)
{
    return read_all(text, length, separator, false, csv, error);
}

mkba_status mkba_i_csv_read_ragged(const char *text, size_t length, char separator, mkba_i_csv *csv, mkba_error *error)
{
    return read_all(text, length, separator, true, csv, error);
}

void mkba_i_csv_free(mkba_i_csv *csv)
{
    free(csv->starts);
    free(csv->cells);
    free(csv->texts);
    *csv = (mkba_i_csv){.n_rows = 0};
}

void mkba_i_csv_place(const mkba_i_csv *csv, size_t row, size_t column, size_t *line, size_t *at)
{
    size_t there = column < mkba_i_csv_n_cells(csv, row) ? column : 0;

    place_of(csv->input, mkba_i_csv_begin(csv, row, there), line, at);
}

mkba_status mkba_i_csv_fail(const mkba_i_csv *csv, size_t row, size_t column, mkba_error *error, mkba_status status,
                            const char *format, ...)
{
    char where[MKBA_ERROR_TEXT];
    const char *name = csv->starts == NULL ? mkba_i_csv_text(csv, 0, column) : NULL;
    va_list args;

    if (name == NULL || name[0] == '\0')
        snprintf(where, sizeof where, "row %zu, column %zu", row + 1, column + 1);
    else
        snprintf(where, sizeof where, "row %zu, %.100s", row + 1, name);
    va_start(args, format);
    mkba_i_vfail(error, status, where, format, args);
    va_end(args);
    if (error != NULL)
        mkba_i_csv_place(csv, row, column, &error->line, &error->column);
    return status;
}
