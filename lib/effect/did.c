/* Difference-in-differences: options, the object, what the steps share. */
#include "base/exact.h"

#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/did_model.h"
#include "effect/parties.h"
#include "stat/quantile.h"

#define LEVEL 0.95
#define REPLICATES 1999
#define LEAST_REPLICATES 99
#define MOST_REPLICATES 100000

static const char *const methods[] = {"two-way", "group-time"};
static const char *const controls[] = {"never-treated", "not-yet-treated"};
static const char *const bases[] = {"varying", "universal"};
static const char *const adjustments[] = {"doubly-robust", "regression"};
static const char *const inferences[] = {"auto", "placebo", "clustered", "cr1", "jackknife", "wild"};

MKBA_I_CHOICE(mkba_did_method, methods, "method", "method")
MKBA_I_CHOICE(mkba_did_control, controls, "control", "control")
MKBA_I_CHOICE(mkba_did_base, bases, "base", "base")
MKBA_I_CHOICE(mkba_did_adjustment, adjustments, "adjustment", "adjustment")
MKBA_I_CHOICE(mkba_did_inference, inferences, "inference", "inference")

void mkba_did_options_init_size(mkba_did_options *options, size_t size)
{
    mkba_did_options made = {.level = LEVEL, .replicates = REPLICATES, .seed = 1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* ---- what the options may be ----------------------------------------------------------------------------- */

static mkba_status check_choices(const mkba_did_options *o, mkba_error *error)
{
    const struct {
        const char *name;
        size_t value, n;
    } chosen[] = {{"method", (size_t) o->method, MKBA_I_LENGTH(methods)},
                  {"control", (size_t) o->control, MKBA_I_LENGTH(controls)},
                  {"base", (size_t) o->base, MKBA_I_LENGTH(bases)},
                  {"adjustment", (size_t) o->adjustment, MKBA_I_LENGTH(adjustments)},
                  {"inference", (size_t) o->inference, MKBA_I_LENGTH(inferences)}};

    for (size_t i = 0; i < MKBA_I_LENGTH(chosen); i++)
        if (chosen[i].value >= chosen[i].n)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, chosen[i].name, "there is no %s %d", chosen[i].name,
                               (int) chosen[i].value);
    return MKBA_OK;
}

static mkba_status check_numbers(const mkba_did_options *o, mkba_error *error)
{
    if (!(o->level > 0 && o->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0 and below 1, such as 0.95");
    if (o->replicates < LEAST_REPLICATES || o->replicates > MOST_REPLICATES)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "replicates", "%zu replicates: take %d to %d", o->replicates,
                           LEAST_REPLICATES, MOST_REPLICATES);
    if (o->weighted && o->population == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "population", "areas that weigh by population need one");
    return MKBA_OK;
}

static mkba_status take_options(const mkba_did_options *given, mkba_did_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_did_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_did_options_init", error);
    if (status == MKBA_OK)
        status = MKBA_I_CHECK_GIVEN(error, {"indicator", taken->indicator}, {"treated", taken->treated});
    if (status == MKBA_OK)
        status = mkba_i_check_list(taken->covariates, taken->n_covariates, "covariates", error);
    if (status == MKBA_OK)
        status = mkba_i_check_starts(taken->start, taken->starts, taken->n_starts, taken->n_treated, error);
    if (status == MKBA_OK)
        status = check_choices(taken, error);
    return status == MKBA_OK ? check_numbers(taken, error) : status;
}

/* ---- what the steps share -------------------------------------------------------------------------------- */

mkba_i_judged mkba_i_did_judged(double estimate, double std_error, double df, double level)
{
    bool normal = isinf(df);
    double tail = (1 - level) / 2, half;
    mkba_i_judged made = {estimate, std_error, NAN, df, NAN, NAN, NAN};

    if (!(std_error > 0) || !isfinite(std_error))
        return MKBA_I_JUDGED_NONE(estimate);
    made.statistic = estimate / std_error;
    made.p = 2 * (normal ? mkba_i_normal_upper(fabs(made.statistic)) : mkba_i_student_upper(fabs(made.statistic), df));
    half = -(normal ? mkba_i_normal_quantile(tail) : mkba_i_student_quantile(tail, df));
    made.low = estimate - half * std_error;
    made.high = estimate + half * std_error;
    return made;
}

mkba_status mkba_i_did_check(mkba_i_did_study *s, double estimate)
{
    return isfinite(estimate)
               ? MKBA_OK
               : mkba_i_fail(s->error, MKBA_ERROR_EVALUATION, "indicator", "an effect is beyond the range of a double");
}

mkba_status mkba_i_did_choose_inference(mkba_i_did_study *s)
{
    mkba_did_inference asked = s->options->inference;
    bool few = s->n_treated < MKBA_I_FEW_TREATED, groups = s->options->method == MKBA_DID_GROUP_TIME;

    if (few && asked != MKBA_DID_INFERENCE_AUTO && asked != MKBA_DID_INFERENCE_PLACEBO)
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "inference",
                           "%s errors learn the noise of the treated from the treated, and %zu are too few for that "
                           "(fewer than %d): use placebo",
                           mkba_did_inference_name(asked), s->n_treated, MKBA_I_FEW_TREATED);
    if (groups && asked > MKBA_DID_INFERENCE_CLUSTERED)
        return mkba_i_fail(
            s->error, MKBA_ERROR_PANEL, "inference",
            "group-time effects have clustered errors, by influence functions, or placebos; %s goes with "
            "two-way",
            mkba_did_inference_name(asked));
    if (groups && (few || asked == MKBA_DID_INFERENCE_PLACEBO) && s->n_covariates > 0 &&
        s->options->adjustment == MKBA_DID_DOUBLY_ROBUST)
        return mkba_i_fail(
            s->error, MKBA_ERROR_PANEL, "adjustment",
            "placebos of group-time effects go with adjustment regression: a doubly robust effect needs a "
            "logit of who is treated, and %zu treated do not bear one%s",
            s->n_treated, few ? "" : " in every placing");
    if (s->made->is_event_study && asked > MKBA_DID_INFERENCE_CLUSTERED)
        return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, "inference",
                           "an event study has placebo or clustered errors, not %s", mkba_did_inference_name(asked));
    s->made->chosen = asked != MKBA_DID_INFERENCE_AUTO ? asked
                      : few                            ? MKBA_DID_INFERENCE_PLACEBO
                                                       : MKBA_DID_INFERENCE_CLUSTERED;
    return MKBA_OK;
}

/* ---- the object ------------------------------------------------------------------------------------------ */

void mkba_did_free(mkba_did *did)
{
    if (did == NULL)
        return;
    mkba_i_said_free(&did->said);
    mkba_i_arena_free(&did->arena);
    free(did);
}

typedef mkba_status step(mkba_i_did_study *study);

static mkba_status make(const mkba_panel *panel, const mkba_did_options *options, step *event_study, mkba_did **out,
                        mkba_error *error)
{
    mkba_did_options taken;
    mkba_i_did_study s = {.panel = panel, .options = &taken, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    s.made = calloc(1, sizeof *s.made);
    if (s.made == NULL)
        return mkba_i_fail_memory(error);
    s.made->is_event_study = event_study != NULL;
    s.made->level = taken.level;
    status = mkba_i_did_gather(&s);
    if (status == MKBA_OK)
        status = mkba_i_did_choose_inference(&s);
    if (status == MKBA_OK)
        status = event_study != NULL                   ? event_study(&s)
                 : taken.method == MKBA_DID_GROUP_TIME ? mkba_i_did_group_time(&s)
                                                       : mkba_i_did_two_way(&s);
    mkba_i_arena_free(&s.work);
    if (status != MKBA_OK)
        mkba_did_free(s.made);
    else
        *out = s.made;
    return status;
}

mkba_status mkba_panel_did(const mkba_panel *panel, const mkba_did_options *options, mkba_did **out, mkba_error *error)
{
    return make(panel, options, NULL, out, error);
}

mkba_status mkba_panel_event_study(const mkba_panel *panel, const mkba_did_options *options, mkba_did **out,
                                   mkba_error *error)
{
    return make(panel, options, mkba_i_event_study, out, error);
}
