/* Placebos of a synthetic control: Proposition 99 against the oracle of all states (in $MKBA_SHARED/reference/causal), small
 * panels by hand, and what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_placebo.h>

#include "base/memory.h"
#include "effects.h"
#include "panel.h"
#include "prop99.h"
#include "run_suite.h"
#include "support.h"

static mkba_placebo *placebo_of(const mkba_synthetic *from, const mkba_placebo_options *options)
{
    mkba_placebo *made = NULL;
    mkba_error error;
    if (mkba_synthetic_placebo(from, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

static mkba_table *table_of(const mkba_placebo *made, mkba_placebo_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_placebo_table(made, view, &table, NULL), MKBA_OK);
    return table;
}

static bool finds(const mkba_placebo *made, const char *id)
{
    return support_finds(table_of(made, MKBA_PLACEBO_FINDINGS), id);
}

static double summary(const mkba_placebo *made, const char *column)
{
    return support_first(table_of(made, MKBA_PLACEBO_SUMMARY), column);
}

static int64_t count(const mkba_placebo *made, const char *column)
{
    return support_first_integer(table_of(made, MKBA_PLACEBO_SUMMARY), column);
}

/* ---- Proposition 99 ---------------------------------------------------------------------------------------- */

/* oracle_prop99_outcome_only.csv, the column of placebos without California among their donors */
START_TEST(california_is_third_of_39_by_its_outcomes)
{
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_california();
    mkba_synthetic *from = effects_synthetic(panel, &options);
    mkba_placebo *made = placebo_of(from, NULL);
    mkba_synthetic_free(from); /* nothing of it is held */
    mkba_panel_free(panel);
    mkba_table *areas = table_of(made, MKBA_PLACEBO_AREAS);
    char *text = prop99_oracle("oracle_prop99_outcome_only");
    ck_assert_uint_eq(mkba_table_n_rows(areas), 39);
    for (size_t row = 0; row < 39; row++) {
        double known = prop99_figure(text, support_text(areas, row, "area"), "rmspe_ratio_pool");
        ck_assert_double_eq_tol(support_real(areas, row, "ratio"), known, 1e-7 * known);
    }
    free(text);
    ck_assert_int_eq(support_integer(areas, support_row(areas, "area", "Missouri"), "rank"), 1);
    ck_assert_int_eq(support_integer(areas, support_row(areas, "area", "Virginia"), "rank"), 2);
    ck_assert_int_eq(support_integer(areas, 0, "rank"), 3);
    mkba_table_free(areas);
    ck_assert_int_eq(count(made, "rank"), 3);
    ck_assert_int_eq(count(made, "areas"), 39);
    ck_assert_double_eq_tol(summary(made, "p"), 3. / 39, 1e-14);
    ck_assert_double_eq_tol(summary(made, "rounding"), 0.1, 1e-15);
    ck_assert_double_eq_tol(summary(made, "floor"), 0.1 / sqrt(6), 1e-12);
    ck_assert(finds(made, "larger_elsewhere") && finds(made, "detectable") && !finds(made, "no_ratio"));
    mkba_placebo_free(made);
}
END_TEST

/* published.json, prop99_adh2010: p of the ratio test 1/39 */
START_TEST(california_is_first_of_39_with_the_predictors_of_2010)
{
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_of_2010();
    mkba_placebo_options how;
    mkba_placebo_options_init(&how);
    how.in_time = how.leave_one_out = how.conformal = false;
    how.threads = 0;
    mkba_synthetic *from = effects_synthetic(panel, &options);
    mkba_placebo *made = placebo_of(from, &how);
    mkba_table *areas = table_of(made, MKBA_PLACEBO_AREAS);
    char *text = prop99_oracle("oracle_prop99_adh_mscmt");
    size_t above = 0, below = 0;
    for (size_t row = 0; row < mkba_table_n_rows(areas); row++) {
        const char *state = support_text(areas, row, "area");
        double loss = support_real(areas, row, "rmspe_before"), known = prop99_figure(text, state, "loss_v");
        loss *= loss;
        if (fabs(loss - known) > 1e-4 * known)
            printf("# %s: %.9g, MSCMT %.9g\n", state, loss, known);
        above += loss > known * (1 + 1e-4);
        below += loss < known * (1 - 1e-4);
    }
    ck_assert_uint_eq(above, 0);
    ck_assert_uint_ge(below, 7);
    free(text);
    mkba_table_free(areas);
    ck_assert_int_eq(count(made, "rank"), 1);
    ck_assert_double_eq_tol(summary(made, "p"), 0.02564102564, 1e-10);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(the_number_of_threads_changes_nothing)
{
    mkba_panel *panel = prop99_read();
    if (panel == NULL)
        return;
    mkba_synthetic_options options = prop99_of_2010();
    mkba_placebo_options how;
    char *texts[2];
    options.starts = 1;
    mkba_synthetic *from = effects_synthetic(panel, &options);
    mkba_placebo_options_init(&how);
    for (size_t i = 0; i < 2; i++) {
        how.threads = i == 0 ? 1 : 3;
        mkba_placebo *made = placebo_of(from, &how);
        mkba_table *gaps = table_of(made, MKBA_PLACEBO_GAPS);
        ck_assert_int_eq(mkba_table_csv(gaps, &texts[i], NULL), MKBA_OK);
        mkba_table_free(gaps);
        mkba_placebo_free(made);
    }
    ck_assert_str_eq(texts[0], texts[1]);
    mkba_text_free(texts[0]);
    mkba_text_free(texts[1]);
    mkba_synthetic_free(from);
    mkba_panel_free(panel);
}
END_TEST

/* ---- by hand ----------------------------------------------------------------------------------------------- */

/* Before the start all are alike, so each is fitted by the mean of the others: gaps of 4/3, -4/3, 8/3 and -8/3, T's 10. */
static const char ALIKE[] = "T,,2016,x,10,,\nT,,2017,x,20,,\nT,,2016,n,1600,,\n"
                            "A,,2016,x,10,,\nA,,2017,x,11,,\nA,,2016,n,400,,\n"
                            "B,,2016,x,10,,\nB,,2017,x,9,,\nB,,2016,n,400,,\n"
                            "C,,2016,x,10,,\nC,,2017,x,12,,\nC,,2016,n,100,,\n"
                            "D,,2016,x,10,,\nD,,2017,x,8,,\nD,,2016,n,100,,\n";

static mkba_synthetic *alike(const char *population)
{
    mkba_panel *panel = panel_tidy(ALIKE);
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "T";
    options.start = "2017";
    options.population = population;
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_panel_free(panel);
    return made;
}

static mkba_placebo_options at_level(double level)
{
    mkba_placebo_options options;
    mkba_placebo_options_init(&options);
    options.level = level;
    return options;
}

START_TEST(an_exact_fit_is_ranked_by_standardised_gaps)
{
    mkba_synthetic *from = alike(NULL);
    mkba_placebo_options options = at_level(0.6);
    options.power = 0.75;
    mkba_placebo *made = placebo_of(from, &options);
    mkba_table *areas = table_of(made, MKBA_PLACEBO_AREAS), *periods = table_of(made, MKBA_PLACEBO_PERIODS),
               *power = table_of(made, MKBA_PLACEBO_POWER);
    ck_assert(finds(made, "no_ratio") && finds(made, "no_population") && finds(made, "no_conformal"));
    ck_assert(finds(made, "no_time") && !finds(made, "larger_elsewhere") && !finds(made, "coarse_ranks"));
    support_expect(areas, support_row(areas, "area", "A"), "att", 4. / 3, 1e-12);
    support_expect(areas, support_row(areas, "area", "D"), "att", -8. / 3, 1e-12);
    ck_assert(support_missing(areas, 0, "ratio"));
    ck_assert_int_eq(support_integer(areas, support_row(areas, "area", "C"), "rank"),
                     3); /* D is as large: against us */
    ck_assert_double_eq_tol(summary(made, "p"), 0.2, 1e-15);
    ck_assert_double_eq_tol(summary(made, "std_error"), sqrt(40. / 9), 1e-12);
    ck_assert_double_eq_tol(summary(made, "low"), 10 - 8. / 3, 1e-6);
    ck_assert_double_eq_tol(summary(made, "high"), 10 + 8. / 3, 1e-6);
    support_expect(periods, 0, "low", 10 - 8. / 3, 1e-6);
    support_expect(periods, 0, "without_low", 28. / 3, 1e-12);
    support_expect(periods, 0, "without_high", 32. / 3, 1e-12);
    /* Of the largest 8/3 elsewhere: found from 0, 4/3, 4 or 16/3 on, as the donor's own gap helps or not. */
    ck_assert_double_eq_tol(summary(made, "detectable"), 4, 1e-6);
    support_expect(power, 0, "power", 0, 1e-15); /* a tie is no finding */
    support_expect(power, 1, "power", 0.25, 1e-15);
    support_expect(power, 20, "power", 0.75, 1e-15);
    support_expect(power, 20, "decrease", 0.75, 1e-15);
    support_expect(power, 40, "effect", 8, 1e-6);
    support_expect(power, 40, "power", 1, 1e-15);
    mkba_table_free(areas);
    mkba_table_free(periods);
    mkba_table_free(power);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
}
END_TEST

/* Squares of 16/9 with 400 and 64/9 with 100 people: the variance is 6400/9 / people, of T's 1600 4/9. */
START_TEST(small_areas_are_noisier)
{
    mkba_synthetic *from = alike("n");
    mkba_placebo *made = placebo_of(from, NULL);
    mkba_table *areas = table_of(made, MKBA_PLACEBO_AREAS);
    support_expect(areas, 0, "noise", 2. / 3, 1e-9);
    support_expect(areas, support_row(areas, "area", "A"), "noise", 4. / 3, 1e-9);
    support_expect(areas, support_row(areas, "area", "A"), "value", 1, 1e-9);
    support_expect(areas, 0, "value", 15, 1e-8);
    ck_assert_double_eq_tol(summary(made, "std_error"), 2. / 3, 1e-9);
    ck_assert(isnan(summary(made, "low")) && isnan(summary(made, "detectable")));
    ck_assert(finds(made, "coarse_ranks") && finds(made, "none_detectable") && !finds(made, "no_population"));
    mkba_table_free(areas);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
}
END_TEST

/* Ten years of five areas, by a fixed row of numbers; of `without` the treated lacks a figure, or nobody has that year. */
static mkba_table *placebos_without(int without, bool nobody)
{
    char text[2000] = "";
    size_t at = 0;
    for (int area = 0; area < 5; area++)
        for (int year = 2010; year < 2020; year++) {
            int value = (area * area + 3) * (year - 2000) % 13 + 40 * area % 70 + (year - 2010) * area;
            bool lacks = year == without && (nobody || area == 0);
            if (!lacks)
                at += (size_t) snprintf(text + at, sizeof text - at, "%c,,%d,x,%d,,\n", "TABCD"[area], year, value);
        }
    mkba_panel *panel = panel_tidy(text);
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "T";
    options.start = "2018";
    options.intercept = true;
    mkba_synthetic *from = effects_synthetic(panel, &options);
    mkba_placebo *made = placebo_of(from, NULL);
    mkba_table *areas = table_of(made, MKBA_PLACEBO_AREAS);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
    mkba_panel_free(panel);
    return areas;
}

/* A year in which the treated has no figure counts for nobody: placebos are those of a panel without that year. */
START_TEST(placebos_are_fitted_over_the_periods_of_the_treated)
{
    static const char *const columns[] = {"rmspe_before", "rmspe_after", "att", "value"};
    mkba_table *lacking = placebos_without(2014, false), *shorter = placebos_without(2014, true);
    for (size_t row = 0; row < mkba_table_n_rows(shorter); row++)
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            support_expect(lacking, row, columns[i], support_real(shorter, row, columns[i]), 1e-9);
    mkba_table_free(lacking);
    mkba_table_free(shorter);
}
END_TEST

START_TEST(one_side_has_one_limit)
{
    mkba_synthetic *from = alike(NULL);
    mkba_placebo_options options = at_level(0.6);
    options.side = MKBA_PLACEBO_INCREASE;
    mkba_placebo *made = placebo_of(from, &options);
    ck_assert_double_eq_tol(summary(made, "p"), 0.2, 1e-15);
    ck_assert_double_eq_tol(summary(made, "low"), 10 - 4. / 3, 1e-6); /* the second largest gap is 4/3 */
    ck_assert(isnan(summary(made, "high")));
    mkba_placebo_free(made);
    options.side = MKBA_PLACEBO_DECREASE;
    made = placebo_of(from, &options);
    ck_assert_double_eq_tol(summary(made, "p"), 1, 1e-15);
    ck_assert_double_eq_tol(summary(made, "high"), 10 + 4. / 3, 1e-6);
    ck_assert(isnan(summary(made, "low")));
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
}
END_TEST

/* Donors of 0 up to the last period: what is left of T is T. */
static const char ZERO[] =
    "T,,2016,x,1,,\nT,,2017,x,-2,,\nT,,2018,x,3,,\nT,,2019,x,-4,,\nT,,2020,x,10,,\nT,,2021,x,10,,\n"
    "A,,2016,x,0,,\nA,,2017,x,0,,\nA,,2018,x,0,,\nA,,2019,x,0,,\nA,,2020,x,0,,\nA,,2021,x,1,,\n"
    "B,,2016,x,0,,\nB,,2017,x,0,,\nB,,2018,x,0,,\nB,,2019,x,0,,\nB,,2020,x,0,,\nB,,2021,x,-1,,\n"
    "C,,2016,x,0,,\nC,,2017,x,0,,\nC,,2018,x,0,,\nC,,2019,x,0,,\nC,,2020,x,0,,\nC,,2021,x,0,,\n";

static mkba_synthetic *of_zeros(mkba_synthetic_form form)
{
    mkba_panel *panel = panel_tidy(ZERO);
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "x";
    options.treated = "T";
    options.start = "2020";
    options.form = form;
    options.penalty = form == MKBA_SYNTHETIC_PLAIN ? options.penalty : 1;
    mkba_synthetic *made = effects_synthetic(panel, &options);
    mkba_panel_free(panel);
    return made;
}

START_TEST(conformal_intervals_hold_what_residuals_before_are_as_large_as)
{
    mkba_synthetic *from = of_zeros(MKBA_SYNTHETIC_PLAIN);
    mkba_placebo_options options = at_level(0.7);
    mkba_placebo *made = placebo_of(from, &options);
    mkba_table *periods = table_of(made, MKBA_PLACEBO_PERIODS);
    support_expect(periods, 0, "conformal_p", 1. / 5, 1e-15);
    support_expect(periods, 0, "conformal_low", 6, 1e-6);
    support_expect(periods, 0, "conformal_high", 14, 1e-6);
    /* Of the shifts of 1, -2, 3, -4, 10, 10 in a circle only the first has both tens. */
    ck_assert_double_eq_tol(summary(made, "conformal_p"), 1. / 6, 1e-15);
    ck_assert(!finds(made, "coarse_periods"));
    mkba_table_free(periods);
    mkba_placebo_free(made);
    made = placebo_of(from, NULL);
    periods = table_of(made, MKBA_PLACEBO_PERIODS);
    ck_assert(support_missing(periods, 0, "conformal_low") && finds(made, "coarse_periods"));
    mkba_table_free(periods);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
}
END_TEST

#define FORM_YEARS 13 /* the last only for weights that are fitted over all others */
#define FORM_AREAS 5

/* y of T and four others, numbers without a pattern. */
static mkba_panel *patternless(void)
{
    char text[FORM_YEARS * FORM_AREAS * 30], *end = text;
    for (int area = 0; area < FORM_AREAS; area++)
        for (int year = 0; year < FORM_YEARS; year++)
            end += sprintf(end, "%c,,%d,y,%d,,\n", "TABCD"[area], 2000 + year,
                           (area * 37 + year * year * 11 + area * year * 17) % 23);
    return panel_tidy(text);
}

static mkba_synthetic *of_form(const mkba_panel *panel, mkba_synthetic_form form, const char *start, const char *last)
{
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "y";
    options.treated = "T";
    options.start = start;
    options.last = last;
    options.form = form;
    options.penalty = 0.3;
    options.intercept = form == MKBA_SYNTHETIC_AUGMENTED;
    return effects_synthetic(panel, &options);
}

/* The share of the shifts in a circle of what is left over all periods that make the last three as large. */
static double share_of_shifts(const mkba_synthetic *over_all)
{
    mkba_table *path = NULL;
    double sizes[FORM_YEARS - 1], as_large = 0;
    size_t n = FORM_YEARS - 1;
    ck_assert_int_eq(mkba_synthetic_table(over_all, MKBA_SYNTHETIC_PATH, &path, NULL), MKBA_OK);
    for (size_t by = 0; by < n; by++) {
        sizes[by] = 0;
        for (size_t i = n - 3; i < n; i++)
            sizes[by] += pow(support_real(path, (i + by) % n, "gap"), 2);
        as_large += sizes[by] >= sizes[0] * (1 - 1e-9);
    }
    mkba_table_free(path);
    return as_large / (double) n;
}

START_TEST(conformal_figures_are_of_the_form_fitted_over_all_periods)
{
    static const mkba_synthetic_form forms[] = {MKBA_SYNTHETIC_PENALISED, MKBA_SYNTHETIC_AUGMENTED};
    mkba_panel *panel = patternless();
    for (size_t i = 0; i < 2; i++) {
        mkba_synthetic *from = of_form(panel, forms[i], "2009", "2011"), *all = of_form(panel, forms[i], "2012", NULL);
        mkba_placebo *made = placebo_of(from, NULL);
        ck_assert_double_eq_tol(summary(made, "conformal_p"), share_of_shifts(all), 1e-12);
        ck_assert(!finds(made, "plain_conformal"));
        mkba_placebo_free(made);
        mkba_synthetic_free(from);
        mkba_synthetic_free(all);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(with_predictors_conformal_figures_are_of_outcomes_and_say_so)
{
    const mkba_predictor early[] = {{"y", "2002", "2004"}, {"y", "2006", "2008"}};
    mkba_panel *panel = patternless();
    mkba_synthetic_options options;
    mkba_synthetic_options_init(&options);
    options.indicator = "y";
    options.treated = "T";
    options.start = "2009";
    options.predictors = early;
    options.n_predictors = 2;
    mkba_synthetic *from = effects_synthetic(panel, &options);
    mkba_placebo *made = placebo_of(from, NULL);
    ck_assert(finds(made, "plain_conformal"));
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_placebo_in_time_begins_before_the_start)
{
    mkba_synthetic *from = of_zeros(MKBA_SYNTHETIC_PLAIN);
    mkba_placebo_options options = at_level(0.9);
    options.least_before = 2;
    mkba_placebo *made = placebo_of(from, &options);
    mkba_table *time = table_of(made, MKBA_PLACEBO_TIME);
    ck_assert_uint_eq(mkba_table_n_rows(time), 3);
    ck_assert_str_eq(support_text(time, 0, "start"), "2017");
    ck_assert_str_eq(support_text(time, 0, "refused"), "too few periods before it");
    ck_assert(support_missing(time, 0, "att"));
    ck_assert_int_eq(support_integer(time, 1, "periods_after"), 2);
    support_expect(time, 1, "rmspe_before", sqrt(2.5), 1e-12);
    support_expect(time, 1, "att", -0.5, 1e-12);
    support_expect(time, 2, "att", -4, 1e-12);
    support_expect(time, 2, "ratio", 4 / sqrt(14. / 3), 1e-12);
    mkba_table_free(time);
    mkba_placebo_free(made);
    mkba_synthetic_free(from);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_synthetic *from, const mkba_placebo_options *options, mkba_status status,
                           const char *where, const char *says)
{
    mkba_placebo *made = NULL;
    mkba_error error;
    support_refused(mkba_synthetic_placebo(from, options, &made, &error), status, &error, where, says);
    ck_assert_ptr_null(made);
}

START_TEST(what_makes_no_sense_is_refused_with_its_place)
{
    mkba_synthetic *from = alike(NULL);
    const mkba_placebo_options usual = at_level(0.9);
    mkba_placebo_options o = usual;
    mkba_placebo *made = NULL;
    mkba_table *table = NULL;
    o.statistic = (mkba_placebo_statistic) 7;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "statistic", "7 is no statistic");
    o = usual, o.side = (mkba_placebo_side) 7;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "side", "7 is no side");
    o = usual, o.level = 1;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "level", "below 1");
    o = usual, o.power = (double) NAN;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "power", "above 0");
    o = usual, o.noise = -1;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "noise", "0 or above");
    o = usual, o.least_before = 1;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "least_before", "at least 2");
    o = usual, o.statistic = MKBA_PLACEBO_RATIO;
    expect_refused(from, &o, MKBA_ERROR_PANEL, "statistic", "means nothing");
    o = usual, o.size = 3;
    expect_refused(from, &o, MKBA_ERROR_ARGUMENT, "options", "mkba_placebo_options_init");
    made = placebo_of(from, NULL);
    ck_assert_int_eq(mkba_synthetic_placebo(NULL, &usual, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_synthetic_placebo(from, &usual, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_placebo_table(made, (mkba_placebo_view) 9, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_placebo_table(NULL, MKBA_PLACEBO_GAPS, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_placebo_table(made, MKBA_PLACEBO_GAPS, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_placebo_free(made);
    mkba_placebo_free(NULL);
    mkba_synthetic_free(from);
}
END_TEST

START_TEST(panels_that_bear_no_ranking_are_refused)
{
    static const struct {
        const char *text, *says;
    } bad[] = {{"T,,2016,x,1,,\nT,,2017,x,2,,\nA,,2016,x,1,,\nA,,2017,x,1,,\nB,,2016,x,0,,\nB,,2017,x,2,,\n",
                "at least three"},
               {"T,,2016,x,1,,\nT,,2017,x,2,,\nA,,2016,x,1,,\nA,,2017,x,1,,\nB,,2016,x,1,,\nB,,2017,x,1,,\n"
                "C,,2016,x,1,,\nC,,2017,x,1,,\n",
                "no noise to rank by"}};
    for (size_t i = 0; i < MKBA_I_LENGTH(bad); i++) {
        mkba_panel *panel = panel_tidy(bad[i].text);
        mkba_synthetic_options options;
        mkba_synthetic_options_init(&options);
        options.indicator = "x";
        options.treated = "T";
        options.start = "2017";
        mkba_synthetic *from = effects_synthetic(panel, &options);
        expect_refused(from, NULL, MKBA_ERROR_PANEL, "synthetic", bad[i].says);
        mkba_synthetic_free(from);
        mkba_panel_free(panel);
    }
}
END_TEST

START_TEST(views_statistics_and_sides_have_names)
{
    mkba_placebo_view view;
    mkba_placebo_statistic statistic;
    mkba_placebo_side side;
    for (int i = 0; i < 8; i++) {
        const char *name = mkba_placebo_view_name((mkba_placebo_view) i);
        ck_assert_int_eq(mkba_placebo_view_from_name(name, &view, NULL), MKBA_OK);
        ck_assert_int_eq(view, i);
    }
    for (int i = 0; i < 3; i++) {
        const char *name = mkba_placebo_statistic_name((mkba_placebo_statistic) i);
        ck_assert_int_eq(mkba_placebo_statistic_from_name(name, &statistic, NULL), MKBA_OK);
        ck_assert_int_eq(statistic, i);
        name = mkba_placebo_side_name((mkba_placebo_side) i);
        ck_assert_int_eq(mkba_placebo_side_from_name(name, &side, NULL), MKBA_OK);
        ck_assert_int_eq(side, i);
    }
    ck_assert_int_eq(mkba_placebo_view_from_name("gap", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_placebo_statistic_from_name("rank", &statistic, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_placebo_side_from_name("both", &side, NULL), MKBA_ERROR_UNKNOWN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("placebos of a synthetic control");
    TCase *all = tcase_create("all");
    tcase_add_test(all, california_is_third_of_39_by_its_outcomes);
    tcase_add_test(all, california_is_first_of_39_with_the_predictors_of_2010);
    tcase_add_test(all, the_number_of_threads_changes_nothing);
    tcase_add_test(all, an_exact_fit_is_ranked_by_standardised_gaps);
    tcase_add_test(all, small_areas_are_noisier);
    tcase_add_test(all, placebos_are_fitted_over_the_periods_of_the_treated);
    tcase_add_test(all, one_side_has_one_limit);
    tcase_add_test(all, conformal_intervals_hold_what_residuals_before_are_as_large_as);
    tcase_add_test(all, conformal_figures_are_of_the_form_fitted_over_all_periods);
    tcase_add_test(all, with_predictors_conformal_figures_are_of_outcomes_and_say_so);
    tcase_add_test(all, a_placebo_in_time_begins_before_the_start);
    tcase_add_test(all, what_makes_no_sense_is_refused_with_its_place);
    tcase_add_test(all, panels_that_bear_no_ranking_are_refused);
    tcase_add_test(all, views_statistics_and_sides_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
