#include "koers/koers.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "koers/reader.h"

/* ---- making and freeing ---------------------------------------------------------------------------------- */

static mkba_status parse(const char *text, size_t length, mkba_i_problems *problems, mkba_koers **out,
                         mkba_error *error)
{
    mkba_koers *koers = calloc(1, sizeof *koers);
    mkba_status status;

    if (koers == NULL)
        return mkba_i_fail_memory(error);
    atomic_init(&koers->holders, 1);
    status = mkba_i_json_parse(text, length, &koers->json, error);
    if (status == MKBA_OK) {
        mkba_i_koers_reader reader = {
            .base = {.json = koers->json, .broken = MKBA_ERROR_KOERS, .arena = &koers->arena, .problems = problems},
            .model = &koers->model};

        if (!mkba_i_read_koers(&reader) || !mkba_i_clean_since(&reader.base, 0))
            status = mkba_i_problems_first(problems, error);
    }
    if (status == MKBA_OK)
        *out = koers;
    else
        mkba_koers_free(koers);
    return status;
}

mkba_status mkba_koers_parse(const char *text, size_t length, mkba_koers **out, mkba_error *error)
{
    mkba_i_problems problems = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    status = parse(text, length, &problems, out, error);
    mkba_i_problems_free(&problems);
    return status;
}

mkba_status mkba_koers_read(const char *path, mkba_koers **out, mkba_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(path), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_i_file_read(path, MKBA_I_JSON_BYTES, &bytes, &length, error);
    if (status != MKBA_OK)
        return status;
    status = mkba_koers_parse(bytes, length, out, error);
    if (status != MKBA_OK && error != NULL)
        mkba_i_copy_text(error->source, sizeof error->source, path);
    free(bytes);
    return status;
}

mkba_status mkba_koers_write(const mkba_koers *koers, const char *path, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(path));
    const char *text = mkba_koers_text(koers);

    return status == MKBA_OK ? mkba_i_file_write(path, text, strlen(text), error) : status;
}

mkba_koers *mkba_i_koers_hold(const mkba_koers *koers)
{
    mkba_koers *held = (mkba_koers *) koers; /* only the count of holders changes */

    atomic_fetch_add(&held->holders, 1);
    return held;
}

void mkba_koers_free(mkba_koers *koers)
{
    if (koers == NULL || atomic_fetch_sub(&koers->holders, 1) > 1)
        return;
    mkba_i_json_free(koers->json);
    mkba_i_arena_free(&koers->arena);
    free(koers);
}

/* ---- looking at it --------------------------------------------------------------------------------------- */

const char *mkba_koers_title(const mkba_koers *koers)
{
    return koers == NULL ? NULL : koers->model.title;
}

const char *mkba_koers_text(const mkba_koers *koers)
{
    return koers == NULL ? NULL : mkba_i_json_text(koers->json);
}

mkba_status mkba_i_koers_node(const mkba_koers *koers, const char *name, const char *where, size_t *position,
                              mkba_error *error)
{
    const mkba_i_names *names = &koers->model.node_names;
    char hint[MKBA_I_HINT];

    *position = mkba_i_names_find(names, name, strlen(name));
    if (*position != MKBA_I_NONE)
        return MKBA_OK;
    mkba_i_names_hint(names, name, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "\"%.100s\" is no node of this Koers%s", name, hint);
}

/* ---- everything there is to say of a text ------------------------------------------------------------------ */

static mkba_status check(const char *text, size_t length, mkba_i_problems *problems, mkba_i_findings *findings,
                         mkba_error *error)
{
    mkba_koers *koers = NULL;
    mkba_error problem = {.status = MKBA_OK};
    mkba_status status = parse(text, length, problems, &koers, &problem);

    if (status == MKBA_OK)
        mkba_i_koers_find(&koers->model, findings);
    else if (status == MKBA_ERROR_MEMORY)
        status = mkba_i_fail_memory(error);
    else /* what is no JSON is no problem yet */
        status = problems->n > 0 ? MKBA_OK : mkba_i_problems_note(problems, &problem, error);
    mkba_koers_free(koers);
    return status;
}

mkba_status mkba_koers_check(const char *text, size_t length, mkba_table **table, mkba_error *error)
{
    mkba_i_problems problems = {0};
    mkba_i_findings findings = {.first = NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    findings.book = mkba_i_koers_book();
    status = check(text, length, &problems, &findings, error);
    if (status == MKBA_OK)
        status = mkba_i_findings_table(&problems, &findings, table, error);
    mkba_i_problems_free(&problems);
    mkba_i_findings_free(&findings);
    return status;
}
