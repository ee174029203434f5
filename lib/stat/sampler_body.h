/* The loops of a sampler: see sampler_parts.h. Included once per variant. */

#define FRACTION UINT64_C(0x000FFFFFFFFFFFFF)
#define UPPER_HALF UINT64_C(0xFFFFFFFF00000000)
#define LARGEST_BELOW_HALF 0x1.fffffffffffffp-2

/* Where a probability lies: its distance to the nearest end, and the cell. */
typedef struct NAME(place) {
    lanes v;
    ulanes cell;
    ulanes shift;
} NAME(place);

static inline lanes NAME(clamp)(lanes a, lanes low, lanes high)
{
    return lanes_least(lanes_most(a, low), high);
}

static inline NAME(place) NAME(find)(const mkba_i_guide *guide, lanes u)
{
    NAME(place) at;
    ilanes upper = u > lanes_set(0.5);
    at.v = lanes_least(u, lanes_set(1.0) - u);
    at.v = NAME(clamp)(at.v, lanes_set(0x1p-53), lanes_set(LARGEST_BELOW_HALF));
    ulanes bits = lanes_bits(at.v);
    ilanes octave = (ilanes) ((bits >> 52) - lanes_set_bits(MKBA_I_LOWEST_BITS));
    octave += upper & lanes_set_int(MKBA_I_HALF);
    ulanes entry = lanes_bits(lanes_gather(guide->entries, octave));
    at.shift = entry & lanes_set_bits(63);
    at.cell = (entry >> 6) + ((bits & lanes_set_bits(FRACTION)) >> at.shift);
    return at;
}

/* ---- curves ---------------------------------------------------------------------------------------------------- */

/* So many places are found before the first is read: an index that waits in memory need not be taken out of a vector. */
#define FOUND_AHEAD 64

/* The row (its first double) of each draw, and s along its cell, where all octaves have as many cells. */
static inline void NAME(find_even)(const mkba_i_curve *curve, lanes u, int64_t *row, double *s)
{
    lanes v = lanes_most(lanes_least(u, lanes_set(1.0) - u), lanes_set(0x1p-53));
    ulanes bits = lanes_bits(v) - lanes_set_bits(MKBA_I_LOWEST_BITS << 52);
    ulanes upper = (ulanes) (u > lanes_set(0.5)) & lanes_set_bits(curve->upper);
    ulanes cell = bits >> (52 - curve->bits - MKBA_I_ROW_BITS) & ~lanes_set_bits(MKBA_I_ROW - 1);
    ulanes below = bits << curve->bits & lanes_set_bits(FRACTION);
    cell += upper;
    memcpy(row, &cell, sizeof cell);
    lanes_store(s, lanes_from_bits(below | lanes_bits(lanes_set(1.0))) - lanes_set(1.5));
}

static inline void NAME(find_uneven)(const mkba_i_guide *guide, lanes u, int64_t *row, double *s)
{
    NAME(place) at = NAME(find)(guide, u);
    /* The bits below the cell become those of a number in [1, 2). */
    ulanes below = (lanes_bits(at.v) << (lanes_set_bits(52) - at.shift)) & lanes_set_bits(FRACTION);
    ulanes cell = at.cell * MKBA_I_ROW;
    memcpy(row, &cell, sizeof cell);
    lanes_store(s, lanes_from_bits(below | lanes_bits(lanes_set(1.0))) - lanes_set(1.5));
}

static inline lanes NAME(polynomial)(const mkba_i_sampler *sampler, const int64_t *row, lanes s)
{
    lanes a[MKBA_I_ROW];
    lanes_gather_rows(sampler->curve.rows, row, a);
    ulanes middle = lanes_bits(a[2]);
    ulanes high = lanes_bits(a[3]);
    lanes y = lanes_from_bits(high << 32);
    y = y * s + lanes_from_bits(high & lanes_set_bits(UPPER_HALF));
    y = y * s + lanes_from_bits(middle << 32);
    y = y * s + lanes_from_bits(middle & lanes_set_bits(UPPER_HALF));
    y = y * s + a[1];
    y = y * s + a[0];
    return NAME(clamp)(y, lanes_set(sampler->least), lanes_set(sampler->most));
}

/* n is a multiple of LANES, at most FOUND_AHEAD. */
static inline void NAME(draw_some)(const mkba_i_sampler *sampler, const double *u, double *out, size_t n)
{
    int64_t row[FOUND_AHEAD];
    double s[FOUND_AHEAD];
    if (sampler->curve.even) {
        for (size_t i = 0; i < n; i += LANES) {
            NAME(find_even)(&sampler->curve, lanes_load(u + i), row + i, s + i);
        }
    } else {
        for (size_t i = 0; i < n; i += LANES) {
            NAME(find_uneven)(&sampler->guide, lanes_load(u + i), row + i, s + i);
        }
    }
    for (size_t i = 0; i < n; i += LANES) {
        lanes_store(out + i, NAME(polynomial)(sampler, row + i, lanes_load(s + i)));
    }
}

static void NAME(draw_curve)(const mkba_i_sampler *sampler, const double *u, double *out, size_t n)
{
    size_t i = 0;
    for (; i + FOUND_AHEAD <= n; i += FOUND_AHEAD) {
        NAME(draw_some)(sampler, u + i, out + i, FOUND_AHEAD);
    }
    for (size_t some; i < n; i += some) {
        double last[LANES];
        some = n - i < LANES ? n - i : LANES;
        lanes_store(last, lanes_load_some(u + i, some));
        NAME(draw_some)(sampler, last, last, LANES);
        memcpy(out + i, last, some * sizeof *out);
    }
}

static inline lanes NAME(uniform_at)(const mkba_i_sampler *sampler, lanes u)
{
    lanes low = lanes_set(sampler->least);
    lanes high = lanes_set(sampler->most);
    return NAME(clamp)(low + (high - low) * u, low, high);
}

static inline lanes NAME(straight_at)(const mkba_i_sampler *sampler, lanes u)
{
    const mkba_i_straight *line = &sampler->straight;
    ilanes left = u <= lanes_set(line->left.area);
    lanes area = NAME(clamp)(lanes_choose(left, u, lanes_set(1.0) - u), lanes_set(0x1p-60), lanes_set(1.0));
    lanes start = lanes_choose(left, lanes_set(line->left.start), lanes_set(line->right.start));
    lanes rise = lanes_choose(left, lanes_set(2.0 * line->left.rise), lanes_set(2.0 * line->right.rise));
    lanes square = start * start + rise * area;
    lanes root = lanes_sqrt(lanes_choose(square > lanes_set(0.0), square, lanes_set(0.0)));
    lanes reach = (area + area) / (start + root);
    lanes y = lanes_choose(left, lanes_set(line->low) + reach, lanes_set(line->high) - reach);
    return NAME(clamp)(y, lanes_set(line->low), lanes_set(line->high));
}

/* Both densities begin at 0, so that the area under one from its end is rise t^2 / 2; an empty side has none. */
static inline lanes NAME(triangle_at)(const mkba_i_sampler *sampler, lanes u)
{
    const mkba_i_straight *line = &sampler->straight;
    ilanes left = u <= lanes_set(line->left.area);
    lanes low = lanes_set(line->low);
    lanes high = lanes_set(line->high);
    lanes slope = lanes_choose(left, lanes_set(2.0 / line->left.rise), lanes_set(2.0 / line->right.rise));
    lanes reach = lanes_sqrt(lanes_choose(left, u, lanes_set(1.0) - u) * slope);
    return NAME(clamp)(lanes_choose(left, low + reach, high - reach), low, high);
}

static inline lanes NAME(steps_at)(const mkba_i_sampler *sampler, lanes u)
{
    const mkba_i_steps *steps = &sampler->steps;
    NAME(place) at = NAME(find)(&sampler->guide, u);
    ilanes place = (ilanes) lanes_bits(lanes_gather(steps->first, (ilanes) at.cell));
    for (int step = steps->steps - 1; step >= 0; step--) {
        ilanes further = lanes_gather(steps->thresholds + ((int64_t) 1 << step) - 1, place) < at.v;
        place += further & lanes_set_int((int64_t) 1 << step);
    }
    return lanes_gather(steps->values, place);
}

#define LOOP(name, of)                                                                                                 \
  static void NAME(name)(const mkba_i_sampler *sampler, const double *u, double *out, size_t n)                        \
  {                                                                                                                    \
    size_t i = 0;                                                                                                      \
    for (; i + LANES <= n; i += LANES) {                                                                               \
      lanes_store(out + i, NAME(of)(sampler, lanes_load(u + i)));                                                      \
    }                                                                                                                  \
    if (i < n) {                                                                                                       \
      lanes_store_some(out + i, NAME(of)(sampler, lanes_load_some(u + i, n - i)), n - i);                              \
    }                                                                                                                  \
  }

LOOP(draw_uniform, uniform_at)
LOOP(draw_triangle, triangle_at)
LOOP(draw_straight, straight_at)
LOOP(draw_steps, steps_at)

#undef LOOP
#undef FOUND_AHEAD
#undef FRACTION
#undef UPPER_HALF
#undef LARGEST_BELOW_HALF
