/* The V whose best weights come nearest to given ones: see synthetic_inverse.h. */
#include "base/exact.h"

#include "effect/synthetic_inverse.h"

#include <math.h>

#include "base/elementary.h"

#define MATCHED 1e-7 /* of the greatest difference: a gap that is none */
#define NOTHING 1e-11
#define GREEDY 20 /* steps per predictor, after which the first gain is taken, which cannot go round in circles */
#define MOST 60

typedef struct game {
    double *table;
    size_t *rows, *cols;
    size_t m, n, width; /* predictors used, donors */
} game;

bool mkba_i_synthetic_inverse_room(mkba_i_synthetic_inverse *room, mkba_i_arena *arena, size_t k_n, size_t n)
{
    room->table = mkba_i_arena_new(arena, (n + 1) * (k_n + 1), sizeof *room->table);
    room->rows = mkba_i_arena_new(arena, n + 2 * k_n, sizeof *room->rows);
    room->gaps = mkba_i_arena_new(arena, k_n, sizeof *room->gaps);
    if (room->table == NULL || room->rows == NULL || room->gaps == NULL)
        return false;
    room->cols = room->rows + n;
    room->used = room->cols + k_n;
    return true;
}

/* The gaps, and which predictors have one. */
static size_t set_gaps(const mkba_i_synthetic_trial *x, const double *weights, mkba_i_synthetic_inverse *room)
{
    size_t m = 0;

    for (size_t k = 0; k < x->k_n; k++) {
        double gap = 0.0;
        for (size_t j = 0; j < x->n; j++)
            gap += weights[j] * x->rows[k * x->n + j];
        room->gaps[k] = gap;
        if (gap * gap > MATCHED * MATCHED * x->squares[k])
            room->used[m++] = k;
    }
    return m;
}

/* What a predictor loses to a donor, all raised to 1 and above, so that the game has a value above 0: then it is to
 * maximise the sum of x >= 0 with of each row row'x at most 1. */
static void set_table(const mkba_i_synthetic_trial *x, const mkba_i_synthetic_inverse *room, game *g)
{
    double low = 0.0;

    for (size_t j = 0; j < g->n; j++)
        for (size_t a = 0; a < g->m; a++) {
            double loss = 1.0 - x->rows[room->used[a] * g->n + j] / room->gaps[room->used[a]];
            g->table[j * g->width + a] = loss;
            low = loss < low ? loss : low;
        }
    for (size_t j = 0; j < g->n; j++) {
        for (size_t a = 0; a < g->m; a++)
            g->table[j * g->width + a] += 1.0 - low;
        g->table[j * g->width + g->m] = 1.0;
        g->rows[j] = g->m + j;
    }
    for (size_t a = 0; a < g->m; a++) {
        g->table[g->n * g->width + a] = -1.0;
        g->cols[a] = a;
    }
    g->table[g->n * g->width + g->m] = 0.0;
}

/* The column that gains most, or the first that gains; m when none does. */
static size_t column_in(const game *g, bool first)
{
    const double *gains = &g->table[g->n * g->width];
    size_t in = g->m;

    for (size_t a = 0; a < g->m; a++)
        if (gains[a] < -NOTHING && (in == g->m || (first ? g->cols[a] < g->cols[in] : gains[a] < gains[in])))
            in = a;
    return in;
}

static size_t row_out(const game *g, size_t in)
{
    double least = INFINITY;
    size_t out = g->n;

    for (size_t j = 0; j < g->n; j++) {
        const double *row = &g->table[j * g->width];
        if (!(row[in] > NOTHING))
            continue;
        double share = row[g->m] / row[in];
        if (share < least || (share <= least && g->rows[j] < g->rows[out])) {
            least = share;
            out = j;
        }
    }
    return out;
}

static void exchange(game *g, size_t out, size_t in)
{
    double *pivot_row = &g->table[out * g->width], inverse = 1.0 / pivot_row[in];
    size_t other = g->rows[out];

    for (size_t b = 0; b < g->width; b++)
        pivot_row[b] *= inverse;
    pivot_row[in] = inverse;
    for (size_t j = 0; j <= g->n; j++) {
        double *row = &g->table[j * g->width], share = row[in];
        if (j == out)
            continue;
        row[in] = 0.0;
        for (size_t b = 0; b < g->width; b++)
            row[b] -= share * pivot_row[b];
    }
    g->rows[out] = g->cols[in];
    g->cols[in] = other;
}

static void play(game *g)
{
    for (size_t step = 0; step < (GREEDY + MOST) * g->m; step++) {
        size_t in = column_in(g, step >= GREEDY * g->m);
        size_t out = in < g->m ? row_out(g, in) : g->n;
        if (out == g->n)
            return;
        exchange(g, out, in);
    }
}

bool mkba_i_synthetic_invert(const mkba_i_synthetic_trial *x, const double *weights, double least,
                             mkba_i_synthetic_inverse *room, double *logs)
{
    game g = {.table = room->table, .rows = room->rows, .cols = room->cols, .n = x->n};
    double greatest = -INFINITY;

    g.m = set_gaps(x, weights, room);
    g.width = g.m + 1;
    if (g.m == 0)
        return false;
    set_table(x, room, &g);
    play(&g);
    for (size_t k = 0; k < x->k_n; k++)
        logs[k] = -INFINITY;
    for (size_t j = 0; j < g.n; j++)
        if (g.rows[j] < g.m && g.table[j * g.width + g.m] > 0.0) {
            size_t k = room->used[g.rows[j]];
            logs[k] = mkba_i_log(g.table[j * g.width + g.m] / (room->gaps[k] * room->gaps[k]));
            greatest = fmax(greatest, logs[k]);
        }
    for (size_t k = 0; k < x->k_n; k++)
        logs[k] = isfinite(greatest) ? fmax(least, logs[k] - greatest) : least;
    return isfinite(greatest);
}
