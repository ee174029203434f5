/* Every allocation fails once, from reading a case to its last table: the call answers MKBA_ERROR_MEMORY, leaves its
 * outputs as they were and loses nothing. The case uses the whole format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/appraise.h>

#include "appraise/batch.h"
#include "appraise/plan.h"
#include "base/file.h"
#include "base/json.h"
#include "fault.h"
#include "run_suite.h"

/* What a scenario works on; made before anything fails. */
static char *text, *refused, *findings_text;
static char path[1000];
static size_t length;
static mkba_case *mkba;
static mkba_i_plan plan;
enum { MOST_INPUTS = 64 };
static mkba_appraisal *appraisal;
static mkba_table *table;

static char *read_data(const char *name)
{
    const char *folder = getenv("MKBA_TEST_DATA");
    char *bytes = NULL;
    size_t size = 0;
    snprintf(path, sizeof path, "%s/%s", folder == NULL ? "tests/data" : folder, name);
    if (mkba_i_file_read(path, 1 << 20, &bytes, &size, NULL) != MKBA_OK)
        ck_abort_msg("%s cannot be read", path);
    return bytes;
}

/* Every `word` becomes `other`, of the same length. */
static void misspell(char *document, const char *word, const char *other)
{
    for (char *at = strstr(document, word); at != NULL; at = strstr(at, word))
        memcpy(at, other, strlen(other));
}

static void set_up(void)
{
    refused = read_data("refused/base.json");
    misspell(refused, "\"payer\"", "\"paier\"");
    misspell(refused, "\"outflow\": 0.25", "\"outflow\": true");
    misspell(refused, "uren * tarief", "uren * taruef");
    findings_text = read_data("findings/base.json");
    text = read_data("cases/alles.json"); /* last: its path is read again */
    length = strlen(text);
    ck_assert_int_eq(mkba_case_parse(text, length, NULL, &mkba, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_case_appraise(mkba, NULL, &appraisal, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
    ck_assert_uint_le(plan.program.n_inputs, MOST_INPUTS);
    ck_assert_int_eq(mkba_appraisal_table(appraisal, MKBA_VIEW_AMOUNTS, &table, NULL), MKBA_OK);
}

static void tear_down(void)
{
    mkba_table_free(table);
    mkba_i_plan_free(&plan);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
    free(text);
    free(refused);
    free(findings_text);
}

/* ---- reading --------------------------------------------------------------------------------------------- */

/* Any address: what an output holds that must not be touched. An output is looked at through its own address, because
 * arguments are evaluated in any order. */
#define UNTOUCHED(type) ((type *) (void *) &length)

static int finish_case(mkba_status status, mkba_case *const *out)
{
    if (status == MKBA_OK)
        mkba_case_free(*out);
    else if (*out != UNTOUCHED(mkba_case))
        return -1;
    return (int) status;
}

static int parse(mkba_error *error)
{
    mkba_case *out = UNTOUCHED(mkba_case);
    return finish_case(mkba_case_parse(text, length, NULL, &out, error), &out);
}

static int read_from_file(mkba_error *error)
{
    mkba_case *out = UNTOUCHED(mkba_case);
    return finish_case(mkba_case_read(path, NULL, &out, error), &out);
}

static int change_parameters(mkba_error *error)
{
    static const char *const names[] = {"jaarkosten", "kans", "rente", "pad", "waarde"};
    static const double values[] = {5000, 0.3, 0.01, 40, 500};
    mkba_case *out = UNTOUCHED(mkba_case);
    return finish_case(mkba_case_with_parameters(mkba, names, 5, values, 5, &out, error), &out);
}

/* A text with several errors: they are an error of their own, unless memory runs out before they are known. */
static int parse_refused(mkba_error *error)
{
    mkba_case *out = UNTOUCHED(mkba_case);
    mkba_status status = mkba_case_parse(refused, strlen(refused), NULL, &out, error);
    if (out != UNTOUCHED(mkba_case) || status == MKBA_OK)
        return -1;
    if (status == MKBA_ERROR_MEMORY)
        return (int) status;
    error->status = MKBA_OK;
    return MKBA_OK;
}

/* ---- building and writing -------------------------------------------------------------------------------- */

/* Every kind of edit, on a document with numbers, lists and objects; stops at the first that fails. */
static mkba_status edit(mkba_draft *draft, mkba_error *error)
{
    static const char fragment[] = "{\"a\": [1.50, {\"b\": \"c\"}]}";
    mkba_status status = mkba_draft_set_text(draft, "/title", "anders", error);
    if (status == MKBA_OK)
        status = mkba_draft_set_number(draft, "/scenarios/nieuw/parameters/waarde", 12.5, error);
    if (status == MKBA_OK)
        status = mkba_draft_set_bool(draft, "/nieuw/-/lijst/-", true, error);
    if (status == MKBA_OK)
        status = mkba_draft_set_json(draft, "/lines/-", fragment, sizeof fragment - 1, error);
    if (status == MKBA_OK)
        status = mkba_draft_set_json(draft, "/lines/0", fragment, sizeof fragment - 1, error);
    if (status == MKBA_OK)
        status = mkba_draft_remove(draft, "/nieuw/0/lijst", error);
    return status;
}

static int build(mkba_error *error)
{
    mkba_draft *draft = UNTOUCHED(mkba_draft);
    char *out = UNTOUCHED(char);
    mkba_status status = mkba_draft_of_case(mkba, &draft, error);
    if (status != MKBA_OK)
        return draft == UNTOUCHED(mkba_draft) ? (int) status : -1;
    status = edit(draft, error);
    if (status == MKBA_OK)
        status = mkba_draft_text(draft, &out, error);
    if (status == MKBA_OK)
        mkba_text_free(out);
    mkba_draft_free(draft);
    return (int) status;
}

/* A setter that fails for lack of memory leaves the draft as it was. */
static int leave_alone(mkba_error *error)
{
    mkba_draft *draft = NULL;
    char *before = NULL, *after = NULL;
    mkba_status status = mkba_draft_parse("{\"a\": {\"b\": 1.0}}", 17, &draft, error);
    if (status == MKBA_OK)
        status = mkba_draft_text(draft, &before, error);
    if (status == MKBA_OK) {
        status = mkba_draft_set_text(draft, "/a/c/d/-", "x", error);
        fault_disarm();
        if (mkba_draft_text(draft, &after, NULL) != MKBA_OK || (status != MKBA_OK && strcmp(before, after) != 0))
            status = (mkba_status) -1;
    }
    mkba_text_free(before);
    mkba_text_free(after);
    mkba_draft_free(draft);
    return (int) status;
}

static int make_case(mkba_error *error)
{
    mkba_draft *draft = NULL;
    mkba_case *out = UNTOUCHED(mkba_case);
    mkba_status status = mkba_draft_parse(text, length, &draft, error);
    if (status != MKBA_OK)
        return (int) status;
    int finished = finish_case(mkba_draft_case(draft, NULL, &out, error), &out);
    mkba_draft_free(draft);
    return finished;
}

static int write_file(mkba_error *error)
{
    static const char name[] = "test_fault_appraise.tmp";
    mkba_status status = mkba_case_write(mkba, name, error);
    remove(name);
    return (int) status;
}

/* ---- appraising ------------------------------------------------------------------------------------------ */

static int appraise(const char *under, mkba_error *error)
{
    mkba_appraisal *out = UNTOUCHED(mkba_appraisal);
    mkba_appraise_options options;
    mkba_appraise_options_init(&options);
    options.scenario = under;
    mkba_status status = mkba_case_appraise(mkba, &options, &out, error);
    if (status == MKBA_OK)
        mkba_appraisal_free(out);
    else if (out != UNTOUCHED(mkba_appraisal))
        return -1;
    return (int) status;
}

/* Made and run; a run allocates nothing. */
static int run_a_batch(mkba_error *error)
{
    mkba_i_batch_setup setup = {.wanted = &plan.outcomes[0].npv, .n_wanted = 1};
    mkba_i_batch *batch = UNTOUCHED(mkba_i_batch);
    mkba_i_batch_space *space = UNTOUCHED(mkba_i_batch_space);
    const double *inputs[MOST_INPUTS], *out[1];
    mkba_status status = mkba_i_batch_make(&plan.program, &setup, &batch, error);
    if (status != MKBA_OK)
        return batch == UNTOUCHED(mkba_i_batch) ? (int) status : -1;
    status = mkba_i_batch_space_make(batch, 100, &space, error);
    if (status != MKBA_OK) {
        mkba_i_batch_free(batch);
        return space == UNTOUCHED(mkba_i_batch_space) ? (int) status : -1;
    }
    for (size_t i = 0; i < plan.program.n_inputs; i++)
        inputs[i] = &plan.program.inputs[i];
    fault_arm(1, FAULT_ONWARD);
    status = mkba_i_batch_run(batch, space, inputs, 1, 0, out, error);
    bool allocates = fault_injected();
    fault_disarm();
    mkba_i_batch_space_free(space);
    mkba_i_batch_free(batch);
    return allocates ? -1 : (int) status;
}

static int appraise_as_it_stands(mkba_error *error)
{
    return appraise(NULL, error);
}

static int appraise_under_a_scenario(mkba_error *error)
{
    return appraise("lang", error);
}

static int finish_table(mkba_status status, mkba_table *const *out)
{
    if (status == MKBA_OK)
        mkba_table_free(*out);
    else if (*out != UNTOUCHED(mkba_table))
        return -1;
    return (int) status;
}

static int make_tables(mkba_error *error)
{
    for (int view = MKBA_VIEW_SUMMARY; view <= (int) MKBA_VIEW_INCREMENTAL; view++) {
        mkba_table *out = UNTOUCHED(mkba_table);
        int status = finish_table(mkba_appraisal_table(appraisal, (mkba_view) view, &out, error), &out);
        if (status != MKBA_OK)
            return status;
    }
    return MKBA_OK;
}

static int compare_scenarios(mkba_error *error)
{
    mkba_table *out = UNTOUCHED(mkba_table);
    return finish_table(mkba_case_compare_scenarios(mkba, &out, error), &out);
}

static int make_sensitivity(mkba_error *error)
{
    mkba_table *out = UNTOUCHED(mkba_table);
    return finish_table(mkba_case_sensitivity(mkba, NULL, &out, error), &out);
}

/* Of a line in an overlap group, a stream, all years, all lines, all of it. */
static int explain(mkba_error *error)
{
    static const struct {
        const char *line;
        int year;
    } asked[] = {{"rust", 2027}, {"hulp", 2027}, {"hulp", 0}, {NULL, 2027}, {NULL, 0}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        mkba_table *out = UNTOUCHED(mkba_table);
        mkba_status status = mkba_appraisal_explain(appraisal, "plan", asked[i].line, asked[i].year, &out, error);
        int finished = finish_table(status, &out);
        if (finished != MKBA_OK)
            return finished;
    }
    return MKBA_OK;
}

static int finish_text(mkba_status status, char *const *out)
{
    if (status == MKBA_OK)
        mkba_text_free(*out);
    else if (*out != UNTOUCHED(char))
        return -1;
    return (int) status;
}

static int write_csv(mkba_error *error)
{
    char *out = UNTOUCHED(char);
    return finish_text(mkba_table_csv(table, &out, error), &out);
}

static int write_json(mkba_error *error)
{
    char *out = UNTOUCHED(char);
    return finish_text(mkba_appraisal_json(appraisal, &out, error), &out);
}

/* ---- findings -------------------------------------------------------------------------------------------- */

static int find(mkba_error *error)
{
    mkba_table *out = UNTOUCHED(mkba_table);
    return finish_table(mkba_case_findings(mkba, "laag", &out, error), &out);
}

static int check(const char *document, mkba_error *error)
{
    mkba_table *out = UNTOUCHED(mkba_table);
    return finish_table(mkba_case_check(document, strlen(document), NULL, &out, error), &out);
}

static int check_a_good_case(mkba_error *error)
{
    return check(findings_text, error);
}

static int check_a_refused_one(mkba_error *error)
{
    return check(refused, error);
}

/* ---- tests ----------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    fault_scenario *run;
} scenarios[] = {
    {"parse", parse},
    {"read from a file", read_from_file},
    {"change parameters", change_parameters},
    {"build a draft", build},
    {"leave a draft alone", leave_alone},
    {"make a case of a draft", make_case},
    {"write to a file", write_file},
    {"parse what is refused", parse_refused},
    {"appraise", appraise_as_it_stands},
    {"appraise under a scenario", appraise_under_a_scenario},
    {"batch", run_a_batch},
    {"tables", make_tables},
    {"scenarios", compare_scenarios},
    {"sensitivity", make_sensitivity},
    {"explain", explain},
    {"CSV", write_csv},
    {"JSON", write_json},
    {"findings", find},
    {"check a good case", check_a_good_case},
    {"check a refused one", check_a_refused_one},
};
enum { N_SCENARIOS = sizeof scenarios / sizeof *scenarios };

START_TEST(a_failed_allocation_is_a_memory_error_and_nothing_is_lost)
{
    printf("# %s\n", scenarios[_i].name);
    fault_sweep(scenarios[_i].run);
}
END_TEST

START_TEST(the_refused_text_has_several_errors)
{
    mkba_table *rows = NULL;
    ck_assert_int_eq(mkba_case_check(refused, strlen(refused), NULL, &rows, NULL), MKBA_OK);
    ck_assert_uint_ge(mkba_table_n_rows(rows), 2);
    ck_assert_str_eq(mkba_table_texts(rows, 1)[1], "error");
    ck_assert_str_ne(mkba_table_texts(rows, 0)[0], "syntax");
    mkba_table_free(rows);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault appraise");
    TCase *allocations = tcase_create("allocations");
    tcase_add_checked_fixture(allocations, set_up, tear_down);
    tcase_set_timeout(allocations, 300);
    tcase_add_test(allocations, the_refused_text_has_several_errors);
    tcase_add_loop_test(allocations, a_failed_allocation_is_a_memory_error_and_nothing_is_lost, 0, N_SCENARIOS);
    suite_add_tcase(suite, allocations);
    return run_suite(suite);
}
