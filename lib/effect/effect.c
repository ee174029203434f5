/* An effect: options, the steps, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/did_model.h"
#include "effect/effect_model.h"

#define PEERS 19
#define LEVEL 0.9

static const char *const METHODS[] = {"auto", "did", "sc", "sdid"};
static const char *const VERDICTS[] = {"supported", "not shown", "refused"};
static const char *const LANGUAGES[] = {"en", "nl"};

MKBA_I_CHOICE(mkba_effect_method, METHODS, "method", "method")
MKBA_I_CHOICE(mkba_verdict, VERDICTS, "verdict", "verdict")
MKBA_I_CHOICE(mkba_language, LANGUAGES, "language", "language")

void mkba_effect_options_init_size(mkba_effect_options *options, size_t size)
{
    mkba_effect_options made = {.peers_k = PEERS, .level = LEVEL, .seed = 1, .penalty = -1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_lists(const mkba_effect_options *o, mkba_error *error)
{
    mkba_status status = mkba_i_check_list(o->region, o->n_region, "region", error);

    if (status == MKBA_OK && o->n_region == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "region", "name at least one area with the policy");
    if (status == MKBA_OK)
        status = mkba_i_check_list(o->donors, o->n_donors, "donors", error);
    if (status == MKBA_OK)
        status = mkba_i_check_list(o->peers_by, o->n_peers_by, "peers_by", error);
    if (status == MKBA_OK && o->donors != NULL && o->n_peers_by > 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_by",
                             "the donors are named already: leave out one of donors and peers_by");
    if (status == MKBA_OK && o->peers_year != NULL && o->n_peers_by == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_year", "a year of peers goes with peers_by");
    return status;
}

/* What goes with one method only; the rest of it is looked at where it is used. */
static mkba_status check_method(const mkba_effect_options *o, mkba_error *error)
{
    const struct {
        bool given;
        const char *where;
    } of_control[] = {{o->form != MKBA_SYNTHETIC_PLAIN, "form"},
                      {!(o->penalty < 0), "penalty"},
                      {o->intercept, "intercept"},
                      {o->predictors != NULL || o->n_predictors > 0, "predictors"}};

    if ((size_t) o->method >= MKBA_I_LENGTH(METHODS))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "there is no method %d", (int) o->method);
    if (o->separate && o->method != MKBA_EFFECT_AUTO && o->method != MKBA_EFFECT_DID)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "separate",
                           "treated units of their own go with method did; %s takes them as one region",
                           mkba_effect_method_name(o->method));
    for (size_t i = 0; o->method != MKBA_EFFECT_SC && i < MKBA_I_LENGTH(of_control); i++)
        if (of_control[i].given)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, of_control[i].where,
                               "%s goes with a synthetic control: choose method sc with it", of_control[i].where);
    if (o->leave_out_suspects && (o->separate || o->method == MKBA_EFFECT_DID))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "leave_out_suspects",
                           "difference-in-differences needs every figure: choose method sdid or sc to leave some out");
    return MKBA_OK;
}

static mkba_status take_options(const mkba_effect_options *given, mkba_effect_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_effect_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_effect_options_init", error);
    if (status == MKBA_OK)
        status = MKBA_I_CHECK_GIVEN(error, {"indicator", taken->indicator}, {"region", taken->region},
                                    {"start", taken->start});
    if (status == MKBA_OK)
        status = check_lists(taken, error);
    if (status != MKBA_OK)
        return status;
    status = check_method(taken, error);
    if (status != MKBA_OK)
        return status;
    if (!(taken->level > 0 && taken->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0 and below 1, such as 0.9");
    if (taken->peers_k < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_k", "take at least 2 peers");
    return MKBA_OK;
}

/* What is done where the caller leaves it to us, and why. */
static mkba_status choose_method(mkba_i_effect_study *s)
{
    mkba_effect *made = s->made;

    made->method = s->options->method;
    if (made->method != MKBA_EFFECT_AUTO)
        return MKBA_OK;
    made->method = s->n_treated > 1 || made->n_before < 2 ? MKBA_EFFECT_DID : MKBA_EFFECT_SDID;
    if (made->method == MKBA_EFFECT_SDID)
        return mkba_i_say(&made->said, s->error, "method", false, NULL, NULL, NULL,
                          "synthetic difference-in-differences: %zu donors against %zu periods before the start; its "
                          "weights are held back, so that they are the only ones and cannot fit chance at will, and a "
                          "constant difference does not count",
                          made->n_donors, made->n_before);
    return mkba_i_say(&made->said, s->error, "method", false, NULL, NULL, NULL,
                      "difference-in-differences, as %s: no weights are chosen, and trends are taken for parallel",
                      s->n_treated > 1 ? "several units are treated" : "there is one period before the start");
}

static mkba_status estimate(mkba_i_effect_study *s)
{
    mkba_status status = mkba_i_effect_gather(s);

    if (status == MKBA_OK)
        status = choose_method(s);
    if (status == MKBA_OK)
        status = mkba_i_effect_fit(s);
    if (status == MKBA_OK)
        status = mkba_i_effect_judge(s);
    return status == MKBA_OK ? mkba_i_effect_check(s) : status;
}

static mkba_status make(mkba_i_effect_study *s)
{
    bool has_before = true;
    mkba_status status = mkba_i_effect_region(s);

    if (status == MKBA_OK)
        status = mkba_i_effect_has_before(s, &has_before);
    if (status == MKBA_OK && has_before)
        status = estimate(s);
    else if (status == MKBA_OK)
        s->made->checks[MKBA_I_CHECK_BEFORE] = (mkba_i_check){true, MKBA_I_NOT_POSSIBLE, 0, 2};
    if (status == MKBA_OK)
        mkba_i_effect_conclude(s->made);
    return status;
}

static void set_unknown(mkba_effect *made)
{
    double *const figures[] = {
        &made->std_error,     &made->df,      &made->p,        &made->grid,       &made->interval_low,
        &made->interval_high, &made->att_low, &made->att_high, &made->detectable, &made->noise};

    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        *figures[i] = NAN;
}

mkba_status mkba_panel_effect(const mkba_panel *panel, const mkba_effect_options *options, mkba_effect **out,
                              mkba_error *error)
{
    mkba_effect_options taken;
    mkba_i_effect_study s = {.panel = panel, .options = &taken, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    s.made = calloc(1, sizeof *s.made);
    if (s.made == NULL)
        return mkba_i_fail_memory(error);
    s.made->level = taken.level;
    s.made->seed = taken.seed;
    s.made->method = taken.method;
    set_unknown(s.made);
    status = make(&s);
    mkba_i_block_free(&s.block);
    mkba_placebo_free(s.placebo);
    mkba_synthetic_free(s.synthetic);
    mkba_i_arena_free(&s.work);
    mkba_panel_free(s.thinned);
    mkba_panel_free(s.own);
    if (status == MKBA_OK)
        *out = s.made;
    else
        mkba_effect_free(s.made);
    return status;
}

void mkba_effect_free(mkba_effect *effect)
{
    if (effect == NULL)
        return;
    mkba_i_said_free(&effect->said);
    mkba_i_arena_free(&effect->arena);
    free(effect);
}

mkba_verdict mkba_effect_verdict(const mkba_effect *effect)
{
    return effect == NULL ? MKBA_VERDICT_REFUSED : effect->verdict;
}
