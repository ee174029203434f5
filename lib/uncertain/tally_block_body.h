/* The loops of tally_block.c, built for each variant by base/lanes_each.h. n is a multiple of LANES. */

/* A first look at draws, added to what was seen: their distances from the centre, and what can be counted. */
static void NAME(look)(const double *x, size_t n, double centre, double *d, first_look *seen)
{
    lanes middle = lanes_set(centre), none = lanes_set(0.0), largest = none;
    lanes least = lanes_set(seen->least), most = lanes_set(seen->most);
    ilanes above = {0}, zero = {0}, odd = {0};
    for (size_t i = 0; i < n; i += LANES) {
        lanes value = lanes_load(x + i) + none; /* -0 becomes 0 */
        lanes distance = value - middle + none, size = lanes_abs(distance);
        odd |= ~((size <= LARGEST) & ((size >= SMALLEST) | (size == none)));
        least = lanes_least(value, least);
        most = lanes_most(value, most);
        largest = lanes_most(size, largest);
        above -= value > none;
        zero -= value == none;
        lanes_store(d + i, distance);
    }
    seen->odd = seen->odd || lanes_any(odd);
    for (int i = 0; i < LANES; i++) {
        seen->least = least[i] < seen->least ? least[i] : seen->least;
        seen->most = most[i] > seen->most ? most[i] : seen->most;
        seen->largest = largest[i] > seen->largest ? largest[i] : seen->largest;
        seen->above += above[i];
        seen->zero += zero[i];
    }
}

/* T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18, 1971: the
 * product and its error. */
static void NAME(square)(const double *d, size_t n, squares *s)
{
    for (size_t i = 0; i < n; i += LANES) {
        lanes v = lanes_load(d + i), wide = v * 0x1.0000002p27;
        lanes high = wide - (wide - v), low = v - high, square = v * v;
        lanes_store(s->square + i, square);
        lanes_store(s->error + i, ((high * high - square) + 2.0 * high * low) + low * low);
    }
}

/* Adds what lies above the last bits of sigma and tau to their sums; what lies below is answered. */
static inline lanes NAME(split)(lanes v, lanes sigma, lanes tau, lanes *high, lanes *low)
{
    lanes upper = (v + sigma) - sigma, rest = v - upper;
    lanes lower = (rest + tau) - tau;
    *high += upper;
    *low += lower;
    return rest - lower;
}

/* The sums of what lies above the last bits of two sigmas, exactly; numbers become what lies below. Whether anything does. n
 * is a multiple of 2 LANES: two sums side by side, so that one need not wait for the other. */
static bool NAME(extract)(double *numbers, size_t n, double first, double second, double parts[2])
{
    lanes sigma = lanes_set(first), tau = lanes_set(second), high = {0}, low = {0}, high_2 = {0}, low_2 = {0};
    ilanes more = {0};
    for (size_t i = 0; i < n; i += 2 * LANES) {
        lanes left = NAME(split)(lanes_load(numbers + i), sigma, tau, &high, &low);
        lanes left_2 = NAME(split)(lanes_load(numbers + i + LANES), sigma, tau, &high_2, &low_2);
        more |= (ilanes) left | (ilanes) left_2;
        lanes_store(numbers + i, left);
        lanes_store(numbers + i + LANES, left_2);
    }
    high += high_2;
    low += low_2;
    parts[0] = parts[1] = 0;
    for (int i = 0; i < LANES; i++) {
        parts[0] += high[i];
        parts[1] += low[i];
    }
    return lanes_any((more & INT64_MAX) != 0);
}
