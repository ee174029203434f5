/* Placebos of group-time effects: see did_group_placebo.h. */
#include "base/exact.h"

#include "effect/did_group_placebo.h"
#include "effect/noise.h"
#include "stat/orthonormal.h"

/* What is left of 1 when the leverage of a row is taken off: below it one area alone decides a coefficient. */
#define ALONE 1e-9
/* What is left of changes that are the same, beside the largest figure. */
#define ROUNDING 1e-13

double mkba_i_figure_times(const mkba_i_influenced *figure, size_t e)
{
    return figure->times != NULL ? figure->times[e] : figure->number == e ? 1 : 0;
}

/* ---- changes over areas ------------------------------------------------------------------------------------ */

/* Of anything on [1, covariates] over areas, each row times the root of its weight. */
typedef struct regression {
    size_t n, k;
    double *q, *r, *root, *line, *shares;
    double *left; /* the root of 1 - leverage */
} regression;

static mkba_status fail_alone(const mkba_i_did_study *s, size_t area)
{
    return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                       "the figures of %.60s alone decide a coefficient: leave it out, or take fewer covariates",
                       s->made->areas[area].code);
}

static bool make_regression(const mkba_i_did_study *s, mkba_i_arena *room, size_t n, regression *r)
{
    size_t k = s->n_covariates + 1;

    *r = (regression){.n = n,
                      .k = k,
                      .q = mkba_i_arena_new(room, n * k, sizeof(double)),
                      .r = mkba_i_arena_new(room, k * k, sizeof(double)),
                      .root = mkba_i_arena_new(room, n, sizeof(double)),
                      .line = mkba_i_arena_new(room, n, sizeof(double)),
                      .shares = mkba_i_arena_new(room, k, sizeof(double)),
                      .left = mkba_i_arena_new(room, n, sizeof(double))};
    return r->q != NULL && r->r != NULL && r->root != NULL && r->line != NULL && r->shares != NULL && r->left != NULL;
}

/* Covariates as the effect takes them: in the earlier of its two periods. There are more areas than coefficients, as the last
 * group is compared with no others than donors. */
static mkba_status regress(mkba_i_did_study *s, const mkba_i_group_effect *effect, const size_t *who, regression *r)
{
    size_t earlier = effect->base < effect->period ? effect->base : effect->period, dependent = 0;

    for (size_t i = 0; i < r->n; i++) {
        r->q[i] = r->root[i] = sqrt(s->weight[who[i]]);
        for (size_t c = 1; c < r->k; c++)
            r->q[c * r->n + i] = r->root[i] * s->covariate_values[c - 1][who[i] * s->n_periods + earlier];
    }
    if (!mkba_i_orthonormalise(r->q, r->n, r->k, r->r, &dependent))
        return mkba_i_fail(s->error, MKBA_ERROR_PANEL, "covariates",
                           "\"%.100s\" follows from the covariates before it among the donors, or is the same in all: "
                           "take it out",
                           s->options->covariates[dependent > 0 ? dependent - 1 : 0]);
    for (size_t i = 0; i < r->n; i++) {
        double left = 1 - mkba_i_leverage(r->q, r->n, r->k, i);
        if (!(left > ALONE))
            return fail_alone(s, who[i]);
        r->left[i] = sqrt(left);
    }
    return MKBA_OK;
}

/* What the regression leaves of `line`, over the root of 1 - leverage, to every `stride`-th number of `rest`. */
static void leave(regression *r, size_t stride, double *rest)
{
    for (size_t i = 0; i < r->n; i++)
        r->line[i] *= r->root[i];
    mkba_i_project_off(r->q, r->n, r->k, r->line, r->shares);
    for (size_t i = 0; i < r->n; i++)
        rest[i * stride] = r->line[i] / r->root[i] / r->left[i];
}

static double change_of(const mkba_i_did_study *s, const mkba_i_group_effect *effect, size_t area)
{
    const double *values = s->values + area * s->n_periods;

    return values[effect->period] - values[effect->base];
}

/* ---- the noise of donors ----------------------------------------------------------------------------------- */

/* Donors whose changes are the same but for rounding have none left. */
static void drop_rounding(const mkba_i_did_study *s, const mkba_i_group_effect *effect, size_t n, double *left)
{
    double most = 0, largest = 0;

    for (size_t j = 0; j < n; j++) {
        const double *values = s->values + (s->n_treated + j) * s->n_periods;
        most = fmax(most, fmax(fabs(values[effect->period]), fabs(values[effect->base])));
        largest = fmax(largest, fabs(left[j]));
    }
    for (size_t j = 0; largest <= ROUNDING * most && j < n; j++)
        left[j] = 0;
}

static mkba_status leave_donors(mkba_i_did_study *s, mkba_i_groups *g, regression *r, size_t *who)
{
    mkba_status status = MKBA_OK;

    for (size_t j = 0; j < r->n; j++)
        who[j] = s->n_treated + j;
    for (size_t e = 0; status == MKBA_OK && e < g->n_effects; e++) {
        status = regress(s, &g->effects[e], who, r);
        if (status != MKBA_OK)
            break;
        for (size_t j = 0; j < r->n; j++)
            r->line[j] = change_of(s, &g->effects[e], who[j]);
        leave(r, 1, g->left + e * r->n);
        drop_rounding(s, &g->effects[e], r->n, g->left + e * r->n);
    }
    return status;
}

mkba_status mkba_i_group_placebo_make(mkba_i_did_study *s, mkba_i_groups *g)
{
    mkba_i_arena room = {0};
    regression r;
    size_t n = s->n - s->n_treated, *who = mkba_i_arena_new(&room, n, sizeof *who);
    mkba_status status = MKBA_OK;

    g->left = mkba_i_arena_new(&s->work, g->n_effects * n, sizeof *g->left);
    if (s->population != NULL)
        g->inverse = mkba_i_arena_new(&s->work, n, sizeof *g->inverse);
    if (!make_regression(s, &room, n, &r) || who == NULL || g->left == NULL ||
        (s->population != NULL && g->inverse == NULL))
        status = mkba_i_fail_memory(s->error);
    for (size_t j = 0; status == MKBA_OK && g->inverse != NULL && j < n; j++)
        g->inverse[j] = 1 / s->population[s->n_treated + j];
    if (status == MKBA_OK)
        status = leave_donors(s, g, &r, who);
    mkba_i_arena_free(&room);
    return status;
}

/* How often an effect counts in a figure, by the areas of one group. */
static double weight_of_group(const mkba_i_did_study *s, const mkba_i_groups *g, size_t start, size_t e)
{
    double sum = 0;

    for (size_t i = 0; i < s->n_treated; i++)
        if (s->start[i] == start)
            sum += g->effects[e].share[i];
    return sum;
}

void mkba_i_figure_squares(const mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *figure,
                           double *squares)
{
    size_t n = s->n - s->n_treated;
    double *sums = squares + n;

    for (size_t j = 0; j < n; j++)
        squares[j] = 0;
    for (size_t k = 0; k < g->n_groups; k++) {
        for (size_t j = 0; j < n; j++)
            sums[j] = 0;
        for (size_t e = 0; e < g->n_effects; e++) {
            double times = mkba_i_figure_times(figure, e);
            double weight = fabs(times) > 0 ? times * weight_of_group(s, g, g->starts[k], e) : 0;
            for (size_t j = 0; fabs(weight) > 0 && j < n; j++)
                sums[j] += weight * g->left[e * n + j];
        }
        for (size_t j = 0; j < n; j++)
            squares[j] += sums[j] * sums[j];
    }
}

/* ---- pools ------------------------------------------------------------------------------------------------- */

static bool is_used(const mkba_i_influenced *figures, size_t n, size_t e)
{
    for (size_t f = 0; f < n; f++)
        if (fabs(mkba_i_figure_times(&figures[f], e)) > 0)
            return true;
    return false;
}

/* Whether an area is in a group that figures are of (`placed`), or is one that these are compared with. */
static bool takes_part(const mkba_i_did_study *s, const mkba_i_groups *g, const bool *used, size_t area, bool placed)
{
    for (size_t e = 0; e < g->n_effects; e++) {
        const mkba_i_group_effect *of = &g->effects[e];
        if (used[e] &&
            (placed ? s->start[area] == of->group : mkba_i_is_control(s, area, of->group, of->period, of->base)))
            return true;
    }
    return false;
}

mkba_status mkba_i_pool_make(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *figures, size_t n,
                             mkba_i_arena *room, mkba_i_pool *pool)
{
    bool *used = mkba_i_arena_new(room, g->n_effects, sizeof *used);

    *pool = (mkba_i_pool){.who = mkba_i_arena_new(room, s->n, sizeof *pool->who)};
    if (used == NULL || pool->who == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < g->n_effects; e++)
        used[e] = is_used(figures, n, e);
    for (size_t i = 0; i < s->n; i++)
        if (takes_part(s, g, used, i, true))
            pool->who[pool->n++] = i;
    pool->n_placed = pool->n;
    for (size_t i = 0; i < s->n; i++)
        if (!takes_part(s, g, used, i, true) && takes_part(s, g, used, i, false))
            pool->who[pool->n++] = i;
    return mkba_i_placings_make(s, room, pool->n, pool->n_placed, true, &pool->placings);
}

/* ---- figures ----------------------------------------------------------------------------------------------- */

/* The sum over donors of products of what is left of their changes for each two effects. */
static double *second_moments(const mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_figure *f,
                              mkba_i_arena *room)
{
    size_t n = s->n - s->n_treated, u_n = f->n_used;
    double *second = mkba_i_arena_new(room, u_n * u_n, sizeof *second);

    for (size_t a = 0; second != NULL && a < u_n; a++)
        for (size_t b = 0; b < u_n; b++)
            for (size_t j = 0; j < n; j++)
                second[a * u_n + b] += g->left[f->used[a] * n + j] * g->left[f->used[b] * n + j];
    return second;
}

/* What chance makes of the way in which an area counts. */
static double square_of(const mkba_i_figure *f, const double *second, size_t area)
{
    const double *weight = f->weight + area * f->n_used;
    double sum = 0;

    for (size_t a = 0; a < f->n_used; a++)
        for (size_t b = 0; b < f->n_used; b++)
            sum += weight[a] * weight[b] * second[a * f->n_used + b];
    return sum;
}

/* The noise that areas of each one's population have, and the variance of the figure: of each area its noise times what
 * chance makes of the way in which it counts, beside that of all groups together. */
static mkba_status set_noise(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *from,
                             const mkba_i_pool *pool, mkba_i_arena *room, mkba_i_figure *f)
{
    size_t n = s->n - s->n_treated;
    double *squares = mkba_i_arena_new(room, 2 * n, sizeof *squares), *second = second_moments(s, g, f, room);
    double sum = 0, least = INFINITY, variance = 0;
    mkba_i_noise found;

    if (squares == NULL || second == NULL)
        return mkba_i_fail_memory(s->error);
    mkba_i_figure_squares(s, g, from, squares);
    for (size_t j = 0; j < n; j++)
        sum += squares[j];
    found = mkba_i_noise_fit(squares, g->inverse, n);
    for (size_t i = 0; i < pool->n; i++) {
        f->noise[i] = found.flat + (s->population == NULL ? 0 : found.slope / s->population[pool->who[i]]);
        least = fmin(least, f->noise[i]);
        variance += f->noise[i] * square_of(f, second, i) / sum;
    }
    f->variance = least > 0 && sum > 0 && isfinite(variance) ? variance : NAN;
    return MKBA_OK;
}

/* The effect of a group in a period from its start on; 0 before it. */
static double effect_in(const mkba_i_groups *g, size_t start, size_t period)
{
    for (size_t e = 0; start <= period && e < g->n_effects; e++)
        if (g->effects[e].group == start && g->effects[e].period == period)
            return g->effects[e].effect.estimate;
    return 0;
}

/* What a supposed effect of 1 does to the change of an area: from its start on, or where the figure is of periods before
 * the start, in that change alone. */
static double supposed(const mkba_i_did_study *s, const mkba_i_group_effect *effect, bool before, size_t area)
{
    size_t start = s->start[area];

    if (start == MKBA_I_NONE)
        return 0;
    if (before)
        return start == effect->group ? 1 : 0;
    return (effect->period >= start ? 1 : 0) - (effect->base >= start ? 1 : 0);
}

/* Under the null; of a figure of periods before the start also without what is found from the start of others on. */
static double change_under(const mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_group_effect *effect,
                           bool before, size_t area)
{
    double change = change_of(s, effect, area);

    if (before && s->start[area] != MKBA_I_NONE)
        change -= effect_in(g, s->start[area], effect->period) - effect_in(g, s->start[area], effect->base);
    return change;
}

/* What is left under the null goes with the noise of its area and its leverage; the weight has those of the place. */
static mkba_status leave_one(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_pool *pool, regression *r,
                             mkba_i_figure *f, size_t u)
{
    const mkba_i_group_effect *effect = &g->effects[f->used[u]];
    bool before = mkba_i_event_of(effect) < 0;
    mkba_status status = regress(s, effect, pool->who, r);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < pool->n; i++)
        r->line[i] = change_under(s, g, effect, before, pool->who[i]);
    leave(r, f->n_used, f->rest + u);
    for (size_t i = 0; i < pool->n; i++)
        r->line[i] = supposed(s, effect, before, pool->who[i]);
    leave(r, f->n_used, f->treated + u);
    for (size_t i = 0; i < pool->n; i++) {
        double noise = sqrt(f->noise[i]);
        f->weight[i * f->n_used + u] *= r->left[i] * noise;
        f->rest[i * f->n_used + u] /= noise;
        f->treated[i * f->n_used + u] /= noise;
    }
    return MKBA_OK;
}

/* Room, and which effects count how often by which areas. */
static mkba_status start_figure(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *from,
                                const mkba_i_pool *pool, mkba_i_arena *room, mkba_i_figure *f)
{
    *f = (mkba_i_figure){.used = mkba_i_arena_new(room, g->n_effects, sizeof *f->used), .variance = NAN};
    if (f->used == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < g->n_effects; e++)
        if (is_used(from, 1, e))
            f->used[f->n_used++] = e;
    f->weight = mkba_i_arena_new(room, pool->n * f->n_used, sizeof *f->weight);
    f->rest = mkba_i_arena_new(room, pool->n * f->n_used, sizeof *f->rest);
    f->treated = mkba_i_arena_new(room, pool->n * f->n_used, sizeof *f->treated);
    f->noise = mkba_i_arena_new(room, pool->n, sizeof *f->noise);
    if (f->weight == NULL || f->rest == NULL || f->treated == NULL || f->noise == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < pool->n; i++)
        for (size_t u = 0; u < f->n_used; u++)
            f->weight[i * f->n_used + u] =
                mkba_i_figure_times(from, f->used[u]) * g->effects[f->used[u]].share[pool->who[i]];
    return MKBA_OK;
}

mkba_status mkba_i_figure_make(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *from,
                               const mkba_i_pool *pool, mkba_i_arena *room, mkba_i_figure *f)
{
    regression r;
    mkba_status status = start_figure(s, g, from, pool, room, f);

    if (status == MKBA_OK && !make_regression(s, room, pool->n, &r))
        status = mkba_i_fail_memory(s->error);
    if (status == MKBA_OK)
        status = set_noise(s, g, from, pool, room, f);
    for (size_t u = 0; status == MKBA_OK && !isnan(f->variance) && u < f->n_used; u++)
        status = leave_one(s, g, pool, &r, f, u);
    return status;
}

static mkba_status judge_in(mkba_i_did_study *s, const mkba_i_pool *pool, const mkba_i_figure *f, mkba_i_arena *room,
                            mkba_i_judged *out)
{
    const mkba_i_placings *p = &pool->placings;
    double *values = mkba_i_arena_new(room, p->count, sizeof *values);
    double *treated = mkba_i_arena_new(room, p->count, sizeof *treated);

    if (values == NULL || treated == NULL)
        return mkba_i_fail_memory(s->error);
    mkba_i_placings_sums(p, f->n_used, f->weight, f->rest, values);
    mkba_i_placings_sums(p, f->n_used, f->weight, f->treated, treated);
    mkba_i_placings_judge(p, values, treated, s->options->level, sqrt(f->variance), out);
    return MKBA_OK;
}

mkba_status mkba_i_group_placebo_judge(mkba_i_did_study *s, const mkba_i_groups *g, const mkba_i_influenced *figure,
                                       mkba_i_judged *out)
{
    mkba_i_arena room = {0};
    mkba_i_pool pool;
    mkba_i_figure f;
    mkba_status status = mkba_i_pool_make(s, g, figure, 1, &room, &pool);

    *out = MKBA_I_JUDGED_NONE(figure->estimate);
    if (status == MKBA_OK)
        status = mkba_i_figure_make(s, g, figure, &pool, &room, &f);
    if (status == MKBA_OK && f.variance > 0)
        status = judge_in(s, &pool, &f, &room, out);
    mkba_i_arena_free(&room);
    return status;
}
