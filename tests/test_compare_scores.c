/* Scores against those that OFLOG published, and what changes no distance. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/csv_read.h"
#include "base/text.h"
#include "panel.h"
#include "peers.h"
#include "run_suite.h"
#include "support.h"

/* ---- scores ---------------------------------------------------------------------------------------------- */

/* Five figures: mean 4, sd sqrt(10); median 3, MAD 2. The nation and a region count for nothing. */
START_TEST(scores_are_distances_from_the_middle)
{
    static const char *const members[] = {"A", "E"};
    mkba_panel *bare = panel_tidy("A,,2017,x,1,,\nB,,2017,x,2,,\nC,,2017,x,3,,\nD,,2017,x,5,,\nE,,2017,x,9,,\n"
                                  "NL01,,2017,x,14,,\nF,,2017,x,.,,\nA,,2018,x,4,,\n"),
               *panel = NULL, *described = NULL;
    static const mkba_indicator known = {.name = "x", .kind = MKBA_INDICATOR_STOCK};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_described(bare, &known, 1, &described, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_region(described, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ZSCORE, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 9);
    ck_assert_double_eq_tol(support_real(table, 0, "score"), -3 / sqrt(10), 1e-15);
    ck_assert_double_eq_tol(support_real(table, peers_row(table, "area", "NL01"), "score"), 10 / sqrt(10), 1e-14);
    ck_assert_double_eq_tol(support_real(table, peers_row(table, "area", "R"), "score"), 6 / sqrt(10), 1e-14);
    ck_assert(mkba_table_is_missing(table, peers_row(table, "area", "F"), 8));
    ck_assert(mkba_table_is_missing(table, 8, 6) && mkba_table_is_missing(table, 8, 8)); /* one area in 2018 */
    mkba_table_free(table);
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ROBUST, &table, NULL), MKBA_OK);
    ck_assert_double_eq(support_real(table, 4, "score"), 3);
    ck_assert_double_eq(support_real(table, 4, "centre"), 3);
    ck_assert_double_eq(support_real(table, 4, "spread"), 2);
    mkba_table_free(table);
    mkba_panel_free(panel);
    mkba_panel_free(described);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(a_spread_of_zero_gives_no_score_and_what_is_wrong_is_refused)
{
    static const char *const names[] = {"y"};
    mkba_panel *panel = panel_tidy("A,,2017,x,0.1,,\nB,,2017,x,0.1,,\nC,,2017,x,0.1,,\n");
    mkba_panel *huge = panel_tidy("A,,2017,x,1.7e308,,\nB,,2017,x,1.7e308,,\nC,,2017,x,1,,\n");
    mkba_panel *far = panel_tidy("A,,2017,x,1e-310,,\nB,,2017,x,0,,\nC,,2017,x,1e300,,\n");
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ZSCORE, &table, NULL), MKBA_OK);
    ck_assert_double_eq(support_real(table, 0, "spread"), 0);
    ck_assert(mkba_table_is_missing(table, 0, 8));
    mkba_table_free(table);
    table = NULL;
    ck_assert_int_eq(mkba_panel_scores(panel, names, 1, MKBA_SCALING_ZSCORE, &table, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, (mkba_scaling) 2, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_scores(NULL, NULL, 0, MKBA_SCALING_ZSCORE, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ZSCORE, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_scores(huge, NULL, 0, MKBA_SCALING_ZSCORE, &table, NULL), MKBA_ERROR_EVALUATION);
    ck_assert_int_eq(mkba_panel_scores(far, NULL, 0, MKBA_SCALING_ROBUST, &table, NULL), MKBA_ERROR_EVALUATION);
    ck_assert_ptr_null(table);
    mkba_panel_free(panel);
    mkba_panel_free(huge);
    mkba_panel_free(far);
}
END_TEST

/* ---- OFLOG ----------------------------------------------------------------------------------------------- */

/* Columns of oflog_asc_measures.csv. */
enum { YEAR = 0, CODE = 1, MEASURE = 7, VALUE = 8, MEDIAN = 9, SCORE = 10, N_COLUMNS = 12 };

typedef struct oflog {
    char *text; /* of the file; the rows point into it */
    char **cells;
    size_t n_rows;
} oflog;

/* The cells of a line without quotes inside cells, but for one column of names, in place. */
static void split(char *line, char **cells)
{
    bool quoted = false;
    size_t n = 0;
    cells[n++] = line;
    for (char *at = line; *at != '\0'; at++) {
        if (*at == '"')
            quoted = !quoted;
        if (*at != ',' || quoted)
            continue;
        *at = '\0';
        ck_assert_uint_lt(n, N_COLUMNS);
        cells[n++] = at + 1;
    }
    ck_assert_uint_eq(n, N_COLUMNS);
}

static bool read_oflog(oflog *file)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    size_t capacity = 10000;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/validatie/oflog_asc_measures", ".csv");
    file->text = support_file(path, NULL);
    if (file->text == NULL) {
        printf("# SKIP scores of OFLOG: %s is not there\n", path);
        return false;
    }
    file->cells = malloc(capacity * N_COLUMNS * sizeof *file->cells);
    ck_assert_ptr_nonnull(file->cells);
    char *rest = strchr(file->text, '\n') + 1;
    for (char *end = strchr(rest, '\n'); end != NULL; rest = end + 1, end = strchr(rest, '\n')) {
        *end = '\0';
        ck_assert_uint_lt(file->n_rows, capacity);
        split(rest, file->cells + file->n_rows++ * N_COLUMNS);
    }
    return true;
}

/* As a panel: "2016-17" is a financial year, of which the panel has the first. */
static mkba_panel *panel_of_oflog(const oflog *file)
{
    mkba_i_text lines = {.data = NULL};
    for (size_t row = 0; row < file->n_rows; row++) {
        char **cells = file->cells + row * N_COLUMNS;
        mkba_i_text_format(&lines, "%s,,%.4s,%s,%s,,\n", cells[CODE], cells[YEAR], cells[MEASURE], cells[VALUE]);
    }
    ck_assert(!lines.failed);
    mkba_panel *panel = panel_tidy(lines.data);
    mkba_i_text_drop(&lines);
    return panel;
}

static double number(const char *text)
{
    return strtod(text, NULL);
}

START_TEST(robust_scores_are_those_that_oflog_published)
{
    oflog file = {.text = NULL};
    size_t without = 0, in_table;
    if (!read_oflog(&file))
        return;
    mkba_panel *panel = panel_of_oflog(&file);
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_scores(panel, NULL, 0, MKBA_SCALING_ROBUST, &table, NULL), MKBA_OK);
    in_table = mkba_table_n_rows(table);
    const char *const *areas = mkba_table_texts(table, 0), *const *periods = mkba_table_texts(table, 2);
    const char *const *indicators = mkba_table_texts(table, 3);
    const double *centres = mkba_table_reals(table, 6), *scores = mkba_table_reals(table, 8);
    for (size_t row = 0; row < file.n_rows; row++) {
        char **cells = file.cells + row * N_COLUMNS;
        size_t at = 0;
        if (cells[VALUE][0] == '\0') { /* OFLOG has no score then, and nor have we: no row */
            ck_assert_int_eq(cells[SCORE][0], '\0');
            without++;
            continue;
        }
        while (at < in_table && (strcmp(areas[at], cells[CODE]) != 0 || strncmp(periods[at], cells[YEAR], 4) != 0 ||
                                 strcmp(indicators[at], cells[MEASURE]) != 0))
            at++;
        ck_assert_uint_lt(at, in_table);
        ck_assert_double_eq_tol(centres[at], number(cells[MEDIAN]), 5e-8); /* published with few decimals */
        ck_assert_double_eq_tol(scores[at], number(cells[SCORE]), 1e-8);
    }
    ck_assert_uint_eq(file.n_rows, 6376);
    ck_assert_uint_eq(without, 298);
    ck_assert_uint_eq(in_table, 6376 - 298);
    mkba_table_free(table);
    mkba_panel_free(panel);
    free(file.cells);
    free(file.text);
}
END_TEST

/* ---- what changes no distance ---------------------------------------------------------------------------- */

#define N 9
static const double SIZE[N] = {12.5, 30, 21, 8.25, 17, 44, 26.5, 19, 35};
static const double AGE[N] = {19, 23.5, 21, 17.25, 25, 22, 18.5, 24, 20};
static const double OTHER[N] = {3, 1, 4, 1.5, 5, 9, 2, 6, 5.25};

/* Three indicators of N areas, in an order, as functions of the three above. */
static mkba_panel *panel_ordered(const size_t order[N], const double matrix[3][3])
{
    mkba_i_text lines = {.data = NULL};
    for (size_t i = 0; i < N; i++)
        for (size_t v = 0; v < 3; v++) {
            size_t a = order[i];
            mkba_i_text_format(&lines, "GM900%zu,,2017,v%zu,", a, v);
            mkba_i_text_number(&lines, matrix[v][0] * SIZE[a] + matrix[v][1] * AGE[a] + matrix[v][2] * OTHER[a]);
            mkba_i_text_add(&lines, ",,\n");
        }
    ck_assert(!lines.failed);
    mkba_panel *panel = panel_tidy(lines.data);
    mkba_i_text_drop(&lines);
    return panel;
}

static const size_t FORWARD[N] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
static const double AS_IS[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

static mkba_table *distances(const mkba_panel *panel, mkba_peers_method method, const char *const *by, size_t n_by,
                             const double *weights)
{
    static const char *const region[] = {"GM9004", "GM9001"};
    mkba_peers_options options;
    mkba_peers *peers = NULL;
    mkba_error error;
    mkba_peers_options_init(&options);
    options.method = method;
    options.by = by;
    options.n_by = n_by;
    options.k = 5;
    options.weights = weights;
    options.n_weights = weights == NULL ? 0 : n_by;
    if (mkba_panel_peers(panel, region, 2, &options, &peers, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_CANDIDATES);
    mkba_peers_free(peers);
    return table;
}

/* The same ranks, and distances within a tolerance (0: the same bits); both are freed. */
static void expect_same(mkba_table *a, mkba_table *b, double tolerance)
{
    for (size_t row = 0; row < N - 2; row++) {
        ck_assert_str_eq(support_text(a, row, "area"), support_text(b, row, "area"));
        double difference = fabs(support_real(a, row, "distance") - support_real(b, row, "distance"));
        ck_assert(difference <= tolerance);
    }
    mkba_table_free(a);
    mkba_table_free(b);
}

static const char *const ALL[] = {"v0", "v1", "v2"};

START_TEST(the_order_of_areas_changes_no_bit)
{
    static const size_t back[N] = {8, 3, 6, 1, 4, 7, 2, 5, 0};
    static const mkba_peers_method methods[] = {MKBA_PEERS_EUCLIDEAN, MKBA_PEERS_MAHALANOBIS};
    mkba_panel *a = panel_ordered(FORWARD, AS_IS), *b = panel_ordered(back, AS_IS);
    for (size_t m = 0; m < 2; m++)
        expect_same(distances(a, methods[m], ALL, 3, NULL), distances(b, methods[m], ALL, 3, NULL), 0);
    mkba_panel_free(a);
    mkba_panel_free(b);
}
END_TEST

START_TEST(the_scale_of_a_variable_changes_nothing)
{
    static const double doubled[3][3] = {{1024, 0, 0}, {0, 1, 0}, {0, 0, 0.5}};
    static const double scaled[3][3] = {{1e6, 0, 0}, {0, -0.3, 0}, {0, 0, 7}};
    mkba_panel *a = panel_ordered(FORWARD, AS_IS), *b = panel_ordered(FORWARD, doubled);
    mkba_panel *c = panel_ordered(FORWARD, scaled);
    expect_same(distances(a, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL), distances(b, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL), 0);
    expect_same(distances(a, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL), distances(c, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL),
                1e-13);
    mkba_panel_free(a);
    mkba_panel_free(b);
    mkba_panel_free(c);
}
END_TEST

START_TEST(a_weight_of_zero_leaves_the_variable_out)
{
    static const double weights[] = {1, 0, 1}, others[] = {2, 3};
    static const char *const two[] = {"v0", "v2"};
    mkba_panel *panel = panel_ordered(FORWARD, AS_IS);
    expect_same(distances(panel, MKBA_PEERS_EUCLIDEAN, ALL, 3, weights),
                distances(panel, MKBA_PEERS_EUCLIDEAN, two, 2, NULL), 0);
    expect_same(distances(panel, MKBA_PEERS_MAHALANOBIS, ALL, 3, weights),
                distances(panel, MKBA_PEERS_MAHALANOBIS, two, 2, NULL), 0);
    mkba_table *plain = distances(panel, MKBA_PEERS_EUCLIDEAN, two, 2, NULL);
    mkba_table *weighed = distances(panel, MKBA_PEERS_EUCLIDEAN, two, 2, others);
    ck_assert(support_real(plain, 0, "distance") != support_real(weighed, 0, "distance"));
    mkba_table_free(plain);
    mkba_table_free(weighed);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(mahalanobis_is_the_same_after_a_linear_map)
{
    static const double map[3][3] = {{2, 1, 0}, {-1, 3, 0.5}, {0.25, 1, 4}};
    mkba_panel *a = panel_ordered(FORWARD, AS_IS), *b = panel_ordered(FORWARD, map);
    expect_same(distances(a, MKBA_PEERS_MAHALANOBIS, ALL, 3, NULL), distances(b, MKBA_PEERS_MAHALANOBIS, ALL, 3, NULL),
                1e-12);
    mkba_table *before = distances(a, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL);
    mkba_table *after = distances(b, MKBA_PEERS_EUCLIDEAN, ALL, 3, NULL);
    ck_assert(fabs(support_real(before, 0, "distance") - support_real(after, 0, "distance")) > 1e-3);
    mkba_table_free(before);
    mkba_table_free(after);
    mkba_panel_free(a);
    mkba_panel_free(b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scores");
    TCase *all = tcase_create("all");
    tcase_add_test(all, scores_are_distances_from_the_middle);
    tcase_add_test(all, a_spread_of_zero_gives_no_score_and_what_is_wrong_is_refused);
    tcase_add_test(all, robust_scores_are_those_that_oflog_published);
    tcase_add_test(all, the_order_of_areas_changes_no_bit);
    tcase_add_test(all, the_scale_of_a_variable_changes_nothing);
    tcase_add_test(all, a_weight_of_zero_leaves_the_variable_out);
    tcase_add_test(all, mahalanobis_is_the_same_after_a_linear_map);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
