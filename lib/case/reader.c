#include "case/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/choice.h"
#include "base/number.h"

/* ---- problems ------------------------------------------------------------------------------------------- */

mkba_status mkba_i_problems_first(const mkba_i_problems *problems, mkba_error *error)
{
    if (problems->out_of_memory)
        return mkba_i_fail_memory(error);
    if (problems->n == 0)
        return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "", "it was refused without a reason: please report this");
    if (error != NULL)
        *error = problems->items[0];
    return problems->items[0].status;
}

mkba_status mkba_i_problems_note(mkba_i_problems *problems, const mkba_error *problem, mkba_error *error)
{
    if (problem->status == MKBA_ERROR_MEMORY ||
        !mkba_i_grow((void **) &problems->items, &problems->capacity, problems->n + 1, sizeof *problems->items))
        return mkba_i_fail_memory(error);
    problems->items[problems->n++] = *problem;
    return MKBA_OK;
}

void mkba_i_problems_free(mkba_i_problems *problems)
{
    free(problems->items);
    *problems = (mkba_i_problems){0};
}

/* A new problem to fill, NULL when there are enough or memory is short. */
static mkba_error *add_problem(mkba_i_reader *reader)
{
    mkba_i_problems *problems = reader->problems;

    problems->refused++;
    if (mkba_i_enough(reader))
        return NULL;
    if (!mkba_i_grow((void **) &problems->items, &problems->capacity, problems->n + 1, sizeof *problems->items)) {
        problems->out_of_memory = true;
        return NULL;
    }
    return &problems->items[problems->n++];
}

static void set_place(const mkba_i_reader *reader, const cJSON *item, mkba_error *problem)
{
    mkba_i_json_where(reader->json, item, problem->where);
    mkba_i_json_place(reader->json, item, &problem->line, &problem->column);
}

bool mkba_i_refuse(mkba_i_reader *reader, const cJSON *item, mkba_status status, const char *format, ...)
{
    mkba_error *problem = add_problem(reader);
    va_list args;

    if (problem == NULL)
        return false;
    va_start(args, format);
    mkba_i_vfail(problem, status, "", format, args);
    va_end(args);
    set_place(reader, item, problem);
    return false;
}

bool mkba_i_refuse_error(mkba_i_reader *reader, const cJSON *item, const mkba_error *error)
{
    mkba_error *problem;

    if (error->status == MKBA_ERROR_MEMORY)
        return mkba_i_no_memory(reader);
    problem = add_problem(reader);
    if (problem == NULL)
        return false;
    *problem = *error;
    if (problem->line == 0)
        set_place(reader, item, problem);
    return false;
}

bool mkba_i_refuse_at(mkba_i_reader *reader, const mkba_i_place *place, mkba_status status, const char *format, ...)
{
    mkba_error *problem = add_problem(reader);
    va_list args;

    if (problem == NULL)
        return false;
    va_start(args, format);
    mkba_i_vfail(problem, status, place->where, format, args);
    va_end(args);
    problem->line = place->line;
    problem->column = place->column;
    return false;
}

bool mkba_i_refuse_number(mkba_i_reader *reader, const cJSON *item, const char *sentence, double value)
{
    char number[MKBA_I_NUMBER_TEXT];

    return mkba_i_refuse(reader, item, reader->broken, "%s, not %s", sentence, mkba_i_number_say(value, number));
}

bool mkba_i_no_memory(mkba_i_reader *reader)
{
    reader->problems->out_of_memory = true;
    return false;
}

bool mkba_i_enough(const mkba_i_reader *reader)
{
    return reader->problems->n >= MKBA_I_PROBLEMS;
}

void mkba_i_hint(const mkba_i_reader *reader, const mkba_i_names *names, const char *name, char hint[MKBA_I_HINT])
{
    hint[0] = '\0';
    if (!mkba_i_enough(reader))
        mkba_i_names_hint(names, name, hint);
}

bool mkba_i_clean_since(const mkba_i_reader *reader, size_t before)
{
    return reader->problems->refused == before && !reader->problems->out_of_memory;
}

/* ---- making things -------------------------------------------------------------------------------------- */

void *mkba_i_make(mkba_i_reader *reader, size_t count, size_t size)
{
    void *made = mkba_i_arena_new(reader->arena, count, size);

    if (made == NULL)
        mkba_i_no_memory(reader);
    return made;
}

static const char *keep_text(mkba_i_reader *reader, const char *text)
{
    const char *kept = mkba_i_arena_text(reader->arena, text, strlen(text));

    if (kept == NULL)
        mkba_i_no_memory(reader);
    return kept;
}

bool mkba_i_read_place(mkba_i_reader *reader, const cJSON *item, mkba_i_place *place)
{
    char where[MKBA_ERROR_TEXT];

    mkba_i_json_where(reader->json, item, where);
    mkba_i_json_place(reader->json, item, &place->line, &place->column);
    place->where = keep_text(reader, where);
    return place->where != NULL;
}

/* ---- values --------------------------------------------------------------------------------------------- */

const cJSON *mkba_i_member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

size_t mkba_i_count(const cJSON *parent)
{
    size_t n = 0;

    for (const cJSON *child = parent == NULL ? NULL : parent->child; child != NULL; child = child->next)
        n++;
    return n;
}

static const char *type_name(const cJSON *item)
{
    if (cJSON_IsNull(item))
        return "null";
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "true" : "false";
    if (cJSON_IsNumber(item))
        return "a number";
    if (cJSON_IsString(item))
        return "a text";
    return cJSON_IsArray(item) ? "a list" : "an object";
}

static bool wrong_type(mkba_i_reader *reader, const cJSON *item, const char *what, const char *wanted)
{
    if (what == NULL)
        what = item->string != NULL ? item->string : "this";
    return mkba_i_refuse(reader, item, reader->broken, "%.120s must be %s, not %s", what, wanted, type_name(item));
}

static bool is_among(const char *key, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

bool mkba_i_read_object(mkba_i_reader *reader, const cJSON *item, const char *what, const char *const *keys, size_t n)
{
    mkba_i_names known = {.items = (const char **) keys, .n = n};
    bool ok = true;
    char hint[MKBA_I_HINT];

    if (!cJSON_IsObject(item))
        return wrong_type(reader, item, what, "an object");
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        if (is_among(child->string, keys, n))
            continue;
        mkba_i_hint(reader, &known, child->string, hint);
        ok = mkba_i_refuse(reader, child, reader->broken, "\"%.100s\" is no key of %s%s", child->string, what, hint);
    }
    return ok;
}

bool mkba_i_read_map(mkba_i_reader *reader, const cJSON *item, const char *what)
{
    if (!cJSON_IsObject(item))
        return wrong_type(reader, item, what, "an object");
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        if (child->string[0] == '\0')
            return mkba_i_refuse(reader, child, reader->broken, "a name in %s is empty", what);
    return true;
}

bool mkba_i_read_names(mkba_i_reader *reader, const cJSON *item, const char *what, mkba_i_names *names)
{
    size_t i = 0;

    if (item != NULL && !mkba_i_read_map(reader, item, what))
        return false;
    if (!mkba_i_names_new(names, reader->arena, mkba_i_count(item)))
        return mkba_i_no_memory(reader);
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        names->items[i] = keep_text(reader, child->string);
        if (names->items[i] == NULL)
            return false;
    }
    mkba_i_names_sort(names);
    return true;
}

bool mkba_i_read_array(mkba_i_reader *reader, const cJSON *item, const char *what)
{
    return cJSON_IsArray(item) || wrong_type(reader, item, what, "a list");
}

bool mkba_i_read_text(mkba_i_reader *reader, const cJSON *item, const char **text)
{
    if (item == NULL)
        return true;
    if (!cJSON_IsString(item))
        return wrong_type(reader, item, NULL, "a text");
    *text = keep_text(reader, item->valuestring);
    return *text != NULL;
}

bool mkba_i_read_bool(mkba_i_reader *reader, const cJSON *item, bool *value)
{
    if (item == NULL)
        return true;
    if (!cJSON_IsBool(item))
        return wrong_type(reader, item, NULL, "true or false");
    *value = cJSON_IsTrue(item);
    return true;
}

bool mkba_i_read_number(mkba_i_reader *reader, const cJSON *item, double *value)
{
    if (item == NULL)
        return true;
    if (!cJSON_IsNumber(item))
        return wrong_type(reader, item, NULL, "a number");
    *value = item->valuedouble;
    return true;
}

bool mkba_i_read_year(mkba_i_reader *reader, const cJSON *item, int *year)
{
    if (item == NULL)
        return true;
    if (!cJSON_IsNumber(item))
        return wrong_type(reader, item, NULL, "a year");
    if (!(item->valuedouble >= 1000 && item->valuedouble <= 9999) || item->valuedouble != floor(item->valuedouble))
        return mkba_i_refuse_number(reader, item, "a year is a whole number from 1000 to 9999", item->valuedouble);
    *year = (int) item->valuedouble;
    return true;
}

bool mkba_i_read_year_key(mkba_i_reader *reader, const cJSON *item, int *year)
{
    const char *key = item->string;
    bool ok = strlen(key) == 4 && key[0] != '0';

    for (size_t i = 0; ok && i < 4; i++)
        ok = key[i] >= '0' && key[i] <= '9';
    if (!ok)
        return mkba_i_refuse(reader, item, reader->broken, "a year such as \"2026\" should stand here, not \"%.60s\"",
                             key);
    *year = (int) strtol(key, NULL, 10);
    return true;
}

bool mkba_i_read_numbers(mkba_i_reader *reader, const cJSON *item, const double **values, size_t *n)
{
    size_t count = mkba_i_count(item), i = 0;
    double *numbers;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!cJSON_IsArray(item))
        return wrong_type(reader, item, NULL, "a list of numbers");
    numbers = mkba_i_make(reader, count, sizeof *numbers);
    if (numbers == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = mkba_i_read_number(reader, child, &numbers[i++]) && ok;
    *values = numbers;
    *n = count;
    return ok;
}

bool mkba_i_read_choice(mkba_i_reader *reader, const cJSON *item, const char *const *words, size_t n, size_t *choice)
{
    const mkba_i_names known = {.items = (const char **) words, .n = n};
    char allowed[MKBA_I_CHOICES_TEXT], hint[MKBA_I_HINT];

    if (item == NULL)
        return true;
    mkba_i_choices(words, n, allowed);
    if (!cJSON_IsString(item))
        return wrong_type(reader, item, NULL, allowed);
    for (size_t i = 0; i < n; i++)
        if (strcmp(item->valuestring, words[i]) == 0) {
            *choice = i;
            return true;
        }
    mkba_i_hint(reader, &known, item->valuestring, hint);
    return mkba_i_refuse(reader, item, reader->broken, "%.60s must be %s, not \"%.60s\"%s", item->string, allowed,
                         item->valuestring, hint);
}

bool mkba_i_read_expression(mkba_i_reader *reader, const cJSON *item, bool with_streams,
                            const mkba_i_expression **expression)
{
    mkba_i_scope scope = {&reader->model->parameter_names, with_streams ? &reader->model->stream_names : NULL,
                          mkba_i_enough(reader)};
    mkba_i_expression *made;
    mkba_i_place place = {0};
    mkba_error error = {0};
    mkba_status status;

    if (item == NULL)
        return true;
    if (!cJSON_IsNumber(item) && !cJSON_IsString(item))
        return wrong_type(reader, item, NULL, "a number or an expression");
    made = mkba_i_make(reader, 1, sizeof *made);
    if (made == NULL || !mkba_i_read_place(reader, item, &place))
        return false;
    status = cJSON_IsNumber(item) ? mkba_i_expression_number(item->valuedouble, reader->arena, made, &error)
                                  : mkba_i_expression_parse(item->valuestring, &scope, reader->arena, made, &error);
    if (status != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    made->where = place.where;
    made->line = place.line;
    made->column = place.column;
    *expression = made;
    return true;
}

bool mkba_i_need(mkba_i_reader *reader, const cJSON *object, const char *key, const char *what)
{
    if (mkba_i_member(object, key) != NULL)
        return true;
    return mkba_i_refuse(reader, object, reader->broken, "%.120s needs \"%s\"", what, key);
}
