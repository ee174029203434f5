/* Synthetic difference-in-differences of several starts, and with covariates: made panels against another computation
 * (data/effect/synthetic_did_starts.py, synthetic_did_covariates.py), each start against an estimate of its own, what belongs
 * to a start. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_synthetic_did.h>

#include "did.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

#define MOST 12
#define STARTS "effect/synthetic_did_starts.json"
#define COVARIATES "effect/synthetic_did_covariates.json"

static double summary(const mkba_synthetic_did *made, const char *column)
{
    return support_first(did_synthetic_view(made, MKBA_SYNTHETIC_DID_SUMMARY), column);
}

static double number(const cJSON *from, const char *name)
{
    return cJSON_GetObjectItem(from, name)->valuedouble;
}

/* ---- made panels: U00, U01, ... from 2000 on, the treated first ------------------------------------------------ */

static const char *const NAMES[] = {"x0", "x1"};

typedef struct asked {
    mkba_synthetic_did_options options;
    char codes[MOST][8], starts[MOST][8];
    const char *treated[MOST], *begin[MOST];
} asked;

static void ask(asked *to, const cJSON *entry)
{
    const cJSON *start;
    size_t n = 0;
    mkba_synthetic_did_options_init(&to->options);
    cJSON_ArrayForEach(start, cJSON_GetObjectItem(entry, "starts"))
    {
        snprintf(to->codes[n], sizeof to->codes[n], "U%02u", (unsigned) (n % 100));
        snprintf(to->starts[n], sizeof to->starts[n], "%d", 2000 + (int) start->valuedouble % 100);
        to->treated[n] = to->codes[n];
        to->begin[n] = to->starts[n];
        n++;
    }
    to->options.indicator = "y";
    to->options.treated = to->treated;
    to->options.n_treated = to->options.n_starts = n;
    to->options.starts = to->begin;
    to->options.covariates = NAMES;
    to->options.n_covariates = (size_t) cJSON_GetArraySize(cJSON_GetObjectItem(entry, "covariates"));
    ck_assert_int_eq(
        mkba_synthetic_did_form_from_name(cJSON_GetObjectItem(entry, "form")->valuestring, &to->options.form, NULL),
        MKBA_OK);
}

static char *write_figures(char *end, const cJSON *figures, const char *name)
{
    const cJSON *row, *value;
    int unit = 0;
    cJSON_ArrayForEach(row, figures)
    {
        int period = 0;
        cJSON_ArrayForEach(value, row)
        {
            if (cJSON_IsNumber(value))
                end += sprintf(end, "U%02d,,%d,%s,%.10g,,\n", unit, 2000 + period, name, value->valuedouble);
            period++;
        }
        unit++;
    }
    return end;
}

static mkba_panel *made_panel(const cJSON *entry)
{
    const cJSON *covariate;
    char *text = calloc(20000, 4), *end = text;
    size_t c = 0;
    ck_assert_ptr_nonnull(text);
    end = write_figures(end, cJSON_GetObjectItem(entry, "values"), "y");
    cJSON_ArrayForEach(covariate, cJSON_GetObjectItem(entry, "covariates")) end =
        write_figures(end, covariate, NAMES[c++]);
    mkba_panel *panel = panel_tidy(text);
    free(text);
    return panel;
}

static void with_cases(const char *file, void (*check)(const mkba_panel *panel, asked *with, const cJSON *entry))
{
    char *text = support_data(file, NULL);
    mkba_i_json *data = support_json(text);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(mkba_i_json_root(data), "cases"))
    {
        mkba_panel *panel = made_panel(entry);
        asked with;
        ask(&with, entry);
        check(panel, &with, entry);
        mkba_panel_free(panel);
    }
    mkba_i_json_free(data);
    free(text);
}

static size_t row_of_start(const mkba_table *table, const char *start, const char *column, const char *value)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        if (!support_missing(table, row, "start") && strcmp(support_text(table, row, "start"), start) == 0 &&
            strcmp(support_text(table, row, column), value) == 0)
            return row;
    ck_abort_msg("no row of %s in %s", value, start);
}

static void expect_start(const mkba_synthetic_did *made, const cJSON *known, size_t k)
{
    mkba_table *starts = did_synthetic_view(made, MKBA_SYNTHETIC_DID_STARTS),
               *path = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PATH);
    mkba_table *areas = did_synthetic_view(made, MKBA_SYNTHETIC_DID_AREAS);
    const cJSON *value;
    char start[24];
    size_t row, n = 0;
    snprintf(start, sizeof start, "%d", 2000 + (int) number(known, "start"));
    ck_assert_str_eq(support_text(starts, k, "start"), start);
    support_expect(starts, k, "estimate", number(known, "estimate"), 1e-9);
    support_expect(starts, k, "weight", number(known, "weight"), 1e-15);
    ck_assert_int_eq(support_integer(starts, k, "treated"), (int) number(known, "treated"));
    row = row_of_start(path, start, "period", "2000");
    cJSON_ArrayForEach(value, cJSON_GetObjectItem(known, "gaps"))
    {
        while (support_missing(path, row, "gap"))
            row++;
        support_expect(path, row++, "gap", value->valuedouble, 1e-9);
    }
    row = row_of_start(areas, start, "role", "donor");
    cJSON_ArrayForEach(value, cJSON_GetObjectItem(known, "areas"))
        support_expect(areas, row++, "weight", value->valuedouble, 1e-9);
    cJSON_ArrayForEach(value, cJSON_GetObjectItem(known, "periods")) n++;
    ck_assert_int_eq(support_integer(starts, k, "periods_before"), (int) n);
    mkba_table_free(starts);
    mkba_table_free(path);
    mkba_table_free(areas);
}

static void expect_case(const mkba_panel *panel, asked *with, const cJSON *entry)
{
    const cJSON *known;
    size_t k = 0, e = 0, c = 0;
    with->options.inference =
        cJSON_HasObjectItem(entry, "jackknife") ? MKBA_SYNTHETIC_DID_JACKKNIFE : MKBA_SYNTHETIC_DID_NONE;
    mkba_synthetic_did *made = did_synthetic(panel, &with->options);
    mkba_table *events = did_synthetic_view(made, MKBA_SYNTHETIC_DID_EVENTS);
    mkba_table *covariates = did_synthetic_view(made, MKBA_SYNTHETIC_DID_COVARIATES);
    ck_assert_uint_eq(mkba_table_n_rows(covariates), with->options.n_covariates);
    cJSON_ArrayForEach(known, cJSON_GetObjectItem(entry, "coefficients"))
    {
        ck_assert_str_eq(support_text(covariates, c, "covariate"), NAMES[c]);
        support_expect(covariates, c++, "coefficient", known->valuedouble, 1e-11);
    }
    ck_assert_double_eq_tol(summary(made, "estimate"), number(entry, "estimate"), 1e-9);
    cJSON_ArrayForEach(known, cJSON_GetObjectItem(entry, "by_start")) expect_start(made, known, k++);
    ck_assert_int_eq(support_first_integer(did_synthetic_view(made, MKBA_SYNTHETIC_DID_SUMMARY), "starts"), (int) k);
    cJSON_ArrayForEach(known, cJSON_GetObjectItem(entry, "events"))
    {
        ck_assert_int_eq(support_integer(events, e, "event"), (int) e);
        ck_assert_int_eq(support_integer(events, e, "treated"), (int) number(known, "treated"));
        if (number(known, "treated") > 0)
            support_expect(events, e, "estimate", number(known, "estimate"), 1e-9);
        else
            ck_assert(support_missing(events, e, "estimate"));
        e++;
    }
    ck_assert_uint_eq(mkba_table_n_rows(events), e);
    if (cJSON_HasObjectItem(entry, "jackknife"))
        ck_assert_double_eq_tol(summary(made, "std_error"), number(entry, "jackknife"), 1e-8);
    mkba_table_free(covariates);
    mkba_table_free(events);
    mkba_synthetic_did_free(made);
}

START_TEST(made_panels_give_what_another_computation_gives)
{
    with_cases(STARTS, expect_case);
    with_cases(COVARIATES, expect_case);
}
END_TEST

/* Each drawn placebo is one of all ordered sets of donors, and each of these comes. */
static void expect_placebos(const mkba_panel *panel, asked *with, const cJSON *entry)
{
    const cJSON *all = cJSON_GetObjectItem(entry, "placebos"), *one;
    size_t n = (size_t) cJSON_GetArraySize(all), seen[100] = {0}, as_large = 0;
    double sum = 0, squares = 0;
    if (all == NULL)
        return;
    ck_assert_uint_le(n, 100);
    with->options.replicates = 4000;
    with->options.level = 0.8;
    mkba_synthetic_did *made = did_synthetic(panel, &with->options);
    mkba_table *placebos = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PLACEBOS);
    for (size_t row = 0; row < mkba_table_n_rows(placebos); row++) {
        size_t k = 0;
        bool found = false;
        if (!support_missing(placebos, row, "period"))
            continue;
        double mean = support_real(placebos, row, "gap");
        cJSON_ArrayForEach(one, all)
        {
            if (!found && fabs(number(one, "effect") - mean) < 1e-9) {
                seen[k]++;
                found = true;
            }
            k++;
        }
        ck_assert_msg(found, "placebo %zu: %.17g", row, mean);
        as_large += fabs(mean) >= fabs(summary(made, "estimate"));
    }
    for (size_t k = 0; k < n; k++)
        ck_assert_uint_gt(seen[k], 0);
    cJSON_ArrayForEach(one, all) sum += number(one, "effect") / (double) n;
    cJSON_ArrayForEach(one, all) squares += pow(number(one, "effect") - sum, 2) / (double) n;
    ck_assert_double_eq_tol(summary(made, "std_error"), sqrt(squares), 0.05 * sqrt(squares));
    ck_assert_double_eq_tol(summary(made, "p") / summary(made, "p_step"), (double) (as_large + 1), 1e-9);
    mkba_table_free(placebos);
    mkba_synthetic_did_free(made);
}

START_TEST(placebos_take_the_starts_of_the_treated_in_their_order)
{
    with_cases(STARTS, expect_placebos);
    with_cases(COVARIATES, expect_placebos);
}
END_TEST

/* What the call of one start gives, its donors the never treated. */
static void expect_own(const mkba_panel *panel, asked *with, const cJSON *entry)
{
    with->options.inference = MKBA_SYNTHETIC_DID_NONE;
    mkba_synthetic_did *made = did_synthetic(panel, &with->options);
    mkba_table *starts = did_synthetic_view(made, MKBA_SYNTHETIC_DID_STARTS);
    char codes[40][8];
    const char *donors[40], *treated[MOST];
    size_t n_units = (size_t) cJSON_GetArraySize(cJSON_GetObjectItem(entry, "values")), n = with->options.n_treated;
    for (size_t i = n; i < n_units; i++) {
        snprintf(codes[i - n], sizeof codes[i - n], "U%02u", (unsigned) (i % 100));
        donors[i - n] = codes[i - n];
    }
    for (size_t k = 0; k < mkba_table_n_rows(starts); k++) {
        mkba_synthetic_did_options own = with->options;
        own.treated = treated;
        own.n_treated = own.n_starts = 0;
        own.starts = NULL;
        own.start = support_text(starts, k, "start");
        own.donors = donors;
        own.n_donors = n_units - n;
        for (size_t i = 0; i < n; i++)
            if (strcmp(with->begin[i], own.start) == 0)
                treated[own.n_treated++] = with->treated[i];
        mkba_synthetic_did *one = did_synthetic(panel, &own);
        ck_assert_double_eq(summary(one, "estimate"), support_real(starts, k, "estimate"));
        ck_assert_double_eq(summary(one, "rmspe_before"), support_real(starts, k, "rmspe_before"));
        ck_assert_double_eq(summary(one, "noise"), support_real(starts, k, "noise"));
        ck_assert_double_eq(summary(one, "ridge"), support_real(starts, k, "ridge"));
        mkba_synthetic_did_free(one);
    }
    mkba_table_free(starts);
    mkba_synthetic_did_free(made);
}

START_TEST(each_start_is_the_estimate_of_its_own_treated)
{
    with_cases(STARTS, expect_own);
}
END_TEST

/* ---- starts that are one ---------------------------------------------------------------------------------------- */

static const char SMALL[] = "A,,2017,y,10,,\nA,,2018,y,12,,\nA,,2019,y,14,,\nA,,2020,y,17,,\n"
                            "B,,2017,y,20,,\nB,,2018,y,22,,\nB,,2019,y,26,,\nB,,2020,y,29,,\n"
                            "C,,2017,y,1,,\nC,,2018,y,3,,\nC,,2019,y,4,,\nC,,2020,y,7,,\n"
                            "D,,2017,y,2,,\nD,,2018,y,5,,\nD,,2019,y,5,,\nD,,2020,y,6,,\n"
                            "E,,2017,y,3,,\nE,,2018,y,5,,\nE,,2019,y,7,,\nE,,2020,y,7,,\n"
                            "G,,2017,y,4,,\nG,,2018,y,7,,\nG,,2019,y,7,,\nG,,2020,y,9,,\n";
static const char *const BOTH[] = {"A", "B"}, *const SAME[] = {"2019", "2019"}, *const APART[] = {"2019", "2020"};

static mkba_synthetic_did_options small(const char *const *starts)
{
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "y";
    options.treated = BOTH;
    options.n_treated = 2;
    options.start = starts == NULL ? "2019" : NULL;
    options.starts = starts;
    options.n_starts = starts == NULL ? 0 : 2;
    return options;
}

START_TEST(starts_that_are_the_same_are_one_start)
{
    mkba_panel *panel = panel_tidy(SMALL);
    const mkba_synthetic_did_options options[] = {small(NULL), small(SAME)};
    mkba_synthetic_did *made[] = {did_synthetic(panel, &options[0]), did_synthetic(panel, &options[1])};
    static const char *const figures[] = {"estimate", "std_error", "p", "rmspe_before", "noise", "ridge"};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        ck_assert_double_eq(summary(made[0], figures[i]), summary(made[1], figures[i]));
    for (size_t i = 0; i < 2; i++) {
        mkba_table *starts = did_synthetic_view(made[i], MKBA_SYNTHETIC_DID_STARTS);
        mkba_table *events = did_synthetic_view(made[i], MKBA_SYNTHETIC_DID_EVENTS);
        ck_assert_uint_eq(mkba_table_n_rows(starts), 1);
        support_expect(starts, 0, "weight", 1, 0);
        support_expect(starts, 0, "p", summary(made[i], "p"), 0);
        support_expect(starts, 0, "std_error", summary(made[i], "std_error"), 0);
        ck_assert_uint_eq(mkba_table_n_rows(events), 2);
        ck_assert_double_eq_tol((support_real(events, 0, "estimate") + support_real(events, 1, "estimate")) / 2 -
                                    summary(made[i], "estimate"),
                                0, 1e-12);
        mkba_table_free(starts);
        mkba_table_free(events);
        mkba_synthetic_did_free(made[i]);
    }
    mkba_panel_free(panel);
}
END_TEST

START_TEST(what_each_start_has_for_itself_is_missing_in_the_summary_of_several)
{
    mkba_panel *panel = panel_tidy(SMALL);
    const mkba_synthetic_did_options options = small(APART);
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_table *table = did_synthetic_view(made, MKBA_SYNTHETIC_DID_SUMMARY);
    static const char *const apart[] = {"noise", "ridge", "periods_before", "periods_used", "periods_after"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        ck_assert(support_missing(table, 0, apart[i]));
    ck_assert(!support_missing(table, 0, "rmspe_before"));
    ck_assert_int_eq(support_integer(table, 0, "starts"), 2);
    mkba_table_free(table);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
}
END_TEST

/* Of a covariate a donor needs every figure, and a period of the treated needs one. */
START_TEST(a_figure_that_a_covariate_lacks_counts_as_one_of_the_outcome)
{
    static const char *const covariates[] = {"x"};
    char *text = calloc(20000, 1), *end = text;
    for (unsigned unit = 0; unit < 7; unit++)
        for (unsigned t = 0; t < 8; t++) {
            end += sprintf(end, "U%02u,,%u,y,%u,,\n", unit, 2000 + t, 40 + (unit * 37 + t * t * (unit + 3)) % 11);
            if (!(unit == 0 && t == 2) && !(unit == 6 && t == 5))
                end += sprintf(end, "U%02u,,%u,x,%u,,\n", unit, 2000 + t, (unit * 17 + t * t * (unit + 5)) % 13);
        }
    mkba_panel *panel = panel_tidy(text);
    static const char *const treated[] = {"U00"};
    mkba_synthetic_did_options options;
    mkba_synthetic_did_options_init(&options);
    options.indicator = "y";
    options.treated = treated;
    options.n_treated = 1;
    options.start = "2005";
    options.covariates = covariates;
    options.n_covariates = 1;
    mkba_synthetic_did *made = did_synthetic(panel, &options);
    mkba_table *path = did_synthetic_view(made, MKBA_SYNTHETIC_DID_PATH),
               *areas = did_synthetic_view(made, MKBA_SYNTHETIC_DID_AREAS);
    mkba_table *findings = did_synthetic_view(made, MKBA_SYNTHETIC_DID_FINDINGS);
    ck_assert(support_missing(path, 2, "observed") && !support_missing(path, 1, "observed"));
    support_expect(path, 1, "observed", 40 + 3, 0); /* as it is, not adjusted */
    ck_assert_str_eq(support_text(areas, did_row(areas, "area", "U06"), "note"), "x of 2005 has no figure");
    size_t row = did_row(findings, "id", "no_figure");
    ck_assert_str_eq(support_text(findings, row, "period"), "2002");
    ck_assert_ptr_nonnull(strstr(support_text(findings, row, "text"), "no figure of x"));
    row = did_row(findings, "id", "covariates");
    ck_assert_ptr_nonnull(strstr(support_text(findings, row, "text"), "adjusted for 1 covariate, by what it explains"));
    mkba_table_free(path);
    mkba_table_free(areas);
    mkba_table_free(findings);
    mkba_synthetic_did_free(made);
    mkba_panel_free(panel);
    free(text);
}
END_TEST

/* Six treated in 2005 and 2006: of the five in 2005 the errors are their own, of the one in 2006 there are none. */
START_TEST(a_start_of_fewer_than_five_areas_has_no_errors_that_are_learnt_from_them)
{
    char *text = calloc(20000, 1), *end = text;
    asked with;
    mkba_synthetic_did_options_init(&with.options);
    for (unsigned unit = 0; unit < 16; unit++)
        for (unsigned t = 0; t < 8; t++)
            end +=
                sprintf(end, "U%02u,,%u,y,%u,,\n", unit, 2000 + t, 50 + unit + (unit * 37 + t * t * (unit + 3)) % 11);
    for (unsigned i = 0; i < 6; i++) {
        snprintf(with.codes[i], sizeof with.codes[i], "U%02u", i);
        with.treated[i] = with.codes[i];
        with.begin[i] = i < 5 ? "2005" : "2006";
    }
    with.options.indicator = "y";
    with.options.treated = with.treated;
    with.options.starts = with.begin;
    with.options.n_treated = with.options.n_starts = 6;
    mkba_panel *panel = panel_tidy(text);
    for (int i = MKBA_SYNTHETIC_DID_JACKKNIFE; i <= MKBA_SYNTHETIC_DID_BOOTSTRAP; i++) {
        with.options.inference = (mkba_synthetic_did_inference) i;
        mkba_synthetic_did *made = did_synthetic(panel, &with.options);
        mkba_table *starts = did_synthetic_view(made, MKBA_SYNTHETIC_DID_STARTS);
        mkba_table *events = did_synthetic_view(made, MKBA_SYNTHETIC_DID_EVENTS);
        ck_assert_double_gt(summary(made, "std_error"), 0);
        ck_assert(support_missing(starts, 1, "std_error") && !support_missing(starts, 1, "estimate"));
        ck_assert_double_gt(support_real(starts, 0, "std_error"), 0);
        for (size_t e = 0; e < 3; e++)
            ck_assert_double_gt(support_real(events, e, "std_error"), 0);
        mkba_table_free(starts);
        mkba_table_free(events);
        mkba_synthetic_did_free(made);
    }
    mkba_panel_free(panel);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("synthetic difference-in-differences of several starts");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, made_panels_give_what_another_computation_gives);
    tcase_add_test(all, placebos_take_the_starts_of_the_treated_in_their_order);
    tcase_add_test(all, each_start_is_the_estimate_of_its_own_treated);
    tcase_add_test(all, starts_that_are_the_same_are_one_start);
    tcase_add_test(all, what_each_start_has_for_itself_is_missing_in_the_summary_of_several);
    tcase_add_test(all, a_figure_that_a_covariate_lacks_counts_as_one_of_the_outcome);
    tcase_add_test(all, a_start_of_fewer_than_five_areas_has_no_errors_that_are_learnt_from_them);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
