/* Any text at all: either it is refused with a documented error that says where, or everything that can be asked of
 * the case is there, and every number in it is finite.
 * How it is run: fuzz_document.h. */
#include <string.h>

#include <mkba/appraise.h>

#include "base/json.h"
#include "base/memory.h"
#include "case/case.h"
#include "fuzz_document.h"

#define MOST_SCENARIOS 3

static const char *const seeds[] = {
#include "data/cases/names.inc"
};

const fuzz_target fuzz_this = {
    .name = "case",
    .holds = "any text is refused as documented, or all of its figures are there",
    .folder = "cases",
    .seeds = seeds,
    .n_seeds = MKBA_I_LENGTH(seeds),
    .rounds = 6000,
    .documented = {MKBA_ERROR_UNKNOWN, MKBA_ERROR_SYNTAX, MKBA_ERROR_LIMIT, MKBA_ERROR_CASE, MKBA_ERROR_UNIT,
                   MKBA_ERROR_EVALUATION, MKBA_OK},
};

/* ---- what must hold -------------------------------------------------------------------------------------- */

/* Only `bcr` may be null. */
static void check_numbers(const cJSON *item)
{
    for (; item != NULL; item = item->next) {
        fuzz_demand(!cJSON_IsNull(item) || (item->string != NULL && strcmp(item->string, "bcr") == 0),
                    "a null in JSON");
        check_numbers(item->child);
    }
}

static void check_json(const mkba_appraisal *appraisal)
{
    char *text = NULL;
    mkba_i_json *json = NULL;
    fuzz_demand(mkba_appraisal_json(appraisal, &text, NULL) == MKBA_OK, "no JSON");
    fuzz_demand(mkba_i_json_parse(text, strlen(text), &json, NULL) == MKBA_OK, "JSON that cannot be read");
    check_numbers(mkba_i_json_root(json));
    mkba_i_json_free(json);
    mkba_text_free(text);
}

/* Tables may be refused where a sum that only they have overflows. */
static void check_appraisal(mkba_appraisal *appraisal)
{
    check_json(appraisal);
    for (int view = MKBA_VIEW_SUMMARY; view <= (int) MKBA_VIEW_FINDINGS; view++) {
        mkba_table *table = NULL;
        mkba_error error;
        mkba_status status = mkba_appraisal_table(appraisal, (mkba_view) view, &table, &error);
        if (status == MKBA_OK)
            fuzz_expect_table(table);
        else
            fuzz_expect_error(status, &error);
    }
    mkba_appraisal_free(appraisal);
}

/* Whether it could be appraised. */
static bool appraise(const mkba_case *mkba, const char *scenario)
{
    mkba_appraisal *appraisal = NULL;
    mkba_appraise_options options;
    mkba_table *findings = NULL;
    mkba_error error;
    mkba_appraise_options_init(&options);
    options.scenario = scenario;
    fuzz_demand(mkba_case_findings(mkba, scenario, &findings, NULL) == MKBA_OK, "no findings");
    fuzz_expect_table(findings);
    mkba_status status = mkba_case_appraise(mkba, &options, &appraisal, &error);
    if (status == MKBA_OK)
        check_appraisal(appraisal);
    else
        fuzz_expect_error(status, &error);
    return status == MKBA_OK;
}

/* The first parameter gets another value: the case that comes out can be read, or says what is wrong with that. */
static void change(const mkba_case *mkba)
{
    const char *name = mkba->model.parameter_names.n > 0 ? mkba->model.parameter_names.items[0] : NULL;
    double value = 1;
    mkba_case *changed = NULL;
    mkba_error error;
    if (name == NULL)
        return;
    mkba_status status = mkba_case_with_parameters(mkba, &name, 1, &value, 1, &changed, &error);
    if (status != MKBA_OK) {
        fuzz_expect_error(status, &error);
        return;
    }
    appraise(changed, NULL);
    mkba_case_free(changed);
}

/* ---- one text -------------------------------------------------------------------------------------------- */

/* What mkba_case_check says: whether there is an error, and that the first is the one that parsing gave. */
static bool check_says_error(const char *text, size_t length, const mkba_error *first)
{
    mkba_table *table = NULL;
    fuzz_demand(mkba_case_check(text, length, NULL, &table, NULL) == MKBA_OK, "no check");
    return fuzz_expect_check(table, first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *) data;
    mkba_case *mkba = NULL;
    mkba_error error;
    mkba_status status = mkba_case_parse(size == 0 ? "" : text, size, NULL, &mkba, &error);
    if (status != MKBA_OK) {
        fuzz_expect_error(status, &error);
        fuzz_demand(mkba == NULL, "a case beside an error");
        check_says_error(size == 0 ? "" : text, size, &error);
        return 0;
    }
    size_t n = mkba_case_n_scenarios(mkba);
    bool good = appraise(mkba, NULL);
    for (size_t i = 0; i < n && i < MOST_SCENARIOS; i++)
        good = appraise(mkba, mkba_case_scenario_name(mkba, i)) && good;
    bool error_found = check_says_error(text, size, NULL);
    fuzz_demand(good ? !error_found || n > MOST_SCENARIOS : error_found, "check and appraisal do not agree");
    change(mkba);
    mkba_case_free(mkba);
    return 0;
}
