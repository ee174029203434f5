/* Any text at all: either it is refused with a documented error that says where, or everything that can be asked of
 * the case is there, and every number in it is finite.
 *
 * Built with clang -fsanitize=fuzzer and -DMKBA_FUZZER this is a target of libFuzzer. Else it is a program: given
 * files it runs those; given none it runs the cases of tests/data/cases (named by MKBA_TEST_DATA), each followed by
 * mutations of it, the same ones every time. MKBA_TEST_ROUNDS says how many. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mkba/appraise.h>

#include "base/file.h"
#include "base/json.h"
#include "case/case.h"
#include "fuzz_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST_SCENARIOS 3

static void demand(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "fuzz_case: %s\n", what);
    abort();
}

/* ---- what must hold -------------------------------------------------------------------------------------- */

static bool is_utf8(const char *text)
{
    size_t length = strlen(text), step = 1;
    for (size_t at = 0; at < length && step > 0; at += step)
        step = mkba_i_utf8_length(text + at, length - at);
    return step > 0;
}

static void check_error(mkba_status status, const mkba_error *error)
{
    static const mkba_status documented[] = {MKBA_ERROR_UNKNOWN, MKBA_ERROR_SYNTAX, MKBA_ERROR_LIMIT, MKBA_ERROR_CASE,
                                             MKBA_ERROR_UNIT, MKBA_ERROR_EVALUATION};
    bool known = false;
    for (size_t i = 0; i < sizeof documented / sizeof *documented; i++)
        known = known || status == documented[i];
    demand(known, mkba_status_name(status));
    demand(error->status == status, "the error has another status");
    demand(error->message[0] != '\0', "the error says nothing");
    demand(is_utf8(error->message) && is_utf8(error->where), "the error is no UTF-8");
}

static void check_table(mkba_table *table)
{
    char *text = NULL;
    for (size_t column = 0; column < mkba_table_n_columns(table); column++) {
        const double *values = mkba_table_reals(table, column);
        for (size_t row = 0; values != NULL && row < mkba_table_n_rows(table); row++)
            demand(isfinite(values[row]) && !(values[row] == 0 && signbit(values[row])), "a number that is not finite, or -0");
    }
    demand(mkba_table_csv(table, &text, NULL) == MKBA_OK, "no CSV");
    mkba_text_free(text);
    mkba_table_free(table);
}

/* Only `bcr` may be null. */
static void check_numbers(const cJSON *item)
{
    for (; item != NULL; item = item->next) {
        demand(!cJSON_IsNull(item) || (item->string != NULL && strcmp(item->string, "bcr") == 0), "a null in JSON");
        check_numbers(item->child);
    }
}

static void check_json(const mkba_appraisal *appraisal)
{
    char *text = NULL;
    mkba_i_json *json = NULL;
    demand(mkba_appraisal_json(appraisal, &text, NULL) == MKBA_OK, "no JSON");
    demand(mkba_i_json_parse(text, strlen(text), &json, NULL) == MKBA_OK, "JSON that cannot be read");
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
            check_table(table);
        else
            check_error(status, &error);
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
    demand(mkba_case_findings(mkba, scenario, &findings, NULL) == MKBA_OK, "no findings");
    check_table(findings);
    mkba_status status = mkba_case_appraise(mkba, &options, &appraisal, &error);
    if (status == MKBA_OK)
        check_appraisal(appraisal);
    else
        check_error(status, &error);
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
        check_error(status, &error);
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
    demand(mkba_case_check(text, length, NULL, &table, NULL) == MKBA_OK, "no check");
    bool some = mkba_table_n_rows(table) > 0 && strcmp(mkba_table_texts(table, 1)[0], "error") == 0;
    if (first != NULL)
        demand(some && strcmp(mkba_table_texts(table, 5)[0], first->message) == 0, "the check has another error");
    check_table(table);
    return some;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *) data;
    mkba_case *mkba = NULL;
    mkba_error error;
    mkba_status status = mkba_case_parse(size == 0 ? "" : text, size, NULL, &mkba, &error);
    if (status != MKBA_OK) {
        check_error(status, &error);
        demand(mkba == NULL, "a case beside an error");
        check_says_error(size == 0 ? "" : text, size, &error);
        return 0;
    }
    size_t n = mkba_case_n_scenarios(mkba);
    bool good = appraise(mkba, NULL);
    for (size_t i = 0; i < n && i < MOST_SCENARIOS; i++)
        good = appraise(mkba, mkba_case_scenario_name(mkba, i)) && good;
    bool error_found = check_says_error(text, size, NULL);
    demand(good ? !error_found || n > MOST_SCENARIOS : error_found, "check and appraisal do not agree");
    change(mkba);
    mkba_case_free(mkba);
    return 0;
}

/* ---- how it is run --------------------------------------------------------------------------------------- */

#if defined(MKBA_FUZZER)
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

/* Mostly as JSON, now and then as bytes. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    if (seed % 16 == 0)
        return LLVMFuzzerMutate(data, size, most);
    return fuzz_mutate((char *) data, size, most, seed);
}
#else

#define LARGEST ((size_t) 1 << 18)

static const char *const seeds[] = {
#include "data/cases/names.inc"
};

static void run_file(const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    mkba_error error;
    if (mkba_i_file_read(path, LARGEST, &bytes, &length, &error) != MKBA_OK) {
        fprintf(stderr, "%s: %s\n", path, error.message);
        exit(EXIT_FAILURE);
    }
    LLVMFuzzerTestOneInput((const uint8_t *) bytes, length);
    free(bytes);
}

/* Each mutation is one of the one before, for a while: so that several things go wrong together. */
static void run_mutations(const char *bytes, size_t length, unsigned rounds)
{
    char *text = malloc(LARGEST);
    size_t size = 0;
    demand(text != NULL, "no memory");
    for (unsigned round = 0; round < rounds; round++) {
        if (round % 4 == 0) {
            size = length;
            memcpy(text, bytes, length);
        }
        size = fuzz_mutate(text, size, LARGEST, round);
        char *exact = malloc(size + 1);  /* so that a sanitizer sees what lies beyond */
        demand(exact != NULL, "no memory");
        memcpy(exact, text, size);
        LLVMFuzzerTestOneInput((const uint8_t *) exact, size);
        free(exact);
    }
    free(text);
}

static void run_seed(const char *name, unsigned rounds)
{
    const char *folder = getenv("MKBA_TEST_DATA");
    char path[1000], *bytes = NULL;
    size_t length = 0;
    snprintf(path, sizeof path, "%s/cases/%s.json", folder == NULL ? "tests/data" : folder, name);
    demand(mkba_i_file_read(path, LARGEST, &bytes, &length, NULL) == MKBA_OK, path);
    LLVMFuzzerTestOneInput((const uint8_t *) bytes, length);
    run_mutations(bytes, length, rounds);
    free(bytes);
}

int main(int argc, char **argv)
{
    size_t n = sizeof seeds / sizeof *seeds;
    const char *rounds = getenv("MKBA_TEST_ROUNDS");
    unsigned each = (unsigned) ((rounds == NULL ? 6000 : atol(rounds)) / (long) n);
    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    for (size_t i = 0; argc < 2 && i < n; i++)
        run_seed(seeds[i], each);
    printf("1..1\nok 1 - fuzz case: any text is refused as documented, or all of its figures are there\n");
    return EXIT_SUCCESS;
}
#endif
