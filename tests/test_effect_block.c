/* effect/block.h: who is compared with whom, and what bears no estimate (data/effect/block_refused.json). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "effect/block.h"
#include "panel.h"
#include "peers.h"
#include "run_suite.h"
#include "support.h"

typedef struct asked {
    mkba_i_block_request request;
    const char *treated[PEERS_LIST], *donors[PEERS_LIST];
} asked;

static const cJSON *of(const cJSON *item, const cJSON *usual, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(item, key);
    return found != NULL ? found : cJSON_GetObjectItemCaseSensitive(usual, key);
}

static const char *text_of(const cJSON *item, const cJSON *usual, const char *key)
{
    const cJSON *found = of(item, usual, key);
    return found == NULL ? NULL : found->valuestring;
}

static size_t list_of(const cJSON *list, const char *to[PEERS_LIST])
{
    size_t n = 0;
    for (const cJSON *item = list == NULL ? NULL : list->child; item != NULL; item = item->next)
        to[n++] = item->valuestring;
    return n;
}

static void ask(asked *to, const mkba_panel *panel, const cJSON *item, const cJSON *usual)
{
    const cJSON *donors = of(item, usual, "donors");
    to->request = (mkba_i_block_request){.panel = panel,
                                         .indicator = text_of(item, usual, "indicator"),
                                         .treated = to->treated,
                                         .n_treated = list_of(of(item, usual, "treated"), to->treated),
                                         .donors = donors == NULL ? NULL : to->donors,
                                         .n_donors = list_of(donors, to->donors),
                                         .start = text_of(item, usual, "start"),
                                         .first = text_of(item, usual, "first"),
                                         .last = text_of(item, usual, "last"),
                                         .population = text_of(item, usual, "population")};
}

static mkba_panel *with_break(mkba_panel *panel)
{
    static const mkba_break at = {2018, true, "another definition"};
    static const mkba_indicator known = {.name = "broken", .kind = MKBA_INDICATOR_FLOW, .breaks = &at, .n_breaks = 1};
    return panel_said(panel, &known, 1);
}

START_TEST(what_bears_no_estimate_is_refused_with_its_place)
{
    char *text = support_data("effect/block_refused.json", NULL);
    mkba_i_json *json = support_json(text);
    const cJSON *root = mkba_i_json_root(json), *usual = cJSON_GetObjectItemCaseSensitive(root, "usual");
    mkba_panel *panel = with_break(peers_panel(root));
    for (const cJSON *item = of(root, NULL, "cases")->child; item != NULL; item = item->next) {
        const char *name = text_of(item, NULL, "name");
        mkba_i_block block = {.n_units = 77};
        mkba_error error;
        asked wanted;
        ask(&wanted, panel, item, usual);
        mkba_status status = mkba_i_block_make(&wanted.request, &block, &error);
        if (strcmp(mkba_status_name(status), text_of(item, NULL, "status")) != 0)
            ck_abort_msg("%s: %s (%s)", name, mkba_status_name(status), status == MKBA_OK ? "" : error.message);
        if (strcmp(error.where, text_of(item, NULL, "where")) != 0 ||
            strstr(error.message, text_of(item, NULL, "message")) == NULL)
            ck_abort_msg("%s: %s: %s", name, error.where, error.message);
        ck_assert_uint_eq(block.n_units, 77);
    }
    mkba_panel_free(panel);
    mkba_i_json_free(json);
    free(text);
}
END_TEST

static mkba_i_block block_of(const mkba_panel *panel, const char *json)
{
    mkba_i_json *read = support_json(json);
    mkba_i_block block;
    mkba_error error;
    asked wanted;
    ask(&wanted, panel, mkba_i_json_root(read), NULL);
    if (mkba_i_block_make(&wanted.request, &block, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_i_json_free(read);
    return block;
}

/* Municipalities of which some lack a figure, or inhabitants; the nation, a province; and a region R of GM3 and GM4. */
static mkba_panel *municipalities(void)
{
    static const char *const members[] = {"GM3", "GM4"};
    static const mkba_indicator known[] = {{.name = "x", .unit = "euro", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "people", .kind = MKBA_INDICATOR_STOCK}};
    mkba_panel *panel = panel_said(
        panel_tidy("GM1,One,2017,x,1,,\nGM1,,2018,x,2,,\nGM1,,2019,x,4,,\nGM1,,2018,people,10,,\n"
                   "GM2,Two,2017,x,3,,\nGM2,,2019,x,5,,\nGM2,,2018,people,20,,\nGM2,,2017,people,19,,\n"
                   "GM3,,2017,x,5,,\nGM3,,2018,x,1,,\nGM3,,2019,x,3,,\nGM3,,2018,people,30,,\nGM3,,2017,people,29,,\n"
                   "GM4,,2017,x,8,,\nGM4,,2018,x,1,,\nGM4,,2019,x,3,,\nGM4,,2018,people,40,,\nGM4,,2017,people,39,,\n"
                   "GM5,Five,2017,x,8,,\nGM5,,2018,x,.,,\nGM5,,2019,x,3,,\nGM5,,2018,people,50,,\n"
                   "GM6,,2017,x,8,,\nGM6,,2018,x,2,,\nGM6,,2019,x,3,,\nGM6,,2018,people,0,,\nGM6,,2017,people,60,,\n"
                   "NL01,,2017,x,9,,\nNL01,,2018,x,9,,\nNL01,,2019,x,9,,\n"
                   "PV30,,2017,x,7,,\nPV30,,2018,x,7,,\nPV30,,2019,x,7,,\n"),
        known, 2);
    mkba_panel *region = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 2, MKBA_MISSING_SPREADS, &region, NULL), MKBA_OK);
    mkba_panel_free(panel);
    return region;
}

static void expect_units(const mkba_i_block *block, const char *codes)
{
    char found[200] = "";
    for (size_t i = 0; i < block->n_units; i++) {
        strcat(found, i == 0 ? "" : " ");
        strcat(found, block->codes[i]);
    }
    ck_assert_str_eq(found, codes);
}

static void expect_left_out(const mkba_i_block *block, size_t i, const char *code, const char *indicator,
                            const char *period, mkba_cell_status status)
{
    ck_assert_uint_lt(i, block->n_left_out);
    ck_assert_str_eq(block->left_out[i].code, code);
    ck_assert_str_eq(block->left_out[i].indicator, indicator);
    ck_assert_str_eq(block->left_out[i].period, period);
    ck_assert_int_eq(block->left_out[i].status, status);
}

START_TEST(figures_stand_by_unit_the_treated_first)
{
    static const double figures[] = {3, NAN, 5, 5, 1, 3, 8, 1, 3};
    mkba_panel *panel = municipalities();
    mkba_i_block block =
        block_of(panel, "{\"indicator\": \"x\", \"treated\": [\"GM2\"], \"start\": \"2018\", "
                        "\"donors\": [\"GM3\", \"GM1\", \"GM5\", \"GM4\"], \"population\": \"people\"}");
    mkba_panel_free(panel); /* the block holds nothing of it */
    expect_units(&block, "GM2 GM3 GM4");
    ck_assert_str_eq(block.names[0], "Two");
    ck_assert_str_eq(block.unit, "euro");
    ck_assert_uint_eq(block.n_treated, 1);
    ck_assert_uint_eq(block.n_periods, 3);
    ck_assert_uint_eq(block.n_before, 1);
    ck_assert_str_eq(block.periods[2], "2019");
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        ck_assert(isnan(figures[i]) ? isnan(block.values[i]) : block.values[i] == figures[i]);
    ck_assert_int_eq(block.statuses[1], MKBA_CELL_ABSENT);
    ck_assert(block.population[0] == 19 && block.population[1] == 29 && block.population[2] == 39);
    ck_assert_uint_eq(block.n_left_out, 2);
    expect_left_out(&block, 0, "GM1", "people", "2017", MKBA_CELL_ABSENT);
    expect_left_out(&block, 1, "GM5", "x", "2018", MKBA_CELL_SUPPRESSED);
    mkba_i_block_free(&block);
}
END_TEST

START_TEST(donors_are_all_of_the_sort_of_the_treated_that_are_not_treated)
{
    mkba_panel *panel = municipalities();
    mkba_i_block one = block_of(panel, "{\"indicator\": \"x\", \"treated\": [\"GM2\"], \"start\": \"2019\"}");
    expect_units(&one, "GM2 GM1 GM3 GM4 GM6");
    ck_assert_ptr_null(one.population);
    mkba_i_block region = block_of(panel, "{\"indicator\": \"x\", \"treated\": [\"R\"], \"start\": \"2019\"}");
    expect_units(&region, "R GM1 GM6");
    ck_assert(region.values[0] == 13); /* 5 + 8 */
    mkba_i_block two = block_of(panel, "{\"indicator\": \"x\", \"treated\": [\"GM4\", \"GM2\"], \"start\": \"2018\", "
                                       "\"population\": \"people\", \"donors\": [\"GM3\", \"GM6\"]}");
    expect_units(&two, "GM4 GM2 GM3 GM6");
    ck_assert_uint_eq(two.n_periods, 3);
    ck_assert(two.population[3] == 60);
    mkba_i_block_free(&one);
    mkba_i_block_free(&region);
    mkba_i_block_free(&two);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_donor_with_a_suspect_figure_is_left_out)
{
    static const char *const area[] = {"GM3"}, *const period[] = {"2018"}, *const indicator[] = {"x"};
    mkba_panel *panel = municipalities(), *suspect = NULL;
    ck_assert_int_eq(mkba_panel_with_suspects(panel, area, period, indicator, 1, NULL, &suspect, NULL), MKBA_OK);
    mkba_i_block block = block_of(suspect, "{\"indicator\": \"x\", \"treated\": [\"GM1\"], \"start\": \"2019\"}");
    expect_units(&block, "GM1 GM4 GM6");
    ck_assert_uint_eq(block.n_left_out, 3);
    expect_left_out(&block, 1, "GM3", "x", "2018", MKBA_CELL_SUSPECT);
    mkba_i_block_free(&block);
    mkba_panel_free(suspect);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(null_is_an_argument)
{
    static const char *const treated[] = {"GM2"}, *const nothing[] = {NULL};
    mkba_panel *panel = municipalities();
    mkba_i_block block = {0};
    const mkba_i_block_request usual = {
        .panel = panel, .indicator = "x", .treated = treated, .n_treated = 1, .start = "2019"};
    mkba_i_block_request request[] = {usual, usual, usual, usual, usual, usual};
    request[0].panel = NULL;
    request[1].indicator = NULL;
    request[2].start = NULL;
    request[3].treated = NULL;
    request[4].treated = nothing;
    request[5].donors = nothing;
    request[5].n_donors = 1;
    for (size_t i = 0; i < MKBA_I_LENGTH(request); i++)
        ck_assert_int_eq(mkba_i_block_make(&request[i], &block, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_uint_eq(block.n_units, 0);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effect, block");
    TCase *all = tcase_create("all");
    tcase_add_test(all, what_bears_no_estimate_is_refused_with_its_place);
    tcase_add_test(all, figures_stand_by_unit_the_treated_first);
    tcase_add_test(all, donors_are_all_of_the_sort_of_the_treated_that_are_not_treated);
    tcase_add_test(all, a_donor_with_a_suspect_figure_is_left_out);
    tcase_add_test(all, null_is_an_argument);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
