/* Figures that look wrong among those that are compared: the rules are those of mkba_panel_suspects. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "compare/growth_model.h"

#define DEEPEST 16
/* Of so many lines a return can be told from chance; of so many peers a finding gives an example. */
#define LEAST 3
#define EXAMPLES 5

/* A row of the table of suspects. */
typedef struct row {
    const char *rule, *area, *period, *indicator, *note;
    size_t at; /* in the table */
} row;

typedef struct rows {
    row *rows; /* by area code, so that the order of the panel changes nothing */
    size_t n;
} rows;

static int by_area(const void *a, const void *b)
{
    const row *x = a, *y = b;
    int order = strcmp(x->area, y->area);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static mkba_status read_rows(const mkba_i_compare *c, const mkba_table *table, rows *made)
{
    const char *const *rules = mkba_table_texts(table, 0), *const *areas = mkba_table_texts(table, 1);
    const char *const *periods = mkba_table_texts(table, 3), *const *indicators = mkba_table_texts(table, 4);
    const char *const *notes = mkba_table_texts(table, 7);

    made->n = mkba_table_n_rows(table);
    made->rows = calloc(made->n + 1, sizeof *made->rows);
    if (made->rows == NULL)
        return mkba_i_fail_memory(c->error);
    for (size_t i = 0; i < made->n; i++)
        made->rows[i] = (row){rules[i], areas[i], periods[i], indicators[i], notes[i] == NULL ? "" : notes[i], i};
    qsort(made->rows, made->n, sizeof *made->rows, by_area);
    return MKBA_OK;
}

/* ---- what to look at ------------------------------------------------------------------------------------- */

/* Marks an indicator, or what it is the sum of. */
static void mark_leaves(const mkba_i_compare *c, size_t indicator, bool *marked, int depth)
{
    const mkba_indicator *it = &c->panel->indicators[indicator];
    bool whole = true;

    for (size_t i = 0; depth < DEEPEST && i < it->n_parts; i++) {
        size_t part = mkba_i_roll_find(&c->panel->indicator_names, it->parts[i]);
        if (part == MKBA_I_NONE)
            continue;
        mark_leaves(c, part, marked, depth + 1);
        whole = false;
    }
    marked[indicator] = marked[indicator] || whole;
}

/* Whether two names begin with the same word: lasten_tv_6.1 and lasten_jeugd. */
static bool same_word(const char *a, const char *b)
{
    size_t length = strcspn(a, "_");
    return length == strcspn(b, "_") && strncmp(a, b, length) == 0;
}

/* A line of the return that a leaf of money comes from. */
static bool is_line(const mkba_i_compare *c, size_t indicator, const bool *leaves)
{
    const mkba_indicator *it = &c->panel->indicators[indicator];

    if (mkba_i_taakveld_of(it->name) == NULL || it->n_parts > 0 || it->kind == MKBA_INDICATOR_RATE)
        return false;
    for (size_t i = 0; i < c->panel->n_indicators; i++)
        if (leaves[i] && c->panel->indicators[i].kind == MKBA_INDICATOR_FLOW &&
            same_word(c->panel->indicators[i].name, it->name) && strcmp(c->panel->indicators[i].unit, it->unit) == 0)
            return true;
    return false;
}

/* The leaves of all that is compared; the return: the taakvelden, with the leaves where these are few. */
static size_t mark_return(const mkba_i_compare *c, const bool *leaves, bool *lines)
{
    size_t n = 0;

    for (size_t i = 0; i < c->panel->n_indicators; i++) {
        lines[i] = is_line(c, i, leaves);
        n += lines[i];
    }
    for (size_t i = 0; n > 0 && n < LEAST && i < c->panel->n_indicators; i++)
        if (leaves[i] && c->panel->indicators[i].kind == MKBA_INDICATOR_FLOW)
            lines[i] = true;
    return n;
}

/* Leaves the lines among which care is booked: the others (6.1 and income support, 6.3 to 6.5) move for reasons of their
 * own, and would hide that costs moved from one line of care to another. */
static void keep_care(const mkba_i_compare *c, bool *lines)
{
    for (size_t i = 0; i < c->panel->n_indicators; i++) {
        const char *taakveld = mkba_i_taakveld_of(c->panel->indicators[i].name);
        if (taakveld != NULL && strlen(taakveld) == 3 && strchr("1345", taakveld[2]) != NULL)
            lines[i] = false;
    }
}

static mkba_status look(const mkba_i_compare *c, const bool *marked, mkba_table **table)
{
    const char **names = calloc(c->panel->n_indicators + 1, sizeof *names);
    mkba_suspect_options options;
    mkba_status status;

    if (names == NULL)
        return mkba_i_fail_memory(c->error);
    mkba_suspect_options_init(&options);
    options.indicators = names;
    for (size_t i = 0; i < c->panel->n_indicators; i++)
        if (marked[i])
            names[options.n_indicators++] = c->panel->indicators[i].name;
    status = mkba_panel_suspects(c->panel, &options, table, c->error);
    free((void *) names);
    return status;
}

/* ---- what is said ---------------------------------------------------------------------------------------- */

/* What a rule means. Those of the whole return come first, then those of its lines of care, then those of the leaves. */
static const struct rule {
    const char *id, *text;
    bool whole; /* concerns the whole return, in the first year too, and makes the area suspect */
} RULES[] = {
    {"copied_return", "the return is that of the year before, figure by figure: no observation", true},
    {"zero_return", "every figure of the return is zero", true},
    {"booking_shift", "costs moved from one line to another while the total stayed: compare their sum", false},
    {"jump", "the figure jumps from the year before", false},
    {"negative", "the figure is below zero", false},
};
#define N_RULES (sizeof RULES / sizeof *RULES)
#define WHOLE_RULES 0
#define SHIFT_RULES 2
#define LEAF_RULES 3

static int by_code(const void *code, const void *member)
{
    return strcmp(code, ((const mkba_i_member *) member)->code);
}

static mkba_i_member *find_member(const mkba_i_compare *c, const char *code)
{
    return bsearch(code, c->made->areas, c->made->n_areas, sizeof *c->made->areas, by_code);
}

/* Whether a row is of this rule, of an area of the group, and between the years. */
static bool concerns(const mkba_i_compare *c, const row *r, const struct rule *rule, mkba_i_group group)
{
    const mkba_i_member *member;
    int year;

    if (strcmp(r->rule, rule->id) != 0)
        return false;
    year = atoi(r->period);
    member = find_member(c, r->area);
    return member != NULL && member->in[group] && year >= c->options->first + (rule->whole ? 0 : 1) &&
           year <= c->options->last;
}

static bool same_cell(const row *a, const row *b)
{
    return strcmp(a->area, b->area) == 0 && strcmp(a->period, b->period) == 0;
}

/* Whether the row is the first of its rule, area and year. */
static bool is_first(const rows *r, size_t i)
{
    for (size_t j = i; j-- > 0 && same_cell(&r->rows[i], &r->rows[j]);)
        if (strcmp(r->rows[i].rule, r->rows[j].rule) == 0)
            return false;
    return true;
}

/* The lines concerned: "lasten_tv_6.72 -95%, lasten_tv_6.82 +870%". */
static mkba_status say_row(mkba_i_compare *c, const rows *r, size_t i, const struct rule *rule)
{
    const row *first = &r->rows[i];
    mkba_i_text lines = {0};
    mkba_status status;
    size_t n = 0;

    for (size_t j = i; j < r->n && same_cell(first, &r->rows[j]); j++) {
        const char *note = rule->whole ? "" : r->rows[j].note;
        if (strcmp(first->rule, r->rows[j].rule) == 0)
            mkba_i_text_format(&lines, "%s%s%s%s", n++ == 0 ? "" : ", ", r->rows[j].indicator,
                               note[0] == '\0' ? "" : " ", note);
    }
    status = lines.failed ? mkba_i_fail_memory(c->error)
                          : mkba_i_say(&c->made->said, c->error, rule->id, true, first->area, first->period,
                                       n == 1 ? first->indicator : NULL, "%s (%s)", rule->text, lines.data);
    mkba_i_text_drop(&lines);
    return status;
}

/* Of the peers one finding, with a few examples. */
static mkba_status say_peers(mkba_i_compare *c, const rows *r, const struct rule *rule)
{
    mkba_i_text examples = {0};
    size_t n = 0;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < r->n; i++)
        if (concerns(c, &r->rows[i], rule, MKBA_I_PEERS) && is_first(r, i) && n++ < EXAMPLES)
            mkba_i_text_format(&examples, "%s%s %s", n == 1 ? "" : ", ", r->rows[i].area, r->rows[i].period);
    if (n > 0)
        status = examples.failed ? mkba_i_fail_memory(c->error)
                                 : mkba_i_say(&c->made->said, c->error, rule->id, true, NULL, NULL, NULL,
                                              "among the peers, %zu times: %s (%s%s)", n, rule->text, examples.data,
                                              n > EXAMPLES ? ", ..." : "");
    mkba_i_text_drop(&examples);
    return status;
}

static mkba_status say_rule(mkba_i_compare *c, const rows *r, const struct rule *rule)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < r->n; i++) {
        bool region = concerns(c, &r->rows[i], rule, MKBA_I_REGION);
        if (rule->whole && (region || concerns(c, &r->rows[i], rule, MKBA_I_PEERS)))
            find_member(c, r->rows[i].area)->suspect = true;
        if (region && is_first(r, i))
            status = say_row(c, r, i, rule);
    }
    return status == MKBA_OK ? say_peers(c, r, rule) : status;
}

/* The rules from `first` to `end`, of the indicators marked. */
static mkba_status look_and_say(mkba_i_compare *c, const bool *marked, size_t first, size_t end)
{
    mkba_table *table = NULL;
    rows r = {.n = 0};
    mkba_status status = look(c, marked, &table);

    if (status == MKBA_OK)
        status = read_rows(c, table, &r);
    for (size_t k = first; status == MKBA_OK && k < end; k++)
        status = say_rule(c, &r, &RULES[k]);
    free(r.rows);
    mkba_table_free(table);
    return status;
}

mkba_status mkba_i_compare_suspects(mkba_i_compare *c)
{
    size_t n = c->panel->n_indicators;
    bool *leaves = calloc(n + 1, sizeof *leaves), *lines = calloc(n + 1, sizeof *lines);
    mkba_status status = leaves == NULL || lines == NULL ? mkba_i_fail_memory(c->error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < c->made->n_measures; i++) {
        const mkba_i_measure *m = &c->made->measures[i];
        for (size_t u = 0; u < m->n_ups; u++)
            mark_leaves(c, m->ups[u], leaves, 0);
    }
    if (status == MKBA_OK && mark_return(c, leaves, lines) > 0) {
        status = look_and_say(c, lines, WHOLE_RULES, SHIFT_RULES);
        keep_care(c, lines);
    }
    if (status == MKBA_OK)
        status = look_and_say(c, lines, SHIFT_RULES, LEAF_RULES);
    for (size_t i = 0; status == MKBA_OK && i < c->made->n_measures; i++)
        if (c->made->measures[i].down != MKBA_I_NONE)
            leaves[c->made->measures[i].down] = true;
    if (status == MKBA_OK)
        status = look_and_say(c, leaves, LEAF_RULES, N_RULES);
    free(leaves);
    free(lines);
    return status;
}
