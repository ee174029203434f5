/* Areas change places: see did_placings.h. */
#include "base/exact.h"

#include "effect/did_fit.h"
#include "effect/did_placings.h"
#include "stat/random.h"

/* A placing whose effect is as large but for rounding counts as as large. */
#define AS_LARGE (1 - 1e-9)

/* How many placings there are; more than `most` is most + 1. */
static size_t count_all(size_t n, size_t n_placed, size_t most)
{
    size_t count = 1;

    for (size_t i = 0; i < n_placed; i++) {
        if (count > most / (n - i))
            return most + 1;
        count *= n - i;
    }
    return count;
}

/* The first steps of a shuffle, per draw. */
static void draw(mkba_i_placings *p, uint64_t seed)
{
    const mkba_i_random stream = mkba_i_random_stream(seed, "did/placebo");

    for (size_t d = 0; d + 1 < p->count; d++)
        for (size_t i = 0; i < p->n_placed; i++)
            p->places[d * p->n_placed + i] =
                (uint32_t) i + mkba_i_random_below(&stream, d * p->n_placed + i, (uint32_t) (p->n - i));
}

/* The same steps, all of them once: the true placing is the one with number 0. */
static void count_through(mkba_i_placings *p)
{
    for (size_t d = 1; d < p->count; d++) {
        size_t number = d;
        for (size_t i = p->n_placed; i-- > 0; number /= p->n - i)
            p->places[(d - 1) * p->n_placed + i] = (uint32_t) (i + number % (p->n - i));
    }
}

mkba_status mkba_i_placings_make(mkba_i_did_study *s, mkba_i_arena *room, size_t n, size_t n_placed, bool all,
                                 mkba_i_placings *p)
{
    size_t replicates = s->options->replicates, count = n_placed == 1 ? n : count_all(n, n_placed, replicates);
    bool each = n_placed == 1 || (all && count <= replicates);

    *p = (mkba_i_placings){.n = n, .n_placed = n_placed, .count = each ? count : replicates + 1};
    p->places = mkba_i_arena_new(room, (p->count - 1) * n_placed, sizeof *p->places);
    p->path = mkba_i_arena_new(room, n, sizeof *p->path);
    if (p->places == NULL || p->path == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t i = 0; i < n; i++)
        p->path[i] = (uint32_t) i;
    if (each)
        count_through(p);
    else
        draw(p, s->options->seed);
    return MKBA_OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------- */

static void swap(uint32_t *path, size_t a, size_t b)
{
    uint32_t kept = path[a];

    path[a] = path[b];
    path[b] = kept;
}

/* What the sum gains when places a and b change. */
static double gain(const mkba_i_placings *p, size_t ways, const double *weight, const double *rest, size_t a, size_t b)
{
    const double *weight_a = weight + a * ways, *weight_b = weight + b * ways;
    const double *rest_a = rest + p->path[a] * ways, *rest_b = rest + p->path[b] * ways;
    double sum = 0;

    for (size_t w = 0; w < ways; w++)
        sum += (weight_a[w] - weight_b[w]) * (rest_b[w] - rest_a[w]);
    return sum;
}

void mkba_i_placings_sums(const mkba_i_placings *p, size_t ways, const double *weight, const double *rest, double *sums)
{
    double whole = 0;

    for (size_t i = 0; i < p->n * ways; i++)
        whole += weight[i] * rest[i];
    sums[0] = whole;
    for (size_t d = 1; d < p->count; d++) {
        const uint32_t *places = p->places + (d - 1) * p->n_placed;
        sums[d] = whole;
        for (size_t i = 0; i < p->n_placed; i++) {
            sums[d] += gain(p, ways, weight, rest, i, places[i]);
            swap(p->path, i, places[i]);
        }
        for (size_t i = p->n_placed; i-- > 0;)
            swap(p->path, i, places[i]);
    }
}

/* ---- how sure ---------------------------------------------------------------------------------------------- */

typedef struct placed {
    const double *values, *treated;
    size_t n;
} placed;

static double p_of(const void *context, double supposed)
{
    const placed *of = context;
    double least = AS_LARGE * fabs(of->values[0] - supposed * of->treated[0]);
    size_t as_large = 0;

    for (size_t d = 0; d < of->n; d++)
        as_large += fabs(of->values[d] - supposed * of->treated[d]) >= least;
    return (double) as_large / (double) of->n;
}

void mkba_i_placings_judge(const mkba_i_placings *p, const double *values, const double *treated, double level,
                           double std_error, mkba_i_judged *out)
{
    const placed of = {values, treated, p->count};

    out->std_error = std_error;
    out->statistic = out->estimate / std_error;
    out->p = p_of(&of, 0);
    mkba_i_did_invert(level, p_of, &of, std_error, out);
}
