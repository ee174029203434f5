/* Event studies: effects per period relative to one start. */
#include "base/exact.h"

#include <string.h>

#include "effect/did_fit.h"
#include "effect/event_study.h"

mkba_status mkba_i_event_room(mkba_i_did_study *s, size_t n_rows)
{
    mkba_did *made = s->made;

    made->effects = mkba_i_arena_new(&made->arena, n_rows, sizeof *made->effects);
    made->events = mkba_i_arena_new(&made->arena, n_rows, sizeof *made->events);
    made->event_numbers = mkba_i_arena_new(&made->arena, n_rows, sizeof *made->event_numbers);
    made->covariance = mkba_i_arena_new(&made->arena, n_rows * n_rows, sizeof *made->covariance);
    return made->effects != NULL && made->events != NULL && made->event_numbers != NULL && made->covariance != NULL
               ? MKBA_OK
               : mkba_i_fail_memory(s->error);
}

static mkba_status check_before(mkba_i_did_study *s)
{
    for (size_t i = 0; i < s->n_treated; i++)
        if (s->start[i] >= 2)
            return MKBA_OK;
    return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "start",
                       "one period before the start: it is the reference, so none is left to test; use difference-in-"
                       "differences, or begin earlier");
}

/* ---- one start ------------------------------------------------------------------------------------------- */

typedef struct contrasts {
    double **values; /* per event, of each area its difference with the reference */
    double **rests;  /* what the regression leaves of them */
    size_t n;
} contrasts;

static mkba_status make_contrasts(mkba_i_did_study *s, mkba_i_did_fit *fit, contrasts *c)
{
    size_t n = s->n_periods - 1;

    c->values = mkba_i_arena_new(&s->work, n, sizeof *c->values);
    c->rests = mkba_i_arena_new(&s->work, n, sizeof *c->rests);
    if (c->values == NULL || c->rests == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t t = 0; t < s->n_periods; t++) {
        if (t == s->first_start - 1)
            continue;
        c->values[c->n] = mkba_i_arena_new(&s->work, s->n, sizeof **c->values);
        c->rests[c->n] = mkba_i_arena_new(&s->work, s->n, sizeof **c->rests);
        if (c->values[c->n] == NULL || c->rests[c->n] == NULL)
            return mkba_i_fail_memory(s->error);
        for (size_t i = 0; i < s->n; i++) {
            const double *values = s->values + i * s->n_periods;
            c->values[c->n][i] = values[t] - values[s->first_start - 1];
        }
        mkba_i_did_fit_rest(fit, c->values[c->n], c->rests[c->n]);
        c->n++;
    }
    return MKBA_OK;
}

static mkba_status judge_contrasts(mkba_i_did_study *s, mkba_i_did_fit *fit, const contrasts *c)
{
    mkba_did *made = s->made;
    mkba_status status = MKBA_OK;

    for (size_t t = 0, e = 0; status == MKBA_OK && t < s->n_periods; t++) {
        mkba_i_did_effect *effect = &made->effects[made->n_effects++];
        *effect = (mkba_i_did_effect){.group = s->first_start,
                                      .period = t,
                                      .event = (long) t - (long) s->first_start,
                                      .judged = MKBA_I_JUDGED_NONE(0),
                                      .n_treated = s->n_treated,
                                      .n_controls = s->n - s->n_treated};
        if (t == s->first_start - 1)
            continue;
        mkba_i_did_judge(fit, c->values[e], made->chosen, &effect->judged);
        made->event_numbers[e] = effect->event;
        made->events[e++] = effect->judged.estimate;
        status = mkba_i_did_check(s, effect->judged.estimate);
    }
    made->n_events = c->n;
    made->n_before = s->first_start - 1;
    return status;
}

/* CR2 of each pair of events. */
static void covary_clustered(mkba_i_did_study *s, const mkba_i_did_fit *fit, const contrasts *c)
{
    for (size_t a = 0; a < c->n; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t i = 0; i < s->n; i++)
                sum += fit->share[i] * fit->share[i] * c->rests[a][i] * c->rests[b][i] / (1 - fit->leverage[i]);
            s->made->covariance[a * c->n + b] = s->made->covariance[b * c->n + a] = sum;
        }
}

/* Noise of areas by their population, of all events together, each in its own units. */
static bool pool_noise(mkba_i_did_fit *fit, const contrasts *c)
{
    memset(fit->rest, 0, fit->n * sizeof *fit->rest);
    for (size_t e = 0; e < c->n; e++) {
        double squares = 0;
        for (size_t i = fit->n_treated; i < fit->n; i++)
            squares += c->rests[e][i] * c->rests[e][i];
        for (size_t i = fit->n_treated; squares > 0 && i < fit->n; i++)
            fit->rest[i] += c->rests[e][i] * c->rests[e][i] / squares;
    }
    for (size_t i = 0; i < fit->n; i++)
        fit->rest[i] = sqrt(fit->rest[i]);
    return mkba_i_did_noise(fit, fit->rest, fit->noise);
}

/* That of the donors, as noisy as each area's population makes it. */
static void covary_donors(mkba_i_did_study *s, const mkba_i_did_fit *fit, const contrasts *c)
{
    double treated = 0;

    for (size_t i = 0; i < s->n; i++)
        treated += fit->share[i] * fit->share[i] * fit->noise[i];
    for (size_t a = 0; a < c->n; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t i = s->n_treated; i < s->n; i++)
                sum += c->rests[a][i] * c->rests[b][i] / ((1 - fit->leverage[i]) * fit->noise[i]);
            sum *= treated / (double) (s->n - s->n_treated);
            s->made->covariance[a * c->n + b] = s->made->covariance[b * c->n + a] = sum;
        }
}

/* The covariance of what is left under the null, over all areas: it does not change when places do. */
static void covary_null(mkba_i_did_study *s, mkba_i_did_fit *fit, const contrasts *c, size_t n, double *covariance)
{
    for (size_t a = 0; a < n; a++) {
        mkba_i_did_fit_take_off(fit, true, c->values[a], fit->null_rest);
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            mkba_i_did_fit_take_off(fit, true, c->values[b], fit->null_treated);
            for (size_t i = 0; i < s->n; i++)
                sum += fit->null_rest[i] * fit->null_treated[i] / (fit->noise[i] * (1 - fit->null_leverage[i]));
            covariance[a * n + b] = covariance[b * n + a] = sum;
        }
    }
}

/* The share of placings whose events before the start are as far from zero together. */
static mkba_status rank_before(mkba_i_did_study *s, mkba_i_did_fit *fit, const contrasts *c, double *rank)
{
    size_t n = s->made->n_before, room = (fit->n_draws > fit->n ? fit->n_draws : fit->n) + 1, placings = 0, as_far = 0;
    double *effects = mkba_i_arena_new(&s->work, n * room, sizeof *effects);
    double *covariance = mkba_i_arena_new(&s->work, 2 * n * n + 2 * n, sizeof *covariance), first = NAN;

    if (effects == NULL || covariance == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < n; e++)
        placings = mkba_i_did_placings(fit, c->values[e], effects + e * room);
    covary_null(s, fit, c, n, covariance);
    for (size_t d = 0; d < placings; d++) {
        double *at = covariance + 2 * n * n + n;
        double far;
        for (size_t e = 0; e < n; e++)
            at[e] = effects[e * room + d];
        far = mkba_i_event_distance(covariance, n, n, at, covariance + n * n);
        first = d == 0 ? far : first;
        as_far += far >= first * (1 - 1e-9);
    }
    *rank = isnan(first) ? NAN : (double) as_far / (double) placings;
    return MKBA_OK;
}

static mkba_status judge_mean(mkba_i_did_study *s, mkba_i_did_fit *fit, double *mean)
{
    size_t later = s->n_periods - s->first_start;

    s->made->judgements = mkba_i_arena_new(&s->made->arena, 1, sizeof *s->made->judgements);
    if (s->made->judgements == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < s->n; i++) {
        const double *values = s->values + i * s->n_periods;
        mean[i] = 0;
        for (size_t t = s->first_start; t < s->n_periods; t++)
            mean[i] += (values[t] - values[s->first_start - 1]) / (double) later;
    }
    s->made->judgements[0] = (mkba_i_did_judgement){.inference = s->made->chosen, .note = ""};
    mkba_i_did_judge(fit, mean, s->made->chosen, &s->made->judgements[0].judged);
    s->made->n_judgements = 1;
    return MKBA_OK;
}

/* Donors less the coefficients that their own changes decide. */
static double freedom_of_donors(const mkba_i_did_study *s, const mkba_i_did_fit *fit)
{
    return fmax((double) (s->n - s->n_treated) - (double) (fit->k - 1), 1);
}

static mkba_status study_one_start(mkba_i_did_study *s)
{
    bool placebo = s->made->chosen == MKBA_DID_INFERENCE_PLACEBO;
    mkba_i_did_fit fit;
    contrasts c = {0};
    double rank = NAN, *mean = mkba_i_arena_new(&s->work, s->n, sizeof *mean);
    mkba_status status = mean == NULL ? mkba_i_fail_memory(s->error) : mkba_i_did_check_one_start(s);

    if (status == MKBA_OK)
        status = mkba_i_event_room(s, s->n_periods);
    if (status == MKBA_OK)
        status = mkba_i_did_fit_make(s, &fit);
    if (status == MKBA_OK && placebo)
        status = mkba_i_did_fit_place(s, &fit);
    if (status == MKBA_OK)
        status = make_contrasts(s, &fit, &c);
    if (status == MKBA_OK)
        status = judge_contrasts(s, &fit, &c);
    if (status == MKBA_OK)
        status = judge_mean(s, &fit, mean);
    if (status != MKBA_OK)
        return status;
    if (placebo && !pool_noise(&fit, &c))
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "donors",
                           "all donors change alike: nothing says what chance makes");
    if (placebo) {
        covary_donors(s, &fit, &c);
        status = rank_before(s, &fit, &c, &rank);
    } else {
        covary_clustered(s, &fit, &c);
    }
    for (size_t i = 0; i < s->n; i++)
        s->made->areas[i].weight = fit.share[i];
    s->made->df = placebo ? freedom_of_donors(s, &fit) : fit.df;
    if (status == MKBA_OK)
        status = mkba_i_did_say(s);
    return status == MKBA_OK ? mkba_i_event_tests(s, rank) : status;
}

mkba_status mkba_i_event_study(mkba_i_did_study *s)
{
    mkba_status status = check_before(s);

    if (status != MKBA_OK)
        return status;
    return s->options->method == MKBA_DID_GROUP_TIME ? mkba_i_event_study_starts(s) : study_one_start(s);
}
