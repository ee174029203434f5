/* What is kept of replicates: see replicates.h. */
#include "base/exact.h"

#include <math.h>

#include "stat/random.h"
#include "uncertain/replicates.h"
#include "uncertain/tally_inside.h"

uint64_t mkba_i_replicate_seed(uint64_t seed, size_t replicate)
{
    mkba_i_random stream = mkba_i_random_stream(seed, "replicates");
    return mkba_i_random_bits(&stream, replicate);
}

/* ---- keeping --------------------------------------------------------------------------------------------- */

void mkba_i_replicate_start(mkba_i_replicate *replicate)
{
    replicate->draws = replicate->above = 0;
    mkba_i_exact_start(&replicate->sum, 1);
}

void mkba_i_replicate_merge(mkba_i_replicate *into, const mkba_i_replicate *from)
{
    into->draws += from->draws;
    into->above += from->above;
    mkba_i_exact_merge(&into->sum, &from->sum);
}

void mkba_i_replicate_mark(const mkba_i_tally *tally, mkba_i_replicate *mark)
{
    *mark = (mkba_i_replicate){tally->counts.draws, tally->counts.above, tally->sum};
}

void mkba_i_replicate_add_since(mkba_i_replicate *into, const mkba_i_tally *tally, const mkba_i_replicate *mark)
{
    into->draws += tally->counts.draws - mark->draws;
    into->above += tally->counts.above - mark->above;
    mkba_i_exact_merge(&into->sum, &tally->sum);
    mkba_i_exact_take_off(&into->sum, &mark->sum);
}

bool mkba_i_replicates_agree(const mkba_i_replicate *replicates, size_t n, const mkba_i_tally *tally)
{
    mkba_i_replicate rest;

    mkba_i_replicate_mark(tally, &rest);
    for (size_t r = 0; r < n; r++) {
        rest.draws -= replicates[r].draws; /* below 0 they go around, and come back only if they agree */
        rest.above -= replicates[r].above;
        mkba_i_exact_take_off(&rest.sum, &replicates[r].sum);
    }
    return rest.draws == 0 && rest.above == 0 && mkba_i_exact_size(&rest.sum) == 0;
}

/* ---- between them ---------------------------------------------------------------------------------------- */

typedef double (*figure)(const mkba_i_replicate *replicate);

static double mean_of(const mkba_i_replicate *replicate)
{
    return mkba_i_scaled_double(mkba_i_scaled_divide(mkba_i_exact_value(&replicate->sum), (double) replicate->draws));
}

static double share_of(const mkba_i_replicate *replicate)
{
    return (double) replicate->above / (double) replicate->draws;
}

/* Of those that have draws: w_r (m_r - m) to `work`, as far as they go; the largest of them is answered. */
static double deviations(const mkba_i_replicate *replicates, size_t n, figure of, double *work)
{
    double draws = 0.0, mean = 0.0, largest = 0.0;

    for (size_t r = 0; r < n; r++)
        draws += (double) replicates[r].draws;
    for (size_t r = 0; r < n; r++) {
        work[r] = replicates[r].draws == 0 ? 0.0 : of(&replicates[r]);
        mean += work[r] * ((double) replicates[r].draws / draws);
    }
    for (size_t r = 0; r < n; r++) {
        work[r] = (work[r] - mean) * ((double) replicates[r].draws / draws);
        largest = fmax(largest, fabs(work[r]));
    }
    return largest;
}

static double error_of(const mkba_i_replicate *replicates, size_t n, figure of)
{
    double work[MKBA_I_REPLICATES_MOST], sum = 0.0, largest;
    size_t n_drawn = 0;

    for (size_t r = 0; r < n; r++)
        n_drawn += replicates[r].draws > 0;
    if (n_drawn < 2)
        return NAN;
    largest = deviations(replicates, n, of, work);
    for (size_t r = 0; r < n && largest > 0.0; r++)
        sum += work[r] / largest * (work[r] / largest);
    return largest * sqrt(sum * ((double) n / (double) (n - 1)));
}

double mkba_i_replicates_mean_error(const mkba_i_replicate *replicates, size_t n)
{
    return error_of(replicates, n, mean_of);
}

double mkba_i_replicates_share_error(const mkba_i_replicate *replicates, size_t n)
{
    return error_of(replicates, n, share_of);
}
