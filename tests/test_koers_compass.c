/* Compass and thermometer. The figures for tests/data/koers/compass.json were worked out by hand (in the comments); the
 * interval of a change is held against one that Newcombe published. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "compass.h"
#include "run_suite.h"
#include "support.h"

/* ---- comparisons ----------------------------------------------------------------------------------------------------- */

START_TEST(each_comparison_is_that_of_the_hand)
{
    /* hulp: planned 3340 - 190 x 3 / 5 = 3226; a year before 25 less, reach sqrt(12^2 + 12^2).
     * eigen: planned 44 + 6 x 2 / 3 = 48; a year before reach sqrt(3.8^2 + 3.9^2) each way.
     * buurt: planned 61 + 7 x 2 / 6; wacht: 3 x 1.959964 / 1.644854 = 3.5747207 each way. */
    static const struct {
        const char *indicator, *against, *verdict, *basis;
        double reference, difference, low, high; /* low NAN: none */
    } expected[] = {
        {"hulp", "norm", "not met", "interval", 2900, 340, 328, 352},
        {"hulp", "plan", "not met", "interval", 3226, 14, 2, 26},
        {"hulp", "target", "not met", "interval", 2900, 340, 328, 352},
        {"hulp", "start", "better", "part", 3340, -100, -112, -88},
        {"hulp", "year before", "better", "interval", 3265, -25, -41.9705627, -8.0294373},
        {"eigen", "norm", "cannot be said", "interval", 46, 1.5, -2.3, 5.3},
        {"eigen", "plan", "cannot be said", "interval", 48, -0.5, -4.3, 3.3},
        {"eigen", "target", "not met", "interval", 56, -8.5, -12.3, -4.7},
        {"eigen", "start", "cannot be said", "part", 44, 3.5, -0.3, 7.3},
        {"eigen", "year before", "cannot be said", "interval", 46, 1.5, -3.9451814, 6.9451814},
        {"buurt", "plan", "not met", "figure", 63.3333333, -1.3333333, NAN, NAN},
        {"buurt", "start", "better", "figure", 61, 1, NAN, NAN},
        {"wacht", "norm", "met", "interval", 30, -5, -8.5747207, -1.4252793},
        {"wacht", "start", "better", "part", 40, -15, -18.5747207, -11.4252793},
        {"oordeel", "norm", "cannot be said", "interval", 70, 2, -1, 5},
    };
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_koers_free(koers); /* the compass holds it */
    mkba_table *table = compass_table(compass, MKBA_COMPASS_COMPARISONS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 7 * 6);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t row = compass_row(table, "indicator", expected[i].indicator, "against", expected[i].against);
        ck_assert_str_eq(support_text(table, row, "verdict"), expected[i].verdict);
        ck_assert_str_eq(support_text(table, row, "basis"), expected[i].basis);
        support_expect(table, row, "reference", expected[i].reference, COMPASS_TIGHT);
        support_expect(table, row, "difference", expected[i].difference, COMPASS_TIGHT);
        ck_assert(support_missing(table, row, "low") == isnan(expected[i].low));
        if (!isnan(expected[i].low)) {
            support_expect(table, row, "low", expected[i].low, COMPASS_TIGHT);
            support_expect(table, row, "high", expected[i].high, COMPASS_TIGHT);
        }
    }
    mkba_table_free(table);
    mkba_compass_free(compass);
}
END_TEST

START_TEST(what_is_not_compared_says_why)
{
    static const char *const expected[][3] = {
        {"buurt", "norm", "the indicator has no norm"},
        {"wacht", "plan", "the indicator has no targets"},
        {"wacht", "year before", "there is no figure of the same period a year before"},
        {"vind", "norm", "the indicator has no figure"},
        {"hulp", "peers", "there is no panel"},
    };
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_COMPARISONS);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t row = compass_row(table, "indicator", expected[i][0], "against", expected[i][1]);
        ck_assert_str_eq(support_text(table, row, "note"), expected[i][2]);
        ck_assert(support_missing(table, row, "verdict") && support_missing(table, row, "difference"));
    }
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* Newcombe (Statistics in Medicine 17, 1998, 873), table II (a): 56/70 less 48/80 is 0.2, by method 10 from 0.0524 to 0.3339.
 * The intervals of the two are Wilson's. */
START_TEST(a_change_between_two_samples_has_the_interval_that_newcombe_published)
{
    static const char text[] =
        "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {}, \"indicators\": {\"x\": "
        "{\"title\": \"x\", \"direction\": \"up\"}}, \"measurements\": ["
        "{\"indicator\": \"x\", \"period\": 2024, \"value\": 0.6, \"low\": 0.490468, \"high\": 0.700395},"
        "{\"indicator\": \"x\", \"period\": 2025, \"value\": 0.8, \"low\": 0.691834, \"high\": 0.876953}]}";
    mkba_koers *koers = support_koers(text);
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_COMPARISONS);
    size_t row = compass_row(table, "indicator", "x", "against", "year before");
    support_expect(table, row, "difference", 0.2, 1e-12);
    support_expect(table, row, "low", 0.0524, 5e-5);
    support_expect(table, row, "high", 0.3339, 5e-5);
    ck_assert_str_eq(support_text(table, row, "verdict"), "better");
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* At the norm is met, whichever way is better; an interval that ends there too. */
START_TEST(a_norm_is_met_at_the_norm_itself)
{
    static const struct {
        const char *direction, *figure, *verdict;
    } expected[] = {
        {"up", "\"value\": 10", "met"},
        {"down", "\"value\": 10", "met"},
        {"up", "\"value\": 9.999", "not met"},
        {"down", "\"value\": 10.001", "not met"},
        {"up", "\"value\": 11, \"low\": 10, \"high\": 12", "met"},
        {"up", "\"value\": 11, \"low\": 9.9, \"high\": 12", "cannot be said"},
        {"down", "\"value\": 9, \"low\": 8, \"high\": 10", "met"},
        {"down", "\"value\": 9, \"low\": 8, \"high\": 10.1", "cannot be said"},
        {"up", "\"value\": 9, \"low\": 8, \"high\": 10", "cannot be said"},
        {"up", "\"value\": 9, \"low\": 8, \"high\": 9.9", "not met"},
        {"down", "\"value\": 12, \"low\": 10.1, \"high\": 13", "not met"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char text[500];
        snprintf(
            text, sizeof text,
            "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {}, \"indicators\": {\"x\": "
            "{\"title\": \"x\", \"direction\": \"%s\", \"norm\": 10}}, \"measurements\": [{\"indicator\": \"x\", "
            "\"period\": 2024, %s}]}",
            expected[i].direction, expected[i].figure);
        mkba_koers *koers = support_koers(text);
        mkba_compass *compass = compass_of(koers, NULL, NULL);
        mkba_table *table = compass_table(compass, MKBA_COMPASS_INDICATORS);
        ck_assert_str_eq(support_text(table, 0, "norm"), expected[i].verdict);
        mkba_table_free(table);
        mkba_compass_free(compass);
        mkba_koers_free(koers);
    }
}
END_TEST

/* ---- scores, yardsticks ------------------------------------------------------------------------------------------------ */

START_TEST(scores_are_parts_of_the_way_and_are_not_cut_off)
{
    static const char *const names[] = {"score", "low", "high"};
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_SCORES);
    size_t row = compass_row(table, "indicator", "hulp", "scale", "target");
    compass_expect(table, row, names, 100.0 / 440, 88.0 / 440, 112.0 / 440);
    support_expect(table, row, "mark", 114.0 / 440, COMPASS_TIGHT);
    row = compass_row(table, "indicator", "eigen", "scale", "target");
    compass_expect(table, row, names, 3.5 / 12, -0.3 / 12, 7.3 / 12); /* below the start is below 0 */
    support_expect(table, row, "mark", 4.0 / 12, COMPASS_TIGHT);
    row = compass_row(table, "indicator", "wacht", "scale", "norm");
    compass_expect(table, row, names, 1.5, 1.14252793, 1.85747207); /* past the norm is above 1 */
    ck_assert(support_missing(table, row, "mark"));
    row = compass_row(table, "indicator", "oordeel", "scale", "target");
    ck_assert(support_missing(table, row, "score"));
    ck_assert_str_eq(support_text(table, row, "note"),
                     "the goal is not better than the nulmeting: there is no way to go");
    row = compass_row(table, "indicator", "buurt", "scale", "target");
    support_expect(table, row, "score", 1.0 / 7, COMPASS_TIGHT);
    ck_assert(support_missing(table, row, "low"));
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(a_yardstick_has_its_spread_and_what_is_not_measured_and_no_average)
{
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_YARDSTICKS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 8);
    size_t row = compass_row(table, "criterion", "maatwerk", "yardstick", "residents");
    ck_assert_int_eq(support_integer(table, row, "n"), 2);
    ck_assert_int_eq(support_integer(table, row, "n_measured"), 2);
    ck_assert_int_eq(support_integer(table, row, "n_scored"), 1);
    ck_assert_int_eq(support_integer(table, row, "n_words"), 1);
    ck_assert_str_eq(support_text(table, row, "lowest_indicator"), "eigen");
    support_expect(table, row, "highest_high", 7.3 / 12, COMPASS_TIGHT);
    row = compass_row(table, "criterion", "vindbaarheid", NULL, NULL);
    ck_assert_int_eq(support_integer(table, row, "n"), 1);
    ck_assert_int_eq(support_integer(table, row, "n_measured"), 0);
    ck_assert(support_missing(table, row, "lowest"));
    row = compass_row(table, "criterion", "transformatie", "yardstick", "administrative");
    ck_assert_int_eq(support_integer(table, row, "plan_not_met"), 1);
    ck_assert_int_eq(support_integer(table, row, "norm_not_met"), 1);
    ck_assert_int_eq(support_integer(table, row, "norm_met"), 0);
    mkba_table_free(table);
    table = compass_table(compass, MKBA_COMPASS_PHASES);
    ck_assert_uint_eq(mkba_table_n_rows(table), 35);
    row = compass_row(table, "phase", "melden", "criterion", "tijdigheid");
    ck_assert_int_eq(support_integer(table, row, "norm_met"), 1);
    ck_assert_int_eq(support_integer(table, compass_row(table, "phase", "onderzoeken", "criterion", "maatwerk"), "n"),
                     1);
    ck_assert(support_missing(table, 34, "phase"));
    ck_assert_int_eq(support_integer(table, 34, "n"), 1); /* buurt */
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* ---- thermometer ------------------------------------------------------------------------------------------------------- */

START_TEST(a_thermometer_weighs_scores_and_shows_what_it_lacks)
{
    static const char *const names[] = {"score_scored", "low", "high"};
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_THERMOMETER);
    /* reach sqrt((0.6 x 12 / 440)^2 + (0.4 x 3.8 / 12)^2) = 0.1277193 */
    compass_expect(table, 0, names, 0.2530303, 0.1253110, 0.3807496);
    support_expect(table, 0, "score", 0.2530303, COMPASS_TIGHT);
    support_expect(table, 0, "mark", 0.2887879, COMPASS_TIGHT);
    support_expect(table, 0, "ahead", 0, 0);
    support_expect(table, 0, "behind", 0.0357576, COMPASS_TIGHT);
    ck_assert_str_eq(support_text(table, 0, "lowest_indicator"), "hulp");
    ck_assert_str_eq(support_text(table, 0, "highest_indicator"), "eigen");
    ck_assert_str_eq(
        support_text(table, 0, "sentence"),
        "Normaliseren: 25 % of the way to the targets (13 % to 38 %); planned was 29 %. From 23 % (Jeugdigen "
        "met hulp) to 29 % (Redt zich zonder maatwerk).");
    ck_assert(support_missing(table, 1, "score")); /* a quarter of the weight has no score */
    support_expect(table, 1, "score_scored", 1.0 / 7, COMPASS_TIGHT);
    support_expect(table, 1, "weight_scored", 0.75, 1e-15);
    support_expect(table, 1, "weight_not_scored", 0.25, 1e-15);
    ck_assert(support_missing(table, 1, "low"));
    ck_assert_str_eq(support_text(table, 1, "basis"), "figure");
    ck_assert(support_missing(table, 2, "score") && support_missing(table, 2, "score_scored"));
    ck_assert_str_eq(support_text(table, 2, "note"), "the opgave has no weights");
    ck_assert_str_eq(support_text(table, 2, "sentence"),
                     "Zakelijke samenwerking: no figure, because nobody said how its indicators weigh.");
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(weights_list_what_is_weighed_and_what_leads_there_without)
{
    static const char *const expected[][2] = {
        {"normaliseren", "hulp"}, {"normaliseren", "eigen"}, {"normaliseren", "wacht"}, {"normaliseren", "vind"},
        {"bevlogen", "buurt"},    {"bevlogen", "vind"},      {"zakelijk", "wacht"},     {"zakelijk", "vind"}};
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_WEIGHTS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 8);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_str_eq(support_text(table, i, "opgave"), expected[i][0]);
        ck_assert_str_eq(support_text(table, i, "indicator"), expected[i][1]);
    }
    support_expect(table, 0, "contribution", 0.6 * 100 / 440, COMPASS_TIGHT);
    ck_assert(support_missing(table, 2, "weight") && support_missing(table, 2, "contribution"));
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(a_good_whole_that_hides_a_bad_part_is_a_finding)
{
    static const char ahead[] = "{\"indicator\": \"hulp\", \"period\": 2024, \"value\": 2900}";
    char severity[20] = "";
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    ck_assert_uint_eq(compass_findings(compass, "compensated", "hulp", severity), 0);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
    koers = compass_changed("/measurements/1", ahead, NULL, NULL);
    compass = compass_of(koers, NULL, NULL);
    ck_assert_uint_eq(compass_findings(compass, "compensated", "eigen", severity), 1);
    ck_assert_str_eq(severity, "note"); /* its interval does not leave out that it is on course */
    mkba_table *table = compass_table(compass, MKBA_COMPASS_THERMOMETER);
    support_expect(table, 0, "ahead", 0.6 * (440 - 114) / 440, COMPASS_TIGHT);
    support_expect(table, 0, "behind", 0.4 * 0.5 / 12, COMPASS_TIGHT);
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
    koers = compass_changed("/measurements/1", ahead, "/measurements/3",
                            "{\"indicator\": \"eigen\", \"period\": 2025, \"value\": 41, \"low\": 40, \"high\": 42}");
    compass = compass_of(koers, NULL, NULL);
    ck_assert_uint_eq(compass_findings(compass, "compensated", "eigen", severity), 1);
    ck_assert_str_eq(severity, "warning");
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(findings_say_what_to_know)
{
    static const char *const expected[][2] = {
        {"not-measured", "vind"},  {"no-interval", "buurt"},  {"no-score", "oordeel"},
        {"no-score", "wacht"},     {"no-weights", NULL},      {"weight-not-scored", NULL},
        {"not-weighted", "wacht"}, {"criterion-empty", NULL}, {"no-yardstick", "gebruik"}};
    char severity[20] = "";
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        ck_assert_msg(compass_findings(compass, expected[i][0], expected[i][1], severity) > 0, "%s", expected[i][0]);
    ck_assert_uint_eq(compass_findings(compass, "no-interval", "hulp", severity), 0);
    ck_assert_uint_eq(compass_findings(compass, "old-figure", "hulp", severity), 0);
    mkba_compass_free(compass);
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.as_of = "2027KW01"; /* 2.25 years after 2024 */
    compass = compass_of(koers, NULL, &options);
    ck_assert_uint_eq(compass_findings(compass, "old-figure", "hulp", severity), 1);
    ck_assert_str_eq(severity, "warning");
    ck_assert_uint_eq(compass_findings(compass, "old-figure", "eigen", severity), 0);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* The nulmeting has no interval, the figure of a year before has: hulp and wacht became better since the first. */
START_TEST(a_change_by_the_interval_of_one_figure_is_told)
{
    char severity[20] = "";
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_FINDINGS);
    size_t row = compass_row(table, "id", "part-interval", "indicator", "hulp");
    ck_assert_ptr_nonnull(strstr(support_text(table, row, "text"), "that it became better since 2021 rests on"));
    ck_assert_str_eq(support_text(table, row, "period"), "2021");
    ck_assert_uint_eq(compass_findings(compass, "part-interval", "hulp", severity), 1);
    ck_assert_str_eq(severity, "warning");
    ck_assert_uint_eq(compass_findings(compass, "part-interval", "wacht", severity), 1);
    ck_assert_uint_eq(compass_findings(compass, "part-interval", "eigen", severity), 0); /* cannot be said */
    ck_assert_uint_eq(compass_findings(compass, "part-interval", "buurt", severity), 0); /* neither has one */
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(findings_have_both_languages)
{
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *english = compass_table(compass, MKBA_COMPASS_FINDINGS), *dutch = NULL;
    ck_assert_int_eq(mkba_compass_table(compass, MKBA_COMPASS_FINDINGS, MKBA_LANGUAGE_NL, &dutch, NULL), MKBA_OK);
    support_two_languages(english, dutch);
    ck_assert_str_eq(support_text(dutch, compass_row(dutch, "id", "weight-not-scored", NULL, NULL), "text"),
                     "van opgave \"bevlogen\" heeft 25,0 % van het gewicht geen score");
    ck_assert_str_eq(support_text(dutch, compass_row(dutch, "id", "criterion-empty", NULL, NULL), "text"),
                     "geen indicator hoort bij het criterium \"begrijpelijkheid\"");
    mkba_table_free(english);
    mkba_table_free(dutch);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(the_moment_is_said_in_words)
{
    mkba_koers *koers = compass_base();
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.as_of = "2026KW02";
    mkba_compass *compass = compass_of(koers, NULL, &options);
    mkba_table *rules = compass_table(compass, MKBA_COMPASS_RULES);
    ck_assert_ptr_nonnull(strstr(support_text(rules, 0, "text"), "counts (the end of quarter 2 of 2026)."));
    mkba_table_free(rules);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(a_moment_leaves_out_what_came_later)
{
    mkba_koers *koers = compass_base();
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.as_of = "2024";
    mkba_compass *compass = compass_of(koers, NULL, &options);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_INDICATORS);
    size_t row = compass_row(table, "indicator", "eigen", NULL, NULL);
    ck_assert_str_eq(support_text(table, row, "period"), "2024");
    support_expect(table, row, "score", 2.0 / 12, COMPASS_TIGHT);
    support_expect(table, row, "mark", 2.0 / 12, COMPASS_TIGHT); /* 46 was planned */
    support_expect(table, row, "age", 0, 0);
    ck_assert_int_eq(support_integer(table, row, "n_words"), 0);
    row = compass_row(table, "indicator", "buurt", NULL, NULL); /* the nulmeting only */
    ck_assert_str_eq(support_text(table, row, "origin"), "start");
    ck_assert(support_missing(table, row, "score") && support_missing(table, row, "since_start"));
    mkba_table_free(table);
    mkba_compass_free(compass);
    options.as_of = "2025-06-30"; /* 2025 has not ended, its first half has */
    compass = compass_of(koers, NULL, &options);
    table = compass_table(compass, MKBA_COMPASS_INDICATORS);
    ck_assert_str_eq(support_text(table, compass_row(table, "indicator", "eigen", NULL, NULL), "period"), "2024");
    ck_assert_str_eq(support_text(table, compass_row(table, "indicator", "wacht", NULL, NULL), "period"), "2025HJ01");
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* ---- together ---------------------------------------------------------------------------------------------------------- */

START_TEST(data_picture_and_words_of_an_indicator_stand_together)
{
    static const struct {
        const char *part, *kind, *period;
        double value;
    } expected[] = {
        {"data", "sentence", "2025", 47.5},  {"plaatje", "figure", "2023", 44},  {"plaatje", "figure", "2024", 46},
        {"plaatje", "figure", "2025", 47.5}, {"plaatje", "planned", "2023", 44}, {"plaatje", "planned", "2026", 50},
        {"plaatje", "planned", "2030", 56},  {"plaatje", "norm", NULL, 46},      {"praatje", "quote", "2025", NAN}};
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_TOGETHER);
    size_t first = compass_row(table, "indicator", "eigen", NULL, NULL);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ck_assert_str_eq(support_text(table, first + i, "indicator"), "eigen");
        ck_assert_str_eq(support_text(table, first + i, "part"), expected[i].part);
        ck_assert_str_eq(support_text(table, first + i, "kind"), expected[i].kind);
        if (expected[i].period == NULL)
            ck_assert(support_missing(table, first + i, "period") && support_missing(table, first + i, "time"));
        else
            ck_assert_str_eq(support_text(table, first + i, "period"), expected[i].period);
        ck_assert(support_missing(table, first + i, "value") == isnan(expected[i].value));
        if (!isnan(expected[i].value))
            support_expect(table, first + i, "value", expected[i].value, 0);
    }
    ck_assert_str_eq(support_text(table, first + 8, "text"), "Ik wist bij wie ik terecht kon.");
    ck_assert_str_eq(support_text(table, first + 8, "source"), "gesprek");
    size_t story = compass_row(table, "indicator", "buurt", "kind", "story");
    ck_assert_str_eq(support_text(table, story, "area"), "GM9002");
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(sentences_are_in_english_and_dutch)
{
    static const char *const sentences[] = {
        "Redt zich zonder maatwerk: 47.5 % in 2025 (43.7 to 51.3 %). Whether the norm of 46 % is met cannot be said: it "
        "lies within the interval. Planned for then was 48 %: whether it is on course cannot be said. The target of 56 % "
        "for 2030 is not reached. Of the way from 44 % to 56 % it has covered 29 % (-2 % to 61 %); 33 % was planned. "
        "Whether it changed since 2023 cannot be said (+3.50 percentage points). Whether it changed since 2024 cannot be said "
        "(+1.50 percentage points).",
        "Redt zich zonder maatwerk: 47,5 % in 2025 (43,7 tot 51,3 %). Of de norm van 46 % is gehaald is niet te zeggen: zij "
        "ligt binnen het interval. Gepland was toen 48 %: of het op koers ligt is niet te zeggen. De streefwaarde van 56 % "
        "voor 2030 is niet bereikt. Van de weg van 44 % naar 56 % is 29 % afgelegd (-2 % tot 61 %); gepland was 33 %. Of "
        "het sinds 2023 is veranderd is niet te zeggen (+3,50 procentpunt). Of het sinds 2024 is veranderd is niet te zeggen "
        "(+1,50 procentpunt)."};
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    for (int language = MKBA_LANGUAGE_EN; language <= MKBA_LANGUAGE_NL; language++) {
        mkba_table *table = NULL;
        ck_assert_int_eq(mkba_compass_table(compass, MKBA_COMPASS_INDICATORS, (mkba_language) language, &table, NULL),
                         MKBA_OK);
        ck_assert_str_eq(support_text(table, compass_row(table, "indicator", "eigen", NULL, NULL), "sentence"),
                         sentences[language]);
        mkba_table_free(table);
        for (int view = MKBA_COMPASS_INDICATORS; view <= MKBA_COMPASS_FINDINGS; view++) {
            char *text = NULL;
            ck_assert_int_eq(
                mkba_compass_table(compass, (mkba_compass_view) view, (mkba_language) language, &table, NULL), MKBA_OK);
            ck_assert_int_eq(mkba_table_csv(table, &text, NULL), MKBA_OK);
            ck_assert_msg(strchr(text, '{') == NULL, "%s: a name in braces is left", mkba_table_name(table));
            mkba_text_free(text);
            mkba_table_free(table);
        }
    }
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers_compass");
    TCase *cases = tcase_create("all");
    tcase_add_test(cases, each_comparison_is_that_of_the_hand);
    tcase_add_test(cases, what_is_not_compared_says_why);
    tcase_add_test(cases, a_change_between_two_samples_has_the_interval_that_newcombe_published);
    tcase_add_test(cases, a_norm_is_met_at_the_norm_itself);
    tcase_add_test(cases, scores_are_parts_of_the_way_and_are_not_cut_off);
    tcase_add_test(cases, a_yardstick_has_its_spread_and_what_is_not_measured_and_no_average);
    tcase_add_test(cases, a_thermometer_weighs_scores_and_shows_what_it_lacks);
    tcase_add_test(cases, weights_list_what_is_weighed_and_what_leads_there_without);
    tcase_add_test(cases, a_good_whole_that_hides_a_bad_part_is_a_finding);
    tcase_add_test(cases, findings_say_what_to_know);
    tcase_add_test(cases, a_change_by_the_interval_of_one_figure_is_told);
    tcase_add_test(cases, findings_have_both_languages);
    tcase_add_test(cases, the_moment_is_said_in_words);
    tcase_add_test(cases, a_moment_leaves_out_what_came_later);
    tcase_add_test(cases, data_picture_and_words_of_an_indicator_stand_together);
    tcase_add_test(cases, sentences_are_in_english_and_dutch);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
