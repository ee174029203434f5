/* The uniform numbers of a stream under a plan: what is prepared, once. The draws are made in points_body.h. */
#include "base/exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stat/points.h"
#include "stat/random.h"

/* What makes a plan's permutation or matrix are draws of the stream itself, from a number on that no simulation reaches. */
#define KEYS (UINT64_C(1) << 63)

/* The round keys of mkba_i_philox, and the name, which is the upper half of its counter. */
typedef struct philox_keys {
    uint64_t keys[MKBA_I_PHILOX_ROUNDS][2];
    uint64_t name[2];
} philox_keys;

/* A Latin hypercube's permutation is a Feistel network on a grid of rows x columns cells, of which there are hardly more
 * than strata; a number beyond them goes through again (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * CT-RSA 2002). How far two draws are from independent falls as n^-(rounds / 2): there are as many rounds as bring that
 * below 2^-32, or MOST_ROUNDS. */
#define MOST_ROUNDS 24

typedef struct round_keys {
    uint64_t add[2], multiply[2]; /* below 2^32; factors are odd */
} round_keys;

typedef struct strata {
    uint64_t n, rows, columns;
    double per_column, per_n; /* 1 / columns, 1 / n */
    int rounds;
    round_keys keys[MOST_ROUNDS];
    int jitter_drop;     /* bits of a draw that are not used */
    double jitter_scale; /* for those that are */
} strata;

/* Binary digits of a draw and of its number; draws that share all but the lowest digits of their number. */
#define DIGITS 64
#define BLOCK_DIGITS 6
#define MIXED 4
#define BLOCK (1 << BLOCK_DIGITS)

typedef struct digital_net {
    uint64_t columns[DIGITS]; /* what each bit of a draw's number adds; the first digit is the highest bit */
    uint64_t shift;
    double low[BLOCK + MKBA_I_LANES_MOST]; /* the bits that the lowest digits add; room to read on */
} digital_net;

struct mkba_i_points {
    mkba_i_draw_plan plan;
    mkba_i_variant variant;
    philox_keys cipher; /* random, lhs */
    union {
        strata strata;
        digital_net net;
    };
};

/* The bits that all draws of a block share. */
static uint64_t block_bits(const digital_net *net, uint64_t block)
{
    uint64_t bits = net->shift;
    for (const uint64_t *column = net->columns + BLOCK_DIGITS; block != 0; block >>= 1, column++) {
        bits ^= *column & -(block & 1);
    }
    return bits;
}

#define MKBA_I_BODY "stat/points_body.h"
#include "base/lanes_each.h"

/* ---- preparing ------------------------------------------------------------------------------------------------- */

static void prepare_cipher(philox_keys *cipher, const mkba_i_random *stream)
{
    for (int word = 0; word < 2; word++) {
        uint32_t key = stream->key[word];
        for (int r = 0; r < MKBA_I_PHILOX_ROUNDS; r++) {
            cipher->keys[r][word] = key;
            key += word == 0 ? MKBA_I_PHILOX_WEYL_0 : MKBA_I_PHILOX_WEYL_1;
        }
        cipher->name[word] = stream->name[word];
    }
}

static void prepare_strata(strata *s, const mkba_i_random *stream, uint64_t n)
{
    int bits = 0; /* n is at least 2^bits */
    while (n >> (bits + 1) != 0) {
        bits++;
    }
    s->n = n;
    s->rows = (uint64_t) ceil(sqrt((double) n));
    s->columns = (n + s->rows - 1) / s->rows;
    s->per_column = 1.0 / (double) s->columns;
    s->per_n = 1.0 / (double) n;
    s->rounds = 32 > bits * MOST_ROUNDS / 2 ? MOST_ROUNDS : 2 * ((32 + bits - 1) / bits);
    for (int r = 0; r < s->rounds; r++) {
        uint64_t add = mkba_i_random_bits(stream, KEYS + 2 * (uint64_t) r);
        uint64_t multiply = mkba_i_random_bits(stream, KEYS + 2 * (uint64_t) r + 1);
        s->keys[r] = (round_keys){{(uint32_t) add, add >> 32}, {(uint32_t) multiply | 1, multiply >> 32 | 1}};
    }
    /* So many bits that a draw, rounded, is still inside its stratum. */
    int jitter = 49 - bits < 32 ? 49 - bits : 32;
    s->jitter_drop = 64 - jitter;
    s->jitter_scale = ldexp(1.0, -jitter);
}

/* The first columns, replaced by as many of their sums that do not follow from each other. Else the first digits of any two
 * streams would agree, or differ, in the first pair of draws, and so twice as often in all of them. */
static void mix_first_columns(uint64_t columns[MIXED], const mkba_i_random *stream)
{
    uint64_t made[MIXED];
    bool follows[1 << MIXED] = {true}; /* which sums follow from those made */
    uint64_t bits = 0;
    for (uint64_t tried = 0, k = 0; k < MIXED; tried++, bits >>= MIXED) {
        bits = tried % 16 == 0 ? mkba_i_random_bits(stream, KEYS + 3 * DIGITS + tried / 16) : bits;
        uint64_t sum = bits % (1 << MIXED);
        if (!follows[sum]) {
            made[k] = 0;
            for (uint64_t i = 0; i < MIXED; i++) {
                made[k] ^= columns[i] & -(sum >> i & 1);
            }
            k++;
            for (uint64_t other = 0; other < 1 << MIXED; other++) {
                follows[other ^ sum] = follows[other ^ sum] || follows[other];
            }
        }
    }
    memcpy(columns, made, sizeof made);
}

/* A lower triangular matrix (the scrambling of Matousek, "On the L2-discrepancy for anchored boxes", J. Complexity 14,
 * 1998) times an upper triangular one, both with ones on the diagonal and random elsewhere. */
static void prepare_net(digital_net *net, const mkba_i_random *stream)
{
    uint64_t lower[DIGITS];
    for (int k = 0; k < DIGITS; k++) {
        uint64_t digit = UINT64_C(1) << (DIGITS - 1 - k);
        lower[k] = (mkba_i_random_bits(stream, KEYS + DIGITS + (uint64_t) k) & (digit - 1)) | digit;
    }
    for (int k = 0; k < DIGITS; k++) {
        uint64_t upper = mkba_i_random_bits(stream, KEYS + (uint64_t) k);
        net->columns[k] = lower[k];
        for (int i = 0; i < k; i++) {
            net->columns[k] ^= lower[i] & -(upper >> i & 1);
        }
    }
    mix_first_columns(net->columns, stream);
    net->shift = mkba_i_random_bits(stream, KEYS + 2 * DIGITS);
    uint64_t low[BLOCK] = {0};
    for (int i = 1; i < BLOCK; i++) {
        for (int k = 0; k < BLOCK_DIGITS; k++) {
            low[i] ^= net->columns[k] & -((uint64_t) i >> k & 1);
        }
    }
    memcpy(net->low, low, sizeof low);
}

mkba_status mkba_i_points_make(mkba_i_draw_plan plan, uint64_t seed, const char *name, uint64_t n_draws,
                               mkba_i_variant variant, mkba_i_points **out, mkba_error *error)
{
    if (plan == MKBA_I_PLAN_LHS && (n_draws < 1 || n_draws > MKBA_I_MOST_STRATA)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "a Latin hypercube has from 1 to 2^40 draws");
    }
    mkba_i_points *points = calloc(1, sizeof *points);
    if (points == NULL) {
        return mkba_i_fail_memory(error);
    }
    mkba_i_random stream = mkba_i_random_stream(seed, name);
    points->plan = plan;
    points->variant = variant;
    prepare_cipher(&points->cipher, &stream);
    if (plan == MKBA_I_PLAN_LHS) {
        prepare_strata(&points->strata, &stream, n_draws);
    } else if (plan == MKBA_I_PLAN_SOBOL) {
        prepare_net(&points->net, &stream);
    }
    *out = points;
    return MKBA_OK;
}

void mkba_i_points_free(mkba_i_points *points)
{
    free(points);
}

void mkba_i_points_uniforms(const mkba_i_points *points, uint64_t first, double *u, size_t n)
{
    switch (points->plan) {
    case MKBA_I_PLAN_RANDOM: MKBA_I_LANES_PICK(points->variant, random_draws)(points, first, u, n); break;
    case MKBA_I_PLAN_LHS: MKBA_I_LANES_PICK(points->variant, lhs_draws)(points, first, u, n); break;
    case MKBA_I_PLAN_SOBOL: MKBA_I_LANES_PICK(points->variant, sobol_draws)(points, first, u, n); break;
    }
}
