/* Counter-based random numbers: see random.h. */
#include "base/exact.h"

#include <string.h>

#include "base/hash.h"
#include "stat/random.h"

void mkba_i_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < MKBA_I_PHILOX_ROUNDS; round++) {
        uint64_t product0 = MKBA_I_PHILOX_MULTIPLIER_0 * c0;
        uint64_t product1 = MKBA_I_PHILOX_MULTIPLIER_1 * c2;
        c0 = (uint32_t) (product1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t) product1;
        c2 = (uint32_t) (product0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t) product0;
        k0 += MKBA_I_PHILOX_WEYL_0;
        k1 += MKBA_I_PHILOX_WEYL_1;
    }
    out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

mkba_i_random mkba_i_random_stream(uint64_t seed, const char *name)
{
    uint64_t hash = mkba_i_hash(name, strlen(name));
    return (mkba_i_random){{(uint32_t) seed, (uint32_t) (seed >> 32)}, {(uint32_t) hash, (uint32_t) (hash >> 32)}};
}

/* The two draws of a block. */
static void draw_block(const mkba_i_random *stream, uint64_t block, uint64_t draws[2])
{
    uint32_t counter[4] = {(uint32_t) block, (uint32_t) (block >> 32), stream->name[0], stream->name[1]};
    uint32_t words[4];
    mkba_i_philox(counter, stream->key, words);
    draws[0] = (uint64_t) words[1] << 32 | words[0];
    draws[1] = (uint64_t) words[3] << 32 | words[2];
}

uint64_t mkba_i_random_bits(const mkba_i_random *stream, uint64_t draw)
{
    uint64_t draws[2];
    draw_block(stream, draw / 2, draws);
    return draws[draw % 2];
}

static double uniform_of(uint64_t bits)
{
    return ((double) (bits >> 12) + 0.5) * 0x1p-52;
}

/* floor(bits n / 2^64) */
static uint32_t below_of(uint64_t bits, uint32_t n)
{
    uint64_t high = bits >> 32;
    uint64_t low = bits & UINT32_MAX;
    return (uint32_t) ((high * n + (low * n >> 32)) >> 32);
}

double mkba_i_random_uniform(const mkba_i_random *stream, uint64_t draw)
{
    return uniform_of(mkba_i_random_bits(stream, draw));
}

uint32_t mkba_i_random_below(const mkba_i_random *stream, uint64_t draw, uint32_t n)
{
    return below_of(mkba_i_random_bits(stream, draw), n);
}

void mkba_i_random_uniforms(const mkba_i_random *stream, uint64_t first, double *out, size_t n)
{
    uint64_t draws[2];
    for (size_t i = 0; i < n; i++) {
        uint64_t draw = first + i;
        if (i == 0 || draw % 2 == 0) {
            draw_block(stream, draw / 2, draws);
        }
        out[i] = uniform_of(draws[draw % 2]);
    }
}

void mkba_i_random_below_all(const mkba_i_random *stream, uint64_t first, uint32_t n, uint32_t *out, size_t count)
{
    uint64_t draws[2];
    for (size_t i = 0; i < count; i++) {
        uint64_t draw = first + i;
        if (i == 0 || draw % 2 == 0) {
            draw_block(stream, draw / 2, draws);
        }
        out[i] = below_of(draws[draw % 2], n);
    }
}
