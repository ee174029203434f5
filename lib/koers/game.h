/* A coalition game from inside. Coalitions are sets of players as bits; all of them are there to 20 players. */
#ifndef MKBA_I_KOERS_GAME_H
#define MKBA_I_KOERS_GAME_H

#include <mkba/koers_coalition.h>

#include "base/memory.h"

/* Largest worth in absolute value: sums of millions of them stay far from overflow. */
#define MKBA_I_GAME_WORTH 1e100
/* Most players of a function, and of the cost of scale. */
#define MKBA_I_GAME_FUNCTION_PLAYERS 64
#define MKBA_I_GAME_SCALE_PLAYERS 1000
/* Amounts are equal within this share of the largest worth: rounding makes nobody leave. */
#define MKBA_I_GAME_EQUAL 1e-9

/* C(S) = fixed + unit_cost x V(S)^elasticity + coordination x (|S| - 1). */
typedef struct mkba_i_scale_cost {
    double fixed, unit_cost, elasticity, coordination;
} mkba_i_scale_cost;

struct mkba_game {
    size_t n;
    mkba_game_kind kind;
    const char **players;
    double *worths;      /* of every coalition; NULL beyond 20 players */
    mkba_worth function; /* of a game that is asked, else NULL */
    void *data;
    mkba_i_scale_cost cost; /* with volumes */
    const double *volumes;  /* NULL: not of scale */
    mkba_i_arena arena;
};

/* Of a volume above 0 and members from 1 on. */
double mkba_i_scale_cost_of(const mkba_i_scale_cost *cost, double volume, size_t members);

/* How many players a coalition has. */
static inline unsigned mkba_i_coalition_size(uint64_t coalition)
{
    unsigned size = 0;
    for (; coalition != 0; coalition &= coalition - 1)
        size++;
    return size;
}

/* All players, to 20 of them. */
static inline size_t mkba_i_everybody(const mkba_game *game)
{
    return ((size_t) 1 << game->n) - 1;
}

/* The worth of what joins in this order: worths[k] is that of the first k + 1. */
mkba_status mkba_i_game_walk(const mkba_game *game, const size_t *order, double *worths, mkba_error *error);

/* The largest worth in absolute value, at least the smallest double that is normal. Every coalition is there. */
double mkba_i_game_magnitude(const mkba_game *game);

/* MKBA_ERROR_LIMIT unless every coalition is there; `what` needs them: "the core". */
mkba_status mkba_i_game_listed(const mkba_game *game, const char *what, mkba_error *error);

#endif
