/* The V whose weights fit best: see synthetic_search.h. */
#include "base/exact.h"

#include "effect/synthetic_search.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/memory.h"
#include "effect/synthetic_inverse.h"
#include "effect/synthetic_trial.h"
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
#define BEST 14                       /* descents that are searched on from */
#define APART 1e-5                    /* losses that are of different minima */
#define HOPS 100                      /* from each of them */
#define FRESH 0.35                    /* of the predictors start anew in a hop */
#define TURNED 0.5                    /* of the hops go by weights */
#define OTHERS 0.5                    /* of these towards the weights of another of the best */
#define AIMS 9                        /* weights that are best by outcomes, of all donors and without one */
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
    size_t k_n, t_n, hops, calls, rounds;
    const double **outcomes; /* per donor, those of all periods */
    size_t *periods;         /* that count */
    const double *own;
    double *residuals; /* per period that counts */
    mkba_i_synthetic_trial weigh;
    mkba_i_synthetic_inverse inverse;
    double *aims, *aimed; /* n_aims weights, and those of a hop */
    size_t n_aims;
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

/* By the solver that is slower and surer, with a ridge too. False where the weights cannot be told, or are more than
 * predictors can tell apart. */
static bool weigh_surely(search *x)
{
    mkba_i_synthetic_search *s = x->s;
    mkba_i_synthetic_trial *to = &x->weigh;

    to->n_set = 0;
    s->solved = false;
    s->status = mkba_i_synthetic_solve(s, true);
    for (size_t j = 0; s->status == MKBA_OK && j < s->n_donors; j++)
        if (s->weights[j] > 0.0 && to->n_set > x->k_n)
            s->status = MKBA_ERROR_EVALUATION;
        else if (s->weights[j] > 0.0) {
            to->weights[to->n_set] = s->weights[j];
            to->set[to->n_set++] = j;
        }
    if (s->status != MKBA_OK)
        to->n_set = 0;
    else
        mkba_i_synthetic_trial_gaps(to);
    return s->status == MKBA_OK;
}

/* The mean squared gap before the start; leaves residuals. A V whose weights cannot be told is worse than any. */
static double loss(const double *logs, void *with)
{
    search *x = with;
    mkba_i_synthetic_search *s = x->s;
    const mkba_i_synthetic_trial *by = &x->weigh;
    double sum = 0.0;

    if (s->status == MKBA_ERROR_MEMORY)
        return INFINITY;
    set_v(s, logs);
    if ((s->task->ridge > 0.0 || !mkba_i_synthetic_trial_solve(&x->weigh, s->v)) && !weigh_surely(x))
        return INFINITY;
    for (size_t t = 0; t < x->t_n; t++)
        x->residuals[t] = x->own[x->periods[t]];
    for (size_t i = 0; i < by->n_set; i++)
        for (size_t t = 0; t < x->t_n; t++)
            x->residuals[t] -= by->weights[i] * x->outcomes[by->set[i]][x->periods[t]];
    for (size_t t = 0; t < x->t_n; t++)
        sum += x->residuals[t] * x->residuals[t];
    return sum / (double) x->t_n;
}

/* ---- the way down ------------------------------------------------------------------------------------------ */

/* How the residuals change with the logarithm of each V while the same donors have weight. With the weights as those of the
 * last donor and what differs, z, of the others: M = sum over k of v_k a_k a_k', a_k the differences of a predictor to the last
 * donor, dz = -M^-1 a_k v_k gap_k. */
static void set_jacobian(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    const mkba_i_synthetic_trial *by = &x->weigh;
    size_t n = by->n_set - 1, last = by->set[n];

    memset(x->matrix, 0, n * n * sizeof *x->matrix);
    for (size_t k = 0; k < x->k_n; k++)
        for (size_t i = 0; i < n; i++) {
            const double *row = &by->rows[k * by->n];
            double own = sqrt(s->v[k]) * (row[by->set[i]] - row[last]);
            x->slopes[k * n + i] = own;
            for (size_t h = 0; h <= i; h++)
                x->matrix[i * n + h] += own * x->slopes[k * n + h];
        }
    for (size_t i = 0; i < n; i++)
        x->matrix[i * n + i] += s->task->ridge;
    mkba_i_semidefinite_factor(x->matrix, n, 1e-14);
    for (size_t k = 0; k < x->k_n; k++) {
        double gap = sqrt(s->v[k]) * by->gaps[k];
        for (size_t i = 0; i < n; i++)
            x->way[i] = x->slopes[k * n + i] * gap;
        mkba_i_semidefinite_solve(x->matrix, n, x->way);
        for (size_t t = 0; t < x->t_n; t++) {
            size_t p = x->periods[t];
            double change = 0.0;
            for (size_t i = 0; i < n; i++)
                change += x->way[i] * (x->outcomes[by->set[i]][p] - x->outcomes[last][p]);
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
    if (x->weigh.n_set < 2)
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

/* Where a search starts: equal V, that of regression, that of the weights that are best by outcomes, or by chance. */
static void set_start(search *x, size_t number, double *logs)
{
    mkba_i_random stream = mkba_i_random_stream(x->s->task->seed, "synthetic control");

    if (number == 1)
        mkba_i_synthetic_regress(x->s, logs, x->s->room);
    if (number == 2 && x->n_aims > 0 && mkba_i_synthetic_invert(&x->weigh, x->aims, LEAST_V, &x->inverse, logs))
        return;
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

/* From the weights of one of the best part of the way to those of another, or to those that fit the outcomes best: the V that
 * comes nearest to such weights. The way there is not one that V goes, so it leads out of where V is stuck. */
static bool turn(search *x, const mkba_i_random *stream, size_t from, double *logs)
{
    const mkba_i_synthetic_trial *by = &x->weigh;
    size_t n = by->n, other = from + 1 + mkba_i_random_below(stream, 1, (uint32_t) (x->n_best - 1));
    size_t aim = mkba_i_random_below(stream, 2, (uint32_t) (2 * x->n_aims));
    double share = mkba_i_random_uniform(stream, 3);

    memset(x->aimed, 0, n * sizeof *x->aimed);
    if (x->n_best > 1 && mkba_i_random_uniform(stream, 4) < OTHERS) {
        loss(x->best[other % x->n_best].logs, x);
        for (size_t i = 0; i < by->n_set; i++)
            x->aimed[by->set[i]] = share * by->weights[i];
    } else
        for (size_t j = 0; j < n; j++)
            x->aimed[j] = share * x->aims[(aim < x->n_aims ? aim : 0) * n + j];
    loss(x->best[from].logs, x);
    for (size_t i = 0; i < by->n_set; i++)
        x->aimed[by->set[i]] += (1.0 - share) * by->weights[i];
    return by->n_set > 0 && mkba_i_synthetic_invert(by, x->aimed, LEAST_V, &x->inverse, logs);
}

/* Where a search goes on: some of V anew, by chance, and the others nearly as they were. */
static void hop(search *x, size_t number, size_t which_best, double *logs)
{
    mkba_i_random stream = mkba_i_random_stream(x->s->task->seed, "synthetic control, on");
    mkba_i_random turns = mkba_i_random_stream(x->s->task->seed + number, "synthetic control, turns");
    const double *from = x->best[which_best].logs;

    if (x->n_aims > 0 && mkba_i_random_uniform(&turns, 0) < TURNED && turn(x, &turns, which_best, logs))
        return;
    for (size_t k = 0; k < x->k_n; k++) {
        double which = mkba_i_random_uniform(&stream, 2 * (number * x->k_n + k));
        double to = mkba_i_random_uniform(&stream, 2 * (number * x->k_n + k) + 1);
        if (which < FRESH)
            logs[k] = LEAST_V * fmax(0.0, to - FULL) / (1.0 - FULL);
        else
            logs[k] = fmax(LEAST_V, fmin(0.0, from[k] + 2.0 * (to - 0.5)));
    }
}

/* Outcomes of donors, but for one (n: of all), and of the treated. */
static size_t set_outcomes(const search *x, size_t without, double *columns, double *target)
{
    size_t m = 0;

    for (size_t t = 0; t < x->t_n; t++)
        target[t] = x->own[x->periods[t]];
    for (size_t j = 0; j < x->s->n_donors; j++) {
        for (size_t t = 0; j != without && t < x->t_n; t++)
            columns[m * x->t_n + t] = x->outcomes[j][x->periods[t]];
        m += j != without;
    }
    return m;
}

/* The weights that are best by outcomes, without one donor: the next aim. */
static mkba_status add_aim(search *x, size_t without, double *columns, mkba_i_simplex_fit *fit)
{
    size_t n = x->s->n_donors;
    double *target = columns + n * x->t_n, *weights = &x->aims[x->n_aims * n];
    const mkba_i_simplex_squares problem = {.columns = columns,
                                            .target = target,
                                            .n_rows = x->t_n,
                                            .n_columns = set_outcomes(x, without, columns, target),
                                            .basic = true};
    mkba_status status = mkba_i_simplex_squares_solve(&problem, weights, fit, NULL);

    if (status == MKBA_OK && without < n) {
        memmove(&weights[without + 1], &weights[without], (n - without - 1) * sizeof *weights);
        weights[without] = 0.0;
    }
    x->n_aims += status == MKBA_OK;
    return status;
}

/* The weights that are best by outcomes, and their loss, were every V to be had: what the search need not go below. And
 * those without each of the donors that have weight there. */
static mkba_status set_floor(search *x)
{
    size_t n = x->s->n_donors;
    double *columns = mkba_i_arena_new(&x->arena, (n + 1) * x->t_n, sizeof *columns);
    mkba_i_simplex_fit fit, other;
    mkba_status status = columns == NULL ? MKBA_ERROR_MEMORY : add_aim(x, n, columns, &fit);

    x->floor = status == MKBA_OK ? (1.0 + 1e-9) * fit.squares / (double) x->t_n : 0.0;
    for (size_t j = 0; status == MKBA_OK && n > 2 && j < n && x->n_aims < AIMS; j++)
        if (x->aims[j] > 0.0)
            status = add_aim(x, j, columns, &other);
    return status == MKBA_ERROR_MEMORY ? mkba_i_fail_memory(x->s->error) : MKBA_OK;
}

static bool make_weights(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    const double *all = s->task->predictors;
    size_t k_n = x->k_n, n = s->n_donors;
    double *rows = mkba_i_synthetic_trial_room(&x->weigh, &x->arena, k_n, n);

    x->aims = mkba_i_arena_new(&x->arena, (AIMS + 1) * n, sizeof *x->aims);
    if (rows == NULL || x->aims == NULL || !mkba_i_synthetic_inverse_room(&x->inverse, &x->arena, k_n, n))
        return false;
    x->aimed = x->aims + AIMS * n;
    for (size_t k = 0; k < k_n; k++)
        for (size_t j = 0; j < n; j++)
            rows[k * n + j] = all[s->donors[j] * k_n + k] - all[s->unit * k_n + k];
    mkba_i_synthetic_trial_begin(&x->weigh);
    return true;
}

static bool make_room(search *x)
{
    const mkba_i_synthetic_search *s = x->s;
    const mkba_i_block *block = s->task->block;
    size_t k_n = x->k_n;

    x->outcomes = mkba_i_arena_new(&x->arena, s->n_donors, sizeof *x->outcomes);
    x->periods = mkba_i_arena_new(&x->arena, block->n_before, sizeof *x->periods);
    x->residuals = mkba_i_arena_new(&x->arena, block->n_before * (k_n + 1), sizeof *x->residuals);
    x->matrix = mkba_i_arena_new(&x->arena, 4 * (k_n + 1) * (k_n + 1), sizeof *x->matrix);
    x->way = mkba_i_arena_new(&x->arena, (BEST + 5) * k_n, sizeof *x->way);
    x->descent = mkba_i_arena_new(&x->arena, (k_n + 4) * (k_n + 1), sizeof *x->descent);
    if (x->outcomes == NULL || x->periods == NULL || x->residuals == NULL || x->matrix == NULL || x->way == NULL ||
        x->descent == NULL || !make_weights(x))
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
    double effort = size > 1.0 ? 1.0 / (size * size) : 1.0;

    x->hops = (size_t) ceil(HOPS * effort);
    x->calls = (size_t) ceil(CALLS * effort);
    x->rounds = (size_t) ceil(ROUNDS * effort);
    return asked > 0 ? asked : size > 1.0 ? (size_t) ceil(STARTS / size) : STARTS;
}

static void start_all(search *x, size_t starts, double *logs)
{
    for (size_t number = 0; number < starts; number++) {
        set_start(x, number, logs);
        double now = descend(x, logs);
        if (isfinite(now))
            keep(x, now, logs);
        if (x->s->status == MKBA_ERROR_MEMORY || (x->n_best > 0 && x->best[0].loss <= x->floor))
            return;
    }
}

/* From each of the best in turn, until one fits as well as any weights do. */
static void hop_all(search *x, double *logs)
{
    for (size_t number = 0; number < x->hops * x->n_best; number++) {
        size_t i = number % x->n_best;
        if (x->best[i].loss <= x->floor || x->s->status == MKBA_ERROR_MEMORY)
            return;
        hop(x, number, i, logs);
        double now = descend(x, logs);
        if (now < x->best[i].loss) {
            x->best[i].loss = now;
            memcpy(x->best[i].logs, logs, x->k_n * sizeof *logs);
        }
    }
}

/* Puts the best of those from `turn` on there. */
static void bring_best(search *x, size_t turn)
{
    size_t least = turn;

    for (size_t i = turn; i < x->n_best; i++)
        least = x->best[i].loss < x->best[least].loss ? i : least;
    found other = x->best[turn];
    x->best[turn] = x->best[least];
    x->best[least] = other;
}

/* The weights of the best V whose weights can be told. */
static mkba_status take_best(search *x)
{
    mkba_i_synthetic_search *s = x->s;
    mkba_status status = s->status;

    for (size_t turn = 0; turn < x->n_best && s->status != MKBA_ERROR_MEMORY; turn++) {
        bring_best(x, turn);
        set_v(s, x->best[turn].logs);
        status = mkba_i_synthetic_solve(s, false);
        if (status != MKBA_ERROR_EVALUATION)
            break;
    }
    return status;
}

static mkba_status run(search *x)
{
    double *logs = x->best[BEST - 1].logs + x->k_n;
    size_t starts = set_effort(x);

    if (set_floor(x) != MKBA_OK)
        return MKBA_ERROR_MEMORY;
    start_all(x, starts, logs);
    hop_all(x, logs);
    for (size_t turn = 0; turn < ON && turn < x->n_best; turn++) {
        bring_best(x, turn);
        search_on(x, &x->best[turn]);
    }
    return take_best(x);
}

mkba_status mkba_i_synthetic_optimise(mkba_i_synthetic_search *s)
{
    search x = {.s = s, .k_n = s->n_rows};
    mkba_status status = make_room(&x) ? run(&x) : mkba_i_fail_memory(s->error);

    mkba_i_arena_free(&x.arena);
    return status;
}
