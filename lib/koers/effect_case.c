/* An estimated effect in a case: see mkba/koers_effect.h. */
#include <stdlib.h>
#include <string.h>

#include <mkba/koers_effect.h>

#include "base/choice.h"
#include "base/options.h"
#include "base/text.h"
#include "case/case.h"
#include "effect/effect_model.h"

static const char *const ROLES[] = {"distribution", "gap", "path"};
MKBA_I_CHOICE(mkba_effect_role, ROLES, "role", "role")

void mkba_effect_use_init_size(mkba_effect_use *use, size_t size)
{
    const mkba_effect_use made = {.factor = 1.0};

    mkba_i_options_init(use, size, &made, sizeof made);
}

static mkba_status take_use(const mkba_effect_use *given, mkba_effect_use *taken, mkba_error *error)
{
    mkba_status status;

    mkba_effect_use_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_effect_use_init", error);
    if (status == MKBA_OK)
        status = MKBA_I_CHECK_GIVEN(error, {"parameter", taken->parameter});
    if (status == MKBA_OK && (size_t) taken->role >= MKBA_I_LENGTH(ROLES))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "role", "there is no role %d", (int) taken->role);
    if (status != MKBA_OK)
        return status;
    if (taken->role == MKBA_EFFECT_AS_PATH && taken->stream == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "stream", "a path needs the stream that it is of");
    if (taken->role != MKBA_EFFECT_AS_PATH && (taken->stream != NULL || taken->alternative != NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, taken->stream != NULL ? "stream" : "alternative",
                           "a stream and an alternative go with the role path, not with %s", ROLES[taken->role]);
    return MKBA_OK;
}

/* ---- names of the case ------------------------------------------------------------------------------------------- */

/* A name as a step of a JSON pointer. */
static void add_step(mkba_i_text *pointer, const char *name)
{
    mkba_i_text_add(pointer, "/");
    for (; *name != '\0'; name++)
        if (*name == '~' || *name == '/')
            mkba_i_text_add(pointer, *name == '~' ? "~0" : "~1");
        else
            mkba_i_text_append(pointer, name, 1);
}

static mkba_status find_stream(const mkba_i_model *model, const char *name, const mkba_i_stream **found,
                               mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < model->stream_names.n; i++) {
        if (strcmp(model->stream_names.items[i], name) == 0) {
            *found = &model->streams[i];
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, model->stream_names.items[i]);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "stream", "the case has no stream \"%.100s\"%s", name, hint);
}

/* The one that is named, or the only one with a policy. */
static mkba_status find_alternative(const mkba_i_model *model, const char **name, size_t *found, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(*name == NULL ? "" : *name);
    const char *only = NULL;
    size_t n = 0;
    char hint[MKBA_I_HINT];

    for (size_t i = 0; i < model->alternative_names.n; i++) {
        if (i == model->null_alternative)
            continue;
        only = model->alternatives[i].name;
        *found = i;
        n++;
        if (*name != NULL && strcmp(only, *name) == 0)
            return MKBA_OK;
        mkba_i_nearest_try(&nearest, only);
    }
    mkba_i_nearest_hint(&nearest, hint);
    if (*name != NULL)
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "alternative",
                           "the case has no alternative \"%.100s\" with a policy%s", *name, hint);
    if (n != 1)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "alternative",
                           "the case has %zu alternatives with a policy: say which of them it is", n);
    *name = only;
    return MKBA_OK;
}

/* A path makes a parameter that the caller did not name: only one that an effect made before is replaced. */
static mkba_status check_observed(const mkba_i_model *model, const mkba_effect_use *use, mkba_error *error)
{
    mkba_i_text name = {0};
    size_t at;
    mkba_status status = MKBA_OK;

    mkba_i_text_format(&name, "%s_observed", use->parameter);
    if (name.failed)
        return mkba_i_fail_memory(error);
    at = mkba_i_names_find(&model->parameter_names, name.data, strlen(name.data));
    if (at != MKBA_I_NONE && model->parameters[at].verdict == NULL)
        status = mkba_i_fail(
            error, MKBA_ERROR_ARGUMENT, "parameter",
            "the case has a parameter \"%.100s\" of its own, and a path makes one of that name: choose another "
            "name than \"%.100s\"",
            name.data, use->parameter);
    mkba_i_text_drop(&name);
    return status;
}

/* ---- when the policy holds ----------------------------------------------------------------------------------------- */

/* The years of an effect, and whether the case, or a scenario of it, begins before them. */
typedef struct seen {
    int start, last;
    bool begins_before;
} seen;

static seen years_of(const mkba_i_model *model, const mkba_effect *effect)
{
    seen years = {(int) strtol(effect->periods[effect->after[0]], NULL, 10),
                  (int) strtol(effect->periods[effect->after[effect->n_after - 1]], NULL, 10), false};

    years.begins_before = model->settings.first < years.start;
    for (size_t i = 0; i < model->scenario_names.n; i++)
        years.begins_before =
            years.begins_before || (model->scenarios[i].has_years && model->scenarios[i].first < years.start);
    return years;
}

/* The key by which a change does not hold in full from the first year that was observed to the last, or holds before it. */
static const char *wrong_key(const mkba_i_profile *profile, const seen *years, const mkba_i_settings *of)
{
    mkba_i_span span = mkba_i_profile_span(profile, years->begins_before ? years->start : of->first, of->last, false);

    for (int year = of->first > years->start ? of->first : years->start; year <= years->last && year <= of->last;
         year++)
        if (year < span.from)
            return "from";
        else if ((size_t) (year - span.from) < profile->n_ramp_up && profile->ramp_up[year - span.from] != 1)
            return "ramp_up";
        else if (year > span.to)
            return "to";
        else if (profile->decay != NULL && year > span.decay_from)
            return "decay";
    return years->begins_before && span.from < years->start ? "from" : NULL;
}

static mkba_status check_change(const mkba_i_model *model, const mkba_i_change *change, const seen *years,
                                const mkba_effect_use *use, mkba_error *error)
{
    const char *wrong = change == NULL ? NULL : wrong_key(&change->profile, years, &model->settings);

    return wrong == NULL
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "stream",
                             "by \"%s\" in the changes of \"%.100s\" for \"%.100s\" the alternative is not what "
                             "was observed from %d to %d: take it out",
                             wrong, use->stream, use->alternative, years->start, years->last);
}

/* ---- parts of the case --------------------------------------------------------------------------------------------- */

static mkba_status set_text(mkba_draft *draft, mkba_i_text *pointer, const char *value, mkba_error *error)
{
    mkba_status status =
        pointer->failed ? mkba_i_fail_memory(error) : mkba_draft_set_text(draft, pointer->data, value, error);

    mkba_i_text_drop(pointer);
    return status;
}

/* Puts a parameter, which is freed, in the place of one of its name with an ending. */
static mkba_status set_parameter(mkba_draft *draft, const char *name, const char *ending, char *json, mkba_error *error)
{
    mkba_i_text pointer = {0};
    mkba_status status;

    mkba_i_text_add(&pointer, "/parameters");
    add_step(&pointer, name);
    mkba_i_text_add(&pointer, ending);
    status = pointer.failed ? mkba_i_fail_memory(error)
                            : mkba_draft_set_json(draft, pointer.data, json, strlen(json), error);
    mkba_i_text_drop(&pointer);
    mkba_text_free(json);
    return status;
}

static mkba_status set_series(mkba_draft *draft, const mkba_effect *effect, const mkba_effect_use *use,
                              mkba_effect_series series, const char *ending, mkba_error *error)
{
    const char *unit = use->unit == NULL && use->role == MKBA_EFFECT_AS_PATH ? "client" : use->unit;
    char *json = NULL;
    mkba_status status = mkba_effect_path(effect, series, unit, use->factor, &json, error);

    return status == MKBA_OK ? set_parameter(draft, use->parameter, ending, json, error) : status;
}

static mkba_status set_distribution(mkba_draft *draft, const mkba_effect *effect, const mkba_effect_use *use,
                                    mkba_error *error)
{
    char *json = NULL;
    mkba_status status = mkba_effect_distribution(effect, use->shape, use->unit, use->factor, &json, error);

    return status == MKBA_OK ? set_parameter(draft, use->parameter, "", json, error) : status;
}

/* A place in the stream: "/path", or a key of what the alternative does to it. */
static mkba_i_text place_of(const mkba_effect_use *use, const char *key)
{
    mkba_i_text pointer = {0};

    mkba_i_text_add(&pointer, "/streams");
    add_step(&pointer, use->stream);
    if (strcmp(key, "/path") != 0) {
        mkba_i_text_add(&pointer, "/changes");
        add_step(&pointer, use->alternative);
    }
    mkba_i_text_add(&pointer, key);
    return pointer;
}

/* The stream follows the counterfactual, and with the policy what was observed, from the start of the effect on. */
static mkba_status set_stream(mkba_draft *draft, const mkba_effect_use *use, const seen *years, mkba_error *error)
{
    mkba_i_text path = place_of(use, "/path"), clients = place_of(use, "/clients"), from = {0}, ratio = {0};
    mkba_status status = set_text(draft, &path, use->parameter, error);

    mkba_i_text_format(&ratio, "%s_observed / %s", use->parameter, use->parameter);
    if (status == MKBA_OK && ratio.failed)
        status = mkba_i_fail_memory(error);
    if (status == MKBA_OK)
        status = set_text(draft, &clients, ratio.data, error);
    if (status == MKBA_OK && years->begins_before) {
        from = place_of(use, "/from");
        status = from.failed ? mkba_i_fail_memory(error) : mkba_draft_set_number(draft, from.data, years->start, error);
    }
    mkba_i_text_drop(&from);
    mkba_i_text_drop(&clients);
    mkba_i_text_drop(&ratio);
    return status;
}

static mkba_status set_path(mkba_draft *draft, const mkba_case *mkba, const mkba_effect *effect, mkba_effect_use *use,
                            mkba_error *error)
{
    const mkba_i_model *model = &mkba->model;
    const mkba_i_stream *stream = NULL;
    size_t alternative = 0;
    seen years;
    mkba_status status = find_stream(model, use->stream, &stream, error);

    if (status == MKBA_OK)
        status = find_alternative(model, &use->alternative, &alternative, error);
    if (status == MKBA_OK)
        status = check_observed(model, use, error);
    if (status == MKBA_OK) /* also says where there is no estimate, or where periods are no years */
        status = set_series(draft, effect, use, MKBA_EFFECT_COUNTERFACTUAL, "", error);
    if (status == MKBA_OK)
        status = set_series(draft, effect, use, MKBA_EFFECT_OBSERVED, "_observed", error);
    if (status != MKBA_OK)
        return status;
    years = years_of(model, effect);
    status = check_change(model, mkba_i_stream_change(stream, alternative), &years, use, error);
    return status == MKBA_OK ? set_stream(draft, use, &years, error) : status;
}

mkba_status mkba_case_with_effect(const mkba_case *mkba, const mkba_effect *effect, const mkba_effect_use *use,
                                  mkba_case **out, mkba_error *error)
{
    mkba_effect_use taken;
    mkba_draft *draft = NULL;
    mkba_status status =
        MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(effect), MKBA_I_GIVEN(use), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_use(use, &taken, error);
    if (status == MKBA_OK)
        status = mkba_draft_of_case(mkba, &draft, error);
    if (status != MKBA_OK)
        return status;
    if (taken.role == MKBA_EFFECT_AS_DISTRIBUTION)
        status = set_distribution(draft, effect, &taken, error);
    else if (taken.role == MKBA_EFFECT_AS_GAP)
        status = set_series(draft, effect, &taken, MKBA_EFFECT_GAP, "", error);
    else
        status = set_path(draft, mkba, effect, &taken, error);
    if (status == MKBA_OK)
        status = mkba_draft_case(draft, NULL, out, error);
    mkba_draft_free(draft);
    return status;
}

mkba_status mkba_case_with_panel_effect(const mkba_case *mkba, const mkba_panel *panel,
                                        const mkba_effect_options *options, const mkba_effect_use *use, mkba_case **out,
                                        mkba_error *error)
{
    mkba_effect *effect = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(use), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_panel_effect(panel, options, &effect, error);
    if (status == MKBA_OK)
        status = mkba_case_with_effect(mkba, effect, use, out, error);
    mkba_effect_free(effect);
    return status;
}
