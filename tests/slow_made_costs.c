/* What counterfactual methods are worth in panels like the real one: how often tests reject where nothing happened, and how
 * often intervals hold the truth. The tables of docs/effect.md are made here: each row says what was found when it was
 * written, and fails when it is found no more. */
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "made_studies.h"
#include "run_suite.h"

#define WORLDS 667
#define WORLDS_OF_SEVERAL 334 /* where several areas are treated, which takes longer */

static const double grid[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
#define GRID (sizeof grid / sizeof *grid)
#define TENTH 3 /* where the grid has 0.1 */

typedef struct tally {
    double rejects[GRID], holds, n;
} tally;

static tally measure(const study *s)
{
    static costs made, taken;
    static treated t;
    costs_model model = costs_model_read("both");
    tally all = {{0}, 0, 0};
    size_t worlds = s->who >= TOGETHER || s->method >= PENALISED ? WORLDS_OF_SEVERAL : WORLDS;
    for (uint64_t seed = 0; seed < worlds; seed++) {
        mkba_panel *panel = NULL;
        costs_make(&model, study_areas(s), seed, &made);
        for (size_t turn = 0; turn < STUDY_TURNS; turn++, all.n++) {
            taken = made;
            study_choose(s->who, &taken, seed, turn, &t);
            if (panel == NULL || s->who == UNIT || s->who == REGIONS || s->who == RANDOM) {
                mkba_panel_free(panel);
                panel = costs_panel(&taken);
            }
            judged j = study_judge(s, panel, &t, NULL, seed);
            for (size_t k = 0; k < GRID; k++)
                all.rejects[k] += j.p <= grid[k] * (1 + 1e-9);
            all.holds += j.low <= 0 && j.high >= 0;
        }
        mkba_panel_free(panel);
    }
    for (size_t k = 0; k < GRID; k++)
        all.rejects[k] /= all.n;
    all.holds /= all.n;
    return all;
}

static const study studies[] = {
    {"one, placebo", ANY, "ln", .inference = PLACEBO, .sound = true, .rejects = 0.105, .holds = 0.895},
    {"one, placebo by population", ANY, "ln", .named = true, .inference = PLACEBO, .sound = true, .rejects = 0.104,
     .holds = 0.896},
    {"one of the smallest fifth, placebo", SMALL, "ln", .inference = PLACEBO, .rejects = 0.184, .holds = 0.816},
    {"one of the smallest fifth, placebo by population", SMALL, "ln", .named = true, .inference = PLACEBO,
     .rejects = 0.113, .holds = 0.887},
    {"one of the largest fifth, placebo", LARGE, "ln", .inference = PLACEBO, .rejects = 0.064, .holds = 0.936},
    {"one of the largest fifth, placebo by population", LARGE, "ln", .named = true, .inference = PLACEBO,
     .rejects = 0.099, .holds = 0.901},
    {"one that begins 16 % lower, placebo", LOW, "ln", .inference = PLACEBO, .sound = true, .rejects = 0.111,
     .holds = 0.889},
    {"one that begins 16 % lower, in euros, placebo", LOW, "euro", .inference = PLACEBO, .rejects = 0.063,
     .holds = 0.937},
    {"region of five as one, placebo", UNIT, "ln", .inference = PLACEBO, .rejects = 0.010, .holds = 0.990},
    {"region of five as one, placebo by population", UNIT, "ln", .named = true, .inference = PLACEBO, .rejects = 0.029,
     .holds = 0.971},
    {"region of five among regions, placebo", REGIONS, "ln", .inference = PLACEBO, .sound = true, .rejects = 0.086,
     .holds = 0.914},
    {"region of five among regions, placebo by population", REGIONS, "ln", .named = true, .inference = PLACEBO,
     .sound = true, .rejects = 0.096, .holds = 0.904},
    {"region of five among regions, test of the years before", REGIONS, "ln", .method = BEFORE, .inference = PLACEBO,
     .sound = true, .rejects = 0.086},
    {"region of five among regions, synthetic did by population", REGIONS, "ln", .named = true, .method = SDID,
     .sound = true, .rejects = 0.075, .holds = 0.925},
    {"region of five among five from anywhere, placebo by population", RANDOM, "ln", .named = true,
     .inference = PLACEBO, .rejects = 0.094, .holds = 0.906},
    {"region of five as five, placebo", TOGETHER, "ln", .named = true, .inference = PLACEBO, .rejects = 0.130,
     .holds = 0.870},
    {"region of five as five, CR2", TOGETHER, "ln", .inference = CLUSTERED, .rejects = 0.150, .holds = 0.850},
    {"twenty, CR2", TWENTY, "ln", .inference = CLUSTERED, .sound = true, .rejects = 0.079, .holds = 0.921},
    {"twenty, placebo", TWENTY, "ln", .inference = PLACEBO, .sound = true, .rejects = 0.096, .holds = 0.904},
    {"sixty in three starts, group-time", STARTS, "ln", .inference = CLUSTERED, .sound = true, .rejects = 0.101,
     .holds = 0.899},
    {"three in three starts, placebo", THREE, "ln", .inference = PLACEBO, .sound = true, .rejects = 0.101,
     .holds = 0.899},
    {"three in three starts, placebo by population", THREE, "ln", .named = true, .inference = PLACEBO, .sound = true,
     .rejects = 0.100, .holds = 0.900},
    {"three in three starts, test of the years before", THREE, "ln", .method = BEFORE, .inference = PLACEBO,
     .sound = true, .rejects = 0.105},
    {"one, test of the years before", ANY, "ln", .method = BEFORE, .inference = PLACEBO, .sound = true,
     .rejects = 0.106},
    {"region of five as one, test of the years before", UNIT, "ln", .method = BEFORE, .inference = PLACEBO,
     .rejects = 0.018},
    {"twenty, test of the years before", TWENTY, "ln", .method = BEFORE, .inference = CLUSTERED, .sound = true,
     .rejects = 0.061},
    {"one, synthetic control", ANY, "ln", .method = CONTROL, .sound = true, .rejects = 0.090, .holds = 0.910},
    {"one, synthetic control by population", ANY, "ln", .named = true, .method = CONTROL, .sound = true,
     .rejects = 0.093, .holds = 0.907},
    {"one, synthetic control with intercept by population", ANY, "ln", .named = true, .method = CONTROL_OFF,
     .sound = true, .rejects = 0.104, .holds = 0.896},
    {"one of the smallest fifth, synthetic control", SMALL, "ln", .method = CONTROL, .rejects = 0.165, .holds = 0.835},
    {"one of the smallest fifth, synthetic control by population", SMALL, "ln", .named = true, .method = CONTROL,
     .rejects = 0.115, .holds = 0.885},
    {"one that begins 16 % lower, synthetic control", LOW, "ln", .method = CONTROL, .rejects = 0.102, .holds = 0.898},
    {"region of five as one, synthetic control by population", UNIT, "ln", .named = true, .method = CONTROL,
     .rejects = 0.040, .holds = 0.960},
    {"one, penalised", ANY, "ln", .method = PENALISED, .sound = true, .rejects = 0.088, .holds = 0.912},
    {"one, penalised by population", ANY, "ln", .named = true, .method = PENALISED, .sound = true, .rejects = 0.101,
     .holds = 0.899},
    {"one of the smallest fifth, penalised by population", SMALL, "ln", .named = true, .method = PENALISED,
     .rejects = 0.119, .holds = 0.881},
    {"region of five as one, penalised", UNIT, "ln", .method = PENALISED, .rejects = 0.173, .holds = 0.827},
    {"region of five as one, penalised by population", UNIT, "ln", .named = true, .method = PENALISED, .rejects = 0.063,
     .holds = 0.937},
    {"one, augmented", ANY, "ln", .method = AUGMENTED, .sound = true, .rejects = 0.090, .holds = 0.910},
    {"one, augmented by population", ANY, "ln", .named = true, .method = AUGMENTED, .sound = true, .rejects = 0.089,
     .holds = 0.911},
    {"one of the smallest fifth, augmented by population", SMALL, "ln", .named = true, .method = AUGMENTED,
     .rejects = 0.107, .holds = 0.893},
    {"region of five as one, augmented by population", UNIT, "ln", .named = true, .method = AUGMENTED, .rejects = 0.042,
     .holds = 0.958},
    {"one, synthetic did", ANY, "ln", .method = SDID, .sound = true, .rejects = 0.091, .holds = 0.909},
    {"one, synthetic did by population", ANY, "ln", .named = true, .method = SDID, .sound = true, .rejects = 0.091,
     .holds = 0.909},
    {"one of the smallest fifth, synthetic did", SMALL, "ln", .method = SDID, .rejects = 0.150, .holds = 0.850},
    {"one of the smallest fifth, synthetic did by population", SMALL, "ln", .named = true, .method = SDID,
     .rejects = 0.103, .holds = 0.897},
    {"region of five as one, synthetic did by population", UNIT, "ln", .named = true, .method = SDID, .rejects = 0.045,
     .holds = 0.955},
    {"region of five as five, synthetic did by population", TOGETHER, "ln", .named = true, .method = SDID,
     .rejects = 0.143, .holds = 0.857},
    /* One of three treated is the noisiest of sixty in one world of twenty; no placebo is: p below 0.05 comes too often. */
    {"three starts, synthetic did", THREE, "ln", .method = SDID, .rejects = 0.117, .holds = 0.883},
    {"three starts, synthetic did by population", THREE, "ln", .named = true, .method = SDID, .rejects = 0.114,
     .holds = 0.886},
    {"nine in three starts, synthetic did by population", NINE, "ln", .named = true, .method = SDID, .sound = true,
     .rejects = 0.091, .holds = 0.909},
    {"nine in three starts, synthetic did, jackknife", NINE, "ln", .method = SDID,
     .inference = MKBA_DID_INFERENCE_JACKKNIFE, .sound = true, .rejects = 0.091, .holds = 0.909},
};

START_TEST(where_nothing_happened_methods_do_as_the_table_says)
{
    const study *s = &studies[_i];
    tally found = measure(s);
    printf("# %s: P(p <= a)", s->name);
    for (size_t k = 0; k < GRID; k++)
        printf(" %.3f", found.rejects[k]);
    printf(", holds %.3f\n", found.holds);
    fflush(stdout); /* a test that fails does not */
    study_expect(s->name, "P(p <= 0.1)", found.rejects[TENTH], s->rejects, found.n);
    if (s->method != BEFORE)
        study_expect(s->name, "the share of intervals", found.holds, s->holds, found.n);
    for (size_t k = 0; s->sound && k < GRID; k++)
        ck_assert_double_le(found.rejects[k], grid[k] + study_off(grid[k], found.n));
    if (s->sound && s->method != BEFORE)
        study_expect(s->name, "the share of intervals", found.holds, STUDY_LEVEL, found.n);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("made costs, where nothing happened");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, where_nothing_happened_methods_do_as_the_table_says, 0,
                        (int) (sizeof studies / sizeof *studies));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
