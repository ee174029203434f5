/* Every allocation of the panel fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were and
 * loses nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/latin1.h"
#include "fault.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

/* A scenario frees what it made; it answers its status, or -1 when an output was touched by a failure. */
typedef int scenario(const void *given, mkba_error *error);

static void sweep(scenario *run, const void *given, fault_mode mode, const char *name)
{
    size_t n = 1;
    for (; fault_sweeps(n); n++) {
        mkba_error error = {.status = MKBA_OK};
        size_t live = fault_live();
        fault_arm(n, mode);
        int status = run(given, &error);
        fault_disarm();
        mkba_status expected = fault_injected() ? MKBA_ERROR_MEMORY : MKBA_OK;
        if (status != (int) expected || error.status != expected || fault_live() != live)
            ck_abort_msg("%s, allocation %zu: status %d (%s), %zu blocks before and %zu after", name, n, status,
                         error.message, live, fault_live());
    }
    ck_assert_uint_gt(n, 2);
}

static void sweep_both(scenario *run, const void *given, const char *name)
{
    if (!fault_works()) {
        printf("# SKIP allocation failures: malloc is not the one of this program here\n");
        return;
    }
    sweep(run, given, FAULT_ONCE, name);
    sweep(run, given, FAULT_ONWARD, name);
}

static int finish(mkba_status status, mkba_panel *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_panel_free(made);
    return MKBA_OK;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static int parse(const void *given, mkba_error *error)
{
    const panel_case *text = given;
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_parse(text->text, text->length, text->format, &text->options, &made, error);
    return finish(status, made);
}

START_TEST(every_reader)
{
    char *bytes = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(bytes);
    free(bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        panel_case text;
        panel_case_read(&text, item);
        sweep_both(parse, &text, cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring);
        panel_case_free(&text);
    }
    mkba_i_json_free(json);
}
END_TEST

typedef struct framed {
    mkba_table *table;
    mkba_panel_format format;
    mkba_panel_options options;
} framed;

static int from_table(const void *given, mkba_error *error)
{
    const framed *frame = given;
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_from_table(frame->table, frame->format, &frame->options, &made, error);
    return finish(status, made);
}

START_TEST(every_reader_of_tables)
{
    char *bytes = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(bytes);
    free(bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        panel_case text;
        framed frame;
        panel_case_read(&text, item);
        frame.format = text.format;
        frame.table = panel_case_table(&text, PANEL_INTEGERS, &frame.options);
        if (frame.table != NULL)
            sweep_both(from_table, &frame, cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring);
        mkba_table_free(frame.table);
        panel_case_free(&text);
    }
    mkba_i_json_free(json);
}
END_TEST

static int decode(const void *given, mkba_error *error)
{
    char *made = NULL;
    size_t length = 0;
    mkba_status status = mkba_i_latin1_to_utf8(given, strlen(given), &made, &length, error);
    if (status != MKBA_OK)
        return made == NULL && length == 0 ? (int) status : -1;
    free(made);
    return MKBA_OK;
}

START_TEST(decoding)
{
    if (fault_works())
        sweep(decode, "caf\xE9", FAULT_ONCE, "latin1");
}
END_TEST

/* ---- making panels from panels --------------------------------------------------------------------------- */

static mkba_panel *sample(void)
{
    static const mkba_break at = {2020, false, "n"};
    static const char *const parts[] = {"q"};
    static const mkba_indicator known[] = {
        {.name = "tv_6.6", .kind = MKBA_INDICATOR_FLOW, .breaks = &at, .n_breaks = 1},
        {.name = "d", .kind = MKBA_INDICATOR_STOCK, .parts = parts, .n_parts = 1},
        {.name = "r", .kind = MKBA_INDICATOR_RATE, .numerator = "tv_6.6", .denominator = "d", .per = 10}};
    mkba_panel *panel = panel_tidy("A,Aa,2020,tv_6.6,1,,S\nB,,2020,tv_6.6,8,,\nA,,2021,tv_6.6,.,,\nA,,2020,d,10,,\n"
                                   "B,,2020,d,40,,\nB,,2020,r,2,,T\nB,,2020,q,2,,T\nC,,2020,q,2,,\n");
    mkba_panel *said = NULL;
    ck_assert_int_eq(mkba_panel_described(panel, known, 3, &said, NULL), MKBA_OK);
    mkba_panel_free(panel);
    return said;
}

static int attribute(const void *given, mkba_error *error)
{
    static const char *const codes[] = {"B"}, *const texts[] = {"x"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_with_attribute(given, "k", "u", codes, 1, texts, NULL, &made, error);
    return finish(status, made);
}

static int described(const void *given, mkba_error *error)
{
    static const mkba_indicator known = {.name = "q", .unit = "u", .kind = MKBA_INDICATOR_FLOW};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_described(given, &known, 1, &made, error);
    return finish(status, made);
}

static int recognised(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_recognised(given, NULL, &made, error);
    return finish(status, made);
}

static int with_breaks(const void *given, mkba_error *error)
{
    static const char *const indicators[] = {"q"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_with_breaks(given, NULL, 0, indicators, 1, &made, error);
    return finish(status, made);
}

static int yearly(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_yearly(given, "mean", NULL, &made, error);
    return finish(status, made);
}

static int selected(const void *given, mkba_error *error)
{
    static const char *const areas[] = {"B"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_selected(given, areas, 1, NULL, 0, NULL, 0, &made, error);
    return finish(status, made);
}

static int region(const void *given, mkba_error *error)
{
    static const char *const members[] = {"A", "B", "C"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_region(given, "R", "Regio", members, 3, MKBA_MISSING_LEFT_OUT, &made, error);
    return finish(status, made);
}

static int total(const void *given, mkba_error *error)
{
    static const char *const parts[] = {"tv_6.6"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_total(given, "t", parts, 1, &made, error);
    return finish(status, made);
}

static int rate(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_rate(given, "t", "tv_6.6", "d", 1, "u", &made, error);
    return finish(status, made);
}

static int deflated(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_deflated(given, NULL, "t", "tv_6.6", "cpi", 2024, &made, error);
    return finish(status, made);
}

static int taakveld(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_taakveld(given, NULL, "tv_", "6.6", "t", &made, error);
    return finish(status, made);
}

static int suspect(const void *given, mkba_error *error)
{
    static const char *const areas[] = {"A"}, *const periods[] = {"2020"}, *const indicators[] = {"d"};
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_with_suspects(given, areas, periods, indicators, 1, "because", &made, error);
    return finish(status, made);
}

static mkba_panel *other;

static int joined(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_joined(given, other, &made, error);
    return finish(status, made);
}

static const char steps[] =
    "jaar_ingang,oud_code,nieuw_code,aandeel_adressen\n2021,A,N,1\n2021,B,N,0.5\n2021,B,C,0.5\n";
static const char areas[] = "jaar,gm_code,gemeente\n2020,A,Aa\n2020,B,Be\n2020,C,Ce\n2021,N,Nieuw\n2021,C,Ce\n";

static int crosswalk(const void *given, mkba_error *error)
{
    mkba_crosswalk *made = NULL;
    (void) given;
    mkba_status status = mkba_crosswalk_parse(steps, strlen(steps), areas, strlen(areas), &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_crosswalk_free(made);
    return MKBA_OK;
}

static mkba_crosswalk *walked;

static int merged(const void *given, mkba_error *error)
{
    mkba_panel *made = NULL;
    mkba_status status = mkba_panel_merged(given, walked, 2021, 2020, &made, error);
    return finish(status, made);
}

START_TEST(every_panel_from_a_panel)
{
    mkba_panel *panel = sample(), *with = NULL;
    static const char *const codes[] = {"A"};
    static const double numbers[] = {4};
    ck_assert_int_eq(mkba_panel_with_attribute(panel, "p", "u", codes, 1, NULL, numbers, &with, NULL), MKBA_OK);
    other = panel_tidy("Z,,2020,q,2,,\n");
    mkba_panel *bare = panel_tidy("A,,2020,lasten,6,,\nA,,2020,inwoners,3,,\nA,,2020,lasten_per_inwoner,2,,\n"
                                  "A,,2020,q,6,,\nA,,2020,q_per_1000,4,,\n");
    sweep_both(recognised, bare, "recognised");
    mkba_panel_free(bare);
    bare = panel_tidy("A,,2020KW01,lasten,6,,\nA,,2021KW01,lasten,6,,\n");
    sweep_both(yearly, bare, "yearly");
    mkba_panel_free(bare);
    sweep_both(attribute, with, "attribute");
    sweep_both(described, with, "described");
    sweep_both(with_breaks, with, "with_breaks");
    sweep_both(selected, with, "selected");
    sweep_both(region, with, "region");
    sweep_both(total, with, "total");
    sweep_both(rate, with, "rate");
    sweep_both(deflated, with, "deflated");
    sweep_both(taakveld, with, "taakveld");
    sweep_both(suspect, with, "suspect");
    sweep_both(joined, with, "joined");
    mkba_panel_free(other);
    mkba_panel_free(with);
    mkba_panel_free(panel);
}
END_TEST

/* ---- streams --------------------------------------------------------------------------------------------- */

static const mkba_stream_options *wanted_stream(void)
{
    static mkba_stream_options options;
    mkba_stream_options_init(&options);
    options.name = "s";
    options.users = "u";
    options.cost = "k";
    options.cost_in = 1;
    options.assumed_outflow = 0.25;
    options.rates = "constant";
    options.source = "S";
    return &options;
}

static int stream_years(const void *given, mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_panel_stream(given, wanted_stream(), &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static int stream_findings(const void *given, mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_panel_stream_findings(given, wanted_stream(), &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static int stream_case(const void *given, mkba_error *error)
{
    char *made = NULL;
    mkba_status status = mkba_panel_stream_case(given, wanted_stream(), &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_text_free(made);
    return MKBA_OK;
}

START_TEST(streams)
{
    static const mkba_indicator known[] = {{.name = "u", .kind = MKBA_INDICATOR_FLOW},
                                           {.name = "k", .kind = MKBA_INDICATOR_FLOW}};
    mkba_panel *bare = panel_tidy("A,,2020,u,6,,\nA,,2021,u,7,,\nA,,2020,k,3,,\nA,,2021,k,4,,\nA,,2022,k,4,,\n");
    mkba_panel *panel = NULL;
    ck_assert_int_eq(mkba_panel_described(bare, known, 2, &panel, NULL), MKBA_OK);
    sweep_both(stream_years, panel, "stream");
    sweep_both(stream_findings, panel, "findings");
    sweep_both(stream_case, panel, "case");
    mkba_panel_free(panel);
    mkba_panel_free(bare);
}
END_TEST

START_TEST(crosswalks_and_mergers)
{
    static const char *const periods[] = {"2020"};
    mkba_panel *panel = sample(), *year = NULL;
    ck_assert_int_eq(mkba_panel_selected(panel, NULL, 0, periods, 1, NULL, 0, &year, NULL), MKBA_OK);
    sweep_both(crosswalk, NULL, "crosswalk");
    ck_assert_int_eq(mkba_crosswalk_parse(steps, strlen(steps), areas, strlen(areas), &walked, NULL), MKBA_OK);
    sweep_both(merged, year, "merged");
    mkba_crosswalk_free(walked);
    mkba_panel_free(year);
    mkba_panel_free(panel);
}
END_TEST

/* ---- tables ---------------------------------------------------------------------------------------------- */

typedef mkba_status view(const mkba_panel *panel, mkba_table **table, mkba_error *error);
typedef struct viewed {
    const mkba_panel *panel;
    view *view;
} viewed;

static int make_table(const void *given, mkba_error *error)
{
    const viewed *wanted = given;
    mkba_table *made = NULL;
    mkba_status status = wanted->view(wanted->panel, &made, error);
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static mkba_status suspects(const mkba_panel *panel, mkba_table **table, mkba_error *error)
{
    mkba_suspect_options options;
    mkba_suspect_options_init(&options);
    options.least = 1;
    return mkba_panel_suspects(panel, &options, table, error);
}

START_TEST(every_table)
{
    static view *const views[] = {
        mkba_panel_table,  mkba_panel_areas, mkba_panel_periods, mkba_panel_indicators, mkba_panel_notes,
        mkba_panel_breaks, suspects};
    static const char *const members[] = {"A", "B"};
    mkba_panel *panel = sample(), *noted = NULL;
    ck_assert_int_eq(mkba_panel_region(panel, "R", NULL, members, 2, MKBA_MISSING_LEFT_OUT, &noted, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        viewed wanted = {noted, views[i]};
        sweep_both(make_table, &wanted, "table");
    }
    mkba_panel_free(noted);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, allocations that fail");
    TCase *fault = tcase_create("fault");
    tcase_add_test(fault, every_reader);
    tcase_add_test(fault, every_reader_of_tables);
    tcase_add_test(fault, decoding);
    tcase_add_test(fault, every_panel_from_a_panel);
    tcase_add_test(fault, streams);
    tcase_add_test(fault, crosswalks_and_mergers);
    tcase_add_test(fault, every_table);
    suite_add_tcase(suite, fault);
    return run_suite(suite);
}
