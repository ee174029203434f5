/* Who may be a peer, what becomes of what is missing, classes and lists, and what changes nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "peers.h"
#include "run_suite.h"
#include "support.h"

/* The peers of a region by the JSON of its options. */
static mkba_peers *peers_by(const mkba_panel *panel, const char *json)
{
    mkba_i_json *read = support_json(json);
    peers_case wanted;
    peers_case_read(&wanted, mkba_i_json_root(read));
    mkba_peers *peers = peers_of(panel, &wanted);
    mkba_i_json_free(read);
    return peers;
}

static mkba_panel *panel_by(const char *json)
{
    mkba_i_json *read = support_json(json);
    mkba_panel *panel = peers_panel(mkba_i_json_root(read));
    mkba_i_json_free(read);
    return panel;
}

/* "A B C": the codes of the peers; of class and list in order of code. */
static void expect_codes(const mkba_peers *peers, const char *codes)
{
    char found[200] = "";
    for (size_t i = 0; i < mkba_peers_n(peers); i++) {
        strcat(found, i == 0 ? "" : " ");
        strcat(found, mkba_peers_codes(peers)[i]);
    }
    ck_assert_str_eq(found, codes);
}

static void expect_candidate(const mkba_peers *peers, const char *area, const char *status, const char *note)
{
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_CANDIDATES);
    size_t row = peers_row(table, "area", area);
    ck_assert_str_eq(support_text(table, row, "status"), status);
    ck_assert_str_eq(support_text(table, row, "note"), note);
    mkba_table_free(table);
}

/* ---- who may be one -------------------------------------------------------------------------------------- */

static const char SORTS[] =
    "{\"text\": \"GM9001,,2017,x,1,,\\nGM9002,,2017,x,2,,\\nGM9003,,2017,x,3,,\\nGM9004,,2017,x,9,,\\n"
    "NL01,,2017,x,1,,\\nWK900101,,2017,x,4,,\\nGM9005,,2017,x,.,,\\nGM9006,,2017,x,30,,\\nGM9008,,2016,x,1,,\\n\","
    " \"described\": [{\"name\": \"x\"}], \"regions\": {\"GM9500\": [\"GM9002\", \"GM9003\"]}}";

#define RELATED "in the region, or made of a member of it"

START_TEST(only_areas_of_the_same_sort_are_candidates)
{
    mkba_panel *panel = panel_by(SORTS);
    mkba_peers *peers = peers_by(
        panel, "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 2, \"missing\": "
               "\"drops area\", \"exclude\": [\"GM9002\"]}}");
    expect_codes(peers, "GM9003 GM9004");
    expect_candidate(peers, "GM9001", "region", "");
    expect_candidate(peers, "GM9002", "excluded", "");
    expect_candidate(peers, "GM9003", "peer", "");
    expect_candidate(peers, "GM9005", "missing", "x suppressed");
    expect_candidate(peers, "GM9006", "candidate", "");
    expect_candidate(peers, "GM9500", "other", "a region made of others");
    expect_candidate(peers, "GM9008", "other", "the panel has nothing of it in this period");
    expect_candidate(peers, "NL01", "other", "the nation");
    expect_candidate(peers, "WK900101", "other", "another sort of area");
    mkba_peers_free(peers);
    peers = peers_by(
        panel,
        "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1, \"prefix\": \"WK\"}}");
    expect_codes(peers, "WK900101");
    expect_candidate(peers, "GM9004", "other", "another prefix");
    mkba_peers_free(peers);
    peers = peers_by(
        panel,
        "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1, \"candidates\": "
        "[\"GM9500\", \"GM9004\", \"GM9001\"]}}");
    expect_codes(peers, "GM9500");
    expect_candidate(peers, "GM9001", "region", "");
    expect_candidate(peers, "GM9003", "other", "not among the candidates named");
    mkba_peers_free(peers);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_a_made_region_holds_is_no_candidate)
{
    static const char *const queries[] = {
        "{\"region\": [\"R\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1}}",
        "{\"region\": [\"R\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1, "
        "\"candidates\": [\"A\", \"C\", \"D\"]}}"};
    static const char *const members[] = {"A", "B"};
    static const mkba_indicator known = {.name = "x", .kind = MKBA_INDICATOR_FLOW};
    mkba_panel *plain = panel_tidy("A,,2017,x,1,,\nB,,2017,x,0,,\nC,,2017,x,3,,\nD,,2017,x,9,,\n");
    mkba_panel *said = NULL, *panel = NULL;
    ck_assert_int_eq(mkba_panel_described(plain, &known, 1, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(said, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    mkba_peers *named = peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", "
                                        "\"k\": 1, \"candidates\": [\"R\", \"C\", \"D\"]}}");
    expect_codes(named, "C"); /* R is as A */
    expect_candidate(named, "R", "other", RELATED);
    mkba_peers_free(named);
    for (size_t i = 0; i < 2; i++) { /* A and B are nearer to R than C */
        mkba_peers *peers = peers_by(panel, queries[i]);
        expect_codes(peers, "C");
        expect_candidate(peers, "A", "other", RELATED);
        expect_candidate(peers, "B", "other", RELATED);
        mkba_peers_free(peers);
    }
    mkba_panel_free(panel);
    mkba_panel_free(said);
    mkba_panel_free(plain);
}
END_TEST

START_TEST(regions_stay_regions_in_copies_and_joined_panels)
{
    static const char *const areas[] = {"GM9500", "GM9001", "GM9003"};
    mkba_panel *panel = panel_by(SORTS), *part = NULL, *both = NULL;
    mkba_panel *other = panel_tidy("GM9007,,2017,x,1.5,,\n");
    ck_assert_int_eq(mkba_panel_selected(panel, areas, 3, NULL, 0, NULL, 0, &part, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_joined(other, part, &both, NULL), MKBA_OK);
    mkba_peers *peers =
        peers_by(both, "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1}}");
    expect_codes(peers, "GM9007");
    expect_candidate(peers, "GM9500", "other", "a region made of others");
    mkba_peers_free(peers);
    mkba_panel_free(panel);
    mkba_panel_free(part);
    mkba_panel_free(both);
    mkba_panel_free(other);
}
END_TEST

START_TEST(an_exclusion_changes_no_distance_of_others)
{
    mkba_panel *panel = panel_by(SORTS);
    mkba_peers *with = peers_by(
        panel, "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1, \"missing\": "
               "\"drops area\"}}");
    mkba_peers *out = peers_by(
        panel, "{\"region\": [\"GM9001\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 1, \"missing\": "
               "\"drops area\", \"exclude\": [\"GM9002\", \"GM9006\"]}}");
    mkba_table *a = peers_table(with, MKBA_PEERS_VIEW_CANDIDATES), *b = peers_table(out, MKBA_PEERS_VIEW_CANDIDATES);
    expect_codes(out, "GM9003");
    static const char *const areas[] = {"GM9002", "GM9003", "GM9004", "GM9006"};
    for (size_t i = 0; i < 4; i++) {
        size_t ra = peers_row(a, "area", areas[i]), rb = peers_row(b, "area", areas[i]);
        ck_assert(support_real(a, ra, "distance") == support_real(b, rb, "distance"));
        ck_assert(support_real(a, ra, "rebased") == support_real(b, rb, "rebased"));
    }
    ck_assert(support_real(b, peers_row(b, "area", "GM9006"), "rebased") == 1);
    mkba_table_free(a);
    mkba_table_free(b);
    mkba_peers_free(with);
    mkba_peers_free(out);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(equal_distances_are_ranked_by_code_and_said_to_be_tied)
{
    mkba_panel *panel = panel_tidy("D,,2017,x,3,,\nA,,2017,x,2,,\nC,,2017,x,1,,\nB,,2017,x,3,,\nE,,2017,x,9,,\n");
    mkba_peers *peers =
        peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"by\": [\"x\"], \"year\": \"2017\", \"k\": 2}}");
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_CANDIDATES);
    expect_codes(peers, "B C");
    ck_assert_int_eq(support_integer(table, peers_row(table, "area", "C"), "tied"), 1);
    ck_assert_int_eq(support_integer(table, peers_row(table, "area", "D"), "tied"), 1);
    ck_assert_int_eq(support_integer(table, peers_row(table, "area", "E"), "tied"), 0);
    mkba_table_free(table);
    mkba_peers_free(peers);
    mkba_panel_free(panel);
}
END_TEST

/* ---- what is missing, what is doubtful ------------------------------------------------------------------- */

static const char GAPS[] = "{\"text\": \"A,,2017,x,1,,\\nB,,2017,x,2,,\\nC,,2017,x,4,,\\nD,,2017,x,8,,\\n"
                           "A,,2017,y,3,,\\nB,,2017,y,1,,\\nC,,2017,y,.,,\\nD,,2017,y,5,,\\n\","
                           " \"suspect\": [[\"D\", \"2017\", \"y\"], [\"A\", \"2017\", \"x\"]]}";

START_TEST(what_is_missing_leaves_out_the_area_or_the_variable)
{
    mkba_panel *panel = panel_by(GAPS);
    mkba_peers *area =
        peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"by\": [\"x\", \"y\"], \"k\": 2, \"missing\": "
                        "\"drops area\"}}");
    expect_codes(area, "B D");
    expect_candidate(area, "C", "missing", "y suppressed");
    mkba_peers *variable = peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"by\": [\"x\", \"y\"], \"k\": 2, "
                                           "\"missing\": \"drops variable\"}}");
    expect_codes(variable, "B C");
    mkba_table *table = peers_table(variable, MKBA_PEERS_VIEW_VARIABLES);
    ck_assert_int_eq(support_integer(table, 0, "used"), 1);
    ck_assert_int_eq(support_integer(table, 1, "used"), 0);
    ck_assert_int_eq(support_integer(table, 1, "missing"), 1);
    ck_assert_int_eq(support_integer(table, 1, "n"), 3);
    ck_assert_str_eq(support_text(table, 1, "note"), "no figure of C y (suppressed)");
    mkba_table_free(table);
    mkba_peers_free(area);
    mkba_peers_free(variable);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(suspect_figures_are_used_and_reported)
{
    mkba_panel *panel = panel_by(GAPS);
    mkba_peers *peers =
        peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"by\": [\"x\", \"y\"], \"k\": 2, \"missing\": "
                        "\"drops area\"}}");
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_VARIABLES);
    expect_candidate(peers, "D", "peer", "y suspect");
    expect_candidate(peers, "A", "region", "x suspect");
    ck_assert_int_eq(support_integer(table, 0, "suspect"), 1);
    ck_assert_int_eq(support_integer(table, 1, "suspect"), 1);
    ck_assert_int_eq(support_integer(table, 1, "provisional"), 0);
    mkba_table_free(table);
    mkba_peers_free(peers);
    mkba_panel_free(panel);
}
END_TEST

/* ---- classes, lists, a region as one --------------------------------------------------------------------- */

static const char CLASSES[] =
    "{\"text\": \"A,,2017,people,19999,,\\nB,,2017,people,20000,,\\nC,,2017,people,49999,,\\nD,,2017,people,50000,,\\n"
    "E,,2017,people,1,,\\nA,,2017,urban,4,,\\nB,,2017,urban,4,,\\nC,,2017,urban,3,,\\nD,,2017,urban,4,,\\n"
    "E,,2017,urban,4,,\\nF,,2017,urban,4,,\\n\", \"attributes\": {\"province\": {\"A\": \"N\", \"B\": \"N\", \"C\": \"N\", "
    "\"D\": \"N\", \"E\": \"L\", \"F\": \"N\"}}}";

START_TEST(a_class_is_that_of_a_member_by_each_variable)
{
    static const double bounds[] = {20000, 50000};
    mkba_panel *panel = panel_by(CLASSES), *sized = NULL;
    ck_assert_int_eq(mkba_panel_classified(panel, "size", "people", "2017", bounds, 2, &sized, NULL), MKBA_OK);
    mkba_peers *peers = peers_by(sized, "{\"region\": [\"A\", \"C\"], \"options\": {\"method\": \"class\", \"by\": "
                                        "[\"urban\", \"province\"]}}");
    expect_codes(peers, "B D F");
    expect_candidate(peers, "B", "peer", "urban 4, province N");
    expect_candidate(peers, "E", "candidate", "urban 4, province L");
    mkba_peers_free(peers);
    peers =
        peers_by(sized, "{\"region\": [\"C\"], \"options\": {\"method\": \"class\", \"by\": [\"size\"], \"missing\": "
                        "\"drops area\"}}");
    expect_codes(peers, "B");
    expect_candidate(peers, "B", "peer", "size 20000 to 50000");
    expect_candidate(peers, "A", "candidate", "size below 20000");
    expect_candidate(peers, "D", "candidate", "size 50000 and more");
    expect_candidate(peers, "F", "missing", "size absent");
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_PROFILE);
    ck_assert_uint_eq(mkba_table_n_rows(table), 0);
    mkba_table_free(table);
    table = peers_table(peers, MKBA_PEERS_VIEW_PEERS);
    ck_assert(mkba_table_is_missing(table, 0, 0) && mkba_table_is_missing(table, 0, 3));
    mkba_table_free(table);
    mkba_peers_free(peers);
    mkba_panel_free(sized);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_list_is_taken_as_it_is)
{
    mkba_panel *panel = panel_by(CLASSES);
    mkba_peers *peers =
        peers_by(panel, "{\"region\": [\"A\"], \"options\": {\"method\": \"list\", \"candidates\": [\"D\", "
                        "\"B\", \"C\"], \"exclude\": [\"C\"]}}");
    expect_codes(peers, "B D");
    expect_candidate(peers, "C", "excluded", "");
    expect_candidate(peers, "E", "other", "not among the candidates named");
    mkba_peers_free(peers);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(bounds_of_classes_ascend)
{
    static const double bad[][2] = {{2, 1}, {1, 1}, {1, INFINITY}};
    mkba_panel *panel = panel_by(CLASSES), *made = NULL;
    mkba_error error;
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(mkba_panel_classified(panel, "size", "people", "2017", bad[i], 2, &made, &error),
                         MKBA_ERROR_ARGUMENT);
        ck_assert_str_eq(error.where, "bounds");
    }
    ck_assert_int_eq(mkba_panel_classified(panel, "size", "people", "2017", bad[0], 0, &made, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_classified(panel, "people", "people", "2017", bad[0], 1, &made, NULL),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_classified(panel, "size", "peoples", "2017", bad[0], 1, &made, NULL),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_classified(panel, "size", "people", "2018", bad[0], 1, &made, NULL),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_classified(panel, "size", "people", "2017", NULL, 1, &made, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(made);
    mkba_panel_free(panel);
}
END_TEST

/* By hand: rates of A..E are 100, 200, 400, 500, 250 (of 10, 30, 10, 10 and 20 people); A + B as one is
 * 1000 x (1 + 6) / (10 + 30) = 175, so E at 250 is nearest, then C at 400. The mean of distances is 100 for E too, and
 * 250 for C. */
START_TEST(a_region_as_one_is_sum_over_sum)
{
    mkba_panel *panel =
        panel_by("{\"text\": \"A,,2017,n,1,,\\nB,,2017,n,6,,\\nC,,2017,n,4,,\\nD,,2017,n,5,,\\nE,,2017,n,5,,\\n"
                 "A,,2017,d,10,,\\nB,,2017,d,30,,\\nC,,2017,d,10,,\\nD,,2017,d,10,,\\nE,,2017,d,20,,\\n"
                 "A,,2017,r,100,,\\nB,,2017,r,200,,\\nC,,2017,r,400,,\\nD,,2017,r,500,,\\nE,,2017,r,250,,\\n\","
                 " \"described\": [{\"name\": \"n\"}, {\"name\": \"d\"}, {\"name\": \"r\", \"numerator\": \"n\", "
                 "\"denominator\": \"d\"}]}");
    double sd = sqrt((190. * 190 + 90 * 90 + 110 * 110 + 210 * 210 + 40 * 40) / 4); /* of the five, mean 290 */
    mkba_peers *one =
        peers_by(panel, "{\"region\": [\"B\", \"A\"], \"options\": {\"by\": [\"r\"], \"k\": 2, \"as_one\": true}}");
    mkba_peers *mean = peers_by(panel, "{\"region\": [\"B\", \"A\"], \"options\": {\"by\": [\"r\"], \"k\": 2}}");
    mkba_table *of_one = peers_table(one, MKBA_PEERS_VIEW_PEERS), *of_mean = peers_table(mean, MKBA_PEERS_VIEW_PEERS);
    expect_codes(one, "E C");
    ck_assert_double_eq_tol(support_real(of_one, 0, "distance"), 75 / sd, 1e-14);
    ck_assert_double_eq_tol(support_real(of_mean, 0, "distance"), 100 / sd, 1e-14);
    ck_assert_double_eq_tol(support_real(of_mean, 1, "distance"), 250 / sd, 1e-14);
    mkba_table_free(of_one);
    of_one = peers_table(one, MKBA_PEERS_VIEW_PROFILE);
    ck_assert_double_eq_tol(support_real(of_one, 0, "region"), 175, 1e-12);
    ck_assert_double_eq_tol(support_real(of_one, 0, "share"), 1, 1e-15);
    mkba_table_free(of_one);
    mkba_table_free(of_mean);
    mkba_peers_free(one);
    mkba_peers_free(mean);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("peers, candidates");
    TCase *all = tcase_create("all");
    tcase_add_test(all, only_areas_of_the_same_sort_are_candidates);
    tcase_add_test(all, regions_stay_regions_in_copies_and_joined_panels);
    tcase_add_test(all, what_a_made_region_holds_is_no_candidate);
    tcase_add_test(all, an_exclusion_changes_no_distance_of_others);
    tcase_add_test(all, equal_distances_are_ranked_by_code_and_said_to_be_tied);
    tcase_add_test(all, what_is_missing_leaves_out_the_area_or_the_variable);
    tcase_add_test(all, suspect_figures_are_used_and_reported);
    tcase_add_test(all, a_class_is_that_of_a_member_by_each_variable);
    tcase_add_test(all, a_list_is_taken_as_it_is);
    tcase_add_test(all, bounds_of_classes_ascend);
    tcase_add_test(all, a_region_as_one_is_sum_over_sum);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
