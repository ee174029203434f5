/* Random damage to texts of every format: whatever comes of it is refused as documented, or a panel whose cells are
 * finite and have a value where their status says so. The same damage each time; MKBA_TEST_ROUNDS says how much. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/text.h"
#include "panel.h"
#include "run_suite.h"
#include "support.h"

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    ck_abort_msg("%s", what);
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
    bool known = status == MKBA_ERROR_SYNTAX || status == MKBA_ERROR_PANEL || status == MKBA_ERROR_LIMIT ||
                 status == MKBA_ERROR_UNKNOWN || status == MKBA_ERROR_ARGUMENT;
    demand(known, mkba_status_name(status));
    demand(error->status == status && error->message[0] != '\0', "the error says nothing");
    demand(is_utf8(error->message) && is_utf8(error->where), "the error is no UTF-8");
}

static void check_panel(const mkba_panel *panel)
{
    mkba_table *table = NULL;
    char *csv = NULL;
    for (size_t i = 0; i < mkba_panel_n_indicators(panel); i++)
        for (size_t a = 0; a < mkba_panel_n_areas(panel); a++)
            for (size_t p = 0; p < mkba_panel_n_periods(panel); p++) {
                double value = mkba_panel_values(panel, i, a)[p];
                mkba_cell_status status = (mkba_cell_status) mkba_panel_statuses(panel, i, a)[p];
                demand(isfinite(value) && !(value == 0 && signbit(value)), "a value that is not finite, or -0");
                demand(mkba_cell_has_value(status) || value == 0, "a value beside a reason");
            }
    demand(mkba_panel_table(panel, &table, NULL) == MKBA_OK, "no table");
    demand(mkba_table_csv(table, &csv, NULL) == MKBA_OK && is_utf8(csv), "no CSV");
    mkba_text_free(csv);
    mkba_table_free(table);
    demand(mkba_panel_suspects(panel, NULL, &table, NULL) == MKBA_OK, "no suspects");
    mkba_table_free(table);
}

static bool same_cells(const mkba_panel *a, const mkba_panel *b)
{
    size_t n_areas = mkba_panel_n_areas(a), n_periods = mkba_panel_n_periods(a), n = mkba_panel_n_indicators(a);
    if (mkba_panel_n_areas(b) != n_areas || mkba_panel_n_periods(b) != n_periods || mkba_panel_n_indicators(b) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t area = 0; area < n_areas; area++)
            if (memcmp(mkba_panel_values(a, i, area), mkba_panel_values(b, i, area), n_periods * sizeof(double)) != 0 ||
                memcmp(mkba_panel_statuses(a, i, area), mkba_panel_statuses(b, i, area), n_periods) != 0)
                return false;
    return true;
}

/* The same cells as a table are read, or refused, as the text is; what a text may not be made of says nothing of cells. */
static void check_table(const panel_case *text, mkba_status status, const mkba_panel *panel)
{
    static const panel_types types[] = {PANEL_TEXTS, PANEL_INTEGERS, PANEL_REALS};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        mkba_panel_options options;
        mkba_panel *of_table = NULL;
        mkba_error error;
        mkba_table *table = panel_case_table(text, types[i], &options);
        if (table == NULL)
            return;
        mkba_status of = mkba_panel_from_table(table, text->format, &options, &of_table, &error);
        demand(of == status || status == MKBA_ERROR_SYNTAX, "a table is not read as its text");
        demand(panel == NULL || same_cells(panel, of_table), "a table has other cells than its text");
        if (of != MKBA_OK)
            check_error(of, &error);
        mkba_panel_free(of_table);
        mkba_table_free(table);
    }
}

static bool read_one(const panel_case *given, const char *text, size_t length)
{
    char *exact = malloc(length + 1); /* so that a sanitizer sees what lies beyond */
    mkba_panel *panel = NULL;
    mkba_panel_options options = given->options;
    mkba_panel_format format;
    mkba_error error;
    demand(exact != NULL, "no memory");
    memcpy(exact, text, length);
    mkba_status status = mkba_panel_parse(exact, length, given->format, &given->options, &panel, &error);
    if (status == MKBA_OK)
        check_panel(panel);
    else
        check_error(status, &error);
    demand((panel == NULL) == (status != MKBA_OK), "a panel beside an error");
    panel_case whole = *given;
    whole.text = exact;
    whole.length = length;
    check_table(&whole, status, panel);
    status = mkba_panel_detect(exact, length, &options, &format, &error);
    demand(status == MKBA_OK || status == MKBA_ERROR_UNKNOWN, "detection has another status");
    bool read = panel != NULL;
    mkba_panel_free(panel);
    free(exact);
    return read;
}

/* ---- damage ---------------------------------------------------------------------------------------------- */

#define LARGEST ((size_t) 1 << 14)

static uint64_t state;

/* splitmix64, below n */
static size_t below(size_t n)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return n == 0 ? 0 : (size_t) ((z ^ z >> 31) % n);
}

/* Puts a piece in the place of `out` bytes. */
static size_t replace(char *text, size_t size, size_t at, size_t out, const char *piece, size_t length)
{
    out = out > size - at ? size - at : out;
    if (size - out + length > LARGEST)
        return size;
    memmove(text + at + length, text + at + out, size - at - out);
    memcpy(text + at, piece, length);
    return size - out + length;
}

/* The line that begins at or after a place. */
static size_t line_at(const char *text, size_t size, size_t at, size_t *length)
{
    while (at > 0 && at < size && text[at - 1] != '\n')
        at++;
    for (*length = 0; at + *length < size && text[at + *length] != '\n';)
        (*length)++;
    *length += at + *length < size;
    return at;
}

static size_t damage(char *text, size_t size)
{
    static const char *const odd[] = {
        "\"",   ",",   ";",    "\n",   "\r\n",     ".",        ",,",       ";;", "-99998", "-99997", "1e309",
        "1,5",  "1.5", "nan",  "2021", "2021JJ00", "2021KW05", "20210229", "*",  "\xFF",   "\xC3",   "\xEF\xBB\xBF",
        "\"\"", "   ", "6.60", "L1",   "2023X005", "null",     "0",        "-0", "|"};
    char line[LARGEST];
    size_t at = below(size + 1), length;
    switch (below(6)) {
    case 0: return replace(text, size, at, below(4), odd[below(sizeof odd / sizeof *odd)], 1); /* its first byte */
    case 1: {
        const char *piece = odd[below(sizeof odd / sizeof *odd)];
        return replace(text, size, at, below(12), piece, strlen(piece));
    }
    case 2: return replace(text, size, at, 1 + below(3), "", 0);
    case 3: return at; /* cut off */
    case 4:
        at = line_at(text, size, at, &length);
        memcpy(line, text + at, length);
        return replace(text, size, at, 0, line, length);
    default: at = line_at(text, size, at, &length); return replace(text, size, at, length, "", 0);
    }
}

static size_t run_case(const panel_case *given, size_t rounds)
{
    char text[LARGEST];
    size_t size = 0, n_read = 0;
    demand(given->length <= LARGEST, "the text is too long");
    for (size_t round = 0; round < rounds; round++) {
        if (round % 3 == 0) { /* several things go wrong together */
            size = given->length;
            memcpy(text, given->text, size);
        }
        size = damage(text, size);
        n_read += read_one(given, text, size);
    }
    return n_read;
}

START_TEST(any_text_is_refused_as_documented_or_all_of_its_cells_are_sound)
{
    const char *wanted = getenv("MKBA_TEST_ROUNDS");
    size_t rounds = wanted == NULL ? 40000 : (size_t) atol(wanted), n_read = 0;
    char *bytes = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(bytes);
    size_t n = (size_t) cJSON_GetArraySize(mkba_i_json_root(json));
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        panel_case given;
        panel_case_read(&given, item);
        n_read += run_case(&given, rounds / n + 1);
        panel_case_free(&given);
    }
    demand(n_read > rounds / 100, "hardly a text could be read: the damage is too great to test anything");
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, damaged texts");
    TCase *fuzz = tcase_create("fuzz");
    tcase_add_test(fuzz, any_text_is_refused_as_documented_or_all_of_its_cells_are_sound);
    suite_add_tcase(suite, fuzz);
    return run_suite(suite);
}
