/* Taakvelden of Iv3 over their vintages, by the catalog. */
#include "base/exact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "panel/derive.h"

/* The codes that a taakveld has in one vintage. */
typedef struct codes {
    const char **items;
    size_t n;
    const char *refused; /* the code that spoils the comparison; NULL when there is none */
} codes;

typedef struct taakvelden {
    const mkba_table *table;
    const int64_t *vintages;
    const char *const *code, *const *domain, *const *maps_to, *const *mapping;
    size_t n;
    mkba_i_arena arena;
} taakvelden;

static size_t column_of(const mkba_table *table, const char *name)
{
    size_t i = 0;

    while (i < mkba_table_n_columns(table) && strcmp(mkba_table_column_name(table, i), name) != 0)
        i++;
    return i;
}

static mkba_status look_up(mkba_table *table, taakvelden *t, mkba_error *error)
{
    t->table = table;
    t->n = mkba_table_n_rows(table);
    t->vintages = mkba_table_integers(table, column_of(table, "vintage"));
    t->code = mkba_table_texts(table, column_of(table, "code"));
    t->domain = mkba_table_texts(table, column_of(table, "domain"));
    t->maps_to = mkba_table_texts(table, column_of(table, "maps_to_prev"));
    t->mapping = mkba_table_texts(table, column_of(table, "mapping"));
    if (t->vintages != NULL && t->code != NULL && t->domain != NULL && t->maps_to != NULL && t->mapping != NULL)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "catalog", "the taakvelden have other columns: please report this");
}

static bool is_text(const char *a, const char *b)
{
    return a != NULL && strcmp(a, b) == 0;
}

static bool is_clean(const char *mapping)
{
    return is_text(mapping, "1:1") || is_text(mapping, "n:1") || is_text(mapping, "renamed");
}

/* A code of a domain that this vintage has, and that comes from nothing known. */
static const char *unmapped_of(const taakvelden *t, const char *domain, int64_t vintage)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->vintages[i] == vintage && is_text(t->domain[i], domain) && is_text(t->mapping[i], "not mappable"))
            return t->code[i];
    return NULL;
}

/* What one code of the vintage before became: appended to `to`; a code that the list does not have is unchanged, unless
 * its domain has codes that nothing maps to. */
static void follow(const taakvelden *t, const char *code, const char *domain, int64_t vintage, codes *to)
{
    bool found = false;

    for (size_t i = 0; i < t->n; i++) {
        if (t->vintages[i] != vintage || !is_text(t->maps_to[i], code))
            continue;
        found = true;
        if (!is_clean(t->mapping[i]) && to->refused == NULL)
            to->refused = t->code[i];
        to->items[to->n++] = t->code[i];
    }
    if (!found) {
        const char *unmapped = unmapped_of(t, domain, vintage);
        to->refused = to->refused == NULL ? unmapped : to->refused;
        to->items[to->n++] = code;
    }
}

/* The codes of each vintage: 2017, 2023, 2025. */
static mkba_status find_codes(taakvelden *t, const char *code, codes vintages[3], mkba_error *error)
{
    static const int years[] = {2017, 2023, 2025};
    const char *domain = NULL;

    for (size_t i = 0; i < t->n; i++)
        if (t->vintages[i] == years[0] && is_text(t->code[i], code))
            domain = t->domain[i];
    if (domain == NULL)
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "code", "the catalog has no taakveld \"%.40s\" of 2017", code);
    for (size_t v = 0; v < 3; v++) {
        vintages[v] = (codes){.items = mkba_i_arena_new(&t->arena, 2 * t->n + 1, sizeof(char *))};
        if (vintages[v].items == NULL)
            return mkba_i_fail_memory(error);
        if (v == 0)
            vintages[v].items[vintages[v].n++] = code;
        for (size_t i = 0; v > 0 && i < vintages[v - 1].n; i++)
            follow(t, vintages[v - 1].items[i], domain, years[v], &vintages[v]);
        if (v > 0 && vintages[v].refused == NULL)
            vintages[v].refused = vintages[v - 1].refused;
    }
    return MKBA_OK;
}

/* ---- figures --------------------------------------------------------------------------------------------- */

static const codes *codes_of(const codes vintages[3], int year)
{
    return year >= 2025 ? &vintages[2] : year >= 2023 ? &vintages[1] : &vintages[0];
}

static mkba_status check_years(const mkba_panel *panel, const char *code, const codes vintages[3], mkba_error *error)
{
    if (mkba_panel_period_kind(panel) != MKBA_PERIOD_YEAR)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "panel", "taakvelden are comparable by year; the panel has %s",
                           mkba_period_kind_name(mkba_panel_period_kind(panel)));
    for (size_t p = 0; p < panel->n_periods; p++) {
        int year = panel->periods[p].year;
        const codes *wanted = codes_of(vintages, year);
        if (year < 2017)
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "code",
                               "taakveld %.40s begins in 2017; the panel has %d: select "
                               "the years first",
                               code, year);
        if (wanted->refused != NULL)
            return mkba_i_fail(error, MKBA_ERROR_PANEL, "code",
                               "taakveld %.40s is not comparable in %d: the catalog does not map %.40s to it one to "
                               "one; select the years before first",
                               code, year, wanted->refused);
    }
    return MKBA_OK;
}

/* The indicator of a code, MKBA_I_NONE when the panel has none. */
static mkba_status find_indicator(const mkba_panel *panel, const char *prefix, const char *code, size_t *indicator,
                                  mkba_error *error)
{
    mkba_i_text name = {0};

    mkba_i_text_add(&name, prefix);
    mkba_i_text_add(&name, code);
    if (name.failed) {
        mkba_i_text_drop(&name);
        return mkba_i_fail_memory(error);
    }
    *indicator = mkba_i_roll_find_span(&panel->indicator_names, name.data, name.length);
    mkba_i_text_drop(&name);
    return MKBA_OK;
}

static mkba_status fill_period(mkba_panel *made, const char *prefix, const codes *wanted, size_t period,
                               mkba_error *error)
{
    size_t *list = calloc(wanted->n, sizeof *list);
    mkba_status status = list == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < wanted->n; i++)
        status = find_indicator(made, prefix, wanted->items[i], &list[i], error);
    for (size_t a = 0; status == MKBA_OK && a < made->n_areas; a++) {
        mkba_i_sum sum = {.n = 0};
        for (size_t i = 0; i < wanted->n; i++) {
            mkba_i_cell nothing = {0, MKBA_CELL_ABSENT};
            mkba_i_sum_add(&sum, list[i] == MKBA_I_NONE ? nothing : mkba_i_panel_get(made, list[i], a, period), 1,
                           false);
        }
        status = mkba_i_panel_put(made, made->n_indicators - 1, a, period, mkba_i_sum_cell(&sum), error);
    }
    free(list);
    return status;
}

/* Unit and kind of the first code that the panel has. */
static mkba_status describe(const mkba_panel *panel, const char *prefix, const codes vintages[3], mkba_indicator *added,
                            mkba_error *error)
{
    size_t indicator = MKBA_I_NONE;
    mkba_status status = MKBA_OK;

    for (size_t v = 0; v < 3; v++)
        for (size_t i = 0; status == MKBA_OK && indicator == MKBA_I_NONE && i < vintages[v].n; i++)
            status = find_indicator(panel, prefix, vintages[v].items[i], &indicator, error);
    if (status == MKBA_OK && indicator == MKBA_I_NONE)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "code",
                           "the panel has no indicator \"%.60s%.40s\", nor one of the "
                           "codes that came of it",
                           prefix, vintages[0].items[0]);
    if (status == MKBA_OK) {
        added->unit = panel->indicators[indicator].unit;
        added->kind = MKBA_INDICATOR_FLOW;
    }
    return status;
}

static mkba_status note(mkba_panel *made, const char *prefix, const codes vintages[3], mkba_error *error)
{
    static const char *const from[] = {"2017: ", "; from 2023: ", "; from 2025: "};
    mkba_i_text how = {0};

    for (size_t v = 0; v < 3; v++) {
        mkba_i_text_add(&how, from[v]);
        for (size_t i = 0; vintages[v].refused == NULL && i < vintages[v].n; i++)
            mkba_i_text_format(&how, "%s%s%s", i == 0 ? "" : " + ", prefix, vintages[v].items[i]);
        mkba_i_text_add(&how, vintages[v].refused == NULL ? "" : "not comparable");
    }
    return mkba_i_panel_note_made(made, "taakveld", &how, error);
}

static mkba_status make(const mkba_panel *panel, taakvelden *t, const char *prefix, const char *code,
                        const char *indicator, mkba_panel **made, mkba_error *error)
{
    mkba_indicator added = {.name = indicator};
    codes vintages[3];
    mkba_status status = find_codes(t, code, vintages, error);

    if (status == MKBA_OK)
        status = check_years(panel, code, vintages, error);
    if (status == MKBA_OK)
        status = describe(panel, prefix, vintages, &added, error);
    if (status == MKBA_OK)
        status = mkba_i_panel_add_indicator(panel, &added, made, error);
    if (status == MKBA_OK)
        status = note(*made, prefix, vintages, error);
    for (size_t p = 0; status == MKBA_OK && p < panel->n_periods; p++)
        status = fill_period(*made, prefix, codes_of(vintages, panel->periods[p].year), p, error);
    return status;
}

mkba_status mkba_panel_taakveld(const mkba_panel *panel, const mkba_catalog *catalog, const char *prefix,
                                const char *code, const char *indicator, mkba_panel **out, mkba_error *error)
{
    taakvelden t = {.n = 0};
    mkba_table *table = NULL;
    mkba_panel *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(prefix), MKBA_I_GIVEN(code),
                                            MKBA_I_GIVEN(indicator), MKBA_I_GIVEN(out));

    if (status == MKBA_OK && indicator[0] == '\0')
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicator", "the name of the new indicator is empty");
    if (status == MKBA_OK)
        status = mkba_catalog_table(catalog, MKBA_CATALOG_TAAKVELDEN, &table, error);
    if (status == MKBA_OK)
        status = look_up(table, &t, error);
    if (status == MKBA_OK)
        status = make(panel, &t, prefix, code, indicator, &made, error);
    mkba_i_arena_free(&t.arena);
    mkba_table_free(table);
    if (status != MKBA_OK)
        mkba_panel_free(made);
    else
        *out = made;
    return status;
}
