/* See panel.h. */
#include "panel.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/csv_read.h"
#include "base/memory.h"
#include "base/number.h"

static const char *text_of(const cJSON *options, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(options, key);
    return item == NULL ? NULL : item->valuestring;
}

static size_t list_of(const cJSON *options, const char *key, const char *list[PANEL_LIST], const char *const **to)
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(options, key);
    size_t n = 0;
    for (const cJSON *item = items == NULL ? NULL : items->child; item != NULL; item = item->next) {
        ck_assert_uint_lt(n, PANEL_LIST);
        list[n++] = item->valuestring;
    }
    *to = items == NULL ? NULL : list;
    return n;
}

static void read_options(panel_case *to, const cJSON *from)
{
    mkba_panel_options *options = &to->options;
    const char *separator = text_of(from, "separator"), *decimal = text_of(from, "decimal");
    const char *kind = text_of(from, "kind"), *encoding = text_of(from, "encoding");
    mkba_panel_options_init(options);
    options->separator = separator == NULL ? '\0' : separator[0];
    options->decimal = decimal == NULL ? '\0' : decimal[0];
    options->encoding = encoding != NULL && strcmp(encoding, "latin1") == 0 ? MKBA_ENCODING_LATIN1 : MKBA_ENCODING_UTF8;
    for (int i = 0; kind != NULL && i <= (int) MKBA_PERIOD_DATE; i++)
        if (strcmp(kind, mkba_period_kind_name((mkba_period_kind) i)) == 0)
            options->kind = (mkba_period_kind) i;
    options->source = text_of(from, "source");
    options->area = text_of(from, "area");
    options->name = text_of(from, "name");
    options->period = text_of(from, "period");
    options->indicator = text_of(from, "indicator");
    options->value = text_of(from, "value");
    options->unit = text_of(from, "unit");
    options->bron = text_of(from, "bron");
    options->status = text_of(from, "status");
    options->split_units = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(from, "split_units"));
    options->fixed_area = text_of(from, "fixed_area");
    options->fixed_period = text_of(from, "fixed_period");
    options->area_prefix = text_of(from, "area_prefix");
    options->report = text_of(from, "report");
    options->n_indicators = list_of(from, "indicators", to->lists[0], &options->indicators);
    options->n_skipped = list_of(from, "skipped", to->lists[1], &options->skipped);
    options->n_chosen = list_of(from, "chosen", to->lists[2], &options->chosen);
    options->n_provisional = list_of(from, "provisional", to->lists[3], &options->provisional);
    options->n_area_names = list_of(from, "area_codes", to->lists[4], &options->area_codes);
    list_of(from, "area_names", to->lists[5], &options->area_names);
}

/* One text of lines, each closed. */
static char *join(const cJSON *item)
{
    size_t length = 0, at = 0;
    char *made;
    if (cJSON_IsString(item)) {
        made = malloc(strlen(item->valuestring) + 1);
        ck_assert_ptr_nonnull(made);
        return strcpy(made, item->valuestring);
    }
    for (const cJSON *line = item->child; line != NULL; line = line->next)
        length += strlen(line->valuestring) + 1;
    made = malloc(length + 1);
    ck_assert_ptr_nonnull(made);
    for (const cJSON *line = item->child; line != NULL; line = line->next) {
        size_t n = strlen(line->valuestring);
        memcpy(made + at, line->valuestring, n);
        made[at + n] = '\n';
        at += n + 1;
    }
    made[at] = '\0';
    return made;
}

/* Characters up to U+00FF as one byte each, in place. */
static void to_latin1(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++, to++) {
        unsigned char first = (unsigned char) *from;
        *to = (char) (first < 0x80 ? first : ((first & 3) << 6 | ((unsigned char) *++from & 0x3F)));
    }
    *to = '\0';
}

void panel_case_read(panel_case *to, const cJSON *from)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(from, "text");
    mkba_error error;
    memset(to, 0, sizeof *to);
    ck_assert_ptr_nonnull(text);
    if (mkba_panel_format_from_name(text_of(from, "format"), &to->format, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    read_options(to, cJSON_GetObjectItemCaseSensitive(from, "options"));
    to->text = join(text);
    if (to->options.encoding == MKBA_ENCODING_LATIN1)
        to_latin1(to->text);
    to->length = strlen(to->text);
}

void panel_case_free(panel_case *to)
{
    free(to->text);
}

/* ---- as a table ------------------------------------------------------------------------------------------ */

static bool is_number(const char *text, bool whole)
{
    char printed[MKBA_I_NUMBER_TEXT];
    double value = 0;
    if (mkba_i_number_parse(text, strlen(text), &value) != MKBA_I_NUMBER_OK)
        return false;
    mkba_i_number_print(value, printed);
    return strcmp(text, printed) == 0 && (!whole || strspn(text, "-0123456789") == strlen(text));
}

/* Whether all cells of a column are numbers, written as numbers are printed. */
static bool are_numbers(const mkba_i_csv *csv, size_t column, bool whole)
{
    for (size_t row = 1; row < csv->n_rows; row++) {
        const char *text = mkba_i_csv_text(csv, row, column);
        if (text[0] != '\0' && !is_number(text, whole))
            return false;
    }
    return true;
}

static void fill_column(mkba_column *column, const mkba_i_csv *csv, size_t at, mkba_i_arena *arena)
{
    size_t n = csv->n_rows - 1;
    const char **texts = mkba_i_arena_new(arena, n, sizeof *texts);
    int64_t *integers = mkba_i_arena_new(arena, n, sizeof *integers);
    double *reals = mkba_i_arena_new(arena, n, sizeof *reals);
    bool *missing = mkba_i_arena_new(arena, n, sizeof *missing);
    for (size_t row = 0; row < n; row++) {
        texts[row] = mkba_i_csv_text(csv, row + 1, at);
        missing[row] = texts[row][0] == '\0';
        if (missing[row] || column->type == MKBA_COLUMN_TEXT)
            continue;
        ck_assert_int_eq(mkba_i_number_parse(texts[row], strlen(texts[row]), &reals[row]), MKBA_I_NUMBER_OK);
        integers[row] = column->type == MKBA_COLUMN_INTEGER ? (int64_t) reals[row] : 0;
    }
    column->name = mkba_i_csv_text(csv, 0, at);
    column->texts = texts;
    column->integers = integers;
    column->reals = reals;
    column->missing = missing;
}

static mkba_table *table_of_csv(const mkba_i_csv *csv, panel_types types)
{
    mkba_i_arena arena = {0};
    mkba_table *table = NULL;
    mkba_column *columns = mkba_i_arena_new(&arena, csv->n_columns, sizeof *columns);
    for (size_t i = 0; i < csv->n_columns; i++) {
        columns[i].type = MKBA_COLUMN_TEXT;
        if (types == PANEL_INTEGERS && are_numbers(csv, i, true))
            columns[i].type = MKBA_COLUMN_INTEGER;
        else if (types != PANEL_TEXTS && are_numbers(csv, i, false))
            columns[i].type = MKBA_COLUMN_REAL;
        fill_column(&columns[i], csv, i, &arena);
    }
    if (mkba_table_new("frame", columns, csv->n_columns, csv->n_rows - 1, &table, NULL) != MKBA_OK)
        table = NULL;
    mkba_i_arena_free(&arena);
    return table;
}

mkba_table *panel_case_table(const panel_case *from, panel_types types, mkba_panel_options *options)
{
    char separator = from->options.separator == '\0' ? ',' : from->options.separator;
    mkba_i_csv csv = {.n_rows = 0};
    mkba_table *table = NULL;
    bool text_only = from->format == MKBA_PANEL_STATLINE || from->length == 0 || from->text[0] == '{' ||
                     from->text[from->length - 1] != '\n' || from->options.encoding != MKBA_ENCODING_UTF8;
    *options = from->options;
    options->separator = '\0';
    if (text_only || mkba_i_csv_read(from->text, from->length, separator, &csv, NULL) != MKBA_OK)
        return NULL;
    if (csv.n_rows > 0)
        table = table_of_csv(&csv, from->options.decimal == ',' ? PANEL_TEXTS : types);
    mkba_i_csv_free(&csv);
    return table;
}

/* ---- as a panel ------------------------------------------------------------------------------------------ */

mkba_panel *panel_of(const cJSON *from)
{
    panel_case given;
    mkba_panel *panel = NULL;
    mkba_error error;
    panel_case_read(&given, from);
    if (mkba_panel_parse(given.text, given.length, given.format, &given.options, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s: %s", text_of(from, "name"), error.where, error.message);
    panel_case_free(&given);
    return panel;
}

mkba_panel *panel_tidy(const char *lines)
{
    static const char header[] = "gm_code,gemeente,jaar,indicator,waarde,eenheid,bron\n";
    char *text = malloc(sizeof header + strlen(lines));
    mkba_panel *panel = NULL;
    mkba_error error;
    ck_assert_ptr_nonnull(text);
    strcpy(text, header);
    strcat(text, lines);
    if (mkba_panel_parse(text, strlen(text), MKBA_PANEL_TIDY, NULL, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    free(text);
    return panel;
}

mkba_panel *panel_said(mkba_panel *panel, const mkba_indicator *given, size_t n)
{
    mkba_panel *said = NULL;
    mkba_error error;
    if (mkba_panel_described(panel, given, n, &said, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    mkba_panel_free(panel);
    return said;
}

void panel_expect(const mkba_panel *panel, const char *area, const char *period, const char *indicator, double value,
                  const char *status)
{
    double found = -1;
    mkba_cell_status found_status;
    mkba_error error;
    if (mkba_panel_cell(panel, area, period, indicator, &found, &found_status, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    if (strcmp(mkba_cell_status_name(found_status), status) != 0)
        ck_abort_msg("%s %s %s is %s, not %s", area, period, indicator, mkba_cell_status_name(found_status), status);
    if (!mkba_cell_has_value(found_status))
        value = 0;
    if (found < value - 1e-9 * (1 + value * value) || found > value + 1e-9 * (1 + value * value))
        ck_abort_msg("%s %s %s is %.12g, not %.12g", area, period, indicator, found, value);
}
