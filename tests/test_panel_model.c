/* The panel itself: periods, cells, tables, selections, joins. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "panel/cell.h"
#include "panel/period.h"
#include "run_suite.h"
#include "support.h"

/* ---- names ----------------------------------------------------------------------------------------------- */

/* The words of an enum stand in order of its numbers, lead back to them, and end where the enum does. */
#define CHECK_NAMES(TYPE, ...)                                                                                         \
  do {                                                                                                                 \
    static const char *const names[] = {__VA_ARGS__};                                                                  \
    int n = (int) (sizeof names / sizeof *names);                                                                      \
    TYPE value = (TYPE) n;                                                                                             \
    ck_assert_int_eq(strncmp(TYPE##_name(value), "unknown ", 8), 0);                                                   \
    for (int i = 0; i < n; i++) {                                                                                      \
      ck_assert_str_eq(TYPE##_name((TYPE) i), names[i]);                                                               \
      ck_assert_int_eq(TYPE##_from_name(names[i], &value, NULL), MKBA_OK);                                             \
      ck_assert_int_eq((int) value, i);                                                                                \
    }                                                                                                                  \
    ck_assert_int_eq(TYPE##_from_name("nothing of the kind", &value, NULL), MKBA_ERROR_UNKNOWN);                       \
    ck_assert_int_eq(TYPE##_from_name(NULL, &value, NULL), MKBA_ERROR_ARGUMENT);                                       \
    ck_assert_int_eq(TYPE##_from_name(names[0], NULL, NULL), MKBA_ERROR_ARGUMENT);                                     \
    ck_assert_int_eq((int) value, n - 1);                                                                              \
  } while (0)

START_TEST(names_stand_for_numbers)
{
    CHECK_NAMES(mkba_period_kind, "any", "year", "half-year", "quarter", "month", "date");
    CHECK_NAMES(mkba_cell_status, "absent", "measured", "provisional", "derived", "suspect", "suppressed", "impossible",
                "not delivered", "undefined");
    CHECK_NAMES(mkba_indicator_kind, "unknown", "flow", "stock", "rate");
    CHECK_NAMES(mkba_panel_format, "tidy", "wide", "odata3-untyped", "odata3-typed", "odata4", "statline", "iv3",
                "pdok");
    CHECK_NAMES(mkba_encoding, "utf-8", "latin1");
    CHECK_NAMES(mkba_missing, "spreads", "left out");
}
END_TEST

/* ---- periods --------------------------------------------------------------------------------------------- */

START_TEST(periods_are_read_in_every_way_they_are_written)
{
    static const struct {
        const char *text, *printed;
        bool provisional;
    } periods[] = {{"2021", "2021", false},
                   {" 2021JJ00 ", "2021", false},
                   {"2021*", "2021", true},
                   {"2020**", "2020", true},
                   {"2021HJ02", "2021HJ02", false},
                   {"1990KW04", "1990KW04", false},
                   {"2021MM12", "2021MM12", false},
                   {"20240229", "2024-02-29", false},
                   {"2021-01-31", "2021-01-31", false},
                   {"1e halfjaar 2016", "2016HJ01", false},
                   {"2021 4e kwartaal*", "2021KW04", true},
                   {"2021 april", "2021MM04", false}};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        mkba_i_period period;
        bool provisional = !periods[i].provisional;
        char text[MKBA_I_PERIOD_TEXT];
        if (!mkba_i_period_parse(periods[i].text, &period, &provisional))
            ck_abort_msg("%s", periods[i].text);
        mkba_i_period_print(&period, text);
        ck_assert_str_eq(text, periods[i].printed);
        ck_assert_int_eq(provisional, periods[i].provisional);
    }
}
END_TEST

START_TEST(what_is_no_period_is_refused)
{
    static const char *const texts[] = {"",          "21",       "2021.0",     "2021HJ03",         "2021KW00",
                                        "2021MM13",  "2021JJ01", "20210229",   "2021-1-1",         "2021-0101",
                                        "1799",      "2021***",  "2021 lente", "3e halfjaar 2021", "5e kwartaal 2021",
                                        "2021JJ00x", "april"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_i_period period;
        bool provisional;
        if (mkba_i_period_parse(texts[i], &period, &provisional))
            ck_abort_msg("%s", texts[i]);
    }
}
END_TEST

START_TEST(periods_stand_in_order_of_time)
{
    mkba_panel *panel = panel_tidy("A,,2022,x,3,,\nA,,2020,x,1,,\nA,,2021,x,2,,\n");
    const double *values = mkba_panel_values(panel, 0, 0);
    ck_assert_uint_eq(mkba_panel_n_periods(panel), 3);
    ck_assert_int_eq(mkba_panel_period_kind(panel), MKBA_PERIOD_YEAR);
    for (int i = 0; i < 3; i++)
        ck_assert_double_eq(values[i], i + 1);
    mkba_panel_free(panel);
}
END_TEST

/* ---- cells ----------------------------------------------------------------------------------------------- */

START_TEST(a_combination_keeps_the_reason_that_says_most)
{
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_MEASURED, MKBA_CELL_MEASURED), MKBA_CELL_DERIVED);
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_MEASURED, MKBA_CELL_PROVISIONAL), MKBA_CELL_PROVISIONAL);
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_SUSPECT, MKBA_CELL_PROVISIONAL), MKBA_CELL_SUSPECT);
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_ABSENT, MKBA_CELL_SUSPECT), MKBA_CELL_ABSENT);
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_ABSENT, MKBA_CELL_SUPPRESSED), MKBA_CELL_SUPPRESSED);
    ck_assert_int_eq(mkba_i_cell_combine(MKBA_CELL_SUPPRESSED, MKBA_CELL_NOT_DELIVERED), MKBA_CELL_NOT_DELIVERED);
}
END_TEST

START_TEST(every_status_has_its_own_name)
{
    for (int i = 0; i <= (int) MKBA_CELL_UNDEFINED; i++)
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(mkba_cell_status_name((mkba_cell_status) i), mkba_cell_status_name((mkba_cell_status) j));
    ck_assert_str_eq(mkba_cell_status_name((mkba_cell_status) 99), "unknown status");
    ck_assert_str_eq(mkba_indicator_kind_name((mkba_indicator_kind) 99), "unknown kind");
    ck_assert_str_eq(mkba_period_kind_name((mkba_period_kind) 99), "unknown kind");
    ck_assert_str_eq(mkba_panel_format_name((mkba_panel_format) 99), "unknown format");
}
END_TEST

START_TEST(a_cell_is_found_by_its_names)
{
    mkba_panel *panel = panel_tidy("GM9001,Noord,2021,clienten,120,personen,A\n");
    double value = -1;
    mkba_error error;
    panel_expect(panel, "GM9001", "2021JJ00", "clienten", 120, "measured");
    ck_assert_int_eq(mkba_panel_cell(panel, "GM9002", "2021", "clienten", &value, NULL, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "GM9001"));
    ck_assert_int_eq(mkba_panel_cell(panel, "GM9001", "2022", "clienten", &value, NULL, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_cell(panel, "GM9001", "gisteren", "clienten", &value, NULL, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_cell(panel, "GM9001", "2021", "client", &value, NULL, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_cell(panel, "GM9001", "2021", NULL, &value, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_cell(NULL, "GM9001", "2021", "clienten", &value, NULL, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_double_eq(value, -1);
    ck_assert_ptr_null(mkba_panel_area_code(panel, 1));
    ck_assert_ptr_null(mkba_panel_indicator(panel, 1));
    ck_assert_ptr_null(mkba_panel_values(panel, 0, 1));
    ck_assert_ptr_null(mkba_panel_statuses(panel, 1, 0));
    ck_assert_uint_eq(mkba_panel_n_areas(NULL) + mkba_panel_n_periods(NULL) + mkba_panel_n_indicators(NULL), 0);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(the_name_of_an_area_is_that_of_the_latest_period)
{
    mkba_panel *panel = panel_tidy("A,Nieuw,2022,x,3,,\nA,Oud,2020,x,1,,\nA,,2023,x,2,,\n");
    ck_assert_str_eq(mkba_panel_area_name(panel, 0), "Nieuw");
    mkba_panel_free(panel);
}
END_TEST

/* ---- tables ---------------------------------------------------------------------------------------------- */

START_TEST(a_table_reads_back_as_the_same_panel)
{
    mkba_panel *panel = panel_tidy("A,Noord,2020,x,0.1,euro,B1\nA,Noord,2021,x,.,euro,B1\nC,Zuid,2020,y,-3,,B2\n");
    mkba_panel *again = NULL;
    mkba_table *table = NULL;
    mkba_panel_options options;
    char *csv = NULL, *csv_again = NULL;
    mkba_panel_options_init(&options);
    options.area = "area";
    options.name = "name";
    options.period = "period";
    options.value = "value";
    options.unit = "unit";
    options.bron = "source";
    options.status = "status";
    ck_assert_int_eq(mkba_panel_table(panel, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    ck_assert_str_eq(support_text(table, 1, "status"), "suppressed");
    ck_assert_str_eq(support_text(table, 2, "source"), "B2");
    ck_assert_int_eq(mkba_table_csv(table, &csv, NULL), MKBA_OK);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_panel_parse(csv, strlen(csv), MKBA_PANEL_TIDY, &options, &again, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_table(again, &table, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_table_csv(table, &csv_again, NULL), MKBA_OK);
    ck_assert_str_eq(csv, csv_again);
    mkba_table_free(table);
    mkba_text_free(csv);
    mkba_text_free(csv_again);
    mkba_panel_free(again);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(tables_need_a_panel_and_a_place)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,,\n");
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_table(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_table(panel, NULL, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_areas(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_indicators(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_notes(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_periods(NULL, &table, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_periods(panel, NULL, NULL), MKBA_ERROR_ARGUMENT);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_table_has_all_periods_in_order_of_time)
{
    mkba_panel *panel = panel_tidy("A,,2021KW04,x,1,,\nA,,2020KW01,x,1,,\nA,,2021KW01,x,,,\n");
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_periods(panel, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 3);
    ck_assert_str_eq(support_text(table, 0, "period"), "2020KW01");
    ck_assert_str_eq(support_text(table, 1, "period"), "2021KW01");
    ck_assert_str_eq(support_text(table, 2, "period"), "2021KW04");
    ck_assert_int_eq(support_integer(table, 2, "year"), 2021);
    mkba_table_free(table);
    mkba_panel_free(panel);
}
END_TEST

/* ---- attributes and descriptions ------------------------------------------------------------------------- */

START_TEST(areas_have_attributes_of_text_and_of_numbers)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,,\nB,,2020,x,2,,\n"), *with = NULL, *both = NULL;
    const char *codes[] = {"B"}, *texts[] = {"Noord-Brabant"}, *wrong[] = {"C"}, *twice[] = {"B", "B"};
    double numbers[] = {3, 4};
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "provincie", NULL, codes, 1, texts, NULL, &with, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_with_attribute(with, "klasse", "1-5", codes, 1, NULL, numbers, &both, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_areas(both, &table, NULL), MKBA_OK);
    ck_assert(mkba_table_is_missing(table, 0, 2) && mkba_table_is_missing(table, 0, 3));
    ck_assert_str_eq(support_text(table, 1, "provincie"), "Noord-Brabant");
    ck_assert_double_eq(support_real(table, 1, "klasse"), 3);
    mkba_table_free(table);
    mkba_panel *no = NULL;
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "k", "", wrong, 1, texts, NULL, &no, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "k", "", twice, 2, NULL, numbers, &no, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "k", "", codes, 1, texts, numbers, &no, &error),
                     MKBA_ERROR_ARGUMENT);
    numbers[0] = (double) NAN;
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "k", "", codes, 1, NULL, numbers, &no, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_with_attribute(panel, NULL, "", codes, 1, texts, NULL, &no, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(no);
    mkba_panel_free(both);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(an_indicator_can_be_described)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,euro,\nA,,2020,y,5,,\nA,,2020,z,2,,\n"), *said = NULL;
    mkba_break at = {2020, true, "counted otherwise"};
    mkba_indicator given[] = {
        {.name = "x", .kind = MKBA_INDICATOR_RATE, .numerator = "y", .denominator = "z", .per = 1000},
        {.name = "y", .unit = "personen", .kind = MKBA_INDICATOR_FLOW, .rounding = 5, .breaks = &at, .n_breaks = 1}};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_described(panel, given, 2, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_indicators(said, &table, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(table, 0, "kind"), "rate");
    ck_assert_str_eq(support_text(table, 0, "unit"), "euro");
    ck_assert_str_eq(support_text(table, 0, "denominator"), "z");
    ck_assert_double_eq(support_real(table, 0, "per"), 1000);
    ck_assert_double_eq(support_real(table, 1, "rounding"), 5);
    ck_assert_str_eq(support_text(table, 1, "breaks"), "2020 (refuse): counted otherwise");
    ck_assert_str_eq(support_text(table, 2, "kind"), "unknown");
    panel_expect(said, "A", "2020", "x", 1, "measured");
    mkba_table_free(table);
    mkba_panel_free(said);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_description_that_cannot_be_is_refused)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,euro,\nA,,2020,y,5,,\n"), *said = NULL;
    const char *own[] = {"x"}, *twice[] = {"y", "y"}, *none[] = {NULL}, *good[] = {"y"};
    mkba_indicator given[] = {
        {.name = "q", .kind = MKBA_INDICATOR_FLOW},
        {.name = "x", .kind = MKBA_INDICATOR_RATE, .numerator = "y", .per = 1},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .numerator = "y", .denominator = "y", .per = 1},
        {.name = "x", .kind = MKBA_INDICATOR_RATE, .numerator = "y", .denominator = "x", .per = 1},
        {.name = "x", .kind = MKBA_INDICATOR_RATE, .numerator = "y", .denominator = "y", .per = 0},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .rounding = -5},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .parts = own, .n_parts = 1},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .parts = twice, .n_parts = 2},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .parts = none, .n_parts = 1},
        {.name = "x", .kind = MKBA_INDICATOR_FLOW, .n_parts = 1},
        {.name = "x", .kind = MKBA_INDICATOR_UNKNOWN, .parts = good, .n_parts = 1},
        {.name = "x", .kind = (mkba_indicator_kind) 9}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        ck_assert_int_eq(mkba_panel_described(panel, &given[i], 1, &said, NULL),
                         i == 0 ? MKBA_ERROR_UNKNOWN : MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_described(panel, NULL, 1, &said, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(said);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(a_total_keeps_its_parts_in_what_is_made_of_it)
{
    mkba_panel *panel = panel_tidy("A,,2020,t,6,euro,\nA,,2020,x,1,euro,\nA,,2020,y,5,euro,\n"), *said = NULL;
    mkba_panel *again = NULL, *part = NULL, *both = NULL, *other = panel_tidy("B,,2020,q,1,,\n");
    const char *parts[] = {"x", "y"}, *only[] = {"t"};
    mkba_indicator given = {.name = "t", .kind = MKBA_INDICATOR_FLOW, .parts = parts, .n_parts = 2};
    mkba_indicator plain = {.name = "t", .kind = MKBA_INDICATOR_FLOW, .rounding = 5};
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_described(panel, &given, 1, &said, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_described(said, &plain, 1, &again, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_selected(again, NULL, 0, NULL, 0, only, 1, &part, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_joined(other, part, &both, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_panel_indicators(both, &table, NULL), MKBA_OK);
    ck_assert_str_eq(support_text(table, 1, "parts"), "x + y");
    ck_assert_double_eq(support_real(table, 1, "rounding"), 5);
    ck_assert_uint_eq(mkba_panel_indicator(both, 1)->n_parts, 2);
    ck_assert_str_eq(mkba_panel_indicator(both, 1)->parts[1], "y");
    plain.kind = MKBA_INDICATOR_UNKNOWN;
    mkba_panel_free(said);
    ck_assert_int_eq(mkba_panel_described(again, &plain, 1, &said, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_panel_indicator(said, 0)->n_parts, 0); /* what does not add up is no sum */
    mkba_table_free(table);
    mkba_panel_free(both);
    mkba_panel_free(other);
    mkba_panel_free(part);
    mkba_panel_free(again);
    mkba_panel_free(said);
    mkba_panel_free(panel);
}
END_TEST

/* ---- parts, and two as one ------------------------------------------------------------------------------- */

START_TEST(a_part_has_what_is_named_in_the_order_named)
{
    mkba_panel *panel = panel_tidy("A,,2020,x,1,,\nB,,2020,x,2,,\nC,,2021,x,3,,\nC,,2021,y,4,,\n"), *part = NULL;
    const char *areas[] = {"C", "A"}, *periods[] = {"2021", "2020"}, *indicators[] = {"x"}, *twice[] = {"A", "A"};
    const char *none[] = {"D"};
    ck_assert_int_eq(mkba_panel_selected(panel, areas, 2, periods, 2, indicators, 1, &part, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_panel_n_areas(part), 2);
    ck_assert_uint_eq(mkba_panel_n_indicators(part), 1);
    ck_assert_str_eq(mkba_panel_area_code(part, 0), "C");
    ck_assert_double_eq(mkba_panel_values(part, 0, 0)[1], 3); /* in order of time all the same */
    panel_expect(part, "A", "2020", "x", 1, "measured");
    mkba_panel_free(part);
    part = NULL;
    ck_assert_int_eq(mkba_panel_selected(panel, twice, 2, NULL, 0, NULL, 0, &part, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_panel_selected(panel, none, 1, NULL, 0, NULL, 0, &part, NULL), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_panel_selected(NULL, NULL, 0, NULL, 0, NULL, 0, &part, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(part);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(two_panels_become_one)
{
    mkba_panel *first = panel_tidy("A,Noord,2020,x,1,euro,S\n"),
               *second = panel_tidy("A,Anders,2021,x,2,,T\nB,Zuid,2020,y,3,,T\n");
    mkba_panel *joined = NULL;
    ck_assert_int_eq(mkba_panel_joined(first, second, &joined, NULL), MKBA_OK);
    panel_expect(joined, "A", "2020", "x", 1, "measured");
    panel_expect(joined, "A", "2021", "x", 2, "measured");
    panel_expect(joined, "B", "2020", "y", 3, "measured");
    panel_expect(joined, "B", "2021", "y", 0, "absent");
    ck_assert_str_eq(mkba_panel_area_name(joined, 0), "Noord");
    ck_assert_str_eq(mkba_panel_indicator(joined, 0)->unit, "euro");
    mkba_panel_free(joined);
    mkba_panel_free(first);
    mkba_panel_free(second);
}
END_TEST

START_TEST(panels_that_contradict_each_other_are_not_joined)
{
    static const char *const others[] = {"A,,2020,x,1,euro,\n", "A,,2021,x,1,1000 euro,\n", "A,,2021KW01,x,1,euro,\n"};
    mkba_panel *first = panel_tidy("A,Noord,2020,x,1,euro,S\n"), *joined = NULL;
    for (size_t i = 0; i < 3; i++) {
        mkba_panel *second = panel_tidy(others[i]);
        ck_assert_int_eq(mkba_panel_joined(first, second, &joined, NULL), MKBA_ERROR_PANEL);
        mkba_panel_free(second);
    }
    ck_assert_int_eq(mkba_panel_joined(first, NULL, &joined, NULL), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(joined);
    mkba_panel_free(first);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel");
    TCase *model = tcase_create("model");
    tcase_add_test(model, names_stand_for_numbers);
    tcase_add_test(model, periods_are_read_in_every_way_they_are_written);
    tcase_add_test(model, what_is_no_period_is_refused);
    tcase_add_test(model, periods_stand_in_order_of_time);
    tcase_add_test(model, a_combination_keeps_the_reason_that_says_most);
    tcase_add_test(model, every_status_has_its_own_name);
    tcase_add_test(model, a_cell_is_found_by_its_names);
    tcase_add_test(model, the_name_of_an_area_is_that_of_the_latest_period);
    tcase_add_test(model, a_table_reads_back_as_the_same_panel);
    tcase_add_test(model, tables_need_a_panel_and_a_place);
    tcase_add_test(model, a_table_has_all_periods_in_order_of_time);
    suite_add_tcase(suite, model);
    TCase *made = tcase_create("made from panels");
    tcase_add_test(made, areas_have_attributes_of_text_and_of_numbers);
    tcase_add_test(made, an_indicator_can_be_described);
    tcase_add_test(made, a_total_keeps_its_parts_in_what_is_made_of_it);
    tcase_add_test(made, a_description_that_cannot_be_is_refused);
    tcase_add_test(made, a_part_has_what_is_named_in_the_order_named);
    tcase_add_test(made, two_panels_become_one);
    tcase_add_test(made, panels_that_contradict_each_other_are_not_joined);
    suite_add_tcase(suite, made);
    return run_suite(suite);
}
