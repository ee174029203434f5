/* What the bins of a tally tell, and how sure its figures are: see tally.h. */
#include "base/exact.h"

#include <float.h>
#include <math.h>

#include "uncertain/tally_inside.h"

/* ---- quantiles ------------------------------------------------------------------------------------------- */

/* Where a number of known rank lies: between low and high, `share` of the way if those of its bin are spread evenly. */
typedef struct range {
    double low, high, share;
} range;

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* A bin of distances as a range of draws, no wider than the draws that there are. */
static range range_of(const mkba_i_tally *tally, const mkba_i_bin *bin, uint64_t rank)
{
    const mkba_i_tally_counts *c = &tally->counts;
    return (range){within(tally->centre + bin->low, c->least, c->most),
                   within(tally->centre + bin->high, c->least, c->most),
                   ((double) (rank - bin->before) + 0.5) / (double) bin->count};
}

/* The draw of a rank, from 0. What is known exactly comes first: the ends, and which ranks are 0, below or above it. */
static range draw_of_rank(const mkba_i_tally *tally, uint64_t rank)
{
    const mkba_i_tally_counts *c = &tally->counts;
    uint64_t below = c->draws - c->above - c->zero;
    if (rank == 0)
        return (range){c->least, c->least, 0};
    if (rank + 1 >= c->draws)
        return (range){c->most, c->most, 0};
    if (rank >= below && rank < below + c->zero)
        return (range){0, 0, 0};
    mkba_i_bin bin = mkba_i_sketch_at_rank(&tally->sketch, rank);
    range found = range_of(tally, &bin, rank);
    if (rank < below)
        found.high = fmin(found.high, 0);
    else
        found.low = fmax(found.low, 0);
    return found;
}

static double middle_of(const range *r)
{
    return within(r->low + r->share * (r->high - r->low), r->low, r->high);
}

static double reach_of(const range *r)
{
    return fmax(r->high - middle_of(r), middle_of(r) - r->low);
}

/* What rounding may add to a figure, and to the edges of its bin. */
static double rounding(const mkba_i_tally *tally, double value)
{
    return 4 * DBL_EPSILON * (fabs(tally->centre) + fabs(value)) + DBL_TRUE_MIN;
}

mkba_i_estimate mkba_i_tally_quantile(const mkba_i_tally *tally, double p)
{
    uint64_t last = tally->counts.draws - 1;
    double position = (double) last * p;
    uint64_t rank = (uint64_t) floor(position);
    double on = position - floor(position);
    if (rank >= last) {
        rank = last;
        on = 0;
    }
    range a = draw_of_rank(tally, rank), b = on > 0 ? draw_of_rank(tally, rank + 1) : a;
    double value = middle_of(&a) + on * (middle_of(&b) - middle_of(&a));
    double reach = (1 - on) * reach_of(&a) + on * reach_of(&b);
    return (mkba_i_estimate){value, reach > 0 ? reach + rounding(tally, value) : on > 0 ? rounding(tally, value) : 0};
}

/* ---- probabilities --------------------------------------------------------------------------------------- */

/* How many draws are above a threshold, and how far that can be off. */
static mkba_i_estimate above(const mkba_i_tally *tally, double threshold)
{
    const mkba_i_tally_counts *c = &tally->counts;
    if (threshold == 0)
        return (mkba_i_estimate){(double) c->above, 0};
    if (threshold < c->least || threshold >= c->most)
        return (mkba_i_estimate){threshold < c->least ? (double) c->draws : 0, 0};
    mkba_i_bin bin = mkba_i_sketch_at(&tally->sketch, threshold - tally->centre);
    range r = range_of(tally, &bin, bin.before);
    double higher = (double) (c->draws - bin.before - bin.count), width = r.high - r.low;
    double share = width > 0 ? within((r.high - threshold) / width, 0, 1) : 0.5;
    return (mkba_i_estimate){higher + share * (double) bin.count, fmax(share, 1 - share) * (double) bin.count};
}

mkba_i_estimate mkba_i_tally_probability_above(const mkba_i_tally *tally, double threshold)
{
    mkba_i_estimate found = above(tally, threshold);
    double n = (double) tally->counts.draws;
    return (mkba_i_estimate){found.value / n, found.bound > 0 ? found.bound / n + DBL_EPSILON : 0};
}

void mkba_i_tally_histogram(const mkba_i_tally *tally, double from, double to, size_t n, double *counts)
{
    double more = above(tally, from).value;
    for (size_t i = 0; i < n; i++) {
        double share = (double) (i + 1) / (double) n;
        double next = above(tally, from * (1 - share) + to * share).value;
        counts[i] = fmax(more - next, 0);
        more = next;
    }
}

/* ---- shape ----------------------------------------------------------------------------------------------- */

#define SMALLEST_SD 0x1p-1000 /* below it bins are no longer of relative width */

typedef struct shape {
    double mean, sd, least, most; /* of d */
    double third, fourth;
} shape;

static void add_bin(void *context, const mkba_i_bin *bin)
{
    shape *s = context;
    double low = within(bin->low, s->least, s->most), high = within(bin->high, s->least, s->most);
    double z = (low / 2 + high / 2 - s->mean) / s->sd, count = (double) bin->count;
    s->third += count * (z * z * z);
    s->fourth += count * (z * z) * (z * z);
}

bool mkba_i_tally_shape(const mkba_i_tally *tally, double *skewness, double *kurtosis)
{
    double n = (double) tally->counts.draws, sd = mkba_i_tally_sd(tally) * sqrt((n - 1) / n);
    shape s = {.mean = mkba_i_tally_mean(tally) - tally->centre, .sd = sd};
    s.least = tally->counts.least - tally->centre;
    s.most = tally->counts.most - tally->centre;
    bool known = sd > SMALLEST_SD && fabs(s.mean) <= 16 * sd;
    if (known)
        mkba_i_sketch_each(&tally->sketch, add_bin, &s);
    *skewness = known ? s.third / n : 0;
    *kurtosis = known ? s.fourth / n : 3;
    return known;
}

/* ---- standard errors ------------------------------------------------------------------------------------- */

double mkba_i_tally_mean_error(const mkba_i_tally *tally)
{
    return tally->counts.draws < 2 ? 0 : mkba_i_tally_sd(tally) / sqrt((double) tally->counts.draws);
}

double mkba_i_tally_sd_error(const mkba_i_tally *tally)
{
    double n = (double) tally->counts.draws, skewness, kurtosis;
    if (tally->counts.draws < 2)
        return 0;
    mkba_i_tally_shape(tally, &skewness, &kurtosis);
    return mkba_i_tally_sd(tally) * ((n - 1) / n) / 2 * sqrt(fmax(kurtosis - (n - 3) / (n - 1), 0) / n);
}

double mkba_i_tally_quantile_error(const mkba_i_tally *tally, double p)
{
    if (tally->counts.draws < 2)
        return 0;
    double n = (double) tally->counts.draws;
    double reach = sqrt(p * (1 - p) / n);
    double low = within(p - reach, 0, 1), high = within(p + reach, 0, 1);
    return (mkba_i_tally_quantile(tally, high).value - mkba_i_tally_quantile(tally, low).value) / 2;
}

double mkba_i_tally_probability_error(const mkba_i_tally *tally, double probability)
{
    double n = (double) tally->counts.draws;
    if (tally->counts.draws < 2)
        return 0;
    if (probability <= 0 || probability >= 1) {
        n += 4;
        probability = 2 / n;
    }
    return sqrt(probability * (1 - probability) / n);
}

uint64_t mkba_i_tally_draws_needed(uint64_t n, double error, double wanted)
{
    double ratio = error / wanted, needed = ceil((double) n * ratio * ratio);
    return needed < (double) MKBA_I_TALLY_MOST_DRAWS ? (uint64_t) needed : MKBA_I_TALLY_MOST_DRAWS;
}
