/* The Shapley value by subsets: every difference of two coalitions, summed by size with what rounding leaves, then weighed. */
#include "base/exact.h"

#include <math.h>

#include "base/product.h"
#include "base/threads.h"
#include "koers/game_shapley.h"

/* Sizes of sets of ten players, looked up: two make a coalition of twenty. */
#define HALF_BITS 10
#define HALF_SETS (1 << HALF_BITS)

/* A sum with what its additions left, and the sum of absolute values. */
typedef struct level {
    double sum, rest, absolute;
} level;

typedef struct exact {
    const mkba_game *game;
    mkba_i_shapley *found;
    unsigned char sizes[HALF_SETS];
} exact;

/* a + b and what it leaves, whichever is larger. Knuth, The Art of Computer Programming 2, 4.2.2. */
static inline double two_sum(double a, double b, double *rest)
{
    double sum = a + b, part = sum - a;

    *rest = (a - (sum - part)) + (b - part);
    return sum;
}

static inline void add_difference(level *to, double with, double without)
{
    double rest, more, difference = two_sum(with, -without, &rest);

    to->sum = two_sum(to->sum, difference, &more);
    to->rest += rest + more;
    to->absolute += fabs(difference);
}

/* By the size of the coalition that the player joins. */
static void add_up(const exact *e, size_t player, level *levels)
{
    const double *worths = e->game->worths;
    size_t bit = (size_t) 1 << player, low = bit - 1, n_sets = (size_t) 1 << (e->game->n - 1);

    for (size_t set = 0; set < n_sets; set++) {
        size_t coalition = ((set & ~low) << 1) | (set & low);
        unsigned size = e->sizes[set & (HALF_SETS - 1)] + e->sizes[set >> HALF_BITS];
        add_difference(&levels[size], worths[coalition | bit], worths[coalition]);
    }
}

/* Each level divided by n times its number of coalitions, a whole number; what the division leaves is kept too. */
static mkba_i_shapley weigh(const level *levels, size_t n)
{
    double sum = 0, rest = 0, absolute = 0, sets = 1;

    for (size_t size = 0; size < n; size++) {
        double weight = (double) n * sets, share = levels[size].sum / weight, product = share * weight, more;
        double left = (levels[size].sum - product) - mkba_i_product_rest(share, weight, product);
        sum = two_sum(sum, share, &more);
        rest += more + (left + levels[size].rest) / weight;
        absolute += levels[size].absolute / weight;
        sets = sets * (double) (n - 1 - size) / (double) (size + 1);
    }
    double amount = sum + rest;
    return (mkba_i_shapley){.amount = amount, .bound = 0x1p-52 * fabs(amount) + 0x1p-60 * absolute};
}

static mkba_status one_player(void *context, size_t worker, uint64_t player, mkba_error *error)
{
    exact *e = context;
    level levels[MKBA_GAME_PLAYERS] = {{0, 0, 0}};

    (void) worker;
    (void) error;
    add_up(e, (size_t) player, levels);
    e->found[player] = weigh(levels, e->game->n);
    return MKBA_OK;
}

mkba_status mkba_i_shapley_exact(const mkba_game *game, const mkba_shapley_options *options, mkba_i_shapley *found,
                                 mkba_error *error)
{
    exact e = {.game = game, .found = found};

    for (unsigned set = 0; set < HALF_SETS; set++)
        e.sizes[set] = (unsigned char) mkba_i_coalition_size(set);
    return mkba_i_parallel(options->threads, game->n, one_player, &e, NULL, NULL, error);
}
