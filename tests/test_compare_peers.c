/* Peers: against numpy (data/compare/neighbours.py), who may be one, and what is refused (refused_peers.json). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "peers.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_json *data(const char *file)
{
    char *text = support_data(file, NULL);
    mkba_i_json *json = support_json(text);
    free(text);
    return json;
}

static const cJSON *item_of(const cJSON *from, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(from, key);
}

static double number_of(const cJSON *from, const char *key)
{
    return item_of(from, key)->valuedouble;
}

/* ---- against numpy --------------------------------------------------------------------------------------- */

static void expect_peers(const mkba_peers *peers, const cJSON *expected)
{
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_PEERS);
    size_t row = 0;
    for (const cJSON *peer = expected->child; peer != NULL; peer = peer->next, row++) {
        ck_assert_str_eq(support_text(table, row, "area"), item_of(peer, "area")->valuestring);
        ck_assert_str_eq(mkba_peers_codes(peers)[row], item_of(peer, "area")->valuestring);
        ck_assert_int_eq(support_integer(table, row, "rank"), (int64_t) row + 1);
        ck_assert_double_eq_tol(support_real(table, row, "distance"), number_of(peer, "distance"), 1e-12);
        ck_assert_double_eq_tol(support_real(table, row, "rebased"), number_of(peer, "rebased"), 1e-12);
    }
    ck_assert_uint_eq(mkba_table_n_rows(table), row);
    ck_assert_uint_eq(mkba_peers_n(peers), row);
    mkba_table_free(table);
}

static void expect_profile(const mkba_peers *peers, const cJSON *expected)
{
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_PROFILE);
    size_t row = 0;
    for (const cJSON *peer = expected->child; peer != NULL; peer = peer->next) {
        const cJSON *difference = item_of(peer, "difference")->child;
        for (const cJSON *share = item_of(peer, "share")->child; share != NULL; share = share->next, row++) {
            ck_assert_str_eq(support_text(table, row, "area"), item_of(peer, "area")->valuestring);
            ck_assert_double_eq_tol(support_real(table, row, "share"), share->valuedouble, 1e-11);
            ck_assert_double_eq_tol(support_real(table, row, "difference"), difference->valuedouble, 1e-12);
            difference = difference->next;
        }
    }
    ck_assert_uint_eq(mkba_table_n_rows(table), row);
    mkba_table_free(table);
}

/* Whether a list of codes has one. */
static bool has(const char *codes, const char *code)
{
    return strstr(codes, code) != NULL;
}

static void expect_stability(const mkba_peers *peers, const cJSON *expected)
{
    mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_STABILITY);
    size_t row = 0;
    for (const cJSON *set = expected->child; set != NULL; set = set->next, row++) {
        const char *come = support_text(table, row, "come"), *leave = support_text(table, row, "leave");
        size_t remain = 0, n = mkba_peers_n(peers);
        for (const cJSON *code = set->child; code != NULL; code = code->next) {
            bool before = false;
            for (size_t i = 0; i < n; i++)
                before = before || strcmp(mkba_peers_codes(peers)[i], code->valuestring) == 0;
            remain += before;
            ck_assert_int_eq(has(come, code->valuestring), !before);
            ck_assert(!has(leave, code->valuestring));
        }
        ck_assert_int_eq(support_integer(table, row, "remain"), (int64_t) remain);
        ck_assert_uint_eq(strlen(leave), strlen(come));
    }
    ck_assert_uint_eq(mkba_table_n_rows(table), row);
    mkba_table_free(table);
}

START_TEST(distances_ranks_and_shares_are_those_of_numpy)
{
    mkba_i_json *json = data("compare/neighbours.json");
    const cJSON *root = mkba_i_json_root(json);
    mkba_panel *panel = peers_panel(root);
    size_t n = 0;
    for (const cJSON *item = item_of(root, "cases")->child; item != NULL; item = item->next, n++) {
        peers_case wanted;
        peers_case_read(&wanted, item);
        mkba_peers *peers = peers_of(panel, &wanted);
        expect_peers(peers, item_of(item, "peers"));
        expect_profile(peers, item_of(item, "peers"));
        if (item_of(item, "without") != NULL)
            expect_stability(peers, item_of(item, "without"));
        mkba_peers_free(peers);
    }
    ck_assert_uint_ge(n, 6);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(the_peers_of_all_are_those_of_each)
{
    static const mkba_peers_method methods[] = {MKBA_PEERS_EUCLIDEAN, MKBA_PEERS_MAHALANOBIS};
    mkba_i_json *json = data("compare/neighbours.json");
    const cJSON *root = mkba_i_json_root(json);
    mkba_panel *panel = peers_panel(root);
    peers_case wanted;
    peers_case_read(&wanted, item_of(root, "cases")->child);
    for (size_t m = 0; m < 2; m++) {
        mkba_table *all = NULL;
        wanted.options.method = methods[m];
        ck_assert_int_eq(mkba_panel_all_peers(panel, &wanted.options, &all, NULL), MKBA_OK);
        ck_assert_uint_eq(mkba_table_n_rows(all), 12 * 4);
        for (size_t row = 0; row < 12 * 4; row += 4) {
            wanted.region[0] = support_text(all, row, "area");
            mkba_peers *peers = peers_of(panel, &wanted);
            mkba_table *table = peers_table(peers, MKBA_PEERS_VIEW_PEERS);
            for (size_t i = 0; i < 4; i++) {
                ck_assert_str_eq(support_text(all, row + i, "peer"), support_text(table, i, "area"));
                ck_assert_int_eq(support_integer(all, row + i, "rank"), (int64_t) i + 1);
                ck_assert(support_real(all, row + i, "distance") == support_real(table, i, "distance"));
                ck_assert(support_real(all, row + i, "rebased") == support_real(table, i, "rebased"));
            }
            mkba_table_free(table);
            mkba_peers_free(peers);
        }
        mkba_table_free(all);
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------------------- */

static void expect_refused(const mkba_panel *panel, const cJSON *item)
{
    static const char *const usual[] = {"GM9001"};
    const char *name = item_of(item, "name")->valuestring;
    mkba_peers *peers = NULL;
    mkba_error error;
    peers_case wanted;
    peers_case_read(&wanted, item);
    bool given = item_of(item, "region") != NULL;
    const char *const *region = given ? wanted.region : usual;
    size_t n = given ? wanted.n_region : 1;
    mkba_status status = mkba_panel_peers(panel, region, n, &wanted.options, &peers, &error);
    if (strcmp(mkba_status_name(status), item_of(item, "status")->valuestring) != 0)
        ck_abort_msg("%s: %s (%s)", name, mkba_status_name(status), status == MKBA_OK ? "" : error.message);
    if (strcmp(error.where, item_of(item, "where")->valuestring) != 0 ||
        strstr(error.message, item_of(item, "message")->valuestring) == NULL)
        ck_abort_msg("%s: %s: %s", name, error.where, error.message);
    ck_assert_int_eq(mkba_panel_peers(panel, region, n, &wanted.options, &peers, NULL), status);
    ck_assert_ptr_null(peers);
}

START_TEST(what_makes_no_sense_is_refused_with_its_place)
{
    mkba_i_json *json = data("compare/refused_peers.json");
    const cJSON *root = mkba_i_json_root(json);
    mkba_panel *panel = peers_panel(root);
    for (const cJSON *item = item_of(root, "cases")->child; item != NULL; item = item->next)
        expect_refused(panel, item);
    mkba_panel_free(panel);
    mkba_i_json_free(json);
}
END_TEST

START_TEST(null_and_what_is_no_choice_are_arguments)
{
    static const char *const region[] = {"A"}, *const by[] = {"x"}, *const nothing[] = {NULL};
    mkba_panel *panel = panel_tidy("A,,2017,x,1,,\nB,,2017,x,2,,\nC,,2017,x,4,,\n");
    mkba_peers_options options;
    mkba_peers *peers = NULL;
    mkba_table *table = NULL;
    mkba_peers_options_init(&options);
    options.by = by;
    options.n_by = 1;
    options.k = 2;
    ck_assert_int_eq(mkba_panel_peers(NULL, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_peers(panel, NULL, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_peers(panel, nothing, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, NULL, &peers, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_all_peers(NULL, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_all_peers(panel, &options, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_peers_table(NULL, MKBA_PEERS_VIEW_PEERS, &table, NULL), MKBA_ERROR_ARGUMENT);
    options.by = nothing;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    options.by = NULL;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    options.by = by;
    options.method = (mkba_peers_method) 9;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    options.method = MKBA_PEERS_EUCLIDEAN;
    options.scaling = (mkba_scaling) 9;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    options.scaling = MKBA_SCALING_ZSCORE;
    options.missing = (mkba_peers_missing) 9;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    options.missing = MKBA_PEERS_MISSING_REFUSED;
    options.size = 1;
    ck_assert_int_eq(mkba_panel_peers(panel, region, 1, &options, &peers, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(peers);
    options.size = sizeof options;
    options.as_one = true;
    ck_assert_int_eq(mkba_panel_all_peers(panel, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
    options.as_one = false;
    options.k = 3;
    ck_assert_int_eq(mkba_panel_all_peers(panel, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
    options.method = MKBA_PEERS_CLASS;
    ck_assert_int_eq(mkba_panel_all_peers(panel, &options, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    ck_assert_uint_eq(mkba_peers_n(NULL), 0);
    ck_assert_ptr_null(mkba_peers_codes(NULL));
    mkba_peers_free(NULL);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(views_and_choices_have_names)
{
    mkba_peers_view view;
    mkba_peers_missing missing;
    mkba_peers_method method;
    mkba_scaling scaling;
    for (int i = 0; i <= (int) MKBA_PEERS_VIEW_VARIABLES; i++) {
        ck_assert_int_eq(mkba_peers_view_from_name(mkba_peers_view_name((mkba_peers_view) i), &view, NULL), MKBA_OK);
        ck_assert_int_eq((int) view, i);
    }
    ck_assert_str_eq(mkba_peers_missing_name(MKBA_PEERS_MISSING_DROPS_AREA), "drops area");
    ck_assert_str_eq(mkba_peers_view_name((mkba_peers_view) 5), "unknown view");
    ck_assert_str_eq(mkba_peers_method_name((mkba_peers_method) 4), "unknown method");
    ck_assert_str_eq(mkba_peers_missing_name((mkba_peers_missing) 3), "unknown choice");
    ck_assert_str_eq(mkba_scaling_name((mkba_scaling) 2), "unknown scaling");
    ck_assert_str_eq(mkba_scaling_name(MKBA_SCALING_ROBUST), "robust");
    ck_assert_int_eq(mkba_peers_view_from_name("peer", &view, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_peers_missing_from_name("drop", &missing, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_peers_method_from_name("cosine", &method, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_scaling_from_name("minmax", &scaling, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_peers_view_from_name("peers", NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_scaling_from_name(NULL, &scaling, NULL), MKBA_ERROR_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("peers");
    TCase *all = tcase_create("all");
    tcase_add_test(all, distances_ranks_and_shares_are_those_of_numpy);
    tcase_add_test(all, the_peers_of_all_are_those_of_each);
    tcase_add_test(all, what_makes_no_sense_is_refused_with_its_place);
    tcase_add_test(all, null_and_what_is_no_choice_are_arguments);
    tcase_add_test(all, views_and_choices_have_names);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
