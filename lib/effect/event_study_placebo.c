/* What placebos say of the events of several starts together: their covariance, and the rank of those before the start. */
#include "base/exact.h"

#include "effect/did_group_placebo.h"
#include "effect/event_study.h"
#include "effect/noise.h"

/* ---- covariance -------------------------------------------------------------------------------------------- */

/* Noise of areas by their population, of all events together, each in its own units; `noise` per area of the study. */
static mkba_status pool_noise(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *events, size_t n,
                              double *noise, bool *moves)
{
    size_t donors = s->n - s->n_treated;
    double *own = mkba_i_arena_new(&s->work, 2 * donors, sizeof *own), least = INFINITY;
    double *squares = mkba_i_arena_new(&s->work, donors, sizeof *squares);
    mkba_i_noise found;

    if (own == NULL || squares == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < n; e++) {
        double sum = 0;
        mkba_i_figure_squares(s, g, &events[e], own);
        for (size_t j = 0; j < donors; j++)
            sum += own[j];
        for (size_t j = 0; sum > 0 && j < donors; j++)
            squares[j] += own[j] / sum;
    }
    found = mkba_i_noise_fit(squares, g->inverse, donors);
    for (size_t i = 0; i < s->n; i++) {
        noise[i] = found.flat + (s->population == NULL ? 0 : found.slope / s->population[i]);
        least = fmin(least, noise[i]);
    }
    *moves = least > 0;
    return MKBA_OK;
}

/* The mean over donors of products of what is left of their changes for each two effects, in units of noise. */
static double *second_moments(mkba_i_did_study *s, const mkba_i_groups *g, const double *noise)
{
    size_t n = g->n_effects, donors = s->n - s->n_treated;
    double *made = mkba_i_arena_new(&s->work, n * n, sizeof *made);

    for (size_t a = 0; made != NULL && a < n; a++)
        for (size_t b = 0; b <= a; b++) {
            double sum = 0;
            for (size_t j = 0; j < donors; j++)
                sum += g->left[a * donors + j] * g->left[b * donors + j] / noise[s->n_treated + j];
            made[a * n + b] = made[b * n + a] = sum / (double) donors;
        }
    return made;
}

/* What an area adds: `along` of each event is the moments times how the area counts in it. */
static void add_area(const mkba_i_groups *g, const mkba_i_influenced *events, size_t n, const double *second,
                     double noise, size_t area, double *along, double *covariance)
{
    size_t all = g->n_effects;

    for (size_t a = 0; a < n; a++) {
        for (size_t e = 0; e < all; e++)
            along[e] = 0;
        for (size_t f = 0; f < all; f++) {
            double times = mkba_i_figure_times(&events[a], f) * g->effects[f].share[area];
            for (size_t e = 0; fabs(times) > 0 && e < all; e++)
                along[e] += times * second[e * all + f];
        }
        for (size_t b = 0; b < n; b++)
            for (size_t e = 0; e < all; e++)
                covariance[a * n + b] +=
                    noise * mkba_i_figure_times(&events[b], e) * g->effects[e].share[area] * along[e];
    }
}

mkba_status mkba_i_group_placebo_covary(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *events,
                                        size_t n, double *covariance, bool *moves)
{
    double *noise = mkba_i_arena_new(&s->work, s->n, sizeof *noise), *second;
    double *along = mkba_i_arena_new(&s->work, g->n_effects, sizeof *along);
    mkba_status status =
        noise == NULL || along == NULL ? mkba_i_fail_memory(s->error) : pool_noise(s, g, events, n, noise, moves);

    if (status != MKBA_OK || !*moves)
        return status;
    second = second_moments(s, g, noise);
    if (second == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < n * n; i++)
        covariance[i] = 0;
    for (size_t i = 0; i < s->n; i++)
        add_area(g, events, n, second, noise[i], i, along, covariance);
    return MKBA_OK;
}

/* ---- the rank of the events before the start ---------------------------------------------------------------- */

/* The events as figures of one pool; `count` is how many of them move. */
static mkba_status make_figures(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *events, size_t n,
                                const mkba_i_pool *pool, mkba_i_arena *room, mkba_i_figure *figures, size_t *moving)
{
    mkba_status status = MKBA_OK;

    *moving = 0;
    for (size_t e = 0; status == MKBA_OK && e < n; e++) {
        status = mkba_i_figure_make(s, g, &events[e], pool, room, &figures[e]);
        *moving += status == MKBA_OK && figures[e].variance > 0;
    }
    return status;
}

/* The sum over n rows of products of two columns, each less its mean. */
static double together(const double *one, size_t one_stride, const double *other, size_t other_stride, size_t n)
{
    double means[2] = {0, 0}, sum = 0;

    for (size_t i = 0; i < n; i++) {
        means[0] += one[i * one_stride] / (double) n;
        means[1] += other[i * other_stride] / (double) n;
    }
    for (size_t i = 0; i < n; i++)
        sum += (one[i * one_stride] - means[0]) * (other[i * other_stride] - means[1]);
    return sum;
}

/* The covariance of two figures when all paths of the pool change places at random (Hoeffding, Annals of Mathematical
 * Statistics 22, 1951): the same in every placing. */
static double covary_placings(const mkba_i_figure *a, const mkba_i_figure *b, size_t n)
{
    double sum = 0;

    for (size_t u = 0; u < a->n_used; u++)
        for (size_t v = 0; v < b->n_used; v++)
            sum += together(a->weight + u, a->n_used, b->weight + v, b->n_used, n) *
                   together(a->rest + u, a->n_used, b->rest + v, b->n_used, n);
    return sum / (double) (n - 1);
}

/* Of the placings, the true one first, how many are as far from zero; effects have a row per event. */
static double share_as_far(const double *effects, size_t n, size_t count, const double *covariance, double *work)
{
    double *at = work + n * n + n, first = NAN;
    size_t as_far = 0;

    for (size_t d = 0; d < count; d++) {
        double far;
        for (size_t e = 0; e < n; e++)
            at[e] = effects[e * count + d];
        far = mkba_i_event_distance(covariance, n, n, at, work);
        first = d == 0 ? far : first;
        as_far += far >= first * (1 - 1e-9);
    }
    return isnan(first) ? NAN : (double) as_far / (double) count;
}

static mkba_status rank_figures(mkba_i_did_study *s, const mkba_i_pool *pool, const mkba_i_figure *figures, size_t n,
                                mkba_i_arena *room, double *rank)
{
    size_t count = pool->placings.count;
    double *effects = mkba_i_arena_new(room, n * count, sizeof *effects);
    double *covariance = mkba_i_arena_new(room, 2 * n * n + 2 * n, sizeof *covariance);

    if (effects == NULL || covariance == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t a = 0; a < n; a++) {
        mkba_i_placings_sums(&pool->placings, figures[a].n_used, figures[a].weight, figures[a].rest,
                             effects + a * count);
        for (size_t b = 0; b < n; b++)
            covariance[a * n + b] = covary_placings(&figures[a], &figures[b], pool->n);
    }
    *rank = share_as_far(effects, n, count, covariance, covariance + n * n);
    return MKBA_OK;
}

mkba_status mkba_i_group_placebo_rank(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *events,
                                      size_t n, double *rank)
{
    mkba_i_arena room = {0};
    mkba_i_pool pool;
    size_t moving = 0;
    mkba_i_figure *figures = mkba_i_arena_new(&room, n, sizeof *figures);
    mkba_status status =
        figures == NULL ? mkba_i_fail_memory(s->error) : mkba_i_pool_make(s, g, events, n, &room, &pool);

    *rank = NAN;
    if (status == MKBA_OK)
        status = make_figures(s, g, events, n, &pool, &room, figures, &moving);
    if (status == MKBA_OK && moving == n)
        status = rank_figures(s, &pool, figures, n, &room, rank);
    mkba_i_arena_free(&room);
    return status;
}
