/* Least core and nucleolus: see game_solve.h and the doc of mkba_game_solve. Inside, a game is one of cost whose largest worth
 * is 1 in absolute value. */
#include "base/exact.h"

#include "koers/game_solve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "koers/game_equations.h"
#include "koers/game_span.h"
#include "stat/programme.h"

/* A multiplier is 0 or at least 1 over the largest determinant of 0 and 1 with 13 rows, 9477. */
#define NO_MULTIPLIER 1e-5
/* A coalition joins a programme when it exceeds the level by more. */
#define EXCEEDS 1e-10
/* What is left after all, of figures of at most 1. */
#define CERTIFIED 1e-9

typedef struct search {
    size_t n, all;
    double *costs; /* of every coalition */
    mkba_i_span span;
    mkba_i_solved *solved;

    /* The programme: the whole, what is fixed, then what is looked at. */
    size_t *sets;
    double *fixed_at; /* what an equation adds to the cost of its coalition */
    size_t n_sets, n_equal, capacity;
    double *rows, *limits, *cost, *x, *multipliers;
    bool *equal;
    unsigned char *stages; /* at which level a coalition was settled, from 0; n while it is not */
    mkba_i_arena arena;
} search;

static double total_of(const search *s, size_t coalition, const double *x)
{
    double total = 0;

    for (size_t i = 0; i < s->n; i++)
        if (coalition >> i & 1)
            total += x[i];
    return total;
}

static double excess_of(const search *s, size_t coalition, const double *x)
{
    return total_of(s, coalition, x) - s->costs[coalition];
}

/* ---- the programme ---------------------------------------------------------------------------------------- */

static void put(search *s, size_t at, size_t coalition, double fixed_at)
{
    s->sets[at] = coalition;
    s->fixed_at[at] = fixed_at;
}

/* Room is for every coalition, and each is in it once. */
static void look_at(search *s, size_t coalition)
{
    for (size_t i = 0; i < s->n_sets; i++)
        if (s->sets[i] == coalition)
            return;
    put(s, s->n_sets++, coalition, 0);
}

/* Of x and the level, which is to be least. */
static mkba_status solve(search *s, mkba_error *error)
{
    size_t n_columns = s->n + 1;
    mkba_i_programme programme = {n_columns, s->n_sets, s->cost, s->rows, s->limits, s->equal};

    for (size_t r = 0; r < s->n_sets; r++) {
        double *row = s->rows + r * n_columns;
        for (size_t i = 0; i < s->n; i++)
            row[i] = (double) (s->sets[r] >> i & 1);
        s->equal[r] = r < s->n_equal;
        row[s->n] = s->equal[r] ? 0 : -1;
        s->limits[r] = s->costs[s->sets[r]] + s->fixed_at[r];
    }
    s->solved->n_programmes++;
    return mkba_i_programme_solve(&programme, s->x, s->multipliers, error);
}

/* The coalition that exceeds the level most, of those that are not settled; 0 when none does. */
static size_t worst(const search *s)
{
    size_t found = 0;
    double most = s->x[s->n] + EXCEEDS;

    for (size_t set = 1; set < s->all; set++) {
        if (s->stages[set] < s->n)
            continue;
        double excess = excess_of(s, set, s->x);
        if (excess > most) {
            most = excess;
            found = set;
        }
    }
    return found;
}

/* Both the coalition and the others, so that the level is bounded from below. */
static mkba_status least_level(search *s, mkba_error *error)
{
    mkba_status status = solve(s, error);
    size_t before = 0, next = 0;

    while (status == MKBA_OK && (next = worst(s)) != 0 && s->n_sets != before) {
        before = s->n_sets;
        look_at(s, next);
        look_at(s, s->all ^ next);
        if (s->n_sets != before)
            status = solve(s, error);
    }
    return status;
}

/* ---- levels -------------------------------------------------------------------------------------------------- */

static mkba_status not_certified(mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "game",
                       "the outcome could not be certified: the worths are too different in size");
}

/* The coalitions whose multiplier is not 0 decide: they have this excess in every solution. */
static mkba_status record(search *s, mkba_error *error)
{
    mkba_i_solved *found = s->solved;
    double balance = 0;
    size_t first = found->n_deciders;

    for (size_t r = s->n_equal; r < s->n_sets; r++) {
        double weight = -s->multipliers[r];
        if (weight < NO_MULTIPLIER)
            continue;
        if (found->n_deciders == MKBA_I_DECIDERS)
            return not_certified(error);
        found->deciders[found->n_deciders++] = (mkba_i_decider){s->sets[r], found->n_levels, weight};
        balance += (s->sets[r] & 1) != 0 ? weight : 0;
    }
    if (found->n_deciders == first)
        return not_certified(error);
    for (size_t d = first; d < found->n_deciders; d++)
        found->deciders[d].weight = found->n_levels == 0 ? found->deciders[d].weight / balance : 0;
    found->epsilons[found->n_levels++] = s->x[s->n];
    return MKBA_OK;
}

/* What was decided becomes equations, as far as they do not follow from those there are; what follows is settled. */
static void settle(search *s)
{
    mkba_i_solved *found = s->solved;
    size_t level = found->n_levels - 1, kept;

    for (size_t d = 0; d < found->n_deciders; d++)
        if (found->deciders[d].level == level && mkba_i_span_add(&s->span, found->deciders[d].coalition, s->n)) {
            for (size_t r = s->n_equal; r < s->n_sets; r++)
                if (s->sets[r] == found->deciders[d].coalition)
                    put(s, r, s->sets[s->n_equal], 0);
            put(s, s->n_equal++, found->deciders[d].coalition, found->epsilons[level]);
        }
    for (size_t set = 1; set < s->all; set++)
        if (s->stages[set] == s->n && mkba_i_span_holds(&s->span, set, s->n))
            s->stages[set] = (unsigned char) level;
    kept = s->n_equal;
    for (size_t r = s->n_equal; r < s->n_sets; r++)
        if (s->stages[s->sets[r]] == s->n)
            put(s, kept++, s->sets[r], 0);
    s->n_sets = kept;
}

/* Something must be looked at for the level to be bounded. */
static void look_again(search *s)
{
    for (size_t set = 1; set < s->all && s->n_sets == s->n_equal; set++)
        if (s->stages[set] == s->n) {
            look_at(s, set);
            look_at(s, s->all ^ set);
        }
}

/* ---- checks --------------------------------------------------------------------------------------------------- */

/* What the weights of the first level prove: no allocation has a largest excess below their mean of c(N) - c(S). */
static double proved(const search *s, const double *x)
{
    const mkba_i_solved *found = s->solved;
    double weights = 0, costs = 0;

    for (size_t d = 0; d < found->n_deciders && found->deciders[d].level == 0; d++) {
        weights += found->deciders[d].weight;
        costs += found->deciders[d].weight * s->costs[found->deciders[d].coalition];
    }
    (void) x;
    return (s->costs[s->all] - costs) / weights;
}

static mkba_status certify(search *s, mkba_error *error)
{
    mkba_i_solved *found = s->solved;
    double largest = s->n == 1 ? 0 : -INFINITY, last = found->n_levels > 0 ? found->epsilons[found->n_levels - 1] : 0;

    for (size_t set = 1; set < s->all; set++) {
        double excess = excess_of(s, set, found->amounts);
        double level = s->stages[set] < s->n ? found->epsilons[s->stages[set]] : last;
        if (excess > level + CERTIFIED)
            return not_certified(error);
        largest = fmax(largest, excess);
    }
    if (fabs(excess_of(s, s->all, found->amounts)) > CERTIFIED)
        return not_certified(error);
    found->gap = s->n == 1 ? 0 : fmax(largest - proved(s, found->amounts), 0);
    return found->gap > CERTIFIED ? not_certified(error) : MKBA_OK;
}

/* Of the first level the weights say what it is, to rounding; of all levels the equations say everything. */
static mkba_status refine(search *s, mkba_game_concept concept, mkba_error *error)
{
    mkba_i_solved *found = s->solved;

    memcpy(found->amounts, s->x, s->n * sizeof *found->amounts);
    if (concept == MKBA_GAME_LEAST_CORE) {
        found->epsilons[0] = proved(s, found->amounts);
        return MKBA_OK;
    }
    return mkba_i_game_equations(s->n, s->costs, found) ? MKBA_OK : not_certified(error);
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static mkba_status levels(search *s, mkba_game_concept concept, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    put(s, 0, s->all, 0);
    s->n_sets = s->n_equal = 1;
    mkba_i_span_add(&s->span, s->all, s->n);
    for (size_t i = 0; i < s->n; i++) {
        look_at(s, (size_t) 1 << i);
        look_at(s, s->all ^ (size_t) 1 << i);
    }
    do {
        look_again(s);
        status = least_level(s, error);
        if (status == MKBA_OK)
            status = record(s, error);
        if (status == MKBA_OK)
            settle(s);
    } while (status == MKBA_OK && concept == MKBA_GAME_NUCLEOLUS && s->span.rank < s->n);
    if (status == MKBA_OK)
        status = refine(s, concept, error);
    return status == MKBA_OK ? certify(s, error) : status;
}

static bool start(search *s, const mkba_game *game, double scale)
{
    size_t n_sets = s->all + 1, n_columns = s->n + 1;
    double sign = game->kind == MKBA_GAME_COST ? 1 : -1;

    s->costs = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->costs);
    s->sets = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->sets);
    s->fixed_at = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->fixed_at);
    s->rows = mkba_i_arena_new(&s->arena, n_sets * n_columns, sizeof *s->rows);
    s->limits = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->limits);
    s->multipliers = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->multipliers);
    s->equal = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->equal);
    s->stages = mkba_i_arena_new(&s->arena, n_sets, sizeof *s->stages);
    s->cost = mkba_i_arena_new(&s->arena, n_columns, sizeof *s->cost);
    s->x = mkba_i_arena_new(&s->arena, n_columns, sizeof *s->x);
    if (s->costs == NULL || s->sets == NULL || s->fixed_at == NULL || s->rows == NULL || s->limits == NULL ||
        s->multipliers == NULL || s->equal == NULL || s->stages == NULL || s->cost == NULL || s->x == NULL)
        return false;
    s->cost[s->n] = 1;
    for (size_t set = 1; set <= s->all; set++) {
        s->costs[set] = sign * game->worths[set] / scale;
        s->stages[set] = (unsigned char) s->n;
    }
    return true;
}

static mkba_status check(const mkba_game *game, mkba_error *error)
{
    if (game->n > MKBA_GAME_SOLVED_PLAYERS)
        return mkba_i_fail(
            error, MKBA_ERROR_LIMIT, "game",
            "least core and nucleolus are found to %d players, here are %zu: mkba_game_coalitions says of "
            "an allocation to 20 players whether it is in the core",
            MKBA_GAME_SOLVED_PLAYERS, game->n);
    if (!mkba_i_programme_built())
        return mkba_i_fail(error, MKBA_ERROR_UNSUPPORTED, "game",
                           "this library was built without GLPK, which finds least core and nucleolus");
    return MKBA_OK;
}

mkba_status mkba_i_game_solve(const mkba_game *game, mkba_game_concept concept, mkba_i_solved *solved,
                              mkba_error *error)
{
    mkba_status status = check(game, error);
    search s = {.n = game->n, .solved = solved};
    double sign = game->kind == MKBA_GAME_COST ? 1 : -1;

    memset(solved, 0, sizeof *solved);
    if (status != MKBA_OK)
        return status;
    double scale = mkba_i_game_magnitude(game);
    s.all = mkba_i_everybody(game);
    if (game->n == 1)
        solved->amounts[0] = sign * game->worths[1] / scale;
    else if (!start(&s, game, scale))
        status = mkba_i_fail_memory(error);
    else
        status = levels(&s, concept, error);
    mkba_i_arena_free(&s.arena);
    for (size_t i = 0; i < game->n; i++)
        solved->amounts[i] *= sign * scale;
    for (size_t k = 0; k < solved->n_levels; k++)
        solved->epsilons[k] *= scale;
    solved->gap *= scale;
    return status;
}
