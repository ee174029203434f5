/* A compass among peers, what may not matter to it, and what it refuses. Figures for the panel of compass.c were worked out by
 * hand (in the comments), with Wilson's published intervals; order, direction and scale are permuted and mirrored. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/text.h"
#include "compass.h"
#include "panel.h"
#include "run_suite.h"
#include "stat/random.h"
#include "support.h"

/* ---- peers ------------------------------------------------------------------------------------------------------------- */

static mkba_compass_options with_peers(void)
{
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.peers = compass_others;
    options.n_peers = 6;
    options.population = "inwoners";
    return options;
}

/* 30 among 20, 25, 30, 35, 40, lower being better: two better, two worse, a tie. Wilson's interval of 2 of 5 is 0.1176 to 0.7693,
 * of 3 of 5 one less that; sd 7.9057. */
START_TEST(a_count_is_placed_among_peers_by_inhabitant)
{
    static const char *const percentile[] = {"percentile", "percentile_low", "percentile_high"};
    static const char *const rank[] = {"rank", "rank_low", "rank_high"}, *const z[] = {"z", "z_low", "z_high"};
    mkba_koers *koers = compass_base();
    mkba_panel *panel = compass_panel(0);
    mkba_compass_options options = with_peers();
    mkba_compass *compass = compass_of(koers, panel, &options);
    mkba_panel_free(panel);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_PEERS);
    ck_assert_uint_eq(mkba_table_n_rows(table), 1);
    ck_assert_str_eq(support_text(table, 0, "compared"), "1000 x gebruik / inwoners");
    ck_assert_str_eq(support_text(table, 0, "unit"), "gebruik per 1000 inwoners");
    ck_assert_str_eq(support_text(table, 0, "period"), "2024");
    support_expect(table, 0, "value", 30, 1e-12);
    ck_assert(support_missing(table, 0, "low"));
    ck_assert_int_eq(support_integer(table, 0, "n"), 5);
    ck_assert_int_eq(support_integer(table, 0, "n_without"), 1);
    support_expect(table, 0, "lowest", 20, 0);
    support_expect(table, 0, "q1", 25, 0);
    support_expect(table, 0, "median", 30, 0);
    support_expect(table, 0, "q3", 35, 0);
    support_expect(table, 0, "highest", 40, 0);
    compass_expect(table, 0, rank, 3.5, 3, 4);
    compass_expect(table, 0, percentile, 0.5, 0.1176209, 0.8823791);
    compass_expect(table, 0, z, 0, -0.8765226, 0.8765226); /* 1.959964 / sqrt(5) */
    ck_assert_str_eq(support_text(table, 0, "verdict"), "cannot be said");
    mkba_table_free(table);
    char severity[20];
    ck_assert_uint_eq(compass_findings(compass, "peers-without-figure", "gebruik", severity), 1);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* Rounding to tens: the region is between 29 and 31, the others 15..25, 22.5..27.5, 35..45, 25..35, 30..40. Two are surely
 * better, one surely worse; Wilson's lower limit of 1 of 5 is 0.0362. */
START_TEST(rounding_widens_the_place_among_peers)
{
    static const char *const percentile[] = {"percentile", "percentile_low", "percentile_high"};
    static const char *const rank[] = {"rank", "rank_low", "rank_high"}, *const z[] = {"z", "z_low", "z_high"};
    static const char *const value[] = {"value", "low", "high"};
    mkba_koers *koers = compass_base();
    mkba_panel *panel = compass_panel(10);
    mkba_compass_options options = with_peers();
    mkba_compass *compass = compass_of(koers, panel, &options);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_PEERS);
    compass_expect(table, 0, value, 30, 29, 31);
    compass_expect(table, 0, rank, 3.5, 3, 5);
    compass_expect(table, 0, percentile, 0.5, 0.0362241, 0.8823791);
    compass_expect(table, 0, z, 0, -1.0073854, 1.0073854);
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(peers_are_chosen_by_characteristics_and_never_by_what_is_compared)
{
    static const char *const by[] = {"inwoners"}, *const outcome[] = {"gebruik"};
    mkba_koers *koers = compass_base();
    mkba_panel *panel = compass_panel(0);
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.population = "inwoners";
    options.peers_by = by;
    options.n_peers_by = 1;
    options.peers_year = "2024";
    options.peers_k = 2; /* 2000 inhabitants, then 1000, the first by code */
    mkba_compass *compass = compass_of(koers, panel, &options), *untouched = compass;
    mkba_table *table = compass_table(compass, MKBA_COMPASS_PEERS);
    mkba_error error;
    ck_assert_int_eq(support_integer(table, 0, "n"), 2);
    support_expect(table, 0, "lowest", 20, 0);
    support_expect(table, 0, "highest", 25, 0);
    support_expect(table, 0, "percentile", 0, 0);
    mkba_table_free(table);
    options.peers_by = outcome;
    ck_assert_int_eq(mkba_koers_compass(koers, panel, &options, &compass, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "peers_by");
    ck_assert_ptr_eq(compass, untouched);
    mkba_compass_free(compass);
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}
END_TEST

/* A rate of the region is sum over sum (300 of 1000, no mean of 0.2 and 0.7); a count without population is not compared. */
START_TEST(a_rate_of_a_region_is_a_sum_over_a_sum)
{
    const mkba_indicator known[] = {
        {.name = "gebruik", .kind = MKBA_INDICATOR_RATE, .numerator = "n", .denominator = "d", .per = 100},
        {.name = "n", .kind = MKBA_INDICATOR_STOCK},
        {.name = "d", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *panel = panel_said(panel_tidy("GM9001,,2024,gebruik,20,,\nGM9001,,2024,n,160,,\nGM9001,,2024,d,800,,\n"
                                              "GM9002,,2024,gebruik,70,,\nGM9002,,2024,n,140,,\nGM9002,,2024,d,200,,\n"
                                              "GM9003,,2024,gebruik,40,,\nGM9003,,2024,n,40,,\nGM9003,,2024,d,100,,\n"
                                              "GM9004,,2024,gebruik,10,,\nGM9004,,2024,n,10,,\nGM9004,,2024,d,100,,\n"),
                                   known, 3);
    mkba_koers *koers = compass_base();
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.peers = compass_others;
    options.n_peers = 2;
    mkba_compass *compass = compass_of(koers, panel, &options);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_PEERS);
    support_expect(table, 0, "value", 30, 1e-12);
    ck_assert_str_eq(support_text(table, 0, "compared"), "100 x n / d");
    support_expect(table, 0, "rank", 2, 0);
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_panel_free(panel);
    panel = compass_panel(0);
    compass = compass_of(koers, panel, &options);
    table = compass_table(compass, MKBA_COMPASS_PEERS);
    ck_assert_str_eq(support_text(table, 0, "note"), "it is a count, and no population was named to divide it by");
    ck_assert(support_missing(table, 0, "rank"));
    mkba_table_free(table);
    mkba_compass_free(compass);
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}
END_TEST

/* ---- what may not matter ----------------------------------------------------------------------------------------------- */

enum { N = 6 };

/* Indicators with figures by chance, weighed by chance, in an order; all figures times `sign`, the direction too. */
static mkba_koers *made(const mkba_i_random *stream, uint64_t from, const size_t order[N], double sign)
{
    mkba_i_text text = {0};
    double weights[N], total = 0;
    for (size_t i = 0; i < N; i++)
        total += weights[i] = 1 + mkba_i_random_uniform(stream, from + 10 * i);
    mkba_i_text_add(&text,
                    "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"nodes\": {}, \"opgaven\": {\"o\": {\"title\": "
                    "\"o\", \"weights\": {");
    for (size_t k = 0; k < N; k++) {
        mkba_i_text_format(&text, "%s\"i%zu\": ", k == 0 ? "" : ", ", order[k]);
        mkba_i_text_number(&text, weights[order[k]] / total);
    }
    mkba_i_text_add(&text, "}}}, \"indicators\": {");
    for (size_t k = 0; k < N; k++) {
        size_t i = order[k];
        double goes = mkba_i_random_uniform(stream, from + 10 * i + 1) < 0.5 ? -1 : 1;
        double start = 10 * mkba_i_random_uniform(stream, from + 10 * i + 2) - 5;
        mkba_i_text_format(
            &text, "%s\"i%zu\": {\"title\": \"i\", \"direction\": \"%s\", \"start\": {\"period\": 2020, \"value\": ",
            k == 0 ? "" : ", ", i, goes * sign < 0 ? "down" : "up");
        mkba_i_text_number(&text, sign * start);
        mkba_i_text_add(&text, "}, \"norm\": ");
        mkba_i_text_number(&text, sign * (start + goes));
        mkba_i_text_add(&text, ", \"targets\": {\"2030\": ");
        mkba_i_text_number(&text, sign * (start + goes * (1 + mkba_i_random_uniform(stream, from + 10 * i + 3))));
        mkba_i_text_add(&text, "}}");
    }
    mkba_i_text_add(&text, "}, \"measurements\": [");
    for (size_t k = 0; k < N; k++) {
        size_t i = order[k];
        double value = 10 * mkba_i_random_uniform(stream, from + 10 * i + 4) - 5;
        double below = mkba_i_random_uniform(stream, from + 10 * i + 5);
        double above = mkba_i_random_uniform(stream, from + 10 * i + 6);
        mkba_i_text_format(&text, "%s{\"indicator\": \"i%zu\", \"period\": 2025, \"value\": ", k == 0 ? "" : ", ", i);
        mkba_i_text_number(&text, sign * value);
        mkba_i_text_add(&text, ", \"low\": ");
        mkba_i_text_number(&text, sign > 0 ? value - below : -(value + above));
        mkba_i_text_add(&text, ", \"high\": ");
        mkba_i_text_number(&text, sign > 0 ? value + above : -(value - below));
        mkba_i_text_add(&text, "}");
    }
    mkba_i_text_add(&text, "]}");
    mkba_koers *koers = support_koers(text.data);
    mkba_i_text_drop(&text);
    return koers;
}

/* Scores, verdicts and the thermometer of two Koersen are the same. */
static void check_same(mkba_koers *one, mkba_koers *other, mkba_compass_scale scale)
{
    static const char *const figures[] = {"score", "score_low", "score_high", "mark"};
    static const char *const verdicts[] = {"norm", "plan", "target", "since_start"};
    static const char *const weighed[] = {"score", "low", "high", "mark", "ahead", "behind", "lowest", "highest"};
    mkba_compass_options options;
    mkba_compass_options_init(&options);
    options.scale = scale;
    mkba_compass *a = compass_of(one, NULL, &options), *b = compass_of(other, NULL, &options);
    mkba_table *x = compass_table(a, MKBA_COMPASS_INDICATORS), *y = compass_table(b, MKBA_COMPASS_INDICATORS);
    for (size_t row = 0; row < N; row++) {
        size_t same = compass_row(y, "indicator", support_text(x, row, "indicator"), NULL, NULL);
        for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
            support_expect(y, same, figures[i], support_real(x, row, figures[i]), 1e-12);
        for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
            ck_assert_str_eq(support_text(x, row, verdicts[i]), support_text(y, same, verdicts[i]));
    }
    mkba_table_free(x);
    mkba_table_free(y);
    x = compass_table(a, MKBA_COMPASS_THERMOMETER);
    y = compass_table(b, MKBA_COMPASS_THERMOMETER);
    for (size_t i = 0; i < sizeof weighed / sizeof *weighed; i++)
        support_expect(y, 0, weighed[i], support_real(x, 0, weighed[i]), 1e-12);
    ck_assert(support_real(x, 0, "lowest") <= support_real(x, 0, "score"));
    ck_assert(support_real(x, 0, "score") <= support_real(x, 0, "highest"));
    support_expect(x, 0, "score",
                   support_real(x, 0, "mark") + support_real(x, 0, "ahead") - support_real(x, 0, "behind"), 1e-12);
    mkba_table_free(x);
    mkba_table_free(y);
    mkba_compass_free(a);
    mkba_compass_free(b);
    mkba_koers_free(one);
    mkba_koers_free(other);
}

START_TEST(neither_the_order_of_indicators_nor_the_mirror_of_directions_matters)
{
    static const size_t straight[N] = {0, 1, 2, 3, 4, 5}, mixed[N] = {3, 0, 5, 1, 4, 2};
    mkba_i_random stream = mkba_i_random_stream(7, "compass");
    for (uint64_t i = 0; i < 50; i++) {
        mkba_compass_scale scale = i % 2 == 0 ? MKBA_COMPASS_SCALE_TARGET : MKBA_COMPASS_SCALE_NORM;
        check_same(made(&stream, 100 * i, straight, 1), made(&stream, 100 * i, mixed, 1), scale);
        check_same(made(&stream, 100 * i, straight, 1), made(&stream, 100 * i, mixed, -1), scale);
    }
}
END_TEST

/* To the last bit: sums over peers run in the order of their figures. */
START_TEST(the_order_of_municipalities_does_not_matter)
{
    static const char *const names[] = {"value",      "lowest",         "q1", "median", "q3",    "highest", "rank",
                                        "percentile", "percentile_low", "z",  "z_low",  "z_high"};
    const char *turned[6];
    mkba_koers *koers = compass_base();
    mkba_panel *panel = compass_panel(0), *mixed = NULL;
    const char *const areas[] = {"GM9006", "GM9002", "GM9008", "GM9005", "GM9001", "GM9004", "GM9007", "GM9003"};
    ck_assert_int_eq(mkba_panel_selected(panel, areas, 8, NULL, 0, NULL, 0, &mixed, NULL), MKBA_OK);
    mkba_compass_options options = with_peers();
    mkba_compass *one = compass_of(koers, panel, &options);
    for (size_t i = 0; i < 6; i++)
        turned[i] = compass_others[5 - i];
    options.peers = turned;
    mkba_compass *other = compass_of(koers, mixed, &options);
    mkba_table *x = compass_table(one, MKBA_COMPASS_PEERS), *y = compass_table(other, MKBA_COMPASS_PEERS);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        support_expect(y, 0, names[i], support_real(x, 0, names[i]), 0);
    mkba_table_free(x);
    mkba_table_free(y);
    mkba_compass_free(one);
    mkba_compass_free(other);
    mkba_panel_free(mixed);
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}
END_TEST

/* ---- errors ------------------------------------------------------------------------------------------------------------ */

static void check_refused(const mkba_koers *koers, const mkba_panel *panel, const mkba_compass_options *options,
                          mkba_status status, const char *where)
{
    mkba_compass *const untouched = (mkba_compass *) &status; /* any address */
    mkba_compass *out = untouched;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_compass(koers, panel, options, &out, &error), status);
    ck_assert_str_eq(error.where, where);
    ck_assert_ptr_eq(out, untouched);
    ck_assert_int_eq(mkba_koers_compass(koers, panel, options, &out, NULL), status);
}

START_TEST(options_that_cannot_be_are_refused)
{
    static const char *const region[] = {"GM9001"}, *const twice[] = {"GM9003", "GM9003"}, *const none[] = {"GM1"};
    static const char *const hole[] = {"GM9003", NULL};
    mkba_koers *koers = compass_base();
    mkba_panel *panel = compass_panel(0);
    mkba_compass_options options = with_peers();
    check_refused(koers, NULL, &options, MKBA_ERROR_ARGUMENT, "panel");
    options.peers_by = region;
    options.n_peers_by = 1;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers_by");
    options = with_peers();
    options.peers_year = "2024";
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers_year");
    options = with_peers();
    options.peers_k = 1;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers_k");
    mkba_compass_options_init(&options);
    options.peers_k = 0;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers_k");
    options = with_peers();
    options.population = "n";
    check_refused(koers, panel, &options, MKBA_ERROR_UNKNOWN, "population");
    options = with_peers();
    options.peers = region;
    options.n_peers = 1;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers");
    options.peers = none;
    check_refused(koers, panel, &options, MKBA_ERROR_UNKNOWN, "peers");
    options.peers = twice;
    options.n_peers = 2;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers");
    options.peers = hole;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "peers");
    options = with_peers();
    for (int i = 0; i < 4; i++) {
        static const double levels[] = {0.5, 1, NAN, -1};
        options.level = levels[i];
        check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "level");
    }
    options = with_peers();
    options.as_of = "vorig jaar";
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "as_of");
    options = with_peers();
    options.scale = (mkba_compass_scale) 4;
    check_refused(koers, panel, &options, MKBA_ERROR_ARGUMENT, "scale");
    check_refused(NULL, panel, NULL, MKBA_ERROR_ARGUMENT, "koers");
    mkba_panel_free(panel);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(a_panel_that_lacks_what_the_koers_names_is_refused_at_its_place)
{
    mkba_koers *koers = compass_changed("/indicators/gebruik/panel/indicator", "\"iets\"", NULL, NULL);
    mkba_panel *panel = compass_panel(0);
    check_refused(koers, panel, NULL, MKBA_ERROR_UNKNOWN, "/indicators/gebruik/panel/indicator");
    mkba_koers_free(koers);
    koers = compass_changed("/indicators/gebruik/panel",
                            "{\"indicator\": \"gebruik\", \"areas\": [\"GM1\", \"GM9001\"]}", NULL, NULL);
    check_refused(koers, panel, NULL, MKBA_ERROR_UNKNOWN, "/indicators/gebruik/panel/areas");
    mkba_koers_free(koers);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_null_or_an_unknown_view_is_named)
{
    mkba_koers *koers = compass_base();
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = NULL;
    mkba_error error;
    mkba_compass_view view;
    mkba_compass_scale scale;
    ck_assert_int_eq(mkba_koers_compass(koers, NULL, NULL, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "out");
    ck_assert_int_eq(mkba_compass_table(NULL, MKBA_COMPASS_PEERS, MKBA_LANGUAGE_EN, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_compass_table(compass, MKBA_COMPASS_PEERS, MKBA_LANGUAGE_EN, NULL, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_compass_table(compass, (mkba_compass_view) 11, MKBA_LANGUAGE_EN, &table, &error),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_compass_table(compass, MKBA_COMPASS_PEERS, (mkba_language) 2, &table, &error),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(mkba_compass_view_from_name("thermometr", &view, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "\"thermometer\""));
    ck_assert_int_eq(mkba_compass_view_from_name("weights", &view, &error), MKBA_OK);
    ck_assert_int_eq(view, MKBA_COMPASS_WEIGHTS);
    ck_assert_int_eq(mkba_compass_scale_from_name("z", &scale, &error), MKBA_OK);
    ck_assert_int_eq(scale, MKBA_COMPASS_SCALE_Z);
    ck_assert_int_eq(mkba_compass_scale_from_name(NULL, &scale, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(mkba_compass_scale_name((mkba_compass_scale) 9), "unknown scale");
    mkba_compass_free(NULL);
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(an_empty_koers_has_a_compass_with_nothing_measured)
{
    mkba_koers *koers =
        support_koers("{\"format\": \"mkba-koers/1\", \"title\": \"\", \"opgaven\": {}, \"nodes\": {}}");
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    for (int view = MKBA_COMPASS_INDICATORS; view < MKBA_COMPASS_RULES; view++) {
        mkba_table *table = compass_table(compass, (mkba_compass_view) view);
        ck_assert_uint_eq(mkba_table_n_rows(table), view == MKBA_COMPASS_YARDSTICKS ? 8
                                                    : view == MKBA_COMPASS_PHASES   ? 35
                                                                                    : 0);
        mkba_table_free(table);
    }
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

/* Numbers as large as there are: what they do not reach is missing, with the reason. */
START_TEST(figures_beyond_the_range_of_numbers_are_not_compared)
{
    mkba_koers *koers =
        compass_changed("/measurements/2", "{\"indicator\": \"eigen\", \"period\": 2024, \"value\": -1.7e308}",
                        "/measurements/3", "{\"indicator\": \"eigen\", \"period\": 2025, \"value\": 1.7e308}");
    mkba_compass *compass = compass_of(koers, NULL, NULL);
    mkba_table *table = compass_table(compass, MKBA_COMPASS_COMPARISONS);
    size_t row = compass_row(table, "indicator", "eigen", "against", "year before");
    ck_assert_str_eq(support_text(table, row, "note"), "beyond the range of numbers");
    ck_assert(support_missing(table, row, "difference") && support_missing(table, row, "verdict"));
    mkba_table_free(table);
    for (int view = MKBA_COMPASS_INDICATORS; view <= MKBA_COMPASS_FINDINGS; view++)
        mkba_table_free(compass_table(compass, (mkba_compass_view) view));
    mkba_compass_free(compass);
    mkba_koers_free(koers);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers_compass_peers");
    TCase *cases = tcase_create("all");
    tcase_add_test(cases, a_count_is_placed_among_peers_by_inhabitant);
    tcase_add_test(cases, rounding_widens_the_place_among_peers);
    tcase_add_test(cases, peers_are_chosen_by_characteristics_and_never_by_what_is_compared);
    tcase_add_test(cases, a_rate_of_a_region_is_a_sum_over_a_sum);
    tcase_add_test(cases, neither_the_order_of_indicators_nor_the_mirror_of_directions_matters);
    tcase_add_test(cases, the_order_of_municipalities_does_not_matter);
    tcase_add_test(cases, options_that_cannot_be_are_refused);
    tcase_add_test(cases, a_panel_that_lacks_what_the_koers_names_is_refused_at_its_place);
    tcase_add_test(cases, a_null_or_an_unknown_view_is_named);
    tcase_add_test(cases, an_empty_koers_has_a_compass_with_nothing_measured);
    tcase_add_test(cases, figures_beyond_the_range_of_numbers_are_not_compared);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
