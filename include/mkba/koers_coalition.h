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

/* ---- who would rather leave ---------------------------------------------------------------------------------- */

/** What every coalition gains or loses by an allocation, those that lose most first, of equals the smallest and then by
 *  position: coalition (names joined by " + "), position (as in mkba_game_new), size, worth, allocated (to its members),
 *  excess, per_member (excess / size), leaves.
 *
 *  The excess is what the coalition would save or obtain more by leaving: allocated - worth of a cost, worth - allocated of a
 *  value (M. Maschler, B. Peleg and L.S. Shapley, Mathematics of Operations Research 4, 1979). A coalition leaves when its
 *  excess is above 1e-9 of the largest worth. No coalition leaves and the whole is allocated: the allocation is in the core
 *  (D.B. Gillies, 1953).
 *
 *  @param allocation    one amount per player, finite, at most 1e100
 *  @param n_allocation  as many as players
 *  @param most          rows at most; 0 is every coalition, the whole too
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT; MKBA_ERROR_LIMIT for more than 20 players; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_coalitions(const mkba_game *game, const double *allocation,
                                                       size_t n_allocation, size_t most, mkba_table **table,
                                                       mkba_error *error);

/** What kind of game it is: a row per property: property, holds, margin, first, second. The margin is the least by which the
 *  property holds over all that it speaks of, below 0 where it fails, and first and second are where that is:
 *
 *  | property | of a cost (of a value with the signs reversed) |
 *  | --- | --- |
 *  | essential | c(N) < sum of c(i): working together adds something |
 *  | monotone | c(S + i) >= c(S) |
 *  | additive together | c(S) + c(T) >= c(S + T) for S and T without a common player: subadditive, superadditive of a value |
 *  | convex | c(S + i) - c(S) >= c(S + j + i) - c(S + j): concave of a cost; who joins later adds less. The Shapley value is then in the core (L.S. Shapley, Cores of convex games, International Journal of Game Theory 1, 1971) |
 *  | shapley in core | no coalition loses by the Shapley value: the margin is that of the coalition that loses most |
 *
 *  "additive together" takes time in proportion to 3^n and is missing beyond 16 players.
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT; MKBA_ERROR_LIMIT for more than 20 players; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_properties(const mkba_game *game, mkba_table **table, mkba_error *error);

/** How large a coalition should be: a row per size: size, coalitions (how many of that size), best (coalition whose members
 *  gain most against standing alone), worth (of it), gain (of it: sum of what its members cost alone - its cost; of a value
 *  the reverse), gain_per_member, gain_mean and gain_least (over all coalitions of the size), adding (share of the steps
 *  from a coalition of this size to one with a member more that gain; missing at the last), next (mean gain of such a step:
 *  what the newcomer costs alone less what it adds), adds (whether some coalition of this size gains; the smallest and the
 *  largest such are where `adds` begins and ends).
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT; MKBA_ERROR_LIMIT for more than 20 players; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_sizes(const mkba_game *game, mkba_table **table, mkba_error *error);

/* ---- core and nucleolus --------------------------------------------------------------------------------------- */

/** What an allocation should be like. */
typedef enum mkba_game_concept {
    MKBA_GAME_LEAST_CORE = 0,  ///< the largest excess is least; one such allocation
    MKBA_GAME_NUCLEOLUS = 1    ///< then the second largest, and so on: there is one
} mkba_game_concept;

/** "least core", "nucleolus"; "unknown concept" for a number that is none. */
MKBA_API const char *mkba_game_concept_name(mkba_game_concept concept);
/** The concept of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_game_concept_from_name(const char *name, mkba_game_concept *concept,
                                                              mkba_error *error);

/** The tables of a solution. */
typedef enum mkba_solution_view {
    /** A row per player: player, amount, alone, saving. */
    MKBA_SOLUTION_AMOUNTS = 0,
    /** A row per coalition that decides: level, epsilon (the excess that all of the level have), coalition, position, size,
     *  worth, weight. Of level 1 the weights are balanced: those of the coalitions that a player is in add up to 1. They
     *  prove that no allocation has a smaller largest excess, and, where the core is empty, that it is: the coalitions,
     *  each for its part of the time, would do the whole for less (O.N. Bondareva 1963; L.S. Shapley, On balanced sets and
     *  cores, Naval Research Logistics Quarterly 14, 1967). */
    MKBA_SOLUTION_COALITIONS = 1,
    /** One row: concept, core_empty, epsilon (the least largest excess), gap (by how much it could be less at most, as the
     *  weights prove), levels, programmes (linear programmes that were solved). */
    MKBA_SOLUTION_SUMMARY = 2
} mkba_solution_view;

/** "amounts", "coalitions", "summary"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_solution_view_name(mkba_solution_view view);
/** The view of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_solution_view_from_name(const char *name, mkba_solution_view *view,
                                                               mkba_error *error);

/** Whether mkba_game_solve can: the library was built with GLPK. */
MKBA_API bool mkba_game_can_solve(void);

/** The least core (M. Maschler, B. Peleg and L.S. Shapley, Geometric properties of the kernel, nucleolus, and related solution
 *  concepts, Mathematics of Operations Research 4, 1979) or the nucleolus (D. Schmeidler, The nucleolus of a characteristic
 *  function game, SIAM Journal on Applied Mathematics 17, 1969) of a game of up to 12 players. The core is empty when the
 *  least largest excess is above 1e-9 of the largest worth; otherwise both are in it.
 *
 *  By a sequence of linear programmes (A. Kopelowitz 1967; J.A.M. Potters, J.H. Reijnierse and M. Ansing, Computing the
 *  nucleolus by solving a prolonged simplex algorithm, Mathematics of Operations Research 21, 1996), each with the coalitions
 *  that matter only: every other is looked at, and joins when it loses more. A level fixes the coalitions whose multiplier
 *  is not 0; multipliers of such a programme are fractions with a denominator below 1e4, so that rounding decides nothing,
 *  and whether a coalition follows from fixed ones is found in whole numbers. The amounts are then those of the equations of
 *  all levels, solved anew with what rounding leaves; that no coalition exceeds its level is checked for every one.
 *  Without side conditions such as that nobody pays more than alone: where the core is not empty nobody does.
 *
 *  @return MKBA_OK; MKBA_ERROR_UNSUPPORTED when the library was built without GLPK; MKBA_ERROR_LIMIT for more than 12
 *          players; MKBA_ERROR_EVALUATION when the figures are so different in size that the outcome cannot be certified;
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY. Thread-safe: GLPK runs on a thread that is made for the call. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_solve(const mkba_game *game, mkba_game_concept concept,
                                                  mkba_solution_view view, mkba_table **table, mkba_error *error);

/* ---- cost keys ---------------------------------------------------------------------------------------------- */

/** A key by which the whole is shared: in proportion to weights. */
typedef struct mkba_cost_key {
    const char *name;       ///< "per inhabitant"
    const double *weights;  ///< one per player, at least 0, not all 0: inhabitants, clients, use, or 1 each
    size_t n_weights;       ///< as many as players
} mkba_cost_key;

/** Which allocations to set beside one another. Fill with mkba_keys_options_init, then set what differs. */
typedef struct mkba_keys_options {
    size_t size;                ///< set by the initialiser; lets the struct grow
    const mkba_cost_key *keys;  ///< names that differ, none "equal", "shapley" or "nucleolus"
    size_t n_keys;              ///< how many; may be 0
    bool equal;                 ///< also equal parts; true by default
    bool shapley;               ///< also the Shapley value; true by default
    bool nucleolus;             ///< also the nucleolus, which needs GLPK and at most 12 players; false by default
} mkba_keys_options;

/** What mkba_keys_options_init calls: sets the defaults of a struct of `size` bytes. */
MKBA_API void mkba_keys_options_init_size(mkba_keys_options *options, size_t size);
/** Sets the defaults: call it before anything else is set. */
#define mkba_keys_options_init(options) mkba_keys_options_init_size((options), sizeof(mkba_keys_options))

/** The tables of keys. */
typedef enum mkba_keys_view {
    /** A row per key and player: key, player, amount, share (of the whole), alone, saving. */
    MKBA_KEYS_AMOUNTS = 0,
    /** A row per key: key, in_core, leaving (coalitions that would rather leave), worst (the one that loses most, or, in the core, gains least; not the whole), excess (of
     *  it), from_shapley (half the sum of |amount - Shapley value|: what would change hands; missing without it). */
    MKBA_KEYS_SUMMARY = 1,
    /** A row per key and coalition that would rather leave, worst first: key and the columns of mkba_game_coalitions. */
    MKBA_KEYS_LEAVING = 2
} mkba_keys_view;

/** "amounts", "summary", "leaving"; "unknown view" for a number that is none. */
MKBA_API const char *mkba_keys_view_name(mkba_keys_view view);
/** The view of that name. @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_keys_view_from_name(const char *name, mkba_keys_view *view, mkba_error *error);

/** Keys in use, set beside the Shapley value and the nucleolus: what each player pays, what each coalition would save or lose.
 *  A key gives player i the part w_i / sum of w of the worth of all together.
 *
 *  @param options  NULL is the defaults: equal parts and the Shapley value
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT (`where` is "keys[1]", "weights[2]"); MKBA_ERROR_LIMIT for more than 20 players;
 *          what mkba_game_solve answers, with `nucleolus`; MKBA_ERROR_MEMORY. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_game_keys(const mkba_game *game, const mkba_keys_options *options,
                                                 mkba_keys_view view, mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
