/* The draws of points.c, for lanes.h. */

/* The product of the lowest 32 bits of each. */
static inline ulanes NAME(product)(ulanes a, ulanes b)
{
#if MKBA_I_VARIANT == 1
    return (ulanes) _mm256_mul_epu32((__m256i) a, (__m256i) b);
#elif MKBA_I_VARIANT == 2
    return (ulanes) _mm512_mul_epu32((__m512i) a, (__m512i) b);
#elif MKBA_I_LANES_X86
    return (ulanes) _mm_mul_epu32((__m128i) a, (__m128i) b);
#else
    return (a & UINT32_MAX) * (b & UINT32_MAX);
#endif
}

static inline ulanes NAME(xor_of)(ulanes a, ulanes b, uint64_t c)
{
#if MKBA_I_VARIANT == 2
    return (ulanes) _mm512_ternarylogic_epi64((__m512i) a, (__m512i) b, (__m512i) lanes_set_bits(c), 0x96);
#else
    return a ^ b ^ c;
#endif
}

/* Of two vectors, their items in turn. */
static inline void NAME(interleave)(ulanes a, ulanes b, ulanes out[2])
{
#if MKBA_I_VARIANT == 1
    __m256i even = _mm256_unpacklo_epi64((__m256i) a, (__m256i) b);
    __m256i odd = _mm256_unpackhi_epi64((__m256i) a, (__m256i) b);
    out[0] = (ulanes) _mm256_permute2x128_si256(even, odd, 0x20);
    out[1] = (ulanes) _mm256_permute2x128_si256(even, odd, 0x31);
#elif MKBA_I_VARIANT == 2
    const ulanes low = {0, 8, 1, 9, 2, 10, 3, 11}, high = {4, 12, 5, 13, 6, 14, 7, 15};
    out[0] = (ulanes) _mm512_permutex2var_epi64((__m512i) a, (__m512i) low, (__m512i) b);
    out[1] = (ulanes) _mm512_permutex2var_epi64((__m512i) a, (__m512i) high, (__m512i) b);
#else
    out[0] = (ulanes){a[0], b[0]};
    out[1] = (ulanes){a[1], b[1]};
#endif
}

/* first, first + 1, ... */
static inline ulanes NAME(count_from)(uint64_t first)
{
#if LANES == 2
    const ulanes step = {0, 1};
#elif LANES == 4
    const ulanes step = {0, 1, 2, 3};
#else
    const ulanes step = {0, 1, 2, 3, 4, 5, 6, 7};
#endif
    return first + step;
}

/* What mkba_i_philox keeps in 32 bits stands in the lower half of 64 here; the upper half is whatever it is. Gives the
 * 2 x LANES draws from 2 x block on. */
static inline void NAME(philox)(const philox_keys *c, uint64_t block, ulanes draws[2])
{
    ulanes blocks = NAME(count_from)(block);
    ulanes c0 = blocks, c1 = blocks >> 32, c2 = lanes_set_bits(c->name[0]), c3 = lanes_set_bits(c->name[1]);
#pragma GCC unroll 10
    for (int r = 0; r < MKBA_I_PHILOX_ROUNDS; r++) {
        ulanes product0 = NAME(product)(c0, lanes_set_bits(MKBA_I_PHILOX_MULTIPLIER_0));
        ulanes product1 = NAME(product)(c2, lanes_set_bits(MKBA_I_PHILOX_MULTIPLIER_1));
        c0 = NAME(xor_of)(product1 >> 32, c1, c->keys[r][0]);
        c2 = NAME(xor_of)(product0 >> 32, c3, c->keys[r][1]);
        c1 = product1;
        c3 = product0;
    }
    NAME(interleave)(c1 << 32 | (c0 & UINT32_MAX), c3 << 32 | (c2 & UINT32_MAX), draws);
}

/* (k + 1/2) / 2^52, k the highest 52 bits: as a fraction behind a leading 1, which is taken off again. */
static inline lanes NAME(midpoint)(ulanes bits)
{
    return lanes_from_bits(bits >> 12 | UINT64_C(0x3ff0000000000000)) - (1.0 - 0x1p-53);
}

/* Of 2 x LANES draws those from `skip` on, as many as there are and at most `most`; how many that is. */
static inline size_t NAME(store)(double *u, lanes low, lanes high, size_t skip, size_t most)
{
    if (skip == 0 && most >= 2 * LANES) {
        lanes_store(u, low);
        lanes_store(u + LANES, high);
        return 2 * LANES;
    }
    double all[2 * LANES];
    size_t take = 2 * LANES - skip < most ? 2 * LANES - skip : most;
    lanes_store(all, low);
    lanes_store(all + LANES, high);
    memcpy(u, all + skip, take * sizeof *u);
    return take;
}

/* ---- pseudo-random --------------------------------------------------------------------------------------------- */

static void NAME(random_draws)(const mkba_i_points *points, uint64_t first, double *u, size_t n)
{
    for (size_t done = 0, take; done < n; done += take) {
        size_t skip = (first + done) % 2;
        ulanes draws[2];
        NAME(philox)(&points->cipher, (first + done) / 2, draws);
        take = NAME(store)(u + done, NAME(midpoint)(draws[0]), NAME(midpoint)(draws[1]), skip, n - done);
    }
}

/* ---- Latin hypercube ------------------------------------------------------------------------------------------- */

/* A number below `bound`, at random for each x below 2^32. */
static inline ulanes NAME(round_value)(const round_keys *key, ulanes x, uint64_t bound)
{
    for (int i = 0; i < 2; i++) {
        ulanes product = NAME(product)(x + key->add[i], lanes_set_bits(key->multiply[i]));
        x = product ^ product >> 32;
    }
    return NAME(product)(x, lanes_set_bits(bound)) >> 32;
}

/* x, or when it is not below `bound` the rest; x is below twice the bound. */
static inline ulanes NAME(wrap)(ulanes x, uint64_t bound)
{
#if MKBA_I_VARIANT == 2
    return (ulanes) _mm512_min_epu64((__m512i) x, (__m512i) (x - bound)); /* below 0 is far above */
#else
    return x - (bound & (ulanes) ((ilanes) x >= (int64_t) bound));
#endif
}

static inline ulanes NAME(permute)(const strata *s, ulanes x)
{
    lanes middle = lanes_from_int((ilanes) x) + 0.5;
    ulanes row = (ulanes) lanes_round_int(middle * s->per_column - 0.5);
    ulanes column = x - NAME(product)(row, lanes_set_bits(s->columns));
    for (int r = 0; r < s->rounds; r += 2) {
        row = NAME(wrap)(row + NAME(round_value)(&s->keys[r], column, s->rows), s->rows);
        column = NAME(wrap)(column + NAME(round_value)(&s->keys[r + 1], row, s->columns), s->columns);
    }
    return NAME(product)(row, lanes_set_bits(s->columns)) + column;
}

/* The stratum of each draw; of draws beyond the last one it is anything. */
static inline lanes NAME(stratum)(const strata *s, uint64_t draw)
{
    ulanes x = NAME(count_from)(draw);
    ilanes real = (ilanes) x < (int64_t) s->n;
    ilanes outside;
    x = NAME(permute)(s, x);
    while (lanes_any(outside = ((ilanes) x >= (int64_t) s->n) & real)) {
        ulanes again = NAME(permute)(s, x);
        x = (again & (ulanes) outside) | (x & ~(ulanes) outside);
    }
    return lanes_from_int((ilanes) x);
}

static inline lanes NAME(stratified)(const strata *s, uint64_t draw, ulanes bits)
{
    lanes jitter = (lanes_from_int((ilanes) (bits >> s->jitter_drop)) + 0.5) * s->jitter_scale;
    return (NAME(stratum)(s, draw) + jitter) * s->per_n;
}

static void NAME(lhs_draws)(const mkba_i_points *points, uint64_t first, double *u, size_t n)
{
    for (size_t done = 0, take; done < n; done += take) {
        size_t skip = (first + done) % 2;
        uint64_t start = first + done - skip;
        ulanes draws[2];
        NAME(philox)(&points->cipher, start / 2, draws);
        lanes low = NAME(stratified)(&points->strata, start, draws[0]);
        lanes high = NAME(stratified)(&points->strata, start + LANES, draws[1]);
        take = NAME(store)(u + done, low, high, skip, n - done);
    }
}

/* ---- low discrepancy ------------------------------------------------------------------------------------------- */

static void NAME(sobol_draws)(const mkba_i_points *points, uint64_t first, double *u, size_t n)
{
    const digital_net *net = &points->net;
    for (size_t done = 0; done < n;) {
        size_t from = (first + done) % BLOCK;
        size_t take = BLOCK - from < n - done ? BLOCK - from : n - done;
        uint64_t high = block_bits(net, (first + done) / BLOCK);
        size_t i = 0;
        for (; i + LANES <= take; i += LANES) {
            ulanes low = lanes_bits(lanes_load(net->low + from + i));
            lanes_store(u + done + i, NAME(midpoint)(low ^ high));
        }
        ulanes low = lanes_bits(lanes_load(net->low + from + i));
        lanes_store_some(u + done + i, NAME(midpoint)(low ^ high), take - i);
        done += take;
    }
}
