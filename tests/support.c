/* See support.h. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/file.h"

/* ---- files ----------------------------------------------------------------------------------------------- */

void support_path(char *text, size_t size, const char *folder, const char *name, const char *ending)
{
    int length = snprintf(text, size, "%s/%s%s", folder, name, ending);
    ck_assert_int_lt(length, (int) size);
}

char *support_file(const char *path, size_t *length)
{
    char *bytes = NULL;
    size_t n = 0;
    if (mkba_i_file_read(path, MKBA_I_JSON_BYTES, &bytes, &n, NULL) != MKBA_OK)
        return NULL;
    if (length != NULL)
        *length = n;
    return bytes;
}

char *support_data(const char *name, size_t *length)
{
    char path[1000];
    const char *folder = getenv("MKBA_TEST_DATA");
    support_path(path, sizeof path, folder == NULL ? "tests/data" : folder, name, "");
    char *bytes = support_file(path, length);
    if (bytes == NULL)
        ck_abort_msg("%s cannot be read", path);
    return bytes;
}

/* ---- cases ----------------------------------------------------------------------------------------------- */

mkba_case *support_parse(const char *text)
{
    mkba_case *mkba = NULL;
    mkba_error error;
    if (mkba_case_parse(text, strlen(text), NULL, &mkba, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return mkba;
}

mkba_koers *support_koers(const char *text)
{
    mkba_koers *koers = NULL;
    mkba_error error;
    if (mkba_koers_parse(text, strlen(text), &koers, &error) != MKBA_OK)
        ck_abort_msg("%s, line %zu: %s", error.where, error.line, error.message);
    return koers;
}

mkba_case *support_case(const char *name)
{
    char path[200];
    support_path(path, sizeof path, "cases", name, ".json");
    char *text = support_data(path, NULL);
    mkba_case *mkba = support_parse(text);
    free(text);
    return mkba;
}

mkba_appraisal *support_appraise(const mkba_case *mkba, const char *scenario)
{
    mkba_appraisal *appraisal = NULL;
    mkba_appraise_options options;
    mkba_error error;
    mkba_appraise_options_init(&options);
    options.scenario = scenario;
    if (mkba_case_appraise(mkba, &options, &appraisal, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return appraisal;
}

mkba_i_json *support_result(const mkba_appraisal *appraisal)
{
    char *text = NULL;
    ck_assert_int_eq(mkba_appraisal_json(appraisal, &text, NULL), MKBA_OK);
    mkba_i_json *json = support_json(text);
    mkba_text_free(text);
    return json;
}

mkba_table *support_table(const mkba_appraisal *appraisal, mkba_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_appraisal_table(appraisal, view, &table, NULL), MKBA_OK);
    return table;
}

mkba_table *support_check(const char *text)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_case_check(text, strlen(text), NULL, &table, NULL), MKBA_OK);
    return table;
}

/* ---- documents that are edited --------------------------------------------------------------------------- */

mkba_draft *support_draft(const char *text)
{
    mkba_draft *draft = NULL;
    ck_assert_int_eq(mkba_draft_parse(text, strlen(text), &draft, NULL), MKBA_OK);
    return draft;
}

void support_set(mkba_draft *draft, const char *pointer, const char *json)
{
    mkba_error error = {.status = MKBA_OK};
    mkba_status status = json == NULL ? mkba_draft_remove(draft, pointer, &error)
                                      : mkba_draft_set_json(draft, pointer, json, strlen(json), &error);
    if (status != MKBA_OK)
        ck_abort_msg("%s: %s", pointer, error.message);
}

char *support_finish(mkba_draft *draft)
{
    char *text = NULL;
    ck_assert_int_eq(mkba_draft_text(draft, &text, NULL), MKBA_OK);
    mkba_draft_free(draft);
    return text;
}

char *support_edited(const mkba_i_json *base, const cJSON *entry)
{
    mkba_draft *draft = support_draft(mkba_i_json_text(base));
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(entry, "set"))
    {
        char *json = support_print(item);
        support_set(draft, item->string, json);
        mkba_text_free(json);
    }
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(entry, "remove"))
        support_set(draft, item->valuestring, NULL);
    return support_finish(draft);
}

/* ---- tables ---------------------------------------------------------------------------------------------- */

size_t support_column(const mkba_table *table, const char *name)
{
    for (size_t i = 0; i < mkba_table_n_columns(table); i++)
        if (strcmp(mkba_table_column_name(table, i), name) == 0)
            return i;
    ck_abort_msg("table %s has no column %s", mkba_table_name(table), name);
    return 0;
}

const char *support_text(const mkba_table *table, size_t row, const char *column)
{
    const char *const *texts = mkba_table_texts(table, support_column(table, column));
    ck_assert(texts != NULL && row < mkba_table_n_rows(table));
    return texts[row];
}

int64_t support_integer(const mkba_table *table, size_t row, const char *column)
{
    const int64_t *integers = mkba_table_integers(table, support_column(table, column));
    ck_assert(integers != NULL && row < mkba_table_n_rows(table));
    return integers[row];
}

double support_real(const mkba_table *table, size_t row, const char *column)
{
    const double *reals = mkba_table_reals(table, support_column(table, column));
    ck_assert(reals != NULL && row < mkba_table_n_rows(table));
    return reals[row];
}

void support_expect(const mkba_table *table, size_t row, const char *column, double expected, double tolerance)
{
    double found = support_real(table, row, column);
    if (!(fabs(found - expected) <= tolerance))
        ck_abort_msg("%s, row %zu: %.17g, not %.17g", column, row, found, expected);
}

bool support_missing(const mkba_table *table, size_t row, const char *column)
{
    return mkba_table_is_missing(table, row, support_column(table, column));
}

size_t support_row(const mkba_table *table, const char *column, const char *text)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (strcmp(support_text(table, row, column), text) == 0)
            return row;
    ck_abort_msg("no row whose %s is %s", column, text);
    return 0;
}

void support_two_languages(const mkba_table *english, const mkba_table *dutch)
{
    ck_assert_uint_eq(mkba_table_n_rows(english), mkba_table_n_rows(dutch));
    for (size_t row = 0; row < mkba_table_n_rows(english); row++) {
        const char *text = support_text(dutch, row, "text");
        ck_assert_str_eq(support_text(english, row, "id"), support_text(dutch, row, "id"));
        ck_assert_str_ne(support_text(english, row, "text"), text);
        ck_assert_msg(text[0] != '\0' && strchr("%{", text[0]) == NULL, "%s", text);
    }
}

bool support_finds(mkba_table *findings, const char *id)
{
    bool found = false;
    for (size_t row = 0; row < mkba_table_n_rows(findings); row++)
        found = found || strcmp(support_text(findings, row, "id"), id) == 0;
    mkba_table_free(findings);
    return found;
}

double support_first(mkba_table *table, const char *column)
{
    double found = support_missing(table, 0, column) ? (double) NAN : support_real(table, 0, column);
    mkba_table_free(table);
    return found;
}

int64_t support_first_integer(mkba_table *table, const char *column)
{
    int64_t found = support_integer(table, 0, column);
    mkba_table_free(table);
    return found;
}

/* ---- errors ---------------------------------------------------------------------------------------------- */

void support_refused(mkba_status found, mkba_status wanted, const mkba_error *error, const char *where,
                     const char *says)
{
    if (found == MKBA_OK)
        ck_abort_msg("%s, \"%s\": not refused", where, says);
    if (found != wanted || strcmp(error->where, where) != 0 || strstr(error->message, says) == NULL)
        ck_abort_msg("%s at %s: %s; wanted %s at %s: \"%s\"", mkba_status_name(found), error->where, error->message,
                     mkba_status_name(wanted), where, says);
}

mkba_i_json *support_entries(const char *folder, const char *name)
{
    const char *data = getenv("MKBA_TEST_DATA");
    char path[1000];
    size_t length = 0;
    mkba_i_json *json = NULL;
    mkba_error error = {.message = "not there"};
    snprintf(path, sizeof path, "%s/%s/%s", data == NULL ? "tests/data" : data, folder, name);
    char *text = support_file(path, &length);
    if (text == NULL || mkba_i_json_parse(text, length, &json, &error) != MKBA_OK) {
        fprintf(stderr, "%s, line %zu: %s\n", path, error.line, error.message);
        exit(EXIT_FAILURE);
    }
    free(text);
    return json;
}

const char *support_entry(const cJSON *entry, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, key));
}

void support_refused_as(const cJSON *entry, mkba_status status, const mkba_error *error)
{
    const char *id = support_entry(entry, "id");
    const cJSON *says = cJSON_GetObjectItemCaseSensitive(entry, "says");
    if (strcmp(mkba_status_name(status), support_entry(entry, "status")) != 0 || error->status != status)
        ck_abort_msg("%s: %s, %s: %s", id, mkba_status_name(status), error->where, error->message);
    if (strcmp(error->where, support_entry(entry, "where")) != 0)
        ck_abort_msg("%s: place \"%s\": %s", id, error->where, error->message);
    for (const cJSON *words = says == NULL ? NULL : says->child; words != NULL; words = words->next)
        if (strstr(error->message, words->valuestring) == NULL)
            ck_abort_msg("%s: no \"%s\" in: %s", id, words->valuestring, error->message);
}

/* ---- JSON ------------------------------------------------------------------------------------------------ */

mkba_i_json *support_json(const char *text)
{
    mkba_i_json *json = NULL;
    mkba_error error;
    if (mkba_i_json_parse(text, strlen(text), &json, &error) != MKBA_OK)
        ck_abort_msg("line %zu, column %zu: %s", error.line, error.column, error.message);
    return json;
}

/* The first part of a pointer, unescaped (~1 is /, ~0 is ~); returns what follows it. */
static const char *first_part(const char *pointer, char part[200])
{
    size_t n = 0;
    ck_assert_int_eq(*pointer, '/');
    for (pointer++; *pointer != '\0' && *pointer != '/'; pointer++) {
        bool escaped = *pointer == '~';
        pointer += escaped;
        ck_assert_uint_lt(n, 199);
        part[n++] = (char) (!escaped ? *pointer : *pointer == '1' ? '/' : '~');
    }
    part[n] = '\0';
    return pointer;
}

static cJSON *child_of(const cJSON *item, const char *part)
{
    if (cJSON_IsArray(item))
        return cJSON_GetArrayItem(item, atoi(part));
    return cJSON_GetObjectItemCaseSensitive(item, part);
}

cJSON *support_at(const cJSON *root, const char *pointer)
{
    const cJSON *item = root;
    char part[200];
    while (item != NULL && *pointer != '\0') {
        pointer = first_part(pointer, part);
        item = child_of(item, part);
    }
    return (cJSON *) item;
}

char *support_print(const cJSON *item)
{
    mkba_i_writer writer = {0};
    mkba_i_write_item(&writer, item);
    char *text = mkba_i_text_take(&writer.text);
    ck_assert_ptr_nonnull(text);
    return text;
}

/* ---- agreement ------------------------------------------------------------------------------------------- */

static bool numbers_agree(double expected, double found, const char *where)
{
    bool small = strstr(where, "/clients/") != NULL || strstr(where, "/bcr") != NULL;
    return fabs(expected - found) <= fmax(1e-10 * fabs(expected), small ? 1e-9 : 1e-6);
}

static bool lists_agree(const cJSON *expected, const cJSON *found, char where[MKBA_ERROR_TEXT])
{
    size_t length = strlen(where);
    if (cJSON_GetArraySize(expected) != cJSON_GetArraySize(found))
        return false;
    const cJSON *other = found->child;
    for (const cJSON *child = expected->child; child != NULL; child = child->next) {
        const cJSON *twin = child->string == NULL ? other : cJSON_GetObjectItemCaseSensitive(found, child->string);
        snprintf(where + length, MKBA_ERROR_TEXT - length, "/%s", child->string == NULL ? "?" : child->string);
        if (twin == NULL || !support_agree(child, twin, where))
            return false;
        other = other->next;
    }
    where[length] = '\0';
    return true;
}

bool support_agree(const cJSON *expected, const cJSON *found, char where[MKBA_ERROR_TEXT])
{
    if (cJSON_IsNumber(expected) && cJSON_IsNumber(found))
        return numbers_agree(expected->valuedouble, found->valuedouble, where);
    if (cJSON_IsString(expected) && cJSON_IsString(found))
        return strcmp(expected->valuestring, found->valuestring) == 0;
    if (cJSON_IsObject(expected) != cJSON_IsObject(found) || cJSON_IsArray(expected) != cJSON_IsArray(found))
        return false;
    if (cJSON_IsObject(expected) || cJSON_IsArray(expected))
        return lists_agree(expected, found, where);
    return cJSON_IsNull(expected) && cJSON_IsNull(found);
}
