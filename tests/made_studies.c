/* See made_studies.h. */
#include "made_studies.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_placebo.h>
#include <mkba/effect_synthetic_did.h>

#include "did.h"
#include "support.h"

#define AREAS 342
#define PEERS 60 /* with how many a synthetic control is made, itself among them */
#define REPLICATES 99
#define MEMBERS 5

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
    for (size_t i = turn; i < of->n; i += STUDY_TURNS)
        if (fabs(first[i] - middle - log(0.84)) < fabs(first[low] - middle - log(0.84)))
            low = i;
    return low;
}

/* The first area of a turn. */
static size_t first_area(const costs *of, size_t turn)
{
    return turn * (of->n / STUDY_TURNS / COSTS_REGION * COSTS_REGION);
}

static size_t one_treated(who sort, const costs *of, uint64_t seed, size_t turn)
{
    size_t fifth = of->n / 5, drawn = (size_t) ((STUDY_TURNS * seed + turn) % fifth);
    if (sort == SMALL || sort == LARGE)
        return area_of(of->population, of->n, sort == SMALL ? drawn : of->n - 1 - drawn);
    return sort == LOW ? low_area(of, turn) : first_area(of, turn);
}

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

void study_choose(who sort, costs *of, uint64_t seed, size_t turn, treated *t)
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
        t->areas[k] = sort == TOGETHER ? first_area(of, turn) + k : k * step + turn * (step / STUDY_TURNS);
        if (t->n == 1)
            t->areas[k] = sort == REGIONS || sort == RANDOM ? region : one_treated(sort, of, seed, turn);
        snprintf(t->codes[k], sizeof t->codes[k], "A%03u", (unsigned) (t->areas[k] % 1000));
        t->list[k] = t->codes[k];
        t->starts[k] = starts[k % 3];
    }
}

/* ---- where nothing happened ------------------------------------------------------------------------------ */

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
    o.level = STUDY_LEVEL;
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
    placebos.level = STUDY_LEVEL;
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
    o.level = STUDY_LEVEL;
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

judged study_judge(const study *s, const mkba_panel *panel, const treated *t, const char *last, uint64_t seed)
{
    if (s->method == DID || s->method == BEFORE)
        return judge_did(s, panel, t, last, seed);
    return s->method == SDID ? judge_synthetic_did(s, panel, t, last) : judge_control(s, panel, t, last);
}

size_t study_areas(const study *s)
{
    return s->method == DID || s->method == BEFORE || s->who == REGIONS || s->who == RANDOM ? AREAS : PEERS;
}

/* ---- what was found -------------------------------------------------------------------------------------- */

double study_off(double share, double n)
{
    return 3 * sqrt(share * (1 - share) / n) + 1 / n;
}

void study_expect(const char *name, const char *what, double found, double expected, double n)
{
    if (!(fabs(found - expected) <= study_off(expected, n)))
        ck_abort_msg("%s: %s is %.3f, and was %.3f", name, what, found, expected);
}
