/* The operations of one variant, on the words of lanes_begin.h. Each gives the same bits in every variant. */

static inline lanes lanes_load(const double *at)
{
    lanes made;
    memcpy(&made, at, sizeof made);
    return made;
}

static inline void lanes_store(double *at, lanes a)
{
    memcpy(at, &a, sizeof a);
}

static inline lanes lanes_set(double value)
{
    return value - (lanes){0.0}; /* - 0.0 keeps a zero's sign */
}

static inline ilanes lanes_set_int(int64_t value)
{
    return value + (ilanes){0};
}

static inline ulanes lanes_set_bits(uint64_t value)
{
    return value + (ulanes){0};
}

/* The first n of a vector, 1 elsewhere: a number that every function takes. For the end of a block that is no multiple
 * of LANES, so that the same code computes it. */
static inline lanes lanes_load_some(const double *at, size_t n)
{
    lanes made = lanes_set(1.0);
    memcpy(&made, at, n * sizeof *at);
    return made;
}

static inline void lanes_store_some(double *at, lanes a, size_t n)
{
    memcpy(at, &a, n * sizeof *at);
}

static inline ulanes lanes_bits(lanes a)
{
    return (ulanes) a;
}

static inline lanes lanes_from_bits(ulanes a)
{
    return (lanes) a;
}

/* a where the mask is -1, b where it is 0. */
static inline lanes lanes_choose(ilanes mask, lanes a, lanes b)
{
#if MKBA_I_VARIANT == 1
    return (lanes) _mm256_blendv_pd((__m256d) b, (__m256d) a, (__m256d) mask);
#elif MKBA_I_VARIANT == 2
    return (lanes) _mm512_mask_blend_pd(_mm512_movepi64_mask((__m512i) mask), (__m512d) b, (__m512d) a);
#else
    return (lanes) (((ilanes) a & mask) | ((ilanes) b & ~mask));
#endif
}

/* Whether the mask holds in any lane. */
static inline bool lanes_any(ilanes mask)
{
#if MKBA_I_VARIANT == 1
    return _mm256_movemask_pd((__m256d) mask) != 0;
#elif MKBA_I_VARIANT == 2
    return _mm512_movepi64_mask((__m512i) mask) != 0;
#else
    return (mask[0] | mask[1]) != 0;
#endif
}

/* a < b ? a : b, and a > b ? a : b: of a NaN and of zeros of either sign it is b. */
static inline lanes lanes_least(lanes a, lanes b)
{
#if MKBA_I_VARIANT == 1
    return (lanes) _mm256_min_pd((__m256d) a, (__m256d) b);
#elif MKBA_I_VARIANT == 2
    return (lanes) _mm512_min_pd((__m512d) a, (__m512d) b);
#elif MKBA_I_LANES_X86
    return (lanes) _mm_min_pd((__m128d) a, (__m128d) b);
#else
    return lanes_choose(a < b, a, b);
#endif
}

static inline lanes lanes_most(lanes a, lanes b)
{
#if MKBA_I_VARIANT == 1
    return (lanes) _mm256_max_pd((__m256d) a, (__m256d) b);
#elif MKBA_I_VARIANT == 2
    return (lanes) _mm512_max_pd((__m512d) a, (__m512d) b);
#elif MKBA_I_LANES_X86
    return (lanes) _mm_max_pd((__m128d) a, (__m128d) b);
#else
    return lanes_choose(a > b, a, b);
#endif
}

static inline lanes lanes_abs(lanes a)
{
    return lanes_from_bits(lanes_bits(a) & lanes_set_bits(INT64_MAX));
}

/* The size of a with the sign of b. */
static inline lanes lanes_copy_sign(lanes a, lanes b)
{
    ulanes sign = lanes_set_bits((uint64_t) 1 << 63);
    return lanes_from_bits((lanes_bits(a) & ~sign) | (lanes_bits(b) & sign));
}

static inline lanes lanes_sqrt(lanes a)
{
#if MKBA_I_VARIANT == 1
    return (lanes) _mm256_sqrt_pd((__m256d) a);
#elif MKBA_I_VARIANT == 2
    return (lanes) _mm512_sqrt_pd((__m512d) a);
#elif MKBA_I_LANES_X86
    return (lanes) _mm_sqrt_pd((__m128d) a);
#else
    return (lanes){sqrt(a[0]), sqrt(a[1])};
#endif
}

/* The nearest whole number (of two the even one) of |a| < 2^51, as an integer. Adding 1.5 x 2^52 leaves it in the last bits:
 * Muller et al., Handbook of Floating-Point Arithmetic, 2nd edition, section 10.2. */
static inline ilanes lanes_round_int(lanes a)
{
    lanes big = lanes_set(0x1.8p52);
    return (ilanes) (lanes_bits(a + big) - lanes_bits(big));
}

/* |a| < 2^51 */
static inline lanes lanes_from_int(ilanes a)
{
    lanes big = lanes_set(0x1.8p52);
    return lanes_from_bits((ulanes) a + lanes_bits(big)) - big;
}

static inline lanes lanes_floor(lanes a)
{
#if MKBA_I_VARIANT == 1
    return (lanes) _mm256_floor_pd((__m256d) a);
#elif MKBA_I_VARIANT == 2
    return (lanes) _mm512_floor_pd((__m512d) a);
#else
    lanes whole = lanes_set(0x1p52); /* from here on every double is whole */
    lanes rounded = lanes_abs(a) + whole - whole;
    rounded = lanes_copy_sign(rounded, a);
    rounded -= lanes_choose(rounded > a, lanes_set(1.0), lanes_set(0.0));
    return lanes_choose(lanes_abs(a) < whole, rounded, a + lanes_set(0.0)); /* NaN is quieted, as elsewhere */
#endif
}

/* base[index] of each lane. Without optimisation gcc has the gathering instruction as a macro that its own warnings refuse. */
static inline lanes lanes_gather(const double *base, ilanes index)
{
#if MKBA_I_VARIANT == 2 && defined(__OPTIMIZE__)
    /* Into zeros: the instruction keeps what it does not load, so that it would wait for whoever used its register last. */
    return (lanes) _mm512_mask_i64gather_pd(_mm512_setzero_pd(), 0xff, (__m512i) index, base, 8);
#elif MKBA_I_VARIANT == 1
    /* Four loads are never slow: vgatherqpd is a quarter faster at best, and many times slower where microcode guards it
     * against Gather Data Sampling (Intel-SA-00828). */
    return (lanes){base[index[0]], base[index[1]], base[index[2]], base[index[3]]};
#else
    lanes made = lanes_set(0.0);
    for (int i = 0; i < LANES; i++) {
        made[i] = base[index[i]];
    }
    return made;
#endif
}

/* The four doubles from base[index] on of each lane: the first of every lane in out[0], and so on. Loads of pairs, put side by
 * side, are less than half the work of four gathers when the indices come from memory. */
static inline void lanes_gather_rows(const double *base, const int64_t *index, lanes out[4])
{
#if MKBA_I_VARIANT == 2
    for (int half = 0; half < 2; half++) {
        const double *from = base + 2 * half;
        __m512d even = _mm512_castpd128_pd512(_mm_loadu_pd(from + index[0]));
        __m512d odd = _mm512_castpd128_pd512(_mm_loadu_pd(from + index[1]));
        even = _mm512_insertf64x2(even, _mm_loadu_pd(from + index[2]), 1);
        odd = _mm512_insertf64x2(odd, _mm_loadu_pd(from + index[3]), 1);
        even = _mm512_insertf64x2(even, _mm_loadu_pd(from + index[4]), 2);
        odd = _mm512_insertf64x2(odd, _mm_loadu_pd(from + index[5]), 2);
        even = _mm512_insertf64x2(even, _mm_loadu_pd(from + index[6]), 3);
        odd = _mm512_insertf64x2(odd, _mm_loadu_pd(from + index[7]), 3);
        out[2 * half] = (lanes) _mm512_unpacklo_pd(even, odd);
        out[2 * half + 1] = (lanes) _mm512_unpackhi_pd(even, odd);
    }
#elif MKBA_I_VARIANT == 1
    for (int half = 0; half < 2; half++) {
        const double *from = base + 2 * half;
        __m256d even = _mm256_castpd128_pd256(_mm_loadu_pd(from + index[0]));
        __m256d odd = _mm256_castpd128_pd256(_mm_loadu_pd(from + index[1]));
        even = _mm256_insertf128_pd(even, _mm_loadu_pd(from + index[2]), 1);
        odd = _mm256_insertf128_pd(odd, _mm_loadu_pd(from + index[3]), 1);
        out[2 * half] = (lanes) _mm256_unpacklo_pd(even, odd);
        out[2 * half + 1] = (lanes) _mm256_unpackhi_pd(even, odd);
    }
#elif MKBA_I_LANES_X86
    for (int half = 0; half < 2; half++) {
        __m128d even = _mm_loadu_pd(base + 2 * half + index[0]);
        __m128d odd = _mm_loadu_pd(base + 2 * half + index[1]);
        out[2 * half] = (lanes) _mm_unpacklo_pd(even, odd);
        out[2 * half + 1] = (lanes) _mm_unpackhi_pd(even, odd);
    }
#else
    for (int i = 0; i < 4; i++) {
        out[i] = (lanes){base[index[0] + i], base[index[1] + i]};
    }
#endif
}
