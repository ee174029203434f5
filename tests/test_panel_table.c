/* Panels of tables: what a text holds gives the same panel, and the same refusals, when it comes as a data frame. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

static const panel_types all_types[] = {PANEL_TEXTS, PANEL_INTEGERS, PANEL_REALS};
enum { n_types = 3 };

/* ---- the same as a text ---------------------------------------------------------------------------------- */

static void expect_same_view(const mkba_panel *a, const mkba_panel *b,
                             mkba_status (*view)(const mkba_panel *, mkba_table **, mkba_error *), const char *name)
{
    mkba_table *of_a = NULL, *of_b = NULL;
    char *text_a = NULL, *text_b = NULL;
    ck_assert_int_eq(view(a, &of_a, NULL), MKBA_OK);
    ck_assert_int_eq(view(b, &of_b, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_table_csv(of_a, &text_a, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_table_csv(of_b, &text_b, NULL), MKBA_OK);
    if (strcmp(text_a, text_b) != 0)
        ck_abort_msg("%s: %.2000s\n%.2000s", name, text_a, text_b);
    mkba_text_free(text_a);
    mkba_text_free(text_b);
    mkba_table_free(of_a);
    mkba_table_free(of_b);
}

static void expect_same(const mkba_panel *a, const mkba_panel *b, const char *name)
{
    expect_same_view(a, b, mkba_panel_table, name);
    expect_same_view(a, b, mkba_panel_areas, name);
    expect_same_view(a, b, mkba_panel_indicators, name);
    expect_same_view(a, b, mkba_panel_notes, name);
}

/* Whether the text is a table at all. */
static bool check_same(const panel_case *given, const char *name)
{
    mkba_panel *of_text = NULL;
    bool is_table = false;
    ck_assert_int_eq(mkba_panel_parse(given->text, given->length, given->format, &given->options, &of_text, NULL),
                     MKBA_OK);
    for (size_t i = 0; i < n_types; i++) {
        mkba_panel_options options;
        mkba_panel *of_table = NULL;
        mkba_error error;
        mkba_table *table = panel_case_table(given, all_types[i], &options);
        if (table == NULL)
            break;
        is_table = true;
        if (mkba_panel_from_table(table, given->format, &options, &of_table, &error) != MKBA_OK)
            ck_abort_msg("%s: %s: %s", name, error.where, error.message);
        mkba_table_free(table); /* the panel needs it no more */
        expect_same(of_text, of_table, name);
        mkba_panel_free(of_table);
    }
    mkba_panel_free(of_text);
    return is_table;
}

START_TEST(a_table_gives_the_panel_of_its_text)
{
    char *text = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(text);
    size_t n = 0;
    free(text);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        panel_case given;
        panel_case_read(&given, item);
        n += check_same(&given, cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring);
        panel_case_free(&given);
    }
    ck_assert_uint_gt(n, 20);
    mkba_i_json_free(json);
}
END_TEST

static void check_same_file(const char *name, mkba_panel_format format, const mkba_panel_options *options)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    panel_case given = {.format = format, .options = *options};
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/", name);
    given.text = support_file(path, &given.length);
    if (given.text == NULL) {
        printf("# SKIP %s: %s is not there\n", name, path);
        return;
    }
    ck_assert(check_same(&given, name));
    free(given.text);
}

START_TEST(tables_of_real_files_give_their_panels)
{
    static const char *const kind[] = {"KenmerkenVanPersonen=T009002"}, *const crime[] = {"SoortMisdrijf=1000000"};
    static const char *const texts[] = {"typemaatwerkarrangement"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    check_same_file("gemeenten/gebruik_wmo_jeugd.csv", MKBA_PANEL_TIDY, &options);
    check_same_file("cbs_shapes/odata3_untyped_pandasdump_85335NED_2022.csv", MKBA_PANEL_ODATA3_UNTYPED, &options);
    options.kind = MKBA_PERIOD_YEAR;
    options.chosen = kind;
    options.n_chosen = 1;
    check_same_file("cbs_shapes/83262NED_typed_met_metadata/data.csv", MKBA_PANEL_ODATA3_TYPED, &options);
    mkba_panel_options_init(&options);
    options.separator = ';';
    options.chosen = crime;
    options.n_chosen = 1;
    check_same_file("cbs_shapes/odata3_untyped_83648NED_2015.csv", MKBA_PANEL_ODATA3_UNTYPED, &options);
    mkba_panel_options_init(&options);
    options.fixed_area = "NL01";
    check_same_file("cbs_shapes/odata4_observations_80416ned.csv", MKBA_PANEL_ODATA4, &options);
    mkba_panel_options_init(&options);
    options.area = "gemeentenaam";
    options.period = "perioden";
    options.skipped = texts;
    options.n_skipped = 1;
    check_same_file("cbs_shapes/cbsodata_py_titels_wmo_hbh_2017_2019.csv", MKBA_PANEL_WIDE, &options);
}
END_TEST

/* ---- the same refusals ----------------------------------------------------------------------------------- */

/* What stands after "row 3", which counts the header of a text, and not that of a table. */
static const char *after_row(const char *where)
{
    const char *comma = strncmp(where, "row ", 4) == 0 ? strchr(where, ',') : NULL;
    return comma == NULL ? where : comma;
}

static size_t row_of(const char *where)
{
    return strncmp(where, "row ", 4) == 0 ? strtoul(where + 4, NULL, 10) : 0;
}

static void expect_same_error(const mkba_error *of_text, const mkba_error *of_table, const char *name)
{
    bool names_row = strstr(of_text->message, "row ") != NULL;
    if (of_text->status != of_table->status)
        ck_abort_msg("%s: %s", name, of_table->message);
    if (!names_row && strcmp(of_text->message, of_table->message) != 0)
        ck_abort_msg("%s: %s\n%s", name, of_text->message, of_table->message);
    if (strcmp(of_text->where, "text") == 0)
        ck_assert_str_eq(of_table->where, "table");
    else
        ck_assert_str_eq(after_row(of_text->where), after_row(of_table->where));
    if (row_of(of_text->where) > 0)
        ck_assert_uint_eq(row_of(of_text->where), row_of(of_table->where) + 1);
    ck_assert_uint_eq(of_table->line, 0);
    ck_assert_uint_eq(of_table->column, 0);
}

START_TEST(a_table_is_refused_as_its_text_is)
{
    char *text = support_data("panel/refused.json", NULL);
    mkba_i_json *json = support_json(text);
    size_t n = 0;
    free(text);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        const char *name = cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring;
        panel_case given;
        panel_case_read(&given, item);
        for (size_t i = 0; i < n_types; i++) {
            mkba_panel_options options;
            mkba_panel *panel = NULL;
            mkba_error of_text, of_table;
            mkba_table *table = panel_case_table(&given, all_types[i], &options);
            if (table == NULL)
                break;
            ck_assert_int_ne(mkba_panel_parse(given.text, given.length, given.format, &given.options, &panel, &of_text),
                             MKBA_OK);
            if (mkba_panel_from_table(table, given.format, &options, &panel, &of_table) == MKBA_OK)
                ck_abort_msg("%s: the table is read", name);
            ck_assert_ptr_null(panel);
            expect_same_error(&of_text, &of_table, name);
            mkba_table_free(table);
            n++;
        }
        panel_case_free(&given);
    }
    ck_assert_uint_gt(n, 60);
    mkba_i_json_free(json);
}
END_TEST

/* ---- what only a table has ------------------------------------------------------------------------------- */

static mkba_panel *panel_of_columns(const mkba_column *columns, size_t n_columns, size_t n_rows,
                                    mkba_panel_format format, const mkba_panel_options *options)
{
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_error error;
    if (mkba_table_new("frame", columns, n_columns, n_rows, &table, &error) != MKBA_OK ||
        mkba_panel_from_table(table, format, options, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table_free(table);
    return panel;
}

/* As cbs_get_data gives it after cbs_add_label_columns, cbs_add_date_column and cbs_add_unit_column. */
START_TEST(a_frame_of_cbsodatar_is_read_with_its_labels_and_units)
{
    static const char *const areas[] = {"GM0743", "GM0743", "GM0762"}, *const names[] = {"Asten", "Asten", "Deurne"};
    static const char *const periods[] = {"2020JJ00", "2021JJ00", "2021JJ00"};
    static const char *const dates[] = {"2020-01-01", "2021-01-01", "2021-01-01"}, *const freqs[] = {"Y", "Y", "Y"};
    static const char *const units[] = {"aantal", "aantal", "aantal"};
    static const int64_t ids[] = {1, 2, 3}, clients[] = {355, 360, 0};
    static const bool missing[] = {false, false, true};
    const mkba_column columns[] = {
        {.name = "ID", .type = MKBA_COLUMN_INTEGER, .integers = ids},
        {.name = "RegioS", .texts = areas},
        {.name = "RegioS_label", .texts = names},
        {.name = "Perioden", .texts = periods},
        {.name = "Perioden_label", .texts = freqs},
        {.name = "Perioden_Date", .texts = dates},
        {.name = "Perioden_freq", .texts = freqs},
        {.name = "WmoClienten_1", .type = MKBA_COLUMN_INTEGER, .integers = clients, .missing = missing},
        {.name = "WmoClienten_1_unit", .texts = units}};
    mkba_panel *panel = panel_of_columns(columns, 9, 3, MKBA_PANEL_ODATA3_TYPED, NULL);
    panel_expect(panel, "GM0743", "2021", "WmoClienten", 360, "measured");
    panel_expect(panel, "GM0762", "2021", "WmoClienten", 0, "absent");
    ck_assert_str_eq(mkba_panel_area_name(panel, 1), "Deurne");
    ck_assert_str_eq(mkba_panel_indicator(panel, 0)->unit, "aantal");
    ck_assert_uint_eq(mkba_panel_n_indicators(panel), 1);
    mkba_panel_free(panel);
}
END_TEST

/* As cbsodata.get_data gives it: titles where the table has codes. */
START_TEST(a_frame_of_titles_is_read_with_a_list_of_codes)
{
    static const char *const areas[] = {"Asten", "Deurne (gemeente)"}, *const periods[] = {"2019", "2020*"};
    static const char *const codes[] = {"GM0743", "GM0762"}, *const names[] = {"Asten", "Deurne"};
    static const double clients[] = {355, 410.5};
    const mkba_column columns[] = {{.name = "RegioS", .texts = areas},
                                   {.name = "Perioden", .texts = periods},
                                   {.name = "WmoClienten_1", .type = MKBA_COLUMN_REAL, .reals = clients}};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.area_codes = codes;
    options.area_names = names;
    options.n_area_names = 2;
    mkba_panel *panel = panel_of_columns(columns, 3, 2, MKBA_PANEL_ODATA3_TYPED, &options);
    panel_expect(panel, "GM0743", "2019", "WmoClienten", 355, "measured");
    panel_expect(panel, "GM0762", "2020", "WmoClienten", 410.5, "provisional");
    mkba_panel_free(panel);
}
END_TEST

/* As cbs4_get_observations gives it after cbs4_add_label_columns and cbs4_add_unit_column. */
START_TEST(observations_are_read_with_their_labels_and_units)
{
    static const char *const measures[] = {"M1", "M1"}, *const labels[] = {"Clienten", "Clienten"};
    static const char *const attributes[] = {"None", "Impossible"}, *const areas[] = {"GM0743", "GM0762"};
    static const char *const names[] = {"Asten", "Deurne"}, *const units[] = {"aantal", "aantal"};
    static const int64_t years[] = {2020, 2020};
    static const double values[] = {12.5, 0};
    static const bool missing[] = {false, true};
    const mkba_column columns[] = {{.name = "Measure", .texts = measures},
                                   {.name = "MeasureLabel", .texts = labels},
                                   {.name = "ValueAttribute", .texts = attributes},
                                   {.name = "Value", .type = MKBA_COLUMN_REAL, .reals = values, .missing = missing},
                                   {.name = "Unit", .texts = units},
                                   {.name = "RegioS", .texts = areas},
                                   {.name = "RegioSLabel", .texts = names},
                                   {.name = "Perioden", .type = MKBA_COLUMN_INTEGER, .integers = years}};
    mkba_panel *panel = panel_of_columns(columns, 8, 2, MKBA_PANEL_ODATA4, NULL);
    panel_expect(panel, "GM0743", "2020", "M1", 12.5, "measured");
    panel_expect(panel, "GM0762", "2020", "M1", 0, "impossible");
    ck_assert_str_eq(mkba_panel_area_name(panel, 0), "Asten");
    ck_assert_str_eq(mkba_panel_indicator(panel, 0)->unit, "aantal");
    mkba_panel_free(panel);
}
END_TEST

START_TEST(the_format_of_a_table_is_detected_as_that_of_its_text)
{
    char *text = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(text);
    size_t n = 0;
    free(text);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        mkba_panel_options of_text, options;
        mkba_panel_format format, of_table;
        panel_case given;
        panel_case_read(&given, item);
        mkba_panel_options_init(&of_text);
        mkba_table *table = panel_case_table(&given, PANEL_TEXTS, &options);
        if (table != NULL && mkba_panel_detect(given.text, given.length, &of_text, &format, NULL) == MKBA_OK) {
            ck_assert_int_eq(mkba_panel_detect_table(table, &of_table, NULL), MKBA_OK);
            ck_assert_int_eq(format, of_table);
            n++;
        }
        mkba_table_free(table);
        panel_case_free(&given);
    }
    ck_assert_uint_gt(n, 15);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(a_table_of_no_known_form_is_not_guessed)
{
    static const mkba_column columns[] = {{.name = "RegioS"}, {.name = "Perioden"}, {.name = "X_1"}};
    mkba_table *table = NULL, *other = NULL;
    mkba_panel_format format = MKBA_PANEL_IV3;
    mkba_error error;
    ck_assert_int_eq(mkba_table_new(NULL, columns, 3, 0, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_table_new(NULL, columns, 1, 0, &other, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_detect_table(other, &format, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_panel_detect_table(NULL, &format, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_detect_table(table, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(format, MKBA_PANEL_IV3);
    ck_assert_int_eq(mkba_panel_detect_table(table, &format, &error), MKBA_OK); /* without ID, as cbsodataR has it */
    ck_assert_int_eq(format, MKBA_PANEL_ODATA3_TYPED);
    mkba_table_free(table);
    mkba_table_free(other);
}
END_TEST

START_TEST(a_boolean_is_no_figure)
{
    static const char *const areas[] = {"A"};
    static const int64_t years[] = {2020}, flags[] = {1};
    const mkba_column columns[] = {{.name = "gm_code", .texts = areas},
                                   {.name = "jaar", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "vlag", .type = MKBA_COLUMN_BOOLEAN, .integers = flags}};
    static const char *const wanted[] = {"vlag"};
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_error error;
    mkba_panel_options_init(&options);
    options.indicators = wanted;
    options.n_indicators = 1;
    ck_assert_int_eq(mkba_table_new(NULL, columns, 3, 1, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_WIDE, &options, &panel, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "row 1, vlag");
    ck_assert_ptr_nonnull(strstr(error.message, "\"true\" is no figure"));
    mkba_table_free(table);
}
END_TEST

START_TEST(a_unit_that_differs_is_refused_with_its_place)
{
    static const char *const areas[] = {"A", "B"}, *const units[] = {"aantal", "%"};
    static const int64_t years[] = {2020, 2020};
    const mkba_column columns[] = {{.name = "RegioS", .texts = areas},
                                   {.name = "Perioden", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "X_1", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "X_1_unit", .texts = units}};
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_table_new(NULL, columns, 4, 2, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_ODATA3_TYPED, NULL, &panel, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "row 2, X_1_unit");
    mkba_table_free(table);
}
END_TEST

START_TEST(what_belongs_to_bytes_is_refused)
{
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_panel_options options;
    mkba_error error;
    ck_assert_int_eq(mkba_table_new("empty", NULL, 0, 0, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_from_table(NULL, MKBA_PANEL_TIDY, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "table");
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_TIDY, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_from_table(table, (mkba_panel_format) 99, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_STATLINE, NULL, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "format");
    mkba_panel_options_init(&options);
    options.separator = ';';
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_TIDY, &options, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "separator");
    mkba_panel_options_init(&options);
    options.encoding = MKBA_ENCODING_LATIN1;
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_TIDY, &options, &panel, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "encoding");
    ck_assert_int_eq(mkba_panel_from_table(table, MKBA_PANEL_TIDY, NULL, &panel, &error), MKBA_ERROR_PANEL);
    ck_assert_str_eq(error.where, "table");
    ck_assert_ptr_null(panel);
    mkba_table_free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panels of tables");
    TCase *same = tcase_create("as the text");
    tcase_add_test(same, a_table_gives_the_panel_of_its_text);
    tcase_add_test(same, tables_of_real_files_give_their_panels);
    tcase_add_test(same, a_table_is_refused_as_its_text_is);
    suite_add_tcase(suite, same);
    TCase *own = tcase_create("only of tables");
    tcase_add_test(own, a_frame_of_cbsodatar_is_read_with_its_labels_and_units);
    tcase_add_test(own, a_frame_of_titles_is_read_with_a_list_of_codes);
    tcase_add_test(own, observations_are_read_with_their_labels_and_units);
    tcase_add_test(own, the_format_of_a_table_is_detected_as_that_of_its_text);
    tcase_add_test(own, a_table_of_no_known_form_is_not_guessed);
    tcase_add_test(own, a_boolean_is_no_figure);
    tcase_add_test(own, a_unit_that_differs_is_refused_with_its_place);
    tcase_add_test(own, what_belongs_to_bytes_is_refused);
    suite_add_tcase(suite, own);
    return run_suite(suite);
}
