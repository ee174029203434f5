/* The figures of an indicator in time: which count, in which order, what is said of them; and the planned path. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "koers/series.h"
#include "run_suite.h"
#include "support.h"

static const char PANEL[] = "gm_code,jaar,gebruik,dagen\n"
                            "A,2021,100,7\nA,2022,110,8\nA,2023,120,9\nA,2024,130,6\n"
                            "B,2021,40,5\nB,2022,45,6\nB,2023,,7\nB,2024,60,8\n";

#define HEAD "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {}, \"nodes\": {}, "

typedef struct made {
    mkba_koers *koers;
    mkba_panel *panel;
    mkba_i_arena arena;
    mkba_i_said_list said;
    mkba_i_series *series;
} made;

/* A panel in which `gebruik` is a stock and of `dagen` nothing is known. */
static mkba_panel *read_panel(void)
{
    const mkba_indicator stock = {.name = "gebruik", .kind = MKBA_INDICATOR_STOCK, .per = 1};
    mkba_panel *panel = NULL, *described = NULL;
    ck_assert_int_eq(mkba_panel_parse(PANEL, strlen(PANEL), MKBA_PANEL_WIDE, NULL, &panel, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_described(panel, &stock, 1, &described, NULL), MKBA_OK);
    mkba_panel_free(panel);
    return described;
}

static made make(const char *document, bool with_panel, const char *area, mkba_status expected, mkba_error *error)
{
    made m = {.koers = support_koers(document), .panel = with_panel ? read_panel() : NULL};
    ck_assert_int_eq(mkba_i_series_make(m.koers, m.panel, area, &m.arena, &m.said, &m.series, error), expected);
    return m;
}

static void drop(made *m)
{
    mkba_koers_free(m->koers);
    mkba_panel_free(m->panel);
    mkba_i_arena_free(&m->arena);
    mkba_i_said_free(&m->said);
}

static void expect_said(const made *m, size_t n, const char *id, const char *part)
{
    ck_assert_uint_eq(m->said.n, n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(m->said.all[i].id, id) == 0 && strstr(m->said.all[i].text, part) != NULL)
            return;
    ck_abort_msg("nothing is said of %s: %s", id, part);
}

#define INDICATOR(rest) "\"indicators\": {\"x\": {\"title\": \"x\", \"direction\": \"up\"" rest "}}"

START_TEST(figures_stand_in_order_of_time_with_the_nulmeting_first)
{
    made m = make(
        HEAD INDICATOR(
            ", \"start\": {\"period\": 2023, \"value\": 5}") ", \"measurements\": ["
                                                             "{\"indicator\": \"x\", \"period\": \"2024KW04\", \"value\": 7, \"low\": 6, \"high\": 8, \"level\": 0.9, "
                                                             "\"source\": \"s\"},"
                                                             "{\"indicator\": \"x\", \"period\": 2024, \"kind\": \"quote\", \"text\": \"q\", \"source\": \"s\"},"
                                                             "{\"indicator\": \"x\", \"period\": 2024, \"value\": 9, \"area\": \"A\"},"
                                                             "{\"indicator\": \"x\", \"period\": \"2024-02-01\", \"value\": 6}]}",
        false, NULL, MKBA_OK, NULL);
    const mkba_i_point *points = m.series[0].points;
    ck_assert_uint_eq(m.series[0].n, 3);
    ck_assert_int_eq(points[0].origin, MKBA_I_START);
    ck_assert_double_eq(points[0].time, 2023.5);
    ck_assert_double_eq(points[1].value, 6);
    ck_assert_double_eq(points[2].time, 2024.875);
    ck_assert(points[2].has_interval && points[2].low == 6 && points[2].high == 8 && points[2].level == 0.9);
    ck_assert_str_eq(points[2].source, "s");
    ck_assert_uint_eq(points[2].measurement, 0);
    expect_said(&m, 1, "periods-mixed", "as they are");
    drop(&m);
}
END_TEST

START_TEST(an_area_has_its_own_figures_and_no_nulmeting)
{
    made m = make(
        HEAD INDICATOR(
            ", \"start\": {\"period\": 2020, \"value\": 5}, \"panel\": {\"indicator\": \"dagen\"}") ", \"measurements\": [{\"indicator\": \"x\", \"period\": 2024, \"value\": 9, \"area\": \"A\"}]}",
        true, "A", MKBA_OK, NULL);
    ck_assert_uint_eq(m.series[0].n, 4); /* one area is not added up, so its kind does not matter */
    ck_assert_int_eq(m.series[0].points[3].origin, MKBA_I_MEASURED);
    ck_assert_int_eq(m.series[0].points[2].origin, MKBA_I_PANEL);
    ck_assert_double_eq(m.series[0].points[2].value, 9);
    expect_said(&m, 1, "figures-differ", "the measurement says 9, the panel 6");
    drop(&m);
    m = make(HEAD INDICATOR(", \"panel\": {\"indicator\": \"dagen\"}") "}", true, "Z", MKBA_OK, NULL);
    ck_assert_uint_eq(m.series[0].n, 0);
    drop(&m);
}
END_TEST

#define OF_PANEL(areas)                                                                                                \
  ", \"start\": {\"period\": 2021, \"value\": 140}, \"panel\": {\"indicator\": \"gebruik\"" areas "}"

START_TEST(areas_of_a_panel_are_added_up_where_all_have_a_figure)
{
    made m = make(HEAD INDICATOR(OF_PANEL(
                      ", \"areas\": [\"A\", \"B\"]")) ", \"measurements\": ["
                                                      "{\"indicator\": \"x\", \"period\": 2022, \"value\": 150}]}",
                  true, NULL, MKBA_OK, NULL);
    const mkba_i_point *points = m.series[0].points;
    ck_assert_uint_eq(m.series[0].n, 3);
    ck_assert_int_eq(points[0].origin, MKBA_I_START); /* and the panel agrees */
    ck_assert_double_eq(points[1].value, 150);
    ck_assert_double_eq(points[2].value, 190);
    ck_assert_str_eq(points[2].source, "gebruik");
    expect_said(&m, 2, "figures-differ", "the measurement says 150, the panel 155");
    expect_said(&m, 2, "panel-gaps", "in 1 of its 4 periods");
    drop(&m);
}
END_TEST

START_TEST(without_areas_those_of_the_koers_count)
{
    made m = make(
        "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"region\": [\"B\"], \"opgaven\": {}, \"nodes\": {}, " INDICATOR(
            ", \"panel\": {\"indicator\": \"gebruik\"}") "}",
        true, NULL, MKBA_OK, NULL);
    ck_assert_uint_eq(m.series[0].n, 3);
    ck_assert_double_eq(m.series[0].points[0].value, 40);
    drop(&m);
    m = make(HEAD INDICATOR(", \"panel\": {\"indicator\": \"gebruik\"}") "}", true, NULL, MKBA_OK, NULL);
    ck_assert_uint_eq(m.series[0].n, 0);
    expect_said(&m, 1, "panel-without-areas", "which of the 2 areas");
    drop(&m);
}
END_TEST

START_TEST(what_is_not_known_to_add_up_is_not_added)
{
    made m = make(HEAD INDICATOR(", \"panel\": {\"indicator\": \"dagen\", \"areas\": [\"A\", \"B\"]}") "}", true, NULL,
                  MKBA_OK, NULL);
    ck_assert_uint_eq(m.series[0].n, 0);
    expect_said(&m, 1, "panel-not-added", "whether it is a flow or a stock");
    drop(&m);
}
END_TEST

START_TEST(what_a_panel_lacks_is_refused_at_its_place)
{
    static const struct {
        const char *document, *where, *message;
        mkba_status status;
    } cases[] = {
        {HEAD INDICATOR(", \"panel\": {\"indicator\": \"gebruikt\"}") "}", "/indicators/x/panel/indicator",
         "did you mean \"gebruik\"?", MKBA_ERROR_UNKNOWN},
        {HEAD INDICATOR(OF_PANEL(", \"areas\": [\"Z\"]")) "}", "/indicators/x/panel/areas", "\"Z\"",
         MKBA_ERROR_UNKNOWN},
        {HEAD INDICATOR(OF_PANEL(", \"areas\": [\"A\", \"Z\"]")) "}", "/indicators/x/panel/areas", "\"Z\"",
         MKBA_ERROR_UNKNOWN},
        {HEAD INDICATOR(OF_PANEL(", \"areas\": [\"A\", \"A\"]")) "}", "/indicators/x/panel/areas", "twice",
         MKBA_ERROR_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_error error;
        made m = make(cases[i].document, true, NULL, cases[i].status, &error);
        ck_assert_str_eq(error.where, cases[i].where);
        ck_assert_msg(strstr(error.message, cases[i].message) != NULL, "%s", error.message);
        ck_assert_uint_eq(error.line, 1);
        ck_assert_ptr_null(m.series);
        drop(&m);
    }
}
END_TEST

START_TEST(figures_are_known_once_their_period_has_ended)
{
    made m = make(HEAD INDICATOR("") ", \"measurements\": [{\"indicator\": \"x\", \"period\": 2024, \"value\": 1}, "
                                     "{\"indicator\": \"x\", \"period\": \"2024HJ02\", \"value\": 2}, "
                                     "{\"indicator\": \"x\", \"period\": \"2024-12-31\", \"value\": 3}, "
                                     "{\"indicator\": \"x\", \"period\": \"2024KW03\", \"value\": 4}, "
                                     "{\"indicator\": \"x\", \"period\": \"2025MM01\", \"value\": 5}]}",
                  false, NULL, MKBA_OK, NULL);
    mkba_i_series_until(&m.series[0], 2025);
    ck_assert_uint_eq(m.series[0].n, 4);
    mkba_i_series_until(&m.series[0], 2024.75);
    ck_assert_uint_eq(m.series[0].n, 1);
    ck_assert_double_eq(m.series[0].points[0].value, 4);
    drop(&m);
}
END_TEST

/* The plan of an indicator at a time; NAN where there is none. */
static double plan(const char *rest, double time)
{
    char document[500];
    snprintf(document, sizeof document, HEAD "\"indicators\": {\"x\": {\"title\": \"x\", \"direction\": \"up\"%s}}}",
             rest);
    made m = make(document, false, NULL, MKBA_OK, NULL);
    double value = -999;
    bool there = mkba_i_planned(&m.koers->model.indicators[0], time, &value);
    ck_assert(there || value == -999);
    drop(&m);
    return there ? value : -1;
}

START_TEST(the_plan_is_straight_from_the_nulmeting_to_each_target)
{
    const char *both = ", \"start\": {\"period\": 2023, \"value\": 10}, \"targets\": {\"2029\": 40, \"2025\": 20}";
    const char *late = ", \"start\": {\"period\": 2026, \"value\": 10}, \"targets\": {\"2029\": 40, \"2025\": 20}";
    const char *targets = ", \"targets\": {\"2025\": 20, \"2029\": 40}";
    ck_assert_double_eq(plan(both, 2023.4), -1);
    ck_assert_double_eq(plan(both, 2023.5), 10);
    ck_assert_double_eq(plan(both, 2025), 17.5);
    ck_assert_double_eq(plan(both, 2025.5), 20);
    ck_assert_double_eq(plan(both, 2028.5), 35);
    ck_assert_double_eq(plan(both, 2050), 40);
    ck_assert_double_eq(plan(late, 2027.5), 20); /* the target of 2025 is from before the nulmeting */
    ck_assert_double_eq(plan(late, 2025.5), -1);
    ck_assert_double_eq(plan(targets, 2025), -1);
    ck_assert_double_eq(plan(targets, 2026.5), 25);
    ck_assert_double_eq(plan(", \"start\": {\"period\": 2023, \"value\": 10}", 2024), -1);
    ck_assert_double_eq(plan(", \"start\": {\"period\": 2023, \"value\": 10}, \"targets\": {\"2020\": 1}", 2024), -1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers series");
    TCase *cases = tcase_create("series");
    tcase_add_test(cases, figures_stand_in_order_of_time_with_the_nulmeting_first);
    tcase_add_test(cases, an_area_has_its_own_figures_and_no_nulmeting);
    tcase_add_test(cases, areas_of_a_panel_are_added_up_where_all_have_a_figure);
    tcase_add_test(cases, without_areas_those_of_the_koers_count);
    tcase_add_test(cases, what_is_not_known_to_add_up_is_not_added);
    tcase_add_test(cases, what_a_panel_lacks_is_refused_at_its_place);
    tcase_add_test(cases, figures_are_known_once_their_period_has_ended);
    tcase_add_test(cases, the_plan_is_straight_from_the_nulmeting_to_each_target);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
