/* Synthetic control: options, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/synthetic_forms.h"
#include "effect/synthetic_model.h"

#define MOST_STARTS 1000

static const char *const WAYS[] = {"optimised", "regression", "given"};
MKBA_I_CHOICE(mkba_synthetic_v, WAYS, "v", "way")
static const char *const FORMS[] = {"plain", "penalised", "augmented"};
MKBA_I_CHOICE(mkba_synthetic_form, FORMS, "form", "form")

void mkba_synthetic_options_init_size(mkba_synthetic_options *options, size_t size)
{
    mkba_synthetic_options made = {.seed = 1, .penalty = -1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_v(const mkba_synthetic_options *o, mkba_error *error)
{
    bool some = false;

    if ((size_t) o->v >= MKBA_I_LENGTH(WAYS))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "v", "%d is no way to find V", (int) o->v);
    if (o->v != MKBA_SYNTHETIC_V_GIVEN && o->n_given_v > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "given_v", "a V is given: choose v \"given\" with it");
    if (o->v != MKBA_SYNTHETIC_V_GIVEN)
        return MKBA_OK;
    if (o->given_v == NULL || o->n_given_v != o->n_predictors || o->n_predictors == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "given_v",
                           "V has %zu figures: give one per predictor, of which "
                           "there are %zu",
                           o->given_v == NULL ? 0 : o->n_given_v, o->n_predictors);
    for (size_t k = 0; k < o->n_given_v; k++) {
        char where[64];
        snprintf(where, sizeof where, "given_v[%zu]", k);
        if (!(isfinite(o->given_v[k]) && o->given_v[k] >= 0))
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a figure of V is 0 or above");
        some = some || o->given_v[k] > 0;
    }
    if (!some)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "given_v", "at least one predictor must count");
    return MKBA_OK;
}

static mkba_status check_form(const mkba_synthetic_options *o, mkba_error *error)
{
    if ((size_t) o->form >= MKBA_I_LENGTH(FORMS))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "form", "there is no form %d", (int) o->form);
    if (!isfinite(o->penalty))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty", "the penalty is 0 or above, or below 0 to be chosen");
    if (o->form == MKBA_SYNTHETIC_PLAIN && o->penalty >= 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty",
                           "a penalty is given: choose form penalised or augmented with it");
    if (o->form != MKBA_SYNTHETIC_PLAIN && o->ridge > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "ridge", "a ridge goes with the plain form only");
    if (o->form == MKBA_SYNTHETIC_AUGMENTED && o->n_predictors > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "predictors",
                           "the augmented form matches outcomes: leave predictors out");
    if (o->form == MKBA_SYNTHETIC_AUGMENTED && o->penalty == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty",
                           "the augmented form needs a penalty above 0: with 0 weights can be anything");
    return MKBA_OK;
}

static mkba_status take_options(const mkba_synthetic_options *given, mkba_synthetic_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_synthetic_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_synthetic_options_init", error);
    if (status == MKBA_OK)
        status = MKBA_I_CHECK_GIVEN(error, {"indicator", taken->indicator}, {"treated", taken->treated},
                                    {"start", taken->start});
    if (status != MKBA_OK)
        return status;
    if (!(isfinite(taken->ridge) && taken->ridge >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "ridge", "the ridge is 0 or above");
    if ((taken->predictors == NULL && taken->n_predictors > 0) || taken->n_predictors > MKBA_I_MOST_PREDICTORS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "predictors", "give at most %d predictors", MKBA_I_MOST_PREDICTORS);
    if (taken->n_predictors > 0 && taken->intercept)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "intercept", "with predictors there is no intercept");
    if (taken->starts > MOST_STARTS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "starts", "%zu starts: take 1 to %d, or 0 for the default", taken->starts,
                           MOST_STARTS);
    status = check_form(taken, error);
    return status == MKBA_OK ? check_v(taken, error) : status;
}

static mkba_status make_block(mkba_synthetic *made, const mkba_panel *panel, const mkba_synthetic_options *o,
                              mkba_error *error)
{
    const mkba_i_block_request request = {.panel = panel,
                                          .indicator = o->indicator,
                                          .treated = &o->treated,
                                          .n_treated = 1,
                                          .donors = o->donors,
                                          .n_donors = o->n_donors,
                                          .start = o->start,
                                          .first = o->first,
                                          .last = o->last,
                                          .population = o->population};
    mkba_status status = mkba_i_block_make(&request, &made->block, error);

    if (status != MKBA_OK)
        return status;
    made->n_donors = made->block.n_units - 1;
    made->donors = mkba_i_arena_new(&made->arena, made->n_donors, sizeof *made->donors);
    made->fit.weights = mkba_i_arena_new(&made->arena, made->n_donors, sizeof *made->fit.weights);
    made->fit.v = mkba_i_arena_new(&made->arena, o->n_predictors + 1, sizeof *made->fit.v);
    if (made->donors == NULL || made->fit.weights == NULL || made->fit.v == NULL)
        return mkba_i_fail_memory(error);
    for (size_t j = 0; j < made->n_donors; j++)
        made->donors[j] = j + 1;
    made->task = (mkba_i_synthetic_task){.block = &made->block,
                                         .intercept = o->intercept,
                                         .ridge = o->ridge,
                                         .v = o->v,
                                         .given_v = o->given_v,
                                         .starts = o->starts,
                                         .seed = o->seed,
                                         .form = o->form,
                                         .lambda = o->penalty};
    return MKBA_OK;
}

/* A lambda is chosen for the V of the plain form, which is kept for the form, too. */
static mkba_status fit_treated(mkba_synthetic *made, mkba_error *error)
{
    mkba_i_synthetic_task task = made->task;
    mkba_status status;

    if (task.form == MKBA_SYNTHETIC_PLAIN || task.lambda >= 0)
        return mkba_i_synthetic_fit_unit(&made->task, 0, made->donors, made->n_donors, &made->fit, error);
    task.form = MKBA_SYNTHETIC_PLAIN;
    status = mkba_i_synthetic_fit_unit(&task, 0, made->donors, made->n_donors, &made->fit, error);
    if (status == MKBA_OK)
        status = mkba_i_synthetic_choose(made, made->fit.v, &made->task.lambda, error);
    if (status != MKBA_OK)
        return status;
    task.form = made->task.form;
    task.lambda = made->task.lambda;
    task.v = MKBA_SYNTHETIC_V_GIVEN;
    task.given_v = made->fit.v;
    return mkba_i_synthetic_fit_unit(&task, 0, made->donors, made->n_donors, &made->fit, error);
}

mkba_status mkba_panel_synthetic_control(const mkba_panel *panel, const mkba_synthetic_options *options,
                                         mkba_synthetic **out, mkba_error *error)
{
    mkba_synthetic_options taken;
    mkba_synthetic *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    status = make_block(made, panel, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_synthetic_predictors(made, panel, &taken, error);
    if (status == MKBA_OK)
        status = fit_treated(made, error);
    if (status == MKBA_OK)
        status = mkba_i_synthetic_path(made, error);
    if (status == MKBA_OK)
        status = mkba_i_synthetic_find(made, panel, error);
    made->task.given_v = NULL; /* the caller's */
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_synthetic_free(made);
    return status;
}

void mkba_synthetic_free(mkba_synthetic *synthetic)
{
    if (synthetic == NULL)
        return;
    mkba_i_block_free(&synthetic->block);
    mkba_i_arena_free(&synthetic->arena);
    mkba_i_said_free(&synthetic->said);
    free(synthetic);
}
