#include "case/case.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/options.h"

/* ---- making and freeing ---------------------------------------------------------------------------------- */

static mkba_status read_into(mkba_case *mkba, mkba_i_problems *problems, mkba_error *error)
{
    mkba_i_reader reader = {.json = mkba->json,
                            .broken = MKBA_ERROR_CASE,
                            .catalog = mkba->catalog,
                            .arena = &mkba->arena,
                            .model = &mkba->model,
                            .problems = problems};
    bool ok = mkba_i_read_model(&reader) && mkba_i_check_units(&reader) && mkba_i_clean_since(&reader, 0);

    mkba_i_roll_free(&reader.actors);
    return ok ? MKBA_OK : mkba_i_problems_first(problems, error);
}

void mkba_case_options_init_size(mkba_case_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

mkba_status mkba_i_case_take_options(const mkba_case_options *given, mkba_case_options *taken, mkba_error *error)
{
    mkba_case_options_init(taken);
    return mkba_i_options_take(given, taken, sizeof *taken, "mkba_case_options_init", error);
}

mkba_status mkba_i_case_parse(const char *text, size_t length, const mkba_case_options *options,
                              mkba_i_problems *problems, mkba_case **out, mkba_error *error)
{
    mkba_case_options taken;
    mkba_case *mkba = NULL;
    mkba_status status = mkba_i_case_take_options(options, &taken, error);

    if (status != MKBA_OK)
        return status;
    mkba = calloc(1, sizeof *mkba);
    if (mkba == NULL)
        return mkba_i_fail_memory(error);
    atomic_init(&mkba->holders, 1);
    mkba->catalog = mkba_i_catalog_hold(taken.catalog);
    status = mkba_i_json_parse(text, length, &mkba->json, error);
    if (status == MKBA_OK)
        status = read_into(mkba, problems, error);
    if (status != MKBA_OK) {
        mkba_case_free(mkba);
        return status;
    }
    *out = mkba;
    return MKBA_OK;
}

mkba_status mkba_case_parse(const char *text, size_t length, const mkba_case_options *options, mkba_case **out,
                            mkba_error *error)
{
    mkba_i_problems problems = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(text), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    status = mkba_i_case_parse(text, length, options, &problems, out, error);
    mkba_i_problems_free(&problems);
    return status;
}

mkba_status mkba_case_read(const char *path, const mkba_case_options *options, mkba_case **out, mkba_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(path), MKBA_I_GIVEN(out));

    if (status != MKBA_OK)
        return status;
    status = mkba_i_file_read(path, MKBA_I_JSON_BYTES, &bytes, &length, error);
    if (status != MKBA_OK)
        return status;
    status = mkba_case_parse(bytes, length, options, out, error);
    if (status != MKBA_OK && error != NULL)
        mkba_i_copy_text(error->source, sizeof error->source, path);
    free(bytes);
    return status;
}

mkba_status mkba_case_write(const mkba_case *mkba, const char *path, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(path));
    const char *text = mkba_case_text(mkba);

    return status == MKBA_OK ? mkba_i_file_write(path, text, strlen(text), error) : status;
}

mkba_case *mkba_i_case_hold(const mkba_case *mkba)
{
    mkba_case *held = (mkba_case *) mkba; /* only the count of holders changes */

    atomic_fetch_add(&held->holders, 1);
    return held;
}

void mkba_case_free(mkba_case *mkba)
{
    if (mkba == NULL || atomic_fetch_sub(&mkba->holders, 1) > 1)
        return;
    free(mkba->model.actors);
    mkba_i_json_free(mkba->json);
    mkba_i_arena_free(&mkba->arena);
    mkba_catalog_free(mkba->catalog);
    free(mkba);
}

/* ---- looking at it --------------------------------------------------------------------------------------- */

const char *mkba_case_title(const mkba_case *mkba)
{
    return mkba == NULL ? NULL : mkba->model.title;
}

const char *mkba_case_text(const mkba_case *mkba)
{
    return mkba == NULL ? NULL : mkba_i_json_text(mkba->json);
}

size_t mkba_case_n_scenarios(const mkba_case *mkba)
{
    return mkba == NULL ? 0 : mkba->model.scenario_names.n;
}

const char *mkba_case_scenario_name(const mkba_case *mkba, size_t position)
{
    return position < mkba_case_n_scenarios(mkba) ? mkba->model.scenario_names.items[position] : NULL;
}

mkba_status mkba_i_case_scenario(const mkba_case *mkba, const char *name, const mkba_i_scenario **scenario,
                                 mkba_error *error)
{
    const mkba_i_names *names = &mkba->model.scenario_names;
    size_t position = name == NULL ? MKBA_I_NONE : mkba_i_names_find(names, name, strlen(name));
    char hint[MKBA_I_HINT];

    *scenario = position == MKBA_I_NONE ? NULL : &mkba->model.scenarios[position];
    if (name == NULL || *scenario != NULL)
        return MKBA_OK;
    mkba_i_names_hint(names, name, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "scenario", "\"%.100s\" is no scenario of this case%s", name, hint);
}

mkba_status mkba_i_case_parameter(const mkba_case *mkba, const char *name, const char *where, size_t *position,
                                  mkba_error *error)
{
    const mkba_i_names *names = &mkba->model.parameter_names;
    char hint[MKBA_I_HINT];

    *position = mkba_i_names_find(names, name, strlen(name));
    if (*position != MKBA_I_NONE)
        return MKBA_OK;
    mkba_i_names_hint(names, name, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "\"%.100s\" is no parameter of this case%s", name, hint);
}

mkba_status mkba_i_case_actor(const mkba_case *mkba, const char *name, const char *where, size_t *position,
                              mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < mkba->model.n_actors; i++) {
        if (strcmp(mkba->model.actors[i].name, name) == 0) {
            *position = i;
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, mkba->model.actors[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, where, "\"%.100s\" is no actor of this case%s", name, hint);
}

const char *mkba_i_case_written_unit(const mkba_case *mkba, const char *parameter)
{
    const cJSON *parameters = cJSON_GetObjectItemCaseSensitive(mkba_i_json_root(mkba->json), "parameters");
    const cJSON *unit =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(parameters, parameter), "unit");

    return cJSON_IsString(unit) ? unit->valuestring : NULL;
}
