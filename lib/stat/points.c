/* The uniform numbers of a stream under a plan: see points.h. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "stat/points.h"
#include "stat/random.h"

/* What makes a plan's permutation or matrix are the stream's own draws, from a number on that no simulation reaches. */
#define KEYS (UINT64_C(1) << 63)

/* A Latin hypercube's permutation is a Feistel network on a grid of rows x columns cells, of which there are hardly more
 * than strata; a number beyond them goes through again (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * CT-RSA 2002). How far two draws are from independent falls as strata^-(rounds / 2). */
#define ROUNDS 6
#define ROUNDS_FEW 24
#define FEW_STRATA 4096

/* Of one round: two additions and two odd factors. */
typedef struct round_keys {
    uint32_t add[2], multiply[2];
} round_keys;

typedef struct strata {
    uint64_t n;
    uint64_t rows, columns;
    double per_column, per_n; /* 1 / columns, 1 / n */
    int rounds;
    round_keys keys[ROUNDS_FEW];
    int jitter_drop;     /* bits of a draw that are not used */
    double jitter_scale; /* for those that are */
} strata;

#define DIGITS 64

struct mkba_i_points {
    mkba_i_draw_plan plan;
    mkba_i_variant variant;
    mkba_i_random stream;
    strata strata;
    uint64_t columns[DIGITS]; /* sobol: what each bit of the draw's number adds, first digit in the highest bit */
    uint64_t shift;
};

/* ---- Latin hypercube ------------------------------------------------------------------------------------------- */

static void make_strata(strata *s, const mkba_i_random *stream, uint64_t n)
{
    int bits = 0;
    while (bits < 40 && (UINT64_C(1) << bits) < n) {
        bits++;
    }
    s->n = n;
    s->rows = (uint64_t) ceil(sqrt((double) n));
    s->columns = (n + s->rows - 1) / s->rows;
    s->per_column = 1.0 / (double) s->columns;
    s->per_n = 1.0 / (double) n;
    s->rounds = n < FEW_STRATA ? ROUNDS_FEW : ROUNDS;
    for (int r = 0; r < s->rounds; r++) {
        uint64_t one = mkba_i_random_bits(stream, KEYS + 2 * (uint64_t) r);
        uint64_t two = mkba_i_random_bits(stream, KEYS + 2 * (uint64_t) r + 1);
        s->keys[r] =
            (round_keys){{(uint32_t) one, (uint32_t) (one >> 32)}, {(uint32_t) two | 1, (uint32_t) (two >> 32) | 1}};
    }
    /* As many bits as leave a draw inside its stratum when it is rounded. */
    int jitter = 50 - bits < 32 ? 50 - bits : 32;
    s->jitter_drop = 64 - jitter;
    s->jitter_scale = ldexp(1.0, -jitter);
}

/* A number below `bound`, at random for each x below 2^32. */
static uint64_t round_value(const round_keys *key, uint64_t x, uint64_t bound)
{
    for (int i = 0; i < 2; i++) {
        uint64_t product = (uint64_t) (uint32_t) (x + key->add[i]) * key->multiply[i];
        x = (uint32_t) (product ^ product >> 32);
    }
    return x * bound >> 32;
}

static uint64_t permute_once(const strata *s, uint64_t x)
{
    uint64_t row = (uint64_t) (((double) x + 0.5) * s->per_column);
    uint64_t column = x - row * s->columns;
    for (int r = 0; r < s->rounds; r += 2) {
        row += round_value(&s->keys[r], column, s->rows);
        row -= row >= s->rows ? s->rows : 0;
        column += round_value(&s->keys[r + 1], row, s->columns);
        column -= column >= s->columns ? s->columns : 0;
    }
    return row * s->columns + column;
}

static double stratified(const strata *s, const mkba_i_random *stream, uint64_t draw)
{
    uint64_t stratum = draw;
    do {
        stratum = permute_once(s, stratum);
    } while (stratum >= s->n);
    double jitter = ((double) (mkba_i_random_bits(stream, draw) >> s->jitter_drop) + 0.5) * s->jitter_scale;
    return ((double) stratum + jitter) * s->per_n;
}

/* ---- low discrepancy ------------------------------------------------------------------------------------------- */

/* A lower triangular matrix (the scrambling of Matousek, J. Complexity 14, 1998) times an upper triangular one, both with
 * ones on the diagonal and at random otherwise. */
static void make_matrix(mkba_i_points *points)
{
    uint64_t lower[DIGITS];
    for (int k = 0; k < DIGITS; k++) {
        uint64_t digit = UINT64_C(1) << (DIGITS - 1 - k);
        lower[k] = (mkba_i_random_bits(&points->stream, KEYS + DIGITS + (uint64_t) k) & (digit - 1)) | digit;
    }
    for (int k = 0; k < DIGITS; k++) {
        uint64_t upper = mkba_i_random_bits(&points->stream, KEYS + (uint64_t) k);
        points->columns[k] = lower[k];
        for (int i = 0; i < k; i++) {
            points->columns[k] ^= upper >> i & 1 ? lower[i] : 0;
        }
    }
    points->shift = mkba_i_random_bits(&points->stream, KEYS + 2 * DIGITS);
}

static double digital(const mkba_i_points *points, uint64_t draw)
{
    uint64_t bits = points->shift;
    for (int k = 0; draw >> k != 0; k++) {
        bits ^= draw >> k & 1 ? points->columns[k] : 0;
    }
    return ((double) (bits >> 12) + 0.5) * 0x1p-52;
}

/* ---- the plans ------------------------------------------------------------------------------------------------- */

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
    points->plan = plan;
    points->variant = variant;
    points->stream = mkba_i_random_stream(seed, name);
    if (plan == MKBA_I_PLAN_LHS) {
        make_strata(&points->strata, &points->stream, n_draws);
    } else if (plan == MKBA_I_PLAN_SOBOL) {
        make_matrix(points);
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
    case MKBA_I_PLAN_RANDOM: mkba_i_random_uniforms(&points->stream, first, u, n); break;
    case MKBA_I_PLAN_LHS:
        for (size_t i = 0; i < n; i++) {
            u[i] = stratified(&points->strata, &points->stream, first + i);
        }
        break;
    case MKBA_I_PLAN_SOBOL:
        for (size_t i = 0; i < n; i++) {
            u[i] = digital(points, first + i);
        }
        break;
    }
}
