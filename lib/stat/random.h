/* Random numbers that are counted, not drawn one after another: Philox 4x32-10 (Salmon, Moraes, Dror and Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011). A draw is a function of a seed, the name of a stream and
 * the number of the draw, and of nothing else: so a stream does not notice which others there are, nor threads the
 * order in which they work. Nothing here fails or allocates; a stream is a plain value that threads may share.
 *
 * Key of the block cipher: the seed. Counter: the number of the block (the number of the draw, halved) in its low half,
 * the FNV-1a hash of the name in its high half. A block gives two draws of 64 bits. Streams of other names differ as far
 * as their hashes do: among n names two are equal with a probability of about n^2 / 2^65. */
#ifndef MKBA_I_STAT_RANDOM_H
#define MKBA_I_STAT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* The constants of Salmon et al. 2011, section 4. */
#define MKBA_I_PHILOX_ROUNDS 10
#define MKBA_I_PHILOX_MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MKBA_I_PHILOX_MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define MKBA_I_PHILOX_WEYL_0 UINT32_C(0x9E3779B9)
#define MKBA_I_PHILOX_WEYL_1 UINT32_C(0xBB67AE85)

/* Lowest 32 bits first. */
typedef struct mkba_i_random {
    uint32_t key[2];
    uint32_t name[2];
} mkba_i_random;

/* The cipher itself: counter and key, lowest word first, as in Random123. */
void mkba_i_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

mkba_i_random mkba_i_random_stream(uint64_t seed, const char *name);

uint64_t mkba_i_random_bits(const mkba_i_random *stream, uint64_t draw);

/* In (0, 1), never an end: the 2^52 midpoints (k + 1/2) / 2^52, by the highest 52 bits. */
double mkba_i_random_uniform(const mkba_i_random *stream, uint64_t draw);

/* Draws first .. first + n - 1. */
void mkba_i_random_uniforms(const mkba_i_random *stream, uint64_t first, double *out, size_t n);

/* A whole number from 0 to n - 1 (0 when n is 0): the highest bits of draw x n. The probability of each differs from
 * 1 / n by less than 2^-64. */
uint32_t mkba_i_random_below(const mkba_i_random *stream, uint64_t draw, uint32_t n);

/* Draws first .. first + count - 1 of the same. */
void mkba_i_random_below_all(const mkba_i_random *stream, uint64_t first, uint32_t n, uint32_t *out, size_t count);

#endif
