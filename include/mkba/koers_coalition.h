/** @file
 *  libmkba, koers: who pays. Coalition games: what municipalities that work together owe or gain, and whether any of them
 *  would rather leave. The conventions are those of mkba/base.h. */
#ifndef MKBA_KOERS_COALITION_H
#define MKBA_KOERS_COALITION_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Most players of a game of which every coalition is looked at. */
#define MKBA_GAME_PLAYERS 20
/** Most players of a game that is solved by linear programming: least core, nucleolus. */
#define MKBA_GAME_SOLVED_PLAYERS 12

/** A game: what every coalition of players costs or is worth. Immutable. */
typedef struct mkba_game mkba_game;

/** What the figures of a game are. */
typedef enum mkba_game_kind {
    MKBA_GAME_COST = 0,  ///< what a coalition pays when it stands alone: less is better
    MKBA_GAME_VALUE = 1  ///< what a coalition obtains when it stands alone: more is better
} mkba_game_kind;

/** "cost", "value"; "unknown kind" for a number that is none. */
MKBA_API const char *mkba_game_kind_name(mkba_game_kind kind);
/** The kind of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_game_kind_from_name(const char *name, mkba_game_kind *kind, mkba_error *error);

/** A game of which every coalition is given.
 *
 *  @param players    names, each once, none empty; 1 to 20
 *  @param worths     one per coalition, finite, at most 1e100 in absolute value: the coalition at position s has the
 *                    players i for which bit i of s is set, so position 5 is players 0 and 2. worths[0] is 0
 *  @param n_worths   2^n_players
 *  @param kind       cost or value
 *  @param[out] out   to be freed with mkba_game_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT (`where` is "players[2]", "worths[5]"); MKBA_ERROR_LIMIT for more than 20
 *          players; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_new(const char *const *players, size_t n_players, const double *worths,
                                                size_t n_worths, mkba_game_kind kind, mkba_game **out,
                                                mkba_error *error);

/** What a coalition costs or is worth.
 *  @param data       as given beside the function
 *  @param coalition  bit i is set when player i is in it; never 0
 *  @param[out] worth to be set
 *  @return true; false when there is no such figure: the call that asks then ends with MKBA_ERROR_CANCELLED */
typedef bool (*mkba_worth)(void *data, uint64_t coalition, double *worth);

/** The same of a function. To 20 players it is asked for every coalition at once, in order of position, by the thread that
 *  calls. Of 21 to 64 players it is kept, asked by mkba_game_shapley, from the thread that calls that, and must answer the
 *  same each time for as long as the game lives.
 *
 *  @return as mkba_game_new; MKBA_ERROR_LIMIT for more than 64 players; MKBA_ERROR_CANCELLED */
MKBA_API MKBA_CHECKED mkba_status mkba_game_from_function(const char *const *players, size_t n_players,
                                                          mkba_worth worth, void *data, mkba_game_kind kind,
                                                          mkba_game **out, mkba_error *error);

/** The cost of working together: a coalition S pays
 *
 *      C(S) = fixed + unit_cost x V(S)^elasticity + coordination x (|S| - 1)
 *
 *  V(S) being the sum of its members' volumes. To 20 players every coalition is computed; beyond, a game can be sampled.
 *
 *  @param volumes       one per player, above 0, such as clients per year
 *  @param fixed         at least 0, EUR per year
 *  @param unit_cost     at least 0, EUR per year for a volume of 1
 *  @param elasticity    from 0 to 4: below 1 a larger volume is cheaper per unit, above 1 dearer
 *  @param coordination  at least 0, EUR per year for each partner but the first
 *  @return as mkba_game_new; MKBA_ERROR_LIMIT for more than 1000 players; MKBA_ERROR_EVALUATION for a cost beyond 1e100.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_of_scale(const char *const *players, size_t n_players,
                                                     const double *volumes, size_t n_volumes, double fixed,
                                                     double unit_cost, double elasticity, double coordination,
                                                     mkba_game **out, mkba_error *error);

/** Frees a game. NULL is allowed. */
MKBA_API void mkba_game_free(mkba_game *game);

/** How many players; 0 for NULL. */
MKBA_API size_t mkba_game_n_players(const mkba_game *game);

/* ---- the Shapley value ------------------------------------------------------------------------------------- */

/** How to compute a Shapley value. Fill with mkba_shapley_options_init, then set what differs. */
typedef struct mkba_shapley_options {
    size_t size;        ///< set by the initialiser; lets the struct grow
    uint64_t draws;     ///< 0, the default: exactly; else so many permutations, an even number, 4 to 1e9
    uint64_t seed;      ///< of the permutations; 1 by default
    double confidence;  ///< of intervals and bounds; 0.95 by default
    double wanted;      ///< a standard error: `needed` says how many draws it takes; 0, the default, asks nothing
    size_t threads;     ///< 1 by default; 0 is one per processor. The figures are the same. A function is asked by one
} mkba_shapley_options;

/** What mkba_shapley_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_shapley_options_init_size(mkba_shapley_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_shapley_options_init(options) mkba_shapley_options_init_size((options), sizeof(mkba_shapley_options))

/** The Shapley value: the mean, over all orders in which players can join, of what each adds when it does
 *
 *      phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! x (v(S + i) - v(S))
 *
 *  (L.S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953, 307-317). A row per player:
 *  player, amount, se, lower, upper, bound, alone (what it costs or obtains alone), last (what it adds when it is the last
 *  to join), saving (alone - amount of a cost, amount - alone of a value), needed, draws (0: exact).
 *
 *  Exact, to 20 players: every difference is summed with what its rounding leaves, so |amount - phi| is at most `bound` =
 *  2^-52 |amount| + 2^-60 x the mean absolute addition; se is 0, lower and upper are amount -/+ bound. Time grows with
 *  n 2^n. Amounts add up to v(N) within the sum of the bounds.
 *
 *  Sampled: pairs of a permutation and its reverse (J. Castro, D. Gomez and J. Tejada, Polynomial calculation of the Shapley
 *  value based on sampling, Computers and Operations Research 36, 2009; antithetic: R. Mitchell et al., JMLR 23, 2022). se
 *  is that of the mean of pairs, lower and upper the normal interval at `confidence`. `bound` holds with that probability
 *  whatever the distribution: sqrt(2 V ln(3 / d) / m) + 3 R ln(3 / d) / m, of m pairs with variance V, d = 1 - confidence
 *  and R the largest less the smallest addition that is possible (J.-Y. Audibert, R. Munos and C. Szepesvari, Tuning bandit
 *  algorithms in stochastic environments, ALT 2007, theorem 1); missing where R is not known, of a function beyond 20 players.
 *  Amounts add up to v(N) to rounding. The same seed gives the same figures, whatever the threads.
 *
 *  @param options   NULL is the defaults
 *  @param progress  of sampling; NULL is none
 *  @param data      handed to progress
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for an option out of range; MKBA_ERROR_LIMIT for more than 20 players without
 *          draws; MKBA_ERROR_EVALUATION for a function whose answer is not finite or beyond 1e100; MKBA_ERROR_CANCELLED;
 *          MKBA_ERROR_MEMORY. Thread-safe, but for a game of a function. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_shapley(const mkba_game *game, const mkba_shapley_options *options,
                                                    mkba_progress progress, void *data, mkba_table **table,
                                                    mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
