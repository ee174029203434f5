/* What counterfactual methods are worth in panels like the real one (made_costs.h): how often tests reject where nothing
 * happened, how often intervals hold the truth, and how often an effect is seen. The tables of docs/effect.md are made
 * here: each row says what was found when it was written, and fails when it is found no more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_placebo.h>
#include <mkba/effect_synthetic_did.h>

#include "did.h"
#include "made_costs.h"
#include "support.h"

#define AREAS 342
#define PEERS 60 /* with how many a synthetic control is made, itself among them */
#define TURNS 3  /* other areas of the same panel are treated in turn, far from each other */
#define WORLDS 667
#define WORLDS_OF_SEVERAL 334 /* where several areas are treated, which takes longer */
#define POWER_WORLDS 300
#define REPLICATES 99
#define LEVEL 0.9
#define MEMBERS 5
#define MOST 60

/* Who is treated. */
typedef enum who {
    ANY,      /* a municipality, whichever */
    SMALL,    /* one of the smallest fifth */
    LARGE,    /* one of the largest fifth */
    LOW,      /* one that begins 16 % below the middle */
    UNIT,     /* a region of five neighbours, as one area */
    REGIONS,  /* the same among others of five neighbours each, two of every fourteen */
    RANDOM,   /* the same among others of five each from anywhere */
    TOGETHER, /* the same five, as five areas */
    TWENTY,   /* scattered over the country */
    THREE,    /* scattered over them, each with a start of its own */
    NINE,     /* the same, three of each start */
    STARTS    /* sixty, in three starts */
} who;

/* How it is judged. */
typedef enum method {
    DID,         /* two-way; of several starts group-time */
    BEFORE,      /* the test of the years before the start, of an event study */
    CONTROL,     /* synthetic control by outcomes, ranked among placebos */
    CONTROL_OFF, /* the same with an intercept */
    PENALISED,   /* its penalised form, the penalty chosen */
    AUGMENTED,   /* its augmented form, the same */
    SDID         /* synthetic difference-in-differences, by placebos */
} method;

/* A row of a table: how often p is at most 0.1 and the interval of 90 % holds the effect, of which there is none. */
typedef struct study {
    const char *name;
    who who;
    const char *indicator; /* "ln" or "euro" */
    bool named;            /* the population is named */
    method method;
    mkba_did_inference inference;
    double rejects, holds; /* as found */
    bool sound;            /* the assumptions hold: then 10 % and 90 % are what is said */
} study;

/* ---- the treated ----------------------------------------------------------------------------------------- */

static size_t rank_of(const double *values, size_t n, size_t area)
{
    size_t rank = 0;
    for (size_t i = 0; i < n; i++)
        rank += values[i] < values[area] || (values[i] <= values[area] && i < area);
    return rank;
}

/* The area of that rank. */
static size_t area_of(const double *values, size_t n, size_t rank)
{
    for (size_t i = 0; i < n; i++)
        if (rank_of(values, n, i) == rank)
            return i;
    ck_abort_msg("no such rank");
}

/* The one that begins nearest to 16 % below the middle, of every third. */
static size_t low_area(const costs *of, size_t turn)
{
    double first[COSTS_AREAS] = {0}, middle;
    size_t low = turn;
    for (size_t i = 0; i < of->n; i++)
        first[i] = of->log[i][0];
    middle = first[area_of(first, of->n, of->n / 2)];
    for (size_t i = turn; i < of->n; i += TURNS)
        if (fabs(first[i] - middle - log(0.84)) < fabs(first[low] - middle - log(0.84)))
            low = i;
    return low;
}

/* The first area of a turn. */
static size_t first_area(const costs *of, size_t turn)
{
    return turn * (of->n / TURNS / COSTS_REGION * COSTS_REGION);
}

static size_t one_treated(who sort, const costs *of, uint64_t seed, size_t turn)
{
    size_t fifth = of->n / 5, drawn = (size_t) ((TURNS * seed + turn) % fifth);
    if (sort == SMALL || sort == LARGE)
        return area_of(of->population, of->n, sort == SMALL ? drawn : of->n - 1 - drawn);
    return sort == LOW ? low_area(of, turn) : first_area(of, turn);
}

typedef struct treated {
    size_t n, areas[MOST];
    char codes[MOST][8];
    const char *list[MOST], *starts[MOST];
} treated;

/* Only regions of five: of neighbours, or but for the treated of municipalities from anywhere. */
static void keep_regions(who sort, costs *of, size_t chosen)
{
    static costs from;
    size_t n = 0, apart = of->n / MEMBERS;
    from = *of;
    for (size_t first = 0; first + MEMBERS <= from.n;
         first += first % COSTS_REGION == 0 ? MEMBERS : COSTS_REGION - MEMBERS) {
        double people = 0, euros[COSTS_YEARS] = {0};
        for (size_t k = 0; k < MEMBERS; k++) {
            size_t i = sort == REGIONS || first == chosen ? first + k : (first / MEMBERS + k * apart) % from.n;
            people += from.population[i];
            for (size_t t = 0; t < COSTS_YEARS; t++)
                euros[t] += from.population[i] * exp(from.log[i][t]);
        }
        for (size_t t = 0; t < COSTS_YEARS; t++)
            of->log[n][t] = log(euros[t] / people);
        of->population[n++] = people;
    }
    of->n = n;
}

static void choose(who sort, costs *of, uint64_t seed, size_t turn, treated *t)
{
    static const char *const starts[] = {"2020", "2021", "2022"};
    static const size_t several[STARTS + 1] = {
        [TOGETHER] = MEMBERS, [TWENTY] = 20, [THREE] = 3, [NINE] = 9, [STARTS] = 60};
    t->n = several[sort] > 0 ? several[sort] : 1;
    if (sort == UNIT)
        costs_join(of, first_area(of, turn), MEMBERS);
    size_t region = 2 * first_area(of, turn) / COSTS_REGION;
    if (sort == REGIONS || sort == RANDOM)
        keep_regions(sort, of, first_area(of, turn));
    size_t step = of->n / t->n;
    for (size_t k = 0; k < t->n; k++) {
        t->areas[k] = sort == TOGETHER ? first_area(of, turn) + k : k * step + turn * (step / TURNS);
        if (t->n == 1)
            t->areas[k] = sort == REGIONS || sort == RANDOM ? region : one_treated(sort, of, seed, turn);
        snprintf(t->codes[k], sizeof t->codes[k], "A%03u", (unsigned) (t->areas[k] % 1000));
        t->list[k] = t->codes[k];
        t->starts[k] = starts[k % 3];
    }
}

/* ---- where nothing happened ------------------------------------------------------------------------------ */

typedef struct judged {
    double p, low, high;
} judged;

/* Whether the treated have starts of their own. */
static bool apart(who sort)
{
    return sort == THREE || sort == NINE || sort == STARTS;
}

static judged judge_did(const study *s, const mkba_panel *panel, const treated *t, const char *last, uint64_t seed)
{
    mkba_did_options o;
    mkba_did *did = NULL;
    mkba_error error;
    bool before = s->method == BEFORE;
    mkba_did_options_init(&o);
    o.indicator = s->indicator;
    o.treated = t->list;
    o.n_treated = t->n;
    o.last = last;
    o.population = s->named ? "pop" : NULL;
    o.inference = s->inference;
    o.level = LEVEL;
    o.replicates = REPLICATES;
    o.seed = seed;
    if (apart(s->who)) {
        o.method = MKBA_DID_GROUP_TIME;
        o.starts = t->starts;
        o.n_starts = t->n;
    } else {
        o.start = "2022";
    }
    if ((before ? mkba_panel_event_study : mkba_panel_did)(panel, &o, &did, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table *table = did_view(did, before ? MKBA_DID_TESTS : MKBA_DID_SUMMARY);
    judged j = {support_real(table, 0, "p"), before ? 0 : support_real(table, 0, "low"),
                before ? 0 : support_real(table, 0, "high")};
    mkba_table_free(table);
    mkba_did_free(did);
    return j;
}

static judged judge_control(const study *s, const mkba_panel *panel, const treated *t, const char *last)
{
    mkba_synthetic_options o;
    mkba_placebo_options placebos;
    mkba_synthetic *synthetic = NULL;
    mkba_placebo *placebo = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_synthetic_options_init(&o);
    o.indicator = s->indicator;
    o.treated = t->list[0];
    o.start = "2022";
    o.last = last;
    o.population = s->named ? "pop" : NULL;
    o.intercept = s->method == CONTROL_OFF;
    o.form = s->method == PENALISED   ? MKBA_SYNTHETIC_PENALISED
             : s->method == AUGMENTED ? MKBA_SYNTHETIC_AUGMENTED
                                      : MKBA_SYNTHETIC_PLAIN;
    mkba_placebo_options_init(&placebos);
    placebos.in_time = placebos.leave_one_out = placebos.conformal = false;
    placebos.level = LEVEL;
    if (s->named) /* as mkba_panel_effect does */
        placebos.statistic = MKBA_PLACEBO_STANDARDISED;
    if (mkba_panel_synthetic_control(panel, &o, &synthetic, &error) != MKBA_OK ||
        mkba_synthetic_placebo(synthetic, &placebos, &placebo, &error) != MKBA_OK ||
        mkba_placebo_table(placebo, MKBA_PLACEBO_SUMMARY, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    judged j = {support_real(table, 0, "p"), support_real(table, 0, "low"), support_real(table, 0, "high")};
    if (support_missing(table, 0, "low")) /* no effect that is the same in each year is left: none is held */
        j.low = NAN;
    mkba_table_free(table);
    mkba_placebo_free(placebo);
    mkba_synthetic_free(synthetic);
    return j;
}

static judged judge_synthetic_did(const study *s, const mkba_panel *panel, const treated *t, const char *last)
{
    mkba_synthetic_did_options o;
    mkba_synthetic_did *made = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_synthetic_did_options_init(&o);
    o.indicator = s->indicator;
    o.treated = t->list;
    o.n_treated = t->n;
    o.start = apart(s->who) ? NULL : "2022";
    o.starts = apart(s->who) ? t->starts : NULL;
    o.n_starts = apart(s->who) ? t->n : 0;
    o.last = last;
    o.population = s->named ? "pop" : NULL;
    o.level = LEVEL;
    o.inference =
        s->inference == MKBA_DID_INFERENCE_JACKKNIFE ? MKBA_SYNTHETIC_DID_JACKKNIFE : MKBA_SYNTHETIC_DID_PLACEBO;
    if (mkba_panel_synthetic_did(panel, &o, &made, &error) != MKBA_OK ||
        mkba_synthetic_did_table(made, MKBA_SYNTHETIC_DID_SUMMARY, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    judged j = {support_real(table, 0, "p"), support_real(table, 0, "low"), support_real(table, 0, "high")};
    mkba_table_free(table);
    mkba_synthetic_did_free(made);
    return j;
}

static judged judge(const study *s, const mkba_panel *panel, const treated *t, const char *last, uint64_t seed)
{
    if (s->method == DID || s->method == BEFORE)
        return judge_did(s, panel, t, last, seed);
    return s->method == SDID ? judge_synthetic_did(s, panel, t, last) : judge_control(s, panel, t, last);
}

static size_t areas_of(const study *s)
{
    return s->method == DID || s->method == BEFORE || s->who == REGIONS || s->who == RANDOM ? AREAS : PEERS;
}

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
        costs_make(&model, areas_of(s), seed, &made);
        for (size_t turn = 0; turn < TURNS; turn++, all.n++) {
            taken = made;
            choose(s->who, &taken, seed, turn, &t);
            if (panel == NULL || s->who == UNIT || s->who == REGIONS || s->who == RANDOM) {
                mkba_panel_free(panel);
                panel = costs_panel(&taken);
            }
            judged j = judge(s, panel, &t, NULL, seed);
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

#define PLACEBO MKBA_DID_INFERENCE_PLACEBO
#define CLUSTERED MKBA_DID_INFERENCE_CLUSTERED
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

/* Three standard errors of a count, and what libraries of mathematics may make of a draw on the edge. */
static double off(double share, double n)
{
    return 3 * sqrt(share * (1 - share) / n) + 1 / n;
}

static void expect(const char *name, const char *what, double found, double expected, double n)
{
    if (!(fabs(found - expected) <= off(expected, n)))
        ck_abort_msg("%s: %s is %.3f, and was %.3f", name, what, found, expected);
}

START_TEST(where_nothing_happened_methods_do_as_the_table_says)
{
    const study *s = &studies[_i];
    tally found = measure(s);
    printf("# %s: P(p <= a)", s->name);
    for (size_t k = 0; k < GRID; k++)
        printf(" %.3f", found.rejects[k]);
    printf(", holds %.3f\n", found.holds);
    fflush(stdout); /* a test that fails does not */
    expect(s->name, "P(p <= 0.1)", found.rejects[TENTH], s->rejects, found.n);
    if (s->method != BEFORE)
        expect(s->name, "the share of intervals", found.holds, s->holds, found.n);
    for (size_t k = 0; s->sound && k < GRID; k++)
        ck_assert_double_le(found.rejects[k], grid[k] + off(grid[k], found.n));
    if (s->sound && s->method != BEFORE)
        expect(s->name, "the share of intervals", found.holds, LEVEL, found.n);
}
END_TEST

/* ---- what is seen ---------------------------------------------------------------------------------------- */

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
    costs_make(model, areas_of(&s->study), seed, &made);
    choose(s->study.who, &made, seed, 0, &t);
    for (size_t e = 0; e < EFFECTS; e++) {
        affected = made;
        for (size_t k = 0; k < t.n; k++)
            costs_affect(&affected, t.areas[k], 5, effects[e]);
        mkba_panel *panel = costs_panel(&affected);
        for (size_t w = 0; w < WINDOWS; w++) {
            judged j = judge(&s->study, panel, &t, last[w], seed);
            share[e][w] += (j.p <= 0.1) / (double) POWER_WORLDS;
        }
        mkba_panel_free(panel);
    }
}

START_TEST(effects_are_seen_as_often_as_the_table_says)
{
    const seen *s = &power[_i];
    costs_model model = costs_model_read(s->outcome);
    double share[EFFECTS][WINDOWS] = {{0}};
    for (uint64_t seed = 0; seed < POWER_WORLDS; seed++)
        look(s, &model, seed, share);
    printf("# %s, %s:", s->name, s->outcome);
    for (size_t e = 0; e < EFFECTS; e++)
        printf(" {%.3f, %.3f, %.3f}", share[e][0], share[e][1], share[e][2]);
    printf("\n");
    fflush(stdout);
    for (size_t e = 0; e < EFFECTS; e++)
        for (size_t w = 0; w < WINDOWS; w++)
            expect(s->name, "the share that is seen", share[e][w], s->share[e][w], POWER_WORLDS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("made costs, many");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, where_nothing_happened_methods_do_as_the_table_says, 0,
                        (int) (sizeof studies / sizeof *studies));
    tcase_add_loop_test(tests, effects_are_seen_as_often_as_the_table_says, 0, (int) (sizeof power / sizeof *power));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
