/* The readers of the panel, against texts written for them: data/panel/accepted.json and refused.json. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_json *cases(const char *file)
{
    char *text = support_data(file, NULL);
    mkba_i_json *json = support_json(text);
    free(text);
    return json;
}

static const char *text_of(const cJSON *item, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(item, key);
    return found == NULL ? NULL : found->valuestring;
}

/* ---- what is read ---------------------------------------------------------------------------------------- */

static void expect_cells(const mkba_panel *panel, const cJSON *item)
{
    const cJSON *cells = cJSON_GetObjectItemCaseSensitive(item, "cells");
    ck_assert_int_gt(cJSON_GetArraySize(cells), 0);
    for (const cJSON *cell = cells->child; cell != NULL; cell = cell->next)
        panel_expect(panel, cJSON_GetArrayItem(cell, 0)->valuestring, cJSON_GetArrayItem(cell, 1)->valuestring,
                     cJSON_GetArrayItem(cell, 2)->valuestring, cJSON_GetArrayItem(cell, 3)->valuedouble,
                     cJSON_GetArrayItem(cell, 4)->valuestring);
}

static void expect_note(const mkba_table *notes, const char *name, const char *piece)
{
    for (size_t row = 0; row < mkba_table_n_rows(notes); row++)
        if (strstr(support_text(notes, row, "note"), piece) != NULL)
            return;
    ck_abort_msg("%s: no note says \"%s\"", name, piece);
}

static void expect_notes(const mkba_panel *panel, const cJSON *item)
{
    const cJSON *notes = cJSON_GetObjectItemCaseSensitive(item, "notes");
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_notes(panel, &table, NULL), MKBA_OK);
    expect_note(table, text_of(item, "name"), text_of(item, "format"));
    if (notes == NULL)
        ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    for (const cJSON *note = notes == NULL ? NULL : notes->child; note != NULL; note = note->next)
        expect_note(table, text_of(item, "name"), note->valuestring);
    mkba_table_free(table);
}

static void expect_rest(const mkba_panel *panel, const cJSON *item)
{
    const cJSON *units = cJSON_GetObjectItemCaseSensitive(item, "units");
    const cJSON *n_areas = cJSON_GetObjectItemCaseSensitive(item, "n_areas");
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_indicators(panel, &table, NULL), MKBA_OK);
    for (const cJSON *unit = units == NULL ? NULL : units->child; unit != NULL; unit = unit->next) {
        size_t row = 0;
        while (strcmp(support_text(table, row, "indicator"), unit->string) != 0)
            row++;
        ck_assert_str_eq(support_text(table, row, "unit"), unit->valuestring);
    }
    mkba_table_free(table);
    if (text_of(item, "area_name") != NULL)
        ck_assert_str_eq(mkba_panel_area_name(panel, 0), text_of(item, "area_name"));
    if (n_areas != NULL)
        ck_assert_uint_eq(mkba_panel_n_areas(panel), (size_t) n_areas->valuedouble);
}

START_TEST(texts_are_read_cell_by_cell)
{
    mkba_i_json *json = cases("panel/accepted.json");
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        mkba_panel *panel = panel_of(item);
        expect_cells(panel, item);
        expect_notes(panel, item);
        expect_rest(panel, item);
        mkba_panel_free(panel);
    }
    mkba_i_json_free(json);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static void expect_error(const cJSON *item, mkba_status status, const mkba_error *error)
{
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(item, "line");
    const char *name = text_of(item, "name"), *where = text_of(item, "where");
    if (strcmp(mkba_status_name(status), text_of(item, "status")) != 0)
        ck_abort_msg("%s: %s (%s)", name, mkba_status_name(status), status == MKBA_OK ? "" : error->message);
    ck_assert_int_eq(error->status, status);
    if (strstr(error->message, text_of(item, "message")) == NULL)
        ck_abort_msg("%s: %s", name, error->message);
    if (line != NULL && error->line != (size_t) line->valuedouble)
        ck_abort_msg("%s: line %zu", name, error->line);
    if (line != NULL)
        ck_assert_uint_gt(error->column, 0);
    if (where != NULL)
        ck_assert_str_eq(error->where, where);
}

START_TEST(texts_are_refused_with_their_place)
{
    mkba_i_json *json = cases("panel/refused.json");
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        mkba_panel *panel = NULL;
        mkba_error error;
        panel_case given;
        panel_case_read(&given, item);
        mkba_status status = mkba_panel_parse(given.text, given.length, given.format, &given.options, &panel, &error);
        expect_error(item, status, &error);
        ck_assert_ptr_null(panel);
        ck_assert_int_eq(mkba_panel_parse(given.text, given.length, given.format, &given.options, &panel, NULL),
                         status);
        panel_case_free(&given);
    }
    mkba_i_json_free(json);
}
END_TEST

/* Whatever is cut off is refused, unless what is left ends a line and closes what has to be closed: then all cells
 * that are there are those of the whole. */
static void expect_part(const mkba_panel *part, const mkba_panel *whole)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_table(part, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        double value = mkba_table_is_missing(table, row, 4) ? 0 : support_real(table, row, "value");
        panel_expect(whole, support_text(table, row, "area"), support_text(table, row, "period"),
                     support_text(table, row, "indicator"), value, support_text(table, row, "status"));
    }
    mkba_table_free(table);
}

START_TEST(a_text_cut_off_anywhere_gives_no_wrong_figure)
{
    mkba_i_json *json = cases("panel/accepted.json");
    size_t n_refused = 0;
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        mkba_panel *whole = panel_of(item);
        panel_case given;
        panel_case_read(&given, item);
        /* Sums of what is left of an Iv3 return differ, and so do names that tell units apart. */
        size_t most = given.format == MKBA_PANEL_IV3 || given.options.split_units ? 0 : given.length;
        for (size_t length = 0; length < most; length++) {
            mkba_panel *part = NULL;
            mkba_status status = mkba_panel_parse(given.text, length, given.format, &given.options, &part, NULL);
            n_refused += status != MKBA_OK;
            if (status == MKBA_OK)
                expect_part(part, whole);
            ck_assert(status != MKBA_OK || given.text[length - 1] == '\n');
            mkba_panel_free(part);
        }
        panel_case_free(&given);
        mkba_panel_free(whole);
    }
    ck_assert_uint_gt(n_refused, 1000);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(a_line_of_a_million_columns_is_refused)
{
    static const mkba_panel_format formats[] = {MKBA_PANEL_TIDY, MKBA_PANEL_STATLINE, MKBA_PANEL_ODATA3_TYPED};
    size_t length = 2000000;
    char *text = malloc(length);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        mkba_panel *panel = NULL;
        mkba_error error;
        for (size_t at = 0; at < length; at++)
            text[at] = at % 2 == 0 ? 'a' : formats[i] == MKBA_PANEL_STATLINE ? ';' : ',';
        text[length - 1] = '\n';
        ck_assert_int_eq(mkba_panel_parse(text, length, formats[i], NULL, &panel, &error), MKBA_ERROR_LIMIT);
        ck_assert_uint_eq(error.line, 1);
    }
    free(text);
}
END_TEST

/* ---- arguments ------------------------------------------------------------------------------------------- */

START_TEST(null_and_unknown_arguments_are_refused)
{
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_panel_format format;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_parse(NULL, 0, MKBA_PANEL_TIDY, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_parse("a\n", 2, MKBA_PANEL_TIDY, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_parse("a\n", 2, (mkba_panel_format) 99, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_read(NULL, MKBA_PANEL_TIDY, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_read("/no/such", MKBA_PANEL_TIDY, NULL, &panel, &error), MKBA_ERROR_FILE);
    ck_assert_str_eq(error.source, "/no/such");
    ck_assert_int_eq(mkba_panel_format_from_name("odata3_typed", &format, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "odata3-typed"));
    ck_assert_int_eq(mkba_panel_format_from_name(NULL, &format, &error), MKBA_ERROR_ARGUMENT);
    mkba_panel_options_init(&options);
    options.separator = '|';
    ck_assert_int_eq(mkba_panel_parse("a\n", 2, MKBA_PANEL_TIDY, &options, &panel, &error), MKBA_ERROR_ARGUMENT);
    mkba_panel_options_init(&options);
    options.n_indicators = 1;
    ck_assert_int_eq(mkba_panel_parse("a\n", 2, MKBA_PANEL_TIDY, &options, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "indicators");
    memset(&options, 0, sizeof options);
    ck_assert_int_eq(mkba_panel_parse("a\n", 2, MKBA_PANEL_TIDY, &options, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(panel);
}
END_TEST

/* ---- detection ------------------------------------------------------------------------------------------- */

START_TEST(a_format_is_detected_when_asked)
{
    mkba_i_json *json = cases("panel/accepted.json");
    size_t n = 0;
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        mkba_panel_options options;
        mkba_panel_format format;
        panel_case given;
        panel_case_read(&given, item);
        mkba_panel_options_init(&options);
        bool usual = given.options.area == NULL && given.options.indicator == NULL && given.options.fixed_area == NULL;
        if (usual) {
            ck_assert_int_eq(mkba_panel_detect(given.text, given.length, &options, &format, NULL), MKBA_OK);
            if (format != given.format)
                ck_abort_msg("%s: %s", text_of(item, "name"), mkba_panel_format_name(format));
            ck_assert_int_eq(options.encoding, given.options.encoding);
            n++;
        }
        panel_case_free(&given);
    }
    ck_assert_uint_gt(n, 15);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(what_has_no_known_header_is_not_guessed)
{
    mkba_panel_options options;
    mkba_panel_format format = MKBA_PANEL_IV3;
    mkba_panel_options_init(&options);
    ck_assert_int_eq(mkba_panel_detect("a,b\n1,2\n", 8, &options, &format, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_detect("", 0, &options, &format, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(format, MKBA_PANEL_IV3);
    ck_assert_int_eq(mkba_panel_detect(NULL, 0, &options, &format, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel readers");
    TCase *reading = tcase_create("reading");
    tcase_add_test(reading, texts_are_read_cell_by_cell);
    tcase_add_test(reading, texts_are_refused_with_their_place);
    tcase_add_test(reading, a_text_cut_off_anywhere_gives_no_wrong_figure);
    tcase_add_test(reading, a_line_of_a_million_columns_is_refused);
    tcase_add_test(reading, null_and_unknown_arguments_are_refused);
    suite_add_tcase(suite, reading);
    TCase *detection = tcase_create("detection");
    tcase_add_test(detection, a_format_is_detected_when_asked);
    tcase_add_test(detection, what_has_no_known_header_is_not_guessed);
    suite_add_tcase(suite, detection);
    return run_suite(suite);
}
