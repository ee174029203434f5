/* What conformal inference is worth: how often it rejects where nothing happened, and how often its intervals hold that, where
 * residuals change places (noise of each year by itself) and where they do not (noise that stays). A table of docs/effect.md is
 * made here: each row says what was found when it was written, and fails when it is found no more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_placebo.h>

#include "run_suite.h"
#include "stat/quantile.h"
#include "stat/random.h"
#include "support.h"

#define DONORS 10
#define YEARS 20
#define WORLDS 1000
#define LEVEL 0.9

typedef struct study {
    const char *name;
    mkba_synthetic_form form;
    double wander;         /* the share of last year's figure of a donor that is there still */
    double stays;          /* of the noise of the treated */
    double rejects, holds; /* at a tenth, and of 90 %, as found */
} study;

static const study studies[] = {
    {"plain", MKBA_SYNTHETIC_PLAIN, 0, 0, 0.103, 0.897},
    {"penalised", MKBA_SYNTHETIC_PENALISED, 0, 0, 0.100, 0.902},
    {"augmented", MKBA_SYNTHETIC_AUGMENTED, 0, 0, 0.101, 0.899},
    {"plain, donors wander", MKBA_SYNTHETIC_PLAIN, 1, 0, 0.070, 0.930},
    {"penalised, donors wander", MKBA_SYNTHETIC_PENALISED, 1, 0, 0.092, 0.912},
    {"augmented, donors wander", MKBA_SYNTHETIC_AUGMENTED, 1, 0, 0.074, 0.926},
    {"plain, donors wander and half of the noise stays", MKBA_SYNTHETIC_PLAIN, 1, 0.5, 0.087, 0.913},
    {"plain, donors wander and noise stays", MKBA_SYNTHETIC_PLAIN, 1, 1, 0.189, 0.811},
    {"augmented, donors wander and noise stays", MKBA_SYNTHETIC_AUGMENTED, 1, 1, 0.158, 0.842},
};

static double normal(const mkba_i_random *stream, uint64_t *at)
{
    return mkba_i_normal_quantile(mkba_i_random_uniform(stream, (*at)++));
}

/* Donors that go their own way; the first area is their mean and noise. */
static mkba_panel *make(const study *s, uint64_t seed)
{
    static char codes[DONORS + 1][8];
    static const char *areas[(DONORS + 1) * YEARS];
    static int64_t years[(DONORS + 1) * YEARS];
    static double values[(DONORS + 1) * YEARS];
    const mkba_i_random stream = mkba_i_random_stream(seed, "conformal");
    uint64_t at = 0;
    double left = 0;
    mkba_table *table = NULL;
    mkba_panel *panel = NULL;
    mkba_error error;
    mkba_panel_options options;
    memset(values, 0, sizeof values);
    for (size_t area = DONORS + 1; area-- > 0;) {
        double walk = 0;
        snprintf(codes[area], sizeof codes[area], "A%02u", (unsigned) (area % 100));
        for (size_t year = 0; year < YEARS; year++) {
            size_t row = area * YEARS + year;
            areas[row] = codes[area];
            years[row] = 2000 + (int64_t) year;
            if (area > 0) {
                walk = s->wander * walk + normal(&stream, &at);
                values[row] = walk;
                values[year] += walk / DONORS;
            } else {
                left = s->stays * left + normal(&stream, &at);
                values[row] += left;
            }
        }
    }
    const mkba_column columns[] = {{.name = "gm_code", .type = MKBA_COLUMN_TEXT, .texts = areas},
                                   {.name = "jaar", .type = MKBA_COLUMN_INTEGER, .integers = years},
                                   {.name = "y", .type = MKBA_COLUMN_REAL, .reals = values}};
    mkba_panel_options_init(&options);
    options.name = "";
    if (mkba_table_new("made", columns, 3, (DONORS + 1) * YEARS, &table, &error) != MKBA_OK ||
        mkba_panel_from_table(table, MKBA_PANEL_WIDE, &options, &panel, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table_free(table);
    return panel;
}

typedef struct judged {
    double p;
    bool holds;
} judged;

static judged judge(const study *s, uint64_t seed)
{
    mkba_panel *panel = make(s, seed);
    mkba_synthetic_options o;
    mkba_placebo_options how;
    mkba_synthetic *synthetic = NULL;
    mkba_placebo *placebo = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_synthetic_options_init(&o);
    o.indicator = "y";
    o.treated = "A00";
    o.start = "2019";
    o.form = s->form;
    mkba_placebo_options_init(&how);
    how.in_time = how.leave_one_out = false;
    how.level = LEVEL;
    if (mkba_panel_synthetic_control(panel, &o, &synthetic, &error) != MKBA_OK ||
        mkba_synthetic_placebo(synthetic, &how, &placebo, &error) != MKBA_OK ||
        mkba_placebo_table(placebo, MKBA_PLACEBO_PERIODS, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    judged j = {support_real(table, 0, "conformal_p"), !support_missing(table, 0, "conformal_low") &&
                                                           support_real(table, 0, "conformal_low") <= 0 &&
                                                           support_real(table, 0, "conformal_high") >= 0};
    mkba_table_free(table);
    mkba_placebo_free(placebo);
    mkba_synthetic_free(synthetic);
    mkba_panel_free(panel);
    return j;
}

static const double grid[] = {0.05, 0.1, 0.2, 0.5};
#define GRID (sizeof grid / sizeof *grid)

static double off(double share)
{
    return 3 * sqrt(share * (1 - share) / WORLDS) + 1.0 / WORLDS;
}

static void expect(const char *name, const char *what, double found, double expected)
{
    if (!(fabs(found - expected) <= off(expected)))
        ck_abort_msg("%s: %s is %.3f, and was %.3f", name, what, found, expected);
}

START_TEST(conformal_inference_does_as_the_table_says)
{
    const study *s = &studies[_i];
    double rejects[GRID] = {0}, holds = 0;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        judged j = judge(s, seed);
        for (size_t k = 0; k < GRID; k++)
            rejects[k] += (j.p <= grid[k] * (1 + 1e-9)) / (double) WORLDS;
        holds += j.holds / (double) WORLDS;
    }
    printf("# %s: P(p <= a)", s->name);
    for (size_t k = 0; k < GRID; k++)
        printf(" %.3f", rejects[k]);
    printf(", holds %.3f\n", holds);
    fflush(stdout);
    expect(s->name, "P(p <= 0.1)", rejects[1], s->rejects);
    expect(s->name, "the share of intervals", holds, s->holds);
    for (size_t k = 0; s->stays <= 0 && k < GRID; k++)
        ck_assert_double_le(rejects[k], grid[k] + off(grid[k]));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("conformal, many");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, conformal_inference_does_as_the_table_says, 0, (int) (sizeof studies / sizeof *studies));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
