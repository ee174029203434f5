/* How sure a synthetic difference-in-differences is, as a whole, of each start and of each period after it. See
 * mkba_panel_synthetic_did. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/noise.h"
#include "effect/synthetic_did_model.h"

#define AS_LARGE (1 - 1e-9) /* a placebo as large but for rounding counts as as large */

/* What is asked of all that was estimated again. */
typedef struct judge {
    mkba_synthetic_did *made;
    mkba_i_arena arena;
    mkba_i_sdid_effects *again; /* of areas left out or drawn */
    size_t n;
    double *effects, *squares, *inverse, *scales; /* one per placebo or sample */
} judge;

/* ---- what so few areas do not bear ------------------------------------------------------------------------- */

mkba_status mkba_i_sdid_check_inference(const mkba_synthetic_did *made, mkba_error *error)
{
    mkba_synthetic_did_inference asked = made->inference;

    if (asked == MKBA_SYNTHETIC_DID_PLACEBO && made->n_donors < made->n_treated + 2)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference",
                           "placebos take the place of %zu treated, and leave fewer than two of %zu donors to compare "
                           "with: name more donors, or use none",
                           made->n_treated, made->n_donors);
    if ((asked == MKBA_SYNTHETIC_DID_JACKKNIFE || asked == MKBA_SYNTHETIC_DID_BOOTSTRAP) &&
        made->n_treated < MKBA_I_FEW_TREATED)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "inference",
                           "%s errors learn the noise of the treated from the treated, and %zu are too few for that "
                           "(fewer than %d): use placebo",
                           mkba_synthetic_did_inference_name(asked), made->n_treated, MKBA_I_FEW_TREATED);
    return MKBA_OK;
}

/* ---- placebos ---------------------------------------------------------------------------------------------- */

static double mean_of(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

/* By what the effect of each placebo is multiplied, to be as large as that of a set of the size of the treated. */
static void scale_to_size(judge *j, mkba_i_sdid_question question)
{
    const mkba_synthetic_did *made = j->made;
    double mean = mean_of(j->effects, j->n), own = mkba_i_sdid_inverse(made, question, made->units);

    for (size_t d = 0; d < j->n; d++) {
        j->squares[d] = (j->effects[d] - mean) * (j->effects[d] - mean);
        j->inverse[d] = mkba_i_sdid_inverse(made, question, made->placebos[d].units);
    }
    const mkba_i_noise noise = mkba_i_noise_fit(j->squares, j->inverse, j->n);
    double treated = noise.flat + noise.slope * own;
    for (size_t d = 0; d < j->n; d++) {
        double variance = noise.flat + noise.slope * j->inverse[d];
        j->scales[d] = variance > 0.0 ? sqrt(treated / variance) : 1.0;
        j->effects[d] *= j->scales[d];
    }
}

static int compare_sizes(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x < y) - (x > y);
}

/* p, and the effects that it does not reject: estimate -+ the size of the placebo that is as rare as that. */
static void rank(judge *j, mkba_i_judged *to)
{
    size_t as_large = 1, rare = (size_t) floor((1.0 - j->made->level) * (double) (j->n + 1) + 1e-9);
    double mean = mean_of(j->effects, j->n), squares = 0.0, *sizes = j->squares;

    for (size_t d = 0; d < j->n; d++) {
        sizes[d] = fabs(j->effects[d]);
        as_large += sizes[d] >= AS_LARGE * fabs(to->estimate);
        squares += (j->effects[d] - mean) * (j->effects[d] - mean);
    }
    qsort(sizes, j->n, sizeof *sizes, compare_sizes);
    to->std_error = sqrt(squares / (double) j->n);
    to->p = (double) as_large * j->made->p_step;
    if (rare == 0)
        return;
    to->low = to->estimate - sizes[rare - 1];
    to->high = to->estimate + sizes[rare - 1];
}

static void judge_placebo(judge *j, mkba_i_sdid_question question, mkba_i_judged *to)
{
    mkba_synthetic_did *made = j->made;

    for (size_t d = 0; d < j->n; d++) {
        j->effects[d] = mkba_i_sdid_ask(made, question, &made->placebos[d].effects);
        j->scales[d] = 1.0;
    }
    if (made->block.population != NULL)
        scale_to_size(j, question);
    rank(j, to);
}

/* Puts the placebos themselves to the size of the treated. The last to be done: questions are about them as they were. */
static void scale_placebos(judge *j)
{
    mkba_synthetic_did *made = j->made;

    for (size_t d = 0; d < j->n; d++) {
        mkba_i_sdid_placebo *placebo = &made->placebos[d];
        placebo->scale = j->scales[d];
        placebo->mean = j->effects[d];
        for (size_t p = 0; made->block.population != NULL && p < made->n_gaps; p++)
            placebo->effects.gaps[p] *= placebo->scale;
    }
}

/* ---- areas left out, areas drawn --------------------------------------------------------------------------- */

static double variance_of(const double *values, size_t n)
{
    double sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    for (size_t i = 0; i < n; i++)
        squares += (values[i] - sum / (double) n) * (values[i] - sum / (double) n);
    return squares / (double) n;
}

/* Samples in which nobody is asked about say nothing. */
static void judge_again(judge *j, mkba_i_sdid_question question, mkba_i_judged *to)
{
    const mkba_synthetic_did *made = j->made;
    size_t asked = 0, n = 0;

    for (size_t k = 0; k < made->n_cohorts; k++)
        asked += mkba_i_sdid_asks(made, question, &made->effects, k);
    if (asked < MKBA_I_FEW_TREATED)
        return;
    for (size_t d = 0; d < j->n; d++) {
        j->effects[n] = mkba_i_sdid_ask(made, question, &j->again[d]);
        n += isnan(j->effects[n]) ? 0 : 1;
    }
    double variance = variance_of(j->effects, n);
    if (made->inference == MKBA_SYNTHETIC_DID_JACKKNIFE)
        variance *= (double) (n - 1);
    *to = mkba_i_did_judged(to->estimate, sqrt(variance), INFINITY, made->level);
}

/* ---- all that is asked ------------------------------------------------------------------------------------- */

static void judge_one(judge *j, mkba_i_sdid_question question, mkba_i_judged *to)
{
    const mkba_synthetic_did *made = j->made;

    *to = MKBA_I_JUDGED_NONE(mkba_i_sdid_ask(made, question, &made->effects));
    if (isnan(to->estimate) || made->inference == MKBA_SYNTHETIC_DID_NONE)
        return;
    if (made->inference == MKBA_SYNTHETIC_DID_PLACEBO)
        judge_placebo(j, question, to);
    else
        judge_again(j, question, to);
}

static mkba_status make_room(judge *j, mkba_error *error)
{
    mkba_synthetic_did *made = j->made;

    made->n_events = made->block.n_periods - made->block.n_before;
    made->starts = mkba_i_arena_new(&made->arena, made->n_cohorts, sizeof *made->starts);
    made->events = mkba_i_arena_new(&made->arena, made->n_events, sizeof *made->events);
    j->effects = mkba_i_arena_new(&j->arena, j->n, sizeof *j->effects);
    j->squares = mkba_i_arena_new(&j->arena, j->n, sizeof *j->squares);
    j->inverse = mkba_i_arena_new(&j->arena, j->n, sizeof *j->inverse);
    j->scales = mkba_i_arena_new(&j->arena, j->n, sizeof *j->scales);
    return made->starts != NULL && made->events != NULL && j->effects != NULL && j->squares != NULL &&
                   j->inverse != NULL && j->scales != NULL
               ? MKBA_OK
               : mkba_i_fail_memory(error);
}

/* Estimates again as often as the inference asks for. */
static mkba_status estimate_again(judge *j, mkba_error *error)
{
    mkba_synthetic_did *made = j->made;
    mkba_status status = MKBA_OK;

    if (made->inference == MKBA_SYNTHETIC_DID_PLACEBO) {
        status = mkba_i_sdid_place(made, error);
        j->n = made->n_placebos;
        made->p_step = 1.0 / (double) (j->n + 1);
    }
    if (made->inference == MKBA_SYNTHETIC_DID_JACKKNIFE)
        status = mkba_i_sdid_leave_out(made, &j->arena, &j->again, &j->n, error);
    if (made->inference == MKBA_SYNTHETIC_DID_BOOTSTRAP)
        status = mkba_i_sdid_draw(made, &j->arena, &j->again, &j->n, error);
    return status;
}

mkba_status mkba_i_sdid_judge(mkba_synthetic_did *made, mkba_error *error)
{
    judge j = {.made = made};
    mkba_status status;

    made->p_step = NAN;
    status = estimate_again(&j, error);
    if (status == MKBA_OK)
        status = make_room(&j, error);
    for (size_t k = 0; status == MKBA_OK && k < made->n_cohorts; k++)
        judge_one(&j, (mkba_i_sdid_question){MKBA_I_SDID_START, k}, &made->starts[k]);
    for (size_t e = 0; status == MKBA_OK && e < made->n_events; e++)
        judge_one(&j, (mkba_i_sdid_question){MKBA_I_SDID_EVENT, e}, &made->events[e]);
    if (status == MKBA_OK)
        judge_one(&j, (mkba_i_sdid_question){MKBA_I_SDID_ALL, 0}, &made->all);
    if (status == MKBA_OK && made->inference == MKBA_SYNTHETIC_DID_PLACEBO)
        scale_placebos(&j);
    mkba_i_arena_free(&j.arena);
    return status;
}
