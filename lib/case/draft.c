/* A case that is being made: a JSON tree changed by pointer, and read as a case when it is done. */
#include "case/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

#define EMPTY "{\"format\": \"mkba-case/1\"}"

/* ---- making and freeing ------------------------------------------------------------------------------------ */

/* A draft of this document. */
static mkba_status draft_of(const mkba_i_json *json, mkba_draft **out, mkba_error *error)
{
    mkba_draft *draft;

    if (!cJSON_IsObject(mkba_i_json_root(json)))
        return mkba_i_json_fail(json, mkba_i_json_root(json), error, MKBA_ERROR_CASE, "a case must be an object");
    draft = calloc(1, sizeof *draft);
    if (draft == NULL)
        return mkba_i_fail_memory(error);
    draft->root = mkba_i_edit_copy(json);
    if (draft->root == NULL) {
        free(draft);
        return mkba_i_fail_memory(error);
    }
    *out = draft;
    return MKBA_OK;
}

mkba_status mkba_draft_parse(const char *text, size_t length, mkba_draft **out, mkba_error *error)
{
    mkba_i_json *json = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    status = mkba_i_json_parse(text, length, &json, error);
    if (status == MKBA_OK)
        status = draft_of(json, out, error);
    mkba_i_json_free(json);
    return status;
}

mkba_status mkba_draft_new(mkba_draft **out, mkba_error *error)
{
    return mkba_draft_parse(EMPTY, strlen(EMPTY), out, error);
}

mkba_status mkba_draft_of_case(const mkba_case *mkba, mkba_draft **out, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = draft_of(mkba->json, out, error);
    if (status == MKBA_OK)
        (*out)->catalog = mkba_i_catalog_hold(mkba->catalog);
    return status;
}

void mkba_draft_free(mkba_draft *draft)
{
    if (draft == NULL)
        return;
    cJSON_Delete(draft->root);
    mkba_catalog_free(draft->catalog);
    free(draft);
}

/* ---- changing ---------------------------------------------------------------------------------------------- */

/* Takes `value` over, NULL for a lack of memory. */
static mkba_status put(mkba_draft *draft, const char *pointer, cJSON *value, mkba_error *error)
{
    if (value != NULL && *pointer == '\0' && !cJSON_IsObject(value)) {
        cJSON_Delete(value);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "pointer", "the pointer \"\" is the whole case, an object");
    }
    return mkba_i_edit_set(&draft->root, pointer, value, error);
}

static bool is_utf8(const char *text)
{
    size_t length = strlen(text), n = 1;

    for (size_t i = 0; i < length && n > 0; i += n)
        n = mkba_i_utf8_length(text + i, length - i);
    return n > 0;
}

mkba_status mkba_draft_set_text(mkba_draft *draft, const char *pointer, const char *value, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(pointer), MKBA_I_GIVEN(value));

    if (status != MKBA_OK)
        return status;
    if (!is_utf8(value))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, pointer, "the text for %.100s is not UTF-8", pointer);
    return put(draft, pointer, mkba_i_edit_text(value), error);
}

mkba_status mkba_draft_set_number(mkba_draft *draft, const char *pointer, double value, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(pointer));

    if (status != MKBA_OK)
        return status;
    if (!isfinite(value))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, pointer, "the number for %.100s must be finite", pointer);
    return put(draft, pointer, mkba_i_edit_number(value), error);
}

mkba_status mkba_draft_set_bool(mkba_draft *draft, const char *pointer, bool value, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(pointer));

    return status == MKBA_OK ? put(draft, pointer, cJSON_CreateBool(value), error) : status;
}

mkba_status mkba_draft_set_json(mkba_draft *draft, const char *pointer, const char *text, size_t length,
                                mkba_error *error)
{
    mkba_i_json *json = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(pointer), MKBA_I_GIVEN(text));

    if (status != MKBA_OK)
        return status;
    status = mkba_i_json_parse(text, length, &json, error);
    if (status == MKBA_OK)
        status = put(draft, pointer, mkba_i_edit_copy(json), error);
    else if (error != NULL && status != MKBA_ERROR_MEMORY)
        mkba_i_copy_text(error->where, sizeof error->where, pointer); /* line and column are those of the fragment */
    mkba_i_json_free(json);
    return status;
}

mkba_status mkba_draft_remove(mkba_draft *draft, const char *pointer, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(pointer));

    return status == MKBA_OK ? mkba_i_edit_remove(draft->root, pointer, error) : status;
}

/* ---- handing out ------------------------------------------------------------------------------------------- */

mkba_status mkba_draft_text(const mkba_draft *draft, char **text, mkba_error *error)
{
    mkba_i_writer writer = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(text));
    char *written;

    if (status != MKBA_OK)
        return status;
    mkba_i_write_item(&writer, draft->root);
    mkba_i_text_add(&writer.text, "\n");
    written = mkba_i_text_take(&writer.text);
    if (written == NULL)
        return mkba_i_fail_memory(error);
    *text = written;
    return MKBA_OK;
}

mkba_status mkba_draft_case(const mkba_draft *draft, const mkba_case_options *options, mkba_case **out,
                            mkba_error *error)
{
    mkba_case_options taken;
    char *text = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_i_case_take_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_draft_text(draft, &text, error);
    if (status == MKBA_OK && taken.catalog == NULL)
        taken.catalog = draft->catalog;
    if (status == MKBA_OK)
        status = mkba_case_parse(text, strlen(text), &taken, out, error);
    mkba_text_free(text);
    return status;
}
