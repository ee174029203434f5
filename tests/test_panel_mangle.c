/* Every text of data/panel/accepted.json mangled in every way that breaks files on their way: it is refused with its
 * place, or gives figures of the whole text, never another one. What no reader can see is left out: lines that are gone
 * at the end, digits that are gone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

/* A text that is changed: room for a byte order mark and a line more. */
typedef struct text {
    char *bytes;
    size_t length;
} text;

typedef struct trial {
    const char *name; /* of the text and of the way */
    const char *way;
    panel_case given;
    mkba_panel *whole;
    size_t n_cells; /* of the whole */
    size_t n_refused, n_read;
} trial;

static text copy_of(const trial *t, size_t room)
{
    text made = {malloc(t->given.length + room + 1), t->given.length};
    ck_assert_ptr_nonnull(made.bytes);
    memcpy(made.bytes, t->given.text, t->given.length);
    return made;
}

static void insert(text *to, size_t at, const char *bytes, size_t n)
{
    memmove(to->bytes + at + n, to->bytes + at, to->length - at);
    memcpy(to->bytes + at, bytes, n);
    to->length += n;
}

static void cut(text *from, size_t at, size_t n)
{
    memmove(from->bytes + at, from->bytes + at + n, from->length - at - n);
    from->length -= n;
}

/* ---- what must hold ---------------------------------------------------------------------------------------- */

/* Every figure is one of the whole text, and all are there unless lines are gone. */
static void expect_part(const trial *t, const mkba_panel *part, size_t at)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_panel_table(part, &table, NULL), MKBA_OK);
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        double value = mkba_table_is_missing(table, row, 4) ? 0 : support_real(table, row, "value"), found = 0;
        mkba_cell_status status;
        mkba_error error;
        if (mkba_panel_cell(t->whole, support_text(table, row, "area"), support_text(table, row, "period"),
                            support_text(table, row, "indicator"), &found, &status, &error) != MKBA_OK)
            ck_abort_msg("%s, %s at %zu: a cell that is not in the whole: %s", t->name, t->way, at, error.message);
        if (found != value || strcmp(mkba_cell_status_name(status), support_text(table, row, "status")) != 0)
            ck_abort_msg("%s, %s at %zu: %s %s %s is %.12g %s", t->name, t->way, at, support_text(table, row, "area"),
                         support_text(table, row, "period"), support_text(table, row, "indicator"), value,
                         support_text(table, row, "status"));
    }
    if (strcmp(t->way, "cut off") != 0 && mkba_table_n_rows(table) != t->n_cells)
        ck_abort_msg("%s, %s at %zu: %zu cells of %zu", t->name, t->way, at, mkba_table_n_rows(table), t->n_cells);
    mkba_table_free(table);
}

static void attempt(trial *t, const text *mangled, const mkba_panel_options *options, size_t at)
{
    mkba_panel *part = NULL;
    mkba_error error;
    mkba_status status = mkba_panel_parse(mangled->bytes, mangled->length, t->given.format, options, &part, &error);
    if (status == MKBA_OK) {
        expect_part(t, part, at);
        t->n_read++;
    } else {
        t->n_refused++;
        if (error.line == 0 || error.column == 0)
            ck_abort_msg("%s, %s at %zu: no place: %s: %s", t->name, t->way, at, error.where, error.message);
    }
    mkba_panel_free(part);
}

/* ---- the ways ---------------------------------------------------------------------------------------------- */

static bool begins_line(const text *of, size_t at)
{
    return at == 0 || of->bytes[at - 1] == '\n';
}

static size_t line_length(const text *of, size_t at)
{
    const char *end = memchr(of->bytes + at, '\n', of->length - at);
    return end == NULL ? of->length - at : (size_t) (end - (of->bytes + at)) + 1;
}

static char separator_of(const trial *t)
{
    char given = t->given.options.separator;
    return given != '\0' ? given : t->given.format == MKBA_PANEL_STATLINE ? ';' : ',';
}

/* The byte inserted, or the separator that is there once more: the cells behind it shift. */
static void with_inserted(trial *t, const char *bytes, size_t n, bool at_separators, size_t from)
{
    for (size_t at = from; at < t->given.length; at++) {
        text mangled = copy_of(t, n);
        if (!at_separators || mangled.bytes[at] == separator_of(t)) {
            insert(&mangled, at, at_separators ? mangled.bytes + at : bytes, n);
            attempt(t, &mangled, &t->given.options, at);
        }
        free(mangled.bytes);
    }
}

static void shifted_right(trial *t)
{
    with_inserted(t, NULL, 1, true, 0);
}

static void shifted_left(trial *t)
{
    for (size_t at = 0; at < t->given.length; at++) {
        text mangled = copy_of(t, 0);
        if (mangled.bytes[at] == separator_of(t)) {
            cut(&mangled, at, 1);
            attempt(t, &mangled, &t->given.options, at);
        }
        free(mangled.bytes);
    }
}

static void byte_order_mark_inside(trial *t)
{
    with_inserted(t, "\xEF\xBB\xBF", 3, false, 1);
}

static void nul_inside(trial *t)
{
    with_inserted(t, "\0", 1, false, 0);
}

static void quote_inside(trial *t)
{
    with_inserted(t, "\"", 1, false, 0);
}

static void doubled_lines(trial *t)
{
    for (size_t at = 0; at < t->given.length; at++) {
        text mangled = copy_of(t, t->given.length);
        if (begins_line(&mangled, at)) {
            size_t n = line_length(&mangled, at);
            char *line = malloc(n);
            ck_assert_ptr_nonnull(line);
            memcpy(line, mangled.bytes + at, n);
            insert(&mangled, at, line, n);
            free(line);
            attempt(t, &mangled, &t->given.options, at);
        }
        free(mangled.bytes);
    }
}

static void without_header(trial *t)
{
    text mangled = copy_of(t, 0);
    cut(&mangled, 0, line_length(&mangled, 0));
    attempt(t, &mangled, &t->given.options, 0);
    free(mangled.bytes);
}

static void cut_off(trial *t)
{
    for (size_t length = 0; length < t->given.length; length++) {
        text mangled = copy_of(t, 0);
        mangled.length = length;
        attempt(t, &mangled, &t->given.options, length);
        free(mangled.bytes);
    }
}

/* A letter of ISO-8859-1 in a text of UTF-8. */
static void foreign_letters(trial *t)
{
    for (size_t at = 0; at < t->given.length && t->given.options.encoding == MKBA_ENCODING_UTF8; at++) {
        text mangled = copy_of(t, 0);
        if (mangled.bytes[at] >= 'a' && mangled.bytes[at] <= 'z') {
            mangled.bytes[at] = '\xE9';
            attempt(t, &mangled, &t->given.options, at);
        }
        free(mangled.bytes);
    }
}

/* Every byte followed by NUL: UTF-16. */
static void sixteen_bits(trial *t)
{
    text mangled = copy_of(t, t->given.length);
    for (size_t at = t->given.length; at-- > 0;) {
        mangled.bytes[2 * at] = t->given.text[at];
        mangled.bytes[2 * at + 1] = '\0';
    }
    mangled.length = 2 * t->given.length;
    attempt(t, &mangled, &t->given.options, 0);
    free(mangled.bytes);
}

static void other_separator(trial *t)
{
    text mangled = copy_of(t, 0);
    char from = separator_of(t), to = from == ';' ? ',' : ';';
    for (size_t at = 0; at < mangled.length; at++)
        mangled.bytes[at] = mangled.bytes[at] == from ? to : mangled.bytes[at];
    attempt(t, &mangled, &t->given.options, 0);
    free(mangled.bytes);
}

/* Figures in the other notation: one after the other, and all. */
static void other_decimal_sign(trial *t)
{
    text all = copy_of(t, 0);
    for (size_t at = 1; at + 1 < t->given.length; at++) {
        const char *here = t->given.text + at;
        bool digits = here[-1] >= '0' && here[-1] <= '9' && here[1] >= '0' && here[1] <= '9';
        if (!digits || (*here != '.' && *here != ','))
            continue;
        text mangled = copy_of(t, 0);
        mangled.bytes[at] = all.bytes[at] = *here == '.' ? ',' : '.';
        attempt(t, &mangled, &t->given.options, at);
        free(mangled.bytes);
    }
    attempt(t, &all, &t->given.options, 0);
    free(all.bytes);
}

/* A line of a million columns, each one in turn. */
static void million_columns(trial *t)
{
    enum { MILLION = 1000000 };
    char *separators = malloc(MILLION);
    ck_assert_ptr_nonnull(separators);
    memset(separators, separator_of(t), MILLION);
    for (size_t at = 0; at < t->given.length; at++) {
        text mangled = copy_of(t, begins_line(&(text){t->given.text, t->given.length}, at) ? MILLION : 0);
        if (begins_line(&mangled, at)) {
            insert(&mangled, at, separators, MILLION);
            attempt(t, &mangled, &t->given.options, at);
        }
        free(mangled.bytes);
    }
    free(separators);
}

/* ---- all of them ------------------------------------------------------------------------------------------- */

typedef struct way {
    const char *name;
    void (*mangle)(trial *t);
    bool sums;    /* also for texts of which figures are added up, or named by what else there is */
    size_t least; /* of all the texts so many are refused */
} way;

static size_t count_cells(const mkba_panel *panel)
{
    mkba_table *table = NULL;
    size_t n;
    ck_assert_int_eq(mkba_panel_table(panel, &table, NULL), MKBA_OK);
    n = mkba_table_n_rows(table);
    mkba_table_free(table);
    return n;
}

static void mangle_all(const way *by)
{
    char *bytes = support_data("panel/accepted.json", NULL);
    mkba_i_json *json = support_json(bytes);
    size_t n_refused = 0, n_read = 0;
    free(bytes);
    for (const cJSON *item = mkba_i_json_root(json)->child; item != NULL; item = item->next) {
        trial t = {.name = cJSON_GetObjectItemCaseSensitive(item, "name")->valuestring, .way = by->name};
        panel_case_read(&t.given, item);
        t.whole = panel_of(item);
        t.n_cells = count_cells(t.whole);
        if (by->sums || (t.given.format != MKBA_PANEL_IV3 && !t.given.options.split_units))
            by->mangle(&t);
        n_refused += t.n_refused;
        n_read += t.n_read;
        mkba_panel_free(t.whole);
        panel_case_free(&t.given);
    }
    mkba_i_json_free(json);
    if (n_refused < by->least)
        ck_abort_msg("%s: %zu refused, %zu read", by->name, n_refused, n_read);
}

static const way ways[] = {{"cut off", cut_off, false, 1000},
                           {"shifted right", shifted_right, true, 200},
                           {"shifted left", shifted_left, true, 200},
                           {"byte order mark inside", byte_order_mark_inside, true, 1000},
                           {"NUL inside", nul_inside, true, 1000},
                           {"quote inside", quote_inside, true, 1000},
                           {"doubled lines", doubled_lines, true, 50},
                           {"without header", without_header, true, 20},
                           {"foreign letters", foreign_letters, true, 1000},
                           {"sixteen bits", sixteen_bits, true, 20},
                           {"other separator", other_separator, true, 20},
                           {"other decimal sign", other_decimal_sign, true, 20},
                           {"million columns", million_columns, true, 50}};

START_TEST(a_mangled_text_gives_no_wrong_figure)
{
    mangle_all(&ways[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, mangled texts");
    TCase *mangled = tcase_create("mangled");
    tcase_set_timeout(mangled, 60);
    tcase_add_loop_test(mangled, a_mangled_text_gives_no_wrong_figure, 0, (int) (sizeof ways / sizeof *ways));
    suite_add_tcase(suite, mangled);
    return run_suite(suite);
}
