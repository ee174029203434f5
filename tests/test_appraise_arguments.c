/* The public calls of case.h and appraise.h: what they refuse of their arguments, the names that were meant, and a case
 * with other parameter values. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "support.h"

static mkba_case *mkba;
static mkba_appraisal *appraisal;

static void set_up(void)
{
    mkba = support_case("alles");
    appraisal = support_appraise(mkba, NULL);
}

static void tear_down(void)
{
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}

/* An argument error that names the argument; the call is made with and without an error to fill. */
#define CHECK_ARGUMENT(call, name)                                                                                     \
  do {                                                                                                                 \
    mkba_error argument = {.status = MKBA_OK}, *error;                                                                 \
    error = &argument;                                                                                                 \
    ck_assert_int_eq(call, MKBA_ERROR_ARGUMENT);                                                                       \
    ck_assert_int_eq(argument.status, MKBA_ERROR_ARGUMENT);                                                            \
    ck_assert_str_eq(argument.where, name);                                                                            \
    ck_assert_ptr_nonnull(strstr(argument.message, name));                                                             \
    error = NULL;                                                                                                      \
    ck_assert_int_eq(call, MKBA_ERROR_ARGUMENT);                                                                       \
  } while (0)

/* ---- NULL ------------------------------------------------------------------------------------------------ */

START_TEST(no_pointer_may_be_null)
{
    mkba_case *out = NULL;
    mkba_appraisal *made = NULL;
    mkba_table *table = NULL;
    char *text = NULL;
    double number = 0;
    bool defined = false;
    mkba_view view = MKBA_VIEW_LINES;
    CHECK_ARGUMENT(mkba_case_read(NULL, NULL, &out, error), "path");
    CHECK_ARGUMENT(mkba_case_read("x.json", NULL, NULL, error), "out");
    CHECK_ARGUMENT(mkba_case_parse(NULL, 3, NULL, &out, error), "text");
    CHECK_ARGUMENT(mkba_case_parse("{}", 2, NULL, NULL, error), "out");
    CHECK_ARGUMENT(mkba_case_findings(NULL, NULL, &table, error), "mkba");
    CHECK_ARGUMENT(mkba_case_findings(mkba, NULL, NULL, error), "table");
    CHECK_ARGUMENT(mkba_case_check(NULL, 0, NULL, &table, error), "text");
    CHECK_ARGUMENT(mkba_case_check("{}", 2, NULL, NULL, error), "table");
    CHECK_ARGUMENT(mkba_case_appraise(NULL, NULL, &made, error), "mkba");
    CHECK_ARGUMENT(mkba_case_appraise(mkba, NULL, NULL, error), "out");
    CHECK_ARGUMENT(mkba_appraisal_npv(NULL, "plan", &number, error), "appraisal");
    CHECK_ARGUMENT(mkba_appraisal_npv(appraisal, NULL, &number, error), "alternative");
    CHECK_ARGUMENT(mkba_appraisal_npv(appraisal, "plan", NULL, error), "npv");
    CHECK_ARGUMENT(mkba_appraisal_bcr(NULL, "plan", &number, &defined, error), "appraisal");
    CHECK_ARGUMENT(mkba_appraisal_bcr(appraisal, "plan", NULL, &defined, error), "bcr");
    CHECK_ARGUMENT(mkba_appraisal_bcr(appraisal, "plan", &number, NULL, error), "defined");
    CHECK_ARGUMENT(mkba_appraisal_table(NULL, MKBA_VIEW_LINES, &table, error), "appraisal");
    CHECK_ARGUMENT(mkba_appraisal_table(appraisal, MKBA_VIEW_LINES, NULL, error), "table");
    CHECK_ARGUMENT(mkba_appraisal_json(NULL, &text, error), "appraisal");
    CHECK_ARGUMENT(mkba_appraisal_json(appraisal, NULL, error), "text");
    CHECK_ARGUMENT(mkba_view_from_name(NULL, &view, error), "name");
    CHECK_ARGUMENT(mkba_view_from_name("lines", NULL, error), "view");
    ck_assert(out == NULL && made == NULL && table == NULL && text == NULL);
}
END_TEST

START_TEST(getters_take_null_and_positions_beyond_the_last)
{
    mkba_case_free(NULL);
    mkba_appraisal_free(NULL);
    mkba_appraise_options_init(NULL);
    ck_assert_ptr_null(mkba_case_title(NULL));
    ck_assert_ptr_null(mkba_case_text(NULL));
    ck_assert_uint_eq(mkba_case_n_scenarios(NULL), 0);
    ck_assert_ptr_null(mkba_case_scenario_name(NULL, 0));
    ck_assert_uint_eq(mkba_appraisal_n_alternatives(NULL), 0);
    ck_assert_ptr_null(mkba_appraisal_alternative(NULL, 0));
    ck_assert_ptr_null(mkba_case_scenario_name(mkba, 2));
    ck_assert_ptr_null(mkba_appraisal_alternative(appraisal, 2));
}
END_TEST

START_TEST(a_case_says_what_it_holds)
{
    char *text = support_data("cases/alles.json", NULL);
    ck_assert_str_eq(mkba_case_text(mkba), text);
    ck_assert_str_eq(mkba_case_title(mkba), "Alles wat het formaat kent, in het klein");
    ck_assert_uint_eq(mkba_case_n_scenarios(mkba), 2);
    ck_assert_str_eq(mkba_case_scenario_name(mkba, 0), "laag");
    ck_assert_str_eq(mkba_case_scenario_name(mkba, 1), "lang");
    ck_assert_uint_eq(mkba_appraisal_n_alternatives(appraisal), 2);
    ck_assert_str_eq(mkba_appraisal_alternative(appraisal, 0), "plan");
    ck_assert_str_eq(mkba_appraisal_alternative(appraisal, 1), "klein");
    free(text);
}
END_TEST

/* ---- options --------------------------------------------------------------------------------------------- */

START_TEST(options_must_have_been_initialised)
{
    mkba_appraise_options options = {.size = 0};
    mkba_appraisal *made = NULL;
    CHECK_ARGUMENT(mkba_case_appraise(mkba, &options, &made, error), "options");
    options.size = 3;
    CHECK_ARGUMENT(mkba_case_appraise(mkba, &options, &made, error), "options");
    options.size = (size_t) 1 << 20;
    CHECK_ARGUMENT(mkba_case_appraise(mkba, &options, &made, error), "options");
    ck_assert_ptr_null(made);
}
END_TEST

START_TEST(options_of_another_version_are_read_as_far_as_they_go)
{
    struct {
        mkba_appraise_options known;
        double later;
    } longer;
    mkba_appraise_options shorter = {.size = sizeof shorter.size, .scenario = "what an older caller does not have"};
    mkba_appraisal *made = NULL;
    double npv = 0, laag = 0, other = 0;
    mkba_appraise_options_init_size(&longer.known, sizeof longer);
    ck_assert_double_eq(longer.later, 0);
    longer.known.scenario = "laag";
    ck_assert_int_eq(mkba_case_appraise(mkba, &longer.known, &made, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_appraisal_npv(made, "plan", &laag, NULL), MKBA_OK);
    mkba_appraisal_free(made);
    ck_assert_int_eq(mkba_case_appraise(mkba, &shorter, &made, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_appraisal_npv(made, "plan", &other, NULL), MKBA_OK);
    mkba_appraisal_free(made);
    ck_assert_int_eq(mkba_appraisal_npv(appraisal, "plan", &npv, NULL), MKBA_OK);
    ck_assert_double_eq(npv, other);
    ck_assert_double_ne(npv, laag);
}
END_TEST

/* ---- names ----------------------------------------------------------------------------------------------- */

static void check_unknown(mkba_status status, const mkba_error *error, const char *where, const char *says)
{
    ck_assert_int_eq(status, MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(error->status, MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(error->where, where);
    ck_assert_msg(strstr(error->message, says) != NULL, "%s", error->message);
}

START_TEST(an_unknown_name_gets_the_nearest_one)
{
    mkba_appraise_options options;
    mkba_appraisal *made = NULL;
    mkba_table *table = NULL;
    mkba_error error;
    double number = 42;
    bool defined = true;
    mkba_appraise_options_init(&options);
    options.scenario = "lag";
    check_unknown(mkba_case_appraise(mkba, &options, &made, &error), &error, "scenario", "did you mean \"laag\"?");
    options.scenario = "";
    check_unknown(mkba_case_appraise(mkba, &options, &made, &error), &error, "scenario", "\"\" is no scenario");
    check_unknown(mkba_case_findings(mkba, "laagg", &table, &error), &error, "scenario", "did you mean \"laag\"?");
    check_unknown(mkba_appraisal_npv(appraisal, "pla", &number, &error), &error, "alternative",
                  "did you mean \"plan\"?");
    check_unknown(mkba_appraisal_npv(appraisal, "nul", &number, &error), &error, "alternative",
                  "\"nul\" is no policy alternative");
    check_unknown(mkba_appraisal_bcr(appraisal, "klien", &number, &defined, &error), &error, "alternative",
                  "\"klein\"");
    check_unknown(mkba_appraisal_table(appraisal, (mkba_view) 99, &table, &error), &error, "view", "99 is no table");
    check_unknown(mkba_appraisal_table(appraisal, (mkba_view) -1, &table, &error), &error, "view", "no table");
    ck_assert(made == NULL && table == NULL && number == 42 && defined);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_named)
{
    mkba_case *out = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_case_read("no such folder/case.json", NULL, &out, &error), MKBA_ERROR_FILE);
    ck_assert_str_eq(error.source, "no such folder/case.json");
    ck_assert_ptr_null(out);
}
END_TEST

START_TEST(an_error_in_a_file_has_its_name_and_line)
{
    static const char *const path = "test_appraise_arguments.tmp";
    mkba_case *out = NULL;
    mkba_error error;
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs("{\n \"format\": \"mkba-case/9\"\n}", file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(mkba_case_read(path, NULL, &out, &error), MKBA_ERROR_CASE);
    ck_assert_str_eq(error.source, path);
    ck_assert_uint_gt(error.line, 0);
    ck_assert_ptr_null(out);
    remove(path);
}
END_TEST

START_TEST(a_case_needs_no_closing_nul)
{
    size_t length = 0;
    char *text = support_data("cases/profiel.json", &length), *exact = malloc(length);
    mkba_case *out = NULL;
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, text, length);
    ck_assert_int_eq(mkba_case_parse(exact, length, NULL, &out, NULL), MKBA_OK);
    ck_assert_uint_eq(strlen(mkba_case_text(out)), length);
    mkba_case_free(out);
    free(exact);
    free(text);
}
END_TEST

/* ---- other values ---------------------------------------------------------------------------------------- */

START_TEST(values_that_cannot_be_set_are_refused)
{
    static const char *const names[] = {"uren", NULL}, *const unknown[] = {"uren", "tarif"};
    static const double values[] = {1, 2}, infinite[] = {1, (double) INFINITY}, none[] = {(double) NAN, 1};
    static const char *const both[] = {"uren", "tarief"};
    mkba_case *out = NULL;
    mkba_error other;
    CHECK_ARGUMENT(mkba_case_with_parameters(NULL, names, 1, values, 1, &out, error), "mkba");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, names, 1, values, 1, NULL, error), "out");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, names, 1, values, 2, &out, error), "values");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, NULL, 1, values, 1, &out, error), "values");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, names, 1, NULL, 1, &out, error), "values");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, names, 2, values, 2, &out, error), "names");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, both, 2, infinite, 2, &out, error), "tarief");
    CHECK_ARGUMENT(mkba_case_with_parameters(mkba, both, 2, none, 2, &out, error), "uren");
    ck_assert_int_eq(mkba_case_with_parameters(mkba, unknown, 2, values, 2, &out, &other), MKBA_ERROR_UNKNOWN);
    ck_assert_str_eq(other.where, "tarif");
    ck_assert_ptr_nonnull(strstr(other.message, "did you mean \"tarief\"?"));
    ck_assert_ptr_null(out);
}
END_TEST

static char *json_of(const mkba_case *of, const char *scenario)
{
    mkba_appraisal *made = support_appraise(of, scenario);
    char *text = NULL;
    ck_assert_int_eq(mkba_appraisal_json(made, &text, NULL), MKBA_OK);
    mkba_appraisal_free(made);
    return text;
}

/* A case with these values gives, byte for byte, what a scenario with these values gives. */
static void check_like_scenario(const char *const *names, const double *values, size_t n)
{
    mkba_draft *draft = NULL;
    mkba_case *with = NULL, *changed = NULL;
    ck_assert_int_eq(mkba_draft_of_case(mkba, &draft, NULL), MKBA_OK);
    support_set(draft, "/scenarios/zo", "{}");
    for (size_t i = 0; i < n; i++) {
        char pointer[100];
        support_path(pointer, sizeof pointer, "/scenarios/zo", names[i], "");
        ck_assert_int_eq(mkba_draft_set_number(draft, pointer, values[i], NULL), MKBA_OK);
    }
    ck_assert_int_eq(mkba_draft_case(draft, NULL, &with, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, n, values, n, &changed, NULL), MKBA_OK);
    char *expected = json_of(with, "zo"), *found = json_of(changed, NULL);
    ck_assert_str_eq(found, expected);
    mkba_text_free(expected);
    mkba_text_free(found);
    mkba_case_free(with);
    mkba_case_free(changed);
    mkba_draft_free(draft);
}

START_TEST(values_hold_as_those_of_a_scenario)
{
    static const char *const names[] = {"rente", "uren",   "tarief", "jaarkosten", "inwoners",
                                        "pad",   "waarde", "effect", "kans",       "budget"};
    static const double values[] = {0.05, 80.25, 1.3, 4800, 19000.5, 44, 505, 0.15, 0.2, 95};
    for (size_t i = 0; i < 10; i++)
        check_like_scenario(&names[i], &values[i], 1);
    check_like_scenario(names, values, 10);
    check_like_scenario(names, values, 0);
}
END_TEST

START_TEST(values_hold_beneath_those_of_a_scenario)
{
    static const char *const names[] = {"effect", "budget"};
    static const double values[] = {0.9, 95};
    mkba_case *both = NULL, *one = NULL;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 2, values, 2, &both, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names + 1, 1, values + 1, 1, &one, NULL), MKBA_OK);
    char *a = json_of(both, "laag"), *b = json_of(one, "laag");
    ck_assert_str_eq(a, b);
    mkba_text_free(a);
    mkba_text_free(b);
    mkba_case_free(both);
    mkba_case_free(one);
}
END_TEST

START_TEST(a_parameter_that_becomes_a_number_leaves_its_correlations)
{
    static const char *const names[] = {"kans"};
    static const double values[] = {0.25};
    mkba_case *out = NULL;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 1, values, 1, &out, NULL), MKBA_OK);
    mkba_i_json *document = support_json(mkba_case_text(out));
    const cJSON *root = mkba_i_json_root(document);
    ck_assert_int_eq(cJSON_GetArraySize(support_at(root, "/correlations/0/parameters")), 1);
    ck_assert_str_eq(support_at(root, "/correlations/0/parameters/0")->valuestring, "effect");
    ck_assert_int_eq(cJSON_GetArraySize(support_at(root, "/correlations/0/matrix")), 1);
    ck_assert_int_eq(cJSON_GetArraySize(support_at(root, "/correlations/0/matrix/0")), 1);
    ck_assert_double_eq(support_at(root, "/correlations/0/matrix/0/0")->valuedouble, 1);
    ck_assert_ptr_null(support_at(root, "/parameters/kans/distribution"));
    ck_assert_double_eq(support_at(root, "/parameters/kans/value")->valuedouble, 0.25);
    ck_assert_str_eq(support_at(root, "/parameters/kans/unit")->valuestring, "1");
    mkba_i_json_free(document);
    mkba_case_free(out);
}
END_TEST

/* The unit of a derived parameter stays, so that what uses it is still checked. */
START_TEST(a_derived_parameter_keeps_its_unit)
{
    static const char *const names[] = {"jaarkosten"};
    static const double values[] = {5000};
    mkba_case *out = NULL;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 1, values, 1, &out, NULL), MKBA_OK);
    mkba_i_json *document = support_json(mkba_case_text(out));
    ck_assert_str_eq(support_at(mkba_i_json_root(document), "/parameters/jaarkosten/unit")->valuestring,
                     "EUR/client/jaar");
    ck_assert_str_eq(support_at(mkba_i_json_root(document), "/parameters/jaarkosten/note")->valuestring, "afgeleid");
    mkba_i_json_free(document);
    mkba_case_free(out);
}
END_TEST

START_TEST(of_a_name_given_twice_the_last_value_holds)
{
    static const char *const names[] = {"uren", "uren"};
    static const double values[] = {1, 80};
    mkba_case *twice = NULL, *once = NULL;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 2, values, 2, &twice, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 1, values + 1, 1, &once, NULL), MKBA_OK);
    ck_assert_str_eq(mkba_case_text(twice), mkba_case_text(once));
    mkba_case_free(twice);
    mkba_case_free(once);
}
END_TEST

START_TEST(the_case_itself_does_not_change)
{
    static const char *const names[] = {"uren"};
    static const double values[] = {1e-3};
    char *text = support_data("cases/alles.json", NULL), *before = json_of(mkba, NULL);
    mkba_case *out = NULL;
    ck_assert_int_eq(mkba_case_with_parameters(mkba, names, 1, values, 1, &out, NULL), MKBA_OK);
    char *after = json_of(mkba, NULL);
    ck_assert_str_eq(mkba_case_text(mkba), text);
    ck_assert_str_eq(before, after);
    mkba_case_free(out);
    mkba_text_free(before);
    mkba_text_free(after);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise arguments");
    TCase *arguments = tcase_create("arguments");
    tcase_add_checked_fixture(arguments, set_up, tear_down);
    tcase_add_test(arguments, no_pointer_may_be_null);
    tcase_add_test(arguments, getters_take_null_and_positions_beyond_the_last);
    tcase_add_test(arguments, a_case_says_what_it_holds);
    tcase_add_test(arguments, options_must_have_been_initialised);
    tcase_add_test(arguments, options_of_another_version_are_read_as_far_as_they_go);
    tcase_add_test(arguments, an_unknown_name_gets_the_nearest_one);
    tcase_add_test(arguments, a_file_that_cannot_be_read_is_named);
    tcase_add_test(arguments, an_error_in_a_file_has_its_name_and_line);
    tcase_add_test(arguments, a_case_needs_no_closing_nul);
    suite_add_tcase(suite, arguments);
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, set_up, tear_down);
    tcase_add_test(values, values_that_cannot_be_set_are_refused);
    tcase_add_test(values, values_hold_as_those_of_a_scenario);
    tcase_add_test(values, values_hold_beneath_those_of_a_scenario);
    tcase_add_test(values, a_parameter_that_becomes_a_number_leaves_its_correlations);
    tcase_add_test(values, a_derived_parameter_keeps_its_unit);
    tcase_add_test(values, of_a_name_given_twice_the_last_value_holds);
    tcase_add_test(values, the_case_itself_does_not_change);
    suite_add_tcase(suite, values);
    return run_suite(suite);
}
