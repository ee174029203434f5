/* The V whose weights fit best: see synthetic_search.h. */
#include "base/exact.h"

#include "effect/synthetic_search.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/memory.h"
#include "stat/descent.h"
#include "stat/dot.h"
#include "stat/random.h"
#include "stat/semidefinite.h"

#define LEAST_V (-18.420680743952367) /* log 1e-8 */
#define FULL 0.35                     /* of the predictors of a start by chance count in full */
#define STEPS 40                      /* of a descent */
#define DAMPINGS 8                    /* tried of each */
#define FARTHEST 4.0                  /* a step of a logarithm */
#define SMALL 1e-7                    /* a gain that ends a descent, of the loss */
#define BEST 8                        /* descents that are searched on from */
#define APART 1e-5                    /* losses that are of different minima */
#define HOPS 60                       /* from each of them */
#define FRESH 0.35                    /* of the predictors start anew in a hop */
#define CALLS 1500                    /* of a simplex */
#define ON 2                          /* of the best are searched on from by simplex */
#define ROUNDS 6
#define SHARE 1e-10
#define STARTS 20

typedef struct found {
    double loss;
    double *logs;
} found;

typedef struct search {
    mkba_i_synthetic_search *s;
    mkba_i_arena arena;
    size_t k_n, t_n, n_set, hops, calls, rounds;
    const double **outcomes; /* per donor, those of all periods */
    size_t *periods;         /* that count */
    const double *own;
    double *residuals; /* per period that counts */
    size_t *set;       /* donors with weight, at most K + 1 */
    double *matrix, *way, *slopes, *jacobian, *normal, *factor, *step, *trial, *descent;
    found best[BEST];
    size_t n_best;
    double floor; /* the loss of the best weights of all */
} search;

/* ---- the loss ---------------------------------------------------------------------------------------------- */

/* The greatest becomes 1, then the sum. */
static void set_v(const mkba_i_synthetic_search *s, const double *logs)
{
    double greatest = -INFINITY, sum = 0.0;

    for (size_t k = 0; k < s->n_rows; k++)
        greatest = fmax(greatest, logs[k]);
    for (size_t k = 0; k < s->n_rows; k++) {
        s->v[k] = mkba_i_exp(logs[k] - greatest);
        sum += s->v[k];
    }
    for (size_t k = 0; k < s->n_rows; k++)
        s->v[k] /= sum;
}

/* The mean squared gap before the start; leaves residuals. A V whose weights cannot be told is worse than any. */
static double loss(const double *logs, void *with)
{
    search *x = with;
    mkba_i_synthetic_search *s = x->s;
    double sum = 0.0;

    if (s->status == MKBA_ERROR_MEMORY)
        return INFINITY;
    set_v(s, logs);
    s->status = mkba_i_synthetic_solve(s, true);
    if (s->status != MKBA_OK)
        return INFINITY;
    for (size_t t = 0; t < x->t_n; t++)
        x->residuals[t] = x->own[x->periods[t]];
    for (size_t j = 0; j < s->n_donors; j++)
        for (size_t t = 0; s->weights[j] > 0.0 && t < x->t_n; t++)
            x->residuals[t] -= s->weights[j] * x->outcomes[j][x->periods[t]];
    for (size_t t = 0; t < x->t_n; t++)
        sum += x->residuals[t] * x->residuals[t];
    return sum / (double) x->t_n;
}

/* ---- the way down ------------------------------------------------------------------------------------------ */

/* The donors with weight. False where there is one, or more than predictors can tell apart. */
static bool set_donors(search *x)
{
    const mkba_i_synthetic_search *s = x->s;

    x->n_set = 0;
    for (size_t j = 0; j < s->n_donors; j++)
        if (s->weights[j] > 0.0) {
            if (x->n_set == x->k_n + 1)
                return false;
            x->set[x->n_set++] = j;
        }
    return x->n_set > 1;
}

/* How the residuals change with the logarithm of each V while the same donors have weight. With the weights as those of the
 * last donor and what differs, z, of the others: M = sum over k of v_k a_k a_k', a_k the differences of a predictor to the last
 * donor, dz = -M^-1 a_k v_k gap_k. */
static void set_jacobian(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    size_t n = x->n_set - 1, last = x->set[n];

    memset(x->matrix, 0, n * n * sizeof *x->matrix);
    for (size_t k = 0; k < x->k_n; k++)
        for (size_t i = 0; i < n; i++) {
            double own = s->columns[x->set[i] * x->k_n + k] - s->columns[last * x->k_n + k];
            x->slopes[k * n + i] = own;
            for (size_t h = 0; h <= i; h++)
                x->matrix[i * n + h] += own * x->slopes[k * n + h];
        }
    for (size_t i = 0; i < n; i++)
        x->matrix[i * n + i] += s->task->ridge;
    mkba_i_semidefinite_factor(x->matrix, n, 1e-14);
    for (size_t k = 0; k < x->k_n; k++) {
        double gap = -s->target[k];
        for (size_t i = 0; i <= n; i++)
            gap += s->weights[x->set[i]] * s->columns[x->set[i] * x->k_n + k];
        for (size_t i = 0; i < n; i++)
            x->way[i] = x->slopes[k * n + i] * gap;
        mkba_i_semidefinite_solve(x->matrix, n, x->way);
        for (size_t t = 0; t < x->t_n; t++) {
            size_t p = x->periods[t];
            double change = 0.0;
            for (size_t i = 0; i < n; i++)
                change += x->way[i] * (x->outcomes[x->set[i]][p] - x->outcomes[last][p]);
            x->jacobian[k * x->t_n + t] = change;
        }
    }
}

static void set_normal(search *x)
{
    size_t k_n = x->k_n;

    for (size_t a = 0; a < k_n; a++)
        for (size_t b = 0; b <= a; b++)
            x->normal[a * k_n + b] = mkba_i_dot(&x->jacobian[a * x->t_n], &x->jacobian[b * x->t_n], x->t_n);
    for (size_t a = 0; a < k_n; a++)
        x->normal[k_n * k_n + a] = -mkba_i_dot(&x->jacobian[a * x->t_n], x->residuals, x->t_n);
}

/* A step of such damping from `logs`, within bounds, into `trial`. */
static void set_trial(search *x, const double *logs, double damping)
{
    size_t k_n = x->k_n;
    double greatest = 0.0;

    memcpy(x->factor, x->normal, k_n * k_n * sizeof *x->factor);
    memcpy(x->step, x->normal + k_n * k_n, k_n * sizeof *x->step);
    for (size_t a = 0; a < k_n; a++)
        greatest = fmax(greatest, x->factor[a * k_n + a]);
    for (size_t a = 0; a < k_n; a++)
        x->factor[a * k_n + a] += damping * (x->factor[a * k_n + a] + 1e-4 * greatest);
    mkba_i_semidefinite_factor(x->factor, k_n, 0.0);
    mkba_i_semidefinite_solve(x->factor, k_n, x->step);
    for (size_t a = 0; a < k_n; a++) {
        double by = fmax(-FARTHEST, fmin(FARTHEST, x->step[a]));
        x->trial[a] = fmax(LEAST_V, fmin(0.0, logs[a] + by));
    }
}

/* One step down, of the damping that does. */
static double step_down(search *x, double *logs, double now, double *damping)
{
    if (!set_donors(x))
        return now;
    set_jacobian(x);
    set_normal(x);
    for (int turn = 0; turn < DAMPINGS; turn++) {
        set_trial(x, logs, *damping);
        double tried = loss(x->trial, x);
        if (tried < now) {
            memcpy(logs, x->trial, x->k_n * sizeof *logs);
            *damping = fmax(1e-8, *damping / 5.0);
            return tried;
        }
        *damping *= 6.0;
    }
    return now;
}

static double descend(search *x, double *logs)
{
    double now = loss(logs, x), damping = 1e-2;

    for (int step = 0; step < STEPS && isfinite(now) && now > x->floor; step++) {
        double before = now;
        now = step_down(x, logs, now, &damping);
        if (!(before - now > SMALL * before))
            break;
    }
    return now;
}

/* ---- the search -------------------------------------------------------------------------------------------- */

/* Where a search starts: equal V, that of regression, one predictor far before the others, or by chance. */
static void set_start(const search *x, size_t number, double *logs)
{
    mkba_i_random stream = mkba_i_random_stream(x->s->task->seed, "synthetic control");

    if (number == 1)
        mkba_i_synthetic_regress(x->s, logs, x->s->room);
    for (size_t k = 0; k < x->k_n; k++)
        if (number == 0)
            logs[k] = 0.0;
        else if (number == 1)
            logs[k] = fmax(LEAST_V, mkba_i_log(fmax(logs[k], 1e-300)));
        else
            logs[k] = LEAST_V * fmax(0.0, mkba_i_random_uniform(&stream, number * x->k_n + k) - FULL) / (1.0 - FULL);
}

/* Among the best, unless one of the same loss is: then the better of the two. */
static void keep(search *x, double now, const double *logs)
{
    size_t at = 0;

    for (; at < x->n_best; at++)
        if (fabs(x->best[at].loss - now) <= APART * now)
            break;
    if (at == x->n_best && x->n_best < BEST)
        x->best[x->n_best++].loss = INFINITY;
    else if (at == x->n_best)
        at--;
    if (!(now < x->best[at].loss))
        return;
    x->best[at].loss = now;
    memcpy(x->best[at].logs, logs, x->k_n * sizeof *logs);
    for (; at > 0 && x->best[at].loss < x->best[at - 1].loss; at--) {
        found other = x->best[at];
        x->best[at] = x->best[at - 1];
        x->best[at - 1] = other;
    }
}

static void search_on(search *x, found *from)
{
    for (size_t round = 0; round < x->rounds && from->loss > x->floor; round++) {
        double before = from->loss;
        from->loss = mkba_i_descend(loss, x, x->k_n, from->logs, LEAST_V, 0.0, round == 0 ? 2.0 : 1.0, SHARE, x->calls,
                                    x->descent);
        from->loss = descend(x, from->logs);
        if (!(before - from->loss > 1e-8 * before))
            return;
    }
}

/* Where a search goes on: some of V anew, by chance, and the others nearly as they were. */
static void hop(const search *x, size_t number, const double *from, double *logs)
{
    mkba_i_random stream = mkba_i_random_stream(x->s->task->seed, "synthetic control, on");

    for (size_t k = 0; k < x->k_n; k++) {
        double which = mkba_i_random_uniform(&stream, 2 * (number * x->k_n + k));
        double to = mkba_i_random_uniform(&stream, 2 * (number * x->k_n + k) + 1);
        if (which < FRESH)
            logs[k] = LEAST_V * fmax(0.0, to - FULL) / (1.0 - FULL);
        else
            logs[k] = fmax(LEAST_V, fmin(0.0, from[k] + 2.0 * (to - 0.5)));
    }
}

/* The loss of the best weights of all, were every V to be had: what the search need not go below. */
static mkba_status set_floor(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    double *columns = mkba_i_arena_new(&x->arena, (s->n_donors + 1) * x->t_n, sizeof *columns);
    double *weights = mkba_i_arena_new(&x->arena, s->n_donors, sizeof *weights);
    mkba_i_simplex_fit fit;
    mkba_status status = MKBA_ERROR_MEMORY;

    if (columns != NULL && weights != NULL) {
        double *target = columns + s->n_donors * x->t_n;
        for (size_t t = 0; t < x->t_n; t++) {
            target[t] = x->own[x->periods[t]];
            for (size_t j = 0; j < s->n_donors; j++)
                columns[j * x->t_n + t] = x->outcomes[j][x->periods[t]];
        }
        const mkba_i_simplex_squares problem = {
            .columns = columns, .target = target, .n_rows = x->t_n, .n_columns = s->n_donors, .basic = true};
        status = mkba_i_simplex_squares_solve(&problem, weights, &fit, NULL);
    }
    x->floor = status == MKBA_OK ? (1.0 + 1e-9) * fit.squares / (double) x->t_n : 0.0;
    return status == MKBA_ERROR_MEMORY ? mkba_i_fail_memory(s->error) : MKBA_OK;
}

static bool make_room(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    const mkba_i_block *block = s->task->block;
    size_t k_n = x->k_n;

    x->outcomes = mkba_i_arena_new(&x->arena, s->n_donors, sizeof *x->outcomes);
    x->periods = mkba_i_arena_new(&x->arena, block->n_before, sizeof *x->periods);
    x->set = mkba_i_arena_new(&x->arena, k_n + 1, sizeof *x->set);
    x->residuals = mkba_i_arena_new(&x->arena, block->n_before * (k_n + 1), sizeof *x->residuals);
    x->matrix = mkba_i_arena_new(&x->arena, 4 * (k_n + 1) * (k_n + 1), sizeof *x->matrix);
    x->way = mkba_i_arena_new(&x->arena, (BEST + 5) * k_n, sizeof *x->way);
    x->descent = mkba_i_arena_new(&x->arena, (k_n + 4) * (k_n + 1), sizeof *x->descent);
    if (x->outcomes == NULL || x->periods == NULL || x->set == NULL || x->residuals == NULL || x->matrix == NULL ||
        x->way == NULL || x->descent == NULL)
        return false;
    x->jacobian = x->residuals + block->n_before;
    x->slopes = x->matrix + (k_n + 1) * (k_n + 1);
    x->normal = x->slopes + (k_n + 1) * (k_n + 1);
    x->factor = x->normal + (k_n + 1) * (k_n + 1);
    x->step = x->way + k_n;
    x->trial = x->step + k_n;
    for (size_t i = 0; i < BEST; i++)
        x->best[i].logs = x->trial + (i + 1) * k_n;
    x->own = mkba_i_block_of(block, s->unit);
    for (size_t p = 0; p < block->n_before; p++)
        if (mkba_i_synthetic_counts(block, p))
            x->periods[x->t_n++] = p;
    for (size_t j = 0; j < s->n_donors; j++)
        x->outcomes[j] = mkba_i_block_of(block, s->donors[j]);
    return true;
}

/* How much is tried: all of the starts that were asked for; else less where there are many donors x predictors, as each
 * evaluation takes longer. Answers how many starts. */
static size_t set_effort(search *x)
{
    size_t asked = x->s->task->starts;
    double size = asked > 0 ? 1.0 : (double) (x->s->n_donors * x->k_n) / MKBA_I_SYNTHETIC_MANY;
    double effort = size > 1.0 ? 1.0 / (size * sqrt(size)) : 1.0;

    x->hops = (size_t) ceil(HOPS * effort);
    x->calls = (size_t) ceil(CALLS * effort);
    x->rounds = (size_t) ceil(ROUNDS * effort);
    return asked > 0 ? asked : size > 1.0 ? STARTS / 10 : STARTS;
}

static mkba_status run(search *x)
{
    mkba_i_synthetic_search *s = x->s;
    double *logs = x->best[BEST - 1].logs + x->k_n;
    size_t starts = set_effort(x);

    if (set_floor(x) != MKBA_OK)
        return MKBA_ERROR_MEMORY;
    for (size_t number = 0; number < starts; number++) {
        set_start(x, number, logs);
        double now = descend(x, logs);
        if (isfinite(now))
            keep(x, now, logs);
        if (s->status == MKBA_ERROR_MEMORY || (x->n_best > 0 && x->best[0].loss <= x->floor))
            break;
    }
    for (size_t number = 0; number < x->hops * x->n_best; number++) {
        size_t i = number % x->n_best;
        hop(x, number, x->best[i].logs, logs);
        double now = descend(x, logs);
        if (now < x->best[i].loss) {
            x->best[i].loss = now;
            memcpy(x->best[i].logs, logs, x->k_n * sizeof *logs);
        }
    }
    for (size_t turn = 0; turn < ON && turn < x->n_best; turn++) {
        size_t least = turn;
        for (size_t i = turn; i < x->n_best; i++)
            least = x->best[i].loss < x->best[least].loss ? i : least;
        found other = x->best[turn];
        x->best[turn] = x->best[least];
        x->best[least] = other;
        search_on(x, &x->best[turn]);
    }
    size_t least = 0;
    for (size_t i = 0; i < x->n_best; i++)
        least = x->best[i].loss < x->best[least].loss ? i : least;
    if (x->n_best == 0 || s->status == MKBA_ERROR_MEMORY)
        return s->status;
    set_v(s, x->best[least].logs);
    return mkba_i_synthetic_solve(s, false);
}

mkba_status mkba_i_synthetic_optimise(mkba_i_synthetic_search *s)
{
    search x = {.s = s, .k_n = s->n_rows};
    mkba_status status = make_room(&x) ? run(&x) : mkba_i_fail_memory(s->error);

    mkba_i_arena_free(&x.arena);
    return status;
}
