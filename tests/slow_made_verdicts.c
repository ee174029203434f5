/* What verdicts are worth in panels like the real one (made_costs.h): how often an effect is claimed where nothing happened,
 * how often a sound panel is refused, and by which check, and how often a real effect is claimed. A table of docs/effect.md is
 * made here: each row says what was found when it was written, and fails when it is found no more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "effects.h"
#include "made_costs.h"
#include "run_suite.h"
#include "support.h"

#define AREAS 60
#define APART 3 /* donors are every third area, so that they share little noise */
#define PEERS 20
#define WORLDS 167
#define TURNS 6
#define START 5 /* 2022 */

typedef struct study {
    const char *name;
    mkba_effect_method method;
    mkba_synthetic_form form;
    double percent;   /* the effect */
    double drift;     /* per cent a year, in all years */
    double shares[3]; /* by mkba_verdict, as found */
} study;

static const study studies[] = {
    {"sdid, nothing happened", MKBA_EFFECT_SDID, MKBA_SYNTHETIC_PLAIN, 0, 0, {0.084, 0.831, 0.085}},
    {"sdid, -20 %", MKBA_EFFECT_SDID, MKBA_SYNTHETIC_PLAIN, -20, 0, {0.483, 0.432, 0.085}},
    {"sdid, -40 %", MKBA_EFFECT_SDID, MKBA_SYNTHETIC_PLAIN, -40, 0, {0.857, 0.058, 0.085}},
    {"sdid, drifts apart", MKBA_EFFECT_SDID, MKBA_SYNTHETIC_PLAIN, 0, -5, {0.201, 0.651, 0.149}},
    {"did, nothing happened", MKBA_EFFECT_DID, MKBA_SYNTHETIC_PLAIN, 0, 0, {0.085, 0.830, 0.085}},
    {"did, -20 %", MKBA_EFFECT_DID, MKBA_SYNTHETIC_PLAIN, -20, 0, {0.365, 0.550, 0.085}},
    {"did, -40 %", MKBA_EFFECT_DID, MKBA_SYNTHETIC_PLAIN, -40, 0, {0.836, 0.079, 0.085}},
    {"did, drifts apart", MKBA_EFFECT_DID, MKBA_SYNTHETIC_PLAIN, 0, -5, {0.276, 0.574, 0.150}},
    {"sc, nothing happened", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PLAIN, 0, 0, {0.023, 0.842, 0.135}},
    {"sc, -20 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PLAIN, -20, 0, {0.117, 0.798, 0.085}},
    {"sc, -40 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PLAIN, -40, 0, {0.298, 0.621, 0.081}},
    {"sc, drifts apart", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PLAIN, 0, -5, {0.029, 0.846, 0.125}},
    {"penalised, nothing happened", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PENALISED, 0, 0, {0.022, 0.897, 0.081}},
    {"penalised, -20 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PENALISED, -20, 0, {0.088, 0.831, 0.081}},
    {"penalised, -40 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PENALISED, -40, 0, {0.198, 0.722, 0.081}},
    {"penalised, drifts apart", MKBA_EFFECT_SC, MKBA_SYNTHETIC_PENALISED, 0, -5, {0.023, 0.854, 0.123}},
    {"augmented, nothing happened", MKBA_EFFECT_SC, MKBA_SYNTHETIC_AUGMENTED, 0, 0, {0.017, 0.802, 0.181}},
    {"augmented, -20 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_AUGMENTED, -20, 0, {0.087, 0.733, 0.181}},
    {"augmented, -40 %", MKBA_EFFECT_SC, MKBA_SYNTHETIC_AUGMENTED, -40, 0, {0.195, 0.625, 0.181}},
    {"augmented, drifts apart", MKBA_EFFECT_SC, MKBA_SYNTHETIC_AUGMENTED, 0, -5, {0.020, 0.807, 0.173}},
};

/* Those of which one failure refuses. */
static const char *const REFUSES[] = {"fit", "range", "trend", "in_time"};
#define N_REFUSES (sizeof REFUSES / sizeof *REFUSES)

typedef struct tally {
    double shares[3], refused[N_REFUSES], small; /* p is at most 0.1 */
} tally;

static mkba_effect *judge(const study *s, const mkba_panel *panel, size_t area)
{
    static char codes[PEERS][8];
    const char *donors[PEERS];
    mkba_effect_options o;
    for (size_t k = 0; k < PEERS; k++) {
        snprintf(codes[k], sizeof codes[k], "A%03u", (unsigned) ((area + APART * k) % AREAS));
        donors[k] = codes[k];
    }
    mkba_effect_options_init(&o);
    o.indicator = "ln";
    o.region = donors;
    o.n_region = 1;
    o.start = "2022";
    o.donors = donors + 1;
    o.n_donors = PEERS - 1;
    o.population = "pop";
    o.method = s->method;
    o.form = s->form;
    return effects_make(panel, &o);
}

static void count(const mkba_effect *effect, tally *all)
{
    const double share = 1.0 / (WORLDS * TURNS);
    mkba_table *checks = effects_table(effect, MKBA_EFFECT_CHECKS);
    all->shares[mkba_effect_verdict(effect)] += share;
    all->small += effects_figure(effect, "p") <= 0.1 + 1e-9 ? share : 0;
    for (size_t row = 0; row < mkba_table_n_rows(checks); row++)
        for (size_t k = 0; k < N_REFUSES; k++)
            if (strcmp(support_text(checks, row, "id"), REFUSES[k]) == 0 &&
                strcmp(support_text(checks, row, "outcome"), "failed") == 0)
                all->refused[k] += share;
    mkba_table_free(checks);
}

static tally measure(const study *s)
{
    static costs made;
    costs_model model = costs_model_read("both");
    tally all = {{0}, {0}, 0};
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        for (size_t turn = 0; turn < TURNS; turn++) {
            size_t area = turn * AREAS / TURNS;
            costs_make(&model, AREAS, seed, &made);
            for (size_t year = 1; year < COSTS_YEARS && s->drift < 0; year++)
                costs_affect(&made, area, year, s->drift);
            if (s->percent < 0)
                costs_affect(&made, area, START, s->percent);
            mkba_panel *panel = costs_panel(&made);
            mkba_effect *effect = judge(s, panel, area);
            count(effect, &all);
            mkba_effect_free(effect);
            mkba_panel_free(panel);
        }
    return all;
}

static double off(double share)
{
    return 3 * sqrt(share * (1 - share) / (WORLDS * TURNS)) + 1.0 / (WORLDS * TURNS);
}

/* Where nothing happened an effect is claimed in one panel of ten at most; and at most so many are refused by a test. */
START_TEST(verdicts_are_as_the_table_says)
{
    const study *s = &studies[_i];
    tally found = measure(s);
    printf("# %s: supported %.3f, not shown %.3f, refused %.3f; p at most 0.1 %.3f;", s->name, found.shares[0],
           found.shares[1], found.shares[2], found.small);
    for (size_t k = 0; k < N_REFUSES; k++)
        printf(" %s %.3f", REFUSES[k], found.refused[k]);
    printf("\n");
    fflush(stdout); /* a test that fails does not */
    for (size_t k = 0; k < 3; k++)
        if (!(fabs(found.shares[k] - s->shares[k]) <= off(s->shares[k])))
            ck_abort_msg("%s: %s is %.3f, and was %.3f", s->name, mkba_verdict_name((mkba_verdict) k), found.shares[k],
                         s->shares[k]);
    if (s->drift >= 0 && s->percent >= 0)
        ck_assert_double_le(found.shares[MKBA_VERDICT_SUPPORTED], 0.1 + off(0.1));
    for (size_t k = 0; s->drift >= 0 && k < N_REFUSES; k++)
        if (strcmp(REFUSES[k], "range") != 0)
            ck_assert_double_le(found.refused[k], 0.05 + off(0.05));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("made verdicts");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, verdicts_are_as_the_table_says, 0, (int) (sizeof studies / sizeof *studies));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
