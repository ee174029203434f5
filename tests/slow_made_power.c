/* How often an effect is seen in panels like the real one. The tables of docs/effect.md are made here: each row says what was
 * found when it was written, and fails when it is found no more. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "made_studies.h"
#include "run_suite.h"

#define WORLDS 300
#define WINDOWS 3
#define EFFECTS 5

static const double effects[EFFECTS] = {-2.5, -5, -10, -15, -20};

typedef struct seen {
    const char *name, *outcome;
    study study;
    double share[EFFECTS][WINDOWS]; /* as found: p is at most 0.1; the years after the start that count */
} seen;

static const seen power[] = {
    {"one",
     "both",
     {"", ANY, "ln", .named = true, .inference = PLACEBO},
     {{0.117, 0.110, 0.120},
      {0.137, 0.133, 0.110},
      {0.213, 0.207, 0.193},
      {0.340, 0.347, 0.300},
      {0.567, 0.537, 0.490}}},
    {"one",
     "wmo",
     {"", ANY, "ln", .named = true, .inference = PLACEBO},
     {{0.110, 0.110, 0.100},
      {0.123, 0.100, 0.110},
      {0.153, 0.147, 0.147},
      {0.247, 0.207, 0.200},
      {0.363, 0.333, 0.297}}},
    {"one",
     "jeugd",
     {"", ANY, "ln", .named = true, .inference = PLACEBO},
     {{0.110, 0.110, 0.117},
      {0.127, 0.127, 0.113},
      {0.187, 0.183, 0.157},
      {0.250, 0.253, 0.227},
      {0.350, 0.363, 0.323}}},
    {"region of five as one",
     "both",
     {"", UNIT, "ln", .named = true, .inference = PLACEBO},
     {{0.037, 0.043, 0.043},
      {0.053, 0.053, 0.053},
      {0.143, 0.143, 0.133},
      {0.390, 0.350, 0.303},
      {0.673, 0.627, 0.593}}},
    {"region of five as one",
     "wmo",
     {"", UNIT, "ln", .named = true, .inference = PLACEBO},
     {{0.047, 0.047, 0.040},
      {0.047, 0.050, 0.040},
      {0.080, 0.073, 0.073},
      {0.163, 0.157, 0.130},
      {0.323, 0.293, 0.247}}},
    {"region of five as one",
     "jeugd",
     {"", UNIT, "ln", .named = true, .inference = PLACEBO},
     {{0.033, 0.050, 0.047},
      {0.040, 0.050, 0.057},
      {0.087, 0.087, 0.090},
      {0.223, 0.210, 0.190},
      {0.400, 0.363, 0.333}}},
    {"region of five among regions",
     "both",
     {"", REGIONS, "ln", .named = true, .inference = PLACEBO},
     {{0.100, 0.110, 0.127},
      {0.140, 0.147, 0.167},
      {0.327, 0.357, 0.333},
      {0.643, 0.613, 0.590},
      {0.877, 0.860, 0.823}}},
    {"region of five among regions, synthetic did",
     "both",
     {"", REGIONS, "ln", .named = true, .method = SDID},
     {{0.100, 0.110, 0.120},
      {0.170, 0.177, 0.197},
      {0.523, 0.463, 0.420},
      {0.870, 0.823, 0.757},
      {0.950, 0.950, 0.923}}},
    {"region of five as five",
     "both",
     {"", TOGETHER, "ln", .named = true, .inference = PLACEBO},
     {{0.160, 0.143, 0.163},
      {0.207, 0.223, 0.223},
      {0.477, 0.477, 0.460},
      {0.823, 0.757, 0.733},
      {0.953, 0.950, 0.907}}},
    {"one, synthetic control",
     "both",
     {"", ANY, "ln", .named = true, .method = CONTROL},
     {{0.070, 0.110, 0.097},
      {0.110, 0.117, 0.103},
      {0.213, 0.213, 0.207},
      {0.377, 0.370, 0.347},
      {0.593, 0.570, 0.510}}},
    {"region of five as one, synthetic control",
     "both",
     {"", UNIT, "ln", .named = true, .method = CONTROL},
     {{0.043, 0.057, 0.057},
      {0.070, 0.060, 0.053},
      {0.193, 0.157, 0.140},
      {0.403, 0.373, 0.303},
      {0.673, 0.617, 0.517}}},
    {"one, synthetic did",
     "both",
     {"", ANY, "ln", .named = true, .method = SDID},
     {{0.077, 0.093, 0.100},
      {0.117, 0.120, 0.123},
      {0.307, 0.257, 0.220},
      {0.540, 0.507, 0.443},
      {0.773, 0.720, 0.660}}},
};

static void look(const seen *s, const costs_model *model, uint64_t seed, double share[EFFECTS][WINDOWS])
{
    static const char *const last[WINDOWS] = {"2022", "2023", "2024"};
    static costs made, affected;
    static treated t;
    costs_make(model, study_areas(&s->study), seed, &made);
    study_choose(s->study.who, &made, seed, 0, &t);
    for (size_t e = 0; e < EFFECTS; e++) {
        affected = made;
        for (size_t k = 0; k < t.n; k++)
            costs_affect(&affected, t.areas[k], 5, effects[e]);
        mkba_panel *panel = costs_panel(&affected);
        for (size_t w = 0; w < WINDOWS; w++) {
            judged j = study_judge(&s->study, panel, &t, last[w], seed);
            share[e][w] += (j.p <= 0.1) / (double) WORLDS;
        }
        mkba_panel_free(panel);
    }
}

START_TEST(effects_are_seen_as_often_as_the_table_says)
{
    const seen *s = &power[_i];
    costs_model model = costs_model_read(s->outcome);
    double share[EFFECTS][WINDOWS] = {{0}};
    for (uint64_t seed = 0; seed < WORLDS; seed++)
        look(s, &model, seed, share);
    printf("# %s, %s:", s->name, s->outcome);
    for (size_t e = 0; e < EFFECTS; e++)
        printf(" {%.3f, %.3f, %.3f}", share[e][0], share[e][1], share[e][2]);
    printf("\n");
    fflush(stdout);
    for (size_t e = 0; e < EFFECTS; e++)
        for (size_t w = 0; w < WINDOWS; w++)
            study_expect(s->name, "the share that is seen", share[e][w], s->share[e][w], WORLDS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("made costs, where something happened");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, effects_are_seen_as_often_as_the_table_says, 0, (int) (sizeof power / sizeof *power));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
