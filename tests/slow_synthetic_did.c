/* What synthetic difference-in-differences is worth with a covariate, with one start and with several: how often it rejects
 * where nothing happened, how often its intervals hold that, and how wide they are. What docs/effect.md says of it is found
 * here, and fails when it is found no more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include <mkba/effect_synthetic_did.h>

#include "run_suite.h"
#include "stat/quantile.h"
#include "stat/random.h"
#include "support.h"

#define AREAS 41
#define YEARS 10
#define WORLDS 1000
#define LEVEL 0.9

typedef struct study {
    const char *name;
    size_t n_treated; /* each with its own start */
    bool adjusted;
    double holds, width; /* as found */
} study;

static const study studies[] = {
    {"one", 1, false, 0.897, 9.447},
    {"one, covariate", 1, true, 0.907, 5.013},
    {"three starts", 3, false, 0.904, 5.704},
    {"three starts, covariate", 3, true, 0.888, 3.208},
};

static double normal(const mkba_i_random *stream, uint64_t *at)
{
    return mkba_i_normal_quantile(mkba_i_random_uniform(stream, (*at)++));
}

/* The outcome is twice the covariate, a trend that areas share more or less, and noise that wanders. */
static mkba_panel *make(uint64_t seed)
{
    static char codes[AREAS][8];
    static const char *areas[AREAS * YEARS];
    static int64_t years[AREAS * YEARS];
    static double outcome[AREAS * YEARS], covariate[AREAS * YEARS];
    const mkba_i_random stream = mkba_i_random_stream(seed, "synthetic did");
    double trend[YEARS], sum = 0;
    uint64_t at = 0;
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_error error;
    mkba_panel_options options;
    for (size_t t = 0; t < YEARS; t++)
        trend[t] = sum += normal(&stream, &at);
    for (size_t i = 0; i < AREAS; i++) {
        double walk = 100 + 5 * normal(&stream, &at), load = 1 + 0.3 * normal(&stream, &at), slow = 0;
        snprintf(codes[i], sizeof codes[i], "A%02u", (unsigned) (i % 100));
        for (size_t t = 0; t < YEARS; t++) {
            size_t row = i * YEARS + t;
            areas[row] = codes[i];
            years[row] = 2012 + (int64_t) t;
            walk += normal(&stream, &at);
            slow += 0.5 * normal(&stream, &at);
            covariate[row] = slow + normal(&stream, &at);
            outcome[row] = walk + load * trend[t] + 0.5 * normal(&stream, &at) + 2 * covariate[row];
        }
    }
    const mkba_column columns[] = {{.name = "gm_code", .type = MKBA_COLUMN_TEXT, .texts = areas},
                                   {.name = "jaar", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "y", .type = MKBA_COLUMN_REAL, .reals = outcome},
                                   {.name = "x", .type = MKBA_COLUMN_REAL, .reals = covariate}};
    mkba_panel_options_init(&options);
    options.name = "";
    if (mkba_table_new("made", columns, 4, AREAS * YEARS, &table, &error) != MKBA_OK ||
        mkba_panel_from_table(table, MKBA_PANEL_WIDE, &options, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table_free(table);
    return panel;
}

typedef struct judged {
    double p, low, high;
} judged;

static judged judge(const study *s, uint64_t seed)
{
    static const char *const treated[] = {"A00", "A01", "A02"}, *const starts[] = {"2019", "2017", "2018"};
    static const char *const covariates[] = {"x"};
    mkba_panel *panel = make(seed);
    mkba_synthetic_did_options o;
    mkba_synthetic_did *made = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_synthetic_did_options_init(&o);
    o.indicator = "y";
    o.treated = treated;
    o.starts = starts;
    o.n_treated = o.n_starts = s->n_treated;
    o.covariates = covariates;
    o.n_covariates = s->adjusted ? 1 : 0;
    o.level = LEVEL;
    o.seed = seed;
    if (mkba_panel_synthetic_did(panel, &o, &made, &error) != MKBA_OK ||
        mkba_synthetic_did_table(made, MKBA_SYNTHETIC_DID_SUMMARY, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    judged j = {support_real(table, 0, "p"), support_real(table, 0, "low"), support_real(table, 0, "high")};
    mkba_table_free(table);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
    return j;
}

START_TEST(intervals_hold_as_often_as_is_said)
{
    const study *s = &studies[_i];
    double rejects = 0, holds = 0, width = 0, off = 3 * sqrt(LEVEL * (1 - LEVEL) / WORLDS) + 1.0 / WORLDS;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        judged j = judge(s, seed);
        rejects += (j.p <= (1 - LEVEL) * (1 + 1e-9)) / (double) WORLDS;
        holds += (j.low <= 0 && j.high >= 0) / (double) WORLDS;
        width += (j.high - j.low) / WORLDS;
    }
    printf("# %s: rejects %.3f, holds %.3f, width %.3f\n", s->name, rejects, holds, width);
    fflush(stdout); /* a test that fails does not */
    ck_assert_double_eq_tol(holds, s->holds, off);
    ck_assert_double_eq_tol(holds, LEVEL, off);
    ck_assert_double_eq_tol(rejects, 1 - LEVEL, off);
    ck_assert_double_eq_tol(width, s->width, 0.03 * s->width);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("synthetic difference-in-differences, many");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, intervals_hold_as_often_as_is_said, 0, (int) (sizeof studies / sizeof *studies));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
