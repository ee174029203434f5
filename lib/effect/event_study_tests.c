/* Whether effects before the start are zero, and what a trend could hide behind that (Roth, American Economic Review:
 * Insights 4, 2022). */
#include "base/exact.h"

#include "effect/event_study.h"
#include "stat/linear.h"
#include "stat/noncentral.h"
#include "stat/quantile.h"

/* With fewer degrees of freedom left than this nothing is said. */
#define SMALLEST_DF 0.5

double mkba_i_event_distance(const double *covariance, size_t size, size_t n, const double *x, double *work)
{
    double sum = 0, *vector = work + n * n;

    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++)
            work[a * n + b] = covariance[a * size + b];
        vector[a] = x[a];
    }
    if (mkba_i_cholesky(work, n, NULL, NULL) != MKBA_OK)
        return NAN;
    mkba_i_cholesky_forward(work, n, vector);
    for (size_t a = 0; a < n; a++)
        sum += vector[a] * vector[a];
    return sum;
}

/* The law of the squared distance of n events whose covariance has df degrees of freedom (INFINITY: known): chi-squared,
 * else that of Hotelling, df times a ratio of chi-squared numbers. */
typedef struct law {
    double n, df, other, limit; /* `limit`: what it exceeds with probability 1 - level */
} law;

static double exceeds(const law *of, double distance, double noncentrality)
{
    return mkba_i_noncentral_upper(isinf(of->df) ? distance : distance / of->df, of->n, of->other, noncentrality);
}

static law law_of(double n, double df, double level)
{
    law made = {n, df, isinf(df) ? INFINITY : df - n + 1, NAN};

    if (isinf(df))
        made.limit = mkba_i_chi_squared_quantile(level, n);
    else if (made.other >= SMALLEST_DF)
        made.limit = df * (1 / mkba_i_beta_quantile(1 - level, made.other / 2, n / 2) - 1);
    return made;
}

static void keep(mkba_i_did_study *s, const char *test, double value, double df, double p, const char *note)
{
    s->made->tests[s->made->n_tests++] = (mkba_i_did_test){test, note, value, df, p};
}

/* The slope that the test rejects with a probability; `steepness` is the noncentrality of a slope of 1. */
static double slope_at(const law *of, double power, double level, double steepness)
{
    double x = isinf(of->df) ? of->limit : of->limit / of->df;

    return power > 1 - level && of->limit > 0 && steepness > 0
               ? sqrt(mkba_i_noncentrality(x, of->n, of->other, power) / steepness)
               : NAN;
}

mkba_status mkba_i_event_tests(mkba_i_did_study *s, double rank)
{
    mkba_did *made = s->made;
    size_t n = made->n_before, size = made->n_events;
    double level = s->options->level, df = made->df, later = 0, distance, steepness, slope;
    law of = law_of((double) n, df, level);
    double *line = mkba_i_arena_new(&s->work, size, sizeof *line);
    double *work = mkba_i_arena_new(&s->work, n * n + n, sizeof *work);

    made->tests = mkba_i_arena_new(&made->arena, 5, sizeof *made->tests);
    if (line == NULL || work == NULL || made->tests == NULL)
        return mkba_i_fail_memory(s->error);
    for (size_t e = 0; e < size; e++)
        line[e] = (double) (made->event_numbers[e] + 1);
    for (size_t e = n; e < size; e++)
        later += line[e] / (double) (size - n);
    distance = mkba_i_event_distance(made->covariance, size, n, made->events, work);
    steepness = mkba_i_event_distance(made->covariance, size, n, line, work);
    slope = made->judgements[0].judged.estimate / later;
    keep(s, "pretrend", distance, (double) n,
         !isnan(rank)      ? rank
         : isnan(of.limit) ? NAN
                           : exceeds(&of, distance, 0),
         isnan(distance) ? "the covariance of the events before the start has no inverse"
         : !isnan(rank)  ? "p is a rank among placebos"
         : isinf(df)     ? "chi-squared"
                         : "Hotelling's T-squared");
    keep(s, "trend_explains", slope, NAN, NAN,
         "per period; the line whose mean from the start on is the overall effect");
    keep(s, "power_trend",
         isnan(of.limit) || isnan(steepness) ? NAN : exceeds(&of, of.limit, slope * slope * steepness), NAN, NAN,
         "probability that the test rejects that line");
    keep(s, "slope_half", slope_at(&of, 0.5, level, steepness), NAN, NAN, "rejected with probability 0.5");
    keep(s, "slope_80", slope_at(&of, 0.8, level, steepness), NAN, NAN, "rejected with probability 0.8");
    if (made->tests[2].value < 0.8)
        return mkba_i_say(&s->made->said, s->error, "weak_pretest", true, NULL, NULL, NULL,
                          "the test of the periods before the start would miss a trend that explains the whole effect "
                          "with probability %d %%: that it does not reject proves little",
                          (int) floor(100 * (1 - made->tests[2].value) + 0.5));
    return MKBA_OK;
}
