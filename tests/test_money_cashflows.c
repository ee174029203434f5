/* The cash-flow measures of mkba/money.h against tables of calls: figures that others published
 * (tests/data/published/cash_flows.json, each with its source), and one bad input per rule
 * (tests/data/refused_money/table.json: status, place, words of the message). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/money.h>

#include "run_suite.h"
#include "support.h"

#define MOST 64
#define UNTOUCHED 42.0

/* ---- an entry as arguments --------------------------------------------------------------------------------- */

typedef struct arguments {
    double values[MOST];
    double tau[MOST];
    double years[MOST];
    double numbers[MOST];
    mkba_segment segments[MOST];
    size_t n_tau, n_years, n_segments, n_out;
    mkba_flows flows;
    mkba_timing timing;
    mkba_depreciation_method method;
} arguments;

static double number_of(const cJSON *item)
{
    if (!cJSON_IsString(item)) {
        return item->valuedouble;
    }
    return strcmp(item->valuestring, "nan") == 0 ? NAN : item->valuestring[0] == '-' ? -INFINITY : INFINITY;
}

static size_t numbers_of(const cJSON *entry, const char *key, double *to)
{
    size_t n = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(entry, key)) to[n++] = number_of(item);
    return n;
}

static const char *text_of(const cJSON *entry, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(entry, key);
    return item == NULL ? NULL : item->valuestring;
}

static double option_of(const cJSON *entry, const char *key, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(entry, key);
    return item == NULL ? otherwise : number_of(item);
}

static void read_flows(const cJSON *entry, arguments *a)
{
    size_t n = 0;
    const cJSON *row;
    const cJSON *item;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(entry, "flows"))
    {
        a->flows.n_flows++;
        a->flows.n_periods = (size_t) cJSON_GetArraySize(row);
        cJSON_ArrayForEach(item, row) a->values[n++] = number_of(item);
    }
    a->flows.values = a->values;
    a->flows.flow_stride = (ptrdiff_t) option_of(entry, "flow_stride", (double) a->flows.n_periods);
    a->flows.period_stride = (ptrdiff_t) option_of(entry, "period_stride", 1.0);
    a->n_out = (size_t) option_of(entry, "n_out", (double) a->flows.n_flows);
}

static mkba_status read_entry(const cJSON *entry, arguments *a, mkba_error *error)
{
    const cJSON *pair;
    mkba_status status = MKBA_OK;
    *a = (arguments){.timing = MKBA_TIMING_END};
    read_flows(entry, a);
    cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(entry, "segments"))
    {
        a->segments[a->n_segments++] =
            (mkba_segment){number_of(cJSON_GetArrayItem(pair, 0)), number_of(cJSON_GetArrayItem(pair, 1))};
    }
    a->n_tau = numbers_of(entry, "tau", a->tau);
    a->n_years = numbers_of(entry, "years", a->years);
    numbers_of(entry, "arguments", a->numbers);
    if (text_of(entry, "timing") != NULL) {
        status = mkba_timing_from_name(text_of(entry, "timing"), &a->timing, error);
    }
    if (status == MKBA_OK && text_of(entry, "method") != NULL) {
        status = mkba_depreciation_method_from_name(text_of(entry, "method"), &a->method, error);
    }
    return status;
}

/* ---- the calls ----------------------------------------------------------------------------------------------- */

/* The rates that a table of mkba_irr holds. */
static size_t rates_of(const mkba_table *table, double *out)
{
    size_t n = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        if (strcmp(support_text(table, row, "kind"), "none") != 0) {
            ck_assert_str_eq(support_text(table, row, "kind"), "root");
            out[n++] = support_real(table, row, "rate");
        }
    }
    return n;
}

static mkba_status call_table(const char *call, const cJSON *entry, const arguments *a, double *out, size_t *n,
                              mkba_error *error)
{
    mkba_table *const untouched = (mkba_table *) out; /* any address */
    mkba_table *table = untouched;
    const double *x = a->numbers;
    mkba_status status;
    if (strcmp(call, "irr") == 0) {
        status = mkba_irr(&a->flows, option_of(entry, "step", 1.0), &table, error);
    } else if (strcmp(call, "payback") == 0) {
        status =
            mkba_payback(a->segments, a->n_segments, a->n_tau > 0 ? a->tau : NULL, a->n_tau, &a->flows, &table, error);
    } else {
        status = mkba_depreciation(x[0], x[1], (int) a->years[0], x[2], a->method, &table, error);
    }
    if (status != MKBA_OK) {
        ck_assert_ptr_eq(table, untouched);
        return status;
    }
    *n = strcmp(call, "irr") == 0 ? rates_of(table, out) : 0;
    mkba_table_free(table);
    return status;
}

static mkba_status call_time_value(const char *call, const arguments *a, double *out, mkba_error *error)
{
    static const struct {
        const char *name;
        mkba_status (*function)(double, double, double, double, mkba_timing, double *, mkba_error *);
    } calls[] = {{"future_value", mkba_future_value},
                 {"present_value", mkba_present_value},
                 {"payment", mkba_payment},
                 {"periods", mkba_periods},
                 {"rate", mkba_rate}};
    const double *x = a->numbers;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (strcmp(call, calls[i].name) == 0) {
            return calls[i].function(x[0], x[1], x[2], x[3], a->timing, out, error);
        }
    }
    ck_abort_msg("no call %s", call);
    return MKBA_ERROR_INTERNAL;
}

static mkba_status call_entry(const cJSON *entry, double *out, size_t *n, mkba_error *error)
{
    arguments a;
    const char *call = text_of(entry, "call");
    const cJSON *units = cJSON_GetObjectItemCaseSensitive(entry, "units");
    const double *x = a.numbers;
    mkba_status status = read_entry(entry, &a, error);
    *n = 1;
    if (status != MKBA_OK) {
        return status;
    }
    if (strcmp(call, "irr") == 0 || strcmp(call, "payback") == 0 || strcmp(call, "depreciation") == 0) {
        return call_table(call, entry, &a, out, n, error);
    }
    if (strcmp(call, "npv") == 0) {
        *n = a.n_out;
        return mkba_npv(a.segments, a.n_segments, a.n_tau > 0 ? a.tau : NULL, a.n_tau, &a.flows, out, *n, error);
    }
    if (strcmp(call, "mirr") == 0) {
        *n = a.n_out;
        return mkba_mirr(&a.flows, x[0], x[1], out, *n, error);
    }
    if (strcmp(call, "annuity") == 0) {
        *n = a.n_years;
        return mkba_annuity(a.segments, a.n_segments, a.timing, a.years, *n, out, *n, error);
    }
    if (strcmp(call, "annual_equivalent") == 0) {
        return mkba_annual_equivalent(x[0], a.segments, a.n_segments, a.timing, (int) a.years[0], out, error);
    }
    if (strcmp(call, "equipment_annuity") == 0) {
        return mkba_equipment_annuity(x[0], x[1], (int) a.years[0], x[2], out, error);
    }
    if (strcmp(call, "convert_unit") == 0) {
        return mkba_convert_unit(x[0], cJSON_GetArrayItem(units, 0)->valuestring,
                                 cJSON_GetArrayItem(units, 1)->valuestring, out, error);
    }
    return call_time_value(call, &a, out, error);
}

/* ---- tests ----------------------------------------------------------------------------------------------------- */

static mkba_i_json *load(const char *name)
{
    char *text = support_data(name, NULL);
    mkba_i_json *json = support_json(text);
    free(text);
    return json;
}

static void check_published(const cJSON *entry)
{
    double out[MOST];
    double expected[MOST];
    size_t n;
    mkba_error error = {0};
    size_t n_expected = numbers_of(entry, "expected", expected);
    if (call_entry(entry, out, &n, &error) != MKBA_OK) {
        ck_abort_msg("%s: %s", text_of(entry, "source"), error.message);
    }
    ck_assert_msg(n == n_expected, "%s: %zu figures, not %zu", text_of(entry, "source"), n, n_expected);
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(fabs(out[i] - expected[i]) <= option_of(entry, "tolerance", 0.0), "%s: %.17g is not %.17g",
                      text_of(entry, "source"), out[i], expected[i]);
    }
}

START_TEST(figures_are_the_published_ones)
{
    mkba_i_json *table = load("published/cash_flows.json");
    const cJSON *entry;
    int n = 0;
    cJSON_ArrayForEach(entry, mkba_i_json_root(table))
    {
        check_published(entry);
        n++;
    }
    ck_assert_int_eq(n, 32);
    mkba_i_json_free(table);
}
END_TEST

static void check_refused(const cJSON *entry)
{
    double out[MOST];
    size_t n;
    mkba_error error = {0};
    const cJSON *word;
    for (size_t i = 0; i < MOST; i++) {
        out[i] = UNTOUCHED;
    }
    mkba_status status = call_entry(entry, out, &n, &error);
    ck_assert_msg(strcmp(mkba_status_name(status), text_of(entry, "status")) == 0 && error.status == status,
                  "%s: %s: %s", text_of(entry, "id"), mkba_status_name(status), error.message);
    ck_assert_msg(strcmp(error.where, text_of(entry, "where")) == 0, "%s: at \"%s\"", text_of(entry, "id"),
                  error.where);
    cJSON_ArrayForEach(word, cJSON_GetObjectItemCaseSensitive(entry, "says"))
    {
        ck_assert_msg(strstr(error.message, word->valuestring) != NULL, "%s: %s", text_of(entry, "id"), error.message);
    }
    for (size_t i = 0; i < MOST; i++) {
        ck_assert_msg(out[i] == UNTOUCHED, "%s: the output was touched", text_of(entry, "id"));
    }
    ck_assert_msg(call_entry(entry, out, &n, NULL) == status, "%s: another status without an error",
                  text_of(entry, "id"));
}

START_TEST(bad_input_is_refused_with_status_place_and_words)
{
    mkba_i_json *table = load("refused_money/table.json");
    const cJSON *entry;
    int n = 0;
    cJSON_ArrayForEach(entry, mkba_i_json_root(table))
    {
        check_refused(entry);
        n++;
    }
    ck_assert_int_gt(n, 60);
    mkba_i_json_free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cash flows by tables");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, figures_are_the_published_ones);
    tcase_add_test(tables, bad_input_is_refused_with_status_place_and_words);
    suite_add_tcase(suite, tables);
    return run_suite(suite);
}
